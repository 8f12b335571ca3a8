//! Links inside content: by source path to other content, by path to files, by address to what bantin makes itself.
//! Every one is followed here, once, so that no page is written with a link that leads nowhere.

use rayon::prelude::*;

use crate::diagnostics::{self, At, Diagnostic};
use crate::digest::Sum;
use crate::discover::Sources;
use crate::hash::{Map, Set};
use crate::markdown::{Embed, EmbedKind, Outline};
use crate::source::{FieldPath, OutputPath, SourcePath, Span, above, percent_decode};
use crate::text;

use super::files::place;
use super::ids::*;
use super::safety;
use super::site::*;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// Another site, a mail address, a telephone number.
    Outside(String),
    /// A page of this site, with the anchor in it.
    Page(OutputPath, Option<String>),
    /// A file that is copied beside the page.
    File(OutputPath),
    /// An anchor on the same page.
    Here(String),
    Missing,
    /// The page exists, the anchor does not.
    MissingAnchor(Vec<String>),
}

/// A bulletin or a page, by its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentId {
    Bulletin(BulletinId),
    Page(PageId),
}

impl Site {
    /// The bulletin or page that a source file became.
    pub fn content(&self, path: &SourcePath) -> Option<ContentId> {
        self.by_path.get(path).copied()
    }

    pub fn outline(&self, id: ContentId) -> &Outline {
        match id {
            ContentId::Bulletin(id) => &self.bulletin(id).outline,
            ContentId::Page(id) => &self.page(id).outline,
        }
    }

    /// SHA-256 of the front matter.
    pub fn matter(&self, id: ContentId) -> Sum {
        match id {
            ContentId::Bulletin(id) => self.bulletin(id).matter,
            ContentId::Page(id) => self.page(id).matter,
        }
    }

    pub fn url(&self, id: ContentId) -> &OutputPath {
        match id {
            ContentId::Bulletin(id) => &self.bulletin(id).url,
            ContentId::Page(id) => &self.page(id).url,
        }
    }

    /// Puts another body in the place of the one that a bulletin or page has.
    pub fn set_body(&mut self, id: ContentId, outline: Outline, body: Span) {
        match id {
            ContentId::Bulletin(id) => {
                let bulletin = &mut self.bulletins[usize::from(id)];
                (bulletin.outline, bulletin.body) = (outline, body);
            }
            ContentId::Page(id) => {
                let page = &mut self.pages[usize::from(id)];
                (page.outline, page.body) = (outline, body);
            }
        }
    }

    /// Whether bantin makes a page at this address, beside those of content.
    pub(super) fn makes(&self, address: &str) -> bool {
        let fixed = [
            "index.html",
            "tin/index.html",
            "van-ban/index.html",
            "chi-tieu/index.html",
            "chi-so/index.html",
            "don-vi/index.html",
            "nhiem-vu/index.html",
            "tim-kiem.html",
            "du-lieu/index.html",
            "feed.atom",
            "feed.rss",
            "feed.json",
        ];
        let named = |folder: &str| address.strip_prefix(folder).and_then(|rest| rest.strip_suffix(".html"));
        fixed.contains(&address)
            || named("chi-so/").is_some_and(|name| self.indicators.find(name).is_some())
            || named("don-vi/").is_some_and(|name| self.units.find(name).is_some())
            || named("chuyen-muc/").is_some_and(|name| self.categories.find(name).is_some())
            || named("linh-vuc/").is_some_and(|name| self.areas.find(name).is_some())
            || named("the/").is_some_and(|name| self.tags.find(name).is_some())
            || self.decision_urls.contains(address)
    }
}

