//! The outline of a body: one walk through its events, nothing rendered.

use super::document::{Document, Role, footnote_key, html_text, is_inline};
use super::paragraph::{self, EMBEDS};
use super::raw::{self, Policy, Token, TokenKind};
use super::{Finding, FindingKind, Image, Link, Outline, highlight, lint, plain, sanitise, url};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// Makes the outline of a parsed body, whose plain text is at hand.
pub(super) fn outline(document: &Document, plain: &str) -> Outline {
    let mut walk = Walk::new(document);
    let mut index = 0;
    while index < document.events.len() {
        index = walk.event(index) + 1;
    }
    walk.end_line();
    walk.headings();
    walk.footnotes();
    let mut outline = walk.outline;
    outline.words = crate::text::words(plain);
    outline.lead = plain::lead(document);
    outline.findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
    // A site holds the outlines of all its texts as long as it is built.
    outline.headings.shrink_to_fit();
    outline.links.shrink_to_fit();
    outline.images.shrink_to_fit();
    outline.ids.shrink_to_fit();
    outline.lead.shrink_to_fit();
    outline
}

/// Name and whether its destination may be used, of the link that is open.
struct OpenLink {
    destination: String,
    text: String,
    has_image: bool,
    span: Range<usize>,
}

/// Raw HTML inside one line of text, reported once.
struct LineHtml {
    span: Range<usize>,
    removed: Vec<String>,
}

struct Walk<'d, 'a> {
    document: &'d Document<'a>,
    outline: Outline,
    link: Option<OpenLink>,
    image: Option<Image>,
    image_depth: usize,
    line_html: Option<LineHtml>,
    asterisks: Option<Range<usize>>,
    /// Where the last paragraph ended that looked like a list.
    fake_list_end: Option<usize>,
    /// For each open block, what raw HTML its lines let in.
    policies: Vec<Policy>,
    in_code: bool,
}

impl<'d, 'a> Walk<'d, 'a> {
    fn new(document: &'d Document<'a>) -> Self {
        Self {
            document,
            outline: Outline::default(),
            link: None,
            image: None,
            image_depth: 0,
            line_html: None,
            asterisks: None,
            fake_list_end: None,
            policies: Vec::new(),
            in_code: false,
        }
    }

    fn find(&mut self, span: Range<usize>, kind: FindingKind) {
        self.outline.findings.push(Finding { span, kind });
    }

