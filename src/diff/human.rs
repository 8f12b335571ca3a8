//! What changes, as text for a terminal. Nothing of the two sites steers it.

use crate::source::Lang;
use crate::text::{self, printable};

use super::{Change, Changes, Hunk, LineKind, Page};

/// Names of a list that are shown; the page and JSON have them all.
const SHOWN_NAMES: usize = 20;

/// Lines of one page that are shown.
const SHOWN_LINES: usize = 60;

/// The whole text, for standard output.
pub fn human(changes: &Changes, lang: Lang) -> String {
    let mut text = Text { text: String::new(), words: Words(lang) };
    text.write(changes);
    text.text
}

/// What both forms say.
#[derive(Clone, Copy)]
pub(super) struct Words(pub Lang);

impl Words {
    pub(super) fn say(self, vi: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }

    pub(super) fn count(self, count: usize, vi: &str, en: &str) -> String {
        let number = text::format_count(count as i64);
        match self.0 {
            Lang::Vi => format!("{number} {vi}"),
            Lang::En => format!("{number} {en}"),
        }
    }

    /// One sentence for all of it.
    pub(super) fn totals(self, changes: &Changes) -> String {
        if changes.is_none() {
            return self.say("Không có gì thay đổi.", "Nothing changes.").to_owned();
        }
        let around: usize = changes.around.iter().map(|group| group.pages.len()).sum();
        let parts = [
            (changes.gone.len(), "bị gỡ", "taken away"),
            (changes.moved.len(), "chuyển sang địa chỉ khác", "moved"),
            (changes.new.len(), "mới", "new"),
            (changes.redirects, "địa chỉ mới chỉ dẫn sang trang khác", "new addresses that only lead on"),
            (changes.changed.len(), "đổi nội dung", "with other content"),
            (around, "đổi phần khung", "with a changed frame"),
            (changes.unseen.len(), "chỉ đổi cách trình bày", "with another layout only"),
            (changes.same_pages, "giữ nguyên", "as they were"),
        ];
        let parts: Vec<String> =
            parts.iter().filter(|(count, ..)| *count > 0).map(|(count, vi, en)| self.count(*count, vi, en)).collect();
        let first = match changes.is_first {
            true => self.say("Lần đăng đầu tiên. ", "The first publication. "),
            false => "",
        };
        format!("{first}{}: {}.", self.say("Số trang", "Pages"), parts.join(", "))
    }

    pub(super) fn page_kind(self, kind: super::PageKind) -> &'static str {
        match kind {
            super::PageKind::Bulletin => self.say("Bản tin", "Bulletins"),
            super::PageKind::Decision => self.say("Văn bản", "Decisions"),
            super::PageKind::Other => self.say("Trang khác", "Other pages"),
        }
    }

    pub(super) fn file_kind(self, kind: super::FileKind) -> &'static str {
        match kind {
            super::FileKind::Attachment => self.say("Tệp đính kèm", "Attachments"),
            super::FileKind::Unknown => self.say("Tệp khác, nên xem kỹ", "Other files; look closely"),
            super::FileKind::Image => self.say("Ảnh", "Images"),
            super::FileKind::Theme => self.say("Giao diện", "Theme"),
            super::FileKind::Data => self.say("Dữ liệu mở", "Open data"),
            super::FileKind::Feed => self.say("Nguồn tin, sơ đồ trang", "Feeds and site maps"),
            super::FileKind::Search => self.say("Chỉ mục tìm kiếm", "Index of search"),
        }
    }

    pub(super) fn line_kind(self, kind: LineKind) -> &'static str {
        match kind {
            LineKind::Text => "",
            LineKind::Target => "→ ",
            LineKind::Title => self.say("tiêu đề trang: ", "title: "),
            LineKind::Description => self.say("mô tả: ", "description: "),
            LineKind::Script => self.say("mã chạy trên trang: ", "script: "),
        }
    }

    pub(super) fn gone(self) -> &'static str {
        self.say("Người đọc sẽ không mở được nữa", "Readers will not be able to open these any more")
    }

    pub(super) fn around(self) -> &'static str {
        self.say("Đổi ở phần khung quanh nội dung", "Changes around the content")
    }

    pub(super) fn unseen(self) -> &'static str {
        self.say(
            "Chỉ đổi cách trình bày hoặc dữ liệu cho máy: chữ, liên kết, mã chạy vẫn như cũ",
            "Layout or data for machines only: words, links and scripts stay",
        )
    }

    pub(super) fn unreadable(self) -> &'static str {
        self.say("không đọc được thành trang; hãy mở xem", "cannot be read as a page; look at it")
    }
}

struct Text {
    text: String,
    words: Words,
}

