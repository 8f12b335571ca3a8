//! What the last build left in an output folder, kept in `.bantin-cache/builds/` beside `content/`.
//!
//! A ledger belongs to one output folder. It names every file with its size, hash and the stamp that the system gave it,
//! so that one look at the folder tells which files are still as they were written. It is a help and no more: a ledger
//! that is damaged, foreign or of another program is not believed, and everything is made anew.

use std::collections::{HashMap, HashSet};
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::diagnostics::Diagnostic;
use crate::digest::hex;
use crate::images::cache;
use crate::model::Hidden;
use crate::parse::Earlier;
use crate::render::{Entry, Notes, Summary, Task};

/// The first bytes of a ledger; the number is that of its format.
const HEAD: &[u8] = b"bantin ledger 1\n";

/// What the system says of a file, and says differently once it was written again: size, time and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    size: u64,
    seconds: i64,
    nanoseconds: i64,
    number: u64,
}

impl Stamp {
    #[cfg(unix)]
    pub fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self {
            size: metadata.len(),
            seconds: metadata.mtime(),
            nanoseconds: metadata.mtime_nsec(),
            number: metadata.ino(),
        }
    }

    #[cfg(not(unix))]
    pub fn of(metadata: &Metadata) -> Self {
        let time = metadata.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        let time = time.unwrap_or_default();
        Self {
            size: metadata.len(),
            seconds: time.as_secs() as i64,
            nanoseconds: i64::from(time.subsec_nanos()),
            number: 0,
        }
    }
}

#[cfg(test)]
impl Stamp {
    pub fn number(self) -> u64 {
        self.number
    }
}

/// A finished build.
#[derive(Debug, Serialize, Deserialize)]
pub struct Ledger {
    /// Of everything that the build read and was told: with the same one, nothing is to be done.
    pub inputs: [u8; 32],
    pub summary: Summary,
    pub bulletins: usize,
    pub hidden: Hidden,
    /// What there was to say of the content.
    pub diagnostics: Vec<Diagnostic>,
    pub tasks: Vec<(String, Task)>,
    /// Every file of the output with its stamp, by path; the manifest, too.
    pub files: Vec<(Entry, Stamp)>,
}

/// Where the ledger of an output folder lies.
#[derive(Clone, Debug)]
pub struct Shelf(Option<PathBuf>);

impl Shelf {
    /// Keeps nothing and knows nothing.
    pub fn none() -> Self {
        Self(None)
    }

    /// For the output folder `output` of the site in the folder `site`.
    pub fn new(site: &Path, output: &Path) -> Self {
        let whole = output.canonicalize().or_else(|_| std::path::absolute(output));
        let name = whole.map(|path| hex(&Sha256::digest(path.as_os_str().as_encoded_bytes())[..8]));
        Self(name.ok().map(|name| site.join(".bantin-cache/builds").join(name)))
    }

    /// The ledger, where it is whole.
    pub fn load(&self) -> Option<Ledger> {
        postcard::from_bytes(&read(self.0.as_deref()?)?).ok()
    }

    /// Keeps a ledger; where that fails, the next build makes everything anew. Notes of tasks that are no more go.
    pub fn store(&self, ledger: &Ledger) {
        if let (Some(path), Ok(body)) = (self.0.as_deref(), postcard::to_allocvec(ledger)) {
            keep(path, &body);
        }
        let names: HashSet<&str> = ledger.tasks.iter().map(|(name, _)| name.as_str()).collect();
        let folder = self.0.as_deref().and_then(Path::parent);
        for file in folder.and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten() {
            let task = file.file_name().to_str().and_then(|name| self.task_of(name).map(str::to_owned));
            if task.is_some_and(|task| !names.contains(task.as_str())) {
                let _ = fs::remove_file(file.path());
            }
        }
    }

    /// The file beside the ledger with the note of a task.
    fn note(&self, task: &str) -> Option<PathBuf> {
        let ledger = self.0.as_deref()?;
        Some(ledger.with_file_name(format!("{}-{task}", ledger.file_name()?.to_str()?)))
    }

    /// The task that the file `name` holds a note of.
    fn task_of<'n>(&self, name: &'n str) -> Option<&'n str> {
        name.strip_prefix(self.0.as_deref()?.file_name()?.to_str()?)?.strip_prefix('-')
    }
}

impl Notes for Shelf {
    fn load(&self, name: &str, print: u64) -> Option<Vec<u8>> {
        let mut bytes = read(&self.note(name)?)?;
        if !bytes.starts_with(&print.to_le_bytes()) {
            return None;
        }
        bytes.drain(..size_of::<u64>());
        Some(bytes)
    }

    fn store(&self, name: &str, print: u64, note: Vec<u8>) {
        if let Some(path) = self.note(name) {
            keep(&path, &[&print.to_le_bytes()[..], &note].concat());
        }
    }
}

/// What the last build of a site read of its files.
#[derive(Clone, Debug)]
pub struct Files {
    path: PathBuf,
    program: String,
}

impl Files {
    /// Of the site in the folder `site`, for this `program` alone: another one may read the same text differently.
    pub fn new(site: &Path, program: &str) -> Self {
        Self { path: site.join(".bantin-cache/builds/files"), program: program.to_owned() }
    }

    /// What was read, where it is whole; otherwise nothing.
    pub fn load(&self) -> Earlier {
        let read = || {
            let body = read(&self.path)?;
            let body = body.strip_prefix(self.program.as_bytes())?;
            Earlier::from_bytes(body)
        };
        read().unwrap_or_default()
    }

    pub fn store(&self, kept: &[u8]) {
        keep(&self.path, &[self.program.as_bytes(), kept].concat());
    }
}

/// The content of a file of the cache, where it is what was written.
fn read(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = fs::read(path).ok()?;
    let (sum, body) = bytes.strip_prefix(HEAD)?.split_at_checked(32)?;
    if Sha256::digest(body).as_slice() != sum {
        return None;
    }
    bytes.drain(..HEAD.len() + 32);
    Some(bytes)
}

/// Writes a file of the cache. Where that fails none is left, and the next build makes everything anew.
fn keep(path: &Path, body: &[u8]) {
    if write(path, body).is_err() {
        let _ = fs::remove_file(path);
    }
}

fn write(path: &Path, body: &[u8]) -> io::Result<()> {
    cache::prepare(path.parent().unwrap_or(path))?;
    cache::write(path, &[HEAD, &Sha256::digest(body), body])
}

/// A file of the last build that is still as it was written.
#[derive(Clone, Debug)]
pub struct Known {
    pub size: u64,
    pub sha256: String,
    pub stamp: Stamp,
}

/// The files of a ledger that still lie in `target` as they were written, by path.
pub fn known(target: &Path, ledger: &Ledger) -> HashMap<String, Known> {
    let is_there = |entry: &Entry, stamp: &Stamp| {
        let found = fs::symlink_metadata(target.join(entry.path.as_str()));
        found.is_ok_and(|found| found.is_file() && Stamp::of(&found) == *stamp)
    };
    let files = ledger.files.par_iter().filter(|(entry, stamp)| is_there(entry, stamp));
    let files = files.map(|(entry, stamp)| {
        (entry.path.to_string(), Known { size: entry.size, sha256: entry.sha256.clone(), stamp: *stamp })
    });
    files.collect()
}
