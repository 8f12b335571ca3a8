//! The types of a checked site. Every reference is resolved, every value typed; nothing here is half-filled.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::diagnostics::At;
use crate::digest::Sum;
use crate::hash::{Map, Set};
use crate::markdown::Outline;
use crate::parse::addresses::Addresses;
use crate::parse::front::*;
use crate::parse::table::Table;
use crate::source::{Lang, OutputPath, SourcePath, Span};
use crate::value::{Deadline, DocumentKind, DocumentNumber, Frequency, Goal, Number, Period, Strength};

use super::ids::*;
use super::links::ContentId;

/// A site: everything that pages are made of.
#[derive(Debug)]
pub struct Site {
    pub settings: SettingsFront,
    pub options: Options,
    /// What is not published today, by path.
    pub waiting: Vec<Waiting>,
    /// The unit whose site this is, where `organisation` names one.
    pub owner: Option<UnitId>,
    pub units: Registry<UnitId, Unit>,
    pub indicators: Registry<IndicatorId, IndicatorFront>,
    pub areas: Registry<AreaId, AreaFront>,
    pub categories: Registry<CategoryId, CategoryFront>,
    pub tags: Registry<TagId, Tag>,
    /// Newest first; equal times by source path.
    pub bulletins: Vec<Bulletin>,
    pub pages: Vec<Page>,
    pub decisions: Vec<Decision>,
    /// The addresses of their pages.
    pub decision_urls: Set<String>,
    /// By indicator, unit and year.
    pub results: Vec<IndexResult>,
    pub tables: BTreeMap<SourcePath, Table>,
    /// Files that are copied, by where they go.
    pub copies: BTreeMap<OutputPath, Asset>,
    /// The bulletin or page that each source file became.
    pub by_path: Map<SourcePath, ContentId>,
    /// Aliases: the old address and the page that it leads to.
    pub redirects: BTreeMap<OutputPath, Redirect>,
    /// What was published at addresses that no page has now: pages that wait for their day, and those withdrawn.
    pub addresses: Addresses,
    /// What this build withdraws, with the titles.
    pub withdrawn_now: Vec<(OutputPath, String)>,
}

/// A bulletin or page that is not published today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub path: SourcePath,
    pub title: String,
    /// The day on which it will be; `None` for a draft.
    pub from: Option<Date>,
}

/// How many bulletins wait, so that nobody looks for them in vain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Hidden {
    pub drafts: usize,
    /// With a date in the future.
    pub future: usize,
}

impl Hidden {
    /// Counts bulletins; drafts of pages are nothing that readers expect news from.
    pub fn of(waiting: &[Waiting]) -> Self {
        let is_bulletin = |item: &&Waiting| item.path.as_str().starts_with("content/bulletins/");
        let future = waiting.iter().filter(is_bulletin).filter(|item| item.from.is_some()).count();
        Self { drafts: waiting.iter().filter(is_bulletin).count() - future, future }
    }
}

/// What the command line decides.
#[derive(Clone, Debug)]
pub struct Options {
    /// "Today": the only clock that output may depend on.
    pub today: Date,
    pub drafts: bool,
    pub future: bool,
    /// Addresses that are gone are withdrawn, not mistakes.
    pub accept_removals: bool,
    /// Replaces `base_url` of `site.yaml`.
    pub base_url: Option<String>,
}

/// A file that goes into the output as it is.
#[derive(Clone, Debug)]
pub struct Asset {
    pub source: SourcePath,
    pub size: u64,
    pub sha256: Sum,
}

/// Where an old address leads.
#[derive(Clone, Debug)]
pub struct Redirect {
    pub to: OutputPath,
    pub title: String,
    /// Where it is written.
    pub at: At,
}

#[derive(Debug)]
pub struct Tag {
    pub label: String,
}

/// An administrative unit with its time.
#[derive(Debug)]
pub struct Unit {
    pub name: String,
    pub kind: Option<UnitKind>,
    pub parent: Option<UnitId>,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    pub successors: Vec<(UnitId, Part)>,
    pub basis: Option<String>,
    pub aliases: Vec<String>,
    pub note: Option<String>,
}

impl Unit {
    /// Whether the unit had ended by `day`.
    pub fn ended(&self, day: Date) -> bool {
        self.valid_to.is_some_and(|end| end < day)
    }
}

/// When a bulletin was published, and how we know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    pub date: Date,
    pub time: Option<Time>,
    pub basis: DateBasis,
}

/// Where a publication date comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateBasis {
    Stated,
    /// The source states no date, so the decision's stands in, and the page says so.
    Decision,
}

