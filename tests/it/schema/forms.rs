//! Forms that the readers take or refuse: a schema must refuse nothing that they take, and flag plain mistakes.

use std::collections::BTreeSet;

use bantin::schema::Kind;
use serde_json::{Value, json};

use super::{faults, is_read, sample_files, whole, yaml};

/// Forms that the readers and the schemas both take, or both refuse.
const FORMS: &[(Kind, bool, &str)] = &[
    (Kind::Bulletin, true, "title: 2023"),
    (Kind::Bulletin, true, "{title: x, date: , decision: , plan: , targets: , tags: , draft: , pinned: , extra: }"),
    (Kind::Bulletin, true, "{title: x, tags: một cửa, areas: tthc, aliases: [a.html, ~]}"),
    (Kind::Bulletin, true, "{title: x, date: 17/01/2023 21:22, draft: Không, pinned: true}"),
    (Kind::Bulletin, true, "{title: x, lang: vi-VN, expires: ngày 25 tháng 10 năm 2021}"),
    (Kind::Bulletin, true, "{title: x, decision: 1954/QĐ-UBND ngày 06/10/2021}"),
    (Kind::Bulletin, true, "{title: x, decision: {type: kế hoạch, capacity: TUQ., signer: Họ tên}}"),
    (
        Kind::Bulletin,
        true,
        "{title: x, decision: {number: 5/KH-UBND, type: QĐ, capacity: Thay mặt, signer: {role: Chủ tịch}}}",
    ),
    (
        Kind::Bulletin,
        true,
        "{title: x, decision: {amends: {number: 5/KH-UBND}, related: [6/KH-UBND, {title: Một kế hoạch}]}}",
    ),
    (Kind::Bulletin, true, "{title: x, attachments: a.pdf, cover: a.jpg, gallery: {file: b.jpg}}"),
    (Kind::Bulletin, true, "{title: x, attachments: [{file: a.pdf, pages: '08', scanned: đúng}]}"),
    (Kind::Bulletin, true, "{title: x, author: {office: Phòng Nội vụ}, source: {name: x, url: 'HTTPS://example.org'}}"),
    (
        Kind::Bulletin,
        true,
        "{title: x, results: {indicator: papi, year: '2020', score: '42,88', rank: '05', change_rank: -21}}",
    ),
    (Kind::Bulletin, true, "{title: x, corrections: {date: 12/11/2021, note: x}}"),
    (Kind::Bulletin, true, "{title: x, consultation: {from: 01/12/2025, to: 31/12/2025}}"),
    (
        Kind::Bulletin,
        true,
        "{title: x, plan: {kind: Giai đoạn, period: 2023, parents: x, tasks: x, models: [x], review: hằng quý}}",
    ),
    (
        Kind::Bulletin,
        true,
        "{title: x, plan: {period: {from: 2021, to: 2026}, stated_counts: {task_groups: {papi: 8}, tasks: '44'}}}",
    ),
    (Kind::Bulletin, true, "{title: x, plan: {responsibilities: ['A: b', {who: A, duty: b, role: Chủ trì}]}}"),
    (Kind::Bulletin, true, "{title: x, plan: {tasks: [{title: a, due: 2026, support: B}, {title: b, due: hằng quý}]}}"),
    (Kind::Bulletin, true, "{title: x, plan: {review: {frequency: định kỳ hằng tháng}}}"),
    (Kind::Bulletin, true, "{title: x, targets: {sipas: '> 90%'}}"),
    (
        Kind::Bulletin,
        true,
        "{title: x, targets: [Một câu, {statement: a, by: 2025}, {indicator: papi, goal: từ 45 điểm}]}",
    ),
    (
        Kind::Bulletin,
        true,
        "{title: x, targets: [{statement: a, strength: Phải, baseline: 42.5, frequency: hàng năm}]}",
    ),
    (Kind::Bulletin, true, "{title: x, targets: [{statement: a, goal: {comparator: '≥', value: '90%', on: điểm số}}]}"),
    (
        Kind::Bulletin,
        true,
        "{title: x, targets: [{statement: a, goal: {comparator: RANK-TOP, value: 3, relative_to: Năm trước}}]}",
    ),
    (
        Kind::Bulletin,
        true,
        "{title: x, targets: [{statement: a, any_of: [trên 90%, {comparator: rank_top, value: 5}]}]}",
    ),
    (
        Kind::Bulletin,
        true,
        "{title: x, targets: [{statement: a, milestones: ['> 90% đến năm 2025', {by: 2025, goal: trên 80%}]}]}",
    ),
    (
        Kind::Bulletin,
        true,
        "{title: x, targets: [{statement: a, results: [{period: quý 2/2025, rank: 3}, {year: 2024, value: 9}]}]}",
    ),
    (Kind::Bulletin, false, "{date: 06/10/2021}"),
    (Kind::Bulletin, false, "title: "),
    (Kind::Bulletin, false, "{title: x, tgas: [a]}"),
    (Kind::Bulletin, false, "{title: [a]}"),
    (Kind::Bulletin, false, "{title: x, date: 20211006}"),
    (Kind::Bulletin, false, "{title: x, draft: chắc vậy}"),
    (Kind::Bulletin, false, "{title: x, lang: fr}"),
    (Kind::Bulletin, false, "{title: x, decision: 1954}"),
    (Kind::Bulletin, false, "{title: x, decision: {amends: {date: 06/10/2021}}}"),
    (Kind::Bulletin, false, "{title: x, source: {name: a, url: example.org}}"),
    (Kind::Bulletin, false, "{title: x, results: {indicator: papi, year: 20}}"),
    (Kind::Bulletin, false, "{title: x, results: {year: 2020}}"),
    (Kind::Bulletin, false, "{title: x, results: {indicator: papi, year: 2020, rank: 0}}"),
    (Kind::Bulletin, false, "{title: x, plan: {kind: hằng thế kỷ}}"),
    (Kind::Bulletin, false, "{title: x, plan: {tasks: {product: x}}}"),
    (Kind::Bulletin, false, "{title: x, targets: {by: 2025}}"),
    (Kind::Bulletin, false, "{title: x, targets: {sipas: '> 90%', dti: tốp 5}}"),
    (Kind::Bulletin, false, "{title: x, targets: [{statement: a, status: met}]}"),
    (Kind::Bulletin, false, "{title: x, targets: [{statement: a, goal: {comparator: '!=', value: 3}}]}"),
    (Kind::Bulletin, false, "{title: x, targets: [{statement: a, results: {year: 2024}}]}"),
    (Kind::Page, true, "{title: x, draft: có, lang: en, translation_of: /pages/a.md}"),
    (Kind::Page, false, "{title: x, date: 06/10/2021}"),
    (Kind::Units, true, ""),
    (Kind::Units, true, "{a-1: tên, b: {name: x, kind: Thành phố thuộc tỉnh, successors: a-1}}"),
    (Kind::Units, true, "{b: {name: x, kind: special_zone, successors: [a, {unit: c, part: Một phần}]}}"),
    (Kind::Units, false, "{A_b: tên}"),
    (Kind::Units, false, "{a: }"),
    (Kind::Units, false, "{a: {kind: ward}}"),
    (Kind::Units, false, "{a: {name: x, kind: làng}}"),
    (Kind::Indicators, true, "{a: tên, b: {name: x, scale: [0, '1,5'], direction: Giảm, breaks: 2022}}"),
    (Kind::Indicators, true, "{b: {name: x, breaks: [2020, {year: 2022, note: x}], aliases: y}}"),
    (Kind::Indicators, false, "{b: {name: x, scale: [0]}}"),
    (Kind::Indicators, false, "{b: {name: x, direction: ngang}}"),
    (Kind::Areas, true, "{a: tên, b: {name: x, name_en: y, short: z}}"),
    (Kind::Areas, false, "{b: {short: z}}"),
    (
        Kind::Site,
        true,
        "{format: 1, title: x, languages: vi, time_zone: ASIA/Ho_Chi_Minh, feedback: a@b.vn, licence: CC}",
    ),
    (Kind::Site, true, "{format: 1, title: x, checks: {missing-signer: Tắt, missing-alt: false, raw-html: error}}"),
    (Kind::Site, true, "{format: 1, title: x, categories: {a: Kế hoạch, b: {name: x}}, abbreviations: {TTHC: y}}"),
    (Kind::Site, true, "{format: 1, title: x, menus: {main: {title: a, link: b}}, per_page: '50', sample: bật}"),
    (
        Kind::Site,
        true,
        "{format: 1, title: x, measuring: {script: 'https://dem.example.org:8443/a/dem.js?id=1', name: a, purpose: b}}",
    ),
    (
        Kind::Site,
        false,
        "{format: 1, title: x, measuring: {script: 'http://dem.example.org/dem.js', name: a, purpose: b}}",
    ),
    (Kind::Site, false, "{format: 1, title: x, measuring: {script: 'https://dem.example.org/', name: a, purpose: b}}"),
    (Kind::Site, false, "{format: 1, title: x, measuring: {script: 'https://dem.example.org/dem.js', name: a}}"),
    (
        Kind::Site,
        false,
        "{format: 1, title: x, measuring: {script: \"https://a.b/x; script-src 'unsafe-inline'\", name: a, purpose: b}}",
    ),
    (Kind::Site, true, "{format: 1, title: x, hosting: Nginx}"),
    (Kind::Site, true, "{format: 1, title: x, hosting: [apache, iis, ~]}"),
    (Kind::Site, true, "{format: 1, title: x, hosting: {servers: netlify, precompress: [gzip, BR]}}"),
    (Kind::Site, true, "{format: 1, title: x, hosting: {servers: [nginx, httpd], precompress: }}"),
    (Kind::Site, false, "{format: 1, title: x, hosting: {precompress: gzip}}"),
    (Kind::Site, false, "{format: 1, title: x, hosting: {servers: nginx, precompress: rar}}"),
    (Kind::Site, false, "{format: 1, title: x, hosting: lighttpd}"),
    (Kind::Site, false, "{title: x}"),
    (Kind::Site, false, "{format: 2, title: x}"),
    (Kind::Site, false, "{format: 1, title: x, checks: {no-such-thing: off}}"),
    (Kind::Site, false, "{format: 1, title: x, checks: {missing-signer: maybe}}"),
    (Kind::Site, false, "{format: 1, title: x, time_zone: '+08:00'}"),
    (Kind::Site, false, "{format: 1, title: x, organisation: {name: x, email: ab}}"),
    (Kind::Site, false, "{format: 1, title: x, menus: {main: {title: a}}}"),
    (Kind::Site, false, "{format: 1, title: x, per_page: 0}"),
];

