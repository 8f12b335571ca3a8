//! Reading single values: a [`Node`] becomes a text, a date, a number, a condition, or a diagnostic.
//!
//! Every reader reports what it cannot understand and returns `None`; the caller goes on with the next field.

use crate::diagnostics;
use crate::source::Lang;
use crate::text;
use crate::value::{
    self, Deadline, Decimal, DecisionText, DocumentNumber, Frequency, Moment, Number, Period, ValueError,
};

use super::yaml::{Fields, Node, Shape};

impl<'a> Node<'a> {
    /// A text, with white space squeezed. Lists and maps are reported.
    pub fn text(&self) -> Option<String> {
        let Some(printed) = self.printed() else {
            self.report(diagnostics::expected_text(self.at(), self.name()));
            return None;
        };
        let text = text::squeeze(&printed);
        (!text.is_empty()).then_some(text)
    }

    /// The items of a list; a single value counts as a list of one.
    pub fn items(&self) -> Vec<Node<'a>> {
        match self.shape() {
            Shape::Null => Vec::new(),
            Shape::List(items) => items.into_iter().filter(|item| !item.is_null()).collect(),
            Shape::Scalar | Shape::Map(_) => vec![self.clone()],
        }
    }

    /// A list of texts.
    pub fn texts(&self) -> Vec<String> {
        self.items().iter().filter_map(Node::text).collect()
    }

    /// The fields of a map; anything else is reported.
    pub fn fields(&self) -> Option<Fields<'a>> {
        match self.shape() {
            Shape::Map(fields) => Some(fields),
            _ => {
                self.report(diagnostics::expected_map(self.at(), self.name()));
                None
            }
        }
    }

    fn value<T>(&self, read: impl FnOnce(&str) -> Result<T, ValueError>) -> Option<T> {
        let printed = self.text()?;
        match read(&printed) {
            Ok(value) => Some(value),
            Err(error) => {
                self.report(diagnostics::bad_value(self.at(), self.name(), &printed, &error));
                None
            }
        }
    }

    pub fn moment(&self) -> Option<Moment> {
        self.value(value::parse_moment)
    }

    pub fn deadline(&self) -> Option<Deadline> {
        self.value(value::parse_deadline)
    }

    pub fn period(&self) -> Option<Period> {
        self.value(value::parse_period)
    }

    pub fn number(&self) -> Option<Number> {
        self.value(|printed| {
            // A float of YAML is never a thousands group: 42.420 typed without quotes is 42,42.
            let groups = printed.trim_start_matches(['-', '+']).split_once('.');
            let looks_grouped = groups.is_some_and(|(lead, rest)| {
                matches!(lead.len(), 1..=3)
                    && lead != "0"
                    && rest.len() == 3
                    && rest.bytes().all(|byte| byte.is_ascii_digit())
            });
            if looks_grouped && self.is_float() {
                // With a zero more, as "1,219" could again be read in two ways.
                let readings = [printed.replace('.', ""), printed.replace('.', ",") + "0"];
                return Err(ValueError::AmbiguousNumber { readings });
            }
            let is_float = printed.contains('.') && !printed.contains(',') && self.is_float();
            match is_float.then(|| printed.parse().ok().and_then(Decimal::from_f64)).flatten() {
                Some(value) => Ok(Number { printed: value.vietnamese(), value }),
                None => value::parse_number(printed.trim_end_matches(['%', ' ', '\u{a0}'])),
            }
        })
    }

    pub fn document_number(&self) -> Option<DocumentNumber> {
        self.value(value::parse_document_number)
    }

    pub fn decision_text(&self) -> Option<DecisionText> {
        self.value(value::parse_decision_text)
    }

    pub fn frequency(&self) -> Option<Frequency> {
        self.choice(value::parse_frequency, FREQUENCIES)
    }

    /// A whole number within `range`, as `05`, `9`, `1.234`.
    pub fn whole(&self, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let number = self.number()?;
        let whole = (number.value.decimals() == 0).then(|| number.value.to_f64() as i64);
        match whole.filter(|whole| range.contains(whole)) {
            Some(whole) => Some(whole),
            None => {
                self.report(diagnostics::out_of_range(self.at(), self.name(), &number.printed, &range));
                None
            }
        }
    }

    pub fn count(&self) -> Option<u32> {
        self.whole(0..=1_000_000).map(|whole| whole as u32)
    }

    pub fn rank(&self) -> Option<u32> {
        self.whole(1..=1_000_000).map(|whole| whole as u32)
    }

    pub fn year(&self) -> Option<i16> {
        self.whole(1900..=2200).map(|whole| whole as i16)
    }

    /// Yes or no, also in Vietnamese. Anything else is refused: `draft: chắc vậy` must never mean "publish".
    pub fn boolean(&self) -> Option<bool> {
        if let Some(value) = self.as_bool() {
            return Some(value);
        }
        let printed = self.text()?;
        match text::fold(&printed).as_str() {
            "true" | "yes" | "on" | "co" | "dung" | "bat" => Some(true),
            "false" | "no" | "off" | "khong" | "sai" | "tat" => Some(false),
            _ => {
                self.report(diagnostics::not_a_boolean(self.at(), self.name(), &printed));
                None
            }
        }
    }

    pub fn lang(&self) -> Option<Lang> {
        self.choice(Lang::from_tag, &["vi", "en"])
    }

    /// One of a closed set of words.
    pub fn choice<T>(&self, read: impl FnOnce(&str) -> Option<T>, options: &[&'static str]) -> Option<T> {
        let printed = self.text()?;
        let found = read(&printed);
        if found.is_none() {
            let suggestion = text::did_you_mean(&printed, options.iter().copied());
            self.report(diagnostics::unknown_choice(self.at(), self.name(), &printed, suggestion, options));
        }
        found
    }

    fn is_float(&self) -> bool {
        self.json().is_f64()
    }
}

/// The frequencies by their keys.
pub const FREQUENCIES: &[&str] = &["yearly", "half-yearly", "quarterly", "monthly", "weekly", "regular"];

/// Reads the optional field `name` of `fields` with `read`.
macro_rules! field {
    ($fields:expr, $name:literal, $read:expr) => {
        $fields.get($name).and_then(|node| $read(&node))
    };
}

/// Reads the list field `name` of `fields`, each item with `read`. Thousands of files have some, and items may be large:
/// a list has no more room than it needs.
macro_rules! list {
    ($fields:expr, $name:literal, $read:expr) => {
        $fields.get($name).map_or_else(Vec::new, |node| {
            let mut list: Vec<_> = node.items().iter().filter_map($read).collect();
            list.shrink_to_fit();
            list
        })
    };
}

pub(super) use {field, list};
