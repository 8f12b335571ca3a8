//! The narrow door through which pages leave: rendering hands over one file at a time and keeps none.
//!
//! `write` has the two implementations: files in memory (`serve`, tests) and files staged on disk (`build`).

use std::path::Path;

use crate::source::OutputPath;

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{path}")]
pub struct OutputError {
    /// The file, as a path on disk or below the output folder.
    pub path: String,
    pub source: std::io::Error,
}

/// A file of the site folder has other bytes than when the build began.
#[derive(Debug, thiserror::Error)]
#[error("the file changed while the site was built; build once more")]
pub struct Changed;

/// Takes the files of a site in any order, from several threads.
pub trait Output: Sync {
    /// Stores `bytes` under `path`. Each path is written once.
    ///
    /// # Errors
    /// Where the system refuses the file.
    fn write(&self, path: &OutputPath, bytes: Vec<u8>) -> Result<(), OutputError>;

    /// Whether the last build left this very file under `path`: then it stays, and nothing else is stored there.
    ///
    /// # Errors
    /// Where the system refuses to say.
    fn keep(&self, path: &OutputPath, size: u64, sha256: &str) -> Result<bool, OutputError> {
        let _ = (path, size, sha256);
        Ok(false)
    }

    /// Stores a file of the site folder as it is, without reading it into memory. `sha256` is what its bytes should be
    /// in lower-case hexadecimal: pages and the manifest tell it.
    ///
    /// # Errors
    /// Where the file cannot be read or the copy cannot be written; [`Changed`] where it has other bytes by now.
    fn copy(&self, path: &OutputPath, from: &Path, sha256: &str) -> Result<(), OutputError>;

    /// Whether packed forms are wanted beside the files. A preview sends everything as it is.
    fn takes_packed(&self) -> bool {
        false
    }

    /// A file of the site folder whole, for the packed forms of its copy at `path`; its bytes are held against `sha256`.
    ///
    /// # Errors
    /// Where the file cannot be read or has [`Changed`], or the output takes no packed forms.
    fn read(&self, path: &OutputPath, from: &Path, sha256: &str) -> Result<Vec<u8>, OutputError> {
        let _ = (from, sha256);
        Err(OutputError { path: path.to_string(), source: std::io::ErrorKind::Unsupported.into() })
    }
}
