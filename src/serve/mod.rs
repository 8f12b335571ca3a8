//! The preview server: a built site over HTTP on this machine, reloaded in the browser when it changes.
//!
//! Takes a finished [`Site`] and a [`Report`] through a [`Publisher`], gives answers to a browser. The map of files
//! is its only source: no address reaches the disk unless the map names the file. `live` knows what open pages must
//! be told, `watch` tells the caller which sources changed; building again is the caller's business.
//!
//! The server is written on the standard library: it serves one author, so threads are enough and a runtime would
//! cost every user its compile time.

mod answer;
mod connection;
mod live;
mod request;
mod watch;

#[cfg(test)]
mod tests;

pub use crate::write::Stored;
pub use watch::{Changes, Watcher};

use std::collections::BTreeMap;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::source::Lang;
use live::Live;

/// A built site as it was at one moment. Cheap to clone; never changed.
#[derive(Clone, Debug)]
pub struct Site {
    files: Arc<BTreeMap<String, Stored>>,
    /// Files that are newer than those of the whole build.
    newer: Arc<BTreeMap<String, Stored>>,
}

impl Site {
    /// Takes files by their output path: `tin/2021/10/cao-lanh.html`.
    pub fn new(files: BTreeMap<String, Stored>) -> Self {
        Self { files: Arc::new(files), newer: Arc::default() }
    }

    /// The same site with these files in the place of the older ones.
    #[must_use]
    pub fn with(&self, files: BTreeMap<String, Stored>) -> Self {
        let mut newer = BTreeMap::clone(&self.newer);
        newer.extend(files);
        Self { files: Arc::clone(&self.files), newer: Arc::new(newer) }
    }

    fn get(&self, path: &str) -> Option<&Stored> {
        self.entry(path).map(|(_, stored)| stored)
    }

    /// A file with its path, as long as the site lives. The only place that looks into the files: it knows the newer ones.
    fn entry(&self, path: &str) -> Option<(&String, &Stored)> {
        self.newer.get_key_value(path).or_else(|| self.files.get_key_value(path))
    }
}

/// What the last build had to say, for the overlay in the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub errors: usize,
    pub warnings: usize,
    /// Plain text, as for a terminal without colours.
    pub text: String,
    pub lang: Lang,
}

/// How long and how much the server waits for.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// Connections answered at a time; more wait in the system's queue. A browser opens six at most.
    connections: usize,
    /// For the first byte of a request on an open connection.
    idle: Duration,
    /// From the first to the last byte of a request's head.
    head: Duration,
    /// For a client to take more of an answer.
    write: Duration,
    /// For a client to take the whole of an answer, but for a sound or a film on disk.
    answer: Duration,
    /// Between two signs of life to open pages, which also find those that have gone.
    heartbeat: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            connections: 32,
            idle: seconds(5),
            head: seconds(10),
            write: seconds(20),
            answer: seconds(120),
            heartbeat: seconds(10),
        }
    }
}

/// The pause after a connection could not be accepted, and how many failures in a row end the server.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);
const ACCEPT_FAILURES: u32 = 200;

/// A preview server that listens but does not answer before [`Server::run`].
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    addr: SocketAddr,
    live: Arc<Live>,
    limits: Limits,
}

impl Server {
    /// Opens the address; port 0 lets the system choose one, see [`Server::local_addr`].
    ///
    /// # Errors
    /// Where the address is taken or not allowed.
    pub fn bind(addr: SocketAddr) -> io::Result<Server> {
        Self::with_limits(addr, Limits::default())
    }

    fn with_limits(addr: SocketAddr, limits: Limits) -> io::Result<Server> {
        let listener = TcpListener::bind(addr)?;
        let addr = listener.local_addr()?;
        // A page that was opened before a restart must see that this is another server.
        let instance = getrandom::u64().map_err(|error| io::Error::other(error.to_string()))?;
        Ok(Server { listener, addr, live: Arc::new(Live::new(instance)), limits })
    }

    /// The address that it listens on.
    pub fn local_addr(&self) -> SocketAddr {
        self.addr
    }

    /// A handle by which builds reach the server, also while it runs.
    pub fn publisher(&self) -> Publisher {
        Publisher { live: Arc::clone(&self.live) }
    }

    /// Answers requests until the process ends.
    ///
    /// # Errors
    /// Where the listener is lost: a failed connection is no reason to stop.
    pub fn run(self) -> io::Result<()> {
        live::start_heartbeat(Arc::downgrade(&self.live), self.limits.heartbeat)?;
        let gate = Arc::new(Gate::new(self.limits.connections));
        let mut failures = 0;
        loop {
            let permit = Gate::enter(&gate);
            match self.listener.accept() {
                Ok((stream, _)) => {
                    failures = 0;
                    let live = Arc::clone(&self.live);
                    let limits = self.limits;
                    // Without a thread the connection is dropped, and the browser tries again.
                    let _ = thread::Builder::new().spawn(move || connection::serve(stream, &live, limits, &permit));
                }
                Err(error) if failures == ACCEPT_FAILURES => return Err(error),
                Err(_) => {
                    failures += 1;
                    thread::sleep(ACCEPT_PAUSE);
                }
            }
        }
    }
}

/// Hands finished builds to a server. Cheap to clone, usable from any thread.
#[derive(Clone, Debug)]
pub struct Publisher {
    live: Arc<Live>,
}

impl Publisher {
    /// Shows a new build to all open pages. `None` keeps the last good site, so that a mistake leaves the page
    /// readable. `changed` are the output paths whose bytes changed; where they are style sheets only, pages keep
    /// their state and take the new styles.
    pub fn publish(&self, site: Option<Site>, report: Report, changed: Vec<String>) {
        self.live.publish(site, report, &changed);
    }
}

/// Counts the connections being answered and lets no more in than allowed.
#[derive(Debug)]
struct Gate {
    busy: Mutex<usize>,
    freed: Condvar,
    most: usize,
}

/// The right to answer one connection, given back when dropped.
#[derive(Debug)]
struct Permit {
    gate: Arc<Gate>,
}

impl Gate {
    fn new(most: usize) -> Self {
        Self { busy: Mutex::new(0), freed: Condvar::new(), most }
    }

    fn enter(gate: &Arc<Gate>) -> Permit {
        let mut busy = lock(&gate.busy);
        while *busy >= gate.most {
            busy = gate.freed.wait(busy).unwrap_or_else(PoisonError::into_inner);
        }
        *busy += 1;
        Permit { gate: Arc::clone(gate) }
    }
}

impl Permit {
    /// Whether others may be waiting: then an idle connection is not kept open for its client's convenience.
    fn is_last(&self) -> bool {
        *lock(&self.gate.busy) >= self.gate.most
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        *lock(&self.gate.busy) -= 1;
        self.gate.freed.notify_one();
    }
}

/// Locks also after another thread panicked: every value behind a lock here is whole between two statements.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
