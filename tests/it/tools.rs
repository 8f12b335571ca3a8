//! What serves readers beside the text: feedback, consultations, corrections, recordings, pictures in large, and the
//! counter that a site may turn on and must then name.

use crate::support::*;

const BULLETIN: &str = "tin/2026/11/lay-y-kien.html";

/// A bulletin with the given lines of front matter.
fn bulletin(lines: &str) -> String {
    format!(
        "//- content/bulletins/lay-y-kien.md\n---\ntitle: Ý kiến & góp ý\ndate: 02/11/2026\nunit: xa-mau\n{lines}---\nNội dung.\n"
    )
}

fn settings(lines: &str) -> String {
    format!("//- content/site.yaml\nformat: 1\ntitle: Trang thử\n{lines}")
}

/// The page of the bulletin in a site of these files.
fn page(files: &str) -> String {
    let site = SiteTest::small(files);
    site.build().expect_code(0).done();
    site.output_file(BULLETIN)
}

fn holds(page: &str, expected: &str) {
    assert!(page.contains(expected), "the page should hold {expected}; it is:\n{page}");
}

#[test]
fn feedback_names_title_and_address_in_utf_8() {
    let mail = "mailto:gopy@example.org?subject=G%C3%B3p%20%C3%BD%3A%20%C3%9D%20ki%E1%BA%BFn%20%26%20g%C3%B3p%20%C3%BD&amp;body=";
    let placed = settings("base_url: https://example.org/cchc/\nfeedback: gopy@example.org\n") + &bulletin("");
    let absolute = "https%3A%2F%2Fexample.org%2Fcchc%2Ftin%2F2026%2F11%2Flay-y-kien.html\"";
    holds(&page(&placed), &format!("{mail}{absolute}"));
    let unplaced = settings("feedback: gopy@example.org\n") + &bulletin("");
    holds(&page(&unplaced), &format!("{mail}tin%2F2026%2F11%2Flay-y-kien.html\""));
}

#[test]
fn feedback_goes_to_the_form_where_there_is_one() {
    let form = settings("feedback: {email: gopy@example.org, form: \"https://example.org/gop-y\"}\n") + &bulletin("");
    let page = page(&form);
    holds(&page, "<a href=\"https://example.org/gop-y\"");
    assert!(!page.contains("mailto:gopy@example.org?subject"), "two ways to the same desk");
}

#[test]
fn pages_of_the_site_take_feedback_too() {
    let site = SiteTest::small(
        &(settings("feedback: gopy@example.org\n")
            + "//- content/pages/gioi-thieu.md\n---\ntitle: Giới thiệu\n---\nX\n"),
    );
    site.build().expect_code(0).done();
    holds(
        &site.output_file("gioi-thieu.html"),
        "mailto:gopy@example.org?subject=G%C3%B3p%20%C3%BD%3A%20Gi%E1%BB%9Bi%20thi%E1%BB%87u&amp;body=gioi-thieu.html",
    );
}

#[test]
fn a_consultation_says_where_it_stands_on_the_day_of_the_build() {
    let cases = [
        (
            "01/12/2026",
            "15/12/2026",
            "<strong>Sắp lấy ý kiến</strong> <span class=\"with\">bắt đầu sau 9 ngày, tính từ",
        ),
        ("01/11/2026", "23/11/2026", "<strong>Đang lấy ý kiến</strong> <span class=\"with\">còn 1 ngày, tính từ"),
        ("01/11/2026", "22/11/2026", "<strong>Đang lấy ý kiến</strong> <span class=\"with\">ngày cuối cùng là"),
        ("01/11/2026", "21/11/2026", "<strong>Đã kết thúc</strong></dd>"),
    ];
    for (from, to, expected) in cases {
        let page = page(&bulletin(&format!("consultation: {{from: {from}, to: {to}}}\n")));
        holds(&page.replace('\u{a0}', " "), expected);
    }
}

#[test]
fn the_contact_of_a_consultation_is_a_link_where_it_is_an_address() {
    let contact = |contact: &str| {
        page(&bulletin(&format!("consultation: {{from: 01/11/2026, to: 15/12/2026, contact: {contact}}}\n")))
    };
    holds(&contact("gop-y@example.org"), "<a href=\"mailto:gop-y@example.org?subject=G%C3%B3p%20%C3%BD%3A%20");
    holds(&contact("0277 385 1234"), "<a href=\"tel:02773851234\" rel=\"noopener\">0277 385 1234</a>");
    holds(&contact("Văn phòng UBND"), "<dd>Văn phòng UBND</dd>");
}

