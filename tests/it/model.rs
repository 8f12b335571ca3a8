//! What the model and its relations make of small sites, through the library: the status of targets, the identity and
//! effect of decisions, archives, neighbours, lineages and orders.

use bantin::compile;
use bantin::discover::discover;
use bantin::model::{BulletinId, DecisionId, Options, Relation, Site, TargetTiming};
use bantin::parse::front::Part;
use bantin::relations::{
    EffectKind, Reason, RelatedReason, Relations, State, Status, TargetRef, Verdict, ids, related,
};
use bantin::source::Lang;
use jiff::civil::date;

use crate::support::*;

/// Reads a site of the small one and `fixture`; what was found must be `errors` errors.
fn read_with(fixture: &str, errors: usize) -> Site {
    let folder = SiteTest::small(fixture);
    let (sources, found) = discover(folder.folder()).expect("the folder can be read");
    let options = Options { today: date(2026, 11, 22), drafts: false, future: false, base_url: None };
    let checked = compile::check(&sources, found, options, false);
    let told: Vec<_> =
        checked.diagnostics.iter().map(|item| &item.diagnostic).filter(|item| item.severity.key() == "error").collect();
    assert_eq!(told.len(), errors, "{told:#?}");
    checked.site
}

fn read(fixture: &str) -> Site {
    read_with(fixture, 0)
}

fn bulletin(name: &str, front: &str) -> String {
    format!("//- content/bulletins/{name}.md\n---\ntitle: Bài {name}\n{front}---\nNội dung.\n")
}

fn by_name(site: &Site, name: &str) -> BulletinId {
    let found = site.bulletin_ids().find(|(_, bulletin)| bulletin.path.file_stem() == name);
    found.unwrap_or_else(|| panic!("no bulletin {name}")).0
}

fn decision(site: &Site, number: &str) -> DecisionId {
    let place = site
        .decisions
        .iter()
        .position(|decision| decision.number.as_ref().is_some_and(|found| found.canonical() == number));
    place.unwrap_or_else(|| panic!("no decision {number}")).into()
}

// Status of targets.

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

// Decisions.

const TWO_UNITS: &str = "//- content/units.yaml\nxa-mau: {name: xã Mẫu, kind: commune, parent: tinh-mau}\nxa-hai: {name: xã Hai, kind: commune}\ntinh-mau: {name: tỉnh Mẫu, kind: province}\n";

#[test]
fn a_decision_is_its_number_symbol_issuer_and_year() {
    let one = "date: 11/10/2021\nunit: xa-mau\ndecision: 012/QĐ-UBND ngày 01/10/2021\n";
    let cases = [
        ("the same again", "date: 12/10/2021\nunit: xa-mau\ndecision: 12/QĐ-UBND ngày 01/10/2021\n", 1),
        ("noise of typing", "date: 12/10/2021\nunit: xa-mau\ndecision: 12 / QĐ - UBND ngày 01/10/2021\n", 1),
        ("typed without Đ", "date: 12/10/2021\nunit: xa-mau\ndecision: 12/QD-UBND ngày 01/10/2021\n", 1),
        ("another issuer", "date: 12/10/2021\nunit: xa-hai\ndecision: 12/QĐ-UBND ngày 01/10/2021\n", 2),
        ("another year", "date: 12/10/2022\nunit: xa-mau\ndecision: 12/QĐ-UBND ngày 01/10/2022\n", 2),
        ("another symbol", "date: 12/10/2021\nunit: xa-mau\ndecision: 12/KH-UBND ngày 01/10/2021\n", 2),
        (
            "a reference with the issuer",
            "date: 12/10/2021\nunit: xa-hai\ndecision: {number: 5/QĐ-UBND, date: 05/10/2021, implements: [12/QĐ-UBND ngày 01/10/2021 của UBND xã Mẫu]}\n",
            2,
        ),
        (
            "a reference without the issuer",
            "date: 12/10/2021\nunit: xa-hai\ndecision: {number: 5/QĐ-UBND, date: 05/10/2021, implements: [12/QĐ-UBND]}\n",
            2,
        ),
        (
            "a reference to another issuer",
            "date: 12/10/2021\nunit: xa-hai\ndecision: {number: 5/QĐ-UBND, date: 05/10/2021, implements: [12/QĐ-UBND ngày 01/10/2021 của UBND tỉnh Mẫu]}\n",
            3,
        ),
    ];
    for (name, other, count) in cases {
        let site = read(&format!("{TWO_UNITS}{}{}", bulletin("a", one), bulletin("b", other)));
        let numbers: Vec<_> = site.decisions.iter().map(|decision| decision.url.to_string()).collect();
        assert_eq!(site.decisions.len(), count, "{name}: {numbers:?}");
    }
}

