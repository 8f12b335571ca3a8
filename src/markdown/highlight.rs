//! Colours for code blocks, as a small set of classes. The only file that knows syntect.
//!
//! Syntaxes are loaded when the first block names a language, and a block that was seen before is not read again:
//! the first block of a language costs milliseconds, because its patterns are compiled then.

use crate::text::escape_html as escape;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

/// Largest block that is coloured: class output is many times the size of its source.
const BLOCK_BYTES: usize = 64 * 1024;
/// Longest line that is coloured: patterns look at a whole line from every place in it, and a minified file is one
/// line.
const LINE_BYTES: usize = 2 * 1024;
/// How much coloured code is kept; a site that shows more colours the rest again where it recurs.
const CACHE_BYTES: usize = 16 * 1024 * 1024;

/// Our class for scopes with a prefix; the first that fits wins, `""` leaves the text without class.
const CLASSES: [(&str, &str); 23] = [
    ("comment", "hl-comment"),
    ("string", "hl-string"),
    ("constant.character", "hl-string"),
    ("constant.other.symbol", "hl-string"),
    ("markup.raw", "hl-string"),
    ("constant", "hl-number"),
    ("keyword.operator", ""),
    ("keyword", "hl-keyword"),
    ("storage", "hl-keyword"),
    ("support.function", "hl-function"),
    ("entity.name.function", "hl-function"),
    ("variable.function", "hl-function"),
    ("markup.heading", "hl-function"),
    ("entity.name.section", "hl-function"),
    ("entity.name.tag", "hl-tag"),
    ("entity.other.attribute-name", "hl-attribute"),
    ("support.type.property-name", "hl-attribute"),
    ("support.type", "hl-type"),
    ("support.class", "hl-type"),
    ("entity.name", "hl-type"),
    ("entity.other.inherited-class", "hl-type"),
    ("variable.language", "hl-keyword"),
    ("meta.interpolation", ""),
];

/// Names that authors use and the syntaxes do not know.
const ALIASES: [(&str, &str); 8] = [
    ("console", "bash"),
    ("shell-session", "bash"),
    ("jsonc", "json"),
    ("geojson", "json"),
    ("typescript", "js"),
    ("ts", "js"),
    ("none", "txt"),
    ("text", "txt"),
];

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);
static SCOPES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    let scope = |name: &str| Scope::new(name).expect("the table holds at most eight short atoms a scope");
    CLASSES.iter().map(|(name, class)| (scope(name), *class)).collect()
});

/// The language that an info string names: its first word.
pub(super) fn language_name(info: &str) -> &str {
    info.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | '{')).next().unwrap_or("")
}

/// Whether blocks in this language are coloured, or need no colour.
pub(super) fn is_known(name: &str) -> bool {
    find(name).is_some()
}

fn find(name: &str) -> Option<&'static SyntaxReference> {
    // No syntax has a longer name, and looking one up compares it with all.
    if name.is_empty() || name.len() > 40 {
        return None;
    }
    let lower = name.to_lowercase();
    let alias = ALIASES.iter().find(|(alias, _)| *alias == lower).map_or(lower.as_str(), |(_, token)| token);
    SYNTAXES.find_syntax_by_token(alias)
}

/// Colours code, and remembers what it coloured. One for a whole build, shared between threads.
#[derive(Default)]
pub struct Highlighter {
    cache: Mutex<Cache>,
}

#[derive(Default)]
struct Cache {
    blocks: HashMap<(String, String), Arc<str>>,
    bytes: usize,
}

impl Highlighter {
    /// Loads nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends code as HTML: coloured when the language is known and the block small enough, else escaped.
    pub(super) fn write(&self, language: &str, code: &str, out: &mut String) {
        let too_large = code.len() > BLOCK_BYTES || code.lines().any(|line| line.len() > LINE_BYTES);
        let syntax = if too_large { None } else { find(language) };
        let Some(syntax) = syntax.filter(|syntax| syntax.name != "Plain Text") else {
            return escape(code, out);
        };
        let key = (syntax.name.clone(), code.to_string());
        let known = self.lock().blocks.get(&key).cloned();
        // The lock is open while a block is coloured: two threads may colour the same one, to the same result.
        let html = known.unwrap_or_else(|| self.remember(key, colour(syntax, code)));
        out.push_str(&html);
    }

