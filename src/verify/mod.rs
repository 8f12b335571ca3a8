//! A published site held against its manifest: which files were changed, which are missing, and which nobody made.
//!
//! Takes a folder, or the address of a server on this machine, and gives lists of addresses. A page that somebody broke
//! in and put there is an extra file, or a changed one. The manifest must be one that nobody could change: a copy that is
//! kept elsewhere, or one whose signature is checked with a public key.

mod folder;
mod http;
mod web;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::digest::hex;
use crate::render::{MANIFEST, SIGNATURE};
use crate::signing::{Invalid, Public};

pub use web::Web;

/// The one version of the manifest's format.
const VERSION: u32 = 1;

/// Bytes: the manifest of three million files.
const LARGEST_MANIFEST: u64 = 512 << 20;

/// Bytes: a signature has about 300, and whatever comment somebody wrote.
const LARGEST_SIGNATURE: u64 = 64 << 10;

/// Why a site cannot be held against a manifest.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    #[error("{path}")]
    Read { path: PathBuf, source: io::Error },
    #[error("{path}: this is no manifest of bantin: {reason}")]
    Manifest { path: PathBuf, reason: String },
    #[error(
        "{0}: bantin asks servers on this very machine only (http://127.0.0.1…, http://[::1]…, http://localhost…); copy the site to a folder and verify that, or run `bantin verify` on the server itself"
    )]
    NotLocal(String),
    #[error("{0}: write the address as http://127.0.0.1:8080/, without a name, a question mark or a #")]
    Address(String),
    #[error("{address}: the server gives no whole answer: {source}")]
    Server { address: String, source: io::Error },
    #[error("{0}: the server has no manifest.json; give the copy with --manifest")]
    NoManifest(String),
}

/// Where a site lies.
#[derive(Debug)]
pub enum Place {
    Folder(PathBuf),
    Web(Web),
}

impl Place {
    /// Understands a folder or an address as it is typed.
    ///
    /// # Errors
    /// Where it is an address that is not asked.
    pub fn read(text: &Path) -> Result<Self, VerifyError> {
        match text.to_str() {
            Some(address) if address.contains("://") => Web::read(address).map(Self::Web),
            _ => Ok(Self::Folder(text.to_owned())),
        }
    }

    /// The bytes of a file in the top folder, where there is one of at most `limit` bytes.
    fn file(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, VerifyError> {
        match self {
            Self::Folder(folder) => read_file(&folder.join(name), limit),
            Self::Web(web) => web.file(name, limit),
        }
    }
}

/// What differs; every list is sorted.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Differences {
    /// Files whose bytes are not those of the manifest, or that are no plain files.
    pub changed: Vec<String>,
    pub missing: Vec<String>,
    /// Files that the manifest does not name. A server does not tell what else it has.
    pub extra: Option<Vec<String>>,
    /// Files of which the server gave no whole answer.
    pub unread: Vec<String>,
    /// How many files the manifest names.
    pub files: usize,
    /// SHA-256 of the manifest itself.
    pub manifest: String,
    pub signature: Signature,
}

/// What is known of the manifest's signature.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum Signature {
    /// None is there and none was asked for.
    #[default]
    None,
    /// One is there, and no key was given to check it.
    NotChecked,
    Valid {
        comment: String,
    },
    /// A key was given, and no signature is there.
    Missing,
    Invalid {
        reason: Invalid,
    },
}

impl Differences {
    pub fn is_none(&self) -> bool {
        let lists = [&self.changed, &self.missing, &self.unread].into_iter().chain(&self.extra);
        lists.into_iter().all(Vec::is_empty) && self.is_believed()
    }

    /// Whether the manifest can be believed, as far as that was asked.
    pub fn is_believed(&self) -> bool {
        !matches!(self.signature, Signature::Missing | Signature::Invalid { .. })
    }
}

