//! What a page says to machines in the vocabulary of schema.org, as JSON-LD: bulletins, decisions, units, indicators,
//! data sets, lists and the way to each page.
//!
//! Takes the model, gives nodes; [`block`] joins them to the text of one `<script type="application/ld+json">`. Nothing
//! is stated that the model does not know: no date that the source does not give, no force that cannot be decided.
//! Addresses are absolute where the site has a `base_url`; without one they are relative to the page, which JSON-LD
//! resolves against the address that the page was read from, so a site may lie in any folder.

mod bulletins;
mod data;
mod decisions;
mod places;

pub use bulletins::{bulletin, published};
pub use decisions::decision;
pub use places::{indicator, unit};

use serde_json::{Map, Value, json};

use crate::model::*;

use super::maker::{Maker, unit_url};
use super::pages::home_url;
use super::{Renderer, views};

/// Makes the nodes of one page.
#[derive(Clone, Copy)]
pub struct Linker<'a> {
    pub maker: Maker<'a>,
    /// The way from the page to the top of the site.
    pub root: &'a str,
}

/// A node without the properties that have nothing to say.
fn node<const N: usize>(kind: &str, properties: [(&str, Value); N]) -> Value {
    let mut object = Map::with_capacity(N + 1);
    object.insert("@type".to_owned(), kind.into());
    let known = properties.into_iter().filter(|(_, value)| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        _ => true,
    });
    object.extend(known.map(|(name, value)| (name.to_owned(), value)));
    Value::Object(object)
}

/// One value stands alone, several stand in a list.
fn one_or_list(mut values: Vec<Value>) -> Value {
    if values.len() == 1 { values.remove(0) } else { Value::Array(values) }
}

impl<'a> Linker<'a> {
    /// The address of a page or file of the site.
    pub fn address(&self, url: &str) -> String {
        self.maker.absolute(url).unwrap_or_else(|| format!("{}{url}", self.root))
    }

    fn site(&self) -> &'a Site {
        self.maker.site
    }

    /// The site, where a page says what it is part of.
    fn website(&self) -> Value {
        node("WebSite", [("@id", self.address(&home_url(self.site(), self.site().lang())).into())])
    }

    /// Whoever publishes the site, where it says so.
    fn publisher(&self) -> Value {
        let organisation = &self.site().settings.organisation;
        match self.site().owner {
            Some(unit) => node(
                organisation_type(self.site(), unit),
                [
                    ("@id", self.address(&unit_url(self.site(), unit)).into()),
                    ("name", filled(&organisation.name, &self.site().units.get(unit).name).into()),
                ],
            ),
            None if organisation.name.is_empty() => Value::Null,
            None => node(
                "Organization",
                [("name", organisation.name.as_str().into()), ("url", organisation.url.clone().into())],
            ),
        }
    }

    fn unit_reference(&self, id: UnitId) -> Value {
        let unit = self.site().units.get(id);
        let address = self.address(&unit_url(self.site(), id));
        node(organisation_type(self.site(), id), [("@id", address.into()), ("name", unit.name.as_str().into())])
    }

    fn decision_reference(&self, id: DecisionId) -> Value {
        let decision = self.site().decision(id);
        node(
            "Legislation",
            [("@id", self.address(decision.url.as_str()).into()), ("name", self.maker.decision_label(decision).into())],
        )
    }

    fn attachment(&self, attachment: &Attachment) -> Value {
        node(
            "MediaObject",
            [
                ("name", attachment.title.as_str().into()),
                ("contentUrl", self.address(attachment.url.as_str()).into()),
                ("encodingFormat", media_type(attachment.url.extension()).into()),
                ("contentSize", format!("{} B", attachment.size).into()),
                ("sha256", attachment.sha256.to_string().into()),
            ],
        )
    }

    fn licence(&self) -> Value {
        let licence = self.site().settings.licence.as_ref();
        licence.and_then(|licence| licence.url.clone()).into()
    }

    /// From the home page to the page above this one, as the page itself shows the way.
    fn breadcrumbs(&self, page: &views::Page) -> Value {
        if page.breadcrumbs.is_empty() {
            return Value::Null;
        }
        let step = |(index, link): (usize, &views::Link)| json!({"@type": "ListItem", "position": index + 1, "name": link.title, "item": self.address(&link.url)});
        let steps: Vec<Value> = page.breadcrumbs.iter().enumerate().map(step).collect();
        node("BreadcrumbList", [("itemListElement", steps.into())])
    }

    /// A page that is a list of others, or a page of text.
    fn page(&self, kind: &str, page: &views::Page) -> Value {
        node(
            kind,
            [
                ("url", self.address(&page.url).into()),
                ("name", page.title.as_str().into()),
                ("inLanguage", page.lang.into()),
                ("isPartOf", self.website()),
            ],
        )
    }

    fn home(&self, page: &views::Page) -> Value {
        let settings = &self.site().settings;
        let address = self.address(&page.url);
        node(
            "WebSite",
            [
                ("@id", address.as_str().into()),
                ("url", address.as_str().into()),
                ("name", settings.title.as_str().into()),
                ("description", settings.description.clone().into()),
                ("inLanguage", page.lang.into()),
                ("license", self.licence()),
                ("publisher", self.publisher()),
                ("potentialAction", self.search_action()),
            ],
        )
    }

    /// How another program asks the search page; only a full address is of use to it.
    fn search_action(&self) -> Value {
        let Some(page) = self.maker.absolute("tim-kiem.html") else { return Value::Null };
        let template = json!({"@type": "EntryPoint", "urlTemplate": format!("{page}?q={{search_term_string}}")});
        json!({"@type": "SearchAction", "target": template, "query-input": "required name=search_term_string"})
    }
}

