//! Documents that a text names: number, date, kind, issuer, title, and what each is to the text.
//!
//! Takes the scene, gives one entry for each number: a document that is named again adds what was missing. Numbers of one
//! list share what is said once ("các Nghị quyết số 18-NQ/TW, 19-NQ/TW ngày 25/10/2017").

mod changes;
mod dates;
pub(super) mod effect;
mod issuer;
mod roles;

use std::collections::HashMap;

use self::dates::dates_of;
use super::facts::{FoundDecision, Role};
use super::figures::Figure;
use super::lexicon::any_before;
use super::scene::Scene;
use crate::value::{DocumentKind, DocumentNumber, Tokens};

/// How a document names itself.
const THESE: [&str; 12] = [
    "quyết định này",
    "kế hoạch này",
    "nghị quyết này",
    "chỉ thị này",
    "quy chế này",
    "quy định này",
    "chương trình này",
    "đề án này",
    "thông tư này",
    "nghị định này",
    "luật này",
    "văn bản này",
];

/// A number in the text, before it is joined with others of the same name.
pub(in crate::extract) struct Mention<'a> {
    pub number: &'a DocumentNumber,
    /// The tokens of the number.
    pub from: usize,
    pub to: usize,
    /// Where the words that lead to it begin: "Quyết định số".
    pub lead: usize,
    /// The kind by those words.
    pub named: Option<DocumentKind>,
}

/// All documents, in the order of their first mention.
pub(super) fn find(scene: &Scene) -> Vec<FoundDecision> {
    let mentions = mentions(scene);
    let dates = dates_of(scene, &mentions);
    let roles = roles::roles_of(scene, &mentions);
    let mut by_identity: HashMap<String, usize> = HashMap::new();
    let mut found: Vec<FoundDecision> = Vec::new();
    for (which, mention) in mentions.iter().enumerate() {
        let (date, role) = (&dates[which], roles[which]);
        let decision = FoundDecision {
            number: mention.number.clone(),
            kind: kind_of(mention),
            date: date.as_ref().and_then(|date| date.date),
            issuer: issuer::issuer_of(scene, &mentions, which),
            title: issuer::title_of(scene, &mentions, which, date.as_ref().map(|date| date.tokens.clone())),
            role,
            span: scene.span(mention.from..mention.to),
            date_span: date.as_ref().map(|date| scene.span(date.tokens.clone())),
            uncertain: date.as_ref().is_some_and(|date| date.is_concluded) || !mention.number.unknown_parts.is_empty(),
        };
        // A number with another date is another document: numbers begin anew every year.
        let identity = mention.number.identity();
        match by_identity.get(&identity).copied() {
            Some(first)
                if found[first].date.is_none() || decision.date.is_none() || found[first].date == decision.date =>
            {
                merge(&mut found[first], decision);
            }
            Some(_) if decision.date.is_some() && !is_likely_other(mention) => {}
            _ => {
                by_identity.insert(identity, found.len());
                found.push(decision);
            }
        }
    }
    found
}

/// Documents of the centre are unique by number; those of communes recur every year.
fn is_likely_other(mention: &Mention) -> bool {
    let symbol = &mention.number.symbol;
    mention.number.normative_year.is_none() && symbol.contains("UBND")
}

fn merge(into: &mut FoundDecision, other: FoundDecision) {
    if into.date.is_none() {
        // A day that exists is better than one that does not, and that better than none.
        if other.date.is_some() || into.date_span.is_none() {
            into.date_span = other.date_span;
        }
        into.date = other.date;
        into.uncertain |= other.uncertain;
    }
    into.kind = into.kind.or(other.kind);
    into.issuer = into.issuer.take().or(other.issuer);
    into.title = into.title.take().or(other.title);
    if firmness(other.role) > firmness(into.role) {
        into.role = other.role;
    }
}

