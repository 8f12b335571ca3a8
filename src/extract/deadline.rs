//! When a target is due: in its own clause, in the words before it, or in the heading above its list.
//!
//! Takes the scene and the place of a figure, gives a year, a part of one, a day or "every year".

use std::ops::Range;

use super::facts::Due;
use super::figures::{Figure, Mark};
use super::lexicon::any_before;
use super::scene::Scene;
use crate::value::{Granularity, parse_deadline};

/// How far before its figure a deadline can stand, in tokens.
const REACH: usize = 160;
/// Words before a day or a year that is a deadline.
const LEADS: [&str; 26] = [
    "đến năm",
    "đến hết năm",
    "đến cuối năm",
    "tới năm",
    "vào năm",
    "trong năm",
    "năm",
    "hết năm",
    "cuối năm",
    "vào cuối năm",
    "trước",
    "trước ngày",
    "đến ngày",
    "đến hết ngày",
    "đến",
    "chậm nhất ngày",
    "chậm nhất là ngày",
    "xong trước ngày",
    "từ nay đến năm",
    "từ nay đến",
    "trước năm",
    "ngay trong năm",
    "kế hoạch năm",
    "mục tiêu năm",
    "đến hết",
    "tháng",
];
/// Words before a month that is a deadline; a quarter is one by itself.
const MONTH_LEADS: [&str; 12] =
    ["đến", "đến hết", "đến cuối", "hết", "cuối", "trước", "trong", "vào", "tới", "chậm nhất", "chậm nhất là", "xong"];
/// Words before a part of a year with which something is compared, or begins.
const BASES: [&str; 6] = ["so với", "với", "từ", "kể từ", "của", "tính đến"];
const YEARLY: [&str; 3] = ["hằng năm", "hàng năm", "mỗi năm"];

/// The deadline of the figure at `number`; `words` are the figure with its comparator.
pub(super) fn due_of(scene: &Scene, number: usize, words: &Range<usize>) -> Option<Due> {
    let sentence = scene.sentence_of(number)?;
    let clause_end = (words.end..sentence.tokens.end.min(words.end + 14))
        .find(|index| matches!(scene.tokens.sign(*index), Some(';' | ',' | '.')))
        .unwrap_or(sentence.tokens.end.min(words.end + 14));
    let behind = marks_between(scene, words.end, clause_end).iter().take_while(|mark| !is_value(scene, mark));
    let due = behind.filter_map(|mark| due_at(scene, mark)).next();
    if let Some(due) = due.or_else(|| bare_quarter(scene, words.end..clause_end)) {
        return Some(due);
    }
    if yearly_in(scene, sentence.tokens.start.max(number.saturating_sub(30))..clause_end) {
        return Some(Due::Yearly);
    }
    let start = scene.blocks[sentence.block].tokens.start.max(number.saturating_sub(REACH));
    let dated = marks_between(scene, start, words.start)
        .iter()
        .rev()
        .find_map(|mark| due_at(scene, mark).map(|due| (mark.tokens.end, due)));
    // The year of the plan is that of a quarter that stands nearer than any other.
    let nearest = dated.map_or(start, |(end, _)| end).max(sentence.tokens.start);
    bare_quarter(scene, nearest..words.start).or(dated.map(|(_, due)| due)).or_else(|| inherited(scene, sentence.block))
}

fn marks_between<'a>(scene: &'a Scene, from: usize, to: usize) -> &'a [Mark] {
    scene.marks_in(&(from..to.max(from)))
}

/// Whether a mark is a figure of its own; the 6 of "6 tháng đầu năm" is none.
fn is_value(scene: &Scene, mark: &Mark) -> bool {
    let is_half = scene.tokens.any_phrase(mark.tokens.start, &["6 tháng đầu", "6 tháng cuối"]).is_some();
    matches!(mark.figure, Figure::Quantity(_) | Figure::Fraction { .. }) && !is_half
}

fn yearly_in(scene: &Scene, range: Range<usize>) -> bool {
    range.into_iter().any(|index| scene.tokens.any_phrase(index, &YEARLY).is_some())
}

