//! The archive: all years, one year, one month with its calendar, one day.

use jiff::civil::Date;

use crate::relations::{ArchiveMonth, ArchiveYear, Relations, ids};
use crate::render::maker::Maker;
use crate::render::{RenderError, Renderer, views};
use crate::text;

use super::{Frame, Job, capitalised, year_links};

/// A year with more bulletins than this shows its months only.
const LONGEST_YEAR: usize = 200;

pub fn jobs(relations: &Relations, jobs: &mut Vec<Job>) {
    jobs.push(Job::Archive);
    for (year, archive) in relations.archive.iter().enumerate() {
        jobs.push(Job::ArchiveYear { year });
        for (month, archive) in archive.months.iter().enumerate() {
            jobs.push(Job::ArchiveMonth { year, month });
            jobs.extend((0..archive.days.len()).map(|day| Job::ArchiveDay { year, month, day }));
        }
    }
}

fn year_url(year: &ArchiveYear) -> String {
    format!("tin/{}/index.html", year.year)
}

fn month_url(year: &ArchiveYear, month: &ArchiveMonth) -> String {
    format!("tin/{}/{:02}/index.html", year.year, month.month)
}

fn day_url(year: &ArchiveYear, month: &ArchiveMonth, day: i8) -> String {
    format!("tin/{}/{:02}/{day:02}.html", year.year, month.month)
}

fn month_title(maker: Maker, year: &ArchiveYear, month: &ArchiveMonth) -> String {
    let name = maker.words.get(&format!("month_{}", month.month)).to_owned();
    maker.words.fill("month_of_year", &[("month", &name), ("year", &year.year.to_string())])
}

pub fn all(renderer: &Renderer, maker: Maker) -> Result<(), RenderError> {
    let newest = renderer.site.settings.per_page as usize;
    let view = views::Archive {
        level: "all",
        parts: year_links(renderer.relations),
        weeks: Vec::new(),
        // The first word of the menu leads here: readers come for the news, not for the years.
        cards: maker.cards(renderer.relations.listed(maker.lang).iter().copied().take(newest)),
        total: renderer.site.bulletins.len(),
        previous: None,
        next: None,
    };
    Frame::new("archive", "tin/index.html", maker.lang, maker.words.get("archive"))
        .section("bulletins")
        .describe(maker.words.get("archive_description"))
        .write(renderer, maker, "archive", &view)
}

pub fn year(renderer: &Renderer, maker: Maker, index: usize) -> Result<(), RenderError> {
    let years = &renderer.relations.archive;
    let year = &years[index];
    // All twelve, so that a month without news is seen to have none.
    let parts = (1..=12).map(|number| {
        let month = year.months.iter().find(|month| month.month == number);
        views::Counted {
            title: capitalised(maker.words.get(&format!("month_{number}"))),
            url: month.map(|month| month_url(year, month)).unwrap_or_default(),
            count: month.map_or(0, |month| month.bulletins.len()),
        }
    });
    let link = |year: &ArchiveYear| views::Link { title: year_title(maker, year), url: year_url(year) };
    let view = views::Archive {
        level: "year",
        parts: parts.collect(),
        weeks: Vec::new(),
        cards: if year.bulletins.len() <= LONGEST_YEAR { maker.cards(ids(&year.bulletins)) } else { Vec::new() },
        total: year.bulletins.len(),
        previous: years.get(index + 1).map(link),
        next: index.checked_sub(1).map(|newer| link(&years[newer])),
    };
    Frame::new(
        "archive",
        year_url(year),
        maker.lang,
        maker.words.fill("bulletins_of_year", &[("year", &year.year.to_string())]),
    )
    .section("bulletins")
    .above(maker.words.get("menu_bulletins"), "tin/index.html")
    .write(renderer, maker, "archive", &view)
}

fn year_title(maker: Maker, year: &ArchiveYear) -> String {
    maker.words.fill("year", &[("year", &year.year.to_string())])
}

