//! The compiler as one function of sources, settings and a date: everything between reading a folder and writing pages.

use std::collections::HashSet;

use rayon::prelude::*;

use crate::diagnostics::{self, Diagnostic, Located, Place, Severity, Texts};
use crate::digest::Sum;
use crate::discover::{SourceText, Sources};
use crate::images::{self, Cache, Images};
use crate::markdown::Outline;
use crate::model::{self, ContentId, Options, Site};
use crate::parse::front::CheckLevel;
use crate::parse::{self, Document, Earlier, Keeper, Parsed, ParsedSite, Places, Read};
use crate::relations::Relations;
use crate::render::{self, Made, RenderError, Run, Theme, ThemeError};
use crate::source::{FieldPath, SourcePath, Span};
use crate::timings::Timings;

/// A site that has been read and checked.
pub struct Checked {
    pub site: Site,
    /// Its theme, where it has no mistake, until [`render`] takes it.
    theme: Option<Theme>,
    /// Sorted by file and place.
    pub diagnostics: Vec<Located>,
}

impl Checked {
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|located| located.diagnostic.severity == severity).count()
    }
}

/// Reads and checks all files of a site. `found` is what was wrong with files that could not be read at all; `strict`
/// makes warnings errors; `keeper` has what an earlier build read of single files, and gets what this one reads.
pub fn check(
    sources: &Sources,
    found: Vec<Diagnostic>,
    options: Options,
    strict: bool,
    keeper: Option<&dyn Keeper>,
    timings: &Timings,
) -> Checked {
    check_read(read(sources, keeper, timings), sources, found, options, strict, timings)
}

/// The first half of [`check`]: every file on its own, by all threads.
pub fn read(sources: &Sources, keeper: Option<&dyn Keeper>, timings: &Timings) -> Read {
    let earlier = keeper.map(|keeper| timings.stage("earlier", || Earlier::load(keeper))).unwrap_or_default();
    timings.stage("parse", || parse::site(sources, earlier, keeper, timings))
}

/// The second half: the files together, mostly by one thread.
pub fn check_read(
    read: Read,
    sources: &Sources,
    found: Vec<Diagnostic>,
    options: Options,
    strict: bool,
    timings: &Timings,
) -> Checked {
    let Read { site: parsed, mut diagnostics } = read;
    diagnostics.extend(found);
    let drafts = hidden_drafts(&parsed, &options);
    let levels = parsed.settings.checks.clone();
    let unread = parsed.unread.clone();
    let (site, more) = timings.stage("model", || model::build(parsed, sources, options));
    diagnostics.extend(more);
    diagnostics.extend(images::check(&site, sources));
    let theme = timings.stage("theme", || load_theme(&site, sources));
    if let Err(error) = &theme {
        let path = SourcePath::new("content/site.yaml");
        let at = diagnostics::At::value(&path, FieldPath::root().then("theme"));
        diagnostics.push(diagnostics::bad_theme(at, &error.to_string()));
    }
    let follows_from_unread = |code: &str| match code {
        "unknown-unit" => unread.contains("units"),
        "unknown-indicator" => unread.contains("indicators"),
        "unknown-area" => unread.contains("areas"),
        "unknown-category" => unread.contains("settings"),
        _ => false,
    };
    // A name is not unknown because the register that holds it has a mistake.
    diagnostics.retain(|diagnostic| !follows_from_unread(diagnostic.code));
    diagnostics.retain_mut(|diagnostic| {
        let level = levels.get(diagnostic.code).filter(|_| diagnostic.severity == Severity::Warning);
        if level == Some(&CheckLevel::Error) || strict {
            diagnostic.severity = Severity::Error;
        }
        // Work that is not published must not keep the rest from being published.
        let is_flag =
            diagnostic.code == "not-a-boolean" && diagnostic.at.place == Place::Value(FieldPath::root().then("draft"));
        // One that was published is a page that readers miss.
        let was_published = diagnostic.code == "unpublished-address";
        if drafts.contains(&diagnostic.at.path) && !is_flag && !was_published {
            diagnostic.severity = Severity::Warning;
        }
        level != Some(&CheckLevel::Off)
    });
    Checked { site, theme: theme.ok(), diagnostics: timings.stage("locate", || located(sources, diagnostics)) }
}

fn load_theme(site: &Site, sources: &Sources) -> Result<Theme, ThemeError> {
    Theme::load(sources, &site.settings.theme, &site.used_languages())
}

