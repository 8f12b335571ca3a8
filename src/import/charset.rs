//! Bytes of a text file or a page as Unicode: by its byte order mark, by what it declares, else by what it can be.
//!
//! The table of windows-1258 is our own: a library of all encodings would bring a megabyte of Chinese and Japanese along.

use super::legacy::{Legacy, repaired, spelled};
use super::remarks::{Refusal, Remark};
use crate::text::nfc;

/// A decoded text and what had to be done for it.
#[derive(Debug)]
pub struct Decoded {
    pub text: String,
    /// The encoding, where it was not Unicode.
    pub remark: Option<Remark>,
}

/// Decodes a file. `declared` is what a page says of itself; a byte order mark and valid UTF-8 are believed first.
///
/// # Errors
/// Where the bytes are no text.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, Refusal> {
    let plain = |text: String| Decoded { text, remark: None };
    if let Some(text) = utf16(bytes, declared) {
        return text.map(plain);
    }
    let decoded = match std::str::from_utf8(bytes) {
        Ok(text) => match repaired(text) {
            Some((legacy, text)) => Decoded { text, remark: Some(Remark::Decoded(legacy.name())) },
            None => plain(text.to_owned()),
        },
        Err(_) => single_bytes(bytes, declared),
    };
    if decoded.text.contains('\0') {
        return Err(Refusal::Unknown);
    }
    Ok(decoded)
}

impl Legacy {
    /// The name that people know.
    pub fn name(self) -> &'static str {
        match self {
            Legacy::Tcvn3 => "TCVN3 (ABC)",
            Legacy::Vni => "VNI",
        }
    }
}

/// Text in UTF-16: with a byte order mark, or with the zero bytes that Latin letters leave; `None` for anything else.
fn utf16(bytes: &[u8], declared: Option<&str>) -> Option<Result<String, Refusal>> {
    let is_declared = declared.is_some_and(|name| name.to_ascii_lowercase().starts_with("utf-16"));
    let (start, is_big) = match bytes {
        [0xff, 0xfe, ..] => (2, false),
        [0xfe, 0xff, ..] => (2, true),
        _ if zeros(bytes, 1) || (is_declared && zeros_at_all(bytes)) => (0, false),
        _ if zeros(bytes, 0) => (0, true),
        _ => return None,
    };
    let pairs = bytes[start..].chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return Some(Err(Refusal::Truncated));
    }
    let units =
        pairs.map(
            |pair| if is_big { u16::from_be_bytes([pair[0], pair[1]]) } else { u16::from_le_bytes([pair[0], pair[1]]) },
        );
    let text: Result<String, _> = char::decode_utf16(units).collect();
    Some(text.ok().filter(|text| !text.contains('\0')).ok_or(Refusal::Unknown))
}

/// Whether most of every second byte, from `first`, is zero and the others are not.
fn zeros(bytes: &[u8], first: usize) -> bool {
    let head = &bytes[..bytes.len().min(512)];
    let count = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    head.len() >= 8 && count(first) * 5 > head.len() && count(1 - first) == 0
}

fn zeros_at_all(bytes: &[u8]) -> bool {
    bytes.iter().take(512).any(|byte| *byte == 0)
}

