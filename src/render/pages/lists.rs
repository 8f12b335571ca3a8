//! Lists of bulletins in several pages: categories, areas, tags, and the numbers below them.

use crate::model::*;
use crate::relations::TargetRef;
use crate::render::maker::{self, Maker};
use crate::render::{RenderError, Renderer, views};

use super::{EXCERPT, Frame};

/// How many pages a list takes; an empty one still has a page.
pub fn page_count(total: usize, per_page: usize) -> usize {
    total.div_ceil(per_page).max(1)
}

/// `address` gives the page of a number that counts from 1; `page` counts from 0.
pub fn pagination(page: usize, count: usize, total: usize, address: &dyn Fn(usize) -> String) -> views::Pagination {
    let number = page + 1;
    let mut pages = Vec::new();
    let mut last = 0;
    for candidate in 1..=count {
        // The ends, and two on each side of where the reader is.
        if candidate == 1 || candidate == count || candidate.abs_diff(number) <= 2 {
            pages.push(views::PageLink {
                number: candidate,
                url: address(candidate),
                current: candidate == number,
                gap: candidate > last + 1,
            });
            last = candidate;
        }
    }
    views::Pagination {
        number,
        count,
        total,
        previous: (number > 1).then(|| address(number - 1)),
        next: (number < count).then(|| address(number + 1)),
        pages,
    }
}

/// `chuyen-muc/ke-hoach.html`, `chuyen-muc/ke-hoach/trang/2.html`.
pub fn paged_address(first: &str, number: usize) -> String {
    match number {
        1 => first.to_owned(),
        number => format!("{}/trang/{number}.html", first.trim_end_matches(".html")),
    }
}

/// The bulletins of one page of a list.
pub fn slice(ids: &[BulletinId], page: usize, per_page: usize) -> &[BulletinId] {
    let start = (page * per_page).min(ids.len());
    &ids[start..(start + per_page).min(ids.len())]
}

/// The bulletins of a page under their years, in the order in which they stand.
pub fn by_year(maker: Maker, ids: &[BulletinId]) -> Vec<views::CardYear> {
    let year = |id: &BulletinId| maker.site.bulletin(*id).published.date.year();
    let years = ids.chunk_by(|one, other| year(one) == year(other)).filter_map(|ids| {
        let year = year(ids.first()?);
        let title = maker.words.fill("bulletins_of_year", &[("year", &year.to_string())]);
        Some(views::CardYear { year, title, cards: maker.cards(ids.iter().copied()) })
    });
    years.collect()
}

struct Listed<'a> {
    kind: &'static str,
    title: String,
    heading: &'a str,
    url: String,
    description: Option<String>,
    bulletins: &'a [BulletinId],
    targets: &'a [TargetRef],
    has_feed: bool,
}

fn write(renderer: &Renderer, maker: Maker, listed: &Listed, page: usize) -> Result<(), RenderError> {
    let per_page = renderer.site.settings.per_page as usize;
    let total = listed.bulletins.len();
    let address = |number: usize| paged_address(&listed.url, number);
    let view = views::List {
        kind: listed.kind,
        description: listed.description.clone(),
        targets: if page == 0 { maker.targets(listed.targets.iter().copied().take(EXCERPT)) } else { Vec::new() },
        targets_total: listed.targets.len(),
        bulletins: by_year(maker, slice(listed.bulletins, page, per_page)),
        pagination: pagination(page, page_count(total, per_page), total, &address),
    };
    let mut title = format!("{}: {}", listed.heading, listed.title);
    if page > 0 {
        title = maker.words.fill("title_page", &[("title", &title), ("n", &(page + 1).to_string())]);
    }
    let mut frame = Frame::new("list", address(page + 1), maker.lang, title).section("bulletins");
    frame = frame.above(maker.words.get("menu_bulletins"), "tin/index.html");
    frame = frame.describe(listed.description.clone().unwrap_or_default());
    if page > 0 {
        frame = frame.above(&listed.title, &listed.url);
    }
    if listed.has_feed {
        frame.feeds.push(views::Link {
            title: listed.title.clone(),
            url: format!("{}/feed.atom", listed.url.trim_end_matches(".html")),
        });
    }
    frame.write(renderer, maker, "list", &view)
}

pub fn category(renderer: &Renderer, maker: Maker, id: CategoryId, page: usize) -> Result<(), RenderError> {
    let category = renderer.site.categories.get(id);
    let listed = Listed {
        kind: "category",
        title: category.name.clone(),
        heading: maker.words.get("category"),
        url: maker::category_url(renderer.site, id),
        description: category.description.clone(),
        bulletins: renderer.relations.of_category(id),
        targets: &[],
        has_feed: true,
    };
    write(renderer, maker, &listed, page)
}

pub fn area(renderer: &Renderer, maker: Maker, id: AreaId, page: usize) -> Result<(), RenderError> {
    let listed = Listed {
        kind: "area",
        title: maker.area_name(id),
        heading: maker.words.get("area"),
        url: maker::area_url(renderer.site, id),
        description: renderer.site.areas.get(id).description.clone(),
        bulletins: renderer.relations.of_area(id),
        targets: renderer.relations.targets_of_area(id),
        has_feed: false,
    };
    write(renderer, maker, &listed, page)
}

pub fn tag(renderer: &Renderer, maker: Maker, id: TagId, page: usize) -> Result<(), RenderError> {
    let listed = Listed {
        kind: "tag",
        title: renderer.site.tags.get(id).label.clone(),
        heading: maker.words.get("tag"),
        url: maker::tag_url(renderer.site, id),
        description: None,
        bulletins: renderer.relations.of_tag(id),
        targets: &[],
        has_feed: false,
    };
    write(renderer, maker, &listed, page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_around_the_reader_are_shown() {
        let numbers = |page, count| {
            let pagination = pagination(page, count, 0, &|number| number.to_string());
            pagination
                .pages
                .iter()
                .map(|link| format!("{}{}", if link.gap { "…" } else { "" }, link.number))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let cases = [(0, 1, "1"), (0, 4, "1 2 3 4"), (5, 20, "1 …4 5 6 7 8 …20"), (19, 20, "1 …18 19 20")];
        for (page, count, expected) in cases {
            assert_eq!(numbers(page, count), expected, "page {page} of {count}");
        }
        assert_eq!(page_count(0, 20), 1);
        assert_eq!(page_count(41, 20), 3);
    }
}
