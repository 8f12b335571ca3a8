//! Ranks: "tốp 05", "nhóm 15 tỉnh đứng đầu", "xếp thứ 37/63", "đứng thứ nhất". Takes tokens and a mark, gives the rank that
//! its number means; whether it is wished or reached is left to `stance`.

use std::ops::Range;

use super::figures::{Figure, Mark};
use super::lexicon::any_before;
use crate::value::{Decimal, Tokens};

/// A rank and the tokens that say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rank {
    pub value: Decimal,
    pub of: Option<Decimal>,
    pub tokens: Range<usize>,
    /// "Tốp 5", "nhóm 15", "thứ 5 trở lên": a group, as targets name it.
    pub is_group: bool,
}

/// Words before the number of a group at the top.
const GROUPS: [&str; 17] = [
    "tốp",
    "top",
    "tốp đầu",
    "top đầu",
    "trong tốp",
    "trong top",
    "vào nhóm",
    "trong nhóm",
    "thuộc nhóm",
    "lọt nhóm",
    "ở nhóm",
    "nằm nhóm",
    "đạt nhóm",
    "trong số",
    "nhóm",
    "trong",
    "một trong",
];
/// Words before the number of a place.
const PLACES: [&str; 17] = [
    "thứ",
    "hạng",
    "thứ hạng",
    "xếp hạng",
    "xếp vị trí",
    "đứng vị trí",
    "vị trí",
    "vị thứ",
    "xếp hạng thứ",
    "thứ hạng thứ",
    "hạng thứ",
    "vị trí thứ",
    "xếp thứ hạng",
    "xếp",
    "đứng",
    "vị trí từ",
    "hạng từ",
];
/// What the leading ones of a group are called.
const LEADING: [&str; 9] = [
    "đứng đầu",
    "dẫn đầu",
    "cao nhất",
    "tốt nhất",
    "hàng đầu",
    "đầu",
    "có điểm cao nhất",
    "xếp hạng cao nhất",
    "có thứ hạng cao",
];
/// Who is compared.
const MEMBERS: [&str; 21] = [
    "tỉnh",
    "thành phố",
    "địa phương",
    "huyện",
    "xã",
    "phường",
    "đơn vị",
    "sở",
    "bộ",
    "nước",
    "quốc gia",
    "cơ quan",
    "quận",
    "thị xã",
    "toàn",
    "cả",
    "của",
    "trong",
    "khối",
    "toàn tỉnh",
    "trên",
];

/// The rank that a mark stands for.
pub(super) fn rank_of(tokens: &Tokens, mark: &Mark) -> Option<Rank> {
    let start = mark.tokens.start;
    let (value, of, next) = match &mark.figure {
        Figure::Fraction { part, of } => (*part, Some(*of), mark.tokens.end),
        Figure::Quantity(quantity) if quantity.max.is_none() => {
            let is_counted = matches!(
                quantity.unit.as_deref(),
                None | Some("xã" | "huyện" | "phường" | "đơn vị" | "địa phương" | "sở" | "cơ quan" | "thôn" | "bộ")
            );
            (quantity.value, None, is_counted.then_some(quantity.after_number)?)
        }
        _ => return None,
    };
    if value.decimals() > 0 || value == 0.into() {
        return None;
    }
    group_at(tokens, start, value, of, next).or_else(|| place_at(tokens, start, value, of, next))
}

fn group_at(tokens: &Tokens, start: usize, value: Decimal, of: Option<Decimal>, next: usize) -> Option<Rank> {
    let (from, which) = any_before(tokens, start, &GROUPS)?;
    let leading = leading_after(tokens, next);
    let member = tokens.any_phrase(next, &MEMBERS).is_some();
    let is_top =
        matches!(GROUPS[which], word if word.ends_with("tốp") || word.ends_with("top") || word.ends_with("đầu"));
    let is_group = match GROUPS[which] {
        _ if is_top => true,
        "nhóm" => leading.is_some() || tokens.any_phrase(next, &["về", "cả nước", "toàn quốc"]).is_some(),
        "trong" | "trong số" | "một trong" => leading.is_some(),
        _ => leading.is_some() || member || ends(tokens, next),
    };
    is_group.then(|| Rank { value, of, tokens: from..leading.unwrap_or(next), is_group: true })
}

fn ends(tokens: &Tokens, index: usize) -> bool {
    index >= tokens.len() || matches!(tokens.sign(index), Some(',' | ';' | '.' | ')'))
}

fn place_at(tokens: &Tokens, start: usize, value: Decimal, of: Option<Decimal>, next: usize) -> Option<Rank> {
    let (mut from, which) = any_before(tokens, start, &PLACES)?;
    let onwards = tokens.phrase(next, "trở lên");
    // "Đứng 5/12" is a rank, "đứng 5 người" is none.
    let is_bare = matches!(PLACES[which], "xếp" | "đứng") && of.is_none() && onwards.is_none();
    let is_open = matches!(PLACES[which], "vị trí từ" | "hạng từ") && onwards.is_none();
    if is_bare || is_open {
        return None;
    }
    if let Some((earlier, _)) =
        any_before(tokens, from, &["xếp", "đứng", "giữ", "ở", "xếp hạng", "đứng ở", "lên", "vươn lên"])
    {
        from = earlier;
    }
    Some(Rank { value, of, tokens: from..onwards.unwrap_or(next), is_group: onwards.is_some() })
}

/// The index after "đứng đầu" or the like, when it stands within the next words of the phrase.
fn leading_after(tokens: &Tokens, index: usize) -> Option<usize> {
    /// "tỉnh, thành phố trực thuộc trung ương đứng đầu" has nine tokens before the last two.
    const REACH: usize = 11;
    for at in index..index + REACH {
        if tokens.digits(at).is_some() || matches!(tokens.sign(at), Some(';' | '.' | ':' | ')')) {
            return None;
        }
        if let Some((next, _)) = tokens.any_phrase(at, &LEADING) {
            return Some(next);
        }
    }
    None
}

/// Places in words: "đứng thứ nhất", "xếp thứ hai". Gives the place and the tokens.
pub(super) fn worded_rank_at(tokens: &Tokens, index: usize) -> Option<Rank> {
    const NUMERALS: [(&str, i64); 11] = [
        ("nhất", 1),
        ("nhì", 2),
        ("hai", 2),
        ("ba", 3),
        ("tư", 4),
        ("năm", 5),
        ("sáu", 6),
        ("bảy", 7),
        ("tám", 8),
        ("chín", 9),
        ("mười", 10),
    ];
    const LEADS: [&str; 9] = [
        "xếp thứ",
        "đứng thứ",
        "xếp hạng",
        "xếp hạng thứ",
        "đứng vị trí thứ",
        "vị trí thứ",
        "xếp vị trí thứ",
        "giữ vị trí thứ",
        "xếp",
    ];
    let (next, which) = tokens.any_phrase(index, &LEADS)?;
    let (word, value) = NUMERALS.iter().find(|(word, _)| tokens.phrase(next, word).is_some())?;
    // "Xếp hai bên" is no rank; "xếp nhất" and "xếp hạng ba" are.
    let needs_order = LEADS[which] == "xếp" && *word != "nhất" && *word != "nhì";
    (!needs_order).then(|| Rank { value: (*value).into(), of: None, tokens: index..next + 1, is_group: false })
}
