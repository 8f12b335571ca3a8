//! Where the article stands in a page: which elements are furniture of the portal, which one holds the sentences, and what
//! the page says of itself.

use jiff::civil::Date;

use crate::dom::{Dom, Id, Node};
use crate::import::links;
use crate::import::reading::About;
use crate::text::{fold, squeeze};
use crate::value::parse_moment;

/// The article of a page.
pub struct Article {
    /// The element that holds it.
    pub root: Id,
    /// Whether it stands out; else the whole page was taken.
    pub is_sure: bool,
    /// By node: whether it is furniture.
    pub junk: Vec<bool>,
    pub about: About,
}

/// Elements that never hold an article.
const JUNK_ELEMENTS: [&str; 20] = [
    "head", "script", "style", "noscript", "nav", "footer", "aside", "iframe", "button", "select", "input", "textarea",
    "svg", "template", "object", "embed", "video", "audio", "canvas", "map",
];
/// Words in names of classes and ids, alone between hyphens, that mark furniture of portals.
const JUNK_WORDS: [&str; 44] = [
    "menu",
    "nav",
    "navbar",
    "navigation",
    "breadcrumb",
    "breadcrumbs",
    "sidebar",
    "footer",
    "comment",
    "comments",
    "binhluan",
    "ykien",
    "related",
    "lienquan",
    "tinlienquan",
    "tinkhac",
    "othernews",
    "other",
    "share",
    "social",
    "sharethis",
    "addthis",
    "counter",
    "thongke",
    "truycap",
    "visitor",
    "visitors",
    "pagination",
    "pager",
    "popup",
    "modal",
    "cookie",
    "ads",
    "advertisement",
    "quangcao",
    "banner",
    "weblink",
    "lienket",
    "poll",
    "survey",
    "login",
    "search",
    "toolbar",
    "hotnews",
];
/// Joined words, wherever they stand in a class or an id.
const JUNK_PHRASES: [&str; 14] = [
    "tin-lien-quan",
    "tin-khac",
    "cung-chuyen-muc",
    "other-news",
    "related-news",
    "binh-luan",
    "y-kien",
    "luot-truy-cap",
    "quang-cao",
    "lien-ket",
    "fb-",
    "zalo-",
    "sub-menu",
    "back-to-top",
];
/// Roles that mark furniture.
const JUNK_ROLES: [&str; 6] = ["navigation", "banner", "contentinfo", "complementary", "search", "dialog"];
/// A line of fewer letters is a label, not a sentence.
const SENTENCE: usize = 40;

/// Finds the article.
pub fn find(dom: &Dom, text: &str) -> Article {
    let junk = junk(dom);
    let prose = prose(dom, &junk);
    let about = about(dom, &junk, text);
    let body = dom.ids().find(|id| &*dom.node(*id).name == "body").unwrap_or(Dom::ROOT);
    let all = prose[body];
    let root = stated(dom, &junk, &prose, all).or_else(|| densest(dom, &junk, &prose, body));
    let with_title = root.and_then(|root| with_title(dom, &junk, &prose, root));
    Article { root: with_title.or(root).unwrap_or(body), is_sure: root.is_some_and(|root| root != body), junk, about }
}

/// Which nodes are furniture, themselves or by what holds them. A name that says so is not believed of what holds half of
/// the page's sentences: "menu-fixed" may be the class of a whole page.
fn junk(dom: &Dom) -> Vec<bool> {
    let plain = marked(dom, |id| is_junk_element(dom, id));
    let sentences = prose(dom, &plain);
    let most = sentences[Dom::ROOT] / 2;
    marked(dom, |id| is_junk_element(dom, id) || (is_named_junk(dom.node(id)) && sentences[id] <= most))
}

/// Nodes of which something holds, and everything below them.
fn marked(dom: &Dom, holds: impl Fn(Id) -> bool) -> Vec<bool> {
    let mut marked = vec![false; dom.ids().end];
    for id in dom.below(Dom::ROOT) {
        let above = dom.node(id).parent.is_some_and(|parent| marked[parent]);
        marked[id] = above || holds(id);
    }
    marked
}

