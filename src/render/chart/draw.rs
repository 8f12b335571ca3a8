//! Writes a scene as the elements of an SVG, from the grid up to the labels and the legend.
//!
//! Takes a scene with the places of its labels; gives the text of the drawing.

use super::letters::{coordinate, escape, push, text, width, wrap};
use super::scale::Line;
use super::scene::{Key, Rect, Scene};
use super::{DASHES, FONT_SIZE, KEY_WIDTH, LINE_HEIGHT, MAX_SERIES, MAX_VALUE_LABELS, Point};

impl Scene<'_> {
    pub(super) fn draw(mut self) -> String {
        self.draw_axes();
        self.draw_breaks();
        self.draw_others();
        let targets = self.draw_targets();
        for index in 0..self.lines.len() {
            self.draw_line(index);
        }
        self.out.push_str(&targets);
        self.draw_end_labels();
        if let [line] = self.lines {
            self.draw_values(line);
        }
        let height = self.draw_legend();
        let name = self.format.name;
        let id = format!("{}-{name}", escape(self.chart.id));
        format!(
            "<svg class=\"chart chart-{name}\" viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" \
             fill=\"currentColor\" font-size=\"{}\"><title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>{}</svg>",
            coordinate(self.format.width),
            coordinate(height),
            coordinate(FONT_SIZE),
            escape(self.chart.title),
            escape(self.chart.description),
            self.out
        )
    }

    pub(super) fn draw_axes(&mut self) {
        let Rect { left, right, bottom, .. } = self.plot;
        let mut grid = String::new();
        let mut texts = String::new();
        for (value, label) in &self.axis.ticks {
            let height = self.y(*value);
            push(&mut grid, format_args!("M{} {}H{}", coordinate(left), coordinate(height), coordinate(right)));
            text(&mut texts, (left - 8.0, height + 0.35 * FONT_SIZE), "end", label);
        }
        let pitch = self.x(f64::from(self.years.first) + 1.0) - self.x(f64::from(self.years.first));
        let mut marks = String::new();
        for year in self.years.labelled(pitch, width("2000") + 12.0) {
            let x = self.x(f64::from(year));
            push(&mut marks, format_args!("M{} {}v5", coordinate(x), coordinate(bottom)));
            text(&mut texts, (x, bottom + FONT_SIZE + 6.0), "middle", &year.to_string());
        }
        text(&mut texts, (0.0, FONT_SIZE), "start", &self.axis_title());
        let base = format!("M{} {}H{}{marks}", coordinate(left), coordinate(bottom), coordinate(right));
        push(
            &mut self.out,
            format_args!("<path class=\"chart-grid\" d=\"{grid}\" stroke=\"currentColor\" stroke-opacity=\".2\"/>"),
        );
        if self.axis.low < 0.0 && self.axis.high > 0.0 {
            // Above or below nothing is the first thing to see where there are both.
            let zero = coordinate(self.y(0.0));
            push(
                &mut self.out,
                format_args!(
                    "<path class=\"chart-zero\" d=\"M{} {zero}H{}\" stroke=\"currentColor\" stroke-opacity=\".7\"/>",
                    coordinate(left),
                    coordinate(right)
                ),
            );
        }
        push(
            &mut self.out,
            format_args!("<g class=\"chart-axis\"><path d=\"{base}\" stroke=\"currentColor\"/>{texts}</g>"),
        );
    }

    pub(super) fn draw_breaks(&mut self) {
        let strokes = self.years.breaks.keys().map(|year| self.x(f64::from(*year) - 0.5));
        let (top, bottom) = (coordinate(self.plot.top - 4.0), coordinate(self.plot.bottom));
        let path: String = strokes.map(|x| format!("M{} {top}V{bottom}", coordinate(x))).collect();
        if path.is_empty() {
            return;
        }
        let mut texts = String::new();
        for (left, baseline, label) in &self.break_labels {
            text(&mut texts, (*left, *baseline), "start", label);
        }
        let stroke = format!("<path d=\"{path}\" {BREAK_STROKE}/>");
        push(&mut self.out, format_args!("<g class=\"chart-break\">{stroke}{texts}</g>"));
    }

    /// The lines without names: one path for all of them, where a year alone is a dot.
    pub(super) fn draw_others(&mut self) {
        let mut path = String::new();
        for line in self.others {
            let mut before: Option<&Point> = None;
            for point in &line.points {
                let (x, y) = self.place(point);
                match before.filter(|before| self.years.connected(before, point)) {
                    Some(_) => push(&mut path, format_args!("L{} {}", coordinate(x), coordinate(y))),
                    None => push(&mut path, format_args!("M{} {}h0", coordinate(x), coordinate(y))),
                }
                before = Some(point);
            }
        }
        if !path.is_empty() {
            push(&mut self.out, format_args!("<path class=\"chart-others\" d=\"{path}\" {OTHERS_STROKE}/>"));
        }
    }

    /// Draws the lines of targets, and gives their labels, which have to lie above the series.
    pub(super) fn draw_targets(&mut self) -> String {
        let mut labels = String::new();
        for (index, target) in self.years.targets.iter().enumerate() {
            let [start, end] = self.target_ends(target);
            let path = format!("M{} {}H{}", coordinate(start.0), coordinate(start.1), coordinate(end.0));
            push(&mut self.out, format_args!("<path class=\"chart-target\" d=\"{path}\" {}/>", target_stroke(index)));
            let label = target.label.trim();
            let (above, below) = (start.1 - 6.0, start.1 + FONT_SIZE + 2.0);
            let end_left = end.0.min(self.plot.right) - width(label);
            let start_left = (start.0 + 2.0).min(self.plot.right - width(label));
            let places = [(end_left, above), (start_left, above), (end_left, below), (start_left, below)];
            let rects = places.map(|(left, baseline)| (left, baseline, Rect::of_text(left, baseline, width(label))));
            match rects.iter().find(|(_, _, rect)| self.is_free(rect)) {
                _ if label.is_empty() => {}
                Some((left, baseline, rect)) => {
                    self.taken.push(*rect);
                    text(&mut labels, (*left, *baseline), "start", label);
                }
                None => self.keys.push(Key::Target(index, label.to_string())),
            }
        }
        if labels.is_empty() { labels } else { format!("<g class=\"chart-label\">{labels}</g>") }
    }

    pub(super) fn draw_line(&mut self, index: usize) {
        let line = &self.lines[index];
        let mut path = String::new();
        let mut markers = String::new();
        let mut before: Option<&Point> = None;
        let crowded = self.x(f64::from(self.years.first) + 1.0) - self.x(f64::from(self.years.first)) < 14.0;
        let size = if crowded { 3.0 } else { 4.5 };
        for point in &line.points {
            let place = self.place(point);
            let command = if before.is_some_and(|before| self.years.connected(before, point)) { 'L' } else { 'M' };
            push(&mut path, format_args!("{command}{} {}", coordinate(place.0), coordinate(place.1)));
            if self.format.hints {
                let hint = escape(&format!("{}, {}: {}", line.name, point.year, point.text));
                push(&mut markers, format_args!("<path {}><title>{hint}</title></path>", marker(index, place, size)));
            } else {
                push(&mut markers, format_args!("<path {}/>", marker(index, place, size)));
            }
            before = Some(point);
        }
        let (x, y) = self.place(line.last());
        let bar =
            if line.ended { format!("M{} {}v16", coordinate(x + 8.0), coordinate(y - 8.0)) } else { String::new() };
        push(
            &mut self.out,
            format_args!("<g class=\"chart-line-{}\" stroke=\"currentColor\" stroke-width=\"2.5\" ", index % 6 + 1),
        );
        push(
            &mut self.out,
            format_args!("stroke-linejoin=\"round\"><path d=\"{path}{bar}\" fill=\"none\"/>{markers}</g>"),
        );
    }

    pub(super) fn draw_end_labels(&mut self) {
        for label in self.end_labels.iter().flatten() {
            let line = &self.lines[label.line];
            let (x, y) = self.place(line.last());
            let mut left = label.left;
            if (label.middle() - y).abs() > 0.6 * LINE_HEIGHT {
                // A label that was pushed away from its point is led back to it, and has its marker with it.
                let height = label.baseline - 0.35 * FONT_SIZE;
                let path =
                    format!("M{} {}L{} {}", coordinate(x), coordinate(y), coordinate(left + 4.5), coordinate(height));
                let key = marker(label.line, (left + 4.5, height), 4.5);
                push(
                    &mut self.out,
                    format_args!("<g class=\"chart-line-{}\" stroke=\"currentColor\">", label.line % 6 + 1),
                );
                push(&mut self.out, format_args!("<path d=\"{path}\"/><path {key}/></g>"));
                left += KEY_WIDTH;
            }
            self.out.push_str("<g class=\"chart-label\">");
            text(&mut self.out, (left, label.baseline), "start", &line.name);
            text(&mut self.out, (left, label.baseline + LINE_HEIGHT), "start", &line.last().text);
            self.out.push_str("</g>");
        }
    }

    /// Values at the points of a lone series, on the side away from its line, where there is room.
    pub(super) fn draw_values(&mut self, line: &Line) {
        let labelled_at_end = usize::from(self.end_labels.is_some());
        if line.points.len() > MAX_VALUE_LABELS {
            return;
        }
        let mut texts = String::new();
        for (index, point) in line.points.iter().enumerate().take(line.points.len() - labelled_at_end) {
            let (x, y) = self.place(point);
            let beside =
                [index.checked_sub(1), Some(index + 1)].into_iter().flatten().filter_map(|near| line.points.get(near));
            let slopes: f64 = beside.map(|near| self.y(near.value) - y).sum();
            let room = width(&point.text);
            let (above, below) = ((x - 0.5 * room, y - 11.0), (x - 0.5 * room, y + FONT_SIZE + 7.0));
            let (first, second) = if slopes < 0.0 { (below, above) } else { (above, below) };
            let sides = [
                (x + 9.0, y + FONT_SIZE + 1.0),
                (x - room - 9.0, y + FONT_SIZE + 1.0),
                (x + 9.0, y - 7.0),
                (x - room - 9.0, y - 7.0),
            ];
            let rects =
                [first, second].into_iter().chain(sides).map(|place| (place, Rect::of_text(place.0, place.1, room)));
            if let Some(((left, baseline), rect)) = rects.into_iter().find(|(_, rect)| self.is_free(rect)) {
                self.taken.push(rect);
                let x = left + 0.5 * room;
                text(&mut texts, (x, baseline), "middle", &point.text);
            }
        }
        if !texts.is_empty() {
            push(&mut self.out, format_args!("<g class=\"chart-label\">{texts}</g>"));
        }
    }

    /// Draws the rows below the years, and says how high the drawing is.
    pub(super) fn draw_legend(&mut self) -> f64 {
        let mut baseline = self.plot.bottom + FONT_SIZE + 12.0;
        let mut rows = String::new();
        let room = self.format.legend_room();
        for key in &self.keys {
            baseline += LINE_HEIGHT + 4.0;
            rows.push_str(&self.key_mark(key, baseline - 0.35 * FONT_SIZE));
            rows.push_str("<g class=\"chart-label\">");
            for (index, label) in self.key_rows(key, room).iter().enumerate() {
                baseline += if index == 0 { 0.0 } else { LINE_HEIGHT };
                text(&mut rows, (42.0, baseline), "start", label);
            }
            rows.push_str("</g>");
        }
        self.out.push_str(&rows);
        baseline + 8.0
    }

    /// The words of a row, in up to three lines.
    fn key_rows(&self, key: &Key, room: f64) -> Vec<String> {
        let label = match key {
            Key::Line(index) => {
                let line = &self.lines[*index];
                let value = format!("{} ({})", line.last().text, line.last().year);
                let value = value.replace(' ', "\u{a0}");
                // However long the name is, its value is seen.
                let mut rows = wrap(&format!("{}: {value}", line.name), room, 3);
                if let Some(last) = rows.last_mut().filter(|last| !last.ends_with(&value)) {
                    *last = value;
                }
                return rows;
            }
            Key::Others => self.chart.others_label,
            Key::Target(_, label) | Key::Break(label) => label,
        };
        wrap(label, room, 3)
    }

    /// The piece of line at the beginning of a row of the legend.
    pub(super) fn key_mark(&self, key: &Key, middle: f64) -> String {
        let path = format!("d=\"M2 {}H34\"", coordinate(middle));
        match key {
            Key::Line(index) => {
                let attributes =
                    format!("class=\"chart-line-{}\" stroke=\"currentColor\" stroke-width=\"2.5\"", index % 6 + 1);
                format!("<g {attributes}><path {path}/><path {}/></g>", marker(*index, (18.0, middle), 5.0))
            }
            Key::Others => format!("<path class=\"chart-others\" {path} {OTHERS_STROKE}/>"),
            Key::Target(index, _) => format!("<path class=\"chart-target\" {path} {}/>", target_stroke(*index)),
            Key::Break(_) => format!("<path class=\"chart-break\" {path} {BREAK_STROKE}/>"),
        }
    }
}

