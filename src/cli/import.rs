//! `bantin import`: drafts of bulletins from files that offices have. Nothing that exists is overwritten, one bad file
//! does not stop the others, and standard output carries results alone.

use std::fs;
use std::io::Write;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::extract::{Extraction, Known, extract};
use crate::import::draft::{Context, Draft, draft};
use crate::import::{self, File, Imported};
use crate::parse;
use crate::source::Lang;

use super::args::{ImportArgs, ImportFormat};
use super::build::shown;
use super::phrases::phrase;
use super::report::Terminal;
use super::units::{Units, register};
use super::{Outcome, print};

pub fn import(arguments: &ImportArgs, terminal: &Terminal) -> Result<Outcome> {
    if arguments.output.is_some() && (arguments.stdout || arguments.format == ImportFormat::Json) {
        bail!(phrase(
            terminal.lang,
            "--output là nơi ghi bản nháp, không dùng cùng --stdout hoặc --format json",
            "--output is where drafts are written; it does not go with --stdout or --format json",
        ));
    }
    let site = Site::open(arguments, terminal.lang)?;
    let writes = !arguments.stdout && arguments.format == ImportFormat::Md;
    if writes && arguments.output.is_none() && site.context.indicators.is_none() {
        let text = phrase(
            terminal.lang,
            "không thấy trang nào ở đây (thư mục content), nên bản nháp được ghi vào thư mục hiện tại; chỉ trang bằng --site, hay nơi ghi bằng --output",
            "there is no site here (a folder content), so drafts go to the current folder; give the site with --site, or a folder with --output",
        );
        terminal.say(text);
    }
    let mut outcome = Outcome::Done;
    let mut written = 0;
    for path in &arguments.files {
        match one(path, &site, arguments, terminal) {
            Ok(Made::Printed) => {}
            Ok(Made::Written) => written += 1,
            Ok(Made::Refused) if outcome == Outcome::Done => outcome = Outcome::ContentErrors,
            Ok(Made::Refused) => {}
            Err(error) if super::is_broken_pipe(&error) => return Err(error),
            Err(error) => {
                terminal.failure(&error);
                outcome = Outcome::Failed;
            }
        }
    }
    if written > 0 {
        let text = phrase(
            terminal.lang,
            "Đọc lại từng bản nháp, nhất là chỗ ghi `xem lại`, rồi chạy `bantin check`. Xóa dòng `draft` khi bài đã xong.",
            "Read each draft again, above all what says `xem lại`, then run `bantin check`. Delete the line `draft` when it is ready.",
        );
        terminal.say(text);
    }
    Ok(outcome)
}

/// What became of one file.
enum Made {
    Written,
    Printed,
    Refused,
}

/// What the site knows, and where drafts go.
struct Site {
    known: Known,
    context: Context,
    output: PathBuf,
}

impl Site {
    fn open(arguments: &ImportArgs, lang: Lang) -> Result<Self> {
        let folder = arguments.site.clone().unwrap_or_else(|| PathBuf::from("."));
        let content = folder.join("content");
        let has_site = content.is_dir();
        if !has_site && arguments.site.is_some() {
            return Err(crate::discover::DiscoverError::NoContent(folder).into());
        }
        let units = Units::of(&content)?;
        if let Some(unit) = arguments.unit.as_deref().filter(|_| has_site) {
            units.id(unit, lang)?;
        }
        let indicators = has_site.then(|| indicators(&content)).transpose()?;
        let default = if has_site { content.join("bulletins") } else { PathBuf::from(".") };
        Ok(Self {
            known: Known { units: units.into_known(), default_unit: arguments.unit.clone() },
            context: Context { unit: arguments.unit.clone(), indicators },
            output: arguments.output.clone().unwrap_or(default),
        })
    }
}

fn indicators(content: &Path) -> Result<Vec<String>> {
    let (path, text) = register(content, "indicators.yaml")?;
    Ok(parse::indicators(&path, &text).value.unwrap_or_default().into_iter().map(|(id, _)| id).collect())
}

