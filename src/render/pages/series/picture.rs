//! Charts of an indicator: which units are named, where no line may run, and the words around the drawing.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::model::*;
use crate::parse::front::Direction;
use crate::render::chart::{self, Break, Chart, Point, Series, TargetLine};
use crate::render::maker::Maker;
use crate::render::{format, views};
use crate::source::Lang;
use crate::text;

use super::goals::{GoalLine, goal_lines};
use super::{Measured, SCANNED};
use crate::render::pages::capitalised;

/// A chart names every unit up to this many, and of more only so many.
const MAX_ALL_NAMED: usize = 6;
const MAX_NAMED: usize = 5;

/// All provinces are drawn for some years, named or not; of more values only those of so many units, or the chart would
/// be a grey field that nobody can load.
const MOST_POINTS: usize = 240;
const MOST_OTHERS: usize = 12;

/// "điểm", "hồ sơ".
const SHORT_MEASURE: usize = 8;

/// What a chart measures.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Scores,
    Ranks,
}

/// The chart of scores, or of ranks where there are too few scores.
pub fn chart(maker: Maker, values: &[Measured], element: &str) -> Option<views::Chart> {
    let draw = |kind| Picture::of(maker, values, kind).and_then(|picture| picture.view(element));
    draw(Kind::Scores).or_else(|| draw(Kind::Ranks))
}

/// Both charts, as far as there are two values for each.
pub fn charts(maker: Maker, values: &[Measured], element: &str) -> Vec<views::Chart> {
    let ranks = format!("{element}-hang");
    let kinds = [(Kind::Scores, element), (Kind::Ranks, ranks.as_str())];
    let mut charts: Vec<views::Chart> =
        kinds.into_iter().filter_map(|(kind, id)| Picture::of(maker, values, kind)?.view(id)).collect();
    if let [first, second] = charts.as_mut_slice() {
        // What both would say is said once.
        second.notes.retain(|note| !first.notes.contains(note));
    }
    charts
}

/// The units that the charts of these values draw: their numbers must stand in the table beside them.
pub fn drawn(maker: Maker, values: &[Measured]) -> BTreeSet<UnitId> {
    let pictures = [Kind::Scores, Kind::Ranks].into_iter().filter_map(|kind| Picture::of(maker, values, kind));
    pictures.flat_map(|picture| picture.named.into_iter().chain(picture.others).map(|shown| shown.unit)).collect()
}

/// A chart in the making: which units it names, and where lines may not be joined.
struct Picture<'a> {
    maker: Maker<'a>,
    kind: Kind,
    indicator: IndicatorId,
    named: Vec<Shown<'a>>,
    others: Vec<Shown<'a>>,
    /// The words that say who is named.
    rule: &'static str,
    /// Years from which ranks count in another number of units: that number and the one before.
    fields: Vec<(i16, u32, u32)>,
}

struct Shown<'a> {
    unit: UnitId,
    values: Vec<&'a Measured<'a>>,
}

