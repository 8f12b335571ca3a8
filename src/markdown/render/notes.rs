//! Footnotes: references in the text, and the section at the end with its links back.

use super::Writer;
use crate::markdown::Word;
use crate::markdown::document::footnote_key;
use crate::markdown::html::attribute;

/// Most links back from one note: nobody follows more, and a page is not to be made of them.
const BACK_LINKS: usize = 50;

impl Writer<'_, '_, '_> {
    pub(super) fn footnote_reference(&mut self, name: &str) {
        let key = footnote_key(name);
        let Some(number) = self.document.footnote_numbers.get(&key).copied() else {
            return self.html.text(&format!("[^{name}]"));
        };
        self.references[number - 1] += 1;
        let id = reference_id(number, self.references[number - 1]);
        self.html.open("sup", |out| attribute("class", "footnote-ref", out));
        self.html.open("a", |out| {
            attribute("href", &format!("#footnote-{number}"), out);
            attribute("id", &id, out);
            attribute("role", "doc-noteref", out);
        });
        self.html.push(&number.to_string());
        self.html.push("</a></sup>");
    }

    pub(super) fn footnotes(&mut self) {
        let document = self.document;
        if document.footnotes.is_empty() {
            return;
        }
        self.html.push(
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-labelledby=\"footnotes\">\n<h2 id=\"footnotes\">",
        );
        self.html.text(self.links.resolver.word(Word::Footnotes));
        self.html.push("</h2>\n<ol>\n");
        for (place, footnote) in document.footnotes.iter().enumerate() {
            let number = place + 1;
            self.html.push(&format!("<li id=\"footnote-{number}\">"));
            let start = self.html.written().len();
            self.events(footnote.content.clone());
            self.back_links(number, footnote.references, start);
            self.html.push("</li>\n");
        }
        self.html.push("</ol>\n</section>\n");
    }

    /// Links back to each reference, inside the last paragraph of the note where it ends with one.
    fn back_links(&mut self, number: usize, references: usize, start: usize) {
        let label = self.links.resolver.word(Word::BackToText);
        let out = self.html.written();
        let closing = "</p>\n";
        let in_paragraph = out[start..].ends_with(closing);
        if in_paragraph {
            out.truncate(out.len() - closing.len());
        }
        for count in 1..=references.min(BACK_LINKS) {
            out.push_str(" <a class=\"footnote-back\" role=\"doc-backlink\"");
            attribute("href", &format!("#{}", reference_id(number, count)), out);
            let suffix = if count == 1 { String::new() } else { format!("-{count}") };
            attribute("aria-label", &format!("{label} {number}{suffix}"), out);
            out.push_str(">↩</a>");
        }
        if in_paragraph {
            out.push_str(closing);
        }
    }
}

/// The id of the nth reference to a footnote.
fn reference_id(number: usize, count: usize) -> String {
    if count == 1 { format!("footnote-ref-{number}") } else { format!("footnote-ref-{number}-{count}") }
}