/// Follows a link written in the file `path`, whose page is `url`.
pub fn resolve(site: &Site, sources: &Sources, path: &SourcePath, url: &OutputPath, destination: &str) -> Destination {
    let destination = destination.trim();
    let lower = destination.to_ascii_lowercase();
    if ["http://", "https://", "mailto:", "tel:", "sms:"].iter().any(|scheme| lower.starts_with(scheme)) {
        return Destination::Outside(destination.to_owned());
    }
    // `//host/a` has the scheme of the page around it: from a folder on a disk it asks a server for its files, and
    // Windows signs in there.
    if destination.starts_with("//") {
        return Destination::Missing;
    }
    let (file, anchor) = match destination.split_once('#') {
        Some((file, anchor)) => (file, Some(percent_decode(anchor)).filter(|anchor| !anchor.is_empty())),
        None => (destination, None),
    };
    if file.is_empty() {
        return match (anchor, site.content(path)) {
            (Some(anchor), Some(id)) => check_anchor(site.outline(id), anchor, Destination::Here),
            (Some(anchor), None) => Destination::Here(anchor),
            (None, _) => Destination::Missing,
        };
    }
    let file = percent_decode(file.split('?').next().unwrap_or(file));
    let Some(target) = path.join(&file) else { return Destination::Missing };
    if let Some(id) = site.content(&target) {
        let page = site.url(id).clone();
        return match anchor {
            Some(anchor) => check_anchor(site.outline(id), anchor, |anchor| Destination::Page(page, Some(anchor))),
            None => Destination::Page(page, None),
        };
    }
    if let Some((target, _)) = place(sources, &target, url) {
        return Destination::File(target);
    }
    match made_page(site, &file) {
        Some(page) => Destination::Page(page, anchor),
        None => Destination::Missing,
    }
}

/// Addresses of made pages are written from the top of the site: `/chi-so/par-index.html`, `/chi-tieu/`.
fn made_page(site: &Site, file: &str) -> Option<OutputPath> {
    let address = file.strip_prefix('/')?;
    let address = match address {
        "" => "index.html".to_owned(),
        folder if folder.ends_with('/') => format!("{folder}index.html"),
        page => page.to_owned(),
    };
    site.makes(&address).then(|| OutputPath::new(address))
}

fn check_anchor(outline: &Outline, anchor: String, found: impl FnOnce(String) -> Destination) -> Destination {
    // Anchors of what the templates add (`chi-tieu-sipas`, `muc-tieu`) are not in the outline.
    if outline.ids.contains(&anchor)
        || ["chi-tieu", "nhiem-vu", "van-ban", "ket-qua", "tep"].iter().any(|part| anchor.starts_with(part))
    {
        found(anchor)
    } else {
        Destination::MissingAnchor(outline.ids.clone())
    }
}

/// Follows every link, image and embed of the site; files that bodies use are marked to be copied.
pub fn check(site: &mut Site, sources: &Sources, diags: &mut Vec<Diagnostic>) {
    let bulletins = site.bulletins.par_iter();
    let bulletins = bulletins.map(|item| (&item.path, &item.url, &item.outline, item.body.start));
    let pages = site.pages.par_iter().map(|page| (&page.path, &page.url, &page.outline, page.body.start));
    let found: Vec<_> = bulletins
        .chain(pages)
        .map(|(path, url, outline, offset)| {
            let (mut diags, mut copies) = (Vec::new(), Vec::new());
            Checker { site, sources, path, url, offset, diags: &mut diags, copies: &mut copies }.outline(outline);
            (diags, copies)
        })
        .collect();
    let (found, copies): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    diags.extend(found.into_iter().flatten());
    check_menus(site, sources, diags);
    for (target, asset) in copies.into_iter().flatten() {
        let taken = site.copies.get(&target).filter(|first| first.source != asset.source);
        if let Some(first) = taken {
            let first = At::file(&first.source);
            diags.push(diagnostics::duplicate_address(At::file(&asset.source), target.as_str(), first));
        } else {
            site.copies.insert(target, asset);
        }
    }
    check_unused(site, sources, diags);
    check_copies(site, diags);
}

/// A file that is put beside a page may not take the address of another page, nor that of a folder.
fn check_copies(site: &Site, diags: &mut Vec<Diagnostic>) {
    let mut pages: Map<String, &SourcePath> = Map::default();
    pages.extend(site.bulletins.iter().map(|bulletin| (bulletin.url.as_str().to_lowercase(), &bulletin.path)));
    pages.extend(site.pages.iter().map(|page| (page.url.as_str().to_lowercase(), &page.path)));
    for (target, asset) in &site.copies {
        let taken = pages.get(&target.as_str().to_lowercase());
        if let Some(page) = taken {
            diags.push(diagnostics::duplicate_address(At::file(&asset.source), target.as_str(), At::file(page)));
        } else if site.redirects.contains_key(target) {
            diags.push(diagnostics::reserved_address(At::file(&asset.source), target.as_str()));
        }
    }
    let pages = site.bulletins.iter().map(|bulletin| &bulletin.url).chain(site.pages.iter().map(|page| &page.url));
    let all = pages.chain(site.redirects.keys()).chain(site.copies.keys());
    let folders: Set<&str> = all.flat_map(|path| above(path.as_str())).collect();
    for (target, asset) in site.copies.iter().filter(|(target, _)| folders.contains(target.as_str())) {
        diags.push(diagnostics::reserved_address(At::file(&asset.source), target.as_str()));
    }
}

