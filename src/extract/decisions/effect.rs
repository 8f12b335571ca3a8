//! From when a document holds, as it says itself: "Quyết định này có hiệu lực thi hành kể từ ngày ký".
//!
//! Takes the scene, gives the day, or that it is the day of signing. "Sau 10 ngày kể từ ngày ký" is left to the officer.

use super::THESE;
use crate::extract::facts::{Effect, FoundEffect};
use crate::extract::figures::Figure;
use crate::extract::scene::Scene;

/// The first such words of a text.
pub(in crate::extract) fn find(scene: &Scene) -> Option<FoundEffect> {
    (0..scene.tokens.len()).find_map(|index| {
        let (next, _) = scene.tokens.any_phrase(index, &THESE)?;
        let (effect, end) = effect_at(scene, next)?;
        Some(FoundEffect { effect, span: scene.span(index..end) })
    })
}

fn effect_at(scene: &Scene, index: usize) -> Option<(Effect, usize)> {
    const JOINTS: [&str; 5] = ["thi hành", "kể từ", "từ", "kể", "ngày"];
    let tokens = scene.tokens;
    let next = tokens.skip(tokens.phrase(index, "có hiệu lực")?, &JOINTS);
    if let Some((end, _)) = tokens.any_phrase(next, &["ký ban hành", "ký", "ban hành"]) {
        return Some((Effect::Signed, end));
    }
    let mark = scene.marks_in(&(next..next + 1)).first()?;
    match mark.figure {
        Figure::Date(Some(date)) => Some((Effect::On(date), mark.tokens.end)),
        _ => None,
    }
}
