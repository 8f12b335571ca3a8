//! The files of a site in a folder: which there are, whether two are the same, and what kind an address is of.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde::Serialize;
use walkdir::WalkDir;

use super::DiffError;

/// What lies at an address.
pub(super) enum Found {
    File {
        size: u64,
    },
    /// A symbolic link, which bantin never makes; it is not followed.
    Link(PathBuf),
}

/// Which pages come first: news, then what was decided, then everything that is made of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageKind {
    Bulletin,
    Decision,
    Other,
}

/// What is no page. The first two are what somebody who breaks in changes or adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    Attachment,
    Unknown,
    Image,
    Theme,
    Data,
    Feed,
    Search,
}

/// Every file below a folder by its address; none where the folder is not there.
pub(super) fn list(folder: &Path) -> Result<BTreeMap<String, Found>, DiffError> {
    match fs::metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Ok(found) if !found.is_dir() => return Err(DiffError::NoSite(folder.to_owned())),
        _ => {}
    }
    let mut files = BTreeMap::new();
    for entry in WalkDir::new(folder).follow_links(false).min_depth(1) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            let source = error.into_io_error().unwrap_or_else(|| io::Error::other("a loop of symbolic links"));
            DiffError::Read { path, source }
        })?;
        if entry.file_type().is_dir() {
            continue;
        }
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        let found = match entry.file_type().is_file() {
            true => Found::File { size: entry.metadata().map_or(0, |file| file.len()) },
            false => Found::Link(fs::read_link(entry.path()).unwrap_or_default()),
        };
        files.insert(parts.join("/"), found);
    }
    Ok(files)
}

/// Whether two files hold the same bytes.
pub(super) fn is_same(old: &Path, new: &Path, path: &str, before: &Found, after: &Found) -> Result<bool, DiffError> {
    match (before, after) {
        (Found::File { size: before }, Found::File { size: after }) if before == after => {
            let (old, new) = (old.join(path), new.join(path));
            let same = File::open(&old).and_then(|old| same_bytes(old, File::open(&new)?));
            same.map_err(|source| DiffError::Read { path: new, source })
        }
        (Found::Link(before), Found::Link(after)) => Ok(before == after),
        _ => Ok(false),
    }
}

fn same_bytes(mut old: File, mut new: File) -> io::Result<bool> {
    let (mut before, mut after) = (Vec::with_capacity(64 * 1024), Vec::with_capacity(64 * 1024));
    loop {
        before.clear();
        after.clear();
        (&mut old).take(64 * 1024).read_to_end(&mut before)?;
        (&mut new).take(64 * 1024).read_to_end(&mut after)?;
        if before != after {
            return Ok(false);
        }
        if before.is_empty() {
            return Ok(true);
        }
    }
}

/// Bytes of the longest page whose text is compared.
const LONGEST_PAGE: u64 = 32 << 20;

/// The text of a page; none where it is no plain file, or too long to be one.
pub(super) fn page(folder: &Path, path: &str, found: &Found) -> Result<Option<String>, DiffError> {
    if matches!(found, Found::Link(_)) {
        return Ok(None);
    }
    let file = folder.join(path);
    let failed = |source| DiffError::Read { path: file.clone(), source };
    // No page is so long; what is, is compared by its bytes alone.
    if fs::metadata(&file).map_err(failed)?.len() > LONGEST_PAGE {
        return Ok(None);
    }
    let bytes = fs::read(&file).map_err(failed)?;
    Ok(Some(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())))
}

/// What kind of page an address is of; none where it is no page.
pub(super) fn page_kind(path: &str) -> Option<PageKind> {
    let lower = path.to_ascii_lowercase();
    let is_page = [".html", ".htm", ".xhtml", ".shtml"].iter().any(|ending| lower.ends_with(ending));
    let is_number = |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    is_page.then(|| match path.split('/').collect::<Vec<_>>().as_slice() {
        ["tin", year, month, name] if is_number(year, 4) && is_number(month, 2) => {
            let stem = name.split('.').next().unwrap_or_default();
            // Beside the bulletins lie the lists of the month and its days.
            if stem == "index" || is_number(stem, 2) { PageKind::Other } else { PageKind::Bulletin }
        }
        ["van-ban", _, year, _] if is_number(year, 4) => PageKind::Decision,
        _ => PageKind::Other,
    })
}

/// What kind another file is of.
pub(super) fn file_kind(path: &str) -> FileKind {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    // A bulletin's own files lie in a folder of its name.
    let is_of_bulletin = path.starts_with("tin/") && path.split('/').count() > 4;
    match ending.as_str() {
        _ if path.starts_with("theme/") => FileKind::Theme,
        "js" if path.starts_with("tim-kiem/") || path.contains("/loc/") => FileKind::Search,
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg" | "ico" => FileKind::Image,
        "pdf" | "doc" | "docx" | "odt" | "rtf" | "xls" | "ods" | "ppt" | "pptx" | "zip" | "rar" | "7z" | "mp3"
        | "m4a" | "ogg" | "wav" | "mp4" | "webm" => FileKind::Attachment,
        _ if is_of_bulletin => FileKind::Attachment,
        "atom" | "rss" | "xml" => FileKind::Feed,
        _ if matches!(name, "feed.json" | "robots.txt") => FileKind::Feed,
        "csv" | "xlsx" | "json" | "md" => FileKind::Data,
        _ => FileKind::Unknown,
    }
}
