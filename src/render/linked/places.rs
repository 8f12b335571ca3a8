//! Units as organisations, indicators as data sets.

use serde_json::{Value, json};

use crate::model::*;
use crate::render::Renderer;
use crate::render::maker::{indicator_url, unit_url};

use super::{Linker, node, organisation_type};

/// How many parts of a unit the block names; the page has them all.
const PARTS: usize = 20;

/// The node of a unit. The vocabulary has no property for what comes after an organisation, so successors are not said.
pub fn unit(linker: Linker, id: UnitId) -> Value {
    let unit = linker.site().units.get(id);
    let address = linker.address(&unit_url(linker.site(), id));
    let parts = linker.maker.relations.children(id).iter().take(PARTS);
    node(
        organisation_type(linker.site(), id),
        [
            ("@id", address.as_str().into()),
            ("url", address.as_str().into()),
            ("name", unit.name.as_str().into()),
            ("alternateName", unit.aliases.clone().into()),
            ("foundingDate", unit.valid_from.map(|day| day.to_string()).into()),
            ("dissolutionDate", unit.valid_to.map(|day| day.to_string()).into()),
            ("parentOrganization", unit.parent.map(|parent| linker.unit_reference(parent)).into()),
            ("subOrganization", parts.map(|part| linker.unit_reference(*part)).collect::<Vec<_>>().into()),
        ],
    )
}

/// The node of an indicator: what is measured, and the years that there are results of.
pub fn indicator(linker: Linker, renderer: &Renderer, id: IndicatorId) -> Value {
    let indicator = linker.site().indicators.get(id);
    let number = |value: crate::value::Decimal| json!(value);
    let variable = node(
        "PropertyValue",
        [
            ("name", indicator.name.as_str().into()),
            ("alternateName", indicator.abbreviation.clone().into()),
            ("unitText", indicator.unit.clone().into()),
            ("minValue", indicator.scale.map(|(low, _)| number(low)).into()),
            ("maxValue", indicator.scale.map(|(_, high)| number(high)).into()),
        ],
    );
    let results = linker.site().results_of(id);
    let (first, last) =
        (results.iter().map(|result| result.year).min(), results.iter().map(|result| result.year).max());
    let (Some(first), Some(last)) = (first, last) else {
        // Without figures there is no data set, only a thing that is measured.
        return Value::Null;
    };
    let address = linker.address(&indicator_url(linker.site(), id));
    let publisher = indicator.publisher.as_ref().map(|name| json!({"@type": "Organization", "name": name}));
    let about = indicator.definition.clone().or_else(|| indicator.note.clone());
    let whole = renderer.data_sets.iter().find(|set| set.id == "results");
    let whole = whole.map(|set| json!({"@type": "Dataset", "@id": linker.data_set_address(set)}));
    node(
        "Dataset",
        [
            ("@id", address.as_str().into()),
            ("url", address.as_str().into()),
            ("name", indicator.name.as_str().into()),
            ("alternateName", indicator.abbreviation.clone().into()),
            ("description", about.into()),
            ("creator", publisher.into()),
            ("license", linker.licence()),
            ("variableMeasured", variable),
            ("temporalCoverage", if first == last { first.to_string() } else { format!("{first}/{last}") }.into()),
            ("isPartOf", whole.into()),
        ],
    )
}
