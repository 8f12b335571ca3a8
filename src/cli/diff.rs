//! `bantin diff`: what publishing a new version of the site will change, for whoever signs off.

use anyhow::{Result, bail};

use crate::diff::{self, MARK, compare};

use super::args::{DiffArgs, DiffFormat};
use super::build::shown;
use super::phrases::phrase;
use super::report::Terminal;
use super::saved::save;
use super::{Outcome, print};

pub fn diff(arguments: &DiffArgs, terminal: &Terminal) -> Result<Outcome> {
    let lang = terminal.lang;
    if arguments.output.is_some() && arguments.format != DiffFormat::Html {
        bail!(phrase(lang, "--output chỉ dùng cùng --format html", "--output goes with --format html only"));
    }
    let changes = compare(&arguments.old, &arguments.new)?;
    match (arguments.format, &arguments.output) {
        (DiffFormat::Human, _) => print(&diff::human(&changes, lang)),
        (DiffFormat::Json, _) => print(&format!("{}\n", serde_json::to_string_pretty(&changes)?)),
        (DiffFormat::Html, output) => {
            let about = phrase(lang, "{new} so với {old}", "{new} against {old}");
            let about = about.replace("{new}", &shown(&arguments.new)).replace("{old}", &shown(&arguments.old));
            let page = diff::html(&changes, &about, lang);
            let Some(path) = output else { return print(&page) };
            save(path, &page, MARK, "bantin diff", lang)?;
            let words = phrase(lang, "Đã ghi báo cáo vào {}", "The report is in {}");
            terminal.say(&words.replace("{}", &shown(path)));
            Ok(Outcome::Done)
        }
    }
}
