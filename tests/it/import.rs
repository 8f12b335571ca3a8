//! `bantin import` as officers run it, the readers of its formats, and what hostile files meet.

mod drafts;
mod files;
mod hostile;
mod odt;
mod pages;
mod word;

use crate::support::*;
use files::*;

/// A made-up plan as offices write them; numbers of documents serve as forms only.
const PLAN: &str = "\
ỦY BAN NHÂN DÂN
XÃ MẪU 1

KẾ HOẠCH
Cải cách hành chính năm 2025 của xã mẫu 1
(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 05/8/2025 của UBND xã mẫu 1)

I. MỤC TIÊU
- Trên 90% người dân hài lòng (SIPAS).
- 100% hồ sơ được trả đúng hạn.
";

fn site() -> SiteTest {
    SiteTest::small("//- content/units.yaml\nxa-mau-1: {name: xã mẫu 1, kind: commune, parent: tinh-mau}\ntinh-mau: {name: tỉnh Mẫu, kind: province}\n")
        .file("tep/ke-hoach.txt", PLAN.as_bytes())
}

const DRAFT: &str = "content/bulletins/ke-hoach-cai-cach-hanh-chinh-nam-2025-cua-xa-mau-1.md";

#[test]
fn a_text_becomes_a_draft_that_check_accepts() {
    let site = site();
    site.run(&["import", "tep/ke-hoach.txt"]).expect_code(0).expect_stdout(&format!("{DRAFT}\n")).expect_stderr(
        "tep/ke-hoach.txt → content/bulletins/ke-hoach-cai-cach-hanh-chinh-nam-2025-cua-xa-mau-1.md: 1 văn bản, 2 chỉ tiêu (0 cần xem lại), 0 kết quả\n\
         Đọc lại từng bản nháp, nhất là chỗ ghi `xem lại`, rồi chạy `bantin check`. Xóa dòng `draft` khi bài đã xong.\n",
    ).done();
    let draft = std::fs::read_to_string(site.path(DRAFT)).expect("a draft");
    let expected = "\
---
title: Kế hoạch cải cách hành chính năm 2025 của xã mẫu 1
draft: true                      # bản nháp: chưa đăng; đọc lại xong thì xóa dòng này
# date: 22/11/2026               # ngày đăng: tệp không ghi; viết ngày/tháng/năm
# từ: \"XÃ MẪU 1\"
unit: xa-mau-1
# summary: Một, hai câu nói điều gì thay đổi với người dân.
# category: ke-hoach             # mã chuyên mục trong content/site.yaml
# author: {name: Họ và tên, office: Cơ quan}
# source: {name: Tên nguồn, url: \"https://…\"}
decision:
  # từ: \"12/QĐ-UBND ngày 05/8/2025\"
  number: 12/QĐ-UBND
  date: 05/08/2025
  issuer: UBND xã mẫu 1
  # signer: {name: Họ và tên, role: Chức vụ}   # người ký, chép từ văn bản
plan:
  # từ: \"năm 2025\"
  period: năm 2025
targets:
  - statement: Trên 90% người dân hài lòng (SIPAS)
    indicator: sipas
    by: 2025
    # từ: \"Trên 90%\"
    goal: {comparator: \">\", value: 90, unit: \"%\"}
  - statement: 100% hồ sơ được trả đúng hạn
    by: 2025
    # từ: \"100%\"
    goal: {comparator: \"=\", value: 100, unit: \"%\"}
# attachments: [quyet-dinh.pdf]  # tệp văn bản đặt cạnh bài
---
";
    assert!(draft.starts_with(expected), "{draft}");
    assert!(draft.contains("\n## I. MỤC TIÊU\n\n-   Trên 90% người dân hài lòng (SIPAS).\n"), "{draft}");
    site.check().expect_code(0).done();
    site.run(&["check", "--drafts", "--date", TODAY]).expect_code(0).done();
}

/// A made-up decision in the layout of Decree 30/2020; `foot` is what stands below its last article.
fn decision_file(foot: &str) -> Vec<u8> {
    let text = "Số: 15/QĐ-UBND\nXã Mẫu 1, ngày 05 tháng 8 năm 2025\nQUYẾT ĐỊNH\nVề việc ban hành Kế hoạch cải cách hành chính năm 2026\n\
                ỦY BAN NHÂN DÂN XÃ MẪU 1\nCăn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;\n\
                Thực hiện Quyết định số 1389/QĐ-UBND-HC ngày 01/7/2025 của UBND tỉnh Mẫu;\nQUYẾT ĐỊNH:\n\
                Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính năm 2026.\n\
                Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký và thay thế Quyết định số 12/QĐ-UBND ngày 30/02/2024.\n\
                Điều 3. Bãi bỏ Quyết định số 9/QĐ-UBND ngày 03/02/2023.";
    docx(&format!("{}{foot}", paragraphs(text)))
}

#[test]
fn the_summary_counts_what_stands_in_the_draft() {
    let text = PLAN.replace("(SIPAS).", "(SIPAS) và nằm trong tốp 5 của tỉnh.");
    let site = site().file("tep/hai.txt", text.as_bytes());
    let run = site.run(&["import", "tep/hai.txt"]).expect_code(0);
    assert!(run.stderr.contains(" 2 chỉ tiêu (0 cần xem lại), "), "two conditions are one target: {}", run.stderr);
}

#[test]
fn a_decision_in_the_official_layout_is_taken_over_whole() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraphs(text));
    let right = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nNguyễn Văn A";
    let table = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("Nơi nhận:\n- Như Điều 3;\n- Lưu: VT."), cell(right));
    let bare = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell(""), cell(right));
    for foot in [table, bare, paragraphs(&format!("Nơi nhận:\n- Lưu: VT.\n{right}"))] {
        let site = site().file("tep/qd.docx", &decision_file(&foot));
        let run = site.run(&["import", "--stdout", "tep/qd.docx"]).expect_code(0);
        for words in [
            "  number: 15/QĐ-UBND\n  date: 05/08/2025\n",
            "  # từ: \"Quyết định này có hiệu lực thi hành kể từ ngày ký\"\n  effective: 05/08/2025\n",
            "  capacity: KT.\n  signer: {name: \"Nguyễn Văn A\", role: \"Phó Chủ tịch\"}\n",
            "  implements:\n    # từ: \"1389/QĐ-UBND-HC ngày 01/7/2025\"\n    - number: 1389/QĐ-UBND-HC\n",
            "  legal_basis:\n    # từ: \"72/2025/QH15\"\n",
            "  replaces:\n    # từ: \"12/QĐ-UBND ngày 30/02/2024\"\n    - number: 12/QĐ-UBND\n      \
             # xem lại: tệp ghi \"30/02/2024\", ngày này không có trong lịch; đối chiếu với văn bản\n",
            "  repeals:\n    # từ: \"9/QĐ-UBND ngày 03/02/2023\"\n    - number: 9/QĐ-UBND\n      date: 03/02/2023\n",
        ] {
            assert!(run.stdout.contains(words), "{words}\nin {}", run.stdout);
        }
        assert!(!run.stdout.contains("related:") && !run.stdout.contains("\nauthor:"), "{}", run.stdout);
        site.run(&["import", "tep/qd.docx"]).expect_code(0).done();
        site.run(&["check", "--drafts", "--date", TODAY]).expect_code(0).done();
    }
}