#[derive(Deserialize)]
struct Manifest {
    version: u32,
    files: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct Entry {
    size: u64,
    sha256: String,
}

type Entries = BTreeMap<String, Entry>;

/// Holds the site at `place` against the manifest in the file `manifest`, or against its own. Where a key is given, the
/// manifest's signature is checked first, and files are not looked at where it says nothing.
///
/// # Errors
/// Where the manifest cannot be read or is none, or the system or the server refuses a file.
pub fn verify(place: &Place, manifest: Option<&Path>, key: Option<&Public>) -> Result<Differences, VerifyError> {
    let (text, path) = manifest_text(place, manifest)?;
    let signature = signature(place, manifest)?;
    let mut found = Differences {
        manifest: hex(&Sha256::digest(&text)),
        signature: state(&text, signature.as_deref(), key),
        ..Differences::default()
    };
    if !found.is_believed() {
        return Ok(found);
    }
    let expected = read(&text).map_err(|reason| VerifyError::Manifest { path, reason })?;
    found.files = expected.len();
    match place {
        Place::Folder(folder) => folder::compare(folder, &expected, &text, &mut found)?,
        Place::Web(web) => web.compare(&expected, manifest.map(|_| text.as_slice()), &mut found)?,
    }
    for list in [&mut found.changed, &mut found.missing, &mut found.unread].into_iter().chain(&mut found.extra) {
        list.sort();
    }
    Ok(found)
}

/// The manifest that counts, and where it was read.
fn manifest_text(place: &Place, copy: Option<&Path>) -> Result<(Vec<u8>, PathBuf), VerifyError> {
    let (found, path) = match (copy, place) {
        (Some(copy), _) => (read_file(copy, LARGEST_MANIFEST)?, copy.to_owned()),
        (None, Place::Folder(folder)) => (place.file(MANIFEST, LARGEST_MANIFEST)?, folder.join(MANIFEST)),
        (None, Place::Web(web)) => {
            let text = place.file(MANIFEST, LARGEST_MANIFEST)?;
            return text.map(|text| (text, web.address_of(MANIFEST).into())).ok_or_else(|| web.no_manifest());
        }
    };
    match found {
        Some(text) => Ok((text, path)),
        None => Err(VerifyError::Read { path, source: io::ErrorKind::NotFound.into() }),
    }
}

/// The signature beside the copy, else the one of the site.
fn signature(place: &Place, copy: Option<&Path>) -> Result<Option<Vec<u8>>, VerifyError> {
    let beside = copy.map(|copy| {
        let mut name = copy.as_os_str().to_owned();
        name.push(SIGNATURE.trim_start_matches(MANIFEST));
        PathBuf::from(name)
    });
    if let Some(text) = beside.map(|path| read_file(&path, LARGEST_SIGNATURE)).transpose()?.flatten() {
        return Ok(Some(text));
    }
    place.file(SIGNATURE, LARGEST_SIGNATURE)
}

fn state(manifest: &[u8], signature: Option<&[u8]>, key: Option<&Public>) -> Signature {
    let (signature, key) = match (signature, key) {
        (None, None) => return Signature::None,
        (Some(_), None) => return Signature::NotChecked,
        (None, Some(_)) => return Signature::Missing,
        (Some(signature), Some(key)) => (signature, key),
    };
    let text = std::str::from_utf8(signature).map_err(|_| Invalid::Damaged);
    match text.and_then(|text| key.check(manifest, text)) {
        Ok(comment) => Signature::Valid { comment },
        Err(reason) => Signature::Invalid { reason },
    }
}

/// The files of a manifest; names that lead out of the folder are none of bantin's.
fn read(text: &[u8]) -> Result<Entries, String> {
    let manifest: Manifest = serde_json::from_slice(text).map_err(|error| error.to_string())?;
    if manifest.version != VERSION {
        return Err(format!("version {}", manifest.version));
    }
    let is_inside =
        |name: &String| name.split('/').all(|part| !matches!(part, "" | "." | "..") && !part.contains('\\'));
    match manifest.files.keys().find(|name| !is_inside(name)) {
        Some(name) => Err(name.clone()),
        None => Ok(manifest.files),
    }
}

/// A whole file, where it is there.
fn read_file(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, VerifyError> {
    let failed = |source| VerifyError::Read { path: path.to_owned(), source };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    let mut text = Vec::new();
    file.take(limit + 1).read_to_end(&mut text).map_err(failed)?;
    if text.len() as u64 > limit {
        return Err(failed(io::ErrorKind::FileTooLarge.into()));
    }
    Ok(Some(text))
}
