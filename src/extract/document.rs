//! An extraction as a document for programs (JSON). Field order, names and nulls are a promise to scripts; quotations are
//! the exact words of the source.

use jiff::civil::Date;
use serde::Serialize;

use super::facts::{Due, Extraction, FoundTarget, FoundTask, Role, Span};
use crate::value::Decimal;

/// The document of an extraction.
#[derive(Debug, Serialize)]
pub struct Document<'a> {
    decisions: Vec<Decision<'a>>,
    period: Option<Period>,
    /// The id of a known unit, else the name as printed.
    unit: Option<&'a str>,
    published: Option<String>,
    author: Option<&'a str>,
    source: Option<&'a str>,
    targets: Vec<Target<'a>>,
    results: Vec<Target<'a>>,
    counts: Vec<Count<'a>>,
    tasks: Vec<Task<'a>>,
}

#[derive(Debug, Serialize)]
struct Decision<'a> {
    number: String,
    date: Option<String>,
    /// The official abbreviation (`QĐ`); `CV` for an official letter, which has none.
    #[serde(rename = "type")]
    kind: Option<&'static str>,
    issuer: Option<&'a str>,
    title: Option<&'a str>,
    role: Role,
    quote: &'a str,
}

#[derive(Debug, Serialize)]
struct Period {
    from: String,
    to: String,
}

#[derive(Debug, Serialize)]
struct Target<'a> {
    quote: &'a str,
    indicator: Option<&'a str>,
    comparator: &'static str,
    value: Option<Decimal>,
    value_max: Option<Decimal>,
    unit: Option<&'a str>,
    by: Option<String>,
    scope: Option<&'a str>,
    uncertain: bool,
}

#[derive(Debug, Serialize)]
struct Count<'a> {
    value: Decimal,
    noun: &'a str,
    quote: &'a str,
}

#[derive(Debug, Serialize)]
struct Task<'a> {
    no: Option<&'a str>,
    group: Option<&'a str>,
    title: &'a str,
    product: Option<&'a str>,
    lead: Option<&'a str>,
    support: &'a [String],
    due: Option<&'a str>,
    quote: &'a str,
}

impl Extraction {
    /// The document, with quotations from `text`, which must be the text that was extracted from.
    pub fn document<'a>(&'a self, text: &'a str) -> Document<'a> {
        let quote = |span: &Span| text.get(span.clone()).unwrap_or_default();
        Document {
            decisions: self
                .decisions
                .iter()
                .map(|found| Decision {
                    number: found.number.canonical(),
                    date: found.date.map(|date| date.to_string()),
                    kind: found
                        .kind
                        .map(|kind| if kind.abbreviation().is_empty() { "CV" } else { kind.abbreviation() }),
                    issuer: found.issuer.as_deref(),
                    title: found.title.as_deref(),
                    role: found.role,
                    quote: quote(&found.span),
                })
                .collect(),
            period: self.period.as_ref().map(|period| {
                let print = |date: Date| if period.years { date.year().to_string() } else { date.to_string() };
                Period { from: print(period.from), to: print(period.to) }
            }),
            unit: self.unit.as_ref().map(|unit| unit.id.as_deref().unwrap_or(&unit.name)),
            published: self.published.as_ref().map(|found| found.date.to_string()),
            author: self.author.as_ref().map(|found| found.text.as_str()),
            source: self.source.as_ref().map(|found| found.text.as_str()),
            targets: self.targets.iter().map(|target| target_document(target, text)).collect(),
            results: self.results.iter().map(|target| target_document(target, text)).collect(),
            counts: self
                .counts
                .iter()
                .map(|count| Count { value: count.value, noun: &count.noun, quote: quote(&count.span) })
                .collect(),
            tasks: self.tasks.iter().map(|task| task_document(task, text)).collect(),
        }
    }
}

fn target_document<'a>(target: &'a FoundTarget, text: &'a str) -> Target<'a> {
    Target {
        quote: text.get(target.span.clone()).unwrap_or_default(),
        indicator: target.indicator.as_deref(),
        comparator: target.comparator.key(),
        value: target.value,
        value_max: target.value_max,
        unit: target.unit.as_deref(),
        by: target.by.and_then(|due| match due {
            Due::Year(year) => Some(year.to_string()),
            Due::Part(_, day) | Due::Day(day) => Some(day.to_string()),
            // A rhythm is no deadline; the words say it.
            Due::Yearly => None,
        }),
        scope: target.scope.as_deref(),
        uncertain: target.uncertain,
    }
}

fn task_document<'a>(task: &'a FoundTask, text: &'a str) -> Task<'a> {
    Task {
        no: task.no.as_deref(),
        group: task.group.as_deref(),
        title: &task.title,
        product: task.product.as_deref(),
        lead: task.lead.as_deref(),
        support: &task.support,
        due: task.due.as_deref(),
        quote: text.get(task.span.clone()).unwrap_or_default(),
    }
}
