//! What the last build made, so that the next one makes only what has changed.
//!
//! Rendering is a list of tasks: a page with the files beside it, the data sets, the index of search and each run of its
//! documents. A task has a print of everything that the model gives it (`prints`); where the print is the one of last
//! time and the files are still there as they were, the task is not run and its files stay. Nothing is guessed from
//! templates: what a page may show is said in `prints`, and a test of random edits holds the output to that of a build
//! from nothing.

use serde::{Deserialize, Serialize};

use crate::hash::Map;

use super::recorder::Entry;

/// A task as it was run: its print and the files that it wrote.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Task {
    pub print: u64,
    /// What the task found out that others need: rows of data sets, the folder of the index.
    pub note: String,
    pub files: Vec<Entry>,
}

/// What tasks found out that is too long for [`Task::note`], by the name of the task and its print. A help and no more:
/// what is not there is found out again.
pub trait Notes: Sync {
    fn load(&self, name: &str, print: u64) -> Option<Vec<u8>>;

    /// Keeps a note in the place of the one that the task had.
    fn store(&self, name: &str, print: u64, note: Vec<u8>);
}

/// The tasks of the last build by name.
#[derive(Debug, Default)]
pub struct Past(Map<String, Task>);

impl Past {
    pub fn new(tasks: impl IntoIterator<Item = (String, Task)>) -> Self {
        Self(tasks.into_iter().collect())
    }

    /// Every file that a task of the last build wrote.
    pub fn files(&self) -> impl Iterator<Item = &Entry> {
        self.0.values().flat_map(|task| &task.files)
    }

    /// The task, where it would make what it made last time.
    pub fn task(&self, name: &str, print: u64) -> Option<&Task> {
        self.0.get(name).filter(|task| task.print == print)
    }
}
