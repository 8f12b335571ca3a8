//! Two versions of a site held against each other: what publishing the new one in the place of the old one changes for
//! readers, page by page, for the person who signs off.
//!
//! Takes two folders, gives lists that are sorted by address, and writes them as text or as a page. The bytes of the files
//! count: no manifest is believed. Nothing of the model is known here, so that a site of any version of bantin, or one
//! that somebody changed by hand, can be compared; what a file is, its address tells.

mod files;
mod html;
mod human;
mod lines;
mod page;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::digest::hex;
use crate::render::{MANIFEST, SIGNATURE};

use files::{Found, list};
use lines::hunks;
use page::{Front, Parsed};

pub use files::{FileKind, PageKind};
pub use html::{MARK, html};
pub use human::human;
pub use lines::{Change, Hunk, Line, LineKind, Shown, between};

/// Lines that stay are shown beside those that change, so that these can be found on the page.
const CONTEXT: usize = 1;

/// Why two sites cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum DiffError {
    #[error("{path}")]
    Read { path: PathBuf, source: std::io::Error },
    #[error("{0} is not a folder with a built site")]
    NoSite(PathBuf),
}

/// Everything that the new version changes.
#[derive(Debug, Default, Serialize)]
pub struct Changes {
    /// There is no old version.
    pub is_first: bool,
    /// SHA-256 of the new manifest, by which what was signed off is known again; `bantin verify` prints the same.
    pub manifest: Option<String>,
    /// How many pages and other files stay as they are.
    pub same_pages: usize,
    pub same_files: usize,
    /// Pages whose address leads nowhere any more.
    pub gone: Vec<Page>,
    /// Pages that lead to another one now.
    pub moved: Vec<Moved>,
    pub new: Vec<Page>,
    /// Addresses that are new and only lead on.
    pub redirects: usize,
    /// Pages of which readers see other words, links or scripts.
    pub changed: Vec<Changed>,
    /// What changes around the content, each with all the pages on which it does.
    pub around: Vec<Around>,
    /// Pages with other bytes, but the same words, links and scripts.
    pub unseen: Vec<String>,
    pub files: Vec<Files>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Page {
    pub kind: PageKind,
    pub path: String,
    pub title: String,
}

#[derive(Debug, Serialize)]
pub struct Moved {
    #[serde(flatten)]
    pub page: Page,
    pub to: String,
}

#[derive(Debug, Serialize)]
pub struct Changed {
    #[serde(flatten)]
    pub page: Page,
    /// Empty where the page cannot be read: it nests deeper than any page does, or one of the two is no plain file.
    pub hunks: Vec<Hunk>,
}

#[derive(Debug, Serialize)]
pub struct Around {
    pub hunks: Vec<Hunk>,
    pub pages: Vec<String>,
}

/// Other files of one kind.
#[derive(Debug, Serialize)]
pub struct Files {
    pub kind: FileKind,
    pub new: Vec<String>,
    pub changed: Vec<String>,
    pub gone: Vec<String>,
}

/// Compares the site in `old` with the one that is to take its place. A folder that is not there is an empty site.
///
/// # Errors
/// Where `new` holds nothing, or the system refuses a file.
pub fn compare(old: &Path, new: &Path) -> Result<Changes, DiffError> {
    let (before, after) = (list(old)?, list(new)?);
    if after.is_empty() {
        return Err(DiffError::NoSite(new.to_owned()));
    }
    let sites = Sites { old, new };
    let names: Vec<&String> = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name))).collect();
    let fates = names.par_iter().map(|name| {
        let fate = sites.fate(name, before.get(*name), after.get(*name))?;
        Ok(((*name).clone(), fate))
    });
    let fates: BTreeMap<String, Fate> = fates.collect::<Result<_, DiffError>>()?;
    let manifest = std::fs::read(new.join(MANIFEST)).ok().map(|text| hex(&Sha256::digest(text)));
    let mut changes = Changes { is_first: before.is_empty(), manifest, ..Changes::default() };
    let mut around: BTreeMap<Vec<Hunk>, Vec<String>> = BTreeMap::new();
    for (path, fate) in fates {
        changes.add(path, fate, &mut around);
    }
    changes.around = around.into_iter().map(|(hunks, pages)| Around { hunks, pages }).collect();
    // What touches few pages is what nobody expects.
    changes.around.sort_by(|a, b| (a.pages.len(), &a.pages).cmp(&(b.pages.len(), &b.pages)));
    changes.files.sort_by_key(|files| files.kind);
    changes.gone.sort();
    changes.new.sort();
    changes.moved.sort_by(|a, b| a.page.cmp(&b.page));
    changes.changed.sort_by(|a, b| a.page.cmp(&b.page));
    Ok(changes)
}

