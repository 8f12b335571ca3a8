//! Feeds (Atom, RSS, JSON) of the site, of units and of categories; the sitemap; `robots.txt`.

use std::fmt::Write;

use rayon::prelude::*;
use serde_json::json;

use crate::model::*;
use crate::source::{Lang, OutputPath, relative_url};

use super::maker::{Maker, clean};
use super::pages::{GENERATOR, home_url};
use super::{RenderError, Renderer};

/// Writes every feed, the sitemap and `robots.txt`.
pub fn write(renderer: &Renderer) -> Result<(), RenderError> {
    let (site, relations) = (renderer.site, renderer.relations);
    for lang in &site.settings.languages {
        let page = home_url(site, *lang);
        let folder = page.trim_end_matches("index.html");
        feed(renderer, renderer.maker(*lang), folder, &site.settings.title, &page, relations.listed(*lang))?;
    }
    let units = site.units.iter().map(|(id, name, unit)| ("don-vi", name, &unit.name, relations.of_unit(id)));
    let units = units.filter(|(.., bulletins)| !bulletins.is_empty());
    let categories = site.categories.iter();
    let categories = categories.map(|(id, key, item)| ("chuyen-muc", key, &item.name, relations.of_category(id)));
    let maker = renderer.maker(site.lang());
    let lists: Vec<_> = units.chain(categories).collect();
    lists.par_iter().try_for_each(|(place, key, name, bulletins)| {
        let title = format!("{name} – {}", site.settings.title);
        feed(renderer, maker, &format!("{place}/{key}/"), &title, &format!("{place}/{key}.html"), bulletins)
    })?;
    sitemap(renderer)?;
    let robots = match site.base_url() {
        Some(base) => format!("User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n"),
        None => "User-agent: *\nAllow: /\n".to_owned(),
    };
    renderer.output.write(&OutputPath::new("robots.txt"), robots.into_bytes())?;
    Ok(())
}

struct Feed<'a> {
    renderer: &'a Renderer<'a>,
    maker: Maker<'a>,
    folder: &'a str,
    title: &'a str,
    page: &'a str,
    bulletins: Vec<&'a Bulletin>,
}

fn feed(
    renderer: &Renderer,
    maker: Maker,
    folder: &str,
    title: &str,
    page: &str,
    ids: &[BulletinId],
) -> Result<(), RenderError> {
    let site = renderer.site;
    let shown = ids.iter().map(|id| site.bulletin(*id)).filter(|bulletin| {
        let has_expired = bulletin.expires.is_some_and(|day| day < site.options.today);
        !bulletin.draft && !has_expired
    });
    let bulletins = shown.take(site.settings.feed_entries as usize).collect();
    let feed = Feed { renderer, maker, folder, title, page, bulletins };
    renderer.output.write(&OutputPath::new(format!("{folder}feed.atom")), feed.atom().into_bytes())?;
    renderer.output.write(&OutputPath::new(format!("{folder}feed.rss")), feed.rss().into_bytes())?;
    renderer.output.write(&OutputPath::new(format!("{folder}feed.json")), feed.json())?;
    Ok(())
}

