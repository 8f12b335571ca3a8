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
mod hosting;
mod lean;
mod linked;
pub(crate) mod maker;
mod packed;
mod pages;
mod past;
mod policy;
mod prints;
mod recorder;
pub(crate) mod search;
mod theme;
pub mod views;
mod words;

pub use pages::GENERATOR;
pub use past::{Notes, Past, Task};
pub use policy::content_security_policy;
pub use recorder::{Entry, MANIFEST, SIGNATURE};
pub use theme::{Theme, ThemeError};

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::discover::Sources;
use crate::images::Images;
use crate::markdown::Highlighter;
use crate::model::{ContentId, Site};
use crate::output::{Output, OutputError};
use crate::relations::Relations;
use crate::source::{Lang, OutputPath};
use crate::timings::Timings;

use maker::Maker;

use packed::Packer;
use prints::Prints;
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
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Summary {
    pub pages: usize,
    pub data_sets: usize,
    pub files: usize,
    pub bytes: u64,
}

/// Everything that rendering reads, and where it writes.
#[derive(Clone, Copy)]
pub(crate) struct Renderer<'a> {
    pub site: &'a Site,
    pub relations: &'a Relations,
    pub theme: &'a Theme,
    pub sources: &'a Sources,
    pub images: &'a Images,
    pub output: &'a Recorder<'a>,
    pub highlighter: &'a Highlighter,
    /// The data sets, which are written before any page: pages say how large their files are.
    pub data_sets: &'a [datasets::Published],
    /// What the workbooks of bulletins have in common.
    pub endings: &'a datasets::Endings,
    /// The folder of the search index.
    pub search: &'a str,
}

/// What a run of rendering is told besides the site.
pub struct Run<'a> {
    pub output: &'a dyn Output,
    /// What the last build made; files of tasks that would make the same again stay.
    pub past: &'a Past,
    /// What its tasks found out.
    pub notes: &'a dyn Notes,
    /// Tells one program from another, because each may render differently.
    pub program: &'a str,
    /// Called after each page, from any thread, with how many are done and how many there are.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
    pub timings: &'a Timings,
}

/// A site that has been rendered.
#[derive(Debug)]
pub struct Made {
    pub summary: Summary,
    /// For the next build.
    pub tasks: Vec<(String, Task)>,
    /// Every file by its path, the manifest too.
    pub files: Vec<Entry>,
    data_sets: Vec<datasets::Published>,
    search: String,
}

/// Renders every file of a site.
///
/// # Errors
/// Where a template fails or the output refuses a file; what was written by then must not be published.
pub fn render(
    site: &Site,
    relations: &Relations,
    theme: &mut Theme,
    sources: &Sources,
    images: &Images,
    run: &Run,
) -> Result<Made, RenderError> {
    let mut shared_values = Vec::new();
    for lang in site.used_languages() {
        let shared = pages::shared(site, relations, theme, sources, lang);
        theme.share(lang, "site", &shared);
        shared_values.push(serde_json::to_string(&shared).expect("values of a page are plain"));
    }
    let theme = &*theme;
    let maker = Maker { site, relations, words: theme.words(site.lang()), lang: site.lang() };
    let frame = prints::Frame { theme: theme.print, shared: shared_values };
    let prints = run.timings.stage("prints", || Prints::new(maker, sources, images, &frame, run.program));
    let packing = prints::packing(run.program, &site.settings.hosting.precompress);
    let packer = packer(site, run, packing);
    let recorder = Recorder::packing(run.output, &packer);
    let tasks = Tasks { recorder: &recorder, past: run.past, done: Mutex::default() };
    let endings = datasets::Endings::default();
    let workshop = search::Workshop { tasks: &tasks, prints: &prints, notes: run.notes, program: run.program };
    // The longest data set is the work of one thread; search has pieces enough for the others.
    let (data_sets, search) = rayon::join(
        || {
            run.timings.stage("data sets", || {
                let make = |output: &Recorder| datasets::write(maker, output, &endings);
                tasks.run("data-sets", prints.whole(), make, datasets::published)
            })
        },
        || run.timings.stage("search", || search::write(maker, sources, &workshop)),
    );
    let (data_sets, search) = (data_sets?, search?);
    let highlighter = Highlighter::new();
    let renderer = Renderer {
        site,
        relations,
        theme,
        sources,
        images,
        output: &recorder,
        highlighter: &highlighter,
        data_sets: &data_sets,
        endings: &endings,
        search: &search,
    };
    let jobs = pages::jobs(&renderer);
    let done = AtomicUsize::new(0);
    let page = |job: &pages::Job| -> Result<(), RenderError> {
        let name = job.name(site);
        let make = |output: &Recorder| {
            let renderer = Renderer { output, ..renderer };
            run.timings.page(job.template(), || name.clone(), || job.run(&renderer))?;
            Ok(String::new())
        };
        tasks.run(&name, prints.job(job, &search), make, |_| ())?;
        (run.progress)(done.fetch_add(1, Ordering::Relaxed) + 1, jobs.len());
        Ok(())
    };
    let feeds = || {
        let make = |output: &Recorder| {
            feeds::write(&Renderer { output, ..renderer })?;
            Ok(String::new())
        };
        tasks.run("feeds", prints.whole(), make, |_| ())
    };
    // The sitemap is the work of one thread, too.
    let (pages, feeds) = rayon::join(
        || run.timings.stage("pages", || jobs.par_iter().try_for_each(page)),
        || run.timings.stage("feeds", feeds),
    );
    pages.and(feeds)?;
    if !site.settings.hosting.servers.is_empty() {
        let make = |output: &Recorder| {
            hosting::write(site, theme, output)?;
            Ok(String::new())
        };
        run.timings.stage("hosting", || tasks.run("hosting", prints.hosting(), make, |_| ()))?;
    }
    let copied = recorder.apart();
    let copier = Renderer { output: &copied, ..renderer };
    pages::write_share_image(&copier)?;
    copier.statics()?;
    let mut copied = copied.taken();
    recorder.extend(&copied);
    copied.retain(|file| packer.is_form(&file.path));
    tasks.note(PACKED, Task { print: packing, note: String::new(), files: copied });
    let tasks = tasks.finish();
    let manifest = recorder.finish();
    let summary = Summary {
        pages: jobs.len(),
        data_sets: datasets::COUNT,
        files: manifest.files.len() + 1,
        bytes: manifest.bytes(),
    };
    // A packed form of the manifest could not stand in it.
    let own = Recorder::new(run.output);
    let path = OutputPath::new(MANIFEST);
    let mut file = own.open(&path)?;
    manifest.write(&mut file).map_err(|source| OutputError { path: path.to_string(), source })?;
    file.finish()?;
    let mut files = manifest.files;
    for entry in own.taken() {
        files.insert(files.partition_point(|file| file.path < entry.path), entry);
    }
    Ok(Made { summary, tasks, files, data_sets, search })
}

