//! Markdown: the only room that knows how an article's body is written.
//!
//! Takes the body of a source (front matter already cut off) and gives two things: an [`Outline`], which is what
//! the rest of the program may know about the body (headings, links, images, embeds, mistakes), and clean HTML.
//! Addresses, image sizes, words of the page's language and the contents of embeds come from a [`Resolver`], so
//! nothing here touches disk, settings or other files. Leaves to others: wording of the findings, pages, themes.
//!
//! Three rules hold everywhere. Outline and HTML are made from the same `document` pass, so their ids agree.
//! Every byte of the body is escaped by us or passes through the sanitiser in `sanitise`. Nothing recurses along the
//! nesting of the input, so no body can overflow the stack.

mod document;
mod highlight;
mod html;
mod lint;
mod nesting;
mod outline;
mod paragraph;
mod plain;
mod raw;
mod render;
mod sanitise;
mod table;
#[cfg(test)]
mod tests;
mod url;

pub use document::names::FRAME_IDS;
pub use highlight::{Highlighter, stylesheet};

use serde::{Deserialize, Serialize};

use std::ops::Range;

/// What the rest of the program may know about a body. Spans are byte ranges into it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// Headings in the order of the text; empty ones are left out, here and in the page.
    pub headings: Vec<Heading>,
    /// Links that lead somewhere and use a safe scheme, those in raw HTML included.
    pub links: Vec<Link>,
    /// Images with a safe address, those in raw HTML included.
    pub images: Vec<Image>,
    /// Recognised `[[name: argument]]` paragraphs.
    pub embeds: Vec<Embed>,
    /// All anchors of the rendered body: headings, captioned tables, footnotes, and `user-` ids of raw HTML.
    pub ids: Vec<String>,
    /// Vietnamese syllables, for the reading time.
    pub words: usize,
    /// Plain text of the first paragraph of prose, at most [`LEAD_BYTES`], cut at a word with `…`.
    pub lead: String,
    /// Whether a code block stands in the body.
    pub has_code: bool,
    /// What the author should look at, by position.
    #[serde(skip)]
    pub findings: Vec<Finding>,
}

/// Longest [`Outline::lead`]: what search engines and share cards show of a description, with room to spare.
pub const LEAD_BYTES: usize = 300;

/// A heading as it will be rendered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    /// 2 to 6: the page's title is the only `h1`.
    pub level: u8,
    pub text: String,
    pub id: String,
    pub span: Range<usize>,
}

/// A link with its destination as written (`mailto:` added to mail autolinks).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    pub destination: String,
    pub text: String,
    pub span: Range<usize>,
}

/// An image with its destination as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Image {
    pub destination: String,
    pub alt: String,
    pub span: Range<usize>,
}

/// What an embed shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EmbedKind {
    Gallery,
    Targets,
    Chart,
    Csv,
}

/// A paragraph that consists of `[[name]]` or `[[name: argument]]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Embed {
    pub kind: EmbedKind,
    pub argument: Option<String>,
    pub span: Range<usize>,
}

/// Something in the body that the author should look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub span: Range<usize>,
    pub kind: FindingKind,
}

/// What was found; the wording is the business of `diagnostics`.
#[derive(Clone, Debug, PartialEq)]
pub enum FindingKind {
    /// Raw HTML; `removed` names the elements and attributes that will be dropped, empty where all is kept.
    RawHtml { removed: Vec<String> },
    /// A link or image whose address has a scheme that is not let through; its text stays.
    UnsafeLink { scheme: String },
    /// A link without text or without destination.
    EmptyLink,
    /// A link whose text says nothing by itself: `tại đây`, `here`.
    BareLinkText { text: String },
    /// An image without alternative text.
    MissingAlt,
    /// A `[[name]]` paragraph that is none of ours; it stays as text.
    UnknownEmbed { name: String, suggestion: Option<&'static str> },
    /// A code block in a language that is not highlighted.
    UnknownLanguage { name: String },
    /// Asterisks that will be printed: `**Điều 1.**Phạm vi`.
    LiteralAsterisks,
    /// `[text](an address with spaces)`, which stays as text.
    UnreadLink { destination: String },
    /// Lines that look like a list and are a paragraph.
    FakeList { marker: char },
    /// Heading levels as written, not as rendered; before the first heading `from` is one above the highest
    /// level of the body (0 where that is `#`).
    HeadingSkipped { from: u8, to: u8 },
    /// A second definition of the same footnote.
    DuplicateFootnote,
    /// A footnote reference without definition; it stays as text.
    UndefinedFootnote { name: String },
}

/// Reads a body without rendering it.
pub fn outline(body: &str) -> Outline {
    read(body).0
}

/// [`outline`] and [`plain_text`] for the price of one.
pub fn read(body: &str) -> (Outline, String) {
    let document = document::Document::parse(body);
    let plain = plain::plain_text(&document);
    (outline::outline(&document, &plain), plain)
}

/// The text of a body for search and feeds: block texts separated by `\n`, no markup, code included, embeds left
/// out.
pub fn plain_text(body: &str) -> String {
    plain::plain_text(&document::Document::parse(body))
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    Url {
        url: String,
        external: bool,
    },
    /// Nothing stands there; the text of the link is shown without link.
    Missing,
}

/// An image as the page refers to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    pub url: String,
    pub width: Option<u32>,
    pub height: Option<u32>,
    pub srcset: Option<String>,
}

/// What the body cannot know by itself.
pub trait Resolver {
    /// Where a destination, as written, leads from the page being rendered.
    fn link(&self, destination: &str) -> Target;
    /// The image at a destination, as written; `None` shows the alternative text instead.
    fn image(&self, destination: &str) -> Option<Picture>;
    /// Writes the HTML of an embed: block elements, already escaped.
    fn embed(&self, embed: &Embed, out: &mut String);
    /// A word in the language of the page, plain text.
    fn word(&self, word: Word) -> &str;
}

/// The words that the renderer writes into a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
    /// Heading above the footnotes: "Chú thích".
    Footnotes,
    /// Label of the link from a footnote back into the text; its number follows.
    BackToText,
    /// Label of a table without caption; its number follows: "Bảng".
    Table,
    TaskDone,
    TaskOpen,
}

/// Renders a body as HTML and appends it to `out`: complete elements, no `h1`, no style, no script.
pub fn render(body: &str, resolver: &dyn Resolver, highlighter: &Highlighter, out: &mut String) {
    render::render(&document::Document::parse(body), resolver, highlighter, out);
}
