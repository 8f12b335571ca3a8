//! Content that wants to act: in every field, in bodies, in files beside them. What is made of it is read with parsers
//! that are not ours; what may not be published is refused with a reason.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::time::{Duration, Instant};

use bantin::compile;
use bantin::discover;
use bantin::markdown::{self, Embed, Highlighter, Picture, Resolver, Target, Word};
use bantin::model::Options;
use bantin::timings::Timings;
use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use jiff::civil::date;

use crate::support::*;

/// What people have tried on other sites (OWASP XSS and CSV injection cheat sheets, and mutation XSS), and template syntax.
const PAYLOADS: [&str; 33] = [
    "<script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "'><img src=https://example.net/x.png onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "</title><svg/onload=alert(1)>",
    "</textarea><iframe src=//example.net>",
    "--><script>x</script>",
    "]]><script>x</script>",
    "{{ 7*7 }}{% raw %}{# c #}{{ site.title | safe }}",
    "javascript:alert(1)",
    "\" onmouseover=\"alert(1)",
    "' style='x",
    "=cmd|'/c calc'!A1",
    "@SUM(1)",
    "+1+1",
    "-1+1",
    "\u{202e}gnp.exe",
    "<base href=//example.net>",
    "<meta http-equiv=refresh content=0;url=//example.net>",
    "<form action=//example.net><button formaction=javascript:x>",
    "<math><mtext></form><form><mglyph><style></math><img src=https://example.net/x.png onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=https://example.net/x.png onerror=alert(1)>\">",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#x3c;script&#x3e;alert(1)",
    "\u{2028}alert(1)",
    "\\u003cscript>\\\"};alert(1)//",
    "<!--<script>",
    "<template><script>x</script></template>",
    "<a id=search name=getElementById>x</a>",
    "<sCrIpT/x>alert(1)</ScRiPt >",
    "<object data=data:text/html,x><embed src=x>",
    "<svg><a xlink:href=javascript:x><animate onbegin=x>",
    "<<b>script>x<</b>/script>",
];

/// How many payloads stand in one field.
const TOGETHER: usize = 3;

