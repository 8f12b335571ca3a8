//! What search finds on a site: bulletins, decisions, targets, units, indicators and pages, as documents of the index.

mod subjects;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::digest::Sum;
use crate::discover::Sources;
use crate::hash::Map;
use crate::model::*;
use crate::output::OutputError;
use crate::relations::{State, TargetRef};
use crate::search::{self, Document, Facet, Field, Vocabulary};
use crate::source::{OutputPath, SourcePath, Span};
use crate::text;
use crate::value::{DocumentKind, DocumentNumber};

use super::maker::Maker;
use super::prints::{self, Prints};
use super::recorder::Recorder;
use super::{Notes, RenderError, Tasks};

/// Abbreviations that every office uses; `abbreviations` of `site.yaml` adds to them and replaces them.
const ABBREVIATIONS: [(&str, &str); 12] = [
    ("CCHC", "cải cách hành chính"),
    ("TTHC", "thủ tục hành chính"),
    ("UBND", "Ủy ban nhân dân"),
    ("HĐND", "Hội đồng nhân dân"),
    ("CNTT", "công nghệ thông tin"),
    ("DVC", "dịch vụ công"),
    ("DVCTT", "dịch vụ công trực tuyến"),
    ("CĐS", "chuyển đổi số"),
    ("VBQPPL", "văn bản quy phạm pháp luật"),
    ("CBCCVC", "cán bộ, công chức, viên chức"),
    ("TP", "thành phố"),
    ("KH", "kế hoạch"),
];

/// The kinds of results, in the order of the filter.
const KINDS: [&str; 6] = ["bulletin", "decision", "target", "unit", "indicator", "page"];

/// What one number of the index stands for.
#[derive(Clone, Copy, Debug)]
enum Subject {
    Bulletin(BulletinId),
    Decision(DecisionId),
    Target(TargetRef),
    Unit(UnitId),
    Indicator(IndicatorId),
    Page(PageId),
}

impl Subject {
    /// Its place in [`KINDS`].
    fn kind(self) -> usize {
        match self {
            Self::Bulletin(_) => 0,
            Self::Decision(_) => 1,
            Self::Target(_) => 2,
            Self::Unit(_) => 3,
            Self::Indicator(_) => 4,
            Self::Page(_) => 5,
        }
    }
}

/// With what the index is made, piece by piece, so that pieces of the last build stay.
pub struct Workshop<'a> {
    pub tasks: &'a Tasks<'a>,
    pub prints: &'a Prints<'a>,
    pub notes: &'a dyn Notes,
    pub program: &'a str,
}

/// Writes the index; gives the folder of its files, for the search page.
///
/// # Errors
/// Where the output refuses a file.
pub fn write(maker: Maker, sources: &Sources, workshop: &Workshop) -> Result<String, RenderError> {
    let site = maker.site;
    let subjects = subjects(maker);
    let kinds = DocumentKind::all().map(|kind| (text::fold(kind.abbreviation()), text::fold(kind.name_vi())));
    let vocabulary = Vocabulary {
        abbreviations: abbreviations(site),
        kinds: kinds.filter(|(symbol, _)| !symbol.is_empty()).collect(),
    };
    let units = site.units.iter().map(|(id, ..)| unit_words(maker, id)).collect();
    let years = years(site, &subjects);
    let library = Library { sources, maker, subjects, units, years, document_kinds: document_kinds(maker) };
    let facets = library.facets();
    let bodies: usize = library.subjects.iter().map(|subject| library.span_of(*subject).len()).sum();
    let has_texts = bodies <= search::MOST_TEXT;
    let builder = search::Builder::new(library.subjects.len(), &facets, &vocabulary, has_texts);
    let print_of = |run: Range<usize>| {
        let texts = library.subjects[run].iter().filter_map(|subject| path_of(site, *subject));
        workshop.prints.texts(texts) ^ u64::from(has_texts)
    };
    let runs = builder.runs();
    let whole = print_of(0..library.subjects.len());
    // Where the index will be made anew, all runs are needed, and there is time for those that were kept while one is read.
    let is_known = workshop.tasks.past.task("search", whole).is_some();
    let read = |(index, run): (usize, &Range<usize>)| {
        let task = Run { name: format!("search-{index}"), print: print_of(run.clone()), run: run.clone() };
        let made = task.make(&library, &builder, workshop)?;
        Ok(if is_known { made } else { made.with_part(&library, &builder, workshop) })
    };
    let made: Vec<Made> = runs.par_iter().enumerate().map(read).collect::<Result<_, RenderError>>()?;
    let make = |output: &Recorder| {
        let folders: Vec<String> = made.iter().map(|made| made.folder.clone()).collect();
        let made = made.into_par_iter().map(|made| made.with_part(&library, &builder, workshop));
        let parts = made.filter_map(|made| made.part).collect();
        let files = builder.finish(parts, &folders);
        let folder = search::folder(&files);
        pack(&format!("tim-kiem/{folder}"), files, workshop, output)?;
        Ok(format!("tim-kiem/{folder}"))
    };
    workshop.tasks.run("search", whole, make, |task| task.note.clone())
}

