//! Targets and results of a draft: conditions in fields, so that what is read back is what was found.

use jiff::civil::Date;

use super::{Context, Tally, yaml};
use crate::extract::{Due, FoundTarget, Span};
use crate::text::{fold, format_date};
use crate::value::{Comparator, Decimal, Granularity};

/// The lines of `targets`; those that are uncertain are comments.
pub fn targets(found: &[FoundTarget], text: &str, context: &Context) -> Listed {
    let mut list = List::default();
    for group in found.chunk_by(|one, next| is_alternative(one, next, text) || is_both(one, next)) {
        // One uncertain figure of a sentence makes the whole of it uncertain.
        let is_sure = group.iter().all(|target| !target.uncertain && !loses_an_end(target));
        let doubt = "có thể không phải chỉ tiêu, hoặc đọc chưa chắc; đúng thì bỏ dấu # ở các dòng dưới";
        list.add(target(group, text, context), (!is_sure).then_some(doubt));
    }
    list.finish("targets", "  # - sipas: \"> 90% hằng năm\"          # mã chỉ số và điều kiện")
}

/// Two figures of one sentence of which one is enough.
fn is_alternative(one: &FoundTarget, next: &FoundTarget, text: &str) -> bool {
    let between = text.get(one.figure_span.end..next.figure_span.start).unwrap_or_default();
    one.span.start == next.span.start && fold(between).contains("hoac")
}

/// A score and a rank of one index in one sentence: "đạt từ 86%, thuộc nhóm 15 tỉnh đứng đầu".
fn is_both(one: &FoundTarget, next: &FoundTarget) -> bool {
    one.indicator.is_some()
        && one.indicator == next.indicator
        && one.by == next.by
        && is_rank(one) != is_rank(next)
        // A sure figure must not become a comment because of its neighbour.
        && one.uncertain == next.uncertain
        && loses_an_end(one) == loses_an_end(next)
        && next.span.start < one.span.end
}

/// "Giảm từ 10% đến 20%": a change has one figure in a draft, and which one is for the officer to say.
fn loses_an_end(target: &FoundTarget) -> bool {
    target.value_max.is_some() && target.comparator != Comparator::Range
}

fn is_rank(target: &FoundTarget) -> bool {
    target.unit.as_deref() == Some("hạng")
}

/// The lines of `results`. A result needs an indicator, a year and a unit; without them it is a comment.
pub fn results(found: &[FoundTarget], text: &str, context: &Context, has_unit: bool) -> Listed {
    let is_figure = |result: &&FoundTarget| {
        let is_plain = matches!(result.comparator, Comparator::Eq | Comparator::Ge | Comparator::RankTop);
        is_plain && result.value.is_some()
    };
    let figures: Vec<&FoundTarget> = found.iter().filter(is_figure).collect();
    let mut list = List::default();
    for group in figures.chunk_by(|one, next| is_both(one, next)) {
        let Some(result) = group.first() else { continue };
        let indicator = result.indicator.as_deref().filter(|key| context.has_indicator(key));
        let span = joined(group.iter().copied());
        let said = words(text, &span);
        let year = year_of(result, said).or_else(|| year_before(text, span.start));
        let mut lines = vec![
            format!("  {}", yaml::quotation(said)),
            format!("  - indicator: {}", indicator.unwrap_or("mã-chỉ-số")),
            format!("    year: {}", year.map_or("   # năm được đánh giá".to_owned(), |year| year.to_string())),
        ];
        for figure in group {
            let name = if is_rank(figure) { "rank" } else { "score" };
            lines.extend(figure.value.map(|value| format!("    {name}: {}", number(value))));
            lines.extend(among(figure, text).map(|of| format!("    of: {of}")));
        }
        if !has_unit {
            lines.push("    unit: mã-đơn-vị".to_owned());
        }
        let is_doubtful = |figure: &&FoundTarget| figure.uncertain || figure.value_max.is_some();
        let is_broken =
            |figure: &&FoundTarget| is_rank(figure) && figure.value.is_some_and(|value| value.decimals() > 0);
        let doubt = match () {
            () if indicator.is_none() => Some("kết quả, nhưng chưa rõ của chỉ số nào; bổ sung rồi bỏ dấu #"),
            () if year.is_none() => Some("kết quả, nhưng chưa rõ của năm nào; bổ sung rồi bỏ dấu #"),
            () if !has_unit => Some("kết quả, nhưng chưa rõ của đơn vị nào; bổ sung rồi bỏ dấu #"),
            () if group.iter().copied().any(|figure| is_doubtful(&figure)) => {
                Some("có thể không phải kết quả của chỉ số; đúng thì bỏ dấu #")
            }
            // A rank or a score that is no whole or plain figure cannot be one of an index.
            () if group.iter().copied().any(|figure| is_broken(&figure)) => {
                Some("thứ hạng đọc chưa chắc; sửa rồi bỏ dấu #")
            }
            () => None,
        };
        list.add(lines, doubt);
    }
    list.finish("results", "")
}

