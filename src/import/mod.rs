//! Files that offices have, turned into drafts: Word (.docx), OpenDocument (.odt), saved pages (.html), Markdown and text.
//!
//! Takes the bytes of one file, gives [`Imported`]: the body as Markdown, the running text in which `extract` looks for
//! facts, the images, and what was left out on the way; [`draft`] joins it with the facts to a bulletin. It touches no
//! disk and no clock, and nothing that a file says of itself is trusted: sizes, depths and addresses are bounded here.
//!
//! Each format has a module of its own that gives the same [`blocks`]; ZIP, XML and HTML are each known to one module.

mod archive;
pub mod blocks;
mod charset;
mod docx;
pub mod draft;
mod html;
mod images;
mod kind;
mod legacy;
mod links;
mod markdown;
mod numbers;
mod odt;
mod plain;
mod reading;
mod remarks;
mod running;
mod shape;
mod xml;

pub use self::images::Image;
pub use self::kind::Kind;
pub use self::legacy::{FontCode, Legacy, font_code};
pub use self::reading::About;
pub use self::remarks::{Refusal, Remark};

use self::archive::Archive;
use self::reading::Reading;
use self::remarks::Remarks;

/// A larger file is refused: Word files of hundreds of pages with photos stay below.
pub const LARGEST_FILE: u64 = 256 * 1024 * 1024;
/// A larger text or page is no article.
const LARGEST_TEXT: u64 = 16 * 1024 * 1024;

/// A file to import.
pub struct File<'a> {
    /// Its name, whose extension tells text from Markdown; everything else is told by the content.
    pub name: &'a str,
    pub bytes: &'a [u8],
    /// Gives a file that lies below the folder of this one, by its path there: images of a page or a Markdown file.
    pub beside: &'a dyn Fn(&str) -> Option<Vec<u8>>,
}

/// What a file says, ready for a draft.
#[derive(Debug, Clone)]
pub struct Imported {
    pub kind: Kind,
    /// The text that facts are looked for in, and that quotations are taken from: the file's own for text and Markdown.
    pub text: String,
    /// The body, as Markdown.
    pub body: String,
    /// The first lines of the body that may name it, most likely first.
    pub titles: Vec<String>,
    /// The YAML between `---` and `---` at the head of a Markdown file.
    pub front: Option<String>,
    pub images: Vec<Image>,
    pub about: About,
    pub remarks: Vec<Remark>,
}

/// Reads a file.
///
/// # Errors
/// Where it is no text that can be read, with what to do instead.
pub fn read(file: &File) -> Result<Imported, Refusal> {
    if file.bytes.len() as u64 > LARGEST_FILE {
        return Err(Refusal::TooLarge { limit: LARGEST_FILE });
    }
    let kind = kind::of(file.name, file.bytes)?;
    let mut remarks = Remarks::default();
    if !kind.fits(file.name) {
        remarks.add(Remark::OtherFormat(kind.name()));
    }
    let is_text = matches!(kind, Kind::Html | Kind::Markdown | Kind::Text);
    if is_text && file.bytes.len() as u64 > LARGEST_TEXT {
        return Err(Refusal::TooLarge { limit: LARGEST_TEXT });
    }
    match kind {
        Kind::Docx => marked_up(kind, docx::read(Archive::open(file.bytes)?)?, remarks),
        Kind::Odt => marked_up(kind, odt::read(Archive::open(file.bytes)?)?, remarks),
        Kind::Html => {
            let decoded = charset::decode(file.bytes, kind::declared_charset(file.bytes).as_deref())?;
            decoded.remark.into_iter().for_each(|remark| remarks.add(remark));
            marked_up(kind, html::read(&decoded.text, file.beside)?, remarks)
        }
        Kind::Markdown | Kind::Text => {
            let decoded = charset::decode(file.bytes, None)?;
            decoded.remark.into_iter().for_each(|remark| remarks.add(remark));
            plain::read(kind, decoded.text, remarks, file.beside)
        }
    }
}

/// Blocks of a format become Markdown and running text.
fn marked_up(kind: Kind, reading: Reading, mut remarks: Remarks) -> Result<Imported, Refusal> {
    if reading.blocks.iter().all(blocks::Block::is_blank) {
        return Err(Refusal::NoText);
    }
    reading.remarks.into_sorted().into_iter().for_each(|remark| remarks.add(remark));
    let name = |image: usize| reading.images.get(image).map(|image| image.name.clone());
    let titles = draft::titles(&reading.blocks);
    let body = draft::without_title(&reading.blocks, reading.about.title.as_deref());
    // A page that fetches its text by a script was saved without it.
    if kind == Kind::Html && body.iter().all(blocks::Block::is_blank) {
        return Err(Refusal::NoArticle);
    }
    Ok(Imported {
        kind,
        text: running::text(&reading.blocks),
        body: markdown::markdown(body, &reading.notes, &name),
        titles,
        front: None,
        images: reading.images,
        about: reading.about,
        remarks: remarks.into_sorted(),
    })
}
