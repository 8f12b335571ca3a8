//! Files inside a Word or OpenDocument file. The only module that knows ZIP.
//!
//! Nothing is unpacked to disk, so names inside an archive lead nowhere; what is read is bounded by size and by how much
//! more it is than what was packed, whatever the archive says of itself.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::remarks::Refusal;

/// More entries than this is no document: Word writes some tens, and one for each image.
const MOST_ENTRIES: usize = 10_000;
/// One part is not larger: the text of 5,000 pages is about 60 MB of Word's XML.
const LARGEST_PART: u64 = 96 * 1024 * 1024;
/// All parts together.
const LARGEST_TOTAL: u64 = 256 * 1024 * 1024;
/// Word's XML packs to a fortieth at most; only from this size on is more than [`LARGEST_RATIO`] suspicious.
const SUSPICIOUS: u64 = 16 * 1024 * 1024;
const LARGEST_RATIO: u64 = 250;

/// An open archive with a budget.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Archive<'a> {
    /// # Errors
    /// Where it is no whole archive, or holds more than a document.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
        if zip.len() > MOST_ENTRIES {
            return Err(Refusal::Bomb);
        }
        Ok(Self { zip, left: LARGEST_TOTAL })
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Whether a part lies below this folder.
    pub fn has_folder(&self, folder: &str) -> bool {
        self.zip.file_names().any(|name| name.is_ok_and(|name| name.starts_with(folder)))
    }

    /// A part; `None` where there is none.
    ///
    /// # Errors
    /// Where it is damaged, locked or too large.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        let file = self.zip.by_index(index).map_err(|error| refusal(&error))?;
        let packed = file.compressed_size().max(1);
        let limit = LARGEST_PART.min(self.left);
        // What the archive says of its sizes may be a lie: one byte more than allowed is read, never more.
        let mut bytes = Vec::new();
        let read = file.take(limit + 1).read_to_end(&mut bytes).map_err(|_| Refusal::Truncated)?;
        let read = read as u64;
        if read > limit || (read > SUSPICIOUS && read / packed > LARGEST_RATIO) {
            return Err(Refusal::Bomb);
        }
        self.left -= read;
        Ok(Some(bytes))
    }
}

fn refusal(error: &ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => Refusal::Encrypted,
        _ => Refusal::Truncated,
    }
}
