//! A site on disk. Everything is written into a new folder beside the published one; only when all of it is there do
//! the two change places in one step. Whatever happens before that step leaves the published site as it was, and what
//! happens after it leaves the new one.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::digest::{self, Sum};
use crate::hash::{Map, Set};
use crate::output::{Changed, Output, OutputError, Sink};
use crate::render::{Entry, SIGNATURE};
use crate::source::{OutputPath, above};

use super::apply;
use super::ledger::{Ledger, Stamp};

/// The file that marks a folder as made by bantin.
pub(super) const MARK: &str = "manifest.json";

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
    /// Folders of the stage that are there, as paths of the output.
    folders: RwLock<Set<String>>,
    lock: Option<fs::File>,
    /// Whether there was a published site when the stage was prepared.
    has_target: bool,
    published: bool,
    /// Every file of the last build.
    past: Map<OutputPath, PastFile>,
    /// Those of search that are still there, by their hash: a folder of the index has a new name whenever one file of it
    /// changes.
    moved: Map<Sum, OutputPath>,
    /// Files that stay besides those of `past`, and the path that they had.
    kept: Mutex<Map<OutputPath, OutputPath>>,
    /// Files that were written, with their stamps.
    written: Mutex<Vec<(OutputPath, Stamp)>>,
    /// From how many files on a site is not exchanged as a whole for a small change.
    many: usize,
}

/// A file of the last build.
#[derive(Debug)]
struct PastFile {
    size: u64,
    sha256: Sum,
    /// `None` where it is no more as it was written.
    stamp: Option<Stamp>,
    /// Whether it is a file of this build, too.
    stays: AtomicBool,
}

impl PastFile {
    fn stays(&self) -> bool {
        self.stays.load(Ordering::Relaxed)
    }

    fn set_stays(&self, stays: bool) {
        self.stays.store(stays, Ordering::Relaxed);
    }
}

/// A site that has been published.
#[derive(Debug)]
pub struct Published {
    /// Of all its files, by path.
    stamps: Vec<(OutputPath, Stamp)>,
    /// Files of somebody's own whose place the site needed, and where they are now, below the output folder.
    pub aside: Vec<(PathBuf, PathBuf)>,
}

