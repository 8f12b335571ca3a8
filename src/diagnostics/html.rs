//! Diagnostics as one page for people without a terminal: what is to be done, then file by file what is wrong, where, and
//! what to write.
//!
//! Takes located diagnostics and what waits to be published, gives a page of [`crate::report`]. All words of the content
//! are escaped.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::human::Excerpt;
use super::json::{Places, related};
use super::{Located, Severity, Texts, human};
use crate::report::{END, Escaped, Head};
use crate::source::{Lang, SourcePath};
use crate::text::{self, printable};

/// By these words a file is known as one of these pages, which a new one may replace.
pub const MARK: &str = "<!-- bantin check -->";

/// What a page tells besides the diagnostics.
pub struct Report<'a> {
    pub site: &'a str,
    /// The day that counts as today, as it is printed.
    pub today: String,
    pub items: &'a [Located],
    /// Bulletins and pages that are not published: path, title, and from which day they will be.
    pub waiting: Vec<(&'a SourcePath, &'a str, Option<String>)>,
    /// The title of the bulletin or page in a file.
    pub title_of: &'a dyn Fn(&SourcePath) -> Option<&'a str>,
    /// Hosts of other sites that are linked to, with the number of links.
    pub outside: &'a [(String, usize)],
    /// What the network said of those links, line by line; empty where it was not asked.
    pub asked: &'a [String],
}

/// The warnings that stand in the list of things to do, under a heading of their own.
const TASKS: &[(&[&str], &str, &str)] = &[
    (&["target-without-result"], "Chỉ tiêu hết hạn chưa có kết quả", "Targets past their day without a result"),
    (&["task-overdue"], "Nhiệm vụ quá hạn", "Tasks overdue"),
    (
        &[
            "date-from-decision",
            "missing-alt",
            "missing-attachment",
            "missing-decision",
            "missing-decision-date",
            "missing-decision-number",
            "missing-signer",
            "missing-unit",
        ],
        "Thông tin còn thiếu",
        "Missing information",
    ),
];

/// The whole page.
pub fn render<'a>(report: &Report<'a>, texts: &'a dyn Texts, lang: Lang) -> String {
    let mut page = Page { text: String::new(), lang, files: BTreeMap::new() };
    for item in report.items {
        let number = page.files.len() + 1;
        page.files.entry(&item.diagnostic.at.path).or_insert((number, Vec::new())).1.push(item);
    }
    page.write(report, texts).expect("a string takes every word");
    page.text
}

struct Page<'a> {
    text: String,
    lang: Lang,
    /// Each file with its number on the page and its mistakes.
    files: BTreeMap<&'a SourcePath, (usize, Vec<&'a Located>)>,
}

impl<'a> Page<'a> {
    fn say(&self, vi: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }

    fn write(&mut self, report: &Report<'a>, texts: &'a dyn Texts) -> fmt::Result {
        let heading = self.say("Báo cáo kiểm tra nội dung", "Report of the check");
        let head = Head { lang: self.lang, mark: MARK, heading, about: report.site };
        head.write(&mut self.text)?;
        let site = Escaped(report.site);
        let day = self.say("tính đến ngày", "as of");
        writeln!(self.text, "<p class=\"muted\">{site} · {day} {}</p>", Escaped(&report.today))?;
        self.verdict(report.items)?;
        self.todo(report)?;
        self.by_file(report, texts)?;
        self.outside(report)?;
        let again = self.say(
            "Sửa xong một tệp, chạy lại lệnh này để xem còn gì.",
            "After correcting a file, run the same command again to see what is left.",
        );
        write!(self.text, "<p class=\"muted\">{again}</p>\n{END}")
    }

