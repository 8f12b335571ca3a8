//! Parsed files become a [`Site`]: every reference looked up, every date and address fixed, every gap reported.
//!
//! Takes [`ParsedSite`] and the list of files; gives the site and diagnostics. Pure: it knows no YAML, HTML or disk.
//! What follows from the whole (archives, inverse relations, statuses) is left to `relations`.

mod addresses;
mod bulletins;
mod checks;
mod decisions;
mod files;
mod gambling;
mod hosting;
mod ids;
mod links;
mod names;
mod outside;
mod permanent;
mod plans;
mod registries;
mod results;
mod safety;
mod site;

pub use ids::*;
pub use links::{ContentId, Destination, find_bulletin, find_table, resolve};
pub use outside::{OutsideLink, outside_hosts, outside_links};
pub use site::*;

use crate::diagnostics::Diagnostic;
use crate::discover::Sources;
use crate::parse::ParsedSite;

/// Checks parsed files against each other and builds the site from what holds.
pub fn build(mut parsed: ParsedSite, sources: &Sources, options: Options) -> (Site, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let addresses = std::mem::take(&mut parsed.addresses);
    let unread = parsed.unread.clone();
    let registries = registries::build(&parsed, &mut diagnostics);
    let mut site = bulletins::build(parsed, registries, sources, options, &mut diagnostics);
    links::check(&mut site, sources, &mut diagnostics);
    let check = || checks::check(&site, &mut diagnostics);
    let ((), settled) = rayon::join(check, || permanent::check(&site, addresses, &unread, sources));
    diagnostics.extend(settled.diagnostics);
    (site.addresses, site.withdrawn_now) = (settled.addresses, settled.withdrawn_now);
    hosting::check(&site, &mut diagnostics);
    outside::check(&site, &mut diagnostics);
    (site, diagnostics)
}
