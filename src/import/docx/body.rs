//! The text of a Word file: paragraphs, runs and tables become blocks.

use std::collections::HashMap;

use super::Relations;
use super::numbering::Numbering;
use super::styles::{self, Styles};
use crate::import::archive::Archive;
use crate::import::blocks::{Block, Line, Piece};
use crate::import::images::Images;
use crate::import::links;
use crate::import::reading::{Builder, Letters};
use crate::import::remarks::{Refusal, Remark, Remarks};
use crate::import::shape::{self, Look, Paragraph};
use crate::import::xml::{Element, Node};

/// The body being read.
pub struct Body<'a> {
    pub styles: &'a Styles,
    pub numbering: Numbering,
    pub relations: &'a Relations,
    pub footnotes: HashMap<&'a str, &'a Element>,
    pub endnotes: HashMap<&'a str, &'a Element>,
    pub archive: Archive<'a>,
    pub images: Images,
    pub notes: Vec<Line>,
    pub remarks: Remarks,
    /// Fields that are open: they may run over several paragraphs.
    pub fields: Vec<Field>,
    /// A paragraph whose end was deleted: its text goes on in the next one.
    pub held: Option<Builder>,
    /// Whether a note is being read: it cannot hold another.
    pub in_note: bool,
}

/// A field between its begin and its end.
#[derive(Debug, Default)]
pub struct Field {
    instruction: String,
    /// Whether the result has begun, which is what readers see.
    shows: bool,
}

/// A paragraph under way: its text, and blocks that hang on it (text boxes).
#[derive(Default)]
struct Open<'s> {
    builder: Builder,
    style: Option<&'s str>,
    boxes: Vec<Block>,
}

impl<'a> Body<'a> {
    /// The blocks inside an element.
    ///
    /// # Errors
    /// Where an image or a part is damaged.
    pub fn blocks(&mut self, parent: &Element) -> Result<Vec<Block>, Refusal> {
        let mut blocks = Vec::new();
        self.push_blocks(parent, &mut blocks)?;
        Ok(blocks)
    }