    fn verdict(&mut self, items: &[Located]) -> fmt::Result {
        let count = |severity| items.iter().filter(|item| item.diagnostic.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let words = match (errors, warnings) {
            (0, 0) => self.say("Đăng được.", "Ready to publish."),
            (0, _) => self.say("Đăng được; nên xem các cảnh báo.", "Can be published; look at the warnings."),
            _ => {
                self.say("Chưa đăng được: phải sửa hết lỗi trước.", "Cannot be published before all errors are mended.")
            }
        };
        let class = if errors > 0 { " error" } else { "" };
        let totals = human::summary(errors, warnings, self.lang);
        writeln!(self.text, "<p class=\"verdict{class}\">{words} {}</p>", Sentence(&totals))
    }

    fn todo(&mut self, report: &Report<'a>) -> fmt::Result {
        let groups: Vec<(&str, Vec<&Located>)> = TASKS
            .iter()
            .map(|(codes, vi, en)| {
                let is_here = |item: &&Located| {
                    item.diagnostic.severity == Severity::Warning && codes.contains(&item.diagnostic.code)
                };
                (self.say(vi, en), report.items.iter().filter(is_here).collect())
            })
            .collect();
        let errors: Vec<(&SourcePath, usize)> = self
            .files
            .iter()
            .map(|(path, (_, items))| (*path, items.iter().filter(|item| item.diagnostic.severity == Severity::Error)))
            .map(|(path, errors)| (path, errors.count()))
            .filter(|(_, count)| *count > 0)
            .collect();
        let counts = groups.iter().map(|(_, items)| items.len());
        let total = counts.sum::<usize>() + errors.iter().map(|(_, count)| count).sum::<usize>() + report.waiting.len();
        let heading = self.say("Việc cần làm", "To do");
        writeln!(self.text, "<h2>{heading} ({total})</h2>")?;
        if total == 0 {
            let nothing = self.say("Không còn việc gì.", "Nothing is left to do.");
            return writeln!(self.text, "<p>{nothing}</p>");
        }
        if !errors.is_empty() {
            let heading =
                self.say("Tệp có lỗi phải sửa trước khi đăng", "Files with errors to mend before publication");
            self.list(heading, errors.len())?;
            for (path, count) in errors {
                write!(self.text, "<li>{}: ", human::summary(count, 0, self.lang))?;
                self.link(path, report)?;
                self.text.push_str("</li>\n");
            }
            self.text.push_str("</ul>\n");
        }
        for (heading, items) in groups.into_iter().filter(|(_, items)| !items.is_empty()) {
            self.list(heading, items.len())?;
            for item in items {
                write!(self.text, "<li>{}: ", Sentence(item.diagnostic.message.get(self.lang)))?;
                self.link(&item.diagnostic.at.path, report)?;
                self.text.push_str("</li>\n");
            }
            self.text.push_str("</ul>\n");
        }
        self.waiting(report)
    }

    fn waiting(&mut self, report: &Report) -> fmt::Result {
        let (drafts, later): (Vec<_>, Vec<_>) = report.waiting.iter().partition(|(.., from)| from.is_none());
        let groups = [
            (self.say("Bản nháp chưa đăng", "Drafts"), drafts),
            (self.say("Hẹn ngày đăng", "Waiting for their day"), later),
        ];
        for (heading, items) in groups.into_iter().filter(|(_, items)| !items.is_empty()) {
            self.list(heading, items.len())?;
            for (path, title, from) in items {
                let from = from.as_ref().map(|from| format!(" ({from})")).unwrap_or_default();
                let path = Escaped(path.as_str());
                writeln!(self.text, "<li>{}{from}: <code>{path}</code></li>", Escaped(title))?;
            }
            self.text.push_str("</ul>\n");
        }
        Ok(())
    }

    fn outside(&mut self, report: &Report) -> fmt::Result {
        if report.outside.is_empty() {
            return Ok(());
        }
        let heading = self.say("Các trang khác được dẫn tới", "Other sites linked to");
        writeln!(self.text, "<h2>{heading} ({})</h2>\n<ul class=\"todo\">", report.outside.len())?;
        for (host, links) in report.outside {
            writeln!(self.text, "<li><code>{}</code>: {links}</li>", Escaped(host))?;
        }
        self.text.push_str("</ul>\n");
        if !report.asked.is_empty() {
            writeln!(self.text, "<pre>{}</pre>", Escaped(&report.asked.join("\n")))?;
        }
        Ok(())
    }

    fn list(&mut self, heading: &str, count: usize) -> fmt::Result {
        writeln!(self.text, "<h3>{heading} ({count})</h3>\n<ul class=\"todo\">")
    }

    /// Leads to what is said of the file below; its title tells staff more than its path.
    fn link(&mut self, path: &SourcePath, report: &Report) -> fmt::Result {
        let number = self.files.get(path).map_or(0, |(number, _)| *number);
        let name = (report.title_of)(path).unwrap_or(path.as_str());
        write!(self.text, "<a href=\"#f{number}\">{}</a>", Escaped(name))
    }

    fn by_file(&mut self, report: &Report<'a>, texts: &'a dyn Texts) -> fmt::Result {
        if self.files.is_empty() {
            return Ok(());
        }
        let heading = self.say("Từng tệp", "File by file");
        writeln!(self.text, "<h2>{heading} ({})</h2>", self.files.len())?;
        let mut places = Places::new(texts);
        for (path, (number, items)) in std::mem::take(&mut self.files) {
            let title = (report.title_of)(path);
            let name = Escaped(path.as_str());
            match title {
                Some(title) => writeln!(
                    self.text,
                    "<section>\n<h3 id=\"f{number}\">{}</h3>\n<p class=\"muted\"><code>{name}</code></p>",
                    Escaped(title)
                )?,
                None => writeln!(self.text, "<section>\n<h3 id=\"f{number}\"><code>{name}</code></h3>")?,
            }
            for item in items {
                self.item(item, &mut places)?;
            }
            self.text.push_str("</section>\n");
        }
        Ok(())
    }

    fn item(&mut self, item: &'a Located, places: &mut Places<'a>) -> fmt::Result {
        let diagnostic = &item.diagnostic;
        let words = human::words(self.lang);
        let (kind, name) = match diagnostic.severity {
            Severity::Error => ("error", words.error),
            Severity::Warning => ("warning", words.warning),
        };
        let message = Sentence(diagnostic.message.get(self.lang));
        write!(self.text, "<div class=\"item\">\n<p><span class=\"kind {kind}\">{}</span> {message}", Sentence(name))?;
        let found = item.span.as_ref().zip(places.lines(&diagnostic.at.path));
        let excerpt = found.map(|(span, lines)| Excerpt::new(lines, span));
        if let Some(Excerpt { line, column, .. }) = &excerpt {
            let (line_word, column_word) = (self.say("dòng", "line"), self.say("cột", "column"));
            write!(self.text, " <span class=\"muted\">({line_word} {line}, {column_word} {column})</span>")?;
        }
        self.text.push_str("</p>\n");
        if let Some(Excerpt { text, span, .. }) = &excerpt {
            let (before, inside, after) = (&text[..span.start], &text[span.clone()], &text[span.end..]);
            let (before, after) = (Escaped(before), Escaped(after));
            writeln!(self.text, "<pre>{before}<mark>{}</mark>{after}</pre>", Escaped(inside))?;
        }
        if let Some(hint) = &diagnostic.hint {
            writeln!(self.text, "<p><strong>{}:</strong> {}</p>", Sentence(words.hint), Code(hint.get(self.lang)))?;
        }
        for (path, _, text) in related(item) {
            let (path, text) = (Escaped(path.as_str()), Code(text.get(self.lang)));
            writeln!(self.text, "<p class=\"muted\">{}: {text} <code>{path}</code></p>", Sentence(words.related))?;
        }
        self.text.push_str("</div>\n");
        Ok(())
    }
}

/// Words of a message: what stands in backticks is code.
struct Code<'a>(&'a str);

