//! Registers: decisions, targets, tasks. A register that is too long for one page is split by year.

use std::collections::BTreeMap;

use crate::model::*;
use crate::parse::front::Due;
use crate::relations::{Relations, TargetRef, TaskRef};
use crate::render::maker::Maker;
use crate::render::{RenderError, Renderer, datasets, linked, views};

use super::bulletin::decision_notice;
use super::{Frame, Job, LONGEST_TABLE};

pub fn year_jobs(site: &Site, relations: &Relations, jobs: &mut Vec<Job>) {
    if site.decisions.len() > LONGEST_TABLE {
        jobs.extend((0..relations.decision_years.len()).map(Job::DecisionYear));
    }
    if relations.targets.len() > LONGEST_TABLE {
        jobs.extend(target_years(site, relations).into_keys().map(Job::TargetYear));
    }
    if relations.tasks.len() > LONGEST_TABLE {
        jobs.extend(task_years(site, relations).into_keys().map(Job::TaskYear));
    }
}

// Decisions.

fn decision_year_title(maker: Maker, year: Option<i16>) -> String {
    match year {
        Some(year) => maker.words.fill("year", &[("year", &year.to_string())]),
        None => maker.words.get("year_unknown").to_owned(),
    }
}

fn decision_year_url(year: Option<i16>) -> String {
    format!("van-ban/{}.html", year.map_or("khong-ro-nam".to_owned(), |year| year.to_string()))
}

fn decision_year_view(maker: Maker, index: usize) -> views::DecisionYear {
    let (year, ids) = &maker.relations.decision_years[index];
    views::DecisionYear {
        title: decision_year_title(maker, *year),
        decisions: ids.iter().map(|id| maker.decision_row(*id)).collect(),
    }
}

pub fn decisions(renderer: &Renderer, maker: Maker) -> Result<(), RenderError> {
    let years = &renderer.relations.decision_years;
    let total = renderer.site.decisions.len();
    let is_split = total > LONGEST_TABLE;
    let parts = years.iter().map(|(year, ids)| views::Counted {
        title: decision_year_title(maker, *year),
        url: decision_year_url(*year),
        count: ids.len(),
    });
    let view = views::DecisionRegister {
        years: if is_split {
            Vec::new()
        } else {
            (0..years.len()).map(|index| decision_year_view(maker, index)).collect()
        },
        parts: if is_split { parts.collect() } else { Vec::new() },
        total,
        downloads: datasets::downloads(maker, "van-ban/van-ban"),
    };
    Frame::new("decisions", "van-ban/index.html", maker.lang, maker.words.get("decisions"))
        .section("decisions")
        .describe(maker.words.get("decisions_description"))
        .write(renderer, maker, "register", &view)
}

pub fn decision_year(renderer: &Renderer, maker: Maker, index: usize) -> Result<(), RenderError> {
    let (year, ids) = &renderer.relations.decision_years[index];
    let view = views::DecisionRegister {
        years: vec![decision_year_view(maker, index)],
        parts: Vec::new(),
        total: ids.len(),
        downloads: datasets::downloads(maker, "van-ban/van-ban"),
    };
    let title = format!("{}: {}", maker.words.get("decisions"), decision_year_title(maker, *year));
    Frame::new("decisions", decision_year_url(*year), maker.lang, title)
        .section("decisions")
        .above(maker.words.get("decisions"), "van-ban/index.html")
        .write(renderer, maker, "register", &view)
}

pub fn decision(renderer: &Renderer, maker: Maker, id: DecisionId) -> Result<(), RenderError> {
    let decision = renderer.site.decision(id);
    let notice = decision_notice(maker, id).into_iter();
    let unit = decision.issuer.unit.and_then(|unit| maker.unit_notice(unit));
    let targets = decision.bulletins.iter().flat_map(|bulletin| {
        let count = renderer.site.bulletin(*bulletin).targets.len();
        (0..count).map(move |index| TargetRef { bulletin: *bulletin, index: index as u32 })
    });
    let view = views::DecisionPage {
        decision: maker.decision(id),
        notices: notice.chain(unit).collect(),
        bulletins: maker.cards(decision.bulletins.iter().copied()),
        targets: maker.targets(targets),
        only_referred: decision.bulletins.is_empty(),
    };
    let label = maker.decision_label(decision);
    // Numbers recur in every unit and year, so the page's title names them.
    let mut title = match decision.date {
        Some(date) => {
            maker.words.fill("decision_title", &[("label", &label), ("date", &crate::text::format_date(date))])
        }
        None => label,
    };
    if !decision.issuer.printed.is_empty() {
        title = format!("{title} – {}", decision.issuer.printed);
    }
    if decision.number.is_none() {
        let about = decision
            .title
            .clone()
            .or_else(|| decision.bulletins.first().map(|id| renderer.site.bulletin(*id).title.clone()));
        title = about.map_or(title.clone(), |about| format!("{title}: {about}"));
    }
    let mut frame = Frame::new("decision", decision.url.as_str(), maker.lang, title)
        .section("decisions")
        .describe(decision.title.clone().unwrap_or_default())
        .above(maker.words.get("decisions"), "van-ban/index.html");
    frame.article = Some(views::Article {
        published: decision.date.map(|date| date.to_string()),
        creator: Some(decision.issuer.printed.clone()).filter(|issuer| !issuer.is_empty()),
        number: view.decision.number.clone(),
        ..views::Article::default()
    });
    frame.write_linked(renderer, maker, "decision", &view, |linker| vec![linked::decision(linker, id)])
}

