//! The day on which a portal published the text: "Thứ hai, 11/10/2021 15:20", "Cập nhật: 22/07/2025", "[11/10/2021]".
//!
//! Takes the scene, gives a day and its place. A stamp is a line of its own that says nothing else.

use std::ops::Range;

use jiff::civil::Date;

use super::figures::Figure;
use super::layout::{Block, Form};
use super::scene::Scene;

/// Words that stand in stamps beside the date.
const STAMP_WORDS: [&str; 44] = [
    "thứ", "hai", "ba", "tư", "năm", "sáu", "bảy", "chủ", "nhật", "cn", "ngày", "đăng", "cập", "nhật", "lúc", "gmt",
    "lượt", "xem", "am", "pm", "giờ", "phút", "tháng", "đã", "xuất", "bản", "phát", "hành", "tin", "post", "date", "h",
    "g", "in", "email", "chia", "sẻ", "phản", "hồi", "bình", "luận", "đọc", "bài", "viết",
];

/// The stamp of a text.
pub(super) fn find(scene: &Scene) -> Option<(Date, Range<usize>)> {
    let stamps = || scene.blocks.iter().filter_map(|block| stamp(scene, block));
    let (date, place, _) = stamps().find(|(_, _, is_sure)| *is_sure).or_else(|| stamps().next())?;
    Some((date, place))
}

/// The date of a block that is a stamp, its tokens, and whether a time, a weekday or a word confirms it.
fn stamp(scene: &Scene, block: &Block) -> Option<(Date, Range<usize>, bool)> {
    const LONGEST: usize = 24;
    let range = &block.tokens;
    let tokens = scene.tokens;
    let dates_document = range.clone().any(|index| tokens.any_phrase(index, &["ban hành", "hiệu lực", "ký"]).is_some());
    if range.len() > LONGEST || block.form == Form::Row || dates_document {
        return None;
    }
    let marks = scene.marks_in(range);
    let (date, place) = marks.iter().find_map(|mark| match mark.figure {
        Figure::Date(Some(date)) => Some((date, mark.tokens.clone())),
        _ => None,
    })?;
    let inside_mark = |index: usize| marks.iter().any(|mark| mark.tokens.contains(&index));
    let mut others = 0;
    for index in range.clone() {
        if tokens.word(index).is_some() && !inside_mark(index) {
            others += usize::from(tokens.any_phrase(index, &STAMP_WORDS).is_none());
        }
    }
    // The first word may be anything: a place ("Hà Nội, …") is no stamp, but "Ngày gửi:" is one.
    let has_colon = range.clone().any(|index| tokens.sign(index) == Some(':'));
    let allowed = usize::from(has_colon) * 2;
    if others > allowed {
        return None;
    }
    let confirmed = range.clone().any(|index| {
        tokens
            .any_phrase(index, &["cập nhật", "đăng", "ngày đăng", "thứ", "chủ nhật", "gmt", "lượt xem", "xuất bản"])
            .is_some()
    });
    let has_time = marks.iter().any(|mark| matches!(mark.figure, Figure::Label) && is_time(scene, &mark.tokens));
    Some((date, place, confirmed || has_time))
}

fn is_time(scene: &Scene, mark: &Range<usize>) -> bool {
    mark.clone()
        .any(|index| scene.tokens.sign(index) == Some(':') || matches!(scene.tokens.word(index), Some("h" | "g")))
}