#[test]
fn a_signature_below_news_is_for_the_officer_to_judge() {
    let text = "Tin mẫu của xã\n\nUBND xã mẫu 1 ban hành Kế hoạch số 5/KH-UBND ngày 02/01/2025 về cải cách hành chính.\n\nGIÁM ĐỐC\n\nNguyễn Văn A\n";
    let site = site().file("tep/tin.txt", text.as_bytes());
    let run = site.run(&["import", "--stdout", "tep/tin.txt"]).expect_code(0);
    let words = "  # xem lại: có thể không phải người ký văn bản này; đúng thì bỏ dấu #\n  # từ: \"GIÁM ĐỐC Nguyễn Văn A\"\n  # signer: {name: \"Nguyễn Văn A\", role: \"Giám đốc\"}\n";
    assert!(run.stdout.contains(words), "{}", run.stdout);
}

#[test]
fn a_deadline_of_a_quarter_stays_one() {
    let text = "Số: 5/KH-UBND\nXã mẫu 1, ngày 05 tháng 01 năm 2026\nKẾ HOẠCH\nCải cách hành chính năm 2026 của xã mẫu 1\n\nI. MỤC TIÊU\n- Đến hết quý II/2026, 100% hồ sơ được số hóa.\n\
                - Trên 90% người dân hài lòng trong tháng 9 năm 2026.\n- Trên 80% hồ sơ trực tuyến trong 6 tháng đầu năm 2026.\n";
    let site = site().file("tep/kh.txt", text.as_bytes());
    let run = site.run(&["import", "--stdout", "tep/kh.txt"]).expect_code(0);
    for words in ["    by: quý 2/2026\n", "    by: 9/2026\n", "    by: 6 tháng đầu năm 2026\n"] {
        assert!(run.stdout.contains(words), "{words}\nin {}", run.stdout);
    }
    site.run(&["import", "tep/kh.txt"]).expect_code(0).done();
    site.run(&["check", "--drafts", "--date", TODAY]).expect_code(0).done();
}

