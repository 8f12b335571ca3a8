//! A few files in a folder that others may use, too: an export. Files are written beside their names and take them only
//! when all are there; `export.json` tells which are bantin's, with their hashes, and no other file is ever touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde_json::{Map, Value, json};

use crate::digest::Sum;
use crate::output::{Output, OutputError};
use crate::source::OutputPath;

use super::disk::{WriteError, forget};

/// The file that tells what bantin made.
const MARK: &str = "export.json";

/// The ending of files that have not taken their names.
const NEW: &str = ".bantin-new";

/// Files being written. Dropping it without [`Bundle::publish`] removes them and leaves what was there.
#[derive(Debug)]
pub struct Bundle {
    folder: PathBuf,
    /// The names of an earlier export.
    before: BTreeSet<String>,
    made: Mutex<BTreeMap<String, Value>>,
}

impl Bundle {
    /// Prepares to write into `folder`. `content` is the site's `content/`, where no export belongs.
    ///
    /// # Errors
    /// Where the folder holds files and no earlier export, or the system refuses.
    pub fn stage(folder: &Path, content: &Path) -> Result<Self, WriteError> {
        let failed = |source| WriteError::Io { path: folder.to_owned(), source };
        if folder.exists() && !folder.is_dir() {
            return Err(WriteError::NotAFolder(folder.to_owned()));
        }
        let real = folder.canonicalize().or_else(|_| std::path::absolute(folder)).map_err(failed)?;
        let content = content.canonicalize().unwrap_or_else(|_| content.to_owned());
        if real.starts_with(&content) || content.starts_with(&real) {
            return Err(WriteError::HoldsContent(real));
        }
        fs::create_dir_all(&real).map_err(failed)?;
        let names: Vec<String> = fs::read_dir(&real)
            .map_err(failed)?
            .map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()))
            .collect::<io::Result<_>>()
            .map_err(failed)?;
        let (left, others): (Vec<String>, Vec<String>) =
            names.into_iter().partition(|name| name.starts_with('.') && name.ends_with(NEW));
        let before = listed(&real);
        if before.is_none() && !others.is_empty() {
            return Err(WriteError::Foreign(real));
        }
        // An export that was killed left these.
        for name in left {
            fs::remove_file(real.join(name)).map_err(failed)?;
        }
        Ok(Self { folder: real, before: before.unwrap_or_default(), made: Mutex::default() })
    }

    /// Gives the files their names and takes those of an earlier export away. `about` stands at the head of the list.
    ///
    /// # Errors
    /// Where a name is taken by a file that bantin did not make, or the system refuses.
    pub fn publish(self, about: Map<String, Value>) -> Result<(), WriteError> {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let is_foreign = |name: &&String| !self.before.contains(*name) && self.folder.join(name).exists();
        if made.keys().find(is_foreign).is_some() {
            return Err(WriteError::Foreign(self.folder.clone()));
        }
        // Until the last file has its name the list holds old and new ones, so that a killed export can be repeated.
        let mut both: BTreeMap<String, Value> = self.before.iter().map(|name| (name.clone(), json!({}))).collect();
        both.extend(made.clone());
        self.write_list(&about, &both, false)?;
        for name in made.keys() {
            self.rename(name)?;
        }
        for name in self.before.iter().filter(|name| !made.contains_key(*name)) {
            forget(&self.folder.join(name))?;
        }
        self.write_list(&about, &made, true)
    }

    fn write_list(
        &self,
        about: &Map<String, Value>,
        files: &BTreeMap<String, Value>,
        is_complete: bool,
    ) -> Result<(), WriteError> {
        let mut list = json!({"generator": concat!("bantin ", env!("CARGO_PKG_VERSION"))});
        let fields = about.iter().map(|(name, value)| (name.clone(), value.clone()));
        list.as_object_mut().expect("it was made as an object").extend(fields);
        list["complete"] = is_complete.into();
        list["files"] = json!(files);
        let mut text = serde_json::to_string_pretty(&list).expect("JSON always serialises");
        text.push('\n');
        let beside = self.beside(MARK);
        fs::write(&beside, text).map_err(|source| WriteError::Io { path: beside, source })?;
        self.rename(MARK)
    }

    fn rename(&self, name: &str) -> Result<(), WriteError> {
        let path = self.folder.join(name);
        fs::rename(self.beside(name), &path).map_err(|source| WriteError::Io { path, source })
    }

    fn beside(&self, name: &str) -> PathBuf {
        self.folder.join(format!(".{name}{NEW}"))
    }
}

impl Output for Bundle {
    fn write(&self, path: &OutputPath, bytes: Vec<u8>) -> Result<(), OutputError> {
        let entry = json!({"size": bytes.len(), "sha256": Sum::of(&bytes)});
        fs::write(self.beside(path.as_str()), bytes)
            .map_err(|source| OutputError { path: path.to_string(), source })?;
        self.made.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_string(), entry);
        Ok(())
    }

    fn copy(&self, path: &OutputPath, from: &Path, _: Sum) -> Result<(), OutputError> {
        // The list of an export tells the hash of what was written.
        let bytes = fs::read(from).map_err(|source| OutputError { path: from.display().to_string(), source })?;
        self.write(path, bytes)
    }
}

impl Drop for Bundle {
    fn drop(&mut self) {
        // After an export nothing is left; what cannot be removed goes with the next one.
        for name in self.made.lock().unwrap_or_else(PoisonError::into_inner).keys() {
            let _ = fs::remove_file(self.beside(name));
        }
    }
}

/// The files of an earlier export; `None` where there is none. Names are plain, so that a made-up list reaches nothing
/// outside the folder.
fn listed(folder: &Path) -> Option<BTreeSet<String>> {
    let list: Value = serde_json::from_slice(&fs::read(folder.join(MARK)).ok()?).ok()?;
    list.get("generator")?.as_str().filter(|name| name.starts_with("bantin "))?;
    let is_plain = |name: &&String| !name.contains(['/', '\\']) && *name != ".." && *name != "." && *name != MARK;
    Some(list.get("files")?.as_object()?.keys().filter(is_plain).cloned().collect())
}