/// The text of a page's block: its own nodes, and those that every page of its kind has; empty where a page is for
/// nobody to find.
pub fn block(renderer: &Renderer, maker: Maker, root: &str, page: &views::Page, own: Vec<Value>) -> String {
    if !page.index {
        return String::new();
    }
    let linker = Linker { maker, root };
    let mut nodes = own;
    match page.kind {
        "home" if page.breadcrumbs.is_empty() && page.section.is_empty() => nodes.push(linker.home(page)),
        // These pages are about one thing, which says where it is.
        "bulletin" | "decision" | "unit" | "indicator" if nodes.iter().any(|node| !node.is_null()) => {}
        "data" => nodes.push(linker.catalogue(page, renderer.data_sets)),
        "content" | "search" | "indicator" => nodes.push(linker.page("WebPage", page)),
        _ => nodes.push(linker.page("CollectionPage", page)),
    }
    let sets = renderer.data_sets.iter().filter(|set| set.register == page.url);
    nodes.extend(sets.map(|set| linker.data_set(set)));
    nodes.push(linker.breadcrumbs(page));
    nodes.retain(|node| !node.is_null());
    // `json!` would copy all the nodes.
    let block = [("@context", "https://schema.org".into()), ("@graph", Value::Array(nodes))];
    script_text(&Value::Object(block.map(|(name, value)| (name.to_owned(), value)).into_iter().collect()))
}

/// JSON that cannot leave its element, whatever the content holds.
fn script_text(value: &Value) -> String {
    let json = serde_json::to_string(value).expect("a tree of plain values is JSON");
    let mut text = String::with_capacity(json.len() + 16);
    let mut copied = 0;
    for (place, found) in json.match_indices(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        text.push_str(&json[copied..place]);
        text.push_str(match found {
            "<" => "\\u003c",
            ">" => "\\u003e",
            "&" => "\\u0026",
            "\u{2028}" => "\\u2028",
            _ => "\\u2029",
        });
        copied = place + found.len();
    }
    text.push_str(&json[copied..]);
    text
}

/// Bodies of the state are known by their kind; of any other only that it is an organisation.
fn organisation_type(site: &Site, id: UnitId) -> &'static str {
    use crate::parse::front::UnitKind;
    match site.units.get(id).kind {
        Some(UnitKind::Party | UnitKind::Other) | None => "Organization",
        Some(_) => "GovernmentOrganization",
    }
}

fn filled<'t>(text: &'t str, otherwise: &'t str) -> &'t str {
    if text.is_empty() { otherwise } else { text }
}

/// The media type of a file that a bulletin may carry; none where its ending says nothing.
fn media_type(extension: &str) -> Option<&'static str> {
    let known = match extension.to_ascii_lowercase().as_str() {
        "pdf" => "application/pdf",
        "doc" => "application/msword",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xls" => "application/vnd.ms-excel",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ppt" => "application/vnd.ms-powerpoint",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "csv" => "text/csv",
        "txt" => "text/plain",
        "zip" => "application/zip",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        "gif" => "image/gif",
        _ => return None,
    };
    Some(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_element() {
        let hostile = "</script><script>alert(1)</script><!-- & \u{2028}\u{2029} \" \\";
        let text = script_text(&json!({"name": hostile}));
        assert!(!text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{text}");
        let read: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(read["name"], hostile);
    }

    #[test]
    fn what_is_not_known_is_not_said() {
        let found = node("Thing", [("a", Value::Null), ("b", "".into()), ("c", json!([])), ("d", "x".into())]);
        assert_eq!(found, json!({"@type": "Thing", "d": "x"}));
    }
}
