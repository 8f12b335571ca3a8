//! What a text announces in numbers: "7 nội dung (44 nhiệm vụ)", "09 mô hình". Takes the scene, gives the numbers with
//! their nouns: who drafts from them can see what is announced and not listed.

use super::facts::FoundCount;
use super::figures::{Figure, Quantity};
use super::lexicon::any_before;
use super::scene::Scene;
use crate::text::squeeze;

/// What plans count in announcing their parts; the longest that fits is taken.
const NOUNS: [&str; 26] = [
    "nội dung",
    "nhóm nhiệm vụ",
    "nhóm nội dung",
    "nhóm giải pháp",
    "nhiệm vụ",
    "mô hình",
    "giải pháp",
    "chỉ tiêu",
    "nhóm chỉ tiêu",
    "lĩnh vực",
    "nhiệm vụ trọng tâm",
    "nhóm nhiệm vụ, giải pháp",
    "nhóm nhiệm vụ và giải pháp",
    "mục tiêu",
    "mục tiêu cụ thể",
    "nội dung trọng tâm",
    "tiêu chí",
    "tiêu chí thành phần",
    "đề án",
    "dự án",
    "nhóm mục tiêu",
    "nhóm lĩnh vực",
    "chương trình",
    "trụ cột",
    "khâu đột phá",
    "nhóm",
];
/// Words before a number that make it something else than an announcement.
const NO_COUNT: [&str; 13] = [
    "ít nhất",
    "tối thiểu",
    "không quá",
    "tối đa",
    "trên",
    "dưới",
    "đã hoàn thành",
    "hoàn thành",
    "còn",
    "thứ",
    "hơn",
    "mỗi",
    "kiểm tra",
];

/// The counts of a text.
pub(super) fn find(scene: &Scene) -> Vec<FoundCount> {
    let mut found: Vec<FoundCount> = Vec::new();
    for mark in &scene.marks {
        let Figure::Quantity(quantity) = &mark.figure else { continue };
        if quantity.max.is_some()
            || quantity.value.decimals() > 0
            || any_before(scene.tokens, mark.tokens.start, &NO_COUNT).is_some()
        {
            continue;
        }
        let Some(count) = count_at(scene, mark.tokens.start, quantity) else { continue };
        let is_known = |other: &FoundCount| other.value == count.value && other.noun == count.noun;
        if !found.iter().rev().take(20).any(is_known) {
            found.push(count);
        }
    }
    found
}

fn count_at(scene: &Scene, start: usize, quantity: &Quantity) -> Option<FoundCount> {
    let (next, which) = scene.tokens.any_phrase(quantity.after_number, &NOUNS)?;
    // "Nhóm 5 tỉnh" has its noun before; "5 nhóm" alone must be followed by what it groups.
    let is_open_group = NOUNS[which] == "nhóm";
    let noun = if is_open_group {
        squeeze(scene.tokens.slice(quantity.after_number, next + 2))
    } else {
        NOUNS[which].to_owned()
    };
    let end = if is_open_group { next + 2 } else { next };
    Some(FoundCount {
        value: quantity.value,
        noun: noun.to_lowercase(),
        span: scene.span(start..end.min(scene.tokens.len())),
    })
}
