//! Tables in text: rows whose cells are parted by `|` or tabs, as Word files and Markdown give them.
//!
//! Takes the scene, gives tables with a head, their rows and cells by place. What a table means (tasks, targets) is left to
//! the files beside this one.

mod goals;
mod tasks;

use std::ops::Range;

pub(super) use self::goals::find as goals;
pub(super) use self::tasks::find as tasks;
use super::layout::Form;
use super::scene::Scene;
use crate::text::squeeze;

/// Rows that stand together, the first one with the names of the columns.
pub(super) struct Table {
    pub head: Row,
    pub rows: Vec<Row>,
}

/// The cells of a row, as places in the cleaned text.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub place: Range<usize>,
    pub cells: Vec<Range<usize>>,
}

impl Row {
    /// The text of a cell; none for a missing or an empty one.
    pub fn text(&self, scene: &Scene, column: usize) -> Option<String> {
        let text = squeeze(&scene.tokens.text[self.cells.get(column)?.clone()]);
        let is_empty =
            text.is_empty() || text.chars().all(|letter| matches!(letter, '-' | '–' | ':' | '"' | '/' | '.'));
        (!is_empty).then_some(text)
    }
}

/// All tables of a text.
pub(super) fn all(scene: &Scene) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let mut is_open = false;
    for block in &scene.blocks {
        if block.form != Form::Row {
            is_open = false;
            continue;
        }
        let row = row(scene, block.start..block.end);
        match tables.last_mut().filter(|_| is_open) {
            Some(table) => table.rows.push(row),
            None => tables.push(Table { head: row, rows: Vec::new() }),
        }
        is_open = true;
    }
    tables
}

fn row(scene: &Scene, place: Range<usize>) -> Row {
    let line = &scene.tokens.text[place.clone()];
    let trimmed_start = line.len() - line.trim_start_matches([' ', '|']).len();
    let is_barred = line.contains('|');
    let start =
        if is_barred { line.find('|').filter(|at| line[..*at].trim().is_empty()).map_or(0, |at| at + 1) } else { 0 };
    let mut cells = Vec::new();
    let mut at = start.min(trimmed_start.max(start));
    for cell in line[start..].split(if is_barred { '|' } else { '\t' }) {
        cells.push(place.start + at..place.start + at + cell.len());
        at += cell.len() + 1;
    }
    Row { place, cells }
}

/// The first column whose name holds one of some words; the words are tried in their order.
pub(super) fn column(scene: &Scene, head: &Row, names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| {
        (0..head.cells.len()).find(|column| {
            head.text(scene, *column).is_some_and(|text| crate::text::fold(&text).contains(&crate::text::fold(name)))
        })
    })
}
