//! Figures inside a sentence that are no condition: rough ones ("gần 90%"), denied ones ("chưa đạt 90%") and ceilings of
//! a change ("tăng không quá 5%"). Takes tokens and an index, says what must be passed over; the rest is left to `clause`.

use super::{Clause, Found, bare_at, change_at, compared_at};
use crate::value::condition::Comparator;
use crate::value::quantity::{RangeSign, quantity_at};
use crate::value::tokens::Tokens;

/// Words that make one figure too vague to be met or missed.
const APPROXIMATIONS: [&str; 11] = [
    "gần",
    "xấp xỉ",
    "khoảng",
    "trong khoảng",
    "vào khoảng",
    "chừng",
    "trên dưới",
    "gần như",
    "hầu như",
    "ước",
    "ước tính",
];

/// With these, an amount is a ceiling: "tăng không quá 5%".
pub(super) const CEILINGS: [&str; 9] =
    ["không quá", "không vượt quá", "không vượt", "tối đa", "nhiều nhất", "chưa đến", "chưa tới", "chưa quá", "dưới"];

/// "Gần 90%", "đạt khoảng 90%": a figure that no result can be held against. Two figures are a range all the same.
pub(super) fn approximate_at(tokens: &Tokens, index: usize) -> Found {
    let start = after_approximation(tokens, index)?;
    let quantity = quantity_at(tokens, start, RangeSign::Dash)?;
    if quantity.max.is_some() { bare_at(tokens, start, true) } else { Some((Clause::Nothing, quantity.next)) }
}

/// The index of the figure after "gần", "khoảng đạt" and the like.
pub(super) fn after_approximation(tokens: &Tokens, index: usize) -> Option<usize> {
    let (next, _) = tokens.any_phrase(index, &APPROXIMATIONS)?;
    Some(tokens.skip(next, &["mức", "ở mức", "được", "đạt", "bằng", "đến", "tới", "khoảng"]))
}

/// "Chưa đạt 90%", "không giảm so với năm trước": what is denied must not be read as what is asked for.
pub(super) fn denied_at(tokens: &Tokens, index: usize) -> Found {
    if let Some((next, _)) = tokens.any_phrase(index, &["không để", "không có", "không còn"]) {
        return excluded_after(tokens, next).map(|after| (Clause::Nothing, after));
    }
    let (next, _) = tokens.any_phrase(index, &["không", "chưa", "chẳng", "không được", "chưa được"])?;
    let is_figure = |clause: &Clause| matches!(clause, Clause::Condition(_));
    let found = change_at(tokens, next).or_else(|| compared_at(tokens, next));
    found.filter(|(clause, _)| is_figure(clause)).map(|(_, after)| (Clause::Nothing, after))
}

/// The index after the figure in "không để tỷ lệ hồ sơ trễ hạn trên 5%", where "trên 5%" is what must not be.
fn excluded_after(tokens: &Tokens, index: usize) -> Option<usize> {
    /// How far from "không để" its figure can stand.
    const REACH: usize = 12;
    let ends = |at: &usize| {
        matches!(tokens.sign(*at), Some(',' | ';' | '.' | ':'))
            || tokens.any_phrase(*at, &["và", "hoặc", "đạt", "phấn đấu"]).is_some()
    };
    let end = (index..index + REACH).find(ends).unwrap_or(index + REACH);
    let excluded = (index..end).find_map(|at| compared_at(tokens, at))?;
    match excluded {
        (Clause::Condition(Ok(condition)), after)
            if matches!(condition.comparator, Comparator::Gt | Comparator::Lt) =>
        {
            Some(after)
        }
        _ => None,
    }
}
