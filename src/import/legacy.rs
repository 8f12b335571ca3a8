//! TCVN3 (ABC) and VNI, the two encodings of Vietnamese before Unicode, which fonts decided: tables of our own.
//!
//! Takes text whose bytes were read as Latin-1, as Word keeps runs in fonts named `.Vn…` and `VNI-…`, and gives Unicode.
//! Text without a font is recognised by what it becomes: words that Vietnamese can spell.

use crate::text::lint::{Finding, scan};
use crate::text::{fold, nfc};

/// An encoding that a font decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Legacy {
    Tcvn3,
    Vni,
}

/// What a font does to the text that is written in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FontCode {
    pub legacy: Legacy,
    /// TCVN3 has no capitals with tones: fonts whose names end with `H` draw small letters as capitals.
    pub capitals: bool,
}

/// The code of a font, by its name.
pub fn font_code(name: &str) -> Option<FontCode> {
    let name = name.trim();
    if name.strip_prefix(".Vn").is_some_and(|rest| !rest.is_empty()) {
        return Some(FontCode { legacy: Legacy::Tcvn3, capitals: name.ends_with('H') });
    }
    let prefix = name.get(..4).unwrap_or_default();
    prefix.eq_ignore_ascii_case("VNI-").then_some(FontCode { legacy: Legacy::Vni, capitals: false })
}

impl FontCode {
    /// The text that a reader sees.
    pub fn decode(self, text: &str) -> String {
        let text = self.legacy.decode(text);
        if self.capitals { text.to_uppercase() } else { text }
    }
}

/// TCVN 5712:1993 VN3 from 0xA1; `·` stands for the codes that it leaves empty.
const TCVN3: &str = "ĂÂÊÔƠƯĐăâêôơưđ······àảãáạ·ằẳẵắ·······ặầẩẫấậè·ẻẽéẹềểễếệìỉ···ĩíịò·ỏõóọồổỗốộờởỡớợù·ủũúụừửữứựỳỷỹýỵ";

/// Letters of VNI that stand alone.
const VNI_LETTERS: [(char, char); 16] = [
    ('ô', 'ơ'),
    ('ö', 'ư'),
    ('ñ', 'đ'),
    ('ì', 'ì'),
    ('í', 'í'),
    ('æ', 'ỉ'),
    ('ó', 'ĩ'),
    ('ò', 'ị'),
    ('î', 'ỵ'),
    ('Ô', 'Ơ'),
    ('Ö', 'Ư'),
    ('Ñ', 'Đ'),
    ('Æ', 'Ỉ'),
    ('Ó', 'Ĩ'),
    ('Ò', 'Ị'),
    ('Î', 'Ỵ'),
];

/// Signs of VNI behind a letter, in small letters, with the combining marks that they stand for.
const VNI_MARKS: [(char, &str); 17] = [
    ('ø', "\u{300}"),
    ('ù', "\u{301}"),
    ('û', "\u{309}"),
    ('õ', "\u{303}"),
    ('ï', "\u{323}"),
    ('â', "\u{302}"),
    ('à', "\u{302}\u{300}"),
    ('á', "\u{302}\u{301}"),
    ('å', "\u{302}\u{309}"),
    ('ã', "\u{302}\u{303}"),
    ('ä', "\u{323}\u{302}"),
    ('ê', "\u{306}"),
    ('è', "\u{306}\u{300}"),
    ('é', "\u{306}\u{301}"),
    ('ú', "\u{306}\u{309}"),
    ('ü', "\u{306}\u{303}"),
    ('ë', "\u{323}\u{306}"),
];

impl Legacy {
    /// Decodes text whose bytes were read as Latin-1; what the encoding does not have stays.
    pub fn decode(self, text: &str) -> String {
        match self {
            Legacy::Tcvn3 => tcvn3(text),
            Legacy::Vni => vni(text),
        }
    }
}

