//! What the model and its relations make of small sites, through the library: archives, neighbours, translations and
//! lineages here; the status of targets and the identity and effect of decisions in rooms of their own.

mod decisions;
mod status;

use bantin::compile;
use bantin::discover::discover;
use bantin::model::{BulletinId, Options, Relation, Site, TargetTiming};
use bantin::parse::front::Part;
use bantin::relations::{RelatedReason, Relations, ids, related};
use bantin::source::Lang;
use bantin::timings::Timings;
use jiff::civil::date;

use crate::support::*;

/// Reads a site of the small one and `fixture`, which must hold no error.
fn read(fixture: &str) -> Site {
    let folder = SiteTest::small(fixture);
    let (sources, found) = discover(folder.folder()).expect("the folder can be read");
    let options =
        Options { today: date(2026, 11, 22), drafts: false, future: false, accept_removals: false, base_url: None };
    let checked = compile::check(&sources, found, options, false, None, &Timings::default());
    assert_eq!(checked.errors(), 0, "{:#?}", checked.diagnostics);
    checked.site
}

fn bulletin(name: &str, front: &str) -> String {
    format!("//- content/bulletins/{name}.md\n---\ntitle: Bài {name}\n{front}---\nNội dung.\n")
}

fn by_name(site: &Site, name: &str) -> BulletinId {
    let found = site.bulletin_ids().find(|(_, bulletin)| bulletin.path.file_stem() == name);
    found.unwrap_or_else(|| panic!("no bulletin {name}")).0
}

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
