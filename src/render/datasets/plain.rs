//! Rows as CSV and as JSON.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::{Cell, Field};

/// Excel takes a file for UTF-8 by its byte order mark and ends lines with CRLF.
pub(super) fn csv(fields: &[Field], rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![0xEF, 0xBB, 0xBF]);
    let names = fields.iter().map(|(name, _)| *name);
    let mut written = writer.write_record(names);
    for row in rows {
        for cell in row {
            let text: Cow<str> = match cell {
                Cell::Empty => "".into(),
                Cell::Text(text) => guarded(text),
                Cell::Code(code) => (*code).into(),
                Cell::Integer(number) => number.to_string().into(),
                Cell::Number(number) => number.plain().into(),
                Cell::Date(day) => day.to_string().into(),
            };
            written = written.and_then(|()| writer.write_field(text.as_bytes()));
        }
        // A record of fields that are written already.
        written = written.and_then(|()| writer.write_record(None::<&[u8]>));
    }
    written.expect("writing to memory does not fail");
    writer.into_inner().expect("writing to memory does not fail")
}

/// A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV Injection").
fn guarded(text: &str) -> Cow<'_, str> {
    match text.as_bytes().first() {
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r') => format!("'{text}").into(),
        _ => text.into(),
    }
}

/// One object a line, so that a large file can be read line by line and a difference reads well.
pub(super) fn json_rows(fields: &[Field], rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(rows.len() * 256 + 8);
    bytes.extend_from_slice(b"[\n");
    for (index, row) in rows.iter().enumerate() {
        serde_json::to_writer(&mut bytes, &Row { fields, cells: row }).expect("a map of plain values is JSON");
        bytes.extend_from_slice(if index + 1 < rows.len() { b",\n" } else { b"\n" });
    }
    bytes.extend_from_slice(b"]\n");
    bytes
}

/// A row as an object: every field's name with its value.
pub(super) struct Row<'a> {
    pub fields: &'a [Field],
    pub cells: &'a [Cell],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.fields.iter().map(|(name, _)| name).zip(self.cells))
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Empty => serializer.serialize_unit(),
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Code(code) => serializer.serialize_str(code),
            Cell::Integer(number) => serializer.serialize_i64(*number),
            Cell::Number(number) => number.serialize(serializer),
            Cell::Date(day) => serializer.collect_str(day),
        }
    }
}
