//! Diagnostics for other programs: one JSON document, every sentence in both languages.
//!
//! Takes located diagnostics, gives text. Also holds `Places`, which turns bytes into lines and columns for all
//! three formats: it reads each file once, because `results.csv` may have a mistake in every one of its rows.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use super::{Located, Severity, Text, Texts, floor_boundary};
use crate::source::{Lang, SourcePath, Span};

/// The longest `value` in characters: enough to recognise it, and no document is repeated whole.
const VALUE_CHARS: usize = 200;

/// Bytes between two remembered character counts: a column in a file of one long line costs no more than this.
const STRIDE: usize = 1024;

/// One JSON document, indented, with a newline at its end. Columns count characters from 1; ends are exclusive.
/// `outside` are the hosts of other sites with the number of links to each.
pub fn render(items: &[Located], outside: &[(String, usize)], texts: &dyn Texts, lang: Lang) -> String {
    let mut places = Places::new(texts);
    let diagnostics: Vec<_> = items.iter().map(|item| entry(item, &mut places, lang)).collect();
    let count = |severity| items.iter().filter(|item| item.diagnostic.severity == severity).count();
    let document = Document {
        version: 1,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        diagnostics,
        outside: outside.iter().map(|(host, links)| Outside { host, links: *links }).collect(),
    };
    pretty(&document)
}

/// Indented JSON with a newline at its end.
pub(super) fn pretty(document: &impl Serialize) -> String {
    let mut json =
        serde_json::to_string_pretty(document).expect("maps with text keys and plain values always serialise");
    json.push('\n');
    json
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    errors: usize,
    warnings: usize,
    diagnostics: Vec<Entry<'a>>,
    outside: Vec<Outside<'a>>,
}

#[derive(Serialize)]
struct Outside<'a> {
    host: &'a str,
    links: usize,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'static str,
    severity: &'static str,
    path: &'a str,
    #[serde(flatten)]
    region: Region,
    value: Option<String>,
    message: &'a str,
    hint: Option<&'a str>,
    message_vi: &'a str,
    message_en: &'a str,
    hint_vi: Option<&'a str>,
    hint_en: Option<&'a str>,
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    path: &'a str,
    #[serde(flatten)]
    region: Region,
    message: &'a str,
    message_vi: &'a str,
    message_en: &'a str,
}

fn entry<'a>(item: &'a Located, places: &mut Places<'a>, lang: Lang) -> Entry<'a> {
    let diagnostic = &item.diagnostic;
    let hint = |get: fn(&Text) -> &str| diagnostic.hint.as_ref().map(get);
    let related = related(item).map(|(path, span, text)| Related {
        path: path.as_str(),
        region: places.region(path, span),
        message: text.get(lang),
        message_vi: &text.vi,
        message_en: &text.en,
    });
    let related = related.collect();
    Entry {
        code: diagnostic.code,
        severity: diagnostic.severity.key(),
        path: diagnostic.at.path.as_str(),
        region: places.region(&diagnostic.at.path, item.span.as_ref()),
        value: places.value(&diagnostic.at.path, item.span.as_ref()),
        message: diagnostic.message.get(lang),
        hint: diagnostic.hint.as_ref().map(|hint| hint.get(lang)),
        message_vi: &diagnostic.message.vi,
        message_en: &diagnostic.message.en,
        hint_vi: hint(|hint| &hint.vi),
        hint_en: hint(|hint| &hint.en),
        related,
    }
}

/// The related places of a diagnostic, each with its span where one was found.
pub(super) fn related(item: &Located) -> impl Iterator<Item = (&SourcePath, Option<&Span>, &Text)> {
    let spans = item.related.iter().map(Option::as_ref).chain(std::iter::repeat(None));
    item.diagnostic.related.iter().zip(spans).map(|((at, text), span)| (&at.path, span, text))
}

/// A span as people and editors count: from 1, in characters, the end exclusive. Empty for a file as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Region {
    pub line: Option<usize>,
    pub column: Option<usize>,
    pub end_line: Option<usize>,
    pub end_column: Option<usize>,
}

/// Lines and columns in many files, each file's lines found once.
pub(super) struct Places<'a> {
    texts: &'a dyn Texts,
    files: BTreeMap<&'a SourcePath, Option<Lines<'a>>>,
}

impl<'a> Places<'a> {
    pub(super) fn new(texts: &'a dyn Texts) -> Self {
        Self { texts, files: BTreeMap::new() }
    }

