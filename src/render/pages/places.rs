//! Units and indicators: their registers, and a page for each.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::*;
use crate::parse::front::Direction;
use crate::render::chart::{self, Break, Chart, Point, Series};
use crate::render::maker::{Maker, indicator_url, unit_url};
use crate::render::{RenderError, Renderer, datasets, format, linked, views};

use super::lists::{page_count, paged_address, pagination, slice};
use super::{EXCERPT, Frame};

pub fn units(renderer: &Renderer, maker: Maker) -> Result<(), RenderError> {
    let rows = renderer.relations.units_by_name.iter().map(|id| maker.unit_row(*id));
    let (ended, current) = rows.partition(|row: &views::UnitRow| row.ended);
    let view = views::Units { current, ended, downloads: datasets::downloads(maker, "don-vi/don-vi") };
    Frame::new("units", "don-vi/index.html", maker.lang, maker.words.get("units"))
        .section("units")
        .describe(maker.words.get("units_description"))
        .write(renderer, maker, "units", &view)
}

pub fn unit(renderer: &Renderer, maker: Maker, id: UnitId, page: usize) -> Result<(), RenderError> {
    let (site, relations) = (renderer.site, renderer.relations);
    let unit = site.units.get(id);
    let per_page = site.settings.per_page as usize;
    let bulletins = relations.of_unit(id);
    let url = unit_url(site, id);
    let address = |number: usize| paged_address(&url, number);
    let lineage = |(other, part): &(UnitId, crate::parse::front::Part)| views::Lineage {
        unit: maker.told_apart(*other, &unit.name),
        part: maker.part(*part),
        bulletins: relations.of_unit(*other).len(),
    };
    let is_first = page == 0;
    let excerpt = if is_first { EXCERPT } else { 0 };
    let (targets, tasks, decisions) =
        (relations.targets_of_unit(id), relations.tasks_of_unit(id), relations.decisions_of_unit(id));
    let view = views::Unit {
        name: unit.name.clone(),
        kind: maker.unit_row(id).kind,
        parent: unit.parent.map(|parent| maker.unit_link(parent)),
        valid_from: unit.valid_from.map(format::day),
        valid_to: unit.valid_to.map(format::day),
        basis: unit.basis.clone(),
        note: unit.note.clone(),
        aliases: unit.aliases.clone(),
        notices: maker.unit_notice(id).into_iter().collect(),
        successors: unit.successors.iter().map(lineage).collect(),
        predecessors: relations.predecessors(id).iter().map(lineage).collect(),
        children: relations.children(id).iter().filter(|_| is_first).map(|child| maker.unit_link(*child)).collect(),
        counts: if is_first { maker.status_counts(targets) } else { Vec::new() },
        targets: maker.targets(targets.iter().copied().take(excerpt)),
        targets_total: targets.len(),
        tasks: maker.tasks(tasks.iter().copied().take(excerpt)),
        tasks_total: tasks.len(),
        decisions: decisions.iter().take(excerpt).map(|decision| maker.decision_row(*decision)).collect(),
        decisions_total: decisions.len(),
        results: if is_first {
            site.results_of_unit(id).map(|result| maker.result_row(result)).collect()
        } else {
            Vec::new()
        },
        cards: maker.cards(slice(bulletins, page, per_page).iter().copied()),
        pagination: pagination(page, page_count(bulletins.len(), per_page), bulletins.len(), &address),
    };
    // Two units of different years may carry one name; the years tell their pages apart.
    let validity = maker.unit_row(id).validity;
    let mut title = if validity.is_empty() { unit.name.clone() } else { format!("{} ({validity})", unit.name) };
    if page > 0 {
        title = maker.words.fill("title_page", &[("title", &title), ("n", &(page + 1).to_string())]);
    }
    let mut frame = Frame::new("unit", address(page + 1), maker.lang, title)
        .section("units")
        .above(maker.words.get("units"), "don-vi/index.html")
        .describe(maker.words.fill("unit_description", &[("unit", &unit.name)]));
    if page > 0 {
        frame = frame.above(&unit.name, &url);
    }
    if !bulletins.is_empty() {
        frame
            .feeds
            .push(views::Link { title: unit.name.clone(), url: format!("don-vi/{}/feed.atom", site.units.name(id)) });
    }
    frame.write_linked(renderer, maker, "unit", &view, |linker| vec![linked::unit(linker, id)])
}

