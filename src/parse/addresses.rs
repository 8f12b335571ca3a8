//! `addresses.lock`: every address that was ever published, beside `content/`. bantin writes it and holds the next build
//! against it, so that no page that readers have kept a link to vanishes without anybody deciding so.
//!
//! It is JSON with one address a line, sorted, so that two versions of it compare well.

use std::collections::BTreeMap;
use std::fmt::Write;

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::json;

use crate::diagnostics::{self, At};
use crate::source::{ADDRESSES, OutputPath, SourcePath};
use crate::text;

use super::Parsed;

/// The format that this version of bantin reads and writes.
const FORMAT: u32 = 1;

/// What staff who open the file should know.
const ABOUT: &str = "Các địa chỉ đã đăng, do bantin build ghi. Giữ tệp này cùng thư mục content, đừng xóa.";

/// What was published until now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addresses {
    pub published: BTreeMap<OutputPath, PublishedAddress>,
    pub withdrawn: BTreeMap<OutputPath, Withdrawal>,
}

/// What stands at an address.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedAddress {
    pub title: String,
    /// The file that the page comes from, below `content/`: `bulletins/a.md`, `units.yaml`.
    pub source: String,
}

/// A page that was taken back: a notice stands in its place.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    pub date: Date,
    /// Staff may empty it where the title itself must not be seen any more.
    pub title: String,
    /// Why, in words of staff.
    #[serde(default)]
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lock {
    format: u32,
    #[serde(rename = "about")]
    _about: Option<String>,
    #[serde(default)]
    published: BTreeMap<OutputPath, PublishedAddress>,
    #[serde(default)]
    withdrawn: BTreeMap<OutputPath, Withdrawal>,
}

/// Reads the lock file; one that is damaged is an error, because without it nobody could say what is missing.
pub fn read(lock_text: &str) -> Parsed<Addresses> {
    let wrong = |diagnostic| Parsed { value: None, diagnostics: vec![diagnostic] };
    let path = SourcePath::new(ADDRESSES);
    let lock: Lock = match serde_json::from_str(&without_last_commas(lock_text)) {
        Ok(lock) => lock,
        Err(error) => {
            let start =
                lock_text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
            let length = lock_text[start..].find('\n').unwrap_or(lock_text.len() - start);
            return wrong(diagnostics::bad_lock(At::span(&path, start..start + length), &error.to_string()));
        }
    };
    if lock.format != FORMAT {
        return wrong(diagnostics::unknown_format(At::file(&path), lock.format, FORMAT));
    }
    // A page is written at each of them, so none may lead elsewhere or give a file another meaning.
    let is_name = |part: &str| {
        part.len() <= 255
            && !part.starts_with('.')
            && !text::is_reserved_name(part.split('.').next().unwrap_or(part))
            && !part.contains(|c: char| c.is_control() || text::is_invisible(c) || "\\:?#\"<>|*".contains(c))
    };
    let is_page = |address: &&OutputPath| {
        let address = address.as_str();
        (address.ends_with(".html") || address.ends_with(".htm")) && address.split('/').all(is_name)
    };
    match lock.published.keys().chain(lock.withdrawn.keys()).find(|address| !is_page(address)) {
        Some(address) => wrong(diagnostics::bad_lock(at_address(lock_text, address), &format!("{address:?}"))),
        None => {
            let addresses = Addresses { published: lock.published, withdrawn: lock.withdrawn };
            Parsed { value: Some(addresses), diagnostics: Vec::new() }
        }
    }
}

/// The text with a space for each comma before a line that closes a list, which stays where staff take the last line of
/// the list out. All else keeps its place.
fn without_last_commas(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if line.starts_with('}') {
            let end = tidy.trim_end().len();
            if tidy[..end].ends_with(',') {
                tidy.replace_range(end - 1..end, " ");
            }
        }
        tidy.push_str(line);
    }
    tidy
}

/// The line of an address in the lock file.
pub fn at_address(text: &str, address: &OutputPath) -> At {
    let path = SourcePath::new(ADDRESSES);
    let key = json!(address.as_str()).to_string();
    match text.find(&key) {
        Some(start) => At::span(&path, start..start + key.len()),
        None => At::file(&path),
    }
}

