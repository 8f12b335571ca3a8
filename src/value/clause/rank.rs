//! Ranks inside a sentence: "tốp 5", "xếp hạng từ 10 trở lên", "nhóm 15 tỉnh đứng đầu", "đứng thứ nhất". Takes tokens and
//! an index, gives the condition that begins there; what surrounds a rank is left to `clause`.

use crate::value::condition::{Comparator, Condition, Measure};
use crate::value::quantity::{RangeSign, quantity_at};
use crate::value::tokens::Tokens;
use crate::value::{Number, ValueError, parse_number};

/// Words before the number of a rank.
const NAMES: [&str; 20] = [
    "tốp",
    "top",
    "tốp đầu",
    "top đầu",
    "xếp thứ",
    "xếp hạng",
    "xếp hạng thứ",
    "xếp vị trí",
    "xếp vị trí thứ",
    "xếp thứ hạng",
    "đứng thứ",
    "đứng hạng",
    "đứng vị trí",
    "đứng vị trí thứ",
    "vị trí thứ",
    "vị trí",
    "hạng",
    "hạng thứ",
    "thứ hạng",
    "vị thứ",
];

/// "tốp 05", "top 3", "nhóm 15 tỉnh, thành phố đứng đầu", "xếp thứ 5 trở lên", "hạng 37/63".
pub(super) fn rank_at(tokens: &Tokens, index: usize) -> Option<(Result<Condition, ValueError>, usize)> {
    if let Some((value, next)) = worded_place_at(tokens, index) {
        return Some((parse_number(value).map(|value| within(value, None)), next));
    }
    let from = open_rank_at(tokens, index);
    let number_at = from.or_else(|| named_rank_at(tokens, index)).or_else(|| leading_group_at(tokens, index))?;
    let (value, next) = tokens.number(number_at)?;
    let (of, mut next) = total_after(tokens, next);
    if from.is_some() && tokens.phrase(next, "trở lên").is_none() {
        return None;
    }
    next = leading_words_after(tokens, next).unwrap_or(next);
    next = tokens.phrase(next, "trở lên").unwrap_or(next);
    Some((value.map(|value| within(value, of)), next))
}

/// The index after ranks that say something else than "this or better": "xếp hạng từ 10 đến 15", "tốp 10 cuối", "hạng
/// 10 trở xuống".
pub(super) fn no_rank_at(tokens: &Tokens, index: usize) -> Option<usize> {
    if let Some(number_at) = open_rank_at(tokens, index) {
        let (_, next) = total_after(tokens, tokens.number(number_at)?.1);
        let after_range = quantity_at(tokens, number_at, RangeSign::DashOrWord).map_or(next, |quantity| quantity.next);
        return tokens.phrase(next, "trở lên").is_none().then_some(after_range.max(next));
    }
    let next = rank_before_at(tokens, index)?;
    if let Some((after, _)) = tokens.any_phrase(next, &["trở xuống", "đứng cuối", "cuối bảng", "thấp nhất"])
    {
        return Some(after);
    }
    let after = tokens.phrase(next, "cuối")?;
    // "Tốp 5 cuối năm 2025" is when.
    let is_time = tokens.any_phrase(after, &["năm", "quý", "tháng", "kỳ", "nhiệm kỳ", "giai đoạn"]).is_some();
    (!is_time && tokens.digits(after).is_none()).then_some(after)
}

/// The index after a rank by its name and number, with how many take part: "hạng 37/63".
pub(super) fn rank_before_at(tokens: &Tokens, index: usize) -> Option<usize> {
    let (_, next) = tokens.number(named_rank_at(tokens, index)?)?;
    Some(total_after(tokens, next).1)
}

fn within(value: Number, of: Option<u32>) -> Condition {
    Condition {
        on: Measure::Rank,
        value: Some(value),
        unit: Some("hạng".to_owned()),
        of,
        ..Condition::new(Comparator::RankTop)
    }
}

/// How many take part, and the index after it.
fn total_after(tokens: &Tokens, index: usize) -> (Option<u32>, usize) {
    match (tokens.sign(index), tokens.small_number(index + 1)) {
        (Some('/'), Some(total)) => (Some(total), index + 2),
        _ => (None, index),
    }
}

/// The index of the number in "xếp hạng từ 10" and "vị trí từ thứ 10".
fn open_rank_at(tokens: &Tokens, index: usize) -> Option<usize> {
    let (next, _) = tokens.any_phrase(index, &NAMES)?;
    let next = tokens.phrase(next, "từ")?;
    let number_at = tokens.any_phrase(next, &["thứ", "hạng", "vị trí", "vị trí thứ"]).map_or(next, |(next, _)| next);
    let (_, after) = tokens.number(number_at)?;
    (tokens.year(number_at).is_none() && tokens.sign(after) != Some('%')).then_some(number_at)
}

