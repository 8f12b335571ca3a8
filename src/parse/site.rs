//! All files of a site, each read on its own, in parallel and in a fixed order.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::diagnostics::{self, At, Diagnostic};
use crate::discover::Sources;
use crate::hash::Map;
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
    pub bulletins: Vec<(SourcePath, Box<Document<BulletinFront>>)>,
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
type Bulletin = Parsed<Box<Document<BulletinFront>>>;

/// Where what was read of files is left for the next build, in pieces. A help and no more: what is not there, or is not
/// what was left, is read again.
pub trait Keeper: Sync {
    /// Whether anything is left to the next build.
    fn keeps(&self) -> bool {
        true
    }

    /// How many pieces there are.
    fn count(&self) -> usize;

    /// The piece `number`, where it is whole.
    fn load(&self, number: usize) -> Option<Vec<u8>>;

    fn store(&self, number: usize, piece: Vec<u8>);

    /// Forgets the pieces from the number `count` on.
    fn cut(&self, count: usize);
}

/// What a [`Keeper`] has, for those who only look: nothing is left to the next build.
pub struct Lent<'a>(pub &'a dyn Keeper);

impl Keeper for Lent<'_> {
    fn keeps(&self) -> bool {
        false
    }

    fn count(&self) -> usize {
        self.0.count()
    }

    fn load(&self, number: usize) -> Option<Vec<u8>> {
        self.0.load(number)
    }

    fn store(&self, _: usize, _: Vec<u8>) {}

    fn cut(&self, _: usize) {}
}

/// Files as an earlier build read them, by the print of their text: bulletins, which are nearly all files of a site.
#[derive(Debug, Default)]
pub struct Earlier {
    files: Map<SourcePath, Known>,
    /// How many bulletins each piece holds.
    sizes: Vec<usize>,
}

#[derive(Debug)]
struct Known {
    print: [u8; 32],
    parsed: Bulletin,
    piece: usize,
}

impl Earlier {
    /// Everything that `keeper` has.
    pub fn load(keeper: &dyn Keeper) -> Self {
        let read = |number: usize| -> Vec<(SourcePath, ([u8; 32], Bulletin))> {
            let piece = keeper.load(number);
            piece.and_then(|piece| postcard::from_bytes(&piece).ok()).unwrap_or_default()
        };
        let pieces: Vec<_> = (0..keeper.count()).into_par_iter().map(read).collect();
        let sizes: Vec<usize> = pieces.iter().map(Vec::len).collect();
        let mut files = Map::with_capacity_and_hasher(sizes.iter().sum(), Default::default());
        for (piece, read) in pieces.into_iter().enumerate() {
            files.extend(read.into_iter().map(|(path, (print, parsed))| (path, Known { print, parsed, piece })));
        }
        Self { files, sizes }
    }

    /// The file, where its text is the same, and the piece that it lay in.
    fn take(&mut self, path: &SourcePath, print: &[u8; 32]) -> Option<(Bulletin, usize)> {
        let known = self.files.remove(path)?;
        (known.print == *print).then_some((known.parsed, known.piece))
    }
}

/// The files of a site.
pub struct Read {
    pub site: ParsedSite,
    pub diagnostics: Vec<Diagnostic>,
}

/// How many files are kept together, to be written and read side by side with others.
const KEPT_TOGETHER: usize = 512;

/// A file, with the print of its text and the piece that it was taken from.
struct Taken<'a> {
    path: &'a SourcePath,
    print: &'a [u8; 32],
    file: File,
    piece: Option<usize>,
}

/// Leaves the bulletins to the next build. A piece that has them all already stays as it is.
fn keep(keeper: &dyn Keeper, files: &[Taken], sizes: &[usize]) {
    if !keeper.keeps() {
        return;
    }
    files.par_chunks(KEPT_TOGETHER).enumerate().for_each(|(number, files)| {
        let bulletins = files.iter().filter_map(|taken| match &taken.file {
            File::Bulletin(parsed) => Some((taken.path, (taken.print, parsed))),
            _ => None,
        });
        let bulletins: Vec<_> = bulletins.collect();
        let is_bulletin = |taken: &&Taken| matches!(taken.file, File::Bulletin(_));
        let is_there = files.iter().filter(is_bulletin).all(|taken| taken.piece == Some(number));
        if is_there && sizes.get(number) == Some(&bulletins.len()) {
            return;
        }
        if let Ok(piece) = postcard::to_allocvec(&bulletins) {
            keeper.store(number, piece);
        }
    });
    keeper.cut(files.len().div_ceil(KEPT_TOGETHER));
}

