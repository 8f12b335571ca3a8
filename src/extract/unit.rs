//! The unit that a text is about, from a list of known units or as its name is printed.
//!
//! Takes the scene and what is known, gives one unit. The title counts more than the text, and the lower unit more than
//! the one above it: a commune's plan names its province, not the other way round.

use std::collections::HashMap;
use std::ops::Range;

use super::Known;
use super::facts::FoundUnit;
use super::layout::starts_upper;
use super::scene::Scene;
use crate::text::{fold, squeeze};

/// Words that name the kind of a unit, with its level: the lower the unit, the higher the number.
const KINDS: [(&str, i32); 14] = [
    ("tỉnh", 1),
    ("thành phố", 2),
    ("tp", 2),
    ("huyện", 3),
    ("quận", 3),
    ("thị xã", 3),
    ("xã", 4),
    ("phường", 4),
    ("thị trấn", 4),
    ("đặc khu", 4),
    ("sở", 2),
    ("bộ", 1),
    ("tỉnh ủy", 1),
    ("đảng ủy xã", 4),
];
/// What a name in the title weighs; one in the text weighs two.
const IN_TITLE: i32 = 10;
/// How many tokens from the start are looked at.
const OPENING: usize = 1200;

/// The unit of a text.
pub(super) fn find(scene: &Scene, known: &Known) -> Option<FoundUnit> {
    if !known.units.is_empty() {
        return known_unit(scene, known);
    }
    printed_unit(scene).or_else(|| default_unit(known))
}

fn default_unit(known: &Known) -> Option<FoundUnit> {
    let id = known.default_unit.clone()?;
    let name = known.units.iter().find(|unit| unit.id == id).map_or_else(|| id.clone(), |unit| unit.name.clone());
    Some(FoundUnit { id: Some(id), name, span: None })
}

/// The known unit that the text names most, in its title before all.
fn known_unit(scene: &Scene, known: &Known) -> Option<FoundUnit> {
    let mut by_first_word: HashMap<String, Vec<(Vec<String>, usize)>> = HashMap::new();
    for (which, unit) in known.units.iter().enumerate() {
        for name in std::iter::once(&unit.name).chain(&unit.aliases) {
            let words = words_of(name);
            if let Some(first) = words.first() {
                by_first_word.entry(first.clone()).or_default().push((words.clone(), which));
            }
        }
    }
    let mut scores: HashMap<usize, (i32, Range<usize>)> = HashMap::new();
    for index in 0..scene.tokens.len().min(OPENING) {
        let Some(names) = by_first_word.get(&token_word(scene, index)) else { continue };
        // The longest name: "phường Cao Lãnh" is not "Cao Lãnh".
        let named = names.iter().filter_map(|(words, which)| Some((end_of_name(scene, index, words)?, *which)));
        let Some((end, which)) = named.max_by_key(|(end, _)| *end) else { continue };
        let in_title = scene.title_blocks.contains(&scene.block_of(index));
        let entry = scores.entry(which).or_insert((0, index..end));
        entry.0 += if in_title { IN_TITLE } else { 2 };
    }
    // The level of units decides between names that stand equally often; ties go to the first in the list.
    let best = scores
        .iter()
        .max_by_key(|(which, (score, _))| (*score + level_of(&known.units[**which].name), std::cmp::Reverse(**which)));
    let Some((which, (score, tokens))) = best else { return default_unit(known) };
    let unit = &known.units[*which];
    // The title names a unit that nobody entered: one that the text mentions is another.
    if *score < IN_TITLE && known.default_unit.is_none() {
        let printed = printed_unit(scene).filter(|printed| is_in_title(scene, printed));
        if printed.is_some() {
            return printed;
        }
    }
    // "UBND phường … theo kế hoạch của tỉnh": the one above is named, the one below is meant.
    if *score < IN_TITLE && is_above_default(known, &unit.id) {
        return default_unit(known);
    }
    Some(FoundUnit { id: Some(unit.id.clone()), name: unit.name.clone(), span: Some(scene.span(tokens.clone())) })
}

fn is_in_title(scene: &Scene, unit: &FoundUnit) -> bool {
    let starts =
        |token: &usize| unit.span.as_ref().is_some_and(|span| scene.span(*token..*token + 1).start == span.start);
    (0..scene.tokens.len().min(OPENING))
        .find(starts)
        .is_some_and(|token| scene.title_blocks.contains(&scene.block_of(token)))
}

