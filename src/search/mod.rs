//! Search made for Vietnamese: an index of folded syllables and pairs of neighbours, cut into small files that a page
//! loads as it needs them, from any static server and from a folder on a disk.
//!
//! Takes documents as weighted texts; gives files. It knows no bulletin, page or disk: what the documents of a site are
//! is told by `render`, how a query is answered by `themes/default/static/search.js`, which reads what is written here.
//!
//! The folder of the index carries a hash of all its files: a page and its index always belong together, and every file
//! may be kept by caches for ever. Files, each a script that calls `bantinSearch.take(name, data)` with deflated,
//! base64-coded bytes:
//!
//! | file | holds |
//! | --- | --- |
//! | `m.js` | counts, first term of each term shard, abbreviations, kinds of documents with their symbols |
//! | `t0.js` … | terms with their documents |
//! | `d0.js` … | what results show, 32 documents each |
//! | `x0.js` … | the texts from which passages are shown, 8 documents each; not there where none has one,
//! | | nor on very large sites |
//! | `c.js` | days with how many documents each, newest first |
//! | `v.js` | all syllables with their frequency, for prefixes and corrections |
//! | `f-….js` | one column of facets: names, then a value for each document |

pub mod analysis;
mod index;
mod pack;
mod synonyms;

pub use index::Field;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use index::{Chunk, Terms};
use pack::{TermShards, script, varint};
use synonyms::Synonyms;

/// The format of the files; `search_index.js` reads this one.
const VERSION: usize = 1;

/// How many documents one file of results holds.
const DOCUMENTS_PER_SHARD: usize = 32;

/// How many documents one file of texts holds: few, as one result needs one text.
const TEXTS_PER_SHARD: usize = 8;

/// How many documents one thread reads before it hands its terms over.
const CHUNK: usize = 64 * DOCUMENTS_PER_SHARD;

/// The most bytes of texts that are kept for passages: those of about ten thousand bulletins. Of a larger site the pages'
/// own files are asked.
const MOST_TEXT: usize = 48 * 1024 * 1024;

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

/// The files of an index.
#[derive(Debug)]
pub struct Index {
    /// Ten hexadecimal digits over the content of all files.
    pub hash: String,
    pub files: Vec<(String, Vec<u8>)>,
}

struct Read {
    terms: Terms,
    shown: Vec<Vec<u8>>,
    texts: Vec<Vec<u8>>,
    facets: Vec<Vec<u8>>,
    days: Vec<u32>,
}

/// Makes the index of `count` documents, which stand newest first; `document` gives each, from any thread.
pub fn build<'a>(
    count: usize,
    facets: &[Facet],
    vocabulary: &Vocabulary,
    document: impl Fn(usize) -> Document<'a> + Sync,
) -> Index {
    let synonyms = Synonyms::new(vocabulary.abbreviations.iter().map(|(short, long)| (short.as_str(), long.as_str())));
    let starts: Vec<usize> = (0..count).step_by(CHUNK).collect();
    let read: Vec<Read> = starts
        .into_par_iter()
        .map(|start| read(start..(start + CHUNK).min(count), facets.len(), &synonyms, &document))
        .collect();
    let mut columns: Vec<Vec<u8>> = facets.iter().map(column_head).collect();
    let (mut shown, mut texts) = (Vec::new(), Vec::new());
    let mut days = Vec::with_capacity(count);
    let mut chunks = Vec::with_capacity(read.len());
    for part in read {
        columns.iter_mut().zip(part.facets).for_each(|(column, rows)| column.extend(rows));
        shown.extend(part.shown);
        texts.extend(part.texts);
        days.extend(part.days);
        chunks.push(part.terms);
    }
    let mut shards = TermShards::default();
    let mut syllables = String::new();
    index::merge(&chunks, |key, postings| {
        note_syllable(key, postings.len(), &mut syllables);
        shards.push(key, postings);
    });
    drop(chunks);
    if texts.iter().map(Vec::len).sum::<usize>() > MOST_TEXT {
        texts.clear();
    }
    let texts_per_shard = if texts.is_empty() { 0 } else { TEXTS_PER_SHARD };
    let manifest = manifest(&[count, DOCUMENTS_PER_SHARD, texts_per_shard], &shards, vocabulary);
    let mut files: Vec<(String, Vec<u8>)> =
        vec![("m".to_owned(), manifest), ("c".to_owned(), calendar(&days)), ("v".to_owned(), syllables.into_bytes())];
    files.extend(facets.iter().zip(columns).map(|(facet, column)| (format!("f-{}", facet.id), column)));
    files.extend(shards.shards.into_iter().enumerate().map(|(index, bytes)| (format!("t{index}"), bytes)));
    files.extend(shown.into_iter().enumerate().map(|(index, bytes)| (format!("d{index}"), bytes)));
    let texts = texts.into_iter().enumerate().filter(|(_, bytes)| bytes.iter().any(|byte| *byte != RECORD as u8));
    files.extend(texts.map(|(index, bytes)| (format!("x{index}"), bytes)));
    let files: Vec<(String, Vec<u8>)> =
        files.into_par_iter().map(|(name, bytes)| (format!("{name}.js"), script(&name, &bytes))).collect();
    Index { hash: hash(&files), files }
}

