//! What every run of digits in a text is: a document number, a date, a time, a fraction, a year, the number of an article
//! or of a telephone, or a quantity that a target could be about.
//!
//! Takes tokens, gives marks in their order. Each digit belongs to at most one mark, so that no later recogniser reads the
//! year of a date or the number of a decree as a value.

mod labels;
mod quantity;
mod units;

use std::ops::Range;

use jiff::civil::Date;

use self::labels::{is_label, is_place};
use self::quantity::quantity_at;
pub(super) use self::quantity::{Quantity, zeros_of};
use super::lexicon;
use crate::value::{Decimal, DocumentNumber, Tokens, ValueError, date_at, number_inside};

/// What stands at some tokens.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub tokens: Range<usize>,
    pub figure: Figure,
}

/// What digits mean.
#[derive(Debug, Clone)]
pub(super) enum Figure {
    Document(Box<DocumentNumber>),
    /// A date; none if there is no such day.
    Date(Option<Date>),
    /// "6/10" after a word for a day.
    DayMonth {
        day: i8,
        month: i8,
    },
    /// "4.572/4.572", "37/63": both numbers.
    Fraction {
        part: Decimal,
        of: Decimal,
    },
    Year(i16),
    Quantity(Quantity),
    /// Digits that count nothing: times, telephone numbers, articles, levels, list numbers.
    Label,
}

/// All figures of a text.
pub(super) fn marks(tokens: &Tokens) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        if tokens.digits(index).is_none() {
            index += 1;
            continue;
        }
        let (figure, next) = figure_at(tokens, index, marks.last());
        marks.push(Mark { tokens: index..next, figure });
        index = next;
    }
    marks
}

fn figure_at(tokens: &Tokens, index: usize, before: Option<&Mark>) -> (Figure, usize) {
    document_at(tokens, index)
        .or_else(|| dated_at(tokens, index))
        .or_else(|| time_at(tokens, index))
        .or_else(|| identity_at(tokens, index))
        .or_else(|| fraction_at(tokens, index))
        .or_else(|| glued_at(tokens, index))
        .or_else(|| year_at(tokens, index))
        .or_else(|| labelled_at(tokens, index, before))
        .or_else(|| quantity_at(tokens, index).map(|quantity| (quantity.next, Figure::Quantity(quantity))).map(swap))
        .unwrap_or_else(|| (Figure::Label, after_number(tokens, index)))
}

fn swap<A, B>(pair: (A, B)) -> (B, A) {
    (pair.1, pair.0)
}

type Found = Option<(Figure, usize)>;

/// A document number; "Đề án 06/CP" is what people call a project, not a document.
fn document_at(tokens: &Tokens, index: usize) -> Found {
    let is_nickname = index > 1 && tokens.any_phrase(index - 2, &["đề án", "tổ đề"]).is_some();
    // "QCVN 01:2021/BTNMT" is a standard.
    let is_standard = index > 1
        && tokens.sign(index - 1) == Some(':')
        && !tokens.is_spaced(index)
        && tokens.digits(index - 2).is_some();
    if is_standard {
        return None;
    }
    let touches = index > 0 && !tokens.is_spaced(index) && tokens.word(index - 1).is_some();
    if is_nickname {
        let next = after_number(tokens, index);
        let is_short = tokens.sign(next) == Some('/') && tokens.word(next + 1) == Some("cp");
        return is_short.then_some((Figure::Label, next + 2));
    }
    if touches && tokens.phrase(index - 1, "số").is_none() {
        return None;
    }
    let (number, next) =
        number_inside(tokens, index).or_else(|| loosened(tokens, index)).or_else(|| without_slash(tokens, index))?;
    Some((Figure::Document(Box::new(number)), next))
}

/// A number after "số" or a comma without a space: "số12/KH-UBND", "12/KH-UBND,13/KH-UBND".
fn loosened(tokens: &Tokens, index: usize) -> Option<(DocumentNumber, usize)> {
    let before = index.checked_sub(1)?;
    let may_touch = matches!(tokens.sign(before), Some(',' | '-')) && before > 0 && tokens.digits(before - 1).is_none();
    if tokens.is_spaced(index) || !(may_touch || tokens.phrase(before, "số").is_some()) {
        return None;
    }
    let last = (index..tokens.len().min(index + 24)).last()? + 1;
    let part = Tokens::new(tokens.slice(index, last));
    let (number, next) = number_inside(&part, 0)?;
    Some((number, index + next))
}

