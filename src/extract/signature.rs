//! Who signed a document: the lines at its end that Decree 30/2020 sets, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH" and the name.
//!
//! Takes the scene, gives the name with the office and the sign of capacity. Offices are a closed list, in capitals, and the
//! name ends its line or its cell: "Chủ tịch" in a sentence is nobody's signature.

use super::facts::FoundSigner;
use super::figures::Figure;
use super::layout::starts_upper;
use super::lexicon::any_before;
use super::scene::Scene;
use crate::text::squeeze;

/// Offices as they are written inside a sentence.
const OFFICES: [&str; 24] = [
    "Chủ tịch",
    "Phó Chủ tịch",
    "Phó Chủ tịch Thường trực",
    "Quyền Chủ tịch",
    "Bí thư",
    "Phó Bí thư",
    "Phó Bí thư Thường trực",
    "Giám đốc",
    "Phó Giám đốc",
    "Phó Giám đốc Thường trực",
    "Quyền Giám đốc",
    "Chánh Văn phòng",
    "Phó Chánh Văn phòng",
    "Trưởng phòng",
    "Phó Trưởng phòng",
    "Trưởng ban",
    "Phó Trưởng ban",
    "Chi cục trưởng",
    "Cục trưởng",
    "Bộ trưởng",
    "Thứ trưởng",
    "Thủ tướng",
    "Phó Thủ tướng",
    "Hiệu trưởng",
];
/// The signs of capacity, without their full stop.
const CAPACITIES: [(&str, &str); 4] = [("TM", "TM."), ("KT", "KT."), ("TL", "TL."), ("TUQ", "TUQ.")];
/// A name has no more words.
const LONGEST_NAME: usize = 5;
/// Blocks that may hold the number of the document itself.
const HEAD: usize = 12;

/// The signer; uncertain where several signed, or where the text does not begin like the document itself.
pub(super) fn find(scene: &Scene) -> Option<FoundSigner> {
    let offices: Vec<String> = OFFICES.iter().map(|office| office.to_lowercase()).collect();
    let offices: Vec<&str> = offices.iter().map(String::as_str).collect();
    let mut found: Option<FoundSigner> = None;
    let mut index = 0;
    while index < scene.tokens.len() {
        let Some((mut signer, next)) = signer_at(scene, &offices, index) else {
            index += 1;
            continue;
        };
        signer.uncertain =
            found.is_some_and(|other| other.uncertain || other.name != signer.name) || !has_number(scene);
        found = Some(signer);
        index = next;
    }
    found
}

/// The signature that begins with an office, and the index after it.
fn signer_at(scene: &Scene, offices: &[&str], index: usize) -> Option<(FoundSigner, usize)> {
    let tokens = scene.tokens;
    if !is_capital(scene, index) {
        return None;
    }
    let (next, which) = tokens.any_phrase(index, offices)?;
    let is_whole = (index..next).all(|at| is_capital(scene, at));
    let name = is_whole.then(|| name_at(scene, next)).flatten()?;
    let (start, capacity) = capacity_before(scene, index);
    let signer = FoundSigner {
        name: squeeze(tokens.slice(name.start, name.end)),
        role: role_of(scene, index, OFFICES[which]),
        capacity,
        span: scene.span(start..name.end),
        uncertain: false,
    };
    Some((signer, name.end))
}

/// "Q. CHỦ TỊCH" acts for the office.
fn role_of(scene: &Scene, index: usize, office: &str) -> String {
    let acts =
        index > 1 && scene.tokens.sign(index - 1) == Some('.') && scene.tokens.slice(index - 2, index - 1) == "Q";
    if acts { format!("Quyền {office}") } else { office.to_owned() }
}

/// The name behind an office: what stands for the signature and academic titles come between.
fn name_at(scene: &Scene, index: usize) -> Option<std::ops::Range<usize>> {
    const BETWEEN: [&str; 18] = [
        "(",
        ")",
        "đã ký",
        "ký tên",
        "ký",
        "và",
        "đóng dấu",
        ",",
        "|",
        ".",
        "ths",
        "ts",
        "pgs",
        "gs",
        "bs",
        "ks",
        "ls",
        "thạc sĩ",
    ];
    let tokens = scene.tokens;
    let start = tokens.skip(tokens.skip(index, &BETWEEN), &BETWEEN);
    let ends_line = |at: usize| {
        let Some(next) = tokens.all.get(at + 1) else { return true };
        let between = &tokens.text[tokens.all[at].range.end..next.range.start];
        between.contains('\n') || tokens.sign(at + 1) == Some('|')
    };
    let last = (start..start + LONGEST_NAME).find(|at| ends_line(*at))?;
    let is_name = |at: usize| tokens.word(at).is_some() && starts_upper(tokens, at);
    let has_small = tokens.slice(start, last + 1).chars().any(char::is_lowercase);
    (last > start && has_small && (start..=last).all(is_name)).then_some(start..last + 1)
}

/// The nearest sign of capacity in the capitals before an office, and where the signature begins.
fn capacity_before(scene: &Scene, office: usize) -> (usize, Option<&'static str>) {
    const REACH: usize = 16;
    let tokens = scene.tokens;
    let is_heading = |at: &usize| is_capital(scene, *at) || matches!(tokens.sign(*at), Some('.' | '-'));
    let before = (office.saturating_sub(REACH)..office).rev().take_while(is_heading);
    let sign = before.filter(|at| tokens.sign(at + 1) == Some('.')).find_map(|at| {
        let (_, sign) = CAPACITIES.iter().find(|(letters, _)| tokens.slice(at, at + 1) == *letters)?;
        Some((at, *sign))
    });
    sign.map_or((office, None), |(at, sign)| (at, Some(sign)))
}

fn is_capital(scene: &Scene, index: usize) -> bool {
    let word = scene.tokens.slice(index, index + 1);
    scene.tokens.word(index).is_some() && !word.chars().any(char::is_lowercase)
}

/// Whether "Số: 15/KH-UBND" stands in the head: the text is the document, not news of it.
fn has_number(scene: &Scene) -> bool {
    scene.marks.iter().any(|mark| {
        let start = mark.tokens.start;
        let block = scene.block_of(start);
        // Bars of a table may stand before it.
        let begins = any_before(scene.tokens, start, &["số", "số :"])
            .is_some_and(|(lead, _)| lead <= scene.blocks[block].tokens.start + 2);
        matches!(mark.figure, Figure::Document(_)) && begins && block < HEAD
    })
}
