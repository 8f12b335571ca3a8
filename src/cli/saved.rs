//! Files that a command writes where the user says: pages for people, which replace earlier ones of their kind alone.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::source::Lang;
use crate::write;

use super::build::shown;
use super::phrases::phrase;

/// Writes a page whose second line is `mark`. An earlier page of the same `command` gives way; any other file stays.
pub fn save(path: &Path, page: &str, mark: &str, command: &str, lang: Lang) -> Result<()> {
    let name = || path.display().to_string();
    match fs::read_to_string(path) {
        Ok(text) if text.lines().nth(1) != Some(mark) => {
            let words = phrase(
                lang,
                "{} đã có và không phải báo cáo của `{command}`; hãy chọn tên khác",
                "{} exists and is no report of `{command}`; choose another name",
            );
            bail!(words.replace("{}", &shown(path)).replace("{command}", command))
        }
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            bail!(
                phrase(lang, "{} đã có; hãy chọn tên khác", "{} exists; choose another name")
                    .replace("{}", &shown(path))
            )
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error).with_context(name),
        _ => {}
    }
    write::replace(path, &[page.as_bytes()]).with_context(name)
}
