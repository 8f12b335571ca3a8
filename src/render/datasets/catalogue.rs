//! The data sets described: for the page of open data, and as `data.json` in the vocabulary DCAT.

use serde_json::{Value, json};

use crate::model::Site;
use crate::render::maker::Maker;
use crate::render::{format, views};

use super::Published;

/// A data set on the page of open data.
pub fn view(maker: Maker, set: &Published) -> views::DataSet {
    let files = set.files.iter().map(|file| views::DataFile {
        format: file.format,
        url: file.path.clone(),
        size: format::bytes(file.size, maker.lang),
        sha256: file.sha256.clone(),
    });
    let fields = set.fields.iter().map(|(name, kind)| views::DataField {
        name,
        kind,
        description: maker.words.get(&format!("field_{name}")).to_owned(),
    });
    views::DataSet {
        id: set.id,
        title: maker.words.get(&format!("set_{}", set.id)).to_owned(),
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
