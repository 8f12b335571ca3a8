//! A number, or two that make a range, with the unit behind them: "86%", "8,3-8,5%", "từ 25% đến 35%", "12 ngày làm việc".

use super::units::unit_at;
use crate::extract::lexicon::any_before;
use crate::value::{Decimal, SCALES, Tokens, ValueError, parse_number};

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

/// A number with its unit, and what the word between them says.
struct Figure {
    quantity: Quantity,
    /// The zeros of "triệu", which stand for money where no noun follows.
    zeros: Option<u8>,
    /// Whether a noun follows, so that the value has its zeros already.
    is_scaled: bool,
}

/// The zeros of a scale that stands for a unit: of the "triệu" in "2 triệu".
pub(in crate::extract) fn zeros_of(unit: &str) -> Option<u8> {
    SCALES.iter().find_map(|(word, zeros)| (*word == unit).then_some(*zeros))
}

/// The quantity at an index.
pub(super) fn quantity_at(tokens: &Tokens, index: usize) -> Option<Quantity> {
    let first = figure_at(tokens, index)?;
    let Some(second) = second_figure(tokens, index, &first) else { return Some(first.quantity) };
    // "Từ 2 đến 3 triệu lượt": what follows the second number holds for the first as well.
    let zeros = first.zeros.or(second.zeros).filter(|_| second.is_scaled && !first.is_scaled);
    let (first, second) = (first.quantity, second.quantity);
    let scaled = zeros.and_then(|zeros| first.value.times_ten_to(zeros)).filter(|value| *value <= second.value);
    let value = scaled.unwrap_or(first.value);
    if value > second.value {
        return Some(first);
    }
    Some(Quantity { max: Some(second.value), value, unit: second.unit.or(first.unit), ..second })
}

/// The end of a range. "Đến" joins two figures only after "từ": "90% đến năm 2025" has one.
fn second_figure(tokens: &Tokens, index: usize, first: &Figure) -> Option<Figure> {
    let Figure { quantity: first, zeros, .. } = first;
    let (second_at, is_dash) = match tokens.sign(first.next) {
        Some('-') => (first.next + 1, true),
        Some(_) => return None,
        None => (tokens.any_phrase(first.next, &["đến", "tới"])?.0, false),
    };
    let is_open = any_before(tokens, index, &["từ", "khoảng", "trong khoảng", "khoảng từ"]).is_some();
    let second = figure_at(tokens, second_at)?;
    let is_year = tokens.year(second_at).is_some() && second.quantity.next == second_at + 1;
    let unit = second.quantity.unit.as_ref();
    let agrees =
        first.unit.is_none() || unit.is_none() || first.unit.as_ref() == unit || (zeros.is_some() && second.is_scaled);
    let is_range = is_dash || is_open || (first.unit.is_none() && unit.is_some());
    (agrees && !is_year && is_range).then_some(second)
}

fn figure_at(tokens: &Tokens, index: usize) -> Option<Figure> {
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
    let plain = |value, unit: Option<(&str, usize)>| {
        let next = unit.map_or(after_number, |(_, next)| next);
        Quantity { value, max: None, unit: unit.map(|(unit, _)| unit.to_owned()), ambiguous, after_number, next }
    };
    let unit = unit_at(tokens, after_number);
    let zeros = unit.map_or_else(|| scale_at(tokens, after_number), |(unit, next)| Some((zeros_of(unit)?, next)));
    let Some((zeros, after_scale)) = zeros else {
        return Some(Figure { quantity: plain(value, unit), zeros: None, is_scaled: false });
    };
    let noun = unit_at(tokens, after_scale).filter(|(noun, _)| *noun != "%" && zeros_of(noun).is_none());
    Some(match noun.and_then(|noun| Some((value.times_ten_to(zeros)?, noun))) {
        Some((value, noun)) => Figure { quantity: plain(value, Some(noun)), zeros: Some(zeros), is_scaled: true },
        None => Figure { quantity: plain(value, unit), zeros: Some(zeros), is_scaled: false },
    })
}

/// A scale that is no unit by itself. "Tỉ lệ" is none.
fn scale_at(tokens: &Tokens, index: usize) -> Option<(u8, usize)> {
    let (word, zeros) = SCALES.iter().find(|(word, _)| tokens.phrase(index, word).is_some())?;
    let next = tokens.phrase(index, word)?;
    tokens.phrase(next, "lệ").is_none().then_some((*zeros, next))
}
