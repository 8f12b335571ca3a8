//! Which files of a site are images, and what for: shown, linked, attached.

use std::collections::{BTreeMap, HashSet};

use crate::discover::Sources;
use crate::model::{Destination, Site, resolve};
use crate::source::{OutputPath, SourcePath};

/// How content uses an image at one address.
#[derive(Clone, Copy, Debug)]
pub(super) struct Use<'a> {
    pub source: &'a SourcePath,
    /// On a page; one that is only linked needs no smaller sizes.
    pub is_shown: bool,
    /// As a document, whose bytes are stated and stay.
    pub is_attached: bool,
}

/// Every image that content names, by its address; not those of `content/static/`.
pub(super) fn of<'a>(site: &'a Site, sources: &Sources) -> BTreeMap<&'a OutputPath, Use<'a>> {
    let shown = shown(site, sources);
    let attached = attached(site);
    let images = site.copies.iter().filter(|(_, copy)| is_image(&copy.source));
    let uses = images.map(|(target, copy)| {
        let (is_shown, is_attached) = (shown.contains(target), attached.contains(target));
        (target, Use { source: &copy.source, is_shown, is_attached })
    });
    uses.collect()
}

fn is_image(path: &SourcePath) -> bool {
    let extension = path.extension().to_ascii_lowercase();
    matches!(extension.as_str(), "jpg" | "jpeg" | "png" | "webp" | "gif")
        && !path.as_str().starts_with("content/static/")
}

fn shown(site: &Site, sources: &Sources) -> HashSet<OutputPath> {
    let mut shown = HashSet::new();
    for bulletin in &site.bulletins {
        shown.extend(bulletin.cover.iter().chain(&bulletin.gallery).map(|image| image.url.clone()));
    }
    let bulletins = site.bulletins.iter().map(|bulletin| (&bulletin.path, &bulletin.url, &bulletin.outline));
    let pages = site.pages.iter().map(|page| (&page.path, &page.url, &page.outline));
    for (path, url, outline) in bulletins.chain(pages) {
        for image in &outline.images {
            if let Destination::File(target) = resolve(site, sources, path, url, &image.destination) {
                shown.insert(target);
            }
        }
    }
    shown
}

fn attached(site: &Site) -> HashSet<&OutputPath> {
    let bulletins = site.bulletins.iter().flat_map(|bulletin| &bulletin.attachments);
    let decisions = site.decisions.iter().flat_map(|decision| &decision.attachments);
    bulletins.chain(decisions).map(|attachment| &attachment.url).collect()
}
