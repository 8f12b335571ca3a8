//! The answer to a request: which file of the site it names, and how that file is sent.
//!
//! Takes a request and the snapshot that the browser is to see, gives an [`Answer`]; sending it is for `connection`.
//! HTML gets the live-reload script here, and nowhere else: the site's own bytes never name it.

use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::live::{self, Snapshot};
use super::request::{Refused, Request};
use super::{Site, Stored};
use crate::media::{self, media_type};
use crate::source::{Lang, percent_encode};

/// The addresses of the server's own files. No output path starts with `_`.
const OWN: &str = "/_bantin/";

/// A page of a site is far smaller; a larger HTML file on disk is sent as it is, not read into memory.
const LARGEST_PAGE: u64 = 32 * 1024 * 1024;

/// A status, header fields beyond those that every answer has, and a body.
#[derive(Debug)]
pub(super) struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Body,
}

#[derive(Debug)]
pub(super) enum Body {
    Made(Vec<u8>),
    Shared(Arc<[u8]>, Range<usize>),
    File {
        file: File,
        start: u64,
        length: u64,
    },
    /// The stream of events of `live`: its length is not known, and the connection goes over to it.
    Events,
}

impl Body {
    pub(super) fn length(&self) -> Option<u64> {
        match self {
            Body::Made(bytes) => Some(bytes.len() as u64),
            Body::Shared(_, range) => Some(range.len() as u64),
            Body::File { length, .. } => Some(*length),
            Body::Events => None,
        }
    }

    /// The bytes from `start` on, `length` of them; both lie inside the body.
    fn part(self, start: u64, length: u64) -> Body {
        match self {
            Body::File { file, .. } => Body::File { file, start, length },
            // A body in memory is no longer than `usize` can say.
            Body::Shared(bytes, _) => Body::Shared(bytes, start as usize..(start + length) as usize),
            Body::Made(bytes) => Body::Made(bytes[start as usize..(start + length) as usize].to_vec()),
            Body::Events => Body::Events,
        }
    }
}

/// Answers a request that was understood.
pub(super) fn answer(request: &Request, snapshot: &Snapshot) -> Answer {
    if let Some(name) = request.path.strip_prefix(OWN) {
        return own_file(name);
    }
    let Some(site) = &snapshot.site else { return waiting(snapshot) };
    match find(site, &request.path) {
        Found::File(path, stored) => match send(200, path, stored, snapshot) {
            Ok(answer) if media::is_playable(media_type(path)) => in_part(answer, request),
            Ok(answer) => answer,
            // The file went away after the build that named it; the next build will say so.
            Err(_) => not_found(site, snapshot),
        },
        Found::Folder => redirect(request),
        Found::Nothing => not_found(site, snapshot),
    }
}

/// Answers a request that was refused.
pub(super) fn refuse(refused: Refused) -> Answer {
    let headers = if refused.0 == 405 { vec![("Allow", "GET, HEAD".to_owned())] } else { vec![] };
    let mut answer = text(refused.0, "text/plain; charset=utf-8", format!("{} {}\n", refused.0, reason(refused.0)));
    answer.headers.extend(headers);
    answer
}

/// The words after the status code.
pub(super) fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        206 => "Partial Content",
        301 => "Moved Permanently",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        416 => "Range Not Satisfiable",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        _ => "Service Unavailable",
    }
}

enum Found<'s> {
    File(&'s str, &'s Stored),
    Folder,
    Nothing,
}

/// Looks an address up. Only plain paths are: what climbs, doubles or hides a separator names nothing.
fn find<'s>(site: &'s Site, path: &str) -> Found<'s> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let is_plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0']);
    let folder = path.strip_suffix('/').unwrap_or(path);
    if !folder.is_empty() && !folder.split('/').all(is_plain) {
        return Found::Nothing;
    }
    if path.is_empty() || path.ends_with('/') {
        return site.entry(&format!("{path}index.html")).map_or(Found::Nothing, into_file);
    }
    match site.entry(path) {
        Some(entry) => into_file(entry),
        None if site.get(&format!("{path}/index.html")).is_some() => Found::Folder,
        None => Found::Nothing,
    }
}

