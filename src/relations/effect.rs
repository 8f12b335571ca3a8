//! Whether a decision is in force, as far as its dates and its relations say. What nobody stated stays unknown.

use jiff::civil::Date;

use crate::model::{DecisionId, Relation, Site};

/// The effect of a decision on the day of the build, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    pub kind: EffectKind,
    /// The decision that changed it.
    pub by: Option<DecisionId>,
    /// The day from which it holds.
    pub since: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EffectKind {
    Unknown,
    NotYet,
    InForce,
    /// In force, with amendments.
    Partly,
    Expired,
    Replaced,
    Repealed,
}

impl EffectKind {
    pub fn key(self) -> &'static str {
        match self {
            EffectKind::Unknown => "unknown",
            EffectKind::NotYet => "not_yet",
            EffectKind::InForce => "in_force",
            EffectKind::Partly => "partly",
            EffectKind::Expired => "expired",
            EffectKind::Replaced => "replaced",
            EffectKind::Repealed => "repealed",
        }
    }
}

/// The effects of all decisions of a site.
pub fn of_all(site: &Site, inverse: &[Vec<(Relation, DecisionId)>]) -> Vec<Effect> {
    site.decisions
        .iter()
        .zip(inverse)
        .map(|(decision, inverse)| {
            let today = site.options.today;
            // A later decision acts from its own effective date, else from its date; an undated one is taken as acting.
            let acting = |relation: Relation| {
                inverse.iter().find_map(|(found, by)| {
                    let other = site.decision(*by);
                    let since = other.effective.or(other.date);
                    (*found == relation && since.is_none_or(|since| since <= today)).then_some((*by, since))
                })
            };
            let ended_by = [(Relation::Replaces, EffectKind::Replaced), (Relation::Repeals, EffectKind::Repealed)];
            for (relation, kind) in ended_by {
                if let Some((by, since)) = acting(relation) {
                    return Effect { kind, by: Some(by), since };
                }
            }
            if let Some(expires) = decision.expires.filter(|expires| *expires < today) {
                return Effect { kind: EffectKind::Expired, by: None, since: Some(expires) };
            }
            match decision.effective {
                Some(effective) if effective > today => {
                    Effect { kind: EffectKind::NotYet, by: None, since: Some(effective) }
                }
                effective => match (acting(Relation::Amends), effective) {
                    (Some((by, since)), _) => Effect { kind: EffectKind::Partly, by: Some(by), since },
                    (None, Some(effective)) => Effect { kind: EffectKind::InForce, by: None, since: Some(effective) },
                    (None, None) => Effect { kind: EffectKind::Unknown, by: None, since: None },
                },
            }
        })
        .collect()
}
