//! Dates and times as staff and portals write them, always day first or ISO. Takes the text of one moment, gives the
//! date, the time if there is one, and the printed form; a date inside other text is found for the sibling parsers.

use serde::{Deserialize, Serialize};

use jiff::SignedDuration;
use jiff::civil::{Date, Time};

use super::ValueError;
use super::tokens::Tokens;
use crate::text::squeeze;

/// Vietnam has had one offset, +07:00, for the whole time that sites cover.
const LOCAL_OFFSET_MINUTES: i64 = 7 * 60;
/// Signs and words that may stand between the parts of a moment.
const FILLERS: [&str; 10] = ["|", ",", "-", "(", ")", ";", "ngày", "lúc", "vào", "hồi"];
const WEEKDAYS: [&str; 14] = [
    "thứ hai",
    "thứ ba",
    "thứ tư",
    "thứ năm",
    "thứ sáu",
    "thứ bảy",
    "thứ 2",
    "thứ 3",
    "thứ 4",
    "thứ 5",
    "thứ 6",
    "thứ 7",
    "chủ nhật",
    "cn",
];

/// A date, perhaps with a time, both at +07:00, and the form in which they were printed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Moment {
    pub date: Date,
    pub time: Option<Time>,
    pub printed: String,
}

/// Reads one date with an optional time. `03/04/2024` is 3 April; offsets other than +07:00 are converted to it.
///
/// ```
/// use bantin::value::parse_moment;
/// let moment = parse_moment("Thứ ba - 17/01/2023 21:22").expect("a usual form");
/// assert_eq!(moment.date, jiff::civil::date(2023, 1, 17));
/// ```
pub fn parse_moment(text: &str) -> Result<Moment, ValueError> {
    let printed = squeeze(text);
    if printed.is_empty() {
        return Err(ValueError::Empty);
    }
    let tokens = Tokens::new(&printed);
    let mut parts = Parts::default();
    let mut index = 0;
    while index < tokens.len() {
        index = parts.read(&tokens, index)?;
    }
    let (date, time) = parts.local()?;
    Ok(Moment { date, time, printed })
}

/// What was read of a moment so far.
#[derive(Default)]
struct Parts {
    date: Option<Date>,
    time: Option<Time>,
    /// Minutes east of Greenwich.
    offset: Option<i64>,
}

impl Parts {
    /// Reads the part that begins at a token and gives the index after it.
    fn read(&mut self, tokens: &Tokens, index: usize) -> Result<usize, ValueError> {
        if self.date.is_none()
            && let Some((date, next)) = date_at(tokens, index)
        {
            self.date = Some(date?);
            // The `T` of an ISO moment belongs to neither part.
            let is_joined = tokens.word(next) == Some("t") && !tokens.is_spaced(next);
            return Ok(next + usize::from(is_joined));
        }
        if self.time.is_none()
            && let Some((time, next)) = time_at(tokens, index)
        {
            self.time = Some(time?);
            let offset = offset_at(tokens, next);
            self.offset = offset.map(|(minutes, _)| minutes);
            return Ok(offset.map_or(next, |(_, next)| next));
        }
        if let Some((minutes, next)) = named_offset_at(tokens, index).filter(|_| self.offset.is_none()) {
            self.offset = Some(minutes);
            return Ok(next);
        }
        let skipped = tokens.any_phrase(index, &WEEKDAYS).or_else(|| tokens.any_phrase(index, &FILLERS));
        skipped.map(|(next, _)| next).ok_or(ValueError::NotADate)
    }

    fn local(self) -> Result<(Date, Option<Time>), ValueError> {
        let date = self.date.ok_or(ValueError::NotADate)?;
        let (Some(time), Some(offset)) = (self.time, self.offset) else {
            return if self.offset.is_none() { Ok((date, self.time)) } else { Err(ValueError::NotADate) };
        };
        let shift = SignedDuration::from_mins(LOCAL_OFFSET_MINUTES - offset);
        let local = date.to_datetime(time).checked_add(shift).map_err(|_| ValueError::NotADate)?;
        Ok((local.date(), Some(local.time())))
    }
}

