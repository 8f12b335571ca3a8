//! The words around a figure that say how a result is compared with it: "trên", "tối thiểu", "giảm … xuống còn",
//! "… trở lên". The phrase table is that of the field's plans (DOMAIN: trên X is more than, đạt X at least).
//!
//! Takes tokens and a quantity, gives a comparator and where its words begin. Whether the figure is a target at all is
//! left to `stance`.

use std::ops::Range;

use super::figures::Quantity;
use super::lexicon::{any_before, phrase_before};
use crate::value::{Comparator, Tokens};

/// What one phrase before a figure says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// States a comparator.
    Bound(Comparator),
    /// "Đạt", "lên", "còn": the level that is reached.
    Level(Comparator),
    Up,
    Down,
    Keep,
    /// "Gần", "khoảng".
    Rough,
    Filler,
}

/// Phrases that stand right before figures, possibly several in a row.
const WORDS: [(&str, Word); 104] = {
    use Comparator::{Eq, Ge, Gt, Le, Lt};
    use Word::{Bound, Down, Filler, Keep, Level, Rough, Up};
    [
        ("trên", Bound(Gt)),
        ("vượt", Bound(Gt)),
        ("vượt mức", Bound(Gt)),
        ("vượt trên", Bound(Gt)),
        ("hơn", Bound(Gt)),
        ("lớn hơn", Bound(Gt)),
        ("cao hơn", Bound(Gt)),
        (">", Bound(Gt)),
        ("từ", Bound(Ge)),
        ("tối thiểu", Bound(Ge)),
        ("tối thiếu", Bound(Ge)),
        ("ít nhất", Bound(Ge)),
        ("thấp nhất", Bound(Ge)),
        ("không thấp hơn", Bound(Ge)),
        ("không dưới", Bound(Ge)),
        ("không ít hơn", Bound(Ge)),
        ("không nhỏ hơn", Bound(Ge)),
        ("đạt và vượt", Bound(Ge)),
        ("đạt hoặc vượt", Bound(Ge)),
        ("trên hoặc bằng", Bound(Ge)),
        ("lớn hơn hoặc bằng", Bound(Ge)),
        ("bằng hoặc trên", Bound(Ge)),
        ("bằng hoặc cao hơn", Bound(Ge)),
        ("> =", Bound(Ge)),
        ("= >", Bound(Ge)),
        ("≥", Bound(Ge)),
        ("dưới", Bound(Lt)),
        ("thấp hơn", Bound(Lt)),
        ("nhỏ hơn", Bound(Lt)),
        ("ít hơn", Bound(Lt)),
        ("<", Bound(Lt)),
        ("không quá", Bound(Le)),
        ("không vượt quá", Bound(Le)),
        ("không vượt", Bound(Le)),
        ("không trên", Bound(Le)),
        ("không hơn", Bound(Le)),
        ("không được quá", Bound(Le)),
        ("không để quá", Bound(Le)),
        ("tối đa", Bound(Le)),
        ("nhiều nhất", Bound(Le)),
        ("cao nhất", Bound(Le)),
        ("< =", Bound(Le)),
        ("= <", Bound(Le)),
        ("≤", Bound(Le)),
        ("=", Bound(Eq)),
        ("bằng", Bound(Eq)),
        ("đúng", Bound(Eq)),
        ("xuống còn", Level(Le)),
        ("chỉ còn", Level(Le)),
        ("giảm còn", Level(Le)),
        ("xuống", Level(Le)),
        ("còn", Level(Le)),
        ("về", Level(Le)),
        ("về mức", Level(Le)),
        ("đạt", Level(Ge)),
        ("phải đạt", Level(Ge)),
        ("đạt được", Level(Ge)),
        ("đạt tỷ lệ", Level(Ge)),
        ("đạt tỉ lệ", Level(Ge)),
        ("lên", Level(Ge)),
        ("lên đến", Level(Ge)),
        ("lên tới", Level(Ge)),
        ("có", Level(Ge)),
        ("có thêm", Level(Ge)),
        ("chiếm", Level(Ge)),
        ("đóng góp", Level(Ge)),
        ("tăng", Up),
        ("tăng thêm", Up),
        ("nâng", Up),
        ("nâng thêm", Up),
        ("cải thiện", Up),
        ("giảm", Down),
        ("giảm bớt", Down),
        ("cắt giảm", Down),
        ("rút ngắn", Down),
        ("tiết kiệm", Down),
        ("tinh giản", Down),
        ("duy trì", Keep),
        ("giữ vững", Keep),
        ("giữ", Keep),
        ("gần", Rough),
        ("khoảng", Rough),
        ("xấp xỉ", Rough),
        ("ước", Rough),
        ("mức", Filler),
        ("ở mức", Filler),
        ("là", Filler),
        ("tỷ lệ", Filler),
        ("tỉ lệ", Filler),
        ("được", Filler),
        ("bình quân", Filler),
        ("trung bình", Filler),
        ("thêm", Filler),
        ("tổng số", Filler),
        ("số", Filler),
        ("tương ứng", Filler),
        ("tương ứng là", Filler),
        ("hằng năm", Filler),
        ("hàng năm", Filler),
        ("mỗi năm", Filler),
        ("số điểm", Filler),
        ("điểm số", Filler),
        ("kế hoạch", Filler),
        ("nhất", Filler),
    ]
};
/// How many phrases can stand before one figure.
const MOST_WORDS: usize = 5;

