//! Whether a target is met. Computed from a result of the due period and never inferred without one; where the
//! condition cannot be decided, the status says so and why.

use jiff::civil::Date;

use crate::model::*;
use crate::parse::front::{Direction, TargetResult};
use crate::value::{Comparator, Condition, Decimal, Frequency, Goal, Measure, RelativeTo};

/// The state of a target and its explanation.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    pub state: State,
    pub reason: Reason,
}

/// The four states that readers see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    Met,
    InProgress,
    NotMet,
    NoData,
}

impl State {
    pub const ALL: [State; 4] = [State::Met, State::InProgress, State::NotMet, State::NoData];

    pub fn key(self) -> &'static str {
        match self {
            State::Met => "met",
            State::InProgress => "in_progress",
            State::NotMet => "not_met",
            State::NoData => "no_data",
        }
    }
}

/// Why a target has its state.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// A result of the due period was held against the condition.
    Compared(Compared),
    /// The due date is not past. The latest earlier result is told, but decides nothing.
    NotDue { due: Date, latest: Option<Reached> },
    /// The due date is past and there is no result for it.
    NoResult { due: Date, latest: Option<Reached> },
    /// The unit had ended by the due date, or ends the waiting for it.
    UnitEnded { unit: UnitId, on: Date },
    /// Neither the target nor its plan has a date.
    Undated,
}

/// A result and what it means for each condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    pub reached: Reached,
    /// One for each condition of the goal; empty for a target in words alone.
    pub verdicts: Vec<Verdict>,
}

/// What was reached, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Reached {
    /// "2021", "quý 2/2025".
    pub period: String,
    pub value: Option<Decimal>,
    pub rank: Option<u32>,
    pub of: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Met,
    NotMet,
    Undecided(Undecided),
}

/// Why a condition cannot be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undecided {
    /// "tăng 5%" may mean percent or percentage points, and the two differ here.
    PercentOrPoints,
    /// The year or value that it is compared with has no result.
    NothingToCompare,
    NoScore,
    NoRank,
    /// The rank is one among others than the target means.
    OtherScope,
    /// One result cannot speak for several measures.
    SeveralMeasures,
    /// The target is in words alone.
    NoCondition,
}

/// The status of every target of a bulletin.
pub fn of_bulletin(site: &Site, bulletin: &Bulletin) -> Vec<Status> {
    bulletin.targets.iter().map(|target| Assessment { site, bulletin, target }.status()).collect()
}

struct Assessment<'a> {
    site: &'a Site,
    bulletin: &'a Bulletin,
    target: &'a Target,
}

