//! Where everything stands: places of points and labels, found so that no text covers a line or another text.
//!
//! Takes the scales; gives a scene ready to be drawn. Writing the elements is left to `draw`.

use super::letters::{cut, width};
use super::scale::{Axis, Line, Lines, Years};
use super::{Chart, FONT_SIZE, Format, INSET, KEY_WIDTH, LABEL_GAP, LINE_HEIGHT, MAX_SERIES, Point, TargetLine};

#[derive(Clone, Copy)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Rect {
    /// The room of one line of text whose left end and baseline are given.
    pub(super) fn of_text(left: f64, baseline: f64, width: f64) -> Self {
        Self { left, top: baseline - 0.85 * FONT_SIZE, right: left + width, bottom: baseline + 0.3 * FONT_SIZE }
    }

    pub(super) fn overlaps(&self, other: &Rect) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    pub(super) fn contains(&self, other: &Rect) -> bool {
        self.left <= other.left && self.top <= other.top && self.right >= other.right && self.bottom >= other.bottom
    }

    /// Whether a stroke from `start` to `end` with some room around it runs through here: it does unless it leaves
    /// one pair of sides before it has entered the other.
    pub(super) fn is_crossed(&self, [start, end]: &[(f64, f64); 2], room: f64) -> bool {
        let (mut enters, mut leaves) = (0.0f64, 1.0f64);
        let sides = [(start.0, end.0, self.left, self.right), (start.1, end.1, self.top, self.bottom)];
        for (from, to, low, high) in sides {
            let (low, high, delta) = (low - room - from, high + room - from, to - from);
            if delta == 0.0 {
                if low > 0.0 || high < 0.0 {
                    return false;
                }
            } else {
                enters = enters.max((low / delta).min(high / delta));
                leaves = leaves.min((low / delta).max(high / delta));
            }
        }
        enters <= leaves
    }
}

/// A name and value beside the last point of a line.
pub(super) struct EndLabel {
    pub(super) line: usize,
    pub(super) left: f64,
    /// Baseline of the name; the value stands one line below.
    pub(super) baseline: f64,
    pub(super) width: f64,
}

impl EndLabel {
    pub(super) fn rect(&self) -> Rect {
        let name = Rect::of_text(self.left, self.baseline, self.width);
        Rect { bottom: name.bottom + LINE_HEIGHT, ..name }
    }

    pub(super) fn middle(&self) -> f64 {
        self.baseline + 0.5 * LINE_HEIGHT - 0.35 * FONT_SIZE
    }
}

/// The drawing while it is made: where things stand, what is taken, and what has to go into the legend.
pub(super) struct Scene<'a> {
    pub(super) chart: &'a Chart<'a>,
    pub(super) format: &'a Format,
    pub(super) lines: &'a [Line<'a>],
    pub(super) others: &'a [Line<'a>],
    pub(super) years: &'a Years<'a>,
    pub(super) axis: &'a Axis,
    pub(super) plot: Rect,
    /// The strokes of each line, named or not, points being strokes without length.
    pub(super) strokes: Vec<Vec<[(f64, f64); 2]>>,
    pub(super) taken: Vec<Rect>,
    pub(super) end_labels: Option<Vec<EndLabel>>,
    /// Left end, baseline and text of the labels of breaks, all above the plot.
    pub(super) break_labels: Vec<(f64, f64, String)>,
    pub(super) keys: Vec<Key>,
    pub(super) out: String,
}

/// A row of the legend.
pub(super) enum Key {
    Line(usize),
    Others,
    Target(usize, String),
    Break(String),
}

