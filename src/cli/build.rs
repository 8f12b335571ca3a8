//! `bantin build`: reads, checks, renders and publishes a site.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use jiff::civil::Date;

use crate::compile::{self, Checked};
use crate::discover::{Sources, discover};
use crate::images::Cache;
use crate::model::Options;
use crate::source::Lang;
use crate::text;
use crate::write::Disk;

use super::Outcome;
use super::args::{BuildArgs, SiteArgs};
use super::phrases::phrase;
use super::report::Terminal;

/// A site folder that has been read and checked, with the time that it took.
pub struct Loaded {
    pub sources: Sources,
    pub checked: Checked,
    pub reading: Duration,
    pub checking: Duration,
}

/// Reads and checks the site of `arguments`.
///
/// # Errors
/// Where the folder cannot be read.
pub fn load(arguments: &SiteArgs, strict: bool) -> Result<Loaded> {
    let start = Instant::now();
    let (sources, found) = discover(&arguments.site)?;
    let reading = start.elapsed();
    let checked = compile::check(&sources, found, options(arguments), strict);
    Ok(Loaded { sources, checked, reading, checking: start.elapsed() - reading })
}

/// What the command line decides, with today's date where none was given.
pub fn options(arguments: &SiteArgs) -> Options {
    Options {
        today: arguments.date.unwrap_or_else(today),
        drafts: arguments.drafts,
        future: arguments.future,
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
    let start = Instant::now();
    let mut loaded = load(&arguments.site, arguments.strict)?;
    let output = arguments.output.clone().unwrap_or_else(|| arguments.site.site.join("public"));
    terminal.diagnostics(&loaded.checked.diagnostics, &loaded.sources, false);
    if loaded.checked.errors() > 0 {
        return Ok(refused(terminal, &loaded.checked, &output));
    }
    let rendering = Instant::now();
    let disk = Disk::stage(&output, &arguments.site.site.join("content"))?;
    let progress = terminal.progress();
    let step = |done: usize, total: usize| progress.step(done, total);
    let cache = if arguments.no_cache { Cache::none() } else { Cache::of_site(&arguments.site.site) };
    let rendered = compile::render(&loaded.checked.site, &loaded.sources, &cache, arguments.strict, &disk, &step)?;
    progress.finish();
    terminal.diagnostics(&rendered.late, &loaded.sources, false);
    loaded.checked.diagnostics.extend(rendered.late);
    if loaded.checked.errors() > 0 {
        return Ok(refused(terminal, &loaded.checked, &output));
    }
    let rendering = rendering.elapsed();
    let publishing = Instant::now();
    disk.publish()?;
    let times = [loaded.reading, loaded.checking, rendering, publishing.elapsed(), start.elapsed()];
    terminal.say(&format!("\n{}", words(terminal, &loaded, &rendered.summary, &output, times)));
    terminal.hidden(&loaded.checked);
    Ok(Outcome::Done)
}

/// Says that the content has errors and the published site stays as it was.
pub fn refused(terminal: &Terminal, checked: &Checked, output: &Path) -> Outcome {
    let text = phrase(terminal.lang, "{}; chưa ghi gì vào {}", "{}; nothing was written to {}");
    let text = text.replacen("{}", &terminal.totals(checked), 1).replacen("{}", &shown(output), 1);
    terminal.say(&format!("\n{text}"));
    Outcome::ContentErrors
}

fn words(
    terminal: &Terminal,
    loaded: &Loaded,
    summary: &crate::render::Summary,
    output: &Path,
    times: [Duration; 5],
) -> String {
    let lang = terminal.lang;
    let [reading, checking, rendering, publishing, total] = times.map(|time| seconds(time, lang));
    let count = |number: usize| text::format_count(number as i64);
    let site = &loaded.checked.site;
    let (bulletins, pages, sets, files) =
        (count(site.bulletins.len()), count(summary.pages), count(summary.data_sets), count(summary.files));
    let size = text::format_bytes(summary.bytes, lang == Lang::Vi);
    let (output, totals) = (shown(output), terminal.totals(&loaded.checked));
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
