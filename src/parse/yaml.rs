//! The only room that knows YAML: a text becomes a tree of [`Node`]s that know where they stand.
//!
//! serde_yaml reads the values. It keeps no positions, so a second, event-based pass of a safe parser finds them, and
//! it runs only when something is to be reported or a number's printed form is wanted: a clean file is parsed once.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use saphyr_parser::{Event, Parser, Span as YamlSpan};
use serde_yaml::Value;

use crate::diagnostics::{self, At, Diagnostic, Place};
use crate::source::{FieldPath, SourcePath, Span, Step};

/// Front matter larger than this is refused: no bulletin needs it, and YAML's worst cases grow with size.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;

/// Brackets open at once. serde_yaml ends at 128 levels; the parsers need the square of the depth until they get there.
const MAX_OPEN: usize = 200;

/// The byte where more brackets are open than any front matter has. Brackets inside texts count too, but few stay open.
fn too_deep(yaml: &str) -> Option<usize> {
    let mut open = 0_usize;
    yaml.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > MAX_OPEN
    })
}

/// One YAML text being read: collects the diagnostics of everything read from it.
pub struct Reader<'a> {
    path: &'a SourcePath,
    /// The YAML text alone.
    yaml: &'a str,
    locator: OnceCell<Locator>,
    diagnostics: RefCell<Vec<Diagnostic>>,
}

impl<'a> Reader<'a> {
    /// `yaml` is the YAML part of the file at `path`.
    pub fn new(path: &'a SourcePath, yaml: &'a str) -> Self {
        Self { path, yaml, locator: OnceCell::new(), diagnostics: RefCell::new(Vec::new()) }
    }

    /// Reads the text. `None` where it is no YAML; the reason is then among the diagnostics. `offset` is where the
    /// YAML part begins in the file.
    pub fn parse(&self, offset: usize) -> Option<Value> {
        if self.yaml.len() > MAX_BYTES {
            self.report(diagnostics::yaml_too_large(At::file(self.path), self.yaml.len(), MAX_BYTES));
            return None;
        }
        if let Some(place) = too_deep(self.yaml) {
            self.report(diagnostics::yaml_too_deep(At::span(self.path, place + offset..place + 1 + offset), MAX_OPEN));
            return None;
        }
        match serde_yaml::from_str::<Value>(self.yaml) {
            Ok(value) => Some(value),
            Err(error) => {
                self.report_syntax(&error, offset);
                None
            }
        }
    }

    fn report_syntax(&self, error: &serde_yaml::Error, offset: usize) {
        let locator = Locator::new(self.yaml);
        for (field, first, second) in &locator.duplicates {
            let shift = |span: &Span| Place::from(span.start + offset..span.end + offset);
            let at = At { path: self.path.clone(), place: shift(second) };
            let first = At { path: self.path.clone(), place: shift(first) };
            self.report(diagnostics::duplicate_key(at, &field.to_string(), first));
        }
        if locator.duplicates.is_empty() {
            let start = error.location().map_or(0, |location| location.index());
            let start = diagnostics::floor_boundary(self.yaml, start);
            let end = self.yaml[start..].find('\n').map_or(self.yaml.len(), |length| start + length);
            let at = At::span(self.path, start + offset..end.max(start) + offset);
            self.report(diagnostics::yaml_syntax(
                at,
                &plain_reason(&error.to_string()),
                self.yaml[start..end].trim_end(),
            ));
        }
    }

    /// The node at the top of `value`.
    pub fn root<'r>(&'r self, value: &'r Value) -> Node<'r> {
        Node {
            reader: ReaderRef { path: self.path, yaml: self.yaml, locator: &self.locator, sink: &self.diagnostics },
            value,
            trail: None,
        }
    }

    fn report(&self, diagnostic: Diagnostic) {
        self.diagnostics.borrow_mut().push(diagnostic);
    }

    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics.into_inner()
    }
}

#[derive(Clone, Copy)]
struct ReaderRef<'a> {
    path: &'a SourcePath,
    yaml: &'a str,
    locator: &'a OnceCell<Locator>,
    sink: &'a RefCell<Vec<Diagnostic>>,
}

struct Trail<'a> {
    parent: Option<Rc<Trail<'a>>>,
    step: TrailStep<'a>,
}

#[derive(Clone, Copy)]
enum TrailStep<'a> {
    Key(&'a str),
    Item(usize),
}

