//! What each page depends on, as one number: equal prints are equal pages.
//!
//! Takes the site, its relations and its sources; says of every task what the model gives it. The rule is to name too
//! much rather than too little: a page that is made again for nothing costs a millisecond, one that is not made again
//! tells readers what is no longer true.

use std::collections::BTreeSet;
use std::fmt::{self, Write};
use std::hash::{DefaultHasher, Hash, Hasher};

use rayon::prelude::*;

use crate::discover::Sources;
use crate::images::Images;
use crate::markdown::{EmbedKind, Outline};
use crate::model::*;
use crate::parse::front::Packing;
use crate::relations::{Relations, related};
use crate::source::{OutputPath, SourcePath};

use super::maker::Maker;
use super::pages::Job;

/// A number over values, the same in every run of one program.
#[derive(Default)]
struct Print(DefaultHasher);

impl Print {
    fn new() -> Self {
        Self::default()
    }

    fn with(mut self, value: impl Hash) -> Self {
        value.hash(&mut self.0);
        self
    }

    /// A value by what it shows of itself, which is all of it.
    fn shown(mut self, value: impl fmt::Debug) -> Self {
        let _ = write!(self, "{value:?}");
        self.0.write_u8(0xff);
        self
    }

    fn done(self) -> u64 {
        self.0.finish()
    }
}

impl Write for Print {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}

/// What stands on every page.
pub struct Frame {
    pub theme: [u8; 32],
    /// The values that all templates share, as JSON, for each language.
    pub shared: Vec<String>,
}

/// The prints of a site.
pub struct Prints<'a> {
    maker: Maker<'a>,
    sources: &'a Sources,
    images: &'a Images,
    /// Settings, registers, tables, the theme, the day, and all results of indices: what any page may show.
    common: u64,
    /// The front matter of every bulletin, and what of its body others show.
    bulletins: Vec<u64>,
    /// The facts of every decision itself.
    facts: Vec<u64>,
    /// What other pages show of it, and of those that it is linked with.
    decisions: Vec<u64>,
    /// All of the above: lists and registers.
    whole: u64,
}

impl<'a> Prints<'a> {
    /// `frame` is what stands on every page: the theme, and the values that all templates share; `program` tells one
    /// program from another.
    pub fn new(maker: Maker<'a>, sources: &'a Sources, images: &'a Images, frame: &Frame, program: &str) -> Self {
        let (site, relations) = (maker.site, maker.relations);
        let fronts: Vec<u64> = site.bulletins.par_iter().map(|bulletin| front(site, images, bulletin)).collect();
        let facts: Vec<u64> = site.decisions.par_iter().map(decision_facts).collect();
        let all = || (0..site.decisions.len()).into_par_iter();
        let rows: Vec<u64> = all().map(|index| row(site, relations, &facts, index)).collect();
        let decisions: Vec<u64> = all().map(|index| links(site, relations, &rows, index)).collect();
        let bulletins: Vec<u64> = site
            .bulletins
            .iter()
            .zip(&fronts)
            .map(|(bulletin, front)| with_decision(bulletin, *front, &facts))
            .collect();
        let common = common(site, relations, sources, &fronts, frame, program);
        let pages: Vec<u64> = site.pages.iter().map(page_front).collect();
        let whole = Print::new().with(common).with(&bulletins).with(&decisions).with(&pages).done();
        Self { maker, sources, images, common, bulletins, facts, decisions, whole }
    }

    /// Of what shows lists of the whole site.
    pub fn whole(&self) -> u64 {
        self.whole
    }

    /// Of what reads these texts besides: the index of search.
    pub fn texts<'p>(&self, paths: impl IntoIterator<Item = &'p SourcePath>) -> u64 {
        let mut print = Print::new().with(self.whole);
        for path in paths {
            print = print.with(self.sources.texts.get(path).map(|source| source.print));
        }
        print.done()
    }

    /// Of the settings for servers.
    pub fn hosting(&self) -> u64 {
        let site = self.maker.site;
        let print = Print::new().with(self.common).shown(&site.redirects);
        print.shown(super::hosting::apart(site).collect::<Vec<_>>()).done()
    }

    pub fn job(&self, job: &Job, search: &str) -> u64 {
        match job {
            Job::Bulletin(id) => self.bulletin(*id),
            Job::Decision(id) => self.decision(*id),
            Job::Content(id) => {
                let page = self.maker.site.page(*id);
                self.body(Print::new().with(self.whole), &page.path, &page.url, &page.outline).done()
            }
            Job::Redirect { from, to } => Print::new().with(self.common).shown((from, to)).done(),
            Job::Withdrawn { address, withdrawal } => {
                Print::new().with(self.common).shown((address, withdrawal)).done()
            }
            Job::Search => Print::new().with(self.whole).with(search).done(),
            _ => self.whole,
        }
    }

    fn decision(&self, id: DecisionId) -> u64 {
        let site = self.maker.site;
        let bulletins = &site.decision(id).bulletins;
        let shown: Vec<u64> = bulletins.iter().map(|id| self.bulletins[usize::from(*id)]).collect();
        Print::new().with(self.common).with(self.decisions[usize::from(id)]).with(shown).done()
    }

    fn bulletin(&self, id: BulletinId) -> u64 {
        let (site, relations) = (self.maker.site, self.maker.relations);
        let bulletin = site.bulletin(id);
        let of = |id: &BulletinId| self.bulletins[usize::from(*id)];
        let mut print = Print::new().with(self.common).with(of(&id));
        print = print.with(bulletin.decision.map(|id| self.decisions[usize::from(id)]));
        for parent in bulletin.plan.iter().flat_map(|plan| &plan.parents) {
            print = print.with(parent.1.map(|id| self.facts[usize::from(id)]));
        }
        for (other, reason) in related(site, relations, id) {
            print = print.with(of(&other)).shown(reason);
        }
        for other in relations.translations(id) {
            print = print.with(of(other));
        }
        let is_of_lang = |other: &&Bulletin| other.lang == bulletin.lang;
        let previous = site.bulletins[usize::from(id) + 1..].iter().find(is_of_lang);
        let next = site.bulletins[..usize::from(id)].iter().rev().find(is_of_lang);
        for neighbour in [previous, next] {
            print = print.with(neighbour.map(|other| (&other.title, other.url.as_str())));
        }
        self.body(print, &bulletin.path, &bulletin.url, &bulletin.outline).done()
    }

    /// A text, and what its links, images and embeds lead to.
    fn body(&self, print: Print, path: &SourcePath, url: &OutputPath, outline: &Outline) -> Print {
        let (site, sources) = (self.maker.site, self.sources);
        let mut print = print.with(sources.texts.get(path).map(|source| source.print));
        let links = outline.links.iter().map(|link| &link.destination);
        let images = outline.images.iter().map(|image| &image.destination);
        for destination in links.chain(images) {
            let found = resolve(site, sources, path, url, destination);
            if let Destination::File(file) = &found {
                print = print.shown(self.images.get(file));
            }
            print = print.shown(found);
        }
        let shows_more = outline.embeds.iter().any(|embed| embed.kind != EmbedKind::Gallery);
        print.with(shows_more.then_some(self.whole))
    }
}