fn into_file<'s>((path, stored): (&'s String, &'s Stored)) -> Found<'s> {
    Found::File(path, stored)
}

/// Sends to the folder's own address, from which the relative links of its page are right.
fn redirect(request: &Request) -> Answer {
    let query = request.query.as_ref().map_or_else(String::new, |query| format!("?{query}"));
    let location = format!("{}/{query}", percent_encode(&request.path));
    let mut answer = text(301, "text/plain; charset=utf-8", String::new());
    answer.headers.push(("Location", location));
    answer
}

fn not_found(site: &Site, snapshot: &Snapshot) -> Answer {
    let page = "404.html";
    match site.get(page).map(|stored| send(404, page, stored, snapshot)) {
        Some(Ok(answer)) => answer,
        _ => page_of(404, "404", words(snapshot.report.lang).not_found, "", snapshot),
    }
}

/// Before the first build: a page that reloads itself, and says what keeps the site from appearing.
fn waiting(snapshot: &Snapshot) -> Answer {
    let words = words(snapshot.report.lang);
    let title = if snapshot.report.errors > 0 { words.failed } else { words.building };
    page_of(503, title, title, &snapshot.report.text, snapshot)
}

struct Words {
    not_found: &'static str,
    building: &'static str,
    failed: &'static str,
}

fn words(lang: Lang) -> Words {
    match lang {
        Lang::Vi => Words {
            not_found: "Không tìm thấy trang",
            building: "Đang dựng trang…",
            failed: "Chưa dựng được trang vì nội dung còn lỗi",
        },
        Lang::En => Words {
            not_found: "Page not found",
            building: "Building the site…",
            failed: "The site cannot be built because the content has errors",
        },
    }
}

/// A page of the server's own, for when the site has none.
fn page_of(status: u16, title: &str, heading: &str, detail: &str, snapshot: &Snapshot) -> Answer {
    let detail = detail.replace('&', "&amp;").replace('<', "&lt;");
    let html = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
         <body><h1>{heading}</h1><pre>{detail}</pre></body>\n</html>\n",
        snapshot.report.lang.tag()
    );
    text(status, media_type("x.html"), "").with_body(Body::Made(with_script(html.as_bytes(), &snapshot.build)))
}

fn own_file(name: &str) -> Answer {
    match name {
        "live.js" => text(200, media_type(name), live::SCRIPT),
        "live.css" => text(200, media_type(name), live::STYLES),
        "events" => text(200, "text/event-stream; charset=utf-8", "").with_body(Body::Events),
        _ => refuse(Refused(404)),
    }
}

fn text(status: u16, content_type: &str, body: impl Into<String>) -> Answer {
    let headers = vec![("Content-Type", content_type.to_owned())];
    Answer { status, headers, body: Body::Made(body.into().into_bytes()) }
}

impl Answer {
    fn with_body(self, body: Body) -> Self {
        Self { body, ..self }
    }
}

fn send(status: u16, path: &str, stored: &Stored, snapshot: &Snapshot) -> io::Result<Answer> {
    let content_type = media_type(path);
    let is_page = content_type.starts_with("text/html");
    let body = match stored {
        Stored::Bytes(bytes) if is_page => Body::Made(with_script(bytes, &snapshot.build)),
        Stored::Bytes(bytes) => Body::Shared(Arc::clone(bytes), 0..bytes.len()),
        Stored::Disk(place) => from_disk(place, is_page, &snapshot.build)?,
    };
    Ok(text(status, content_type, "").with_body(body))
}

fn from_disk(place: &Path, is_page: bool, build: &str) -> io::Result<Body> {
    // Asked before opening: to open a named pipe would wait for its writer.
    if !std::fs::metadata(place)?.is_file() {
        return Err(io::ErrorKind::NotFound.into());
    }
    let mut file = File::open(place)?;
    let length = file.metadata()?.len();
    if !is_page || length > LARGEST_PAGE {
        return Ok(Body::File { file, start: 0, length });
    }
    let mut bytes = Vec::new();
    file.by_ref().take(LARGEST_PAGE).read_to_end(&mut bytes)?;
    Ok(Body::Made(with_script(&bytes, build)))
}

