//! Open data: every register also as CSV and JSON, from the same rows; the catalogue of them; one bulletin as JSON.

use serde::Serialize;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::discover::hex;
use crate::model::*;
use crate::parse::front::Due;
use crate::relations::{TargetRef, TaskRef};
use crate::source::OutputPath;
use crate::value::{Condition, Decimal, Goal};

use super::maker::Maker;
use super::{RenderError, Renderer, format, views};

/// How many data sets a site has.
pub const COUNT: usize = SETS.len();

/// A cell with its type, so that numbers stay numbers in every format.
#[derive(Clone, Debug)]
enum Cell {
    Empty,
    Text(String),
    Integer(i64),
    Number(Decimal),
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        text.map_or(Cell::Empty, Cell::Text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }
}

fn integer(number: Option<impl Into<i64>>) -> Cell {
    number.map_or(Cell::Empty, |number| Cell::Integer(number.into()))
}

fn number(number: Option<Decimal>) -> Cell {
    number.map_or(Cell::Empty, Cell::Number)
}

/// A column: its name, its type for readers of the data.
type Field = (&'static str, &'static str);

struct Set {
    id: &'static str,
    /// The path without extension.
    path: &'static str,
    register: &'static str,
    fields: &'static [Field],
    rows: fn(Maker) -> Vec<Vec<Cell>>,
}

const SETS: [Set; 7] = [
    Set {
        id: "bulletins",
        path: "tin/tin",
        register: "tin/index.html",
        fields: &[
            ("title", "string"),
            ("date", "date"),
            ("date_basis", "string"),
            ("unit", "string"),
            ("unit_name", "string"),
            ("category", "string"),
            ("decision", "string"),
            ("targets", "integer"),
            ("tasks", "integer"),
            ("lang", "string"),
            ("summary", "string"),
            ("url", "string"),
        ],
        rows: bulletin_rows,
    },
    Set {
        id: "decisions",
        path: "van-ban/van-ban",
        register: "van-ban/index.html",
        fields: &[
            ("number", "string"),
            ("kind", "string"),
            ("date", "date"),
            ("effective", "date"),
            ("expires", "date"),
            ("issuer", "string"),
            ("unit", "string"),
            ("signer", "string"),
            ("title", "string"),
            ("effect", "string"),
            ("legal_basis", "string"),
            ("implements", "string"),
            ("amends", "string"),
            ("replaces", "string"),
            ("repeals", "string"),
            ("url", "string"),
        ],
        rows: decision_rows,
    },
    Set {
        id: "targets",
        path: "chi-tieu/chi-tieu",
        register: "chi-tieu/index.html",
        fields: &[
            ("id", "string"),
            ("statement", "string"),
            ("indicator", "string"),
            ("area", "string"),
            ("scope", "string"),
            ("strength", "string"),
            ("combination", "string"),
            ("comparator", "string"),
            ("value", "number"),
            ("value_max", "number"),
            ("measure_unit", "string"),
            ("comparator_2", "string"),
            ("value_2", "number"),
            ("measure_unit_2", "string"),
            ("by", "date"),
            ("frequency", "string"),
            ("baseline_year", "integer"),
            ("baseline_value", "number"),
            ("baseline_rank", "integer"),
            ("status", "string"),
            ("reason", "string"),
            ("unit", "string"),
            ("unit_name", "string"),
            ("decision", "string"),
            ("url", "string"),
        ],
        rows: target_rows,
    },
    Set {
        id: "tasks",
        path: "nhiem-vu/nhiem-vu",
        register: "nhiem-vu/index.html",
        fields: &[
            ("id", "string"),
            ("title", "string"),
            ("group", "integer"),
            ("area", "string"),
            ("product", "string"),
            ("lead", "string"),
            ("support", "string"),
            ("due", "date"),
            ("frequency", "string"),
            ("done", "date"),
            ("status", "string"),
            ("unit", "string"),
            ("unit_name", "string"),
            ("url", "string"),
        ],
        rows: task_rows,
    },
    Set {
        id: "results",
        path: "chi-so/ket-qua",
        register: "chi-so/index.html",
        fields: &[
            ("unit", "string"),
            ("unit_name", "string"),
            ("indicator", "string"),
            ("year", "integer"),
            ("score", "number"),
            ("rank", "integer"),
            ("of", "integer"),
            ("change_score", "number"),
            ("change_rank", "integer"),
            ("compared_with", "integer"),
            ("published", "string"),
            ("publisher", "string"),
            ("source", "string"),
            ("note", "string"),
        ],
        rows: result_rows,
    },
    Set {
        id: "indicators",
        path: "chi-so/chi-so",
        register: "chi-so/index.html",
        fields: &[
            ("id", "string"),
            ("name", "string"),
            ("abbreviation", "string"),
            ("measure_unit", "string"),
            ("scale_min", "number"),
            ("scale_max", "number"),
            ("direction", "string"),
            ("publisher", "string"),
            ("url", "string"),
        ],
        rows: indicator_rows,
    },
    Set {
        id: "units",
        path: "don-vi/don-vi",
        register: "don-vi/index.html",
        fields: &[
            ("id", "string"),
            ("name", "string"),
            ("kind", "string"),
            ("parent", "string"),
            ("valid_from", "date"),
            ("valid_to", "date"),
            ("successors", "string"),
            ("basis", "string"),
            ("url", "string"),
        ],
        rows: unit_rows,
    },
];

