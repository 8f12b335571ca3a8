//! Targets without a figure: "duy trì, nâng cao thứ hạng … Chỉ số PCI, Chỉ số PAPI; cải thiện … Chỉ số SIPAS".
//!
//! Takes the scene and the targets with figures, gives one target for each index that is to be kept or improved. Purpose
//! paragraphs repeat "nâng cao" for everything, so only indices count, and in a text that sets figures for some of them only
//! the items of its lists: a plan that measures its indices needs no target "improve" beside them.

use std::collections::BTreeSet;
use std::ops::Range;

use super::deadline::due_of;
use super::facts::FoundTarget;
use super::figures::Figure;
use super::layout::Form;
use super::lexicon::{any_before, within};
use super::scene::{Genre, Scene, Sentence};
use super::sections::Topic;
use super::statements::trim;
use crate::value::Comparator;

/// Verbs that ask for more, or for as much.
const VERBS: [(&str, Comparator); 12] = [
    ("duy trì", Comparator::Maintain),
    ("giữ vững", Comparator::Maintain),
    ("nâng cao", Comparator::Improve),
    ("cải thiện", Comparator::Improve),
    ("nâng hạng", Comparator::Improve),
    ("nâng thứ hạng", Comparator::Improve),
    ("tăng hạng", Comparator::Improve),
    ("tăng điểm", Comparator::Improve),
    ("tăng bậc", Comparator::Improve),
    ("tăng thứ hạng", Comparator::Improve),
    ("nâng bậc", Comparator::Improve),
    ("thăng hạng", Comparator::Improve),
];
/// Words before a verb that make it the name of a plan, a task or a thing done.
const NAMES: [&str; 25] = [
    "kế hoạch",
    "giải pháp",
    "nhiệm vụ",
    "biện pháp",
    "về",
    "về việc",
    "hội nghị",
    "đã",
    "đề án",
    "chương trình",
    "để",
    "công tác",
    "quả",
    "tục",
    "hạn chế,",
    "việc",
    "tiếp tục triển khai",
    "nhóm giải pháp",
    "được",
    "có",
    "nhằm góp phần",
    "hạn chế",
    "khắc phục hạn chế,",
    "ban chỉ đạo",
    "tổ",
];
/// How many tokens of the clause before a verb are looked at, and after it.
const REACH: usize = 90;

/// The targets without figures.
pub(super) fn find(scene: &Scene, measured: &[FoundTarget]) -> Vec<FoundTarget> {
    let measured: BTreeSet<&str> =
        measured.iter().filter_map(|target| target.indicator.as_deref()).filter(|key| is_index(key)).collect();
    if scene.genre == Genre::Report {
        return Vec::new();
    }
    let mut found: Vec<FoundTarget> = Vec::new();
    for sentence in &scene.sentences {
        let section = scene.sections[sentence.block].topic;
        if scene.title_blocks.contains(&sentence.block) || matches!(section, Some(Topic::Results | Topic::Organisation))
        {
            continue;
        }
        // Beside figures for other indices only an item of a list sets a goal without one.
        let is_item = scene.blocks[sentence.block].form == Form::Item && section != Some(Topic::Purpose);
        if !measured.is_empty() && !is_item {
            continue;
        }
        for target in in_sentence(scene, sentence) {
            // One target an index: what a text repeats it does not add.
            let is_known = target.indicator.as_deref().is_some_and(|key| measured.contains(key));
            if !is_known && found.iter().all(|other| other.indicator != target.indicator) {
                found.push(target);
            }
        }
    }
    found
}

fn is_index(indicator: &str) -> bool {
    matches!(indicator, "par-index" | "sipas" | "papi" | "pci" | "dti" | "ict-index" | "ddci" | "pgi" | "pii")
}

fn in_sentence(scene: &Scene, sentence: &Sentence) -> Vec<FoundTarget> {
    let mut found = Vec::new();
    let mentions = within(&scene.indices, sentence.tokens.start, sentence.tokens.end);
    let mut last_end = sentence.tokens.start;
    let mut which = 0;
    while which < mentions.len() {
        let first = &mentions[which];
        // "Chỉ số năng lực cạnh tranh cấp tỉnh (PCI)" is one mention.
        let same = mentions[which..]
            .iter()
            .take_while(|hit| hit.meaning == first.meaning && hit.from <= first.to + 24)
            .count();
        let (verb_at, comparator) = match verb_before(scene, sentence, first.from) {
            Some(found) => found,
            None => match verb_after(scene, mentions[which + same - 1].to) {
                Some(found) => found,
                None => {
                    which += same;
                    continue;
                }
            },
        };
        if !is_name(scene, verb_at) && is_wished(scene, sentence, first.from) {
            let end = statement_end(
                scene,
                mentions[which + same - 1].to,
                sentence.tokens.end,
                mentions.get(which + same).map(|hit| hit.from),
            );
            // The words from the verb, or from the mention before: each index has words of its own.
            let start = if verb_at < last_end { first.from } else { verb_at.min(first.from) };
            let words = trim(scene.tokens, start..end);
            found.push(target(scene, words, first.meaning, comparator));
            last_end = end;
        }
        which += same;
    }
    found
}

