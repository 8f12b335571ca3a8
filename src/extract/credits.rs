//! Who wrote a text and where it was taken from: "Tác giả: …", "Nguồn: …", "Theo …" on the last line, a signature.
//!
//! Takes the scene, gives the words as printed. Only lines that say nothing else count, so that no sentence becomes a
//! name.

use super::facts::FoundText;
use super::layout::{Block, is_capitals, starts_upper};
use super::scene::Scene;
use crate::text::squeeze;

/// No name of an author or a source is longer.
const LONGEST: usize = 16;
/// How many of the last blocks can hold a signature.
const TAIL: usize = 14;

/// The author of a text.
pub(super) fn author(scene: &Scene) -> Option<FoundText> {
    labelled(
        scene,
        &[
            "tác giả",
            "tác giả bài viết",
            "người viết",
            "bài viết",
            "bài và ảnh",
            "bài, ảnh",
            "tin, ảnh",
            "tin, bài",
            "tin và ảnh",
            "tin bài",
            "biên tập",
            "người đăng",
            "thực hiện",
        ],
    )
    .or_else(|| signature(scene))
}

/// The source of a text.
pub(super) fn source(scene: &Scene) -> Option<FoundText> {
    labelled(scene, &["nguồn", "nguồn tin", "nguồn bài viết", "theo nguồn"]).or_else(|| last_line_source(scene))
}

/// A block "Nguồn: …".
fn labelled(scene: &Scene, labels: &[&str]) -> Option<FoundText> {
    let tokens = scene.tokens;
    scene.blocks.iter().rev().find_map(|block| {
        let (next, _) = tokens.any_phrase(block.tokens.start, labels)?;
        if tokens.sign(next) != Some(':') {
            return None;
        }
        words(scene, next + 1, block.tokens.end.min(next + 1 + LONGEST))
    })
}

fn words(scene: &Scene, from: usize, to: usize) -> Option<FoundText> {
    let mut end = to;
    while end > from && matches!(scene.tokens.sign(end - 1), Some('.' | ',' | ';' | ')' | '/')) {
        end -= 1;
    }
    let text = squeeze(scene.tokens.slice(from, end));
    (from < end && !text.is_empty()).then(|| FoundText { text, span: scene.span(from..end) })
}

/// "Theo Báo …" or "(Theo …)" as a block of its own near the end.
fn last_line_source(scene: &Scene) -> Option<FoundText> {
    tail(scene).find_map(|block| {
        let start = block.tokens.start + usize::from(scene.tokens.sign(block.tokens.start) == Some('('));
        let next = scene.tokens.phrase(start, "theo")?;
        let is_name = block.tokens.len() <= LONGEST
            && starts_upper(scene.tokens, next)
            && scene.marks_in(&block.tokens).is_empty();
        is_name.then(|| words(scene, next, block.tokens.end)).flatten()
    })
}

fn tail<'a>(scene: &'a Scene) -> impl Iterator<Item = &'a Block> {
    scene.blocks.iter().rev().take(TAIL)
}

/// A short last line without verbs: "Ban biên tập", "… - Phòng Nội vụ".
fn signature(scene: &Scene) -> Option<FoundText> {
    let text_ends = scene.blocks.iter().rposition(|block| is_sentence(scene, block))?;
    let block = scene.blocks.get(text_ends + 1)?;
    let length = block.tokens.len();
    let is_short = (1..=LONGEST).contains(&length) && scene.marks_in(&block.tokens).is_empty();
    let is_named = starts_upper(scene.tokens, block.tokens.start)
        && !is_notice(scene, block)
        && !is_capitals(scene.tokens, block.tokens.clone());
    let capitals = block.tokens.clone().filter(|index| starts_upper(scene.tokens, *index)).count();
    (is_short && is_named && capitals * 2 >= length.min(4))
        .then(|| words(scene, block.tokens.start, block.tokens.end))
        .flatten()
}

fn is_sentence(scene: &Scene, block: &Block) -> bool {
    let last = block.tokens.end.saturating_sub(1);
    let closes = matches!(scene.tokens.sign(last), Some('.' | '!' | ';' | '…' | '/' | '"' | '”'));
    closes && block.tokens.len() > 8
}

/// Lines of portals and of official letters that are no signature.
fn is_notice(scene: &Scene, block: &Block) -> bool {
    const NOTICES: [&str; 26] = [
        "lượt xem",
        "file đính kèm",
        "tin",
        "xem",
        "ý kiến",
        "góp ý",
        "chia sẻ",
        "in",
        "nguồn",
        "theo",
        "nơi nhận",
        "tm",
        "kt",
        "phụ lục",
        "tệp",
        "tags",
        "từ khóa",
        "các tin",
        "bản in",
        "quay lại",
        "đánh giá",
        "bình luận",
        "tải về",
        "like",
        "ảnh",
        "thống kê",
    ];
    scene.tokens.any_phrase(block.tokens.start, &NOTICES).is_some()
        || block.tokens.clone().any(|index| matches!(scene.tokens.sign(index), Some(':' | '|' | '?' | '@')))
}
