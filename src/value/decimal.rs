//! Exact decimal numbers, as scores and targets are compared and printed. `f64` would make 0.1 + 0.2 differ from 0.3, and
//! "score minus change equals the score before" is checked on such sums.
//!
//! Takes digits and a scale, gives a value; reading Vietnamese notation is left to `number`.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The most decimals that are kept; all 19 digits of the mantissa can then stand behind the point.
const MOST_DECIMALS: u8 = 18;
/// The decimals of a computed percentage.
const PERCENT_DECIMALS: u8 = 4;

/// An exact decimal number. Equal values are equal, however they were written: 1.50 is 1.5.
///
/// ```
/// use bantin::value::Decimal;
/// assert_eq!(Decimal::new(150, 2), Decimal::new(15, 1));
/// assert_eq!(Decimal::new(123_456, 2).vietnamese(), "1.234,56");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i64,
    /// Decimals after the point; as few as the value needs, so that derived equality compares values.
    scale: u8,
}

impl Decimal {
    /// `mantissa` with its last `scale` digits behind the point. Decimals beyond the eighteenth are rounded half to even.
    pub fn new(mantissa: i64, scale: u8) -> Self {
        // Rounding makes the mantissa smaller, so it cannot overflow.
        Self::rounded(i128::from(mantissa), u32::from(scale)).expect("a mantissa of 64 bits stays one")
    }

    /// The shortest decimal that reads as this float; none for infinities, NaN and what needs more than 18 digits.
    pub fn from_f64(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        let text = value.to_string();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let scale = u8::try_from(decimals.len()).ok().filter(|scale| *scale <= MOST_DECIMALS)?;
        let mantissa = format!("{whole}{decimals}").parse().ok()?;
        Some(Self::new(mantissa, scale))
    }

    /// The nearest float.
    pub fn to_f64(self) -> f64 {
        self.plain().parse().expect("digits with a point are a float")
    }

