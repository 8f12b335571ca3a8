//! Decisions: what makes two of them the same one, their addresses, relations and effect, and the order of registers.

use bantin::model::{DecisionId, Relation, Site};
use bantin::relations::{EffectKind, Relations};
use jiff::civil::date;

use super::{bulletin, by_name, read};

fn decision(site: &Site, number: &str) -> DecisionId {
    let place = site
        .decisions
        .iter()
        .position(|decision| decision.number.as_ref().is_some_and(|found| found.canonical() == number));
    place.unwrap_or_else(|| panic!("no decision {number}")).into()
}

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
            "a reference without the issuer, which may be anybody's",
            "date: 12/10/2021\nunit: xa-hai\ndecision: {number: 5/QĐ-UBND, date: 05/10/2021, implements: [12/QĐ-UBND]}\n",
            3,
        ),
        (
            "a reference without the issuer, whose full date agrees",
            "date: 12/10/2021\nunit: xa-hai\ndecision: {number: 5/QĐ-UBND, date: 05/10/2021, implements: [12/QĐ-UBND ngày 01/10/2021]}\n",
            2,
        ),
        (
            "a reference without the issuer to one's own",
            "date: 12/10/2021\nunit: xa-mau\ndecision: {number: 5/QĐ-UBND, date: 05/10/2021, replaces: [12/QĐ-UBND]}\n",
            2,
        ),
        ("the same number without a date, years before", "date: 12/10/2019\nunit: xa-mau\ndecision: 12/QĐ-UBND\n", 2),
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

/// Which of two bulletins is newer must not decide who issued it.
#[test]
fn a_stated_issuer_counts_more_than_an_understood_one() {
    for (first, second) in [("11/10/2021", "12/10/2021"), ("12/10/2021", "11/10/2021")] {
        let site = read(&format!(
            "{TWO_UNITS}{}{}",
            bulletin("a", &format!("date: {first}\nunit: xa-mau\ndecision: 12/QĐ-UBND ngày 01/10/2021\n")),
            bulletin(
                "b",
                &format!(
                    "date: {second}\nunit: xa-mau\ndecision: {{number: 12/QĐ-UBND, date: 01/10/2021, issuer: Chủ tịch UBND xã Mẫu}}\n"
                )
            ),
        ));
        assert_eq!(site.decisions.len(), 1);
        assert_eq!(site.decisions[0].issuer.printed, "Chủ tịch UBND xã Mẫu");
        assert!(site.decisions[0].capacity.is_some(), "the chairman signs for himself");
    }
}
