//! By which texts each kind of document is found, and what its result shows. Weights are set against one another: a
//! document's number says most, then its title, and a word of the body least.

use crate::markdown;
use crate::model::*;
use crate::parse::front::Review;
use crate::relations::TargetRef;
use crate::render::maker::{indicator_url, target_url, unit_url};
use crate::text;

use super::{Draft, Library, Subject};

/// Bodies are about this long, in syllables.
const USUAL_BODY: f32 = 500.0;
/// Lists of targets and tasks.
const USUAL_LIST: f32 = 120.0;

/// What a unit's name begins with, folded, the longer ones first: readers leave it out.
const SORTS: [&str; 10] =
    ["thanh pho", "thi tran", "dac khu", "thi xa", "phuong", "huyen", "quan", "tinh", "tp.", "xa"];

/// "Cầu Giấy" of "phường Cầu Giấy"; the whole name where it has no such beginning.
fn without_sort(name: &str) -> &str {
    let folded = text::fold(name);
    let sort = SORTS.iter().find(|sort| folded.strip_prefix(*sort).is_some_and(|rest| rest.starts_with(' ')));
    let words = sort.map_or(0, |sort| sort.split(' ').count());
    let mut own = name;
    for _ in 0..words {
        own = own.split_once(' ').map_or(own, |(_, rest)| rest.trim_start());
    }
    own
}

