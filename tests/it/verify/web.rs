//! `bantin verify http://…`: a small server that serves a folder, and lies in one way at a time.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bantin::verify::{Differences, Place, VerifyError, Web, verify};

use super::{PAGE, published};
use crate::support::*;

/// How a file is answered.
#[derive(Clone, Copy)]
enum Lie {
    Status(&'static str),
    Redirect,
    Changed,
    /// The file and more, as its length says.
    Longer,
    /// The file and more, without a length.
    Endless,
    /// The right length, and bytes beyond it.
    Beyond,
    /// Fewer bytes than the length says.
    Broken,
    Hangs,
    Drips,
    /// The truth, in chunks.
    Chunked,
    /// Chunks whose sizes are wrong.
    WrongChunks,
    /// The truth, with the end of the connection as its end.
    Old,
    NoHttp,
}

/// A server that stops with its test; its connections go with their clients.
struct Server {
    port: u16,
    lies: Arc<Mutex<BTreeMap<String, Lie>>>,
}

impl Server {
    fn new(folder: PathBuf) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let server = Self { port: listener.local_addr().expect("an address").port(), lies: Arc::default() };
        let lies = Arc::clone(&server.lies);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (folder, lies) = (folder.clone(), Arc::clone(&lies));
                std::thread::spawn(move || serve(stream, &folder, &lies));
            }
        });
        server
    }

    fn lie(&self, name: &str, lie: Lie) {
        self.lies.lock().expect("no test panics with it").insert(name.to_owned(), lie);
    }

    fn verify(&self) -> Result<Differences, VerifyError> {
        let web = Web::read(&self.address())?.wait(Duration::from_millis(700));
        verify(&Place::Web(web), None, None)
    }

    fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }
}

fn serve(stream: TcpStream, folder: &std::path::Path, lies: &Mutex<BTreeMap<String, Lie>>) {
    let mut reader = BufReader::new(&stream);
    loop {
        let mut first = String::new();
        if reader.read_line(&mut first).is_err() || first.is_empty() {
            return;
        }
        let mut field = String::new();
        while reader.read_line(&mut field).is_ok_and(|count| count > 2) {
            field.clear();
        }
        let path = first.split(' ').nth(1).expect("a path").trim_start_matches('/').to_owned();
        let name = decoded(&path);
        let lie = lies.lock().expect("no test panics with it").get(&name).copied();
        let Ok(body) = fs::read(folder.join(&name)) else {
            let _ = (&stream).write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            continue;
        };
        if !answer(&stream, &body, lie) {
            return;
        }
    }
}

