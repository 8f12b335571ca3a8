//! The commands as they are typed: help, what `init` and `new` write, the forms of a report, the options, and that the
//! README names nothing that does not exist.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::support::*;

const ONE: &str = "//- content/bulletins/a.md\n---\ntitle: Bài\ndate: 11/10/2021\nunit: xa-mau\n---\nNội dung.\n";

fn run(arguments: &[&str]) -> Run {
    let site = SiteTest::new("");
    let output = program().current_dir(site.folder()).args(arguments).output().expect("the program starts");
    Run::of(output, site.folder())
}

const COMMANDS: [&str; 14] = [
    "build",
    "serve",
    "check",
    "export",
    "diff",
    "keygen",
    "sign",
    "verify",
    "migrate",
    "new",
    "import",
    "init",
    "schema",
    "completions",
];

#[test]
fn help_is_there_in_both_languages() {
    for (lang, word, other) in [("vi", "Cách dùng: ", "Usage: "), ("en", "Usage: ", "Cách dùng: ")] {
        for command in [
            vec![],
            vec!["build"],
            vec!["serve"],
            vec!["check"],
            vec!["export"],
            vec!["export", "search"],
            vec!["diff"],
            vec!["keygen"],
            vec!["sign"],
            vec!["verify"],
            vec!["migrate"],
            vec!["new"],
            vec!["init"],
            vec!["schema"],
            vec!["completions"],
        ] {
            let help = run(&[command.as_slice(), &["--help", "--lang", lang]].concat())
                .expect_code(0)
                .expect_stderr("")
                .stdout;
            assert!(help.contains(word) && !help.contains(other), "{command:?}: {help}");
            for word in help.lines().filter(|_| lang == "vi") {
                for english in ["Options:", "Commands:", "Arguments:", "Print ", "[default:", "[possible values:"] {
                    assert!(!word.contains(english), "{command:?} speaks English: {word}");
                }
            }
        }
        let help = run(&["--help", "--lang", lang]).expect_code(0).stdout;
        assert!(COMMANDS.iter().all(|command| help.contains(&format!("  {command} "))), "{help}");
    }
}

#[test]
fn the_version_is_that_of_the_crate() {
    run(&["--version"]).expect_stdout(concat!("bantin ", env!("CARGO_PKG_VERSION"), "\n")).expect_code(0).done();
}

#[test]
fn every_shell_gets_completions() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(&["completions", shell]).expect_code(0).expect_stderr("").stdout;
        assert!(COMMANDS.iter().all(|command| script.contains(command)), "{shell}");
        assert!(script.contains("base-url"), "{shell}");
    }
}

#[test]
fn every_kind_of_file_has_a_schema() {
    for kind in ["bulletin", "page", "site", "units", "indicators", "areas"] {
        let run = run(&["schema", kind]).expect_code(0).expect_stderr("");
        let schema: Value = serde_json::from_str(&run.stdout).expect("JSON");
        assert!(schema.get("$schema").is_some(), "{kind}: {schema}");
    }
    run(&["schema", "khac"]).expect_code(2).done();
}

#[test]
fn a_wrong_command_line_ends_with_two() {
    for arguments in [
        vec!["dung"],
        vec!["build", "--khong-co"],
        vec!["build", "--date", "30/02/2021"],
        vec!["build", "--jobs", "0"],
        vec!["build", "--base-url", "vidu"],
        vec![],
    ] {
        let run = run(&arguments).expect_code(2).expect_stdout("");
        assert!(!run.stderr.is_empty(), "{arguments:?} says nothing");
    }
}

#[test]
fn a_new_site_builds_and_is_not_overwritten() {
    let site = SiteTest::new("");
    site.run(&["init", "trang"]).expect_code(0).done();
    let found = site.run(&["check", "--date", TODAY, "--site", "trang"]).expect_code(0);
    assert!(!found.stderr.contains("lỗi:"), "{}", found.stderr);
    site.run(&["build", "--site", "trang", "--date", TODAY]).expect_code(0).done();
    assert!(site.path("trang/public/index.html").exists());
    let before = read_tree(&site.path("trang/content"));
    site.run(&["init", "trang"])
        .expect_stderr("bantin: không chạy được: trang/README.md đã có; hãy chọn thư mục khác\n")
        .expect_code(2)
        .done();
    assert_eq!(differences(&before, &read_tree(&site.path("trang/content"))), Vec::<String>::new());
}

