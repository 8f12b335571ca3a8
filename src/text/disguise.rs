//! Names that are not what they look like: letters of other scripts among Latin ones, characters that nobody sees, and
//! names that Windows keeps for its devices.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether a character shows nothing, or changes the direction of those beside it (Unicode UTS #39, section 3.1): zero
/// width, bidirectional controls, tags, fillers.
pub fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Whether a word mixes Latin letters with those of a script that looks like it: Greek, Cyrillic, Armenian, Cherokee,
/// full-width and mathematical letters (Unicode UTS #39, "mixed-script confusables"). Words end at anything else.
///
/// ```
/// assert!(bantin::text::is_disguised("ca\u{43e}-lanh"));
/// assert!(!bantin::text::is_disguised("Đề án Москва"));
/// ```
pub fn is_disguised(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    text.split(|letter: char| !letter.is_alphabetic())
        .any(|word| word.contains(is_look_alike) && word.contains(|letter: char| is_latin(letter)))
}

/// Whether a letter beyond ASCII is one of Vietnamese: a plain letter with marks, or `đ`.
pub fn is_vietnamese(letter: char) -> bool {
    let mut parts = std::iter::once(letter).nfd();
    let is_plain = parts.next().is_some_and(|first| first.is_ascii_alphabetic());
    matches!(letter, 'đ' | 'Đ') || is_plain && parts.all(is_combining_mark)
}

/// A text with every sign in its plainest form (NFKC): full-width letters, one-dot leaders, ligatures.
pub fn compatible(text: &str) -> String {
    text.nfkc().collect()
}

fn is_look_alike(letter: char) -> bool {
    matches!(
        letter,
        '\u{370}'..='\u{58f}' | '\u{13a0}'..='\u{13ff}' | '\u{1c80}'..='\u{1c8f}' | '\u{1f00}'..='\u{1fff}'
            | '\u{2c80}'..='\u{2dff}' | '\u{a640}'..='\u{a69f}' | '\u{ab70}'..='\u{abbf}' | '\u{ff21}'..='\u{ff5a}'
            | '\u{1d400}'..='\u{1d7ff}'
    )
}

fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic() || matches!(letter, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// Whether Windows takes a file of this name, with any extension, for a device ("Naming Files, Paths, and Namespaces").
/// A site with such a file cannot be unpacked there.
pub fn is_reserved_name(stem: &str) -> bool {
    let lower = stem.to_ascii_lowercase();
    let numbered = |name: &str| {
        lower
            .strip_prefix(name)
            .is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit() && rest != "0")
    };
    matches!(lower.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disguises_are_seen() {
        for (text, expected) in [
            ("cao-lanh", false),
            ("Đề án số 06, Nguyễn", false),
            ("c\u{430}o-lanh", true),
            ("Москва", false),
            ("α-test", false),
            ("ｇov", true),
            ("微信图片abc", false),
        ] {
            assert_eq!(is_disguised(text), expected, "{text}");
        }
    }

    #[test]
    fn devices_of_windows_are_known() {
        for (stem, expected) in [
            ("con", true),
            ("AUX", true),
            ("com1", true),
            ("com0", false),
            ("com10", false),
            ("lpt9", true),
            ("cong", false),
        ] {
            assert_eq!(is_reserved_name(stem), expected, "{stem}");
        }
    }

    #[test]
    fn what_nobody_sees() {
        assert!("\u{202e}\u{200b}\u{feff}\u{e0041}\u{2066}\u{200d}".chars().all(is_invisible));
        assert!(!"aĐ -\u{a0}\u{301}".chars().any(is_invisible));
    }
}
