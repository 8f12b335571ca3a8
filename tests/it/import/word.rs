//! Word files: what of them becomes text, and what does not.

use bantin::import::Remark;

use super::files::*;
use crate::support::PIXEL;

fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

fn paragraph(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

fn check(body: &str, expected: &str) {
    assert_eq!(word_body(body), expected, "{body}");
}

#[test]
fn styles_and_bold_lines_are_headings() {
    let styles = "<w:styles><w:style w:type=\"paragraph\" w:styleId=\"A\"><w:name w:val=\"heading 1\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"B\"><w:name w:val=\"Riêng\"/><w:basedOn w:val=\"A\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"C\"><w:name w:val=\"Tiêu đề 2\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"D\"><w:name w:val=\"Khác\"/><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"T\"><w:name w:val=\"toc 1\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Z\"><w:name w:val=\"vòng\"/><w:basedOn w:val=\"Z\"/></w:style></w:styles>";
    let styled =
        |id: &str, text: &str| paragraph(&format!("<w:pPr><w:pStyle w:val=\"{id}\"/></w:pPr>{}", run("", text)));
    let body = [
        styled("T", "I. PHẦN MỘT 3"),
        styled("B", "I. PHẦN MỘT"),
        styled("C", "Mục hai"),
        styled("D", "Mục ba"),
        styled("Z", "Đoạn."),
        paragraph(&run("<w:b/>", "II. PHẦN HAI")),
        paragraph(&run("<w:b w:val=\"0\"/>", "Không đậm")),
        paragraph(&run("", "Cuối.")),
    ];
    let found =
        read("a.docx", &docx_of(&body.concat(), &[("word/styles.xml", styles.as_bytes())])).expect("a Word file");
    assert_eq!(
        found.body,
        "## I. PHẦN MỘT\n\n### Mục hai\n\n### Mục ba\n\nĐoạn.\n\n## II. PHẦN HAI\n\nKhông đậm\n\nCuối.\n"
    );
}

#[test]
fn lists_keep_their_numbers() {
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId=\"0\">\
        <w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
        <w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%2)\"/></w:lvl></w:abstractNum>\
        <w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\u{f0b7}\"/></w:lvl></w:abstractNum>\
        <w:abstractNum w:abstractNumId=\"2\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"3\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>\
        <w:num w:numId=\"3\"><w:abstractNumId w:val=\"2\"/></w:num></w:numbering>";
    let item = |id: u8, level: u8, bold: &str, text: &str| {
        paragraph(&format!(
            "<w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{id}\"/></w:numPr></w:pPr>{}",
            run(bold, text)
        ))
    };
    let body = [
        item(1, 0, "<w:b/>", "MỤC TIÊU"),
        item(1, 1, "", "việc một"),
        item(1, 1, "", "việc hai"),
        item(2, 0, "", "gạch"),
        item(3, 0, "", "ba"),
        item(3, 0, "", "bốn"),
        paragraph(&run("", "– 100% hồ sơ")),
        paragraph(&run("", "+ trong đó")),
    ];
    let found =
        read("a.docx", &docx_of(&body.concat(), &[("word/numbering.xml", numbering.as_bytes())])).expect("a Word file");
    assert_eq!(
        found.body,
        "## I. MỤC TIÊU\n\na) việc một\n\nb) việc hai\n-   gạch\n3.  ba\n4.  bốn\n-   100% hồ sơ\n    -   trong đó\n"
    );
    assert_eq!(
        found.text,
        "I. MỤC TIÊU\n\na) việc một\nb) việc hai\n- gạch\n3. ba\n4. bốn\n- 100% hồ sơ\n- trong đó\n"
    );
}

#[test]
fn tracked_changes_are_accepted_and_comments_left_out() {
    let body = paragraph(&format!(
        "{}<w:ins>{}</w:ins><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del><w:moveFrom>{}</w:moveFrom><w:r><w:commentReference w:id=\"1\"/></w:r>{}",
        run("", "Trên "),
        run("", "95%"),
        run("", "chuyển đi"),
        run("", " hồ sơ"),
    )) + "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Một câu </w:t></w:r></w:p><w:p><w:r><w:t>liền nhau.</w:t></w:r></w:p>";
    let found = read("a.docx", &docx(&body)).expect("a Word file");
    assert_eq!(found.body, "Trên 95% hồ sơ\n\nMột câu liền nhau.\n");
    assert!(found.remarks.contains(&Remark::TrackedChanges(4)), "{:?}", found.remarks);
    assert!(found.remarks.contains(&Remark::Comments(1)));
}

