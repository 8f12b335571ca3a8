//! The head of an HTTP request: read within limits, parsed, and checked for the host that it was meant for.
//!
//! Takes bytes of a connection, gives a [`Request`] or the status that refuses it.

use std::io::{self, ErrorKind, Read};
use std::net::{IpAddr, TcpStream};
use std::time::{Duration, Instant};

use super::Limits;

/// The longest head: browsers send one to two KiB.
const HEAD_BYTES: usize = 16 * 1024;

/// The most header fields: browsers send about twenty.
const HEADERS: usize = 64;

/// What the client asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    pub is_head: bool,
    /// The path of the address, percent-decoded, with its leading `/`.
    pub path: String,
    /// The query as sent, without `?`.
    pub query: Option<String>,
    /// The `Range` field, unless it depends on a validator, of which we send none.
    pub range: Option<String>,
    pub keep_alive: bool,
}

/// The status code with which a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refused(pub u16);

const BAD_REQUEST: Refused = Refused(400);
const FORBIDDEN: Refused = Refused(403);
const METHOD_NOT_ALLOWED: Refused = Refused(405);
const TIMEOUT: Refused = Refused(408);
const MISDIRECTED: Refused = Refused(421);
const HEAD_TOO_LARGE: Refused = Refused(431);

/// Reads one head after another from a connection; what was read beyond a head waits for the next.
pub(super) struct Heads<'a> {
    stream: &'a TcpStream,
    limits: Limits,
    buffer: Vec<u8>,
}

/// What came out of waiting for a head.
pub(super) enum Head {
    Complete(Vec<u8>),
    Refused(Refused),
    /// The client has gone, or asked for nothing more in time.
    Closed,
}

impl<'a> Heads<'a> {
    pub(super) fn new(stream: &'a TcpStream, limits: Limits) -> Self {
        Self { stream, limits, buffer: Vec::new() }
    }

    /// Waits for the next head: a while for it to begin, then as long for all of it, however slowly it drips.
    pub(super) fn next(&mut self) -> io::Result<Head> {
        let mut deadline = Instant::now() + if self.buffer.is_empty() { self.limits.idle } else { self.limits.head };
        let mut searched = 0;
        loop {
            if let Some(end) = head_end(&self.buffer, searched).filter(|&end| end <= HEAD_BYTES) {
                let rest = self.buffer.split_off(end);
                return Ok(Head::Complete(std::mem::replace(&mut self.buffer, rest)));
            }
            if self.buffer.len() > HEAD_BYTES {
                return Ok(Head::Refused(HEAD_TOO_LARGE));
            }
            searched = self.buffer.len();
            match self.read_before(deadline) {
                Ok(0) => return Ok(Head::Closed),
                Ok(_) if searched == 0 => deadline = Instant::now() + self.limits.head,
                Ok(_) => {}
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    return Ok(if searched == 0 { Head::Closed } else { Head::Refused(TIMEOUT) });
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn read_before(&mut self, deadline: Instant) -> io::Result<usize> {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        // A timeout of less than a millisecond counts as none on some systems.
        self.stream.set_read_timeout(Some(left.max(Duration::from_millis(1))))?;
        let mut chunk = [0; 4096];
        let mut stream = self.stream;
        let count = match stream.read(&mut chunk) {
            Err(error) if error.kind() == ErrorKind::Interrupted => return self.read_before(deadline),
            result => result?,
        };
        self.buffer.extend_from_slice(&chunk[..count]);
        Ok(count)
    }
}

/// The end of the empty line that closes a head. `searched` bytes are known to hold none, but may hold its start.
fn head_end(buffer: &[u8], searched: usize) -> Option<usize> {
    let from = searched.saturating_sub(3);
    let found = |pattern: &[u8]| buffer[from..].windows(pattern.len()).position(|window| window == pattern);
    let ends = [(found(b"\r\n\r\n"), 4), (found(b"\n\n"), 2)];
    ends.into_iter().filter_map(|(position, length)| Some(from + position? + length)).min()
}

/// Understands a head that arrived at the address `local`.
pub(super) fn parse(head: &[u8], local: IpAddr) -> Result<Request, Refused> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    match parsed.parse(head) {
        // A shorter head than was found would leave bytes that two readers understand differently.
        Ok(httparse::Status::Complete(length)) if length == head.len() => {}
        Err(httparse::Error::TooManyHeaders) => return Err(HEAD_TOO_LARGE),
        Ok(_) | Err(_) => return Err(BAD_REQUEST),
    }
    let (Some(method), Some(target)) = (parsed.method, parsed.path) else { return Err(BAD_REQUEST) };
    let fields = Fields(parsed.headers);
    let (authority, target) = split_authority(target);
    let host = match (fields.all("host").collect::<Vec<_>>().as_slice(), authority) {
        (&[_], Some(authority)) => authority,
        (&[host], None) => std::str::from_utf8(host).map_err(|_| BAD_REQUEST)?,
        _ => return Err(BAD_REQUEST),
    };
    if !is_own_host(host.trim(), local) {
        return Err(MISDIRECTED);
    }
    if fields.has_two_lengths() {
        return Err(BAD_REQUEST);
    }
    if fields.is_loaded_by_another_site() {
        return Err(FORBIDDEN);
    }
    let is_head = match method {
        "GET" => false,
        "HEAD" => true,
        _ => return Err(METHOD_NOT_ALLOWED),
    };
    let (path, query) = target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query.to_owned())));
    if !path.starts_with('/') {
        return Err(BAD_REQUEST);
    }
    let range = fields.text("range").filter(|_| fields.all("if-range").next().is_none()).map(str::to_owned);
    let keep_alive = parsed.version == Some(1) && !fields.asks_to_close() && !fields.has_body();
    Ok(Request { is_head, path: percent_decode(path).ok_or(BAD_REQUEST)?, query, range, keep_alive })
}

