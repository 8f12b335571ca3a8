//! Abbreviations and their words: a text that has one is found by the other.
//!
//! The index takes both, so that queries need no second look: `CCHC` in a text is entered as `cải cách hành chính`, too,
//! and the other way round.

use crate::hash::Map;

use super::analysis;

/// Sequences of tokens that stand for one another.
#[derive(Debug, Default)]
pub struct Synonyms {
    /// By the first token.
    rules: Map<String, Vec<Rule>>,
}

#[derive(Debug)]
struct Rule {
    /// The tokens after the first.
    rest: Vec<String>,
    other: Vec<(String, u16)>,
}

impl Synonyms {
    /// Pairs of an abbreviation and its words.
    pub fn new<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut synonyms = Self::default();
        for (short, long) in pairs {
            let (short, long) = (words(short), words(long));
            if !short.is_empty() && !long.is_empty() && short != long {
                synonyms.enter(&short, &long);
                synonyms.enter(&long, &short);
            }
        }
        synonyms
    }

    fn enter(&mut self, from: &[(String, u16)], to: &[(String, u16)]) {
        let rest: Vec<String> = from[1..].iter().map(|(text, _)| text.clone()).collect();
        let rules = self.rules.entry(from[0].0.clone()).or_default();
        if !rules.iter().any(|rule| rule.rest == rest && rule.other == to) {
            rules.push(Rule { rest, other: to.to_vec() });
        }
    }

    /// Whether something stands for tokens that begin with `first`.
    pub fn begin_with(&self, first: &str) -> bool {
        self.rules.contains_key(first)
    }

    /// What stands for the tokens that begin with `first`; `next` gives the token at an offset.
    pub fn at<'a, 'b: 'a>(
        &'b self,
        first: &str,
        next: impl Fn(usize) -> Option<&'a str> + 'a,
    ) -> impl Iterator<Item = &'b [(String, u16)]> + 'a {
        let rules = self.rules.get(first).map(Vec::as_slice).unwrap_or_default();
        rules
            .iter()
            .filter(move |rule| {
                rule.rest.iter().enumerate().all(|(index, text)| next(index + 1) == Some(text.as_str()))
            })
            .map(|rule| rule.other.as_slice())
    }
}

fn words(text: &str) -> Vec<(String, u16)> {
    let mut words = Vec::new();
    analysis::tokens(text, |token| words.push((token.folded.to_owned(), token.form)));
    words
}
