//! Views from the model: the small parts that several pages share.

use jiff::civil::Date;

use crate::model::*;
use crate::parse::front::{Baseline, Due, Part, StatedCounts};
use crate::relations::{
    Compared, EffectKind, Reached, Reason, Relations, State, Status, TargetRef, TaskRef, Undecided, Verdict,
};
use crate::source::{Lang, OutputPath};
use crate::text;
use crate::value::{Comparator, Condition, DocumentKind, Frequency, Goal, Granularity};

use super::format;
use super::views;
use super::words::Words;

/// Makes views in one language.
#[derive(Clone, Copy)]
pub struct Maker<'a> {
    pub site: &'a Site,
    pub relations: &'a Relations,
    pub words: &'a Words,
    pub lang: Lang,
}

impl<'a> Maker<'a> {
    pub fn unit_link(&self, id: UnitId) -> views::Link {
        let unit = self.site.units.get(id);
        views::Link { title: unit.name.clone(), url: unit_url(self.site, id) }
    }

    pub fn indicator_link(&self, id: IndicatorId) -> views::Link {
        let indicator = self.site.indicators.get(id);
        let title = indicator.abbreviation.clone().unwrap_or_else(|| indicator.name.clone());
        views::Link { title, url: indicator_url(self.site, id) }
    }

    pub fn area_link(&self, id: AreaId) -> views::Link {
        views::Link { title: self.area_name(id), url: area_url(self.site, id) }
    }

    pub fn area_name(&self, id: AreaId) -> String {
        let area = self.site.areas.get(id);
        match (self.lang, &area.name_en) {
            (Lang::En, Some(name)) => name.clone(),
            _ => area.name.clone(),
        }
    }

    pub fn category_link(&self, id: CategoryId) -> views::Link {
        views::Link { title: self.site.categories.get(id).name.clone(), url: category_url(self.site, id) }
    }

    pub fn tag_link(&self, id: TagId) -> views::Link {
        views::Link { title: self.site.tags.get(id).label.clone(), url: tag_url(self.site, id) }
    }

    pub fn bulletin_link(&self, bulletin: &Bulletin) -> views::Link {
        views::Link { title: bulletin.title.clone(), url: bulletin.url.to_string() }
    }

    pub fn cards(&self, ids: impl IntoIterator<Item = BulletinId>) -> Vec<views::Card> {
        ids.into_iter().map(|id| self.card(self.site.bulletin(id))).collect()
    }

    pub fn card(&self, bulletin: &Bulletin) -> views::Card {
        views::Card {
            title: bulletin.title.clone(),
            url: bulletin.url.to_string(),
            lang: bulletin.lang.tag(),
            date: format::day(bulletin.published.date),
            summary: bulletin.summary.clone(),
            unit: bulletin.unit.map(|id| self.unit_link(id)),
            category: bulletin.category.map(|id| self.category_link(id)),
            decision: bulletin
                .decision
                .and_then(|id| self.site.decision(id).number.as_ref())
                .map(|number| number.printed.clone()),
            counts: self.counts_line(bulletin),
            pinned: bulletin.pinned,
            draft: bulletin.draft,
        }
    }

    fn counts_line(&self, bulletin: &Bulletin) -> String {
        let plan = bulletin.plan.as_ref();
        let counts = [
            ("count_targets", bulletin.targets.len()),
            ("count_tasks", plan.map_or(0, |plan| plan.tasks.len())),
            ("count_models", plan.map_or(0, |plan| plan.models.len())),
        ];
        let shown =
            counts.iter().filter(|(_, count)| *count > 0).map(|(key, count)| self.words.count(key, *count, self.lang));
        shown.collect::<Vec<_>>().join(", ")
    }

    // Decisions.

    pub fn kind_name(&self, decision: &Decision) -> String {
        let name = |kind: DocumentKind| match self.lang {
            Lang::Vi => kind.name_vi(),
            Lang::En => kind.name_en(),
        };
        decision.kind.map_or(self.words.get("document"), name).to_owned()
    }

    /// "Quyết định số 1954/QĐ-UBND".
    pub fn decision_label(&self, decision: &Decision) -> String {
        let kind = self.kind_name(decision);
        match &decision.number {
            Some(number) => self.words.fill("decision_label", &[("kind", &kind), ("number", &number.printed)]),
            None => self.words.fill("decision_unnumbered", &[("kind", &kind)]),
        }
    }

