//! `bantin serve`: builds in memory, serves, and builds again on every change. A mistake never ends it: the last good
//! site stays, and the page shows what is wrong.

use std::collections::BTreeMap;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::compile;
use crate::diagnostics::human;
use crate::images::Cache;
use crate::render::{Past, Run};
use crate::serve::{Publisher, Report, Server, Site, Stored, Watcher};
use crate::timings::Timings;
use crate::write::Memory;

use super::Outcome;
use super::args::ServeArgs;
use super::build::{Loaded, load, threads};
use super::phrases::phrase;
use super::report::Terminal;

pub fn serve(arguments: &ServeArgs, terminal: &Terminal) -> Result<Outcome> {
    threads(&arguments.site)?;
    let server = Server::bind(arguments.addr).with_context(|| arguments.addr.to_string())?;
    let url = format!("http://{}/", server.local_addr());
    let publisher = server.publisher();
    let watched = [arguments.site.site.join("content"), arguments.site.site.join("themes")];
    let mut watcher = Watcher::new(&watched)?;
    std::thread::spawn(move || server.run());
    let mut known = BTreeMap::new();
    rebuild(arguments, terminal, &publisher, &mut known);
    terminal.say(
        &phrase(terminal.lang, "Xem tại {} (dừng bằng Ctrl+C)", "See it at {} (stop with Ctrl+C)").replace("{}", &url),
    );
    if arguments.open {
        open(&url);
    }
    loop {
        watcher.next();
        rebuild(arguments, terminal, &publisher, &mut known);
    }
}

/// Builds once; whatever goes wrong is shown and the preview goes on.
fn rebuild(arguments: &ServeArgs, terminal: &Terminal, publisher: &Publisher, known: &mut BTreeMap<String, Stored>) {
    let start = Instant::now();
    match compiled(arguments, terminal) {
        Ok((files, report)) => {
            let (errors, warnings) = (report.errors, report.warnings);
            let changed = files.as_ref().map(|files| changed(known, files)).unwrap_or_default();
            let site = files.map(|files| {
                known.clone_from(&files);
                Site::new(files)
            });
            publisher.publish(site, report, changed);
            let totals = human::summary(errors, warnings, terminal.lang);
            terminal.say(&format!("{totals} ({:.0} ms)", start.elapsed().as_secs_f64() * 1000.0));
        }
        Err(error) => {
            let report = Report { errors: 1, warnings: 0, text: format!("{error:#}"), lang: terminal.lang };
            publisher.publish(None, report, Vec::new());
            terminal.failure(&error);
        }
    }
}

type Built = (Option<BTreeMap<String, Stored>>, Report);

fn compiled(arguments: &ServeArgs, terminal: &Terminal) -> Result<Built> {
    let mut loaded = load(&arguments.site, false)?;
    terminal.diagnostics(&loaded.checked.diagnostics, &loaded.sources, false);
    if loaded.checked.errors() > 0 {
        return Ok((None, report(&loaded, terminal)));
    }
    let memory = Memory::default();
    let cache = Cache::of_site(&arguments.site.site);
    let run = Run {
        output: &memory,
        past: &Past::default(),
        program: "",
        progress: &|_, _| {},
        timings: &Timings::default(),
    };
    let rendered = compile::render(&loaded.checked.site, &loaded.sources, &cache, false, &run)?;
    terminal.diagnostics(&rendered.late, &loaded.sources, false);
    loaded.checked.diagnostics.extend(rendered.late);
    let report = report(&loaded, terminal);
    Ok(((report.errors == 0).then(|| memory.into_files()), report))
}

fn report(loaded: &Loaded, terminal: &Terminal) -> Report {
    Report {
        errors: loaded.checked.errors(),
        warnings: loaded.checked.warnings(),
        text: human::render(&loaded.checked.diagnostics, &loaded.sources, terminal.lang, false),
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
