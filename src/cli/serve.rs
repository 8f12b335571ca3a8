//! `bantin serve`: builds in memory, serves, and builds again on every change. A mistake never ends it: the last good
//! site stays, and the page shows what is wrong.
//!
//! A change of one body is shown at once, from the site as it was last built; the whole site follows in a thread of its
//! own, as soon as nobody has saved anything for a moment.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::compile::{self, Checked, Rendered};
use crate::diagnostics::human;
use crate::discover::{self, Sources, discover};
use crate::images::Cache;
use crate::model::Site as Model;
use crate::parse::Keeper;
use crate::render::{self, Parts, Past, Run};
use crate::serve::{Publisher, Report, Server, Site, Stored, Watcher};
use crate::source::SourcePath;
use crate::text;
use crate::timings::Timings;
use crate::write::{Kept, Memory, MemoryFiles, MemoryNotes};

use super::Outcome;
use super::args::ServeArgs;
use super::build::{options, program, threads};
use super::phrases::phrase;
use super::report::Terminal;

/// A whole build begins once nothing was saved for this long, where a body has been shown already.
const QUIET: Duration = Duration::from_millis(400);

/// How often a whole build is looked for while it runs.
const LOOK: Duration = Duration::from_millis(20);

pub fn serve(arguments: &ServeArgs, terminal: &Terminal) -> Result<Outcome> {
    threads(&arguments.site)?;
    let server = Server::bind(arguments.addr).with_context(|| arguments.addr.to_string())?;
    let url = format!("http://{}/", server.local_addr());
    if !server.local_addr().ip().is_loopback() {
        let warning = phrase(
            terminal.lang,
            "Cảnh báo: máy khác trong mạng cũng mở được bản xem thử này, kể cả bài nháp; bỏ --addr để chỉ xem trên máy này",
            "Warning: other machines of the network can open this preview too, drafts included; leave --addr out to keep it here",
        );
        terminal.say(warning);
    }
    let publisher = server.publisher();
    // Changes come with absolute paths.
    let root = std::path::absolute(&arguments.site.site)?;
    let mut watcher = Watcher::new(&[root.join("content"), root.join("themes")])?;
    thread::spawn(move || server.run());
    let mut preview = Preview { terminal, publisher, root, last: Arc::default(), parts: None, site: None };
    preview.finished(build(arguments, terminal, &preview.last), Instant::now());
    terminal.say(
        &phrase(terminal.lang, "Xem tại {} (dừng bằng Ctrl+C)", "See it at {} (stop with Ctrl+C)").replace("{}", &url),
    );
    if arguments.open {
        open(&url);
    }
    thread::scope(|scope| -> Result<Outcome> {
        let mut work = Work::Done;
        loop {
            let changes = match &work {
                Work::Done => Some(watcher.next()),
                Work::Wanted(since) => watcher.next_within(since.saturating_duration_since(Instant::now())),
                Work::Running { .. } => watcher.next_within(LOOK),
            };
            if let Some(changes) = changes {
                let is_shown = preview.show_at_once(&changes);
                let since = if is_shown { Instant::now() + QUIET } else { Instant::now() };
                // What is being built is out of date; it is not shown, and what it knows is used for the next.
                match &mut work {
                    Work::Running { is_late, .. } => *is_late = Some(since),
                    work => *work = Work::Wanted(since),
                }
                continue;
            }
            work = match work {
                Work::Wanted(_) => {
                    let (sender, built) = channel();
                    let last = Arc::clone(&preview.last);
                    scope.spawn(move || drop(sender.send(build(arguments, terminal, &last))));
                    Work::Running { built, started: Instant::now(), is_late: None }
                }
                Work::Running { built, started, is_late } => match built.try_recv() {
                    Err(TryRecvError::Empty) => Work::Running { built, started, is_late },
                    Ok(_) if is_late.is_some() => Work::Wanted(is_late.unwrap_or(started)),
                    Ok(built) => {
                        preview.finished(built, started);
                        Work::Done
                    }
                    Err(TryRecvError::Disconnected) => Work::Done,
                },
                Work::Done => Work::Done,
            };
        }
    })
}

/// The whole build: not needed, to begin at a moment, or under way.
enum Work {
    Done,
    Wanted(Instant),
    Running { built: Receiver<Result<Built>>, started: Instant, is_late: Option<Instant> },
}

/// What one build leaves to the next.
#[derive(Default)]
struct Last {
    kept: Arc<Kept>,
    past: Past,
    notes: Arc<MemoryNotes>,
    files: Arc<MemoryFiles>,
}

struct Built {
    report: Report,
    /// `None` where the content has errors.
    made: Option<(Last, Whole)>,
}

/// A whole build, from which single pages can be made.
struct Whole {
    sources: Sources,
    model: Model,
    rendered: Rendered,
}

struct Preview<'a> {
    terminal: &'a Terminal,
    publisher: Publisher,
    root: PathBuf,
    last: Arc<Last>,
    parts: Option<Whole>,
    /// What is shown, with the report on it.
    site: Option<(Site, Report)>,
}

