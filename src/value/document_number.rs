//! Numbers and symbols of documents: `1954/QĐ-UBND`, `30/2018/QĐ-UBND`, `10-CTr/TU`, `581/BNV-CCHC`, with the noise that
//! real texts have. Takes the text of one number, or a text to find one in; gives its parts beside the printed form.
//!
//! Dates, issuers and titles beside the number are left to `decision_text`.

use serde::{Deserialize, Serialize};

use std::fmt;
use std::ops::Range;

use super::ValueError;
use super::document_kind::DocumentKind;
use super::tokens::Tokens;
use crate::text::{fold, slug, squeeze};

/// The most digits that a running number has; longer runs are identity or phone numbers.
const MOST_DIGITS: usize = 6;
/// The longest part of a symbol. Names of departments are shortened to fewer letters than this.
const LONGEST_PART: usize = 16;

/// Agencies and persons that issue documents, folded and in upper case.
const AGENCIES: [&str; 35] = [
    "UBND", "HDND", "CP", "TTG", "TW", "TU", "HU", "QU", "DU", "BTV", "BCH", "QH", "UBTVQH", "UBMTTQ", "MTTQ", "MTTW",
    "CTN", "KTNN", "TANDTC", "VKSNDTC", "LDLD", "DTN", "HND", "HPN", "HCCB", "NHNN", "NHCSXH", "DHQG", "KTTV", "KBNN",
    "KTTH", "KSTTHC", "KCN", "UBDT", "VP",
];
/// Beginnings of the abbreviations of agencies: sở, bộ and ban, phòng, văn phòng, cục and công an, trung tâm and tổng
/// cục, hội đồng.
const AGENCY_BEGINNINGS: [&str; 7] = ["S", "B", "P", "VP", "C", "T", "HD"];

/// The number and symbol of a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DocumentNumber {
    /// As given, with white space squeezed and the words before the number dropped.
    pub printed: String,
    /// The running number with its leading zeros, and a letter if it has one (`12a`).
    pub number: String,
    /// The year inside the numbers of normative documents: 30/2018/QĐ-UBND.
    pub normative_year: Option<i16>,
    /// The symbol with plain hyphens and no spaces: `QĐ-UBND`, `CTr/TU`.
    pub symbol: String,
    /// The kind, where the symbol or the words before the number tell it.
    pub kind: Option<DocumentKind>,
    /// Parts of the symbol that are no known kind or agency, for a warning.
    pub unknown_parts: Vec<String>,
    /// Whether a hyphen follows the number, as on documents of the Party.
    pub hyphen_first: bool,
}

impl DocumentNumber {
    /// The official way to write it: `1954/QĐ-UBND`, `10-CTr/TU`.
    pub fn canonical(&self) -> String {
        let joint = if self.hyphen_first { '-' } else { '/' };
        match self.normative_year {
            Some(year) => format!("{}/{year}{joint}{}", self.number, self.symbol),
            None => format!("{}{joint}{}", self.number, self.symbol),
        }
    }

    /// Its part of an address: `1954-qd-ubnd`.
    pub fn slug(&self) -> String {
        // The number without leading zeros, as its identity has it: an address must not depend on who printed it.
        slug(&self.identity())
    }

    /// A form for comparing: without marks, case and leading zeros, so that `012/CT-UBND` is `12/ct-ubnd`.
    pub fn identity(&self) -> String {
        let number = match self.number.trim_start_matches('0') {
            "" => "0",
            trimmed => trimmed,
        };
        let year = self.normative_year.map(|year| format!("{year}/")).unwrap_or_default();
        fold(&format!("{number}/{year}{}", self.symbol))
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.printed)
    }
}

