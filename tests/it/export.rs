//! Exports for search engines: the files are held to what the engines document, the folding to the site's own search, the
//! documents to its index.

mod analyzers;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;

use crate::support::index::SearchIndex;
use crate::support::*;

const ENGINES: [&str; 2] = ["opensearch", "meilisearch"];

fn full_site() -> SiteTest {
    SiteTest::copy_of(&project("tests/fixtures/full/site"))
}

fn export(site: &SiteTest, engine: &str, more: &[&str]) -> Run {
    site.run(&[&["export", "search", "--to", engine, "--date", TODAY], more].concat())
}

/// The files of an export of the site with every feature.
fn exported(engine: &str) -> BTreeMap<String, Vec<u8>> {
    let site = full_site();
    export(&site, engine, &[]).expect_code(0).done();
    read_tree(&site.path("export").join(engine))
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("JSON")
}

/// Lines of a file; the last ends, too.
fn lines(bytes: &[u8]) -> Vec<Value> {
    assert!(bytes.ends_with(b"\n"), "the last line ends in a newline");
    assert!(!bytes.contains(&b'\r'));
    bytes.strip_suffix(b"\n").expect("it was just seen").split(|byte| *byte == b'\n').map(json).collect()
}

/// The documents of an export; for OpenSearch each after its action.
fn documents(engine: &str, files: &BTreeMap<String, Vec<u8>>) -> Vec<Value> {
    if engine == "meilisearch" {
        return lines(&files["documents.ndjson"]);
    }
    let lines = lines(&files["bulk.ndjson"]);
    assert_eq!(lines.len() % 2, 0, "every action has its document");
    let pairs = lines.chunks(2).map(|pair| {
        let action = pair[0].as_object().expect("an action");
        assert_eq!(action.keys().collect::<Vec<_>>(), ["index"]);
        assert_eq!(action["index"].as_object().expect("metadata").keys().collect::<Vec<_>>(), ["_id"]);
        assert_eq!(action["index"]["_id"], pair[1]["id"]);
        pair[1].clone()
    });
    pairs.collect()
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().expect("a list").iter().map(|item| item.as_str().expect("a text")).collect()
}

fn named<'a>(documents: &'a [Value], path: &str) -> &'a Value {
    let url = format!("https://bantin.example/cchc/{path}");
    documents.iter().find(|document| document["url"] == url.as_str()).unwrap_or_else(|| panic!("no {url}"))
}

#[test]
fn every_subject_of_the_search_is_exported_with_an_id() {
    let site = full_site();
    site.build().expect_code(0).done();
    let index = SearchIndex::of(&site.output());
    let mut expected: Vec<String> =
        index.documents().iter().map(|shown| format!("https://bantin.example/cchc/{}", shown[1])).collect();
    expected.sort();
    for engine in ENGINES {
        let documents = documents(engine, &exported(engine));
        let mut urls: Vec<&str> = documents.iter().map(|document| document["url"].as_str().expect("a text")).collect();
        urls.sort_unstable();
        assert_eq!(urls, expected, "{engine}");
        let ids: BTreeSet<&str> = documents.iter().map(|document| document["id"].as_str().expect("an id")).collect();
        assert_eq!(ids.len(), documents.len(), "ids differ");
        for id in ids {
            let is_plain = id.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'));
            assert!(is_plain && (1..=511).contains(&id.len()), "{id}");
        }
        let kinds: BTreeSet<&str> =
            documents.iter().map(|document| document["kind"].as_str().expect("a kind")).collect();
        assert_eq!(kinds, BTreeSet::from(["bulletin", "decision", "target", "unit", "indicator", "page"]));
    }
}

#[test]
fn ids_stay_when_texts_change_and_differ_between_sites() {
    let ids = |site: &SiteTest| {
        export(site, "opensearch", &[]).expect_code(0).done();
        let found = documents("opensearch", &read_tree(&site.path("export/opensearch")));
        found.iter().map(|document| document["id"].as_str().expect("an id").to_owned()).collect::<BTreeSet<_>>()
    };
    let (one, other) = (full_site(), full_site());
    let before = ids(&one);
    let path = one.path("content/bulletins/ket-qua.md");
    let text = fs::read_to_string(&path).expect("a bulletin");
    fs::write(&path, text.replace("Xã Cũ công bố", "Xã Cũ nay công bố")).expect("it can be edited");
    assert_eq!(before, ids(&one));
    let other = other.args(&["--base-url", "https://khac.example/"]);
    assert!(before.is_disjoint(&ids(&other)));
}