    /// The sum, unless it has more digits than a decimal holds.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        Self::exact(self.mantissa_at(scale).checked_add(other.mantissa_at(scale))?, scale)
    }

    /// The difference, unless it has more digits than a decimal holds.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        Self::exact(self.mantissa_at(scale).checked_sub(other.mantissa_at(scale))?, scale)
    }

    /// The value with the other sign. The one mantissa without a counterpart loses its last digit's exactness.
    pub fn negated(self) -> Self {
        Self { mantissa: self.mantissa.checked_neg().unwrap_or(i64::MAX), scale: self.scale }
    }

    /// Whether the value is below zero.
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// The value with the point `places` further to the right, unless it has more digits than a decimal holds.
    pub fn times_ten_to(self, places: u8) -> Option<Self> {
        let factor = 10_i128.checked_pow(u32::from(places))?;
        Self::exact(i128::from(self.mantissa).checked_mul(factor)?, self.scale)
    }

    /// What percentage of `base` this is, rounded half to even to four decimals; none for a base of zero.
    pub fn percent_of(self, base: Self) -> Option<Self> {
        let scale = self.scale.max(base.scale);
        let hundredfold = 10_i128.pow(u32::from(PERCENT_DECIMALS) + 2);
        let dividend = self.mantissa_at(scale).checked_mul(hundredfold)?;
        let divisor = base.mantissa_at(scale);
        if divisor == 0 {
            return None;
        }
        Self::rounded(divide_half_even(dividend, divisor), u32::from(PERCENT_DECIMALS))
    }

    /// `percent` per cent of this; exact where it fits, else with the last decimals rounded half to even.
    pub fn times_percent(self, percent: Self) -> Option<Self> {
        let product = i128::from(self.mantissa) * i128::from(percent.mantissa);
        Self::rounded(product, u32::from(self.scale) + u32::from(percent.scale) + 2)
    }

    /// The Vietnamese notation: `1.234,5`.
    pub fn vietnamese(self) -> String {
        self.grouped('.', ',')
    }

    /// The English notation: `1,234.5`.
    pub fn english(self) -> String {
        self.grouped(',', '.')
    }

    /// Digits and a point, as data files have it: `1234.5`.
    pub fn plain(self) -> String {
        let mut text = self.digits();
        if self.scale > 0 {
            text.insert(text.len() - usize::from(self.scale), '.');
        }
        if self.is_negative() {
            text.insert(0, '-');
        }
        text
    }

    /// How many decimals the value needs.
    pub fn decimals(self) -> u8 {
        self.scale
    }

    /// The value with a mantissa that fits exactly, or none.
    fn exact(mut mantissa: i128, mut scale: u8) -> Option<Self> {
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        Some(Self { mantissa: i64::try_from(mantissa).ok()?, scale })
    }

    /// The value with as many decimals as fit; none when the whole part is too large.
    fn rounded(mut mantissa: i128, mut scale: u32) -> Option<Self> {
        while scale > 0 && mantissa % 10 == 0 && mantissa != 0 {
            mantissa /= 10;
            scale -= 1;
        }
        // One division, not one per digit: rounding 0.45 to 0.5 and then to 1 would be wrong.
        let mut drop = scale.saturating_sub(u32::from(MOST_DECIMALS));
        loop {
            let candidate = divide_by_power_of_ten(mantissa, drop);
            let remaining = u8::try_from(scale - drop).ok();
            if let (Ok(_), Some(remaining)) = (i64::try_from(candidate), remaining) {
                return Self::exact(candidate, remaining);
            }
            if drop >= scale {
                return None;
            }
            drop += 1;
        }
    }

    fn mantissa_at(self, scale: u8) -> i128 {
        i128::from(self.mantissa) * 10_i128.pow(u32::from(scale - self.scale))
    }

    /// The digits of the value without sign and point, at least one of them before the decimals.
    fn digits(self) -> String {
        let mut digits = self.mantissa.unsigned_abs().to_string();
        let missing = (usize::from(self.scale) + 1).saturating_sub(digits.len());
        digits.insert_str(0, &"0".repeat(missing));
        digits
    }

    fn grouped(self, thousands: char, point: char) -> String {
        let digits = self.digits();
        let (whole, decimals) = digits.split_at(digits.len() - usize::from(self.scale));
        let mut text = String::with_capacity(digits.len() + 4);
        text.push_str(if self.is_negative() { "-" } else { "" });
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index) % 3 == 0 {
                text.push(thousands);
            }
            text.push(digit);
        }
        if !decimals.is_empty() {
            text.push(point);
            text.push_str(decimals);
        }
        text
    }
}

fn divide_by_power_of_ten(mantissa: i128, power: u32) -> i128 {
    match 10_i128.checked_pow(power) {
        Some(divisor) => divide_half_even(mantissa, divisor),
        // More places than any mantissa has digits.
        None => 0,
    }
}

/// The quotient rounded to the nearest whole number, and to the even one from the middle.
fn divide_half_even(dividend: i128, divisor: i128) -> i128 {
    let quotient = dividend / divisor;
    let twice_rest = (dividend % divisor).unsigned_abs() * 2;
    let rounds_away = match twice_rest.cmp(&divisor.unsigned_abs()) {
        Ordering::Less => false,
        Ordering::Equal => quotient % 2 != 0,
        Ordering::Greater => true,
    };
    let away = if (dividend < 0) == (divisor < 0) { 1 } else { -1 };
    if rounds_away { quotient + away } else { quotient }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        self.mantissa_at(scale).cmp(&other.mantissa_at(scale))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.plain())
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.plain())
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self { mantissa: value, scale: 0 }
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // People's formats get a number; a cache gets the value without the loss of a binary fraction.
        match (serializer.is_human_readable(), self.scale) {
            (false, scale) => (self.mantissa, scale).serialize(serializer),
            (true, 0) => serializer.serialize_i64(self.mantissa),
            (true, _) => serializer.serialize_f64(self.to_f64()),
        }
    }
}

