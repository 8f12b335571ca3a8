//! Small changes of large sites, and what killed builds leave, on a real disk.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use walkdir::WalkDir;

use super::apply;
use super::disk::{Disk, WriteError, beside};
use super::ledger::{Ledger, Shelf, Stamp};
use crate::digest::Sum;
use crate::model::Hidden;
use crate::output::Output;
use crate::render::{Entry, Summary, Task};
use crate::source::OutputPath;

type Tree = BTreeMap<String, String>;

/// A site of `count` pages with a manifest, as bantin writes one.
fn tree(count: usize) -> Tree {
    let pages = (0..count).map(|page| (format!("tin/{}/{page}.html", page % 3), format!("page {page}")));
    let manifest = ("manifest.json".to_owned(), "{\n\"generator\": \"bantin 0\"}".to_owned());
    pages.chain([manifest]).collect()
}

fn sum(text: &str) -> Sum {
    Sum::of(text.as_bytes())
}

struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: TempDir::new().expect("a folder can be made") }
    }

    fn target(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    fn stage(&self, before: Option<&Ledger>) -> Disk {
        let mut disk = Disk::stage(&self.target(), &self.folder.path().join("content")).expect("the folder is ours");
        disk.move_from(1);
        if let Some(ledger) = before {
            disk.know(ledger);
        }
        disk
    }

    /// Publishes `tree`; gives the ledger of it.
    fn publish(&self, tree: &Tree, before: Option<&Ledger>) -> Ledger {
        self.publish_and_tell(tree, before).0
    }

    /// The same with what had to give way.
    fn publish_and_tell(&self, tree: &Tree, before: Option<&Ledger>) -> (Ledger, Vec<(PathBuf, PathBuf)>) {
        let disk = self.stage(before);
        let mut entries = Vec::new();
        for (path, text) in tree {
            let entry = Entry { path: OutputPath::new(path), size: text.len() as u64, sha256: sum(text) };
            if !disk.keep(&entry.path, entry.size, entry.sha256).expect("the disk answers") {
                disk.write(&entry.path, text.clone().into_bytes()).expect("the disk takes it");
            }
            entries.push(entry);
        }
        let mut published = disk.publish().expect("the site can be published");
        let aside = std::mem::take(&mut published.aside);
        let files = published.stamped(entries);
        let (summary, hidden) = (Summary::default(), Hidden::default());
        (Ledger { inputs: [0; 32], summary, bulletins: 0, hidden, diagnostics: vec![], tasks: vec![], files }, aside)
    }

    fn found(&self) -> Tree {
        let files = WalkDir::new(self.target()).into_iter().map(|entry| entry.expect("the folder can be walked"));
        let files = files.filter(|entry| !entry.file_type().is_dir());
        let name = |path: &Path| path.strip_prefix(self.target()).expect("below").to_string_lossy().replace('\\', "/");
        files.map(|entry| (name(entry.path()), fs::read_to_string(entry.path()).expect("text"))).collect()
    }

    fn stamp(&self, path: &str) -> Stamp {
        Stamp::of(&fs::metadata(self.target().join(path)).expect("the file is there"))
    }
}

#[test]
fn a_small_change_moves_new_files_in_and_leaves_the_others() {
    let place = Place::new();
    let mut tree = tree(30);
    let first = place.publish(&tree, None);
    let folder = fs::metadata(place.target()).expect("the site is there");
    let kept = place.stamp("tin/1/1.html");
    fs::write(place.target().join("cua-toi.txt"), "of somebody's own").expect("a file can be added");
    tree.insert("tin/0/3.html".to_owned(), "changed".to_owned());
    tree.insert("moi/a.html".to_owned(), "new".to_owned());
    tree.remove("tin/2/5.html");
    let second = place.publish(&tree, Some(&first));
    let mut expected = tree.clone();
    expected.insert("cua-toi.txt".to_owned(), "of somebody's own".to_owned());
    assert_eq!(place.found(), expected);
    assert_eq!(place.stamp("tin/1/1.html"), kept, "a file that did not change is the same file");
    let now = fs::metadata(place.target()).expect("the site is there");
    assert_eq!(Stamp::of(&now).number(), Stamp::of(&folder).number(), "the folder was not exchanged");
    assert!(Disk::is_tidy(&place.target()));
    for (entry, stamp) in &second.files {
        assert_eq!(place.stamp(entry.path.as_str()), *stamp, "{}", entry.path);
    }
}