    fn push_blocks(&mut self, parent: &Element, blocks: &mut Vec<Block>) -> Result<(), Refusal> {
        for element in parent.elements() {
            match &*element.name {
                "p" => self.paragraph(element, blocks)?,
                "tbl" => {
                    let rows = self.rows(element)?;
                    blocks.extend(shape::table(rows, &mut self.remarks));
                }
                "del" | "moveFrom" => self.remarks.add(Remark::TrackedChanges(1)),
                "ins" | "moveTo" => {
                    self.remarks.add(Remark::TrackedChanges(1));
                    self.push_blocks(element, blocks)?;
                }
                "sdt" | "sdtContent" | "customXml" | "smartTag" => self.push_blocks(element, blocks)?,
                "AlternateContent" => {
                    if let Some(branch) = branch(element) {
                        self.push_blocks(branch, blocks)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, element: &Element, blocks: &mut Vec<Block>) -> Result<(), Refusal> {
        let properties = element.child("pPr");
        let style =
            properties.and_then(|properties| properties.child("pStyle")).and_then(|style| style.attribute("val"));
        let mut open = Open { builder: self.held.take().unwrap_or_default(), style, boxes: Vec::new() };
        self.runs(element, None, &mut open)?;
        let mark = properties.and_then(|properties| properties.child("rPr"));
        if mark.is_some_and(|mark| mark.child("del").is_some() || mark.child("moveFrom").is_some()) {
            self.remarks.add(Remark::TrackedChanges(1));
            self.held = Some(open.builder);
            blocks.extend(open.boxes);
            return Ok(());
        }
        let line = open.builder.finish(&mut self.remarks);
        // A table of contents repeats the headings with numbers of pages that mean nothing here.
        let is_contents = self.styles.is_contents(style);
        if !line.is_blank() && !is_contents {
            let list = properties.and_then(styles::list).or_else(|| self.styles.list(style));
            let list = list.and_then(|list| Some((self.numbering.next(list)?, list.level)));
            let heading = properties.and_then(styles::own_outline).or_else(|| self.styles.heading(style));
            blocks.push(Paragraph { line, heading, list }.block());
        }
        blocks.extend(open.boxes);
        Ok(())
    }

    fn runs(&mut self, parent: &Element, link: Option<&str>, open: &mut Open) -> Result<(), Refusal> {
        for element in parent.elements() {
            match &*element.name {
                "r" => self.run(element, link, open)?,
                "hyperlink" => {
                    let target = element.attribute("id").and_then(|id| self.relations.get(id));
                    let own = target.and_then(|target| links::outside(target, None));
                    if target.is_some() && own.is_none() {
                        self.remarks.add(Remark::LinksDropped(1));
                    }
                    self.runs(element, own.as_deref(), open)?;
                }
                "del" | "moveFrom" => self.remarks.add(Remark::TrackedChanges(1)),
                "ins" | "moveTo" => {
                    self.remarks.add(Remark::TrackedChanges(1));
                    self.runs(element, link, open)?;
                }
                "sdt" | "sdtContent" | "smartTag" | "customXml" | "fldSimple" | "dir" | "bdo" => {
                    self.runs(element, link, open)?;
                }
                "oMath" | "oMathPara" => {
                    let mut texts = Vec::new();
                    element.all("t", &mut texts);
                    let text: String = texts.iter().map(|text| text.text()).collect();
                    open.builder.push(&text, &Letters { link: link.map(str::to_owned), ..Letters::default() });
                }
                "AlternateContent" => {
                    if let Some(branch) = branch(element) {
                        self.runs(branch, link, open)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn run(&mut self, element: &Element, link: Option<&str>, open: &mut Open) -> Result<(), Refusal> {
        let properties = element.child("rPr");
        let own = properties.map(styles::look).unwrap_or_default();
        let run_style =
            properties.and_then(|properties| properties.child("rStyle")).and_then(|style| style.attribute("val"));
        let look = self.styles.look(&own, run_style, open.style);
        let is_hidden = look.hidden == Some(true);
        if is_hidden {
            self.remarks.add(Remark::HiddenText(1));
        }
        self.run_parts(element, &look, is_hidden, link, open)
    }

    fn run_parts(
        &mut self,
        element: &Element,
        look: &Look,
        is_hidden: bool,
        link: Option<&str>,
        open: &mut Open,
    ) -> Result<(), Refusal> {
        for child in element.elements() {
            if self.field(child) {
                continue;
            }
            let shows = !is_hidden && self.fields.iter().all(|field| field.shows);
            if !shows {
                continue;
            }
            let field_link = self.fields.iter().rev().find_map(Field::link);
            let letters = Letters {
                bold: look.bold == Some(true),
                italic: look.italic == Some(true),
                link: link.map(str::to_owned).or(field_link),
                font: look.font.flatten(),
            };
            match &*child.name {
                "t" => open.builder.push(&child.text(), &letters),
                "tab" => open.builder.push("\t", &letters),
                "noBreakHyphen" => open.builder.push("-", &letters),
                "sym" => open.builder.push(symbol(child), &Letters { font: None, ..letters }),
                "br" | "cr" if child.attribute("type").is_none_or(|kind| kind == "textWrapping") => {
                    open.builder.piece(Piece::Break);
                }
                "footnoteReference" | "endnoteReference" => self.note(child, open)?,
                "commentReference" => self.remarks.add(Remark::Comments(1)),
                "drawing" | "pict" | "object" => self.drawing(child, open)?,
                "AlternateContent" => {
                    if let Some(branch) = branch(child) {
                        self.run_parts(branch, look, is_hidden, link, open)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Follows the parts of a field; whether the element was one of them.
    fn field(&mut self, element: &Element) -> bool {
        match &*element.name {
            "fldChar" => match element.attribute("fldCharType") {
                Some("begin") => self.fields.push(Field::default()),
                Some("separate") => {
                    if let Some(field) = self.fields.last_mut() {
                        field.shows = true;
                    }
                }
                _ => drop(self.fields.pop()),
            },
            "instrText" => {
                if let Some(field) = self.fields.last_mut() {
                    field.instruction.push_str(&element.text());
                }
            }
            _ => return false,
        }
        true
    }

    fn note(&mut self, reference: &Element, open: &mut Open) -> Result<(), Refusal> {
        let notes = if &*reference.name == "footnoteReference" { &self.footnotes } else { &self.endnotes };
        let Some(note) = reference.attribute("id").and_then(|id| notes.get(id)).copied() else { return Ok(()) };
        if self.in_note {
            return Ok(());
        }
        self.in_note = true;
        let fields = std::mem::take(&mut self.fields);
        let blocks = self.blocks(note);
        self.fields = fields;
        self.in_note = false;
        let line = Line::of(&blocks?);
        if !line.is_blank() {
            open.builder.piece(Piece::Note(self.notes.len()));
            self.notes.push(line);
        }
        Ok(())
    }

    /// A drawing: its picture, and the text of its boxes, which stands behind the paragraph.
    fn drawing(&mut self, element: &Element, open: &mut Open) -> Result<(), Refusal> {
        let mut boxes = Vec::new();
        outermost(element, "txbxContent", &mut boxes);
        for content in boxes {
            let (held, fields) = (self.held.take(), std::mem::take(&mut self.fields));
            let blocks = self.blocks(content);
            (self.held, self.fields) = (held, fields);
            open.boxes.extend(blocks?);
        }
        let mut pictures = Vec::new();
        element.all("blip", &mut pictures);
        element.all("imagedata", &mut pictures);
        let mut descriptions = Vec::new();
        element.all("docPr", &mut descriptions);
        let alt = descriptions.iter().find_map(|properties| properties.attribute("descr")).unwrap_or_default();
        for picture in pictures {
            let id = picture.attribute("embed").or_else(|| picture.attribute("id"));
            let Some(path) = id.and_then(|id| self.relations.get(id)) else { continue };
            match self.images.unpack(&mut self.archive, &normal(path))? {
                Some(image) => open.builder.piece(Piece::Image { image, alt: alt.to_owned() }),
                None => self.remarks.add(Remark::ImagesDropped(1)),
            }
        }
        Ok(())
    }

    fn rows(&mut self, table: &Element) -> Result<Vec<Vec<Vec<Block>>>, Refusal> {
        let mut rows = Vec::new();
        for element in table.elements() {
            match &*element.name {
                "tr" => {
                    let is_deleted = element.child("trPr").is_some_and(|properties| properties.child("del").is_some());
                    if is_deleted {
                        self.remarks.add(Remark::TrackedChanges(1));
                    } else {
                        rows.push(self.cells(element)?);
                    }
                }
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" => rows.extend(self.rows(element)?),
                "del" | "moveFrom" => self.remarks.add(Remark::TrackedChanges(1)),
                _ => {}
            }
        }
        Ok(rows)
    }

    fn cells(&mut self, row: &Element) -> Result<Vec<Vec<Block>>, Refusal> {
        let mut cells = Vec::new();
        for element in row.elements() {
            match &*element.name {
                "tc" => {
                    let properties = element.child("tcPr");
                    let value = |name: &str| properties.and_then(|properties| properties.child(name));
                    let is_covered =
                        value("vMerge").is_some_and(|merge| merge.attribute("val").is_none_or(|val| val == "continue"));
                    let span = value("gridSpan").and_then(|span| span.attribute("val")?.parse::<usize>().ok());
                    let blocks = self.blocks(element)?;
                    cells.push(if is_covered { Vec::new() } else { blocks });
                    cells.extend((1..span.unwrap_or(1).min(MOST_COLUMNS)).map(|_| Vec::new()));
                }
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" => cells.extend(self.cells(element)?),
                _ => {}
            }
        }
        Ok(cells)
    }
}

/// Word has no wider tables.
const MOST_COLUMNS: usize = 63;

impl Field {
    /// The address of a field that is a link.
    fn link(&self) -> Option<String> {
        let rest = self.instruction.trim().strip_prefix("HYPERLINK")?.trim_start();
        let address = rest.strip_prefix('"')?.split('"').next()?;
        links::outside(address, None)
    }
}

/// The one branch of alternatives that is read: the first choice, else the fallback.
fn branch(element: &Element) -> Option<&Element> {
    element.child("Choice").filter(|choice| !choice.children.is_empty()).or_else(|| element.child("Fallback"))
}

/// Elements of a name that lie in no other of that name. Of alternatives, one branch is looked at.
fn outermost<'e>(element: &'e Element, name: &str, found: &mut Vec<&'e Element>) {
    for node in &element.children {
        let Node::Element(child) = node else { continue };
        match &*child.name {
            own if own == name => found.push(child),
            "AlternateContent" => {
                if let Some(branch) = branch(child) {
                    outermost(branch, name, found);
                }
            }
            _ => outermost(child, name, found),
        }
    }
}

/// The path inside the archive: without steps back, which lead nowhere there.
fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Signs of the symbol fonts that officials use; others have no letter.
fn symbol(element: &Element) -> &'static str {
    match element.attribute("char").map(str::to_ascii_uppercase).as_deref() {
        Some("F0B7" | "F0A7" | "F06C" | "F0D8") => "•",
        Some("F0FC" | "F0FE" | "F052") => "✓",
        Some("F0A8" | "F06F") => "□",
        Some("F0B3") => "≥",
        Some("F0A3") => "≤",
        Some("F0E0" | "F0AE") => "→",
        Some("F02D") => "-",
        _ => "",
    }
}
