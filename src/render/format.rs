//! Numbers, days and sizes as readers of a language expect them.

use jiff::civil::Date;

use crate::source::Lang;
use crate::text;
use crate::value::Decimal;

use super::views::Day;

/// 06/10/2021 in both languages: day first, as Vietnamese documents have it.
pub fn day(date: Date) -> Day {
    Day { iso: date.to_string(), text: text::format_date(date) }
}

pub fn count(number: usize, lang: Lang) -> String {
    match lang {
        Lang::Vi => text::format_count(number as i64),
        Lang::En => text::format_count(number as i64).replace('.', ","),
    }
}

pub fn decimal(number: Decimal, lang: Lang) -> String {
    match lang {
        Lang::Vi => number.vietnamese(),
        Lang::En => number.english(),
    }
}

/// "83,76%", "42,88 điểm": a number with its unit, never broken between lines.
pub fn quantity(number: Decimal, unit: Option<&str>, lang: Lang) -> String {
    // A minus is as wide as a plus; a hyphen would break off at the end of a line.
    let number =
        if number.is_negative() { format!("−{}", decimal(number.negated(), lang)) } else { decimal(number, lang) };
    match unit {
        // Official texts write the sign directly behind the figure.
        Some("%") => format!("{number}%"),
        Some(unit) => format!("{number}\u{a0}{unit}"),
        None => number,
    }
}

/// With its sign in front, as a change is shown.
pub fn signed(number: Decimal, lang: Lang) -> String {
    match number.is_negative() {
        true => format!("−{}", decimal(number.negated(), lang)),
        false => format!("+{}", decimal(number, lang)),
    }
}

pub fn bytes(size: u64, lang: Lang) -> String {
    text::format_bytes(size, lang == Lang::Vi)
}

/// "37/63", "37".
pub fn rank(rank: u32, of: Option<u32>) -> String {
    match of {
        Some(of) => format!("{rank}/{of}"),
        None => rank.to_string(),
    }
}
