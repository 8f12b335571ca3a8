//! What a document is to the text that names it: the one reported, its legal basis, one that it carries out or changes, or
//! another one.
//!
//! Takes the mentions of numbers, gives a role for each. The words before a number say it: "căn cứ" leads to the basis,
//! "thực hiện" to what is carried out, "đã ban hành" and the head of a document to the one itself.

use super::Mention;
use super::changes::change_of;
use crate::extract::facts::Role;
use crate::extract::layout::Form;
use crate::extract::lexicon::any_before;
use crate::extract::scene::Scene;
use crate::extract::sections::Topic;

/// Phrases before the name of a document that is a ground.
const GROUNDS: [&str; 6] = ["căn cứ", "căn cứ vào", "căn cứ theo", "căn cứ các", "trên cơ sở", "theo tinh thần"];
/// Phrases before the name of a document that is carried out.
const CARRIED_OUT: [&str; 18] = [
    "thực hiện",
    "triển khai thực hiện",
    "triển khai",
    "thi hành",
    "tổ chức thực hiện",
    "quán triệt",
    "nhằm thực hiện",
    "cụ thể hóa",
    "để triển khai",
    "để thực hiện",
    "thực hiện các",
    "triển khai các",
    "tiếp tục thực hiện",
    "thực hiện có hiệu quả",
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
        // One that is being carried out is what others did something for.
        let is_open = |(which, role): (usize, &Role)| {
            *role == Role::Related && any_before(scene.tokens, mentions[which].lead, &CARRIED_OUT).is_none()
        };
        let first = roles.iter().enumerate().position(is_open);
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
    if let Some(role) = change_of(scene, mentions, before, which) {
        return role;
    }
    let block = &scene.blocks[scene.block_of(mention.from)].tokens;
    let starts_with_ground = tokens.any_phrase(block.start, &["căn cứ", "xét", "theo đề nghị"]).is_some();
    if starts_with_ground {
        let is_request = tokens.any_phrase(block.start, &["xét", "theo đề nghị"]).is_some();
        let carried = any_before(tokens, mention.lead, &CARRIED_OUT).filter(|(at, _)| opens_clause(scene, *at));
        return match (is_request, carried) {
            (true, _) => Role::Related,
            (false, Some(_)) => Role::Implements,
            (false, None) => Role::LegalBasis,
        };
    }
    if any_before(tokens, mention.lead, &GROUNDS).is_some() {
        return Role::LegalBasis;
    }
    if let Some((at, _)) = any_before(tokens, mention.lead, &CARRIED_OUT) {
        return carried_out(scene, mention, at);
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
        let begins = |phrases: &[&str]| index == floor && tokens.any_phrase(index, phrases).is_some();
        let issued = tokens.any_phrase(index, &ISSUED[..12]).map(|_| Role::Main);
        match () {
            () if begins(&GROUNDS) => Some(Role::LegalBasis),
            () if begins(&CARRIED_OUT) => Some(carried_out(scene, mention, index)),
            () => issued,
        }
    });
    match nearest {
        Some(Role::Main) if before.contains(&Role::Main) => Role::Related,
        Some(role) => role,
        None => Role::Related,
    }
}

/// Whether the document reported carries another one out: the sentence opens with it and is no task, or tells what was
/// issued for it. "Các phòng tiếp tục thực hiện Quyết định số …" says nothing of the one reported.
fn carried_out(scene: &Scene, mention: &Mention, phrase: usize) -> Role {
    let tokens = scene.tokens;
    let Some(sentence) = scene.sentence_of(phrase) else { return Role::Related };
    let range =
        sentence.tokens.start.max(phrase.saturating_sub(REACH * 2))..sentence.tokens.end.min(mention.to + REACH * 2);
    let issues = range.into_iter().any(|index| tokens.any_phrase(index, &ISSUED[..3]).is_some());
    let is_task = scene.blocks[sentence.block].form == Form::Item
        || matches!(scene.sections[sentence.block].topic, Some(Topic::Tasks | Topic::Organisation | Topic::Results));
    if issues || (opens_clause(scene, phrase) && !is_task) { Role::Implements } else { Role::Related }
}

/// Whether a phrase begins a sentence, or a part of it behind a semicolon.
fn opens_clause(scene: &Scene, at: usize) -> bool {
    let begins = scene.sentence_of(at).is_some_and(|sentence| sentence.tokens.start == at);
    begins || at.checked_sub(1).is_some_and(|before| scene.tokens.sign(before) == Some(';'))
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
