//! `bantin build`: reads, checks, renders and publishes a site.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::compile::{self, Checked};
use crate::diagnostics::{Diagnostic, Located};
use crate::discover::{DiscoverError, Known, SourceText, Sources, discover_anew};
use crate::images::Cache;
use crate::model::{Hidden, Options, Site};
use crate::output::Changed;
use crate::parse::{Keeper, Lent};
use crate::render::{Past, Run, Summary};
use crate::source::{ADDRESSES, Lang};
use crate::text;
use crate::timings::Timings;
use crate::write::{self, Disk, Files, Ledger, Shelf, WriteError};

use super::args::{BuildArgs, SiteArgs};
use super::failures;
use super::phrases::phrase;
use super::report::Terminal;
use super::{Outcome, print, timings};

/// A site folder that has been read and checked.
pub struct Loaded {
    pub sources: Sources,
    pub checked: Checked,
}

/// Reads and checks the site of `arguments`. What a build or a preview kept of its files is not read again, and nothing is
/// kept.
///
/// # Errors
/// Where the folder cannot be read.
pub fn load(arguments: &SiteArgs, strict: bool) -> Result<Loaded> {
    let files = Files::new(&arguments.site, &program());
    let (sources, found, _) = discover_anew(&arguments.site, &known(&files))?;
    let keeper = Lent(&files);
    let checked = compile::check(&sources, found, options(arguments), strict, Some(&keeper), &Timings::default());
    as_found(&sources)?;
    Ok(Loaded { sources, checked })
}

fn known(files: &Files) -> Known {
    files.known().map(|known| Known::read(&known)).unwrap_or_default()
}

/// A text is read when it is asked for; one that changed before that is none of the site that was found.
///
/// # Errors
/// Where there is such a text.
pub fn as_found(sources: &Sources) -> Result<(), DiscoverError> {
    let lost = sources.lost().map(Path::to_owned);
    lost.map_or(Ok(()), |path| Err(DiscoverError::Read { path, source: std::io::Error::other(Changed) }))
}

/// What the command line decides, with today's date where none was given.
pub fn options(arguments: &SiteArgs) -> Options {
    Options {
        today: arguments.date.unwrap_or_else(today),
        drafts: arguments.drafts,
        future: arguments.future,
        accept_removals: false,
        base_url: arguments.base_url.clone(),
    }
}

/// Today in Vietnam, wherever the machine stands.
pub fn today() -> Date {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(7));
    jiff::Timestamp::now().to_zoned(zone).date()
}

/// Gives parallel work its threads.
///
/// # Errors
/// Where the system has no threads to give.
pub fn threads(arguments: &SiteArgs) -> Result<()> {
    let Some(jobs) = arguments.jobs else { return Ok(()) };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build_global();
    pool.context("cannot start the threads")
}

pub fn build(arguments: &BuildArgs, terminal: &Terminal) -> Result<Outcome> {
    threads(&arguments.site)?;
    let timings = Timings::new(arguments.timings);
    let clock = Instant::now();
    let site = &arguments.site.site;
    let output = arguments.output.clone().unwrap_or_else(|| site.join("public"));
    let program = program();
    let shelf = if arguments.no_cache { Shelf::none() } else { Shelf::new(site, &output) };
    let files = (!arguments.no_cache).then(|| Files::new(site, &program));
    let discover = || discover_anew(site, &files.as_ref().map(known).unwrap_or_default());
    let (discovered, ledger) =
        rayon::join(|| timings.stage("discover", discover), || timings.stage("ledger", || shelf.load()));
    let (sources, found, known) = discovered?;
    let reading = clock.elapsed();
    let job = Job {
        arguments,
        terminal,
        timings: &timings,
        sources: &sources,
        program,
        files: files.as_ref(),
        reading,
        clock,
    };
    let outcome = job.run(found, output, shelf, ledger)?;
    if let (Some(files), Some(known)) = (&files, known) {
        timings.stage("keep", || files.keep_known(&known.bytes()));
    }
    if arguments.timings {
        print(&timings::shown(&timings.found(), clock.elapsed(), terminal.lang))?;
    }
    leave(sources);
    Ok(outcome)
}

