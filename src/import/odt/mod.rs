//! OpenDocument texts (.odt). Takes the bytes of a file, gives blocks, notes and images. What was deleted under tracked
//! changes lies outside the text in this format; comments and hidden text stay out. It knows OpenDocument and nothing of
//! ZIP or of how XML is read.

mod styles;

use std::collections::HashMap;

use self::styles::Styles;
use super::archive::Archive;
use super::blocks::{Block, Line, Piece};
use super::images::Images;
use super::links;
use super::numbers::print;
use super::reading::{Builder, Letters, Reading};
use super::remarks::{Refusal, Remark, Remarks};
use super::shape::{self, Look, Paragraph};
use super::xml::{self, Element, Node};

/// Reads an OpenDocument text.
///
/// # Errors
/// Where it is damaged, locked or unsafe.
pub fn read(mut archive: Archive) -> Result<Reading, Refusal> {
    let manifest = archive.part("META-INF/manifest.xml")?.unwrap_or_default();
    if String::from_utf8_lossy(&manifest).contains("encryption-data") {
        return Err(Refusal::Encrypted);
    }
    let mut styles = Styles::default();
    if let Some(part) = archive.part("styles.xml")? {
        styles.add(&xml::parse(&part)?);
    }
    let content = xml::parse(&archive.part("content.xml")?.ok_or(Refusal::Truncated)?)?;
    styles.add(&content);
    let text = content.child("body").and_then(|body| body.child("text")).ok_or(Refusal::BrokenXml)?;
    let mut reader = Reader {
        styles: &styles,
        archive,
        images: Images::default(),
        notes: Vec::new(),
        remarks: Remarks::default(),
        counters: HashMap::new(),
        in_note: false,
    };
    let mut blocks = Vec::new();
    reader.blocks(text, &List::default(), &mut blocks)?;
    Ok(Reading {
        blocks: shape::finished(blocks),
        notes: reader.notes,
        images: reader.images.found,
        remarks: reader.remarks,
        ..Reading::default()
    })
}

struct Reader<'a> {
    styles: &'a Styles,
    archive: Archive<'a>,
    images: Images,
    notes: Vec<Line>,
    remarks: Remarks,
    /// The numbers of each list style, by level.
    counters: HashMap<String, Vec<u32>>,
    in_note: bool,
}

/// Where in lists a paragraph stands.
#[derive(Default, Clone)]
struct List {
    style: Option<String>,
    level: usize,
    /// The first paragraph of an item takes its number.
    begins: bool,
}

/// A paragraph under way, with the blocks of boxes that hang on it.
struct Open {
    builder: Builder,
    boxes: Vec<Block>,
}

