//! Saved pages of portals. The pages are made up, as are the units, numbers and sentences on them.

use std::fs;

use bantin::import::{File, Imported, Remark};

use super::files::*;
use crate::support::*;

/// A made-up page as portals are saved by browsers: menus, a date, the article, other news, counters, comments, a footer.
const PAGE: &str = "<!DOCTYPE html>\n<!-- saved from url=(0040)https://xa-mau-1.example.org/tin/ke-hoach.html -->\n<html><head>
<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">
<title>Xã mẫu 1 ban hành kế hoạch cải cách - Cổng thông tin xã mẫu 1</title>
<meta property=\"og:site_name\" content=\"Cổng thông tin xã mẫu 1\">
<script>var so = \"Quyết định số 99/QĐ-UBND ngày 01/01/2020\";</script></head><body>
<div class=\"topbar\"><a href=\"/\">Trang chủ</a></div>
<ul class=\"main-menu\"><li><a href=\"/a\">Giới thiệu</a></li><li><a href=\"/b\">Kế hoạch số 77/KH-UBND ngày 02/02/2020</a></li></ul>
<div class=\"wrapper\"><div class=\"col-left\">
<div class=\"breadcrumb\">Trang chủ » Tin tức</div>
<h1 class=\"title\">Xã mẫu 1 ban hành kế hoạch cải cách</h1>
<div class=\"date\">Thứ ba, 05/08/2025 08:30</div>
<div class=\"tools\"><a href=\"#\">A+</a> | <a href=\"#\">In bài viết</a></div>
<div class=\"news-content\">
<p class=\"sapo\"><strong>Ngày 04/8/2025, UBND xã mẫu 1 ban hành Kế hoạch số 15/KH-UBND về cải cách hành chính năm 2025 trên địa bàn xã.</strong></p>
<p style=\"text-align:center\"><img src=\"./Trang_files/anh%20mot.png\" alt=\"Một ô\"><br><em>Ảnh minh họa</em></p>
<p>Theo đó, phấn đấu trên 90% hồ sơ được giải quyết đúng hạn; xem <a href=\"../van-ban/15.html\">toàn văn</a>.</p>
<ul><li>100% thủ tục hành chính được công khai;</li><li>duy trì <b>một cửa</b>.</li></ul>
<table><tr><th>Việc</th><th>Hạn</th></tr><tr><td rowspan=\"2\">Rà soát</td><td>Quý I</td></tr><tr><td>Quý II</td></tr></table>
<p style=\"text-align:right\"><strong>Ban biên tập</strong></p>
</div>
<p><strong>Các tin khác:</strong></p>
<ul><li><a href=\"/1\">Tin một: mục tiêu 50% hồ sơ trực tuyến</a> (01/08/2025)</li><li><a href=\"/2\">Tin hai</a></li><li><a href=\"/3\">Tin ba</a></li></ul>
<div id=\"comments\"><p>Một người đọc: phấn đấu 10% thôi, theo ý kiến của tôi thì như thế là đủ rồi đấy các bác ạ.</p></div>
</div><div class=\"sidebar\"><p>Thống kê: đạt 123456 lượt truy cập, phấn đấu trên 99% khách hài lòng với trang này trong năm.</p></div></div>
<footer>Bản quyền: UBND xã mẫu 1. Giấy phép số 12/GP-STTTT ngày 03/03/2020.</footer></body></html>";

fn page(text: &str) -> Imported {
    read("trang.html", text.as_bytes()).expect("a page")
}

#[test]
fn the_article_is_found_among_the_furniture() {
    let found = bantin::import::read(&File {
        name: "trang.html",
        bytes: PAGE.as_bytes(),
        beside: &|name| (name == "Trang_files/anh mot.png").then(wide_pixel),
    })
    .expect("a page");
    assert_eq!(
        found.body,
        "Thứ ba, 05/08/2025 08:30\n\n**Ngày 04/8/2025, UBND xã mẫu 1 ban hành Kế hoạch số 15/KH-UBND về cải cách hành chính năm 2025 trên địa bàn xã.**\n\n\
         ![Một ô](anh-1.png)\\\n*Ảnh minh họa*\n\n\
         Theo đó, phấn đấu trên 90% hồ sơ được giải quyết đúng hạn; xem [toàn văn](<https://xa-mau-1.example.org/van-ban/15.html>).\n\n\
         -   100% thủ tục hành chính được công khai;\n-   duy trì **một cửa**.\n\n\
         | Việc | Hạn |\n| --- | --- |\n| Rà soát | Quý I |\n|  | Quý II |\n\nBan biên tập\n"
    );
    let about = &found.about;
    assert_eq!(about.title.as_deref(), Some("Xã mẫu 1 ban hành kế hoạch cải cách"));
    assert_eq!(about.url.as_deref(), Some("https://xa-mau-1.example.org/tin/ke-hoach.html"));
    assert_eq!(about.source.as_deref(), Some("Cổng thông tin xã mẫu 1"));
    let facts = bantin::extract::extract(&found.text, &Default::default());
    let numbers: Vec<String> = facts.decisions.iter().map(|decision| decision.number.canonical()).collect();
    assert_eq!(numbers, ["15/KH-UBND"]);
    assert_eq!(facts.published.map(|found| found.date.to_string()).as_deref(), Some("2025-08-05"));
    let values: Vec<String> =
        facts.targets.iter().filter_map(|target| target.value).map(|value| value.vietnamese()).collect();
    assert_eq!(values, ["90", "100"]);
}