fn is_junk_element(dom: &Dom, id: Id) -> bool {
    let node = dom.node(id);
    if matches!(&*node.name, "" | "html" | "body" | "article" | "main") {
        return false;
    }
    // The head of an article holds its title, that of a page its logo.
    let is_page_head =
        &*node.name == "header" && !dom.above(id).any(|above| matches!(&*dom.node(above).name, "article" | "main"));
    JUNK_ELEMENTS.contains(&&*node.name) || is_page_head || is_hidden(node)
}

fn is_hidden(node: &Node) -> bool {
    let style: String = node.attribute("style").unwrap_or_default().to_ascii_lowercase().split_whitespace().collect();
    node.attribute("hidden").is_some() || style.contains("display:none") || style.contains("visibility:hidden")
}

fn is_named_junk(node: &Node) -> bool {
    // A form for comments is furniture; pages of ASP.NET stand in one form as a whole.
    if &*node.name == "form" || node.attribute("role").is_some_and(|role| JUNK_ROLES.contains(&role)) {
        return true;
    }
    // Who marks the text of the article says so, whatever else the class is called.
    if node.attribute("itemprop").is_some() || matches!(&*node.name, "" | "html" | "body" | "article" | "main") {
        return false;
    }
    let names = ["class", "id"].iter().filter_map(|name| node.attribute(name));
    names.flat_map(str::split_whitespace).any(|name| {
        let name = hyphened(name);
        JUNK_PHRASES.iter().any(|phrase| name.contains(phrase))
            || name.split('-').any(|word| JUNK_WORDS.contains(&word))
    })
}

/// `newsContent_body` → `news-content-body`.
fn hyphened(name: &str) -> String {
    let mut hyphened = String::with_capacity(name.len() + 4);
    let mut before = '-';
    for letter in name.chars() {
        let begins = letter.is_ascii_uppercase() && before.is_ascii_lowercase();
        if begins || !letter.is_ascii_alphanumeric() {
            hyphened.push('-');
        }
        if letter.is_ascii_alphanumeric() {
            hyphened.push(letter.to_ascii_lowercase());
        }
        before = letter;
    }
    hyphened
}

/// By node: letters of sentences below it, without those of links and of furniture.
fn prose(dom: &Dom, junk: &[bool]) -> Vec<usize> {
    let mut prose = vec![0; dom.ids().end];
    let order = dom.below(Dom::ROOT);
    // What a link holds is not what the page says.
    let mut in_link = vec![false; dom.ids().end];
    for id in &order {
        let parent = dom.node(*id).parent;
        in_link[*id] = parent.is_some_and(|parent| in_link[parent]) || &*dom.node(*id).name == "a";
    }
    for id in order.into_iter().rev() {
        let node = dom.node(id);
        if !junk[id] && !in_link[id] && !node.text.is_empty() {
            let letters = node.text.chars().filter(|letter| letter.is_alphanumeric()).count();
            prose[id] += if letters >= SENTENCE { letters } else { letters / 4 };
        }
        if let Some(parent) = node.parent {
            prose[parent] += prose[id];
        }
    }
    prose
}

/// The element that the page itself marks as the text of an article.
fn stated(dom: &Dom, junk: &[bool], prose: &[usize], all: usize) -> Option<Id> {
    const NAMES: [&str; 16] = [
        "news-bodyhtml",
        "bodytext",
        "article-body",
        "article-content",
        "articlecontent",
        "entry-content",
        "post-content",
        "news-content",
        "news-detail",
        "detail-content",
        "content-detail",
        "noi-dung",
        "noidung",
        "journal-content-article",
        "chitiet",
        "chi-tiet",
    ];
    let is_marked = |node: &Node| {
        node.attribute("itemprop").is_some_and(|property| property == "articleBody")
            || &*node.name == "article"
            || ["class", "id"].iter().filter_map(|name| node.attribute(name)).flat_map(str::split_whitespace).any(
                |name| {
                    let name = hyphened(name);
                    NAMES.iter().any(|known| name.contains(known))
                },
            )
    };
    let marked = dom.ids().filter(|id| !junk[*id] && is_marked(dom.node(*id)));
    // Of several, the one with the most sentences; teasers of other news are marked as articles, too.
    let best = marked.filter(|id| prose[*id] * 3 >= all && prose[*id] > SENTENCE).max_by_key(|id| prose[*id])?;
    Some(narrowed(dom, prose, best))
}