/// "Số 1492 KH-UBND": the slash was forgotten. Only "số" before and a whole symbol behind make it a number.
fn without_slash(tokens: &Tokens, index: usize) -> Option<(DocumentNumber, usize)> {
    tokens.digits(index).filter(|(_, length)| *length <= 5)?;
    lexicon::any_before(tokens, index, &["số", "số :"])?;
    let joint = index + 2;
    let has_symbol = tokens.word(index + 1).is_some() && tokens.sign(joint) == Some('-') && !tokens.is_spaced(joint);
    let last = (index..tokens.len().min(index + 12)).last()? + 1;
    if !has_symbol || !tokens.is_spaced(index + 1) {
        return None;
    }
    let repaired = format!("{}/{}", tokens.slice(index, index + 1), tokens.slice(index + 1, last));
    let part = Tokens::new(&repaired);
    let (number, next) = number_inside(&part, 0)?;
    // The slash is one token more than the text has.
    number.kind.is_some().then_some((number, index + next - 1))
}

fn dated_at(tokens: &Tokens, index: usize) -> Found {
    if let Some((date, next)) = date_at(tokens, index) {
        let date = date.or_else(|error| {
            if error == ValueError::TwoDigitYear { short_year(tokens, index).ok_or(error) } else { Err(error) }
        });
        return Some((Figure::Date(date.ok()), next));
    }
    if let Some((date, next)) = loose_date_at(tokens, index) {
        return Some((Figure::Date(date), next));
    }
    let (day, length) = tokens.digits(index).filter(|(day, length)| *length <= 2 && (1..=31).contains(day))?;
    if tokens.slice(index, index + 3) == "24/7" {
        return None;
    }
    let joint_at = index + 1;
    let in_words = tokens.phrase(joint_at, "tháng");
    let month_at = in_words.or_else(|| matches!(tokens.sign(joint_at), Some('/' | '-')).then_some(joint_at + 1))?;
    let month = tokens.digits(month_at).filter(|(month, length)| *length <= 2 && (1..=12).contains(month))?.0;
    let is_day = labels::is_day_word(tokens, index) || (in_words.is_some() && length <= 2);
    let figure = Figure::DayMonth { day: i8::try_from(day).ok()?, month: i8::try_from(month).ok()? };
    is_day.then_some((figure, month_at + 1))
}

/// "06/10/21": documents of this field are of this century.
fn short_year(tokens: &Tokens, index: usize) -> Option<Date> {
    const LAST: u32 = 40;
    let part = |at: usize| tokens.small_number(at).and_then(|number| i8::try_from(number).ok());
    let year = tokens.small_number(index + 4).filter(|year| (1..=LAST).contains(year))?;
    Date::new(2000 + i16::try_from(year).ok()?, part(index + 2)?, part(index)?).ok()
}

/// "15 tháng 7 năm 2021" with a comma, a slash or a bracket where none belongs: "ngày 15, tháng 7, năm 2021".
fn loose_date_at(tokens: &Tokens, index: usize) -> Option<(Option<Date>, usize)> {
    let (day, _) = tokens.digits(index).filter(|(_, length)| *length <= 2)?;
    let skip = |at: usize| at + usize::from(matches!(tokens.sign(at), Some(',' | '/' | '.' | '-')));
    let month_at = tokens.phrase(skip(index + 1), "tháng")?;
    let (month, _) = tokens.digits(month_at).filter(|(_, length)| *length <= 2)?;
    let year_at = tokens.phrase(skip(month_at + 1), "năm")?;
    let year = tokens.year(year_at)?;
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    Some((date, year_at + 1))
}

/// "16:22", "08h00", "7 giờ 30 phút", "7 giờ" after "lúc" and its like.
fn time_at(tokens: &Tokens, index: usize) -> Found {
    let (hour, _) = tokens.digits(index).filter(|(_, length)| *length <= 2)?;
    let minutes = |at: usize| tokens.digits(at).filter(|(_, length)| *length <= 2).is_some();
    if tokens.sign(index + 1) == Some(':') && minutes(index + 2) && !tokens.is_spaced(index + 2) && hour <= 24 {
        let seconds = tokens.sign(index + 3) == Some(':') && minutes(index + 4);
        return Some((Figure::Label, index + if seconds { 5 } else { 3 }));
    }
    if matches!(tokens.word(index + 1), Some("h" | "g")) && !tokens.is_spaced(index + 1) {
        return Some((Figure::Label, index + 2 + usize::from(minutes(index + 2))));
    }
    let after = tokens.phrase(index + 1, "giờ")?;
    let is_clock = index > 0 && tokens.any_phrase(index - 1, &["lúc", "hồi", "từ", "đến", "vào"]).is_some();
    let has_minutes = minutes(after) && tokens.any_phrase(after + 1, &["phút", "ngày", ","]).is_some();
    let is_hour = hour <= 24 && tokens.phrase(after, "làm việc").is_none();
    (is_hour && (has_minutes || is_clock)).then_some((Figure::Label, after + if has_minutes { 2 } else { 0 }))
}

