//! `bantin keygen` and `bantin sign`: who may say that a site is theirs.
//!
//! The secret key never leaves its file, and neither it nor its password is printed. A signature is made of a manifest
//! whose site is whole, so that nobody vouches for what somebody else put there.

use std::fs::{self, File};
use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::digest::hex;
use crate::render::{MANIFEST, SIGNATURE};
use crate::signing::{self, KeyError, Locked, Public, Signer};
use crate::source::Lang;
use crate::verify::{Place, verify};
use crate::write;

use super::args::{KeygenArgs, SignArgs};
use super::build::shown;
use super::phrases::phrase;
use super::report::Terminal;
use super::verify::list;
use super::{Outcome, print};

/// Bytes: key files and files of passwords have some hundred.
const LARGEST: u64 = 64 << 10;

/// What is signed with the manifest where nobody says more.
const COMMENT: &str = "file:manifest.json";

pub fn keygen(arguments: &KeygenArgs, terminal: &Terminal) -> Result<Outcome> {
    let (secret, public) = (&arguments.file, beside(&arguments.file));
    refuse_place(secret, &public, terminal.lang)?;
    let password = match (&arguments.password_file, arguments.no_password) {
        (Some(file), _) => Some(password_in(file)?),
        (None, true) => None,
        (None, false) => Some(new_password(terminal.lang)?),
    };
    let pair = signing::generate(password)?;
    // A public key alone harms nobody; a secret one without it would be lost.
    write_new(&public, &pair.public, 0o644)?;
    write_new(secret, &pair.secret, 0o600)?;
    print(&pair.public)?;
    let words = phrase(
        terminal.lang,
        "Đã ghi khóa bí mật vào {secret}, khóa công khai vào {public}\nCất {secret} ở nơi chỉ người ký mở được, giữ một bản dự phòng. Đưa {public} cho người kiểm tra và công bố ở nơi khác ngoài trang tin.",
        "The secret key is in {secret}, the public one in {public}\nKeep {secret} where only who signs can open it, with a backup. Give {public} to whoever checks, and publish it elsewhere than on the site.",
    );
    terminal.say(&words.replace("{secret}", &shown(secret)).replace("{public}", &shown(&public)));
    Ok(Outcome::Done)
}

pub fn sign(arguments: &SignArgs, terminal: &Terminal) -> Result<Outcome> {
    let lang = terminal.lang;
    let locked = Locked::read(&text_of(&arguments.key)?).with_context(|| shown(&arguments.key))?;
    let folder = shown(&arguments.dir);
    let found = verify(&Place::Folder(arguments.dir.clone()), None, None)?;
    if !found.is_none() {
        print(&list(&found, lang))?;
        let words = phrase(
            lang,
            "{}: chưa ký, vì các tệp trên không đúng với bản kê; chạy lại `bantin build`, hoặc bỏ các tệp lạ",
            "{}: not signed, because the files above are not those of the manifest; run `bantin build` again, or take the extra files away",
        );
        terminal.error(&words.replace("{}", &folder));
        return Ok(Outcome::ContentErrors);
    }
    let manifest = fs::read(arguments.dir.join(MANIFEST)).context(MANIFEST)?;
    if hex(&Sha256::digest(&manifest)) != found.manifest {
        bail!(phrase(lang, "bản kê vừa đổi; hãy chạy lại", "the manifest has just changed; run this again"));
    }
    let signer = unlock(locked, arguments, lang)?;
    let path = arguments.dir.join(SIGNATURE);
    let comment = match &arguments.comment {
        Some(comment) if !comment.is_empty() => format!("{COMMENT} {comment}"),
        _ => COMMENT.to_owned(),
    };
    // Every signature has other bytes; one that says the same already stays.
    let words = match is_signed(&path, &signer.public, &manifest, &comment) {
        true => phrase(lang, "{}: đã được ký bằng khóa này từ trước", "{}: signed with this key already"),
        false => {
            let signature = signer.sign(&manifest, &comment)?;
            write::replace(&path, &[signature.as_bytes()]).with_context(|| shown(&path))?;
            phrase(lang, "Đã ký {}: {count} tệp", "Signed {}: {count} files")
        }
    };
    let words = words.replace("{}", &shown(&path)).replace("{count}", &found.files.to_string());
    terminal.say(&format!("{words}\nSHA-256 manifest.json: {}", found.manifest));
    Ok(Outcome::Done)
}

