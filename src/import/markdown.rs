//! Blocks as Markdown, written so that bantin reads back the same words: every sign that would mean something is escaped,
//! and emphasis that Markdown could not carry is left out.

use super::blocks::{Block, Item, Line, Piece, Run, Table};
use crate::text::squeeze;

/// Where a line of Markdown stands, which decides what must be escaped in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Text,
    Heading,
    Cell,
}

/// The Markdown of a body. `image` gives the file name of an image by its place.
pub(super) fn markdown(blocks: &[Block], notes: &[Line], image: &dyn Fn(usize) -> Option<String>) -> String {
    let mut writer = Writer { text: String::new(), image, level: 1, numbers: Vec::new() };
    let mut before: Option<&Block> = None;
    for block in blocks.iter().filter(|block| !block.is_blank()) {
        if let Some(before) = before {
            let is_list = matches!((before, block), (Block::Item(_), Block::Item(_)));
            writer.text.push_str(if is_list { "\n" } else { "\n\n" });
        }
        writer.block(block, before);
        before = Some(block);
    }
    for (index, note) in notes.iter().enumerate() {
        let note = writer.line(note, Place::Text, "    ");
        writer.text.push_str(&format!("\n\n[^{}]: {note}", index + 1));
    }
    writer.text.push('\n');
    writer.text
}

struct Writer<'a> {
    text: String,
    image: &'a dyn Fn(usize) -> Option<String>,
    /// The level of the last heading; a heading is at most one level deeper.
    level: u8,
    /// The last number of the open ordered list at each depth.
    numbers: Vec<Option<(u32, char)>>,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block, before: Option<&Block>) {
        if !matches!(block, Block::Item(_)) {
            self.numbers.clear();
        }
        let text = match block {
            Block::Heading { level, text } => self.heading(*level, text),
            Block::Paragraph(line) => self.line(line, Place::Text, ""),
            Block::Lines(lines) => {
                let lines: Vec<String> = lines.iter().map(|line| self.line(line, Place::Text, "")).collect();
                lines.join("\\\n")
            }
            Block::Quote(line) => format!("> {}", self.line(line, Place::Text, "> ")),
            Block::Item(item) => self.item(item, matches!(before, Some(Block::Item(_)))),
            Block::Table(table) => self.table(table),
        };
        self.text.push_str(&text);
    }

    /// The title of the bulletin is its first level, so headings begin with the second.
    fn heading(&mut self, level: u8, text: &Line) -> String {
        self.level = level.clamp(2, 6).min(self.level + 1);
        let text = self.line(&text.clone().unstyled(), Place::Heading, "");
        format!("{} {text}", "#".repeat(self.level.into()))
    }

    /// An item of a Markdown list, where Markdown prints the same number; else a paragraph that begins with the number.
    fn item(&mut self, item: &Item, follows_item: bool) -> String {
        let depth = usize::from(item.depth).min(self.numbers.len());
        self.numbers.truncate(depth + 1);
        let last = self.numbers.get(depth).copied().flatten();
        let number = item.number.as_deref().map(|number| (number, list_number(number)));
        let indent = "    ".repeat(depth);
        let marker = match number {
            None => "-   ".to_owned(),
            Some((_, Some((value, sign)))) if last.is_none_or(|last| last == (value.wrapping_sub(1), sign)) => {
                self.remember(depth, Some((value, sign)));
                format!("{:<4}", format!("{value}{sign}"))
            }
            Some((printed, _)) => return self.numbered_paragraph(printed, item, follows_item),
        };
        if number.is_none() {
            self.remember(depth, None);
        }
        let text = self.line(&item.text, Place::Text, &format!("{indent}    "));
        format!("{indent}{marker}{text}")
    }

    fn remember(&mut self, depth: usize, number: Option<(u32, char)>) {
        self.numbers.truncate(depth);
        self.numbers.push(number);
    }

    fn numbered_paragraph(&mut self, printed: &str, item: &Item, follows_item: bool) -> String {
        self.numbers.clear();
        let mut line = Line::plain(format!("{printed} "));
        line.0.extend(item.text.0.iter().cloned());
        let text = self.line(&line, Place::Text, "");
        // A paragraph needs a blank line before it, which items do not have between them.
        if follows_item { format!("\n{text}") } else { text }
    }

    fn table(&self, table: &Table) -> String {
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut lines = Vec::with_capacity(table.rows.len() + 1);
        for (index, row) in table.rows.iter().enumerate() {
            let mut cells: Vec<String> = row.iter().map(|cell| self.line(cell, Place::Cell, "")).collect();
            cells.resize(columns, String::new());
            lines.push(format!("| {} |", cells.join(" | ")));
            if index == 0 {
                lines.push(format!("|{}", " --- |".repeat(columns)));
            }
        }
        lines.join("\n")
    }

    /// A line; `indent` begins every line behind a break.
    fn line(&self, line: &Line, place: Place, indent: &str) -> String {
        let mut text = String::new();
        for (index, piece) in line.0.iter().enumerate() {
            match piece {
                Piece::Run(run) => {
                    let next = line.0[index + 1..].iter().find_map(first_letter);
                    push_run(&mut text, run, next, place);
                }
                Piece::Break if place == Place::Text => {
                    trim_end(&mut text);
                    // A break at the start or the end would be a lone backslash.
                    let goes_on = line.0[index + 1..].iter().any(|piece| !matches!(piece, Piece::Break))
                        && !text.is_empty()
                        && !text.ends_with('\n');
                    if goes_on {
                        text.push_str("\\\n");
                        text.push_str(indent);
                    }
                }
                Piece::Break => text.push(' '),
                Piece::Note(note) => text.push_str(&format!("[^{}]", note + 1)),
                Piece::Image { image, alt } => {
                    if let Some(file) = (self.image)(*image) {
                        text.push_str(&format!("![{}]({file})", escape(&squeeze(alt), place)));
                    }
                }
            }
        }
        trim_end(&mut text);
        // What follows the sign of a heading or stands in a cell is at the start of no line.
        if place == Place::Text { escape_start(text.trim_start(), indent) } else { text.trim_start().to_owned() }
    }
}

