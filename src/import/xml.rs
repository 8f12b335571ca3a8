//! XML of Word and OpenDocument files as a small tree. The only module that knows the XML parser.
//!
//! Names come without their prefixes. Declarations of document types are refused, so no entity can be defined; depth and
//! number of elements are bounded, so the tree can be walked by functions that call themselves.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::charset;
use super::remarks::Refusal;

/// Word nests about twelve elements for each table in a table, and nobody reads ten tables deep.
const DEEPEST: usize = 200;
/// A book of 1,000 pages has about a million elements.
const MOST_ELEMENTS: usize = 6_000_000;

/// An element.
#[derive(Debug, Default)]
pub struct Element {
    pub name: Box<str>,
    attributes: Vec<(Box<str>, Box<str>)>,
    pub children: Vec<Node>,
}

#[derive(Debug)]
pub enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// An attribute by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| &**known == name).map(|(_, value)| &**value)
    }

    /// The child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| &*element.name == name)
    }

    /// The elements below this one, itself excluded, that have this name; in the order of the text.
    pub fn all<'a>(&'a self, name: &str, found: &mut Vec<&'a Element>) {
        for element in self.elements() {
            if &*element.name == name {
                found.push(element);
            }
            element.all(name, found);
        }
    }

    /// The text inside, with nothing between.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.push_text(&mut text);
        text
    }

    fn push_text(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Element(element) => element.push_text(text),
                Node::Text(words) => text.push_str(words),
            }
        }
    }
}

/// Reads a part of a file.
///
/// # Errors
/// Where it is no XML, or not such as office programs write.
pub fn parse(bytes: &[u8]) -> Result<Element, Refusal> {
    let text = charset::decode(bytes, None).map_err(|_| Refusal::BrokenXml)?.text;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut open: Vec<Element> = vec![Element::default()];
    let mut count = 0_usize;
    loop {
        let event = reader.read_event().map_err(|_| Refusal::BrokenXml)?;
        match event {
            Event::Start(start) => {
                count += 1;
                if open.len() > DEEPEST || count > MOST_ELEMENTS {
                    return Err(Refusal::UnsafeXml);
                }
                open.push(element(&start)?);
            }
            Event::Empty(start) => {
                count += 1;
                if count > MOST_ELEMENTS {
                    return Err(Refusal::UnsafeXml);
                }
                let element = element(&start)?;
                push(&mut open, Node::Element(element));
            }
            Event::End(_) => {
                let closed = open.pop().filter(|_| !open.is_empty()).ok_or(Refusal::BrokenXml)?;
                push(&mut open, Node::Element(closed));
            }
            Event::Text(words) => push_text(&mut open, &words),
            Event::CData(words) => push_text(&mut open, &words),
            Event::GeneralRef(reference) => {
                let letter = reference_letter(&reference)?;
                push_text(&mut open, letter.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => return Err(Refusal::UnsafeXml),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    let [root] = open.as_mut_slice() else { return Err(Refusal::Truncated) };
    let top = std::mem::take(root).children.into_iter().find_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    top.ok_or(Refusal::BrokenXml)
}

fn push(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

fn push_text(open: &mut [Element], words: &str) {
    let Some(parent) = open.last_mut() else { return };
    // References part a text; it is one again.
    if let Some(Node::Text(last)) = parent.children.last_mut() {
        last.push_str(words);
    } else if !words.is_empty() {
        parent.children.push(Node::Text(words.to_owned()));
    }
}

fn element(start: &BytesStart) -> Result<Element, Refusal> {
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| Refusal::BrokenXml)?;
        let name: Box<str> = attribute.key.local_name().as_ref().into();
        // Word marks every run with the session that wrote it: half of the attributes of a file.
        if name.starts_with("rsid") {
            continue;
        }
        let value = quick_xml::escape::unescape(&attribute.value).map_err(|_| Refusal::BrokenXml)?;
        attributes.push((name, value.into()));
    }
    Ok(Element { name: start.local_name().as_ref().into(), attributes, children: Vec::new() })
}

/// The letter of `&amp;` or `&#272;`; no other entity exists without a declaration.
fn reference_letter(reference: &BytesRef) -> Result<char, Refusal> {
    if let Some(letter) = reference.resolve_char_ref().map_err(|_| Refusal::BrokenXml)? {
        return Ok(letter);
    }
    match &**reference {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(Refusal::UnsafeXml),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_texts() {
        let root = parse("<w:p a:b='1 &amp; 2'>x &amp; y<w:r/>&#272;<![CDATA[<z>]]></w:p>".as_bytes()).expect("XML");
        assert_eq!((&*root.name, root.attribute("b")), ("p", Some("1 & 2")));
        assert_eq!(root.text(), "x & yĐ<z>");
        assert!(root.child("r").is_some());
    }

    #[test]
    fn nothing_is_defined_or_fetched() {
        let laughs = "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
        assert_eq!(parse(laughs.as_bytes()).err(), Some(Refusal::UnsafeXml));
        let outside = "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>";
        assert_eq!(parse(outside.as_bytes()).err(), Some(Refusal::UnsafeXml));
        assert_eq!(parse(b"<a>&c;</a>").err(), Some(Refusal::UnsafeXml));
    }

    #[test]
    fn depth_is_bounded() {
        let deep = "<a>".repeat(100_000);
        assert_eq!(parse(deep.as_bytes()).err(), Some(Refusal::UnsafeXml));
        assert!(parse(("<a>".repeat(150) + &"</a>".repeat(150)).as_bytes()).is_ok());
    }

    #[test]
    fn broken_files_are_refused() {
        for text in ["", "<a>", "<a></b>", "</a>", "<a b></a>", "x", "<a b='&d;'/>"] {
            assert!(parse(text.as_bytes()).is_err(), "{text}");
        }
    }
}
