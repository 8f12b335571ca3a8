//! What the last build left in an output folder, kept in `.bantin-cache/builds/` beside `content/`.
//!
//! A ledger belongs to one output folder. It names every file with its size, hash and the stamp that the system gave it,
//! so that one look at the folder tells which files are still as they were written. It is a help and no more: a ledger
//! that is damaged, foreign or of another program is not believed, and everything is made anew.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use flate2::Crc;
use rayon::prelude::*;
use serde::{Deserialize, Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::diagnostics::Diagnostic;
use crate::digest::{Sum, hex};
use crate::hash::Map;
use crate::images::cache;
use crate::model::Hidden;
use crate::parse::Keeper;
use crate::render::{Entry, Notes, Summary, Task};
use crate::source::OutputPath;

/// The last bytes of a file of the cache; the number is that of the format. They stand at the end, so that what is read
/// need not be moved to the front.
const MARK: &[u8] = b"\nbantin cache 4\n";

/// What the system says of a file, and says differently once it was written again: size, time and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    size: u64,
    seconds: i64,
    nanoseconds: i64,
    number: u64,
}

impl Stamp {
    #[cfg(unix)]
    pub fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self {
            size: metadata.len(),
            seconds: metadata.mtime(),
            nanoseconds: metadata.mtime_nsec(),
            number: metadata.ino(),
        }
    }

    #[cfg(not(unix))]
    pub fn of(metadata: &Metadata) -> Self {
        let time = metadata.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        let time = time.unwrap_or_default();
        Self {
            size: metadata.len(),
            seconds: time.as_secs() as i64,
            nanoseconds: i64::from(time.subsec_nanos()),
            number: 0,
        }
    }
}

#[cfg(test)]
impl Stamp {
    pub fn number(self) -> u64 {
        self.number
    }
}

/// A finished build.
#[derive(Debug)]
pub struct Ledger {
    /// Of everything that the build read and was told: with the same one, nothing is to be done.
    pub inputs: [u8; 32],
    pub summary: Summary,
    pub bulletins: usize,
    pub hidden: Hidden,
    /// What there was to say of the content.
    pub diagnostics: Vec<Diagnostic>,
    pub tasks: Vec<(String, Task)>,
    /// Every file of the output with its stamp, by path; the manifest, too.
    pub files: Vec<(Entry, Stamp)>,
}

impl Ledger {
    /// Of each file whether it still lies in `target` as it was written.
    pub(super) fn are_there(&self, target: &Path) -> Vec<bool> {
        self.files.par_iter().map_init(|| Look::new(target), Look::is_there).collect()
    }

    /// Whether all files still lie in `target` as they were written.
    pub fn is_whole(&self, target: &Path) -> bool {
        self.files.par_iter().map_init(|| Look::new(target), Look::is_there).all(|is_there| is_there)
    }
}

/// Looks at files in the order of their paths. Where the system lets it, the folder of the last file stays open, so that
/// the way to the next one is not walked again.
struct Look<'a> {
    target: &'a Path,
    #[cfg(unix)]
    folder: Option<(&'a str, rustix::fd::OwnedFd)>,
}

impl<'a> Look<'a> {
    fn new(target: &'a Path) -> Self {
        Self {
            target,
            #[cfg(unix)]
            folder: None,
        }
    }

    fn is_there(&mut self, (entry, stamp): &'a (Entry, Stamp)) -> bool {
        self.stamp(entry.path.as_str()) == Some(*stamp)
    }

    /// `None` for what is no file.
    #[cfg(unix)]
    fn stamp(&mut self, path: &'a str) -> Option<Stamp> {
        use rustix::fs::{AtFlags, FileType, Mode, OFlags, open, statat};
        let (folder, name) = path.rsplit_once('/').unwrap_or((".", path));
        let is_open = self.folder.as_ref().is_some_and(|(open, _)| *open == folder);
        if !is_open {
            // Linux needs no right to list a folder whose files are only asked for by name.
            #[cfg(target_os = "linux")]
            let access = OFlags::PATH;
            #[cfg(not(target_os = "linux"))]
            let access = OFlags::RDONLY;
            let flags = access | OFlags::DIRECTORY | OFlags::CLOEXEC;
            self.folder = Some((folder, open(self.target.join(folder), flags, Mode::empty()).ok()?));
        }
        let (_, folder) = self.folder.as_ref()?;
        let found = statat(folder, name, AtFlags::SYMLINK_NOFOLLOW).ok()?;
        let is_file = FileType::from_raw_mode(found.st_mode) == FileType::RegularFile;
        // The numbers are of other types on other systems.
        #[allow(clippy::unnecessary_cast)]
        let stamp = Stamp {
            size: found.st_size as u64,
            seconds: found.st_mtime as i64,
            nanoseconds: found.st_mtime_nsec as i64,
            number: found.st_ino as u64,
        };
        is_file.then_some(stamp)
    }

