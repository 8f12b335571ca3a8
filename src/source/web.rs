//! Addresses of other sites: the parts that tell whom a link really leads to, as browsers read them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An `http` or `https` address, split where a browser splits it (WHATWG URL).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAddress {
    /// The host in lower case, without port and final dot; IPv6 without its brackets.
    pub host: String,
    /// Path, query and fragment as written.
    pub rest: String,
    /// Whether browsers go to another host than is written: `evil。example`, `①②⑦.0.0.1` (UTS #46).
    pub is_mapped: bool,
    /// Whether a name or password stands before the host: `https://gov.vn@evil.example`.
    pub has_user: bool,
}

impl WebAddress {
    /// `None` where the text is no address on the web, or names no host.
    pub fn parse(text: &str) -> Option<Self> {
        // Browsers drop line breaks and tabs anywhere, and read `\` as `/`.
        let text: String = text.trim().chars().filter(|letter| !matches!(letter, '\t' | '\n' | '\r')).collect();
        let scheme = text.find(':')?;
        if !matches!(text[..scheme].to_ascii_lowercase().as_str(), "http" | "https") {
            return None;
        }
        let after = text[scheme + 1..].trim_start_matches(['/', '\\']);
        let end = after.find(['/', '\\', '?', '#']).unwrap_or(after.len());
        let (authority, rest) = after.split_at(end);
        let (user, host) = authority.rsplit_once('@').map_or((None, authority), |(user, host)| (Some(user), host));
        let host = match host.strip_prefix('[').and_then(|inside| inside.split_once(']')) {
            Some((inside, _)) => inside,
            None => host.rsplit_once(':').map_or(host, |(host, _)| host),
        };
        let written = host.trim_end_matches('.').to_lowercase();
        let host = match written.is_ascii() {
            true => written.clone(),
            false => mapped(&written),
        };
        let is_mapped = host != written;
        (!host.is_empty()).then(|| Self { host, rest: rest.to_owned(), is_mapped, has_user: user.is_some() })
    }

    /// Whether the host is `domain` or lies below it. `domain` is in lower case.
    pub fn is_below(&self, domain: &str) -> bool {
        is_below(&self.host, domain)
    }

    /// Whether the address is that of a machine or an inner network, which readers do not reach (RFC 6761, RFC 6762,
    /// RFC 1918, RFC 4193).
    pub fn is_private(&self) -> bool {
        let inner = ["localhost", "local", "lan", "internal", "intranet", "home.arpa", "test"];
        match self.ip() {
            Some(ip) => is_private_ip(ip),
            None => !self.host.contains('.') || inner.iter().any(|domain| self.is_below(domain)),
        }
    }

    fn ip(&self) -> Option<IpAddr> {
        if let Ok(ip) = self.host.parse::<Ipv6Addr>() {
            return Some(ip.to_canonical());
        }
        old_ipv4(&self.host).map(IpAddr::V4)
    }
}

/// A host as browsers map it; one that they refuse stays as it is written.
fn mapped(host: &str) -> String {
    let Ok(ascii) = idna::domain_to_ascii(host) else { return host.to_owned() };
    let (unicode, result) = idna::domain_to_unicode(&ascii);
    if result.is_ok() { unicode.trim_end_matches('.').to_owned() } else { ascii }
}

/// In what way a link hides where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Disguise {
    /// A name stands before the host.
    User,
    /// The host has letters of other scripts, or is written in code.
    Letters,
    /// The text is the address of this other site.
    Text(String),
}

/// Whether `host` is `domain` or lies below it.
pub fn is_below(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// IPv4 in every form that browsers take: `127.1`, `0x7f.0.0.1`, `2130706433` (WHATWG URL, "IPv4 parser").
fn old_ipv4(host: &str) -> Option<Ipv4Addr> {
    let number = |part: &str| match part.strip_prefix("0x") {
        Some("") => Some(0),
        Some(digits) => u64::from_str_radix(digits, 16).ok(),
        None if part.len() > 1 && part.starts_with('0') => u64::from_str_radix(part, 8).ok(),
        None => part.parse().ok(),
    };
    let parts: Vec<u64> = host.split('.').map(number).collect::<Option<_>>()?;
    let (last, first) = parts.split_last()?;
    if first.len() > 3 || first.iter().any(|part| *part > 255) {
        return None;
    }
    let shift = |place: usize| 8 * (3 - place as u32);
    let start: u64 = first.iter().enumerate().map(|(place, part)| part << shift(place)).sum();
    u32::try_from(start.checked_add(*last)?).ok().map(Ipv4Addr::from)
}

fn is_private_ip(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_unspecified()
                // Shared by customers of one provider (RFC 6598).
                || (ip.octets()[0] == 100 && ip.octets()[1] & 0xc0 == 64)
        }
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unspecified() || ip.is_unique_local() || ip.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_those_that_browsers_go_to() {
        for (text, expected) in [
            ("https://Example.ORG/a?b#c", Some(("example.org", "/a?b#c", false))),
            ("http://example.org:8080", Some(("example.org", "", false))),
            ("https://gov.vn@evil.example/x", Some(("evil.example", "/x", true))),
            ("https://gov.vn\\@evil.example/x", Some(("gov.vn", "\\@evil.example/x", false))),
            ("https:example.org", Some(("example.org", "", false))),
            ("ht\ntps:///example.org./", Some(("example.org", "/", false))),
            ("http://[::1]:80/", Some(("::1", "/", false))),
            ("HTTPS://x?@evil", Some(("x", "?@evil", false))),
            ("https://", None),
            ("mailto:a@example.org", None),
            ("//example.org", None),
            ("tin/a.html", None),
        ] {
            let found = WebAddress::parse(text);
            let found = found.as_ref().map(|found| (found.host.as_str(), found.rest.as_str(), found.has_user));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn inner_networks_are_known_in_every_spelling() {
        for (host, expected) in [
            ("localhost", true),
            ("a.localhost", true),
            ("may-chu", true),
            ("ubnd.local", true),
            ("127.0.0.1", true),
            ("127.1", true),
            ("2130706433", true),
            ("0x7f.1", true),
            ("017700000001", true),
            ("10.0.0.5", true),
            ("192.168.1.1", true),
            ("172.16.0.1", true),
            ("169.254.1.1", true),
            ("100.64.0.1", true),
            ("[::1]", true),
            ("[fd00::1]", true),
            ("[fe80::1]", true),
            ("[::ffff:10.0.0.1]", true),
            ("8.8.8.8", false),
            ("172.32.0.1", false),
            ("example.org", false),
            ("localhost.example.org", false),
            ("[2001:db8::1]", false),
        ] {
            let address = WebAddress::parse(&format!("http://{host}/")).expect("an address");
            assert_eq!(address.is_private(), expected, "{host}");
        }
    }

    #[test]
    fn domains_end_at_dots() {
        assert!(is_below("a.gov.vn", "gov.vn") && is_below("gov.vn", "gov.vn"));
        assert!(!is_below("evilgov.vn", "gov.vn") && !is_below("gov.vn.evil.example", "gov.vn"));
    }
}
