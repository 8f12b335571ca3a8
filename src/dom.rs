//! A page as a tree of nodes. The only module that knows the parser of HTML.
//!
//! The parser follows the rules of browsers, so any bytes give a tree. Depth and number of nodes are bounded while it is
//! built, because some of those rules take quadratic time on trees that no page has.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, ExpandedName, ParseOpts, QualName, parse_document};

/// Pages of portals nest some forty deep.
const DEEPEST: usize = 256;
/// A page of 16 MB of text has about this many nodes.
const MOST_NODES: usize = 600_000;
/// How much is read before the bounds are looked at again.
const CHUNK: usize = 4096;

/// A page of more depth or nodes than any has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooDeep;

/// The place of a node.
pub type Id = usize;

/// A node of the tree.
#[derive(Debug, Default)]
pub struct Node {
    pub parent: Option<Id>,
    pub children: Vec<Id>,
    /// The name of an element in small letters; empty for texts and what is neither.
    pub name: Box<str>,
    attributes: Vec<(Box<str>, Box<str>)>,
    pub text: String,
    depth: usize,
}

/// A whole page.
#[derive(Debug)]
pub struct Dom {
    nodes: Vec<Node>,
}

impl Dom {
    /// Parses a page.
    ///
    /// # Errors
    /// Where it has more depth or nodes than a page.
    pub fn parse(text: &str) -> Result<Self, TooDeep> {
        let sink = Sink { nodes: RefCell::new(vec![Node::default()]), deepest: Cell::new(0) };
        let mut parser = parse_document(sink, ParseOpts::default());
        let mut rest = text;
        while !rest.is_empty() {
            let mut end = rest.len().min(CHUNK);
            while !rest.is_char_boundary(end) {
                end += 1;
            }
            let (chunk, next) = rest.split_at(end);
            parser.process(StrTendril::from(chunk));
            rest = next;
            let sink = &parser.tokenizer.sink.sink;
            if sink.deepest.get() > DEEPEST || sink.nodes.borrow().len() > MOST_NODES {
                return Err(TooDeep);
            }
        }
        let dom = parser.finish();
        // Moved nodes may lie deeper than they were made.
        if dom.depth() > DEEPEST * 2 { Err(TooDeep) } else { Ok(dom) }
    }

    pub const ROOT: Id = 0;

    pub fn node(&self, id: Id) -> &Node {
        &self.nodes[id]
    }

    /// Every node below the root, in no order that matters.
    pub fn ids(&self) -> std::ops::Range<Id> {
        0..self.nodes.len()
    }

    /// A node and the nodes above it.
    pub fn above(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(Some(id), |id| self.nodes[*id].parent)
    }

    /// A node and everything below it, in the order of the page.
    pub fn below(&self, id: Id) -> Vec<Id> {
        let (mut found, mut open) = (Vec::new(), vec![id]);
        while let Some(id) = open.pop() {
            found.push(id);
            open.extend(self.nodes[id].children.iter().rev());
        }
        found
    }

    /// The text below a node.
    pub fn text(&self, id: Id) -> String {
        self.below(id).into_iter().map(|id| self.nodes[id].text.as_str()).collect()
    }

    fn depth(&self) -> usize {
        let (mut deepest, mut open) = (0, vec![(Self::ROOT, 0)]);
        while let Some((id, depth)) = open.pop() {
            deepest = deepest.max(depth);
            open.extend(self.nodes[id].children.iter().map(|child| (*child, depth + 1)));
        }
        deepest
    }
}

impl Node {
    /// Names and values, in the order of the page.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(name, value)| (&**name, &**value))
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| &**known == name).map(|(_, value)| &**value)
    }
}

/// A node for the parser: its place, and its name, which the parser borrows.
#[derive(Debug, Clone)]
struct Handle {
    id: Id,
    name: Option<Rc<QualName>>,
}

struct Sink {
    nodes: RefCell<Vec<Node>>,
    deepest: Cell<usize>,
}

