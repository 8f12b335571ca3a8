//! What staff read when they make a mistake, word for word. Each file of `tests/fixtures/mistakes/` is one case: the
//! files of a site (beside those of the small one), and after a line `//= ARGUMENTS → CODE` what `bantin ARGUMENTS` says on standard error.

use std::fs;

use crate::support::*;

/// A case: the site, and what each run must say.
struct Case {
    name: String,
    text: String,
    site: String,
    /// The arguments of each run.
    runs: Vec<String>,
}

impl Case {
    fn read(name: String, text: String) -> Self {
        let mut parts = text.split("//= ");
        let site = parts.next().unwrap_or_default().to_owned();
        let heads = parts.map(|part| part.lines().next().unwrap_or_default());
        let runs = heads.map(|head| head.split(" → ").next().unwrap_or_default().to_owned()).collect();
        Self { name, site, runs, text }
    }

    /// The case as the program makes it, and whether that is what it says.
    fn run(&self) -> (String, bool) {
        let mut text = self.site.clone();
        for run in &self.runs {
            let site = SiteTest::small(&self.site);
            // A site that is broken in its settings must not get the small site's.
            for path in files(&self.site).iter().filter(|(_, text)| text == "(none)\n") {
                let _ = fs::remove_file(site.path(&path.0));
            }
            let arguments: Vec<&str> = run.split(' ').chain(["--date", TODAY]).collect();
            let mut command = program();
            let output = command.current_dir(site.folder()).args(&arguments).output().expect("the program starts");
            let found = Run::of(output, site.folder());
            let code = found.code.unwrap_or(-1);
            assert!(!site.path("public").exists() || code == 0, "{}: something was written", self.name);
            text.push_str(&format!("//= {run} → {code}\n{}", found.stderr));
        }
        let same = text == self.text;
        (text, same)
    }
}

#[test]
fn every_mistake_is_told_word_for_word() {
    let folder = project("tests/fixtures/mistakes");
    let mut names: Vec<String> = read_tree(&folder).into_keys().collect();
    names.sort();
    assert!(names.len() >= 40, "the cases are in {}", folder.display());
    let mut wrong = Vec::new();
    for name in names {
        let path = folder.join(&name);
        let case = Case::read(name, fs::read_to_string(&path).expect("a case is text"));
        assert!(!case.runs.is_empty(), "{} runs nothing", case.name);
        let (text, same) = case.run();
        if same {
            continue;
        }
        if updates_goldens() {
            fs::write(&path, &text).expect("the case can be written");
        } else {
            wrong.push(format!("{}: {}", case.name, first_difference(case.text.as_bytes(), text.as_bytes())));
        }
    }
    assert!(wrong.is_empty(), "{} case(s) say something else:\n{}", wrong.len(), wrong.join("\n"));
}

const GOOD: &str = "\
//- content/bulletins/a.md
---
title: Bài
date: 11/10/2021
unit: xa-mau
---
Nội dung.
";

#[test]
fn a_file_in_another_encoding_is_named_and_nothing_else_is_lost() {
    let site = SiteTest::small(GOOD).file("content/bulletins/b.md", b"---\ntitle: B\xe0i\n---\n");
    site.check()
        .expect_stderr(
            "\
lỗi: tệp không ở bảng mã UTF-8 [not-utf8]
 --> content/bulletins/b.md
  = gợi ý: mở tệp bằng Notepad hoặc Word, chọn Lưu với (Save As), mục Mã hóa (Encoding) chọn UTF-8
1 lỗi
",
        )
        .expect_code(1)
        .done();
}

#[test]
fn exit_codes_tell_content_from_machine() {
    let site = SiteTest::small(GOOD);
    site.check().expect_code(0).expect_stderr("không có lỗi hay cảnh báo\n").expect_stdout("").done();
    site.write("content/bulletins/b.md", b"---\ntitle: B\n---\n");
    site.check().expect_code(1).done();
    let empty = SiteTest::new("");
    empty
        .check()
        .expect_stderr(
            "bantin: không chạy được: .: không có thư mục `content` ở đây; chạy `bantin init` để tạo trang mới, hoặc chỉ \
             thư mục bằng --site\n",
        )
        .expect_code(2)
        .done();
}

#[test]
fn a_reading_that_helps_is_shown_in_the_page() {
    let site = SiteTest::small(
        "//- content/bulletins/a.md\n---\ntitle: Bài\ndate: 03/04/2024\nunit: xa-mau\n---\nNội dung.\n",
    );
    site.build().expect_code(0).done();
    assert!(site.path("public/tin/2024/04/03.html").exists(), "03/04/2024 is the third of April");
}

#[test]
fn a_draft_in_vietnamese_is_not_published() {
    for (word, published) in [("có", false), ("Có", false), ("đúng", false), ("không", true), ("false", true)] {
        let site = SiteTest::small(&GOOD.replace("unit:", &format!("draft: {word}\nunit:")));
        site.build().expect_code(0).done();
        assert_eq!(site.path("public/tin/2021/10/a.html").exists(), published, "draft: {word}");
    }
}

#[test]
fn while_an_error_stands_the_published_site_stays_as_it_is() {
    let site = SiteTest::small(GOOD);
    site.build().expect_code(0).done();
    let look = || {
        let names = site.output();
        let times: Vec<_> = names
            .keys()
            .map(|name| site.path("public").join(name).metadata().and_then(|data| data.modified()).expect("a time"))
            .collect();
        (names, times)
    };
    let before = look();
    site.write("content/bulletins/b.md", b"---\ntitle: B\ndate: 12/10/2021\nunit: khac\n---\nX\n");
    site.build().expect_code(1).done();
    assert!(before == look(), "neither bytes nor times may change");
    let staged = read_tree(site.folder()).into_keys().filter(|name| name.contains(".bantin-new"));
    assert_eq!(staged.count(), 0);
}

#[test]
fn strict_makes_warnings_errors_and_checks_in_the_settings_decide() {
    let fixture = "//- content/bulletins/a.md\n---\ntitle: Bài\ndate: 11/10/2021\n---\nNội dung.\n";
    let settings = |level: &str| {
        format!("{fixture}//- content/site.yaml\nformat: 1\ntitle: T\nchecks: {{missing-unit: {level}}}\n")
    };
    SiteTest::small(fixture).check().expect_code(0).done();
    SiteTest::small(fixture).args(&["--strict"]).check().expect_code(1).done();
    SiteTest::small(&settings("error")).check().expect_code(1).done();
    SiteTest::small(&settings("off")).args(&["--strict"]).check().expect_code(0).done();
}
