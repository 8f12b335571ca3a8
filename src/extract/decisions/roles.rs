//! What a document is to the text that names it: the one reported, its legal basis, or another one.
//!
//! Takes the mentions of numbers, gives a role for each. The words before a number say it: "căn cứ" and "thực hiện" lead to
//! the basis, "đã ban hành" and the head of a document to the one itself.

use super::Mention;
use crate::extract::facts::Role;
use crate::extract::lexicon::any_before;
use crate::extract::scene::Scene;

/// Phrases before the name of a document that is a ground.
const GROUNDS: [&str; 24] = [
    "căn cứ",
    "căn cứ vào",
    "thực hiện",
    "triển khai thực hiện",
    "triển khai",
    "thi hành",
    "tổ chức thực hiện",
    "quán triệt",
    "căn cứ theo",
    "nhằm thực hiện",
    "cụ thể hóa",
    "để triển khai",
    "để thực hiện",
    "căn cứ các",
    "thực hiện các",
    "triển khai các",
    "tiếp tục thực hiện",
    "trên cơ sở",
    "thực hiện có hiệu quả",
    "theo tinh thần",
    "nhằm triển khai",
    "việc thực hiện",
    "nhằm cụ thể hóa",
    "triển khai có hiệu quả",
];
/// Phrases before the name of the document that the text reports.
const ISSUED: [&str; 22] = [
    "ban hành",
    "đã ban hành",
    "vừa ban hành",
    "ký",
    "đã ký",
    "vừa ký",
    "ký ban hành",
    "có",
    "đã có",
    "vừa có",
    "thông qua",
    "đã thông qua",
    "phê duyệt",
    "kèm theo",
    "ban hành kèm theo",
    "ban hành theo",
    "công bố",
    "phát hành",
    "ra",
    "ký quyết định",
    "thông báo",
    "ban hàng",
];
/// Phrases before the name of a document that is changed or only mentioned.
const MENTIONED: [&str; 8] = ["sửa đổi", "bổ sung", "thay thế", "bãi bỏ", "tại", "so với", "của", "gắn với"];
/// How far before its name the verb of a document can stand.
const REACH: usize = 30;

/// A role for each mention.
pub(super) fn roles_of(scene: &Scene, mentions: &[Mention]) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::with_capacity(mentions.len());
    for (which, mention) in mentions.iter().enumerate() {
        roles.push(role_of(scene, mentions, &roles, which, mention));
    }
    if !roles.contains(&Role::Main) {
        // "Theo Kế hoạch số …": the only document of a text is what it is about.
        let first = roles.iter().position(|role| *role == Role::Related);
        if let Some(first) =
            first.filter(|_| mentions.len() <= 2 && scene.genre != crate::extract::scene::Genre::Report)
        {
            roles[first] = Role::Main;
        }
    }
    roles
}

fn role_of(scene: &Scene, mentions: &[Mention], before: &[Role], which: usize, mention: &Mention) -> Role {
    let tokens = scene.tokens;
    if is_head(scene, mention) && !before.contains(&Role::Main) {
        return Role::Main;
    }
    // Numbers of one list share their role.
    if which > 0 && mention.from - mentions[which - 1].to <= 6 && is_joined(scene, mentions[which - 1].to, mention.lead)
    {
        return before[which - 1];
    }
    let block = &scene.blocks[scene.block_of(mention.from)].tokens;
    let starts_with_ground = tokens.any_phrase(block.start, &["căn cứ", "xét", "theo đề nghị"]).is_some();
    if starts_with_ground {
        let is_request = tokens.any_phrase(block.start, &["xét", "theo đề nghị"]).is_some();
        return if is_request { Role::Related } else { Role::LegalBasis };
    }
    if any_before(tokens, mention.lead, &GROUNDS).is_some() {
        return Role::LegalBasis;
    }
    if any_before(tokens, mention.lead, &MENTIONED).is_some() {
        return Role::Related;
    }
    if any_before(tokens, mention.lead, &ISSUED).is_some() {
        return if before.contains(&Role::Main) { Role::Related } else { Role::Main };
    }
    let floor = scene
        .sentence_of(mention.from)
        .map_or(block.start, |sentence| sentence.tokens.start)
        .max(mention.lead.saturating_sub(REACH));
    let nearest = (floor..mention.lead).rev().find_map(|index| {
        // "Các nhiệm vụ … theo Quyết định số": a ground some words before counts only where the sentence begins with it.
        let ground = (index == floor).then(|| tokens.any_phrase(index, &GROUNDS).map(|_| Role::LegalBasis)).flatten();
        let issued = tokens.any_phrase(index, &ISSUED[..12]).map(|_| Role::Main);
        ground.or(issued)
    });
    match nearest {
        Some(Role::Main) if before.contains(&Role::Main) => Role::Related,
        Some(role) => role,
        None => Role::Related,
    }
}

/// "Số: 15/KH-UBND" on a line that begins with it.
fn is_head(scene: &Scene, mention: &Mention) -> bool {
    let block = &scene.blocks[scene.block_of(mention.from)];
    let is_early = scene.block_of(mention.from) < 12;
    is_early && mention.lead <= block.tokens.start + 2 && scene.tokens.phrase(mention.lead, "số").is_some()
}

fn is_joined(scene: &Scene, from: usize, to: usize) -> bool {
    from <= to
        && (from..to).all(|index| {
            matches!(scene.tokens.sign(index), Some(',' | ';'))
                || scene.tokens.any_phrase(index, &["và", "số", "các"]).is_some()
        })
}