fn hidden_drafts(parsed: &ParsedSite, options: &Options) -> HashSet<SourcePath> {
    let bulletins = parsed.bulletins.iter().filter(|(_, document)| document.front.draft).map(|(path, _)| path);
    let pages = parsed.pages.iter().filter(|(_, document)| document.front.draft).map(|(path, _)| path);
    bulletins.chain(pages).filter(|_| !options.drafts).cloned().collect()
}

/// Finds the bytes of every diagnostic; each file is looked through once.
pub fn located(sources: &Sources, mut diagnostics: Vec<Diagnostic>) -> Vec<Located> {
    diagnostics.sort_by(|a, b| a.at.cmp(&b.at));
    let places = |path: &SourcePath| sources.text(path).map(|text| Places::new(path, text));
    let files: Vec<&[Diagnostic]> = diagnostics.chunk_by(|a, b| a.at.path == b.at.path).collect();
    let spans = files.par_iter().flat_map_iter(|file| {
        let places = file.first().and_then(|first| places(&first.at.path));
        file.iter().map(move |found| places.as_ref()?.locate(&found.at.place))
    });
    let spans: Vec<Option<Span>> = spans.collect();
    // Several that follow one another often point to one file.
    let mut last: Option<(SourcePath, Option<Places>)> = None;
    let mut locate = |at: &diagnostics::At| {
        let last = match last.take() {
            Some((path, places)) if path == at.path => last.insert((path, places)),
            _ => last.insert((at.path.clone(), places(&at.path))),
        };
        last.1.as_ref()?.locate(&at.place)
    };
    let item = |(diagnostic, span): (Diagnostic, Option<Span>)| {
        let related = diagnostic.related.iter().map(|(at, _)| locate(at)).collect();
        Located { diagnostic, span, related }
    };
    let mut items: Vec<Located> = diagnostics.into_iter().zip(spans).map(item).collect();
    diagnostics::sort(&mut items);
    items
}

/// A site that has been rendered.
pub struct Rendered {
    pub made: Made,
    pub relations: Relations,
    pub theme: Theme,
    pub images: Images,
    /// What only decoding the images could tell. Where one of them is an error, the output must not be published.
    pub late: Vec<Located>,
}

/// Renders a checked site, with the theme that was loaded to check it; images come from `cache` where they lie there.
///
/// # Errors
/// Where the theme or the output fails; what was written by then must not be published.
pub fn render(
    checked: &mut Checked,
    sources: &Sources,
    cache: &Cache,
    strict: bool,
    run: &Run,
) -> Result<Rendered, RenderError> {
    let Checked { site, theme, .. } = checked;
    let (site, timings) = (&*site, run.timings);
    let relations = timings.stage("relations", || Relations::new(site));
    let mut theme = theme.take().map_or_else(|| load_theme(site, sources), Ok)?;
    let mut images = timings.stage("images", || images::publish(site, sources, cache, run.output, run.progress))?;
    let late = graded(site, sources, std::mem::take(&mut images.diagnostics), strict);
    let made = render::render(site, &relations, &mut theme, sources, &images, run)?;
    Ok(Rendered { made, relations, theme, images, late })
}

/// Warnings that came later than the check, as the settings want them: about images that could not be decoded, about
/// pages of other sites that are gone.
pub fn graded(site: &Site, sources: &Sources, mut diagnostics: Vec<Diagnostic>, strict: bool) -> Vec<Located> {
    let levels = &site.settings.checks;
    diagnostics.retain_mut(|diagnostic| {
        let level = levels.get(diagnostic.code);
        if strict || level == Some(&CheckLevel::Error) {
            diagnostic.severity = Severity::Error;
        }
        level != Some(&CheckLevel::Off)
    });
    located(sources, diagnostics)
}

/// The bulletin or page of the file `path`, where `text` changes nothing in it that another page shows: the site then
/// has the new body. Its mistakes are left to the next whole check.
pub fn take_body(site: &mut Site, sources: &mut Sources, path: &SourcePath, text: SourceText) -> Option<ContentId> {
    let id = site.content(path)?;
    let (matter, outline, body) = match id {
        ContentId::Bulletin(_) => body_of(parse::bulletin(path, text.text()))?,
        ContentId::Page(_) => body_of(parse::page(path, text.text()))?,
    };
    let before = site.outline(id);
    // Summaries begin as bodies do, and other pages link to headings.
    if site.matter(id) != matter || before.lead != outline.lead || before.ids != outline.ids {
        return None;
    }
    site.set_body(id, outline, body);
    sources.texts.insert(path.clone(), text);
    Some(id)
}

fn body_of<F>(parsed: Parsed<Document<F>>) -> Option<(Sum, Outline, Span)> {
    let has_errors = parsed.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    parsed.value.filter(|_| !has_errors).map(|document| (document.matter, document.outline, document.body))
}
