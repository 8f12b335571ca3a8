//! One function for each kind of bytes that users hand over. Each panics where a promise is broken: nothing panics inside,
//! no reported place lies outside of the text, no page holds a script of its content, no quotation is made up.

use std::io::{Cursor, Write};

use bantin::compile;
use bantin::diagnostics::Diagnostic;
use bantin::discover::{SourceText, Sources, is_quiet_drawing};
use bantin::extract::{Known, extract};
use bantin::images::Cache;
use bantin::import::draft::{Context, draft};
use bantin::import::{self, File};
use bantin::markdown::{self, Embed, Highlighter, Picture, Resolver, Target, Word};
use bantin::model::Options;
use bantin::parse::{self, Places};
use bantin::render::{Past, Run};
use bantin::search::analysis;
use bantin::source::{SourcePath, WebAddress};
use bantin::text;
use bantin::timings::Timings;
use bantin::value;
use bantin::write::{Memory, MemoryNotes, Stored};
use jiff::civil::date;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::html::{Tag, tags};

/// A check of any bytes.
pub type Check = fn(&[u8]);

/// Every target by the name of its program and its folder of the corpus.
pub const ALL: &[(&str, Check)] = &[
    ("front_matter", front_matter),
    ("registers", registers),
    ("values", values),
    ("markdown", markdown),
    ("site", site),
    ("table", table),
    ("address", address),
    ("drawing", drawing),
    ("text", text),
    ("docx", docx),
    ("odt", odt),
    ("html", html),
    ("import", import),
];

/// Longer input finds no other ways through the program, only slower ones.
const LONGEST: usize = 64 * 1024;

fn readable(data: &[u8]) -> String {
    // Files come in as normalised text.
    text::nfc(&String::from_utf8_lossy(&data[..data.len().min(LONGEST)])).into_owned()
}

/// Bulletins and pages, with the places of their mistakes.
pub fn front_matter(data: &[u8]) {
    let text = readable(data);
    for text in [text.as_str(), &format!("---\ntitle: A\n{text}\n---\nX\n")] {
        let bulletin = SourcePath::new("content/bulletins/a.md");
        places(&bulletin, text, &parse::bulletin(&bulletin, text).diagnostics);
        let page = SourcePath::new("content/pages/a.md");
        places(&page, text, &parse::page(&page, text).diagnostics);
        // What is published of a bulletin's source is a source too.
        parse::bulletin(&bulletin, &parse::published_source(text));
    }
}

/// Settings, registers and tables.
pub fn registers(data: &[u8]) {
    let text = readable(data);
    let yaml = |name: &str| SourcePath::new(format!("content/{name}.yaml"));
    places(&yaml("site"), &text, &parse::settings(&yaml("site"), &text).diagnostics);
    places(&yaml("units"), &text, &parse::units(&yaml("units"), &text).diagnostics);
    places(&yaml("indicators"), &text, &parse::indicators(&yaml("indicators"), &text).diagnostics);
    places(&yaml("areas"), &text, &parse::areas(&yaml("areas"), &text).diagnostics);
    let csv = SourcePath::new("content/results.csv");
    places(&csv, &text, &parse::results(&csv, &text).diagnostics);
    places(&csv, &text, &parse::data_table(&csv, &text).diagnostics);
}

fn places(path: &SourcePath, text: &str, diagnostics: &[Diagnostic]) {
    let places = Places::new(path, text);
    for span in diagnostics.iter().filter_map(|diagnostic| places.locate(&diagnostic.at.place)) {
        assert!(text.get(span.clone()).is_some(), "{span:?} is no place of the text");
    }
}

/// A table of an article, as it was written and as readers get it back.
pub fn table(data: &[u8]) {
    let text = readable(data);
    let csv = SourcePath::new("content/data/a.csv");
    let parsed = parse::data_table(&csv, &text);
    places(&csv, &text, &parsed.diagnostics);
    let results = SourcePath::new("content/results.csv");
    let header =
        "unit,indicator,year,score,rank,of,change_score,change_rank,compared_with,published,publisher,source,note";
    let text = format!("{header}\n{text}");
    places(&results, &text, &parse::results(&results, &text).diagnostics);
}

/// Addresses of links, one a line: the host is where a browser would go, and nothing of it hides.
pub fn address(data: &[u8]) {
    for line in readable(data).lines().take(200) {
        let Some(web) = WebAddress::parse(line) else { continue };
        assert!(
            !web.host.is_empty() && !web.host.contains(['/', '\\', '?', '#', '@', '\t']),
            "{line:?} leads to {:?}",
            web.host
        );
        assert_eq!(web.host.to_lowercase(), web.host, "{line:?}");
        assert!(!web.is_below("example.org") || web.host.ends_with("example.org"), "{line:?}");
        let _ = (web.is_private(), text::is_disguised(&web.host));
    }
}