/// A site with payloads in every field that takes text.
fn site_of(round: usize) -> SiteTest {
    // Every field holds all payloads of the round, and a number, so that no two tags or titles are the same.
    let number = Cell::new(0);
    let text = |plain: &str| {
        let payloads: String = (0..TOGETHER).map(|step| PAYLOADS[(round * TOGETHER + step) % PAYLOADS.len()]).collect();
        number.set(number.get() + 1);
        serde_json::to_string(&format!("{payloads}{plain}{}", number.get())).expect("a text")
    };
    let t = || text(" chữ");
    let settings = format!(
        "format: 1\ntitle: {}\ndescription: {}\nbase_url: https://example.org/\nnotice: {}\n\
         organisation: {{name: {}, responsible: {}, address: {}, phone: {}}}\n\
         licence: {{name: {}, url: 'https://example.org/\"><script>'}}\n\
         feedback: {{email: a@example.org, form: 'https://example.org/f?\"><script>x</script>'}}\n\
         categories: {{ke-hoach: {{name: {}, description: {}}}}}\n\
         menus: {{main: [{{title: {}, link: 'https://example.org/\" onclick=\"x'}}], footer: [{{title: {}, link: tel:1}}]}}\n\
         abbreviations: {{TTHC: {}}}\nextra: {{x: {}}}\n",
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t()
    );
    let units = format!("xa-mau: {{name: {}, kind: commune, aliases: [{}]}}\n", t(), t());
    let indicators =
        format!("sipas: {{name: {}, abbreviation: {}, unit: \"%\", scale: [0, 100], publisher: {}}}\n", t(), t(), t());
    let cell = |plain: &str| {
        format!("\"{}\"", serde_json::from_str::<String>(&text(plain)).expect("a text").replace('"', "\"\""))
    };
    let results = format!(
        "unit,indicator,year,score,rank,of,change_score,change_rank,compared_with,published,publisher,source,note\n\
         xa-mau,sipas,2024,88,,,,,,,{},{},{}\n",
        cell(""),
        cell(""),
        cell("")
    );
    let table = format!("{},{}\n{},{}\n", cell("a"), cell("b"), cell(""), cell(""));
    let front = format!(
        "title: {}\ndate: 2026-01-05\nunit: xa-mau\ncategory: ke-hoach\nsummary: {}\ntags: [{}, {}]\n\
         author: {{name: {}, office: {}}}\nsource: {{name: {}, url: 'https://example.org/\"><script>x</script>'}}\n\
         decision: {{number: 1/QĐ-UBND, date: 2026-01-05, title: {}, signer: {{name: {}, role: {}}}, issuer: {}, attachments: [{{file: p.pdf, title: {}, note: {}}}]}}\n\
         plan: {{title: {}, goal: {}, motto: {}, period: \"2026\", tasks: [{{title: {}, due: 2026-12-31, lead: xa-mau}}], solutions: [{}], models: [{}]}}\n\
         targets:\n  - {{statement: {}, indicator: sipas, goal: \"> 90\", by: 2026, note: {}}}\n\
         results: [{{indicator: sipas, year: 2025, score: 90, note: {}, publisher: {}, source: {}}}]\n\
         corrections: [{{date: 2026-02-01, note: {}}}]\nconsultation: {{from: 2026-01-01, to: 2027-01-01, contact: {}}}\n\
         cover: {{file: p.png, alt: {}, caption: {}, credit: {}}}\ngallery: [{{file: p.png, alt: {}, caption: {}, credit: {}}}]\n\
         extra: {{x: {}}}\n",
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t(),
        t()
    );
    // One paragraph, heading, cell and code block for each payload of the round; comments stay out of the way of the rest.
    let payloads = (0..TOGETHER).map(|step| PAYLOADS[(round * TOGETHER + step) % PAYLOADS.len()]);
    let body: String = payloads
        .map(|p| {
            let line = p.replace('|', "\\|");
            format!(
                "Đoạn {p} cuối.\n\n## Mục {p} {{#{p}}}\n\n| {line} | b |\n|---|---|\n| {line} | [x](https://example.org/ \"{}\") |\n\n\
                 ![{}](p.png)\n\n```{p}\n{p}\n```\n\n> - {p}\n\nx[^1]\n\n[^1]: {p}\n\n{p}\n\n-->\n\n",
                p.replace('"', "\\\""),
                p.replace(['[', ']'], "")
            )
        })
        .collect();
    let body = format!("{body}\n[[csv: ../data/t.csv]]\n\n[[gallery]]\n\n[[chart: sipas]]\n");
    SiteTest::new("")
        .file("content/site.yaml", settings.as_bytes())
        .file("content/units.yaml", units.as_bytes())
        .file("content/indicators.yaml", indicators.as_bytes())
        .file("content/results.csv", results.as_bytes())
        .file("content/data/t.csv", table.as_bytes())
        .file("content/bulletins/a.md", format!("---\n{front}---\n{body}").as_bytes())
        .file("content/bulletins/p.png", PIXEL)
        .file("content/bulletins/p.pdf", b"%PDF-1.4\n")
        .file("content/pages/p.md", format!("---\ntitle: {}\nsummary: {}\n---\nX\n", t(), t()).as_bytes())
}

/// Name and attributes.
type StartTag = (String, Vec<(String, String)>);

/// The start tags of a page by the tokenizer of a browser, with the text of its scripts.
#[derive(Default)]
struct Seen {
    tags: RefCell<Vec<StartTag>>,
    scripts: RefCell<Vec<String>>,
    in_script: RefCell<bool>,
}

