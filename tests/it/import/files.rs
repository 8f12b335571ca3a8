//! Files for tests, made in memory: Word and OpenDocument packages from the XML of their texts.

use std::io::{Cursor, Write};

use bantin::import::{File, Imported, Refusal};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A package of these parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).expect("a part begins");
        zip.write_all(bytes).expect("a part is written");
    }
    zip.finish().expect("a package ends").into_inner()
}

/// A Word file of a body and other parts.
pub fn docx_of(body: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document xmlns:w=\"w\" xmlns:r=\"r\" xmlns:mc=\"mc\" xmlns:wp=\"wp\" xmlns:a=\"a\" xmlns:v=\"v\"><w:body>{body}</w:body></w:document>"
    );
    let mut all = vec![("word/document.xml", document.as_bytes())];
    all.extend_from_slice(parts);
    package(&all)
}

pub fn docx(body: &str) -> Vec<u8> {
    docx_of(body, &[])
}

/// An OpenDocument text of a body; `styles` are the automatic ones.
pub fn odt_of(styles: &str, body: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\" xmlns:style=\"s\" xmlns:fo=\"f\" xmlns:draw=\"d\" xmlns:xlink=\"x\" xmlns:svg=\"g\"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let mimetype = b"application/vnd.oasis.opendocument.text";
    let mut all: Vec<(&str, &[u8])> = vec![("mimetype", mimetype), ("content.xml", content.as_bytes())];
    all.extend_from_slice(parts);
    package(&all)
}

/// Word paragraphs of plain text, one for each line.
pub fn paragraphs(text: &str) -> String {
    text.lines()
        .map(|line| format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(line)))
        .collect()
}

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Text of Latin-1 as bytes.
pub fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(u32::from(letter)).expect("a letter of Latin-1")).collect()
}

/// Reads a file that has nothing beside it.
pub fn read(name: &str, bytes: &[u8]) -> Result<Imported, Refusal> {
    bantin::import::read(&File { name, bytes, beside: &|_| None })
}

/// The body of a Word file as Markdown.
pub fn word_body(body: &str) -> String {
    read("a.docx", &docx(body)).expect("a Word file").body
}