#[test]
fn a_sentence_that_begins_with_the_year_says_what_was_assessed() {
    let text = "Tin mẫu\n\nNăm nay xã mẫu 1 họp.\n\nKết quả năm 2025: PAR INDEX đạt 88,25%; SIPAS đạt 90,5%.\n\n\
                Năm 2025, Bộ Nội vụ công bố kết quả: PAR INDEX đạt 87,5%.\n";
    let site = site().file("tep/tin.txt", text.as_bytes());
    let run = site.run(&["import", "--stdout", "--unit", "xa-mau-1", "tep/tin.txt"]).expect_code(0);
    for words in [
        "  - indicator: par-index\n    year: 2025\n    score: \"88,25\"\n",
        "  - indicator: sipas\n    year: 2025\n    score: \"90,5\"\n",
        "  # - indicator: par-index\n  #   year:    # năm được đánh giá\n",
    ] {
        assert!(run.stdout.contains(words), "{words}\nin {}", run.stdout);
    }
}

#[test]
fn nothing_that_exists_is_overwritten() {
    let site = site();
    site.run(&["import", "tep/ke-hoach.txt"]).expect_code(0).done();
    site.write(DRAFT, b"sua tay");
    let second = site.run(&["import", "tep/ke-hoach.txt"]).expect_code(0);
    assert_eq!(second.stdout, DRAFT.replace(".md", "-2.md\n"));
    assert!(
        second.stderr.contains("đã có bài tên `ke-hoach-cai-cach-hanh-chinh-nam-2025-cua-xa-mau-1`"),
        "{}",
        second.stderr
    );
    assert_eq!(std::fs::read(site.path(DRAFT)).expect("the first"), b"sua tay");
    // A folder of that name is a bulletin, too.
    let folder = site.path("khac/ke-hoach-cai-cach-hanh-chinh-nam-2025-cua-xa-mau-1");
    std::fs::create_dir_all(&folder).expect("a folder");
    let third = site.run(&["import", "tep/ke-hoach.txt", "--output", "khac"]).expect_code(0);
    assert_eq!(third.stdout, "khac/ke-hoach-cai-cach-hanh-chinh-nam-2025-cua-xa-mau-1-2.md\n");
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let site = site().file("tep/a.pdf", b"%PDF-1.4").file("tep/b.txt", PLAN.replace("xã mẫu 1", "xã mẫu 2").as_bytes());
    let run = site.run(&["import", "tep/a.pdf", "tep/ke-hoach.txt", "tep/b.txt"]).expect_code(1);
    assert_eq!(run.stdout.lines().count(), 2, "{}", run.stdout);
    assert!(run.stderr.starts_with("bantin: tep/a.pdf: không đọc tệp PDF"), "{}", run.stderr);
    assert!(run.stderr.contains("attachments"), "{}", run.stderr);
    let run = site.run(&["import", "tep/khong-co.txt", "tep/ke-hoach.txt"]).expect_code(2);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    let run = site.command(&["import", "tep/a.pdf"]).args(["--lang", "en"]).output().expect("the program starts");
    assert!(!run.status.success());
}

