//! Periods of plans and results: "2021 – 2030", "từ 01/03/2021 đến 30/06/2022", "quý 2/2023". Takes a short text or a
//! title, gives the first and the last day; single days and deadlines are left to `partial`.

use serde::{Deserialize, Serialize};

use jiff::civil::Date;

use super::ValueError;
use super::date::date_at;
use super::partial::{Granularity, Span, span_at};
use super::tokens::Tokens;
use crate::text::{format_date, squeeze};

const INTRODUCTIONS: [&str; 8] = ["giai đoạn", "nhiệm kỳ", "thời kỳ", "thời gian", "trong", "từ", "kỳ", "from"];
/// What may follow the period in its own field: "giai đoạn 2021 - 2025, định hướng đến năm 2030".
const CONTINUATIONS: [&str; 8] = [",", ";", "(", ".", "định hướng", "tầm nhìn", "và", "hướng tới"];

/// A period with the form in which it was printed; both days belong to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    pub from: Date,
    pub to: Date,
    pub printed: String,
    /// Whether it was given as whole years.
    pub years: bool,
}

impl Period {
    /// The year in which it begins.
    pub fn first_year(&self) -> i16 {
        self.from.year()
    }

    /// The year in which it ends.
    pub fn last_year(&self) -> i16 {
        self.to.year()
    }

    /// The short form for readers: "2021 – 2030", "2023", "01/03/2021 – 30/06/2022".
    pub fn label(&self) -> String {
        if !self.years {
            return format!("{} – {}", format_date(self.from), format_date(self.to));
        }
        if self.first_year() == self.last_year() {
            return self.first_year().to_string();
        }
        format!("{} – {}", self.first_year(), self.last_year())
    }

    /// Whether a day belongs to it.
    pub fn contains(&self, date: Date) -> bool {
        self.from <= date && date <= self.to
    }
}

/// Reads a period; when a text names several, the first one.
pub fn parse_period(text: &str) -> Result<Period, ValueError> {
    let printed = squeeze(text);
    if printed.is_empty() {
        return Err(ValueError::Empty);
    }
    let tokens = Tokens::new(&printed);
    let (found, next) = period_at(&tokens, 0).ok_or(ValueError::NotAPeriod)?;
    let period = found.map_err(|error| if error == ValueError::NotADate { ValueError::NotAPeriod } else { error })?;
    let is_whole = next >= tokens.len() || tokens.any_phrase(next, &CONTINUATIONS).is_some();
    // A single day, or "2021-10", is no period although it begins like one.
    if !is_whole { Err(ValueError::NotAPeriod) } else { Ok(Period { printed, ..period }) }
}

/// The period that a title names: a range first, then a quarter or months of a year, then "năm 2023". The year of a
/// deadline ("đến năm 2025") and of a date is none.
pub fn find_period(text: &str) -> Option<Period> {
    let tokens = Tokens::new(text);
    let mut found = periods_in(&tokens);
    let is_range = |(period, _, _): &&(Period, usize, usize)| period.years && period.first_year() != period.last_year();
    let chosen = found
        .iter()
        .position(|one| is_range(&one))
        .or_else(|| found.iter().position(|(period, _, _)| !period.years))
        .or_else(|| found.iter().position(|(_, index, _)| is_named_year(&tokens, *index)))?;
    let (period, index, next) = found.swap_remove(chosen);
    Some(Period { printed: squeeze(tokens.slice(index, next)), ..period })
}

/// All periods of a text with the tokens that they take. Dates are stepped over, lest "tháng 10 năm 2021" be taken out of
/// one of them.
fn periods_in(tokens: &Tokens) -> Vec<(Period, usize, usize)> {
    let mut found = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        let period = if is_inside_number(tokens, index) { None } else { period_at(tokens, index) };
        index = match (period, date_at(tokens, index)) {
            (Some((Ok(period), next)), _) => {
                found.push((period, index, next));
                next
            }
            (_, Some((_, next))) => next,
            _ => index + 1,
        };
    }
    found
}