impl Feed<'_> {
    /// Absolute where the site has an address, else relative to the feed.
    fn url(&self, file: &str, to: &str) -> String {
        let from = OutputPath::new(format!("{}{file}", self.folder));
        self.maker.absolute(to).unwrap_or_else(|| relative_url(&from, to))
    }

    /// A name for the entry that never changes; an address where there is one, else a `tag:` (RFC 4151) of its path.
    fn id(&self, to: &str) -> String {
        self.maker.absolute(to).unwrap_or_else(|| format!("tag:bantin,2021:{}", if to.is_empty() { "/" } else { to }))
    }

    fn updated(&self) -> String {
        self.bulletins
            .first()
            .map_or_else(|| format!("{}T00:00:00+07:00", self.maker.site.options.today), |newest| updated(newest))
    }

    fn atom(&self) -> String {
        let site = self.maker.site;
        let mut xml = String::with_capacity(8 * 1024);
        let _ = write!(
            xml,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">\n\
             <title>{title}</title>\n<id>{id}</id>\n<updated>{updated}</updated>\n<generator>{GENERATOR}</generator>\n\
             <link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>\n\
             <author><name>{author}</name></author>\n",
            lang = self.maker.lang,
            title = escape(self.title),
            id = escape(&self.id(&format!("{}feed.atom", self.folder))),
            updated = self.updated(),
            own = escape(&self.url("feed.atom", &format!("{}feed.atom", self.folder))),
            page = escape(&self.url("feed.atom", self.page)),
            author = escape(author(site)),
        );
        for bulletin in &self.bulletins {
            let _ = write!(
                xml,
                "<entry>\n<title>{title}</title>\n<id>{id}</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>\n\
                 <published>{published}</published>\n<updated>{updated}</updated>\n<summary>{summary}</summary>\n",
                title = escape(&bulletin.title),
                id = escape(&self.id(bulletin.url.as_str())),
                url = escape(&self.url("feed.atom", bulletin.url.as_str())),
                published = published(bulletin),
                updated = updated(bulletin),
                summary = escape(&bulletin.summary),
            );
            if let Some(category) = bulletin.category {
                let name = &site.categories.get(category).name;
                let _ = writeln!(
                    xml,
                    "<category term=\"{}\" label=\"{}\"/>",
                    escape(site.categories.name(category)),
                    escape(name)
                );
            }
            xml.push_str("</entry>\n");
        }
        xml.push_str("</feed>\n");
        xml
    }

    fn rss(&self) -> String {
        let site = self.maker.site;
        let mut xml = String::with_capacity(8 * 1024);
        let description = site.settings.description.as_deref().unwrap_or(self.title);
        let _ = write!(
            xml,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n\
             <title>{title}</title>\n<link>{page}</link>\n<description>{description}</description>\n<language>{lang}</language>\n\
             <generator>{GENERATOR}</generator>\n<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{own}\"/>\n",
            title = escape(self.title),
            page = escape(&self.url("feed.rss", self.page)),
            description = escape(description),
            lang = self.maker.lang,
            own = escape(&self.url("feed.rss", &format!("{}feed.rss", self.folder))),
        );
        for bulletin in &self.bulletins {
            let _ = write!(
                xml,
                "<item>\n<title>{title}</title>\n<link>{url}</link>\n<guid isPermaLink=\"{permanent}\">{id}</guid>\n\
                 <pubDate>{date}</pubDate>\n<description>{summary}</description>\n",
                title = escape(&bulletin.title),
                url = escape(&self.url("feed.rss", bulletin.url.as_str())),
                permanent = site.base_url().is_some(),
                id = escape(&self.id(bulletin.url.as_str())),
                date = rfc822(bulletin),
                summary = escape(&bulletin.summary),
            );
            if let Some(category) = bulletin.category {
                let _ = writeln!(xml, "<category>{}</category>", escape(&site.categories.get(category).name));
            }
            xml.push_str("</item>\n");
        }
        xml.push_str("</channel>\n</rss>\n");
        xml
    }

    /// JSON Feed 1.1 (jsonfeed.org).
    fn json(&self) -> Vec<u8> {
        let items: Vec<_> = self
            .bulletins
            .iter()
            .map(|bulletin| {
                let tags = bulletin.tags.iter().map(|tag| self.renderer.site.tags.get(*tag).label.as_str());
                json!({
                    "id": self.id(bulletin.url.as_str()),
                    "url": self.url("feed.json", bulletin.url.as_str()),
                    "title": bulletin.title,
                    "summary": bulletin.summary,
                    "content_text": bulletin.summary,
                    "date_published": published(bulletin),
                    "date_modified": updated(bulletin),
                    "language": bulletin.lang.tag(),
                    "tags": tags.collect::<Vec<_>>(),
                })
            })
            .collect();
        let feed = json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "home_page_url": self.url("feed.json", self.page),
            "feed_url": self.url("feed.json", &format!("{}feed.json", self.folder)),
            "language": self.maker.lang.tag(),
            "authors": [{"name": author(self.maker.site)}],
            "items": items,
        });
        let mut bytes = serde_json::to_vec_pretty(&feed).expect("a feed of plain values is JSON");
        bytes.push(b'\n');
        bytes
    }
}

fn author(site: &Site) -> &str {
    match site.settings.organisation.name.as_str() {
        "" => &site.settings.title,
        name => name,
    }
}

/// RFC 3339 with the offset of Vietnam; midnight where no time is stated.
fn published(bulletin: &Bulletin) -> String {
    let time = bulletin
        .published
        .time
        .map_or("00:00:00".to_owned(), |time| format!("{:02}:{:02}:00", time.hour(), time.minute()));
    format!("{}T{time}+07:00", bulletin.published.date)
}