/// A date at an index and the index after it; an error when it has the shape of a date but is none.
pub(crate) fn date_at(tokens: &Tokens, index: usize) -> Option<(Result<Date, ValueError>, usize)> {
    let start = tokens.phrase(index, "ngày").unwrap_or(index);
    date_in_words(tokens, start).or_else(|| date_in_digits(tokens, start))
}

/// "25 tháng 10 năm 2021", "25 tháng 10, 2021", "25 tháng 10/2021".
fn date_in_words(tokens: &Tokens, index: usize) -> Option<(Result<Date, ValueError>, usize)> {
    let day = short_number(tokens, index)?;
    let month_at = tokens.phrase(index + 1, "tháng")?;
    let month = short_number(tokens, month_at)?;
    let mut year_at = month_at + 1;
    if matches!(tokens.sign(year_at), Some(',' | '/' | '-')) {
        year_at += 1;
    }
    year_at = tokens.phrase(year_at, "năm").unwrap_or(year_at);
    let (year, length) = tokens.digits(year_at)?;
    Some((day_first(year, length, month, day)?, year_at + 1))
}

/// "11/10/2021", "11-10-2021", "11.10.2021" and, year first, "2021-10-11".
fn date_in_digits(tokens: &Tokens, index: usize) -> Option<(Result<Date, ValueError>, usize)> {
    let separator = tokens.sign(index + 1).filter(|sign| matches!(sign, '/' | '-' | '.'))?;
    if tokens.sign(index + 3) != Some(separator) {
        return None;
    }
    let after = index + 5;
    // "30/06/2018/QĐ" is no date, and dots with spaces end sentences.
    let goes_on = matches!(tokens.sign(after), Some('/')) && !tokens.is_spaced(after);
    let has_gaps = (index + 1..after).any(|part| tokens.is_spaced(part));
    if goes_on || (separator == '.' && has_gaps) {
        return None;
    }
    let middle = short_number(tokens, index + 2)?;
    if let (Some(year), Some(day)) =
        (tokens.digits(index).filter(|(_, length)| *length == 4), short_number(tokens, index + 4))
    {
        return Some((civil(year.0, middle, day), after));
    }
    let day = short_number(tokens, index)?;
    let (year, length) = tokens.digits(index + 4)?;
    Some((day_first(year, length, middle, day)?, after))
}

/// A number of one or two digits.
fn short_number(tokens: &Tokens, index: usize) -> Option<u32> {
    tokens.digits(index).filter(|(_, length)| *length <= 2).map(|(value, _)| value)
}

fn day_first(year: u32, year_length: usize, month: u32, day: u32) -> Option<Result<Date, ValueError>> {
    match year_length {
        4 => {}
        2 if (1..=31).contains(&day) && (1..=31).contains(&month) => return Some(Err(ValueError::TwoDigitYear)),
        _ => return None,
    }
    let date = civil(year, month, day);
    let is_swapped =
        month > 12 && matches!(date, Err(ValueError::ImpossibleDate { .. })) && civil(year, day, month).is_ok();
    if is_swapped {
        return Some(Err(ValueError::MonthFirst { suggestion: format!("{month:02}/{day:02}/{year}") }));
    }
    Some(date)
}

fn civil(year: u32, month: u32, day: u32) -> Result<Date, ValueError> {
    if !(1900..=2200).contains(&year) {
        return Err(ValueError::NotADate);
    }
    let signed = |value: u32| i32::try_from(value).unwrap_or(i32::MAX);
    let impossible = ValueError::ImpossibleDate { year: signed(year), month: signed(month), day: signed(day) };
    let (Ok(year), Ok(month), Ok(day)) = (i16::try_from(year), i8::try_from(month), i8::try_from(day)) else {
        return Err(impossible);
    };
    Date::new(year, month, day).map_err(|_| impossible)
}

