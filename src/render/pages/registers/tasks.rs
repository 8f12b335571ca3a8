//! The register of tasks, by deadline; split by the year in which they are due.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::model::*;
use crate::parse::front::Due;
use crate::relations::{Relations, TaskRef};
use crate::render::filter_data::{self, Column, FilterRows, facet, listed};
use crate::render::maker::Maker;
use crate::render::pages::{Frame, LONGEST_TABLE};
use crate::render::{RenderError, Renderer, datasets, views};
use crate::text;

use super::targets::unit_facet;
use super::{YearPage, one_page};

const HOME: &str = "nhiem-vu/index.html";

/// Tasks by the year of their deadline; `None` for those without one.
pub fn by_year(site: &Site, relations: &Relations) -> BTreeMap<Option<i16>, Vec<TaskRef>> {
    let mut years: BTreeMap<Option<i16>, Vec<TaskRef>> = BTreeMap::new();
    for reference in &relations.tasks {
        years.entry(year_of(site.task(*reference).1)).or_default().push(*reference);
    }
    years
}

fn year_of(task: &Task) -> Option<i16> {
    match &task.due {
        Some(Due::By(deadline)) => Some(deadline.year()),
        _ => None,
    }
}

fn year_url(year: Option<i16>) -> String {
    format!("nhiem-vu/{}.html", year.map_or("khong-thoi-han".to_owned(), |year| year.to_string()))
}

fn year_title(maker: Maker, year: Option<i16>) -> String {
    match year {
        Some(year) => maker.words.fill("due_in_year", &[("year", &year.to_string())]),
        None => maker.words.get("due_without_year").to_owned(),
    }
}

pub fn tasks(renderer: &Renderer, maker: Maker) -> Result<(), RenderError> {
    let references = &renderer.relations.tasks;
    let is_split = references.len() > LONGEST_TABLE;
    let parts = || {
        let years = by_year(renderer.site, renderer.relations).into_iter().rev();
        years.map(|(year, references)| views::RegisterPart {
            title: year_title(maker, year),
            url: year_url(year),
            count: references.len(),
            counts: maker.task_counts(&references).iter().map(|item| item.count).collect(),
        })
    };
    let view = views::TaskRegister {
        tasks: if is_split { Vec::new() } else { maker.tasks(references.iter().copied()) },
        counts: maker.task_counts(references),
        parts: if is_split { parts().collect() } else { Vec::new() },
        total: references.len(),
        pagination: one_page(references.len(), HOME),
        filter: Some(filter(renderer, maker)?),
        downloads: datasets::downloads(maker, "nhiem-vu/nhiem-vu"),
    };
    Frame::new("tasks", HOME, maker.lang, maker.words.get("tasks"))
        .section("targets")
        .describe(maker.words.get("tasks_description"))
        .write(renderer, maker, "register", &view)
}

pub fn task_year(renderer: &Renderer, maker: Maker, year: Option<i16>, page: usize) -> Result<(), RenderError> {
    // Tasks stand by deadline, those without one last, so a year's tasks are one stretch of the register.
    let references = &renderer.relations.tasks;
    let place = |year: Option<i16>| (year.is_none(), year);
    let of = |reference: &TaskRef| place(year_of(renderer.site.task(*reference).1));
    let start = references.partition_point(|reference| of(reference) < place(year));
    let end = references.partition_point(|reference| of(reference) <= place(year));
    let references = &references[start..end];
    let title = format!("{}: {}", maker.words.get("tasks"), year_title(maker, year));
    let year_page = YearPage::new(maker, references, page, &year_url(year), title);
    let view = views::TaskRegister {
        tasks: maker.tasks(year_page.rows.iter().copied()),
        counts: maker.task_counts(references),
        parts: Vec::new(),
        total: references.len(),
        pagination: year_page.pagination,
        filter: None,
        downloads: datasets::downloads(maker, "nhiem-vu/nhiem-vu"),
    };
    Frame::new("tasks", year_page.url, maker.lang, year_page.title)
        .section("targets")
        .above(maker.words.get("tasks"), HOME)
        .write(renderer, maker, "register", &view)
}

// The filter.

const COLUMNS: [Column; 11] = [
    Column::plain("title"),
    Column::plain("anchor"),
    Column::listed("bulletin"),
    Column::listed("unit"),
    Column::listed("area"),
    Column::listed("product"),
    Column::listed("lead"),
    Column::listed("support"),
    Column::listed("due"),
    Column::listed("state"),
    Column::listed("done"),
];

fn filter(renderer: &Renderer, maker: Maker) -> Result<views::Filter, RenderError> {
    let site = maker.site;
    let tasks = || renderer.relations.tasks.iter().map(|reference| site.task(*reference));
    let leads = tasks().filter_map(|(_, task)| task.lead.clone().map(|lead| (text::slug(&lead), lead)));
    let facets = [
        facet(maker, "unit", "don-vi", "unit", tasks().filter_map(|(bulletin, _)| unit_facet(maker, bulletin))),
        facet(maker, "lead", "chu-tri", "lead", leads),
    ];
    let rows = FilterRows {
        folder: "nhiem-vu/loc",
        columns: &COLUMNS,
        year: &|reference: TaskRef| year_of(site.task(reference).1),
        cells: &|reference| cells(maker, reference),
    };
    let years = filter_data::publish(renderer, maker, &renderer.relations.tasks, &rows)?;
    Ok(views::Filter { facets: facets.into_iter().flatten().collect(), years })
}

fn cells(maker: Maker, reference: TaskRef) -> Vec<Value> {
    let site = maker.site;
    let (bulletin, task) = site.task(reference);
    let view = maker.task(reference);
    vec![
        filter_data::text(&view.title),
        json!(view.anchor),
        listed(&bulletin.title, json!(bulletin.url.as_str())),
        listed(
            view.unit.as_ref().map_or("", |link| &link.title),
            bulletin.unit.map_or(Value::Null, |id| json!(site.units.name(id))),
        ),
        listed(
            view.area.as_ref().map_or("", |link| &link.title),
            task.area.map_or(Value::Null, |id| json!(site.areas.name(id))),
        ),
        listed(view.product.as_deref().unwrap_or_default(), Value::Null),
        listed(
            view.lead.as_deref().unwrap_or_default(),
            view.lead.as_ref().map_or(Value::Null, |lead| json!(text::slug(lead))),
        ),
        listed(&view.support.join("; "), Value::Null),
        listed(&view.due, view.due_iso.map_or(Value::Null, |day| json!(day))),
        listed(&view.status.word, json!(view.status.state)),
        listed(view.done.as_ref().map_or("", |day| &day.text), Value::Null),
    ]
}
