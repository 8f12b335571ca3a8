//! Search made for Vietnamese: an index of folded syllables and pairs of neighbours, cut into small files that a page
//! loads as it needs them, from any static server and from a folder on a disk.
//!
//! Takes documents as weighted texts; gives files. It knows no bulletin, page or disk: what the documents of a site are
//! is told by `render`, how a query is answered by `themes/default/static/search.js`, which reads what is written here.
//!
//! Documents are read in runs of 1,024. A run has a folder of its own for what results show of it, and what it adds to
//! the terms can be kept: a changed text then costs its own run and the merging, not the reading of all texts. Every
//! folder carries a hash of its content: a page and its index always belong together, and every file may be kept by
//! caches for ever. Files, each a script that calls `bantinSearch.take(name, data)` with deflated, base64-coded bytes:
//!
//! | file | holds |
//! | --- | --- |
//! | `m.js` | counts, first term of each term shard, abbreviations, kinds of documents with their symbols, folders |
//! | `t0.js` … | terms with their documents |
//! | `c.js` | days with how many documents each, newest first |
//! | `v.js` | all syllables with their frequency, for prefixes and corrections |
//! | `f-….js` | one column of facets: names, then a value for each document |
//! | `../RUN/d0.js` … | what results show, 32 documents each |
//! | `../RUN/x0.js` … | the texts from which passages are shown, 8 documents each; not there where none has one,
//! | | nor on very large sites |

pub mod analysis;
mod index;
mod pack;
mod synonyms;

pub use index::Field;

use std::ops::Range;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

pub use pack::script;

use index::{Chunk, SEGMENTS, Terms, take_varint};
use pack::{TermShards, varint};
use synonyms::Synonyms;

/// The format of the files; `search_index.js` reads this one.
const VERSION: u32 = 2;

/// How many documents one file of results holds.
const DOCUMENTS_PER_SHARD: usize = 32;

/// How many documents one file of texts holds: few, as one result needs one text.
const TEXTS_PER_SHARD: usize = 8;

/// How many documents are read together.
const RUN: usize = 32 * DOCUMENTS_PER_SHARD;

/// The most bytes of texts that are kept for passages: those of about ten thousand bulletins. Of a larger site the pages'
/// own files are asked.
pub const MOST_TEXT: usize = 48 * 1024 * 1024;

/// Parts of what a result shows are joined by this sign, results by the next one.
const PART: char = '\u{1f}';
const RECORD: char = '\u{1e}';

/// A document as search sees it.
#[derive(Debug, Default)]
pub struct Document<'a> {
    pub fields: Vec<Field<'a>>,
    /// Its day, as in 20211006. Documents without one stand last.
    pub day: Option<u32>,
    /// Exact keys besides the words: `#1954`, `#1954 qd` of a number, `=xa an` of a whole name.
    pub keys: Vec<String>,
    /// Whether an exact key leads here before it leads to others.
    pub is_first_by_key: bool,
    /// What a result shows, in the order that the script knows.
    pub shown: Vec<String>,
    /// The text from which a passage is shown, where the result itself does not hold the words.
    pub text: String,
    /// The values of each facet, none or several: one above their places in its names.
    pub facets: Vec<Vec<u32>>,
}

/// What search knows of words besides the texts.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// Abbreviations and what they stand for.
    pub abbreviations: Vec<(String, String)>,
    /// Symbols of kinds of documents and their names, both folded: `qd`, `quyet dinh`.
    pub kinds: Vec<(String, String)>,
}

/// A facet with the names of its values, in their order.
#[derive(Debug)]
pub struct Facet {
    pub id: &'static str,
    pub names: Vec<String>,
}

/// A file before it is packed: its name without an ending, and what it holds.
pub type File = (String, Vec<u8>);

/// What one run of documents adds to the files that tell of all documents.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    terms: Terms,
    facets: Vec<Vec<u8>>,
    days: Vec<u32>,
}

