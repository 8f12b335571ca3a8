//! "Did you mean": the candidate that is closest to a mistyped word. Takes a word and the names that would have been
//! right, gives one of them or none; the wording of the hint is left to diagnostics.

use super::fold;

/// The shortest common beginning that counts as "began the right word".
const PREFIX_LETTERS: usize = 4;

/// The nearest candidate, or none when nothing is near enough.
///
/// Words are compared folded, with `_`, `-` and spaces alike. One slip (a letter more, less, other, or two swapped) is
/// forgiven in words of up to four letters, two in words of up to eight, three in longer ones; a beginning of at least
/// four letters matches as well. The nearest comes first, and among equals the one that was given first.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = letters(word);
    if wanted.is_empty() {
        return None;
    }
    let limit = allowed_slips(wanted.len());
    let mut nearest: Option<(usize, &'a str)> = None;
    for candidate in candidates {
        let Some(rank) = closeness(&wanted, &letters(candidate), limit) else { continue };
        if nearest.is_none_or(|(best, _)| rank < best) {
            nearest = Some((rank, candidate));
        }
    }
    nearest.map(|(_, candidate)| candidate)
}

fn letters(word: &str) -> Vec<char> {
    let folded = fold(word.trim());
    folded.chars().map(|letter| if letter == '_' || letter.is_whitespace() { '-' } else { letter }).collect()
}

fn allowed_slips(length: usize) -> usize {
    match length {
        0..=4 => 1,
        5..=8 => 2,
        _ => 3,
    }
}

/// Lower is nearer: the number of slips, or one more than the limit for a match by beginning only.
fn closeness(wanted: &[char], candidate: &[char], limit: usize) -> Option<usize> {
    let is_prefix = wanted.len().min(candidate.len()) >= PREFIX_LETTERS
        && (candidate.starts_with(wanted) || wanted.starts_with(candidate));
    if wanted.len().abs_diff(candidate.len()) <= limit {
        let slips = distance(wanted, candidate);
        // A short candidate with every letter changed would be "near" by count alone.
        if slips <= limit && slips < wanted.len().max(candidate.len()) {
            return Some(slips);
        }
    }
    is_prefix.then_some(limit + 1)
}

/// Damerau–Levenshtein distance in its "optimal string alignment" form. The caller has already refused pairs whose
/// lengths differ by more than three, and field names are short, so the square table is small; longer words than that
/// are compared by their first 64 letters.
fn distance(first: &[char], second: &[char]) -> usize {
    const LONGEST: usize = 64;
    let (first, second) = (&first[..first.len().min(LONGEST)], &second[..second.len().min(LONGEST)]);
    let width = second.len() + 1;
    let mut before_last: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for (row, letter) in first.iter().enumerate() {
        let mut current = vec![row + 1; width];
        for (column, other) in second.iter().enumerate() {
            let replaced = last[column] + usize::from(letter != other);
            let mut best = replaced.min(last[column + 1] + 1).min(current[column] + 1);
            let swapped = row > 0 && column > 0 && *letter == second[column - 1] && first[row - 1] == *other;
            if swapped {
                best = best.min(before_last[column - 1] + 1);
            }
            current[column + 1] = best;
        }
        before_last = last;
        last = current;
    }
    last[width - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: [&str; 14] = [
        "title",
        "date",
        "unit",
        "units",
        "decision",
        "targets",
        "tags",
        "summary",
        "valid_from",
        "valid_to",
        "attachments",
        "lang",
        "draft",
        "category",
    ];

    #[test]
    fn suggestions() {
        for (word, expected) in [
            ("tgas", Some("tags")),
            ("titel", Some("title")),
            ("Tags", Some("tags")),
            ("tag", Some("tags")),
            ("valid-from", Some("valid_from")),
            ("valid from", Some("valid_from")),
            ("ngày", None),
            ("dat", Some("date")),
            ("attach", Some("attachments")),
            ("atachment", Some("attachments")),
            ("decisions", Some("decision")),
            ("unti", Some("unit")),
            ("xyz", None),
            ("", None),
            ("   ", None),
            ("-", None),
            ("summery", Some("summary")),
            ("categories", Some("category")),
            ("đraft", Some("draft")),
        ] {
            assert_eq!(did_you_mean(word, FIELDS), expected, "{word:?}");
        }
    }

    #[test]
    fn ties_go_to_the_first() {
        assert_eq!(did_you_mean("bat", ["cat", "hat"]), Some("cat"));
        assert_eq!(did_you_mean("a", ["b"]), None);
        assert_eq!(did_you_mean("sipas", ["papi", "sipas"]), Some("sipas"));
    }

    #[test]
    fn long_words_are_bounded() {
        let long = "a".repeat(10_000);
        let other = format!("{long}b");
        assert_eq!(did_you_mean(&long, [other.as_str()]), Some(other.as_str()));
    }
}