#[test]
fn readers_and_schemas_agree() {
    for (kind, is_accepted, text) in FORMS {
        assert_eq!(is_read(*kind, text), *is_accepted, "the reader on {text}");
        let faults = faults(whole(*kind), &yaml(text));
        assert_eq!(faults.is_empty(), *is_accepted, "the schema on {text}: {faults:?}");
    }
}

/// Where the readers drop a map that lacks half of its fields without a word; there the schemas ask for more.
const DROPPED: [&str; 2] = ["/breaks", "/period"];

/// Every field of the sample site, one at a time, is replaced by what an author might put there instead.
#[test]
fn what_readers_take_schemas_take() {
    let mut tried = BTreeSet::new();
    for (kind, path, text) in sample_files() {
        let file = yaml(&text);
        let mut paths = Vec::new();
        collect_paths(&file, String::new(), &mut paths);
        paths.retain(|place| tried.insert((kind, field_of(kind, place))));
        for place in paths {
            let value = file.pointer(&place).expect("a path of this value").clone();
            for other in
                [Value::Null, json!(5), json!(2021.5), json!("năm 2021"), json!("một"), json!([value]), json!({})]
            {
                let mut changed = file.clone();
                *changed.pointer_mut(&place).expect("a path of this value") = other;
                let is_agreed = whole(kind).is_valid(&changed) || !is_read(kind, &changed.to_string());
                let is_dropped = DROPPED.iter().any(|field| place.contains(field));
                assert!(is_agreed || is_dropped, "{path}{place}: {}", changed.pointer(&place).unwrap());
            }
        }
    }
}

fn collect_paths(value: &Value, path: String, paths: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| collect_paths(value, format!("{path}/{name}"), paths))
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| collect_paths(item, format!("{path}/{index}"), paths));
        }
        _ => {}
    }
    if !path.is_empty() {
        paths.push(path);
    }
}

/// The field at a place, without the numbers of items and the ids of entries: each field is tried once.
fn field_of(kind: Kind, place: &str) -> String {
    let is_registry = matches!(kind, Kind::Units | Kind::Indicators | Kind::Areas);
    let names = place.split('/').skip(if is_registry { 2 } else { 1 });
    names.filter(|name| name.parse::<usize>().is_err()).collect::<Vec<_>>().join("/")
}
