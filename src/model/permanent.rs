//! Addresses are for ever: what was published once stands at its address, leads on to where it went, or says that it was
//! withdrawn.
//!
//! Holds the addresses of a site against those of `addresses.lock`. One that is gone is an error that names the line to
//! add; with `--accept-removals` it is a withdrawal of today, and a notice takes the place of the page.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::diagnostics::{self, At, Diagnostic};
use crate::discover::Sources;
use crate::hash::{Map, Set};
use crate::parse::addresses::{Addresses, PublishedAddress, Withdrawal, at_address};
use crate::source::{FieldPath, OutputPath, SourcePath, above};
use crate::text;

use super::links::ContentId;
use super::site::*;

/// What became of the addresses that were published.
pub struct Settled {
    /// Those that no page has now, and those withdrawn.
    pub addresses: Addresses,
    /// What this build withdraws, with the titles.
    pub withdrawn_now: Vec<(OutputPath, String)>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Finds what has gone since the last build and settles what is withdrawn.
///
/// `unread` names the registers that could not be read: nobody can say what is not in them.
pub fn check(site: &Site, mut lock: Addresses, unread: &BTreeSet<&'static str>, sources: &Sources) -> Settled {
    let mut diags = Vec::new();
    if lock.published.is_empty() && lock.withdrawn.is_empty() {
        return Settled { addresses: lock, withdrawn_now: Vec::new(), diagnostics: diags };
    }
    let entries = entries(site);
    let live: Set<&str> = permanent(site, &entries).map(|(address, ..)| address).collect();
    // As servers and disks do that tell no case apart; and a file has no room where a folder is.
    let lower: Set<String> = live.iter().map(|address| address.to_lowercase()).collect();
    let folders: Set<&str> = lower.iter().flat_map(|address| above(address)).collect();
    let has_page = |address: &OutputPath| {
        lower.contains(&address.as_str().to_lowercase())
            || site.makes(&address.as_str().to_lowercase())
            || site.copies.contains_key(address)
    };
    let has_room = |address: &OutputPath| {
        let address = address.as_str().to_lowercase();
        !folders.contains(address.as_str()) && !above(&address).any(|folder| lower.contains(folder))
    };
    lock.published.retain(|address, _| !has_page(address));
    // What was withdrawn by mistake may come back.
    lock.withdrawn.retain(|address, _| !has_page(address) && has_room(address));
    let text = sources.addresses.as_ref().map_or("", |lock| lock.text());
    let mut gone = Vec::new();
    let mut titles = Titles { site, paths: None };
    for (address, entry) in &lock.published {
        match fate(site, sources, unread, &entry.source) {
            Fate::Unread => {}
            _ if site.options.accept_removals => gone.push(address.clone()),
            fate => diags.push(report(&mut titles, address, entry, fate, text)),
        }
    }
    let mut now = Vec::new();
    for address in gone {
        let Some(PublishedAddress { title, .. }) = lock.published.remove(&address) else { continue };
        now.push((address.clone(), title.clone()));
        if has_room(&address) {
            lock.withdrawn.insert(address, Withdrawal { date: site.options.today, title, note: None });
        }
    }
    // No file lies above another.
    let names: Set<String> = lock.withdrawn.keys().map(|address| address.as_str().to_lowercase()).collect();
    lock.withdrawn.retain(|address, _| !above(&address.as_str().to_lowercase()).any(|folder| names.contains(folder)));
    Settled { addresses: lock, withdrawn_now: now, diagnostics: diags }
}

/// What became of the file that made a page.
enum Fate {
    /// It has a mistake, which is reported; nobody can say where its page would be.
    Unread,
    /// Its day has not come.
    Later(SourcePath, Date),
    Draft(SourcePath),
    /// It makes another page now.
    Moved(SourcePath, OutputPath),
    /// A register, in which the entry is missing.
    Register,
    Gone,
}

fn fate(site: &Site, sources: &Sources, unread: &BTreeSet<&'static str>, source: &str) -> Fate {
    let path = SourcePath::new(format!("content/{source}"));
    match site.content(&path) {
        // A date that could not be read is no new address.
        Some(ContentId::Bulletin(id)) if !site.bulletin(id).unread.is_empty() => return Fate::Unread,
        Some(id) => return Fate::Moved(path, site.url(id).clone()),
        None => {}
    }
    match site.waiting.iter().find(|item| item.path == path) {
        Some(Waiting { from: Some(day), .. }) => Fate::Later(path, *day),
        Some(_) => Fate::Draft(path),
        None if sources.texts.contains_key(&path) && path.extension() == "md" => Fate::Unread,
        None if sources.texts.contains_key(&path) => match source {
            "units.yaml" if unread.contains("units") => Fate::Unread,
            "indicators.yaml" if unread.contains("indicators") => Fate::Unread,
            _ => Fate::Register,
        },
        None => Fate::Gone,
    }
}

fn report(titles: &mut Titles, address: &OutputPath, entry: &PublishedAddress, fate: Fate, lock: &str) -> Diagnostic {
    let (address_text, title) = (address.as_str(), entry.title.as_str());
    match fate {
        Fate::Moved(path, url) => diagnostics::moved_address(At::file(&path), address_text, url.as_str()),
        Fate::Draft(path) => {
            diagnostics::unpublished_address(At::key(&path, FieldPath::root().then("draft")), address_text)
        }
        Fate::Later(path, day) => {
            let at = At::key(&path, FieldPath::root().then("date"));
            diagnostics::postponed_address(at, address_text, &text::format_date(day))
        }
        Fate::Register => diagnostics::removed_entry(at_address(lock, address), address_text, &entry.source),
        Fate::Unread | Fate::Gone => {
            let file = format!("content/{}", entry.source);
            let now = titles.find(title).map(|path| path.as_str().trim_start_matches("content/"));
            diagnostics::removed_address(at_address(lock, address), address_text, title, &file, now)
        }
    }
}

/// Finds texts by their titles: one of the same title most likely is the one that was renamed.
struct Titles<'a> {
    site: &'a Site,
    /// By folded title, once one is looked for: a folder that was renamed loses thousands of addresses at once.
    paths: Option<Map<String, &'a SourcePath>>,
}

