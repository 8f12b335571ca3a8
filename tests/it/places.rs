//! Pages of indicators, units, periods of time and lists: what readers find there, in which order, and what is not
//! joined, invented or linked.

use crate::html::{self, Tag};
use crate::support::*;

/// A site of one province that was formed from two, with results on both sides of the merger.
const MERGED: &str = "\
//- content/site.yaml
format: 1
title: Trang thử
organisation: {name: UBND tỉnh Mới, unit: tinh-moi}
categories: {ke-hoach: Kế hoạch}
//- content/units.yaml
tinh-moi: {name: tỉnh Mới, kind: province, valid_from: 2025-07-01}
tinh-cu: {name: tỉnh Cũ, kind: province, valid_to: 2025-06-30, successors: [{unit: tinh-moi, part: whole}]}
tinh-nho: {name: tỉnh Nhỏ, kind: province, valid_to: 2025-06-30, successors: [{unit: tinh-moi, part: whole}]}
//- content/indicators.yaml
par-index: {name: Chỉ số cải cách hành chính, abbreviation: PAR INDEX, unit: \"%\", scale: [0, 100]}
sipas: {name: Chỉ số hài lòng, abbreviation: SIPAS, unit: \"%\", breaks: [{year: 2022, note: Cách đo đổi từ năm 2022.}]}
//- content/results.csv
unit,indicator,year,score,rank,of,change_score,change_rank,compared_with,published,publisher,source,note
tinh-cu,par-index,2022,\"81,5\",30,63,,,,,,,
tinh-cu,par-index,2023,\"83,5\",20,63,,,,,,,
tinh-cu,par-index,2024,\"84,25\",18,63,,,,,,,
tinh-nho,par-index,2023,\"80,5\",40,63,,,,,,,
tinh-nho,par-index,2024,\"79,5\",45,63,,,,,,,
tinh-moi,par-index,2025,\"86,5\",12,34,,,,,,,
tinh-cu,sipas,2021,\"80\",,,,,,,,,
tinh-cu,sipas,2022,\"82\",,,,,,,,,
//- content/bulletins/moi.md
---
title: Kế hoạch năm 2026 – 2027 của tỉnh Mới
date: 05/01/2026
unit: tinh-moi
category: ke-hoach
plan: {title: Kế hoạch cải cách hành chính 2026 – 2027, kind: annual, period: 2026 – 2027}
targets:
  - {id: par, statement: PAR INDEX trên 90% năm 2027, indicator: par-index, by: 2027, goal: trên 90%}
  - {id: hang, statement: PAR INDEX vào tốp 10 năm 2027, indicator: par-index, by: 2027, goal: tốp 10}
  - {id: hai-long, statement: SIPAS trên 85% năm 2025, indicator: sipas, by: 2025, goal: trên 85%, results: [{year: 2025, value: \"84,5\", source: báo cáo tổng kết, note: tạm tính}]}
---
X
//- content/bulletins/cu.md
---
title: Kế hoạch năm 2021 – 2030 của tỉnh Cũ
date: 05/03/2021
unit: tinh-cu
category: ke-hoach
plan: {title: Kế hoạch 2021 – 2030, period: 2021 – 2030}
---
X
";

fn merged() -> SiteTest {
    let site = SiteTest::new(MERGED);
    site.build().expect_code(0).done();
    site
}

/// The wide drawing of the chart whose id begins with `id`.
fn drawing<'a>(page: &'a str, id: &str) -> &'a str {
    let title = page.find(&format!("id=\"{id}-wide-title\"")).unwrap_or_else(|| panic!("no chart {id}"));
    let start = page[..title].rfind("<svg").expect("its drawing");
    let end = page[start..].find("</svg>").expect("its end");
    &page[start..start + end]
}

/// The paths of the series of a drawing.
fn lines(drawing: &str) -> Vec<&str> {
    let groups = drawing.split("stroke-linejoin=\"round\"><path d=\"").skip(1);
    groups.filter_map(|rest| rest.split('"').next()).collect()
}

fn text_of<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    let from = page.find(start).unwrap_or_else(|| panic!("{start} is not on the page"));
    let rest = &page[from..];
    &rest[..rest.find(end).unwrap_or(rest.len())]
}

/// The text without its tags and with plain spaces.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            letter if !inside => text.push(letter),
            _ => {}
        }
    }
    text.replace("&nbsp;", " ").replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn in_order(page: &str, parts: &[&str]) {
    let places: Vec<usize> =
        parts.iter().map(|part| page.find(part).unwrap_or_else(|| panic!("{part} is not on the page"))).collect();
    assert!(places.is_sorted(), "{parts:?} at {places:?}");
}

