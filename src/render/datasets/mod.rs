//! Open data: every register also as CSV and JSON, from the same rows; the catalogue of them; one bulletin as JSON.

mod bulletin;
mod catalogue;
mod rows;

pub use bulletin::bulletin_json;
pub use catalogue::{catalogue, view};

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::discover::hex;
use crate::source::OutputPath;
use crate::value::Decimal;

use super::maker::Maker;
use super::{RenderError, Renderer, views};

use rows::*;

/// How many data sets a site has.
pub const COUNT: usize = SETS.len();

/// A cell with its type, so that numbers stay numbers in every format.
#[derive(Clone, Debug)]
enum Cell {
    Empty,
    Text(String),
    /// A word of a closed set, which no spreadsheet can be tricked with.
    Code(&'static str),
    Integer(i64),
    Number(Decimal),
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        text.map_or(Cell::Empty, Cell::Text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }
}

/// A column: its name, its type for readers of the data.
type Field = (&'static str, &'static str);

struct Set {
    id: &'static str,
    /// The path without extension.
    path: &'static str,
    register: &'static str,
    fields: &'static [Field],
    rows: fn(Maker) -> Vec<Vec<Cell>>,
}

const SETS: [Set; 7] = [
    Set {
        id: "bulletins",
        path: "tin/tin",
        register: "tin/index.html",
        fields: &[
            ("title", "string"),
            ("date", "date"),
            ("date_basis", "string"),
            ("unit", "string"),
            ("unit_name", "string"),
            ("category", "string"),
            ("decision", "string"),
            ("targets", "integer"),
            ("tasks", "integer"),
            ("lang", "string"),
            ("summary", "string"),
            ("url", "string"),
        ],
        rows: bulletin_rows,
    },
    Set {
        id: "decisions",
        path: "van-ban/van-ban",
        register: "van-ban/index.html",
        fields: &[
            ("number", "string"),
            ("kind", "string"),
            ("date", "date"),
            ("effective", "date"),
            ("expires", "date"),
            ("issuer", "string"),
            ("unit", "string"),
            ("signer", "string"),
            ("title", "string"),
            ("effect", "string"),
            ("legal_basis", "string"),
            ("implements", "string"),
            ("amends", "string"),
            ("replaces", "string"),
            ("repeals", "string"),
            ("url", "string"),
        ],
        rows: decision_rows,
    },
    Set {
        id: "targets",
        path: "chi-tieu/chi-tieu",
        register: "chi-tieu/index.html",
        fields: &[
            ("id", "string"),
            ("statement", "string"),
            ("indicator", "string"),
            ("area", "string"),
            ("scope", "string"),
            ("strength", "string"),
            ("combination", "string"),
            ("comparator", "string"),
            ("value", "number"),
            ("value_max", "number"),
            ("measure_unit", "string"),
            ("comparator_2", "string"),
            ("value_2", "number"),
            ("measure_unit_2", "string"),
            ("by", "date"),
            ("frequency", "string"),
            ("baseline_year", "integer"),
            ("baseline_value", "number"),
            ("baseline_rank", "integer"),
            ("status", "string"),
            ("reason", "string"),
            ("unit", "string"),
            ("unit_name", "string"),
            ("decision", "string"),
            ("url", "string"),
        ],
        rows: target_rows,
    },
    Set {
        id: "tasks",
        path: "nhiem-vu/nhiem-vu",
        register: "nhiem-vu/index.html",
        fields: &[
            ("id", "string"),
            ("title", "string"),
            ("group", "integer"),
            ("area", "string"),
            ("product", "string"),
            ("lead", "string"),
            ("support", "string"),
            ("due", "date"),
            ("frequency", "string"),
            ("done", "date"),
            ("status", "string"),
            ("unit", "string"),
            ("unit_name", "string"),
            ("url", "string"),
        ],
        rows: task_rows,
    },
    Set {
        id: "results",
        path: "chi-so/ket-qua",
        register: "chi-so/index.html",
        fields: &[
            ("unit", "string"),
            ("unit_name", "string"),
            ("indicator", "string"),
            ("year", "integer"),
            ("score", "number"),
            ("rank", "integer"),
            ("of", "integer"),
            ("change_score", "number"),
            ("change_rank", "integer"),
            ("compared_with", "integer"),
            ("published", "string"),
            ("publisher", "string"),
            ("source", "string"),
            ("note", "string"),
        ],
        rows: result_rows,
    },
    Set {
        id: "indicators",
        path: "chi-so/chi-so",
        register: "chi-so/index.html",
        fields: &[
            ("id", "string"),
            ("name", "string"),
            ("abbreviation", "string"),
            ("measure_unit", "string"),
            ("scale_min", "number"),
            ("scale_max", "number"),
            ("direction", "string"),
            ("publisher", "string"),
            ("url", "string"),
        ],
        rows: indicator_rows,
    },
    Set {
        id: "units",
        path: "don-vi/don-vi",
        register: "don-vi/index.html",
        fields: &[
            ("id", "string"),
            ("name", "string"),
            ("kind", "string"),
            ("parent", "string"),
            ("valid_from", "date"),
            ("valid_to", "date"),
            ("successors", "string"),
            ("basis", "string"),
            ("url", "string"),
        ],
        rows: unit_rows,
    },
];

/// A data set that has been written.
#[derive(Clone, Debug)]
pub struct Published {
    pub id: &'static str,
    pub register: &'static str,
    pub fields: &'static [Field],
    pub rows: usize,
    pub files: Vec<PublishedFile>,
}

#[derive(Clone, Debug)]
pub struct PublishedFile {
    pub format: &'static str,
    pub media_type: &'static str,
    pub path: String,
    pub size: u64,
    pub sha256: String,
}

/// Writes every data set in every format.
pub fn write(renderer: &Renderer) -> Result<Vec<Published>, RenderError> {
    let maker = renderer.maker(renderer.site.lang());
    let mut published = Vec::with_capacity(COUNT);
    for set in &SETS {
        let rows = (set.rows)(maker);
        let mut files = Vec::new();
        let formats = [
            ("CSV", "csv", "text/csv", csv(set.fields, &rows)),
            ("JSON", "json", "application/json", json_rows(set.fields, &rows)),
        ];
        for (format, extension, media_type, bytes) in formats {
            let path = format!("{}.{extension}", set.path);
            let (size, sha256) = (bytes.len() as u64, hex(&Sha256::digest(&bytes)));
            renderer.output.write(&OutputPath::new(&path), bytes)?;
            files.push(PublishedFile { format, media_type, path, size, sha256 });
        }
        published.push(Published { id: set.id, register: set.register, fields: set.fields, rows: rows.len(), files });
    }
    Ok(published)
}

/// Excel takes a file for UTF-8 by its byte order mark and ends lines with CRLF.
fn csv(fields: &[Field], rows: &[Vec<Cell>]) -> Vec<u8> {
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
fn json_rows(fields: &[Field], rows: &[Vec<Cell>]) -> Vec<u8> {
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

fn cell_json(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => json!(text),
        Cell::Code(code) => json!(code),
        Cell::Integer(number) => json!(number),
        Cell::Number(number) => json!(number),
    }
}

/// The links under a register; sizes stand on the page of open data.
pub fn downloads(maker: Maker, path: &str) -> Vec<views::Download> {
    let name =
        SETS.iter().find(|set| set.path == path).map(|set| maker.words.get(&format!("set_{}", set.id)).to_owned());
    let name = name.unwrap_or_default();
    let formats = [("CSV", "csv"), ("JSON", "json")];
    formats
        .map(|(format, extension)| views::Download {
            format: format.to_owned(),
            url: format!("{path}.{extension}"),
            size: name.clone(),
        })
        .to_vec()
}
