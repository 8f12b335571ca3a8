//! Files that want to do harm, or that came broken: each is refused with a reason, soon, and none ends the program.

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use bantin::import::Refusal;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::files::*;
use crate::support::PIXEL;

fn refused(name: &str, bytes: &[u8]) -> Refusal {
    let start = Instant::now();
    let refusal = read(name, bytes).err().unwrap_or_else(|| panic!("{name} was read"));
    // A debug build on a busy machine; the bounds are seconds, not minutes.
    assert!(start.elapsed() < Duration::from_secs(60), "{name}: {:?}", start.elapsed());
    refusal
}

#[test]
fn archives_that_unpack_to_too_much() {
    let zeros = vec![b' '; 120 * 1024 * 1024];
    assert_eq!(refused("bom.docx", &package(&[("word/document.xml", &zeros)])), Refusal::Bomb);
    let letters = vec![b' '; 40 * 1024 * 1024];
    assert_eq!(refused("ty-le.docx", &package(&[("word/document.xml", &letters)])), Refusal::Bomb);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..10_001 {
        zip.start_file(format!("word/{number}"), SimpleFileOptions::default()).expect("a part begins");
    }
    let many = zip.finish().expect("a package ends").into_inner();
    assert_eq!(refused("nhieu.docx", &many), Refusal::Bomb);
}

#[test]
fn entities_and_depth() {
    let laughs = "<!DOCTYPE w:document [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
    assert_eq!(refused("a.docx", &package(&[("word/document.xml", laughs.as_bytes())])), Refusal::UnsafeXml);
    let outside = laughs.replace("<!ENTITY a \"ha\">", "<!ENTITY a SYSTEM \"file:///etc/hostname\">");
    assert_eq!(refused("a.docx", &package(&[("word/document.xml", outside.as_bytes())])), Refusal::UnsafeXml);
    let deep = format!("<w:document><w:body>{}", "<w:tbl><w:tr><w:tc>".repeat(100_000));
    assert_eq!(refused("a.docx", &package(&[("word/document.xml", deep.as_bytes())])), Refusal::UnsafeXml);
    for open in ["<div>", "<b a=1><i b=2><p>", "<table><td>"] {
        assert_eq!(refused("a.html", open.repeat(300_000).as_bytes()), Refusal::TooDeep);
    }
}

#[test]
fn names_inside_an_archive_lead_nowhere() {
    let relations = "<Relationships><Relationship Id=\"i\" Target=\"../../../../tmp/x.png\"/><Relationship Id=\"j\" Target=\"/etc/passwd\"/></Relationships>";
    let body = "<w:p><w:r><w:t>Chữ</w:t></w:r><w:r><w:drawing><a:blip r:embed=\"i\"/><a:blip r:embed=\"j\"/></w:drawing></w:r></w:p>";
    let parts: [(&str, &[u8]); 3] =
        [("word/_rels/document.xml.rels", relations.as_bytes()), ("../../tmp/x.png", PIXEL), ("tmp/x.png", PIXEL)];
    let found = read("a.docx", &docx_of(body, &parts)).expect("a Word file");
    // What is taken out gets a name of our own, whatever it was called.
    assert!(found.images.iter().all(|image| image.name == "anh-1.png"), "{:?}", found.images.len());
}

#[test]
fn files_of_other_kinds_say_what_to_do() {
    let locked =
        [b"\xd0\xcf\x11\xe0".to_vec(), "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    for (name, bytes, expected) in [
        ("a.docx", locked, Refusal::Encrypted),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), Refusal::OldWord),
        ("a.rtf", b"{\\rtf1\\ansi}".to_vec(), Refusal::Rtf),
        ("a.docx", b"%PDF-1.7\n".to_vec(), Refusal::Pdf),
        ("a.txt", PIXEL.to_vec(), Refusal::Image),
        ("a.docx", package(&[("xl/workbook.xml", b"<a/>")]), Refusal::Spreadsheet),
        ("a.docx", package(&[("a.txt", b"x")]), Refusal::OtherArchive),
        ("a.txt", Vec::new(), Refusal::Empty),
        ("a.txt", vec![0, 1, 2, 3, 255, 0, 7], Refusal::Unknown),
        ("a.docx", docx("<w:p/>"), Refusal::NoText),
        ("a.docx", package(&[("word/document.xml", b"<w:document>")]), Refusal::Truncated),
    ] {
        assert_eq!(refused(name, &bytes), expected, "{name}");
    }
}

#[test]
fn entries_with_a_password_are_refused() {
    let mut zip = docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>");
    // The flag of encryption in both heads of the only entry.
    for (sign, flag) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = zip.windows(4).position(|window| window == sign).expect("a head");
        zip[at + flag] |= 1;
    }
    assert_eq!(refused("a.docx", &zip), Refusal::Encrypted);
}

#[test]
fn a_file_cut_anywhere_is_refused_and_never_ends_the_program() {
    let whole = docx(&paragraphs("Kế hoạch số 15/KH-UBND\nPhấn đấu trên 90% hồ sơ đúng hạn."));
    // A file of two letters is a text of two letters.
    for length in 3..whole.len() {
        assert!(read("a.docx", &whole[..length]).is_err(), "{length} of {} bytes", whole.len());
    }
    read("a.docx", &whole).expect("the whole file");
}

#[test]
fn a_file_of_three_hundred_pages_is_read_in_seconds() {
    let page = (0..12).map(|number| format!("{number}. Phấn đấu trên 9{}% hồ sơ được giải quyết đúng hạn theo Kế hoạch số 15/KH-UBND của xã mẫu, với nhiều việc phải làm trong năm.\n", number % 10)).collect::<String>();
    let text: String = (0..300).map(|number| format!("Trang {number}\n{page}")).collect();
    let file = docx(&paragraphs(&text));
    let start = Instant::now();
    let found = read("a.docx", &file).expect("a Word file");
    assert!(found.body.len() > 400_000);
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

/// Word files with something of everything, for damage.
fn sample() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let body = format!(
        "<w:document><w:body>{}<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>",
        paragraphs("Kế hoạch\n- một\n1. hai")
    );
    zip.start_file("word/document.xml", stored).expect("a part begins");
    zip.write_all(body.as_bytes()).expect("a part is written");
    zip.finish().expect("a package ends").into_inner()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_never_end_the_program(damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = sample();
        for (place, byte) in damage {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read("a.docx", &bytes);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), name in "a\\.(docx|html|md|txt|doc)") {
        let _ = read(&name, &bytes);
    }

    #[test]
    fn any_page_is_read(pieces in prop::collection::vec(prop::sample::select(&[
        "<p>", "</p>", "<b>", "</b>", "<table>", "<tr>", "<td rowspan=3>", "<td colspan=99999999>", "</table>", "<ul>", "<li>", "</ul>",
        "<a href=/x>", "</a>", "<br>", "<h1>", "</h1>", "<h7>", "<template>", "<svg>", "<math>", "<select>", "<option>", "</select>",
        "<img src=a.png>", "một câu đủ dài để được coi là một câu trong bài viết", "&#0;", "&amp;", "<!--", "-->", "<frameset>", "<title>",
        "<font face='VNI-Times'>", "aâ", "<blockquote>", "<ol start=4294967295>", "<script>", "</script>", "<body>", "</html>",
    ][..]), 0..60)) {
        let text = pieces.concat();
        let _ = read("a.html", text.as_bytes());
    }
}
