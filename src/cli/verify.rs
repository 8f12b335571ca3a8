//! `bantin verify`: a published site held against its manifest.

use anyhow::Result;

use crate::source::Lang;
use crate::verify::{Differences, verify as compare};

use super::args::{VerifyArgs, VerifyFormat};
use super::build::shown;
use super::phrases::phrase;
use super::report::Terminal;
use super::{Outcome, print};

pub fn verify(arguments: &VerifyArgs, terminal: &Terminal) -> Result<Outcome> {
    let found = compare(&arguments.dir, arguments.manifest.as_deref())?;
    match arguments.format {
        VerifyFormat::Json => drop(print(&format!("{}\n", serde_json::to_string_pretty(&found)?))?),
        VerifyFormat::Human => {
            print(&list(&found, terminal.lang))?;
            terminal.say(&totals(&found, &shown(&arguments.dir), terminal.lang));
        }
    }
    Ok(if found.is_none() { Outcome::Done } else { Outcome::ContentErrors })
}

/// One line for each file that is not as it was published.
fn list(found: &Differences, lang: Lang) -> String {
    let groups = [
        (phrase(lang, "đã bị sửa", "changed"), &found.changed),
        (phrase(lang, "bị mất", "missing"), &found.missing),
        (phrase(lang, "tệp lạ", "extra"), &found.extra),
    ];
    // A name may hold anything; it must not steer the terminal.
    let steers = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain = |name: &str| name.chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).collect::<String>();
    let lines =
        groups.iter().flat_map(|(word, names)| names.iter().map(move |name| format!("{word}: {}\n", plain(name))));
    lines.collect()
}

fn totals(found: &Differences, folder: &str, lang: Lang) -> String {
    let [changed, missing, extra] = [&found.changed, &found.missing, &found.extra].map(Vec::len);
    let manifest = format!("{} {}", phrase(lang, "SHA-256 của bản kê:", "SHA-256 of the manifest:"), found.manifest);
    let words = match (found.is_none(), lang) {
        (true, Lang::Vi) => format!("{folder}: {} tệp, đúng như khi đăng.", found.files),
        (true, Lang::En) => format!("{folder}: {} files, all as published.", found.files),
        (false, Lang::Vi) => format!(
            "{folder}: {changed} tệp đã bị sửa, {missing} tệp bị mất, {extra} tệp lạ.\nNếu không phải người của đơn vị làm, hãy báo người quản trị máy chủ, rồi chép lại toàn bộ thư mục do `bantin build` tạo."
        ),
        (false, Lang::En) => format!(
            "{folder}: {changed} files changed, {missing} missing, {extra} extra.\nIf nobody of yours did that, tell who runs the server, then copy the whole folder that `bantin build` made once more."
        ),
    };
    format!("{words}\n{manifest}")
}
