//! A small client of HTTP/1.1 (RFC 9112): `GET` of one file after another over one connection to one address.
//!
//! It follows no redirects, asks for no compression, and reads no more and waits no longer than it was told.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// The longest head of an answer, in bytes, and the most fields in it.
const HEAD_BYTES: usize = 64 * 1024;
const HEADERS: usize = 100;

/// The longest line before a chunk: a size of 16 digits, and whatever a server adds.
const CHUNK_LINE: usize = 1024;

/// Bytes a second below which a server on this machine counts as one that hangs.
const SLOWEST: u64 = 1 << 20;

/// Seconds that one file may take at most.
const LONGEST_WAIT: u64 = 600;

/// Answers that only announce the one that counts.
const MOST_ANNOUNCED: usize = 10;

/// What a server answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// 200, and all of its bytes were handed on.
    Whole,
    /// 200, and more bytes than asked for.
    TooLong,
    /// Another status; its body was not read.
    Status(u16),
}

pub(super) struct Client {
    address: SocketAddr,
    host: String,
    patience: Duration,
    connection: Option<Connection>,
}

impl Client {
    /// `host` is what the server is called; `patience` is how long it may be silent.
    pub(super) fn new(address: SocketAddr, host: &str, patience: Duration) -> Self {
        Self { address, host: host.to_owned(), patience, connection: None }
    }