#[test]
fn units_are_those_of_the_site() {
    let site = site();
    site.run(&["import", "tep/ke-hoach.txt", "--unit", "xa-mau1"])
        .expect_code(2)
        .expect_stdout("")
        .expect_stderr(
            "bantin: không chạy được: không có đơn vị `xa-mau1` trong content/units.yaml (có phải là `xa-mau-1`?)\n",
        )
        .done();
    let chosen = SiteTest::small("")
        .file("a.txt", "UBND xã ban hành Kế hoạch số 5/KH-UBND ngày 02/01/2025 về cải cách hành chính.\n".as_bytes());
    let run = chosen.run(&["import", "a.txt", "--unit", "xa-mau", "--stdout"]).expect_code(0);
    assert!(run.stdout.contains("\nunit: xa-mau\n"), "{}", run.stdout);
    chosen.run(&["import", "a.txt", "--site", "khong-co"]).expect_code(2).expect_stdout("").done();
}

#[test]
fn it_works_without_a_site() {
    let folder = SiteTest::new("").file("ke-hoach.txt", PLAN.as_bytes());
    let run = folder.run(&["import", "ke-hoach.txt"]).expect_code(0);
    assert_eq!(run.stdout, "ke-hoach-cai-cach-hanh-chinh-nam-2025-cua-xa-mau-1.md\n");
    assert!(run.stderr.contains("không thấy trang nào ở đây"), "{}", run.stderr);
    assert!(folder.path("ke-hoach-cai-cach-hanh-chinh-nam-2025-cua-xa-mau-1.md").exists());
    folder.run(&["import", "ke-hoach.txt", "--output", "ra/nhap", "--quiet"]).expect_code(0).expect_stderr("").done();
    assert!(folder.path("ra/nhap/ke-hoach-cai-cach-hanh-chinh-nam-2025-cua-xa-mau-1.md").exists());
}

#[test]
fn standard_output_holds_results_alone() {
    let site = site().file(
        "cu.txt",
        &latin("C¸c c¬ quan thùc hiÖn kÕ ho¹ch sè 5/KH-UBND ngµy 02/01/2025, trªn 90% hå s¬ ®óng h¹n.\n"),
    );
    let draft = site.run(&["import", "--stdout", "tep/ke-hoach.txt"]).expect_code(0).expect_stderr("");
    assert!(draft.stdout.starts_with("---\ntitle: "), "{}", draft.stdout);
    assert!(!site.path(DRAFT).exists());
    let run = site.run(&["import", "--format", "json", "tep/ke-hoach.txt", "cu.txt"]).expect_code(0);
    let objects: Vec<serde_json::Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).expect("an object on each line")).collect();
    assert_eq!(objects.len(), 2);
    assert_eq!(objects[0]["decisions"][0]["number"], "12/QĐ-UBND");
    assert_eq!(objects[0]["unit"], "xa-mau-1");
    assert_eq!(objects[1]["decisions"][0]["date"], "2025-01-02");
    assert!(run.stderr.contains("TCVN3"), "{}", run.stderr);
    for target in objects[0]["targets"].as_array().expect("a list") {
        assert!(PLAN.contains(target["quote"].as_str().expect("words")), "{target}");
    }
    assert!(!site.path("content/bulletins").exists());
}

#[test]
fn front_matter_of_an_author_wins_and_gaps_are_filled() {
    let text = "---\ntitle: \"Tên của tôi: giữ nguyên\"\nunit: tinh-mau\ndraft: false\n---\n\nUBND xã mẫu 1 ban hành Kế hoạch số 5/KH-UBND ngày 02/01/2025; phấn đấu trên 90% hồ sơ đúng hạn.\n";
    let site = site().file("bai-cua-toi.md", text.as_bytes());
    site.run(&["import", "bai-cua-toi.md"]).expect_code(0).expect_stdout("content/bulletins/bai-cua-toi.md\n").done();
    let draft = std::fs::read_to_string(site.path("content/bulletins/bai-cua-toi.md")).expect("a draft");
    assert!(
        draft.starts_with("---\ntitle: \"Tên của tôi: giữ nguyên\"\nunit: tinh-mau\ndraft: false\n# date"),
        "{draft}"
    );
    assert!(draft.contains("\n  number: 5/KH-UBND\n") && !draft.contains("unit: xa-mau-1"), "{draft}");
    assert!(draft.ends_with(
        "---\n\nUBND xã mẫu 1 ban hành Kế hoạch số 5/KH-UBND ngày 02/01/2025; phấn đấu trên 90% hồ sơ đúng hạn.\n"
    ));
    site.check().expect_code(0).done();
}

