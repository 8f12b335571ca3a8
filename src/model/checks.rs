//! What staff forget: gaps and contradictions that no single file shows. All are warnings but one: a counter that
//! readers are not told of.

use rayon::prelude::*;

use crate::diagnostics::{self, At, Diagnostic};
use crate::parse::front::{Due, StatedCounts};
use crate::source::{FieldPath, SourcePath};
use crate::text;
use crate::value::{Decimal, Number};

use super::ids::*;
use super::site::*;

/// Looks at every bulletin and result.
pub fn check(site: &Site, diags: &mut Vec<Diagnostic>) {
    let found = site.bulletins.par_iter().enumerate().flat_map_iter(|(index, bulletin)| {
        let mut diags = Vec::new();
        check_bulletin(site, index.into(), bulletin, &mut diags);
        diags
    });
    diags.par_extend(found);
    check_results(site, diags);
    check_measuring(site, diags);
}

/// Whoever is counted must be able to read by whom and what for.
fn check_measuring(site: &Site, diags: &mut Vec<Diagnostic>) {
    if site.settings.measuring.is_some() && !site.pages.iter().any(Page::is_privacy) {
        let path = SourcePath::new("content/site.yaml");
        let at = At::key(&path, FieldPath::root().then("measuring"));
        diags.push(diagnostics::measuring_without_privacy_page(at));
    }
}

fn check_bulletin(site: &Site, id: BulletinId, bulletin: &Bulletin, diags: &mut Vec<Diagnostic>) {
    let root = FieldPath::root();
    if bulletin.published.basis == DateBasis::Decision {
        diags.push(diagnostics::date_from_decision(
            At::file(&bulletin.path),
            &text::format_date(bulletin.published.date),
        ));
    }
    if bulletin.unit.is_none() && !bulletin.is_unread("unit") {
        diags.push(diagnostics::no_unit(At::file(&bulletin.path)));
    }
    if let Some(unit) = bulletin.unit {
        let unit = site.units.get(unit);
        let date = bulletin.published.date;
        if unit.ended(date) || unit.valid_from.is_some_and(|from| from > date) {
            let at = At::value(&bulletin.path, root.then("unit"));
            diags.push(diagnostics::unit_not_valid(at, &unit.name, &text::format_date(date)));
        }
    }
    let title = text::fold(&bulletin.title);
    if title.split(' ').any(|word| matches!(word, "null" | "undefined" | "none")) {
        diags.push(diagnostics::null_in_title(At::value(&bulletin.path, root.then("title")), &bulletin.title));
    }
    if let Some(decision) = bulletin.decision {
        check_decision(site, id, bulletin, site.decision(decision), diags);
    } else if (bulletin.plan.is_some() || !bulletin.targets.is_empty()) && !bulletin.is_unread("decision") {
        diags.push(diagnostics::no_decision(At::file(&bulletin.path)));
    }
    if let Some(plan) = &bulletin.plan {
        check_counts(bulletin, plan, diags);
        check_tasks(site, bulletin, plan, diags);
    }
    check_targets(site, bulletin, diags);
}

fn check_decision(site: &Site, id: BulletinId, bulletin: &Bulletin, decision: &Decision, diags: &mut Vec<Diagnostic>) {
    // Only the bulletin that announces a decision first answers for it.
    if decision.bulletins.iter().min_by_key(|id| std::cmp::Reverse(**id)) != Some(&id) {
        return;
    }
    let field = FieldPath::root().then("decision");
    let at = |name: &str| At::key(&bulletin.path, field.then(name));
    match &decision.number {
        None if bulletin.is_unread("decision") => {}
        None => diags.push(diagnostics::no_decision_number(At::key(&bulletin.path, field.clone()))),
        Some(number) if !number.unknown_parts.is_empty() => {
            let at = At::value(&bulletin.path, field.then("number"));
            diags.push(diagnostics::unknown_symbol(at, &number.printed, &number.unknown_parts));
        }
        Some(_) => {}
    }
    match decision.date {
        None if bulletin.is_unread("decision") => {}
        None => diags.push(diagnostics::no_decision_date(at("date"))),
        Some(date) if date > bulletin.published.date => {
            let (decided, published) = (text::format_date(date), text::format_date(bulletin.published.date));
            diags.push(diagnostics::decision_after_bulletin(
                At::value(&bulletin.path, field.then("date")),
                &decided,
                &published,
            ));
        }
        Some(_) => {}
    }
    if decision.signer.as_ref().and_then(|signer| signer.name.as_ref()).is_none() {
        let number = decision.number.as_ref().map(|number| format!("number: {}, ", number.canonical()));
        let date = decision.date.map(|date| format!("date: {}, ", text::format_date(date)));
        diags.push(diagnostics::no_signer(at("signer"), &[number, date].into_iter().flatten().collect::<String>()));
    }
    check_days(bulletin, decision, diags);
    if decision.attachments.is_empty() && bulletin.attachments.is_empty() {
        diags.push(diagnostics::no_attachment(at("attachments")));
    }
    if let (Some(unit), Some(date)) = (decision.issuer.unit, decision.date) {
        let unit = site.units.get(unit);
        if unit.ended(date) || unit.valid_from.is_some_and(|from| from > date) {
            diags.push(diagnostics::unit_not_valid(
                At::value(&bulletin.path, field.then("date")),
                &unit.name,
                &text::format_date(date),
            ));
        }
    }
}