/// A period at an index and the index after it.
pub(crate) fn period_at(tokens: &Tokens, index: usize) -> Option<(Result<Period, ValueError>, usize)> {
    let start = tokens.skip(index, &INTRODUCTIONS);
    let is_open = (index..start).any(|at| tokens.any_phrase(at, &["từ", "from"]).is_some());
    if let Some((period, next)) = months_at(tokens, start) {
        return Some((Ok(period), next));
    }
    let (first, after_first) = span_at(tokens, start)?;
    let first = match first {
        Ok(first) => first,
        Err(error) => return Some((Err(error), after_first)),
    };
    if let Some((last, next)) = second_span(tokens, after_first) {
        return Some((last.and_then(|last| range(first, last)), next));
    }
    // "Từ năm 2021" has a beginning only.
    if first.granularity == Granularity::Day || is_open {
        return None;
    }
    Some((range(first, first), after_first))
}

fn second_span(tokens: &Tokens, index: usize) -> Option<(Result<Span, ValueError>, usize)> {
    let (after_dash, _) = tokens.any_phrase(index, &["-", "đến hết", "đến cuối", "đến", "tới", "to", "- >"])?;
    span_at(tokens, after_dash)
}

fn range(first: Span, last: Span) -> Result<Period, ValueError> {
    if last.last < first.first {
        return Err(ValueError::PeriodBackwards);
    }
    let years = first.granularity == Granularity::Year && last.granularity == Granularity::Year;
    Ok(Period { from: first.first, to: last.last, printed: String::new(), years })
}

/// "3 tháng đầu năm 2023", "9 tháng năm 2023": reports cover them, although no deadline is given so.
fn months_at(tokens: &Tokens, index: usize) -> Option<(Period, usize)> {
    let count = tokens.small_number(index).filter(|count| (1..=12).contains(count))?;
    let next = tokens.phrase(index + 1, "tháng")?;
    let next = tokens.phrase(next, "đầu").unwrap_or(next);
    let year_at = tokens.phrase(next, "năm")?;
    let year = tokens.year(year_at)?;
    let month = |number: u32| i8::try_from(number).ok();
    let to = Date::new(year, month(count)?, 1).ok()?.last_of_month();
    Some((Period { from: Date::new(year, 1, 1).ok()?, to, printed: String::new(), years: false }, year_at + 1))
}

/// Whether the token goes on from a number or date before it: the 2021 of 06/10/2021.
fn is_inside_number(tokens: &Tokens, index: usize) -> bool {
    if index == 0 || tokens.digits(index).is_none() || tokens.is_spaced(index) {
        return false;
    }
    !matches!(tokens.sign(index - 1), Some('(' | '"' | '“' | ':' | ';' | '['))
}