impl fmt::Display for Code<'_> {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let words = printable(self.0);
        let mut parts: Vec<&str> = words.split('`').collect();
        // A backtick without its fellow is a sign like any other.
        let odd = if parts.len().is_multiple_of(2) { parts.pop() } else { None };
        for (index, part) in parts.iter().enumerate() {
            match index % 2 {
                0 => write!(out, "{}", Escaped(part))?,
                _ => write!(out, "<code>{}</code>", Escaped(part))?,
            }
        }
        odd.map_or(Ok(()), |rest| write!(out, "`{}", Escaped(rest)))
    }
}

/// The same at the start of a line, where messages have no capital of their own.
struct Sentence<'a>(&'a str);

impl fmt::Display for Sentence<'_> {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{}", Code(&text::capital(self.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{At, Diagnostic};
    use super::*;

    struct Same(&'static str);

    impl Texts for Same {
        fn text(&self, _: &SourcePath) -> Option<&str> {
            Some(self.0)
        }
    }

    fn page(items: &[Located], waiting: Vec<(&SourcePath, &str, Option<String>)>) -> String {
        let report = Report {
            site: "Trang <mẫu>",
            today: "22/11/2026".to_owned(),
            items,
            waiting,
            title_of: &|_| Some("A & B"),
            outside: &[],
            asked: &[],
        };
        render(&report, &Same("title: <b>\ntgas: x\n"), Lang::Vi)
    }

    fn item(diagnostic: Diagnostic) -> Located {
        Located { diagnostic, span: Some(11..15), related: vec![] }
    }

    fn path() -> SourcePath {
        SourcePath::new("content/bulletins/a.md")
    }

    #[test]
    fn a_mistake_is_told_with_its_line_and_what_to_write() {
        let diagnostic = Diagnostic::error("unknown-field", At::file(&path()), "không có trường `tgas`", "x")
            .hint("viết `tags`", "write `tags`");
        let page = page(&[item(diagnostic)], vec![]);
        let expected = [
            "Chưa đăng được: phải sửa hết lỗi trước. 1 lỗi",
            "<span class=\"kind error\">Lỗi</span> Không có trường <code>tgas</code>",
            "(dòng 2, cột 1)",
            "<pre><mark>tgas</mark>: x</pre>",
            "<p><strong>Gợi ý:</strong> viết <code>tags</code></p>",
            "<h3 id=\"f1\">A &amp; B</h3>",
            "<li>1 lỗi: <a href=\"#f1\">A &amp; B</a></li>",
            "Trang &lt;mẫu&gt;",
        ];
        for words in expected {
            assert!(page.contains(words), "{words} in {page}");
        }
    }

    #[test]
    fn what_waits_and_what_is_overdue_is_to_be_done() {
        let overdue = Diagnostic::warning("task-overdue", At::file(&path()), "nhiệm vụ `<i>` quá hạn", "x");
        let other = Diagnostic::warning("doubled-word", At::file(&path()), "từ lặp", "x");
        let (draft, later) = (SourcePath::new("content/bulletins/b.md"), SourcePath::new("content/bulletins/c.md"));
        let waiting = vec![(&draft, "Nháp", None), (&later, "Mai", Some("23/11/2026".to_owned()))];
        let page = page(&[item(overdue), item(other)], waiting);
        let todo = &page[page.find("Việc cần làm (3)").expect("three things")..page.find("Từng tệp").expect("files")];
        for words in ["Nhiệm vụ quá hạn (1)", "Nhiệm vụ <code>&lt;i&gt;</code>", "Nháp: <code>", "Mai (23/11/2026)"]
        {
            assert!(todo.contains(words), "{words} in {todo}");
        }
        assert!(!todo.contains("Từ lặp") && page.contains("Từ lặp"));
    }

    #[test]
    fn a_clean_site_has_a_page_too() {
        let page = page(&[], vec![]);
        assert!(page.contains("Đăng được.") && page.contains("Không còn việc gì.") && !page.contains("Từng tệp"));
    }

    #[test]
    fn nothing_is_loaded_and_nothing_runs() {
        let page = page(&[], vec![]);
        for forbidden in ["<script", "src=", "url(", "@import", "http://", "https://"] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
    }
}
