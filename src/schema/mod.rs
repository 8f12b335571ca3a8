//! The content format as JSON Schema, for editors: completion, explanations while pointing, mistakes while typing.
//!
//! Takes the kind of a file, gives a schema of draft-07, the draft that editors of YAML understand best. The readers
//! under [`crate::parse`] stay the truth. A schema refuses nothing that they accept, with one exception: `true` where a
//! text is expected, because an editor would then offer `true` and `false` in every field. What needs a second field or
//! a second file (an unknown unit, a day that does not exist) is left to `bantin check`.
//!
//! `fields` holds the building blocks, `words` the closed sets; the other files are the format itself, as data.

mod bulletin;
mod decision;
mod fields;
mod plan;
mod registry;
mod site;
mod target;
mod words;

use serde_json::{Map, Value, json};

/// A kind of file that has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Front matter of a bulletin.
    Bulletin,
    /// Front matter of a page.
    Page,
    /// `site.yaml`.
    Site,
    /// `units.yaml`.
    Units,
    /// `indicators.yaml`.
    Indicators,
    /// `areas.yaml`.
    Areas,
}

impl Kind {
    /// All kinds, in the order in which they are listed to people.
    pub const ALL: [Kind; 6] = [Kind::Bulletin, Kind::Page, Kind::Site, Kind::Units, Kind::Indicators, Kind::Areas];

    /// The word of the command line.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Bulletin => "bulletin",
            Kind::Page => "page",
            Kind::Site => "site",
            Kind::Units => "units",
            Kind::Indicators => "indicators",
            Kind::Areas => "areas",
        }
    }

    /// Reads the key or the Vietnamese word, marks and case aside.
    pub fn parse(text: &str) -> Option<Kind> {
        Some(match crate::text::fold(text.trim()).as_str() {
            "bulletin" | "ban tin" | "tin" => Kind::Bulletin,
            "page" | "trang" => Kind::Page,
            "site" | "cai dat" => Kind::Site,
            "units" | "don vi" => Kind::Units,
            "indicators" | "chi so" => Kind::Indicators,
            "areas" | "linh vuc" => Kind::Areas,
            _ => return None,
        })
    }
}

/// A schema as one room describes it: the file as a whole, and the parts that it refers to by name.
struct Described {
    title: &'static str,
    root: Value,
    definitions: Vec<(&'static str, Value)>,
}

/// The schema of a kind of file.
///
/// ```
/// use bantin::schema::{Kind, schema};
/// assert_eq!(schema(Kind::Page)["required"], serde_json::json!(["title"]));
/// ```
pub fn schema(kind: Kind) -> Value {
    let described = match kind {
        Kind::Bulletin => bulletin::bulletin(),
        Kind::Page => bulletin::page(),
        Kind::Site => site::site(),
        Kind::Units => registry::units(),
        Kind::Indicators => registry::indicators(),
        Kind::Areas => registry::areas(),
    };
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("title".to_owned(), json!(described.title));
    if let Value::Object(root) = described.root {
        schema.extend(root);
    }
    if !described.definitions.is_empty() {
        let definitions: Map<String, Value> =
            described.definitions.into_iter().map(|(name, definition)| (name.to_owned(), definition)).collect();
        schema.insert("definitions".to_owned(), Value::Object(definitions));
    }
    Value::Object(schema)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_come_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.key()), Some(kind));
        }
        for (text, expected) in
            [("Bản tin", Some(Kind::Bulletin)), (" đơn vị ", Some(Kind::Units)), ("bulletins", None), ("", None)]
        {
            assert_eq!(Kind::parse(text), expected, "{text:?}");
        }
    }

    #[test]
    fn roots_and_references() {
        for kind in Kind::ALL {
            let schema = schema(kind);
            assert!(schema["title"].is_string(), "{kind:?}");
            let printed = schema.to_string();
            for reference in printed.split("\"#/definitions/").skip(1) {
                let name = reference.split('"').next().unwrap_or_default();
                assert!(schema["definitions"][name].is_object(), "{kind:?}: {name}");
            }
            for (name, _) in schema["definitions"].as_object().into_iter().flatten() {
                assert!(printed.contains(&format!("\"#/definitions/{name}\"")), "{kind:?}: `{name}` is never used");
            }
        }
    }
}
