//! What units reached, year by year: collected from the register of results and from targets that carry their own,
//! then shown as charts, as a table of years and as the sentence on top of an indicator's page.
//!
//! Takes the site through a [`Maker`]; gives views. Which page shows which is left to the pages.

mod goals;
mod picture;
mod sentence;

pub use picture::{chart, charts};
pub use sentence::sentence;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::*;
use crate::parse::front::TargetResult;
use crate::relations::TargetRef;
use crate::render::maker::{Maker, target_url};
use crate::render::{format, views};
use crate::text;
use crate::value::{Comparator, Condition, Decimal, Goal, Granularity};

/// How many of the newest targets are looked through for results and lines, so that a page of many charts takes no
/// longer on a site of many plans.
const SCANNED: usize = 1000;

/// How many units, as many as there are provinces, a table of years names. Of more it names those that the charts draw;
/// the data set has them all.
const MOST_ROWS: usize = 34;

/// What one unit reached in one year.
pub struct Measured<'a> {
    pub indicator: IndicatorId,
    pub unit: UnitId,
    pub year: i16,
    score: Option<Decimal>,
    rank: Option<u32>,
    of: Option<u32>,
    origin: Origin<'a>,
}

/// Where it is stated.
#[derive(Clone, Copy)]
enum Origin<'a> {
    Register(&'a IndexResult),
    /// Only in the results of a target.
    Target(TargetRef, &'a TargetResult),
}

/// Everything known of an indicator, by unit and year.
pub fn of_indicator<'a>(maker: Maker<'a>, id: IndicatorId) -> Vec<Measured<'a>> {
    let targets = maker.relations.targets_of_indicator(id);
    collected(maker, maker.site.results_of(id).iter(), targets.iter().take(SCANNED))
}

/// Everything known of some units, by indicator, unit and year.
pub fn of_units<'a>(maker: Maker<'a>, units: &[UnitId]) -> Vec<Measured<'a>> {
    let results = units.iter().flat_map(|unit| maker.site.results_of_unit(*unit));
    let targets = units.iter().flat_map(|unit| maker.relations.targets_of_unit(*unit).iter().take(SCANNED));
    collected(maker, results, targets)
}

fn collected<'a, 't>(
    maker: Maker<'a>,
    results: impl Iterator<Item = &'a IndexResult>,
    targets: impl Iterator<Item = &'t TargetRef>,
) -> Vec<Measured<'a>> {
    let registered = results.map(|result| Measured {
        indicator: result.indicator,
        unit: result.unit,
        year: result.year,
        score: result.score.as_ref().map(|score| score.value),
        rank: result.rank,
        of: result.of,
        origin: Origin::Register(result),
    });
    let mut values: Vec<Measured> = registered.collect();
    values.extend(targets.flat_map(|reference| of_target(maker, *reference)));
    // The register comes first and the sort is stable, so of two the register's counts, then the newer bulletin's.
    values.sort_by_key(|value| (value.indicator, value.unit, value.year));
    values.dedup_by_key(|value| (value.indicator, value.unit, value.year));
    values
}

/// Results that a target carries itself. Only what is surely a value of its indicator: of one measure, for a whole
/// year, of a target that does not speak of a rise or fall, whose results may be that rise.
fn of_target<'a>(maker: Maker<'a>, reference: TargetRef) -> Vec<Measured<'a>> {
    let (bulletin, target) = maker.site.target(reference);
    let (Some(unit), Some(indicator)) = (bulletin.unit, target.indicator) else { return Vec::new() };
    let is_relative = |condition: &Condition| {
        let by_how_much = matches!(condition.comparator, Comparator::Increase | Comparator::Decrease);
        by_how_much || condition.relative_to.is_some()
    };
    let conditions = target.goal.as_ref().map(Goal::conditions).unwrap_or_default();
    if target.measures.len() > 1 || conditions.iter().any(is_relative) {
        return Vec::new();
    }
    let whole_years = target.results.iter().filter(|result| result.period.granularity == Granularity::Year);
    let values = whole_years.filter(|result| result.value.is_some() || result.rank.is_some());
    values
        .map(|result| Measured {
            indicator,
            unit,
            year: result.period.year(),
            score: result.value.as_ref().map(|number| number.value),
            rank: result.rank,
            of: result.of,
            origin: Origin::Target(reference, result),
        })
        .collect()
}

impl<'a> Measured<'a> {
    /// The row of a table of results.
    pub fn row(&self, maker: Maker<'a>) -> views::ResultRow {
        let (reference, result) = match self.origin {
            Origin::Register(result) => return maker.result_row(result),
            Origin::Target(reference, result) => (reference, result),
        };
        let (bulletin, target) = maker.site.target(reference);
        let measure = maker.site.indicators.get(self.indicator).unit.as_deref();
        let said = maker.words.get("result_of_target").to_owned();
        views::ResultRow {
            unit: maker.unit_link(self.unit),
            indicator: maker.indicator_link(self.indicator),
            year: self.year,
            score: self.score.map(|score| format::quantity(score, measure, maker.lang)).unwrap_or_default(),
            rank: self.rank.map(|rank| format::rank(rank, self.of)).unwrap_or_default(),
            change_score: String::new(),
            change_rank: String::new(),
            compared_with: None,
            published: None,
            publisher: None,
            source: result.source.clone(),
            note: Some(result.note.as_ref().map_or(said.clone(), |note| format!("{said}; {note}"))),
            bulletin: Some(views::Link { title: bulletin.title.clone(), url: target_url(bulletin, target) }),
            bulletin_lang: Some(bulletin.lang.tag()),
        }
    }

    /// "83,76% (37/63)", with a star where only a target states it.
    fn cell(&self, maker: Maker) -> String {
        let measure = maker.site.indicators.get(self.indicator).unit.as_deref();
        let score = self.score.map(|score| format::quantity(score, measure, maker.lang));
        let rank = self.rank.map(|rank| format::rank(rank, self.of));
        let star = if matches!(self.origin, Origin::Target(..)) { "*" } else { "" };
        match (score, rank) {
            (Some(score), Some(rank)) => format!("{score}{star} ({rank})"),
            (score, rank) => format!("{}{star}", score.or(rank).unwrap_or_default()),
        }
    }
}

/// Units × years of one indicator: the site's own unit first, then by name.
pub fn table(maker: Maker, values: &[Measured]) -> (Vec<i16>, Vec<views::Series>) {
    let years: BTreeSet<i16> = values.iter().map(|value| value.year).collect();
    let mut by_unit: BTreeMap<UnitId, BTreeMap<i16, &Measured>> = BTreeMap::new();
    for value in values {
        by_unit.entry(value.unit).or_default().insert(value.year, value);
    }
    let mut units: Vec<UnitId> = by_unit.keys().copied().collect();
    units.sort_by_cached_key(|unit| {
        (Some(*unit) != maker.site.owner, text::sort_key(&maker.site.units.get(*unit).name), *unit)
    });
    if units.len() > MOST_ROWS {
        let drawn = picture::drawn(maker, values);
        units.retain(|unit| drawn.contains(unit));
    }
    let rows = units.into_iter().map(|unit| views::Series {
        unit: maker.unit_link(unit),
        cells: years
            .iter()
            .map(|year| by_unit[&unit].get(year).map_or(String::new(), |value| value.cell(maker)))
            .collect(),
    });
    let rows = rows.collect();
    (years.into_iter().collect(), rows)
}

/// Whether a cell of the table has a star that must be explained.
pub fn has_target_results(values: &[Measured]) -> bool {
    values.iter().any(|value| matches!(value.origin, Origin::Target(..)))
}
