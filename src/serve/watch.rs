//! Which source files changed, as the system reports it.
//!
//! Takes files and folders to watch, gives lists of changed paths. What a change means is for the caller, who walks
//! a changed folder anew: files that appear together with their folder are not always reported one by one.

use std::collections::BTreeSet;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant, SystemTime};

use anyhow::Context;
use notify_debouncer_full::notify::{self, EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, Debouncer, RecommendedCache, new_debouncer};

/// Changed paths, absolute, sorted, each once; never empty.
pub type Changes = Vec<PathBuf>;

/// How long a file must be quiet: an editor writes in several steps, and a reader notices more than 50 ms.
const QUIET: Duration = Duration::from_millis(30);

/// How often watched roots are looked at themselves. The system reports nothing about a folder that came back
/// under its old name, because it watches the folder and not the name.
const LOOK: Duration = Duration::from_millis(250);

/// Watches files and folders with all that is below them, also when they go and come back.
#[derive(Debug)]
pub struct Watcher {
    debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
    events: Receiver<DebounceEventResult>,
    roots: Vec<Root>,
    looked: Instant,
}

/// A path to watch, and what was found there when the watch was set.
#[derive(Debug)]
struct Root {
    path: PathBuf,
    watched: Option<Identity>,
}

/// Tells a file or folder from another one of the same name.
type Identity = (u64, Option<SystemTime>);

impl Watcher {
    /// Starts to watch `paths`. One that does not exist yet is watched from when it does.
    ///
    /// # Errors
    /// Where the system cannot watch, for want of rights or of watches.
    pub fn new(paths: &[PathBuf]) -> anyhow::Result<Watcher> {
        let (sender, events) = channel();
        let debouncer = new_debouncer(QUIET, None, sender).context("cannot start to watch files")?;
        let mut watcher = Watcher { debouncer, events, roots: Vec::new(), looked: Instant::now() };
        for path in paths {
            let path = std::path::absolute(path).with_context(|| format!("no absolute path for {}", path.display()))?;
            let mut root = Root { path, watched: None };
            watch(&mut watcher.debouncer, &mut root)
                .with_context(|| format!("cannot watch {}", root.path.display()))?;
            watcher.roots.push(root);
        }
        Ok(watcher)
    }

    /// Waits for the next changes.
    #[expect(clippy::should_implement_trait, reason = "changes never end, so an iterator would promise too much")]
    pub fn next(&mut self) -> Changes {
        loop {
            if let Some(changes) = self.next_within(Duration::from_secs(3600)) {
                return changes;
            }
        }
    }

    /// Waits for the next changes, but no longer than `patience`.
    pub fn next_within(&mut self, patience: Duration) -> Option<Changes> {
        let deadline = Instant::now() + patience;
        loop {
            let mut changes = BTreeSet::new();
            let left = deadline.saturating_duration_since(Instant::now());
            match self.events.recv_timeout(left.min(LOOK.saturating_sub(self.looked.elapsed()))) {
                Ok(result) => self.note(result, &mut changes),
                Err(RecvTimeoutError::Timeout) => {}
                // The system's watcher has ended; looking at the roots goes on.
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(left.min(LOOK)),
            }
            while let Ok(result) = self.events.try_recv() {
                self.note(result, &mut changes);
            }
            self.look_at_roots(&mut changes);
            if !changes.is_empty() {
                return Some(changes.into_iter().collect());
            }
            if left.is_zero() {
                return None;
            }
        }
    }

    fn note(&mut self, result: DebounceEventResult, changes: &mut BTreeSet<PathBuf>) {
        match result {
            Ok(events) if !events.iter().any(|event| event.need_rescan()) => {
                changes.extend(events.iter().filter(|event| is_change(event)).flat_map(source_paths));
            }
            // Events were lost, so anything may have changed.
            Ok(_) | Err(_) => changes.extend(self.roots.iter().map(|root| root.path.clone())),
        }
        // What happened to a root itself may have ended its watch.
        for root in self.roots.iter_mut().filter(|root| changes.contains(&root.path) && root.watched.is_some()) {
            unwatch(&mut self.debouncer, root);
            let _ = watch(&mut self.debouncer, root);
        }
    }

    /// Sets the watches of roots that have come, and notes roots that have gone or been exchanged.
    fn look_at_roots(&mut self, changes: &mut BTreeSet<PathBuf>) {
        if self.looked.elapsed() < LOOK {
            return;
        }
        self.looked = Instant::now();
        for root in &mut self.roots {
            if identity(&root.path) == root.watched {
                continue;
            }
            let had_watch = root.watched.is_some();
            unwatch(&mut self.debouncer, root);
            // Where the watch cannot be set now, the next look tries again.
            let is_watched = watch(&mut self.debouncer, root).is_ok() && root.watched.is_some();
            if had_watch || is_watched {
                changes.insert(root.path.clone());
            }
        }
    }
}

fn watch(debouncer: &mut Debouncer<RecommendedWatcher, RecommendedCache>, root: &mut Root) -> notify::Result<()> {
    let Some(identity) = identity(&root.path) else { return Ok(()) };
    debouncer.watch(&root.path, RecursiveMode::Recursive)?;
    root.watched = Some(identity);
    Ok(())
}

fn unwatch(debouncer: &mut Debouncer<RecommendedWatcher, RecommendedCache>, root: &mut Root) {
    if root.watched.take().is_some() {
        // It fails where the system has ended the watch by itself, which is as good.
        let _ = debouncer.unwatch(&root.path);
    }
}

fn identity(path: &Path) -> Option<Identity> {
    std::fs::metadata(path).ok().map(|metadata| (file_number(&metadata), metadata.created().ok()))
}

