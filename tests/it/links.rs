//! Links to other sites: listed, looked at, and with `check --links` asked for. Only servers of the tests themselves are
//! asked, on the loopback address.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bantin::probe::{self, Pace, Verdict};
use jiff::civil::date;

use crate::support::*;

fn article(front: &str, body: &str) -> String {
    format!("//- content/bulletins/a.md\n---\ntitle: Bài\ndate: 05/01/2026\nunit: xa-mau\n{front}---\n{body}\n")
}

fn report(site: &SiteTest, arguments: &[&str]) -> serde_json::Value {
    let run = site.run(&[&["check", "--date", TODAY, "--format", "json"], arguments].concat());
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.stderr))
}

/// Code and value of every warning about links.
fn warnings(settings: &str, front: &str, body: &str) -> Vec<String> {
    let site = SiteTest::small(&article(front, body))
        .file("content/site.yaml", format!("format: 1\ntitle: Trang thử\n{settings}").as_bytes());
    let codes = ["gambling-link", "link-disguised", "link-domain", "private-link"];
    let report = report(&site, &[]);
    let items = report["diagnostics"].as_array().expect("a list");
    let found = items.iter().map(|item| item["code"].as_str().expect("a code").to_owned());
    found.filter(|code| codes.contains(&code.as_str())).collect()
}

#[test]
fn links_are_held_against_the_settings() {
    let allow = "links: {allow: [gov.vn, .example.org]}\n";
    let deny = "links: {deny: example.net}\n";
    for (settings, address, expected) in [
        ("", "https://example.net/", ""),
        (allow, "https://dongthap.gov.vn/a", ""),
        (allow, "https://gov.vn/", ""),
        (allow, "https://www.example.org:8080/", ""),
        (allow, "https://evilgov.vn/", "link-domain"),
        (allow, "https://gov.vn.example.net/", "link-domain"),
        (deny, "https://example.org/", ""),
        (deny, "https://EXAMPLE.net./a", "link-domain"),
        (deny, "https://a.example.net/a", "link-domain"),
        ("links: {allow: [gov.vn], deny: [a.gov.vn]}\n", "https://a.gov.vn/", "link-domain"),
        ("checks: {link-domain: off}\nlinks: {deny: [example.net]}\n", "https://example.net/", ""),
    ] {
        let found = warnings(settings, "", &format!("[Cổng thông tin]({address})"));
        assert_eq!(found.join(","), expected, "{settings} {address}");
    }
}

#[test]
fn a_domain_of_the_settings_is_no_address() {
    for (wrong, code) in [
        ("{allow: ['https://gov.vn']}", "not-a-domain"),
        ("{deny: ['a b']}", "not-a-domain"),
        ("{only: [gov.vn]}", "unknown-field"),
    ] {
        let site =
            SiteTest::small("").file("content/site.yaml", format!("format: 1\ntitle: T\nlinks: {wrong}\n").as_bytes());
        assert_eq!(report(&site, &[])["diagnostics"][0]["code"], code, "{wrong}");
    }
}

#[test]
fn odd_links_are_told_and_plain_ones_are_not() {
    for (body, expected) in [
        ("[dichvucong.gov.vn](https://dichvucong.gov.vn/a)", ""),
        ("<https://example.org/a>", ""),
        ("[dichvucong.gov.vn](https://example.net/)", "link-disguised"),
        ("<a href=\"https://example.net/\">https://dichvucong.gov.vn</a>", "link-disguised"),
        ("[x](https://gov.vn@example.net/)", "link-disguised"),
        ("[x](https://g\u{43e}v.example.org/)", "link-disguised"),
        ("[x](http://xn--gv-jbd.example/)", "link-disguised"),
        ("[Tệp](http://192.168.1.20/ke-hoach)", "private-link"),
        ("[Tệp](http://localhost:8080/)", "private-link"),
        ("[Tệp](http://may-chu/van-ban)", "private-link"),
        ("[Kế hoạch](https://bk8.example/)", "gambling-link"),
        ("<span><a href='https://example.net/tai-xiu-online'>tin</a></span>", "gambling-link"),
        ("[nhà cái uy tín](https://example.net/)", "gambling-link"),
        // The police write of gambling, in texts and in links to reports of it.
        ("Công an xã triệt phá một nhóm cá cược, tài xỉu, nổ hũ, casino trái phép.", ""),
        ("[Triệt phá đường dây cá cược bóng đá](https://example.net/triet-pha-duong-day-ca-cuoc)", ""),
        ("`[nhà cái](https://bk8.example/)`", ""),
    ] {
        assert_eq!(warnings("", "", body).join(","), expected, "{body}");
    }
}

