//! Two folders with one site: in one it is built again and again over what the last build left, in the other from
//! nothing and without a cache. What they give must be the same.

use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::path::Path;
use std::rc::Rc;
use std::time::SystemTime;

use super::state::State;
use crate::support::*;

pub type Tree = BTreeMap<String, Vec<u8>>;

/// A site that is edited and built over and over.
pub struct Live {
    pub site: SiteTest,
    state: State,
    /// Files that a person put into the published site.
    pub foreign: Tree,
    /// An earlier cache, to come back as from a backup.
    pub old_cache: Tree,
    /// An earlier published site and the foreign files in it.
    pub old_output: (Tree, Tree),
    /// Something lies where the cache should; it goes after the next build.
    pub cache_is_blocked: bool,
}

impl Live {
    pub fn new(state: &State) -> Self {
        let site = SiteTest::new("");
        write_changes(&site, &BTreeMap::new(), &state.files, false);
        Self {
            site,
            state: state.clone(),
            foreign: Tree::new(),
            old_cache: Tree::new(),
            old_output: (Tree::new(), Tree::new()),
            cache_is_blocked: false,
        }
    }

    /// Writes what the edit changed; with `old_times`, files of the same size keep the time that they had.
    pub fn edit(&mut self, state: &State, old_times: bool) {
        write_changes(&self.site, &self.state.files, &state.files, old_times);
        forget_addresses(&self.site);
        self.state = state.clone();
    }

    pub fn public(&self) -> std::path::PathBuf {
        self.site.path("public")
    }

    pub fn cache(&self) -> Tree {
        tree(&self.site.path(".bantin-cache"))
    }

    /// Puts a cache in the place of the present one.
    pub fn put_cache(&self, files: &Tree) {
        remove(&self.site.path(".bantin-cache"));
        for (name, bytes) in files {
            self.site.write(&format!(".bantin-cache/{name}"), bytes);
        }
    }

    pub fn remember(&mut self) {
        self.old_cache = self.cache();
        self.old_output = (tree(&self.public()), self.foreign.clone());
    }

    /// Checks and builds over what is there and compares with `clean`; gives what is wrong.
    pub fn build(&mut self, clean: &Built, jobs: Option<&str>) -> Vec<String> {
        let before = tree(&self.public());
        let times = times(&self.public(), &before);
        let cache = self.cache();
        let checked = check(&self.site, &self.state);
        let mut faults = differences(&cache, &self.cache());
        faults.iter_mut().for_each(|fault| fault.insert_str(0, "a check writes into the cache: "));
        if checked != clean.checked {
            let first = first_difference(clean.checked.as_bytes(), checked.as_bytes());
            faults.push(format!("a check tells something else: {first}"));
        }
        let mut arguments = self.state.arguments("build");
        arguments.extend(jobs.into_iter().flat_map(|jobs| ["--jobs".to_owned(), jobs.to_owned()]));
        let found = run(&self.site, &arguments);
        if std::mem::take(&mut self.cache_is_blocked) {
            remove(&self.site.path(".bantin-cache"));
        }
        faults.extend(said(clean, &found));
        let after = tree(&self.public());
        let new_times = self::times(&self.public(), &after);
        if found.code == Some(0) {
            let mut made = after.clone();
            for (name, bytes) in &self.foreign {
                if made.remove(name).as_ref() != Some(bytes) {
                    faults.push(format!("the foreign file {name} did not stay as it was"));
                }
            }
            faults.extend(differences(&clean.files, &made));
            faults.extend(leftovers(&self.site));
        } else {
            let differ = differences(&before, &after);
            faults.extend(differ.into_iter().map(|fault| format!("a refused build changed the site: {fault}")));
        }
        // Also where the cache tells nothing of them: the files themselves do.
        let same = after.iter().filter(|(name, bytes)| before.get(*name) == Some(bytes));
        let touched = same.filter(|(name, _)| times.get(*name) != new_times.get(*name));
        faults.extend(touched.map(|(name, _)| format!("{name} has the same bytes and another time")));
        faults
    }
}

/// What a check and a build from nothing gave.
pub struct Built {
    /// The report of the check.
    pub checked: String,
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
    pub files: Tree,
}

/// The same site in another folder, built from nothing and without a cache.
pub struct Clean {
    site: SiteTest,
    files: Tree,
    /// The last states and what they give: after damage and repairs a state comes back.
    known: VecDeque<(State, Rc<Built>)>,
}

impl Clean {
    pub fn new() -> Self {
        Self { site: SiteTest::new(""), files: Tree::new(), known: VecDeque::new() }
    }

