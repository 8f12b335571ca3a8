//! Where a line must not break, and how long a text is to read. Takes running text, gives running text; which text on a
//! page is treated so is left to rendering.

use std::borrow::Cow;

use super::is_alphanumeric;

const NO_BREAK_SPACE: char = '\u{a0}';

/// Words that stay with the number after them.
const BEFORE_NUMBERS: [&str; 11] = ["số", "ngày", "tháng", "năm", "quý", "điều", "khoản", "tốp", "top", "hạng", "thứ"];

/// Shortened words that stay with the name after them.
const BEFORE_NAMES: [&str; 3] = ["tp.", "tx.", "tt."];

/// Units of measure, by their first syllable, that stay with the number before them.
const UNITS: [&str; 22] = [
    "%", "‰", "điểm", "bậc", "hạng", "hồ", "đồng", "triệu", "tỷ", "tỉ", "nghìn", "ngày", "giờ", "phút", "tháng", "năm",
    "lần", "người", "km", "ha", "KB", "MB",
];

/// The text with non-breaking spaces where official texts must not break: between `số`, `ngày`, `tháng`, `năm`, `quý`
/// and their number, after `TP.`, between a number and its unit, and around the dash of a number range. Everything else
/// is left as it is; borrowed when nothing changes.
///
/// ```
/// assert_eq!(bantin::text::unbroken("quý 2 năm 2025"), "quý\u{a0}2 năm\u{a0}2025");
/// ```
pub fn unbroken(text: &str) -> Cow<'_, str> {
    // Every rule asks for a digit, a Roman quarter or a shortened word; most texts have none of them.
    let may_hold = text.bytes().any(|byte| byte.is_ascii_digit() || byte == b'.') || text.contains("uý");
    if !may_hold {
        return Cow::Borrowed(text);
    }
    let mut joined = String::new();
    let mut copied = 0;
    for (before, sides) in text.as_bytes().windows(3).enumerate() {
        // Nearly all spaces are told by the bytes on their sides: only those at a number, a quarter or the end of a
        // shortened word are looked at with the words around them.
        let [left, b' ', right] = *sides else { continue };
        if !(right.is_ascii_digit() || right == b'I' || left.is_ascii_digit() || matches!(left, b'.' | b'%')) {
            continue;
        }
        let space = before + 1;
        if holds(&text[..space], &text[space + 1..]) {
            joined.push_str(&text[copied..space]);
            joined.push(NO_BREAK_SPACE);
            copied = space + 1;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    joined.push_str(&text[copied..]);
    Cow::Owned(joined)
}

/// Whether the space between two parts of a text is one that must not break.
fn holds(start: &str, end: &str) -> bool {
    // Words are short: the next space is found sooner byte by byte than by a search that has to be set up.
    let last = |text: &'_ str| text.bytes().rposition(|byte| byte == b' ').map_or(0, |space| space + 1);
    let first = |text: &'_ str| text.bytes().position(|byte| byte == b' ').unwrap_or(text.len());
    let (left_at, right_end) = (last(start), first(end));
    let (left, right) = (&start[left_at..], &end[..right_end]);
    let after = end.get(right_end + 1..).unwrap_or_default();
    let after = &after[..first(after)];
    let before = &start[..left_at.saturating_sub(1)];
    let before = &before[last(before)..];
    stays_together(left, right, after) || is_range(left, right, after) || is_range(before, left, right)
}

/// The text in pieces, those marked `true` being numbers of documents, dates and ranges: a browser would break them after
/// their dash or slash in spite of non-breaking spaces. Takes a text that went through [`unbroken`].
///
/// ```
/// let pieces = bantin::text::kept_together("theo 66/NQ-CP,");
/// assert_eq!(pieces, [(false, "theo "), (true, "66/NQ-CP,")]);
/// ```
pub fn kept_together(text: &str) -> Vec<(bool, &str)> {
    if !has_digit(text) || !text.contains(is_dash) {
        return vec![(false, text)];
    }
    let mut pieces: Vec<(bool, &str)> = Vec::new();
    let mut plain = 0;
    let mut start = 0;
    for word in text.as_bytes().split_inclusive(|byte| matches!(byte, b' ' | b'\n')) {
        let body = text[start..start + word.len()].trim_end_matches([' ', '\n']);
        // Most words end at the first look.
        if has_digit(body) && is_kept_together(body) {
            if plain < start {
                pieces.push((false, &text[plain..start]));
            }
            pieces.push((true, body));
            plain = start + body.len();
        }
        start += word.len();
    }
    if plain < text.len() {
        pieces.push((false, &text[plain..]));
    }
    pieces
}

/// Whether a word is a number with a dash or a slash inside.
fn is_kept_together(word: &str) -> bool {
    // Longer pieces would run out of a phone's screen.
    const LONGEST: usize = 40;
    let inner = word.trim_matches(|letter: char| !is_alphanumeric(letter));
    inner.len() <= LONGEST && inner.contains(is_dash) && has_digit(inner)
}

fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '–' | '/')
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// The number of syllables, for the reading time: what stands between white space and holds a letter or a digit.
pub fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(is_alphanumeric)).count()
}

