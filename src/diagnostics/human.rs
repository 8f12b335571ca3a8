//! Diagnostics for people at a terminal: the message, the place, the line with carets under the mistake, the hint.
//!
//! Takes located diagnostics, gives text; whether it is coloured and where it goes is the caller's choice. Quoted
//! content never reaches the terminal raw: control characters are shown as `�`, or a file could rewrite the screen.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use unicode_normalization::char::is_combining_mark;

use super::json::{Lines, Places, related};
use super::{Located, Severity, Texts};
use crate::source::{Lang, SourcePath, Span};
use crate::text::{printable, steers};

/// Longer lines are cut around the mistake: more wraps several times on any terminal.
const LINE_CHARS: usize = 160;

/// What is kept of a cut line before the mistake, and of a mistake longer than its line may be.
const BEFORE_CHARS: usize = 40;
const INSIDE_CHARS: usize = 100;

/// A mistake over more lines is marked in its first line only.
const SPAN_LINES: usize = 6;

/// A hint stands beside the carets where both fit into this width, else below them.
const HINT_COLUMNS: usize = 110;

/// The fixed words of the formats.
pub(super) struct Words {
    pub error: &'static str,
    pub warning: &'static str,
    pub hint: &'static str,
    pub related: &'static str,
}

pub(super) fn words(lang: Lang) -> Words {
    match lang {
        Lang::Vi => Words { error: "lỗi", warning: "cảnh báo", hint: "gợi ý", related: "xem thêm" },
        Lang::En => Words { error: "error", warning: "warning", hint: "hint", related: "note" },
    }
}

/// All diagnostics, an empty line between two of them, each line ended with a newline; nothing for none.
pub fn render(items: &[Located], texts: &dyn Texts, lang: Lang, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    // Lines are cut here; the renderer's own cut would know neither combining marks nor our ellipsis.
    let renderer = renderer.term_width(LINE_CHARS * 10);
    let mut places = Places::new(texts);
    let mut text = String::new();
    for item in items {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&one(item, &mut places, lang, &renderer));
        text.push('\n');
    }
    text
}

/// How many there are: `2 lỗi, 5 cảnh báo`; a kind that does not occur is left out.
pub fn summary(errors: usize, warnings: usize, lang: Lang) -> String {
    let count = |number: usize, word: &str| {
        let plural = if lang == Lang::En && number != 1 { "s" } else { "" };
        (number > 0).then(|| format!("{number} {word}{plural}"))
    };
    let words = words(lang);
    let parts: Vec<String> =
        [count(errors, words.error), count(warnings, words.warning)].into_iter().flatten().collect();
    match (parts.is_empty(), lang) {
        (false, _) => parts.join(", "),
        (true, Lang::Vi) => "không có lỗi hay cảnh báo".to_owned(),
        (true, Lang::En) => "no errors or warnings".to_owned(),
    }
}

fn one<'a>(item: &'a Located, places: &mut Places<'a>, lang: Lang, renderer: &Renderer) -> String {
    let diagnostic = &item.diagnostic;
    let words = words(lang);
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name(words.error),
        Severity::Warning => Level::WARNING.with_name(words.warning),
    };
    let title = format!("{} [{}]", printable(diagnostic.message.get(lang)), diagnostic.code);
    let hint = diagnostic.hint.as_ref().map(|hint| printable(hint.get(lang)));
    let main = Sight::new(&diagnostic.at.path, item.span.as_ref(), places);
    let label = hint.as_ref().map(|hint| format!("{}: {hint}", words.hint)).filter(|label| main.has_room_for(label));
    let mut group = main.show(Group::with_title(level.primary_title(title)), label.clone());
    if let (Some(hint), None) = (hint, label) {
        group = group.element(Level::HELP.with_name(words.hint).message(hint));
    }
    let mut groups = vec![group];
    let mut sights = vec![main];
    for (path, span, text) in related(item) {
        let sight = Sight::new(path, span, places);
        let title = Level::NOTE.with_name(words.related).secondary_title(printable(text.get(lang)));
        groups.push(sight.show(Group::with_title(title), None));
        sights.push(sight);
    }
    let text = renderer.render(&groups);
    let text = sights.iter().fold(text, |text, sight| sight.correct_column(text));
    if sights.iter().any(|sight| sight.excerpt.is_some()) { text } else { indent(&text) }
}

