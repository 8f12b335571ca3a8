//! Addresses are for ever: `addresses.lock` remembers what was published, and nothing vanishes without anybody deciding so.

use crate::support::*;

const A: &str = "content/bulletins/a.md";
const ADDRESS: &str = "tin/2021/10/a.html";

fn text(front: &str) -> String {
    format!("---\ntitle: Bài A\nunit: xa-mau\n{front}---\nNội dung.\n")
}

/// A site of one bulletin that was built once.
fn published() -> SiteTest {
    let site = SiteTest::small("").file(A, text("date: 11/10/2021\n").as_bytes());
    site.build().expect_code(0).done();
    assert!(lock(&site).contains("\"tin/2021/10/a.html\": {\"title\":\"Bài A\",\"source\":\"bulletins/a.md\"}"));
    site
}

fn lock(site: &SiteTest) -> String {
    std::fs::read_to_string(site.path("addresses.lock")).expect("a build writes the list of addresses")
}

/// The build is refused with all of `words`, and the published site stays.
fn assert_refused(site: &SiteTest, words: &[&str]) {
    let before = (site.output(), lock(site));
    let run = site.build().expect_code(1);
    for word in words {
        assert!(run.stderr.contains(word), "{word} is not in:\n{}", run.stderr);
    }
    run.done();
    assert_eq!((site.output(), lock(site)), before, "a refused build changes nothing");
    site.check().expect_code(1).done();
}

#[test]
fn a_bulletin_that_vanished_is_named() {
    let site = published();
    std::fs::remove_file(site.path(A)).expect("it is there");
    assert_refused(
        &site,
        &[
            "[removed-address]",
            "--> addresses.lock:9:1",
            ADDRESS,
            "Bài A",
            "content/bulletins/a.md",
            "--accept-removals",
        ],
    );
}

#[test]
fn a_bulletin_that_was_renamed_is_found_again_by_its_title() {
    let site = published();
    std::fs::rename(site.path(A), site.path("content/bulletins/b.md")).expect("it is there");
    assert_refused(&site, &["bulletins/b.md", "aliases: [tin/2021/10/a.html]"]);
    site.write("content/bulletins/b.md", text("date: 11/10/2021\naliases: [tin/2021/10/a.html]\n").as_bytes());
    site.build().expect_code(0).done();
    assert!(site.output_file(ADDRESS).contains("url=../../../tin/2021/10/b.html"));
    // The old address is one of the site's own now: without the line it would be gone again.
    site.write("content/bulletins/b.md", text("date: 11/10/2021\n").as_bytes());
    assert_refused(&site, &["[moved-address]", ADDRESS, "tin/2021/10/b.html"]);
}

#[test]
fn another_date_is_another_address() {
    let site = published();
    site.write(A, text("date: 11/11/2021\n").as_bytes());
    assert_refused(&site, &["[moved-address]", ADDRESS, "tin/2021/11/a.html", "aliases: [tin/2021/10/a.html]"]);
}

#[test]
fn what_was_published_is_no_draft_again() {
    let site = published();
    site.write(A, text("date: 11/10/2021\ndraft: có\n").as_bytes());
    assert_refused(&site, &["[unpublished-address]", ADDRESS]);
}

#[test]
fn entries_of_registers_stay() {
    let site = published();
    site.write(A, text("date: 11/10/2021\n").replace("unit: xa-mau\n", "").as_bytes());
    site.write("content/units.yaml", b"tinh-mau: {name: t\xE1\xBB\x89nh M\xE1\xBA\xABu, kind: province}\n");
    assert_refused(&site, &["don-vi/xa-mau.html", "content/units.yaml", "successors"]);
}

#[test]
fn a_misprinted_number_leads_on() {
    let site = SiteTest::small("");
    site.write(A, text("date: 11/10/2021\ndecision: 1945/QĐ-UBND ngày 06/10/2021\n").as_bytes());
    site.build().expect_code(0).done();
    site.write(A, text("date: 11/10/2021\ndecision: 1954/QĐ-UBND ngày 06/10/2021\n").as_bytes());
    let old = "van-ban/xa-mau/2021/1945-qd-ubnd.html";
    assert_refused(&site, &["[moved-address]", old]);
    let front = format!("date: 11/10/2021\ndecision: 1954/QĐ-UBND ngày 06/10/2021\naliases: [{old}]\n");
    site.write(A, text(&front).as_bytes());
    site.build().expect_code(0).done();
    assert!(site.output_file(old).contains("tin/2021/10/a.html"));
    // An address that a decision has now is nobody's alias.
    let front = front.replace("aliases: [van-ban/xa-mau/2021/1945", "aliases: [van-ban/xa-mau/2021/1954");
    site.write(A, text(&front).as_bytes());
    assert_refused(&site, &["[reserved-address]"]);
}