#[test]
fn documents_say_what_the_site_says() {
    for engine in ENGINES {
        let documents = documents(engine, &exported(engine));
        let bulletin = named(&documents, "tin/2026/01/ke-hoach-2026.html");
        assert_eq!(bulletin["title"], "Xã Mẫu ban hành kế hoạch cải cách hành chính năm 2026");
        assert_eq!(bulletin["title_folded"], "xa mau ban hanh ke hoach cai cach hanh chinh nam 2026");
        assert_eq!((&bulletin["date"], &bulletin["language"]), (&"2026-01-17".into(), &"vi".into()));
        assert_eq!(strings(&bulletin["decision_numbers"]), ["12/QĐ-UBND"]);
        assert_eq!((&bulletin["decision_date"], &bulletin["unit"]), (&"2026-01-15".into(), &"xã Mẫu".into()));
        assert!(bulletin["text"].as_str().expect("a text").contains("Kế hoạch giao việc cho từng bộ phận"));
        assert_eq!(bulletin["site"], "https://bantin.example/cchc/");
        let old = named(&documents, "tin/2025/03/ket-qua.html");
        assert_eq!(strings(&old["unit_lineage"]), ["xã Cũ", "xã Mẫu"]);
        assert_eq!(strings(&old["unit_above"]), ["tỉnh Mẫu"]);
        let target = named(&documents, "tin/2026/01/ke-hoach-2026.html#chi-tieu-hai-long");
        let condition = &target["conditions"][0];
        assert_eq!((&condition["comparator"], &condition["value"]), (&">".into(), &90.into()), "{target}");
        assert_eq!((&condition["unit"], &condition["measure"]), (&"%".into(), &"score".into()));
        assert_eq!(target["frequency"], "yearly");
        let ranked = documents.iter().filter(|document| document["kind"] == "target");
        assert!(ranked.clone().any(|target| target["due"] == "2030-12-31"));
        assert!(ranked.clone().all(|target| target["status"].is_string()));
        let is_folded = |document: &&Value| document.get("text_folded").is_some();
        assert_eq!(documents.iter().filter(is_folded).count() > 0, engine == "meilisearch");
        for document in &documents {
            for (spelled, folded) in [("title", "title_folded"), ("text", "text_folded")] {
                if let (Some(spelled), Some(folded)) = (document[spelled].as_str(), document[folded].as_str()) {
                    assert_eq!(bantin::text::fold(spelled), folded);
                }
            }
        }
    }
    let documents = documents("meilisearch", &exported("meilisearch"));
    // 17 January 2026, midnight in Vietnam.
    assert_eq!(named(&documents, "tin/2026/01/ke-hoach-2026.html")["timestamp"], 1_768_582_800);
}

/// The keys of an object that are not among those documented.
fn undocumented(value: &Value, documented: &[&str]) -> Vec<String> {
    let keys = value.as_object().expect("an object").keys();
    keys.filter(|key| !documented.contains(&key.as_str())).cloned().collect()
}

/// Parameters of each type of OpenSearch's analysis and mappings, as far as they are used.
const PARAMETERS: [(&str, &[&str]); 14] = [
    ("mapping", &["mappings"]),
    ("pattern_replace", &["pattern", "replacement"]),
    ("pattern", &["pattern", "group"]),
    ("shingle", &["min_shingle_size", "max_shingle_size", "output_unigrams"]),
    ("synonym_graph", &["synonyms"]),
    ("custom", &["char_filter", "tokenizer", "filter"]),
    ("keyword", &["index", "doc_values", "ignore_above", "normalizer", "fields"]),
    ("text", &["analyzer", "search_analyzer", "fields"]),
    ("date", &["format"]),
    ("nested", &["properties"]),
    ("double", &[]),
    ("integer", &[]),
    ("boolean", &[]),
    ("long", &[]),
];

