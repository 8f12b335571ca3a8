//! The archive: years, months and days, as ranges of the bulletins, which stand newest first.

use std::ops::Range;

use crate::model::{BulletinId, Site};

/// A year with bulletins, and its months, newest first.
#[derive(Debug)]
pub struct ArchiveYear {
    pub year: i16,
    pub bulletins: Range<u32>,
    pub months: Vec<ArchiveMonth>,
}

#[derive(Debug)]
pub struct ArchiveMonth {
    pub month: i8,
    pub bulletins: Range<u32>,
    pub days: Vec<ArchiveDay>,
}

#[derive(Debug)]
pub struct ArchiveDay {
    pub day: i8,
    pub bulletins: Range<u32>,
}

/// The bulletins of a range.
pub fn ids(range: &Range<u32>) -> impl Iterator<Item = BulletinId> + use<> {
    range.clone().map(BulletinId)
}

/// Cuts the list of bulletins into years, months and days.
pub fn build(site: &Site) -> Vec<ArchiveYear> {
    let mut years: Vec<ArchiveYear> = Vec::new();
    for (id, bulletin) in site.bulletin_ids() {
        let date = bulletin.published.date;
        let next = id.0..id.0 + 1;
        if years.last().is_none_or(|year| year.year != date.year()) {
            years.push(ArchiveYear { year: date.year(), bulletins: next.clone(), months: Vec::new() });
        }
        let year = years.last_mut().expect("a year was just made sure of");
        year.bulletins.end = next.end;
        if year.months.last().is_none_or(|month| month.month != date.month()) {
            year.months.push(ArchiveMonth { month: date.month(), bulletins: next.clone(), days: Vec::new() });
        }
        let month = year.months.last_mut().expect("a month was just made sure of");
        month.bulletins.end = next.end;
        if month.days.last().is_none_or(|day| day.day != date.day()) {
            month.days.push(ArchiveDay { day: date.day(), bulletins: next.clone() });
        }
        month.days.last_mut().expect("a day was just made sure of").bulletins.end = next.end;
    }
    years
}
