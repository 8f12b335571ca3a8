//! `dist/build` trains the program once for each source, and then hands every command on with the flags of the trained
//! one. A stand-in for cargo notes what it is asked for.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::*;

fn script(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, format!("#!/bin/sh\n{text}")).expect("a file");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("a program");
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let path = format!("{}:{}", folder.join("bin").display(), std::env::var("PATH").expect("a path"));
    let mut command = Command::new(project("dist/build"));
    command.args(arguments).env("PATH", path).env("RUSTFLAGS", "-g").env("NOTES", folder.join("notes"));
    command.env("CARGO_TARGET_DIR", folder.join("a target")).output().expect("the script runs")
}

#[test]
fn the_shipped_program_is_trained_once_for_each_source() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let profdata = folder.join("toolchain/lib/rustlib/here/bin/llvm-profdata");
    let toolchain = folder.join("toolchain");
    script(
        &folder.join("bin/rustc"),
        &format!("test \"$1\" = -vV && echo 'host: here' || echo '{}'\n", toolchain.display()),
    );
    script(&folder.join("bin/cargo"), "printf '%s\\n%s\\n' \"$*\" \"$CARGO_ENCODED_RUSTFLAGS\" >>\"$NOTES\"\n");
    let missing = run(folder, &[]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("rustup component add llvm-tools"), "{missing:?}");
    assert!(!folder.join("notes").exists(), "nothing is compiled in vain");

    script(&profdata, "echo trained >\"$3\"\n");
    let work = folder.join("a target/dist-build");
    let seen = |kind: &str, name: &str| format!("-g\u{1f}-Cprofile-{kind}={}", work.join(name).display());
    let commands = |arguments: &[&str]| {
        let _ = fs::remove_file(folder.join("notes"));
        let output = run(folder, arguments);
        assert!(output.status.success(), "{output:?}");
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(told.trim_end(), work.join("trained/here/dist/bantin").display().to_string());
        let notes = fs::read_to_string(folder.join("notes")).expect("cargo was asked");
        notes.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let first = commands(&[]);
    let [watched, watching, build, trained] = &first[..] else { panic!("{first:?}") };
    assert!(watched.starts_with("bench --profile dist --target here") && watched.contains("--seed 2"), "{watched}");
    assert_eq!(*watching, seen("generate", "seen"));
    assert!(build.starts_with("build --profile dist --target here"), "{build}");
    assert_eq!(*trained, seen("use", "seen.profdata"));
    let second = commands(&["bench", "--bench", "scale", "--", "--bulletins", "10"]);
    let [bench, trained] = &second[..] else { panic!("{second:?}") };
    assert!(bench.starts_with("bench --profile dist") && bench.ends_with("--bench scale -- --bulletins 10"), "{bench}");
    assert_eq!(*trained, seen("use", "seen.profdata"));
    // Another source is watched anew.
    fs::write(work.join("sources"), "of another source\n").expect("a file");
    assert_eq!(commands(&[]).len(), 4);
}
