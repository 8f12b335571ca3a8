//! All files of a site, each read on its own, in parallel and in a fixed order.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use crate::diagnostics::{self, At, Diagnostic};
use crate::discover::Sources;
use crate::source::SourcePath;
use crate::timings::Timings;

use super::addresses::{self, Addresses};
use super::front::*;
use super::table::Table;
use super::{Document, Parsed};

/// The files of a site, read but not yet held against each other.
#[derive(Debug, Default)]
pub struct ParsedSite {
    pub settings: SettingsFront,
    pub units: Vec<(String, UnitFront)>,
    pub indicators: Vec<(String, IndicatorFront)>,
    pub areas: Vec<(String, AreaFront)>,
    /// Rows of `results.csv` with the number of their record.
    pub results: Vec<(usize, ResultFront)>,
    pub bulletins: Vec<(SourcePath, Document<BulletinFront>)>,
    pub pages: Vec<(SourcePath, Document<PageFront>)>,
    pub tables: BTreeMap<SourcePath, Table>,
    /// What was published until now.
    pub addresses: Addresses,
    /// Registers that could not be read: nobody can say what is not in them.
    pub unread: BTreeSet<&'static str>,
}

enum File {
    Bulletin(Bulletin),
    Page(Box<Parsed<Document<PageFront>>>),
    Settings(Box<Parsed<SettingsFront>>),
    Units(Parsed<Vec<(String, UnitFront)>>),
    Indicators(Parsed<Vec<(String, IndicatorFront)>>),
    Areas(Parsed<Vec<(String, AreaFront)>>),
    Results(Parsed<Vec<(usize, ResultFront)>>),
    Table(Parsed<Table>),
    Unknown(Diagnostic),
}

/// In a box: it is two kilobytes large, and lists of thousands are handed on.
type Bulletin = Box<Parsed<Document<BulletinFront>>>;

/// Files as an earlier build read them, by the print of their text: bulletins, which are nearly all files of a site.
#[derive(Debug, Default)]
pub struct Earlier(HashMap<SourcePath, KeptBulletin>);

type KeptBulletin = ([u8; 32], Bulletin);

impl Earlier {
    /// From what [`Read::kept`] gave; `None` where it is something else.
    pub fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let mut pieces = Vec::new();
        while !bytes.is_empty() {
            let (length, rest) = bytes.split_first_chunk()?;
            let (piece, rest) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
            pieces.push(piece);
            bytes = rest;
        }
        let read = |piece: &&[u8]| postcard::from_bytes::<Vec<(SourcePath, KeptBulletin)>>(piece).ok();
        let read: Vec<Vec<_>> = pieces.par_iter().map(read).collect::<Option<_>>()?;
        Some(Self(read.into_iter().flatten().collect()))
    }

    /// The file, where its text is the same.
    fn take(&mut self, path: &SourcePath, print: &[u8; 32]) -> Option<Bulletin> {
        let (known, parsed) = self.0.remove(path)?;
        (known == *print).then_some(parsed)
    }
}

/// The files of a site, and the same once more for the next build, where one of them had to be read anew.
pub struct Read {
    pub site: ParsedSite,
    pub diagnostics: Vec<Diagnostic>,
    pub kept: Option<Vec<u8>>,
}

/// How many files are kept together, to be written and read side by side with others.
const KEPT_TOGETHER: usize = 512;

/// The bulletins for [`Earlier::from_bytes`]: pieces, each after its length in eight bytes.
fn kept(sources: &Sources, files: &[(&SourcePath, File)]) -> Option<Vec<u8>> {
    let piece = |files: &[(&SourcePath, File)]| {
        let bulletins = files.iter().filter_map(|(path, file)| match file {
            File::Bulletin(parsed) => Some((*path, (&sources.texts[path].print, &**parsed))),
            _ => None,
        });
        postcard::to_allocvec(&bulletins.collect::<Vec<_>>()).ok()
    };
    let pieces: Vec<Vec<u8>> = files.par_chunks(KEPT_TOGETHER).map(piece).collect::<Option<_>>()?;
    let mut kept = Vec::with_capacity(pieces.iter().map(|piece| piece.len() + 8).sum());
    for piece in pieces {
        kept.extend((piece.len() as u64).to_le_bytes());
        kept.extend(piece);
    }
    Some(kept)
}

