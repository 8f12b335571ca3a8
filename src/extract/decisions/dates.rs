//! Which date belongs to which document: behind its number, in front of it, in the head of the document itself.
//!
//! Takes the mentions of numbers, gives a date for each that has one. Every rule asks for words that tie the two together;
//! a date that merely stands near is none.

use std::ops::Range;

use jiff::civil::Date;

use super::Mention;
use crate::extract::figures::{Figure, Mark};
use crate::extract::lexicon::any_before;
use crate::extract::scene::Scene;

/// The date of a document and where it stands.
#[derive(Debug, Clone)]
pub(super) struct DocumentDate {
    /// None where the day that is printed does not exist: who drafts from it is told so.
    pub date: Option<Date>,
    pub tokens: Range<usize>,
    /// Whether the year was concluded from the day of publication.
    pub is_concluded: bool,
}

/// How far behind a number its date can stand: "của Ban Chấp hành Đảng bộ tỉnh … khóa XV ngày".
const BEHIND: usize = 26;
/// How far in front: "Ngày 06/10/2021, UBND … đã ban hành Quyết định số".
const IN_FRONT: usize = 60;
/// How far apart number and date stand in the head of a document.
const IN_HEAD: usize = 40;

/// A date for each mention.
pub(super) fn dates_of(scene: &Scene, mentions: &[Mention]) -> Vec<Option<DocumentDate>> {
    let mut dates: Vec<Option<DocumentDate>> =
        (0..mentions.len()).map(|which| behind(scene, mentions, which)).collect();
    share_backwards(scene, mentions, &mut dates);
    for which in 0..mentions.len() {
        if dates[which].is_none() {
            // A date behind the number before is that document's.
            let taken =
                which.checked_sub(1).and_then(|before| dates[before].as_ref()).map_or(0, |date| date.tokens.end);
            let found = in_head(scene, mentions, which)
                .or_else(|| in_front(scene, mentions, which))
                .or_else(|| at_end(scene, mentions, which));
            dates[which] = found.filter(|date| date.tokens.start >= taken);
        }
    }
    share_forwards(scene, mentions, &mut dates);
    dates
}

fn date_of(scene: &Scene, mark: &Mark) -> Option<DocumentDate> {
    match mark.figure {
        // A year of two digits makes a date unreadable, not impossible.
        Figure::Date(None) if scene.tokens.year(mark.tokens.end - 1).is_none() => None,
        Figure::Date(date) => Some(DocumentDate { date, tokens: mark.tokens.clone(), is_concluded: false }),
        Figure::DayMonth { day, month } => {
            let date = match &scene.published {
                Some((published, _)) => concluded(*published, day, month)?,
                None => in_named_year(scene, day, month)?,
            };
            Some(DocumentDate { date: Some(date), tokens: mark.tokens.clone(), is_concluded: true })
        }
        _ => None,
    }
}

/// "Ngày 6/10" in a text of 11/10/2021 is of that year; only days shortly before the publication are certain.
fn concluded(published: Date, day: i8, month: i8) -> Option<Date> {
    const MOST_DAYS: i32 = 120;
    let this_year = Date::new(published.year(), month, day).ok()?;
    let date = if this_year <= published { this_year } else { Date::new(published.year() - 1, month, day).ok()? };
    let days = published.since(date).ok()?.get_days();
    (days <= MOST_DAYS).then_some(date)
}

/// Without a day of publication: in the year that the title names. Plans for a year are issued in it, or in the last
/// weeks of the year before, so days of these weeks are not certain.
fn in_named_year(scene: &Scene, day: i8, month: i8) -> Option<Date> {
    const LAST_SURE_MONTH: i8 = 10;
    let title = scene.blocks.get(scene.title_blocks.clone())?;
    let range = title.first()?.tokens.start..title.last()?.tokens.end;
    let mut years = scene.marks_in(&range).iter().filter_map(|mark| match mark.figure {
        Figure::Year(year) => Some(year),
        _ => None,
    });
    let year = years.next().filter(|_| month <= LAST_SURE_MONTH)?;
    years.all(|other| other == year).then(|| Date::new(year, month, day).ok()).flatten()
}

/// A date behind the number, before the title or another document begins.
fn behind(scene: &Scene, mentions: &[Mention], which: usize) -> Option<DocumentDate> {
    let mention = &mentions[which];
    let tokens = scene.tokens;
    let limit = mentions.get(which + 1).map_or(usize::MAX, |next| next.lead).min(mention.to + BEHIND);
    let block_end = scene.blocks[scene.block_of(mention.from)].tokens.end;
    // A table of facts has "Ngày ban hành" in its next row.
    let range = mention.to..limit.min(tokens.len());
    for mark in scene.marks_in(&range) {
        let is_date = matches!(mark.figure, Figure::Date(_) | Figure::DayMonth { .. });
        if !is_date {
            if matches!(mark.figure, Figure::Label | Figure::Year(_)) {
                continue;
            }
            return None;
        }
        let between = mention.to..mark.tokens.start;
        let in_table = any_before(
            tokens,
            mark.tokens.start,
            &["ngày ban hành |", "ngày ban hành :", "ngày ban hành", "ngày ký :"],
        )
        .is_some();
        if mark.tokens.start >= block_end && !in_table && !is_line_of_date(scene, mark) {
            return None;
        }
        let reaches = in_table || !is_interrupted(scene, between);
        return reaches.then(|| date_of(scene, mark)).flatten();
    }
    None
}