/// One run of documents, as a task.
struct Run {
    name: String,
    print: u64,
    run: Range<usize>,
}

/// A run of which the files are there; what it adds to the whole only if it was just read.
struct Made {
    task: Run,
    folder: String,
    part: Option<search::Part>,
}

impl Run {
    fn make(self, library: &Library, builder: &search::Builder, workshop: &Workshop) -> Result<Made, RenderError> {
        let mut part = None;
        let make = |output: &Recorder| {
            let (read, files) = builder.read(self.run.clone(), |number| library.document(number));
            workshop.notes.store(&self.name, self.print, read.to_bytes());
            part = Some(read);
            let folder = search::folder(&files);
            for (name, bytes) in files {
                let path = OutputPath::new(format!("tim-kiem/{folder}/{name}.js"));
                output.write(&path, search::script(&name, &bytes))?;
            }
            Ok(folder)
        };
        let folder = workshop.tasks.run(&self.name, self.print, make, |task| task.note.clone())?;
        Ok(Made { task: self, folder, part })
    }
}

impl Made {
    /// With what the run adds to the whole: just read, kept since it was, or read once more.
    fn with_part(mut self, library: &Library, builder: &search::Builder, workshop: &Workshop) -> Self {
        let Run { name, print, run } = &self.task;
        let kept = || {
            let bytes = workshop.notes.load(name, *print)?;
            search::Part::from_bytes(&bytes, builder.facets())
        };
        let read = || builder.read(run.clone(), |number| library.document(number)).0;
        let part = self.part.take().or_else(kept).unwrap_or_else(read);
        Self { part: Some(part), ..self }
    }
}

/// What a file of the index was packed from (SHA-256 of name and content), and what came of it: size and SHA-256.
type Packed = (Sum, u64, Sum);

/// Packs and writes files. One that was packed before and is still there, in this folder or another, is not packed again.
fn pack(folder: &str, files: Vec<search::File>, workshop: &Workshop, output: &Recorder) -> Result<(), RenderError> {
    let print = prints::program(workshop.program);
    let known = workshop.notes.load("search", print);
    let known: Vec<Packed> = known.and_then(|bytes| postcard::from_bytes(&bytes).ok()).unwrap_or_default();
    let known: Map<Sum, (u64, Sum)> =
        known.into_iter().map(|(source, size, sha256)| (source, (size, sha256))).collect();
    let pack = |(name, bytes): (String, Vec<u8>)| -> Result<Packed, OutputError> {
        let path = OutputPath::new(format!("{folder}/{name}.js"));
        let source = Sum::from(Sha256::new().chain_update(&name).chain_update([0]).chain_update(&bytes));
        if let Some((size, sha256)) = known.get(&source) {
            output.make(&path, *size, *sha256, || search::script(&name, &bytes))?;
            return Ok((source, *size, *sha256));
        }
        let entry = output.enter(&path, search::script(&name, &bytes))?;
        Ok((source, entry.size, entry.sha256))
    };
    let packed: Vec<Packed> = files.into_par_iter().map(pack).collect::<Result<_, _>>()?;
    if let Ok(note) = postcard::to_allocvec(&packed) {
        workshop.notes.store("search", print, note);
    }
    Ok(())
}

