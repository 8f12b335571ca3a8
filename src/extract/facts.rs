//! What was found in a text: facts with the place of their words, and the same as a document for programs.

use std::ops::Range;

use jiff::civil::Date;
use serde::Serialize;

use crate::value::{Comparator, Decimal, DocumentKind, DocumentNumber, Granularity};

/// A place in the source text, in bytes.
pub type Span = Range<usize>;

/// Everything that was found in one text, each list in the order of the text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extraction {
    pub decisions: Vec<FoundDecision>,
    /// Who signed the document that the text is.
    pub signer: Option<FoundSigner>,
    /// From when it holds.
    pub effect: Option<FoundEffect>,
    pub period: Option<FoundPeriod>,
    pub unit: Option<FoundUnit>,
    pub published: Option<FoundDate>,
    pub author: Option<FoundText>,
    pub source: Option<FoundText>,
    pub targets: Vec<FoundTarget>,
    /// What was reached; the same shape as targets, because only the words around tell them apart.
    pub results: Vec<FoundTarget>,
    pub counts: Vec<FoundCount>,
    pub tasks: Vec<FoundTask>,
}

/// What a document is to the text that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The text reports it.
    Main,
    /// It is the ground of the one that is reported.
    LegalBasis,
    /// The one that is reported carries it out.
    Implements,
    /// The one that is reported changes it.
    Amends,
    Replaces,
    Repeals,
    Related,
}

/// A document with a number.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundDecision {
    pub number: DocumentNumber,
    pub kind: Option<DocumentKind>,
    pub date: Option<Date>,
    pub issuer: Option<String>,
    pub title: Option<String>,
    pub role: Role,
    /// The number as it is written.
    pub span: Span,
    /// Where its date stands; without a date, where a day is printed that does not exist.
    pub date_span: Option<Span>,
    /// Whether a reader should look: the year of the date was concluded, or the symbol has unknown parts.
    pub uncertain: bool,
}

/// The signature below a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundSigner {
    pub name: String,
    /// The office, as it is written inside a sentence: "Phó Chủ tịch".
    pub role: String,
    /// `TM.`, `KT.`, `TL.` or `TUQ.`, the one nearest to the name.
    pub capacity: Option<&'static str>,
    pub span: Span,
    pub uncertain: bool,
}

/// From when a document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// From the day on which it was signed.
    Signed,
    On(Date),
}

/// The same with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundEffect {
    pub effect: Effect,
    pub span: Span,
}

/// The years, or days, that the plan or report covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPeriod {
    pub from: Date,
    pub to: Date,
    /// Whether it is given as whole years.
    pub years: bool,
    pub span: Span,
}

/// The unit that the text is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundUnit {
    /// The id of a known unit, else none.
    pub id: Option<String>,
    pub name: String,
    pub span: Option<Span>,
}

/// A day and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDate {
    pub date: Date,
    pub span: Span,
}

/// Words and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundText {
    pub text: String,
    pub span: Span,
}

/// When a target is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    Year(i16),
    /// The end of a month, a quarter or a half-year, by its last day.
    Part(Granularity, Date),
    Day(Date),
    /// *Hằng năm*.
    Yearly,
}

impl Due {
    /// The year in which it falls; none for a rhythm.
    pub fn year(self) -> Option<i16> {
        match self {
            Due::Year(year) => Some(year),
            Due::Part(_, day) | Due::Day(day) => Some(day.year()),
            Due::Yearly => None,
        }
    }
}

/// A target, or a result.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundTarget {
    /// The statement.
    pub span: Span,
    /// The figure with its unit and the words that compare it; the statement where there is no figure.
    pub figure_span: Span,
    /// The key of an index that every site knows (`par-index`), else the subject in the words of the text.
    pub indicator: Option<String>,
    pub comparator: Comparator,
    pub value: Option<Decimal>,
    pub value_max: Option<Decimal>,
    pub unit: Option<String>,
    pub by: Option<Due>,
    /// Among whom or where.
    pub scope: Option<String>,
    pub uncertain: bool,
}

/// How many of something the text announces: "7 nội dung (44 nhiệm vụ)".
#[derive(Debug, Clone, PartialEq)]
pub struct FoundCount {
    pub value: Decimal,
    pub noun: String,
    pub span: Span,
}

/// A row of a table of tasks, or a group of tasks in a numbered list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundTask {
    pub no: Option<String>,
    pub group: Option<String>,
    pub title: String,
    pub product: Option<String>,
    pub lead: Option<String>,
    pub support: Vec<String>,
    /// When it is due, as printed.
    pub due: Option<String>,
    pub span: Span,
}