#[cfg(unix)]
fn file_number(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

/// Elsewhere the time of creation has to do.
#[cfg(not(unix))]
fn file_number(_: &Metadata) -> u64 {
    0
}

/// Reading is no change: a build reads every file, and would start the next one.
fn is_change(event: &DebouncedEvent) -> bool {
    !matches!(event.kind, EventKind::Access(_))
}

fn source_paths(event: &DebouncedEvent) -> impl Iterator<Item = PathBuf> {
    event.paths.iter().filter(|path| !is_of_an_editor(path)).cloned()
}

/// Files that editors and desktops keep beside a source for a while.
fn is_of_an_editor(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Vim tries whether it may write a folder with a file of this name.
    let is_probe = name == "4913" || name == ".DS_Store";
    let starts = [".#", ".~lock.", ".goutputstream-", "~$"];
    let ends = ["~", ".swp", ".swx", ".swo"];
    is_probe || starts.iter().any(|start| name.starts_with(start)) || ends.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A change to make, and the path at which it must be seen.
    type Step<'a> = (&'a str, &'a dyn Fn() -> std::io::Result<()>, PathBuf);

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let place = std::env::temp_dir().join(format!("bantin-watch-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&place);
            fs::create_dir_all(place.join("content/tin")).expect("a temporary folder can be made");
            Folder(place)
        }

        fn at(&self, path: &str) -> PathBuf {
            self.0.join(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    /// Waits, for some seconds at most, until a path that `expected` accepts is reported.
    fn sees(watcher: &mut Watcher, expected: &Path) -> bool {
        let deadline = Instant::now() + Duration::from_secs(10);
        while Instant::now() < deadline {
            let changes = watcher.next_within(Duration::from_millis(500)).unwrap_or_default();
            if changes.iter().any(|path| expected.starts_with(path)) {
                return true;
            }
        }
        false
    }

    fn settle(watcher: &mut Watcher) {
        while watcher.next_within(Duration::from_millis(400)).is_some() {}
    }

    #[test]
    fn every_kind_of_change_is_seen() {
        let folder = Folder::new("kinds");
        let mut watcher = Watcher::new(&[folder.at("content")]).expect("the system can watch");
        let file = folder.at("content/tin/a.md");
        let steps: [Step; 6] = [
            ("create", &|| fs::write(&file, "a"), file.clone()),
            ("modify", &|| fs::write(&file, "b"), file.clone()),
            ("rename", &|| fs::rename(&file, folder.at("content/tin/b.md")), folder.at("content/tin/b.md")),
            ("delete", &|| fs::remove_file(folder.at("content/tin/b.md")), folder.at("content/tin/b.md")),
            ("new folder", &|| fs::create_dir(folder.at("content/moi")), folder.at("content/moi")),
            ("file in it", &|| fs::write(folder.at("content/moi/c.md"), "c"), folder.at("content/moi/c.md")),
        ];
        for (name, step, expected) in steps {
            settle(&mut watcher);
            step().expect("the step works");
            assert!(sees(&mut watcher, &expected), "{name}");
        }
    }

    #[test]
    fn reading_is_no_change() {
        let folder = Folder::new("reading");
        let file = folder.at("content/a.md");
        fs::write(&file, "a").expect("written");
        let mut watcher = Watcher::new(&[folder.at("content")]).expect("the system can watch");
        settle(&mut watcher);
        fs::read(&file).expect("read");
        fs::write(folder.at("content/.a.md.swp"), "x").expect("written");
        assert_eq!(watcher.next_within(Duration::from_millis(600)), None);
    }

    #[test]
    fn roots_may_go_and_come_back() {
        let folder = Folder::new("roots");
        let paths = [folder.at("content"), folder.at("themes"), folder.at("site.yaml")];
        let mut watcher = Watcher::new(&paths).expect("the system can watch");
        settle(&mut watcher);
        let steps: [Step; 7] = [
            ("late folder", &|| fs::create_dir(folder.at("themes")), folder.at("themes")),
            ("file in it", &|| fs::write(folder.at("themes/x.css"), "x"), folder.at("themes/x.css")),
            ("renamed", &|| fs::rename(folder.at("content"), folder.at("old")), folder.at("content")),
            ("back", &|| fs::create_dir(folder.at("content")), folder.at("content")),
            ("file in the new one", &|| fs::write(folder.at("content/n.md"), "n"), folder.at("content/n.md")),
            ("deleted", &|| fs::remove_dir_all(folder.at("content")), folder.at("content")),
            ("back again", &|| fs::rename(folder.at("old"), folder.at("content")), folder.at("content")),
        ];
        for (name, step, expected) in steps {
            step().expect("the step works");
            assert!(sees(&mut watcher, &expected), "{name}");
            settle(&mut watcher);
        }
        fs::write(folder.at("content/tin/z.md"), "z").expect("written");
        assert!(sees(&mut watcher, &folder.at("content/tin/z.md")), "a file in the folder that came back");
    }

    #[test]
    fn a_file_exchanged_by_its_editor_is_watched_on() {
        let folder = Folder::new("file");
        let file = folder.at("content/site.yaml");
        fs::write(&file, "1").expect("written");
        let mut watcher = Watcher::new(std::slice::from_ref(&file)).expect("the system can watch");
        for round in 0..3 {
            settle(&mut watcher);
            fs::write(folder.at("content/new"), round.to_string()).expect("written");
            fs::rename(folder.at("content/new"), &file).expect("renamed");
            assert!(sees(&mut watcher, &file), "round {round}");
        }
    }
}
