//! What follows from the whole site: archives, registers, inverse links, lineages, statuses, neighbours.
//!
//! Takes a finished [`Site`] and changes nothing in it. Every list is made once, holds ids and is ordered; nothing is
//! compared pair by pair, so ten times the bulletins cost ten times the work.

mod archive;
mod effect;
mod related;
mod status;

pub use archive::{ArchiveDay, ArchiveMonth, ArchiveYear, ids};
pub use effect::{Effect, EffectKind};
pub use related::{RelatedReason, related};
pub use status::{Compared, Reached, Reason, State, Status, Undecided, Verdict};

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::hash::Map;
use crate::model::*;
use crate::parse::front::{Due, Part};
use crate::source::Lang;
use crate::text;

/// A target, by its bulletin and its place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TargetRef {
    pub bulletin: BulletinId,
    pub index: u32,
}

/// A task, by its bulletin and its place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TaskRef {
    pub bulletin: BulletinId,
    pub index: u32,
}

/// What follows from a site.
#[derive(Debug)]
pub struct Relations {
    /// Bulletins of lists and feeds, newest first, by language: what has not expired.
    listed: Map<Lang, Vec<BulletinId>>,
    /// The same with pinned bulletins first, as the home pages show them.
    home: Map<Lang, Vec<BulletinId>>,
    /// Newest year first.
    pub archive: Vec<ArchiveYear>,
    by_unit: Vec<Vec<BulletinId>>,
    by_category: Vec<Vec<BulletinId>>,
    by_area: Vec<Vec<BulletinId>>,
    by_tag: Vec<Vec<BulletinId>>,
    by_indicator: Vec<Vec<BulletinId>>,
    inverse: Vec<Vec<(Relation, DecisionId)>>,
    effects: Vec<Effect>,
    /// By year, newest first, undated last; inside a year newest first.
    pub decision_years: Vec<(Option<i16>, Vec<DecisionId>)>,
    decisions_by_unit: Vec<Vec<DecisionId>>,
    predecessors: Vec<Vec<(UnitId, Part)>>,
    children: Vec<Vec<UnitId>>,
    statuses: Vec<Vec<Status>>,
    /// In the order of their bulletins.
    pub targets: Vec<TargetRef>,
    targets_by_unit: Vec<Vec<TargetRef>>,
    targets_by_indicator: Vec<Vec<TargetRef>>,
    targets_by_area: Vec<Vec<TargetRef>>,
    /// By deadline, earliest first, repeated and undated ones last.
    pub tasks: Vec<TaskRef>,
    tasks_by_unit: Vec<Vec<TaskRef>>,
    /// Places of index results in the site's list, by the bulletin that reports them.
    results: Map<BulletinId, Vec<usize>>,
    translations: Map<BulletinId, Vec<BulletinId>>,
    page_translations: Map<PageId, Vec<PageId>>,
    /// Units by name, in Vietnamese order.
    pub units_by_name: Vec<UnitId>,
}

