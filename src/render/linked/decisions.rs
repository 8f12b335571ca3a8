//! A decision as `Legislation`.

use serde_json::Value;

use crate::model::*;
use crate::relations::EffectKind;

use super::{Linker, node, one_or_list};

/// The node of a decision.
pub fn decision(linker: Linker, id: DecisionId) -> Value {
    let decision = linker.site().decision(id);
    let address = linker.address(decision.url.as_str());
    let day = |date: Option<jiff::civil::Date>| Value::from(date.map(|date| date.to_string()));
    let linked = |wanted: Relation| {
        let found = decision.links.iter().filter(|(relation, _)| *relation == wanted);
        one_or_list(found.map(|(_, other)| linker.decision_reference(*other)).collect())
    };
    let effect = linker.maker.relations.effect(id).kind;
    let bulletins = decision.bulletins.iter().map(|id| linker.site().bulletin(*id));
    let bulletins = bulletins.map(|bulletin| {
        node(
            "NewsArticle",
            [("url", linker.address(bulletin.url.as_str()).into()), ("headline", bulletin.title.as_str().into())],
        )
    });
    node(
        "Legislation",
        [
            ("@id", address.as_str().into()),
            ("url", address.as_str().into()),
            ("name", linker.maker.decision_label(decision).into()),
            ("abstract", decision.title.clone().into()),
            ("legislationIdentifier", decision.number.as_ref().map(|number| number.printed.as_str()).into()),
            ("legislationType", decision.kind.map(|_| linker.maker.kind_name(decision)).into()),
            ("legislationDate", day(decision.date)),
            ("legislationDateOfApplicability", day(decision.effective)),
            ("legislationPassedBy", issuer(linker, decision)),
            ("legislationLegalForce", force(effect).into()),
            ("temporalCoverage", coverage(decision, effect).into()),
            ("legislationApplies", linked(Relation::Implements)),
            ("legislationAmends", linked(Relation::Amends)),
            ("legislationCorrects", linked(Relation::Corrects)),
            ("legislationRepeals", linked(Relation::Repeals)),
            // Replacing is more than amending and no repeal by itself: the wider property is true of it.
            ("legislationChanges", linked(Relation::Replaces)),
            ("citation", linked(Relation::LegalBasis)),
            ("subjectOf", one_or_list(bulletins.collect())),
            ("encoding", decision.attachments.iter().map(|file| linker.attachment(file)).collect::<Vec<_>>().into()),
        ],
    )
}

fn issuer(linker: Linker, decision: &Decision) -> Value {
    match (decision.issuer.unit, decision.issuer.printed.as_str()) {
        (Some(unit), _) => linker.unit_reference(unit),
        (None, "") => Value::Null,
        (None, printed) => node("Organization", [("name", printed.into())]),
    }
}

fn force(effect: EffectKind) -> Option<&'static str> {
    match effect {
        EffectKind::InForce => Some("https://schema.org/InForce"),
        EffectKind::Partly => Some("https://schema.org/PartiallyInForce"),
        EffectKind::NotYet | EffectKind::Expired | EffectKind::Replaced | EffectKind::Repealed => {
            Some("https://schema.org/NotInForce")
        }
        EffectKind::Unknown => None,
    }
}

/// From the day of effect to the day of expiry; open where nothing has ended it yet.
fn coverage(decision: &Decision, effect: EffectKind) -> Option<String> {
    let from = decision.effective?;
    match (decision.expires, effect) {
        (Some(to), _) => Some(format!("{from}/{to}")),
        (None, EffectKind::InForce) => Some(format!("{from}/..")),
        (None, _) => None,
    }
}
