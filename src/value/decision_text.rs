//! The short form of a decision: "1954/QĐ-UBND ngày 06/10/2021", "Quyết định số … ngày … của … về …". Takes one line,
//! gives number, kind, date, issuer and title as far as they stand there. What is missing is for others to ask for.

use serde::{Deserialize, Serialize};

use super::ValueError;
use super::date::{Moment, date_at};
use super::document_kind::DocumentKind;
use super::document_number::{DocumentNumber, after_number_word, find_in_tokens, is_bare_number, kind_name_at};
use super::tokens::Tokens;
use crate::text::squeeze;

/// Phrases with which the title of a decision begins.
const TITLE_BEGINNINGS: [&str; 12] = [
    "về việc",
    "về",
    "v / v",
    "ban hành",
    "phê duyệt",
    "sửa đổi",
    "bổ sung",
    "thay thế",
    "bãi bỏ",
    "quy định",
    "công bố",
    "đính chính",
];

/// What one line says of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionText {
    pub number: Option<DocumentNumber>,
    pub kind: Option<DocumentKind>,
    pub date: Option<Moment>,
    pub issuer: Option<String>,
    /// From "về", "ban hành" … to the end, as printed.
    pub title: Option<String>,
}

/// Reads the short form of a decision. A mistake in its number or date is an error, never a missing field.
pub fn parse_decision_text(text: &str) -> Result<DecisionText, ValueError> {
    let squeezed = squeeze(text);
    if squeezed.is_empty() {
        return Err(ValueError::Empty);
    }
    let tokens = Tokens::new(&squeezed);
    let parts = Parts::find(&tokens);
    let (date_place, date) = parts.date(&tokens)?;
    if parts.number.is_none() && parts.is_number_unfinished(&tokens, date_place) {
        return Err(ValueError::MissingSymbol);
    }
    let kind = parts.number.as_ref().and_then(|number| number.kind).or(parts.named_kind);
    if parts.number.is_none() && kind.is_none() {
        return Err(ValueError::NotADocumentNumber);
    }
    let issuer = parts.issuer(&tokens);
    let title = parts.title(&tokens, date_place);
    Ok(DecisionText { number: parts.number, kind, date, issuer, title })
}

/// The index of the first token and the one after the last.
type Place = (usize, usize);

/// The places of the parts, in tokens.
struct Parts {
    number: Option<DocumentNumber>,
    /// From the first token of the number to after its last; empty at the start without a number.
    number_place: Place,
    named_kind: Option<DocumentKind>,
    /// Where the title begins, or the end.
    title_at: usize,
}

impl Parts {
    fn find(tokens: &Tokens) -> Self {
        let found = find_in_tokens(tokens);
        let leading = kind_name_at(tokens, 0);
        let after_leading = leading.map_or(0, |(_, next)| next);
        // A number inside the title belongs to another document: "Quyết định về sửa đổi Quyết định 12/QĐ-UBND".
        let title_at = title_at(tokens, after_leading);
        let found = found.filter(|(from, _, _)| *from < title_at || leading.is_none());
        let Some((from, to, number)) = found else {
            return Self { number: None, number_place: (0, 0), named_kind: leading.map(|(kind, _)| kind), title_at };
        };
        let beside = (0..from).rev().find_map(|index| {
            kind_name_at(tokens, index)
                .filter(|(_, next)| after_number_word(tokens, *next) == from)
                .map(|(kind, _)| kind)
        });
        let named_kind = beside.or(leading.map(|(kind, _)| kind));
        Self { number: Some(number), number_place: (from, to), named_kind, title_at: title_at_or_after(tokens, to) }
    }

    /// The date and its place. It stands before the title, or at the very end of the line.
    fn date(&self, tokens: &Tokens) -> Result<(Option<Place>, Option<Moment>), ValueError> {
        let mut index = 0;
        while index < tokens.len() {
            if index == self.number_place.0 && self.number.is_some() {
                index = self.number_place.1;
                continue;
            }
            let found =
                date_at(tokens, index).filter(|(_, next)| index < self.title_at || is_end(tokens, index, *next));
            if let Some((date, next)) = found {
                let start = tokens.phrase(index, "ngày").unwrap_or(index);
                let printed = tokens.slice(start, next).to_owned();
                return Ok((Some((index, next)), Some(Moment { date: date?, time: None, printed })));
            }
            let is_broken =
                index < self.title_at && tokens.phrase(index, "ngày").is_some_and(|next| tokens.digits(next).is_some());
            if is_broken {
                return Err(ValueError::NotADate);
            }
            index += 1;
        }
        Ok((None, None))
    }