impl Published {
    /// Files of the site, which stand in the order of their paths, with their stamps. One of which the system said nothing
    /// is not among them, so that it is made anew.
    pub fn stamped(self, files: Vec<Entry>) -> Vec<(Entry, Stamp)> {
        let mut stamps = self.stamps.into_iter().peekable();
        let stamp = |entry: Entry| {
            while stamps.next_if(|(path, _)| *path < entry.path).is_some() {}
            let (_, stamp) = stamps.next_if(|(path, _)| *path == entry.path)?;
            Some((entry, stamp))
        };
        files.into_iter().filter_map(stamp).collect()
    }
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
        // Before any move: the folder may be another one than that of the build that was killed.
        check(&target)?;
        apply::recover(&target)?;
        for leftover in [&stage, &old] {
            remove(leftover)?;
        }
        fs::create_dir(&stage).map_err(failed(&stage))?;
        Ok(Self {
            has_target: target.exists(),
            target,
            stage,
            folders: RwLock::default(),
            lock: Some(lock),
            published: false,
            past: Map::default(),
            moved: Map::default(),
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
        let files = ledger.files.iter().zip(ledger.are_there(&self.target));
        let file = |((entry, stamp), is_there): (&(Entry, Stamp), bool)| {
            let (size, sha256, stamp) = (entry.size, entry.sha256, is_there.then_some(*stamp));
            (entry.path.clone(), PastFile { size, sha256, stamp, stays: AtomicBool::new(false) })
        };
        self.past = files.map(file).collect();
        let index = self.past.iter().filter(|(path, file)| file.stamp.is_some() && is_of_search(path));
        self.moved = index.map(|(path, file)| (file.sha256, path.clone())).collect();
    }

    /// Puts the staged site in the place of the published one.
    ///
    /// # Errors
    /// Where the system refuses; the published site is then the old one.
    pub fn publish(mut self) -> Result<Published, WriteError> {
        let mut aside = Vec::new();
        let mut gone = self.gone();
        if self.is_small_change(&gone) {
            self.link(false)?;
            // A folder of that name is somebody's own.
            let is_signed = fs::symlink_metadata(self.target.join(SIGNATURE)).is_ok_and(|file| !file.is_dir());
            if is_signed && self.manifest_changes() {
                gone.push(SIGNATURE.to_owned());
            }
            self.published = true;
            apply::apply(&self.target, &self.stage, &gone)?;
        } else {
            self.link(true)?;
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
        let made: Set<&OutputPath> = kept.keys().chain(written.iter().map(|(path, _)| path)).collect();
        let gone = self.past.iter().filter(|(path, file)| !file.stays() && !made.contains(path));
        let mut gone: Vec<String> = gone.map(|(path, _)| path.to_string()).collect();
        gone.sort_unstable();
        gone
    }

    /// Whether to move the few new files into the folder instead of giving all the others a second name. A small site is
    /// exchanged as a whole, which no reader can notice; of a large one that would take longer than the build itself.
    fn is_small_change(&self, gone: &[String]) -> bool {
        let (kept, written) = (self.kept(), self.written());
        let changes = kept.iter().filter(|(new, old)| new != old).count() + written.len() + gone.len();
        // A folder or file of somebody else's in the way would stop the move halfway.
        let is_free = |path: &str| match fs::symlink_metadata(self.target.join(path)) {
            Ok(found) => found.is_file() && self.past.contains_key(path),
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        };
        let moved = kept.iter().filter(|(new, old)| new != old).map(|(path, _)| path);
        let new = || written.iter().map(|(path, _)| path).chain(moved.clone()).map(OutputPath::as_str);
        self.past.len() >= self.many
            && self.knows_published()
            && changes <= self.past.len() / 3
            && new().all(|path| has_own_folders(&self.target, path) && is_free(path))
            && gone.iter().all(|path| has_own_folders(&self.target, path))
    }

    /// Whether the published site is the one that the ledger tells of. After a build that left no ledger here, one that was
    /// killed or an older ledger from a backup, only the published manifest knows which files are to go.
    fn knows_published(&self) -> bool {
        self.past.get(MARK).is_some_and(|manifest| manifest.stamp.is_some())
    }

    /// Whether the staged manifest has other bytes than the published one, whose signature then says nothing of it. One
    /// that is not staged stays where it is.
    fn manifest_changes(&self) -> bool {
        let staged = fs::read(self.stage.join(MARK)).ok();
        staged.is_some_and(|staged| fs::read(self.target.join(MARK)).ok() != Some(staged))
    }

    fn stamps(&self) -> Vec<(OutputPath, Stamp)> {
        // Of a first build these are all, and no memory is taken for a second list.
        let mut stamps = std::mem::take(&mut *self.written());
        let past = self.past.iter().filter(|(_, file)| file.stays());
        let past = past.filter_map(|(path, file)| Some((path.clone(), file.stamp?)));
        let kept = self.kept();
        let kept = kept.iter().filter_map(|(new, old)| {
            // A second name has the stamp of the first.
            let known = self.past.get(old).and_then(|file| file.stamp);
            let found = || fs::symlink_metadata(self.target.join(new.as_str())).ok();
            Some((new.clone(), known.or_else(|| found().map(|found| Stamp::of(&found)))?))
        });
        stamps.extend(past.chain(kept));
        stamps.par_sort_unstable_by(|a, b| a.0.cmp(&b.0));
        stamps
    }

    /// Files that stay get a second name in the stage: the same bytes at the same place on the disk, with their times.
    /// Those that keep their path do only where it is the whole site that is exchanged.
    fn link(&self, is_whole: bool) -> Result<(), WriteError> {
        let kept = self.kept().clone();
        let past = self.past.iter().filter(|(_, file)| file.stays()).map(|(path, _)| (path, path));
        let links: Vec<_> = past.chain(&kept).filter(|(new, old)| is_whole || new != old).collect();
        let link = |(new, old): &(&OutputPath, &OutputPath)| -> Result<Option<(OutputPath, Stamp)>, WriteError> {
            let (from, to) = (self.target.join(old.as_str()), self.stage.join(new.as_str()));
            self.create_folder(new).map_err(failed(&to))?;
            if fs::hard_link(&from, &to).is_ok() {
                return Ok(None);
            }
            // Some systems of files have no second names.
            fs::copy(&from, &to).map_err(failed(&to))?;
            let metadata = fs::symlink_metadata(&to).map_err(failed(&to))?;
            Ok(Some(((*new).clone(), Stamp::of(&metadata))))
        };
        let copied: Vec<_> = links.par_iter().filter_map(|files| link(files).transpose()).collect::<Result<_, _>>()?;
        copied.iter().for_each(|(path, _)| self.forget(path));
        self.written().extend(copied);
        Ok(())
    }

    /// A file does not stay as it is.
    fn forget(&self, path: &OutputPath) {
        self.kept().remove(path);
        if let Some(file) = self.past.get(path) {
            file.set_stays(false);
        }
    }

    fn kept(&self) -> MutexGuard<'_, Map<OutputPath, OutputPath>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn written(&self) -> MutexGuard<'_, Vec<(OutputPath, Stamp)>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What somebody put into the published folder by hand moves into the new one: bantin deletes only what it made.
    /// Gives those that had to give way, with their new places.
    fn keep_foreign(&self) -> Result<Vec<(PathBuf, PathBuf)>, WriteError> {
        let mut aside = Vec::new();
        let Ok(manifest) = fs::read(self.target.join(MARK)) else { return Ok(aside) };
        let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap_or_default();
        let made: Set<&str> = match manifest.get("files").and_then(|files| files.as_object()) {
            Some(files) => files.keys().map(String::as_str).collect(),
            // A manifest that was cut does not tell whose the files are; the ledger of the last build does.
            None if !self.past.is_empty() => self.past.keys().map(OutputPath::as_str).collect(),
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
    fn holds(&self, path: &str, size: u64, sha256: Sum) -> bool {
        if !self.has_target {
            return false;
        }
        let file = self.target.join(path);
        let is_candidate = fs::symlink_metadata(&file).is_ok_and(|found| found.is_file() && found.len() == size);
        let sum = || digest::sha256(fs::File::open(&file)?, |error| error, |_| Ok(()));
        is_candidate && has_own_folders(&self.target, path) && sum().is_ok_and(|sum| sum == sha256)
    }

    fn create(&self, path: &OutputPath) -> Result<PathBuf, OutputError> {
        // A task of which one file was lost writes all of them again.
        self.forget(path);
        self.create_folder(path).map_err(|source| OutputError { path: path.to_string(), source })?;
        Ok(self.stage.join(path.as_str()))
    }

    /// Makes the folder of a file in the stage.
    fn create_folder(&self, path: &OutputPath) -> io::Result<()> {
        let folder = path.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
        let is_made = self.folders.read().unwrap_or_else(PoisonError::into_inner).contains(folder);
        if !is_made {
            fs::create_dir_all(self.stage.join(folder))?;
            self.folders.write().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned());
        }
        Ok(())
    }

    fn note(&self, path: &OutputPath, file: &fs::File) -> io::Result<()> {
        let stamp = Stamp::of(&file.metadata()?);
        self.written().push((path.clone(), stamp));
        Ok(())
    }
}

/// A file in the stage that is not whole yet, under a name that no file of a site has.
struct Part<'a> {
    disk: &'a Disk,
    path: &'a OutputPath,
    part: PathBuf,
    /// `None` once it has its place.
    file: Option<fs::File>,
}

impl Part<'_> {
    fn file(&mut self) -> io::Result<&mut fs::File> {
        self.file.as_mut().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl Write for Part<'_> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        self.file()?.write(piece)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file()?.flush()
    }
}

impl Sink for Part<'_> {
    fn bytes(&mut self) -> io::Result<Vec<u8>> {
        fs::read(&self.part)
    }

