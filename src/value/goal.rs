//! Goals as plans word them: short conditions ("> 90% hằng năm") and whole sentences ("Phấn đấu hằng năm Chỉ số PAR INDEX
//! tăng 5% so với năm trước hoặc nằm trong tốp 05 cả tỉnh").
//!
//! Takes one text, gives its conditions, how they combine, when the goal is due and how firmly it is set. Reading goes
//! from left to right by fixed phrases; what is none of them is passed over, and a text without any is no goal.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::ValueError;
use super::clause::{Clause, clause_at, relative_at};
use super::condition::{Comparator, Condition, Goal, GoalText, Measure, RelativeTo, Strength, Timing};
use super::date::date_at;
use super::document_number::number_inside;
use super::partial::{Deadline, Frequency, Granularity, deadline_at, frequency_at};
use super::period::{Period, period_at};
use super::quantity::after_fraction;
use super::tokens::Tokens;
use crate::text::squeeze;

/// Where or among whom a condition holds.
const SCOPES: [&str; 14] = [
    "cả tỉnh",
    "toàn tỉnh",
    "trong tỉnh",
    "cả nước",
    "trong cả nước",
    "toàn quốc",
    "trên toàn quốc",
    "toàn thành phố",
    "cả thành phố",
    "toàn huyện",
    "cả huyện",
    "toàn xã",
    "toàn phường",
    "trong toàn tỉnh",
];
/// How far after "hoặc" a condition may begin and still be the alternative; farther off, the word joins nouns.
const ALTERNATIVE_REACH: usize = 6;

/// Reads a goal. Years are never taken for values; conditions that are joined by "hoặc" are alternatives, all others
/// must hold together.
///
/// ```
/// use bantin::value::{Goal, parse_goal};
/// let read = parse_goal(">= 86% và tốp 15 năm 2021").expect("two conditions and a year");
/// assert!(matches!(read.goal, Goal::AllOf(conditions) if conditions.len() == 2));
/// ```
pub fn parse_goal(text: &str) -> Result<GoalText, ValueError> {
    let mut goals = parse_goals(text)?;
    match (goals.pop(), goals.is_empty()) {
        (Some(only), true) => Ok(only),
        // Two goals with two deadlines are two targets, or a target and a milestone; one of them must not stand for both.
        _ => Err(ValueError::NotACondition),
    }
}

/// Reads a text that may set goals for several deadlines: "trên 90% vào năm 2025 và trên 95% vào năm 2030". Each goal
/// comes with its own deadline, in the order of the text; there is at least one.
pub fn parse_goals(text: &str) -> Result<Vec<GoalText>, ValueError> {
    let squeezed = squeeze(text);
    if squeezed.is_empty() {
        return Err(ValueError::Empty);
    }
    let tokens = Tokens::new(&squeezed);
    let mut reader = Reader::new(&tokens);
    let mut index = 0;
    while index < tokens.len() {
        index = reader.read(index)?;
    }
    reader.finish()
}

/// A condition and the tokens that it takes.
struct Placed {
    condition: Condition,
    from: usize,
    to: usize,
    /// Whether "hoặc" joins it to the condition before it.
    is_alternative: bool,
}

struct Reader<'a> {
    tokens: &'a Tokens<'a>,
    conditions: Vec<Placed>,
    soft: Option<Placed>,
    /// Deadlines and the tokens at which they stand.
    deadlines: Vec<(usize, Deadline)>,
    /// For each day that is a deadline, which of them names it first.
    first_by_day: BTreeMap<Date, usize>,
    /// The first frequency and the token at which it stands.
    frequency: Option<(usize, Frequency)>,
    strength: Option<Strength>,
    /// A scope that was named before the first condition.
    scope: Option<String>,
    /// Where the last "hoặc" stood.
    alternative_at: Option<usize>,
    /// Whether no ordinary word was passed over yet.
    is_first: bool,
}

impl<'a> Reader<'a> {
    fn new(tokens: &'a Tokens<'a>) -> Self {
        Self {
            tokens,
            conditions: Vec::new(),
            soft: None,
            deadlines: Vec::new(),
            first_by_day: BTreeMap::new(),
            frequency: None,
            strength: None,
            scope: None,
            alternative_at: None,
            is_first: true,
        }
    }

    /// Reads what begins at a token and gives the index after it.
    fn read(&mut self, index: usize) -> Result<usize, ValueError> {
        if let Some(next) = self.context(index)? {
            return Ok(next);
        }
        if let Some(next) = self.number_of_another_kind(index) {
            return Ok(next);
        }
        match clause_at(self.tokens, index, self.is_first) {
            Some((Clause::Condition(condition), next)) => {
                self.push(condition?, index, next);
                return Ok(next);
            }
            Some((Clause::Soft(condition), next)) => {
                self.soft.get_or_insert(Placed { condition, from: index, to: next, is_alternative: false });
                return Ok(next);
            }
            Some((Clause::Nothing, next)) => return Ok(next),
            None => {}
        }
        if self.tokens.phrase(index, "hoặc").is_some() {
            self.alternative_at = Some(index);
        } else if self.tokens.word(index).is_some() && self.tokens.phrase(index, "và").is_none() {
            self.is_first = false;
        }
        Ok(index + 1)
    }

