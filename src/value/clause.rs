//! One condition inside a sentence: a comparator word with its figure, a rank, a change, or "duy trì" and "cải thiện".
//! Takes tokens and an index, gives what begins there; how the conditions of a sentence combine is left to `goal`.

mod rank;
mod refusal;

use self::rank::{no_rank_at, rank_at, rank_before_at};
use self::refusal::{CEILINGS, after_approximation, approximate_at, denied_at};
use super::ValueError;
use super::condition::{Comparator, Condition, Measure, Reading, RelativeTo};
use super::quantity::{Quantity, RangeSign, quantity_at};
use super::tokens::Tokens;

/// What begins at a token.
pub(super) enum Clause {
    /// A condition, or the mistake in its figures.
    Condition(Result<Condition, ValueError>),
    /// A condition that counts only if the sentence has no other: "nâng cao hiệu quả" often leads to a figure.
    Soft(Condition),
    /// Figures that are no condition and must not be read as one.
    Nothing,
}

/// A clause and the index after it.
type Found = Option<(Clause, usize)>;

/// Comparator words before a figure. The longest match is taken.
const COMPARATORS: [(&str, Comparator, Reading); 68] = {
    use Comparator::{Eq, Ge, Gt, Le, Lt};
    use Reading::{AtLeast, Stated};
    [
        ("trên", Gt, Stated),
        ("vượt", Gt, Stated),
        ("vượt mức", Gt, Stated),
        ("hơn", Gt, Stated),
        ("lớn hơn", Gt, Stated),
        ("cao hơn", Gt, Stated),
        (">", Gt, Stated),
        ("từ", Ge, Stated),
        ("tối thiểu", Ge, Stated),
        ("ít nhất", Ge, Stated),
        ("không thấp hơn", Ge, Stated),
        ("không dưới", Ge, Stated),
        ("không ít hơn", Ge, Stated),
        ("không nhỏ hơn", Ge, Stated),
        ("không kém hơn", Ge, Stated),
        ("không được dưới", Ge, Stated),
        ("không được thấp hơn", Ge, Stated),
        ("không được ít hơn", Ge, Stated),
        ("không để dưới", Ge, Stated),
        ("không xuống dưới", Ge, Stated),
        ("đạt và vượt", Ge, Stated),
        ("đạt hoặc vượt", Ge, Stated),
        ("> =", Ge, Stated),
        ("= >", Ge, Stated),
        ("≥", Ge, Stated),
        ("đạt", Ge, AtLeast),
        ("lên", Ge, AtLeast),
        ("dưới", Lt, Stated),
        ("xuống dưới", Lt, Stated),
        ("còn dưới", Lt, Stated),
        ("xuống còn dưới", Lt, Stated),
        ("thấp hơn", Lt, Stated),
        ("nhỏ hơn", Lt, Stated),
        ("ít hơn", Lt, Stated),
        ("chưa đến", Lt, Stated),
        ("chưa tới", Lt, Stated),
        ("chưa đầy", Lt, Stated),
        ("không đến", Lt, Stated),
        ("không tới", Lt, Stated),
        ("<", Lt, Stated),
        ("không quá", Le, Stated),
        ("không vượt quá", Le, Stated),
        ("không lớn hơn", Le, Stated),
        ("không cao hơn", Le, Stated),
        ("không nhiều hơn", Le, Stated),
        ("không vượt", Le, Stated),
        ("không trên", Le, Stated),
        ("không hơn", Le, Stated),
        ("không được quá", Le, Stated),
        ("không được vượt", Le, Stated),
        ("không được vượt quá", Le, Stated),
        ("không được trên", Le, Stated),
        ("không để quá", Le, Stated),
        ("không để vượt quá", Le, Stated),
        ("chưa quá", Le, Stated),
        ("chưa vượt", Le, Stated),
        ("chưa vượt quá", Le, Stated),
        ("chưa trên", Le, Stated),
        ("tối đa", Le, Stated),
        ("nhiều nhất", Le, Stated),
        ("xuống còn", Le, Stated),
        ("xuống", Le, Stated),
        ("còn", Le, Stated),
        ("< =", Le, Stated),
        ("= <", Le, Stated),
        ("≤", Le, Stated),
        ("=", Eq, Stated),
        ("bằng", Eq, Stated),
    ]
};
/// Words between a comparator and its figure.
const FILLERS: [&str; 11] =
    ["mức", "ở mức", "được", "là", "tỷ lệ", "tỉ lệ", "ít nhất", "tối thiểu", "số điểm", "điểm số", "điểm"];