    /// Looks at one event; gives the last event that was dealt with.
    fn event(&mut self, index: usize) -> usize {
        let (event, span) = &self.document.events[index];
        if !is_inline(event) {
            self.end_line();
        }
        match event {
            Event::Start(Tag::Paragraph) => return self.paragraph(index, span.clone()),
            Event::Start(Tag::HtmlBlock) => return self.html_block(index, span.clone()),
            Event::Start(Tag::CodeBlock(kind)) => self.code_block(kind, span),
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let destination = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.to_string(),
                };
                self.open_link(destination, span.clone());
            }
            Event::End(TagEnd::Link) => self.close_link(),
            Event::Start(Tag::Image { dest_url, .. }) => {
                self.image_depth += 1;
                if self.image_depth == 1 {
                    self.image =
                        Some(Image { destination: dest_url.to_string(), alt: String::new(), span: span.clone() });
                }
            }
            Event::End(TagEnd::Image) => self.close_image(),
            Event::Text(_) if self.in_code => {}
            Event::Text(text) => self.text(text, span),
            Event::Code(text) => self.visible(text),
            Event::SoftBreak | Event::HardBreak => self.visible(" "),
            Event::InlineHtml(html) => self.inline_html(html, span),
            _ => {}
        }
        if !is_inline(event) {
            self.count_block(event);
        }
        index
    }

    fn count_block(&mut self, event: &Event) {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::DefinitionListTitle) => self.policies.push(Policy::Inline),
            Event::Start(_) => self.policies.push(Policy::Flow),
            Event::End(_) => drop(self.policies.pop()),
            _ => {}
        }
    }

    fn paragraph(&mut self, index: usize, span: Range<usize>) -> usize {
        match self.document.roles.get(&index) {
            Some(Role::Embed { embed, end }) => {
                self.outline.embeds.push(embed.clone());
                return *end;
            }
            Some(Role::Blank { end }) => return *end,
            _ => {}
        }
        self.policies.push(Policy::Inline);
        let source = &self.document.body[span.clone()];
        if let Some((name, _)) = paragraph::embed_source(source.trim()) {
            self.unknown_embed(name, &span);
        }
        if let Some((marker_span, marker)) = lint::fake_list(source) {
            let goes_on = self.fake_list_end.is_some_and(|end| self.document.body[end..span.start].trim().is_empty());
            if !goes_on {
                let marker_span = span.start + marker_span.start..span.start + marker_span.end;
                self.find(marker_span, FindingKind::FakeList { marker });
            }
            self.fake_list_end = Some(span.end);
        }
        index
    }

    fn unknown_embed(&mut self, name: &str, span: &Range<usize>) {
        // A long name is prose in double brackets, and measuring its distance would take its square.
        let known = (name.len() <= 60).then(|| EMBEDS.map(|(known, _)| known));
        let suggestion = known.and_then(|known| crate::text::did_you_mean(name, known));
        let source = &self.document.body[span.clone()];
        let start = span.start + source.len() - source.trim_start().len();
        let span = start..start + source.trim().len();
        self.find(span, FindingKind::UnknownEmbed { name: name.to_string(), suggestion });
    }

    fn code_block(&mut self, kind: &CodeBlockKind, span: &Range<usize>) {
        self.in_code = true;
        self.outline.has_code = true;
        let CodeBlockKind::Fenced(info) = kind else { return };
        let name = highlight::language_name(info);
        if name.is_empty() || highlight::is_known(name) {
            return;
        }
        let first_line = self.document.body[span.clone()].lines().next().unwrap_or("");
        let span = match first_line.find(name) {
            Some(offset) => span.start + offset..span.start + offset + name.len(),
            None => span.clone(),
        };
        self.find(span, FindingKind::UnknownLanguage { name: name.to_string() });
    }

    /// Text that a reader sees: part of the link or the image that is open.
    fn visible(&mut self, text: &str) {
        if let Some(image) = &mut self.image {
            image.alt.push_str(text);
        } else if let Some(link) = &mut self.link {
            link.text.push_str(text);
        }
    }

    fn text(&mut self, text: &str, span: &Range<usize>) {
        self.visible(text);
        let source = &self.document.body[span.clone()];
        for (range, opens) in lint::asterisks(source) {
            let range = span.start + range.start..span.start + range.end;
            match self.asterisks.take() {
                Some(first) => self.find(first.start..range.end, FindingKind::LiteralAsterisks),
                None if opens => self.asterisks = Some(range),
                None => {}
            }
        }
        for range in lint::unread_links(self.document.body, span.clone()) {
            let destination = self.document.body[range.clone()].to_owned();
            self.find(range, FindingKind::UnreadLink { destination });
        }
        for (range, name) in lint::footnote_references(source) {
            if !self.document.footnote_numbers.contains_key(&footnote_key(name)) {
                let range = span.start + range.start..span.start + range.end;
                self.find(range, FindingKind::UndefinedFootnote { name: name.to_string() });
            }
        }
    }

    fn open_link(&mut self, destination: String, span: Range<usize>) {
        self.close_link();
        self.link = Some(OpenLink { destination, text: String::new(), has_image: false, span });
    }

    fn close_link(&mut self) {
        let Some(link) = self.link.take() else { return };
        let text = link.text.trim().to_string();
        if (text.is_empty() && !link.has_image) || link.destination.trim().is_empty() || link.destination == "#" {
            self.find(link.span.clone(), FindingKind::EmptyLink);
        } else if lint::is_bare(&text) {
            self.find(link.span.clone(), FindingKind::BareLinkText { text: text.clone() });
        }
        match url::unsafe_link_scheme(&link.destination) {
            Some(scheme) => self.find(link.span, FindingKind::UnsafeLink { scheme }),
            None if link.destination.trim().is_empty() => {}
            None => self.outline.links.push(Link { destination: link.destination, text, span: link.span }),
        }
    }

    fn close_image(&mut self) {
        self.image_depth -= 1;
        if self.image_depth > 0 {
            return;
        }
        let Some(image) = self.image.take() else { return };
        if let Some(link) = &mut self.link {
            link.has_image = true;
            link.text.push_str(&image.alt);
        }
        self.add_image(image);
    }

    fn add_image(&mut self, image: Image) {
        if image.alt.trim().is_empty() {
            self.find(image.span.clone(), FindingKind::MissingAlt);
        }
        match url::unsafe_image_scheme(&image.destination) {
            Some(scheme) => self.find(image.span, FindingKind::UnsafeLink { scheme }),
            None => self.outline.images.push(image),
        }
    }

    fn inline_html(&mut self, html: &str, span: &Range<usize>) {
        let tokens = raw::scan(html).tokens;
        if tokens.is_empty() || self.image.is_some() {
            return;
        }
        let policy = self.policies.last().copied().unwrap_or(Policy::Flow);
        let removed = policy.removed(&tokens);
        self.tokens(html, &tokens, |_| span.clone());
        match &mut self.line_html {
            None => self.line_html = Some(LineHtml { span: span.clone(), removed }),
            // The mark stands under what is dropped, else under all of it.
            Some(line) if line.removed.is_empty() && !removed.is_empty() => {
                *line = LineHtml { span: span.clone(), removed };
            }
            Some(line) => {
                if line.removed.is_empty() {
                    line.span.end = span.end;
                }
                raw::merge_names(&mut line.removed, removed);
            }
        }
    }

    fn html_block(&mut self, index: usize, span: Range<usize>) -> usize {
        let rest = &self.document.events[index..];
        let length = rest.iter().position(|(event, _)| matches!(event, Event::End(TagEnd::HtmlBlock)));
        let end = index + length.unwrap_or(rest.len() - 1);
        let html = html_text(&self.document.events[index..end]);
        let scan = raw::scan(&html);
        let stripped = matches!(self.document.roles.get(&index), Some(Role::Html { stripped: true, .. }));
        let removed = if stripped { raw::all_names(&scan.tokens) } else { Policy::Block.removed(&scan.tokens) };
        // Inside quotations and lists the lines are not where they seem to be; the block is named as a whole.
        let whole = self.document.body.get(span.start..span.start + html.len()) == Some(html.as_str());
        let place = |range: &Range<usize>| match whole {
            true => span.start + range.start..span.start + range.end,
            false => span.clone(),
        };
        let says_something = !scan.tokens.iter().all(|token| token.kind == TokenKind::Text);
        if !stripped {
            self.tokens(&html, &scan.tokens, place);
        }
        self.close_link();
        if says_something || !scan.complete {
            let visible_end = span.start + self.document.body[span.clone()].trim_end().len();
            self.find(span.start..visible_end, FindingKind::RawHtml { removed });
        }
        end
    }

    /// Links, images and ids of raw HTML.
    fn tokens(&mut self, html: &str, tokens: &[Token], place: impl Fn(&Range<usize>) -> Range<usize>) {
        for token in tokens {
            match &token.kind {
                TokenKind::Text => self.visible(&raw::decode(&html[token.range.clone()])),
                TokenKind::Close { name } if name == "a" => self.close_link(),
                TokenKind::Close { .. } => {}
                TokenKind::Open { name, attributes } => {
                    let value = |key: &str| attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value);
                    let text = |key: &str| value(key).map(ToString::to_string).unwrap_or_default();
                    if Policy::Block.allows(name) && value("id").is_some_and(|id| !id.is_empty()) {
                        self.outline.ids.push(sanitise::prefixed(&text("id")));
                    }
                    match (name.as_str(), value("href")) {
                        ("a", Some(href)) => self.open_link(href.to_string(), place(&token.range)),
                        ("img", _) => {
                            let image = Image { destination: text("src"), alt: text("alt"), span: place(&token.range) };
                            if let Some(link) = &mut self.link {
                                link.has_image = true;
                            }
                            self.add_image(image);
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    /// A line of text ends: what was open in it ends with it.
    fn end_line(&mut self) {
        self.close_link();
        if let Some(line) = self.line_html.take() {
            self.find(line.span, FindingKind::RawHtml { removed: line.removed });
        }
        if let Some(span) = self.asterisks.take() {
            self.find(span, FindingKind::LiteralAsterisks);
        }
    }

    fn headings(&mut self) {
        let highest = self.document.headings.iter().map(|(_, written)| *written).min().unwrap_or(1);
        let mut previous = highest - 1;
        for (heading, written) in &self.document.headings {
            if *written > previous + 1 {
                let kind = FindingKind::HeadingSkipped { from: previous, to: *written };
                self.outline.findings.push(Finding { span: visible_span(self.document, &heading.span), kind });
            }
            previous = *written;
        }
        let headings = self.document.headings.iter().map(|(heading, _)| heading.clone());
        self.outline.headings = headings.collect();
        let mut ids: Vec<String> = self.outline.headings.iter().map(|heading| heading.id.clone()).collect();
        ids.extend(self.document.captioned_tables.iter().map(|number| format!("table-{number}")));
        ids.append(&mut self.outline.ids);
        self.outline.ids = ids;
    }

    fn footnotes(&mut self) {
        if !self.document.footnotes.is_empty() {
            self.outline.ids.push("footnotes".to_string());
        }
        for (place, footnote) in self.document.footnotes.iter().enumerate() {
            self.outline.ids.push(format!("footnote-{}", place + 1));
            if footnote.duplicate {
                let span = visible_span(self.document, &footnote.span);
                self.outline.findings.push(Finding { span, kind: FindingKind::DuplicateFootnote });
            }
        }
    }
}

/// A span without the line breaks at its end.
fn visible_span(document: &Document, span: &Range<usize>) -> Range<usize> {
    span.start..span.start + document.body[span.clone()].trim_end().len()
}