/// From the heading, or the sentence with a colon, above the list.
fn inherited(scene: &Scene, block: usize) -> Option<Due> {
    let heading = &scene.blocks[scene.sections[block].deadline_block?].tokens;
    let range = heading.end.saturating_sub(REACH).max(heading.start)..heading.end;
    if yearly_in(scene, range.clone()) {
        return Some(Due::Yearly);
    }
    scene.marks_in(&range).iter().rev().find_map(|mark| due_at(scene, mark))
}

/// The deadline that a mark is, if words before it say so and it is no base of comparison.
fn due_at(scene: &Scene, mark: &Mark) -> Option<Due> {
    let start = mark.tokens.start;
    let is_base =
        any_before(scene.tokens, start, &["so với năm", "so với", "với năm", "từ năm", "giai đoạn", "của năm"])
            .is_some();
    let opens_range = scene.tokens.sign(mark.tokens.end) == Some('-');
    if is_base || opens_range {
        return None;
    }
    if let Some(due) = part_of_year(scene, mark) {
        return Some(due);
    }
    match mark.figure {
        Figure::Year(year) => {
            let closes_range = start > 0 && scene.tokens.sign(start - 1) == Some('-');
            (closes_range || any_before(scene.tokens, start, &LEADS).is_some()).then_some(Due::Year(year))
        }
        Figure::Date(Some(date)) => {
            let leads =
                ["trước ngày", "đến ngày", "hết ngày", "trước", "đến", "chậm nhất ngày", "chậm nhất là ngày", "ngày"];
            let (_, which) = any_before(scene.tokens, start, &leads)?;
            (leads[which] != "ngày").then_some(Due::Day(date))
        }
        _ => None,
    }
}

/// "Quý II/2025", "đến tháng 6 năm 2025", "6 tháng đầu năm 2025": a part of the year with which the mark ends.
fn part_of_year(scene: &Scene, mark: &Mark) -> Option<Due> {
    /// "6 tháng đầu của năm" before the year.
    const LONGEST: usize = 5;
    const STARTS: [&str; 6] = ["quý", "quí", "6 tháng", "sáu tháng", "nửa", "tháng"];
    let tokens = scene.tokens;
    let end = mark.tokens.end;
    tokens.year(end.checked_sub(1)?).filter(|_| matches!(mark.figure, Figure::Year(_) | Figure::Label))?;
    (end.saturating_sub(LONGEST + 1)..end).find_map(|from| {
        tokens.any_phrase(from, &STARTS)?;
        let deadline = parse_deadline(tokens.slice(from, end)).ok()?;
        let is_led = match deadline.granularity {
            Granularity::Quarter | Granularity::HalfYear => any_before(tokens, from, &BASES).is_none(),
            // "Tháng 6/2021" alone is when something was published.
            Granularity::Month => any_before(tokens, from, &MONTH_LEADS).is_some(),
            Granularity::Day | Granularity::Year => false,
        };
        is_led.then_some(Due::Part(deadline.granularity, deadline.last_day))
    })
}

/// "Trong quý II" of a plan for one year.
fn bare_quarter(scene: &Scene, range: Range<usize>) -> Option<Due> {
    let year = scene.period.as_ref().filter(|period| period.years && period.from.year() == period.to.year())?.to.year();
    let tokens = scene.tokens;
    let number = range.clone().rev().find_map(|index| {
        let (number, _) = tokens.any_phrase(index, &["quý", "quí"])?;
        let is_base = any_before(tokens, index, &BASES).is_some();
        let has_year = matches!(tokens.sign(number + 1), Some('/' | '-')) || tokens.phrase(number + 1, "năm").is_some();
        (!is_base && !has_year && number < range.end).then_some(number)
    })?;
    let quarter = parse_deadline(&format!("quý {} năm {year}", tokens.slice(number, number + 1))).ok()?;
    Some(Due::Part(quarter.granularity, quarter.last_day))
}