#[test]
fn a_new_bulletin_is_a_draft_that_passes_and_is_not_overwritten() {
    let site = SiteTest::small("");
    let arguments = [
        "new",
        "Kế hoạch: giai đoạn 2026 – 2030",
        "--unit",
        "xa-mau",
        "--date",
        "11/10/2026",
        "--decision",
        "12/QĐ-UBND ngày 01/10/2026",
    ];
    site.run(&arguments).expect_stdout("content/bulletins/ke-hoach-giai-doan-2026-2030.md\n").expect_code(0).done();
    let waiting = "không có lỗi hay cảnh báo\nChưa đăng: 1 bản nháp (xem bằng --drafts)\n";
    site.check().expect_stderr(waiting).expect_code(0).done();
    let run = site.run(&["check", "--drafts", "--date", TODAY]).expect_code(0);
    assert!(!run.stderr.contains("lỗi:"), "{}", run.stderr);
    let path = site.path("content/bulletins/ke-hoach-giai-doan-2026-2030.md");
    let text = fs::read_to_string(&path).expect("the bulletin was written");
    fs::write(&path, text.replace("Viết nội dung ở đây.", "Của tôi.")).expect("it can be edited");
    site.run(&arguments).expect_stdout("").expect_code(2).done();
    assert!(fs::read_to_string(&path).expect("still there").contains("Của tôi."));
    site.run(&["new", "Bài khác", "--unit", "xa-mua"])
        .expect_stderr(
            "bantin: không chạy được: không có đơn vị `xa-mua` trong content/units.yaml (có phải là `xa-mau`?)\n",
        )
        .expect_code(2)
        .done();
    site.run(&["new"])
        .expect_stderr("bantin: không chạy được: thiếu tiêu đề: bantin new \"Tiêu đề bài\"\n")
        .expect_code(2)
        .done();
    site.run(&["new", "!!!"]).expect_code(2).done();
}

#[test]
fn drafts_and_the_future_come_on_demand() {
    let site = SiteTest::small(
        "//- content/bulletins/nhap.md\n---\ntitle: Nháp\ndate: 11/10/2021\nunit: xa-mau\ndraft: true\n---\nX\n//- content/bulletins/mai.md\n---\ntitle: Mai\ndate: 23/11/2026\nunit: xa-mau\n---\nX\n",
    );
    for (arguments, expected) in [
        (vec![], [false, false]),
        (vec!["--drafts"], [true, false]),
        (vec!["--future"], [false, true]),
        (vec!["--drafts", "--future"], [true, true]),
    ] {
        site.run(&[["build", "--date", TODAY].as_slice(), &arguments].concat()).expect_code(0).done();
        let found =
            ["public/tin/2021/10/nhap.html", "public/tin/2026/11/mai.html"].map(|name| site.path(name).exists());
        assert_eq!(found, expected, "{arguments:?}");
    }
}

#[test]
fn the_address_of_the_command_line_wins() {
    let settings = "//- content/site.yaml\nformat: 1\ntitle: T\nbase_url: https://cu.example/\n";
    let site = SiteTest::small(&format!("{ONE}{settings}"));
    site.build().expect_code(0).done();
    assert!(site.output_file("sitemap.xml").contains("https://cu.example/"));
    site.run(&["build", "--date", TODAY, "--base-url", "https://moi.example/tin"]).expect_code(0).done();
    let map = site.output_file("sitemap.xml");
    assert!(
        map.contains("<loc>https://moi.example/tin/tin/2021/10/a.html</loc>") && !map.contains("cu.example"),
        "{map}"
    );
}

/// A mistake and a warning.
const TWO: &str = "//- content/bulletins/a.md\n---\ntitle: Bài\ndate: 11/10/2021\nunit: xa-mua\ntags: [a]\n---\nXem [tại đây](/chi-tieu/).\n";

#[test]
fn a_report_as_json_has_places() {
    let site = SiteTest::small(TWO).args(&["--format", "json"]);
    let run = site.check().expect_code(1).expect_stderr("");
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let items = report["diagnostics"].as_array().expect("a list");
    let unit = items.iter().find(|item| item["code"] == "unknown-unit").expect("the mistake");
    assert_eq!(unit["severity"], "error");
    assert_eq!(
        (&unit["path"], &unit["line"], &unit["column"]),
        (&"content/bulletins/a.md".into(), &4.into(), &7.into()),
        "{unit}"
    );
    let link = items.iter().find(|item| item["code"] == "bare-link-text").expect("the warning");
    assert_eq!(
        (&link["severity"], &link["line"], &link["column"]),
        (&"warning".into(), &7.into(), &5.into()),
        "{link}"
    );
}

