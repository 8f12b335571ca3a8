//! The data sets described: for the page of open data, and as `data.json` in the vocabulary DCAT.

use serde_json::{Value, json};

use crate::model::Site;
use crate::render::maker::Maker;
use crate::render::{format, views};

use super::{Field, Published, PublishedFile, set_title};

/// In what a column of numbers counts, where its name alone does not say it: field, and the word for it.
const UNITS: [(&str, &str); 15] = [
    ("targets", "target_many"),
    ("tasks", "task_many"),
    ("value", "unit_in_measure_unit"),
    ("value_max", "unit_in_measure_unit"),
    ("value_2", "unit_in_measure_unit_2"),
    ("baseline_value", "unit_in_measure_unit"),
    ("baseline_year", "unit_year"),
    ("baseline_rank", "unit_rank"),
    ("year", "unit_year"),
    ("score", "unit_of_indicator"),
    ("change_score", "unit_of_indicator"),
    ("rank", "unit_rank"),
    ("of", "unit_units"),
    ("change_rank", "unit_places"),
    ("compared_with", "unit_year"),
];

/// A column on the page of open data and in workbooks.
pub fn field(maker: Maker, (name, kind): Field) -> views::DataField {
    let unit = UNITS.iter().find(|(field, _)| *field == name).map(|(_, word)| *word);
    let unit = unit.or_else(|| name.starts_with("scale_").then_some("unit_in_measure_unit"));
    views::DataField {
        name,
        kind,
        kind_name: maker.words.get(&format!("kind_{kind}")).to_owned(),
        unit: unit.map(|word| maker.words.get(word).to_owned()).unwrap_or_default(),
        description: maker.words.get(&format!("field_{name}")).to_owned(),
    }
}

/// A data set on the page of open data.
pub fn view(maker: Maker, set: &Published) -> views::DataSet {
    let files = set.files.iter().map(|file| views::DataFile {
        format: file.format,
        media_type: file.media_type,
        url: file.path.clone(),
        size: format::bytes(file.size, maker.lang),
        sha256: file.sha256,
    });
    let fields = set.fields.iter().map(|item| field(maker, *item));
    views::DataSet {
        id: set.id,
        title: set_title(maker, set.id).to_owned(),
        row: maker.words.get(&format!("set_row_{}", set.id)).to_owned(),
        rows: set.rows,
        fields: fields.collect(),
        files: files.collect(),
        register_url: set.register.to_owned(),
    }
}

/// `data.json`: a catalogue in the vocabulary DCAT 3 (W3C), as JSON-LD; columns in that of CSV on the Web (W3C).
pub fn catalogue(site: &Site, maker: Maker, sets: &[Published]) -> Vec<u8> {
    let publisher = json!({"@type": "foaf:Organization", "foaf:name": site.settings.organisation.name});
    let catalogue = json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "spdx": "http://spdx.org/rdf/terms#",
            "csvw": "http://www.w3.org/ns/csvw#",
            "schema": "https://schema.org/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@type": "dcat:Catalog",
        "@id": absolute(maker, "data.json"),
        "dct:title": worded(maker, &site.settings.title),
        "dct:description": site.settings.description.as_ref().map(|text| worded(maker, text)),
        "dct:language": site.settings.languages.iter().map(|lang| lang.tag()).collect::<Vec<_>>(),
        "dct:modified": day(site),
        "dct:publisher": publisher,
        "dct:license": licence(site),
        "dcat:dataset": sets.iter().map(|set| entry(site, maker, set, &publisher)).collect::<Vec<_>>(),
    });
    let mut bytes = serde_json::to_vec_pretty(&catalogue).expect("a catalogue of plain values is JSON");
    bytes.push(b'\n');
    bytes
}

fn entry(site: &Site, maker: Maker, set: &Published, publisher: &Value) -> Value {
    let files: Vec<Value> = set.files.iter().map(|file| distribution(site, maker, file)).collect();
    let columns = set.fields.iter().map(|item| {
        let field = field(maker, *item);
        let unit = Some(field.unit).filter(|unit| !unit.is_empty());
        json!({
            "csvw:name": field.name,
            "csvw:datatype": field.kind,
            "dct:description": worded(maker, &field.description),
            "schema:unitText": unit.map(|unit| worded(maker, &unit)),
        })
    });
    let columns: Vec<Value> = columns.map(without_null).collect();
    json!({
        "@type": "dcat:Dataset",
        "@id": absolute(maker, &format!("du-lieu/index.html#{}", set.id)),
        "dct:identifier": set.id,
        "dct:title": worded(maker, set_title(maker, set.id)),
        "dct:description": worded(maker, maker.words.get(&format!("set_row_{}", set.id))),
        "dct:modified": day(site),
        "dct:publisher": publisher,
        "dct:license": licence(site),
        "dcat:landingPage": {"@id": absolute(maker, set.register)},
        "csvw:tableSchema": {"csvw:column": columns},
        "dcat:distribution": files,
    })
}

fn distribution(site: &Site, maker: Maker, file: &PublishedFile) -> Value {
    json!({
        "@type": "dcat:Distribution",
        "dct:format": file.format,
        "dcat:mediaType": {"@id": format!("https://www.iana.org/assignments/media-types/{}", file.media_type)},
        "dcat:downloadURL": {"@id": absolute(maker, &file.path)},
        "dcat:byteSize": file.size,
        "dct:license": licence(site),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": file.sha256,
        },
    })
}

fn absolute(maker: Maker, path: &str) -> String {
    maker.absolute(path).unwrap_or_else(|| path.to_owned())
}

fn worded(maker: Maker, text: &str) -> Value {
    json!({"@language": maker.lang.tag(), "@value": text})
}

fn day(site: &Site) -> Value {
    json!({"@type": "xsd:date", "@value": site.options.today.to_string()})
}

/// An address that names the licence, else its name.
fn licence(site: &Site) -> Value {
    match &site.settings.licence {
        Some(licence) => licence.url.as_ref().map_or(json!(licence.name), |url| json!({"@id": url})),
        None => Value::Null,
    }
}

fn without_null(mut value: Value) -> Value {
    if let Some(object) = value.as_object_mut() {
        object.retain(|_, inner| !inner.is_null());
    }
    value
}
