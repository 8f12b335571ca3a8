//! `bantin init`: a small site to start from. It never writes over a file.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::Outcome;
use super::args::InitArgs;
use super::build::shown;
use super::phrases::phrase;
use super::report::Terminal;

const FILES: &[(&str, &str)] = &[
    ("README.md", include_str!("starter/README.md")),
    ("content/site.yaml", include_str!("starter/content/site.yaml")),
    ("content/units.yaml", include_str!("starter/content/units.yaml")),
    ("content/indicators.yaml", include_str!("starter/content/indicators.yaml")),
    ("content/results.csv", include_str!("starter/content/results.csv")),
    ("content/bulletins/vi-du-cao-lanh.md", include_str!("starter/content/bulletins/vi-du-cao-lanh.md")),
    ("content/pages/gioi-thieu.md", include_str!("starter/content/pages/gioi-thieu.md")),
    ("content/pages/lien-he.md", include_str!("starter/content/pages/lien-he.md")),
    ("content/pages/quyen-rieng-tu.md", include_str!("starter/content/pages/quyen-rieng-tu.md")),
    ("content/pages/tro-nang.md", include_str!("starter/content/pages/tro-nang.md")),
];

pub fn init(arguments: &InitArgs, terminal: &Terminal) -> Result<Outcome> {
    let dir = &arguments.dir;
    // All files are looked for before the first is written, so that a refusal leaves nothing behind.
    if let Some((name, _)) = FILES.iter().find(|(name, _)| dir.join(name).exists()) {
        let text = phrase(terminal.lang, "{} đã có; hãy chọn thư mục khác", "{} exists already; choose another folder");
        bail!(text.replace("{}", &shown(&dir.join(name))));
    }
    for (name, text) in FILES {
        write_new(&dir.join(name), text)?;
    }
    let text = phrase(
        terminal.lang,
        "Đã tạo trang mới trong thư mục {}\nBước tiếp theo: sửa content/site.yaml, rồi chạy `bantin serve --site {}` để xem thử.",
        "Made a new site in {}\nNext: edit content/site.yaml, then run `bantin serve --site {}` to see it.",
    );
    terminal.say(&text.replace("{}", &shown(dir)));
    Ok(Outcome::Done)
}

/// Writes a file that must not exist yet.
///
/// # Errors
/// Where it exists or the system refuses.
pub fn write_new(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    let mut file =
        fs::OpenOptions::new().write(true).create_new(true).open(path).with_context(|| path.display().to_string())?;
    file.write_all(text.as_bytes()).with_context(|| path.display().to_string())
}
