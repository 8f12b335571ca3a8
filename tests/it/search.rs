//! Search: what the rules make of texts, and what stands in the files of the index of small sites.

use bantin::search::analysis;
use bantin::text::nfc;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::support::*;

#[derive(Deserialize)]
struct Vectors {
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    about: String,
    text: String,
    /// Folded word, spelling with the tone as a digit, whether it is joined, the cut text.
    tokens: Vec<(String, Option<String>, bool, String)>,
}

/// The hash of a form, written down anew here: 32-bit FNV-1a over UTF-16 units, both halves exclusive-or.
fn hashed(text: &str) -> u16 {
    let hash =
        text.encode_utf16().fold(0x811c_9dc5_u32, |hash, unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193));
    (hash >> 16) as u16 ^ (hash & 0xffff) as u16
}

/// `hoa2` as the letters and then the grave accent.
fn spelled(form: &str) -> String {
    let (letters, tone) = match form.char_indices().next_back() {
        Some((at, sign @ '1'..='5')) => {
            (&form[..at], ["\u{301}", "\u{300}", "\u{309}", "\u{303}", "\u{323}"][sign as usize - '1' as usize])
        }
        _ => (form, ""),
    };
    letters.nfd().chain(tone.chars()).collect()
}

#[test]
fn texts_have_the_tokens_that_the_rules_tell() {
    let told = std::fs::read_to_string(project("tests/search/vectors.json")).expect("the vectors are there");
    let told: Vectors = serde_json::from_str(&told).expect("the vectors are JSON");
    assert!(told.vectors.len() > 60);
    for Vector { about, text, tokens } in told.vectors {
        let composed = nfc(&text);
        let mut found = Vec::new();
        analysis::tokens(&text, |token| {
            found.push((
                token.folded.to_owned(),
                token.form,
                token.joined,
                composed[token.start..token.end].to_owned(),
            ));
        });
        let expected = tokens.into_iter().map(|(folded, form, joined, cut)| {
            let form = form.map_or_else(|| hashed(&folded), |form| hashed(&spelled(&form)));
            (folded, form, joined, cut)
        });
        assert_eq!(found, expected.collect::<Vec<_>>(), "{about}: {text:?}");
    }
}