/// The header fields of one request.
struct Fields<'h, 'b>(&'h [httparse::Header<'b>]);

impl<'b> Fields<'_, 'b> {
    fn all(&self, name: &'static str) -> impl Iterator<Item = &'b [u8]> {
        self.0.iter().filter(move |header| header.name.eq_ignore_ascii_case(name)).map(|header| header.value)
    }

    fn text(&self, name: &'static str) -> Option<&'b str> {
        self.all(name).next().and_then(|value| std::str::from_utf8(value).ok())
    }

    fn asks_to_close(&self) -> bool {
        let is_close = |value: &[u8]| {
            value.split(|&byte| byte == b',').any(|part| part.trim_ascii().eq_ignore_ascii_case(b"close"))
        };
        self.all("connection").any(is_close)
    }

    /// Whether the length of a body is told in two ways, which RFC 9112 (6.3) calls an attack.
    fn has_two_lengths(&self) -> bool {
        let lengths = self.all("content-length").count();
        lengths > 1 || (lengths == 1 && self.all("transfer-encoding").next().is_some())
    }

    /// Whether a page of another site loads this as its script, picture or stream of events (Fetch Metadata): drafts are
    /// not for it. Following a link to the preview is nobody's harm.
    fn is_loaded_by_another_site(&self) -> bool {
        let is = |name, value: &[u8]| self.all(name).any(|found| found.trim_ascii().eq_ignore_ascii_case(value));
        is("sec-fetch-site", b"cross-site") && !is("sec-fetch-mode", b"navigate")
    }

    /// A body is never read, so its bytes must not be taken for the next request.
    fn has_body(&self) -> bool {
        self.all("transfer-encoding").next().is_some()
            || self.all("content-length").any(|length| length.trim_ascii() != b"0")
    }
}

/// Splits `http://host/path`, which a proxy may send, into host and `/path`.
fn split_authority(target: &str) -> (Option<&str>, &str) {
    let Some((scheme, rest)) = target.split_once("://") else { return (None, target) };
    if !scheme.eq_ignore_ascii_case("http") {
        return (None, target);
    }
    match rest.find(['/', '?']) {
        Some(end) if rest[end..].starts_with('/') => (Some(&rest[..end]), &rest[end..]),
        _ => (Some(rest), "/"),
    }
}

/// Whether the client meant this machine. A foreign name that resolves to it is how pages of other sites read a
/// local server (DNS rebinding); an address in figures cannot be such a name.
fn is_own_host(host: &str, local: IpAddr) -> bool {
    let (name, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((name, "")) => (name, "0"),
        Some((name, port)) => (name, port.strip_prefix(':').unwrap_or("?")),
        None => host.rsplit_once(':').unwrap_or((host, "0")),
    };
    // Any port: the server may be reached through a forwarded one.
    if port.is_empty() || !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok_and(|ip| {
            let ip = ip.to_canonical();
            ip == IpAddr::from([127, 0, 0, 1])
                || ip == IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1_u16])
                || ip == local.to_canonical()
        })
}

