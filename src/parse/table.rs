//! CSV files: tables that articles show, and index results. A semicolon between cells, as Excel writes it under
//! Vietnamese settings, is understood as well as a comma.

use crate::diagnostics::{self, At, Diagnostic, Place};
use crate::source::SourcePath;
use crate::text;
use crate::value::{self, Number, ValueError};

use super::front::ResultFront;

/// A table with its header, cells trimmed.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// The record of each row in the file, the header being 0; empty rows are left out of `rows`.
    pub records: Vec<usize>,
}

/// The columns of `results.csv`, in the order of the documentation.
pub const RESULT_COLUMNS: [&str; 13] = [
    "unit",
    "indicator",
    "year",
    "score",
    "rank",
    "of",
    "change_score",
    "change_rank",
    "compared_with",
    "published",
    "publisher",
    "source",
    "note",
];

/// A table larger than this many cells is refused: one page could not show it.
const MAX_CELLS: usize = 2_000_000;

/// Reads any table. Rows that are longer or shorter than the header are reported.
pub fn table(path: &SourcePath, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Table {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    let mut cells = 0;
    for (index, record) in reader.records().enumerate() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                diagnostics.push(diagnostics::csv_syntax(At::file(path), &error.to_string()));
                return table;
            }
        };
        cells += record.len();
        if cells > MAX_CELLS {
            diagnostics.push(diagnostics::table_too_large(At::file(path), MAX_CELLS));
            return table;
        }
        let mut row: Vec<String> = record.iter().map(text::squeeze).collect();
        if row.iter().all(String::is_empty) {
            continue;
        }
        // Excel leaves separators behind for cells that once held something.
        while !table.header.is_empty() && row.len() > table.header.len() && row.last().is_some_and(String::is_empty) {
            row.pop();
        }
        if table.header.is_empty() {
            table.header = row;
        } else {
            let (found, expected) = (row.len(), table.header.len());
            let at = || cell(path, index, found.min(expected).saturating_sub(1));
            // Values behind a cell too many stand in the wrong columns; reading them would only mislead.
            if found > expected {
                diagnostics.push(diagnostics::row_too_long(at(), found, expected));
                continue;
            }
            if found < expected {
                diagnostics.push(diagnostics::row_length(at(), found, expected));
            }
            table.rows.push(row);
            table.records.push(index);
        }
    }
    table
}

fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    if header.matches(';').count() > header.matches(',').count() { b';' } else { b',' }
}

/// A place in a CSV file: the record counted from 0 with the header, and the column.
pub fn cell(path: &SourcePath, record: usize, column: usize) -> At {
    At { path: path.clone(), place: Place::Cell { record, column } }
}

/// The bytes of a cell.
pub fn locate(text: &str, record: usize, column: usize) -> Option<std::ops::Range<usize>> {
    // The csv crate gives no positions of cells: walk the text once, quote by quote.
    let delimiter = delimiter(text);
    let (mut row, mut col, mut start, mut quoted) = (0, 0, 0, false);
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                if (row, col) == (record, column) {
                    return Some(start..offset);
                }
                // The csv crate skips empty lines; so does the count of records.
                if offset > start || col > 0 {
                    row += 1;
                }
                (col, start) = (0, offset + 1);
            }
            byte if byte == delimiter && !quoted => {
                if (row, col) == (record, column) {
                    return Some(start..offset);
                }
                (col, start) = (col + 1, offset + 1);
            }
            _ => {}
        }
    }
    ((row, col) == (record, column)).then_some(start..text.len())
}

