//! Printing of dates, counts and sizes as Vietnamese offices write them. Takes values, gives text; parsing is left to
//! `model::value`.

use jiff::civil::Date;

/// Day first with slashes: `05/03/2026`.
pub fn format_date(date: Date) -> String {
    let (day, month, year) = (date.day().unsigned_abs(), date.month().unsigned_abs(), date.year());
    if !(0..=9999).contains(&year) {
        return format!("{day:02}/{month:02}/{year:04}");
    }
    // Data and pages are full of days, and these are cheaper than what formatting does.
    let (century, rest) = ((year / 100) as u8, (year % 100) as u8);
    let mut text = String::with_capacity(10);
    for (sign, number) in [("", day), ("/", month), ("/", century), ("", rest)] {
        text.push_str(sign);
        text.push(char::from(b'0' + number / 10));
        text.push(char::from(b'0' + number % 10));
    }
    text
}

/// The date in words: `ngày 05 tháng 3 năm 2026`. Decree 30/2020/NĐ-CP puts a zero before days under 10 and before
/// months 1 and 2, and before no other month.
pub fn format_date_long(date: Date) -> String {
    let month = date.month();
    let zero = if month <= 2 { "0" } else { "" };
    format!("ngày {:02} tháng {zero}{month} năm {}", date.day(), date.year())
}

/// A whole number with dots between groups of three digits: `1.234.567`.
pub fn format_count(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut count = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0 {
        count.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            count.push('.');
        }
        count.push(digit);
    }
    count
}

/// A file size with at most one decimal: `1,2 MB`, `830 KB`, `12 byte`. One KB is 1024 bytes, as in the file managers
/// that readers compare with; `lang_vi` chooses the decimal comma and the plural-less `byte`.
pub fn format_bytes(n: u64, lang_vi: bool) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    if n < 1024 {
        let plural = if lang_vi || n == 1 { "" } else { "s" };
        return format!("{n} byte{plural}");
    }
    let mut size = u128::from(n) * 10;
    let mut unit = "";
    for name in UNITS {
        unit = name;
        size = (size + 512) / 1024;
        // From 1023,5 on, rounding to a whole number would print 1024; the next unit shows it as 1.
        if size < 10_235 {
            break;
        }
    }
    let (whole, tenth) = (size / 10, size % 10);
    if whole >= 100 || tenth == 0 {
        return format!("{} {unit}", if tenth >= 5 { whole + 1 } else { whole });
    }
    let point = if lang_vi { ',' } else { '.' };
    format!("{whole}{point}{tenth} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates() {
        for (day, short, long) in [
            (date(2026, 3, 5), "05/03/2026", "ngày 05 tháng 3 năm 2026"),
            (date(2021, 10, 25), "25/10/2021", "ngày 25 tháng 10 năm 2021"),
            (date(2024, 2, 29), "29/02/2024", "ngày 29 tháng 02 năm 2024"),
            (date(2020, 1, 1), "01/01/2020", "ngày 01 tháng 01 năm 2020"),
            (date(2025, 9, 30), "30/09/2025", "ngày 30 tháng 9 năm 2025"),
        ] {
            assert_eq!(format_date(day), short);
            assert_eq!(format_date_long(day), long);
        }
    }

    #[test]
    fn counts() {
        for (n, expected) in [
            (0, "0"),
            (999, "999"),
            (1000, "1.000"),
            (1_234_567, "1.234.567"),
            (-42_420, "-42.420"),
            (i64::MIN, "-9.223.372.036.854.775.808"),
        ] {
            assert_eq!(format_count(n), expected);
        }
    }

    #[test]
    fn sizes() {
        for (n, vi, en) in [
            (0, "0 byte", "0 bytes"),
            (1, "1 byte", "1 byte"),
            (12, "12 byte", "12 bytes"),
            (1023, "1023 byte", "1023 bytes"),
            (1024, "1 KB", "1 KB"),
            (1536, "1,5 KB", "1.5 KB"),
            (830 * 1024, "830 KB", "830 KB"),
            (1_258_291, "1,2 MB", "1.2 MB"),
            (1024 * 1024 - 1, "1 MB", "1 MB"),
            (5 * 1024 * 1024 * 1024, "5 GB", "5 GB"),
            (u64::MAX, "16777216 TB", "16777216 TB"),
        ] {
            assert_eq!(format_bytes(n, true), vi, "{n}");
            assert_eq!(format_bytes(n, false), en, "{n}");
        }
    }
}