#[test]
fn addresses_of_decisions_name_unit_year_and_number() {
    let site = read(&format!(
        "{TWO_UNITS}{}{}{}",
        bulletin("a", "date: 11/10/2021\nunit: xa-mau\ndecision: 012/QĐ-UBND ngày 01/10/2021\n"),
        bulletin("b", "date: 11/10/2021\nunit: xa-mau\ndecision: {type: Kế hoạch}\n"),
        bulletin(
            "c",
            "date: 11/10/2021\nunit: xa-mau\ndecision: {number: 30/2018/QĐ-UBND, implements: [282/QĐ-TTg]}\n"
        ),
    ));
    let mut urls: Vec<_> = site.decisions.iter().map(|decision| decision.url.to_string()).collect();
    urls.sort();
    let expected = [
        "van-ban/thu-tuong-chinh-phu/khong-ro-nam/282-qd-ttg.html",
        "van-ban/xa-mau/2018/30-2018-qd-ubnd.html",
        "van-ban/xa-mau/2021/12-qd-ubnd.html",
        "van-ban/xa-mau/khong-ro-nam/khong-so-b.html",
    ];
    assert_eq!(urls, expected);
}

#[test]
fn what_is_known_from_a_reference_is_added() {
    let site = read(&format!(
        "{TWO_UNITS}{}{}",
        bulletin("a", "date: 11/10/2021\nunit: xa-mau\ndecision: 12/QĐ-UBND\n"),
        bulletin(
            "b",
            "date: 12/10/2021\nunit: xa-hai\ndecision: {number: 5/QĐ-UBND, date: 05/10/2021, implements: [12/QĐ-UBND ngày 01/10/2021 của UBND xã Mẫu về ban hành Kế hoạch]}\n"
        ),
    ));
    let known = site.decision(decision(&site, "12/QĐ-UBND"));
    assert_eq!(known.date, Some(date(2021, 10, 1)));
    assert_eq!(known.bulletins, [by_name(&site, "a")]);
    assert!(known.title.is_some(), "the title is known from the reference");
}

#[test]
fn every_relation_is_seen_from_both_ends() {
    for relation in Relation::ALL {
        let site = read(&format!(
            "{}{}",
            bulletin("a", "date: 11/10/2021\nunit: xa-mau\ndecision: 12/QĐ-UBND ngày 01/10/2021\n"),
            bulletin(
                "b",
                &format!(
                    "date: 12/10/2021\nunit: xa-mau\ndecision: {{number: 13/QĐ-UBND, date: 02/10/2021, {}: [12/QĐ-UBND ngày 01/10/2021]}}\n",
                    relation.key()
                )
            ),
        ));
        let (old, new) = (decision(&site, "12/QĐ-UBND"), decision(&site, "13/QĐ-UBND"));
        assert_eq!(site.decision(new).links, [(relation, old)]);
        let relations = Relations::new(&site);
        assert_eq!(relations.inverse(old), [(relation, new)]);
        assert_eq!(relations.inverse(new), []);
    }
}

