//! Charts as a whole, and their parts by tables.

use std::collections::BTreeMap;

use super::letters::{coordinate, cut, escape, number};
use super::*;

fn series<'a>(label: &'a str, values: &[(i16, f64)]) -> Series<'a> {
    let point = |(year, value): &(i16, f64)| Point { year: *year, value: *value, text: format!("{value}"), of: None };
    let points = values.iter().map(point);
    Series { label, points: points.collect(), ended: None }
}

fn chart<'a>(series: Vec<Series<'a>>) -> Chart<'a> {
    Chart {
        title: "PAR INDEX",
        description: "Năm 2024 đạt 89,13 %.",
        unit: "%",
        series,
        others: Vec::new(),
        others_label: "29 đơn vị khác",
        targets: Vec::new(),
        breaks: Vec::new(),
        inverted: false,
        id: "par",
        decimal_comma: true,
    }
}

/// One of the two drawings.
fn drawing_of<'a>(chart: &'a str, name: &str) -> &'a str {
    let start = chart.find(&format!("<svg class=\"chart chart-{name}\"")).expect("the drawing");
    let end = chart[start..].find("</svg>").expect("its end");
    &chart[start..start + end]
}

/// What stands as text in a drawing, in its order.
fn texts(drawing: &str) -> Vec<&str> {
    let after = drawing.split("<text ").skip(1).filter_map(|rest| rest.split_once('>'));
    after.filter_map(|(_, rest)| rest.split_once("</text>").map(|(text, _)| text)).collect()
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
        let narrow = drawing_of(&drawing, "narrow");
        assert_eq!(narrow.matches("<g class=\"chart-line-").count(), if has_legend { 2 * drawn } else { drawn });
        assert_eq!(narrow.contains("H34\""), has_legend, "{names:?}");
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
        let labels =
            Scene::direct(&chart, &NARROW, &lines, &years, &axis).and_then(|scene| scene.end_labels).expect("room");
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

#[test]
fn two_drawings_say_the_same_and_one_fits_a_phone() {
    let chart = chart(vec![series("Cần Thơ", &[(2020, 83.76), (2021, 84.5)])]);
    let both = svg(&chart);
    for name in ["narrow", "wide"] {
        let drawing = drawing_of(&both, name);
        for part in ["role=\"img\"", "<title id=\"par-", "<desc id=\"par-", "Năm 2024 đạt 89,13 %.", "Cần Thơ"] {
            assert!(drawing.contains(part), "{part} in {name}");
        }
        let ids: Vec<&str> = drawing.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(ids.iter().all(|id| both.matches(&format!(" id=\"{id}\"")).count() == 1), "{ids:?}");
        let labelled = drawing.split("aria-labelledby=\"").nth(1).and_then(|rest| rest.split('"').next());
        assert_eq!(labelled.map(|names| names.split(' ').collect::<Vec<_>>()), Some(ids), "{name}");
    }
    // 320 px less the margins of a phone; letters under 11 px are not read.
    const { assert!(FONT_SIZE * 288.0 / NARROW.width >= 11.0) }
    // The wide one is shown from 34 letters' width on.
    const { assert!(FONT_SIZE * 34.0 * 16.0 / WIDE.width >= 11.0) }
}

#[test]
fn many_units_are_thin_lines_without_names() {
    let names: Vec<String> = (1..=34).map(|number| format!("Tỉnh {number}")).collect();
    let all = |from: usize, to: usize| {
        names[from..to].iter().map(|name| series(name, &[(2024, 80.0), (2025, 81.0)])).collect::<Vec<_>>()
    };
    let mut chart = chart(all(0, 5));
    chart.others = all(5, 34);
    for name in ["narrow", "wide"] {
        let both = svg(&chart);
        let drawing = drawing_of(&both, name);
        // Beside its line, or in the legend with its value.
        let says = |text: &str, name: &str| text == name || text.starts_with(&format!("{name}:"));
        let named = names.iter().filter(|name| texts(drawing).iter().any(|text| says(text, name)));
        assert_eq!(named.count(), 5);
        assert!(texts(drawing).contains(&"29 đơn vị khác"), "{name}");
        let thin = drawing.split("class=\"chart-others\" d=\"").nth(1).and_then(|rest| rest.split('"').next());
        assert_eq!(thin.map(|path| (path.matches('M').count(), path.matches('L').count())), Some((29, 29)));
    }
}

#[test]
fn places_among_different_numbers_are_not_joined() {
    let cases = [((Some(63), Some(63)), 1), ((Some(63), Some(34)), 0), ((Some(63), None), 1)];
    for ((before, after), joined) in cases {
        let mut chart = chart(vec![series("a", &[(2024, 20.0), (2025, 10.0)])]);
        chart.inverted = true;
        (chart.series[0].points[0].of, chart.series[0].points[1].of) = (before, after);
        assert_eq!(path_of_first_line(&svg(&chart)).matches('L').count(), joined, "{before:?} {after:?}");
    }
}

#[test]
fn a_line_at_nothing_stands_out_where_values_lie_on_both_sides() {
    for (values, expected) in [([-3.5, 4.75], true), ([0.0, 4.75], false), ([-3.5, -1.0], false)] {
        let drawing = svg(&chart(vec![series("a", &[(2024, values[0]), (2025, values[1])])]));
        assert_eq!(drawing.contains("chart-zero"), expected, "{values:?}");
        let minus = texts(&drawing).iter().any(|text| text.starts_with('−'));
        assert_eq!(minus, values[0] < 0.0, "a minus, not a hyphen: {values:?}");
    }
}

#[test]
fn targets_and_breaks_are_drawn_with_their_words() {
    let mut chart = chart(vec![series("a", &[(2020, 80.0), (2021, 82.0), (2022, 84.0)])]);
    chart.targets = vec![TargetLine { from: 2023, to: 2023, value: 90.0, label: "chỉ tiêu 2023 trên 90%" }];
    chart.breaks = vec![Break { year: 2022, label: "đổi cách đo" }];
    let both = svg(&chart);
    for name in ["narrow", "wide"] {
        let drawing = drawing_of(&both, name);
        let words = texts(drawing).join(" ");
        assert!(words.contains("chỉ tiêu 2023 trên 90%") && words.contains("đổi cách đo"), "{words}");
        let target = drawing.split("class=\"chart-target\"").nth(1).and_then(|rest| rest.split('>').next());
        assert!(target.is_some_and(|target| target.contains("stroke-dasharray")), "{name}");
        // The year of the target is on the axis, and the break between 2021 and 2022 is a line from top to bottom.
        assert!(texts(drawing).contains(&"2023"));
        assert!(drawing.contains("<g class=\"chart-break\"><path d=\"M"));
    }
    assert_eq!(path_of_first_line(&both).matches('L').count(), 1);
}

#[test]
fn long_measures_leave_room_and_long_names_keep_their_value() {
    let measure = "điểm phần trăm trên tổng số hồ sơ đã tiếp nhận và giải quyết trong năm";
    let name = "Sở Nông nghiệp và Phát triển nông thôn, Sở Tài nguyên và Môi trường, Sở Xây dựng thành phố Cần Thơ";
    let mut chart = chart(vec![series(name, &[(2024, 80.0), (2025, 81.0)])]);
    chart.unit = measure;
    let both = svg(&chart);
    for (format, drawing) in [(NARROW, drawing_of(&both, "narrow")), (WIDE, drawing_of(&both, "wide"))] {
        let texts = texts(drawing);
        assert!(texts.iter().all(|text| letters::width(text) <= format.width), "{texts:?}");
        let title = texts.iter().find(|text| text.starts_with("điểm phần trăm")).expect("a measure");
        assert!(letters::width(title) <= 0.6 * format.width);
        assert!(texts.last().is_some_and(|last| last.ends_with("81\u{a0}(2025)")), "{texts:?}");
    }
}

#[test]
fn words_are_wrapped_whole() {
    let cases: [(&str, f64, &[&str]); 3] = [
        ("chỉ tiêu 2025 trên 90%", 500.0, &["chỉ tiêu 2025 trên 90%"]),
        ("chỉ tiêu 2025 trên 90%", 110.0, &["chỉ tiêu 2025", "trên 90%"]),
        ("một hai ba bốn năm sáu", 40.0, &["một", "hai", "ba…"]),
    ];
    for (text, room, expected) in cases {
        assert_eq!(letters::wrap(text, room, 3), expected, "{text}");
    }
}
