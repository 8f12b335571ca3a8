//! What one YAML file says, typed, before any other file is looked at: names of units and indicators are still
//! names, every value is already a date, a number or a condition. Short forms have become long forms.
//!
//! The structs mirror the content format field by field; `crate::schema` describes the same fields to editors.

use crate::source::Lang;
use crate::value::{
    Deadline, Decimal, DecisionText, DocumentNumber, Frequency, Goal, Moment, Number, Period, Strength,
};
use std::collections::BTreeMap;

/// Front matter of a bulletin.
#[derive(Clone, Debug, Default)]
pub struct BulletinFront {
    pub title: String,
    /// Missing where the source states no publication date; the decision's date then stands in.
    pub date: Option<Moment>,
    pub unit: Option<String>,
    pub decision: Option<DecisionFront>,
    pub plan: Option<PlanFront>,
    pub targets: Vec<TargetFront>,
    pub results: Vec<ResultFront>,
    pub attachments: Vec<AttachmentFront>,
    pub category: Option<String>,
    pub tags: Vec<String>,
    pub areas: Vec<String>,
    pub summary: Option<String>,
    pub author: Option<Person>,
    pub source: Option<Source>,
    pub cover: Option<Picture>,
    pub gallery: Vec<Picture>,
    pub audio: Option<String>,
    pub video: Option<String>,
    pub lang: Option<Lang>,
    /// The source path of the bulletin that this one translates.
    pub translation_of: Option<String>,
    pub draft: bool,
    pub pinned: bool,
    pub expires: Option<Moment>,
    pub aliases: Vec<String>,
    pub corrections: Vec<Correction>,
    pub consultation: Option<Consultation>,
    pub extra: Extra,
    /// Fields that were given and could not be read: `date`, `unit`, `decision` (also where only its date could not).
    pub unread: Vec<&'static str>,
}

impl BulletinFront {
    pub fn is_unread(&self, field: &str) -> bool {
        self.unread.contains(&field)
    }
}

/// Front matter of a page under `content/pages/`.
#[derive(Clone, Debug, Default)]
pub struct PageFront {
    pub title: String,
    pub summary: Option<String>,
    pub lang: Option<Lang>,
    pub translation_of: Option<String>,
    pub draft: bool,
    pub aliases: Vec<String>,
    pub extra: Extra,
}

/// Theme data, passed through to templates as it was written.
#[derive(Clone, Debug, Default)]
pub struct Extra(pub serde_json::Map<String, serde_json::Value>);

#[derive(Clone, Debug, Default)]
pub struct DecisionFront {
    pub number: Option<DocumentNumber>,
    /// The words of a short form that named the type without a number ("Kế hoạch …").
    pub kind: Option<crate::value::DocumentKind>,
    pub date: Option<Moment>,
    pub effective: Option<Moment>,
    pub expires: Option<Moment>,
    pub issuer: Option<String>,
    pub capacity: Option<Capacity>,
    pub signer: Option<Signer>,
    pub title: Option<String>,
    pub implements: Vec<DecisionReference>,
    pub legal_basis: Vec<DecisionReference>,
    pub amends: Vec<DecisionReference>,
    pub replaces: Vec<DecisionReference>,
    pub repeals: Vec<DecisionReference>,
    pub corrects: Vec<DecisionReference>,
    pub related: Vec<DecisionReference>,
    pub attachments: Vec<AttachmentFront>,
}

/// Another decision, as far as the text names it.
pub type DecisionReference = DecisionText;

/// In which capacity a decision was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capacity {
    /// The committee as a body.
    Committee,
    /// Its chairman.
    Chairman,
    /// `TM.` on behalf of the committee.
    OnBehalf,
    /// `KT.` a deputy for the head.
    Deputy,
    /// `TL.` by order.
    ByOrder,
    /// `TUQ.` by authorisation.
    ByAuthorisation,
}