/// Everything that is found, newest first, what has no date last.
fn subjects(maker: Maker) -> Vec<Subject> {
    let (site, relations) = (maker.site, maker.relations);
    let mut dated: Vec<(Date, Subject)> = Vec::with_capacity(site.bulletins.len() * 2 + relations.targets.len());
    // Targets stand with their bulletin, with which they share most of what results show.
    for (id, bulletin) in site.bulletin_ids() {
        let date = bulletin.published.date;
        dated.push((date, Subject::Bulletin(id)));
        let targets = (0..bulletin.targets.len() as u32).map(|index| TargetRef { bulletin: id, index });
        dated.extend(targets.map(|target| (date, Subject::Target(target))));
    }
    let mut undated = Vec::new();
    for (index, decision) in site.decisions.iter().enumerate() {
        match decision.date {
            Some(date) => dated.push((date, Subject::Decision(index.into()))),
            None => undated.push(Subject::Decision(index.into())),
        }
    }
    dated.sort_by_key(|(date, _)| std::cmp::Reverse(*date));
    let units = relations.units_by_name.iter().map(|id| Subject::Unit(*id));
    let indicators = site.indicators.iter().map(|(id, ..)| Subject::Indicator(id));
    let pages = (0..site.pages.len()).map(|index| Subject::Page(index.into()));
    let dated = dated.into_iter().map(|(.., subject)| subject);
    dated.chain(undated).chain(units).chain(indicators).chain(pages).collect()
}

pub(crate) fn abbreviations(site: &Site) -> Vec<(String, String)> {
    let own = &site.settings.abbreviations;
    let common = ABBREVIATIONS.iter().filter(|(short, _)| !own.contains_key(*short));
    let common = common.map(|(short, long)| ((*short).to_owned(), (*long).to_owned()));
    let own = own.iter().map(|(short, long)| (short.clone(), long.clone()));
    let indicators = site.indicators.iter().filter_map(|(_, _, indicator)| {
        indicator.abbreviation.as_ref().map(|short| (short.clone(), indicator.name.clone()))
    });
    common.chain(own).chain(indicators).collect()
}

fn short_name(indicator: &crate::parse::front::IndicatorFront) -> String {
    indicator.abbreviation.clone().unwrap_or_else(|| indicator.name.clone())
}

/// The names of the kinds of decisions that the site has, in Vietnamese order.
fn document_kinds(maker: Maker) -> Vec<String> {
    let kinds = maker.site.decisions.iter().map(|decision| maker.kind_name(decision));
    let mut kinds: Vec<String> = kinds.collect::<BTreeSet<_>>().into_iter().collect();
    kinds.sort_by_cached_key(|kind| text::sort_key(kind));
    kinds
}

fn years(site: &Site, subjects: &[Subject]) -> Vec<i16> {
    let years = subjects.iter().filter_map(|subject| date_of(site, *subject)).map(|date| date.year());
    years.collect::<BTreeSet<_>>().into_iter().rev().collect()
}

fn date_of(site: &Site, subject: Subject) -> Option<Date> {
    match subject {
        Subject::Bulletin(id) => Some(site.bulletin(id).published.date),
        Subject::Target(reference) => Some(site.bulletin(reference.bulletin).published.date),
        Subject::Decision(id) => site.decision(id).date,
        Subject::Unit(_) | Subject::Indicator(_) | Subject::Page(_) => None,
    }
}

/// The file whose text a subject is found by.
fn path_of(site: &Site, subject: Subject) -> Option<&SourcePath> {
    match subject {
        Subject::Bulletin(id) => Some(&site.bulletin(id).path),
        Subject::Page(id) => Some(&site.page(id).path),
        Subject::Target(_) | Subject::Decision(_) | Subject::Unit(_) | Subject::Indicator(_) => None,
    }
}

/// By what words a unit is found besides its name: aliases, and the names of those it came from and became.
fn unit_words(maker: Maker, id: UnitId) -> String {
    let unit = maker.site.units.get(id);
    let before = maker.relations.predecessors(id).iter().map(|(other, _)| *other);
    let after = unit.successors.iter().map(|(other, _)| *other);
    let lineage = before.chain(after).map(|other| maker.site.units.get(other).name.clone());
    unit.aliases.iter().cloned().chain(lineage).collect::<Vec<_>>().join(". ")
}

