//! Every warning is produced by a small site, and input that looks odd but is right gives the same pages as clean
//! input. What each warning says is held in `mistakes` and in the unit tests of the wording.

use std::collections::BTreeSet;

use bantin::diagnostics::WARNINGS;
use unicode_normalization::UnicodeNormalization;

use crate::support::*;

const HEAD: &str = "title: Bài\ndate: 11/10/2021\nunit: xa-mau\n";
const DECISION: &str =
    "decision: {number: 12/QĐ-UBND, date: 01/10/2021, signer: {name: Người ký mẫu}}\nattachments: [qd.pdf]\n";

/// The code, front matter beside [`HEAD`] (or instead of it, where it begins with `!`), the body, and other files.
const CASES: &[(&str, &str, &str, &str)] = &[
    ("bare-link-text", "", "Xem [tại đây](/chi-tieu/).", ""),
    ("bidi-control", "", "Chữ \u{202e}ngược lại.", ""),
    (
        "change-differs",
        "results: [{indicator: sipas, year: 2020, score: 80}, {indicator: sipas, year: 2021, score: 85, change_score: 3}]\n",
        "",
        "",
    ),
    ("count-differs", "DECISION plan: {stated_counts: {tasks: 44}}\n", "", ""),
    ("damaged-image", "", "![Ảnh](anh.png)", "anh.png damaged"),
    ("date-from-decision", "!title: Bài\nunit: xa-mau\nDECISION", "", ""),
    (
        "decision-after-bulletin",
        "decision: {number: 12/QĐ-UBND, date: 12/10/2021, signer: A}\nattachments: [qd.pdf]\n",
        "",
        "",
    ),
    (
        "decision-dates",
        "decision: {number: 12/QĐ-UBND, date: 01/10/2021, effective: 01/09/2021, signer: A}\nattachments: [qd.pdf]\n",
        "",
        "",
    ),
    (
        "decision-of-itself",
        "decision: {number: 12/QĐ-UBND, date: 01/10/2021, signer: A, replaces: [12/QĐ-UBND ngày 01/10/2021]}\nattachments: [qd.pdf]\n",
        "",
        "",
    ),
    (
        "decision-told-twice",
        "decision: {number: 12/QĐ-UBND, date: 01/10/2021, title: Ban hành kế hoạch, signer: A}\nattachments: [qd.pdf]\n",
        "",
        "twice",
    ),
    ("done-in-future", "DECISION plan: {tasks: [{title: Việc, done: 01/01/2099}]}\n", "", ""),
    ("doubled-word", "", "Cải cách cách hành chính được được thực hiện.", ""),
    ("empty-gallery", "", "[[thư viện ảnh]]", ""),
    ("fake-list", "", "Gồm các việc:\n+một cửa\n+trực tuyến", ""),
    ("footnote", "", "Chữ có chú thích[^1].", ""),
    ("gambling-link", "", "[Kế hoạch](https://bk8.example/)", ""),
    ("heading-skipped", "", "## Một\n\n#### Hai", ""),
    ("heavy-image", "", "![Ảnh](anh.png)", "anh.png heavy"),
    ("huge-image", "", "![Ảnh](anh.png)", "anh.png huge"),
    ("id-number", "", "Số định danh 001099012345 của công dân.", ""),
    ("issuer-assumed", "decision: {number: 12/QĐ-SNV, date: 01/10/2021, signer: A}\nattachments: [qd.pdf]\n", "", ""),
    ("legacy-encoding", "", "C¶i c¸ch hµnh chÝnh ®\u{ad}îc thùc hiÖn.", ""),
    ("link-disguised", "", "[dichvucong.gov.vn](https://example.net/)", ""),
    ("link-domain", "", "[Trang khác](https://example.net/)", "links"),
    ("link-not-read", "", "![Hội nghị](hoi nghi.png)", ""),
    ("literal-asterisks", "", "**Điều 1.**Phạm vi điều chỉnh", ""),
    ("macro-file", "", "[Bảng tính](bang.xlsm)", "content/bulletins/bai/bang.xlsm"),
    ("missing-alt", "", "![](anh.png)", "anh.png"),
    ("missing-attachment", "decision: {number: 12/QĐ-UBND, date: 01/10/2021, signer: A}\n", "", ""),
    ("missing-decision", "plan: Kế hoạch năm\n", "", ""),
    ("missing-decision-date", "decision: {number: 12/QĐ-UBND, signer: A}\nattachments: [qd.pdf]\n", "", ""),
    (
        "missing-decision-number",
        "decision: {type: Kế hoạch, date: 01/10/2021, signer: A}\nattachments: [qd.pdf]\n",
        "",
        "",
    ),
    ("missing-signer", "decision: {number: 12/QĐ-UBND, date: 01/10/2021}\nattachments: [qd.pdf]\n", "", ""),
    ("missing-unit", "!title: Bài\ndate: 11/10/2021\n", "", ""),
    ("mixed-tone-placement", "", "Hoà giải ở cơ sở; đơn vị hòa giải mới.", ""),
    ("null-in-title", "!title: null Kế hoạch năm\ndate: 11/10/2021\nunit: xa-mau\n", "", ""),
    ("outside-image", "", "![Ảnh của nơi khác](https://example.org/anh.png)", ""),
    ("phone-number", "", "Gọi ông A theo số 0912345678 để biết.", ""),
    ("private-link", "", "[Tệp chung](http://192.168.1.20/)", ""),
    ("raw-html", "", "<div>Chữ</div>", ""),
    (
        "reference-without-issuer",
        "decision: {number: 12/QĐ-UBND, date: 01/10/2021, signer: A, implements: [99/KH-UBND ngày 01/9/2021]}\nattachments: [qd.pdf]\n",
        "",
        "",
    ),
    ("result-in-future", "results: [{indicator: sipas, year: 2099, score: 80}]\n", "", ""),
    ("row-length", "", "[[bảng số liệu: data/bang.csv]]", "data/bang.csv"),
    ("score-out-of-scale", "results: [{indicator: sipas, year: 2020, score: 180}]\n", "", ""),
    ("target-without-result", "DECISION targets:\n  - sipas: \"> 90% đến năm 2025\"\n", "", ""),
    ("task-overdue", "DECISION plan: {tasks: [{title: Việc, due: 2022}]}\n", "", ""),
    ("unit-not-valid", "DECISION", "", "units"),
    ("unknown-file", "", "", "content/ghi-chu.yaml"),
    ("unknown-language", "", "```khong-biet\nx\n```", ""),
    ("unknown-symbol", "decision: {number: 12/XYZ-UBND, date: 01/10/2021, signer: A}\nattachments: [qd.pdf]\n", "", ""),
    ("unused-file", "", "", "content/bulletins/bai/thua.pdf"),
    ("wrong-file-type", "", "[Bảng tính](bang.xlsx)", "content/bulletins/bai/bang.xlsx"),
];

