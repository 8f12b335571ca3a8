//! The inverted index: every folded syllable and every pair of neighbours, with the documents that hold them.
//!
//! A Vietnamese word is most often two syllables, so pairs carry the meaning that single syllables do not. Documents are
//! read in chunks, in parallel; the chunks are then merged term by term, so that the result does not depend on how many
//! chunks there were.

use std::cmp::Ordering;
use std::collections::binary_heap::{BinaryHeap, PeekMut};

use crate::hash::Map;

use super::analysis::{self, pair_form};
use super::pack::varint;
use super::synonyms::Synonyms;

/// One text of a document.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    pub text: std::borrow::Cow<'a, str>,
    /// How much a word here says about the document.
    pub weight: f32,
    /// The usual length in tokens; longer texts count less a word. `None` where length says nothing.
    pub usual_length: Option<f32>,
    pub is_title: bool,
}

/// A document that holds a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    pub document: u32,
    pub form: u16,
    /// 0 to 31.
    pub impact: u8,
    pub in_title: bool,
}

/// Keys from this one on, up to the next, are merged apart from all others, side by side. Syllables begin with few sounds;
/// these parts are of about one size.
const CUTS: [&str; 12] = ["b", "c", "d", "h", "l", "n", "nh", "q", "t", "th", "tr", "v"];

/// How many parts of keys there are.
pub const SEGMENTS: usize = CUTS.len() + 1;

fn segment(key: &str) -> usize {
    CUTS.partition_point(|cut| *cut <= key)
}

/// The terms of one run of documents: for each segment the terms in the order of their keys' bytes, each with its
/// documents in their order. There are millions, so they stay written closely: how much of the key before is shared, the
/// rest of the key, the number of documents, the bytes of their list, the list.
pub type Terms = Vec<Vec<u8>>;

/// How quickly more of a term stops counting more.
const SATURATION: f32 = 4.0;

/// What a token that only stands for an abbreviation or its words counts.
const SYNONYM_WEIGHT: f32 = 0.7;

type TermId = u32;

/// Terms of one run of documents.
#[derive(Default)]
pub struct Chunk {
    syllables: Map<String, TermId>,
    pairs: Map<(TermId, TermId), TermId>,
    keys: Vec<Key>,
    /// Of each term: how many postings it has, and the document of the last one.
    tallies: Vec<(u32, u32)>,
    /// In the order of the documents.
    postings: Vec<(TermId, Posting)>,
    found: Vec<Found>,
    words: Vec<Word>,
    /// Of each term: whether synonyms begin with it, once that was asked. A text has thousands of words, but few of them
    /// for the first time.
    begins: Vec<Option<bool>>,
}

enum Key {
    Syllable(String),
    Pair(TermId, TermId),
}

struct Found {
    term: TermId,
    form: u16,
    weight: f32,
    in_title: bool,
}

#[derive(Clone, Copy)]
struct Word {
    term: TermId,
    form: u16,
    joined: bool,
}

impl Chunk {
    /// Reads one document; documents come in ascending order, and all of a chunk with the same synonyms.
    pub fn add(&mut self, document: u32, fields: &[Field], synonyms: &Synonyms) {
        for field in fields {
            self.read(field, synonyms);
        }
        let mut found = std::mem::take(&mut self.found);
        // The heaviest spelling of a term is the one that is shown for it.
        // Weights are positive, and positive numbers stand in the order of their bits.
        found.sort_unstable_by_key(|found| {
            (u64::from(found.term) << 32 | u64::from(!found.weight.to_bits()), found.form)
        });
        for same in found.chunk_by(|a, b| a.term == b.term) {
            let weight: f32 = same.iter().map(|found| found.weight).sum();
            let in_title = same.iter().any(|found| found.in_title);
            let posting = Posting { document, form: same[0].form, impact: impact(weight), in_title };
            self.post(same[0].term, posting);
        }
        found.clear();
        self.found = found;
    }

    /// Enters exact keys of a document, after its texts.
    pub fn add_keys(&mut self, document: u32, keys: &[String], is_first: bool) {
        for key in keys {
            let term = self.syllable(key);
            let (count, last) = self.tallies[term as usize];
            if count == 0 || last != document {
                self.post(term, Posting { document, form: 0, impact: 31, in_title: is_first });
            }
        }
    }