struct Library<'a> {
    sources: &'a Sources,
    maker: Maker<'a>,
    subjects: Vec<Subject>,
    /// Further words of each unit.
    units: Vec<String>,
    /// Newest first.
    years: Vec<i16>,
    document_kinds: Vec<String>,
}

/// What is gathered for one document.
#[derive(Default)]
struct Draft<'a> {
    fields: Vec<Field<'a>>,
    keys: Vec<String>,
    url: String,
    title: String,
    note: String,
    number: String,
    unit: Option<UnitId>,
    category: Option<CategoryId>,
    areas: Vec<AreaId>,
    indicators: Vec<IndicatorId>,
    document: String,
    status: Option<State>,
    date: Option<Date>,
    /// From which a passage is shown.
    passages: String,
    lang: &'static str,
}

impl<'a> Draft<'a> {
    fn text(&mut self, weight: f32, text: impl Into<Cow<'a, str>>) {
        self.field(weight, text.into(), None, false);
    }

    fn title(&mut self, weight: f32, text: impl Into<Cow<'a, str>>) {
        self.field(weight, text.into(), None, true);
    }

    /// A text of which a long one says less a word.
    fn prose(&mut self, weight: f32, text: impl Into<Cow<'a, str>>, usual_length: f32) {
        self.field(weight, text.into(), Some(usual_length), false);
    }

    fn field(&mut self, weight: f32, text: Cow<'a, str>, usual_length: Option<f32>, is_title: bool) {
        if !text.is_empty() {
            self.fields.push(Field { text, weight, usual_length, is_title });
        }
    }

    /// A name by which the document is asked for as a whole.
    fn name(&mut self, name: &str) {
        let mut key = String::from("=");
        search::analysis::tokens(name, |token| {
            if key.len() > 1 {
                key.push(' ');
            }
            key.push_str(token.folded);
        });
        // Longer ones would not fit into an entry of the index, and nobody types them.
        if (2..=80).contains(&key.len()) {
            self.keys.push(key);
        }
    }

    /// A day besides the document's own, which is known by its place among the documents.
    fn day(&mut self, date: Date) {
        let (day, month, year) = (date.day(), date.month(), date.year());
        self.text(1.0, format!("ngày {day} tháng {month} năm {year}. {day}/{month}/{year}"));
    }

    /// The number alone, with each part of its symbol, and with its year: what a reader may remember of it.
    fn number(&mut self, number: &DocumentNumber, date: Option<Date>) {
        let mut parts: Vec<String> = Vec::new();
        search::analysis::tokens(&number.identity(), |token| parts.push(token.folded.to_owned()));
        let Some((first, symbol)) = parts.split_first() else { return };
        self.keys.push(format!("#{first}"));
        self.keys.extend(symbol.iter().map(|part| format!("#{first} {part}")));
        self.keys.extend(date.map(|date| format!("#{first} {}", date.year())));
        self.number = number.printed.clone();
    }
}

impl<'a> Library<'a> {
    /// The facets with their values, in the order in which documents give them.
    fn facets(&self) -> Vec<Facet> {
        let (site, words) = (self.maker.site, self.maker.words);
        let states = State::ALL.iter().map(|state| self.maker.state(*state, String::new()).word);
        let named = |id, names: Vec<String>| Facet { id, names };
        vec![
            named("kind", KINDS.iter().map(|kind| words.get(&format!("search_kind_{kind}")).to_owned()).collect()),
            named("unit", self.unit_names()),
            named("category", site.categories.iter().map(|(_, _, category)| category.name.clone()).collect()),
            named("area", site.areas.iter().map(|(id, ..)| self.maker.area_name(id)).collect()),
            named("indicator", site.indicators.iter().map(|(_, _, indicator)| short_name(indicator)).collect()),
            named("document", self.document_kinds.clone()),
            named("status", states.collect()),
            named("year", self.years.iter().map(i16::to_string).collect()),
        ]
    }

    /// Where the Markdown of a bulletin or page lies in its file.
    fn span_of(&self, subject: Subject) -> Span {
        match subject {
            Subject::Bulletin(id) => self.maker.site.bulletin(id).body.clone(),
            Subject::Page(id) => self.maker.site.page(id).body.clone(),
            Subject::Target(_) | Subject::Decision(_) | Subject::Unit(_) | Subject::Indicator(_) => 0..0,
        }
    }

