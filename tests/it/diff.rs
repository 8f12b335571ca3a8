//! `bantin diff`: what publishing changes, on built sites and through the real program. What counts as which change is
//! tested beside the code.

use std::fs;

use serde_json::Value;

use crate::support::*;

fn bulletin(title: &str, body: &str) -> Vec<u8> {
    format!("---\ntitle: {title}\ndate: 11/10/2021\nunit: xa-mau\nattachments: [quyet-dinh.pdf]\n---\n{body}\n")
        .into_bytes()
}

/// Two built versions: `cu` and `moi`.
fn versions(change: impl Fn(&SiteTest)) -> SiteTest {
    let site = SiteTest::small("//- content/pages/gioi-thieu.md\n---\ntitle: Giới thiệu\n---\nTrang thử.\n")
        .file("content/bulletins/a/index.md", &bulletin("Bài một", "Câu cũ. [Cổng](https://a.example/)."))
        .file("content/bulletins/a/quyet-dinh.pdf", b"%PDF-1.4 mot")
        .file("content/bulletins/b/index.md", &bulletin("Bài hai", "Hai."))
        .file("content/bulletins/b/quyet-dinh.pdf", b"%PDF-1.4 hai");
    site.run(&["build", "--date", TODAY, "--output", "cu"]).expect_code(0).done();
    change(&site);
    // A build would miss what is gone; what `diff` says of it is looked at here.
    fs::remove_file(site.path("addresses.lock")).expect("the first build wrote it");
    site.run(&["build", "--date", TODAY, "--output", "moi"]).expect_code(0).done();
    site
}

fn diff(site: &SiteTest) -> (String, Value) {
    let text = site.run(&["diff", "cu", "moi"]).expect_code(0).expect_stderr("").stdout;
    let json = site.run(&["diff", "cu", "moi", "--format", "json"]).expect_code(0).stdout;
    (text, serde_json::from_str(&json).expect("JSON"))
}

#[test]
fn the_same_site_twice_has_no_changes() {
    let (text, json) = diff(&versions(|_| {}));
    assert_eq!(text, "Không có gì thay đổi.\n");
    assert_eq!((&json["changed"], &json["gone"]), (&Value::Array(vec![]), &Value::Array(vec![])));
}

