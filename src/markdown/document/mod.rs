//! One pass over a body that settles what neither a single event nor its neighbour can tell: the role of each
//! paragraph, ids of headings, numbers of footnotes and tables, and which stretches must go through the sanitiser.
//!
//! Outline, plain text and HTML are all made from the value that comes out, so they cannot disagree.

pub(super) mod names;

use super::nesting::Nesting;
use super::paragraph::{self, Kind};
use super::raw::{self, Policy};
use super::table::{self, TableRole};
use super::{Embed, Heading};
use pulldown_cmark::{Event, Options, Parser, Tag, TextMergeWithOffset};
use std::collections::HashMap;
use std::ops::Range;

/// An event with its place in the body.
pub(super) type Spanned<'a> = (Event<'a>, Range<usize>);

/// A body, read. Events are named by their index; ranges of events include both ends' contents, not the ends.
pub(super) struct Document<'a> {
    pub body: &'a str,
    pub events: Vec<Spanned<'a>>,
    /// What blocks are for, by the event that starts them.
    pub roles: HashMap<usize, Role>,
    /// Stretches that hold raw HTML, by their first event.
    pub fragments: HashMap<usize, Fragment>,
    /// Lines of text whose tags are dropped because they nest too deep: first event, last event.
    pub stripped_lines: HashMap<usize, usize>,
    /// Headings with the level as written.
    pub headings: Vec<(Heading, u8)>,
    /// Definitions in the order of their numbers; the referenced ones first.
    pub footnotes: Vec<Footnote>,
    /// Number of a footnote by its name as [`footnote_key`] gives it.
    pub footnote_numbers: HashMap<String, usize>,
    /// Ids of captioned tables.
    pub captioned_tables: Vec<usize>,
}

/// What a block turned out to be for.
pub(super) enum Role {
    /// A paragraph of nothing but white space (Word writes them as distance).
    Blank {
        end: usize,
    },
    /// The caption of the table that follows, or of the image before: shown there.
    Caption {
        end: usize,
    },
    /// A paragraph that holds one image; `caption` are the events of its caption.
    Figure {
        image_end: usize,
        end: usize,
        caption: Option<Range<usize>>,
    },
    /// A paragraph that stands for something else.
    Embed {
        embed: Embed,
        end: usize,
    },
    /// The place of a heading in [`Document::headings`].
    Heading(usize),
    /// A heading without content: an empty line for screen readers.
    EmptyHeading,
    Table(TableRole),
    /// A footnote's definition: shown at the end of the body.
    Definition {
        end: usize,
    },
    /// Raw HTML. `alone`: it ends in the middle of a tag or comment and must not meet its neighbours; `stripped`: it
    /// nests too deep and keeps nothing but its text.
    Html {
        alone: bool,
        stripped: bool,
    },
}

/// Events from the key in [`Document::fragments`] to `last`.
#[derive(Clone, Copy)]
pub(super) struct Fragment {
    pub last: usize,
    pub policy: Policy,
}

/// A footnote's definition.
pub(super) struct Footnote {
    /// Events of its content.
    pub content: Range<usize>,
    /// How often the text refers to it.
    pub references: usize,
    pub span: Range<usize>,
    pub duplicate: bool,
}

/// Footnote names are compared as CommonMark compares labels: without regard to case.
pub(super) fn footnote_key(name: &str) -> String {
    name.to_lowercase()
}

/// Whether an event belongs inside a line of text.
pub(super) fn is_inline(event: &Event) -> bool {
    match event {
        Event::Start(tag) => is_inline_end(&tag.to_end()),
        Event::End(tag) => is_inline_end(tag),
        Event::Html(_) | Event::Rule => false,
        _ => true,
    }
}

fn is_inline_end(tag: &pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd::*;
    matches!(tag, Emphasis | Strong | Strikethrough | Superscript | Subscript | Link | Image)
}

impl<'a> Document<'a> {
    pub(super) fn parse(body: &'a str) -> Self {
        // Smart punctuation stays off: it would turn the apostrophe of `Ea H'leo` into a quotation mark.
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_GFM
            | Options::ENABLE_DEFINITION_LIST;
        let mut events = Vec::with_capacity(body.len() / 24 + 8);
        events.extend(TextMergeWithOffset::new(Parser::new_ext(body, options).into_offset_iter()));
        let mut builder = Builder::new(body, events);
        for index in 0..builder.document.events.len() {
            builder.event(index);
        }
        builder.finish()
    }
}

/// A block that is open, with what is known of its children so far.
struct Level {
    start: usize,
    /// The last child that shows something.
    previous: Option<(Kind, usize, usize)>,
    /// Raw HTML among the children: what is open, and stretches from the block that opens to the one that closes.
    html: Nesting,
    stretches: Vec<Range<usize>>,
}