impl Text {
    fn write(&mut self, changes: &Changes) {
        let words = self.words;
        self.line("", &words.totals(changes));
        let lost: Vec<&String> = changes.lost().collect();
        if changes.gone.len() + lost.len() > 0 {
            self.heading(&format!("!!! {}", words.gone()), changes.gone.len() + lost.len());
            self.pages(&changes.gone);
            self.names(words.file_kind(super::FileKind::Attachment), lost);
        }
        if !changes.moved.is_empty() {
            self.heading(words.say("Chuyển sang địa chỉ khác", "Moved"), changes.moved.len());
            for moved in &changes.moved {
                self.line("  ", &format!("{}  →  {}", described(&moved.page), moved.to));
            }
        }
        if !changes.new.is_empty() {
            self.heading(words.say("Trang mới", "New pages"), changes.new.len());
            self.pages(&changes.new);
        }
        if !changes.changed.is_empty() {
            self.heading(words.say("Trang đổi nội dung", "Pages with other content"), changes.changed.len());
        }
        let mut kind = None;
        for changed in &changes.changed {
            if kind.replace(changed.page.kind) != Some(changed.page.kind) {
                self.line("", words.page_kind(changed.page.kind));
            }
            self.line("  ", &described(&changed.page));
            if changed.hunks.is_empty() {
                self.line("      ", words.unreadable());
            }
            self.hunks(&changed.hunks);
        }
        self.around(changes);
        if !changes.unseen.is_empty() {
            self.heading(words.unseen(), changes.unseen.len());
            self.some("    ", changes.unseen.iter());
        }
        self.files(changes);
    }

    fn around(&mut self, changes: &Changes) {
        for group in &changes.around {
            self.heading(self.words.around(), group.pages.len());
            self.hunks(&group.hunks);
            self.some("    ", group.pages.iter());
        }
    }

    fn files(&mut self, changes: &Changes) {
        let words = self.words;
        for files in &changes.files {
            let counts = [
                (files.new.len(), words.count(files.new.len(), "mới", "new")),
                (files.changed.len(), words.count(files.changed.len(), "đổi", "changed")),
                (files.gone.len(), words.count(files.gone.len(), "bị gỡ", "taken away")),
            ];
            let counts: Vec<String> =
                counts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
            self.line("\n", &format!("{}: {}", words.file_kind(files.kind), counts.join(", ")));
            if is_named(files.kind) {
                self.names(words.say("mới", "new"), &files.new);
                self.names(words.say("đổi", "changed"), &files.changed);
                self.names(words.say("bị gỡ", "taken away"), &files.gone);
            }
        }
    }

    fn heading(&mut self, words: &str, count: usize) {
        self.line("\n", &format!("{words} ({})", text::format_count(count as i64)));
    }

    fn pages(&mut self, pages: &[Page]) {
        for kind in [super::PageKind::Bulletin, super::PageKind::Decision, super::PageKind::Other] {
            let pages: Vec<String> = pages.iter().filter(|page| page.kind == kind).map(described).collect();
            if !pages.is_empty() {
                self.line("  ", &format!("{} ({})", self.words.page_kind(kind), pages.len()));
                self.some("    ", pages.iter());
            }
        }
    }

    fn names<'a>(&mut self, kind: &str, names: impl IntoIterator<Item = &'a String>) {
        let mut names = names.into_iter().peekable();
        if names.peek().is_some() {
            self.line("  ", &format!("{kind}:"));
            self.some("    ", names);
        }
    }

    fn some<'a>(&mut self, indent: &str, lines: impl Iterator<Item = &'a String>) {
        let mut more = 0;
        for (at, line) in lines.enumerate() {
            match at < SHOWN_NAMES {
                true => self.line(indent, line),
                false => more += 1,
            }
        }
        if more > 0 {
            let words = self.words.count(more, "nữa (xem hết bằng --format html)", "more (see all with --format html)");
            self.line(indent, &format!("… {words}"));
        }
    }

    fn hunks(&mut self, hunks: &[Hunk]) {
        let mut lines = 0;
        for (at, hunk) in hunks.iter().enumerate() {
            if at > 0 && lines < SHOWN_LINES {
                self.line("      ", "…");
            }
            for line in hunk {
                lines += 1;
                if lines <= SHOWN_LINES {
                    let sign = match line.change {
                        Change::Same => ' ',
                        Change::Gone => '-',
                        Change::Come => '+',
                    };
                    self.line("    ", &format!("{sign} {}{}", self.words.line_kind(line.kind), line.text));
                }
            }
        }
        if lines > SHOWN_LINES {
            let words = self.words;
            let more = words.count(
                lines - SHOWN_LINES,
                "dòng nữa (xem hết bằng --format html)",
                "more lines (see all with --format html)",
            );
            self.line("    ", &format!("… {more}"));
        }
    }

    /// `indent` is ours, `words` may be anybody's.
    fn line(&mut self, indent: &str, words: &str) {
        self.text.push_str(indent);
        self.text.push_str(printable(words).trim_end());
        self.text.push('\n');
    }
}

/// Kinds of which every file is told by name: the others follow from the content.
pub(super) fn is_named(kind: super::FileKind) -> bool {
    matches!(
        kind,
        super::FileKind::Attachment | super::FileKind::Unknown | super::FileKind::Image | super::FileKind::Theme
    )
}

fn described(page: &Page) -> String {
    if page.title.is_empty() { page.path.clone() } else { format!("{}  {}", page.path, page.title) }
}
