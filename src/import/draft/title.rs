//! What a bulletin from a file may be called: the words of the file that name it.

use crate::import::blocks::{Block, Line};
use crate::text::{fold, squeeze};
use crate::value::{DocumentKind, parse_moment};

/// More words than this are a paragraph.
const LONGEST: usize = 60;
/// Fewer are a label, unless they name a kind of document that the next line completes.
const SHORTEST: usize = 4;

/// Lines that may name the text, most likely first: a heading of the first level, the kind of a document with its abstract,
/// the first line that is long enough.
pub fn titles(blocks: &[Block]) -> Vec<String> {
    let stated = blocks.iter().find_map(|block| match block {
        Block::Heading { level: 1, text } => Some(squeeze(&text.text())),
        _ => None,
    });
    let lines = blocks.iter().take(40).take_while(|block| !matches!(block, Block::Table(_) | Block::Item(_)));
    let lines = lines.flat_map(Block::lines).flat_map(|line| line.clone().split()).map(|line| squeeze(&line.text()));
    stated.into_iter().chain(title_lines(lines)).collect()
}

/// The same for lines of text.
pub fn title_lines(lines: impl Iterator<Item = String>) -> Vec<String> {
    let lines: Vec<String> = lines.take(40).map(|line| without_null(&line).to_owned()).collect();
    let named = lines.windows(2).find_map(|pair| {
        let kind = DocumentKind::from_name(&pair[0]).filter(|_| pair[0].split(' ').count() <= 3)?;
        let is_abstract = is_title(&pair[1], 2) || pair[1].split(' ').count() > SHORTEST;
        is_abstract.then(|| joined(kind, &pair[0], &pair[1]))
    });
    let first = lines.iter().find(|line| is_title(line, SHORTEST)).cloned();
    let below_menu = below_menu(&lines).iter().rev().find(|line| is_title(line, SHORTEST)).cloned();
    named.into_iter().chain(below_menu).chain(first).collect()
}

/// The lines between the counter of visitors, with which the menu beside an article ends, and the stamp of the article. The
/// last of them names it; without both, nothing tells where a menu ends.
fn below_menu(lines: &[String]) -> &[String] {
    const COUNTERS: [&str; 5] = ["luot truy cap", "thong ke truy cap", "khach online", "dang truy cap", "dang online"];
    let is_counter = |line: &String| COUNTERS.iter().any(|start| fold(line).starts_with(start));
    let stamp = lines.iter().position(|line| is_stamp(line)).unwrap_or_default();
    let counter = lines[..stamp].iter().rposition(is_counter);
    counter.map_or(&[], |counter| &lines[counter + 1..stamp])
}

/// "16:22 10/11/2021 | Lượt xem : 880": a line with a time and a date.
fn is_stamp(line: &str) -> bool {
    let is_time = |word: &str| {
        let parts = word.split_once(':').map(|(hour, minute)| (hour.parse::<u8>(), minute.parse::<u8>()));
        matches!(parts, Some((Ok(0..24), Ok(0..60))))
    };
    let mut words = line.split(' ').map(|word| word.trim_matches([',', ';', '|', '(', ')']));
    words.clone().any(is_time) && words.any(|word| word.contains('/') && parse_moment(word).is_ok())
}

/// "KẾ HOẠCH", "Cải cách hành chính năm 2025" → "Kế hoạch cải cách hành chính năm 2025".
fn joined(kind: DocumentKind, name: &str, rest: &str) -> String {
    if !rest.chars().any(char::is_lowercase) {
        return format!("{name} {rest}");
    }
    let mut letters = rest.chars();
    let first = letters.next().map(|letter| letter.to_lowercase().to_string()).unwrap_or_default();
    // A word in capitals at the start stays: "CCHC năm 2025".
    let is_word = letters.clone().next().is_some_and(|next| next.is_lowercase() || next == ' ');
    let rest = if is_word { first + letters.as_str() } else { rest.to_owned() };
    format!("{} {rest}", kind.name_vi())
}

/// The line without the word that a well-known portal prints where a field is empty.
fn without_null(line: &str) -> &str {
    line.strip_prefix("null ").unwrap_or(line)
}

fn is_title(line: &str, shortest: usize) -> bool {
    let plain = fold(line);
    let words = line.split(' ').count();
    let is_head = [
        "cong hoa xa hoi",
        "doc lap",
        "uy ban nhan dan",
        "hoi dong nhan dan",
        "so:",
        "ubnd",
        "kinh gui",
        "can cu",
        "xuat ban thong tin",
        "chi tiet tin",
        "chi tiet bai viet",
        "trang chu",
    ]
    .iter()
    .any(|start| plain.starts_with(start));
    let is_dateline = plain.contains(", ngay ") && plain.contains(" thang ") && words < 14;
    let has_letters = line.chars().filter(|letter| letter.is_alphabetic()).count() >= 10;
    (shortest..=LONGEST).contains(&words) && !is_head && !is_dateline && has_letters
}

/// The blocks behind the heading that names the text: the page prints the title itself.
pub fn without_title<'a>(blocks: &'a [Block], title: Option<&str>) -> &'a [Block] {
    let is_title = |line: &Line| {
        let text = squeeze(&line.text());
        title.is_some_and(|title| squeeze(title) == text)
    };
    match blocks.first() {
        Some(Block::Heading { level: 1, .. }) => &blocks[1..],
        Some(Block::Heading { text, .. } | Block::Paragraph(text)) if is_title(text) => &blocks[1..],
        _ => blocks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_name_a_text() {
        for (lines, expected) in [
            (
                &["ỦY BAN NHÂN DÂN", "XÃ MẪU 1", "KẾ HOẠCH", "Cải cách hành chính năm 2025"][..],
                "Kế hoạch cải cách hành chính năm 2025",
            ),
            (&["QUYẾT ĐỊNH", "Về việc ban hành Kế hoạch"], "Quyết định về việc ban hành Kế hoạch"),
            (&["KẾ HOẠCH", "CẢI CÁCH HÀNH CHÍNH NĂM 2025"], "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2025"),
            (&["KẾ HOẠCH", "CCHC năm 2025 của xã"], "Kế hoạch CCHC năm 2025 của xã"),
            (&["Tin mới", "Xã mẫu 1 ban hành kế hoạch cải cách"], "Xã mẫu 1 ban hành kế hoạch cải cách"),
            (
                &[
                    "Phóng sự: Một đô thị thông minh",
                    "Lượt truy cập : 21.119.165",
                    "Khách Online : 20",
                    "Tình hình triển khai tại các địa phương",
                    "Xã mẫu 1 ban hành kế hoạch cải cách",
                    "16:22 10/11/2021 | Lượt xem : 880",
                    "Xã mẫu 1 yêu cầu người đứng đầu tham gia.",
                ],
                "Xã mẫu 1 ban hành kế hoạch cải cách",
            ),
            // A counter below the article ends no menu.
            (
                &[
                    "Xã mẫu 1 ban hành kế hoạch cải cách",
                    "16:22 10/11/2021",
                    "Lượt truy cập : 880",
                    "Địa chỉ: Xã mẫu 1, tỉnh Mẫu",
                ],
                "Xã mẫu 1 ban hành kế hoạch cải cách",
            ),
        ] {
            let found = title_lines(lines.iter().map(|line| (*line).to_owned()));
            assert_eq!(found.first().map(String::as_str), Some(expected));
        }
        assert_eq!(title_lines(["Ngắn".to_owned()].into_iter()), Vec::<String>::new());
    }
}
