//! The register of targets: newest bulletins first, split by the year of the bulletin.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::model::*;
use crate::relations::{Relations, TargetRef};
use crate::render::filter_data::{self, Column, FilterRows, facet, listed};
use crate::render::maker::Maker;
use crate::render::pages::{Frame, LONGEST_TABLE};
use crate::render::{RenderError, Renderer, datasets, views};
use crate::value::{Comparator, Goal, Measure};

use super::{YearPage, one_page};

const HOME: &str = "chi-tieu/index.html";

/// Targets by the year of their bulletin, which never changes, so that addresses stay.
pub fn by_year(site: &Site, relations: &Relations) -> BTreeMap<i16, Vec<TargetRef>> {
    let mut years: BTreeMap<i16, Vec<TargetRef>> = BTreeMap::new();
    for reference in &relations.targets {
        years.entry(site.bulletin(reference.bulletin).published.date.year()).or_default().push(*reference);
    }
    years
}

pub fn targets(renderer: &Renderer, maker: Maker) -> Result<(), RenderError> {
    let references = &renderer.relations.targets;
    let is_split = references.len() > LONGEST_TABLE;
    let parts = || {
        let years = by_year(renderer.site, renderer.relations).into_iter().rev();
        years.map(|(year, references)| views::RegisterPart {
            title: maker.words.fill("year", &[("year", &year.to_string())]),
            url: year_url(year),
            count: references.len(),
            counts: maker.status_counts(&references).iter().map(|item| item.count).collect(),
        })
    };
    let view = views::TargetRegister {
        targets: if is_split { Vec::new() } else { maker.targets(references.iter().copied()) },
        counts: maker.status_counts(references),
        parts: if is_split { parts().collect() } else { Vec::new() },
        total: references.len(),
        pagination: one_page(references.len(), HOME),
        filter: Some(filter(renderer, maker)?),
        downloads: datasets::downloads(maker, "chi-tieu/chi-tieu"),
    };
    Frame::new("targets", HOME, maker.lang, maker.words.get("targets"))
        .section("targets")
        .describe(maker.words.get("targets_description"))
        .write(renderer, maker, "register", &view)
}

pub fn target_year(renderer: &Renderer, maker: Maker, year: i16, page: usize) -> Result<(), RenderError> {
    // Bulletins stand newest first, so a year's targets are one stretch of the register.
    let references = &renderer.relations.targets;
    let of = |reference: &TargetRef| renderer.site.bulletin(reference.bulletin).published.date.year();
    let start = references.partition_point(|reference| of(reference) > year);
    let end = references.partition_point(|reference| of(reference) >= year);
    let references = &references[start..end];
    let title = maker.words.fill("targets_of_year", &[("year", &year.to_string())]);
    let year_page = YearPage::new(maker, references, page, &year_url(year), title);
    let view = views::TargetRegister {
        targets: maker.targets(year_page.rows.iter().copied()),
        counts: maker.status_counts(references),
        parts: Vec::new(),
        total: references.len(),
        pagination: year_page.pagination,
        filter: None,
        downloads: datasets::downloads(maker, "chi-tieu/chi-tieu"),
    };
    Frame::new("targets", year_page.url, maker.lang, year_page.title)
        .section("targets")
        .above(maker.words.get("targets"), HOME)
        .write(renderer, maker, "register", &view)
}

fn year_url(year: i16) -> String {
    format!("chi-tieu/{year}.html")
}

// The filter.

const COLUMNS: [Column; 10] = [
    Column::plain("title"),
    Column::plain("anchor"),
    Column::listed("bulletin"),
    Column::listed("unit"),
    Column::listed("indicator"),
    Column::listed("area"),
    Column::listed("goal"),
    Column::listed("due"),
    Column::listed("result"),
    Column::listed("state"),
];