#[test]
fn the_effect_of_a_decision_follows_from_dates_and_later_ones() {
    use EffectKind::*;
    let later = |words: &str| {
        bulletin(
            "b",
            &format!(
                "date: 12/10/2021\nunit: xa-mau\ndecision: {{number: 13/QĐ-UBND, {words}: [12/QĐ-UBND ngày 01/10/2021]}}\n"
            ),
        )
    };
    let cases = [
        ("", String::new(), Unknown),
        ("effective: 01/11/2021", String::new(), InForce),
        ("effective: 01/11/2027", String::new(), NotYet),
        ("effective: 01/11/2021, expires: 31/12/2025", String::new(), Expired),
        ("effective: 01/11/2021, expires: 22/11/2026", String::new(), InForce),
        ("", later("date: 02/10/2021, replaces"), Replaced),
        ("", later("date: 02/10/2021, repeals"), Repealed),
        ("effective: 01/11/2021", later("date: 02/10/2021, amends"), Partly),
        ("effective: 01/11/2021", later("date: 02/10/2021, corrects"), InForce),
        ("effective: 01/11/2021", later("date: 02/10/2021, effective: 01/01/2027, replaces"), InForce),
        ("effective: 01/11/2021", later("date: 02/10/2021, effective: 22/11/2026, replaces"), Replaced),
    ];
    for (own, other, expected) in cases {
        let own_front =
            format!("date: 11/10/2021\nunit: xa-mau\ndecision: {{number: 12/QĐ-UBND, date: 01/10/2021, {own}}}\n");
        let site = read(&format!("{}{other}", bulletin("a", &own_front.replace(", }", "}"))));
        let relations = Relations::new(&site);
        assert_eq!(relations.effect(decision(&site, "12/QĐ-UBND")).kind, expected, "{own:?} {other:?}");
    }
}

#[test]
fn registers_are_in_order() {
    let decided = |name: &str, number: &str, day: &str| {
        bulletin(name, &format!("date: 11/10/2026\nunit: xa-mau\ndecision: {{number: {number}/QĐ-UBND, {day}}}\n"))
    };
    let site = read(&format!(
        "{}{}{}{}",
        decided("a", "1", "date: 01/02/2021"),
        decided("b", "2", "title: X"),
        decided("c", "3", "date: 05/03/2022"),
        decided("d", "4", "date: 07/08/2021"),
    ));
    let relations = Relations::new(&site);
    let shown: Vec<(Option<i16>, Vec<String>)> = relations
        .decision_years
        .iter()
        .map(|(year, ids)| {
            let numbers = ids.iter().map(|id| site.decision(*id).number.as_ref().expect("a number").canonical());
            (*year, numbers.collect())
        })
        .collect();
    let expected =
        [(Some(2022), vec!["3/QĐ-UBND"]), (Some(2021), vec!["4/QĐ-UBND", "1/QĐ-UBND"]), (None, vec!["2/QĐ-UBND"])];
    let expected = expected.map(|(year, numbers)| (year, numbers.into_iter().map(str::to_owned).collect::<Vec<_>>()));
    assert_eq!(shown, expected);
}

#[test]
fn tasks_stand_by_deadline() {
    let site = read(&bulletin(
        "a",
        "date: 11/10/2021\nunit: xa-mau\nplan: {tasks: [{title: không hạn}, {title: hằng quý, due: hằng quý}, {title: muộn, due: 2027}, {title: sớm, due: quý 2/2025}]}\n",
    ));
    let relations = Relations::new(&site);
    let titles: Vec<&str> = relations.tasks.iter().map(|task| site.task(*task).1.title.as_str()).collect();
    assert_eq!(titles, ["sớm", "muộn", "hằng quý", "không hạn"]);
}

// Bulletins.

