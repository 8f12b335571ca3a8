//! The workbooks of the open data, read back with a reader that is not ours: the same cells as the CSV, with their
//! types, and the same bytes on every build.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use serde_json::Value;

use crate::support::*;

type Files = BTreeMap<String, Vec<u8>>;

/// Targets, tasks, results, a decision with dates, and texts that a spreadsheet would like to run.
const RICH: &str = "\
//- content/results.csv
unit,indicator,year,score,rank,of,change_score,change_rank,compared_with,published,publisher,source,note
tinh-mau,par-index,2019,81.25,29,,,,,,,,
tinh-mau,par-index,2020,83.76,37,63,2.51,-8,2019,06/2021,Bộ Mẫu,,=1+1
//- content/bulletins/a.md
---
title: '=HYPERLINK(\"https://example.org\";\"Bấm\")'
date: 11/10/2021
unit: xa-mau
summary: '@SUM(1+1)'
decision: {number: 12/QĐ-UBND, date: 06/10/2021, effective: 10/10/2021, expires: 31/12/2025}
plan:
  period: 2021-2025
  tasks:
    - {title: '-Rà soát thủ tục', lead: Văn phòng, due: 31/12/2022, done: 15/12/2022}
targets:
  - sipas: \"> 90,5% hằng năm\"
  - {statement: Nâng chỉ số, indicator: par-index, goal: '> 85%', by: 30/6/2025, baseline: {year: 2020, value: 83.76, rank: 37}}
---
Nội dung.
";

fn built(site: &SiteTest) -> Files {
    let run = site.build();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    site.output()
}

fn sheets(bytes: &[u8]) -> Vec<(String, Range<Data>)> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    book.worksheets()
}

/// Every workbook of a site by its address without extension.
fn workbooks(files: &Files) -> Vec<(&str, &[u8])> {
    files.iter().filter_map(|(name, bytes)| Some((name.strip_suffix(".xlsx")?, bytes.as_slice()))).collect()
}

/// What a cell of the CSV is in the workbook, by the type of its column.
fn expected(text: &str, kind: &str) -> Data {
    let runs = |text: &str| text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    // The guard against formulas belongs to CSV, which has no types.
    let plain = text.strip_prefix('\'').filter(|rest| runs(rest)).unwrap_or(text);
    match kind {
        _ if text.is_empty() => Data::Empty,
        "integer" | "number" => Data::Float(text.parse().expect("a number")),
        _ => Data::String(plain.to_owned()),
    }
}

/// A day of the workbook as the CSV writes it.
fn day(cell: &Data) -> Option<String> {
    let Data::DateTime(value) = cell else { return None };
    let (year, month, day, ..) = value.to_ymd_hms_milli();
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// The types of the columns of all data sets, from the catalogue.
fn kinds(files: &Files) -> BTreeMap<String, String> {
    let catalogue: Value = serde_json::from_slice(&files["data.json"]).expect("JSON");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let mut kinds = BTreeMap::new();
    for set in catalogue["dcat:dataset"].as_array().expect("sets") {
        for column in set["csvw:tableSchema"]["csvw:column"].as_array().expect("columns") {
            let kind = text(&column["csvw:datatype"]);
            let before = kinds.insert(text(&column["csvw:name"]), kind.clone());
            assert!(before.is_none_or(|before| before == kind), "one name has two types: {column}");
        }
    }
    kinds
}

/// How many cells were compared, and which differ.
fn differences_to_csv(files: &Files) -> (usize, Vec<String>) {
    let kinds = kinds(files);
    let (mut compared, mut faults) = (0, Vec::new());
    for (name, bytes) in workbooks(files) {
        let csv = &files[&format!("{name}.csv")];
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&csv[3..]);
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        let range = &sheets(bytes)[0].1;
        if range.height() != rows.len() {
            faults.push(format!("{name}: {} rows, not {}", range.height(), rows.len()));
        }
        for (at, row) in rows.iter().enumerate() {
            for (column, text) in row.iter().enumerate() {
                let found = range.get((at, column)).unwrap_or(&Data::Empty);
                let kind = if at == 0 { "string" } else { kinds[&rows[0][column]].as_str() };
                let is_same = match kind {
                    "date" if !text.is_empty() => day(found).as_deref() == Some(text),
                    kind => *found == expected(text, kind),
                };
                compared += 1;
                if !is_same {
                    faults.push(format!("{name}, row {at}, {}: {found:?} and {text:?}", &rows[0][column]));
                }
            }
        }
    }
    (compared, faults)
}

