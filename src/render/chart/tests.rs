//! Charts as a whole, and their parts by tables.

use std::collections::BTreeMap;

use super::letters::{coordinate, cut, escape, number};
use super::*;

fn series<'a>(label: &'a str, values: &[(i16, f64)]) -> Series<'a> {
    let points = values.iter().map(|(year, value)| Point { year: *year, value: *value, text: format!("{value}") });
    Series { label, points: points.collect(), ended: None }
}

fn chart<'a>(series: Vec<Series<'a>>) -> Chart<'a> {
    let (targets, breaks) = (Vec::new(), Vec::new());
    let (title, description, id) = ("PAR INDEX", "Năm 2024 đạt 89,13 %.", "par");
    Chart { title, description, unit: "%", series, targets, breaks, inverted: false, id, decimal_comma: true }
}

fn path_of_first_line(drawing: &str) -> &str {
    let line = &drawing[drawing.find("chart-line-1").expect("a line")..];
    let path = &line[line.find("d=\"").expect("a path") + 3..];
    &path[..path.find('"').expect("an end")]
}

#[test]
fn nothing_to_draw_is_an_empty_string() {
    for values in
        [vec![], vec![(2020, f64::NAN)], vec![(2020, f64::INFINITY), (2021, f64::NEG_INFINITY), (2022, 1e300)]]
    {
        assert_eq!(svg(&chart(vec![series("a", &values)])), "", "{values:?}");
    }
    assert_eq!(svg(&chart(Vec::new())), "");
}

#[test]
fn lines_join_neighbouring_years_only() {
    // Years, breaks, and how many pieces with how many strokes.
    let cases: [(&[i16], &[i16], &str); 6] = [
        (&[2020], &[], "1 0"),
        (&[2019, 2020, 2021], &[], "1 2"),
        (&[2019, 2020, 2024], &[], "2 1"),
        (&[2019, 2020, 2021, 2022], &[2021], "2 2"),
        (&[2019, 2020], &[2019, 2021, 1000], "1 1"),
        (&[2022, 2020, 2021, 2021], &[], "1 2"),
    ];
    for (years, breaks, expected) in cases {
        let values: Vec<(i16, f64)> = years.iter().map(|year| (*year, f64::from(*year % 7))).collect();
        let mut chart = chart(vec![series("a", &values)]);
        chart.breaks = breaks.iter().map(|year| Break { year: *year, label: "x" }).collect();
        let drawing = svg(&chart);
        let path = path_of_first_line(&drawing);
        let found = format!("{} {}", path.matches('M').count(), path.matches('L').count());
        assert_eq!(found, expected, "{years:?} {breaks:?}: {path}");
    }
}

#[test]
fn scores_get_round_ticks_around_them() {
    let cases: [(&[f64], &str); 8] = [
        (&[81.25, 83.76], "81 82 83 84"),
        (&[81.25, 89.13], "80 82 84 86 88 90"),
        (&[0.5346, 0.5402], "0,534 0,536 0,538 0,540 0,542"),
        (&[95.0, 95.0], "90 95 100"),
        (&[100.0], "94 96 98 100"),
        (&[0.0], "0,0 0,5 1,0"),
        (&[-2.82, 3.75], "−4 −2 0 2 4"),
        (&[1250000.0, 1400000.0], "1.250.000 1.300.000 1.350.000 1.400.000"),
    ];
    for (values, expected) in cases {
        let values: Vec<(i16, f64)> = (2020..).zip(values.iter().copied()).collect();
        let chart = chart(vec![series("a", &values)]);
        let lines = drawable(&chart);
        let axis = Axis::of(&chart, &lines, &Years::of(&chart, &lines).expect("points"));
        let ticks: Vec<&str> = axis.ticks.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(ticks.join(" "), expected);
    }
}

#[test]
fn ranks_are_whole_and_begin_with_one_on_top() {
    let cases: [(&[f64], &str); 5] = [
        (&[1.0], "1 2"),
        (&[2.0, 3.0], "1 2 3"),
        (&[8.0, 0.0, -3.0], "1 2 4 6 8"),
        (&[29.0, 37.0], "1 10 20 30 40"),
        (&[63.0], "1 20 40 60 80"),
    ];
    for (values, expected) in cases {
        let values: Vec<(i16, f64)> = (2020..).zip(values.iter().copied()).collect();
        let chart = Chart { inverted: true, unit: "hạng", ..chart(vec![series("a", &values)]) };
        let lines = drawable(&chart);
        let axis = Axis::of(&chart, &lines, &Years::of(&chart, &lines).expect("points"));
        let ticks: Vec<&str> = axis.ticks.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(ticks.join(" "), expected);
        assert_eq!(axis.share(1.0), 0.0);
    }
}