/// Reads a text that is one document number; words such as "Quyết định số" before it are dropped.
///
/// ```
/// use bantin::value::parse_document_number;
/// let number = parse_document_number("Quyết định số 1954/QĐ - UBND").expect("a usual form");
/// assert_eq!(number.canonical(), "1954/QĐ-UBND");
/// ```
pub fn parse_document_number(text: &str) -> Result<DocumentNumber, ValueError> {
    let squeezed = squeeze(text);
    if squeezed.is_empty() {
        return Err(ValueError::Empty);
    }
    let tokens = Tokens::new(&squeezed);
    let (named, start) = kind_name_at(&tokens, 0).map_or((None, 0), |(kind, next)| (Some(kind), next));
    let start = after_number_word(&tokens, start);
    let Some((mut number, next)) = number_at(&tokens, start, Strictness::WholeText) else {
        return Err(if is_bare_number(&tokens, start) {
            ValueError::MissingSymbol
        } else {
            ValueError::NotADocumentNumber
        });
    };
    if !(next..tokens.len()).all(|index| matches!(tokens.sign(index), Some('.' | ',' | ';'))) {
        return Err(ValueError::NotADocumentNumber);
    }
    number.kind = number.kind.or(named);
    Ok(number)
}

/// The first document number of a running text and its place, in bytes. Fractions, dates and ratios are none; the symbol
/// must hold a known kind or agency.
pub fn find_document_number(text: &str) -> Option<(Range<usize>, DocumentNumber)> {
    let tokens = Tokens::new(text);
    let (from, to, number) = find_in_tokens(&tokens)?;
    let range = tokens.all[from].range.start..tokens.all[to - 1].range.end;
    Some((range, number))
}

/// The first number among tokens, with the indexes of its first token and after its last one.
pub(super) fn find_in_tokens(tokens: &Tokens) -> Option<(usize, usize, DocumentNumber)> {
    (0..tokens.len()).find_map(|index| number_inside(tokens, index).map(|(number, next)| (index, next, number)))
}

/// A number that begins at an index of a running text, and the index after it.
pub(crate) fn number_inside(tokens: &Tokens, index: usize) -> Option<(DocumentNumber, usize)> {
    let continues = index > 0
        && !tokens.is_spaced(index)
        && !matches!(tokens.sign(index - 1), Some('(' | '"' | '“' | ':' | ';' | '[' | '\'' | '‘'));
    if continues {
        return None;
    }
    number_at(tokens, index, Strictness::Inside)
}

/// The name of a kind at an index, the longest that fits, and the index after it.
pub(super) fn kind_name_at(tokens: &Tokens, index: usize) -> Option<(DocumentKind, usize)> {
    tokens.word(index)?;
    let named =
        DocumentKind::all().filter_map(|kind| Some((tokens.phrase(index, &kind.name_vi().to_lowercase())?, kind)));
    named.max_by_key(|(next, _)| *next).map(|(next, kind)| (kind, next))
}

/// The index after "số" or "số:".
pub(super) fn after_number_word(tokens: &Tokens, index: usize) -> usize {
    let Some((next, _)) = tokens.any_phrase(index, &["văn bản số", "số hiệu", "số ký hiệu", "số"])
    else {
        return index;
    };
    if tokens.sign(next) == Some(':') { next + 1 } else { next }
}

/// "1954", "1954/" or "1954/2021": a number without a symbol.
pub(super) fn is_bare_number(tokens: &Tokens, index: usize) -> bool {
    if tokens.digits(index).is_none_or(|(_, length)| length > MOST_DIGITS) {
        return false;
    }
    let after_slash = index + 1 + usize::from(tokens.sign(index + 1) == Some('/'));
    let end = after_slash + usize::from(after_slash > index + 1 && tokens.year(after_slash).is_some());
    end >= tokens.len()
}

/// Whether other text may stand around the number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strictness {
    WholeText,
    Inside,
}

fn number_at(tokens: &Tokens, index: usize, strictness: Strictness) -> Option<(DocumentNumber, usize)> {
    tokens.digits(index).filter(|(_, length)| *length <= MOST_DIGITS)?;
    // "12a/QĐ-UBND": a number that was put between two others.
    let has_letter = tokens.word(index + 1).is_some_and(|word| word.len() == 1) && !tokens.is_spaced(index + 1);
    let joint_at = index + 1 + usize::from(has_letter);
    let number = tokens.slice(index, joint_at).to_owned();
    let (normative_year, hyphen_first, symbol_at) = match tokens.sign(joint_at)? {
        '/' => match tokens.year(joint_at + 1).filter(|_| tokens.sign(joint_at + 2) == Some('/')) {
            Some(year) => (Some(year), false, joint_at + 3),
            None => (None, false, joint_at + 1),
        },
        '-' => (None, true, joint_at + 1),
        _ => return None,
    };
    let symbol = Symbol::read(tokens, symbol_at, strictness)?;
    let is_party = symbol.joints.first() == Some(&'/') && DocumentKind::from_abbreviation(&symbol.parts[0]).is_some();
    if hyphen_first && !is_party {
        return None;
    }
    let (kind, unknown_parts) = symbol.classify();
    if strictness == Strictness::Inside && !symbol.is_plausible(&unknown_parts) {
        return None;
    }
    let printed = squeeze(tokens.slice(index, symbol.next));
    let number =
        DocumentNumber { printed, number, normative_year, symbol: symbol.text(), kind, unknown_parts, hyphen_first };
    Some((number, symbol.next))
}

