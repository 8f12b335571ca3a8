//! The sanitiser: what stands between raw HTML and the page. The only file that knows ammonia.
//!
//! A fragment is a block of the body that holds raw HTML, rendered by us as usual, so that `<b>` in one event and
//! `</b>` in another meet and an unclosed tag ends with its fragment. Our own markup inside a fragment carries
//! attributes that authors may not write (classes, roles, labels). They wait outside in a list: the element shows
//! the sanitiser one attribute, [`MARK`], whose value is the place in the list, and gets them back afterwards.

use super::raw::{self, Policy, TokenKind};
use ammonia::{Builder, UrlRelative};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The attribute that stands for saved attributes. Raw HTML that contains it is shown as text, so no author can
/// take over another element's attributes.
pub(super) const MARK: &str = "data-own";
/// Prefix of ids in raw HTML: they can then never be confused with ours.
pub(super) const ID_PREFIX: &str = "user-";

/// An id of raw HTML as it stands in the page.
pub(super) fn prefixed(id: &str) -> String {
    if id.starts_with(ID_PREFIX) { id.to_string() } else { format!("{ID_PREFIX}{id}") }
}

/// What an element of ours gets back after the sanitiser.
pub(super) enum Saved {
    /// Attributes, each with a space in front.
    Attributes(String),
    /// Clean HTML in the place of an empty element: embeds, coloured code, fragments inside this one.
    Content(String),
}

/// Links and images of raw HTML, written by the same hand as those of Markdown.
pub(super) trait Rewrite {
    /// Writes the attributes of `<a>`.
    fn anchor(&self, attributes: &[(&str, String)], out: &mut String);
    /// Writes a whole image, or its text.
    fn image(&self, attributes: &[(&str, String)], out: &mut String);
}

/// Whether raw HTML tries to look like our own markup.
pub(super) fn forges_mark(html: &str) -> bool {
    html.as_bytes().windows(MARK.len()).any(|window| window.eq_ignore_ascii_case(MARK.as_bytes()))
}

/// Cleans a fragment and gives saved attributes back.
pub(super) fn sanitise(fragment: &str, policy: Policy, mut saved: Vec<Saved>, rewrite: &dyn Rewrite, out: &mut String) {
    static INLINE: LazyLock<Builder<'static>> = LazyLock::new(|| builder(Policy::Inline));
    static FLOW: LazyLock<Builder<'static>> = LazyLock::new(|| builder(Policy::Flow));
    static BLOCK: LazyLock<Builder<'static>> = LazyLock::new(|| builder(Policy::Block));
    let builder = match policy {
        Policy::Inline => &*INLINE,
        Policy::Flow => &*FLOW,
        Policy::Block => &*BLOCK,
    };
    restore(&builder.clean(fragment).to_string(), &mut saved, rewrite, out);
}

fn builder(policy: Policy) -> Builder<'static> {
    let names = raw::INLINE.iter().chain(&raw::FLOW).chain(&raw::BLOCK).copied();
    let mut generic: HashSet<&str> = raw::GENERIC_ATTRIBUTES.into();
    generic.insert(MARK);
    let attributes = raw::ATTRIBUTES.iter().filter(|(name, _)| policy.allows(name));
    let attributes: HashMap<&str, HashSet<&str>> =
        attributes.map(|(name, list)| (*name, list.iter().copied().collect())).collect();
    let mut builder = Builder::empty();
    builder
        .tags(names.filter(|name| policy.allows(name)).collect())
        .clean_content_tags(["script", "style", "iframe", "textarea", "title", "template", "svg", "math"].into())
        .generic_attributes(generic)
        .tag_attributes(attributes)
        .url_schemes(super::url::LINK_SCHEMES.into())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .id_prefix(Some(ID_PREFIX))
        .strip_comments(true);
    builder
}

/// Walks through the sanitiser's output, where `<` always begins a tag and every value is quoted.
fn restore(clean: &str, saved: &mut [Saved], rewrite: &dyn Rewrite, out: &mut String) {
    let mut tokens = raw::scan(clean).tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let source = &clean[token.range];
        let TokenKind::Open { name, attributes } = token.kind else {
            out.push_str(source);
            continue;
        };
        let mark = attributes.iter().find(|(key, _)| key == MARK).map(|(_, value)| value);
        let place = mark.and_then(|value| value.parse::<usize>().ok());
        match place.and_then(|place| saved.get_mut(place)) {
            Some(Saved::Attributes(text)) => out.extend(["<", &name, text, ">"]),
            Some(Saved::Content(html)) => {
                // Taken, so that a place that the parser repeats cannot multiply its content.
                out.push_str(&std::mem::take(html));
                tokens.next_if(|next| matches!(&next.kind, TokenKind::Close { name: end } if *end == name));
            }
            None => rewrite_element(source, &name, &attributes, rewrite, out),
        }
    }
}

fn rewrite_element(
    source: &str,
    name: &str,
    attributes: &[(String, Cow<str>)],
    rewrite: &dyn Rewrite,
    out: &mut String,
) {
    let owned = || attributes.iter().map(|(key, value)| (key.as_str(), value.to_string())).collect::<Vec<_>>();
    match name {
        "a" => rewrite.anchor(&owned(), out),
        "img" => rewrite.image(&owned(), out),
        _ => out.push_str(source),
    }
}
