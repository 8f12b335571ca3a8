//! Pages that every site has once: search, open data, 404, redirects, the pages of `content/pages/`, and the frame's
//! shared values.

use crate::discover::Sources;
use crate::model::*;
use crate::parse::addresses::Withdrawal;
use crate::parse::front::MenuEntry;
use crate::relations::Relations;
use crate::render::body::BodyResolver;
use crate::render::datasets;
use crate::render::maker::{Maker, area_url, indicator_url};
use crate::render::{RenderError, Renderer, Theme, format, views};
use crate::source::{Lang, OutputPath};

use super::{Frame, GENERATOR, category_links, home_url, menu_target, year_links};

/// The six words of the main menu, the same on every page.
const MENU: [(&str, &str, &str); 6] = [
    ("bulletins", "menu_bulletins", "tin/index.html"),
    ("targets", "menu_targets", "chi-tieu/index.html"),
    ("indicators", "menu_indicators", "chi-so/index.html"),
    ("decisions", "menu_decisions", "van-ban/index.html"),
    ("units", "menu_units", "don-vi/index.html"),
    ("search", "menu_search", "tim-kiem.html"),
];

/// What every page of a language shares.
pub fn shared(site: &Site, relations: &Relations, theme: &Theme, sources: &Sources, lang: Lang) -> views::Site {
    let words = theme.words(lang);
    let maker = Maker { site, relations, words, lang };
    let settings = &site.settings;
    let fixed = MENU.iter().map(|(section, word, url)| views::MenuItem {
        section,
        title: words.get(word).to_owned(),
        url: (*url).to_owned(),
        external: false,
    });
    let own = |entries: &[MenuEntry]| {
        let items = entries.iter().filter_map(|entry| {
            let (url, external) = menu_target(site, sources, &entry.link)?;
            Some(views::MenuItem { section: "", title: entry.title.clone(), url, external })
        });
        items.collect::<Vec<_>>()
    };
    let organisation = &settings.organisation;
    views::Site {
        title: settings.title.clone(),
        description: settings.description.clone().unwrap_or_default(),
        organisation: views::Organisation {
            name: if organisation.name.is_empty() { settings.title.clone() } else { organisation.name.clone() },
            responsible: organisation.responsible.clone(),
            address: organisation.address.clone(),
            email: organisation.email.clone(),
            phone: organisation.phone.clone(),
            url: organisation.url.clone(),
            unit: site.owner.map(|unit| maker.unit_link(unit)),
        },
        notice: settings.notice.clone(),
        sample: settings.sample,
        lang: lang.tag(),
        own_lang: site.lang().tag(),
        folder: home_url(site, lang).trim_end_matches("index.html").to_owned(),
        languages: settings.languages.iter().map(|lang| lang.tag()).collect(),
        base_url: site.base_url().map(str::to_owned),
        menu: fixed.chain(own(&settings.menus.main)).collect(),
        footer: own(&settings.menus.footer),
        stylesheet: theme.stylesheet.to_string(),
        scripts: theme.scripts.iter().map(|(name, path)| (name.clone(), path.to_string())).collect(),
        feedback_email: settings.feedback.email.clone(),
        feedback_form: settings.feedback.form.clone(),
        licence: settings
            .licence
            .as_ref()
            .map(|licence| views::Licence { name: licence.name.clone(), url: licence.url.clone() }),
        measuring: settings.measuring.as_ref().map(|measuring| views::Measuring {
            script: measuring.script.clone(),
            host: measuring.host().to_owned(),
            name: measuring.name.clone(),
            purpose: measuring.purpose.clone(),
        }),
        built: format::day(site.options.today),
        generator: GENERATOR.to_owned(),
        extra: settings.extra.0.clone(),
    }
}