#[test]
fn a_report_as_sarif_has_places() {
    let site = SiteTest::small(TWO).args(&["--format", "sarif"]);
    let run = site.check().expect_code(1).expect_stderr("");
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(report["version"], "2.1.0");
    let results = report["runs"][0]["results"].as_array().expect("results");
    let unit = results.iter().find(|item| item["ruleId"] == "unknown-unit").expect("the mistake");
    assert_eq!(unit["level"], "error");
    let place = &unit["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "content/bulletins/a.md");
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&4.into(), &7.into()), "{place}");
}

#[test]
fn a_report_for_people_lists_what_is_to_be_done() {
    let site = SiteTest::small(
        "//- content/bulletins/nhap.md\n---\ntitle: Bài nháp\ndate: 01/11/2026\nunit: xa-mau\ndraft: true\n---\nX\n\
         //- content/bulletins/mai.md\n---\ntitle: Bài hẹn ngày\ndate: 01/12/2026\nunit: xa-mau\n---\nX\n\
         //- content/bulletins/han.md\n---\ntitle: Bài có hạn\ndate: 01/11/2020\nunit: xa-mau\n\
         plan: {title: KH, period: 2021, tasks: [{title: Rà soát <b>, due: 31/12/2021}]}\ntargets: [{sipas: \"> 90% năm 2021\"}]\n---\nX\n",
    );
    let run = site.run(&["check", "--format", "html", "--date", TODAY]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let page = &run.stdout;
    for words in [
        "<li>Bài nháp: <code>content/bulletins/nhap.md</code>",
        "<li>Bài hẹn ngày (01/12/2026)",
        "Nhiệm vụ quá hạn (1)",
        "Rà soát &lt;b&gt;",
        "Chỉ tiêu hết hạn chưa có kết quả (1)",
        "<h3 id=\"f1\">Bài có hạn</h3>",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
}

#[test]
fn a_report_replaces_an_earlier_one_and_nothing_else() {
    let site = SiteTest::small("//- bao-cao.html\n<p>Của người khác\n");
    let report = |name: &str| site.run(&["check", "--format", "html", "--date", TODAY, "--output", name]);
    let refused = report("bao-cao.html");
    assert!(refused.code == Some(2) && refused.stderr.contains("không phải báo cáo"), "{}", refused.stderr);
    assert_eq!(std::fs::read_to_string(site.path("bao-cao.html")).expect("still there"), "<p>Của người khác\n");
    for _ in 0..2 {
        let run = report("kiem-tra.html");
        assert!(run.code == Some(0) && run.stdout.is_empty(), "{}", run.stderr);
        let page = std::fs::read_to_string(site.path("kiem-tra.html")).expect("the report");
        assert!(page.contains("Báo cáo kiểm tra nội dung"));
    }
    let run = site.run(&["check", "--format", "json", "--output", "a.json"]);
    assert!(run.code == Some(2) && !site.path("a.json").exists(), "{}", run.stderr);
}

#[test]
fn a_report_without_mistakes_is_still_one() {
    for format in ["json", "sarif"] {
        let run = SiteTest::small(ONE).args(&["--format", format]).check().expect_code(0).expect_stderr("");
        serde_json::from_str::<Value>(&run.stdout).expect("JSON");
    }
}

#[test]
fn quiet_prints_errors_only_and_pipes_get_no_colours() {
    let site = SiteTest::small(TWO);
    let run = site.run(&["check", "--quiet", "--date", TODAY]).expect_code(1);
    assert!(run.stderr.contains("[unknown-unit]") && !run.stderr.contains("cảnh báo"), "{}", run.stderr);
    SiteTest::small(ONE)
        .run(&["build", "--quiet", "--date", TODAY])
        .expect_stderr("")
        .expect_stdout("")
        .expect_code(0)
        .done();
    for (name, value) in [("NO_COLOR", "1"), ("TERM", "xterm-256color"), ("CLICOLOR_FORCE", "0")] {
        let mut command = site.command(&["check", "--date", TODAY]);
        let run = Run::of(command.env(name, value).output().expect("the program starts"), site.folder());
        assert!(!run.stderr.contains('\u{1b}'), "{name}: escape codes in a pipe");
    }
}

#[test]
fn mistakes_on_the_command_line_are_told_in_the_language_of_messages() {
    let site = SiteTest::new("");
    let more = "Xem cách dùng: thêm --help vào sau lệnh\n";
    for (arguments, expected) in [
        ("biuld", "không có lệnh `biuld`; có phải ý bạn là `build`?"),
        ("build --job 2", "không có tùy chọn hay tham số `--job`; có phải ý bạn là `--jobs`?"),
        ("build --jobs 0", "`--jobs <N>` không nhận giá trị `0`; viết một số từ 1 đến 1024"),
        ("build --jobs hai", "`--jobs <N>` không nhận giá trị `hai`; viết một số từ 1 đến 1024"),
        ("serve --addr x", "`--addr <ADDR>` không nhận giá trị `x`; viết như: 127.0.0.1:1111"),
        ("build --site", "`--site <DIR>` còn thiếu giá trị"),
        (
            "new --date 30/02/2026 X",
            "`--date <DATE>` không nhận giá trị `30/02/2026`; viết như: 22/11/2026, 2026-11-22",
        ),
        (
            "check --format pdf",
            "`--format <FORMAT>` không nhận giá trị `pdf`; chọn một trong `human`, `json`, `sarif`, `html`",
        ),
        ("diff a", "còn thiếu `<NEW>`"),
    ] {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let run = site.run(&arguments).expect_code(2);
        assert_eq!(run.stderr, format!("bantin: {expected}\n{more}"), "{arguments:?}");
    }
    let english = site.run(&["biuld", "--lang", "en"]).expect_code(2);
    assert!(english.stderr.starts_with("error: unrecognized subcommand 'biuld'"), "{}", english.stderr);
}

#[test]
fn the_language_follows_the_option_then_the_system_then_is_vietnamese() {
    let site = SiteTest::small(TWO);
    let word = |variables: &[(&str, &str)], arguments: &[&str]| {
        let mut command = program();
        command
            .current_dir(site.folder())
            .args(["check", "--date", TODAY])
            .args(arguments)
            .envs(variables.iter().copied());
        let text = Run::of(command.output().expect("the program starts"), site.folder()).stderr;
        if text.contains("error: ") { "en" } else { "vi" }
    };
    assert_eq!(word(&[], &[]), "vi");
    assert_eq!(word(&[("LANG", "en_US.UTF-8")], &[]), "en");
    assert_eq!(word(&[("LANG", "fr_FR.UTF-8")], &[]), "vi");
    assert_eq!(word(&[("LANG", "en_US.UTF-8")], &["--lang", "vi"]), "vi");
    assert_eq!(word(&[("LANG", "en_US.UTF-8"), ("LC_ALL", "vi_VN.UTF-8")], &[]), "vi");
}

// The README.

/// Every command and option of the program, by asking it.
fn known() -> BTreeSet<String> {
    let mut known: BTreeSet<String> = COMMANDS.iter().map(|name| (*name).to_owned()).collect();
    for command in [""].iter().chain(&COMMANDS) {
        let arguments: Vec<&str> =
            [*command, "--help", "--lang", "en"].into_iter().filter(|word| !word.is_empty()).collect();
        known.extend(options(&run(&arguments).expect_code(0).stdout));
    }
    known.extend(options(&run(&["export", "search", "--help", "--lang", "en"]).expect_code(0).stdout));
    if run(&["help"]).code == Some(0) {
        known.insert("help".to_owned());
    }
    known
}

fn options(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    words
        .filter(|word| word.starts_with("--") && word.len() > 3)
        .map(|word| word.trim_end_matches('-').to_owned())
        .collect()
}

#[test]
fn the_readme_names_only_what_exists() {
    let Ok(readme) = fs::read_to_string(project("README.md")) else {
        panic!("README.md is missing");
    };
    let known = known();
    // Options of other programs that a README of a Rust project needs.
    let foreign = [
        "--release",
        "--locked",
        "--path",
        "--git",
        "--features",
        "--bench",
        "--profile",
        "--",
        "--test",
        "--all-targets",
        "--doc",
    ];
    let mut wrong: Vec<String> = options(&readme)
        .into_iter()
        .filter(|name| !known.contains(name) && !foreign.contains(&name.as_str()))
        .collect();
    for call in calls(&readme) {
        let command = call.split_whitespace().next().unwrap_or_default();
        if command.starts_with(|c: char| c.is_ascii_lowercase()) && !known.contains(command) {
            wrong.push(format!("bantin {command}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new(), "named in README.md");
}

/// What follows `bantin` or `cargo run --` in code of a Markdown text.
fn calls(text: &str) -> Vec<String> {
    let mut calls = Vec::new();
    let mut is_code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
            continue;
        }
        let pieces: Vec<&str> = if is_code { vec![line] } else { line.split('`').skip(1).step_by(2).collect() };
        for piece in pieces {
            let piece = piece.trim_start_matches(['$', ' ']);
            let run = piece.split_once("cargo run").and_then(|(_, rest)| rest.split_once("-- ")).map(|(_, rest)| rest);
            calls.extend(piece.strip_prefix("bantin ").or(run).map(str::to_owned));
        }
    }
    calls
}