/// Whether the two words on the sides of one space belong on one line; the word after them tells "05 ngày" from
/// "ngày 05 tháng 3".
fn stays_together(left: &str, right: &str, after: &str) -> bool {
    // Most pairs of words hold no digit, no quarter and no shortened word; they are told by single bytes.
    let is_counted = starts_with_digit(right);
    let is_quarter = right.starts_with('I');
    let has_number = left.ends_with(|last: char| last.is_ascii_digit());
    if !is_counted && !is_quarter && !has_number && !left.ends_with('.') {
        return false;
    }
    let opening = left.trim_start_matches(|letter: char| !is_alphanumeric(letter));
    let closing = right.trim_end_matches(['.', ',', ';', ':', ')', '!', '?', '”', '"']);
    let is_word = |known: &&str| same_ignoring_case(known, opening);
    if is_counted && BEFORE_NUMBERS.iter().any(&is_word) {
        return true;
    }
    if is_quarter
        && same_ignoring_case("quý", opening)
        && matches!(closing.split('/').next(), Some("I" | "II" | "III" | "IV"))
    {
        return true;
    }
    if BEFORE_NAMES.iter().any(is_word) {
        return right.starts_with(is_alphanumeric);
    }
    is_number(opening) && UNITS.contains(&closing) && (closing != right || !starts_with_digit(after))
}

fn is_range(first: &str, dash: &str, second: &str) -> bool {
    matches!(dash, "-" | "–" | "—" | "÷")
        && first.ends_with(|last: char| last.is_ascii_digit() || last == '%')
        && starts_with_digit(second)
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit())
}

/// Digits with the separators of a number. A date such as 30/6/2025 is none: no unit follows it.
fn is_number(word: &str) -> bool {
    starts_with_digit(word)
        && word.ends_with(|last: char| last.is_ascii_digit())
        && word.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '-' | '–'))
}

fn same_ignoring_case(known: &str, word: &str) -> bool {
    // Lengths and first bytes tell nearly all words apart before one is lower-cased: both cases of these letters are equally
    // long, and `đ` and `Đ` begin with the same byte.
    let first = |text: &str| text.bytes().next().map(|byte| byte.to_ascii_lowercase());
    known.len() == word.len()
        && first(known) == first(word)
        && known.chars().eq(word.chars().flat_map(char::to_lowercase))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `~` stands for a non-breaking space in the expected texts.
    #[test]
    fn spaces_that_hold() {
        for (text, expected) in [
            ("Quyết định số 1954/QĐ-UBND", "Quyết định số~1954/QĐ-UBND"),
            ("ngày 05 tháng 3 năm 2026", "ngày~05 tháng~3 năm~2026"),
            ("Ngày 05", "Ngày~05"),
            ("năm học", "năm học"),
            ("quý II/2025", "quý~II/2025"),
            ("quý IV, năm 2025", "quý~IV, năm~2025"),
            ("TP. Cao Lãnh", "TP.~Cao Lãnh"),
            ("(TP. Cao Lãnh)", "(TP.~Cao Lãnh)"),
            ("trên 90 %.", "trên 90~%."),
            ("86 điểm, 5 bậc", "86~điểm, 5~bậc"),
            ("42.420 hồ sơ", "42.420~hồ sơ"),
            ("giai đoạn 2021 – 2030", "giai đoạn 2021~–~2030"),
            ("8,3 - 8,5%", "8,3~-~8,5%"),
            ("a - b", "a - b"),
            ("điểm 5 - phần b", "điểm 5 - phần b"),
            ("tốp 05 cả tỉnh", "tốp~05 cả tỉnh"),
            ("số  2", "số  2"),
            ("số\u{a0}2", "số~2"),
            ("", ""),
            (" ", " "),
        ] {
            assert_eq!(unbroken(text).replace('\u{a0}', "~"), expected, "{text:?}");
        }
        assert!(matches!(unbroken("không có gì"), Cow::Borrowed(_)));
    }

    /// The rules of [`unbroken`] asked of every word and its neighbours, without a look at single bytes.
    fn unbroken_word_by_word(text: &str) -> String {
        let words: Vec<&str> = text.split(' ').collect();
        let mut joined = words[0].to_owned();
        for (index, word) in words.iter().enumerate().skip(1) {
            let before = index.checked_sub(2).map_or("", |before| words[before]);
            let (left, after) = (words[index - 1], words.get(index + 1).copied().unwrap_or_default());
            let holds =
                stays_together(left, word, after) || is_range(left, word, after) || is_range(before, left, word);
            joined.push(if holds { NO_BREAK_SPACE } else { ' ' });
            joined.push_str(word);
        }
        joined
    }

    proptest! {
        #[test]
        fn no_space_is_passed_over(text in "((số|ngày|NĂM|quý|tốp|TP\\.|điểm|hồ|%|[0-9]{1,2}([.,/][0-9])?|I{1,3}V?|[-–—÷]|[a-zà-ỹ]{1,3}|\\(|\\)|,| |\u{a0}|\n){1,3} ?){0,12}") {
            // A text without digits, dots and "quý" in small letters is left as it is.
            let expected = if text.contains(['.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) || text.contains("uý") {
                unbroken_word_by_word(&text)
            } else {
                text.clone()
            };
            prop_assert_eq!(unbroken(&text), expected);
        }

        #[test]
        fn pieces_are_the_text_and_those_kept_together_are_whole_words(text in "([0-9]{1,3}|[-–/]|[a-zđ]{1,3}|,|\\(| |\n){0,20}") {
            let pieces = kept_together(&text);
            let whole: String = pieces.iter().map(|(_, piece)| *piece).collect();
            prop_assert_eq!(&whole, &text);
            let expected: Vec<&str> = text.split([' ', '\n']).filter(|word| is_kept_together(word)).collect();
            let kept: Vec<&str> = pieces.iter().filter(|(holds, _)| *holds).map(|(_, piece)| *piece).collect();
            prop_assert_eq!(kept, expected);
        }
    }

    #[test]
    fn syllables() {
        for (text, expected) in
            [("", 0), ("Cải cách hành chính", 4), ("2021 – 2030", 2), (" … ", 0), ("a\u{a0}b\nc", 3)]
        {
            assert_eq!(words(text), expected, "{text:?}");
        }
    }
}
