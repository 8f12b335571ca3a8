//! Targets and results with a figure: every quantity and rank of the text, its comparator, its statement and its stance.
//!
//! Takes the scene, gives targets and results in the order of the text. What a figure is compared with, where its
//! statement ends and which of the two it is are each decided elsewhere; here they are put together.

use std::ops::Range;

use super::bounds::{Bound, bound_of, is_baseline};
use super::cues::Reach;
use super::deadline::due_of;
use super::facts::FoundTarget;
use super::figures::{Figure, Mark, Quantity};
use super::lexicon::within;
use super::ranks::{Rank, rank_of, worded_rank_at};
use super::scene::{Genre, Scene, Sentence};
use super::sections::Topic;
use super::stance::{Place, Stance, stance};
use super::statements::{Core, Parts, statement};
use super::subject::{indicator_of, scope_of};
use crate::value::{Comparator, Decimal};

/// Targets and results.
#[derive(Default)]
pub(super) struct Goals {
    pub targets: Vec<FoundTarget>,
    pub results: Vec<FoundTarget>,
}

/// A figure that may be a target.
struct Candidate {
    value: Decimal,
    max: Option<Decimal>,
    unit: Option<String>,
    /// The first token of the number.
    number: usize,
    core: Core,
    bound: Option<Bound>,
    rank: Option<Rank>,
    /// Whether a fraction or a count of files stands just before it.
    has_total: bool,
    ambiguous: bool,
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

fn candidates(scene: &Scene, sentence: &Sentence, parts: &Parts, marks: &[Mark]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut worded = worded_ranks(scene, sentence).into_iter().peekable();
    let mut total: Option<usize> = None;
    for mark in marks {
        while let Some(rank) = worded.next_if(|rank| rank.tokens.start < mark.tokens.start) {
            found.push(ranked(rank.tokens.end - 1, rank));
        }
        let segment = parts.segment_of(mark.tokens.start);
        if let Some(rank) = rank_of(scene.tokens, mark) {
            found.push(ranked(mark.tokens.start, rank));
            continue;
        }
        match &mark.figure {
            Figure::Fraction { of, .. } => {
                total = Some(mark.tokens.end);
                // "42,88/80 điểm" is a score on its scale.
                found.extend(scored(scene, mark, parts, *of));
            }
            Figure::Quantity(quantity) => {
                let clause = parts.clause_of(mark.tokens.start);
                let near = total.filter(|at| {
                    *at >= segment.start.saturating_sub(6) && *at >= clause.start && mark.tokens.start - at <= 12
                });
                found.extend(measured(scene, mark, quantity, &clause, near.is_some()));
                if is_file_count(quantity) {
                    total = Some(mark.tokens.end);
                }
            }
            _ => {}
        }
    }
    found.extend(worded.map(|rank| ranked(rank.tokens.end - 1, rank)));
    found
}

/// "Tiếp nhận 14.208 hồ sơ": a number of files that was counted.
fn is_file_count(quantity: &Quantity) -> bool {
    const COUNTED: [&str; 6] = ["hồ sơ", "phiếu", "lượt", "văn bản", "thủ tục", "ý kiến"];
    quantity.value > 100.into() && quantity.unit.as_deref().is_some_and(|unit| COUNTED.contains(&unit))
}

fn worded_ranks(scene: &Scene, sentence: &Sentence) -> Vec<Rank> {
    sentence.tokens.clone().filter_map(|index| worded_rank_at(scene.tokens, index)).collect()
}

fn ranked(number: usize, rank: Rank) -> Candidate {
    Candidate {
        value: rank.value,
        max: None,
        unit: Some("hạng".to_owned()),
        number,
        core: Core { words: rank.tokens.clone(), after: rank.tokens.end, may_lead: false },
        bound: None,
        has_total: rank.of.is_some(),
        rank: Some(rank),
        ambiguous: false,
    }
}

fn scored(scene: &Scene, mark: &Mark, parts: &Parts, of: Decimal) -> Option<Candidate> {
    let Figure::Fraction { part, .. } = mark.figure else { return None };
    let after = scene.tokens.phrase(mark.tokens.end, "điểm")?;
    let quantity = Quantity {
        value: part,
        max: None,
        unit: Some("điểm".to_owned()),
        ambiguous: false,
        after_number: mark.tokens.end,
        next: after,
    };
    let clause = parts.clause_of(mark.tokens.start);
    let bound = bound_of(scene.tokens, mark.tokens.start, &quantity, &clause);
    Some(Candidate {
        value: part,
        max: None,
        unit: quantity.unit,
        number: mark.tokens.start,
        core: Core { words: bound.from..after, after, may_lead: false },
        bound: Some(bound),
        rank: None,
        has_total: of > part && part.decimals() > 0,
        ambiguous: false,
    })
}

fn measured(
    scene: &Scene,
    mark: &Mark,
    quantity: &Quantity,
    clause: &Range<usize>,
    has_total: bool,
) -> Option<Candidate> {
    let tokens = scene.tokens;
    let start = mark.tokens.start;
    if is_baseline(tokens, start, quantity) {
        return None;
    }
    let bound = bound_of(tokens, start, quantity, clause);
    let (unit, after) = match &quantity.unit {
        Some(unit) => (unit.clone(), quantity.next),
        None => unknown_noun(scene, quantity.next, clause.end).filter(|_| bound.is_limit)?,
    };
    const SCORES: [&str; 6] = ["điểm", "điểm phần trăm", "bậc", "hạng", "vị trí", "lần"];
    let may_lead = !SCORES.contains(&unit.as_str()) && !(bound.is_level && unit != "%");
    Some(Candidate {
        value: quantity.value,
        max: quantity.max,
        unit: Some(unit),
        number: start,
        core: Core { words: bound.from.min(start)..after.max(bound.to), after: after.max(bound.to), may_lead },
        bound: Some(bound),
        rank: None,
        has_total,
        ambiguous: quantity.ambiguous,
    })
}

/// What is counted, where the table of units does not know it: the next word, or two that make one.
fn unknown_noun(scene: &Scene, index: usize, end: usize) -> Option<(String, usize)> {
    const NO_NOUNS: [&str; 22] = [
        "tuổi", "và", "hoặc", "của", "trong", "so", "với", "được", "là", "có", "các", "những", "đến", "từ", "trên",
        "theo", "vào", "cho", "khi", "thì", "phải", "trở",
    ];
    let is_noun = |at: usize| {
        at < end
            && scene.tokens.word(at).is_some()
            && super::layout::starts_lower(scene.tokens, at)
            && scene.tokens.any_phrase(at, &NO_NOUNS).is_none()
    };
    if !is_noun(index) {
        return None;
    }
    let next = if is_noun(index + 1) { index + 2 } else { index + 1 };
    Some((crate::text::squeeze(&scene.tokens.slice(index, next).to_lowercase()), next))
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
        unit if unit.ends_with("đồng") || matches!(unit, "tỷ" | "triệu" | "USD" | "triệu USD" | "tỷ USD") => {
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
        scope: scope_of(scene, &words, candidate.core.after),
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