#[test]
fn text_boxes_stand_once_and_hidden_text_nowhere() {
    let inner = "<w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent>";
    let body = format!(
        "<w:p><w:r><w:t>Ngoài</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:inline>{inner}</wp:inline></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>{}</w:p>",
        run("<w:vanish/>", "ẩn"),
    );
    check(&body, "Ngoài\n\nTrong khung\n");
}

#[test]
fn fields_show_their_results() {
    let body = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \"https://example.org/a\" </w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>trang</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
        <w:r><w:t xml:space=\"preserve\"> và </w:t></w:r><w:fldSimple w:instr=\"PAGE\"><w:r><w:t>5</w:t></w:r></w:fldSimple></w:p>";
    check(body, "[trang](<https://example.org/a>) và 5\n");
}

#[test]
fn links_notes_breaks_and_images() {
    let relations = "<Relationships>\
        <Relationship Id=\"l1\" Type=\"x/hyperlink\" Target=\"https://example.org/\" TargetMode=\"External\"/>\
        <Relationship Id=\"l2\" Type=\"x/hyperlink\" Target=\"javascript:alert(1)\" TargetMode=\"External\"/>\
        <Relationship Id=\"i1\" Type=\"x/image\" Target=\"media/../media/a%20b.png\"/><Relationship Id=\"i2\" Type=\"x/image\" Target=\"media/b.emf\"/></Relationships>";
    let notes = "<w:footnotes><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:t>_</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Theo báo cáo.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let picture = |id: &str| {
        format!(
            "<w:r><w:drawing><wp:inline><wp:docPr descr=\"Một ô\"/><a:blip r:embed=\"{id}\"/></wp:inline></w:drawing></w:r>"
        )
    };
    let body = format!(
        "<w:p><w:hyperlink r:id=\"l1\">{}</w:hyperlink><w:hyperlink r:id=\"l2\">{}</w:hyperlink><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>\
         <w:p><w:r><w:t>Dòng</w:t><w:tab/><w:t>một</w:t><w:br/><w:t>Dòng hai</w:t></w:r></w:p><w:p>{}{}</w:p>",
        run("", "nơi này"),
        run("", " nơi khác"),
        picture("i1"),
        picture("i2"),
    );
    let parts: [(&str, &[u8]); 4] = [
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
        ("word/media/a%20b.png", PIXEL),
        ("word/media/b.emf", b"\x01\x00\x00\x00"),
    ];
    let found = read("a.docx", &docx_of(&body, &parts)).expect("a Word file");
    assert_eq!(
        found.body,
        "[nơi này](<https://example.org/>) nơi khác[^1]\n\nDòng một\\\nDòng hai\n\n![Một ô](anh-1.png)\n\n[^1]: Theo báo cáo.\n"
    );
    assert_eq!((found.images.len(), found.images[0].name.as_str()), (1, "anh-1.png"));
    assert!(found.remarks.contains(&Remark::LinksDropped(1)) && found.remarks.contains(&Remark::ImagesDropped(1)));
}

#[test]
fn tables_keep_their_columns() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let body = format!(
        "<w:tbl>{}{}{}{}</w:tbl>",
        row(&[cell("", "STT"), cell("", "Nhiệm vụ"), cell("", "Chủ trì")]),
        row(&[cell("<w:gridSpan w:val=\"3\"/>", "I. Chung")]),
        row(&[cell("<w:vMerge w:val=\"restart\"/>", "1"), cell("", "Việc | một"), cell("", "Phòng A")]),
        row(&[cell("<w:vMerge/>", "1"), cell("", "Việc hai"), cell("", "Phòng B")]),
    );
    check(
        &body,
        "| STT | Nhiệm vụ | Chủ trì |\n| --- | --- | --- |\n| I. Chung |  |  |\n| 1 | Việc \\| một | Phòng A |\n|  | Việc hai | Phòng B |\n",
    );
}

