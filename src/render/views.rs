//! What templates see: flat structs of ready words and addresses, made for one page each.
//!
//! Addresses are paths from the top of the site; a template writes `{{ root }}{{ item.url }}`, so that one view can
//! stand on pages of any depth. Texts are plain and escaped by the template; the two fields that hold HTML say so.
//! `themes/README.md` documents every field.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::digest::Sum;

/// A title that leads somewhere.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    pub title: String,
    pub url: String,
}

/// A day: `2021-10-06` for machines, `06/10/2021` for people.
#[derive(Clone, Debug, Serialize)]
pub struct Day {
    pub iso: String,
    pub text: String,
}

/// The page around every template, as `page`.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    /// The template's name without `.html`: `bulletin`.
    pub kind: &'static str,
    pub title: String,
    pub description: String,
    /// The page's own path from the top of the site.
    pub url: String,
    /// The absolute address, where the site has a `base_url`.
    pub canonical: Option<String>,
    pub lang: &'static str,
    /// From the home page to the page above this one.
    pub breadcrumbs: Vec<Link>,
    /// The same content in other languages.
    pub alternates: Vec<Alternate>,
    /// Feeds that belong to the page beside the site's own.
    pub feeds: Vec<Link>,
    /// Whether search engines may list the page.
    pub index: bool,
    /// The picture that networks show beside a link to the page, where the site has a `base_url`.
    pub image: Option<ShareImage>,
    /// The entry of the main menu that the page belongs to: `bulletins`, `targets`, `indicators`, `decisions`,
    /// `units`, `search`, or nothing.
    pub section: &'static str,
    /// `mailto:` with title and address filled in, or the form's address.
    pub feedback_url: Option<String>,
    /// Dates and subjects of a page that tells news or shows a decision, for metadata.
    pub article: Option<Article>,
    /// JSON-LD of the page, safe inside a script element; empty where there is none.
    pub linked_data: String,
}

/// A picture with its size, for shared links.
#[derive(Clone, Debug, Serialize)]
pub struct ShareImage {
    pub url: String,
    pub width: u32,
    pub height: u32,
    pub alt: String,
}

/// What metadata say of a bulletin or a decision beside its title.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Article {
    /// `2021-10-11` or with the time; none where the source gives no date.
    pub published: Option<String>,
    pub modified: Option<String>,
    /// The category's name.
    pub section: Option<String>,
    pub tags: Vec<String>,
    /// Who wrote the bulletin, or issued the decision.
    pub creator: Option<String>,
    /// Number of the decision.
    pub number: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Alternate {
    pub lang: &'static str,
    pub title: String,
    pub url: String,
}

