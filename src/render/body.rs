//! Bodies of bulletins and pages: Markdown to HTML, with links, images and embeds resolved against the site.

use std::cell::{Cell, RefCell};

use serde::Serialize;

use crate::markdown::{self, Embed, EmbedKind, Picture, Resolver, Target, Word};
use crate::model::{ContentId, Destination, find_bulletin, find_table, resolve};
use crate::relations::TargetRef;
use crate::source::{OutputPath, SourcePath, relative_url};

use super::Renderer;
use super::maker::Maker;
use super::pages::series;
use super::theme::{ThemeError, value};
use super::views;

/// Resolves what one body refers to.
pub(crate) struct BodyResolver<'a> {
    renderer: &'a Renderer<'a>,
    maker: Maker<'a>,
    path: &'a SourcePath,
    url: &'a OutputPath,
    /// How many charts stand above in the body: each drawing has ids of its own.
    charts: Cell<usize>,
    /// The first template of an embed that failed.
    failure: RefCell<Option<ThemeError>>,
}

impl<'a> BodyResolver<'a> {
    pub fn new(renderer: &'a Renderer<'a>, maker: Maker<'a>, path: &'a SourcePath, url: &'a OutputPath) -> Self {
        Self { renderer, maker, path, url, charts: Cell::new(0), failure: RefCell::new(None) }
    }

    /// The HTML of the body that begins at `start` in the source.
    ///
    /// # Errors
    /// Where the template of an embed fails.
    pub fn render(self, start: usize) -> Result<String, ThemeError> {
        let source = self.renderer.sources.texts.get(self.path).map_or("", |source| source.text());
        let mut html = String::with_capacity(source.len() * 2);
        markdown::render(source.get(start..).unwrap_or_default(), &self, self.renderer.highlighter, &mut html);
        match self.failure.into_inner() {
            Some(error) => Err(error),
            None => Ok(html),
        }
    }

    fn resolve(&self, destination: &str) -> Destination {
        resolve(self.renderer.site, self.renderer.sources, self.path, self.url, destination)
    }