fn filter(renderer: &Renderer, maker: Maker) -> Result<views::Filter, RenderError> {
    let site = maker.site;
    let targets = || renderer.relations.targets.iter().map(|reference| site.target(*reference));
    let facets = [
        facet(maker, "unit", "don-vi", "unit", targets().filter_map(|(bulletin, _)| unit_facet(maker, bulletin))),
        facet(
            maker,
            "indicator",
            "chi-so",
            "indicator",
            targets().filter_map(|(_, target)| {
                let id = target.indicator?;
                Some((site.indicators.name(id).to_owned(), maker.indicator_link(id).title))
            }),
        ),
        facet(
            maker,
            "area",
            "linh-vuc",
            "area",
            targets().filter_map(|(_, target)| {
                let id = target.area?;
                Some((site.areas.name(id).to_owned(), maker.area_name(id)))
            }),
        ),
    ];
    let rows = FilterRows {
        folder: "chi-tieu/loc",
        columns: &COLUMNS,
        year: &|reference: TargetRef| due_day(site.target(reference).1).map(|day| day.year()),
        cells: &|reference| cells(maker, reference),
    };
    let years = filter_data::publish(renderer, maker, &renderer.relations.targets, &rows)?;
    Ok(views::Filter { facets: facets.into_iter().flatten().collect(), years })
}

/// The id and name of a bulletin's unit.
pub(super) fn unit_facet(maker: Maker, bulletin: &Bulletin) -> Option<(String, String)> {
    let id = bulletin.unit?;
    Some((maker.site.units.name(id).to_owned(), maker.site.units.get(id).name.clone()))
}

fn due_day(target: &Target) -> Option<jiff::civil::Date> {
    match &target.timing {
        TargetTiming::By(deadline) => Some(deadline.last_day),
        TargetTiming::PlanEnd(end) => Some(*end),
        TargetTiming::Every(_) | TargetTiming::Unstated => None,
    }
}

fn cells(maker: Maker, reference: TargetRef) -> Vec<Value> {
    let site = maker.site;
    let (bulletin, target) = site.target(reference);
    let view = maker.target(reference);
    let lines = view.results.iter().map(|step| match step.when.as_str() {
        "" => step.text.clone(),
        when => format!("{when}: {}", step.text),
    });
    vec![
        filter_data::text(&view.statement),
        json!(view.anchor),
        listed(&bulletin.title, json!(bulletin.url.as_str())),
        listed(
            view.unit.as_ref().map_or("", |link| &link.title),
            bulletin.unit.map_or(Value::Null, |id| json!(site.units.name(id))),
        ),
        listed(
            view.indicator.as_ref().map_or("", |link| &link.title),
            target.indicator.map_or(Value::Null, |id| json!(site.indicators.name(id))),
        ),
        listed(
            view.area.as_ref().map_or("", |link| &link.title),
            target.area.map_or(Value::Null, |id| json!(site.areas.name(id))),
        ),
        listed(&view.goal, goal_order(target)),
        listed(&view.due, due_day(target).map_or(Value::Null, |day| json!(day.to_string()))),
        listed(&lines.collect::<Vec<_>>().join("\n"), result_order(target)),
        listed(&view.status.word, json!(view.status.state)),
    ]
}

/// Ranks are no quantities: they come after every number, the first rank first.
const RANKS_FROM: f64 = 1e12;

fn rank_order(rank: f64) -> Value {
    json!(RANKS_FROM + rank)
}

/// What the column of conditions is sorted by: the figure of the first condition.
fn goal_order(target: &Target) -> Value {
    let conditions = target.goal.as_ref().map(Goal::conditions).unwrap_or_default();
    let first = conditions.iter().find_map(|condition| condition.value.as_ref().map(|value| (condition, value.value)));
    match first {
        Some((condition, value)) if condition.comparator == Comparator::RankTop || condition.on == Measure::Rank => {
            rank_order(value.to_f64())
        }
        Some((_, value)) => json!(value),
        None => Value::Null,
    }
}

/// What the column of results is sorted by: the last result's figure, else its rank.
fn result_order(target: &Target) -> Value {
    match target.results.last() {
        Some(result) => match (&result.value, result.rank) {
            (Some(value), _) => json!(value.value),
            (None, Some(rank)) => rank_order(f64::from(rank)),
            (None, None) => Value::Null,
        },
        None => Value::Null,
    }
}
