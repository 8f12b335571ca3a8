//! Styles of a Word file, as far as they decide what a text is: outline level, font, bold, hidden, list.

use std::collections::HashMap;

use crate::import::legacy::font_code;
use crate::import::shape::{DEEPEST_STYLE, Look};
use crate::import::xml::Element;
use crate::text::fold;

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Option<List>,
    look: Look,
}

/// A list by its id, and the level in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct List {
    pub id: u32,
    pub level: u8,
}

#[derive(Debug, Default)]
pub struct Styles {
    styles: HashMap<String, Style>,
    default_paragraph: Option<String>,
    defaults: Look,
}

impl Styles {
    /// Reads `word/styles.xml`.
    pub fn new(root: &Element) -> Self {
        let mut styles = Self::default();
        for element in root.elements() {
            match &*element.name {
                "docDefaults" => {
                    let properties = element.child("rPrDefault").and_then(|default| default.child("rPr"));
                    styles.defaults = properties.map(look).unwrap_or_default();
                }
                "style" => styles.add(element),
                _ => {}
            }
        }
        styles
    }

    fn add(&mut self, element: &Element) {
        let Some(id) = element.attribute("styleId") else { return };
        let value = |name: &str| element.child(name).and_then(|child| child.attribute("val")).map(str::to_owned);
        let properties = element.child("pPr");
        let style = Style {
            name: value("name").unwrap_or_default(),
            based_on: value("basedOn"),
            outline: properties.and_then(outline),
            list: properties.and_then(list),
            look: element.child("rPr").map(look).unwrap_or_default(),
        };
        let is_paragraph = element.attribute("type") == Some("paragraph");
        if is_paragraph && is_on(element.attribute("default").unwrap_or("0")) {
            self.default_paragraph = Some(id.to_owned());
        }
        self.styles.insert(id.to_owned(), style);
    }

    /// A style and those that it rests on, the nearest first.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = &'a Style> {
        let first = id.or(self.default_paragraph.as_deref()).and_then(|id| self.styles.get(id));
        let next = |style: &&'a Style| style.based_on.as_deref().and_then(|id| self.styles.get(id));
        std::iter::successors(first, next).take(DEEPEST_STYLE)
    }

    /// The level of a heading style, by what it states or by its name in English or Vietnamese; 1 for a title.
    pub fn heading(&self, id: Option<&str>) -> Option<u8> {
        let id = id?;
        self.chain(Some(id))
            .find_map(|style| style.outline.or_else(|| named_level(&style.name)))
            .or_else(|| named_level(id))
    }

    /// Whether the style belongs to a table of contents.
    pub fn is_contents(&self, id: Option<&str>) -> bool {
        id.is_some_and(|id| {
            let name = self.styles.get(id).map_or(id, |style| &style.name);
            let plain = fold(name);
            (plain.starts_with("toc") && !plain.contains("heading")) || plain.starts_with("muc luc")
        })
    }

    /// The list that a paragraph style numbers.
    pub fn list(&self, id: Option<&str>) -> Option<List> {
        self.chain(id).find_map(|style| style.list)
    }

    /// What a run looks like: its own properties, its style, the style of its paragraph, the defaults.
    pub fn look(&self, own: &Look, run_style: Option<&str>, paragraph_style: Option<&str>) -> Look {
        let run_styles = run_style.into_iter().flat_map(|id| self.chain(Some(id)));
        let below = run_styles.chain(self.chain(paragraph_style)).map(|style| &style.look).chain([&self.defaults]);
        below.fold(own.clone(), |look, next| Look {
            bold: look.bold.or(next.bold),
            italic: look.italic.or(next.italic),
            hidden: look.hidden.or(next.hidden),
            font: look.font.or(next.font),
        })
    }
}

/// "heading 1", "Heading1", "Tiêu đề 2", "Đầu đề 3", "Title".
fn named_level(name: &str) -> Option<u8> {
    let plain = fold(name).replace([' ', '-', '_'], "");
    if matches!(plain.as_str(), "title" | "tieude" | "tieudevanban") {
        return Some(1);
    }
    let digits = ["heading", "tieude", "daude", "demuc"].iter().find_map(|start| plain.strip_prefix(start))?;
    let level: u8 = digits.chars().next()?.to_digit(10)?.try_into().ok()?;
    // "heading 1" is the first level below the title of the bulletin.
    (1..=9).contains(&level).then(|| (level + 1).min(6))
}

fn outline(properties: &Element) -> Option<u8> {
    let level: u8 = properties.child("outlineLvl")?.attribute("val")?.parse().ok()?;
    (level < 9).then(|| (level + 2).min(6))
}

/// The outline level that a paragraph states itself.
pub fn own_outline(properties: &Element) -> Option<u8> {
    outline(properties)
}

/// The list of a paragraph; id 0 takes it out of its style's list.
pub fn list(properties: &Element) -> Option<List> {
    let numbering = properties.child("numPr")?;
    let value = |name: &str| numbering.child(name).and_then(|child| child.attribute("val"));
    let id = value("numId")?.parse().ok()?;
    let level = value("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0).min(8);
    Some(List { id, level })
}

/// What run properties state.
pub fn look(properties: &Element) -> Look {
    let flag = |name: &str| properties.child(name).map(|child| is_on(child.attribute("val").unwrap_or("1")));
    let font = properties.child("rFonts").and_then(|fonts| {
        // The letters of both old encodings lie where the second of these decides.
        fonts.attribute("hAnsi").or_else(|| fonts.attribute("ascii")).map(font_code)
    });
    Look {
        bold: flag("b"),
        italic: flag("i"),
        hidden: flag("vanish").or_else(|| flag("webHidden").filter(|on| !on)),
        font,
    }
}

fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off" | "none")
}
