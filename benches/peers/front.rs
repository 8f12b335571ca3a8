//! The front matter of a bulletin, written once more as Hugo takes it. Takes the text of a generated bulletin, gives
//! the same text with other front matter: lists of terms for the taxonomies, days in the ISO form, and the short forms
//! of decisions and targets already spelt out, because Hugo's templates cannot read them. The body stays as it is.

use std::collections::BTreeMap;
use std::io;

use serde_yaml::{Mapping, Value};

/// Names that a bulletin speaks of by their ids: indicators, as `indicators.yaml` has them.
pub type Names = BTreeMap<String, String>;

/// The bulletin for Hugo.
///
/// # Errors
/// Where the text has no front matter, or YAML that cannot be read.
pub fn converted(text: &str, indicators: &Names) -> io::Result<String> {
    let parts = text.strip_prefix("---\n").and_then(|rest| rest.split_once("---\n"));
    let (front, body) = parts.ok_or_else(|| io::Error::other("a bulletin without front matter"))?;
    let front: Mapping = serde_yaml::from_str(front).map_err(io::Error::other)?;
    let front = serde_yaml::to_string(&bulletin(&front, indicators)).map_err(io::Error::other)?;
    Ok(format!("---\n{front}---\n{body}"))
}

fn bulletin(front: &Mapping, indicators: &Names) -> Mapping {
    let targets: Vec<Mapping> = items(front.get("targets"))
        .enumerate()
        .map(|(place, value)| target(value, &format!("ct-{}", place + 1), indicators))
        .collect();
    let plan = front.get("plan").and_then(Value::as_mapping);
    let tasks: Vec<Mapping> = items(plan.and_then(|plan| plan.get("tasks"))).map(task).collect();
    let mut made = Mapping::new();
    copy(front, "title", &mut made);
    put(&mut made, "date", day(&text(front.get("date"))));
    put(&mut made, "units", list([text(front.get("unit"))]));
    put(&mut made, "categories", list([text(front.get("category"))]));
    copy(front, "tags", &mut made);
    put(&mut made, "areas", list(distinct(targets.iter().chain(&tasks), "area")));
    put(&mut made, "indicators", list(distinct(targets.iter(), "indicator")));
    if let Some(summary) = front.get("summary") {
        put(&mut made, "description", summary.clone());
    }
    let mut parameters = Mapping::new();
    if let Some(value) = front.get("decision") {
        put(&mut parameters, "decision", decision(value));
    }
    if let Some(plan) = plan {
        let mut short = Mapping::new();
        ["kind", "title", "period", "solutions", "review"].iter().for_each(|&name| copy(plan, name, &mut short));
        put(&mut parameters, "plan", short);
    }
    put(&mut parameters, "tasks", tasks.into_iter().map(Value::from).collect::<Vec<Value>>());
    put(&mut parameters, "targets", targets.into_iter().map(Value::from).collect::<Vec<Value>>());
    ["results", "attachments"].iter().for_each(|&name| copy(front, name, &mut parameters));
    put(&mut made, "params", parameters);
    made
}

/// `286/QĐ-UBND ngày 31/05/2021`, with or without ` của UBND Tỉnh mẫu 01`, or the long form.
fn decision(value: &Value) -> Mapping {
    let Some(long) = value.as_mapping() else { return reference(&text(Some(value))) };
    let number = text(long.get("number"));
    let mut made = Mapping::new();
    put(&mut made, "kind", kind(&number));
    put(&mut made, "number", number);
    for name in ["date", "effective"] {
        if let Some(value) = long.get(name) {
            put(&mut made, name, day(&text(Some(value))));
        }
    }
    ["issuer", "title"].iter().for_each(|&name| copy(long, name, &mut made));
    if let Some(signer) = long.get("signer").and_then(Value::as_mapping) {
        put(&mut made, "signer", text(signer.get("role")));
    }
    let basis: Vec<Value> = items(long.get("legal_basis")).map(|item| reference(&text(Some(item))).into()).collect();
    if !basis.is_empty() {
        put(&mut made, "basis", basis);
    }
    made
}

fn reference(said: &str) -> Mapping {
    let (number, rest) = said.split_once(" ngày ").unwrap_or((said, ""));
    let (date, issuer) = rest.split_once(" của ").unwrap_or((rest, ""));
    let mut made = Mapping::new();
    put(&mut made, "kind", kind(number));
    put(&mut made, "number", number.to_owned());
    put(&mut made, "date", day(date));
    if !issuer.is_empty() {
        put(&mut made, "issuer", issuer.to_owned());
    }
    made
}

fn kind(number: &str) -> &'static str {
    if number.contains("/KH-") { "Kế hoạch" } else { "Quyết định" }
}

