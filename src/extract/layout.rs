//! Lines, blocks and sentences of a text: what belongs together although a line breaks inside it, and what does not.
//!
//! Takes tokens, gives blocks (a heading, a list item, a paragraph or the row of a table) in their order, each with its
//! marker. Texts from PDF and legal databases break lines anywhere, lists often have no blank lines around them; so a
//! break is kept only where the next line begins something.

use std::ops::Range;

use crate::value::{Tokens, date_at};

/// What a block is, by its outer form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A line that names what follows.
    Heading,
    /// Text under a bullet, a letter or a number.
    Item,
    Paragraph,
    /// Cells that are parted by `|` or tabs.
    Row,
}

/// Lines that belong together.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// Its tokens, without the marker.
    pub tokens: Range<usize>,
    /// Where its first line begins in the cleaned text.
    pub start: usize,
    /// Where its last line ends.
    pub end: usize,
    pub form: Form,
    /// How deep its marker stands: 1 for parts, 6 for bullets; 9 without a marker.
    pub level: u8,
    /// Whether a blank line, or the start of the text, stands before it.
    pub after_blank: bool,
}

/// The level of text without a marker.
pub(super) const NO_MARKER: u8 = 9;
/// The level of a bullet.
pub(super) const BULLET: u8 = 6;
/// More words than this are no heading.
const LONGEST_HEADING: usize = 22;

struct Line {
    start: usize,
    end: usize,
    tokens: Range<usize>,
    content: usize,
    level: u8,
    is_row: bool,
    after_blank: bool,
}

/// The blocks of a text.
pub(super) fn blocks(tokens: &Tokens) -> Vec<Block> {
    let lines = lines(tokens);
    let width = wrap_width(tokens, &lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut last: Option<&Line> = None;
    for line in &lines {
        match (blocks.last_mut(), last) {
            (Some(block), Some(before)) if continues(tokens, before, line, width) => {
                block.tokens.end = line.tokens.end;
                block.end = line.end;
            }
            _ => blocks.push(Block {
                tokens: line.content..line.tokens.end,
                start: line.start,
                end: line.end,
                form: if line.is_row { Form::Row } else { Form::Paragraph },
                level: line.level,
                after_blank: line.after_blank,
            }),
        }
        last = Some(line);
    }
    for block in &mut blocks {
        block.form = form_of(tokens, block);
    }
    blocks
}

/// Lines that hold something.
fn lines(tokens: &Tokens) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut start, mut index, mut after_blank) = (0, 0, true);
    for part in tokens.text.split_inclusive('\n') {
        let end = start + part.len();
        let first = index;
        while tokens.all.get(index).is_some_and(|token| token.range.start < end) {
            index += 1;
        }
        if first == index || is_rule(tokens, first..index) {
            after_blank = true;
        } else {
            let is_row = is_row(part);
            let (content, level) = if is_row { (first, NO_MARKER) } else { marker(tokens, first, index) };
            let shown = part.trim_end().len();
            lines.push(Line { start, end: start + shown, tokens: first..index, content, level, is_row, after_blank });
            after_blank = false;
        }
        start = end;
    }
    lines
}

/// "-------" and a lone "|", which legal databases put between the cells of a heading.
fn is_rule(tokens: &Tokens, line: Range<usize>) -> bool {
    line.clone().all(|index| matches!(tokens.sign(index), Some('-' | '_' | '=' | '*' | '|' | '~' | '.')))
}

fn is_row(line: &str) -> bool {
    let trimmed = line.trim();
    let bars = trimmed.matches('|').count();
    bars >= 3 || (trimmed.starts_with('|') && bars >= 2) || trimmed.matches('\t').count() >= 2
}

/// The index after a marker and its level.
fn marker(tokens: &Tokens, first: usize, end: usize) -> (usize, u8) {
    let none = (first, NO_MARKER);
    if let Some(sign) = tokens.sign(first) {
        let level = match sign {
            '-' => BULLET,
            '+' => 7,
            '•' | '●' | '*' | '◦' | '○' | '▪' | '■' | '□' | '➢' | '❖' | '✓' | '►' | '→' | '·' | '⁃' | '\u{f0b7}' => {
                BULLET
            }
            _ => return none,
        };
        return if first + 1 < end { (first + 1, level) } else { none };
    }
    if date_at(tokens, first).is_some() {
        return none;
    }
    numbered(tokens, first).filter(|(next, _)| *next <= end).unwrap_or(none)
}

