//! Themes: the default one is part of the program, `themes/NAME/` replaces it file by file. The only room that knows
//! Tera.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{PoisonError, RwLock};

use serde::Serialize;
use sha2::{Digest, Sha256};
use tera::{Context, Kwargs, State, Tera, Value};

use crate::digest::hex;
use crate::discover::Sources;
use crate::markdown;
use crate::parse;
use crate::source::{Lang, OutputPath};
use crate::text;
use crate::value::Decimal;

use super::words::Words;
use super::{embedded, lean};

/// Search engines and tabs cut longer titles, where the cut may fall inside a word.
const LONGEST_TITLE: usize = 70;

/// Why a theme cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    #[error("there is no theme `{0}`: the folder themes/{0} does not exist")]
    Unknown(String),
    #[error("theme `{theme}`, {file}: {reason}")]
    File { theme: String, file: String, reason: String },
    #[error("template {template}: {reason}")]
    Render { template: String, reason: String },
}

/// A theme that is ready to render pages of every language of a site.
pub struct Theme {
    engines: BTreeMap<Lang, Engine>,
    /// Files of `static/`, under `theme/` in the output.
    pub files: Vec<(OutputPath, Vec<u8>)>,
    /// The style sheet's path in the output; its name carries its content's hash.
    pub stylesheet: OutputPath,
    /// Scripts by name, `reader` for `static/reader.js`; a template names the one that its page needs. Files with one
    /// beginning before `_` are parts of one script: `static/search_page.js` of `search`.
    pub scripts: BTreeMap<String, OutputPath>,
    /// SHA-256 of all its files, those of the built-in theme included.
    pub print: [u8; 32],
}

struct Engine {
    tera: Tera,
    words: Words,
    /// The templates `once_….html`, rendered, by the way to the top: it alone tells them apart.
    once: RwLock<BTreeMap<String, Value>>,
}

impl Theme {
    /// Puts a theme together: the built-in files, and over them those of `themes/name/`.
    ///
    /// # Errors
    /// Where the theme does not exist or one of its files is malformed.
    pub fn load(sources: &Sources, name: &str, languages: &[Lang]) -> Result<Self, ThemeError> {
        let files = merged_files(sources, name)?;
        let failed =
            |file: &str, reason: String| ThemeError::File { theme: name.to_owned(), file: file.to_owned(), reason };
        let mut engines = BTreeMap::new();
        for lang in languages {
            let words = Words::new(read_words(&files, *lang, &failed)?);
            let mut tera = Tera::new();
            register(&mut tera, *lang);
            let mut templates = Vec::new();
            for (path, bytes) in &files {
                if let Some(name) = path.strip_prefix("templates/") {
                    templates.push((name, utf8(path, bytes, &failed)?));
                }
            }
            tera.add_raw_templates(with_words(templates, &words))
                .map_err(|error| failed("templates", error.to_string()))?;
            tera.global_context().insert("t", words.all());
            engines.insert(*lang, Engine { tera, words, once: RwLock::default() });
        }
        let (statics, stylesheet, scripts) = statics(&files, &failed)?;
        Ok(Self { engines, files: statics, stylesheet, scripts, print: print(&files) })
    }

    /// Puts a value into every page of a language.
    pub fn share<T: Serialize>(&mut self, lang: Lang, name: &'static str, value: &T) {
        if let Some(engine) = self.engines.get_mut(&lang) {
            engine.tera.global_context().insert_value(name, Value::from_serializable(value));
            engine.once = RwLock::default();
        }
    }

    fn engine(&self, lang: Lang) -> &Engine {
        let engine = self.engines.get(&lang).or_else(|| self.engines.values().next());
        engine.expect("a site has at least one language")
    }

    /// The words of a language; of the site's own where the theme has not loaded it.
    pub fn words(&self, lang: Lang) -> &Words {
        &self.engine(lang).words
    }

    /// What is the same on every page of a language from which the way to the top is `root`: the templates
    /// `once_NAME.html`, which see `root` and what all pages share, as HTML under their `NAME`.
    ///
    /// # Errors
    /// As [`Theme::render`].
    pub fn once(&self, lang: Lang, root: &str) -> Result<Value, ThemeError> {
        let engine = self.engine(lang);
        if let Some(known) = engine.once.read().unwrap_or_else(PoisonError::into_inner).get(root) {
            return Ok(known.clone());
        }
        let mut parts = BTreeMap::new();
        let templates: BTreeSet<&str> = engine.tera.get_template_names().collect();
        for template in templates {
            let Some(name) = template.strip_prefix("once_").and_then(|rest| rest.strip_suffix(".html")) else {
                continue;
            };
            let html = self.render(lang, template, &[("root", Value::from(root))])?;
            parts.insert(name.to_owned(), Value::safe_string(String::from_utf8_lossy(&html).trim()));
        }
        let parts = Value::from(parts);
        engine.once.write().unwrap_or_else(PoisonError::into_inner).insert(root.to_owned(), parts.clone());
        Ok(parts)
    }

