//! One made-up bulletin after the other: what it reports, when, of whom, and which earlier ones it names. The texts
//! themselves are put together in `front` and `body`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

use super::country::{Country, Level};
use super::random::Random;
use super::registers::{Score, Scores};
use super::words::{TOPICS, Topic, VERBS};
use super::{body, front};

const FIRST_DAY: Date = date(2016, 1, 4);
/// From the first day to the end of October 2026.
const DAYS: usize = 3_953;

/// What all bulletins of a site share.
pub struct Context<'a> {
    pub country: &'a Country,
    pub scores: &'a Scores,
    pub seed: u64,
    pub count: usize,
}

/// The decision that a bulletin reports.
#[derive(Clone)]
pub struct Decision {
    pub number: u32,
    /// `QĐ-UBND` or `KH-UBND`.
    pub symbol: &'static str,
    pub date: Date,
    pub unit: usize,
}

impl Decision {
    /// Number, day and issuer as a text names another decision.
    pub fn reference(&self, country: &Country) -> String {
        let name = &country.units[self.unit].name;
        format!("{}/{} ngày {} của UBND {name}", self.number, self.symbol, day_first(self.date))
    }
}

/// An earlier bulletin, as a later one can name it.
#[derive(Clone)]
pub struct Earlier {
    /// Below `content/bulletins/`.
    pub path: String,
    pub title: String,
    pub decision: Option<Decision>,
}

/// The facts of a bulletin, before they are put into words.
pub struct Facts<'a> {
    pub context: &'a Context<'a>,
    pub topic: &'static Topic,
    pub title: String,
    pub published: Date,
    pub unit: usize,
    pub decision: Option<Decision>,
    /// The first and the last year of the plan.
    pub years: (i16, i16),
    pub result: Option<(i16, Score)>,
    pub links: Vec<Earlier>,
    /// Whether it lies in a folder of its own, with a file beside it.
    pub has_folder: bool,
}

impl Facts<'_> {
    pub fn unit_name(&self) -> &str {
        &self.context.country.units[self.unit].name
    }
}

/// A finished bulletin.
pub struct Bulletin {
    /// `2021/so-hoa-00012`, below `content/bulletins/`.
    stem: String,
    has_folder: bool,
    pub decision: Option<Decision>,
    pub text: String,
}

impl Bulletin {
    /// Its file, from the top of the site folder.
    pub fn path(&self) -> String {
        format!("content/bulletins/{}", source_path(&self.stem, self.has_folder))
    }

    /// The file beside it.
    pub fn attachment(&self) -> Option<String> {
        self.has_folder.then(|| format!("content/bulletins/{}/{}", self.stem, front::ATTACHMENT))
    }
}

fn source_path(stem: &str, has_folder: bool) -> String {
    if has_folder { format!("{stem}/index.md") } else { format!("{stem}.md") }
}

/// Makes bulletins in the order of their days and remembers what later ones must not repeat.
pub struct Bulletins<'a> {
    context: Context<'a>,
    /// The last number of each unit and year.
    numbers: BTreeMap<(usize, i16), u32>,
    /// Units and years whose own assessment was reported.
    assessed: BTreeSet<(usize, i16)>,
    earlier: Vec<Earlier>,
}

impl<'a> Bulletins<'a> {
    pub fn new(context: Context<'a>) -> Self {
        Self { context, numbers: BTreeMap::new(), assessed: BTreeSet::new(), earlier: Vec::new() }
    }

    /// The bulletin number `index`; to be called with 0, 1, 2 … in turn.
    pub fn next(&mut self, index: usize) -> Bulletin {
        let random = &mut Random::new(self.context.seed, index as u64);
        let topic = random.pick(&TOPICS);
        let published = working_day(index, self.context.count);
        let decided = published.saturating_sub((random.between(1, 9) as i64).days());
        let unit = self.context.country.draw(random, decided);
        let decision = (!random.chance(1)).then(|| self.decide(random, unit, decided));
        let years = years(random, decided.year());
        let has_folder = random.chance(8);
        let title = title(random, &self.context.country.units[unit].name, topic, years);
        let stem = format!("{}/{}-{index:05}", published.year(), topic.slug);
        let result = self.result(random, unit, decided.year() - 1);
        let links = self.links(random);
        let facts =
            Facts { context: &self.context, topic, title, published, unit, decision, years, result, links, has_folder };
        let text = format!("---\n{}---\n{}", front::front(&facts, random), body::body(&facts, random));
        let Facts { title, decision, .. } = facts;
        self.earlier.push(Earlier { path: source_path(&stem, has_folder), title, decision: decision.clone() });
        Bulletin { stem, has_folder, decision, text }
    }

