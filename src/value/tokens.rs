//! Words, runs of digits and signs of a short text, with their places: what the parsers of dates, periods and goals have
//! in common. Takes a text, gives tokens; what they mean together is left to those parsers.

use std::ops::Range;

use super::{Number, ValueError, parse_number};
use crate::text::{fold, fold_char, is_alphanumeric};

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, folded: `Quý` is `quy`.
    Word(String),
    /// A run of digits; its value when it has at most four digits, else a value that fits nothing.
    Digits(u32),
    /// Any other visible character; all dashes are `-`.
    Sign(char),
}

/// A token and its place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub kind: Kind,
    pub range: Range<usize>,
    /// A word in lower case with its marks; empty for other tokens.
    pub lower: String,
    /// Whether white space, or the start of the text, stands before it.
    pub spaced: bool,
}

/// The value of digits that are too many for a day, a month or a year.
const TOO_LONG: u32 = u32::MAX;

/// A text and its tokens.
pub(crate) struct Tokens<'a> {
    pub text: &'a str,
    pub all: Vec<Token>,
}

impl<'a> Tokens<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut all: Vec<Token> = Vec::new();
        let mut letters = text.char_indices().peekable();
        let mut spaced = true;
        while let Some((start, letter)) = letters.next() {
            if letter.is_whitespace() {
                spaced = true;
                continue;
            }
            let class = class_of(letter);
            let mut end = start + letter.len_utf8();
            while let Some((index, next)) = letters.peek().copied() {
                if class == Class::Sign || class_of(next) != class || next.is_whitespace() {
                    break;
                }
                end = index + next.len_utf8();
                letters.next();
            }
            let part = &text[start..end];
            let lower = if class == Class::Letter { part.to_lowercase() } else { String::new() };
            all.push(Token { kind: kind_of(class, part), range: start..end, lower, spaced });
            spaced = false;
        }
        Self { text, all }
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The folded word at an index.
    pub fn word(&self, index: usize) -> Option<&str> {
        match &self.all.get(index)?.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The sign at an index.
    pub fn sign(&self, index: usize) -> Option<char> {
        match self.all.get(index)?.kind {
            Kind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    /// The digits at an index: their value and how many they are.
    pub fn digits(&self, index: usize) -> Option<(u32, usize)> {
        let token = self.all.get(index)?;
        match token.kind {
            Kind::Digits(value) => Some((value, token.range.len())),
            _ => None,
        }
    }

    /// A whole number of at most four digits.
    pub fn small_number(&self, index: usize) -> Option<u32> {
        self.digits(index).map(|(value, _)| value).filter(|value| *value != TOO_LONG)
    }

    /// Whether white space stands before the token.
    pub fn is_spaced(&self, index: usize) -> bool {
        self.all.get(index).is_none_or(|token| token.spaced)
    }

    /// The index after a phrase of lower-case words and signs, when it stands at `index`. Marks count ("giảm" is not
    /// "giám"), except on words that were typed without any.
    pub fn phrase(&self, index: usize, phrase: &str) -> Option<usize> {
        if !self.may_begin(index, phrase) {
            return None;
        }
        let mut next = index;
        for part in phrase.split(' ') {
            let token = self.all.get(next)?;
            let matches = match &token.kind {
                // A part without marks has only itself as its unmarked form.
                Kind::Word(word) => {
                    token.lower == part || (!part.is_ascii() && token.lower.is_ascii() && is_folded_from(word, part))
                }
                Kind::Sign(sign) => part.starts_with(*sign) && part.chars().nth(1).is_none(),
                Kind::Digits(value) => part.parse() == Ok(*value),
            };
            if !matches {
                return None;
            }
            next += 1;
        }
        Some(next)
    }

    /// Whether the first bytes allow a match. Parsers try some hundred phrases at every token, and this settles nearly all.
    fn may_begin(&self, index: usize, phrase: &str) -> bool {
        let (Some(token), Some(wanted)) = (self.all.get(index), phrase.bytes().next()) else { return false };
        match token.kind {
            Kind::Digits(_) => wanted.is_ascii_digit(),
            Kind::Sign('-') => wanted == b'-',
            Kind::Word(_) | Kind::Sign(_) => {
                let first = token.lower.bytes().next().or_else(|| self.text.as_bytes().get(token.range.start).copied());
                // A word typed without marks can begin a phrase whose first letter has one.
                let is_unmarked = || !wanted.is_ascii() && token.lower.is_ascii();
                // `đ` begins more phrases than all other letters with marks.
                first == Some(wanted) || (is_unmarked() && (!phrase.starts_with('đ') || first == Some(b'd')))
            }
        }
    }

    /// The index after the longest of some phrases, with the index of that phrase.
    pub fn any_phrase(&self, index: usize, phrases: &[&str]) -> Option<(usize, usize)> {
        let found = phrases.iter().enumerate().filter_map(|(which, phrase)| Some((self.phrase(index, phrase)?, which)));
        found.max_by_key(|(next, which)| (*next, std::cmp::Reverse(*which)))
    }

    /// The index after some filler words. More than a few in a row are no phrase, and following them all from every word
    /// of a repetitive text would take quadratic time.
    pub fn skip(&self, index: usize, fillers: &[&str]) -> usize {
        const MOST: usize = 5;
        let mut next = index;
        for _ in 0..MOST {
            match self.any_phrase(next, fillers) {
                Some((after, _)) => next = after,
                None => break,
            }
        }
        next
    }

    /// The text from one token to before another.
    pub fn slice(&self, from: usize, to: usize) -> &'a str {
        let Some(first) = self.all.get(from) else { return "" };
        let last = self.all[..to.min(self.len())].last().map_or(0, |token| token.range.end);
        self.text.get(first.range.start..last).unwrap_or("")
    }

    /// The number that begins at an index, separators included, and the index after it.
    pub fn number(&self, index: usize) -> Option<(Result<Number, ValueError>, usize)> {
        self.digits(index)?;
        let mut next = index + 1;
        while matches!(self.sign(next), Some('.' | ','))
            && !self.is_spaced(next)
            && !self.is_spaced(next + 1)
            && self.digits(next + 1).is_some()
        {
            next += 2;
        }
        Some((parse_number(self.slice(index, next)), next))
    }

    /// A year of four digits between 1900 and 2200.
    pub fn year(&self, index: usize) -> Option<i16> {
        let (value, length) = self.digits(index)?;
        if length != 4 || !(1900..=2200).contains(&value) {
            return None;
        }
        i16::try_from(value).ok()
    }
}

fn is_folded_from(word: &str, part: &str) -> bool {
    let mut rest = Some(word);
    for letter in part.chars() {
        fold_char(letter, |plain| rest = rest.and_then(|text| text.strip_prefix(plain)));
    }
    rest == Some("")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Sign,
}

fn class_of(letter: char) -> Class {
    if letter.is_ascii_digit() {
        Class::Digit
    } else if is_alphanumeric(letter) || unicode_normalization::char::is_combining_mark(letter) {
        Class::Letter
    } else {
        Class::Sign
    }
}

fn kind_of(class: Class, text: &str) -> Kind {
    match class {
        Class::Letter => Kind::Word(fold(text)),
        Class::Digit => Kind::Digits(text.parse().ok().filter(|_| text.len() <= 4).unwrap_or(TOO_LONG)),
        Class::Sign => Kind::Sign(match text.chars().next() {
            None | Some('‐' | '‑' | '‒' | '–' | '—' | '―' | '−') => '-',
            Some(sign) => sign,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_a_text() {
        let tokens = Tokens::new("Quý II/2025 – 8,3-8,5%, đến 30.6.");
        let kinds: Vec<String> = tokens
            .all
            .iter()
            .map(|token| match &token.kind {
                Kind::Word(word) => word.clone(),
                Kind::Digits(value) => value.to_string(),
                Kind::Sign(sign) => sign.to_string(),
            })
            .collect();
        assert_eq!(kinds.join(" "), "quy ii / 2025 - 8 , 3 - 8 , 5 % , den 30 . 6 .");
        assert_eq!(tokens.year(3), Some(2025));
        let (number, next) = tokens.number(5).expect("a number stands there");
        assert_eq!((number.map(|number| number.printed), next), (Ok("8,3".to_owned()), 8));
        assert_eq!(tokens.phrase(0, "quý ii"), Some(2));
        assert_eq!(tokens.any_phrase(0, &["quý", "quý ii", "năm"]), Some((2, 1)));
        assert_eq!(Tokens::new("quy ii").phrase(0, "quý ii"), Some(2));
        assert_eq!(Tokens::new("quỹ ii").phrase(0, "quý ii"), None);
        assert_eq!(tokens.slice(0, 4), "Quý II/2025");
        assert_eq!(Tokens::new("  ").len(), 0);
    }
}