impl TokenSink for Seen {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let name = tag.name.to_string();
                let attributes = tag.attrs.iter().map(|attr| (attr.name.local.to_string(), attr.value.to_string()));
                self.tags.borrow_mut().push((name.clone(), attributes.collect()));
                *self.in_script.borrow_mut() = name == "script";
                match name.as_str() {
                    "script" => {
                        self.scripts.borrow_mut().push(String::new());
                        TokenSinkResult::RawData(ScriptData)
                    }
                    "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(Rawtext),
                    "title" | "textarea" => TokenSinkResult::RawData(Rcdata),
                    _ => TokenSinkResult::Continue,
                }
            }
            Token::TagToken(_) => {
                *self.in_script.borrow_mut() = false;
                TokenSinkResult::Continue
            }
            Token::CharacterTokens(text) if *self.in_script.borrow() => {
                self.scripts.borrow_mut().last_mut().expect("a script is open").push_str(&text);
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

fn seen(html: &str) -> Seen {
    let tokenizer = Tokenizer::new(Seen::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(html.into());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink
}

/// What acts in a piece of HTML; `theme` says whether scripts and forms of the theme may stand in it.
fn faults(html: &str, theme: bool) -> Vec<String> {
    let seen = seen(html);
    let mut faults = Vec::new();
    let mut scripts = seen.scripts.borrow().clone().into_iter();
    for (name, attributes) in seen.tags.borrow().iter() {
        let get = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
        let mut fault = |what: &str| faults.push(format!("{what}: <{name} {attributes:?}>"));
        match name.as_str() {
            "iframe" | "object" | "embed" | "applet" | "frame" | "frameset" | "base" | "portal" | "style" | "math" => {
                fault("an element");
            }
            "meta" if get("http-equiv").is_some_and(|it| it.eq_ignore_ascii_case("refresh")) => fault("a redirection"),
            "form" if !theme || get("action").is_some_and(|it| it.contains("//")) => fault("a form"),
            "script" => {
                let text = scripts.next().expect("every script has a text");
                let is_data = get("type") == Some("application/ld+json")
                    && serde_json::from_str::<serde_json::Value>(&text).is_ok();
                let is_own = text.trim().is_empty()
                    && get("src").is_some_and(|src| !src.contains(':') && !src.starts_with("//"));
                if !theme || !(is_data || is_own) {
                    fault("a script");
                }
            }
            _ => {}
        }
        for (attribute, value) in attributes {
            let plain: String =
                value.chars().filter(|letter| *letter > ' ' && !letter.is_control()).collect::<String>().to_lowercase();
            let acts = ["javascript:", "data:", "vbscript:", "file:", "blob:", "//", "/\\", "\\"];
            let is_address = matches!(
                attribute.as_str(),
                "href"
                    | "src"
                    | "action"
                    | "formaction"
                    | "srcset"
                    | "poster"
                    | "data"
                    | "ping"
                    | "xlink:href"
                    | "cite"
            );
            if attribute.starts_with("on")
                || matches!(attribute.as_str(), "style" | "srcdoc")
                || (is_address && acts.iter().any(|start| plain.starts_with(start)))
            {
                fault("an attribute");
            }
        }
    }
    faults
}

/// What acts in any file of a site.
fn site_faults(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, bytes) in files.iter().filter(|(name, _)| !name.starts_with("theme/")) {
        let text = || String::from_utf8(bytes.clone()).expect("a text file is UTF-8");
        let extension = name.rsplit('.').next().unwrap_or_default();
        let found = match extension {
            "html" => self::faults(&text(), true),
            "csv" => table_faults(bytes),
            "xlsx" => workbook_faults(bytes),
            "atom" | "rss" | "xml" => feed_faults(&text()),
            "json" => {
                let document = serde_json::from_str::<serde_json::Value>(&text()).expect("JSON");
                let items = document["items"].as_array().cloned().unwrap_or_default();
                let html = items.iter().filter_map(|item| item["content_html"].as_str());
                html.flat_map(|html| self::faults(html, false)).collect()
            }
            _ => Vec::new(),
        };
        faults.extend(found.into_iter().map(|fault| format!("{name}: {fault}")));
    }
    faults
}

/// Cells that a spreadsheet would compute (OWASP, "CSV Injection"); numbers may begin with a sign.
fn table_faults(bytes: &[u8]) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let rows = reader.records().map(|row| row.expect("a row"));
    let cells = rows.flat_map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>());
    cells
        .filter(|cell| cell.trim_start_matches('\u{feff}').starts_with(['=', '+', '-', '@', '\t', '\r']))
        .filter(|cell| cell.replace(',', ".").parse::<f64>().is_err())
        .collect()
}