    /// The Markdown of a bulletin or page.
    fn body_of(&self, subject: Subject) -> &'a str {
        let span = self.span_of(subject);
        let path = path_of(self.maker.site, subject).filter(|_| !span.is_empty());
        let source = path.and_then(|path| self.sources.texts.get(path));
        source.and_then(|source| source.text().get(span)).unwrap_or_default()
    }

    fn document(&self, number: usize) -> Document<'a> {
        let subject = self.subjects[number];
        let mut draft = match subject {
            Subject::Bulletin(id) => self.bulletin(id),
            Subject::Decision(id) => self.decision(id),
            Subject::Target(reference) => self.target(reference),
            Subject::Unit(id) => self.unit(id),
            Subject::Indicator(id) => self.indicator(id),
            Subject::Page(id) => self.page(id),
        };
        draft.date = date_of(self.maker.site, subject);
        if let Some(unit) = draft.unit {
            draft.text(3.0, self.maker.site.units.get(unit).name.as_str());
            // A target is found by the other names of its unit through its bulletin.
            if !matches!(subject, Subject::Target(_)) {
                draft.text(1.0, self.units[usize::from(unit)].clone());
            }
        }
        self.finish(subject, draft)
    }

    /// The names of all units; where several have one name, with the time of each.
    fn unit_names(&self) -> Vec<String> {
        let units = &self.maker.site.units;
        let mut counts: Map<&str, usize> = Map::default();
        for (_, _, unit) in units.iter() {
            *counts.entry(unit.name.as_str()).or_default() += 1;
        }
        let name = |id: UnitId, unit: &Unit| match counts[unit.name.as_str()] {
            1 => unit.name.clone(),
            _ => format!("{} ({})", unit.name, self.maker.unit_row(id).validity),
        };
        units.iter().map(|(id, _, unit)| name(id, unit)).collect()
    }

    /// The values of a unit and of those that took its place: what an office of old wrote is found under its heirs.
    fn with_heirs(&self, unit: UnitId) -> Vec<u32> {
        let mut line = vec![unit];
        let mut at = 0;
        while let Some(id) = line.get(at).copied() {
            for (heir, _) in &self.maker.site.units.get(id).successors {
                if !line.contains(heir) {
                    line.push(*heir);
                }
            }
            at += 1;
        }
        line.into_iter().map(|id| usize::from(id) as u32 + 1).collect()
    }

    fn finish(&self, subject: Subject, draft: Draft<'a>) -> Document<'a> {
        let one = |index: Option<usize>| index.map(|index| index as u32 + 1).into_iter().collect::<Vec<u32>>();
        let facets = vec![
            vec![subject.kind() as u32 + 1],
            draft.unit.map(|id| self.with_heirs(id)).unwrap_or_default(),
            one(draft.category.map(usize::from)),
            draft.areas.iter().map(|id| usize::from(*id) as u32 + 1).collect(),
            draft.indicators.iter().map(|id| usize::from(*id) as u32 + 1).collect(),
            one(self.document_kinds.iter().position(|kind| *kind == draft.document)),
            one(draft.status.and_then(|status| State::ALL.iter().position(|state| *state == status))),
            one(draft.date.and_then(|date| self.years.iter().position(|year| *year == date.year()))),
        ];
        let unit = draft.unit.map(|unit| self.maker.site.units.get(unit).name.clone()).unwrap_or_default();
        let shown = vec![
            KINDS[subject.kind()].to_owned(),
            draft.url,
            text::unbroken(&draft.title).into_owned(),
            draft.date.map(text::format_date).unwrap_or_default(),
            unit,
            draft.number,
            text::unbroken(&draft.note).into_owned(),
            draft.lang.to_owned(),
        ];
        Document {
            fields: draft.fields,
            day: draft.date.map(|date| date.year() as u32 * 10_000 + date.month() as u32 * 100 + date.day() as u32),
            keys: draft.keys,
            is_first_by_key: matches!(subject, Subject::Decision(_) | Subject::Unit(_) | Subject::Indicator(_)),
            shown,
            text: text::unbroken(&draft.passages).into_owned(),
            facets,
        }
    }
}
