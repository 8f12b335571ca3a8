//! The rows of every data set, cell by cell, from the model.

use std::ops::Range;

use crate::model::*;
use crate::parse::front::Due;
use crate::relations::{TargetRef, TaskRef};
use crate::render::maker::{Maker, indicator_url, unit_url};
use crate::value::{Condition, Decimal, Goal};

use super::Cell;

pub(super) fn integer(number: Option<impl Into<i64>>) -> Cell {
    number.map_or(Cell::Empty, |number| Cell::Integer(number.into()))
}

pub(super) fn number(number: Option<Decimal>) -> Cell {
    number.map_or(Cell::Empty, Cell::Number)
}

pub(super) fn date(date: Option<jiff::civil::Date>) -> Cell {
    date.map_or(Cell::Empty, Cell::Date)
}

pub(super) fn unit_cells(site: &Site, unit: Option<UnitId>) -> [Cell; 2] {
    match unit {
        Some(id) => [site.units.name(id).into(), site.units.get(id).name.as_str().into()],
        None => [Cell::Empty, Cell::Empty],
    }
}

pub(super) fn decision_number(site: &Site, id: Option<DecisionId>) -> Cell {
    id.and_then(|id| site.decision(id).number.as_ref()).map(|number| number.canonical()).into()
}

pub(super) fn bulletin_rows(maker: Maker, range: Range<usize>) -> Vec<Vec<Cell>> {
    let site = maker.site;
    let rows = site.bulletins[range].iter().map(|bulletin| {
        let [unit, unit_name] = unit_cells(site, bulletin.unit);
        vec![
            bulletin.title.as_str().into(),
            date(Some(bulletin.published.date)),
            date_basis(bulletin.published.basis).into(),
            unit,
            unit_name,
            bulletin.category.map(|id| site.categories.name(id).to_owned()).into(),
            decision_number(site, bulletin.decision),
            Cell::Integer(bulletin.targets.len() as i64),
            Cell::Integer(bulletin.plan.as_ref().map_or(0, |plan| plan.tasks.len()) as i64),
            bulletin.lang.tag().into(),
            bulletin.summary.as_str().into(),
            bulletin.url.as_str().into(),
        ]
    });
    rows.collect()
}

pub(super) fn date_basis(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Stated => "stated",
        DateBasis::Decision => "decision",
    }
}

pub(super) fn decision_rows(maker: Maker, range: Range<usize>) -> Vec<Vec<Cell>> {
    let site = maker.site;
    let numbers = |decision: &Decision, relation: Relation| {
        let linked = decision.links.iter().filter(|(found, _)| *found == relation).map(|(_, id)| site.decision(*id));
        let shown = linked.map(|other| {
            other.number.as_ref().map_or_else(|| other.title.clone().unwrap_or_default(), |number| number.canonical())
        });
        Cell::from(shown.collect::<Vec<_>>().join("; ").as_str())
    };
    let ids = maker.relations.decision_years.iter().flat_map(|(_, ids)| ids).skip(range.start).take(range.len());
    let rows = ids.map(|id| {
        let decision = site.decision(*id);
        vec![
            decision_number(site, Some(*id)),
            decision.kind.map(|kind| kind.key().to_owned()).into(),
            date(decision.date),
            date(decision.effective),
            date(decision.expires),
            decision.issuer.printed.as_str().into(),
            decision.issuer.unit.map(|unit| site.units.name(unit).to_owned()).into(),
            decision.signer.as_ref().and_then(|signer| signer.name.clone()).into(),
            decision.title.clone().into(),
            maker.relations.effect(*id).kind.key().into(),
            numbers(decision, Relation::LegalBasis),
            numbers(decision, Relation::Implements),
            numbers(decision, Relation::Amends),
            numbers(decision, Relation::Replaces),
            numbers(decision, Relation::Repeals),
            decision.url.as_str().into(),
        ]
    });
    rows.collect()
}

pub(super) fn target_rows(maker: Maker, range: Range<usize>) -> Vec<Vec<Cell>> {
    maker.relations.targets[range].iter().map(|reference| target_row(maker, *reference)).collect()
}

