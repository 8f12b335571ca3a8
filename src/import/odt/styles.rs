//! Styles and lists of an OpenDocument text, as far as they decide what a text is.

use std::collections::HashMap;

use crate::import::legacy::font_code;
use crate::import::shape::{DEEPEST_STYLE, Look};
use crate::import::xml::Element;
use crate::text::fold;

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    look: Look,
    outline: Option<u8>,
    list: Option<String>,
}

/// One level of a list style; no format for a bullet.
#[derive(Debug, Clone, Default)]
pub struct ListLevel {
    pub format: Option<&'static str>,
    pub prefix: String,
    pub suffix: String,
    pub start: u32,
    /// How many levels the number shows.
    pub shown: usize,
}

#[derive(Debug, Default)]
pub struct Styles {
    /// By family and name: a paragraph style and a text style may have one name.
    styles: HashMap<(String, String), Style>,
    lists: HashMap<String, HashMap<usize, ListLevel>>,
    fonts: HashMap<String, String>,
}

impl Styles {
    /// Adds the styles of one part; those of the text itself come last and win.
    pub fn add(&mut self, root: &Element) {
        let groups = ["font-face-decls", "styles", "automatic-styles"];
        for group in root.elements().filter(|element| groups.contains(&&*element.name)) {
            for element in group.elements() {
                self.add_one(element);
            }
        }
    }

    fn add_one(&mut self, element: &Element) {
        let Some(name) = element.attribute("name").map(str::to_owned) else {
            // The look that all paragraphs rest on has no name.
            if &*element.name == "default-style" && element.attribute("family") == Some("paragraph") {
                self.styles.insert(("paragraph".to_owned(), String::new()), self.style(element));
            }
            return;
        };
        match &*element.name {
            "font-face" => {
                let family = element.attribute("font-family").unwrap_or(&name).trim_matches(['"', '\'']).to_owned();
                self.fonts.insert(name, family);
            }
            "style" => {
                let family = element.attribute("family").unwrap_or_default().to_owned();
                self.styles.insert((family, name), self.style(element));
            }
            "list-style" => {
                self.lists.insert(name, element.elements().filter_map(list_level).collect());
            }
            _ => {}
        }
    }

    fn style(&self, element: &Element) -> Style {
        let level = element.attribute("default-outline-level").and_then(|level| level.parse().ok());
        Style {
            parent: element.attribute("parent-style-name").map(str::to_owned),
            look: element.child("text-properties").map(|properties| self.look_of(properties)).unwrap_or_default(),
            outline: level,
            list: element.attribute("list-style-name").filter(|name| !name.is_empty()).map(str::to_owned),
        }
    }

    fn look_of(&self, properties: &Element) -> Look {
        let weight = properties.attribute("font-weight");
        let family = properties.attribute("font-name").map(|name| self.fonts.get(name).map_or(name, String::as_str));
        let family = family.or_else(|| properties.attribute("font-family"));
        Look {
            bold: weight.map(|weight| weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600)),
            italic: properties.attribute("font-style").map(|style| style == "italic"),
            hidden: properties.attribute("display").map(|display| display == "none"),
            font: family.map(|family| font_code(family.trim_matches(['"', '\'']))),
        }
    }

    fn chain<'a>(&'a self, family: &'a str, name: &'a str) -> impl Iterator<Item = &'a Style> {
        let get = move |name: &str| self.styles.get(&(family.to_owned(), name.to_owned()));
        std::iter::successors(get(name), move |style| get(style.parent.as_deref()?)).take(DEEPEST_STYLE)
    }

    /// The look of a style over the look around it.
    pub fn look(&self, family: &str, name: Option<&str>, around: &Look) -> Look {
        let start = Look::default();
        let own = name.into_iter().flat_map(|name| self.chain(family, name)).map(|style| &style.look);
        own.chain([around]).fold(start, |look, next| Look {
            bold: look.bold.or(next.bold),
            italic: look.italic.or(next.italic),
            hidden: look.hidden.or(next.hidden),
            font: look.font.or(next.font),
        })
    }

    /// What all paragraphs rest on.
    pub fn defaults(&self) -> Look {
        self.look("paragraph", Some(""), &Look::default())
    }

    /// The level of a paragraph style that is a heading or the title.
    pub fn heading(&self, name: Option<&str>) -> Option<u8> {
        let name = name?;
        let mut names = vec![name];
        names.extend(self.chain("paragraph", name).filter_map(|style| style.parent.as_deref()));
        let stated = self.chain("paragraph", name).find_map(|style| style.outline);
        let is_title = names.iter().any(|name| fold(name) == "title");
        let named = names.iter().find_map(|name| {
            let level = fold(name).strip_prefix("heading_20_")?.parse::<u8>().ok()?;
            (1..=9).contains(&level).then_some(level)
        });
        if is_title {
            Some(1)
        } else {
            stated.or(named).filter(|level| *level > 0).map(|level| level.saturating_add(1).min(6))
        }
    }

    /// The list style that a paragraph style names.
    pub fn list_of<'a>(&'a self, name: Option<&'a str>) -> Option<&'a str> {
        self.chain("paragraph", name?).find_map(|style| style.list.as_deref())
    }

    pub fn list_level(&self, list: &str, level: usize) -> Option<&ListLevel> {
        self.lists.get(list)?.get(&level)
    }
}

fn list_level(element: &Element) -> Option<(usize, ListLevel)> {
    let level: usize = element.attribute("level")?.parse().ok()?;
    let text = |name: &str| element.attribute(name).unwrap_or_default().chars().take(40).collect::<String>();
    let is_number = &*element.name == "list-level-style-number";
    let format = match element.attribute("num-format").unwrap_or_default() {
        _ if !is_number => None,
        "a" => Some("lowerLetter"),
        "A" => Some("upperLetter"),
        "i" => Some("lowerRoman"),
        "I" => Some("upperRoman"),
        "" => None,
        _ => Some("decimal"),
    };
    let level_style = ListLevel {
        format,
        prefix: text("num-prefix"),
        suffix: text("num-suffix"),
        start: element.attribute("start-value").and_then(|start| start.parse().ok()).unwrap_or(1),
        shown: element.attribute("display-levels").and_then(|shown| shown.parse().ok()).unwrap_or(1),
    };
    Some((level, level_style))
}