#[test]
fn every_workbook_says_what_its_csv_says_and_keeps_the_types() {
    let sample = SiteTest::new("");
    for (name, bytes) in read_tree(&project("content")) {
        sample.write(&format!("content/{name}"), &bytes);
    }
    for site in [SiteTest::small(RICH), SiteTest::copy_of(&project("tests/fixtures/full/site")), sample] {
        let files = built(&site);
        let names: Vec<&str> = workbooks(&files).into_iter().map(|(name, _)| name).collect();
        let registers = files.keys().filter_map(|name| name.strip_suffix(".csv"));
        let missing: Vec<&str> = registers.filter(|name| !names.contains(name)).collect();
        assert_eq!(missing, Vec::<&str>::new());
        let (compared, faults) = differences_to_csv(&files);
        assert!(compared > 200, "{compared} cells");
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

/// The cell of a column in the last row of a data set.
fn last_cell(files: &Files, name: &str, column: &str) -> Data {
    let range = sheets(&files[name]).remove(0).1;
    let mut header = range.rows().next().expect("a header").iter();
    let at = header.position(|cell| *cell == Data::String(column.to_owned())).expect("the column");
    range.rows().next_back().expect("a row")[at].clone()
}

#[test]
fn days_numbers_and_years_are_not_text() {
    let files = built(&SiteTest::small(RICH));
    let cell = |name: &str, column: &str| last_cell(&files, name, column);
    assert_eq!(day(&cell("van-ban/van-ban.xlsx", "date")).as_deref(), Some("2021-10-06"));
    assert_eq!(day(&cell("van-ban/van-ban.xlsx", "expires")).as_deref(), Some("2025-12-31"));
    assert_eq!(day(&cell("nhiem-vu/nhiem-vu.xlsx", "done")).as_deref(), Some("2022-12-15"));
    assert_eq!(cell("chi-so/ket-qua.xlsx", "year"), Data::Float(2020.0));
    assert_eq!(cell("chi-so/ket-qua.xlsx", "score"), Data::Float(83.76));
    assert_eq!(cell("chi-so/ket-qua.xlsx", "change_rank"), Data::Float(-8.0));
    // Text that looks like a formula is text, without a mark that readers would have to take away.
    assert_eq!(cell("chi-so/ket-qua.xlsx", "note"), Data::String("=1+1".to_owned()));
    assert_eq!(cell("tin/tin.xlsx", "summary"), Data::String("@SUM(1+1)".to_owned()));
}

#[test]
fn a_bulletin_with_targets_has_them_as_files_and_links_them() {
    let plain = "//- content/bulletins/b.md\n---\ntitle: Không chỉ tiêu\ndate: 12/10/2021\nunit: xa-mau\n---\nX\n";
    let files = built(&SiteTest::small(&format!("{RICH}{plain}")));
    let rows = sheets(&files["tin/2021/10/a.xlsx"]).remove(0).1;
    assert_eq!(rows.height(), 3, "a header and two targets");
    let page = String::from_utf8(files["tin/2021/10/a.html"].clone()).expect("text");
    for extension in ["csv", "xlsx", "json"] {
        assert!(page.contains(&format!("href=\"../../../tin/2021/10/a.{extension}\" download")), "{extension}");
    }
    for extension in ["csv", "xlsx"] {
        assert!(!files.contains_key(&format!("tin/2021/10/b.{extension}")), "a file of nothing");
    }
}

#[test]
fn a_workbook_tells_what_it_holds() {
    let site = SiteTest::small(RICH).args(&["--base-url", "https://example.org/cchc/"]);
    let settings = "format: 1\ntitle: Trang thử\nlicence: {name: CC BY 4.0, url: 'https://example.org/cc'}\n";
    site.write("content/site.yaml", settings.as_bytes());
    let files = built(&site);
    let found = sheets(&files["chi-tieu/chi-tieu.xlsx"]);
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Chỉ tiêu", "Mô tả"]);
    let line = |row: &[Data]| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|");
    let lines: Vec<String> = found[1].1.rows().map(line).collect();
    let expected = [
        "Mỗi dòng là|một chỉ tiêu của một bản tin||",
        "Số dòng|2||",
        "Giấy phép sử dụng|CC BY 4.0 (https://example.org/cc)||",
        "Nguồn|Trang thử||",
        "Địa chỉ trang|https://example.org/cchc/chi-tieu/||",
        "Trường|Kiểu|Đơn vị tính|Ý nghĩa",
        "by|ngày||ngày cuối của thời hạn",
        "baseline_year|số nguyên|năm|năm của mức xuất phát",
    ];
    let missing: Vec<&&str> = expected.iter().filter(|wanted| !lines.iter().any(|line| line == **wanted)).collect();
    assert!(missing.is_empty(), "{missing:?} in\n{}", lines.join("\n"));
}

#[test]
fn a_workbook_has_no_clock_in_it() {
    let first = built(&SiteTest::small(RICH));
    // Archives count time in steps of two seconds.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    let second = built(&SiteTest::small(RICH));
    let books = workbooks(&first);
    assert!(books.len() > 7);
    let differ = books.into_iter().filter(|(name, bytes)| second[&format!("{name}.xlsx")] != *bytes);
    assert_eq!(differ.map(|(name, _)| name).collect::<Vec<_>>(), Vec::<&str>::new());
}
