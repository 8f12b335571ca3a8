//! What a file's bytes say that it is: names lie, and a browser or Windows believes the bytes or the name as it likes.
//!
//! Takes the first bytes of a file, and of drawings and Office files what else can act. What follows from it for a file
//! that content uses is the business of `model`.

use std::io::{Read, Seek};

use serde::{Deserialize, Serialize};

use super::drawing;

/// The kinds of bytes that are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Nature {
    Pdf,
    Png,
    Jpeg,
    Gif,
    Webp,
    /// ZIP, and so Word, Excel and OpenDocument. `macros`: a program of the document is among its parts.
    Zip {
        macros: bool,
    },
    /// The container of old Office files (MS-CFB).
    Ole,
    /// An SVG drawing without anything that acts or loads.
    Drawing,
    /// An SVG drawing that is more than that, or that cannot be read.
    ActiveDrawing,
    /// HTML, or another text that a browser or a server runs.
    Markup,
    /// A program of Windows, Linux or macOS, or a script that names its interpreter.
    Program,
    #[default]
    Other,
}

/// How many first bytes are looked at: what browsers look at (WHATWG MIME Sniffing, "resource header" of 1445 bytes).
pub(super) const HEAD: usize = 1445;
/// A drawing larger than this is not read whole; nobody draws such a one by hand.
const LARGEST_DRAWING: u64 = 4 * 1024 * 1024;

/// Looks at a file whose first bytes are `head`; reads more of `file` where it is a drawing or an archive.
pub(super) fn nature(extension: &str, head: &[u8], mut file: impl Read + Seek) -> Nature {
    let plain = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let starts = |words: &[u8]| plain.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words));
    if extension.eq_ignore_ascii_case("svg") || starts(b"<svg") {
        return match is_quiet_drawing(&mut file) {
            true => Nature::Drawing,
            false => Nature::ActiveDrawing,
        };
    }
    match head {
        _ if head.starts_with(b"%PDF-") => Nature::Pdf,
        _ if head.starts_with(b"\x89PNG\r\n\x1a\n") => Nature::Png,
        _ if head.starts_with(b"\xff\xd8\xff") => Nature::Jpeg,
        _ if head.starts_with(b"GIF8") => Nature::Gif,
        _ if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") => Nature::Webp,
        _ if head.starts_with(b"PK\x03\x04") => Nature::Zip { macros: has_macros(file) },
        _ if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") => Nature::Ole,
        // Windows, ELF, and Mach-O in both byte orders and for several processors.
        _ if head.starts_with(b"MZ")
            || head.starts_with(b"\x7fELF")
            || [b"\xfe\xed\xfa", b"\xca\xfe\xba"].iter().any(|magic| head.starts_with(*magic))
            || matches!(head, [0xce | 0xcf, 0xfa, 0xed, 0xfe, ..])
            || head.starts_with(b"#!")
            // A shortcut of Windows (MS-SHLLINK).
            || head.starts_with(b"L\0\0\0\x01\x14\x02\0") =>
        {
            Nature::Program
        }
        _ if [
            &b"<!doctype html"[..],
            b"<html",
            b"<head",
            b"<body",
            b"<script",
            b"<iframe",
            b"<?xml",
            b"<%",
            b"<!--",
            b"<a ",
            b"<b>",
            b"<br",
            b"<div",
            b"<embed",
            b"<feed",
            b"<font",
            b"<form",
            b"<h1",
            b"<img",
            b"<link",
            b"<math",
            b"<meta",
            b"<object",
            b"<p>",
            b"<p ",
            b"<rss",
            b"<style",
            b"<table",
            b"<title",
        ]
        .iter()
        .any(|words| starts(words))
            // A server runs it wherever it stands.
            || head.windows(5).any(|word| word.eq_ignore_ascii_case(b"<?php")) =>
        {
            Nature::Markup
        }
        _ => Nature::Other,
    }
}

fn is_quiet_drawing(file: &mut (impl Read + Seek)) -> bool {
    let mut text = String::new();
    let whole = file.rewind().and_then(|()| file.take(LARGEST_DRAWING + 1).read_to_string(&mut text));
    whole.is_ok_and(|size| size as u64 <= LARGEST_DRAWING) && drawing::is_quiet(&text)
}

/// Only the list of parts is read; an archive without a readable one carries no macros that Office would find.
fn has_macros(file: impl Read + Seek) -> bool {
    let is_macro = |name: &str| name.to_ascii_lowercase().ends_with("vbaproject.bin") || name.starts_with("Basic/");
    zip::ZipArchive::new(file)
        .is_ok_and(|archive| archive.file_names().any(|name| name.is_ok_and(|name| is_macro(&name))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};

    fn of(name: &str, bytes: &[u8]) -> Nature {
        nature(name, &bytes[..bytes.len().min(HEAD)], Cursor::new(bytes))
    }

    #[test]
    fn bytes_tell_what_a_file_is() {
        let cases: [(&str, &[u8], Nature); 20] = [
            ("pdf", b"%PDF-1.7\n", Nature::Pdf),
            ("pdf", b"MZ\x90\0", Nature::Program),
            ("pdf", b"\x7fELF", Nature::Program),
            ("pdf", b"#!/bin/sh", Nature::Program),
            ("pdf", b"L\0\0\0\x01\x14\x02\0", Nature::Program),
            ("pdf", b"\xef\xbb\xbf \n<!DOCTYPE HTML>", Nature::Markup),
            ("pdf", b"<HTML>", Nature::Markup),
            ("txt", b"<?php echo 1;", Nature::Markup),
            ("txt", b"x<?PHP echo 1;", Nature::Markup),
            ("txt", b"<p>a<script>", Nature::Markup),
            ("png", b"\x89PNG\r\n\x1a\n", Nature::Png),
            ("jpg", b"\xff\xd8\xff\xe0", Nature::Jpeg),
            ("gif", b"GIF89a", Nature::Gif),
            ("webp", b"RIFF\0\0\0\0WEBPVP8 ", Nature::Webp),
            ("doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Nature::Ole),
            ("docx", b"PK\x03\x04", Nature::Zip { macros: false }),
            ("png", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", Nature::Drawing),
            ("svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x\"/>", Nature::ActiveDrawing),
            ("svg", b"no drawing", Nature::ActiveDrawing),
            ("txt", b"Ch\xe1\xbb\xaf", Nature::Other),
        ];
        for (extension, bytes, expected) in cases {
            assert_eq!(of(extension, bytes), expected, "{extension} {:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn macros_are_found_under_any_name() {
        for (part, macros) in [("word/vbaProject.bin", true), ("xl/VBAPROJECT.BIN", true), ("word/document.xml", false)]
        {
            let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
            zip.start_file(part, zip::write::SimpleFileOptions::default()).expect("a part");
            zip.write_all(b"x").expect("memory takes it");
            let bytes = zip.finish().expect("an archive").into_inner();
            assert_eq!(of("docx", &bytes), Nature::Zip { macros }, "{part}");
        }
    }
}
