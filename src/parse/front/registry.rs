//! Entries of `units.yaml`, `indicators.yaml` and `areas.yaml`.

use crate::value::{Decimal, Moment};

/// `units.yaml`, one entry.
#[derive(Clone, Debug, Default)]
pub struct UnitFront {
    pub name: String,
    pub kind: Option<UnitKind>,
    pub parent: Option<String>,
    pub valid_from: Option<Moment>,
    pub valid_to: Option<Moment>,
    pub successors: Vec<Successor>,
    pub basis: Option<String>,
    pub aliases: Vec<String>,
    pub note: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Successor {
    pub unit: String,
    pub part: Part,
}

/// How much of a unit went into its successor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    #[default]
    Whole,
    Part,
}

/// The level or sort of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitKind {
    Government,
    Ministry,
    Municipality,
    Province,
    ProvincialCity,
    Town,
    District,
    SpecialZone,
    Ward,
    Township,
    Commune,
    Department,
    Division,
    Party,
    Other,
}

impl UnitKind {
    pub const ALL: [UnitKind; 15] = [
        UnitKind::Government,
        UnitKind::Ministry,
        UnitKind::Municipality,
        UnitKind::Province,
        UnitKind::ProvincialCity,
        UnitKind::Town,
        UnitKind::District,
        UnitKind::SpecialZone,
        UnitKind::Ward,
        UnitKind::Township,
        UnitKind::Commune,
        UnitKind::Department,
        UnitKind::Division,
        UnitKind::Party,
        UnitKind::Other,
    ];

    pub fn key(self) -> &'static str {
        match self {
            UnitKind::Government => "government",
            UnitKind::Ministry => "ministry",
            UnitKind::Municipality => "municipality",
            UnitKind::Province => "province",
            UnitKind::ProvincialCity => "provincial-city",
            UnitKind::Town => "town",
            UnitKind::District => "district",
            UnitKind::SpecialZone => "special-zone",
            UnitKind::Ward => "ward",
            UnitKind::Township => "township",
            UnitKind::Commune => "commune",
            UnitKind::Department => "department",
            UnitKind::Division => "division",
            UnitKind::Party => "party",
            UnitKind::Other => "other",
        }
    }

    /// Reads the key or the Vietnamese word.
    pub fn parse(text: &str) -> Option<UnitKind> {
        let folded = crate::text::fold(text.trim()).replace(['_', ' '], "-");
        if let Some(kind) = UnitKind::ALL.into_iter().find(|kind| kind.key() == folded) {
            return Some(kind);
        }
        Some(match folded.as_str() {
            "chinh-phu" | "trung-uong" => UnitKind::Government,
            "bo" => UnitKind::Ministry,
            "thanh-pho-truc-thuoc-trung-uong" => UnitKind::Municipality,
            "tinh" => UnitKind::Province,
            "thanh-pho" | "thanh-pho-thuoc-tinh" => UnitKind::ProvincialCity,
            "thi-xa" => UnitKind::Town,
            "huyen" | "quan" => UnitKind::District,
            "dac-khu" => UnitKind::SpecialZone,
            "phuong" => UnitKind::Ward,
            "thi-tran" => UnitKind::Township,
            "xa" => UnitKind::Commune,
            "so" | "so-nganh" => UnitKind::Department,
            "phong" | "phong-ban" => UnitKind::Division,
            "dang" | "co-quan-dang" => UnitKind::Party,
            "khac" => UnitKind::Other,
            _ => return None,
        })
    }
}

/// `indicators.yaml`, one entry.
#[derive(Clone, Debug, Default)]
pub struct IndicatorFront {
    pub name: String,
    pub abbreviation: Option<String>,
    pub unit: Option<String>,
    pub scale: Option<(Decimal, Decimal)>,
    pub direction: Direction,
    pub publisher: Option<String>,
    pub definition: Option<String>,
    /// Years from which the method differs, so that no line is drawn across.
    pub breaks: Vec<Break>,
    pub aliases: Vec<String>,
    pub note: Option<String>,
}

/// A year in which an indicator's method or scale changed.
#[derive(Clone, Debug)]
pub struct Break {
    pub year: i16,
    pub note: Option<String>,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    #[default]
    Up,
    Down,
}

impl Direction {
    pub fn key(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Down => "down",
        }
    }

    pub fn parse(text: &str) -> Option<Direction> {
        match crate::text::fold(text.trim()).as_str() {
            "up" | "tang" | "cang cao cang tot" => Some(Direction::Up),
            "down" | "giam" | "cang thap cang tot" => Some(Direction::Down),
            _ => None,
        }
    }
}

/// `areas.yaml`, one entry.
#[derive(Clone, Debug, Default)]
pub struct AreaFront {
    pub name: String,
    pub name_en: Option<String>,
    pub short: Option<String>,
    pub description: Option<String>,
}
