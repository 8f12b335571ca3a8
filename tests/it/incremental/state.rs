//! A site as a value: its files and what the command line says. Edits change the value; only what really changed is then
//! written to disk, as an editor does it.

use std::collections::BTreeMap;
use std::fmt::Write;

use jiff::civil::Date;

use crate::support::*;

/// Everything that a build may depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    pub files: BTreeMap<String, Vec<u8>>,
    pub today: Date,
    pub drafts: bool,
    pub future: bool,
    pub strict: bool,
    pub base_url: Option<&'static str>,
}

impl State {
    /// The site of `tests/fixtures/edits/site.txt` with its images and attachments.
    pub fn new() -> Self {
        let mut files: BTreeMap<String, Vec<u8>> = files(include_str!("../../fixtures/edits/site.txt"))
            .into_iter()
            .map(|(name, text)| (name, text.into_bytes()))
            .collect();
        let beside = |name: &str| format!("content/bulletins/ke-hoach/{name}");
        files.insert(beside("anh-bia.png"), drawing(40, 30, 1));
        // Wide enough for a smaller image, which is kept between builds.
        files.insert(beside("anh-rong.png"), drawing(760, 20, 2));
        files.insert(beside("quyet-dinh.pdf"), b"%PDF-1.4 quyet dinh\n".to_vec());
        files.insert(beside("phu-luc.pdf"), b"%PDF-1.4 phu luc\n".to_vec());
        let today = TODAY.parse().expect("a date");
        Self { files, today, drafts: false, future: false, strict: false, base_url: None }
    }

    /// With what `command`, a build or a check, is told of this state.
    pub fn arguments(&self, command: &str) -> Vec<String> {
        let mut arguments = vec![command.to_owned(), "--date".to_owned(), self.today.to_string()];
        for (flag, is_set) in [("--drafts", self.drafts), ("--future", self.future), ("--strict", self.strict)] {
            arguments.extend(is_set.then(|| flag.to_owned()));
        }
        arguments.extend(self.base_url.into_iter().flat_map(|url| ["--base-url".to_owned(), url.to_owned()]));
        arguments
    }

    pub fn text(&self, path: &str) -> String {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("{path} is not there"));
        String::from_utf8_lossy(bytes).into_owned()
    }

    pub fn put(&mut self, path: &str, text: impl Into<Vec<u8>>) {
        self.files.insert(path.to_owned(), text.into());
    }

    /// The paths below `folder` with an ending.
    pub fn below(&self, folder: &str, ending: &str) -> Vec<String> {
        self.files.keys().filter(|path| path.starts_with(folder) && path.ends_with(ending)).cloned().collect()
    }

    pub fn bulletins(&self) -> Vec<String> {
        self.below("content/bulletins/", ".md")
    }

    /// Every place where the text of a path `content/…` may be written: bodies, front matter, menus.
    pub fn replace_everywhere(&mut self, old: &str, new: &str) {
        let paths = [self.below("content/", ".md"), self.below("content/", ".yaml")].concat();
        for path in paths {
            let text = self.text(&path);
            if text.contains(old) {
                self.put(&path, text.replace(old, new));
            }
        }
    }

    /// Changes the lines of a file for which `change` has something else.
    pub fn change_lines(&mut self, path: &str, mut change: impl FnMut(&str) -> Option<String>) {
        let text = self.text(path);
        let lines = text.split_inclusive('\n').map(|line| match change(line.trim_end_matches('\n')) {
            Some(new) => format!("{new}\n"),
            None => line.to_owned(),
        });
        let new: String = lines.collect();
        self.put(path, new);
    }

    /// Gives a field at the top of the front matter or of a settings file its value in one line, or takes it away.
    pub fn set(&mut self, path: &str, field: &str, value: Option<&str>) {
        let text = self.text(path);
        let is_front = path.ends_with(".md");
        let mut out = String::new();
        let (mut is_done, mut inside, mut fences) = (false, false, 0);
        for line in text.lines() {
            fences += usize::from(is_front && line == "---" && fences < 2);
            let is_body = is_front && fences == 2;
            if !is_body && line.split(':').next() == Some(field) {
                (inside, is_done) = (true, true);
                write_field(&mut out, field, value);
                continue;
            }
            // The lines of a field's long form go with it.
            inside = inside && !is_body && line.starts_with(' ');
            if inside {
                continue;
            }
            if is_body && line == "---" && !is_done {
                is_done = true;
                write_field(&mut out, field, value);
            }
            out.push_str(line);
            out.push('\n');
        }
        if !is_done {
            write_field(&mut out, field, value);
        }
        self.put(path, out);
    }

    /// The value of a field that stands in one line.
    pub fn get(&self, path: &str, field: &str) -> Option<String> {
        let text = self.text(path);
        let line = text.lines().find(|line| line.split_once(':').is_some_and(|(name, _)| name == field))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    }
}

fn write_field(out: &mut String, field: &str, value: Option<&str>) {
    if let Some(value) = value {
        writeln!(out, "{field}: {value}").expect("a text takes text");
    }
}

/// A drawing whose pixels follow from `seed`.
pub fn drawing(width: u32, height: u32, seed: u64) -> Vec<u8> {
    let mut random = Random(seed);
    let pixels: Vec<u8> = (0..width * height).map(|_| random.below(256) as u8).collect();
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&pixels).expect("pixels");
    writer.finish().expect("an end");
    out
}