/// A value in the tree, with the way that leads to it.
#[derive(Clone)]
pub struct Node<'a> {
    reader: ReaderRef<'a>,
    value: &'a Value,
    trail: Option<Rc<Trail<'a>>>,
}

/// What a node holds.
pub enum Shape<'a> {
    Null,
    Scalar,
    List(Vec<Node<'a>>),
    Map(Fields<'a>),
}

impl<'a> Node<'a> {
    fn child(&self, value: &'a Value, step: TrailStep<'a>) -> Node<'a> {
        Node { reader: self.reader, value, trail: Some(Rc::new(Trail { parent: self.trail.clone(), step })) }
    }

    /// The way to this node, for diagnostics of later rooms.
    pub fn field(&self) -> FieldPath {
        let mut steps = Vec::new();
        let mut trail = self.trail.as_deref();
        while let Some(current) = trail {
            steps.push(match current.step {
                TrailStep::Key(key) => Step::from(key),
                TrailStep::Item(item) => Step::Item(item),
            });
            trail = current.parent.as_deref();
        }
        steps.reverse();
        FieldPath(steps)
    }

    /// The name of the nearest field above: `by` for `targets[2].by`.
    pub fn name(&self) -> &'a str {
        let mut trail = self.trail.as_deref();
        while let Some(current) = trail {
            if let TrailStep::Key(key) = current.step {
                return key;
            }
            trail = current.parent.as_deref();
        }
        ""
    }

    /// The place of this node in its list as the file has it; 0 for a single value that stands for a list.
    pub fn index(&self) -> usize {
        match self.trail.as_deref() {
            Some(Trail { step: TrailStep::Item(index), .. }) => *index,
            _ => 0,
        }
    }

    pub fn at(&self) -> At {
        At::value(self.reader.path, self.field())
    }

    pub fn at_key(&self) -> At {
        At::key(self.reader.path, self.field())
    }

    pub fn report(&self, diagnostic: Diagnostic) {
        self.reader.sink.borrow_mut().push(diagnostic);
    }

    pub fn is_null(&self) -> bool {
        matches!(untag(self.value), Value::Null)
    }

    pub fn shape(&self) -> Shape<'a> {
        match untag(self.value) {
            Value::Null => Shape::Null,
            Value::Sequence(items) => Shape::List(
                items.iter().enumerate().map(|(index, item)| self.child(item, TrailStep::Item(index))).collect(),
            ),
            Value::Mapping(_) => Shape::Map(Fields { node: self.clone(), known: RefCell::new(Vec::new()) }),
            _ => Shape::Scalar,
        }
    }

    /// The scalar as it is printed in the file, trimmed; `None` for lists and maps.
    pub fn printed(&self) -> Option<String> {
        Some(match untag(self.value) {
            Value::String(text) => text.trim().to_owned(),
            Value::Bool(value) => value.to_string(),
            // 83.760 and 1e3 would lose their printed form in a float; only these cost a second look at the text.
            Value::Number(number) if number.is_f64() => self.raw().unwrap_or_else(|| number.to_string()),
            Value::Number(number) => number.to_string(),
            _ => return None,
        })
    }

    fn raw(&self) -> Option<String> {
        let locator = self.reader.locator.get_or_init(|| Locator::new(self.reader.yaml));
        let span = locator.value(&self.field())?;
        self.reader.yaml.get(span).map(|text| text.trim().to_owned())
    }

    /// The value as JSON, for theme data.
    pub fn json(&self) -> serde_json::Value {
        serde_json::to_value(untag(self.value)).unwrap_or(serde_json::Value::Null)
    }

    /// A boolean of YAML itself, before any reading of words.
    pub fn as_bool(&self) -> Option<bool> {
        untag(self.value).as_bool()
    }
}

/// The parser's sentence without its own position, which counts from the front matter and not from the file.
fn plain_reason(reason: &str) -> String {
    let Some(start) = reason.find(" at line ") else { return reason.to_owned() };
    let rest = &reason[start..];
    let end = rest.find(", ").map_or(rest.len(), |end| end);
    format!("{}{}", &reason[..start], plain_reason(&rest[end..]))
}

/// YAML tags (`!x`) have no meaning here; the value under one counts.
fn untag(value: &Value) -> &Value {
    match value {
        Value::Tagged(tagged) => untag(&tagged.value),
        other => other,
    }
}

