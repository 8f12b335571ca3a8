//! The preview server as an author meets it: it shows the site, follows edits, and survives mistakes.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::support::*;

const PATIENCE: Duration = Duration::from_secs(30);

const ONE: &str =
    "//- content/bulletins/a.md\n---\ntitle: Bài thứ nhất\ndate: 11/10/2021\nunit: xa-mau\n---\nNội dung.\n";

/// A running preview; it ends with the value.
struct Preview {
    child: Child,
    address: SocketAddr,
}

impl Preview {
    fn start(site: &SiteTest) -> Self {
        // The system gives a free port, and it is ours as soon as the listener is gone.
        let address = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
        let mut command = site.command(&["serve", "--date", TODAY, "--addr", &address.to_string()]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
        let preview = Self { child, address };
        preview.wait("index.html", "Bài thứ nhất");
        preview
    }

    /// Status and body of a page.
    fn get(&self, path: &str) -> Option<(u16, String)> {
        let mut stream = TcpStream::connect_timeout(&self.address, Duration::from_secs(2)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
        let request = format!("GET /{path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address);
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1)?.parse().ok()?;
        Some((status, answer))
    }

    fn wait(&self, path: &str, words: &str) {
        wait_for(&format!("{words:?} in /{path}"), PATIENCE, || {
            self.get(path).filter(|(status, body)| *status == 200 && body.contains(words))
        });
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_preview_follows_edits_and_survives_mistakes() {
    let site = SiteTest::small(ONE);
    let mut preview = Preview::start(&site);
    assert_eq!(preview.get("khong-co.html").map(|(status, _)| status), Some(404));
    assert!(preview.get("../Cargo.toml").is_some_and(|(status, _)| status >= 400), "nothing outside is served");

    site.write(
        "content/bulletins/a.md",
        ONE.replace("thứ nhất", "đã sửa").split_once('\n').expect("a header").1.as_bytes(),
    );
    preview.wait("index.html", "Bài đã sửa");

    site.write("content/bulletins/b.md", b"---\ntitle: [\n");
    std::thread::sleep(Duration::from_millis(300));
    preview.wait("index.html", "Bài đã sửa");

    std::fs::remove_file(site.path("content/bulletins/b.md")).expect("the file is there");
    site.write("content/bulletins/c.md", "---\ntitle: Bài thứ ba\ndate: 12/10/2021\nunit: xa-mau\n---\nX\n".as_bytes());
    preview.wait("tin/2021/10/c.html", "Bài thứ ba");

    std::fs::remove_file(site.path("content/bulletins/a.md")).expect("the file is there");
    wait_for("the page to go", PATIENCE, || preview.get("tin/2021/10/a.html").filter(|(status, _)| *status == 404));
    assert!(preview.child.try_wait().expect("its state is known").is_none(), "the preview ended");
    assert!(!site.path("public").exists(), "a preview writes nothing");
}

/// Bodies are shown before the whole site has followed; in the end it has.
#[test]
fn after_quick_edits_the_preview_is_what_a_build_would_be() {
    let text = |title: &str, body: &str| {
        format!("---\ntitle: Bài {title}\ndate: 11/10/2021\nunit: xa-mau\n---\nMở đầu.\n\n{body}\n")
    };
    let site = SiteTest::small("").file("content/bulletins/a.md", text("thứ nhất", "Không.").as_bytes());
    let preview = Preview::start(&site);
    for number in 1..=5 {
        site.write("content/bulletins/a.md", text("thứ nhất", &format!("Câu số {number}.")).as_bytes());
        preview.wait("tin/2021/10/a.html", &format!("Câu số\u{a0}{number}."));
    }
    site.write("content/bulletins/a.md", text("đổi tên", "Câu cuối.").as_bytes());
    preview.wait("index.html", "Bài đổi tên");
    preview.wait("tin/2021/10/a.html", "Câu cuối.");
    site.write("content/bulletins/a.md", text("đổi tên", "Câu sau cùng.").as_bytes());
    site.build().expect_code(0).done();
    let manifest = std::fs::read_to_string(site.path("public/manifest.json")).expect("the site was built");
    preview.wait("manifest.json", &manifest);
}

#[test]
fn a_port_that_is_taken_is_told() {
    let site = SiteTest::small(ONE);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address").to_string();
    let run = site.run(&["serve", "--addr", &address]).expect_code(2);
    assert!(run.stderr.contains(&address), "{}", run.stderr);
}