/// "I.", "2.", "2.1.", "a)", "Điều 3.", "Phần thứ nhất".
fn numbered(tokens: &Tokens, first: usize) -> Option<(usize, u8)> {
    if let Some((next, which)) = tokens.any_phrase(first, &["phần", "chương", "mục", "điều"]) {
        let is_counted = tokens.digits(next).is_some() || roman(tokens, next) || tokens.phrase(next, "thứ").is_some();
        let closes = matches!(tokens.sign(next + 1), Some('.' | ':')) || tokens.is_spaced(next + 1);
        return (is_counted && closes)
            .then(|| (next + 1 + usize::from(tokens.sign(next + 1).is_some()), [1, 1, 2, 3][which]));
    }
    let closes = |at: usize| {
        matches!(tokens.sign(at), Some('.' | ')' | '/')) && tokens.is_spaced(at + 1) && !tokens.is_spaced(at)
    };
    if roman(tokens, first) && (closes(first + 1) || tokens.sign(first + 1) == Some('-')) {
        return Some((first + 2, 2));
    }
    if tokens.word(first).is_some_and(|word| word.len() == 1) && closes(first + 1) {
        let is_capital = tokens.slice(first, first + 1).chars().all(char::is_uppercase);
        return Some((first + 2, if is_capital { 1 } else { 5 }));
    }
    let mut at = first;
    let mut depth = 0;
    while tokens.digits(at).is_some_and(|(_, length)| length <= 2) {
        depth += 1;
        at += 1;
        if tokens.sign(at) == Some('.') && !tokens.is_spaced(at + 1) && tokens.digits(at + 1).is_some() && depth < 4 {
            at += 1;
            continue;
        }
        break;
    }
    let level = 2 + u8::try_from(depth).unwrap_or(4);
    match depth {
        0 => None,
        1 if closes(at) => Some((at + 1, level)),
        1 => None,
        // "1.1 Mục tiêu" is written without the last dot, too.
        _ if closes(at) => Some((at + 1, level.min(5))),
        _ if tokens.is_spaced(at) && tokens.word(at).is_some() && starts_upper(tokens, at) => Some((at, level.min(5))),
        _ => None,
    }
}

fn roman(tokens: &Tokens, index: usize) -> bool {
    let Some(token) = tokens.all.get(index) else { return false };
    let text = &tokens.text[token.range.clone()];
    text.len() <= 5 && !text.is_empty() && text.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'))
}

/// How long the lines of a wrapped text are: a line that is much shorter ends by itself. None for texts that are not
/// wrapped.
fn wrap_width(tokens: &Tokens, lines: &[Line]) -> Option<usize> {
    const SHORTEST: usize = 24;
    let length = |line: &Line| tokens.text[line.start..line.end].chars().count();
    let pairs = lines.windows(2).filter(|pair| length(&pair[0]) >= SHORTEST);
    let (mut wrapped, mut widths) = (0, Vec::new());
    for pair in pairs {
        widths.push(length(&pair[0]));
        wrapped +=
            usize::from(!pair[1].after_blank && starts_lower(tokens, pair[1].tokens.start) && !ends(tokens, &pair[0]));
    }
    if wrapped < 2 || wrapped * 6 < widths.len() {
        return None;
    }
    widths.sort_unstable();
    widths.get(widths.len() * 3 / 4).copied()
}

/// Whether a line goes on with the one before it.
fn continues(tokens: &Tokens, before: &Line, line: &Line, width: Option<usize>) -> bool {
    if line.after_blank || line.is_row || before.is_row {
        return false;
    }
    let is_marked = line.level != NO_MARKER;
    let first = line.tokens.start;
    if is_marked && (line.level != BULLET || !is_dangling_dash(tokens, before, line)) {
        return false;
    }
    if hangs(tokens, before) {
        return true;
    }
    if ends(tokens, before) {
        return false;
    }
    let is_continuation = starts_lower(tokens, first)
        || matches!(tokens.sign(first), Some('%' | ',' | ')' | '.' | ';' | '/' | '-' | '"' | '”'));
    if is_continuation {
        return true;
    }
    let both_capitals = is_capitals(tokens, before.tokens.clone()) && is_capitals(tokens, line.tokens.clone());
    if both_capitals {
        return before.level != NO_MARKER || line.level != NO_MARKER || width.is_some();
    }
    let length = tokens.text[before.start..before.end].chars().count();
    width.is_some_and(|width| length * 10 >= width * 7) && !is_capitals(tokens, before.tokens.clone())
}