/// The lock file of what is published now: address, title and source, sorted by address, and of what was withdrawn.
pub fn write(published: &[(&str, &str, &str)], withdrawn: &BTreeMap<OutputPath, Withdrawal>) -> String {
    let mut text = String::with_capacity(published.len() * 160 + 256);
    let _ = write!(text, "{{\n\"format\": {FORMAT},\n\"about\": {},\n\"published\": {{", json!(ABOUT));
    let lines = published
        .iter()
        .map(|(address, title, source)| format!("{}: {}", json!(address), json!({"title": title, "source": source})));
    push_lines(&mut text, lines);
    text.push_str("},\n\"withdrawn\": {");
    let lines = withdrawn.iter().map(|(address, withdrawal)| {
        let Withdrawal { date, title, note } = withdrawal;
        let mut entry = json!({"date": date.to_string(), "title": title});
        if let Some(note) = note {
            entry["note"] = json!(note);
        }
        format!("{}: {entry}", json!(address.as_str()))
    });
    push_lines(&mut text, lines);
    text.push_str("}\n}\n");
    text
}

fn push_lines(text: &mut String, lines: impl Iterator<Item = String>) {
    let mut is_empty = true;
    for line in lines {
        text.push_str(if is_empty { "\n" } else { ",\n" });
        text.push_str(&line);
        is_empty = false;
    }
    if !is_empty {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::diagnostics::Diagnostic;

    fn mistake(text: &str) -> Diagnostic {
        let read = read(text);
        assert_eq!(read.value, None, "{text}");
        read.diagnostics.into_iter().next().expect("what is wrong is told")
    }

    fn withdrawn() -> BTreeMap<OutputPath, Withdrawal> {
        let withdrawal =
            Withdrawal { date: date(2026, 11, 22), title: "Bài \"A\"".to_owned(), note: Some("Sai số".to_owned()) };
        BTreeMap::from([(OutputPath::new("tin/2021/10/a.html"), withdrawal)])
    }

    #[test]
    fn what_is_written_reads_back() {
        let text = write(&[("don-vi/xa-mau.html", "xã Mẫu", "units.yaml")], &withdrawn());
        let read = read(&text).value.expect("it was just written");
        let entry = PublishedAddress { title: "xã Mẫu".to_owned(), source: "units.yaml".to_owned() };
        assert_eq!(read.published, BTreeMap::from([(OutputPath::new("don-vi/xa-mau.html"), entry)]));
        assert_eq!(read.withdrawn, withdrawn());
        assert_eq!(text.lines().filter(|line| line.contains(".html")).count(), 2, "{text}");
        // Staff may take a line out, also the last one of a list.
        let two = [("a.html", "A", "pages/a.md"), ("b.html", "B", "pages/b.md")];
        let shorter: String =
            write(&two, &BTreeMap::new()).replace("\"b.html\": {\"title\":\"B\",\"source\":\"pages/b.md\"}", "");
        let left = super::read(&shorter).value.expect("a comma too many harms nothing").published;
        assert_eq!(left.keys().map(OutputPath::as_str).collect::<Vec<_>>(), ["a.html"]);
    }

    #[test]
    fn a_lock_that_would_write_elsewhere_is_refused() {
        for address in [
            "../x.html",
            "/x.html",
            "a//b.html",
            "a\\..\\b.html",
            "manifest.json",
            ".ssh/x.html",
            "con.html",
            "a\u{202e}.html",
            "C:x.html",
            "a\u{7}.html",
        ] {
            let text = write(&[(address, "A", "pages/a.md")], &BTreeMap::new());
            assert_eq!(mistake(&text).code, "bad-lock", "{address}");
        }
    }

    #[test]
    fn a_damaged_lock_is_told_with_its_line() {
        let text = "{\n\"format\": 1,\n<<<<<<< HEAD\n\"published\": {}\n}\n";
        let found = mistake(text);
        assert_eq!((found.code, &found.at), ("bad-lock", &At::span(&SourcePath::new(ADDRESSES), 15..27)));
        assert_eq!(mistake("{\"format\": 2}").code, "unknown-format");
    }
}
