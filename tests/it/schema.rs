//! The schemas for editors, held against the readers of the format: field by field, word by word, and on real files.

mod forms;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use bantin::diagnostics::{Diagnostic, Severity};
use bantin::parse;
use bantin::schema::{Kind, schema};
use bantin::source::SourcePath;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// The files that read maps, by name.
const READERS: [(&str, &str); 4] = [
    ("bulletin", include_str!("../../src/parse/bulletin.rs")),
    ("plan", include_str!("../../src/parse/plan.rs")),
    ("registry", include_str!("../../src/parse/registry.rs")),
    ("settings", include_str!("../../src/parse/settings.rs")),
];

/// A map of the format: a definition of the schemas, or a kind for a file as a whole, and the functions that read it.
const MAPS: [(&str, &[&str]); 41] = [
    ("bulletin", &["bulletin::bulletin"]),
    ("page", &["bulletin::page"]),
    ("decision", &["bulletin::decision"]),
    ("decision_reference", &["bulletin::decision_reference"]),
    ("signer", &["bulletin::signer"]),
    ("result", &["bulletin::result"]),
    ("attachment", &["bulletin::attachment"]),
    ("person", &["bulletin::person"]),
    ("source", &["bulletin::source"]),
    ("picture", &["bulletin::picture"]),
    ("correction", &["bulletin::correction"]),
    ("consultation", &["bulletin::consultation"]),
    ("plan", &["plan::plan"]),
    ("period", &["plan::period"]),
    ("plan_parent", &["plan::plan_parent"]),
    ("task_group", &["plan::task_group"]),
    ("task", &["plan::task"]),
    ("model", &["plan::model"]),
    ("stated_counts", &["plan::stated_counts"]),
    ("responsibility", &["plan::responsibility"]),
    ("review", &["plan::review"]),
    ("target", &["plan::long_target", "plan::long_goal"]),
    ("goal", &["plan::condition"]),
    ("milestone", &["plan::milestone", "plan::long_goal"]),
    ("baseline", &["plan::baseline"]),
    ("target_result", &["plan::target_result"]),
    ("unit", &["registry::unit", "registry::named"]),
    ("successor", &["registry::successor"]),
    ("indicator", &["registry::indicator", "registry::named"]),
    ("series_break", &["registry::series_break"]),
    ("area", &["registry::area", "registry::named"]),
    ("site", &["settings::settings"]),
    ("menus", &["settings::menus"]),
    ("menu_entry", &["settings::menu_entry"]),
    ("organisation", &["settings::organisation"]),
    ("category", &["settings::categories"]),
    ("feedback", &["settings::feedback"]),
    ("licence", &["settings::licence"]),
    ("measuring", &["settings::measuring"]),
    ("hosting", &["settings::hosting"]),
    ("links", &["settings::links"]),
];

type Names = BTreeSet<String>;

/// The fields that each function of the readers asks for.
fn fields_read() -> BTreeMap<String, Names> {
    let mut functions: BTreeMap<String, Names> = BTreeMap::new();
    for (file, source) in READERS {
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        for part in format!("\n{source}")
            .replace("\npub(super) fn ", "\nfn ")
            .replace("\npub fn ", "\nfn ")
            .split("\nfn ")
            .skip(1)
        {
            let name = part.split(['(', '<']).next().unwrap_or_default();
            let fields = fields_of(part);
            if !fields.is_empty() {
                functions.insert(format!("{file}::{name}"), fields);
            }
        }
    }
    functions
}

fn fields_of(function: &str) -> Names {
    let mut fields = Names::new();
    for opening in ["field!(", "list!(", "required_title(&fields"] {
        for call in function.split(opening).skip(1) {
            fields.extend(call.split('"').nth(1).map(str::to_owned));
        }
    }
    fields.extend(function.split("fields.get(\"").skip(1).filter_map(|call| Some(call.split('"').next()?.to_owned())));
    fields
}

