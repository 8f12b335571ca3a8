//! Groups of tasks that a sentence numbers: "gồm: (1) Công tác chỉ đạo …; (2) Cải cách thể chế; …". Takes the scene, gives
//! them as tasks that are groups of their own, because they have a name and nothing else.

use std::ops::Range;

use super::facts::FoundTask;
use super::figures::Figure;
use super::scene::{Scene, Sentence};
use super::statements::trim;
use crate::text::squeeze;

/// Fewer numbers than this are no list.
const FEWEST: usize = 3;
/// No name of a group is longer, in tokens.
const LONGEST: usize = 60;

/// The numbered groups of a text.
pub(super) fn find(scene: &Scene) -> Vec<FoundTask> {
    scene.sentences.iter().flat_map(|sentence| in_sentence(scene, sentence)).collect()
}

fn in_sentence(scene: &Scene, sentence: &Sentence) -> Vec<FoundTask> {
    const SUBJECTS: [&str; 6] = ["nội dung", "nhiệm vụ", "lĩnh vực", "nhóm", "giải pháp", "gồm"];
    let starts = numbered(scene, &sentence.tokens);
    if starts.len() < FEWEST {
        return Vec::new();
    }
    let opening = sentence.tokens.start..starts[0].1.start;
    let names_tasks = opening.clone().any(|index| scene.tokens.any_phrase(index, &SUBJECTS).is_some());
    if !names_tasks {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).map(|(_, next)| next.start).chain([sentence.tokens.end]);
    let mut groups = Vec::new();
    for ((no, at), end) in starts.iter().zip(ends) {
        let words = trim(scene.tokens, at.end..end.min(at.end + LONGEST));
        let title = squeeze(scene.tokens.slice(words.start, words.end));
        if !title.is_empty() {
            groups.push(FoundTask { no: Some(no.to_string()), title, span: scene.span(words), ..FoundTask::default() });
        }
    }
    groups
}

/// "(1)", "(2)" … in their order, with the tokens of each.
fn numbered(scene: &Scene, sentence: &Range<usize>) -> Vec<(u32, Range<usize>)> {
    let mut found: Vec<(u32, Range<usize>)> = Vec::new();
    for mark in scene.marks_in(sentence).iter().filter(|mark| matches!(mark.figure, Figure::Label)) {
        let at = mark.tokens.start;
        let is_bracketed =
            at > 0 && scene.tokens.sign(at - 1) == Some('(') && scene.tokens.sign(mark.tokens.end) == Some(')');
        let expected = u32::try_from(found.len()).unwrap_or(u32::MAX) + 1;
        if is_bracketed && scene.tokens.small_number(at) == Some(expected) {
            found.push((expected, at - 1..mark.tokens.end + 1));
        }
    }
    found
}
