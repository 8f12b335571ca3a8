//! OpenDocument texts.

use bantin::import::{Refusal, Remark};

use super::files::*;
use crate::support::PIXEL;

#[test]
fn paragraphs_lists_and_tables() {
    let styles = "<style:style style:name=\"B\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/></style:style>\
        <style:style style:name=\"P\" style:family=\"paragraph\" style:parent-style-name=\"Heading_20_2\"/>\
        <style:style style:name=\"H\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>\
        <text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\" style:num-suffix=\".\"/>\
        <text:list-level-style-number text:level=\"2\" style:num-format=\"a\" style:num-suffix=\")\"/></text:list-style>\
        <text:list-style style:name=\"U\"><text:list-level-style-bullet text:level=\"1\"/></text:list-style>";
    let item = |text: &str| format!("<text:list-item><text:p>{text}</text:p></text:list-item>");
    let body = format!(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>đã xóa</text:p></text:deletion></text:changed-region></text:tracked-changes>\
         <text:h text:outline-level=\"1\">I. MỤC TIÊU</text:h><text:p text:style-name=\"P\">Mục nhỏ</text:p>\
         <text:p>Một<text:s text:c=\"2\"/>hai<text:line-break/><text:span text:style-name=\"B\">ba</text:span><text:span text:style-name=\"H\">ẩn</text:span>\
         <office:annotation><text:p>góp ý</text:p></office:annotation>\
         <text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Ghi chú.</text:p></text:note-body></text:note></text:p>\
         <text:list text:style-name=\"L\">{}<text:list-item><text:p>hai</text:p><text:list>{}</text:list></text:list-item></text:list>\
         <text:list text:style-name=\"U\">{}</text:list>\
         <table:table><table:table-row><table:table-cell><text:p>STT</text:p></table:table-cell><table:table-cell><text:p>Việc</text:p></table:table-cell></table:table-row>\
         <table:table-row><table:table-cell table:number-columns-spanned=\"2\"><text:p>Chung</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table>\
         <text:p><text:a xlink:href=\"https://example.org/\">liên kết</text:a></text:p>",
        item("một"),
        item("trong"),
        item("gạch"),
    );
    let found = read("a.odt", &odt_of(styles, &body, &[])).expect("an OpenDocument text");
    assert_eq!(
        found.body,
        "## I. MỤC TIÊU\n\n### Mục nhỏ\n\nMột hai\\\n**ba**[^1]\n\n1.  một\n2.  hai\n\na) trong\n-   gạch\n\n\
         | STT | Việc |\n| --- | --- |\n| Chung |  |\n\n[liên kết](<https://example.org/>)\n\n[^1]: Ghi chú.\n"
    );
    for remark in [Remark::TrackedChanges(1), Remark::Comments(1), Remark::HiddenText(1)] {
        assert!(found.remarks.contains(&remark), "{remark:?} in {:?}", found.remarks);
    }
}

#[test]
fn images_and_old_fonts() {
    let styles = "<style:style style:name=\"V\" style:family=\"paragraph\"><style:text-properties style:font-name=\"F\"/></style:style>";
    let fonts = "<office:document-styles xmlns:office=\"o\" xmlns:style=\"s\" xmlns:svg=\"g\"><office:font-face-decls>\
        <style:font-face style:name=\"F\" svg:font-family=\"'.VnTime'\"/></office:font-face-decls></office:document-styles>";
    let body = "<text:p text:style-name=\"V\">ñy ban nh©n d©n</text:p><text:p><draw:frame><draw:image xlink:href=\"Pictures/1.png\"/><svg:desc>Một ô</svg:desc></draw:frame></text:p>\
        <text:p><draw:frame><draw:text-box><text:p>Trong khung</text:p></draw:text-box></draw:frame></text:p>";
    let parts: [(&str, &[u8]); 2] = [("styles.xml", fonts.as_bytes()), ("Pictures/1.png", PIXEL)];
    let found = read("a.odt", &odt_of(styles, body, &parts)).expect("an OpenDocument text");
    assert_eq!(found.body, "ủy ban nhân dân\n\n![Một ô](anh-1.png)\n\nTrong khung\n");
}

#[test]
fn files_with_a_password_are_refused() {
    let manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>";
    let file = odt_of("", "<text:p>x</text:p>", &[("META-INF/manifest.xml", manifest)]);
    assert_eq!(read("a.odt", &file).err(), Some(Refusal::Encrypted));
}
