//! What a file is, by its content; the extension only tells text from Markdown and a page from text about pages.

use super::archive::Archive;
use super::images;
use super::remarks::Refusal;

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Docx,
    Odt,
    Html,
    Markdown,
    Text,
}

impl Kind {
    /// The name that people know.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Docx => "Word (.docx)",
            Kind::Odt => "OpenDocument (.odt)",
            Kind::Html => "HTML",
            Kind::Markdown => "Markdown",
            Kind::Text => "text (.txt)",
        }
    }

    /// Whether a file of this kind would have such a name.
    pub fn fits(self, name: &str) -> bool {
        let extension = extension(name);
        match self {
            Kind::Docx => matches!(extension.as_str(), "docx" | "docm" | "dotx"),
            Kind::Odt => matches!(extension.as_str(), "odt" | "ott"),
            Kind::Html => matches!(extension.as_str(), "html" | "htm" | "xhtml" | "shtml" | "aspx" | "php"),
            Kind::Markdown | Kind::Text => !matches!(
                extension.as_str(),
                "docx"
                    | "docm"
                    | "dotx"
                    | "odt"
                    | "ott"
                    | "doc"
                    | "rtf"
                    | "pdf"
                    | "png"
                    | "jpg"
                    | "jpeg"
                    | "xlsx"
                    | "zip"
            ),
        }
    }
}

fn extension(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    last.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_ascii_lowercase())
}

/// The kind of a file.
///
/// # Errors
/// Where it is none that is read.
pub fn of(name: &str, bytes: &[u8]) -> Result<Kind, Refusal> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal::Empty);
    }
    match bytes {
        [b'P', b'K', 3 | 5 | 7, ..] => return archived(bytes),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err(compound(name, bytes)),
        [b'{', b'\\', b'r', b't', b'f', ..] => return Err(Refusal::Rtf),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] | [b'B', b'M', _, _, _, _, 0, 0, ..] => {
            return Err(Refusal::Image);
        }
        _ if images::extension(bytes).is_some() => return Err(Refusal::Image),
        _ => {}
    }
    let head = head(bytes);
    if head.contains("%pdf-") {
        return Err(Refusal::Pdf);
    }
    if head.trim_start().starts_with("mime-version:") || head.contains("content-type: multipart/related") {
        return Err(Refusal::WebArchive);
    }
    written(name, &head)
}

/// What begins a file, in small letters of ASCII, whatever its encoding.
fn head(bytes: &[u8]) -> String {
    let letters = bytes.iter().take(4096).filter(|byte| **byte != 0);
    letters.map(|byte| char::from(byte.to_ascii_lowercase())).skip_while(|letter| !letter.is_ascii()).collect()
}

fn written(name: &str, head: &str) -> Result<Kind, Refusal> {
    let start = head.trim_start();
    let is_page = start.starts_with("<!doctype html")
        || start.starts_with("<html")
        || start.starts_with("<head")
        || (start.starts_with('<') && head.contains("<html"));
    if is_page {
        return Ok(Kind::Html);
    }
    if start.starts_with("<?xml") {
        return Err(Refusal::FlatXml);
    }
    Ok(match extension(name).as_str() {
        "html" | "htm" | "xhtml" | "shtml" | "aspx" | "php" => Kind::Html,
        "md" | "markdown" => Kind::Markdown,
        _ => Kind::Text,
    })
}

fn archived(bytes: &[u8]) -> Result<Kind, Refusal> {
    let mut archive = Archive::open(bytes)?;
    if archive.has("word/document.xml") || archive.has_folder("word/") {
        return Ok(Kind::Docx);
    }
    if archive.has_folder("xl/") {
        return Err(Refusal::Spreadsheet);
    }
    if archive.has_folder("ppt/") {
        return Err(Refusal::Slides);
    }
    let office = archive.part("mimetype")?.map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned());
    match office.as_deref().and_then(|name| name.strip_prefix("application/vnd.oasis.opendocument.")) {
        Some(name) if name.starts_with("text") => Ok(Kind::Odt),
        Some(name) if name.starts_with("spreadsheet") => Err(Refusal::Spreadsheet),
        Some(name) if name.starts_with("presentation") => Err(Refusal::Slides),
        _ if archive.has("content.xml") => Ok(Kind::Odt),
        // Word may name its parts otherwise; the list of contents tells.
        _ if archive.has("[Content_Types].xml") => {
            let types = archive.part("[Content_Types].xml")?.unwrap_or_default();
            let is_word = String::from_utf8_lossy(&types).contains("wordprocessingml.document.main");
            if is_word { Ok(Kind::Docx) } else { Err(Refusal::OtherArchive) }
        }
        _ => Err(Refusal::OtherArchive),
    }
}

/// What the old container of Microsoft holds: a file with a password, or one of the old formats.
fn compound(name: &str, bytes: &[u8]) -> Refusal {
    let holds = |text: &str| {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(units.len()).any(|window| window == units)
    };
    match () {
        () if holds("EncryptedPackage") => Refusal::Encrypted,
        () if holds("WordDocument") => Refusal::OldWord,
        () if holds("Workbook") => Refusal::Spreadsheet,
        () if holds("PowerPoint Document") => Refusal::Slides,
        () if matches!(extension(name).as_str(), "xls") => Refusal::Spreadsheet,
        () if matches!(extension(name).as_str(), "ppt") => Refusal::Slides,
        () => Refusal::OldWord,
    }
}

/// The encoding that a page declares in its first bytes.
pub fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = head(bytes);
    let at = head.find("charset=").map(|at| at + 8).or_else(|| head.find("encoding=").map(|at| at + 9))?;
    let name: String = head[at..]
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
        .collect();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_content() {
        for (name, bytes, expected) in [
            ("a.docx", &b"%PDF-1.7"[..], Err(Refusal::Pdf)),
            ("a.txt", b"{\\rtf1", Err(Refusal::Rtf)),
            ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Err(Refusal::OldWord)),
            ("a.doc", b"<html><body>x", Ok(Kind::Html)),
            ("a.doc", b"MIME-Version: 1.0\r\n", Err(Refusal::WebArchive)),
            ("a.md", b"# A", Ok(Kind::Markdown)),
            ("A.HTM", b"x", Ok(Kind::Html)),
            ("a", b"x", Ok(Kind::Text)),
            ("a.jpg", b"\xff\xd8\xff\xe0", Err(Refusal::Image)),
            ("a.xml", b"<?xml version='1.0'?><a/>", Err(Refusal::FlatXml)),
            ("a.html", b"<?xml version='1.0'?><!DOCTYPE html><html>", Ok(Kind::Html)),
            ("a.docx", b"PK\x03\x04", Err(Refusal::Truncated)),
            ("a.txt", b" \n", Err(Refusal::Empty)),
        ] {
            assert_eq!(of(name, bytes), expected, "{name}");
        }
    }

    #[test]
    fn pages_declare_their_encoding() {
        let declared = |text: &str| declared_charset(text.as_bytes());
        assert_eq!(declared("<meta charset=\"UTF-8\">").as_deref(), Some("utf-8"));
        assert_eq!(declared("content='text/html; charset=windows-1258'").as_deref(), Some("windows-1258"));
        assert_eq!(declared("<html>"), None);
    }
}