    /// Numbers run per unit and year. The gaps are wide, as most decisions of a year never reach a bulletin.
    fn decide(&mut self, random: &mut Random, unit: usize, date: Date) -> Decision {
        let last = self.numbers.entry((unit, date.year())).or_insert(0);
        *last += random.between(1, 240) as u32;
        let symbol = if random.chance(75) { "QĐ-UBND" } else { "KH-UBND" };
        Decision { number: *last, symbol, date, unit }
    }

    /// Every eighth bulletin reports a result: of a province what `results.csv` says, of another unit its own.
    fn result(&mut self, random: &mut Random, unit: usize, year: i16) -> Option<(i16, Score)> {
        if !random.chance(12) {
            return None;
        }
        if self.context.country.units[unit].level == Level::Province {
            return self.context.scores.get("par-index", year, unit).map(|score| (year, score));
        }
        let of = random.between(8, 60);
        let score = Score { hundredths: random.between(5_500, 9_800) as i32, rank: random.between(1, of), of };
        self.assessed.insert((unit, year)).then_some((year, score))
    }

    /// Up to three earlier bulletins, mostly recent ones. Never a later one, which a build may not publish yet.
    fn links(&self, random: &mut Random) -> Vec<Earlier> {
        let wanted = random.below(4).min(self.earlier.len());
        let draw = |random: &mut Random| {
            let reach = if random.chance(70) { self.earlier.len().min(200) } else { self.earlier.len() };
            self.earlier.len() - 1 - random.below(reach)
        };
        let drawn: BTreeSet<usize> = (0..wanted).map(|_| draw(random)).collect();
        drawn.into_iter().map(|index| self.earlier[index].clone()).collect()
    }
}

/// Bulletins spread evenly over the years; what falls on a weekend is published on Monday.
fn working_day(index: usize, count: usize) -> Date {
    let day = FIRST_DAY.saturating_add(((index * DAYS / count.max(1)) as i64).days());
    match day.weekday() {
        Weekday::Saturday => day.saturating_add(2.days()),
        Weekday::Sunday => day.saturating_add(1.day()),
        _ => day,
    }
}

/// Most plans are for the year; the others for the five years around it.
fn years(random: &mut Random, year: i16) -> (i16, i16) {
    let first = year - (year - 1) % 5;
    if random.chance(75) { (year, year) } else { (first, first + 4) }
}

fn title(random: &mut Random, unit: &str, topic: &Topic, years: (i16, i16)) -> String {
    let verb = random.pick(&VERBS);
    match years {
        (first, last) if first == last => format!("{unit} {verb} kế hoạch {} năm {first}", topic.phrase),
        (first, last) => format!("{unit} {verb} kế hoạch {} giai đoạn {first} – {last}", topic.phrase),
    }
}

/// The short official form of a day.
pub fn day_first(day: Date) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_working_days_in_order() {
        for count in [1, 7, 1_000, 10_000] {
            let days: Vec<Date> = (0..count).map(|index| working_day(index, count)).collect();
            assert!(days.is_sorted(), "{count}");
            assert!(days.iter().all(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)), "{count}");
            assert!(days.iter().all(|day| *day < date(2026, 12, 31)), "{count}");
        }
        assert_eq!(FIRST_DAY.saturating_add((DAYS as i64).days()), date(2026, 10, 31));
    }

    #[test]
    fn five_years_hold_the_year() {
        let mut random = Random::new(1, 1);
        for year in 2015..=2030 {
            let (first, last) = years(&mut random, year);
            assert!(first <= year && year <= last && (first == last || first % 5 == 1), "{year}: {first}–{last}");
        }
    }
}