impl Reader<'_> {
    fn blocks(&mut self, parent: &Element, list: &List, blocks: &mut Vec<Block>) -> Result<(), Refusal> {
        let mut list = list.clone();
        for element in parent.elements() {
            match &*element.name {
                "p" | "h" => {
                    self.paragraph(element, &list, blocks)?;
                    list.begins = false;
                }
                "list" => self.list(element, &list, blocks)?,
                "section" | "index-body" => self.blocks(element, &list, blocks)?,
                "table" => {
                    let mut rows = Vec::new();
                    self.rows(element, &mut rows)?;
                    blocks.extend(shape::table(rows, &mut self.remarks));
                }
                "tracked-changes" => {
                    let changes = element.elements().count();
                    if changes > 0 {
                        self.remarks.add(Remark::TrackedChanges(changes));
                    }
                }
                "frame" | "custom-shape" | "g" => {
                    let mut open = Open { builder: Builder::default(), boxes: Vec::new() };
                    self.drawing(element, &mut open)?;
                    self.push(open, None, None, blocks);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn list(&mut self, element: &Element, around: &List, blocks: &mut Vec<Block>) -> Result<(), Refusal> {
        let style = element.attribute("style-name").map(str::to_owned).or_else(|| around.style.clone());
        let level = around.level + 1;
        let continues =
            element.attribute("continue-numbering") == Some("true") || element.attribute("continue-list").is_some();
        if let Some(counters) = style.as_ref().and_then(|style| self.counters.get_mut(style))
            && !continues
        {
            counters.truncate(level - 1);
        }
        for item in element.elements() {
            let is_item = &*item.name == "list-item";
            if !is_item && &*item.name != "list-header" {
                continue;
            }
            if let (Some(start), Some(style)) =
                (item.attribute("start-value").and_then(|start| start.parse::<u32>().ok()), &style)
            {
                let counters = self.counters.entry(style.clone()).or_default();
                counters.resize(level, 0);
                counters[level - 1] = start.saturating_sub(1);
            }
            self.blocks(item, &List { style: style.clone(), level, begins: is_item }, blocks)?;
        }
        Ok(())
    }

    fn paragraph(&mut self, element: &Element, list: &List, blocks: &mut Vec<Block>) -> Result<(), Refusal> {
        let style = element.attribute("style-name");
        let look = self.styles.look("paragraph", style, &self.styles.defaults());
        let mut open = Open { builder: Builder::default(), boxes: Vec::new() };
        self.pieces(element, &look, None, &mut open)?;
        let stated = element.attribute("outline-level").and_then(|level| level.parse::<u8>().ok());
        let heading = match &*element.name {
            "h" => Some(stated.unwrap_or(1).saturating_add(1).min(6)),
            _ => self.styles.heading(style),
        };
        let place = (list.level > 0 && list.begins).then(|| {
            let style = list.style.as_deref().or_else(|| self.styles.list_of(style)).unwrap_or_default().to_owned();
            let depth = u8::try_from(list.level - 1).unwrap_or(8).min(8);
            (self.number(&style, list.level), depth)
        });
        self.push(open, heading, place, blocks);
        Ok(())
    }

    fn push(&mut self, open: Open, heading: Option<u8>, list: Option<(Option<String>, u8)>, blocks: &mut Vec<Block>) {
        let line = open.builder.finish(&mut self.remarks);
        if !line.is_blank() {
            blocks.push(Paragraph { line, heading, list }.block());
        }
        blocks.extend(open.boxes);
    }

    /// The next number of a list as printed; `None` for a bullet.
    fn number(&mut self, style: &str, level: usize) -> Option<String> {
        let own = self.styles.list_level(style, level)?;
        let format = own.format?;
        let counters = self.counters.entry(style.to_owned()).or_default();
        counters.truncate(level);
        while counters.len() < level {
            let start = self.styles.list_level(style, counters.len() + 1).map_or(1, |level| level.start);
            counters.push(start.saturating_sub(1));
        }
        counters[level - 1] = counters[level - 1].saturating_add(1);
        let first = level.saturating_sub(own.shown.max(1));
        let numbers: Vec<String> = (first..level)
            .map(|at| {
                let above = self.styles.list_level(style, at + 1).and_then(|level| level.format);
                print(counters[at].max(1), if at + 1 == level { format } else { above.unwrap_or("decimal") })
            })
            .collect();
        Some(format!("{}{}{}", own.prefix, numbers.join("."), own.suffix).trim().to_owned())
    }

    fn pieces(&mut self, parent: &Element, look: &Look, link: Option<&str>, open: &mut Open) -> Result<(), Refusal> {
        let is_hidden = look.hidden == Some(true);
        if is_hidden {
            self.remarks.add(Remark::HiddenText(1));
            return Ok(());
        }
        let letters = Letters {
            bold: look.bold == Some(true),
            italic: look.italic == Some(true),
            link: link.map(str::to_owned),
            font: look.font.flatten(),
        };
        for node in &parent.children {
            match node {
                Node::Text(text) => open.builder.push(&text.replace(['\n', '\r', '\t'], " "), &letters),
                Node::Element(element) => self.piece(element, look, &letters, open)?,
            }
        }
        Ok(())
    }

    fn piece(&mut self, element: &Element, look: &Look, letters: &Letters, open: &mut Open) -> Result<(), Refusal> {
        let link = letters.link.as_deref();
        match &*element.name {
            "span" => {
                let own = self.styles.look("text", element.attribute("style-name"), look);
                self.pieces(element, &own, link, open)?;
            }
            "a" => {
                let target = element.attribute("href").unwrap_or_default();
                let own = links::outside(target, None);
                if own.is_none() && !target.starts_with('#') {
                    self.remarks.add(Remark::LinksDropped(1));
                }
                self.pieces(element, look, own.as_deref(), open)?;
            }
            "s" => {
                let count = element.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                open.builder.push(&" ".repeat(count.min(100)), letters);
            }
            "tab" => open.builder.push("\t", letters),
            "line-break" => open.builder.piece(Piece::Break),
            "note" => self.note(element, open)?,
            "annotation" => self.remarks.add(Remark::Comments(1)),
            "hidden-text" | "hidden-paragraph" => self.remarks.add(Remark::HiddenText(1)),
            "frame" | "custom-shape" | "g" => self.drawing(element, open)?,
            // Ends of comments, changes, bookmarks and the like hold no text of their own.
            "annotation-end" | "change" | "change-start" | "change-end" | "tracked-changes" => {}
            // Fields (dates, page numbers) and meta elements show what they hold.
            _ => self.pieces(element, look, link, open)?,
        }
        Ok(())
    }

    fn note(&mut self, element: &Element, open: &mut Open) -> Result<(), Refusal> {
        let Some(body) = element.child("note-body").filter(|_| !self.in_note) else { return Ok(()) };
        self.in_note = true;
        let mut blocks = Vec::new();
        let read = self.blocks(body, &List::default(), &mut blocks);
        self.in_note = false;
        read?;
        let line = Line::of(&blocks);
        if !line.is_blank() {
            open.builder.piece(Piece::Note(self.notes.len()));
            self.notes.push(line);
        }
        Ok(())
    }

    /// Pictures and boxes of text.
    fn drawing(&mut self, element: &Element, open: &mut Open) -> Result<(), Refusal> {
        let alt = ["desc", "title"].iter().find_map(|name| element.child(name)).map(Element::text).unwrap_or_default();
        // A frame may hold one picture in several forms, the best first.
        let mut has_picture = false;
        for child in element.elements() {
            match &*child.name {
                "image" if !has_picture => {
                    let path = child.attribute("href").unwrap_or_default().trim_start_matches("./");
                    if let Some(image) = self.images.unpack(&mut self.archive, path)? {
                        open.builder.piece(Piece::Image { image, alt: alt.clone() });
                        has_picture = true;
                    } else {
                        self.remarks.add(Remark::ImagesDropped(1));
                    }
                }
                "text-box" | "p" | "list" => {
                    let mut blocks = Vec::new();
                    match &*child.name {
                        "text-box" => self.blocks(child, &List::default(), &mut blocks)?,
                        "p" => self.paragraph(child, &List::default(), &mut blocks)?,
                        _ => self.list(child, &List::default(), &mut blocks)?,
                    }
                    open.boxes.extend(blocks);
                }
                "frame" | "custom-shape" | "g" => self.drawing(child, open)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn rows(&mut self, table: &Element, rows: &mut Vec<Vec<Vec<Block>>>) -> Result<(), Refusal> {
        for element in table.elements() {
            match &*element.name {
                // An empty row may be repeated to the end of the sheet: once is enough.
                "table-row" => rows.push(self.cells(element)?),
                "table-header-rows" | "table-rows" | "table-row-group" => self.rows(element, rows)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn cells(&mut self, row: &Element) -> Result<Vec<Vec<Block>>, Refusal> {
        /// Word processors have no wider tables.
        const MOST: usize = 64;
        let mut cells = Vec::new();
        for element in row.elements() {
            let repeated =
                element.attribute("number-columns-repeated").and_then(|count| count.parse().ok()).unwrap_or(1);
            match &*element.name {
                "table-cell" => {
                    let mut blocks = Vec::new();
                    self.blocks(element, &List::default(), &mut blocks)?;
                    cells.push(blocks);
                    cells.extend((1..repeated.min(MOST)).map(|_| Vec::new()));
                }
                "covered-table-cell" => cells.extend((0..repeated.min(MOST)).map(|_| Vec::new())),
                _ => {}
            }
            cells.truncate(MOST);
        }
        Ok(cells)
    }
}
