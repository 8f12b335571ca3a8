//! A page as its reader meets it: lines of words, the addresses that they lead to, and the scripts that run.
//!
//! How it looks is left out, so that a new layout is no change of content. An address stands on a line of its own: a link
//! that keeps its words and leads elsewhere is what somebody who breaks in makes.

use crate::dom::{Dom, Id};

use super::lines::{Line, LineKind};

/// Bytes: longer paragraphs are told sentence by sentence.
const LONG: usize = 160;

/// What the head of a page says.
#[derive(Debug, Default)]
pub(super) struct Front {
    pub title: String,
    /// Where a page leads that only tells that it has moved.
    pub leads_to: Option<String>,
}

impl Front {
    pub(super) fn read(text: &str, path: &str) -> Self {
        // The rest of the page is not needed, and of a new site there are many.
        let head = text.find("</head>").map_or(text, |end| &text[..end]);
        let Ok(dom) = Dom::parse(head) else { return Self::default() };
        let leads_to = dom.below(Dom::ROOT).into_iter().find_map(|id| refresh(&dom, id));
        let heading = text.find("<h1").and_then(|start| Some(&text[start..start + text[start..].find("</h1>")?]));
        let heading = heading.and_then(|part| Dom::parse(part).ok()).and_then(|dom| first(&dom, "h1"));
        let title = heading.or_else(|| first(&dom, "title")).unwrap_or_default();
        Self { title, leads_to: leads_to.map(|to| resolved(path, &to)) }
    }
}

/// The lines of a page, in its order.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub main: Vec<Line>,
    /// Menus, feet and what the page loads: the same on many pages.
    pub around: Vec<Line>,
}

impl Parsed {
    /// Reads a page; none where it nests deeper than any page does.
    pub(super) fn read(text: &str, path: &str) -> Option<Self> {
        let dom = Dom::parse(text).ok()?;
        let has_main = dom.below(Dom::ROOT).into_iter().any(|id| &*dom.node(id).name == "main");
        let content = if has_main { "main" } else { "body" };
        let mut reader =
            Reader { path, parsed: Self::default(), is_main: false, words: String::new(), targets: vec![] };
        reader.walk(&dom, content);
        let mut parsed = reader.parsed;
        parsed.set_title(&dom);
        for line in &mut parsed.around {
            line.text = without_own(&line.text, path);
        }
        Some(parsed)
    }

    /// The title belongs to the content. Where it is the heading and the name of the site, the name belongs to the frame.
    fn set_title(&mut self, dom: &Dom) {
        let Some(title) = first(dom, "title") else { return };
        let heading = first(dom, "h1").filter(|heading| !heading.is_empty());
        match heading.and_then(|heading| title.strip_prefix(heading.as_str())) {
            Some(name) => self.around.insert(0, Line { kind: LineKind::Title, text: format!("…{name}") }),
            None => self.main.insert(0, Line { kind: LineKind::Title, text: title }),
        }
    }
}

/// The text of the first element of a name; a picture within the page may have a title of its own further down.
fn first(dom: &Dom, name: &str) -> Option<String> {
    let found = dom.below(Dom::ROOT).into_iter().find(|id| &*dom.node(*id).name == name)?;
    Some(squeezed(&dom.text(found)))
}

struct Reader<'a> {
    path: &'a str,
    parsed: Parsed,
    is_main: bool,
    words: String,
    targets: Vec<Line>,
}