/// The public key in a file.
///
/// # Errors
/// Where there is none.
pub fn public_key(path: &Path) -> Result<Public> {
    Public::read(&text_of(path)?).with_context(|| shown(path))
}

fn is_signed(path: &Path, key: &Public, manifest: &[u8], comment: &str) -> bool {
    let old = fs::symlink_metadata(path).is_ok_and(|file| file.is_file()).then(|| text_of(path).ok()).flatten();
    old.is_some_and(|old| key.check(manifest, &old).as_deref() == Ok(comment))
}

fn unlock(locked: Locked, arguments: &SignArgs, lang: Lang) -> Result<Signer> {
    let password = match (&arguments.password_file, locked.needs_password) {
        (_, false) => String::new(),
        (Some(file), true) => password_in(file)?,
        (None, true) => asked(phrase(lang, "Mật khẩu của khóa: ", "Password of the key: "), lang)?,
    };
    locked.unlock(password).with_context(|| shown(&arguments.key))
}

fn new_password(lang: Lang) -> Result<String> {
    let first = asked(phrase(lang, "Đặt mật khẩu cho khóa: ", "New password of the key: "), lang)?;
    if asked(phrase(lang, "Gõ lại mật khẩu: ", "The same password again: "), lang)? != first {
        bail!(phrase(lang, "hai lần gõ không giống nhau", "the two passwords differ"));
    }
    Ok(first)
}

fn asked(words: &str, lang: Lang) -> Result<String> {
    if !std::io::stdin().is_terminal() {
        bail!(phrase(
            lang,
            "không có màn hình lệnh để hỏi mật khẩu; ghi --password-file TỆP",
            "there is no terminal to ask for the password on; give --password-file FILE",
        ));
    }
    Ok(rpassword::prompt_password(words)?)
}

/// The first line of a file.
fn password_in(path: &Path) -> Result<String> {
    let text = text_of(path)?;
    let line = text.lines().next().unwrap_or_default();
    if line.is_empty() {
        return Err(KeyError::PasswordLength).with_context(|| shown(path));
    }
    Ok(line.to_owned())
}

fn text_of(path: &Path) -> Result<String> {
    let mut text = String::new();
    let file = File::open(path).with_context(|| path.display().to_string())?;
    file.take(LARGEST).read_to_string(&mut text).with_context(|| path.display().to_string())?;
    Ok(text)
}

fn beside(secret: &Path) -> PathBuf {
    let mut name = secret.as_os_str().to_owned();
    name.push(".pub");
    name.into()
}

/// Keys are never written over, and never where they would be published.
fn refuse_place(secret: &Path, public: &Path, lang: Lang) -> Result<()> {
    for path in [secret, public] {
        // A link that leads nowhere is in the way, too.
        if fs::symlink_metadata(path).is_ok() {
            let words = phrase(lang, "{} đã có; hãy chọn tên khác", "{} exists; choose another name");
            bail!(words.replace("{}", &shown(path)));
        }
    }
    let whole = std::path::absolute(secret)?;
    let folder = whole.parent().map(|folder| folder.canonicalize().unwrap_or_else(|_| folder.to_owned()));
    let is_public = |folder: &Path| ["site.yaml", MANIFEST].iter().any(|name| folder.join(name).exists());
    let is_theme = |folder: &Path| {
        folder.file_name().is_some_and(|name| name == "themes")
            && folder.parent().is_some_and(|site| site.join("content/site.yaml").exists())
    };
    if folder.iter().flat_map(|folder| folder.ancestors()).any(|folder| is_public(folder) || is_theme(folder)) {
        let words = phrase(
            lang,
            "{} nằm trong nội dung hoặc trang đã dựng nên sẽ bị đăng lên mạng; hãy chọn thư mục khác",
            "{} lies in the content or in a built site and would be published; choose another folder",
        );
        bail!(words.replace("{}", &shown(secret)));
    }
    Ok(())
}

/// Writes a file that must not exist yet, for `mode` where the system knows such a thing.
fn write_new(path: &Path, text: &str, mode: u32) -> Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _ = mode;
    let mut file = options.open(path).with_context(|| path.display().to_string())?;
    file.write_all(text.as_bytes()).with_context(|| path.display().to_string())?;
    file.sync_all().with_context(|| path.display().to_string())
}
