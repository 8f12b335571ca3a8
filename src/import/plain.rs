//! Text and Markdown. A text becomes blocks by the same reading of lines that facts are found with, so that lines broken
//! by a mail program or a PDF are joined again; Markdown stays as its author wrote it.

use super::blocks::{Block, Item, Line, Table};
use super::draft;
use super::images::Images;
use super::kind::Kind;
use super::reading::About;
use super::remarks::{Refusal, Remark, Remarks};
use super::{Imported, markdown};
use crate::extract::{Form, Part, parts};
use crate::text::{normalize, squeeze};

/// Reads a decoded text.
///
/// # Errors
/// Where it holds no letters.
pub fn read(
    kind: Kind,
    text: String,
    mut remarks: Remarks,
    beside: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<Imported, Refusal> {
    let (front, body_start) = match kind {
        Kind::Markdown => front_matter(&text),
        _ => (None, 0),
    };
    let own = &text[body_start..];
    if !own.contains(char::is_alphanumeric) && front.is_none() {
        return Err(Refusal::NoText);
    }
    let mut images = Images::default();
    let (body, titles) = match kind {
        Kind::Markdown => {
            let (body, titles) = written_markdown(own, front.is_some());
            (with_images(&body, &mut images, &mut remarks, beside), titles)
        }
        _ => {
            let blocks = blocks(own);
            let titles = draft::titles(&blocks);
            (markdown::markdown(draft::without_title(&blocks, None), &[], &|_| None), titles)
        }
    };
    Ok(Imported {
        kind,
        body,
        titles,
        front: front.map(|front| clean(&front)),
        images: images.found,
        about: About::default(),
        remarks: remarks.into_sorted(),
        text: own.to_owned(),
    })
}

/// The YAML between the lines `---` at the head of a file, and where the body begins.
fn front_matter(text: &str) -> (Option<String>, usize) {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut at = start;
    let mut yaml = None;
    for line in text[start..].split_inclusive('\n') {
        let words = line.trim_end();
        match yaml {
            None if words == "---" => yaml = Some(at + line.len()),
            None => return (None, 0),
            Some(begin) if words == "---" || words == "..." => {
                return (Some(text[begin..at].to_owned()), at + line.len());
            }
            Some(_) => {}
        }
        at += line.len();
    }
    (None, 0)
}

/// The Markdown of an author, in the form that content has; a heading of the first level names the bulletin.
fn written_markdown(text: &str, has_front: bool) -> (String, Vec<String>) {
    let body = clean(text);
    let body = body.trim_start_matches('\n');
    let first = body.lines().next().unwrap_or_default();
    match first.strip_prefix("# ").map(|title| squeeze(title.trim_end_matches('#'))) {
        Some(title) if !title.is_empty() => {
            let rest = if has_front { body } else { body[first.len()..].trim_start_matches('\n') };
            (rest.to_owned(), vec![title])
        }
        _ => {
            let lines =
                body.lines().map(|line| squeeze(line.trim_start_matches(['#', '*', ' ']).trim_end_matches('*')));
            (body.to_owned(), draft::title_lines(lines.filter(|line| !line.is_empty())))
        }
    }
}

/// The body with the images that lie beside the file under names of our own, because the draft lies elsewhere.
fn with_images(
    body: &str,
    images: &mut Images,
    remarks: &mut Remarks,
    beside: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> String {
    let mut text = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find("![") {
        let Some(open) = rest[at..].find("](").map(|open| at + open + 2) else { break };
        let (before, target) = rest.split_at(open);
        let end = target.find([')', ' ', '\n']).unwrap_or(target.len());
        let path = &target[..end];
        text.push_str(before);
        let is_here = !path.is_empty() && !path.contains(':') && !path.starts_with('/') && !before[at..].contains('\n');
        let found = if is_here { beside(path.trim_start_matches("./")) } else { None };
        let had = found.is_some();
        match found.and_then(|bytes| images.add(bytes)).and_then(|image| images.found.get(image)) {
            Some(image) => text.push_str(&image.name),
            None => {
                if is_here {
                    remarks.add(if had { Remark::ImagesDropped(1) } else { Remark::ImageMissing(path.to_owned()) });
                }
                text.push_str(path);
            }
        }
        rest = &target[end..];
    }
    text + rest
}

/// A text without signs that YAML and pages refuse.
fn clean(text: &str) -> String {
    normalize(text).chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect()
}

/// The blocks of a text.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut end = 0;
    for part in parts(text) {
        let words = clean(&text[part.span.clone()]);
        // A line of dashes below the names of columns is no blank line.
        let is_next_line =
            !text[end..part.span.start].trim_matches('\n').split('\n').any(|line| line.trim().is_empty())
                || !part.after_blank;
        end = part.span.end;
        match (part.form, blocks.last_mut()) {
            (Form::Row, Some(Block::Table(table))) if is_next_line => table.rows.push(cells(&words)),
            (Form::Row, _) => blocks.push(Block::Table(Table { rows: vec![cells(&words)] })),
            _ => blocks.push(block(&part, &squeeze(&words))),
        }
    }
    blocks
}

fn block(part: &Part, words: &str) -> Block {
    /// Capital letters, Roman numbers, numbers, and numbers of two or three places.
    const HEADINGS: std::ops::RangeInclusive<u8> = 1..=4;
    match part.form {
        Form::Heading if HEADINGS.contains(&part.level) => {
            Block::Heading { level: part.level.clamp(2, 4), text: Line::plain(words) }
        }
        Form::Item | Form::Heading if part.level == 6 || part.level == 7 => {
            let text =
                words.trim_start_matches(|letter: char| !letter.is_alphanumeric() && !"<>≥≤([“\"".contains(letter));
            Block::Item(Item { depth: part.level - 6, number: None, text: Line::plain(text) })
        }
        _ => Block::Paragraph(Line::plain(words)),
    }
}

fn cells(row: &str) -> Vec<Line> {
    let row = row.trim();
    let cells: Vec<&str> = if row.contains('|') {
        let inner = row.strip_prefix('|').unwrap_or(row);
        inner.strip_suffix('|').unwrap_or(inner).split('|').collect()
    } else {
        row.split('\t').collect()
    };
    cells.into_iter().map(|cell| Line::plain(squeeze(cell))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imported(kind: Kind, text: &str) -> Imported {
        read(kind, text.to_owned(), Remarks::default(), &|_| None).expect("a text")
    }

    #[test]
    fn broken_lines_are_joined_and_lists_are_kept() {
        let text = "\u{feff}KẾ HOẠCH\r\nCải cách\r\n\r\nI. MỤC TIÊU\r\n- trên 90% hồ sơ\r\n- Việc hai\r\n\r\nMột câu dài\r\nđi tiếp ở dòng sau.\r\n";
        let found = imported(Kind::Text, text);
        assert!(found.body.contains("## I. MỤC TIÊU\n\n-   trên 90% hồ sơ\n-   Việc hai\n"), "{}", found.body);
        assert!(found.body.contains("Một câu dài đi tiếp ở dòng sau."), "{}", found.body);
        assert_eq!(found.text, text);
    }

    #[test]
    fn markdown_stays_as_it_was_written() {
        let found = imported(Kind::Markdown, "---\ntitle: A\n---\n\nThân **đậm**.\n");
        assert_eq!(found.front.as_deref(), Some("title: A\n"));
        assert_eq!(found.body, "Thân **đậm**.\n");
        let headed = imported(Kind::Markdown, "# Tên bài\n\nThân.\n");
        assert_eq!((headed.titles[0].as_str(), headed.body.as_str()), ("Tên bài", "Thân.\n"));
        assert_eq!(imported(Kind::Markdown, "---\nchưa đóng\n").front, None);
    }

    #[test]
    fn rows_become_tables() {
        let found = imported(Kind::Text, "Bảng:\n\n| STT | Việc |\n|---|---|\n| 1 | Làm |\n");
        assert!(found.body.contains("| STT | Việc |\n| --- | --- |\n| 1 | Làm |"), "{}", found.body);
    }
}
