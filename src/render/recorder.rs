//! Remembers every file that passes through to the output, for `manifest.json`.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::discover::hex;
use crate::output::{Output, OutputError};
use crate::source::OutputPath;

/// The list of a site's files, in the top folder of the output; also the mark of a folder that bantin made.
pub const MANIFEST: &str = "manifest.json";

/// The signature of the manifest, where somebody has signed it.
pub const SIGNATURE: &str = "manifest.json.minisig";

/// An output that writes on and takes note.
pub struct Recorder<'a> {
    output: &'a dyn Output,
    files: Mutex<Vec<Entry>>,
}

/// One file of a site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entry {
    pub path: OutputPath,
    pub size: u64,
    pub sha256: String,
}

impl<'a> Recorder<'a> {
    pub fn new(output: &'a dyn Output) -> Self {
        Self { output, files: Mutex::new(Vec::new()) }
    }

    pub fn write(&self, path: &OutputPath, bytes: Vec<u8>) -> Result<(), OutputError> {
        let (size, sha256) = (bytes.len() as u64, hex(&Sha256::digest(&bytes)));
        if !self.output.keep(path, size, &sha256)? {
            self.output.write(path, bytes)?;
        }
        self.note(path, size, sha256);
        Ok(())
    }

    /// Copies a file whose size and hash are known already.
    pub fn copy(&self, path: &OutputPath, from: &Path, size: u64, sha256: &str) -> Result<(), OutputError> {
        if !self.output.keep(path, size, sha256)? {
            self.output.copy(path, from)?;
        }
        self.note(path, size, sha256.to_owned());
        Ok(())
    }

    /// Whether all of these files are still there; then they stay.
    pub fn reuse(&self, files: &[Entry]) -> Result<bool, OutputError> {
        for file in files {
            if !self.output.keep(&file.path, file.size, &file.sha256)? {
                return Ok(false);
            }
        }
        self.extend(files);
        Ok(true)
    }

    /// One recorder for one task, so that what it writes is known apart.
    pub fn apart(&self) -> Recorder<'a> {
        Recorder::new(self.output)
    }

    pub fn extend(&self, files: &[Entry]) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(files);
    }

    /// The files noted so far, in the order in which they came.
    pub fn taken(self) -> Vec<Entry> {
        self.files.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of a file that the output has already.
    pub fn note(&self, path: &OutputPath, size: u64, sha256: String) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.push(Entry { path: path.clone(), size, sha256 });
    }

    /// The files noted so far, by path; none of them is noted any more.
    pub fn finish(&self) -> Manifest {
        let mut files = std::mem::take(&mut *self.files.lock().unwrap_or_else(PoisonError::into_inner));
        files.sort_unstable();
        Manifest { files }
    }
}

/// Every file of a site with its size and SHA-256.
#[derive(Debug)]
pub struct Manifest {
    pub files: Vec<Entry>,
}

impl Manifest {
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.size).sum()
    }

    /// One line a file, so that a difference between two manifests reads well.
    pub fn json(&self) -> Vec<u8> {
        let mut text =
            format!("{{\n\"generator\": {},\n\"version\": 1,\n\"files\": {{\n", json!(super::pages::GENERATOR));
        for (index, file) in self.files.iter().enumerate() {
            let comma = if index + 1 < self.files.len() { "," } else { "" };
            let value = json!({"size": file.size, "sha256": file.sha256});
            text.push_str(&format!("{}: {value}{comma}\n", json!(file.path.as_str())));
        }
        text.push_str("}\n}\n");
        text.into_bytes()
    }
}
