//! `index.json`: settings and mappings of an OpenSearch index, for `PUT /{index}`.
//!
//! Relies on what is documented under "Create index", "Text analysis" (mapping and pattern_replace character filters,
//! pattern tokenizer; lowercase, pattern_replace, shingle and synonym_graph token filters; normalizers) and "Field types"
//! (keyword, text with `fields`, date, nested). Nothing needs a plugin. Elasticsearch 8 refuses fields
//! of fields (`unit.text.exact`), so these files are not for it.
//!
//! The folded analyzer cuts and folds as `search::analysis` does, which a test holds it to. synonym_graph stands in the
//! analyzer of queries only, as its documentation asks.

use serde_json::{Value, json};

use crate::model::Site;

use super::letters;
use super::synonyms::{synonyms, tokens};

/// Tokens: a run of letters or a number. `1.234.567,8` and `42,88` are one number, the parts of `31.12.2025` are three.
pub const TOKENS: &str = concat!(
    r"\p{L}[\p{L}\p{M}]*",
    r"|(?<!\d[.,])[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?(?![.,]?\d)",
    r"|(?<!\d[.,])\d+[.,]\d+(?![.,]?\d)",
    r"|\d+",
);

/// Letters after which a closing `y` and `i` are one sound.
const BEFORE_Y: &str = "[bcdđghklmnprstvx]";

/// `y` with each tone, and what stands for it.
const CLOSING_Y: [(&str, &str); 6] = [("y", "i"), ("ỳ", "ì"), ("ý", "í"), ("ỷ", "ỉ"), ("ỹ", "ĩ"), ("ỵ", "ị")];

/// Settings and mappings for the documents of a site.
pub fn index(site: &Site) -> Value {
    json!({
        "settings": {"analysis": analysis(site)},
        "mappings": {"dynamic": "strict", "properties": properties()},
    })
}

fn analysis(site: &Site) -> Value {
    let numbers = ["number_without_zeros", "number_without_points", "number_with_point"];
    let folded = [&["lowercase", "closing_y"][..], &numbers].concat();
    let query = [&folded[..], &["abbreviations"]].concat();
    let pairs = [&folded[..], &["pairs"]].concat();
    let exact_y: Vec<String> = (0..CLOSING_Y.len()).map(exact_y_name).collect();
    let exact: Vec<&str> =
        std::iter::once("lowercase").chain(exact_y.iter().map(String::as_str)).chain(numbers).collect();
    let custom = |letters: &str, filters: &[&str]| json!({"type": "custom", "char_filter": [letters], "tokenizer": "letters_or_digits", "filter": filters});
    json!({
        "char_filter": {
            "vietnamese_folding": {"type": "mapping", "mappings": letters::mappings(letters::folding())},
            "vietnamese_spelling": {"type": "mapping", "mappings": letters::mappings(letters::spelling())},
            "number_spaces": {"type": "pattern_replace", "pattern": r"\s+", "replacement": ""},
            "number_dashes": {"type": "pattern_replace", "pattern": "[‐‑‒–—−]", "replacement": "-"},
            "number_zeros": {"type": "pattern_replace", "pattern": r"^0+(?=\d)", "replacement": ""},
        },
        "tokenizer": {"letters_or_digits": {"type": "pattern", "pattern": TOKENS, "group": 0}},
        "filter": filters(site),
        "analyzer": {
            "vietnamese": custom("vietnamese_folding", &folded),
            "vietnamese_query": custom("vietnamese_folding", &query),
            "vietnamese_pairs": custom("vietnamese_folding", &pairs),
            "vietnamese_exact": custom("vietnamese_spelling", &exact),
        },
        "normalizer": {
            "document_number": {
                "type": "custom",
                "char_filter": ["vietnamese_folding", "number_spaces", "number_dashes", "number_zeros"],
                "filter": ["lowercase"],
            },
        },
    })
}

