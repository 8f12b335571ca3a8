//! Content of an earlier format becomes content of the present one.
//!
//! Takes the settings of a site, gives what would change in them; nothing is written here. Every step from one format to
//! the next is a function below, so that a site of any age goes through all that it missed.

use crate::discover::Sources;
use crate::parse::{self, FORMAT};
use crate::source::SourcePath;

/// A text that a migration changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub path: SourcePath,
    pub before: String,
    pub after: String,
}

/// What a migration does to a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration {
    /// The format that the site has.
    pub from: u32,
    /// In the order of paths; empty where the site has the present format.
    pub changes: Vec<Change>,
}

/// Why a site cannot be migrated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MigrateError {
    #[error("content/site.yaml is missing or cannot be read; `bantin check` says why")]
    Settings,
    #[error("the content has format {0}, which is newer than this program; update bantin")]
    Newer(u32),
    #[error("content/site.yaml is written in a way that cannot be changed safely; add the line `format: 1` by hand")]
    ByHand,
}

/// Works out what is to be changed.
///
/// # Errors
/// Where the settings cannot be read, or are of a later format.
pub fn migration(sources: &Sources) -> Result<Migration, MigrateError> {
    let path = SourcePath::new("content/site.yaml");
    let text = sources.texts.get(&path).ok_or(MigrateError::Settings)?.text();
    let from = parse::format_of(&path, text).ok_or(MigrateError::Settings)?;
    match from {
        FORMAT => Ok(Migration { from, changes: Vec::new() }),
        0 => {
            let change = numbered(path, text);
            // Where the line would make another text of it, a person must write it.
            if parse::format_of(&change.path, &change.after) != Some(FORMAT) {
                return Err(MigrateError::ByHand);
            }
            Ok(Migration { from, changes: vec![change] })
        }
        newer => Err(MigrateError::Newer(newer)),
    }
}

/// From 0, before formats were numbered, to 1: the number is all that is missing.
fn numbered(path: SourcePath, text: &str) -> Change {
    // A first line of three dashes begins the document.
    let start = text.strip_prefix("---").and_then(|rest| rest.find('\n')).map_or(0, |end| end + 4);
    Change { path, before: text.to_owned(), after: format!("{}format: 1\n{}", &text[..start], &text[start..]) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::SourceText;

    fn of(text: &str) -> Result<Migration, MigrateError> {
        let mut sources = Sources::default();
        sources.texts.insert(SourcePath::new("content/site.yaml"), SourceText::new(text.to_owned()));
        migration(&sources)
    }

    #[test]
    fn every_format_has_its_way() {
        let old = of("# Cài đặt\ntitle: Trang\n").expect("an old site");
        assert_eq!((old.from, old.changes[0].after.as_str()), (0, "format: 1\n# Cài đặt\ntitle: Trang\n"));
        assert_eq!(of(&old.changes[0].after), Ok(Migration { from: 1, changes: Vec::new() }));
        let dashes = of("---\ntitle: Trang\n").expect("an old site");
        assert_eq!(dashes.changes[0].after, "---\nformat: 1\ntitle: Trang\n");
        assert_eq!(of("{title: Trang}\n"), Err(MigrateError::ByHand));
        assert_eq!(of("format: 2\ntitle: Trang\n"), Err(MigrateError::Newer(2)));
        assert_eq!(of("title: [\n"), Err(MigrateError::Settings));
        assert_eq!(of("format: một\ntitle: Trang\n"), Err(MigrateError::Settings));
        assert_eq!(migration(&Sources::default()), Err(MigrateError::Settings));
    }
}