/// The codes that `check` gives for a case.
fn codes(front: &str, body: &str, extra: &str) -> BTreeSet<String> {
    let front = front.replace("DECISION", DECISION).replace("\n plan", "\nplan").replace("\n targets", "\ntargets");
    let front = front.strip_prefix('!').map_or_else(|| format!("{HEAD}{front}"), str::to_owned);
    let text = format!("---\n{front}---\n\n{body}\n");
    let mut site = SiteTest::small("").file("content/bulletins/bai/index.md", text.as_bytes());
    if front.contains("qd.pdf") {
        site = site.file("content/bulletins/bai/qd.pdf", b"%PDF-1.4\n");
    }
    site = match extra {
        "" => site,
        "anh.png" => site.file("content/bulletins/bai/anh.png", PIXEL),
        "anh.png damaged" => site.file("content/bulletins/bai/anh.png", b"khong phai anh"),
        "anh.png heavy" => site.file("content/bulletins/bai/anh.png", &[PIXEL, &vec![0; 8 * 1024 * 1024]].concat()),
        // The size stands in bytes 16 to 23.
        "anh.png huge" => site.file(
            "content/bulletins/bai/anh.png",
            &[&PIXEL[..16], &60_000_u32.to_be_bytes(), &60_000_u32.to_be_bytes(), &PIXEL[24..]].concat(),
        ),
        "data/bang.csv" => site.file("content/data/bang.csv", "a,b\n1\n".as_bytes()),
        "links" => site.file("content/site.yaml", "format: 1\ntitle: Trang thử\nlinks: {allow: [gov.vn]}\n".as_bytes()),
        "units" => site.file("content/units.yaml", "xa-mau: {name: xã Mẫu, valid_from: 2025-07-01}\n".as_bytes()),
        "twice" => site.file(
            "content/bulletins/khac.md",
            format!("---\n{HEAD}decision: {{number: 12/QĐ-UBND, date: 01/10/2021, title: Ban hành quy chế}}\n---\n")
                .as_bytes(),
        ),
        path => site.file(path, b"x: 1\n"),
    };
    let run = site.args(&["--format", "json"]).check().expect_code(0);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("the report is JSON");
    let items = report["diagnostics"].as_array().expect("the report lists what was found");
    items.iter().map(|item| item["code"].as_str().expect("a code").to_owned()).collect()
}

