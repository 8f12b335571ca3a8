//! When a target is due: in its own clause, in the words before it, or in the heading above its list.
//!
//! Takes the scene and the place of a figure, gives a year, a day or "every year".

use std::ops::Range;

use jiff::civil::Date;

use super::facts::Due;
use super::figures::{Figure, Mark};
use super::lexicon::any_before;
use super::scene::Scene;

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
const YEARLY: [&str; 3] = ["hằng năm", "hàng năm", "mỗi năm"];

/// The deadline of the figure at `number`; `words` are the figure with its comparator.
pub(super) fn due_of(scene: &Scene, number: usize, words: &Range<usize>) -> Option<Due> {
    let sentence = scene.sentence_of(number)?;
    let clause_end = (words.end..sentence.tokens.end.min(words.end + 14))
        .find(|index| matches!(scene.tokens.sign(*index), Some(';' | ',' | '.')))
        .unwrap_or(sentence.tokens.end.min(words.end + 14));
    let behind = marks_between(scene, words.end, clause_end).iter().take_while(|mark| !is_value(mark));
    if let Some(due) = behind.filter_map(|mark| due_at(scene, mark)).next() {
        return Some(due);
    }
    if yearly_in(scene, sentence.tokens.start.max(number.saturating_sub(30))..clause_end) {
        return Some(Due::Yearly);
    }
    let start = scene.blocks[sentence.block].tokens.start.max(number.saturating_sub(REACH));
    let before = marks_between(scene, start, words.start).iter().rev().filter_map(|mark| due_at(scene, mark)).next();
    before.or_else(|| inherited(scene, sentence.block))
}

fn marks_between<'a>(scene: &'a Scene, from: usize, to: usize) -> &'a [Mark] {
    scene.marks_in(&(from..to.max(from)))
}

fn is_value(mark: &Mark) -> bool {
    matches!(mark.figure, Figure::Quantity(_) | Figure::Fraction { .. })
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
    match mark.figure {
        Figure::Year(year) => {
            if let Some(day) = quarter_end(scene, start, year) {
                return Some(Due::Day(day));
            }
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

/// The last day of "quý II/2025", "quý III năm 2025".
fn quarter_end(scene: &Scene, year_at: usize, year: i16) -> Option<Date> {
    let before = year_at.checked_sub(1)?;
    let joint = scene.tokens.sign(before) == Some('/') || scene.tokens.phrase(before, "năm").is_some();
    let number_at = before.checked_sub(1).filter(|_| joint)?;
    any_before(scene.tokens, number_at, &["quý", "quí"])?;
    let quarter = match scene.tokens.word(number_at) {
        Some("i") => 1,
        Some("ii") => 2,
        Some("iii") => 3,
        Some("iv") => 4,
        _ => i8::try_from(scene.tokens.small_number(number_at)?).ok().filter(|quarter| (1..=4).contains(quarter))?,
    };
    Some(Date::new(year, quarter * 3, 1).ok()?.last_of_month())
}
