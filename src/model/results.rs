//! Index results of bulletins and of `results.csv`: one for each indicator, unit and year.

use crate::diagnostics::{self, At, Diagnostic};
use crate::parse::front::*;
use crate::source::{FieldPath, SourcePath};
use crate::text;

use super::bulletins::{Work, find_indicator};
use super::ids::*;
use super::site::*;

impl Work<'_> {
    pub(super) fn bulletin_results(
        &mut self,
        id: BulletinId,
        path: &SourcePath,
        home: Option<UnitId>,
        fronts: &[ResultFront],
    ) {
        for front in fronts {
            let field = FieldPath::root().then("results").then(front.index);
            let unit = match &front.unit {
                Some(name) => self.unit(At::value(path, field.then("unit")), name),
                None => home,
            };
            if unit.is_none() && front.unit.is_none() {
                self.diags.push(diagnostics::missing_field(At::value(path, field.clone()), "unit", "tp-can-tho"));
            }
            let indicator = self.indicator(path, Some(&front.indicator), || field.then("indicator"));
            if let (Some(unit), Some(indicator)) = (unit, indicator) {
                self.results.push(index_result(front, unit, indicator, Some(id), At::value(path, field)));
            }
        }
    }

    pub(super) fn result_rows(&mut self, rows: &[(usize, ResultFront)]) {
        let path = SourcePath::new("content/results.csv");
        for (record, front) in rows {
            let cell = |column: &str| {
                let column = crate::parse::table::RESULT_COLUMNS.iter().position(|name| *name == column).unwrap_or(0);
                crate::parse::table::cell(&path, *record, column)
            };
            let unit = front.unit.as_deref().and_then(|name| self.unit(cell("unit"), name));
            let indicator = find_indicator(self.indicators, &front.indicator);
            if indicator.is_none() {
                let suggestion = text::did_you_mean(&front.indicator, self.indicators.names());
                self.diags.push(diagnostics::unknown_indicator(cell("indicator"), &front.indicator, suggestion));
            }
            if let (Some(unit), Some(indicator)) = (unit, indicator) {
                self.results.push(index_result(front, unit, indicator, None, cell("indicator")));
            }
        }
    }
}

fn index_result(
    front: &ResultFront,
    unit: UnitId,
    indicator: IndicatorId,
    bulletin: Option<BulletinId>,
    at: At,
) -> IndexResult {
    IndexResult {
        unit,
        indicator,
        year: front.year,
        score: front.score.clone(),
        rank: front.rank,
        of: front.of,
        change_score: front.change_score.clone(),
        change_rank: front.change_rank,
        compared_with: front.compared_with,
        published: front.published.clone(),
        publisher: front.publisher.clone(),
        source: front.source.clone(),
        note: front.note.clone(),
        bulletin,
        at,
    }
}

/// One result for each indicator, unit and year; two that contradict each other are an error.
pub(super) fn merged_results(mut results: Vec<IndexResult>, diags: &mut Vec<Diagnostic>) -> Vec<IndexResult> {
    // Bulletins come before rows of the table, newer before older, because the sort is stable.
    results.sort_by_key(|result| (result.indicator, result.unit, result.year, result.bulletin.is_none()));
    let mut merged: Vec<IndexResult> = Vec::with_capacity(results.len());
    for result in results {
        match merged.last_mut() {
            Some(last) if (last.indicator, last.unit, last.year) == (result.indicator, result.unit, result.year) => {
                combine(last, result, diags);
            }
            _ => merged.push(result),
        }
    }
    merged
}

fn combine(last: &mut IndexResult, other: IndexResult, diags: &mut Vec<Diagnostic>) {
    let score = |result: &IndexResult| result.score.as_ref().map(|number| number.value);
    let differs = matches!((score(last), score(&other)), (Some(a), Some(b)) if a != b)
        || matches!((last.rank, other.rank), (Some(a), Some(b)) if a != b);
    if differs {
        let show = |result: &IndexResult| {
            let score = result.score.as_ref().map(|number| number.printed.clone()).unwrap_or_default();
            let rank = result.rank.map(|rank| format!(" ({rank})")).unwrap_or_default();
            format!("{score}{rank}")
        };
        diags.push(diagnostics::result_conflict(
            other.at.clone(),
            last.year,
            &show(&other),
            &show(last),
            &last.at.path,
        ));
    }
    last.score = last.score.take().or(other.score);
    last.rank = last.rank.or(other.rank);
    last.of = last.of.or(other.of);
    last.change_score = last.change_score.take().or(other.change_score);
    last.change_rank = last.change_rank.or(other.change_rank);
    last.compared_with = last.compared_with.or(other.compared_with);
    last.published = last.published.take().or(other.published);
    last.publisher = last.publisher.take().or(other.publisher);
    last.source = last.source.take().or(other.source);
    last.note = last.note.take().or(other.note);
}