/// Reads every text of `sources`. A file with a mistake is left out, and the mistake is among the diagnostics. What an
/// `earlier` build read of the same texts is not read again; what this one reads is left to `keeper`.
pub fn site(sources: &Sources, mut earlier: Earlier, keeper: Option<&dyn Keeper>, timings: &Timings) -> Read {
    let known: Vec<_> =
        sources.texts.iter().map(|(path, source)| (path, source, earlier.take(path, &source.print))).collect();
    let files = known.into_par_iter().map(|(path, source, known)| {
        let (file, piece) = match known {
            Some((parsed, piece)) => (File::Bulletin(parsed), Some(piece)),
            None => (timings.source(path.as_str(), || file(path, source.text())), None),
        };
        Taken { path, print: &source.print, file, piece }
    });
    let lock = || sources.addresses.as_ref().map(|lock| addresses::read(lock.text()));
    let (files, lock) = rayon::join(|| files.collect::<Vec<Taken>>(), lock);
    if let Some(keeper) = keeper {
        keep(keeper, &files, &earlier.sizes);
    }
    let mut site = ParsedSite::default();
    let mut diagnostics = Vec::new();
    site.bulletins.reserve_exact(files.iter().filter(|taken| matches!(taken.file, File::Bulletin(_))).count());
    let mut has_areas = false;
    let mut has_settings = false;
    for Taken { path, file, .. } in files {
        match file {
            File::Bulletin(parsed) => {
                site.bulletins.extend(taken(parsed, &mut diagnostics).map(|document| (path.clone(), document)));
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
    for path in sources.files.keys() {
        // A text in the wrong folder, or named `.MD`, would otherwise never be published and nobody would say so.
        if is_misnamed(path) {
            diagnostics.push(diagnostics::text_by_another_name(At::file(path), path.file_name()));
        } else if path.extension().eq_ignore_ascii_case("md") && !path.as_str().starts_with("content/static/") {
            diagnostics.push(diagnostics::unknown_file(At::file(path), path.file_name()));
        }
    }
    if let Some(lock) = lock {
        site.addresses = taken(lock, &mut diagnostics).unwrap_or_default();
    }
    if !has_settings {
        site.unread.insert("settings");
        let path = SourcePath::new("content/site.yaml");
        diagnostics.push(diagnostics::no_settings(At::file(&path)));
    }
    if !has_areas {
        site.areas = super::built_in_areas();
    }
    Read { site, diagnostics }
}

/// Whether a file was meant to be a bulletin or page: `.MD`, `.markdown` and Notepad's `.md.txt`.
fn is_misnamed(path: &SourcePath) -> bool {
    let name = path.file_name().to_ascii_lowercase();
    let is_text = [".md", ".markdown", ".md.txt", ".md.docx"].iter().any(|ending| name.ends_with(ending));
    is_text && ["content/bulletins/", "content/pages/"].iter().any(|folder| path.as_str().starts_with(folder))
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
        _ if is_bulletin(path) => {
            let Parsed { value, diagnostics } = super::bulletin(path, text);
            File::Bulletin(Parsed { value: value.map(Box::new), diagnostics })
        }
        name if name.ends_with(".md") => File::Page(Box::new(super::page(path, text))),
        _ => File::Unknown(diagnostics::unknown_file(At::file(path), path.file_name())),
    }
}

fn is_bulletin(path: &SourcePath) -> bool {
    path.as_str().starts_with("content/bulletins/") && path.as_str().ends_with(".md")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::{Mutex, PoisonError};

    use super::*;
    use crate::discover::SourceText;

    /// Counts what it is given.
    #[derive(Default)]
    struct Counting {
        pieces: Mutex<BTreeMap<usize, Vec<u8>>>,
        stored: Mutex<Vec<usize>>,
    }

    impl Counting {
        fn pieces(&self) -> std::sync::MutexGuard<'_, BTreeMap<usize, Vec<u8>>> {
            self.pieces.lock().unwrap_or_else(PoisonError::into_inner)
        }

        /// Reads `sources` and says which pieces were stored.
        fn read(&self, sources: &Sources) -> (Vec<usize>, usize) {
            let read = site(sources, Earlier::load(self), Some(self), &Timings::default());
            let mut stored = std::mem::take(&mut *self.stored.lock().unwrap_or_else(PoisonError::into_inner));
            stored.sort_unstable();
            (stored, read.site.bulletins.len())
        }
    }

    impl Keeper for Counting {
        fn count(&self) -> usize {
            self.pieces().len()
        }

        fn load(&self, number: usize) -> Option<Vec<u8>> {
            self.pieces().get(&number).cloned()
        }

        fn store(&self, number: usize, piece: Vec<u8>) {
            self.stored.lock().unwrap_or_else(PoisonError::into_inner).push(number);
            self.pieces().insert(number, piece);
        }

        fn cut(&self, count: usize) {
            self.pieces().retain(|number, _| *number < count);
        }
    }

    fn put(sources: &mut Sources, number: usize, title: &str) {
        let path = SourcePath::new(format!("content/bulletins/{number:05}.md"));
        let text = SourceText::new(format!("---\ntitle: {title} {number}\ndate: 2021-10-06\n---\nThân bài.\n"));
        sources.texts.insert(path, text);
    }

    #[test]
    fn only_pieces_with_something_new_are_stored_again() {
        let count = 2 * KEPT_TOGETHER + 10;
        let mut sources = Sources::default();
        (0..count).for_each(|number| put(&mut sources, number, "Bản tin"));
        let keeper = Counting::default();
        assert_eq!(keeper.read(&sources), (vec![0, 1, 2], count));
        assert_eq!(keeper.read(&sources), (vec![], count), "nothing is new");
        put(&mut sources, KEPT_TOGETHER + 3, "Bản tin đã sửa");
        assert_eq!(keeper.read(&sources), (vec![1], count));
        // One that is gone moves all that follow.
        sources.texts.remove(&SourcePath::new("content/bulletins/00000.md"));
        assert_eq!(keeper.read(&sources), (vec![0, 1, 2], count - 1));
        for number in KEPT_TOGETHER..count {
            sources.texts.remove(&SourcePath::new(format!("content/bulletins/{number:05}.md")));
        }
        let left = KEPT_TOGETHER - 1;
        assert_eq!(keeper.read(&sources), (vec![0], left), "the piece has lost one");
        assert_eq!(keeper.count(), 1, "pieces that are no more are forgotten");
        // A piece that is damaged is read again.
        keeper.pieces().insert(0, vec![1, 2, 3]);
        assert_eq!(keeper.read(&sources), (vec![0], left));
        assert_eq!(keeper.read(&sources), (vec![], left));
    }
}
