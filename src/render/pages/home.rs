//! The home page and the pages of older bulletins behind it.

use crate::parse::front::Due;
use crate::relations::{State, TargetRef, TaskRef};
use crate::render::maker::Maker;
use crate::render::{RenderError, Renderer, views};

use super::lists::pagination;
use super::{Frame, category_links, home_url, year_links};

/// The first page shows the newest bulletin and the next six.
const FIRST: usize = 7;

/// How far ahead "due soon" looks, in days.
const SOON: i64 = 90;

/// How many of each list the home page shows.
const SHORT_LIST: usize = 10;

/// How many units the home page names; all have a page of their own.
const MOST_UNITS: usize = 50;

/// How many pages a list of this length takes.
pub fn page_count(total: usize, per_page: usize) -> usize {
    1 + total.saturating_sub(FIRST).div_ceil(per_page)
}

/// One page of the home list; `page` counts from 0.
pub fn home(renderer: &Renderer, maker: Maker, page: usize) -> Result<(), RenderError> {
    let site = renderer.site;
    let per_page = site.settings.per_page as usize;
    let listed = renderer.relations.home(maker.lang);
    let (start, length) = if page == 0 { (0, FIRST) } else { (FIRST + (page - 1) * per_page, per_page) };
    let shown = listed.iter().skip(start).take(length).copied();
    let mut cards = maker.cards(shown);
    let is_first = page == 0;
    let newest = (is_first && !cards.is_empty()).then(|| cards.remove(0));
    let base = home_url(site, maker.lang);
    let folder = base.trim_end_matches("index.html").to_owned();
    let address = move |number: usize| match number {
        1 => format!("{folder}index.html"),
        number => format!("{folder}trang/{number}.html"),
    };
    let (indicators, unmeasured) = if is_first { indicators(maker) } else { Default::default() };
    let view = views::Home {
        newest,
        cards,
        pagination: pagination(page, page_count(listed.len(), per_page), listed.len(), &address),
        due_targets: if is_first { due_targets(maker) } else { Vec::new() },
        due_tasks: if is_first { due_tasks(maker) } else { Vec::new() },
        indicators,
        unmeasured,
        units: if is_first { units(maker) } else { Vec::new() },
        years: if is_first { year_links(renderer.relations) } else { Vec::new() },
        categories: if is_first { category_links(maker) } else { Vec::new() },
    };
    let title = match page {
        0 if maker.lang == site.lang() => site.settings.title.clone(),
        // Two home pages need two titles.
        0 => format!("{} – {}", site.settings.title, maker.words.get(&format!("language_{}", maker.lang))),
        page => maker.words.fill("older_bulletins", &[("n", &(page + 1).to_string())]),
    };
    let mut frame =
        Frame::new("home", address(page + 1), maker.lang, title).section(if is_first { "" } else { "bulletins" });
    frame = frame.describe(site.settings.description.clone().unwrap_or_default());
    frame.alternates = site
        .settings
        .languages
        .iter()
        .filter(|lang| **lang != maker.lang && is_first)
        .map(|lang| views::Alternate {
            lang: lang.tag(),
            title: site.settings.title.clone(),
            url: home_url(site, *lang),
        })
        .collect();
    frame.write(renderer, maker, "home", &view)
}

fn is_soon(maker: Maker, day: jiff::civil::Date) -> bool {
    let today = maker.site.options.today;
    let limit = today.checked_add(jiff::Span::new().days(SOON)).unwrap_or(today);
    today <= day && day <= limit
}

fn due_targets(maker: Maker) -> Vec<views::Target> {
    let due = |reference: &TargetRef| {
        let (_, target) = maker.site.target(*reference);
        match &target.timing {
            crate::model::TargetTiming::By(by) => Some(by.last_day),
            crate::model::TargetTiming::PlanEnd(end) => Some(*end),
            _ => None,
        }
    };
    let open = |reference: &&TargetRef| {
        maker.relations.status(**reference).state == State::InProgress
            && due(reference).is_some_and(|day| is_soon(maker, day))
    };
    let mut soon: Vec<TargetRef> = maker.relations.targets.iter().filter(open).copied().collect();
    soon.sort_by_key(|reference| due(reference));
    maker.targets(soon.into_iter().take(SHORT_LIST))
}

fn due_tasks(maker: Maker) -> Vec<views::Task> {
    let soon = |reference: &&TaskRef| {
        let (bulletin, task) = maker.site.task(**reference);
        let due = match &task.due {
            Some(Due::By(deadline)) => Some(deadline.last_day),
            _ => None,
        };
        due.is_some_and(|day| is_soon(maker, day)) && maker.task_state(task, bulletin) == State::InProgress
    };
    maker.tasks(maker.relations.tasks.iter().filter(soon).take(SHORT_LIST).copied())
}

/// Indicators that have a result, and links to those that have only targets.
fn indicators(maker: Maker) -> (Vec<views::IndicatorRow>, Vec<views::Link>) {
    let rows = maker.site.indicators.iter().map(|(id, ..)| maker.indicator_row(id));
    let (measured, others): (Vec<_>, Vec<_>) = rows.partition(|row| !row.latest.is_empty());
    let others = others.into_iter().filter(|row| row.targets > 0);
    let links = others.map(|row| views::Link { title: row.abbreviation.unwrap_or(row.title), url: row.url });
    (measured, links.collect())
}

/// Units that have bulletins, in Vietnamese order.
fn units(maker: Maker) -> Vec<views::UnitRow> {
    let ids = maker.relations.units_by_name.iter().copied().filter(|id| !maker.relations.of_unit(*id).is_empty());
    ids.take(MOST_UNITS).map(|id| maker.unit_row(id)).collect()
}