/// Whichever way a site is published, a signature is never left beside a manifest that it is not of.
#[test]
fn a_signature_stays_with_its_manifest_and_goes_with_it() {
    for (word, pages) in [("a small change", 1), ("a large one", 30)] {
        let place = Place::new();
        let mut tree = tree(30);
        let files: Vec<String> = tree.keys().map(|name| format!("\"{name}\": 1")).collect();
        let manifest = |version: u32| {
            let files = files.join(", ");
            format!("{{\n\"generator\": \"bantin 0\", \"version\": {version}, \"files\": {{{files}}}}}")
        };
        tree.insert("manifest.json".to_owned(), manifest(1));
        let before = place.publish(&tree, None);
        let signature = place.target().join("manifest.json.minisig");
        fs::write(&signature, "signed").expect("a site can be signed");
        let change = |tree: &mut Tree, text: &str| {
            let names: Vec<String> = tree.keys().filter(|name| name.starts_with("tin/")).take(pages).cloned().collect();
            names.into_iter().for_each(|name| drop(tree.insert(name, text.to_owned())));
        };
        change(&mut tree, "other");
        let next = place.publish(&tree, Some(&before));
        assert!(signature.exists(), "{word}: the manifest is the same");
        change(&mut tree, "another");
        tree.insert("manifest.json".to_owned(), manifest(2));
        place.publish(&tree, Some(&next));
        assert!(!signature.exists(), "{word}: the manifest is another one");
        assert_eq!(place.found(), tree, "{word}");
        // A folder of that name is none of ours.
        fs::create_dir(&signature).expect("a folder can be made");
        let before = place.publish(&tree, None);
        tree.insert("manifest.json".to_owned(), manifest(3));
        place.publish(&tree, Some(&before));
    }
}

#[test]
fn a_large_change_exchanges_the_folder() {
    let place = Place::new();
    let before = place.publish(&tree(30), None);
    let folder = Stamp::of(&fs::metadata(place.target()).expect("the site is there"));
    let after: Tree = tree(30).into_iter().map(|(path, text)| (path, format!("{text}!"))).collect();
    place.publish(&after, Some(&before));
    assert_eq!(place.found(), after);
    assert_ne!(Stamp::of(&fs::metadata(place.target()).expect("the site is there")).number(), folder.number());
}

/// Something of somebody else's that stands where a page or its folder goes would stop the move halfway.
#[test]
fn what_stands_in_the_way_is_seen_before_anything_moves() {
    for (obstacle, is_folder) in [("tin/0/3.html", true), ("moi", false)] {
        let place = Place::new();
        let mut tree = tree(30);
        tree.remove("tin/0/3.html");
        let before = place.publish(&tree, None);
        let path = place.target().join(obstacle);
        if is_folder {
            fs::create_dir(&path).expect("a folder can be made");
        } else {
            fs::write(&path, "x").expect("a file can be made");
        }
        tree.insert("tin/0/3.html".to_owned(), "new".to_owned());
        tree.insert("moi/a.html".to_owned(), "new".to_owned());
        place.publish(&tree, Some(&before));
        if !is_folder {
            tree.insert("moi.bantin-old".to_owned(), "x".to_owned());
        }
        assert_eq!(place.found(), tree, "{obstacle}");
    }
}