/// "16:22", "16:22:05", "08:11 AM", "16h22", "16 giờ 22 phút".
fn time_at(tokens: &Tokens, index: usize) -> Option<(Result<Time, ValueError>, usize)> {
    let hour = short_number(tokens, index)?;
    if tokens.sign(index + 1) == Some(':') {
        let minute = short_number(tokens, index + 2)?;
        let (second, next) = seconds_at(tokens, index + 3);
        let (hour, next) = half_day(tokens, hour, next);
        return Some((time(hour, minute, second), next));
    }
    let after_word = tokens.phrase(index + 1, "h").or_else(|| tokens.phrase(index + 1, "giờ"))?;
    let Some(minute) = short_number(tokens, after_word).filter(|_| !is_part_of_date(tokens, after_word)) else {
        return Some((time(hour, 0, 0), after_word));
    };
    let next = after_word + 1;
    Some((time(hour, minute, 0), tokens.phrase(next, "phút").unwrap_or(next)))
}

/// In "16h 10/11/2021" the ten is a day, not minutes.
fn is_part_of_date(tokens: &Tokens, index: usize) -> bool {
    matches!(tokens.sign(index + 1), Some('/' | '-' | '.')) && tokens.digits(index + 2).is_some()
}

/// Seconds, and their decimals, which no page shows.
fn seconds_at(tokens: &Tokens, index: usize) -> (u32, usize) {
    let second = tokens.sign(index).filter(|sign| *sign == ':').and_then(|_| short_number(tokens, index + 1));
    let Some(second) = second else { return (0, index) };
    let has_decimals = tokens.sign(index + 2) == Some('.') && tokens.digits(index + 3).is_some();
    (second, index + if has_decimals { 4 } else { 2 })
}

/// The hour on a clock of 24, for AM and PM and for their Vietnamese forms SA and CH. Some portals print "13:00 PM";
/// its hour is taken as it stands.
fn half_day(tokens: &Tokens, hour: u32, index: usize) -> (u32, usize) {
    match tokens.word(index) {
        Some("am" | "sa") => (if hour == 12 { 0 } else { hour }, index + 1),
        Some("pm" | "ch") => (if hour < 12 { hour + 12 } else { hour }, index + 1),
        _ => (hour, index),
    }
}

fn time(hour: u32, minute: u32, second: u32) -> Result<Time, ValueError> {
    let part = |value: u32| i8::try_from(value).map_err(|_| ValueError::BadTime);
    Time::new(part(hour)?, part(minute)?, part(second)?, 0).map_err(|_| ValueError::BadTime)
}

/// `Z`, `+07:00`, `+0700` or `+07` directly after a time, in minutes.
fn offset_at(tokens: &Tokens, index: usize) -> Option<(i64, usize)> {
    if tokens.word(index) == Some("z") {
        return Some((0, index + 1));
    }
    if tokens.is_spaced(index) || tokens.is_spaced(index + 1) {
        return None;
    }
    signed_offset_at(tokens, index)
}

/// "GMT+7", "(GMT +7)", "UTC+07:00".
fn named_offset_at(tokens: &Tokens, index: usize) -> Option<(i64, usize)> {
    if !matches!(tokens.word(index), Some("gmt" | "utc")) {
        return None;
    }
    Some(signed_offset_at(tokens, index + 1).unwrap_or((0, index + 1)))
}