/// A date on a line of its own below the number.
fn is_line_of_date(scene: &Scene, mark: &Mark) -> bool {
    let block = &scene.blocks[scene.block_of(mark.tokens.start)].tokens;
    block.end == mark.tokens.end && mark.tokens.start - block.start <= 1
}

/// Whether the words between a number and a date lead to something else than the date of the document.
fn is_interrupted(scene: &Scene, between: Range<usize>) -> bool {
    const TITLES: [&str; 18] = [
        "về",
        "về việc",
        "ban hành",
        "phê duyệt",
        "quy định",
        "sửa đổi",
        "hướng dẫn",
        "thực hiện",
        "triển khai",
        "công bố",
        "yêu cầu",
        "giao",
        "trước",
        "đến",
        "từ",
        "kể từ",
        "hết",
        "thay thế",
    ];
    let tokens = scene.tokens;
    let end = between.end;
    between.clone().any(|index| {
        if matches!(tokens.sign(index), Some(';' | '.' | '“' | '"')) && !is_typing_slip(scene, index) {
            return true;
        }
        let Some((next, _)) = tokens.any_phrase(index, &TITLES) else { return false };
        // "Ban hành ngày", "ký ban hành ngày", "thực hiện từ ngày" — only the first two date the document.
        let dates_it = tokens.any_phrase(index, &["ban hành", "phê duyệt", "công bố"]).is_some()
            && leads_to_date(scene, next, end);
        !dates_it
    })
}

/// A full stop inside an abbreviation or right before "ngày" is a slip.
fn is_typing_slip(scene: &Scene, index: usize) -> bool {
    scene.tokens.sign(index) == Some('.')
        && (!scene.tokens.is_spaced(index + 1) || scene.tokens.phrase(index + 1, "ngày").is_some())
}

fn leads_to_date(scene: &Scene, from: usize, date: usize) -> bool {
    (from..date).all(|index| {
        matches!(scene.tokens.sign(index), Some(',' | '(' | ':' | '|'))
            || scene.tokens.any_phrase(index, &["ngày", "cùng", "vào", "ký"]).is_some()
    })
}

/// Numbers of one list have the date that stands behind the last of them.
fn share_backwards(scene: &Scene, mentions: &[Mention], dates: &mut [Option<DocumentDate>]) {
    for which in (0..mentions.len().saturating_sub(1)).rev() {
        if dates[which].is_some() || dates[which + 1].is_none() {
            continue;
        }
        let (here, next) = (&mentions[which], &mentions[which + 1]);
        let between = here.to..next.from;
        let is_bare = between.len() <= 3
            && between.clone().all(|index| {
                matches!(scene.tokens.sign(index), Some(',' | ';'))
                    || scene.tokens.any_phrase(index, &["và", "số"]).is_some()
            });
        let is_same_day = dates[which + 1]
            .as_ref()
            .is_some_and(|date| (next.to..date.tokens.start).any(|index| scene.tokens.phrase(index, "cùng").is_some()))
            && next.lead - here.to <= 3;
        if is_bare || is_same_day {
            dates[which] = dates[which + 1].clone();
        }
    }
}

/// "Ngày …, UBND ban hành Quyết định số A và Kế hoạch số B": the second is of that day as well.
fn share_forwards(scene: &Scene, mentions: &[Mention], dates: &mut [Option<DocumentDate>]) {
    for which in 1..mentions.len() {
        if dates[which].is_some() {
            continue;
        }
        let (before, here) = (&mentions[which - 1], &mentions[which]);
        let Some(date) = dates[which - 1].clone().filter(|date| date.tokens.end <= before.lead) else { continue };
        let is_joined = here.lead >= before.to
            && here.lead - before.to <= 2
            && (before.to..here.lead)
                .all(|index| scene.tokens.sign(index) == Some(',') || scene.tokens.phrase(index, "và").is_some());
        if is_joined {
            dates[which] = Some(date);
        }
    }
}

