//! Every page of a site: which there are, what stands on each, and the frame that they share.

mod archive;
mod bulletin;
mod fixed;
mod home;
mod lists;
mod places;
mod registers;
pub mod series;
mod share;

pub use bulletin::image;
pub use fixed::shared;
pub use share::write as write_share_image;

use crate::model::*;
use crate::parse::addresses::Withdrawal;
use crate::relations::Relations;
use crate::source::{Lang, OutputPath, SourcePath};
use crate::text;

use super::linked::{self, Linker};
use super::maker::{Maker, clean};
use super::theme::{TemplateValue, value};
use super::{RenderError, Renderer, views};

/// What the pages and feeds say that they were made by.
pub const GENERATOR: &str = concat!("bantin ", env!("CARGO_PKG_VERSION"));

/// A register longer than this is split by year.
pub const LONGEST_TABLE: usize = 500;

/// How many rows a page shows of a list that has a page of its own.
pub const EXCERPT: usize = 8;

/// One page to be rendered.
#[derive(Clone, Debug)]
pub enum Job {
    Home { lang: Lang, page: usize },
    Bulletin(BulletinId),
    Archive,
    ArchiveYear { year: usize },
    ArchiveMonth { year: usize, month: usize },
    ArchiveDay { year: usize, month: usize, day: usize },
    Category { id: CategoryId, page: usize },
    Area { id: AreaId, page: usize },
    Tag { id: TagId, page: usize },
    Unit { id: UnitId, page: usize },
    Units,
    Indicator(IndicatorId),
    Indicators,
    Decisions,
    DecisionYear { index: usize, page: usize },
    Decision(DecisionId),
    Targets,
    TargetYear { year: i16, page: usize },
    Tasks,
    TaskYear { year: Option<i16>, page: usize },
    Content(PageId),
    Search,
    Data,
    NotFound,
    Redirect { from: OutputPath, to: Redirect },
    Withdrawn { address: OutputPath, withdrawal: Withdrawal },
}

/// Every page that the site has.
pub fn jobs(renderer: &Renderer) -> Vec<Job> {
    let (site, relations) = (renderer.site, renderer.relations);
    let per_page = site.settings.per_page as usize;
    let mut jobs = Vec::with_capacity(site.bulletins.len() * 2 + 100);
    // The registers come first: each is made by one thread, and at the end the others would wait for it.
    jobs.extend([Job::Targets, Job::Tasks, Job::Decisions]);
    registers::year_jobs(site, relations, &mut jobs);
    for lang in &site.settings.languages {
        jobs.extend(
            (0..home::page_count(relations.home(*lang).len(), per_page)).map(|page| Job::Home { lang: *lang, page }),
        );
    }
    jobs.extend((0..site.bulletins.len()).map(|index| Job::Bulletin(index.into())));
    jobs.extend((0..site.decisions.len()).map(|index| Job::Decision(index.into())));
    archive::jobs(relations, &mut jobs);
    let mut paged =
        |count: usize, job: &dyn Fn(usize) -> Job| jobs.extend((0..lists::page_count(count, per_page)).map(job));
    for (id, ..) in site.categories.iter() {
        paged(relations.of_category(id).len(), &|page| Job::Category { id, page });
    }
    for (id, ..) in site.areas.iter() {
        paged(relations.of_area(id).len(), &|page| Job::Area { id, page });
    }
    for (id, ..) in site.tags.iter() {
        paged(relations.of_tag(id).len(), &|page| Job::Tag { id, page });
    }
    for (id, ..) in site.units.iter() {
        paged(relations.of_unit(id).len(), &|page| Job::Unit { id, page });
    }
    jobs.extend(site.indicators.iter().map(|(id, ..)| Job::Indicator(id)));
    jobs.extend([Job::Units, Job::Indicators, Job::Search, Job::NotFound]);
    jobs.extend((0..site.pages.len()).map(|index| Job::Content(index.into())));
    jobs.push(Job::Data);
    jobs.extend(site.redirects.iter().map(|(from, to)| Job::Redirect { from: from.clone(), to: to.clone() }));
    jobs.extend(
        site.withdrawn()
            .iter()
            .map(|(address, withdrawal)| Job::Withdrawn { address: address.clone(), withdrawal: withdrawal.clone() }),
    );
    jobs
}

