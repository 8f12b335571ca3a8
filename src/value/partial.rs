//! Deadlines and frequencies: a day, or a month, quarter, half-year or year by whose end something is due, and how often
//! something is done. Takes short texts, gives typed values; ranges are left to `period`.

use serde::{Deserialize, Serialize};

use jiff::civil::Date;

use super::ValueError;
use super::date::date_at;
use super::tokens::Tokens;
use crate::text::{fold, squeeze};

/// Words that may stand before the date of a deadline.
const INTRODUCTIONS: [&str; 22] = [
    "từ nay đến",
    "đến hết",
    "đến trước",
    "đến cuối",
    "đến",
    "tới",
    "hết",
    "trước",
    "trong",
    "vào cuối",
    "vào",
    "cuối",
    "chậm nhất",
    "muộn nhất",
    "hoàn thành",
    "kết thúc",
    "thời hạn",
    "hạn",
    "là",
    "xong",
    "by",
    "before",
];

/// How exactly a deadline is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Granularity {
    Day,
    Month,
    Quarter,
    HalfYear,
    Year,
}

impl Granularity {
    /// All granularities, the finest first.
    pub const ALL: [Self; 5] = [Self::Day, Self::Month, Self::Quarter, Self::HalfYear, Self::Year];

    /// The word of data files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::HalfYear => "half_year",
            Self::Year => "year",
        }
    }

    /// The granularity of a key or a Vietnamese word.
    pub fn from_key(key: &str) -> Option<Self> {
        Some(match fold(&squeeze(key)).replace('-', "_").as_str() {
            "day" | "ngay" => Self::Day,
            "month" | "thang" => Self::Month,
            "quarter" | "quy" => Self::Quarter,
            "half_year" | "6 thang" | "nua nam" => Self::HalfYear,
            "year" | "nam" => Self::Year,
            _ => return None,
        })
    }
}

/// The day until which something is due, with the form in which it was printed. A deadline of a month or longer is due
/// on its last day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Deadline {
    pub granularity: Granularity,
    pub first_day: Date,
    pub last_day: Date,
    pub printed: String,
}

impl Deadline {
    /// Whether `day` lies in the period that the words name.
    pub fn covers(&self, day: Date) -> bool {
        self.first_day <= day && day <= self.last_day
    }

    /// The year in which it falls.
    pub fn year(&self) -> i16 {
        self.last_day.year()
    }
}

/// Reads a deadline: "2025", "đến hết năm 2025", "trước ngày 30/6/2025", "quý II năm 2025", "6 tháng đầu năm 2025".
///
/// "Trước ngày 30/6" is taken as due on that day: staff use it for "by", and a reader must not be told that a task is
/// late while it may still be done.
pub fn parse_deadline(text: &str) -> Result<Deadline, ValueError> {
    let printed = squeeze(text);
    if printed.is_empty() {
        return Err(ValueError::Empty);
    }
    let tokens = Tokens::new(&printed);
    let start = tokens.skip(0, &INTRODUCTIONS);
    let (span, next) = span_at(&tokens, start).ok_or(ValueError::NotADeadline)?;
    let span = span.map_err(|error| if error == ValueError::NotADate { ValueError::NotADeadline } else { error })?;
    if !(next..tokens.len()).all(|index| matches!(tokens.sign(index), Some('.' | ','))) {
        return Err(ValueError::NotADeadline);
    }
    Ok(span.into_deadline(printed))
}

/// A deadline inside a sentence and the index after it. A bare year or day counts only after a word such as "đến"; else
/// it may be the date of a document that the sentence names.
pub(super) fn deadline_at(tokens: &Tokens, index: usize) -> Option<(Result<Deadline, ValueError>, usize)> {
    let start = tokens.skip(index, &INTRODUCTIONS);
    if start == index && (tokens.year(index).is_some() || date_at(tokens, index).is_some()) {
        return None;
    }
    let (span, next) = span_at(tokens, start)?;
    let printed = tokens.slice(index, next).to_owned();
    Some((span.map(|span| span.into_deadline(printed)), next))
}

/// A stretch of the calendar as one expression gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub granularity: Granularity,
    pub first: Date,
    pub last: Date,
}