/// Without any line number the renderer starts at the very left; one column in is where all others start.
fn indent(text: &str) -> String {
    let is_colour = |c: char| matches!(c, '\u{1b}' | '[' | 'm' | ' ') || c.is_ascii_digit();
    let lines = text.lines().map(|line| match line.trim_start_matches(is_colour) {
        detail if detail.starts_with("-->") || detail.starts_with("= ") => format!(" {line}"),
        _ => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A place as it will be shown: the path, and the lines where there are any.
struct Sight {
    path: String,
    excerpt: Option<Excerpt>,
}

/// Lines of a source text, cleaned and cut for showing.
pub(super) struct Excerpt {
    pub text: String,
    /// The mistake inside `text`.
    pub span: Range<usize>,
    pub line: usize,
    /// The column in the file, and in `text`, which is less where the line was cut.
    pub column: usize,
    shown_column: usize,
}

impl Sight {
    fn new<'a>(path: &'a SourcePath, span: Option<&Span>, places: &mut Places<'a>) -> Self {
        let excerpt = span.zip(places.lines(path)).map(|(span, lines)| Excerpt::new(lines, span));
        Self { path: printable(path.as_str()), excerpt }
    }

    fn show<'a>(&self, group: Group<'a>, label: Option<String>) -> Group<'a> {
        let Some(excerpt) = &self.excerpt else { return group.element(Origin::path(self.path.clone())) };
        let annotation = AnnotationKind::Primary.span(excerpt.span.clone()).label(label);
        let snippet = Snippet::source(excerpt.text.clone()).line_start(excerpt.line).path(self.path.clone());
        group.element(snippet.annotation(annotation))
    }

    fn has_room_for(&self, label: &str) -> bool {
        self.excerpt.as_ref().is_some_and(|excerpt| {
            let marked = &excerpt.text[..excerpt.span.end];
            !marked.contains('\n') && marked.chars().count() + label.chars().count() <= HINT_COLUMNS
        })
    }

    /// The renderer counts the column in what it was given, which is not the file's column where the line was cut,
    /// and it takes no other column together with an excerpt.
    fn correct_column(&self, text: String) -> String {
        let place = |line: usize, column: usize| format!("--> {}:{line}:{column}\n", self.path);
        match &self.excerpt {
            Some(Excerpt { line, column, shown_column, .. }) if column != shown_column => {
                let text = text.replacen(&place(*line, *shown_column), &place(*line, *column), 1);
                let styled = |column| place(*line, column).replacen("--> ", "--> \u{1b}[0m", 1);
                text.replacen(&styled(*shown_column), &styled(*column), 1)
            }
            _ => text,
        }
    }
}

impl Excerpt {
    pub(super) fn new(lines: &Lines, span: &Span) -> Self {
        let span = lines.clamp(span);
        let (line, column) = lines.line_column(span.start);
        let (end_line, _) = lines.line_column(span.end);
        let first = lines.line(line);
        // A span may begin on the line break itself, behind what is shown of its line.
        let start = span.start.min(first.end);
        let whole = first.start..lines.line(end_line).end.max(first.end);
        let is_short = end_line - line < SPAN_LINES && lines.text[whole.clone()].split('\n').all(fits);
        let (shown, end) = if is_short {
            (whole.clone(), span.end.clamp(start, whole.end))
        } else {
            (first.clone(), span.end.clamp(start, first.end))
        };
        let before = cut_left(&lines.text[shown.start..start], is_short);
        let inside = &lines.text[start..end];
        let inside = if is_short { inside.into() } else { cut_right(inside, INSIDE_CHARS) };
        let room = LINE_CHARS.saturating_sub(before.chars().count() + inside.chars().count());
        let after = &lines.text[end..shown.end];
        let after = if is_short { after.into() } else { cut_right(after, room) };
        let mut text = clean(&before, &['\t', '\n']);
        let shown_column = text.chars().count() + 1;
        let start = text.len();
        text.push_str(&clean(&inside, &['\t', '\n']));
        let span = start..text.len();
        text.push_str(&clean(&after, &['\t', '\n']));
        Self { text, span, line, column, shown_column }
    }
}

/// Whether a line may stand as it is. Looks no further than it has to: a file may be one long line.
fn fits(line: &str) -> bool {
    line.chars().nth(LINE_CHARS).is_none()
}

/// The end of a text. Starts at a whole letter: a combining mark would sit on the ellipsis.
fn cut_left(text: &str, keep_all: bool) -> String {
    let Some((start, _)) = text.char_indices().nth_back(BEFORE_CHARS).filter(|_| !keep_all) else { return text.into() };
    format!("…{}", text[start..].trim_start_matches(is_combining_mark))
}

/// The start of a text, with the marks of its last letter.
fn cut_right(text: &str, chars: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(chars) else { return text.into() };
    let marks = text[end..].len() - text[end..].trim_start_matches(is_combining_mark).len();
    match &text[..end + marks] {
        all if all.len() == text.len() => all.into(),
        start => format!("{start}…"),
    }
}

