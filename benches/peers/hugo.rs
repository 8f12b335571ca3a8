//! A Hugo site with the bulletins of a generated site. Takes that site's `content/`, gives a folder that Hugo builds
//! with `plain.yaml` (a small theme, as Hugo is mostly measured) or `equal.yaml` (pages like those of bantin's own
//! theme). The templates lie in `hugo/` beside this file; the same content gives the same bytes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde_yaml::{Mapping, Value};
use walkdir::WalkDir;

use super::front::{Names, converted};

/// The two sets of templates, each named like its settings.
pub const SETS: [&str; 2] = ["plain", "equal"];

const TEMPLATES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers/hugo");
const THEME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/static");

/// Writes the site into `to`, which should be new.
///
/// # Errors
/// Where something cannot be read or written.
pub fn write(site: &Path, to: &Path) -> io::Result<()> {
    let content = site.join("content");
    copy_folder(Path::new(TEMPLATES), to)?;
    copy_folder(Path::new(THEME), &to.join("static-equal/theme"))?;
    for name in ["units.yaml", "indicators.yaml"] {
        put(&to.join("data").join(name), &fs::read_to_string(content.join(name))?)?;
    }
    let areas = fs::read_to_string(to.join("areas.yaml"))?;
    put(&to.join("data/areas.yaml"), &areas)?;
    let settings: Mapping = yaml(&fs::read_to_string(content.join("site.yaml"))?)?;
    let categories = settings.get("categories").and_then(Value::as_mapping).cloned().unwrap_or_default();
    let units: Mapping = yaml(&fs::read_to_string(content.join("units.yaml"))?)?;
    let indicators: Mapping = yaml(&fs::read_to_string(content.join("indicators.yaml"))?)?;
    let pages = to.join("content");
    terms(&pages, "units", "Đơn vị", &units)?;
    terms(&pages, "categories", "Chuyên mục", &categories)?;
    // Only the equal templates know these: as terms of theirs, and as pages of their own for nobody else.
    terms(&to.join("content-equal"), "indicators", "Chỉ số", &indicators)?;
    terms(&to.join("content-equal"), "areas", "Lĩnh vực", &yaml(&areas)?)?;
    // The other formats belong to bulletins.
    let about = fs::read_to_string(content.join("pages/gioi-thieu.md"))?;
    put(&pages.join("gioi-thieu.md"), &about.replacen("---\n", "---\noutputs: [html]\n", 1))?;
    let years = bulletins(&content.join("bulletins"), &pages.join("bulletins"), &names(&indicators))?;
    put(&pages.join("bulletins/_index.md"), &titled("Bản tin"))?;
    for year in &years {
        put(&pages.join(format!("bulletins/{year}/_index.md")), &titled(&format!("Bản tin năm {year}")))?;
    }
    registers(&to.join("content-equal"), &years)
}

/// Where a generated bulletin ends up below the output of a set of templates.
pub fn page(set: &str, year: &str, month: &str, stem: &str) -> String {
    match set {
        "plain" => format!("tin/{year}/{month}/{stem}/"),
        _ => format!("tin/{year}/{month}/{stem}.html"),
    }
}

fn bulletins(from: &Path, to: &Path, indicators: &Names) -> io::Result<BTreeSet<String>> {
    let mut years = BTreeSet::new();
    for entry in WalkDir::new(from).sort_by_file_name() {
        let entry = entry?;
        if !entry.file_type().is_file() {
            continue;
        }
        let path = entry.path().strip_prefix(from).map_err(io::Error::other)?;
        let text = fs::read_to_string(entry.path())?;
        let is_bulletin = path.extension().is_some_and(|extension| extension == "md");
        put(&to.join(path), &if is_bulletin { converted(&text, indicators)? } else { text })?;
        years.extend(path.iter().next().map(|year| year.to_string_lossy().into_owned()));
    }
    Ok(years)
}

/// The page of every term, so that it has its name; without one Hugo shows the id.
fn terms(pages: &Path, taxonomy: &str, title: &str, entries: &Mapping) -> io::Result<()> {
    put(&pages.join(taxonomy).join("_index.md"), &titled(title))?;
    for (id, name) in names(entries) {
        put(&pages.join(taxonomy).join(id).join("_index.md"), &titled(&name))?;
    }
    Ok(())
}

/// The registers of targets, tasks and decisions: sections, because only they have pages of lists.
fn registers(pages: &Path, years: &BTreeSet<String>) -> io::Result<()> {
    for (folder, title) in [("targets", "Chỉ tiêu"), ("tasks", "Nhiệm vụ"), ("decisions", "Văn bản")] {
        put(&pages.join(folder).join("_index.md"), &format!("---\ntitle: {title}\nlayout: registers\n---\n"))?;
        for year in years {
            let text = format!("---\ntitle: {title} năm {year}\nlayout: {folder}\nparams: {{year: {year}}}\n---\n");
            put(&pages.join(folder).join(year).join("_index.md"), &text)?;
        }
    }
    Ok(())
}

fn titled(title: &str) -> String {
    format!("---\ntitle: {title}\n---\n")
}

/// The names of registry entries, which are texts or have a field `name`.
fn names(entries: &Mapping) -> Names {
    let name = |value: &Value| value.as_str().or_else(|| value.as_mapping()?.get("name")?.as_str()).map(str::to_owned);
    entries.iter().filter_map(|(id, value)| Some((id.as_str()?.to_owned(), name(value)?))).collect()
}

fn yaml(text: &str) -> io::Result<Mapping> {
    serde_yaml::from_str(text).map_err(io::Error::other)
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    for entry in WalkDir::new(from).sort_by_file_name() {
        let entry = entry?;
        let path: PathBuf = to.join(entry.path().strip_prefix(from).map_err(io::Error::other)?);
        match entry.file_type().is_dir() {
            true => fs::create_dir_all(path)?,
            false => drop(fs::copy(entry.path(), path)?),
        }
    }
    Ok(())
}

fn put(path: &Path, text: &str) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, text)
}