/// One build of a site folder that has been read.
struct Job<'a> {
    arguments: &'a BuildArgs,
    terminal: &'a Terminal,
    timings: &'a Timings,
    sources: &'a Sources,
    program: String,
    /// Where what was read of single files is kept.
    files: Option<&'a Files>,
    reading: Duration,
    clock: Instant,
}

impl Job<'_> {
    fn run(&self, found: Vec<Diagnostic>, output: PathBuf, shelf: Shelf, ledger: Option<Ledger>) -> Result<Outcome> {
        let told = self.told(&found);
        let inputs = with_addresses(&told, self.addresses());
        let is_there = |ledger: &&Ledger| {
            let is_there = || ledger.is_whole(&output) && Disk::is_tidy(&output);
            ledger.inputs == inputs && self.timings.stage("look", is_there)
        };
        if let Some(ledger) = ledger.as_ref().filter(is_there) {
            return Ok(self.unchanged(ledger, &output));
        }
        self.make(found, Before { output, shelf, told, ledger })
    }

    /// What the command line decides.
    fn options(&self) -> Options {
        Options { accept_removals: self.arguments.accept_removals, ..options(&self.arguments.site) }
    }

    /// A number over everything that a build reads and is told but the list of published addresses, which it writes.
    fn told(&self, found: &[Diagnostic]) -> [u8; 32] {
        let mut hasher = Sha256::new();
        hasher.update(self.sources.print());
        // A removal that was accepted is in the list, and accepting it again changes nothing; a preview of what is not to be
        // seen yet leaves the list alone.
        let SiteArgs { drafts, future, .. } = self.arguments.site;
        let accepts = (drafts || future) && self.arguments.accept_removals;
        let told = (&self.program, options(&self.arguments.site), self.arguments.strict, accepts, found);
        hasher.update(format!("{told:?}"));
        hasher.finalize().into()
    }

    /// The list of published addresses as it lies beside `content/`.
    fn addresses(&self) -> &str {
        self.sources.addresses.as_ref().map_or("", SourceText::text)
    }

    /// Brings the list of published addresses up to date, which is `now`; gives what is in it, `None` where it could not be
    /// written.
    fn keep_addresses(&self, site: &Site, now: String) -> Option<String> {
        let before = self.addresses();
        // A preview of what is not to be seen yet publishes nothing.
        if site.options.drafts || site.options.future {
            return Some(before.to_owned());
        }
        if now == before {
            return Some(now);
        }
        let path = self.arguments.site.site.join(ADDRESSES);
        if let Err(error) = write::replace(&path, &[now.as_bytes()]) {
            // The site is published; only what would go missing later cannot be told.
            let words = phrase(
                self.terminal.lang,
                "đã đăng trang, nhưng không ghi được danh sách địa chỉ {}: {reason}",
                "the site is published, but the list of addresses {} could not be written: {reason}",
            );
            let reason = match self.terminal.lang {
                Lang::Vi => failures::said(&error),
                Lang::En => error.to_string(),
            };
            self.terminal.error(&words.replace("{}", &shown(&path)).replace("{reason}", &reason));
            return None;
        }
        Some(now)
    }

    /// Says what the last build said: nothing has changed since, neither in the content nor in the output.
    fn unchanged(&self, ledger: &Ledger, output: &Path) -> Outcome {
        let located = compile::located(self.sources, ledger.diagnostics.clone());
        self.terminal.diagnostics(&located, self.sources, false);
        let zero = Duration::ZERO;
        let done = Done { summary: ledger.summary, bulletins: ledger.bulletins, found: &located, output };
        self.tell(&done, [zero, zero, zero], ledger.hidden);
        Outcome::Done
    }

    fn make(&self, found: Vec<Diagnostic>, before: Before) -> Result<Outcome> {
        let (arguments, terminal) = (self.arguments, self.terminal);
        let checking = Instant::now();
        let keeper = self.files.map(|files| files as &dyn Keeper);
        let read = compile::read(self.sources, keeper, self.timings);
        // One thread builds the model; where there is much to look at, another one does it meanwhile.
        let (mut checked, looked) = rayon::join(
            || compile::check_read(read, self.sources, found, self.options(), arguments.strict, self.timings),
            || before.ledger.as_ref().map(|ledger| self.stage(&before.output, Some(ledger))),
        );
        let checking = checking.elapsed();
        as_found(self.sources)?;
        terminal.diagnostics(&checked.diagnostics, self.sources, false);
        if checked.errors() > 0 {
            return Ok(refused(terminal, &checked, &before.output));
        }
        let rendering = Instant::now();
        let disk = looked.unwrap_or_else(|| self.stage(&before.output, None))?;
        let past = Past::new(before.ledger.into_iter().flat_map(|ledger| ledger.tasks));
        let progress = terminal.progress();
        let step = |done: usize, total: usize| progress.step(done, total);
        let cache = if arguments.no_cache { Cache::none() } else { Cache::of_site(&arguments.site.site) };
        let run = Run {
            output: &disk,
            past: &past,
            notes: &before.shelf,
            program: &self.program,
            progress: &step,
            timings: self.timings,
        };
        let rendered = compile::render(&mut checked, self.sources, &cache, arguments.strict, &run)?;
        progress.finish();
        as_found(self.sources)?;
        terminal.diagnostics(&rendered.late, self.sources, false);
        checked.diagnostics.extend(rendered.late);
        if checked.errors() > 0 {
            return Ok(refused(terminal, &checked, &before.output));
        }
        let rendering = rendering.elapsed();
        let publishing = Instant::now();
        let (published, addresses) = rayon::join(
            || self.timings.stage("publish", || disk.publish()),
            || self.timings.stage("addresses", || checked.site.published_addresses()),
        );
        let published = published?;
        self.tell_aside(&published.aside);
        self.tell_withdrawn(&checked.site);
        let addresses = self.keep_addresses(&checked.site, addresses);
        let done = Done {
            summary: rendered.made.summary,
            bulletins: checked.site.bulletins.len(),
            found: &checked.diagnostics,
            output: &before.output,
        };
        self.tell(&done, [checking, rendering, publishing.elapsed()], Hidden::of(&checked.site.waiting));
        // Without the list the next build must not find that nothing is left to do.
        let Some(addresses) = addresses else { return Ok(Outcome::Done) };
        let ledger = Ledger {
            inputs: with_addresses(&before.told, &addresses),
            summary: done.summary,
            bulletins: done.bulletins,
            hidden: Hidden::of(&checked.site.waiting),
            diagnostics: checked.diagnostics.into_iter().map(|located| located.diagnostic).collect(),
            files: published.stamped(rendered.made.files),
            tasks: rendered.made.tasks,
        };
        self.timings.stage("keep", || before.shelf.store(&ledger));
        leave((ledger, checked.site, rendered.relations, past));
        Ok(Outcome::Done)
    }

    /// Prepares to write into `output`, and looks what the last build left there.
    fn stage(&self, output: &Path, ledger: Option<&Ledger>) -> Result<Disk, WriteError> {
        let mut disk = Disk::stage(output, &self.arguments.site.site.join("content"))?;
        if let Some(ledger) = ledger {
            self.timings.stage("look", || disk.know(ledger));
        }
        Ok(disk)
    }

    /// Files that somebody put into the output by hand and that bantin now makes itself.
    fn tell_aside(&self, aside: &[(PathBuf, PathBuf)]) {
        let words = phrase(
            self.terminal.lang,
            "{from} do người khác đặt vào nay do bantin tạo ra; tệp cũ được giữ thành {to} và không còn tác dụng",
            "{from}, which somebody put there, is now made by bantin; the old file is kept as {to} and has no effect any more",
        );
        for (from, to) in aside {
            let (from, to) = (from.display().to_string(), to.display().to_string());
            self.terminal.error(&words.replace("{from}", &from).replace("{to}", &to));
        }
    }

    /// Pages that this build takes back, so that nobody takes back more than was meant.
    fn tell_withdrawn(&self, site: &Site) {
        let words = phrase(self.terminal.lang, "Đã rút {} (“{title}”)", "Withdrawn: {} (“{title}”)");
        for (address, title) in &site.withdrawn_now {
            let title = text::printable(title);
            self.terminal.say(&words.replace("{}", address.as_str()).replace("{title}", &title));
        }
    }

    fn tell(&self, done: &Done, times: [Duration; 3], hidden: Hidden) {
        let [checking, rendering, publishing] = times;
        let times = [self.reading, checking, rendering, publishing, self.clock.elapsed()];
        self.terminal.say(&format!("\n{}", words(self.terminal, done, times)));
        self.terminal.hidden(hidden);
    }
}