    /// Renders a template into a page.
    ///
    /// # Errors
    /// Where the template names something that its page does not have.
    pub fn render(&self, lang: Lang, template: &str, values: &[(&'static str, Value)]) -> Result<Vec<u8>, ThemeError> {
        let engine = self.engine(lang);
        let mut context = Context::new();
        for (name, value) in values {
            context.insert_value(*name, value.clone());
        }
        let mut page = Vec::with_capacity(16 * 1024);
        let failed =
            |error: tera::Error| ThemeError::Render { template: template.to_owned(), reason: error.to_string() };
        engine.tera.render_to(template, &context, &mut page).map_err(failed)?;
        Ok(page)
    }
}

/// A value that templates work with.
pub type TemplateValue = Value;

/// A view as a template value.
pub fn value<T: Serialize>(view: &T) -> TemplateValue {
    Value::from_serializable(view)
}

type Files<'a> = BTreeMap<&'a str, &'a [u8]>;

fn merged_files<'a>(sources: &'a Sources, name: &str) -> Result<Files<'a>, ThemeError> {
    let mut files: Files = embedded::FILES.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    let own = sources.theme_files.iter().filter(|((theme, _), _)| theme == name);
    let mut found = false;
    for ((_, path), text) in own {
        found = true;
        files.insert(path, text);
    }
    if !found && name != "default" {
        return Err(ThemeError::Unknown(name.to_owned()));
    }
    Ok(files)
}

fn print(files: &Files) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for (path, bytes) in files {
        for part in [path.as_bytes(), bytes] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    hasher.finalize().into()
}

fn read_words(
    files: &Files,
    lang: Lang,
    failed: &impl Fn(&str, String) -> ThemeError,
) -> Result<BTreeMap<String, String>, ThemeError> {
    let file = format!("i18n/{lang}.yaml");
    // A theme need not repeat words that it does not change.
    let built_in = embedded::FILES.iter().find(|(path, _)| *path == file).map_or("{}", |(_, text)| *text);
    let mut words = parse::words(built_in).map_err(|reason| failed(&file, reason))?;
    if let Some(own) = files.get(file.as_str()) {
        words.extend(parse::words(utf8(&file, own, failed)?).map_err(|reason| failed(&file, reason))?);
    }
    Ok(words)
}

type Statics = (Vec<(OutputPath, Vec<u8>)>, OutputPath, BTreeMap<String, OutputPath>);

fn statics(files: &Files, failed: &impl Fn(&str, String) -> ThemeError) -> Result<Statics, ThemeError> {
    let mut statics = Vec::new();
    let mut scripts = BTreeMap::new();
    let mut sources: BTreeMap<&str, String> = BTreeMap::new();
    let mut sheet = String::new();
    for (path, bytes) in files {
        let Some(name) = path.strip_prefix("static/") else { continue };
        match name.rsplit('.').next() {
            Some("css") => {
                sheet.push_str(utf8(path, bytes, failed)?);
                sheet.push('\n');
            }
            Some("js") => {
                let stem = name.trim_end_matches(".js");
                // Only the name of the file has parts, not its folder.
                let folder = stem.rfind('/').map_or(0, |slash| slash + 1);
                let whole = stem[folder..].find('_').map_or(stem, |part| &stem[..folder + part]);
                let script: &mut String = sources.entry(whole).or_default();
                script.push_str(&lean::script(utf8(path, bytes, failed)?));
                // A comment at the end of one part must not swallow the next.
                if !script.ends_with('\n') {
                    script.push('\n');
                }
            }
            _ => statics.push((OutputPath::new(format!("theme/{name}")), bytes.to_vec())),
        }
    }
    for (name, script) in sources {
        let target = hashed(&format!("{name}.js"), script.as_bytes());
        scripts.insert(name.to_owned(), target.clone());
        statics.push((target, script.into_bytes()));
    }
    sheet.push_str(super::chart::CSS);
    sheet.push_str(markdown::stylesheet());
    let sheet = lean::sheet(&sheet);
    let stylesheet = hashed("style.css", sheet.as_bytes());
    statics.push((stylesheet.clone(), sheet.into_bytes()));
    Ok((statics, stylesheet, scripts))
}

