//! Rows as CSV and as JSON.

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

use serde::{Serialize, Serializer};

use super::{Cell, Field};

/// Writes rows as CSV. Excel takes a file for UTF-8 by its byte order mark and ends lines with CRLF.
pub(super) struct Csv<W: Write>(csv::Writer<W>);

impl<W: Write> Csv<W> {
    pub fn begin(mut out: W, fields: &[Field]) -> io::Result<Self> {
        out.write_all(&[0xEF, 0xBB, 0xBF])?;
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        writer.write_record(fields.iter().map(|(name, _)| *name))?;
        Ok(Self(writer))
    }

    pub fn row(&mut self, row: &[Cell]) -> io::Result<()> {
        for cell in row {
            let text: Cow<str> = match cell {
                Cell::Empty => "".into(),
                Cell::Text(text) => guarded(text),
                Cell::Code(code) => (*code).into(),
                Cell::Integer(number) => number.to_string().into(),
                Cell::Number(number) => number.plain().into(),
                Cell::Date(day) => day.to_string().into(),
            };
            self.0.write_field(text.as_bytes())?;
        }
        // A record of fields that are written already.
        Ok(self.0.write_record(None::<&[u8]>)?)
    }

    pub fn end(self) -> io::Result<W> {
        self.0.into_inner().map_err(|error| error.into_error())
    }
}

/// All rows as CSV.
pub(super) fn csv(fields: &[Field], rows: &[Vec<Cell>]) -> Vec<u8> {
    let write = || {
        let mut csv = Csv::begin(Vec::new(), fields)?;
        rows.iter().try_for_each(|row| csv.row(row))?;
        csv.end()
    };
    write().expect("writing to memory does not fail")
}

/// A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV Injection").
fn guarded(text: &str) -> Cow<'_, str> {
    match text.as_bytes().first() {
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r') => format!("'{text}").into(),
        _ => text.into(),
    }
}

/// Writes rows as JSON: one object a line, so that a large file can be read line by line and a difference reads well.
pub(super) struct Json<W: Write> {
    out: BufWriter<W>,
    fields: &'static [Field],
    is_empty: bool,
}

impl<W: Write> Json<W> {
    pub fn begin(out: W, fields: &'static [Field]) -> io::Result<Self> {
        let mut out = BufWriter::with_capacity(64 * 1024, out);
        out.write_all(b"[\n")?;
        Ok(Self { out, fields, is_empty: true })
    }

    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        if !self.is_empty {
            self.out.write_all(b",\n")?;
        }
        self.is_empty = false;
        Ok(serde_json::to_writer(&mut self.out, &Row { fields: self.fields, cells })?)
    }

    pub fn end(mut self) -> io::Result<W> {
        self.out.write_all(if self.is_empty { b"]\n" } else { b"\n]\n" })?;
        self.out.into_inner().map_err(|error| error.into_error())
    }
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