#[test]
fn bulletins_stand_newest_first_and_the_archive_cuts_them_by_day() {
    let days = ["31/12/2022", "01/03/2021 08:00", "01/03/2021 16:22", "15/03/2021", "02/01/2021"];
    let files: String = days
        .iter()
        .enumerate()
        .map(|(index, day)| bulletin(&format!("b{index}"), &format!("date: {day}\nunit: xa-mau\n")))
        .collect();
    let site = read(&files);
    let order: Vec<&str> = site.bulletins.iter().map(|bulletin| bulletin.path.file_stem()).collect();
    assert_eq!(order, ["b0", "b3", "b2", "b1", "b4"]);
    let relations = Relations::new(&site);
    let mut shown = Vec::new();
    for year in &relations.archive {
        for month in &year.months {
            for day in &month.days {
                let names: Vec<&str> = ids(&day.bulletins).map(|id| site.bulletin(id).path.file_stem()).collect();
                shown.push(format!("{}-{:02}-{:02} {}", year.year, month.month, day.day, names.join(" ")));
            }
            let sum: usize = month.days.iter().map(|day| day.bulletins.len()).sum();
            assert_eq!(sum, month.bulletins.len());
        }
        assert_eq!(year.months.iter().map(|month| month.bulletins.len()).sum::<usize>(), year.bulletins.len());
    }
    assert_eq!(shown, ["2022-12-31 b0", "2021-03-15 b3", "2021-03-01 b2 b1", "2021-01-02 b4"]);
}

#[test]
fn the_future_drafts_and_what_has_expired_are_not_listed() {
    let site = read(&format!(
        "{}{}{}{}{}",
        bulletin("nay", "date: 22/11/2026\nunit: xa-mau\n"),
        bulletin("mai", "date: 23/11/2026\nunit: xa-mau\n"),
        bulletin("nhap", "date: 01/11/2026\nunit: xa-mau\ndraft: true\n"),
        bulletin("het", "date: 01/11/2026\nunit: xa-mau\nexpires: 21/11/2026\n"),
        bulletin("ghim", "date: 01/10/2026\nunit: xa-mau\npinned: true\n"),
    ));
    let relations = Relations::new(&site);
    let names =
        |ids: &[BulletinId]| ids.iter().map(|id| site.bulletin(*id).path.file_stem()).collect::<Vec<_>>().join(" ");
    assert_eq!(site.bulletins.len(), 3);
    assert_eq!(names(relations.listed(Lang::Vi)), "nay ghim");
    assert_eq!(names(relations.home(Lang::Vi)), "ghim nay");
    assert_eq!(names(relations.listed(Lang::En)), "");
}

#[test]
fn related_bulletins_say_why() {
    let site = read(&format!(
        "{}{}{}{}{}",
        bulletin("a", "date: 11/10/2021\nunit: xa-mau\ndecision: 12/QĐ-UBND ngày 01/10/2021\n"),
        bulletin(
            "b",
            "date: 12/10/2021\nunit: tinh-mau\ndecision: {number: 12/QĐ-UBND, date: 01/10/2021, issuer: xa-mau}\n"
        ),
        bulletin(
            "c",
            "date: 13/10/2021\nunit: tinh-mau\ndecision: {number: 9/QĐ-UBND, date: 02/10/2021, replaces: [12/QĐ-UBND ngày 01/10/2021 của UBND xã Mẫu]}\n"
        ),
        bulletin("d", "date: 14/10/2021\nunit: xa-mau\n"),
        bulletin("e", "date: 14/10/2019\nunit: tinh-mau\n"),
    ));
    let relations = Relations::new(&site);
    let unit = site.units.find("xa-mau").expect("a unit");
    let found = related(&site, &relations, by_name(&site, "a"));
    let expected = [
        (by_name(&site, "b"), RelatedReason::SameDecision),
        (by_name(&site, "c"), RelatedReason::InverseDecision(Relation::Replaces)),
        (by_name(&site, "d"), RelatedReason::Unit(unit)),
    ];
    assert_eq!(found, expected);
    let found = related(&site, &relations, by_name(&site, "c"));
    assert_eq!(found[0].1, RelatedReason::Decision(Relation::Replaces));
}

