//! Decisions as their boxes, rows and pages show them: label, issuer, effect, links to others.

use crate::model::*;
use crate::relations::EffectKind;
use crate::source::Lang;
use crate::text;
use crate::value::DocumentKind;

use super::{Maker, language_of, unit_url};
use crate::render::{format, views};

impl<'a> Maker<'a> {
    pub fn kind_name(&self, decision: &Decision) -> String {
        let name = |kind: DocumentKind| match self.lang {
            Lang::Vi => kind.name_vi(),
            Lang::En => kind.name_en(),
        };
        decision.kind.map_or(self.words.get("document"), name).to_owned()
    }

    /// "Quyết định số 1954/QĐ-UBND".
    pub fn decision_label(&self, decision: &Decision) -> String {
        let kind = self.kind_name(decision);
        match &decision.number {
            Some(number) => self.words.fill("decision_label", &[("kind", &kind), ("number", &number.printed)]),
            None => self.words.fill("decision_unnumbered", &[("kind", &kind)]),
        }
    }

    pub fn decision_row(&self, id: DecisionId) -> views::DecisionRow {
        let decision = self.site.decision(id);
        views::DecisionRow {
            url: decision.url.to_string(),
            label: self.decision_label(decision),
            number: decision.number.as_ref().map(|number| number.printed.clone()),
            kind: self.kind_name(decision),
            date: decision.date.map(format::day),
            issuer: self.issuer(decision),
            title: decision.title.clone(),
            lang: self.decision_lang(decision).tag(),
            effect: self.effect(id),
            bulletins: decision.bulletins.len(),
        }
    }

    /// Documents are written in the site's own language, unless only a bulletin in another one speaks of them.
    fn decision_lang(&self, decision: &Decision) -> Lang {
        let own = self.site.lang();
        let reported = || decision.bulletins.iter().map(|id| self.site.bulletin(*id).lang);
        let stated = if reported().any(|lang| lang == own) { own } else { reported().next().unwrap_or(own) };
        language_of(decision.title.as_deref().unwrap_or_default(), stated)
    }

    pub(super) fn issuer(&self, decision: &Decision) -> String {
        match decision.issuer.printed.as_str() {
            "" => self.words.get("unknown_issuer").to_owned(),
            printed => printed.to_owned(),
        }
    }

    pub fn decision(&self, id: DecisionId) -> views::Decision {
        let decision = self.site.decision(id);
        let signer = decision.signer.as_ref().map(|signer| {
            let parts = [signer.role.as_deref(), signer.name.as_deref()];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        });
        views::Decision {
            url: decision.url.to_string(),
            label: self.decision_label(decision),
            number: decision.number.as_ref().map(|number| number.printed.clone()),
            kind: self.kind_name(decision),
            date: decision.date.map(format::day),
            effective: decision.effective.map(format::day),
            expires: decision.expires.map(format::day),
            issuer: self.issuer(decision),
            issuer_url: decision.issuer.unit.map(|unit| unit_url(self.site, unit)),
            capacity: decision
                .capacity
                .map(|capacity| self.words.get(&format!("capacity_{}", capacity.key().replace('-', "_"))).to_owned()),
            signer: signer.filter(|signer| !signer.is_empty()),
            title: decision.title.clone(),
            lang: self.decision_lang(decision).tag(),
            effect: self.effect(id),
            relations: self.relation_groups(id),
            attachments: decision.attachments.iter().map(|attachment| self.attachment(attachment)).collect(),
        }
    }

    /// What rests on it first where that changes its meaning, then what it rests on.
    fn relation_groups(&self, id: DecisionId) -> Vec<views::RelationGroup> {
        let mut groups = Vec::new();
        let mut group = |key: &'static str, ids: Vec<DecisionId>| {
            if !ids.is_empty() {
                let label = self.words.get(&format!("relation_{key}")).to_owned();
                groups.push(views::RelationGroup {
                    key,
                    label,
                    decisions: ids.into_iter().map(|id| self.decision_row(id)).collect(),
                });
            }
        };
        let links = &self.site.decision(id).links;
        let forward = |relation: Relation| {
            links.iter().filter(|(found, _)| *found == relation).map(|(_, to)| *to).collect::<Vec<_>>()
        };
        let inverse = |relation: Relation| {
            self.relations
                .inverse(id)
                .iter()
                .filter(|(found, _)| *found == relation)
                .map(|(_, by)| *by)
                .collect::<Vec<_>>()
        };
        for relation in [Relation::Replaces, Relation::Repeals, Relation::Corrects, Relation::Amends] {
            group(relation.inverse_key(), inverse(relation));
        }
        for relation in Relation::ALL {
            let mut ids = forward(relation);
            if relation == Relation::Related {
                ids.extend(inverse(relation));
            }
            group(relation.key(), ids);
        }
        for relation in [Relation::Implements, Relation::LegalBasis] {
            group(relation.inverse_key(), inverse(relation));
        }
        groups
    }

    pub fn effect(&self, id: DecisionId) -> views::Effect {
        let effect = self.relations.effect(id);
        let key = effect.kind.key();
        let since = effect.since.map(text::format_date).unwrap_or_default();
        let by = effect.by.map(|by| self.decision_label(self.site.decision(by))).unwrap_or_default();
        let reason = match effect.kind {
            EffectKind::Unknown if self.site.decision(id).date.is_some() => {
                self.words.get("effect_reason_no_effective").to_owned()
            }
            EffectKind::Unknown => self.words.get("effect_reason_unknown").to_owned(),
            EffectKind::Replaced | EffectKind::Repealed | EffectKind::Partly => {
                self.words.fill(&format!("effect_reason_{key}"), &[("by", &by)])
            }
            _ => self.words.fill(&format!("effect_reason_{key}"), &[("date", &since)]),
        };
        views::Effect { key, word: self.words.get(&format!("effect_{key}")).to_owned(), reason }
    }

    pub fn attachment(&self, attachment: &Attachment) -> views::Attachment {
        views::Attachment {
            title: attachment.title.clone(),
            url: attachment.url.to_string(),
            kind: attachment.kind.clone(),
            size: format::bytes(attachment.size, self.lang),
            pages: attachment.pages,
            scanned: attachment.scanned,
            note: attachment.note.clone(),
            sha256: attachment.sha256,
        }
    }
}