/// A published page in whose place somebody put a folder.
#[test]
fn a_folder_in_the_place_of_a_page_is_seen_before_anything_moves() {
    for changes in [true, false] {
        let place = Place::new();
        let mut tree = tree(30);
        let before = place.publish(&tree, None);
        let page = place.target().join("tin/0/3.html");
        fs::remove_file(&page).expect("a page can be removed");
        fs::create_dir(&page).expect("a folder can be made");
        fs::write(page.join("cua-toi.txt"), "x").expect("a file can be made");
        let own = if changes { "tin/0/3.html.bantin-old/cua-toi.txt" } else { "tin/0/3.html/cua-toi.txt" };
        match changes {
            true => drop(tree.insert("tin/0/3.html".to_owned(), "new".to_owned())),
            false => drop(tree.remove("tin/0/3.html")),
        }
        tree.insert("tin/1/1.html".to_owned(), "new".to_owned());
        let (_, aside) = place.publish_and_tell(&tree, Some(&before));
        tree.insert(own.to_owned(), "x".to_owned());
        assert_eq!(place.found(), tree);
        assert_eq!(aside.len(), usize::from(changes), "whose file gave way is told: {aside:?}");
    }
}

/// A build without a cache, or from another copy of the site, published files of which this ledger knows nothing.
#[test]
fn files_of_a_build_that_left_no_ledger_go_when_they_are_no_more() {
    let place = Place::new();
    let with_manifest = |mut tree: Tree| {
        let files: Vec<String> = tree.keys().map(|name| format!("\"{name}\": 1")).collect();
        let manifest = format!("{{\n\"generator\": \"bantin 0\", \"files\": {{{}}}}}", files.join(", "));
        tree.insert("manifest.json".to_owned(), manifest);
        tree
    };
    let first = place.publish(&with_manifest(tree(30)), None);
    let mut more = tree(30);
    more.insert("bi-mat.html".to_owned(), "a page that will be taken back".to_owned());
    place.publish(&with_manifest(more), None);
    let mut last = tree(30);
    last.insert("tin/0/3.html".to_owned(), "changed".to_owned());
    let last = with_manifest(last);
    place.publish(&last, Some(&first));
    assert_eq!(place.found(), last);
}

/// A small change of a site whose folder somebody made a link out of it.
#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_folder_leads_nothing_out() {
    let place = Place::new();
    let mut tree = tree(30);
    let before = place.publish(&tree, None);
    let outside = place.target().with_file_name("outside");
    fs::rename(place.target().join("tin/0"), &outside).expect("the folder can be moved");
    std::os::unix::fs::symlink(&outside, place.target().join("tin/0")).expect("a link can be made");
    let theirs = || -> Tree {
        let files = fs::read_dir(&outside).expect("the folder").flatten();
        let text = |path: std::path::PathBuf| fs::read_to_string(path).expect("a file");
        files.map(|file| (file.file_name().to_string_lossy().into_owned(), text(file.path()))).collect()
    };
    let untouched = theirs();
    tree.insert("tin/0/3.html".to_owned(), "new".to_owned());
    tree.remove("tin/0/6.html");
    place.publish(&tree, Some(&before));
    assert_eq!(theirs(), untouched, "nothing outside is touched");
    assert_eq!(fs::read_to_string(place.target().join("tin/0/3.html")).expect("the page"), "new");
}

/// Whatever of the moves a killed build had done, the next one does the rest.
#[test]
fn moves_that_were_begun_are_finished() {
    for done in 0..4 {
        let place = Place::new();
        let mut tree = tree(12);
        place.publish(&tree, None);
        let moves = beside(&place.target(), apply::MOVES);
        let new = [("tin/0/0.html", "new 0"), ("tin/1/1.html", "new 1"), ("moi/b/c.html", "new c")];
        for (path, text) in new {
            tree.insert(path.to_owned(), text.to_owned());
            let file = moves.join(path);
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder can be made");
            fs::write(&file, text).expect("a file can be made");
        }
        fs::write(beside(&place.target(), apply::GONE), "tin/2/2.html\ntin/2/5.html").expect("a file can be made");
        tree.remove("tin/2/2.html");
        tree.remove("tin/2/5.html");
        for (path, _) in new.iter().take(done) {
            let to = place.target().join(path);
            fs::create_dir_all(to.parent().expect("a folder")).expect("a folder can be made");
            fs::rename(moves.join(path), to).expect("a file can be moved");
        }
        assert!(!Disk::is_tidy(&place.target()));
        drop(place.stage(None));
        assert_eq!(place.found(), tree, "{done} moves were done");
        assert!(Disk::is_tidy(&place.target()));
    }
}

