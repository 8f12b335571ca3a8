//! Statuses of targets, with the sentences that explain them.

use jiff::civil::Date;

use crate::model::*;
use crate::relations::{Compared, Reached, Reason, State, Status, TargetRef, Undecided, Verdict};
use crate::text;
use crate::value::Goal;

use super::Maker;
use crate::render::views;

impl<'a> Maker<'a> {
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
}
