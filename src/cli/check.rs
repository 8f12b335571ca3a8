//! `bantin check`: every mistake in the content, in a form for people or for programs.

use anyhow::{Result, bail};

use crate::compile::Checked;
use crate::diagnostics::html::{self, MARK, Report};
use crate::diagnostics::{json, sarif};
use crate::discover::Sources;
use crate::model::{ContentId, Hidden};
use crate::source::SourcePath;
use crate::text;

use super::args::{CheckArgs, Format};
use super::build::{load, options, shown, threads};
use super::links;
use super::phrases::phrase;
use super::report::Terminal;
use super::saved::save;
use super::{Outcome, print};

pub fn check(arguments: &CheckArgs, terminal: &Terminal) -> Result<Outcome> {
    threads(&arguments.site)?;
    if arguments.output.is_some() && arguments.format != Format::Html {
        bail!(phrase(terminal.lang, "--output chỉ dùng cùng --format html", "--output goes with --format html only"));
    }
    let mut loaded = load(&arguments.site, arguments.strict)?;
    let asked = match arguments.links {
        true => links::verify(arguments, &mut loaded.checked, &loaded.sources, terminal)?,
        false => Vec::new(),
    };
    let (checked, sources) = (&loaded.checked, &loaded.sources);
    match arguments.format {
        Format::Human => {
            terminal.diagnostics(&checked.diagnostics, sources, true);
            terminal.say(&terminal.totals(&checked.diagnostics));
            terminal.hidden(Hidden::of(&checked.site.waiting));
            if arguments.links {
                links::table(&links::hosts(checked), terminal.lang)
                    .iter()
                    .chain(&asked)
                    .for_each(|line| terminal.say(line));
            }
        }
        Format::Json => {
            print(&json::render(&checked.diagnostics, &links::hosts(checked), sources, terminal.lang))?;
        }
        Format::Sarif => drop(print(&sarif::render(&checked.diagnostics, sources, terminal.lang))?),
        Format::Html => page(arguments, checked, sources, &asked, terminal)?,
    }
    Ok(if checked.errors() > 0 { Outcome::ContentErrors } else { Outcome::Done })
}

/// The page goes to the file that was asked for, else to standard output.
fn page(
    arguments: &CheckArgs,
    checked: &Checked,
    sources: &Sources,
    asked: &[String],
    terminal: &Terminal,
) -> Result<()> {
    let site = &checked.site;
    let waiting = site.waiting.iter().map(|item| (&item.path, item.title.as_str(), item.from.map(text::format_date)));
    let title_of = |path: &SourcePath| match site.by_path.get(path)? {
        ContentId::Bulletin(id) => Some(site.bulletin(*id).title.as_str()),
        ContentId::Page(id) => Some(site.page(*id).title.as_str()),
    };
    let report = Report {
        site: &site.settings.title,
        today: text::format_date(options(&arguments.site).today),
        items: &checked.diagnostics,
        waiting: waiting.collect(),
        title_of: &title_of,
        outside: &links::hosts(checked),
        asked,
    };
    let page = html::render(&report, sources, terminal.lang);
    let Some(path) = &arguments.output else { return print(&page).map(drop) };
    save(path, &page, MARK, "bantin check", terminal.lang)?;
    terminal.say(&terminal.totals(&checked.diagnostics));
    terminal.say(&phrase(terminal.lang, "Đã ghi báo cáo vào {}", "The report is in {}").replace("{}", &shown(path)));
    Ok(())
}
