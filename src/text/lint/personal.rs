//! Personal numbers that should not be published: identity numbers of citizens and personal mobile numbers.
//!
//! Hotlines, landlines, document numbers and amounts are not meant; where a run of digits could be one of those, nothing
//! is reported.

use std::ops::Range;

use super::{Finding, Found};

/// Identity numbers begin with the code of the place of birth, 001 to 096 in the decree that introduced them.
const LAST_PLACE_CODE: u32 = 96;
const ID_DIGITS: usize = 12;
/// A mobile number has nine digits after the leading zero or the country code.
const PHONE_DIGITS: usize = 9;
/// More groups than this are lists of numbers, not one number.
const MOST_GROUPS: usize = 4;

pub(super) fn scan(text: &str, found: &mut Vec<Found>) {
    let runs = digit_runs(text);
    let mut index = 0;
    while index < runs.len() {
        let (finding, used) = if is_id_number(text, &runs[index]) {
            (Some((runs[index].clone(), Finding::IdNumber)), 1)
        } else if let Some((range, used)) = phone_number(text, &runs[index..]) {
            (Some((range, Finding::PhoneNumber)), used)
        } else {
            (None, 1)
        };
        found.extend(finding.map(|(range, finding)| Found { range, finding }));
        index += used;
    }
}

fn digit_runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (index, _) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        match runs.last_mut() {
            Some(run) if run.end == index => run.end = index + 1,
            _ => runs.push(index..index + 1),
        }
    }
    runs
}

fn is_id_number(text: &str, run: &Range<usize>) -> bool {
    let digits = &text[run.clone()];
    digits.len() == ID_DIGITS
        && digits[..3].parse().is_ok_and(|code: u32| (1..=LAST_PLACE_CODE).contains(&code))
        && stands_alone(text, run)
}

/// The mobile number that begins with the first run, and how many runs it takes.
fn phone_number(text: &str, runs: &[Range<usize>]) -> Option<(Range<usize>, usize)> {
    let (start, mut groups, mut used) = begin(text, runs)?;
    let wanted = if text[start..].starts_with('+') { PHONE_DIGITS } else { PHONE_DIGITS + 1 };
    let mut between = None;
    let mut count: usize = groups.iter().map(|group| group.len()).sum();
    while count < wanted && groups.len() < MOST_GROUPS {
        let next = runs.get(used)?;
        let separator = separator(&text[runs[used - 1].end..next.start])?;
        // The space after a country code may differ from what stands between the groups.
        if !groups.is_empty() && *between.get_or_insert(separator) != separator {
            return None;
        }
        groups.push(&text[next.clone()]);
        count += next.len();
        used += 1;
    }
    let range = start..runs[used - 1].end;
    let goes_on = groups.len() > 1
        && runs
            .get(used)
            .is_some_and(|next| separator(&text[range.end..next.start]).is_some_and(|gap| Some(gap) == between));
    (count == wanted && is_mobile(&groups, wanted) && stands_alone(text, &range) && !goes_on).then_some((range, used))
}

/// Where the number starts, its first group if the first run holds one beside the country code, and the runs used.
fn begin<'a>(text: &'a str, runs: &[Range<usize>]) -> Option<(usize, Vec<&'a str>, usize)> {
    let first = runs.first()?;
    let digits = &text[first.clone()];
    if !text[..first.start].ends_with('+') {
        return Some((first.start, vec![digits], 1));
    }
    let own = digits.strip_prefix("84")?;
    Some((first.start - 1, if own.is_empty() { Vec::new() } else { vec![own] }, 1))
}

/// The one character between two groups; a dot and a hyphen are as usual as a space.
fn separator(gap: &str) -> Option<char> {
    let gap = gap.strip_prefix(')').unwrap_or(gap);
    let mut letters = gap.chars();
    let first = letters.next()?;
    (letters.next().is_none() && matches!(first, ' ' | '\u{a0}' | '.' | '-')).then_some(first)
}

fn is_mobile(groups: &[&str], wanted: usize) -> bool {
    let Some(first) = groups.first() else { return false };
    let has_zero = wanted > PHONE_DIGITS;
    // "03-09-2021…" begins with a short group as well, but it is a date.
    let long_enough = groups.len() == 1 || first.len() >= 2 + usize::from(has_zero);
    let leading = if has_zero { first.strip_prefix('0') } else { Some(*first) };
    long_enough && leading.is_some_and(|rest| rest.starts_with(['3', '5', '7', '8', '9']))
}

/// Neither part of a longer number, nor of a document number, an address or a code.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let mut before = text[..range.start].chars().rev();
    let free_before = match before.next() {
        None => true,
        Some('.' | ',' | '-') => !before.next().is_some_and(|letter| letter.is_ascii_digit()),
        Some('/' | '_' | '=' | '#' | '&' | '@' | '+') => false,
        Some(letter) => !letter.is_alphanumeric(),
    };
    let mut after = text[range.end..].chars();
    let free_after = match after.next() {
        None => true,
        Some('.') => !after.next().is_some_and(|letter| letter.is_ascii_digit()),
        Some('-' | '/') => !after.next().is_some_and(char::is_alphanumeric),
        Some('_' | '@' | '%' | '=') => false,
        Some(letter) => !letter.is_alphanumeric(),
    };
    free_before && free_after
}

#[cfg(test)]
mod tests {
    use crate::text::lint::{Finding, scan};

    #[test]
    fn personal_numbers() {
        for (text, expected) in [
            ("CCCD 087201001234.", vec![("087201001234", Finding::IdNumber)]),
            ("(001099012345)", vec![("001099012345", Finding::IdNumber)]),
            ("097201001234 000201001234", vec![]),
            ("087201001234/QĐ-UBND", vec![]),
            ("0872010012345", vec![]),
            ("x087201001234", vec![]),
            ("1.087201001234", vec![]),
            ("gọi 0912345678 để biết", vec![("0912345678", Finding::PhoneNumber)]),
            ("0912 345 678", vec![("0912 345 678", Finding::PhoneNumber)]),
            ("0912.345.678.", vec![("0912.345.678", Finding::PhoneNumber)]),
            ("091-234-5678;", vec![("091-234-5678", Finding::PhoneNumber)]),
            ("0912\u{a0}345\u{a0}678", vec![("0912\u{a0}345\u{a0}678", Finding::PhoneNumber)]),
            ("+84 912 345 678", vec![("+84 912 345 678", Finding::PhoneNumber)]),
            ("(+84) 912.345.678", vec![("+84) 912.345.678", Finding::PhoneNumber)]),
            ("+84912345678", vec![("+84912345678", Finding::PhoneNumber)]),
            (
                "0912345678, 0388777666",
                vec![("0912345678", Finding::PhoneNumber), ("0388777666", Finding::PhoneNumber)],
            ),
            ("tổng đài 1022, 19001234, 18001091", vec![]),
            ("0277 3851 234, 02773851234, (028) 38 291 234", vec![]),
            ("0412345678", vec![]),
            ("0912.345.678.901", vec![]),
            ("0912 345 678 901", vec![]),
            ("20912345678", vec![]),
            ("0,0912345678", vec![]),
            ("0912345678/QĐ", vec![]),
            ("ngày 03-09-2021 09", vec![]),
            ("912.345.678 đồng", vec![]),
            ("09 mô hình, 345 678", vec![]),
            ("+84", vec![]),
            ("+", vec![]),
        ] {
            let found: Vec<_> = scan(text).into_iter().map(|one| (&text[one.range], one.finding)).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
