//! Measurements as a table for people and as JSON for programs. Takes what was measured, gives text; it judges nothing.

use std::fmt::Write;
use std::time::Duration;

use serde_json::{Value, json};

use super::generate::Generated;
use super::measure::Usage;
use super::tree::Size;

/// The step that all others are compared with.
pub const FULL: &str = "build, cold";
/// The files of [`FULL`], written by a plain program.
pub const PLAIN: &str = "plain write";

/// One step of one run.
#[derive(Clone)]
pub struct Step {
    pub name: String,
    pub usage: Usage,
    pub written: Size,
}

impl Step {
    pub fn new(name: impl Into<String>, usage: Usage, written: Size) -> Self {
        Self { name: name.into(), usage, written }
    }

    /// Two steps done one after the other: times and files add up, and of the memories the larger counts.
    pub fn then(&self, next: &Step) -> Step {
        let (first, second) = (self.usage, next.usage);
        let usage = Usage {
            wall: first.wall + second.wall,
            cpu: first.cpu.zip(second.cpu).map(|(first, second)| first + second),
            peak: first.peak.max(second.peak),
        };
        let written =
            Size { files: self.written.files + next.written.files, bytes: self.written.bytes + next.written.bytes };
        Step::new(format!("{} + {}", self.name, next.name), usage, written)
    }
}

/// A server and the edits that it was shown.
#[derive(Clone)]
pub struct Served {
    pub name: String,
    /// From its start to the first page.
    pub start: Duration,
    /// From each saved edit to the changed page.
    pub edits: Vec<Duration>,
    pub peak: Option<u64>,
}

/// The steps of one run, done one after the other on the same site.
#[derive(Default)]
pub struct Run {
    pub steps: Vec<Step>,
    pub served: Vec<Served>,
    /// What could not be measured, and why.
    pub missing: Vec<String>,
}

impl Run {
    fn step(&self, name: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.name == name)
    }

    /// How many times as long one step took as another of the same run.
    fn ratio(&self, name: &str, to: &str) -> Option<f64> {
        let seconds = |name| self.step(name).map(|step| step.usage.wall.as_secs_f64().max(f64::EPSILON));
        Some(seconds(name)? / seconds(to)?)
    }

    fn server(&self, name: &str) -> Option<&Served> {
        self.served.iter().find(|served| served.name == name)
    }
}

/// All runs on a site of one size.
pub struct Measured {
    pub bulletins: usize,
    pub content: Generated,
    /// The file system that the outputs lie on.
    pub file_system: String,
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
    format!("{median:.digits$} [{least:.digits$}–{most:.digits$}]")
}

const MEGABYTE: f64 = 1e6;

/// Everything about one size, in Markdown that is aligned for a terminal, too.
pub fn table(measured: &Measured) -> String {
    let Measured { bulletins, content, runs, .. } = measured;
    let mut text = format!(
        "\n{bulletins} bulletins: {} content files, {:.1} MB, fingerprint {:016x}, output on {}\n\n",
        content.files,
        content.bytes as f64 / MEGABYTE,
        content.fingerprint,
        measured.file_system
    );
    let Some(last) = runs.last() else { return text };
    let head = ["step", "wall s", "× full build", "user+system s", "peak memory MB", "files", "MB"];
    text.push_str(&markdown(&head, last.steps.iter().map(|step| step_row(runs, step)).collect()));
    let limit = Spread::of(runs.iter().filter_map(|run| run.ratio(FULL, PLAIN)));
    let full = runs.iter().filter_map(|run| run.step(FULL));
    let rates = full.map(|step| *bulletins as f64 / step.usage.wall.as_secs_f64().max(f64::EPSILON));
    let _ = writeln!(text, "\n{FULL} / {PLAIN}: {}", shown(limit, 2));
    let _ = writeln!(text, "bulletins a second, cold: {}", shown(Spread::of(rates), 0));
    if !last.served.is_empty() {
        let head = ["serve", "start s", "saved to shown ms", "peak memory MB"];
        let rows = last.served.iter().map(|served| served_row(runs, &served.name)).collect();
        let _ = write!(text, "\n{}", markdown(&head, rows));
    }
    for missing in runs.iter().flat_map(|run| &run.missing) {
        let _ = writeln!(text, "not measured: {missing}");
    }
    text
}

fn step_row(runs: &[Run], last: &Step) -> Vec<String> {
    let name = last.name.as_str();
    let usages = || runs.iter().filter_map(|run| Some(run.step(name)?.usage));
    vec![
        name.to_owned(),
        shown(Spread::of(usages().map(|usage| usage.wall.as_secs_f64())), 3),
        shown(Spread::of(runs.iter().filter_map(|run| run.ratio(name, FULL))), 3),
        shown(Spread::of(usages().filter_map(|usage| Some(usage.cpu?.as_secs_f64()))), 2),
        shown(Spread::of(usages().filter_map(|usage| Some(usage.peak? as f64 / MEGABYTE))), 1),
        last.written.files.to_string(),
        format!("{:.1}", last.written.bytes as f64 / MEGABYTE),
    ]
}