impl<'a> Picture<'a> {
    fn of(maker: Maker<'a>, values: &'a [Measured<'a>], kind: Kind) -> Option<Self> {
        let has = |value: &&Measured| match kind {
            Kind::Scores => value.score.is_some(),
            Kind::Ranks => value.rank.is_some(),
        };
        let values: Vec<&Measured> = values.iter().filter(has).collect();
        let indicator = values.first().filter(|_| values.len() > 1)?.indicator;
        let mut by_unit: BTreeMap<UnitId, Vec<&Measured>> = BTreeMap::new();
        for value in &values {
            by_unit.entry(value.unit).or_default().push(value);
        }
        let mut shown: Vec<Shown> = by_unit.into_iter().map(|(unit, values)| Shown { unit, values }).collect();
        let choice = order(maker, kind, &mut shown);
        let mut others = shown.split_off(choice.named);
        if others.iter().map(|shown| shown.values.len()).sum::<usize>() > MOST_POINTS {
            others.truncate(MOST_OTHERS);
        }
        let fields = if kind == Kind::Ranks { changed_fields(&values) } else { Vec::new() };
        Some(Self { maker, kind, indicator, named: shown, others, rule: choice.rule, fields })
    }

    fn view(&self, element: &str) -> Option<views::Chart> {
        let (maker, words) = (self.maker, self.maker.words);
        let indicator = maker.site.indicators.get(self.indicator);
        let (title, unit) = match self.kind {
            Kind::Scores => ("chart_title", indicator.unit.as_deref().unwrap_or_default()),
            Kind::Ranks => ("chart_rank_title", words.get("rank_head")),
        };
        let others_label = words.fill("chart_others", &[("n", &format::count(self.others.len(), maker.lang))]);
        let targets = self.targets();
        let breaks = self.breaks();
        let html = chart::svg(&Chart {
            title: &words.fill(title, &[("indicator", &indicator.name)]),
            description: &self.description(&targets),
            unit,
            series: self.named.iter().map(|shown| self.series(shown)).collect(),
            others: self.others.iter().map(|shown| self.series(shown)).collect(),
            others_label: &others_label,
            targets: targets
                .iter()
                .map(|goal| TargetLine { from: goal.from, to: goal.to, value: goal.value, label: &goal.label })
                .collect(),
            breaks: breaks.iter().map(|(year, label)| Break { year: *year, label }).collect(),
            inverted: self.kind == Kind::Ranks,
            id: element,
            decimal_comma: maker.lang == Lang::Vi,
        });
        let view = views::Chart { indicator: maker.indicator_link(self.indicator), html, notes: self.notes() };
        (!view.html.is_empty()).then_some(view)
    }

    fn series(&self, shown: &Shown<'a>) -> Series<'a> {
        let site: &'a Site = self.maker.site;
        let unit = site.units.get(shown.unit);
        let points = shown.values.iter().filter_map(|value| self.point(value)).collect();
        Series {
            label: &unit.name,
            points,
            ended: unit.valid_to.filter(|_| unit.ended(self.maker.site.options.today)).map(|end| end.year()),
        }
    }

    fn point(&self, value: &Measured) -> Option<Point> {
        let year = value.year;
        match self.kind {
            Kind::Scores => {
                let (score, measure) = (value.score?, self.maker.site.indicators.get(self.indicator).unit.as_deref());
                // A long measure stands once above the axis; behind every number it would fill the drawing.
                let measure = measure.filter(|measure| measure.chars().count() <= SHORT_MEASURE);
                let text = format::quantity(score, measure, self.maker.lang);
                Some(Point { year, value: score.to_f64(), text, of: None })
            }
            Kind::Ranks => {
                let (rank, of) = (value.rank?, value.of);
                Some(Point { year, value: f64::from(rank), text: format::rank(rank, of), of })
            }
        }
    }

    /// The numbers of the named units and of the target lines, for readers who do not see the drawing.
    fn description(&self, targets: &[GoalLine]) -> String {
        let units = self.named.iter().map(|shown| {
            let series = self.series(shown);
            let points = series.points.iter().map(|point| format!("{}: {}", point.year, point.text));
            format!("{}: {}.", series.label, points.collect::<Vec<_>>().join("; "))
        });
        let goals = targets.iter().map(|goal| format!("{}.", goal.label));
        let mut sentences: Vec<String> = units.chain(goals).collect();
        if !self.others.is_empty() {
            let count = format::count(self.others.len(), self.maker.lang);
            sentences.push(format!("{}.", self.maker.words.fill("chart_others", &[("n", &count)])));
        }
        sentences.join(" ")
    }

    /// Years that no line crosses, with the few words that fit above the plot; the notes say the rest.
    fn breaks(&self) -> Vec<(i16, String)> {
        let words = self.maker.words;
        let method = &self.maker.site.indicators.get(self.indicator).breaks;
        let mut breaks: BTreeMap<i16, String> = BTreeMap::new();
        if self.kind == Kind::Scores {
            breaks.extend(method.iter().map(|change| (change.year, words.get("chart_break").to_owned())));
        }
        for (year, of, _) in &self.fields {
            breaks.insert(*year, words.fill("chart_field", &[("of", &of.to_string())]));
        }
        breaks.into_iter().collect()
    }

    fn targets(&self) -> Vec<GoalLine> {
        let mut lines: Vec<GoalLine> = Vec::new();
        let newest =
            self.named.iter().chain(&self.others).flat_map(|shown| &shown.values).map(|value| value.year).max();
        for shown in &self.named {
            let several = self.named.len() > 1;
            for reference in self.maker.relations.targets_of_unit(shown.unit).iter().take(SCANNED) {
                for line in goal_lines(self.maker, *reference, self.indicator, self.kind, several, newest) {
                    if !lines.iter().any(|known| known.label == line.label) {
                        lines.push(line);
                    }
                }
            }
        }
        lines
    }

    /// What the drawing leaves unsaid: whom it names, and why lines end.
    fn notes(&self) -> Vec<String> {
        let (maker, words) = (self.maker, self.maker.words);
        let mut notes = Vec::new();
        if !self.others.is_empty() {
            let count = format::count(self.others.len(), maker.lang);
            notes.push(words.fill(self.rule, &[("n", &count)]));
        }
        let years: BTreeSet<i16> =
            self.named.iter().chain(&self.others).flat_map(|shown| &shown.values).map(|value| value.year).collect();
        let crossed = |year: i16| years.first().is_some_and(|first| *first < year) && years.last() >= Some(&year);
        let method = &maker.site.indicators.get(self.indicator).breaks;
        for change in method.iter().filter(|change| self.kind == Kind::Scores && crossed(change.year)) {
            let year = change.year.to_string();
            let note = change.note.clone().unwrap_or_else(|| words.fill("chart_note_method", &[("year", &year)]));
            notes.push(words.fill("chart_note_break", &[("note", note.trim_end_matches('.')), ("year", &year)]));
        }
        for (year, of, before) in &self.fields {
            let values = [("year", year.to_string()), ("of", of.to_string()), ("before", before.to_string())];
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            notes.push(words.fill("chart_note_field", &values));
        }
        let mut ends: BTreeMap<Date, Vec<&str>> = BTreeMap::new();
        for unit in self.named.iter().map(|shown| maker.site.units.get(shown.unit)) {
            if let Some(end) = unit.valid_to.filter(|_| unit.ended(maker.site.options.today)) {
                ends.entry(end).or_default().push(&unit.name);
            }
        }
        notes.extend(ends.into_iter().map(|(end, names)| {
            let date = text::format_date(end);
            capitalised(&words.fill("chart_note_ended", &[("units", &names.join(", ")), ("date", &date)]))
        }));
        notes
    }
}

/// How many units are named, and why those.
struct Choice {
    named: usize,
    rule: &'static str,
}

/// Puts those first whom the readers of this site know: its own unit, what became part of it, then who has most
/// bulletins here. Where nobody is known, those with the best newest values come first.
fn order(maker: Maker, kind: Kind, shown: &mut [Shown]) -> Choice {
    let owner = maker.site.owner;
    let before = owner.map(|owner| maker.relations.predecessors(owner)).unwrap_or_default();
    let kinship = |shown: &Shown| match shown.unit {
        unit if Some(unit) == owner => 0,
        unit if before.iter().any(|(other, _)| *other == unit) => 1,
        unit if !maker.relations.of_unit(unit).is_empty() => 2,
        _ => 3,
    };
    let prominence = |shown: &Shown| {
        let bulletins = maker.relations.of_unit(shown.unit).len();
        (kinship(shown), Reverse(bulletins), Reverse(shown.values.len()), shown.unit)
    };
    shown.sort_by_cached_key(prominence);
    let known = shown.iter().filter(|shown| kinship(shown) < 3).count();
    if shown.len() <= MAX_ALL_NAMED {
        return Choice { named: shown.len(), rule: "" };
    }
    let has_own = shown.iter().any(|shown| kinship(shown) < 2);
    if known > 0 {
        let rule = if has_own { "chart_note_own" } else { "chart_note_named" };
        return Choice { named: known.min(MAX_NAMED), rule };
    }
    shown.sort_by(|one, other| best(maker, kind, one, other));
    Choice { named: MAX_NAMED, rule: "chart_note_best" }
}

/// Newer before older, then better before worse.
fn best(maker: Maker, kind: Kind, one: &Shown, other: &Shown) -> Ordering {
    let newest = |shown: &Shown| shown.values.iter().map(|value| value.year).max();
    let value = |shown: &Shown| {
        let last = shown.values.last()?;
        match kind {
            Kind::Ranks => last.rank.map(|rank| -f64::from(rank)),
            Kind::Scores => {
                let down = maker.site.indicators.get(last.indicator).direction == Direction::Down;
                last.score.map(|score| if down { -score.to_f64() } else { score.to_f64() })
            }
        }
    };
    let order = newest(other).cmp(&newest(one));
    order.then_with(|| value(other).partial_cmp(&value(one)).unwrap_or(Ordering::Equal))
}

/// Years in which every ranking counts another number of units than the years before. Where units are ranked among
/// different numbers in one year, there is no such year; then only their own points stay apart.
fn changed_fields(values: &[&Measured]) -> Vec<(i16, u32, u32)> {
    let mut by_year: BTreeMap<i16, BTreeSet<u32>> = BTreeMap::new();
    for value in values {
        by_year.entry(value.year).or_default().extend(value.of);
    }
    let mut changes = Vec::new();
    let mut before = None;
    for (year, fields) in by_year {
        let mut fields = fields.into_iter();
        match (fields.next(), fields.next()) {
            (Some(only), None) => {
                changes.extend(before.filter(|before| *before != only).map(|before| (year, only, before)));
                before = Some(only);
            }
            (Some(_), Some(_)) => return Vec::new(),
            _ => {}
        }
    }
    changes
}