/// Whether the connection is kept.
fn answer(mut stream: &TcpStream, body: &[u8], lie: Option<Lie>) -> bool {
    let whole =
        |body: &[u8]| [format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat();
    let (bytes, is_kept) = match lie {
        None => (whole(body), true),
        Some(Lie::Status(status)) => (format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n").into_bytes(), true),
        Some(Lie::Redirect) => {
            (b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n".to_vec(), true)
        }
        Some(Lie::Changed) => (whole(&body.iter().rev().copied().collect::<Vec<_>>()), true),
        Some(Lie::Longer) => (whole(&[body, b"<h1>x</h1>"].concat()), true),
        Some(Lie::Endless) => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
            while stream.write_all(&[b'x'; 4096]).is_ok() {}
            return false;
        }
        Some(Lie::Beyond) => ([whole(body), b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx".to_vec()].concat(), true),
        Some(Lie::Broken) => (whole(body)[..body.len()].to_vec(), false),
        Some(Lie::Hangs) => {
            std::thread::sleep(Duration::from_secs(5));
            return false;
        }
        Some(Lie::Drips) => {
            for byte in whole(body) {
                if stream.write_all(&[byte]).is_err() {
                    break;
                }
                std::thread::sleep(Duration::from_millis(50));
            }
            return false;
        }
        Some(Lie::Chunked | Lie::WrongChunks) => {
            let less = usize::from(matches!(lie, Some(Lie::WrongChunks)));
            let mut text = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
            for part in body.chunks(1000) {
                text.extend(format!("{:x};a=b\r\n", part.len() - less).into_bytes());
                text.extend([part, b"\r\n"].concat());
            }
            text.extend(b"0\r\n\r\n");
            (text, true)
        }
        Some(Lie::Old) => ([b"HTTP/1.0 200 OK\r\n\r\n", body].concat(), false),
        Some(Lie::NoHttp) => (b"SSH-2.0-x\r\n".to_vec(), false),
    };
    stream.write_all(&bytes).is_ok() && is_kept
}

fn decoded(path: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), path.as_bytes());
    while let Some((first, next)) = rest.split_first() {
        match first {
            b'%' => {
                let hex = std::str::from_utf8(&next[..2]).expect("two digits");
                bytes.push(u8::from_str_radix(hex, 16).expect("two digits"));
                rest = &next[2..];
            }
            first => {
                bytes.push(*first);
                rest = next;
            }
        }
    }
    String::from_utf8(bytes).expect("a name")
}

fn site() -> (SiteTest, Server) {
    let site =
        published().file("content/static/tai-lieu/Đồng Tháp #1.txt", b"x").file("content/static/.htaccess", b"x");
    site.build().expect_code(0).done();
    let server = Server::new(site.path("public"));
    (site, server)
}

#[test]
fn a_server_that_tells_the_truth_passes() {
    let (site, server) = site();
    server.lie("feed.rss", Lie::Chunked);
    server.lie("feed.atom", Lie::Old);
    server.lie("feed.json", Lie::Beyond);
    server.lie(".htaccess", Lie::Status("403 Forbidden"));
    let run = site.run(&["verify", &server.address()]).expect_code(0).expect_stdout("");
    for words in [&server.address(), "đúng như khi đăng", "Qua HTTP không thấy được tệp lạ và tệp cấu hình"]
    {
        assert!(run.stderr.contains(words), "{words}: {}", run.stderr);
    }
    let found = server.verify().expect("it answers");
    assert!(found.is_none() && found.extra.is_none() && found.files > 50, "{found:?}");
}

#[test]
fn what_the_server_hides_or_changes_is_named() {
    let (site, server) = site();
    for (name, lie) in [
        (PAGE, Lie::Changed),
        ("feed.rss", Lie::Redirect),
        ("feed.atom", Lie::Longer),
        ("feed.json", Lie::Endless),
        ("sitemap.xml", Lie::Status("403 Forbidden")),
        ("tai-lieu/Đồng Tháp #1.txt", Lie::Status("404 Not Found")),
    ] {
        server.lie(name, lie);
    }
    let run = site.run(&["verify", &server.address()]).expect_code(1);
    let expected = format!(
        "đã bị sửa: feed.atom\nđã bị sửa: feed.json\nđã bị sửa: feed.rss\nđã bị sửa: sitemap.xml\nđã bị sửa: {PAGE}\nbị mất: tai-lieu/Đồng Tháp #1.txt\n"
    );
    assert_eq!(run.stdout, expected);
    assert!(run.stderr.contains("5 tệp đã bị sửa, 1 tệp bị mất."), "{}", run.stderr);
    // With a copy, the server's own manifest is looked at, too.
    fs::copy(site.path("public/manifest.json"), site.path("ban-ke.json")).expect("copied");
    server.lie("manifest.json", Lie::Changed);
    let run = site.run(&["verify", &server.address(), "--manifest", "ban-ke.json"]).expect_code(1);
    assert!(run.stdout.contains("đã bị sửa: manifest.json\n"), "{}", run.stdout);
}

#[test]
fn answers_that_break_off_say_nothing_of_the_file() {
    let (_site, server) = site();
    let lies = [
        ("feed.atom", Lie::Broken),
        ("feed.json", Lie::Drips),
        ("feed.rss", Lie::Hangs),
        ("index.html", Lie::NoHttp),
        ("robots.txt", Lie::WrongChunks),
        (PAGE, Lie::Status("503 Service Unavailable")),
    ];
    for (name, lie) in lies {
        server.lie(name, lie);
    }
    let found = server.verify().expect("it answers");
    assert_eq!(found.unread, lies.map(|(name, _)| name));
    assert!(found.changed.is_empty() && !found.is_none(), "{found:?}");
}

#[test]
fn a_server_that_answers_nothing_right_is_left_soon() {
    let (site, server) = site();
    for name in site.output().into_keys().filter(|name| name != "manifest.json") {
        server.lie(&name, Lie::Broken);
    }
    assert!(matches!(server.verify(), Err(VerifyError::Server { .. })));
    server.lie("manifest.json", Lie::Hangs);
    let start = Instant::now();
    assert!(matches!(server.verify(), Err(VerifyError::Server { .. })));
    assert!(start.elapsed() < Duration::from_secs(4));
    server.lie("manifest.json", Lie::Status("404 Not Found"));
    let run = site.run(&["verify", &server.address()]).expect_code(2);
    assert!(run.stderr.contains("máy chủ không có manifest.json"), "{}", run.stderr);
}

#[test]
fn a_signature_is_checked_over_http_too() {
    let (site, server) = site();
    site.run(&["keygen", "khoa", "--no-password"]).expect_code(0).done();
    let verify = || site.run(&["verify", &server.address(), "--key", "khoa.pub"]);
    assert!(verify().expect_code(1).stderr.contains("Thiếu chữ ký"));
    site.run(&["sign", "public", "--key", "khoa"]).expect_code(0).done();
    assert!(verify().expect_code(0).stderr.contains("Chữ ký đúng"));
}

#[test]
fn other_machines_are_not_asked() {
    let site = SiteTest::new("");
    for address in ["https://127.0.0.1/", "http://example.org/", "http://192.0.2.1/", "http://[2001:db8::1]/"] {
        let run = site.run(&["verify", address]).expect_code(2).expect_stdout("");
        for words in ["chỉ hỏi được máy chủ trên chính máy này", "chép trang về một thư mục", "ngay trên máy chủ"]
        {
            assert!(run.stderr.contains(words), "{address}: {}", run.stderr);
        }
    }
}