    pub fn decision_row(&self, id: DecisionId) -> views::DecisionRow {
        let decision = self.site.decision(id);
        views::DecisionRow {
            url: decision.url.to_string(),
            label: self.decision_label(decision),
            number: decision.number.as_ref().map(|number| number.printed.clone()),
            kind: self.kind_name(decision),
            date: decision.date.map(format::day),
            issuer: self.issuer(decision),
            title: decision.title.clone(),
            effect: self.effect(id),
            bulletins: decision.bulletins.len(),
        }
    }

    fn issuer(&self, decision: &Decision) -> String {
        match decision.issuer.printed.as_str() {
            "" => self.words.get("unknown_issuer").to_owned(),
            printed => printed.to_owned(),
        }
    }

    pub fn decision(&self, id: DecisionId) -> views::Decision {
        let decision = self.site.decision(id);
        let signer = decision.signer.as_ref().map(|signer| {
            let parts = [signer.role.as_deref(), signer.name.as_deref()];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        });
        views::Decision {
            url: decision.url.to_string(),
            label: self.decision_label(decision),
            number: decision.number.as_ref().map(|number| number.printed.clone()),
            kind: self.kind_name(decision),
            date: decision.date.map(format::day),
            effective: decision.effective.map(format::day),
            expires: decision.expires.map(format::day),
            issuer: self.issuer(decision),
            issuer_url: decision.issuer.unit.map(|unit| unit_url(self.site, unit)),
            capacity: decision
                .capacity
                .map(|capacity| self.words.get(&format!("capacity_{}", capacity.key().replace('-', "_"))).to_owned()),
            signer: signer.filter(|signer| !signer.is_empty()),
            title: decision.title.clone(),
            effect: self.effect(id),
            relations: self.relation_groups(id),
            attachments: decision.attachments.iter().map(|attachment| self.attachment(attachment)).collect(),
        }
    }

