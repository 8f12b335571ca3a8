//! `bantin build --timings`: the figures as a table that people read and paste.

use std::fmt::Write;
use std::time::Duration;

use crate::source::Lang;
use crate::timings::Found;

use super::phrases::phrase;

/// Stages, templates, slowest pages and slowest source files, one line each.
pub fn shown(found: &Found, total: Duration, lang: Lang) -> String {
    let mut text = String::new();
    head(&mut text, phrase(lang, "Các bước", "Stages"));
    for (name, time) in &found.stages {
        line(&mut text, *time, name);
    }
    line(&mut text, total, phrase(lang, "tất cả", "all"));
    head(&mut text, phrase(lang, "Mẫu trang (cộng mọi luồng)", "Templates (all threads together)"));
    let mut templates: Vec<_> = found.templates.iter().collect();
    templates.sort_by(|a, b| b.1.1.cmp(&a.1.1).then(a.0.cmp(b.0)));
    for (name, (count, time)) in templates {
        line(&mut text, *time, &format!("{name} × {count}"));
    }
    for (title, slowest) in [
        (phrase(lang, "Trang chậm nhất", "Slowest pages"), &found.pages),
        (phrase(lang, "Tệp nguồn đọc lâu nhất", "Source files slowest to read"), &found.sources),
    ] {
        head(&mut text, title);
        for (name, time) in slowest {
            line(&mut text, *time, name);
        }
    }
    text
}

fn head(text: &mut String, title: &str) {
    let _ = writeln!(text, "{title}");
}

fn line(text: &mut String, time: Duration, name: &str) {
    let _ = writeln!(text, "{:>12.3} ms  {name}", time.as_secs_f64() * 1000.0);
}