/// `None` where `%` is not followed by two hexadecimal digits. Bytes that are no UTF-8 become `�`, which no output
/// path holds, so that such an address is simply not found.
fn percent_decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => (hex(rest.next()?)? << 4) | hex(rest.next()?)?,
            byte => byte,
        });
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCAL: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 168, 1, 5));

    #[test]
    fn hosts_are_this_machine_only() {
        let cases = [
            ("localhost", true),
            ("LOCALHOST:1111", true),
            ("127.0.0.1:80", true),
            ("[::1]:1111", true),
            ("[::1]", true),
            ("192.168.1.5:1111", true),
            ("192.168.1.6:1111", false),
            ("evil.example", false),
            ("localhost.evil.example", false),
            ("localhost:", false),
            ("localhost:80:80", false),
            ("127.0.0.1.evil.example:1111", false),
            ("[::1]evil", false),
            ("[::1", false),
            ("", false),
        ];
        for (host, expected) in cases {
            assert_eq!(is_own_host(host, LOCAL), expected, "{host}");
        }
    }

    #[test]
    fn heads_are_understood_or_refused() {
        let cases = [
            ("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", Ok("/")),
            ("GET /tin%20m%E1%BB%9Bi.html?q=%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", Ok("/tin mới.html")),
            ("GET http://localhost:1/a HTTP/1.1\r\nHost: other\r\n\r\n", Ok("/a")),
            ("GET http://localhost HTTP/1.1\r\nHost: localhost\r\n\r\n", Ok("/")),
            ("GET /%ff HTTP/1.1\r\nHost: localhost\r\n\r\n", Ok("/\u{fffd}")),
            ("GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", Err(400)),
            ("GET /%e HTTP/1.1\r\nHost: localhost\r\n\r\n", Err(400)),
            ("GET / HTTP/1.1\r\n\r\n", Err(400)),
            ("GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", Err(400)),
            ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", Err(421)),
            ("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", Err(421)),
            ("GET * HTTP/1.1\r\nHost: localhost\r\n\r\n", Err(400)),
            ("POST / HTTP/1.1\r\nHost: localhost\r\n\r\n", Err(405)),
            ("GET / HTTP/2.0\r\nHost: localhost\r\n\r\n", Err(400)),
            ("GET / HTTP/1.1\r\nHost: localhost\n\r\nGET /b HTTP/1.1\r\nHost: localhost\r\n\r\n", Err(400)),
            ("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", Err(400)),
            ("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", Err(400)),
            ("GET / HTTP/1.1\r\nHost: localhost\r\nA: b\r\n c\r\n\r\n", Err(400)),
            ("GET / HTTP/1.1\r\nHost: localhost\r\nA : b\r\n\r\n", Err(400)),
            (
                "GET / HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n\r\n",
                Err(403),
            ),
            (
                "GET / HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n\r\n",
                Ok("/"),
            ),
            (
                "GET / HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\n\r\n",
                Ok("/"),
            ),
            ("\u{1}\r\n\r\n", Err(400)),
            ("\r\n\r\n", Err(400)),
        ];
        for (head, expected) in cases {
            let request = parse(head.as_bytes(), LOCAL);
            let path = request.as_ref().map(|request| request.path.as_str()).map_err(|refused| refused.0);
            assert_eq!(path, expected, "{head:?}");
        }
    }

    #[test]
    fn a_body_ends_the_connection() {
        let cases = [
            ("", true),
            ("Connection: keep-alive\r\n", true),
            ("Connection: Upgrade, Close\r\n", false),
            ("Content-Length: 0\r\n", true),
            ("Content-Length: 5\r\n", false),
            ("Transfer-Encoding: chunked\r\n", false),
        ];
        for (field, expected) in cases {
            let head = format!("GET / HTTP/1.1\r\nHost: localhost\r\n{field}\r\n");
            assert_eq!(parse(head.as_bytes(), LOCAL).map(|request| request.keep_alive), Ok(expected), "{field}");
        }
    }

    #[test]
    fn the_end_of_a_head_is_found_across_reads() {
        let head = b"GET / HTTP/1.1\r\nHost: a\r\n\r\nrest";
        for searched in 0..head.len() - 5 {
            assert_eq!(head_end(head, searched), Some(head.len() - 4), "{searched}");
        }
        assert_eq!(head_end(b"GET / HTTP/1.1\n\nrest", 0), Some(16));
        assert_eq!(head_end(b"GET / HTTP/1.1\r\n\r", 0), None);
    }
}