impl Span {
    fn day(date: Date) -> Self {
        Self { granularity: Granularity::Day, first: date, last: date }
    }

    /// Whole months of one year, from the first to the last.
    fn months(granularity: Granularity, year: i16, first: u32, last: u32) -> Option<Self> {
        let month = |number: u32| Date::new(year, i8::try_from(number).ok()?, 1).ok();
        Some(Self { granularity, first: month(first)?, last: month(last)?.last_of_month() })
    }

    fn into_deadline(self, printed: String) -> Deadline {
        Deadline { granularity: self.granularity, first_day: self.first, last_day: self.last, printed }
    }
}

/// A day, month, quarter, half-year or year at an index, and the index after it.
pub(super) fn span_at(tokens: &Tokens, index: usize) -> Option<(Result<Span, ValueError>, usize)> {
    if let Some((date, next)) = date_at(tokens, index) {
        return Some((date.map(Span::day), next));
    }
    let span = quarter_at(tokens, index)
        .or_else(|| half_year_at(tokens, index))
        .or_else(|| month_at(tokens, index))
        .or_else(|| year_at(tokens, index))?;
    Some((Ok(span.0), span.1))
}

fn quarter_at(tokens: &Tokens, index: usize) -> Option<(Span, usize)> {
    let (number_at, _) = tokens.any_phrase(index, &["quý", "quí", "quarter"])?;
    let quarter = match tokens.word(number_at) {
        Some("i") => 1,
        Some("ii") => 2,
        Some("iii") => 3,
        Some("iv") => 4,
        Some(_) => return None,
        None => tokens.small_number(number_at).filter(|quarter| (1..=4).contains(quarter))?,
    };
    let (year, next) = year_after(tokens, number_at + 1)?;
    Some((Span::months(Granularity::Quarter, year, quarter * 3 - 2, quarter * 3)?, next))
}

fn half_year_at(tokens: &Tokens, index: usize) -> Option<(Span, usize)> {
    const HALVES: [&str; 8] = [
        "6 tháng đầu",
        "nửa đầu",
        "nửa năm đầu",
        "sáu tháng đầu",
        "6 tháng cuối",
        "nửa cuối",
        "nửa năm cuối",
        "sáu tháng cuối",
    ];
    let (next, which) = tokens.any_phrase(index, &HALVES)?;
    let (year, next) = year_after(tokens, next)?;
    let first = if which < 4 { 1 } else { 7 };
    Some((Span::months(Granularity::HalfYear, year, first, first + 5)?, next))
}

/// "tháng 6/2025", "tháng 6 năm 2025", "6/2025".
fn month_at(tokens: &Tokens, index: usize) -> Option<(Span, usize)> {
    let named = tokens.phrase(index, "tháng");
    let number_at = named.unwrap_or(index);
    let month = tokens.digits(number_at).filter(|(month, length)| *length <= 2 && (1..=12).contains(month))?.0;
    if named.is_none() && tokens.sign(number_at + 1) != Some('/') {
        return None;
    }
    let (year, next) = year_after(tokens, number_at + 1)?;
    Some((Span::months(Granularity::Month, year, month, month)?, next))
}

fn year_at(tokens: &Tokens, index: usize) -> Option<(Span, usize)> {
    let named = tokens.phrase(index, "năm").unwrap_or(index);
    let (year, next) = plain_year(tokens, named)?;
    Some((Span::months(Granularity::Year, year, 1, 12)?, next))
}

/// A year after "/", "-", "," or "năm", or after nothing.
fn year_after(tokens: &Tokens, index: usize) -> Option<(i16, usize)> {
    let start = if matches!(tokens.sign(index), Some('/' | '-' | ',')) { index + 1 } else { index };
    plain_year(tokens, tokens.phrase(start, "năm").unwrap_or(start))
}

/// A year that is not the beginning of a document number such as 2021/QĐ-UBND.
fn plain_year(tokens: &Tokens, index: usize) -> Option<(i16, usize)> {
    let year = tokens.year(index)?;
    let next = index + 1;
    let goes_on = tokens.sign(next) == Some('/') && !tokens.is_spaced(next) && !tokens.is_spaced(next + 1);
    let is_word = tokens.word(next).is_some() && !tokens.is_spaced(next);
    (!goes_on && !is_word).then_some((year, next))
}

