//! One edit after the other, as staff make them, on a generated site. Takes the site's folder, changes files in it and
//! puts everything back in the end; how long a build takes after each is measured elsewhere.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use walkdir::WalkDir;

/// What is changed before a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    Nothing,
    Body,
    Title,
    Target,
    Unit,
    Template,
    Deletion,
}

impl Edit {
    /// In the order in which they are made; the bulletin that is deleted is another than the one that is changed.
    pub const ALL: [Edit; 7] =
        [Edit::Nothing, Edit::Body, Edit::Title, Edit::Target, Edit::Unit, Edit::Template, Edit::Deletion];

    pub fn name(self) -> &'static str {
        match self {
            Edit::Nothing => "nothing changed",
            Edit::Body => "a body edited",
            Edit::Title => "a title edited",
            Edit::Target => "a target edited",
            Edit::Unit => "a unit renamed",
            Edit::Template => "a template edited",
            Edit::Deletion => "a bulletin deleted",
        }
    }
}

/// The theme of the measured site: bantin's own, with one file of its own.
const THEME: &str = "scale";
const TEMPLATE: &str = "bulletin.html";
const TEMPLATES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/templates");

/// Gives the site a theme with a copy of one template, before anything is built, so that the template can be edited.
pub fn add_theme(site: &Path) -> io::Result<()> {
    let folder = site.join("themes").join(THEME).join("templates");
    fs::create_dir_all(&folder)?;
    let template = fs::read_to_string(Path::new(TEMPLATES).join(TEMPLATE))?;
    fs::write(folder.join(TEMPLATE), format!("{template}{{# 0 #}}\n"))?;
    let settings = site.join("content/site.yaml");
    let text = fs::read_to_string(&settings)?;
    fs::write(settings, format!("{text}theme: {THEME}\n"))
}

/// The files that are edited, and what stood in them before.
pub struct Subject {
    /// A bulletin in the middle of the site, with a target in the long form.
    pub bulletin: PathBuf,
    deleted: PathBuf,
    units: PathBuf,
    template: PathBuf,
    before: Vec<(PathBuf, String)>,
}

impl Subject {
    /// Chooses the files. The same site gives the same choice.
    ///
    /// # Errors
    /// Where files cannot be read, or none fits, as on a site of very few bulletins.
    pub fn choose(site: &Path) -> io::Result<Self> {
        let folder = site.join("content/bulletins");
        let mut bulletins = Vec::new();
        let mut linked = BTreeSet::new();
        for entry in WalkDir::new(&folder).sort_by_file_name() {
            let entry = entry?;
            if entry.path().extension().is_some_and(|extension| extension == "md") {
                let text = fs::read_to_string(entry.path())?;
                linked.extend(links(&text));
                bulletins.push((entry.into_path(), text.contains(GOAL)));
            }
        }
        let later = || bulletins[bulletins.len() / 2..].iter();
        let bulletin = later().find(|(_, has_goal)| *has_goal).map(|(path, _)| path.clone());
        // A link to a bulletin that is gone would be an error.
        let is_named = |path: &Path| path.strip_prefix(&folder).is_ok_and(|path| linked.contains(path));
        let is_free =
            |path: &&PathBuf| Some(*path) != bulletin.as_ref() && !is_named(path) && !path.ends_with("index.md");
        let deleted = later().map(|(path, _)| path).find(is_free).cloned();
        let missing = || io::Error::other("no bulletin is fit for edits: the site is too small");
        let mut subject = Self {
            bulletin: bulletin.ok_or_else(missing)?,
            deleted: deleted.ok_or_else(missing)?,
            units: site.join("content/units.yaml"),
            template: site.join("themes").join(THEME).join("templates").join(TEMPLATE),
            before: Vec::new(),
        };
        for path in [&subject.bulletin, &subject.deleted, &subject.units, &subject.template] {
            subject.before.push((path.clone(), fs::read_to_string(path)?));
        }
        Ok(subject)
    }

    pub fn make(&self, edit: Edit) -> io::Result<()> {
        match edit {
            Edit::Nothing => Ok(()),
            Edit::Body => change(&self.bulletin, |text| with_paragraph(text, 0)),
            Edit::Title => change(&self.bulletin, |text| text.replacen("\ndate:", " (bổ sung)\ndate:", 1)),
            Edit::Target => change(&self.bulletin, lower_goal),
            Edit::Unit => {
                let unit = fs::read_to_string(&self.bulletin)?;
                let unit = unit.split("\nunit: ").nth(1).and_then(|rest| rest.lines().next()).unwrap_or_default();
                change(&self.units, |text| {
                    text.replacen(&format!("\n{unit}: {{name: "), &format!("\n{unit}: {{name: Đổi tên "), 1)
                })
            }
            Edit::Template => change(&self.template, |text| text.replace("{# 0 #}", "{# 1 #}")),
            Edit::Deletion => fs::remove_file(&self.deleted),
        }
    }

    /// Puts everything back.
    pub fn restore(&self) -> io::Result<()> {
        self.before.iter().try_for_each(|(path, text)| save(path, text))
    }
}

/// A word that no generated bulletin has; each number gives another. It is one word, because programs put spaces of
/// their own between a word and a number.
pub fn mark(number: u32) -> String {
    format!("lansua{number:04}")
}

/// The text of a bulletin with one more paragraph, which holds the mark.
pub fn with_paragraph(text: &str, number: u32) -> String {
    format!("{text}\nCâu này được thêm vào để đo: {}.\n", mark(number))
}

/// Writes beside and renames, as careful editors do.
pub fn save(path: &Path, text: &str) -> io::Result<()> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.tmp"));
    fs::write(&beside, text)?;
    fs::rename(beside, path)
}

fn change(path: &Path, edit: impl FnOnce(&str) -> String) -> io::Result<()> {
    let text = fs::read_to_string(path)?;
    let edited = edit(&text);
    if edited == text {
        return Err(io::Error::other(format!("nothing to edit in {}", path.display())));
    }
    save(path, &edited)
}

/// How a goal begins that can be lowered.
const GOAL: &str = "    goal: {comparator: \">=\", value: ";

fn lower_goal(text: &str) -> String {
    let Some((before, after)) = text.split_once(GOAL) else { return text.to_owned() };
    let digits = after.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(after.len());
    let value: u32 = after[..digits].parse().unwrap_or(1);
    format!("{before}{GOAL}{}{}", value.saturating_sub(1), &after[digits..])
}

/// The bulletins that a text links to, below `content/bulletins/`.
fn links(text: &str) -> impl Iterator<Item = PathBuf> {
    text.split("](").skip(1).filter_map(|rest| {
        let target = rest.split(')').next()?;
        target.ends_with(".md").then(|| {
            let target = target.strip_prefix("/bulletins/").unwrap_or(target);
            PathBuf::from(target.trim_start_matches("../"))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_of_texts() {
        let text = "x\n    goal: {comparator: \">=\", value: 66, unit: \"%\"}\n";
        assert_eq!(lower_goal(text), "x\n    goal: {comparator: \">=\", value: 65, unit: \"%\"}\n");
        assert_eq!(lower_goal("x"), "x");
        let found: Vec<PathBuf> = links("[a](/bulletins/2017/a.md) [b](../../2019/b/index.md) [c](x.txt)").collect();
        assert_eq!(found, [PathBuf::from("2017/a.md"), PathBuf::from("2019/b/index.md")]);
    }
}
