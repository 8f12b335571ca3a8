//! Whether a figure is wished, reached, or neither.
//!
//! Takes a figure and its surroundings, gives a stance with its weight. The same words serve both: "đạt 99%" is a target
//! under "chỉ tiêu" and a result under "kết quả". So the section, the words before, the year and the form of the figure are
//! weighed together; a small sum says that a reader should look.

use std::ops::Range;

use super::bounds::Bound;
use super::cues::Reach;
use super::figures::Figure;
use super::lexicon::{any_before, within};
use super::scene::{Genre, Scene};
use super::sections::Topic;

/// How many tokens before a figure can set its tone, and after it. A limit, because a text may be one sentence as long as
/// a book and must still be read in linear time.
const LOOK_BACK: usize = 400;
const LOOK_AHEAD: usize = 60;

/// What a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stance {
    Target,
    Result,
    Neither,
}

/// A figure in its sentence.
pub(super) struct Place<'a> {
    pub sentence: Range<usize>,
    pub block: usize,
    /// The part between semicolons.
    pub clause: Range<usize>,
    /// The part between commas.
    pub segment: Range<usize>,
    /// Where the figure and the words that belong to it begin and end.
    pub figure: Range<usize>,
    /// The tokens of the number alone.
    pub number: usize,
    pub bound: Option<&'a Bound>,
    pub is_rank_group: bool,
    pub has_total: bool,
    pub decimals: u8,
    pub is_whole: bool,
    /// The weight of the figure before, in the same block, and whether it stood in the same sentence.
    pub carried: Option<(i32, bool)>,
}

/// The stance of a figure and how much speaks for it, positive for targets.
pub(super) fn stance(scene: &Scene, place: &Place) -> (Stance, i32) {
    let cues = cues_weight(scene, place);
    let Some(cues) = cues else { return (Stance::Neither, 0) };
    let weight = 2 * cues
        + form_weight(place)
        + year_weight(scene, place)
        + section_weight(scene, place)
        + carried_weight(place);
    let stance = match weight {
        2.. => Stance::Target,
        ..=-2 => Stance::Result,
        _ => match scene.genre {
            Genre::Plan => Stance::Target,
            _ => Stance::Result,
        },
    };
    (stance, weight)
}

/// The cues of the sentence; none where it speaks of marks or punishment.
fn cues_weight(scene: &Scene, place: &Place) -> Option<i32> {
    let block = &scene.blocks[place.block].tokens;
    let from = block.start.max(place.number.saturating_sub(LOOK_BACK));
    let to = place.sentence.end.min(place.figure.end + LOOK_AHEAD);
    let mut sum = 0;
    let mut flow = 0;
    let mut is_graded = false;
    for hit in within(&scene.cues, from, to) {
        let in_sentence = hit.from >= place.sentence.start;
        let is_before = hit.to <= place.number;
        let weight = i32::from(hit.meaning.weight);
        match hit.meaning.reach {
            // The last word that sets the tone counts; within its own sentence it counts in full.
            Reach::Flow if is_before => flow = if in_sentence { weight } else { weight * 2 / 3 },
            Reach::Sentence if is_before && in_sentence => sum += weight,
            Reach::Clause if is_before && hit.from >= place.clause.start => sum += weight,
            Reach::Near if is_before && hit.from >= place.segment.start => sum += weight,
            Reach::After if hit.from >= place.figure.end && hit.from <= place.figure.end + after_reach(weight) => {
                sum += weight
            }
            Reach::After if place.bound.is_some_and(|bound| hit.from < bound.to && hit.from >= place.number) => {
                sum += weight
            }
            Reach::Grading if in_sentence => is_graded = true,
            _ => {}
        }
    }
    let is_aim = flow >= 4 || scene.sections[place.block].topic == Some(Topic::Targets);
    if ((is_graded || gives_marks(scene, place)) && !is_aim) || is_bracket(scene, place) {
        return None;
    }
    Some(sum + flow)
}

