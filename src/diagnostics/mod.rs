//! Mistakes in content, as values: what is wrong, where, and what to write instead, in two languages.
//!
//! Rooms collect [`Diagnostic`]s and go on; nobody prints. `wording` holds every sentence, `human`, `json`, `sarif` and `html`
//! turn a sorted list into text. A failing machine is not a diagnostic but an `Err`.

pub mod html;
pub mod human;
pub mod json;
pub mod sarif;
mod wording;

pub use wording::*;

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Deserializer, Serialize};

use crate::source::{FieldPath, Lang, SourcePath, Span};

/// How bad it is. An error keeps the site from being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    Error,
    Warning,
}

impl Severity {
    pub fn key(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// Where in a file: resolved to bytes only when something is reported, because YAML values keep no position.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Place {
    /// The file as a whole.
    File,
    /// Bytes of the text.
    Span((usize, usize)),
    /// The value at a path in the file's YAML.
    Value(FieldPath),
    /// The key at the end of a path in the file's YAML.
    Key(FieldPath),
    /// A cell of a CSV file: record (0 is the header) and column.
    Cell { record: usize, column: usize },
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Place::Span((span.start, span.end))
    }
}

/// A file and a place in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct At {
    pub path: SourcePath,
    pub place: Place,
}

impl At {
    pub fn file(path: &SourcePath) -> Self {
        Self { path: path.clone(), place: Place::File }
    }

    pub fn value(path: &SourcePath, field: FieldPath) -> Self {
        Self { path: path.clone(), place: Place::Value(field) }
    }

    pub fn key(path: &SourcePath, field: FieldPath) -> Self {
        Self { path: path.clone(), place: Place::Key(field) }
    }

    pub fn span(path: &SourcePath, span: Span) -> Self {
        Self { path: path.clone(), place: span.into() }
    }
}

/// One sentence in every language that messages have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    pub vi: String,
    pub en: String,
}

impl Text {
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }

    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}

/// The name of a mistake.
pub type Code = &'static str;

/// An author's mistake or omission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// A stable name that `checks` in `site.yaml` and other tools use: `unknown-field`.
    #[serde(deserialize_with = "name")]
    pub code: Code,
    pub severity: Severity,
    pub at: At,
    /// Lower case, no full stop, names in backticks.
    pub message: Text,
    /// What to write instead.
    pub hint: Option<Text>,
    /// Other places that belong to the mistake, such as the second claimant of an address.
    pub related: Vec<(At, Text)>,
}

impl Diagnostic {
    pub(crate) fn error(code: &'static str, at: At, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, at, message: Text::new(vi, en), hint: None, related: Vec::new() }
    }

    pub(crate) fn warning(code: &'static str, at: At, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, at, vi, en) }
    }

    pub(crate) fn hint(mut self, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.hint = Some(Text::new(vi, en));
        self
    }

    pub(crate) fn related(mut self, at: At, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.related.push((at, Text::new(vi, en)));
        self
    }
}

/// The name of a mistake or a field, read back from a cache. Such names are a small closed set, so each is held once,
/// for as long as the program runs.
pub(crate) fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static str, D::Error> {
    static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let name = String::deserialize(deserializer)?;
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name.as_str()) {
        return Ok(known);
    }
    let name: &'static str = name.leak();
    names.insert(name);
    Ok(name)
}

/// A diagnostic whose places are byte spans in the texts that they name; `None` is the file as a whole.
#[derive(Clone, Debug)]
pub struct Located {
    pub diagnostic: Diagnostic,
    pub span: Option<Span>,
    pub related: Vec<Option<Span>>,
}

/// Looks up the text of a source file, for excerpts and for line numbers.
pub trait Texts {
    fn text(&self, path: &SourcePath) -> Option<&str>;
}

/// Line and column of a byte offset, both from 1, the column in characters.
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let offset = floor_boundary(text, offset);
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, text[line_start..offset].chars().count() + 1)
}

/// The nearest character boundary at or before `offset`.
pub(crate) fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Sorts by file, place and code, and drops exact repetitions.
pub fn sort(located: &mut Vec<Located>) {
    located.sort_by(|a, b| {
        let key = |item: &Located| {
            (item.span.as_ref().map_or(0, |span| span.start), item.diagnostic.severity, item.diagnostic.code)
        };
        a.diagnostic.at.path.cmp(&b.diagnostic.at.path).then_with(|| key(a).cmp(&key(b)))
    });
    located.dedup_by(|a, b| a.diagnostic == b.diagnostic);
}