/// "năm 2023" that is neither the year of a date nor of a deadline.
fn is_named_year(tokens: &Tokens, index: usize) -> bool {
    let is_named = tokens.any_phrase(index, &["năm", "trong năm"]).is_some();
    let before = index.checked_sub(1);
    let follows_month = before.is_some_and(|before| tokens.digits(before).is_some());
    let deadline_words = ["đến", "tới", "hết", "trước", "cuối", "sau", "với"];
    let follows_deadline = before.is_some_and(|before| tokens.any_phrase(before, &deadline_words).is_some());
    is_named && !follows_month && !follows_deadline
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match parse_period(text) {
            Ok(period) => period.label(),
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn periods() {
        for (text, expected) in [
            ("2021 – 2030", "2021 – 2030"),
            ("2021-2030", "2021 – 2030"),
            ("2021—2030", "2021 – 2030"),
            ("giai đoạn 2021 - 2025, định hướng đến năm 2030", "2021 – 2025"),
            ("Giai đoạn 2021-2025 và tầm nhìn 2030", "2021 – 2025"),
            ("năm 2023", "2023"),
            ("2023", "2023"),
            ("từ năm 2021 đến năm 2026", "2021 – 2026"),
            ("từ 2021 đến hết năm 2026", "2021 – 2026"),
            ("nhiệm kỳ 2020 - 2025", "2020 – 2025"),
            ("01/01/2021 – 31/12/2025", "01/01/2021 – 31/12/2025"),
            ("từ ngày 01/03/2021 đến ngày 30/6/2022", "01/03/2021 – 30/06/2022"),
            ("2021-03-01 - 2022-06-30", "01/03/2021 – 30/06/2022"),
            ("quý 2/2023", "01/04/2023 – 30/06/2023"),
            ("quý I/2023 - quý III/2023", "01/01/2023 – 30/09/2023"),
            ("6 tháng đầu năm 2023", "01/01/2023 – 30/06/2023"),
            ("6 tháng cuối năm 2023", "01/07/2023 – 31/12/2023"),
            ("9 tháng đầu năm 2023", "01/01/2023 – 30/09/2023"),
            ("tháng 6/2023", "01/06/2023 – 30/06/2023"),
            ("6/2021 - 12/2022", "01/06/2021 – 31/12/2022"),
            ("2030 - 2021", "PeriodBackwards"),
            ("31/12/2021 - 01/01/2021", "PeriodBackwards"),
            ("30/02/2021 - 31/12/2025", "ImpossibleDate { year: 2021, month: 2, day: 30 }"),
            ("01/01/2021 - 31/11/2025", "ImpossibleDate { year: 2025, month: 11, day: 31 }"),
            ("2021-10-11", "NotAPeriod"),
            ("2021-25", "NotAPeriod"),
            ("2021 năm", "NotAPeriod"),
            ("từ năm 2021", "NotAPeriod"),
            ("1800 - 1900", "NotAPeriod"),
            ("lâu dài", "NotAPeriod"),
            (" ", "Empty"),
        ] {
            assert_eq!(read(text), expected, "{text:?}");
        }
        let period = parse_period("giai đoạn 2021 - 2025").expect("a usual form");
        assert!(period.years && period.contains(jiff::civil::date(2025, 12, 31)));
        assert!(!period.contains(jiff::civil::date(2026, 1, 1)));
        assert_eq!((period.first_year(), period.last_year()), (2021, 2025));
    }

    #[test]
    fn titles() {
        for (text, expected) in [
            ("Kế hoạch CCHC thành phố Cao Lãnh giai đoạn 2021 - 2030", Some(("giai đoạn 2021 - 2030", "2021 – 2030"))),
            (
                "Quyết định số 1954/QĐ-UBND ngày 06/10/2021 ban hành Kế hoạch 2021-2025",
                Some(("2021-2025", "2021 – 2025")),
            ),
            ("Kế hoạch cải cách hành chính năm 2023", Some(("năm 2023", "2023"))),
            ("Báo cáo quý 2/2023 của UBND xã", Some(("quý 2/2023", "01/04/2023 – 30/06/2023"))),
            ("Kết quả 6 tháng đầu năm 2023", Some(("6 tháng đầu năm 2023", "01/01/2023 – 30/06/2023"))),
            ("Kế hoạch năm 2021 và giai đoạn 2021 – 2025", Some(("giai đoạn 2021 – 2025", "2021 – 2025"))),
            ("Kế hoạch đến năm 2025", None),
            ("ngày 25 tháng 10 năm 2021", None),
            ("Quyết định 1954/QĐ-UBND", None),
            ("30/2018/QĐ-UBND", None),
            ("2.021 – 2.030 hồ sơ", None),
            ("", None),
        ] {
            let found = find_period(text);
            let found = found.as_ref().map(|period| (period.printed.as_str(), period.label()));
            let found = found.as_ref().map(|(printed, label)| (*printed, label.as_str()));
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