/// A target in one of its forms: a sentence, `indicator: goal`, or all fields.
fn target(value: &Value, number: &str, indicators: &Names) -> Mapping {
    let mut made = Mapping::new();
    let Some(fields) = value.as_mapping() else {
        put(&mut made, "id", number.to_owned());
        put(&mut made, "statement", text(Some(value)));
        put(&mut made, "due", "hằng năm");
        return made;
    };
    let short = fields.iter().next().filter(|_| fields.len() == 1);
    if let Some((indicator, goal)) = short {
        let (indicator, goal) = (text(Some(indicator)), text(Some(goal)));
        put(&mut made, "id", indicator.clone());
        put(&mut made, "statement", format!("{}: {goal}", named(indicators, &indicator)));
        put(&mut made, "indicator", indicator);
        put(&mut made, "goal", goal.trim_end_matches(" hằng năm").to_owned());
        put(&mut made, "due", "hằng năm");
        return made;
    }
    let indicator = text(fields.get("indicator"));
    let goal = fields.get("goal").map_or_else(|| joined(fields.get("all_of")), said_goal);
    let statement = fields.get("statement").map(|value| text(Some(value)));
    put(&mut made, "id", fields.get("id").map_or(number.to_owned(), |id| text(Some(id))));
    put(&mut made, "statement", statement.unwrap_or_else(|| format!("{}: {goal}", named(indicators, &indicator))));
    put(&mut made, "indicator", indicator);
    copy(fields, "area", &mut made);
    put(&mut made, "goal", goal);
    put(&mut made, "due", fields.get("by").or(fields.get("frequency")).map_or(String::new(), |due| text(Some(due))));
    if let Some(value) = fields.get("goal").and_then(Value::as_mapping).and_then(|goal| goal.get("value")) {
        put(&mut made, "value", value.clone());
    }
    copy(fields, "baseline", &mut made);
    let results: Vec<Value> = items(fields.get("results")).filter_map(Value::as_mapping).map(result).collect();
    if !results.is_empty() {
        put(&mut made, "results", results);
    }
    made
}

/// The result as people read it and as a template compares it.
fn result(fields: &Mapping) -> Value {
    let said = text(fields.get("value"));
    let mut made = Mapping::new();
    copy(fields, "year", &mut made);
    put(&mut made, "value", said.replace(',', ".").parse::<f64>().unwrap_or_default());
    put(&mut made, "text", said);
    made.into()
}

fn task(value: &Value) -> Mapping {
    let mut made = Mapping::new();
    let Some(fields) = value.as_mapping() else { return made };
    ["title", "area", "lead", "product", "due", "done"].iter().for_each(|&name| copy(fields, name, &mut made));
    made
}

fn said_goal(value: &Value) -> String {
    match value.as_mapping() {
        None => text(Some(value)),
        Some(goal) => format!("từ {}{} trở lên", text(goal.get("value")), text(goal.get("unit"))),
    }
}

fn joined(value: Option<&Value>) -> String {
    items(value).map(|item| text(Some(item))).collect::<Vec<_>>().join(" và ")
}

fn named<'a>(indicators: &'a Names, id: &'a str) -> &'a str {
    indicators.get(id).map_or(id, String::as_str)
}

/// A day-first date in the ISO form; any other text as it is.
pub fn day(said: &str) -> String {
    match said.split('/').collect::<Vec<_>>()[..] {
        [day, month, year] => format!("{year}-{month}-{day}"),
        _ => said.to_owned(),
    }
}

/// The values of one field, each once, in order.
fn distinct<'a>(maps: impl Iterator<Item = &'a Mapping>, name: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for value in maps.filter_map(|fields| fields.get(name)?.as_str()) {
        if !value.is_empty() && !found.iter().any(|known| known == value) {
            found.push(value.to_owned());
        }
    }
    found
}

fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_sequence).into_iter().flatten()
}

fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(said)) => said.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn list(values: impl IntoIterator<Item = String>) -> Value {
    Value::Sequence(values.into_iter().map(Value::String).collect())
}

fn put(fields: &mut Mapping, name: &str, value: impl Into<Value>) {
    fields.insert(Value::from(name), value.into());
}

fn copy(from: &Mapping, name: &str, to: &mut Mapping) {
    if let Some(value) = from.get(name) {
        put(to, name, value.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_spelt_out() {
        let text = "---\ntitle: A\ndate: 02/06/2021\nunit: u-1\ncategory: c\ntags: [\"x\"]\ndecision: 1/KH-UBND ngày \
                    03/05/2021\ntargets:\n  - sipas: \"tốp 5 hằng năm\"\n  - {indicator: dti, area: so, by: 2030, goal: \
                    {comparator: \">=\", value: 66, unit: \"%\"}, results: [{year: 2021, value: \"64,38\"}]}\n---\nThân\n";
        let indicators = Names::from([("sipas".to_owned(), "Hài lòng".to_owned())]);
        let expected = "---\ntitle: A\ndate: 2021-06-02\nunits:\n- u-1\ncategories:\n- c\ntags:\n- x\nareas:\n- so\n\
                        indicators:\n- sipas\n- dti\nparams:\n  decision:\n    kind: Kế hoạch\n    number: 1/KH-UBND\n    \
                        date: 2021-05-03\n  tasks: []\n  targets:\n  - id: sipas\n    statement: 'Hài lòng: tốp 5 hằng \
                        năm'\n    indicator: sipas\n    goal: tốp 5\n    due: hằng năm\n  - id: ct-2\n    statement: \
                        'dti: từ 66% trở lên'\n    indicator: dti\n    area: so\n    goal: từ 66% trở lên\n    due: \
                        '2030'\n    value: 66\n    results:\n    - year: 2021\n      value: 64.38\n      text: 64,38\n---\n\
                        Thân\n";
        assert_eq!(converted(text, &indicators).ok().as_deref(), Some(expected));
        assert!(converted("Thân\n", &indicators).is_err());
    }
}
