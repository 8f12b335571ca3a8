//! Vietnamese sort order: letters first (a ă â b c d đ e ê …), then tones (ngang, huyền, hỏi, ngã, sắc, nặng), then
//! lower before upper case, each level over the whole text. White space, punctuation and symbols count and stand before
//! digits, digits before letters, as browsers sort with `Intl.Collator('vi')`.
//!
//! Takes a text, gives a key whose bytes compare in that order. Characters outside Vietnamese texts have a fixed place
//! by code point only: symbols before digits, letters of other scripts after `z`.

use std::cmp::Ordering;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, decompose_compatible, is_combining_mark};

/// Characters with a place of their own, in order; the symbols follow the root order of the Common Locale Data
/// Repository, the letters its Vietnamese one.
const SYMBOLS: &str = concat!(
    "\t\n\u{b}\u{c}\r\u{85}\u{2028}\u{2029} _-‐‒–—―,;:!¡?¿.·'‹›\"«»()[]{}§¶@*/\\&#%‰†‡•‣′″",
    "`´^¯¨¸°©®←→↑↓+±÷×<=>¬|¦~−⁄∞≤≥"
);
const CURRENCIES: &str = "¤¢$£¥₫€";
const DIGITS: &str = "0123456789";
const LETTERS: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// Marks that change the letter itself rather than its tone.
const BREVE: char = '\u{306}';
const CIRCUMFLEX: char = '\u{302}';
const HORN: char = '\u{31b}';

/// Marks by their place on the second level: the five tones, then the foreign marks.
const MARKS: &str =
    "\u{300}\u{309}\u{303}\u{301}\u{323}\u{306}\u{302}\u{30c}\u{30a}\u{308}\u{30b}\u{307}\u{338}\u{327}\u{328}\u{304}";

/// Ends a level; smaller than every weight, so that a shorter text comes before its continuation.
const LEVEL_END: u8 = 1;
/// The second-level and third-level weight of a plain lower-case character.
const COMMON: u8 = 5;
/// The third-level weight of a compatibility form such as a non-breaking space or a raised 2; capitals weigh one more.
const VARIANT: u8 = 7;
const FIRST_MARK: u8 = 10;
const OTHER_MARK: u8 = 0x40;

/// First-level weights of characters by code point, sorted by character.
static PRIMARY: LazyLock<Vec<(char, u8)>> = LazyLock::new(|| {
    let mut weights: Vec<(char, u8)> = Vec::new();
    for (start, group) in [(2, SYMBOLS), (0x88, CURRENCIES), (0x90, DIGITS), (0xa0, LETTERS)] {
        weights.extend(group.chars().zip(start..));
    }
    weights.sort_unstable();
    weights
});
/// Lead bytes for characters without a place of their own; three bytes of the code point follow.
const OTHER_SYMBOL: u8 = 0x80;
const OTHER_LETTER: u8 = 0xfe;

/// A key that sorts texts in Vietnamese order when keys are compared byte by byte.
pub fn sort_key(text: &str) -> Vec<u8> {
    let mut levels = Levels::default();
    let mut base = Base::default();
    for letter in text.nfd() {
        if is_combining_mark(letter) {
            base.add_mark(letter);
        } else {
            base.flush(&mut levels);
            base = Base { letter: Some(letter), marks: base.marks };
        }
    }
    base.flush(&mut levels);
    levels.join()
}

/// Compares as the keys do. Plain ASCII texts, which most identifiers are, are compared without building keys.
pub fn compare(a: &str, b: &str) -> Ordering {
    if a == b {
        return Ordering::Equal;
    }
    if !a.is_ascii() || !b.is_ascii() {
        return sort_key(a).cmp(&sort_key(b));
    }
    let visible = |byte: &u8| !is_ignored(char::from(*byte));
    let weight = |byte: u8| primary_weight(char::from(byte.to_ascii_lowercase()));
    let first_level = a.bytes().filter(visible).map(weight).cmp(b.bytes().filter(visible).map(weight));
    let is_upper = |byte: u8| byte.is_ascii_uppercase();
    first_level.then_with(|| a.bytes().filter(visible).map(is_upper).cmp(b.bytes().filter(visible).map(is_upper)))
}

/// The three levels of a key while they grow.
#[derive(Default)]
struct Levels {
    primary: Vec<u8>,
    secondary: Vec<u8>,
    tertiary: Vec<u8>,
}

impl Levels {
    fn push_quote(&mut self, straight: char, place: u8) {
        self.push_letter(straight, false);
        if let Some(weight) = self.secondary.last_mut() {
            *weight = COMMON + place;
        }
    }

    fn push_letter(&mut self, letter: char, is_variant: bool) {
        let mut lower = letter.to_lowercase();
        let plain = lower.next().unwrap_or(letter);
        match primary_weight(plain) {
            Some(weight) => self.primary.push(weight),
            None => self.push_unlisted(plain),
        }
        self.secondary.push(COMMON);
        let is_upper = plain != letter;
        self.tertiary.push(if is_variant { VARIANT + u8::from(is_upper) } else { COMMON + u8::from(is_upper) });
    }

    fn push_unlisted(&mut self, letter: char) {
        self.primary.push(if letter.is_alphanumeric() { OTHER_LETTER } else { OTHER_SYMBOL });
        self.primary.extend_from_slice(&u32::from(letter).to_be_bytes()[1..]);
    }

    fn push_mark(&mut self, mark: char) {
        match MARKS.chars().zip(FIRST_MARK..).find(|(known, _)| *known == mark) {
            Some((_, weight)) => self.secondary.push(weight),
            None => {
                self.secondary.push(OTHER_MARK);
                self.secondary.extend_from_slice(&u32::from(mark).to_be_bytes()[1..]);
            }
        }
        self.tertiary.push(COMMON);
    }