#[test]
fn an_indicator_says_value_rank_change_and_distance_first() {
    let page = merged().output_file("chi-so/par-index.html");
    let lead = plain(text_of(&page, "<p class=\"lead\">", "</p>"));
    assert_eq!(
        lead,
        "Kết quả mới nhất của tỉnh Mới: 86,5%, hạng 12/34 (2025). So với chỉ tiêu (đến năm 2027): trên 90%, còn thiếu 3,5 điểm phần trăm."
    );
    in_order(
        &page,
        &["class=\"lead\"", "class=\"chart-box\"", "<table class=\"series\"", "id=\"cach-do\"", "id=\"cac-tin\""],
    );
    // The unit that ended has its change computed from the year before; no change is made up across the merger.
    assert!(!lead.contains("So với năm 2024"), "{lead}");
}

#[test]
fn nothing_is_joined_across_a_merger_or_a_change_of_method() {
    let site = merged();
    let page = site.output_file("chi-so/par-index.html");
    let scores = drawing(&page, "bieu-do");
    let joined: Vec<usize> = lines(scores).iter().map(|path| path.matches('L').count()).collect();
    assert_eq!(joined.iter().sum::<usize>(), 3, "three years of one unit and two of another: {joined:?}");
    assert_eq!(lines(scores).len(), 3, "the unit and its two predecessors");
    assert!(
        plain(&page)
            .contains("Tỉnh Cũ, tỉnh Nhỏ kết thúc hoạt động ngày 30/06/2025; số liệu không nối sang đơn vị kế thừa.")
    );
    let ranks = drawing(&page, "bieu-do-hang");
    assert!(ranks.contains(">trong 34 đơn vị</text>"), "the other number of units is marked");
    assert!(plain(&page).contains("Từ năm 2025, thứ hạng tính trong 34 đơn vị, trước đó là 63"));
    let page = site.output_file("chi-so/sipas.html");
    let scores = drawing(&page, "bieu-do");
    assert!(lines(scores).iter().all(|path| !path.contains('L')), "2021 and 2022 are measured in two ways");
    assert!(scores.contains(">đổi cách đo</text>"));
    assert!(plain(&page).contains("Cách đo đổi từ năm 2022. Biểu đồ không nối số liệu qua năm 2022."));
}

#[test]
fn charts_show_targets_of_their_kind() {
    let page = merged().output_file("chi-so/par-index.html");
    let (scores, ranks) = (drawing(&page, "bieu-do"), drawing(&page, "bieu-do-hang"));
    assert!(scores.contains("chỉ tiêu 2027 trên 90%</text>") && !scores.contains("tốp 10"));
    assert!(ranks.contains("chỉ tiêu 2027 tốp 10</text>") && !ranks.contains("90%"));
    assert!(scores.contains("class=\"chart-target\"") && scores.contains(">2027</text>"));
}

#[test]
fn the_table_of_years_has_every_number_of_the_chart() {
    let page = merged().output_file("chi-so/par-index.html");
    let table = text_of(&page, "<table class=\"series\"", "</table>");
    for number in ["81,5% (30/63)", "84,25% (18/63)", "79,5% (45/63)", "86,5% (12/34)"] {
        assert!(plain(table).contains(number), "{number}");
    }
    let rows: Vec<String> = table.split("<tr><th scope=\"row\">").skip(1).map(plain).collect();
    assert!(rows[0].starts_with("tỉnh Mới"), "the site's own unit comes first: {rows:?}");
    assert_eq!(rows.len(), 3);
}

