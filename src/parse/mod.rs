//! One source file at a time: front matter becomes typed values, a body its outline, a table its rows.
//!
//! Takes a one file's text, gives parsed files and diagnostics. It never looks at a second file: whether a unit
//! exists or a link leads anywhere is the business of `model`.

pub mod addresses;
mod bulletin;
pub mod front;
mod plan;
mod read;
mod registry;
mod settings;
mod site;
pub mod table;
mod yaml;

pub use registry::built_in_areas;
pub use settings::{FORMAT, normal_base_url};
pub use site::{Earlier, Keeper, Lent, ParsedSite, Read, site};

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::diagnostics::{self, At, Diagnostic, Place};
use crate::digest::Sum;
use crate::markdown::{self, Outline};
use crate::source::{SourcePath, Span};
use crate::text::lint;

use front::*;
use yaml::{Locator, MAX_BYTES, Node, Reader};

/// What a file gave, and what was wrong with it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Parsed<T> {
    pub value: Option<T>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A Markdown file with its front matter.
#[derive(Debug, Serialize, Deserialize)]
pub struct Document<F> {
    pub front: F,
    /// SHA-256 of the front matter as it stands in the file.
    pub matter: Sum,
    /// The bytes of the body in the file.
    pub body: Span,
    pub outline: Outline,
}

/// Reads a bulletin.
pub fn bulletin(path: &SourcePath, text: &str) -> Parsed<Document<BulletinFront>> {
    document(path, text, bulletin::bulletin)
}

/// Reads a page.
pub fn page(path: &SourcePath, text: &str) -> Parsed<Document<PageFront>> {
    document(path, text, bulletin::page)
}

fn document<F>(path: &SourcePath, text: &str, read: impl Fn(&Node) -> Option<F>) -> Parsed<Document<F>> {
    let Some((yaml_span, body)) = split(text) else {
        return Parsed { value: None, diagnostics: vec![no_front_matter(path, text)] };
    };
    let reader = Reader::new(path, &text[yaml_span.clone()]);
    let front = reader.parse(yaml_span.start).and_then(|value| read(&reader.root(&value)));
    let mut diagnostics = reader.into_diagnostics();
    let outline = markdown::outline(&text[body.clone()]);
    report_body(path, &text[body.clone()], body.start, &outline, &mut diagnostics);
    // Front matter that was refused for its size is not read for slips either.
    let linted = if yaml_span.len() > MAX_BYTES { body.start } else { 0 };
    report_lint(path, &text[linted..], linted, &mut diagnostics);
    let matter = Sum::of(text[yaml_span].as_bytes());
    Parsed { value: front.map(|front| Document { front, matter, body, outline }), diagnostics }
}

/// The bytes of the YAML between two lines of `---`, and of the body after them.
fn split(text: &str) -> Option<(Span, Span)> {
    let skipped = text.len() - text.trim_start_matches(['\n', ' ', '\t']).len();
    let rest = text[skipped..].strip_prefix("---")?;
    let first_line = rest.find('\n')?;
    if !rest[..first_line].trim().is_empty() {
        return None;
    }
    let start = skipped + 3 + first_line + 1;
    let mut offset = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((start..offset, offset + line.len()..text.len()));
        }
        offset += line.len();
    }
    None
}

fn no_front_matter(path: &SourcePath, text: &str) -> Diagnostic {
    let opens = text.trim_start().starts_with("---");
    let end = text.find('\n').unwrap_or(text.len());
    diagnostics::no_front_matter(At::span(path, 0..end), opens)
}

fn report_body(path: &SourcePath, body: &str, offset: usize, outline: &Outline, diagnostics: &mut Vec<Diagnostic>) {
    for finding in &outline.findings {
        let span = finding.span.start + offset..finding.span.end + offset;
        let value = body.get(finding.span.clone()).unwrap_or_default();
        diagnostics.push(diagnostics::markdown_finding(At::span(path, span), value, &finding.kind));
    }
}

fn report_lint(path: &SourcePath, text: &str, offset: usize, diagnostics: &mut Vec<Diagnostic>) {
    for found in lint::scan(text) {
        let value = text.get(found.range.clone()).unwrap_or_default();
        let span = found.range.start + offset..found.range.end + offset;
        diagnostics.push(diagnostics::text_finding(At::span(path, span), value, &found.finding));
    }
}

/// Reads a file that is YAML as a whole.
fn yaml_file<T>(path: &SourcePath, text: &str, read: impl Fn(&Node) -> Option<T>) -> Parsed<T> {
    let reader = Reader::new(path, text);
    let value = reader.parse(0).and_then(|value| read(&reader.root(&value)));
    Parsed { value, diagnostics: reader.into_diagnostics() }
}