pub fn month(renderer: &Renderer, maker: Maker, year_index: usize, index: usize) -> Result<(), RenderError> {
    let years = &renderer.relations.archive;
    let year = &years[year_index];
    let month = &year.months[index];
    let link = |year: &ArchiveYear, month: &ArchiveMonth| views::Link {
        title: month_title(maker, year, month),
        url: month_url(year, month),
    };
    let older = year.months.get(index + 1).map(|month| link(year, month));
    let older = older.or_else(|| years.get(year_index + 1).and_then(|year| Some(link(year, year.months.first()?))));
    let newer = index.checked_sub(1).map(|newer| link(year, &year.months[newer]));
    let newer = newer.or_else(|| {
        let year = &years[year_index.checked_sub(1)?];
        Some(link(year, year.months.last()?))
    });
    let view = views::Archive {
        level: "month",
        parts: Vec::new(),
        weeks: calendar(year, month),
        cards: maker.cards(ids(&month.bulletins)),
        total: month.bulletins.len(),
        previous: older,
        next: newer,
    };
    let title = maker.words.fill("bulletins_of", &[("when", &month_title(maker, year, month))]);
    Frame::new("archive", month_url(year, month), maker.lang, title)
        .section("bulletins")
        .above(maker.words.get("menu_bulletins"), "tin/index.html")
        .above(&year.year.to_string(), &year_url(year))
        .write(renderer, maker, "archive", &view)
}

/// The weeks of a month, Monday first; only days with bulletins are links.
fn calendar(year: &ArchiveYear, month: &ArchiveMonth) -> Vec<Vec<views::CalendarDay>> {
    let Ok(first) = Date::new(year.year, month.month, 1) else { return Vec::new() };
    let lead = first.weekday().to_monday_zero_offset() as usize;
    let empty = || views::CalendarDay { number: 0, url: None, count: 0 };
    let mut cells: Vec<views::CalendarDay> = (0..lead).map(|_| empty()).collect();
    for number in 1..=first.days_in_month() {
        let day = month.days.iter().find(|day| day.day == number);
        cells.push(views::CalendarDay {
            number: number as u8,
            url: day.map(|day| day_url(year, month, day.day)),
            count: day.map_or(0, |day| day.bulletins.len()),
        });
    }
    while !cells.len().is_multiple_of(7) {
        cells.push(empty());
    }
    cells.chunks(7).map(<[views::CalendarDay]>::to_vec).collect()
}

pub fn day(
    renderer: &Renderer,
    maker: Maker,
    year_index: usize,
    month_index: usize,
    index: usize,
) -> Result<(), RenderError> {
    let year = &renderer.relations.archive[year_index];
    let month = &year.months[month_index];
    let day = &month.days[index];
    let cards = maker.cards(ids(&day.bulletins));
    let date = renderer.site.bulletins[day.bulletins.start as usize].published.date;
    let neighbour = |id: Option<u32>| {
        let date = renderer.site.bulletins.get(id? as usize)?.published.date;
        let url = format!("tin/{}/{:02}/{:02}.html", date.year(), date.month(), date.day());
        Some(views::Link { title: text::format_date(date), url })
    };
    let view = views::Archive {
        level: "day",
        parts: Vec::new(),
        weeks: Vec::new(),
        total: cards.len(),
        cards,
        previous: neighbour(Some(day.bulletins.end)),
        next: neighbour(day.bulletins.start.checked_sub(1)),
    };
    let title = maker.words.fill("bulletins_of_day", &[("date", &text::format_date(date))]);
    Frame::new("archive", day_url(year, month, day.day), maker.lang, title)
        .section("bulletins")
        .above(maker.words.get("menu_bulletins"), "tin/index.html")
        .above(&year.year.to_string(), &year_url(year))
        .above(&format!("{:02}/{}", month.month, year.year), &month_url(year, month))
        .write(renderer, maker, "archive", &view)
}