#[test]
fn results_that_only_a_target_states_are_shown_as_such() {
    let site = merged();
    let page = site.output_file("chi-so/sipas.html");
    let table = text_of(&page, "<table class=\"series\"", "</table>");
    assert!(plain(table).contains("84,5%*"));
    assert!(plain(&page).contains("Số có dấu * lấy từ kết quả mà bản tin ghi kèm chỉ tiêu."));
    let row = text_of(text_of(&page, "<table class=\"results\"", "</table>"), ">84,5%<", "</tr>");
    assert!(
        plain(row).contains("báo cáo tổng kết") && plain(row).contains("kết quả ghi ở chỉ tiêu của bản tin; tạm tính")
    );
    assert!(row.contains("tin/2026/01/moi.html#chi-tieu-hai-long"), "{row}");
    // The bulletin names source and note beside the figure.
    let bulletin = plain(&site.output_file("tin/2026/01/moi.html"));
    assert!(bulletin.contains("84,5% (nguồn: báo cáo tổng kết; tạm tính)"));
    // The register's table has no star and its page no word of it.
    assert!(!plain(&site.output_file("chi-so/par-index.html")).contains("dấu *"));
}

#[test]
fn a_register_speaks_before_a_target() {
    let site = merged();
    let csv = text_of(MERGED, "unit,indicator", "//-").to_owned() + "tinh-moi,sipas,2025,\"84,75\",,,,,,,,,\n";
    site.write("content/results.csv", csv.as_bytes());
    site.build().expect_code(0).done();
    let table = site.output_file("chi-so/sipas.html");
    let table = plain(text_of(&table, "<table class=\"series\"", "</table>"));
    assert!(table.contains("84,75%") && !table.contains("84,5%"), "{table}");
}

#[test]
fn of_many_units_a_chart_names_those_that_readers_know() {
    let units: String = (1..=34).map(|unit| format!("t{unit}: {{name: tỉnh Số {unit}, kind: province}}\n")).collect();
    let results: String = (1..=34)
        .flat_map(|unit| [2024, 2025].map(|year| format!("t{unit},par-index,{year},{},,,,,,,,,\n", 50 + unit)))
        .collect();
    let header =
        "unit,indicator,year,score,rank,of,change_score,change_rank,compared_with,published,publisher,source,note";
    let fixture = |owner: &str| {
        format!(
            "//- content/site.yaml\nformat: 1\ntitle: T\n{owner}//- content/units.yaml\n{units}//- content/results.csv\n{header}\n{results}"
        )
    };
    let site = SiteTest::small(&fixture(""));
    site.build().expect_code(0).done();
    let page = site.output_file("chi-so/par-index.html");
    let desc = text_of(drawing(&page, "bieu-do"), "<desc", "</desc>");
    assert!(desc.contains("tỉnh Số 34:") && desc.contains("tỉnh Số 30:") && !desc.contains("tỉnh Số 29:"), "{desc}");
    assert!(plain(&page).contains("Biểu đồ nêu tên những đơn vị có kết quả mới nhất và tốt nhất; 29 đơn vị khác"));
    let table = text_of(&page, "<table class=\"series\"", "</table>");
    assert_eq!(table.matches("<th scope=\"row\">").count(), 34, "the table has all of them");
    let site = SiteTest::small(&fixture("organisation: {name: UBND tỉnh, unit: t7}\n"));
    site.build().expect_code(0).done();
    let page = site.output_file("chi-so/par-index.html");
    let desc = text_of(drawing(&page, "bieu-do"), "<desc", "</desc>");
    assert!(desc.contains("tỉnh Số 7:") && !desc.contains("tỉnh Số 34:"), "{desc}");
    assert!(plain(&page).contains("Biểu đồ nêu tên đơn vị của trang"));
}