/// Telephone, identity and file numbers: long runs, and groups that are no number.
fn identity_at(tokens: &Tokens, index: usize) -> Found {
    let (_, length) = tokens.digits(index)?;
    let (number, next) = tokens.number(index)?;
    let is_long = length >= 7 && next == index + 1;
    let is_broken = number.is_err() && next > index + 3;
    let starts_with_zero = tokens.slice(index, index + 1).starts_with('0') && length >= 4 && next == index + 1;
    (is_long || is_broken || starts_with_zero).then_some((Figure::Label, next))
}

/// Two numbers with a slash: how many of how many, or a rank among others.
fn fraction_at(tokens: &Tokens, index: usize) -> Found {
    let (part, after) = tokens.number(index)?;
    if tokens.sign(after) != Some('/') {
        return None;
    }
    let (of, next) = tokens.number(after + 1)?;
    let is_month = tokens.year(after + 1).is_some() && next == after + 2;
    let is_time = tokens.slice(index, next) == "24/7";
    let goes_on = tokens.sign(next) == Some('/') && tokens.digits(next + 1).is_some();
    if is_month || is_time || goes_on {
        return Some((Figure::Label, next));
    }
    let (Ok(part), Ok(of)) = (part, of) else { return Some((Figure::Label, next)) };
    Some((Figure::Fraction { part: part.value, of: of.value }, next))
}

/// Digits that a word or a code touches: QH15, 4G, COVID-19, 12a.
fn glued_at(tokens: &Tokens, index: usize) -> Found {
    let next = after_number(tokens, index);
    let after_word = index > 0 && !tokens.is_spaced(index) && tokens.word(index - 1).is_some();
    let after_joint = index > 1
        && !tokens.is_spaced(index)
        && !tokens.is_spaced(index - 1)
        && matches!(tokens.sign(index - 1), Some('-' | '_' | '/' | '.'))
        && (tokens.word(index - 2).is_some_and(|_| tokens.sign(next) != Some('%')));
    let before_word = tokens.word(next).is_some() && !tokens.is_spaced(next) && units::unit_at(tokens, next).is_none();
    // "đạt95%" is a slip, "PAPI2021" and "mức2" are no values.
    let is_slip = after_word && tokens.sign(next) == Some('%');
    ((after_word && !is_slip) || after_joint || before_word).then_some((Figure::Label, next))
}

fn year_at(tokens: &Tokens, index: usize) -> Found {
    let year = tokens.year(index)?;
    let named = index > 0 && tokens.any_phrase(index - 1, &["năm", "học"]).is_some();
    let counts = units::unit_at(tokens, index + 1).is_some_and(|(unit, _)| !matches!(unit, "tháng" | "ngày" | "năm"));
    (named || !counts).then_some((Figure::Year(year), index + 1))
}

fn labelled_at(tokens: &Tokens, index: usize, before: Option<&Mark>) -> Found {
    let next = after_number(tokens, index);
    let is_list_number = tokens.sign(next) == Some(')')
        && index > 0
        && tokens.sign(index - 1) == Some('(')
        && tokens.digits(index).is_some_and(|(_, length)| length <= 2);
    let goes_on = || {
        // "mức độ 3, 4", "Điều 5 và 6": the label holds for both.
        let last = before.filter(|last| matches!(last.figure, Figure::Label))?;
        let joins = tokens.any_phrase(last.tokens.end, &[",", "và", "-", ";"])?.0;
        let is_label = last.tokens.start > 0 && is_label(tokens, last.tokens.start);
        (joins == index && is_label && units::unit_at(tokens, next).is_none()).then_some(())
    };
    if is_list_number || is_label(tokens, index) || is_place(tokens, index) || goes_on().is_some() {
        return Some((Figure::Label, next));
    }
    None
}

/// The index after a number with its separators.
fn after_number(tokens: &Tokens, index: usize) -> usize {
    tokens.number(index).map_or(index + 1, |(_, next)| next)
}

#[cfg(test)]
mod tests;