fn signed_offset_at(tokens: &Tokens, index: usize) -> Option<(i64, usize)> {
    let sign = match tokens.sign(index)? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let (value, length) = tokens.digits(index + 1)?;
    let (hours, minutes, next) = match length {
        4 => (value / 100, value % 100, index + 2),
        1 | 2 if tokens.sign(index + 2) == Some(':') => (value, short_number(tokens, index + 3)?, index + 4),
        1 | 2 => (value, 0, index + 2),
        _ => return None,
    };
    // Offsets reach from -12:00 to +14:00.
    (hours <= 14 && minutes < 60).then(|| (sign * i64::from(hours * 60 + minutes), next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match parse_moment(text) {
            Ok(moment) => match moment.time {
                Some(time) => format!("{} {time}", moment.date),
                None => moment.date.to_string(),
            },
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn moments() {
        for (text, expected) in [
            ("2021-10-11", "2021-10-11"),
            ("2021-7-1", "2021-07-01"),
            ("2021-10-11T16:22", "2021-10-11 16:22:00"),
            ("2021-10-11 16:22", "2021-10-11 16:22:00"),
            ("2021-10-11T16:22:05Z", "2021-10-11 23:22:05"),
            ("2021-10-11T18:22:05.123Z", "2021-10-12 01:22:05"),
            ("2021-10-11T16:22:00+07:00", "2021-10-11 16:22:00"),
            ("2021-10-11T16:22:00+0700", "2021-10-11 16:22:00"),
            ("2021-10-11T16:22-05:00", "2021-10-12 04:22:00"),
            ("2021-10-11T01:00+09:00", "2021-10-10 23:00:00"),
            ("11/10/2021", "2021-10-11"),
            ("11-10-2021", "2021-10-11"),
            ("11.10.2021", "2021-10-11"),
            ("3/4/2024", "2024-04-03"),
            ("2021/10/11", "2021-10-11"),
            ("16:22 10/11/2021", "2021-11-10 16:22:00"),
            ("16:22 - 10/11/2021", "2021-11-10 16:22:00"),
            ("10/11/2021 16:22", "2021-11-10 16:22:00"),
            ("10/11/2021 | 08:11 AM (GMT +7)", "2021-11-10 08:11:00"),
            ("10/11/2021 08:11 PM GMT+7", "2021-11-10 20:11:00"),
            ("10/11/2021 12:05 AM", "2021-11-10 00:05:00"),
            ("10/11/2021 13:05 PM", "2021-11-10 13:05:00"),
            ("Thứ ba - 17/01/2023 21:22", "2023-01-17 21:22:00"),
            ("Thứ 3, ngày 05/01/2021", "2021-01-05"),
            ("Chủ nhật, 2/1/2022, 09h05", "2022-01-02 09:05:00"),
            ("16h 10/11/2021", "2021-11-10 16:00:00"),
            ("16 giờ 22 phút, ngày 25 tháng 10 năm 2021", "2021-10-25 16:22:00"),
            ("ngày 25 tháng 10 năm 2021", "2021-10-25"),
            ("ngày\u{a0}25 tháng\u{a0}10 năm\u{a0}2021", "2021-10-25"),
            ("25 tháng 10, 2021", "2021-10-25"),
            ("NGÀY 05 THÁNG 3 NĂM 2026", "2026-03-05"),
            ("29/02/2024", "2024-02-29"),
            ("30/02/2021", "ImpossibleDate { year: 2021, month: 2, day: 30 }"),
            ("2021-13-05", "ImpossibleDate { year: 2021, month: 13, day: 5 }"),
            ("00/10/2021", "ImpossibleDate { year: 2021, month: 10, day: 0 }"),
            ("32/13/2021", "ImpossibleDate { year: 2021, month: 13, day: 32 }"),
            ("03/13/2024", "MonthFirst { suggestion: \"13/03/2024\" }"),
            ("01/02/21", "TwoDigitYear"),
            ("01/02/1899", "NotADate"),
            ("01/02/2201", "NotADate"),
            ("10/11/2021 25:70", "BadTime"),
            ("10/11/2021 24:00", "BadTime"),
            ("10/11", "NotADate"),
            ("tháng 6/2025", "NotADate"),
            ("hôm qua", "NotADate"),
            ("16:22", "NotADate"),
            ("2021-10-11Z", "NotADate"),
            ("10/11/2021 11/11/2021", "NotADate"),
            ("2021", "NotADate"),
            ("30/06/2018/QĐ-UBND", "NotADate"),
            ("99999999999/1/2021", "NotADate"),
            ("  ", "Empty"),
        ] {
            assert_eq!(read(text), expected, "{text:?}");
        }
        assert_eq!(
            parse_moment(" 11/10/2021\u{a0} 16:22 ").map(|moment| moment.printed),
            Ok("11/10/2021 16:22".to_owned())
        );
    }
}
