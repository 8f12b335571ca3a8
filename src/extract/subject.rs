//! What a statement measures and among whom: its subject before the comparator or behind the figure, and phrases such as
//! "toàn tỉnh". Takes the tokens of a statement, gives words.

use std::ops::Range;

use super::lexicon::{any_before, within};
use super::scene::Scene;
use super::statements::{Core, has_subject, trim};
use crate::text::squeeze;

/// Words with which a statement leads to its subject.
const LEADS: [&str; 34] = [
    "phấn đấu",
    "đến năm",
    "trong năm",
    "năm",
    "hằng năm",
    "hàng năm",
    "tiếp tục",
    "đồng thời",
    "theo đó",
    "cụ thể",
    "trong đó",
    "riêng",
    "duy trì",
    "giữ vững",
    "nâng cao",
    "bảo đảm",
    "đảm bảo",
    "mục tiêu",
    "chỉ tiêu",
    "đạt",
    "có",
    "giảm",
    "tăng",
    "cắt giảm",
    "hoàn thành",
    "yêu cầu",
    "đặt mục tiêu",
    "phải",
    "sẽ",
    "là",
    "các",
    "và",
    "đưa",
    "nhằm",
];
/// Among whom something is compared.
const SCOPES: [&str; 14] = [
    "cả tỉnh",
    "toàn tỉnh",
    "trong tỉnh",
    "cả nước",
    "trong cả nước",
    "toàn quốc",
    "trên toàn quốc",
    "toàn thành phố",
    "cả thành phố",
    "toàn huyện",
    "cả huyện",
    "toàn xã",
    "toàn phường",
    "trong toàn tỉnh",
];
/// The same behind a rank; elsewhere these words say where something is done.
const SCOPES_OF_RANKS: [&str; 8] = [
    "đối với cấp tỉnh",
    "đối với cấp huyện",
    "đối với cấp xã",
    "trên địa bàn xã",
    "trên địa bàn phường",
    "trên địa bàn tỉnh",
    "trên địa bàn huyện",
    "trên địa bàn thành phố",
];
/// "Tốp 5 của tỉnh", right behind the rank; "thứ hạng của tỉnh" is whose rank it is.
const OWNERS: [&str; 2] = ["của tỉnh", "của thành phố"];
/// No indicator is longer.
const LONGEST: usize = 30;

/// The key of a known index, else the words of the subject.
pub(super) fn indicator_of(scene: &Scene, words: &Range<usize>, core: &Core, floor: Option<usize>) -> Option<String> {
    let before = words.start..core.words.start.max(words.start);
    let indices = within(&scene.indices, words.start, words.end);
    let nearest = indices.iter().rev().find(|hit| hit.from < core.words.start).or_else(|| indices.first());
    if let Some(index) = nearest {
        return Some(index.meaning.to_owned());
    }
    let start = floor
        .filter(|floor| before.contains(floor) && has_subject(scene.tokens, *floor..before.end))
        .unwrap_or(before.start);
    let is_aimed =
        any_before(scene.tokens, core.words.start, &["phấn đấu", "bảo đảm", "đảm bảo", "hoàn thành", "yêu cầu"])
            .is_some();
    let follows = core.after..words.end.max(core.after);
    let subject = if core.may_lead
        && (!has_subject(scene.tokens, start..before.end) || (is_aimed && has_subject(scene.tokens, follows)))
    {
        core.after..words.end.max(core.after)
    } else if has_subject(scene.tokens, before.clone()) {
        start..before.end
    } else {
        core.after..words.end.max(core.after)
    };
    let subject = strip_leads(scene, trim(scene.tokens, subject));
    let text = squeeze(scene.tokens.slice(subject.start, subject.end.min(subject.start + LONGEST)));
    (!text.is_empty()).then_some(text)
}

fn strip_leads(scene: &Scene, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    while start < range.end {
        let next = match scene.tokens.any_phrase(start, &LEADS) {
            Some((next, _)) => next,
            None if scene.tokens.year(start).is_some() || matches!(scene.tokens.sign(start), Some(',' | ':')) => {
                start + 1
            }
            None => break,
        };
        start = next.min(range.end);
    }
    start..range.end
}

/// Among whom a rank is compared, by the words behind it first. Only ranks are compared among others: the "toàn tỉnh" of
/// "100% hồ sơ toàn tỉnh" is where the target holds, and its statement says so.
pub(super) fn scope_of(scene: &Scene, words: &Range<usize>, after: usize) -> Option<String> {
    const FIRST_WORDS: [&str; 6] = ["cả", "toàn", "trong", "trên", "đối", "của"];
    let phrase = |index: usize, scopes: &[&str], end: usize| {
        let first = &scene.tokens.all.get(index)?.lower;
        FIRST_WORDS.contains(&first.as_str()).then_some(())?;
        let (next, _) = scene.tokens.any_phrase(index, scopes)?;
        (next <= end).then(|| squeeze(scene.tokens.slice(index, next)))
    };
    let find = |range: Range<usize>, scopes: &[&str]| range.clone().find_map(|index| phrase(index, scopes, range.end));
    let behind = after.min(words.end)..words.end;
    phrase(behind.start, &OWNERS, behind.end)
        .or_else(|| find(behind.clone(), &SCOPES))
        .or_else(|| find(behind, &SCOPES_OF_RANKS))
        .or_else(|| find(words.clone(), &SCOPES))
}
