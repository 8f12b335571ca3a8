//! Who issued a document and what it is about, as far as the words around its number say it.

use std::ops::Range;

use super::Mention;
use crate::extract::lexicon::any_before;
use crate::extract::scene::Scene;
use crate::text::squeeze;

/// No name of an issuer is longer.
const LONGEST_ISSUER: usize = 16;
/// No title is longer.
const LONGEST_TITLE: usize = 70;
/// Words with which the title of a document begins.
const TITLES: [&str; 14] = [
    "về việc",
    "về",
    "v / v",
    "ban hành",
    "phê duyệt",
    "sửa đổi",
    "bổ sung",
    "thay thế",
    "bãi bỏ",
    "quy định",
    "công bố",
    "hướng dẫn",
    "phát động",
    "triển khai",
];

/// The issuer, behind "của" or before "ban hành".
pub(super) fn issuer_of(scene: &Scene, mentions: &[Mention], which: usize) -> Option<String> {
    let mention = &mentions[which];
    let tokens = scene.tokens;
    let limit = mentions.get(which + 1).map_or(usize::MAX, |next| next.lead);
    let end = scene.sentence_of(mention.from)?.tokens.end.min(limit);
    let near = mention.to..end.min(mention.to + 12);
    let of = near.clone().find(|index| tokens.any_phrase(*index, &["của", "do"]).is_some() || is_title(scene, *index));
    if let Some(of) = of.filter(|of| tokens.any_phrase(*of, &["của", "do"]).is_some()) {
        return issuer_words(scene, of + 1..end.min(of + 1 + LONGEST_ISSUER));
    }
    before_verb(scene, mentions, which)
}

fn is_title(scene: &Scene, index: usize) -> bool {
    scene.tokens.any_phrase(index, &TITLES).is_some()
}

/// Words that are no part of the name of an issuer.
const ENDS: [&str; 26] = [
    "ngày",
    "ký",
    "nêu",
    "giao",
    "đã",
    "vừa",
    "yêu cầu",
    "quy định",
    "và",
    "được",
    "do",
    "hướng dẫn",
    "kèm",
    "trong",
    "tại",
    "có",
    "đến",
    "năm",
    "nhằm",
    "số",
    "là",
    "cho",
    "khóa",
    "khoá",
    "là cơ sở",
    "để",
];

/// Up to a comma, a bracket, a verb or a figure.
fn issuer_words(scene: &Scene, range: Range<usize>) -> Option<String> {
    let tokens = scene.tokens;
    let stops = |index: &usize| {
        let closes_abbreviation =
            tokens.sign(*index) == Some(')') && *index > range.start + 1 && tokens.sign(index - 2) == Some('(');
        (matches!(tokens.sign(*index), Some(',' | ';' | '.' | ':' | '"' | '“' | ')' | '/' | '|'))
            && !closes_abbreviation)
            || is_title(scene, *index)
            || tokens.any_phrase(*index, &ENDS).is_some()
            || opens_remark(scene, *index)
    };
    let end = range.clone().find(stops).unwrap_or(range.end);
    let words = squeeze(tokens.slice(range.start, end));
    // "Ủy ban nhân dân (UBND) tỉnh": the abbreviation is no part of the name.
    let words: Vec<&str> = words.split(' ').filter(|word| !(word.starts_with('(') && word.ends_with(')'))).collect();
    let words = words.join(" ");
    let words = words.trim_matches(|letter: char| !letter.is_alphanumeric());
    (!words.is_empty()).then(|| words.to_owned())
}

/// A bracket with more than one word, as a remark has and an abbreviation does not.
fn opens_remark(scene: &Scene, index: usize) -> bool {
    scene.tokens.sign(index) == Some('(') && scene.tokens.sign(index + 2) != Some(')')
}

/// "UBND tỉnh Đồng Tháp đã ban hành Quyết định số …".
fn before_verb(scene: &Scene, mentions: &[Mention], which: usize) -> Option<String> {
    const VERBS: [&str; 18] = [
        "đã ký ban hành",
        "vừa ký ban hành",
        "đã ban hành",
        "vừa ban hành",
        "đã ký",
        "vừa ký",
        "đã có",
        "vừa có",
        "ký ban hành",
        "ban hành",
        "ký",
        "có",
        "thông qua",
        "đã thông qua",
        "phê duyệt",
        "vừa thông qua",
        "đã phê duyệt",
        "vừa phê duyệt",
    ];
    let tokens = scene.tokens;
    let mention = &mentions[which];
    let (verb, _) = any_before(tokens, mention.lead, &VERBS)?;
    let sentence = scene.sentence_of(mention.from)?.tokens.clone();
    let floor = sentence.start.max(verb.saturating_sub(LONGEST_ISSUER));
    let floor = if which > 0 { floor.max(mentions[which - 1].to) } else { floor };
    let start = (floor..verb)
        .rev()
        .find(|index| matches!(tokens.sign(*index), Some(',' | ';' | ':' | ')' | '-')))
        .map_or(floor, |at| at + 1);
    let agency = (start..verb).find(|index| tokens.any_phrase(*index, AGENCIES).is_some())?;
    // "Ngày 18 tháng 7 năm 2025 UBND xã … đã ban hành": the date is written without a comma.
    let is_dated = (start..agency).any(|index| tokens.digits(index).is_some());
    let words = squeeze(tokens.slice(if is_dated { agency } else { start }, verb));
    (!words.is_empty()).then_some(words)
}

/// Words that name agencies.
const AGENCIES: &[&str] = &[
    "ubnd",
    "ủy ban",
    "uỷ ban",
    "chủ tịch",
    "hđnd",
    "hội đồng",
    "sở",
    "bộ",
    "chính phủ",
    "thủ tướng",
    "tỉnh ủy",
    "huyện ủy",
    "thành ủy",
    "đảng ủy",
    "ban",
    "phòng",
    "văn phòng",
    "quốc hội",
    "tỉnh uỷ",
];

/// The title: from "về", "ban hành" … to the end of the clause, or the words after a colon.
pub(super) fn title_of(
    scene: &Scene,
    mentions: &[Mention],
    which: usize,
    date: Option<Range<usize>>,
) -> Option<String> {
    let mention = &mentions[which];
    let tokens = scene.tokens;
    let sentence = scene.sentence_of(mention.from)?.tokens.clone();
    let next = mentions.get(which + 1).map_or(usize::MAX, |next| next.lead);
    let behind_date =
        date.filter(|date| date.start >= mention.to && date.end <= sentence.end).map_or(mention.to, |date| date.end);
    let limit = sentence.end.min(next).min(behind_date + LONGEST_ISSUER + 6);
    let start =
        (behind_date..limit).find(|index| is_title(scene, *index) || matches!(tokens.sign(*index), Some(';' | '.')))?;
    if !is_title(scene, start) {
        return None;
    }
    let end = sentence.end.min(start + LONGEST_TITLE);
    let stops = |index: &usize| matches!(tokens.sign(*index), Some(';' | '.')) && tokens.is_spaced(*index + 1);
    let end = (start..end).find(stops).unwrap_or(end);
    let title = squeeze(tokens.slice(start, end));
    let title =
        title.trim_end_matches(|letter: char| letter.is_whitespace() || matches!(letter, '.' | ',' | ';' | '(' | ':'));
    (!title.is_empty()).then(|| title.to_owned())
}
