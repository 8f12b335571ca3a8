//! What a document says that it does to another: it replaces, repeals or amends it.
//!
//! Takes the mentions of numbers and the roles of those before, gives such a role only where the document itself is the
//! subject: "Quyết định này thay thế …", an article that begins with "Bãi bỏ …", the abstract, or "ban hành Quyết định số …
//! sửa đổi, bổ sung …". A sentence that reports of others ("Nghị định số 30, thay thế Nghị định số 110") changes nothing.

use super::{Mention, THESE};
use crate::extract::facts::Role;
use crate::extract::lexicon::any_before;
use crate::extract::scene::Scene;

/// Verbs of change; the longest that fits is taken.
const VERBS: [(&str, Role); 6] = [
    ("thay thế", Role::Replaces),
    ("bãi bỏ", Role::Repeals),
    ("sửa đổi , bổ sung", Role::Amends),
    ("sửa đổi", Role::Amends),
    ("bổ sung", Role::Amends),
    ("sửa đổi và bổ sung", Role::Amends),
];
/// Words between a verb and the whole document that it changes.
const WHOLE: [&str; 4] = ["cho", "các", "toàn bộ", "toàn văn"];
/// Words between a verb and the document of which it changes a part.
const PARTS: [&str; 12] =
    ["một số", "nội dung", "điều", "khoản", "điểm", "mục", "phụ lục", "của", "tại", "và", "các", "tên"];
/// How far before its document a verb can stand.
const REACH: usize = 16;
/// Abstracts stand above this block.
const HEAD: usize = 14;

/// The change that the document of the text makes to a mentioned one.
pub(super) fn change_of(scene: &Scene, mentions: &[Mention], before: &[Role], which: usize) -> Option<Role> {
    let mention = &mentions[which];
    let sentence = scene.sentence_of(mention.from)?.tokens.clone();
    let last = which.checked_sub(1).filter(|last| mentions[*last].from >= sentence.start);
    let floor = last.map_or(sentence.start, |last| mentions[last].to);
    if let Some((verb, role)) = verb_before(scene, floor, mention.lead) {
        let is_own = is_said_of_this(scene, sentence.start, verb)
            || (before.contains(&Role::Main) && (is_article(scene, verb) || is_abstract(scene, verb)))
            || last.is_some_and(|last| before[last] == Role::Main && follows(scene, mentions[last].to, verb));
        return is_own.then_some(role);
    }
    // "Thay thế Quyết định số … ngày … và Quyết định số …": the second shares the verb.
    let shared = last.map(|last| before[last]).filter(|role| is_change(*role))?;
    let is_joined = any_before(scene.tokens, mention.lead, &["và", ",", ";", "và các", ", các"]).is_some();
    is_joined.then_some(shared)
}

fn is_change(role: Role) -> bool {
    matches!(role, Role::Replaces | Role::Repeals | Role::Amends)
}

/// The verb of which a document is the object, with nothing between that would make it a part of the sentence only.
fn verb_before(scene: &Scene, floor: usize, lead: usize) -> Option<(usize, Role)> {
    let tokens = scene.tokens;
    let verb_at = |index: usize| {
        let found = VERBS.iter().filter_map(|(verb, role)| Some((tokens.phrase(index, verb)?, *role)));
        found.max_by_key(|(next, _)| *next)
    };
    // From the left, lest "bổ sung" be taken out of "sửa đổi, bổ sung".
    (floor.max(lead.saturating_sub(REACH))..lead).find_map(|index| {
        let (next, role) = verb_at(index)?;
        let links: &[&str] = if role == Role::Amends { &PARTS } else { &WHOLE };
        joins(scene, next, lead, links, role == Role::Amends).then_some((index, role))
    })
}

/// Whether only such words stand between; the number of an article, its letter and commas count where a part is named.
fn joins(scene: &Scene, from: usize, to: usize, links: &[&str], names_parts: bool) -> bool {
    let tokens = scene.tokens;
    let mut index = from;
    while index < to {
        let is_number = tokens.digits(index).is_some()
            || tokens.sign(index) == Some(',')
            || tokens.word(index).is_some_and(|word| word.len() == 1);
        index = match tokens.any_phrase(index, links) {
            Some((next, _)) => next,
            None if names_parts && is_number => index + 1,
            None => return false,
        };
    }
    index == to
}

/// "Quyết định này thay thế", "Kế hoạch này có hiệu lực kể từ ngày ký và thay thế".
fn is_said_of_this(scene: &Scene, sentence: usize, verb: usize) -> bool {
    let tokens = scene.tokens;
    let subject = (sentence..verb).find_map(|index| tokens.any_phrase(index, &THESE));
    subject.is_some_and(|(next, _)| {
        let goes_on = tokens.any_phrase(next, &["có hiệu lực", "và", ","]).is_some();
        next == verb || (goes_on && any_before(tokens, verb, &["và", ",", "đồng thời", ";"]).is_some())
    })
}

/// An article, or one of its points, that begins with the verb.
fn is_article(scene: &Scene, verb: usize) -> bool {
    /// An article has few points before the one that repeals.
    const POINTS: usize = 6;
    let tokens = scene.tokens;
    let begins = scene.sentence_of(verb).is_some_and(|sentence| sentence.tokens.start == verb);
    let block = scene.block_of(verb);
    let is_marked = |which: usize| {
        let start = scene.blocks[which].tokens.start;
        (start.saturating_sub(3)..start).any(|index| tokens.phrase(index, "điều").is_some())
    };
    begins && (block.saturating_sub(POINTS)..=block).any(is_marked)
}

/// "Về việc sửa đổi, bổ sung một số điều của …" in the head of the document.
fn is_abstract(scene: &Scene, verb: usize) -> bool {
    let tokens = scene.tokens;
    let block = scene.block_of(verb);
    let start = scene.blocks[block].tokens.start;
    let lead = tokens.any_phrase(start, &["về việc", "v / v", "về"]).map_or(start, |(next, _)| next);
    block < HEAD && lead == verb
}

/// "Ban hành Quyết định số … về việc sửa đổi": what stands between the document reported and the verb names no other deed.
fn follows(scene: &Scene, document: usize, verb: usize) -> bool {
    const FARTHEST: usize = 24;
    const OTHERS: [&str; 16] = [
        "theo",
        "để",
        "nhằm",
        "giao",
        "đề nghị",
        "trong đó",
        "dự thảo",
        "xem xét",
        "tham mưu",
        "công bố",
        "thực hiện",
        "triển khai",
        "danh mục",
        "được",
        "bị",
        ";",
    ];
    verb - document <= FARTHEST && (document..verb).all(|index| scene.tokens.any_phrase(index, &OTHERS).is_none())
}
