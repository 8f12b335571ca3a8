//! Why a text is not the value that it should be. Kinds and data only; diagnostics words them in two languages.

use thiserror::Error;

/// The ways in which a short text fails to be a value.
///
/// The messages of `Display` are for developers; readers see the ones that diagnostics builds from these kinds.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ValueError {
    /// Nothing but white space.
    #[error("empty value")]
    Empty,
    /// The text has not the shape of a date, or its year is outside 1900 to 2200.
    #[error("not a date")]
    NotADate,
    /// The shape of a date, but no such day: 30/02/2021.
    #[error("no such day: {day}/{month}/{year}")]
    ImpossibleDate { year: i32, month: i32, day: i32 },
    /// The month stands before the day; `suggestion` is the date day first, `dd/mm/yyyy`.
    #[error("month before day, meant {suggestion}?")]
    MonthFirst { suggestion: String },
    /// A year of two digits: 01/02/21.
    #[error("year of two digits")]
    TwoDigitYear,
    /// The date is followed by an impossible time: 25:70.
    #[error("no such time")]
    BadTime,
    /// The text is not one number.
    #[error("not a number")]
    NotANumber,
    /// `1,219` is 1.219 to a Vietnamese and 1219 to an English reader; `readings` are two ways to write it that can
    /// be read in one way only.
    #[error("ambiguous number: {} or {}", readings[0], readings[1])]
    AmbiguousNumber { readings: [String; 2] },
    /// The text has not the shape of a document number.
    #[error("not a document number")]
    NotADocumentNumber,
    /// A number without its symbol: `1954` instead of `1954/QĐ-UBND`.
    #[error("document number without symbol")]
    MissingSymbol,
    /// The text is not a period.
    #[error("not a period")]
    NotAPeriod,
    /// A period that ends before it begins.
    #[error("period runs backwards")]
    PeriodBackwards,
    /// The text is not a deadline.
    #[error("not a deadline")]
    NotADeadline,
    /// The text holds no condition that could be checked.
    #[error("not a condition")]
    NotACondition,
    /// A range whose first value is greater than its second.
    #[error("range runs backwards")]
    RangeBackwards,
}