impl Level {
    fn new(start: usize) -> Self {
        Self { start, previous: None, html: Nesting::default(), stretches: Vec::new() }
    }
}

/// A line of text under way.
struct Run {
    first: usize,
    last: usize,
    has_html: bool,
    html: Nesting,
    stripped: bool,
}

struct Builder<'a> {
    document: Document<'a>,
    levels: Vec<Level>,
    run: Option<Run>,
    tables: usize,
    /// Headings found: start, end.
    headings: Vec<(usize, usize)>,
    definitions: Vec<(String, Range<usize>)>,
    /// Names of the footnotes that are referred to, by the definition that refers to them (`None`: the text).
    references: HashMap<Option<usize>, Vec<String>>,
    image_depth: usize,
    definition_depth: usize,
}

impl<'a> Builder<'a> {
    fn new(body: &'a str, events: Vec<Spanned<'a>>) -> Self {
        let document = Document {
            body,
            events,
            roles: HashMap::new(),
            fragments: HashMap::new(),
            stripped_lines: HashMap::new(),
            headings: Vec::new(),
            footnotes: Vec::new(),
            footnote_numbers: HashMap::new(),
            captioned_tables: Vec::new(),
        };
        Self {
            document,
            levels: vec![Level::new(0)],
            run: None,
            tables: 0,
            headings: Vec::new(),
            definitions: Vec::new(),
            references: HashMap::new(),
            image_depth: 0,
            definition_depth: 0,
        }
    }

    fn event(&mut self, index: usize) {
        let event = &self.document.events[index].0;
        if is_inline(event) {
            match event {
                Event::Start(Tag::Image { .. }) => self.image_depth += 1,
                Event::End(pulldown_cmark::TagEnd::Image) => self.image_depth -= 1,
                _ => {}
            }
            return self.extend_run(index);
        }
        self.close_run();
        match &self.document.events[index].0 {
            Event::Start(tag) => {
                if let Tag::FootnoteDefinition(name) = tag {
                    // The place of the definition is kept from its start, so that references inside can name it.
                    self.definitions.push((footnote_key(name), index..index));
                    self.definition_depth += 1;
                }
                self.levels.push(Level::new(index));
            }
            Event::End(_) => self.close_level(index),
            Event::Rule => self.set_previous(Kind::Other, index, index),
            _ => {}
        }
    }

    fn extend_run(&mut self, index: usize) {
        let run = self.run.get_or_insert_with(|| Run {
            first: index,
            last: index,
            has_html: false,
            html: Nesting::default(),
            stripped: false,
        });
        run.last = index;
        match &self.document.events[index].0 {
            Event::InlineHtml(html) => {
                run.has_html = true;
                for token in raw::scan(html).tokens.iter().filter(|_| !run.stripped) {
                    run.html.follow(token, index);
                }
                run.stripped |= run.html.is_too_deep();
            }
            Event::FootnoteReference(name) if self.image_depth == 0 => {
                let inside = (self.definition_depth > 0).then(|| self.definitions.len().saturating_sub(1));
                self.references.entry(inside).or_default().push(footnote_key(name));
            }
            _ => {}
        }
    }

