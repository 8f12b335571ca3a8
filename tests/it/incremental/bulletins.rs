//! Edits of bulletins and pages, as staff make them and as they go wrong.

use super::kinds::{Effect, Kind, content, with_old_times};
use super::state::{State, drawing};
use crate::support::Random;

use Effect::{Any, Breaks, Changes};

const PLAN: &str = "content/bulletins/ke-hoach/index.md";
const UNITS: [&str; 4] = ["tinh-mau", "xa-mau", "xa-cu", "xa-hai"];
const DECISIONS: [&str; 4] = [
    "3/QĐ-UBND ngày 10/01/2025 của UBND tỉnh Mẫu",
    "12/QĐ-UBND ngày 15/01/2026 của UBND tỉnh Mẫu",
    "9/QĐ-UBND ngày 01/03/2025 của UBND tỉnh Mẫu",
    "76/NQ-CP ngày 15/7/2021",
];

pub const KINDS: &[Kind] = &[
    content("body-text", Changes, body_text),
    content("body-mentions", Changes, body_mentions),
    with_old_times("body-same-size-same-time", Changes, same_size),
    content("heading-and-links", Changes, heading_and_links),
    content("heading-alone", Breaks, heading_alone),
    content("embed", Changes, embed),
    content("title", Changes, |state, random| {
        set_any(state, random, "title", |n| format!("Tiêu đề số {n} về một cửa"))
    }),
    content("date", Changes, date),
    content("time-of-day", Changes, time_of_day),
    content("unit", Changes, |state, random| set_any(state, random, "unit", |n| UNITS[n as usize % 4].to_owned())),
    content("tags", Changes, tags),
    content("category", Changes, category),
    content("areas", Changes, |state, random| {
        set_any(state, random, "areas", |n| ["[tthc]", "[so]", "[tthc, so]", "[]"][n as usize % 4].to_owned())
    }),
    content("summary", Changes, |state, random| set_any(state, random, "summary", |n| format!("Tóm tắt thứ {n}."))),
    content("author", Changes, |state, random| set_any(state, random, "author", |n| format!("Người viết {n}"))),
    content("draft", Changes, |state, random| toggle(state, random, "draft", "true")),
    content("pinned", Changes, |state, random| toggle(state, random, "pinned", "true")),
    content("expires", Changes, |state, random| {
        set_any(state, random, "expires", |n| format!("{:02}/11/2026", n % 30 + 1))
    }),
    content("alias", Changes, |state, random| set_any(state, random, "aliases", |n| format!("[tin/cu/bai-{n}.html]"))),
    content("correction", Changes, |state, random| {
        set_any(state, random, "corrections", |n| format!("[{{date: 21/11/2026, note: Sửa lần {n}.}}]"))
    }),
    content("consultation", Changes, |state, random| {
        set_any(state, random, "consultation", |n| {
            format!("{{from: 01/11/2026, to: {:02}/12/2026, contact: hopthu@tinh-mau.example}}", n % 30 + 1)
        })
    }),
    content("decision-number", Changes, |state, random| {
        decision_part(state, random, "number", |old, n| {
            let (_, symbol) = old.split_once('/')?;
            Some(format!("{n}/{symbol}"))
        })
    }),
    content("decision-date", Changes, |state, random| {
        decision_part(state, random, "date", |_, n| Some(format!("{:02}/{:02}/2025", n % 28 + 1, n % 12 + 1)))
    }),
    content("decision-relation", Changes, decision_relation),
    content("decision-signer", Changes, decision_signer),
    content("target-goal", Changes, |state, random| target_part(state, random, "goal", |_, n| format!("\"> {n}%\""))),
    content("target-deadline", Changes, |state, random| {
        target_part(state, random, "by", |_, n| {
            ["2024", "2025", "2026", "2027", "31/12/2026"][n as usize % 5].to_owned()
        })
    }),
    content("target-result", Changes, |state, random| target_part(state, random, "value", |_, n| n.to_string())),
    content("target-added", Changes, target_added),
    content("target-removed", Changes, target_removed),
    content("task-due", Changes, |state, random| {
        task_part(state, random, |n| format!("due: {:02}/12/2026", n % 30 + 1))
    }),
    content("task-done", Changes, |state, random| {
        task_part(state, random, |n| format!("due: 31/12/2026, done: {:02}/11/2026", n % 20 + 1))
    }),
    content("bulletin-result", Changes, |state, random| {
        let n = random.below(400);
        let line = |line: &str| {
            line.contains("score: ").then(|| replace_part(line, "score", &format!("\"{},5\"", 50 + n / 10)))
        };
        let path = "content/bulletins/xa-hai-tin.md";
        if state.files.contains_key(path) {
            state.change_lines(path, line);
        }
    }),
    content("translation", Changes, translation),
    content("image-replaced", Changes, |state, random| replace_file(state, random, ".png", |n| drawing(760, 20, n))),
    content("image-of-another-size", Changes, |state, random| {
        replace_file(state, random, ".png", |n| drawing(40 + n as u32 % 2 * 700, 20 + n as u32 % 7, n))
    }),
    content("attachment-replaced", Changes, |state, random| {
        replace_file(state, random, ".pdf", |n| format!("%PDF-1.4 bản {n}\n").into_bytes())
    }),
    content("renamed", Changes, renamed),
    content("moved", Any, moved),
    content("deleted", Any, |state, random| deleted(state, random, "pages/gioi-thieu.md")),
    content("deleted-with-links", Breaks, |state, random| deleted(state, random, "bulletins/khong-con.md")),
    content("added", Changes, added),
    content("page-text", Changes, |state, random| {
        let path = random.pick(&state.below("content/pages/", ".md")).clone();
        let text = state.text(&path);
        state.put(&path, format!("{text}\nThêm dòng {}.\n", random.below(9999)));
    }),
    content("page-added", Changes, |state, random| {
        let n = random.below(99);
        state.put(&format!("content/pages/trang-{n}.md"), format!("---\ntitle: Trang {n}\n---\nTrang số {n}.\n"));
    }),
    content("page-removed", Changes, |state, random| {
        let paths = state.below("content/pages/trang-", ".md");
        if paths.is_empty() {
            state.put("content/pages/trang-a.md", "---\ntitle: Trang a\n---\nTrang a.\n");
        } else {
            state.files.remove(random.pick(&paths));
        }
    }),
    content("other-bytes-of-one-text", Any, other_bytes),
    content("unknown-field", Breaks, |state, random| set_any(state, random, "tgas", |_| "[a]".to_owned())),
    content("impossible-date", Breaks, |state, random| set_any(state, random, "date", |_| "30/02/2026".to_owned())),
    content("broken-yaml", Breaks, |state, random| set_any(state, random, "tags", |_| "[a, b".to_owned())),
    content("broken-link", Breaks, |state, random| append(state, random, "\nXem [bài](/bulletins/khong-co.md).\n")),
    content("missing-image", Breaks, |state, random| append(state, random, "\n![Ảnh](khong-co.png)\n")),
    content("not-utf8", Breaks, |state, random| {
        let path = random.pick(&state.bulletins()).clone();
        state.files.get_mut(&path).expect("it is there").extend([0xff, 0xfe]);
    }),
    content("one-address-twice", Breaks, |state, random| {
        let path = random.pick(&state.bulletins()).clone();
        let text = state.text(&path);
        let name = path.trim_end_matches("/index.md").trim_end_matches(".md").rsplit('/').next().unwrap_or_default();
        state.put(&format!("content/bulletins/ban-sao/{name}.md"), text);
    }),
    content("damaged-image", Any, |state, random| {
        replace_file(state, random, ".png", |n| format!("hỏng {n}").into_bytes())
    }),
];

