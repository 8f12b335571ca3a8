//! The indices of the field by the names that texts give them. Takes the place of a mention, gives the key of the index as
//! the site's registry of indicators has it.

use super::lexicon::{Hit, Lexicon};
use crate::value::Tokens;

/// Names and abbreviations of the indices that every new site knows.
const NAMES: [(&str, &str); 35] = [
    ("par index", "par-index"),
    ("par - index", "par-index"),
    ("parindex", "par-index"),
    ("chỉ số cải cách hành chính", "par-index"),
    ("chỉ số đánh giá cải cách hành chính", "par-index"),
    ("chỉ số cchc", "par-index"),
    ("chỉ số theo dõi, đánh giá cải cách hành chính", "par-index"),
    ("chỉ số par", "par-index"),
    ("sipas", "sipas"),
    ("chỉ số hài lòng", "sipas"),
    ("chỉ số đo lường sự hài lòng", "sipas"),
    ("chỉ số đánh giá sự hài lòng", "sipas"),
    ("chỉ số về sự hài lòng", "sipas"),
    ("chỉ số mức độ hài lòng", "sipas"),
    ("papi", "papi"),
    ("chỉ số hiệu quả quản trị", "papi"),
    ("chỉ số quản trị và hành chính công", "papi"),
    ("chỉ số hiệu quả quản trị và hành chính công", "papi"),
    ("pci", "pci"),
    ("chỉ số năng lực cạnh tranh", "pci"),
    ("chỉ số năng lực cạnh tranh cấp tỉnh", "pci"),
    ("dti", "dti"),
    ("chỉ số chuyển đổi số", "dti"),
    ("chỉ số đánh giá chuyển đổi số", "dti"),
    ("chỉ số đánh giá mức độ chuyển đổi số", "dti"),
    ("ict index", "ict-index"),
    ("ict - index", "ict-index"),
    ("chỉ số sẵn sàng cho phát triển", "ict-index"),
    ("chỉ số mức độ sẵn sàng", "ict-index"),
    ("ddci", "ddci"),
    ("chỉ số năng lực cạnh tranh cấp sở", "ddci"),
    ("chỉ số năng lực cạnh tranh cấp huyện", "ddci"),
    ("pgi", "pgi"),
    ("chỉ số xanh", "pgi"),
    ("pii", "pii"),
];

/// All mentions of indices in a text.
pub(super) fn mentions(tokens: &Tokens) -> Vec<Hit<&'static str>> {
    let mut hits = Lexicon::new(&NAMES).find_all(tokens);
    for which in 1..hits.len() {
        // "Chỉ số năng lực cạnh tranh (DDCI)": the abbreviation says which index the name means.
        if hits[which].from == hits[which - 1].to + 1 && tokens.sign(hits[which - 1].to) == Some('(') {
            hits[which - 1].meaning = hits[which].meaning;
        }
    }
    hits
}
