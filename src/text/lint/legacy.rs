//! Vietnamese text in TCVN3 or VNI that was read as Latin-1: "céng hßa x· héi", "Uûy ban nhaân daân".
//!
//! Both encodings put signs where Latin-1 text has none: TCVN3 inside words (`H¹nh`), VNI as a pair of vowels (`aâ`).
//! Only such impossible sequences count, so correct Vietnamese, French, and signs that stand alone are left in peace.

use std::ops::Range;

use super::{Finding, Found};
use crate::text::is_alphabetic;

/// TCVN3 letters that Latin-1 shows as signs which never stand between two letters.
const SIGNS: &str = "µ¸¹¶©®ª«¬¨§¤¥¦£¡¢¼½¾»±²³";
/// TCVN3 letters that Latin-1 shows as signs which may stand between letters (a product, a Catalan word, a hyphenation
/// point); they count only beside another one.
const WEAK_SIGNS: &str = "·×÷\u{ad}";
/// Pairs of letters that VNI makes and that neither Vietnamese nor French has.
const VNI_PAIRS: [&str; 33] = [
    "aâ", "aä", "aå", "aê", "aø", "aû", "aõ", "aë", "eâ", "eä", "eå", "eø", "eû", "eõ", "oâ", "oä", "oå", "oø", "oõ",
    "uø", "uû", "uõ", "ôù", "ôø", "ôû", "ôõ", "ôï", "öù", "öø", "öû", "öõ", "öï", "yø",
];

pub(super) fn scan(text: &str, found: &mut Vec<Found>) {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if !line.is_ascii() {
            found.extend(scan_line(line).map(|range| {
                let range = offset + range.start..offset + range.end;
                Found { range, finding: Finding::LegacyEncoding }
            }));
        }
        offset += line.len();
    }
}

/// From the first to the last suspicious word of a line, when together they are evidence enough.
fn scan_line(line: &str) -> Option<Range<usize>> {
    let mut range: Option<Range<usize>> = None;
    let mut evidence = 0;
    let mut has_more_than_hyphens = false;
    for word in line.split_whitespace() {
        let weight = suspicion(word);
        if weight == 0 {
            continue;
        }
        evidence += weight;
        has_more_than_hyphens |= !word.contains('\u{ad}') || weight >= ENOUGH;
        let start = word.as_ptr() as usize - line.as_ptr() as usize;
        let end = start + word.trim_end_matches(['.', ',', ';', ':', ')']).len();
        range = Some(range.map_or(start, |range| range.start)..end);
    }
    range.filter(|_| evidence >= ENOUGH && has_more_than_hyphens)
}

/// The evidence that makes a finding: one impossible sequence, or two unlikely ones.
const ENOUGH: usize = 2;

fn suspicion(word: &str) -> usize {
    // A letter beyond Latin-1 cannot come from either encoding.
    if word.is_ascii() || word.chars().any(|letter| letter > '\u{ff}' && is_alphabetic(letter)) {
        return 0;
    }
    // Correct Vietnamese words have one letter beyond ASCII here and seldom two: most words end at this look.
    let marks = |letter: char| matches!(letter, 'ä' | 'å' | 'ê' | 'â' | 'ï' | 'õ' | 'ø' | 'ù' | 'û' | 'ë');
    if word.chars().flat_map(char::to_lowercase).any(marks) {
        let lower = word.to_lowercase();
        if VNI_PAIRS.iter().any(|pair| lower.contains(pair)) {
            return ENOUGH;
        }
    }
    if !word.contains(is_sign) {
        return 0;
    }
    let letters: Vec<char> = word.chars().collect();
    let is_letter = |index: Option<usize>| index.and_then(|index| letters.get(index)).is_some_and(is_plain_letter);
    let weigh = |(index, sign): (usize, &char)| {
        // A TCVN3 word often begins with the sign for đ: "®¹i" (đại).
        let follows = is_letter(index.checked_sub(1)) || (index == 1 && matches!(letters[0], '®' | '§'));
        let between = follows && is_letter(Some(index + 1));
        let begins = index == 0 && matches!(sign, '®' | '§') && is_letter(Some(1));
        let ends = index > 0 && matches!(sign, 'µ' | '¸' | '·' | '¶') && is_letter(index.checked_sub(1));
        match (between, begins || ends) {
            (true, _) if SIGNS.contains(*sign) => ENOUGH,
            // "m×n" is a product and "col·lecció" Catalan.
            (true, _) if WEAK_SIGNS.contains(*sign) => usize::from(letters.len() > 3 && !word.contains("l·l")),
            (_, true) => 1,
            _ => 0,
        }
    };
    letters.iter().enumerate().map(weigh).max().unwrap_or(0)
}

/// Whether a character is one of the signs looked for; letters, which nearly all are, are told by their place.
fn is_sign(letter: char) -> bool {
    matches!(letter, '\u{80}'..='\u{bf}' | '×' | '÷') && (SIGNS.contains(letter) || WEAK_SIGNS.contains(letter))
}

/// A letter in the ordinary sense; `ª`, `µ` and `º` are letters to Unicode, but here they are the signs looked for.
fn is_plain_letter(letter: &char) -> bool {
    letter.is_alphabetic() && !matches!(letter, 'ª' | 'µ' | 'º')
}

#[cfg(test)]
mod tests {
    use crate::text::lint::{Finding, scan};

    #[test]
    fn legacy_encodings() {
        for (text, expected) in [
            ("Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp", Some("x· héi chñ nghÜa ViÖt Nam, §éc")),
            ("H¹nh phóc", Some("H¹nh")),
            ("ñy ban nh©n d©n", Some("nh©n d©n")),
            ("Nghị quyết\nlµ ®Õn", Some("lµ ®Õn")),
            ("Uûy ban nhaân daân thaønh phoá", Some("Uûy ban nhaân daân thaønh")),
            ("Ñoäc laäp - Töï do", Some("Ñoäc laäp - Töï")),
            ("tr\u{ad}êng ®¹i häc", Some("tr\u{ad}êng ®¹i")),
            ("Ủy ban nhân dân", None),
            ("Windows® và µ, 5µm, µm, ® ©2024 §12 1º ½", None),
            ("Bantin®", None),
            ("héroïque, naïf, août, où, Noël, œuvre, «mot»", None),
            ("ad\u{ad}min\u{ad}is\u{ad}tra\u{ad}tion co\u{ad}opé\u{ad}ra\u{ad}tion", None),
            ("cải\u{ad}cách hành\u{ad}chính", None),
            ("3×4, m×n, col·lecció", None),
            ("từ¹, ghi chú²", None),
            ("São Paulo, señor, Tübingen, façade", None),
            ("", None),
        ] {
            let legacy = scan(text).into_iter().find(|one| one.finding == Finding::LegacyEncoding);
            assert_eq!(legacy.map(|one| &text[one.range]), expected, "{text:?}");
        }
    }
}