    /// Asks for the path `path`, which is percent-encoded, and hands on at most `limit` bytes.
    pub(super) fn get(&mut self, path: &str, limit: u64, take: &mut dyn FnMut(&[u8])) -> io::Result<Answer> {
        // The size is what somebody promised, so it is not believed without end.
        let deadline = Instant::now() + self.patience + Duration::from_secs((limit / SLOWEST).min(LONGEST_WAIT));
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nUser-Agent: bantin\r\nAccept: */*\r\nAccept-Encoding: identity\r\n\r\n",
            self.host
        );
        if let Some(mut connection) = self.connection.take() {
            connection.deadline = deadline;
            // A server may have closed a connection that was idle, or sent more than it had promised before.
            match connection.send(&head).and_then(|()| connection.head()) {
                Ok(head) => return self.receive(connection, &head, limit, take),
                Err(error) if error.kind() == ErrorKind::TimedOut => return Err(error),
                Err(_) => {}
            }
        }
        let stream = TcpStream::connect_timeout(&self.address, self.patience)?;
        stream.set_nodelay(true)?;
        let mut connection = Connection { stream, patience: self.patience, deadline, buffer: Vec::new(), used: 0 };
        connection.send(&head)?;
        let head = connection.head()?;
        self.receive(connection, &head, limit, take)
    }

    fn receive(
        &mut self,
        mut connection: Connection,
        head: &Head,
        limit: u64,
        take: &mut dyn FnMut(&[u8]),
    ) -> io::Result<Answer> {
        if head.status != 200 {
            return Ok(Answer::Status(head.status));
        }
        if matches!(head.body, Body::Length(length) if length > limit) {
            return Ok(Answer::TooLong);
        }
        let mut left = Some(limit);
        let mut take = |bytes: &[u8]| {
            left = left.and_then(|left| left.checked_sub(bytes.len() as u64));
            if left.is_some() {
                take(bytes);
            }
            left.is_some()
        };
        let is_whole = match head.body {
            Body::Length(length) => connection.exactly(length, &mut take)?,
            Body::Chunked => connection.chunked(&mut take)?,
            Body::UntilClosed => connection.until_closed(&mut take)?,
        };
        if is_whole && head.keep_alive && head.body != Body::UntilClosed && connection.waiting().is_empty() {
            self.connection = Some(connection);
        }
        Ok(if is_whole { Answer::Whole } else { Answer::TooLong })
    }
}

/// How the end of a body is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Body {
    Length(u64),
    Chunked,
    UntilClosed,
}

struct Head {
    status: u16,
    body: Body,
    keep_alive: bool,
}

struct Connection {
    stream: TcpStream,
    patience: Duration,
    deadline: Instant,
    buffer: Vec<u8>,
    /// How much of the buffer has been taken.
    used: usize,
}

/// Takes bytes of a body and says whether more are wanted.
type Take<'a> = dyn FnMut(&[u8]) -> bool + 'a;

impl Connection {
    fn send(&mut self, head: &str) -> io::Result<()> {
        self.stream.set_write_timeout(Some(self.patience))?;
        self.stream.write_all(head.as_bytes())
    }

    fn waiting(&self) -> &[u8] {
        &self.buffer[self.used..]
    }

    /// Reads on; the end of the connection is an error.
    fn fill(&mut self) -> io::Result<()> {
        if self.read_on()? { Ok(()) } else { Err(ErrorKind::UnexpectedEof.into()) }
    }

    /// Reads on; `false` at the end of the connection.
    fn read_on(&mut self) -> io::Result<bool> {
        self.buffer.drain(..self.used);
        self.used = 0;
        let left = self.deadline.saturating_duration_since(Instant::now()).min(self.patience);
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        // A timeout of less than a millisecond counts as none on some systems.
        self.stream.set_read_timeout(Some(left.max(Duration::from_millis(1))))?;
        let old = self.buffer.len();
        self.buffer.resize(old + 64 * 1024, 0);
        let read = loop {
            match self.stream.read(&mut self.buffer[old..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => break Err(ErrorKind::TimedOut.into()),
                result => break result,
            }
        };
        self.buffer.truncate(old + *read.as_ref().unwrap_or(&0));
        read.map(|count| count > 0)
    }

    /// The head of the answer; those of status 1xx only announce it.
    fn head(&mut self) -> io::Result<Head> {
        let mut announced = 0;
        loop {
            let mut headers = [httparse::EMPTY_HEADER; HEADERS];
            let mut parsed = httparse::Response::new(&mut headers);
            match parsed.parse(&self.buffer[self.used..]).map_err(invalid)? {
                httparse::Status::Complete(length) => {
                    let head = understood(&parsed)?;
                    self.used += length;
                    if !(100..200).contains(&head.status) {
                        return Ok(head);
                    }
                    announced += 1;
                    if announced > MOST_ANNOUNCED {
                        return Err(invalid("an answer that never comes"));
                    }
                }
                httparse::Status::Partial if self.waiting().len() > HEAD_BYTES => {
                    return Err(invalid("a head without an end"));
                }
                httparse::Status::Partial => self.fill()?,
            }
        }
    }

    fn exactly(&mut self, mut length: u64, take: &mut Take) -> io::Result<bool> {
        while length > 0 {
            if self.waiting().is_empty() {
                self.fill()?;
            }
            let count = self.waiting().len().min(usize::try_from(length).unwrap_or(usize::MAX));
            if !take(&self.waiting()[..count]) {
                return Ok(false);
            }
            self.used += count;
            length -= count as u64;
        }
        Ok(true)
    }

    fn chunked(&mut self, take: &mut Take) -> io::Result<bool> {
        loop {
            let (length, size) = match httparse::parse_chunk_size(self.waiting()) {
                Ok(httparse::Status::Complete(found)) => found,
                Ok(httparse::Status::Partial) if self.waiting().len() < CHUNK_LINE => {
                    self.fill()?;
                    continue;
                }
                _ => return Err(invalid("a chunk without a size")),
            };
            self.used += length;
            if !self.exactly(size, take)? {
                return Ok(false);
            }
            // Fields after the last chunk are not understood: such an answer counts as broken.
            while self.waiting().len() < 2 {
                self.fill()?;
            }
            if !self.waiting().starts_with(b"\r\n") {
                return Err(invalid("a chunk longer than its size"));
            }
            self.used += 2;
            if size == 0 {
                return Ok(true);
            }
        }
    }

    fn until_closed(&mut self, take: &mut Take) -> io::Result<bool> {
        loop {
            if !take(self.waiting()) {
                return Ok(false);
            }
            self.used = self.buffer.len();
            if !self.read_on()? {
                return Ok(true);
            }
        }
    }
}

/// The rules of RFC 9112, section 6.3, for the length of a body; whatever is ambiguous is refused.
fn understood(parsed: &httparse::Response) -> io::Result<Head> {
    let fields = |name: &'static str| {
        let found = parsed.headers.iter().filter(move |field| field.name.eq_ignore_ascii_case(name));
        found.map(|field| String::from_utf8_lossy(field.value).trim().to_ascii_lowercase())
    };
    let (coding, lengths): (Vec<String>, Vec<String>) =
        (fields("transfer-encoding").collect(), fields("content-length").collect());
    let body = match (coding.as_slice(), lengths.as_slice()) {
        ([coding], []) if coding == "chunked" => Body::Chunked,
        ([], [length]) => match length.bytes().all(|byte| byte.is_ascii_digit()) {
            true => Body::Length(length.parse().map_err(invalid)?),
            false => return Err(invalid("a length that is no number")),
        },
        ([], []) => Body::UntilClosed,
        _ => return Err(invalid("an ambiguous length")),
    };
    let is_closed = fields("connection").any(|value| value.split(',').any(|token| token.trim() == "close"));
    let keep_alive = parsed.version == Some(1) && !is_closed;
    Ok(Head { status: parsed.code.unwrap_or(0), body, keep_alive })
}

fn invalid(reason: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, reason)
}
