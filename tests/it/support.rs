//! Sites for tests: inline fixtures become a folder, the real program runs in it, and what it says is compared exactly.
//! It knows the content format as an author does and nothing of the modules that use it.

pub mod index;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};
use tempfile::TempDir;
use walkdir::WalkDir;

/// "Today" of every test.
pub const TODAY: &str = "2026-11-22";

/// Settings, two units and two indicators: enough for a bulletin without warnings.
pub const SMALL: &str = "\
//- content/site.yaml
format: 1
title: Trang thử
categories: {ke-hoach: Kế hoạch}
//- content/units.yaml
xa-mau: {name: xã Mẫu, kind: commune, parent: tinh-mau}
tinh-mau: {name: tỉnh Mẫu, kind: province}
//- content/indicators.yaml
par-index: {name: Chỉ số cải cách hành chính, abbreviation: PAR INDEX, unit: \"%\", scale: [0, 100]}
sipas: {name: Chỉ số hài lòng, abbreviation: SIPAS, unit: \"%\", scale: [0, 100]}
";

/// A PNG of one grey pixel.
pub const PIXEL: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
    0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00, 0x0a, 0x49,
    0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81, 0xda, 0x45, 0x08, 0x3b, 0x00, 0x00,
    0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

/// A site folder of one test; it goes with the value.
#[must_use = "a site does nothing until the program runs in it"]
pub struct SiteTest {
    folder: TempDir,
    arguments: Vec<String>,
}

impl SiteTest {
    /// A site of the files in `fixture`: each begins with a line `//- path`.
    pub fn new(fixture: &str) -> Self {
        let folder = TempDir::new().expect("the system gives a temporary folder");
        let site = Self { folder, arguments: Vec::new() };
        site.write_all(fixture);
        site
    }

    /// [`SMALL`] and more files; a file given again replaces the small one.
    pub fn small(fixture: &str) -> Self {
        let site = Self::new(SMALL);
        site.write_all(fixture);
        site
    }

    /// A copy of the folder at `from`, without its output.
    pub fn copy_of(from: &Path) -> Self {
        let site = Self::new("");
        for (name, bytes) in read_tree(from) {
            if !name.starts_with("public/") {
                site.write(&name, &bytes);
            }
        }
        site
    }

    fn write_all(&self, fixture: &str) {
        for (path, text) in files(fixture) {
            self.write(&path, text.as_bytes());
        }
    }

    /// Adds a file of any bytes.
    pub fn file(self, path: &str, bytes: &[u8]) -> Self {
        self.write(path, bytes);
        self
    }

    /// Adds arguments to every run.
    pub fn args(mut self, arguments: &[&str]) -> Self {
        self.arguments.extend(arguments.iter().map(|argument| (*argument).to_owned()));
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file between two runs.
    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file lies in the folder")).expect("the folder can be made");
        fs::write(path, bytes).expect("the file can be written");
    }

    pub fn build(&self) -> Run {
        self.run(&["build", "--date", TODAY])
    }

    pub fn check(&self) -> Run {
        self.run(&["check", "--date", TODAY])
    }

    /// Runs the program in the folder with `arguments` and those of the site.
    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().expect("the program starts"), self.folder.path())
    }

    /// The command as it would be run, for those that need more of it.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program();
        command.current_dir(self.folder.path()).args(arguments).args(&self.arguments).args(["--lang", "vi"]);
        command
    }

    /// A file of the built site as text.
    pub fn output_file(&self, name: &str) -> String {
        let path = self.path("public").join(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("public/{name}: {error}"))
    }

    /// Every file of the built site.
    pub fn output(&self) -> BTreeMap<String, Vec<u8>> {
        read_tree(&self.path("public"))
    }
}