impl Relations {
    /// Works everything out for a site.
    pub fn new(site: &Site) -> Self {
        let of_decisions = || {
            let inverse = inverse(site);
            let effects = effect::of_all(site, &inverse);
            let years = decision_years(site);
            let by_unit = decisions_by_unit(site, &years);
            (inverse, effects, years, by_unit)
        };
        let of_targets = || {
            let statuses: Vec<Vec<Status>> =
                site.bulletins.par_iter().map(|bulletin| status::of_bulletin(site, bulletin)).collect();
            let targets: Vec<TargetRef> =
                references(site, |bulletin| bulletin.targets.len(), |bulletin, index| TargetRef { bulletin, index });
            let by_unit = group_targets(site, &targets, site.units.len(), |bulletin, _| bulletin.unit);
            let by_indicator = group_targets(site, &targets, site.indicators.len(), |_, target| target.indicator);
            let by_area = group_targets(site, &targets, site.areas.len(), |_, target| target.area);
            (statuses, targets, by_unit, by_indicator, by_area)
        };
        let (of_decisions, (of_targets, tasks)) =
            rayon::join(of_decisions, || rayon::join(of_targets, || sorted_tasks(site)));
        let (inverse, effects, decision_years, decisions_by_unit) = of_decisions;
        let (statuses, targets, targets_by_unit, targets_by_indicator, targets_by_area) = of_targets;
        let listed = listed(site);
        let units_by_name = units_by_name(site);
        Self {
            home: listed.iter().map(|(lang, ids)| (*lang, pinned_first(site, ids))).collect(),
            listed,
            archive: archive::build(site),
            by_unit: group(site, site.units.len(), |bulletin| bulletin.unit.as_slice()),
            by_category: group(site, site.categories.len(), |bulletin| bulletin.category.as_slice()),
            by_area: group(site, site.areas.len(), |bulletin| &bulletin.areas),
            by_tag: group(site, site.tags.len(), |bulletin| &bulletin.tags),
            by_indicator: group(site, site.indicators.len(), |bulletin| &bulletin.indicators),
            effects,
            inverse,
            decision_years,
            decisions_by_unit,
            predecessors: predecessors(site),
            children: children(site, &units_by_name),
            targets_by_unit,
            targets_by_indicator,
            targets_by_area,
            tasks_by_unit: tasks_by_unit(site, &tasks),
            statuses,
            targets,
            tasks,
            results: results(site),
            translations: translations(site.bulletins.iter().map(|bulletin| bulletin.translation_of)),
            page_translations: translations(site.pages.iter().map(|page| page.translation_of)),
            units_by_name,
        }
    }

    pub fn listed(&self, lang: Lang) -> &[BulletinId] {
        self.listed.get(&lang).map_or(&[], Vec::as_slice)
    }

    pub fn home(&self, lang: Lang) -> &[BulletinId] {
        self.home.get(&lang).map_or(&[], Vec::as_slice)
    }

    pub fn of_unit(&self, id: UnitId) -> &[BulletinId] {
        &self.by_unit[usize::from(id)]
    }

    pub fn of_category(&self, id: CategoryId) -> &[BulletinId] {
        &self.by_category[usize::from(id)]
    }

    pub fn of_area(&self, id: AreaId) -> &[BulletinId] {
        &self.by_area[usize::from(id)]
    }

    pub fn of_tag(&self, id: TagId) -> &[BulletinId] {
        &self.by_tag[usize::from(id)]
    }

    pub fn of_indicator(&self, id: IndicatorId) -> &[BulletinId] {
        &self.by_indicator[usize::from(id)]
    }

    /// Decisions that bear on this one: `(relation, the other)`, read as "the other *relation* this one".
    pub fn inverse(&self, id: DecisionId) -> &[(Relation, DecisionId)] {
        &self.inverse[usize::from(id)]
    }

    pub fn effect(&self, id: DecisionId) -> &Effect {
        &self.effects[usize::from(id)]
    }

    pub fn decisions_of_unit(&self, id: UnitId) -> &[DecisionId] {
        &self.decisions_by_unit[usize::from(id)]
    }

    /// Units that went into this one, and how much of each.
    pub fn predecessors(&self, id: UnitId) -> &[(UnitId, Part)] {
        &self.predecessors[usize::from(id)]
    }

    pub fn children(&self, id: UnitId) -> &[UnitId] {
        &self.children[usize::from(id)]
    }

    pub fn status(&self, target: TargetRef) -> &Status {
        &self.statuses[usize::from(target.bulletin)][target.index as usize]
    }

    pub fn targets_of_unit(&self, id: UnitId) -> &[TargetRef] {
        &self.targets_by_unit[usize::from(id)]
    }

    pub fn targets_of_indicator(&self, id: IndicatorId) -> &[TargetRef] {
        &self.targets_by_indicator[usize::from(id)]
    }

    pub fn targets_of_area(&self, id: AreaId) -> &[TargetRef] {
        &self.targets_by_area[usize::from(id)]
    }

    pub fn tasks_of_unit(&self, id: UnitId) -> &[TaskRef] {
        &self.tasks_by_unit[usize::from(id)]
    }