    /// A part of a page from a template of its own.
    fn part<T: Serialize>(&self, template: &str, values: Vec<(&'static str, T)>, out: &mut String) {
        let mut all = vec![("root", value(&self.url.to_root()))];
        all.extend(values.iter().map(|(name, view)| (*name, value(view))));
        match self.renderer.theme.render(self.maker.lang, template, &all) {
            Ok(html) => out.push_str(&String::from_utf8_lossy(&html)),
            Err(error) => drop(self.failure.borrow_mut().get_or_insert(error)),
        }
    }

    fn gallery(&self, out: &mut String) {
        let Some(ContentId::Bulletin(id)) = self.renderer.site.content(self.path) else { return };
        let images: Vec<views::Image> = self
            .renderer
            .site
            .bulletin(id)
            .gallery
            .iter()
            .map(|image| super::pages::image(self.renderer, image))
            .collect();
        self.part("embed_gallery.html", vec![("gallery", images)], out);
    }

    fn targets(&self, file: &str, out: &mut String) {
        let Some(id) = find_bulletin(self.renderer.site, self.path, file) else { return };
        let bulletin = self.renderer.site.bulletin(id);
        let references = (0..bulletin.targets.len()).map(|index| TargetRef { bulletin: id, index: index as u32 });
        let targets = serde_json::to_value(self.maker.targets(references)).unwrap_or_default();
        let link = serde_json::to_value(self.maker.bulletin_link(bulletin)).unwrap_or_default();
        self.part("embed_targets.html", vec![("targets", targets), ("bulletin", link)], out);
    }

    fn chart(&self, name: &str, out: &mut String) {
        let Some(id) = self.renderer.site.indicators.find(name) else { return };
        let measured = series::of_indicator(self.maker, id);
        self.charts.set(self.charts.get() + 1);
        let number = self.charts.get();
        let chart = series::chart(self.maker, &measured, &format!("bieu-do-{number}"));
        let (years, rows) = series::table(self.maker, &measured);
        let indicator = &self.renderer.site.indicators.get(id).name;
        let caption = self.maker.words.fill("chart_caption", &[("indicator", indicator)]);
        let json = |value: serde_json::Result<serde_json::Value>| value.unwrap_or_default();
        let values = vec![
            ("chart", json(serde_json::to_value(chart))),
            ("caption", caption.into()),
            ("id", format!("so-lieu-{number}").into()),
            ("has_target_results", series::has_target_results(&measured).into()),
            ("url", format!("chi-so/{name}.html").into()),
            ("years", json(serde_json::to_value(years))),
            ("series", json(serde_json::to_value(rows))),
        ];
        self.part("embed_chart.html", values, out);
    }

    fn table(&self, file: &str, out: &mut String) {
        let site = self.renderer.site;
        let Some(table) = find_table(site, self.path, file).and_then(|path| site.tables.get(&path)) else {
            return;
        };
        let caption = serde_json::json!(self.maker.words.get("data_table"));
        let header = serde_json::json!(table.header);
        let rows = serde_json::json!(table.rows);
        self.part("embed_csv.html", vec![("caption", caption), ("header", header), ("rows", rows)], out);
    }
}

impl Resolver for BodyResolver<'_> {
    fn link(&self, destination: &str) -> Target {
        match self.resolve(destination) {
            Destination::Outside(url) => {
                let external = !url.starts_with("mailto:") && !url.starts_with("tel:");
                Target::Url { url, external }
            }
            Destination::Page(page, None) | Destination::File(page) => {
                Target::Url { url: relative_url(self.url, page.as_str()), external: false }
            }
            Destination::Page(page, Some(anchor)) => {
                Target::Url { url: format!("{}#{anchor}", relative_url(self.url, page.as_str())), external: false }
            }
            Destination::Here(anchor) => Target::Url { url: format!("#{anchor}"), external: false },
            Destination::Missing | Destination::MissingAnchor(_) => Target::Missing,
        }
    }

    fn image(&self, destination: &str) -> Option<Picture> {
        let Destination::File(file) = self.resolve(destination) else { return None };
        let copy = self.renderer.site.copies.get(&file)?;
        let image = self.renderer.images.get(&file);
        let source = || self.renderer.sources.files.get(&copy.source).and_then(|source| source.dimensions);
        let dimensions = image.map_or_else(source, |image| image.dimensions);
        let variants = image.map_or(&[][..], |image| &image.variants);
        let srcset = variants.iter().map(|variant| {
            let url = relative_url(self.url, variant.url.as_str());
            format!("{url} {}w", variant.width)
        });
        Some(Picture {
            url: relative_url(self.url, file.as_str()),
            width: dimensions.map(|(width, _)| width),
            height: dimensions.map(|(_, height)| height),
            srcset: (!variants.is_empty()).then(|| srcset.collect::<Vec<_>>().join(", ")),
        })
    }

    fn embed(&self, embed: &Embed, out: &mut String) {
        match (embed.kind, embed.argument.as_deref()) {
            (EmbedKind::Gallery, _) => self.gallery(out),
            (EmbedKind::Targets, Some(file)) => self.targets(file, out),
            (EmbedKind::Chart, Some(name)) => self.chart(name, out),
            (EmbedKind::Csv, Some(file)) => self.table(file, out),
            (_, None) => {}
        }
    }

    fn word(&self, word: Word) -> &str {
        self.maker.words.get(match word {
            Word::Note => "alert_note",
            Word::Tip => "alert_tip",
            Word::Important => "alert_important",
            Word::Warning => "alert_warning",
            Word::Caution => "alert_caution",
            Word::Footnotes => "footnotes",
            Word::BackToText => "footnote_back",
            Word::Table => "table",
            Word::TaskDone => "checkbox_done",
            Word::TaskOpen => "checkbox_open",
        })
    }
}