    /// "Quyết định số 1954 ngày 06/10/2021": digits where the number should be.
    fn is_number_unfinished(&self, tokens: &Tokens, date_place: Option<Place>) -> bool {
        let is_in_date = |index: usize| date_place.is_some_and(|(from, to)| (from..to).contains(&index));
        let named = kind_name_at(tokens, 0).map_or(0, |(_, next)| next);
        let start = after_number_word(tokens, named);
        let after_word = start > named && tokens.digits(start).is_some();
        after_word
            || (!is_in_date(start) && start < self.title_at && tokens.digits(start).is_some())
            || is_bare_number(tokens, start)
    }

    /// What follows "của", until a comma, a bracket, the date or the title.
    fn issuer(&self, tokens: &Tokens) -> Option<String> {
        let from = (self.number_place.1..self.title_at).find_map(|index| tokens.phrase(index, "của"))?;
        let ends = |index: &usize| {
            let is_sign = matches!(tokens.sign(*index), Some(',' | ';' | ':' | '"' | '“'));
            is_sign || self.opens_remark(tokens, *index) || date_at(tokens, *index).is_some()
        };
        let to = (from..self.title_at).find(ends).unwrap_or(self.title_at);
        let words = tokens.slice(from, to).split(' ');
        // "Ủy ban nhân dân (UBND) tỉnh": the abbreviation is no part of the name.
        let named: Vec<&str> = words.filter(|word| !(word.starts_with('(') && word.ends_with(')'))).collect();
        let issuer = named.join(" ");
        let issuer = issuer.trim_matches(|letter: char| !letter.is_alphanumeric());
        (!issuer.is_empty()).then(|| issuer.to_owned())
    }

    /// A bracket that holds more than one word, as a remark does and an abbreviation does not.
    fn opens_remark(&self, tokens: &Tokens, index: usize) -> bool {
        tokens.sign(index) == Some('(') && !(tokens.word(index + 1).is_some() && tokens.sign(index + 2) == Some(')'))
    }

    fn title(&self, tokens: &Tokens, date_place: Option<Place>) -> Option<String> {
        // A date at the very end is not part of the title, nor are the words that lead to it.
        let to = date_place.filter(|(from, _)| *from > self.title_at).map_or(tokens.len(), |(from, _)| from);
        let title = tokens.slice(self.title_at.min(to), to);
        let title = title.trim_end_matches(|last: char| last.is_whitespace() || matches!(last, '.' | ',' | ';' | '('));
        (!title.is_empty()).then(|| title.to_owned())
    }
}

fn title_at(tokens: &Tokens, from: usize) -> usize {
    (from..tokens.len()).find(|index| tokens.any_phrase(*index, &TITLE_BEGINNINGS).is_some()).unwrap_or(tokens.len())
}

/// The title after the number; a colon or a quotation mark can begin it as well.
fn title_at_or_after(tokens: &Tokens, from: usize) -> usize {
    let worded = title_at(tokens, from);
    let marked = (from..worded).find(|index| matches!(tokens.sign(*index), Some(':' | '“' | '"')));
    match marked {
        Some(index) if tokens.sign(index) == Some(':') => index + 1,
        Some(index) => index,
        None => worded,
    }
}