#[test]
fn corrections_stand_newest_first_and_end_with_the_first_publication() {
    let page = page(&bulletin(
        "corrections:\n  - {date: 12/11/2026, note: Sửa số}\n  - {date: 04/11/2026, note: Sửa ngày}\n  - {date: 12/11/2026, note: Sửa tên}\n",
    ));
    let page = page.split("id=\"dinh-chinh\"").nth(1).expect("the part on corrections").replace('\u{a0}', " ");
    let places: Vec<usize> = ["Sửa tên", "Sửa số", "Sửa ngày", "Đăng ngày <time datetime=\"2026-11-02\">"]
        .iter()
        .map(|text| page.find(text).unwrap_or_else(|| panic!("{text} is missing in {page}")))
        .collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn a_video_brings_the_captions_that_lie_beside_it() {
    let text = bulletin("video: phong-su.mp4\n").replace("lay-y-kien.md", "lay-y-kien/index.md");
    let site = SiteTest::small(&text).file("content/bulletins/lay-y-kien/phong-su.mp4", b"video");
    site.build().expect_code(0).done();
    assert!(!site.output_file(BULLETIN).contains("<track"));
    site.write("content/bulletins/lay-y-kien/phong-su.vtt", b"WEBVTT\n");
    site.build().expect_code(0).done();
    let page = site.output_file(BULLETIN);
    holds(&page, "<track kind=\"captions\" src=\"../../../tin/2026/11/lay-y-kien/phong-su.vtt\" srclang=\"vi\"");
    assert_eq!(site.output_file("tin/2026/11/lay-y-kien/phong-su.vtt"), "WEBVTT\n");
}

#[test]
fn a_recording_stands_before_the_text_and_instead_of_the_voice_of_the_device() {
    let text = bulletin("audio: ban-doc.mp3\n").replace("lay-y-kien.md", "lay-y-kien/index.md");
    let site = SiteTest::small(&text).file("content/bulletins/lay-y-kien/ban-doc.mp3", b"audio");
    site.build().expect_code(0).done();
    let page = site.output_file(BULLETIN);
    let (audio, prose) = (page.find("<audio controls"), page.find("class=\"prose\""));
    assert!(audio.is_some() && audio < prose, "the recording stands before the text");
    assert!(!page.contains("data-tool=\"listen\""), "one way to listen");
    holds(&self::page(&bulletin("")), "data-tool=\"listen\"");
}

#[test]
fn pictures_of_a_gallery_are_links_to_the_files() {
    let text = bulletin("gallery: [{file: anh.png, alt: Một ô}]\n").replace("lay-y-kien.md", "lay-y-kien/index.md");
    let site = SiteTest::small(&text).file("content/bulletins/lay-y-kien/anh.png", PIXEL);
    site.build().expect_code(0).done();
    let page = site.output_file(BULLETIN);
    let gallery = page.split("class=\"gallery\"").nth(1).expect("a gallery");
    holds(gallery, "<a href=\"../../../tin/2026/11/lay-y-kien/anh.png\">\n<img");
}

const COUNTER: &str = "measuring: {script: \"https://dem.example.org/dem.js\", name: Bộ đếm tỉnh, purpose: biết trang nào được đọc nhiều}\n";
const PRIVACY: &str = "//- content/pages/quyen-rieng-tu.md\n---\ntitle: Quyền riêng tư\n---\nX\n";

#[test]
fn nothing_is_counted_unless_the_site_asks_for_it() {
    let site = SiteTest::small(&(bulletin("") + PRIVACY));
    site.build().expect_code(0).done();
    for (name, bytes) in site.output().iter().filter(|(name, _)| name.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        assert!(!page.contains("<script defer") && !page.contains("src=\"http"), "{name} loads something");
    }
    assert!(!site.output_file("quyen-rieng-tu.html").contains("dem-luot-xem"));
}

#[test]
fn a_counter_is_loaded_late_and_named_on_the_page_on_privacy() {
    let site = SiteTest::small(&(settings(COUNTER) + &bulletin("") + PRIVACY));
    site.build().expect_code(0).done();
    for name in ["index.html", BULLETIN, "quyen-rieng-tu.html"] {
        holds(&site.output_file(name), "<script defer src=\"https://dem.example.org/dem.js\"></script>");
    }
    let page = site.output_file("quyen-rieng-tu.html");
    let section = page.split("id=\"dem-luot-xem\"").nth(1).expect("a section on the counter");
    for text in ["<dd>dem.example.org</dd>", "<dd>Bộ đếm tỉnh</dd>", "biết trang nào được đọc nhiều"]
    {
        holds(section, text);
    }
    assert!(!site.output_file(BULLETIN).contains("dem-luot-xem"));
}