/// Leaves memory to the system, which takes it back as a whole when the program ends: taking a large site apart, value
/// by value, would cost a tenth of a second.
fn leave<T>(value: T) {
    std::mem::forget(value);
}

/// What a build knows of the last one into the same folder, and where it leaves what it knows to the next.
struct Before {
    output: PathBuf,
    shelf: Shelf,
    told: [u8; 32],
    ledger: Option<Ledger>,
}

/// A number over everything that decides what a build makes.
fn with_addresses(told: &[u8; 32], addresses: &str) -> [u8; 32] {
    Sha256::new().chain_update(told).chain_update(addresses).finalize().into()
}

/// What a build has to tell.
struct Done<'a> {
    summary: Summary,
    bulletins: usize,
    found: &'a [Located],
    output: &'a Path,
}

/// Tells this program from every other: what one made, another may make differently.
pub fn program() -> String {
    let stamp = std::env::current_exe().and_then(std::fs::metadata).ok();
    let stamp = stamp.map(|file| (file.len(), file.modified().ok()));
    format!("{} {stamp:?}", crate::render::GENERATOR)
}

/// Says that the content has errors and the published site stays as it was.
pub fn refused(terminal: &Terminal, checked: &Checked, output: &Path) -> Outcome {
    let text = phrase(terminal.lang, "{}; chưa ghi gì vào {}", "{}; nothing was written to {}");
    let text = text.replacen("{}", &terminal.totals(&checked.diagnostics), 1).replacen("{}", &shown(output), 1);
    terminal.say(&format!("\n{text}"));
    Outcome::ContentErrors
}

