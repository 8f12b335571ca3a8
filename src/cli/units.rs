//! The units of a site as commands look them up: by id, or by some words of a name.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::extract::KnownUnit;
use crate::parse::{self, front::UnitFront};
use crate::source::{Lang, SourcePath};
use crate::text;

use super::build::shown;
use super::phrases::phrase;

/// The units of the site, in the order of `units.yaml`.
pub struct Units(pub Vec<(String, UnitFront)>);

impl Units {
    /// Reads the register; there are none where there is no register, and mistakes in it are for `check` to report.
    ///
    /// # Errors
    /// Where the system refuses the file.
    pub fn of(content: &Path) -> Result<Self> {
        let (path, text) = register(content, "units.yaml")?;
        Ok(Self(parse::units(&path, &text).value.unwrap_or_default()))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn into_known(self) -> Vec<KnownUnit> {
        let known = |(id, unit): (String, UnitFront)| KnownUnit {
            id,
            name: unit.name,
            aliases: unit.aliases,
            kind: unit.kind.map(|kind| kind.key().to_owned()),
            parent: unit.parent,
        };
        self.0.into_iter().map(known).collect()
    }

    /// Whom the words name: an id, a whole name or alias, else all whose names hold the words.
    pub fn find(&self, words: &str) -> Vec<(&str, &str)> {
        let folded = text::fold(words);
        let names = |unit: &UnitFront| {
            let all = std::iter::once(&unit.name).chain(&unit.aliases);
            all.map(|name| text::fold(name)).collect::<Vec<_>>()
        };
        let chosen = |is_it: &dyn Fn(&str, &UnitFront) -> bool| -> Vec<(&str, &str)> {
            let found = self.0.iter().filter(|(id, unit)| is_it(id, unit));
            found.map(|(id, unit)| (id.as_str(), unit.name.as_str())).collect()
        };
        let by_id = chosen(&|id, _| id == words);
        if !by_id.is_empty() {
            return by_id;
        }
        let whole = chosen(&|_, unit| names(unit).contains(&folded));
        if !whole.is_empty() {
            return whole;
        }
        let holds = |name: &str| folded.split(' ').all(|word| name.split(' ').any(|other| other.starts_with(word)));
        chosen(&|id, unit| id.contains(words) || names(unit).iter().any(|name| holds(name)))
    }

    /// The id that `--unit` names.
    pub fn id(&self, unit: &str, lang: Lang) -> Result<String> {
        match self.0.iter().any(|(id, _)| id == unit) {
            true => Ok(unit.to_owned()),
            false => bail!(self.unknown(unit, lang)),
        }
    }

    pub fn unknown(&self, unit: &str, lang: Lang) -> String {
        let near = text::did_you_mean(unit, self.0.iter().map(|(id, _)| id.as_str()));
        let words = phrase(
            lang,
            "không có đơn vị `{}` trong content/units.yaml",
            "there is no unit `{}` in content/units.yaml",
        );
        let hint = near.map(|near| format!(" ({} `{near}`?)", phrase(lang, "có phải là", "did you mean")));
        format!("{}{}", words.replace("{}", unit), hint.unwrap_or_default())
    }
}

/// A register of the site; empty where there is none.
///
/// # Errors
/// Where the system refuses the file.
pub fn register(content: &Path, name: &str) -> Result<(SourcePath, String)> {
    let path = content.join(name);
    let text = match fs::read(&path) {
        Ok(bytes) => text::normalize(&String::from_utf8_lossy(&bytes)).into_owned(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error).with_context(|| shown(&path)),
    };
    Ok((SourcePath::new(format!("content/{name}")), text))
}