/// The year that was assessed: the one of the result, else the only one that its sentence names.
fn year_of(result: &FoundTarget, said: &str) -> Option<i16> {
    if let Some(year) = result.by.and_then(Due::year) {
        return Some(year);
    }
    only_year(said)
}

/// The year with which its sentence begins: "Kết quả năm 2025: PAR INDEX đạt 88,25%". A plan for a year and the day on which
/// something was published say nothing of the year that was assessed.
fn year_before(text: &str, start: usize) -> Option<i16> {
    let before = text.get(..start)?;
    // A full stop ends a sentence where white space follows it; that of a number does not.
    let sentence =
        [before.rfind('\n').map(|at| at + 1), before.rfind(". ").map(|at| at + 2)].into_iter().flatten().max();
    let words = before[sentence.unwrap_or_default()..].trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let folded = fold(words);
    let opens = ["ket qua", "nam ", "trong nam "].iter().any(|start| folded.starts_with(start));
    let is_other = ["ke hoach", "cong bo", "giai doan"].iter().any(|word| folded.contains(word));
    (opens && !is_other).then(|| only_year(words)).flatten()
}

fn only_year(words: &str) -> Option<i16> {
    let folded = fold(words);
    let after_word = folded.split("nam ").skip(1).map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next());
    let mut years = after_word.flatten().filter(|digits| digits.len() == 4).filter_map(|digits| digits.parse().ok());
    let year: i16 = years.next()?;
    (2000..2100).contains(&year).then_some(year).filter(|year| years.all(|other| other == *year))
}

/// Among how many a rank is: the 63 of "37/63".
fn among(figure: &FoundTarget, text: &str) -> Option<u32> {
    let words = words(text, &figure.figure_span);
    let (_, rest) = words.split_once('/').filter(|_| is_rank(figure))?;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// From the first word of the first to the last word of the last.
fn joined<'a>(group: impl Iterator<Item = &'a FoundTarget> + Clone) -> Span {
    let start = group.clone().map(|target| target.span.start).min().unwrap_or_default();
    start..group.map(|target| target.span.end).max().unwrap_or_default()
}

/// A list as it stands in a draft.
pub struct Listed {
    pub lines: Vec<String>,
    pub tally: Tally,
}

/// Items of a list, some of them as comments.
#[derive(Default)]
struct List {
    lines: Vec<String>,
    has_sure: bool,
    tally: Tally,
}

impl List {
    fn add(&mut self, item: Vec<String>, doubt: Option<&str>) {
        self.tally.entries += 1;
        self.tally.doubts += usize::from(doubt.is_some());
        match doubt {
            Some(doubt) => {
                self.lines.push(format!("  # xem lại: {doubt}"));
                self.lines.extend(yaml::commented(&item, 2));
            }
            None => {
                self.has_sure = true;
                self.lines.extend(item);
            }
        }
    }

    fn finish(mut self, key: &str, example: &str) -> Listed {
        if !self.lines.is_empty() {
            self.lines.insert(0, format!("{}{key}:", if self.has_sure { "" } else { "# " }));
        } else if !example.is_empty() {
            self.lines = vec![format!("# {key}:"), example.to_owned()];
        }
        Listed { lines: self.lines, tally: self.tally }
    }
}

