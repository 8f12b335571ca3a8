//! A reader of the search index that shares nothing with its writer: scripts with base64 of zlib, and inside texts parted by
//! U+001E and U+001F, lists of terms, columns of values.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::ZlibDecoder;

/// The index of a built site.
pub struct SearchIndex {
    /// `tim-kiem/…`, below the site.
    pub folder: String,
    /// What each file hands to the page, by its name without `.js`.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl SearchIndex {
    /// Reads every file of the index among the files of a site.
    pub fn of(site: &BTreeMap<String, Vec<u8>>) -> Self {
        let scripts = site.iter().filter_map(|(path, bytes)| {
            let (folder, name) = path.strip_suffix(".js")?.rsplit_once('/')?;
            folder.starts_with("tim-kiem/").then_some((folder, name, bytes))
        });
        let mut index = Self { folder: String::new(), files: BTreeMap::new() };
        let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (folder, name, bytes) in scripts {
            let is_new = index.files.insert(name.to_owned(), handed_over(name, bytes)).is_none();
            assert!(is_new, "{name} stands in two folders");
            folders.entry(folder).or_default().push(name);
        }
        let head = folders.iter().find(|(_, names)| names.contains(&"m")).expect("an index has a manifest").0;
        index.folder = (*head).to_owned();
        folders.remove(index.folder.as_str());
        let told: Vec<&str> = index.manifest(4).split('\n').filter(|name| !name.is_empty()).collect();
        for (at, run) in told.iter().enumerate() {
            let names = folders.remove(format!("tim-kiem/{run}").as_str()).expect("a folder that the manifest names");
            let first = |name: &str| (number(&name[1..]) * if name.starts_with('d') { 32 } else { 8 }) / index.size(4);
            assert!(names.iter().all(|name| first(name) == at), "run {at} has its own documents: {names:?}");
        }
        assert_eq!(folders, BTreeMap::new(), "folders that the manifest does not name");
        index
    }

    /// A part of the manifest: numbers, first terms, abbreviations, kinds, folders of runs.
    fn manifest(&self, at: usize) -> &str {
        self.text("m").split('\u{1e}').nth(at).expect("a part of the manifest")
    }

    /// Its numbers: format, documents, results a file, texts a file, documents a run.
    fn size(&self, at: usize) -> usize {
        number(self.manifest(0).split(' ').nth(at).expect("a number"))
    }

    pub fn text(&self, name: &str) -> &str {
        std::str::from_utf8(&self.files[name]).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// How many documents the manifest counts.
    pub fn count(&self) -> usize {
        self.size(1)
    }

    /// What the results show: kind, address, title, day, unit, number, note, language.
    pub fn documents(&self) -> Vec<Vec<String>> {
        let shards = (0..).map(|number| format!("d{number}")).take_while(|name| self.files.contains_key(name));
        let records = shards.flat_map(|name| records(self.text(&name)));
        records.map(|record| record.split('\u{1f}').map(str::to_owned).collect()).collect()
    }

    /// Every term with its documents.
    pub fn terms(&self) -> BTreeMap<String, Vec<u32>> {
        let shards = (0..).map(|number| format!("t{number}")).take_while(|name| self.files.contains_key(name));
        let mut terms = BTreeMap::new();
        let mut last = String::new();
        for name in shards {
            let mut reader = Reader { bytes: &self.files[&name], at: 0 };
            let mut key: Vec<u8> = Vec::new();
            while !reader.ends() {
                let (shared, more) = (usize::from(reader.byte()), usize::from(reader.byte()));
                key.truncate(shared);
                key.extend(reader.take(more));
                let text = String::from_utf8(key.clone()).expect("a key is text");
                assert!(last < text, "terms ascend: {last:?} {text:?}");
                last.clone_from(&text);
                terms.insert(text, reader.postings());
            }
        }
        terms
    }

    /// The titles of the documents that have a term, in their order.
    pub fn found(&self, term: &str) -> Vec<String> {
        let documents = self.documents();
        let found = self.terms().get(term).cloned().unwrap_or_default();
        found.into_iter().map(|document| documents[document as usize][2].clone()).collect()
    }

    /// The names of the values of a facet that each document has.
    pub fn column(&self, facet: &str) -> Vec<Vec<String>> {
        let mut reader = Reader { bytes: &self.files[&format!("f-{facet}")], at: 0 };
        let length = reader.number() as usize;
        let names: Vec<&str> =
            std::str::from_utf8(reader.take(length)).expect("names are text").split('\u{1f}').collect();
        let mut column = Vec::new();
        while !reader.ends() {
            let count = reader.number();
            column.push((0..count).map(|_| names[reader.number() as usize - 1].to_owned()).collect());
        }
        column
    }

    /// Everything that a person could read in the index: texts, terms, names.
    pub fn words(&self) -> String {
        let terms = self.terms().into_keys().collect::<Vec<_>>().join("\n");
        let texts = self.files.iter().filter(|(name, _)| !name.starts_with('t'));
        texts.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).chain([terms]).collect()
    }
}

