//! A made-up country with the history of a real one: provinces that merged on 1 July 2025, districts that ended that
//! day, communes that follow them. Gives units and which of them existed on a day; writing them down is left to
//! `registers`.

use jiff::civil::{Date, date};

use super::random::Random;

/// Provinces since 1 July 2025; before there were 63 (Resolution 202/2025/QH15).
const PROVINCES: usize = 34;
/// Of these, the provinces that went on unchanged.
const UNCHANGED: usize = 11;
/// Provinces that ended.
const OLD_PROVINCES: usize = 52;
/// The day on which the old units gave way to the new.
pub const REFORM: Date = date(2025, 7, 1);

/// When a unit existed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Era {
    Always,
    Before,
    Since,
}

/// The level of a unit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Province,
    District,
    Commune,
}

/// One unit of the country.
pub struct Unit {
    pub id: String,
    pub name: String,
    pub level: Level,
    pub era: Era,
    pub parent: Option<usize>,
    pub successors: Vec<usize>,
}

/// All units; provinces first, because others name them as parents.
pub struct Country {
    pub units: Vec<Unit>,
    before: Vec<usize>,
    since: Vec<usize>,
}

impl Country {
    /// A country whose communes and districts grow with the number of bulletins, up to 900 communes.
    pub fn new(bulletins: usize) -> Self {
        let communes = (bulletins / 12).clamp(PROVINCES, 900);
        let districts = (bulletins / 40).clamp(20, 300);
        let mut units: Vec<Unit> = (0..PROVINCES).map(province).collect();
        units.extend((0..OLD_PROVINCES).map(old_province));
        let first_commune = units.len();
        units.extend((0..communes).map(commune));
        units.extend((0..districts).map(|number| district(number, first_commune, communes)));
        let of = |era: Era| (0..units.len()).filter(|&index| [era, Era::Always].contains(&units[index].era)).collect();
        let (before, since) = (of(Era::Before), of(Era::Since));
        Self { units, before, since }
    }

    /// A unit that existed on a day. Every third bulletin is a province's, for provinces publish more than communes.
    pub fn draw(&self, random: &mut Random, day: Date) -> usize {
        let valid = if day < REFORM { &self.before } else { &self.since };
        let provinces = valid.iter().take_while(|&&index| self.units[index].level == Level::Province).count();
        match random.chance(33) {
            true => valid[random.below(provinces)],
            false => valid[random.between(provinces, valid.len() - 1)],
        }
    }

    /// The provinces that existed in a year's assessment.
    pub fn provinces(&self, year: i16) -> Vec<usize> {
        let valid = if year < REFORM.year() { &self.before } else { &self.since };
        valid.iter().copied().filter(|&index| self.units[index].level == Level::Province).collect()
    }
}

fn province(number: usize) -> Unit {
    Unit {
        id: format!("tinh-mau-{:02}", number + 1),
        name: format!("Tỉnh mẫu {:02}", number + 1),
        level: Level::Province,
        era: if number < UNCHANGED { Era::Always } else { Era::Since },
        parent: None,
        successors: Vec::new(),
    }
}

/// The province that took over an old one.
fn heir(old: usize) -> usize {
    UNCHANGED + old % (PROVINCES - UNCHANGED)
}

fn old_province(number: usize) -> Unit {
    Unit {
        id: format!("tinh-mau-cu-{:02}", number + 1),
        name: format!("Tỉnh mẫu cũ {:02}", number + 1),
        level: Level::Province,
        era: Era::Before,
        parent: None,
        successors: vec![heir(number)],
    }
}

fn commune(number: usize) -> Unit {
    Unit {
        id: format!("xa-mau-{:04}", number + 1),
        name: format!("Xã mẫu {:04}", number + 1),
        level: Level::Commune,
        era: Era::Since,
        parent: Some(number % PROVINCES),
        successors: Vec::new(),
    }
}

/// A district goes over into communes of the province that took over its own.
fn district(number: usize, first_commune: usize, communes: usize) -> Unit {
    let old = number % (UNCHANGED + OLD_PROVINCES);
    let (parent, now) = match old.checked_sub(UNCHANGED) {
        Some(old) => (PROVINCES + old, heir(old)),
        None => (old, old),
    };
    let round = number / (UNCHANGED + OLD_PROVINCES);
    let places = [now + 2 * round * PROVINCES, now + (2 * round + 1) * PROVINCES];
    let mut successors: Vec<usize> = places.into_iter().filter(|&place| place < communes).collect();
    if successors.is_empty() {
        successors.push(now);
    }
    Unit {
        id: format!("huyen-mau-{:03}", number + 1),
        name: format!("Huyện mẫu {:03}", number + 1),
        level: Level::District,
        era: Era::Before,
        parent: Some(parent),
        successors: successors.into_iter().map(|place| first_commune + place).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_follow_the_number_of_bulletins() {
        for (bulletins, expected) in
            [(1, 34 + 52 + 34 + 20), (1_000, 34 + 52 + 83 + 25), (1_000_000, 34 + 52 + 900 + 300)]
        {
            assert_eq!(Country::new(bulletins).units.len(), expected, "{bulletins}");
        }
        assert_eq!((Country::new(1).provinces(2024).len(), Country::new(1).provinces(2025).len()), (63, 34));
    }

    #[test]
    fn units_exist_on_the_day_for_which_they_are_drawn() {
        let country = Country::new(5_000);
        let mut random = Random::new(1, 1);
        for (day, wrong) in [(date(2025, 6, 30), Era::Since), (REFORM, Era::Before)] {
            let drawn: Vec<usize> = (0..500).map(|_| country.draw(&mut random, day)).collect();
            assert!(drawn.iter().all(|&index| country.units[index].era != wrong), "{day}");
        }
    }

    #[test]
    fn ended_units_have_living_successors() {
        let country = Country::new(20_000);
        for unit in &country.units {
            assert_eq!(unit.era == Era::Before, !unit.successors.is_empty(), "{}", unit.id);
            assert!(unit.successors.iter().all(|&index| country.units[index].era != Era::Before), "{}", unit.id);
        }
    }
}