    #[cfg(not(unix))]
    fn stamp(&mut self, path: &str) -> Option<Stamp> {
        let found = fs::symlink_metadata(self.target.join(path)).ok()?;
        found.is_file().then(|| Stamp::of(&found))
    }
}

/// A ledger as it is written: a task names its files by their places in the list.
#[derive(Serialize)]
struct Outgoing<'a> {
    head: Head<'a>,
    tasks: Vec<WrittenTask<'a>>,
    #[serde(serialize_with = "rows")]
    files: &'a [(Entry, Stamp)],
}

/// The same as it is read.
#[derive(Deserialize)]
struct Written<'a> {
    head: Head<'static>,
    #[serde(borrow)]
    tasks: Vec<WrittenTask<'a>>,
    #[serde(borrow)]
    files: Vec<Row<'a>>,
}

#[derive(Serialize, Deserialize)]
struct Head<'a> {
    inputs: [u8; 32],
    summary: Summary,
    bulletins: usize,
    hidden: Hidden,
    diagnostics: Cow<'a, [Diagnostic]>,
}

#[derive(Serialize, Deserialize)]
struct WrittenTask<'a> {
    name: &'a str,
    print: u64,
    note: &'a str,
    files: Vec<u32>,
}

/// A file without its size, which its stamp has.
type Row<'a> = (&'a str, Sum, Stamp);

/// The files are not gathered a second time: a large site has hundreds of thousands.
fn rows<S: Serializer>(files: &[(Entry, Stamp)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer
        .collect_seq(files.iter().map(|(entry, stamp)| -> Row<'_> { (entry.path.as_str(), entry.sha256, *stamp) }))
}

impl<'a> Outgoing<'a> {
    fn of(ledger: &'a Ledger) -> Self {
        let places = (0u32..).zip(&ledger.files);
        let places: Map<&str, u32> = places.map(|(place, (entry, _))| (entry.path.as_str(), place)).collect();
        // A task of which the system said nothing of a file is done again.
        let tasks = ledger.tasks.iter().filter_map(|(name, task)| {
            let files = task.files.iter().map(|entry| places.get(entry.path.as_str()).copied());
            Some(WrittenTask { name, print: task.print, note: &task.note, files: files.collect::<Option<_>>()? })
        });
        let &Ledger { inputs, summary, bulletins, hidden, .. } = ledger;
        let diagnostics = Cow::Borrowed(ledger.diagnostics.as_slice());
        let head = Head { inputs, summary, bulletins, hidden, diagnostics };
        Self { head, tasks: tasks.collect(), files: &ledger.files }
    }
}

impl Written<'_> {
    fn read(self) -> Option<Ledger> {
        let Self { head: Head { inputs, summary, bulletins, hidden, diagnostics }, tasks, files } = self;
        let file = |(path, sha256, stamp): Row| {
            Some((Entry { path: OutputPath::read(path)?, size: stamp.size, sha256 }, stamp))
        };
        let files: Vec<(Entry, Stamp)> = files.into_par_iter().map(file).collect::<Option<_>>()?;
        let task = |WrittenTask { name, print, note, files: places }: WrittenTask| {
            let entries = places.iter().map(|place| files.get(*place as usize).map(|(entry, _)| entry.clone()));
            Some((name.to_owned(), Task { print, note: note.to_owned(), files: entries.collect::<Option<_>>()? }))
        };
        let tasks = tasks.into_par_iter().map(task).collect::<Option<_>>()?;
        Some(Ledger { inputs, summary, bulletins, hidden, diagnostics: diagnostics.into_owned(), tasks, files })
    }
}

/// A ledger of a large site has a hundred megabytes, and memory that grows while it fills is there twice.
fn bytes(ledger: &Ledger) -> postcard::Result<Vec<u8>> {
    // A path, 32 bytes of SHA-256 and a stamp, and the place of the file in its task.
    const FILE: usize = 128;
    postcard::to_extend(&Outgoing::of(ledger), Vec::with_capacity(ledger.files.len() * FILE))
}

/// Where the ledger of an output folder lies.
#[derive(Clone, Debug)]
pub struct Shelf(Option<PathBuf>);

impl Shelf {
    /// Keeps nothing and knows nothing.
    pub fn none() -> Self {
        Self(None)
    }

    /// For the output folder `output` of the site in the folder `site`.
    pub fn new(site: &Path, output: &Path) -> Self {
        let whole = output.canonicalize().or_else(|_| std::path::absolute(output));
        let name = whole.map(|path| hex(&Sha256::digest(path.as_os_str().as_encoded_bytes())[..8]));
        Self(name.ok().map(|name| site.join(".bantin-cache/builds").join(name)))
    }

    /// The ledger, where it is whole.
    pub fn load(&self) -> Option<Ledger> {
        postcard::from_bytes::<Written>(&read(self.0.as_deref()?)?).ok()?.read()
    }

    /// Keeps a ledger; where that fails, the next build makes everything anew. Notes of tasks that are no more go.
    pub fn store(&self, ledger: &Ledger) {
        if let (Some(path), Ok(body)) = (self.0.as_deref(), bytes(ledger)) {
            keep(path, &[&body]);
        }
        let names: HashSet<&str> = ledger.tasks.iter().map(|(name, _)| name.as_str()).collect();
        let folder = self.0.as_deref().and_then(Path::parent);
        for file in folder.and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten() {
            let task = file.file_name().to_str().and_then(|name| self.task_of(name).map(str::to_owned));
            if task.is_some_and(|task| !names.contains(task.as_str())) {
                let _ = fs::remove_file(file.path());
            }
        }
    }

    /// The file beside the ledger with the note of a task.
    fn note(&self, task: &str) -> Option<PathBuf> {
        let ledger = self.0.as_deref()?;
        Some(ledger.with_file_name(format!("{}-{task}", ledger.file_name()?.to_str()?)))
    }

    /// The task that the file `name` holds a note of.
    fn task_of<'n>(&self, name: &'n str) -> Option<&'n str> {
        name.strip_prefix(self.0.as_deref()?.file_name()?.to_str()?)?.strip_prefix('-')
    }
}

