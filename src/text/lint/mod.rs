//! What staff overlook in running text: doubled words, mixed tone placement, personal numbers, text in a legacy
//! encoding, and invisible direction controls.
//!
//! Takes a text, gives findings with byte ranges into it, in order. How serious a finding is and how it is worded is
//! left to diagnostics; so is skipping code and addresses, which the caller does not pass in.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::is_alphanumeric;

mod compounds;
mod doubled;
mod legacy;
mod personal;
mod tones;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The same word, or the same pair of words, twice in a row.
    DoubledWord,
    /// The text places tones in both ways; `old` (hòa) and `new` (hoà) are the two forms of the word in the range.
    MixedTonePlacement { old: String, new: String },
    /// Twelve digits that look like a citizen's identity number.
    IdNumber,
    /// A personal mobile number.
    PhoneNumber,
    /// Words in TCVN3 or VNI that were read as Latin-1.
    LegacyEncoding,
    /// Characters that change the direction of text without being seen.
    BidiControl,
}

/// A finding and its place, in bytes of the scanned text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub range: Range<usize>,
    pub finding: Finding,
}

/// All findings, in the order of their places.
pub fn scan(text: &str) -> Vec<Found> {
    let words = words_of(text);
    let mut found = Vec::new();
    doubled::scan(text, &words, &mut found);
    tones::scan(text, &words, &mut found);
    if text.bytes().any(|byte| byte.is_ascii_digit()) {
        personal::scan(text, &mut found);
    }
    if !text.is_ascii() {
        legacy::scan(text, &mut found);
        // The controls begin with this byte, and so does little else.
        if text.as_bytes().contains(&0xe2) {
            scan_bidi(text, &mut found);
        }
    }
    found.sort_by_key(|one| (one.range.start, one.range.end));
    found
}

/// The places of all words: runs of letters, digits and the marks on them.
fn words_of(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (index, letter) in text.char_indices() {
        let inside = is_alphanumeric(letter) || (letter > '\u{2ff}' && is_combining_mark(letter));
        match start {
            None if inside => start = Some(index),
            Some(begin) if !inside => {
                words.push(begin..index);
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|begin| begin..text.len()));
    words
}

/// Neighbouring controls are one finding, because they are removed together.
fn scan_bidi(text: &str, found: &mut Vec<Found>) {
    let mut last: Option<Range<usize>> = None;
    for (index, control) in
        text.match_indices(|letter| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
    {
        let end = index + control.len();
        last = match last {
            Some(range) if range.end == index => Some(range.start..end),
            Some(range) => {
                found.push(Found { range, finding: Finding::BidiControl });
                Some(index..end)
            }
            None => Some(index..end),
        };
    }
    found.extend(last.map(|range| Found { range, finding: Finding::BidiControl }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_in_order() {
        let text = "các các số 0912 345 678 và hoà hòa hòa bình\u{202e}\u{202c} x";
        let found = scan(text);
        let kinds: Vec<&Finding> = found.iter().map(|one| &one.finding).collect();
        assert_eq!(
            kinds,
            [
                &Finding::DoubledWord,
                &Finding::PhoneNumber,
                &Finding::MixedTonePlacement { old: "hòa".into(), new: "hoà".into() },
                &Finding::DoubledWord,
                &Finding::BidiControl,
            ]
        );
        for one in &found {
            assert!(text.get(one.range.clone()).is_some_and(|part| !part.is_empty()));
        }
    }

    #[test]
    fn bidi_controls() {
        for (text, count) in
            [("a\u{202e}b", 1), ("\u{2066}a\u{2069}", 2), ("\u{200e}", 0), ("\u{202a}\u{202b}", 1), ("", 0)]
        {
            assert_eq!(scan(text).len(), count, "{text:?}");
        }
    }

    #[test]
    fn clean_texts_stay_clean() {
        for text in [
            "Ủy ban nhân dân thành phố Cao Lãnh ban hành Kế hoạch cải cách hành chính giai đoạn 2021 – 2030.",
            "Toàn bộ hồ sơ được số hóa; hệ thống thống nhất, giao thông thông minh, thực hiện hiện đại hóa.",
            "Quyết định số 1389/QĐ-UBND-HC ngày 11 tháng 9 năm 2021; tổng đài 1022, 1900.6068, (0277) 3851 234.",
            "Café, naïf, où, héroïque, août, Noël, cœur, garçon: «bonjour» à tous; Windows® 5µm © 2024.",
            "Straße, señor, São Paulo, smörgåsbord.",
        ] {
            assert_eq!(scan(text), [], "{text:?}");
        }
    }
}
