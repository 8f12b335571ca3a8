//! Where the time of a build goes, for `bantin build --timings`. Nothing of it reaches the output.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How many of the slowest pages and files are told.
pub const SLOWEST: usize = 10;

/// Stages, templates and the slowest pages; keeps nothing unless it was asked to.
#[derive(Debug, Default)]
pub struct Timings {
    wanted: bool,
    found: Mutex<Found>,
}

/// What was measured.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// In the order in which they ended; wall time.
    pub stages: Vec<(&'static str, Duration)>,
    /// How many pages of each template were made, and their time on all threads together.
    pub templates: BTreeMap<&'static str, (usize, Duration)>,
    /// The slowest pages with what stands beside them, slowest first.
    pub pages: Vec<(String, Duration)>,
    /// The source files that took longest to read, slowest first.
    pub sources: Vec<(String, Duration)>,
}

impl Timings {
    /// `wanted`: whether anybody will look.
    pub fn new(wanted: bool) -> Self {
        Self { wanted, found: Mutex::default() }
    }

    /// Does `work` and notes how long it took.
    pub fn stage<T>(&self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let value = work();
        if self.wanted {
            self.lock().stages.push((name, start.elapsed()));
        }
        value
    }

    /// The same for a page: `name` is asked for only where it is slow.
    pub fn page<T>(&self, template: &'static str, name: impl FnOnce() -> String, work: impl FnOnce() -> T) -> T {
        if !self.wanted {
            return work();
        }
        let start = Instant::now();
        let value = work();
        let time = start.elapsed();
        let mut found = self.lock();
        let (count, total) = found.templates.entry(template).or_default();
        *count += 1;
        *total += time;
        insert(&mut found.pages, name, time);
        value
    }

    /// The same for a source file.
    pub fn source<T>(&self, name: &str, work: impl FnOnce() -> T) -> T {
        if !self.wanted {
            return work();
        }
        let start = Instant::now();
        let value = work();
        insert(&mut self.lock().sources, || name.to_owned(), start.elapsed());
        value
    }

    pub fn found(&self) -> Found {
        self.lock().clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn insert(slowest: &mut Vec<(String, Duration)>, name: impl FnOnce() -> String, time: Duration) {
    let place = slowest.partition_point(|(_, known)| *known >= time);
    if place < SLOWEST {
        slowest.insert(place, (name(), time));
        slowest.truncate(SLOWEST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slowest_come_first_and_are_few() {
        let mut slowest = Vec::new();
        for millis in [5, 1, 9, 3, 7, 2, 8, 4, 6, 10, 12, 11] {
            insert(&mut slowest, || millis.to_string(), Duration::from_millis(millis));
        }
        let names: Vec<&str> = slowest.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["12", "11", "10", "9", "8", "7", "6", "5", "4", "3"]);
    }

    #[test]
    fn nothing_is_kept_that_nobody_wants() {
        let timings = Timings::new(false);
        timings.stage("a", || ());
        timings.page("bulletin", || "x".to_owned(), || ());
        assert!(timings.found().stages.is_empty() && timings.found().templates.is_empty());
    }
}