pub fn indicators(renderer: &Renderer, maker: Maker) -> Result<(), RenderError> {
    let rows = renderer.site.indicators.iter().map(|(id, ..)| maker.indicator_row(id)).collect();
    let mut downloads = datasets::downloads(maker, "chi-so/chi-so");
    downloads.extend(datasets::downloads(maker, "chi-so/ket-qua"));
    let view = views::Indicators { rows, downloads };
    Frame::new("indicators", "chi-so/index.html", maker.lang, maker.words.get("indicators"))
        .section("indicators")
        .describe(maker.words.get("indicators_description"))
        .write(renderer, maker, "indicators", &view)
}

pub fn indicator(renderer: &Renderer, maker: Maker, id: IndicatorId) -> Result<(), RenderError> {
    let (site, relations) = (renderer.site, renderer.relations);
    let indicator = site.indicators.get(id);
    let results = site.results_of(id);
    let years: BTreeSet<i16> = results.iter().map(|result| result.year).collect();
    let targets = relations.targets_of_indicator(id);
    let bulletins = relations.of_indicator(id);
    let scale = indicator
        .scale
        .map(|(low, high)| format!("{} – {}", format::decimal(low, maker.lang), format::decimal(high, maker.lang)));
    let view = views::Indicator {
        name: indicator.name.clone(),
        abbreviation: indicator.abbreviation.clone(),
        unit: indicator.unit.clone(),
        scale,
        direction: maker
            .words
            .get(match indicator.direction {
                Direction::Up => "direction_up",
                Direction::Down => "direction_down",
            })
            .to_owned(),
        publisher: indicator.publisher.clone(),
        definition: indicator.definition.clone(),
        note: indicator.note.clone(),
        breaks: indicator
            .breaks
            .iter()
            .map(|change| views::Step { when: change.year.to_string(), text: change.note.clone().unwrap_or_default() })
            .collect(),
        sentence: sentence(maker, id),
        chart: indicator_chart(maker, id, "bieu-do"),
        series: series_rows(maker, results, &years),
        years: years.into_iter().collect(),
        results: results.iter().rev().take(super::LONGEST_TABLE).map(|result| maker.result_row(result)).collect(),
        targets: maker.targets(targets.iter().copied().take(EXCERPT)),
        targets_total: targets.len(),
        cards: maker.cards(bulletins.iter().copied().take(EXCERPT)),
        cards_total: bulletins.len(),
    };
    let title = match &indicator.abbreviation {
        Some(abbreviation) => format!("{} ({abbreviation})", indicator.name),
        None => indicator.name.clone(),
    };
    Frame::new("indicator", indicator_url(site, id), maker.lang, title)
        .section("indicators")
        .above(maker.words.get("indicators"), "chi-so/index.html")
        .describe(view.sentence.clone())
        .write_linked(renderer, maker, "indicator", &view, |linker| vec![linked::indicator(linker, renderer, id)])
}

/// One sentence with the latest value, rank and change.
fn sentence(maker: Maker, id: IndicatorId) -> String {
    let Some(result) = maker.latest_result(id) else { return String::new() };
    let row = maker.result_row(result);
    let unit = row.unit.title;
    let mut sentence = maker.words.fill(
        "indicator_sentence",
        &[("unit", &unit), ("year", &result.year.to_string()), ("result", &maker.result_text(result))],
    );
    let changes: Vec<&str> =
        [row.change_score.as_str(), row.change_rank.as_str()].into_iter().filter(|change| !change.is_empty()).collect();
    if let (false, Some(year)) = (changes.is_empty(), result.compared_with) {
        let values = [("change", changes.join(", ")), ("year", year.to_string())];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        sentence.push(' ');
        sentence.push_str(&maker.words.fill("indicator_change", &values));
    }
    sentence
}

