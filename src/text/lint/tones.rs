//! Tone marks in open syllables with `oa`, `oe`, `uy`: on the first vowel (hòa, khỏe, thúy) or on the second (hoà, khoẻ,
//! thuý). Either is fine; both in one text is what readers and text searches stumble over.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::{Finding, Found};

/// Tone marks on a vowel: grave, acute, tilde, hook, dot below.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Placement {
    First,
    Second,
}

pub(super) fn scan(text: &str, words: &[Range<usize>], found: &mut Vec<Found>) {
    let mut first_style = Vec::new();
    let mut second_style = Vec::new();
    for word in words {
        match placement(&text[word.clone()]) {
            Some(Placement::First) => first_style.push(word),
            Some(Placement::Second) => second_style.push(word),
            None => {}
        }
    }
    let (Some(first), Some(second)) = (first_style.first(), second_style.first()) else { return };
    let rarer = match first_style.len().cmp(&second_style.len()) {
        std::cmp::Ordering::Less => first,
        std::cmp::Ordering::Greater => second,
        // With as many of each, the style that the text began with is taken as the one meant.
        std::cmp::Ordering::Equal if first.start < second.start => second,
        std::cmp::Ordering::Equal => first,
    };
    let range = (*rarer).clone();
    let word = &text[range.clone()];
    let finding = Finding::MixedTonePlacement {
        old: with_tone_on(word, Placement::First),
        new: with_tone_on(word, Placement::Second),
    };
    found.push(Found { range, finding });
}

/// Where the word has its tone, when the word is one of those in which the two styles differ.
fn placement(word: &str) -> Option<Placement> {
    // The longest such syllable, `khoẻ` decomposed, has six characters; longer words need no look.
    if word.is_ascii() || word.chars().nth(8).is_some() || !ends_openly(word) {
        return None;
    }
    let (letters, tone_at) = split(word)?;
    let onset = letters.len().checked_sub(2)?;
    let vowels = (letters[onset].to_ascii_lowercase(), letters[onset + 1].to_ascii_lowercase());
    if !matches!(vowels, ('o', 'a' | 'e') | ('u', 'y')) || !letters[..onset].iter().all(is_onset_letter) {
        return None;
    }
    match tone_at.checked_sub(onset)? {
        0 => Some(Placement::First),
        1 => Some(Placement::Second),
        _ => None,
    }
}

/// Whether the word may end in `a`, `e` or `y`, whatever stands on it: most words do not, and need not be taken apart.
fn ends_openly(word: &str) -> bool {
    let Some(last) = word.chars().next_back() else { return false };
    match last {
        '\0'..='\u{7f}' => matches!(last.to_ascii_lowercase(), 'a' | 'e' | 'y'),
        'Đ' | 'đ' | 'Ô' | 'ô' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ố' | 'ố' | 'Ồ' | 'ồ' | 'Ổ' | 'ổ' | 'Ỗ' | 'ỗ' | 'Ộ' | 'ộ'
        | 'Ớ' | 'ớ' | 'Ờ' | 'ờ' | 'Ở' | 'ở' | 'Ỡ' | 'ỡ' | 'Ợ' | 'ợ' | 'Ứ' | 'ứ' | 'Ừ' | 'ừ' | 'Ử' | 'ử' | 'Ữ' | 'ữ'
        | 'Ự' | 'ự' | 'Ì' | 'ì' | 'Í' | 'í' | 'Ĩ' | 'ĩ' | 'Ỉ' | 'ỉ' | 'Ị' | 'ị' => false,
        _ => true,
    }
}

/// `q` is missing: in `quý` the `u` belongs to the onset. So are the vowels, which leaves out `gi` followed by `oa`.
fn is_onset_letter(letter: &char) -> bool {
    matches!(letter.to_lowercase().next(), Some(lower) if "bcdđghklmnprstvx".contains(lower))
}

/// The letters without the tone, and the index of the letter that carries it. None without a tone, with two of them, or
/// with any other mark, as on `â`.
fn split(word: &str) -> Option<(Vec<char>, usize)> {
    let mut letters = Vec::new();
    let mut tone_at = None;
    for part in word.nfd() {
        if TONES.contains(&part) {
            if tone_at.is_some() {
                return None;
            }
            tone_at = Some(letters.len().checked_sub(1)?);
        } else {
            letters.push(part);
        }
    }
    tone_at.map(|index| (letters, index))
}

fn with_tone_on(word: &str, wanted: Placement) -> String {
    let letters: Vec<char> = word.nfd().filter(|part| !TONES.contains(part)).collect();
    let tone = word.nfd().find(|part| TONES.contains(part));
    let carrier = match wanted {
        Placement::First => letters.len().saturating_sub(2),
        Placement::Second => letters.len().saturating_sub(1),
    };
    let marked = letters.iter().enumerate().flat_map(|(index, letter)| {
        let tone = tone.filter(|_| index == carrier);
        std::iter::once(*letter).chain(tone)
    });
    marked.nfc().collect()
}

#[cfg(test)]
mod tests {
    use crate::text::lint::{Finding, scan};

    #[test]
    fn mixed_placement() {
        for (text, expected) in [
            ("hoà bình, hòa bình, hòa giải", Some(("hoà", "hòa", "hoà"))),
            ("Uỷ ban và Ủy ban", Some(("Ủy", "Ủy", "Uỷ"))),
            ("Uỷ ban, Uỷ viên, Ủy ban", Some(("Ủy", "Ủy", "Uỷ"))),
            ("ủy ban, sức khoẻ, hóa đơn", Some(("khoẻ", "khỏe", "khoẻ"))),
            ("THUỶ lợi, thủy lợi, thủy sản", Some(("THUỶ", "THỦY", "THUỶ"))),
            ("xóa, hoá", Some(("hoá", "hóa", "hoá"))),
            ("hòa bình, ủy ban, khỏe", None),
            ("hoà bình, uỷ ban, khoẻ", None),
            ("toàn bộ hoàn thành hòa", None),
            ("quý, quỳ, hòa", None),
            ("già, giá, hóa", None),
            ("hoạch định, ngoài, hóa", None),
            ("ngoạ, đọa", Some(("đọa", "đọa", "đoạ"))),
            ("huế, thuở, hóa", None),
            ("của, mùa, hoà", None),
            ("ho\u{300}a, hoà", Some(("hoà", "hòa", "hoà"))),
            ("", None),
        ] {
            let found = scan(text).into_iter().find_map(|one| match one.finding {
                Finding::MixedTonePlacement { old, new } => Some((text[one.range].to_owned(), old, new)),
                _ => None,
            });
            let found = found.as_ref().map(|(word, old, new)| (word.as_str(), old.as_str(), new.as_str()));
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
