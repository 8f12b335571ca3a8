//! Figures with their units inside a sentence: "86%", "8,3-8,5%", "từ 40 đến 50%", "12 ngày làm việc". Takes tokens,
//! gives a figure or a range and the index after it; years, dates, fractions and document numbers are none.

use super::date::date_at;
use super::tokens::Tokens;
use super::{Number, ValueError};

/// Units as they are spelt out. Those before others that begin alike are longer, because the longest match is taken.
const UNITS: [&str; 43] = [
    "điểm phần trăm",
    "điểm %",
    "điểm",
    "bậc",
    "hạng",
    "vị trí",
    "ngày làm việc",
    "ngày",
    "giờ làm việc",
    "giờ",
    "phút",
    "tháng",
    "năm",
    "tuần",
    "lần",
    "lượt",
    "hồ sơ",
    "thủ tục hành chính",
    "thủ tục",
    "tthc",
    "dịch vụ công",
    "dịch vụ",
    "mô hình",
    "sáng kiến",
    "người",
    "người dân",
    "doanh nghiệp",
    "cán bộ",
    "công chức",
    "cơ quan",
    "đơn vị",
    "xã",
    "phường",
    "cuộc",
    "văn bản",
    "nhiệm vụ",
    "triệu đồng",
    "tỷ đồng",
    "tỉ đồng",
    "nghìn đồng",
    "đồng",
    "lớp",
    "hội nghị",
];
/// Units of time that a number after them turns into a date: "15 năm 2021" is not fifteen years.
const UNITS_OF_DATES: [&str; 3] = ["ngày", "tháng", "năm"];

/// A figure, or two that make a range, with their unit.
pub(super) struct Quantity {
    pub value: Result<Number, ValueError>,
    pub max: Option<Result<Number, ValueError>>,
    pub unit: Option<String>,
    /// The index after it.
    pub next: usize,
}

/// What may stand between the two figures of a range.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum RangeSign {
    /// A dash only.
    Dash,
    /// A dash or "đến", which follows "từ".
    DashOrWord,
}

/// The quantity that begins at an index.
pub(super) fn quantity_at(tokens: &Tokens, index: usize, sign: RangeSign) -> Option<Quantity> {
    let (value, next, unit) = figure_at(tokens, index)?;
    let second_at = match tokens.sign(next) {
        Some('-') => Some(next + 1),
        None if sign == RangeSign::DashOrWord => tokens.any_phrase(next, &["đến", "tới"]).map(|(next, _)| next),
        _ => None,
    };
    let second = second_at.and_then(|second_at| figure_at(tokens, second_at));
    Some(match second {
        Some((max, next, second_unit)) => Quantity { value, max: Some(max), unit: second_unit.or(unit), next },
        None => Quantity { value, max: None, unit, next },
    })
}

/// One number, the index after its unit, and the unit.
fn figure_at(tokens: &Tokens, index: usize) -> Option<(Result<Number, ValueError>, usize, Option<String>)> {
    let (value, after_number) = tokens.number(index)?;
    if date_at(tokens, index).is_some() || is_fraction(tokens, after_number) {
        return None;
    }
    let unit = unit_at(tokens, after_number);
    let is_year = after_number == index + 1 && tokens.year(index).is_some();
    if is_year && unit.is_none() {
        return None;
    }
    match unit {
        Some((unit, next)) => Some((value, next, Some(unit))),
        None => Some((value, after_number, None)),
    }
}

/// The index after "37/63", "4.572/4.572" and other numbers with a slash, so that none of their figures is taken.
pub(super) fn after_fraction(tokens: &Tokens, index: usize) -> Option<usize> {
    let (_, mut after) = tokens.number(index)?;
    let mut is_found = false;
    while is_fraction(tokens, after) {
        (_, after) = tokens.number(after + 1)?;
        is_found = true;
    }
    is_found.then_some(after)
}

fn is_fraction(tokens: &Tokens, after_number: usize) -> bool {
    tokens.sign(after_number) == Some('/') && tokens.digits(after_number + 1).is_some()
}

fn unit_at(tokens: &Tokens, index: usize) -> Option<(String, usize)> {
    if tokens.sign(index) == Some('%') {
        return Some(("%".to_owned(), index + 1));
    }
    if tokens.sign(index) == Some('‰') {
        return Some(("‰".to_owned(), index + 1));
    }
    if let Some(next) = tokens.phrase(index, "phần trăm") {
        return Some(("%".to_owned(), next));
    }
    let (next, which) = tokens.any_phrase(index, &UNITS)?;
    let unit = UNITS[which];
    if UNITS_OF_DATES.contains(&unit) && tokens.digits(next).is_some() {
        return None;
    }
    Some((if unit == "tthc" { "TTHC".to_owned() } else { unit.to_owned() }, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities() {
        for (text, expected) in [
            ("86%", "86 - % 2"),
            ("86 %", "86 - % 2"),
            ("1.219,11 điểm", "1219.11 - điểm 6"),
            ("8,3-8,5%", "8.3 8.5 % 8"),
            ("40% - 50%", "40 50 % 5"),
            ("40 đến 50%", "40 50 % 4"),
            ("12 ngày làm việc", "12 - ngày làm việc 4"),
            ("15 năm 2021", "15 - - 1"),
            ("2000 hồ sơ", "2000 - hồ sơ 3"),
            ("5 phần trăm", "5 - % 3"),
            ("90% đến năm 2025", "90 - % 2"),
            ("90% đến 2025", "90 - % 2"),
            ("2021", "none"),
            ("2021 - 2025", "none"),
            ("37/63", "none"),
            ("30/6/2025", "none"),
            ("90", "90 - - 1"),
            ("năm", "none"),
        ] {
            let tokens = Tokens::new(text);
            let found = quantity_at(&tokens, 0, RangeSign::DashOrWord).map_or("none".to_owned(), |quantity| {
                let show =
                    |number: Result<Number, ValueError>| number.map_or("?".to_owned(), |number| number.value.plain());
                let max = quantity.max.map_or("-".to_owned(), show);
                format!("{} {max} {} {}", show(quantity.value), quantity.unit.as_deref().unwrap_or("-"), quantity.next)
            });
            assert_eq!(found, expected, "{text:?}");
        }
        let tokens = Tokens::new("4.572/4.572 hồ sơ");
        assert_eq!(after_fraction(&tokens, 0), Some(7));
    }
}
