//! Edits of everything beside the bulletins: registers, results, settings, the theme, copied files, the command line.

use std::fs;

use jiff::ToSpan;

use super::kinds::{Effect, Kind, content};
use super::state::State;
use crate::support::{Random, project};

use Effect::{Any, Breaks, Changes};

const SITE: &str = "content/site.yaml";
const UNITS: &str = "content/units.yaml";
const INDICATORS: &str = "content/indicators.yaml";
const RESULTS: &str = "content/results.csv";

pub const KINDS: &[Kind] = &[
    content("result-changed", Changes, |state, random| {
        let (row, n) = (random.below(4) as usize + 1, random.below(400));
        let mut at = 0;
        state.change_lines(RESULTS, |line| {
            at += 1;
            let cells: Vec<&str> = line.splitn(4, ',').collect();
            let new =
                || format!("{},{},{},\"{},5\",{},40,,,,,,,", cells[0], cells[1], cells[2], 50 + n / 10, n % 40 + 1);
            (at == row + 1).then(new)
        });
    }),
    content("result-added", Changes, |state, random| {
        let (year, score) = (2015 + random.below(8), 50 + random.below(40));
        let text = state.text(RESULTS);
        let unit = *random.pick(&["tinh-mau", "xa-mau", "xa-cu", "xa-hai"]);
        let row = format!("{unit},par-index,{year},");
        if !text.contains(&row) {
            state.put(RESULTS, format!("{text}{row}{score},{},40,,,,,,,\n", score % 40 + 1));
        }
    }),
    content("result-removed", Changes, |state, random| {
        let text = state.text(RESULTS);
        let lines: Vec<&str> = text.lines().collect();
        if lines.len() > 2 {
            let gone = 1 + random.below(lines.len() as u64 - 1) as usize;
            let left = lines.iter().enumerate().filter(|(at, _)| *at != gone);
            state.put(RESULTS, left.map(|(_, line)| format!("{line}\n")).collect::<String>());
        }
    }),
    content("results-with-a-mistake", Breaks, |state, _| {
        let text = state.text(RESULTS);
        state.put(RESULTS, format!("{text}xa-mau,par-index,hai nghìn,80,1,40,,,,,,,\n"));
    }),
    content("unit-name", Changes, |state, random| {
        let (unit, n) = (*random.pick(&["tinh-mau", "xa-mau", "xa-cu", "xa-hai"]), random.below(999));
        entry(state, UNITS, unit, |line| between(line, "name: ", &format!("đơn vị Mẫu {n}")));
    }),
    content("unit-validity", Changes, |state, random| {
        let day = random.below(28) + 1;
        entry(state, UNITS, "xa-cu", |line| between(line, "valid_to: ", &format!("2025-06-{day:02}")));
    }),
    content("unit-successor", Changes, |state, random| {
        let to = *random.pick(&["xa-mau", "xa-hai", "tinh-mau"]);
        entry(state, UNITS, "xa-cu", |line| between(line, "{unit: ", to));
    }),
    content("unit-parent", Changes, |state, random| {
        let parent = *random.pick(&["xa-mau", "tinh-mau"]);
        entry(state, UNITS, "xa-hai", |line| between(line, "parent: ", parent));
    }),
    content("unit-kind", Changes, |state, random| {
        let kind = *random.pick(&["commune", "ward", "town"]);
        entry(state, UNITS, "xa-hai", |line| between(line, "kind: ", kind));
    }),
    content("unit-added", Changes, |state, random| {
        let n = random.below(40);
        let text = state.text(UNITS);
        state.put(UNITS, format!("{text}xa-them-{n}: {{name: xã Thêm {n}, kind: commune, parent: tinh-mau}}\n"));
    }),
    content("units-in-a-ring", Breaks, |state, _| {
        entry(state, UNITS, "tinh-mau", |line| line.replacen('}', ", parent: xa-hai}", 1));
        entry(state, UNITS, "xa-hai", |line| between(line, "parent: ", "tinh-mau"));
    }),
    content("indicator-name", Changes, |state, random| {
        let (id, n) = (*random.pick(&["par-index", "sipas"]), random.below(999));
        entry(state, INDICATORS, id, |line| between(line, "name: ", &format!("Chỉ số mẫu {n}")));
    }),
    content("indicator-abbreviation", Changes, |state, random| {
        let n = random.below(99);
        entry(state, INDICATORS, "sipas", |line| between(line, "abbreviation: ", &format!("SIPAS {n}")));
    }),
    content("indicator-scale", Changes, |state, random| {
        let scale = *random.pick(&["[0", "[10", "[20"]);
        entry(state, INDICATORS, "sipas", |line| between(line, "scale: ", scale));
    }),
    content("indicator-direction", Changes, |state, random| {
        let direction = *random.pick(&["up", "down"]);
        entry(state, INDICATORS, "par-index", |line| between(line, "direction: ", direction));
    }),
    content("indicator-added", Changes, |state, random| {
        let n = random.below(40);
        let text = state.text(INDICATORS);
        state.put(INDICATORS, format!("{text}chi-so-{n}: {{name: Chỉ số thêm {n}, unit: \"%\", scale: [0, 100]}}\n"));
    }),
    content("area-name", Changes, |state, random| {
        let (area, n) = (*random.pick(&["tthc", "so"]), random.below(999));
        entry(state, "content/areas.yaml", area, |line| between(line, "name: ", &format!("Lĩnh vực {n}")));
    }),
    content("category-name", Changes, |state, random| {
        let n = random.below(999);
        let new = format!("  ket-qua: Kết quả {n}");
        state.change_lines(SITE, |line| line.starts_with("  ket-qua:").then(|| new.clone()));
    }),
    content("site-title", Changes, |state, random| set(state, random, "title", |n| format!("Bản tin {n}"))),
    content("site-description", Changes, |state, random| set(state, random, "description", |n| format!("Mô tả {n}."))),
    content("organisation", Changes, |state, random| set(state, random, "organisation", |n| format!("UBND số {n}"))),
    content("notice", Changes, |state, random| set(state, random, "notice", |n| format!("Thông báo {n}."))),
    content("sample", Changes, |state, random| set(state, random, "sample", |n| (n % 2 == 0).to_string())),
    content("per-page", Changes, |state, random| set(state, random, "per_page", |n| (2 + n % 6).to_string())),
    content("feed-entries", Changes, |state, random| set(state, random, "feed_entries", |n| (1 + n % 9).to_string())),
    content("base-url", Changes, |state, random| {
        set(state, random, "base_url", |n| {
            ["https://khac.example/", "http://bantin.example/tin/", "null"][n as usize % 3].to_owned()
        });
    }),
    content("feedback", Changes, |state, random| set(state, random, "feedback", |n| format!("gopy{n}@mau.example"))),
    content("licence", Changes, |state, random| set(state, random, "licence", |n| format!("Giấy phép {n}"))),
    content("languages", Any, |state, random| {
        set(state, random, "languages", |n| ["[vi]", "[vi, en]", "[en, vi]"][n as usize % 3].to_owned());
    }),
    content("abbreviations", Changes, |state, random| {
        set(state, random, "abbreviations", |n| format!("{{TTHC: thủ tục hành chính, CB{n}: cán bộ}}"));
    }),
    content("checks", Any, |state, random| {
        set(state, random, "checks", |n| {
            ["{missing-signer: \"off\"}", "{missing-attachment: \"off\"}", "{raw-html: \"off\"}"][n as usize % 3]
                .to_owned()
        });
    }),
    content("checks-that-refuse", Breaks, |state, random| {
        set(state, random, "checks", |_| "{missing-signer: error}".to_owned());
    }),
    content("share-images", Changes, |state, random| {
        set(state, random, "share_images", |n| if n % 4 == 0 { "site" } else { "none" }.to_owned());
    }),
    content("hosting", Changes, |state, random| {
        set(state, random, "hosting", |n| {
            let choices = ["null", "nginx", "[apache, iis]", "{servers: netlify, precompress: gzip}"];
            choices[n as usize % choices.len()].to_owned()
        });
    }),
    content("hosting-that-packs", Changes, |state, random| {
        set(state, random, "hosting", |n| {
            ["{servers: nginx, precompress: gzip}", "{servers: [iis, apache], precompress: [gzip]}"][n as usize % 2]
                .to_owned()
        });
    }),
    content("menus", Changes, |state, random| {
        let n = random.below(999);
        let line = format!("    - {{title: Trang ngoài {n}, link: \"https://example.org/{n}\"}}");
        state.change_lines(SITE, |old| old.contains("link: \"https://example.org/").then(|| line.clone()));
    }),
    content("unknown-setting", Breaks, |state, random| set(state, random, "per_pages", |n| n.to_string())),
    content("theme-template", Changes, |state, random| {
        let name =
            *random.pick(&["list.html", "bulletin.html", "home.html", "decision.html", "unit.html", "base.html"]);
        let n = random.below(999);
        let old = fs::read_to_string(project("themes/default/templates").join(name)).expect("a template of the theme");
        let (place, mark) = ("{% endblock", format!("<p>mẫu {n}</p>{{% endblock"));
        let new = match old.rfind(place) {
            Some(at) if name != "base.html" => format!("{}{mark}{}", &old[..at], &old[at + place.len()..]),
            _ => old.replace("</main>", &format!("<p>mẫu {n}</p></main>")),
        };
        own_theme(state, &format!("templates/{name}"), &new);
    }),
    content("theme-template-broken", Breaks, |state, _| {
        own_theme(state, "templates/list.html", "{% block main %}{{ nhỉ }")
    }),
    content("theme-style", Changes, |state, random| {
        let old = fs::read_to_string(project("themes/default/static/style.css")).expect("a style of the theme");
        let n = random.below(999);
        own_theme(state, "static/style.css", &format!("{old}\nbody {{ margin-top: {n}px; }}\n"));
    }),
    content("theme-word", Changes, |state, random| {
        let n = random.below(999);
        own_theme(state, "i18n/vi.yaml", &format!("search_button: \"Tìm {n}\"\n"));
    }),
    content("theme-file", Changes, |state, random| {
        let n = random.below(999);
        own_theme(state, "static/phu.txt", &format!("tệp của giao diện {n}\n"));
    }),
    content("theme-removed", Changes, |state, _| {
        let is_own = state.get(SITE, "theme").as_deref() == Some("mau");
        if is_own {
            state.files.retain(|path, _| !path.starts_with("themes/"));
            state.set(SITE, "theme", Some("default"));
        } else {
            own_theme(state, "i18n/vi.yaml", "search_button: \"Tìm đi\"\n");
        }
    }),
    content("static-changed", Changes, |state, random| {
        let path = random.pick(&state.below("content/static/", ".txt")).clone();
        state.put(&path, format!("Tệp được chép nguyên {}.\n", random.below(999)));
    }),
    content("static-added", Changes, |state, random| {
        let n = random.below(50);
        state.put(&format!("content/static/them/{n}.txt"), format!("Tệp thêm {n}\n"));
    }),
    content("static-removed", Changes, |state, random| {
        let paths = state.below("content/static/them/", ".txt");
        match paths.is_empty() {
            true => state.put("content/static/them/a.txt", "a\n"),
            false => drop(state.files.remove(random.pick(&paths))),
        }
    }),
    content("table-of-data", Changes, |state, random| {
        let (a, b) = (random.below(9999), random.below(99));
        state.put(
            "content/data/ho-so.csv",
            format!("Đơn vị,Hồ sơ,\"Đúng hạn, %\"\nxã Mẫu,{a},\"{b},5\"\nxã Cũ,800,98\n"),
        );
    }),
    content("table-with-a-mistake", Breaks, |state, _| {
        state.files.remove("content/data/ho-so.csv");
    }),
    content("next-day", Changes, |state, _| move_clock(state, 1.day())),
    content("some-days", Changes, |state, random| {
        let days = 1 + random.below(40) as i64;
        let back = random.below(2) == 0;
        move_clock(state, if back { (-days).days() } else { days.days() });
    }),
    content("some-months", Changes, |state, random| {
        let months = [-3, -2, -1, 1, 2, 3][random.below(6) as usize];
        move_clock(state, months.months());
    }),
    content("some-years", Changes, |state, random| {
        let years = if random.below(3) == 0 { -1 } else { 1 };
        move_clock(state, years.years());
    }),
    content("drafts", Changes, |state, _| state.drafts = !state.drafts),
    content("future", Changes, |state, _| {
        state.future = !state.future;
        state.today = jiff::civil::date(2026, 11, 22);
        let text = "---\ntitle: Hội nghị tháng sau\ndate: 05/12/2026\nunit: tinh-mau\n---\nHội nghị sẽ họp.\n";
        state.put("content/bulletins/thang-sau.md", text);
    }),
    content("strict", Breaks, |state, _| state.strict = !state.strict),
    content("base-url-of-the-command-line", Changes, |state, random| {
        let other = *random.pick(&["https://dong-lenh.example/", "https://dong-lenh.example/tin/"]);
        state.base_url = (state.base_url != Some(other)).then_some(other);
    }),
];