/// From a cache alone: numbers that people write are read by [`crate::value::parse_number`].
impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (mantissa, scale) = Deserialize::deserialize(deserializer)?;
        Ok(Self { mantissa, scale })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        Decimal::new(format!("{whole}{decimals}").parse().unwrap(), decimals.len() as u8)
    }

    #[test]
    fn notations() {
        for (mantissa, scale, plain, vietnamese, english) in [
            (0, 0, "0", "0", "0"),
            (0, 5, "0", "0", "0"),
            (150, 2, "1.5", "1,5", "1.5"),
            (123_456_789, 2, "1234567.89", "1.234.567,89", "1,234,567.89"),
            (-5, 3, "-0.005", "-0,005", "-0.005"),
            (42_420, 0, "42420", "42.420", "42,420"),
            (100, 0, "100", "100", "100"),
            (-1_000, 0, "-1000", "-1.000", "-1,000"),
            (5, 255, "0", "0", "0"),
            (i64::MAX, 18, "9.223372036854775807", "9,223372036854775807", "9.223372036854775807"),
            (i64::MIN, 0, "-9223372036854775808", "-9.223.372.036.854.775.808", "-9,223,372,036,854,775,808"),
            (25, 19, "0.000000000000000002", "0,000000000000000002", "0.000000000000000002"),
        ] {
            let value = Decimal::new(mantissa, scale);
            assert_eq!(value.plain(), plain);
            assert_eq!(value.to_string(), plain);
            assert_eq!(value.vietnamese(), vietnamese);
            assert_eq!(value.english(), english);
        }
    }

    #[test]
    fn order_is_by_value() {
        let sorted = ["-8", "-0.5", "0", "0.099", "0.1", "1.5", "9", "10"].map(decimal);
        assert!(sorted.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(decimal("1.50"), decimal("1.5"));
        assert!(Decimal::new(i64::MAX, 0) > Decimal::new(i64::MAX, 18));
    }

    #[test]
    fn floats() {
        for (value, expected) in [
            (42.88, Some("42.88")),
            (0.1 + 0.2, Some("0.30000000000000004")),
            (-8.0, Some("-8")),
            (0.0, Some("0")),
            (-0.0, Some("0")),
            (f64::NAN, None),
            (f64::INFINITY, None),
            (1e300, None),
            (1e-300, None),
        ] {
            assert_eq!(Decimal::from_f64(value).map(Decimal::plain).as_deref(), expected, "{value}");
        }
        assert_eq!(decimal("42.88").to_f64(), 42.88);
    }

    #[test]
    fn arithmetic() {
        assert_eq!(decimal("0.1").checked_add(decimal("0.2")), Some(decimal("0.3")));
        assert_eq!(decimal("83.76").checked_sub(decimal("2.51")), Some(decimal("81.25")));
        assert_eq!(Decimal::new(i64::MAX, 0).checked_add(decimal("1")), None);
        assert_eq!(Decimal::new(i64::MAX, 0).checked_add(decimal("0.1")), None);
        assert_eq!(decimal("2.5").negated(), decimal("-2.5"));
        assert!(decimal("-0.1").is_negative() && !decimal("0").is_negative());
        for (part, base, percent) in [
            ("1", "3", Some("33.3333")),
            ("2", "3", Some("66.6667")),
            ("-2", "3", Some("-66.6667")),
            ("1044", "1000", Some("104.4")),
            ("1", "0", None),
            ("0.00000025", "1", Some("0")),
            ("0.0000015", "1", Some("0.0002")),
            ("4572", "4572", Some("100")),
        ] {
            assert_eq!(decimal(part).percent_of(decimal(base)), percent.map(decimal), "{part} of {base}");
        }
        for (value, percent, expected) in [("80", "5", "4"), ("83.76", "105", "87.948"), ("0.1", "0.1", "0.0001")] {
            assert_eq!(decimal(value).times_percent(decimal(percent)), Some(decimal(expected)));
        }
        assert_eq!(Decimal::new(i64::MAX, 0).times_percent(Decimal::new(i64::MAX, 0)), None);
    }

    #[test]
    fn json_numbers() {
        for (value, expected) in [("42.88", "42.88"), ("90", "90"), ("-0.5", "-0.5"), ("0", "0")] {
            assert_eq!(serde_json::to_string(&decimal(value)).unwrap(), expected);
        }
    }
}
