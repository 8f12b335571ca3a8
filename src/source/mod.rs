//! The vocabulary of files and addresses, under every room: where a text comes from, where a page goes to.
//!
//! Paths are UTF-8 with `/` on every system, in NFC, relative to the site folder or to the output folder.
//! Reading and writing them is the business of `discover` and `write`.

mod address;
mod lang;
mod web;

pub use address::{OutputPath, Slug, UrlPath, relative_url};
pub(crate) use address::{percent_decode, percent_encode};
pub use lang::Lang;
pub use web::{Disguise, WebAddress, is_below};

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The list of published addresses, in the site folder.
pub const ADDRESSES: &str = "addresses.lock";

/// A file below the site folder, as people name it: `content/bulletins/cao-lanh.md`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct SourcePath(Arc<str>);

impl From<String> for SourcePath {
    fn from(path: String) -> Self {
        Self(path.into())
    }
}

impl From<SourcePath> for String {
    fn from(path: SourcePath) -> Self {
        path.to_string()
    }
}

impl SourcePath {
    /// Takes a relative path with `/` between its parts; `\` of Windows becomes `/`.
    pub fn new(path: impl AsRef<str>) -> Self {
        let path = path.as_ref();
        let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
        Self(path.trim_start_matches("./").into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part: `cao-lanh.md`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The last part without its extension: `cao-lanh`.
    pub fn file_stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The extension in the spelling of the file: `md`, `""` where there is none.
    pub fn extension(&self) -> &str {
        self.file_name().rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// The folder that holds the file, `""` at the top.
    pub fn parent(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(parent, _)| parent)
    }

    /// The path that `reference`, written inside this file, names: relative to the file's folder, or from the
    /// site's `content/` where it starts with `/`. `None` where it would leave the site folder.
    pub fn join(&self, reference: &str) -> Option<SourcePath> {
        let (base, rest) = match reference.strip_prefix('/') {
            Some(rest) => ("content", rest),
            None => (self.parent(), reference),
        };
        let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
        for part in rest.split(['/', '\\']) {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(SourcePath(parts.join("/").into()))
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Every folder above a file, the top one first: `tin`, `tin/2021` of `tin/2021/a.html`.
pub(crate) fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

/// A range of bytes in a source text.
pub type Span = Range<usize>;

/// One step into a YAML document: a key of a map or a place in a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Step {
    Key(Arc<str>),
    Item(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Step::Key(key.into())
    }
}

impl From<usize> for Step {
    fn from(item: usize) -> Self {
        Step::Item(item)
    }
}

/// The way to a value in a YAML document: `targets[2].by`. Cheap to keep where a span would cost a second parse.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FieldPath(pub Vec<Step>);

impl FieldPath {
    pub fn root() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn then(&self, step: impl Into<Step>) -> Self {
        let mut steps = self.0.clone();
        steps.push(step.into());
        Self(steps)
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if index == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Item(item) => write!(f, "[{item}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stay_inside_the_site() {
        let file = SourcePath::new("content/bulletins/a/index.md");
        let cases = [
            ("anh.png", Some("content/bulletins/a/anh.png")),
            ("../b.md", Some("content/bulletins/b.md")),
            ("/pages/gioi-thieu.md", Some("content/pages/gioi-thieu.md")),
            ("../../../../etc/passwd", None),
        ];
        for (reference, expected) in cases {
            assert_eq!(file.join(reference).as_ref().map(SourcePath::as_str), expected, "{reference}");
        }
    }

    #[test]
    fn field_paths_print_as_people_write_them() {
        let path = FieldPath::root().then("targets").then(2).then("by");
        assert_eq!(path.to_string(), "targets[2].by");
    }
}
