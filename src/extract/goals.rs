//! Targets and results with a figure: every quantity and rank of the text, its comparator, its statement and its stance.
//!
//! Takes the scene, gives targets and results in the order of the text. What a figure is compared with, where its
//! statement ends and which of the two it is are each decided elsewhere; here they are put together.

use std::ops::Range;

use super::candidates::{Candidate, candidates};
use super::cues::Reach;
use super::deadline::due_of;
use super::facts::FoundTarget;
use super::lexicon::within;
use super::scene::{Genre, Scene, Sentence};
use super::sections::Topic;
use super::stance::{Place, Stance, stance};
use super::statements::{Parts, statement};
use super::subject::{indicator_of, scope_of};
use crate::value::Comparator;

/// Targets and results.
#[derive(Default)]
pub(super) struct Goals {
    pub targets: Vec<FoundTarget>,
    pub results: Vec<FoundTarget>,
}

/// Reads all sentences.
///
/// `claimed` are the starts of the lines that a table of targets holds; they are read there.
pub(super) fn find(scene: &Scene, claimed: &[usize]) -> Goals {
    let mut goals = Goals::default();
    let mut carried: Option<(usize, i32)> = None;
    for sentence in &scene.sentences {
        let marks = scene.marks_in(&sentence.tokens);
        let is_title = scene.title_blocks.contains(&sentence.block) && scene.title_blocks.len() < scene.blocks.len();
        if is_title || claimed.binary_search(&scene.blocks[sentence.block].start).is_ok() {
            continue;
        }
        let parts = Parts::new(scene.tokens, &sentence.tokens, marks);
        let candidates = candidates(scene, sentence, &parts, marks);
        let mut in_sentence = None;
        for which in 0..candidates.len() {
            let from_before = carried.filter(|(block, _)| *block == sentence.block || *block + 1 == sentence.block);
            let carry = in_sentence.map(|weight| (weight, true)).or(from_before.map(|(_, weight)| (weight, false)));
            if let Some(weight) = read(scene, sentence, &parts, &candidates, which, carry, &mut goals) {
                in_sentence = Some(weight);
                carried = Some((sentence.block, weight));
            }
        }
    }
    goals
}

/// Reads one candidate; gives its weight if it said anything.
fn read(
    scene: &Scene,
    sentence: &Sentence,
    parts: &Parts,
    candidates: &[Candidate],
    which: usize,
    carried: Option<(i32, bool)>,
    goals: &mut Goals,
) -> Option<i32> {
    let candidate = &candidates[which];
    let place = Place {
        sentence: sentence.tokens.clone(),
        block: sentence.block,
        clause: parts.clause_of(candidate.number),
        segment: parts.segment_of(candidate.number),
        figure: candidate.core.words.clone(),
        number: candidate.number,
        bound: candidate.bound.as_ref(),
        is_rank_group: candidate.rank.as_ref().is_some_and(|rank| rank.is_group),
        has_total: candidate.has_total,
        decimals: candidate.value.decimals(),
        is_whole: candidate.value == 100.into(),
        carried,
    };
    let (found, weight) = stance(scene, &place);
    let is_wanted = match found {
        Stance::Neither => return None,
        Stance::Target => may_be_target(scene, candidate, &place, weight),
        Stance::Result => may_be_result(candidate),
    };
    if !is_wanted {
        return None;
    }
    let before = which.checked_sub(1).and_then(|before| candidates.get(before)).map(|before| &before.core);
    let after = candidates.get(which + 1).map(|after| &after.core);
    let words = statement(scene.tokens, parts, &candidate.core, before, after);
    let fact = fact(scene, candidate, candidates, which, words, found, weight);
    match found {
        Stance::Target => push_target(&mut goals.targets, fact),
        _ => goals.results.push(fact),
    }
    Some(weight)
}

/// Measures can be targets by themselves; counted things only with a limit or a strong word for a wish.
fn may_be_target(scene: &Scene, candidate: &Candidate, place: &Place, weight: i32) -> bool {
    const SURE: i32 = 8;
    let Some(bound) = &candidate.bound else { return true };
    let is_wished = scene.genre == Genre::Plan
        || scene.sections[place.block].topic == Some(Topic::Targets)
        || has_wish(scene, place);
    let is_change = matches!(bound.comparator, Comparator::Increase | Comparator::Decrease);
    match candidate.unit.as_deref().unwrap_or_default() {
        "%" | "‰" | "điểm phần trăm" => true,
        "điểm" => bound.is_stated,
        "bậc" | "hạng" | "vị trí" => is_change || bound.is_limit,
        "ngày" | "ngày làm việc" | "giờ" | "giờ làm việc" | "phút" | "giây" | "tháng" | "năm" | "tuần" | "quý" =>
        {
            let is_ceiling = matches!(bound.comparator, Comparator::Le | Comparator::Lt);
            // "Không quá 15 ngày kể từ ngày nhận hồ sơ" is the rule of a procedure.
            let is_rule = scene.tokens.any_phrase(candidate.core.after, &["kể từ", "tính từ", "sau khi"]).is_some();
            (is_ceiling || is_change) && is_wished && !is_rule && !is_rhythm(scene, place)
        }
        unit if unit.ends_with("đồng")
            || matches!(unit, "tỷ" | "triệu" | "nghìn" | "ngàn" | "USD" | "triệu USD" | "tỷ USD") =>
        {
            bound.is_stated && weight >= SURE && !is_budget(scene, place)
        }
        _ => (bound.is_limit || bound.is_level) && weight >= SURE,
    }
}