fn set_any(state: &mut State, random: &mut Random, field: &str, value: impl Fn(u64) -> String) {
    let path = random.pick(&state.bulletins()).clone();
    let value = value(random.below(9999));
    state.set(&path, field, Some(&value));
}

fn toggle(state: &mut State, random: &mut Random, field: &str, value: &str) {
    let path = random.pick(&state.bulletins()).clone();
    let value = state.get(&path, field).is_none().then_some(value);
    state.set(&path, field, value);
}

fn append(state: &mut State, random: &mut Random, text: &str) {
    let path = random.pick(&state.bulletins()).clone();
    let old = state.text(&path);
    state.put(&path, old + text);
}

fn body_text(state: &mut State, random: &mut Random) {
    let n = random.below(9999);
    append(state, random, &format!("\nĐoạn thêm {n} nói về hồ sơ và TTHC.\n"));
}

fn body_mentions(state: &mut State, random: &mut Random) {
    let decision = *random.pick(&DECISIONS);
    let to = random.pick(&state.bulletins()).replace("content/", "/");
    append(state, random, &format!("\nTheo Quyết định số {decision}, xem [bài này]({to}).\n"));
}

/// Another text of the same length: a word in the body begins with another letter.
fn same_size(state: &mut State, random: &mut Random) {
    let path = random.pick(&state.bulletins()).clone();
    let mut bytes = state.files[&path].clone();
    let start = bytes.windows(4).rposition(|window| window == b"---\n").expect("front matter ends");
    let begins_a_word = |at: &usize| bytes[*at].is_ascii_lowercase() && bytes[at - 1] == b' ';
    let Some(at) = (start..bytes.len()).rfind(begins_a_word) else { return };
    bytes[at] = if bytes[at] == b'q' { b'x' } else { b'q' };
    state.put(&path, bytes);
}

