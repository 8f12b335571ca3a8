//! The rows of a register as its filter reads them: classic scripts that hand one compact table each to the page's own
//! script, so that they load under `file://` and a strict content security policy alike.
//!
//! Takes references to rows and how to make cells of them; writes the files, one a year or several for a long one, and
//! gives their names for the page. A table is a map from column to values. A column whose values recur is a list of
//! different entries (`d`: a text, or a text with its key) and a list of indexes into it (`i`). What the columns mean is
//! known to the registers and to `register.js` only.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::digest::hex;
use crate::hash;
use crate::source::OutputPath;
use crate::text as vietnamese;

use super::maker::Maker;
use super::pages::LONGEST_TABLE;
use super::{RenderError, Renderer, views};

/// The most rows of one file: about 150 KB compressed, which an old phone reads in a moment.
const ROWS_PER_FILE: usize = 4000;

/// The most values that a field offers to choose from; a longer list is slower than typing.
const LONGEST_CHOICE: usize = 100;

/// The key of rows without a year.
const WITHOUT_YEAR: &str = "0";

/// A column of the table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    name: &'static str,
    recurs: bool,
}

impl Column {
    /// A column whose values are mostly different.
    pub const fn plain(name: &'static str) -> Self {
        Self { name, recurs: false }
    }

    /// A column whose values recur.
    pub const fn listed(name: &'static str) -> Self {
        Self { name, recurs: true }
    }
}

/// How the rows of a register are made.
pub struct FilterRows<'a, R> {
    /// Where the files lie: `chi-tieu/loc`.
    pub folder: &'static str,
    pub columns: &'static [Column],
    /// The year by which rows are divided into files.
    pub year: &'a (dyn Fn(R) -> Option<i16> + Sync),
    /// A row's cells in the order of the columns.
    pub cells: &'a (dyn Fn(R) -> Vec<Value> + Sync),
}

/// A text as a cell, with the spaces that must not break.
pub fn text(text: &str) -> Value {
    vietnamese::unbroken(text).into_owned().into()
}

/// A text with the key that it is chosen or sorted by; both may be missing.
pub fn listed(printed: &str, key: Value) -> Value {
    match key {
        Value::Null => text(printed),
        key => Value::Array(vec![text(printed), key]),
    }
}

/// The choices of a column; nothing where there is nothing to choose between.
pub fn facet(
    maker: Maker,
    column: &'static str,
    name: &'static str,
    label: &'static str,
    values: impl Iterator<Item = (String, String)>,
) -> Option<views::Facet> {
    let values: BTreeMap<String, String> = values.collect();
    if values.len() < 2 {
        return None;
    }
    let label = maker.words.get(label).to_owned();
    let mut options: Vec<_> = values.into_iter().map(|(key, title)| views::FacetOption { key, title }).collect();
    if options.len() > LONGEST_CHOICE {
        options.clear();
    }
    options.sort_by_cached_key(|option| vietnamese::sort_key(&option.title));
    Some(views::Facet { column, name, label, options })
}

/// Writes the files of a register and names them by year. `references` stand in the order of the register.
///
/// # Errors
/// Where the output refuses a file.
pub fn publish<R: Copy + Sync>(
    renderer: &Renderer,
    maker: Maker,
    references: &[R],
    rows: &FilterRows<R>,
) -> Result<Vec<views::FilterYear>, RenderError> {
    let mut years: BTreeMap<Option<i16>, Vec<usize>> = BTreeMap::new();
    for (place, reference) in references.iter().enumerate() {
        years.entry((rows.year)(*reference)).or_default().push(place);
    }
    let names: Vec<Option<i16>> = years.keys().copied().collect();
    let is_split = references.len() > LONGEST_TABLE;
    let files: Vec<(Option<i16>, &[usize])> =
        years.iter().flat_map(|(year, places)| places.chunks(ROWS_PER_FILE).map(|part| (*year, part))).collect();
    let all: Vec<usize> = (0..references.len()).collect();
    let write = |name: &str, places: &[usize]| -> Result<String, RenderError> {
        let script = script(references, places, rows);
        let hash = hex(&Sha256::digest(script.as_bytes())[..5]);
        let path = OutputPath::new(format!("{}/{name}.{hash}.js", rows.folder));
        renderer.output.write(&path, script.into_bytes())?;
        Ok(path.to_string())
    };
    let mut written: BTreeMap<Option<i16>, Vec<String>> = BTreeMap::new();
    if is_split {
        let name = |year: Option<i16>| year.map_or("khong-nam".to_owned(), |year| year.to_string());
        let paths: Result<Vec<String>, RenderError> =
            files.par_iter().map(|(year, places)| write(&name(*year), places)).collect();
        for ((year, _), path) in files.iter().zip(paths?) {
            written.entry(*year).or_default().push(path);
        }
    } else if !all.is_empty() {
        // A short register is one file: years would only cost requests.
        let path = write("tat-ca", &all)?;
        written.extend(names.iter().map(|year| (*year, vec![path.clone()])));
    }
    Ok(named(maker, written))
}