/// Whether a word for a wish stands before the figure, besides its own limit.
fn has_wish(scene: &Scene, place: &Place) -> bool {
    const STRONG: i8 = 3;
    let from = scene.blocks[place.block].tokens.start.max(place.number.saturating_sub(200));
    within(&scene.cues, from, place.number).iter().any(|hit| {
        hit.meaning.weight >= STRONG && matches!(hit.meaning.reach, Reach::Flow | Reach::Sentence | Reach::Clause)
    })
}

/// "Mỗi tuần 02 lần, mỗi lần 15 phút" is a timetable.
fn is_rhythm(scene: &Scene, place: &Place) -> bool {
    place
        .clause
        .clone()
        .take(80)
        .any(|index| scene.tokens.any_phrase(index, &["mỗi lần", "mỗi buổi", "tiếp công dân"]).is_some())
}

fn is_budget(scene: &Scene, place: &Place) -> bool {
    const MONEY: [&str; 8] = [
        "kinh phí",
        "tổng mức đầu tư",
        "tiền thưởng",
        "mức phạt",
        "chi phí dự kiến",
        "phạt tiền",
        "nguồn vốn",
        "hỗ trợ",
    ];
    let from = place.clause.start.max(place.number.saturating_sub(40));
    (from..place.number).any(|index| scene.tokens.any_phrase(index, &MONEY).is_some())
}

fn may_be_result(candidate: &Candidate) -> bool {
    let unit = candidate.unit.as_deref().unwrap_or_default();
    matches!(unit, "%" | "điểm" | "điểm phần trăm" | "hạng" | "bậc" | "vị trí")
}

fn fact(
    scene: &Scene,
    candidate: &Candidate,
    candidates: &[Candidate],
    which: usize,
    words: Range<usize>,
    found: Stance,
    weight: i32,
) -> FoundTarget {
    /// Below this, one more word could have turned the decision.
    const DOUBTFUL: i32 = 4;
    let is_rough = candidate.bound.as_ref().is_some_and(|bound| bound.is_rough);
    let is_rank = candidate.rank.is_some() || matches!(candidate.unit.as_deref(), Some("hạng" | "bậc" | "vị trí"));
    let due = if found == Stance::Target { due_of(scene, candidate.number, &candidate.core.words) } else { None };
    FoundTarget {
        span: scene.span(words.clone()),
        figure_span: scene.span(candidate.core.words.clone()),
        indicator: indicator_of(
            scene,
            &words,
            &candidate.core,
            candidates[..which].last().map(|before| before.core.after),
        ),
        comparator: comparator_of(scene, candidate, candidates, which, found),
        value: Some(candidate.value),
        value_max: candidate.max,
        unit: candidate.unit.clone(),
        by: due,
        scope: if is_rank { scope_of(scene, &words, candidate.core.after) } else { None },
        uncertain: candidate.ambiguous || is_rough || weight.abs() < DOUBTFUL,
    }
}

fn comparator_of(
    scene: &Scene,
    candidate: &Candidate,
    candidates: &[Candidate],
    which: usize,
    found: Stance,
) -> Comparator {
    let Some(bound) = &candidate.bound else {
        let start = candidate.core.words.start;
        let keeps = (start.saturating_sub(14)..start)
            .any(|index| scene.tokens.any_phrase(index, &["duy trì", "giữ vững"]).is_some());
        return match found {
            Stance::Result => Comparator::Eq,
            _ if keeps => Comparator::Maintain,
            _ => Comparator::RankTop,
        };
    };
    // "Giảm ít nhất 30% thời gian, 30% chi phí": the second has the words of the first.
    let before = which.checked_sub(1).and_then(|before| candidates[before].bound.as_ref());
    let is_elided = !bound.is_stated
        && before.is_some_and(|before| {
            before.is_stated && matches!(before.comparator, Comparator::Decrease | Comparator::Increase)
        })
        && bound.comparator == Comparator::Ge
        && candidates[which - 1].unit == candidate.unit
        && scene.tokens.any_phrase(candidate.number.saturating_sub(1), &[",", "và"]).is_some();
    match before {
        Some(before) if is_elided => before.comparator,
        _ => bound.comparator,
    }
}

/// A headline often repeats a target of the text: the same figure with the same words is one.
fn push_target(targets: &mut Vec<FoundTarget>, target: FoundTarget) {
    const RECENT: usize = 12;
    let is_same = |other: &FoundTarget| {
        other.value == target.value
            && other.unit == target.unit
            && other.value_max == target.value_max
            && other.by == target.by
            && other.indicator.is_some()
            && other.indicator == target.indicator
            && other.scope == target.scope
            && target.value != Some(100.into())
    };
    if !targets.iter().rev().take(RECENT).any(is_same) {
        targets.push(target);
    }
}
