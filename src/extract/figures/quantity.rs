//! A number, or two that make a range, with the unit behind them: "86%", "8,3-8,5%", "từ 25% đến 35%", "12 ngày làm việc".

use super::units::unit_at;
use crate::extract::lexicon::any_before;
use crate::value::{Decimal, Tokens, ValueError, parse_number};

/// A value with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct Quantity {
    pub value: Decimal,
    pub max: Option<Decimal>,
    pub unit: Option<String>,
    /// `1,219` can be read in two ways.
    pub ambiguous: bool,
    /// The index after the number, before its unit.
    pub after_number: usize,
    pub next: usize,
}

/// The quantity at an index.
pub(super) fn quantity_at(tokens: &Tokens, index: usize) -> Option<Quantity> {
    let first = figure_at(tokens, index)?;
    let Some(second) = second_figure(tokens, index, &first).filter(|second| first.value <= second.value) else {
        return Some(first);
    };
    Some(Quantity { max: Some(second.value), value: first.value, unit: second.unit.or(first.unit), ..second })
}

/// The end of a range. "Đến" joins two figures only after "từ": "90% đến năm 2025" has one.
fn second_figure(tokens: &Tokens, index: usize, first: &Quantity) -> Option<Quantity> {
    let (second_at, is_dash) = match tokens.sign(first.next) {
        Some('-') => (first.next + 1, true),
        Some(_) => return None,
        None => (tokens.any_phrase(first.next, &["đến", "tới"])?.0, false),
    };
    let is_open = any_before(tokens, index, &["từ", "khoảng", "trong khoảng", "khoảng từ"]).is_some();
    let second = figure_at(tokens, second_at)?;
    let is_year = tokens.year(second_at).is_some() && second.next == second_at + 1;
    let agrees = first.unit.is_none() || second.unit.is_none() || first.unit == second.unit;
    (agrees && !is_year && (is_dash || is_open || (first.unit.is_none() && second.unit.is_some()))).then_some(second)
}

fn figure_at(tokens: &Tokens, index: usize) -> Option<Quantity> {
    let (number, after_number) = tokens.number(index)?;
    if tokens.sign(after_number) == Some('/') && tokens.digits(after_number + 1).is_some() {
        return None;
    }
    let (value, ambiguous) = match number {
        Ok(number) => (number.value, false),
        // In running Vietnamese text a comma is the decimal sign; who drafts from it is told.
        Err(ValueError::AmbiguousNumber { readings }) => (parse_number(&readings[1]).ok()?.value, true),
        Err(_) => return None,
    };
    let unit = unit_at(tokens, after_number);
    let next = unit.map_or(after_number, |(_, next)| next);
    Some(Quantity { value, max: None, unit: unit.map(|(unit, _)| unit.to_owned()), ambiguous, after_number, next })
}
