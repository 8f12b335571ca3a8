//! A site on disk. Everything is written into a new folder beside the published one; only when all of it is there do
//! the two change places in one step. Whatever happens before that step leaves the published site as it was, and what
//! happens after it leaves the new one.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::digest::{self, hex};
use crate::output::{Changed, Output, OutputError};
use crate::render::SIGNATURE;
use crate::source::{OutputPath, above};

use super::apply;
use super::ledger::{Known, Ledger, Stamp, known};

/// The file that marks a folder as made by bantin.
const MARK: &str = "manifest.json";

/// Why a site could not be published.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error(
        "{0} holds files that bantin did not make, so nothing is written there; choose another folder with --output, or empty this one"
    )]
    Foreign(PathBuf),
    #[error("{0} is not a folder")]
    NotAFolder(PathBuf),
    #[error("{0} is the site folder itself or lies around its content; choose another folder with --output")]
    HoldsContent(PathBuf),
    #[error("another build is writing to {0}; wait until it has finished")]
    Busy(PathBuf),
    #[error("{path}")]
    Io { path: PathBuf, source: io::Error },
}

/// A site being staged. Dropping it without [`Disk::publish`] removes the stage and leaves the published site alone.
#[derive(Debug)]
pub struct Disk {
    target: PathBuf,
    stage: PathBuf,
    folders: Mutex<HashSet<PathBuf>>,
    lock: Option<fs::File>,
    published: bool,
    /// Every file of the last build.
    listed: HashSet<String>,
    /// Those that are still as it wrote them.
    known: HashMap<String, Known>,
    /// The same of search, by their hash: the folder of the index has a new name whenever one file of it changes.
    moved: HashMap<String, String>,
    /// Files that stay, and the path that they had.
    kept: Mutex<HashMap<String, String>>,
    /// Files that were written, with their stamps.
    written: Mutex<Vec<(String, Stamp)>>,
    /// From how many files on a site is not exchanged as a whole for a small change.
    many: usize,
}

/// A site that has been published.
#[derive(Debug)]
pub struct Published {
    /// Of all its files.
    pub stamps: HashMap<String, Stamp>,
    /// Files of somebody's own whose place the site needed, and where they are now, below the output folder.
    pub aside: Vec<(PathBuf, PathBuf)>,
}

/// A site of this many files takes about a tenth of a second to be given second names.
const MANY: usize = 5_000;

impl Disk {
    /// Prepares to publish into `target`. `content` is the site's `content/`, which the output may not hold.
    ///
    /// # Errors
    /// Where `target` holds files that bantin did not make, another build is at work, or the system refuses.
    pub fn stage(target: &Path, content: &Path) -> Result<Self, WriteError> {
        let target = resolved(target)?;
        target.file_name().ok_or_else(|| WriteError::HoldsContent(target.clone()))?;
        let parent = target.parent().ok_or_else(|| WriteError::HoldsContent(target.clone()))?.to_owned();
        fs::create_dir_all(&parent).map_err(failed(&parent))?;
        let content = content.canonicalize().unwrap_or_else(|_| content.to_owned());
        if content.starts_with(&target) || target.starts_with(&content) {
            return Err(WriteError::HoldsContent(target));
        }
        let lock = lock(&target, &beside(&target, "lock"))?;
        let (stage, old) = (beside(&target, "new"), beside(&target, "old"));
        recover(&target, &old)?;
        apply::recover(&target)?;
        check(&target)?;
        for leftover in [&stage, &old] {
            remove(leftover)?;
        }
        fs::create_dir(&stage).map_err(failed(&stage))?;
        Ok(Self {
            target,
            stage,
            folders: Mutex::default(),
            lock: Some(lock),
            published: false,
            listed: HashSet::new(),
            known: HashMap::new(),
            moved: HashMap::new(),
            kept: Mutex::default(),
            written: Mutex::default(),
            many: MANY,
        })
    }

    /// From how many files on a small change is moved in file by file; 5,000 unless told otherwise.
    pub fn move_from(&mut self, files: usize) {
        self.many = files;
    }

