//! Targets as lines of a chart.

use crate::model::*;
use crate::relations::TargetRef;
use crate::render::maker::Maker;
use crate::value::{Comparator, Condition, Decimal, Measure, Reading};

use super::picture::Kind;

/// A threshold and the years for which it is set.
pub(super) struct GoalLine {
    pub(super) from: i16,
    pub(super) to: i16,
    pub(super) value: f64,
    pub(super) label: String,
}

/// The thresholds of a target and its milestones, each with the years for which it is set.
pub(super) fn goal_lines(
    maker: Maker,
    reference: TargetRef,
    indicator: IndicatorId,
    kind: Kind,
    with_unit: bool,
    newest: Option<i16>,
) -> Vec<GoalLine> {
    let (bulletin, target) = maker.site.target(reference);
    if target.indicator != Some(indicator) {
        return Vec::new();
    }
    let period = bulletin.plan.as_ref().and_then(|plan| plan.period.as_ref());
    let years = match &target.timing {
        TargetTiming::By(deadline) => Some((deadline.year(), deadline.year())),
        TargetTiming::PlanEnd(end) => Some((end.year(), end.year())),
        TargetTiming::Every(_) => {
            let published = bulletin.published.date.year();
            // Without a period nobody knows how long it holds; the newest result is as far as readers look.
            let open = (published, newest.unwrap_or(published).max(published));
            Some(period.map_or(open, |period| (period.first_year(), period.last_year())))
        }
        TargetTiming::Unstated => None,
    };
    let own = target.goal.iter().filter_map(|goal| Some((years?, goal)));
    let steps = target.milestones.iter().map(|step| ((step.by.year(), step.by.year()), &step.goal));
    let unit = bulletin.unit.filter(|_| with_unit).map(|unit| maker.site.units.get(unit).name.as_str());
    let lines = own.chain(steps).flat_map(|((from, to), goal)| {
        goal.conditions().iter().filter_map(move |condition| {
            let value = threshold(maker, indicator, condition, kind)?.to_f64();
            let when = if from == to { from.to_string() } else { format!("{from} – {to}") };
            let stated = Condition { reading: Reading::Stated, ..condition.clone() };
            let mut label =
                maker.words.fill("chart_target", &[("year", &when), ("condition", &maker.condition(&stated))]);
            if let Some(unit) = unit {
                label = format!("{unit}: {label}");
            }
            Some(GoalLine { from, to, value, label })
        })
    });
    lines.collect()
}

/// The value that a line can stand for: not of a rise or fall, and measured as the indicator is.
pub(super) fn threshold(maker: Maker, indicator: IndicatorId, condition: &Condition, kind: Kind) -> Option<Decimal> {
    let is_rank = condition.comparator == Comparator::RankTop || condition.on == Measure::Rank;
    let is_level = !matches!(condition.comparator, Comparator::Increase | Comparator::Decrease | Comparator::Improve);
    let measure = maker.site.indicators.get(indicator).unit.as_deref();
    let same_measure = match (condition.unit.as_deref(), measure) {
        (Some(stated), Some(measure)) => stated == measure,
        _ => true,
    };
    let fits = is_level && condition.relative_to.is_none() && is_rank == (kind == Kind::Ranks);
    let number = condition.value.as_ref().filter(|_| fits && (is_rank || same_measure))?;
    Some(number.value)
}