    /// Places in `site.results` of what a bulletin reports.
    pub fn results_of(&self, id: BulletinId) -> impl Iterator<Item = usize> + '_ {
        self.results.get(&id).into_iter().flatten().copied()
    }

    /// The same bulletin in other languages.
    pub fn translations(&self, id: BulletinId) -> &[BulletinId] {
        self.translations.get(&id).map_or(&[], Vec::as_slice)
    }

    pub fn page_translations(&self, id: PageId) -> &[PageId] {
        self.page_translations.get(&id).map_or(&[], Vec::as_slice)
    }
}

fn listed(site: &Site) -> Map<Lang, Vec<BulletinId>> {
    let mut listed: Map<Lang, Vec<BulletinId>> = Map::default();
    let shown =
        site.bulletin_ids().filter(|(_, bulletin)| bulletin.expires.is_none_or(|day| day >= site.options.today));
    for (id, bulletin) in shown {
        if site.settings.languages.contains(&bulletin.lang) {
            listed.entry(bulletin.lang).or_default().push(id);
        } else if bulletin.translation_of.is_none() {
            // A language without a home page: on the site's own list its readers find it. A translation is found
            // through its original.
            listed.entry(site.lang()).or_default().push(id);
        }
    }
    listed
}

fn pinned_first(site: &Site, ids: &[BulletinId]) -> Vec<BulletinId> {
    let (pinned, others): (Vec<BulletinId>, Vec<BulletinId>) = ids.iter().partition(|id| site.bulletin(**id).pinned);
    pinned.into_iter().chain(others).collect()
}

/// Lists of bulletins by a number that each of them has, or has several of, or has not.
fn group<Id: Copy + Into<usize>>(site: &Site, count: usize, ids: impl Fn(&Bulletin) -> &[Id]) -> Vec<Vec<BulletinId>> {
    let mut groups = vec![Vec::new(); count];
    for (id, bulletin) in site.bulletin_ids() {
        for key in ids(bulletin) {
            groups[(*key).into()].push(id);
        }
    }
    groups
}

fn references<T>(site: &Site, count: impl Fn(&Bulletin) -> usize, make: impl Fn(BulletinId, u32) -> T) -> Vec<T> {
    let mut references = Vec::new();
    // A translation repeats the targets and tasks of its original, which counts once.
    for (id, bulletin) in site.bulletin_ids().filter(|(_, bulletin)| bulletin.translation_of.is_none()) {
        references.extend((0..count(bulletin)).map(|index| make(id, index as u32)));
    }
    references
}

fn group_targets<Id: Into<usize>>(
    site: &Site,
    targets: &[TargetRef],
    count: usize,
    key: impl Fn(&Bulletin, &Target) -> Option<Id>,
) -> Vec<Vec<TargetRef>> {
    let mut groups = vec![Vec::new(); count];
    for reference in targets {
        let (bulletin, target) = site.target(*reference);
        if let Some(key) = key(bulletin, target) {
            groups[key.into()].push(*reference);
        }
    }
    groups
}

impl Site {
    pub fn target(&self, reference: TargetRef) -> (&Bulletin, &Target) {
        let bulletin = self.bulletin(reference.bulletin);
        (bulletin, &bulletin.targets[reference.index as usize])
    }

    pub fn task(&self, reference: TaskRef) -> (&Bulletin, &Task) {
        let bulletin = self.bulletin(reference.bulletin);
        let plan = bulletin.plan.as_ref().expect("a task was counted in a plan");
        (bulletin, &plan.tasks[reference.index as usize])
    }
}

fn sorted_tasks(site: &Site) -> Vec<TaskRef> {
    let count = |bulletin: &Bulletin| bulletin.plan.as_ref().map_or(0, |plan| plan.tasks.len());
    let mut tasks = references(site, count, |bulletin, index| TaskRef { bulletin, index });
    // Undated tasks come last; the sort is stable, so equal deadlines keep the order of their bulletins.
    tasks.sort_by_key(|reference| match &site.task(*reference).1.due {
        Some(Due::By(deadline)) => (0, Some(deadline.last_day)),
        Some(Due::Every(_)) => (1, None),
        None => (2, None),
    });
    tasks
}

fn tasks_by_unit(site: &Site, tasks: &[TaskRef]) -> Vec<Vec<TaskRef>> {
    let mut groups = vec![Vec::new(); site.units.len()];
    for reference in tasks {
        if let Some(unit) = site.task(*reference).0.unit {
            groups[usize::from(unit)].push(*reference);
        }
    }
    groups
}