/// "phát triển kinh tế\n- xã hội": a hyphen between two words, at the start of a line.
fn is_dangling_dash(tokens: &Tokens, before: &Line, line: &Line) -> bool {
    let last = before.tokens.end - 1;
    starts_lower(tokens, line.content)
        && tokens.phrase(last, "tế").is_some()
        && tokens.phrase(line.content, "xã").is_some()
}

/// Whether the last word of a line cannot end anything.
fn hangs(tokens: &Tokens, line: &Line) -> bool {
    const HANGING: [&str; 22] = [
        "số", "ngày", "tháng", "năm", "và", "của", "đạt", "từ", "đến", "tối", "ít", "trên", "dưới", "về", "theo",
        "các", "tại", "trong", "với", "cho", "nghị", "quyết",
    ];
    let last = line.tokens.end - 1;
    let is_open = matches!(tokens.sign(last), Some(',' | '/' | '-' | '(' | '&' | '≥' | '>' | '<' | '≤'));
    is_open || (!is_capitals(tokens, line.tokens.clone()) && tokens.any_phrase(last, &HANGING).is_some())
}

/// Whether a line ends with a sign that ends a sentence or a clause.
fn ends(tokens: &Tokens, line: &Line) -> bool {
    let last = line.tokens.end - 1;
    matches!(tokens.sign(last), Some('.' | ';' | ':' | '!' | '?' | '…'))
}

pub(super) fn starts_lower(tokens: &Tokens, index: usize) -> bool {
    tokens
        .all
        .get(index)
        .and_then(|token| tokens.text[token.range.start..].chars().next())
        .is_some_and(char::is_lowercase)
}

pub(super) fn starts_upper(tokens: &Tokens, index: usize) -> bool {
    tokens
        .all
        .get(index)
        .and_then(|token| tokens.text[token.range.start..].chars().next())
        .is_some_and(char::is_uppercase)
}

/// Whether words stand in capitals only.
pub(super) fn is_capitals(tokens: &Tokens, range: Range<usize>) -> bool {
    let mut letters = tokens.slice(range.start, range.end).chars().filter(|letter| letter.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|letter| !letter.is_lowercase())
}

fn form_of(tokens: &Tokens, block: &Block) -> Form {
    if block.form == Form::Row {
        return Form::Row;
    }
    let length = block.tokens.len();
    let last = block.tokens.end.saturating_sub(1);
    let is_open = !matches!(tokens.sign(last), Some('.' | ';' | ',' | '!' | '?' | '…'));
    let has_figure = block.tokens.clone().any(|index| tokens.digits(index).is_some() && tokens.year(index).is_none());
    let is_short = length <= LONGEST_HEADING && is_open && !has_figure;
    let is_title =
        is_capitals(tokens, block.tokens.clone()) || (block.level < BULLET && starts_upper(tokens, block.tokens.start));
    // "1. Năm 2023" and "Đến năm 2025:" name what follows as well.
    let leads = tokens.sign(last) == Some(':');
    if is_short && length > 0 && (is_title || leads) {
        return Form::Heading;
    }
    if block.level == NO_MARKER { Form::Paragraph } else { Form::Item }
}

/// The sentences of a block, as ranges of tokens.
pub(super) fn sentences(tokens: &Tokens, block: Range<usize>) -> Vec<Range<usize>> {
    // Every figure is weighed with the words of its sentence: a text without full stops must not make that quadratic.
    const LONGEST: usize = 600;
    let mut sentences = Vec::new();
    let mut start = block.start;
    for index in block.clone() {
        if ends_sentence(tokens, index, block.end) || index + 1 - start >= LONGEST {
            sentences.push(start..index + 1);
            start = index + 1;
        }
    }
    if start < block.end {
        sentences.push(start..block.end);
    }
    sentences
}

fn ends_sentence(tokens: &Tokens, index: usize, end: usize) -> bool {
    let next = index + 1;
    match tokens.sign(index) {
        Some('!' | '?' | '…') => return next >= end || starts_upper(tokens, next),
        Some('.') => {}
        _ => return false,
    }
    if next >= end {
        return true;
    }
    // "TP. Cần Thơ", "v.v", "20.000": an abbreviation or a number goes on.
    let before = index.checked_sub(1).map_or("", |before| tokens.slice(before, index));
    let is_short = before.chars().count() <= 3 && before.chars().all(|letter| letter.is_uppercase());
    let is_abbreviation = is_short
        && !before.is_empty()
        && matches!(before, "TP" | "TX" | "TT" | "P" | "Q" | "H" | "X" | "ThS" | "TS" | "Đ" | "Tp");
    let begins = !starts_lower(tokens, next) && (tokens.is_spaced(next) || tokens.word(next).is_some());
    begins && !is_abbreviation
}
