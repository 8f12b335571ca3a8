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

    /// The word of `key` with its `{name}` places filled.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut text = self.get(key).to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }

    /// The word of `key` for a count: English has two forms, Vietnamese one (`key_one`, `key`).
    pub fn count(&self, key: &str, count: usize, lang: Lang) -> String {
        let one = format!("{key}_one");
        let shown = super::format::count(count, lang);
        let key = if count == 1 && self.words.contains_key(&one) { one.as_str() } else { key };
        self.fill(key, &[("n", &shown)])
    }
}