/// The clause that begins at an index. `is_first` says that no ordinary word stands before it, so that a bare figure is
/// the whole condition and not part of a sentence.
pub(super) fn clause_at(tokens: &Tokens, index: usize, is_first: bool) -> Found {
    approximate_at(tokens, index)
        .or_else(|| maintain_at(tokens, index))
        .or_else(|| no_rank_at(tokens, index).map(|next| (Clause::Nothing, next)))
        .or_else(|| rank_at(tokens, index).map(|(condition, next)| (Clause::Condition(condition), next)))
        .or_else(|| change_at(tokens, index))
        .or_else(|| compared_at(tokens, index))
        .or_else(|| from_rank_at(tokens, index))
        .or_else(|| improve_at(tokens, index))
        .or_else(|| bare_at(tokens, index, is_first))
        .or_else(|| denied_at(tokens, index))
}

/// What a change is measured against, at an index; none inside for a base that is neither the year before nor a fixed
/// one.
pub(super) fn relative_at(tokens: &Tokens, index: usize) -> Option<(Option<RelativeTo>, usize)> {
    let next = tokens.phrase(index, "so với")?;
    Some(base_at(tokens, next).map_or((None, next), |(base, next)| (Some(base), next)))
}

fn base_at(tokens: &Tokens, index: usize) -> Option<(RelativeTo, usize)> {
    const PREVIOUS: [&str; 10] = [
        "năm trước",
        "năm trước đó",
        "năm liền kề trước đó",
        "năm trước liền kề",
        "cùng kỳ năm trước",
        "cùng kỳ",
        "kỳ trước",
        "năm ngoái",
        "năm trước liền trước",
        "lần trước",
    ];
    if let Some((next, _)) = tokens.any_phrase(index, &PREVIOUS) {
        return Some((RelativeTo::PreviousYear, next));
    }
    let leads = ["năm", "kết quả năm", "mức năm", "cuối năm", "thời điểm năm", "giai đoạn", "nhiệm kỳ"];
    let year_at = tokens.any_phrase(index, &leads).map_or(index, |(next, _)| next);
    tokens.year(year_at)?;
    // "So với giai đoạn 2016 - 2020".
    let has_end = tokens.sign(year_at + 1) == Some('-') && tokens.year(year_at + 2).is_some();
    Some((RelativeTo::Baseline, year_at + if has_end { 3 } else { 1 }))
}

/// "duy trì tốp 3", "giữ vững trong top 3", "duy trì 100%"; without a figure it counts only if nothing else does.
fn maintain_at(tokens: &Tokens, index: usize) -> Found {
    /// How far from "duy trì" its rank can stand: "duy trì thứ hạng của Chỉ số … nằm trong top 3".
    const REACH: usize = 14;
    let (start, _) = tokens.any_phrase(index, &["duy trì", "giữ vững", "tiếp tục duy trì", "giữ nguyên"])?;
    let ends = |at: &usize| {
        matches!(tokens.sign(*at), Some(',' | ';' | '.')) || tokens.any_phrase(*at, &["hoặc", "và"]).is_some()
    };
    let end = (start..tokens.len().min(start + REACH)).find(ends).unwrap_or(tokens.len().min(start + REACH));
    if let Some((ranked, next)) = (start..end).find_map(|at| rank_at(tokens, at)) {
        let maintained = ranked.map(|condition| Condition { comparator: Comparator::Maintain, ..condition });
        return Some((Clause::Condition(maintained), next));
    }
    let value_at = tokens.skip(start, &FILLERS);
    if let Some(quantity) = quantity_at(tokens, value_at, RangeSign::Dash).filter(|quantity| quantity.unit.is_some()) {
        return Some(with_quantity(Condition::new(Comparator::Maintain), quantity));
    }
    Some((Clause::Soft(Condition { on: measure_near(tokens, start), ..Condition::new(Comparator::Maintain) }), start))
}

fn improve_at(tokens: &Tokens, index: usize) -> Found {
    let (next, _) = tokens.any_phrase(index, &["cải thiện", "nâng cao", "nâng hạng", "nâng bậc"])?;
    let on = if tokens.any_phrase(index, &["nâng hạng", "nâng bậc"]).is_some() {
        Measure::Rank
    } else {
        measure_near(tokens, next)
    };
    Some((Clause::Soft(Condition { on, ..Condition::new(Comparator::Improve) }), next))
}

/// Whether the next words speak of a rank.
fn measure_near(tokens: &Tokens, index: usize) -> Measure {
    let words = ["thứ hạng", "xếp hạng", "vị trí", "thứ bậc", "vị thứ"];
    let is_rank = (index..index + 6).any(|at| tokens.any_phrase(at, &words).is_some());
    if is_rank { Measure::Rank } else { Measure::Score }
}