/// A data set that has been written.
#[derive(Clone, Debug)]
pub struct Published {
    pub id: &'static str,
    pub register: &'static str,
    pub fields: &'static [Field],
    pub rows: usize,
    pub files: Vec<PublishedFile>,
}

#[derive(Clone, Debug)]
pub struct PublishedFile {
    pub format: &'static str,
    pub media_type: &'static str,
    pub path: String,
    pub size: u64,
    pub sha256: String,
}

/// Writes every data set in every format.
pub fn write(renderer: &Renderer) -> Result<Vec<Published>, RenderError> {
    let maker = renderer.maker(renderer.site.lang());
    let mut published = Vec::with_capacity(COUNT);
    for set in &SETS {
        let rows = (set.rows)(maker);
        let mut files = Vec::new();
        let formats = [
            ("CSV", "csv", "text/csv", csv(set.fields, &rows)),
            ("JSON", "json", "application/json", json_rows(set.fields, &rows)),
        ];
        for (format, extension, media_type, bytes) in formats {
            let path = format!("{}.{extension}", set.path);
            let (size, sha256) = (bytes.len() as u64, hex(&Sha256::digest(&bytes)));
            renderer.output.write(&OutputPath::new(&path), bytes)?;
            files.push(PublishedFile { format, media_type, path, size, sha256 });
        }
        published.push(Published { id: set.id, register: set.register, fields: set.fields, rows: rows.len(), files });
    }
    Ok(published)
}

/// Excel takes a file for UTF-8 by its byte order mark and ends lines with CRLF.
fn csv(fields: &[Field], rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![0xEF, 0xBB, 0xBF]);
    let names = fields.iter().map(|(name, _)| *name);
    let mut written = writer.write_record(names);
    for row in rows {
        let cells = row.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => guarded(text),
            Cell::Integer(number) => number.to_string(),
            Cell::Number(number) => number.plain(),
        });
        written = written.and_then(|()| writer.write_record(cells));
    }
    written.expect("writing to memory does not fail");
    writer.into_inner().expect("writing to memory does not fail")
}

/// A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV Injection").
fn guarded(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

/// One object a line, so that a large file can be read line by line and a difference reads well.
fn json_rows(fields: &[Field], rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(rows.len() * 256 + 8);
    bytes.extend_from_slice(b"[\n");
    for (index, row) in rows.iter().enumerate() {
        let object: Map<String, Value> =
            fields.iter().zip(row).map(|((name, _), cell)| ((*name).to_owned(), cell_json(cell))).collect();
        bytes.extend(serde_json::to_vec(&object).expect("a map of plain values is JSON"));
        bytes.extend_from_slice(if index + 1 < rows.len() { b",\n" } else { b"\n" });
    }
    bytes.extend_from_slice(b"]\n");
    bytes
}

fn cell_json(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => json!(text),
        Cell::Integer(number) => json!(number),
        Cell::Number(number) => json!(number),
    }
}

fn date(date: Option<jiff::civil::Date>) -> Cell {
    date.map(|date| date.to_string()).into()
}

