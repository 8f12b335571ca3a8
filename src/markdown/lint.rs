//! What authors overlook in the text of a body: marks that will be printed, lists that are none, links that say
//! nothing. Gives places and kinds; whether and how to speak of them is decided elsewhere.

use super::paragraph::fold_spaces;
use std::ops::Range;

/// Link texts that say nothing outside their sentence, folded. Screen readers list links by their text alone.
const BARE_TEXTS: [&str; 20] = [
    "tai day",
    "o day",
    "day",
    "xem tai day",
    "tai ve tai day",
    "xem o day",
    "vao day",
    "bam vao day",
    "nhan vao day",
    "xem them",
    "xem chi tiet",
    "chi tiet",
    "link",
    "lien ket",
    "duong dan",
    "here",
    "click here",
    "see here",
    "read more",
    "more",
];

/// Whether a link text says nothing by itself.
pub(super) fn is_bare(text: &str) -> bool {
    // Longer than any of the list, and not worth folding.
    if text.len() > 60 {
        return false;
    }
    let folded = fold_spaces(text);
    let words = folded.trim_matches(|letter: char| !letter.is_alphanumeric());
    BARE_TEXTS.contains(&words)
}

/// Runs of two or three asterisks in the source of a text that will be printed, each with whether it could open an
/// emphasis (else close one).
pub(super) fn asterisks(source: &str) -> Vec<(Range<usize>, bool)> {
    let mut found = Vec::new();
    // A single byte is found many times faster than a pair, and most texts hold none.
    let mut position = if source.as_bytes().contains(&b'*') { 0 } else { source.len() };
    while let Some(offset) = source[position..].find("**") {
        let start = position + offset;
        let end = start + source[start..].bytes().take_while(|byte| *byte == b'*').count();
        position = end;
        let before = source[..start].chars().next_back().unwrap_or(' ');
        let after = source[end..].chars().next().unwrap_or(' ');
        let escaped = before == '\\';
        let note_mark = before == '(' && after == ')';
        let alone = before.is_whitespace() && after.is_whitespace();
        if end - start <= 3 && !escaped && !note_mark && !alone {
            found.push((start..end, before.is_whitespace() || !after.is_whitespace() && before.is_ascii_punctuation()));
        }
    }
    found
}

/// Footnote references in the source of a text: only those without definition stay text.
pub(super) fn footnote_references(source: &str) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    let mut position = if source.as_bytes().contains(&b'[') { 0 } else { source.len() };
    while let Some(offset) = source[position..].find("[^") {
        let start = position + offset;
        position = start + 2;
        if source[..start].ends_with('\\') {
            continue;
        }
        let name_length = source[position..].find([']', '[', '^', ' ', '\n']).unwrap_or(0);
        let end = position + name_length;
        if name_length > 0 && source[end..].starts_with(']') {
            found.push((start..end + 1, &source[position..end]));
            position = end + 1;
        }
    }
    found
}

/// The addresses of links and images that were not understood: of a text of `body` that holds `]` before `(`. One that was
/// understood is no text.
pub(super) fn unread_links(body: &str, text: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // Most texts hold no bracket.
    let mut position = if body.as_bytes()[text.clone()].contains(&b']') { text.start } else { text.end };
    while let Some(offset) = body[position..text.end].find(']') {
        let bracket = position + offset;
        position = bracket + 1;
        if body[..bracket].ends_with('\\') || !body[position..].starts_with('(') {
            continue;
        }
        let start = position + 1;
        match closing(&body[start..]) {
            Some(length) => found.push(start..start + length),
            // Nothing on this line closes, and a line of brackets alone is not searched for each of them.
            None => position = body[start..text.end.max(start)].find('\n').map_or(text.end, |line| start + line),
        }
    }
    found
}

/// How far on its line the bracket that was opened before a text is closed, as those inside are: `ke hoach (1).pdf)`.
fn closing(text: &str) -> Option<usize> {
    let mut open = 0;
    for (at, sign) in text.char_indices() {
        match sign {
            '(' => open += 1,
            ')' if open == 0 => return Some(at),
            ')' => open -= 1,
            '\n' => return None,
            _ => {}
        }
    }
    None
}

/// Bullets of Word that Markdown does not know.
const BULLETS: [char; 16] = ['–', '—', '•', '·', '‣', '▪', '▫', '◦', '●', '○', '■', '□', '♦', '➢', '❖', '\u{f0b7}'];

/// The first line of a paragraph's source that looks like an item of a list.
pub(super) fn fake_list(source: &str) -> Option<(Range<usize>, char)> {
    let mut line_start = 0;
    for line in source.split_inclusive('\n') {
        let text = line.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '>');
        if let Some(marker) = item_marker(text) {
            let start = line_start + line.len() - text.len();
            return Some((start..start + marker.len_utf8(), marker));
        }
        line_start += line.len();
    }
    None
}

fn item_marker(line: &str) -> Option<char> {
    let mut letters = line.chars();
    let marker = letters.next()?;
    let next = letters.next()?;
    let is_item = match marker {
        // `-Xây dựng` and `+Xây dựng` lack the space; before a number they are signs, before themselves rules.
        '-' | '+' => next.is_alphabetic() || next == '\u{a0}',
        '–' | '—' => next.is_whitespace() || next.is_alphabetic(),
        _ => BULLETS.contains(&marker),
    };
    is_item.then_some(marker)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_texts() {
        for (text, expected) in [
            ("tại đây", true),
            ("Tại  Đây.", true),
            ("(xem tại đây)", true),
            ("Click here", true),
            ("Kế hoạch 1954", false),
            ("tải Quyết định tại đây", false),
            ("", false),
        ] {
            assert_eq!(is_bare(text), expected, "{text}");
        }
    }

    #[test]
    fn printed_asterisks() {
        for (source, expected) in [
            ("**Điều 1.**Phạm vi", vec![(0, true), (12, true)]),
            (r"\*\*x", vec![]),
            ("Ghi chú (**) a ** b *****", vec![]),
            ("5*3*2", vec![]),
            ("a **", vec![]),
        ] {
            let found: Vec<_> = asterisks(source).into_iter().map(|(range, opens)| (range.start, opens)).collect();
            assert_eq!(found, expected, "{source}");
        }
    }

    #[test]
    fn references() {
        for (source, expected) in [
            ("a[^1] [^ b] [^c", vec!["1"]),
            (r"\[^1]", vec![]),
            ("[^a[^b]", vec!["b"]),
            ("[^ghi-chú]", vec!["ghi-chú"]),
        ] {
            let found: Vec<_> = footnote_references(source).into_iter().map(|(_, name)| name).collect();
            assert_eq!(found, expected, "{source}");
        }
    }

    #[test]
    fn fake_lists() {
        for (source, expected) in [
            ("– Một\n– Hai", Some((0, '–'))),
            ("Gồm:\n  • Một", Some((9, '•'))),
            ("-Xây dựng", Some((0, '-'))),
            ("+\u{a0}Một", Some((0, '+'))),
            ("-5 độ", None),
            ("–", None),
            ("2021 – 2030", None),
            ("", None),
        ] {
            assert_eq!(fake_list(source).map(|(range, marker)| (range.start, marker)), expected, "{source}");
        }
    }
}