/// How much a role says: that a document is replaced says more than that it is named.
fn firmness(role: Role) -> u8 {
    match role {
        Role::Related => 0,
        Role::LegalBasis | Role::Implements => 1,
        Role::Amends | Role::Replaces | Role::Repeals => 2,
        Role::Main => 3,
    }
}

/// The kind by the symbol, else by name. Laws of the National Assembly carry its name only.
fn kind_of(mention: &Mention) -> Option<DocumentKind> {
    let is_legislature = mention.number.symbol.starts_with("QH");
    if is_legislature {
        return mention
            .named
            .filter(|kind| matches!(kind, DocumentKind::L | DocumentKind::NQ | DocumentKind::PL))
            .or(Some(DocumentKind::L));
    }
    mention.number.kind.or(mention.named)
}

fn mentions<'a>(scene: &'a Scene) -> Vec<Mention<'a>> {
    let mut mentions: Vec<Mention> = Vec::new();
    let names: Vec<(String, DocumentKind)> =
        DocumentKind::all().map(|kind| (kind.name_vi().to_lowercase(), kind)).collect();
    for mark in &scene.marks {
        let Figure::Document(number) = &mark.figure else { continue };
        let (lead, named) = lead_of(scene.tokens, &names, mark.tokens.start);
        let named =
            named.or_else(|| shared_kind(scene, mentions.last(), mark.tokens.start)).or_else(|| law_name(scene, lead));
        mentions.push(Mention { number, from: mark.tokens.start, to: mark.tokens.end, lead, named });
    }
    mentions
}

/// Where "Quyết định số" begins, and its kind.
fn lead_of(tokens: &Tokens, names: &[(String, DocumentKind)], number: usize) -> (usize, Option<DocumentKind>) {
    let mut start = number;
    // "Số:", "số :", "số hiệu |".
    while start > 0 && matches!(tokens.sign(start - 1), Some(':' | '|' | '(')) && number - start < 3 {
        start -= 1;
    }
    if let Some((at, _)) = any_before(tokens, start, &["số", "số hiệu", "số ký hiệu", "văn bản số", "có số", "mang số"])
    {
        start = at;
    } else {
        start = number;
    }
    for length in 1..=6 {
        let Some(at) = start.checked_sub(length) else { break };
        let named = names
            .iter()
            .filter_map(|(name, kind)| Some((*kind, tokens.phrase(at, name)?)))
            .max_by_key(|(_, next)| *next);
        if let Some((kind, next)) = named.filter(|(_, next)| *next <= start && start - *next <= 3) {
            let between = next..start;
            if between.clone().all(|index| tokens.word(index).is_some()) || between.is_empty() {
                return (at, Some(kind));
            }
        }
    }
    (start, None)
}

/// "Các Nghị quyết số 18-NQ/TW, 19-NQ/TW": only joints stand between.
fn shared_kind(scene: &Scene, before: Option<&Mention>, number: usize) -> Option<DocumentKind> {
    let before = before?;
    let is_list = number - before.to <= 3
        && (before.to..number).all(|index| {
            matches!(scene.tokens.sign(index), Some(',' | ';'))
                || scene.tokens.any_phrase(index, &["và", "số"]).is_some()
        });
    before.named.filter(|_| is_list)
}

/// "Luật Tổ chức chính quyền địa phương số 72/2025/QH15".
fn law_name(scene: &Scene, lead: usize) -> Option<DocumentKind> {
    let sentence = scene.sentence_of(lead.checked_sub(1)?)?;
    let from = sentence.tokens.start.max(lead.saturating_sub(24));
    let place = (from..lead).rev().find(|index| {
        matches!(scene.tokens.sign(*index), Some(',' | ';'))
            || scene.tokens.any_phrase(*index, &["luật", "pháp lệnh", "nghị quyết"]).is_some()
    })?;
    match scene.tokens.any_phrase(place, &["luật", "pháp lệnh", "nghị quyết"])?.1 {
        0 => Some(DocumentKind::L),
        1 => Some(DocumentKind::PL),
        _ => Some(DocumentKind::NQ),
    }
}