fn workbook_faults(bytes: &[u8]) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is an archive");
    let mut faults = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("a part is text");
        faults.extend(
            ["<f>", "<f ", "<script", "externalLink"]
                .iter()
                .filter(|word| text.contains(**word))
                .map(|it| (*it).to_owned()),
        );
    }
    faults
}

/// A feed is well-formed, and the HTML in its texts does not act.
fn feed_faults(xml: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut faults = Vec::new();
    let mut text = String::new();
    loop {
        match reader.read_event().expect("a feed is XML") {
            quick_xml::events::Event::Eof => return faults,
            quick_xml::events::Event::Text(part) => text.push_str(&part),
            quick_xml::events::Event::CData(part) => text.push_str(&part),
            quick_xml::events::Event::GeneralRef(name) => text.push_str(match &*name {
                "lt" => "<",
                "gt" => ">",
                "amp" => "&",
                "quot" => "\"",
                _ => "'",
            }),
            quick_xml::events::Event::Start(element) => {
                let name = element.local_name().as_ref().to_owned();
                if ["script", "iframe", "object"].contains(&name.as_str()) {
                    faults.push(name);
                }
                text.clear();
            }
            quick_xml::events::Event::End(element) => {
                // Titles of Atom and RSS are plain text; only contents are read as HTML.
                if ["content", "encoded"].contains(&element.local_name().as_ref()) {
                    faults.extend(self::faults(&text, false));
                }
                text.clear();
            }
            _ => {}
        }
    }
}

#[test]
fn no_field_of_content_acts_in_any_file() {
    let rounds = PAYLOADS.len() / TOGETHER;
    for round in 0..rounds {
        let site = site_of(round);
        site.build().expect_code(0).done();
        let files = site.output();
        assert!(files.len() > 60, "round {round}: {} files", files.len());
        let found = site_faults(&files);
        assert!(found.is_empty(), "round {round}:\n{}", found.join("\n"));
        let page = String::from_utf8_lossy(&files["tin/2026/01/a.html"]).into_owned();
        if round * TOGETHER <= 8 && 8 < (round + 1) * TOGETHER {
            assert!(page.contains("{{ 7*7 }}{% raw %}{# c #}"), "template syntax is shown as text");
        }
    }
}

#[test]
fn what_acts_is_found_by_the_test_itself() {
    for html in [
        "<script>x</script>",
        "<p><script src=https://example.net/x.js></script>",
        "<a href=' java\tscript:x'>",
        "<a href=//example.net>",
        "<img src=x oNerror=y>",
        "<p style=x>",
        "<meta http-equiv=Refresh content=0>",
        "<form action=https://example.net>",
        "<title>x</title><iframe>",
        "<script type=application/ld+json>{\"a\":\"</script><b onclick=x>\"}",
    ] {
        assert!(!faults(html, true).is_empty(), "{html}");
    }
    assert!(faults("<title><script>x</script></title><!-- <script> --><p title='<script>'>", false).is_empty());
    assert!(!table_faults(b"a,=1\n").is_empty() && table_faults(b"-1,\"-1,5\"\n").is_empty());
}

const FRONT: &str = "title: Bài\ndate: 05/01/2026\nunit: xa-mau\n";