/// Whether a unit is one of those that the default unit belongs to.
fn is_above_default(known: &Known, id: &str) -> bool {
    const MOST_LEVELS: usize = 6;
    let parent_of =
        |child: &str| known.units.iter().find(|unit| unit.id == child).and_then(|unit| unit.parent.as_deref());
    let mut at = known.default_unit.as_deref();
    for _ in 0..MOST_LEVELS {
        at = at.and_then(parent_of);
        if at == Some(id) {
            return true;
        }
    }
    false
}

fn words_of(name: &str) -> Vec<String> {
    fold(name)
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn token_word(scene: &Scene, index: usize) -> String {
    fold(scene.tokens.slice(index, index + 1))
}

/// Whether the words of a name stand at an index; full stops of abbreviations ("P. 3") lie between.
fn end_of_name(scene: &Scene, index: usize, words: &[String]) -> Option<usize> {
    let mut at = index;
    for word in words {
        at += usize::from(at > index && scene.tokens.sign(at) == Some('.'));
        if at >= scene.tokens.len() || token_word(scene, at) != *word {
            return None;
        }
        at += 1;
    }
    // "Xã An Bình Tây" is not "xã An Bình".
    let goes_on = scene.tokens.word(at).is_some() && starts_upper(scene.tokens, at) && !begins_another(scene, at);
    let is_headline = scene.tokens.slice(index, at).chars().all(|letter| !letter.is_lowercase());
    (!goes_on || is_headline).then_some(at)
}

fn level_of(name: &str) -> i32 {
    let folded = fold(name);
    let level = KINDS.iter().filter(|(kind, _)| folded.starts_with(&fold(kind))).map(|(_, level)| *level).max();
    level.unwrap_or(0)
}

/// The first name that is printed, in the title before the text: "xã Mỹ Tân", "UBND Phường 1".
fn printed_unit(scene: &Scene) -> Option<FoundUnit> {
    let mut best: Option<(i32, Range<usize>)> = None;
    for index in 0..scene.tokens.len().min(OPENING) {
        let Some((next, level)) = kind_at(scene, index) else { continue };
        let Some(end) = name_end(scene, next) else { continue };
        let in_title = scene.title_blocks.contains(&scene.block_of(index));
        let score = level + if in_title { 10 } else { 0 };
        if best.as_ref().is_none_or(|(other, _)| *other < score) {
            best = Some((score, index..end));
        }
    }
    let (_, tokens) = best?;
    let name = squeeze(scene.tokens.slice(tokens.start, tokens.end));
    Some(FoundUnit { id: None, name, span: Some(scene.span(tokens)) })
}

fn kind_at(scene: &Scene, index: usize) -> Option<(usize, i32)> {
    scene.tokens.word(index)?;
    // "Xã hội chủ nghĩa" in the head of every official letter.
    if scene.tokens.phrase(index, "xã hội").is_some() {
        return None;
    }
    let found = KINDS[..10].iter().filter_map(|(kind, level)| Some((scene.tokens.phrase(index, kind)?, *level)));
    let (next, level) = found.max_by_key(|(next, _)| *next)?;
    let is_short = scene.tokens.phrase(index, "tp").is_some();
    Some((next + usize::from(is_short && scene.tokens.sign(next) == Some('.')), level))
}

/// The end of a name in capitals or of a number: "Đồng Tháp", "1", "mẫu 12".
fn name_end(scene: &Scene, start: usize) -> Option<usize> {
    const LONGEST: usize = 4;
    let tokens = scene.tokens;
    let mut end = start;
    if tokens.digits(start).is_some() && !matches!(tokens.sign(start + 1), Some('%' | '/')) {
        return Some(start + 1);
    }
    while end < start + LONGEST
        && tokens.word(end).is_some()
        && starts_upper(tokens, end)
        && !begins_another(scene, end)
    {
        end += 1;
    }
    // A number can close a name: "Tân Thuận 2". A word in capitals can open the next word of a headline.
    end += usize::from(
        end > start && tokens.small_number(end).is_some_and(|number| number < 100) && tokens.sign(end + 1) != Some('%'),
    );
    (end > start).then_some(end)
}

/// In headlines of capitals the name ends where the next phrase begins.
fn begins_another(scene: &Scene, index: usize) -> bool {
    const PHRASES: [&str; 24] = [
        "ban hành",
        "triển khai",
        "kế hoạch",
        "tổ chức",
        "công bố",
        "đẩy mạnh",
        "quyết định",
        "số",
        "năm",
        "giai đoạn",
        "về",
        "báo cáo",
        "cộng hòa",
        "nghị quyết",
        "hội nghị",
        "thông báo",
        "xây dựng",
        "trong",
        "thực hiện",
        "trên địa bàn",
        "và",
        "các",
        "của",
        "theo",
    ];
    scene.tokens.any_phrase(index, &PHRASES).is_some()
}
