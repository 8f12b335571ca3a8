//! A small change of a large site: its new files are moved into the published folder one by one.
//!
//! Each file is whole at every moment. That all of them arrive is promised by a folder of moves: once it has its name,
//! whoever comes next finishes what a killed build began. Pages come after what they refer to, the manifest comes last,
//! and only then does anything go.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::disk::{MARK, WriteError, beside, failed, forget, has_own_folders, is_folder, remove};

/// The folder of files to be moved.
pub(super) const MOVES: &str = "moves";

/// The list of files that go, one a line.
pub(super) const GONE: &str = "gone";

/// Moves the files of `stage` into `target` and removes those that are `gone`.
pub(super) fn apply(target: &Path, stage: &Path, gone: &[String]) -> Result<(), WriteError> {
    let (moves, list) = (beside(target, MOVES), beside(target, GONE));
    fs::write(&list, gone.join("\n")).map_err(failed(&list))?;
    // From here on the change will happen, whatever happens to this program.
    fs::rename(stage, &moves).map_err(failed(&moves))?;
    finish(target, &moves, &list)
}

/// Finishes the moves of a build that was killed over them.
pub(super) fn recover(target: &Path) -> Result<(), WriteError> {
    let (moves, list) = (beside(target, MOVES), beside(target, GONE));
    // Without its manifest the site of which they are a part is gone: they would be all that is left of it.
    if !target.join(MARK).exists() {
        remove(&moves)?;
        return forget(&list);
    }
    if moves.exists() {
        return finish(target, &moves, &list);
    }
    // The list alone is of a build that was killed before anything was certain.
    forget(&list)
}

fn finish(target: &Path, moves: &Path, list: &Path) -> Result<(), WriteError> {
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in WalkDir::new(moves) {
        let entry = entry.map_err(|error| {
            let source = error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
            WriteError::Io { path: moves.to_owned(), source }
        })?;
        if !entry.file_type().is_dir() {
            files.push(entry.path().strip_prefix(moves).unwrap_or(entry.path()).to_owned());
        }
    }
    files.sort_by_cached_key(|path| (turn(path), path.clone()));
    let gone = fs::read_to_string(list).unwrap_or_default();
    let gone: Vec<&str> = gone.lines().filter(|path| !path.is_empty()).collect();
    // What happened to the folder since the moves were planned must not lead them elsewhere.
    let names = files.iter().map(|path| path.to_string_lossy().replace('\\', "/"));
    if let Some(path) =
        names.chain(gone.iter().map(|path| (*path).to_owned())).find(|path| !has_own_folders(target, path))
    {
        return Err(WriteError::NotAFolder(target.join(path).parent().unwrap_or(target).to_owned()));
    }
    for path in &files {
        let to = target.join(path);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(failed(folder))?;
        }
        if is_folder(&to) {
            set_aside(&to)?;
        }
        fs::rename(moves.join(path), &to).map_err(failed(&to))?;
    }
    for path in gone {
        // A folder in its place is none of ours.
        if is_folder(&target.join(path)) {
            continue;
        }
        forget(&target.join(path))?;
        // Folders that are empty now go, too; one that is not stays by itself.
        let mut folder = Path::new(path).parent();
        while let Some(name) = folder.filter(|name| !name.as_os_str().is_empty()) {
            if fs::remove_dir(target.join(name)).is_err() {
                break;
            }
            folder = name.parent();
        }
    }
    remove(moves)?;
    forget(list)
}

/// A folder that somebody put into the place of a file since the moves were planned gives way, as where a whole site is exchanged.
fn set_aside(folder: &Path) -> Result<(), WriteError> {
    let mut aside = folder.to_owned();
    while fs::symlink_metadata(&aside).is_ok() {
        aside.as_mut_os_string().push(".bantin-old");
    }
    fs::rename(folder, &aside).map_err(failed(folder))
}

/// What a page refers to, then pages, then the list of all files.
fn turn(path: &Path) -> u8 {
    match path.to_str() {
        Some("manifest.json") => 2,
        Some(name) if name.ends_with(".html") => 1,
        _ => 0,
    }
}