    fn place(mut self: Box<Self>) -> io::Result<()> {
        let place = self.disk.stage.join(self.path.as_str());
        // A path that is written twice would silently lose one of the two files.
        if fs::symlink_metadata(&place).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.disk.forget(self.path);
        fs::rename(&self.part, &place)?;
        let Some(file) = self.file.take() else { return Ok(()) };
        self.disk.note(self.path, &file)
    }
}

impl Drop for Part<'_> {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            // Nothing can be reported from here.
            let _ = fs::remove_file(&self.part);
        }
    }
}

impl Output for Disk {
    fn open<'a>(&'a self, path: &'a OutputPath) -> Result<Option<Box<dyn Sink + 'a>>, OutputError> {
        let place = self.stage.join(path.as_str());
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let part = place.with_file_name(format!(".{name}.bantin-part"));
        let file =
            self.create_folder(path).and_then(|()| fs::OpenOptions::new().write(true).create_new(true).open(&part));
        let file = file.map_err(|source| OutputError { path: path.to_string(), source })?;
        Ok(Some(Box::new(Part { disk: self, path, part, file: Some(file) })))
    }

    fn write(&self, path: &OutputPath, bytes: Vec<u8>) -> Result<(), OutputError> {
        let file = self.create(path)?;
        let wrap = |source| OutputError { path: path.to_string(), source };
        // A path that is written twice would silently lose one of the two pages.
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(file).map_err(wrap)?;
        file.write_all(&bytes).map_err(wrap)?;
        self.note(path, &file).map_err(wrap)
    }

    fn keep(&self, path: &OutputPath, size: u64, sha256: Sum) -> Result<bool, OutputError> {
        if let Some(file) = self.past.get(path).filter(|file| file.stamp.is_some()) {
            let is_same = file.size == size && file.sha256 == sha256;
            file.set_stays(is_same);
            return Ok(is_same);
        }
        let moved = self.moved.get(&sha256).filter(|_| is_of_search(path));
        // What no ledger tells, the file itself does: one was lost, or a build was killed before it left its own.
        let own = || self.holds(path.as_str(), size, sha256).then_some(path);
        let from = moved.or_else(own).cloned();
        let is_kept = from.is_some();
        if let Some(from) = from {
            self.kept().insert(path.clone(), from);
        }
        Ok(is_kept)
    }

    fn copy(&self, path: &OutputPath, from: &Path, sha256: Sum) -> Result<(), OutputError> {
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

    fn read(&self, _: &OutputPath, from: &Path, sha256: Sum) -> Result<Vec<u8>, OutputError> {
        let unread = |source| OutputError { path: from.display().to_string(), source };
        let bytes = fs::read(from).map_err(unread)?;
        if Sum::of(&bytes) == sha256 { Ok(bytes) } else { Err(unread(io::Error::other(Changed))) }
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

/// Whether a folder stands there, and no link to one.
pub(super) fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

/// Whether a file belongs to the index of search.
fn is_of_search(path: &OutputPath) -> bool {
    path.as_str().starts_with("tim-kiem/")
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
