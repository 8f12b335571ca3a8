//! The text as the recognisers read it, with the way back to the words as they were given.
//!
//! Takes any text, gives it in NFC without invisible signs, with plain spaces and the letter `đ` for the Icelandic one
//! that old keyboards type. Places in it are turned back into places of the source, so that every quotation is exact.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A cleaned text that knows where each of its bytes came from.
pub(super) struct View {
    pub text: String,
    /// Stretches that differ from the source, in their order; all else is shifted only.
    changes: Vec<Change>,
}

/// Bytes of the cleaned text and the bytes of the source that they stand for; either may be empty.
struct Change {
    cleaned: Range<usize>,
    source: Range<usize>,
}

impl View {
    pub fn new(source: &str) -> Self {
        let mut view = Self { text: String::with_capacity(source.len()), changes: Vec::new() };
        let mut letters = source.char_indices().peekable();
        while let Some((start, letter)) = letters.next() {
            let mut end = start + letter.len_utf8();
            while let Some((at, mark)) = letters.peek().copied().filter(|(_, next)| is_combining_mark(*next)) {
                end = at + mark.len_utf8();
                letters.next();
            }
            if letter.is_lowercase() || letter.is_uppercase() {
                view.part_glued_word(source, start);
            }
            view.push(&source[start..end], letter, start);
        }
        view
    }

    /// "263/KH-UBNDngày": a word that follows capitals without a space gets one.
    fn part_glued_word(&mut self, source: &str, start: usize) {
        let mut before = self.text.chars().rev();
        let after_capitals = (0..2).all(|_| before.next().is_some_and(char::is_uppercase));
        if after_capitals && GLUED_WORDS.iter().any(|word| source[start..].starts_with(word)) {
            let place = self.text.len();
            self.text.push(' ');
            self.changes.push(Change { cleaned: place..place + 1, source: start..start });
        }
    }

    /// Adds one letter with the marks that follow it.
    fn push(&mut self, cluster: &str, letter: char, start: usize) {
        let place = self.text.len();
        if cluster.len() > letter.len_utf8() {
            self.text.extend(cluster.nfc());
        } else if let Some(plain) = replacement(letter) {
            self.text.push_str(plain);
        } else {
            self.text.push(letter);
        }
        if self.text.len() - place != cluster.len() {
            self.changes.push(Change { cleaned: place..self.text.len(), source: start..start + cluster.len() });
        }
    }

    /// The place in the source of a range of the cleaned text. What was dropped before or behind it is not quoted, and a
    /// letter that was composed of several is quoted whole.
    pub fn span(&self, range: Range<usize>) -> Range<usize> {
        let before_start = self.changes.partition_point(|change| change.cleaned.start <= range.start);
        let start = match before_start.checked_sub(1).map(|last| &self.changes[last]) {
            None => range.start,
            Some(change) if range.start < change.cleaned.end => change.source.start,
            Some(change) => change.source.end + (range.start - change.cleaned.end),
        };
        let before_end = self.changes.partition_point(|change| change.cleaned.start < range.end);
        let end = match before_end.checked_sub(1).map(|last| &self.changes[last]) {
            None => range.end,
            Some(change) if range.end <= change.cleaned.end => change.source.end,
            Some(change) => change.source.end + (range.end - change.cleaned.end),
        };
        start..end.max(start)
    }
}

/// Words that are typed against the symbol of a document.
const GLUED_WORDS: [&str; 8] = ["ngày", "Ngày", "của ", "về ", "năm ", "tháng ", "ban hành", "tỉnh "];

/// What stands for a letter that is read as another one, or as none.
fn replacement(letter: char) -> Option<&'static str> {
    Some(match letter {
        // Soft hyphens, zero-width signs, marks of direction and of byte order.
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => "",
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => " ",
        '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => "\n",
        'ð' => "đ",
        'Ð' | 'Ɖ' => "Đ",
        '％' => "%",
        '⩾' | '≧' => "≥",
        '⩽' | '≦' => "≤",
        '／' | '⁄' => "/",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_back() {
        for source in [
            "Cải cách 80 %",
            "Ca\u{309}i ca\u{301}ch",
            "số\u{a0}12/KH\u{ad}-UBND ",
            "\u{feff}Ðiều 5",
            "a\u{200b}",
            "",
            "\u{ad}",
        ] {
            let view = View::new(source);
            for (start, letter) in view.text.char_indices() {
                let span = view.span(start..start + letter.len_utf8());
                let cleaned = View::new(&source[span.clone()]).text;
                assert_eq!(cleaned, letter.to_string(), "{source:?} {span:?}");
            }
        }
        let view = View::new("TU\u{301}\u{301} x");
        assert_eq!(view.span(0..view.text.len() - 2), 0..6, "marks that do not compose belong to their letter");
        let view = View::new("12/KH-UBNDngày");
        assert_eq!((view.text.as_str(), view.span(6..10), view.span(11..16)), ("12/KH-UBND ngày", 6..10, 10..15));
        let view = View::new("trực tuy\u{ad}ến \u{ad}80\u{a0}%");
        assert_eq!(view.text, "trực tuyến 80 %");
        assert_eq!(
            &"trực tuy\u{ad}ến \u{ad}80\u{a0}%"[view.span(0..view.text.len())],
            "trực tuy\u{ad}ến \u{ad}80\u{a0}%"
        );
    }
}