impl Job {
    /// The template that lays the page out.
    pub fn template(&self) -> &'static str {
        match self {
            Job::Home { .. } => "home",
            Job::Bulletin(_) => "bulletin",
            Job::Archive | Job::ArchiveYear { .. } | Job::ArchiveMonth { .. } => "archive",
            Job::ArchiveDay { .. } | Job::Category { .. } | Job::Area { .. } | Job::Tag { .. } => "list",
            Job::Unit { .. } => "unit",
            Job::Units => "units",
            Job::Indicator(_) => "indicator",
            Job::Indicators => "indicators",
            Job::Decisions | Job::DecisionYear { .. } => "decisions",
            Job::Decision(_) => "decision",
            Job::Targets | Job::TargetYear { .. } => "targets",
            Job::Tasks | Job::TaskYear { .. } => "tasks",
            Job::Content(_) => "content",
            Job::Search => "search",
            Job::Data => "data",
            Job::NotFound => "not_found",
            Job::Redirect { .. } => "redirect",
            Job::Withdrawn { .. } => "withdrawn",
        }
    }

    /// What the page is known by from one build to the next.
    pub fn name(&self, site: &Site) -> String {
        match self {
            Job::Bulletin(id) => site.bulletin(*id).url.to_string(),
            Job::Decision(id) => site.decision(*id).url.to_string(),
            Job::Content(id) => site.page(*id).url.to_string(),
            Job::Redirect { from: address, .. } | Job::Withdrawn { address, .. } => address.to_string(),
            other => format!("{other:?}"),
        }
    }

    /// Renders the page and hands it to the output.
    pub fn run(&self, renderer: &Renderer) -> Result<(), RenderError> {
        let lang = renderer.site.lang();
        let maker = renderer.maker(lang);
        match self {
            Job::Home { lang, page } => home::home(renderer, renderer.maker(*lang), *page),
            Job::Bulletin(id) => bulletin::bulletin(renderer, *id),
            Job::Archive => archive::all(renderer, maker),
            Job::ArchiveYear { year } => archive::year(renderer, maker, *year),
            Job::ArchiveMonth { year, month } => archive::month(renderer, maker, *year, *month),
            Job::ArchiveDay { year, month, day } => archive::day(renderer, maker, *year, *month, *day),
            Job::Category { id, page } => lists::category(renderer, maker, *id, *page),
            Job::Area { id, page } => lists::area(renderer, maker, *id, *page),
            Job::Tag { id, page } => lists::tag(renderer, maker, *id, *page),
            Job::Unit { id, page } => places::unit(renderer, maker, *id, *page),
            Job::Units => places::units(renderer, maker),
            Job::Indicator(id) => places::indicator(renderer, maker, *id),
            Job::Indicators => places::indicators(renderer, maker),
            Job::Decisions => registers::decisions(renderer, maker),
            Job::DecisionYear { index, page } => registers::decision_year(renderer, maker, *index, *page),
            Job::Decision(id) => registers::decision(renderer, maker, *id),
            Job::Targets => registers::targets(renderer, maker),
            Job::TargetYear { year, page } => registers::target_year(renderer, maker, *year, *page),
            Job::Tasks => registers::tasks(renderer, maker),
            Job::TaskYear { year, page } => registers::task_year(renderer, maker, *year, *page),
            Job::Content(id) => fixed::content(renderer, *id),
            Job::Search => fixed::search(renderer, maker),
            Job::Data => fixed::data(renderer, maker),
            Job::NotFound => fixed::not_found(renderer, maker),
            Job::Redirect { from, to } => fixed::redirect(renderer, maker, from, to),
            Job::Withdrawn { address, withdrawal } => fixed::withdrawn(renderer, maker, address, withdrawal),
        }
    }
}

/// The frame of one page.
pub struct Frame {
    pub template: &'static str,
    pub url: OutputPath,
    pub lang: Lang,
    pub title: String,
    pub description: String,
    pub section: &'static str,
    /// What stands between the home page and this one.
    pub above: Vec<views::Link>,
    pub alternates: Vec<views::Alternate>,
    pub feeds: Vec<views::Link>,
    pub index: bool,
    pub article: Option<views::Article>,
    /// Instead of the site's own share image.
    pub image: Option<views::ShareImage>,
}

impl Frame {
    pub fn new(template: &'static str, url: impl AsRef<str>, lang: Lang, title: impl Into<String>) -> Self {
        Self {
            template,
            url: OutputPath::new(url),
            lang,
            title: title.into(),
            description: String::new(),
            section: "",
            above: Vec::new(),
            alternates: Vec::new(),
            feeds: Vec::new(),
            index: true,
            article: None,
            image: None,
        }
    }

    pub fn section(mut self, section: &'static str) -> Self {
        self.section = section;
        self
    }

