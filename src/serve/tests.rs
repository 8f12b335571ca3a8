//! The server over real sockets, on ports that the system chooses. Every wait has an end.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Instant;

use super::*;

const PATIENCE: Duration = Duration::from_secs(10);

const SCRIPT: &str = "<script src=\"/_bantin/live.js\"";

struct Running {
    addr: SocketAddr,
    publisher: Publisher,
    live: Arc<Live>,
}

fn start(limits: Limits) -> Running {
    let server = Server::with_limits(SocketAddr::from(([127, 0, 0, 1], 0)), limits).expect("a port is free");
    let running = Running { addr: server.local_addr(), publisher: server.publisher(), live: Arc::clone(&server.live) };
    thread::spawn(move || server.run());
    running
}

fn quick() -> Limits {
    let short = Duration::from_millis(300);
    Limits { idle: short, head: short, heartbeat: Duration::from_millis(50), ..Limits::default() }
}

fn site(files: &[(&str, &str)]) -> Site {
    let stored = |text: &str| Stored::Bytes(Arc::from(text.as_bytes()));
    Site::new(files.iter().map(|&(path, text)| (path.to_owned(), stored(text))).collect())
}

fn started() -> Running {
    let running = start(Limits::default());
    let files = [
        ("index.html", "<body>home</body>"),
        ("tin/index.html", "<body>tin</body>"),
        ("tin/mới.html", "<body>new</body>"),
        ("404.html", "<body>lost</body>"),
        ("a.css", "body { color: red }"),
        ("du-lieu/x.json", "{\"html\": \"</body>\"}"),
        ("nghe.mp3", "0123456789"),
    ];
    running.publisher.publish(Some(site(&files)), Report::default(), vec![]);
    running
}

#[derive(Debug)]
struct Reply {
    status: u16,
    head: String,
    body: String,
}

impl Reply {
    fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .find_map(|line| line.split_once(": ").filter(|(key, _)| key.eq_ignore_ascii_case(name)))
            .map(|(_, value)| value)
    }
}

fn connect(addr: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect_timeout(&addr, PATIENCE).expect("the server listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
    stream
}

/// Reads one answer: its head, then as many bytes as it promises.
fn read_reply(reader: &mut impl BufRead, is_head: bool) -> Reply {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        let count = reader.read_line(&mut head).expect("a line of the head arrives");
        assert!(count > 0, "the head ends early: {head:?}");
    }
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    let mut reply = Reply { status, head, body: String::new() };
    let length = reply.header("content-length").and_then(|length| length.parse().ok()).expect("a length");
    let mut body = vec![0; if is_head { 0 } else { length }];
    reader.read_exact(&mut body).expect("the whole body arrives");
    reply.body = String::from_utf8(body).expect("test bodies are text");
    reply
}

/// Sends raw bytes and reads one answer.
fn send(addr: SocketAddr, request: &str) -> Reply {
    let mut stream = connect(addr);
    stream.write_all(request.as_bytes()).expect("the request is taken");
    read_reply(&mut BufReader::new(stream), request.starts_with("HEAD"))
}

fn get(addr: SocketAddr, path: &str) -> Reply {
    send(addr, &format!("GET {path} HTTP/1.1\r\nHost: {addr}\r\n\r\n"))
}

#[test]
fn newer_files_are_what_readers_get() {
    let running = started();
    let files = site(&[("index.html", "<body>home</body>"), ("tin/a.html", "<body>old</body>"), ("404.html", "lost")]);
    let newer =
        [("index.html", "new home"), ("tin/a.html", "new page"), ("404.html", "lost anew"), ("tin/b.html", "b")];
    let newer = newer.map(|(path, text)| (path.to_owned(), Stored::Bytes(Arc::from(text.as_bytes()))));
    running.publisher.publish(Some(files.with(BTreeMap::from(newer))), Report::default(), vec![]);
    for (path, text) in [("", "new home"), ("tin/a.html", "new page"), ("nowhere", "lost anew"), ("tin/b.html", "b")] {
        let reply = send(running.addr, &format!("GET /{path} HTTP/1.1\r\nHost: {}\r\n\r\n", running.addr));
        assert!(reply.body.contains(text), "/{path}: {}", reply.body);
    }
}

