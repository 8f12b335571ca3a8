//! A program that serves a site: how long it takes to start, and from a saved file to the changed page. Takes a
//! program and its arguments, asks it over HTTP as a browser would, and ends it. The same for every program: a page
//! counts as changed when the answer holds the new words.

use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use std::{fs, thread};

use super::high_water_mark;

/// How often a page is asked for.
const ASK_EVERY: Duration = Duration::from_millis(5);
/// Longer than any program takes for the sites on which servers are measured.
const PATIENCE: Duration = Duration::from_secs(600);

/// A running server; ended when dropped.
pub struct Server {
    child: Child,
    address: SocketAddr,
    log: std::path::PathBuf,
    started: Instant,
}

/// A port that is free now. The programs are told it, because each prints the one it chose in its own way.
pub fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

impl Server {
    pub fn start(program: &Path, arguments: &[&str], port: u16, log: &Path) -> io::Result<Self> {
        let messages = fs::File::create(log)?;
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::null()).stdout(messages.try_clone()?).stderr(messages);
        let started = Instant::now();
        let child = command.spawn()?;
        Ok(Self { child, address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)), log: log.to_owned(), started })
    }

    /// Waits until the page can be had; the time is from the start of the program.
    pub fn ready(&mut self, page: &str) -> io::Result<Duration> {
        self.wait_for(page, "<main", self.started)
    }

    /// Asks for the page until it holds the words; the time is from `since`.
    pub fn wait_for(&mut self, page: &str, words: &str, since: Instant) -> io::Result<Duration> {
        loop {
            if get(self.address, page).is_ok_and(|text| text.contains(words)) {
                return Ok(since.elapsed());
            }
            let ended = self.child.try_wait()?;
            if ended.is_some() || since.elapsed() > PATIENCE {
                let messages = fs::read_to_string(&self.log).unwrap_or_default();
                let last: Vec<&str> = messages.lines().rev().take(20).collect();
                let last: Vec<&str> = last.into_iter().rev().collect();
                let why = if ended.is_some() { "the server ended" } else { "the page never changed" };
                return Err(io::Error::other(format!("{why}: {page}\n{}", last.join("\n"))));
            }
            thread::sleep(ASK_EVERY);
        }
    }

    /// Listens as open pages do, where the server tells them by server-sent events to reload.
    pub fn reloads(&self, events: &str) -> io::Result<Receiver<Instant>> {
        let mut stream = TcpStream::connect(self.address)?;
        let head = format!("GET {events} HTTP/1.1\r\nHost: {}\r\nAccept: text/event-stream\r\n\r\n", self.address);
        stream.write_all(head.as_bytes())?;
        let (sender, receiver) = channel();
        // Ends with the server, whose end closes the connection.
        thread::spawn(move || {
            for line in BufReader::new(stream).lines() {
                let Ok(line) = line else { return };
                if line == "event: reload" && sender.send(Instant::now()).is_err() {
                    return;
                }
            }
        });
        Ok(receiver)
    }

    /// The largest resident memory up to now; Linux only.
    pub fn peak(&self) -> Option<u64> {
        high_water_mark(&fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, and then there is nothing to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The body of a page, with its head, as text.
fn get(address: SocketAddr, page: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(5))?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    // In one piece: the system would hold back the second until the first has arrived.
    stream.write_all(format!("GET /{page} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    if !answer.starts_with(b"HTTP/1.1 200") {
        return Err(io::Error::new(ErrorKind::NotFound, page));
    }
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_asked_for() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let server = thread::spawn(move || {
            for answer in ["HTTP/1.1 200 OK\r\n\r\n<main>", "HTTP/1.1 404 Not Found\r\n\r\n<main>"] {
                let (mut stream, _) = listener.accept().expect("a connection");
                let head: Vec<String> = BufReader::new(&stream).lines().map_while(Result::ok).take(4).collect();
                assert_eq!(head[0], "GET /a/b.html HTTP/1.1");
                stream.write_all(answer.as_bytes()).expect("it is open");
            }
        });
        assert!(get(address, "a/b.html").is_ok_and(|text| text.ends_with("<main>")));
        assert!(get(address, "a/b.html").is_err());
        server.join().expect("both were asked");
    }
}