    /// Words about the conditions: what they are relative to, where, when, how firmly.
    fn context(&mut self, index: usize) -> Result<Option<usize>, ValueError> {
        if let Some((base, next)) = relative_at(self.tokens, index) {
            self.relate(base, next);
            return Ok(Some(next));
        }
        if let Some((strength, next)) = strength_at(self.tokens, index) {
            self.strength.get_or_insert(strength);
            return Ok(Some(next));
        }
        if let Some((next, _)) = self.tokens.any_phrase(index, &SCOPES) {
            self.locate(index, next);
            return Ok(Some(next));
        }
        if let Some(next) = self.total(index) {
            return Ok(Some(next));
        }
        self.time(index)
    }

    fn time(&mut self, index: usize) -> Result<Option<usize>, ValueError> {
        if let Some((frequency, next)) = frequency_at(self.tokens, index) {
            self.frequency.get_or_insert((index, frequency));
            return Ok(Some(next));
        }
        if let Some(next) = self.rate(index) {
            return Ok(Some(next));
        }
        if let Some((Ok(period), next)) = period_at(self.tokens, index).filter(|(period, _)| is_range(period)) {
            let printed = self.tokens.slice(index, next).to_owned();
            self.set_deadline(index, end_of(&period, printed));
            return Ok(Some(next));
        }
        if let Some(next) = beginning_at(self.tokens, index) {
            return Ok(Some(next));
        }
        let Some((deadline, next)) = deadline_at(self.tokens, index) else { return Ok(None) };
        let deadline =
            deadline.map_err(|error| if error == ValueError::NotADate { ValueError::NotADeadline } else { error })?;
        self.set_deadline(index, deadline);
        Ok(Some(next))
    }

    /// "/năm" right after a figure: "tăng bình quân 2%/năm".
    fn rate(&mut self, index: usize) -> Option<usize> {
        let next = self.tokens.phrase(index, "/ năm")?;
        let is_after_figure = self.conditions.last().is_some_and(|last| last.to == index);
        if !is_after_figure || self.tokens.digits(next).is_some() {
            return None;
        }
        self.frequency.get_or_insert((index, Frequency::Yearly));
        Some(next)
    }

    fn set_deadline(&mut self, index: usize, deadline: Deadline) {
        self.first_by_day.entry(deadline.last_day).or_insert(self.deadlines.len());
        self.deadlines.push((index, deadline));
    }

    /// Document numbers, dates, fractions and bare years, which hold no values of conditions.
    fn number_of_another_kind(&self, index: usize) -> Option<usize> {
        self.tokens.digits(index)?;
        if let Some((_, next)) = number_inside(self.tokens, index) {
            return Some(next);
        }
        if let Some((_, next)) = date_at(self.tokens, index) {
            return Some(next);
        }
        after_fraction(self.tokens, index)
    }

    fn push(&mut self, condition: Condition, from: usize, to: usize) {
        let is_alternative = self.alternative_at.take().is_some_and(|at| from - at <= ALTERNATIVE_REACH);
        let mut placed = Placed { condition, from, to, is_alternative };
        placed.condition.scope = self.scope.take();
        self.conditions.push(placed);
    }

    /// "so với năm trước" belongs to the condition before it, even where only the comparison makes that a change.
    fn relate(&mut self, base: Option<RelativeTo>, to: usize) {
        let Some(last) = self.conditions.last_mut().or(self.soft.as_mut()) else { return };
        let Some(base) = base else { return };
        let is_comparison = self.tokens.any_phrase(last.from, &["cao hơn", "hơn", "thấp hơn"]).is_some();
        let change = match last.condition.comparator {
            Comparator::Gt => Some(Comparator::Increase),
            Comparator::Lt => Some(Comparator::Decrease),
            _ => None,
        };
        if let Some(change) = change.filter(|_| is_comparison) {
            last.condition.comparator = change;
            last.condition.ambiguous_percent = last.condition.unit.as_deref() == Some("%");
        }
        last.condition.relative_to = Some(base);
        last.to = to;
    }

    fn locate(&mut self, from: usize, to: usize) {
        let scope = self.tokens.slice(from, to).to_owned();
        match self.conditions.last_mut() {
            Some(last) if last.condition.scope.is_none() => {
                last.condition.scope = Some(scope);
                last.to = to;
            }
            Some(_) => {}
            None => self.scope = Some(scope),
        }
    }