    fn join(self) -> Vec<u8> {
        let mut key = self.primary;
        key.reserve(2 + self.secondary.len() + self.tertiary.len());
        key.push(LEVEL_END);
        key.extend(self.secondary);
        key.push(LEVEL_END);
        key.extend(self.tertiary);
        key
    }
}

/// A character and the marks that follow it. They wait for each other, because in `ậ` the dot comes before the
/// circumflex that makes the letter.
#[derive(Default)]
struct Base {
    letter: Option<char>,
    marks: Vec<char>,
}

impl Base {
    fn add_mark(&mut self, mark: char) {
        // A mark of the same class in between keeps the letter and the mark apart, as in composition.
        let is_blocked =
            self.marks.last().is_some_and(|last| canonical_combining_class(*last) >= canonical_combining_class(mark));
        match self.letter.and_then(|letter| modified(letter, mark)) {
            Some(letter) if !is_blocked => self.letter = Some(letter),
            _ => self.marks.push(mark),
        }
    }

    fn flush(&mut self, levels: &mut Levels) {
        if let Some(letter) = self.letter.take() {
            push_character(letter, levels);
        }
        for mark in self.marks.drain(..) {
            levels.push_mark(mark);
        }
    }
}

fn push_character(letter: char, levels: &mut Levels) {
    if is_ignored(letter) {
        return;
    }
    if letter.is_ascii() || is_modified_letter(letter) {
        levels.push_letter(letter, false);
        return;
    }
    decompose_compatible(letter, |part| {
        if is_combining_mark(part) {
            levels.push_mark(part);
        } else if let Some((straight, place)) = plain_quote(part) {
            levels.push_quote(straight, place);
        } else {
            levels.push_letter(part, part != letter);
        }
    });
}

/// The Vietnamese letter that a mark makes of a plain one, in the same case.
fn modified(letter: char, mark: char) -> Option<char> {
    Some(match (letter, mark) {
        ('a', BREVE) => 'ă',
        ('A', BREVE) => 'Ă',
        ('a', CIRCUMFLEX) => 'â',
        ('A', CIRCUMFLEX) => 'Â',
        ('e', CIRCUMFLEX) => 'ê',
        ('E', CIRCUMFLEX) => 'Ê',
        ('o', CIRCUMFLEX) => 'ô',
        ('O', CIRCUMFLEX) => 'Ô',
        ('o', HORN) => 'ơ',
        ('O', HORN) => 'Ơ',
        ('u', HORN) => 'ư',
        ('U', HORN) => 'Ư',
        _ => return None,
    })
}

fn is_modified_letter(letter: char) -> bool {
    matches!(letter, 'ă' | 'Ă' | 'â' | 'Â' | 'ê' | 'Ê' | 'ô' | 'Ô' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | 'đ' | 'Đ')
}

/// Curved quotation marks sort beside the straight ones, each with a place on the second level.
fn plain_quote(letter: char) -> Option<(char, u8)> {
    Some(match letter {
        '‘' => ('\'', 1),
        '’' => ('\'', 2),
        '‚' => ('\'', 3),
        '‛' => ('\'', 4),
        '“' => ('"', 1),
        '”' => ('"', 2),
        '„' => ('"', 3),
        '‟' => ('"', 4),
        _ => return None,
    })
}

fn primary_weight(letter: char) -> Option<u8> {
    let weights = &*PRIMARY;
    weights.binary_search_by_key(&letter, |(known, _)| *known).ok().map(|index| weights[index].1)
}

/// Control and formatting characters have no place in the order at all.
fn is_ignored(letter: char) -> bool {
    (letter.is_control() && !letter.is_whitespace())
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each list is in its order already; every pair is compared both ways.
    #[test]
    fn lists_are_in_order() {
        let lists: [&[&str]; 6] = [
            &["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "h", "i", "o", "ô", "ơ", "p", "u", "ư", "v", "y"],
            &["ma", "Ma", "mà", "mả", "mã", "má", "mạ", "mà b", "mạ b", "mạch"],
            &["An Bình", "An Giang", "Bạc Liêu", "Cao Lãnh", "Dương", "Đà Nẵng", "Đồng Nai", "Đồng Tháp", "Tây Ninh"],
            &["", " ", "-", ",", "/", "&", "%", "₫", "0", "05", "1", "9", "a", "z", "я"],
            &["dương", "đường", "đường phố"],
            &["sổ 1", "số 1", "số 10", "sổ 2", "số 2"],
        ];
        for list in lists {
            for (first_index, first) in list.iter().enumerate() {
                for (second_index, second) in list.iter().enumerate() {
                    // The space in "mà b" decides on the first level, before any tone.
                    let expected = first_index.cmp(&second_index);
                    assert_eq!(compare(first, second), expected, "{first:?} {second:?}");
                    assert_eq!(sort_key(first).cmp(&sort_key(second)), expected, "{first:?} {second:?}");
                }
            }
        }
    }

    #[test]
    fn composed_and_decomposed_are_equal() {
        for (composed, decomposed) in
            [("ậ", "a\u{323}\u{302}"), ("ậ", "a\u{302}\u{323}"), ("Ợ", "O\u{31b}\u{323}"), ("ế", "e\u{302}\u{301}")]
        {
            assert_eq!(sort_key(composed), sort_key(decomposed));
        }
    }

    #[test]
    fn weights_do_not_collide() {
        let mut weights: Vec<u8> = PRIMARY.iter().map(|(_, weight)| *weight).collect();
        weights.sort_unstable();
        weights.dedup();
        assert_eq!(weights.len(), PRIMARY.len());
        assert!(weights.iter().all(|weight| *weight > LEVEL_END && *weight != OTHER_SYMBOL && *weight != OTHER_LETTER));
    }
}
