//! `bantin migrate`: content of an earlier format made content of this one. It only tells what it would do, until it is
//! told to write; then it keeps every file that it changes as it was.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::diff::{self, Change as Step};
use crate::discover::discover;
use crate::migrate::{Change, migration};
use crate::parse::FORMAT;
use crate::write;

use super::args::MigrateArgs;
use super::build::shown;
use super::phrases::phrase;
use super::report::Terminal;
use super::{Outcome, print};

pub fn migrate(arguments: &MigrateArgs, terminal: &Terminal) -> Result<Outcome> {
    let site = &arguments.site;
    let (sources, _) = discover(site)?;
    let migration = migration(&sources)?;
    let say = |vi, en, value: &str| terminal.say(&phrase(terminal.lang, vi, en).replace("{}", value));
    let (from, to) = (migration.from.to_string(), FORMAT.to_string());
    if migration.changes.is_empty() {
        say(
            "Nội dung đã ở định dạng {}, không có gì phải đổi.",
            "The content has format {}; nothing is to be done.",
            &to,
        );
        return Ok(Outcome::Done);
    }
    for change in &migration.changes {
        print(&difference(change))?;
    }
    if !arguments.write {
        say(
            "Đây mới là xem trước; chạy `bantin migrate --write` để ghi.",
            "This is a preview; run `bantin migrate --write` to write it.",
            "",
        );
        return Ok(Outcome::Done);
    }
    let kept = free_folder(site, &format!("before-format-{FORMAT}"));
    // All are kept before the first is changed.
    for change in &migration.changes {
        keep(&site.join(change.path.as_str()), &kept.join(change.path.as_str()))?;
    }
    for change in &migration.changes {
        let path = site.join(change.path.as_str());
        let old = fs::read(&path).with_context(|| path.display().to_string())?;
        // Notepad's ends of lines stay.
        let after = match old.windows(2).any(|pair| pair == b"\r\n") {
            true => change.after.replace('\n', "\r\n"),
            false => change.after.clone(),
        };
        write::replace(&path, &[after.as_bytes()]).with_context(|| path.display().to_string())?;
    }
    let words = phrase(
        terminal.lang,
        "Đã chuyển nội dung từ định dạng {from} sang {to}; các tệp cũ nằm trong {}. Hãy chạy `bantin check`.",
        "The content went from format {from} to {to}; the files as they were are in {}. Now run `bantin check`.",
    );
    terminal.say(&words.replace("{from}", &from).replace("{to}", &to).replace("{}", &shown(&kept)));
    Ok(Outcome::Done)
}

fn difference(change: &Change) -> String {
    let mut text = format!("{}\n", change.path.as_str());
    for line in diff::between(&change.before, &change.after).into_iter().flatten() {
        let mark = match line.change {
            Step::Same => ' ',
            Step::Gone => '-',
            Step::Come => '+',
        };
        text.push_str(&format!("{mark}{}\n", line.text));
    }
    text
}

/// A folder beside `content/` that nobody has: a second migration must not write over what the first kept.
fn free_folder(site: &Path, name: &str) -> PathBuf {
    let names = std::iter::once(name.to_owned()).chain((2..).map(|number| format!("{name}-{number}")));
    names.map(|name| site.join(name)).find(|path| !path.exists()).expect("there are endless names")
}

fn keep(file: &Path, to: &Path) -> Result<()> {
    let folder = to.parent().unwrap_or(to);
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    fs::copy(file, to).with_context(|| to.display().to_string())?;
    Ok(())
}