#[test]
fn a_withdrawal_leaves_a_notice() {
    let site = published();
    std::fs::remove_file(site.path(A)).expect("it is there");
    let run = site.run(&["build", "--date", TODAY, "--accept-removals"]).expect_code(0);
    assert!(run.stderr.contains("Đã rút tin/2021/10/a.html (“Bài A”)"), "{run:?}");
    let page = site.output_file(ADDRESS);
    for word in ["Trang đã được rút", "“Bài A”", "datetime=\"2026-11-22\"", "name=\"robots\" content=\"noindex\""]
    {
        assert!(page.contains(word), "{word} is not in:\n{page}");
    }
    assert!(lock(&site).contains("\"tin/2021/10/a.html\": {\"date\":\"2026-11-22\",\"title\":\"Bài A\"}"));
    let sitemap = site.output_file("sitemap.xml");
    assert!(!sitemap.contains("a.html"), "{sitemap}");
    // The day of the withdrawal is remembered, and the title goes where staff take it out.
    let edited = lock(&site).replace("\"title\":\"Bài A\"}", "\"title\":\"\",\"note\":\"Đăng <nhầm>\"}");
    site.write("addresses.lock", edited.as_bytes());
    site.run(&["build", "--date", "2026-12-01"]).expect_code(0).done();
    let page = site.output_file(ADDRESS);
    assert!(
        page.contains("2026-11-22") && page.contains("Lý do: Đăng &lt;nhầm&gt;") && !page.contains("Bài A"),
        "{page}"
    );
    assert_eq!(lock(&site), edited);
    // What was withdrawn by mistake comes back.
    site.write(A, text("date: 11/10/2021\n").as_bytes());
    site.build().expect_code(0).done();
    assert!(site.output_file(ADDRESS).contains("Nội dung."));
    assert!(lock(&site).contains("\"withdrawn\": {}"), "{}", lock(&site));
}

#[test]
fn previews_publish_nothing() {
    let site = published();
    let before = lock(&site);
    site.write("content/bulletins/b.md", text("date: 11/10/2021\ndraft: có\n").as_bytes());
    site.write("content/bulletins/c.md", text("date: 11/10/2027\n").as_bytes());
    for option in ["--drafts", "--future"] {
        site.run(&["build", "--date", TODAY, option]).expect_code(0).done();
        assert_eq!(lock(&site), before, "{option}");
    }
    std::fs::remove_file(site.path("content/bulletins/b.md")).expect("it is there");
    site.build().expect_code(0).done();
}

/// It publishes nothing, so it writes no list of addresses, and what it was told to accept holds for it alone.
#[test]
fn a_preview_of_drafts_accepts_for_itself_alone() {
    let site = published();
    std::fs::remove_file(site.path(A)).expect("it is there");
    site.run(&["build", "--date", TODAY, "--drafts", "--accept-removals"]).expect_code(0).done();
    let run = site.run(&["build", "--date", TODAY, "--drafts"]).expect_code(1);
    assert!(run.stderr.contains("[removed-address]"), "{}", run.stderr);
}

#[test]
fn what_was_published_does_not_wait_for_a_day() {
    let site = published();
    site.write(A, text("date: 11/10/2031\n").as_bytes());
    assert_refused(&site, &["[unpublished-address]", "content/bulletins/a.md:4:1", ADDRESS, "11/10/2031"]);
}

#[test]
fn the_id_of_a_unit_may_change_where_its_address_leads_on() {
    let site = published();
    let units = String::from_utf8(std::fs::read(site.path("content/units.yaml")).expect("the units")).expect("UTF-8");
    site.write("content/units.yaml", units.replace("xa-mau:", "xa-mau-moi:").as_bytes());
    let front = "date: 11/10/2021\naliases: [don-vi/xa-mau.html]\n";
    site.write(A, text(front).replace("unit: xa-mau\n", "unit: xa-mau-moi\n").as_bytes());
    site.build().expect_code(0).done();
    assert!(site.output_file("don-vi/xa-mau.html").contains("tin/2021/10/a.html"));
    // An address that a unit has is nobody's alias.
    site.write("content/units.yaml", units.as_bytes());
    site.write(A, text(front).as_bytes());
    assert_refused(&site, &["[reserved-address]", "bỏ địa chỉ này khỏi `aliases`"]);
}

#[test]
fn a_withdrawal_that_has_no_room_harms_nothing() {
    let site = published();
    for (now, gone) in
        [("Cu.html", "cu-a/index.html"), ("cu.html", "Cu.html"), ("cu.html/", "cu.html"), ("x.html", "cu.html/")]
    {
        site.write(A, text(&format!("date: 11/10/2021\naliases: [{now}]\n")).as_bytes());
        site.run(&["build", "--date", TODAY, "--accept-removals"]).expect_code(0).done();
        assert_eq!(manifest_faults(&site.output()), Vec::<String>::new(), "{now} after {gone}");
        site.build().expect_code(0).done();
    }
}

#[test]
fn a_mistake_in_a_file_is_told_once() {
    let site = published();
    site.write(A, text("date: 31/02/2021\n").as_bytes());
    let run = site.build().expect_code(1);
    assert!(run.stderr.contains("1 lỗi;"), "{}", run.stderr);
    run.done();
    site.write(A, text("date: 11/10/2021\n").as_bytes());
    site.write("content/units.yaml", b"xa-mau: {name: [}\n");
    let run = site.build().expect_code(1);
    assert!(!run.stderr.contains("removed-address"), "{}", run.stderr);
    run.done();
}

#[test]
fn a_damaged_list_stops_the_build_and_stays_as_it_is() {
    let site = published();
    for (damaged, word) in [
        (lock(&site).replace("\"withdrawn\"", "<<<<<<< HEAD\n\"withdrawn\""), "[bad-lock]"),
        (lock(&site).replace("tin/2021/10/a.html", "../../x.html"), "[bad-lock]"),
        (lock(&site).replace("\"format\": 1", "\"format\": 2"), "[unknown-format]"),
    ] {
        site.write("addresses.lock", damaged.as_bytes());
        assert_refused(&site, &[word, "addresses.lock"]);
    }
}

#[test]
fn nothing_new_writes_nothing() {
    let site = published();
    let time = |name: &str| std::fs::metadata(site.path(name)).and_then(|file| file.modified()).expect("a time");
    let before = time("addresses.lock");
    site.build().expect_code(0).done();
    site.write(A, text("date: 11/10/2021\n").replace("Nội dung.", "Nội dung khác.").as_bytes());
    site.build().expect_code(0).done();
    assert_eq!(time("addresses.lock"), before);
}