#[test]
fn a_unit_shows_its_plans_targets_years_and_results_in_order() {
    let site = merged();
    let page = site.output_file("don-vi/tinh-moi.html");
    in_order(&page, &["id=\"thong-tin\"", "id=\"ke-hoach\"", "id=\"chi-tieu\"", "id=\"tin-2026\"", "id=\"ket-qua\""]);
    let plans = plain(text_of(&page, "id=\"ke-hoach\"", "</section>"));
    assert!(plans.contains("Kế hoạch đang thực hiện Kế hoạch cải cách hành chính 2026 – 2027"), "{plans}");
    // The predecessors' bulletins are one step away.
    assert!(page.contains("href=\"../don-vi/tinh-cu.html#cac-tin\">1&nbsp;tin</a>"));
    assert!(site.output_file("don-vi/tinh-cu.html").contains("id=\"cac-tin\""));
    // Results: newest first, the predecessors' with their names.
    let table = text_of(&page, "<table class=\"results\"", "</table>");
    let years: Vec<i16> = html::tags(table)
        .iter()
        .filter(|tag: &&Tag| tag.get("data-label") == Some("Năm"))
        .map(|tag| tag.text.trim().parse().expect("a year"))
        .collect();
    assert!(years.len() > 4 && years.is_sorted_by(|one, other| one >= other), "{years:?}");
    assert!(plain(table).contains("tỉnh Cũ") && plain(table).contains("tỉnh Mới"));
    let chart = drawing(&page, "bieu-do-par-index");
    assert_eq!(lines(chart).len(), 3);
    assert!(chart.contains("tỉnh Cũ (–2025)"));
}

#[test]
fn a_plan_of_a_unit_that_ended_is_not_carried_out() {
    let page = merged().output_file("don-vi/tinh-cu.html");
    let plans = plain(text_of(&page, "id=\"ke-hoach\"", "</section>"));
    assert!(plans.contains("Chưa có kế hoạch nào đang trong thời gian thực hiện."), "{plans}");
    assert!(!plans.contains("Kế hoạch đang thực hiện") && plans.contains("Kế hoạch 2021 – 2030"), "{plans}");
    assert!(plain(&page).contains("Đơn vị này đã kết thúc hoạt động") || plain(&page).contains("nay thuộc"));
    let lead = plain(&merged().output_file("chi-so/sipas.html"));
    assert!(!lead.contains("còn cách"), "nothing is missing from a goal that nobody pursues");
}

#[test]
fn targets_of_a_unit_stand_by_their_state() {
    let page = merged().output_file("don-vi/tinh-moi.html");
    let table = text_of(&page, "<table class=\"targets\"", "</table>");
    let states: Vec<&str> =
        table.split("class=\"status status-").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(states, ["in_progress", "in_progress", "not_met"]);
}

/// Bulletins on three days of two months.
const DAYS: &str = "\
//- content/bulletins/a.md\n---\ntitle: A\ndate: 2026-02-03\nunit: xa-mau\n---\nX\n\
//- content/bulletins/b.md\n---\ntitle: B\ndate: 2026-02-28\nunit: xa-mau\n---\nX\n\
//- content/bulletins/c.md\n---\ntitle: C\ndate: 2025-11-30\nunit: xa-mau\n---\nX\n";

#[test]
fn a_year_has_twelve_months_and_leads_to_those_with_news() {
    let site = SiteTest::small(DAYS);
    site.build().expect_code(0).done();
    let page = site.output_file("tin/2026/index.html");
    let months = text_of(&page, "<nav class=\"parts\"", "</nav>");
    let rows: Vec<&str> = months.split("<li>").skip(1).collect();
    assert_eq!(rows.len(), 12);
    for (index, row) in rows.iter().enumerate() {
        let expected = if index == 1 { "Tháng 2 (2)".to_owned() } else { format!("Tháng {} (0)", index + 1) };
        assert_eq!(plain(row), expected);
        assert_eq!(row.contains("<a "), index == 1, "{row}");
    }
    assert!(rows[1].contains("href=\"../../tin/2026/02/index.html\""));
}

