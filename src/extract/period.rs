//! The period of the plan or report that a text is about: "giai đoạn 2021 – 2030", "năm 2025", "6 tháng đầu năm 2025".
//!
//! Takes the scene and the documents found, gives one period. A text names many: of programmes that it follows, of the
//! years before, of deadlines. The title decides, then the title of the document reported, then the first lines; periods
//! inside the name of another document do not count.

use std::ops::Range;

use jiff::civil::Date;

use super::facts::{Due, FoundPeriod, FoundTarget};
use super::lexicon::any_before;
use super::scene::Scene;
use crate::value::{Period, date_at, period_at};

/// A period, where it stands, and how much speaks for it.
struct Named {
    period: Period,
    tokens: Range<usize>,
    weight: i32,
}

/// How many tokens from the start are looked at: a text that names its period does so early.
const OPENING: usize = 900;

/// The period of a text.
pub(super) fn find(scene: &Scene) -> Option<FoundPeriod> {
    let mut named = all(scene);
    for one in &mut named {
        one.weight = weight(scene, one);
    }
    let best = named
        .iter()
        .max_by_key(|one| (one.weight, std::cmp::Reverse(one.tokens.start)))
        .filter(|one| one.weight > 0)?;
    Some(FoundPeriod {
        from: best.period.from,
        to: best.period.to,
        years: is_whole_years(&best.period),
        span: scene.span(best.tokens.clone()),
    })
}

/// The year in which all targets are due, where no period is named: an article about "trong năm 2025 phải …".
pub(super) fn of_targets(targets: &[FoundTarget]) -> Option<FoundPeriod> {
    let year_of = |target: &FoundTarget| match target.by {
        Some(Due::Year(year)) => Some(year),
        Some(Due::Day(day)) if day.month() == 12 && day.day() == 31 => Some(day.year()),
        _ => None,
    };
    let (first, year) = targets.iter().find_map(|target| Some((target, year_of(target)?)))?;
    let agree = targets.iter().filter_map(year_of).all(|other| other == year);
    let from = Date::new(year, 1, 1).ok().filter(|_| agree)?;
    Some(FoundPeriod { from, to: from.last_of_year(), years: true, span: first.span.clone() })
}

/// "Năm 2025" is a whole year although it was read as months.
fn is_whole_years(period: &Period) -> bool {
    period.years || (period.from == period.from.first_of_year() && period.to == period.to.last_of_year())
}

fn all(scene: &Scene) -> Vec<Named> {
    let tokens = scene.tokens;
    let mut named: Vec<Named> = Vec::new();
    let mut index = 0;
    while index < tokens.len().min(OPENING) {
        if let Some((_, next)) = date_at(tokens, index) {
            index = next;
            continue;
        }
        match candidate(scene, index) {
            Some((period, next)) => {
                named.push(Named { period, tokens: index..next, weight: 0 });
                index = next;
            }
            None => index += 1,
        }
    }
    named
}

/// A period that begins here, by a word that leads to one or by its form.
fn candidate(scene: &Scene, index: usize) -> Option<(Period, usize)> {
    const LEADS: [&str; 12] = [
        "giai đoạn",
        "giai đọan",
        "nhiệm kỳ",
        "nhiệm kì",
        "thời kỳ",
        "năm học",
        "năm",
        "quý",
        "quí",
        "tháng",
        "6 tháng",
        "9 tháng",
    ];
    let tokens = scene.tokens;
    let leads = tokens.any_phrase(index, &LEADS).is_some()
        || tokens.any_phrase(index, &["3 tháng", "06 tháng", "09 tháng", "sáu tháng", "nửa đầu"]).is_some();
    let is_range =
        tokens.year(index).is_some() && tokens.sign(index + 1) == Some('-') && tokens.year(index + 2).is_some();
    if !leads && !is_range {
        return None;
    }
    // "Giai đọan" is a common slip; "năm học" has years like a period.
    let start = tokens
        .any_phrase(index, &["giai đọan", "năm học", "nhiệm kì", "giai đoạn", "nhiệm kỳ"])
        .map_or(index, |(next, _)| next);
    let (period, next) = period_at(tokens, start)?;
    let period = period.ok()?;
    // "Năm 2025 - 2026" and "năm 2021-2025" are ranges by their second year.
    Some((period, next))
}

fn weight(scene: &Scene, one: &Named) -> i32 {
    let tokens = scene.tokens;
    let start = one.tokens.start;
    let block = scene.block_of(start);
    let mut weight = 0;
    let in_title = scene.title_blocks.contains(&block);
    let is_head = super::layout::is_capitals(tokens, scene.blocks[block].tokens.clone()) && block < 14;
    weight += if in_title || is_head { 60 } else { 0 };
    weight += opening_weight(block, scene);
    let is_range = one.period.first_year() != one.period.last_year();
    weight += if is_range { 12 } else { 0 };
    weight += if is_part_of_year(&one.period) { 8 } else { 0 };
    weight += name_weight(scene, start);
    weight - deadline_weight(scene, start) - ground_weight(scene, start)
}