/// How a figure is compared, as its own words say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bound {
    pub comparator: Comparator,
    /// Whether a word states a limit: targets have limits, results seldom.
    pub is_limit: bool,
    /// Whether a level word such as "đạt" or "còn" stands before the figure.
    pub is_level: bool,
    /// Whether it says by how much something went beyond what was planned.
    pub is_excess: bool,
    pub is_rough: bool,
    /// Whether any word was found.
    pub is_stated: bool,
    /// Where the words begin.
    pub from: usize,
    /// The index after the figure and the words behind it.
    pub to: usize,
}

/// Reads the words around a quantity that begins at `start`, within a clause.
pub(super) fn bound_of(tokens: &Tokens, start: usize, quantity: &Quantity, clause: &Range<usize>) -> Bound {
    let words = words_before(tokens, start, clause.start);
    let from = words.last().map_or(start, |(at, _)| *at);
    let (suffix, to) = suffix_after(tokens, quantity.next, clause.end);
    let said = Said::new(tokens, &words, suffix);
    let change = said.change.or_else(|| changed_in(tokens, clause.start, from).filter(|_| quantity.unit.is_some()));
    // "Từ 300 đến 400 lượt" and "vượt 1,1% so với chỉ tiêu" have no limit.
    let is_span = quantity.max.is_some() && said.limit == Some(Comparator::Ge) && suffix.is_none();
    let is_excess = exceeds(tokens, start, quantity);
    let states_limit = suffix.is_some() || said.limit.is_some_and(|limit| limit != Comparator::Eq);
    Bound {
        comparator: said.comparator(quantity, change),
        is_limit: states_limit && !is_span && !is_excess,
        is_level: said.level.is_some(),
        is_excess,
        is_rough: said.is_rough,
        is_stated: !words.is_empty() || suffix.is_some(),
        from,
        to,
    }
}

/// What the words before and behind a figure say, the nearest of each sort.
struct Said {
    limit: Option<Comparator>,
    level: Option<Comparator>,
    change: Option<Comparator>,
    suffix: Option<Comparator>,
    keeps: bool,
    is_rough: bool,
}

impl Said {
    fn new(tokens: &Tokens, words: &[(usize, Word)], suffix: Option<Comparator>) -> Self {
        // "Tốc độ tăng 8%" is a level of its own.
        let is_rate = |at: usize| any_before(tokens, at, &["tốc độ", "mức"]).is_some();
        let has = |wanted: Word| words.iter().any(|(at, word)| *word == wanted && !is_rate(*at));
        let nearest = |pick: fn(Word) -> Option<Comparator>| words.iter().find_map(|(_, word)| pick(*word));
        let change = match (has(Word::Up), has(Word::Down)) {
            (true, _) => Some(Comparator::Increase),
            (_, true) => Some(Comparator::Decrease),
            _ => None,
        };
        let limit = nearest(|word| if let Word::Bound(comparator) = word { Some(comparator) } else { None });
        let level = nearest(|word| if let Word::Level(comparator) = word { Some(comparator) } else { None });
        Self { limit, level, change, suffix, keeps: has(Word::Keep), is_rough: has(Word::Rough) }
    }

    fn comparator(&self, quantity: &Quantity, change: Option<Comparator>) -> Comparator {
        if self.keeps && self.limit.is_none() {
            return Comparator::Maintain;
        }
        if let Some(change) = change.filter(|_| self.level.is_none()) {
            return change;
        }
        let is_whole = quantity.unit.as_deref() == Some("%") && quantity.value == 100.into();
        let reached = if is_whole { Comparator::Eq } else { Comparator::Ge };
        // "Trên 90% trở lên" is more than, whatever follows.
        let strict = self.limit.filter(|limit| *limit == Comparator::Gt && self.suffix == Some(Comparator::Ge));
        let range = quantity.max.map(|_| Comparator::Range);
        let level = self.level.map(|level| if is_whole { Comparator::Eq } else { level });
        range.or(strict).or(self.suffix).or(self.limit).or(level).unwrap_or(reached)
    }
}

/// "Vượt 1,1% so với chỉ tiêu", "vượt 5% kế hoạch".
fn exceeds(tokens: &Tokens, start: usize, quantity: &Quantity) -> bool {
    let beyond = ["so với", "kế hoạch", "chỉ tiêu", "mục tiêu", "dự toán", "nghị quyết"];
    any_before(tokens, start, &["vượt", "vượt trên", "tăng vượt"]).is_some()
        && tokens.any_phrase(quantity.next, &beyond).is_some()
}