impl<'a> Scene<'a> {
    /// Labels at the ends of the lines, if all of them find a clean place there.
    pub(super) fn direct(
        chart: &'a Chart,
        format: &'a Format,
        drawn: &'a Lines,
        years: &'a Years,
        axis: &'a Axis,
    ) -> Option<Self> {
        let (lines, full) = (&drawn.named, format.width);
        let key = if lines.len() > 1 { KEY_WIDTH } else { 0.0 };
        let label_width = |line: &Line| width(&line.name).max(width(&line.last().text)) + key;
        if lines.len() > format.max_direct || lines.iter().any(|line| label_width(line) > format.direct_name) {
            return None;
        }
        let left = axis.text_width() + 10.0;
        let right = lines.iter().map(|line| {
            let share = years.share(f64::from(line.last().year)).max(1e-6);
            left + 2.0 * INSET + (full - 2.0 - LABEL_GAP - label_width(line) - left - INSET) / share
        });
        let right = right.fold(full - 8.0, f64::min);
        if right - left < 0.4 * full {
            return None;
        }
        let mut scene = Self::new(chart, format, drawn, years, axis, right);
        let labels = scene.place_end_labels(label_width)?;
        scene.taken.extend(labels.iter().map(EndLabel::rect));
        scene.end_labels = Some(labels);
        Some(scene)
    }

    pub(super) fn with_legend(
        chart: &'a Chart,
        format: &'a Format,
        drawn: &'a Lines,
        years: &'a Years,
        axis: &'a Axis,
    ) -> Self {
        let (mut scene, lines) = (Self::new(chart, format, drawn, years, axis, format.width - 8.0), &drawn.named);
        // The rows follow the lines' ends from top to bottom, so that order helps where colour does not.
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by(|one, two| scene.y(lines[*one].last().value).total_cmp(&scene.y(lines[*two].last().value)));
        // Breaks that found no place above the plot stand in the list already; the lines come first.
        scene.keys.splice(0..0, order.into_iter().map(Key::Line));
        scene
    }

    pub(super) fn new(
        chart: &'a Chart,
        format: &'a Format,
        drawn: &'a Lines,
        years: &'a Years,
        axis: &'a Axis,
        right: f64,
    ) -> Self {
        let plot = Rect { left: axis.text_width() + 10.0, top: 0.0, right, bottom: format.plot_height };
        let (strokes, taken, keys, out) = (Vec::new(), Vec::new(), Vec::new(), String::new());
        let lines = drawn.named.as_slice();
        let mut scene = Self {
            chart,
            format,
            lines,
            others: &drawn.others,
            years,
            axis,
            plot,
            strokes,
            taken,
            end_labels: None,
            break_labels: Vec::new(),
            keys,
            out,
        };
        let rows = scene.place_break_labels();
        scene.plot.top = LINE_HEIGHT * rows as f64 + 10.0;
        scene.plot.bottom = scene.plot.top + format.plot_height;
        scene.strokes = lines.iter().chain(&drawn.others).map(|line| scene.strokes_of(line)).collect();
        if !scene.others.is_empty() {
            scene.keys.push(Key::Others);
        }
        scene
    }

    /// What is measured, above the axis: a long name leaves room for breaks beside it.
    pub(super) fn axis_title(&self) -> String {
        cut(self.chart.unit, 0.6 * self.format.width)
    }

    pub(super) fn x(&self, year: f64) -> f64 {
        self.plot.left + INSET + self.years.share(year) * (self.plot.right - self.plot.left - 2.0 * INSET)
    }

    pub(super) fn y(&self, value: f64) -> f64 {
        self.plot.top + self.axis.share(value) * (self.plot.bottom - self.plot.top)
    }

    pub(super) fn place(&self, point: &Point) -> (f64, f64) {
        (self.x(f64::from(point.year)), self.y(point.value))
    }

    pub(super) fn strokes_of(&self, line: &Line) -> Vec<[(f64, f64); 2]> {
        let dots = line.points.iter().map(|point| [self.place(point); 2]);
        let joined = line.points.windows(2).filter(|pair| self.years.connected(pair[0], pair[1]));
        dots.chain(joined.map(|pair| [self.place(pair[0]), self.place(pair[1])])).collect()
    }

    /// Where a target begins and ends: half a year beyond its years, so that a single year is seen too.
    pub(super) fn target_ends(&self, target: &TargetLine) -> [(f64, f64); 2] {
        let height = self.y(target.value);
        let start = self.x(f64::from(target.from.max(self.years.first)) - 0.5).max(self.plot.left);
        let end = self.x(f64::from(target.to.min(self.years.last)) + 0.5).min(self.plot.right);
        [(start, height), (end, height)]
    }

