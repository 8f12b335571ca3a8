//! `units.yaml`, `indicators.yaml` and `areas.yaml`: maps from a stable id to an entry.

use crate::diagnostics;
use crate::source::Slug;
use crate::value::Decimal;

use super::front::*;
use super::read::{field, list};
use super::yaml::{Node, Shape};

/// The entries of a registry in the file's order; ids that are no slugs are reported and left out.
pub fn entries<T>(node: &Node, read: impl Fn(&Node) -> Option<T>) -> Vec<(String, T)> {
    if node.is_null() {
        return Vec::new();
    }
    let Some(fields) = node.fields() else { return Vec::new() };
    let mut entries = Vec::new();
    for (id, entry) in fields.entries() {
        // `index` would be the address of the register itself.
        if Slug::parse(&id).is_none() || id == "index" {
            let suggestion = Slug::fold(&id).map(|slug| slug.to_string()).filter(|slug| slug != "index");
            node.report(diagnostics::bad_id(entry.at_key(), &id, suggestion.as_deref()));
            continue;
        }
        if let Some(value) = read(&entry) {
            entries.push((id, value));
        }
    }
    entries
}

/// One unit: its name, or the long form.
pub fn unit(node: &Node) -> Option<UnitFront> {
    let Shape::Map(fields) = node.shape() else {
        return node.text().map(|name| UnitFront { name, ..UnitFront::default() });
    };
    let name = named(&fields, "thành phố Cao Lãnh");
    let unit = UnitFront {
        name: name.clone().unwrap_or_default(),
        kind: field!(fields, "kind", |node: &Node| node.choice(UnitKind::parse, &UnitKind::ALL.map(UnitKind::key))),
        parent: field!(fields, "parent", Node::text),
        valid_from: field!(fields, "valid_from", Node::moment),
        valid_to: field!(fields, "valid_to", Node::moment),
        successors: list!(fields, "successors", successor),
        basis: field!(fields, "basis", Node::text),
        aliases: field!(fields, "aliases", |node: &Node| Some(node.texts())).unwrap_or_default(),
        note: field!(fields, "note", Node::text),
    };
    fields.finish();
    name.map(|_| unit)
}

fn named(fields: &super::yaml::Fields, example: &str) -> Option<String> {
    let name = fields.get("name").and_then(|node| node.text());
    if name.is_none() {
        fields.node().report(diagnostics::missing_field(fields.node().at(), "name", example));
    }
    name
}

fn successor(node: &Node) -> Option<Successor> {
    let Shape::Map(fields) = node.shape() else {
        return node.text().map(|unit| Successor { unit, part: Part::Whole });
    };
    let unit = field!(fields, "unit", Node::text);
    if unit.is_none() {
        node.report(diagnostics::missing_field(node.at(), "unit", "phuong-cao-lanh"));
    }
    let read = |word: &str| match crate::text::fold(word).as_str() {
        "whole" | "toan bo" => Some(Part::Whole),
        "part" | "mot phan" => Some(Part::Part),
        _ => None,
    };
    let part = field!(fields, "part", |node: &Node| node.choice(read, &["whole", "part"]));
    fields.finish();
    Some(Successor { unit: unit?, part: part.unwrap_or_default() })
}

/// One indicator: its name, or the long form.
pub fn indicator(node: &Node) -> Option<IndicatorFront> {
    let Shape::Map(fields) = node.shape() else {
        return node.text().map(|name| IndicatorFront { name, ..IndicatorFront::default() });
    };
    let name = named(&fields, "Chỉ số cải cách hành chính");
    let indicator = IndicatorFront {
        name: name.clone().unwrap_or_default(),
        abbreviation: field!(fields, "abbreviation", Node::text),
        unit: field!(fields, "unit", Node::text),
        scale: field!(fields, "scale", scale),
        direction: field!(fields, "direction", |node: &Node| node.choice(Direction::parse, &["up", "down"]))
            .unwrap_or_default(),
        publisher: field!(fields, "publisher", Node::text),
        definition: field!(fields, "definition", Node::text),
        breaks: list!(fields, "breaks", series_break),
        aliases: field!(fields, "aliases", |node: &Node| Some(node.texts())).unwrap_or_default(),
        note: field!(fields, "note", Node::text),
    };
    fields.finish();
    name.map(|_| indicator)
}

fn scale(node: &Node) -> Option<(Decimal, Decimal)> {
    let ends: Vec<Decimal> = node.items().iter().filter_map(Node::number).map(|number| number.value).collect();
    match ends[..] {
        [low, high] if low < high => Some((low, high)),
        _ => {
            node.report(diagnostics::bad_scale(node.at()));
            None
        }
    }
}

fn series_break(node: &Node) -> Option<Break> {
    let Shape::Map(fields) = node.shape() else {
        return node.year().map(|year| Break { year, note: None });
    };
    let year = field!(fields, "year", Node::year);
    if fields.get("year").is_none() {
        node.report(diagnostics::missing_field(node.at(), "year", "2022"));
    }
    let note = field!(fields, "note", Node::text);
    fields.finish();
    Some(Break { year: year?, note })
}

/// One area of reform: its name, or the long form.
pub fn area(node: &Node) -> Option<AreaFront> {
    let Shape::Map(fields) = node.shape() else {
        return node.text().map(|name| AreaFront { name, ..AreaFront::default() });
    };
    let name = named(&fields, "Cải cách thể chế");
    let area = AreaFront {
        name: name.clone().unwrap_or_default(),
        name_en: field!(fields, "name_en", Node::text),
        short: field!(fields, "short", Node::text),
        description: field!(fields, "description", Node::text),
    };
    fields.finish();
    name.map(|_| area)
}

/// The eight areas that stand where a site has no `areas.yaml`: the six of Resolution 76/NQ-CP (15/07/2021), and the
/// two that local plans put before them and the PAR INDEX after them.
pub fn built_in_areas() -> Vec<(String, AreaFront)> {
    let areas = [
        (
            "chi-dao",
            "Công tác chỉ đạo, điều hành và tuyên truyền",
            "Chỉ đạo, điều hành",
            "Leadership and communication",
        ),
        ("the-che", "Cải cách thể chế", "Thể chế", "Institutional reform"),
        ("tthc", "Cải cách thủ tục hành chính", "Thủ tục hành chính", "Administrative procedures"),
        ("bo-may", "Cải cách tổ chức bộ máy hành chính", "Tổ chức bộ máy", "Organisational structure"),
        ("cong-vu", "Cải cách chế độ công vụ", "Công vụ", "Civil service"),
        ("tai-chinh", "Cải cách tài chính công", "Tài chính công", "Public finance"),
        ("so", "Xây dựng và phát triển Chính phủ điện tử, Chính phủ số", "Chính phủ số", "Digital government"),
        (
            "tac-dong",
            "Tác động của cải cách đến người dân, tổ chức và kinh tế – xã hội",
            "Tác động",
            "Impact of reform",
        ),
    ];
    let entry = |(id, name, short, name_en): (&str, &str, &str, &str)| {
        let area = AreaFront {
            name: name.to_owned(),
            name_en: Some(name_en.to_owned()),
            short: Some(short.to_owned()),
            description: None,
        };
        (id.to_owned(), area)
    };
    areas.map(entry).to_vec()
}