/// The phrases before an index, the nearest first.
fn words_before(tokens: &Tokens, start: usize, floor: usize) -> Vec<(usize, Word)> {
    let mut words = Vec::new();
    let mut end = start;
    while words.len() < MOST_WORDS {
        let found = WORDS.iter().filter_map(|(phrase, word)| {
            let at = phrase_before(tokens, end, phrase).filter(|at| *at >= floor)?;
            Some((at, *word))
        });
        let Some((at, word)) = found.min_by_key(|(at, _)| *at) else { break };
        words.push((at, word));
        end = at;
    }
    while words.last().is_some_and(|(_, word)| *word == Word::Filler) {
        words.pop();
    }
    words
}

/// "80% hồ sơ trở lên": the limit may stand some words behind the figure.
fn suffix_after(tokens: &Tokens, next: usize, end: usize) -> (Option<Comparator>, usize) {
    const REACH: usize = 4;
    for at in next..end.min(next + REACH) {
        if tokens.digits(at).is_some() || tokens.sign(at).is_some_and(|sign| sign != '/' && sign != '(') {
            break;
        }
        if let Some(after) = tokens.phrase(at, "trở lên") {
            return (Some(Comparator::Ge), after);
        }
        if let Some(after) = tokens.phrase(at, "trở xuống") {
            return (Some(Comparator::Le), after);
        }
    }
    (None, next)
}

/// "Giảm thời gian giải quyết ít nhất 30%": the change stands farther from its figure.
fn changed_in(tokens: &Tokens, floor: usize, end: usize) -> Option<Comparator> {
    const REACH: usize = 14;
    const DOWN: [&str; 6] = ["giảm", "cắt giảm", "rút ngắn", "tiết kiệm", "tinh giản", "giảm tỷ lệ"];
    const SUBJECTS: [&str; 5] = ["tỷ lệ", "tỉ lệ", "mức độ", "chỉ số", "số hồ sơ"];
    const NO_CHANGE: [&str; 9] = [
        "tăng cường",
        "tăng trưởng",
        "gia tăng",
        "giảm nghèo",
        "giảm thiểu",
        "tốc độ tăng",
        "tăng tốc",
        "mức tăng",
        "giảm thải",
    ];
    let mut change = None;
    let mut at = floor.max(end.saturating_sub(REACH));
    while at < end {
        if let Some((next, _)) = tokens.any_phrase(at, &NO_CHANGE) {
            at = next;
            continue;
        }
        // "Cắt giảm thủ tục, tỷ lệ hài lòng trên 90%": another subject, of which nothing is said to change.
        let begins_another = tokens.sign(at) == Some(',') && tokens.any_phrase(at + 1, &SUBJECTS).is_some();
        let ends = tokens.any_phrase(at, &["còn", "xuống", "lên", "đạt", ":"]).is_some();
        if tokens.digits(at).is_some() || ends || begins_another {
            change = None;
        } else if tokens.any_phrase(at, &DOWN).is_some() {
            change = Some(Comparator::Decrease);
        } else if tokens.any_phrase(at, &["tăng", "nâng"]).is_some() {
            change = Some(Comparator::Increase);
        }
        at += 1;
    }
    change
}

/// Whether a figure is only where a change starts: "từ 20 ngày xuống còn 12 ngày", "từ 50% lên 70%".
pub(super) fn is_baseline(tokens: &Tokens, start: usize, quantity: &Quantity) -> bool {
    const LEADS: [&str; 7] = ["từ", "từ mức", "từ tỷ lệ", "so với mức", "so với", "từ trên", "từ khoảng"];
    const NEXT: [&str; 10] = [
        "xuống",
        "lên",
        "còn",
        "giảm xuống",
        "giảm còn",
        "tăng lên",
        "nâng lên",
        "hiện nay",
        "như hiện nay",
        "rút xuống",
    ];
    if any_before(tokens, start, &["so với chỉ tiêu", "so với mục tiêu", "so với kế hoạch"]).is_some() {
        return true;
    }
    if any_before(tokens, start, &LEADS).is_none() {
        return false;
    }
    // "(Năm 2024)", "năm 2024", "/lượt" may stand between.
    let passes = |at: usize| {
        const PASSED: [&str; 10] = ["năm", "vào", "của", "làm", "việc", "hồ", "sơ", "lượt", "trong", "cuối"];
        tokens.year(at).is_some()
            || matches!(tokens.sign(at), Some('(' | ')' | '/' | ','))
            || tokens.any_phrase(at, &PASSED).is_some()
    };
    let reach = quantity.next..quantity.next + 7;
    let first = reach.clone().find(|at| !passes(*at) || tokens.any_phrase(*at, &NEXT).is_some());
    first.is_some_and(|at| tokens.any_phrase(at, &NEXT).is_some())
}
