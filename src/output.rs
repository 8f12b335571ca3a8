//! The narrow door through which pages leave: rendering hands over one file at a time and keeps none.
//!
//! `write` has the two implementations: files in memory (`serve`, tests) and files staged on disk (`build`).

use std::io::{self, Write};
use std::path::Path;

use crate::digest::Sum;
use crate::source::OutputPath;

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{path}")]
pub struct OutputError {
    /// The file, as a path on disk or below the output folder.
    pub path: String,
    pub source: io::Error,
}

/// A file of the site folder has other bytes than when the build began.
#[derive(Debug, thiserror::Error)]
#[error("the file changed while the site was built; build once more")]
pub struct Changed;

/// A file on its way into an output, piece by piece. One that gets no place before it is dropped was never there.
pub trait Sink: Write {
    /// Everything that was written.
    ///
    /// # Errors
    /// Where the system refuses to give it back.
    fn bytes(&mut self) -> io::Result<Vec<u8>>;

    /// The file is whole and goes to its place.
    ///
    /// # Errors
    /// Where the system refuses it.
    fn place(self: Box<Self>) -> io::Result<()>;
}

/// Takes the files of a site in any order, from several threads.
pub trait Output: Sync {
    /// Stores `bytes` under `path`. Each path is written once.
    ///
    /// # Errors
    /// Where the system refuses the file.
    fn write(&self, path: &OutputPath, bytes: Vec<u8>) -> Result<(), OutputError>;

    /// Begins the file `path`, which may be too large to be held in memory; `None` where the output holds files in memory
    /// anyway, and whoever writes should gather the bytes for [`Output::write`].
    ///
    /// # Errors
    /// Where the system refuses the file.
    fn open<'a>(&'a self, path: &'a OutputPath) -> Result<Option<Box<dyn Sink + 'a>>, OutputError> {
        let _ = path;
        Ok(None)
    }

    /// Whether the last build left this very file under `path`: then it stays, and nothing else is stored there.
    ///
    /// # Errors
    /// Where the system refuses to say.
    fn keep(&self, path: &OutputPath, size: u64, sha256: Sum) -> Result<bool, OutputError> {
        let _ = (path, size, sha256);
        Ok(false)
    }

    /// Stores a file of the site folder as it is, without reading it into memory. `sha256` is what its bytes should be:
    /// pages and the manifest tell it.
    ///
    /// # Errors
    /// Where the file cannot be read or the copy cannot be written; [`Changed`] where it has other bytes by now.
    fn copy(&self, path: &OutputPath, from: &Path, sha256: Sum) -> Result<(), OutputError>;

    /// Whether packed forms are wanted beside the files. A preview sends everything as it is.
    fn takes_packed(&self) -> bool {
        false
    }

    /// A file of the site folder whole, for the packed forms of its copy at `path`; its bytes are held against `sha256`.
    ///
    /// # Errors
    /// Where the file cannot be read or has [`Changed`], or the output takes no packed forms.
    fn read(&self, path: &OutputPath, from: &Path, sha256: Sum) -> Result<Vec<u8>, OutputError> {
        let _ = (from, sha256);
        Err(OutputError { path: path.to_string(), source: io::ErrorKind::Unsupported.into() })
    }
}