/// A file in a bulletin's own folder that the bulletin does not use was most likely forgotten.
fn check_unused(site: &Site, sources: &Sources, diags: &mut Vec<Diagnostic>) {
    let used: Set<&SourcePath> = site.copies.values().map(|asset| &asset.source).collect();
    let folders: Set<&str> = site
        .bulletins
        .iter()
        .map(|bulletin| &bulletin.path)
        .filter(|path| path.file_name() == "index.md")
        .map(SourcePath::parent)
        .collect();
    // A document beside the bulletins was most likely meant to be one.
    let is_document = |path: &SourcePath| {
        let is_loose = matches!(path.parent(), "content/bulletins" | "content/pages");
        let extension = path.extension().to_ascii_lowercase();
        let is_named = path.file_name().to_ascii_lowercase().contains(".md.");
        is_loose && !is_named && matches!(extension.as_str(), "txt" | "doc" | "docx" | "odt" | "rtf")
    };
    for path in sources.files.keys().filter(|path| !used.contains(path)) {
        if folders.contains(path.parent()) && path.extension() != "csv" {
            diags.push(diagnostics::unused_file(At::file(path), path.file_name()));
        } else if is_document(path) {
            diags.push(diagnostics::text_by_another_name(At::file(path), path.file_name()));
        }
    }
}

/// Looking for the nearest name costs a walk over all names.
const MOST_SUGGESTIONS: usize = 200;

struct Checker<'a> {
    site: &'a Site,
    sources: &'a Sources,
    path: &'a SourcePath,
    url: &'a OutputPath,
    offset: usize,
    diags: &'a mut Vec<Diagnostic>,
    copies: &'a mut Vec<(OutputPath, Asset)>,
}

