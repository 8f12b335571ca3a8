//! The documents: bulletins, decisions, targets, units, indicators and pages, as the site's own search has them.

use jiff::civil::Date;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::digest::hex;
use crate::discover::Sources;
use crate::markdown;
use crate::model::*;
use crate::relations::TargetRef;
use crate::render::maker::{Maker, clean, indicator_url, target_url, unit_url};
use crate::source::Lang;
use crate::text;
use crate::value::{Condition, Decimal, Goal};

use super::Engine;

/// One document. Fields without a value are left out; the names are those of `index.json` and `settings.json`.
///
/// No name but `id` ends in "id": Meilisearch takes such a field for the primary key where none is named.
#[derive(Debug, Default, Serialize)]
pub struct Document {
    /// Letters, digits, hyphens and underscores, under 512 bytes, as both engines allow; the same for the same address.
    pub id: String,
    /// The address of the site, by which a portal takes all of its documents away again.
    pub site: String,
    pub site_name: String,
    pub kind: &'static str,
    pub url: String,
    pub title: String,
    /// Without case and marks: for sorting, and for engines that do not fold `đ`.
    pub title_folded: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub summary: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text_folded: String,
    pub language: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// The beginning of the day in Vietnam, in seconds: Meilisearch compares numbers only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The unit and those that took its place: what an office of old wrote is found under its heirs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unit_lineage: Vec<String>,
    /// The units above it, the nearest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unit_above: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<String>,
    /// In the official spelling: `1954/QĐ-UBND`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decision_numbers: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision_date: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Of a target or a decision, in the words of the data sets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
    /// The goal of a target in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal: Option<String>,
    /// `any` or `all`, where a target has several conditions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joined_by: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Threshold>,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_timestamp: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frequency: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Day>,
}

/// A day as both engines read it: `2021-10-06`.
#[derive(Clone, Copy, Debug)]
pub struct Day(Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// The names of all fields, in their order.
pub const FIELDS: [&str; 34] = [
    "id",
    "site",
    "site_name",
    "kind",
    "url",
    "title",
    "title_folded",
    "summary",
    "text",
    "text_folded",
    "language",
    "date",
    "timestamp",
    "unit",
    "unit_lineage",
    "unit_above",
    "category",
    "tags",
    "areas",
    "indicators",
    "decision_numbers",
    "document_kind",
    "decision_date",
    "effective",
    "issuer",
    "status",
    "goal",
    "joined_by",
    "conditions",
    "due",
    "due_timestamp",
    "frequency",
    "valid_from",
    "valid_to",
];

/// A condition of a target, in the words of the data sets.
#[derive(Debug, Serialize)]
pub struct Threshold {
    pub comparator: &'static str,
    pub measure: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relative_to: Option<&'static str>,
}

impl From<&Condition> for Threshold {
    fn from(condition: &Condition) -> Self {
        Self {
            comparator: condition.comparator.key(),
            measure: condition.on.key(),
            value: condition.value.as_ref().map(|number| number.value),
            max: condition.max.as_ref().map(|number| number.value),
            unit: condition.unit.clone(),
            of: condition.of,
            relative_to: condition.relative_to.map(|base| base.key()),
        }
    }
}

/// What one document stands for.
#[derive(Clone, Copy, Debug)]
pub enum Subject {
    Bulletin(BulletinId),
    Decision(DecisionId),
    Target(TargetRef),
    Unit(UnitId),
    Indicator(IndicatorId),
    Page(PageId),
}

/// Everything that is found. The order matters to no engine; this one keeps a bulletin and its targets in one file.
pub fn subjects(maker: Maker) -> Vec<Subject> {
    let site = maker.site;
    let bulletins = site.bulletin_ids().flat_map(|(id, bulletin)| {
        let targets = (0..bulletin.targets.len() as u32).map(move |index| TargetRef { bulletin: id, index });
        std::iter::once(Subject::Bulletin(id)).chain(targets.map(Subject::Target))
    });
    let decisions = (0..site.decisions.len()).map(|index| Subject::Decision(index.into()));
    let units = site.units.iter().map(|(id, ..)| Subject::Unit(id));
    let indicators = site.indicators.iter().map(|(id, ..)| Subject::Indicator(id));
    let pages = (0..site.pages.len()).map(|index| Subject::Page(index.into()));
    bulletins.chain(decisions).chain(units).chain(indicators).chain(pages).collect()
}

/// What documents are made from.
pub struct Library<'a> {
    pub maker: Maker<'a>,
    pub sources: &'a Sources,
    pub base_url: &'a str,
    pub engine: Engine,
}