#[test]
fn a_logo_on_every_page_is_unpacked_once() {
    let relations = "<Relationships><Relationship Id=\"i\" Target=\"media/a.png\"/></Relationships>";
    // Padded behind its end, where readers of images look no more.
    let mut logo = PIXEL.to_vec();
    logo.resize(3 * 1024 * 1024, 7);
    let page = "<w:p><w:r><w:t>Chữ</w:t></w:r><w:r><w:drawing><a:blip r:embed=\"i\"/></w:drawing></w:r></w:p>";
    let parts: [(&str, &[u8]); 2] =
        [("word/_rels/document.xml.rels", relations.as_bytes()), ("word/media/a.png", &logo)];
    let found = read("a.docx", &docx_of(&page.repeat(200), &parts)).expect("a Word file");
    assert_eq!(found.images.len(), 1);
    assert_eq!(found.body.matches("![](anh-1.png)").count(), 200);
}

/// The head of a made-up letter, as offices draw it: a table without borders.
const HEAD: &str = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>ỦY BAN NHÂN DÂN</w:t></w:r></w:p><w:p><w:r><w:t>XÃ MẪU 1</w:t></w:r></w:p></w:tc>\
    <w:tc><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</w:t></w:r></w:p><w:p><w:r><w:t>Độc lập - Tự do - Hạnh phúc</w:t></w:r></w:p></w:tc></w:tr>\
    <w:tr><w:tc><w:p><w:r><w:t>Số: 15/KH-UBND</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Xã mẫu 1, ngày 05 tháng 8 năm 2025</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";

#[test]
fn a_letterhead_is_read_as_number_and_date() {
    let body =
        format!("{HEAD}{}", paragraphs("KẾ HOẠCH\nCải cách hành chính năm 2025\nPhấn đấu trên 90% hồ sơ đúng hạn."));
    let found = read("a.docx", &docx(&body)).expect("a Word file");
    assert!(!found.body.contains('|'), "{}", found.body);
    assert_eq!(found.titles[0], "Kế hoạch cải cách hành chính năm 2025");
    let facts = bantin::extract::extract(&found.text, &Default::default());
    assert_eq!(facts.decisions[0].number.canonical(), "15/KH-UBND");
    assert_eq!(facts.decisions[0].date.map(|date| date.to_string()).as_deref(), Some("2025-08-05"));
}

#[test]
fn old_fonts_are_decoded_where_they_are_used() {
    let styles = "<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\".VnTime\" w:hAnsi=\".VnTime\"/></w:rPr></w:rPrDefault></w:docDefaults>\
        <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"N\"><w:name w:val=\"Normal\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"V\"><w:basedOn w:val=\"N\"/><w:rPr><w:rFonts w:ascii=\"VNI-Times\" w:hAnsi=\"VNI-Times\"/></w:rPr></w:style></w:styles>";
    let unicode = "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\"/>";
    let capitals = "<w:rFonts w:ascii=\".VnTimeH\" w:hAnsi=\".VnTimeH\"/>";
    let body = [
        paragraph(&(run("", "ñy ban nh©n d©n x· ") + &run(capitals, "mÉu") + &run(unicode, " – Độc lập"))),
        // A letter and its mark in two runs.
        paragraph(
            &("<w:pPr><w:pStyle w:val=\"V\"/></w:pPr>".to_owned() + &run("", "UÛy ban nha") + &run("", "ân daân")),
        ),
        paragraph(&run("", "Đã là Unicode")),
    ];
    let found =
        read("a.docx", &docx_of(&body.concat(), &[("word/styles.xml", styles.as_bytes())])).expect("a Word file");
    assert_eq!(found.body, "ủy ban nhân dân xã MẪU – Độc lập\n\nỦy ban nhân dân\n\nĐã là Unicode\n");
    assert!(found.remarks.iter().any(|remark| matches!(remark, Remark::Fonts("VNI"))));
}

#[test]
fn a_word_file_gives_the_facts_of_its_text() {
    let text = "Xã mẫu 1 ban hành kế hoạch\nNgày 05/8/2025, UBND xã mẫu 1 ban hành Kế hoạch số 15/KH-UBND.\nPhấn đấu trên 90% hồ sơ đúng hạn.";
    let found = read("a.docx", &docx(&paragraphs(text))).expect("a Word file");
    let facts = bantin::extract::extract(&found.text, &Default::default());
    let document = serde_json::to_value(facts.document(&found.text)).expect("JSON");
    assert_eq!(document["decisions"][0]["number"], "15/KH-UBND");
    assert!(found.text.contains(document["targets"][0]["quote"].as_str().expect("words")));
}
