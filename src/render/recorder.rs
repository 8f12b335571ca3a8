//! Remembers every file that passes through to the output, for `manifest.json`.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::digest::Sum;
use crate::output::{Output, OutputError, Sink};
use crate::source::OutputPath;

use super::packed::{self, Packer};

/// The list of a site's files, in the top folder of the output; also the mark of a folder that bantin made.
pub const MANIFEST: &str = "manifest.json";

/// The signature of the manifest, where somebody has signed it.
pub const SIGNATURE: &str = "manifest.json.minisig";

/// An output that writes on, adds packed forms, and takes note.
pub struct Recorder<'a> {
    output: &'a dyn Output,
    packer: Option<&'a Packer>,
    files: Mutex<Vec<Entry>>,
}

/// One file of a site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entry {
    pub path: OutputPath,
    pub size: u64,
    pub sha256: Sum,
}

impl<'a> Recorder<'a> {
    pub fn new(output: &'a dyn Output) -> Self {
        Self { output, packer: None, files: Mutex::new(Vec::new()) }
    }

    /// One that puts the forms of `packer` beside the files that it writes.
    pub fn packing(output: &'a dyn Output, packer: &'a Packer) -> Self {
        Self { packer: Some(packer), ..Self::new(output) }
    }

    pub fn write(&self, path: &OutputPath, bytes: Vec<u8>) -> Result<(), OutputError> {
        self.enter(path, bytes).map(drop)
    }

    /// Writes a file; gives what the manifest will say of it.
    pub fn enter(&self, path: &OutputPath, bytes: Vec<u8>) -> Result<Entry, OutputError> {
        let (size, sha256) = (bytes.len() as u64, Sum::of(&bytes));
        let entry = Entry { path: path.clone(), size, sha256 };
        let write = |bytes| self.output.write(path, bytes);
        self.settle(path, (size, sha256), bytes, |bytes| Ok(Cow::Borrowed(bytes)), write)?;
        Ok(entry)
    }

    /// Begins a file that may be too large to be held in memory.
    pub fn open<'s>(&'s self, path: &'s OutputPath) -> Result<Stream<'s>, OutputError> {
        let sink = self.output.open(path)?;
        Ok(Stream { recorder: self, path, hasher: Sha256::new(), size: 0, sink, gathered: Vec::new() })
    }

    /// Writes a file whose size and hash are known already; `make` gives its bytes where the last build did not leave it.
    pub fn make(
        &self,
        path: &OutputPath,
        size: u64,
        sha256: Sum,
        make: impl Fn() -> Vec<u8>,
    ) -> Result<(), OutputError> {
        let write = |_| self.output.write(path, make());
        self.settle(path, (size, sha256), (), |_| Ok(Cow::Owned(make())), write)
    }

    /// Copies a file whose size and hash are known already.
    pub fn copy(&self, path: &OutputPath, from: &Path, size: u64, sha256: Sum) -> Result<(), OutputError> {
        let copy = |_| self.output.copy(path, from, sha256);
        self.settle(path, (size, sha256), (), |_| self.output.read(path, from, sha256).map(Cow::Owned), copy)
    }

    /// The way of every file: it stays as the last build left it, or is written; its packed forms stand beside it; and it
    /// is noted. `bytes` and `write` take what the file is made `of`.
    fn settle<T>(
        &self,
        path: &OutputPath,
        (size, sha256): (u64, Sum),
        mut of: T,
        bytes: impl FnOnce(&mut T) -> Result<Cow<'_, [u8]>, OutputError>,
        write: impl FnOnce(T) -> Result<(), OutputError>,
    ) -> Result<(), OutputError> {
        let is_kept = self.output.keep(path, size, sha256)?;
        self.pack(path, size, is_kept, || bytes(&mut of))?;
        if !is_kept {
            write(of)?;
        }
        self.note(path, size, sha256);
        Ok(())
    }

