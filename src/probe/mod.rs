//! Whether pages of other sites still stand: asked over the network, on wish only, and kindly. One question at a time
//! for each host with a pause between, a few hosts at once, answers remembered for a week.
//!
//! Takes addresses and the day, gives a [`Verdict`] for each. `curl` is the only file that knows how a question is put;
//! the words for the answers are left to `cli`.

mod curl;
mod memory;

pub use curl::CurlMissing;

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::source::WebAddress;
use curl::{Answer, Curl, Failure, Method};
use memory::Memory;

/// What became of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Alive,
    /// It moved for good to this address.
    Moved(String),
    /// It is gone: the status, 0 where the host is not known any more.
    Dead(u16),
    /// Nothing can be said: the status, 0 where there was no answer.
    Unknown(u16),
}

/// How patiently is asked.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Hosts asked at the same time.
    pub hosts: usize,
    /// Between two questions to one host.
    pub pause: Duration,
    /// Before the first and the second repetition of a question.
    pub repeats: [Duration; 2],
}

impl Default for Pace {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { hosts: 8, pause: Duration::from_millis(500), repeats: [seconds(2), seconds(8)] }
    }
}

/// What was found out.
#[derive(Debug, Default)]
pub struct Findings {
    /// By address, without its fragment: see [`page`].
    pub verdicts: BTreeMap<String, Verdict>,
    /// No host answered at all: most likely there is no network, and nothing is said of single pages.
    pub is_offline: bool,
}

/// Redirections that are followed.
const HOPS: usize = 5;

/// The part of an address that names a page.
pub fn page(address: &str) -> &str {
    address.split('#').next().unwrap_or(address)
}

/// Asks for every page of `addresses` that `memory` (a file, which is read and written) does not know of.
///
/// # Errors
/// Where there is no program `curl`.
pub fn probe<'a>(
    addresses: impl IntoIterator<Item = &'a str>,
    memory: &Path,
    today: Date,
    pace: Pace,
) -> Result<Findings, CurlMissing> {
    let mut memory = Memory::read(memory);
    let mut findings = Findings::default();
    let mut hosts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for address in addresses {
        let address = page(address);
        let Some(web) = WebAddress::parse(address).filter(|_| is_plain(address)) else { continue };
        match memory.verdict(address, today) {
            Some(verdict) => drop(findings.verdicts.insert(address.to_owned(), verdict)),
            None => hosts.entry(web.host).or_default().push(address.to_owned()),
        }
    }
    if hosts.is_empty() {
        return Ok(findings);
    }
    let curl = Curl::find()?;
    let asked = ask_all(&curl, hosts, pace);
    findings.is_offline = asked.iter().all(|(_, verdict)| matches!(verdict, Verdict::Dead(0) | Verdict::Unknown(0)));
    if !findings.is_offline {
        memory.learn(&asked, today);
        findings.verdicts.extend(asked);
    }
    Ok(findings)
}

/// Nothing that could mean more to a program than an address.
fn is_plain(address: &str) -> bool {
    !address.contains(|letter: char| letter.is_control() || letter.is_whitespace() || "\"<>\\^`{|}".contains(letter))
}

fn ask_all(curl: &Curl, hosts: BTreeMap<String, Vec<String>>, pace: Pace) -> Vec<(String, Verdict)> {
    let workers = pace.hosts.min(hosts.len());
    let queue = Mutex::new(
        hosts
            .into_values()
            .map(|mut pages| {
                pages.sort();
                pages.dedup();
                pages
            })
            .collect::<VecDeque<_>>(),
    );
    let verdicts = Mutex::new(Vec::new());
    let work = || {
        while let Some(pages) = lock(&queue).pop_front() {
            for (index, page) in pages.into_iter().enumerate() {
                if index > 0 {
                    thread::sleep(pace.pause);
                }
                let verdict = judge(curl, &page, pace);
                lock(&verdicts).push((page, verdict));
            }
        }
    };
    thread::scope(|scope| (0..workers).for_each(|_| drop(scope.spawn(work))));
    verdicts.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Follows a page to where it is now.
fn judge(curl: &Curl, page: &str, pace: Pace) -> Verdict {
    let mut address = page.to_owned();
    let mut moved = None;
    let mut only_for_good = true;
    for _ in 0..=HOPS {
        let answer = match patiently(curl, &address, pace) {
            Ok(answer) => answer,
            Err(Failure::NoHost) => return Verdict::Dead(0),
            Err(Failure::NoAnswer) => return Verdict::Unknown(0),
        };
        match (answer.status, answer.location) {
            (200..=299, _) => return moved.map_or(Verdict::Alive, Verdict::Moved),
            (status @ 300..=399, Some(next)) => {
                let next = page_of(next);
                // An inner address behind an outer one is nothing to ask for from this machine.
                let Some(next) = next.filter(|next| {
                    is_plain(next)
                        && WebAddress::parse(next).is_some_and(|web| !web.is_private() || is_same_host(&web, page))
                }) else {
                    return Verdict::Unknown(status);
                };
                only_for_good &= matches!(status, 301 | 308);
                if only_for_good {
                    moved = Some(next.clone());
                }
                address = next;
            }
            (status @ (404 | 410), _) => return Verdict::Dead(status),
            (status, _) => return Verdict::Unknown(status),
        }
    }
    Verdict::Unknown(310)
}

fn is_same_host(web: &WebAddress, page: &str) -> bool {
    WebAddress::parse(page).is_some_and(|first| first.host == web.host)
}

fn page_of(address: String) -> Option<String> {
    Some(page(&address).to_owned()).filter(|address| !address.is_empty())
}

/// Asks again where the other side is busy or did not answer in time.
fn patiently(curl: &Curl, address: &str, pace: Pace) -> Result<Answer, Failure> {
    let mut answer = ask(curl, address);
    for pause in pace.repeats {
        let is_passing = match &answer {
            Ok(answer) => answer.status == 429 || answer.status >= 500 && answer.status != 501,
            Err(failure) => *failure == Failure::NoAnswer,
        };
        if !is_passing {
            break;
        }
        thread::sleep(pause);
        answer = ask(curl, address);
    }
    answer
}

/// Many servers answer a question for the head alone with nonsense; before that counts, the page itself is asked for.
fn ask(curl: &Curl, address: &str) -> Result<Answer, Failure> {
    let answer = curl.ask(Method::Head, address)?;
    match answer.status {
        400 | 403 | 404 | 405 | 410 | 501 => curl.ask(Method::Get, address),
        _ => Ok(answer),
    }
}