/// The deepest element below `id` that still holds nearly all of its sentences.
fn narrowed(dom: &Dom, prose: &[usize], id: Id) -> Id {
    let mut id = id;
    while let Some(child) = dom.node(id).children.iter().copied().find(|child| prose[*child] * 20 >= prose[id] * 19) {
        // A single paragraph is no container.
        if dom.node(child).children.iter().all(|child| !is_block(&dom.node(*child).name)) {
            break;
        }
        id = child;
    }
    id
}

pub fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "table"
            | "tbody"
            | "thead"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "blockquote"
            | "pre"
            | "figure"
            | "figcaption"
            | "center"
            | "address"
            | "hr"
            | "body"
            | "html"
            | "details"
            | "summary"
    )
}

/// The deepest element with most of the page's sentences.
fn densest(dom: &Dom, junk: &[bool], prose: &[usize], body: Id) -> Option<Id> {
    if prose[body] < SENTENCE {
        return None;
    }
    let mut id = body;
    loop {
        let next =
            dom.node(id).children.iter().copied().filter(|child| !junk[*child]).max_by_key(|child| prose[*child]);
        let Some(next) = next.filter(|next| prose[*next] * 10 >= prose[body] * 6) else { break };
        if !is_block(&dom.node(next).name) || &*dom.node(next).name == "p" {
            break;
        }
        id = next;
    }
    Some(id)
}

/// The element around the article that also holds its title, unless that brings other sentences along.
fn with_title(dom: &Dom, junk: &[bool], prose: &[usize], root: Id) -> Option<Id> {
    let has_title = |id: Id| dom.below(id).into_iter().any(|id| !junk[id] && &*dom.node(id).name == "h1");
    let near = dom.above(root).take(6).take_while(|id| !matches!(&*dom.node(*id).name, "body" | "html" | ""));
    near.filter(|id| prose[*id] * 10 <= prose[root] * 14 + 1000).find(|id| has_title(*id))
}

/// What the page says of itself.
fn about(dom: &Dom, junk: &[bool], text: &str) -> About {
    let metas = Metas::new(dom);
    let site = metas.get(&["og:site_name"]);
    let title = title(dom, junk, &metas, site.as_deref());
    let url = metas
        .get(&["og:url"])
        .or_else(|| link(dom, "canonical"))
        .or_else(|| saved_from(text))
        .and_then(|url| links::outside(&url, None))
        .filter(|url| url.to_ascii_lowercase().starts_with("http"));
    About { title, published: published(dom, &metas, text), author: author(dom, &metas), source: site, url }
}

/// What `meta` elements state, by name or property.
struct Metas(Vec<(String, String)>);

impl Metas {
    fn new(dom: &Dom) -> Self {
        let metas = dom.ids().map(|id| dom.node(id)).filter(|node| &*node.name == "meta").filter_map(|node| {
            let name = ["property", "name", "itemprop"].iter().find_map(|name| node.attribute(name))?;
            let content = squeeze(node.attribute("content")?);
            (!content.is_empty()).then(|| (name.to_ascii_lowercase(), content))
        });
        Self(metas.collect())
    }

    fn get(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.0.iter().find(|(known, _)| known == name)).map(|(_, content)| content.clone())
    }
}

/// The headline: what is marked so, the only heading of the first level, what is shared, the title of the window.
fn title(dom: &Dom, junk: &[bool], metas: &Metas, site: Option<&str>) -> Option<String> {
    let shown = |id: &Id| !junk[*id];
    let words = |id: Id| squeeze(&dom.text(id));
    let marked =
        dom.ids().find(|id| shown(id) && dom.node(*id).attribute("itemprop").is_some_and(|name| name == "headline"));
    let marked = marked.map(words).or_else(|| metas.get(&["headline"]));
    let firsts: Vec<String> = dom.ids().filter(|id| shown(id) && &*dom.node(*id).name == "h1").map(words).collect();
    let heading = match firsts.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    };
    let window = dom.ids().find(|id| &*dom.node(*id).name == "title").map(words);
    let window = window.map(|title| without_site(&title, site));
    let shared = metas.get(&["og:title", "twitter:title"]).map(|title| without_site(&title, site));
    [marked, heading, shared, window].into_iter().flatten().find(|title| title.chars().any(char::is_alphabetic))
}

