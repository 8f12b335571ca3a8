//! What paragraphs and tables are by their look, for formats whose authors draw instead of marking up: bold lines that are
//! headings, lists typed with dashes, tables that only place words side by side.

use super::blocks::{Block, Item, Line, Piece, Table};
use super::legacy::FontCode;
use super::remarks::{Remark, Remarks};
use crate::text::{fold, squeeze};

/// What a style or a run of letters states; `None` leaves it to what lies below.
#[derive(Debug, Clone, Default)]
pub struct Look {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub hidden: Option<bool>,
    /// The code of the font; `Some(None)` for a font of Unicode.
    pub font: Option<Option<FontCode>>,
}

/// Styles rest on one another at most this deep; a file may make them rest on themselves.
pub const DEEPEST_STYLE: usize = 16;

/// A paragraph as a reader of a format hands it over.
#[derive(Debug, Default)]
pub struct Paragraph {
    pub line: Line,
    /// The level that its style states.
    pub heading: Option<u8>,
    /// Its place in a list that the file marks up: the printed number, `None` for a bullet, and the depth.
    pub list: Option<(Option<String>, u8)>,
}

/// A table with more cells, those counted that fill its rows up, becomes lines.
const MOST_CELLS: usize = 200_000;

/// More words than this are no heading.
const LONGEST_HEADING: usize = 28;

impl Paragraph {
    /// The block that this paragraph is.
    pub fn block(self) -> Block {
        let heading = self.heading.or_else(|| self.looks_like_heading());
        match (heading, self.list) {
            (Some(level), list) => {
                let number = list.and_then(|(number, _)| number);
                Block::Heading { level, text: numbered(number.as_deref(), self.line) }
            }
            (None, Some((number, depth))) => Block::Item(Item { depth, number, text: self.line }),
            (None, None) => match typed_bullet(&self.line.text()) {
                Some((length, depth)) => {
                    Block::Item(Item { depth, number: None, text: self.line.without_start(length) })
                }
                None => Block::Paragraph(self.line),
            },
        }
    }

    /// The level of a bold line that names what follows.
    fn looks_like_heading(&self) -> Option<u8> {
        if !self.line.is_bold() || self.line.0.iter().any(|piece| !matches!(piece, Piece::Run(_))) {
            return None;
        }
        let text = squeeze(&self.line.text());
        let is_open = !text.ends_with(['.', ';', ',', '!', '?', '…']);
        let is_short = text.split(' ').count() <= LONGEST_HEADING;
        let has_words = text.chars().filter(|letter| letter.is_alphabetic()).count() >= 3;
        if !is_open || !is_short || !has_words || typed_bullet(&text).is_some() || is_signature(&text) {
            return None;
        }
        let number = self.list.as_ref().and_then(|(number, _)| number.as_deref()).unwrap_or_default();
        Some(level_of(&format!("{number} {text}")))
    }
}

fn numbered(number: Option<&str>, line: Line) -> Line {
    let Some(number) = number else { return line };
    let mut numbered = Line::plain(format!("{number} "));
    numbered.0.extend(line.unstyled().0);
    numbered.unstyled()
}

/// The level of a heading, by the number that begins it: parts, sections, points.
fn level_of(text: &str) -> u8 {
    let text = text.trim_start();
    let plain = fold(text);
    let first = plain.split([' ', '.', ')', '-', ':']).next().unwrap_or_default();
    let is_roman = !first.is_empty() && first.chars().all(|letter| matches!(letter, 'i' | 'v' | 'x'));
    let digits = text.split(' ').next().unwrap_or_default().trim_end_matches('.');
    let dots = digits.matches('.').count();
    let is_number = !digits.is_empty() && digits.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    match () {
        () if ["chuong", "phan", "phu luc"].iter().any(|word| plain.starts_with(word)) => 2,
        () if is_roman && text.starts_with(char::is_uppercase) => 2,
        () if is_number => u8::try_from(3 + dots).unwrap_or(6).min(6),
        () if first == "dieu" || first == "muc" => 3,
        () if text.chars().nth(1) == Some(')') => 5,
        () if !text.chars().any(char::is_lowercase) => 2,
        () => 3,
    }
}

