//! Names of units as texts write them: "UBND TP. Cao Lãnh", "Chủ tịch Ủy ban nhân dân thành phố Hồng Ngự".

use jiff::civil::Date;

use crate::hash::Map;
use crate::parse::front::{Capacity, UnitKind};
use crate::text;

use super::ids::{Registry, UnitId};
use super::site::Unit;

/// Finds units by name or alias, at a given time: two units of different years may carry one name.
pub struct Names {
    by_name: Map<String, Vec<UnitId>>,
}

impl Names {
    pub fn new(units: &Registry<UnitId, Unit>) -> Self {
        let mut by_name: Map<String, Vec<UnitId>> = Map::default();
        for (id, _, unit) in units.iter() {
            for name in std::iter::once(&unit.name).chain(&unit.aliases) {
                let entries = by_name.entry(plain(name)).or_default();
                if entries.last() != Some(&id) {
                    entries.push(id);
                }
            }
        }
        Self { by_name }
    }

    /// The unit that `name` meant on `day`; `None` where none or several did.
    pub fn find(&self, units: &Registry<UnitId, Unit>, name: &str, day: Option<Date>) -> Option<UnitId> {
        let candidates = self.by_name.get(&plain(name))?;
        let valid: Vec<UnitId> = candidates
            .iter()
            .copied()
            .filter(|&id| {
                let unit = units.get(id);
                day.is_none_or(|day| unit.valid_from.is_none_or(|from| from <= day) && !unit.ended(day))
            })
            .collect();
        match (valid.as_slice(), candidates.as_slice()) {
            ([only], _) | ([], [only]) => Some(*only),
            _ => None,
        }
    }

    /// The unit behind an issuer's words: without "UBND", "Chủ tịch" and their like. "UBND tỉnh" alone is the province
    /// of `home`.
    pub fn issuer(
        &self,
        units: &Registry<UnitId, Unit>,
        words: &str,
        day: Option<Date>,
        home: Option<UnitId>,
    ) -> Option<UnitId> {
        if let Some(id) = units.find(words).or_else(|| self.find(units, words, day)) {
            return Some(id);
        }
        let (body, _) = split_office(words);
        if body.is_empty() {
            return home;
        }
        self.find(units, &body, day).or_else(|| level_above(units, home?, &body))
    }
}

/// "tỉnh", "thành phố" and the like without a name mean the nearest unit of that level at or above `home`.
fn level_above(units: &Registry<UnitId, Unit>, home: UnitId, word: &str) -> Option<UnitId> {
    let kinds: &[UnitKind] = match plain(word).as_str() {
        "tinh" => &[UnitKind::Province],
        "thanh pho" => &[UnitKind::Municipality, UnitKind::ProvincialCity],
        "huyen" | "quan" => &[UnitKind::District],
        "xa" => &[UnitKind::Commune],
        "phuong" => &[UnitKind::Ward],
        _ => return None,
    };
    let mut current = Some(home);
    // Parents cannot form a ring here: the register has been checked.
    for _ in 0..16 {
        let id = current?;
        if units.get(id).kind.is_some_and(|kind| kinds.contains(&kind)) {
            return Some(id);
        }
        current = units.get(id).parent;
    }
    None
}

/// The name behind the office, folded, and the capacity that the words state.
pub fn split_office(words: &str) -> (String, Option<Capacity>) {
    let mut body = plain(words);
    let mut capacity = None;
    for (prefix, stated) in [
        ("pho chu tich ", Some(Capacity::Deputy)),
        ("chu tich ", Some(Capacity::Chairman)),
        ("uy ban nhan dan", Some(Capacity::Committee)),
        ("ubnd", Some(Capacity::Committee)),
        ("hoi dong nhan dan", None),
        ("hdnd", None),
        ("tinh uy", None),
        ("thanh uy", None),
    ] {
        if let Some(rest) = body.strip_prefix(prefix) {
            body = rest.trim().to_owned();
            capacity = capacity.or(stated);
        }
    }
    (body, capacity)
}

/// Letters without marks, one space between words, `tp.` written out.
fn plain(name: &str) -> String {
    let folded = text::fold(name).replace("tp.", "thanh pho ").replace('\u{a0}', " ");
    let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    if words.first() == Some(&"tp") {
        words[0] = "thanh pho";
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units() -> Registry<UnitId, Unit> {
        let unit = |name: &str, kind, parent, from: Option<&str>, to: Option<&str>| Unit {
            name: name.into(),
            kind: Some(kind),
            parent,
            valid_from: from.map(|day| day.parse().expect("a date")),
            valid_to: to.map(|day| day.parse().expect("a date")),
            successors: Vec::new(),
            basis: None,
            aliases: Vec::new(),
            note: None,
        };
        Registry::new(vec![
            ("cu".into(), unit("tỉnh Đồng Tháp", UnitKind::Province, None, None, Some("2025-06-30"))),
            ("moi".into(), unit("tỉnh Đồng Tháp", UnitKind::Province, None, Some("2025-07-01"), None)),
            (
                "cl".into(),
                unit("thành phố Cao Lãnh", UnitKind::ProvincialCity, Some(UnitId(0)), None, Some("2025-06-30")),
            ),
        ])
    }

    #[test]
    fn names_mean_the_unit_of_their_time() {
        let units = units();
        let names = Names::new(&units);
        let day = |text: &str| Some(text.parse::<Date>().expect("a date"));
        let cases = [
            ("UBND tỉnh Đồng Tháp", day("2021-09-11"), None, Some(0)),
            ("Ủy ban nhân dân Tỉnh Đồng Tháp", day("2025-08-01"), None, Some(1)),
            ("UBND tỉnh Đồng Tháp", None, None, None),
            ("Chủ tịch UBND TP. Cao Lãnh", day("2021-10-06"), None, Some(2)),
            ("TP Cao Lãnh", day("2021-10-06"), None, Some(2)),
            ("UBND tỉnh", day("2021-10-06"), Some(UnitId(2)), Some(0)),
            ("UBND", day("2021-10-06"), Some(UnitId(2)), Some(2)),
            ("Sở Nội vụ", day("2021-10-06"), Some(UnitId(2)), None),
        ];
        for (words, day, home, expected) in cases {
            assert_eq!(names.issuer(&units, words, day, home), expected.map(UnitId), "{words}");
        }
    }
}