#[test]
fn images_beside_a_markdown_file_come_along() {
    let text = "# Một bài có ảnh trong xã\n\n![Một ô](anh/o.png) và ![mất](mat.png)\n";
    let site = SiteTest::small("").file("bai.md", text.as_bytes()).file("anh/o.png", PIXEL);
    let run = site.run(&["import", "bai.md"]).expect_code(0).expect_stdout("content/bulletins/bai/index.md\n");
    assert!(run.stderr.contains("không có ảnh mat.png"), "{}", run.stderr);
    let draft = std::fs::read_to_string(site.path("content/bulletins/bai/index.md")).expect("a draft");
    assert!(draft.starts_with("---\ntitle: Một bài có ảnh trong xã\n"), "{draft}");
    assert!(draft.ends_with("\n---\n\n![Một ô](anh-1.png) và ![mất](mat.png)\n"), "{draft}");
}

#[test]
fn what_one_sentence_says_of_an_index_stands_together() {
    let text = "Bản tin mẫu\n\nXã mẫu 1 phấn đấu Chỉ số cải cách hành chính (PAR INDEX) năm 2025 đạt từ 86%, thuộc nhóm 15 xã đứng đầu.\n\n\
                Kết quả, Chỉ số hài lòng (SIPAS) của xã mẫu 1 trong năm 2020 đạt 83,76%, xếp hạng 37/63.\n\n\
                Tác giả: Lê Mẫu, Trung tâm Văn hóa xã mẫu 1\n";
    let site = site().file("tep/tin.txt", text.as_bytes());
    let run = site.run(&["import", "--stdout", "--unit", "xa-mau-1", "tep/tin.txt"]).expect_code(0);
    let all_of = "    all_of:\n      # từ: \"đạt từ 86%\"\n      - {comparator: \">=\", value: 86, unit: \"%\"}\n      # từ: \"thuộc nhóm 15 xã đứng đầu\"\n      - {comparator: \"rank_top\", value: 15";
    let result = "  - indicator: sipas\n    year: 2020\n    score: \"83,76\"\n    rank: 37\n    of: 63\n";
    let author = "author: {name: \"Lê Mẫu\", office: \"Trung tâm Văn hóa xã mẫu 1\"}\n";
    for words in [all_of, result, author] {
        assert!(run.stdout.contains(words), "{words}\nin {}", run.stdout);
    }
}

#[test]
fn a_title_that_names_an_unknown_unit_is_not_given_to_a_known_one() {
    let text = "THÀNH PHỐ MẪU HAI: Ban hành Kế hoạch cải cách hành chính năm 2025\n\nNgày 05/8/2025, UBND thành phố Mẫu Hai thuộc tỉnh Mẫu \
                ban hành Quyết định số 12/QĐ-UBND.\n";
    let site = site().file("tep/tin.txt", text.as_bytes());
    let run = site.run(&["import", "--stdout", "tep/tin.txt"]).expect_code(0);
    assert!(run.stdout.contains("# xem lại: chưa có mã của \"THÀNH PHỐ MẪU HAI\""), "{}", run.stdout);
    assert!(!run.stdout.contains("\nunit:"), "{}", run.stdout);
    let run = site.run(&["import", "--stdout", "--unit", "xa-mau-1", "tep/tin.txt"]).expect_code(0);
    assert!(run.stdout.contains("\nunit: xa-mau-1\n") || run.stdout.contains("\nunit: tinh-mau\n"), "{}", run.stdout);
}

#[test]
fn a_folder_for_drafts_does_not_go_with_printing() {
    for option in [&["--stdout"][..], &["--format", "json"]] {
        let arguments = [&["import", "--output", "ra", "tep/ke-hoach.txt"], option].concat();
        let run = site().run(&arguments).expect_code(2);
        assert!(run.stderr.contains("--output") && run.stdout.is_empty(), "{}", run.stderr);
    }
}