/// A decision is signed, takes effect and expires, in this order.
fn check_days(bulletin: &Bulletin, decision: &Decision, diags: &mut Vec<Diagnostic>) {
    let Decision { date, effective, expires, .. } = decision;
    let pairs = [
        ("effective", effective, "date", date),
        ("expires", expires, "effective", effective),
        ("expires", expires, "date", date),
    ];
    for (field, day, other, before) in pairs {
        if let (Some(day), Some(before)) = (day, before)
            && day < before
        {
            let at = At::value(&bulletin.path, FieldPath::root().then("decision").then(field));
            let (day, before) = (text::format_date(*day), text::format_date(*before));
            diags.push(diagnostics::decision_dates(at, field, &day, other, &before));
            return;
        }
    }
}

fn check_counts(bulletin: &Bulletin, plan: &Plan, diags: &mut Vec<Diagnostic>) {
    let Some(StatedCounts { targets, task_groups, task_groups_by_indicator, tasks, solutions, models }) =
        &plan.stated_counts
    else {
        return;
    };
    let field = FieldPath::root().then("plan").then("stated_counts");
    let listed = [
        ("targets", *targets, bulletin.targets.len()),
        ("task_groups", *task_groups, plan.task_groups.len()),
        ("tasks", *tasks, plan.tasks.len()),
        ("solutions", *solutions, plan.solutions.len()),
        ("models", *models, plan.models.len()),
    ];
    for (name, stated, listed) in listed {
        if let Some(stated) = stated.filter(|&stated| stated as usize != listed) {
            diags.push(diagnostics::count_differs(At::value(&bulletin.path, field.then(name)), name, stated, listed));
        }
    }
    if !task_groups_by_indicator.is_empty() {
        let stated: u32 = task_groups_by_indicator.values().sum();
        if stated as usize != plan.task_groups.len() {
            let at = At::value(&bulletin.path, field.then("task_groups"));
            diags.push(diagnostics::count_differs(at, "task_groups", stated, plan.task_groups.len()));
        }
    }
}

fn check_tasks(site: &Site, bulletin: &Bulletin, plan: &Plan, diags: &mut Vec<Diagnostic>) {
    let field = |task: &Task, name| FieldPath::root().then("plan").then("tasks").then(task.index).then(name);
    for task in &plan.tasks {
        if let Some(done) = task.done.filter(|done| *done > site.options.today) {
            let at = At::value(&bulletin.path, field(task, "done"));
            diags.push(diagnostics::done_in_future(at, &task.title, &text::format_date(done)));
        }
        if let (Some(Due::By(due)), None) = (&task.due, task.done)
            && due.last_day < site.options.today
        {
            diags.push(diagnostics::task_overdue(
                At::value(&bulletin.path, field(task, "due")),
                &task.title,
                &text::format_date(due.last_day),
            ));
        }
    }
}

