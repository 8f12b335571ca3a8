//! One connection: requests in, answers out, until either side has had enough.
//!
//! Takes a socket and the live state; every wait has an end, so that a slow or silent client costs one of the
//! server's connections for seconds only.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::net::{IpAddr, Shutdown, TcpStream};
use std::time::{Duration, Instant};

use super::answer::{self, Answer, Body};
use super::live::Live;
use super::request::{self, Head, Heads};
use super::{Limits, Permit};

/// Fields of every answer. The policy is the one that the published site is made for, so that a page that breaks it
/// breaks in the preview. The last field keeps other sites in the same browser from loading drafts.
const COMMON: &str = "Cache-Control: no-store\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\n";

/// How long and how much is still read from a client that was refused: a socket closed over unread bytes would
/// take back the answer before the client has seen it.
const LINGER: Duration = Duration::from_millis(500);
const LINGER_BYTES: usize = 64 * 1024;

/// Serves a connection to its end. A failure concerns its client alone, who knows of it already.
pub(super) fn serve(stream: TcpStream, live: &Live, limits: Limits, permit: &Permit) {
    let _ = converse(stream, live, limits, permit);
}

fn converse(stream: TcpStream, live: &Live, limits: Limits, permit: &Permit) -> io::Result<()> {
    let local = stream.local_addr()?.ip();
    stream.set_nodelay(true)?;
    stream.set_write_timeout(Some(limits.write))?;
    let mut heads = Heads::new(&stream, limits);
    loop {
        let (answer, is_head, keep_alive, is_refused) = match heads.next()? {
            Head::Closed => return Ok(()),
            Head::Refused(refused) => (answer::refuse(refused), false, false, true),
            Head::Complete(head) => understand(&head, local, live, permit),
        };
        if let (Body::Events, false) = (&answer.body, is_head) {
            return live.join(stream.try_clone()?, head_of(&answer, false).as_bytes());
        }
        send(&stream, answer, is_head, keep_alive, limits)?;
        if is_refused {
            return linger(&stream);
        }
        if !keep_alive {
            return Ok(());
        }
    }
}

fn understand(head: &[u8], local: IpAddr, live: &Live, permit: &Permit) -> (Answer, bool, bool, bool) {
    match request::parse(head, local) {
        Ok(request) => {
            let keep_alive = request.keep_alive && !permit.is_last();
            (answer::answer(&request, &live.snapshot()), request.is_head, keep_alive, false)
        }
        Err(refused) => (answer::refuse(refused), false, false, true),
    }
}

fn head_of(answer: &Answer, keep_alive: bool) -> String {
    let mut head = format!("HTTP/1.1 {} {}\r\n{COMMON}", answer.status, answer::reason(answer.status));
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if let Some(length) = answer.body.length() {
        head.push_str(&format!("Content-Length: {length}\r\n"));
    }
    head.push_str(if keep_alive { "Connection: keep-alive\r\n\r\n" } else { "Connection: close\r\n\r\n" });
    head
}

fn send(mut stream: &TcpStream, answer: Answer, is_head: bool, keep_alive: bool, limits: Limits) -> io::Result<()> {
    stream.write_all(head_of(&answer, keep_alive).as_bytes())?;
    if is_head {
        return Ok(());
    }
    match answer.body {
        Body::Made(bytes) => write_before(stream, &bytes, limits),
        Body::Shared(bytes, range) => write_before(stream, &bytes[range], limits),
        Body::File { mut file, start, length } => {
            file.seek(SeekFrom::Start(start))?;
            // A file that shrank meanwhile cannot keep the promised length; the client learns it by the closed end.
            match io::copy(&mut file.take(length), &mut stream)? {
                sent if sent == length => Ok(()),
                _ => Err(io::ErrorKind::UnexpectedEof.into()),
            }
        }
        Body::Events => Ok(()),
    }
}

/// Writes as long as the whole takes no longer than allowed: a client that takes a byte now and then would else keep its
/// connection for ever.
fn write_before(mut stream: &TcpStream, mut bytes: &[u8], limits: Limits) -> io::Result<()> {
    let deadline = Instant::now() + limits.answer;
    while !bytes.is_empty() {
        if Instant::now() >= deadline {
            return Err(io::ErrorKind::TimedOut.into());
        }
        match stream.write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => bytes = &bytes[count..],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn linger(mut stream: &TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(LINGER))?;
    let deadline = Instant::now() + LINGER;
    let mut buffer = [0; 4096];
    let mut left = LINGER_BYTES;
    while left > 0 && Instant::now() < deadline {
        match stream.read(&mut buffer)? {
            0 => break,
            count => left = left.saturating_sub(count),
        }
    }
    Ok(())
}