/// "tăng 5% so với năm trước", "giảm 20% chi phí", "tăng từ 80% lên 90%", "giảm còn 12 ngày", "cao hơn năm trước".
fn change_at(tokens: &Tokens, index: usize) -> Found {
    const UP: [&str; 6] = ["tăng", "tăng thêm", "tăng hơn", "cao hơn", "tốt hơn", "nâng"];
    const DOWN: [&str; 5] = ["giảm", "giảm bớt", "giảm hơn", "thấp hơn", "cắt giảm"];
    const AMOUNT_FILLERS: [&str; 12] = [
        "ít nhất",
        "tối thiểu",
        "không dưới",
        "không thấp hơn",
        "không ít hơn",
        "bình quân",
        "trung bình",
        "trên",
        "được",
        "hơn",
        "thêm",
        "thời gian",
    ];
    let up = tokens.any_phrase(index, &UP);
    let (start, is_up) =
        up.map(|(next, _)| (next, true)).or_else(|| tokens.any_phrase(index, &DOWN).map(|(next, _)| (next, false)))?;
    let comparator = if is_up { Comparator::Increase } else { Comparator::Decrease };
    let base =
        relative_at(tokens, start).and_then(|(base, next)| Some((base?, next))).or_else(|| base_at(tokens, start));
    if let Some((base, next)) = base {
        let condition = Condition { relative_to: Some(base), ..Condition::new(comparator) };
        return Some((Clause::Condition(Ok(condition)), next));
    }
    if tokens.any_phrase(start, &["còn", "xuống", "lên"]).is_some() {
        return compared_at(tokens, start);
    }
    let is_comparison = tokens.any_phrase(index, &["cao hơn", "tốt hơn", "thấp hơn"]).is_some();
    let from = tokens.phrase(start, "từ");
    let value_at = from.unwrap_or_else(|| tokens.skip(start, &AMOUNT_FILLERS));
    let vague_at = after_approximation(tokens, value_at).or_else(|| Some(tokens.any_phrase(value_at, &CEILINGS)?.0));
    let quantity = quantity_at(tokens, vague_at.unwrap_or(value_at), RangeSign::DashOrWord)?;
    if vague_at.is_some() && quantity.max.is_none() {
        return Some((Clause::Nothing, quantity.next));
    }
    if from.is_some()
        && let Some(target) = target_after(tokens, quantity.next)
    {
        return compared_at(tokens, target);
    }
    if is_comparison {
        return None;
    }
    let on = measure_of(&quantity);
    let ambiguous_percent = quantity.unit.as_deref() == Some("%");
    let (clause, next) = with_quantity(Condition { on, ambiguous_percent, ..Condition::new(comparator) }, quantity);
    Some((clause, tokens.phrase(next, "trở lên").unwrap_or(next)))
}

/// The index of "lên" or "xuống" after the figure that a change starts from, and after the year of that figure.
fn target_after(tokens: &Tokens, index: usize) -> Option<usize> {
    let after_bracket = index + usize::from(tokens.sign(index) == Some('('));
    let leads = ["của", "vào", "trong", "ở", "cuối", "vào cuối", "năm"];
    let year_at = tokens.skip(after_bracket, &leads);
    let mut next = if tokens.year(year_at).is_some() { year_at + 1 } else { index };
    next += usize::from(next > index && tokens.sign(next) == Some(')'));
    next = tokens.any_phrase(next, &["tăng", "giảm", "nâng"]).map_or(next, |(after, _)| after);
    tokens.any_phrase(next, &["lên", "xuống", "còn"]).map(|_| next)
}

/// "Từ hạng 37 năm 2024 lên hạng 20": the rank from which a change starts.
fn from_rank_at(tokens: &Tokens, index: usize) -> Found {
    let after = rank_before_at(tokens, tokens.phrase(index, "từ")?)?;
    target_after(tokens, after).map(|target| (Clause::Nothing, target))
}