fn updated(bulletin: &Bulletin) -> String {
    let newest = bulletin.corrections.iter().map(|correction| correction.date.date).max();
    match newest.filter(|date| *date > bulletin.published.date) {
        Some(date) => format!("{date}T00:00:00+07:00"),
        None => published(bulletin),
    }
}

/// "Tue, 17 Jan 2023 21:22:00 +0700": RSS keeps the dates of RFC 822, in English.
fn rfc822(bulletin: &Bulletin) -> String {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let date = bulletin.published.date;
    let (hour, minute) = bulletin.published.time.map_or((0, 0), |time| (time.hour(), time.minute()));
    let day = DAYS[date.weekday().to_monday_zero_offset() as usize];
    let month = MONTHS[date.month() as usize - 1];
    format!("{day}, {:02} {month} {} {hour:02}:{minute:02}:00 +0700", date.day(), date.year())
}

/// Text inside XML; control characters have no place there.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(' '),
            // XML 1.0 has no place for these (W3C, section 2.2).
            '\u{FFFE}' | '\u{FFFF}' => {}
            control if control.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// A sitemap may hold this many addresses (sitemaps.org); more go into several files under an index.
const SITEMAP_ADDRESSES: usize = 50_000;

fn sitemap(renderer: &Renderer) -> Result<(), RenderError> {
    let site = renderer.site;
    // Addresses in a sitemap must be absolute; without a base it lists paths, which is the most that can be said.
    let base = site.base_url().unwrap_or("/");
    let mut entries: Vec<(String, Option<String>)> = Vec::with_capacity(site.bulletins.len() * 2 + 100);
    let fixed = [
        "index.html",
        "tin/index.html",
        "van-ban/index.html",
        "chi-tieu/index.html",
        "chi-so/index.html",
        "don-vi/index.html",
        "nhiem-vu/index.html",
        "du-lieu/index.html",
    ];
    entries.extend(fixed.iter().map(|url| ((*url).to_owned(), None)));
    entries.extend(
        site.settings
            .languages
            .iter()
            .filter(|lang| **lang != site.lang())
            .map(|lang: &Lang| (home_url(site, *lang), None)),
    );
    entries.extend(
        site.bulletins
            .iter()
            .filter(|bulletin| !bulletin.draft)
            .map(|bulletin| (bulletin.url.to_string(), Some(updated(bulletin)[..10].to_owned()))),
    );
    entries.extend(site.decisions.iter().map(|decision| (decision.url.to_string(), None)));
    entries.extend(site.indicators.iter().map(|(id, ..)| (super::maker::indicator_url(site, id), None)));
    entries.extend(site.units.iter().map(|(id, ..)| (super::maker::unit_url(site, id), None)));
    entries.extend(site.categories.iter().map(|(id, ..)| (super::maker::category_url(site, id), None)));
    entries.extend(site.areas.iter().map(|(id, ..)| (super::maker::area_url(site, id), None)));
    entries.extend(site.pages.iter().filter(|page| !page.draft).map(|page| (page.url.to_string(), None)));
    if entries.len() <= SITEMAP_ADDRESSES {
        renderer.output.write(&OutputPath::new("sitemap.xml"), urlset(base, &entries).into_bytes())?;
        return Ok(());
    }
    let mut index = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (number, chunk) in entries.chunks(SITEMAP_ADDRESSES).enumerate() {
        let name = format!("sitemap-{}.xml", number + 1);
        renderer.output.write(&OutputPath::new(&name), urlset(base, chunk).into_bytes())?;
        let _ = writeln!(index, "<sitemap><loc>{}{name}</loc></sitemap>", escape(base));
    }
    index.push_str("</sitemapindex>\n");
    renderer.output.write(&OutputPath::new("sitemap.xml"), index.into_bytes())?;
    Ok(())
}

fn urlset(base: &str, entries: &[(String, Option<String>)]) -> String {
    let mut xml = String::with_capacity(entries.len() * 100 + 200);
    xml.push_str(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (url, modified) in entries {
        let _ = write!(xml, "<url><loc>{}{}</loc>", escape(base), escape(clean(url)));
        if let Some(modified) = modified {
            let _ = write!(xml, "<lastmod>{modified}</lastmod>");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}
