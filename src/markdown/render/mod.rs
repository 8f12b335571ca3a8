//! From events to HTML: one loop over the events of a body, with the few marks that must be remembered between a
//! start and its end. Roles of blocks were settled by `document`; escaping and sanitising are `html`'s.

mod links;
mod notes;
mod tables;

use super::document::{Document, Fragment, Role, html_text};
use super::html::{Html, attribute};
use super::raw::{self, Policy, TokenKind};
use super::{Highlighter, Resolver, Word, highlight};
use links::Links;
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, LinkType, Tag, TagEnd};
use std::ops::Range;
use tables::Table;

/// Nesting beyond which quotations, lists and emphasis are no longer marked up. Browsers stop at 512 elements, and
/// no reader follows ten.
const DEPTH: usize = 100;
/// Renders a parsed body.
pub(super) fn render(document: &Document, resolver: &dyn Resolver, highlighter: &Highlighter, out: &mut String) {
    out.reserve(document.body.len() * 2);
    let mut writer = Writer {
        document,
        highlighter,
        links: Links { resolver },
        html: Html::new(out),
        open_links: Vec::new(),
        references: vec![0; document.footnotes.len()],
        table: None,
        depth: 0,
        stripped: 0..0,
    };
    writer.events(0..document.events.len());
    writer.footnotes();
}

struct Writer<'w, 'a, 'o> {
    document: &'w Document<'a>,
    highlighter: &'w Highlighter,
    links: Links<'w>,
    html: Html<'o>,
    /// For each open link, whether it became one.
    open_links: Vec<bool>,
    /// For each footnote, how many references are written.
    references: Vec<usize>,
    table: Option<Table<'w>>,
    depth: usize,
    /// The line whose tags are dropped.
    stripped: Range<usize>,
}

impl<'w> Writer<'w, '_, '_> {
    fn events(&mut self, range: Range<usize>) {
        let mut index = range.start;
        while index < range.end {
            if let Some(Fragment { last, policy }) = self.document.fragments.get(&index).copied() {
                self.html.begin_fragment(last, policy);
            }
            if let Some(last) = self.document.stripped_lines.get(&index) {
                self.stripped = index..last + 1;
            }
            index = self.event(index);
            self.html.end_fragment(index, &self.links);
            index += 1;
        }
    }