fn check_parameters(name: &str, value: &Value) {
    let kind = value["type"].as_str().unwrap_or_else(|| panic!("{name} has a type"));
    let (_, parameters) =
        PARAMETERS.iter().find(|(known, _)| *known == kind).unwrap_or_else(|| panic!("{name}: {kind}"));
    assert_eq!(undocumented(value, &[*parameters, &["type"]].concat()), Vec::<String>::new(), "{name}");
}

#[test]
fn the_settings_of_opensearch_hold_together() {
    let files = exported("opensearch");
    let index = json(&files["index.json"]);
    assert_eq!(undocumented(&index, &["settings", "mappings", "aliases"]), Vec::<String>::new());
    let analysis = &index["settings"]["analysis"];
    assert_eq!(
        undocumented(analysis, &["char_filter", "tokenizer", "filter", "analyzer", "normalizer"]),
        Vec::<String>::new()
    );
    let mut used: BTreeSet<String> = BTreeSet::new();
    for group in ["char_filter", "tokenizer", "filter", "analyzer", "normalizer"] {
        for (name, value) in analysis[group].as_object().expect("definitions") {
            check_parameters(name, value);
            if !["analyzer", "normalizer"].contains(&group) {
                continue;
            }
            let filters = strings(&value["filter"]);
            let own = filters.iter().filter(|filter| **filter != "lowercase");
            for filter in own {
                assert!(analysis["filter"].get(*filter).is_some(), "{name}: {filter}");
                used.insert((*filter).to_owned());
            }
            for filter in strings(&value["char_filter"]) {
                assert!(analysis["char_filter"].get(filter).is_some(), "{name}: {filter}");
            }
            match value.get("tokenizer").and_then(Value::as_str) {
                Some(tokenizer) => assert!(analysis["tokenizer"].get(tokenizer).is_some(), "{name}: {tokenizer}"),
                None => assert_eq!(group, "normalizer", "{name} has no tokenizer"),
            }
            // Documented for queries only, and shingles of a graph are refused.
            assert_eq!(filters.contains(&"abbreviations"), name == "vietnamese_query");
        }
    }
    assert_eq!(used.len(), analysis["filter"].as_object().expect("filters").len(), "no filter lies idle");
    let mappings = &index["mappings"];
    assert_eq!(mappings["dynamic"], "strict");
    let mut open = vec![("".to_owned(), &mappings["properties"])];
    while let Some((above, properties)) = open.pop() {
        for (name, value) in properties.as_object().expect("fields") {
            let name = format!("{above}{name}");
            check_parameters(&name, value);
            for (key, group) in
                [("analyzer", "analyzer"), ("search_analyzer", "analyzer"), ("normalizer", "normalizer")]
            {
                if let Some(named) = value.get(key).and_then(Value::as_str) {
                    assert!(analysis[group].get(named).is_some(), "{name}: {named}");
                }
            }
            open.extend(["fields", "properties"].iter().filter_map(|key| Some((format!("{name}."), value.get(*key)?))));
        }
    }
    // What the mapping does not know a strict index refuses.
    for document in documents("opensearch", &files) {
        for (field, value) in document.as_object().expect("an object") {
            let mapping = &mappings["properties"][field];
            assert!(mapping.is_object(), "{field} is not mapped");
            if mapping["type"] == "nested" {
                for (field, _) in
                    value.as_array().expect("a list").iter().flat_map(|item| item.as_object().expect("an object"))
                {
                    assert!(mapping["properties"].get(field).is_some(), "{field} is not mapped");
                }
            }
            if mapping["type"] == "date" {
                let day: Result<jiff::civil::Date, _> = value.as_str().expect("a text").parse();
                assert!(day.is_ok(), "{field}: {value}");
            }
        }
    }
}