/// A drawing that is let in holds nothing that a second parser of markup takes for a script.
pub fn drawing(data: &[u8]) {
    let text = readable(data);
    for text in [text.as_str(), &format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{text}</svg>")] {
        if is_quiet_drawing(text) {
            for tag in tags(text) {
                assert!(tag.name != "script" && tag.name != "foreignobject", "<{}>", tag.name);
                let acts = tag.attributes.iter().find(|(name, value)| {
                    name.starts_with("on") || value.to_ascii_lowercase().trim_start().starts_with("javascript:")
                });
                assert!(acts.is_none(), "<{} {acts:?}>", tag.name);
            }
        }
    }
}

/// Dates, numbers, periods, decisions and conditions, one a line; and the syllables that search makes of them.
pub fn values(data: &[u8]) {
    let text = readable(data);
    for line in text.lines().take(200) {
        let _ = value::parse_moment(line);
        let _ = value::parse_number(line);
        let _ = value::parse_period(line);
        let _ = value::parse_deadline(line);
        let _ = value::parse_frequency(line);
        let _ = value::parse_decision_text(line);
        let _ = value::parse_goal(line);
        if let Ok(number) = value::parse_document_number(line) {
            let again = value::parse_document_number(&number.canonical()).map(|number| number.canonical());
            assert_eq!(
                again.as_deref(),
                Ok(number.canonical().as_str()),
                "a number as it is printed is read as itself"
            );
        }
        analysis::tokens(line, |token| assert!(!token.folded.is_empty()));
        let folded = text::fold(line);
        assert_eq!(text::fold(&folded), folded, "folded once is folded");
        let slug = text::slug(line);
        assert!(slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'), "{slug}");
    }
}

/// Bodies, with a resolver that lets every safe address through.
pub fn markdown(data: &[u8]) {
    let body = readable(data);
    let outline = markdown::outline(&body);
    let mut html = String::new();
    markdown::render(&body, &Through, &Highlighter::new(), &mut html);
    for tag in tags(&html) {
        harmless(&tag);
        assert!(tag.name != "script", "a body has no script");
    }
    for heading in &outline.headings {
        assert!(html.contains(&format!("id=\"{}\"", heading.id)), "the heading {} is in the page", heading.id);
    }
}

/// A whole site, whose one bulletin is the data: nothing of it acts in any page.
pub fn site(data: &[u8]) {
    let text = readable(data);
    let mut sources = Sources::default();
    let files = [
        ("content/site.yaml", "format: 1\ntitle: Trang thử\nbase_url: https://example.org/\n"),
        ("content/units.yaml", "xa-mau: {name: xã Mẫu, kind: commune}\n"),
        (
            "content/indicators.yaml",
            "sipas: {name: Chỉ số hài lòng, abbreviation: SIPAS, unit: \"%\", scale: [0, 100]}\n",
        ),
        ("content/bulletins/a.md", &text),
    ];
    for (path, text) in files {
        sources.texts.insert(SourcePath::new(path), SourceText::new(text.to_owned()));
    }
    let options =
        Options { today: date(2026, 11, 22), drafts: true, future: true, accept_removals: false, base_url: None };
    let timings = Timings::default();
    let mut checked = compile::check(&sources, Vec::new(), options, false, None, &timings);
    if checked.errors() > 0 {
        return;
    }
    let memory = Memory::default();
    let run = Run {
        output: &memory,
        past: &Past::default(),
        notes: &MemoryNotes::default(),
        program: "",
        progress: &|_, _| {},
        timings: &timings,
    };
    compile::render(&mut checked, &sources, &Cache::none(), false, &run).expect("what was checked can be rendered");
    for (path, stored) in memory.into_files() {
        let Stored::Bytes(bytes) = &stored else { continue };
        if path.ends_with(".html") {
            page(&path, &String::from_utf8_lossy(bytes));
        } else if path.ends_with(".json") {
            serde_json::from_slice::<serde_json::Value>(bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }
}

fn page(path: &str, html: &str) {
    for tag in tags(html) {
        harmless(&tag);
        if tag.name == "script" {
            let is_data = tag.get("type") == Some("application/ld+json");
            let source = tag.get("src").unwrap_or_default();
            let is_own =
                tag.text.trim().is_empty() && !source.is_empty() && !source.contains(':') && !source.starts_with("//");
            assert!(is_data || is_own, "{path}: a script {:?} {}", tag.attributes, tag.text);
        }
    }
}

/// Nothing that runs, frames, or leads to something that runs.
pub fn harmless(tag: &Tag) {
    let forbidden = ["iframe", "object", "embed", "applet", "frame", "frameset", "base", "style", "portal"];
    assert!(!forbidden.contains(&tag.name.as_str()), "an element <{}>", tag.name);
    for (name, value) in &tag.attributes {
        assert!(!name.starts_with("on") && name != "style" && name != "srcdoc", "<{} {name}=\"{value}\">", tag.name);
        let leads = ["href", "src", "action", "formaction", "poster", "srcset", "xlink:href", "ping", "data", "cite"];
        if leads.contains(&name.as_str()) {
            // Browsers leave out white space and control characters inside of a scheme.
            let plain: String = value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
            let scheme = plain.to_ascii_lowercase();
            let acts = ["javascript:", "vbscript:", "data:"].iter().any(|start| scheme.starts_with(start));
            assert!(!acts, "<{} {name}=\"{value}\">", tag.name);
        }
    }
}

struct Through;

impl Resolver for Through {
    fn link(&self, destination: &str) -> Target {
        match destination.starts_with("http") || destination.starts_with('#') {
            true => Target::Url { url: destination.to_owned(), external: !destination.starts_with('#') },
            false => Target::Missing,
        }
    }

    fn image(&self, destination: &str) -> Option<Picture> {
        let url = destination.to_owned();
        url.starts_with("http").then_some(Picture { url, width: None, height: None, srcset: None })
    }

    fn embed(&self, _: &Embed, _: &mut String) {}

    fn word(&self, _: Word) -> &str {
        "Chữ"
    }
}

/// Running text, from which facts are taken.
pub fn text(data: &[u8]) {
    let text = String::from_utf8_lossy(&data[..data.len().min(LONGEST)]);
    let found = extract(&text, &Known::default());
    let document = serde_json::to_value(found.document(&text)).expect("facts are plain values");
    for list in ["decisions", "targets", "results", "counts"] {
        for item in document[list].as_array().into_iter().flatten() {
            let quote = item["quote"].as_str().expect("every fact has its words");
            assert!(!quote.is_empty() && text.contains(quote), "{list}: {quote:?} is not in the text");
        }
    }
}

/// Parts of a Word file, one after another with a NUL between: the text, then styles, numbering and notes.
pub fn docx(data: &[u8]) {
    let names = [
        "word/document.xml",
        "word/styles.xml",
        "word/numbering.xml",
        "word/footnotes.xml",
        "word/_rels/document.xml.rels",
    ];
    imported("a.docx", &package(data, &names));
}

/// The same of an OpenDocument text.
pub fn odt(data: &[u8]) {
    imported("a.odt", &package(data, &["content.xml", "styles.xml"]));
}

fn package(data: &[u8], names: &[&str]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in names.iter().zip(data[..data.len().min(LONGEST)].split(|byte| *byte == 0)) {
        let written = zip.start_file(*name, options).map(|()| zip.write_all(part));
        written.expect("a part has a place").expect("memory takes it");
    }
    zip.finish().expect("a package ends").into_inner()
}

/// A saved page.
pub fn html(data: &[u8]) {
    let mut page = b"<!DOCTYPE html><html><body>".to_vec();
    page.extend_from_slice(&data[..data.len().min(LONGEST)]);
    imported("a.html", &page);
}

/// Any bytes, under any of the names that are imported.
pub fn import(data: &[u8]) {
    for name in ["a.docx", "a.html", "a.md", "a.txt"] {
        imported(name, &data[..data.len().min(LONGEST)]);
    }
}

/// Whatever is imported, its quotations are in its text, and its draft is read without an error.
fn imported(name: &str, bytes: &[u8]) {
    let Ok(imported) = import::read(&File { name, bytes, beside: &|_| None }) else { return };
    let found = extract(&imported.text, &Known::default());
    let made = draft(&imported, &found, &Context::default(), "a");
    // The author's own front matter may hold any mistake.
    if imported.front.is_none() {
        let parsed = parse::bulletin(&SourcePath::new("content/bulletins/a.md"), &text::normalize(&made.text));
        let error = parsed.diagnostics.iter().find(|found| found.severity.key() == "error");
        assert!(error.is_none(), "{error:?} in\n{}", made.text);
    }
    text(imported.text.as_bytes());
}