/// A comparator word or sign with its figure.
fn compared_at(tokens: &Tokens, index: usize) -> Found {
    let matched = COMPARATORS.iter().filter_map(|row| Some((tokens.phrase(index, row.0)?, row)));
    let (next, (words, comparator, reading)) = matched.max_by_key(|(next, _)| *next)?;
    if *words == "đạt" {
        // "Đạt trên 90%" states its comparator; "đạt tốp 5" is a rank. A second "đạt" is not followed, lest a text of
        // nothing else nest as deep as it is long.
        let inner_at = tokens.skip(next, &["được", "mức", "tỷ lệ", "tỉ lệ"]);
        if tokens.phrase(inner_at, "đạt").is_some() {
            return None;
        }
        let inner = compared_at(tokens, inner_at)
            .or_else(|| rank_at(tokens, inner_at).map(|(rank, next)| (Clause::Condition(rank), next)));
        if inner.is_some() {
            return inner;
        }
    }
    let sign = if *words == "từ" { RangeSign::DashOrWord } else { RangeSign::Dash };
    let from = tokens.phrase(next, "từ").filter(|_| *words != "từ");
    let value_at = tokens.skip(from.unwrap_or(next), &FILLERS);
    let sign = if from.is_some() { RangeSign::DashOrWord } else { sign };
    let quantity = quantity_at(tokens, value_at, sign)?;
    // "Từ 80% năm 2024 lên 90%": neither the figure nor its year is what the goal asks for.
    if let Some(target) = target_after(tokens, quantity.next).filter(|_| *words == "từ") {
        return Some((Clause::Nothing, target));
    }
    // "Lên 12" may be a floor, "bằng 104% kế hoạch" is a result.
    let is_loose = *words == "lên" && quantity.unit.is_none();
    let is_result = *words == "bằng" && tokens.any_phrase(quantity.next, &["kế hoạch", "so với"]).is_some();
    if is_loose || is_result {
        return Some((Clause::Nothing, quantity.next));
    }
    let (comparator, reading, next) = suffixed(tokens, *comparator, *reading, &quantity);
    let (comparator, reading) = unless_zero(comparator, reading, &quantity);
    let comparator = if quantity.max.is_some() { Comparator::Range } else { comparator };
    let condition = Condition { on: measure_of(&quantity), reading, ..Condition::new(comparator) };
    let (clause, _) = with_quantity(condition, quantity);
    Some((clause, next))
}

/// "Đạt 90% trở lên" states "at least".
fn suffixed(
    tokens: &Tokens,
    comparator: Comparator,
    reading: Reading,
    quantity: &Quantity,
) -> (Comparator, Reading, usize) {
    if let Some(next) = tokens.phrase(quantity.next, "trở lên") {
        let comparator = if comparator == Comparator::Gt { comparator } else { Comparator::Ge };
        return (comparator, Reading::Stated, next);
    }
    match tokens.phrase(quantity.next, "trở xuống") {
        Some(next) => (Comparator::Le, Reading::Stated, next),
        None => (comparator, reading, quantity.next),
    }
}

/// "At least 0%" would always be met: who writes "0%" or "đạt 0%" wants none.
fn unless_zero(comparator: Comparator, reading: Reading, quantity: &Quantity) -> (Comparator, Reading) {
    let is_zero = quantity.value.as_ref().is_ok_and(|value| value.value == 0.into());
    let is_read = reading == Reading::AtLeast;
    if is_zero && is_read && quantity.max.is_none() { (Comparator::Eq, Reading::Stated) } else { (comparator, reading) }
}

/// A figure without a comparator: "0%", "100%", "8,3-8,5%", "90% trở lên".
fn bare_at(tokens: &Tokens, index: usize, is_first: bool) -> Found {
    let quantity = quantity_at(tokens, index, RangeSign::Dash)?;
    let (comparator, reading, next) = suffixed(tokens, Comparator::Ge, Reading::AtLeast, &quantity);
    let is_percent = quantity.unit.as_deref() == Some("%");
    let is_whole = is_first && matches!(quantity.unit.as_deref(), Some("%" | "điểm"));
    let is_range = quantity.max.is_some() && (quantity.unit.is_some() || is_first);
    if !(is_percent || is_whole || is_range || reading == Reading::Stated) {
        return Some((Clause::Nothing, quantity.next));
    }
    let is_all = is_percent && quantity.value.as_ref().is_ok_and(|value| value.value == 100.into());
    let (comparator, reading) = match (is_range, is_all) {
        (true, _) => (Comparator::Range, Reading::Stated),
        (false, true) => (Comparator::Eq, Reading::Stated),
        (false, false) => unless_zero(comparator, reading, &quantity),
    };
    let (clause, _) =
        with_quantity(Condition { on: measure_of(&quantity), reading, ..Condition::new(comparator) }, quantity);
    Some((clause, next))
}

fn measure_of(quantity: &Quantity) -> Measure {
    match quantity.unit.as_deref() {
        Some("bậc" | "hạng" | "vị trí") => Measure::Rank,
        _ => Measure::Score,
    }
}

fn with_quantity(condition: Condition, quantity: Quantity) -> (Clause, usize) {
    let next = quantity.next;
    let complete = quantity.value.and_then(|value| {
        let max = quantity.max.transpose()?;
        if max.as_ref().is_some_and(|max| max.value < value.value) {
            return Err(ValueError::RangeBackwards);
        }
        Ok(Condition { value: Some(value), max, unit: quantity.unit, ..condition })
    });
    (Clause::Condition(complete), next)
}