fn utf8<'a>(file: &str, bytes: &'a [u8], failed: &impl Fn(&str, String) -> ThemeError) -> Result<&'a str, ThemeError> {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    std::str::from_utf8(text).map_err(|error| failed(file, error.to_string()))
}

/// Templates that have the words of their language where they ask for them alone, `{{ t.NAME }}`: those are the same on
/// every page, and looking each of them up took a twentieth of a large build. All else stays for the engine, which knows
/// `t` as well.
fn with_words<'a>(templates: Vec<(&'a str, &'a str)>, words: &Words) -> Vec<(&'a str, Cow<'a, str>)> {
    // A theme may give the name to something else, which the templates that it includes see, too.
    let is_ours = !templates.iter().any(|(_, template)| has_other_t(template));
    // Other files are not escaped, and what is raw is to be shown as it is.
    let may_hold = |name: &str, template: &str| is_ours && name.ends_with(".html") && !template.contains("endraw");
    let one = |(name, template)| match may_hold(name, template) {
        true => (name, set_words(template, words)),
        false => (name, Cow::Borrowed(template)),
    };
    templates.into_iter().map(one).collect()
}

fn set_words<'a>(template: &'a str, words: &Words) -> Cow<'a, str> {
    const OPEN: &str = "{{ t.";
    let mut pieces = template.split(OPEN);
    let mut whole = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let found = piece.split_once(" }}").and_then(|(key, rest)| Some((words.find(key)?, rest)));
        // What could be read as a part of a tag, or be trimmed by one beside it, is no plain text.
        let is_plain =
            |word: &str| word.trim() == word && !word.is_empty() && !word.contains(['{', '}', '#', '%', '\n']);
        match found.filter(|(word, _)| is_plain(word)) {
            Some((word, rest)) => {
                whole.push_str(&escaped(word));
                whole.push_str(rest);
            }
            None => {
                whole.push_str(OPEN);
                whole.push_str(piece);
            }
        }
    }
    Cow::Owned(whole)
}

/// Whether a template uses the name `t` for anything but a look at what it holds: `{% for t in targets %}`. Asking for it,
/// `@t`, is none. A letter of its own in a text counts, too, which costs time and nothing else.
fn has_other_t(template: &str) -> bool {
    let is_inside = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii();
    template.as_bytes().windows(3).any(|around| {
        let [before, b't', after] = *around else { return false };
        let is_name = !is_inside(before) && !is_inside(after);
        is_name && !matches!(before, b'.' | b'@' | b'"' | b'\'' | b'`') && !matches!(after, b'.' | b'[' | b'"' | b'\'')
    })
}

/// A text as templates show it.
fn escaped(text: &str) -> String {
    let mut html = Vec::with_capacity(text.len());
    tera::escape_html(text, &mut html).expect("a vector takes every byte");
    String::from_utf8_lossy(&html).into_owned()
}

/// `style.css` → `theme/style.0a1b2c3d4e.css`: a changed file has a new address, so it can be cached for ever.
fn hashed(name: &str, bytes: &[u8]) -> OutputPath {
    let hash = hex(&Sha256::digest(bytes)[..5]);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    OutputPath::new(format!("theme/{stem}.{hash}.{extension}"))
}

fn register(tera: &mut Tera, lang: Lang) {
    tera.register_filter("unbroken", |text: &str, _: Kwargs, _: &State| text::unbroken(text).into_owned());
    tera.register_filter("together", |text: &str, _: Kwargs, _: &State| Value::safe_string(&together(text)));
    // Components cost much more than filters, and every row of a table asks for these.
    tera.register_filter("lang_of", move |named: &Value, _: Kwargs, _: &State| {
        Value::safe_string(&other_language(named, lang).map(lang_attribute).unwrap_or_default())
    });
    tera.register_filter("said", move |text: &str, kwargs: Kwargs, _: &State| -> tera::TeraResult<Value> {
        let html = together(text);
        Ok(match other_language(kwargs.must_get("lang")?, lang) {
            Some(other) => Value::safe_string(&format!("<span{}>{html}</span>", lang_attribute(other))),
            None => Value::safe_string(&html),
        })
    });
    tera.register_filter("headline", |text: &str, _: Kwargs, _: &State| {
        // Checkers count what stands in the file: an emoji is two characters, and "&" is written as five.
        let mut written = String::with_capacity(text.len());
        text::escape_html(text, &mut written);
        let more = written.encode_utf16().count() - text.chars().count();
        text::headline(text, LONGEST_TITLE - more.min(LONGEST_TITLE / 2)).into_owned()
    });
    tera.register_filter("number", move |number: f64, _: Kwargs, _: &State| {
        let number = Decimal::from_f64(number).unwrap_or(Decimal::new(0, 0));
        match lang {
            Lang::Vi => number.vietnamese(),
            Lang::En => number.english(),
        }
    });
    tera.register_filter("sort_vi", |items: Vec<Value>, kwargs: Kwargs, _: &State| -> tera::TeraResult<Value> {
        let attribute: &str = kwargs.must_get("attribute")?;
        let key = |item: &Value| {
            let found = item.get_from_path(attribute).and_then(|value| value.as_str());
            found.map(text::sort_key)
        };
        let mut items = items;
        // What has no such text comes last.
        items.sort_by_cached_key(|item| (key(item).is_none(), key(item)));
        Ok(Value::from(items))
    });
}