    /// Whether nothing is left beside `target` of a build that was killed.
    pub fn is_tidy(target: &Path) -> bool {
        resolved(target).is_ok_and(|target| {
            ["new", "old", apply::MOVES, apply::GONE].iter().all(|suffix| !beside(&target, suffix).exists())
        })
    }

    /// Looks what the last build left as it wrote it.
    pub fn know(&mut self, ledger: &Ledger) {
        self.listed = ledger.files.iter().map(|(entry, _)| entry.path.to_string()).collect();
        self.known = known(&self.target, ledger);
        let index = self.known.iter().filter(|(path, _)| path.starts_with("tim-kiem/"));
        self.moved = index.map(|(path, known)| (known.sha256.clone(), path.clone())).collect();
    }

    /// Puts the staged site in the place of the published one.
    ///
    /// # Errors
    /// Where the system refuses; the published site is then the old one.
    pub fn publish(mut self) -> Result<Published, WriteError> {
        let mut aside = Vec::new();
        let mut gone = self.gone();
        if self.is_small_change(&gone) {
            self.link(|new, old| new != old)?;
            // A folder of that name is somebody's own.
            let is_signed = fs::symlink_metadata(self.target.join(SIGNATURE)).is_ok_and(|file| !file.is_dir());
            if is_signed && self.manifest_changes() {
                gone.push(SIGNATURE.to_owned());
            }
            self.published = true;
            apply::apply(&self.target, &self.stage, &gone)?;
        } else {
            self.link(|_, _| true)?;
            aside = self.keep_foreign()?;
            self.exchange()?;
        }
        Ok(Published { stamps: self.stamps(), aside })
    }

    fn exchange(&mut self) -> Result<(), WriteError> {
        let old = beside(&self.target, "old");
        if self.target.exists() {
            // One step where the system can exchange two folders; else two, which the next build can take back.
            match exchange(&self.stage, &self.target) {
                Ok(()) => fs::rename(&self.stage, &old).map_err(failed(&old))?,
                Err(_) => {
                    fs::rename(&self.target, &old).map_err(failed(&self.target))?;
                    fs::rename(&self.stage, &self.target).map_err(failed(&self.target))?;
                }
            }
            self.published = true;
            remove(&old)
        } else {
            fs::rename(&self.stage, &self.target).map_err(failed(&self.target))?;
            self.published = true;
            Ok(())
        }
    }

    /// Files of the last build that this one has not.
    fn gone(&self) -> Vec<String> {
        let (kept, written) = (self.kept(), self.written());
        let stays: HashSet<&str> =
            kept.keys().map(String::as_str).chain(written.iter().map(|(path, _)| path.as_str())).collect();
        let mut gone: Vec<String> = self.listed.iter().filter(|path| !stays.contains(path.as_str())).cloned().collect();
        gone.sort();
        gone
    }

    /// Whether to move the few new files into the folder instead of giving all the others a second name. A small site is
    /// exchanged as a whole, which no reader can notice; of a large one that would take longer than the build itself.
    fn is_small_change(&self, gone: &[String]) -> bool {
        let (kept, written) = (self.kept(), self.written());
        let changes = kept.iter().filter(|(new, old)| new != old).count() + written.len() + gone.len();
        // A folder or file of somebody else's in the way would stop the move halfway.
        let is_free = |path: &str| self.listed.contains(path) || !self.target.join(path).exists();
        self.listed.len() >= self.many
            && changes <= self.listed.len() / 3
            && written.iter().all(|(path, _)| is_free(path))
            && written.iter().all(|(path, _)| has_own_folders(&self.target, path))
            && kept.iter().filter(|(new, old)| new != old).all(|(path, _)| has_own_folders(&self.target, path))
            && gone.iter().all(|path| has_own_folders(&self.target, path))
    }

    /// Whether the staged manifest has other bytes than the published one, whose signature then says nothing of it. One
    /// that is not staged stays where it is.
    fn manifest_changes(&self) -> bool {
        let staged = fs::read(self.stage.join(MARK)).ok();
        staged.is_some_and(|staged| fs::read(self.target.join(MARK)).ok() != Some(staged))
    }