impl<'a> Titles<'a> {
    fn find(&mut self, title: &str) -> Option<&'a SourcePath> {
        let site = self.site;
        let paths = self.paths.get_or_insert_with(|| {
            let bulletins = site.bulletins.iter().map(|bulletin| (text::fold(&bulletin.title), &bulletin.path));
            bulletins.chain(site.pages.iter().map(|page| (text::fold(&page.title), &page.path))).collect()
        });
        paths.get(&text::fold(title)).copied()
    }
}

/// The entries of registers that have a page: its address, its title, and the register. Lists of bulletins come and go
/// with what they list.
fn entries(site: &Site) -> Vec<(String, &str, &'static str)> {
    let mut entries = Vec::new();
    for (_, name, unit) in site.units.iter() {
        entries.push((format!("don-vi/{name}.html"), unit.name.as_str(), "units.yaml"));
    }
    for (_, name, indicator) in site.indicators.iter() {
        entries.push((format!("chi-so/{name}.html"), indicator.name.as_str(), "indicators.yaml"));
    }
    entries
}

/// Address, title and source below `content/` of every page that readers may have kept a link to: bulletins, other pages, decisions that a bulletin reports, entries
/// of registers, and old addresses that lead on.
fn permanent<'a>(
    site: &'a Site,
    entries: &'a [(String, &'a str, &'static str)],
) -> impl Iterator<Item = (&'a str, &'a str, &'a str)> {
    fn below(path: &SourcePath) -> &str {
        path.as_str().trim_start_matches("content/")
    }
    let bulletins = site.bulletins.iter();
    let bulletins = bulletins.map(|item| (item.url.as_str(), item.title.as_str(), below(&item.path)));
    let pages = site.pages.iter().map(|page| (page.url.as_str(), page.title.as_str(), below(&page.path)));
    let reported =
        site.decisions.iter().filter_map(|decision| Some((decision, site.bulletin(*decision.bulletins.last()?))));
    let decisions = reported.map(|(decision, bulletin)| {
        let title = decision.title.as_ref().unwrap_or(&bulletin.title);
        (decision.url.as_str(), title.as_str(), below(&bulletin.path))
    });
    let entries = entries.iter().map(|(address, title, source)| (address.as_str(), *title, *source));
    let redirects = site.redirects.iter();
    let redirects = redirects.map(|(from, to)| (from.as_str(), to.title.as_str(), below(&to.at.path)));
    bulletins.chain(pages).chain(decisions).chain(entries).chain(redirects)
}

impl Site {
    /// What `addresses.lock` should say once this site is published.
    pub fn published_addresses(&self) -> String {
        let entries = entries(self);
        let kept = self.addresses.published.iter();
        let kept = kept.map(|(address, entry)| (address.as_str(), entry.title.as_str(), entry.source.as_str()));
        let mut all: Vec<_> = permanent(self, &entries).chain(kept).collect();
        all.sort_unstable();
        all.dedup_by(|a, b| a.0 == b.0);
        crate::parse::addresses::write(&all, &self.addresses.withdrawn)
    }

    /// Pages that were taken back, by address.
    pub fn withdrawn(&self) -> &BTreeMap<OutputPath, Withdrawal> {
        &self.addresses.withdrawn
    }
}
