//! The sentence on top of an indicator's page: latest value, rank, change, distance to the target.

use crate::model::*;
use crate::relations::TargetRef;
use crate::render::maker::Maker;
use crate::render::{format, views};
use crate::value::{Comparator, Condition, Decimal, Goal, Reading};

use super::SCANNED;
use super::goals::threshold;
use super::picture::Kind;

/// One sentence or two with the latest value, rank, change and the distance to the target.
pub fn sentence(maker: Maker, id: IndicatorId) -> String {
    let Some(result) = maker.latest_result(id) else { return String::new() };
    let row = maker.result_row(result);
    let mut sentence =
        maker.words.fill("indicator_sentence", &[("unit", &row.unit.title), ("result", &maker.result_text(result))]);
    for more in [change(maker, result, &row), distance(maker, result)].into_iter().flatten() {
        sentence.push(' ');
        sentence.push_str(&more);
    }
    sentence
}

/// The published change, else the difference to the year before where the two can be compared.
fn change(maker: Maker, result: &IndexResult, row: &views::ResultRow) -> Option<String> {
    let joined = |parts: [&str; 2]| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let stated = joined([&row.change_score, &row.change_rank]);
    match (stated.is_empty(), result.compared_with) {
        (false, Some(year)) => {
            return Some(maker.words.fill("indicator_change", &[("change", &stated), ("year", &year.to_string())]));
        }
        (false, None) => return Some(maker.words.fill("indicator_change_open", &[("change", &stated)])),
        (true, _) => {}
    }
    let indicator = maker.site.indicators.get(result.indicator);
    let before = maker.site.result(result.unit, result.indicator, result.year - 1)?;
    let same_method = !indicator.breaks.iter().any(|change| change.year == result.year);
    let score = match (&result.score, &before.score) {
        (Some(now), Some(then)) if same_method => now.value.checked_sub(then.value),
        _ => None,
    };
    let rank = match (result.rank, before.rank) {
        (Some(now), Some(then)) if result.of == before.of => Some(i64::from(then) - i64::from(now)),
        _ => None,
    };
    let score = score.map(|score| format::signed(score, maker.lang)).unwrap_or_default();
    let rank = rank.and_then(|rank| i32::try_from(rank).ok()).map(|rank| maker.rank_change(rank)).unwrap_or_default();
    let computed = joined([&score, &rank]);
    let values = [("change", computed.as_str()), ("year", &before.year.to_string())];
    (!computed.is_empty()).then(|| maker.words.fill("indicator_change", &values))
}

/// How far the latest result is from the next target of the same unit.
fn distance(maker: Maker, result: &IndexResult) -> Option<String> {
    // Nothing can be missing from a goal that nobody pursues any more.
    if maker.site.units.get(result.unit).ended(maker.site.options.today) {
        return None;
    }
    let next = |reference: &&TargetRef| {
        let (bulletin, target) = maker.site.target(**reference);
        let end = match &target.timing {
            TargetTiming::By(deadline) => deadline.year(),
            TargetTiming::PlanEnd(end) => end.year(),
            TargetTiming::Every(_) => bulletin.plan.as_ref().and_then(|plan| plan.period.as_ref())?.last_year(),
            TargetTiming::Unstated => return None,
        };
        let fits = target.indicator == Some(result.indicator) && end >= result.year;
        (fits && target.measures.len() <= 1).then_some((end, **reference))
    };
    let targets = maker.relations.targets_of_unit(result.unit).iter().take(SCANNED);
    let (_, reference) = targets.filter_map(|reference| next(&reference)).min_by_key(|(end, _)| *end)?;
    let target = maker.site.target(reference).1;
    // Of alternatives one is enough, and which one counts is for the status to say.
    let goal = target.goal.as_ref().filter(|goal| !matches!(goal, Goal::AnyOf(_)));
    let conditions = goal.map(Goal::conditions).unwrap_or_default();
    let gaps = conditions.iter().filter_map(|condition| {
        let gap = gap(maker, result, condition)?;
        let stated = Condition { reading: Reading::Stated, ..condition.clone() };
        Some(maker.words.fill("indicator_gap", &[("condition", &maker.condition(&stated)), ("gap", &gap)]))
    });
    let gaps: Vec<String> = gaps.collect();
    let values = [("due", maker.timing(&target.timing)), ("gaps", gaps.join("; "))];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    (!gaps.is_empty()).then(|| maker.words.fill("indicator_distance", &values))
}

/// "còn thiếu 0,87", "đã đạt mức này": nothing where a condition has no level or the result no such value.
fn gap(maker: Maker, result: &IndexResult, condition: &Condition) -> Option<String> {
    let (limit, reached, key) = match threshold(maker, result.indicator, condition, Kind::Ranks) {
        Some(_) if condition.of.is_some() && result.of.is_some() && condition.of != result.of => return None,
        Some(limit) => (limit, Decimal::new(i64::from(result.rank?), 0), "gap_ranks"),
        None => {
            let limit = threshold(maker, result.indicator, condition, Kind::Scores)?;
            (limit, result.score.as_ref()?.value, "gap_score")
        }
    };
    let low_is_good = key == "gap_ranks" || matches!(condition.comparator, Comparator::Lt | Comparator::Le);
    let missing = if low_is_good { reached.checked_sub(limit)? } else { limit.checked_sub(reached)? };
    let is_short = !missing.is_negative() && missing != Decimal::new(0, 0);
    // Only the status knows whether a range or an exact value is met; what is missing below it can be told.
    if matches!(condition.comparator, Comparator::Range | Comparator::Eq) && !is_short {
        return None;
    }
    let strict = matches!(condition.comparator, Comparator::Gt | Comparator::Lt) && key == "gap_score";
    if missing == Decimal::new(0, 0) && strict {
        let is_above = condition.comparator == Comparator::Gt;
        return is_above.then(|| maker.words.get("gap_equal").to_owned());
    }
    if !is_short {
        return Some(maker.words.get("gap_none").to_owned());
    }
    let measure = match maker.site.indicators.get(result.indicator).unit.as_deref() {
        // A difference of two percentages is counted in points.
        Some("%") => Some(maker.words.get("percentage_points")),
        other => other,
    };
    let measure = measure.filter(|_| key == "gap_score");
    Some(maker.words.fill(key, &[("n", &format::quantity(missing, measure, maker.lang))]))
}
