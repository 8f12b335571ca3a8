//! Images of bulletins and pages, made fit for readers: without the metadata of cameras, and in smaller sizes for phones.
//!
//! Takes the checked site and its sources, hands the finished files to the output one by one, and gives back
//! [`Images`]: where each image lies, how large a reader sees it, and which smaller ones stand beside it. Like
//! `discover` and `write` it touches the disk: it reads the originals, and keeps what it made in a [`Cache`]. What the
//! pages say of images is the business of `render`.
//!
//! Attachments are documents and stay byte for byte what the office signed; `content/static/` is copied as it is. SVG
//! has no size, WebP and GIF are cleaned and keep their one size.

pub(crate) mod cache;
mod make;
mod metadata;
mod pixels;
mod scale;
mod uses;

pub use cache::Cache;

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::diagnostics::{self, At, Diagnostic};
use crate::digest::Sum;
use crate::discover::Sources;
use crate::model::Site;
use crate::output::{Output, OutputError};
use crate::source::OutputPath;

use uses::Use;

/// An image with more pixels is not decoded: a few kilobytes may announce more than the machine's memory. The largest
/// sensors of phones that offices use have 50 megapixels.
pub const MOST_PIXELS: u64 = 100_000_000;

/// An original larger than this is a burden on every reader who opens it.
const HEAVY: u64 = 8 * 1024 * 1024;

/// The widths of smaller images: a phone, a phone with a fine screen, the column of text on a fine screen.
const WIDTHS: [u32; 3] = [480, 960, 1440];

/// An original up to this width is offered to browsers beside its smaller images; a larger one serves no page.
const WIDEST_OFFERED: u32 = 1920;

/// A file in the place where it was made.
#[derive(Clone, Debug)]
struct Blob {
    place: Place,
    size: u64,
    sha256: Sum,
}

#[derive(Clone, Debug)]
enum Place {
    Memory(Vec<u8>),
    Disk(PathBuf),
}

/// A smaller image.
#[derive(Clone, Debug)]
struct Smaller {
    width: u32,
    height: u32,
    blob: Blob,
}

/// What became of one original.
#[derive(Clone, Debug, Default)]
struct Made {
    /// The file without metadata; `None` where it is published as it is.
    original: Option<Blob>,
    /// As a reader sees it.
    dimensions: Option<(u32, u32)>,
    /// Narrowest first.
    smaller: Vec<Smaller>,
    /// Whether the file could not be read as an image.
    is_damaged: bool,
}

/// A file that was handed to the output.
#[derive(Clone, Debug)]
pub struct Written {
    pub path: OutputPath,
    pub size: u64,
    pub sha256: Sum,
}

/// An address of an image and its size in pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    pub url: OutputPath,
    pub width: u32,
    pub height: u32,
}

/// An image as pages refer to it.
#[derive(Clone, Debug, Default)]
pub struct Image {
    /// As a reader sees it.
    pub dimensions: Option<(u32, u32)>,
    /// What a browser may choose from, narrowest first; empty where there is only the one file.
    pub variants: Vec<Variant>,
}

/// The images of a site.
#[derive(Debug, Default)]
pub struct Images {
    by_url: BTreeMap<OutputPath, Image>,
    written: BTreeMap<OutputPath, Written>,
    /// What was found out only while decoding.
    pub diagnostics: Vec<Diagnostic>,
}

impl Images {
    /// The image at an address; `None` for a file that is no image of the content.
    pub fn get(&self, url: &OutputPath) -> Option<&Image> {
        self.by_url.get(url)
    }

    /// Whether the output has this file already.
    pub fn wrote(&self, path: &OutputPath) -> bool {
        self.written.contains_key(path)
    }

    /// Everything that was handed to the output.
    pub fn written(&self) -> impl Iterator<Item = &Written> {
        self.written.values()
    }
}

/// What can be said of images without decoding them.
pub fn check(site: &Site, sources: &Sources) -> Vec<Diagnostic> {
    let mut found: BTreeMap<_, Diagnostic> = BTreeMap::new();
    for (_, used) in uses::of(site, sources) {
        let Some(file) = sources.files.get(used.source) else { continue };
        let at = || At::file(used.source);
        let megapixels = |(width, height): (u32, u32)| u64::from(width) * u64::from(height);
        let diagnostic = match file.dimensions {
            None => diagnostics::damaged_image(at(), used.source.file_name()),
            Some(size) if megapixels(size) > MOST_PIXELS => diagnostics::huge_image(at(), size, MOST_PIXELS),
            Some(_) if file.size > HEAVY => diagnostics::heavy_image(at(), file.size, HEAVY),
            Some(_) => continue,
        };
        found.insert(used.source, diagnostic);
    }
    found.into_values().collect()
}