/// What `check` says of one bulletin: 1 where there is an error, and the codes. The rooms are called without the program,
/// for there are hundreds of cases.
fn codes(front: &str, body: &str, files: &[(&str, &[u8])]) -> (i32, Vec<String>) {
    let text = format!("---\n{FRONT}{front}---\n{body}\n");
    let mut site = SiteTest::small("").file("content/bulletins/a/index.md", text.as_bytes());
    for (name, bytes) in files {
        site = site.file(&format!("content/bulletins/a/{name}"), bytes);
    }
    let (sources, found) = discover::discover(site.folder()).expect("the folder can be read");
    let options =
        Options { today: date(2026, 11, 22), drafts: false, future: false, accept_removals: false, base_url: None };
    let checked = compile::check(&sources, found, options, false, None, &Timings::default());
    let codes = checked.diagnostics.iter().map(|item| item.diagnostic.code.to_owned()).collect();
    (i32::from(checked.errors() > 0), codes)
}

#[test]
fn links_that_act_are_refused_wherever_they_stand() {
    let acts = [
        "javascript:alert(1)",
        "JaVaScRiPt&colon;alert(1)",
        "java&#x0a;script:alert(1)",
        "java&Tab;script:alert(1)",
        "&#1;javascript:alert(1)",
        "data:text/html,x",
        "data:image/svg+xml,x",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:x",
        "filesystem:x",
        "view-source:x",
        "intent:x",
        "ms-msdt:x",
        "//example.net/x",
    ];
    let places = ["[x](<{}>)", "[x][r]\n\n[r]: <{}>", "<a href=\"{}\">x</a>", "<div><a href='{}'>x</a></div>"];
    for act in acts {
        for place in places {
            let body = place.replace("{}", act);
            let (code, codes) = codes("", &body, &[]);
            let refused = codes.iter().any(|code| code == "unsafe-link" || code == "broken-link");
            assert!(code == 1 && refused, "{body}: {codes:?}");
        }
        if !act.starts_with("//") {
            for place in ["![x](<{}>)", "<img src=\"{}\" alt=x>"] {
                let (code, codes) = codes("", &place.replace("{}", act), &[]);
                assert!(code == 1 && codes.iter().any(|code| code == "unsafe-link"), "{act} {place}: {codes:?}");
            }
        }
    }
}

fn archive(part: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(part, zip::write::SimpleFileOptions::default()).expect("a part");
    zip.write_all(b"x").expect("memory takes it");
    zip.finish().expect("an archive").into_inner()
}

#[test]
fn files_that_act_are_refused_and_those_under_a_wrong_name_are_told() {
    let (word, macros) = (archive("word/document.xml"), archive("word/vbaProject.bin"));
    let quiet = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>";
    let active = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>x</script></svg>";
    let mut cases: Vec<(String, &[u8], Option<&str>)> = Vec::new();
    for extension in [
        "html", "htm", "xhtml", "mht", "xml", "js", "mjs", "swf", "exe", "bat", "cmd", "com", "scr", "msi", "ps1",
        "vbs", "jar", "apk", "dll", "lnk", "hta", "php", "asp", "aspx", "jsp", "cgi", "htaccess", "url", "svgz", "EXE",
        "pdf.exe",
    ] {
        cases.push((format!("tep.{extension}"), b"x", Some("active-file")));
    }
    let plain: [(&str, &[u8], Option<&str>); 22] = [
        ("a.svg", quiet, None),
        ("a.svg", active, Some("active-file")),
        ("a.png", active, Some("active-file")),
        ("a.png", quiet, Some("wrong-file-type")),
        ("a.pdf", b"%PDF-1.7\n", None),
        ("a.pdf", b"MZ\x90", Some("active-file")),
        ("a.pdf", b"\x7fELF", Some("active-file")),
        ("a.pdf", b"<html><script>", Some("active-file")),
        ("a.pdf", b" \n<!doctype html>", Some("active-file")),
        ("a.pdf", PIXEL, Some("wrong-file-type")),
        ("a.pdf", b"", Some("wrong-file-type")),
        ("a.exe.pdf", b"%PDF-1.7\n", None),
        ("a.doc", b"#!/bin/sh\n", Some("active-file")),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None),
        ("a.doc", b"%PDF-1.7\n", Some("wrong-file-type")),
        ("a.docx", &word, None),
        ("a.docx", &macros, Some("macro-file")),
        ("a.docx", b"%PDF-1.7\n", Some("wrong-file-type")),
        ("a.xlsm", &word, Some("macro-file")),
        ("a.zip", &word, None),
        ("a.csv", b"a,b\n1,2\n", None),
        ("a.txt", b"<?php x", Some("active-file")),
    ];
    cases.extend(plain.map(|(name, bytes, expected)| (name.to_owned(), bytes, expected)));
    let ours = ["active-file", "wrong-file-type", "macro-file"];
    for (name, bytes, expected) in cases {
        for (front, body) in
            [(format!("attachments: [{name}]\n"), String::new()), (String::new(), format!("[Tệp]({name})"))]
        {
            let (code, codes) = codes(&front, &body, &[(&name, bytes)]);
            let found: Vec<&str> = codes.iter().map(String::as_str).filter(|code| ours.contains(code)).collect();
            assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{name} {front}{body}");
            assert_eq!(code, i32::from(expected == Some("active-file")), "{name} {codes:?}");
        }
    }
    for front in ["cover: {file: a.svg, alt: A}\n", "gallery: [{file: a.svg, alt: A}]\n"] {
        let (code, codes) = codes(front, "", &[("a.svg", active)]);
        assert!(code == 1 && codes.contains(&"active-file".to_owned()), "{front} {codes:?}");
    }
}

