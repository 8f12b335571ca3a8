//! Clauses around figures: where the words of one statement begin and end, and what they are about.
//!
//! Takes a sentence and its figures, gives for each figure the tokens of its statement. One sentence often holds several
//! statements with one verb ("giảm ít nhất 30% thời gian, 30% chi phí"), so a part that has no subject of its own takes
//! the words before it.

use std::ops::Range;

use super::figures::Mark;
use super::lexicon::any_before;
use crate::value::Tokens;

/// No statement is longer.
const LONGEST: usize = 120;

/// A subject that is longer is mostly a sentence with a goal at its end.
const LONGEST_SUBJECT: usize = 45;

/// Words that are no subject: verbs, comparators and joints around a figure.
const GLUE: [&str; 88] = [
    "đạt", "được", "thuộc", "nằm", "trong", "xếp", "đứng", "vào", "lọt", "nhóm", "tốp", "top", "hạng", "thứ", "vị",
    "trí", "tăng", "giảm", "từ", "đến", "lên", "xuống", "còn", "phấn", "đấu", "và", "hoặc", "đồng", "thời", "trên",
    "dưới", "tối", "thiểu", "ít", "nhất", "không", "quá", "thấp", "hơn", "cao", "vượt", "mức", "là", "có", "đảm",
    "bảo", "phải", "sẽ", "cần", "năm", "hằng", "hàng", "mỗi", "quý", "tháng", "khoảng", "gần", "bằng", "với", "cả",
    "toàn", "đưa", "giữ", "duy", "trì", "thêm", "nâng", "chiếm", "đó", "riêng", "so", "trước", "kỳ", "cùng", "cụ",
    "thể", "như", "sau", "tiếp", "tục", "nhưng", "tương", "ứng", "bình", "quân", "ở", "i", "ii",
];

/// The parts of one sentence.
pub(super) struct Parts {
    /// Where clauses begin: after semicolons, colons and inline bullets.
    clauses: Vec<usize>,
    /// Where segments begin: after commas and brackets as well.
    segments: Vec<usize>,
    end: usize,
}

impl Parts {
    pub fn new(tokens: &Tokens, sentence: &Range<usize>, marks: &[Mark]) -> Self {
        let mut parts = Self { clauses: vec![sentence.start], segments: vec![sentence.start], end: sentence.end };
        let mut which = 0;
        for index in sentence.clone() {
            while marks.get(which).is_some_and(|mark| mark.tokens.end <= index) {
                which += 1;
            }
            // The comma of a number and the slash of a date part nothing.
            if marks.get(which).is_some_and(|mark| mark.tokens.contains(&index)) {
                continue;
            }
            match tokens.sign(index) {
                Some(';' | ':') => parts.clause(index + 1),
                Some('-' | '+' | '•' | '*')
                    if index > sentence.start && matches!(tokens.sign(index - 1), Some('.' | ';' | ':')) =>
                {
                    parts.clause(index + 1);
                }
                // "5 huyện, thành phố": the comma joins names of one kind.
                Some(',') if joins_places(tokens, index) => {}
                Some(',' | '|') => parts.segments.push(index + 1),
                // A bracket with a figure is a remark; one with an abbreviation belongs to its name.
                Some('(') if marks.get(which).is_some_and(|mark| mark.tokens.start <= index + 4) => {
                    parts.segments.push(index + 1)
                }
                Some(')') if which > 0 && marks[which - 1].tokens.end + 3 > index => parts.segments.push(index + 1),
                _ => {}
            }
        }
        parts
    }

    fn clause(&mut self, at: usize) {
        self.clauses.push(at);
        self.segments.push(at);
    }

    pub fn clause_of(&self, index: usize) -> Range<usize> {
        around(&self.clauses, index, self.end)
    }

    pub fn segment_of(&self, index: usize) -> Range<usize> {
        around(&self.segments, index, self.end)
    }

    /// Where the segment before this one begins.
    fn segment_before(&self, start: usize) -> Option<usize> {
        let which = self.segments.partition_point(|at| *at < start);
        self.segments.get(which.checked_sub(1)?).copied()
    }
}

fn joins_places(tokens: &Tokens, comma: usize) -> bool {
    const PLACES: [&str; 13] = [
        "tỉnh",
        "thành phố",
        "huyện",
        "thị xã",
        "quận",
        "xã",
        "phường",
        "thị trấn",
        "sở",
        "ban",
        "ngành",
        "bộ",
        "đặc khu",
    ];
    any_before(tokens, comma, &PLACES).is_some() && tokens.any_phrase(comma + 1, &PLACES).is_some()
}

fn around(starts: &[usize], index: usize, end: usize) -> Range<usize> {
    let after = starts.partition_point(|at| *at <= index);
    starts[after.saturating_sub(1)]..starts.get(after).map_or(end, |next| next.saturating_sub(1).max(index + 1))
}

/// A figure with the words of its comparator.
#[derive(Debug, Clone)]
pub(super) struct Core {
    /// From the first word of the comparator to behind the unit.
    pub words: Range<usize>,
    /// The index behind the unit.
    pub after: usize,
    /// Whether a subject may follow the figure: "100% hồ sơ", but not "tốp 5".
    pub may_lead: bool,
}