fn unit_cells(site: &Site, unit: Option<UnitId>) -> [Cell; 2] {
    match unit {
        Some(id) => [site.units.name(id).into(), site.units.get(id).name.as_str().into()],
        None => [Cell::Empty, Cell::Empty],
    }
}

fn decision_number(site: &Site, id: Option<DecisionId>) -> Cell {
    id.and_then(|id| site.decision(id).number.as_ref()).map(|number| number.canonical()).into()
}

fn bulletin_rows(maker: Maker) -> Vec<Vec<Cell>> {
    let site = maker.site;
    let rows = site.bulletins.iter().map(|bulletin| {
        let [unit, unit_name] = unit_cells(site, bulletin.unit);
        vec![
            bulletin.title.as_str().into(),
            date(Some(bulletin.published.date)),
            date_basis(bulletin.published.basis).into(),
            unit,
            unit_name,
            bulletin.category.map(|id| site.categories.name(id).to_owned()).into(),
            decision_number(site, bulletin.decision),
            Cell::Integer(bulletin.targets.len() as i64),
            Cell::Integer(bulletin.plan.as_ref().map_or(0, |plan| plan.tasks.len()) as i64),
            bulletin.lang.tag().into(),
            bulletin.summary.as_str().into(),
            bulletin.url.as_str().into(),
        ]
    });
    rows.collect()
}

fn date_basis(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Stated => "stated",
        DateBasis::Decision => "decision",
    }
}

fn decision_rows(maker: Maker) -> Vec<Vec<Cell>> {
    let site = maker.site;
    let numbers = |decision: &Decision, relation: Relation| {
        let linked = decision.links.iter().filter(|(found, _)| *found == relation).map(|(_, id)| site.decision(*id));
        let shown = linked.map(|other| {
            other.number.as_ref().map_or_else(|| other.title.clone().unwrap_or_default(), |number| number.canonical())
        });
        Cell::from(shown.collect::<Vec<_>>().join("; ").as_str())
    };
    let ids = maker.relations.decision_years.iter().flat_map(|(_, ids)| ids);
    let rows = ids.map(|id| {
        let decision = site.decision(*id);
        vec![
            decision_number(site, Some(*id)),
            decision.kind.map(|kind| kind.key().to_owned()).into(),
            date(decision.date),
            date(decision.effective),
            date(decision.expires),
            decision.issuer.printed.as_str().into(),
            decision.issuer.unit.map(|unit| site.units.name(unit).to_owned()).into(),
            decision.signer.as_ref().and_then(|signer| signer.name.clone()).into(),
            decision.title.clone().into(),
            maker.relations.effect(*id).kind.key().into(),
            numbers(decision, Relation::LegalBasis),
            numbers(decision, Relation::Implements),
            numbers(decision, Relation::Amends),
            numbers(decision, Relation::Replaces),
            numbers(decision, Relation::Repeals),
            decision.url.as_str().into(),
        ]
    });
    rows.collect()
}

fn target_rows(maker: Maker) -> Vec<Vec<Cell>> {
    maker.relations.targets.iter().map(|reference| target_row(maker, *reference)).collect()
}