impl Assessment<'_> {
    fn status(&self) -> Status {
        // Without a due date no result is the one that decides .
        let Some(due) = self.due() else { return Status { state: State::NoData, reason: Reason::Undated } };
        if let Some(found) = self.result_for(due) {
            return self.compare(found);
        }
        let latest = self.latest(due).map(|found| found.reached);
        if let Some((unit, on)) = self.ended_before(due) {
            return Status { state: State::NoData, reason: Reason::UnitEnded { unit, on } };
        }
        if due >= self.site.options.today {
            return Status { state: State::InProgress, reason: Reason::NotDue { due, latest } };
        }
        Status { state: State::NoData, reason: Reason::NoResult { due, latest } }
    }

    /// The day that decides: the deadline, or for a repeated target the end of the last complete year of the plan.
    fn due(&self) -> Option<Date> {
        match &self.target.timing {
            TargetTiming::By(deadline) => Some(deadline.last_day),
            TargetTiming::PlanEnd(end) => Some(*end),
            TargetTiming::Every(frequency) => Some(self.last_round(*frequency)),
            TargetTiming::Unstated => None,
        }
    }

    fn last_round(&self, frequency: Frequency) -> Date {
        let today = self.site.options.today;
        let newest = self.target.results.iter().map(|result| result.period.last_day).filter(|day| *day < today).max();
        let period = self.bulletin.plan.as_ref().and_then(|plan| plan.period.as_ref());
        let first = period.map_or(self.bulletin.published.date.year(), |period| period.first_year());
        let last = period.map_or(i16::MAX, |period| period.last_year());
        let year = (today.year() - 1).min(last).max(first);
        // Shorter rounds are judged by their own newest result, if it is no older than the last complete year.
        if let Some(newest) = newest.filter(|newest| frequency != Frequency::Yearly && newest.year() >= year) {
            return newest;
        }
        Date::new(year, 12, 31).unwrap_or(today)
    }

    fn result_for(&self, due: Date) -> Option<Found> {
        // Only a result of a period that holds the due day decides: an earlier one only shows how things stand.
        let own = self.target.results.iter().filter(|result| result.period.covers(due));
        // Of several the narrowest counts, then the one that ends last.
        if let Some(result) = own.max_by_key(|result| (result.period.first_day, result.period.last_day)) {
            return Some(Found::own(result));
        }
        self.registered(due.year())
    }

    fn registered(&self, year: i16) -> Option<Found> {
        let result = self.site.result(self.bulletin.unit?, self.target.indicator?, year)?;
        Some(Found::registered(result))
    }

    /// The newest result before `day`, from which readers see how things stand.
    fn latest(&self, day: Date) -> Option<Found> {
        let day = day.min(self.site.options.today);
        let own = self
            .target
            .results
            .iter()
            .filter(|result| result.period.last_day <= day)
            .max_by_key(|result| result.period.last_day);
        let own = own.map(|result| (result.period.year(), Found::own(result)));
        let first = self.bulletin.published.date.year();
        let registered = (first..=day.year()).rev().take(20).find_map(|year| Some((year, self.registered(year)?)));
        match (own, registered) {
            (Some(own), Some(registered)) => Some(if own.0 >= registered.0 { own.1 } else { registered.1 }),
            (own, registered) => own.or(registered).map(|found| found.1),
        }
    }

    fn ended_before(&self, due: Date) -> Option<(UnitId, Date)> {
        let unit = self.bulletin.unit?;
        let end = self.site.units.get(unit).valid_to?;
        (end < due && end < self.site.options.today).then_some((unit, end))
    }

    fn compare(&self, found: Found) -> Status {
        let conditions = self.target.goal.as_ref().map(Goal::conditions).unwrap_or_default();
        let mut verdicts: Vec<Verdict> = conditions.iter().map(|condition| self.decide(condition, &found)).collect();
        if self.target.measures.len() > 1 {
            verdicts = vec![Verdict::Undecided(Undecided::SeveralMeasures); verdicts.len()];
        }
        if verdicts.is_empty() {
            verdicts.push(Verdict::Undecided(Undecided::NoCondition));
        }
        let met = verdicts.iter().filter(|verdict| **verdict == Verdict::Met).count();
        let missed = verdicts.iter().filter(|verdict| **verdict == Verdict::NotMet).count();
        let state = match self.target.goal {
            Some(Goal::AnyOf(_)) if met > 0 => State::Met,
            Some(Goal::AnyOf(_)) if missed == verdicts.len() => State::NotMet,
            Some(Goal::AnyOf(_)) => State::NoData,
            _ if missed > 0 => State::NotMet,
            _ if met == verdicts.len() => State::Met,
            _ => State::NoData,
        };
        Status { state, reason: Reason::Compared(Compared { reached: found.reached, verdicts }) }
    }

    fn decide(&self, condition: &Condition, found: &Found) -> Verdict {
        let is_rank = condition.on == Measure::Rank || condition.comparator == Comparator::RankTop;
        if is_rank { self.decide_rank(condition, found) } else { self.decide_score(condition, found) }
    }

    fn decide_rank(&self, condition: &Condition, found: &Found) -> Verdict {
        let Some(rank) = found.reached.rank else { return Verdict::Undecided(Undecided::NoRank) };
        if let (Some(meant), Some(of)) = (condition.of, found.reached.of)
            && meant != of
        {
            return Verdict::Undecided(Undecided::OtherScope);
        }
        let limit = condition.value.as_ref().map(|number| number.value);
        let rank_value = Decimal::new(i64::from(rank), 0);
        match (condition.comparator, limit) {
            // A smaller rank is better, so every comparison with a number means "at least this place".
            (Comparator::Lt, Some(limit)) => verdict(rank_value < limit),
            (Comparator::Eq, Some(limit)) => verdict(rank_value == limit),
            (Comparator::Increase, Some(limit)) => match self.base(condition, found).and_then(|base| base.rank) {
                Some(base) => verdict(Decimal::new(i64::from(base) - i64::from(rank), 0) >= limit),
                None => Verdict::Undecided(Undecided::NothingToCompare),
            },
            (Comparator::Range, Some(_)) => match &condition.max {
                Some(last) => verdict(rank_value <= last.value),
                None => Verdict::Undecided(Undecided::NoCondition),
            },
            (Comparator::Decrease, Some(_)) => Verdict::Undecided(Undecided::NoCondition),
            (_, Some(limit)) => verdict(rank_value <= limit),
            (comparator, None) => match self.base(condition, found).and_then(|base| base.rank) {
                Some(base) if comparator == Comparator::Improve => verdict(rank < base),
                Some(base) => verdict(rank <= base),
                None => Verdict::Undecided(Undecided::NothingToCompare),
            },
        }
    }

    fn decide_score(&self, condition: &Condition, found: &Found) -> Verdict {
        let is_trend = matches!(condition.comparator, Comparator::Maintain | Comparator::Improve);
        let Some(score) = found.reached.value else {
            // "cải thiện" says nothing of scores; where only ranks are known, ranks speak.
            let ranks_speak = is_trend && condition.value.is_none() && found.reached.rank.is_some();
            return if ranks_speak {
                self.decide_rank(condition, found)
            } else {
                Verdict::Undecided(Undecided::NoScore)
            };
        };
        let limit = condition.value.as_ref().map(|number| number.value);
        match (condition.comparator, limit) {
            (Comparator::Gt, Some(limit)) => verdict(score > limit),
            (Comparator::Ge, Some(limit)) => verdict(score >= limit),
            (Comparator::Lt, Some(limit)) => verdict(score < limit),
            (Comparator::Le, Some(limit)) => verdict(score <= limit),
            (Comparator::Eq, Some(limit)) => verdict(score == limit),
            (Comparator::Range, Some(low)) => match &condition.max {
                Some(high) => verdict(score >= low && score <= high.value),
                None => Verdict::Undecided(Undecided::NoCondition),
            },
            (Comparator::Increase | Comparator::Decrease, Some(by)) => self.decide_change(condition, found, score, by),
            (Comparator::Maintain | Comparator::Improve, _) => self.decide_trend(condition, found, score),
            _ => Verdict::Undecided(Undecided::NoCondition),
        }
    }

    /// "tăng 5%": percent of the old value or percentage points. Where both readings agree, the answer stands.
    fn decide_change(&self, condition: &Condition, found: &Found, score: Decimal, by: Decimal) -> Verdict {
        let Some(base) = self.base(condition, found).and_then(|base| base.value) else {
            return Verdict::Undecided(Undecided::NothingToCompare);
        };
        let change = match condition.comparator {
            Comparator::Decrease => base.checked_sub(score),
            _ => score.checked_sub(base),
        };
        let Some(change) = change else { return Verdict::Undecided(Undecided::NothingToCompare) };
        let in_points = change >= by;
        if condition.unit.as_deref() != Some("%") {
            return verdict(in_points);
        }
        let Some(percent) = change.percent_of(base) else { return Verdict::Undecided(Undecided::NothingToCompare) };
        let in_percent = percent >= by;
        match (condition.ambiguous_percent, in_points == in_percent) {
            (true, false) => Verdict::Undecided(Undecided::PercentOrPoints),
            _ => verdict(in_percent),
        }
    }

    fn decide_trend(&self, condition: &Condition, found: &Found, score: Decimal) -> Verdict {
        // "duy trì trên 90%" names its own limit; nothing earlier is needed.
        if let Some(limit) = &condition.value {
            return verdict(if self.smaller_is_better() { score <= limit.value } else { score >= limit.value });
        }
        let Some(base) = self.base(condition, found).and_then(|base| base.value) else {
            return Verdict::Undecided(Undecided::NothingToCompare);
        };
        let better = if self.smaller_is_better() { score < base } else { score > base };
        verdict(better || (condition.comparator == Comparator::Maintain && score == base))
    }

    fn smaller_is_better(&self) -> bool {
        let indicator = self.target.indicator.map(|id| self.site.indicators.get(id).direction);
        indicator == Some(Direction::Down)
    }

    /// What a change is measured from: the stated baseline, or the year before.
    fn base(&self, condition: &Condition, found: &Found) -> Option<Reached> {
        let baseline = self.target.baseline.as_ref().map(|baseline| Reached {
            period: baseline.year.map(|year| year.to_string()).unwrap_or_default(),
            value: baseline.value.as_ref().map(|number| number.value),
            rank: baseline.rank,
            of: baseline.of,
        });
        match condition.relative_to {
            Some(RelativeTo::Baseline) => baseline,
            Some(RelativeTo::PreviousYear) => self.previous(found),
            None => baseline.or_else(|| self.previous(found)),
        }
    }

    fn previous(&self, found: &Found) -> Option<Reached> {
        let year = found.year - 1;
        let own = self.target.results.iter().find(|result| result.period.year() == year);
        own.map(|result| Found::own(result).reached).or_else(|| {
            // A method change between the two years makes them different measures.
            let broken = self
                .target
                .indicator
                .is_some_and(|id| self.site.indicators.get(id).breaks.iter().any(|change| change.year == found.year));
            if broken { None } else { self.registered(year).map(|found| found.reached) }
        })
    }
}

struct Found {
    reached: Reached,
    year: i16,
}

impl Found {
    fn own(result: &TargetResult) -> Self {
        let reached = Reached {
            period: result.period.printed.clone(),
            value: result.value.as_ref().map(|number| number.value),
            rank: result.rank,
            of: result.of,
        };
        Self { reached, year: result.period.year() }
    }

    fn registered(result: &IndexResult) -> Self {
        let reached = Reached {
            period: result.year.to_string(),
            value: result.score.as_ref().map(|number| number.value),
            rank: result.rank,
            of: result.of,
        };
        Self { reached, year: result.year }
    }
}

fn verdict(met: bool) -> Verdict {
    if met { Verdict::Met } else { Verdict::NotMet }
}
