//! The data sets described: for the page of open data, and as `data.json` in the vocabulary DCAT.

use serde_json::{Value, json};

use crate::model::Site;
use crate::render::maker::Maker;
use crate::render::{format, views};

use super::{Field, Published, set_title};

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
    ("change_rank", "unit_rank"),
    ("compared_with", "unit_year"),
];

/// A column on the page of open data and in workbooks.
pub fn field(maker: Maker, (name, kind): Field) -> views::DataField {
    let unit = UNITS.iter().find(|(field, _)| *field == name).map(|(_, word)| *word);
    let unit = unit.or((name.starts_with("scale_")).then_some("unit_in_measure_unit"));
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
        sha256: file.sha256.clone(),
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

/// `data.json`: a catalogue in the vocabulary DCAT 3 (W3C), as JSON-LD.
pub fn catalogue(site: &Site, maker: Maker, sets: &[Published]) -> Vec<u8> {
    let absolute = |path: &str| maker.absolute(path).unwrap_or_else(|| path.to_owned());
    let licence =
        site.settings.licence.as_ref().map(|licence| licence.url.clone().unwrap_or_else(|| licence.name.clone()));
    let publisher = json!({"@type": "foaf:Organization", "foaf:name": site.settings.organisation.name});
    let sets: Vec<Value> = sets.iter().map(|set| {
        let distributions: Vec<Value> = set.files.iter().map(|file| json!({
            "@type": "dcat:Distribution",
            "dct:format": file.format,
            "dcat:mediaType": file.media_type,
            "dcat:downloadURL": {"@id": absolute(&file.path)},
            "dcat:byteSize": file.size,
            "spdx:checksum": {"spdx:algorithm": "spdx:checksumAlgorithm_sha256", "spdx:checksumValue": file.sha256},
        })).collect();
        json!({
            "@type": "dcat:Dataset",
            "@id": absolute(&format!("du-lieu/index.html#{}", set.id)),
            "dct:identifier": set.id,
            "dct:title": {"@language": maker.lang.tag(), "@value": maker.words.get(&format!("set_{}", set.id))},
            "dct:description": {"@language": maker.lang.tag(), "@value": maker.words.get(&format!("set_row_{}", set.id))},
            "dct:modified": site.options.today.to_string(),
            "dct:publisher": publisher,
            "dct:license": licence,
            "dcat:landingPage": {"@id": absolute(set.register)},
            "dcat:distribution": distributions,
        })
    }).collect();
    let catalogue = json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "spdx": "http://spdx.org/rdf/terms#",
        },
        "@type": "dcat:Catalog",
        "dct:title": site.settings.title,
        "dct:description": site.settings.description,
        "dct:language": site.settings.languages.iter().map(|lang| lang.tag()).collect::<Vec<_>>(),
        "dct:publisher": publisher,
        "dcat:dataset": sets,
    });
    let mut bytes = serde_json::to_vec_pretty(&catalogue).expect("a catalogue of plain values is JSON");
    bytes.push(b'\n');
    bytes
}