    fn post(&mut self, term: TermId, posting: Posting) {
        let (count, _) = self.tallies[term as usize];
        self.tallies[term as usize] = (count + 1, posting.document);
        self.postings.push((term, posting));
    }

    fn read(&mut self, field: &Field, synonyms: &Synonyms) {
        let mut words = std::mem::take(&mut self.words);
        analysis::tokens(&field.text, |token| {
            words.push(Word { term: self.syllable(token.folded), form: token.form, joined: token.joined });
        });
        let length = words.len() as f32;
        let weight = field.weight * field.usual_length.map_or(1.0, |usual| 1.0 / (0.5 + 0.5 * length / usual));
        self.take(&words, weight, field.is_title);
        for start in 0..words.len() {
            let key = |word: &Word| match &self.keys[word.term as usize] {
                Key::Syllable(text) => text.as_str(),
                Key::Pair(..) => "",
            };
            let begins = self.begins[words[start].term as usize];
            let begins = begins.unwrap_or_else(|| synonyms.begin_with(key(&words[start])));
            self.begins[words[start].term as usize] = Some(begins);
            if !begins {
                continue;
            }
            let others: Vec<_> = synonyms.at(key(&words[start]), |offset| words.get(start + offset).map(key)).collect();
            for other in others {
                let other: Vec<Word> = other
                    .iter()
                    .map(|(text, form)| Word { term: self.syllable(text), form: *form, joined: true })
                    .collect();
                self.take(&other, weight * SYNONYM_WEIGHT, field.is_title);
            }
        }
        words.clear();
        self.words = words;
    }

    fn take(&mut self, words: &[Word], weight: f32, in_title: bool) {
        for (index, word) in words.iter().enumerate() {
            self.found.push(Found { term: word.term, form: word.form, weight, in_title });
            if index > 0 && word.joined {
                let before = words[index - 1];
                let term = self.pair(before.term, word.term);
                self.found.push(Found { term, form: pair_form(before.form, word.form), weight, in_title });
            }
        }
    }

    fn syllable(&mut self, folded: &str) -> TermId {
        if let Some(id) = self.syllables.get(folded) {
            return *id;
        }
        let id = self.enter(Key::Syllable(folded.to_owned()));
        self.syllables.insert(folded.to_owned(), id);
        id
    }

    fn pair(&mut self, first: TermId, second: TermId) -> TermId {
        if let Some(id) = self.pairs.get(&(first, second)) {
            return *id;
        }
        let id = self.enter(Key::Pair(first, second));
        self.pairs.insert((first, second), id);
        id
    }

    fn enter(&mut self, key: Key) -> TermId {
        self.keys.push(key);
        self.tallies.push((0, 0));
        self.begins.push(None);
        (self.keys.len() - 1) as TermId
    }

    /// Sorts the terms by their keys, and the postings into their terms. Documents count from `start`.
    pub fn finish(mut self, start: u32) -> Terms {
        // What terms were found by goes first: their postings are about to take their room a second time.
        (self.syllables, self.pairs) = Default::default();
        let mut names = String::new();
        let mut name_ends = Vec::with_capacity(self.keys.len());
        for key in &self.keys {
            self.name(key, &mut names);
            name_ends.push(names.len());
        }
        let name = |term: usize| &names[term.checked_sub(1).map_or(0, |before| name_ends[before])..name_ends[term]];
        // Halves of pairs may stand in no document themselves.
        let mut order: Vec<usize> = (0..self.keys.len()).filter(|term| self.tallies[*term].0 > 0).collect();
        order.sort_unstable_by_key(|term| name(*term));
        let mut places = vec![0; self.keys.len()];
        let mut end = 0;
        for term in &order {
            places[*term] = end;
            end += self.tallies[*term].0;
        }
        let nothing = Posting { document: 0, form: 0, impact: 0, in_title: false };
        let mut postings = vec![nothing; self.postings.len()];
        for (term, posting) in &self.postings {
            let place = &mut places[*term as usize];
            postings[*place as usize] = *posting;
            *place += 1;
        }
        let mut terms: Terms = vec![Vec::new(); SEGMENTS];
        let mut last: [&str; SEGMENTS] = [""; SEGMENTS];
        let mut list = Vec::new();
        for term in order {
            let (key, end) = (name(term), places[term] as usize);
            let segment = segment(key);
            write_list(&postings[end - self.tallies[term].0 as usize..end], start, &mut list);
            write_term(last[segment], key, self.tallies[term].0, &list, &mut terms[segment]);
            last[segment] = key;
        }
        // The terms of all runs are held until they are merged.
        terms.iter_mut().for_each(Vec::shrink_to_fit);
        terms
    }