fn number(text: &str) -> usize {
    text.parse().unwrap_or_else(|_| panic!("{text} is a number"))
}

fn records(text: &str) -> Vec<&str> {
    let records = text.strip_suffix('\u{1e}').expect("every record has an end");
    records.split('\u{1e}').collect()
}

fn handed_over(name: &str, script: &[u8]) -> Vec<u8> {
    let script = std::str::from_utf8(script).expect("a script is text");
    let call = script.strip_prefix("bantinSearch.take(\"").and_then(|rest| rest.strip_suffix("\");\n"));
    let (told, data) = call.and_then(|call| call.split_once("\",\"")).unwrap_or_else(|| panic!("{name}: {script:.60}"));
    assert_eq!(told, name, "a file hands over itself");
    let mut bytes = Vec::new();
    ZlibDecoder::new(base64(data).as_slice()).read_to_end(&mut bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    bytes
}

fn base64(data: &str) -> Vec<u8> {
    let value = |sign: u8| match sign {
        b'A'..=b'Z' => u32::from(sign - b'A'),
        b'a'..=b'z' => u32::from(sign - b'a') + 26,
        b'0'..=b'9' => u32::from(sign - b'0') + 52,
        b'+' => 62,
        b'/' => 63,
        _ => panic!("{sign} is no sign of base64"),
    };
    let signs: Vec<u32> = data.trim_end_matches('=').bytes().map(value).collect();
    let groups = signs.chunks(4).flat_map(|group| {
        let number = group.iter().enumerate().fold(0, |sum, (place, sign)| sum | sign << (18 - 6 * place));
        number.to_be_bytes()[1..group.len()].to_vec()
    });
    groups.collect()
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn ends(&self) -> bool {
        self.at == self.bytes.len()
    }

    fn byte(&mut self) -> u8 {
        self.at += 1;
        self.bytes[self.at - 1]
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        self.at += length;
        &self.bytes[self.at - length..self.at]
    }

    fn number(&mut self) -> u32 {
        let mut number = 0;
        for shift in (0..).step_by(7) {
            let byte = self.byte();
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        number
    }

    fn postings(&mut self) -> Vec<u32> {
        let count = self.number();
        let forms = usize::from(self.byte());
        self.take(2 * forms);
        let listed = self.number();
        assert!(listed <= count, "more are listed than there are");
        let end = self.number() as usize + self.at;
        let mut document = 0;
        let mut found: Vec<u32> = Vec::new();
        for _ in 0..listed {
            document += self.number();
            assert!(found.last().is_none_or(|last| *last < document), "documents ascend");
            found.push(document);
            let form = self.byte() >> 1 & 3;
            assert!(usize::from(form) <= forms, "a form that is listed");
        }
        assert_eq!(self.at, end, "a list has its length");
        found
    }
}
