//! The article as blocks: paragraphs, headings, lists, tables, images; without lists of other news and buttons.

use super::article::{Article, is_block};
use crate::dom::{Dom, Id};
use crate::import::blocks::{Block, Line, Piece};
use crate::import::images::Images;
use crate::import::legacy::{FontCode, font_code};
use crate::import::links;
use crate::import::reading::{Builder, Letters, Reading};
use crate::import::remarks::{Refusal, Remark, Remarks};
use crate::import::shape::{self, Paragraph};
use crate::text::{fold, headline, squeeze};

/// A link is told with no more letters.
const LONGEST_TARGET: usize = 100;

/// Headings of lists of other news and of what readers write.
const OTHER_NEWS: [&str; 22] = [
    "tin lien quan",
    "cac tin lien quan",
    "bai viet lien quan",
    "bai lien quan",
    "tin khac",
    "cac tin khac",
    "tin bai khac",
    "cac bai khac",
    "tin moi hon",
    "tin cu hon",
    "nhung tin moi hon",
    "nhung tin cu hon",
    "tin cung chuyen muc",
    "cung chuyen muc",
    "cac tin da dua",
    "tin da dua",
    "doc them",
    "xem them",
    "y kien ban doc",
    "binh luan",
    "gui binh luan",
    "y kien cua ban",
];
/// Labels of buttons beside articles.
const BUTTONS: [&str; 24] = [
    "in",
    "in bai",
    "in bai viet",
    "in trang",
    "ban in",
    "print",
    "email",
    "gui email",
    "chia se",
    "chia se bai viet",
    "facebook",
    "zalo",
    "twitter",
    "a",
    "a+",
    "a-",
    "a a",
    "co chu",
    "do tuong phan",
    "doc bai viet",
    "nghe bai viet",
    "luu bai viet",
    "gui phan hoi",
    "ve dau trang",
];

/// Reads the article.
///
/// # Errors
/// None today; readers of all formats give a result.
pub fn read(dom: &Dom, article: &Article, beside: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<Reading, Refusal> {
    let mut walk = Walk {
        dom,
        article,
        beside,
        images: Images::default(),
        remarks: Remarks::default(),
        blocks: Vec::new(),
        builder: Builder::default(),
        list: Vec::new(),
        heading: None,
        is_quote: false,
    };
    if !article.is_sure {
        walk.remarks.add(Remark::NoArticle);
    }
    walk.children(article.root, &Letters::default());
    walk.close();
    let blocks = shape::finished(without_other_news(walk.blocks));
    let blocks = titled(blocks, article.about.title.as_deref());
    let reading = Reading {
        blocks,
        images: walk.images.found,
        remarks: walk.remarks,
        about: article.about.clone(),
        ..Reading::default()
    };
    Ok(reading)
}

/// The title first, once: facts are looked for in it as well.
fn titled(blocks: Vec<Block>, title: Option<&str>) -> Vec<Block> {
    let Some(title) = title else { return blocks };
    let is_title = |block: &Block| match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => fold(&squeeze(&text.text())) == fold(title),
        _ => false,
    };
    let heading = Block::Heading { level: 1, text: Line::plain(title) };
    std::iter::once(heading).chain(blocks.into_iter().filter(|block| !is_title(block))).collect()
}

struct Walk<'a> {
    dom: &'a Dom,
    article: &'a Article,
    beside: &'a dyn Fn(&str) -> Option<Vec<u8>>,
    images: Images,
    remarks: Remarks,
    blocks: Vec<Block>,
    builder: Builder,
    /// The lists that are open: the next number of each, `None` for bullets.
    list: Vec<Option<u32>>,
    /// The level of the heading that is open.
    heading: Option<u8>,
    is_quote: bool,
}