/// What every page of one language shares, as `site`.
#[derive(Clone, Debug, Serialize)]
pub struct Site {
    pub title: String,
    pub description: String,
    pub organisation: Organisation,
    pub notice: Option<String>,
    pub sample: bool,
    pub lang: &'static str,
    /// The language of everything that is written once: units, indicators, categories, the site's title.
    pub own_lang: &'static str,
    /// Where the home page and feeds of the page's language lie: empty, or `en/`.
    pub folder: String,
    pub languages: Vec<&'static str>,
    pub base_url: Option<String>,
    /// The six fixed entries, then those of `site.yaml`.
    pub menu: Vec<MenuItem>,
    pub footer: Vec<MenuItem>,
    /// The style sheet's path, which carries its content's hash.
    pub stylesheet: String,
    /// Paths of the theme's scripts by name: `site.scripts.reader` is `static/reader.js`. Files with one beginning before
    /// `_` are parts of one script: `static/search_page.js` of `site.scripts.search`.
    pub scripts: BTreeMap<String, String>,
    pub feedback_email: Option<String>,
    pub feedback_form: Option<String>,
    pub licence: Option<Licence>,
    /// A script that counts visits, where `site.yaml` names one.
    pub measuring: Option<Measuring>,
    /// "Today" of the build.
    pub built: Day,
    pub generator: String,
    /// Theme data from `site.yaml`.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

#[derive(Clone, Debug, Serialize)]
pub struct MenuItem {
    /// The section's key; empty for an entry of `site.yaml`.
    pub section: &'static str,
    pub title: String,
    pub url: String,
    /// Whether the address leads outside the site and needs no `root`.
    pub external: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct Organisation {
    pub name: String,
    pub responsible: Option<String>,
    pub address: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub url: Option<String>,
    /// The unit's page.
    pub unit: Option<Link>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Licence {
    pub name: String,
    pub url: Option<String>,
}

/// A script of another server that counts visits.
#[derive(Clone, Debug, Serialize)]
pub struct Measuring {
    pub script: String,
    pub host: String,
    pub name: String,
    pub purpose: String,
}

/// A bulletin in a list.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    pub title: String,
    pub url: String,
    pub lang: &'static str,
    pub date: Day,
    pub summary: String,
    pub unit: Option<Link>,
    pub category: Option<Link>,
    /// `1954/QĐ-UBND`.
    pub decision: Option<String>,
    /// "3 chỉ tiêu, 8 nhiệm vụ"; empty where there is nothing to count.
    pub counts: String,
    pub pinned: bool,
    pub draft: bool,
}

/// A state of a target or task. Never colour alone: symbol, word and class go together.
#[derive(Clone, Debug, Serialize)]
pub struct Status {
    /// `met`, `in_progress`, `not_met`, `no_data`: the class and the filter's value.
    pub state: &'static str,
    /// `✓`, `…`, `✗`, `–`.
    pub symbol: &'static str,
    pub word: String,
    /// Why: one or two sentences with the figures.
    pub reason: String,
}

/// A target, in its bulletin's table and in registers.
#[derive(Clone, Debug, Serialize)]
pub struct Target {
    /// `chi-tieu-sipas`: the anchor in the bulletin.
    pub anchor: String,
    /// The bulletin's page with the anchor.
    pub url: String,
    pub statement: String,
    /// The language of the statement.
    pub lang: &'static str,
    /// The language of the bulletin, and so of its title, of scope, measures and note.
    pub bulletin_lang: &'static str,
    pub indicator: Option<Link>,
    pub area: Option<Link>,
    pub scope: Option<String>,
    /// "phấn đấu"; empty where the text does not say.
    pub strength: String,
    /// The condition in words: "trên 90 %"; empty for a target in words alone.
    pub goal: String,
    /// "đến hết năm 2025", "hằng năm".
    pub due: String,
    /// The year that the register sorts by, `None` for repeated and undated targets.
    pub due_year: Option<i16>,
    pub baseline: Option<String>,
    pub milestones: Vec<Step>,
    pub measures: Vec<String>,
    pub results: Vec<Step>,
    pub note: Option<String>,
    pub status: Status,
    pub unit: Option<Link>,
    pub bulletin: Link,
}

/// Something with a time in front: a milestone, a result.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    pub when: String,
    pub text: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Task {
    /// `nhiem-vu-nv-3`: the anchor in the bulletin.
    pub anchor: String,
    pub url: String,
    pub number: u32,
    pub title: String,
    /// The language of its texts, and of the bulletin.
    pub lang: &'static str,
    pub group: Option<String>,
    pub area: Option<Link>,
    pub product: Option<String>,
    pub lead: Option<String>,
    pub support: Vec<String>,
    pub due: String,
    pub due_iso: Option<String>,
    pub done: Option<Day>,
    pub note: Option<String>,
    pub status: Status,
    pub unit: Option<Link>,
    pub bulletin: Link,
}

#[derive(Clone, Debug, Serialize)]
pub struct Attachment {
    pub title: String,
    pub url: String,
    /// `PDF`.
    pub kind: String,
    /// "1,2 MB".
    pub size: String,
    pub pages: Option<u32>,
    pub scanned: bool,
    pub note: Option<String>,
    pub sha256: Sum,
}

/// A decision with everything known of it.
#[derive(Clone, Debug, Serialize)]
pub struct Decision {
    pub url: String,
    /// "Quyết định số 1954/QĐ-UBND", "Kế hoạch (nguồn không nêu số)".
    pub label: String,
    /// The number as printed; `None` where the source gives none.
    pub number: Option<String>,
    pub kind: String,
    pub date: Option<Day>,
    pub effective: Option<Day>,
    pub expires: Option<Day>,
    pub issuer: String,
    pub issuer_url: Option<String>,
    pub capacity: Option<String>,
    pub signer: Option<String>,
    pub title: Option<String>,
    /// The language of title, issuer and signer.
    pub lang: &'static str,
    pub effect: Effect,
    /// What it rests on and what rests on it, in the order of importance; empty groups are left out.
    pub relations: Vec<RelationGroup>,
    pub attachments: Vec<Attachment>,
}

/// Whether a decision is in force. `key` is `unknown`, `not_yet`, `in_force`, `partly`, `expired`, `replaced`,
/// `repealed`.
#[derive(Clone, Debug, Serialize)]
pub struct Effect {
    pub key: &'static str,
    pub word: String,
    pub reason: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct RelationGroup {
    /// `implements`, `implemented_by`, `replaced_by` and so on.
    pub key: &'static str,
    pub label: String,
    pub decisions: Vec<DecisionRow>,
}

/// A decision in a list.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionRow {
    pub url: String,
    pub label: String,
    pub number: Option<String>,
    pub kind: String,
    pub date: Option<Day>,
    pub issuer: String,
    pub title: Option<String>,
    /// The language of the title.
    pub lang: &'static str,
    pub effect: Effect,
    pub bulletins: usize,
}

#[derive(Clone, Debug, Serialize)]
pub struct Plan {
    pub title: Option<String>,
    pub kind: Option<String>,
    pub period: Option<String>,
    pub goal: Option<String>,
    pub motto: Option<String>,
    pub parents: Vec<MaybeLink>,
    /// "44 nhiệm vụ (nguồn nêu; bài không liệt kê)".
    pub counts: Vec<Count>,
    pub task_groups: Vec<TaskGroup>,
    pub tasks: Vec<Task>,
    pub solutions: Vec<String>,
    pub models: Vec<Model>,
    pub responsibilities: Vec<Responsibility>,
    pub review: Option<Review>,
}

/// A title that may lead somewhere.
#[derive(Clone, Debug, Serialize)]
pub struct MaybeLink {
    pub title: String,
    pub url: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Count {
    /// `targets`, `task_groups`, `tasks`, `solutions`, `models`.
    pub key: &'static str,
    pub label: String,
    pub listed: usize,
    /// What the source announces, where it differs from what is listed.
    pub stated: Option<u32>,
}

#[derive(Clone, Debug, Serialize)]
pub struct TaskGroup {
    pub number: u32,
    pub title: String,
    pub area: Option<Link>,
    pub indicator: Option<Link>,
    pub note: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Model {
    pub number: u32,
    pub name: String,
    pub lead: Option<String>,
    pub note: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Responsibility {
    pub who: String,
    pub duty: String,
    pub role: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Review {
    pub frequency: Option<String>,
    pub by: Option<String>,
    pub to: Option<String>,
    pub forum: Option<String>,
    pub statement: Option<String>,
}

/// An index result in a table.
#[derive(Clone, Debug, Serialize)]
pub struct ResultRow {
    pub unit: Link,
    pub indicator: Link,
    pub year: i16,
    /// "83,76 %"; empty where only a rank is known.
    pub score: String,
    /// "37/63".
    pub rank: String,
    /// "+2,51".
    pub change_score: String,
    /// "giảm 8 bậc".
    pub change_rank: String,
    pub compared_with: Option<i16>,
    pub published: Option<String>,
    pub publisher: Option<String>,
    pub source: Option<String>,
    pub note: Option<String>,
    pub bulletin: Option<Link>,
    /// The language of the bulletin and so of its title.
    pub bulletin_lang: Option<&'static str>,
}

/// Lines over years of one indicator.
#[derive(Clone, Debug, Serialize)]
pub struct Chart {
    pub indicator: Link,
    /// HTML.
    pub html: String,
    /// Sentences that belong below it: whom it names, why lines end.
    pub notes: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Image {
    pub url: String,
    pub alt: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
    pub width: Option<u32>,
    pub height: Option<u32>,
    /// The same picture in the sizes that a browser may choose from, narrowest first; empty where there is one.
    pub sizes: Vec<ImageSize>,
}

/// A picture in one of its sizes.
#[derive(Clone, Debug, Serialize)]
pub struct ImageSize {
    pub url: String,
    pub width: u32,
}

/// A notice at the top of a bulletin or decision.
#[derive(Clone, Debug, Serialize)]
pub struct Notice {
    /// `replaced`, `repealed`, `dissolved`, `expired`, `draft`, `date`.
    pub kind: &'static str,
    pub text: String,
    pub links: Vec<Link>,
}

/// `bulletin.html`, as `bulletin`.
#[derive(Clone, Debug, Serialize)]
pub struct Bulletin {
    pub card: Card,
    pub notices: Vec<Notice>,
    /// "Tin không ghi ngày đăng; lấy ngày của quyết định", or nothing.
    pub date_note: Option<String>,
    /// The summary under the title; none where it would only repeat the text's first sentences.
    pub lead: Option<String>,
    /// "16:22".
    pub time: Option<String>,
    /// The last correction's day.
    pub updated: Option<Day>,
    pub author: Option<String>,
    pub office: Option<String>,
    pub source: Option<String>,
    pub source_url: Option<String>,
    /// Minutes.
    pub reading_time: usize,
    pub cover: Option<Image>,
    pub decision: Option<Decision>,
    pub plan: Option<Plan>,
    pub targets: Vec<Target>,
    pub results: Vec<ResultRow>,
    pub attachments: Vec<Attachment>,
    /// HTML, clean.
    pub content: String,
    pub headings: Vec<Heading>,
    /// Whether the body holds the gallery itself, so that the template need not.
    pub gallery_in_body: bool,
    pub gallery: Vec<Image>,
    pub audio: Option<String>,
    pub video: Option<String>,
    /// A `.vtt` file of the video's name.
    pub captions: Option<String>,
    pub corrections: Vec<Step>,
    pub consultation: Option<Consultation>,
    pub areas: Vec<Link>,
    pub tags: Vec<Link>,
    pub indicators: Vec<Link>,
    pub translations: Vec<Alternate>,
    pub related: Vec<Related>,
    pub previous: Option<Link>,
    pub next: Option<Link>,
    /// The text and data beside the page.
    pub markdown_url: String,
    pub json_url: String,
    /// The targets alone as files; empty where there are none.
    pub target_files: Vec<Download>,
    pub share: Vec<Link>,
    /// `mailto:` with title and address filled in, or the form's address.
    pub feedback_url: Option<String>,
    pub extra: serde_json::Map<String, serde_json::Value>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Heading {
    pub level: u8,
    pub title: String,
    pub id: String,
}

/// `state` is `upcoming`, `open`, `closed`.
#[derive(Clone, Debug, Serialize)]
pub struct Consultation {
    pub state: &'static str,
    pub word: String,
    /// "còn 23 ngày, tính từ ngày 22/11/2026".
    pub days: Option<String>,
    pub from: Day,
    pub to: Day,
    pub contact: Option<String>,
    /// `mailto:`, `tel:` or the address itself, where the contact is one.
    pub contact_url: Option<String>,
}

/// Another bulletin, and why it is shown.
#[derive(Clone, Debug, Serialize)]
pub struct Related {
    pub card: Card,
    pub reason: String,
}

/// Where a list in several pages stands.
#[derive(Clone, Debug, Serialize)]
pub struct Pagination {
    pub number: usize,
    pub count: usize,
    pub total: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub pages: Vec<PageLink>,
}

#[derive(Clone, Debug, Serialize)]
pub struct PageLink {
    pub number: usize,
    pub url: String,
    pub current: bool,
    /// Numbers are missing between this one and the one before.
    pub gap: bool,
}

/// `home.html`, as `home`.
#[derive(Clone, Debug, Serialize)]
pub struct Home {
    pub newest: Option<Card>,
    pub cards: Vec<Card>,
    pub pagination: Pagination,
    /// On the first page only.
    pub due_targets: Vec<Target>,
    pub due_tasks: Vec<Task>,
    /// Indicators with a published result.
    pub indicators: Vec<IndicatorRow>,
    /// Indicators of targets without one.
    pub unmeasured: Vec<Link>,
    pub units: Vec<UnitRow>,
    pub years: Vec<Counted>,
    pub categories: Vec<Counted>,
}

/// A link with how much lies behind it.
#[derive(Clone, Debug, Serialize)]
pub struct Counted {
    pub title: String,
    pub url: String,
    pub count: usize,
}

#[derive(Clone, Debug, Serialize)]
pub struct IndicatorRow {
    pub title: String,
    pub abbreviation: Option<String>,
    pub url: String,
    pub publisher: Option<String>,
    /// The latest result of the site's unit, else of any: "83,76 % (2020), hạng 37/63"; empty without one.
    pub latest: String,
    pub latest_unit: Option<String>,
    pub targets: usize,
    /// The newest target of the unit that `latest` speaks of: condition and time, with its place in the bulletin.
    pub goal: Option<Link>,
    pub goal_unit: Option<String>,
    /// Status of that target.
    pub status: Option<Status>,
}

#[derive(Clone, Debug, Serialize)]
pub struct UnitRow {
    pub title: String,
    pub url: String,
    pub kind: Option<String>,
    pub parent: Option<String>,
    /// "đến 30/6/2025", "từ 01/7/2025"; empty for one without limits.
    pub validity: String,
    pub ended: bool,
    pub bulletins: usize,
}

/// `archive.html`, as `archive`: all years, one year, one month or one day.
#[derive(Clone, Debug, Serialize)]
pub struct Archive {
    /// `all`, `year`, `month`, `day`.
    pub level: &'static str,
    /// The parts below this one: years of all, the twelve months of a year; empty below a month. A part without
    /// bulletins has a count of 0 and no address.
    pub parts: Vec<Counted>,
    /// The month's weeks, Monday first; empty on other levels.
    pub weeks: Vec<Vec<CalendarDay>>,
    pub cards: Vec<Card>,
    pub total: usize,
    pub previous: Option<Link>,
    pub next: Option<Link>,
}

/// A cell of a calendar; `number` is 0 outside the month.
#[derive(Clone, Debug, Serialize)]
pub struct CalendarDay {
    pub number: u8,
    pub url: Option<String>,
    pub count: usize,
}

/// `list.html`, as `list`: a category, an area or a tag.
#[derive(Clone, Debug, Serialize)]
pub struct List {
    /// `category`, `area`, `tag`.
    pub kind: &'static str,
    pub description: Option<String>,
    pub targets: Vec<Target>,
    /// How many targets there are, where not all are shown.
    pub targets_total: usize,
    pub bulletins: Vec<CardYear>,
    pub pagination: Pagination,
}

/// `decisions.html`, as `register`.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionRegister {
    /// Years, newest first; one year on a page of its own.
    pub years: Vec<DecisionYear>,
    /// How many documents are in which effect; effects without any are left out.
    pub counts: Vec<EffectCount>,
    /// Years of a register that is too long for one page.
    pub parts: Vec<RegisterPart>,
    pub total: usize,
    pub pagination: Pagination,
    /// What the register can be filtered by; on its first page only.
    pub filter: Option<Filter>,
    pub downloads: Vec<Download>,
}

#[derive(Clone, Debug, Serialize)]
pub struct EffectCount {
    pub effect: Effect,
    pub count: usize,
}

/// A year of a register that is too long for one page.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterPart {
    pub title: String,
    pub url: String,
    pub count: usize,
    /// The count divided by states, in the order of the register's `counts`.
    pub counts: Vec<usize>,
}

/// What a register can be filtered by, beside a keyword and its states.
#[derive(Clone, Debug, Serialize)]
pub struct Filter {
    pub facets: Vec<Facet>,
    /// Years, newest first, with the files that hold their rows; "without a year" comes last.
    pub years: Vec<FilterYear>,
}

/// A column of which readers choose a value.
#[derive(Clone, Debug, Serialize)]
pub struct Facet {
    /// The column's name in the data: `unit`.
    pub column: &'static str,
    /// The field's name in the address: `don-vi`.
    pub name: &'static str,
    pub label: String,
    /// The values in Vietnamese order; empty where there are too many to choose from, and readers type one.
    pub options: Vec<FacetOption>,
}

#[derive(Clone, Debug, Serialize)]
pub struct FacetOption {
    pub key: String,
    pub title: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct FilterYear {
    /// `2025`, or `0` for rows without a year.
    pub key: String,
    pub title: String,
    /// Scripts with the year's rows, paths from the top of the site.
    pub files: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct DecisionYear {
    pub title: String,
    pub decisions: Vec<DecisionRow>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Download {
    pub format: String,
    pub url: String,
    pub size: String,
}

/// `decision.html`, as `decision` with `bulletins`.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionPage {
    pub decision: Decision,
    pub notices: Vec<Notice>,
    pub bulletins: Vec<Card>,
    pub targets: Vec<Target>,
    /// Whether the site only knows the decision from what refers to it.
    pub only_referred: bool,
}

/// `targets.html`, as `register`.
#[derive(Clone, Debug, Serialize)]
pub struct TargetRegister {
    pub targets: Vec<Target>,
    pub counts: Vec<StatusCount>,
    /// Years of a register that is too long for one page.
    pub parts: Vec<RegisterPart>,
    pub total: usize,
    pub pagination: Pagination,
    /// What the register can be filtered by; on its first page only.
    pub filter: Option<Filter>,
    pub downloads: Vec<Download>,
}

#[derive(Clone, Debug, Serialize)]
pub struct StatusCount {
    pub status: Status,
    pub count: usize,
}

/// `tasks.html`, as `register`.
#[derive(Clone, Debug, Serialize)]
pub struct TaskRegister {
    pub tasks: Vec<Task>,
    pub counts: Vec<StatusCount>,
    pub parts: Vec<RegisterPart>,
    pub total: usize,
    pub pagination: Pagination,
    /// What the register can be filtered by; on its first page only.
    pub filter: Option<Filter>,
    pub downloads: Vec<Download>,
}

/// `indicators.html`, as `indicators`.
#[derive(Clone, Debug, Serialize)]
pub struct Indicators {
    pub rows: Vec<IndicatorRow>,
    pub downloads: Vec<Download>,
}

/// `indicator.html`, as `indicator`.
#[derive(Clone, Debug, Serialize)]
pub struct Indicator {
    pub name: String,
    pub abbreviation: Option<String>,
    pub unit: Option<String>,
    pub scale: Option<String>,
    pub direction: String,
    pub publisher: Option<String>,
    pub definition: Option<String>,
    pub note: Option<String>,
    pub breaks: Vec<Step>,
    /// One sentence with the latest value, rank and change; empty without results.
    pub sentence: String,
    /// Of scores and of ranks, each where there are two points.
    pub charts: Vec<Chart>,
    pub years: Vec<i16>,
    pub series: Vec<Series>,
    /// How many units have a result; `series` holds the first of them.
    pub units_total: usize,
    /// Whether a cell of the table has a star, for a value that only a target states.
    pub has_target_results: bool,
    /// The newest.
    pub results: Vec<ResultRow>,
    pub results_total: usize,
    pub targets: Vec<Target>,
    pub targets_total: usize,
    pub cards: Vec<Card>,
    pub cards_total: usize,
}

/// A unit's row in the table of years; a cell is empty where there is no result.
#[derive(Clone, Debug, Serialize)]
pub struct Series {
    pub unit: Link,
    pub cells: Vec<String>,
}

/// `units.html`, as `units`.
#[derive(Clone, Debug, Serialize)]
pub struct Units {
    pub current: Vec<UnitRow>,
    pub ended: Vec<UnitRow>,
    pub downloads: Vec<Download>,
}

/// `unit.html`, as `unit`.
#[derive(Clone, Debug, Serialize)]
pub struct Unit {
    pub name: String,
    pub kind: Option<String>,
    pub parent: Option<Link>,
    pub valid_from: Option<Day>,
    pub valid_to: Option<Day>,
    pub basis: Option<String>,
    pub note: Option<String>,
    pub aliases: Vec<String>,
    pub notices: Vec<Notice>,
    pub successors: Vec<Lineage>,
    pub predecessors: Vec<Lineage>,
    pub children: Vec<Link>,
    pub counts: Vec<StatusCount>,
    pub targets: Vec<Target>,
    pub targets_total: usize,
    pub tasks: Vec<Task>,
    pub tasks_total: usize,
    pub decisions: Vec<DecisionRow>,
    pub decisions_total: usize,
    /// Newest first, with those of the units that it was formed from.
    pub results: Vec<ResultRow>,
    pub results_total: usize,
    /// Whether `results` are of several units.
    pub results_of_several: bool,
    /// One for each indicator with two points or more.
    pub charts: Vec<Chart>,
    /// Current ones first, then those that are over, replaced, or without a period.
    pub plans: Vec<UnitPlan>,
    pub bulletins: Vec<CardYear>,
    pub pagination: Pagination,
}

/// A plan that the unit issued.
#[derive(Clone, Debug, Serialize)]
pub struct UnitPlan {
    pub title: String,
    /// The language of its title.
    pub lang: &'static str,
    /// "kế hoạch năm".
    pub kind: Option<String>,
    /// "2021 – 2030".
    pub period: Option<String>,
    pub url: String,
    /// Whether today lies in its period, the unit exists and the decision still counts.
    pub current: bool,
}

/// The bulletins of one year on this page of a list.
#[derive(Clone, Debug, Serialize)]
pub struct CardYear {
    pub year: i16,
    /// "Bản tin năm 2026".
    pub title: String,
    pub cards: Vec<Card>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Lineage {
    pub unit: Link,
    /// "toàn bộ", "một phần".
    pub part: String,
    pub bulletins: usize,
}

/// `content.html`, as `content`: a page of `content/pages/`.
#[derive(Clone, Debug, Serialize)]
pub struct Content {
    /// HTML, clean.
    pub content: String,
    pub headings: Vec<Heading>,
    pub translations: Vec<Alternate>,
    /// Whether this is the page on privacy, which must name what counts visits.
    pub privacy: bool,
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// `search.html`, as `search`: what can be browsed where there is no script.
#[derive(Clone, Debug, Serialize)]
pub struct Search {
    /// The folder of the search index, on the search page only.
    pub index: String,
    pub years: Vec<Counted>,
    pub categories: Vec<Counted>,
    pub units: Vec<Counted>,
    pub areas: Vec<Counted>,
    pub indicators: Vec<Counted>,
}

/// `data.html`, as `data`.
#[derive(Clone, Debug, Serialize)]
pub struct Data {
    pub sets: Vec<DataSet>,
}

#[derive(Clone, Debug, Serialize)]
pub struct DataSet {
    pub id: &'static str,
    pub title: String,
    /// What one row is.
    pub row: String,
    pub rows: usize,
    pub fields: Vec<DataField>,
    pub files: Vec<DataFile>,
    pub register_url: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct DataField {
    pub name: &'static str,
    /// `string`, `integer`, `number`, `date`.
    pub kind: &'static str,
    /// The same in words.
    pub kind_name: String,
    /// In what the numbers count; empty where there is nothing to say.
    pub unit: String,
    pub description: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct DataFile {
    pub format: &'static str,
    pub media_type: &'static str,
    pub url: String,
    pub size: String,
    pub sha256: Sum,
}

/// `redirect.html`, as `redirect`: an old address.
#[derive(Clone, Debug, Serialize)]
pub struct Redirect {
    pub title: String,
    pub url: String,
}

/// `withdrawn.html`, as `withdrawn`: the notice where a page was taken back.
#[derive(Clone, Debug, Serialize)]
pub struct Withdrawn {
    /// Of the page that stood here; empty where not even that may be read any more.
    pub title: String,
    pub date: Day,
    /// Why, in words of staff.
    pub note: Option<String>,
}
