//! Units, indicators, areas and categories: names that others refer to, checked among themselves.

use std::collections::HashSet;

use crate::diagnostics::{self, At, Diagnostic};
use crate::parse::ParsedSite;
use crate::parse::front::{AreaFront, CategoryFront, IndicatorFront, UnitFront};
use crate::source::{FieldPath, SourcePath};
use crate::text;

use super::ids::*;
use super::site::Unit;

/// The four registers of a site.
pub struct Registries {
    pub units: Registry<UnitId, Unit>,
    pub indicators: Registry<IndicatorId, IndicatorFront>,
    pub areas: Registry<AreaId, AreaFront>,
    pub categories: Registry<CategoryId, CategoryFront>,
}

/// Builds the registers; references to unknown units are reported and dropped.
pub fn build(parsed: &ParsedSite, diagnostics: &mut Vec<Diagnostic>) -> Registries {
    let categories =
        parsed.settings.categories.iter().map(|category| (category.id.clone(), category.clone())).collect();
    Registries {
        units: units(&parsed.units, diagnostics),
        indicators: Registry::new(parsed.indicators.clone()),
        areas: Registry::new(parsed.areas.clone()),
        categories: Registry::new(categories),
    }
}

fn units(fronts: &[(String, UnitFront)], diagnostics: &mut Vec<Diagnostic>) -> Registry<UnitId, Unit> {
    let path = SourcePath::new("content/units.yaml");
    let ids: Registry<UnitId, ()> = Registry::new(fronts.iter().map(|(id, _)| (id.clone(), ())).collect());
    let mut entries = Vec::with_capacity(fronts.len());
    for (id, front) in fronts {
        let root = FieldPath::root().then(id.as_str());
        let mut find = |name: &str, field: FieldPath| {
            let found = ids.find(name);
            if found.is_none() {
                let suggestion = text::did_you_mean(name, ids.names());
                diagnostics.push(diagnostics::unknown_unit(At::value(&path, field), name, suggestion));
            }
            found
        };
        let parent = front.parent.as_deref().and_then(|name| find(name, root.then("parent")));
        let successors = front.successors.iter().enumerate().filter_map(|(index, successor)| {
            let field = root.then("successors").then(index).then("unit");
            Some((find(&successor.unit, field)?, successor.part))
        });
        let successors = successors.collect();
        let (from, to) = (front.valid_from.as_ref(), front.valid_to.as_ref());
        if let (Some(from), Some(to)) = (from, to)
            && to.date < from.date
        {
            diagnostics.push(diagnostics::validity_backwards(
                At::value(&path, root.then("valid_to")),
                &from.printed,
                &to.printed,
            ));
        }
        if !front.successors.is_empty() && to.is_none() {
            diagnostics.push(diagnostics::successors_without_end(At::key(&path, root.then("successors"))));
        }
        let unit = Unit {
            name: front.name.clone(),
            kind: front.kind,
            parent,
            valid_from: from.map(|moment| moment.date),
            valid_to: to.map(|moment| moment.date),
            successors,
            basis: front.basis.clone(),
            aliases: front.aliases.clone(),
            note: front.note.clone(),
        };
        entries.push((id.clone(), unit));
    }
    break_rings(&path, &mut entries, diagnostics);
    Registry::new(entries)
}

/// A unit above itself, or a successor of itself, would send every walk along the register round in circles.
fn break_rings(path: &SourcePath, entries: &mut [(String, Unit)], diagnostics: &mut Vec<Diagnostic>) {
    for start in 0..entries.len() {
        let mut seen = HashSet::from([start]);
        let mut current = entries[start].1.parent;
        while let Some(parent) = current.map(usize::from) {
            if !seen.insert(parent) {
                break;
            }
            current = entries[parent].1.parent;
        }
        if current.map(usize::from) == Some(start) {
            let at = At::value(path, FieldPath::root().then(entries[start].0.as_str()).then("parent"));
            diagnostics.push(diagnostics::unit_ring(at, &entries[start].0, "parent"));
            entries[start].1.parent = None;
        }
    }
    for start in 0..entries.len() {
        let mut seen = HashSet::new();
        let mut queue: Vec<usize> = entries[start].1.successors.iter().map(|(id, _)| usize::from(*id)).collect();
        while let Some(next) = queue.pop() {
            if seen.insert(next) {
                queue.extend(entries[next].1.successors.iter().map(|(id, _)| usize::from(*id)));
            }
        }
        if seen.contains(&start) {
            let at = At::value(path, FieldPath::root().then(entries[start].0.as_str()).then("successors"));
            diagnostics.push(diagnostics::unit_ring(at, &entries[start].0, "successors"));
            entries[start].1.successors.clear();
        }
    }
}