impl Library<'_> {
    pub fn document(&self, subject: Subject) -> Document {
        let (path, document) = match subject {
            Subject::Bulletin(id) => self.bulletin(id),
            Subject::Decision(id) => self.decision(id),
            Subject::Target(reference) => self.target(reference),
            Subject::Unit(id) => self.unit(id),
            Subject::Indicator(id) => self.indicator(id),
            Subject::Page(id) => self.page(id),
        };
        self.finish(&path, document)
    }

    fn site(&self) -> &Site {
        self.maker.site
    }

    fn finish(&self, path: &str, document: Document) -> Document {
        let seconds = |Day(day): Day| {
            let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(7));
            day.to_zoned(zone).map(|begin| begin.timestamp().as_second()).ok()
        };
        let is_meilisearch = self.engine == Engine::Meilisearch;
        Document {
            id: id(self.base_url, path),
            site: self.base_url.to_owned(),
            site_name: self.site().settings.title.clone(),
            url: format!("{}{}", self.base_url, clean(path)),
            title_folded: text::fold(&document.title),
            text_folded: if is_meilisearch { text::fold(&document.text) } else { String::new() },
            timestamp: document.date.filter(|_| is_meilisearch).and_then(seconds),
            due_timestamp: document.due.filter(|_| is_meilisearch).and_then(seconds),
            ..document
        }
    }

    fn bulletin(&self, id: BulletinId) -> (String, Document) {
        let site = self.site();
        let bulletin = site.bulletin(id);
        let mut lines = Lines::default();
        let mut document = Document {
            kind: "bulletin",
            title: bulletin.title.clone(),
            summary: bulletin.summary.clone(),
            language: bulletin.lang.tag(),
            date: Some(Day(bulletin.published.date)),
            category: bulletin.category.map(|id| site.categories.get(id).name.clone()),
            tags: bulletin.tags.iter().map(|id| site.tags.get(*id).label.clone()).collect(),
            ..self.placed(bulletin.unit, &bulletin.areas, &bulletin.indicators)
        };
        if let Some(id) = bulletin.decision {
            self.name_decision(site.decision(id), &mut document);
            lines.push(&self.maker.decision_label(site.decision(id)));
            lines.push(site.decision(id).title.as_deref().unwrap_or_default());
        }
        bulletin.targets.iter().for_each(|target| lines.push(&target.statement));
        if let Some(plan) = &bulletin.plan {
            let goals = plan.title.iter().chain(&plan.goal).chain(&plan.motto).chain(&plan.solutions);
            goals.for_each(|line| lines.push(line));
            plan.task_groups.iter().for_each(|group| lines.push(&group.title));
            plan.models.iter().for_each(|model| lines.push(&model.name));
            plan.tasks.iter().for_each(|task| lines.push(&task.title));
        }
        bulletin.attachments.iter().for_each(|attachment| lines.push(&attachment.title));
        bulletin.author.iter().for_each(|author| lines.push(&author.name));
        lines.push(&self.body(&bulletin.path, bulletin.body.start));
        document.text = lines.0;
        (bulletin.url.to_string(), document)
    }

    fn body(&self, path: &crate::source::SourcePath, start: usize) -> String {
        let source = self.sources.texts.get(path).map_or("", |source| source.text());
        markdown::plain_text(source.get(start..).unwrap_or_default())
    }

    fn decision(&self, id: DecisionId) -> (String, Document) {
        let decision = self.site().decision(id);
        let signer = decision.signer.as_ref().and_then(|signer| signer.name.clone());
        let mut document = Document {
            kind: "decision",
            title: self.maker.decision_label(decision),
            summary: decision.title.clone().unwrap_or_default(),
            text: signer.unwrap_or_default(),
            language: self.site().lang().tag(),
            date: decision.date.map(Day),
            status: Some(self.maker.relations.effect(id).kind.key()),
            ..self.placed(decision.issuer.unit, &[], &[])
        };
        self.name_decision(decision, &mut document);
        (decision.url.to_string(), document)
    }

    fn name_decision(&self, decision: &Decision, document: &mut Document) {
        document.decision_numbers = decision.number.iter().map(|number| number.canonical()).collect();
        document.document_kind = Some(self.maker.kind_name(decision));
        document.decision_date = decision.date.map(Day);
        document.effective = decision.effective.map(Day);
        document.issuer = Some(decision.issuer.printed.clone()).filter(|issuer| !issuer.is_empty());
    }

    fn target(&self, reference: TargetRef) -> (String, Document) {
        let site = self.site();
        let (bulletin, target) = site.target(reference);
        let goal = target.goal.as_ref();
        let (due, frequency) = match &target.timing {
            TargetTiming::By(deadline) => (Some(deadline.last_day), None),
            TargetTiming::PlanEnd(end) => (Some(*end), None),
            TargetTiming::Every(frequency) => (None, Some(frequency.key())),
            TargetTiming::Unstated => (None, None),
        };
        let mut document = Document {
            kind: "target",
            title: target.statement.clone(),
            text: target.note.clone().unwrap_or_default(),
            language: bulletin.lang.tag(),
            date: Some(Day(bulletin.published.date)),
            category: bulletin.category.map(|id| site.categories.get(id).name.clone()),
            status: Some(self.maker.relations.status(reference).state.key()),
            goal: goal.map(|goal| self.maker.goal(goal)),
            joined_by: goal.and_then(|goal| match goal {
                Goal::One(_) => None,
                Goal::AnyOf(_) => Some("any"),
                Goal::AllOf(_) => Some("all"),
            }),
            conditions: goal.map(|goal| goal.conditions().iter().map(Threshold::from).collect()).unwrap_or_default(),
            due: due.map(Day),
            frequency,
            ..self.placed(bulletin.unit, target.area.as_slice(), target.indicator.as_slice())
        };
        if let Some(id) = bulletin.decision {
            self.name_decision(site.decision(id), &mut document);
        }
        (target_url(bulletin, target), document)
    }

    fn unit(&self, id: UnitId) -> (String, Document) {
        let site = self.site();
        let unit = site.units.get(id);
        let mut lines = Lines::default();
        unit.aliases.iter().for_each(|alias| lines.push(alias));
        for (before, _) in self.maker.relations.predecessors(id) {
            lines.push(&site.units.get(*before).name);
        }
        lines.push(unit.note.as_deref().unwrap_or_default());
        let document = Document {
            kind: "unit",
            title: unit.name.clone(),
            text: lines.0,
            language: Lang::Vi.tag(),
            valid_from: unit.valid_from.map(Day),
            valid_to: unit.valid_to.map(Day),
            ..self.placed(Some(id), &[], &[])
        };
        (unit_url(site, id), document)
    }

    fn indicator(&self, id: IndicatorId) -> (String, Document) {
        let site = self.site();
        let indicator = site.indicators.get(id);
        let mut lines = Lines::default();
        let words = indicator.aliases.iter().chain(&indicator.publisher).chain(&indicator.definition);
        words.for_each(|line| lines.push(line));
        let document = Document {
            kind: "indicator",
            title: match &indicator.abbreviation {
                Some(short) => format!("{} ({short})", indicator.name),
                None => indicator.name.clone(),
            },
            text: lines.0,
            language: Lang::Vi.tag(),
            ..self.placed(None, &[], &[id])
        };
        (indicator_url(site, id), document)
    }

    fn page(&self, id: PageId) -> (String, Document) {
        let page = self.site().page(id);
        let document = Document {
            kind: "page",
            title: page.title.clone(),
            summary: text::squeeze(&page.summary),
            text: self.body(&page.path, page.body.start),
            language: page.lang.tag(),
            ..Document::default()
        };
        (page.url.to_string(), document)
    }

    /// A document with what it belongs to.
    fn placed(&self, unit: Option<UnitId>, areas: &[AreaId], indicators: &[IndicatorId]) -> Document {
        let site = self.site();
        let names = |ids: Vec<UnitId>| ids.into_iter().map(|id| site.units.get(id).name.clone()).collect::<Vec<_>>();
        let indicator = |id: &IndicatorId| {
            let indicator = site.indicators.get(*id);
            indicator.abbreviation.clone().into_iter().chain(Some(indicator.name.clone()))
        };
        Document {
            unit: unit.map(|id| site.units.get(id).name.clone()),
            unit_lineage: unit.map(|id| names(with_heirs(site, id))).unwrap_or_default(),
            unit_above: unit.map(|id| names(above(site, id))).unwrap_or_default(),
            areas: areas.iter().map(|id| self.maker.area_name(*id)).collect(),
            indicators: indicators.iter().flat_map(indicator).collect(),
            ..Document::default()
        }
    }
}

/// Lines of text, without empty ones.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn push(&mut self, line: &str) {
        if line.is_empty() {
            return;
        }
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.0.push_str(line);
    }
}

fn with_heirs(site: &Site, unit: UnitId) -> Vec<UnitId> {
    let mut line = vec![unit];
    let mut at = 0;
    while let Some(id) = line.get(at).copied() {
        for (heir, _) in &site.units.get(id).successors {
            if !line.contains(heir) {
                line.push(*heir);
            }
        }
        at += 1;
    }
    line
}

/// Rings are refused long before.
fn above(site: &Site, unit: UnitId) -> Vec<UnitId> {
    std::iter::successors(site.units.get(unit).parent, |id| site.units.get(*id).parent).collect()
}

/// Readable, and unique by its end: two addresses may have one slug.
fn id(base_url: &str, path: &str) -> String {
    let place = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    let hash = hex(&Sha256::digest(format!("{base_url}\n{path}").as_bytes())[..8]);
    format!("{}_{}_{hash}", text::slug(place), text::slug(&path.replace(".html", "")))
}