// Targets.

/// Targets by the year of their bulletin, which never changes.
fn target_years(site: &Site, relations: &Relations) -> BTreeMap<i16, Vec<TargetRef>> {
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
        target_years(renderer.site, renderer.relations).into_iter().rev().map(|(year, references)| views::Counted {
            title: maker.words.fill("year", &[("year", &year.to_string())]),
            url: format!("chi-tieu/{year}.html"),
            count: references.len(),
        })
    };
    let view = views::TargetRegister {
        targets: if is_split { Vec::new() } else { maker.targets(references.iter().copied()) },
        counts: maker.status_counts(references),
        parts: if is_split { parts().collect() } else { Vec::new() },
        total: references.len(),
        downloads: datasets::downloads(maker, "chi-tieu/chi-tieu"),
    };
    Frame::new("targets", "chi-tieu/index.html", maker.lang, maker.words.get("targets"))
        .section("targets")
        .describe(maker.words.get("targets_description"))
        .write(renderer, maker, "register", &view)
}

pub fn target_year(renderer: &Renderer, maker: Maker, year: i16) -> Result<(), RenderError> {
    // Bulletins stand newest first, so a year's targets are one stretch of the register.
    let references = &renderer.relations.targets;
    let of = |reference: &TargetRef| renderer.site.bulletin(reference.bulletin).published.date.year();
    let start = references.partition_point(|reference| of(reference) > year);
    let end = references.partition_point(|reference| of(reference) >= year);
    let references = &references[start..end];
    let view = views::TargetRegister {
        targets: maker.targets(references.iter().copied()),
        counts: maker.status_counts(references),
        parts: Vec::new(),
        total: references.len(),
        downloads: datasets::downloads(maker, "chi-tieu/chi-tieu"),
    };
    let title = maker.words.fill("targets_of_year", &[("year", &year.to_string())]);
    Frame::new("targets", format!("chi-tieu/{year}.html"), maker.lang, title)
        .section("targets")
        .above(maker.words.get("targets"), "chi-tieu/index.html")
        .write(renderer, maker, "register", &view)
}

// Tasks.

fn task_year_of(task: &Task) -> Option<i16> {
    match &task.due {
        Some(Due::By(deadline)) => Some(deadline.year()),
        _ => None,
    }
}

fn task_years(site: &Site, relations: &Relations) -> BTreeMap<Option<i16>, Vec<TaskRef>> {
    let mut years: BTreeMap<Option<i16>, Vec<TaskRef>> = BTreeMap::new();
    for reference in &relations.tasks {
        years.entry(task_year_of(site.task(*reference).1)).or_default().push(*reference);
    }
    years
}

fn task_year_url(year: Option<i16>) -> String {
    format!("nhiem-vu/{}.html", year.map_or("khong-thoi-han".to_owned(), |year| year.to_string()))
}

fn task_year_title(maker: Maker, year: Option<i16>) -> String {
    match year {
        Some(year) => maker.words.fill("due_in_year", &[("year", &year.to_string())]),
        None => maker.words.get("due_without_year").to_owned(),
    }
}

pub fn tasks(renderer: &Renderer, maker: Maker) -> Result<(), RenderError> {
    let references = &renderer.relations.tasks;
    let is_split = references.len() > LONGEST_TABLE;
    let parts = || {
        task_years(renderer.site, renderer.relations).into_iter().rev().map(|(year, references)| views::Counted {
            title: task_year_title(maker, year),
            url: task_year_url(year),
            count: references.len(),
        })
    };
    let view = views::TaskRegister {
        tasks: if is_split { Vec::new() } else { maker.tasks(references.iter().copied()) },
        counts: maker.task_counts(references),
        parts: if is_split { parts().collect() } else { Vec::new() },
        total: references.len(),
        downloads: datasets::downloads(maker, "nhiem-vu/nhiem-vu"),
    };
    Frame::new("tasks", "nhiem-vu/index.html", maker.lang, maker.words.get("tasks"))
        .section("targets")
        .describe(maker.words.get("tasks_description"))
        .write(renderer, maker, "register", &view)
}

pub fn task_year(renderer: &Renderer, maker: Maker, year: Option<i16>) -> Result<(), RenderError> {
    let of = |reference: &&TaskRef| task_year_of(renderer.site.task(**reference).1) == year;
    let references: Vec<TaskRef> = renderer.relations.tasks.iter().filter(of).copied().collect();
    let view = views::TaskRegister {
        tasks: maker.tasks(references.iter().copied()),
        counts: maker.task_counts(&references),
        parts: Vec::new(),
        total: references.len(),
        downloads: datasets::downloads(maker, "nhiem-vu/nhiem-vu"),
    };
    let title = format!("{}: {}", maker.words.get("tasks"), task_year_title(maker, year));
    Frame::new("tasks", task_year_url(year), maker.lang, title)
        .section("targets")
        .above(maker.words.get("tasks"), "nhiem-vu/index.html")
        .write(renderer, maker, "register", &view)
}