/// A map being read field by field; remembers which names exist, to report the rest.
pub struct Fields<'a> {
    node: Node<'a>,
    known: RefCell<Vec<&'static str>>,
}

impl<'a> Fields<'a> {
    /// The field `name`; an empty one counts as absent.
    pub fn get(&self, name: &'static str) -> Option<Node<'a>> {
        let mut known = self.known.borrow_mut();
        if !known.contains(&name) {
            known.push(name);
        }
        drop(known);
        let Value::Mapping(mapping) = untag(self.node.value) else { return None };
        let (key, value) = mapping.iter().find(|(key, _)| key.as_str() == Some(name))?;
        let child = self.node.child(value, TrailStep::Key(key.as_str()?));
        (!child.is_null()).then_some(child)
    }

    pub fn node(&self) -> &Node<'a> {
        &self.node
    }

    /// Every entry in the file's order, for maps whose keys are ids. Keys that are no text are reported.
    pub fn entries(&self) -> Vec<(String, Node<'a>)> {
        let Value::Mapping(mapping) = untag(self.node.value) else { return Vec::new() };
        let mut entries = Vec::with_capacity(mapping.len());
        for (key, value) in mapping {
            match key {
                Value::String(name) => entries.push((name.clone(), self.node.child(value, TrailStep::Key(name)))),
                other => {
                    let printed = serde_yaml::to_string(other).unwrap_or_default();
                    self.node.report(diagnostics::key_not_text(self.node.at(), printed.trim()));
                }
            }
        }
        entries
    }

    /// Reports every key that no `get` asked for.
    pub fn finish(self) {
        let known = self.known.borrow();
        for (key, node) in self.entries() {
            if !known.contains(&key.as_str()) {
                let suggestion = vietnamese_name(&key)
                    .filter(|name| known.contains(name))
                    .or_else(|| crate::text::did_you_mean(&key, known.iter().copied()));
                self.node.report(diagnostics::unknown_field(node.at_key(), &key, suggestion, &known));
            }
        }
    }
}

/// What beginners type first: the field's name in Vietnamese.
fn vietnamese_name(key: &str) -> Option<&'static str> {
    Some(match crate::text::fold(key).replace(['_', '-'], " ").trim() {
        "tieu de" | "ten bai" => "title",
        "ten" => "name",
        "ngay" | "ngay dang" | "ngay ban hanh" => "date",
        "don vi" => "unit",
        "quyet dinh" | "van ban" => "decision",
        "so" | "so hieu" | "so ky hieu" => "number",
        "co quan ban hanh" | "noi ban hanh" => "issuer",
        "nguoi ky" => "signer",
        "trich yeu" => "title",
        "ke hoach" => "plan",
        "chi tieu" | "muc tieu cu the" => "targets",
        "muc tieu" => "goal",
        "giai doan" => "period",
        "nhiem vu" => "tasks",
        "giai phap" => "solutions",
        "mo hinh" => "models",
        "ket qua" => "results",
        "chi so" => "indicator",
        "nam" => "year",
        "diem" => "score",
        "hang" | "thu hang" => "rank",
        "thoi han" | "han" => "due",
        "chu tri" => "lead",
        "phoi hop" => "support",
        "tom tat" => "summary",
        "chuyen muc" => "category",
        "the" | "tu khoa" => "tags",
        "linh vuc" => "areas",
        "tac gia" => "author",
        "nguon" => "source",
        "anh" | "anh bia" | "hinh anh" => "cover",
        "thu vien anh" => "gallery",
        "tep" | "tep dinh kem" | "dinh kem" | "file" | "files" => "attachments",
        "dinh chinh" => "corrections",
        "ban nhap" | "nhap" => "draft",
        _ => return None,
    })
}

/// Spans of keys and values in a YAML text, by path.
pub struct Locator {
    values: HashMap<FieldPath, Span>,
    keys: HashMap<FieldPath, Span>,
    duplicates: Vec<(FieldPath, Span, Span)>,
}

enum Frame {
    List { path: FieldPath, next: usize, start: usize },
    Map { path: FieldPath, key: Option<String>, start: usize },
}

