//! A published site held against its manifest: which files were changed, which are missing, and which nobody made.
//!
//! Takes a folder and the text of a manifest, gives lists of addresses. A page that somebody broke in and put there is an
//! extra file, or a changed one. The manifest must be one that nobody could change: a copy that is kept elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::discover::hex;
use crate::render::MANIFEST;

/// The one version of the manifest's format.
const VERSION: u32 = 1;

/// Why a site cannot be held against a manifest.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    #[error("{path}")]
    Read { path: PathBuf, source: io::Error },
    #[error("{path}: this is no manifest of bantin: {reason}")]
    Manifest { path: PathBuf, reason: String },
}

/// What differs; every list is sorted.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Differences {
    /// Files whose bytes are not those of the manifest, or that are no plain files.
    pub changed: Vec<String>,
    pub missing: Vec<String>,
    /// Files that the manifest does not name.
    pub extra: Vec<String>,
    /// How many files the manifest names.
    pub files: usize,
    /// SHA-256 of the manifest itself.
    pub manifest: String,
}

impl Differences {
    pub fn is_none(&self) -> bool {
        self.changed.is_empty() && self.missing.is_empty() && self.extra.is_empty()
    }
}

#[derive(Deserialize)]
struct Manifest {
    version: u32,
    files: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct Entry {
    size: u64,
    sha256: String,
}

/// Holds the site in `folder` against the manifest in the file `manifest`, or against its own.
///
/// # Errors
/// Where the manifest cannot be read or is none, or the system refuses a file.
pub fn verify(folder: &Path, manifest: Option<&Path>) -> Result<Differences, VerifyError> {
    let path = manifest.map_or_else(|| folder.join(MANIFEST), Path::to_owned);
    let text = std::fs::read(&path).map_err(|source| VerifyError::Read { path: path.clone(), source })?;
    let expected = read(&text).map_err(|reason| VerifyError::Manifest { path, reason })?;
    let mut found =
        Differences { files: expected.len(), manifest: hex(&Sha256::digest(&text)), ..Differences::default() };
    let mut plain = BTreeSet::new();
    for entry in WalkDir::new(folder).follow_links(false).min_depth(1).sort_by_file_name() {
        let entry = entry.map_err(|error| unread(folder, error))?;
        if entry.file_type().is_dir() {
            continue;
        }
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        let name = parts.join("/");
        match expected.contains_key(&name) {
            true if entry.file_type().is_file() => drop(plain.insert(name)),
            true => found.changed.push(name),
            false if name == MANIFEST && entry.file_type().is_file() => {
                found.changed.extend(own_manifest(entry.path(), &text)?)
            }
            false => found.extra.push(name),
        }
    }
    let is_changed = |(name, entry): (&String, &Entry)| -> Result<Option<String>, VerifyError> {
        let path = folder.join(name);
        let differs = differs(&path, entry).map_err(|source| VerifyError::Read { path, source })?;
        Ok(differs.then(|| name.clone()))
    };
    let there: Vec<(&String, &Entry)> = expected.iter().filter(|(name, _)| plain.contains(*name)).collect();
    let changed: Vec<Option<String>> = there.into_par_iter().map(is_changed).collect::<Result<_, _>>()?;
    let known: BTreeSet<String> = found.changed.iter().cloned().collect();
    found.missing = expected.keys().filter(|name| !plain.contains(*name) && !known.contains(*name)).cloned().collect();
    found.changed.extend(changed.into_iter().flatten());
    found.changed.sort();
    found.extra.sort();
    Ok(found)
}

/// The files of a manifest; names that lead out of the folder are none of bantin's.
fn read(text: &[u8]) -> Result<BTreeMap<String, Entry>, String> {
    let manifest: Manifest = serde_json::from_slice(text).map_err(|error| error.to_string())?;
    if manifest.version != VERSION {
        return Err(format!("version {}", manifest.version));
    }
    let is_inside =
        |name: &String| name.split('/').all(|part| !matches!(part, "" | "." | "..") && !part.contains('\\'));
    match manifest.files.keys().find(|name| !is_inside(name)) {
        Some(name) => Err(name.clone()),
        None => Ok(manifest.files),
    }
}

/// The site's own manifest differs from the one that it is held against.
fn own_manifest(path: &Path, expected: &[u8]) -> Result<Option<String>, VerifyError> {
    let own = std::fs::read(path).map_err(|source| VerifyError::Read { path: path.to_owned(), source })?;
    Ok((own != expected).then(|| MANIFEST.to_owned()))
}

fn unread(folder: &Path, error: walkdir::Error) -> VerifyError {
    let path = error.path().unwrap_or(folder).to_owned();
    let source = error.into_io_error().unwrap_or_else(|| io::Error::other("a loop of symbolic links"));
    VerifyError::Read { path, source }
}

fn differs(path: &Path, entry: &Entry) -> io::Result<bool> {
    let mut file = File::open(path)?;
    if file.metadata()?.len() != entry.size {
        return Ok(true);
    }
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex(&hasher.finalize()) != entry.sha256),
            count => hasher.update(&buffer[..count]),
        }
    }
}