/// A page of `content/pages/`.
pub fn content(renderer: &Renderer, id: PageId) -> Result<(), RenderError> {
    let page = renderer.site.page(id);
    let maker = renderer.maker(page.lang);
    let body = BodyResolver::new(renderer, maker, &page.path, &page.url);
    let headings = page.outline.headings.iter().filter(|heading| heading.level <= 3);
    let translations: Vec<views::Alternate> = renderer
        .relations
        .page_translations(id)
        .iter()
        .map(|other| {
            let other = renderer.site.page(*other);
            views::Alternate { lang: other.lang.tag(), title: other.title.clone(), url: other.url.to_string() }
        })
        .collect();
    let view = views::Content {
        content: body.render(page.body.start)?,
        headings: headings
            .map(|heading| views::Heading { level: heading.level, title: heading.text.clone(), id: heading.id.clone() })
            .collect(),
        translations: translations.clone(),
        privacy: page.is_privacy(),
        extra: page.extra.0.clone(),
    };
    let mut frame =
        Frame::new("content", page.url.as_str(), page.lang, page.title.clone()).describe(page.summary.clone());
    frame.alternates = translations;
    frame.index = !page.draft;
    frame.write(renderer, maker, "content", &view)
}

fn browse(maker: Maker) -> views::Search {
    let (site, relations) = (maker.site, maker.relations);
    let units = relations.units_by_name.iter().map(|id| {
        let link = maker.unit_link(*id);
        views::Counted { title: link.title, url: link.url, count: relations.of_unit(*id).len() }
    });
    let areas = site.areas.iter().map(|(id, ..)| views::Counted {
        title: maker.area_name(id),
        url: area_url(site, id),
        count: relations.of_area(id).len(),
    });
    let indicators = site.indicators.iter().map(|(id, _, indicator)| views::Counted {
        title: indicator.name.clone(),
        url: indicator_url(site, id),
        count: relations.of_indicator(id).len(),
    });
    let counted = |list: Vec<views::Counted>| list.into_iter().filter(|counted| counted.count > 0).collect::<Vec<_>>();
    views::Search {
        index: String::new(),
        years: year_links(relations),
        categories: category_links(maker),
        units: counted(units.collect()),
        areas: counted(areas.collect()),
        indicators: counted(indicators.collect()),
    }
}

pub fn search(renderer: &Renderer, maker: Maker) -> Result<(), RenderError> {
    Frame::new("search", "tim-kiem.html", maker.lang, maker.words.get("search"))
        .section("search")
        .describe(maker.words.get("search_description"))
        .write(renderer, maker, "search", &views::Search { index: renderer.search.to_owned(), ..browse(maker) })
}

pub fn data(renderer: &Renderer, maker: Maker) -> Result<(), RenderError> {
    let sets = renderer.data_sets;
    renderer.output.write(&OutputPath::new("data.json"), datasets::catalogue(renderer.site, maker, sets))?;
    let view = views::Data { sets: sets.iter().map(|set| datasets::view(maker, set)).collect() };
    Frame::new("data", "du-lieu/index.html", maker.lang, maker.words.get("open_data"))
        .describe(maker.words.get("open_data_description"))
        .write(renderer, maker, "data", &view)
}

/// A server shows this page at any address, so its links begin at the top of the site's own path.
pub fn not_found(renderer: &Renderer, maker: Maker) -> Result<(), RenderError> {
    let root = renderer.site.base_url().map_or("/".to_owned(), |base| {
        let host = base.split("://").nth(1).unwrap_or(base);
        host.find('/').map_or("/".to_owned(), |path| host[path..].to_owned())
    });
    Frame::new("not_found", "404.html", maker.lang, maker.words.get("not_found")).hidden().write_from(
        renderer,
        maker,
        "search",
        &browse(maker),
        &root,
    )
}

pub fn redirect(renderer: &Renderer, maker: Maker, from: &OutputPath, to: &Redirect) -> Result<(), RenderError> {
    let view = views::Redirect { title: to.title.clone(), url: to.to.to_string() };
    Frame::new("redirect", from.as_str(), maker.lang, to.title.clone())
        .hidden()
        .write(renderer, maker, "redirect", &view)
}

/// What stands where a page was taken back.
pub fn withdrawn(
    renderer: &Renderer,
    maker: Maker,
    address: &OutputPath,
    withdrawal: &Withdrawal,
) -> Result<(), RenderError> {
    let view = views::Withdrawn {
        title: withdrawal.title.clone(),
        date: format::day(withdrawal.date),
        note: withdrawal.note.clone(),
    };
    Frame::new("withdrawn", address.as_str(), maker.lang, maker.words.get("withdrawn")).hidden().write(
        renderer,
        maker,
        "withdrawn",
        &view,
    )
}