impl Walk<'_> {
    fn children(&mut self, id: Id, letters: &Letters) {
        for child in &self.dom.node(id).children {
            self.node(*child, letters);
        }
    }

    fn node(&mut self, id: Id, letters: &Letters) {
        let node = self.dom.node(id);
        if self.article.junk[id] {
            return;
        }
        if !node.text.is_empty() {
            return self.text(&node.text, letters);
        }
        match &*node.name {
            "" => {}
            "br" => self.builder.piece(Piece::Break),
            "img" => self.image(id),
            "ul" | "ol" => self.items(id, letters),
            "li" => self.item(id, letters),
            "table" => self.table(id),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.close();
                let level = node.name.as_bytes()[1] - b'0';
                self.heading = Some(level.max(2));
                self.children(id, &Letters { bold: false, ..letters.clone() });
                self.close();
                self.heading = None;
            }
            "blockquote" => {
                self.close();
                self.is_quote = true;
                self.children(id, letters);
                self.close();
                self.is_quote = false;
            }
            name if is_block(name) => {
                self.close();
                self.inside(id, letters);
                self.close();
            }
            _ => self.inside(id, letters),
        }
    }

    fn text(&mut self, text: &str, letters: &Letters) {
        let words = squeeze(text);
        let starts = text.starts_with(char::is_whitespace);
        let ends = text.ends_with(char::is_whitespace);
        let spaced = match (words.is_empty(), starts, ends) {
            (true, ..) => " ".to_owned(),
            (false, starts, ends) => {
                format!("{}{words}{}", if starts { " " } else { "" }, if ends { " " } else { "" })
            }
        };
        self.builder.push(&spaced, letters);
    }

    /// What an element holds, in its own look.
    fn inside(&mut self, id: Id, above: &Letters) {
        let letters = self.letters(id, above);
        self.children(id, &letters);
    }

    /// The look of what an element holds.
    fn letters(&mut self, id: Id, above: &Letters) -> Letters {
        let node = self.dom.node(id);
        let target = node.attribute("href").filter(|_| &*node.name == "a");
        let own = target.and_then(|target| links::outside(target, self.article.about.url.as_deref()));
        if let Some(lost) = target.filter(|target| own.is_none() && links::is_relative(target)) {
            self.remarks.add(Remark::LinkLost(headline(&squeeze(lost), LONGEST_TARGET).into_owned()));
        }
        let style = node.attribute("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
        let is_bold = matches!(&*node.name, "b" | "strong")
            || ["font-weight:bold", "font-weight:700"].iter().any(|look| style.contains(look));
        let is_italic = matches!(&*node.name, "i" | "em") || style.contains("font-style:italic");
        Letters {
            bold: above.bold || is_bold,
            italic: above.italic || is_italic,
            link: own.or_else(|| above.link.clone()),
            font: font(node.attribute("style").unwrap_or_default(), node.attribute("face")).unwrap_or(above.font),
        }
    }

    fn image(&mut self, id: Id) {
        let node = self.dom.node(id);
        let Some(source) = node.attribute("src").or_else(|| node.attribute("data-src")) else { return };
        let lower = source.to_ascii_lowercase();
        if lower.starts_with("http:") || lower.starts_with("https:") || lower.starts_with("//") {
            return self.remarks.add(Remark::ImagesOutside(1));
        }
        if lower.starts_with("data:") {
            return self.remarks.add(Remark::ImagesDropped(1));
        }
        let path = decoded(source.split(['?', '#']).next().unwrap_or(source));
        let alt = squeeze(node.attribute("alt").unwrap_or_default());
        match (self.beside)(path.trim_start_matches("./")) {
            Some(bytes) if is_icon(&bytes) => {}
            Some(bytes) => match self.images.add(bytes) {
                Some(image) => self.builder.piece(Piece::Image { image, alt }),
                None => self.remarks.add(Remark::ImagesDropped(1)),
            },
            None => self.remarks.add(Remark::ImageMissing(squeeze(&path))),
        }
    }

    fn items(&mut self, id: Id, letters: &Letters) {
        self.close();
        let node = self.dom.node(id);
        let start = node.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
        self.list.push((&*node.name == "ol").then_some(start));
        self.children(id, letters);
        self.close();
        self.list.pop();
    }

    fn item(&mut self, id: Id, letters: &Letters) {
        self.close();
        let start = self.blocks.len();
        self.children(id, letters);
        self.close();
        let depth = u8::try_from(self.list.len().saturating_sub(1)).unwrap_or(8).min(8);
        let number = self.list.last_mut().and_then(|number| {
            let printed = number.map(|number| format!("{number}."));
            *number = number.map(|number| number.saturating_add(1));
            printed
        });
        // The first paragraph inside carries the bullet.
        if let Some(Block::Paragraph(line) | Block::Heading { text: line, .. }) = self.blocks.get_mut(start) {
            let line = std::mem::take(line);
            self.blocks[start] = Block::Item(crate::import::blocks::Item { depth, number, text: line });
        }
    }

    fn table(&mut self, id: Id) {
        self.close();
        let (blocks, list) = (std::mem::take(&mut self.blocks), std::mem::take(&mut self.list));
        let mut rows = Rows::default();
        self.rows(id, &mut rows);
        (self.blocks, self.list) = (blocks, list);
        let table = shape::table(rows.rows, &mut self.remarks);
        self.blocks.extend(table);
    }

    fn rows(&mut self, id: Id, rows: &mut Rows) {
        for child in &self.dom.node(id).children {
            if self.article.junk[*child] {
                continue;
            }
            match &*self.dom.node(*child).name {
                "tr" => {
                    rows.begin();
                    self.cells(*child, rows);
                }
                "thead" | "tbody" | "tfoot" => self.rows(*child, rows),
                "caption" => {
                    self.children(*child, &Letters::default());
                    self.close();
                }
                _ => {}
            }
        }
    }

    fn cells(&mut self, id: Id, rows: &mut Rows) {
        for child in &self.dom.node(id).children {
            let node = self.dom.node(*child);
            if !matches!(&*node.name, "td" | "th") || self.article.junk[*child] {
                continue;
            }
            let outer = std::mem::take(&mut self.blocks);
            self.inside(*child, &Letters::default());
            self.close();
            let blocks = std::mem::replace(&mut self.blocks, outer);
            let span = |name: &str| node.attribute(name).and_then(|span| span.trim().parse().ok()).unwrap_or(1);
            rows.add(blocks, span("colspan"), span("rowspan"));
        }
    }

    /// Ends the line that is open.
    fn close(&mut self) {
        let line = std::mem::take(&mut self.builder).finish(&mut self.remarks);
        // Two breaks part paragraphs where pages have no paragraphs.
        for line in paragraphs(line) {
            if line.is_blank() || is_button(&line) {
                continue;
            }
            self.blocks.push(match (self.is_quote, self.heading) {
                (_, Some(level)) => Block::Heading { level, text: line.unstyled() },
                (true, None) => Block::Quote(line),
                (false, None) => Paragraph { line, ..Paragraph::default() }.block(),
            });
        }
    }
}