    /// What rests on it first where that changes its meaning, then what it rests on.
    fn relation_groups(&self, id: DecisionId) -> Vec<views::RelationGroup> {
        let mut groups = Vec::new();
        let mut group = |key: &'static str, ids: Vec<DecisionId>| {
            if !ids.is_empty() {
                let label = self.words.get(&format!("relation_{key}")).to_owned();
                groups.push(views::RelationGroup {
                    key,
                    label,
                    decisions: ids.into_iter().map(|id| self.decision_row(id)).collect(),
                });
            }
        };
        let links = &self.site.decision(id).links;
        let forward = |relation: Relation| {
            links.iter().filter(|(found, _)| *found == relation).map(|(_, to)| *to).collect::<Vec<_>>()
        };
        let inverse = |relation: Relation| {
            self.relations
                .inverse(id)
                .iter()
                .filter(|(found, _)| *found == relation)
                .map(|(_, by)| *by)
                .collect::<Vec<_>>()
        };
        for relation in [Relation::Replaces, Relation::Repeals, Relation::Corrects, Relation::Amends] {
            group(relation.inverse_key(), inverse(relation));
        }
        for relation in Relation::ALL {
            let mut ids = forward(relation);
            if relation == Relation::Related {
                ids.extend(inverse(relation));
            }
            group(relation.key(), ids);
        }
        for relation in [Relation::Implements, Relation::LegalBasis] {
            group(relation.inverse_key(), inverse(relation));
        }
        groups
    }

    pub fn effect(&self, id: DecisionId) -> views::Effect {
        let effect = self.relations.effect(id);
        let key = effect.kind.key();
        let since = effect.since.map(text::format_date).unwrap_or_default();
        let by = effect.by.map(|by| self.decision_label(self.site.decision(by))).unwrap_or_default();
        let reason = match effect.kind {
            EffectKind::Unknown if self.site.decision(id).date.is_some() => {
                self.words.get("effect_reason_no_effective").to_owned()
            }
            EffectKind::Unknown => self.words.get("effect_reason_unknown").to_owned(),
            EffectKind::Replaced | EffectKind::Repealed | EffectKind::Partly => {
                self.words.fill(&format!("effect_reason_{key}"), &[("by", &by)])
            }
            _ => self.words.fill(&format!("effect_reason_{key}"), &[("date", &since)]),
        };
        views::Effect { key, word: self.words.get(&format!("effect_{key}")).to_owned(), reason }
    }

    pub fn attachment(&self, attachment: &Attachment) -> views::Attachment {
        views::Attachment {
            title: attachment.title.clone(),
            url: attachment.url.to_string(),
            kind: attachment.kind.clone(),
            size: format::bytes(attachment.size, self.lang),
            pages: attachment.pages,
            scanned: attachment.scanned,
            note: attachment.note.clone(),
            sha256: attachment.sha256.clone(),
        }
    }

    // Targets.

    pub fn targets(&self, references: impl IntoIterator<Item = TargetRef>) -> Vec<views::Target> {
        references.into_iter().map(|reference| self.target(reference)).collect()
    }

    pub fn target(&self, reference: TargetRef) -> views::Target {
        let (bulletin, target) = self.site.target(reference);
        let anchor = format!("chi-tieu-{}", target.id);
        let milestones = target.milestones.iter();
        let milestones =
            milestones.map(|step| views::Step { when: step.by.printed.clone(), text: self.goal(&step.goal) });
        views::Target {
            url: format!("{}#{anchor}", bulletin.url),
            anchor,
            statement: target.statement.clone(),
            indicator: target.indicator.map(|id| self.indicator_link(id)),
            area: target.area.map(|id| self.area_link(id)),
            scope: target.scope.clone(),
            strength: target
                .strength
                .map(|strength| self.words.get(&format!("strength_{}", strength.key())).to_owned())
                .unwrap_or_default(),
            goal: target.goal.as_ref().map(|goal| self.goal(goal)).unwrap_or_default(),
            due: self.timing(&target.timing),
            due_year: match &target.timing {
                TargetTiming::By(by) => Some(by.year()),
                TargetTiming::PlanEnd(end) => Some(end.year()),
                TargetTiming::Every(_) | TargetTiming::Unstated => None,
            },
            baseline: target.baseline.as_ref().map(|baseline| self.baseline(baseline, target)),
            milestones: milestones.collect(),
            measures: target.measures.clone(),
            results: self.target_results(target),
            note: target.note.clone(),
            status: self.status(self.relations.status(reference), target),
            unit: bulletin.unit.map(|id| self.unit_link(id)),
            bulletin: self.bulletin_link(bulletin),
        }
    }

    fn target_results(&self, target: &Target) -> Vec<views::Step> {
        let unit = self.unit_of(target);
        let results = target.results.iter().map(|result| views::Step {
            when: result.period.printed.clone(),
            text: self.reached_text(result.value.as_ref().map(|number| number.value), result.rank, result.of, unit),
        });
        results.collect()
    }

    /// The unit of measure: of the condition, else of the indicator.
    fn unit_of<'t>(&'t self, target: &'t Target) -> Option<&'t str> {
        let conditions = target.goal.as_ref().map(Goal::conditions).unwrap_or_default();
        let scored = conditions.iter().find(|condition| condition.comparator != Comparator::RankTop);
        let stated = scored.and_then(|condition| condition.unit.as_deref());
        stated.or_else(|| target.indicator.and_then(|id| self.site.indicators.get(id).unit.as_deref()))
    }

    fn reached_text(
        &self,
        value: Option<crate::value::Decimal>,
        rank: Option<u32>,
        of: Option<u32>,
        unit: Option<&str>,
    ) -> String {
        let value = value.map(|value| format::quantity(value, unit, self.lang));
        let rank = rank.map(|rank| self.words.fill("rank", &[("rank", &format::rank(rank, of))]));
        [value, rank].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    fn baseline(&self, baseline: &Baseline, target: &Target) -> String {
        let value = baseline.value.as_ref().map(|number| number.value);
        let reached = self.reached_text(value, baseline.rank, baseline.of, self.unit_of(target));
        match baseline.year {
            Some(year) => format!("{reached} ({year})"),
            None => reached,
        }
    }

    pub fn timing(&self, timing: &TargetTiming) -> String {
        match timing {
            TargetTiming::By(deadline) if deadline.granularity == Granularity::Year => {
                self.words.fill("due_by_year", &[("year", &deadline.year().to_string())])
            }
            TargetTiming::By(deadline) => self.words.fill("due_by", &[("when", &deadline_text(&deadline.printed))]),
            TargetTiming::Every(frequency) => self.frequency(*frequency),
            TargetTiming::PlanEnd(end) => self.words.fill("due_plan_end", &[("when", &text::format_date(*end))]),
            TargetTiming::Unstated => self.words.get("due_unstated").to_owned(),
        }
    }

    pub fn frequency(&self, frequency: Frequency) -> String {
        self.words.get(&format!("frequency_{}", frequency.key().replace('-', "_"))).to_owned()
    }

    /// A goal in words.
    pub fn goal(&self, goal: &Goal) -> String {
        let joiner = match goal {
            Goal::AnyOf(_) => self.words.get("goal_or"),
            Goal::AllOf(_) | Goal::One(_) => self.words.get("goal_and"),
        };
        let parts = goal.conditions().iter().map(|condition| self.condition(condition));
        parts.collect::<Vec<_>>().join(&format!(" {joiner} "))
    }

    /// A condition in the words of the page's language; the wording of the source stands in the statement.
    pub fn condition(&self, condition: &Condition) -> String {
        let is_rank = condition.comparator == Comparator::RankTop || condition.on == crate::value::Measure::Rank;
        let unit = condition.unit.as_deref().filter(|_| !is_rank);
        let value =
            condition.value.as_ref().map(|number| format::quantity(number.value, unit, self.lang)).unwrap_or_default();
        let max =
            condition.max.as_ref().map(|number| format::quantity(number.value, unit, self.lang)).unwrap_or_default();
        // A rise of a rank is counted in places, which the words for changed ranks say already.
        let places = condition.value.as_ref().filter(|_| is_rank).map(|number| number.value.plain());
        let climbs = match condition.comparator {
            Comparator::Increase => Some("rank_up"),
            Comparator::Decrease => Some("rank_down"),
            _ => None,
        };
        if let (Some(places), Some(key)) = (&places, climbs) {
            return self.words.fill(key, &[("n", places)]);
        }
        let name = match condition.comparator {
            Comparator::Gt => "gt",
            Comparator::Ge => "ge",
            Comparator::Lt => "lt",
            Comparator::Le => "le",
            Comparator::Eq => "eq",
            Comparator::Increase => "increase",
            Comparator::Decrease => "decrease",
            Comparator::Range => "range",
            Comparator::RankTop => "rank_top",
            Comparator::Maintain => "maintain",
            Comparator::Improve => "improve",
        };
        let key = match (is_rank, condition.value.is_some()) {
            (true, true) if condition.comparator == Comparator::Maintain => "condition_maintain_rank_top".to_owned(),
            (true, false) => format!("condition_{name}_rank"),
            (false, true) if condition.comparator == Comparator::Maintain => "condition_maintain_value".to_owned(),
            _ => format!("condition_{name}"),
        };
        let mut text = self.words.fill(&key, &[("value", &value), ("max", &max)]);
        if let Some(of) = condition.of {
            text.push_str(&self.words.fill("condition_of", &[("of", &of.to_string())]));
        }
        match condition.relative_to {
            Some(crate::value::RelativeTo::PreviousYear) => text.push_str(self.words.get("condition_previous_year")),
            Some(crate::value::RelativeTo::Baseline) => text.push_str(self.words.get("condition_baseline")),
            None => {}
        }
        text
    }

    // Statuses.

    pub fn status(&self, status: &Status, target: &Target) -> views::Status {
        let reason = match &status.reason {
            Reason::Compared(compared) => self.compared(compared, target),
            Reason::NotDue { due, latest } => self.waiting("reason_not_due", *due, latest.as_ref(), target),
            Reason::NoResult { due, latest } => self.waiting("reason_no_result", *due, latest.as_ref(), target),
            Reason::UnitEnded { unit, on } => {
                let values = [("unit", self.site.units.get(*unit).name.as_str()), ("date", &text::format_date(*on))];
                self.words.fill("reason_unit_ended", &values)
            }
            Reason::Undated => self.words.get("reason_undated").to_owned(),
        };
        let undecided = status.state == State::NoData && matches!(status.reason, Reason::Compared(_));
        let mut view = self.state(status.state, reason);
        if undecided {
            // There is a figure, but it does not answer the question; "no data" would be untrue.
            view.word = self.words.get("status_undecided").to_owned();
        }
        view
    }

    pub fn state(&self, state: State, reason: String) -> views::Status {
        let symbol = match state {
            State::Met => "✓",
            State::InProgress => "…",
            State::NotMet => "✗",
            State::NoData => "–",
        };
        let word = self.words.get(match state {
            State::Met => "status_met",
            State::InProgress => "status_in_progress",
            State::NotMet => "status_not_met",
            State::NoData => "status_no_data",
        });
        views::Status { state: state.key(), symbol, word: word.to_owned(), reason }
    }

    fn waiting(&self, key: &str, due: Date, latest: Option<&Reached>, target: &Target) -> String {
        let mut reason = self.words.fill(key, &[("date", &text::format_date(due))]);
        if let Some(latest) = latest {
            reason.push(' ');
            reason.push_str(
                &self
                    .words
                    .fill("reason_latest", &[("when", &latest.period), ("result", &self.reached(latest, target))]),
            );
        }
        reason
    }

    fn reached(&self, reached: &Reached, target: &Target) -> String {
        self.reached_text(reached.value, reached.rank, reached.of, self.unit_of(target))
    }

    fn compared(&self, compared: &Compared, target: &Target) -> String {
        let values = [("when", compared.reached.period.as_str()), ("result", &self.reached(&compared.reached, target))];
        let mut sentences = vec![self.words.fill("reason_result", &values)];
        let conditions = target.goal.as_ref().map(Goal::conditions).unwrap_or_default();
        for (index, verdict) in compared.verdicts.iter().enumerate() {
            let word = match verdict {
                Verdict::Met => "verdict_met",
                Verdict::NotMet => "verdict_not_met",
                Verdict::Undecided(Undecided::PercentOrPoints) => "verdict_percent_or_points",
                Verdict::Undecided(Undecided::NothingToCompare) => "verdict_nothing_to_compare",
                Verdict::Undecided(Undecided::NoScore) => "verdict_no_score",
                Verdict::Undecided(Undecided::NoRank) => "verdict_no_rank",
                Verdict::Undecided(Undecided::OtherScope) => "verdict_other_scope",
                Verdict::Undecided(Undecided::SeveralMeasures) => "verdict_several_measures",
                Verdict::Undecided(Undecided::NoCondition) => "verdict_no_condition",
            };
            match conditions.get(index) {
                Some(condition) => {
                    let values =
                        [("condition", self.condition(condition)), ("verdict", self.words.get(word).to_owned())];
                    let values: Vec<(&str, &str)> =
                        values.iter().map(|(name, value)| (*name, value.as_str())).collect();
                    sentences.push(self.words.fill("reason_condition", &values));
                }
                None => sentences.push(format!("{}.", self.words.get(word))),
            }
        }
        sentences.join(" ")
    }

    /// How many targets stand in each state.
    pub fn status_counts(&self, references: &[TargetRef]) -> Vec<views::StatusCount> {
        let count = |state: State| {
            references.iter().filter(|reference| self.relations.status(**reference).state == state).count()
        };
        State::ALL
            .map(|state| views::StatusCount { status: self.state(state, String::new()), count: count(state) })
            .to_vec()
    }

    // Tasks.

    pub fn tasks(&self, references: impl IntoIterator<Item = TaskRef>) -> Vec<views::Task> {
        references.into_iter().map(|reference| self.task(reference)).collect()
    }

    pub fn task(&self, reference: TaskRef) -> views::Task {
        let (bulletin, task) = self.site.task(reference);
        let plan = bulletin.plan.as_ref();
        let group = task.group.and_then(|number| plan?.task_groups.iter().find(|group| group.number == number));
        let anchor = format!("nhiem-vu-{}", task.id);
        views::Task {
            url: format!("{}#{anchor}", bulletin.url),
            anchor,
            number: task.number,
            title: task.title.clone(),
            group: group.map(|group| group.title.clone()),
            area: task.area.map(|id| self.area_link(id)),
            product: task.product.clone(),
            lead: task.lead.clone(),
            support: task.support.clone(),
            due: match &task.due {
                Some(Due::By(deadline)) => deadline_text(&deadline.printed),
                Some(Due::Every(frequency)) => self.frequency(*frequency),
                None => String::new(),
            },
            due_iso: match &task.due {
                Some(Due::By(deadline)) => Some(deadline.last_day.to_string()),
                _ => None,
            },
            done: task.done.map(format::day),
            note: task.note.clone(),
            status: self.task_status(task, bulletin),
            unit: bulletin.unit.map(|id| self.unit_link(id)),
            bulletin: self.bulletin_link(bulletin),
        }
    }

    pub fn task_state(&self, task: &Task, bulletin: &Bulletin) -> State {
        let today = self.site.options.today;
        let ended = bulletin.unit.is_some_and(|unit| self.site.units.get(unit).ended(today));
        match (&task.due, task.done) {
            (_, Some(_)) => State::Met,
            (Some(Due::By(deadline)), None) if deadline.last_day >= today && !ended => State::InProgress,
            (Some(Due::Every(_)), None) if !ended => State::InProgress,
            // A task past its date that nobody reported is unknown, not failed.
            _ => State::NoData,
        }
    }

    fn task_status(&self, task: &Task, bulletin: &Bulletin) -> views::Status {
        let state = self.task_state(task, bulletin);
        let reason = match (state, task.done) {
            (State::Met, Some(done)) => self.words.fill("task_done_on", &[("date", &text::format_date(done))]),
            (State::NoData, _) => self.words.get("task_not_reported").to_owned(),
            _ => String::new(),
        };
        let mut view = self.state(state, reason);
        if state == State::Met {
            view.word = self.words.get("task_done").to_owned();
        }
        view
    }

    pub fn task_counts(&self, references: &[TaskRef]) -> Vec<views::StatusCount> {
        let states: Vec<State> = references
            .iter()
            .map(|reference| {
                let (bulletin, task) = self.site.task(*reference);
                self.task_state(task, bulletin)
            })
            .collect();
        let view = |state: State| {
            let mut status = self.state(state, String::new());
            if state == State::Met {
                status.word = self.words.get("task_done").to_owned();
            }
            views::StatusCount { status, count: states.iter().filter(|found| **found == state).count() }
        };
        [State::Met, State::InProgress, State::NoData].map(view).to_vec()
    }

    // Plans.

    pub fn plan(&self, id: BulletinId, plan: &Plan) -> views::Plan {
        let bulletin = self.site.bulletin(id);
        let parents = plan.parents.iter().map(|(title, decision)| views::MaybeLink {
            title: title.clone(),
            url: decision.map(|decision| self.site.decision(decision).url.to_string()),
        });
        views::Plan {
            title: plan.title.clone(),
            kind: plan.kind.map(|kind| self.words.get(&format!("plan_{}", kind.key().replace('-', "_"))).to_owned()),
            period: plan.period.as_ref().map(|period| period.label()),
            goal: plan.goal.clone(),
            motto: plan.motto.clone(),
            parents: parents.collect(),
            counts: self.plan_counts(bulletin, plan),
            task_groups: plan.task_groups.iter().map(|group| self.task_group(group)).collect(),
            tasks: (0..plan.tasks.len())
                .map(|index| self.task(TaskRef { bulletin: id, index: index as u32 }))
                .collect(),
            solutions: plan.solutions.clone(),
            models: plan
                .models
                .iter()
                .enumerate()
                .map(|(index, model)| views::Model {
                    number: model.number.unwrap_or(index as u32 + 1),
                    name: model.name.clone(),
                    lead: model.lead.clone(),
                    note: model.note.clone(),
                })
                .collect(),
            responsibilities: plan
                .responsibilities
                .iter()
                .map(|item| views::Responsibility {
                    who: item.who.clone(),
                    duty: item.duty.clone(),
                    role: item.role.map(|role| self.words.get(&format!("role_{}", role.key())).to_owned()),
                })
                .collect(),
            review: plan.review.as_ref().map(|review| views::Review {
                frequency: review.frequency.map(|frequency| self.frequency(frequency)),
                by: review.by.clone(),
                to: review.to.clone(),
                forum: review.forum.clone(),
                statement: review.statement.clone(),
            }),
        }
    }

    fn task_group(&self, group: &TaskGroup) -> views::TaskGroup {
        views::TaskGroup {
            number: group.number,
            title: group.title.clone(),
            area: group.area.map(|id| self.area_link(id)),
            indicator: group.indicator.map(|id| self.indicator_link(id)),
            note: group.note.clone(),
        }
    }

    fn plan_counts(&self, bulletin: &Bulletin, plan: &Plan) -> Vec<views::Count> {
        let default = StatedCounts::default();
        let stated = plan.stated_counts.as_ref().unwrap_or(&default);
        let groups_by_indicator: u32 = stated.task_groups_by_indicator.values().sum();
        let groups = stated.task_groups.or((groups_by_indicator > 0).then_some(groups_by_indicator));
        let counts = [
            ("targets", stated.targets, bulletin.targets.len()),
            ("task_groups", groups, plan.task_groups.len()),
            ("tasks", stated.tasks, plan.tasks.len()),
            ("solutions", stated.solutions, plan.solutions.len()),
            ("models", stated.models, plan.models.len()),
        ];
        let shown = counts.into_iter().filter(|(_, stated, listed)| stated.is_some() || *listed > 0);
        shown
            .map(|(key, stated, listed)| views::Count {
                key,
                label: self.words.get(&format!("plan_count_{key}")).to_owned(),
                listed,
                stated: stated.filter(|stated| *stated as usize != listed),
            })
            .collect()
    }

    // Results, units, indicators.

    pub fn result_row(&self, result: &IndexResult) -> views::ResultRow {
        let indicator = self.site.indicators.get(result.indicator);
        let unit = indicator.unit.as_deref();
        let change_rank = result.change_rank.map(|change| match change {
            0 => self.words.get("rank_same").to_owned(),
            up if up > 0 => self.words.fill("rank_up", &[("n", &up.to_string())]),
            down => self.words.fill("rank_down", &[("n", &(-down).to_string())]),
        });
        views::ResultRow {
            unit: self.unit_link(result.unit),
            indicator: self.indicator_link(result.indicator),
            year: result.year,
            score: result
                .score
                .as_ref()
                .map(|score| format::quantity(score.value, unit, self.lang))
                .unwrap_or_default(),
            rank: result.rank.map(|rank| format::rank(rank, result.of)).unwrap_or_default(),
            change_score: result
                .change_score
                .as_ref()
                .map(|change| format::signed(change.value, self.lang))
                .unwrap_or_default(),
            change_rank: change_rank.unwrap_or_default(),
            compared_with: result.compared_with,
            published: result.published.as_ref().map(|published| deadline_text(&published.printed)),
            publisher: result.publisher.clone(),
            source: result.source.clone(),
            note: result.note.clone(),
            bulletin: result.bulletin.map(|id| self.bulletin_link(self.site.bulletin(id))),
        }
    }

    /// "83,76 %, hạng 37/63 (2020)".
    pub fn result_text(&self, result: &IndexResult) -> String {
        let unit = self.site.indicators.get(result.indicator).unit.as_deref();
        let reached = self.reached_text(result.score.as_ref().map(|score| score.value), result.rank, result.of, unit);
        format!("{reached} ({})", result.year)
    }

    pub fn unit_row(&self, id: UnitId) -> views::UnitRow {
        let unit = self.site.units.get(id);
        let day = |date: Option<Date>| date.map(text::format_date);
        let validity = match (day(unit.valid_from), day(unit.valid_to)) {
            (Some(from), Some(to)) => self.words.fill("valid_between", &[("from", &from), ("to", &to)]),
            (Some(from), None) => self.words.fill("valid_from", &[("date", &from)]),
            (None, Some(to)) => self.words.fill("valid_to", &[("date", &to)]),
            (None, None) => String::new(),
        };
        views::UnitRow {
            title: unit.name.clone(),
            url: unit_url(self.site, id),
            kind: unit.kind.map(|kind| self.words.get(&format!("unit_{}", kind.key().replace('-', "_"))).to_owned()),
            parent: unit.parent.map(|parent| self.site.units.get(parent).name.clone()),
            validity,
            ended: unit.ended(self.site.options.today),
            bulletins: self.relations.of_unit(id).len(),
        }
    }

    /// "Đơn vị này đã kết thúc hoạt động ngày 30/06/2025; nay thuộc …".
    pub fn unit_notice(&self, id: UnitId) -> Option<views::Notice> {
        let unit = self.site.units.get(id);
        let end = unit.valid_to.filter(|_| unit.ended(self.site.options.today))?;
        let values = [("unit", unit.name.as_str()), ("date", &text::format_date(end))];
        let key = if unit.successors.is_empty() { "notice_unit_ended" } else { "notice_unit_succeeded" };
        let links = unit.successors.iter().map(|(successor, _)| self.told_apart(*successor, &unit.name)).collect();
        Some(views::Notice { kind: "dissolved", text: self.words.fill(key, &values), links })
    }

    /// A unit's link; one that carries the name of the unit it stands beside says from when it is.
    pub fn told_apart(&self, id: UnitId, beside: &str) -> views::Link {
        let mut link = self.unit_link(id);
        let validity = self.unit_row(id).validity;
        if link.title == beside && !validity.is_empty() {
            link.title = format!("{} ({validity})", link.title);
        }
        link
    }

    pub fn part(&self, part: Part) -> String {
        self.words
            .get(match part {
                Part::Whole => "part_whole",
                Part::Part => "part_part",
            })
            .to_owned()
    }

    pub fn indicator_row(&self, id: IndicatorId) -> views::IndicatorRow {
        let indicator = self.site.indicators.get(id);
        let targets = self.relations.targets_of_indicator(id);
        let latest = self.latest_result(id);
        // The status shown is of the newest target of the unit that the row speaks of.
        let spoken_of = latest.map(|result| result.unit).or(self.site.owner);
        let target = match latest {
            Some(_) => targets.iter().find(|reference| self.site.bulletin(reference.bulletin).unit == spoken_of),
            None => targets.first(),
        };
        views::IndicatorRow {
            title: indicator.name.clone(),
            abbreviation: indicator.abbreviation.clone(),
            url: indicator_url(self.site, id),
            publisher: indicator.publisher.clone(),
            latest: latest.map(|result| self.result_text(result)).unwrap_or_default(),
            latest_unit: latest.map(|result| self.site.units.get(result.unit).name.clone()),
            targets: targets.len(),
            status: target
                .map(|reference| self.status(self.relations.status(*reference), self.site.target(*reference).1)),
        }
    }

    /// The newest result of the site's own unit, else of the unit that has the newest one.
    pub fn latest_result(&self, id: IndicatorId) -> Option<&'a IndexResult> {
        let results = self.site.results_of(id);
        let newest = |unit: Option<UnitId>| {
            results
                .iter()
                .filter(|result| unit.is_none_or(|unit| result.unit == unit))
                .max_by_key(|result| (result.year, std::cmp::Reverse(result.unit)))
        };
        self.site.owner.and_then(|owner| newest(Some(owner))).or_else(|| newest(None))
    }

    /// How to say that an absolute address is known.
    pub fn absolute(&self, url: &str) -> Option<String> {
        self.site.base_url().map(|base| format!("{base}{}", clean(url)))
    }
}

