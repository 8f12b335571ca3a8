//! A site folder becomes [`Sources`]: texts read whole, other files by path, size and hash. The only room that reads
//! content from disk; it interprets nothing. What an earlier build has [`Known`] is read when it is asked for, if ever.

mod drawing;
mod known;
mod nature;

pub use drawing::is_quiet as is_quiet_drawing;
pub use known::Known;
pub use nature::Nature;

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::diagnostics::{self, At, Diagnostic, Texts};
use crate::digest::{self, Sum};
use crate::source::{ADDRESSES, SourcePath};
use crate::text;

use known::{Fact, FileFact, Knowing, Stamp};

/// Why the site folder could not be read.
#[derive(Debug, thiserror::Error)]
pub enum DiscoverError {
    #[error("{0}: there is no folder `content` here")]
    NoContent(PathBuf),
    #[error("{path}")]
    Read { path: PathBuf, source: io::Error },
}

/// A text of the site, in UTF-8, NFC, with `\n` between lines and without a byte order mark.
#[derive(Debug)]
pub struct SourceText {
    text: OnceLock<String>,
    /// SHA-256 of the text: the same number, the same text.
    pub print: [u8; 32],
    /// Where a text lies that is not read before it is asked for.
    disk: PathBuf,
    /// Whether what lay there then was not what was known.
    is_lost: AtomicBool,
}

impl SourceText {
    pub fn new(text: String) -> Self {
        let print = Sha256::digest(text.as_bytes()).into();
        Self { text: text.into(), print, disk: PathBuf::new(), is_lost: AtomicBool::new(false) }
    }

    /// A text of which only the print is known.
    fn unread(disk: PathBuf, print: [u8; 32]) -> Self {
        Self { text: OnceLock::new(), print, disk, is_lost: AtomicBool::new(false) }
    }

    /// The text itself; nothing where the file has changed since it was found, which [`Sources::lost`] then tells.
    pub fn text(&self) -> &str {
        self.text.get_or_init(|| {
            let extension = self.disk.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            let now = read_text(&self.disk, extension).filter(|now| now.print == self.print);
            self.is_lost.store(now.is_none(), Ordering::Relaxed);
            now.and_then(|now| now.text.into_inner()).unwrap_or_default()
        })
    }
}

/// A file that is copied as it is.
#[derive(Debug)]
pub struct SourceFile {
    /// Where it lies on disk; the name there may be in NFD.
    pub disk: PathBuf,
    /// Bytes.
    pub size: u64,
    pub sha256: Sum,
    /// Width and height in pixels, where the file is an image that we can read.
    pub dimensions: Option<(u32, u32)>,
    /// What its bytes are, whatever its name says.
    pub nature: Nature,
}

/// Everything that lies in a site folder.
#[derive(Debug, Default)]
pub struct Sources {
    pub texts: BTreeMap<SourcePath, SourceText>,
    pub files: BTreeMap<SourcePath, SourceFile>,
    /// Files of `themes/NAME/`, by theme and path inside it.
    pub theme_files: BTreeMap<(String, String), Vec<u8>>,
    /// `addresses.lock`, which is no content: a build writes it.
    pub addresses: Option<SourceText>,
}

impl Sources {
    /// The file of a text that was asked for after it had changed: what was made of the site is then of no use.
    pub fn lost(&self) -> Option<&Path> {
        self.texts.values().find(|text| text.is_lost.load(Ordering::Relaxed)).map(|text| text.disk.as_path())
    }