#[test]
fn an_article_inside_the_one_form_of_a_page_is_found() {
    let article = "<p>Ngày 12/3/2026, UBND xã mẫu 1 ban hành Kế hoạch số 21/KH-UBND về cải cách hành chính năm 2026 của xã.</p>\
                   <p>Phấn đấu tỷ lệ hài lòng đạt trên 90% và hồ sơ đúng hạn đạt 99%, giao Văn phòng chủ trì thực hiện.</p>";
    let page =
        |body: &str| format!("<!DOCTYPE html><html><head><title>Trang mẫu</title></head><body>{body}</body></html>");
    let whole =
        page(&format!("<form action=a><div class=menu><a href=/>Trang chủ</a></div><h1>Tin mẫu</h1>{article}</form>"));
    let beside = page(&format!(
        "<h1>Tin mẫu</h1>{article}<form id=gui><p>Mời bạn đọc gửi ý kiến về Kế hoạch số 99/KH-UBND tại đây.</p></form>"
    ));
    for html in [whole, beside] {
        let site = site().file("tep/trang.html", html.as_bytes());
        let run = site.run(&["import", "--stdout", "tep/trang.html"]).expect_code(0);
        assert!(run.stdout.contains("number: 21/KH-UBND") && run.stdout.contains("Phấn đấu tỷ lệ"), "{}", run.stdout);
        assert!(!run.stdout.contains("99/KH-UBND"), "{}", run.stdout);
    }
}

#[test]
fn a_unit_that_is_only_mentioned_is_asked_for_and_the_option_wins() {
    let text = "Hội nghị tổng kết\n\n".to_owned()
        + &"Các đơn vị đã trao đổi nhiều nội dung về công tác chuyên môn trong kỳ vừa qua. ".repeat(8)
        + "Đại biểu tỉnh Mẫu dự.\n";
    let site = site().file("tep/tin.txt", text.as_bytes());
    let run = site.run(&["import", "--stdout", "tep/tin.txt"]).expect_code(0);
    assert!(
        run.stdout.contains("# xem lại: tệp chỉ nhắc đến đơn vị này") && run.stdout.contains("# unit: tinh-mau"),
        "{}",
        run.stdout
    );
    let run = site.run(&["import", "--stdout", "--unit", "xa-mau-1", "tep/tin.txt"]).expect_code(0);
    assert!(run.stdout.contains("\nunit: xa-mau-1\n"), "{}", run.stdout);
}

#[test]
fn what_is_no_file_is_refused_at_once() {
    let site = site();
    let run = site.run(&["import", "--stdout", "content", "khong-co.docx"]).expect_code(2);
    assert!(run.stderr.contains("content: không phải là tệp"), "{}", run.stderr);
    assert!(run.stderr.contains("khong-co.docx: không có tệp hoặc thư mục này"), "{}", run.stderr);
}

#[test]
fn rows_of_very_different_length_do_not_fill_the_memory() {
    let cells = |count: usize| format!("<tr>{}</tr>", "<td>x</td>".repeat(count));
    let html = format!("<html><body><table>{}{}</table></body></html>", cells(3000), cells(1).repeat(3000));
    let site = site().file("tep/bang.html", html.as_bytes());
    let run = site.run(&["import", "--stdout", "tep/bang.html"]).expect_code(0);
    assert!(run.stdout.len() < 1_000_000, "{} bytes", run.stdout.len());
}

#[test]
fn a_link_to_a_file_of_the_old_site_is_told() {
    let html = "<html><body><article><h1>Tin mẫu</h1><p>Ngày 12/3/2026, UBND xã mẫu 1 ban hành Kế hoạch số 21/KH-UBND về cải cách hành \
                chính, xem <a href='/upload/21-KH.pdf'>tại đây</a>, <a href='#dau'>đầu trang</a>.</p></article></body></html>";
    let site = site().file("tep/trang.html", html.as_bytes());
    let run = site.run(&["import", "--stdout", "tep/trang.html"]).expect_code(0);
    assert!(run.stderr.contains("liên kết /upload/21-KH.pdf chỉ dùng được trên trang cũ"), "{}", run.stderr);
    assert!(run.stdout.contains("xem tại đây") && !run.stderr.contains("#dau"), "{}", run.stdout);
}

#[test]
fn a_page_that_was_saved_without_its_text_is_refused() {
    let html = "<html><head><title>Tin mẫu</title></head><body><h1>Tin mẫu</h1><div id=app></div><script>load()</script></body></html>";
    let site = site().file("tep/trang.html", html.as_bytes());
    let run = site.run(&["import", "tep/trang.html"]).expect_code(1);
    assert!(run.stderr.contains("không tìm thấy bài viết nào trong trang"), "{}", run.stderr);
}