    fn name(&self, key: &Key, names: &mut String) {
        match key {
            Key::Syllable(text) => names.push_str(text),
            Key::Pair(first, second) => {
                // The halves of a pair are syllables.
                self.name(&self.keys[*first as usize], names);
                names.push(' ');
                self.name(&self.keys[*second as usize], names);
            }
        }
    }
}

fn impact(weight: f32) -> u8 {
    (31.0 * weight / (weight + SATURATION)).round() as u8
}

fn write_list(postings: &[Posting], start: u32, list: &mut Vec<u8>) {
    list.clear();
    let (mut before, mut form) = (start, 0);
    for posting in postings {
        varint(posting.document - before, list);
        // A term has few spellings: most often it is the one before, which takes one byte.
        varint(u32::from(posting.form ^ form), list);
        list.push(posting.impact << 1 | u8::from(posting.in_title));
        (before, form) = (posting.document, posting.form);
    }
}

fn write_term(last: &str, key: &str, count: u32, list: &[u8], out: &mut Vec<u8>) {
    let shared = common_prefix(last, key);
    varint(shared as u32, out);
    varint((key.len() - shared) as u32, out);
    out.extend(&key.as_bytes()[shared..]);
    varint(count, out);
    varint(list.len() as u32, out);
    out.extend(list);
}

/// Whole characters only: half of one would be no text.
pub fn common_prefix(a: &str, b: &str) -> usize {
    let mut shared = a.bytes().zip(b.bytes()).take(255).take_while(|(a, b)| a == b).count();
    while !b.is_char_boundary(shared) {
        shared -= 1;
    }
    shared
}

/// Takes a number as [`varint`] writes it from the front of `bytes`.
pub fn take_varint(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0;
    for shift in (0..35).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(first & 0x7f).checked_shl(shift)?;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// One run of documents while it is merged, at one of its terms. Of bytes that are none the rest is left out.
struct Cursor<'a> {
    key: String,
    list: &'a [u8],
    rest: &'a [u8],
    /// The number of the run's first document, which tells runs apart, too.
    start: u32,
}

impl<'a> Cursor<'a> {
    fn new(start: u32, rest: &'a [u8]) -> Option<Self> {
        let mut cursor = Self { key: String::new(), list: &[], rest, start };
        cursor.advance().then_some(cursor)
    }

    /// Goes to the next term; says whether there was one.
    fn advance(&mut self) -> bool {
        self.next().is_some()
    }

    fn next(&mut self) -> Option<()> {
        let shared = take_varint(&mut self.rest)? as usize;
        let more = take_varint(&mut self.rest)? as usize;
        let (more, rest) = self.rest.split_at_checked(more)?;
        self.key.truncate(shared);
        self.key.push_str(std::str::from_utf8(more).ok()?);
        self.rest = rest;
        take_varint(&mut self.rest)?;
        let length = take_varint(&mut self.rest)? as usize;
        (self.list, self.rest) = self.rest.split_at_checked(length)?;
        Some(())
    }

    /// Adds the documents of the present term.
    fn read(&self, postings: &mut Vec<Posting>) -> Option<()> {
        let (mut list, mut document, mut form) = (self.list, self.start, 0);
        while !list.is_empty() {
            document += take_varint(&mut list)?;
            form ^= take_varint(&mut list)? as u16;
            let (code, rest) = list.split_first()?;
            list = rest;
            postings.push(Posting { document, form, impact: code >> 1, in_title: code & 1 == 1 });
        }
        Some(())
    }
}

/// The smallest key stands first in a heap, and of runs with the same key the first.
impl Ord for Cursor<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        other.key.cmp(&self.key).then(other.start.cmp(&self.start))
    }
}

impl PartialOrd for Cursor<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Cursor<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Cursor<'_> {}