#[test]
fn a_month_has_a_calendar_of_whole_weeks_with_links_to_days_with_news() {
    let site = SiteTest::small(DAYS);
    site.build().expect_code(0).done();
    let page = site.output_file("tin/2026/02/index.html");
    let calendar = text_of(&page, "<table class=\"calendar\"", "</table>");
    let weeks: Vec<usize> = calendar.split("<tr>").skip(2).map(|week| week.matches("<td>").count()).collect();
    // February 2026 begins on a Sunday.
    assert_eq!(weeks, [7, 7, 7, 7, 7]);
    assert_eq!(plain(calendar.split("<tr>").nth(2).expect("a week")), "1");
    let tags = html::tags(calendar);
    let days: Vec<&str> = tags.iter().filter_map(|tag| tag.get("href")).collect();
    assert_eq!(days, ["../../../tin/2026/02/03.html", "../../../tin/2026/02/28.html"]);
    let heads: Vec<&str> =
        tags.iter().filter(|tag| tag.get("scope") == Some("col")).filter_map(|tag| tag.get("abbr")).collect();
    assert_eq!((heads.len(), heads[0], heads[6]), (7, "Thứ Hai", "Chủ nhật"));
}

#[test]
fn every_level_of_the_archive_leads_back_and_forth_in_time() {
    let site = SiteTest::small(DAYS);
    site.build().expect_code(0).done();
    let neighbours = |page: &str| {
        let tags = html::tags(&site.output_file(page));
        let find = |rel: &str| {
            let link = tags.iter().find(|tag| tag.name == "a" && tag.get("rel") == Some(rel));
            link.and_then(|tag| tag.get("href")).unwrap_or("").to_owned()
        };
        (find("prev"), find("next"))
    };
    let cases = [
        ("tin/2026/index.html", "../../tin/2025/index.html", ""),
        ("tin/2025/index.html", "", "../../tin/2026/index.html"),
        ("tin/2026/02/index.html", "../../../tin/2025/11/index.html", ""),
        ("tin/2025/11/index.html", "", "../../../tin/2026/02/index.html"),
        ("tin/2026/02/28.html", "../../../tin/2026/02/03.html", ""),
        ("tin/2026/02/03.html", "../../../tin/2025/11/30.html", "../../../tin/2026/02/28.html"),
    ];
    for (page, previous, next) in cases {
        assert_eq!(neighbours(page), (previous.to_owned(), next.to_owned()), "{page}");
    }
}

#[test]
fn empty_places_say_that_they_are_empty() {
    let site = SiteTest::small("");
    site.build().expect_code(0).done();
    for (page, words) in [
        ("tin/index.html", "Chưa có bản tin nào."),
        ("chuyen-muc/ke-hoach.html", "Chưa có bản tin nào."),
        ("chi-so/sipas.html", "Chưa có kết quả nào của chỉ số này."),
        ("don-vi/xa-mau.html", "Chưa có chỉ tiêu nào của đơn vị này."),
    ] {
        assert!(plain(&site.output_file(page)).contains(words), "{page}");
    }
}

#[test]
fn lists_stand_under_their_years() {
    let site = SiteTest::small(&DAYS.replace("unit: xa-mau\n", "unit: xa-mau\ncategory: ke-hoach\n"));
    site.build().expect_code(0).done();
    for page in ["chuyen-muc/ke-hoach.html", "don-vi/xa-mau.html"] {
        let text = site.output_file(page);
        in_order(&text, &["id=\"tin-2026\"", ">B</a>", ">A</a>", "id=\"tin-2025\"", ">C</a>"]);
    }
}

#[test]
fn a_chart_in_a_text_has_its_numbers_beside_it() {
    let site = merged();
    site.write(
        "content/bulletins/bieu-do.md",
        "---\ntitle: Có biểu đồ\ndate: 2026-02-03\nunit: tinh-moi\ncategory: ke-hoach\n---\n[[biểu đồ: par-index]]\n"
            .as_bytes(),
    );
    site.build().expect_code(0).done();
    let page = site.output_file("tin/2026/02/bieu-do.html");
    let figure = text_of(&page, "<figure class=\"chart-figure\">", "</figure>");
    assert!(figure.contains("role=\"img\"") && figure.contains("href=\"../../../chi-so/par-index.html\""));
    let table = plain(text_of(figure, "<table class=\"series\"", "</table>"));
    assert!(table.contains("84,25% (18/63)") && table.contains("86,5% (12/34)"), "{table}");
}