    fn remember(&self, key: (String, String), html: Option<String>) -> Arc<str> {
        let html = html.unwrap_or_else(|| {
            let mut plain = String::new();
            escape(&key.1, &mut plain);
            plain
        });
        let html: Arc<str> = html.into();
        let mut cache = self.lock();
        let bytes = key.1.len() + html.len();
        if cache.bytes + bytes <= CACHE_BYTES && cache.blocks.insert(key, html.clone()).is_none() {
            cache.bytes += bytes;
        }
        html
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Cache> {
        // A panic elsewhere leaves a cache that is complete or lacks an entry; both are fine to go on with.
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Colours a block; `None` where the syntax itself fails.
fn colour(syntax: &SyntaxReference, code: &str) -> Option<String> {
    let mut spans = Spans { out: String::with_capacity(code.len() * 3), class: "" };
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    for line in LinesWithEndings::from(code) {
        let mut position = 0;
        for (place, operation) in state.parse_line(line, &SYNTAXES).ok()? {
            spans.push(&line[position..place], &stack);
            position = place;
            stack.apply(&operation).ok()?;
        }
        spans.push(&line[position..], &stack);
    }
    spans.change("");
    Some(spans.out)
}

/// Spans of one class each; neighbours of the same class are one span.
struct Spans {
    out: String,
    class: &'static str,
}

impl Spans {
    fn push(&mut self, text: &str, stack: &ScopeStack) {
        // White space has no colour, so it does not end a span.
        if !text.trim().is_empty() {
            self.change(class_of(stack));
        }
        escape(text, &mut self.out);
    }

    fn change(&mut self, class: &'static str) {
        if class == self.class {
            return;
        }
        if !self.class.is_empty() {
            self.out.push_str("</span>");
        }
        if !class.is_empty() {
            self.out.extend(["<span class=\"", class, "\">"]);
        }
        self.class = class;
    }
}

/// The class of the innermost scope that has one.
fn class_of(stack: &ScopeStack) -> &'static str {
    let classes = stack
        .as_slice()
        .iter()
        .rev()
        .filter_map(|scope| SCOPES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class));
    classes.into_iter().next().unwrap_or("")
}

/// Style sheet of the classes. Every colour is a custom property, so that a theme may change it.
///
/// Contrast is at least 4.5:1 on `#f6f8fa` and, dark, on `#161b22`. Dark colours are for screens only, or print
/// would be pale; forced colours take over by themselves.
pub fn stylesheet() -> &'static str {
    include_str!("highlight.css")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(language: &str, code: &str) -> String {
        let mut out = String::new();
        Highlighter::new().write(language, code, &mut out);
        out
    }

    #[test]
    fn colours() {
        for (language, code, expected) in [
            (
                "rust",
                "fn a() { \"x\" }",
                "<span class=\"hl-keyword\">fn </span><span class=\"hl-function\">a</span>() { \
                 <span class=\"hl-string\">&quot;x&quot; </span>}",
            ),
            ("python", "# a<b\n", "<span class=\"hl-comment\"># a&lt;b\n</span>"),
            ("JSON", "[1]", "[<span class=\"hl-number\">1</span>]"),
            ("html", "<b>", "&lt;<span class=\"hl-tag\">b</span>&gt;"),
            ("brainfuck", "<b>", "&lt;b&gt;"),
            ("text", "<b>", "&lt;b&gt;"),
            ("", "if", "if"),
        ] {
            assert_eq!(html(language, code), expected, "{language}");
        }
    }

    #[test]
    fn large_blocks_stay_plain() {
        assert!(!html("rust", &"fn a() {}\n".repeat(8000)).contains("<span"));
        assert!(!html("rust", &"fn a() {} ".repeat(300)).contains("<span"));
        assert!(html("rust", &"fn a() {}\n".repeat(10)).contains("<span"));
    }

    #[test]
    fn names() {
        for (info, name, known) in [
            ("rust,ignore", "rust", true),
            ("YAML title=x", "YAML", true),
            ("{.python}", "", false),
            ("console", "console", true),
            ("mermaid", "mermaid", false),
        ] {
            assert_eq!((language_name(info), is_known(language_name(info))), (name, known), "{info}");
        }
    }

    /// Relative luminance and contrast as WCAG 2.2 defines them.
    fn contrast(first: &str, second: &str) -> f64 {
        let luminance = |colour: &str| {
            let channel = |at: usize| {
                let value = u8::from_str_radix(&colour[at..at + 2], 16).unwrap() as f64 / 255.0;
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
        };
        let (first, second) = (luminance(first), luminance(second));
        (first.max(second) + 0.05) / (first.min(second) + 0.05)
    }

    #[test]
    fn contrast_of_the_style_sheet() {
        let (light, dark) = stylesheet().split_once("@media screen").unwrap();
        let mut counted = 0;
        for (part, ground) in [(light, "#f6f8fa"), (dark, "#161b22")] {
            for line in part.lines().filter(|line| line.trim_start().starts_with("--hl-")) {
                let colour = line.split('#').nth(1).map(|rest| format!("#{}", &rest[..6])).unwrap();
                assert!(contrast(&colour, ground) >= 4.5, "{line} on {ground}: {}", contrast(&colour, ground));
                counted += 1;
            }
        }
        // Light once, dark twice: for the device that wishes it and for the reader who chose it.
        assert_eq!(counted, 3 * 8);
        for (_, class) in CLASSES.iter().filter(|(_, class)| !class.is_empty()) {
            assert!(stylesheet().contains(&format!(".{class} {{")), "{class}");
        }
    }
}
