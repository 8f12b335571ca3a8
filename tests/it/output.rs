//! What stands in a built site: the pages, links and data of the sample site hold together. Whole pages are compared in
//! `goldens`, two builds in `same_bytes`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use serde_json::Value;

use crate::html::{Tag, tags};
use crate::support::*;

/// A built site and the tags of its pages.
pub struct Built {
    /// The way to the site in its address: `/` or `/cchc/`.
    base: &'static str,
    pub files: BTreeMap<String, Vec<u8>>,
    pub pages: BTreeMap<String, Vec<Tag>>,
}

impl Built {
    pub fn new(base: &'static str, files: BTreeMap<String, Vec<u8>>) -> Self {
        let pages = files.iter().filter(|(name, _)| name.ends_with(".html"));
        let pages = pages.map(|(name, bytes)| (name.clone(), tags(&String::from_utf8_lossy(bytes)))).collect();
        Self { base, files, pages }
    }

    fn text(&self, name: &str) -> &str {
        let bytes = self.files.get(name).unwrap_or_else(|| panic!("{name} is missing"));
        std::str::from_utf8(bytes).expect("a text is UTF-8")
    }

    fn json(&self, name: &str) -> Value {
        serde_json::from_str(self.text(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Pages that are not only there to send readers on.
    fn real_pages(&self) -> impl Iterator<Item = (&String, &Vec<Tag>)> {
        self.pages.iter().filter(|(_, tags)| tags.iter().all(|tag| tag.get("http-equiv") != Some("refresh")))
    }
}

/// The sample site, built once.
static SAMPLE: LazyLock<Built> = LazyLock::new(|| Built::new("/", build_sample(&[])));

/// The sample site with an address.
static PUBLISHED: LazyLock<Built> =
    LazyLock::new(|| Built::new("/cchc/", build_sample(&["--base-url", "https://example.org/cchc/"])));

fn build_sample(arguments: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let site = SiteTest::new("");
    let output = site.path("public");
    let mut command = program();
    command.args(["build", "--date", TODAY, "--lang", "vi", "--quiet", "--site"]).arg(project("."));
    let run = command.arg("--output").arg(&output).args(arguments).output().expect("the program starts");
    Run::of(run, site.folder()).expect_stderr("").expect_code(0).done();
    read_tree(&output)
}

/// The attributes that make a browser or a reader go somewhere.
fn targets(tag: &Tag) -> Vec<String> {
    let names = ["href", "src", "action", "poster", "data"];
    let mut found: Vec<String> = names.iter().filter_map(|name| tag.get(name)).map(str::to_owned).collect();
    if let Some((_, url)) =
        tag.get("content").filter(|_| tag.get("http-equiv") == Some("refresh")).and_then(|text| text.split_once("url="))
    {
        found.push(url.to_owned());
    }
    found.extend(
        tag.get("srcset")
            .iter()
            .flat_map(|set| set.split(','))
            .filter_map(|part| part.split_whitespace().next())
            .map(str::to_owned),
    );
    found
}

fn is_outside(url: &str) -> bool {
    ["http:", "https:", "mailto:", "tel:", "data:"].iter().any(|scheme| url.starts_with(scheme))
        || url.starts_with("//")
}

/// The file that a link on `page` leads to, and the anchor in it.
fn followed(base: &str, page: &str, url: &str) -> Option<(String, Option<String>)> {
    let (path, anchor) = match url.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor.to_owned())),
        None => (url, None),
    };
    let path = path.split('?').next().unwrap_or(path);
    if path.is_empty() {
        return Some((page.to_owned(), anchor));
    }
    // Only the page for addresses that do not exist has absolute links: it is shown at any depth.
    let from_top = path.strip_prefix(base);
    let mut parts: Vec<&str> = match path.starts_with('/') {
        true => Vec::new(),
        false => page.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect(),
    };
    for part in from_top.unwrap_or(path).split('/') {
        match part {
            ".." => drop(parts.pop()?),
            "." => {}
            part => parts.push(part),
        }
    }
    Some((parts.join("/"), anchor))
}

