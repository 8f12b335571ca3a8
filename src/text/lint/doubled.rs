//! Doubled words: "các các", "hiệu quả hiệu quả".
//!
//! Vietnamese doubles syllables for good reasons: reduplication ("luôn luôn"), and two compounds that meet in the same
//! syllable ("hệ thống thống nhất"). Both are left alone.

use std::ops::Range;

use super::compounds::{REDUPLICATIONS, is_compound};
use super::{Finding, Found};

pub(super) fn scan(text: &str, words: &[Range<usize>], found: &mut Vec<Found>) {
    // Nearly all neighbours differ in their first letter, so most are told apart without being read.
    let first = |range: &Range<usize>| text[range.clone()].chars().flat_map(char::to_lowercase).next();
    let doubles = Doubles { text, words, initials: words.iter().map(first).collect() };
    let mut index = 0;
    while index + 1 < words.len() {
        let length = if doubles.single_at(index) {
            1
        } else if doubles.pair_at(index) {
            2
        } else {
            index += 1;
            continue;
        };
        // A word that stands three times is one mistake, so the range runs to the last repetition.
        let mut last = index + 2 * length - 1;
        while (1..=length)
            .all(|step| doubles.same(last + step - length, last + step) && doubles.touches(last + step - 1))
        {
            last += length;
        }
        found.push(Found { range: words[index].start..words[last].end, finding: Finding::DoubledWord });
        index = last + 1;
    }
}

struct Doubles<'a> {
    text: &'a str,
    words: &'a [Range<usize>],
    /// The first letter of every word, in lower case.
    initials: Vec<Option<char>>,
}

impl Doubles<'_> {
    fn word(&self, index: usize) -> &str {
        &self.text[self.words[index].clone()]
    }

    fn lower(&self, index: usize) -> String {
        self.word(index).to_lowercase()
    }

    fn same(&self, first: usize, second: usize) -> bool {
        if second >= self.words.len() || self.initials[first] != self.initials[second] {
            return false;
        }
        let lower = |index| self.word(index).chars().flat_map(char::to_lowercase);
        lower(first).eq(lower(second))
    }

    /// Whether nothing but white space stands between a word and the next one.
    fn touches(&self, index: usize) -> bool {
        is_plain_gap(self.text, self.words[index].end, self.words[index + 1].start)
    }

    fn single_at(&self, index: usize) -> bool {
        let is_repeated = || !REDUPLICATIONS.contains(&self.lower(index).as_str());
        self.same(index, index + 1)
            && self.touches(index)
            && counts(self.word(index))
            && is_repeated()
            && !self.is_name(index)
            && !self.compounds_meet(index)
    }

    fn pair_at(&self, index: usize) -> bool {
        index + 3 < self.words.len()
            && self.same(index, index + 2)
            && self.same(index + 1, index + 3)
            && (index..index + 3).all(|at| self.touches(at))
            // Four equal words are a reduplication or were reported as a doubled single word.
            && !self.same(index, index + 1)
            && (index..index + 2).all(|at| !has_digit(self.word(at)))
            && (index..index + 2).any(|at| counts(self.word(at)))
    }

    /// A person or place can be called "Minh Minh"; a doubled function word at the start of a sentence has one capital.
    fn is_name(&self, index: usize) -> bool {
        let is_capitalised = |range: &Range<usize>| {
            let mut letters = self.text[range.clone()].chars();
            letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
        };
        self.words[index..index + 2].iter().all(is_capitalised)
    }

    /// "hệ thống thống nhất": the first syllable ends one known compound and the second begins another.
    fn compounds_meet(&self, index: usize) -> bool {
        let syllable = self.lower(index);
        let before = index.checked_sub(1).filter(|before| self.touches(*before)).map(|before| self.lower(before));
        let is_after = index + 2 < self.words.len() && self.touches(index + 1);
        let after = is_after.then(|| self.lower(index + 2));
        match (before, after) {
            (Some(before), Some(after)) => is_compound(&before, &syllable) && is_compound(&syllable, &after),
            _ => false,
        }
    }
}

/// Numbers and one-letter tokens are repeated in tables and lists on purpose.
fn counts(word: &str) -> bool {
    !has_digit(word) && word.chars().nth(1).is_some()
}

fn has_digit(word: &str) -> bool {
    word.chars().any(char::is_numeric)
}

/// Only white space, and at most one line end, after which the sentence goes on in lower case: a heading and the
/// paragraph below it may well begin with the same word.
fn is_plain_gap(text: &str, start: usize, end: usize) -> bool {
    let gap = &text[start..end];
    if gap.is_empty() || !gap.chars().all(char::is_whitespace) {
        return false;
    }
    match gap.matches('\n').count() {
        0 => true,
        1 => text[end..].chars().next().is_some_and(char::is_lowercase),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::text::lint::{Finding, scan};

    fn doubled(text: &str) -> Vec<&str> {
        let found = scan(text).into_iter().filter(|one| one.finding == Finding::DoubledWord);
        found.map(|one| &text[one.range]).collect()
    }

    #[test]
    fn doubled_words() {
        for (text, expected) in [
            ("nâng cao hiệu quả hiệu quả quản lý", vec!["hiệu quả hiệu quả"]),
            ("các các sở", vec!["các các"]),
            ("Các các sở", vec!["Các các"]),
            ("của của của tỉnh", vec!["của của của"]),
            ("cải cách cách hành chính", vec!["cách cách"]),
            ("UBND UBND tỉnh", vec!["UBND UBND"]),
            ("các\u{a0}các sở", vec!["các\u{a0}các"]),
            ("được\nđược giao", vec!["được\nđược"]),
            ("Kế hoạch\nKế hoạch này", vec![]),
            ("ngày ngày, nhà nhà, người người, từ từ, luôn luôn, song song, hằng hằng, xanh xanh", vec![]),
            ("hệ thống thống nhất và giao thông thông minh", vec![]),
            ("thực hiện hiện đại hóa", vec![]),
            ("cơ quan quan trọng", vec![]),
            ("các, các sở", vec![]),
            ("các - các", vec![]),
            ("10 10", vec![]),
            ("a a b b", vec![]),
            ("tốp 5 tốp 5", vec![]),
            ("chị Minh Minh", vec![]),
            ("ý kiến ý kiến góp ý", vec!["ý kiến ý kiến"]),
            ("| các | các |", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(doubled(text), expected, "{text:?}");
        }
    }

    #[test]
    fn long_repetition_is_one_finding() {
        let text = "hiệu quả ".repeat(5000);
        assert_eq!(scan(&text).len(), 1);
    }
}
