//! Open data: every register also as CSV, XLSX and JSON, from the same rows; the catalogue of them; one bulletin as
//! data.

mod archive;
mod bulletin;
mod catalogue;
mod plain;
mod rows;
mod workbook;

pub use archive::Endings;
pub use bulletin::bulletin_files;
pub use catalogue::{catalogue, view};

use std::io::{self, Write};
use std::ops::Range;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::digest::Sum;
use crate::output::OutputError;
use crate::source::OutputPath;
use crate::value::Decimal;

use super::maker::Maker;
use super::recorder::Recorder;
use super::{RenderError, Task, views};

use plain::{Csv, Json};
use rows::*;
use workbook::{About, Meanings, workbook};

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
    Date(Date),
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
    count: fn(Maker) -> usize,
    /// Those of the range.
    rows: fn(Maker, Range<usize>) -> Vec<Vec<Cell>>,
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
        count: |maker| maker.site.bulletins.len(),
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
        count: |maker| maker.relations.decision_years.iter().map(|(_, ids)| ids.len()).sum(),
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
        count: |maker| maker.relations.targets.len(),
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
        count: |maker| maker.relations.tasks.len(),
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
        count: |maker| maker.site.results.len(),
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
        count: |maker| maker.site.indicators.len(),
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
        count: |maker| maker.site.units.len(),
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
    pub sha256: Sum,
}

/// The formats of every data set: name, extension, media type.
const FORMATS: [(&str, &str, &str); 3] =
    [("CSV", "csv", "text/csv"), ("XLSX", "xlsx", XLSX), ("JSON", "json", "application/json")];

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Rows are made so many at a time, so that no set is held as a whole.
const ROWS: usize = 2048;

/// Writes every data set in every format; gives the number of rows of each, in one line.
pub fn write(maker: Maker, output: &Recorder, endings: &Endings) -> Result<String, RenderError> {
    let sets = SETS.par_iter().with_max_len(1);
    let rows: Vec<usize> =
        sets.map(|set| write_set(maker, output, set, endings)).collect::<Result<_, RenderError>>()?;
    Ok(rows.iter().map(usize::to_string).collect::<Vec<_>>().join(" "))
}

/// The data sets as they were written.
pub fn published(task: &Task) -> Vec<Published> {
    let rows = task.note.split(' ').map(|rows| rows.parse().expect("rows are counted by `write`"));
    let file = |set: &Set, (format, extension, media_type): (&'static str, &str, &'static str)| {
        let path = format!("{}.{extension}", set.path);
        let entry = task.files.iter().find(|entry| entry.path.as_str() == path).expect("`write` wrote every format");
        PublishedFile { format, media_type, path, size: entry.size, sha256: entry.sha256 }
    };
    let sets = SETS.iter().zip(rows).map(|(set, rows)| Published {
        id: set.id,
        register: set.register,
        fields: set.fields,
        rows,
        files: FORMATS.iter().map(|format| file(set, *format)).collect(),
    });
    sets.collect()
}

fn write_set(maker: Maker, output: &Recorder, set: &'static Set, endings: &Endings) -> Result<usize, RenderError> {
    let [csv_path, xlsx_path, json_path] =
        FORMATS.map(|(_, extension, _)| OutputPath::new(format!("{}.{extension}", set.path)));
    let (mut csv_file, mut json_file) = (output.open(&csv_path)?, output.open(&json_path)?);
    let count = (set.count)(maker);
    let workbook = write_rows(maker, set, count, (&mut csv_file, &mut json_file), endings)
        .map_err(|source| OutputError { path: set.path.to_owned(), source })?;
    csv_file.finish()?;
    json_file.finish()?;
    output.write(&xlsx_path, workbook)?;
    Ok(count)
}

/// Writes the rows of a set into two files; gives them as a workbook.
fn write_rows(
    maker: Maker,
    set: &'static Set,
    count: usize,
    (csv_file, json_file): (impl Write, impl Write),
    endings: &Endings,
) -> io::Result<Vec<u8>> {
    let (mut csv, mut json) = (Csv::begin(csv_file, set.fields)?, Json::begin(json_file, set.fields)?);
    let mut written = Ok(());
    let pieces = (0..count).step_by(ROWS);
    let rows = pieces.flat_map(|start| (set.rows)(maker, start..count.min(start + ROWS)));
    // The workbook takes the rows; what it takes goes into the other files on the way.
    let rows = rows.inspect(|row| {
        if written.is_ok() {
            written = csv.row(row).and_then(|()| json.row(row));
        }
    });
    let about = (set_title(maker, set.id).to_owned(), maker.absolute(set.register));
    let workbook = described(maker, set, (count, rows), about, endings);
    written?;
    csv.end()?;
    json.end()?;
    Ok(workbook)
}

fn set_title<'a>(maker: Maker<'a>, id: &str) -> &'a str {
    maker.words.find(&format!("set_{id}")).unwrap_or_default()
}

/// The workbook of rows of a data set, with what it says of them: their title and the address of their page, where that
/// is known, and what all rows of the set have in common.
fn described(
    maker: Maker,
    set: &Set,
    (count, rows): (usize, impl Iterator<Item: AsRef<[Cell]>>),
    (title, address): (String, Option<String>),
    endings: &Endings,
) -> Vec<u8> {
    let (words, settings) = (maker.words, &maker.site.settings);
    let word = |key| words.get(key).to_owned();
    let licence = settings.licence.as_ref().map(|licence| match &licence.url {
        Some(url) => format!("{} ({url})", licence.name),
        None => licence.name.clone(),
    });
    let owner = Some(settings.organisation.name.as_str()).filter(|name| !name.is_empty());
    let source = owner.map_or(settings.title.clone(), |owner| format!("{} – {owner}", settings.title));
    let facts = [
        ("data_set", Some(title.clone())),
        ("one_row_is", words.find(&format!("set_row_{}", set.id)).map(str::to_owned)),
        ("rows", Some(super::format::count(count, maker.lang))),
        ("licence", Some(licence.unwrap_or_else(|| word("no_licence")))),
        ("source", Some(source)),
        ("page_address", address),
        ("built_on", Some(super::format::day(maker.site.options.today).text)),
    ];
    let facts = facts.into_iter().filter_map(|(key, value)| Some((word(key), value?)));
    let meanings = || {
        let fields = set.fields.iter().map(|field| catalogue::field(maker, *field));
        let fields = fields.map(|field| [field.name.to_owned(), field.kind_name, field.unit, field.description]);
        let header = ["column", "column_kind", "unit_of_measure", "meaning"].map(word);
        std::iter::once(header).chain(fields).collect()
    };
    let about = About {
        sheet: set_title(maker, set.id).to_owned(),
        description_sheet: word("workbook_description"),
        creator: owner.unwrap_or(&settings.title).to_owned(),
        title,
        lang: maker.lang.tag(),
        created: maker.site.options.today,
        facts: facts.collect(),
        fields: Meanings { name: format!("{} {}", set.id, maker.lang), rows: &meanings },
    };
    workbook(set.fields, rows, &about, endings)
}

/// The links under a register; sizes stand on the page of open data.
pub fn downloads(maker: Maker, path: &str) -> Vec<views::Download> {
    let name =
        SETS.iter().find(|set| set.path == path).map(|set| maker.words.get(&format!("set_{}", set.id)).to_owned());
    let name = name.unwrap_or_default();
    FORMATS
        .map(|(format, extension, _)| views::Download {
            format: format.to_owned(),
            url: format!("{path}.{extension}"),
            size: name.clone(),
        })
        .to_vec()
}
