//! `bantin check`: every mistake in the content, in a form for people or for programs.

use anyhow::Result;

use crate::diagnostics::{json, sarif};

use super::args::{CheckArgs, Format};
use super::build::{load, threads};
use super::report::Terminal;
use super::{Outcome, print};

pub fn check(arguments: &CheckArgs, terminal: &Terminal) -> Result<Outcome> {
    threads(&arguments.site)?;
    let loaded = load(&arguments.site, arguments.strict)?;
    let (checked, sources) = (&loaded.checked, &loaded.sources);
    match arguments.format {
        Format::Human => {
            terminal.diagnostics(&checked.diagnostics, sources, true);
            terminal.say(&terminal.totals(&checked.diagnostics));
            terminal.hidden(checked.site.hidden);
        }
        Format::Json => drop(print(&json::render(&checked.diagnostics, sources, terminal.lang))?),
        Format::Sarif => drop(print(&sarif::render(&checked.diagnostics, sources, terminal.lang))?),
    }
    Ok(if checked.errors() > 0 { Outcome::ContentErrors } else { Outcome::Done })
}
