//! Numbers as staff write them: decimal comma, dots between thousands, a leading zero, a sign. Takes the text of one
//! number without its unit, gives the value beside the printed form.

use serde::{Deserialize, Serialize};

use std::fmt;

use super::{Decimal, ValueError};
use crate::text::squeeze;

/// A number with the form in which it was printed (`05`, `42,88`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Number {
    pub printed: String,
    pub value: Decimal,
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.printed)
    }
}

/// Reads one number.
///
/// A comma is the decimal sign; dots separate thousands when every group after the first has three digits and the first
/// does not begin with zero, else one dot is the decimal sign as in data files. `1,219` is refused, because in exported
/// tables it is as often one thousand as one.
///
/// ```
/// use bantin::value::parse_number;
/// assert_eq!(parse_number("1.219,11").map(|number| number.value.plain()), Ok("1219.11".to_owned()));
/// ```
pub fn parse_number(text: &str) -> Result<Number, ValueError> {
    let printed = squeeze(text);
    if printed.is_empty() {
        return Err(ValueError::Empty);
    }
    let (is_negative, digits) = match printed.strip_prefix(['-', '–', '−']) {
        Some(digits) => (true, digits),
        None => (false, printed.strip_prefix('+').unwrap_or(&printed)),
    };
    let (whole, decimals) = split(digits)?;
    let mantissa = format!("{whole}{decimals}").parse().map_err(|_| ValueError::NotANumber)?;
    let scale = u8::try_from(decimals.len()).map_err(|_| ValueError::NotANumber)?;
    let value = Decimal::new(mantissa, scale);
    let value = if is_negative { value.negated() } else { value };
    Ok(Number { printed, value })
}

/// The digits before and after the decimal sign, without separators.
fn split(digits: &str) -> Result<(String, &str), ValueError> {
    let is_known = |letter: char| letter.is_ascii_digit() || letter == '.' || letter == ',';
    let ends_well = digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.ends_with(|last: char| last.is_ascii_digit());
    if !ends_well || !digits.chars().all(is_known) {
        return Err(ValueError::NotANumber);
    }
    let dots = digits.matches('.').count();
    let commas = digits.matches(',').count();
    match (dots, commas) {
        (0, 0) => Ok((digits.to_owned(), "")),
        (0, 1) if is_grouped(digits, ',') => Err(ambiguous(digits)),
        (0, 1) => Ok(cut(digits, ',')),
        (0, _) => thousands(digits, ','),
        (1, 0) if !is_grouped(digits, '.') => Ok(cut(digits, '.')),
        (_, 0) => thousands(digits, '.'),
        // "1.219,11", or "1,219.11" from an English table: the last sign is the decimal one.
        (_, 1) if digits.rfind('.') < digits.find(',') => with_decimals(digits, '.', ','),
        (1, _) if digits.rfind(',') < digits.find('.') => with_decimals(digits, ',', '.'),
        _ => Err(ValueError::NotANumber),
    }
}

fn cut(digits: &str, point: char) -> (String, &str) {
    let (whole, decimals) = digits.split_once(point).unwrap_or((digits, ""));
    (whole.to_owned(), decimals)
}

fn thousands(digits: &str, separator: char) -> Result<(String, &str), ValueError> {
    if is_grouped(digits, separator) { Ok((digits.replace(separator, ""), "")) } else { Err(ValueError::NotANumber) }
}

fn with_decimals(digits: &str, separator: char, point: char) -> Result<(String, &str), ValueError> {
    let (whole, decimals) = digits.split_once(point).ok_or(ValueError::NotANumber)?;
    if decimals.is_empty() {
        return Err(ValueError::NotANumber);
    }
    thousands(whole, separator).map(|(whole, _)| (whole, decimals))
}

/// One to three digits, not beginning with zero, then groups of exactly three.
fn is_grouped(digits: &str, separator: char) -> bool {
    let mut groups = digits.split(separator);
    let first = groups.next().unwrap_or("");
    (1..=3).contains(&first.len()) && !first.starts_with('0') && groups.all(|group| group.len() == 3)
}

fn ambiguous(digits: &str) -> ValueError {
    ValueError::AmbiguousNumber { readings: [digits.replace(',', ""), format!("{digits}0")] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (text, expected) in [
            ("42,88", "42.88"),
            ("42.88", "42.88"),
            ("1.219,11", "1219.11"),
            ("1,219.11", "1219.11"),
            ("42.420", "42420"),
            ("1.234.567", "1234567"),
            ("1,234,567", "1234567"),
            ("1.234.567,8", "1234567.8"),
            ("05", "5"),
            ("0", "0"),
            ("+2,51", "2.51"),
            ("-8", "-8"),
            ("–8", "-8"),
            ("−8,5", "-8.5"),
            ("1.5", "1.5"),
            ("0.123", "0.123"),
            ("0,612", "0.612"),
            ("012.345", "12.345"),
            ("1234,567", "1234.567"),
            ("1,2190", "1.219"),
            ("1234.567", "1234.567"),
            (" 90\u{a0}", "90"),
            ("100,00", "100"),
        ] {
            let number = parse_number(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
            assert_eq!(number.value.plain(), expected, "{text:?}");
            assert_eq!(number.to_string(), text.trim(), "{text:?}");
        }
    }

    #[test]
    fn refused() {
        for text in [
            "83,76%",
            "12a",
            "--8",
            "+-8",
            "1..2",
            "1,2,3",
            "1.2.3",
            "1.2345.678",
            ".5",
            "5.",
            "5,",
            ",5",
            "1 234",
            "1.234.56",
            "30/6",
            "1.23,4,5",
            "1,234.567.8",
            "năm",
            "-",
            "+",
            "٣",
            "99999999999999999999",
            "1e5",
            "1.219,",
        ] {
            assert_eq!(parse_number(text), Err(ValueError::NotANumber), "{text:?}");
        }
        assert_eq!(parse_number(" \u{a0}"), Err(ValueError::Empty));
        let readings = ["1219".to_owned(), "1,2190".to_owned()];
        assert_eq!(parse_number("1,219"), Err(ValueError::AmbiguousNumber { readings }));
    }
}