impl Preview<'_> {
    /// Shows a whole build; whatever went wrong is shown and the preview goes on.
    fn finished(&mut self, built: Result<Built>, started: Instant) {
        let terminal = self.terminal;
        let built = match built {
            Ok(built) => built,
            Err(error) => {
                let report = Report { errors: 1, warnings: 0, text: format!("{error:#}"), lang: terminal.lang };
                self.publisher.publish(None, report, Vec::new());
                return terminal.failure(&error);
            }
        };
        let Built { report, made } = built;
        let totals = human::summary(report.errors, report.warnings, terminal.lang);
        match made {
            Some((last, whole)) => {
                let changed = changed(&self.last.kept.files, &last.kept.files);
                let site = Site::new(last.kept.files.clone());
                self.publisher.publish(Some(site.clone()), report.clone(), changed);
                (self.last, self.parts, self.site) = (Arc::new(last), Some(whole), Some((site, report)));
            }
            None => self.publisher.publish(None, report, Vec::new()),
        }
        terminal.say(&format!("{totals} ({:.0} ms)", started.elapsed().as_secs_f64() * 1000.0));
    }

    /// Shows the one page whose body was saved, where nothing else can have changed.
    fn show_at_once(&mut self, changes: &[PathBuf]) -> bool {
        let (Some(whole), Some((site, report))) = (&mut self.parts, &mut self.site) else { return false };
        let Some(disk) = only(changes, whole, &self.root) else { return false };
        // Where the last good site is older than the content, only a whole build can tell what is right.
        if report.errors > 0 {
            return false;
        }
        let Some(files) = page(whole, &self.root, disk) else { return false };
        let changed = files.keys().cloned().collect();
        *site = site.with(files);
        self.publisher.publish(Some(site.clone()), report.clone(), changed);
        true
    }
}

/// The one file that changed. Editors write a new file beside and give it the name of the old one: what is neither there
/// now nor was part of the site is left out, and so are folders: the whole build that follows looks into them.
fn only<'a>(changes: &'a [PathBuf], whole: &Whole, root: &Path) -> Option<&'a PathBuf> {
    let is_of_site = |path: &&PathBuf| {
        let name = path.strip_prefix(root).ok().and_then(Path::to_str).map(|name| SourcePath::new(text::nfc(name)));
        path.is_file() || name.is_some_and(|name| whole.sources.texts.contains_key(&name))
    };
    let mut found = changes.iter().filter(is_of_site);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn page(whole: &mut Whole, root: &Path, disk: &Path) -> Option<BTreeMap<String, Stored>> {
    let (path, text) = discover::text(root, disk)?;
    let Whole { sources, model, rendered } = whole;
    let id = compile::take_body(model, sources, &path, text)?;
    let Rendered { made, relations, theme, images, .. } = rendered;
    let memory = Memory::default();
    render::page(&Parts { site: model, relations, theme, sources, images }, made, id, &memory).ok()?;
    Some(memory.into_files())
}

/// Builds the whole site in memory, with what the last build left.
fn build(arguments: &ServeArgs, terminal: &Terminal, last: &Last) -> Result<Built> {
    let (sources, found) = discover(&arguments.site.site)?;
    let quiet = Timings::default();
    let keeper = Some(&*last.files as &dyn Keeper);
    let mut checked = compile::check(&sources, found, options(&arguments.site), false, keeper, &quiet);
    terminal.diagnostics(&checked.diagnostics, &sources, false);
    if checked.errors() > 0 {
        return Ok(Built { report: report(&checked, &sources, terminal), made: None });
    }
    let memory = Memory::after(Arc::clone(&last.kept));
    let cache = Cache::of_site(&arguments.site.site);
    let program = program();
    let run = Run {
        output: &memory,
        past: &last.past,
        notes: &*last.notes,
        program: &program,
        progress: &|_, _| {},
        timings: &quiet,
    };
    let mut rendered = compile::render(&mut checked, &sources, &cache, false, &run)?;
    terminal.diagnostics(&rendered.late, &sources, false);
    checked.diagnostics.append(&mut rendered.late);
    let report = report(&checked, &sources, terminal);
    if report.errors > 0 {
        return Ok(Built { report, made: None });
    }
    let entries = rendered.made.files.iter().map(|entry| (entry.path.to_string(), (entry.size, entry.sha256)));
    let next = Last {
        kept: Arc::new(Kept { files: memory.into_files(), entries: entries.collect() }),
        past: Past::new(std::mem::take(&mut rendered.made.tasks)),
        notes: Arc::clone(&last.notes),
        files: Arc::clone(&last.files),
    };
    Ok(Built { report, made: Some((next, Whole { sources, model: checked.site, rendered })) })
}

fn report(checked: &Checked, sources: &Sources, terminal: &Terminal) -> Report {
    Report {
        errors: checked.errors(),
        warnings: checked.warnings(),
        text: human::render(&checked.diagnostics, sources, terminal.lang, false),
        lang: terminal.lang,
    }
}

/// Files whose bytes differ between two builds. A file on disk may have changed under its name.
fn changed(old: &BTreeMap<String, Stored>, new: &BTreeMap<String, Stored>) -> Vec<String> {
    let differs = |path: &String, stored: &Stored| match (old.get(path), stored) {
        (Some(Stored::Bytes(a)), Stored::Bytes(b)) => a != b,
        (Some(Stored::Disk(a)), Stored::Disk(b)) => a != b,
        _ => true,
    };
    let added = new.iter().filter(|(path, stored)| differs(path, stored)).map(|(path, _)| path.clone());
    let gone = old.keys().filter(|path| !new.contains_key(*path)).cloned();
    added.chain(gone).collect()
}

fn open(url: &str) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    // The address is on the screen in any case.
    let _ = std::process::Command::new(program).arg(url).spawn();
}
