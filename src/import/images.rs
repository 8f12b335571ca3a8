//! Images out of a file: those that bantin publishes, under names of our own.

use std::collections::HashMap;

use super::archive::Archive;
use super::remarks::Refusal;

/// An image that lies beside the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// More images than this belong into a gallery that somebody chooses.
const MOST: usize = 200;
/// A larger file is no image for a page.
const LARGEST: usize = 40 * 1024 * 1024;

/// The images of one file, each once.
#[derive(Debug, Default)]
pub struct Images {
    pub found: Vec<Image>,
    /// What became of each path in the archive: a logo may stand on every page.
    paths: HashMap<String, Option<usize>>,
}

impl Images {
    /// Takes an image out of an archive and gives its place, as [`Images::add`] does.
    ///
    /// # Errors
    /// Where the archive cannot give it.
    pub fn unpack(&mut self, archive: &mut Archive, path: &str) -> Result<Option<usize>, Refusal> {
        if let Some(known) = self.paths.get(path) {
            return Ok(*known);
        }
        let place = archive.part(path)?.and_then(|bytes| self.add(bytes));
        self.paths.insert(path.to_owned(), place);
        Ok(place)
    }

    /// Takes an image and gives its place; `None` for what is no image that bantin publishes. Names are made here: those
    /// in an archive may be anything.
    pub fn add(&mut self, bytes: Vec<u8>) -> Option<usize> {
        if let Some(known) = self.found.iter().position(|image| image.bytes == bytes) {
            return Some(known);
        }
        let extension = extension(&bytes).filter(|_| bytes.len() <= LARGEST && self.found.len() < MOST)?;
        // What claims to be an image and has no size would be an error of the draft.
        imagesize::blob_size(&bytes).ok()?;
        self.found.push(Image { name: format!("anh-{}.{extension}", self.found.len() + 1), bytes });
        Some(self.found.len() - 1)
    }
}

/// The type of an image by its first bytes.
pub fn extension(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some("png"),
        [0xff, 0xd8, 0xff, ..] => Some("jpg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("webp"),
        _ => None,
    }
}