    /// Writes the packed forms of a file. Of one that stays as the last build left it, its forms stay, too.
    fn pack<'b>(
        &self,
        path: &OutputPath,
        size: u64,
        is_kept: bool,
        bytes: impl FnOnce() -> Result<Cow<'b, [u8]>, OutputError>,
    ) -> Result<(), OutputError> {
        let Some(packer) = self.packer else { return Ok(()) };
        let mut missing = Vec::new();
        for (packing, form) in packer.forms(path, size) {
            let known = packer.known(&form).filter(|_| is_kept);
            let is_there = known.map_or(Ok(false), |entry| self.reuse(std::slice::from_ref(entry)))?;
            if !is_there {
                missing.push((packing, form));
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        let wrap = |source| OutputError { path: path.to_string(), source };
        let bytes = bytes()?;
        for (packing, form) in missing {
            if let Some(packed) = packed::pack(packing, &bytes).map_err(wrap)? {
                // A form is no text, so it gets none of its own.
                self.write(&form, packed)?;
            }
        }
        Ok(())
    }

    /// Whether all of these files are still there; then they stay.
    pub fn reuse(&self, files: &[Entry]) -> Result<bool, OutputError> {
        for file in files {
            if !self.output.keep(&file.path, file.size, file.sha256)? {
                return Ok(false);
            }
        }
        self.extend(files);
        Ok(true)
    }

    /// One recorder for one task, so that what it writes is known apart.
    pub fn apart(&self) -> Recorder<'a> {
        Recorder { output: self.output, packer: self.packer, files: Mutex::new(Vec::new()) }
    }

    pub fn extend(&self, files: &[Entry]) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(files);
    }

    /// The files noted so far, in the order in which they came.
    pub fn taken(self) -> Vec<Entry> {
        self.files.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of a file that the output has already.
    pub fn note(&self, path: &OutputPath, size: u64, sha256: Sum) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.push(Entry { path: path.clone(), size, sha256 });
    }

    /// The files noted so far, by path; none of them is noted any more.
    pub fn finish(&self) -> Manifest {
        let mut files = std::mem::take(&mut *self.files.lock().unwrap_or_else(PoisonError::into_inner));
        files.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
        Manifest { files }
    }
}

/// A file that is written piece by piece.
pub struct Stream<'a> {
    recorder: &'a Recorder<'a>,
    path: &'a OutputPath,
    hasher: Sha256,
    size: u64,
    sink: Option<Box<dyn Sink + 'a>>,
    /// What was written, where there is no sink.
    gathered: Vec<u8>,
}

impl Stream<'_> {
    /// The file is whole.
    ///
    /// # Errors
    /// Where the output refuses it.
    pub fn finish(self) -> Result<(), OutputError> {
        let Self { recorder, path, hasher, size, sink, gathered } = self;
        let wrap = |source| OutputError { path: path.to_string(), source };
        recorder.settle(
            path,
            (size, hasher.into()),
            (sink, gathered),
            |(sink, gathered)| match sink {
                Some(sink) => sink.bytes().map(Cow::Owned).map_err(wrap),
                None => Ok(Cow::Borrowed(gathered)),
            },
            |(sink, gathered)| match sink {
                Some(sink) => sink.place().map_err(wrap),
                None => recorder.output.write(path, gathered),
            },
        )
    }
}

impl Write for Stream<'_> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        match &mut self.sink {
            Some(sink) => sink.write_all(piece)?,
            None => self.gathered.extend(piece),
        }
        self.hasher.update(piece);
        self.size += piece.len() as u64;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.as_mut().map_or(Ok(()), |sink| sink.flush())
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

    /// One line a file, so that a difference between two manifests reads well. Goes out piece by piece: that of a large
    /// site has a hundred megabytes.
    ///
    /// # Errors
    /// Where `out` refuses a piece.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        write!(out, "{{\n\"generator\": {},\n\"version\": 1,\n\"files\": {{", json!(super::pages::GENERATOR))?;
        let line = |file: &Entry| {
            let (path, size, sha256) = (json!(file.path.as_str()), file.size, file.sha256);
            format!("\n{path}: {{\"size\":{size},\"sha256\":\"{sha256}\"}}")
        };
        for (index, files) in self.files.chunks(8 * 1024).enumerate() {
            let lines: Vec<String> = files.par_iter().map(line).collect();
            let comma = if index > 0 { "," } else { "" };
            out.write_all([comma, &lines.join(",")].concat().as_bytes())?;
        }
        out.write_all(b"\n}\n}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_of_many_pieces_is_one_list() {
        for count in [0, 1, 8 * 1024, 8 * 1024 + 1, 20_000] {
            let file = |number: usize| Entry {
                path: OutputPath::new(format!("tin/\"{number:05}\".html")),
                size: number as u64,
                sha256: Sum::of(&number.to_le_bytes()),
            };
            let manifest = Manifest { files: (0..count).map(file).collect() };
            let mut text = Vec::new();
            manifest.write(&mut text).expect("a vector takes every byte");
            let read: serde_json::Value = serde_json::from_slice(&text).expect("JSON");
            let files = read["files"].as_object().expect("a map");
            assert_eq!(files.len(), count);
            for (entry, (path, found)) in manifest.files.iter().zip(files) {
                assert_eq!(entry.path.as_str(), path);
                assert_eq!(*found, json!({"size": entry.size, "sha256": entry.sha256.to_string()}));
            }
        }
    }
}
