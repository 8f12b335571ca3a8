//! What readers meet on pages: nothing said twice, figures before empty rows.

use crate::support::*;

const SITE: &str = "\
//- content/units.yaml
xa-a: {name: xã A, kind: commune}
//- content/indicators.yaml
sipas: {name: Chỉ số hài lòng, abbreviation: SIPAS, unit: \"%\", scale: [0, 100]}
dti: {name: Chỉ số chuyển đổi số, abbreviation: DTI}
//- content/results.csv
unit,indicator,year,score,rank,of,change_score,change_rank,compared_with,published,publisher,source,note
xa-a,sipas,2024,\"88,5\",,,,,,,,,
//- content/bulletins/ke-hoach.md
---
title: Kế hoạch năm 2026
date: 2026-01-05
unit: xa-a
decision: 1/QĐ-UBND ngày 05/01/2026
targets:
  - sipas: \"> 90% năm 2026\"
  - dti: \"tốp 5 đến năm 2026\"
---
Câu mở đầu của tin này. Câu thứ hai.
//- content/bulletins/co-tom-tat.md
---
title: Tin có tóm tắt
date: 2026-01-06
unit: xa-a
summary: Tóm tắt do người viết đặt.
---
Nội dung khác hẳn.
";

fn visible(html: &str) -> &str {
    html.split_once("<main").map_or("", |(_, main)| main)
}

#[test]
fn a_summary_taken_from_the_text_does_not_stand_above_it_again() {
    let site = SiteTest::small(SITE);
    site.build().expect_code(0).done();
    let without = site.output_file("tin/2026/01/ke-hoach.html");
    assert_eq!(visible(&without).matches("Câu mở đầu của tin này").count(), 1);
    let with = site.output_file("tin/2026/01/co-tom-tat.html");
    assert!(visible(&with).contains("<p class=\"lead\">Tóm tắt do người viết đặt.</p>"));
    // Lists need a summary of either kind.
    assert!(site.output_file("index.html").contains("Câu mở đầu của tin này"));
}

#[test]
fn the_home_page_shows_figures_and_names_the_indicators_that_have_none() {
    let site = SiteTest::small(SITE);
    site.build().expect_code(0).done();
    let home = site.output_file("index.html");
    let (table, rest) = home.split_once("class=\"unmeasured\"").expect("indicators without a result are named");
    let rows: Vec<&str> = table.split("<tr>").filter(|row| row.contains("data-label")).collect();
    assert_eq!(rows.len(), 1, "one indicator has a result");
    assert!(rows[0].contains("88,5") && rows[0].contains("tin/2026/01/ke-hoach.html#chi-tieu-sipas"), "{}", rows[0]);
    assert!(rest.contains("chi-so/dti.html"));
}