fn target_row(maker: Maker, reference: TargetRef) -> Vec<Cell> {
    let site = maker.site;
    let (bulletin, target) = site.target(reference);
    let conditions = target.goal.as_ref().map(Goal::conditions).unwrap_or_default();
    let combination = match target.goal {
        Some(Goal::AnyOf(_)) => "any_of",
        Some(Goal::AllOf(_)) => "all_of",
        _ => "",
    };
    let status = maker.status(maker.relations.status(reference), target);
    let [unit, unit_name] = unit_cells(site, bulletin.unit);
    let part = |condition: Option<&Condition>| {
        let value = condition.and_then(|condition| condition.value.as_ref()).map(|value| value.value);
        let comparator = condition.map(|condition| condition.comparator.key().to_owned());
        let unit = condition.and_then(|condition| condition.unit.clone());
        [Cell::from(comparator), number(value), Cell::from(unit)]
    };
    let [comparator, value, measure_unit] = part(conditions.first());
    let [comparator_2, value_2, measure_unit_2] = part(conditions.get(1));
    let max = conditions.first().and_then(|condition| condition.max.as_ref()).map(|max| max.value);
    let baseline = target.baseline.as_ref();
    vec![
        target.id.as_str().into(),
        target.statement.as_str().into(),
        target.indicator.map(|id| site.indicators.name(id).to_owned()).into(),
        target.area.map(|id| site.areas.name(id).to_owned()).into(),
        target.scope.clone().into(),
        target.strength.map(|strength| strength.key().to_owned()).into(),
        combination.into(),
        comparator,
        value,
        number(max),
        measure_unit,
        comparator_2,
        value_2,
        measure_unit_2,
        match &target.timing {
            TargetTiming::By(by) => date(Some(by.last_day)),
            TargetTiming::PlanEnd(end) => date(Some(*end)),
            TargetTiming::Every(_) | TargetTiming::Unstated => Cell::Empty,
        },
        match &target.timing {
            TargetTiming::Every(frequency) => frequency.key().into(),
            _ => Cell::Empty,
        },
        integer(baseline.and_then(|baseline| baseline.year)),
        number(baseline.and_then(|baseline| baseline.value.as_ref()).map(|value| value.value)),
        integer(baseline.and_then(|baseline| baseline.rank)),
        status.state.into(),
        status.reason.as_str().into(),
        unit,
        unit_name,
        decision_number(site, bulletin.decision),
        format!("{}#chi-tieu-{}", bulletin.url, target.id).as_str().into(),
    ]
}

fn task_rows(maker: Maker) -> Vec<Vec<Cell>> {
    maker.relations.tasks.iter().map(|reference| task_row(maker, *reference)).collect()
}

fn task_row(maker: Maker, reference: TaskRef) -> Vec<Cell> {
    let site = maker.site;
    let (bulletin, task) = site.task(reference);
    let [unit, unit_name] = unit_cells(site, bulletin.unit);
    vec![
        task.id.as_str().into(),
        task.title.as_str().into(),
        integer(task.group),
        task.area.map(|id| site.areas.name(id).to_owned()).into(),
        task.product.clone().into(),
        task.lead.clone().into(),
        task.support.join("; ").as_str().into(),
        match &task.due {
            Some(Due::By(deadline)) => date(Some(deadline.last_day)),
            _ => Cell::Empty,
        },
        match &task.due {
            Some(Due::Every(frequency)) => frequency.key().into(),
            _ => Cell::Empty,
        },
        date(task.done),
        maker.task_state(task, bulletin).key().into(),
        unit,
        unit_name,
        format!("{}#nhiem-vu-{}", bulletin.url, task.id).as_str().into(),
    ]
}

fn result_rows(maker: Maker) -> Vec<Vec<Cell>> {
    let site = maker.site;
    let rows = site.results.iter().map(|result| {
        let [unit, unit_name] = unit_cells(site, Some(result.unit));
        vec![
            unit,
            unit_name,
            site.indicators.name(result.indicator).into(),
            Cell::Integer(result.year.into()),
            number(result.score.as_ref().map(|score| score.value)),
            integer(result.rank),
            integer(result.of),
            number(result.change_score.as_ref().map(|change| change.value)),
            integer(result.change_rank),
            integer(result.compared_with),
            result.published.as_ref().map(|published| published.printed.clone()).into(),
            result.publisher.clone().into(),
            result.source.clone().into(),
            result.note.clone().into(),
        ]
    });
    rows.collect()
}

fn indicator_rows(maker: Maker) -> Vec<Vec<Cell>> {
    let rows = maker.site.indicators.iter().map(|(id, name, indicator)| {
        vec![
            name.into(),
            indicator.name.as_str().into(),
            indicator.abbreviation.clone().into(),
            indicator.unit.clone().into(),
            number(indicator.scale.map(|(low, _)| low)),
            number(indicator.scale.map(|(_, high)| high)),
            indicator.direction.key().into(),
            indicator.publisher.clone().into(),
            super::maker::indicator_url(maker.site, id).as_str().into(),
        ]
    });
    rows.collect()
}