/// The length and depth of a bullet that was typed: "– nội dung", "+ việc".
fn typed_bullet(text: &str) -> Option<(usize, u8)> {
    let start = text.len() - text.trim_start().len();
    let mut letters = text[start..].chars();
    let sign = letters.next()?;
    let depth = match sign {
        '-' | '–' | '—' | '•' | '●' | '*' | '▪' | '■' | '➢' | '❖' | '✓' | '·' | '\u{f0b7}' => 0,
        '+' | '◦' | '○' => 1,
        _ => return None,
    };
    let rest = letters.as_str();
    let begins = rest.starts_with(char::is_whitespace) || (sign == '-' && rest.starts_with(char::is_alphabetic));
    let words = rest.trim_start();
    if !begins || words.is_empty() || !words.contains(char::is_alphanumeric) {
        return None;
    }
    Some((text.len() - words.len(), depth))
}

/// Lines above a signature: capacity and office.
fn is_signature(text: &str) -> bool {
    let plain = fold(text);
    ["tm.", "kt.", "tl.", "tuq.", "q.", "chu tich", "pho chu tich", "noi nhan", "doc lap - tu do", "doc lap – tu do"]
        .iter()
        .any(|start| plain.starts_with(start))
        || plain.starts_with("cong hoa xa hoi")
}

/// A table of cells with their blocks: as a table, or as text where it only places words side by side.
pub fn table(rows: Vec<Vec<Vec<Block>>>, remarks: &mut Remarks) -> Vec<Block> {
    let rows: Vec<Vec<Vec<Block>>> =
        rows.into_iter().filter(|row| row.iter().flatten().any(|block| !block.is_blank())).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let words = |rows: &[Vec<Vec<Block>>]| {
        let cells = rows.iter().flatten().flatten().flat_map(Block::lines);
        fold(&cells.map(Line::text).collect::<Vec<_>>().join(" "))
    };
    if columns == 0 {
        return Vec::new();
    }
    if columns == 1 {
        return rows.into_iter().flatten().flatten().collect();
    }
    let start = words(&rows[..rows.len().min(4)]);
    let is_head =
        ["cong hoa xa hoi chu nghia viet nam", "dang cong san viet nam"].iter().any(|sign| start.contains(sign));
    if is_head && columns <= 3 && rows.len() <= 6 {
        return vec![letterhead(rows)];
    }
    let is_foot = rows.len() <= 3 && columns <= 3 && words(&rows).contains("noi nhan");
    if is_foot {
        return rows
            .into_iter()
            .flatten()
            .map(|cell| Block::Lines(lines(cell)))
            .filter(|block| !block.is_blank())
            .collect();
    }
    let nested = rows.iter().flatten().flatten().filter(|block| matches!(block, Block::Table(_))).count();
    if nested > 0 {
        remarks.add(Remark::NestedTables(nested));
    }
    let rows: Vec<Vec<Line>> = rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect();
    // Every row of a table of Markdown has as many cells as the longest.
    if columns.saturating_mul(rows.len()) > MOST_CELLS {
        let lines = rows.into_iter().flatten().filter(|cell| !cell.is_blank()).collect();
        return vec![Block::Lines(lines)];
    }
    vec![Block::Table(Table { rows })]
}

/// The head of a letter: its unit, the name of the state, number, place and date, in the order in which they are read.
fn letterhead(rows: Vec<Vec<Vec<Block>>>) -> Block {
    let lines: Vec<Line> = rows.into_iter().flatten().flat_map(lines).collect();
    let rank = |line: &Line| {
        let plain = fold(&squeeze(&line.text()));
        let is_number = plain.starts_with("so:") || plain.starts_with("so ") || plain.starts_with("luat so");
        let is_date = plain.contains("ngay") && plain.contains("thang") && plain.contains("nam");
        match (is_number, is_date) {
            (true, _) => 1,
            (_, true) => 3,
            _ if plain.starts_with("v/v") || plain.starts_with("ve viec") => 2,
            _ => 0,
        }
    };
    let is_rule = |line: &Line| !line.text().contains(char::is_alphanumeric);
    let mut lines: Vec<Line> = lines.into_iter().filter(|line| !is_rule(line)).map(Line::unstyled).collect();
    lines.sort_by_key(rank);
    Block::Lines(lines)
}