#[test]
fn bulletins_of_a_language_without_a_home_page_are_found_and_say_their_language() {
    let site = SiteTest::small(
        "//- content/bulletins/vi.md\n---\ntitle: Tin tiếng Việt\ndate: 2026-02-03\nunit: xa-mau\n---\nX\n\
         //- content/bulletins/en.md\n---\ntitle: News for visitors\ndate: 2026-02-04\nunit: xa-mau\nlang: en\n---\nX\n\
         //- content/bulletins/dich.md\n---\ntitle: A translation\ndate: 2026-02-05\nunit: xa-mau\nlang: en\ntranslation_of: /bulletins/vi.md\n---\nX\n",
    );
    site.build().expect_code(0).done();
    assert!(!site.path("public/en/index.html").exists(), "the settings name Vietnamese only");
    let home = site.output_file("index.html");
    let heading = |page: &str| {
        let tags = html::tags(page);
        let at = tags.iter().position(|tag| tag.text == "News for visitors")?;
        tags[at - 1].get("lang").map(str::to_owned)
    };
    assert_eq!(heading(&home).as_deref(), Some("en"), "its title stands on the home page as English");
    assert!(!home.contains("A translation"), "a translation is found through its original");
    for page in ["tin/2026/index.html", "tin/2026/02/index.html", "tin/2026/02/04.html", "don-vi/xa-mau.html"] {
        assert_eq!(heading(&site.output_file(page)).as_deref(), Some("en"), "{page}");
    }
    let english = site.output_file("tin/2026/02/en.html");
    assert!(english.contains("<html lang=\"en\">"));
    let crumbs = text_of(&english, "class=\"wrap crumbs\"", "</nav>");
    assert!(crumbs.contains("href=\"../../../index.html\">Home</a>"), "{crumbs}");
    assert!(site.output_file("feed.atom").contains("News for visitors"));
    let original = site.output_file("tin/2026/02/vi.html");
    assert!(original.contains("tin/2026/02/dich.html\" hreflang=\"en\" lang=\"en\""));
}

#[test]
fn texts_of_another_language_say_so_without_marks_on_all_others() {
    let site = SiteTest::small(
        "//- content/site.yaml\nformat: 1\ntitle: Trang thử\nlanguages: [vi, en]\ncategories: {ke-hoach: Kế hoạch}\n\
         //- content/bulletins/en.md\n---\ntitle: News for visitors\ndate: 2026-02-04\nunit: xa-mau\ncategory: ke-hoach\nlang: en\n\
         targets:\n  - {id: a, statement: More than 90% of visitors are content, by: 2027, goal: trên 90%}\n---\nX\n",
    );
    site.build().expect_code(0).done();
    let lang_before = |page: &str, text: &str| {
        let page = site.output_file(page);
        let tags = html::tags(&page);
        let tag = tags
            .iter()
            .find(|tag| tag.name != "script" && tag.text.contains(text))
            .unwrap_or_else(|| panic!("{text} is missing"));
        tag.get("lang").map(str::to_owned)
    };
    let cases = [
        ("chi-tieu/index.html", "More than 90%", Some("en")),
        ("chi-tieu/index.html", "News for visitors", Some("en")),
        ("chi-tieu/index.html", "xã Mẫu", None),
        ("tin/2026/02/en.html", "More than 90%", None),
        ("tin/2026/02/en.html", "xã Mẫu", Some("vi")),
        ("en/index.html", "Kế hoạch", Some("vi")),
        ("en/index.html", "tỉnh Mẫu", Some("vi")),
    ];
    for (page, text, expected) in cases {
        assert_eq!(lang_before(page, text).as_deref(), expected, "{text} on {page}");
    }
    // A page whose texts are all in its own language says so once, at the top.
    let page = site.output_file("don-vi/tinh-mau.html");
    let marked =
        html::tags(&page).iter().filter(|tag| tag.get("lang").is_some() && tag.get("hreflang").is_none()).count();
    assert_eq!(marked, 1, "{page}");
}
