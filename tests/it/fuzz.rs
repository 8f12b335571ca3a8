//! The kept corpus of the fuzz targets: what must hold for any bytes holds for these, among them every input that once
//! broke a promise.

use crate::html;

#[path = "../../fuzz/src/checks.rs"]
mod checks;

#[test]
fn every_target_holds_over_its_corpus() {
    for (name, check) in checks::ALL {
        let folder = crate::support::project(&format!("fuzz/corpus/{name}"));
        let mut files: Vec<_> = std::fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
            .map(|entry| entry.expect("an entry").path())
            .collect();
        files.sort();
        assert!(!files.is_empty(), "{name} has no corpus");
        for file in files {
            eprintln!("{}", file.display());
            check(&std::fs::read(&file).expect("a file of the corpus"));
        }
    }
}

#[test]
fn every_target_has_its_program() {
    let programs: Vec<String> = std::fs::read_dir(crate::support::project("fuzz/fuzz_targets"))
        .expect("the programs")
        .map(|entry| entry.expect("an entry").path().file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    for (name, _) in checks::ALL {
        assert!(programs.iter().any(|program| program == name), "{name} is never run");
    }
    assert_eq!(programs.len(), checks::ALL.len());
}

#[test]
fn what_acts_in_a_page_is_seen() {
    let acts = [
        "<a href=\"java\tscript:x\">",
        "<img src=x onerror=y>",
        "<iframe src=a>",
        "<p style=\"x\">",
        "<a href=' data:x'>",
    ];
    for html in acts {
        let seen = std::panic::catch_unwind(|| html::tags(html).iter().for_each(checks::harmless));
        assert!(seen.is_err(), "{html}");
    }
}
