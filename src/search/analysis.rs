//! Text as search sees it: tokens that are equal for every way to type the same word.
//!
//! The index (here) and the query (`themes/default/static/search.js`) must cut and fold texts alike; the vectors of
//! `tests/search/vectors.json` hold both to the same answers. The rules, in the order in which they apply:
//!
//! 1. The text is taken in NFC. A token is a run of letters or of digits; between letters and digits it ends, so that
//!    `QĐ1954` is read as `QĐ 1954`.
//! 2. Letters lose case and marks, `đ` becomes `d` (as do `ð` and `ɖ`, whose capitals look like `Đ` and stand for it in
//!    converted texts), and a closing `y` after a consonant or `qu` becomes `i` (`kỹ`, `kĩ`).
//! 3. Numbers lose leading zeros (`06` is `6`); points between groups of three digits go (`1.234.567`, `1.234,5`; none
//!    after a lone `0`), one other separator is a decimal sign (`42,88` and `42.88`), more than one separate parts
//!    (`31.12.2025`).
//! 4. The form of a token keeps the marks, with the tone taken out of its place, so that `hoà` and `hòa` are one form.
//! 5. Signs that end a sentence part neighbours: pairs are made of tokens of one sentence.

use std::sync::LazyLock;

use unicode_normalization::char::decompose_canonical;

use crate::text::nfc;

/// A token of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// Without case, marks and leading zeros.
    pub folded: &'a str,
    /// A hash of the spelling with marks, the same for every place of the tone.
    pub form: u16,
    /// Whether it follows the token before it inside one sentence.
    pub joined: bool,
    /// Its bytes in the NFC of the text.
    pub start: usize,
    pub end: usize,
}

/// The first value of the 32-bit FNV-1a hash over UTF-16 units, of which a form is both halves, exclusive-or.
const FORM_BASIS: u32 = 0x811c_9dc5;
const FORM_PRIME: u32 = 0x0100_0193;

/// Consonants after which a closing `y` and `i` are spellings of one sound.
const BEFORE_Y: &[u8] = b"bcdghklmnprstvx";

/// Calls `each` for every token of a text, in order.
pub fn tokens(text: &str, mut each: impl FnMut(Token)) {
    let text = nfc(text);
    let mut run = Run::default();
    let mut joined = false;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let end = at + letter.len_utf8();
        with_parts(letter, |parts| {
            // A mark goes on with a run of letters and begins none.
            let kind = if parts.is_mark && run.kind == Kind::Letters { Kind::Letters } else { parts.kind };
            if kind != Kind::Other {
                if kind != run.kind {
                    joined = run.flush(joined, &mut each);
                    run.start(kind, at);
                }
                run.take(parts, end);
                return;
            }
            // A sign between two digits belongs to the number.
            let next_is_digit = letters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
            if run.kind == Kind::Digits && matches!(letter, '.' | ',') && next_is_digit {
                run.folded.push(letter);
                run.end = end;
                return;
            }
            joined = run.flush(joined, &mut each) && !ends_sentence(letter);
        });
    }
    run.flush(joined, &mut each);
}

/// The form of two neighbours.
pub fn pair_form(first: u16, second: u16) -> u16 {
    first.wrapping_mul(31).wrapping_add(second)
}

fn ends_sentence(letter: char) -> bool {
    matches!(letter, '.' | '!' | '?' | ';' | ':' | '…' | '\n' | '\r')
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Other,
    Letters,
    Digits,
}

/// A character in lower case, taken apart.
#[derive(Debug)]
struct Parts {
    kind: Kind,
    is_mark: bool,
    /// Without marks.
    folded: String,
    /// With the marks that tell vowels apart, without the tone.
    spelled: String,
    tone: Option<char>,
}