/// The nearest verb before a mention, without a figure or another verb's object between.
fn verb_before(scene: &Scene, sentence: &Sentence, mention: usize) -> Option<(usize, Comparator)> {
    let floor = sentence.tokens.start.max(mention.saturating_sub(REACH));
    let mut index = mention;
    let mut nearest: Option<(usize, Comparator)> = None;
    while index > floor {
        index -= 1;
        if matches!(scene.tokens.sign(index), Some(';')) && nearest.is_none() {
            return None;
        }
        let is_figure = scene
            .marks_in(&(index..index + 1))
            .iter()
            .any(|mark| matches!(mark.figure, Figure::Quantity(_) | Figure::Fraction { .. }));
        if is_figure && nearest.is_none() {
            return None;
        }
        if let Some((_, comparator)) = VERBS.iter().find(|(verb, _)| scene.tokens.phrase(index, verb).is_some()) {
            // "Duy trì, nâng cao thứ hạng": the first verb of the pair says what is asked for.
            match nearest {
                Some((at, _)) if at - index <= 4 => nearest = Some((index, *comparator)),
                Some(_) => break,
                None => nearest = Some((index, *comparator)),
            }
        } else if nearest.is_some_and(|(at, _)| at - index > 4) {
            break;
        }
    }
    nearest
}

/// "DTI: tăng hạng so với năm trước".
fn verb_after(scene: &Scene, end: usize) -> Option<(usize, Comparator)> {
    (end..end + 6).find_map(|index| {
        let (_, comparator) = VERBS.iter().find(|(verb, _)| scene.tokens.phrase(index, verb).is_some())?;
        Some((index, *comparator))
    })
}

fn is_name(scene: &Scene, verb: usize) -> bool {
    any_before(scene.tokens, verb, &NAMES).is_some()
}

/// Whether the words around set goals: a section or a sentence of aims, not a report of what happened.
fn is_wished(scene: &Scene, sentence: &Sentence, mention: usize) -> bool {
    const AIMS: [&str; 12] = [
        "mục tiêu",
        "phấn đấu",
        "nhằm",
        "góp phần",
        "chỉ tiêu",
        "đặt ra",
        "đề ra",
        "hướng tới",
        "yêu cầu",
        "quyết tâm",
        "duy trì",
        "đặt mục tiêu",
    ];
    let section = scene.sections[sentence.block].topic;
    let start = scene.blocks[sentence.block].tokens.start.max(mention.saturating_sub(REACH * 2));
    let weight: i32 = within(&scene.cues, sentence.tokens.start.max(start), mention)
        .iter()
        .map(|hit| i32::from(hit.meaning.weight))
        .sum();
    let has_aim = (start..mention).any(|index| scene.tokens.any_phrase(index, &AIMS).is_some());
    weight >= 0 && (section == Some(Topic::Targets) || (has_aim && section != Some(Topic::Tasks)))
}

fn statement_end(scene: &Scene, from: usize, sentence_end: usize, next_mention: Option<usize>) -> usize {
    let limit = sentence_end.min(from + REACH / 3).min(next_mention.unwrap_or(usize::MAX));
    let ends = |index: &usize| matches!(scene.tokens.sign(*index), Some(';' | ',' | '.'));
    (from..limit).find(ends).unwrap_or(limit).max(from)
}

fn target(scene: &Scene, words: Range<usize>, index: &'static str, comparator: Comparator) -> FoundTarget {
    let span = scene.span(words.clone());
    FoundTarget {
        figure_span: span.clone(),
        span,
        indicator: Some(index.to_owned()),
        comparator,
        value: None,
        value_max: None,
        unit: None,
        by: due_of(scene, words.start, &words),
        scope: super::subject::scope_of(scene, &words, words.end),
        uncertain: true,
    }
}