/// The page with the live-reload script before the end of its body, or at its own end. `build` tells the script
/// which build it belongs to: a newer one may be there before the script has asked.
fn with_script(page: &[u8], build: &str) -> Vec<u8> {
    let script = format!("<script src=\"/_bantin/live.js\" data-build=\"{build}\" defer></script>");
    let tag = b"</body";
    let place = page.windows(tag.len()).rposition(|window| window.eq_ignore_ascii_case(tag)).unwrap_or(page.len());
    [&page[..place], script.as_bytes(), &page[place..]].concat()
}

/// Sends the asked part of a sound or a film: players seek by it, and some refuse to play without.
fn in_part(mut answer: Answer, request: &Request) -> Answer {
    answer.headers.push(("Accept-Ranges", "bytes".to_owned()));
    let whole = answer.body.length().unwrap_or(0);
    // A range has a meaning for GET alone.
    match request.range.as_deref().filter(|_| !request.is_head).map(|range| byte_range(range, whole)) {
        None | Some(Part::All) => answer,
        Some(Part::Outside) => {
            let mut refused = refuse(Refused(416));
            refused.headers.push(("Content-Range", format!("bytes */{whole}")));
            refused
        }
        Some(Part::Bytes(range)) => {
            answer.headers.push(("Content-Range", format!("bytes {}-{}/{whole}", range.start, range.end - 1)));
            let body = answer.body.part(range.start, range.end - range.start);
            Answer { status: 206, headers: answer.headers, body }
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    All,
    Bytes(Range<u64>),
    Outside,
}

/// Reads `bytes=first-last`. Several ranges and other units may be ignored, so they are.
fn byte_range(field: &str, whole: u64) -> Part {
    let Some((first, last)) = field.trim().strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return Part::All;
    };
    let number = |digits: &str| {
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        // A number beyond 64 bits is past any end.
        is_number.then(|| digits.parse().unwrap_or(u64::MAX))
    };
    let range = match (number(first), number(last)) {
        (Some(first), Some(last)) if first > last => return Part::All,
        (Some(first), Some(last)) => first..last.saturating_add(1).min(whole),
        (Some(first), None) if last.is_empty() => first..whole,
        (None, Some(count)) if first.is_empty() => whole.saturating_sub(count)..whole,
        _ => return Part::All,
    };
    if range.is_empty() { Part::Outside } else { Part::Bytes(range) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_players_write_them() {
        let cases = [
            ("bytes=0-", Part::Bytes(0..10)),
            ("bytes=2-4", Part::Bytes(2..5)),
            ("bytes=2-99999999999999999999999", Part::Bytes(2..10)),
            ("bytes=-3", Part::Bytes(7..10)),
            ("bytes=-30", Part::Bytes(0..10)),
            ("bytes=-0", Part::Outside),
            ("bytes=10-", Part::Outside),
            ("bytes=99999999999999999999999-", Part::Outside),
            ("bytes=4-2", Part::All),
            ("bytes=0-1,3-4", Part::All),
            ("bytes=-", Part::All),
            ("bytes=+1-2", Part::All),
            ("lines=1-2", Part::All),
            ("", Part::All),
        ];
        for (field, expected) in cases {
            assert_eq!(byte_range(field, 10), expected, "{field}");
        }
        assert_eq!(byte_range("bytes=0-", 0), Part::Outside);
    }

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let script = "<script src=\"/_bantin/live.js\" data-build=\"b-1\" defer></script>";
        let cases = [
            ("<body>x</body></html>", format!("<body>x{script}</body></html>")),
            ("<body><pre></body></pre>y</BODY >", format!("<body><pre></body></pre>y{script}</BODY >")),
            ("x", format!("x{script}")),
            ("", script.to_owned()),
        ];
        for (page, expected) in cases {
            assert_eq!(String::from_utf8_lossy(&with_script(page.as_bytes(), "b-1")), expected);
        }
    }
}