#[test]
fn addresses_name_files_of_the_map_only() {
    let addr = started().addr;
    let cases = [
        ("/", 200, "home"),
        ("/index.html", 200, "home"),
        ("/?q=a/b", 200, "home"),
        ("/tin/", 200, "tin"),
        ("/tin", 301, ""),
        ("/tin/m%E1%BB%9Bi.html", 200, "new"),
        ("/khong-co.html", 404, "lost"),
        ("/du-lieu/", 404, "lost"),
        ("/du-lieu", 404, "lost"),
        ("//index.html", 404, "lost"),
        ("//", 404, "lost"),
        ("/tin/../index.html", 404, "lost"),
        ("/../../../../etc/passwd", 404, "lost"),
        ("/%2e%2e/%2e%2e/etc/passwd", 404, "lost"),
        ("/..%2f..%2fetc%2fpasswd", 404, "lost"),
        ("/..%5c..%5cindex.html", 404, "lost"),
        ("/index.html%00.css", 404, "lost"),
        ("/./index.html", 404, "lost"),
        ("/%zz", 400, "400"),
        ("/_bantin/other", 404, "404"),
    ];
    for (path, status, body) in cases {
        let reply = get(addr, path);
        assert_eq!((reply.status, reply.body.contains(body)), (status, true), "{path}: {reply:?}");
    }
    assert_eq!(get(addr, "/tin?a=b").header("location"), Some("/tin/?a=b"));
}

#[test]
fn every_answer_has_the_fields_that_protect() {
    let addr = started().addr;
    for path in ["/", "/a.css", "/khong-co", "/tin", "/%zz", "/_bantin/live.js"] {
        let reply = get(addr, path);
        assert_eq!(reply.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{path}");
        let policy = reply.header("content-security-policy").expect("a policy");
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self';") && policy.ends_with("frame-ancestors 'none'")
        );
    }
}

#[test]
fn only_pages_get_the_script() {
    let addr = started().addr;
    let cases = [
        ("/", "text/html; charset=utf-8", true),
        ("/khong-co", "text/html; charset=utf-8", true),
        ("/a.css", "text/css; charset=utf-8", false),
        ("/du-lieu/x.json", "application/json; charset=utf-8", false),
        ("/nghe.mp3", "audio/mpeg", false),
        ("/_bantin/live.js", "text/javascript; charset=utf-8", false),
    ];
    for (path, content_type, has_script) in cases {
        let reply = get(addr, path);
        assert_eq!(reply.header("content-type"), Some(content_type), "{path}");
        assert_eq!(reply.body.contains(SCRIPT), has_script, "{path}");
    }
    let page = get(addr, "/").body;
    assert!(page.starts_with("<body>home<script ") && page.ends_with(" defer></script></body>"), "{page}");
}

#[test]
fn a_head_is_answered_without_the_body() {
    let addr = started().addr;
    for path in ["/", "/a.css", "/khong-co", "/_bantin/events"] {
        let mut stream = connect(addr);
        let request = format!("HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("the server closes");
        assert!(text.ends_with("\r\n\r\n") && text.matches("\r\n\r\n").count() == 1, "{path}: {text}");
    }
    let length = |reply: &Reply| reply.header("content-length").map(str::to_owned);
    let head = send(addr, "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert_eq!(length(&head), length(&get(addr, "/")));
}

#[test]
fn bad_requests_are_refused() {
    let addr = started().addr;
    let long = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(20_000));
    let many = format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "A: b\r\n".repeat(80));
    let cases = [
        ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421),
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("nonsense\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost localhost\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc", 405),
        ("DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n", 405),
        (long.as_str(), 431),
        (many.as_str(), 431),
    ];
    for (request, status) in cases {
        let reply = send(addr, request);
        assert_eq!(reply.status, status, "{request:.60}");
        assert_eq!(reply.header("connection"), Some("close"), "{request:.60}");
    }
    assert_eq!(send(addr, cases[4].0).header("allow"), Some("GET, HEAD"));
}

/// What a hundred clients at once may cost: those beyond the limit wait, and nobody is left out.
#[test]
fn many_clients_at_once_are_all_answered() {
    let addr = start(quick()).addr;
    let silent: Vec<TcpStream> = (0..100).map(|_| connect(addr)).collect();
    let start = Instant::now();
    assert_eq!(get(addr, "/").status, 503, "before the first build");
    assert!(start.elapsed() < PATIENCE);
    drop(silent);
}