    pub fn describe(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    pub fn above(mut self, title: &str, url: &str) -> Self {
        self.above.push(views::Link { title: title.to_owned(), url: url.to_owned() });
        self
    }

    pub fn hidden(mut self) -> Self {
        self.index = false;
        self
    }

    /// Renders the page with `view` under `name` and writes it.
    pub fn write<T: serde::Serialize>(
        self,
        renderer: &Renderer,
        maker: Maker,
        name: &'static str,
        view: &T,
    ) -> Result<(), RenderError> {
        self.write_linked(renderer, maker, name, view, |_| Vec::new())
    }

    /// The same for a page that has something to say to machines beside what every page says.
    pub fn write_linked<T: serde::Serialize>(
        self,
        renderer: &Renderer,
        maker: Maker,
        name: &'static str,
        view: &T,
        nodes: impl FnOnce(Linker) -> Vec<serde_json::Value>,
    ) -> Result<(), RenderError> {
        let root = self.url.to_root();
        let nodes = nodes(Linker { maker, root: &root });
        self.write_whole(renderer, maker, (name, value(view)), &root, nodes)
    }

    /// The same with another way to the top: a page that is shown at any depth needs an absolute one.
    pub fn write_from<T: serde::Serialize>(
        self,
        renderer: &Renderer,
        maker: Maker,
        name: &'static str,
        view: &T,
        root: &str,
    ) -> Result<(), RenderError> {
        self.write_whole(renderer, maker, (name, value(view)), root, Vec::new())
    }

    fn write_whole(
        self,
        renderer: &Renderer,
        maker: Maker,
        view: (&'static str, TemplateValue),
        root: &str,
        nodes: Vec<serde_json::Value>,
    ) -> Result<(), RenderError> {
        let home = views::Link { title: maker.words.get("home").to_owned(), url: home_url(renderer.site, self.lang) };
        let is_home = self.template == "home";
        let description = if self.description.is_empty() { self.title.clone() } else { shortened(&self.description) };
        let feedback_url = maker.feedback(&self.title, &self.url);
        let mut page = views::Page {
            kind: self.template,
            title: self.title,
            description,
            canonical: renderer.site.base_url().map(|base| format!("{base}{}", clean(self.url.as_str()))),
            url: self.url.to_string(),
            lang: self.lang.tag(),
            breadcrumbs: if is_home { self.above } else { std::iter::once(home).chain(self.above).collect() },
            alternates: self.alternates,
            feeds: self.feeds,
            index: self.index,
            image: self.image.or_else(|| share::of_site(renderer.site)),
            section: self.section,
            article: self.article,
            linked_data: String::new(),
            feedback_url,
        };
        page.linked_data = linked::block(renderer, maker, root, &page, nodes);
        let once = renderer.theme.once(self.lang, root)?;
        let values = [("root", value(&root)), ("once", once), ("page", value(&page)), view];
        let html = renderer.theme.render(self.lang, &format!("{}.html", self.template), &values)?;
        renderer.output.write(&self.url, html)?;
        Ok(())
    }
}

/// The home page of a language: the site's own at the top, another one in its folder. A language that the settings do
/// not name has no home page; its bulletins are listed on the site's own.
pub fn home_url(site: &Site, lang: Lang) -> String {
    let is_own = lang == site.lang() || !site.settings.languages.contains(&lang);
    if is_own { "index.html".to_owned() } else { format!("{lang}/index.html") }
}

/// A description is at most about two lines of a search result.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 160;
    let text = text::squeeze(text);
    if text.chars().count() <= LONGEST {
        return text;
    }
    let cut: String = text.chars().take(LONGEST - 1).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ':', '.']))
}

/// With a capital in front: what begins with the name of a unit or a month, which are written small.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

/// Counted links to the years of the archive.
pub fn year_links(relations: &Relations) -> Vec<views::Counted> {
    let years = relations.archive.iter().map(|year| views::Counted {
        title: year.year.to_string(),
        url: format!("tin/{}/index.html", year.year),
        count: year.bulletins.len(),
    });
    years.collect()
}

/// Counted links to the categories that have bulletins.
pub fn category_links(maker: Maker) -> Vec<views::Counted> {
    let categories = maker.site.categories.iter().map(|(id, _, category)| views::Counted {
        title: category.name.clone(),
        url: super::maker::category_url(maker.site, id),
        count: maker.relations.of_category(id).len(),
    });
    categories.filter(|counted| counted.count > 0).collect()
}

/// Where the menus of `site.yaml` lead; an outside address is told apart.
pub fn menu_target(site: &Site, sources: &crate::discover::Sources, link: &str) -> Option<(String, bool)> {
    let path = SourcePath::new("content/site.yaml");
    match resolve(site, sources, &path, &OutputPath::new("index.html"), link) {
        Destination::Outside(url) => Some((url, true)),
        Destination::Page(page, None) | Destination::File(page) => Some((page.to_string(), false)),
        Destination::Page(page, Some(anchor)) => Some((format!("{page}#{anchor}"), false)),
        Destination::Here(_) | Destination::Missing | Destination::MissingAnchor(_) => None,
    }
}
