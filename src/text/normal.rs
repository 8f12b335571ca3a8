//! Normal forms of text: Unicode composition, line ends, white space, and the folded form that search, addresses and
//! comparisons use. Each function takes a text and gives another; none of them fails.

use std::borrow::Cow;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The longest slug, in bytes. Together with folders and `.html` this stays below the 255 bytes that file systems allow
/// for one name, with room for a numbered suffix.
const SLUG_LIMIT: usize = 100;

/// The text in NFC; borrowed when it already is.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_composed) || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    let composed: String = text.nfc().collect();
    if composed == text { Cow::Borrowed(text) } else { Cow::Owned(composed) }
}

/// Whether a character is one of those that nearly all texts are made of and that NFC leaves as they are, whatever stands
/// beside them: letters with their marks, and the usual signs.
fn is_composed(letter: char) -> bool {
    matches!(letter, '\0'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}')
}

/// The text as every later stage sees it: no byte order mark, `\n` line ends, NFC. Non-breaking spaces are kept, because
/// an author may have put them on purpose.
pub fn normalize(text: &str) -> Cow<'_, str> {
    let unmarked = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !unmarked.contains('\r') {
        return nfc(unmarked);
    }
    let lines = unmarked.replace("\r\n", "\n").replace('\r', "\n");
    match nfc(&lines) {
        Cow::Owned(composed) => Cow::Owned(composed),
        Cow::Borrowed(_) => Cow::Owned(lines),
    }
}

/// Runs of white space, non-breaking spaces included, become one space; the ends are trimmed.
pub fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}

/// A title in at most `longest` characters. A longer one loses its middle, at words: titles of plans and pages often
/// differ only in their ends, "quý 1" and "quý 2", and must not become equal.
///
/// ```
/// let title = "Kế hoạch cải cách hành chính của xã, quý 1";
/// assert_eq!(bantin::text::headline(title, 30), "Kế hoạch cải cách… xã, quý 1");
/// ```
pub fn headline(text: &str, longest: usize) -> Cow<'_, str> {
    let total = text.chars().count();
    if total <= longest {
        return Cow::Borrowed(text);
    }
    let byte = |letters: usize| text.char_indices().nth(letters).map_or(text.len(), |(at, _)| at);
    // The end: whole words in the last third, none where one word fills it.
    let third = byte(total - longest / 3);
    let end = text[third..].find(' ').map_or("", |at| text[third + at..].trim_start());
    let room = longest.saturating_sub(end.chars().count() + 2);
    let (whole, next) = (byte(room), byte(room + 1));
    let cut = if text[whole..next].starts_with(' ') { whole } else { text[..whole].rfind(' ').unwrap_or(whole) };
    let start = text[..cut].trim_end_matches([' ', ',', ';', ':', '.', '–', '-']);
    Cow::Owned(if end.is_empty() { format!("{start}…") } else { format!("{start}… {end}") })
}

/// Whether a character is a letter or a digit, as [`char::is_alphanumeric`] says, without its search through tables for
/// the letters that Vietnamese texts are made of.
pub(crate) fn is_alphanumeric(letter: char) -> bool {
    match letter {
        '\0'..='\u{7f}' => letter.is_ascii_alphanumeric(),
        _ => is_latin(letter) || letter.is_alphanumeric(),
    }
}

/// Whether a character is a letter, as [`char::is_alphabetic`] says; as fast as [`is_alphanumeric`].
pub(crate) fn is_alphabetic(letter: char) -> bool {
    match letter {
        '\0'..='\u{7f}' => letter.is_ascii_alphabetic(),
        _ => is_latin(letter) || letter.is_alphabetic(),
    }
}

/// Latin-1 letters but for × and ÷, Latin Extended-A and -B, Latin Extended Additional: nothing but letters.
fn is_latin(letter: char) -> bool {
    matches!(letter, '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// Lower case without marks: `Đường` and `duong` fold to the same text. Everything that is not a letter stays.
///
/// `đ` has no decomposition, so dropping combining marks alone would leave it. Folding a folded text changes nothing.
///
/// ```
/// assert_eq!(bantin::text::fold("Thừa Thiên – Huế, ĐẮK LẮK"), "thua thien – hue, dak lak");
/// ```
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        fold_char(letter, |part| folded.push(part));
    }
    folded
}

/// Gives the folded characters of one character: none for a combining mark, mostly one otherwise.
pub(crate) fn fold_char(letter: char, mut push: impl FnMut(char)) {
    if letter.is_ascii() {
        push(letter.to_ascii_lowercase());
        return;
    }
    // Lower case comes before and after decomposition: `İ` gives a dot above only in lower case, and the Kelvin sign
    // decomposes to a capital K. Both orders together make the function idempotent.
    for lower in letter.to_lowercase() {
        decompose_canonical(lower, |part| {
            if is_combining_mark(part) {
                return;
            }
            for plain in part.to_lowercase() {
                push(if plain == 'đ' { 'd' } else { plain });
            }
        });
    }
}

/// The text as a part of an address: folded, `[a-z0-9]+` joined by single hyphens, at most 100 bytes and cut at a
/// hyphen; empty when no letter or digit is left. A name that Windows keeps for a device gets `-0` behind it, because no
/// file there may be called so.
///
/// ```
/// assert_eq!(bantin::text::slug("Con"), "con-0");
/// assert_eq!(bantin::text::slug("Kế hoạch số 1954/QĐ-UBND"), "ke-hoach-so-1954-qd-ubnd");
/// ```
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    let mut pending_hyphen = false;
    for letter in fold(text).chars() {
        if letter.is_ascii_alphanumeric() {
            if pending_hyphen && !slug.is_empty() {
                slug.push('-');
            }
            pending_hyphen = false;
            slug.push(letter);
        } else {
            pending_hyphen = true;
        }
        if slug.len() > SLUG_LIMIT {
            return cut_slug(slug);
        }
    }
    if super::is_reserved_name(&slug) {
        slug.push_str("-0");
    }
    slug
}

