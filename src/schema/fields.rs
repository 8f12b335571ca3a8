//! Building blocks of the schemas: a function for each way in which the readers take a value.
//!
//! Every block carries the explanation that an editor shows. An empty field counts as absent, so each block also takes
//! null, and [`not_null`] takes it away again. In draft-07 whatever stands beside `$ref` is ignored; references
//! therefore stand inside an `anyOf`.

use std::ops::RangeInclusive;

use serde_json::{Map, Value, json};

use super::words::Choice;

/// One field of a map.
pub struct Field {
    name: &'static str,
    schema: Value,
    is_required: bool,
}

/// A field that may be absent.
pub fn optional(name: &'static str, schema: Value) -> Field {
    Field { name, schema, is_required: false }
}

/// A field without which the map is refused; there an empty field is as bad as none.
pub fn required(name: &'static str, schema: Value) -> Field {
    Field { name, schema: not_null(schema), is_required: true }
}

impl Field {
    pub fn name(&self) -> &'static str {
        self.name
    }
}

/// `schema` where an empty value is no absent field but a mistake: an entry of a map, the short form of a definition.
pub fn not_null(mut schema: Value) -> Value {
    let is_null = |kind: &Value| kind == "null" || kind["type"] == "null";
    for key in ["type", "anyOf"] {
        if let Some(kinds) = schema.get_mut(key).and_then(Value::as_array_mut) {
            kinds.retain(|kind| !is_null(kind));
        }
    }
    schema
}

/// A map with a closed set of fields.
pub fn object(description: &str, fields: Vec<Field>) -> Value {
    let names: Vec<&str> = fields.iter().filter(|field| field.is_required).map(|field| field.name).collect();
    let properties: Map<String, Value> =
        fields.into_iter().map(|field| (field.name.to_owned(), field.schema)).collect();
    let mut object = json!({
        "type": "object",
        "description": description,
        "properties": properties,
        "additionalProperties": false,
    });
    if !names.is_empty() {
        object["required"] = json!(names);
    }
    object
}

/// `object`, which needs at least one of `names`.
pub fn with_one_of(mut object: Value, names: &[&str]) -> Value {
    object["anyOf"] = names.iter().map(|name| json!({"required": [name]})).collect();
    object
}

/// `schema` with templates that an editor offers; the key is one of VS Code, other programs pass it over.
pub fn with_snippets(mut schema: Value, snippets: Value) -> Value {
    schema["defaultSnippets"] = snippets;
    schema
}

/// What may be written in words or as a map.
pub fn short_or_long(words: Value, long: Value) -> Value {
    json!({"anyOf": [words, long]})
}

/// A map from ids, which the author chooses, to entries. Its values may not be empty.
pub fn map_of(description: &str, entry: Value) -> Value {
    json!({"type": ["object", "null"], "description": description, "additionalProperties": entry})
}

/// A map whose keys are ids: lower case, digits and hyphens.
pub fn registry_of(description: &str, entry: Value) -> Value {
    let mut map = map_of(description, entry);
    map["propertyNames"] = json!({
        "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
        "patternErrorMessage": "mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch ngang, ví dụ tp-cao-lanh",
    });
    map
}

/// A text. A number without quotes is one too: `title: 2023`.
pub fn text(description: &str, examples: &[&str]) -> Value {
    with_examples(json!({"type": ["string", "number", "null"], "description": description}), examples)
}

/// A text that no number can stand for: a date, a document number.
pub fn plain_text(description: &str, examples: &[&str]) -> Value {
    with_examples(json!({"type": ["string", "null"], "description": description}), examples)
}

fn with_examples(mut schema: Value, examples: &[&str]) -> Value {
    if !examples.is_empty() {
        schema["examples"] = json!(examples);
    }
    schema
}

/// A date, with or without a time. Its many forms are left to the reader: a pattern would only refuse some of them.
pub fn date(description: &str) -> Value {
    plain_text(description, &["06/10/2021", "2021-10-06", "ngày 25 tháng 10 năm 2021"])
}

/// A deadline: a year, a day, a month, a quarter.
pub fn deadline(description: &str) -> Value {
    json!({
        "type": ["string", "number", "null"],
        "description": description,
        "examples": [2025, "31/12/2025", "6/2025", "quý 2/2025"],
    })
}