/// Merges one segment of runs of documents that follow one another, each with the number of its first document; `each`
/// gets every term in the order of its key.
pub fn merge<'a>(runs: impl IntoIterator<Item = (u32, &'a [u8])>, mut each: impl FnMut(&str, &[Posting])) {
    let mut heap: BinaryHeap<Cursor> =
        runs.into_iter().filter_map(|(start, terms)| Cursor::new(start, terms)).collect();
    let mut key = String::new();
    let mut merged: Vec<Posting> = Vec::new();
    while let Some(first) = heap.peek() {
        key.clone_from(&first.key);
        merged.clear();
        while let Some(mut cursor) = heap.peek_mut().filter(|cursor| cursor.key == key) {
            let _ = cursor.read(&mut merged);
            if !cursor.advance() {
                PeekMut::pop(cursor);
            }
        }
        each(&key, &merged);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(first: u32, texts: &[&str]) -> Terms {
        let mut chunk = Chunk::default();
        for (index, text) in texts.iter().enumerate() {
            let field = Field { text: (*text).into(), weight: 2.0, usual_length: None, is_title: index == 0 };
            chunk.add(first + index as u32, &[field], &Synonyms::default());
        }
        chunk.finish(first)
    }

    fn merged(chunks: &[(u32, Terms)]) -> Vec<(String, Vec<Posting>)> {
        let mut terms = Vec::new();
        for segment in 0..SEGMENTS {
            let runs = chunks.iter().map(|(start, chunk)| (*start, chunk[segment].as_slice()));
            merge(runs, |key, postings| terms.push((key.to_owned(), postings.to_vec())));
        }
        terms
    }

    #[test]
    fn pairs_are_made_of_neighbours_in_one_sentence() {
        let keys: Vec<String> =
            merged(&[(0, chunk(0, &["Hành chính. Công"]))]).into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys, ["chinh", "cong", "hanh", "hanh chinh"]);
    }

    #[test]
    fn the_result_does_not_depend_on_the_chunks() {
        let texts = ["cải cách", "hành chính", "cải cách hành chính", "cách mạng"];
        let together = merged(&[(0, chunk(0, &texts))]);
        let mut apart = merged(&[(0, chunk(0, &texts[..2])), (2, chunk(2, &texts[2..]))]);
        // Only the first document of a chunk has its text as a title here.
        let of_second = apart.iter_mut().flat_map(|(_, postings)| postings).filter(|posting| posting.document == 2);
        of_second.for_each(|posting| posting.in_title = false);
        assert_eq!(apart, together);
        let documents = |key: &str| {
            let (_, postings) = together.iter().find(|(term, _)| term == key).expect("the term is there");
            postings.iter().map(|posting| posting.document).collect::<Vec<_>>()
        };
        assert_eq!(documents("cai cach"), [0, 2]);
        assert_eq!(documents("cach"), [0, 2, 3]);
    }

    #[test]
    fn terms_of_all_segments_stand_in_one_order() {
        let texts = ["#1 ăn = 1954 zz", "băng bảng", "nhà nào tre thôn tôi vùng", "quê đạo"];
        let found = merged(&[(0, chunk(0, &texts)), (4, chunk(4, &["trạm y tế nhỏ"]))]);
        assert!(found.windows(2).all(|pair| pair[0].0 < pair[1].0), "{found:?}");
        assert!(found.len() > 20, "{found:?}");
    }

    #[test]
    fn bytes_that_are_no_terms_give_no_more_than_they_hold() {
        let whole = chunk(0, &["cải cách hành chính", "cải tiến"]);
        let bytes = &whole[segment("cai")];
        let all = merged(&[(0, whole.clone())]);
        for end in 0..bytes.len() {
            let mut found = Vec::new();
            merge([(0, &bytes[..end])], |key, _| found.push(key.to_owned()));
            assert!(found.iter().all(|key| all.iter().any(|(known, _)| known == key)), "{end}: {found:?}");
        }
    }

    #[test]
    fn more_of_a_term_counts_more_but_never_more_than_31() {
        assert!(impact(1.0) < impact(2.0) && impact(2.0) < impact(8.0));
        assert!(impact(f32::from(u16::MAX)) <= 31);
    }
}
