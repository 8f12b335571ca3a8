//! Typed values as they stand in plans and decisions: numbers, dates, deadlines, periods, document numbers and goals.
//! Each keeps the form that was printed beside the value that it means.
//!
//! Takes short texts as staff write them (NFC; non-breaking spaces are fine), gives a value or a [`ValueError`]. It knows
//! no files, spans or languages: where the text stood and how a mistake is worded is left to the rooms around.

mod clause;
mod condition;
mod date;
mod decimal;
mod decision_text;
mod document_kind;
mod document_number;
mod error;
mod goal;
mod number;
mod partial;
mod period;
mod quantity;
mod tokens;

pub use condition::{Comparator, Condition, Goal, GoalText, Measure, Reading, RelativeTo, Strength, Timing};
pub(crate) use date::date_at;
pub use date::{Moment, parse_moment};
pub use decimal::Decimal;
pub use decision_text::{DecisionText, parse_decision_text};
pub use document_kind::DocumentKind;
pub(crate) use document_number::number_inside;
pub use document_number::{DocumentNumber, find_document_number, parse_document_number};
pub use error::ValueError;
pub use goal::{parse_goal, parse_goals};
pub use number::{Number, parse_number};
pub use partial::{Deadline, Frequency, Granularity, parse_deadline, parse_frequency};
pub(crate) use period::period_at;
pub use period::{Period, find_period, parse_period};
pub(crate) use quantity::SCALES;
pub(crate) use tokens::{Kind, Tokens};