fn tcvn3(text: &str) -> String {
    let table: Vec<char> = TCVN3.chars().collect();
    let decode = |letter: char| {
        let place = u32::from(letter).checked_sub(0xa1).and_then(|place| usize::try_from(place).ok());
        place.and_then(|place| table.get(place)).copied().filter(|decoded| *decoded != '·').unwrap_or(letter)
    };
    text.chars().map(decode).collect()
}

fn vni(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len() * 2);
    // What a sign may follow: the letter as it stood in VNI.
    let mut base = '\0';
    for letter in text.chars() {
        let small = letter.to_lowercase().next().unwrap_or(letter);
        let mark = VNI_MARKS.iter().find(|(sign, _)| *sign == small).map(|(_, mark)| *mark);
        match mark.filter(|mark| takes(base, mark)) {
            Some(mark) => {
                decoded.push_str(mark);
                base = '\0';
            }
            None => {
                let known = VNI_LETTERS.iter().find(|(code, _)| *code == letter);
                decoded.push(known.map_or(letter, |(_, plain)| *plain));
                base = small;
            }
        }
    }
    nfc(&decoded).into_owned()
}

/// Whether a letter of VNI takes these marks.
fn takes(base: char, mark: &str) -> bool {
    let is_tone = mark.chars().count() == 1 && !mark.starts_with(['\u{302}', '\u{306}']);
    match base {
        'a' => true,
        'e' | 'o' => is_tone || mark.contains('\u{302}'),
        'u' | 'y' | 'ô' | 'ö' => is_tone,
        _ => false,
    }
}

/// Unicode for a text that was typed in one of the encodings and came without a font; `None` for any other text.
///
/// Only lines with sequences that no Unicode text has are decoded, so that a text with one old paragraph keeps the rest.
pub fn repaired(text: &str) -> Option<(Legacy, String)> {
    let is_legacy = |text: &str| scan(text).iter().any(|found| found.finding == Finding::LegacyEncoding);
    if !is_legacy(text) {
        return None;
    }
    let sample: String = text.split_inclusive('\n').filter(|line| is_legacy(line)).collect();
    let (legacy, share) = [Legacy::Tcvn3, Legacy::Vni]
        .map(|legacy| (legacy, spelled(&legacy.decode(&sample))))
        .into_iter()
        .max_by(|one, other| one.1.total_cmp(&other.1))?;
    if share < ENOUGH || share <= spelled(&sample) {
        return None;
    }
    // Short lines of such a text may lack the sequences that betray it.
    let is_whole = sample.len() * 3 > text.len();
    let mut decoded = String::with_capacity(text.len() + text.len() / 4);
    for line in text.split_inclusive('\n') {
        let is_unicode = line.chars().any(|letter| u32::from(letter) > 0xff && letter.is_alphabetic());
        let decodes = !is_unicode && (is_whole || is_legacy(line));
        decoded.push_str(&if decodes { legacy.decode(line) } else { line.to_owned() });
    }
    Some((legacy, decoded))
}

/// The share of words with marks that must be Vietnamese before a text counts as decoded.
const ENOUGH: f64 = 0.8;

/// The share of words with letters beyond ASCII that Vietnamese can spell; 0 where there is none.
pub(super) fn spelled(text: &str) -> f64 {
    let words = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_ascii());
    let (mut all, mut good) = (0_u32, 0_u32);
    for word in words {
        all += 1;
        good += u32::from(is_syllable(word));
    }
    if all == 0 { 0.0 } else { f64::from(good) / f64::from(all) }
}