fn trim_end(text: &mut String) {
    text.truncate(text.trim_end().len());
}

/// The number of an item that a Markdown list can carry.
fn list_number(printed: &str) -> Option<(u32, char)> {
    let sign = printed.chars().last().filter(|sign| matches!(sign, '.' | ')'))?;
    let digits = printed.strip_suffix(sign)?;
    let is_plain = !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    // A leading zero is part of how the number is printed.
    (is_plain && !digits.starts_with('0')).then(|| digits.parse().ok().map(|value| (value, sign)))?
}

fn first_letter(piece: &Piece) -> Option<char> {
    match piece {
        Piece::Run(run) => run.text.chars().next(),
        Piece::Break => Some(' '),
        Piece::Note(_) | Piece::Image { .. } => Some('['),
    }
}

fn push_run(text: &mut String, run: &Run, next: Option<char>, place: Place) {
    let words = run.text.replace(['\t', '\n', '\r'], " ");
    let core = words.trim();
    if core.is_empty() {
        if !text.is_empty() && !text.ends_with(char::is_whitespace) {
            text.push(' ');
        }
        return;
    }
    let (start, end) = (words.len() - words.trim_start().len(), words.trim_end().len());
    if start > 0 && !text.ends_with(char::is_whitespace) {
        text.push(' ');
    }
    let before = text.chars().last();
    let after = if end < words.len() { Some(' ') } else { next };
    let marks = match (run.bold, run.italic) {
        (true, true) => "***",
        (true, false) => "**",
        (false, true) => "*",
        (false, false) => "",
    };
    let marks = if carries(before, core, after) { marks } else { "" };
    let body = escape(&squeeze(core), place);
    let body = match run.link.as_deref().map(address) {
        Some(link) => format!("[{body}](<{link}>)"),
        None => body,
    };
    text.push_str(&format!("{marks}{body}{marks}"));
    if end < words.len() {
        text.push(' ');
    }
}

/// Whether CommonMark would read signs of emphasis around these words: a sign beside a punctuation mark on the inner side
/// needs a space or punctuation on the outer one.
fn carries(before: Option<char>, words: &str, after: Option<char>) -> bool {
    let is_open = |letter: Option<char>| letter.is_none_or(|letter| letter.is_whitespace() || is_mark(letter));
    let starts_with_mark = words.chars().next().is_some_and(is_mark);
    let ends_with_mark = words.chars().last().is_some_and(is_mark);
    // Signs that touch signs of the neighbour would join with them.
    let touches = |letter: Option<char>| letter == Some('*');
    (!starts_with_mark || is_open(before))
        && (!ends_with_mark || is_open(after))
        && !touches(before)
        && !touches(after)
        && (is_open(before) && is_open(after))
}

fn is_mark(letter: char) -> bool {
    !letter.is_alphanumeric() && !letter.is_whitespace()
}