/// Replaces control characters, and those that reorder what follows, except the ones in `kept`.
fn clean(text: &str, kept: &[char]) -> String {
    text.chars().filter(|&c| c != '\r').map(|c| if steers(c) && !kept.contains(&c) { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{At, Diagnostic};
    use super::*;

    struct Same<'a>(&'a str);

    impl Texts for Same<'_> {
        fn text(&self, _: &SourcePath) -> Option<&str> {
            Some(self.0)
        }
    }

    fn located(span: Option<Span>) -> Located {
        let at = At::file(&SourcePath::new("content/a.md"));
        let diagnostic = Diagnostic::error("unknown-field", at, "không có trường `tgas`", "unknown field `tgas`")
            .hint("viết `tags`", "did you mean `tags`?");
        Located { diagnostic, span, related: vec![] }
    }

    /// What stands under the carets of the only marked line of `text`.
    fn marked(text: &str, span: Span) -> String {
        let shown = render(&[located(Some(span))], &Same(text), Lang::En, false);
        let source = shown.lines().nth(3).expect("a source line");
        let carets = shown.lines().nth(4).expect("a caret line");
        let bases = source.chars().filter(|&c| !is_combining_mark(c)).collect::<Vec<_>>();
        let columns = carets.chars().enumerate().filter(|&(_, c)| c == '^').map(|(column, _)| column);
        columns.filter_map(|column| bases.get(column)).collect()
    }

    #[test]
    fn a_mistake_is_shown_with_its_line() {
        let text = "---\ntitle: a\ndate: b\ntgas: [mot-cua]\n";
        let shown = render(&[located(Some(21..25))], &Same(text), Lang::En, false);
        let expected = [
            "error: unknown field `tgas` [unknown-field]",
            " --> content/a.md:4:1",
            "  |",
            "4 | tgas: [mot-cua]",
            "  | ^^^^ hint: did you mean `tags`?\n",
        ]
        .join("\n");
        assert_eq!(shown, expected);
        let shown = render(&[located(None), located(None)], &Same(text), Lang::Vi, false);
        let one = "lỗi: không có trường `tgas` [unknown-field]\n --> content/a.md\n  = gợi ý: viết `tags`\n";
        assert_eq!(shown, format!("{one}\n{one}"));
        let colored = render(&[located(None)], &Same(text), Lang::Vi, true);
        let parts = colored.split("\u{1b}[").map(|part| part.split_once('m').map_or(part, |(_, rest)| rest));
        assert_eq!(parts.collect::<String>(), one);
        assert_eq!(render(&[], &Same(text), Lang::Vi, true), "");
    }

    #[test]
    fn carets_stand_under_the_letters() {
        let cases = [
            ("Kế hoạch cải cách", "cải", "cải"),
            ("Ke\u{302}\u{301} hoa\u{323}ch ca\u{309}i", "ca\u{309}i", "cai"),
            ("Đ\u{301}: 42 → x", "42", "42"),
        ];
        for (text, value, expected) in cases {
            let start = text.find(value).expect("the value is in the text");
            assert_eq!(marked(text, start..start + value.len()), expected, "{text}");
        }
    }

    #[test]
    fn long_lines_are_cut_around_the_mistake() {
        let text = format!("{}tgas{}", "ke\u{302}\u{301} ".repeat(500), " hoạch".repeat(500));
        for color in [false, true] {
            let shown = render(&[located(Some(3500..3504))], &Same(&text), Lang::Vi, color);
            assert!(shown.contains("content/a.md:1:2501\n"), "the column is the file's own: {shown}");
        }
        let shown = render(&[located(Some(3500..3504))], &Same(&text), Lang::Vi, false);
        let line = shown.lines().nth(3).expect("a source line");
        assert!(line.starts_with("1 | …") && line.ends_with('…') && line.chars().count() <= 168, "{line}");
    }

    #[test]
    fn no_span_and_no_text_panics() {
        let texts =
            ["", "\n", "a", "a\r\nb\r\n", "\t\tđề án\tx", "x\u{9b}31m\u{1b}[2J\u{202e}", "a\nb\nc\nd\ne\nf\ng\nh\ni\n"];
        for text in texts {
            for start in 0..text.len() + 2 {
                for end in [0, start, start + 1, start + 7, text.len(), usize::MAX] {
                    let shown = render(&[located(Some(start..end))], &Same(text), Lang::Vi, false);
                    assert!(!shown.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\t']), "{shown:?}");
                }
            }
        }
    }

    #[test]
    fn related_places_follow() {
        let mut item = located(Some(0..4));
        let path = SourcePath::new("content/b.md");
        item.diagnostic = item.diagnostic.related(At::file(&path), "đã dùng ở đây", "used here");
        item.related = vec![Some(5..9)];
        let shown = render(&[item], &Same("tgas\nmore\n"), Lang::Vi, false);
        assert!(shown.contains("xem thêm: đã dùng ở đây\n --> content/b.md:2:1\n"), "{shown}");
    }

    #[test]
    fn counts_are_written_in_words() {
        let cases = [
            ((2, 5, Lang::Vi), "2 lỗi, 5 cảnh báo"),
            ((1, 0, Lang::En), "1 error"),
            ((0, 2, Lang::En), "2 warnings"),
            ((0, 0, Lang::Vi), "không có lỗi hay cảnh báo"),
        ];
        for ((errors, warnings, lang), expected) in cases {
            assert_eq!(summary(errors, warnings, lang), expected);
        }
    }
}