#[test]
fn links_outside_of_bodies_are_looked_at_too() {
    let bad = "https://bk8.example/";
    for front in [
        format!("source: {{name: Báo, url: {bad}}}\n"),
        format!("consultation: {{from: 01/01/2026, to: 01/02/2026, contact: '{bad}'}}\n"),
        format!("results: [{{indicator: sipas, year: 2024, score: 90, source: '{bad}'}}]\n"),
    ] {
        assert_eq!(warnings("", &front, "X"), ["gambling-link"], "{front}");
    }
    for settings in [
        format!("menus: {{footer: [{{title: Trang, link: '{bad}'}}]}}\n"),
        format!("organisation: {{name: UBND, url: '{bad}'}}\n"),
        format!("feedback: {{form: '{bad}'}}\n"),
        format!("licence: {{name: CC, url: '{bad}'}}\n"),
    ] {
        assert_eq!(warnings(&settings, "", "X"), ["gambling-link"], "{settings}");
    }
    let site = SiteTest::small("").file(
        "content/results.csv",
        format!("unit,indicator,year,score,source\nxa-mau,sipas,2024,88,{bad}\n").as_bytes(),
    );
    let report = report(&site, &[]);
    assert_eq!(report["diagnostics"][0]["code"], "gambling-link");
    assert_eq!(report["outside"][0]["host"], "bk8.example");
}

#[test]
fn other_sites_are_counted() {
    let body = "[a](https://b.example.org/1) [c](https://a.example.org/) [d](https://b.example.org/2) [e](mailto:a@example.org)";
    let site = SiteTest::small(&article("", body));
    let expected = serde_json::json!([{"host": "a.example.org", "links": 1}, {"host": "b.example.org", "links": 2}]);
    assert_eq!(report(&site, &[])["outside"], expected);
    let page = site.run(&["check", "--date", TODAY, "--format", "html"]).stdout;
    assert!(page.contains("<li><code>b.example.org</code>: 2</li>"), "{page}");
    assert!(!site.check().stderr.contains("example.org"), "people are told on wish only");
}

/// A server that answers by a table and notes what it was asked.
struct Other {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

/// How often the same address was asked before, to the head of an answer.
type Answers = fn(&str, usize) -> String;

impl Other {
    fn start(answers: Answers) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&asked);
        std::thread::spawn(move || {
            let mut counts: BTreeMap<String, usize> = BTreeMap::new();
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let lines: Vec<String> = BufReader::new(stream.try_clone().expect("a stream"))
                    .lines()
                    .map_while(Result::ok)
                    .take_while(|line| !line.is_empty())
                    .collect();
                let Some(first) = lines.first() else { continue };
                let question = first.trim_end_matches(" HTTP/1.1").to_owned();
                let count = counts.entry(question.clone()).or_insert(0);
                let head = answers(&question, *count);
                *count += 1;
                noted.lock().expect("whole").push(format!("{}\n{}", question, lines[1..].join("\n")));
                let _ = stream
                    .write_all(format!("HTTP/1.1 {head}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").as_bytes());
            }
        });
        Self { address, asked }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn questions(&self) -> Vec<String> {
        let asked = self.asked.lock().expect("whole");
        asked.iter().map(|question| question.lines().next().unwrap_or_default().to_owned()).collect()
    }
}