/// Reads `site.yaml`.
pub fn settings(path: &SourcePath, text: &str) -> Parsed<SettingsFront> {
    yaml_file(path, text, settings::settings)
}

/// The format that a `site.yaml` states, 0 where it states none; `None` where it cannot be read.
pub fn format_of(path: &SourcePath, text: &str) -> Option<u32> {
    let format = |node: &Node| match node.fields()?.get("format") {
        Some(format) => format.count(),
        None => Some(0),
    };
    yaml_file(path, text, format).value
}

/// Reads `units.yaml`.
pub fn units(path: &SourcePath, text: &str) -> Parsed<Vec<(String, UnitFront)>> {
    yaml_file(path, text, |node| Some(registry::entries(node, registry::unit)))
}

/// Reads `indicators.yaml`.
pub fn indicators(path: &SourcePath, text: &str) -> Parsed<Vec<(String, IndicatorFront)>> {
    yaml_file(path, text, |node| Some(registry::entries(node, registry::indicator)))
}

/// Reads `areas.yaml`.
pub fn areas(path: &SourcePath, text: &str) -> Parsed<Vec<(String, AreaFront)>> {
    yaml_file(path, text, |node| Some(registry::entries(node, registry::area)))
}

/// Reads `results.csv`; the numbers are the records, the header being 0.
pub fn results(path: &SourcePath, text: &str) -> Parsed<Vec<(usize, ResultFront)>> {
    let mut diagnostics = Vec::new();
    let value = Some(table::results(path, text, &mut diagnostics));
    Parsed { value, diagnostics }
}

/// Reads a table of `data/`.
pub fn data_table(path: &SourcePath, text: &str) -> Parsed<table::Table> {
    let mut diagnostics = Vec::new();
    let value = Some(table::table(path, text, &mut diagnostics));
    Parsed { value, diagnostics }
}

/// A text that YAML can carry, as a map of texts: the words of a theme.
///
/// # Errors
/// The parser's own sentence where `text` is no map of texts.
pub fn words(text: &str) -> Result<std::collections::BTreeMap<String, String>, String> {
    serde_yaml::from_str(text).map_err(|error| error.to_string())
}

/// The source of a bulletin as readers may save it: without the remarks that staff leave in YAML and HTML comments.
pub fn published_source(text: &str) -> String {
    let Some((yaml, body)) = split(text) else { return String::new() };
    let front = without_remarks(&text[yaml]);
    let mut published = format!("---\n{front}---\n");
    let mut rest = &text[body];
    while let Some(start) = rest.find("<!--") {
        published.push_str(&rest[..start]);
        rest = rest[start..].find("-->").map_or("", |end| &rest[start + end + 3..]);
    }
    published.push_str(rest);
    published
}

/// YAML without its comments. One that can hold none is published as its author wrote it; only where a `#` may begin
/// one, the values are written anew.
fn without_remarks(yaml: &str) -> Cow<'_, str> {
    let may_begin = |at: usize| yaml[..at].chars().next_back().is_none_or(char::is_whitespace);
    if !yaml.match_indices('#').any(|(at, _)| may_begin(at)) {
        return Cow::Borrowed(yaml);
    }
    let value: serde_yaml::Value = serde_yaml::from_str(yaml).unwrap_or_default();
    Cow::Owned(serde_yaml::to_string(&value).unwrap_or_default())
}

/// Finds the bytes of `place` in `text`. Positions in YAML are looked up by a second pass that only runs here.
pub struct Places<'a> {
    text: &'a str,
    yaml: Option<(usize, Locator)>,
}

impl<'a> Places<'a> {
    pub fn new(path: &SourcePath, text: &'a str) -> Self {
        let yaml = match path.extension() {
            "yaml" | "yml" => Some((0, Locator::new(text))),
            "md" => split(text).map(|(span, _)| (span.start, Locator::new(&text[span]))),
            _ => None,
        };
        Self { text, yaml }
    }

    /// `None` where the file as a whole is meant.
    pub fn locate(&self, place: &Place) -> Option<Span> {
        match place {
            Place::File => None,
            Place::Span((start, end)) => Some(*start..*end),
            Place::Cell { record, column } => table::locate(self.text, *record, *column),
            Place::Value(_) | Place::Key(_) => {
                let (offset, locator) = self.yaml.as_ref()?;
                match locator.locate(place) {
                    Some(span) => Some(span.start + offset..span.end + offset),
                    // A missing field of the whole front matter is shown at its first line.
                    None => (*offset > 0).then_some(0..3),
                }
            }
        }
    }
}
