//! `bantin verify`: a published site held against its manifest.

use anyhow::Result;

use crate::signing::Invalid;
use crate::source::Lang;
use crate::text::printable;
use crate::verify::{Differences, Place, Signature, verify as compare};

use super::args::{VerifyArgs, VerifyFormat};
use super::build::shown;
use super::keys::public_key;
use super::phrases::phrase;
use super::report::Terminal;
use super::{Outcome, print};

pub fn verify(arguments: &VerifyArgs, terminal: &Terminal) -> Result<Outcome> {
    let place = Place::read(&arguments.dir)?;
    let key = arguments.key.as_deref().map(public_key).transpose()?;
    let found = compare(&place, arguments.manifest.as_deref(), key.as_ref())?;
    match arguments.format {
        VerifyFormat::Json => drop(print(&format!("{}\n", serde_json::to_string_pretty(&found)?))?),
        VerifyFormat::Human => {
            print(&list(&found, terminal.lang))?;
            let name = match place {
                Place::Folder(folder) => shown(&folder),
                Place::Web(web) => web.address_of(""),
            };
            terminal.say(&totals(&found, &name, terminal.lang));
        }
    }
    Ok(if found.is_none() { Outcome::Done } else { Outcome::ContentErrors })
}

/// One line for each file that is not as it was published.
pub fn list(found: &Differences, lang: Lang) -> String {
    let none = Vec::new();
    let groups = [
        (phrase(lang, "đã bị sửa", "changed"), &found.changed),
        (phrase(lang, "bị mất", "missing"), &found.missing),
        (phrase(lang, "tệp lạ", "extra"), found.extra.as_ref().unwrap_or(&none)),
        (phrase(lang, "không đọc được", "not readable"), &found.unread),
    ];
    let lines =
        groups.iter().flat_map(|(word, names)| names.iter().map(move |name| format!("{word}: {}\n", printable(name))));
    lines.collect()
}

fn totals(found: &Differences, place: &str, lang: Lang) -> String {
    let mut lines = vec![format!("{place}: {}", verdict(found, lang))];
    if !found.is_none() {
        let words = phrase(
            lang,
            "Nếu không phải người của đơn vị làm, hãy báo người quản trị máy chủ, rồi chép lại toàn bộ thư mục do `bantin build` tạo.",
            "If nobody of yours did that, tell who runs the server, then copy the whole folder that `bantin build` made once more.",
        );
        lines.push(words.to_owned());
    }
    if found.extra.is_none() && found.is_believed() {
        let words = phrase(
            lang,
            "Qua HTTP không thấy được tệp lạ và tệp cấu hình như .htaccess; muốn thấy, kiểm tra thư mục trên máy chủ.",
            "Extra files, and settings such as .htaccess, cannot be seen over HTTP; to see them, verify the folder on the server.",
        );
        lines.push(words.to_owned());
    }
    lines.extend(signature(&found.signature, lang));
    lines.push(format!("{} {}", phrase(lang, "SHA-256 của bản kê:", "SHA-256 of the manifest:"), found.manifest));
    lines.join("\n")
}

fn verdict(found: &Differences, lang: Lang) -> String {
    if !found.is_believed() {
        let words = phrase(
            lang,
            "bản kê không tin được nên chưa so tệp nào.",
            "the manifest cannot be believed, so no file was looked at.",
        );
        return words.to_owned();
    }
    if found.is_none() {
        let words = phrase(lang, "{} tệp, đúng như khi đăng.", "{} files, all as published.");
        return words.replace("{}", &found.files.to_string());
    }
    let parts = [
        (Some(found.changed.len()), phrase(lang, "tệp đã bị sửa", "files changed")),
        (Some(found.missing.len()), phrase(lang, "tệp bị mất", "missing")),
        (found.extra.as_ref().map(Vec::len), phrase(lang, "tệp lạ", "extra")),
        (Some(found.unread.len()).filter(|count| *count > 0), phrase(lang, "tệp không đọc được", "not readable")),
    ];
    let parts = parts.iter().filter_map(|(count, words)| Some(format!("{} {words}", (*count)?)));
    format!("{}.", parts.collect::<Vec<_>>().join(", "))
}

fn signature(signature: &Signature, lang: Lang) -> Option<String> {
    let words = match signature {
        Signature::None => return None,
        Signature::NotChecked => phrase(
            lang,
            "Bản kê có chữ ký, chưa được kiểm tra; kiểm tra bằng --key KHÓA.pub",
            "The manifest is signed, which was not checked; check it with --key KEY.pub",
        ),
        Signature::Valid { comment } => {
            let words = phrase(lang, "Chữ ký đúng với khóa ({})", "The signature is right ({})");
            return Some(words.replace("{}", &printable(comment)));
        }
        Signature::Missing => phrase(
            lang,
            "Thiếu chữ ký manifest.json.minisig: chưa ký, hoặc có người đã bỏ đi.",
            "The signature manifest.json.minisig is missing: nobody signed, or somebody took it away.",
        ),
        Signature::Invalid { reason: Invalid::Damaged } => phrase(
            lang,
            "Chữ ký manifest.json.minisig bị hỏng: không phải một chữ ký minisign đầy đủ.",
            "The signature manifest.json.minisig is damaged: it is no whole signature of minisign.",
        ),
        Signature::Invalid { reason: Invalid::OtherKey } => phrase(
            lang,
            "Chữ ký do một khóa khác ký: xem lại tệp --key, nếu đúng thì có người khác đã ký.",
            "Another key made the signature: look at --key once more; if that is right, somebody else has signed.",
        ),
        Signature::Invalid { reason: Invalid::OtherFile } => phrase(
            lang,
            "Chữ ký không phải của bản kê này: bản kê hoặc chữ ký đã bị thay, hoặc dựng lại rồi mà chưa ký lại.",
            "The signature is not of this manifest: one of them was replaced, or the site was built again and not signed again.",
        ),
    };
    Some(words.to_owned())
}