/// Whether a date ends the line after a comma or in brackets, as in "… ban hành Kế hoạch, ngày 06/10/2021".
fn is_end(tokens: &Tokens, from: usize, to: usize) -> bool {
    let is_last = (to..tokens.len()).all(|index| matches!(tokens.sign(index), Some('.' | ')')));
    is_last && from > 0 && matches!(tokens.sign(from - 1), Some(',' | '('))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match parse_decision_text(text) {
            Ok(decision) => {
                let part = |part: Option<String>| part.unwrap_or_else(|| "-".to_owned());
                [
                    part(decision.number.map(|number| number.canonical())),
                    part(decision.kind.map(|kind| kind.key().to_owned())),
                    part(decision.date.map(|moment| moment.date.to_string())),
                    part(decision.issuer),
                    part(decision.title),
                ]
                .join(" | ")
            }
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn decisions() {
        for (text, expected) in [
            ("1954/QĐ-UBND ngày 06/10/2021", "1954/QĐ-UBND | quyet-dinh | 2021-10-06 | - | -"),
            ("1954/QĐ-UBND", "1954/QĐ-UBND | quyet-dinh | - | - | -"),
            (
                "Quyết định số 1389/QĐ-UBND-HC ngày 11 tháng 9 năm 2021 của UBND tỉnh Đồng Tháp về ban hành Kế hoạch cải cách.",
                "1389/QĐ-UBND-HC | quyet-dinh | 2021-09-11 | UBND tỉnh Đồng Tháp | về ban hành Kế hoạch cải cách",
            ),
            ("76/NQ-CP (15/07/2021)", "76/NQ-CP | nghi-quyet | 2021-07-15 | - | -"),
            ("ngày 06/10/2021, Quyết định số 1954/QĐ-UBND", "1954/QĐ-UBND | quyet-dinh | 2021-10-06 | - | -"),
            ("Nghị quyết số 202/2025/QH15 ngày 12/6/2025", "202/2025/QH15 | nghi-quyet | 2025-06-12 | - | -"),
            (
                "Kế hoạch số 12/KH-UBND ngày 05/01/2022 của Chủ tịch UBND xã, đến ngày 30/6/2025",
                "12/KH-UBND | ke-hoach | 2022-01-05 | Chủ tịch UBND xã | -",
            ),
            (
                "Quyết định 1954/QĐ-UBND của UBND thành phố ban hành Kế hoạch đến ngày 30/6/2025",
                "1954/QĐ-UBND | quyet-dinh | - | UBND thành phố | ban hành Kế hoạch đến ngày 30/6/2025",
            ),
            (
                "Quyết định số 1954/QĐ-UBND ban hành Kế hoạch, ngày 06/10/2021",
                "1954/QĐ-UBND | quyet-dinh | 2021-10-06 | - | ban hành Kế hoạch",
            ),
            (
                "1954/QĐ-UBND ngày 06/10/2021: Kế hoạch CCHC giai đoạn 2021 – 2030",
                "1954/QĐ-UBND | quyet-dinh | 2021-10-06 | - | Kế hoạch CCHC giai đoạn 2021 – 2030",
            ),
            (
                "Quyết định về việc sửa đổi Quyết định số 12/QĐ-UBND",
                "- | quyet-dinh | - | - | về việc sửa đổi Quyết định số 12/QĐ-UBND",
            ),
            (
                "Quyết định ngày 06/10/2021 của Chi cục Bảo vệ môi trường",
                "- | quyet-dinh | 2021-10-06 | Chi cục Bảo vệ môi trường | -",
            ),
            (
                "Quyết định số 12/QĐ-UBND của Ủy ban nhân dân (UBND) tỉnh Đồng Tháp (bản sao) về việc công bố",
                "12/QĐ-UBND | quyet-dinh | - | Ủy ban nhân dân tỉnh Đồng Tháp | về việc công bố",
            ),
            ("10-CTr/TU ngày 1/3/2022", "10-CTr/TU | chuong-trinh | 2022-03-01 | - | -"),
            ("1954/QĐ-UBND ngày 2021-10-06", "1954/QĐ-UBND | quyet-dinh | 2021-10-06 | - | -"),
            ("1954/QĐ-UBND ngày 31/9/2021", "ImpossibleDate { year: 2021, month: 9, day: 31 }"),
            ("1954/QĐ-UBND ngày 10/26/2021", "MonthFirst { suggestion: \"26/10/2021\" }"),
            ("1954/QĐ-UBND ngày 06/10/21", "TwoDigitYear"),
            ("1954/QĐ-UBND ngày 6/10", "NotADate"),
            ("1954 ngày 06/10/2021", "MissingSymbol"),
            ("Quyết định số 1954 ngày 06/10/2021", "MissingSymbol"),
            ("1954", "MissingSymbol"),
            ("ngày 06/10/2021", "NotADocumentNumber"),
            ("theo văn bản của tỉnh", "NotADocumentNumber"),
            ("", "Empty"),
        ] {
            assert_eq!(read(text), expected, "{text:?}");
        }
        let decision = parse_decision_text("1954/QĐ-UBND ngày 06/10/2021").expect("a usual form");
        assert_eq!(decision.date.map(|moment| moment.printed), Some("06/10/2021".to_owned()));
    }
}