/// "Ngày 06/10/2021, UBND thành phố đã ban hành Quyết định số …".
fn in_front(scene: &Scene, mentions: &[Mention], which: usize) -> Option<DocumentDate> {
    let mention = &mentions[which];
    let tokens = scene.tokens;
    let sentence = scene.sentence_of(mention.from)?.tokens.clone();
    let floor = sentence.start.max(mention.lead.saturating_sub(IN_FRONT));
    let floor = if which > 0 { floor.max(mentions[which - 1].to) } else { floor };
    // "Theo Quyết định số" and "tại Kế hoạch số" name a document that is older than the day in front.
    const OLDER: [&str; 22] = [
        "theo",
        "tại",
        "căn cứ",
        "thực hiện",
        "triển khai",
        "của",
        "kèm theo",
        "theo các",
        "triển khai thực hiện",
        "quán triệt",
        "đối với",
        "với",
        "bằng",
        "trong",
        "sửa đổi",
        "bổ sung",
        "thay thế",
        "bãi bỏ",
        "theo tinh thần",
        "từ",
        "thi hành",
        "tổ chức thực hiện",
    ];
    if any_before(tokens, mention.lead, &OLDER).is_some() {
        return None;
    }
    let mark = scene
        .marks_in(&(floor..mention.lead))
        .iter()
        .rev()
        .find(|mark| matches!(mark.figure, Figure::Date(_) | Figure::DayMonth { .. }))?;
    let start = mark.tokens.start;
    if any_before(tokens, start, &["trước ngày", "đến ngày", "từ ngày", "trước", "kể từ ngày", "hết ngày", "đến"])
        .is_some()
    {
        return None;
    }
    const ISSUES: [&str; 24] = [
        "ban hành",
        "ký",
        "có",
        "thông qua",
        "phê duyệt",
        "công bố",
        "gửi",
        "ra",
        "trình",
        "ký ban hành",
        "ký quyết định",
        "xây dựng",
        "quyết định",
        "đã",
        "vừa",
        "phát hành",
        "ban hàng",
        "cho ban hành",
        "thay mặt",
        "vừa có",
        "đã có",
        "ban bố",
        "triển khai",
        "quyết nghị",
    ];
    let is_issued = (mark.tokens.end..mention.lead).any(|index| tokens.any_phrase(index, &ISSUES).is_some());
    // "Ngày 18/7/2025 của UBND xã, Kế hoạch số" is rare; "số, ngày" in a table head is not read here.
    let is_close = mention.lead - mark.tokens.end <= 2;
    (is_issued || is_close).then(|| date_of(scene, mark)).flatten()
}

/// "Quyết định số … ban hành Kế hoạch …, ngày 8 tháng 9 năm 2016": a date that ends the line of a document.
fn at_end(scene: &Scene, mentions: &[Mention], which: usize) -> Option<DocumentDate> {
    const LONGEST: usize = 70;
    let mention = &mentions[which];
    let block = &scene.blocks[scene.block_of(mention.from)].tokens;
    let begins = mention.lead <= block.start + 1;
    let is_only = mentions.get(which + 1).is_none_or(|next| next.lead >= block.end);
    let mark =
        scene.marks_in(&(mention.to..block.end)).last().filter(|mark| matches!(mark.figure, Figure::Date(Some(_))))?;
    let closes = (mark.tokens.end..block.end).all(|index| matches!(scene.tokens.sign(index), Some('.' | ';' | ')')));
    let day = scene
        .tokens
        .phrase(mark.tokens.start.checked_sub(1)?, "ngày")
        .map_or(mark.tokens.start, |_| mark.tokens.start - 1);
    let is_parted = matches!(scene.tokens.sign(day.checked_sub(1)?), Some(',' | '('));
    let leads_elsewhere =
        any_before(scene.tokens, day, &["trước", "đến", "từ", "kể từ", "vào", "hết", "trong"]).is_some();
    let is_near = mark.tokens.end - mention.to <= LONGEST;
    (is_only && closes && is_near && !leads_elsewhere && (is_parted || begins)).then(|| date_of(scene, mark)).flatten()
}

/// "Số: 15/KH-UBND" at the head, with "Xã mẫu, ngày 05 tháng 8 năm 2025" beside or below it.
fn in_head(scene: &Scene, mentions: &[Mention], which: usize) -> Option<DocumentDate> {
    let mention = &mentions[which];
    let tokens = scene.tokens;
    if tokens.phrase(mention.lead, "số").is_none() || !begins_line(scene, mention.lead) {
        return None;
    }
    let limit =
        mentions.get(which + 1).map_or(usize::MAX, |next| next.lead).min(mention.to + IN_HEAD).min(tokens.len());
    let is_dated = |mark: &&Mark| {
        matches!(mark.figure, Figure::Date(_)) && any_before(tokens, mark.tokens.start, &["ngày"]).is_some()
    };
    let below = scene.marks_in(&(mention.to..limit)).iter().find(is_dated);
    let floor = if which > 0 { mentions[which - 1].to } else { 0 }.max(mention.lead.saturating_sub(IN_HEAD));
    let above = || scene.marks_in(&(floor..mention.lead)).iter().rev().find(is_dated);
    below.or_else(above).and_then(|mark| date_of(scene, mark))
}

/// Whether nothing but the bars of a table stands before a token on its line.
fn begins_line(scene: &Scene, token: usize) -> bool {
    const MOST_BARS: usize = 4;
    let tokens = scene.tokens;
    let mut first = token;
    for _ in 0..MOST_BARS {
        let Some(before) = first.checked_sub(1) else { return true };
        if tokens.text[tokens.all[before].range.end..tokens.all[first].range.start].contains('\n') {
            return true;
        }
        if !matches!(tokens.sign(before), Some('|' | '*' | '_')) {
            return false;
        }
        first = before;
    }
    false
}