/// The parts of a symbol and what joins them, `-` or `/`.
struct Symbol {
    parts: Vec<String>,
    joints: Vec<char>,
    /// The index after the last part.
    next: usize,
}

impl Symbol {
    fn read(tokens: &Tokens, index: usize, strictness: Strictness) -> Option<Self> {
        let (first, next) = part_at(tokens, index, strictness)?;
        let mut symbol = Self { parts: vec![first], joints: Vec::new(), next };
        while let Some((joint, part, next)) = symbol.continuation(tokens, strictness) {
            symbol.joints.push(joint);
            symbol.parts.push(part);
            symbol.next = next;
        }
        Some(symbol)
    }

    fn continuation(&self, tokens: &Tokens, strictness: Strictness) -> Option<(char, String, usize)> {
        let joint = match tokens.sign(self.next) {
            Some('-') => '-',
            Some('/') if !tokens.is_spaced(self.next) => '/',
            Some(_) => return None,
            // "1140/BC VPCP": the hyphen was forgotten. Only a kind can be followed so.
            None => {
                let (part, next) = part_at(tokens, self.next, strictness)?;
                let is_forgotten = self.parts.len() == 1
                    && DocumentKind::from_abbreviation(&self.parts[0]).is_some()
                    && tokens.slice(self.next, next).chars().all(|letter| !letter.is_lowercase())
                    && is_agency(&part);
                return is_forgotten.then_some(('-', part, next));
            }
        };
        // In running text a dash with spaces on both sides ends a complete symbol: "1954/QĐ-UBND – UBND tỉnh".
        let is_open = tokens.is_spaced(self.next) && tokens.is_spaced(self.next + 1);
        if strictness == Strictness::Inside && is_open && self.parts.len() > 1 {
            return None;
        }
        let (part, next) = part_at(tokens, self.next + 1, strictness)?;
        Some((joint, part, next))
    }

    /// The kind, and the parts that are neither a kind nor an agency. What follows the agency is a department of it, which
    /// any capitals may stand for.
    fn classify(&self) -> (Option<DocumentKind>, Vec<String>) {
        let mut unknown = Vec::new();
        let first = self.parts[0].as_str();
        let kind = DocumentKind::from_abbreviation(first);
        let is_legislature = fold(first).trim_end_matches(|last: char| last.is_ascii_digit()).ends_with("qh");
        let kind = match kind {
            Some(kind) => Some(kind),
            // Laws and resolutions of the National Assembly carry its name only: 202/2025/QH15.
            None if is_legislature => None,
            None if is_agency(first) => Some(DocumentKind::CongVan),
            None => {
                unknown.push(first.to_owned());
                // "CV" is not official, but it is clear what it means.
                (fold(first) == "cv").then_some(DocumentKind::CongVan)
            }
        };
        let is_letter = kind == Some(DocumentKind::CongVan) && unknown.is_empty();
        for (index, part) in self.parts.iter().enumerate().skip(1) {
            let is_known = if index == 1 && !is_letter { is_agency(part) } else { is_department(part) };
            if !is_known {
                unknown.push(part.clone());
            }
        }
        (kind, unknown)
    }

    /// Whether something known stands in it, and enough of it to be no ratio such as 2/TB.
    fn is_plausible(&self, unknown_parts: &[String]) -> bool {
        let has_known = unknown_parts.len() < self.parts.len();
        let is_complete = self.parts.len() > 1 || DocumentKind::from_abbreviation(&self.parts[0]).is_none();
        has_known && is_complete
    }

