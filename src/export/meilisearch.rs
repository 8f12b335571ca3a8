//! `settings.json`: the settings of a Meilisearch index, for `PATCH /indexes/{uid}/settings`.
//!
//! Relies on what is documented under "Settings": searchable, filterable, sortable and displayed attributes, ranking
//! rules, synonyms, stop words, typo tolerance, localized attributes. Settings of single versions are left out, for an
//! unknown one is refused.
//!
//! Its tokenizer drops the marks of Latin letters; whether `đ` becomes `d` depends on how it was built. Every text
//! therefore stands there folded, too, behind the spelled one, which so ranks first. Words and their abbreviations are
//! given folded and spelled for the same reason.

use serde_json::{Value, json};

use crate::model::Site;
use crate::text;

use super::synonyms::{Synonyms, synonyms};

/// What is searched, the strongest first.
pub const SEARCHABLE: [&str; 12] = [
    "title",
    "title_folded",
    "decision_numbers",
    "unit",
    "indicators",
    "unit_lineage",
    "tags",
    "goal",
    "issuer",
    "summary",
    "text",
    "text_folded",
];

/// What may be filtered and counted.
pub const FILTERABLE: [&str; 22] = [
    "site",
    "site_name",
    "kind",
    "language",
    "timestamp",
    "unit",
    "unit_lineage",
    "unit_above",
    "category",
    "tags",
    "areas",
    "indicators",
    "decision_numbers",
    "document_kind",
    "issuer",
    "status",
    "conditions.comparator",
    "conditions.measure",
    "conditions.value",
    "conditions.unit",
    "due_timestamp",
    "frequency",
];

pub const SORTABLE: [&str; 3] = ["timestamp", "due_timestamp", "title_folded"];

/// Searched and not shown: the same words without marks.
pub const HIDDEN: [&str; 2] = ["title_folded", "text_folded"];

pub fn settings(site: &Site) -> Value {
    json!({
        "searchableAttributes": SEARCHABLE,
        "filterableAttributes": FILTERABLE,
        "sortableAttributes": SORTABLE,
        "displayedAttributes": displayed(),
        "rankingRules": ["words", "typo", "proximity", "attribute", "sort", "exactness", "timestamp:desc"],
        // A syllable that is filler in one word is the meaning of another: none may go.
        "stopWords": [],
        "synonyms": both_spellings(site),
        // Syllables are short: one letter wrong in four would find half of the language. Numbers have neighbours.
        "typoTolerance": {
            "enabled": true,
            "minWordSizeForTypos": {"oneTypo": 5, "twoTypos": 9},
            "disableOnAttributes": ["decision_numbers"],
        },
        "localizedAttributes": [{"attributePatterns": ["*"], "locales": ["vie", "eng"]}],
    })
}

fn displayed() -> Vec<&'static str> {
    super::documents::FIELDS.iter().copied().filter(|name| !HIDDEN.contains(name)).collect()
}

/// The words folded, and spelled in small letters: as readers type them.
fn both_spellings(site: &Site) -> Synonyms {
    let plain = |words: &str| {
        let words = words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ")
    };
    let mut found = synonyms(site, |words| plain(&text::fold(words)));
    for (words, others) in synonyms(site, |words| plain(&words.to_lowercase())) {
        found.entry(words).or_default().extend(others);
    }
    found
}