    fn stamps(&self) -> HashMap<String, Stamp> {
        let written = std::mem::take(&mut *self.written());
        let kept = self.kept();
        let kept = kept.iter().filter_map(|(new, old)| {
            let known = self.known.get(old).map(|known| known.stamp);
            // A second name has the stamp of the first.
            let stamp = known.or_else(|| Some(Stamp::of(&fs::symlink_metadata(self.target.join(new)).ok()?)))?;
            Some((new.clone(), stamp))
        });
        kept.chain(written).collect()
    }

    /// Files that stay get a second name in the stage: the same bytes at the same place on the disk, with their times.
    fn link(&self, wanted: impl Fn(&str, &str) -> bool + Sync) -> Result<(), WriteError> {
        let mut kept = std::mem::take(&mut *self.kept());
        let links = kept.par_iter().filter(|(new, old)| wanted(new, old));
        let links = links.map(|(new, old)| -> Result<Option<(String, Stamp)>, WriteError> {
            let (from, to) = (self.target.join(old), self.stage.join(new));
            self.create_folder(&to).map_err(failed(&to))?;
            if fs::hard_link(&from, &to).is_ok() {
                return Ok(None);
            }
            // Some systems of files have no second names.
            fs::copy(&from, &to).map_err(failed(&to))?;
            let metadata = fs::symlink_metadata(&to).map_err(failed(&to))?;
            Ok(Some((new.clone(), Stamp::of(&metadata))))
        });
        let copied: Vec<(String, Stamp)> = links.filter_map(Result::transpose).collect::<Result<_, WriteError>>()?;
        for (path, _) in &copied {
            kept.remove(path);
        }
        self.written().extend(copied);
        *self.kept() = kept;
        Ok(())
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<String, String>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn written(&self) -> MutexGuard<'_, Vec<(String, Stamp)>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What somebody put into the published folder by hand moves into the new one: bantin deletes only what it made.
    /// Gives those that had to give way, with their new places.
    fn keep_foreign(&self) -> Result<Vec<(PathBuf, PathBuf)>, WriteError> {
        let mut aside = Vec::new();
        let Ok(manifest) = fs::read(self.target.join(MARK)) else { return Ok(aside) };
        let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap_or_default();
        let made: HashSet<&str> = match manifest.get("files").and_then(|files| files.as_object()) {
            Some(files) => files.keys().map(String::as_str).collect(),
            // A manifest that was cut does not tell whose the files are; the ledger of the last build does.
            None if !self.listed.is_empty() => self.listed.iter().map(String::as_str).collect(),
            None => return Err(WriteError::Foreign(self.target.clone())),
        };
        let is_unsigned = self.manifest_changes();
        for entry in WalkDir::new(&self.target).sort_by_file_name() {
            let Ok(entry) = entry else { continue };
            let Ok(relative) = entry.path().strip_prefix(&self.target) else { continue };
            let name = relative.to_string_lossy().replace('\\', "/");
            if entry.file_type().is_dir() || name == MARK || made.contains(name.as_str()) {
                continue;
            }
            if name == SIGNATURE && is_unsigned {
                continue;
            }
            let Some(kept) = self.place_of_foreign(entry.path(), relative) else { continue };
            if let Ok(place) = kept.strip_prefix(&self.stage)
                && place != relative
            {
                aside.push((relative.to_owned(), place.to_owned()));
            }
            if let Some(folder) = kept.parent() {
                fs::create_dir_all(folder).map_err(failed(folder))?;
            }
            if !entry.file_type().is_file() && !entry.file_type().is_symlink() {
                let source = io::Error::new(io::ErrorKind::Unsupported, "a pipe, socket or device; take it away");
                return Err(WriteError::Io { path: entry.path().to_owned(), source });
            }
            // The published folder must stay whole until the exchange, so the file is copied, not moved.
            if entry.file_type().is_symlink() {
                copy_link(entry.path(), &kept).map_err(failed(&kept))?;
            } else {
                fs::copy(entry.path(), &kept).map_err(failed(&kept))?;
                // Its time is only told to browsers and backups; a system that keeps none is no reason to stop.
                let _ = copy_time(entry.path(), &kept);
            }
        }
        Ok(aside)
    }

    /// Where a file that bantin did not make goes in the stage: to its own place, or beside the new file that has it, such
    /// as a `.htaccess` from before the site asked for one, also where a folder on the way is a file now. `None` where old
    /// and new are the same.
    fn place_of_foreign(&self, file: &Path, relative: &Path) -> Option<PathBuf> {
        let mut place = self.stage.clone();
        for part in relative.parent().into_iter().flat_map(Path::components) {
            place.push(part);
            while place.is_file() {
                place.as_mut_os_string().push(".bantin-old");
            }
        }
        place.push(relative.file_name()?);
        while place.exists() {
            let is_same = fs::read(&place).is_ok_and(|new| fs::read(file).is_ok_and(|old| old == new));
            if is_same {
                return None;
            }
            place.as_mut_os_string().push(".bantin-old");
        }
        Some(place)
    }

    /// Whether the published site has a file of these very bytes. It then keeps its time, by which programs that copy a
    /// site to its server tell what is new.
    fn holds(&self, path: &str, size: u64, sha256: &str) -> bool {
        let file = self.target.join(path);
        let is_candidate = fs::symlink_metadata(&file).is_ok_and(|found| found.is_file() && found.len() == size);
        let sum = || digest::sha256(fs::File::open(&file)?, |error| error, |_| Ok(()));
        is_candidate && has_own_folders(&self.target, path) && sum().is_ok_and(|sum| sum == sha256)
    }

    fn create(&self, path: &OutputPath) -> Result<PathBuf, OutputError> {
        // A task of which one file was lost writes all of them again.
        self.kept().remove(path.as_str());
        let file = self.stage.join(path.as_str());
        self.create_folder(&file).map_err(|source| OutputError { path: path.to_string(), source })?;
        Ok(file)
    }

    fn create_folder(&self, file: &Path) -> io::Result<()> {
        let folder = file.parent().unwrap_or(&self.stage);
        let is_made = self.folders.lock().unwrap_or_else(PoisonError::into_inner).contains(folder);
        if !is_made {
            fs::create_dir_all(folder)?;
            self.folders.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned());
        }
        Ok(())
    }