#[test]
fn every_warning_can_be_produced() {
    let mut wrong = Vec::new();
    for (code, front, body, extra) in CASES {
        let found = codes(front, body, extra);
        if !found.contains(*code) {
            wrong.push(format!("{code}: found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "not produced:\n{}", wrong.join("\n"));
}

#[test]
fn the_table_covers_the_list_exactly() {
    let tried: Vec<&str> = CASES.iter().map(|(code, ..)| *code).collect();
    // What the network says is tried with servers of its own, in `links`.
    let known: Vec<&str> = WARNINGS.iter().copied().filter(|code| *code != "dead-link").collect();
    assert_eq!(tried, known);
}

#[test]
fn a_warning_needs_its_reason() {
    assert_eq!(codes("", "Nội dung.", ""), BTreeSet::new());
    assert_eq!(codes(DECISION, "Nội dung.", ""), BTreeSet::new());
}

#[test]
fn odd_encodings_of_the_same_text_give_the_same_pages() {
    let text = "---\ntitle: Kế hoạch đổi mới của xã Mẫu\ndate: 11/10/2021\nunit: xa-mau\ntags: [Một cửa]\n---\n\n## Mục tiêu\n\nĐạt trên 90% hồ sơ.\n\n- Một\n- Hai\n";
    let build = |bytes: &[u8]| {
        let site = SiteTest::small("").file("content/bulletins/a.md", bytes);
        site.build().expect_code(0).done();
        let mut pages = site.output();
        // The text itself is offered as it was written.
        pages.remove("manifest.json");
        pages
    };
    let clean = build(text.as_bytes());
    let decomposed: String = text.nfd().collect();
    assert_ne!(decomposed, text);
    let spaced =
        text.replace("title: Kế hoạch", "title:\u{a0}Kế\u{a0}hoạch").replace("tags: [Một cửa]", "tags: [Một\u{a0}cửa]");
    let cases = [
        ("byte order mark", format!("\u{feff}{text}")),
        ("CRLF", text.replace('\n', "\r\n")),
        ("NFD", decomposed),
        ("non-breaking spaces in values", spaced.replace("title:\u{a0}", "title: ")),
    ];
    for (name, odd) in cases {
        let found = build(odd.as_bytes());
        let differences = differences(&clean, &found);
        assert!(differences.is_empty(), "{name}:\n{}", differences.join("\n"));
    }
}

#[test]
fn a_file_name_in_another_normal_form_is_found() {
    let name: String = "quyết định.pdf".nfd().collect();
    let site = SiteTest::small(
        "//- content/bulletins/a/index.md\n---\ntitle: Bài\ndate: 11/10/2021\nunit: xa-mau\nattachments: [quyết định.pdf]\n---\nX\n",
    )
    .file(&format!("content/bulletins/a/{name}"), b"%PDF-1.4\n");
    site.build().expect_code(0).done();
    assert!(site.path("public/tin/2021/10/a/quyet-dinh.pdf").exists());
}
