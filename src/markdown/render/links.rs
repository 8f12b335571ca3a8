//! Links and images, those of Markdown and those of raw HTML, which the same functions write.

use super::Writer;
use crate::markdown::html::attribute;
use crate::markdown::sanitise::{Rewrite, prefixed};
use crate::markdown::{Picture, Resolver, Target, paragraph, url};
use crate::text::escape_html as escape;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// How much of the window a picture fills: all of a phone, at most the column of text.
const SIZES: &str = "(max-width: 48rem) 100vw, 48rem";

impl Writer<'_, '_, '_> {
    pub(super) fn start_link(&mut self, destination: &str, title: &str, is_empty: bool) {
        let target = self.links.target(destination);
        self.open_links.push(target.is_some());
        if let Some((address, external)) = &target {
            self.html.open("a", |out| link_attributes(address, *external, title, out));
        }
        if is_empty {
            // Better the address than a link that nobody can see.
            self.html.text(destination);
        }
    }

    pub(super) fn image(&mut self, index: usize) -> usize {
        let document = self.document;
        let Event::Start(Tag::Image { dest_url, title, .. }) = &document.events[index].0 else { return index };
        let mut depth = 0_usize;
        let length = document.events[index..].iter().position(|(event, _)| {
            match event {
                Event::Start(Tag::Image { .. }) => depth += 1,
                Event::End(TagEnd::Image) => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let end = index + length.unwrap_or(0);
        let alt = paragraph::text_of(&document.events[index..end]);
        match self.links.picture(dest_url) {
            Some(picture) => self.html.open("img", |out| image_attributes(&picture, &alt, title, out)),
            None => self.html.text(&alt),
        }
        end
    }

    pub(super) fn figure(&mut self, image: usize, image_end: usize, caption: Option<Range<usize>>) {
        let document = self.document;
        let Event::Start(Tag::Image { title, dest_url, .. }) = &document.events[image].0 else { return };
        let alt = paragraph::text_of(&document.events[image + 1..image_end]);
        let Some(picture) = self.links.picture(dest_url) else {
            // The text takes the place of an image that is not there, as it does in a browser.
            if !alt.trim().is_empty() {
                self.html.push("<p>");
                self.html.text(&alt);
                self.html.push("</p>\n");
            }
            return self.loose_caption(title, caption);
        };
        self.html.push("<figure>");
        self.html.open("img", |out| image_attributes(&picture, &alt, "", out));
        if !title.is_empty() || caption.is_some() {
            self.html.push("<figcaption>");
            match caption {
                Some(caption) => self.events(caption),
                None => self.html.text(title),
            }
            self.html.push("</figcaption>");
        }
        self.html.push("</figure>\n");
    }

    /// The caption of an image that is not shown is still text of the author.
    fn loose_caption(&mut self, title: &str, caption: Option<Range<usize>>) {
        if title.is_empty() && caption.is_none() {
            return;
        }
        self.html.push("<p><em>");
        match caption {
            Some(caption) => self.events(caption),
            None => self.html.text(title),
        }
        self.html.push("</em></p>\n");
    }
}

/// Addresses, as the resolver gives them and the page may hold them.
pub(super) struct Links<'w> {
    pub(super) resolver: &'w dyn Resolver,
}

impl Links<'_> {
    /// Address and whether it leads outside, unless there is nothing there or it must not be followed.
    fn target(&self, destination: &str) -> Option<(String, bool)> {
        if destination.trim().is_empty() || url::unsafe_link_scheme(destination).is_some() {
            return None;
        }
        match self.resolver.link(destination) {
            Target::Url { url, external } if url::unsafe_link_scheme(&url).is_none() => Some((url, external)),
            _ => None,
        }
    }

    fn picture(&self, destination: &str) -> Option<Picture> {
        if destination.trim().is_empty() || url::unsafe_image_scheme(destination).is_some() {
            return None;
        }
        self.resolver.image(destination).filter(|picture| url::unsafe_image_scheme(&picture.url).is_none())
    }
}

impl Rewrite for Links<'_> {
    fn anchor(&self, attributes: &[(&str, String)], out: &mut String) {
        let value = |key: &str| attributes.iter().find(|(name, _)| *name == key).map(|(_, value)| value.as_str());
        out.push_str("<a");
        if let Some((address, external)) = value("href").and_then(|href| self.target(href)) {
            link_attributes(&address, external, value("title").unwrap_or(""), out);
        }
        if let Some(id) = value("id") {
            attribute("id", &prefixed(id), out);
        }
        out.push('>');
    }

    fn image(&self, attributes: &[(&str, String)], out: &mut String) {
        let value = |key: &str| attributes.iter().find(|(name, _)| *name == key).map_or("", |(_, value)| value);
        match self.picture(value("src")) {
            Some(picture) => {
                out.push_str("<img");
                image_attributes(&picture, value("alt"), value("title"), out);
                out.push('>');
            }
            None => escape(value("alt"), out),
        }
    }
}

fn link_attributes(address: &str, external: bool, title: &str, out: &mut String) {
    attribute("href", address, out);
    if external {
        out.push_str(" class=\"external\" rel=\"noopener\"");
    }
    if !title.is_empty() {
        attribute("title", title, out);
    }
}

fn image_attributes(picture: &Picture, alt: &str, title: &str, out: &mut String) {
    attribute("src", &picture.url, out);
    if let Some(srcset) = &picture.srcset {
        attribute("srcset", srcset, out);
        attribute("sizes", SIZES, out);
    }
    attribute("alt", alt, out);
    for (name, size) in [("width", picture.width), ("height", picture.height)] {
        if let Some(size) = size {
            attribute(name, &size.to_string(), out);
        }
    }
    if !title.is_empty() {
        attribute("title", title, out);
    }
    out.push_str(" loading=\"lazy\" decoding=\"async\"");
}
