//! One bulletin as data, beside its page.

use serde::Serialize;

use crate::model::BulletinId;
use crate::relations::TargetRef;
use crate::render::maker::Maker;
use crate::render::views;

use super::archive::Endings;
use super::plain::{Row, csv};
use super::rows::{date_basis, target_row};
use super::{Cell, SETS, Set, described};

/// A bulletin as data: what its page shows, with the targets' values typed.
#[derive(Serialize)]
struct BulletinData<'a> {
    format: u32,
    title: &'a str,
    url: String,
    lang: &'a str,
    date: String,
    time: Option<String>,
    date_basis: &'a str,
    unit: Option<Named<'a>>,
    category: Option<&'a str>,
    tags: Vec<&'a str>,
    areas: Vec<&'a str>,
    indicators: Vec<&'a str>,
    author: Option<&'a str>,
    office: Option<&'a str>,
    source: Option<&'a str>,
    source_url: Option<&'a str>,
    summary: &'a str,
    decision: Option<&'a views::Decision>,
    plan: Option<&'a views::Plan>,
    targets: Vec<Row<'a>>,
    results: &'a [views::ResultRow],
    attachments: &'a [views::Attachment],
    corrections: &'a [views::Step],
    words: usize,
}

#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    name: &'a str,
}

/// The data of a bulletin beside its page, each with its extension: all of it as JSON, from the view that the page is made
/// of, and its targets alone, as they stand in the register, as CSV and XLSX, where it has any.
pub fn bulletin_files(
    maker: Maker,
    id: BulletinId,
    view: &views::Bulletin,
    endings: &Endings,
) -> Vec<(&'static str, Vec<u8>)> {
    let (set, rows) = (target_set(), target_rows(maker, id));
    let mut files = vec![("json", bulletin_json(maker, id, view, &rows))];
    if !rows.is_empty() {
        let bulletin = maker.site.bulletin(id);
        let about = (bulletin.title.clone(), maker.absolute(bulletin.url.as_str()));
        files.push(("csv", csv(set.fields, &rows)));
        files.push(("xlsx", described(maker, set, (rows.len(), rows.iter()), about, endings)));
    }
    files
}

fn bulletin_json(maker: Maker, id: BulletinId, view: &views::Bulletin, targets: &[Vec<Cell>]) -> Vec<u8> {
    let site = maker.site;
    let bulletin = site.bulletin(id);
    let data = BulletinData {
        format: 1,
        title: &bulletin.title,
        url: maker.absolute(bulletin.url.as_str()).unwrap_or_else(|| bulletin.url.to_string()),
        lang: bulletin.lang.tag(),
        date: bulletin.published.date.to_string(),
        time: view.time.as_ref().map(|time| format!("{time}+07:00")),
        date_basis: date_basis(bulletin.published.basis),
        unit: bulletin.unit.map(|unit| Named { id: site.units.name(unit), name: &site.units.get(unit).name }),
        category: bulletin.category.map(|category| site.categories.name(category)),
        tags: bulletin.tags.iter().map(|tag| site.tags.get(*tag).label.as_str()).collect(),
        areas: bulletin.areas.iter().map(|area| site.areas.name(*area)).collect(),
        indicators: bulletin.indicators.iter().map(|indicator| site.indicators.name(*indicator)).collect(),
        author: view.author.as_deref(),
        office: view.office.as_deref(),
        source: view.source.as_deref(),
        source_url: view.source_url.as_deref(),
        summary: &bulletin.summary,
        decision: view.decision.as_ref(),
        plan: view.plan.as_ref(),
        targets: targets.iter().map(|cells| Row { fields: target_set().fields, cells }).collect(),
        results: &view.results,
        attachments: &view.attachments,
        corrections: &view.corrections,
        words: bulletin.outline.words,
    };
    let mut bytes = serde_json::to_vec(&data).expect("a bulletin of plain values is JSON");
    bytes.push(b'\n');
    bytes
}

fn target_set() -> &'static Set {
    SETS.iter().find(|set| set.id == "targets").expect("targets are a data set")
}

fn target_rows(maker: Maker, id: BulletinId) -> Vec<Vec<Cell>> {
    let count = maker.site.bulletin(id).targets.len();
    (0..count).map(|index| target_row(maker, TargetRef { bulletin: id, index: index as u32 })).collect()
}