/// Every link that leads nowhere.
pub fn dead_links(built: &Built) -> Vec<String> {
    let ids: HashMap<&str, BTreeSet<&str>> = built
        .pages
        .iter()
        .map(|(page, tags)| (page.as_str(), tags.iter().filter_map(|tag| tag.get("id")).collect()))
        .collect();
    let mut dead = Vec::new();
    for (page, tags) in &built.pages {
        for url in tags.iter().flat_map(targets).filter(|url| !is_outside(url)) {
            let Some((file, anchor)) = followed(built.base, page, &url) else {
                dead.push(format!("{page}: {url} leaves the site"));
                continue;
            };
            if !built.files.contains_key(&file) {
                dead.push(format!("{page}: {url} (no {file})"));
            } else if let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty())
                && !ids.get(file.as_str()).is_some_and(|ids| ids.contains(anchor.as_str()))
            {
                dead.push(format!("{page}: {url} (no such anchor)"));
            }
        }
    }
    dead
}

/// What a strict content security policy, readers of screens and readers abroad would stumble over.
pub fn faults(built: &Built) -> Vec<String> {
    let mut faults = Vec::new();
    let mut titles: HashMap<String, &str> = HashMap::new();
    for (page, tags) in built.real_pages() {
        let count = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
        if count("h1") != 1 {
            faults.push(format!("{page}: {} h1", count("h1")));
        }
        // A title inside a chart belongs to the chart.
        let title = tags.iter().find(|tag| tag.name == "title").map(|tag| tag.text.clone()).unwrap_or_default();
        if let Some(other) = titles.insert(title.clone(), page) {
            faults.push(format!("{page}: the title {title:?} is also that of {other}"));
        }
        if tags.iter().all(|tag| tag.get("name") != Some("description") || tag.get("content").is_none_or(str::is_empty))
        {
            faults.push(format!("{page}: no description"));
        }
        let mut seen = BTreeSet::new();
        for id in tags.iter().filter_map(|tag| tag.get("id")) {
            if !seen.insert(id) {
                faults.push(format!("{page}: the id {id} twice"));
            }
        }
    }
    for (page, tags) in &built.pages {
        for tag in tags {
            let is_data = tag.get("type") == Some("application/ld+json");
            if tag.name == "style" || (tag.name == "script" && tag.get("src").is_none() && !is_data) {
                faults.push(format!("{page}: inline {}", tag.name));
            }
            if is_data && serde_json::from_str::<Value>(&tag.text).is_err() {
                faults.push(format!("{page}: a data block is no JSON"));
            }
            for (name, value) in &tag.attributes {
                if name == "style" || (name.starts_with("on") && name.len() > 2) || value.starts_with("javascript:") {
                    faults.push(format!("{page}: {} {name}={value:?}", tag.name));
                }
            }
            let loads = ["img", "script", "source", "audio", "video", "iframe", "embed", "object"]
                .contains(&tag.name.as_str())
                || (tag.name == "link" && !matches!(tag.get("rel"), Some("canonical" | "alternate" | "license")));
            for url in targets(tag).iter().filter(|url| loads && is_outside(url) && !url.starts_with("data:")) {
                faults.push(format!("{page}: {} loads {url}", tag.name));
            }
        }
    }
    faults
}

fn assert_none(found: &[String]) {
    assert!(found.is_empty(), "{} fault(s):\n{}", found.len(), found[..found.len().min(40)].join("\n"));
}

#[test]
fn every_link_of_the_sample_site_leads_somewhere() {
    assert!(SAMPLE.pages.len() > 50);
    assert_none(&dead_links(&SAMPLE));
}

#[test]
fn no_page_of_the_sample_site_breaks_the_rules() {
    assert_none(&faults(&SAMPLE));
    assert_none(&faults(&PUBLISHED));
}

#[test]
fn a_site_without_an_address_names_none() {
    let absolute = |tag: &Tag| {
        ["canonical", "alternate"].contains(&tag.get("rel").unwrap_or_default())
            && tag.get("href").is_some_and(is_outside)
    };
    for (page, tags) in &SAMPLE.pages {
        assert!(!tags.iter().any(absolute), "{page}");
    }
}