#[test]
fn the_settings_of_meilisearch_are_documented_ones() {
    let files = exported("meilisearch");
    let settings = json(&files["settings.json"]);
    let known = [
        "searchableAttributes",
        "filterableAttributes",
        "sortableAttributes",
        "displayedAttributes",
        "rankingRules",
        "stopWords",
        "synonyms",
        "typoTolerance",
        "localizedAttributes",
    ];
    assert_eq!(undocumented(&settings, &known), Vec::<String>::new());
    assert_eq!(settings["stopWords"], Value::Array(Vec::new()));
    let typos = &settings["typoTolerance"];
    let known = ["enabled", "minWordSizeForTypos", "disableOnWords", "disableOnAttributes"];
    assert_eq!(undocumented(typos, &known), Vec::<String>::new());
    assert_eq!(undocumented(&typos["minWordSizeForTypos"], &["oneTypo", "twoTypos"]), Vec::<String>::new());
    let locales = &settings["localizedAttributes"][0];
    assert_eq!(undocumented(locales, &["attributePatterns", "locales"]), Vec::<String>::new());
    assert!(strings(&locales["locales"]).contains(&"vie"));
    let rules = strings(&settings["rankingRules"]);
    assert_eq!(rules[..6], ["words", "typo", "proximity", "attribute", "sort", "exactness"]);
    let documents = documents("meilisearch", &files);
    let fields: BTreeSet<&str> = documents
        .iter()
        .flat_map(|document| document.as_object().expect("an object").keys().map(String::as_str))
        .collect();
    let displayed: BTreeSet<&str> = strings(&settings["displayedAttributes"]).into_iter().collect();
    let shown: BTreeSet<&str> = fields.iter().copied().filter(|name| !name.ends_with("_folded")).collect();
    assert!(displayed.is_superset(&shown), "{:?}", shown.difference(&displayed));
    for list in ["searchableAttributes", "filterableAttributes", "sortableAttributes"] {
        for name in strings(&settings[list]) {
            let (field, part) = name.split_once('.').unwrap_or((name, ""));
            assert!(fields.contains(field), "{list}: no document has {field}");
            let has = |document: &Value| document[field][0].get(part).is_some();
            assert!(part.is_empty() || documents.iter().any(has), "{list}: {name}");
        }
    }
    // The engine takes a field whose name ends in "id" for the primary key, where there is only one.
    let keys: Vec<&str> = fields.into_iter().filter(|name| name.to_lowercase().ends_with("id")).collect();
    assert_eq!(keys, ["id"]);
}

#[test]
fn synonyms_lead_to_and_fro_and_never_to_themselves() {
    let index = json(&exported("opensearch")["index.json"]);
    let rules = strings(&index["settings"]["analysis"]["filter"]["abbreviations"]["synonyms"]);
    let mut opensearch: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for rule in &rules {
        let (from, to) = rule.split_once(" => ").expect("an explicit rule");
        let to: Vec<&str> = to.split(", ").collect();
        assert_eq!(to[0], from, "what was asked for stays");
        assert!(!to[1..].contains(&from), "{rule}");
        let others = to[1..].iter().map(|words| (*words).to_owned()).collect();
        assert!(opensearch.insert(from.to_owned(), others).is_none(), "{rule} twice");
    }
    let settings = json(&exported("meilisearch")["settings.json"]);
    let meilisearch: BTreeMap<String, BTreeSet<String>> =
        serde_json::from_value(settings["synonyms"].clone()).expect("lists of words");
    for (name, synonyms) in [("opensearch", &opensearch), ("meilisearch", &meilisearch)] {
        for (from, others) in synonyms {
            assert!(!others.is_empty() && !others.contains(from), "{name}: {from}");
            for other in others {
                assert!(synonyms.get(other).is_some_and(|back| back.contains(from)), "{name}: {from}, {other}");
            }
        }
    }
    assert!(opensearch["tthc"].contains("thu tuc hanh chinh"));
    assert!(
        meilisearch["tthc"]
            .is_superset(&BTreeSet::from(["thu tuc hanh chinh".to_owned(), "thủ tục hành chính".to_owned()]))
    );
    assert!(opensearch["par index"].contains("chi so cai cach hanh chinh"));
}

#[test]
fn threads_and_the_folder_change_no_bytes() {
    for engine in ENGINES {
        let expected = exported(engine);
        for jobs in ["1", "2", "8"] {
            let site = full_site();
            export(&site, engine, &["--jobs", jobs, "--output", "ra/day"]).expect_code(0).done();
            assert_eq!(differences(&expected, &read_tree(&site.path("ra/day"))), Vec::<String>::new());
        }
    }
}