/// Makes and writes every image of the site. `progress` is called after each original, from any thread; as many are in
/// memory at once as there are threads.
///
/// # Errors
/// Where an original cannot be read or the output refuses a file.
pub fn publish(
    site: &Site,
    sources: &Sources,
    cache: &Cache,
    output: &dyn Output,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Images, OutputError> {
    let uses = uses::of(site, sources);
    let mut by_content: BTreeMap<Sum, Vec<(&OutputPath, Use)>> = BTreeMap::new();
    for (target, used) in &uses {
        let Some(file) = sources.files.get(used.source) else { continue };
        by_content.entry(file.sha256).or_default().push((target, *used));
    }
    let work = Work { sources, cache, output, taken: taken(site) };
    let groups: Vec<_> = by_content.into_values().collect();
    let done = AtomicUsize::new(0);
    let parts: Vec<Images> = groups
        .par_iter()
        .map(|group| {
            let images = work.publish(group)?;
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, groups.len());
            Ok(images)
        })
        .collect::<Result<_, OutputError>>()?;
    let mut images = Images::default();
    for part in parts {
        images.by_url.extend(part.by_url);
        images.written.extend(part.written);
        images.diagnostics.extend(part.diagnostics);
    }
    Ok(images)
}

/// Addresses that a smaller image may not take, in lower case: servers and disks may not tell case apart.
fn taken(site: &Site) -> HashSet<String> {
    site.copies.keys().map(|path| path.as_str().to_lowercase()).collect()
}

struct Work<'a> {
    sources: &'a Sources,
    cache: &'a Cache,
    output: &'a dyn Output,
    taken: HashSet<String>,
}

impl Work<'_> {
    /// One original, which may stand at several addresses.
    fn publish(&self, group: &[(&OutputPath, Use)]) -> Result<Images, OutputError> {
        let mut images = Images::default();
        let Some((_, first)) = group.first() else { return Ok(images) };
        let Some(file) = self.sources.files.get(first.source) else { return Ok(images) };
        let made = make::made(file, group.iter().any(|(_, used)| used.is_shown), self.cache)?;
        // A header that cannot be read or believed has been reported before.
        let is_news = file.dimensions.is_some_and(|(w, h)| u64::from(w) * u64::from(h) <= MOST_PIXELS);
        if made.is_damaged && is_news {
            let name = first.source.file_name();
            images.diagnostics.push(diagnostics::damaged_image(At::file(first.source), name));
        }
        for (target, used) in group {
            if let Some(blob) = made.original.as_ref().filter(|_| !used.is_attached) {
                self.write(target, blob, &mut images)?;
            }
            let mut variants = Vec::new();
            for smaller in made.smaller.iter().filter(|_| used.is_shown) {
                let url = beside(target, smaller.width);
                if !self.taken.contains(url.as_str()) {
                    self.write(&url, &smaller.blob, &mut images)?;
                    variants.push(Variant { url, width: smaller.width, height: smaller.height });
                }
            }
            let dimensions = made.dimensions.or(file.dimensions);
            offer_original(&mut variants, target, dimensions);
            images.by_url.insert((*target).clone(), Image { dimensions, variants });
        }
        Ok(images)
    }

    fn write(&self, path: &OutputPath, blob: &Blob, images: &mut Images) -> Result<(), OutputError> {
        if !self.output.keep(path, blob.size, blob.sha256)? {
            match &blob.place {
                Place::Memory(bytes) => self.output.write(path, bytes.clone())?,
                Place::Disk(from) => self.output.copy(path, from, blob.sha256)?,
            }
        }
        let written = Written { path: path.clone(), size: blob.size, sha256: blob.sha256 };
        images.written.insert(path.clone(), written);
        Ok(())
    }
}

/// `hoi-nghi.480w.jpg` beside `hoi-nghi.jpg`. Names of content lose their dots, so only a file of `static/` can have
/// this one.
fn beside(target: &OutputPath, width: u32) -> OutputPath {
    target.with_extension(&format!("{width}w.{}", target.extension()))
}

/// Browsers may choose the original too, unless a smaller image serves every screen.
fn offer_original(variants: &mut Vec<Variant>, target: &OutputPath, dimensions: Option<(u32, u32)>) {
    let (Some((width, height)), Some(widest)) = (dimensions, variants.last()) else { return };
    if width <= WIDEST_OFFERED || Some(&widest.width) != WIDTHS.last() {
        variants.push(Variant { url: target.clone(), width, height });
    }
}
