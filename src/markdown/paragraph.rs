//! What a paragraph is for: prose, an embed, an image with its caption, the caption of a table, or nothing.

use super::document::Spanned;
use super::{Embed, EmbedKind};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// The kind of a block, as far as its neighbours ask.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// White space only.
    Blank,
    Embed(Embed),
    /// One image; `caption` counts from the paragraph's first inner event, `image_length` is the place of the
    /// image's end counted from the paragraph's start.
    Figure {
        image_length: usize,
        caption: Option<Range<usize>>,
        captioned: bool,
    },
    /// One stretch of emphasis and nothing else.
    Emphasised {
        table_caption: bool,
    },
    /// Prose; `table_caption` when it reads like the caption of a table.
    Prose {
        table_caption: bool,
    },
    /// Not a paragraph.
    Other,
}

impl Kind {
    /// Whether a table right after it may take it as its caption.
    pub(super) fn is_table_caption(&self) -> bool {
        matches!(self, Kind::Emphasised { table_caption: true } | Kind::Prose { table_caption: true })
    }
}

/// The names of embeds, in Vietnamese and short; compared folded.
pub(super) const EMBEDS: [(&str, EmbedKind); 9] = [
    ("thư viện ảnh", EmbedKind::Gallery),
    ("gallery", EmbedKind::Gallery),
    ("bảng chỉ tiêu", EmbedKind::Targets),
    ("targets", EmbedKind::Targets),
    ("biểu đồ", EmbedKind::Chart),
    ("chart", EmbedKind::Chart),
    ("bảng số liệu", EmbedKind::Csv),
    ("bảng csv", EmbedKind::Csv),
    ("csv", EmbedKind::Csv),
];

/// Longest caption of a table: a paragraph that is longer tells something about the table instead of naming it.
const CAPTION_BYTES: usize = 300;

/// Classifies a paragraph by its inner events.
pub(super) fn kind(body: &str, events: &[Spanned], span: &Range<usize>) -> Kind {
    if is_blank(events) {
        return Kind::Blank;
    }
    let source = body[span.clone()].trim();
    if let Some(embed) = embed(body, source, span) {
        return Kind::Embed(embed);
    }
    if let Some(figure) = figure(events) {
        return figure;
    }
    if let Some(strong) = wholly_emphasised(events) {
        let text = text_of(events);
        let one_line = !events.iter().any(|(event, _)| matches!(event, Event::SoftBreak | Event::HardBreak));
        let announces = one_line && text.trim_end().ends_with(':') && text.len() <= CAPTION_BYTES;
        let table_caption = announces || names_table(&text);
        return if strong { Kind::Prose { table_caption } } else { Kind::Emphasised { table_caption } };
    }
    // Every paragraph comes by here, so its text is put together only where it may begin with the word.
    let may_name = source.len() <= 2 * CAPTION_BYTES && source.trim_start_matches(['*', '_']).starts_with(['B', 'T']);
    Kind::Prose { table_caption: may_name && names_table(&text_of(events)) }
}

/// Whether nothing would be seen.
pub(super) fn is_blank(events: &[Spanned]) -> bool {
    let invisible = |letter: char| letter.is_whitespace() || matches!(letter, '\u{200b}' | '\u{feff}');
    events.iter().all(|(event, _)| match event {
        Event::Text(text) => text.chars().all(invisible),
        Event::SoftBreak | Event::HardBreak => true,
        _ => false,
    })
}

/// Whether raw HTML stands among inline events.
pub(super) fn has_html(events: &[Spanned]) -> bool {
    events.iter().any(|(event, _)| matches!(event, Event::InlineHtml(_)))
}

/// The text of inline events, without markup; line breaks become spaces. Alternative texts count as text.
pub(super) fn text_of(events: &[Spanned]) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// Name and argument of `[[name: argument]]`, when a source is exactly that, on one line.
pub(super) fn embed_source(source: &str) -> Option<(&str, Option<&str>)> {
    let inner = source.strip_prefix("[[")?.strip_suffix("]]")?;
    if inner.contains(['\n', '\r']) || inner.contains("]]") || inner.contains("[[") {
        return None;
    }
    let (name, argument) = match inner.split_once(':') {
        Some((name, argument)) => (name, Some(argument.trim())),
        None => (inner, None),
    };
    Some(name.trim()).filter(|name| !name.is_empty()).map(|name| (name, argument))
}

fn embed(body: &str, source: &str, span: &Range<usize>) -> Option<Embed> {
    let (name, argument) = embed_source(source)?;
    let kind = embed_kind(name)?;
    let start = span.start + body[span.clone()].len() - body[span.clone()].trim_start().len();
    let argument = argument.filter(|argument| !argument.is_empty()).map(str::to_string);
    Some(Embed { kind, argument, span: start..start + source.len() })
}