/// The rows of a table, with cells that reach into rows below.
#[derive(Default)]
struct Rows {
    rows: Vec<Vec<Vec<Block>>>,
    /// For each column, how many more rows are covered from above.
    covered: Vec<usize>,
}

impl Rows {
    /// More columns or rows than a page shows; numbers in attributes may be anything.
    const MOST: usize = 64;

    fn begin(&mut self) {
        self.rows.push(Vec::new());
    }

    fn add(&mut self, blocks: Vec<Block>, columns: usize, rows: usize) {
        let Some(row) = self.rows.last_mut() else { return };
        while self.covered.get(row.len()).is_some_and(|left| *left > 0) {
            self.covered[row.len()] -= 1;
            row.push(Vec::new());
        }
        let at = row.len();
        row.push(blocks);
        row.extend((1..columns.clamp(1, Self::MOST)).map(|_| Vec::new()));
        let end = row.len();
        self.covered.resize(self.covered.len().max(end), 0);
        self.covered[at..end].fill(rows.clamp(1, 1000) - 1);
    }
}

/// A line as paragraphs: parted where two breaks follow one another.
fn paragraphs(line: Line) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    let mut breaks = 0;
    for piece in line.0 {
        let is_space = matches!(&piece, Piece::Run(run) if run.text.trim().is_empty());
        match piece {
            Piece::Break => breaks += 1,
            _ if is_space && breaks > 0 => {}
            piece => {
                let is_new = breaks > 1;
                if is_new {
                    lines.push(Line::default());
                }
                if let Some(line) = lines.last_mut() {
                    if breaks == 1 && !line.0.is_empty() {
                        line.0.push(Piece::Break);
                    }
                    line.0.push(piece);
                }
                breaks = 0;
            }
        }
    }
    lines
}

fn is_button(line: &Line) -> bool {
    let plain = fold(&squeeze(&line.text()));
    let mut labels = plain.split(['|', '•', '/']).map(|label| label.trim_matches([' ', ':', '.']));
    !line.has_image() && labels.all(|label| label.is_empty() || BUTTONS.contains(&label))
}

/// Without lists of links to other news, and without what follows the heading of such a list.
fn without_other_news(blocks: Vec<Block>) -> Vec<Block> {
    let is_heading = |block: &Block| match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => {
            let plain = fold(&squeeze(&text.text()));
            OTHER_NEWS.contains(&plain.trim_matches([' ', ':', '.', '»', '>']))
        }
        _ => false,
    };
    let letters = |block: &Block, linked: bool| -> usize {
        let pieces = block.lines().into_iter().flat_map(|line| &line.0);
        let runs = pieces.filter_map(|piece| match piece {
            Piece::Run(run) => Some(run),
            _ => None,
        });
        runs.filter(|run| !linked || run.link.is_some()).map(|run| run.text.trim().chars().count()).sum()
    };
    let is_links = |block: &Block| {
        matches!(block, Block::Item(_) | Block::Paragraph(_)) && letters(block, true) * 10 >= letters(block, false) * 7
    };
    let last = blocks.iter().rposition(|block| letters(block, false) - letters(block, true) >= 200).unwrap_or(0);
    let end = blocks[last..].iter().position(is_heading).map(|at| last + at);
    let blocks = &blocks[..end.unwrap_or(blocks.len())];
    // Three links in a row that are paragraphs of their own are other news, too.
    let mut kept = Vec::with_capacity(blocks.len());
    for group in blocks.chunk_by(|one, next| is_links(one) == is_links(next)) {
        if !(group.len() >= 3 && group.iter().all(is_links)) {
            kept.extend(group.iter().filter(|block| !is_heading(block)).cloned());
        }
    }
    kept
}

/// The code of the font that a style or the element `font` names.
fn font(style: &str, face: Option<&str>) -> Option<Option<FontCode>> {
    let at = style.to_ascii_lowercase().find("font-family:").map(|at| at + "font-family:".len());
    let named = at.map(|at| style[at..].split(';').next().unwrap_or_default()).or(face)?;
    let first = named.split(',').next().unwrap_or_default();
    Some(font_code(first.trim().trim_matches(['"', '\''])))
}

/// Whether an image is too small to show anything: arrows, counters.
fn is_icon(bytes: &[u8]) -> bool {
    imagesize::blob_size(bytes).is_ok_and(|size| size.width < 48 && size.height < 48)
}

/// An address with `%20` and the like as letters.
fn decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