    /// Labels of breaks fill up to three rows above the plot; says how many rows, and sends the rest to the legend.
    pub(super) fn place_break_labels(&mut self) -> usize {
        let (mut row_ends, full) = ([0.0f64; 3], self.format.width);
        row_ends[0] = if self.chart.unit.is_empty() { 0.0 } else { width(&self.axis_title()) + 10.0 };
        let mut rows = usize::from(!self.chart.unit.is_empty());
        for (year, label) in self.years.breaks.iter().filter(|(_, label)| !label.trim().is_empty()) {
            let text = cut(label.trim(), full - row_ends[0].min(0.4 * full) - 4.0);
            let x = self.x(f64::from(*year) - 0.5);
            let left_after = |end: f64| (x - 0.5 * width(&text)).min(full - 2.0 - width(&text)).max(end);
            // A label may stand off the middle of its line, but not off the line.
            let fits = |left: f64| left + width(&text) <= full - 1.0 && left <= x;
            match row_ends.iter().position(|end| fits(left_after(*end))) {
                Some(row) => {
                    let left = left_after(row_ends[row]);
                    row_ends[row] = left + width(&text) + 10.0;
                    rows = rows.max(row + 1);
                    self.break_labels.push((left, LINE_HEIGHT * row as f64 + FONT_SIZE, text));
                }
                None if self.keys.len() < MAX_SERIES => self.keys.push(Key::Break(format!("{year}: {}", label.trim()))),
                None => {}
            }
        }
        rows
    }

    /// Puts the labels beside the last points and pushes apart those that would cover each other.
    pub(super) fn place_end_labels(&self, label_width: impl Fn(&Line) -> f64) -> Option<Vec<EndLabel>> {
        let label = |(line, of): (usize, &Line)| {
            let (x, y) = self.place(of.last());
            EndLabel {
                line,
                left: x + LABEL_GAP,
                baseline: y - 0.5 * LINE_HEIGHT + 0.35 * FONT_SIZE,
                width: label_width(of),
            }
        };
        let mut labels: Vec<EndLabel> = self.lines.iter().enumerate().map(label).collect();
        labels.sort_by(|one, two| one.baseline.total_cmp(&two.baseline));
        let height = 2.0 * LINE_HEIGHT + 2.0;
        let lowest = self.plot.bottom - LINE_HEIGHT;
        // The last is held above the years, then each is kept clear of the one below it, and at last of the top.
        for index in (0..labels.len()).rev() {
            let below = labels.get(index + 1).map_or(lowest, |next| next.baseline - height);
            labels[index].baseline = labels[index].baseline.min(below);
        }
        for index in 0..labels.len() {
            let above = if index == 0 { self.plot.top + 6.0 } else { labels[index - 1].baseline + height };
            labels[index].baseline = labels[index].baseline.max(above);
        }
        let is_clean = |label: &EndLabel| {
            let rect = label.rect();
            !self.is_crossed_by_rule(&rect) && !self.is_crossed_by_line(&rect, 4.0)
        };
        labels.iter().all(is_clean).then_some(labels)
    }

    pub(super) fn is_crossed_by_line(&self, rect: &Rect, room: f64) -> bool {
        self.strokes.iter().flatten().any(|stroke| rect.is_crossed(stroke, room))
    }

    /// A label on the line of a target or a break would be read as that one's, or not at all.
    pub(super) fn is_crossed_by_rule(&self, rect: &Rect) -> bool {
        let targets = self.years.targets.iter().map(|target| self.target_ends(target));
        let breaks = self.years.breaks.keys().map(|year| self.x(f64::from(*year) - 0.5));
        let mut rules = breaks.map(|x| [(x, self.plot.top), (x, self.plot.bottom)]).chain(targets);
        rules.any(|rule| rect.is_crossed(&rule, 1.0))
    }

    pub(super) fn is_free(&self, rect: &Rect) -> bool {
        let is_alone = !self.taken.iter().any(|other| rect.overlaps(other));
        is_alone && self.plot.contains(rect) && !self.is_crossed_by_line(rect, 4.0) && !self.is_crossed_by_rule(rect)
    }
}