/// [`PIXEL`] with another size in its head: small pictures are furniture.
fn wide_pixel() -> Vec<u8> {
    let mut bytes = PIXEL.to_vec();
    bytes[18] = 2;
    bytes[22] = 2;
    bytes
}

#[test]
fn a_saved_page_brings_its_images_and_nothing_from_elsewhere() {
    let site =
        SiteTest::small("").file("luu/trang.html", PAGE.as_bytes()).file("luu/Trang_files/anh mot.png", &wide_pixel());
    let run = site.run(&["import", "luu/trang.html"]).expect_code(0);
    assert_eq!(run.stdout, "content/bulletins/xa-mau-1-ban-hanh-ke-hoach-cai-cach/index.md\n");
    let folder = site.path("content/bulletins/xa-mau-1-ban-hanh-ke-hoach-cai-cach");
    assert_eq!(fs::read(folder.join("anh-1.png")).expect("the image"), wide_pixel());
    let draft = fs::read_to_string(folder.join("index.md")).expect("the draft");
    assert!(
        draft.contains("\ndate: 05/08/2025\n") && draft.contains("\nsource:\n  name: Cổng thông tin xã mẫu 1\n"),
        "{draft}"
    );
    site.write("bi-mat.png", &wide_pixel());
    site.write("luu/ngoai.html", PAGE.replace("./Trang_files/anh%20mot.png", "../bi-mat.png").as_bytes());
    let run = site.run(&["import", "--stdout", "luu/ngoai.html"]).expect_code(0);
    assert!(run.stderr.contains("không có ảnh ../bi-mat.png"), "{}", run.stderr);
}

#[test]
fn pages_in_other_encodings() {
    let text = "<html><head><meta charset=\"utf-16\"></head><body><p>Ủy ban nhân dân xã mẫu 1 ban hành kế hoạch cải cách hành chính.</p></body></html>";
    let units: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let found = read("a.html", &units).expect("a page");
    assert_eq!(found.body, "Ủy ban nhân dân xã mẫu 1 ban hành kế hoạch cải cách hành chính.\n");
    let windows = b"<meta charset=windows-1258><p>U\xd2y ban nh\xe2n d\xe2n ban h\xe0nh k\xea\xec ho\xe1\xf2ch ca\xd2i ca\xecch h\xe0nh chi\xecnh.</p>".map(|byte| if byte == 0xe1 { b'a' } else { byte });
    let found = read("a.html", &windows).expect("a page");
    assert_eq!(found.body, "Ủy ban nhân dân ban hành kế hoạch cải cách hành chính.\n");
    assert!(found.remarks.contains(&Remark::Decoded("windows-1258")));
}

#[test]
fn what_a_page_states_of_itself() {
    let found = page(
        "<html><head><title>Tin | Trang</title><link rel=canonical href=https://example.org/a><meta property=article:published_time content=2025-08-05T08:00:00+07:00>\
         <meta name=author content='Tổ biên tập xã mẫu'></head><body><article><h1>Kế hoạch mới của xã mẫu 1</h1>\
         <p>Ủy ban nhân dân xã mẫu 1 vừa ban hành kế hoạch cải cách hành chính của năm nay, gồm nhiều việc.</p></article></body></html>",
    );
    let about = found.about;
    assert_eq!(about.title.as_deref(), Some("Kế hoạch mới của xã mẫu 1"));
    assert_eq!(about.published.map(|date| date.to_string()).as_deref(), Some("2025-08-05"));
    assert_eq!(about.author.as_deref(), Some("Tổ biên tập xã mẫu"));
    assert_eq!(about.url.as_deref(), Some("https://example.org/a"));
}

#[test]
fn a_name_is_not_believed_of_the_whole_page() {
    let found = page(&PAGE.replace("<div class=\"wrapper\">", "<div class=\"wrapper menu-fixed\">"));
    assert!(
        found.body.contains("Theo đó, phấn đấu trên 90% hồ sơ") && !found.body.contains("Giới thiệu"),
        "{}",
        found.body
    );
}

#[test]
fn fonts_of_old_pages_are_decoded() {
    let found = page(
        "<body><p><font face=\".VnTime\">ñy ban nh©n d©n x· mÉu ®· ban hµnh kÕ ho¹ch c¶i c¸ch hµnh chÝnh</font></p></body>",
    );
    assert_eq!(found.body, "ủy ban nhân dân xã mẫu đã ban hành kế hoạch cải cách hành chính\n");
}