fn one(path: &Path, site: &Site, arguments: &ImportArgs, terminal: &Terminal) -> Result<Made> {
    let metadata = fs::metadata(path).with_context(|| shown(path))?;
    // A pipe or a device may never end.
    if !metadata.is_file() {
        let text = phrase(terminal.lang, "không phải là tệp", "this is no file");
        terminal.error(&format!("{}: {text}", shown(path)));
        return Ok(Made::Refused);
    }
    let size = metadata.len();
    let bytes = if size > import::LARGEST_FILE { Vec::new() } else { fs::read(path).with_context(|| shown(path))? };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let folder = path.parent().unwrap_or(Path::new(""));
    let file = File { name: &name, bytes: &bytes, beside: &|name| beside(folder, name) };
    let read = if size > import::LARGEST_FILE {
        Err(import::Refusal::TooLarge { limit: import::LARGEST_FILE })
    } else {
        import::read(&file)
    };
    let imported = match read {
        Ok(imported) => imported,
        Err(refusal) => {
            terminal.error(&format!("{}: {}", shown(path), refusal.text(terminal.lang)));
            return Ok(Made::Refused);
        }
    };
    for remark in &imported.remarks {
        terminal.say(&format!("{}: {}", shown(path), remark.text(terminal.lang)));
    }
    let found = extract(&imported.text, &site.known);
    if arguments.format == ImportFormat::Json {
        print(&format!("{}\n", serde_json::to_string(&found.document(&imported.text))?))?;
        return Ok(Made::Printed);
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let made = draft(&imported, &found, &site.context, &stem);
    if arguments.stdout {
        print(&made.text)?;
        return Ok(Made::Printed);
    }
    let place = write(&made, &imported, &site.output)?;
    terminal.say(&format!("{} → {}: {}", shown(path), shown(&place), counts(&found, &made, terminal.lang)));
    if place.file_stem().is_none_or(|stem| stem != made.slug.as_str())
        && !place.ends_with(format!("{}/index.md", made.slug))
    {
        let text = phrase(
            terminal.lang,
            "đã có bài tên `{}` nên bản nháp mang tên khác; không ghi đè gì",
            "there is a bulletin `{}` already, so the draft has another name; nothing was overwritten",
        );
        terminal.say(&format!("{}: {}", shown(path), text.replace("{}", made.slug.as_str())));
    }
    print(&format!("{}\n", shown(&place)))?;
    Ok(Made::Written)
}

/// What the draft holds, in a few words.
fn counts(found: &Extraction, draft: &Draft, lang: Lang) -> String {
    let (targets, doubts) = (draft.targets.entries, draft.targets.doubts);
    let (documents, results) = (found.decisions.len(), draft.results.entries);
    match lang {
        Lang::Vi => format!("{documents} văn bản, {targets} chỉ tiêu ({doubts} cần xem lại), {results} kết quả"),
        Lang::En => format!("{documents} documents, {targets} targets ({doubts} to look at), {results} results"),
    }
}

/// A file that lies below a folder, however it is named; links out of the folder are not followed.
fn beside(folder: &Path, name: &str) -> Option<Vec<u8>> {
    /// No image is larger; see `import`.
    const LARGEST: u64 = 40 * 1024 * 1024;
    let is_below = Path::new(name).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !is_below {
        return None;
    }
    let root = if folder.as_os_str().is_empty() { Path::new(".") } else { folder }.canonicalize().ok()?;
    let path = root.join(name).canonicalize().ok()?;
    let is_file = fs::metadata(&path).is_ok_and(|data| data.is_file() && data.len() <= LARGEST);
    (path.starts_with(&root) && is_file).then(|| fs::read(&path).ok())?
}

/// Writes a draft under a free name: alone, or in a folder with its images.
fn write(draft: &Draft, imported: &Imported, folder: &Path) -> Result<PathBuf> {
    /// An officer who imports one file so often has lost the overview.
    const MOST: usize = 1000;
    fs::create_dir_all(folder).with_context(|| shown(folder))?;
    for copy in 1..=MOST {
        let name = if copy == 1 { draft.slug.to_string() } else { format!("{}-{copy}", draft.slug) };
        let (alone, own) = (folder.join(format!("{name}.md")), folder.join(&name));
        // A bulletin and a folder of one name would fight for one address.
        if alone.exists() || own.exists() {
            continue;
        }
        let written = if imported.images.is_empty() {
            create(&alone, draft.text.as_bytes()).map(|()| alone.clone())
        } else {
            with_images(&own, draft, imported)
        };
        match written {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            written => return written.with_context(|| shown(if imported.images.is_empty() { &alone } else { &own })),
        }
    }
    bail!("{}: {}-{MOST}", shown(folder), draft.slug)
}

/// The folder appears whole: it is filled under another name first.
fn with_images(folder: &Path, draft: &Draft, imported: &Imported) -> std::io::Result<PathBuf> {
    let mut name = std::ffi::OsString::from(".");
    name.push(folder.file_name().unwrap_or_default());
    name.push(format!(".{}", std::process::id()));
    let staged = folder.with_file_name(name);
    fs::create_dir(&staged)?;
    let fill = || {
        for image in &imported.images {
            create(&staged.join(&image.name), &image.bytes)?;
        }
        create(&staged.join("index.md"), draft.text.as_bytes())?;
        fs::rename(&staged, folder)
    };
    let filled = fill();
    if filled.is_err() {
        let _ = fs::remove_dir_all(&staged);
    }
    filled.map(|()| folder.join("index.md"))
}

/// Writes a file that must not exist; what could not be written whole is taken away again.
fn create(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = file.write_all(bytes);
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written
}
