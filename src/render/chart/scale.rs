//! What is drawn, and on which scales: series reduced to drawable points, the years, and the axis with its ticks.
//!
//! Takes the chart as given; gives places between 0 and 1. Where these lie in the drawing is left to the scene.

use std::collections::BTreeMap;

use super::letters::{number, width};
use super::{Chart, DASHES, LARGEST, MAX_SERIES, Point, Series, TargetLine, YEARS_AHEAD};

/// A series reduced to what can be drawn: never empty, by year.
pub(super) struct Line<'a> {
    pub(super) name: String,
    pub(super) points: Vec<&'a Point>,
    pub(super) ended: bool,
}

impl Line<'_> {
    pub(super) fn last(&self) -> &Point {
        self.points.last().expect("a line is only made of a series with points")
    }
}

/// What a chart has to draw.
pub(super) struct Lines<'a> {
    pub(super) named: Vec<Line<'a>>,
    pub(super) others: Vec<Line<'a>>,
}

impl Lines<'_> {
    fn points(&self) -> impl Iterator<Item = &Point> {
        self.named.iter().chain(&self.others).flat_map(|line| line.points.iter().copied())
    }
}

pub(super) fn drawable<'a>(chart: &'a Chart) -> Lines<'a> {
    let line = |series: &'a Series| {
        let usable = series.points.iter().filter(|point| can_be_drawn(chart, point.value));
        let by_year: BTreeMap<i16, &Point> = usable.map(|point| (point.year, point)).collect();
        let ending = series.ended.map(|year| format!(" (–{year})")).unwrap_or_default();
        let points: Vec<&Point> = by_year.into_values().collect();
        let name = format!("{}{ending}", series.label.trim());
        (!points.is_empty()).then_some(Line { name, points, ended: series.ended.is_some() })
    };
    Lines {
        named: chart.series.iter().filter_map(line).take(MAX_SERIES).collect(),
        others: chart.others.iter().filter_map(line).collect(),
    }
}

/// Besides what is no number, a rank above the first is a mistake that must not stretch the axis.
pub(super) fn can_be_drawn(chart: &Chart, value: f64) -> bool {
    value.is_finite() && value.abs() < LARGEST && !(chart.inverted && value < 1.0)
}

/// The years on the axis, and what stands in them besides the series.
pub(super) struct Years<'a> {
    pub(super) first: i16,
    pub(super) last: i16,
    pub(super) targets: Vec<&'a TargetLine<'a>>,
    pub(super) breaks: BTreeMap<i16, &'a str>,
}

impl<'a> Years<'a> {
    pub(super) fn of(chart: &'a Chart, lines: &Lines) -> Option<Self> {
        let years = || lines.points().map(|point| point.year);
        let (first, newest) = (years().min()?, years().max()?);
        let horizon = newest.saturating_add(YEARS_AHEAD);
        let in_sight = |target: &&TargetLine| target.to >= first && target.from <= horizon.min(target.to);
        let drawable_targets = chart.targets.iter().filter(|target| can_be_drawn(chart, target.value)).filter(in_sight);
        let targets: Vec<&TargetLine> = drawable_targets.take(DASHES.len()).collect();
        let last = targets.iter().map(|target| target.to.min(horizon)).fold(newest, i16::max);
        let breaks = chart.breaks.iter().filter(|one| first < one.year && one.year <= last);
        let breaks = breaks.map(|one| (one.year, one.label)).collect();
        Some(Self { first, last, targets, breaks })
    }

    /// The place of a year between the first (0) and the last (1); a lone year stands in the middle.
    pub(super) fn share(&self, year: f64) -> f64 {
        let span = f64::from(self.last) - f64::from(self.first);
        if span > 0.0 { (year - f64::from(self.first)) / span } else { 0.5 + year - f64::from(self.first) }
    }

    /// A line means "one year later, and comparable": it bridges no gap and crosses no break.
    pub(super) fn connected(&self, before: &Point, after: &Point) -> bool {
        let same_field = match (before.of, after.of) {
            (Some(before), Some(after)) => before == after,
            _ => true,
        };
        let neighbours = i32::from(after.year) - i32::from(before.year) == 1;
        neighbours && same_field && !self.breaks.contains_key(&after.year)
    }