/// How often something is done or measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Frequency {
    Weekly,
    Monthly,
    Quarterly,
    HalfYearly,
    Yearly,
    /// Again and again, without a stated rhythm (*thường xuyên*).
    Regular,
}

impl Frequency {
    /// All frequencies, the most frequent first.
    pub const ALL: [Self; 6] =
        [Self::Weekly, Self::Monthly, Self::Quarterly, Self::HalfYearly, Self::Yearly, Self::Regular];

    /// The word of data files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
            Self::HalfYearly => "half-yearly",
            Self::Yearly => "yearly",
            Self::Regular => "regular",
        }
    }

    /// The frequency of a key or a Vietnamese phrase.
    pub fn from_key(key: &str) -> Option<Self> {
        parse_frequency(key)
    }
}

/// Reads a frequency: "yearly", "hằng năm", "định kỳ hàng tháng", "6 tháng", "thường xuyên".
pub fn parse_frequency(text: &str) -> Option<Frequency> {
    let folded = fold(&squeeze(text)).replace(['-', '_'], " ");
    let mut phrase = folded.trim_end_matches(['.', ',']);
    for filler in ["dinh ky ", "dinh ki ", "theo ", "mot lan ", "1 lan ", "/"] {
        phrase = phrase.strip_prefix(filler).unwrap_or(phrase);
    }
    for filler in [" mot lan", " 1 lan", "/lan", "/1 lan"] {
        phrase = phrase.strip_suffix(filler).unwrap_or(phrase);
    }
    Some(match phrase {
        "weekly" | "hang tuan" | "moi tuan" | "tuan" => Frequency::Weekly,
        "monthly" | "hang thang" | "moi thang" | "thang" => Frequency::Monthly,
        "quarterly" | "hang quy" | "moi quy" | "quy" | "3 thang" | "hang qui" => Frequency::Quarterly,
        "half yearly" | "halfyearly" | "6 thang" | "moi 6 thang" | "hang 6 thang" | "sau thang" | "nua nam"
        | "moi nua nam" => Frequency::HalfYearly,
        "yearly" | "annual" | "annually" | "hang nam" | "moi nam" | "nam" | "tung nam" => Frequency::Yearly,
        "regular" | "regularly" | "thuong xuyen" | "lien tuc" => Frequency::Regular,
        _ => return None,
    })
}

