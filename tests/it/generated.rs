//! The made-up sites of the benchmark are right: what is measured must be a site as staff would write it.

#[path = "../../benches/generate/mod.rs"]
#[allow(dead_code, reason = "the benchmark uses more of it")]
mod generate;

#[path = "../../benches/edits/mod.rs"]
#[allow(dead_code, reason = "the benchmark uses more of it")]
mod edits;
#[path = "../../benches/measure/mod.rs"]
#[allow(dead_code, reason = "the benchmark uses more of it")]
mod measure;
#[path = "../../benches/peers/mod.rs"]
#[allow(dead_code, reason = "the benchmark uses more of it")]
mod peers;
#[path = "../../benches/report/mod.rs"]
#[allow(dead_code, reason = "the benchmark uses more of it")]
mod report;
#[path = "../../benches/tree/mod.rs"]
#[allow(dead_code, reason = "the benchmark uses more of it")]
mod tree;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::*;

#[test]
fn a_generated_site_has_no_mistakes() {
    let site = SiteTest::new("");
    generate::generate(site.folder(), 200, 7).expect("the site can be written");
    let run = site.run(&["check", "--date", generate::TODAY]).expect_code(0);
    assert!(!run.stderr.contains("lỗi:"), "{}", run.stderr);
}

#[test]
fn every_edit_can_be_built() {
    let site = SiteTest::new("");
    generate::generate(site.folder(), 80, 7).expect("the site can be written");
    edits::add_theme(site.folder()).expect("the theme can be written");
    let before = files(site.folder());
    let subject = edits::Subject::choose(site.folder()).expect("a bulletin is fit");
    for edit in edits::Edit::ALL {
        subject.make(edit).expect("the edit can be made");
        let run = site.run(&["check", "--date", generate::TODAY]).expect_code(0);
        assert!(!run.stderr.contains("lỗi:"), "{}: {}", edit.name(), run.stderr);
    }
    subject.restore().expect("the files can be written");
    assert!(files(site.folder()) == before);
}

#[test]
fn the_site_for_hugo_has_the_same_bytes_every_time() {
    let site = SiteTest::new("");
    generate::generate(site.folder(), 60, 7).expect("the site can be written");
    let [first, second] = ["first", "second"].map(|name| {
        let folder = site.folder().join(name);
        peers::hugo::write(site.folder(), &folder).expect("the site can be written");
        files(&folder)
    });
    assert!(first == second);
    let bulletins = files(&site.folder().join("content/bulletins"));
    for (path, text) in bulletins {
        let converted = &first[&Path::new("content/bulletins").join(&path)];
        let body = |text: &[u8]| String::from_utf8_lossy(text).split("\n---\n").nth(1).map(str::to_owned);
        assert_eq!(body(converted), body(&text), "{}", path.display());
    }
}

/// Everything below a folder.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("the folder can be read"));
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("it lies below").to_owned();
            (path, fs::read(entry.path()).expect("the file can be read"))
        })
        .collect()
}