fn embed_kind(name: &str) -> Option<EmbedKind> {
    let folded = fold_spaces(name);
    EMBEDS.iter().find(|(known, _)| fold_spaces(known) == folded).map(|(_, kind)| *kind)
}

/// Folded, with every run of white space as one space.
pub(super) fn fold_spaces(text: &str) -> String {
    let folded = crate::text::fold(text);
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An image alone, or an image and under it, in the same paragraph, a line in italics.
fn figure(events: &[Spanned]) -> Option<Kind> {
    let (Event::Start(Tag::Image { title, .. }), _) = events.first()? else { return None };
    if has_html(events) {
        return None;
    }
    let mut depth = 0_usize;
    let end = events.iter().position(|(event, _)| {
        match event {
            Event::Start(Tag::Image { .. }) => depth += 1,
            Event::End(TagEnd::Image) => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    let after = &events[end + 1..];
    let caption = match after {
        [] => None,
        [(Event::SoftBreak | Event::HardBreak, _), line @ ..] if wholly_emphasised(line) == Some(false) => {
            Some(end + 3..events.len() - 1)
        }
        _ => return None,
    };
    let captioned = !title.is_empty() || caption.is_some();
    Some(Kind::Figure { image_length: end + 1, caption, captioned })
}

/// Whether one emphasis spans all events: `Some(true)` for bold, `Some(false)` for italics.
fn wholly_emphasised(events: &[Spanned]) -> Option<bool> {
    let [(Event::Start(tag), outer), inner @ .., (Event::End(end), last)] = events else { return None };
    let strong = match (tag, end) {
        (Tag::Strong, TagEnd::Strong) => true,
        (Tag::Emphasis, TagEnd::Emphasis) => false,
        _ => return None,
    };
    // Both ends carry the range of the whole, so equal ranges mean the same element.
    (outer == last && !inner.is_empty()).then_some(strong)
}

/// `Bảng 1. …`, `Bảng 2.1: …`, `Bảng IV – …`, `Bảng: …`, and the same with `Table`; not `Bảng 1 cho thấy …`.
fn names_table(text: &str) -> bool {
    let text = text.trim();
    let Some(rest) = ["Bảng", "BẢNG", "Table", "TABLE"].iter().find_map(|word| text.strip_prefix(word)) else {
        return false;
    };
    if text.len() > CAPTION_BYTES {
        return false;
    }
    if rest.trim_start().starts_with(':') {
        return true;
    }
    let Some(number) = rest.strip_prefix([' ', '\u{a0}']).map(str::trim_start) else { return false };
    let is_number = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | 'I' | 'V' | 'X');
    let after = number.trim_start_matches(is_number);
    let named = number.len() > after.len() && !number.starts_with('.');
    let ended_by_dot = number[..number.len() - after.len()].ends_with('.');
    let after = after.trim_start();
    named && (ended_by_dot || after.is_empty() || after.starts_with([':', '–', '-', '—', '(']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::document::{Document, Role};

    #[test]
    fn table_captions() {
        for (text, expected) in [
            ("Bảng 1. Kết quả", true),
            ("Bảng 2.1: Kết quả", true),
            ("Bảng 3 – Kết quả", true),
            ("Bảng 4 (đơn vị: %)", true),
            ("Bảng\u{a0}5", true),
            ("Bảng IV. Kết quả", true),
            ("Bảng: Kết quả", true),
            ("Table 1: Results", true),
            ("Bảng 1 cho thấy kết quả", false),
            ("Bảng lương", false),
            ("Bảng ..", false),
            ("Kết quả", false),
        ] {
            assert_eq!(names_table(text), expected, "{text}");
        }
    }

    #[test]
    fn embeds() {
        for (body, expected) in [
            ("[[gallery]]", Some((EmbedKind::Gallery, None))),
            ("[[ Thư  viện ảnh : a_b_c ]]", Some((EmbedKind::Gallery, Some("a_b_c")))),
            ("  [[bang so lieu: data/ket-qua.csv]]\n", Some((EmbedKind::Csv, Some("data/ket-qua.csv")))),
            ("[[Biểu đồ: par-index: 2023]]", Some((EmbedKind::Chart, Some("par-index: 2023")))),
            ("[[targets:]]", Some((EmbedKind::Targets, None))),
            ("[[csv]]\n\n[csv]: /x", Some((EmbedKind::Csv, None))),
            ("[[galery]]", None),
            ("[[gallery]] x", None),
            ("[[a]] và [[b]]", None),
            ("[[]]", None),
        ] {
            let document = Document::parse(body);
            let found = document.roles.values().find_map(|role| match role {
                Role::Embed { embed, .. } => Some((embed.kind, embed.argument.as_deref())),
                _ => None,
            });
            assert_eq!(found, expected, "{body}");
        }
    }
}