/// A text as HTML in which numbers, dates and ranges do not break.
fn together(text: &str) -> Cow<'_, str> {
    // Short texts without digits, dots and markup, which most are, stay what they are.
    let is_plain = |byte: u8| !matches!(byte, b'0'..=b'9' | b'.' | b'&' | b'<' | b'>' | b'"' | b'\'');
    if text.bytes().all(is_plain) && !text.contains("uý") {
        return Cow::Borrowed(text);
    }
    let mut html = String::with_capacity(text.len() + 32);
    for (holds, piece) in text::kept_together(&text::unbroken(text)) {
        html.push_str(if holds { "<span class=\"nowrap\">" } else { "" });
        text::escape_html(piece, &mut html);
        html.push_str(if holds { "</span>" } else { "" });
    }
    Cow::Owned(html)
}

/// The language of a text, where it is stated and not the page's own.
fn other_language(named: &Value, own: Lang) -> Option<&str> {
    named.as_str().filter(|named| !named.is_empty() && *named != own.tag())
}

fn lang_attribute(lang: &str) -> String {
    let mut html = String::from(" lang=\"");
    text::escape_html(lang, &mut html);
    html.push('"');
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_theme_leaves_its_words_their_name() {
        let other: Vec<&str> =
            embedded::FILES.iter().filter(|(_, text)| has_other_t(text)).map(|(path, _)| *path).collect();
        let templates: Vec<&&str> = other.iter().filter(|path| path.starts_with("templates/")).collect();
        assert!(templates.is_empty(), "{templates:?}");
    }

    #[test]
    fn words_that_stand_in_a_template_read_as_those_that_are_looked_up() {
        let word = |key: &str, word: &str| (key.to_owned(), word.to_owned());
        let words = Words::new(BTreeMap::from([
            word("a", "Chỉ tiêu"),
            word("b", "a < b & \"c\" 'd' > e"),
            word("left", " x"),
            word("tag", "{{ t.a }} {% if %} {# #}"),
            word("lines", "một\nhai\n"),
            word("place", "{n} tin"),
            word("none", ""),
        ]));
        let templates = [
            "{{ t.a }}",
            "<b title=\"{{ t.b }}\">{{ t.b }}</b> {{t.a}} {{ t.a}} {{- t.a -}} .",
            "{% if true -%}{{ t.a }}{%- endif %} \n {{ t.a }} {%- if t.a == \"Chỉ tiêu\" %} {{ t.a }} {% endif -%} .",
            "1{% if true -%} {{ t.left }} {%- endif %}2{{ t.tag }}({{ t.place }}3{{ t.lines }}4{{ t.none }}5",
            "{{ t.a | upper }}{{ t[\"b\"] }}{# {{ t.a }} #}{% set x = t.a %}{{ x }}",
            "{% raw %}{{ t.a }}{% endraw %}{{ t.a }}",
            "{% for t in [{\"a\": 1}] %}{{ t.a }}{% endfor %}",
            "{{ t.a }}{{ [t.a for t in [{\"a\": 1}]] | join }}",
            "{% set t = {\"a\": 1} %}{{ t.a }}",
        ];
        for (index, template) in templates.into_iter().enumerate() {
            let shown = |name: &str, text: &str| {
                let mut tera = Tera::new();
                tera.add_raw_template(name, text).map_err(|error| error.to_string())?;
                tera.global_context().insert("t", words.all());
                tera.render(name, &Context::new()).map_err(|error| error.to_string())
            };
            for name in ["a.html", "a.txt"] {
                let (_, with) = with_words(vec![(name, template)], &words).remove(0);
                assert_eq!(shown(name, &with).expect("it is sound"), shown(name, template).expect("it is sound"));
                assert_eq!(with != template, name == "a.html" && matches!(index, 0..=2 | 4), "{template}");
            }
        }
    }
}