    /// Writes one event; gives the last event that was dealt with.
    fn event(&mut self, index: usize) -> usize {
        let document = self.document;
        match &document.events[index].0 {
            Event::Start(tag) => return self.start(tag, index),
            Event::End(tag) => self.end(tag),
            // Dates, numbers and their units must not break between lines; code keeps its spaces.
            Event::Text(text) => self.running_text(text),
            Event::Code(text) => {
                self.html.push("<code>");
                self.html.text(text);
                self.html.push("</code>");
            }
            Event::InlineHtml(_) if self.stripped.contains(&index) => {}
            Event::InlineHtml(tag) => self.inline_html(tag),
            // HTML blocks are taken whole at their start; the other two kinds are not switched on.
            Event::Html(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.html.text(text),
            Event::FootnoteReference(name) => self.footnote_reference(name),
            Event::SoftBreak => self.html.push("\n"),
            Event::HardBreak => self.html.push("<br>\n"),
            Event::Rule => self.html.push("<hr>\n"),
            Event::TaskListMarker(done) => self.task(*done),
        }
        index
    }

    fn running_text(&mut self, text: &str) {
        for (holds, piece) in crate::text::kept_together(&crate::text::unbroken(text)) {
            if holds {
                self.html.push("<span class=\"nowrap\">");
            }
            self.html.text(piece);
            if holds {
                self.html.push("</span>");
            }
        }
    }

    fn start(&mut self, tag: &'w Tag, index: usize) -> usize {
        let document = self.document;
        match tag {
            Tag::Paragraph => return self.paragraph(index),
            Tag::Heading { .. } => return self.heading(index),
            Tag::BlockQuote(kind) => self.quotation(*kind),
            Tag::CodeBlock(kind) => return self.code_block(kind, index),
            Tag::HtmlBlock => return self.html_block(index),
            Tag::List(first) => self.list(*first),
            Tag::Item => self.nest("<li>"),
            Tag::FootnoteDefinition(_) => {
                if let Some(Role::Definition { end }) = document.roles.get(&index) {
                    return *end;
                }
            }
            Tag::DefinitionList => self.html.push("<dl>\n"),
            Tag::DefinitionListTitle => self.html.push("<dt>"),
            Tag::DefinitionListDefinition => self.html.push("<dd>"),
            Tag::Table(alignments) => self.start_table(alignments, index),
            Tag::TableHead => self.start_head(),
            Tag::TableRow => self.start_row(),
            Tag::TableCell => self.start_cell(index),
            Tag::Emphasis => self.nest("<em>"),
            Tag::Strong => self.nest("<strong>"),
            Tag::Strikethrough => self.nest("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                let is_empty = matches!(document.events[index + 1].0, Event::End(TagEnd::Link));
                let address = if *link_type == LinkType::Email { "mailto:" } else { "" };
                self.start_link(&format!("{address}{dest_url}"), title, is_empty);
            }
            Tag::Image { .. } => return self.image(index),
            // Not switched on.
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
        index
    }

    fn end(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Paragraph => self.html.push("</p>\n"),
            TagEnd::BlockQuote(None) => self.leave("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.leave("</div>\n"),
            TagEnd::List(true) => self.leave("</ol>\n"),
            TagEnd::List(false) => self.leave("</ul>\n"),
            TagEnd::Item => self.leave("</li>\n"),
            TagEnd::DefinitionList => self.html.push("</dl>\n"),
            TagEnd::DefinitionListTitle => self.html.push("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.html.push("</dd>\n"),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_head(),
            TagEnd::TableRow => self.html.push("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.leave("</em>"),
            TagEnd::Strong => self.leave("</strong>"),
            TagEnd::Strikethrough => self.leave("</del>"),
            TagEnd::Link => {
                if self.open_links.pop() == Some(true) {
                    self.html.push("</a>");
                }
            }
            // Taken whole at their start, or not switched on.
            TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn nest(&mut self, markup: &str) {
        self.depth += 1;
        if self.depth <= DEPTH {
            self.html.push(markup);
        }
    }

    fn leave(&mut self, markup: &str) {
        if self.depth <= DEPTH {
            self.html.push(markup);
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn paragraph(&mut self, index: usize) -> usize {
        let document = self.document;
        match document.roles.get(&index) {
            Some(Role::Blank { end } | Role::Caption { end }) => *end,
            Some(Role::Embed { embed, end }) => {
                let resolver = self.links.resolver;
                self.html.whole(|out| resolver.embed(embed, out));
                self.html.push("\n");
                *end
            }
            Some(Role::Figure { image_end, end, caption }) => {
                self.figure(index + 1, *image_end, caption.clone());
                *end
            }
            _ => {
                self.html.push("<p>");
                index
            }
        }
    }

    fn heading(&mut self, index: usize) -> usize {
        let document = self.document;
        let rest = &document.events[index..];
        let length = rest.iter().position(|(event, _)| matches!(event, Event::End(TagEnd::Heading(_))));
        let end = index + length.unwrap_or(rest.len() - 1);
        let Some(Role::Heading(place)) = document.roles.get(&index) else { return end };
        let (heading, _) = &document.headings[*place];
        let name = ["h2", "h3", "h4", "h5", "h6"][usize::from(heading.level.clamp(2, 6) - 2)];
        self.html.open(name, |out| attribute("id", &heading.id, out));
        self.events(index + 1..end);
        self.html.push(&format!("</{name}>\n"));
        end
    }

    fn quotation(&mut self, kind: Option<BlockQuoteKind>) {
        let (class, word) = match kind {
            None => return self.nest("<blockquote>\n"),
            Some(BlockQuoteKind::Note) => ("alert alert-note", Word::Note),
            Some(BlockQuoteKind::Tip) => ("alert alert-tip", Word::Tip),
            Some(BlockQuoteKind::Important) => ("alert alert-important", Word::Important),
            Some(BlockQuoteKind::Warning) => ("alert alert-warning", Word::Warning),
            Some(BlockQuoteKind::Caution) => ("alert alert-caution", Word::Caution),
        };
        self.nest("");
        if self.depth > DEPTH {
            return;
        }
        let word = self.links.resolver.word(word);
        self.html.open("div", |out| {
            attribute("class", class, out);
            attribute("role", "note", out);
        });
        self.html.open("p", |out| attribute("class", "alert-title", out));
        self.html.text(word);
        self.html.push("</p>\n");
    }

    fn list(&mut self, first: Option<u64>) {
        match first {
            None => self.nest("<ul>\n"),
            Some(1) => self.nest("<ol>\n"),
            Some(first) => {
                self.nest("");
                if self.depth <= DEPTH {
                    self.html.open("ol", |out| attribute("start", &first.to_string(), out));
                    self.html.push("\n");
                }
            }
        }
    }

    fn task(&mut self, done: bool) {
        let (class, word, sign) = match done {
            true => ("task-done", Word::TaskDone, "☑"),
            false => ("task-open", Word::TaskOpen, "☐"),
        };
        let label = self.links.resolver.word(word);
        self.html.open("span", |out| {
            attribute("class", class, out);
            attribute("role", "img", out);
            attribute("aria-label", label, out);
        });
        self.html.push(sign);
        self.html.push("</span> ");
    }

    fn code_block(&mut self, kind: &CodeBlockKind, index: usize) -> usize {
        let rest = &self.document.events[index..];
        let length = rest.iter().position(|(event, _)| matches!(event, Event::End(TagEnd::CodeBlock)));
        let end = index + length.unwrap_or(rest.len() - 1);
        let code = html_text(&self.document.events[index..end]);
        // Blanks at the ends of lines are seen by nobody, and checkers of HTML complain of them.
        let lines: Vec<&str> = code.split('\n').map(|line| line.trim_end_matches([' ', '\t'])).collect();
        let code = lines.join("\n");
        let language = match kind {
            CodeBlockKind::Fenced(info) => highlight::language_name(info),
            CodeBlockKind::Indented => "",
        };
        let highlighter = self.highlighter;
        self.html.whole(|out| {
            out.push_str("<pre class=\"code\" tabindex=\"0\"><code");
            if !language.is_empty() {
                attribute("class", &format!("language-{}", language.to_lowercase()), out);
            }
            out.push('>');
            highlighter.write(language, &code, out);
            out.push_str("</code></pre>\n");
        });
        end
    }

    fn html_block(&mut self, index: usize) -> usize {
        let rest = &self.document.events[index..];
        let length = rest.iter().position(|(event, _)| matches!(event, Event::End(TagEnd::HtmlBlock)));
        let end = index + length.unwrap_or(rest.len() - 1);
        let html = html_text(&self.document.events[index..end]);
        match self.document.roles.get(&index) {
            Some(Role::Html { stripped: false, alone }) => self.html.raw(&html, *alone, Policy::Block, &self.links),
            _ => {
                let scan = raw::scan(&html);
                let texts = scan.tokens.into_iter().filter(|token| token.kind == TokenKind::Text);
                texts.for_each(|token| self.html.text(&raw::decode(&html[token.range])));
            }
        }
        end
    }

    /// Lets through what the line may hold; the sanitiser then looks at attributes and balance. Elements that would
    /// turn the text after them into something else than markup never reach it.
    fn inline_html(&mut self, tag: &str) {
        let scan = raw::scan(tag);
        let allowed = scan.complete
            && scan.tokens.iter().all(|token| match &token.kind {
                TokenKind::Open { name, .. } | TokenKind::Close { name } => Policy::Flow.allows(name),
                TokenKind::Text => true,
            });
        if allowed && !scan.tokens.is_empty() {
            self.html.raw(tag, false, Policy::Inline, &self.links);
        }
    }
}