#[test]
fn what_the_administrator_puts_into_static_is_not_judged() {
    let site = SiteTest::small("//- content/bulletins/a.md\n---\ntitle: Bài\ndate: 05/01/2026\nunit: xa-mau\n---\n[Công cụ](/static/cong-cu.html)\n")
        .file("content/static/cong-cu.html", b"<!doctype html><title>x</title>");
    site.build().expect_code(0).done();
    assert!(site.path("public/cong-cu.html").exists());
}

#[cfg(unix)]
#[test]
fn names_that_are_not_what_they_look_like_are_refused() {
    for name in ["anh\u{202e}gnp.jpg", "c\u{430}o.pdf", "a\u{200b}.pdf", "a\u{7}.pdf", "a\\b.pdf"] {
        let (code, codes) = codes("", "X", &[(name, b"%PDF-1.4\n")]);
        assert!(code == 1 && codes.contains(&"file-name".to_owned()), "{name:?} {codes:?}");
    }
}

#[test]
fn devices_of_windows_are_no_names_of_files() {
    let site = SiteTest::small(
        "//- content/bulletins/aux.md\n---\ntitle: Bài\ndate: 05/01/2026\nunit: xa-mau\ntags: [con]\nattachments: [nul.pdf]\n---\nX\n",
    )
    .file("content/bulletins/nul.pdf", b"%PDF-1.4\n");
    site.build().expect_code(0).done();
    let files = site.output();
    for name in files.keys() {
        for part in name.split('/') {
            let stem = part.split('.').next().unwrap_or_default();
            assert!(!["con", "aux", "nul", "prn"].contains(&stem), "{name}");
        }
    }
    assert!(files.contains_key("the/con-0.html") && files.contains_key("tin/2026/01/aux-0/nul-0.pdf"));
}

