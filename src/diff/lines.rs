//! Which lines differ between two versions of a page. The only module that knows the crate for it.

use serde::Serialize;
use sha2::{Digest, Sha256};
use similar::{Algorithm, DiffTag, capture_diff_slices, group_diff_ops};

use crate::digest::hex;

/// Characters of a line that are shown; scripts and pictures within a page have many thousands.
const SHOWN: usize = 1000;

/// A line of a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line {
    pub kind: LineKind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    Text,
    /// Where a link leads, or what is loaded.
    Target,
    Title,
    Description,
    /// What runs in the reader's browser.
    Script,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    Same,
    Gone,
    Come,
}

/// A line as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Shown {
    pub change: Change,
    pub kind: LineKind,
    pub text: String,
}

/// Lines that follow each other.
pub type Hunk = Vec<Shown>;

/// The lines that differ, with `context` of the ones around them; nothing where none does. Without a time limit, so that
/// the same pages always give the same lines.
pub(super) fn hunks(old: &[Line], new: &[Line], context: usize) -> Vec<Hunk> {
    let steps = capture_diff_slices(Algorithm::Myers, old, new);
    if steps.iter().all(|step| step.tag() == DiffTag::Equal) {
        return Vec::new();
    }
    let hunk = |steps: Vec<similar::DiffOp>| {
        let mut hunk = Vec::new();
        for step in steps {
            let mut show = |change, lines: &[Line]| hunk.extend(lines.iter().map(|line| shown(change, line)));
            match step.tag() {
                DiffTag::Equal => show(Change::Same, &new[step.new_range()]),
                _ => {
                    show(Change::Gone, &old[step.old_range()]);
                    show(Change::Come, &new[step.new_range()]);
                }
            }
        }
        hunk
    };
    group_diff_ops(steps, context).into_iter().map(hunk).collect()
}

/// The same of two versions of a text, with two lines around each change.
pub fn between(before: &str, after: &str) -> Vec<Hunk> {
    let lines = |text: &str| -> Vec<Line> {
        text.lines().map(|line| Line { kind: LineKind::Text, text: line.to_owned() }).collect()
    };
    hunks(&lines(before), &lines(after), 2)
}

/// A line that is cut keeps its SHA-256, so that two that begin alike are told apart.
fn shown(change: Change, line: &Line) -> Shown {
    let text = match line.text.char_indices().nth(SHOWN) {
        None => line.text.clone(),
        Some((end, _)) => {
            let (count, sum) = (line.text.chars().count(), hex(&Sha256::digest(&line.text)));
            format!("{}… [{count}; SHA-256 {}]", &line.text[..end], &sum[..16])
        }
    };
    Shown { change, kind: line.kind, text }
}
