//! A site becomes pages, feeds and data sets, handed one by one to an output.
//!
//! Takes [`Site`], [`Relations`], [`Images`] and [`Theme`]; touches no disk, clock or network. Pages are rendered in parallel and
//! leave at once, so memory does not grow with the site's HTML. What a page holds is worked out by `pages` and `maker`
//! as views; templates lay it out.

mod body;
pub mod chart;
mod contact;
mod datasets;
mod embedded;
mod feeds;
mod filter_data;
mod format;
mod lean;
mod linked;
pub(crate) mod maker;
mod pages;
mod policy;
mod recorder;
pub(crate) mod search;
mod theme;
pub mod views;
mod words;

pub use policy::content_security_policy;
pub use recorder::Manifest;
pub use theme::{Theme, ThemeError};

use rayon::prelude::*;

use crate::discover::Sources;
use crate::images::Images;
use crate::markdown::Highlighter;
use crate::model::Site;
use crate::output::{Output, OutputError};
use crate::relations::Relations;
use crate::source::{Lang, OutputPath};

use maker::Maker;

use recorder::Recorder;

/// Why a site could not be rendered.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    #[error(transparent)]
    Theme(#[from] ThemeError),
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// How much was written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Summary {
    pub pages: usize,
    pub data_sets: usize,
    pub files: usize,
    pub bytes: u64,
}

/// Everything that rendering reads.
pub(crate) struct Renderer<'a> {
    pub site: &'a Site,
    pub relations: &'a Relations,
    pub theme: &'a Theme,
    pub sources: &'a Sources,
    pub images: &'a Images,
    pub output: &'a Recorder<'a>,
    pub highlighter: Highlighter,
    /// The data sets, which are written before any page: pages say how large their files are.
    pub data_sets: Vec<datasets::Published>,
    /// The folder of the search index.
    pub search: String,
}

/// Renders every file of a site into `output`. `progress` is called after each page, from any thread.
///
/// # Errors
/// Where a template fails or the output refuses a file; what was written by then must not be published.
pub fn render(
    site: &Site,
    relations: &Relations,
    theme: &mut Theme,
    sources: &Sources,
    images: &Images,
    output: &dyn Output,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Summary, RenderError> {
    for lang in site.used_languages() {
        let shared = pages::shared(site, relations, theme, sources, lang);
        theme.share(lang, "site", &shared);
    }
    let recorder = Recorder::new(output);
    let maker = Maker { site, relations, words: theme.words(site.lang()), lang: site.lang() };
    let data_sets = datasets::write(maker, &recorder)?;
    let highlighter = Highlighter::new();
    let search = search::write(maker, sources, &recorder)?;
    let renderer =
        Renderer { site, relations, theme, sources, images, output: &recorder, highlighter, data_sets, search };
    let jobs = pages::jobs(&renderer);
    let total = jobs.len();
    let done = std::sync::atomic::AtomicUsize::new(0);
    jobs.par_iter().try_for_each(|job| -> Result<(), RenderError> {
        job.run(&renderer)?;
        progress(done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1, total);
        Ok(())
    })?;
    feeds::write(&renderer)?;
    pages::write_share_image(&renderer)?;
    renderer.statics()?;
    let pages = total;
    let manifest = recorder.finish();
    let summary =
        Summary { pages, data_sets: datasets::COUNT, files: manifest.files.len() + 1, bytes: manifest.bytes() };
    output.write(&OutputPath::new(recorder::MANIFEST), manifest.json())?;
    Ok(summary)
}

impl Renderer<'_> {
    pub fn maker(&self, lang: Lang) -> Maker<'_> {
        Maker { site: self.site, relations: self.relations, words: self.theme.words(lang), lang }
    }

    /// The theme's files and everything that is copied as it is.
    fn statics(&self) -> Result<(), RenderError> {
        for (path, bytes) in &self.theme.files {
            self.output.write(path, bytes.clone())?;
        }
        for file in self.images.written() {
            self.output.note(&file.path, file.size, file.sha256.clone());
        }
        let copies: Vec<_> = self.site.copies.iter().filter(|(target, _)| !self.images.wrote(target)).collect();
        copies.par_iter().try_for_each(|(target, copy)| -> Result<(), RenderError> {
            if let Some(file) = self.sources.files.get(&copy.source) {
                self.output.copy(target, &file.disk, copy.size, &copy.sha256)?;
            }
            Ok(())
        })
    }
}