fn cut_slug(mut slug: String) -> String {
    // One word longer than the limit has no hyphen to cut at, so it is cut where the limit falls.
    let end = slug[..=SLUG_LIMIT].rfind('-').unwrap_or(SLUG_LIMIT);
    slug.truncate(end);
    slug
}

/// The text with a capital first letter, as a line begins though a unit's name need not.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_are_those_of_the_standard_library() {
        for letter in '\0'..=char::MAX {
            assert_eq!(is_alphanumeric(letter), letter.is_alphanumeric(), "{letter:?}");
            assert_eq!(is_alphabetic(letter), letter.is_alphabetic(), "{letter:?}");
        }
    }

    #[test]
    fn nfc_borrows_what_is_composed() {
        assert!(matches!(nfc("Cải cách hành chính"), Cow::Borrowed(_)));
        assert!(matches!(nfc("plain"), Cow::Borrowed(_)));
        assert_eq!(nfc("Ca\u{309}i ca\u{301}ch"), "Cải cách");
        assert_eq!(nfc("nhie\u{323}\u{302}m"), "nhiệm");
    }

    #[test]
    fn characters_that_need_no_look_are_composed() {
        for letter in ('\0'..=char::MAX).filter(|letter| is_composed(*letter)) {
            assert_eq!(is_nfc_quick(std::iter::once(letter)), IsNormalized::Yes, "{letter:?}");
            assert_eq!(unicode_normalization::char::canonical_combining_class(letter), 0, "{letter:?}");
        }
    }

    #[test]
    fn normalize_cleans_files() {
        for (text, expected) in [
            ("\u{feff}a\r\nb\rc\n", "a\nb\nc\n"),
            ("a\u{a0}b", "a\u{a0}b"),
            ("mo\u{323}\u{302}t\r\n", "một\n"),
            ("a\u{feff}", "a\u{feff}"),
            ("\r\r\n\n", "\n\n\n"),
            ("", ""),
        ] {
            assert_eq!(normalize(text), expected, "{text:?}");
        }
    }

    #[test]
    fn squeeze_joins_white_space() {
        for (text, expected) in
            [("  a \u{a0} b\n\tc ", "a b c"), ("", ""), (" \u{a0} ", ""), ("số\u{a0}1954", "số 1954")]
        {
            assert_eq!(squeeze(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_headline_ends_at_a_word() {
        for (text, longest, expected) in [
            ("Kế hoạch", 8, "Kế hoạch"),
            ("Kế hoạch năm nay", 13, "Kế hoạch… nay"),
            ("Kế hoạch: cải cách năm", 17, "Kế hoạch… năm"),
            ("Khôngdấucáchnào", 9, "Khôngdấ…"),
            ("", 9, ""),
        ] {
            let found = headline(text, longest);
            assert_eq!(found, expected, "{text:?}");
            assert!(found.chars().count() <= longest, "{text:?}");
        }
        let long = "Kế hoạch triển khai thực hiện công tác cải cách hành chính nhà nước trên địa bàn xã";
        assert_ne!(headline(&format!("{long} – trang 2"), 70), headline(&format!("{long} – trang 3"), 70));
    }

    #[test]
    fn fold_drops_marks() {
        for (text, expected) in [
            ("Đường Nguyễn Huệ", "duong nguyen hue"),
            ("ĐẶNG", "dang"),
            ("ươ ƯƠ Ợ", "uo uo o"),
            ("Cải cách – 100%", "cai cach – 100%"),
            ("e\u{302}\u{301}", "e"),
            ("İ\u{212a}Å", "ika"),
            ("straße", "straße"),
            ("", ""),
        ] {
            let folded = fold(text);
            assert_eq!(folded, expected, "{text:?}");
            assert_eq!(fold(&folded), folded, "{text:?} twice");
        }
    }

    #[test]
    fn slug_is_plain() {
        let long =
            "kế hoạch cải cách hành chính giai đoạn 2021 – 2030 của thành phố Cao Lãnh, tỉnh Đồng Tháp và các xã";
        for (text, expected) in [
            ("Cao Lãnh ban hành kế hoạch CCHC", "cao-lanh-ban-hanh-ke-hoach-cchc"),
            ("1954/QĐ-UBND", "1954-qd-ubnd"),
            ("  --Đ--  ", "d"),
            ("…", ""),
            ("", ""),
            ("2021 – 2030", "2021-2030"),
            (long, "ke-hoach-cai-cach-hanh-chinh-giai-doan-2021-2030-cua-thanh-pho-cao-lanh-tinh-dong-thap-va-cac-xa"),
        ] {
            assert_eq!(slug(text), expected, "{text:?}");
        }
        let cut = slug(&format!("{long} phường"));
        assert_eq!(cut, slug(long), "the last word would cross the limit");
        assert_eq!(slug(&"a".repeat(300)).len(), SLUG_LIMIT);
        assert_eq!(slug(&format!("{} b", "a".repeat(SLUG_LIMIT))).len(), SLUG_LIMIT);
    }
}