fn read<'a>(
    range: std::ops::Range<usize>,
    facets: usize,
    synonyms: &Synonyms,
    document: &(impl Fn(usize) -> Document<'a> + Sync),
) -> Read {
    let mut chunk = Chunk::default();
    let mut shown = Vec::with_capacity(range.len() / DOCUMENTS_PER_SHARD + 1);
    let mut texts = Vec::with_capacity(range.len() / TEXTS_PER_SHARD + 1);
    let mut columns = vec![Vec::new(); facets];
    let mut days = Vec::with_capacity(range.len());
    for number in range {
        if number.is_multiple_of(DOCUMENTS_PER_SHARD) {
            shown.push(Vec::new());
        }
        if number.is_multiple_of(TEXTS_PER_SHARD) {
            texts.push(Vec::new());
        }
        let document = document(number);
        days.extend(document.day);
        chunk.add(number as u32, &document.fields, synonyms);
        chunk.add_keys(number as u32, &document.keys, document.is_first_by_key);
        if let Some(shard) = shown.last_mut() {
            show(&document.shown, shard);
        }
        if let Some(shard) = texts.last_mut() {
            show(std::slice::from_ref(&document.text), shard);
        }
        for (column, values) in columns.iter_mut().zip(&document.facets) {
            varint(values.len() as u32, column);
            values.iter().for_each(|value| varint(*value, column));
        }
    }
    Read { terms: chunk.finish(), shown, texts, facets: columns, days }
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

fn manifest(sizes: &[usize], shards: &TermShards, vocabulary: &Vocabulary) -> Vec<u8> {
    let sizes = sizes.iter().map(|size| format!(" {size}")).collect::<String>();
    let numbers = format!("{VERSION}{sizes}");
    let lines = |pairs: &[(String, String)]| {
        let line = |(one, other): &(String, String)| format!("{}{PART}{}", one_line(one), one_line(other));
        pairs.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    let parts = [numbers, shards.firsts.join("\n"), lines(&vocabulary.abbreviations), lines(&vocabulary.kinds)];
    parts.join(&RECORD.to_string()).into_bytes()
}

/// As documents stand in the order of their days, a day is a range of their numbers.
fn calendar(days: &[u32]) -> Vec<u8> {
    let line = |same: &[u32]| format!("{} {}\n", same[0], same.len());
    days.chunk_by(|a, b| a == b).map(line).collect::<String>().into_bytes()
}

fn one_line(text: &str) -> String {
    text.replace([PART, RECORD, '\n', '\r'], " ")
}

fn hash(files: &[(String, Vec<u8>)]) -> String {
    let mut hasher = Sha256::new();
    for (name, bytes) in files {
        hasher.update(name.as_bytes());
        hasher.update((bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    }
    crate::digest::hex(&hasher.finalize()[..5])
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

    #[test]
    fn the_same_documents_give_the_same_files_with_any_number_of_threads() {
        let run = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| build(CHUNK + 40, &facet(), &Vocabulary::default(), sample))
        };
        let (one, four) = (run(1), run(4));
        assert_eq!(one.files, four.files);
        assert_eq!(one.hash, four.hash);
    }

    #[test]
    fn every_document_is_in_one_shard_of_results() {
        let index = build(100, &facet(), &Vocabulary::default(), sample);
        let shards = index.files.iter().filter(|(name, _)| name.starts_with('d')).count();
        assert_eq!(shards, 100_usize.div_ceil(DOCUMENTS_PER_SHARD));
    }

    #[test]
    fn an_empty_site_has_an_index() {
        let index = build(0, &facet(), &Vocabulary::default(), sample);
        assert!(index.files.iter().any(|(name, _)| name == "m.js"));
    }
}