fn words(terminal: &Terminal, done: &Done, times: [Duration; 5]) -> String {
    let lang = terminal.lang;
    let [reading, checking, rendering, publishing, total] = times.map(|time| seconds(time, lang));
    let count = |number: usize| text::format_count(number as i64);
    let summary = done.summary;
    let (bulletins, pages, sets, files) =
        (count(done.bulletins), count(summary.pages), count(summary.data_sets), count(summary.files));
    let size = text::format_bytes(summary.bytes, lang == Lang::Vi);
    let (output, totals) = (shown(done.output), terminal.totals(done.found));
    match lang {
        Lang::Vi => format!(
            "Đã dựng {bulletins} bản tin thành {pages} trang và {sets} bộ dữ liệu ({files} tệp, {size}) trong {output}\n\
             {total}: đọc {reading}, kiểm tra {checking}, dựng trang {rendering}, đăng {publishing}; {totals}\n\
             Mở {output}/index.html để xem"
        ),
        Lang::En => format!(
            "Built {bulletins} bulletins into {pages} pages and {sets} data sets ({files} files, {size}) in {output}\n\
             {total}: reading {reading}, checking {checking}, rendering {rendering}, publishing {publishing}; {totals}\n\
             Open {output}/index.html to see it"
        ),
    }
}

fn seconds(time: Duration, lang: Lang) -> String {
    let text = format!("{:.2}\u{a0}s", time.as_secs_f64());
    match lang {
        Lang::Vi => text.replace('.', ","),
        Lang::En => text,
    }
}

/// A path as people read it.
pub fn shown(path: &Path) -> String {
    let plain: PathBuf = path.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect();
    if plain.as_os_str().is_empty() { ".".to_owned() } else { plain.display().to_string() }
}