const HEADINGS: [(&str, &str); 4] =
    [("Chỉ tiêu", "chi-tieu"), ("Cách làm", "cach-lam"), ("Cách góp ý", "cach-gop-y"), ("Lịch học", "lich-hoc")];

fn heading_and_links(state: &mut State, random: &mut Random) {
    let n = random.below(900);
    let (words, anchor) = *random.pick(&HEADINGS);
    rename_heading(state, words, &format!("## {words} {n}"));
    let paths = state.below("content/", ".md");
    for path in paths {
        let text = state.text(&path);
        let link = format!("#{anchor}");
        let mut parts = text.split(&link);
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let rest = part.trim_start_matches(|letter: char| letter == '-' || letter.is_ascii_digit());
            out.push_str(&format!("{link}-{n}{rest}"));
        }
        state.put(&path, out);
    }
}

/// Headings that others link to get another name; the links do not.
fn heading_alone(state: &mut State, random: &mut Random) {
    let (words, _) = *random.pick(&HEADINGS[..3]);
    let n = random.below(900);
    rename_heading(state, words, &format!("## Mục khác {n}"));
}

fn rename_heading(state: &mut State, words: &str, new: &str) {
    for path in state.bulletins() {
        state.change_lines(&path, |line| line.starts_with(&format!("## {words}")).then(|| new.to_owned()));
    }
}

fn embed(state: &mut State, random: &mut Random) {
    let embeds = [
        "[[biểu đồ: par-index]]",
        "[[biểu đồ: sipas]]",
        "[[bảng số liệu: data/ho-so.csv]]",
        "[[bảng chỉ tiêu: bulletins/ke-hoach/index.md]]",
    ];
    let chosen = *random.pick(&embeds);
    append(state, random, &format!("\n{chosen}\n"));
}

fn date(state: &mut State, random: &mut Random) {
    set_any(state, random, "date", |n| {
        ["10/01/2025", "02/03/2025", "17/01/2026", "01/11/2026", "22/11/2026", "23/11/2026"][n as usize % 6].to_owned()
    });
}

fn time_of_day(state: &mut State, random: &mut Random) {
    let path = random.pick(&state.bulletins()).clone();
    let Some(date) = state.get(&path, "date") else { return };
    let day = date.split(' ').next().unwrap_or_default().to_owned();
    let time = format!("{day} {:02}:{:02}", random.below(24), random.below(60));
    state.set(&path, "date", Some(&time));
}

fn tags(state: &mut State, random: &mut Random) {
    let value = |n: u64| {
        let tags = ["[một cửa]", "[Một Cửa, kế hoạch năm]", "[chuyển đổi số]", "[thẻ mới]", "[]"];
        tags[n as usize % tags.len()].to_owned()
    };
    set_any(state, random, "tags", value);
}

fn category(state: &mut State, random: &mut Random) {
    let path = random.pick(&state.bulletins()).clone();
    let other = match state.get(&path, "category").as_deref() {
        Some("ke-hoach") => Some("ket-qua"),
        Some(_) => None,
        None => Some("ke-hoach"),
    };
    state.set(&path, "category", other);
}

/// `key: value` in a line, whether it is a field of its own or stands in braces.
fn replace_part(line: &str, key: &str, new: &str) -> String {
    let Some(start) = line.find(&format!("{key}: ")).map(|start| start + key.len() + 2) else { return line.to_owned() };
    let rest = &line[start..];
    let length = match rest.strip_prefix('"') {
        Some(quoted) => quoted.find('"').map_or(rest.len(), |end| end + 2),
        None => rest.find([',', '}']).unwrap_or(rest.len()),
    };
    format!("{}{new}{}", &line[..start], &rest[length..])
}

