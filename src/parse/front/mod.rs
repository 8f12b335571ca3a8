//! What one YAML file says, typed, before any other file is looked at: names of units and indicators are still
//! names, every value is already a date, a number or a condition. Short forms have become long forms.
//!
//! The structs mirror the content format field by field; `crate::schema` describes the same fields to editors.

mod plan;
mod registry;
mod settings;

pub use plan::*;
pub use registry::*;
pub use settings::*;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::diagnostics;
use crate::source::Lang;
use crate::value::{Deadline, DecisionText, DocumentKind, DocumentNumber, Moment, Number};

/// Front matter of a bulletin.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct BulletinFront {
    pub title: String,
    /// Missing where the source states no publication date; the decision's date then stands in.
    pub date: Option<Moment>,
    pub unit: Option<String>,
    pub decision: Option<DecisionFront>,
    pub plan: Option<PlanFront>,
    pub targets: Vec<TargetFront>,
    pub results: Vec<ResultFront>,
    pub attachments: Vec<AttachmentFront>,
    pub category: Option<String>,
    pub tags: Vec<String>,
    pub areas: Vec<String>,
    pub summary: Option<String>,
    pub author: Option<Person>,
    pub source: Option<Source>,
    pub cover: Option<Picture>,
    pub gallery: Vec<Picture>,
    pub audio: Option<String>,
    pub video: Option<String>,
    pub lang: Option<Lang>,
    /// The source path of the bulletin that this one translates.
    pub translation_of: Option<String>,
    pub draft: bool,
    pub pinned: bool,
    pub expires: Option<Moment>,
    pub aliases: Vec<String>,
    pub corrections: Vec<Correction>,
    pub consultation: Option<Consultation>,
    pub extra: Extra,
    /// Fields that were given and could not be read: `date`, `unit`, `decision` (also where only its date could not).
    pub unread: Vec<Unread>,
}

impl BulletinFront {
    pub fn is_unread(&self, field: &str) -> bool {
        self.unread.iter().any(|unread| unread.0 == field)
    }
}

/// The name of a field that could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Unread(#[serde(deserialize_with = "diagnostics::name")] pub diagnostics::Code);

/// Front matter of a page under `content/pages/`.
#[derive(Clone, Debug, Default)]
pub struct PageFront {
    pub title: String,
    pub summary: Option<String>,
    pub lang: Option<Lang>,
    pub translation_of: Option<String>,
    pub draft: bool,
    pub aliases: Vec<String>,
    pub extra: Extra,
}

/// Theme data, passed through to templates as it was written.
#[derive(Clone, Debug, Default)]
pub struct Extra(pub serde_json::Map<String, serde_json::Value>);

/// As a text of JSON: what holds values of any kind needs a format that tells them apart.
impl Serialize for Extra {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = serde_json::to_string(&self.0).map_err(serde::ser::Error::custom)?;
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Extra {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        serde_json::from_str(&text).map(Self).map_err(serde::de::Error::custom)
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct DecisionFront {
    pub number: Option<DocumentNumber>,
    /// The words of a short form that named the type without a number ("Kế hoạch …").
    pub kind: Option<DocumentKind>,
    pub date: Option<Moment>,
    pub effective: Option<Moment>,
    pub expires: Option<Moment>,
    pub issuer: Option<String>,
    pub capacity: Option<Capacity>,
    pub signer: Option<Signer>,
    pub title: Option<String>,
    pub implements: Vec<DecisionReference>,
    pub legal_basis: Vec<DecisionReference>,
    pub amends: Vec<DecisionReference>,
    pub replaces: Vec<DecisionReference>,
    pub repeals: Vec<DecisionReference>,
    pub corrects: Vec<DecisionReference>,
    pub related: Vec<DecisionReference>,
    pub attachments: Vec<AttachmentFront>,
}

/// Another decision, as far as the text names it.
pub type DecisionReference = DecisionText;

/// In which capacity a decision was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Capacity {
    /// The committee as a body.
    Committee,
    /// Its chairman.
    Chairman,
    /// `TM.` on behalf of the committee.
    OnBehalf,
    /// `KT.` a deputy for the head.
    Deputy,
    /// `TL.` by order.
    ByOrder,
    /// `TUQ.` by authorisation.
    ByAuthorisation,
}

impl Capacity {
    pub fn key(self) -> &'static str {
        match self {
            Capacity::Committee => "committee",
            Capacity::Chairman => "chairman",
            Capacity::OnBehalf => "on-behalf",
            Capacity::Deputy => "deputy",
            Capacity::ByOrder => "by-order",
            Capacity::ByAuthorisation => "by-authorisation",
        }
    }

    pub const ALL: [Capacity; 6] = [
        Capacity::Committee,
        Capacity::Chairman,
        Capacity::OnBehalf,
        Capacity::Deputy,
        Capacity::ByOrder,
        Capacity::ByAuthorisation,
    ];

    /// Reads the key, the abbreviation before a signature (Decree 30/2020/NĐ-CP) or the Vietnamese word.
    pub fn parse(text: &str) -> Option<Capacity> {
        let folded = crate::text::fold(text.trim().trim_end_matches('.'));
        Some(match folded.replace('_', "-").as_str() {
            "committee" | "uy ban nhan dan" | "ubnd" | "tap the" => Capacity::Committee,
            "chairman" | "chair" | "chu tich" => Capacity::Chairman,
            "on-behalf" | "tm" | "thay mat" => Capacity::OnBehalf,
            "deputy" | "kt" | "ky thay" => Capacity::Deputy,
            "by-order" | "tl" | "thua lenh" => Capacity::ByOrder,
            "by-authorisation" | "by-authorization" | "tuq" | "thua uy quyen" => Capacity::ByAuthorisation,
            _ => return None,
        })
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Signer {
    pub name: Option<String>,
    pub role: Option<String>,
}

/// One index result, from a bulletin or a row of `results.csv`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ResultFront {
    /// Its place in the list of the file, where mistakes are shown.
    pub index: usize,
    pub unit: Option<String>,
    pub indicator: String,
    pub year: i16,
    pub score: Option<Number>,
    pub rank: Option<u32>,
    pub of: Option<u32>,
    pub change_score: Option<Number>,
    pub change_rank: Option<i32>,
    pub compared_with: Option<i16>,
    pub published: Option<Deadline>,
    pub publisher: Option<String>,
    pub source: Option<String>,
    pub note: Option<String>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct AttachmentFront {
    /// Its place in the list of the file, where mistakes are shown.
    pub index: usize,
    pub file: String,
    pub title: Option<String>,
    pub note: Option<String>,
    pub pages: Option<u32>,
    pub scanned: bool,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Person {
    pub name: String,
    pub office: Option<String>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Source {
    pub name: String,
    pub url: Option<String>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Picture {
    pub file: String,
    pub alt: Option<String>,
    pub caption: Option<String>,
    pub credit: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Correction {
    pub date: Moment,
    pub note: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Consultation {
    pub from: Moment,
    pub to: Moment,
    pub contact: Option<String>,
}