fn answers(question: &str, before: usize) -> String {
    match question {
        "HEAD /song" | "GET /chi-get" | "HEAD /dich" => "200 OK",
        "HEAD /chuyen" => "301 Moved\r\nLocation: /dich",
        "HEAD /tam" => "302 Found\r\nLocation: /dich",
        "HEAD /vong" => "301 Moved\r\nLocation: /vong",
        "HEAD /ra" => "301 Moved\r\nLocation: file:///etc/passwd",
        "HEAD /trong" => "301 Moved\r\nLocation: http://10.255.255.1/",
        "HEAD /chi-get" => "405 No",
        "HEAD /ban" if before < 2 => "503 Busy",
        "HEAD /ban" => "200 OK",
        "HEAD /cam" | "GET /cam" => "403 No",
        "HEAD /go" | "GET /go" => "410 Gone",
        "HEAD /hong" => "500 Broken",
        _ => "404 Not Found",
    }
    .to_owned()
}

const QUICK: Pace = Pace { hosts: 2, pause: Duration::ZERO, repeats: [Duration::ZERO; 2] };

#[test]
fn pages_of_other_sites_are_told_apart() {
    let other = Other::start(answers);
    let folder = tempfile::TempDir::new().expect("a folder");
    let memory = folder.path().join(".bantin-cache/links.json");
    let paths = [
        ("/song", Verdict::Alive),
        ("/chi-get", Verdict::Alive),
        ("/tam", Verdict::Alive),
        ("/ban", Verdict::Alive),
        ("/chuyen", Verdict::Moved(other.url("/dich"))),
        ("/mat", Verdict::Dead(404)),
        ("/go", Verdict::Dead(410)),
        ("/cam", Verdict::Unknown(403)),
        ("/hong", Verdict::Unknown(500)),
        ("/vong", Verdict::Unknown(310)),
        ("/ra", Verdict::Unknown(301)),
        ("/trong", Verdict::Unknown(301)),
    ];
    let urls: Vec<String> = paths.iter().map(|(path, _)| other.url(path)).collect();
    let today = date(2026, 11, 22);
    let found = probe::probe(urls.iter().map(String::as_str), &memory, today, QUICK).expect("curl is there");
    for ((path, expected), url) in paths.iter().zip(&urls) {
        assert_eq!(found.verdicts.get(url), Some(expected), "{path}");
    }
    assert!(!found.is_offline);
    // What stands is not asked for again this week; what does not is.
    let before = other.questions().len();
    let again = probe::probe(urls[..6].iter().map(String::as_str), &memory, today, QUICK).expect("curl is there");
    assert_eq!(again.verdicts.len(), 6);
    assert_eq!(other.questions()[before..], ["HEAD /mat", "GET /mat"]);
    let later = probe::probe([urls[0].as_str()], &memory, date(2026, 11, 29), QUICK).expect("curl is there");
    assert_eq!(later.verdicts[&urls[0]], Verdict::Alive);
    assert_eq!(other.questions()[before + 2..], ["HEAD /song"]);
    // A damaged memory counts as none.
    std::fs::write(&memory, "{").expect("written");
    probe::probe([urls[0].as_str()], &memory, today, QUICK).expect("curl is there");
    assert_eq!(other.questions()[before + 3..], ["HEAD /song"]);
}