    /// The lines of a file, `None` where its text is not known.
    pub(super) fn lines(&mut self, path: &'a SourcePath) -> Option<&Lines<'a>> {
        let texts = self.texts;
        self.files.entry(path).or_insert_with(|| texts.text(path).map(Lines::new)).as_ref()
    }

    pub(super) fn region(&mut self, path: &'a SourcePath, span: Option<&Span>) -> Region {
        let (Some(span), Some(lines)) = (span, self.lines(path)) else { return Region::default() };
        let span = lines.clamp(span);
        let (line, column) = lines.line_column(span.start);
        let (end_line, end_column) = lines.line_column(span.end);
        Region { line: Some(line), column: Some(column), end_line: Some(end_line), end_column: Some(end_column) }
    }

    fn value(&mut self, path: &'a SourcePath, span: Option<&Span>) -> Option<String> {
        let lines = self.lines(path)?;
        let span = lines.clamp(span?);
        Some(lines.text[span].chars().take(VALUE_CHARS).collect())
    }
}

/// A text with the starts of its lines.
pub(super) struct Lines<'a> {
    pub text: &'a str,
    starts: Vec<usize>,
    /// Characters before every [`STRIDE`]th byte.
    counts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let newlines = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let starts = std::iter::once(0).chain(newlines.map(|(newline, _)| newline + 1)).collect();
        let counts = text.as_bytes().chunks(STRIDE).scan(0, |before, chunk| {
            let count = *before;
            *before += characters(chunk);
            Some(count)
        });
        Self { text, starts, counts: counts.collect() }
    }

    /// The span moved to character boundaries inside the text: a wrong span makes a worse message, never a panic.
    pub(super) fn clamp(&self, span: &Span) -> Span {
        let start = floor_boundary(self.text, span.start);
        start..floor_boundary(self.text, span.end).max(start)
    }

    /// Line and column of an offset inside the text, as [`super::line_column`] counts them.
    pub(super) fn line_column(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&start| start <= offset);
        (line, self.characters_before(offset) - self.characters_before(self.starts[line - 1]) + 1)
    }

    /// The bytes of a line counted from 1, without its line break.
    pub(super) fn line(&self, line: usize) -> Range<usize> {
        let start = self.starts[line - 1];
        let next = self.starts.get(line).copied().unwrap_or(self.text.len());
        start..start + self.text[start..next].trim_end_matches(['\n', '\r']).len()
    }

    fn characters_before(&self, offset: usize) -> usize {
        let stride = (offset / STRIDE).min(self.counts.len().saturating_sub(1));
        let counted = self.counts.get(stride).copied().unwrap_or(0);
        counted + characters(&self.text.as_bytes()[stride * STRIDE..offset])
    }
}

/// Characters that start among these bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::super::{At, Diagnostic, line_column};
    use super::*;

    struct One(&'static str);

    impl Texts for One {
        fn text(&self, path: &SourcePath) -> Option<&str> {
            (path.as_str() == "content/a.md").then_some(self.0)
        }
    }

    #[test]
    fn lines_and_columns_equal_the_plain_count() {
        let long = "Kế hoạch cải cách hành chính ".repeat(200);
        let cases = ["", "\n", "a", "đề án\r\nkế hoạch\n\n", "Ho\u{323}\u{302}c\n", long.as_str()];
        for text in cases {
            let lines = Lines::new(text);
            for offset in (0..=text.len()).filter(|&offset| text.is_char_boundary(offset)) {
                assert_eq!(lines.line_column(offset), line_column(text, offset), "{offset} in {text:?}");
            }
        }
    }

    #[test]
    fn one_document_holds_both_languages() {
        let path = SourcePath::new("content/a.md");
        let diagnostic = Diagnostic::error("unknown-field", At::file(&path), "trường lạ", "unknown field")
            .hint("viết `tags`", "write `tags`")
            .related(At::file(&SourcePath::new("content/b.md")), "ở đây", "here");
        let items = [Located { diagnostic, span: Some(6..999), related: vec![Some(0..1)] }];
        let json: serde_json::Value =
            serde_json::from_str(&render(&items, &[], &One("đề\ntgas: x\n"), Lang::En)).expect("JSON reads back");
        assert_eq!(json["errors"], 1);
        let entry = &json["diagnostics"][0];
        let expected = [
            ("/line", serde_json::json!(2)),
            ("/column", serde_json::json!(1)),
            ("/end_line", serde_json::json!(3)),
            ("/value", serde_json::json!("tgas: x\n")),
            ("/message", serde_json::json!("unknown field")),
            ("/message_vi", serde_json::json!("trường lạ")),
            ("/hint_en", serde_json::json!("write `tags`")),
            ("/related/0/path", serde_json::json!("content/b.md")),
            ("/related/0/line", serde_json::Value::Null),
        ];
        for (pointer, value) in expected {
            assert_eq!(entry.pointer(pointer), Some(&value), "{pointer}");
        }
    }

    #[test]
    fn a_file_as_a_whole_has_no_line() {
        let path = SourcePath::new("content/a.md");
        let diagnostic = Diagnostic::warning("no-date", At::file(&path), "thiếu ngày", "no date");
        let json = render(&[Located { diagnostic, span: None, related: vec![] }], &[], &One(""), Lang::Vi);
        assert!(json.contains("\"line\": null") && json.contains("\"value\": null") && json.ends_with("}\n"), "{json}");
    }
}
