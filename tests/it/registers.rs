//! Registers that are too long for one page: every row stands on exactly one page and in exactly one file of the
//! filter's data, pages are short, and what a page names is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::LazyLock;

use serde_json::Value;

use crate::support::*;

/// How many rows a page of a year may have.
const ROWS_PER_PAGE: usize = 250;

/// 70 bulletins of one and a half years with ten targets, ten tasks and a document each: 700 targets and tasks, and
/// with the documents that they rest on 560 documents.
fn long_site() -> SiteTest {
    let mut fixture = String::new();
    for index in 0..70 {
        let (year, month, day) = (2024 + index / 50, 1 + index % 12, 1 + index % 28);
        let rests_on: Vec<String> =
            (0..7).map(|n| format!("{}/KH-UBND ngày 05/01/{}", index * 7 + n + 1, 2019 + n)).collect();
        write!(
            fixture,
            "//- content/bulletins/tin-{index}.md\n---\ntitle: Tin thử {index}\ndate: {year}-{month:02}-{day:02}\nunit: xa-mau\n\
             decision: {{number: {index}1/QĐ-UBND, date: {year}-{month:02}-{day:02}, legal_basis: [\"{}\"]}}\n",
            rests_on.join("\", \"")
        )
        .expect("a text takes text");
        fixture.push_str("plan:\n  kind: annual\n  period: 2025\n  tasks:\n");
        for n in 0..10 {
            let due = ["2025", "quý 1/2026", "hằng quý"][n % 3];
            writeln!(fixture, "    - {{title: Việc thử {index} {n}, lead: Văn phòng, due: {due}}}").expect("text");
        }
        fixture.push_str("targets:\n");
        for n in 0..10 {
            let time = ["by: 2025", "by: 2030", "frequency: hằng năm"][n % 3];
            writeln!(
                fixture,
                "  - {{id: muc-{n}, statement: Mục thử {index} {n}, indicator: sipas, {time}, goal: \"> 9{n}%\"}}"
            )
            .expect("text");
        }
        fixture.push_str("---\nX\n");
    }
    SiteTest::small(&fixture)
}

/// The files of the long site, built once for all tests.
static LONG: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let site = long_site();
    site.build().expect_code(0).done();
    site.output()
});

fn page(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files[name].clone()).expect("a page is text")
}

/// The links of the rows of a page; the row above the targets of a bulletin is none.
fn row_links(html: &str) -> Vec<String> {
    let body = html.split_once("<div class=\"register-rows\">").expect("a register has rows or years").1;
    let rows = body.split("<tr><th scope=\"row\"><a href=\"").skip(1);
    let links = rows.map(|rest| rest.split_once('"').expect("an address ends").0.trim_start_matches("../").to_owned());
    links.collect()
}

/// The table of a data file.
fn table(script: &str) -> Value {
    let json = script.strip_prefix("bantinRows(").and_then(|rest| rest.strip_suffix(");\n")).expect("one call");
    serde_json::from_str(json).expect("a table")
}

/// A cell of a table: its text, and its key where it has one.
fn cell(table: &Value, column: &str, row: usize) -> (String, Value) {
    let values = &table[column];
    let entry = match values {
        Value::Array(plain) => plain[row].clone(),
        listed => listed["d"][listed["i"][row].as_u64().expect("an index") as usize].clone(),
    };
    match entry {
        Value::Array(pair) => (pair[0].as_str().expect("a text").to_owned(), pair[1].clone()),
        text => (text.as_str().expect("a text").to_owned(), Value::Null),
    }
}

fn address(table: &Value, row: usize) -> String {
    if table["url"].is_null() {
        let (_, page) = cell(table, "bulletin", row);
        return format!("{}#{}", page.as_str().expect("an address"), cell(table, "anchor", row).0);
    }
    cell(table, "url", row).0
}

struct Register {
    folder: &'static str,
    /// The data set's file and how many rows it must have.
    data: &'static str,
    rows: usize,
    dated: &'static str,
}

const REGISTERS: [Register; 3] = [
    Register { folder: "chi-tieu", data: "chi-tieu/chi-tieu.json", rows: 700, dated: "due" },
    Register { folder: "nhiem-vu", data: "nhiem-vu/nhiem-vu.json", rows: 700, dated: "due" },
    Register { folder: "van-ban", data: "van-ban/van-ban.json", rows: 560, dated: "issued" },
];

/// The addresses of all rows as the open data has them, which is the register's own order.
fn expected(files: &BTreeMap<String, Vec<u8>>, register: &Register) -> Vec<String> {
    let rows: Vec<Value> = serde_json::from_slice(&files[register.data]).expect("rows");
    rows.iter().map(|row| row["url"].as_str().expect("an address").to_owned()).collect()
}

