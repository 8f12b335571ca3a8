//! A site behind a server on this machine: every file of the manifest is fetched by plain HTTP. What else the server has,
//! and its own settings, cannot be seen from outside.
//!
//! Only loopback addresses are asked: whatever answers elsewhere may not be the server that readers meet, and plain HTTP
//! on the way there proves nothing.

use std::fmt::Write;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::http::{Answer, Client};
use super::{Differences, Entries, Entry, VerifyError};
use crate::digest::{Sum, hex};
use crate::parse::front::Server;
use crate::render::MANIFEST;

/// How many files are asked for at once.
const CONNECTIONS: usize = 4;

/// How long a server may be silent.
const PATIENCE: Duration = Duration::from_secs(10);

/// After so many broken answers the server is not asked for the rest.
const MOST_UNREAD: usize = 20;

/// The address of a site on this machine.
#[derive(Debug)]
pub struct Web {
    address: SocketAddr,
    /// Host and port as they were typed.
    host: String,
    /// The path of the site's folder, with slashes at both ends.
    folder: String,
    patience: Duration,
}

/// What became of one file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Same,
    Changed,
    Missing,
    Unread,
}

impl Web {
    /// Understands `http://127.0.0.1:8080/folder/`.
    ///
    /// # Errors
    /// Where it leads to another machine, or is no plain address of a folder.
    pub fn read(text: &str) -> Result<Self, VerifyError> {
        let not_local = || VerifyError::NotLocal(text.to_owned());
        let malformed = || VerifyError::Address(text.to_owned());
        let (scheme, rest) = text.split_once("://").ok_or_else(malformed)?;
        if !scheme.eq_ignore_ascii_case("http") {
            return Err(not_local());
        }
        let (host, path) = rest.split_once('/').map_or((rest, ""), |(host, path)| (host, path));
        let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic());
        if !is_plain || text.contains(['?', '#', '@', '\\', '"', '<', '>']) {
            return Err(malformed());
        }
        let (name, port) = name_and_port(host).ok_or_else(malformed)?;
        let address = loopback(name, port).ok_or_else(not_local)?;
        let path = path.strip_suffix("index.html").unwrap_or(path).trim_matches('/');
        let folder = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Ok(Self { address, host: host.to_owned(), folder, patience: PATIENCE })
    }

    /// How long the server may be silent; ten seconds unless told otherwise.
    pub fn wait(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    pub fn address_of(&self, name: &str) -> String {
        format!("http://{}{}{}", self.host, self.folder, encoded(name))
    }

    pub(super) fn no_manifest(&self) -> VerifyError {
        VerifyError::NoManifest(self.address_of(""))
    }

    fn client(&self) -> Client {
        Client::new(self.address, &self.host, self.patience)
    }

    fn path_of(&self, name: &str) -> String {
        format!("{}{}", self.folder, encoded(name))
    }

    /// The bytes of a file of at most `limit` bytes, where the server has it.
    pub(super) fn file(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, VerifyError> {
        let mut text = Vec::new();
        let answer = self.client().get(&self.path_of(name), limit, &mut |bytes| text.extend_from_slice(bytes));
        let failed = |source| VerifyError::Server { address: self.address_of(name), source };
        match answer.map_err(failed)? {
            Answer::Whole => Ok(Some(text)),
            Answer::Status(_) => Ok(None),
            Answer::TooLong => Err(failed(std::io::ErrorKind::FileTooLarge.into())),
        }
    }

    /// Adds to `found` what differs between the server and `expected`. `manifest` is the copy that the site's own must
    /// be the same as.
    pub(super) fn compare(
        &self,
        expected: &Entries,
        manifest: Option<&[u8]>,
        found: &mut Differences,
    ) -> Result<(), VerifyError> {
        let own = MANIFEST.to_owned();
        let copy = manifest.map(|text| Entry { size: text.len() as u64, sha256: Sum::of(text).to_string() });
        let visible = expected.iter().filter(|(name, _)| !is_for_the_server(name));
        let files: Vec<(&String, &Entry)> = visible.chain(copy.iter().map(|entry| (&own, entry))).collect();
        let fates = self.fates(&files)?;
        for ((name, _), fate) in files.into_iter().zip(fates) {
            match fate {
                Fate::Same => {}
                Fate::Changed => found.changed.push(name.clone()),
                Fate::Missing => found.missing.push(name.clone()),
                Fate::Unread => found.unread.push(name.clone()),
            }
        }
        Ok(())
    }

    fn fates(&self, files: &[(&String, &Entry)]) -> Result<Vec<Fate>, VerifyError> {
        let (next, unread) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = || {
            let (mut client, mut done) = (self.client(), Vec::new());
            while unread.load(Ordering::Relaxed) < MOST_UNREAD {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some((name, entry)) = files.get(at) else { break };
                let fate = fate(&mut client, &self.path_of(name), entry);
                unread.fetch_add(usize::from(fate == Fate::Unread), Ordering::Relaxed);
                done.push((at, fate));
            }
            done
        };
        let mut fates = vec![Fate::Unread; files.len()];
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(work)).collect();
            for (at, fate) in workers.into_iter().flat_map(|worker| worker.join().expect("a worker does not panic")) {
                fates[at] = fate;
            }
        });
        match unread.into_inner() {
            count if count >= MOST_UNREAD => Err(VerifyError::Server {
                address: self.address_of(""),
                source: std::io::Error::other(format!("{count} broken answers")),
            }),
            _ => Ok(fates),
        }
    }
}