/// Of what this program alone decides.
pub fn program(program: &str) -> u64 {
    Print::new().with(program).done()
}

/// Of all that a packed form depends on besides its file.
pub fn packing(program: &str, packings: &BTreeSet<Packing>) -> u64 {
    Print::new().with(program).with(packings).done()
}

/// Everything that is no bulletin: of the registers and settings the files themselves.
fn common(site: &Site, relations: &Relations, sources: &Sources, fronts: &[u64], frame: &Frame, program: &str) -> u64 {
    // What is withdrawn has pages of its own.
    let Options { today, drafts, future, accept_removals: _, base_url } = &site.options;
    let mut print = Print::new().with(program).with(frame.theme).with(&frame.shared).shown(&site.settings);
    print = print.shown((today, drafts, future, base_url));
    print = print.shown(site.used_languages()).with(Hidden::of(&site.waiting)).with(site.owner);
    for (path, source) in &sources.texts {
        if site.content(path).is_none() && !is_content(path) {
            print = print.with(path.as_str()).with(source.print);
        }
    }
    for (id, front) in fronts.iter().enumerate() {
        let is_reported = relations.results_of(id.into()).next().is_some();
        print = print.with(is_reported.then_some(front));
    }
    print.done()
}

/// A text that is a bulletin or page, or will be once it is no draft.
fn is_content(path: &SourcePath) -> bool {
    let path = path.as_str();
    path.ends_with(".md") && (path.starts_with("content/bulletins/") || path.starts_with("content/pages/"))
}

/// What other pages show of a bulletin.
fn front(site: &Site, images: &Images, bulletin: &Bulletin) -> u64 {
    let mut print = Print::new().with(bulletin.path.as_str()).with(bulletin.url.as_str());
    print = print.with(bulletin.matter).with(&bulletin.summary).with(&bulletin.title);
    print = print.with(bulletin.lang).shown(bulletin.published).with(&bulletin.outline.ids);
    for tag in &bulletin.tags {
        print = print.with(site.tags.name(*tag)).with(&site.tags.get(*tag).label);
    }
    print = print.shown(&bulletin.attachments);
    for image in bulletin.cover.iter().chain(&bulletin.gallery) {
        print = print.shown(image).shown(images.get(&image.url));
    }
    print.shown((&bulletin.audio, &bulletin.video, &bulletin.captions)).done()
}

fn page_front(page: &Page) -> u64 {
    let print = Print::new().with(page.path.as_str()).with(page.url.as_str()).with(page.matter);
    print.with(&page.summary).with(&page.outline.ids).done()
}

/// A bulletin with the number of its decision, which other files may have spelt.
fn with_decision(bulletin: &Bulletin, front: u64, facts: &[u64]) -> u64 {
    Print::new().with(front).with(bulletin.decision.map(|id| facts[usize::from(id)])).done()
}

/// All that a decision says of itself; its links are told apart, because they are places in the list of decisions.
fn decision_facts(decision: &Decision) -> u64 {
    let Decision { url, number, kind, date, effective, expires, issuer, capacity, signer, title, attachments, .. } =
        decision;
    let print = Print::new().shown((url, number, kind, date, effective, expires));
    print.shown((issuer, capacity, signer, title, attachments)).with(decision.named_in.as_str()).done()
}

/// What other pages show of a decision: its facts, whether it is in force, how many bulletins speak of it and in which
/// languages.
fn row(site: &Site, relations: &Relations, facts: &[u64], index: usize) -> u64 {
    let id = DecisionId::from(index);
    let effect = relations.effect(id);
    let print = Print::new().with(facts[index]).shown((effect.kind, effect.since));
    let print = print.with(effect.by.map(|by| facts[usize::from(by)]));
    let languages = site.decision(id).bulletins.iter().map(|bulletin| site.bulletin(*bulletin).lang);
    print.with(languages.collect::<Vec<_>>()).done()
}

fn links(site: &Site, relations: &Relations, rows: &[u64], index: usize) -> u64 {
    let id = DecisionId::from(index);
    let mut print = Print::new().with(rows[index]);
    for (relation, other) in site.decision(id).links.iter().chain(relations.inverse(id)) {
        print = print.with(relation).with(rows[usize::from(*other)]);
    }
    print.with(site.decision(id).links.len()).done()
}