fn exact_y_name(index: usize) -> String {
    format!("closing_y_{}", ["level", "grave", "acute", "hook", "tilde", "dot"][index])
}

fn filters(site: &Site) -> Value {
    let replace = |pattern: String, replacement: &str| json!({"type": "pattern_replace", "pattern": pattern, "replacement": replacement});
    // Two meanings of one abbreviation stay apart, so each line goes one way and keeps the words that were asked for.
    let rules: Vec<String> = synonyms(site, tokens)
        .into_iter()
        .map(|(words, others)| {
            let others: Vec<String> = others.into_iter().collect();
            format!("{words} => {words}, {}", others.join(", "))
        })
        .collect();
    let mut filters = json!({
        "closing_y": replace(format!("^(.*{BEFORE_Y}|qu)y$"), "$1i"),
        "number_without_zeros": replace(r"^0+(?=\d)".to_owned(), ""),
        "number_without_points": replace(
            r"^([1-9]\d{0,2})\.(\d{3})(?:\.(\d{3}))?(?:\.(\d{3}))?(?:\.(\d{3}))?(,\d+)?$".to_owned(),
            "$1$2$3$4$5$6",
        ),
        "number_with_point": replace(r"^(\d+),(\d+)$".to_owned(), "$1.$2"),
        "pairs": {"type": "shingle", "min_shingle_size": 2, "max_shingle_size": 2, "output_unigrams": false},
        "abbreviations": {"type": "synonym_graph", "synonyms": rules},
    });
    for (at, (from, to)) in CLOSING_Y.into_iter().enumerate() {
        filters[exact_y_name(at)] = replace(format!("^(.*{BEFORE_Y}|qu){from}$"), &format!("$1{to}"));
    }
    filters
}

/// A text that is found by folded words, ranked by pairs of neighbours and by the spelling with marks:
/// `multi_match` over `title^3`, `title.pairs^6`, `title.exact^6`, `text`, `text.pairs^2`, `text.exact^2`.
fn text() -> Value {
    json!({
        "type": "text",
        "analyzer": "vietnamese",
        "search_analyzer": "vietnamese_query",
        "fields": {
            "exact": {"type": "text", "analyzer": "vietnamese_exact"},
            "pairs": {"type": "text", "analyzer": "vietnamese_pairs"},
        },
    })
}

fn properties() -> Value {
    let keyword = json!({"type": "keyword"});
    // Lucene refuses terms of more than 32,766 bytes.
    let name = json!({"type": "keyword", "ignore_above": 1024, "fields": {"text": text()}});
    let date = json!({"type": "date", "format": "strict_date"});
    json!({
        "id": keyword,
        "site": keyword,
        "site_name": name,
        "kind": keyword,
        "url": {"type": "keyword", "index": false, "doc_values": false},
        "title": text(),
        "title_folded": {"type": "keyword", "ignore_above": 1024},
        "summary": text(),
        "text": text(),
        "language": keyword,
        "date": date,
        "unit": name,
        "unit_lineage": name,
        "unit_above": name,
        "category": name,
        "tags": name,
        "areas": name,
        "indicators": name,
        "decision_numbers": {
            "type": "keyword",
            "normalizer": "document_number",
            "fields": {"text": {"type": "text", "analyzer": "vietnamese"}},
        },
        "document_kind": name,
        "decision_date": date,
        "effective": date,
        "issuer": name,
        "status": keyword,
        "goal": {"type": "text", "analyzer": "vietnamese"},
        "joined_by": keyword,
        "conditions": {
            "type": "nested",
            "properties": {
                "comparator": keyword,
                "measure": keyword,
                "value": {"type": "double"},
                "max": {"type": "double"},
                "unit": keyword,
                "of": {"type": "integer"},
                "relative_to": keyword,
            },
        },
        "due": date,
        "frequency": keyword,
        "valid_from": date,
        "valid_to": date,
    })
}
