//! A site in memory, for the preview server and for tests.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::digest::Sum;
use crate::output::{Output, OutputError};
use crate::parse::Keeper;
use crate::render::Notes;
use crate::source::OutputPath;

/// Where the bytes of a file are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    Bytes(Arc<[u8]>),
    /// Copied files stay where they are.
    Disk(PathBuf),
}

/// Files by path.
#[derive(Debug, Default)]
pub struct Memory {
    files: Mutex<BTreeMap<String, Stored>>,
    before: Option<Arc<Kept>>,
}

/// The files of a build with what they hold, for the next one.
#[derive(Debug, Default)]
pub struct Kept {
    pub files: BTreeMap<String, Stored>,
    /// Size and SHA-256 by path.
    pub entries: HashMap<String, (u64, Sum)>,
}

/// Notes of tasks that last as long as the program runs.
#[derive(Debug, Default)]
pub struct MemoryNotes(Mutex<HashMap<String, (u64, Vec<u8>)>>);

impl Notes for MemoryNotes {
    fn load(&self, name: &str, print: u64) -> Option<Vec<u8>> {
        let notes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        notes.get(name).filter(|(kept, _)| *kept == print).map(|(_, note)| note.clone())
    }

    fn store(&self, name: &str, print: u64, note: Vec<u8>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), (print, note));
    }
}

/// What was read of files, as long as the program runs.
#[derive(Debug, Default)]
pub struct MemoryFiles(Mutex<Vec<Vec<u8>>>);

impl MemoryFiles {
    fn pieces(&self) -> MutexGuard<'_, Vec<Vec<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Keeper for MemoryFiles {
    fn count(&self) -> usize {
        self.pieces().len()
    }

    fn load(&self, number: usize) -> Option<Vec<u8>> {
        self.pieces().get(number).cloned()
    }

    fn store(&self, number: usize, piece: Vec<u8>) {
        let mut pieces = self.pieces();
        let count = pieces.len().max(number + 1);
        pieces.resize_with(count, Vec::new);
        pieces[number] = piece;
    }

    fn cut(&self, count: usize) {
        self.pieces().truncate(count);
    }
}

impl Memory {
    /// Takes what has not changed from an earlier build.
    pub fn after(before: Arc<Kept>) -> Self {
        Self { files: Mutex::default(), before: Some(before) }
    }

    /// The files, when nobody writes any more.
    pub fn into_files(self) -> BTreeMap<String, Stored> {
        self.files.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn insert(&self, path: &OutputPath, held: Stored) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_string(), held);
    }
}

impl Output for Memory {
    fn write(&self, path: &OutputPath, bytes: Vec<u8>) -> Result<(), OutputError> {
        self.insert(path, Stored::Bytes(bytes.into()));
        Ok(())
    }

    fn keep(&self, path: &OutputPath, size: u64, sha256: Sum) -> Result<bool, OutputError> {
        let Some(before) = &self.before else { return Ok(false) };
        let is_same = before.entries.get(path.as_str()).is_some_and(|(old, sum)| *old == size && *sum == sha256);
        match before.files.get(path.as_str()).filter(|_| is_same) {
            // A file of the content is shown from where it lies, and may lie elsewhere now.
            Some(Stored::Disk(_)) | None => Ok(false),
            Some(stored) => {
                self.insert(path, stored.clone());
                Ok(true)
            }
        }
    }

    fn copy(&self, path: &OutputPath, from: &Path, _: Sum) -> Result<(), OutputError> {
        self.insert(path, Stored::Disk(from.to_owned()));
        Ok(())
    }
}
