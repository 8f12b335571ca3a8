//! One body alone, as the preview shows it before the whole site has followed: the same bytes as a whole build gives, or
//! no page at all.

use std::collections::BTreeMap;

use bantin::compile::{self, Checked, Rendered};
use bantin::discover::{Sources, discover, text};
use bantin::images::Cache;
use bantin::model::Options;
use bantin::render::{self, Parts, Past, Run};
use bantin::timings::Timings;
use bantin::write::{Memory, MemoryNotes, Stored};
use jiff::civil::date;

use crate::support::*;

const FRONT: &str = "title: Kế hoạch\ndate: 11/10/2021\nunit: xa-mau\ndecision: 12/KH-UBND ngày 01/10/2021\n";
const PATH: &str = "content/bulletins/a.md";

fn bulletin(front: &str, body: &str) -> String {
    format!("---\n{front}---\n{body}")
}

const BODY: &str = "Đoạn mở đầu.\n\n## Mục một\n\nĐoạn hai, [bài kia](b.md#phan-cuoi).\n";

fn site() -> SiteTest {
    let other =
        "---\ntitle: Bài kia\ndate: 12/10/2021\nunit: xa-mau\n---\nX.\n\n## Phần cuối\n\n[Bài này](a.md#muc-mot)\n";
    SiteTest::small("").file(PATH, bulletin(FRONT, BODY).as_bytes()).file("content/bulletins/b.md", other.as_bytes())
}

type Files = BTreeMap<String, Stored>;

fn build(site: &SiteTest) -> (Sources, Checked, Rendered, Files) {
    let (sources, found) = discover(site.folder()).expect("the folder can be read");
    let options =
        Options { today: date(2026, 11, 22), drafts: false, future: false, accept_removals: false, base_url: None };
    let timings = Timings::default();
    let mut checked = compile::check(&sources, found, options, false, None, &timings);
    let memory = Memory::default();
    let run = Run {
        output: &memory,
        past: &Past::default(),
        notes: &MemoryNotes::default(),
        program: "",
        progress: &|_, _| {},
        timings: &timings,
    };
    let rendered = compile::render(&mut checked, &sources, &Cache::none(), false, &run).expect("the site renders");
    (sources, checked, rendered, memory.into_files())
}

/// The files that the preview shows at once after the file was saved with `text`.
fn shown_at_once(site: &SiteTest, saved: &str) -> Option<Files> {
    let (mut sources, mut checked, rendered, _) = build(site);
    site.write(PATH, saved.as_bytes());
    let (path, source) = text(site.folder(), &site.path(PATH)).expect("a text of the site");
    let id = compile::take_body(&mut checked.site, &mut sources, &path, source)?;
    let memory = Memory::default();
    let Rendered { made, relations, theme, images, .. } = &rendered;
    let parts = Parts { site: &checked.site, relations, theme, sources: &sources, images };
    render::page(&parts, made, id, &memory).expect("the page renders");
    Some(memory.into_files())
}

#[test]
fn a_body_alone_gives_what_the_whole_site_gives() {
    let site = site();
    let files =
        shown_at_once(&site, &bulletin(FRONT, &BODY.replace("Đoạn hai", "Câu mới, **đậm**"))).expect("one body");
    let (.., whole) = build(&site);
    assert!(files.contains_key("tin/2021/10/a.html") && files.contains_key("tin/2021/10/a.md"), "{:?}", files.keys());
    for (path, stored) in &files {
        assert_eq!(whole.get(path), Some(stored), "{path}");
    }
    let Some(Stored::Bytes(page)) = files.get("tin/2021/10/a.html") else { panic!("a page in memory") };
    assert!(String::from_utf8_lossy(page).contains("Câu mới, <strong>đậm</strong>"));
}

#[test]
fn what_other_pages_show_waits_for_the_whole_site() {
    let cases = [
        ("the title", bulletin(&FRONT.replace("Kế hoạch", "Kế hoạch mới"), BODY)),
        ("the first paragraph, which is the summary", bulletin(FRONT, &BODY.replace("mở đầu", "khác"))),
        ("a heading that others link to", bulletin(FRONT, &BODY.replace("Mục một", "Mục hai"))),
        ("a mistake", bulletin("title: [\n", BODY)),
        ("no front matter", BODY.to_owned()),
    ];
    for (change, saved) in cases {
        assert!(shown_at_once(&site(), &saved).is_none(), "{change}");
    }
}