/// An address inside `<…>`.
fn address(link: &str) -> String {
    let mut address = String::with_capacity(link.len());
    for letter in link.chars() {
        match letter {
            '<' => address.push_str("%3C"),
            '>' => address.push_str("%3E"),
            '\\' => address.push_str("%5C"),
            letter if letter.is_whitespace() || letter.is_control() => address.push_str("%20"),
            letter => address.push(letter),
        }
    }
    address
}

/// Escapes what would mean something anywhere in a line.
fn escape(text: &str, place: Place) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let means = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' => true,
            '|' => place == Place::Cell,
            '{' | '#' => place == Place::Heading,
            '&' => letters.peek().is_some_and(|next| next.is_ascii_alphanumeric() || *next == '#'),
            _ => false,
        };
        if letter.is_control() && letter != '\n' {
            escaped.push(' ');
            continue;
        }
        if means {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// Escapes what would mean something at the start of a line; `indent` stands before every line but the first.
fn escape_start(text: &str, indent: &str) -> String {
    let lines = text.split('\n').enumerate().map(|(at, line)| match line.strip_prefix(indent).filter(|_| at > 0) {
        Some(words) => format!("{indent}{}", start_escaped(words)),
        None => start_escaped(line),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn start_escaped(words: &str) -> String {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = digits > 0 && digits <= 9 && words[digits..].starts_with(['.', ')']);
    if is_number {
        return format!("{}\\{}", &words[..digits], &words[digits..]);
    }
    if words.starts_with(['#', '+', '-', '=', ':', '>']) { format!("\\{words}") } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(blocks: &[Block]) -> String {
        markdown(blocks, &[], &|_| None)
    }

    fn run(text: &str, bold: bool) -> Run {
        Run { text: text.to_owned(), bold, ..Run::default() }
    }

    fn item(depth: u8, number: Option<&str>, text: &str) -> Block {
        Block::Item(Item { depth, number: number.map(str::to_owned), text: Line::plain(text) })
    }

    #[test]
    fn signs_are_only_signs() {
        for (text, expected) in [
            ("# 1", "\\# 1\n"),
            ("- gạch", "\\- gạch\n"),
            ("12. Điều", "12\\. Điều\n"),
            ("a*b_c`d", "a\\*b\\_c\\`d\n"),
            ("[[bảng chỉ tiêu]]", "\\[\\[bảng chỉ tiêu\\]\\]\n"),
            ("<script>", "\\<script>\n"),
            ("R&D; A&amp;B", "R\\&D; A\\&amp;B\n"),
            ("> 90%", "\\> 90%\n"),
            (": x", "\\: x\n"),
            ("\u{1}a\u{7f}", "a\n"),
        ] {
            assert_eq!(shown(&[Block::Paragraph(Line::plain(text))]), expected, "{text:?}");
        }
    }

    #[test]
    fn numbers_stay_as_printed() {
        let blocks = [
            item(0, Some("1."), "một"),
            item(1, None, "trong"),
            item(0, Some("2."), "hai"),
            item(0, Some("4."), "bốn"),
            item(0, Some("a)"), "chữ"),
        ];
        assert_eq!(shown(&blocks), "1.  một\n    -   trong\n2.  hai\n\n4\\. bốn\n\na) chữ\n");
    }

    #[test]
    fn emphasis_only_where_it_is_read() {
        let mut line = Line::default();
        line.push(run("Điều 1. ", true));
        line.push(run("Nội dung", false));
        assert_eq!(shown(&[Block::Paragraph(line)]), "**Điều 1.** Nội dung\n");
        let mut glued = Line::default();
        glued.push(run("Điều 1.", true));
        glued.push(run("Nội dung", false));
        assert_eq!(shown(&[Block::Paragraph(glued)]), "Điều 1.Nội dung\n");
    }

    #[test]
    fn headings_never_skip_a_level() {
        let heading = |level, text: &str| Block::Heading { level, text: Line::plain(text) };
        let blocks = [heading(4, "A"), heading(4, "B"), heading(2, "C {#x}")];
        assert_eq!(shown(&blocks), "## A\n\n### B\n\n## C \\{\\#x}\n");
    }

    #[test]
    fn tables_have_one_width() {
        let row = |cells: &[&str]| cells.iter().map(|cell| Line::plain(*cell)).collect();
        let table = Table { rows: vec![row(&["STT", "Việc"]), row(&["1", "a|b", "c"])] };
        assert_eq!(shown(&[Block::Table(table)]), "| STT | Việc |  |\n| --- | --- | --- |\n| 1 | a\\|b | c |\n");
    }
}