#[test]
fn no_name_of_a_file_leads_out_of_the_site() {
    let paths = [
        "../../../../etc/passwd",
        "/../../etc/passwd",
        "C:\\\\Windows\\\\win.ini",
        "\\\\\\\\server\\\\share",
        "..%2f..%2f..%2fetc/passwd",
        "%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "x\\0.pdf",
        "../../site.yaml",
        "/etc/passwd",
    ];
    for path in paths {
        for field in [
            "cover: {file: \"{}\", alt: A}",
            "gallery: [{file: \"{}\", alt: A}]",
            "audio: \"{}\"",
            "video: \"{}\"",
            "attachments: [\"{}\"]",
            "decision: {number: 1/QĐ-UBND, date: 2026-01-01, attachments: [\"{}\"]}",
        ] {
            let (code, codes) = codes(&format!("{}\n", field.replace("{}", path)), "X", &[]);
            assert_eq!(code, 1, "{path} in {field}: {codes:?}");
        }
        for body in ["[x](<{}>)", "![x](<{}>)", "[[csv: {}]]", "[[targets: {}]]", "<img src=\"{}\" alt=x>"] {
            let body = body.replace("{}", &path.replace("\\\\", "\\").replace("\\0", ""));
            let (code, codes) = codes("", &body, &[]);
            assert_eq!(code, 1, "{body}: {codes:?}");
        }
    }
    for alias in ["../x.html", "%2e%2e/x.html", "a/../../x.html", "C:/x.html", "\\\\\\\\x\\\\y.html", "aux.html"] {
        let (code, codes) = codes(&format!("aliases: [\"{alias}\"]\n"), "X", &[]);
        assert_eq!(code, 1, "{alias}: {codes:?}");
    }
    for theme in ["../../x", "/etc", "..", "default/../.."] {
        let site =
            SiteTest::small("").file("content/site.yaml", format!("format: 1\ntitle: T\ntheme: {theme}\n").as_bytes());
        site.check().expect_code(1).done();
    }
    for id in ["../../x", "a/b", "..", "con", "c\u{430}o", "a\u{202e}b"] {
        let units = format!("{}: {{name: xã Mẫu, kind: commune}}\n", serde_json::to_string(id).expect("a text"));
        let site = SiteTest::small("").file("content/units.yaml", units.as_bytes());
        site.check().expect_code(1).done();
        site.run(&["new", "--unit", id, "Bài"]).expect_code(2).done();
    }
}

/// Time that nothing hostile may take; a debug build of a busy machine needs a tenth of it.
const PATIENCE: Duration = Duration::from_secs(30);

#[test]
fn hostile_yaml_ends_soon() {
    let laughs: String = (b'b'..b'k')
        .map(|letter| {
            let (this, before) = (char::from(letter), char::from(letter - 1));
            format!("  {this}: &{this} [{}]\n", vec![format!("*{before}"); 9].join(","))
        })
        .collect();
    let cases = [
        ("brackets", format!("extra: {}\n", "{a: ".repeat(100_000)), 1),
        ("closed brackets", format!("extra: {}1{}\n", "{a: ".repeat(50_000), "}".repeat(50_000)), 1),
        ("square brackets", format!("extra: {}\n", "[".repeat(400_000)), 1),
        ("dashes", format!("extra:\n  {}x\n", "- ".repeat(100_000)), 1),
        ("questions", format!("extra:\n  {}x\n", "? ".repeat(50_000)), 1),
        ("indents", format!("extra:\n{}", (1..800).map(|n| format!("{}a:\n", " ".repeat(n))).collect::<String>()), 1),
        ("laughs", format!("extra:\n  a: &a [x,x,x,x,x,x,x,x,x]\n{laughs}"), 1),
        ("alias of itself", "extra: &a [*a]\n".to_owned(), 1),
        ("program of Python", "extra: !!python/object/apply:os.system [x]\n".to_owned(), 1),
        ("given twice", "unit: xa-mau\n".to_owned(), 1),
        ("huge number", "results: [{indicator: sipas, year: 1e999999, score: 1e999999}]\n".to_owned(), 1),
        ("far day", "expires: 999999-01-01\n".to_owned(), 1),
        ("ten megabytes", format!("summary: \"{}\"\n", "x ".repeat(3_000_000)), 1),
        ("many fields", format!("extra:\n{}", (0..20_000).map(|n| format!("  k{n}: 1\n")).collect::<String>()), 0),
        ("merged", "extra: {a: &a {x: 1}, b: {<<: *a}}\n".to_owned(), 0),
    ];
    for (name, front, expected) in cases {
        let start = Instant::now();
        let (code, codes) = codes(&front, "X", &[]);
        assert_eq!(code, expected, "{name}: {codes:?}");
        assert!(start.elapsed() < PATIENCE, "{name} took {:?}", start.elapsed());
    }
}