/// What becomes of one address.
enum Fate {
    Same,
    /// The list of files and its signature: they change with every file.
    Own,
    File(FileKind, Change),
    Gone(Page),
    New(Page),
    Redirect,
    Moved(Moved),
    Compared {
        page: Page,
        /// Where both versions could be read: what differs in the content and around it.
        hunks: Option<(Vec<Hunk>, Vec<Hunk>)>,
    },
}

struct Sites<'a> {
    old: &'a Path,
    new: &'a Path,
}

impl Sites<'_> {
    fn fate(&self, path: &str, before: Option<&Found>, after: Option<&Found>) -> Result<Fate, DiffError> {
        if matches!(path, MANIFEST | SIGNATURE) {
            return Ok(Fate::Own);
        }
        let change = match (before, after) {
            (Some(before), Some(after)) if files::is_same(self.old, self.new, path, before, after)? => {
                return Ok(Fate::Same);
            }
            (Some(_), Some(_)) => Change::Same,
            (Some(_), None) => Change::Gone,
            (None, _) => Change::Come,
        };
        let Some(kind) = files::page_kind(path) else { return Ok(Fate::File(files::file_kind(path), change)) };
        let page = |front: &Front| Page { kind, path: path.to_owned(), title: front.title.clone() };
        let old = before.map(|found| files::page(self.old, path, found)).transpose()?.flatten();
        let new = after.map(|found| files::page(self.new, path, found)).transpose()?.flatten();
        let front = |text: &Option<String>| text.as_deref().map(|text| Front::read(text, path)).unwrap_or_default();
        let (old_front, new_front) = (front(&old), front(&new));
        Ok(match (change, new_front.leads_to.clone()) {
            (Change::Gone, _) => Fate::Gone(page(&old_front)),
            (Change::Come, Some(_)) => Fate::Redirect,
            (Change::Come, None) => Fate::New(page(&new_front)),
            (Change::Same, Some(to)) if old_front.leads_to.is_none() => {
                Fate::Moved(Moved { page: page(&old_front), to })
            }
            (Change::Same, _) => Fate::Compared { page: page(&new_front), hunks: compared(path, old, new) },
        })
    }
}

fn compared(path: &str, old: Option<String>, new: Option<String>) -> Option<(Vec<Hunk>, Vec<Hunk>)> {
    let (old, new) = (Parsed::read(&old?, path)?, Parsed::read(&new?, path)?);
    // What stands around the content is told once for all pages, so that nothing of a single page may come with it.
    Some((hunks(&old.main, &new.main, CONTEXT), hunks(&old.around, &new.around, 0)))
}

impl Changes {
    fn add(&mut self, path: String, fate: Fate, around: &mut BTreeMap<Vec<Hunk>, Vec<String>>) {
        match fate {
            Fate::Same if files::page_kind(&path).is_some() => self.same_pages += 1,
            Fate::Same => self.same_files += 1,
            Fate::Own => {}
            Fate::File(kind, change) => self.add_file(path, kind, change),
            Fate::Gone(page) => self.gone.push(page),
            Fate::New(page) => self.new.push(page),
            Fate::Redirect => self.redirects += 1,
            Fate::Moved(moved) => self.moved.push(moved),
            Fate::Compared { page, hunks: None } => self.changed.push(Changed { page, hunks: vec![] }),
            Fate::Compared { page, hunks: Some((main, beside)) } => {
                if main.is_empty() && beside.is_empty() {
                    self.unseen.push(path.clone());
                }
                if !main.is_empty() {
                    self.changed.push(Changed { page, hunks: main });
                }
                if !beside.is_empty() {
                    around.entry(beside).or_default().push(path);
                }
            }
        }
    }

    fn add_file(&mut self, path: String, kind: FileKind, change: Change) {
        let at = self.files.iter().position(|files| files.kind == kind).unwrap_or_else(|| {
            self.files.push(Files { kind, new: vec![], changed: vec![], gone: vec![] });
            self.files.len() - 1
        });
        let files = &mut self.files[at];
        match change {
            Change::Come => files.new.push(path),
            Change::Same => files.changed.push(path),
            Change::Gone => files.gone.push(path),
        }
    }

    /// Whether the two versions are the same for everybody.
    pub fn is_none(&self) -> bool {
        self.gone.is_empty()
            && self.moved.is_empty()
            && self.new.is_empty()
            && self.redirects == 0
            && self.changed.is_empty()
            && self.around.is_empty()
            && self.unseen.is_empty()
            && self.files.is_empty()
    }

    /// Attachments that nobody can download any more.
    fn lost(&self) -> impl Iterator<Item = &String> {
        self.files.iter().filter(|files| files.kind == FileKind::Attachment).flat_map(|files| &files.gone)
    }
}
