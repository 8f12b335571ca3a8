//! What a target asks for: conditions, how several of them combine, by when, and how firmly. Types with their keys in
//! data files; reading them from sentences is left to `goal`, comparing them with results to the relations.

use serde::{Deserialize, Serialize};

use super::{Deadline, Frequency, Number};
use crate::text::{fold, squeeze};

/// How a result is compared with a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Comparator {
    Gt,
    Ge,
    Lt,
    Le,
    Eq,
    /// Higher by the value than what it is relative to.
    Increase,
    /// Lower by the value than what it is relative to.
    Decrease,
    /// From the value to the maximum, both included.
    Range,
    /// A rank not worse than the value.
    RankTop,
    /// As good as before, or within the value if there is one.
    Maintain,
    /// Better than before, without a figure.
    Improve,
}

impl Comparator {
    /// All comparators.
    pub const ALL: [Self; 11] = [
        Self::Gt,
        Self::Ge,
        Self::Lt,
        Self::Le,
        Self::Eq,
        Self::Increase,
        Self::Decrease,
        Self::Range,
        Self::RankTop,
        Self::Maintain,
        Self::Improve,
    ];

    /// The word of data files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Gt => ">",
            Self::Ge => ">=",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Eq => "=",
            Self::Increase => "increase",
            Self::Decrease => "decrease",
            Self::Range => "range",
            Self::RankTop => "rank_top",
            Self::Maintain => "maintain",
            Self::Improve => "improve",
        }
    }

    /// The comparator of a key, of one of its other spellings, or of a Vietnamese word.
    pub fn from_key(key: &str) -> Option<Self> {
        Some(match plain_key(key).as_str() {
            ">" | "gt" | "tren" | "vuot" | "hon" | "lon hon" | "cao hon" => Self::Gt,
            ">=" | "=>" | "≥" | "gte" | "ge" | "tu" | "tro len" | "toi thieu" | "it nhat" | "khong thap hon" => {
                Self::Ge
            }
            "<" | "lt" | "duoi" | "xuong duoi" | "thap hon" | "nho hon" => Self::Lt,
            "<=" | "=<" | "≤" | "lte" | "le" | "khong qua" | "toi da" | "xuong con" | "tro xuong" => Self::Le,
            "=" | "==" | "eq" | "bang" => Self::Eq,
            "increase" | "increase by" | "tang" => Self::Increase,
            "decrease" | "decrease by" | "giam" => Self::Decrease,
            "range" | "between" | "khoang" => Self::Range,
            "rank top" | "rank lte" | "top" => Self::RankTop,
            "maintain" | "duy tri" | "giu vung" => Self::Maintain,
            "improve" | "cai thien" | "nang cao" => Self::Improve,
            _ => return None,
        })
    }
}

/// Which figure of a result a condition is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Measure {
    Score,
    Rank,
}

impl Measure {
    /// The word of data files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Score => "score",
            Self::Rank => "rank",
        }
    }

    /// The measure of a key or a Vietnamese word.
    pub fn from_key(key: &str) -> Option<Self> {
        match plain_key(key).as_str() {
            "score" | "value" | "diem" | "diem so" | "gia tri" => Some(Self::Score),
            "rank" | "hang" | "thu hang" | "xep hang" | "vi tri" => Some(Self::Rank),
            _ => None,
        }
    }
}

/// What an increase, a decrease or a maintained value is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RelativeTo {
    PreviousYear,
    Baseline,
}

impl RelativeTo {
    /// The word of data files.
    pub fn key(self) -> &'static str {
        match self {
            Self::PreviousYear => "previous_year",
            Self::Baseline => "baseline",
        }
    }

    /// The base of a key or a Vietnamese phrase.
    pub fn from_key(key: &str) -> Option<Self> {
        match plain_key(key).as_str() {
            "previous year" | "last year" | "nam truoc" | "so voi nam truoc" | "cung ky" => Some(Self::PreviousYear),
            "baseline" | "nam goc" | "moc" | "hien trang" => Some(Self::Baseline),
            _ => None,
        }
    }
}

