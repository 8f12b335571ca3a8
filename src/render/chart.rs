//! Charts: series over years as static SVG, readable without script or colour.
//!
//! Takes values that are already worded and checked; gives the text of one element with two drawings of the same
//! values, or nothing where nothing can be drawn. The table beside the chart holds every number and full name, so what
//! does not fit is cut or left out here. Wording, languages and the choice of series belong to the caller; the sheet in
//! [`CSS`] adds colour and shows the drawing that fits: one that only shrank would have letters of 7 px on a phone.

mod draw;
mod letters;
mod scale;
mod scene;
#[cfg(test)]
mod tests;

use scale::{Axis, Years, drawable};
use scene::Scene;

/// Everything that one chart shows.
pub struct Chart<'a> {
    pub title: &'a str,
    /// One sentence with the numbers, for readers who do not see the drawing.
    pub description: &'a str,
    /// Stands above the axis: "%", "điểm", "hạng".
    pub unit: &'a str,
    /// The first eight that have a point are drawn, each with its name.
    pub series: Vec<Series<'a>>,
    /// Drawn thin and without names behind the others, so that these can be compared with the whole field.
    pub others: Vec<Series<'a>>,
    /// What the thin lines are: "29 đơn vị khác".
    pub others_label: &'a str,
    pub targets: Vec<TargetLine<'a>>,
    pub breaks: Vec<Break<'a>>,
    /// Ranks: whole numbers with 1 on top.
    pub inverted: bool,
    /// Prefix of the ids in the drawing, unique on the page.
    pub id: &'a str,
    /// Axis numbers as `1.234,5` rather than `1,234.5`.
    pub decimal_comma: bool,
}

/// The values of one unit.
pub struct Series<'a> {
    pub label: &'a str,
    /// By year; of two points for one year the later one counts.
    pub points: Vec<Point>,
    /// The year in which the unit ended.
    pub ended: Option<i16>,
}

/// One value, and how it is written: "83,76 %".
pub struct Point {
    pub year: i16,
    pub value: f64,
    pub text: String,
    /// Among how many, for a rank: places in fields of different sizes are not joined by a line.
    pub of: Option<u32>,
}

/// A value to be reached in each of some years.
pub struct TargetLine<'a> {
    pub from: i16,
    pub to: i16,
    pub value: f64,
    pub label: &'a str,
}

/// A year from which values cannot be compared with earlier ones.
pub struct Break<'a> {
    pub year: i16,
    pub label: &'a str,
}

/// Rules for the classes of a chart. The theme's `--accent`, `--text`, `--muted` and `--surface` are used where they
/// exist. The fixed colours have at least 3:1 on white and on dark grounds up to `#1e2227`, so one set serves both.
/// A browser without container queries keeps the narrow drawing, which fits everywhere.
pub const CSS: &str = "\
.chart-box{container-type:inline-size;break-inside:avoid}\
.chart{display:block;inline-size:100%;max-inline-size:26rem;block-size:auto;overflow:visible;\
color:var(--text,CanvasText);font-variant-numeric:tabular-nums}
.chart-wide{display:none;max-inline-size:44rem}
@container (min-width:34em){.chart-wide{display:block}.chart-narrow{display:none}}
.chart text{stroke:var(--surface,Canvas);stroke-width:4px;stroke-linejoin:round;paint-order:stroke}
.chart-hollow{fill:var(--surface,Canvas)}
.chart-axis,.chart-break,.chart-others{color:var(--muted,currentColor)}
.chart-line-1{color:var(--accent,#0b8088)}
.chart-line-2{color:#c65a1e}
.chart-line-3{color:#7d6bd0}
.chart-line-4{color:#2f8a3c}
.chart-line-5{color:#cc4481}
.chart-line-6{color:#857a24}
@media (prefers-contrast:more){.chart g{color:inherit}}
[data-contrast=more] .chart g{color:inherit}
@media (forced-colors:active){.chart,.chart g{color:CanvasText}.chart text{stroke-width:0}.chart-hollow{fill:Canvas}}
@media print{.chart text{stroke:#fff}.chart-hollow{fill:#fff}}
";

/// One of the two drawings. Both measure in the same letters of [`FONT_SIZE`].
pub(crate) struct Format {
    name: &'static str,
    width: f64,
    plot_height: f64,
    /// Names wider than this go into the legend: beside the lines they would take the place of the plot.
    direct_name: f64,
    max_direct: usize,
    /// Whether points say their value under a pointer, which phones lack.
    hints: bool,
}

impl Format {
    /// A row of the legend stays in the drawing even where the reader has set letters and words wider apart.
    fn legend_room(&self) -> f64 {
        self.width - 100.0
    }
}

/// On a phone of 320 px the drawing is 288 px wide, and its letters are then 12 px high.
const NARROW: Format =
    Format { name: "narrow", width: 384.0, plot_height: 210.0, direct_name: 120.0, max_direct: 3, hints: false };
/// From 34 letters' width on, where its letters are 12.8 px high.
const WIDE: Format =
    Format { name: "wide", width: 680.0, plot_height: 270.0, direct_name: 250.0, max_direct: 5, hints: true };

const FONT_SIZE: f64 = 16.0;
const LINE_HEIGHT: f64 = 20.0;
/// Room between the frame of the plot and its first and last year.
const INSET: f64 = 16.0;
/// Gap between the last point of a line and its label, wide enough for the bar of a unit that ended.
const LABEL_GAP: f64 = 14.0;
/// Room for the marker that goes before a label which was pushed away from its point.
const KEY_WIDTH: f64 = 13.0;
const MAX_SERIES: usize = 8;
/// More dash patterns could not be told apart.
const DASHES: [&str; 4] = ["9 5", "3 3", "14 4 3 4", "6 9"];
/// Goals lie ahead of the results, but one for 2045 must not press the results into a corner.
const YEARS_AHEAD: i16 = 10;
/// Up to this many points, a lone series has the value at each of them.
const MAX_VALUE_LABELS: usize = 10;
/// Larger numbers have no place on an axis and no exact neighbours in an `f64`.
const LARGEST: f64 = 1e15;

/// Draws the chart; empty where no series has a point that can be drawn.
pub fn svg(chart: &Chart) -> String {
    let lines = drawable(chart);
    let Some(years) = Years::of(chart, &lines) else { return String::new() };
    let axis = Axis::of(chart, &lines, &years);
    let drawing = |format: &Format| {
        let scene = Scene::direct(chart, format, &lines, &years, &axis)
            .unwrap_or_else(|| Scene::with_legend(chart, format, &lines, &years, &axis));
        scene.draw()
    };
    format!("<div class=\"chart-box\">{}{}</div>", drawing(&NARROW), drawing(&WIDE))
}
