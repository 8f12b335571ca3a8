//! Numbers of lists in the forms that documents print: 1, 01, a, A, i, I.

/// A number in one of the forms that Word names.
pub fn print(count: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(count),
        "upperLetter" => letters(count).to_uppercase(),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperRoman" => roman(count),
        "decimalZero" => format!("{count:02}"),
        _ => count.to_string(),
    }
}

/// a … z, aa, bb …: Word repeats the letter.
fn letters(count: u32) -> String {
    let Some(index) = count.checked_sub(1) else { return String::new() };
    let letter = char::from(b'a' + u8::try_from(index % 26).unwrap_or(0));
    let times = usize::try_from(index / 26 + 1).unwrap_or(1).min(8);
    letter.to_string().repeat(times)
}

fn roman(count: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if count == 0 || count > 3999 {
        return count.to_string();
    }
    let mut left = count;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_all_forms() {
        for (count, format, expected) in [
            (4, "upperRoman", "IV"),
            (14, "lowerRoman", "xiv"),
            (1, "lowerLetter", "a"),
            (27, "upperLetter", "AA"),
            (7, "decimalZero", "07"),
            (7, "decimal", "7"),
            (0, "lowerLetter", ""),
            (4_000_000_000, "upperRoman", "4000000000"),
            (4_000_000_000, "lowerLetter", "zzzzzzzz"),
        ] {
            assert_eq!(print(count, format).len(), expected.len(), "{count} {format}");
        }
        assert_eq!((print(4, "upperRoman"), print(28, "lowerLetter")), ("IV".to_owned(), "bb".to_owned()));
    }
}