impl Sink {
    fn add(&self, node: Node, name: Option<QualName>) -> Handle {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(node);
        Handle { id: nodes.len() - 1, name: name.map(Rc::new) }
    }

    fn detach(nodes: &mut [Node], id: Id) {
        if let Some(parent) = nodes[id].parent.take()
            && let Some(at) = nodes[parent].children.iter().rposition(|child| *child == id)
        {
            nodes[parent].children.remove(at);
        }
    }

    /// Puts a node, or a text, at a place among the children of `parent`.
    fn insert(&self, parent: Id, at: usize, child: NodeOrText<Handle>) {
        let mut nodes = self.nodes.borrow_mut();
        let id = match child {
            NodeOrText::AppendNode(handle) => {
                Self::detach(&mut nodes, handle.id);
                handle.id
            }
            NodeOrText::AppendText(text) => {
                let before = at.checked_sub(1).and_then(|before| nodes[parent].children.get(before)).copied();
                if let Some(before) = before.filter(|before| !nodes[*before].text.is_empty()) {
                    nodes[before].text.push_str(&text);
                    return;
                }
                nodes.push(Node { text: text.to_string(), ..Node::default() });
                nodes.len() - 1
            }
        };
        let at = at.min(nodes[parent].children.len());
        nodes[parent].children.insert(at, id);
        nodes[id].parent = Some(parent);
        nodes[id].depth = nodes[parent].depth + 1;
        self.deepest.set(self.deepest.get().max(nodes[id].depth));
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Dom;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Dom {
        Dom { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: Dom::ROOT, name: None }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.as_ref().expect("the parser asks for names of elements alone").expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let node =
            Node { name: (*name.local).into(), attributes: attributes.iter().map(pair).collect(), ..Node::default() };
        self.add(node, Some(name))
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.add(Node::default(), None)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.add(Node::default(), None)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let at = self.nodes.borrow()[parent.id].children.len();
        self.insert(parent.id, at, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.nodes.borrow()[element.id].parent.is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(previous, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    // What a template holds is never shown; it lies below it here and is passed over with it.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let place = {
            let nodes = self.nodes.borrow();
            let parent = nodes[sibling.id].parent;
            parent.map(|parent| (parent, nodes[parent].children.iter().rposition(|id| *id == sibling.id).unwrap_or(0)))
        };
        if let Some((parent, at)) = place {
            self.insert(parent, at, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        let node = &mut self.nodes.borrow_mut()[target.id];
        for (name, value) in attributes.iter().map(pair) {
            if node.attribute(&name).is_none() {
                node.attributes.push((name, value));
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        Self::detach(&mut self.nodes.borrow_mut(), target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[node.id].children);
        let depth = nodes[new_parent.id].depth + 1;
        for child in &children {
            nodes[*child].parent = Some(new_parent.id);
            nodes[*child].depth = depth;
        }
        nodes[new_parent.id].children.extend(children);
    }
}

fn pair(attribute: &Attribute) -> (Box<str>, Box<str>) {
    ((*attribute.name.local).into(), (*attribute.value).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_a_page() {
        let dom = Dom::parse("<p>a<b>b</p><table>x<tr><td>c").expect("a page");
        assert_eq!(dom.text(Dom::ROOT), "abxc");
        Dom::parse("").expect("an empty page");
    }

    #[test]
    fn pages_that_nest_too_deep_are_refused_soon() {
        for open in ["<div>", "<b id=1><i id=2>", "<ul><li>", "<table><tr><td>", "<svg><g>"] {
            assert_eq!(Dom::parse(&open.repeat(200_000)).err(), Some(TooDeep), "{open}");
        }
        // Each paragraph would open all of these again.
        let bold: String = (0..100_000).map(|number| format!("<b id={number}>")).collect();
        assert_eq!(Dom::parse(&(bold + &"<p>x".repeat(1000))).err(), Some(TooDeep));
    }
}