/// Whether the comparator stands in the text or is how the text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reading {
    Stated,
    /// "Đạt 99%" is read as at least 99%; pages say so.
    AtLeast,
}

impl Reading {
    /// The word of data files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::AtLeast => "at_least",
        }
    }

    /// The reading of a key or a Vietnamese word.
    pub fn from_key(key: &str) -> Option<Self> {
        match plain_key(key).as_str() {
            "stated" | "nguyen van" => Some(Self::Stated),
            "at least" | "it nhat" | "toi thieu" => Some(Self::AtLeast),
            _ => None,
        }
    }
}

/// One condition of a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    pub comparator: Comparator,
    pub on: Measure,
    /// The threshold, the smaller end of a range, or the last rank that still counts.
    pub value: Option<Number>,
    /// The greater end of a range.
    pub max: Option<Number>,
    /// `%`, `điểm`, `ngày` …; `hạng` for ranks.
    pub unit: Option<String>,
    pub relative_to: Option<RelativeTo>,
    /// How many take part in a ranking.
    pub of: Option<u32>,
    /// Among whom or where, as the text has it: "cả tỉnh".
    pub scope: Option<String>,
    pub reading: Reading,
    /// "Tăng 5%" can mean percent or percentage points.
    pub ambiguous_percent: bool,
    pub printed: String,
}

impl Condition {
    /// A condition that was stated on a score, with nothing else known yet.
    pub fn new(comparator: Comparator) -> Self {
        Self {
            comparator,
            on: Measure::Score,
            value: None,
            max: None,
            unit: None,
            relative_to: None,
            of: None,
            scope: None,
            reading: Reading::Stated,
            ambiguous_percent: false,
            printed: String::new(),
        }
    }

    /// The condition in Vietnamese words, for those that were given as fields and have no printed form: "trên 90%",
    /// "tăng 5% so với năm trước", "tốp 5 cả tỉnh".
    pub fn words_vi(&self) -> String {
        let mut words = match (self.comparator, self.on) {
            (Comparator::RankTop, _) => format!("tốp {}", self.figures()),
            (Comparator::Maintain, Measure::Rank) if self.value.is_some() => format!("duy trì tốp {}", self.figures()),
            (comparator, _) => format!("{}{}", self.comparator_words(comparator), self.figures()),
        };
        match self.relative_to {
            Some(RelativeTo::PreviousYear) => words.push_str(" so với năm trước"),
            Some(RelativeTo::Baseline) => words.push_str(" so với mốc ban đầu"),
            None => {}
        }
        if let Some(scope) = &self.scope {
            words.push(' ');
            words.push_str(scope);
        }
        squeeze(&words)
    }

    fn comparator_words(&self, comparator: Comparator) -> &'static str {
        match comparator {
            Comparator::Gt => "trên ",
            Comparator::Ge if self.reading == Reading::AtLeast => "đạt ",
            Comparator::Ge | Comparator::Range => "từ ",
            Comparator::Lt => "dưới ",
            Comparator::Le => "không quá ",
            Comparator::Eq => "bằng ",
            Comparator::Increase => "tăng ",
            Comparator::Decrease => "giảm ",
            Comparator::Maintain => "duy trì ",
            Comparator::Improve => "cải thiện ",
            Comparator::RankTop => "tốp ",
        }
    }

    /// The value, the maximum and the unit as they are written after the comparator.
    fn figures(&self) -> String {
        let mut figures = self.value.as_ref().map(|value| value.printed.clone()).unwrap_or_default();
        if let Some(max) = &self.max {
            figures.push_str(" đến ");
            figures.push_str(&max.printed);
        }
        if let Some(of) = self.of {
            figures.push_str(&format!("/{of}"));
        }
        match self.unit.as_deref() {
            // The word before the figure says already that it is a rank.
            Some("hạng") | None => {}
            Some("%") => figures.push('%'),
            Some(unit) => {
                figures.push(' ');
                figures.push_str(unit);
            }
        }
        figures
    }
}