    /// "trong tổng số 63": how many take part in the ranking before it.
    fn total(&mut self, index: usize) -> Option<usize> {
        let (number_at, _) = self.tokens.any_phrase(index, &["trong tổng số", "trên tổng số", "trong số", "trên"])?;
        let total = self.tokens.small_number(number_at)?;
        let last = self.conditions.last_mut().filter(|last| last.to == index)?;
        let is_open = last.condition.on == Measure::Rank && last.condition.of.is_none();
        if !is_open || self.tokens.sign(number_at + 1) == Some('%') {
            return None;
        }
        last.condition.of = Some(total);
        last.to = number_at + 1;
        Some(last.to)
    }

    fn finish(mut self) -> Result<Vec<GoalText>, ValueError> {
        if self.conditions.is_empty() {
            self.conditions.extend(self.soft.take());
        }
        let first_at = self.conditions.first().map_or(0, |first| first.from);
        let mut groups: Vec<(Option<usize>, Vec<Placed>)> = Vec::new();
        for placed in std::mem::take(&mut self.conditions) {
            let deadline = self.deadline_of(placed.from, first_at);
            match groups.last_mut() {
                Some((last, group)) if *last == deadline => group.push(placed),
                _ => groups.push((deadline, vec![placed])),
            }
        }
        if groups.is_empty() {
            return Err(ValueError::NotACondition);
        }
        let complete = |(deadline, group)| {
            let goal = combine(self.tokens, group)?;
            Ok(GoalText { goal, timing: self.timing(deadline), strength: self.strength })
        };
        groups.into_iter().map(complete).collect()
    }

    /// Which of the deadlines belongs to a condition. When a deadline stands before the first condition, each leads its
    /// conditions; else each follows them, and what comes after the last one shares it.
    fn deadline_of(&self, at: usize, first_at: usize) -> Option<usize> {
        let last = self.deadlines.len().checked_sub(1)?;
        let leads = self.deadlines[0].0 < first_at;
        let place = self.deadlines.partition_point(|(index, _)| *index < at);
        let which = if leads { place.saturating_sub(1) } else { place.min(last) };
        // The same deadline named twice is one: the first stands for it.
        self.first_by_day.get(&self.deadlines[which].1.last_day).copied()
    }

    fn timing(&self, deadline: Option<usize>) -> Option<Timing> {
        let by = deadline.map(|which| &self.deadlines[which]);
        match (by, self.frequency) {
            (Some((at, _)), Some((frequency_at, frequency))) if frequency_at < *at => {
                Some(Timing::Frequency(frequency))
            }
            (Some((_, deadline)), _) => Some(Timing::By(deadline.clone())),
            (None, Some((_, frequency))) => Some(Timing::Frequency(frequency)),
            (None, None) => None,
        }
    }
}

/// The conditions of one goal; never an empty list.
fn combine(tokens: &Tokens, group: Vec<Placed>) -> Result<Goal, ValueError> {
    let joints = || group.iter().skip(1).map(|placed| placed.is_alternative);
    let has_alternatives = joints().any(|is_alternative| is_alternative);
    // "A và B hoặc C" can be bracketed in two ways; guessing would make a wrong target look checked.
    if has_alternatives && joints().any(|is_alternative| !is_alternative) {
        return Err(ValueError::NotACondition);
    }
    let print = |placed: Placed| {
        let printed = tokens.slice(placed.from, placed.to).to_owned();
        Condition { printed, ..placed.condition }
    };
    let mut conditions: Vec<Condition> = group.into_iter().map(print).collect();
    if conditions.len() == 1 {
        return conditions.pop().map(Goal::One).ok_or(ValueError::NotACondition);
    }
    Ok(if has_alternatives { Goal::AnyOf(conditions) } else { Goal::AllOf(conditions) })
}

fn strength_at(tokens: &Tokens, index: usize) -> Option<(Strength, usize)> {
    const PHRASES: [(&str, Strength); 5] = [
        ("phấn đấu", Strength::Strive),
        ("góp phần", Strength::Contribute),
        ("phải", Strength::Must),
        ("bắt buộc", Strength::Must),
        ("nhất thiết", Strength::Must),
    ];
    PHRASES.iter().find_map(|(phrase, strength)| Some((*strength, tokens.phrase(index, phrase)?)))
}

/// The index after "từ năm 2021", which says when something begins and not when it is due.
fn beginning_at(tokens: &Tokens, index: usize) -> Option<usize> {
    let next = tokens.phrase(index, "từ")?;
    let year_at = tokens.phrase(next, "năm").unwrap_or(next);
    tokens.year(year_at).map(|_| year_at + 1)
}

fn is_range(period: &Result<Period, ValueError>) -> bool {
    period.as_ref().is_ok_and(|period| period.years && period.first_year() != period.last_year())
}

/// A goal "giai đoạn 2021 - 2025" is due when the period ends.
fn end_of(period: &Period, printed: String) -> Deadline {
    let last_day = period.to;
    Deadline { granularity: Granularity::Year, first_day: last_day.first_of_year(), last_day, printed }
}

#[cfg(test)]
mod tests;