/// A frequency inside a sentence and the index after it.
pub(super) fn frequency_at(tokens: &Tokens, index: usize) -> Option<(Frequency, usize)> {
    const PHRASES: [(&str, Frequency); 19] = [
        ("hằng năm", Frequency::Yearly),
        ("hàng năm", Frequency::Yearly),
        ("mỗi năm", Frequency::Yearly),
        ("từng năm", Frequency::Yearly),
        ("yearly", Frequency::Yearly),
        ("hằng quý", Frequency::Quarterly),
        ("hàng quý", Frequency::Quarterly),
        ("mỗi quý", Frequency::Quarterly),
        ("hằng tháng", Frequency::Monthly),
        ("hàng tháng", Frequency::Monthly),
        ("mỗi tháng", Frequency::Monthly),
        ("hằng tuần", Frequency::Weekly),
        ("hàng tuần", Frequency::Weekly),
        ("mỗi tuần", Frequency::Weekly),
        ("6 tháng một lần", Frequency::HalfYearly),
        ("định kỳ 6 tháng", Frequency::HalfYearly),
        ("mỗi 6 tháng", Frequency::HalfYearly),
        ("thường xuyên", Frequency::Regular),
        ("liên tục hằng năm", Frequency::Yearly),
    ];
    PHRASES.iter().find_map(|(phrase, frequency)| Some((*frequency, tokens.phrase(index, phrase)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match parse_deadline(text) {
            Ok(deadline) => format!("{} {} {}", deadline.granularity.key(), deadline.first_day, deadline.last_day),
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn deadlines() {
        for (text, expected) in [
            ("2025", "year 2025-01-01 2025-12-31"),
            ("đến năm 2025", "year 2025-01-01 2025-12-31"),
            ("Năm 2025", "year 2025-01-01 2025-12-31"),
            ("đến hết năm 2025", "year 2025-01-01 2025-12-31"),
            ("cuối năm 2025", "year 2025-01-01 2025-12-31"),
            ("trong năm 2025", "year 2025-01-01 2025-12-31"),
            ("chậm nhất đến cuối năm 2025.", "year 2025-01-01 2025-12-31"),
            ("từ nay đến năm 2030", "year 2030-01-01 2030-12-31"),
            ("31/12/2025", "day 2025-12-31 2025-12-31"),
            ("trước ngày 30/6/2025", "day 2025-06-30 2025-06-30"),
            ("đến ngày 30/6/2025", "day 2025-06-30 2025-06-30"),
            ("trước ngày 30 tháng 6 năm 2025", "day 2025-06-30 2025-06-30"),
            ("2025-06-30", "day 2025-06-30 2025-06-30"),
            ("quý 2/2025", "quarter 2025-04-01 2025-06-30"),
            ("quý II năm 2025", "quarter 2025-04-01 2025-06-30"),
            ("Quý IV/2025", "quarter 2025-10-01 2025-12-31"),
            ("trong quý I, năm 2024", "quarter 2024-01-01 2024-03-31"),
            ("tháng 6/2025", "month 2025-06-01 2025-06-30"),
            ("tháng 02 năm 2024", "month 2024-02-01 2024-02-29"),
            ("6/2025", "month 2025-06-01 2025-06-30"),
            ("06/2025", "month 2025-06-01 2025-06-30"),
            ("6 tháng đầu năm 2025", "half_year 2025-01-01 2025-06-30"),
            ("6 tháng cuối năm 2025", "half_year 2025-07-01 2025-12-31"),
            ("den nam 2025", "year 2025-01-01 2025-12-31"),
            ("30/02/2025", "ImpossibleDate { year: 2025, month: 2, day: 30 }"),
            ("06/30/2025", "MonthFirst { suggestion: \"30/06/2025\" }"),
            ("30/6/25", "TwoDigitYear"),
            ("13/2025", "NotADeadline"),
            ("quý 5/2025", "NotADeadline"),
            ("quý V/2025", "NotADeadline"),
            ("1899", "NotADeadline"),
            ("01/01/1899", "NotADeadline"),
            ("2025/QĐ-UBND", "NotADeadline"),
            ("2021 - 2025", "NotADeadline"),
            ("sớm", "NotADeadline"),
            ("", "Empty"),
        ] {
            assert_eq!(read(text), expected, "{text:?}");
        }
        let deadline = parse_deadline("đến  năm 2025").expect("a usual form");
        assert_eq!((deadline.year(), deadline.printed.as_str()), (2025, "đến năm 2025"));
    }

    #[test]
    fn frequencies() {
        for (text, expected) in [
            ("yearly", Some(Frequency::Yearly)),
            ("hằng năm", Some(Frequency::Yearly)),
            ("Hàng năm", Some(Frequency::Yearly)),
            ("mỗi năm một lần", Some(Frequency::Yearly)),
            ("hằng quý", Some(Frequency::Quarterly)),
            ("hằng tháng", Some(Frequency::Monthly)),
            ("định kỳ hàng tháng", Some(Frequency::Monthly)),
            ("hàng tuần", Some(Frequency::Weekly)),
            ("6 tháng", Some(Frequency::HalfYearly)),
            ("half-yearly", Some(Frequency::HalfYearly)),
            ("half_yearly", Some(Frequency::HalfYearly)),
            ("thường xuyên", Some(Frequency::Regular)),
            ("hằng ngày", None),
            ("2025", None),
            ("đến năm 2025", None),
            ("", None),
        ] {
            assert_eq!(parse_frequency(text), expected, "{text:?}");
        }
        for frequency in Frequency::ALL {
            assert_eq!(Frequency::from_key(frequency.key()), Some(frequency));
        }
        for granularity in Granularity::ALL {
            assert_eq!(Granularity::from_key(granularity.key()), Some(granularity));
        }
    }
}