/// One target, or several figures of one sentence: of which one is enough, or which belong together.
fn target(group: &[FoundTarget], text: &str, context: &Context) -> Vec<String> {
    let Some(first) = group.first() else { return Vec::new() };
    let mut lines = vec![format!("  - statement: {}", yaml::text(words(text, &joined(group.iter()))))];
    if let Some(key) = first.indicator.as_deref().filter(|key| context.has_indicator(key)) {
        lines.push(format!("    indicator: {key}"));
    }
    match first.by {
        Some(Due::Year(year)) => lines.push(format!("    by: {year}")),
        Some(Due::Part(granularity, day)) => lines.push(format!("    by: {}", part_of_year(granularity, day))),
        Some(Due::Day(day)) => lines.push(format!("    by: {}", format_date(day))),
        Some(Due::Yearly) => lines.push("    frequency: yearly".to_owned()),
        None => {}
    }
    if let Some(scope) = group.iter().find_map(|target| target.scope.as_ref()) {
        lines.push(format!("    scope: {}", yaml::text(scope)));
    }
    let conditions: Vec<(String, &str)> =
        group.iter().filter_map(|target| Some((condition(target, text)?, words(text, &target.figure_span)))).collect();
    match conditions.as_slice() {
        [] => {}
        [(condition, quote)] => {
            lines.push(format!("    {}", yaml::quotation(quote)));
            lines.push(format!("    goal: {condition}"));
        }
        several => {
            let is_both =
                group.windows(2).all(|pair| is_both(&pair[0], &pair[1]) && !is_alternative(&pair[0], &pair[1], text));
            lines.push(format!("    {}:", if is_both { "all_of" } else { "any_of" }));
            for (condition, quote) in several {
                lines.push(format!("      {}", yaml::quotation(quote)));
                lines.push(format!("      - {condition}"));
            }
        }
    }
    lines
}

/// A part of a year that ends on a day, in the words of the content format.
fn part_of_year(granularity: Granularity, last: Date) -> String {
    let (year, month) = (last.year(), last.month());
    match granularity {
        Granularity::Quarter => format!("quý {}/{year}", (month + 2) / 3),
        Granularity::HalfYear => format!("6 tháng {} năm {year}", if month <= 6 { "đầu" } else { "cuối" }),
        Granularity::Month => format!("{month}/{year}"),
        Granularity::Year => year.to_string(),
        Granularity::Day => format_date(last),
    }
}

/// A condition in fields; `None` where the words set none that fields could hold.
fn condition(target: &FoundTarget, text: &str) -> Option<String> {
    let needs_value = !matches!(target.comparator, Comparator::Maintain | Comparator::Improve);
    let mut parts = vec![format!("comparator: {}", yaml::quoted(target.comparator.key()))];
    match (target.comparator, target.value, target.value_max) {
        (Comparator::Range, Some(min), Some(max)) => parts.push(format!("min: {}, max: {}", number(min), number(max))),
        (Comparator::Range, ..) => return None,
        (_, Some(value), _) => parts.push(format!("value: {}", number(value))),
        (_, None, _) if needs_value => return None,
        (_, None, _) => {}
    }
    if let Some(unit) = &target.unit {
        parts.push(format!("unit: {}", yaml::quoted(unit)));
        if matches!(unit.as_str(), "hạng" | "bậc") {
            parts.push("on: rank".to_owned());
        }
    }
    let statement = fold(words(text, &target.span));
    let is_change = matches!(target.comparator, Comparator::Increase | Comparator::Decrease | Comparator::Improve);
    if is_change && ["so voi nam truoc", "so voi nam lien truoc"].iter().any(|base| statement.contains(base)) {
        parts.push("relative_to: previous_year".to_owned());
    }
    Some(format!("{{{}}}", parts.join(", ")))
}

/// A number that is read back exactly: whole ones as digits, others in the Vietnamese notation.
fn number(value: Decimal) -> String {
    if value.decimals() == 0 { value.plain() } else { yaml::quoted(&value.vietnamese()) }
}

fn words<'t>(text: &'t str, span: &Span) -> &'t str {
    text.get(span.clone()).unwrap_or_default()
}