fn opening_weight(block: usize, scene: &Scene) -> i32 {
    let from_title = block.saturating_sub(scene.title_blocks.end);
    match from_title {
        0 | 1 => 18,
        2 | 3 => 10,
        4..=8 => 4,
        _ => 0,
    }
}

/// A half-year or a quarter; a month seldom is what a plan covers.
fn is_part_of_year(period: &Period) -> bool {
    let months = i32::from(period.to.month()) - i32::from(period.from.month()) + 1;
    !is_whole_years(period) && period.first_year() == period.last_year() && months > 1
}

/// Whether the period belongs to the name of the plan or report that was issued.
fn name_weight(scene: &Scene, start: usize) -> i32 {
    const REACH: usize = 40;
    const NAMES: [&str; 14] = [
        "kế hoạch",
        "chương trình",
        "đề án",
        "báo cáo",
        "mục tiêu",
        "chỉ tiêu",
        "nhiệm vụ",
        "lộ trình",
        "kết quả",
        "cải cách hành chính",
        "cchc",
        "chuyển đổi số",
        "chỉ số",
        "chiến lược",
    ];
    let sentence = scene.sentence_of(start).map_or(start, |sentence| sentence.tokens.start);
    let floor = sentence.max(start.saturating_sub(REACH));
    let named = (floor..start).any(|index| scene.tokens.any_phrase(index, &NAMES).is_some());
    let issued = (floor..start).any(|index| {
        scene
            .tokens
            .any_phrase(
                index,
                &["ban hành", "phê duyệt", "triển khai", "thông qua", "sơ kết", "tổng kết", "đặt ra", "đề ra"],
            )
            .is_some()
    });
    i32::from(named) * 12 + i32::from(issued) * 6
}

/// "Đến năm 2030", "so với năm 2024", "tầm nhìn", "ngày 5 tháng 3 năm".
fn deadline_weight(scene: &Scene, start: usize) -> i32 {
    const DEADLINES: [&str; 24] = [
        "đến",
        "tới",
        "hết",
        "trước",
        "cuối",
        "sau",
        "với",
        "từ",
        "định hướng đến",
        "tầm nhìn đến",
        "tầm nhìn",
        "định hướng",
        "so với",
        "đầu",
        "vào",
        "đến hết",
        "đến cuối",
        "kết quả",
        "của",
        "từ đầu",
        "trở lại",
        "hướng đến",
        "vào cuối",
        "là",
    ];
    const WEAK: [&str; 3] = ["kết quả", "của", "là"];
    if is_date_part(scene, start) {
        return 100;
    }
    match any_before(scene.tokens, start, &DEADLINES) {
        Some((_, which)) if WEAK.contains(&DEADLINES[which]) => 2,
        Some(_) => 90,
        None => 0,
    }
}

/// "Tháng 3 năm 2025" is a date or its part; "Phường 14 năm 2025" is not.
fn is_date_part(scene: &Scene, start: usize) -> bool {
    start > 1
        && scene.tokens.digits(start - 1).is_some()
        && (matches!(scene.tokens.sign(start - 2), Some('/' | '-' | '.'))
            || scene.tokens.phrase(start - 2, "tháng").is_some())
}

/// The period of a programme that the plan follows is not its own.
fn ground_weight(scene: &Scene, start: usize) -> i32 {
    const REACH: usize = 60;
    const GROUNDS: [&str; 12] = [
        "căn cứ",
        "thực hiện",
        "triển khai thực hiện",
        "chương trình tổng thể",
        "nghị quyết",
        "quán triệt",
        "theo chương trình",
        "kế hoạch của tỉnh",
        "kế hoạch tổng thể",
        "của chính phủ",
        "của thủ tướng",
        "kế hoạch cchc của tỉnh",
    ];
    let Some(sentence) = scene.sentence_of(start) else { return 0 };
    let floor = sentence.tokens.start.max(start.saturating_sub(REACH));
    // What stands behind "đã ban hành" is the plan itself, whatever it follows.
    let issued = (floor..start).rev().find(|index| {
        scene
            .tokens
            .any_phrase(*index, &["ban hành", "phê duyệt", "xây dựng kế hoạch", "thông qua", "có quyết định"])
            .is_some()
    });
    let from = issued.unwrap_or(floor);
    let is_ground = (from..start).any(|index| scene.tokens.any_phrase(index, &GROUNDS).is_some());
    let is_legal = scene.tokens.any_phrase(scene.blocks[sentence.block].tokens.start, &["căn cứ"]).is_some();
    let in_title = scene.title_blocks.contains(&sentence.block);
    i32::from(is_ground && !in_title) * 22 + i32::from(is_legal) * 60
}
