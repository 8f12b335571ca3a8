//! What changes, as a page for the person who signs off. All words of the two sites are escaped, and nothing of it leads
//! anywhere: an address that somebody put into the site is shown, not linked.

use std::fmt::{self, Write};

use crate::report::{END, Escaped, Head};
use crate::source::Lang;
use crate::text::{self, printable};

use super::human::{Words, is_named};
use super::{Change, Changes, FileKind, Hunk, LineKind, Page, PageKind, Shown};

/// By these words a file is known as one of these pages, which a new one may replace.
pub const MARK: &str = "<!-- bantin diff -->";

/// The whole page; `about` names the two versions.
pub fn html(changes: &Changes, about: &str, lang: Lang) -> String {
    let mut sheet = Sheet { text: String::new(), words: Words(lang) };
    sheet.write(changes, about).expect("a string takes every word");
    sheet.text
}

struct Sheet {
    text: String,
    words: Words,
}

impl Sheet {
    fn write(&mut self, changes: &Changes, about: &str) -> fmt::Result {
        let words = self.words;
        let heading = words.say("Những gì sẽ thay đổi khi đăng", "What publishing will change");
        Head { lang: words.0, mark: MARK, heading, about }.write(&mut self.text)?;
        writeln!(self.text, "<p class=\"muted\">{}</p>", Escaped(about))?;
        let lost: Vec<&String> = changes.lost().collect();
        let is_loss = changes.gone.len() + lost.len() > 0;
        let class = if is_loss { " error" } else { "" };
        writeln!(self.text, "<p class=\"verdict{class}\">{}</p>", Escaped(&words.totals(changes)))?;
        if is_loss {
            self.heading(words.gone(), changes.gone.len() + lost.len())?;
            self.pages(&changes.gone)?;
            self.names(words.file_kind(FileKind::Attachment), lost)?;
        }
        self.moved(changes)?;
        if !changes.new.is_empty() {
            self.heading(words.say("Trang mới", "New pages"), changes.new.len())?;
            self.pages(&changes.new)?;
        }
        self.changed(changes)?;
        for group in &changes.around {
            self.heading(words.around(), group.pages.len())?;
            self.hunks(&group.hunks)?;
            self.names(words.say("Các trang", "The pages"), &group.pages)?;
        }
        if !changes.unseen.is_empty() {
            self.heading(words.unseen(), changes.unseen.len())?;
            self.names(words.say("Các trang", "The pages"), &changes.unseen)?;
        }
        self.files(changes)?;
        self.sign(changes)
    }

    fn moved(&mut self, changes: &Changes) -> fmt::Result {
        if changes.moved.is_empty() {
            return Ok(());
        }
        self.heading(self.words.say("Chuyển sang địa chỉ khác", "Moved"), changes.moved.len())?;
        self.text.push_str("<ul>\n");
        for moved in &changes.moved {
            self.text.push_str("<li>");
            self.page(&moved.page)?;
            writeln!(self.text, " → {}</li>", Code(&moved.to))?;
        }
        self.text.push_str("</ul>\n");
        Ok(())
    }

    fn changed(&mut self, changes: &Changes) -> fmt::Result {
        if changes.changed.is_empty() {
            return Ok(());
        }
        self.heading(self.words.say("Trang đổi nội dung", "Pages with other content"), changes.changed.len())?;
        for kind in PAGE_KINDS {
            let pages: Vec<_> = changes.changed.iter().filter(|changed| changed.page.kind == kind).collect();
            if !pages.is_empty() {
                writeln!(self.text, "<h3>{} ({})</h3>", self.words.page_kind(kind), pages.len())?;
            }
            for changed in pages {
                self.text.push_str("<div class=\"item\">\n<p>");
                self.page(&changed.page)?;
                self.text.push_str("</p>\n");
                if changed.hunks.is_empty() {
                    writeln!(self.text, "<p><strong>{}</strong></p>", self.words.unreadable())?;
                }
                self.hunks(&changed.hunks)?;
                self.text.push_str("</div>\n");
            }
        }
        Ok(())
    }

    fn files(&mut self, changes: &Changes) -> fmt::Result {
        if changes.files.is_empty() {
            return Ok(());
        }
        let words = self.words;
        let count = changes.files.iter().map(|files| files.new.len() + files.changed.len() + files.gone.len()).sum();
        self.heading(words.say("Các tệp khác", "Other files"), count)?;
        for files in &changes.files {
            writeln!(self.text, "<h3>{}</h3>", words.file_kind(files.kind))?;
            let lists = [
                (words.say("Mới", "New"), &files.new),
                (words.say("Đổi", "Changed"), &files.changed),
                (words.say("Bị gỡ", "Taken away"), &files.gone),
            ];
            for (name, list) in lists {
                match is_named(files.kind) && list.len() <= 20 {
                    true => self.list(name, list)?,
                    false => self.names(name, list)?,
                }
            }
        }
        Ok(())
    }