/// Reads `results.csv`: each row with the number of its record.
pub fn results(path: &SourcePath, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<(usize, ResultFront)> {
    let table = table(path, text, diagnostics);
    let mut columns = Vec::with_capacity(table.header.len());
    for (index, name) in table.header.iter().enumerate() {
        let known = RESULT_COLUMNS.iter().position(|column| *column == name.as_str());
        if known.is_none() {
            let suggestion = text::did_you_mean(name, RESULT_COLUMNS);
            diagnostics.push(diagnostics::unknown_field(cell(path, 0, index), name, suggestion, &RESULT_COLUMNS));
        }
        columns.push(known);
    }
    let mut results = Vec::with_capacity(table.rows.len());
    for (record, row) in table.records.iter().zip(&table.rows) {
        let mut reader = Row { path, record: *record, columns: &columns, row, diagnostics };
        if let Some(result) = reader.result() {
            results.push((*record, result));
        }
    }
    results
}

struct Row<'a> {
    path: &'a SourcePath,
    record: usize,
    columns: &'a [Option<usize>],
    row: &'a [String],
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Row<'_> {
    fn place(&self, name: &str) -> Option<usize> {
        let wanted = RESULT_COLUMNS.iter().position(|column| *column == name);
        self.columns.iter().position(|column| *column == wanted && wanted.is_some())
    }

    fn text(&self, name: &str) -> Option<String> {
        let text = self.row.get(self.place(name)?)?;
        (!text.is_empty()).then(|| text.clone())
    }

    fn at(&self, name: &str) -> At {
        cell(self.path, self.record, self.place(name).unwrap_or(0))
    }

    fn value<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Result<T, ValueError>) -> Option<T> {
        let printed = self.text(name)?;
        match read(&printed) {
            Ok(value) => Some(value),
            Err(error) => {
                let at = self.at(name);
                self.diagnostics.push(diagnostics::bad_value(at, name, &printed, &error));
                None
            }
        }
    }

    fn number(&mut self, name: &str) -> Option<Number> {
        self.value(name, |printed| value::parse_number(printed.trim_end_matches(['%', ' ', '\u{a0}'])))
    }

    fn whole(&mut self, name: &str, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let number = self.number(name)?;
        let whole = (number.value.decimals() == 0).then(|| number.value.to_f64() as i64);
        let found = whole.filter(|whole| range.contains(whole));
        if found.is_none() {
            let at = self.at(name);
            self.diagnostics.push(diagnostics::out_of_range(at, name, &number.printed, &range));
        }
        found
    }

    fn result(&mut self) -> Option<ResultFront> {
        for (name, example) in [("unit", "tp-can-tho"), ("indicator", "par-index"), ("year", "2020")] {
            if self.text(name).is_none() {
                let at = self.at(name);
                self.diagnostics.push(diagnostics::missing_field(at, name, example));
            }
        }
        let result = ResultFront {
            index: self.record,
            unit: self.text("unit"),
            indicator: self.text("indicator")?,
            year: self.whole("year", 1900..=2200)? as i16,
            score: self.number("score"),
            rank: self.whole("rank", 1..=1_000_000).map(|rank| rank as u32),
            of: self.whole("of", 1..=1_000_000).map(|of| of as u32),
            change_score: self.number("change_score"),
            change_rank: self.whole("change_rank", -10_000..=10_000).map(|change| change as i32),
            compared_with: self.whole("compared_with", 1900..=2200).map(|year| year as i16),
            published: self.value("published", value::parse_deadline),
            publisher: self.text("publisher"),
            source: self.text("source"),
            note: self.text("note"),
        };
        result.unit.is_some().then_some(result)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_behind_quotes_and_line_breaks() {
        let text = "a,b\n\"x, y\nz\",2\n\nlast,cell\n";
        let cell = |record, column| locate(text, record, column).map(|span| &text[span]);
        assert_eq!(cell(0, 1), Some("b"));
        assert_eq!(cell(1, 0), Some("\"x, y\nz\""));
        assert_eq!(cell(1, 1), Some("2"));
        assert_eq!(cell(2, 1), Some("cell"));
        assert_eq!(cell(9, 0), None);
    }

    #[test]
    fn excel_writes_semicolons() {
        let mut diagnostics = Vec::new();
        let path = SourcePath::new("content/data/a.csv");
        let table = table(&path, "Năm;Điểm\n2020;83,76\n", &mut diagnostics);
        assert_eq!(table.rows, [["2020", "83,76"]]);
        assert!(diagnostics.is_empty());
    }
}