    /// The years that get a label when neighbouring labels need `room` and one year is `pitch` wide.
    pub(super) fn labelled(&self, pitch: f64, room: f64) -> Vec<i16> {
        let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000];
        let step = steps.into_iter().find(|step| pitch * f64::from(*step) >= room).unwrap_or(20_000);
        // Counted back from the newest year, which readers look for, rather than on round years.
        let start = i32::from(self.first) + (i32::from(self.last) - i32::from(self.first)).rem_euclid(step);
        let labelled = (start..=i32::from(self.last)).step_by(step as usize);
        labelled.filter_map(|year| i16::try_from(year).ok()).collect()
    }
}

/// The scale of the values, with ends on ticks.
pub(super) struct Axis {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) inverted: bool,
    /// Value and text of each tick.
    pub(super) ticks: Vec<(f64, String)>,
}

impl Axis {
    pub(super) fn of(chart: &Chart, lines: &Lines, years: &Years) -> Self {
        let values = || {
            let points = lines.points().map(|point| point.value);
            points.chain(years.targets.iter().map(|target| target.value))
        };
        let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
        if chart.inverted { Self::ranks(chart, high) } else { Self::scores(chart, low, high) }
    }

    pub(super) fn ranks(chart: &Chart, lowest_rank: f64) -> Self {
        let (step, exponent) = nice_step((lowest_rank - 1.0) / 4.0);
        let step = if exponent < 0 { 1.0 } else { step };
        let high = ((lowest_rank / step).ceil() * step).max(2.0);
        let multiples = (1..=(high / step).round() as i64).map(|index| index as f64 * step);
        let ticks = std::iter::once(1.0).chain(multiples.filter(|value| *value > 1.0));
        let ticks = ticks.map(|value| (value, number(value, 0, chart.decimal_comma))).collect();
        Self { low: 1.0, high, inverted: true, ticks }
    }

    pub(super) fn scores(chart: &Chart, low: f64, high: f64) -> Self {
        let (mut low_end, mut high_end) = (low, high);
        if high - low <= (high.abs() * 1e-9).max(1e-6) {
            // Equal values get a scale around them, but none that promises less than nothing or more than all.
            let around = if high.abs() < 1e-3 { 1.0 } else { high.abs() * 0.05 };
            low_end = if low >= 0.0 { (low - around).max(0.0) } else { low - around };
            high_end = if chart.unit == "%" && high <= 100.0 { (high + around).min(100.0) } else { high + around };
        }
        let (step, exponent) = nice_step((high_end - low_end) / 4.0);
        let first = (low_end / step + 1e-9).floor() as i64;
        let last = ((high_end / step - 1e-9).ceil() as i64).max(first + 1);
        let decimals = usize::try_from(-exponent).unwrap_or(0);
        let tick = |index: i64| (index as f64 * step, number(index as f64 * step, decimals, chart.decimal_comma));
        let ticks = (first..=last).map(tick).collect();
        Self { low: first as f64 * step, high: last as f64 * step, inverted: false, ticks }
    }

    /// The place of a value between the top of the plot (0) and its bottom (1).
    pub(super) fn share(&self, value: f64) -> f64 {
        let from_low = (value - self.low) / (self.high - self.low);
        if self.inverted { from_low } else { 1.0 - from_low }
    }

    pub(super) fn text_width(&self) -> f64 {
        self.ticks.iter().map(|(_, text)| width(text)).fold(0.0, f64::max)
    }
}

/// The smallest of 1, 2, 5 times a power of ten that is not below `rough`, and that power's exponent.
pub(super) fn nice_step(rough: f64) -> (f64, i32) {
    let exponent = rough.max(1e-9).log10().floor() as i32;
    let power = 10f64.powi(exponent);
    match rough / power {
        ratio if ratio <= 1.0 => (power, exponent),
        ratio if ratio <= 2.0 => (2.0 * power, exponent),
        ratio if ratio <= 5.0 => (5.0 * power, exponent),
        _ => (10.0 * power, exponent + 1),
    }
}