impl Part {
    /// As bytes, to be kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut days = Vec::with_capacity(self.days.len() * 4);
        self.days.iter().for_each(|day| varint(*day, &mut days));
        let mut bytes = Vec::with_capacity(self.terms.iter().map(Vec::len).sum::<usize>() + 16 * 1024);
        for section in self.terms.iter().chain(&self.facets).chain([&days]) {
            varint(section.len() as u32, &mut bytes);
            bytes.extend(section);
        }
        bytes
    }

    /// From the bytes of a part with as many facets; `None` where they are none.
    pub fn from_bytes(mut bytes: &[u8], facets: usize) -> Option<Self> {
        let mut section = || {
            let length = take_varint(&mut bytes)? as usize;
            let (section, rest) = bytes.split_at_checked(length)?;
            bytes = rest;
            Some(section)
        };
        let mut sections = |count: usize| (0..count).map(|_| Some(section()?.to_vec())).collect::<Option<Vec<_>>>();
        let (terms, facets) = (sections(SEGMENTS)?, sections(facets)?);
        let mut numbers = section()?;
        let mut days = Vec::new();
        while !numbers.is_empty() {
            days.push(take_varint(&mut numbers)?);
        }
        bytes.is_empty().then_some(Self { terms, facets, days })
    }
}

/// Makes an index of `count` documents, which stand newest first: reads runs of them, in any order and from any thread,
/// and writes what tells of all.
#[derive(Debug)]
pub struct Builder<'a> {
    count: usize,
    facets: &'a [Facet],
    vocabulary: &'a Vocabulary,
    synonyms: Synonyms,
    has_texts: bool,
}

impl<'a> Builder<'a> {
    /// `has_texts` says whether texts are kept for passages; they should not be where they have more than [`MOST_TEXT`].
    pub fn new(count: usize, facets: &'a [Facet], vocabulary: &'a Vocabulary, has_texts: bool) -> Self {
        let pairs = vocabulary.abbreviations.iter().map(|(short, long)| (short.as_str(), long.as_str()));
        Self { count, facets, vocabulary, synonyms: Synonyms::new(pairs), has_texts }
    }

    /// How many facets documents have.
    pub fn facets(&self) -> usize {
        self.facets.len()
    }

    /// The runs of documents, by their numbers.
    pub fn runs(&self) -> Vec<Range<usize>> {
        (0..self.count).step_by(RUN).map(|start| start..(start + RUN).min(self.count)).collect()
    }