    fn note(&self, path: &OutputPath, file: &fs::File) -> io::Result<()> {
        let stamp = Stamp::of(&file.metadata()?);
        self.written().push((path.to_string(), stamp));
        Ok(())
    }
}

impl Output for Disk {
    fn write(&self, path: &OutputPath, bytes: Vec<u8>) -> Result<(), OutputError> {
        let file = self.create(path)?;
        let wrap = |source| OutputError { path: path.to_string(), source };
        // A path that is written twice would silently lose one of the two pages.
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(file).map_err(wrap)?;
        file.write_all(&bytes).map_err(wrap)?;
        self.note(path, &file).map_err(wrap)
    }

    fn keep(&self, path: &OutputPath, size: u64, sha256: &str) -> Result<bool, OutputError> {
        let is_same = |known: &Known| known.size == size && known.sha256 == sha256;
        let from = match self.known.get(path.as_str()) {
            Some(known) => is_same(known).then(|| path.as_str()),
            None => {
                let moved = self.moved.get(sha256).filter(|_| path.as_str().starts_with("tim-kiem/"));
                // What no ledger tells, the file itself does: one was lost, or a build was killed before it left its own.
                let own = || self.holds(path.as_str(), size, sha256).then(|| path.as_str());
                moved.map(String::as_str).or_else(own)
            }
        };
        if let Some(from) = from {
            self.kept().insert(path.to_string(), from.to_owned());
        }
        Ok(from.is_some())
    }

    fn copy(&self, path: &OutputPath, from: &Path, sha256: &str) -> Result<(), OutputError> {
        let file = self.create(path)?;
        let wrap = |source| OutputError { path: path.to_string(), source };
        let unread = |source| OutputError { path: from.display().to_string(), source };
        let from = fs::File::open(from).map_err(unread)?;
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(file).map_err(wrap)?;
        if digest::sha256(from, unread, |piece| file.write_all(piece).map_err(wrap))? != sha256 {
            return Err(unread(io::Error::other(Changed)));
        }
        self.note(path, &file).map_err(wrap)
    }

    fn takes_packed(&self) -> bool {
        true
    }