fn check_targets(site: &Site, bulletin: &Bulletin, diags: &mut Vec<Diagnostic>) {
    for target in &bulletin.targets {
        check_own_results(site, bulletin, target, diags);
        let due = match &target.timing {
            TargetTiming::By(by) => by.last_day,
            TargetTiming::PlanEnd(end) => *end,
            TargetTiming::Every(_) | TargetTiming::Unstated => continue,
        };
        let has_registered = target
            .indicator
            .zip(bulletin.unit)
            .is_some_and(|(indicator, unit)| site.result(unit, indicator, due.year()).is_some());
        let has_own = target.results.iter().any(|result| result.period.covers(due));
        if due < site.options.today && !has_registered && !has_own {
            let at = At::value(&bulletin.path, FieldPath::root().then("targets").then(target.index));
            diags.push(diagnostics::target_without_result(at, &target.statement, &text::format_date(due)));
        }
    }
}

/// What a target says of its own results must be possible, as in the table of all results.
fn check_own_results(site: &Site, bulletin: &Bulletin, target: &Target, diags: &mut Vec<Diagnostic>) {
    let indicator = target.indicator.map(|id| site.indicators.get(id));
    let name = indicator.map_or(target.statement.as_str(), |indicator| &indicator.name);
    for (index, result) in target.results.iter().enumerate() {
        let field = FieldPath::root().then("targets").then(target.index).then("results").then(index);
        let at = || At::value(&bulletin.path, field.clone());
        let year = result.period.year();
        if result.period.first_day > site.options.today {
            diags.push(diagnostics::result_in_future(at(), name, &result.period.printed));
        }
        if let (Some(score), Some(scale)) = (&result.value, indicator.and_then(|indicator| indicator.scale)) {
            diags.extend(out_of_scale(at(), name, year, score, scale));
        }
        if let (Some(rank), Some(of)) = (result.rank, result.of)
            && rank > of
        {
            diags.push(diagnostics::rank_out_of(at(), name, year, rank, of));
        }
    }
}

fn out_of_scale(at: At, name: &str, year: i16, score: &Number, (low, high): (Decimal, Decimal)) -> Option<Diagnostic> {
    let range = || format!("{} – {}", low.vietnamese(), high.vietnamese());
    let is_out = score.value < low || score.value > high;
    is_out.then(|| diagnostics::score_out_of_scale(at, name, year, &score.printed, &range()))
}

/// A stated change must lead back to the stored result of the year that it was compared with.
fn check_results(site: &Site, diags: &mut Vec<Diagnostic>) {
    for result in &site.results {
        let indicator = site.indicators.get(result.indicator);
        if result.year > site.options.today.year() {
            diags.push(diagnostics::result_in_future(result.at.clone(), &indicator.name, &result.year.to_string()));
        }
        if let (Some(score), Some(scale)) = (&result.score, indicator.scale) {
            diags.extend(out_of_scale(result.at.clone(), &indicator.name, result.year, score, scale));
        }
        if let (Some(rank), Some(of)) = (result.rank, result.of)
            && rank > of
        {
            diags.push(diagnostics::rank_out_of(result.at.clone(), &indicator.name, result.year, rank, of));
        }
        let previous = site.result(result.unit, result.indicator, result.compared_with.unwrap_or(result.year - 1));
        let Some(previous) = previous else { continue };
        let expected = result.score.as_ref().zip(result.change_score.as_ref());
        let expected: Option<Decimal> = expected.and_then(|(score, change)| score.value.checked_sub(change.value));
        if let (Some(expected), Some(stored)) = (expected, &previous.score)
            && expected != stored.value
        {
            let at = result.at.clone();
            diags.push(diagnostics::change_differs(
                at,
                &indicator.name,
                result.year,
                &expected.vietnamese(),
                &stored.printed,
                previous.year,
            ));
        }
        let expected = result.rank.zip(result.change_rank).map(|(rank, change)| i64::from(rank) + i64::from(change));
        if let (Some(expected), Some(stored)) = (expected, previous.rank)
            && expected != i64::from(stored)
        {
            let at = result.at.clone();
            diags.push(diagnostics::change_differs(
                at,
                &indicator.name,
                result.year,
                &expected.to_string(),
                &stored.to_string(),
                previous.year,
            ));
        }
    }
}

impl Site {
    /// The result of a unit in an indicator for a year.
    pub fn result(&self, unit: UnitId, indicator: IndicatorId, year: i16) -> Option<&IndexResult> {
        let key = (indicator, unit, year);
        let found = self.results.binary_search_by_key(&key, |result| (result.indicator, result.unit, result.year));
        found.ok().map(|index| &self.results[index])
    }
}