    /// Reads one of the [runs](Self::runs); gives what it adds to the whole, and the files of its own folder.
    pub fn read<'d>(&self, run: Range<usize>, document: impl Fn(usize) -> Document<'d>) -> (Part, Vec<File>) {
        let mut chunk = Chunk::default();
        let start = run.start;
        let mut shown: Vec<File> = Vec::with_capacity(run.len() / DOCUMENTS_PER_SHARD + 1);
        let mut texts: Vec<File> = Vec::with_capacity(run.len() / TEXTS_PER_SHARD + 1);
        let mut facets = vec![Vec::new(); self.facets.len()];
        let mut days = Vec::with_capacity(run.len());
        for number in run {
            if number.is_multiple_of(DOCUMENTS_PER_SHARD) {
                shown.push((format!("d{}", number / DOCUMENTS_PER_SHARD), Vec::new()));
            }
            if self.has_texts && number.is_multiple_of(TEXTS_PER_SHARD) {
                texts.push((format!("x{}", number / TEXTS_PER_SHARD), Vec::new()));
            }
            let document = document(number);
            days.extend(document.day);
            chunk.add(number as u32, &document.fields, &self.synonyms);
            chunk.add_keys(number as u32, &document.keys, document.is_first_by_key);
            if let Some((_, shard)) = shown.last_mut() {
                show(&document.shown, shard);
            }
            if let Some((_, shard)) = texts.last_mut() {
                show(std::slice::from_ref(&document.text), shard);
            }
            for (column, values) in facets.iter_mut().zip(&document.facets) {
                varint(values.len() as u32, column);
                values.iter().for_each(|value| varint(*value, column));
            }
        }
        facets.iter_mut().for_each(Vec::shrink_to_fit);
        texts.retain(|(_, bytes)| bytes.iter().any(|byte| *byte != RECORD as u8));
        shown.append(&mut texts);
        (Part { terms: chunk.finish(start as u32), facets, days }, shown)
    }

    /// What tells of all documents: `parts` are those of all runs, `folders` the names of their folders.
    pub fn finish(&self, mut parts: Vec<Part>, folders: &[String]) -> Vec<File> {
        let mut segments: Vec<Vec<Vec<u8>>> = (0..SEGMENTS).map(|_| Vec::with_capacity(parts.len())).collect();
        for part in &mut parts {
            let terms = std::mem::take(&mut part.terms);
            segments.iter_mut().zip(terms).for_each(|(segment, terms)| segment.push(terms));
        }
        // The terms of a segment go as soon as they are merged: those of a large site have hundreds of megabytes.
        let merged: Vec<(TermShards, String)> = segments.into_par_iter().map(|terms| segment(&terms)).collect();
        let mut shards = TermShards::default();
        let mut syllables = String::new();
        for (segment, words) in merged {
            shards.join(segment);
            syllables.push_str(&words);
        }
        let days: Vec<u32> = parts.iter().flat_map(|part| part.days.iter().copied()).collect();
        let columns = self.facets.iter().enumerate().map(|(at, facet)| {
            let mut column = column_head(facet);
            parts.iter().for_each(|part| column.extend(&part.facets[at]));
            (format!("f-{}", facet.id), column)
        });
        let manifest = self.manifest(&shards.firsts, folders);
        let files = [("m", manifest), ("c", calendar(&days)), ("v", syllables.into_bytes())];
        let files = files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes));
        let terms = shards.shards.into_iter().enumerate().map(|(index, bytes)| (format!("t{index}"), bytes));
        files.chain(columns).chain(terms).collect()
    }

    fn manifest(&self, firsts: &[String], folders: &[String]) -> Vec<u8> {
        let texts_per_shard = if self.has_texts { TEXTS_PER_SHARD } else { 0 };
        let sizes = [self.count, DOCUMENTS_PER_SHARD, texts_per_shard, RUN];
        let numbers = format!("{VERSION}{}", sizes.map(|size| format!(" {size}")).concat());
        let lines = |pairs: &[(String, String)]| {
            let line = |(one, other): &(String, String)| format!("{}{PART}{}", one_line(one), one_line(other));
            pairs.iter().map(line).collect::<Vec<_>>().join("\n")
        };
        let Vocabulary { abbreviations, kinds } = self.vocabulary;
        let parts = [numbers, firsts.join("\n"), lines(abbreviations), lines(kinds), folders.join("\n")];
        parts.join(&RECORD.to_string()).into_bytes()
    }
}

/// The shards of the terms of one segment, and its syllables.
fn segment(terms: &[Vec<u8>]) -> (TermShards, String) {
    let mut shards = TermShards::default();
    let mut syllables = String::new();
    let runs = terms.iter().enumerate().map(|(index, terms)| ((index * RUN) as u32, terms.as_slice()));
    index::merge(runs, |key, postings| {
        note_syllable(key, postings.len(), &mut syllables);
        shards.push(key, postings);
    });
    (shards, syllables)
}

/// The name of a folder with these files: ten hexadecimal digits over what they hold.
pub fn folder(files: &[File]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(VERSION.to_le_bytes());
    for (name, bytes) in files {
        hasher.update(name.as_bytes());
        hasher.update((bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    }
    crate::digest::hex(&hasher.finalize()[..5])
}

/// Parts are texts of one line; the signs that part them cannot stand in them.
fn show(parts: &[String], shard: &mut Vec<u8>) {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            shard.push(PART as u8);
        }
        shard.extend(part.chars().filter(|sign| *sign != PART && *sign != RECORD).collect::<String>().as_bytes());
    }
    shard.push(RECORD as u8);
}