/// The tokens of the statement of a figure, between the figures before and after it.
pub(super) fn statement(
    tokens: &Tokens,
    parts: &Parts,
    core: &Core,
    before: Option<&Core>,
    after: Option<&Core>,
) -> Range<usize> {
    let clause = parts.clause_of(core.words.start);
    let mut start = parts.segment_of(core.words.start).start;
    if let Some(before) = before {
        start = start.max(joint_between(tokens, before.after, core.words.start).min(core.words.start));
    }
    let mut end = clause.end;
    if let Some(after) = after.filter(|after| after.words.start < end) {
        let segment = parts.segment_of(after.words.start).start;
        end = if segment > core.after {
            segment.saturating_sub(1)
        } else {
            joint_between(tokens, core.after, after.words.start)
        };
        end = end.max(core.after);
    }
    let leads = core.may_lead && has_subject(tokens, core.after..end);
    let floor = before.map_or(clause.start, |before| next_segment(parts, before.after).max(clause.start).min(start));
    if core.words.start.saturating_sub(floor) <= LONGEST_SUBJECT && !(leads && start == core.words.start) {
        // "Mức độ hài lòng về y tế, giáo dục đạt 85%": commas part a subject, too.
        start = without_adverbs(tokens, parts, floor, start);
    }
    while !leads
        && start > clause.start
        && !has_subject(tokens, start..core.words.start)
        && core.words.start.saturating_sub(start) < LONGEST
    {
        let earlier = parts.segment_before(start).map_or(clause.start, |at| at.max(clause.start));
        if earlier >= start {
            break;
        }
        start = earlier;
    }
    if !leads && start == clause.start && !has_subject(tokens, start..core.words.start) {
        start = before_colon(tokens, parts, start);
    }
    trim(tokens, start..end.min(start + LONGEST).max(core.after))
}

/// "Mức độ hài lòng: 95%": the subject stands before the colon.
fn before_colon(tokens: &Tokens, parts: &Parts, start: usize) -> usize {
    let follows_colon = start > 0 && tokens.sign(start - 1) == Some(':');
    let which = parts.clauses.partition_point(|at| *at < start);
    let earlier = which.checked_sub(1).map(|before| parts.clauses[before]);
    earlier.filter(|earlier| follows_colon && start - earlier <= LONGEST_SUBJECT).unwrap_or(start)
}

/// Between two figures of one segment, where the words of the second begin: behind the last "và" or "hoặc".
fn joint_between(tokens: &Tokens, from: usize, to: usize) -> usize {
    const JOINTS: [&str; 6] = ["và", "hoặc", "nhưng", "đồng thời", "còn", "song"];
    const REACH: usize = 30;
    let joint =
        (from.max(to.saturating_sub(REACH))..to).rev().find(|index| tokens.any_phrase(*index, &JOINTS).is_some());
    joint.unwrap_or(if from < to { from } else { to })
}

/// Where the segment behind an index begins.
fn next_segment(parts: &Parts, index: usize) -> usize {
    let which = parts.segments.partition_point(|at| *at < index);
    parts.segments.get(which).copied().unwrap_or(index)
}

/// The first segment from `floor` on that is no adverb such as "Theo đó," or "Đến năm 2025,".
fn without_adverbs(tokens: &Tokens, parts: &Parts, floor: usize, own: usize) -> usize {
    const ADVERBS: [&str; 26] = [
        "theo đó",
        "cụ thể",
        "bên cạnh đó",
        "đồng thời",
        "ngoài ra",
        "trong đó",
        "đến năm",
        "đến hết",
        "trong năm",
        "năm",
        "phấn đấu đến",
        "theo",
        "trong",
        "tại",
        "để",
        "với",
        "nhằm",
        "từ",
        "hằng năm",
        "hàng năm",
        "mục tiêu",
        "riêng",
        "trước",
        "ngày",
        "tiếp tục",
        "căn cứ",
    ];
    let mut start = floor;
    while start < own {
        let next = next_segment(parts, start + 1);
        let is_adverb =
            tokens.any_phrase(start, &ADVERBS).is_some() || !has_subject(tokens, start..next.saturating_sub(1));
        if !is_adverb || next <= start {
            break;
        }
        start = next;
    }
    start.min(own)
}

/// Whether some words say what is measured.
pub(super) fn has_subject(tokens: &Tokens, range: Range<usize>) -> bool {
    range.clone().any(|index| tokens.word(index).is_some() && tokens.any_phrase(index, &GLUE).is_none())
}

/// Without joints and signs at the ends.
pub(super) fn trim(tokens: &Tokens, range: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (range.start, range.end);
    let is_loose = |index: usize| {
        matches!(tokens.sign(index), Some(',' | ';' | ':' | '.' | '-' | '|' | '+' | '•' | '*' | '…' | ')' | ']'))
            || tokens.any_phrase(index, &["và", "hoặc"]).is_some()
    };
    while start < end && is_loose(start) {
        start += 1;
    }
    while end > start {
        let last = end - 1;
        let closes_inside =
            tokens.sign(last) == Some(')') && (start..last).any(|index| tokens.sign(index) == Some('('));
        let opens = matches!(tokens.sign(last), Some('(' | '[' | '“'));
        if closes_inside
            || !(is_loose(last) || opens || tokens.any_phrase(last, &["với", "là", "đạt", "nhưng"]).is_some())
        {
            break;
        }
        end = last;
    }
    start..end
}