    fn text(&self) -> String {
        let mut text = self.parts[0].clone();
        for (joint, part) in self.joints.iter().zip(&self.parts[1..]) {
            text.push(*joint);
            text.push_str(part);
        }
        text
    }
}

/// One part of a symbol: letters, digits and `&` without spaces, as in `SNV`, `QH15`, `CCHC&PC`.
fn part_at(tokens: &Tokens, index: usize, strictness: Strictness) -> Option<(String, usize)> {
    tokens.word(index)?;
    let mut next = index + 1;
    loop {
        let is_piece = (tokens.word(next).is_some() || tokens.digits(next).is_some()) && !tokens.is_spaced(next);
        let is_ampersand = tokens.sign(next) == Some('&') && tokens.word(next + 1).is_some();
        next += match (is_piece, is_ampersand) {
            (true, _) => 1,
            (false, true) => 2,
            (false, false) => break,
        };
    }
    let part: String = tokens.slice(index, next).chars().filter(|letter| !letter.is_whitespace()).collect();
    let looks_short = part.chars().nth(LONGEST_PART).is_none();
    let capitals = part.chars().filter(|letter| letter.is_uppercase()).count();
    let small = part.chars().filter(|letter| letter.is_lowercase()).count();
    // Names such as "TTg" and "CTr" have one small letter; words of the text around have more.
    let looks_official = capitals > 0 && small <= 2 && small <= capitals;
    (looks_short && (looks_official || strictness == Strictness::WholeText)).then_some((part, next))
}

fn is_agency(part: &str) -> bool {
    if !is_department(part) && fold(part) != "ttg" {
        return false;
    }
    let upper = fold(part).to_ascii_uppercase();
    let name = upper.trim_end_matches(|last: char| last.is_ascii_digit());
    let begins_known = |beginning: &str| name.starts_with(beginning) && name.len() > beginning.len().max(2);
    AGENCIES.contains(&name) || AGENCY_BEGINNINGS.into_iter().any(begins_known)
}