#[test]
fn the_list_holds_the_size_and_hash_of_every_file() {
    for engine in ENGINES {
        let files = exported(engine);
        let list = json(&files["export.json"]);
        assert_eq!((&list["engine"], &list["complete"]), (&engine.into(), &true.into()));
        let listed = list["files"].as_object().expect("files");
        assert_eq!(listed.len() + 1, files.len());
        for (name, entry) in listed {
            assert_eq!(entry["size"], files[name].len() as u64);
            assert_eq!(entry["sha256"], sha256(&files[name]).as_str());
        }
        assert_eq!(list["documents"], documents(engine, &files).len());
    }
}

#[test]
fn files_of_others_stay_and_old_parts_go() {
    let site = full_site().file("ra/cua-toi.txt", b"giu lai");
    let refused = "bantin: không chạy được: $SITE/ra có những tệp không do bantin tạo ra nên không ghi gì vào đó; \
         chọn thư mục khác bằng --output, hoặc làm rỗng thư mục này\n";
    let run = export(&site, "opensearch", &["--output", "ra"]).expect_code(2);
    assert!(run.stderr.ends_with(refused), "{}", run.stderr);
    fs::remove_file(site.path("ra/cua-toi.txt")).expect("it is there");
    export(&site, "opensearch", &["--output", "ra"]).expect_code(0).done();
    site.write("ra/cua-toi.txt", b"giu lai");
    site.write("ra/.settings.json.bantin-new", b"bi bo do");
    // Another engine into the same folder: its files come, those of the first go.
    export(&site, "meilisearch", &["--output", "ra"]).expect_code(0).done();
    let names: Vec<String> = read_tree(&site.path("ra")).into_keys().collect();
    assert_eq!(names, ["cua-toi.txt", "documents.ndjson", "export.json", "settings.json"]);
    // A name that somebody else has taken since.
    site.write("ra/bulk.ndjson", b"cua toi");
    let before = read_tree(&site.path("ra"));
    export(&site, "opensearch", &["--output", "ra"]).expect_code(2).done();
    assert_eq!(differences(&before, &read_tree(&site.path("ra"))), Vec::<String>::new());
    // A published site is no place for it, and an export none for a site.
    site.build().expect_code(0).done();
    export(&site, "opensearch", &["--output", "public"]).expect_code(2).done();
    site.run(&["build", "--date", TODAY, "--output", "ra"]).expect_code(2).done();
    for content in ["content", "content/ra", "."] {
        export(&site, "opensearch", &["--output", content]).expect_code(2).done();
    }
}

#[test]
fn without_an_address_or_with_mistakes_nothing_is_written() {
    let site = SiteTest::small("//- content/bulletins/a.md\n---\ntitle: Bài\ndate: 11/10/2021\nunit: xa-mau\n---\nX\n");
    export(&site, "opensearch", &[])
        .expect_stderr(
            "bantin: không chạy được: chưa biết địa chỉ của trang nên kết quả tìm kiếm không dẫn tới đâu; thêm base_url vào content/site.yaml, hoặc ghi --base-url https://…\n",
        )
        .expect_code(2)
        .done();
    let run = export(&site, "opensearch", &["--base-url", "https://a.example/", "--quiet"]).expect_code(0);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
    fs::remove_dir_all(site.path("export")).expect("it was written");
    site.write("content/bulletins/a.md", b"---\ntitle: B\ndate: 30/02/2021\n---\nX\n");
    let run = export(&site, "meilisearch", &["--base-url", "https://a.example/"]).expect_code(1);
    assert!(run.stderr.contains("chưa ghi gì vào export/meilisearch"), "{}", run.stderr);
    assert!(!site.path("export").exists());
    site.run(&["export", "search", "--to", "khac"]).expect_code(2).done();
    site.run(&["export", "search"]).expect_code(2).done();
    site.run(&["export"]).expect_code(2).done();
}

#[test]
fn the_summary_counts() {
    let site = full_site();
    let run = export(&site, "meilisearch", &[]).expect_code(0);
    let documents = documents("meilisearch", &read_tree(&site.path("export/meilisearch"))).len();
    let expected = format!("Đã xuất {documents} tài liệu tìm kiếm (2 tệp, ");
    assert!(run.stderr.contains(&expected) && run.stderr.ends_with(") vào export/meilisearch\n"), "{}", run.stderr);
    assert_eq!(run.stdout, "");
}
