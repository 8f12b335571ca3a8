//! What pages say to machines: linked data that no content can break out of, that states what the model knows and
//! nothing else, and metadata that say everything once. `tests/browser/vocabulary.test.mjs` holds the same data to the
//! vocabulary.

use serde_json::{Value, json};

use crate::html::{Tag, tags};
use crate::support::*;

const DECISION: &str = "\
//- content/bulletins/a.md
---
title: Kế hoạch năm 2021
date: 2021-10-11 16:22
unit: xa-mau
category: ke-hoach
tags: [mot-cua]
author: {name: An, office: Văn phòng Mẫu}
decision: {number: 12/QĐ-UBND, date: 06/10/2021, effective: 10/10/2021, implements: [7/QĐ-UBND ngày 01/02/2021 của UBND tỉnh Mẫu]}
corrections: [{date: 12/10/2021, note: Sửa số văn bản}]
attachments: [phu-luc.pdf]
---
Nội dung.
";

fn things(page: &str) -> Vec<Value> {
    let blocks: Vec<Tag> =
        tags(page).into_iter().filter(|tag| tag.get("type") == Some("application/ld+json")).collect();
    assert_eq!(blocks.len(), 1, "one block a page");
    let block: Value = serde_json::from_str(&blocks[0].text).expect("JSON");
    assert_eq!(block["@context"], "https://schema.org");
    block["@graph"].as_array().expect("a graph").clone()
}

fn thing(page: &str, kind: &str) -> Value {
    let found = things(page);
    found.iter().find(|thing| thing["@type"] == kind).unwrap_or_else(|| panic!("no {kind} in {found:?}")).clone()
}

fn built(fixture: &str, base_url: Option<&str>) -> SiteTest {
    let mut site = SiteTest::small(fixture).file("content/bulletins/phu-luc.pdf", b"%PDF-1.4\n");
    if let Some(base_url) = base_url {
        site = site.args(&["--base-url", base_url]);
    }
    let run = site.build();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    site
}

