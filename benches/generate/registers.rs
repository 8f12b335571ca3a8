//! The files that stand beside the bulletins of a made-up site: settings, units, indicators, index results and a page.
//! Takes the country, gives texts; what they say is invented and says so.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::country::{Country, Era, Level, REFORM, Unit};
use super::random::Random;

/// `site.yaml`. The two checks that are off would speak of nearly every bulletin: inventing signers would be wrong, and
/// a file for every decision would measure the copying of files.
pub const SITE: &str = r#"format: 1
title: Dữ liệu mẫu để đo tốc độ
description: Trang do máy sinh ra để đo tốc độ của chương trình bantin; mọi đơn vị, văn bản và con số đều là giả định.
organisation: Dữ liệu mẫu của chương trình bantin
base_url: https://example.org/
sample: true
notice: Đây là dữ liệu mẫu để đo tốc độ. Mọi đơn vị, văn bản và con số trên trang đều do máy sinh ra.
categories:
  ke-hoach: Kế hoạch
  chi-so: Chỉ số
  thu-tuc: Thủ tục hành chính
  mo-hinh: Mô hình
  tin-dia-phuong: Tin địa phương
menus:
  footer:
    - {title: Giới thiệu, link: pages/gioi-thieu.md}
abbreviations:
  UBND: Ủy ban nhân dân
checks:
  missing-attachment: off
  missing-signer: off
"#;

/// The one page.
pub const ABOUT: &str = "---
title: Giới thiệu
---
Trang này do máy sinh ra để đo tốc độ dựng trang. Không có đơn vị, văn bản hay con số nào ở đây là thật.
";

/// `indicators.yaml`: four indices with registered results, and the rates that targets name.
pub const INDICATORS: &str = r#"par-index: {name: Chỉ số cải cách hành chính, abbreviation: PAR INDEX, unit: "%", scale: [0, 100]}
sipas: {name: Chỉ số hài lòng về sự phục vụ hành chính, abbreviation: SIPAS, unit: "%", scale: [0, 100]}
pci: {name: Chỉ số năng lực cạnh tranh cấp tỉnh, abbreviation: PCI, unit: điểm, scale: [0, 100]}
dti: {name: Chỉ số chuyển đổi số, abbreviation: DTI, unit: điểm, scale: [0, 100]}
on-time-rate: {name: Tỷ lệ hồ sơ giải quyết đúng hạn, unit: "%", scale: [0, 100]}
online-rate: {name: Tỷ lệ hồ sơ nộp trực tuyến, unit: "%", scale: [0, 100]}
digitised-rate: {name: Tỷ lệ hồ sơ được số hóa, unit: "%", scale: [0, 100]}
satisfaction-rate: {name: Tỷ lệ người dân hài lòng, unit: "%", scale: [0, 100]}
"#;

/// `units.yaml`.
pub fn units(country: &Country) -> String {
    let mut text = String::from("# Đơn vị giả định, do máy sinh ra.\n");
    for unit in &country.units {
        let _ = write!(text, "{}: {{name: {}, kind: {}", unit.id, unit.name, kind(unit));
        if let Some(parent) = unit.parent {
            let _ = write!(text, ", parent: {}", country.units[parent].id);
        }
        match unit.era {
            Era::Always => {}
            Era::Since => drop(write!(text, ", valid_from: {REFORM}")),
            Era::Before => {
                let part = if unit.successors.len() > 1 { "part" } else { "whole" };
                let successor = |index: &usize| format!("{{unit: {}, part: {part}}}", country.units[*index].id);
                let successors: Vec<String> = unit.successors.iter().map(successor).collect();
                let _ = write!(text, ", valid_to: 2025-06-30, successors: [{}]", successors.join(", "));
            }
        }
        text.push_str("}\n");
    }
    text
}

fn kind(unit: &Unit) -> &'static str {
    match unit.level {
        Level::Province => "province",
        Level::District => "district",
        Level::Commune => "commune",
    }
}

/// A registered index result; the score in hundredths.
#[derive(Clone, Copy)]
pub struct Score {
    pub hundredths: i32,
    pub rank: usize,
    pub of: usize,
}

/// The registered results, by index, year and unit.
pub struct Scores {
    by_key: BTreeMap<(&'static str, i16, usize), Score>,
}

const INDICES: [&str; 4] = ["par-index", "sipas", "pci", "dti"];
const YEARS: std::ops::RangeInclusive<i16> = 2015..=2025;

impl Scores {
    /// Every index of every province for every year, ranked among the provinces of that year.
    pub fn new(country: &Country, seed: u64) -> Self {
        let mut random = Random::new(seed, u64::MAX);
        let mut by_key = BTreeMap::new();
        for index in INDICES {
            for year in YEARS {
                let mut scores: Vec<(i32, usize)> = country
                    .provinces(year)
                    .into_iter()
                    .map(|unit| (6_000 + random.below(3_600) as i32, unit))
                    .collect();
                scores.sort_by_key(|&(hundredths, unit)| (std::cmp::Reverse(hundredths), unit));
                let of = scores.len();
                let ranked = scores.into_iter().enumerate();
                by_key.extend(ranked.map(|(place, (hundredths, unit))| {
                    ((index, year, unit), Score { hundredths, rank: place + 1, of })
                }));
            }
        }
        Self { by_key }
    }

    /// The result of a unit, where it is registered.
    pub fn get(&self, index: &'static str, year: i16, unit: usize) -> Option<Score> {
        self.by_key.get(&(index, year, unit)).copied()
    }

    /// `results.csv`. Changes are stated where the year before had the same number of provinces: a series is not
    /// joined across a merger.
    pub fn csv(&self, country: &Country) -> String {
        let mut text = String::from(
            "unit,indicator,year,score,rank,of,change_score,change_rank,compared_with,published,publisher,source,note\n",
        );
        for (&(index, year, unit), score) in &self.by_key {
            let id = &country.units[unit].id;
            let Score { hundredths, rank, of } = *score;
            let _ = write!(text, "{id},{index},{year},\"{}\",{rank},{of},", decimal(hundredths));
            match self.get(index, year - 1, unit).filter(|before| before.of == of) {
                Some(before) => {
                    let change = decimal(hundredths - before.hundredths);
                    let places = before.rank as i64 - rank as i64;
                    let _ = write!(text, "\"{change}\",{places},{},", year - 1);
                }
                None => text.push_str(",,,"),
            }
            let _ = writeln!(text, "04/{},,Số liệu mẫu,", year + 1);
        }
        text
    }
}

/// Hundredths with a decimal comma, as staff write them.
pub fn decimal(hundredths: i32) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let size = hundredths.unsigned_abs();
    format!("{sign}{},{:02}", size / 100, size % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals() {
        for (hundredths, expected) in [(8_376, "83,76"), (-5, "-0,05"), (0, "0,00"), (10_000, "100,00")] {
            assert_eq!(decimal(hundredths), expected);
        }
    }

    #[test]
    fn ranks_follow_scores() {
        let country = Country::new(1);
        let scores = Scores::new(&country, 1);
        let mut year: Vec<Score> =
            country.provinces(2024).into_iter().filter_map(|unit| scores.get("sipas", 2024, unit)).collect();
        year.sort_by_key(|score| score.rank);
        assert_eq!(year.len(), 63);
        assert!(
            year.windows(2).all(|pair| pair[0].hundredths >= pair[1].hundredths && pair[0].rank + 1 == pair[1].rank)
        );
    }
}
