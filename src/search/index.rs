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

/// A term with its documents, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub key: String,
    pub postings: Vec<Posting>,
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
    postings: Vec<Vec<Posting>>,
    found: Vec<Found>,
    words: Vec<Word>,
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
    /// Reads one document; documents come in ascending order.
    pub fn add(&mut self, document: u32, fields: &[Field], synonyms: &Synonyms) {
        for field in fields {
            self.read(field, synonyms);
        }
        let mut found = std::mem::take(&mut self.found);
        // The heaviest spelling of a term is the one that is shown for it.
        // Weights are positive, and positive numbers stand in the order of their bits.
        found.sort_unstable_by_key(|found| (found.term, Reverse(found.weight.to_bits()), found.form));
        for same in found.chunk_by(|a, b| a.term == b.term) {
            let weight: f32 = same.iter().map(|found| found.weight).sum();
            self.postings[same[0].term as usize].push(Posting {
                document,
                form: same[0].form,
                impact: impact(weight),
                in_title: same.iter().any(|found| found.in_title),
            });
        }
        found.clear();
        self.found = found;
    }

    /// Enters exact keys of a document, after its texts.
    pub fn add_keys(&mut self, document: u32, keys: &[String], is_first: bool) {
        for key in keys {
            let term = self.syllable(key);
            let postings = &mut self.postings[term as usize];
            if postings.last().is_none_or(|last| last.document != document) {
                postings.push(Posting { document, form: 0, impact: 31, in_title: is_first });
            }
        }
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
        self.postings.push(Vec::new());
        (self.keys.len() - 1) as TermId
    }

    /// The terms in the order of their keys' bytes.
    pub fn finish(self) -> Vec<Term> {
        let text = |key: &Key| match key {
            Key::Syllable(text) => text.clone(),
            Key::Pair(..) => String::new(),
        };
        let name = |key: &Key| match key {
            Key::Syllable(text) => text.clone(),
            Key::Pair(first, second) => {
                format!("{} {}", text(&self.keys[*first as usize]), text(&self.keys[*second as usize]))
            }
        };
        let mut terms: Vec<Term> = self
            .keys
            .iter()
            .zip(self.postings)
            .filter(|(_, postings)| !postings.is_empty())
            .map(|(key, postings)| Term { key: name(key), postings })
            .collect();
        terms.sort_unstable_by(|a, b| a.key.cmp(&b.key));
        terms
    }
}

fn impact(weight: f32) -> u8 {
    (31.0 * weight / (weight + SATURATION)).round() as u8
}

/// Merges chunks whose documents follow one another; `each` gets every term in the order of its key.
pub fn merge(chunks: Vec<Vec<Term>>, mut each: impl FnMut(Term)) {
    let mut rest: Vec<std::vec::IntoIter<Term>> = chunks.into_iter().map(Vec::into_iter).collect();
    let mut heads: Vec<Option<Term>> = rest.iter_mut().map(Iterator::next).collect();
    let mut heap: BinaryHeap<Reverse<(String, usize)>> = heads
        .iter()
        .enumerate()
        .filter_map(|(chunk, head)| head.as_ref().map(|term| Reverse((term.key.clone(), chunk))))
        .collect();
    let mut current: Option<Term> = None;
    while let Some(Reverse((key, chunk))) = heap.pop() {
        let Some(term) = heads[chunk].take() else { continue };
        heads[chunk] = rest[chunk].next();
        if let Some(next) = &heads[chunk] {
            heap.push(Reverse((next.key.clone(), chunk)));
        }
        match &mut current {
            Some(same) if same.key == key => same.postings.extend(term.postings),
            _ => {
                if let Some(done) = current.replace(term) {
                    each(done);
                }
            }
        }
    }
    if let Some(done) = current {
        each(done);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(first: u32, texts: &[&str]) -> Vec<Term> {
        let mut chunk = Chunk::default();
        for (index, text) in texts.iter().enumerate() {
            let field = Field { text: (*text).into(), weight: 2.0, usual_length: None, is_title: index == 0 };
            chunk.add(first + index as u32, &[field], &Synonyms::default());
        }
        chunk.finish()
    }

    fn merged(chunks: Vec<Vec<Term>>) -> Vec<Term> {
        let mut terms = Vec::new();
        merge(chunks, |term| terms.push(term));
        terms
    }

    #[test]
    fn pairs_are_made_of_neighbours_in_one_sentence() {
        let keys: Vec<String> = chunk(0, &["Hành chính. Công"]).into_iter().map(|term| term.key).collect();
        assert_eq!(keys, ["chinh", "cong", "hanh", "hanh chinh"]);
    }

    #[test]
    fn the_result_does_not_depend_on_the_chunks() {
        let texts = ["cải cách", "hành chính", "cải cách hành chính", "cách mạng"];
        let together = merged(vec![chunk(0, &texts)]);
        let mut second = chunk(2, &texts[2..]);
        // Only the first document of a chunk has its text as a title here.
        let first = chunk(0, &texts[..2]);
        second.iter_mut().flat_map(|term| &mut term.postings).for_each(|posting| posting.in_title = false);
        assert_eq!(merged(vec![first, second]), together);
        let documents = |key: &str| {
            let term = together.iter().find(|term| term.key == key).expect("the term is there");
            term.postings.iter().map(|posting| posting.document).collect::<Vec<_>>()
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