fn series_rows(maker: Maker, results: &[IndexResult], years: &BTreeSet<i16>) -> Vec<views::Series> {
    let mut by_unit: BTreeMap<UnitId, BTreeMap<i16, &IndexResult>> = BTreeMap::new();
    for result in results {
        by_unit.entry(result.unit).or_default().insert(result.year, result);
    }
    let cell = |result: Option<&&IndexResult>| {
        let Some(result) = result else { return String::new() };
        let row = maker.result_row(result);
        match (row.score.is_empty(), row.rank.is_empty()) {
            (false, false) => format!("{} ({})", row.score, row.rank),
            (false, true) => row.score,
            (true, _) => row.rank,
        }
    };
    let rows = by_unit.into_iter().map(|(unit, by_year)| views::Series {
        unit: maker.unit_link(unit),
        cells: years.iter().map(|year| cell(by_year.get(year))).collect(),
    });
    rows.collect()
}

/// The chart of an indicator's scores, unit by unit: a merger makes a new unit and so a new line.
pub fn indicator_chart(maker: Maker, id: IndicatorId, element: &str) -> String {
    let indicator = maker.site.indicators.get(id);
    let results = maker.site.results_of(id);
    let mut by_unit: BTreeMap<UnitId, Vec<&IndexResult>> = BTreeMap::new();
    for result in results.iter().filter(|result| result.score.is_some()) {
        by_unit.entry(result.unit).or_default().push(result);
    }
    let points = |results: &[&IndexResult]| {
        let points = results.iter().filter_map(|result| {
            let score = result.score.as_ref()?;
            let text = format::quantity(score.value, indicator.unit.as_deref(), maker.lang);
            Some(Point { year: result.year, value: score.value.to_f64(), text })
        });
        points.collect::<Vec<_>>()
    };
    let series: Vec<Series> = by_unit
        .iter()
        .map(|(unit, results)| Series {
            label: &maker.site.units.get(*unit).name,
            points: points(results),
            ended: maker.site.units.get(*unit).valid_to.map(|end| end.year()),
        })
        .collect();
    if series.iter().map(|series| series.points.len()).sum::<usize>() < 2 {
        return String::new();
    }
    let described = series.iter().map(|series| {
        let points = series.points.iter().map(|point| format!("{}: {}", point.year, point.text));
        format!("{}: {}.", series.label, points.collect::<Vec<_>>().join("; "))
    });
    let description = described.collect::<Vec<_>>().join(" ");
    let title = maker.words.fill("chart_title", &[("indicator", &indicator.name)]);
    let breaks = indicator
        .breaks
        .iter()
        .map(|change| Break { year: change.year, label: change.note.as_deref().unwrap_or_default() });
    chart::svg(&Chart {
        title: &title,
        description: &description,
        unit: indicator.unit.as_deref().unwrap_or_default(),
        series,
        targets: Vec::new(),
        breaks: breaks.collect(),
        inverted: false,
        id: element,
        decimal_comma: maker.lang == crate::source::Lang::Vi,
    })
}

impl Site {
    /// The results of a unit, by indicator and year.
    pub fn results_of_unit(&self, id: UnitId) -> impl Iterator<Item = &IndexResult> {
        self.indicators.iter().flat_map(move |(indicator, ..)| {
            let results = self.results_of(indicator);
            let start = results.partition_point(|result| result.unit < id);
            let end = results.partition_point(|result| result.unit <= id);
            &results[start..end]
        })
    }
}
