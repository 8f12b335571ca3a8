//! Targets: statement, condition in words, due date, results.

use crate::model::*;
use crate::parse::front::Baseline;
use crate::relations::TargetRef;
use crate::text;
use crate::value::{Comparator, Condition, Decimal, Frequency, Goal, Granularity, Measure, Reading, RelativeTo};

use super::{Maker, deadline_text, language_of, target_anchor, target_url};
use crate::render::{format, views};

impl<'a> Maker<'a> {
    pub fn targets(&self, references: impl IntoIterator<Item = TargetRef>) -> Vec<views::Target> {
        references.into_iter().map(|reference| self.target(reference)).collect()
    }

    pub fn target(&self, reference: TargetRef) -> views::Target {
        let (bulletin, target) = self.site.target(reference);
        let anchor = target_anchor(target);
        let milestones = target.milestones.iter();
        let milestones =
            milestones.map(|step| views::Step { when: step.by.printed.clone(), text: self.goal(&step.goal) });
        views::Target {
            url: target_url(bulletin, target),
            anchor,
            statement: target.statement.clone(),
            lang: language_of(&target.statement, bulletin.lang).tag(),
            bulletin_lang: bulletin.lang.tag(),
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
        let results = target.results.iter().map(|result| {
            let value = result.value.as_ref().map(|number| number.value);
            let reached = self.reached_text(value, result.rank, result.of, unit);
            // Who says so, and with what reserve, belongs to every figure.
            let source = result.source.as_ref().map(|source| self.words.fill("result_source", &[("source", source)]));
            let remarks: Vec<String> = [source, result.note.clone()].into_iter().flatten().collect();
            let remarks = if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join("; ")) };
            views::Step { when: result.period.printed.clone(), text: format!("{reached}{remarks}") }
        });
        results.collect()
    }

    /// The unit of measure: of the indicator, else of the condition. "Giảm 20%" tells nothing of the measure that falls by
    /// a fifth; "giảm 20 điểm %" says that it is a share.
    pub(super) fn unit_of<'t>(&'t self, target: &'t Target) -> Option<&'t str> {
        // A result is measured as its indicator is; the unit of a condition may be that of a change.
        if let Some(id) = target.indicator {
            return self.site.indicators.get(id).unit.as_deref();
        }
        let conditions = target.goal.as_ref().map(Goal::conditions).unwrap_or_default();
        let is_change =
            |condition: &&Condition| matches!(condition.comparator, Comparator::Increase | Comparator::Decrease);
        let mut scored = conditions.iter().filter(|condition| condition.comparator != Comparator::RankTop);
        let level = scored.clone().find(|condition| !is_change(condition));
        match (level, scored.next()?.unit.as_deref()) {
            (Some(level), _) => level.unit.as_deref(),
            (None, Some("%")) => None,
            (None, Some("điểm %" | "điểm phần trăm")) => Some("%"),
            (None, unit) => unit,
        }
    }

    pub(super) fn reached_text(
        &self,
        value: Option<Decimal>,
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
        let is_rank = condition.comparator == Comparator::RankTop || condition.on == Measure::Rank;
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
        let key = match condition.reading {
            // Nobody asks whether 100% means "at least".
            Reading::AtLeast if key == "condition_ge" && value == "100%" => "condition_eq".to_owned(),
            Reading::AtLeast if key == "condition_ge" => "condition_ge_read".to_owned(),
            _ => key,
        };
        let mut text = self.words.fill(&key, &[("value", &value), ("max", &max)]);
        if let Some(of) = condition.of {
            text.push_str(&self.words.fill("condition_of", &[("of", &of.to_string())]));
        }
        match condition.relative_to {
            Some(RelativeTo::PreviousYear) => text.push_str(self.words.get("condition_previous_year")),
            Some(RelativeTo::Baseline) => text.push_str(self.words.get("condition_baseline")),
            None => {}
        }
        text
    }
}