/// The packed forms of files that no task makes.
const PACKED: &str = "packed";

/// Packs as the settings want, where the output wants forms at all. Those of the last build count only where it had the
/// print `packing`, too.
fn packer(site: &Site, run: &Run, packing: u64) -> Packer {
    let packings = &site.settings.hosting.precompress;
    if packings.is_empty() || !run.output.takes_packed() {
        return Packer::default();
    }
    let packed_alike = run.past.task(PACKED, packing).is_some();
    Packer::new(packings.clone(), run.past.files().filter(|_| packed_alike))
}

/// Renders one bulletin or page alone, with what stands beside it, after a whole build that `made` the rest.
///
/// # Errors
/// As [`render`].
pub fn page(parts: &Parts, made: &Made, id: ContentId, output: &dyn Output) -> Result<(), RenderError> {
    let Parts { site, relations, theme, sources, images } = *parts;
    let renderer = Renderer {
        site,
        relations,
        theme,
        sources,
        images,
        output: &Recorder::new(output),
        highlighter: &Highlighter::new(),
        data_sets: &made.data_sets,
        endings: &datasets::Endings::default(),
        search: &made.search,
    };
    let job = match id {
        ContentId::Bulletin(id) => pages::Job::Bulletin(id),
        ContentId::Page(id) => pages::Job::Content(id),
    };
    job.run(&renderer)
}

/// Everything that a page is made of.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    pub site: &'a Site,
    pub relations: &'a Relations,
    pub theme: &'a Theme,
    pub sources: &'a Sources,
    pub images: &'a Images,
}

/// Runs the tasks that would make something new, and takes note of all.
pub(crate) struct Tasks<'a> {
    recorder: &'a Recorder<'a>,
    past: &'a Past,
    done: Mutex<Vec<(String, Task)>>,
}

impl Tasks<'_> {
    /// Runs the task `name`, or leaves it as the last build did; gives what `result` takes from it.
    fn run<T>(
        &self,
        name: &str,
        print: u64,
        make: impl FnOnce(&Recorder) -> Result<String, RenderError>,
        result: impl FnOnce(&Task) -> T,
    ) -> Result<T, RenderError> {
        let known = match self.past.task(name, print) {
            Some(task) if self.recorder.reuse(&task.files)? => Some(task.clone()),
            _ => None,
        };
        let task = match known {
            Some(task) => task,
            None => {
                let apart = self.recorder.apart();
                let note = make(&apart)?;
                let mut files = apart.taken();
                files.sort();
                self.recorder.extend(&files);
                Task { print, note, files }
            }
        };
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        let result = result(&task);
        done.push((name.to_owned(), task));
        Ok(result)
    }

    /// Takes note of a task that has been done already.
    fn note(&self, name: &str, task: Task) {
        self.done.lock().unwrap_or_else(PoisonError::into_inner).push((name.to_owned(), task));
    }

    fn finish(self) -> Vec<(String, Task)> {
        let mut tasks = self.done.into_inner().unwrap_or_else(PoisonError::into_inner);
        tasks.sort_by(|a, b| a.0.cmp(&b.0));
        tasks
    }
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
            self.output.note(&file.path, file.size, file.sha256);
        }
        let copies: Vec<_> = self.site.copies.iter().filter(|(target, _)| !self.images.wrote(target)).collect();
        copies.par_iter().try_for_each(|(target, copy)| -> Result<(), RenderError> {
            if let Some(file) = self.sources.files.get(&copy.source) {
                self.output.copy(target, &file.disk, copy.size, copy.sha256)?;
            }
            Ok(())
        })
    }
}