/// Every line of some blocks, with the numbers and bullets of items.
fn lines(blocks: Vec<Block>) -> Vec<Line> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) | Block::Quote(text) => lines.extend(text.split()),
            Block::Lines(more) => lines.extend(more),
            Block::Item(item) => {
                let mut line = Line::plain(format!("{} ", item.number.as_deref().unwrap_or("-")));
                line.0.extend(item.text.0);
                lines.extend(line.split());
            }
            Block::Table(table) => lines.extend(table.rows.into_iter().flatten().flat_map(Line::split)),
        }
    }
    lines
}

fn cell(blocks: Vec<Block>) -> Line {
    let mut joined = Line::default();
    for line in lines(blocks) {
        if !joined.0.is_empty() {
            joined.0.push(Piece::Break);
        }
        joined.0.extend(line.unstyled().0);
    }
    joined
}

/// The last touches on a body: blank blocks go, and bold lines at the very end are a signature, not headings.
pub fn finished(blocks: Vec<Block>) -> Vec<Block> {
    let mut blocks: Vec<Block> = blocks.into_iter().filter(|block| !block.is_blank()).collect();
    for block in blocks.iter_mut().rev() {
        match block {
            Block::Heading { text, .. } => *block = Block::Paragraph(std::mem::take(text).unstyled()),
            _ => break,
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::blocks::Run;

    fn paragraph(text: &str, bold: bool) -> Paragraph {
        let mut line = Line::default();
        line.push(Run { text: text.to_owned(), bold, ..Run::default() });
        Paragraph { line, ..Paragraph::default() }
    }

    #[test]
    fn bold_lines_are_headings() {
        for (text, level) in [
            ("I. MỤC TIÊU", Some(2)),
            ("1. Mục tiêu chung", Some(3)),
            ("2.1. Cải cách thể chế", Some(4)),
            ("Điều 1", Some(3)),
            ("KẾ HOẠCH", Some(2)),
            ("TM. ỦY BAN NHÂN DÂN", None),
            ("Đây là một câu được in đậm.", None),
            ("- một gạch", None),
        ] {
            let found = match paragraph(text, true).block() {
                Block::Heading { level, .. } => Some(level),
                _ => None,
            };
            assert_eq!(found, level, "{text}");
        }
        assert!(matches!(paragraph("I. MỤC TIÊU", false).block(), Block::Paragraph(_)));
    }

    #[test]
    fn typed_dashes_are_lists() {
        for (text, expected) in [
            ("– 100% hồ sơ", Some((4, 0))),
            ("+ Việc", Some((2, 1))),
            ("-Việc", Some((1, 0))),
            ("-5%", None),
            ("---", None),
            ("a - b", None),
        ] {
            assert_eq!(typed_bullet(text), expected, "{text}");
        }
    }

    #[test]
    fn a_letterhead_becomes_lines_in_reading_order() {
        let cell = |lines: &[&str]| lines.iter().map(|line| Block::Paragraph(Line::plain(*line))).collect::<Vec<_>>();
        let rows = vec![vec![
            cell(&["ỦY BAN NHÂN DÂN", "XÃ MẪU 1", "_____", "Số: 15/KH-UBND"]),
            cell(&[
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "Xã mẫu 1, ngày 05 tháng 8 năm 2025",
            ]),
        ]];
        let blocks = table(rows, &mut Remarks::default());
        let [Block::Lines(lines)] = blocks.as_slice() else { panic!("lines, not {blocks:?}") };
        let lines: Vec<String> = lines.iter().map(Line::text).collect();
        let expected = [
            "ỦY BAN NHÂN DÂN",
            "XÃ MẪU 1",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Số: 15/KH-UBND",
            "Xã mẫu 1, ngày 05 tháng 8 năm 2025",
        ];
        assert_eq!(lines, expected);
    }
}