/// "Tên bài - Cổng thông tin" without the name of the portal.
fn without_site(title: &str, site: Option<&str>) -> String {
    for sign in [" | ", " - ", " – ", " :: ", " » "] {
        let Some((own, last)) = title.rsplit_once(sign) else { continue };
        let plain = fold(last);
        let is_site = site.is_some_and(|site| fold(site) == plain)
            || ["cong thong tin", "trang thong tin", "cong tttt", "trang chu", "website", "bao ", "ubnd", "uy ban"]
                .iter()
                .any(|start| plain.starts_with(start));
        if is_site && own.chars().count() >= 10 {
            return own.to_owned();
        }
    }
    title.to_owned()
}

fn link(dom: &Dom, relation: &str) -> Option<String> {
    let links = dom.ids().map(|id| dom.node(id)).filter(|node| &*node.name == "link");
    links
        .filter(|node| node.attribute("rel") == Some(relation))
        .find_map(|node| node.attribute("href"))
        .map(str::to_owned)
}

/// The address that browsers write into pages that they save.
fn saved_from(text: &str) -> Option<String> {
    let head: &str = text.get(..4096).unwrap_or(text);
    let rest = head.split_once("saved from url=(")?.1.split_once(')')?.1;
    Some(
        rest.split(|letter: char| letter.is_whitespace() || letter == '-' && rest.starts_with("-->"))
            .next()?
            .to_owned(),
    )
}

/// The day of publication: as marked, as stated to search engines.
fn published(dom: &Dom, metas: &Metas, text: &str) -> Option<Date> {
    let marked = dom.ids().map(|id| (id, dom.node(id))).find_map(|(id, node)| {
        let is_date = node.attribute("itemprop").is_some_and(|name| name == "datePublished");
        let value = || node.attribute("datetime").or(node.attribute("content")).map(str::to_owned);
        is_date.then(|| value().unwrap_or_else(|| squeeze(&dom.text(id))))
    });
    let stated = metas.get(&["article:published_time", "datepublished", "pubdate", "dc.date", "dc.date.issued"]);
    let listed = text.split_once("\"datePublished\"").and_then(|(_, rest)| rest.split('"').nth(1)).map(str::to_owned);
    let time = dom.ids().map(|id| dom.node(id)).filter(|node| &*node.name == "time");
    let time = time.filter_map(|node| node.attribute("datetime")).next().map(str::to_owned);
    [marked, stated, listed, time].into_iter().flatten().find_map(|value| day(&value))
}

fn day(value: &str) -> Option<Date> {
    let value = value.trim();
    value.get(..10).and_then(|iso| iso.parse().ok()).or_else(|| parse_moment(value).ok().map(|moment| moment.date))
}

/// The author, as marked. What pages state for search engines is often the maker of the portal: it must look like a name.
fn author(dom: &Dom, metas: &Metas) -> Option<String> {
    let marked = dom.ids().find(|id| {
        let node = dom.node(*id);
        node.attribute("itemprop").is_some_and(|name| name == "author") || node.attribute("rel") == Some("author")
    });
    let marked = marked.map(|id| squeeze(&dom.text(id))).filter(|name| !name.is_empty());
    let is_name = |name: &String| {
        let plain = fold(name);
        let is_machine =
            ["admin", "nukeviet", "vnpt", "portal", "cong ", "website", "http", "@", ".vn", "viettel", "trang "]
                .iter()
                .any(|word| plain.contains(word));
        !is_machine && (2..=8).contains(&name.split(' ').count())
    };
    marked.or_else(|| metas.get(&["article:author", "author", "dc.creator"]).filter(is_name))
}
