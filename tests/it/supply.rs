//! What the program is made of: every crate that goes into it comes from the registry of crates, with its checksum, under
//! a licence that allows what this one allows. `deny.toml` says the same to cargo-deny, which also knows advisories.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use crate::support::project;

/// SPDX names; a crate is fine where one alternative of its expression is made of these alone.
const LICENCES: [&str; 10] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Zlib",
    // What jpeg-encoder says of tables that it took from the Independent JPEG Group; it asks for a mention alone.
    "IJG",
];

/// What cargo knows of this project with everything that it depends on.
fn metadata() -> Value {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(project("")).args(["metadata", "--locked", "--format-version", "1"]);
    let output = command.output().expect("cargo starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON")
}

/// The ids of all crates that the program is linked from or compiled with, without those that only tests use.
fn program(metadata: &Value) -> BTreeSet<String> {
    let nodes = metadata["resolve"]["nodes"].as_array().expect("nodes");
    let nodes: BTreeMap<&str, &Value> = nodes.iter().map(|node| (node["id"].as_str().expect("an id"), node)).collect();
    let mut open = vec![metadata["resolve"]["root"].as_str().expect("a root")];
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id.to_owned()) {
            continue;
        }
        for dependency in nodes[id]["deps"].as_array().expect("dependencies") {
            let kinds = dependency["dep_kinds"].as_array().expect("kinds");
            if kinds.iter().any(|kind| kind["kind"] != "dev") {
                open.push(dependency["pkg"].as_str().expect("a package"));
            }
        }
    }
    seen
}

/// Whether one alternative of an SPDX expression is allowed as a whole. `/` is what older crates write for `OR`.
fn is_allowed(expression: &str) -> bool {
    let words = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = words.split_whitespace().collect();
    let (value, rest) = either(&words);
    value && rest.is_empty()
}

fn either<'a>(words: &'a [&'a str]) -> (bool, &'a [&'a str]) {
    let (mut value, mut rest) = both(words);
    while let Some(("OR", after)) = rest.split_first().map(|(word, after)| (*word, after)) {
        let (next, after) = both(after);
        (value, rest) = (value | next, after);
    }
    (value, rest)
}

fn both<'a>(words: &'a [&'a str]) -> (bool, &'a [&'a str]) {
    let (mut value, mut rest) = one(words);
    while let Some(("AND", after)) = rest.split_first().map(|(word, after)| (*word, after)) {
        let (next, after) = one(after);
        (value, rest) = (value & next, after);
    }
    (value, rest)
}

fn one<'a>(words: &'a [&'a str]) -> (bool, &'a [&'a str]) {
    match words {
        ["(", inside @ ..] => {
            let (value, rest) = either(inside);
            (value && rest.first() == Some(&")"), rest.get(1..).unwrap_or_default())
        }
        // An exception allows more than the licence alone.
        [name, "WITH", _, rest @ ..] | [name, rest @ ..] => (LICENCES.contains(name), rest),
        [] => (false, &[]),
    }
}

#[test]
fn expressions_are_read_as_spdx_means_them() {
    let allowed =
        ["MIT", "GPL-3.0 OR MIT", "Unlicense/MIT", "(MIT OR X) AND ISC", "Apache-2.0 WITH LLVM-exception OR X"];
    assert!(allowed.into_iter().all(is_allowed));
    let refused = ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT", "MIT)", "(GPL-3.0 OR X) AND MIT", "mit"];
    assert_eq!(refused.into_iter().filter(|expression| is_allowed(expression)).collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn every_crate_may_be_used_and_comes_from_the_registry() {
    let metadata = metadata();
    let program = program(&metadata);
    assert!(program.len() > 100, "the crates were read: {}", program.len());
    let mut faults = Vec::new();
    for package in metadata["packages"].as_array().expect("packages") {
        let name =
            format!("{} {}", package["name"].as_str().unwrap_or("?"), package["version"].as_str().unwrap_or("?"));
        if !program.contains(package["id"].as_str().expect("an id")) {
            continue;
        }
        let licence = package["license"].as_str().unwrap_or_default();
        // Mozilla's licence binds changes to its own files, and we change none.
        if !is_allowed(licence) && licence != "MPL-2.0" {
            faults.push(format!("{name}: licence {licence:?}"));
        }
        match package["source"].as_str() {
            Some(source) if source.starts_with("registry+") => {}
            None if package["name"] == "bantin" => {}
            source => faults.push(format!("{name}: source {source:?}")),
        }
        // These would bring a second TLS, a runtime, or C code that the system must have.
        if ["openssl-sys", "native-tls", "tokio", "async-std", "reqwest"]
            .contains(&package["name"].as_str().unwrap_or(""))
        {
            faults.push(format!("{name}: not in this program"));
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}
