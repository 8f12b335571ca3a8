//! The status of targets: every comparator, goals of several conditions, and when nothing can be said.

use bantin::relations::{Reason, Relations, State, Status, TargetRef, Verdict};

use super::{bulletin, by_name, read};

/// The status as one word or two, for tables.
fn told(status: &Status) -> String {
    let why = match &status.reason {
        Reason::Compared(compared) => {
            let verdicts = compared.verdicts.iter().map(|verdict| match verdict {
                Verdict::Met => "met".to_owned(),
                Verdict::NotMet => "not".to_owned(),
                Verdict::Undecided(why) => format!("{why:?}"),
            });
            verdicts.collect::<Vec<_>>().join(" ")
        }
        Reason::NotDue { due, latest } => format!("due {due}{}", if latest.is_some() { ", latest" } else { "" }),
        Reason::NoResult { due, latest } => format!("since {due}{}", if latest.is_some() { ", latest" } else { "" }),
        Reason::UnitEnded { on, .. } => format!("ended {on}"),
        Reason::Undated => "undated".to_owned(),
    };
    format!("{}: {why}", status.state.key())
}

/// Each target stands in a bulletin of xã Mẫu of 11/10/2021; `PLAN` and `INDICATOR` cases have their own below.
fn statuses(targets: &[(&str, &str)], front: &str, files: &str) {
    let items: String = targets.iter().map(|(target, _)| format!("  - {{statement: Chữ, {target}}}\n")).collect();
    let site = read(&format!(
        "{}{files}",
        bulletin("a", &format!("date: 11/10/2021\nunit: xa-mau\n{front}targets:\n{items}"))
    ));
    let relations = Relations::new(&site);
    let mut wrong = Vec::new();
    for (index, (target, expected)) in targets.iter().enumerate() {
        let id = by_name(&site, "a");
        let found = told(relations.status(TargetRef { bulletin: id, index: index as u32 }));
        if found != *expected {
            wrong.push(format!("{target}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_comparator_is_held_against_its_result() {
    statuses(
        &[
            ("by: 2025, goal: '> 90%', results: [{year: 2025, value: 90.01}]", "met: met"),
            ("by: 2025, goal: '> 90%', results: [{year: 2025, value: 90}]", "not_met: not"),
            ("by: 2025, goal: 'từ 90% trở lên', results: [{year: 2025, value: 90}]", "met: met"),
            ("by: 2025, goal: 'từ 90% trở lên', results: [{year: 2025, value: '89,99'}]", "not_met: not"),
            ("by: 2025, goal: 'dưới 5%', results: [{year: 2025, value: 4}]", "met: met"),
            ("by: 2025, goal: 'dưới 5%', results: [{year: 2025, value: 5}]", "not_met: not"),
            ("by: 2025, goal: 'không quá 5%', results: [{year: 2025, value: 5}]", "met: met"),
            ("by: 2025, goal: 'không quá 5%', results: [{year: 2025, value: '5,1'}]", "not_met: not"),
            ("by: 2025, goal: {comparator: '=', value: 5}, results: [{year: 2025, value: '5,0'}]", "met: met"),
            ("by: 2025, goal: {comparator: '=', value: 5}, results: [{year: 2025, value: 6}]", "not_met: not"),
            ("by: 2025, goal: 'từ 40% đến 50%', results: [{year: 2025, value: 40}]", "met: met"),
            ("by: 2025, goal: 'từ 40% đến 50%', results: [{year: 2025, value: 50}]", "met: met"),
            ("by: 2025, goal: 'từ 40% đến 50%', results: [{year: 2025, value: 51}]", "not_met: not"),
            ("by: 2025, goal: 'tốp 5', results: [{year: 2025, rank: 5}]", "met: met"),
            ("by: 2025, goal: 'tốp 05', results: [{year: 2025, rank: 6}]", "not_met: not"),
            ("by: 2025, goal: 'tốp 5', results: [{year: 2025, value: 80}]", "no_data: NoRank"),
            ("by: 2025, goal: '> 90%', results: [{year: 2025, rank: 1}]", "no_data: NoScore"),
        ],
        "",
        "",
    );
}

#[test]
fn several_conditions_are_joined_as_they_were_written() {
    statuses(
        &[
            ("by: 2025, any_of: ['> 90%', 'tốp 5'], results: [{year: 2025, value: 80, rank: 5}]", "met: not met"),
            ("by: 2025, any_of: ['> 90%', 'tốp 5'], results: [{year: 2025, value: 80, rank: 6}]", "not_met: not not"),
            ("by: 2025, any_of: ['> 90%', 'tốp 5'], results: [{year: 2025, value: 80}]", "no_data: not NoRank"),
            ("by: 2025, all_of: ['> 90%', 'tốp 5'], results: [{year: 2025, value: 91, rank: 5}]", "met: met met"),
            ("by: 2025, all_of: ['> 90%', 'tốp 5'], results: [{year: 2025, value: 80}]", "not_met: not NoRank"),
            ("by: 2025, all_of: ['> 90%', 'tốp 5'], results: [{year: 2025, value: 91}]", "no_data: met NoRank"),
            ("by: 2025, results: [{year: 2025, value: 91}]", "no_data: NoCondition"),
        ],
        "",
        "",
    );
}

#[test]
fn ranks_are_better_when_smaller_and_hold_among_the_same_others_only() {
    statuses(
        &[
            (
                "by: 2025, goal: {comparator: rank_top, value: 5, of: 63}, results: [{year: 2025, rank: 3, of: 63}]",
                "met: met",
            ),
            (
                "by: 2025, goal: {comparator: rank_top, value: 5, of: 63}, results: [{year: 2025, rank: 3, of: 34}]",
                "no_data: OtherScope",
            ),
            (
                "by: 2025, goal: {comparator: range, value: 5, max: 10, on: rank}, results: [{year: 2025, rank: 7}]",
                "met: met",
            ),
            (
                "by: 2025, goal: {comparator: range, value: 5, max: 10, on: rank}, results: [{year: 2025, rank: 11}]",
                "not_met: not",
            ),
            (
                "by: 2025, goal: {comparator: increase, value: 3, on: rank}, results: [{year: 2024, rank: 10}, {year: 2025, rank: 7}]",
                "met: met",
            ),
            (
                "by: 2025, goal: {comparator: increase, value: 3, on: rank}, results: [{year: 2024, rank: 10}, {year: 2025, rank: 8}]",
                "not_met: not",
            ),
            (
                "by: 2025, goal: {comparator: improve, on: rank}, results: [{year: 2024, rank: 10}, {year: 2025, rank: 10}]",
                "not_met: not",
            ),
            (
                "by: 2025, goal: {comparator: maintain, on: rank}, results: [{year: 2024, rank: 10}, {year: 2025, rank: 10}]",
                "met: met",
            ),
            (
                "by: 2025, goal: {comparator: maintain, on: rank}, results: [{year: 2025, rank: 10}]",
                "no_data: NothingToCompare",
            ),
            ("by: 2025, goal: 'duy trì tốp 3', results: [{year: 2025, rank: 3}]", "met: met"),
        ],
        "",
        "",
    );
}

#[test]
fn five_percent_more_has_two_readings() {
    let base = "baseline: {year: 2024, value: 80}";
    let rows = [
        // 84 is five percent more and four points: the readings differ.
        (
            format!("by: 2025, goal: 'tăng 5%', {base}, results: [{{year: 2025, value: 84}}]"),
            "no_data: PercentOrPoints",
        ),
        (format!("by: 2025, goal: 'tăng 5%', {base}, results: [{{year: 2025, value: 85}}]"), "met: met"),
        (format!("by: 2025, goal: 'tăng 5%', {base}, results: [{{year: 2025, value: 83}}]"), "not_met: not"),
        (format!("by: 2025, goal: 'giảm 5%', {base}, results: [{{year: 2025, value: 75}}]"), "met: met"),
        (
            format!("by: 2025, goal: 'giảm 5%', {base}, results: [{{year: 2025, value: 76}}]"),
            "no_data: PercentOrPoints",
        ),
        (format!("by: 2025, goal: 'giảm 5%', {base}, results: [{{year: 2025, value: 79}}]"), "not_met: not"),
        (
            "by: 2025, goal: 'tăng 5% so với năm trước', results: [{year: 2024, value: 50}, {year: 2025, value: 60}]"
                .to_owned(),
            "met: met",
        ),
        (
            "by: 2025, goal: 'tăng 5% so với năm trước', results: [{year: 2025, value: 60}]".to_owned(),
            "no_data: NothingToCompare",
        ),
        (
            "by: 2025, goal: 'tăng 5 điểm', baseline: {value: 80}, results: [{year: 2025, value: 84}]".to_owned(),
            "not_met: not",
        ),
        (
            "by: 2025, goal: {comparator: improve}, results: [{year: 2024, value: 50}, {year: 2025, value: '50,1'}]"
                .to_owned(),
            "met: met",
        ),
        (
            "by: 2025, goal: {comparator: improve}, results: [{year: 2025, value: 50}]".to_owned(),
            "no_data: NothingToCompare",
        ),
        (
            "by: 2025, goal: {comparator: maintain}, results: [{year: 2024, value: 50}, {year: 2025, value: 50}]"
                .to_owned(),
            "met: met",
        ),
        (
            "by: 2025, goal: {comparator: maintain}, results: [{year: 2024, value: 50}, {year: 2025, value: 49}]"
                .to_owned(),
            "not_met: not",
        ),
    ];
    let rows: Vec<(&str, &str)> = rows.iter().map(|(target, status)| (target.as_str(), *status)).collect();
    statuses(&rows, "", "");
}

#[test]
fn nothing_is_said_before_its_time_or_without_a_result() {
    statuses(
        &[
            ("by: 2030, goal: '> 90%'", "in_progress: due 2030-12-31"),
            ("by: 2030, goal: '> 90%', results: [{year: 2025, value: 99}]", "in_progress: due 2030-12-31, latest"),
            ("by: 22/11/2026, goal: '> 90%'", "in_progress: due 2026-11-22"),
            ("by: 21/11/2026, goal: '> 90%'", "no_data: since 2026-11-21"),
            ("by: 2024, goal: '> 90%'", "no_data: since 2024-12-31"),
            ("by: 2024, goal: '> 90%', results: [{year: 2023, value: 99}]", "no_data: since 2024-12-31, latest"),
            ("goal: '> 90%'", "no_data: undated"),
            ("frequency: yearly, goal: '> 90%', results: [{year: 2025, value: 91}]", "met: met"),
            (
                "frequency: yearly, goal: '> 90%', results: [{year: 2024, value: 91}]",
                "no_data: since 2025-12-31, latest",
            ),
            ("frequency: yearly, goal: '> 90%', results: [{year: 2026, value: 50}]", "no_data: since 2025-12-31"),
        ],
        "",
        "",
    );
}

#[test]
fn the_end_of_the_plan_is_the_deadline_of_what_has_none() {
    statuses(
        &[
            ("goal: '> 90%'", "in_progress: due 2030-12-31"),
            ("by: 2025, goal: '> 90%'", "no_data: since 2025-12-31"),
            ("frequency: yearly, goal: '> 90%'", "no_data: since 2025-12-31"),
        ],
        "plan: {period: 2021 – 2030}\n",
        "",
    );
    statuses(&[("frequency: yearly, goal: '> 90%'", "no_data: since 2023-12-31")], "plan: {period: 2021 – 2023}\n", "");
    statuses(
        &[("frequency: yearly, goal: '> 90%'", "in_progress: due 2027-12-31")],
        "plan: {period: 2027 – 2030}\n",
        "",
    );
}

#[test]
fn a_unit_that_ended_waits_for_nothing() {
    let units = "//- content/units.yaml\nxa-mau: {name: xã Mẫu, valid_to: 2025-06-30, successors: [xa-moi]}\nxa-moi: {name: xã Mới, valid_from: 2025-07-01}\n";
    statuses(
        &[
            ("by: 2030, goal: '> 90%'", "no_data: ended 2025-06-30"),
            ("by: 2025, goal: '> 90%'", "no_data: ended 2025-06-30"),
            ("frequency: yearly, goal: '> 90%'", "no_data: ended 2025-06-30"),
            ("by: 2024, goal: '> 90%'", "no_data: since 2024-12-31"),
            ("by: 2024, goal: '> 90%', results: [{year: 2024, value: 91}]", "met: met"),
        ],
        "",
        units,
    );
}

#[test]
fn registered_results_count_for_the_unit_and_not_across_a_break_or_for_several_measures() {
    let files = "\
//- content/indicators.yaml
sipas: {name: Hài lòng, unit: '%', breaks: [{year: 2024, note: đổi cách đo}]}
par-index: {name: Chỉ số, unit: '%'}
//- content/results.csv
unit,indicator,year,score,rank
xa-mau,sipas,2022,80,
xa-mau,sipas,2023,81,
xa-mau,sipas,2024,90,
xa-mau,sipas,2025,91,
tinh-mau,par-index,2025,99,
";
    statuses(
        &[
            ("indicator: sipas, by: 2025, goal: '> 90%'", "met: met"),
            ("indicator: sipas, by: 2024, goal: '> 90%'", "not_met: not"),
            ("indicator: par-index, by: 2025, goal: '> 90%'", "no_data: since 2025-12-31"),
            ("indicator: sipas, by: 2023, goal: {comparator: improve, relative_to: previous_year}", "met: met"),
            (
                "indicator: sipas, by: 2024, goal: {comparator: improve, relative_to: previous_year}",
                "no_data: NothingToCompare",
            ),
            ("indicator: sipas, by: 2025, goal: '> 90%', measures: [một, hai]", "no_data: SeveralMeasures"),
            ("indicator: sipas, by: 2025, goal: '> 90%', results: [{year: 2025, value: 50}]", "not_met: not"),
        ],
        "",
        files,
    );
}

#[test]
fn the_states_are_the_four_that_readers_see() {
    assert_eq!(State::ALL.map(State::key), ["met", "in_progress", "not_met", "no_data"]);
}