    /// SHA-256 over everything that was read but `addresses.lock`: the same number, the same content.
    pub fn print(&self) -> [u8; 32] {
        let mut hasher = Sha256::new();
        let mut part = |bytes: &[u8]| {
            hasher.update((bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        for (path, text) in &self.texts {
            part(path.as_str().as_bytes());
            part(&text.print);
        }
        part(b"files");
        for (path, file) in &self.files {
            part(path.as_str().as_bytes());
            part(file.sha256.as_bytes());
        }
        part(b"themes");
        for ((theme, path), bytes) in &self.theme_files {
            [theme.as_bytes(), path.as_bytes(), bytes].into_iter().for_each(&mut part);
        }
        hasher.finalize().into()
    }
}

impl Texts for Sources {
    fn text(&self, path: &SourcePath) -> Option<&str> {
        let source = if path.as_str() == ADDRESSES { self.addresses.as_ref() } else { self.texts.get(path) };
        source.map(SourceText::text)
    }
}

/// A file larger than this is no article; reading it whole would only exhaust memory.
const MAX_TEXT: u64 = 16 * 1024 * 1024;

/// What was found, what is wrong with it, and what is known of it for the next build, where that is something new.
pub type Found = (Sources, Vec<Diagnostic>, Option<Known>);

enum Entry {
    Text(SourcePath, SourceText),
    File(SourcePath, SourceFile),
    Theme(String, String, Vec<u8>),
    /// A table is read, and it can be attached or linked as a file.
    Table(SourcePath, SourceText, SourceFile),
    Wrong(Diagnostic),
}

/// Reads the folder `root`: its `content/` and `themes/`. What is wrong with single files comes back as diagnostics.
///
/// # Errors
/// Where there is no `content/`, or the system refuses a folder or file.
pub fn discover(root: &Path) -> Result<(Sources, Vec<Diagnostic>), DiscoverError> {
    let (sources, diagnostics, _) = discover_anew(root, &Known::default())?;
    Ok((sources, diagnostics))
}

/// The same after an earlier build: a text that is `known` is read only when it is asked for, and a file not at all.
/// Gives what is known now, too.
///
/// # Errors
/// As [`discover`].
pub fn discover_anew(root: &Path, known: &Known) -> Result<Found, DiscoverError> {
    discover_at(root, known, SystemTime::now())
}

fn discover_at(root: &Path, known: &Known, now: SystemTime) -> Result<Found, DiscoverError> {
    let mut knowing = Knowing::new(known, now);
    if !root.join("content").is_dir() {
        return Err(DiscoverError::NoContent(root.to_owned()));
    }
    let mut found = Vec::new();
    let mut diagnostics = Vec::new();
    for folder in ["content", "themes"] {
        walk(root, &root.join(folder), &mut found, &mut diagnostics)?;
    }
    let entries: Vec<(Entry, Option<Stamp>)> =
        found.into_par_iter().map(|(path, disk)| look(path, disk, known)).collect::<Result<_, DiscoverError>>()?;
    for (entry, stamp) in &entries {
        match entry {
            Entry::Text(path, text) => knowing.note(path, *stamp, Fact::Text(text.print)),
            Entry::File(path, file) => knowing.note(path, *stamp, Fact::File(file.fact())),
            Entry::Table(path, text, file) => knowing.note(path, *stamp, Fact::Table(text.print, file.fact())),
            Entry::Theme(..) | Entry::Wrong(_) => {}
        }
    }
    let mut sources = Sources::default();
    for (entry, _) in entries {
        match entry {
            // Two names that differ only in their Unicode form are one name.
            Entry::Text(path, _) if sources.texts.contains_key(&path) => {
                diagnostics.push(diagnostics::duplicate_address(At::file(&path), path.as_str(), At::file(&path)));
            }
            Entry::File(path, _) if sources.files.contains_key(&path) => {
                diagnostics.push(diagnostics::duplicate_address(At::file(&path), path.as_str(), At::file(&path)));
            }
            Entry::Text(path, text) => drop(sources.texts.insert(path, text)),
            Entry::File(path, file) => drop(sources.files.insert(path, file)),
            Entry::Table(path, text, file) => {
                sources.texts.insert(path.clone(), text);
                sources.files.insert(path, file);
            }
            Entry::Theme(theme, path, text) => drop(sources.theme_files.insert((theme, path), text)),
            Entry::Wrong(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    sources.addresses = addresses(root, &mut diagnostics)?;
    Ok((sources, diagnostics, knowing.found()))
}

/// The list of published addresses; a site that was never built has none.
fn addresses(root: &Path, diagnostics: &mut Vec<Diagnostic>) -> Result<Option<SourceText>, DiscoverError> {
    let disk = root.join(ADDRESSES);
    // A pipe of that name would never end.
    if std::fs::metadata(&disk).is_ok_and(|found| !found.is_file()) {
        return Err(DiscoverError::Read { path: disk, source: io::ErrorKind::IsADirectory.into() });
    }
    let bytes = match std::fs::read(&disk) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        read => read.map_err(|source| DiscoverError::Read { path: disk, source })?,
    };
    match String::from_utf8(bytes) {
        Ok(read) => Ok(Some(SourceText::new(text::normalize(&read).into_owned()))),
        Err(_) => {
            diagnostics.push(diagnostics::not_utf8(At::file(&SourcePath::new(ADDRESSES))));
            Ok(None)
        }
    }
}

type Files = Vec<(SourcePath, PathBuf)>;

fn walk(root: &Path, folder: &Path, found: &mut Files, diagnostics: &mut Vec<Diagnostic>) -> Result<(), DiscoverError> {
    if !folder.exists() {
        return Ok(());
    }
    // Names that begin so are editors' and Office's own files, or put aside on purpose.
    let is_hidden = |name: &str| name.starts_with(['.', '_']);
    let is_litter = |name: &str| name.starts_with("~$") || [".DS_Store", "Thumbs.db", ".git"].contains(&name);
    // What lies in `static/` is meant for the server, which knows `.well-known` and `_headers`.
    let statics = root.join("content/static");
    let is_ours = |entry: &walkdir::DirEntry| {
        let Some(name) = entry.file_name().to_str() else { return true };
        !is_litter(name) && (!is_hidden(name) || entry.path().starts_with(&statics))
    };
    let walker = WalkDir::new(folder).follow_links(false).sort_by_file_name().into_iter();
    let walker = walker.filter_entry(|entry| entry.depth() == 0 || is_ours(entry));
    for entry in walker {
        let entry = match entry {
            Ok(entry) => entry,
            // A file may vanish between listing and looking; editors do that while saving.
            Err(error) if error.io_error().is_some_and(|io| io.kind() == io::ErrorKind::NotFound) => continue,
            Err(error) => return Err(walk_error(folder, error)),
        };
        // Folders are walked by themselves; pipes and devices hold no content and may never end.
        if !entry.file_type().is_file() && !entry.file_type().is_symlink() {
            continue;
        }
        let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let Some(name) = relative.to_str() else {
            let path = SourcePath::new(relative.to_string_lossy());
            diagnostics.push(diagnostics::name_not_utf8(At::file(&path)));
            continue;
        };
        let path = SourcePath::new(text::nfc(name));
        let is_odd =
            |letter: char| letter.is_control() || text::is_invisible(letter) || !cfg!(windows) && letter == '\\';
        if name.contains(is_odd) || text::is_disguised(path.file_name()) {
            diagnostics.push(diagnostics::bad_file_name(At::file(&path), path.file_name()));
            continue;
        }
        if entry.file_type().is_symlink() && !stays_inside(root, entry.path()) {
            diagnostics.push(diagnostics::link_outside(At::file(&path)));
            continue;
        }
        found.push((path, entry.into_path()));
    }
    Ok(())
}

fn walk_error(folder: &Path, error: walkdir::Error) -> DiscoverError {
    let path = error.path().unwrap_or(folder).to_owned();
    let source = error.into_io_error().unwrap_or_else(|| io::Error::other("a loop of symbolic links"));
    DiscoverError::Read { path, source }
}

/// A symbolic link counts only where it leads to a plain file of the same site.
fn stays_inside(root: &Path, link: &Path) -> bool {
    match (root.canonicalize(), link.canonicalize()) {
        (Ok(root), Ok(target)) => target.starts_with(&root) && target.is_file(),
        _ => false,
    }
}

/// A file as it was, where it is known, and else read.
fn look(path: SourcePath, disk: PathBuf, known: &Known) -> Result<(Entry, Option<Stamp>), DiscoverError> {
    // Before it is read: a change while it is being read is then one after it.
    let stamp = std::fs::metadata(&disk).ok().filter(|file| file.is_file()).and_then(|file| Stamp::of(&file));
    let entry = match stamp.and_then(|stamp| known.fact(&path, stamp)) {
        Some(Fact::Text(print)) => Entry::Text(path, SourceText::unread(disk, *print)),
        Some(Fact::File(file)) => Entry::File(path, file.at(disk)),
        Some(Fact::Table(print, file)) => Entry::Table(path, SourceText::unread(disk.clone(), *print), file.at(disk)),
        None => load(path, disk)?,
    };
    Ok((entry, stamp))
}

impl FileFact {
    fn at(&self, disk: PathBuf) -> SourceFile {
        let Self { size, sha256, dimensions, nature } = *self;
        SourceFile { disk, size, sha256, dimensions, nature }
    }
}

impl SourceFile {
    fn fact(&self) -> FileFact {
        let Self { size, sha256, dimensions, nature, .. } = *self;
        FileFact { size, sha256, dimensions, nature }
    }
}

fn load(path: SourcePath, disk: PathBuf) -> Result<Entry, DiscoverError> {
    let is_theme = path.as_str().starts_with("themes/");
    if !is_theme && !is_text(&path) {
        return load_file(path, disk);
    }
    let failed = |source| DiscoverError::Read { path: disk.clone(), source };
    let mut file = std::fs::File::open(&disk).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    if size > MAX_TEXT {
        return Ok(Entry::Wrong(diagnostics::file_too_large(At::file(&path), size, MAX_TEXT)));
    }
    let mut bytes = Vec::with_capacity(size as usize);
    file.read_to_end(&mut bytes).map_err(failed)?;
    if is_theme {
        let rest = path.as_str().trim_start_matches("themes/");
        let (theme, file) = rest.split_once('/').unwrap_or(("", rest));
        return Ok(Entry::Theme(theme.to_owned(), file.to_owned(), bytes));
    }
    let read = match String::from_utf8(bytes) {
        Ok(read) => read,
        Err(_) => return Ok(Entry::Wrong(diagnostics::not_utf8(At::file(&path)))),
    };
    let text = source_text(path.extension(), &read);
    let is_table = path.extension() == "csv" && path.as_str() != "content/results.csv";
    if !is_table {
        return Ok(Entry::Text(path, text));
    }
    let sha256 = Sum::of(read.as_bytes());
    let file = SourceFile { disk, size, sha256, dimensions: None, nature: Nature::Other };
    Ok(Entry::Table(path, text, file))
}

fn source_text(extension: &str, read: &str) -> SourceText {
    SourceText::new(plain_front_matter(text::normalize(read).into_owned(), extension))
}

/// A file that is expected to be a text; `None` where it cannot be read as one.
fn read_text(disk: &Path, extension: &str) -> Option<SourceText> {
    Some(source_text(extension, &String::from_utf8(std::fs::read(disk).ok()?).ok()?))
}

/// One text of the site alone, as [`discover`] would read it; `None` where it would not, or would report something.
pub fn text(root: &Path, disk: &Path) -> Option<(SourcePath, SourceText)> {
    let path = SourcePath::new(text::nfc(disk.strip_prefix(root).ok()?.to_str()?));
    let metadata = std::fs::symlink_metadata(disk).ok()?;
    if !metadata.is_file() || metadata.len() > MAX_TEXT || path.extension() != "md" || !is_text(&path) {
        return None;
    }
    let text = read_text(disk, path.extension())?;
    Some((path, text))
}

/// Texts that bantin reads; everything else is copied.
fn is_text(path: &SourcePath) -> bool {
    let inside = |folder: &str| path.as_str().starts_with(folder);
    match path.extension() {
        "md" => inside("content/bulletins/") || inside("content/pages/"),
        "yaml" | "yml" | "csv" => !inside("content/static/"),
        _ => false,
    }
}

/// A no-break space that Word left in YAML makes a key of a value; in front matter it becomes a plain space, as it
/// does in YAML files. The body keeps it.
fn plain_front_matter(text: String, extension: &str) -> String {
    if !text.contains('\u{a0}') {
        return text;
    }
    let end = match extension {
        "md" if text.starts_with("---") => text[3..].find("\n---").map_or(text.len(), |offset| offset + 3),
        "yaml" | "yml" => text.len(),
        _ => return text,
    };
    format!("{}{}", text[..end].replace('\u{a0}', " "), &text[end..])
}

fn load_file(path: SourcePath, disk: PathBuf) -> Result<Entry, DiscoverError> {
    let failed = |source| DiscoverError::Read { path: disk.clone(), source };
    let mut file = std::fs::File::open(&disk).map_err(failed)?;
    let mut size = 0;
    let mut head = Vec::new();
    let sha256 = digest::sha256(&mut file, failed, |piece| {
        head.extend_from_slice(&piece[..piece.len().min(nature::HEAD - head.len())]);
        size += piece.len() as u64;
        Ok(())
    })?;
    let dimensions = matches!(path.extension().to_ascii_lowercase().as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp")
        .then(|| imagesize::size(&disk).ok())
        .flatten()
        .map(|found| (found.width as u32, found.height as u32));
    let nature = nature::nature(path.extension(), &head, file);
    Ok(Entry::File(path, SourceFile { disk, size, sha256, dimensions, nature }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn what_is_known_is_read_only_when_it_is_asked_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join("content").join(name);
        let files = [
            ("site.yaml", "format: 1\ntitle:\u{a0}T\n"),
            ("bulletins/a.md", "---\r\ntitle: A\r\n---\r\nThân bài.\r\n"),
            ("data/b.csv", "a,b\n1,2\n"),
            ("files/c.pdf", "%PDF-1.7\n"),
        ];
        for (name, text) in files {
            std::fs::create_dir_all(path(name).parent().expect("a folder")).expect("a folder");
            std::fs::write(path(name), text).expect("a file");
        }
        let later = SystemTime::now() + std::time::Duration::from_secs(60);
        let (first, _, known) = discover_at(folder.path(), &Known::default(), later).expect("a site");
        let known = known.expect("all is new");
        let (second, diagnostics, nothing) = discover_at(folder.path(), &known, later).expect("a site");
        assert!(diagnostics.is_empty() && nothing.is_none());
        assert_eq!(first.print(), second.print());
        assert_eq!((first.texts.len(), first.files.len()), (3, 2), "a table is both");
        for (path, text) in &second.texts {
            assert!(text.text.get().is_none(), "{path:?} was read");
        }
        let facts = |sources: &Sources| -> Vec<_> {
            sources.files.iter().map(|(path, file)| (path.clone(), file.fact(), file.disk.clone())).collect()
        };
        assert_eq!(facts(&first), facts(&second));
        assert_eq!(second.files.values().filter(|file| file.nature == Nature::Pdf).count(), 1);
        for (path, text) in &first.texts {
            assert_eq!(second.texts[path].text(), text.text());
        }
        assert!(second.lost().is_none());
        // Where a file changes before its text is asked for, neither text is given out as the one that was found.
        let (third, ..) = discover_at(folder.path(), &known, later).expect("a site");
        std::fs::write(path("bulletins/a.md"), "---\ntitle: B\n---\nThân bài.\n").expect("a file");
        assert_eq!(third.texts[&SourcePath::new("content/bulletins/a.md")].text(), "");
        assert_eq!(third.lost(), Some(path("bulletins/a.md").as_path()));
        // The next look sees the change and reads that file alone.
        let (fourth, _, known) = discover_at(folder.path(), &known, later).expect("a site");
        assert_ne!(fourth.print(), first.print());
        assert!(known.is_some());
        let read: Vec<_> = fourth.texts.iter().filter(|(_, text)| text.text.get().is_some()).collect();
        assert_eq!(read.len(), 1, "{read:?}");
        std::fs::remove_file(path("site.yaml")).expect("a file");
        assert_eq!(fourth.texts[&SourcePath::new("content/site.yaml")].text(), "");
        assert_eq!(fourth.lost(), Some(path("site.yaml").as_path()), "a file that is gone");
    }

    #[test]
    fn no_break_spaces_of_word_do_not_break_yaml() {
        let read = plain_front_matter("---\ntitle:\u{a0}A\n---\nB\u{a0}C\n".into(), "md");
        assert_eq!(read, "---\ntitle: A\n---\nB\u{a0}C\n");
    }
}