impl Parts {
    fn of(letter: char) -> Self {
        let (mut folded, mut spelled, mut tone) = (String::new(), String::new(), None);
        for lower in letter.to_lowercase() {
            decompose_canonical(lower, |part| {
                let part = if matches!(part, 'ð' | 'ɖ') { 'đ' } else { part };
                if !is_mark(part) {
                    folded.push(if part == 'đ' { 'd' } else { part });
                }
                match part {
                    '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tone = Some(part),
                    other => spelled.push(other),
                }
            });
        }
        let kind = match letter {
            '0'..='9' => Kind::Digits,
            _ if !folded.is_empty() && folded.chars().all(is_word) => Kind::Letters,
            _ => Kind::Other,
        };
        Self { kind, is_mark: is_mark(letter), folded, spelled, tone }
    }
}

/// The parts of all characters up to the last with Vietnamese marks, which are nearly all that a text has.
static USUAL: LazyLock<Vec<Parts>> = LazyLock::new(|| ('\0'..='\u{1eff}').map(Parts::of).collect());

fn with_parts(letter: char, then: impl FnOnce(&Parts)) {
    match USUAL.get(letter as usize) {
        Some(parts) => then(parts),
        None => then(&Parts::of(letter)),
    }
}

/// The marks that letters of Latin, Greek and Cyrillic are written with.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// Letters, taken apart, of the scripts that may stand in a Vietnamese site (Hangul comes apart, too); spelled out, so
/// that no version of Unicode changes it.
fn is_word(letter: char) -> bool {
    matches!(letter, 'a'..='z' | '\u{df}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{370}'..='\u{37d}'
        | '\u{37f}'..='\u{386}' | '\u{388}'..='\u{481}' | '\u{48a}'..='\u{52f}' | '\u{e00}'..='\u{eff}' | '\u{1100}'..='\u{11ff}'
        | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// A token that is being read.
#[derive(Debug, Default)]
struct Run {
    kind: Kind,
    folded: String,
    /// Letters with the marks that tell vowels apart, then the tone.
    spelled: String,
    tone: Option<char>,
    start: usize,
    end: usize,
}

impl Run {
    fn start(&mut self, kind: Kind, at: usize) {
        self.kind = kind;
        self.start = at;
        self.end = at;
        self.folded.clear();
        self.spelled.clear();
        self.tone = None;
    }

    fn take(&mut self, parts: &Parts, end: usize) {
        self.end = end;
        add(&mut self.folded, &parts.folded);
        add(&mut self.spelled, &parts.spelled);
        self.tone = parts.tone.or(self.tone);
    }

    /// Hands the run over as one token or, for a number with several signs, more; gives whether a next one is joined.
    fn flush(&mut self, joined: bool, each: &mut impl FnMut(Token)) -> bool {
        let kind = std::mem::take(&mut self.kind);
        match kind {
            Kind::Other => joined,
            Kind::Letters => {
                self.level_y();
                let form = form_of(self.spelled.chars().chain(self.tone));
                each(Token { folded: &self.folded, form, joined, start: self.start, end: self.end });
                true
            }
            Kind::Digits => {
                let mut joined = joined;
                for (folded, from, to) in numbers(&self.folded) {
                    let form = form_of(folded.chars());
                    let (start, end) = (self.start + from, self.start + to);
                    each(Token { folded: &folded, form, joined, start, end });
                    joined = true;
                }
                true
            }
        }
    }

    fn level_y(&mut self) {
        let [before @ .., b'y'] = self.folded.as_bytes() else { return };
        let rest = &self.folded[..before.len()];
        let after_consonant = before.last().is_some_and(|before| BEFORE_Y.contains(before));
        if after_consonant || rest == "qu" {
            self.folded.pop();
            self.folded.push('i');
            if let Some(at) = self.spelled.rfind('y') {
                self.spelled.replace_range(at..=at, "i");
            }
        }
    }
}

/// Nearly all parts are single letters of ASCII, which need no copying of memory.
fn add(text: &mut String, part: &str) {
    match part.as_bytes() {
        [letter] => text.push(char::from(*letter)),
        _ => text.push_str(part),
    }
}

fn form_of(letters: impl Iterator<Item = char>) -> u16 {
    let mut hash = FORM_BASIS;
    let mut units = [0; 2];
    for letter in letters {
        for unit in letter.encode_utf16(&mut units) {
            hash = (hash ^ u32::from(*unit)).wrapping_mul(FORM_PRIME);
        }
    }
    (hash >> 16) as u16 ^ hash as u16
}

/// The numbers of a run of digits, points and commas, each with its place in the run.
fn numbers(run: &str) -> Vec<(String, usize, usize)> {
    let parts: Vec<&str> = run.split(['.', ',']).collect();
    let whole = |text: String| vec![(text, 0, run.len())];
    if parts.len() == 1 {
        return whole(without_zeros(run).to_owned());
    }
    if is_grouped(run) {
        return whole(parts.concat());
    }
    if let Some((units, fraction)) =
        run.rsplit_once(',').filter(|(units, rest)| is_grouped(units) && !rest.contains('.'))
    {
        return whole(format!("{}.{fraction}", units.replace('.', "")));
    }
    if let [units, fraction] = parts[..] {
        return whole(format!("{}.{fraction}", without_zeros(units)));
    }
    let mut at = 0;
    let each = parts.into_iter().map(|part| {
        let start = at;
        at += part.len() + 1;
        (without_zeros(part).to_owned(), start, start + part.len())
    });
    each.collect()
}

/// Thousands with points between them: `1.234`.
fn is_grouped(run: &str) -> bool {
    let mut groups = run.split('.');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && !first.contains(',')
        && !rest.is_empty()
        && rest.iter().all(|group| group.len() == 3 && !group.contains(','))
}

fn without_zeros(digits: &str) -> &str {
    match digits.trim_start_matches('0') {
        "" => "0",
        rest => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let mut out = String::new();
        tokens(text, |token| {
            if !out.is_empty() {
                out.push(if token.joined { ' ' } else { '|' });
            }
            out.push_str(token.folded);
        });
        out
    }

    fn forms(text: &str) -> Vec<u16> {
        let mut forms = Vec::new();
        tokens(text, |token| forms.push(token.form));
        forms
    }

    #[test]
    fn texts_become_tokens() {
        for (text, expected) in [
            ("Cải cách HÀNH chính", "cai cach hanh chinh"),
            ("1954/QĐ-UBND", "1954 qd ubnd"),
            ("QĐ1954", "qd 1954"),
            ("06/10/2021", "6 10 2021"),
            ("31.12.2025", "31 12 2025"),
            ("1.234.567 hồ sơ", "1234567 ho so"),
            ("1.234,5 tỷ; 0.726; 8.304,2.2; 2,0.101", "1234.5 ti|0.726|8 304 2 2|2 0 101"),
            ("42,88 điểm; 42.88 điểm", "42.88 diem|42.88 diem"),
            ("Một câu. Câu hai", "mot cau|cau hai"),
            ("kỹ năng, kĩ năng, quý, uỷ", "ki nang ki nang qui uy"),
            ("K'Brêô – Ea H'leo", "k breo ea h leo"),
            ("đ Đ ☺ 100%", "d d 100"),
            ("", ""),
        ] {
            assert_eq!(folded(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_form_keeps_marks_and_forgets_where_the_tone_stands() {
        for (one, other) in [("hòa", "hoà"), ("Uỷ", "ỦY"), ("thúy", "thuý"), ("kỹ", "kĩ"), ("Hạnh", "Ha\u{323}nh")]
        {
            assert_eq!(forms(one), forms(other), "{one} {other}");
        }
        let twins: std::collections::BTreeSet<_> = ["hanh", "hành", "hạnh", "hảnh", "hãnh", "hánh"].map(forms).into();
        assert_eq!(twins.len(), 6);
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "Số 06/2021: Đạt";
        let mut cut = Vec::new();
        tokens(text, |token| cut.push(text[token.start..token.end].to_owned()));
        assert_eq!(cut, ["Số", "06", "2021", "Đạt"]);
    }
}
