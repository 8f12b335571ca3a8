//! Registers: decisions, targets, tasks. A register that is too long for one page is split by year, a year that is too
//! long into pages; the first page of every register has the filter, whose rows `filter_data` publishes.

mod decisions;
mod targets;
mod tasks;

pub use decisions::{decision, decision_year, decisions};
pub use targets::{target_year, targets};
pub use tasks::{task_year, tasks};

use crate::model::Site;
use crate::relations::Relations;
use crate::render::maker::Maker;
use crate::render::views;

use super::{Job, LONGEST_TABLE, lists};

/// How many rows of a year stand on one page: with real texts about 25 KB compressed, half of what a page of a register
/// may weigh.
const ROWS_PER_PAGE: usize = 250;

/// The pages of the years of those registers that are too long for one page.
pub fn year_jobs(site: &Site, relations: &Relations, jobs: &mut Vec<Job>) {
    let pages = |rows: usize| 0..lists::page_count(rows, ROWS_PER_PAGE);
    if site.decisions.len() > LONGEST_TABLE {
        for (index, (_, ids)) in relations.decision_years.iter().enumerate() {
            jobs.extend(pages(ids.len()).map(|page| Job::DecisionYear { index, page }));
        }
    }
    if relations.targets.len() > LONGEST_TABLE {
        for (year, references) in targets::by_year(site, relations) {
            jobs.extend(pages(references.len()).map(|page| Job::TargetYear { year, page }));
        }
    }
    if relations.tasks.len() > LONGEST_TABLE {
        for (year, references) in tasks::by_year(site, relations) {
            jobs.extend(pages(references.len()).map(|page| Job::TaskYear { year, page }));
        }
    }
}

/// One page of a year: its rows, its address and title, and the way to the others.
struct YearPage<'r, T> {
    rows: &'r [T],
    url: String,
    title: String,
    pagination: views::Pagination,
}

impl<'r, T> YearPage<'r, T> {
    /// `page` counts from 0; `first` is the address of the year's first page.
    fn new(maker: Maker, all: &'r [T], page: usize, first: &str, title: String) -> Self {
        let start = (page * ROWS_PER_PAGE).min(all.len());
        let address = |number: usize| lists::paged_address(first, number);
        let count = lists::page_count(all.len(), ROWS_PER_PAGE);
        Self {
            rows: &all[start..(start + ROWS_PER_PAGE).min(all.len())],
            url: address(page + 1),
            title: match page {
                0 => title,
                page => maker.words.fill("title_page", &[("title", &title), ("n", &(page + 1).to_string())]),
            },
            pagination: lists::pagination(page, count, all.len(), &address),
        }
    }
}

/// Where a register stands that is not split: on one page.
fn one_page(total: usize, url: &str) -> views::Pagination {
    lists::pagination(0, 1, total, &|_| url.to_owned())
}