#[derive(Debug)]
pub struct Bulletin {
    pub path: SourcePath,
    pub url: OutputPath,
    pub lang: Lang,
    pub title: String,
    pub published: Published,
    pub unit: Option<UnitId>,
    pub decision: Option<DecisionId>,
    /// Fields that were given and could not be read, so that nobody calls them missing.
    pub unread: Vec<Unread>,
    pub plan: Option<Plan>,
    pub targets: Vec<Target>,
    pub attachments: Vec<Attachment>,
    pub category: Option<CategoryId>,
    pub tags: Vec<TagId>,
    /// The areas named outright and those of targets and task groups, in the register's order.
    pub areas: Vec<AreaId>,
    /// The indicators of targets and results, in the register's order.
    pub indicators: Vec<IndicatorId>,
    pub summary: String,
    /// Whether the summary was written by hand, not taken from the body's beginning.
    pub has_own_summary: bool,
    pub author: Option<Person>,
    pub source: Option<Source>,
    pub cover: Option<Image>,
    pub gallery: Vec<Image>,
    pub audio: Option<OutputPath>,
    pub video: Option<OutputPath>,
    /// Captions of the video: a `.vtt` file of its name.
    pub captions: Option<OutputPath>,
    pub translation_of: Option<BulletinId>,
    pub draft: bool,
    pub pinned: bool,
    pub expires: Option<Date>,
    pub corrections: Vec<Correction>,
    pub consultation: Option<Consultation>,
    pub extra: Extra,
    /// SHA-256 of the front matter as it stands in the file.
    pub matter: Sum,
    pub outline: Outline,
    pub body: Span,
}

#[derive(Debug)]
pub struct Page {
    pub path: SourcePath,
    pub url: OutputPath,
    pub lang: Lang,
    pub title: String,
    pub summary: String,
    pub translation_of: Option<PageId>,
    pub draft: bool,
    pub extra: Extra,
    /// SHA-256 of the front matter as it stands in the file.
    pub matter: Sum,
    pub outline: Outline,
    pub body: Span,
}

impl Page {
    /// Whether this is the page that tells readers what becomes of their data; its name says so, because its title is
    /// the agency's own.
    pub fn is_privacy(&self) -> bool {
        let name = self.url.as_str().rsplit('/').next().unwrap_or_default();
        matches!(name, "quyen-rieng-tu.html" | "privacy.html")
    }
}

/// An image of a bulletin, in its place in the output.
#[derive(Clone, Debug)]
pub struct Image {
    pub url: OutputPath,
    pub alt: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
    pub dimensions: Option<(u32, u32)>,
}

#[derive(Clone, Debug)]
pub struct Attachment {
    pub url: OutputPath,
    pub title: String,
    /// Upper-case extension: `PDF`.
    pub kind: String,
    pub size: u64,
    pub sha256: Sum,
    pub pages: Option<u32>,
    pub scanned: bool,
    pub note: Option<String>,
}

/// A decision, with every bulletin and decision that belongs to it.
#[derive(Debug)]
pub struct Decision {
    /// Its page: `van-ban/{unit}/{yyyy}/{number-symbol}.html`.
    pub url: OutputPath,
    /// `None` where it was announced without a number.
    pub number: Option<DocumentNumber>,
    pub kind: Option<DocumentKind>,
    pub date: Option<Date>,
    pub effective: Option<Date>,
    pub expires: Option<Date>,
    pub issuer: Issuer,
    pub capacity: Option<Capacity>,
    pub signer: Option<Signer>,
    pub title: Option<String>,
    pub links: Vec<(Relation, DecisionId)>,
    pub attachments: Vec<Attachment>,
    /// Bulletins that report it; empty for one that is only referred to.
    pub bulletins: Vec<BulletinId>,
    /// The first file that names it.
    pub named_in: SourcePath,
}

/// Who issued a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    pub unit: Option<UnitId>,
    /// The words of the source, or of the unit's name where the source left it to be understood.
    pub printed: String,
}

/// How one decision bears on another. The inverse is computed, never written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    LegalBasis,
    Implements,
    Amends,
    Replaces,
    Repeals,
    Corrects,
    Related,
}

impl Relation {
    pub const ALL: [Relation; 7] = [
        Relation::LegalBasis,
        Relation::Implements,
        Relation::Amends,
        Relation::Replaces,
        Relation::Repeals,
        Relation::Corrects,
        Relation::Related,
    ];

    pub fn key(self) -> &'static str {
        match self {
            Relation::LegalBasis => "legal_basis",
            Relation::Implements => "implements",
            Relation::Amends => "amends",
            Relation::Replaces => "replaces",
            Relation::Repeals => "repeals",
            Relation::Corrects => "corrects",
            Relation::Related => "related",
        }
    }

    /// The name of the same link seen from the other end.
    pub fn inverse_key(self) -> &'static str {
        match self {
            Relation::LegalBasis => "basis_of",
            Relation::Implements => "implemented_by",
            Relation::Amends => "amended_by",
            Relation::Replaces => "replaced_by",
            Relation::Repeals => "repealed_by",
            Relation::Corrects => "corrected_by",
            Relation::Related => "related",
        }
    }
}

