//! Scores extraction against texts with facts written by hand: one scorer for the test that holds the floors and for the
//! report that shows what is missed.
//!
//! Micro F1: matches, misses and false finds are counted over all texts. A found fact matches at most one expected one.

use std::fmt::Write;
use std::ops::Range;
use std::path::Path;

use bantin::extract::{Extraction, FoundTarget, Known, extract};
use serde_json::Value;

/// A text with the facts that it states.
pub struct Case {
    pub name: String,
    pub text: String,
    pub expected: Value,
    /// Whether the rules were written without looking at it.
    pub held_out: bool,
}

/// The measures, in the order of the report.
pub const MEASURES: [&str; 6] = ["numbers", "dates", "periods", "targets", "results", "published"];

/// Matches, false finds and misses.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    pub matched: u32,
    pub found: u32,
    pub expected: u32,
}

impl Tally {
    pub fn f1(self) -> f64 {
        let total = f64::from(self.found + self.expected);
        if total == 0.0 { 1.0 } else { 2.0 * f64::from(self.matched) / total }
    }

    fn add(&mut self, other: Self) {
        self.matched += other.matched;
        self.found += other.found;
        self.expected += other.expected;
    }
}

/// All cases of a folder; every third one is held out.
pub fn cases(folder: &Path) -> Vec<Case> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder of texts can be read")
        .map(|entry| entry.expect("its entries can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    let read =
        |path: &Path| std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let case = |path: &std::path::PathBuf| {
        let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let number: usize = name.split('-').next().and_then(|number| number.parse().ok()).unwrap_or(0);
        let expected = serde_json::from_str(&read(&path.with_extension("json"))).expect("expected facts are JSON");
        Case { text: read(path), expected, held_out: number.is_multiple_of(3), name }
    };
    paths.iter().map(case).collect()
}

/// The tallies of all measures over some cases, and the differences in words.
pub fn score<'a>(cases: impl Iterator<Item = &'a Case>) -> ([Tally; MEASURES.len()], String) {
    let mut tallies = [Tally::default(); MEASURES.len()];
    let mut report = String::new();
    for case in cases {
        let found = extract(&case.text, &Known::default());
        let mut notes = String::new();
        for (tally, one) in tallies.iter_mut().zip(case_tallies(case, &found, &mut notes)) {
            tally.add(one);
        }
        if !notes.is_empty() {
            write!(report, "== {}\n{notes}", case.name).expect("writing to a string does not fail");
        }
    }
    (tallies, report)
}

fn case_tallies(case: &Case, found: &Extraction, notes: &mut String) -> [Tally; MEASURES.len()] {
    let expected = &case.expected;
    let list = |key: &str| expected[key].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let numbers = list("decisions").iter().map(|one| text(&one["number"])).filter(|one| !one.is_empty()).collect();
    let dates = list("decisions")
        .iter()
        .filter(|one| one["date"].is_string() && one["number"].is_string())
        .map(|one| format!("{} {}", text(&one["number"]), text(&one["date"])))
        .collect();
    let found_dates =
        found.decisions.iter().filter_map(|one| Some(format!("{} {}", one.number.canonical(), one.date?)));
    let period = |value: &Value| value.is_object().then(|| format!("{} {}", text(&value["from"]), text(&value["to"])));
    let document = serde_json::to_value(found.document(&case.text)).expect("a document is JSON");
    [
        compare("number", numbers, found.decisions.iter().map(|one| one.number.canonical()).collect(), notes),
        compare("date", dates, found_dates.collect(), notes),
        compare(
            "period",
            period(&expected["period"]).into_iter().collect(),
            period(&document["period"]).into_iter().collect(),
            notes,
        ),
        compare_figures("target", case, &list("targets"), &found.targets, notes),
        compare_figures("result", case, &list("results"), &found.results, notes),
        compare(
            "published",
            expected["published"].as_str().map(str::to_owned).into_iter().collect(),
            document["published"].as_str().map(str::to_owned).into_iter().collect(),
            notes,
        ),
    ]
}

fn compare(what: &str, expected: Vec<String>, mut found: Vec<String>, notes: &mut String) -> Tally {
    let mut tally = Tally { matched: 0, found: size(found.len()), expected: size(expected.len()) };
    for one in &expected {
        match found.iter().position(|other| other == one) {
            Some(at) => {
                found.swap_remove(at);
                tally.matched += 1;
            }
            None => note(notes, &format!("missed {what}: {one}")),
        }
    }
    for one in &found {
        note(notes, &format!("false {what}: {one}"));
    }
    tally
}

fn size(length: usize) -> u32 {
    u32::try_from(length).expect("few facts")
}

fn note(notes: &mut String, line: &str) {
    notes.push_str("  ");
    notes.push_str(line);
    notes.push('\n');
}

/// The same value and unit, and words that overlap.
fn compare_figures(what: &str, case: &Case, expected: &[Value], found: &[FoundTarget], notes: &mut String) -> Tally {
    let mut tally = Tally { matched: 0, found: size(found.len()), expected: size(expected.len()) };
    let mut free: Vec<&FoundTarget> = found.iter().collect();
    for one in expected {
        let places = places(&case.text, one["quote"].as_str().unwrap_or_default());
        let is_match = |target: &&FoundTarget| {
            let value = target.value.map(bantin::value::Decimal::to_f64);
            value == one["value"].as_f64()
                && target.unit.as_deref() == one["unit"].as_str()
                && places.iter().any(|place| place.start < target.span.end && target.span.start < place.end)
        };
        match free.iter().position(is_match) {
            Some(at) => {
                free.remove(at);
                tally.matched += 1;
            }
            None => note(notes, &format!("missed {what}: {} {} | {}", one["value"], one["unit"], one["quote"])),
        }
    }
    for target in free {
        let value = target.value.map_or("-".to_owned(), bantin::value::Decimal::plain);
        let unit = target.unit.as_deref().unwrap_or("-");
        note(notes, &format!("false {what}: {value} {unit} | {}", &case.text[target.span.clone()]));
    }
    tally
}

/// Every place of a quotation in the text.
fn places(text: &str, quote: &str) -> Vec<Range<usize>> {
    if quote.is_empty() {
        return Vec::new();
    }
    text.match_indices(quote).map(|(at, _)| at..at + quote.len()).collect()
}
