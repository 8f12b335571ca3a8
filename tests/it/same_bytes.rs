//! The same input gives the same bytes: on one thread and on many, in any folder, time zone and language.

use crate::support::*;

/// The site of the goldens with every feature once.
fn full_site() -> SiteTest {
    SiteTest::copy_of(&project("tests/fixtures/full/site"))
}

fn same_bytes(name: &str, change: impl Fn(&SiteTest) -> Run) {
    let (plain, changed) = (full_site(), full_site());
    plain.build().expect_code(0).done();
    change(&changed).expect_code(0).done();
    let found = differences(&plain.output(), &changed.output());
    assert!(found.is_empty(), "{name}:\n{}", found.join("\n"));
}

#[test]
fn one_thread_and_eight_give_the_same_bytes() {
    same_bytes("--jobs", |site| {
        site.run(&["build", "--date", TODAY, "--jobs", "1"]).expect_code(0).done();
        let one = site.output();
        let run = site.run(&["build", "--date", TODAY, "--jobs", "8"]);
        assert_eq!(differences(&one, &site.output()), Vec::<String>::new());
        run
    });
}

#[test]
fn surroundings_do_not_get_into_the_pages() {
    same_bytes("time zone and language", |site| {
        let mut command = site.command(&["build", "--date", TODAY]);
        command.env("TZ", "America/New_York").env("LANG", "en_US.UTF-8").env("LC_ALL", "tr_TR.UTF-8");
        Run::of(command.output().expect("the program starts"), site.folder())
    });
    same_bytes("another person's home, name and folder for temporary files", |site| {
        let mut command = site.command(&["build", "--date", TODAY]);
        let home = site.path("nhà của người khác");
        std::fs::create_dir_all(&home).expect("a folder can be made");
        for name in ["HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"] {
            command.env(name, &home);
        }
        command.env("USER", "nguoi-khac").env("HOSTNAME", "may-khac").env("SOURCE_DATE_EPOCH", "1");
        Run::of(command.output().expect("the program starts"), site.folder())
    });
    same_bytes("files with other times", |site| {
        for (name, _) in read_tree(site.folder()) {
            let file = std::fs::File::options().write(true).open(site.path(&name)).expect("a file of the site");
            file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1)).expect("a time can be set");
        }
        site.build()
    });
    same_bytes("another folder", |site| {
        let mut command = program();
        command.current_dir("/").args(["build", "--quiet", "--date", TODAY, "--site"]).arg(site.folder());
        Run::of(command.output().expect("the program starts"), site.folder())
    });
    same_bytes("built over an older site", |site| {
        site.run(&["build", "--date", "2024-01-01"]).expect_code(0).done();
        site.build()
    });
}

#[cfg(unix)]
#[test]
fn the_mask_of_new_files_changes_no_bytes() {
    same_bytes("umask", |site| {
        let script = format!("umask 077; exec '{}' build --quiet --date {TODAY}", env!("CARGO_BIN_EXE_bantin"));
        let mut command = std::process::Command::new("sh");
        command.current_dir(site.folder()).args(["-c", &script]);
        Run::of(command.output().expect("a shell starts"), site.folder())
    });
}

#[test]
fn translations_in_a_chain_give_the_same_bytes_every_time() {
    let fixture = "\
//- content/site.yaml
format: 1
title: Trang thử
languages: [vi, en]
//- content/bulletins/a.md
---
title: Bài một
date: 11/10/2021
unit: xa-mau
---
X
//- content/bulletins/b.md
---
title: Second
date: 11/10/2021
unit: xa-mau
lang: en
translation_of: a.md
---
X
//- content/bulletins/c.md
---
title: Bài ba
date: 11/10/2021
unit: xa-mau
translation_of: b.md
---
X
";
    let build = || {
        let site = SiteTest::small(fixture);
        site.build().expect_code(0).done();
        site.output()
    };
    let first = build();
    for _ in 0..6 {
        assert_eq!(differences(&first, &build()), Vec::<String>::new());
    }
}