/// Capitals, digits and `&`, as departments are shortened. Typed in lower case throughout is fine as well.
fn is_department(part: &str) -> bool {
    let letters = || part.chars().filter(|letter| letter.is_alphabetic());
    letters().count() > 0 && (letters().all(char::is_uppercase) || letters().all(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match parse_document_number(text) {
            Ok(number) => {
                let kind = number.kind.map_or("-", |kind| kind.key());
                format!("{} {} {:?}", number.canonical(), kind, number.unknown_parts)
            }
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn whole_texts() {
        for (text, expected) in [
            ("1954/QĐ-UBND", "1954/QĐ-UBND quyet-dinh []"),
            ("số 1954/QĐ-UBND", "1954/QĐ-UBND quyet-dinh []"),
            ("Số: 1954/QĐ-UBND", "1954/QĐ-UBND quyet-dinh []"),
            ("Quyết định số\u{a0}1954/QĐ-UBND", "1954/QĐ-UBND quyet-dinh []"),
            ("30/2018/QĐ-UBND", "30/2018/QĐ-UBND quyet-dinh []"),
            ("2120/QĐ-UBND-HC", "2120/QĐ-UBND-HC quyet-dinh []"),
            ("66/NQ- CP", "66/NQ-CP nghi-quyet []"),
            ("132/KH - UBND", "132/KH-UBND ke-hoach []"),
            ("3276/UBND – KSTTCNC", "3276/UBND-KSTTCNC cong-van []"),
            ("1140/BC VPCP", "1140/BC-VPCP bao-cao []"),
            ("012/CT-UBND", "012/CT-UBND chi-thi []"),
            ("36/QyĐ-UBND", "36/QyĐ-UBND quy-dinh []"),
            ("10-CTr/TU", "10-CTr/TU chuong-trinh []"),
            ("57-NQ/TW", "57-NQ/TW nghi-quyet []"),
            ("57 – NQ/TW", "57-NQ/TW nghi-quyet []"),
            ("202/2025/QH15", "202/2025/QH15 - []"),
            ("Luật số 64/2014/QH13", "64/2014/QH13 luat []"),
            ("1663/NQ-UBTVQH15", "1663/NQ-UBTVQH15 nghi-quyet []"),
            ("282/QĐ-TTg", "282/QĐ-TTg quyet-dinh []"),
            ("2231/SNV-CCHC&PC", "2231/SNV-CCHC&PC cong-van []"),
            ("581/BNV-CCHC", "581/BNV-CCHC cong-van []"),
            ("1954/QD-UBND", "1954/QD-UBND quyet-dinh []"),
            ("1954/qđ-ubnd", "1954/qđ-ubnd quyet-dinh []"),
            ("12a/KH-UBND", "12a/KH-UBND ke-hoach []"),
            ("01/2021/TT-BNV", "01/2021/TT-BNV thong-tu []"),
            ("61/2018/NĐ-CP", "61/2018/NĐ-CP nghi-dinh []"),
            ("1954/QDD-UBND", "1954/QDD-UBND - [\"QDD\"]"),
            ("1954/QĐ-UBDN", "1954/QĐ-UBDN quyet-dinh [\"UBDN\"]"),
            ("25/CV-UBND", "25/CV-UBND cong-van [\"CV\"]"),
            ("05/BC", "05/BC bao-cao []"),
            ("1954", "MissingSymbol"),
            ("số 1954", "MissingSymbol"),
            ("1954/", "MissingSymbol"),
            ("1954/2021", "MissingSymbol"),
            ("1954-UBND", "NotADocumentNumber"),
            ("QĐ-UBND", "NotADocumentNumber"),
            ("06/10/2021", "NotADocumentNumber"),
            ("37/63", "NotADocumentNumber"),
            ("1954/QĐ-UBND ngày 06/10/2021", "NotADocumentNumber"),
            ("087201001234/QĐ-UBND", "NotADocumentNumber"),
            ("1954/", "MissingSymbol"),
            ("1954/QĐ-", "NotADocumentNumber"),
            ("", "Empty"),
        ] {
            assert_eq!(read(text), expected, "{text:?}");
        }
    }

    #[test]
    fn forms_of_a_number() {
        for (text, printed, slug, identity) in [
            ("Quyết định số 66/NQ- CP", "66/NQ- CP", "66-nq-cp", "66/nq-cp"),
            ("012/CT-UBND", "012/CT-UBND", "12-ct-ubnd", "12/ct-ubnd"),
            ("30/2018/QĐ-UBND", "30/2018/QĐ-UBND", "30-2018-qd-ubnd", "30/2018/qd-ubnd"),
            ("10-CTr/TU", "10-CTr/TU", "10-ctr-tu", "10/ctr/tu"),
            ("2231/SNV-CCHC&PC", "2231/SNV-CCHC&PC", "2231-snv-cchc-pc", "2231/snv-cchc&pc"),
            ("000/QĐ-UBND", "000/QĐ-UBND", "0-qd-ubnd", "0/qd-ubnd"),
        ] {
            let number = parse_document_number(text).expect("a usual form");
            assert_eq!(number.to_string(), printed);
            assert_eq!(number.slug(), slug);
            assert_eq!(number.identity(), identity);
        }
    }

    #[test]
    fn inside_texts() {
        for (text, expected) in [
            ("Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ", Some("76/NQ-CP")),
            ("theo Quyết định 1954/QĐ-UBND – UBND thành phố", Some("1954/QĐ-UBND")),
            ("Kế hoạch số 132/KH - UBND ngày 01/01/2022", Some("132/KH - UBND")),
            ("Công văn số 3276/UBND – KSTTCNC.", Some("3276/UBND – KSTTCNC")),
            ("(10-CTr/TU)", Some("10-CTr/TU")),
            ("Báo cáo 1140/BC VPCP nêu rõ", Some("1140/BC VPCP")),
            ("xếp hạng 37/63 tỉnh", None),
            ("4.572/4.572 hồ sơ", None),
            ("ngày 30/6/2025", None),
            ("2/TB", None),
            ("Chỉ số 1/2 UBND", None),
            ("năm 2021-KH", None),
            ("", None),
        ] {
            let found = find_document_number(text);
            assert_eq!(found.as_ref().map(|(range, _)| &text[range.clone()]), expected, "{text:?}");
        }
    }
}