#[test]
fn a_client_that_hardly_reads_is_let_go() {
    let running = start(Limits { answer: Duration::from_millis(300), write: Duration::from_millis(100), ..quick() });
    let long = "x".repeat(64 * 1024 * 1024);
    running.publisher.publish(Some(site(&[("a.css", &long)])), Report::default(), vec![]);
    let mut stream = connect(running.addr);
    stream.write_all(b"GET /a.css HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("sent");
    let mut taken = 0;
    let mut buffer = [0; 4096];
    for _ in 0..60 {
        taken += stream.read(&mut buffer).unwrap_or(0);
        thread::sleep(Duration::from_millis(20));
    }
    // What lies in the system's buffers still comes, and then the end.
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
    taken += rest.len();
    assert!(taken < long.len() / 2, "{taken} bytes");
}

#[test]
fn pages_of_other_sites_cannot_listen() {
    let addr = started().addr;
    let head =
        "Host: localhost\r\nOrigin: https://example.net\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors\r\n\r\n";
    for path in ["/_bantin/events", "/index.html", "/tim-kiem/m.js"] {
        let reply = send(addr, &format!("GET {path} HTTP/1.1\r\n{head}"));
        assert_eq!(reply.status, 403, "{path}");
        assert_eq!(reply.header("access-control-allow-origin"), None);
    }
}

#[test]
fn a_player_gets_the_part_it_asks_for() {
    let addr = started().addr;
    let ask =
        |range: &str, path: &str| send(addr, &format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{range}\r\n\r\n"));
    let cases = [
        ("Range: bytes=2-4", 206, "234", Some("bytes 2-4/10")),
        ("Range: bytes=-2", 206, "89", Some("bytes 8-9/10")),
        ("Range: bytes=20-", 416, "416", Some("bytes */10")),
        ("Range: bytes=0-1,4-5", 200, "0123456789", None),
        ("Range: bytes=0-1\r\nIf-Range: \"x\"", 200, "0123456789", None),
    ];
    for (range, status, body, content_range) in cases {
        let reply = ask(range, "/nghe.mp3");
        assert_eq!((reply.status, reply.header("content-range")), (status, content_range), "{range}");
        assert!(reply.body.starts_with(body), "{range}: {reply:?}");
    }
    assert_eq!(ask("Range: bytes=2-4", "/a.css").status, 200);
}

#[test]
fn files_on_disk_are_served_as_they_are() {
    let place = std::env::temp_dir().join(format!("bantin-serve-{}.txt", std::process::id()));
    std::fs::write(&place, "0123456789").expect("a temporary file can be written");
    let running = start(Limits::default());
    let names = ["a.pdf", "b.mp4", "c.html"];
    let mut files: BTreeMap<_, _> = names.map(|name| (name.to_owned(), Stored::Disk(place.clone()))).into();
    files.insert("d.pdf".to_owned(), Stored::Disk(std::env::temp_dir().join("bantin-no-such-file")));
    files.insert("e.pdf".to_owned(), Stored::Disk(std::env::temp_dir()));
    running.publisher.publish(Some(Site::new(files)), Report::default(), vec![]);
    let cases = [("/a.pdf", 200), ("/c.html", 200), ("/d.pdf", 404), ("/e.pdf", 404)];
    for (path, status) in cases {
        assert_eq!(get(running.addr, path).status, status, "{path}");
    }
    assert_eq!(get(running.addr, "/a.pdf").body, "0123456789");
    assert!(get(running.addr, "/c.html").body.contains(SCRIPT));
    let part = send(running.addr, "GET /b.mp4 HTTP/1.1\r\nHost: localhost\r\nRange: bytes=3-5\r\n\r\n");
    assert_eq!((part.status, part.body.as_str()), (206, "345"));
    let _ = std::fs::remove_file(place);
}

#[test]
fn a_connection_is_used_again() {
    let addr = started().addr;
    let mut stream = connect(addr);
    let request = "GET /a.css HTTP/1.1\r\nHost: localhost\r\n\r\n";
    // The second and third request arrive together.
    stream.write_all(request.as_bytes()).expect("sent");
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    assert_eq!(read_reply(&mut reader, false).header("connection"), Some("keep-alive"));
    stream.write_all(request.repeat(2).as_bytes()).expect("sent");
    for _ in 0..2 {
        assert_eq!(read_reply(&mut reader, false).status, 200);
    }
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").expect("sent");
    assert_eq!(read_reply(&mut reader, false).header("connection"), Some("close"));
    assert_eq!(reader.read(&mut [0]).expect("closed in order"), 0);
}

#[test]
fn slow_clients_do_not_stop_the_others() {
    let running = start(Limits { connections: 2, ..quick() });
    running.publisher.publish(Some(site(&[("index.html", "home")])), Report::default(), vec![]);
    let begun = Instant::now();
    let mut silent = [connect(running.addr), connect(running.addr), connect(running.addr)];
    silent[0].write_all(b"GET / HT").expect("sent");
    assert_eq!(get(running.addr, "/").status, 200);
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    let mut text = String::new();
    silent[0].read_to_string(&mut text).expect("the server closes");
    assert!(text.starts_with("HTTP/1.1 408 "), "{text}");
    assert_eq!(silent[1].read(&mut [0]).expect("closed in order"), 0);
}

/// Listens to events until one has the name; gives its data.
fn wait_for(reader: &mut impl BufRead, name: &str) -> serde_json::Value {
    let deadline = Instant::now() + PATIENCE;
    let mut is_it = false;
    while Instant::now() < deadline {
        let mut line = String::new();
        assert!(reader.read_line(&mut line).expect("an event arrives in time") > 0, "the stream ends before {name}");
        if let Some(event) = line.strip_prefix("event: ") {
            is_it = event.trim_end() == name;
        } else if let Some(data) = line.strip_prefix("data: ").filter(|_| is_it) {
            return serde_json::from_str(data).expect("data is JSON");
        }
    }
    panic!("no {name} in time");
}

fn listen(addr: SocketAddr) -> BufReader<TcpStream> {
    let mut stream = connect(addr);
    stream.write_all(format!("GET /_bantin/events HTTP/1.1\r\nHost: {addr}\r\n\r\n").as_bytes()).expect("sent");
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert!(reader.read_line(&mut head).expect("the head arrives") > 0);
    }
    assert!(head.starts_with("HTTP/1.1 200 ") && head.contains("text/event-stream"), "{head}");
    reader
}

fn failure() -> Report {
    Report { errors: 1, warnings: 0, text: "lỗi: sai\n".to_owned(), lang: Lang::Vi }
}

#[test]
fn open_pages_are_told_of_every_build() {
    let running = started();
    let page = get(running.addr, "/").body;
    let mut page_events = listen(running.addr);
    let state = wait_for(&mut page_events, "state");
    let build = state["build"].as_str().expect("a build");
    assert!(page.contains(&format!("data-build=\"{build}\"")), "{page}");
    assert!(state["report"].is_null());

    running.publisher.publish(None, failure(), vec![]);
    let report = wait_for(&mut page_events, "report");
    assert_eq!((&report["build"], report["report"]["text"].as_str()), (&state["build"], Some("lỗi: sai\n")));
    assert!(get(running.addr, "/").body.contains("home"), "the last good site stays");
    let late = wait_for(&mut listen(running.addr), "state");
    assert_eq!(late["report"]["title"], "Nội dung có 1 lỗi");

    running.publisher.publish(Some(site(&[("index.html", "mended")])), Report::default(), vec![]);
    let reload = wait_for(&mut page_events, "reload");
    assert!(reload["report"].is_null() && reload["build"] != state["build"]);
    assert!(get(running.addr, "/").body.contains("mended"));

    running.publisher.publish(Some(site(&[])), Report::default(), vec!["a.css".to_owned()]);
    wait_for(&mut page_events, "style");
}

#[test]
fn before_the_first_build_a_page_waits() {
    let running = start(quick());
    let page = get(running.addr, "/tin/x.html");
    assert!(page.status == 503 && page.body.contains(SCRIPT) && page.body.contains("Đang dựng trang"), "{page:?}");
    let report = Report { text: "lỗi: <b>\n".to_owned(), ..failure() };
    running.publisher.publish(None, report, vec![]);
    let page = get(running.addr, "/");
    assert!(page.status == 503 && page.body.contains("lỗi: &lt;b>"), "{page:?}");
    running.publisher.publish(Some(site(&[("index.html", "home")])), Report::default(), vec![]);
    assert_eq!(get(running.addr, "/").status, 200);
}

#[test]
fn pages_that_have_gone_are_forgotten() {
    let running = start(quick());
    let mut kept = listen(running.addr);
    wait_for(&mut kept, "state");
    for _ in 0..40 {
        wait_for(&mut listen(running.addr), "state");
    }
    let deadline = Instant::now() + PATIENCE;
    while running.live.listeners() > 1 && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(running.live.listeners(), 1);
    running.publisher.publish(None, failure(), vec![]);
    wait_for(&mut kept, "report");
}

#[test]
fn another_server_is_another_build() {
    let builds =
        [start(quick()), start(quick())].map(|running| wait_for(&mut listen(running.addr), "state")["build"].clone());
    assert_ne!(builds[0], builds[1]);
}
