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
    /// Pairs of a place in the cleaned text and one in the source, wherever the distance of the two changes.
    anchors: Vec<(usize, usize)>,
    source_length: usize,
}

impl View {
    pub fn new(source: &str) -> Self {
        let mut view =
            Self { text: String::with_capacity(source.len()), anchors: vec![(0, 0)], source_length: source.len() };
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
            self.anchor(place, start);
            self.anchor(place + 1, start);
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
            self.anchor(place, start);
            self.anchor(self.text.len(), start + cluster.len());
        }
    }

    fn anchor(&mut self, place: usize, source: usize) {
        match self.anchors.last_mut() {
            Some(last) if last.0 == place => last.1 = source,
            _ => self.anchors.push((place, source)),
        }
    }

    /// The place in the source of a range of the cleaned text.
    pub fn span(&self, range: Range<usize>) -> Range<usize> {
        let start = self.source_of(range.start);
        // An end lies after the last letter, not before the next one: what was dropped between them is not quoted.
        let last = self.text[..range.end].char_indices().next_back().map_or(0, |(at, _)| at);
        let end = if range.is_empty() { start } else { self.end_of_letter(last, range.end) };
        start..end.max(start)
    }

    fn source_of(&self, place: usize) -> usize {
        let after = self.anchors.partition_point(|(at, _)| *at <= place);
        let (at, source) = self.anchors[after.saturating_sub(1)];
        (source + place - at).min(self.source_length)
    }

    fn end_of_letter(&self, letter: usize, next: usize) -> usize {
        let after = self.anchors.partition_point(|(at, _)| *at <= letter);
        match self.anchors.get(after) {
            // The letter itself was changed: its own end is the next anchor, unless something was dropped behind it.
            Some((at, source)) if *at == next && self.is_changed(letter) => *source,
            _ => self.source_of(letter) + (next - letter),
        }
    }

    fn is_changed(&self, letter: usize) -> bool {
        self.anchors.binary_search_by_key(&letter, |(at, _)| *at).is_ok()
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
        let view = View::new("trực tuy\u{ad}ến \u{ad}80\u{a0}%");
        assert_eq!(view.text, "trực tuyến 80 %");
        assert_eq!(
            &"trực tuy\u{ad}ến \u{ad}80\u{a0}%"[view.span(0..view.text.len())],
            "trực tuy\u{ad}ến \u{ad}80\u{a0}%"
        );
    }
}
