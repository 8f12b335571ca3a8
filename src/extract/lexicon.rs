//! Phrases found in a whole text in one pass: a table of phrases with what they mean, looked up by their first word.
//!
//! Takes tokens and a table, gives the places of its phrases. Recognisers that ask for a phrase at every word would cost
//! time in proportion to the size of their tables; this costs one look-up a word.

use std::collections::HashMap;

use crate::text::fold;
use crate::value::{Kind, Tokens};

/// A table of phrases and their meanings.
pub(super) struct Lexicon<T: 'static> {
    by_first_word: HashMap<String, Vec<&'static (&'static str, T)>>,
}

/// A phrase that was found: its tokens and its meaning.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit<T> {
    pub from: usize,
    pub to: usize,
    pub meaning: T,
}

impl<T: Copy> Lexicon<T> {
    pub fn new(rows: &'static [(&'static str, T)]) -> Self {
        let mut by_first_word: HashMap<String, Vec<_>> = HashMap::new();
        for row in rows {
            let first = row.0.split(' ').next().unwrap_or(row.0);
            by_first_word.entry(fold(first)).or_default().push(row);
        }
        for rows in by_first_word.values_mut() {
            // The longest phrase wins.
            rows.sort_by_key(|row| std::cmp::Reverse(row.0.len()));
        }
        Self { by_first_word }
    }

    /// The longest phrase at an index.
    pub fn at(&self, tokens: &Tokens, index: usize) -> Option<Hit<T>> {
        let rows = match &tokens.all.get(index)?.kind {
            Kind::Word(word) => self.by_first_word.get(word.as_str())?,
            Kind::Sign(sign) => self.by_first_word.get(sign.encode_utf8(&mut [0; 4]) as &str)?,
            Kind::Digits(_) => self.by_first_word.get(tokens.slice(index, index + 1))?,
        };
        let find = |row: &&'static (&'static str, T)| {
            tokens.phrase(index, row.0).map(|to| Hit { from: index, to, meaning: row.1 })
        };
        rows.iter().find_map(find)
    }

    /// All phrases of a text, in their order; they do not overlap.
    pub fn find_all(&self, tokens: &Tokens) -> Vec<Hit<T>> {
        let mut hits = Vec::new();
        let mut index = 0;
        while index < tokens.len() {
            match self.at(tokens, index) {
                Some(hit) => {
                    index = hit.to;
                    hits.push(hit);
                }
                None => index += 1,
            }
        }
        hits
    }
}

/// The hits that begin in a range of tokens; `hits` are in order.
pub(super) fn within<T>(hits: &[Hit<T>], from: usize, to: usize) -> &[Hit<T>] {
    let first = hits.partition_point(|hit| hit.from < from);
    let last = hits.partition_point(|hit| hit.from < to);
    &hits[first..last.max(first)]
}

/// The start of a phrase that ends just before an index.
pub(super) fn phrase_before(tokens: &Tokens, end: usize, phrase: &str) -> Option<usize> {
    // The last word settles nearly all; these tables are asked at every figure.
    let last = &tokens.all.get(end.checked_sub(1)?)?.lower;
    let may_end = phrase.ends_with(last.as_str()) || (last.is_ascii() && !phrase.is_ascii());
    if !may_end {
        return None;
    }
    let start = end.checked_sub(phrase.split(' ').count())?;
    (tokens.phrase(start, phrase) == Some(end)).then_some(start)
}

/// The longest of some phrases that ends just before an index: its start and which one it is.
pub(super) fn any_before(tokens: &Tokens, end: usize, phrases: &[&str]) -> Option<(usize, usize)> {
    let found =
        phrases.iter().enumerate().filter_map(|(which, phrase)| Some((phrase_before(tokens, end, phrase)?, which)));
    found.min()
}
