//! Which other bulletins belong to one, and why: through its decision first, then its unit, indicator and category.

use crate::model::*;

use super::Relations;

/// Why a bulletin is shown beside another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelatedReason {
    SameDecision,
    /// Its decision stands in this relation to ours, seen from ours.
    Decision(Relation),
    /// Its decision stands in this relation to ours, seen from the other.
    InverseDecision(Relation),
    Indicator(IndicatorId),
    Unit(UnitId),
    Category(CategoryId),
}

/// How many are shown.
const MOST: usize = 5;

/// How many of them may share a unit, an indicator or a category with it.
const MOST_OF_A_KIND: usize = 2;

/// The bulletins related to `id`, the closest first.
pub fn related(site: &Site, relations: &Relations, id: BulletinId) -> Vec<(BulletinId, RelatedReason)> {
    let bulletin = site.bulletin(id);
    let mut found = Found { site, id, related: Vec::new() };
    if let Some(decision) = bulletin.decision {
        found.add(&site.decision(decision).bulletins, RelatedReason::SameDecision, MOST);
        for (relation, other) in &site.decision(decision).links {
            found.add(&site.decision(*other).bulletins, RelatedReason::Decision(*relation), MOST);
        }
        for (relation, other) in relations.inverse(decision) {
            found.add(&site.decision(*other).bulletins, RelatedReason::InverseDecision(*relation), MOST);
        }
    }
    if let Some(unit) = bulletin.unit {
        found.nearest(relations.of_unit(unit), RelatedReason::Unit(unit));
    }
    for indicator in &bulletin.indicators {
        found.nearest(relations.of_indicator(*indicator), RelatedReason::Indicator(*indicator));
    }
    if let Some(category) = bulletin.category {
        found.nearest(relations.of_category(category), RelatedReason::Category(category));
    }
    found.related
}

struct Found<'a> {
    site: &'a Site,
    id: BulletinId,
    related: Vec<(BulletinId, RelatedReason)>,
}

impl Found<'_> {
    fn add(&mut self, candidates: &[BulletinId], reason: RelatedReason, most: usize) {
        let lang = self.site.bulletin(self.id).lang;
        let mut added = 0;
        // A long list of one decision must not be walked for each of its bulletins.
        for candidate in candidates.iter().take(4 * MOST) {
            let is_new = *candidate != self.id && self.related.iter().all(|(known, _)| known != candidate);
            if added == most || self.related.len() == MOST {
                return;
            }
            if is_new && self.site.bulletin(*candidate).lang == lang {
                self.related.push((*candidate, reason));
                added += 1;
            }
        }
    }

    /// The neighbours in a list that is ordered by time: the next older, the next newer, and so on.
    fn nearest(&mut self, list: &[BulletinId], reason: RelatedReason) {
        let place = list.partition_point(|candidate| *candidate < self.id);
        let older = list.get(place + 1..).unwrap_or_default();
        let mut around = Vec::with_capacity(2 * MOST_OF_A_KIND);
        for step in 0..MOST_OF_A_KIND {
            around.extend(older.get(step).copied());
            around.extend(place.checked_sub(step + 1).and_then(|newer| list.get(newer)).copied());
        }
        self.add(&around, reason, MOST_OF_A_KIND);
    }
}