#[test]
fn crowded_years_are_labelled_every_nth() {
    let cases: [(i16, i16, f64, &[i16]); 6] = [
        (2024, 2024, 300.0, &[2024]),
        (2019, 2022, 60.0, &[2019, 2020, 2021, 2022]),
        (2016, 2021, 30.0, &[2017, 2019, 2021]),
        (2003, 2019, 11.0, &[2004, 2009, 2014, 2019]),
        (1985, 2024, 7.0, &[1994, 2004, 2014, 2024]),
        (i16::MIN, i16::MAX, 0.003, &[-27_233, -7_233, 12_767, i16::MAX]),
    ];
    for (first, last, pitch, expected) in cases {
        let years = Years { first, last, targets: Vec::new(), breaks: BTreeMap::new() };
        assert_eq!(years.labelled(pitch, 50.0), expected, "{first} to {last}");
    }
}

#[test]
fn names_stand_beside_the_lines_or_in_a_legend() {
    let long = "Sở Nông nghiệp và Phát triển nông thôn thành phố Cần Thơ";
    let cases: [(&[&str], usize, bool); 5] = [
        (&["Cần Thơ"], 1, false),
        (&["Cần Thơ", "Hậu Giang", "Sóc Trăng"], 3, false),
        (&["Cần Thơ", "Hậu Giang", "Sóc Trăng", "Cà Mau"], 4, true),
        (&[long], 1, true),
        (&["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"], 8, true),
    ];
    for (names, drawn, has_legend) in cases {
        let values = |index: usize| [(2020, 80.0 + index as f64), (2021, 81.0 + index as f64)];
        let all = names.iter().enumerate().map(|(index, name)| series(name, &values(index))).collect();
        let drawing = svg(&chart(all));
        assert_eq!(drawing.matches("<g class=\"chart-line-").count(), if has_legend { 2 * drawn } else { drawn });
        assert_eq!(drawing.contains("H34\""), has_legend, "{names:?}");
    }
}

#[test]
fn labels_at_line_ends_are_pushed_apart() {
    for values in [[80.0, 80.0, 80.0], [80.0, 80.1, 95.0], [70.0, 94.9, 95.0]] {
        let of = |value: f64| [(2020, 75.0), (2021, value)];
        let names = ["Cần Thơ", "Hậu Giang", "Sóc Trăng"];
        let chart = chart(names.iter().zip(values).map(|(name, value)| series(name, &of(value))).collect());
        let lines = drawable(&chart);
        let years = Years::of(&chart, &lines).expect("points");
        let axis = Axis::of(&chart, &lines, &years);
        let labels = Scene::direct(&chart, &lines, &years, &axis).and_then(|scene| scene.end_labels).expect("room");
        assert_eq!(labels.len(), 3);
        assert!(labels.windows(2).all(|pair| !pair[0].rect().overlaps(&pair[1].rect())), "{values:?}");
    }
}

#[test]
fn no_input_panics_and_every_drawing_is_sound() {
    let years = [i16::MIN, 0, 2000, 2001, 2024, i16::MAX];
    let values = [f64::NAN, f64::MIN_POSITIVE, -1e14, 0.0, 1.0 + 1e-12, 83.76, 9.9e14];
    for (first, second) in years.iter().flat_map(|first| years.iter().map(move |second| (*first, *second))) {
        for (one, other) in values.iter().flat_map(|one| values.iter().map(move |other| (*one, *other))) {
            for inverted in [false, true] {
                let mut chart = chart(vec![
                    series("\u{1}<b> & \"x\"", &[(first, one), (second, other)]),
                    series("", &[(first, other)]),
                ]);
                chart.series[0].ended = Some(second);
                chart.targets = vec![TargetLine { from: first, to: second, value: other, label: "<i>" }];
                chart.breaks = vec![Break { year: second, label: "a'b" }];
                chart.inverted = inverted;
                let drawing = svg(&chart);
                for wrong in ["NaN", "inf", "<b>", "<i>", "\u{1}", "style", "-0 "] {
                    assert!(!drawing.contains(wrong), "{wrong} in {drawing}");
                }
                assert_eq!(drawing.matches("<g").count(), drawing.matches("</g>").count());
            }
        }
    }
}

#[test]
fn texts_are_cut_escaped_and_written_for_readers() {
    let cases = [
        ("Cần Thơ", 500.0, "Cần Thơ"),
        ("Thành phố Cần Thơ", 80.0, "Thành…"),
        ("ca\u{302}\u{300}n tho\u{31b}", 50.0, "ca\u{302}\u{300}n…"),
        ("abc", 0.0, "…"),
    ];
    for (given, room, expected) in cases {
        assert_eq!(cut(given, room), expected);
    }
    for (given, expected) in [("a < b & c", "a &lt; b &amp; c"), ("\"'\u{0}", "&quot;&#39; "), ("đ", "đ")] {
        assert_eq!(escape(given), expected);
    }
    let numbers =
        [(1234567.5, 1, "1.234.567,5", "1,234,567.5"), (-0.001, 2, "0,00", "0.00"), (-999.0, 0, "−999", "−999")];
    for (value, decimals, vietnamese, english) in numbers {
        assert_eq!(
            (number(value, decimals, true), number(value, decimals, false)),
            (vietnamese.into(), english.into())
        );
    }
    for (value, expected) in [(1.005, "1"), (-0.001, "0"), (12.346, "12.35"), (-7.5, "-7.5")] {
        assert_eq!(coordinate(value), expected);
    }
}
