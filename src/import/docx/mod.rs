//! Word files (.docx): the parts of the package, then the body.
//!
//! Takes the bytes of a file, gives blocks, notes and images. Tracked changes count as accepted; comments, hidden text and
//! the instructions of fields stay out. It knows WordprocessingML and nothing of ZIP or of how XML is read.

mod body;
mod numbering;
mod styles;

use std::collections::HashMap;

use self::body::Body;
use self::numbering::Numbering;
use self::styles::Styles;
use super::archive::Archive;
use super::images::Images;
use super::reading::Reading;
use super::remarks::{Refusal, Remarks};
use super::shape;
use super::xml::{self, Element};

/// Where other parts lie, by the ids that the text uses.
type Relations = HashMap<String, String>;

/// Reads a Word file.
///
/// # Errors
/// Where it is damaged, locked or unsafe.
pub fn read(mut archive: Archive) -> Result<Reading, Refusal> {
    let main = main_part(&mut archive)?;
    let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
    let relations = relations(&mut archive, &format!("{folder}/_rels/{name}.rels"), folder)?;
    let optional = |archive: &mut Archive, name: &str| -> Result<Element, Refusal> {
        let part = archive.part(&format!("{folder}/{name}"))?;
        part.map_or_else(|| Ok(Element::default()), |bytes| xml::parse(&bytes))
    };
    let styles = Styles::new(&optional(&mut archive, "styles.xml")?);
    let numbering = Numbering::new(&optional(&mut archive, "numbering.xml")?);
    let footnotes = optional(&mut archive, "footnotes.xml")?;
    let endnotes = optional(&mut archive, "endnotes.xml")?;
    let document = xml::parse(&archive.part(&main)?.ok_or(Refusal::Truncated)?)?;
    let mut body = Body {
        styles: &styles,
        numbering,
        relations: &relations,
        footnotes: notes(&footnotes),
        endnotes: notes(&endnotes),
        archive,
        images: Images::default(),
        notes: Vec::new(),
        remarks: Remarks::default(),
        fields: Vec::new(),
        held: None,
        in_note: false,
    };
    let top = document.child("body").ok_or(Refusal::BrokenXml)?;
    let blocks = body.blocks(top)?;
    Ok(Reading {
        blocks: shape::finished(blocks),
        notes: body.notes,
        images: body.images.found,
        remarks: body.remarks,
        ..Reading::default()
    })
}

/// The part that holds the text: what the package names, else where Word puts it.
fn main_part(archive: &mut Archive) -> Result<String, Refusal> {
    const USUAL: &str = "word/document.xml";
    let named = archive.part("_rels/.rels")?.map(|bytes| xml::parse(&bytes)).transpose()?.and_then(|root| {
        let main = root
            .elements()
            .find(|relation| relation.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument")))?;
        main.attribute("Target").map(|target| target.trim_start_matches('/').to_owned())
    });
    Ok(named.filter(|name| archive.has(name)).unwrap_or_else(|| USUAL.to_owned()))
}

/// The relations of a part: addresses of links, paths of images inside the archive.
fn relations(archive: &mut Archive, name: &str, folder: &str) -> Result<Relations, Refusal> {
    let Some(bytes) = archive.part(name)? else { return Ok(Relations::new()) };
    let root = xml::parse(&bytes)?;
    let relation = |element: &Element| {
        let (id, target) = (element.attribute("Id")?, element.attribute("Target")?);
        let target = match (element.attribute("TargetMode"), target.strip_prefix('/')) {
            (Some("External"), _) => target.to_owned(),
            (_, Some(path)) => path.to_owned(),
            _ => format!("{folder}/{target}"),
        };
        Some((id.to_owned(), target))
    };
    Ok(root.elements().filter_map(relation).collect())
}

/// Notes by their ids; the lines that separate notes from the text have ids too, and types.
fn notes(root: &Element) -> HashMap<&str, &Element> {
    let notes = root.elements().filter(|note| matches!(note.attribute("type"), None | Some("normal")));
    notes.filter_map(|note| Some((note.attribute("id")?, note))).collect()
}
