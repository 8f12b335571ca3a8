//! Numbers of lists, as Word prints them: `word/numbering.xml` and the counters that run along the text.

use std::collections::HashMap;

use super::styles::List;
use crate::import::numbers::print;
use crate::import::xml::Element;

#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// "%1.%2." with the places of numbers.
    text: String,
}

/// All lists of a file with their counters.
#[derive(Debug, Default)]
pub struct Numbering {
    definitions: HashMap<u32, HashMap<u8, Level>>,
    lists: HashMap<u32, (u32, HashMap<u8, u32>)>,
    /// Counters by definition: lists of one definition count on.
    counters: HashMap<u32, [Option<u32>; 9]>,
    /// Lists that have begun; a list with starts of its own begins anew once.
    begun: Vec<u32>,
}

impl Numbering {
    /// Reads `word/numbering.xml`.
    pub fn new(root: &Element) -> Self {
        let mut numbering = Self::default();
        for element in root.elements() {
            let id = |name: &str| element.attribute(name).and_then(|id| id.parse::<u32>().ok());
            match &*element.name {
                "abstractNum" => {
                    let levels = element.elements().filter(|child| &*child.name == "lvl").filter_map(level).collect();
                    numbering.definitions.extend(id("abstractNumId").map(|id| (id, levels)));
                }
                "num" => {
                    let definition = value(element, "abstractNumId").and_then(|id| id.parse().ok());
                    let starts = element.elements().filter(|child| &*child.name == "lvlOverride").filter_map(start);
                    if let (Some(id), Some(definition)) = (id("numId"), definition) {
                        numbering.lists.insert(id, (definition, starts.collect()));
                    }
                }
                _ => {}
            }
        }
        numbering
    }

    /// The next number of a list as printed, `None` for a bullet; nothing at all for a list that is not defined.
    pub fn next(&mut self, list: List) -> Option<Option<String>> {
        let (definition, starts) = self.lists.get(&list.id)?.clone();
        let levels = self.definitions.get(&definition)?;
        let level = levels.get(&list.level)?;
        let counters = self.counters.entry(definition).or_default();
        if !starts.is_empty() && !self.begun.contains(&list.id) {
            self.begun.push(list.id);
            *counters = [None; 9];
        }
        let place = usize::from(list.level.min(8));
        let first = |at: usize| {
            let at = u8::try_from(at).unwrap_or(8);
            starts.get(&at).copied().or_else(|| levels.get(&at).map(|level| level.start)).unwrap_or(1)
        };
        counters[place] = Some(counters[place].map_or(first(place), |count| count.saturating_add(1)));
        counters[place + 1..].fill(None);
        match level.format.as_str() {
            "bullet" => return Some(None),
            "none" => return None,
            _ => {}
        }
        let printed = (0..=place).rev().fold(level.text.clone(), |text, at| {
            let format = levels.get(&u8::try_from(at).unwrap_or(8)).map_or("decimal", |level| level.format.as_str());
            let count = counters[at].unwrap_or_else(|| first(at));
            text.replace(&format!("%{}", at + 1), &print(count, format))
        });
        let printed = printed.trim().to_owned();
        (!printed.is_empty()).then_some(Some(printed))
    }
}

fn value<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.child(name)?.attribute("val")
}

fn level(element: &Element) -> Option<(u8, Level)> {
    let place = element.attribute("ilvl")?.parse().ok()?;
    let level = Level {
        start: value(element, "start").and_then(|start| start.parse().ok()).unwrap_or(1),
        format: value(element, "numFmt").unwrap_or("decimal").to_owned(),
        text: value(element, "lvlText").unwrap_or_default().chars().take(60).collect(),
    };
    Some((place, level))
}

fn start(element: &Element) -> Option<(u8, u32)> {
    Some((element.attribute("ilvl")?.parse().ok()?, value(element, "startOverride")?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::xml;

    #[test]
    fn numbers_are_those_that_word_prints() {
        let levels = [("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)")];
        let levels: String = levels
            .iter()
            .enumerate()
            .map(|(at, (format, text))| {
                format!("<lvl ilvl='{at}'><start val='1'/><numFmt val='{format}'/><lvlText val='{text}'/></lvl>")
            })
            .collect();
        let file = format!(
            "<numbering><abstractNum abstractNumId='3'>{levels}</abstractNum><num numId='1'><abstractNumId val='3'/></num>\
             <num numId='2'><abstractNumId val='3'/><lvlOverride ilvl='0'><startOverride val='4'/></lvlOverride></num></numbering>"
        );
        let mut numbering = Numbering::new(&xml::parse(file.as_bytes()).expect("XML"));
        let mut next = |id, level| numbering.next(List { id, level }).flatten().unwrap_or_default();
        let printed = [next(1, 0), next(1, 1), next(1, 1), next(1, 2), next(1, 3), next(1, 3), next(1, 0), next(1, 1)];
        assert_eq!(printed, ["I.", "1.", "2.", "2.1.", "a)", "b)", "II.", "1."]);
        assert_eq!(next(2, 0), "IV.");
        assert_eq!(next(9, 0), "");
    }
}