/// The years newest first, rows without one last.
fn named(maker: Maker, written: BTreeMap<Option<i16>, Vec<String>>) -> Vec<views::FilterYear> {
    let mut years: Vec<views::FilterYear> = written
        .into_iter()
        .map(|(year, files)| views::FilterYear {
            key: year.map_or(WITHOUT_YEAR.to_owned(), |year| year.to_string()),
            title: year.map_or(maker.words.get("filter_without_year").to_owned(), |year| year.to_string()),
            files,
        })
        .collect();
    years.reverse();
    years
}

/// `bantinRows({…});` with the rows at `places`.
fn script<R: Copy>(references: &[R], places: &[usize], rows: &FilterRows<R>) -> String {
    let mut columns: Vec<Values> = rows.columns.iter().map(|column| Values::new(column.recurs)).collect();
    for place in places {
        for (column, cell) in columns.iter_mut().zip((rows.cells)(references[*place])) {
            column.push(cell);
        }
    }
    let mut table = Map::new();
    table.insert("order".to_owned(), json!(distances(places)));
    for (column, values) in rows.columns.iter().zip(columns) {
        table.insert(column.name.to_owned(), values.json());
    }
    let table = serde_json::to_string(&table).expect("a table of plain values is JSON");
    format!("bantinRows({table});\n")
}

/// Places in the register, each as its distance from the one before: small numbers, which compress to almost nothing.
fn distances(places: &[usize]) -> Vec<usize> {
    let mut before = 0;
    let distances = places.iter().map(|place| {
        let distance = place - before;
        before = *place;
        distance
    });
    distances.collect()
}

/// The values of one column while they grow.
struct Values {
    entries: Vec<Value>,
    /// The places of entries by their JSON, where values recur.
    known: Option<hash::Map<String, usize>>,
    indexes: Vec<usize>,
}

impl Values {
    fn new(recurs: bool) -> Self {
        Self { entries: Vec::new(), known: recurs.then(hash::Map::default), indexes: Vec::new() }
    }

    fn push(&mut self, cell: Value) {
        let Some(known) = &mut self.known else {
            self.entries.push(cell);
            return;
        };
        let next = self.entries.len();
        let json = serde_json::to_string(&cell).expect("a plain value is JSON");
        let index = *known.entry(json).or_insert(next);
        if index == next {
            self.entries.push(cell);
        }
        self.indexes.push(index);
    }

    fn json(self) -> Value {
        match self.known {
            // `json!` would copy all the entries.
            Some(_) => {
                let lists = [("d", Value::Array(self.entries)), ("i", self.indexes.into())];
                Value::Object(lists.map(|(name, list)| (name.to_owned(), list)).into_iter().collect())
            }
            None => Value::Array(self.entries),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recurring_values_stand_once_and_places_are_distances() {
        const COLUMNS: [Column; 2] = [Column::plain("title"), Column::listed("unit")];
        let units = ["xã A", "xã B", "xã A", "xã A"];
        let rows = FilterRows {
            folder: "x",
            columns: &COLUMNS,
            year: &|_: usize| None,
            cells: &|at: usize| vec![text(&format!("mục {at}")), listed(units[at], json!(format!("id-{}", at % 2)))],
        };
        let script = script(&[0, 1, 2, 3], &[0, 2, 3], &rows);
        let expected = concat!(
            "bantinRows({\"order\":[0,2,1],\"title\":[\"mục 0\",\"mục 2\",\"mục 3\"],",
            "\"unit\":{\"d\":[[\"xã A\",\"id-0\"],[\"xã A\",\"id-1\"]],\"i\":[0,0,1]}});\n",
        );
        assert_eq!(script, expected);
    }
}