#[test]
fn the_addresses_of_the_design_exist() {
    let expected = [
        "index.html",
        "tin/2021/10/cao-lanh-ke-hoach-2021-2030.html",
        "tin/2021/10/cao-lanh-ke-hoach-2021-2030.md",
        "tin/2021/10/cao-lanh-ke-hoach-2021-2030.json",
        "tin/index.html",
        "tin/2021/index.html",
        "tin/2021/10/index.html",
        "tin/2021/11/10.html",
        "van-ban/index.html",
        "van-ban/tp-cao-lanh/2021/1954-qd-ubnd.html",
        "chi-tieu/index.html",
        "chi-so/index.html",
        "chi-so/par-index.html",
        "don-vi/index.html",
        "don-vi/tp-cao-lanh.html",
        "nhiem-vu/index.html",
        "chuyen-muc/ke-hoach.html",
        "linh-vuc/tthc.html",
        "the/par-index.html",
        "tim-kiem.html",
        "du-lieu/index.html",
        "data.json",
        "gioi-thieu.html",
        "404.html",
        "sitemap.xml",
        "robots.txt",
        "feed.atom",
        "feed.rss",
        "feed.json",
        "don-vi/tp-cao-lanh/feed.atom",
        "chuyen-muc/ke-hoach/feed.json",
        "manifest.json",
    ];
    let missing: Vec<&str> = expected.into_iter().filter(|name| !SAMPLE.files.contains_key(*name)).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn every_register_is_open_data() {
    let names = [
        "tin/tin",
        "van-ban/van-ban",
        "chi-tieu/chi-tieu",
        "chi-so/chi-so",
        "chi-so/ket-qua",
        "don-vi/don-vi",
        "nhiem-vu/nhiem-vu",
    ];
    let files = names.iter().flat_map(|name| ["csv", "xlsx", "json"].map(|extension| format!("{name}.{extension}")));
    let missing: Vec<String> = files.filter(|name| !SAMPLE.files.contains_key(name)).collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn the_second_page_of_a_list_has_its_address() {
    let bulletins: String = (1..=25)
        .map(|day| format!("//- content/bulletins/b{day}.md\n---\ntitle: Bài số {day}\ndate: {day}/10/2021\nunit: xa-mau\ncategory: ke-hoach\n---\nNội dung {day}.\n"))
        .collect();
    let site = SiteTest::small(&bulletins);
    site.build().expect_code(0).done();
    let built = Built::new("/", site.output());
    assert!(built.files.contains_key("trang/2.html"));
    assert_none(&dead_links(&built));
    assert_none(&faults(&built));
}

#[test]
fn the_manifest_holds_the_size_and_hash_of_every_file() {
    assert_none(&manifest_faults(&SAMPLE.files));
}

#[test]
fn all_json_parses() {
    let names = SAMPLE.files.keys().filter(|name| name.ends_with(".json"));
    let objects = names.map(|name| SAMPLE.json(name)).filter(|value| value.is_object() || value.is_array());
    assert!(objects.count() > 10);
}

#[test]
fn csv_and_json_of_a_data_set_say_the_same() {
    // Beside a bulletin the JSON is the whole bulletin.
    let is_set =
        |name: &&String| name.ends_with(".csv") && (!name.starts_with("tin/2") || name.as_str() == "tin/tin.csv");
    let sets: Vec<&String> = SAMPLE.files.keys().filter(is_set).collect();
    assert!(sets.len() >= 7);
    for name in sets {
        let bytes = &SAMPLE.files[name];
        assert!(bytes.starts_with(&[0xEF, 0xBB, 0xBF]), "{name} has no byte order mark for Excel");
        let json = SAMPLE.json(&name.replace(".csv", ".json"));
        let objects = json.as_array().expect("a list of rows");
        let mut reader = csv::Reader::from_reader(&bytes[3..]);
        let header = reader.headers().expect("a header").clone();
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), objects.len(), "{name}");
        for (row, object) in rows.iter().zip(objects) {
            let object = object.as_object().expect("a row is an object");
            assert_eq!(object.keys().map(String::as_str).collect::<Vec<_>>(), header.iter().collect::<Vec<_>>());
            for (cell, (field, value)) in row.iter().zip(object) {
                // The comparators are words of our own, and no spreadsheet runs a lone `=`.
                let expected = if field.starts_with("comparator") {
                    value.as_str().unwrap_or_default().to_owned()
                } else {
                    plain(value)
                };
                assert_eq!(cell, expected, "{name}, {field}");
            }
        }
    }
}

/// A JSON value as its cell in the CSV: a text that a spreadsheet would run has an apostrophe in front.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[test]
fn no_cell_of_a_table_is_run_by_a_spreadsheet() {
    let site = SiteTest::small(
        "//- content/bulletins/a.md\n---\ntitle: '=HYPERLINK(\"https://example.org\";\"Bấm\")'\ndate: 11/10/2021\nunit: xa-mau\nsummary: '@SUM(1+1)'\n---\nX\n",
    );
    site.build().expect_code(0).done();
    let table = site.output_file("tin/tin.csv");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    for cell in reader
        .records()
        .map(|row| row.expect("a row"))
        .flat_map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>())
    {
        assert!(!cell.starts_with(['=', '+', '@']), "{cell}");
    }
    assert!(table.contains("'=HYPERLINK"));
}