impl Checker<'_> {
    fn at(&self, span: &std::ops::Range<usize>) -> At {
        At::span(self.path, span.start + self.offset..span.end + self.offset)
    }

    fn outline(&mut self, outline: &Outline) {
        for link in &outline.links {
            match resolve(self.site, self.sources, self.path, self.url, &link.destination) {
                Destination::Missing if link.destination.trim().starts_with("//") => {
                    self.diags.push(diagnostics::link_without_scheme(self.at(&link.span), &link.destination));
                }
                Destination::Missing => {
                    let near = self.nearest(&link.destination);
                    self.diags.push(diagnostics::broken_link(self.at(&link.span), &link.destination, near.as_deref()));
                }
                Destination::MissingAnchor(ids) => {
                    let anchor = link.destination.split_once('#').map_or("", |(_, anchor)| anchor);
                    let near = text::did_you_mean(anchor, ids.iter().map(String::as_str));
                    self.diags.push(diagnostics::broken_anchor(self.at(&link.span), &link.destination, near));
                }
                Destination::File(_) => self.copy(&link.destination, &link.span),
                _ => {}
            }
        }
        for image in &outline.images {
            match resolve(self.site, self.sources, self.path, self.url, &image.destination) {
                Destination::File(_) => self.copy(&image.destination, &image.span),
                Destination::Outside(_) => {
                    self.diags.push(diagnostics::outside_image(self.at(&image.span), &image.destination));
                }
                _ => {
                    let near = self.nearest(&image.destination);
                    self.diags.push(diagnostics::missing_file(
                        self.at(&image.span),
                        &image.destination,
                        near.as_deref(),
                    ));
                }
            }
        }
        for embed in &outline.embeds {
            self.embed(embed);
        }
    }

    fn copy(&mut self, destination: &str, span: &Span) {
        let file = percent_decode(destination.split(['#', '?']).next().unwrap_or(destination));
        let placed = self.path.join(&file).and_then(|source| place(self.sources, &source, self.url));
        let Some((target, copy)) = placed.filter(|(_, copy)| !copy.source.as_str().starts_with("content/static/"))
        else {
            return;
        };
        safety::check(&copy.source, &self.sources.files[&copy.source], self.at(span), self.diags);
        self.copies.push((target, copy));
    }

    fn nearest(&self, destination: &str) -> Option<String> {
        let wanted = self.path.join(&percent_decode(destination.split('#').next().unwrap_or(destination)))?;
        // A moved folder breaks thousands of links at once; the first of them get advice.
        if self.diags.len() > MOST_SUGGESTIONS {
            return None;
        }
        let texts = self.site.by_path.keys().filter(|path| path.parent() == wanted.parent()).map(SourcePath::file_name);
        let files =
            self.sources.files.keys().filter(|path| path.parent() == wanted.parent()).map(SourcePath::file_name);
        // The map of content has no order of its own.
        let mut names: Vec<&str> = texts.chain(files).collect();
        names.sort_unstable();
        text::did_you_mean(wanted.file_name(), names).map(str::to_owned)
    }

    fn embed(&mut self, embed: &Embed) {
        let at = self.at(&embed.span);
        let argument = embed.argument.as_deref();
        match (embed.kind, argument) {
            (EmbedKind::Gallery, _) => {
                let has_gallery = matches!(self.site.content(self.path), Some(ContentId::Bulletin(id)) if !self.site.bulletin(id).gallery.is_empty());
                if !has_gallery {
                    self.diags.push(diagnostics::empty_gallery(at));
                }
            }
            (EmbedKind::Targets, Some(file)) => {
                if find_bulletin(self.site, self.path, file).is_none() {
                    let near = self.nearest(file);
                    self.diags.push(diagnostics::broken_link(at, file, near.as_deref()));
                }
            }
            (EmbedKind::Chart, Some(name)) => {
                if self.site.indicators.find(name).is_none() {
                    let suggestion = text::did_you_mean(name, self.site.indicators.names());
                    self.diags.push(diagnostics::unknown_indicator(at, name, suggestion));
                }
            }
            (EmbedKind::Csv, Some(file)) => {
                if find_table(self.site, self.path, file).is_none() {
                    let names = self.site.tables.keys().map(SourcePath::as_str);
                    let near = text::did_you_mean(file, names).map(str::to_owned);
                    self.diags.push(diagnostics::missing_file(at, file, near.as_deref()));
                }
            }
            (EmbedKind::Targets | EmbedKind::Chart | EmbedKind::Csv, None) => {
                self.diags.push(diagnostics::embed_without_argument(at))
            }
        }
    }
}

/// The table that an embed names: beside the article, else from the top of `content/`.
pub fn find_table(site: &Site, path: &SourcePath, file: &str) -> Option<SourcePath> {
    let beside = path.join(file);
    let from_top = SourcePath::new("content/x").join(file);
    [beside, from_top].into_iter().flatten().find(|path| site.tables.contains_key(path))
}

/// The bulletin that an embed names: beside the article, else from the top of `content/`.
pub fn find_bulletin(site: &Site, path: &SourcePath, file: &str) -> Option<BulletinId> {
    let beside = path.join(file);
    let from_top = SourcePath::new("content/x").join(file);
    [beside, from_top].into_iter().flatten().find_map(|path| match site.content(&path) {
        Some(ContentId::Bulletin(id)) => Some(id),
        _ => None,
    })
}

fn check_menus(site: &Site, sources: &Sources, diags: &mut Vec<Diagnostic>) {
    let path = SourcePath::new("content/site.yaml");
    for (name, entries) in [("main", &site.settings.menus.main), ("footer", &site.settings.menus.footer)] {
        for (index, entry) in entries.iter().enumerate() {
            let destination = resolve(site, sources, &path, &OutputPath::new("index.html"), &entry.link);
            // A file of a menu lies in `static/`: beside which page would another one be put?
            let leads_somewhere = match &destination {
                Destination::Outside(_) | Destination::Page(..) => true,
                Destination::File(file) => site.copies.contains_key(file),
                Destination::Here(_) | Destination::Missing | Destination::MissingAnchor(_) => false,
            };
            if !leads_somewhere {
                let field = FieldPath::root().then("menus").then(name).then(index).then("link");
                let names = site.by_path.keys().map(SourcePath::as_str).map(|path| path.trim_start_matches("content/"));
                let mut names: Vec<&str> = names.collect();
                names.sort_unstable();
                let near = text::did_you_mean(&entry.link, names).map(str::to_owned);
                diags.push(diagnostics::broken_link(At::value(&path, field), &entry.link, near.as_deref()));
            }
        }
    }
}