#[derive(Debug)]
pub struct Plan {
    pub kind: Option<PlanKind>,
    pub title: Option<String>,
    pub period: Option<Period>,
    pub goal: Option<String>,
    pub motto: Option<String>,
    pub parents: Vec<(String, Option<DecisionId>)>,
    pub task_groups: Vec<TaskGroup>,
    pub tasks: Vec<Task>,
    pub solutions: Vec<String>,
    pub models: Vec<ModelFront>,
    pub stated_counts: Option<StatedCounts>,
    pub responsibilities: Vec<Responsibility>,
    pub review: Option<Review>,
}

#[derive(Debug)]
pub struct TaskGroup {
    pub number: u32,
    pub title: String,
    pub area: Option<AreaId>,
    pub indicator: Option<IndicatorId>,
    pub note: Option<String>,
}

#[derive(Debug)]
pub struct Task {
    /// Its place in the list of the file.
    pub index: usize,
    /// Unique inside its bulletin: `nv-3`.
    pub id: String,
    pub number: u32,
    pub title: String,
    pub group: Option<u32>,
    pub area: Option<AreaId>,
    pub product: Option<String>,
    pub lead: Option<String>,
    pub support: Vec<String>,
    pub due: Option<Due>,
    pub done: Option<Date>,
    pub note: Option<String>,
}

#[derive(Debug)]
pub struct Target {
    /// Its place in the list of the file.
    pub index: usize,
    /// Unique inside its bulletin: `sipas`, `par-index-2025`.
    pub id: String,
    pub statement: String,
    pub indicator: Option<IndicatorId>,
    pub area: Option<AreaId>,
    pub scope: Option<String>,
    pub strength: Option<Strength>,
    pub timing: TargetTiming,
    pub milestones: Vec<Milestone>,
    pub baseline: Option<Baseline>,
    pub goal: Option<Goal>,
    pub measures: Vec<String>,
    pub results: Vec<TargetResult>,
    pub note: Option<String>,
}

/// When a target is due, and how we know.
#[derive(Clone, Debug)]
pub enum TargetTiming {
    By(Deadline),
    Every(Frequency),
    /// No date of its own: the end of the plan.
    PlanEnd(Date),
    Unstated,
}

/// A result of an indicator for a unit and a year.
#[derive(Debug)]
pub struct IndexResult {
    pub unit: UnitId,
    pub indicator: IndicatorId,
    /// The year that was assessed.
    pub year: i16,
    pub score: Option<Number>,
    pub rank: Option<u32>,
    pub of: Option<u32>,
    pub change_score: Option<Number>,
    /// Positive is better.
    pub change_rank: Option<i32>,
    pub compared_with: Option<i16>,
    pub published: Option<Deadline>,
    pub publisher: Option<String>,
    pub source: Option<String>,
    pub note: Option<String>,
    /// The bulletin that reports it; `None` for a row of `results.csv` alone.
    pub bulletin: Option<BulletinId>,
    /// Where it is written.
    pub at: At,
}

impl Bulletin {
    pub fn is_unread(&self, field: &str) -> bool {
        self.unread.iter().any(|unread| unread.0 == field)
    }
}

impl Site {
    pub fn bulletin(&self, id: BulletinId) -> &Bulletin {
        &self.bulletins[usize::from(id)]
    }

    pub fn decision(&self, id: DecisionId) -> &Decision {
        &self.decisions[usize::from(id)]
    }

    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[usize::from(id)]
    }

    /// Every bulletin with its id, newest first.
    pub fn bulletin_ids(&self) -> impl Iterator<Item = (BulletinId, &Bulletin)> {
        self.bulletins.iter().enumerate().map(|(index, bulletin)| (BulletinId::from(index), bulletin))
    }

    /// The site's own language.
    pub fn lang(&self) -> Lang {
        self.settings.languages.first().copied().unwrap_or_default()
    }

    /// The languages of the settings, and then those of single bulletins and pages.
    pub fn used_languages(&self) -> Vec<Lang> {
        let mut languages = self.settings.languages.clone();
        let contents =
            self.bulletins.iter().map(|bulletin| bulletin.lang).chain(self.pages.iter().map(|page| page.lang));
        let used: BTreeSet<Lang> = contents.collect();
        languages.extend(used);
        let mut seen = BTreeSet::new();
        languages.retain(|lang| seen.insert(*lang));
        languages
    }

    /// The address that absolute links begin with, with a slash at the end.
    pub fn base_url(&self) -> Option<&str> {
        self.options.base_url.as_deref().or(self.settings.base_url.as_deref())
    }
}
