//! Abbreviations as both engines take them: for each sequence of words, those that stand for it.
//!
//! An abbreviation with two meanings finds both, but the two meanings do not find each other: each line is looked up once
//! and never followed further, in Lucene as in Meilisearch.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Site;
use crate::render::search;
use crate::search::analysis;

/// Words and what stands for them; nothing stands for itself.
pub type Synonyms = BTreeMap<String, BTreeSet<String>>;

/// The abbreviations of a site in a form of their words: folded, or only in small letters.
pub fn synonyms(site: &Site, form: impl Fn(&str) -> String) -> Synonyms {
    let pairs = search::abbreviations(site);
    of_pairs(pairs.iter().map(|(short, long)| (short.as_str(), long.as_str())), form)
}

fn of_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>, form: impl Fn(&str) -> String) -> Synonyms {
    let mut synonyms = Synonyms::new();
    for (short, long) in pairs {
        let (short, long) = (form(short), form(long));
        if !short.is_empty() && !long.is_empty() && short != long {
            synonyms.entry(short.clone()).or_default().insert(long.clone());
            synonyms.entry(long).or_default().insert(short);
        }
    }
    synonyms
}

/// The tokens of a text as the index has them, parted by one space.
pub fn tokens(text: &str) -> String {
    let mut tokens = String::with_capacity(text.len());
    analysis::tokens(text, |token| {
        if !tokens.is_empty() {
            tokens.push(' ');
        }
        tokens.push_str(token.folded);
    });
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_meanings_of_an_abbreviation_stay_apart() {
        let found = of_pairs([("TP", "thành phố"), ("tp.", "thực phẩm"), ("A", "á"), ("", "không có")], tokens);
        let list = |words: &str| found[words].iter().map(String::as_str).collect::<Vec<_>>();
        assert_eq!(list("tp"), ["thanh pho", "thuc pham"]);
        assert_eq!(list("thanh pho"), ["tp"]);
        assert_eq!(found.len(), 3, "{found:?}");
    }
}