    fn read(&self, _: &OutputPath, from: &Path, sha256: &str) -> Result<Vec<u8>, OutputError> {
        let unread = |source| OutputError { path: from.display().to_string(), source };
        let bytes = fs::read(from).map_err(unread)?;
        if hex(&Sha256::digest(&bytes)) == sha256 { Ok(bytes) } else { Err(unread(io::Error::other(Changed))) }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if !self.published {
            // Nothing can be reported from here; the next build removes what is left.
            let _ = fs::remove_dir_all(&self.stage);
        }
        // The lock file itself stays: a build that opened it before it was deleted would hold a lock that nobody sees.
        drop(self.lock.take());
    }
}

/// Whether every folder above a file is a real one, or not there yet. A link that somebody put in the place of a folder
/// would lead the moves out of the site.
pub(super) fn has_own_folders(target: &Path, path: &str) -> bool {
    above(path).all(|folder| match fs::symlink_metadata(target.join(folder)) {
        Ok(found) => found.is_dir(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    })
}

/// `.public.bantin-new` beside `public`.
pub(super) fn beside(target: &Path, suffix: &str) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.bantin-{suffix}"))
}

pub(super) fn failed(path: &Path) -> impl FnOnce(io::Error) -> WriteError + '_ {
    move |source| WriteError::Io { path: path.to_owned(), source }
}

/// The real folder: a symbolic link to the published folder stays a link.
fn resolved(target: &Path) -> Result<PathBuf, WriteError> {
    match target.canonicalize() {
        Ok(real) => Ok(real),
        Err(_) => std::path::absolute(target).map_err(failed(target)),
    }
}

/// Two builds into one folder would undo each other. The lock goes with the process, also when it is killed.
fn lock(target: &Path, path: &Path) -> Result<fs::File, WriteError> {
    let file = fs::OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(failed(path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(WriteError::Busy(target.to_owned())),
        Err(fs::TryLockError::Error(source)) if source.kind() == io::ErrorKind::Unsupported => Ok(file),
        Err(fs::TryLockError::Error(source)) => Err(WriteError::Io { path: path.to_owned(), source }),
    }
}

/// A build that was killed between the two steps of an exchange left the published site under its old name.
fn recover(target: &Path, old: &Path) -> Result<(), WriteError> {
    if !target.exists() && old.exists() {
        fs::rename(old, target).map_err(failed(target))?;
    }
    Ok(())
}

/// An output folder is new, empty, or bantin's own.
fn check(target: &Path) -> Result<(), WriteError> {
    let mut entries = match fs::read_dir(target) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(WriteError::NotAFolder(target.to_owned()));
        }
        Err(error) => return Err(failed(target)(error)),
    };
    if entries.next().is_none() || is_own(target) {
        return Ok(());
    }
    Err(WriteError::Foreign(target.to_owned()))
}

fn is_own(target: &Path) -> bool {
    let manifest = target.join(MARK);
    // A pipe of that name would never end.
    if !fs::metadata(&manifest).is_ok_and(|found| found.is_file()) {
        return false;
    }
    if begins_with_our_name(&manifest) {
        return true;
    }
    let Ok(manifest) = fs::read(manifest) else { return false };
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap_or_default();
    manifest.get("generator").and_then(|name| name.as_str()).is_some_and(|name| name.starts_with("bantin "))
}

/// Takes a file away that may have gone already.
pub(super) fn forget(file: &Path) -> Result<(), WriteError> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(file)(error)),
        _ => Ok(()),
    }
}

pub(super) fn remove(folder: &Path) -> Result<(), WriteError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(folder)(error)),
        _ => Ok(()),
    }
}

/// The manifest of a large site has many megabytes, and the name stands in its first line.
fn begins_with_our_name(manifest: &Path) -> bool {
    let mut start = [0; 64];
    let read = fs::File::open(manifest).and_then(|mut file| file.read(&mut start));
    read.is_ok_and(|length| start[..length].starts_with(b"{\n\"generator\": \"bantin "))
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn copy_time(from: &Path, to: &Path) -> io::Result<()> {
    fs::File::options().write(true).open(to)?.set_modified(fs::metadata(from)?.modified()?)
}

#[cfg(unix)]
fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to).map(drop)
}