/// Bytes that are no UTF-8: the encoding whose words Vietnamese can spell, windows-1258 where none stands out.
fn single_bytes(bytes: &[u8], declared: Option<&str>) -> Decoded {
    let latin: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let windows = || nfc(&windows_1258(bytes)).into_owned();
    let is_windows = declared.is_some_and(|name| name.eq_ignore_ascii_case("windows-1258"));
    let candidates = [
        ("windows-1258", windows()),
        (Legacy::Tcvn3.name(), Legacy::Tcvn3.decode(&latin)),
        (Legacy::Vni.name(), Legacy::Vni.decode(&latin)),
    ];
    let scored = candidates.into_iter().map(|(name, text)| (spelled(&text), name, text));
    // The first of equals wins, and a page that names its encoding is believed where the words do not deny it.
    let mut best: Option<(f64, &'static str, String)> = None;
    for candidate in scored {
        let bonus = if is_windows && candidate.1 == "windows-1258" { 0.3 } else { 0.0 };
        if best.as_ref().is_none_or(|best| candidate.0 + bonus > best.0) {
            best = Some((candidate.0 + bonus, candidate.1, candidate.2));
        }
    }
    let (_, name, text) = best.unwrap_or((0.0, "windows-1258", String::new()));
    Decoded { text, remark: Some(Remark::Decoded(name)) }
}

/// The upper half of windows-1258 where it differs from Latin-1; the codes below 0xA0 are those of windows-1252.
const WINDOWS_1258: [(u8, char); 14] = [
    (0xc3, 'Ă'),
    (0xcc, '\u{300}'),
    (0xd0, 'Đ'),
    (0xd2, '\u{309}'),
    (0xd5, 'Ơ'),
    (0xdd, 'Ư'),
    (0xde, '\u{303}'),
    (0xe3, 'ă'),
    (0xec, '\u{301}'),
    (0xf0, 'đ'),
    (0xf2, '\u{323}'),
    (0xf5, 'ơ'),
    (0xfd, 'ư'),
    (0xfe, '₫'),
];
/// 0x80 to 0x9F of windows-1258.
const WINDOWS_LOW: &str = "€\u{81}‚ƒ„…†‡ˆ‰\u{8a}‹Œ\u{8d}\u{8e}\u{8f}\u{90}‘’“”•–—˜™\u{9a}›œ\u{9d}\u{9e}Ÿ";

fn windows_1258(bytes: &[u8]) -> String {
    let low: Vec<char> = WINDOWS_LOW.chars().collect();
    let decode = |byte: u8| match byte {
        0x80..=0x9f => low.get(usize::from(byte) - 0x80).copied().unwrap_or(char::from(byte)),
        byte => {
            let own = WINDOWS_1258.iter().find(|(code, _)| *code == byte);
            own.map_or(char::from(byte), |(_, letter)| *letter)
        }
    };
    bytes.iter().map(|byte| decode(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn latin(text: &str) -> Vec<u8> {
        text.chars().map(|letter| u8::try_from(u32::from(letter)).expect("a letter of Latin-1")).collect()
    }

    fn text(bytes: &[u8]) -> String {
        decode(bytes, None).expect("a text").text
    }

    #[test]
    fn unicode_in_all_its_forms() {
        let words = "Ủy ban xã, 100%";
        let little: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(words.as_bytes()), words);
        assert_eq!(text(&[&[0xff, 0xfe], little.as_slice()].concat()), words);
        assert_eq!(text(&[&[0xfe, 0xff], big.as_slice()].concat()), words);
        assert_eq!(text(&little), words);
        assert_eq!(text("\u{feff}Có dấu".as_bytes()), "\u{feff}Có dấu");
    }

    #[test]
    fn single_bytes_are_told_apart() {
        // Base letters and combining marks.
        assert_eq!(
            text(b"U\xd2y ban nh\xe2n d\xe2n, ti\xea\xecng Vi\xea\xf2t, ng\xfd\xf5\xcci"),
            "Ủy ban nhân dân, tiếng Việt, người"
        );
        assert_eq!(text(&latin("ñy ban nh©n d©n x· ®· häp")), "ủy ban nhân dân xã đã họp");
        assert_eq!(text(&latin("Uûy ban nhaân daân xaõ")), "Ủy ban nhân dân xã");
    }

    #[test]
    fn bytes_that_are_no_text() {
        assert_eq!(decode(&[0, 1, 2, 0xff, 0, 0, 0], None).err(), Some(Refusal::Unknown));
        assert_eq!(decode(&[0xff, 0xfe, 65, 0, 66], None).err(), Some(Refusal::Truncated));
    }
}