impl Locator {
    /// Walks the events of `yaml`; stops quietly where it is malformed, and finds nothing in what [`Reader`] refused.
    pub fn new(yaml: &str) -> Self {
        let mut locator = Self { values: HashMap::new(), keys: HashMap::new(), duplicates: Vec::new() };
        if yaml.len() > MAX_BYTES || too_deep(yaml).is_some() {
            return locator;
        }
        let offsets = CharOffsets::new(yaml);
        let mut stack: Vec<Frame> = Vec::new();
        let mut parser = Parser::new_from_str(yaml);
        while let Some(Ok((event, span))) = parser.next_event() {
            let range = offsets.bytes(&span, yaml);
            match event {
                Event::Scalar(text, ..) => locator.scalar(&mut stack, &text, range),
                Event::Alias(_) => locator.scalar(&mut stack, "", range),
                Event::SequenceStart(..) => {
                    let path = locator.open(&mut stack);
                    stack.push(Frame::List { path, next: 0, start: range.start });
                }
                Event::MappingStart(..) => {
                    let path = locator.open(&mut stack);
                    stack.push(Frame::Map { path, key: None, start: range.start });
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    if let Some(Frame::List { path, start, .. } | Frame::Map { path, start, .. }) = stack.pop() {
                        let end = trim_end(yaml, start, range.end);
                        locator.values.insert(path, start..end);
                    }
                }
                Event::StreamEnd => break,
                _ => {}
            }
            // serde_yaml refuses deeper nesting; following it here would only cost memory.
            if stack.len() > 200 {
                break;
            }
        }
        locator
    }

    /// The path of the value that begins now, and the step of its parent to the next place.
    fn open(&mut self, stack: &mut [Frame]) -> FieldPath {
        match stack.last_mut() {
            None => FieldPath::root(),
            Some(Frame::List { path, next, .. }) => {
                *next += 1;
                path.then(*next - 1)
            }
            Some(Frame::Map { path, key, .. }) => path.then(key.take().unwrap_or_default().as_str()),
        }
    }

    fn scalar(&mut self, stack: &mut [Frame], text: &str, span: Span) {
        if let Some(Frame::Map { path, key: key @ None, .. }) = stack.last_mut() {
            let field = path.then(text);
            *key = Some(text.to_owned());
            match self.keys.get(&field) {
                Some(first) => self.duplicates.push((field, first.clone(), span)),
                None => {
                    self.keys.insert(field, span);
                }
            }
            return;
        }
        let path = self.open(stack);
        self.values.insert(path, span);
    }

    /// The bytes of the value at `field`.
    pub fn value(&self, field: &FieldPath) -> Option<Span> {
        self.values.get(field).cloned()
    }

    /// The bytes that best show `place`: the value itself, else the nearest thing above it that has a position.
    pub fn locate(&self, place: &Place) -> Option<Span> {
        let (mut field, key_first) = match place {
            Place::Value(field) => (field.clone(), false),
            Place::Key(field) => (field.clone(), true),
            _ => return None,
        };
        let mut key_first = key_first;
        loop {
            let value = self.values.get(&field).filter(|span| !span.is_empty());
            let key = self.keys.get(&field);
            let found = if key_first { key.or(value) } else { value.or(key) };
            if let Some(span) = found {
                return Some(span.clone());
            }
            // What is missing is shown at the name of what it is missing from.
            key_first = true;
            field.0.pop()?;
        }
    }
}

fn trim_end(yaml: &str, start: usize, end: usize) -> usize {
    yaml.get(start..end).map_or(end, |text| start + text.trim_end().len())
}

/// The parser counts characters; sources are sliced by bytes.
struct CharOffsets {
    /// Byte offset of every character, and the length at the end; empty for ASCII texts.
    bytes: Vec<u32>,
}

impl CharOffsets {
    fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { bytes: Vec::new() };
        }
        let mut bytes: Vec<u32> = text.char_indices().map(|(offset, _)| offset as u32).collect();
        bytes.push(text.len() as u32);
        Self { bytes }
    }

    fn byte(&self, character: usize, length: usize) -> usize {
        if self.bytes.is_empty() {
            character.min(length)
        } else {
            self.bytes.get(character).map_or(length, |&offset| offset as usize)
        }
    }

    fn bytes(&self, span: &YamlSpan, text: &str) -> Span {
        let start = self.byte(span.start.index(), text.len());
        let end = self.byte(span.end.index(), text.len());
        start..end.max(start)
    }
}