impl<'a> Library<'a> {
    pub(super) fn bulletin(&self, id: BulletinId) -> Draft<'a> {
        let site = self.maker.site;
        let bulletin = site.bulletin(id);
        let mut draft = Draft {
            url: bulletin.url.to_string(),
            title: bulletin.title.clone(),
            note: bulletin.summary.clone(),
            unit: bulletin.unit,
            category: bulletin.category,
            areas: bulletin.areas.clone(),
            indicators: bulletin.indicators.clone(),
            lang: bulletin.lang.tag(),
            ..Draft::default()
        };
        draft.title(6.0, bulletin.title.as_str());
        if let Some(id) = bulletin.decision {
            let decision = site.decision(id);
            draft.document = self.maker.kind_name(decision);
            decision.date.filter(|date| *date != bulletin.published.date).into_iter().for_each(|date| draft.day(date));
            draft.text(5.0, self.maker.decision_label(decision));
            draft.prose(4.0, decision.title.as_deref().unwrap_or_default(), 25.0);
            if let Some(number) = &decision.number {
                draft.number(number, decision.date);
            }
        }
        for id in &bulletin.indicators {
            self.name_indicator(*id, 2.0, &mut draft);
        }
        let statements: Vec<&str> = bulletin.targets.iter().map(|target| target.statement.as_str()).collect();
        draft.prose(2.5, statements.join("\n"), USUAL_LIST);
        let notes: Vec<&str> = bulletin.targets.iter().filter_map(|target| target.note.as_deref()).collect();
        draft.prose(1.0, notes.join("\n"), USUAL_LIST);
        draft.prose(2.0, if bulletin.has_own_summary { bulletin.summary.as_str() } else { "" }, 40.0);
        let headings: Vec<&str> = bulletin.outline.headings.iter().map(|heading| heading.text.as_str()).collect();
        draft.prose(2.0, headings.join("\n"), 40.0);
        self.plan(bulletin, &mut draft);
        self.labels(bulletin, &mut draft);
        self.body(Subject::Bulletin(id), &mut draft);
        draft
    }

    fn body(&self, subject: Subject, draft: &mut Draft<'a>) {
        let text = markdown::plain_text(self.body_of(subject));
        draft.prose(1.0, text.clone(), USUAL_BODY);
        draft.passages = text;
    }

    fn plan(&self, bulletin: &'a Bulletin, draft: &mut Draft<'a>) {
        let Some(plan) = &bulletin.plan else { return };
        draft.prose(2.0, plan.title.as_deref().unwrap_or_default(), 25.0);
        let tasks = plan.tasks.iter().map(|task| task.title.as_str());
        let groups = plan.task_groups.iter().map(|group| group.title.as_str());
        let models = plan.models.iter().map(|model| model.name.as_str());
        let solutions = plan.solutions.iter().map(String::as_str);
        let goals = plan.goal.iter().chain(&plan.motto).map(String::as_str);
        let all: Vec<&str> = goals.chain(groups).chain(models).chain(tasks).chain(solutions).collect();
        draft.prose(1.5, all.join("\n"), USUAL_LIST);
        // What else the box of the plan says: a reader who saw it there will ask for it.
        let parents = plan.parents.iter().map(|(title, _)| title.as_str());
        let duties = plan.responsibilities.iter().flat_map(|duty| [duty.who.as_str(), duty.duty.as_str()]);
        let review = plan.review.iter().flat_map(|Review { by, to, forum, statement, .. }| [by, to, forum, statement]);
        let notes = plan.task_groups.iter().map(|group| &group.note).chain(plan.tasks.iter().map(|task| &task.note));
        let texts = review.chain(notes).flatten().map(String::as_str);
        let more: Vec<&str> = parents.chain(duties).chain(texts).collect();
        draft.prose(1.0, more.join("\n"), USUAL_LIST);
    }

    fn labels(&self, bulletin: &'a Bulletin, draft: &mut Draft<'a>) {
        let site = self.maker.site;
        if let Some(id) = bulletin.category {
            draft.text(1.5, site.categories.get(id).name.as_str());
        }
        for id in &bulletin.tags {
            draft.text(2.0, site.tags.get(*id).label.as_str());
        }
        for id in &bulletin.areas {
            draft.text(1.0, self.maker.area_name(*id));
        }
        for attachment in &bulletin.attachments {
            draft.text(1.0, attachment.title.as_str());
        }
        if let Some(author) = &bulletin.author {
            draft.text(1.0, author.name.as_str());
            draft.text(1.0, author.office.as_deref().unwrap_or_default());
        }
        if let Some(source) = &bulletin.source {
            draft.text(1.0, source.name.as_str());
        }
    }

    fn name_indicator(&self, id: IndicatorId, weight: f32, draft: &mut Draft<'a>) {
        let indicator = self.maker.site.indicators.get(id);
        draft.text(weight, indicator.name.as_str());
        draft.text(weight, indicator.abbreviation.as_deref().unwrap_or_default());
    }

    pub(super) fn decision(&self, id: DecisionId) -> Draft<'a> {
        let decision = self.maker.site.decision(id);
        let label = self.maker.decision_label(decision);
        let mut draft = Draft {
            url: decision.url.to_string(),
            title: label.clone(),
            note: decision.title.clone().unwrap_or_default(),
            unit: decision.issuer.unit,
            document: self.maker.kind_name(decision),
            lang: self.maker.site.lang().tag(),
            ..Draft::default()
        };
        draft.title(8.0, label);
        draft.title(5.0, decision.title.as_deref().unwrap_or_default());
        draft.text(2.0, decision.issuer.printed.as_str());
        if let Some(signer) = &decision.signer {
            draft.text(1.0, signer.name.as_deref().unwrap_or_default());
        }
        if let Some(number) = &decision.number {
            draft.number(number, decision.date);
        }
        draft
    }

    pub(super) fn target(&self, reference: TargetRef) -> Draft<'a> {
        let (bulletin, target) = self.maker.site.target(reference);
        let view = self.maker.target(reference);
        let note = [view.goal.as_str(), view.due.as_str()];
        let note = note.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let mut draft = Draft {
            url: target_url(bulletin, target),
            title: target.statement.clone(),
            unit: bulletin.unit,
            category: bulletin.category,
            areas: target.area.into_iter().collect(),
            indicators: target.indicator.into_iter().collect(),
            status: Some(self.maker.relations.status(reference).state),
            lang: bulletin.lang.tag(),
            ..Draft::default()
        };
        draft.title(5.0, target.statement.as_str());
        if let Some(id) = target.indicator {
            self.name_indicator(id, 2.0, &mut draft);
        }
        if let Some(id) = target.area {
            draft.text(1.0, self.maker.area_name(id));
        }
        draft.text(1.5, note.clone());
        draft.prose(1.0, target.note.as_deref().unwrap_or_default(), 40.0);
        draft.note = note;
        draft
    }

    pub(super) fn unit(&self, id: UnitId) -> Draft<'a> {
        let unit = self.maker.site.units.get(id);
        let row = self.maker.unit_row(id);
        let note = row.kind.into_iter().chain(row.parent).chain(Some(row.validity)).filter(|part| !part.is_empty());
        let note: Vec<String> = note.collect();
        let mut draft = Draft {
            url: unit_url(self.maker.site, id),
            title: unit.name.clone(),
            note: note.join(", "),
            unit: Some(id),
            lang: "vi",
            ..Draft::default()
        };
        draft.title(8.0, unit.name.as_str());
        draft.title(6.0, unit.aliases.join(". "));
        let site = self.maker.site;
        let before = self.maker.relations.predecessors(id).iter().map(|(old, _)| site.units.get(*old).name.as_str());
        for name in unit.aliases.iter().map(String::as_str).chain(before).chain(Some(unit.name.as_str())) {
            draft.name(name);
            draft.name(without_sort(name));
        }
        draft.text(1.0, draft.note.clone());
        draft.text(1.0, unit.basis.as_deref().unwrap_or_default());
        draft.prose(1.0, unit.note.as_deref().unwrap_or_default(), 40.0);
        draft
    }

    pub(super) fn indicator(&self, id: IndicatorId) -> Draft<'a> {
        let indicator = self.maker.site.indicators.get(id);
        let latest = self.maker.indicator_row(id).latest;
        let mut draft = Draft {
            url: indicator_url(self.maker.site, id),
            title: match &indicator.abbreviation {
                Some(short) => format!("{} ({short})", indicator.name),
                None => indicator.name.clone(),
            },
            note: latest,
            indicators: vec![id],
            lang: "vi",
            ..Draft::default()
        };
        draft.title(8.0, indicator.name.as_str());
        draft.title(8.0, indicator.abbreviation.as_deref().unwrap_or_default());
        draft.title(5.0, indicator.aliases.join(". "));
        let names = indicator.aliases.iter().chain(&indicator.abbreviation).chain(Some(&indicator.name));
        names.for_each(|name| draft.name(name));
        draft.text(1.0, indicator.publisher.as_deref().unwrap_or_default());
        draft.prose(1.0, indicator.definition.as_deref().unwrap_or_default(), 60.0);
        draft.prose(1.0, indicator.note.as_deref().unwrap_or_default(), 60.0);
        draft.text(1.0, draft.note.clone());
        draft
    }

    pub(super) fn page(&self, id: PageId) -> Draft<'a> {
        let page = self.maker.site.page(id);
        let mut draft = Draft {
            url: page.url.to_string(),
            title: page.title.clone(),
            note: text::squeeze(&page.summary),
            lang: page.lang.tag(),
            ..Draft::default()
        };
        draft.title(6.0, page.title.as_str());
        let headings: Vec<&str> = page.outline.headings.iter().map(|heading| heading.text.as_str()).collect();
        draft.prose(2.0, headings.join("\n"), 40.0);
        self.body(Subject::Page(id), &mut draft);
        draft
    }
}