/// The values of every `meta` of a name, in order.
fn metas(page: &str, name: &str) -> Vec<String> {
    let found = tags(page).into_iter().filter(|tag| tag.name == "meta");
    let found = found.filter(|tag| tag.get("name").or(tag.get("property")) == Some(name));
    found.map(|tag| tag.get("content").unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_hostile_title_stays_inside_the_block() {
    let title = "</script><script>alert(1)</script><!-- & \u{2028}x";
    let site = built(
        &format!("//- content/bulletins/a.md\n---\ntitle: '{title}'\ndate: 11/10/2021\nunit: xa-mau\n---\nX\n"),
        None,
    );
    let page = site.output_file("tin/2021/10/a.html");
    assert!(!page.contains("<script>alert"), "the title's own script stands in the page");
    let headline = thing(&page, "NewsArticle")["headline"].as_str().expect("a headline").to_owned();
    assert!(headline.starts_with("</script><script>alert(1)</script><!-- &"), "{headline}");
}

#[test]
fn a_bulletin_is_an_article_about_its_decision() {
    let site = built(DECISION, Some("https://example.org/cchc/"));
    let page = site.output_file("tin/2021/10/a.html");
    let article = thing(&page, "NewsArticle");
    let decision = "https://example.org/cchc/van-ban/xa-mau/2021/12-qd-ubnd.html";
    let expected = [
        ("url", json!("https://example.org/cchc/tin/2021/10/a.html")),
        ("headline", json!("Kế hoạch năm 2021")),
        ("datePublished", json!("2021-10-11T16:22:00+07:00")),
        ("dateModified", json!("2021-10-12")),
        ("inLanguage", json!("vi")),
        ("articleSection", json!("Kế hoạch")),
        ("isPartOf", json!({"@type": "WebSite", "@id": "https://example.org/cchc/"})),
        (
            "author",
            json!({
                "@type": "Person",
                "name": "An",
                "affiliation": {"@type": "Organization", "name": "Văn phòng Mẫu"},
            }),
        ),
        ("correction", json!({"@type": "CorrectionComment", "datePublished": "2021-10-12", "text": "Sửa số văn bản"})),
    ];
    for (property, value) in expected {
        assert_eq!(article[property], value, "{property}");
    }
    assert_eq!(article["about"][0]["@id"], decision);
    assert_eq!(article["encoding"][0]["sha256"], sha256(b"%PDF-1.4\n"));
    assert_eq!(article["encoding"][0]["contentSize"], "9 B");
    assert_eq!(article["encoding"][0]["encodingFormat"], "application/pdf");
}

#[test]
fn a_decision_is_legislation_with_its_force_and_what_it_implements() {
    let site = built(DECISION, Some("https://example.org/"));
    let law = thing(&site.output_file("van-ban/xa-mau/2021/12-qd-ubnd.html"), "Legislation");
    assert_eq!(law["legislationIdentifier"], "12/QĐ-UBND");
    assert_eq!(law["legislationType"], "Quyết định");
    assert_eq!(law["legislationDate"], "2021-10-06");
    assert_eq!(law["legislationDateOfApplicability"], "2021-10-10");
    assert_eq!(law["legislationLegalForce"], "https://schema.org/InForce");
    assert_eq!(law["temporalCoverage"], "2021-10-10/..");
    assert_eq!(law["legislationPassedBy"]["@id"], "https://example.org/don-vi/xa-mau.html");
    assert_eq!(law["legislationApplies"]["@type"], "Legislation");
    assert_eq!(law["subjectOf"]["url"], "https://example.org/tin/2021/10/a.html");
    // Of the other one only its number, day and issuer are known: no force is said.
    let address = law["legislationApplies"]["@id"].as_str().expect("an address");
    let other = address.strip_prefix("https://example.org/").expect("in the site");
    let other = thing(&site.output_file(other), "Legislation");
    assert_eq!(other.get("legislationLegalForce"), None);
    assert_eq!(other.get("temporalCoverage"), None);
}

#[test]
fn a_date_that_is_the_decisions_is_not_said_to_be_the_bulletins() {
    let fixture = "//- content/bulletins/2021/a.md\n---\ntitle: Tin\nunit: xa-mau\ndecision: 12/QĐ-UBND ngày 06/10/2021\n---\nX\n";
    let site = built(fixture, None);
    let page = site.output_file("tin/2021/10/a.html");
    assert_eq!(thing(&page, "NewsArticle").get("datePublished"), None);
    assert_eq!(metas(&page, "article:published_time"), Vec::<String>::new());
    assert_eq!(metas(&page, "DC.date"), Vec::<String>::new());
}

#[test]
fn a_unit_has_its_place_among_others() {
    let units = "//- content/units.yaml\nxa-mau: {name: xã Mẫu, kind: commune, parent: tinh-mau, valid_from: 2025-07-01, aliases: [X. Mẫu]}\ntinh-mau: {name: tỉnh Mẫu, kind: province}\nhoi: {name: Hội Mẫu}\n";
    let site = built(units, None);
    let unit = thing(&site.output_file("don-vi/xa-mau.html"), "GovernmentOrganization");
    assert_eq!(unit["foundingDate"], "2025-07-01");
    assert_eq!(unit["alternateName"], json!(["X. Mẫu"]));
    assert_eq!(unit["parentOrganization"]["@id"], "../don-vi/tinh-mau.html");
    let parent = thing(&site.output_file("don-vi/tinh-mau.html"), "GovernmentOrganization");
    assert_eq!(parent["subOrganization"][0]["name"], "xã Mẫu");
    // Nobody said that this one is a body of the state.
    thing(&site.output_file("don-vi/hoi.html"), "Organization");
}

#[test]
fn data_sets_tell_where_their_files_are() {
    let site = built(DECISION, None);
    let page = site.output_file("du-lieu/index.html");
    let sets = thing(&page, "DataCatalog")["dataset"].clone();
    let sets = sets.as_array().expect("data sets");
    assert!(sets.len() >= 7);
    for file in sets.iter().flat_map(|set| set["distribution"].as_array().expect("files")) {
        let name = file["contentUrl"].as_str().and_then(|url| url.strip_prefix("../")).expect("an address");
        assert_eq!(file["sha256"], sha256(&site.output()[name]), "{name}");
        assert_eq!(file["contentSize"], format!("{} B", site.output()[name].len()), "{name}");
    }
    // The register of the same rows says the same of them, under the same name.
    let register = thing(&site.output_file("chi-tieu/index.html"), "Dataset");
    assert!(sets.contains(&register), "{register}");
}

#[test]
fn the_home_page_says_how_to_search_where_its_address_is_known() {
    let home = |base: Option<&str>| thing(&built(DECISION, base).output_file("index.html"), "WebSite");
    let action = &home(Some("https://example.org/a/"))["potentialAction"];
    assert_eq!(action["target"]["urlTemplate"], "https://example.org/a/tim-kiem.html?q={search_term_string}");
    assert_eq!(home(None)["potentialAction"], serde_json::Value::Null);
}

#[test]
fn pages_for_nobody_to_find_say_nothing() {
    let site = built(DECISION, None);
    assert!(!site.output_file("404.html").contains("ld+json"));
}

#[test]
fn the_way_to_a_page_is_the_one_that_it_shows() {
    let site = built(DECISION, None);
    for name in ["tin/2021/10/a.html", "don-vi/xa-mau.html", "chi-so/sipas.html", "du-lieu/index.html"] {
        let page = site.output_file(name);
        let steps = thing(&page, "BreadcrumbList")["itemListElement"].clone();
        let said: Vec<(&str, &str)> = steps
            .as_array()
            .expect("steps")
            .iter()
            .map(|step| (step["name"].as_str().expect("a name"), step["item"].as_str().expect("an address")))
            .collect();
        let shown = page.split("crumbs\"").nth(1).and_then(|rest| rest.split("</nav>").next()).expect("breadcrumbs");
        let shown = tags(shown);
        let shown: Vec<&str> = shown.iter().filter_map(|tag| tag.get("href")).collect();
        assert_eq!(said.iter().map(|(_, url)| *url).collect::<Vec<_>>(), shown, "{name}");
        assert!(said.iter().all(|(title, _)| !title.is_empty()), "{name}");
    }
}

#[test]
fn metadata_say_everything_once() {
    let site = built(DECISION, Some("https://example.org/cchc/"));
    for (name, bytes) in site.output() {
        if !name.ends_with(".html") {
            continue;
        }
        let page = String::from_utf8(bytes).expect("text");
        let tags = tags(&page);
        let mut said: Vec<String> = tags
            .iter()
            .filter(|tag| tag.name == "meta")
            .filter_map(|tag| tag.get("name").or(tag.get("property")))
            // Several subjects and several languages are meant to be said one by one.
            .filter(|name| !matches!(*name, "article:tag" | "og:locale:alternate"))
            .map(str::to_owned)
            .collect();
        said.extend(tags.iter().filter(|tag| tag.get("rel") == Some("canonical")).map(|_| "canonical".to_owned()));
        let count = said.len();
        said.sort();
        said.dedup();
        assert_eq!(said.len(), count, "{name} says something twice: {said:?}");
    }
    let page = site.output_file("tin/2021/10/a.html");
    let expected = [
        ("og:type", "article"),
        ("og:locale", "vi_VN"),
        ("og:url", "https://example.org/cchc/tin/2021/10/a.html"),
        ("article:published_time", "2021-10-11T16:22:00+07:00"),
        ("article:modified_time", "2021-10-12"),
        ("article:section", "Kế hoạch"),
        ("article:tag", "mot-cua"),
        ("DC.title", "Kế hoạch năm 2021"),
        ("DC.date", "2021-10-11T16:22:00+07:00"),
        ("DC.creator", "An"),
        ("DC.language", "vi"),
        ("DC.publisher", "Trang thử"),
        ("DC.identifier", "https://example.org/cchc/tin/2021/10/a.html"),
    ];
    for (name, value) in expected {
        assert_eq!(metas(&page, name), [value], "{name}");
    }
}

#[test]
fn every_language_of_a_page_is_named_with_the_one_for_all_others() {
    let fixture = "//- content/site.yaml\nformat: 1\ntitle: Trang thử\nlanguages: [vi, en]\n//- content/bulletins/a.md\n---\ntitle: Tin\ndate: 11/10/2021\nunit: xa-mau\n---\nX\n//- content/bulletins/b.md\n---\ntitle: News\nlang: en\ndate: 12/10/2021\nunit: xa-mau\ntranslation_of: a.md\n---\nX\n";
    let languages = |site: &SiteTest, name: &str| {
        let page = site.output_file(name);
        let found = tags(&page).into_iter().filter(|tag| tag.name == "link" && tag.get("hreflang").is_some());
        let mut found: Vec<String> = found
            .map(|tag| format!("{} {}", tag.get("hreflang").unwrap_or(""), tag.get("href").unwrap_or("")))
            .collect();
        found.sort();
        found
    };
    let site = built(fixture, Some("https://example.org/"));
    let expected = [
        "en https://example.org/tin/2021/10/b.html",
        "vi https://example.org/tin/2021/10/a.html",
        "x-default https://example.org/tin/2021/10/a.html",
    ];
    assert_eq!(languages(&site, "tin/2021/10/a.html"), expected);
    assert_eq!(languages(&site, "tin/2021/10/b.html"), expected);
    let home = ["en https://example.org/en/", "vi https://example.org/", "x-default https://example.org/"];
    assert_eq!(languages(&site, "index.html"), home);
    assert_eq!(languages(&site, "en/index.html"), home);
    // Without an address of the site the links name the files.
    let site = built(fixture, None);
    assert_eq!(languages(&site, "index.html"), ["en en/index.html", "vi index.html", "x-default index.html"]);
}
