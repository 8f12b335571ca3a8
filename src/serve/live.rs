//! What open pages must know: which build is current and what mistakes stand in the content.
//!
//! Takes builds from the publisher, gives events (server-sent events over HTTP) to every page that listens, and the
//! current state to one that comes late. Listening connections hold no thread: their sockets never block, and one
//! that does not take its event at once is dropped, because the browser comes back by itself and is told anew.

use std::io::{self, ErrorKind, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex, Weak};
use std::thread;
use std::time::Duration;

use serde::Serialize;

use super::{Report, Site, lock};
use crate::diagnostics::human;
use crate::source::Lang;

/// The script and the style sheet that the server adds to pages.
pub(super) const SCRIPT: &str = include_str!("live.js");
pub(super) const STYLES: &str = include_str!("live.css");

/// Far more pages than a person has open; beyond it something connects in a loop.
const LISTENERS: usize = 128;

/// The longest report in an event, in bytes: some six hundred lines, which nobody reads in an overlay.
const REPORT_BYTES: usize = 48 * 1024;

/// Files of every build that no page shows: a changed style sheet changes the manifest's hashes, too.
const UNSEEN: [&str; 1] = ["manifest.json"];

/// The site and the report as one moment has them.
#[derive(Debug)]
pub(super) struct Snapshot {
    pub site: Option<Site>,
    /// Names the build: pages of another one are out of date.
    pub build: String,
    pub report: Report,
}

/// The current snapshot and the pages that listen for the next.
#[derive(Debug)]
pub(super) struct Live {
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    snapshot: Arc<Snapshot>,
    listeners: Vec<TcpStream>,
    instance: u64,
    number: u64,
}

/// What a page has to do. The names are those that `live.js` listens for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    /// Compare the build with the page's own: sent once, when the page connects.
    State,
    Reload,
    Style,
    Report,
}

impl Live {
    pub(super) fn new(instance: u64) -> Self {
        let snapshot = Snapshot { site: None, build: build_name(instance, 0), report: Report::default() };
        Self { inner: Mutex::new(Inner { snapshot: Arc::new(snapshot), listeners: vec![], instance, number: 0 }) }
    }

    pub(super) fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&lock(&self.inner).snapshot)
    }

    pub(super) fn publish(&self, site: Option<Site>, report: Report, changed: &[String]) {
        let mut inner = lock(&self.inner);
        let event = event_for(&inner.snapshot, site.is_some(), &report, changed);
        if event != Event::Report {
            inner.number += 1;
        }
        let site = site.or_else(|| inner.snapshot.site.clone());
        inner.snapshot = Arc::new(Snapshot { site, build: build_name(inner.instance, inner.number), report });
        let message = message(event, &inner.snapshot);
        inner.tell_all(message.as_bytes());
    }

    /// Takes over the connection of a page that asked for events: `head` is the answer's head.
    pub(super) fn join(&self, mut stream: TcpStream, head: &[u8]) -> io::Result<()> {
        stream.write_all(head)?;
        stream.set_nonblocking(true)?;
        let mut inner = lock(&self.inner);
        if inner.listeners.len() >= LISTENERS {
            inner.tell_all(b": \n\n");
        }
        let message = message(Event::State, &inner.snapshot);
        if inner.listeners.len() < LISTENERS && tell(&mut stream, message.as_bytes()) {
            inner.listeners.push(stream);
        }
        Ok(())
    }

    #[cfg(test)]
    pub(super) fn listeners(&self) -> usize {
        lock(&self.inner).listeners.len()
    }
}

impl Inner {
    fn tell_all(&mut self, message: &[u8]) {
        self.listeners.retain_mut(|listener| tell(listener, message));
    }
}

/// Whether the listener is still there and took the whole message.
fn tell(listener: &mut TcpStream, message: &[u8]) -> bool {
    let is_there = match listener.peek(&mut [0]) {
        Ok(count) => count > 0,
        Err(error) => error.kind() == ErrorKind::WouldBlock,
    };
    is_there && matches!(listener.write(message), Ok(count) if count == message.len())
}

/// Sends a comment to all listeners now and then, which keeps their connections open and finds those that have
/// gone. Ends with the server and its publishers.
pub(super) fn start_heartbeat(live: Weak<Live>, every: Duration) -> io::Result<()> {
    let beat = move || {
        while let Some(live) = live.upgrade() {
            lock(&live.inner).tell_all(b": \n\n");
            drop(live);
            thread::sleep(every);
        }
    };
    thread::Builder::new().name("heartbeat".to_owned()).spawn(beat).map(drop)
}

fn build_name(instance: u64, number: u64) -> String {
    format!("{instance:016x}-{number}")
}