fn column_head(facet: &Facet) -> Vec<u8> {
    let mut head = Vec::new();
    let names: Vec<String> = facet.names.iter().map(|name| one_line(name)).collect();
    let text = names.join(&PART.to_string());
    varint(text.len() as u32, &mut head);
    head.extend(text.as_bytes());
    head
}

/// Syllables with letters, and how many bits the number of their documents has; numbers are never corrected.
fn note_syllable(key: &str, documents: usize, vocabulary: &mut String) {
    let is_syllable = !key.contains([' ', '#', '=']) && !key.starts_with(|sign: char| sign.is_ascii_digit());
    if is_syllable {
        let bits = u32::BITS - (documents as u32).leading_zeros();
        vocabulary.push_str(key);
        vocabulary.push(char::from_digit(bits.min(35), 36).unwrap_or('0').to_ascii_uppercase());
        vocabulary.push('\n');
    }
}

/// As documents stand in the order of their days, a day is a range of their numbers.
fn calendar(days: &[u32]) -> Vec<u8> {
    let line = |same: &[u32]| format!("{} {}\n", same[0], same.len());
    days.chunk_by(|a, b| a == b).map(line).collect::<String>().into_bytes()
}

fn one_line(text: &str) -> String {
    text.replace([PART, RECORD, '\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(number: usize) -> Document<'static> {
        let text = format!("Kế hoạch cải cách hành chính số {number}");
        Document {
            fields: vec![Field { text: text.clone().into(), weight: 1.0, usual_length: None, is_title: true }],
            day: Some(20_211_006 - number as u32 / 10),
            keys: vec![format!("#{number}")],
            is_first_by_key: true,
            shown: vec![text.clone(), "tin/a.html".to_owned()],
            text,
            facets: vec![vec![1 + number as u32 % 2]],
        }
    }

    fn facet() -> [Facet; 1] {
        [Facet { id: "kind", names: vec!["chẵn".to_owned(), "lẻ".to_owned()] }]
    }

    /// All files of the index of `count` samples, those of runs with their folders.
    fn files(count: usize) -> Vec<File> {
        let (facets, vocabulary) = (facet(), Vocabulary::default());
        let builder = Builder::new(count, &facets, &vocabulary, true);
        let read: Vec<_> = builder.runs().into_par_iter().map(|run| builder.read(run, sample)).collect();
        let (parts, own): (Vec<Part>, Vec<Vec<File>>) = read.into_iter().unzip();
        let folders: Vec<String> = own.iter().map(|files| folder(files)).collect();
        let mut all = builder.finish(parts, &folders);
        for (folder, files) in folders.iter().zip(own) {
            all.extend(files.into_iter().map(|(name, bytes)| (format!("../{folder}/{name}"), bytes)));
        }
        all
    }

    #[test]
    fn the_same_documents_give_the_same_files_with_any_number_of_threads() {
        let run = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| files(2 * RUN + 40))
        };
        assert_eq!(run(1), run(4));
    }

    #[test]
    fn every_document_is_in_one_shard_of_results() {
        let shards = files(RUN + 100).iter().filter(|(name, _)| name.contains("/d")).count();
        assert_eq!(shards, (RUN + 100_usize).div_ceil(DOCUMENTS_PER_SHARD));
    }

    #[test]
    fn an_empty_site_has_an_index() {
        assert!(files(0).iter().any(|(name, _)| name == "m"));
    }

    #[test]
    fn a_part_comes_back_from_its_bytes_and_from_no_others() {
        let (facets, vocabulary) = (facet(), Vocabulary::default());
        let builder = Builder::new(70, &facets, &vocabulary, true);
        let (part, _) = builder.read(0..70, sample);
        let bytes = part.to_bytes();
        assert_eq!(Part::from_bytes(&bytes, 1).as_ref(), Some(&part));
        for end in 0..bytes.len() {
            assert_eq!(Part::from_bytes(&bytes[..end], 1), None, "{end}");
        }
        assert_eq!(Part::from_bytes(&bytes, 2), None);
    }
}
