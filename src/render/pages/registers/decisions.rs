//! The register of decisions by year of issue, and the page of one decision.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::model::*;
use crate::relations::TargetRef;
use crate::render::filter_data::{self, Column, FilterRows, facet, listed};
use crate::render::maker::Maker;
use crate::render::pages::bulletin::decision_notice;
use crate::render::pages::{Frame, LONGEST_TABLE};
use crate::render::{RenderError, Renderer, datasets, linked, views};
use crate::text;

use super::{YearPage, one_page};

const HOME: &str = "van-ban/index.html";

fn year_title(maker: Maker, year: Option<i16>) -> String {
    match year {
        Some(year) => maker.words.fill("year", &[("year", &year.to_string())]),
        None => maker.words.get("year_unknown").to_owned(),
    }
}

fn year_url(year: Option<i16>) -> String {
    format!("van-ban/{}.html", year.map_or("khong-ro-nam".to_owned(), |year| year.to_string()))
}

fn year_view(maker: Maker, year: Option<i16>, ids: &[DecisionId]) -> views::DecisionYear {
    views::DecisionYear {
        title: year_title(maker, year),
        decisions: ids.iter().map(|id| maker.decision_row(*id)).collect(),
    }
}

pub fn decisions(renderer: &Renderer, maker: Maker) -> Result<(), RenderError> {
    let years = &renderer.relations.decision_years;
    let total = renderer.site.decisions.len();
    let is_split = total > LONGEST_TABLE;
    let ids: Vec<DecisionId> = years.iter().flat_map(|(_, ids)| ids).copied().collect();
    let counts = effect_counts(maker, &ids);
    let parts = years.iter().map(|(year, ids)| views::RegisterPart {
        title: year_title(maker, *year),
        url: year_url(*year),
        count: ids.len(),
        counts: counts.iter().map(|item| effects(maker, ids).filter(|key| *key == item.effect.key).count()).collect(),
    });
    let view = views::DecisionRegister {
        years: match is_split {
            true => Vec::new(),
            false => years.iter().map(|(year, ids)| year_view(maker, *year, ids)).collect(),
        },
        parts: if is_split { parts.collect() } else { Vec::new() },
        total,
        pagination: one_page(total, HOME),
        filter: Some(filter(renderer, maker, &ids)?),
        downloads: datasets::downloads(maker, "van-ban/van-ban"),
        counts,
    };
    Frame::new("decisions", HOME, maker.lang, maker.words.get("decisions"))
        .section("decisions")
        .describe(maker.words.get("decisions_description"))
        .write(renderer, maker, "register", &view)
}

pub fn decision_year(renderer: &Renderer, maker: Maker, index: usize, page: usize) -> Result<(), RenderError> {
    let (year, ids) = &renderer.relations.decision_years[index];
    let title = format!("{}: {}", maker.words.get("decisions"), year_title(maker, *year));
    let year_page = YearPage::new(maker, ids, page, &year_url(*year), title);
    let view = views::DecisionRegister {
        years: vec![year_view(maker, *year, year_page.rows)],
        counts: effect_counts(maker, ids),
        parts: Vec::new(),
        total: ids.len(),
        pagination: year_page.pagination,
        filter: None,
        downloads: datasets::downloads(maker, "van-ban/van-ban"),
    };
    Frame::new("decisions", year_page.url, maker.lang, year_page.title)
        .section("decisions")
        .above(maker.words.get("decisions"), HOME)
        .write(renderer, maker, "register", &view)
}

fn effects(maker: Maker, ids: &[DecisionId]) -> impl Iterator<Item = &'static str> {
    ids.iter().map(move |id| maker.relations.effect(*id).kind.key())
}

/// How many documents are in which state, in the order of a document's life; states without any are left out.
fn effect_counts(maker: Maker, ids: &[DecisionId]) -> Vec<views::EffectCount> {
    const ORDER: [&str; 7] = ["in_force", "partly", "not_yet", "expired", "replaced", "repealed", "unknown"];
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for key in effects(maker, ids) {
        *found.entry(key).or_default() += 1;
    }
    let counts = ORDER.into_iter().filter_map(|key| {
        let word = maker.words.get(&format!("effect_{key}")).to_owned();
        Some(views::EffectCount { effect: views::Effect { key, word, reason: String::new() }, count: *found.get(key)? })
    });
    counts.collect()
}

// The filter.

const COLUMNS: [Column; 8] = [
    Column::plain("title"),
    Column::plain("about"),
    Column::plain("url"),
    Column::listed("kind"),
    Column::listed("issuer"),
    Column::listed("issued"),
    Column::listed("state"),
    Column::listed("bulletins"),
];

fn filter(renderer: &Renderer, maker: Maker, ids: &[DecisionId]) -> Result<views::Filter, RenderError> {
    let site = maker.site;
    let decisions = || ids.iter().map(|id| site.decision(*id));
    let kinds = decisions().filter_map(|decision| Some((decision.kind?.key().to_owned(), maker.kind_name(decision))));
    let facets = [
        facet(maker, "issuer", "don-vi", "issuer", decisions().filter_map(|decision| issuer(maker, decision))),
        facet(maker, "kind", "loai", "document_type", kinds),
    ];
    let rows = FilterRows {
        folder: "van-ban/loc",
        columns: &COLUMNS,
        year: &|id: DecisionId| site.decision(id).date.map(|date| date.year()),
        cells: &|id| cells(maker, id),
    };
    let years = filter_data::publish(renderer, maker, ids, &rows)?;
    Ok(views::Filter { facets: facets.into_iter().flatten().collect(), years })
}

/// The issuer as the filter knows it: one choice for a known unit, however its documents print it.
fn issuer(maker: Maker, decision: &Decision) -> Option<(String, String)> {
    match decision.issuer.unit {
        Some(id) => Some((maker.site.units.name(id).to_owned(), maker.site.units.get(id).name.clone())),
        None if decision.issuer.printed.is_empty() => None,
        None => Some((text::slug(&decision.issuer.printed), decision.issuer.printed.clone())),
    }
}

fn cells(maker: Maker, id: DecisionId) -> Vec<Value> {
    let decision = maker.site.decision(id);
    let row = maker.decision_row(id);
    vec![
        filter_data::text(&row.label),
        filter_data::text(row.title.as_deref().unwrap_or_default()),
        json!(row.url),
        listed(&row.kind, decision.kind.map_or(Value::Null, |kind| json!(kind.key()))),
        listed(&row.issuer, issuer(maker, decision).map_or(Value::Null, |(key, _)| json!(key))),
        match &row.date {
            Some(day) => listed(&day.text, json!(day.iso)),
            None => listed("", Value::Null),
        },
        listed(&row.effect.word, json!(row.effect.key)),
        listed(&row.bulletins.to_string(), json!(row.bulletins)),
    ]
}

// One decision.

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