/// "Được 2 điểm", "trừ 0,5 điểm": the sentence tells how marks are given.
fn gives_marks(scene: &Scene, place: &Place) -> bool {
    const GIVES: [&str; 7] = ["được", "trừ", "bị trừ", "cộng", "được cộng", "được tính", "thưởng"];
    let range = place.sentence.start.max(place.number.saturating_sub(LOOK_AHEAD))
        ..place.sentence.end.min(place.number + LOOK_AHEAD);
    scene.marks_in(&range).iter().any(|mark| {
        let is_marks = matches!(&mark.figure, Figure::Quantity(quantity) if quantity.unit.as_deref() == Some("điểm"));
        let start = mark.tokens.start;
        is_marks
            && any_before(scene.tokens, start, &GIVES).is_some()
            && any_before(scene.tokens, start, &["đạt được"]).is_none()
    })
}

/// "Từ 80 đến dưới 90 điểm": a step of a scale, which nobody strives for.
fn is_bracket(scene: &Scene, place: &Place) -> bool {
    let behind = scene.tokens.phrase(place.figure.end, "đến dưới").is_some();
    behind || any_before(scene.tokens, place.number, &["đến dưới", "tới dưới"]).is_some()
}

/// "Bằng 104,4% kế hoạch" has its word right behind the figure; "so với cùng kỳ" may come later.
fn after_reach(weight: i32) -> usize {
    if weight == -4 { 1 } else { 8 }
}

/// What the figure itself looks like.
fn form_weight(place: &Place) -> i32 {
    let mut weight = 0;
    if let Some(bound) = place.bound {
        weight += if bound.is_limit { 5 } else { 0 };
        weight -= if bound.is_rough { 2 } else { 0 };
        weight -= if bound.is_excess { 12 } else { 0 };
    }
    weight += if place.is_rank_group { 5 } else { 0 };
    weight -= if place.has_total { 9 } else { 0 };
    // Scores of indices come with two decimals; who sets a target chooses a rounder one.
    weight -= match place.decimals {
        0 => 0,
        1 => 1,
        _ => 4,
    };
    weight + if place.is_whole { 2 } else { 0 }
}

/// Years that are over speak for a result, those to come for a target.
fn year_weight(scene: &Scene, place: &Place) -> i32 {
    let Some(current) = scene.year else { return 0 };
    let range = place.sentence.start.max(place.number.saturating_sub(LOOK_BACK / 4))..place.figure.end + 4;
    let mut weight = 0;
    for mark in scene.marks_in(&range) {
        let year = match mark.figure {
            Figure::Year(year) => year,
            Figure::Date(Some(date)) => date.year(),
            _ => continue,
        };
        let is_base =
            any_before(scene.tokens, mark.tokens.start, &["so với năm", "so với", "so với cuối năm"]).is_some();
        let in_period = scene.tokens.sign(mark.tokens.end) == Some('-')
            || scene.tokens.sign(mark.tokens.start.wrapping_sub(1)) == Some('-');
        let is_date = matches!(mark.figure, Figure::Date(_));
        if is_base || in_period || (is_date && year <= current) {
            continue;
        }
        // The nearest year before the figure is the one that counts.
        if mark.tokens.start < place.number || weight == 0 {
            weight = if year < current { -8 } else { i32::from(year > current) * 6 };
        }
    }
    weight
}

fn section_weight(scene: &Scene, place: &Place) -> i32 {
    let topic = match scene.sections[place.block].topic {
        Some(Topic::Targets) => 8,
        Some(Topic::Results) => -8,
        Some(Topic::Tasks) => 2,
        Some(Topic::Grading) => -4,
        _ => 0,
    };
    let genre = match scene.genre {
        Genre::Plan => 3,
        Genre::Report => -3,
        Genre::Other => 0,
    };
    topic + genre
}

fn carried_weight(place: &Place) -> i32 {
    match place.carried {
        Some((weight, true)) => weight.clamp(-6, 6),
        Some((weight, false)) => weight.clamp(-6, 6) / 3,
        None => 0,
    }
}