/// One condition, or several of which any or all must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Goal {
    One(Condition),
    AnyOf(Vec<Condition>),
    AllOf(Vec<Condition>),
}

impl Goal {
    /// The conditions, in the order of the text.
    pub fn conditions(&self) -> &[Condition] {
        match self {
            Self::One(condition) => std::slice::from_ref(condition),
            Self::AnyOf(conditions) | Self::AllOf(conditions) => conditions,
        }
    }
}

/// When a goal is due: once, or again and again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Timing {
    By(Deadline),
    Frequency(Frequency),
}

/// How firmly a plan sets a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Strength {
    Must,
    /// *Phấn đấu*.
    Strive,
    /// *Góp phần*.
    Contribute,
}

impl Strength {
    /// The word of data files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Strive => "strive",
            Self::Contribute => "contribute",
        }
    }

    /// The strength of a key or a Vietnamese word.
    pub fn from_key(key: &str) -> Option<Self> {
        match plain_key(key).as_str() {
            "must" | "phai" | "bat buoc" => Some(Self::Must),
            "strive" | "phan dau" => Some(Self::Strive),
            "contribute" | "gop phan" => Some(Self::Contribute),
            _ => None,
        }
    }
}

/// What a goal's text says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalText {
    pub goal: Goal,
    pub timing: Option<Timing>,
    pub strength: Option<Strength>,
}

/// A key without case, marks and the difference between `_`, `-` and spaces.
fn plain_key(key: &str) -> String {
    fold(&squeeze(key)).replace(['_', '-'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back() {
        for comparator in Comparator::ALL {
            assert_eq!(Comparator::from_key(comparator.key()), Some(comparator));
        }
        for measure in [Measure::Score, Measure::Rank] {
            assert_eq!(Measure::from_key(measure.key()), Some(measure));
        }
        for base in [RelativeTo::PreviousYear, RelativeTo::Baseline] {
            assert_eq!(RelativeTo::from_key(base.key()), Some(base));
        }
        for reading in [Reading::Stated, Reading::AtLeast] {
            assert_eq!(Reading::from_key(reading.key()), Some(reading));
        }
        for strength in [Strength::Must, Strength::Strive, Strength::Contribute] {
            assert_eq!(Strength::from_key(strength.key()), Some(strength));
        }
    }

    #[test]
    fn other_spellings() {
        for (key, expected) in [
            ("gt", Some(Comparator::Gt)),
            ("gte", Some(Comparator::Ge)),
            ("≥", Some(Comparator::Ge)),
            ("lt", Some(Comparator::Lt)),
            ("lte", Some(Comparator::Le)),
            ("≤", Some(Comparator::Le)),
            ("eq", Some(Comparator::Eq)),
            ("increase_by", Some(Comparator::Increase)),
            ("decrease_by", Some(Comparator::Decrease)),
            ("rank_lte", Some(Comparator::RankTop)),
            ("rank-top", Some(Comparator::RankTop)),
            ("trên", Some(Comparator::Gt)),
            ("Tốp", Some(Comparator::RankTop)),
            ("duy trì", Some(Comparator::Maintain)),
            ("cải thiện", Some(Comparator::Improve)),
            ("!=", None),
            ("", None),
        ] {
            assert_eq!(Comparator::from_key(key), expected, "{key:?}");
        }
        assert_eq!(Strength::from_key("Phấn đấu"), Some(Strength::Strive));
        assert_eq!(Measure::from_key("hạng"), Some(Measure::Rank));
        assert_eq!(RelativeTo::from_key("năm trước"), Some(RelativeTo::PreviousYear));
    }
}