    /// Where the person who is responsible says yes or no, and to what.
    fn sign(&mut self, changes: &Changes) -> fmt::Result {
        let words = self.words;
        writeln!(self.text, "<h2>{}</h2>", words.say("Người duyệt", "Signed off by"))?;
        if let Some(manifest) = &changes.manifest {
            let label = words.say(
                "SHA-256 của bản kê được duyệt; sau khi đăng, `bantin verify` phải in đúng mã này:",
                "SHA-256 of the manifest that is signed off; after publication, `bantin verify` must print the same:",
            );
            writeln!(self.text, "<p>{} <code>{}</code></p>", Escaped(label), Escaped(manifest))?;
        }
        let cells = [
            words.say("☐ Đồng ý đăng", "☐ Publish"),
            words.say("☐ Sửa lại", "☐ Correct first"),
            words.say("Họ tên:", "Name:"),
            words.say("Ngày:", "Day:"),
        ];
        let cells = cells.map(|cell| format!("<td>{cell}</td>"));
        write!(
            self.text,
            "<table class=\"sign\">\n<tr>{}{}</tr>\n<tr>{}{}</tr>\n</table>\n{END}",
            cells[0], cells[1], cells[2], cells[3]
        )
    }

    fn heading(&mut self, words: &str, count: usize) -> fmt::Result {
        writeln!(self.text, "<h2>{} ({})</h2>", Escaped(words), text::format_count(count as i64))
    }

    fn pages(&mut self, pages: &[Page]) -> fmt::Result {
        for kind in PAGE_KINDS {
            let pages: Vec<&Page> = pages.iter().filter(|page| page.kind == kind).collect();
            if pages.is_empty() {
                continue;
            }
            writeln!(self.text, "<h3>{} ({})</h3>\n<ul>", self.words.page_kind(kind), pages.len())?;
            for page in pages {
                self.text.push_str("<li>");
                self.page(page)?;
                self.text.push_str("</li>\n");
            }
            self.text.push_str("</ul>\n");
        }
        Ok(())
    }

    fn page(&mut self, page: &Page) -> fmt::Result {
        let title = printable(&page.title);
        match title.is_empty() {
            true => write!(self.text, "{}", Code(&page.path)),
            false => write!(self.text, "<strong>{}</strong> {}", Escaped(&title), Code(&page.path)),
        }
    }

    fn list<'a>(&mut self, name: &str, names: impl IntoIterator<Item = &'a String>) -> fmt::Result {
        let items: String = names.into_iter().map(|name| format!("<li>{}</li>\n", Code(name))).collect();
        match items.is_empty() {
            true => Ok(()),
            false => write!(self.text, "<p>{}:</p>\n<ul>\n{items}</ul>\n", Escaped(name)),
        }
    }

    /// A list that is opened by whoever wants to read it.
    fn names<'a>(&mut self, name: &str, names: impl IntoIterator<Item = &'a String>) -> fmt::Result {
        let names: Vec<&String> = names.into_iter().collect();
        if names.is_empty() {
            return Ok(());
        }
        let count = text::format_count(names.len() as i64);
        writeln!(self.text, "<details><summary>{} ({count})</summary>\n<ul>", Escaped(name))?;
        for name in names {
            writeln!(self.text, "<li>{}</li>", Code(name))?;
        }
        self.text.push_str("</ul></details>\n");
        Ok(())
    }

    fn hunks(&mut self, hunks: &[Hunk]) -> fmt::Result {
        if hunks.is_empty() {
            return Ok(());
        }
        self.text.push_str("<div class=\"lines\">\n");
        for (at, hunk) in hunks.iter().enumerate() {
            if at > 0 {
                self.text.push_str("<hr>\n");
            }
            for line in hunk {
                self.line(line)?;
            }
        }
        self.text.push_str("</div>\n");
        Ok(())
    }

    /// The signs tell what the colours tell, for print and for whoever sees none.
    fn line(&mut self, line: &Shown) -> fmt::Result {
        let (class, sign, element) = match line.change {
            Change::Same => ("", "\u{2007}", "span"),
            Change::Gone => ("gone", "−", "del"),
            Change::Come => ("come", "+", "ins"),
        };
        let target = if line.kind == LineKind::Text { "" } else { " target" };
        let words = printable(&line.text);
        let kind = self.words.line_kind(line.kind);
        writeln!(
            self.text,
            "<div class=\"{class}{target}\">{sign} <{element}>{kind}{}</{element}></div>",
            Escaped(&words)
        )
    }
}

const PAGE_KINDS: [PageKind; 3] = [PageKind::Bulletin, PageKind::Decision, PageKind::Other];

/// A name, as code.
struct Code<'a>(&'a str);

impl fmt::Display for Code<'_> {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "<code>{}</code>", Escaped(&printable(self.0)))
    }
}