fn set(state: &mut State, random: &mut Random, field: &str, value: fn(u64) -> String) {
    let value = value(random.below(9999));
    state.set(SITE, field, (value != "null").then_some(&value));
}

/// Changes the entry of a register, which stands in one line.
fn entry(state: &mut State, path: &str, id: &str, change: impl Fn(&str) -> String) {
    state.change_lines(path, |line| line.starts_with(&format!("{id}: ")).then(|| change(line)));
}

/// What stands between `before` and the next comma, brace or bracket becomes `new`.
fn between(line: &str, before: &str, new: &str) -> String {
    let Some(start) = line.find(before).map(|start| start + before.len()) else { return line.to_owned() };
    let end = line[start..].find([',', '}']).map_or(line.len(), |end| start + end);
    format!("{}{new}{}", &line[..start], &line[end..])
}

fn own_theme(state: &mut State, file: &str, text: &str) {
    state.put(&format!("themes/mau/{file}"), text);
    state.set(SITE, "theme", Some("mau"));
}

/// The clock stays within a few years of the content.
fn move_clock(state: &mut State, span: jiff::Span) {
    let moved = state.today.checked_add(span).expect("a day of our time");
    state.today = if (2024..=2029).contains(&moved.year()) { moved } else { jiff::civil::date(2026, 11, 22) };
}