/// A number, or a text for one with a comma.
pub fn number(description: &str) -> Value {
    json!({"type": ["number", "string", "null"], "description": description, "examples": [90, "42,88", "1.219,11"]})
}

/// A whole number of `range`, also as a text: `"05"`.
pub fn whole(description: &str, range: RangeInclusive<i64>, example: i64) -> Value {
    json!({
        "type": ["integer", "string", "null"],
        "description": description,
        "minimum": range.start(),
        "maximum": range.end(),
        "examples": [example],
    })
}

/// How many of something.
pub fn count(description: &str, example: i64) -> Value {
    whole(description, 0..=1_000_000, example)
}

/// A rank, or how many are ranked.
pub fn rank(description: &str, example: i64) -> Value {
    whole(description, 1..=1_000_000, example)
}

/// A year of four digits.
pub fn year(description: &str, example: i64) -> Value {
    whole(description, 1900..=2200, example)
}

/// Yes or no.
pub fn truth(description: &str, words: &Choice) -> Value {
    json!({
        "description": description,
        "anyOf": [{"type": "boolean"}, words.listed(), words.spelled(), {"type": "null"}],
    })
}

/// One of a closed set of words.
pub fn choice(description: &str, words: &Choice) -> Value {
    json!({"description": description, "anyOf": [words.listed(), words.spelled(), {"type": "null"}]})
}

/// A word of `words`, which are offered, or any other text: what may be said in too many ways to close the set.
pub fn suggestion(description: &str, words: &Choice) -> Value {
    json!({"description": description, "anyOf": [words.listed(), {"type": ["string", "number"]}, {"type": "null"}]})
}

/// An address on the web.
pub fn web_address(description: &str) -> Value {
    json!({
        "type": ["string", "null"],
        "description": description,
        "pattern": "^\\s*[hH][tT][tT][pP][sS]?://",
        "patternErrorMessage": "địa chỉ phải bắt đầu bằng https:// hoặc http://",
        "examples": ["https://example.org/"],
    })
}

/// A mail address.
pub fn email(description: &str) -> Value {
    json!({
        "type": ["string", "null"],
        "description": description,
        "pattern": "^\\s*[A-Za-z0-9._+-]+@[A-Za-z0-9._+-]*\\.[A-Za-z0-9._+-]*\\s*$",
        "patternErrorMessage": "thư điện tử có dạng ten@don-vi.vn",
        "examples": ["gopy@example.org"],
    })
}

/// Data of a theme: any map.
pub fn extra() -> Value {
    json!({
        "type": ["object", "null"],
        "description": "Dữ liệu riêng của giao diện, giữ nguyên như đã ghi. Ví dụ: extra: {mau_nen: xanh}.",
    })
}

/// One thing of the definition `name`.
pub fn one(description: &str, name: &str) -> Value {
    json!({"description": description, "anyOf": [reference(name), {"type": "null"}]})
}

/// A list of things of the definition `name`; a single one needs no list.
pub fn many(description: &str, name: &str) -> Value {
    list_of(description, reference(name))
}

/// A list of texts.
pub fn texts(description: &str, examples: &[&str]) -> Value {
    let mut list = list_of(description, json!({"type": ["string", "number"]}));
    list["examples"] = json!([examples]);
    list
}

/// A list of `item`; a single value counts as a list of one, and an empty item is passed over.
pub fn list_of(description: &str, item: Value) -> Value {
    let items = json!({"anyOf": [item, {"type": "null"}]});
    json!({"description": description, "anyOf": [{"type": "array", "items": items}, item, {"type": "null"}]})
}

/// The definition `name`, for where nothing stands beside it.
pub fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/definitions/{name}")})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn required_fields_are_not_null() {
        let object =
            object("Một mục.", vec![required("title", text("Tên.", &[])), optional("note", text("Ghi chú.", &[]))]);
        assert_eq!(object["required"], json!(["title"]));
        assert_eq!(object["properties"]["title"]["type"], json!(["string", "number"]));
        assert_eq!(object["properties"]["note"]["type"], json!(["string", "number", "null"]));
        assert_eq!(required("decision", one("Văn bản.", "decision")).schema["anyOf"], json!([reference("decision")]));
    }
}
