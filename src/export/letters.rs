//! Tables of letters for engines without a knowledge of Vietnamese: what folds to what, and which spellings are one.
//!
//! They are made from the analysis of the site's own search, so that both find the same.

use crate::search::analysis;
use crate::text;

/// The blocks of Latin letters with marks, Vietnamese among them.
const LETTERS: [std::ops::RangeInclusive<char>; 2] = ['\u{c0}'..='\u{24f}', '\u{1e00}'..='\u{1eff}'];

/// The marks that stand behind a letter in texts of macOS.
const MARKS: std::ops::RangeInclusive<char> = '\u{300}'..='\u{36f}';

/// Where two placements of the tone are spellings of one syllable: the older on the first vowel, the newer on the second.
const PLACEMENTS: [(char, char); 3] = [('o', 'a'), ('o', 'e'), ('u', 'y')];

/// The tones as marks.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Every letter with marks and what is left of it, in lower case. A mark by itself leaves nothing.
pub fn folding() -> Vec<(String, String)> {
    let letters = LETTERS.into_iter().flatten().filter_map(|letter| {
        let mut tokens: Vec<String> = Vec::new();
        analysis::tokens(&letter.to_string(), |token| tokens.push(token.folded.to_owned()));
        // Case alone is the work of a filter that every engine has.
        let is_marked = tokens.len() == 1 && tokens[0] != letter.to_lowercase().to_string();
        is_marked.then(|| (letter.to_string(), tokens.concat()))
    });
    letters.chain(MARKS.map(|mark| (mark.to_string(), String::new()))).collect()
}

/// Spellings that are made one where marks count: letters and marks typed apart, and the place of the tone. What stands
/// on the right is no better spelling (`toán` keeps its own), only the same for both.
pub fn spelling() -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for letter in LETTERS.into_iter().flatten() {
        let apart = apart(&letter.to_string());
        if apart != letter.to_string() {
            // Both orders of two marks occur: `ệ` as e, dot, circumflex and as e, circumflex, dot.
            let letters: Vec<char> = apart.chars().collect();
            if let [base, one, two] = letters[..] {
                pairs.push((String::from_iter([base, two, one]), letter.to_string()));
            }
            for (part, rest) in composed_prefixes(&letters) {
                pairs.push((format!("{part}{rest}"), letter.to_string()));
            }
            pairs.push((apart, letter.to_string()));
        }
    }
    for (first, second) in PLACEMENTS {
        for (first, second) in cases(first, second) {
            for tone in TONES {
                let newer = text::nfc(&format!("{first}{second}{tone}")).into_owned();
                pairs.push((text::nfc(&format!("{first}{tone}{second}")).into_owned(), newer.clone()));
                pairs.push((format!("{first}{tone}{second}"), newer));
            }
        }
    }
    pairs.sort();
    pairs.dedup_by(|a, b| a.0 == b.0);
    pairs
}

/// `â` and a mark, for a base with two marks: half of it may be put together already.
fn composed_prefixes(letters: &[char]) -> Vec<(String, String)> {
    let [base, one, two] = letters[..] else { return Vec::new() };
    let half = |first: char, second: char| {
        let half = text::nfc(&String::from_iter([base, first])).into_owned();
        (half.chars().count() == 1).then(|| (half, second.to_string()))
    };
    [half(one, two), half(two, one)].into_iter().flatten().collect()
}

/// Small, with a capital, in capitals.
fn cases(first: char, second: char) -> [(char, char); 3] {
    let upper = |letter: char| letter.to_ascii_uppercase();
    [(first, second), (upper(first), second), (upper(first), upper(second))]
}

fn apart(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfd().collect()
}

/// A table as the mapping character filter reads it.
pub fn mappings(pairs: Vec<(String, String)>) -> Vec<String> {
    pairs.into_iter().map(|(from, to)| format!("{from} => {to}")).collect()
}
