//! The analyzers that are handed to OpenSearch, run as its documentation describes the parts that are used, and held to the
//! analysis of the site's own search.

use std::collections::{BTreeMap, BTreeSet};

use bantin::search::analysis;
use bantin::value::parse_document_number;
use fancy_regex::Regex;
use serde_json::Value;

use super::{exported, json, strings};
use crate::support::*;

struct Analysis {
    settings: Value,
    patterns: BTreeMap<String, Regex>,
    /// Of each mapping filter: what becomes what, and the letters of the longest key.
    tables: BTreeMap<String, (BTreeMap<String, String>, usize)>,
}

impl Analysis {
    fn new() -> Self {
        let settings = json(&exported("opensearch")["index.json"])["settings"]["analysis"].clone();
        let (mut patterns, mut tables) = (BTreeMap::new(), BTreeMap::new());
        for group in ["char_filter", "tokenizer", "filter"] {
            for (name, part) in settings[group].as_object().expect("definitions") {
                if let Some(pattern) = part["pattern"].as_str() {
                    patterns.insert(name.clone(), Regex::new(pattern).expect("a regular expression"));
                }
                if part["type"] == "mapping" {
                    let pairs = strings(&part["mappings"]).into_iter();
                    let pairs = pairs.map(|line| line.split_once("=>").expect("key => value"));
                    let table: BTreeMap<String, String> =
                        pairs.map(|(from, to)| (from.trim().to_owned(), to.trim().to_owned())).collect();
                    let longest = table.keys().map(|key| key.chars().count()).max().unwrap_or_default();
                    tables.insert(name.clone(), (table, longest));
                }
            }
        }
        Self { settings, patterns, tables }
    }

    /// The longest key at each place is replaced; what was put in its place is not looked at again.
    fn filter_letters(&self, name: &str, text: &str) -> String {
        let Some((table, longest)) = self.tables.get(name) else { return self.replace("char_filter", name, text) };
        let mut out = String::new();
        let mut rest = text;
        'text: while let Some(first) = rest.chars().next() {
            for length in (1..=*longest).rev() {
                let end = rest.char_indices().nth(length).map_or(rest.len(), |(at, _)| at);
                if let Some(value) = table.get(&rest[..end]) {
                    out.push_str(value);
                    rest = &rest[end..];
                    continue 'text;
                }
            }
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
        out
    }

    fn filter_word(&self, name: &str, word: &str) -> String {
        if name == "lowercase" { word.to_lowercase() } else { self.replace("filter", name, word) }
    }

    fn tokens(&self, analyzer: &str, text: &str) -> Vec<String> {
        let analyzer = &self.settings["analyzer"][analyzer];
        let letters = strings(&analyzer["char_filter"]);
        let text = letters.into_iter().fold(text.to_owned(), |text, name| self.filter_letters(name, &text));
        let tokenizer = analyzer["tokenizer"].as_str().expect("a name");
        assert_eq!(self.settings["tokenizer"][tokenizer]["group"], 0);
        let pattern = &self.patterns[tokenizer];
        let words: Vec<String> =
            pattern.find_iter(&text).map(|found| found.expect("a match").as_str().to_owned()).collect();
        let filters = strings(&analyzer["filter"]);
        words.into_iter().map(|word| filters.iter().fold(word, |word, name| self.filter_word(name, &word))).collect()
    }

    fn normalized(&self, text: &str) -> String {
        let normalizer = &self.settings["normalizer"]["document_number"];
        let text = strings(&normalizer["char_filter"])
            .into_iter()
            .fold(text.to_owned(), |text, name| self.filter_letters(name, &text));
        strings(&normalizer["filter"]).into_iter().fold(text, |text, name| self.filter_word(name, &text))
    }