pub(super) fn target_row(maker: Maker, reference: TargetRef) -> Vec<Cell> {
    let site = maker.site;
    let (bulletin, target) = site.target(reference);
    let conditions = target.goal.as_ref().map(Goal::conditions).unwrap_or_default();
    let combination = match target.goal {
        Some(Goal::AnyOf(_)) => "any_of",
        Some(Goal::AllOf(_)) => "all_of",
        _ => "",
    };
    let status = maker.status(maker.relations.status(reference), target);
    let [unit, unit_name] = unit_cells(site, bulletin.unit);
    let part = |condition: Option<&Condition>| {
        let value = condition.and_then(|condition| condition.value.as_ref()).map(|value| value.value);
        let comparator = condition.map_or(Cell::Empty, |condition| Cell::Code(condition.comparator.key()));
        let unit = condition.and_then(|condition| condition.unit.clone());
        [comparator, number(value), Cell::from(unit)]
    };
    let [comparator, value, measure_unit] = part(conditions.first());
    let [comparator_2, value_2, measure_unit_2] = part(conditions.get(1));
    let max = conditions.first().and_then(|condition| condition.max.as_ref()).map(|max| max.value);
    let baseline = target.baseline.as_ref();
    vec![
        target.id.as_str().into(),
        target.statement.as_str().into(),
        target.indicator.map(|id| site.indicators.name(id).to_owned()).into(),
        target.area.map(|id| site.areas.name(id).to_owned()).into(),
        target.scope.clone().into(),
        target.strength.map(|strength| strength.key().to_owned()).into(),
        combination.into(),
        comparator,
        value,
        number(max),
        measure_unit,
        comparator_2,
        value_2,
        measure_unit_2,
        match &target.timing {
            TargetTiming::By(by) => date(Some(by.last_day)),
            TargetTiming::PlanEnd(end) => date(Some(*end)),
            TargetTiming::Every(_) | TargetTiming::Unstated => Cell::Empty,
        },
        match &target.timing {
            TargetTiming::Every(frequency) => frequency.key().into(),
            _ => Cell::Empty,
        },
        integer(baseline.and_then(|baseline| baseline.year)),
        number(baseline.and_then(|baseline| baseline.value.as_ref()).map(|value| value.value)),
        integer(baseline.and_then(|baseline| baseline.rank)),
        status.state.into(),
        status.reason.as_str().into(),
        unit,
        unit_name,
        decision_number(site, bulletin.decision),
        format!("{}#chi-tieu-{}", bulletin.url, target.id).as_str().into(),
    ]
}

pub(super) fn task_rows(maker: Maker, range: Range<usize>) -> Vec<Vec<Cell>> {
    maker.relations.tasks[range].iter().map(|reference| task_row(maker, *reference)).collect()
}

pub(super) fn task_row(maker: Maker, reference: TaskRef) -> Vec<Cell> {
    let site = maker.site;
    let (bulletin, task) = site.task(reference);
    let [unit, unit_name] = unit_cells(site, bulletin.unit);
    vec![
        task.id.as_str().into(),
        task.title.as_str().into(),
        integer(task.group),
        task.area.map(|id| site.areas.name(id).to_owned()).into(),
        task.product.clone().into(),
        task.lead.clone().into(),
        task.support.join("; ").as_str().into(),
        match &task.due {
            Some(Due::By(deadline)) => date(Some(deadline.last_day)),
            _ => Cell::Empty,
        },
        match &task.due {
            Some(Due::Every(frequency)) => frequency.key().into(),
            _ => Cell::Empty,
        },
        date(task.done),
        maker.task_state(task, bulletin).key().into(),
        unit,
        unit_name,
        format!("{}#nhiem-vu-{}", bulletin.url, task.id).as_str().into(),
    ]
}

pub(super) fn result_rows(maker: Maker, range: Range<usize>) -> Vec<Vec<Cell>> {
    let site = maker.site;
    let rows = site.results[range].iter().map(|result| {
        let [unit, unit_name] = unit_cells(site, Some(result.unit));
        vec![
            unit,
            unit_name,
            site.indicators.name(result.indicator).into(),
            Cell::Integer(result.year.into()),
            number(result.score.as_ref().map(|score| score.value)),
            integer(result.rank),
            integer(result.of),
            number(result.change_score.as_ref().map(|change| change.value)),
            integer(result.change_rank),
            integer(result.compared_with),
            result.published.as_ref().map(|published| published.printed.clone()).into(),
            result.publisher.clone().into(),
            result.source.clone().into(),
            result.note.clone().into(),
        ]
    });
    rows.collect()
}

pub(super) fn indicator_rows(maker: Maker, range: Range<usize>) -> Vec<Vec<Cell>> {
    let indicators = maker.site.indicators.iter().skip(range.start).take(range.len());
    let rows = indicators.map(|(id, name, indicator)| {
        vec![
            name.into(),
            indicator.name.as_str().into(),
            indicator.abbreviation.clone().into(),
            indicator.unit.clone().into(),
            number(indicator.scale.map(|(low, _)| low)),
            number(indicator.scale.map(|(_, high)| high)),
            indicator.direction.key().into(),
            indicator.publisher.clone().into(),
            indicator_url(maker.site, id).as_str().into(),
        ]
    });
    rows.collect()
}

pub(super) fn unit_rows(maker: Maker, range: Range<usize>) -> Vec<Vec<Cell>> {
    let site = maker.site;
    let units = site.units.iter().skip(range.start).take(range.len());
    let rows = units.map(|(id, name, unit)| {
        let successors = unit.successors.iter().map(|(successor, _)| site.units.name(*successor)).collect::<Vec<_>>();
        vec![
            name.into(),
            unit.name.as_str().into(),
            unit.kind.map(|kind| kind.key().to_owned()).into(),
            unit.parent.map(|parent| site.units.name(parent).to_owned()).into(),
            date(unit.valid_from),
            date(unit.valid_to),
            successors.join("; ").as_str().into(),
            unit.basis.clone().into(),
            unit_url(site, id).as_str().into(),
        ]
    });
    rows.collect()
}