fn leave_moves(place: &Place) {
    let file = beside(&place.target(), apply::MOVES).join("tin/0/0.html");
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder can be made");
    fs::write(&file, "moved").expect("a file can be made");
    fs::write(beside(&place.target(), apply::GONE), "tin/1/1.html").expect("a file can be made");
}

/// The folder of a killed build may have been exchanged for another one before the next build comes.
#[test]
fn moves_go_into_no_other_folder_than_theirs() {
    let place = Place::new();
    place.publish(&tree(9), None);
    leave_moves(&place);
    fs::rename(place.target(), place.target().with_file_name("hong")).expect("the site can be moved");
    fs::create_dir_all(place.target().join("tin/0")).expect("a folder can be made");
    let own = [("tin/0/0.html", "of somebody's own"), ("manifest.json", "{\"name\": \"of another program\"}")];
    let own = Tree::from(own.map(|(path, text)| (path.to_owned(), text.to_owned())));
    for (path, text) in &own {
        fs::write(place.target().join(path), text).expect("a file can be made");
    }
    let staged = Disk::stage(&place.target(), &place.folder.path().join("content"));
    assert!(matches!(staged, Err(WriteError::Foreign(_))), "{staged:?}");
    assert_eq!(place.found(), own);
    fs::remove_dir_all(place.target()).expect("the folder can be removed");
    drop(place.stage(None));
    assert!(!place.target().exists(), "the rest of a site is no site");
    assert!(Disk::is_tidy(&place.target()));
}

/// Somebody put folders where a file is to be moved and where one is to go.
#[test]
fn moves_are_finished_around_folders_of_others() {
    let place = Place::new();
    place.publish(&tree(9), None);
    leave_moves(&place);
    for page in ["tin/0/0.html", "tin/1/1.html"] {
        let page = place.target().join(page);
        fs::remove_file(&page).expect("a page can be removed");
        fs::create_dir(&page).expect("a folder can be made");
        fs::write(page.join("cua-toi.txt"), page.display().to_string()).expect("a file can be made");
    }
    drop(place.stage(None));
    let found = place.found();
    assert_eq!(found["tin/0/0.html"], "moved");
    assert!(found.contains_key("tin/0/0.html.bantin-old/cua-toi.txt"), "{found:?}");
    assert!(found.contains_key("tin/1/1.html/cua-toi.txt"), "{found:?}");
    assert!(Disk::is_tidy(&place.target()));
}

#[test]
fn a_list_without_moves_takes_nothing_away() {
    let place = Place::new();
    place.publish(&tree(9), None);
    fs::write(beside(&place.target(), apply::GONE), "tin/0/0.html").expect("a file can be made");
    drop(place.stage(None));
    assert_eq!(place.found(), tree(9));
    assert!(Disk::is_tidy(&place.target()));
}

/// A page that somebody changed in the published folder is not the file that was written.
#[test]
fn changed_files_are_not_kept() {
    let place = Place::new();
    let tree = tree(30);
    let before = place.publish(&tree, None);
    fs::write(place.target().join("tin/0/0.html"), "PAGE 0").expect("a file can be changed");
    fs::remove_file(place.target().join("tin/1/1.html")).expect("a file can be removed");
    place.publish(&tree, Some(&before));
    assert_eq!(place.found(), tree);
}

/// The index of search has a folder of its own name, which changes with any file in it.
#[test]
fn files_of_search_move_with_their_folder() {
    let place = Place::new();
    let mut tree = tree(30);
    for (name, text) in [("a", "one"), ("b", "two")] {
        tree.insert(format!("tim-kiem/old/{name}.js"), text.to_owned());
    }
    let before = place.publish(&tree, None);
    let stamp = place.stamp("tim-kiem/old/a.js");
    tree.retain(|path, _| !path.starts_with("tim-kiem/"));
    for (name, text) in [("a", "one"), ("b", "three")] {
        tree.insert(format!("tim-kiem/new/{name}.js"), text.to_owned());
    }
    place.publish(&tree, Some(&before));
    assert_eq!(place.found(), tree);
    assert_eq!(place.stamp("tim-kiem/new/a.js").number(), stamp.number(), "the same file under another name");
    assert!(!place.target().join("tim-kiem/old").exists());
}