impl Reader<'_> {
    fn walk(&mut self, dom: &Dom, content: &str) {
        // What is left to do: to enter a node, or to leave it.
        let mut open = vec![(Dom::ROOT, true)];
        while let Some((id, enters)) = open.pop() {
            let node = dom.node(id);
            let is_content = &*node.name == content;
            if !enters {
                self.end_line();
                self.is_main &= !is_content;
                continue;
            }
            if is_content || breaks_line(&node.name) {
                self.end_line();
                self.is_main |= is_content;
                open.push((id, false));
            }
            self.words.push_str(&node.text);
            if self.enter(dom, id) {
                open.extend(node.children.iter().rev().map(|child| (*child, true)));
            }
        }
        self.end_line();
    }

    /// Takes what the element itself says; whether what lies in it is read, too.
    fn enter(&mut self, dom: &Dom, id: Id) -> bool {
        let node = dom.node(id);
        for (name, value) in node.attributes() {
            self.attribute(&node.name, name, value);
        }
        if let Some(to) = refresh(dom, id) {
            self.target(&to);
        }
        match &*node.name {
            "td" | "th" if !self.words.trim().is_empty() => self.words.push_str(" | "),
            "img" => self.words.push_str(&node.attribute("alt").map(|alt| format!(" [{alt}] ")).unwrap_or_default()),
            "input" => {
                let is_button = matches!(node.attribute("type"), Some("submit" | "button" | "reset"));
                let words = [node.attribute("placeholder"), node.attribute("value").filter(|_| is_button)];
                words.into_iter().flatten().for_each(|words| self.words.push_str(&format!(" [{words}] ")));
            }
            "meta" if node.attribute("name") == Some("description") => {
                self.whole(LineKind::Description, node.attribute("content").unwrap_or_default());
            }
            "script" if !is_data(node.attribute("type").unwrap_or_default()) => {
                self.whole(LineKind::Script, &dom.text(id));
            }
            _ => {}
        }
        match &*node.name {
            "title" => !is_of_head(dom, id),
            name => !matches!(name, "script" | "style" | "template"),
        }
    }

    fn attribute(&mut self, element: &str, name: &str, value: &str) {
        match (element, name) {
            (_, "href" | "src" | "action" | "formaction" | "poster" | "ping") | ("object", "data") => {
                self.target(value);
            }
            (_, "srcset") => value.split(", ").for_each(|one| {
                self.target(one.split_whitespace().next().unwrap_or_default());
            }),
            (_, "srcdoc") => self.targets.push(Line { kind: LineKind::Script, text: squeezed(value) }),
            (_, name) if name.starts_with("on") => {
                self.targets.push(Line { kind: LineKind::Script, text: format!("{name}: {}", squeezed(value)) });
            }
            _ => {}
        }
    }

    fn target(&mut self, address: &str) {
        self.targets.push(Line { kind: LineKind::Target, text: resolved(self.path, address) });
    }

    /// A line that is no sentence of the page. The description belongs to the content.
    fn whole(&mut self, kind: LineKind, text: &str) {
        let text = squeezed(text);
        if text.is_empty() {
            return;
        }
        let is_around = kind == LineKind::Script && !self.is_main;
        let lines = if is_around { &mut self.parsed.around } else { &mut self.parsed.main };
        lines.push(Line { kind, text });
    }

    fn end_line(&mut self) {
        let lines = if self.is_main { &mut self.parsed.main } else { &mut self.parsed.around };
        let words = squeezed(&std::mem::take(&mut self.words));
        lines.extend(sentences(&words).map(|text| Line { kind: LineKind::Text, text: text.to_owned() }));
        lines.append(&mut self.targets);
    }
}

/// Where `<meta http-equiv="refresh">` leads: `0; url=…`.
fn refresh(dom: &Dom, id: Id) -> Option<String> {
    let node = dom.node(id);
    let is_refresh = node.attribute("http-equiv").is_some_and(|value| value.eq_ignore_ascii_case("refresh"));
    let (_, target) = node.attribute("content").filter(|_| is_refresh)?.split_once('=')?;
    Some(target.trim().trim_matches(['"', '\'']).to_owned())
}

/// Pictures within a page have titles, too.
fn is_of_head(dom: &Dom, id: Id) -> bool {
    dom.node(id).parent.is_some_and(|parent| &*dom.node(parent).name == "head")
}

/// Blocks of data that no browser runs.
fn is_data(kind: &str) -> bool {
    let kind = kind.trim().to_ascii_lowercase();
    kind.ends_with("json") || kind.starts_with("text/plain")
}

fn breaks_line(name: &str) -> bool {
    // What stands within a sentence, and what is no element; everything else begins a line.
    !matches!(
        name,
        "" | "a"
            | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "button"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "i"
            | "img"
            | "input"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "output"
            | "picture"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "source"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "td"
            | "th"
            | "time"
            | "tspan"
            | "u"
            | "var"
            | "wbr"
    )
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sentences of a long paragraph, or the whole of a short one.
fn sentences(words: &str) -> impl Iterator<Item = &str> {
    let (mut rest, is_long) = (words, words.len() > LONG);
    std::iter::from_fn(move || {
        let end = match is_long {
            true => rest.match_indices([' ']).map(|(at, _)| at).find(|at| rest[..*at].ends_with(['.', '!', '?', ';'])),
            false => None,
        };
        let (sentence, next) = rest.split_at(end.unwrap_or(rest.len()));
        rest = next.trim_start();
        (!sentence.is_empty()).then_some(sentence)
    })
}

/// An address as seen from the top folder, so that the same link is the same on pages of all folders.
fn resolved(path: &str, address: &str) -> String {
    let address = address.trim();
    let ends = address.find(['/', '?', '#']).unwrap_or(address.len());
    if address.is_empty() || address.starts_with(['/', '#', '?']) || address[..ends].contains(':') {
        return address.to_owned();
    }
    let (place, rest) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in place.split('/') {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    format!("/{}{rest}", parts.join("/"))
}

/// Leaves the page's own address out of a line, which would make every page's foot differ.
fn without_own(text: &str, path: &str) -> String {
    if text.contains("://") || text.starts_with("mailto:") {
        text.replace(path, "…").replace(&path.replace('/', "%2F"), "…")
    } else {
        text.to_owned()
    }
}