#[test]
fn addresses_are_never_options_or_patterns() {
    let other = Other::start(answers);
    let folder = tempfile::TempDir::new().expect("a folder");
    let ask = |address: &str| {
        let memory = folder.path().join("none/links.json");
        probe::probe([address], &memory, date(2026, 11, 22), QUICK).expect("curl is there").verdicts
    };
    for address in [
        "-o/tmp/x",
        "--config=/etc/passwd",
        "@/etc/passwd",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "http://a b/",
        "http://127.0.0.1/\n-o x",
    ] {
        assert!(ask(address).is_empty(), "{address:?}");
    }
    for pattern in ["/[1-9]", "/{a,b}", "/a%20b?x=1&y=@x"] {
        let _ = ask(&other.url(pattern));
    }
    let questions = other.questions();
    assert_eq!(questions.first().map(String::as_str), Some("HEAD /[1-9]"), "{questions:?}");
    assert!(questions.iter().all(|question| !question.contains("/1") && !question.ends_with("/a")), "{questions:?}");
    let heads = other.asked.lock().expect("whole").join("\n").to_lowercase();
    assert!(
        heads.contains("user-agent: bantin/") && !heads.contains("cookie") && !heads.contains("referer"),
        "{heads}"
    );
}

#[test]
fn a_check_with_links_reports_what_is_gone() {
    let other = Other::start(answers);
    let body = ["/song", "/mat", "/chuyen", "/cam"]
        .map(|path| format!("[Trang {}]({})", &path[1..], other.url(path)))
        .join("\n");
    let site = SiteTest::small(&article("", &body))
        .file("content/site.yaml", b"format: 1\ntitle: T\nchecks: {private-link: off, missing-unit: off}\n");
    let without = site.check().expect_code(0);
    assert!(!without.stderr.contains("dead-link") && other.questions().is_empty(), "nothing is asked without --links");
    let run = site.run(&["check", "--links", "--date", TODAY]).expect_code(0);
    for words in [
        "cảnh báo: liên kết `".to_owned() + &other.url("/mat") + "` không mở được: trang không còn (404) [dead-link]",
        "content/bulletins/a.md:7".to_owned(),
        "Dẫn tới 1 trang khác, 4 liên kết:\n  127.0.0.1 4\n".to_owned(),
        "Liên kết ra ngoài còn mở được: 1\n".to_owned(),
        format!("  content/bulletins/a.md:8: {} → {}\n", other.url("/chuyen"), other.url("/dich")),
        format!("  content/bulletins/a.md:9: {} (403)\n", other.url("/cam")),
    ] {
        assert!(run.stderr.contains(&words), "{words:?} in\n{}", run.stderr);
    }
    assert!(site.path(".bantin-cache/links.json").exists() && site.path(".bantin-cache/.gitignore").exists());
    site.run(&["check", "--links", "--strict", "--date", TODAY]).expect_code(1).done();
    // A build never asks.
    let before = other.questions().len();
    site.build().expect_code(0).done();
    assert_eq!(other.questions().len(), before);
}

#[test]
fn no_network_is_said_once() {
    // A port that nobody listens on, for two hosts.
    let address = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a free port");
    let body = format!("[a](http://{address}/) [b](http://localhost:{}/) [c](http://{address}/c)", address.port());
    let site = SiteTest::small(&article("", &body))
        .file("content/site.yaml", b"format: 1\ntitle: T\nchecks: {private-link: off}\n");
    let folder = tempfile::TempDir::new().expect("a folder");
    let urls = [format!("http://{address}/"), format!("http://localhost:{}/", address.port())];
    let found =
        probe::probe(urls.iter().map(String::as_str), &folder.path().join("links.json"), date(2026, 11, 22), QUICK)
            .expect("curl is there");
    assert!(found.is_offline && found.verdicts.is_empty(), "{found:?}");
    assert!(!site.check().stderr.contains("dead-link"));
}

#[test]
fn a_machine_without_curl_is_told() {
    let site = SiteTest::small(&article("", "[a](https://example.org/)"));
    let empty = tempfile::TempDir::new().expect("a folder");
    for (lang, words) in [("vi", "không tìm thấy chương trình `curl`"), ("en", "the program `curl` was not found")]
    {
        let mut command = program();
        command
            .current_dir(site.folder())
            .env("PATH", empty.path())
            .args(["check", "--links", "--date", TODAY, "--lang", lang]);
        let run = Run::of(command.output().expect("the program starts"), site.folder()).expect_code(2);
        assert!(run.stderr.contains(words), "{}", run.stderr);
    }
}