/// "Đứng thứ nhất", "xếp thứ nhì", "đứng đầu cả nước": the place as a numeral and the index after it. "Hạng nhất" alone
/// is the class of an order or of an office.
fn worded_place_at(tokens: &Tokens, index: usize) -> Option<(&'static str, usize)> {
    const LEADS: [&str; 12] = [
        "xếp",
        "xếp thứ",
        "xếp hạng",
        "xếp hạng thứ",
        "xếp vị trí thứ",
        "đứng",
        "đứng thứ",
        "đứng hạng",
        "đứng vị trí thứ",
        "vị trí thứ",
        "thứ hạng thứ",
        "giữ vị trí thứ",
    ];
    if let Some((next, _)) = tokens.any_phrase(index, &LEADS) {
        let word_at = tokens.any_phrase(next, &["nhất", "nhì"]);
        if let Some((after, which)) = word_at {
            return Some((["1", "2"][which], after));
        }
    }
    let (next, _) = tokens.any_phrase(index, &["đứng đầu", "dẫn đầu"])?;
    (may_lead(tokens, index) && is_whole_place(tokens, next)).then_some(("1", next))
}

/// Whether what stands before "đứng đầu" lets it speak of the goal's own rank: not "người đứng đầu", and not "các tỉnh
/// đứng đầu", which is a group.
fn may_lead(tokens: &Tokens, index: usize) -> bool {
    const BEFORE: [&str; 10] = ["xếp", "hạng", "trí", "luôn", "đấu", "trì", "vững", "đạt", "năm", "và"];
    let Some(before) = index.checked_sub(1) else { return true };
    let is_abbreviation = || {
        let word = tokens.slice(before, index);
        word.len() > 1 && word.chars().all(|letter| letter.is_ascii_uppercase())
    };
    matches!(tokens.sign(before), Some(',' | ';' | ':' | '.'))
        || tokens.year(before).is_some()
        || tokens.any_phrase(before, &BEFORE).is_some()
        || is_abbreviation()
        || before.checked_sub(1).is_some_and(|first| tokens.phrase(first, "chỉ số").is_some())
}

/// Whether "đứng đầu" is followed by where or when, or by nothing: "đứng đầu cơ quan" is a person.
fn is_whole_place(tokens: &Tokens, index: usize) -> bool {
    const AFTER: [&str; 17] = [
        "cả nước",
        "toàn quốc",
        "trên toàn quốc",
        "trong cả nước",
        "cả tỉnh",
        "toàn tỉnh",
        "trong tỉnh",
        "trong toàn tỉnh",
        "toàn thành phố",
        "cả thành phố",
        "trong khối",
        "khối",
        "năm",
        "đến năm",
        "vào năm",
        "hằng năm",
        "hàng năm",
    ];
    index >= tokens.len()
        || matches!(tokens.sign(index), Some(',' | ';' | '.'))
        || tokens.any_phrase(index, &AFTER).is_some()
}

/// The index of the number after "tốp", "xếp thứ", "vị trí thứ" …
fn named_rank_at(tokens: &Tokens, index: usize) -> Option<usize> {
    let found = tokens.any_phrase(index, &NAMES).map(|(next, _)| next);
    // "Thứ 5" alone is a weekday.
    let ordinal = || {
        let number_at = tokens.phrase(index, "thứ")?;
        let (_, next) = tokens.number(number_at)?;
        tokens.phrase(next, "trở lên").map(|_| number_at)
    };
    let number_at = found.or_else(ordinal)?;
    // A year after the name is when, not which: "xếp hạng 2021".
    (tokens.digits(number_at).is_some() && tokens.year(number_at).is_none()).then_some(number_at)
}

/// The index of the number in "nhóm 15 tỉnh … đứng đầu" and "trong 10 tỉnh dẫn đầu".
fn leading_group_at(tokens: &Tokens, index: usize) -> Option<usize> {
    let (number_at, _) =
        tokens.any_phrase(index, &["nhóm", "trong nhóm", "thuộc nhóm", "trong số", "thuộc", "trong"])?;
    let (_, after) = tokens.number(number_at)?;
    leading_words_after(tokens, after).map(|_| number_at)
}

/// The index after "đứng đầu" or "dẫn đầu", when it stands within the next words.
fn leading_words_after(tokens: &Tokens, index: usize) -> Option<usize> {
    /// "tỉnh, thành phố trực thuộc trung ương đứng đầu" has nine tokens before the last two.
    const REACH: usize = 10;
    let is_far = |at: &usize| tokens.digits(*at).is_some() || matches!(tokens.sign(*at), Some(';' | '.'));
    let end = (index..index + REACH).find(is_far).unwrap_or(index + REACH);
    (index..end)
        .find_map(|at| tokens.any_phrase(at, &["đứng đầu", "dẫn đầu", "cao nhất", "tốt nhất"]))
        .map(|(next, _)| next)
}
