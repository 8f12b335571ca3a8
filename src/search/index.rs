//! The inverted index: every folded syllable and every pair of neighbours, with the documents that hold them.
//!
//! A Vietnamese word is most often two syllables, so pairs carry the meaning that single syllables do not. Documents are
//! read in chunks, in parallel; the chunks are then merged term by term, so that the result does not depend on how many
//! chunks there were.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::analysis::{self, pair_form};
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

/// The terms of one run of documents in the order of their keys' bytes, each with its documents in their order. Keys and
/// postings lie one after another: there are millions, and a vector for each would take as much room again.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Terms {
    keys: String,
    postings: Vec<Posting>,
    /// Where the key and the postings of each term end.
    ends: Vec<(u32, u32)>,
}

impl Terms {
    fn get(&self, index: usize) -> Option<(&str, &[Posting])> {
        let (key_end, end) = *self.ends.get(index)?;
        let (key, start) = index.checked_sub(1).map_or((0, 0), |before| self.ends[before]);
        Some((&self.keys[key as usize..key_end as usize], &self.postings[start as usize..end as usize]))
    }
}

/// How quickly more of a term stops counting more.
const SATURATION: f32 = 4.0;

/// What a token that only stands for an abbreviation or its words counts.
const SYNONYM_WEIGHT: f32 = 0.7;

type TermId = u32;

/// Terms of one run of documents.
#[derive(Default)]
pub struct Chunk {
    syllables: HashMap<String, TermId>,
    pairs: HashMap<(TermId, TermId), TermId>,
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

    /// Sorts the terms by their keys, and the postings into their terms.
    pub fn finish(mut self) -> Terms {
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
        let mut terms = Terms { keys: String::with_capacity(names.len()), ..Terms::default() };
        let mut places = vec![0; self.keys.len()];
        let mut end = 0;
        for term in order {
            terms.keys.push_str(name(term));
            places[term] = end;
            end += self.tallies[term].0;
            terms.ends.push((terms.keys.len() as u32, end));
        }
        let nothing = Posting { document: 0, form: 0, impact: 0, in_title: false };
        terms.postings = vec![nothing; self.postings.len()];
        for (term, posting) in self.postings {
            let place = &mut places[term as usize];
            terms.postings[*place as usize] = posting;
            *place += 1;
        }
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

/// Merges runs of documents that follow one another; `each` gets every term in the order of its key.
pub fn merge(chunks: &[Terms], mut each: impl FnMut(&str, &[Posting])) {
    let mut heap: BinaryHeap<Reverse<(&str, usize, usize)>> = BinaryHeap::with_capacity(chunks.len());
    heap.extend(
        chunks.iter().enumerate().filter_map(|(chunk, terms)| terms.get(0).map(|(key, _)| Reverse((key, chunk, 0)))),
    );
    let mut merged: Vec<Posting> = Vec::new();
    while let Some(Reverse((key, mut chunk, mut index))) = heap.pop() {
        merged.clear();
        loop {
            merged.extend(chunks[chunk].get(index).map_or(&[][..], |(_, postings)| postings));
            if let Some((next, _)) = chunks[chunk].get(index + 1) {
                heap.push(Reverse((next, chunk, index + 1)));
            }
            match heap.peek() {
                Some(Reverse((same, ..))) if *same == key => {}
                _ => break,
            }
            let Some(Reverse((_, other, place))) = heap.pop() else { break };
            (chunk, index) = (other, place);
        }
        each(key, &merged);
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
        chunk.finish()
    }

    fn merged(chunks: &[Terms]) -> Vec<(String, Vec<Posting>)> {
        let mut terms = Vec::new();
        merge(chunks, |key, postings| terms.push((key.to_owned(), postings.to_vec())));
        terms
    }

    #[test]
    fn pairs_are_made_of_neighbours_in_one_sentence() {
        let keys: Vec<String> = merged(&[chunk(0, &["Hành chính. Công"])]).into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys, ["chinh", "cong", "hanh", "hanh chinh"]);
    }

    #[test]
    fn the_result_does_not_depend_on_the_chunks() {
        let texts = ["cải cách", "hành chính", "cải cách hành chính", "cách mạng"];
        let together = merged(&[chunk(0, &texts)]);
        let mut second = chunk(2, &texts[2..]);
        // Only the first document of a chunk has its text as a title here.
        let first = chunk(0, &texts[..2]);
        second.postings.iter_mut().for_each(|posting| posting.in_title = false);
        assert_eq!(merged(&[first, second]), together);
        let documents = |key: &str| {
            let (_, postings) = together.iter().find(|(term, _)| term == key).expect("the term is there");
            postings.iter().map(|posting| posting.document).collect::<Vec<_>>()
        };
        assert_eq!(documents("cai cach"), [0, 2]);
        assert_eq!(documents("cach"), [0, 2, 3]);
    }

    #[test]
    fn more_of_a_term_counts_more_but_never_more_than_31() {
        assert!(impact(1.0) < impact(2.0) && impact(2.0) < impact(8.0));
        assert!(impact(f32::from(u16::MAX)) <= 31);
    }
}
