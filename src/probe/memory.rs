//! What earlier checks found, in `.bantin-cache/links.json`. Only what stands is remembered, for [`DAYS`]; failures are
//! asked for again. A damaged file counts as none.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Verdict;
use crate::images::cache;

/// How long an answer is trusted.
const DAYS: i32 = 7;

#[derive(Default, Serialize, Deserialize)]
struct Kept {
    version: u32,
    links: BTreeMap<String, (Date, Verdict)>,
}

const VERSION: u32 = 1;

pub(super) struct Memory {
    path: PathBuf,
    kept: Kept,
}

impl Memory {
    pub(super) fn read(path: &Path) -> Self {
        let read = fs::read(path).ok().and_then(|bytes| serde_json::from_slice::<Kept>(&bytes).ok());
        Self { path: path.to_owned(), kept: read.filter(|kept| kept.version == VERSION).unwrap_or_default() }
    }

    pub(super) fn verdict(&self, address: &str, today: Date) -> Option<Verdict> {
        let (day, verdict) = self.kept.links.get(address)?;
        let age = day.until(today).map(|span| span.get_days()).ok()?;
        (0..DAYS).contains(&age).then(|| verdict.clone())
    }

    /// Adds what stands, drops what is too old, and writes the file. A memory that cannot be kept is no failure.
    pub(super) fn learn(&mut self, asked: &[(String, Verdict)], today: Date) {
        let known = std::mem::take(&mut self.kept.links);
        let fresh = |day: &Date| day.until(today).is_ok_and(|span| (0..DAYS).contains(&span.get_days()));
        self.kept.links = known.into_iter().filter(|(_, (day, _))| fresh(day)).collect();
        let stands = |verdict: &Verdict| matches!(verdict, Verdict::Alive | Verdict::Moved(_));
        let news = asked.iter().filter(|(_, verdict)| stands(verdict));
        self.kept.links.extend(news.map(|(address, verdict)| (address.clone(), (today, verdict.clone()))));
        self.kept.version = VERSION;
        let Ok(bytes) = serde_json::to_vec_pretty(&self.kept) else { return };
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let _ = cache::prepare_top(folder).and_then(|()| cache::write(&self.path, &[&bytes]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_stands_is_trusted_for_a_week() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("a/links.json");
        let mut memory = Memory::read(&path);
        let asked = [
            ("https://a".to_owned(), Verdict::Alive),
            ("https://b".to_owned(), Verdict::Dead(404)),
            ("https://c".to_owned(), Verdict::Moved("https://d".to_owned())),
        ];
        memory.learn(&asked, date(2026, 11, 22));
        let memory = Memory::read(&path);
        for (address, day, known) in [
            ("https://a", date(2026, 11, 22), true),
            ("https://a", date(2026, 11, 28), true),
            ("https://a", date(2026, 11, 29), false),
            ("https://a", date(2026, 11, 21), false),
            ("https://b", date(2026, 11, 22), false),
            ("https://c", date(2026, 11, 22), true),
        ] {
            assert_eq!(memory.verdict(address, day).is_some(), known, "{address} {day}");
        }
        fs::write(&path, "{\"version\":1,\"links\":{\"https://a\":[").expect("written");
        assert!(Memory::read(&path).kept.links.is_empty(), "a damaged file counts as none");
    }
}
