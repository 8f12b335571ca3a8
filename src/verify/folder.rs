//! A site in a folder: every file below it is looked at, also those that no manifest names.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::Path;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::{Differences, Entries, Entry, LARGEST_MANIFEST, VerifyError, read_file};
use crate::digest;
use crate::render::{MANIFEST, SIGNATURE};

/// Adds to `found` what differs between `folder` and the manifest with the bytes `manifest`.
pub(super) fn compare(
    folder: &Path,
    expected: &Entries,
    manifest: &[u8],
    found: &mut Differences,
) -> Result<(), VerifyError> {
    let (mut plain, mut extra) = (BTreeSet::new(), Vec::new());
    for entry in WalkDir::new(folder).follow_links(false).min_depth(1).sort_by_file_name() {
        let entry = entry.map_err(|error| unread(folder, error))?;
        if entry.file_type().is_dir() {
            continue;
        }
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        let (name, is_file) = (parts.join("/"), entry.file_type().is_file());
        match expected.contains_key(&name) {
            true if is_file => drop(plain.insert(name)),
            true => found.changed.push(name),
            false if name == MANIFEST && is_file => found.changed.extend(own_manifest(entry.path(), manifest)?),
            // Whether it may be believed was asked before.
            false if name == SIGNATURE && is_file => {}
            false => extra.push(name),
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
    found.extra = Some(extra);
    Ok(())
}

/// The site's own manifest differs from the one that it is held against.
fn own_manifest(path: &Path, expected: &[u8]) -> Result<Option<String>, VerifyError> {
    let own = read_file(path, LARGEST_MANIFEST)?;
    Ok((own.as_deref() != Some(expected)).then(|| MANIFEST.to_owned()))
}

fn unread(folder: &Path, error: walkdir::Error) -> VerifyError {
    let path = error.path().unwrap_or(folder).to_owned();
    let source = error.into_io_error().unwrap_or_else(|| io::Error::other("a loop of symbolic links"));
    VerifyError::Read { path, source }
}

fn differs(path: &Path, entry: &Entry) -> io::Result<bool> {
    let file = File::open(path)?;
    if file.metadata()?.len() != entry.size {
        return Ok(true);
    }
    Ok(digest::sha256(file, |error| error, |_| Ok(()))?.to_string() != entry.sha256)
}