#[test]
fn translations_belong_together_also_in_a_chain() {
    let site = read(&format!(
        "{}{}{}{}",
        bulletin("a", "date: 11/10/2021\nunit: xa-mau\n"),
        bulletin("b", "date: 11/10/2021\nunit: xa-mau\nlang: en\ntranslation_of: a.md\n"),
        bulletin("c", "date: 11/10/2021\nunit: xa-mau\ntranslation_of: /bulletins/b.md\n"),
        bulletin("d", "date: 11/10/2021\nunit: xa-mau\n"),
    ));
    // A map with a random order would show the one or the other; more than one try tells.
    for _ in 0..16 {
        let relations = Relations::new(&site);
        let names = |name: &str| {
            let others = relations.translations(by_name(&site, name)).iter();
            others.map(|id| site.bulletin(*id).path.file_stem()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!([names("a"), names("b"), names("c"), names("d")], ["b c", "a c", "a b", ""]);
    }
}

#[test]
fn two_that_translate_each_other_are_one_family() {
    let site = read(&format!(
        "{}{}",
        bulletin("a", "date: 11/10/2021\nunit: xa-mau\ntranslation_of: b.md\n"),
        bulletin("b", "date: 11/10/2021\nunit: xa-mau\nlang: en\ntranslation_of: a.md\n"),
    ));
    let relations = Relations::new(&site);
    assert_eq!(relations.translations(by_name(&site, "a")), [by_name(&site, "b")]);
}

// Units.

#[test]
fn units_know_their_past_and_stand_in_vietnamese_order() {
    let site = read(
        "//- content/units.yaml
d: {name: xã Đa, parent: t}
a: {name: xã An, parent: t}
y: {name: xã Ân, parent: t}
cu: {name: xã Cũ, valid_to: 2025-06-30, successors: [a, {unit: d, part: part}]}
t: {name: tỉnh Mẫu}
",
    );
    let relations = Relations::new(&site);
    let id = |name: &str| site.units.find(name).expect("a unit");
    assert_eq!(relations.predecessors(id("a")), [(id("cu"), Part::Whole)]);
    assert_eq!(relations.predecessors(id("d")), [(id("cu"), Part::Part)]);
    assert_eq!(relations.children(id("t")), [id("a"), id("y"), id("d")]);
    let names: Vec<&str> = relations.units_by_name.iter().map(|id| site.units.name(*id)).collect();
    assert_eq!(names, ["t", "a", "y", "cu", "d"]);
}

#[test]
fn a_unit_is_found_by_the_name_of_its_day() {
    let units = "//- content/units.yaml
tinh-cu: {name: tỉnh Mẫu, valid_to: 2025-06-30, successors: [tinh-moi]}
tinh-moi: {name: tỉnh Mẫu, valid_from: 2025-07-01}
";
    for (day, expected) in [("11/10/2021", "tinh-cu"), ("11/10/2025", "tinh-moi")] {
        let site = read(&format!("{units}{}", bulletin("a", &format!("date: {day}\nunit: tỉnh Mẫu\n"))));
        let unit = site.bulletins[0].unit.expect("a unit was found");
        assert_eq!(site.units.name(unit), expected, "{day}");
    }
}

#[test]
fn a_target_without_words_of_its_own_says_what_its_indicator_is() {
    let site = read(&bulletin(
        "a",
        "date: 11/10/2021\nunit: xa-mau\ntargets:\n  - sipas: '> 90% hằng năm'\n  - par-index: 'tốp 5 đến năm 2025'\n  - sipas: '> 95% đến năm 2030'\n",
    ));
    let targets = &site.bulletins[0].targets;
    let shown: Vec<(&str, &str)> =
        targets.iter().map(|target| (target.id.as_str(), target.statement.as_str())).collect();
    let expected = [
        ("sipas", "Chỉ số hài lòng: > 90% hằng năm"),
        ("par-index", "Chỉ số cải cách hành chính: tốp 5 đến năm 2025"),
        ("sipas-2030", "Chỉ số hài lòng: > 95% đến năm 2030"),
    ];
    assert_eq!(shown, expected);
    assert!(matches!(targets[0].timing, TargetTiming::Every(_)));
    assert!(matches!(&targets[1].timing, TargetTiming::By(by) if by.year() == 2025));
}

#[test]
fn the_states_are_the_four_that_readers_see() {
    assert_eq!(State::ALL.map(State::key), ["met", "in_progress", "not_met", "no_data"]);
}
