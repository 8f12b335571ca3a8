//! Diagnostics as SARIF 2.1.0, the format that code hosts and editors show beside the changed lines.
//!
//! Takes located diagnostics, gives text. Paths are relative to the site folder; the reader of the file knows where
//! that is.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::human::words;
use super::json::{Places, Region, pretty, related};
use super::{Located, Severity, Texts};
use crate::source::{Lang, SourcePath, Span, percent_encode};

/// The name by which readers recognise the version of the format; nothing is fetched from it.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One SARIF log with one run, indented, with a newline at its end.
pub fn render(items: &[Located], texts: &dyn Texts, lang: Lang) -> String {
    let mut places = Places::new(texts);
    let rules = rules(items);
    let results: Vec<_> = items.iter().map(|item| result(item, &rules, &mut places, lang)).collect();
    let rules: Vec<_> = rules
        .iter()
        .map(|(code, (_, severity))| json!({"id": code, "defaultConfiguration": {"level": severity.key()}}))
        .collect();
    let driver = json!({"name": "bantin", "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules});
    pretty(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": driver},
            "language": lang.tag(),
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

/// Every code once in order, with its index and the worst severity that it was seen with.
fn rules(items: &[Located]) -> BTreeMap<&'static str, (usize, Severity)> {
    let mut rules = BTreeMap::new();
    for item in items {
        let (_, worst) = rules.entry(item.diagnostic.code).or_insert((0, item.diagnostic.severity));
        *worst = item.diagnostic.severity.min(*worst);
    }
    for (index, (place, _)) in rules.values_mut().enumerate() {
        *place = index;
    }
    rules
}

fn result<'a>(
    item: &'a Located,
    rules: &BTreeMap<&'static str, (usize, Severity)>,
    places: &mut Places<'a>,
    lang: Lang,
) -> Value {
    let diagnostic = &item.diagnostic;
    let mut text = diagnostic.message.get(lang).to_owned();
    if let Some(hint) = &diagnostic.hint {
        // Viewers show one text per result, so the hint has to travel inside it.
        text = format!("{text}\n{}: {}", words(lang).hint, hint.get(lang));
    }
    let mut result = json!({
        "ruleId": diagnostic.code,
        "ruleIndex": rules[diagnostic.code].0,
        "level": diagnostic.severity.key(),
        "message": {"text": text},
        "locations": [location(&diagnostic.at.path, item.span.as_ref(), places)],
    });
    let related: Vec<_> = related(item)
        .enumerate()
        .map(|(index, (path, span, text))| {
            let mut location = location(path, span, places);
            location["id"] = json!(index);
            location["message"] = json!({"text": text.get(lang)});
            location
        })
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = Value::Array(related);
    }
    result
}

fn location<'a>(path: &'a SourcePath, span: Option<&Span>, places: &mut Places<'a>) -> Value {
    let mut physical = json!({"artifactLocation": {"uri": percent_encode(path.as_str())}});
    if let Region { line: Some(line), column: Some(column), end_line: Some(end_line), end_column: Some(end_column) } =
        places.region(path, span)
    {
        physical["region"] =
            json!({"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column});
    }
    json!({"physicalLocation": physical})
}

#[cfg(test)]
mod tests {
    use super::super::{At, Diagnostic};
    use super::*;

    struct Same(&'static str);

    impl Texts for Same {
        fn text(&self, _: &SourcePath) -> Option<&str> {
            Some(self.0)
        }
    }

    #[test]
    fn paths_become_uris() {
        let cases =
            [("content/a b.md", "content/a%20b.md"), ("đ.md", "%C4%91.md"), ("c:/x%.md", "c%3A/x%25.md"), ("", "")];
        for (path, expected) in cases {
            assert_eq!(percent_encode(path), expected);
        }
    }

    #[test]
    fn a_log_lists_each_rule_once_in_order() {
        let path = SourcePath::new("content/a.md");
        let item = |code, span| Located {
            diagnostic: Diagnostic::error(code, At::file(&path), "sai", "wrong").hint("viết lại", "write again"),
            span,
            related: vec![],
        };
        let mut twice = item("twice", Some(4..8));
        twice.diagnostic = twice.diagnostic.related(At::file(&path), "ở đây", "here");
        let items = [item("unknown", Some(0..2)), twice, item("unknown", None)];
        let log: Value = serde_json::from_str(&render(&items, &Same("đề\ntgas"), Lang::Vi)).expect("JSON reads back");
        let run = &log["runs"][0];
        let rules: Vec<_> =
            run["tool"]["driver"]["rules"].as_array().expect("rules").iter().map(|rule| &rule["id"]).collect();
        assert_eq!(rules, ["twice", "unknown"]);
        assert_eq!(run["results"][0]["ruleIndex"], 1);
        assert_eq!(run["results"][0]["message"]["text"], "sai\ngợi ý: viết lại");
        let region = &run["results"][1]["locations"][0]["physicalLocation"]["region"];
        assert_eq!(*region, json!({"startLine": 1, "startColumn": 2, "endLine": 2, "endColumn": 3}));
        assert_eq!(run["results"][1]["relatedLocations"][0]["message"]["text"], "ở đây");
        assert!(run["results"][2]["locations"][0]["physicalLocation"].get("region").is_none());
    }
}
