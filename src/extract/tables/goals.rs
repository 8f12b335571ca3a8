//! Tables of targets: a column of indicators, perhaps one of units, and columns of values by year.

use super::{Row, Table, column};
use crate::extract::facts::{Due, FoundTarget};
use crate::extract::scene::Scene;
use crate::text::fold;
use crate::value::{Comparator, Condition, Goal, parse_goal, parse_number};

/// The targets of all tables that have a column of indicators and one of planned values.
///
/// Gives the places of the rows of these tables as well, whose figures no other recogniser must read again.
pub(in crate::extract) fn find(scene: &Scene, tables: &[Table]) -> (Vec<FoundTarget>, Vec<usize>) {
    let (mut targets, mut claimed) = (Vec::new(), Vec::new());
    for table in tables {
        let Some((title, unit, values)) = columns(scene, &table.head) else { continue };
        for row in &table.rows {
            targets.extend(values.iter().filter_map(|(column, due)| target(scene, row, title, unit, *column, *due)));
            claimed.push(row.place.start);
        }
        claimed.push(table.head.place.start);
    }
    claimed.sort_unstable();
    (targets, claimed)
}

/// The columns of indicators, of units and of values.
type Columns = (usize, Option<usize>, Vec<(usize, Option<Due>)>);

fn columns(scene: &Scene, head: &Row) -> Option<Columns> {
    let title = column(scene, head, &["chỉ tiêu", "tiêu chí", "chỉ số", "mục tiêu", "nội dung"])?;
    let is_other = column(scene, head, &["chủ trì", "phối hợp", "điểm chuẩn", "thang điểm", "điểm tối đa"]).is_some();
    let unit = column(scene, head, &["đơn vị tính", "đvt", "đơn vị đo"]);
    let values = value_columns(scene, head, title, unit);
    (!is_other && !values.is_empty()).then_some((title, unit, values))
}

/// Columns whose names promise a planned value, with the year that they name.
fn value_columns(scene: &Scene, head: &Row, title: usize, unit: Option<usize>) -> Vec<(usize, Option<Due>)> {
    let mut columns = Vec::new();
    for column in (0..head.cells.len()).filter(|column| *column > title && Some(*column) != unit) {
        let Some(name) = head.text(scene, column).map(|name| fold(&name)) else { continue };
        let is_done = ["thuc hien", "ket qua", "hien trang", "dat duoc", "uoc"].iter().any(|word| name.contains(word));
        let is_planned = ["ke hoach", "muc tieu", "chi tieu", "phan dau", "nam 20", "den nam", "gia tri"]
            .iter()
            .any(|word| name.contains(word));
        let year = name
            .split(|letter: char| !letter.is_ascii_digit())
            .find_map(|digits| digits.parse().ok().filter(|year| (2000..2100).contains(year)));
        if (is_planned || year.is_some()) && !is_done {
            columns.push((column, year.map(Due::Year)));
        }
    }
    columns
}

fn target(
    scene: &Scene,
    row: &Row,
    title: usize,
    unit: Option<usize>,
    column: usize,
    due: Option<Due>,
) -> Option<FoundTarget> {
    let indicator = row.text(scene, title)?;
    let value = row.text(scene, column)?;
    let unit = unit.and_then(|unit| row.text(scene, unit));
    let condition = condition(&value, unit.as_deref())?;
    let words = row.cells[title].start..row.cells[column].end;
    let trimmed = |range: std::ops::Range<usize>| {
        let text = &scene.tokens.text[range.clone()];
        range.start + (text.len() - text.trim_start().len())..range.end - (text.len() - text.trim_end().len())
    };
    Some(FoundTarget {
        span: scene.view.span(trimmed(words)),
        figure_span: scene.view.span(trimmed(row.cells[column].clone())),
        indicator: Some(indicator),
        comparator: condition.comparator,
        value: condition.value.as_ref().map(|number| number.value),
        value_max: condition.max.as_ref().map(|number| number.value),
        unit: condition.unit,
        by: due,
        scope: condition.scope,
        uncertain: false,
    })
}

/// A cell as a condition: with the words that it has, or a bare number under its unit.
fn condition(value: &str, unit: Option<&str>) -> Option<Condition> {
    let unit = unit.map(str::to_lowercase);
    let with_unit = match &unit {
        Some(unit) if !value.contains('%') && !fold(value).contains(&fold(unit)) && !fold(value).contains("top") => {
            format!("{value} {unit}")
        }
        _ => value.to_owned(),
    };
    if let Ok(goal) = parse_goal(&with_unit)
        && let Goal::One(condition) = goal.goal
    {
        return Some(condition);
    }
    let number = parse_number(value).ok()?;
    let comparator = if number.value == 100.into() { Comparator::Eq } else { Comparator::Ge };
    unit.map(|unit| Condition { value: Some(number), unit: Some(unit), ..Condition::new(comparator) })
}
