//! Measurements as a table for people and as JSON for programs. Takes what was measured, gives text; it judges nothing.

use std::fmt::Write;

use serde_json::{Value, json};

use super::generate::Generated;
use super::measure::Usage;
use super::tree::Size;

/// One step of one run.
#[derive(Clone, Copy)]
pub struct Step {
    pub usage: Usage,
    pub written: Size,
}

/// The steps of one run, done one after the other on the same site.
pub struct Run {
    pub cold: Step,
    pub again: Step,
    pub check: Step,
    /// The files of `cold`, written by a plain program.
    pub plain: Step,
}

impl Run {
    fn steps(&self) -> [(&'static str, &Step); 4] {
        [
            ("build, cold", &self.cold),
            ("build, again", &self.again),
            ("check", &self.check),
            ("plain write", &self.plain),
        ]
    }

    /// How many times longer the cold build took than writing its files.
    fn ratio(&self) -> f64 {
        self.cold.usage.wall.as_secs_f64() / self.plain.usage.wall.as_secs_f64().max(f64::EPSILON)
    }
}

/// All runs on a site of one size.
pub struct Measured {
    pub bulletins: usize,
    pub content: Generated,
    pub runs: Vec<Run>,
}

/// The median and both ends of some figures.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Spread {
    median: f64,
    least: f64,
    most: f64,
}

impl Spread {
    /// `None` where nothing was measured.
    fn of(figures: impl Iterator<Item = f64>) -> Option<Self> {
        let mut sorted: Vec<f64> = figures.collect();
        sorted.sort_by(f64::total_cmp);
        let (least, most) = (*sorted.first()?, *sorted.last()?);
        let half = sorted.len() / 2;
        let median = if sorted.len() % 2 == 1 { sorted[half] } else { (sorted[half - 1] + sorted[half]) / 2.0 };
        Some(Self { median, least, most })
    }
}

fn shown(spread: Option<Spread>, digits: usize) -> String {
    let Some(Spread { median, least, most }) = spread else { return "–".to_owned() };
    format!("{median:.digits$} ({least:.digits$}–{most:.digits$})")
}

const MEGABYTE: f64 = 1e6;

/// The table of one size.
pub fn table(measured: &Measured) -> String {
    let Measured { bulletins, content, runs } = measured;
    let mut text = format!(
        "\n{bulletins} bulletins: {} content files, {:.1} MB, fingerprint {:016x}\n",
        content.files,
        content.bytes as f64 / MEGABYTE,
        content.fingerprint
    );
    let _ = writeln!(
        text,
        "{:<13} {:>22} {:>22} {:>22} {:>9} {:>10}",
        "step", "wall s", "user+system s", "peak memory MB", "files", "MB"
    );
    let Some(last) = runs.last() else { return text };
    for (index, (name, step)) in last.steps().into_iter().enumerate() {
        let usages = || runs.iter().map(|run| run.steps()[index].1.usage);
        let _ = writeln!(
            text,
            "{name:<13} {:>22} {:>22} {:>22} {:>9} {:>10.1}",
            shown(Spread::of(usages().map(|usage| usage.wall.as_secs_f64())), 3),
            shown(Spread::of(usages().filter_map(|usage| Some(usage.cpu?.as_secs_f64()))), 2),
            shown(Spread::of(usages().filter_map(|usage| Some(usage.peak? as f64 / MEGABYTE))), 1),
            step.written.files,
            step.written.bytes as f64 / MEGABYTE,
        );
    }
    let rates = runs.iter().map(|run| *bulletins as f64 / run.cold.usage.wall.as_secs_f64().max(f64::EPSILON));
    let _ = writeln!(text, "cold build / plain write: {}", shown(Spread::of(runs.iter().map(Run::ratio)), 2));
    let _ = writeln!(text, "bulletins a second, cold: {}", shown(Spread::of(rates), 0));
    text
}

/// Every single figure of one size, so that others can compute what the table leaves out.
pub fn json(measured: &Measured) -> Value {
    let run = |run: &Run| {
        let steps = run.steps().into_iter().map(|(name, step)| {
            let figures = json!({
                "wall_seconds": step.usage.wall.as_secs_f64(),
                "cpu_seconds": step.usage.cpu.map(|cpu| cpu.as_secs_f64()),
                "peak_memory_bytes": step.usage.peak,
                "files_written": step.written.files,
                "bytes_written": step.written.bytes,
            });
            (name.replace(", ", "_").replace(' ', "_"), figures)
        });
        let mut figures: serde_json::Map<String, Value> = steps.collect();
        figures.insert("cold_to_plain_write".to_owned(), json!(run.ratio()));
        Value::Object(figures)
    };
    json!({
        "bulletins": measured.bulletins,
        "content_files": measured.content.files,
        "content_bytes": measured.content.bytes,
        "fingerprint": format!("{:016x}", measured.content.fingerprint),
        "runs": measured.runs.iter().map(run).collect::<Vec<Value>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians() {
        for (figures, expected) in [
            (vec![], "–"),
            (vec![2.0], "2.0 (2.0–2.0)"),
            (vec![3.0, 1.0, 2.0], "2.0 (1.0–3.0)"),
            (vec![4.0, 1.0], "2.5 (1.0–4.0)"),
        ] {
            assert_eq!(shown(Spread::of(figures.iter().copied()), 1), expected, "{figures:?}");
        }
    }
}
