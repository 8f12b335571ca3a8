//! What an earlier build knew of the files of a site, so that this one need not read them again to know it.
//!
//! A file is taken for the same where the system says the same of it: size, both times, number and device. The time of its
//! last change cannot be set by hand, so that a file put back from a backup, or one with an old time, is read. A file that
//! was changed a moment ago could be changed again without its time telling so; it is read each time, until it has rested
//! (the same rule as Git's for "racily clean" entries). Where the system does not say enough, everything is read.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::digest::Sum;
use crate::hash::Map;
use crate::source::SourcePath;

use super::Nature;

/// Longer than the steps in which file systems count time. Most take them from the clock of the system, which has at least
/// a hundred a second; those that write times in whole hundredths or seconds may have steps of two seconds, as FAT.
const REST: Duration = Duration::from_millis(200);
const LONG_REST: Duration = Duration::from_secs(3);
const HUNDREDTH: i64 = 10_000_000;

/// What the system says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    size: u64,
    /// Seconds and nanoseconds since 1970: of the content, and of anything about the file.
    modified: (i64, i64),
    changed: (i64, i64),
    number: u64,
    device: u64,
}

impl Stamp {
    #[cfg(unix)]
    pub(super) fn of(file: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        Some(Self {
            size: file.len(),
            modified: (file.mtime(), file.mtime_nsec()),
            changed: (file.ctime(), file.ctime_nsec()),
            number: file.ino(),
            device: file.dev(),
        })
    }

    #[cfg(not(unix))]
    pub(super) fn of(_: &Metadata) -> Option<Self> {
        None
    }

    /// Whether the file had not been touched for a while when the clock showed `now`.
    fn has_rested(&self, now: SystemTime) -> bool {
        let Ok(now) = now.duration_since(SystemTime::UNIX_EPOCH) else { return false };
        [self.modified, self.changed].into_iter().all(|(seconds, nanoseconds)| {
            let rest = if nanoseconds % HUNDREDTH == 0 { LONG_REST } else { REST };
            let (Ok(seconds), Ok(nanoseconds)) = (u64::try_from(seconds), u32::try_from(nanoseconds)) else {
                return false;
            };
            Duration::new(seconds, nanoseconds) + rest <= now
        })
    }
}

/// What reading a file told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Fact {
    /// A text, by its print.
    Text([u8; 32]),
    File(FileFact),
    /// A table, which is both.
    Table([u8; 32], FileFact),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileFact {
    pub size: u64,
    pub sha256: Sum,
    pub dimensions: Option<(u32, u32)>,
    pub nature: Nature,
}

/// The files of a site as an earlier build found them.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Known(Map<SourcePath, (Stamp, Fact)>);

impl Known {
    /// What was kept; nothing where that cannot be read.
    pub fn read(bytes: &[u8]) -> Self {
        let files: Option<Vec<(SourcePath, (Stamp, Fact))>> = postcard::from_bytes(bytes).ok();
        Self(files.unwrap_or_default().into_iter().collect())
    }

    /// To be kept, in the order of the paths.
    pub fn bytes(&self) -> Vec<u8> {
        let mut files: Vec<_> = self.0.iter().collect();
        files.sort_unstable_by(|a, b| a.0.cmp(b.0));
        postcard::to_allocvec(&files).unwrap_or_default()
    }

    pub(super) fn fact(&self, path: &SourcePath, stamp: Stamp) -> Option<&Fact> {
        self.0.get(path).filter(|(known, _)| *known == stamp).map(|(_, fact)| fact)
    }
}

/// What is known now, put together from file to file.
pub(super) struct Knowing<'a> {
    earlier: &'a Known,
    now: SystemTime,
    files: Map<SourcePath, (Stamp, Fact)>,
}

impl<'a> Knowing<'a> {
    /// `now` is the time before the first file was looked at.
    pub(super) fn new(earlier: &'a Known, now: SystemTime) -> Self {
        Self { earlier, now, files: Map::default() }
    }

    pub(super) fn note(&mut self, path: &SourcePath, stamp: Option<Stamp>, fact: Fact) {
        if let Some(stamp) = stamp.filter(|stamp| stamp.has_rested(self.now)) {
            self.files.insert(path.clone(), (stamp, fact));
        }
    }

    /// `None` where it is what was known before.
    pub(super) fn found(self) -> Option<Known> {
        let known = Known(self.files);
        (known != *self.earlier).then_some(known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(modified: i64, changed: i64) -> Stamp {
        Stamp { size: 5, modified: (modified, 0), changed: (changed, 0), number: 7, device: 1 }
    }

    fn fine(modified: (i64, i64), changed: (i64, i64)) -> Stamp {
        Stamp { modified, changed, ..stamp(0, 0) }
    }

    fn at(milliseconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_millis(milliseconds)
    }

    #[test]
    fn a_file_is_known_only_once_it_has_rested() {
        for (stamp, now, is_known) in [
            (stamp(1000, 1000), 1_003_000, true),
            (stamp(1000, 1000), 1_002_999, false),
            // An old time put on it by hand.
            (stamp(10, 1000), 1_002_000, false),
            (stamp(1000, 10), 1_002_000, false),
            // Times that are counted in small steps.
            (fine((10, 0), (1000, 1)), 1_000_201, true),
            (fine((10, 0), (1000, 1)), 1_000_200, false),
            (fine((1000, 500_000_001), (1000, 1)), 1_000_201, false),
            (fine((1000, 0), (1000, 1)), 1_000_201, false),
            (fine((1000, 1), (1000, 20_000_000)), 1_000_300, false),
            // A clock that goes behind, and a time before all clocks.
            (stamp(5000, 5000), 1_000_000, false),
            (stamp(-5, -5), 1_000_000, false),
        ] {
            let (nothing, path) = (Known::default(), SourcePath::new("content/a.md"));
            let mut knowing = Knowing::new(&nothing, at(now));
            knowing.note(&path, Some(stamp), Fact::Text([1; 32]));
            let known = knowing.found().unwrap_or_default();
            assert_eq!(known.fact(&path, stamp).is_some(), is_known, "{stamp:?} at {now}");
        }
    }

    #[test]
    fn any_difference_makes_a_file_unknown() {
        let (nothing, path) = (Known::default(), SourcePath::new("content/a.md"));
        let before = stamp(10, 20);
        let mut knowing = Knowing::new(&nothing, at(1_000_000));
        knowing.note(&path, Some(before), Fact::Text([1; 32]));
        let known = knowing.found().expect("something new");
        assert!(known.fact(&path, before).is_some());
        assert!(known.fact(&SourcePath::new("content/b.md"), before).is_none());
        for other in [
            Stamp { size: 6, ..before },
            Stamp { modified: (10, 1), ..before },
            Stamp { changed: (20, 1), ..before },
            Stamp { number: 8, ..before },
            Stamp { device: 2, ..before },
        ] {
            assert!(known.fact(&path, other).is_none(), "{other:?}");
        }
        assert_eq!(Known::read(&known.bytes()), known);
        assert_eq!(Known::read(&known.bytes()[..20]), Known::default(), "cut");
        assert_eq!(Known::read(b"something else"), Known::default());
        let mut again = Knowing::new(&known, at(2_000_000));
        again.note(&path, Some(before), Fact::Text([1; 32]));
        assert!(again.found().is_none(), "nothing new");
        assert!(Knowing::new(&known, at(2_000_000)).found().is_some(), "a file is gone");
    }
}
