//! The written output as a tree of files: what is in it, what a second build changed, and how fast a plain program
//! writes the very same files. Takes and gives paths, counts and times; it knows nothing of what the files say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};
use std::{fs, io, thread};

/// How much of the output is held in memory at once while it is written again: enough for one batch at the usual
/// sizes, and bounded at large ones.
const BATCH: u64 = 512 * 1024 * 1024;

/// The files below a folder, by relative path, with the time of their last change and their size.
pub struct Tree {
    files: BTreeMap<PathBuf, (SystemTime, u64)>,
}

impl Tree {
    /// Reads a folder; a missing one is empty.
    pub fn read(root: &Path) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            let entries = match fs::read_dir(&folder) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                entries => entries?,
            };
            for entry in entries {
                let entry = entry?;
                let metadata = entry.metadata()?;
                if metadata.is_dir() {
                    folders.push(entry.path());
                    continue;
                }
                let path = entry.path().strip_prefix(root).map_err(io::Error::other)?.to_owned();
                files.insert(path, (metadata.modified()?, metadata.len()));
            }
        }
        Ok(Self { files })
    }

    pub fn size(&self) -> Size {
        Size { files: self.files.len(), bytes: self.files.values().map(|(_, bytes)| bytes).sum() }
    }

    /// The files that are new or were written again since `before`.
    pub fn written_since(&self, before: &Tree) -> Size {
        let changed = self.files.iter().filter(|(path, state)| before.files.get(*path) != Some(state));
        let (files, bytes) = changed.fold((0, 0), |(files, sum), (_, (_, bytes))| (files + 1, sum + bytes));
        Size { files, bytes }
    }
}

/// The kind of file system that a folder lies on, like `ext4` or `tmpfs`; Linux only.
pub fn file_system(folder: &Path) -> String {
    let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    kind_of(folder, &mounts).unwrap_or("an unknown file system").to_owned()
}

/// Later mounts cover earlier ones, and deeper ones those above them.
fn kind_of<'a>(folder: &Path, mounts: &'a str) -> Option<&'a str> {
    let fields = |line: &'a str| {
        let mut words = line.split(' ').skip(1);
        Some((words.next()?, words.next()?))
    };
    let holding = mounts.lines().filter_map(fields).filter(|(place, _)| folder.starts_with(place));
    holding.max_by_key(|(place, _)| place.len()).map(|(_, kind)| kind)
}

/// A number of files and the bytes in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub files: usize,
    pub bytes: u64,
}

/// Writes the files of `tree`, which lie below `from`, once more below `to`, with the given number of threads and
/// nothing else to do. Only the writing is timed; reading them back is not.
pub fn plain_write(tree: &Tree, from: &Path, to: &Path, threads: usize) -> io::Result<Duration> {
    let mut spent = Duration::ZERO;
    let mut batch: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    let mut held = 0;
    for (path, (_, bytes)) in &tree.files {
        if held + bytes > BATCH {
            spent += write_batch(&batch, threads)?;
            batch.clear();
            held = 0;
        }
        batch.push((to.join(path), fs::read(from.join(path))?));
        held += bytes;
    }
    Ok(spent + write_batch(&batch, threads)?)
}

fn write_batch(batch: &[(PathBuf, Vec<u8>)], threads: usize) -> io::Result<Duration> {
    let start = Instant::now();
    let folders: BTreeSet<&Path> = batch.iter().filter_map(|(path, _)| path.parent()).collect();
    folders.into_iter().try_for_each(fs::create_dir_all)?;
    let next = AtomicUsize::new(0);
    let work = || -> io::Result<()> {
        while let Some((path, bytes)) = batch.get(next.fetch_add(1, Ordering::Relaxed)) {
            fs::write(path, bytes)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().unwrap_or(Err(io::Error::other("a writer stopped"))))
    })?;
    Ok(start.elapsed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_systems_are_found() {
        let mounts = "/dev/a / ext4 rw 0 0\ntmpfs /dev/shm tmpfs rw 0 0\n";
        for (folder, expected) in [("/dev/shm/x", "tmpfs"), ("/dev/shmx", "ext4"), ("/home", "ext4")] {
            assert_eq!(kind_of(Path::new(folder), mounts), Some(expected), "{folder}");
        }
        assert_eq!(kind_of(Path::new("/home"), ""), None);
    }

    #[test]
    fn written_again_is_the_same() {
        let folder = std::env::temp_dir().join(format!("bantin-tree-{}", std::process::id()));
        let (from, to) = (folder.join("from"), folder.join("to"));
        fs::create_dir_all(from.join("a/b")).expect("the temporary folder can be written");
        for (name, text) in [("x", "1"), ("a/y", "22"), ("a/b/z", "333")] {
            fs::write(from.join(name), text).expect("the temporary folder can be written");
        }
        let tree = Tree::read(&from).expect("the folder was just written");
        assert_eq!(tree.size(), Size { files: 3, bytes: 6 });
        plain_write(&tree, &from, &to, 2).expect("the temporary folder can be written");
        assert_eq!(fs::read(to.join("a/b/z")).ok().as_deref(), Some(b"333".as_slice()));
        assert_eq!(Tree::read(&to).map(|tree| tree.size()).ok(), Some(tree.size()));
        fs::write(from.join("a/y"), "4444").expect("the temporary folder can be written");
        let later = Tree::read(&from).expect("the folder is there");
        assert_eq!(later.written_since(&tree), Size { files: 1, bytes: 4 });
        let missing = Tree::read(&folder.join("none")).expect("a missing folder is empty");
        assert_eq!(missing.size(), Size { files: 0, bytes: 0 });
        let _ = fs::remove_dir_all(&folder);
    }
}
