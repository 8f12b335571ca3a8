//! A site in memory, for the preview server and for tests.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::output::{Output, OutputError};
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
}

impl Memory {
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

    fn copy(&self, path: &OutputPath, from: &Path) -> Result<(), OutputError> {
        self.insert(path, Stored::Disk(from.to_owned()));
        Ok(())
    }
}