/// Reads every text of `sources`. A file with a mistake is left out, and the mistake is among the diagnostics. `keep`:
/// whether what was read is wanted for the next build.
pub fn site(sources: &Sources, mut earlier: Earlier, keep: bool, timings: &Timings) -> Read {
    let known: Vec<_> = sources
        .texts
        .iter()
        .map(|(path, source)| (path, source.text.as_str(), earlier.take(path, &source.print)))
        .collect();
    let has_news = !earlier.0.is_empty() || known.iter().any(|(path, _, parsed)| parsed.is_none() && is_bulletin(path));
    let files: Vec<(&SourcePath, File)> = known
        .into_par_iter()
        .map(|(path, text, parsed)| match parsed {
            Some(parsed) => (path, File::Bulletin(parsed)),
            None => (path, timings.source(path.as_str(), || file(path, text))),
        })
        .collect();
    let kept = if keep && has_news { kept(sources, &files) } else { None };
    let mut site = ParsedSite::default();
    let mut diagnostics = Vec::new();
    site.bulletins.reserve_exact(files.iter().filter(|(_, file)| matches!(file, File::Bulletin(_))).count());
    let mut has_areas = false;
    let mut has_settings = false;
    for (path, file) in files {
        match file {
            File::Bulletin(parsed) => {
                site.bulletins.extend(taken(*parsed, &mut diagnostics).map(|document| (path.clone(), document)));
            }
            File::Page(parsed) => {
                site.pages.extend(taken(*parsed, &mut diagnostics).map(|document| (path.clone(), document)));
            }
            File::Settings(parsed) => {
                if parsed.value.is_none() {
                    site.unread.insert("settings");
                }
                has_settings = true;
                site.settings = taken(*parsed, &mut diagnostics).unwrap_or_default();
            }
            File::Units(parsed) if parsed.value.is_none() => {
                site.unread.insert("units");
                diagnostics.extend(parsed.diagnostics);
            }
            File::Units(parsed) => site.units = taken(parsed, &mut diagnostics).unwrap_or_default(),
            File::Indicators(parsed) if parsed.value.is_none() => {
                site.unread.insert("indicators");
                diagnostics.extend(parsed.diagnostics);
            }
            File::Indicators(parsed) => site.indicators = taken(parsed, &mut diagnostics).unwrap_or_default(),
            File::Areas(parsed) => {
                if parsed.value.is_none() {
                    site.unread.insert("areas");
                }
                has_areas = true;
                site.areas = taken(parsed, &mut diagnostics).unwrap_or_default();
            }
            File::Results(parsed) => site.results = taken(parsed, &mut diagnostics).unwrap_or_default(),
            File::Table(parsed) => {
                site.tables.extend(taken(parsed, &mut diagnostics).map(|table| (path.clone(), table)));
            }
            File::Unknown(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    let looks_like_text = |path: &&SourcePath| {
        let extension = path.extension().to_ascii_lowercase();
        let is_loose = matches!(path.parent(), "content/bulletins" | "content/pages");
        extension == "md" || (is_loose && matches!(extension.as_str(), "txt" | "doc" | "docx" | "odt" | "rtf"))
    };
    for path in sources.files.keys().filter(looks_like_text) {
        // A text in the wrong folder, or named `.MD`, would otherwise never be published and nobody would say so.
        if !path.as_str().starts_with("content/static/") {
            diagnostics.push(diagnostics::unknown_file(At::file(path), path.file_name()));
        }
    }
    if let Some(lock) = &sources.addresses {
        site.addresses = taken(addresses::read(&lock.text), &mut diagnostics).unwrap_or_default();
    }
    if !has_settings {
        site.unread.insert("settings");
        let path = SourcePath::new("content/site.yaml");
        diagnostics.push(diagnostics::no_settings(At::file(&path)));
    }
    if !has_areas {
        site.areas = super::built_in_areas();
    }
    Read { site, diagnostics, kept }
}

fn taken<T>(parsed: Parsed<T>, diagnostics: &mut Vec<Diagnostic>) -> Option<T> {
    diagnostics.extend(parsed.diagnostics);
    parsed.value
}

fn file(path: &SourcePath, text: &str) -> File {
    match path.as_str() {
        "content/site.yaml" => File::Settings(Box::new(super::settings(path, text))),
        "content/units.yaml" => File::Units(super::units(path, text)),
        "content/indicators.yaml" => File::Indicators(super::indicators(path, text)),
        "content/areas.yaml" => File::Areas(super::areas(path, text)),
        "content/results.csv" => File::Results(super::results(path, text)),
        name if name.ends_with(".csv") => File::Table(super::data_table(path, text)),
        _ if is_bulletin(path) => File::Bulletin(Box::new(super::bulletin(path, text))),
        name if name.ends_with(".md") => File::Page(Box::new(super::page(path, text))),
        _ => File::Unknown(diagnostics::unknown_file(At::file(path), path.file_name())),
    }
}

fn is_bulletin(path: &SourcePath) -> bool {
    path.as_str().starts_with("content/bulletins/") && path.as_str().ends_with(".md")
}