struct Plain;

impl Resolver for Plain {
    fn link(&self, destination: &str) -> Target {
        Target::Url { url: destination.to_owned(), external: true }
    }

    fn image(&self, _: &str) -> Option<Picture> {
        None
    }

    fn embed(&self, _: &Embed, _: &mut String) {}

    fn word(&self, _: Word) -> &str {
        "Chữ"
    }
}

/// Bodies that are made to take time, memory or stack: with a stack of a quarter of what threads of a build have, in
/// bounded time, and giving no more than a few hundred bytes for each of theirs.
#[test]
fn hostile_bodies_end_soon_and_stay_small() {
    let many = |piece: &str, times: usize| piece.repeat(times);
    let list: String = (0..1500).map(|depth| format!("{}- x\n", "  ".repeat(depth))).collect();
    let runs: String = (1..600).map(|length| "`".repeat(length) + " ").collect();
    let cases = [
        ("brackets", many("[", 100_000)),
        ("image brackets", many("![", 50_000)),
        ("quotations", many(">", 100_000)),
        ("emphasis", many("*_", 50_000)),
        ("open emphasis", many("**a ", 50_000)),
        ("strikes", many("~~a", 30_000)),
        ("backticks", runs),
        ("nested list", list),
        ("dashes", format!("{}x", many("- ", 20_000))),
        ("quotations and lists", format!("{}x", many("> - ", 10_000))),
        ("footnote references", format!("{}\n\n[^a]: x\n", many("[^a]", 100_000))),
        ("references", format!("[a]: /{}\n\n{}", many("u", 5_000), many("[a] ", 20_000))),
        ("headings", many("# a\n\n", 30_000)),
        ("long word", many("ơ", 500_000)),
        ("tags", many("<b>", 50_000)),
        ("blocks", many("<div>\n", 20_000)),
        ("half tags", many("<a ", 50_000)),
        ("comments", many("<!--", 50_000)),
        ("attributes", format!("<p {}>", many("a=b ", 50_000))),
        ("table", format!("{}|\n{}|\n{}|\n", many("|a", 5_000), many("|-", 5_000), many("|b", 5_000))),
        ("empty table", format!("{}\n{}\n{}", many("|", 1_000), many("|-", 1_000), many("|\n", 2_000))),
        ("marks", format!("a{}", many("\u{301}", 100_000))),
        ("directions", many("\u{202e}", 50_000)),
        ("NUL", many("\0", 100_000)),
        ("code", format!("```rust\n{}\n```", many("(", 20_000))),
    ];
    for (name, body) in cases {
        let start = Instant::now();
        let length = body.len();
        let work = move || {
            let outline = markdown::outline(&body);
            let mut html = String::new();
            markdown::render(&body, &Plain, &Highlighter::new(), &mut html);
            (html.len(), outline.findings.len())
        };
        let thread = std::thread::Builder::new().stack_size(512 * 1024).spawn(work).expect("a thread");
        let (made, _) = thread.join().unwrap_or_else(|_| panic!("{name} ends in a panic"));
        assert!(made < 40_000_000 && made < length * 300 + 100_000, "{name}: {length} bytes became {made}");
        assert!(start.elapsed() < PATIENCE, "{name} took {:?}", start.elapsed());
    }
}

#[test]
fn a_note_of_a_hundred_thousand_references_keeps_its_links_back_few() {
    let body = format!("{}\n\n[^a]: x\n", "[^a]".repeat(10_000));
    let mut html = String::new();
    markdown::render(&body, &Plain, &Highlighter::new(), &mut html);
    assert_eq!(html.matches("footnote-ref\"").count(), 10_000);
    assert_eq!(html.matches("footnote-back").count(), 50);
}