/// A file that is too large to be held in memory comes piece by piece, and is like any other once it is whole.
#[test]
fn a_file_that_comes_in_pieces_has_its_place_once_it_is_whole() {
    let place = Place::new();
    let path = OutputPath::new("du/lieu.csv");
    let pieces = ["một\n", "hai\n"];
    let streamed = |disk: &Disk, wanted: bool| {
        let mut sink = disk.open(&path).expect("the disk takes it").expect("a disk holds no files in memory");
        pieces.iter().for_each(|piece| sink.write_all(piece.as_bytes()).expect("the disk takes it"));
        assert_eq!(sink.bytes().expect("they are there"), pieces.concat().as_bytes());
        if wanted {
            sink.place().expect("it gets its place");
        }
    };
    let mut tree = tree(30);
    let before = place.publish(&tree, None);
    let disk = place.stage(Some(&before));
    for (path, text) in &tree {
        disk.write(&OutputPath::new(path), text.clone().into_bytes()).expect("the disk takes it");
    }
    streamed(&disk, false);
    streamed(&disk, true);
    let published = disk.publish().expect("the site can be published");
    tree.insert(path.to_string(), pieces.concat());
    assert_eq!(place.found(), tree, "nothing is left of the one that was not wanted");
    // Some files with their stamps, in the order of their paths; nobody vouches for one that is not there.
    let entry = |path: &str| Entry { path: OutputPath::new(path), size: 0, sha256: sum("") };
    let (last, _) = tree.last_key_value().expect("a file");
    let mut asked = ["a-mat.html", path.as_str(), "e-mat.html", last, "z-mat.html"];
    asked.sort_unstable();
    let expected: Vec<_> = [path.as_str(), last].iter().map(|path| (entry(path), place.stamp(path))).collect();
    assert_eq!(published.stamped(asked.map(entry).to_vec()), expected);
    // A second file of one path would silently take the place of the first.
    let disk = place.stage(None);
    disk.write(&path, b"one".to_vec()).expect("the disk takes it");
    let sink = disk.open(&path).expect("the disk takes it").expect("a disk holds no files in memory");
    assert!(sink.place().is_err());
}

/// A ledger comes back as it was left; a task with a file that nobody can vouch for does not.
#[test]
fn a_ledger_comes_back_from_its_shelf() {
    let place = Place::new();
    let mut ledger = place.publish(&tree(9), None);
    let entries: Vec<Entry> = ledger.files.iter().map(|(entry, _)| entry.clone()).collect();
    let task = |files: &[Entry]| Task { print: 7, note: "3 4".to_owned(), files: files.to_vec() };
    let lost = Entry { path: OutputPath::new("mat.html"), size: 1, sha256: sum("x") };
    ledger.tasks = vec![
        ("pages".to_owned(), task(&entries[2..5])),
        ("lost".to_owned(), task(&[entries[0].clone(), lost])),
        ("nothing".to_owned(), task(&[])),
    ];
    let shelf = Shelf::new(place.folder.path(), &place.target());
    shelf.store(&ledger);
    let back = shelf.load().expect("the ledger is whole");
    assert_eq!(back.files, ledger.files);
    let shown = |ledger: &Ledger| -> Vec<String> { ledger.tasks.iter().map(|task| format!("{task:?}")).collect() };
    ledger.tasks.remove(1);
    assert_eq!(shown(&back), shown(&ledger));
    // Any damage is seen, wherever it lies.
    let folder = place.folder.path().join(".bantin-cache/builds");
    let file = fs::read_dir(folder).expect("the shelf").flatten().next().expect("the ledger").path();
    let bytes = fs::read(&file).expect("a file");
    for at in (0..bytes.len()).step_by(7) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1;
        fs::write(&file, damaged).expect("a file");
        assert!(shelf.load().is_none(), "byte {at}");
        fs::write(&file, &bytes[..at]).expect("a file");
        assert!(shelf.load().is_none(), "cut at {at}");
    }
}