    pub fn build(&mut self, state: &State) -> Rc<Built> {
        if let Some((_, built)) = self.known.iter().find(|(known, _)| known == state) {
            return Rc::clone(built);
        }
        write_changes(&self.site, &self.files, &state.files, false);
        self.files.clone_from(&state.files);
        remove(&self.site.path("public"));
        forget_addresses(&self.site);
        let checked = check(&self.site, state);
        let mut arguments = state.arguments("build");
        arguments.push("--no-cache".to_owned());
        let built = Rc::new(Built { checked, ..run(&self.site, &arguments) });
        assert!(!self.site.path(".bantin-cache").exists(), "--no-cache writes no cache");
        self.known.push_back((state.clone(), Rc::clone(&built)));
        if self.known.len() > 12 {
            self.known.pop_front();
        }
        built
    }
}

fn run(site: &SiteTest, arguments: &[String]) -> Built {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let run = site.run(&arguments);
    assert!(matches!(run.code, Some(0 | 1)), "{arguments:?} ended with {:?}: {}", run.code, run.stderr);
    let files = if run.code == Some(0) { tree(&site.path("public")) } else { Tree::new() };
    Built { checked: String::new(), code: run.code, stdout: run.stdout, stderr: without_times(&run.stderr), files }
}

fn check(site: &SiteTest, state: &State) -> String {
    let mut arguments = state.arguments("check");
    arguments.extend(["--format".to_owned(), "json".to_owned()]);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let run = site.run(&arguments);
    assert!(matches!(run.code, Some(0 | 1)), "{arguments:?} ended with {:?}: {}", run.code, run.stderr);
    run.stdout
}

/// The times in the summary are the only words that may differ.
fn without_times(stderr: &str) -> String {
    let is_times = |line: &str| line.contains("\u{a0}s: đọc ");
    let lines = stderr.lines().map(|line| match line.rsplit_once("; ") {
        Some((_, totals)) if is_times(line) => format!("…; {totals}\n"),
        _ => format!("{line}\n"),
    });
    lines.collect()
}

fn said(clean: &Built, found: &Built) -> Vec<String> {
    let mut faults = Vec::new();
    if clean.code != found.code {
        faults.push(format!("ended with {:?}, a clean build with {:?}: {}", found.code, clean.code, found.stderr));
    }
    for (name, clean, found) in
        [("standard error", &clean.stderr, &found.stderr), ("standard output", &clean.stdout, &found.stdout)]
    {
        if clean != found {
            let first = first_difference(clean.as_bytes(), found.as_bytes());
            faults.push(format!("{name} differs: {first}"));
        }
    }
    faults
}

/// Every file below a folder, which need not be there.
pub fn tree(folder: &Path) -> Tree {
    if folder.is_dir() { read_tree(folder) } else { Tree::new() }
}

fn times(folder: &Path, files: &Tree) -> BTreeMap<String, SystemTime> {
    let time = |name: &String| fs::metadata(folder.join(name)).and_then(|about| about.modified());
    files.keys().map(|name| (name.clone(), time(name).expect("it was just read"))).collect()
}

pub fn remove(path: &Path) {
    let is_folder = fs::symlink_metadata(path).is_ok_and(|about| about.is_dir());
    let removed = if is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    let is_gone = removed.is_ok() || fs::symlink_metadata(path).is_err();
    assert!(is_gone, "{} cannot be removed", path.display());
}

/// What an earlier state published is not missed in this one; `addresses.rs` holds that it would be.
fn forget_addresses(site: &SiteTest) {
    remove(&site.path("addresses.lock"));
}

/// Nothing lies beside the site but its lock.
pub fn leftovers(site: &SiteTest) -> Vec<String> {
    let names = fs::read_dir(site.folder()).expect("the folder can be read").flatten().map(|entry| entry.file_name());
    let names = names.map(|name| name.to_string_lossy().into_owned());
    let left = names.filter(|name| name.contains(".bantin-new") || name.contains(".bantin-old"));
    left.map(|name| format!("left behind: {name}")).collect()
}

fn write_changes(site: &SiteTest, old: &Tree, new: &Tree, old_times: bool) {
    for name in old.keys().filter(|name| !new.contains_key(*name)) {
        remove(&site.path(name));
    }
    for (name, bytes) in new.iter().filter(|(name, bytes)| old.get(*name) != Some(bytes)) {
        let about = fs::metadata(site.path(name)).ok().filter(|about| about.len() == bytes.len() as u64);
        site.write(name, bytes);
        if let Some(about) = about.filter(|_| old_times) {
            let file = fs::File::options().write(true).open(site.path(name)).expect("it was just written");
            file.set_modified(about.modified().expect("files have times")).expect("a time can be set");
        }
    }
}
