//! `bantin verify`: whoever changes, takes away or adds a file of a published site is found out.

use std::fs;

use serde_json::Value;

use crate::support::*;

mod web;

const PAGE: &str = "tin/2021/10/a.html";

fn published() -> SiteTest {
    let site = SiteTest::small("//- content/bulletins/a.md\n---\ntitle: Bài\ndate: 11/10/2021\nunit: xa-mau\n---\nX\n");
    site.build().expect_code(0).done();
    site
}

fn found(site: &SiteTest, arguments: &[&str], code: i32) -> Value {
    let run = site.run(&[&["verify", "public", "--format", "json"], arguments].concat()).expect_code(code);
    serde_json::from_str(&run.stdout).expect("JSON")
}

#[test]
fn a_site_as_it_was_published_passes() {
    let site = published();
    let run = site.run(&["verify", "public"]).expect_code(0);
    assert!(run.stdout.is_empty() && run.stderr.contains("đúng như khi đăng"), "{}", run.stderr);
    let manifest = fs::read(site.path("public/manifest.json")).expect("the manifest");
    assert!(run.stderr.contains(&sha256(&manifest)), "{}", run.stderr);
}

#[test]
fn every_kind_of_damage_is_named() {
    let site = published();
    let page = site.path(&format!("public/{PAGE}"));
    let text = fs::read_to_string(&page).expect("a page");
    // The size stays the same.
    fs::write(&page, text.replace("Bài", "Bại")).expect("changed");
    fs::remove_file(site.path("public/feed.rss")).expect("removed");
    fs::create_dir_all(site.path("public/tin/.x")).expect("made");
    fs::write(site.path("public/tin/.x/ca-cuoc.html"), "<h1>Cá cược</h1>").expect("added");
    let run = site.run(&["verify", "public"]).expect_code(1);
    let expected = format!("đã bị sửa: {PAGE}\nbị mất: feed.rss\ntệp lạ: tin/.x/ca-cuoc.html\n");
    assert_eq!(run.stdout, expected);
    assert!(run.stderr.contains("1 tệp đã bị sửa, 1 tệp bị mất, 1 tệp lạ"), "{}", run.stderr);
    let json = found(&site, &[], 1);
    assert_eq!((&json["changed"][0], &json["extra"][0]), (&PAGE.into(), &"tin/.x/ca-cuoc.html".into()));
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_file_is_a_change() {
    let site = published();
    let page = site.path(&format!("public/{PAGE}"));
    fs::rename(&page, site.path("elsewhere.html")).expect("moved");
    std::os::unix::fs::symlink(site.path("elsewhere.html"), &page).expect("linked");
    let json = found(&site, &[], 1);
    assert_eq!((&json["changed"], &json["missing"]), (&vec![PAGE].into(), &Value::Array(vec![])));
}

#[test]
fn who_changes_the_manifest_too_is_found_by_a_copy() {
    let site = published();
    let manifest = site.path("public/manifest.json");
    fs::copy(&manifest, site.path("ban-ke.json")).expect("copied");
    let page = site.path(&format!("public/{PAGE}"));
    let old = fs::read(&page).expect("a page");
    fs::write(&page, b"khac").expect("changed");
    let text = fs::read_to_string(&manifest).expect("the manifest");
    let forged =
        text.replace(&sha256(&old), &sha256(b"khac")).replace(&format!("\"size\":{}", old.len()), "\"size\":4");
    fs::write(&manifest, forged).expect("forged");
    assert_eq!(found(&site, &[], 0)["changed"], Value::Array(vec![]), "its own manifest says nothing");
    let json = found(&site, &["--manifest", "ban-ke.json"], 1);
    assert_eq!(json["changed"], Value::from(vec!["manifest.json", PAGE]));
}

#[test]
fn what_is_no_manifest_is_refused() {
    let site = published();
    site.run(&["verify", "content"]).expect_code(2).done();
    for text in [
        "{",
        "{\"version\": 2, \"files\": {}}",
        "{\"version\": 1, \"files\": {\"../content/site.yaml\": {\"size\": 1, \"sha256\": \"\"}}}",
        "{\"version\": 1, \"files\": {\"/etc/passwd\": {\"size\": 1, \"sha256\": \"\"}}}",
    ] {
        site.write("ban-ke.json", text.as_bytes());
        let run = site.run(&["verify", "public", "--manifest", "ban-ke.json"]).expect_code(2);
        assert!(run.stderr.contains("không phải bản kê"), "{text}: {}", run.stderr);
    }
}

/// Whoever has a copy of a decision can see whether it is the one that was published.
#[test]
fn the_hash_of_an_attachment_stands_on_its_pages() {
    let front = "---\ntitle: Bài\ndate: 11/10/2021\nunit: xa-mau\ndecision: {number: 1/QĐ-UBND, date: 06/10/2021, attachments: [qd.pdf]}\nattachments: [bieu.pdf]\n---\nX\n";
    let site = SiteTest::small("")
        .file("content/bulletins/a/index.md", front.as_bytes())
        .file("content/bulletins/a/qd.pdf", b"%PDF-1.4 qd")
        .file("content/bulletins/a/bieu.pdf", b"%PDF-1.4 bieu");
    site.build().expect_code(0).done();
    for (page, bytes) in
        [(PAGE, &b"%PDF-1.4 qd"[..]), (PAGE, b"%PDF-1.4 bieu"), ("van-ban/xa-mau/2021/1-qd-ubnd.html", b"%PDF-1.4 qd")]
    {
        let words = format!(
            "<details><summary>Mã kiểm tra SHA-256</summary><p>Tải tệp về, tính SHA-256 của tệp rồi so với mã dưới đây: hai mã giống nhau thì tệp đúng là tệp đã đăng.</p><code class=\"hash\">{}</code></details>",
            sha256(bytes)
        );
        assert!(site.output_file(page).contains(&words), "{page}");
    }
}
