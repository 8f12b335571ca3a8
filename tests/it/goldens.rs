//! Whole sites against what they gave when somebody last read it: `tests/fixtures/CASE/site` is built and compared, file
//! by file, with `expected`. `UPDATE_GOLDENS=1` writes the latter anew; the difference is read in review.

use std::fs;

use crate::support::*;

fn compare(case: &str, arguments: &[&str]) {
    let folder = project("tests/fixtures").join(case);
    let site = SiteTest::copy_of(&folder.join("site")).args(arguments);
    site.build().expect_code(0).done();
    let found = site.output();
    let expected = folder.join("expected");
    if updates_goldens() {
        let _ = fs::remove_dir_all(&expected);
        for (name, bytes) in &found {
            let path = expected.join(name);
            fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
            fs::write(path, bytes).expect("the golden can be written");
        }
        return;
    }
    let differences = differences(&read_tree(&expected), &found);
    assert!(
        differences.is_empty(),
        "{} file(s) of {case} are not as expected; UPDATE_GOLDENS=1 takes them over:\n{}",
        differences.len(),
        differences[..differences.len().min(30)].join("\n")
    );
}

/// Four lines of settings and front matter make a site.
#[test]
fn minimal() {
    compare("minimal", &[]);
}

/// Two languages, and every feature once.
#[test]
fn full() {
    compare("full", &[]);
}