#[test]
fn every_row_of_a_long_register_is_on_one_page_and_in_one_data_file() {
    let files = &*LONG;
    for register in &REGISTERS {
        let wanted = expected(files, register);
        assert_eq!(wanted.len(), register.rows, "{}", register.folder);
        let mut on_pages = Vec::new();
        // Pages of single decisions lie deeper.
        let is_page = |name: &str| name.contains("/trang/") || name.matches('/').count() == 1;
        let pages = files.keys().filter(|name| name.starts_with(&format!("{}/", register.folder)));
        for name in pages.filter(|name| name.ends_with(".html") && is_page(name)) {
            let html = page(files, name);
            let links: Vec<String> =
                row_links(&html).into_iter().filter(|link| wanted.iter().any(|row| row == link)).collect();
            assert!(links.len() <= ROWS_PER_PAGE, "{name} has {} rows", links.len());
            on_pages.extend(links);
        }
        let mut sorted = (wanted.clone(), on_pages);
        sorted.0.sort();
        sorted.1.sort();
        assert_eq!(sorted.0, sorted.1, "{}: rows on pages", register.folder);
        let mut in_data: BTreeMap<u64, String> = BTreeMap::new();
        for (name, bytes) in files.iter().filter(|(name, _)| name.starts_with(&format!("{}/loc/", register.folder))) {
            let table = table(std::str::from_utf8(bytes).expect("a script is text"));
            let mut place = 0;
            for (row, distance) in table["order"].as_array().expect("places").iter().enumerate() {
                place += distance.as_u64().expect("a distance");
                let (_, date) = cell(&table, register.dated, row);
                let year = date.as_str().map_or("khong-nam", |date| &date[..4]);
                assert!(name.contains(&format!("/loc/{year}.")), "{name} has a row of {year}");
                assert_eq!(in_data.insert(place, address(&table, row)), None, "{name}: two rows at {place}");
            }
        }
        assert_eq!(in_data.keys().copied().collect::<Vec<_>>(), (0..register.rows as u64).collect::<Vec<_>>());
        assert_eq!(in_data.into_values().collect::<Vec<_>>(), wanted, "{}: rows in the data", register.folder);
    }
}

#[test]
fn the_first_page_names_every_data_file_and_every_year_counts_its_rows() {
    let files = &*LONG;
    for register in &REGISTERS {
        let html = page(files, &format!("{}/index.html", register.folder));
        let named: BTreeSet<String> = html
            .split("data-files=\"")
            .skip(1)
            .flat_map(|rest| rest.split_once('"').expect("an attribute ends").0.split(' '))
            .map(str::to_owned)
            .collect();
        let there: BTreeSet<String> =
            files.keys().filter(|name| name.starts_with(&format!("{}/loc/", register.folder))).cloned().collect();
        assert!(there.len() > 1);
        assert_eq!(named, there, "{}", register.folder);
        // Years: the first number is the total, the others are its parts by state.
        let years = html.split("<table class=\"parts-table\">").nth(1).expect("years").split("</table>").next();
        let mut total = 0;
        for year in years.expect("an end").split("<tr><th scope=\"row\">").skip(1) {
            let counts: Vec<usize> = year
                .split("<td class=\"number\"")
                .skip(1)
                .map(|rest| rest.split_once('>').expect("a tag").1.split_once('<').expect("a tag").0)
                .map(|count| count.replace('.', "").parse().expect("a number"))
                .collect();
            assert_eq!(counts[0], counts[1..].iter().sum::<usize>(), "{}: {year}", register.folder);
            total += counts[0];
        }
        assert_eq!(total, register.rows, "{}", register.folder);
    }
}

#[test]
fn a_short_register_is_one_page_with_one_file() {
    let site = SiteTest::small(
        "//- content/bulletins/a.md\n---\ntitle: Tin thử\ndate: 11/10/2021\nunit: xa-mau\ntargets:\n  - sipas: \"> 90% đến năm 2025\"\n  - par-index: tốp 5 hằng năm\n---\nX\n",
    );
    site.build().expect_code(0).done();
    let files = site.output();
    let data: Vec<&String> = files.keys().filter(|name| name.contains("/loc/")).collect();
    assert_eq!(data.len(), 1, "{data:?}");
    let table = table(std::str::from_utf8(&files[data[0]]).expect("text"));
    let addresses: Vec<String> = (0..2).map(|row| address(&table, row)).collect();
    assert_eq!(addresses, row_links(&site.output_file("chi-tieu/index.html")));
    // Registers without rows have neither filter nor script.
    let tasks = site.output_file("nhiem-vu/index.html");
    assert!(!tasks.contains("<form role=\"search\" aria-label"), "a filter of nothing");
    assert!(!tasks.contains("theme/register."), "a script for nothing");
}

#[test]
fn results_have_the_unit_that_is_known_and_no_other() {
    let target = |id: &str, goal: &str, baseline: &str, result: &str| {
        format!(
            "  - {{id: {id}, statement: Chỉ tiêu {id}, by: 2020, goal: \"{goal}\", baseline: {{year: 2019, value: \
             {baseline}}}, results: [{{year: 2020, value: \"{result}\"}}]}}\n"
        )
    };
    let targets = [
        target("thoi-gian", "giảm 20% so với mốc ban đầu", "100", "80"),
        target("ty-le", "tăng 20 điểm % so với mốc ban đầu", "60", "80"),
        target("luot", "đạt 1 triệu lượt", "100", "500.000"),
        target("luot-du", "đạt 1 triệu lượt", "100", "1.500.000"),
    ];
    let site = SiteTest::small(&format!(
        "//- content/bulletins/a.md\n---\ntitle: Tin\ndate: 11/10/2021\nunit: xa-mau\ntargets:\n{}---\nX\n",
        targets.concat()
    ));
    site.build().expect_code(0).done();
    let json: Value = serde_json::from_slice(&site.output()["chi-tieu/chi-tieu.json"]).expect("JSON");
    let rows = json.as_array().or_else(|| json["rows"].as_array()).expect("rows");
    let told: Vec<(String, String)> = rows
        .iter()
        .map(|row| [&row["status"], &row["reason"]].map(|text| text.as_str().unwrap_or_default().to_owned()).into())
        .collect();
    let found = |part: &str| told.iter().find(|(_, reason)| reason.contains(part)).map(|(status, _)| status.as_str());
    assert_eq!(found("Kết quả 2020: 80. "), Some("met"), "{told:?}");
    assert_eq!(found("Kết quả 2020: 80%. "), Some("met"), "{told:?}");
    assert_eq!(found("Kết quả 2020: 500.000\u{a0}lượt."), Some("not_met"), "{told:?}");
    assert_eq!(found("Kết quả 2020: 1.500.000\u{a0}lượt."), Some("met"), "{told:?}");
}