fn fate(client: &mut Client, path: &str, entry: &Entry) -> Fate {
    let (mut hasher, mut size) = (Sha256::new(), 0);
    let answer = client.get(path, entry.size, &mut |bytes| {
        hasher.update(bytes);
        size += bytes.len() as u64;
    });
    match answer {
        Ok(Answer::Whole) if size == entry.size && hex(&hasher.finalize()) == entry.sha256 => Fate::Same,
        Ok(Answer::Status(404 | 410)) => Fate::Missing,
        // The server is busy or broken, which says nothing of the file.
        Ok(Answer::Status(429 | 500..)) | Err(_) => Fate::Unread,
        Ok(Answer::Whole | Answer::TooLong | Answer::Status(_)) => Fate::Changed,
    }
}

/// Settings that a server reads and shows to nobody: those that bantin writes, and all of Apache's.
fn is_for_the_server(name: &str) -> bool {
    Server::ALL.into_iter().flat_map(Server::files).any(|file| *file == name)
        || name.rsplit('/').next().is_some_and(|last| last.starts_with(".ht"))
}

/// `127.0.0.1:8080`, `[::1]`, `localhost`; the port is 80 unless given.
fn name_and_port(host: &str) -> Option<(&str, u16)> {
    let after_brackets = host.rfind(']').map_or(0, |at| at + 1);
    let (name, port) = match host[after_brackets..].find(':') {
        Some(colon) => (&host[..after_brackets + colon], host[after_brackets + colon + 1..].parse().ok()?),
        None => (host, 80),
    };
    (!name.is_empty()).then_some((name, port))
}

/// The address of a name that means this machine. Other names are not even looked up.
fn loopback(name: &str, port: u16) -> Option<SocketAddr> {
    let mut found = match name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
        Some(inside) => vec![SocketAddr::new(IpAddr::V6(inside.parse().ok()?), port)],
        None if name.eq_ignore_ascii_case("localhost") => ("localhost", port).to_socket_addrs().ok()?.collect(),
        None => vec![SocketAddr::new(IpAddr::V4(name.parse().ok()?), port)],
    };
    found.retain(|address| address.ip().is_loopback());
    // A server that is started for `localhost` listens to the older of the two as a rule.
    found.sort_by_key(SocketAddr::is_ipv6);
    found.into_iter().next()
}

/// A path as RFC 3986 writes it: letters beyond ASCII, spaces and signs with a meaning of their own as `%XX`.
fn encoded(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => text.push(byte.into()),
            _ if byte.is_ascii_alphanumeric() => text.push(byte.into()),
            _ => write!(text, "%{byte:02X}").expect("a string takes every word"),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_machine_are_asked() {
        let read = |text: &str| Web::read(text).map(|web| (web.address.to_string(), web.folder));
        let taken = |text: &str| read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(taken("http://127.0.0.1"), ("127.0.0.1:80".to_owned(), "/".to_owned()));
        assert_eq!(taken("HTTP://127.8.0.1:81/a/b"), ("127.8.0.1:81".to_owned(), "/a/b/".to_owned()));
        assert_eq!(taken("http://[::1]:8080/index.html"), ("[::1]:8080".to_owned(), "/".to_owned()));
        assert!(taken("http://localhost:8080/").0.ends_with(":8080"));
        for text in [
            "https://127.0.0.1/",
            "http://example.org/",
            "http://localhost.example.org/",
            "http://10.0.0.1/",
            "http://0.0.0.0/",
            "http://[::]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[2001:db8::1]/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://127.0.0.1.example.org/",
            "ftp://127.0.0.1/",
            "file:///etc/passwd",
        ] {
            assert!(matches!(read(text), Err(VerifyError::NotLocal(_))), "{text}: {:?}", read(text));
        }
        for text in [
            "http://127.0.0.1@example.org/",
            "http://example.org#@127.0.0.1/",
            "http://127.0.0.1/?x",
            "http://127.0.0.1:99999/",
            "http:///",
            "http://127.0.0.1/a b",
            "http://127.0.0.1/a\r\nX: y",
        ] {
            assert!(matches!(read(text), Err(VerifyError::Address(_))), "{text}: {:?}", read(text));
        }
    }

    #[test]
    fn names_are_written_for_an_address() {
        assert_eq!(encoded("tin/Đồng Tháp #1?.html"), "tin/%C4%90%E1%BB%93ng%20Th%C3%A1p%20%231%3F.html");
    }
}
