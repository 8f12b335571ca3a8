//! Images that an earlier build made, in `.bantin-cache/images/` beside `content/`.
//!
//! An entry is named by everything that it was made from; its files are named by what they hold. Both are checked before
//! use, so that a damaged or foreign file only costs the time to make it again. The cache is a help and no more: where
//! the folder cannot be read or written, the build goes on without it.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};

use crate::digest::Sum;

use super::{Blob, Made, Place, Smaller};

/// Programs that make backups leave a folder out that holds this file (bford.info/cachedir).
const TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n# Made by bantin; may be deleted at any time.\n";

/// Where made images are kept between builds.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: Option<PathBuf>,
}

/// What is known of an image that was made before.
#[derive(Serialize, Deserialize)]
struct Entry {
    original: Option<Part>,
    dimensions: Option<(u32, u32)>,
    smaller: Vec<SmallerPart>,
    is_damaged: bool,
}

#[derive(Serialize, Deserialize)]
struct Part {
    size: u64,
    sha256: Sum,
}

#[derive(Serialize, Deserialize)]
struct SmallerPart {
    width: u32,
    height: u32,
    file: Part,
}

impl Cache {
    /// Keeps nothing and knows nothing.
    pub fn none() -> Self {
        Self { folder: None }
    }

    /// The cache of the site in the folder `site`; nothing is written before there is something to keep.
    pub fn of_site(site: &Path) -> Self {
        Self { folder: Some(site.join(".bantin-cache/images")) }
    }

    /// What was made under `key`, where all of it is still there as it was.
    pub(super) fn load(&self, key: &str) -> Option<Made> {
        let folder = self.folder.as_deref()?;
        let text = fs::read_to_string(entry_path(folder, key)).ok()?;
        let (sum, json) = text.split_once('\n')?;
        if Sum::parse(sum) != Some(sum_of(key, json)) {
            return None;
        }
        let entry: Entry = serde_json::from_str(json).ok()?;
        let blob = |part: Part| check(folder, part);
        let smaller = entry
            .smaller
            .into_iter()
            .map(|part| Some(Smaller { width: part.width, height: part.height, blob: blob(part.file)? }));
        Some(Made {
            smaller: smaller.collect::<Option<_>>()?,
            original: match entry.original {
                Some(part) => Some(blob(part)?),
                None => None,
            },
            dimensions: entry.dimensions,
            is_damaged: entry.is_damaged,
        })
    }

    /// Keeps what was made; gives it back with its bytes on disk instead of in memory where that worked.
    pub(super) fn store(&self, key: &str, made: Made) -> Made {
        let Some(folder) = self.folder.as_deref() else { return made };
        if prepare(folder).is_err() {
            return made;
        }
        let Ok(original) = made.original.as_ref().map(|blob| keep(folder, blob)).transpose() else { return made };
        let smaller = made.smaller.iter().map(|smaller| Ok(Smaller { blob: keep(folder, &smaller.blob)?, ..*smaller }));
        let Ok(smaller) = smaller.collect::<io::Result<Vec<_>>>() else { return made };
        let kept = Made { original, smaller, ..made };
        // Without its entry the files are not found again, which costs time and nothing else.
        let _ = write(&entry_path(folder, key), &[entry_text(key, &kept).as_bytes()]);
        kept
    }
}

fn entry_path(folder: &Path, key: &str) -> PathBuf {
    folder.join(format!("{key}.json"))
}

/// Over the key, too: an entry under the name of another one would put one picture in the place of another.
fn sum_of(key: &str, json: &str) -> Sum {
    Sum::of(format!("{key}\n{json}").as_bytes())
}

/// The entry under its own checksum: a wrong number in it would otherwise stand on a page.
fn entry_text(key: &str, made: &Made) -> String {
    let part = |blob: &Blob| Part { size: blob.size, sha256: blob.sha256 };
    let smaller = made.smaller.iter();
    let entry = Entry {
        original: made.original.as_ref().map(part),
        dimensions: made.dimensions,
        smaller: smaller
            .map(|smaller| SmallerPart { width: smaller.width, height: smaller.height, file: part(&smaller.blob) })
            .collect(),
        is_damaged: made.is_damaged,
    };
    let json = serde_json::to_string(&entry).expect("a struct of texts and numbers always serialises");
    format!("{}\n{json}", sum_of(key, &json))
}

fn check(folder: &Path, part: Part) -> Option<Blob> {
    let path = folder.join(part.sha256.to_string());
    let bytes = fs::read(&path).ok()?;
    let is_whole = bytes.len() as u64 == part.size && Sum::of(&bytes) == part.sha256;
    is_whole.then_some(Blob { size: part.size, sha256: part.sha256, place: Place::Disk(path) })
}

fn keep(folder: &Path, blob: &Blob) -> io::Result<Blob> {
    let path = folder.join(blob.sha256.to_string());
    if let Place::Memory(bytes) = &blob.place {
        write(&path, &[bytes])?;
    }
    Ok(Blob { place: Place::Disk(path), size: blob.size, sha256: blob.sha256 })
}

/// Makes a folder of `.bantin-cache/`, which backups and Git leave out.
pub(crate) fn prepare(folder: &Path) -> io::Result<()> {
    let top = folder.parent().unwrap_or(folder);
    fs::create_dir_all(folder)?;
    prepare_top(top)
}

/// Makes `.bantin-cache/` itself.
pub(crate) fn prepare_top(top: &Path) -> io::Result<()> {
    if top.join("CACHEDIR.TAG").is_file() {
        return Ok(());
    }
    fs::create_dir_all(top)?;
    write(&top.join(".gitignore"), &[b"*\n"])?;
    write(&top.join("CACHEDIR.TAG"), &[TAG.as_bytes()])
}

/// Writes beside and renames, so that nobody ever sees half a file.
pub(crate) fn write(path: &Path, parts: &[&[u8]]) -> io::Result<()> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let beside = path.with_extension(format!("{}-{number}.new", std::process::id()));
    let written = fs::File::create(&beside).and_then(|mut file| parts.iter().try_for_each(|part| file.write_all(part)));
    let renamed = written.and_then(|()| fs::rename(&beside, path));
    if renamed.is_err() {
        let _ = fs::remove_file(&beside);
    }
    renamed
}
