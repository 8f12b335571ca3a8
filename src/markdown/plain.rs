//! The text of a body without markup: for search, feeds, word counts and the lead.

use super::LEAD_BYTES;
use super::document::{Document, Role, html_text, is_inline};
use super::paragraph;
use super::raw::{self, TokenKind};
use pulldown_cmark::{Event, Tag, TagEnd};

/// Block texts separated by `\n`; cells of a row are separated by a space; embeds are left out.
pub(super) fn plain_text(document: &Document) -> String {
    let mut text = String::with_capacity(document.body.len());
    let mut index = 0;
    while let Some((event, _)) = document.events.get(index) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::InlineHtml(html) if html.starts_with("<br") => text.push(' '),
            Event::Start(Tag::TableCell) => {}
            Event::End(TagEnd::TableCell) => text.push(' '),
            Event::Start(Tag::HtmlBlock) => {
                end_block(&mut text);
                index = push_html(document, index, &mut text);
            }
            Event::Start(Tag::Paragraph) => {
                end_block(&mut text);
                if let Some(Role::Embed { end, .. } | Role::Blank { end }) = document.roles.get(&index) {
                    index = *end;
                }
            }
            event if !is_inline(event) => end_block(&mut text),
            _ => {}
        }
        index += 1;
    }
    end_block(&mut text);
    text.truncate(text.trim_end().len());
    text
}

/// Ends the line, if it says something; code keeps the white space in front of its lines.
fn end_block(text: &mut String) {
    text.truncate(text.trim_end_matches([' ', '\u{a0}', '\n', '\t']).len());
    if !text.is_empty() {
        text.push('\n');
    }
}

/// The text between the tags of an HTML block; gives the event that ends the block.
fn push_html(document: &Document, start: usize, text: &mut String) -> usize {
    let length = document.events[start..].iter().position(|(event, _)| matches!(event, Event::End(TagEnd::HtmlBlock)));
    let end = start + length.unwrap_or(0);
    let html = html_text(&document.events[start..end]);
    for token in raw::scan(&html).tokens {
        if token.kind == TokenKind::Text {
            let words = raw::decode(&html[token.range]).split_whitespace().collect::<Vec<_>>().join(" ");
            if !words.is_empty() {
                text.extend([&words, " "]);
            }
        }
    }
    end
}

/// Plain text of the first paragraph of prose at the top level, cut for descriptions.
pub(super) fn lead(document: &Document) -> String {
    let mut depth = 0_usize;
    for (index, (event, _)) in document.events.iter().enumerate() {
        match event {
            Event::Start(Tag::Paragraph) if depth == 0 && !document.roles.contains_key(&index) => {
                let rest = &document.events[index + 1..];
                let end = rest.iter().position(|(event, _)| matches!(event, Event::End(TagEnd::Paragraph)));
                let text = paragraph::text_of(&rest[..end.unwrap_or(rest.len())]);
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if !text.is_empty() {
                    return cut(text);
                }
                depth += 1;
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    String::new()
}

/// Cuts at a word, with `…`, so that the whole is at most [`LEAD_BYTES`].
fn cut(mut text: String) -> String {
    if text.len() <= LEAD_BYTES {
        return text;
    }
    let mut end = LEAD_BYTES - '…'.len_utf8();
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    // A text without any space is cut inside its only word.
    let word_end = text[..end].rfind(' ').unwrap_or(end);
    text.truncate(word_end);
    text.truncate(text.trim_end_matches([' ', ',', ';', ':', '–', '-', '(']).len());
    text.push('…');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_texts() {
        for (body, expected) in [
            ("# A *b*\n\nc\nd `e`\n", "A b\nc d e"),
            ("- a\n- b\n\n  c\n", "a\nb\nc"),
            ("| a | b |\n|-|-|\n| 1<br>x | 2 |\n", "a b\n1 x 2"),
            ("```rust\nfn a() {}\n  b\n```\nx", "fn a() {}\n  b\nx"),
            ("x\n\n[[gallery]]\n\n&nbsp;\n\ny", "x\ny"),
            ("<div>a &amp; b\n<script>c</script>d</div>\n\ne <b>f</b>", "a & b d\ne f"),
            ("![ảnh](a.png)\n*chú thích*\n\nx[^1]\n\n[^1]: y", "ảnh chú thích\nx\ny"),
            ("", ""),
        ] {
            assert_eq!(plain_text(&Document::parse(body)), expected, "{body}");
        }
    }

    #[test]
    fn leads() {
        let long = "hành chính ".repeat(60);
        let cut = lead(&Document::parse(&long));
        assert!(cut.len() <= LEAD_BYTES && cut.ends_with("hành…") || cut.ends_with("chính…"), "{cut}");
        assert!(lead(&Document::parse(&"đ".repeat(400))).len() <= LEAD_BYTES);
        for (body, expected) in [
            ("# T\n\n> q\n\n- i\n\n[[gallery]]\n\n![a](b)\n\nĐoạn *đầu*\ntiên.\n\nHai", "Đoạn đầu tiên."),
            ("Bảng 1. x\n\n|a|\n|-|\n\ny", "y"),
            ("", ""),
        ] {
            assert_eq!(lead(&Document::parse(body)), expected, "{body}");
        }
    }
}