fn part<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let start = line.find(&format!("{key}: "))? + key.len() + 2;
    line[start..].split([',', '}']).next()
}

/// Changes a part of a decision, in its short form `decision: {…}` or its long form.
fn decision_part(state: &mut State, random: &mut Random, key: &str, new: fn(&str, u64) -> Option<String>) {
    let decides = |path: &String| state.text(path).contains("decision:");
    let paths: Vec<String> = state.bulletins().into_iter().filter(decides).collect();
    let path = random.pick(&paths).clone();
    let n = random.below(400) + 1;
    let mut inside = false;
    state.change_lines(&path, |line| {
        inside = line.starts_with("decision:") || inside && line.starts_with(' ');
        let is_there = line.starts_with("decision: {") || line.starts_with(&format!("  {key}: "));
        if !inside || !is_there {
            return None;
        }
        Some(replace_part(line, key, &new(part(line, key)?, n)?))
    });
}

fn decision_relation(state: &mut State, random: &mut Random) {
    let relation = *random.pick(&["implements", "legal_basis", "amends", "replaces", "repeals", "corrects", "related"]);
    let to = *random.pick(&DECISIONS);
    let paths = state.bulletins();
    let short: Vec<&String> = paths.iter().filter(|path| state.text(path).contains("decision: {number:")).collect();
    let path = (*random.pick(&short)).clone();
    state.change_lines(&path, |line| {
        let (number, date) = (part(line, "number")?, part(line, "date")?);
        let issuer = part(line, "issuer").map(|issuer| format!(", issuer: {issuer}")).unwrap_or_default();
        let decision = format!("decision: {{number: {number}, date: {date}{issuer}, {relation}: [\"{to}\"]}}");
        line.starts_with("decision: {number:").then_some(decision)
    });
}

fn decision_signer(state: &mut State, random: &mut Random) {
    let n = random.below(999);
    if state.files.contains_key(PLAN) {
        let new = format!("  signer: {{name: Người ký {n}, role: Chủ tịch}}");
        state.change_lines(PLAN, |line| line.starts_with("  signer:").then(|| new.clone()));
    }
}

/// Changes a part of one of the targets.
fn target_part(state: &mut State, random: &mut Random, key: &str, new: fn(&str, u64) -> String) {
    let has =
        |line: &str| line.starts_with("  - {") && line.contains("statement:") && line.contains(&format!("{key}: "));
    change_one(state, random, has, |line, n| Some(replace_part(line, key, &new(part(line, key)?, n))));
}

fn task_part(state: &mut State, random: &mut Random, new: fn(u64) -> String) {
    let has = |line: &str| line.starts_with("    - {title:");
    change_one(state, random, has, |line, n| {
        let start = line.find(", due: ")?;
        Some(format!("{}, {}}}", &line[..start], new(n)))
    });
}

/// Changes one of the lines of all bulletins that `has` finds.
fn change_one(
    state: &mut State,
    random: &mut Random,
    has: impl Fn(&str) -> bool,
    new: impl Fn(&str, u64) -> Option<String>,
) {
    let paths: Vec<String> = state.bulletins().into_iter().filter(|path| state.text(path).lines().any(&has)).collect();
    if paths.is_empty() {
        return;
    }
    let path = random.pick(&paths).clone();
    let lines: Vec<usize> =
        (0..).zip(state.text(&path).lines()).filter(|(_, line)| has(line)).map(|(at, _)| at).collect();
    let (chosen, n) = (*random.pick(&lines), random.below(99) + 1);
    let mut at = 0;
    state.change_lines(&path, |line| {
        at += 1;
        (at == chosen + 1).then(|| new(line, n)).flatten()
    });
}

fn target_added(state: &mut State, random: &mut Random) {
    let n = random.below(9000);
    change_one(
        state,
        random,
        |line| line == "targets:",
        |line, share| {
            let target = format!("{{id: moi-{n}, statement: Chỉ tiêu mới số {n}, by: 2026, goal: \"> {share}%\"}}");
            Some(format!("{line}\n  - {target}"))
        },
    );
}

fn target_removed(state: &mut State, random: &mut Random) {
    let has = |line: &str| line.starts_with("  - {") && line.contains("statement:");
    change_one(state, random, has, |_, n| Some(format!("  - sipas: \"> {n}% đến năm 2027\"")));
}