/// The address that people see of a folder's page ends in a slash.
pub fn clean(url: &str) -> &str {
    match url.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => url,
    }
}

/// "đến năm 2025" and "2025" read alike once the label says "by".
fn deadline_text(printed: &str) -> String {
    let folded = text::fold(printed);
    let mut rest = printed;
    for lead in ["truoc ngay ", "den het ", "den ngay ", "den ", "trong "] {
        if folded.starts_with(lead) {
            let skip = printed.char_indices().nth(lead.chars().count()).map_or(printed.len(), |(offset, _)| offset);
            rest = &printed[skip..];
            break;
        }
    }
    rest.trim_start_matches("năm ").to_owned()
}

pub fn unit_url(site: &Site, id: UnitId) -> String {
    format!("don-vi/{}.html", site.units.name(id))
}

pub fn indicator_url(site: &Site, id: IndicatorId) -> String {
    format!("chi-so/{}.html", site.indicators.name(id))
}

pub fn area_url(site: &Site, id: AreaId) -> String {
    format!("linh-vuc/{}.html", site.areas.name(id))
}

pub fn category_url(site: &Site, id: CategoryId) -> String {
    format!("chuyen-muc/{}.html", site.categories.name(id))
}

pub fn tag_url(site: &Site, id: TagId) -> String {
    format!("the/{}.html", site.tags.name(id))
}

/// The bulletin's page with its `.md` or `.json`.
pub fn beside(url: &OutputPath, extension: &str) -> String {
    url.with_extension(extension).to_string()
}

impl Site {
    /// The results of an indicator, by unit and year.
    pub fn results_of(&self, id: IndicatorId) -> &[IndexResult] {
        let start = self.results.partition_point(|result| result.indicator < id);
        let end = self.results.partition_point(|result| result.indicator <= id);
        &self.results[start..end]
    }
}
