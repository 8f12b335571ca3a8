//! Every format that was ever released: a site that was written for it, never edited again, still builds, and says what
//! it said then. `tests/fixtures/formats/N/site` is the site, `facts.json` what was read of it.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};

use crate::support::*;

/// What must not change as long as the format lives: addresses, and the data of bulletins and registers.
fn facts(site: &SiteTest) -> Value {
    let output = site.output();
    let parse = |name: &str| -> Value { serde_json::from_slice(&output[name]).expect("JSON") };
    let is_address = |name: &&String| name.ends_with(".html") || name.starts_with("tin/");
    let addresses: Vec<&String> = output.keys().filter(is_address).collect();
    let is_data = |name: &&String| name.starts_with("tin/") && name.ends_with(".json");
    let bulletins: BTreeMap<&String, Value> = output.keys().filter(is_data).map(|name| (name, parse(name))).collect();
    json!({
        "addresses": addresses,
        "bulletins": bulletins,
        "targets": parse("chi-tieu/chi-tieu.json"),
        "decisions": parse("van-ban/van-ban.json"),
        "tasks": parse("nhiem-vu/nhiem-vu.json"),
    })
}

#[test]
fn sites_of_every_format_say_what_they_said() {
    let folder = project("tests/fixtures/formats");
    let mut formats: Vec<_> = fs::read_dir(&folder).expect("the formats").flatten().map(|entry| entry.path()).collect();
    formats.sort();
    assert_eq!(formats.len(), 2, "format 0, before formats were numbered, and format 1");
    for format in formats {
        let site = SiteTest::copy_of(&format.join("site"));
        if format.ends_with("0") {
            site.build().expect_code(1).done();
            site.run(&["migrate", "--write"]).expect_code(0).done();
        }
        site.build().expect_code(0).done();
        let (found, golden) = (facts(&site), format.join("facts.json"));
        if updates_goldens() && !golden.exists() {
            // Only a new format gets new facts; those of an old one are a promise.
            fs::write(&golden, format!("{found:#}\n")).expect("the golden can be written");
        }
        let expected: Value = serde_json::from_slice(&fs::read(&golden).expect("the facts")).expect("JSON");
        let without = lost(&expected, &found, "");
        assert!(without.is_empty(), "{}:\n{}", format.display(), without.join("\n"));
    }
}

/// What `old` says and `new` does not. Fields may be added in time, none may go or change.
fn lost(old: &Value, new: &Value, place: &str) -> Vec<String> {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => old
            .iter()
            .flat_map(|(key, value)| match new.get(key) {
                Some(now) => lost(value, now, &format!("{place}/{key}")),
                None => vec![format!("{place}/{key} is gone")],
            })
            .collect(),
        (Value::Array(old), Value::Array(new)) if old.iter().all(Value::is_string) => {
            old.iter().filter(|item| !new.contains(item)).map(|item| format!("{place} lost {item}")).collect()
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            let pairs = old.iter().zip(new).enumerate();
            pairs.flat_map(|(index, (old, new))| lost(old, new, &format!("{place}/{index}"))).collect()
        }
        _ if old == new => Vec::new(),
        _ => vec![format!("{place}: {old} became {new}")],
    }
}

#[test]
fn a_migration_shows_first_and_keeps_what_it_changes() {
    let site = SiteTest::new("//- content/site.yaml\ntitle: Trang cũ\n");
    let before = read_tree(site.folder());
    let run = site.run(&["migrate"]).expect_code(0);
    assert!(run.stdout.contains("+format: 1\n title: Trang cũ\n"), "{run:?}");
    assert!(run.stderr.contains("bantin migrate --write"), "{run:?}");
    assert_eq!(differences(&before, &read_tree(site.folder())), Vec::<String>::new(), "a preview writes nothing");
    let run = site.run(&["migrate", "--write"]).expect_code(0);
    assert!(run.stderr.contains("before-format-1"), "{run:?}");
    let after = read_tree(site.folder());
    assert_eq!(after["content/site.yaml"], "format: 1\ntitle: Trang cũ\n".as_bytes());
    assert_eq!(after["before-format-1/content/site.yaml"], before["content/site.yaml"]);
    let run = site.run(&["migrate", "--write"]).expect_code(0);
    assert!(run.stderr.contains("không có gì phải đổi"), "{run:?}");
    // What an earlier migration kept is never written over.
    site.write("content/site.yaml", "title: Khác\n".as_bytes());
    site.run(&["migrate", "--write"]).expect_code(0).done();
    let last = read_tree(site.folder());
    assert_eq!(last["before-format-1/content/site.yaml"], before["content/site.yaml"]);
    assert_eq!(last["before-format-1-2/content/site.yaml"], "title: Khác\n".as_bytes());
}

#[test]
fn a_later_format_is_left_alone() {
    let site = SiteTest::new("//- content/site.yaml\nformat: 2\ntitle: Trang\n");
    let run = site.run(&["migrate", "--write"]).expect_code(2);
    assert!(run.stderr.contains("mới hơn chương trình này; hãy cập nhật bantin"), "{run:?}");
    SiteTest::new("//- content/site.yaml\ntitle: [\n").run(&["migrate"]).expect_code(2).done();
}