#[test]
fn words_links_and_attachments_that_change_are_told() {
    let site = versions(|site| {
        site.write("content/bulletins/a/index.md", &bulletin("Bài một", "Câu mới. [Cổng](https://b.example/)."));
        site.write("content/bulletins/a/quyet-dinh.pdf", b"%PDF-1.4 ba");
    });
    let (text, json) = diff(&site);
    for line in [
        "  tin/2021/10/a.html  Bài một\n",
        "    - Câu cũ. Cổng.\n",
        "    + Câu mới. Cổng.\n",
        "    - → https://a.example/\n",
        "    + → https://b.example/\n",
        "Tệp đính kèm: 1 đổi\n  đổi:\n    tin/2021/10/a/quyet-dinh.pdf\n",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert_eq!(
        (&json["changed"][0]["kind"], &json["changed"][0]["path"]),
        (&"bulletin".into(), &"tin/2021/10/a.html".into())
    );
    let manifest = fs::read(site.path("moi/manifest.json")).expect("the manifest");
    assert_eq!(json["manifest"], sha256(&manifest).as_str());
}

#[test]
fn pages_that_go_come_first() {
    let site = versions(|site| {
        fs::remove_dir_all(site.path("content/bulletins/b")).expect("removed");
        site.write("content/bulletins/c.md", b"---\ntitle: Ba\ndate: 1/11/2021\nunit: xa-mau\n---\nX\n");
    });
    let (text, _) = diff(&site);
    let (gone, new) = ("!!! Người đọc sẽ không mở được nữa (2)", "Trang mới (");
    let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
    assert!(place(gone) < place("    tin/2021/10/b.html  Bài hai") && place("Bài hai") < place(new), "{text}");
    assert!(place("tin/2021/10/b/quyet-dinh.pdf") < place(new), "{text}");
    assert!(place(new) < place("tin/2021/11/c.html  Ba"), "{text}");
}

#[test]
fn an_address_that_leads_on_is_not_lost() {
    let site = versions(|site| {
        fs::remove_dir_all(site.path("content/bulletins/b")).expect("removed");
        let text = String::from_utf8(bulletin("Bài một", "Câu cũ. [Cổng](https://a.example/).")).expect("text");
        let text = text.replace("---\ntitle", "---\naliases: [tin/2021/10/b.html]\ntitle");
        site.write("content/bulletins/a/index.md", text.as_bytes());
    });
    let (text, json) = diff(&site);
    assert!(text.contains("  tin/2021/10/b.html  Bài hai  →  /tin/2021/10/a.html\n"), "{text}");
    assert_eq!(json["gone"], Value::Array(vec![]));
}

#[test]
fn a_word_in_the_frame_is_told_once() {
    let site = versions(|site| {
        let text = fs::read_to_string(site.path("content/site.yaml")).expect("settings");
        site.write("content/site.yaml", text.replace("Trang thử", "Trang mẫu").as_bytes());
    });
    let (text, json) = diff(&site);
    let groups = json["around"].as_array().expect("groups");
    let largest = groups.iter().map(|group| group["pages"].as_array().expect("pages").len()).max();
    assert!(groups.len() <= 4 && largest >= Some(15), "{text}");
    assert!(text.contains("    + Trang mẫu\n") && text.matches("+ Trang mẫu\n").count() <= 5, "{text}");
    assert!(!json["changed"].to_string().contains("tin/2021/10/a.html"), "{text}");
}

#[test]
fn a_first_publication_is_all_new() {
    let site = versions(|_| {});
    let run = site.run(&["diff", "chua-co", "moi"]).expect_code(0);
    assert!(
        run.stdout.starts_with("Lần đăng đầu tiên. Số trang: ") && run.stdout.contains("Trang mới ("),
        "{}",
        run.stdout
    );
    site.run(&["diff", "cu", "chua-co"])
        .expect_stderr(
            "bantin: không chạy được: chua-co không phải thư mục chứa trang đã dựng; dựng trang mới bằng `bantin build --output …`\n",
        )
        .expect_code(2)
        .done();
}

#[test]
fn the_page_is_the_same_every_time_and_replaces_only_its_like() {
    let site = versions(|site| {
        site.write("content/bulletins/a/index.md", &bulletin("Bài & <b>", "Câu mới."));
        fs::remove_dir_all(site.path("content/bulletins/b")).expect("removed");
    });
    let write = |name: &str| site.run(&["diff", "cu", "moi", "--format", "html", "--output", name]);
    write("a.html").expect_stderr("Đã ghi báo cáo vào a.html\n").expect_code(0).done();
    write("a.html").expect_code(0).done();
    let page = fs::read_to_string(site.path("a.html")).expect("the page");
    let printed = site.run(&["diff", "cu", "moi", "--format", "html"]).expect_code(0).stdout;
    assert_eq!(page, printed);
    for words in
        ["moi so với cu", "<del>Câu cũ. Cổng.</del>", "<ins>Câu mới.</ins>", "Bài &amp; &lt;b&gt;", "Người duyệt"]
    {
        assert!(page.contains(words), "{words} in {page}");
    }
    for forbidden in ["<script", "src=", "href=", "url(", "@import"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    site.write("cua-toi.html", b"<p>x");
    let run = write("cua-toi.html").expect_code(2);
    assert!(run.stderr.contains("không phải báo cáo của `bantin diff`"), "{}", run.stderr);
    site.run(&["diff", "cu", "moi", "--output", "x.html"]).expect_code(2).done();
    assert!(!site.path("x.html").exists());
}