fn unit_rows(maker: Maker) -> Vec<Vec<Cell>> {
    let site = maker.site;
    let rows = site.units.iter().map(|(id, name, unit)| {
        let successors = unit.successors.iter().map(|(successor, _)| site.units.name(*successor)).collect::<Vec<_>>();
        vec![
            name.into(),
            unit.name.as_str().into(),
            unit.kind.map(|kind| kind.key().to_owned()).into(),
            unit.parent.map(|parent| site.units.name(parent).to_owned()).into(),
            date(unit.valid_from),
            date(unit.valid_to),
            successors.join("; ").as_str().into(),
            unit.basis.clone().into(),
            super::maker::unit_url(site, id).as_str().into(),
        ]
    });
    rows.collect()
}

/// The links under a register; sizes stand on the page of open data.
pub fn downloads(maker: Maker, path: &str) -> Vec<views::Download> {
    let name =
        SETS.iter().find(|set| set.path == path).map(|set| maker.words.get(&format!("set_{}", set.id)).to_owned());
    let name = name.unwrap_or_default();
    let formats = [("CSV", "csv"), ("JSON", "json")];
    formats
        .map(|(format, extension)| views::Download {
            format: format.to_owned(),
            url: format!("{path}.{extension}"),
            size: name.clone(),
        })
        .to_vec()
}

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

/// A bulletin as data: what its page shows, with the targets' values typed.
#[derive(Serialize)]
struct BulletinData<'a> {
    format: u32,
    title: &'a str,
    url: String,
    lang: &'a str,
    date: String,
    time: Option<String>,
    date_basis: &'a str,
    unit: Option<Named<'a>>,
    category: Option<&'a str>,
    tags: Vec<&'a str>,
    areas: Vec<&'a str>,
    indicators: Vec<&'a str>,
    author: Option<&'a str>,
    office: Option<&'a str>,
    source: Option<&'a str>,
    source_url: Option<&'a str>,
    summary: &'a str,
    decision: Option<&'a views::Decision>,
    plan: Option<&'a views::Plan>,
    targets: Vec<Map<String, Value>>,
    results: &'a [views::ResultRow],
    attachments: &'a [views::Attachment],
    corrections: &'a [views::Step],
    words: usize,
}

#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    name: &'a str,
}

/// The data of a bulletin beside its page, from the view that the page is made of.
pub fn bulletin_json(maker: Maker, id: BulletinId, view: &views::Bulletin) -> Vec<u8> {
    let site = maker.site;
    let bulletin = site.bulletin(id);
    let fields = SETS.iter().find(|set| set.id == "targets").map(|set| set.fields).unwrap_or_default();
    let target = |index: usize| {
        let row = target_row(maker, TargetRef { bulletin: id, index: index as u32 });
        fields.iter().zip(&row).map(|((name, _), cell)| ((*name).to_owned(), cell_json(cell))).collect()
    };
    let data = BulletinData {
        format: 1,
        title: &bulletin.title,
        url: maker.absolute(bulletin.url.as_str()).unwrap_or_else(|| bulletin.url.to_string()),
        lang: bulletin.lang.tag(),
        date: bulletin.published.date.to_string(),
        time: view.time.as_ref().map(|time| format!("{time}+07:00")),
        date_basis: date_basis(bulletin.published.basis),
        unit: bulletin.unit.map(|unit| Named { id: site.units.name(unit), name: &site.units.get(unit).name }),
        category: bulletin.category.map(|category| site.categories.name(category)),
        tags: bulletin.tags.iter().map(|tag| site.tags.get(*tag).label.as_str()).collect(),
        areas: bulletin.areas.iter().map(|area| site.areas.name(*area)).collect(),
        indicators: bulletin.indicators.iter().map(|indicator| site.indicators.name(*indicator)).collect(),
        author: view.author.as_deref(),
        office: view.office.as_deref(),
        source: view.source.as_deref(),
        source_url: view.source_url.as_deref(),
        summary: &bulletin.summary,
        decision: view.decision.as_ref(),
        plan: view.plan.as_ref(),
        targets: (0..bulletin.targets.len()).map(target).collect(),
        results: &view.results,
        attachments: &view.attachments,
        corrections: &view.corrections,
        words: bulletin.outline.words,
    };
    let mut bytes = serde_json::to_vec(&data).expect("a bulletin of plain values is JSON");
    bytes.push(b'\n');
    bytes
}