impl Notes for Shelf {
    fn load(&self, name: &str, print: u64) -> Option<Vec<u8>> {
        without(read(&self.note(name)?)?, &print.to_le_bytes())
    }

    fn store(&self, name: &str, print: u64, note: Vec<u8>) {
        if let Some(path) = self.note(name) {
            keep(&path, &[&note, &print.to_le_bytes()]);
        }
    }
}

/// Beside the pieces, which have numbers for names.
const KNOWN: &str = "known";

/// What the last build of a site read of its files.
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
    program: String,
}

impl Files {
    /// Of the site in the folder `site`, for this `program` alone: another one may read the same text differently.
    pub fn new(site: &Path, program: &str) -> Self {
        Self { folder: site.join(".bantin-cache/files"), program: program.to_owned() }
    }

    fn path(&self, number: usize) -> PathBuf {
        self.folder.join(number.to_string())
    }

    /// What was known of all files of the site, where it is whole.
    pub fn known(&self) -> Option<Vec<u8>> {
        without(read(&self.folder.join(KNOWN))?, self.program.as_bytes())
    }

    /// Leaves that to the next build.
    pub fn keep_known(&self, known: &[u8]) {
        keep(&self.folder.join(KNOWN), &[known, self.program.as_bytes()]);
    }
}

impl Keeper for Files {
    fn count(&self) -> usize {
        (0..).take_while(|number| self.path(*number).is_file()).count()
    }

    fn load(&self, number: usize) -> Option<Vec<u8>> {
        without(read(&self.path(number))?, self.program.as_bytes())
    }

    fn store(&self, number: usize, piece: Vec<u8>) {
        keep(&self.path(number), &[&piece, self.program.as_bytes()]);
    }

    fn cut(&self, count: usize) {
        for number in (count..).take_while(|number| self.path(*number).is_file()) {
            let _ = fs::remove_file(self.path(number));
        }
    }
}

/// The content of a file of the cache, where it is what was written.
fn read(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = without(fs::read(path).ok()?, MARK)?;
    let (body, sum) = bytes.split_last_chunk()?;
    let (length, is_whole) = (body.len(), checksum(&[body]) == *sum);
    bytes.truncate(length);
    is_whole.then_some(bytes)
}

/// Bytes without their ending, where they have it.
fn without(mut bytes: Vec<u8>, ending: &[u8]) -> Option<Vec<u8>> {
    let length = bytes.strip_suffix(ending)?.len();
    bytes.truncate(length);
    Some(bytes)
}

/// Writes a file of the cache. Where that fails none is left, and the next build makes everything anew.
fn keep(path: &Path, body: &[&[u8]]) {
    if write(path, body).is_err() {
        let _ = fs::remove_file(path);
    }
}

fn write(path: &Path, body: &[&[u8]]) -> io::Result<()> {
    cache::prepare(path.parent().unwrap_or(path))?;
    cache::write(path, &[body, &[&checksum(body), MARK]].concat())
}

/// Tells what a disk damaged, which is all that it has to: who can write into the cache can write into the site. SHA-256
/// took 4 % of a build after one edit.
fn checksum(parts: &[&[u8]]) -> [u8; 4] {
    let mut sum = Crc::new();
    parts.iter().for_each(|part| sum.update(part));
    sum.sum().to_le_bytes()
}
