//! Units and indicators: their registers, and a page for each.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::*;
use crate::parse::front::Direction;
use crate::relations::{EffectKind, State, TargetRef};
use crate::render::maker::{Maker, indicator_url, unit_url};
use crate::render::{RenderError, Renderer, datasets, format, linked, views};

use super::lists::{by_year, page_count, paged_address, pagination, slice};
use super::series::{self, Measured};
use super::{EXCERPT, Frame};

/// How many results a unit's page tells, and its charts draw: six indices over six years.
const MOST_RESULTS: usize = 40;

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
    let measured = if is_first { measured(maker, id) } else { Vec::new() };
    let results_total = measured.len();
    let measured = newest(measured, MOST_RESULTS);
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
        targets: maker.targets(if is_first { by_state(maker, targets) } else { Vec::new() }),
        targets_total: targets.len(),
        tasks: maker.tasks(tasks.iter().copied().take(excerpt)),
        tasks_total: tasks.len(),
        decisions: decisions.iter().take(excerpt).map(|decision| maker.decision_row(*decision)).collect(),
        decisions_total: decisions.len(),
        results: result_rows(maker, Some(id), &measured, MOST_RESULTS),
        results_total,
        results_of_several: measured.iter().any(|value| value.unit != id),
        charts: unit_charts(maker, &measured),
        plans: if is_first { plans(maker, id) } else { Vec::new() },
        bulletins: by_year(maker, slice(bulletins, page, per_page)),
        pagination: pagination(page, page_count(bulletins.len(), per_page), bulletins.len(), &address),
    };
    // Two units of different years may carry one name; the years tell their pages apart.
    let validity = maker.unit_row(id).validity;
    let named = if validity.is_empty() { unit.name.clone() } else { format!("{} ({validity})", unit.name) };
    let mut title = named.clone();
    if page > 0 {
        title = maker.words.fill("title_page", &[("title", &title), ("n", &(page + 1).to_string())]);
    }
    let mut frame = Frame::new("unit", address(page + 1), maker.lang, title)
        .section("units")
        .above(maker.words.get("units"), "don-vi/index.html")
        .describe(maker.words.fill("unit_description", &[("unit", &named)]));
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

/// What the unit reached, and what the units reached that it was formed from: their series end where its own begin.
fn measured<'a>(maker: Maker<'a>, id: UnitId) -> Vec<Measured<'a>> {
    let before = maker.relations.predecessors(id).iter().map(|(unit, _)| *unit);
    series::of_units(maker, &std::iter::once(id).chain(before).collect::<Vec<_>>())
}

/// The newest values, in the order in which they came: what a chart shows must stand in the table below it.
fn newest(mut values: Vec<Measured>, most: usize) -> Vec<Measured> {
    if values.len() > most {
        let mut years: Vec<i16> = values.iter().map(|value| value.year).collect();
        years.sort_unstable_by_key(|year| Reverse(*year));
        let oldest = years[most];
        values.retain(|value| value.year > oldest);
    }
    values
}

/// Newest first; in one year by indicator. Units of different years that have one name are told apart, but for the one whose
/// page it is.
fn result_rows<'a>(
    maker: Maker<'a>,
    page: Option<UnitId>,
    measured: &[Measured<'a>],
    most: usize,
) -> Vec<views::ResultRow> {
    let mut newest: Vec<&Measured> = measured.iter().collect();
    newest.sort_by_key(|value| (Reverse(value.year), value.indicator, value.unit));
    let name = |id: UnitId| maker.site.units.get(id).name.as_str();
    let mut namesakes: BTreeMap<&str, BTreeSet<UnitId>> = BTreeMap::new();
    for id in measured.iter().map(|value| value.unit).chain(page) {
        namesakes.entry(name(id)).or_default().insert(id);
    }
    let has_twin = |id: UnitId| page != Some(id) && namesakes[name(id)].len() > 1;
    let row = |value: &Measured<'a>| {
        let row = value.row(maker);
        let unit = if has_twin(value.unit) { maker.told_apart(value.unit, name(value.unit)) } else { row.unit };
        views::ResultRow { unit, ..row }
    };
    newest.into_iter().take(most).map(row).collect()
}

fn unit_charts(maker: Maker, measured: &[Measured]) -> Vec<views::Chart> {
    let groups = measured.chunk_by(|one, other| one.indicator == other.indicator);
    let charts = groups.filter_map(|values| {
        let name = maker.site.indicators.name(values.first()?.indicator);
        series::chart(maker, values, &format!("bieu-do-{name}"))
    });
    charts.collect()
}

/// What is still to be done first, then what failed, what nobody knows, and what is achieved; as many as a page shows.
fn by_state(maker: Maker, targets: &[TargetRef]) -> Vec<TargetRef> {
    let order = [State::InProgress, State::NotMet, State::NoData, State::Met];
    let of = |state: State| targets.iter().filter(move |target| maker.relations.status(**target).state == state);
    order.into_iter().flat_map(of).copied().take(EXCERPT).collect()
}

/// The plans that the unit issued: those that hold today, then the others, newest first.
fn plans(maker: Maker, id: UnitId) -> Vec<views::UnitPlan> {
    let (site, today) = (maker.site, maker.site.options.today);
    let exists = !site.units.get(id).ended(today);
    let bulletins = maker.relations.of_unit(id).iter().map(|id| site.bulletin(*id));
    let plans = bulletins.filter(|bulletin| bulletin.translation_of.is_none()).filter_map(|bulletin| {
        let plan = bulletin.plan.as_ref()?;
        let effect = bulletin.decision.map(|decision| maker.relations.effect(decision).kind);
        let holds = !matches!(effect, Some(EffectKind::Expired | EffectKind::Replaced | EffectKind::Repealed));
        Some(views::UnitPlan {
            title: plan.title.clone().unwrap_or_else(|| bulletin.title.clone()),
            lang: bulletin.lang.tag(),
            kind: plan.kind.map(|kind| maker.words.get(&format!("plan_{}", kind.key().replace('-', "_"))).to_owned()),
            period: plan.period.as_ref().map(|period| period.label()),
            url: bulletin.url.to_string(),
            current: exists && holds && plan.period.as_ref().is_some_and(|period| period.contains(today)),
        })
    });
    let mut plans: Vec<views::UnitPlan> = plans.collect();
    plans.sort_by_key(|plan| !plan.current);
    plans.truncate(EXCERPT);
    plans
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
    let measured = series::of_indicator(maker, id);
    let (years, rows) = series::table(maker, &measured);
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
        sentence: series::sentence(maker, id),
        charts: series::charts(maker, &measured, "bieu-do"),
        years,
        series: rows,
        units_total: measured.iter().map(|value| value.unit).collect::<BTreeSet<_>>().len(),
        has_target_results: series::has_target_results(&measured),
        results: result_rows(maker, None, &measured, EXCERPT),
        results_total: measured.len(),
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
