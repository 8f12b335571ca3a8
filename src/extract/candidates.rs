//! Figures that may be targets or results: measures with their bounds, scores on a scale, ranks in digits and in words.
//!
//! Takes a sentence with its parts and marks, gives candidates in their order; whether one is a target is left to `goals`.

use std::ops::Range;

use super::bounds::{Bound, bound_of, is_baseline};
use super::figures::{Figure, Mark, Quantity, zeros_of};
use super::layout::starts_lower;
use super::ranks::{Rank, rank_of, worded_rank_at};
use super::scene::{Scene, Sentence};
use super::statements::{Core, Parts};
use crate::text::squeeze;
use crate::value::Decimal;

/// A figure that may be a target.
pub(super) struct Candidate {
    pub value: Decimal,
    pub max: Option<Decimal>,
    pub unit: Option<String>,
    /// The first token of the number.
    pub number: usize,
    pub core: Core,
    pub bound: Option<Bound>,
    pub rank: Option<Rank>,
    /// Whether a fraction or a count of files stands just before it.
    pub has_total: bool,
    pub ambiguous: bool,
}

/// The candidates of a sentence, in their order.
pub(super) fn candidates(scene: &Scene, sentence: &Sentence, parts: &Parts, marks: &[Mark]) -> Vec<Candidate> {
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
    let noun = unknown_noun(scene, quantity.next, clause.end).filter(|_| bound.is_limit);
    let (zeros, unit, after) = match (&quantity.unit, noun) {
        (None, noun) => noun.map(|(noun, after)| (0, noun, after))?,
        (Some(unit), noun) => match (zeros_of(unit), noun) {
            // "2 triệu giao dịch": a noun that the table of units does not know makes the scale a part of the number.
            (Some(zeros), Some((noun, after))) => (zeros, noun, after),
            _ => (0, unit.clone(), quantity.next),
        },
    };
    let value = quantity.value.times_ten_to(zeros)?;
    let max = match quantity.max {
        Some(max) => Some(max.times_ten_to(zeros)?),
        None => None,
    };
    const SCORES: [&str; 6] = ["điểm", "điểm phần trăm", "bậc", "hạng", "vị trí", "lần"];
    let may_lead = !SCORES.contains(&unit.as_str()) && (!bound.is_level || unit == "%");
    Some(Candidate {
        value,
        max,
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
    const NO_NOUNS: [&str; 34] = [
        "tuổi", "và", "hoặc", "của", "trong", "so", "với", "được", "là", "có", "các", "những", "đến", "từ", "trên",
        "theo", "vào", "cho", "khi", "thì", "phải", "trở", "mỗi", "bằng", "để", "do", "tại", "một", "nhằm", "cùng",
        "hằng", "hàng", "cả", "mà",
    ];
    let is_noun = |at: usize| {
        at < end
            && scene.tokens.word(at).is_some()
            && starts_lower(scene.tokens, at)
            && scene.tokens.any_phrase(at, &NO_NOUNS).is_none()
    };
    if !is_noun(index) {
        return None;
    }
    let next = if is_noun(index + 1) { index + 2 } else { index + 1 };
    Some((squeeze(&scene.tokens.slice(index, next).to_lowercase()), next))
}
