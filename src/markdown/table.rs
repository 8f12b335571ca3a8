//! What the columns of a table hold: numbers stand right-aligned, and the cell that names a row is its header.

use super::document::Spanned;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// What the renderer must know of a table before its first row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TableRole {
    /// Its place among the tables of the body, from 1.
    pub number: usize,
    /// The events of the caption, when the paragraph before it is one.
    pub caption: Option<Range<usize>>,
    /// By column: whether every cell that says something is a number.
    pub numeric: Vec<bool>,
    /// The column whose cells name their rows.
    pub row_header: Option<usize>,
}

/// Heads of a column that only counts the rows, folded.
const ORDINAL_HEADS: [&str; 7] = ["stt", "tt", "so tt", "so thu tu", "no", "no.", "#"];

/// Reads a table from its events.
pub(super) fn role(events: &[Spanned], number: usize, caption: Option<Range<usize>>) -> TableRole {
    let mut heads: Vec<String> = Vec::new();
    let mut columns: Vec<Column> = Vec::new();
    let (mut in_head, mut column) = (false, 0);
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Start(Tag::TableHead) => in_head = true,
            Event::End(TagEnd::TableHead) => in_head = false,
            Event::Start(Tag::TableRow) => column = 0,
            Event::Start(Tag::TableCell) => text.clear(),
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::InlineHtml(_) => text.push(' '),
            Event::End(TagEnd::TableCell) if in_head => heads.push(crate::text::fold(text.trim())),
            Event::End(TagEnd::TableCell) => {
                if columns.len() <= column {
                    columns.resize(column + 1, Column::default());
                }
                columns[column].add(&text);
                column += 1;
            }
            _ => {}
        }
    }
    columns.resize(heads.len(), Column::default());
    let numeric: Vec<bool> = columns.iter().map(Column::is_numeric).collect();
    let row_header = row_header(&heads, &columns);
    TableRole { number, caption, numeric, row_header }
}

/// The first column with a head and with words in it, where a column that counts the rows may stand before it.
fn row_header(heads: &[String], columns: &[Column]) -> Option<usize> {
    let counts_rows = heads.first().is_some_and(|head| ORDINAL_HEADS.contains(&head.as_str()));
    let candidate = usize::from(counts_rows);
    let has_head = heads.get(candidate).is_some_and(|head| !head.is_empty());
    (has_head && columns.get(candidate).is_some_and(|column| column.words > 0)).then_some(candidate)
}

#[derive(Clone, Default)]
struct Column {
    numbers: usize,
    words: usize,
}

impl Column {
    fn add(&mut self, cell: &str) {
        let cell = cell.trim();
        if is_number(cell) {
            self.numbers += 1;
        } else if !says_nothing(cell) {
            self.words += 1;
        }
    }

    fn is_numeric(&self) -> bool {
        self.numbers > 0 && self.words == 0
    }
}

/// What stands in a cell for "no value".
fn says_nothing(cell: &str) -> bool {
    matches!(cell, "" | "-" | "–" | "—" | "−" | "…" | "..." | "n/a" | "N/A" | "x" | "X")
}

/// A number as staff write it: `42,88`, `1.219,11`, `> 90%`, `+2,51`, `37/63`, `12 bậc`, `40-50%`.
fn is_number(cell: &str) -> bool {
    let signs = ['+', '-', '–', '−', '<', '>', '≥', '≤', '=', '~', '±', ' ', '\u{a0}'];
    let number = cell.trim_start_matches(signs);
    if !number.starts_with(|letter: char| letter.is_ascii_digit()) {
        return false;
    }
    let is_part =
        |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '-' | '–' | '/' | ' ' | '\u{a0}');
    let unit = number.trim_start_matches(is_part);
    // Two slashes make a date, which is read from the left like words.
    let slashes = number[..number.len() - unit.len()].matches('/').count();
    slashes < 2 && is_unit(unit.trim_end())
}

/// `%`, or at most two short words: a column of numbers keeps to one unit, a sentence does not.
fn is_unit(unit: &str) -> bool {
    let letters = unit.strip_prefix('%').unwrap_or(unit).trim_start();
    letters.split_whitespace().count() <= 2
        && letters.chars().count() <= 12
        && letters.chars().all(|letter| letter.is_alphabetic() || matches!(letter, ' ' | '\u{a0}' | '²' | '³' | '‰'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::document::{Document, Role};

    #[test]
    fn numbers() {
        for (cell, expected) in [
            ("42,88", true),
            ("1.219,11", true),
            ("42 420", true),
            ("83,76%", true),
            ("83,76 %", true),
            ("> 90%", true),
            ("–8", true),
            ("37/63", true),
            ("12 bậc", true),
            ("5 triệu đồng", true),
            ("40-50%", true),
            ("2.061 km²", true),
            ("05/03/2026", false),
            ("1 Sở Nội vụ", false),
            ("QĐ-UBND", false),
            ("", false),
            ("%", false),
        ] {
            assert_eq!(is_number(cell), expected, "{cell}");
        }
    }

    #[test]
    fn columns() {
        for (body, numeric, row_header) in [
            ("|Đơn vị|Điểm|\n|--|--|\n|Cao Lãnh|42,88|\n|Hồng Ngự|–|", "ny", Some(0)),
            ("|STT|Đơn vị|Điểm|\n|-|-|-|\n|1|Cao Lãnh|9%|", "yny", Some(1)),
            ("|Năm|Điểm|\n|-|-|\n|2021|9|", "yy", None),
            ("||Điểm|\n|-|-|\n|Cao Lãnh|9|", "ny", None),
            ("|TT|Điểm|\n|-|-|\n|1|9|", "yy", None),
            ("|Đơn vị|\n|-|", "n", None),
        ] {
            let document = Document::parse(body);
            let role = document.roles.values().find_map(|role| match role {
                Role::Table(role) => Some(role),
                _ => None,
            });
            let role = role.unwrap_or_else(|| panic!("no table in {body}"));
            let found: String = role.numeric.iter().map(|numeric| if *numeric { 'y' } else { 'n' }).collect();
            assert_eq!((found.as_str(), role.row_header), (numeric, row_header), "{body}");
        }
    }
}
