//! The program `curl`, which knows TLS, proxies and the certificates of the system. A library for that would cost every
//! user its compile time.

use std::process::{Command, Stdio};

/// There is no `curl` on this machine.
#[derive(Debug, thiserror::Error)]
#[error("the program `curl` was not found; install it to check links to other sites")]
pub struct CurlMissing;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Head,
    Get,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub status: u16,
    /// Where a redirection leads, as a whole address.
    pub location: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// No such host.
    NoHost,
    /// No connection, no answer in time, a broken answer or certificate.
    NoAnswer,
}

/// A `curl` that runs.
pub(super) struct Curl(());

/// What every question has, so that nothing of an address or of this machine's settings can change it: no settings
/// file, no other protocol, no cookies, no patterns in addresses, nothing kept, an end to waiting and to size.
const FIXED: &[&str] = &[
    "--disable",
    "--silent",
    "--globoff",
    "--proto",
    "=http,https",
    "--max-redirs",
    "0",
    "--connect-timeout",
    "10",
    "--max-time",
    "20",
    "--max-filesize",
    "1048576",
    "--output",
    if cfg!(windows) { "NUL" } else { "/dev/null" },
    "--user-agent",
    concat!("bantin/", env!("CARGO_PKG_VERSION"), " (link check)"),
    "--write-out",
    "%{http_code}\n%{redirect_url}\n",
];

impl Curl {
    pub(super) fn find() -> Result<Self, CurlMissing> {
        let found = Command::new("curl")
            .args(["--disable", "--version"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        if found.is_ok_and(|status| status.success()) { Ok(Self(())) } else { Err(CurlMissing) }
    }

    pub(super) fn ask(&self, method: Method, address: &str) -> Result<Answer, Failure> {
        let mut command = Command::new("curl");
        command.args(FIXED).stdin(Stdio::null()).stderr(Stdio::null());
        match method {
            Method::Head => command.arg("--head"),
            Method::Get => command.args(["--range", "0-0"]),
        };
        let output = command.arg("--url").arg(encoded(address)).output().map_err(|_| Failure::NoAnswer)?;
        let text = String::from_utf8_lossy(&output.stdout);
        let mut lines = text.lines();
        let status = lines.next().and_then(|line| line.parse().ok()).unwrap_or(0);
        match (status, output.status.code()) {
            // Exit code 6 of curl: "Couldn't resolve host".
            (0, Some(6)) => Err(Failure::NoHost),
            (0, _) => Err(Failure::NoAnswer),
            _ => Ok(Answer { status, location: lines.next().filter(|line| !line.is_empty()).map(str::to_owned) }),
        }
    }
}

/// Letters beyond ASCII as browsers send them; in a host they are curl's business.
fn encoded(address: &str) -> String {
    let path = address.find("://").and_then(|at| address[at + 3..].find(['/', '?']).map(|end| at + 3 + end));
    let (host, rest) = address.split_at(path.unwrap_or(address.len()));
    rest.bytes().fold(host.to_owned(), |mut acc, byte| {
        match byte {
            b'!'..=b'~' => acc.push(char::from(byte)),
            _ => acc.push_str(&format!("%{byte:02X}")),
        }
        acc
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_sent_as_browsers_send_them() {
        for (address, expected) in [
            ("https://example.org/kế?a=ạ", "https://example.org/k%E1%BA%BF?a=%E1%BA%A1"),
            ("https://đồngtháp.vn", "https://đồngtháp.vn"),
            ("https://example.org/a%20b", "https://example.org/a%20b"),
        ] {
            assert_eq!(encoded(address), expected);
        }
    }
}
