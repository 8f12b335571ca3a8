//! Rows as CSV and as JSON.

use serde_json::{Map, Value, json};

use super::{Cell, Field};

/// Excel takes a file for UTF-8 by its byte order mark and ends lines with CRLF.
pub(super) fn csv(fields: &[Field], rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![0xEF, 0xBB, 0xBF]);
    let names = fields.iter().map(|(name, _)| *name);
    let mut written = writer.write_record(names);
    for row in rows {
        let cells = row.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => guarded(text),
            Cell::Code(code) => (*code).to_owned(),
            Cell::Integer(number) => number.to_string(),
            Cell::Number(number) => number.plain(),
            Cell::Date(day) => day.to_string(),
        });
        written = written.and_then(|()| writer.write_record(cells));
    }
    written.expect("writing to memory does not fail");
    writer.into_inner().expect("writing to memory does not fail")
}

/// A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV Injection").
fn guarded(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

/// One object a line, so that a large file can be read line by line and a difference reads well.
pub(super) fn json_rows(fields: &[Field], rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(rows.len() * 256 + 8);
    bytes.extend_from_slice(b"[\n");
    for (index, row) in rows.iter().enumerate() {
        let object: Map<String, Value> =
            fields.iter().zip(row).map(|((name, _), cell)| ((*name).to_owned(), cell_json(cell))).collect();
        bytes.extend(serde_json::to_vec(&object).expect("a map of plain values is JSON"));
        bytes.extend_from_slice(if index + 1 < rows.len() { b",\n" } else { b"\n" });
    }
    bytes.extend_from_slice(b"]\n");
    bytes
}

pub(super) fn cell_json(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => json!(text),
        Cell::Code(code) => json!(code),
        Cell::Integer(number) => json!(number),
        Cell::Number(number) => json!(number),
        Cell::Date(day) => json!(day.to_string()),
    }
}
