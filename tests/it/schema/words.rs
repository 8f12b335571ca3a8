//! The closed sets of words: what the readers understand is accepted, and what an editor offers is understood.

use bantin::schema::{Kind, schema};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::{READERS, is_read, maps_described, validator};

const FRONT: &str = concat!(
    include_str!("../../../src/parse/front/mod.rs"),
    include_str!("../../../src/parse/front/plan.rs"),
    include_str!("../../../src/parse/front/registry.rs"),
);
const READ: &str = include_str!("../../../src/parse/read.rs");
const CONDITION: &str = include_str!("../../../src/value/condition.rs");
const REGISTRY: &str = READERS[2].1;
const SETTINGS: &str = READERS[3].1;

/// A closed set of words: the source that reads it, the way to its `match`, and a field that takes it.
type WordSet = (&'static str, &'static [&'static str], Kind, Option<&'static str>, &'static str);

const WORDS: &[WordSet] = &[
    (FRONT, &["impl Capacity", "fn parse"], Kind::Bulletin, Some("decision"), "capacity"),
    (FRONT, &["impl PlanKind", "fn parse"], Kind::Bulletin, Some("plan"), "kind"),
    (FRONT, &["impl Role", "fn parse"], Kind::Bulletin, Some("responsibility"), "role"),
    (FRONT, &["impl UnitKind", "fn parse"], Kind::Units, Some("unit"), "kind"),
    (FRONT, &["impl Direction", "fn parse"], Kind::Indicators, Some("indicator"), "direction"),
    (REGISTRY, &["fn successor"], Kind::Units, Some("successor"), "part"),
    (READ, &["fn boolean"], Kind::Bulletin, None, "draft"),
    (CONDITION, &["impl Comparator", "fn from_key"], Kind::Bulletin, Some("goal"), "comparator"),
    (CONDITION, &["impl Measure", "fn from_key"], Kind::Bulletin, Some("goal"), "on"),
    (CONDITION, &["impl RelativeTo", "fn from_key"], Kind::Bulletin, Some("goal"), "relative_to"),
    (CONDITION, &["impl Strength", "fn from_key"], Kind::Bulletin, Some("target"), "strength"),
];

/// The words of the first `match` on the way, up to its last arm.
fn words_read(source: &str, way: &[&str]) -> Vec<String> {
    let mut rest = source;
    for step in way.iter().chain(&["match ", "{\n"]) {
        let start = rest.find(step).unwrap_or_else(|| panic!("{way:?}: {step:?}"));
        rest = &rest[start + step.len()..];
    }
    let arms = rest.split("_ =>").next().unwrap_or_default();
    arms.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn words_of_the_readers_are_accepted() {
    for (source, way, kind, definition, field) in WORDS {
        let validator = validator(*kind, *definition, Some(field));
        let words = words_read(source, way);
        assert!(words.len() > 1, "{way:?}");
        for word in words {
            for form in [word.clone(), word.to_uppercase(), format!(" {word} ")] {
                assert!(validator.is_valid(&form.as_str().into()), "{way:?}: {form:?}");
            }
        }
        assert!(!validator.is_valid(&"abc".into()), "{way:?} is closed");
    }
    let levels = words_read(SETTINGS, &["fn checks"]);
    let validator = validator(Kind::Site, None, Some("checks"));
    for level in levels {
        assert!(validator.is_valid(&serde_json::json!({"raw-html": level})), "{level}");
    }
}

#[test]
fn words_offered_are_read() {
    let maps = maps_described();
    for (kind, name, field, before) in [
        (Kind::Bulletin, "decision", "capacity", "title: x\ndecision: {capacity: "),
        (Kind::Bulletin, "plan", "kind", "title: x\nplan: {kind: "),
        (Kind::Bulletin, "responsibility", "role", "title: x\nplan: {responsibilities: {who: a, duty: b, role: "),
        (Kind::Bulletin, "review", "frequency", "title: x\nplan: {review: {frequency: "),
        (Kind::Bulletin, "target", "strength", "title: x\ntargets: {statement: a, strength: "),
        (
            Kind::Bulletin,
            "goal",
            "comparator",
            "title: x\ntargets: {statement: a, goal: {value: 1, max: 2, comparator: ",
        ),
        (Kind::Bulletin, "goal", "on", "title: x\ntargets: {statement: a, goal: {value: 1, comparator: tăng, on: "),
        (
            Kind::Bulletin,
            "goal",
            "relative_to",
            "title: x\ntargets: {statement: a, goal: {value: 1, comparator: tăng, relative_to: ",
        ),
        (Kind::Bulletin, "document_type", "", "title: x\ndecision: {type: "),
        (Kind::Bulletin, "bulletin", "draft", "{title: x, draft: "),
        (Kind::Bulletin, "bulletin", "lang", "{title: x, lang: "),
        (Kind::Units, "unit", "kind", "a: {name: x, kind: "),
        (Kind::Units, "successor", "part", "a: {name: x, successors: {unit: b, part: "),
        (Kind::Indicators, "indicator", "direction", "a: {name: x, direction: "),
        (Kind::Site, "site", "time_zone", "{format: 1, title: x, time_zone: "),
    ] {
        let choice = match field {
            "" => schema(kind)["definitions"][name].clone(),
            field => maps[name][0]["properties"][field].clone(),
        };
        let forms = choice["anyOf"].as_array().unwrap();
        let words: Vec<&str> =
            forms.iter().filter_map(|form| form["enum"].as_array()).flatten().filter_map(Value::as_str).collect();
        assert!(!words.is_empty(), "{name}.{field}");
        let validator = jsonschema::draft7::new(&choice).expect("a schema");
        for word in words {
            let closing = "}".repeat(before.matches('{').count());
            assert!(is_read(kind, &format!("{before}\"{word}\"{closing}")), "{name}.{field}: {word}");
            let apart: String = word.to_uppercase().nfd().collect();
            assert!(validator.is_valid(&apart.as_str().into()) || field == "frequency", "{name}.{field}: {apart}");
        }
    }
}