    /// `$1i` is the first group and an i, as in Java.
    fn replace(&self, group: &str, name: &str, text: &str) -> String {
        let pattern = &self.patterns[name];
        let replacement = self.settings[group][name]["replacement"].as_str().expect("a replacement");
        let mut out = String::new();
        let mut at = 0;
        for found in pattern.captures_iter(text) {
            let found = found.expect("a match");
            let whole = found.get(0).expect("the match");
            out.push_str(&text[at..whole.start()]);
            let mut letters = replacement.chars();
            while let Some(letter) = letters.next() {
                match letter {
                    '$' => {
                        let group = letters.next().and_then(|digit| digit.to_digit(10)).expect("a group");
                        out.push_str(found.get(group as usize).map_or("", |group| group.as_str()));
                    }
                    plain => out.push(plain),
                }
            }
            at = whole.end();
        }
        out + &text[at..]
    }
}

#[test]
fn the_folded_analyzer_cuts_and_folds_as_the_sites_own_search() {
    let analysis = Analysis::new();
    let mut texts: Vec<String> = [
        "Cải cách HÀNH chính",
        "1954/QĐ-UBND và 2120/QĐ-UBND-HC; QĐ1954",
        "06/10/2021, 31.12.2025",
        "1.234.567 hồ sơ, 1.234,5 tỷ; 0.726; 8.304,2.2; 2,0.101; 42,88 điểm; 42.88 điểm; 007; 1234.567; 00.123",
        "kỹ năng, kĩ năng, quý, uỷ, Ủy, KỲ, thuý, ý, yêu, đỹ",
        "K'Brêô – Ea H'leo, Đắk Lắk, Ðà Nẵng",
        "đ Đ ☺ 100%",
        "",
    ]
    .map(str::to_owned)
    .into();
    for (name, bytes) in read_tree(&project("content")) {
        if name.ends_with(".md") || name.ends_with(".yaml") {
            texts.extend(String::from_utf8(bytes).expect("UTF-8").lines().map(str::to_owned));
        }
    }
    let decomposed: Vec<String> = texts
        .iter()
        .take(8)
        .map(|text| unicode_normalization::UnicodeNormalization::nfd(text.as_str()).collect())
        .collect();
    texts.extend(decomposed);
    assert!(texts.len() > 300);
    for text in texts {
        let mut expected: Vec<String> = Vec::new();
        analysis::tokens(&text, |token| expected.push(token.folded.to_owned()));
        assert_eq!(analysis.tokens("vietnamese", &text), expected, "{text:?}");
    }
}

#[test]
fn the_exact_analyzer_tells_marks_apart_and_spellings_not() {
    let analysis = Analysis::new();
    let exact = |text: &str| analysis.tokens("vietnamese_exact", text);
    for (one, other) in [
        ("hòa bình", "hoà bình"),
        ("HÒA", "hoà"),
        ("Uỷ ban", "ỦY BAN"),
        ("thúy", "thuý"),
        ("kỹ", "kĩ"),
        ("Hạnh", "Ha\u{323}nh"),
        ("Việt", "Vie\u{323}\u{302}t"),
        ("Việt", "Vie\u{302}\u{323}t"),
        ("Việt", "Vi\u{ea}\u{323}t"),
        ("hòa", "ho\u{300}a"),
        ("toàn", "toa\u{300}n"),
    ] {
        assert_eq!(exact(one), exact(other), "{one} {other}");
    }
    let twins: BTreeSet<Vec<String>> =
        ["hanh", "hành", "hạnh", "hảnh", "hãnh", "hánh", "dương", "đường", "đương", "tủy", "tuy"].map(exact).into();
    assert_eq!(twins.len(), 11);
}

#[test]
fn a_document_number_is_found_in_any_spelling() {
    let analysis = Analysis::new();
    for printed in [
        "1954/QĐ-UBND",
        "012/CT-UBND",
        "66/NQ- CP",
        "132/KH - UBND",
        "3276/UBND – KSTTHC",
        "30/2018/QĐ-UBND",
        "202/2025/QH15",
    ] {
        let number = parse_document_number(printed).expect("a number");
        assert_eq!(analysis.normalized(printed), number.identity(), "{printed}");
        assert_eq!(analysis.normalized(&number.canonical()), number.identity(), "{printed}");
    }
    assert_eq!(analysis.normalized("1954/QD-UBND"), analysis.normalized("1954/QĐ-UBND"));
}
