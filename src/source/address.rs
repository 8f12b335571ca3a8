//! Addresses: the slug in a file name, the path of an output file, the link from one page to another.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text;

/// A part of an address: lower-case Latin letters, digits and single hyphens, never empty.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

impl Slug {
    /// Folds any text to a slug (`Đề án 06` → `de-an-06`); `None` where no letter or digit is left.
    pub fn fold(text: &str) -> Option<Slug> {
        let slug = text::slug(text);
        (!slug.is_empty()).then(|| Slug(slug.into()))
    }

    /// Takes a text that already is a slug.
    pub fn parse(text: &str) -> Option<Slug> {
        (!text.is_empty() && text::slug(text) == text).then(|| Slug(text.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A file below the output folder: `tin/2021/10/cao-lanh.html`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OutputPath(Arc<str>);

impl From<OutputPath> for String {
    fn from(path: OutputPath) -> Self {
        path.to_string()
    }
}

impl TryFrom<String> for OutputPath {
    type Error = &'static str;

    fn try_from(path: String) -> Result<Self, Self::Error> {
        Self::read(&path).ok_or("not an output path")
    }
}

/// Relative, and without a step that leads out of the output.
fn is_plain(path: &str) -> bool {
    !path.is_empty() && !path.starts_with('/') && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// The address of a page is the path of its file: links name the file, so that they work from a USB stick.
pub type UrlPath = OutputPath;

impl OutputPath {
    /// # Panics
    /// Where `path` is absolute or climbs with `..`: every caller builds it from checked parts.
    pub fn new(path: impl AsRef<str>) -> Self {
        let path = path.as_ref();
        assert!(is_plain(path), "an output path is relative and plain: {path:?}");
        Self(path.into())
    }

    /// A path that something else wrote; `None` where it is none.
    pub fn read(path: &str) -> Option<Self> {
        is_plain(path).then(|| Self(path.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many folders lie above the file.
    pub fn depth(&self) -> usize {
        self.0.matches('/').count()
    }

    /// The way back from the file's folder to the top: `""`, `../`, `../../`.
    pub fn to_root(&self) -> String {
        "../".repeat(self.depth())
    }

    pub fn extension(&self) -> &str {
        let name = self.0.rsplit('/').next().unwrap_or(&self.0);
        name.rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// The same place with another extension: the `.md` and `.json` beside a bulletin.
    #[must_use]
    pub fn with_extension(&self, extension: &str) -> Self {
        let stem = self.0.strip_suffix(self.extension()).unwrap_or(&self.0);
        Self::new(format!("{stem}{extension}"))
    }
}

/// So that tables of paths are asked by any text.
impl Borrow<str> for OutputPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The link that leads from the page `from` to the file `to`, without leaving the site: `../../chi-so/pci.html`.
pub fn relative_url(from: &OutputPath, to: &str) -> String {
    let mut from_parts = from.as_str().split('/').peekable();
    let mut to_parts = to.split('/').peekable();
    // The last part of each is a file, not a folder to share.
    while let (Some(a), Some(b)) = (from_parts.peek(), to_parts.peek()) {
        let rest_has_folder = |parts: &std::iter::Peekable<std::str::Split<'_, char>>| parts.clone().count() > 1;
        if a != b || !rest_has_folder(&from_parts) || !rest_has_folder(&to_parts) {
            break;
        }
        from_parts.next();
        to_parts.next();
    }
    let mut url = "../".repeat(from_parts.count().saturating_sub(1));
    for (index, part) in to_parts.enumerate() {
        if index > 0 {
            url.push('/');
        }
        url.push_str(part);
    }
    url
}

/// A path as it may stand in a URI (RFC 3986): everything but unreserved characters and `/` is escaped, a `:` too, which
/// would otherwise make the first folder a scheme.
pub(crate) fn percent_encode(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// Undoes percent-encoding; what is malformed stays as it is.
pub(crate) fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let pair = bytes.get(index + 1..index + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) if bytes[index] == b'%' => {
                decoded.push(byte);
                index += 3;
            }
            _ => {
                decoded.push(bytes[index]);
                index += 1;
            }
        }
    }
    String::from_utf8(decoded).map_or(text.to_owned(), |decoded| text::nfc(&decoded).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_and_name_the_file() {
        let cases = [
            ("index.html", "tin/index.html", "tin/index.html"),
            ("tin/2021/10/a.html", "tin/2021/10/b.html", "b.html"),
            ("tin/2021/10/a.html", "chi-so/pci.html", "../../../chi-so/pci.html"),
            ("tin/2021/index.html", "tin/index.html", "../index.html"),
            ("tin/a.html", "index.html", "../index.html"),
            ("tin/tin.html", "tin/tin.html", "tin.html"),
        ];
        for (from, to, expected) in cases {
            assert_eq!(relative_url(&OutputPath::new(from), to), expected, "{from} → {to}");
        }
    }

    #[test]
    fn siblings_share_the_stem() {
        let page = OutputPath::new("tin/2021/10/v1.2.html");
        assert_eq!(page.with_extension("json").as_str(), "tin/2021/10/v1.2.json");
        assert_eq!(page.to_root(), "../../../");
    }
}