fn inverse(site: &Site) -> Vec<Vec<(Relation, DecisionId)>> {
    let mut inverse = vec![Vec::new(); site.decisions.len()];
    for (index, decision) in site.decisions.iter().enumerate() {
        for (relation, to) in &decision.links {
            inverse[usize::from(*to)].push((*relation, DecisionId::from(index)));
        }
    }
    inverse
}

fn decision_years(site: &Site) -> Vec<(Option<i16>, Vec<DecisionId>)> {
    let mut ids: Vec<DecisionId> = (0..site.decisions.len()).map(DecisionId::from).collect();
    ids.sort_by(|a, b| {
        let (a, b) = (site.decision(*a), site.decision(*b));
        // `None` sorts first by itself, and must come last.
        b.date.is_some().cmp(&a.date.is_some()).then_with(|| b.date.cmp(&a.date)).then_with(|| a.url.cmp(&b.url))
    });
    let mut years: Vec<(Option<i16>, Vec<DecisionId>)> = Vec::new();
    for id in ids {
        let year = site.decision(id).date.map(|date| date.year());
        match years.last_mut() {
            Some((last, decisions)) if *last == year => decisions.push(id),
            _ => years.push((year, vec![id])),
        }
    }
    years
}

fn decisions_by_unit(site: &Site, years: &[(Option<i16>, Vec<DecisionId>)]) -> Vec<Vec<DecisionId>> {
    let mut groups = vec![Vec::new(); site.units.len()];
    for id in years.iter().flat_map(|(_, decisions)| decisions) {
        if let Some(unit) = site.decision(*id).issuer.unit {
            groups[usize::from(unit)].push(*id);
        }
    }
    groups
}

fn predecessors(site: &Site) -> Vec<Vec<(UnitId, Part)>> {
    let mut predecessors = vec![Vec::new(); site.units.len()];
    for (id, _, unit) in site.units.iter() {
        for (successor, part) in &unit.successors {
            predecessors[usize::from(*successor)].push((id, *part));
        }
    }
    predecessors
}

fn children(site: &Site, units_by_name: &[UnitId]) -> Vec<Vec<UnitId>> {
    let mut children = vec![Vec::new(); site.units.len()];
    for id in units_by_name {
        if let Some(parent) = site.units.get(*id).parent {
            children[usize::from(parent)].push(*id);
        }
    }
    children
}

fn units_by_name(site: &Site) -> Vec<UnitId> {
    let mut ids: Vec<UnitId> = (0..site.units.len()).map(UnitId::from).collect();
    ids.sort_by_cached_key(|id| (text::sort_key(&site.units.get(*id).name), site.units.name(*id).to_owned()));
    ids
}

fn results(site: &Site) -> Map<BulletinId, Vec<usize>> {
    let mut results: Map<BulletinId, Vec<usize>> = Map::default();
    for (index, result) in site.results.iter().enumerate() {
        if let Some(bulletin) = result.bulletin {
            results.entry(bulletin).or_default().push(index);
        }
    }
    results
}

/// Everything that translates one original, directly or over another translation, belongs together with it.
fn translations<Id: From<usize> + Into<usize> + Copy + Ord + std::hash::Hash>(
    originals: impl Iterator<Item = Option<Id>>,
) -> Map<Id, Vec<Id>> {
    let originals: Vec<Option<Id>> = originals.collect();
    let mut families: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
    for index in (0..originals.len()).filter(|index| originals[*index].is_some()) {
        let mut root = Id::from(index);
        // Two that call each other the original would lead round in circles.
        let mut seen = vec![root];
        while let Some(original) = originals[root.into()] {
            if seen.contains(&original) {
                root = seen.iter().copied().min().unwrap_or(original);
                break;
            }
            seen.push(original);
            root = original;
        }
        families.entry(root).or_insert_with(|| vec![root]).push(Id::from(index));
    }
    let mut translations: Map<Id, Vec<Id>> = Map::default();
    for mut family in families.into_values() {
        family.sort_unstable();
        family.dedup();
        for member in &family {
            translations.insert(*member, family.iter().copied().filter(|other| other != member).collect());
        }
    }
    translations
}