fn served_row(runs: &[Run], name: &str) -> Vec<String> {
    let servers = || runs.iter().filter_map(|run| run.server(name));
    let edits = servers().flat_map(|served| &served.edits).map(|edit| edit.as_secs_f64() * 1e3);
    vec![
        name.to_owned(),
        shown(Spread::of(servers().map(|served| served.start.as_secs_f64())), 3),
        shown(Spread::of(edits), 0),
        shown(Spread::of(servers().filter_map(|served| Some(served.peak? as f64 / MEGABYTE))), 1),
    ]
}

/// A table whose first column is text and whose others are figures.
fn markdown(head: &[&str], rows: Vec<Vec<String>>) -> String {
    let head: Vec<String> = head.iter().map(|&cell| cell.to_owned()).collect();
    let cells = |column: usize| std::iter::once(&head).chain(&rows).map(move |row| row[column].chars().count());
    let widths: Vec<usize> = (0..head.len()).map(|column| cells(column).max().unwrap_or(0).max(4)).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| match column {
            0 => format!(" {cell:<width$} |"),
            _ => format!(" {cell:>width$} |"),
        });
        format!("|{}\n", cells.collect::<String>())
    };
    let rule = widths.iter().enumerate().map(|(column, width)| match column {
        0 => format!(" {} |", "-".repeat(*width)),
        _ => format!(" {}: |", "-".repeat(width - 1)),
    });
    format!("{}|{}\n{}", line(&head), rule.collect::<String>(), rows.iter().map(line).collect::<String>())
}

/// Every single figure of one size, so that others can compute what the table leaves out.
pub fn json(measured: &Measured) -> Value {
    json!({
        "bulletins": measured.bulletins,
        "content_files": measured.content.files,
        "content_bytes": measured.content.bytes,
        "fingerprint": format!("{:016x}", measured.content.fingerprint),
        "file_system": measured.file_system,
        "runs": measured.runs.iter().map(run_json).collect::<Vec<Value>>(),
    })
}

fn run_json(run: &Run) -> Value {
    let steps = run.steps.iter().map(|step| {
        json!({
            "step": step.name,
            "wall_seconds": step.usage.wall.as_secs_f64(),
            "of_full_build": run.ratio(&step.name, FULL),
            "cpu_seconds": step.usage.cpu.map(|cpu| cpu.as_secs_f64()),
            "peak_memory_bytes": step.usage.peak,
            "files_written": step.written.files,
            "bytes_written": step.written.bytes,
        })
    });
    let served = run.served.iter().map(|served| {
        json!({
            "server": served.name,
            "start_seconds": served.start.as_secs_f64(),
            "saved_to_shown_seconds": served.edits.iter().map(Duration::as_secs_f64).collect::<Vec<f64>>(),
            "peak_memory_bytes": served.peak,
        })
    });
    json!({ "steps": steps.collect::<Vec<Value>>(), "served": served.collect::<Vec<Value>>(), "missing": run.missing })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians() {
        for (figures, expected) in [
            (vec![], "–"),
            (vec![2.0], "2.0 [2.0–2.0]"),
            (vec![3.0, 1.0, 2.0], "2.0 [1.0–3.0]"),
            (vec![4.0, 1.0], "2.5 [1.0–4.0]"),
        ] {
            assert_eq!(shown(Spread::of(figures.iter().copied()), 1), expected, "{figures:?}");
        }
    }
    #[test]
    fn a_step_is_compared_within_its_run() {
        let usage = |seconds| Usage { wall: Duration::from_secs(seconds), cpu: None, peak: Some(seconds) };
        let none = Size { files: 1, bytes: 0 };
        let run = |full, other| Run {
            steps: vec![Step::new(FULL, usage(full), none), Step::new("x", usage(other), none)],
            ..Run::default()
        };
        let runs = [run(2, 4), run(1, 3)];
        let row = step_row(&runs, &runs[1].steps[1]);
        assert_eq!(row[..3], ["x", "3.500 [3.000–4.000]", "2.500 [2.000–3.000]"]);
        let both = runs[0].steps[0].then(&runs[0].steps[1]);
        assert_eq!((both.usage.wall.as_secs(), both.usage.peak, both.written.files), (6, Some(4), 2));
    }

    #[test]
    fn tables_are_markdown() {
        let text = markdown(&["a", "b"], vec![vec!["đo".to_owned(), "1".to_owned()]]);
        assert_eq!(text, "| a    |    b |\n| ---- | ---: |\n| đo   |    1 |\n");
    }
}