#[test]
fn feeds_and_the_site_map_are_read_by_another_parser_and_hold_the_newest() {
    let newest = "tin/2023/01/tay-ninh-ke-hoach-2023.html";
    for built in [&*SAMPLE, &*PUBLISHED] {
        let names = built
            .files
            .keys()
            .filter(|name| name.ends_with(".atom") || name.ends_with(".rss") || name.ends_with(".xml"));
        let mut count = 0;
        for name in names {
            count += 1;
            let mut reader = quick_xml::Reader::from_str(built.text(name));
            reader.config_mut().check_end_names = true;
            let mut depth = 0_i32;
            loop {
                match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
                    quick_xml::events::Event::Start(tag) => {
                        depth += 1;
                        assert!(tag.attributes().all(|attribute| attribute.is_ok()), "{name}");
                    }
                    quick_xml::events::Event::End(_) => depth -= 1,
                    quick_xml::events::Event::Eof => break,
                    _ => {}
                }
            }
            assert_eq!(depth, 0, "{name}");
        }
        assert!(count > 10);
        for name in ["feed.atom", "feed.rss", "feed.json", "sitemap.xml"] {
            assert!(built.text(name).contains(newest), "{name} lacks the newest bulletin");
        }
    }
    for name in ["feed.atom", "feed.rss", "feed.json", "sitemap.xml"] {
        let address = format!("https://example.org/cchc/{newest}");
        assert!(PUBLISHED.text(name).contains(&address), "{name} lacks {address}");
    }
    let pages: BTreeSet<&str> =
        PUBLISHED.text("sitemap.xml").split("<loc>").skip(1).filter_map(|part| part.split("</loc>").next()).collect();
    assert!(pages.iter().all(|page| page.starts_with("https://example.org/cchc/")));
    assert!(PUBLISHED.text("robots.txt").contains("https://example.org/cchc/sitemap.xml"));
}

#[test]
fn the_json_feed_has_what_the_specification_asks_for() {
    let feed = PUBLISHED.json("feed.json");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["feed_url"], "https://example.org/cchc/feed.json");
    for item in feed["items"].as_array().expect("items") {
        assert!(item["id"].is_string() && item["url"].is_string());
        assert!(item["content_html"].is_string() || item["content_text"].is_string() || item["summary"].is_string());
    }
}

#[test]
fn the_catalogue_tells_sizes_and_hashes_of_its_files() {
    let catalogue = SAMPLE.json("data.json");
    let sets = catalogue["dcat:dataset"].as_array().expect("data sets");
    assert!(sets.len() >= 7);
    for file in sets.iter().flat_map(|set| set["dcat:distribution"].as_array().expect("files")) {
        let name = file["dcat:downloadURL"]["@id"].as_str().expect("an address");
        let bytes = &SAMPLE.files[name];
        assert_eq!(file["dcat:byteSize"], bytes.len() as u64, "{name}");
        assert!(file["spdx:checksum"].to_string().contains(&sha256(bytes)), "{name}");
    }
}

#[test]
fn the_text_beside_a_bulletin_is_its_source_without_remarks() {
    let site = SiteTest::small(
        "//- content/bulletins/a.md\n---\n# nhắc nội bộ\ntitle: Bài # hỏi lại văn thư\ndate: 11/10/2021\n---\nĐoạn một. <!-- xóa trước khi đăng -->\n\nĐoạn hai.\n",
    );
    site.build().expect_code(0).done();
    let text = site.output_file("tin/2021/10/a.md");
    assert_eq!(text, "---\ntitle: Bài\ndate: 11/10/2021\n---\nĐoạn một. \n\nĐoạn hai.\n");
}

/// The whole-site fixtures have every feature once, so their pages are held to the same rules.
#[test]
fn sites_with_every_feature_hold_together() {
    let site = SiteTest::copy_of(&project("tests/fixtures/full/site"));
    site.build().expect_code(0).done();
    let built = Built::new("/cchc/", site.output());
    assert_none(&dead_links(&built));
    assert_none(&faults(&built));
    assert_none(&manifest_faults(&built.files));
    assert!(site.path("public/en/index.html").exists());
}