    fn close_run(&mut self) {
        let Some(run) = self.run.take().filter(|run| run.has_html) else { return };
        if run.stripped {
            self.document.stripped_lines.insert(run.first, run.last);
            return;
        }
        let start = self.levels.last().map_or(0, |level| level.start);
        let policy = match self.document.events[start].0 {
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::DefinitionListTitle) => Policy::Inline,
            _ => Policy::Flow,
        };
        self.document.fragments.insert(run.first, Fragment { last: run.last, policy });
    }

    fn set_previous(&mut self, kind: Kind, start: usize, end: usize) {
        if let Some(parent) = self.levels.last_mut() {
            parent.previous = Some((kind, start, end));
        }
    }

    fn close_level(&mut self, end: usize) {
        let Some(level) = self.levels.pop() else { return };
        self.keep_stretches(level.stretches);
        let start = level.start;
        let span = self.document.events[start].1.clone();
        let Event::Start(tag) = &self.document.events[start].0 else { return };
        match tag {
            Tag::Paragraph => return self.close_paragraph(start, end, span),
            Tag::Heading { .. } => self.headings.push((start, end)),
            Tag::Table(_) => self.close_table(start, end),
            Tag::HtmlBlock => self.close_html(start, end),
            Tag::FootnoteDefinition(_) => {
                self.definition_depth -= 1;
                if let Some(definition) = self.definitions.iter_mut().rev().find(|(_, events)| events.start == start) {
                    definition.1.end = end;
                }
                self.document.roles.insert(start, Role::Definition { end });
                // A definition is shown elsewhere, so raw HTML on its two sides must not be joined around it.
                if let Some(parent) = self.levels.last_mut() {
                    parent.html = Nesting::default();
                }
                return;
            }
            _ => {}
        }
        self.set_previous(Kind::Other, start, end);
    }

    fn close_paragraph(&mut self, start: usize, end: usize, span: Range<usize>) {
        let events = &self.document.events[start + 1..end];
        let kind = paragraph::kind(self.document.body, events, &span);
        let previous = self.levels.last().and_then(|parent| parent.previous.clone());
        let role = match &kind {
            Kind::Blank => {
                self.document.roles.insert(start, Role::Blank { end });
                return;
            }
            Kind::Embed(embed) => Some(Role::Embed { embed: embed.clone(), end }),
            Kind::Figure { image_length, caption, .. } => Some(Role::Figure {
                image_end: start + image_length,
                end,
                caption: caption.clone().map(|caption| start + 1 + caption.start..start + 1 + caption.end),
            }),
            // A line in italics under an image is its caption, as portals set it.
            // One with raw HTML is a fragment as a whole and stays where it is.
            Kind::Emphasised { .. } if lacks_caption(&previous) && !paragraph::has_html(events) => {
                let figure = previous.and_then(|(_, figure, _)| self.document.roles.get_mut(&figure));
                if let Some(Role::Figure { caption, .. }) = figure {
                    *caption = Some(start + 2..end - 1);
                }
                self.document.roles.insert(start, Role::Caption { end });
                return self.set_previous(Kind::Other, start, end);
            }
            _ => None,
        };
        if let Some(role) = role {
            self.document.roles.insert(start, role);
        }
        self.set_previous(kind, start, end);
    }

    fn close_table(&mut self, start: usize, end: usize) {
        self.tables += 1;
        let previous = self.levels.last().and_then(|parent| parent.previous.clone());
        let caption = match previous {
            Some((kind, caption_start, caption_end)) if kind.is_table_caption() => {
                self.document.roles.insert(caption_start, Role::Caption { end: caption_end });
                self.document.captioned_tables.push(self.tables);
                Some(caption_start + 1..caption_end)
            }
            _ => None,
        };
        let role = table::role(&self.document.events[start..end], self.tables, caption);
        self.document.roles.insert(start, Role::Table(role));
    }

    /// Notes which earlier sibling opened what this block closes: `<details>`, Markdown, `</details>` is one
    /// fragment. An element that nobody closes ends with the block that opened it.
    fn close_html(&mut self, start: usize, end: usize) {
        let html = html_text(&self.document.events[start + 1..end]);
        let scan = raw::scan(&html);
        let Some(parent) = self.levels.last_mut() else { return };
        let mut own = Nesting::default();
        let (mut first, mut stripped) = (start, false);
        for token in &scan.tokens {
            own.follow(token, start);
            if let Some(opened) = parent.html.follow(token, start) {
                first = first.min(opened);
            }
            if parent.html.is_too_deep() {
                parent.html = Nesting::default();
                first = start;
            }
            if own.is_too_deep() {
                stripped = true;
                break;
            }
        }
        let alone = !scan.complete;
        if alone || stripped {
            parent.html = Nesting::default();
            first = start;
        }
        if !stripped {
            parent.stretches.push(first..end);
        }
        self.document.roles.insert(start, Role::Html { alone, stripped });
    }

    fn finish(mut self) -> Document<'a> {
        self.close_run();
        while let Some(level) = self.levels.pop() {
            self.keep_stretches(level.stretches);
        }
        self.number_footnotes();
        self.name_headings();
        self.document
    }

    /// Stretches among the children of one block may chain (`<div>`, `</div><div>`, `</div>`): those grow together.
    /// They come in the order of their ends. What lies deeper keeps fragments of its own inside this one.
    fn keep_stretches(&mut self, stretches: Vec<Range<usize>>) {
        let mut kept: Vec<Range<usize>> = Vec::new();
        for mut stretch in stretches {
            while let Some(before) = kept.pop_if(|before| before.end >= stretch.start) {
                stretch.start = stretch.start.min(before.start);
            }
            kept.push(stretch);
        }
        let fragment = |last| Fragment { last, policy: Policy::Block };
        self.document.fragments.extend(kept.into_iter().map(|stretch| (stretch.start, fragment(stretch.end))));
    }
}

fn lacks_caption(previous: &Option<(Kind, usize, usize)>) -> bool {
    matches!(previous, Some((Kind::Figure { captioned: false, .. }, _, _)))
}

/// The source of an HTML block, without the marks of the quotation or list around it.
pub(super) fn html_text(events: &[Spanned]) -> String {
    let lines = events.iter().filter_map(|(event, _)| match event {
        Event::Html(line) | Event::Text(line) => Some(&**line),
        _ => None,
    });
    lines.collect()
}