impl Capacity {
    pub fn key(self) -> &'static str {
        match self {
            Capacity::Committee => "committee",
            Capacity::Chairman => "chairman",
            Capacity::OnBehalf => "on-behalf",
            Capacity::Deputy => "deputy",
            Capacity::ByOrder => "by-order",
            Capacity::ByAuthorisation => "by-authorisation",
        }
    }

    pub const ALL: [Capacity; 6] = [
        Capacity::Committee,
        Capacity::Chairman,
        Capacity::OnBehalf,
        Capacity::Deputy,
        Capacity::ByOrder,
        Capacity::ByAuthorisation,
    ];

    /// Reads the key, the abbreviation before a signature (Decree 30/2020/NĐ-CP) or the Vietnamese word.
    pub fn parse(text: &str) -> Option<Capacity> {
        let folded = crate::text::fold(text.trim().trim_end_matches('.'));
        Some(match folded.replace('_', "-").as_str() {
            "committee" | "uy ban nhan dan" | "ubnd" | "tap the" => Capacity::Committee,
            "chairman" | "chair" | "chu tich" => Capacity::Chairman,
            "on-behalf" | "tm" | "thay mat" => Capacity::OnBehalf,
            "deputy" | "kt" | "ky thay" => Capacity::Deputy,
            "by-order" | "tl" | "thua lenh" => Capacity::ByOrder,
            "by-authorisation" | "by-authorization" | "tuq" | "thua uy quyen" => Capacity::ByAuthorisation,
            _ => return None,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct Signer {
    pub name: Option<String>,
    pub role: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub struct PlanFront {
    pub kind: Option<PlanKind>,
    pub title: Option<String>,
    pub period: Option<Period>,
    pub goal: Option<String>,
    pub motto: Option<String>,
    pub parents: Vec<PlanParent>,
    pub task_groups: Vec<TaskGroupFront>,
    pub tasks: Vec<TaskFront>,
    pub solutions: Vec<String>,
    pub models: Vec<ModelFront>,
    pub stated_counts: Option<StatedCounts>,
    pub responsibilities: Vec<Responsibility>,
    pub review: Option<Review>,
}

/// What sort of plan a decision issues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlanKind {
    Period,
    Annual,
    IndexImprovement,
    Models,
    Programme,
    Project,
    Other,
}

impl PlanKind {
    pub const ALL: [PlanKind; 7] = [
        PlanKind::Period,
        PlanKind::Annual,
        PlanKind::IndexImprovement,
        PlanKind::Models,
        PlanKind::Programme,
        PlanKind::Project,
        PlanKind::Other,
    ];

    pub fn key(self) -> &'static str {
        match self {
            PlanKind::Period => "period",
            PlanKind::Annual => "annual",
            PlanKind::IndexImprovement => "index-improvement",
            PlanKind::Models => "models",
            PlanKind::Programme => "programme",
            PlanKind::Project => "project",
            PlanKind::Other => "other",
        }
    }

    pub fn parse(text: &str) -> Option<PlanKind> {
        let folded = crate::text::fold(text.trim()).replace('_', "-");
        Some(match folded.as_str() {
            "period" | "giai doan" => PlanKind::Period,
            "annual" | "yearly" | "hang nam" | "nam" => PlanKind::Annual,
            "index-improvement" | "cai thien chi so" => PlanKind::IndexImprovement,
            "models" | "mo hinh" => PlanKind::Models,
            "programme" | "program" | "chuong trinh" => PlanKind::Programme,
            "project" | "de an" => PlanKind::Project,
            "other" | "khac" => PlanKind::Other,
            _ => return None,
        })
    }
}

/// A plan above this one: its title, and the decision that issued it where the text names one.
#[derive(Clone, Debug, Default)]
pub struct PlanParent {
    pub title: String,
    pub decision: Option<DecisionReference>,
}

#[derive(Clone, Debug, Default)]
pub struct TaskGroupFront {
    pub number: Option<u32>,
    pub title: String,
    pub area: Option<String>,
    pub indicator: Option<String>,
    pub note: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub struct TaskFront {
    pub id: Option<String>,
    pub number: Option<u32>,
    pub title: String,
    /// The number of its task group.
    pub group: Option<u32>,
    pub area: Option<String>,
    pub product: Option<String>,
    pub lead: Option<String>,
    pub support: Vec<String>,
    pub due: Option<Due>,
    pub done: Option<Moment>,
    pub note: Option<String>,
}

/// When a task is due: once, or again and again.
#[derive(Clone, Debug)]
pub enum Due {
    By(Deadline),
    Every(Frequency),
}

#[derive(Clone, Debug, Default)]
pub struct ModelFront {
    pub number: Option<u32>,
    pub name: String,
    pub lead: Option<String>,
    pub note: Option<String>,
}

/// How many of each the plan says that it has, whether or not the bulletin lists them.
#[derive(Clone, Debug, Default)]
pub struct StatedCounts {
    pub targets: Option<u32>,
    pub task_groups: Option<u32>,
    /// Task groups announced index by index: "8 nhóm cho PAR INDEX, 8 nhóm cho SIPAS".
    pub task_groups_by_indicator: BTreeMap<String, u32>,
    pub tasks: Option<u32>,
    pub solutions: Option<u32>,
    pub models: Option<u32>,
}

#[derive(Clone, Debug, Default)]
pub struct Responsibility {
    pub who: String,
    pub duty: String,
    pub role: Option<Role>,
}

/// The part that an agency has in a plan or task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Lead,
    Support,
}

impl Role {
    pub fn key(self) -> &'static str {
        match self {
            Role::Lead => "lead",
            Role::Support => "support",
        }
    }

    pub fn parse(text: &str) -> Option<Role> {
        match crate::text::fold(text.trim()).as_str() {
            "lead" | "chu tri" => Some(Role::Lead),
            "support" | "phoi hop" => Some(Role::Support),
            _ => None,
        }
    }
}

/// How progress is reported.
#[derive(Clone, Debug, Default)]
pub struct Review {
    pub frequency: Option<Frequency>,
    pub by: Option<String>,
    pub to: Option<String>,
    pub forum: Option<String>,
    pub statement: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub struct TargetFront {
    pub id: Option<String>,
    pub statement: Option<String>,
    /// The condition as a short form words it: `> 90% hằng năm`.
    pub words: Option<String>,
    pub indicator: Option<String>,
    pub area: Option<String>,
    pub scope: Option<String>,
    pub strength: Option<Strength>,
    pub by: Option<Deadline>,
    pub frequency: Option<Frequency>,
    pub milestones: Vec<Milestone>,
    pub baseline: Option<Baseline>,
    /// `None` for a target in words alone.
    pub goal: Option<Goal>,
    pub measures: Vec<String>,
    pub results: Vec<TargetResult>,
    pub note: Option<String>,
}

/// A step on the way to a target.
#[derive(Clone, Debug)]
pub struct Milestone {
    pub by: Deadline,
    pub goal: Goal,
}

/// Where a target starts from.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    pub year: Option<i16>,
    pub value: Option<Number>,
    pub rank: Option<u32>,
    pub of: Option<u32>,
    pub source: Option<String>,
}

/// What was reached for a target, by year or by day.
#[derive(Clone, Debug)]
pub struct TargetResult {
    pub period: Deadline,
    pub value: Option<Number>,
    pub rank: Option<u32>,
    pub of: Option<u32>,
    pub source: Option<String>,
    pub note: Option<String>,
}

/// One index result, from a bulletin or a row of `results.csv`.
#[derive(Clone, Debug, Default)]
pub struct ResultFront {
    pub unit: Option<String>,
    pub indicator: String,
    pub year: i16,
    pub score: Option<Number>,
    pub rank: Option<u32>,
    pub of: Option<u32>,
    pub change_score: Option<Number>,
    pub change_rank: Option<i32>,
    pub compared_with: Option<i16>,
    pub published: Option<Deadline>,
    pub publisher: Option<String>,
    pub source: Option<String>,
    pub note: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub struct AttachmentFront {
    pub file: String,
    pub title: Option<String>,
    pub note: Option<String>,
    pub pages: Option<u32>,
    pub scanned: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Person {
    pub name: String,
    pub office: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub struct Source {
    pub name: String,
    pub url: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub struct Picture {
    pub file: String,
    pub alt: Option<String>,
    pub caption: Option<String>,
    pub credit: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Correction {
    pub date: Moment,
    pub note: String,
}

#[derive(Clone, Debug)]
pub struct Consultation {
    pub from: Moment,
    pub to: Moment,
    pub contact: Option<String>,
}

/// `units.yaml`, one entry.
#[derive(Clone, Debug, Default)]
pub struct UnitFront {
    pub name: String,
    pub kind: Option<UnitKind>,
    pub parent: Option<String>,
    pub valid_from: Option<Moment>,
    pub valid_to: Option<Moment>,
    pub successors: Vec<Successor>,
    pub basis: Option<String>,
    pub aliases: Vec<String>,
    pub note: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Successor {
    pub unit: String,
    pub part: Part,
}

/// How much of a unit went into its successor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    #[default]
    Whole,
    Part,
}

/// The level or sort of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitKind {
    Government,
    Ministry,
    Municipality,
    Province,
    ProvincialCity,
    Town,
    District,
    SpecialZone,
    Ward,
    Township,
    Commune,
    Department,
    Division,
    Party,
    Other,
}

impl UnitKind {
    pub const ALL: [UnitKind; 15] = [
        UnitKind::Government,
        UnitKind::Ministry,
        UnitKind::Municipality,
        UnitKind::Province,
        UnitKind::ProvincialCity,
        UnitKind::Town,
        UnitKind::District,
        UnitKind::SpecialZone,
        UnitKind::Ward,
        UnitKind::Township,
        UnitKind::Commune,
        UnitKind::Department,
        UnitKind::Division,
        UnitKind::Party,
        UnitKind::Other,
    ];

    pub fn key(self) -> &'static str {
        match self {
            UnitKind::Government => "government",
            UnitKind::Ministry => "ministry",
            UnitKind::Municipality => "municipality",
            UnitKind::Province => "province",
            UnitKind::ProvincialCity => "provincial-city",
            UnitKind::Town => "town",
            UnitKind::District => "district",
            UnitKind::SpecialZone => "special-zone",
            UnitKind::Ward => "ward",
            UnitKind::Township => "township",
            UnitKind::Commune => "commune",
            UnitKind::Department => "department",
            UnitKind::Division => "division",
            UnitKind::Party => "party",
            UnitKind::Other => "other",
        }
    }

    /// Reads the key or the Vietnamese word.
    pub fn parse(text: &str) -> Option<UnitKind> {
        let folded = crate::text::fold(text.trim()).replace(['_', ' '], "-");
        if let Some(kind) = UnitKind::ALL.into_iter().find(|kind| kind.key() == folded) {
            return Some(kind);
        }
        Some(match folded.as_str() {
            "chinh-phu" | "trung-uong" => UnitKind::Government,
            "bo" => UnitKind::Ministry,
            "thanh-pho-truc-thuoc-trung-uong" => UnitKind::Municipality,
            "tinh" => UnitKind::Province,
            "thanh-pho" | "thanh-pho-thuoc-tinh" => UnitKind::ProvincialCity,
            "thi-xa" => UnitKind::Town,
            "huyen" | "quan" => UnitKind::District,
            "dac-khu" => UnitKind::SpecialZone,
            "phuong" => UnitKind::Ward,
            "thi-tran" => UnitKind::Township,
            "xa" => UnitKind::Commune,
            "so" | "so-nganh" => UnitKind::Department,
            "phong" | "phong-ban" => UnitKind::Division,
            "dang" | "co-quan-dang" => UnitKind::Party,
            "khac" => UnitKind::Other,
            _ => return None,
        })
    }
}

/// `indicators.yaml`, one entry.
#[derive(Clone, Debug, Default)]
pub struct IndicatorFront {
    pub name: String,
    pub abbreviation: Option<String>,
    pub unit: Option<String>,
    pub scale: Option<(Decimal, Decimal)>,
    pub direction: Direction,
    pub publisher: Option<String>,
    pub definition: Option<String>,
    /// Years from which the method differs, so that no line is drawn across.
    pub breaks: Vec<Break>,
    pub aliases: Vec<String>,
    pub note: Option<String>,
}

/// A year in which an indicator's method or scale changed.
#[derive(Clone, Debug)]
pub struct Break {
    pub year: i16,
    pub note: Option<String>,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    #[default]
    Up,
    Down,
}

impl Direction {
    pub fn key(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Down => "down",
        }
    }

    pub fn parse(text: &str) -> Option<Direction> {
        match crate::text::fold(text.trim()).as_str() {
            "up" | "tang" | "cang cao cang tot" => Some(Direction::Up),
            "down" | "giam" | "cang thap cang tot" => Some(Direction::Down),
            _ => None,
        }
    }
}

/// `areas.yaml`, one entry.
#[derive(Clone, Debug, Default)]
pub struct AreaFront {
    pub name: String,
    pub name_en: Option<String>,
    pub short: Option<String>,
    pub description: Option<String>,
}

/// `site.yaml`.
#[derive(Clone, Debug)]
pub struct SettingsFront {
    pub format: u32,
    pub title: String,
    pub description: Option<String>,
    pub organisation: Organisation,
    pub base_url: Option<String>,
    /// The first is the site's own language.
    pub languages: Vec<Lang>,
    pub theme: String,
    pub menus: Menus,
    pub categories: Vec<CategoryFront>,
    /// A sentence at the top of every page, such as "Trang mẫu …".
    pub notice: Option<String>,
    /// A sample site names no agency as its owner.
    pub sample: bool,
    pub feedback: Feedback,
    pub licence: Option<Licence>,
    pub per_page: u32,
    pub feed_entries: u32,
    pub checks: BTreeMap<String, CheckLevel>,
    pub abbreviations: BTreeMap<String, String>,
    pub extra: Extra,
}

#[derive(Clone, Debug, Default)]
pub struct Organisation {
    pub name: String,
    pub unit: Option<String>,
    pub responsible: Option<String>,
    pub address: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub url: Option<String>,
}

/// What stands in the menus beside the six fixed entries.
#[derive(Clone, Debug, Default)]
pub struct Menus {
    pub main: Vec<MenuEntry>,
    pub footer: Vec<MenuEntry>,
}

#[derive(Clone, Debug)]
pub struct MenuEntry {
    pub title: String,
    /// A source path of a page, an address of the site, or an outside address.
    pub link: String,
}

#[derive(Clone, Debug, Default)]
pub struct CategoryFront {
    pub id: String,
    pub name: String,
    pub description: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub struct Feedback {
    pub email: Option<String>,
    pub form: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Licence {
    pub name: String,
    pub url: Option<String>,
}

/// What a site makes of one kind of warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckLevel {
    Off,
    Warning,
    Error,
}
