//! Plans, targets and tasks of a bulletin: names looked up, ids made, decisions linked.

use std::collections::BTreeSet;

use crate::diagnostics::{self, At};
use crate::parse::front::*;
use crate::source::{FieldPath, Slug, SourcePath};
use crate::value::{DocumentNumber, Goal};

use super::bulletins::Work;
use super::decisions::{Register, Speaker};
use super::ids::*;
use super::site::*;

impl Work<'_> {
    pub(super) fn link_decision(
        &mut self,
        register: &mut Register,
        speaker: &Speaker,
        decision: DecisionId,
        front: &DecisionFront,
    ) {
        let lists = [
            (Relation::LegalBasis, &front.legal_basis),
            (Relation::Implements, &front.implements),
            (Relation::Amends, &front.amends),
            (Relation::Replaces, &front.replaces),
            (Relation::Repeals, &front.repeals),
            (Relation::Corrects, &front.corrects),
            (Relation::Related, &front.related),
        ];
        for (relation, references) in lists {
            for (index, reference) in references.iter().enumerate() {
                let field = FieldPath::root().then("decision").then(relation.key()).then(index);
                let at = At::value(speaker.path, field.clone());
                let to = register.refer(speaker, reference, field, self.diags);
                if !register.link(decision, relation, to) {
                    let number = reference.number.as_ref().map(DocumentNumber::canonical).unwrap_or_default();
                    self.diags.push(diagnostics::decision_of_itself(at, relation.key(), &number));
                }
            }
        }
    }

    pub(super) fn plan(&mut self, register: &mut Register, speaker: &Speaker, front: PlanFront) -> Plan {
        let root = || FieldPath::root().then("plan");
        let parents = front.parents.into_iter().enumerate().map(|(index, parent)| {
            let refer = |reference: &DecisionReference| {
                let field = root().then("parents").then(index).then("decision");
                register.refer(speaker, reference, field, self.diags)
            };
            (parent.title, parent.decision.as_ref().map(refer))
        });
        let parents = parents.collect();
        let groups = front.task_groups.into_iter().enumerate().map(|(index, group)| {
            let field = || root().then("task_groups").then(group.index);
            TaskGroup {
                number: group.number.unwrap_or(index as u32 + 1),
                area: self.area(speaker.path, group.area.as_deref(), || field().then("area")),
                indicator: self.indicator(speaker.path, group.indicator.as_deref(), || field().then("indicator")),
                title: group.title,
                note: group.note,
            }
        });
        let task_groups: Vec<TaskGroup> = groups.collect();
        let tasks = self.tasks(speaker.path, front.tasks, &task_groups);
        for indicator in front.stated_counts.iter().flat_map(|counts| counts.task_groups_by_indicator.keys()) {
            let field = || root().then("stated_counts").then("task_groups").then(indicator.as_str());
            self.indicator(speaker.path, Some(indicator), field);
        }
        Plan {
            kind: front.kind,
            title: front.title,
            period: front.period,
            goal: front.goal,
            motto: front.motto,
            parents,
            task_groups,
            tasks,
            solutions: front.solutions,
            models: front.models,
            stated_counts: front.stated_counts,
            responsibilities: front.responsibilities,
            review: front.review,
        }
    }

    fn tasks(&mut self, path: &SourcePath, fronts: Vec<TaskFront>, groups: &[TaskGroup]) -> Vec<Task> {
        let mut ids = BTreeSet::new();
        let mut tasks = Vec::with_capacity(fronts.len());
        for (index, front) in fronts.into_iter().enumerate() {
            let field = || FieldPath::root().then("plan").then("tasks").then(front.index);
            let group = front.group.and_then(|number| groups.iter().find(|group| group.number == number));
            if let (Some(number), None) = (front.group, group) {
                self.diags.push(diagnostics::unknown_group(At::value(path, field().then("group")), number));
            }
            let number = front.number.unwrap_or(index as u32 + 1);
            let id = self.unique_id(path, front.id.as_deref(), &format!("nv-{number}"), field, &mut ids);
            let own_area = self.area(path, front.area.as_deref(), || field().then("area"));
            tasks.push(Task {
                index: front.index,
                id,
                number,
                title: front.title,
                group: front.group,
                area: own_area.or(group.and_then(|group| group.area)),
                product: front.product,
                lead: front.lead,
                support: front.support,
                due: front.due,
                done: front.done.map(|moment| moment.date),
                note: front.note,
            });
        }
        tasks
    }

    /// The stated id, which must be a slug and new, or a free one made from `default`.
    fn unique_id(
        &mut self,
        path: &SourcePath,
        stated: Option<&str>,
        default: &str,
        field: impl Fn() -> FieldPath,
        ids: &mut BTreeSet<String>,
    ) -> String {
        if let Some(stated) = stated {
            let at = At::value(path, field().then("id"));
            if Slug::parse(stated).is_none() {
                let suggestion = Slug::fold(stated).map(|slug| slug.to_string());
                self.diags.push(diagnostics::bad_id(at, stated, suggestion.as_deref()));
            } else if !ids.insert(stated.to_owned()) {
                self.diags.push(diagnostics::duplicate_id(at, stated));
            }
            return stated.to_owned();
        }
        let mut id = default.to_owned();
        let mut copy = 1;
        while !ids.insert(id.clone()) {
            copy += 1;
            id = format!("{default}-{copy}");
        }
        id
    }

    pub(super) fn targets(&mut self, path: &SourcePath, fronts: Vec<TargetFront>, plan: Option<&Plan>) -> Vec<Target> {
        let plan_end = plan.and_then(|plan| plan.period.as_ref()).map(|period| period.to);
        // Stated ids come first, so that a made one never takes the name of a stated one.
        let mut ids: BTreeSet<String> = BTreeSet::new();
        let mut taken: Vec<Option<String>> = Vec::with_capacity(fronts.len());
        for front in &fronts {
            let field = || FieldPath::root().then("targets").then(front.index);
            let stated = front.id.as_deref().map(|id| self.unique_id(path, Some(id), "", field, &mut ids));
            taken.push(stated);
        }
        let mut targets = Vec::with_capacity(fronts.len());
        for (index, mut front) in fronts.into_iter().enumerate() {
            let place = front.index;
            let field = || FieldPath::root().then("targets").then(place);
            let indicator = self.indicator(path, front.indicator.as_deref(), || field().then("indicator"));
            let timing = match (front.by.take(), front.frequency, plan_end) {
                (Some(by), _, _) => TargetTiming::By(by),
                (None, Some(frequency), _) => TargetTiming::Every(frequency),
                (None, None, Some(end)) => TargetTiming::PlanEnd(end),
                (None, None, None) => TargetTiming::Unstated,
            };
            let id = taken[index].take().unwrap_or_else(|| {
                let name =
                    front.indicator.clone().filter(|_| indicator.is_some()).unwrap_or(format!("ct-{}", index + 1));
                let default = match &timing {
                    TargetTiming::By(by) if ids.contains(&name) => format!("{name}-{}", by.year()),
                    _ => name,
                };
                self.unique_id(path, None, &default, field, &mut ids)
            });
            targets.push(Target {
                index: place,
                id,
                statement: self.statement(&mut front, indicator),
                indicator,
                area: self.area(path, front.area.as_deref(), || field().then("area")),
                scope: front.scope,
                strength: front.strength,
                timing,
                milestones: front.milestones,
                baseline: front.baseline,
                goal: front.goal,
                measures: front.measures,
                results: front.results,
                note: front.note,
            });
        }
        targets
    }

    /// A target always says in words what it wants; a short form says it by its indicator's name.
    fn statement(&self, front: &mut TargetFront, indicator: Option<IndicatorId>) -> String {
        if let Some(statement) = front.statement.take() {
            return statement;
        }
        let name = match indicator {
            Some(id) => self.indicators.get(id).name.clone(),
            None => front.indicator.take().unwrap_or_default(),
        };
        let words = front.words.take().or_else(|| front.goal.as_ref().map(goal_words)).unwrap_or_default();
        if words.is_empty() { name } else { format!("{name}: {words}") }
    }
}

fn goal_words(goal: &Goal) -> String {
    let joined = |word: &str| {
        goal.conditions().iter().map(|condition| condition.printed.as_str()).collect::<Vec<_>>().join(word)
    };
    match goal {
        Goal::One(condition) => condition.printed.clone(),
        Goal::AnyOf(_) => joined(" hoặc "),
        Goal::AllOf(_) => joined(" và "),
    }
}