fn translation(state: &mut State, random: &mut Random) {
    let path = "content/bulletins/plan.md";
    if !state.files.contains_key(path) {
        return;
    }
    let others: Vec<String> = state.bulletins().into_iter().filter(|other| other != path).collect();
    let of = random.pick(&others).replace("content/", "/");
    let value = state.get(path, "translation_of").is_none().then_some(of.as_str());
    state.set(path, "translation_of", value);
}

fn replace_file(state: &mut State, random: &mut Random, ending: &str, new: fn(u64) -> Vec<u8>) {
    let paths = state.below("content/bulletins/", ending);
    let path = random.pick(&paths).clone();
    state.put(&path, new(random.below(9999)));
}

/// A bulletin gets another address: its file or folder another name, and every link follows.
fn renamed(state: &mut State, random: &mut Random) {
    let path = random.pick(&state.bulletins()).clone();
    let n = random.below(999);
    let (folder, name) = path.trim_end_matches("/index.md").rsplit_once('/').expect("a file lies in a folder");
    let name = name.trim_end_matches(".md").trim_end_matches(|letter: char| letter == '-' || letter.is_ascii_digit());
    let ending = if path.ends_with("/index.md") { "/index.md" } else { ".md" };
    move_bulletin(state, &path, &format!("{folder}/{name}-{n}{ending}"));
}

/// Into another folder; the address stays.
fn moved(state: &mut State, random: &mut Random) {
    let path = random.pick(&state.bulletins()).clone();
    let name = path.trim_end_matches("/index.md").rsplit('/').next().unwrap_or_default().to_owned();
    let ending = if path.ends_with("/index.md") { "/index.md" } else { "" };
    let folder = *random.pick(&["content/bulletins", "content/bulletins/nam-2025", "content/bulletins/sau/hon"]);
    move_bulletin(state, &path, &format!("{folder}/{name}{ending}"));
}

fn move_bulletin(state: &mut State, old: &str, new: &str) {
    if state.files.contains_key(new) {
        return;
    }
    state.replace_everywhere(old.trim_start_matches("content/"), new.trim_start_matches("content/"));
    let Some((folder, to)) = old.strip_suffix("index.md").zip(new.strip_suffix("index.md")) else {
        let bytes = state.files.remove(old).expect("it is there");
        state.put(new, bytes);
        return;
    };
    for path in state.below(folder, "") {
        let bytes = state.files.remove(&path).expect("it was listed");
        state.put(&path.replacen(folder, to, 1), bytes);
    }
}

/// Links to a deleted bulletin lead to `instead`. The last few stay.
fn deleted(state: &mut State, random: &mut Random, instead: &str) {
    let paths: Vec<String> = state.bulletins().into_iter().filter(|path| path != PLAN).collect();
    if paths.len() < 8 {
        return;
    }
    let path = random.pick(&paths).clone();
    state.files.remove(&path);
    state.replace_everywhere(path.trim_start_matches("content/"), instead);
}

fn added(state: &mut State, random: &mut Random) {
    let n = random.below(9000);
    // The site does not grow without end over thousands of edits.
    if state.bulletins().len() > 24 {
        return deleted(state, random, "pages/gioi-thieu.md");
    }
    let (unit, day) = (UNITS[n as usize % 4], ["17/01/2026", "01/11/2026", "22/11/2026"][n as usize % 3]);
    let text = format!(
        "---\ntitle: Bài thêm số {n}\ndate: {day}\nunit: {unit}\ncategory: ke-hoach\ntags: [một cửa]\n\
         decision: {{number: {n}/KH-UBND, date: {day}, implements: [\"{}\"]}}\n\
         targets:\n  - {{id: moi, statement: Trên 90% hồ sơ đúng hạn, by: 2026, goal: \"> 90%\"}}\n---\nBài {n}.\n",
        DECISIONS[n as usize % 4],
    );
    state.put(&format!("content/bulletins/them-{n}.md"), text);
}

/// The bytes of a file change and what is read from it does not: line ends of Windows, a byte order mark.
fn other_bytes(state: &mut State, random: &mut Random) {
    let path = random.pick(&state.bulletins()).clone();
    let text = state.text(&path);
    let plain = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let other = if text == plain { format!("\u{feff}{}", plain.replace('\n', "\r\n")) } else { plain };
    state.put(&path, other);
}
