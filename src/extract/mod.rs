//! Facts out of running text: the decision with its number and date, the period, the unit, the targets and what was
//! reached, counts and tasks, each with the place of its words in the source.
//!
//! Takes a text and the units that are known, gives an [`Extraction`]. It is a function of its input: no disk, no clock, no
//! YAML, no HTML; Word files and pages are turned into text before, drafts are written after. Reading goes in three steps:
//! `view` cleans the text without losing places, `scene` finds lines, sentences, figures and cues, and one small recogniser
//! for each kind of fact reads them. Nothing is guessed silently: what a reader should check is marked as uncertain.
//!
//! What it does not do: decide between two readings of a law, correct misprints, join facts of several texts.

mod bounds;
mod candidates;
mod counts;
mod credits;
mod cues;
mod deadline;
mod decisions;
mod document;
mod facts;
mod figures;
mod goals;
mod groups;
mod improve;
mod indices;
mod layout;
mod lexicon;
mod period;
mod published;
mod ranks;
mod scene;
mod sections;
mod signature;
mod stance;
mod statements;
mod subject;
mod tables;
mod unit;
mod view;

pub use document::Document;
pub use facts::{
    Due, Effect, Extraction, FoundCount, FoundDate, FoundDecision, FoundEffect, FoundPeriod, FoundSigner, FoundTarget,
    FoundTask, FoundText, FoundUnit, Role, Span,
};
pub use layout::Form;

use self::scene::Scene;
use self::view::View;
use crate::value::Tokens;

/// What is known before a text is read.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The units of the site. Without any, the name of the unit is taken as printed.
    pub units: Vec<KnownUnit>,
    /// The unit for which texts are imported: "UBND tỉnh" and "UBND phường" are its own.
    pub default_unit: Option<String>,
}

/// A unit of the site, as far as texts name it.
#[derive(Debug, Clone, Default)]
pub struct KnownUnit {
    pub id: String,
    pub name: String,
    pub aliases: Vec<String>,
    pub kind: Option<String>,
    pub parent: Option<String>,
}

/// Reads a text. Spans are places in `text` itself, a byte order mark at its start included.
///
/// ```
/// use bantin::extract::{Known, extract};
/// let text = "Ngày 05/8/2025, UBND xã ban hành Kế hoạch số 15/KH - UBND. Phấn đấu trên 90% hồ sơ đúng hạn.";
/// let found = extract(text, &Known::default());
/// assert_eq!(found.decisions[0].number.canonical(), "15/KH-UBND");
/// assert_eq!(&text[found.decisions[0].span.clone()], "15/KH - UBND");
/// assert_eq!(found.targets[0].unit.as_deref(), Some("%"));
/// ```
pub fn extract(text: &str, known: &Known) -> Extraction {
    let view = View::new(text);
    let tokens = Tokens::new(&view.text);
    let scene = Scene::new(&view, &tokens);
    let tables = tables::all(&scene);
    let (in_tables, claimed) = tables::goals(&scene, &tables);
    let goals = goals::find(&scene, &claimed);
    let mut targets = goals.targets;
    targets.extend(in_tables);
    targets.extend(improve::find(&scene, &targets));
    targets.sort_by_key(|target| (target.span.start, target.figure_span.start));
    let period = scene.period.clone().or_else(|| period::of_targets(&targets));
    due_by_period(&mut targets, period.as_ref());
    let mut tasks = groups::find(&scene);
    tasks.extend(tables::tasks(&scene, &tables));
    Extraction {
        decisions: decisions::find(&scene),
        signer: signature::find(&scene),
        effect: decisions::effect::find(&scene),
        period,
        unit: unit::find(&scene, known),
        published: scene.published.clone().map(|(date, tokens)| FoundDate { date, span: scene.span(tokens) }),
        author: credits::author(&scene),
        source: credits::source(&scene),
        targets,
        results: goals.results,
        counts: counts::find(&scene),
        tasks,
    }
}

/// A block of a text: lines that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its place in the text, with its marker.
    pub span: Span,
    pub form: Form,
    /// How deep its marker stands: 1 for parts, 2 for Roman numbers, 3 and 4 for numbers, 5 for letters, 6 and 7 for
    /// bullets, 9 without a marker.
    pub level: u8,
    /// Whether a blank line stands before it.
    pub after_blank: bool,
}

/// The blocks of a text in their order, as facts are looked for in them: lines that a program broke are together again.
pub fn parts(text: &str) -> Vec<Part> {
    let view = View::new(text);
    let tokens = Tokens::new(&view.text);
    let blocks = layout::blocks(&tokens).into_iter();
    let part = |block: layout::Block| Part {
        span: view.span(block.start..block.end),
        form: block.form,
        level: block.level,
        after_blank: block.after_blank,
    };
    blocks.map(part).collect()
}

/// What a plan sets without a deadline is due when the plan ends.
fn due_by_period(targets: &mut [FoundTarget], period: Option<&FoundPeriod>) {
    let Some(period) = period else { return };
    let due = if period.years { Due::Year(period.to.year()) } else { Due::Day(period.to) };
    for target in targets.iter_mut().filter(|target| target.by.is_none()) {
        target.by = Some(due);
    }
}

#[cfg(test)]
mod tests;