/// Every map with a closed set of fields in the schemas, by the name of its definition or kind.
fn maps_described() -> BTreeMap<String, Vec<Value>> {
    let mut maps = BTreeMap::new();
    for kind in Kind::ALL {
        let mut root = schema(kind);
        let definitions = root["definitions"].take();
        collect_maps(kind.key(), &root, &mut maps);
        for (name, definition) in definitions.as_object().into_iter().flatten() {
            collect_maps(name, definition, &mut maps);
        }
    }
    maps
}

fn collect_maps(name: &str, schema: &Value, maps: &mut BTreeMap<String, Vec<Value>>) {
    match schema {
        Value::Object(fields) => {
            if schema["properties"].is_object() {
                maps.entry(name.to_owned()).or_default().push(schema.clone());
            }
            fields.values().for_each(|value| collect_maps(name, value, maps));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_maps(name, item, maps)),
        _ => {}
    }
}

#[test]
fn fields_are_those_of_the_readers() {
    let read = fields_read();
    let described = maps_described();
    for (name, functions) in MAPS.iter().filter(|(_, functions)| !functions.is_empty()) {
        let expected: Names = functions.iter().flat_map(|function| read[*function].iter().cloned()).collect();
        let maps = &described[*name];
        assert_eq!(maps.len(), 1, "`{name}` is one map in one place");
        let fields: Names = maps[0]["properties"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(fields, expected, "fields of `{name}`");
        assert_eq!(maps[0]["additionalProperties"], Value::Bool(false), "`{name}` is closed");
    }
    let known: BTreeSet<&str> = MAPS.iter().flat_map(|(_, functions)| functions.iter().copied()).collect();
    for function in read.keys() {
        assert!(known.contains(function.as_str()), "`{function}` reads a map that no schema describes");
    }
    for name in described.keys() {
        assert!(MAPS.iter().any(|(known, _)| known == name), "`{name}` is described and read nowhere");
    }
}

#[test]
fn every_field_is_explained_in_vietnamese() {
    for (name, map) in maps_described().iter().flat_map(|(name, maps)| maps.iter().map(move |map| (name, map))) {
        let properties = map["properties"].as_object().unwrap();
        let explained = properties.iter().map(|(field, schema)| (field.as_str(), schema)).chain([("", map)]);
        for (field, schema) in explained {
            let description = schema["description"].as_str().unwrap_or_default();
            assert!(description.chars().any(is_marked), "{name}.{field}: {description:?}");
            assert!(description.ends_with('.'), "{name}.{field}: {description:?}");
            assert!(description.nfc().eq(description.chars()), "{name}.{field} is NFC");
        }
    }
}

fn is_marked(letter: char) -> bool {
    letter.is_alphabetic() && !letter.is_ascii()
}

/// A validator of a whole kind, of a definition, or of one field of a definition.
fn validator(kind: Kind, definition: Option<&str>, field: Option<&str>) -> jsonschema::Validator {
    let whole = schema(kind);
    let mut part = match definition {
        None => whole.clone(),
        Some(name) => whole["definitions"][name].clone(),
    };
    if let Some(field) = field {
        let mut maps = BTreeMap::new();
        collect_maps("map", &part, &mut maps);
        part = maps["map"][0]["properties"][field].clone();
        assert!(part.is_object(), "{definition:?}.{field}");
    }
    part["definitions"] = whole.get("definitions").cloned().unwrap_or_else(|| serde_json::json!({}));
    jsonschema::draft7::new(&part).expect("a schema")
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The validator of a kind of file, built once: its patterns take longer to build than to match.
fn whole(kind: Kind) -> &'static jsonschema::Validator {
    static VALIDATORS: LazyLock<BTreeMap<Kind, jsonschema::Validator>> =
        LazyLock::new(|| Kind::ALL.map(|kind| (kind, validator(kind, None, None))).into());
    &VALIDATORS[&kind]
}

/// What a validator has against a value.
fn faults(validator: &jsonschema::Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn schemas_are_schemas() {
    for kind in Kind::ALL {
        assert!(jsonschema::draft7::meta::is_valid(&schema(kind)), "{kind:?}");
    }
}

#[test]
fn the_sample_site_is_valid() {
    for (kind, path, text) in sample_files() {
        assert_eq!(faults(whole(kind), &yaml(&text)), [""; 0], "{path}");
    }
}

/// The YAML of every file of the sample site.
fn sample_files() -> Vec<(Kind, String, String)> {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut files = Vec::new();
    for kind in [Kind::Site, Kind::Units, Kind::Indicators, Kind::Areas] {
        let path = content.join(format!("{}.yaml", kind.key()));
        files.push((kind, path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
    }
    for (kind, folder) in [(Kind::Bulletin, "bulletins"), (Kind::Page, "pages")] {
        for path in markdown_files(&content.join(folder)) {
            let text = std::fs::read_to_string(&path).unwrap();
            let front = front_matter(&text).unwrap_or_else(|| panic!("{path:?} has front matter"));
            files.push((kind, path.display().to_string(), front.to_owned()));
        }
    }
    files
}

fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    let files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect();
    assert!(!files.is_empty(), "{folder:?}");
    files
}

fn front_matter(text: &str) -> Option<&str> {
    text.strip_prefix("---\n")?.split("\n---").next()
}

#[test]
fn the_writing_guide_is_valid() {
    let guide = include_str!("../../content/pages/huong-dan-viet-bai.md");
    let blocks: Vec<&str> = guide.split("```yaml\n").skip(1).filter_map(|block| block.split("```").next()).collect();
    assert!(blocks.len() > 10, "the guide shows YAML");
    for block in blocks {
        let (kind, value) = sample(block);
        assert_eq!(faults(whole(kind), &value), [""; 0], "{block}");
    }
}

/// A block of the guide as a whole file: blocks show a few fields and leave the required ones out.
fn sample(block: &str) -> (Kind, Value) {
    let mut value = yaml(front_matter(block).unwrap_or(block));
    if value["format"].is_number() {
        return (Kind::Site, value);
    }
    if value.as_object().is_some_and(|fields| fields.values().any(|entry| entry["parent"].is_string())) {
        return (Kind::Units, value);
    }
    if value["goal"].is_object() {
        value["statement"] = "Một chỉ tiêu".into();
        value = serde_json::json!({"targets": value});
    }
    value["title"] = "Một bản tin".into();
    (Kind::Bulletin, value)
}

/// Whether a reader takes the text without an error.
fn is_read(kind: Kind, text: &str) -> bool {
    let path = SourcePath::new("content/a.yaml");
    let document = format!("---\n{text}\n---\n");
    let is_clean = |found: Vec<Diagnostic>| !found.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    is_clean(match kind {
        Kind::Bulletin => parse::bulletin(&path, &document).diagnostics,
        Kind::Page => parse::page(&path, &document).diagnostics,
        Kind::Site => parse::settings(&path, text).diagnostics,
        Kind::Units => parse::units(&path, text).diagnostics,
        Kind::Indicators => parse::indicators(&path, text).diagnostics,
        Kind::Areas => parse::areas(&path, text).diagnostics,
    })
}

#[test]
fn templates_are_for_what_is_long_to_type() {
    let schema = schema(Kind::Bulletin);
    for name in ["decision", "plan", "target", "task"] {
        let snippets = schema["definitions"][name]["defaultSnippets"].as_array().map_or(&[][..], Vec::as_slice);
        assert!(!snippets.is_empty(), "{name}");
        for snippet in snippets {
            assert!(
                snippet["label"].is_string() && snippet["description"].is_string() && !snippet["body"].is_null(),
                "{name}"
            );
        }
    }
}