fn event_for(before: &Snapshot, has_site: bool, report: &Report, changed: &[String]) -> Event {
    if !has_site {
        return Event::Report;
    }
    let is_mended = before.report.errors > 0 && report.errors == 0;
    let seen: Vec<_> = changed.iter().filter(|path| !UNSEEN.contains(&path.as_str())).collect();
    if before.site.is_none() || is_mended {
        Event::Reload
    } else if seen.is_empty() {
        Event::Report
    } else if seen.iter().all(|path| path.ends_with(".css")) {
        Event::Style
    } else {
        Event::Reload
    }
}

#[derive(Serialize)]
struct Message<'a> {
    build: &'a str,
    /// Only where there are errors: warnings do not stand in the author's way.
    report: Option<Overlay<'a>>,
}

/// The words of the overlay, ready to be shown.
#[derive(Serialize)]
struct Overlay<'a> {
    lang: &'static str,
    title: String,
    note: &'static str,
    close: &'static str,
    text: &'a str,
}

fn message(event: Event, snapshot: &Snapshot) -> String {
    let name = match event {
        Event::State => "state",
        Event::Reload => "reload",
        Event::Style => "style",
        Event::Report => "report",
    };
    let report = (snapshot.report.errors > 0).then(|| overlay(&snapshot.report));
    let data = serde_json::to_string(&Message { build: &snapshot.build, report })
        .expect("a struct of plain texts always serialises");
    format!("retry: 1000\nevent: {name}\ndata: {data}\n\n")
}

fn overlay(report: &Report) -> Overlay<'_> {
    let counts = human::summary(report.errors, report.warnings, report.lang);
    let (title, note, close) = match report.lang {
        Lang::Vi => {
            (format!("Nội dung có {counts}"), "Hãy sửa các tệp nêu dưới đây rồi lưu lại; trang sẽ tự tải lại.", "Đóng")
        }
        Lang::En => (
            format!("The content has {counts}"),
            "Correct the files named below and save them; the page reloads by itself.",
            "Close",
        ),
    };
    Overlay { lang: report.lang.tag(), title, note, close, text: shortened(&report.text) }
}

/// The first lines of a report that is too long for an event.
fn shortened(text: &str) -> &str {
    if text.len() <= REPORT_BYTES {
        return text;
    }
    let mut end = REPORT_BYTES;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let start = &text[..end];
    start.rfind('\n').map_or(start, |newline| &start[..newline])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a build gave a site, and its errors.
    type Build = (bool, usize);

    fn snapshot(has_site: bool, errors: usize) -> Snapshot {
        let site = has_site.then(|| Site::new(std::collections::BTreeMap::new()));
        Snapshot { site, build: String::new(), report: Report { errors, ..Report::default() } }
    }

    #[test]
    fn pages_do_what_the_change_needs() {
        let cases: [(Build, Build, &[&str], Event); 9] = [
            ((false, 0), (true, 0), &[], Event::Reload),
            ((true, 0), (true, 0), &["a.html", "theme.css"], Event::Reload),
            ((true, 0), (true, 0), &["theme.css", "manifest.json"], Event::Style),
            ((true, 0), (true, 0), &["manifest.json"], Event::Report),
            ((true, 0), (true, 0), &[], Event::Report),
            ((true, 0), (false, 2), &[], Event::Report),
            ((true, 2), (true, 0), &[], Event::Reload),
            ((true, 2), (true, 0), &["theme.css"], Event::Reload),
            ((true, 2), (true, 1), &["theme.css"], Event::Style),
        ];
        for ((had_site, errors_before), (has_site, errors), changed, expected) in cases {
            let changed: Vec<String> = changed.iter().map(|&path| path.to_owned()).collect();
            let report = Report { errors, ..Report::default() };
            let event = event_for(&snapshot(had_site, errors_before), has_site, &report, &changed);
            assert_eq!(event, expected, "{errors_before} → {errors}, {changed:?}");
        }
    }

    #[test]
    fn an_event_is_one_line_of_data() {
        let report = Report { errors: 1, warnings: 2, text: "lỗi\n  </script>\r\n\nx".to_owned(), lang: Lang::Vi };
        let snapshot = Snapshot { site: None, build: "b-1".to_owned(), report };
        let text = message(Event::Report, &snapshot);
        let data = text.lines().find_map(|line| line.strip_prefix("data: ")).expect("a data line");
        let data: serde_json::Value = serde_json::from_str(data).expect("JSON");
        assert_eq!(data["report"]["title"], "Nội dung có 1 lỗi, 2 cảnh báo");
        assert_eq!(data["report"]["text"], "lỗi\n  </script>\r\n\nx");
        assert!(text.ends_with("}\n\n") && text.lines().count() == 4, "{text:?}");
    }

    #[test]
    fn a_long_report_ends_with_a_whole_line() {
        let text = "đề án\n".repeat(REPORT_BYTES);
        assert!(shortened(&text).ends_with("án") && shortened(&text).len() <= REPORT_BYTES);
        assert_eq!(shortened("x\n"), "x\n");
        assert!(shortened(&"đ".repeat(REPORT_BYTES)).len() <= REPORT_BYTES);
    }
}