/// The program with nothing of this machine's language and terminal.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bantin"));
    for name in ["LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "TERM", "TZ"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// The files of a fixture: a line `//- path` begins each.
pub fn files(fixture: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in fixture.split_inclusive('\n') {
        match (line.strip_prefix("//- "), files.last_mut()) {
            (Some(path), _) => files.push((path.trim().to_owned(), String::new())),
            (None, Some((_, text))) => text.push_str(line),
            (None, None) => panic!("a fixture begins with `//- path`, not with {line:?}"),
        }
    }
    files
}

/// What a run said and how it ended.
#[derive(Debug)]
#[must_use = "a run that is not looked at tests nothing"]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// The temporary folder is the only thing that differs from run to run; it becomes `$SITE`.
    pub fn of(output: Output, folder: &Path) -> Self {
        let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let text = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).expect("the program speaks UTF-8");
            text.replace(&*real.to_string_lossy(), "$SITE").replace(&*folder.to_string_lossy(), "$SITE")
        };
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// The exit code: 0 done, 1 content has errors, 2 could not run.
    pub fn expect_code(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "exit code; standard error was:\n{}", self.stderr);
        self
    }

    /// The whole of standard error.
    pub fn expect_stderr(self, expected: &str) -> Self {
        assert_eq!(self.stderr, expected, "standard error; it was:\n{}", self.stderr);
        self
    }

    /// The whole of standard output.
    pub fn expect_stdout(self, expected: &str) -> Self {
        assert_eq!(self.stdout, expected, "standard output");
        self
    }

    /// Ends a chain whose expectations all held.
    pub fn done(self) {}
}

/// Every file below a folder by its path, with its bytes.
pub fn read_tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = WalkDir::new(folder).into_iter().map(|entry| entry.expect("the folder can be walked"));
    let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let name = entry.path().strip_prefix(folder).expect("a file below the folder").to_string_lossy().into_owned();
        (name, fs::read(entry.path()).expect("the file can be read"))
    });
    files.collect()
}

/// What two trees differ in, by name; empty where they are the same.
pub fn differences(expected: &BTreeMap<String, Vec<u8>>, found: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let missing = expected.keys().filter(|name| !found.contains_key(*name)).map(|name| format!("missing: {name}"));
    let added = found.keys().filter(|name| !expected.contains_key(*name)).map(|name| format!("not expected: {name}"));
    let changed = expected.iter().filter_map(|(name, bytes)| {
        let other = found.get(name).filter(|other| *other != bytes)?;
        Some(format!("differs: {name}: {}", first_difference(bytes, other)))
    });
    missing.chain(added).chain(changed).collect()
}

/// The first line in which two texts differ.
pub fn first_difference(expected: &[u8], found: &[u8]) -> String {
    let (expected, found) = (String::from_utf8_lossy(expected), String::from_utf8_lossy(found));
    let pair = expected.lines().zip(found.lines()).enumerate().find(|(_, (a, b))| a != b);
    match pair {
        Some((index, (a, b))) => format!("line {}\n  expected {a}\n  found    {b}", index + 1),
        None => format!("{} lines expected, {} found", expected.lines().count(), found.lines().count()),
    }
}

/// Whether goldens are to be rewritten instead of compared.
pub fn updates_goldens() -> bool {
    std::env::var_os("UPDATE_GOLDENS").is_some_and(|value| value == "1")
}

/// A folder of the project.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Lower-case hexadecimal SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is wrong between a built site and its manifest; empty for a whole site.
pub fn manifest_faults(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let Some(manifest) = files.get("manifest.json") else { return vec!["no manifest".to_owned()] };
    let Ok(manifest) = serde_json::from_slice::<serde_json::Value>(manifest) else {
        return vec!["the manifest is no JSON".to_owned()];
    };
    let listed = manifest["files"].as_object().expect("the manifest lists files");
    let mut faults: Vec<String> = Vec::new();
    for (name, entry) in listed {
        match files.get(name) {
            None => faults.push(format!("{name} is listed and not there")),
            Some(bytes) if entry["size"] != bytes.len() as u64 => faults.push(format!("{name} has another size")),
            Some(bytes) if entry["sha256"] != sha256(bytes).as_str() => faults.push(format!("{name} has another hash")),
            Some(_) => {}
        }
    }
    let unlisted = files.keys().filter(|name| *name != "manifest.json" && !listed.contains_key(*name));
    faults.extend(unlisted.map(|name| format!("{name} is there and not listed")));
    faults
}

/// Numbers that look random and are the same in every run (Knuth's MMIX generator).
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// One of `items`, which are not empty.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u64) as usize]
    }
}

/// Waits until `done` gives a value, and fails after `patience` with what was being waited for.
pub fn wait_for<T>(what: &str, patience: Duration, mut done: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(value) = done() {
            return value;
        }
        assert!(start.elapsed() < patience, "waited {patience:?} in vain for {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