/// Whether Vietnamese can spell this word, as far as letters tell: consonants, vowels, consonants.
fn is_syllable(word: &str) -> bool {
    const STARTS: [&str; 28] = [
        "ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "g", "h", "k", "l", "m", "n",
        "p", "q", "r", "s", "t", "v", "x", "",
    ];
    const ENDS: [&str; 8] = ["ng", "nh", "ch", "c", "m", "n", "p", "t"];
    /// Vowels that consonants may follow, and those that end a word.
    const CLOSED: [&str; 17] =
        ["a", "e", "i", "o", "u", "y", "ie", "oa", "oe", "oo", "ua", "ue", "ui", "uo", "uy", "uye", "ye"];
    const OPEN: [&str; 25] = [
        "ai", "ao", "au", "ay", "eo", "eu", "ia", "ieu", "iu", "oai", "oao", "oay", "oeo", "oi", "uai", "uao", "uay",
        "ueo", "uoi", "uou", "uu", "uya", "uyu", "yeu", "iai",
    ];
    if word.chars().any(|letter| !is_vietnamese(letter)) {
        return false;
    }
    let plain = fold(word);
    STARTS.iter().filter_map(|start| plain.strip_prefix(start)).any(|rest| {
        let count = rest.bytes().take_while(|byte| b"aeiouy".contains(byte)).count();
        let (vowels, end) = rest.split_at(count);
        CLOSED.contains(&vowels) && (end.is_empty() || ENDS.contains(&end)) || OPEN.contains(&vowels) && end.is_empty()
    })
}

/// Whether Vietnamese has the letter: its marks are those of the language.
fn is_vietnamese(letter: char) -> bool {
    letter.is_ascii_alphabetic()
        || "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
            .contains(letter.to_lowercase().next().unwrap_or(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_national_heading_in_both_encodings() {
        for (legacy, text, expected) in [
            (
                Legacy::Tcvn3,
                "Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc",
                "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc",
            ),
            (
                Legacy::Vni,
                "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc",
                "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc",
            ),
            (Legacy::Vni, "UÛY BAN NHAÂN DAÂN THAØNH PHOÁ", "ỦY BAN NHÂN DÂN THÀNH PHỐ"),
            (
                Legacy::Vni,
                "Uûy ban nhaân daân, ngöôøi kyù, kyõ thuaät, chuyeån ñoåi soá",
                "Ủy ban nhân dân, người ký, kỹ thuật, chuyển đổi số",
            ),
            (Legacy::Tcvn3, "ñy ban nh©n d©n, ng\u{ad}êi ký, kü thuËt", "ủy ban nhân dân, người ký, kỹ thuật"),
        ] {
            assert_eq!(legacy.decode(text), expected);
            assert_eq!(repaired(text), Some((legacy, expected.to_owned())), "{text}");
        }
    }

    #[test]
    fn every_code_of_tcvn3_is_a_letter_of_its_own() {
        let letters: Vec<char> = TCVN3.chars().collect();
        assert_eq!(letters.len(), 0xfe - 0xa1 + 1);
        let mut known: Vec<char> = letters.iter().copied().filter(|letter| *letter != '·').collect();
        known.sort_unstable();
        known.dedup();
        // 67 small letters with marks, and the seven capitals that TCVN3 has.
        assert_eq!(known.len(), 67 + 7);
    }

    #[test]
    fn unicode_is_left_in_peace() {
        for text in ["Ủy ban nhân dân xã", "São Paulo, señor, Tübingen, façade", "Windows® 5µm", "", "plain"]
        {
            assert_eq!(repaired(text), None, "{text}");
        }
        let mixed = "Ủy ban nhân dân xã\nñy ban nh©n d©n x· ®· häp\nKết luận.\n";
        let expected = "Ủy ban nhân dân xã\nủy ban nhân dân xã đã họp\nKết luận.\n";
        assert_eq!(repaired(mixed), Some((Legacy::Tcvn3, expected.to_owned())));
    }

    #[test]
    fn fonts_tell_their_code() {
        let code = |name| font_code(name).map(|code| (code.legacy, code.capitals));
        assert_eq!(code(".VnTime"), Some((Legacy::Tcvn3, false)));
        assert_eq!(code(".VnTimeH"), Some((Legacy::Tcvn3, true)));
        assert_eq!(code("VNI-Times"), Some((Legacy::Vni, false)));
        assert_eq!(code("Times New Roman"), None);
        assert_eq!(font_code(".VnArialH").map(|code| code.decode("céng hßa")), Some("CỘNG HÒA".to_owned()));
    }
}
