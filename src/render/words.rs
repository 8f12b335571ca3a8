//! The words of a theme in one language, and phrases put together from them.

use std::collections::BTreeMap;

use crate::source::Lang;

/// Words by key.
#[derive(Debug)]
pub struct Words {
    words: BTreeMap<String, String>,
}

impl Words {
    pub fn new(words: BTreeMap<String, String>) -> Self {
        Self { words }
    }

    pub fn all(&self) -> &BTreeMap<String, String> {
        &self.words
    }

    /// The word of `key`. A theme that lacks it shows the key, which its author sees at once; the default theme has
    /// every one, and a test says so.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key).map_or(key, String::as_str)
    }

    /// The word of `key`, where the theme has one.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.words.get(key).map(String::as_str)
    }

    /// The word of `key` with its `{name}` places filled. What a value holds is no place, whatever it looks like.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut rest = self.get(key);
        let mut text = String::with_capacity(rest.len() + values.iter().map(|(_, value)| value.len()).sum::<usize>());
        while let Some(open) = rest.find('{') {
            let (before, place) = rest.split_at(open);
            text.push_str(before);
            let filled = values.iter().find_map(|(name, value)| {
                let after = place[1..].strip_prefix(name)?.strip_prefix('}')?;
                Some((*value, after))
            });
            let (shown, after) = filled.unwrap_or(place.split_at(1));
            text.push_str(shown);
            rest = after;
        }
        text.push_str(rest);
        text
    }

    /// The word of `key` for a count: English has two forms, Vietnamese one (`key_one`, `key`).
    pub fn count(&self, key: &str, count: usize, lang: Lang) -> String {
        let shown = super::format::count(count, lang);
        let one = (count == 1).then(|| format!("{key}_one")).filter(|one| self.words.contains_key(one));
        self.fill(one.as_deref().unwrap_or(key), &[("n", &shown)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_values_are_not() {
        let phrases = [("a", "{n} {m}: {n}{x} { {"), ("b", "tin"), ("b_one", "một"), ("c", "{n}, {n")];
        let phrases = Words::new(phrases.map(|(key, word)| (key.to_owned(), word.to_owned())).into());
        assert_eq!(phrases.fill("a", &[("n", "{m}"), ("m", "2")]), "{m} 2: {m}{x} { {");
        assert_eq!(phrases.fill("missing {n}", &[("n", "1")]), "missing 1");
        assert_eq!(phrases.count("b", 1, Lang::En), "một");
        assert_eq!(phrases.count("b", 2, Lang::En), "tin");
        assert_eq!(phrases.count("c", 1, Lang::En), "1, {n");
    }
}