pub(super) const BREAK_STROKE: &str =
    "stroke=\"currentColor\" stroke-width=\"2\" stroke-dasharray=\"0 5\" stroke-linecap=\"round\"";

const OTHERS_STROKE: &str =
    "fill=\"none\" stroke=\"currentColor\" stroke-opacity=\".5\" stroke-width=\"1.5\" stroke-linecap=\"round\"";

pub(super) fn target_stroke(index: usize) -> String {
    format!("stroke=\"currentColor\" stroke-width=\"2\" stroke-dasharray=\"{}\"", DASHES[index % DASHES.len()])
}

/// The attributes of a point: each series has a shape of its own, the last two hollow ones.
pub(super) fn marker(index: usize, (x, y): (f64, f64), size: f64) -> String {
    let wide = 1.3 * size;
    let corners: &[(f64, f64)] = match index % MAX_SERIES {
        1 | 7 => &[(-size, -size), (size, -size), (size, size), (-size, size)],
        2 => &[(0.0, -wide), (wide, size), (-wide, size)],
        3 => &[(0.0, -wide), (wide, 0.0), (0.0, wide), (-wide, 0.0)],
        4 => &[(0.0, wide), (wide, -size), (-wide, -size)],
        5 => &[
            (-wide, -wide),
            (0.0, 0.0),
            (wide, -wide),
            (0.0, 0.0),
            (wide, wide),
            (0.0, 0.0),
            (-wide, wide),
            (0.0, 0.0),
        ],
        _ => &[],
    };
    let mut path = String::new();
    for (number, (across, down)) in corners.iter().enumerate() {
        let command = if number == 0 { 'M' } else { 'L' };
        push(&mut path, format_args!("{command}{} {}", coordinate(x + across), coordinate(y + down)));
    }
    if corners.is_empty() {
        let (radius, diameter) = (coordinate(size), coordinate(2.0 * size));
        push(
            &mut path,
            format_args!("M{} {}a{radius} {radius} 0 1 0 {diameter} 0", coordinate(x - size), coordinate(y)),
        );
        push(&mut path, format_args!("a{radius} {radius} 0 1 0 -{diameter} 0"));
    }
    let hollow = if index % MAX_SERIES >= 6 { " chart-hollow\" fill=\"Canvas" } else { "" };
    format!("class=\"chart-point{hollow}\" d=\"{path}z\"")
}
