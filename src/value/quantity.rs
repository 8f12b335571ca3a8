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
/// Words that move the point of the figure before them, by how many places. Those of money are units: "5 tỷ đồng".
pub(crate) const SCALES: [(&str, u8); 8] =
    [("chục", 1), ("trăm", 2), ("nghìn", 3), ("ngàn", 3), ("vạn", 4), ("triệu", 6), ("tỷ", 9), ("tỉ", 9)];
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
    let first = figure_at(tokens, index)?;
    let second_at = match tokens.sign(first.next) {
        Some('-') => Some(first.next + 1),
        None if sign == RangeSign::DashOrWord => tokens.any_phrase(first.next, &["đến", "tới"]).map(|(next, _)| next),
        _ => None,
    };
    let second = second_at.and_then(|second_at| figure_at(tokens, second_at));
    Some(match second {
        Some(second) => {
            // "Từ 1 đến 2 triệu lượt": both are millions.
            let is_shared = first.places == 0 && first.unit.is_none();
            let shared = scaled(first.value.clone(), second.places).ok().filter(|_| is_shared);
            let is_range = |value: &Number| second.value.as_ref().is_ok_and(|max| value.value <= max.value);
            let value = shared.filter(is_range).map_or(first.value, Ok);
            Quantity { value, max: Some(second.value), unit: second.unit.or(first.unit), next: second.next }
        }
        None => Quantity { value: first.value, max: None, unit: first.unit, next: first.next },
    })
}

/// One number with its unit.
struct Figure {
    value: Result<Number, ValueError>,
    /// By how many places words after the digits moved the point.
    places: u8,
    unit: Option<String>,
    /// The index after it.
    next: usize,
}

fn figure_at(tokens: &Tokens, index: usize) -> Option<Figure> {
    let (value, after_digits) = tokens.number(index)?;
    if date_at(tokens, index).is_some() || is_fraction(tokens, after_digits) {
        return None;
    }
    let (places, after_number) = scale_at(tokens, after_digits);
    let value = match scaled(value, places) {
        Ok(number) if places > 0 => Ok(Number { printed: tokens.slice(index, after_number).to_owned(), ..number }),
        value => value,
    };
    let unit = unit_at(tokens, after_number);
    let is_year = after_number == index + 1 && tokens.year(index).is_some();
    if is_year && unit.is_none() {
        return None;
    }
    let next = unit.as_ref().map_or(after_number, |(_, next)| *next);
    Some(Figure { value, places, unit: unit.map(|(unit, _)| unit), next })
}

/// How far "nghìn", "triệu" and the like at an index move the point, and the index after them.
fn scale_at(tokens: &Tokens, index: usize) -> (u8, usize) {
    let (mut places, mut next) = (0, index);
    // "Nghìn tỷ" is the longest that is said.
    for _ in 0..2 {
        let is_other =
            unit_at(tokens, next).is_some() || tokens.any_phrase(next, &["tỷ lệ", "tỉ lệ", "tỷ trọng"]).is_some();
        let found =
            SCALES.iter().filter(|_| !is_other).find_map(|(word, more)| Some((tokens.phrase(next, word)?, more)));
        let Some((after, more)) = found else { break };
        (places, next) = (places + more, after);
    }
    (places, next)
}

fn scaled(value: Result<Number, ValueError>, places: u8) -> Result<Number, ValueError> {
    let number = value?;
    let value = number.value.times_ten_to(places).ok_or(ValueError::NotANumber)?;
    Ok(Number { value, ..number })
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
            ("1 triệu lượt", "1000000 - lượt 3"),
            ("1,5 triệu hồ sơ", "1500000 - hồ sơ 6"),
            ("5 ngàn hồ sơ", "5000 - hồ sơ 4"),
            ("2 nghìn tỷ", "2000000000000 - - 3"),
            ("2 nghìn tỷ đồng", "2000 - tỷ đồng 4"),
            ("200 triệu đồng", "200 - triệu đồng 3"),
            ("1 đến 2 triệu lượt", "1000000 2000000 lượt 5"),
            ("500 đến 1 triệu lượt", "500 1000000 lượt 5"),
            ("500 nghìn - 1 triệu lượt", "500000 1000000 lượt 6"),
            ("90 tỷ lệ", "90 - - 1"),
            ("2021 triệu", "2021000000 - - 2"),
            ("9999999999 nghìn tỷ", "? - - 3"),
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
