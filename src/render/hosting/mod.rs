//! Settings for the servers that `hosting` names: headers, media types, how long browsers may keep a file, where old
//! addresses lead, what a missing page shows.
//!
//! Takes the site and the theme; works out once what every server is to be told ([`Rules`]) and writes it in the words of
//! each. Names of the content stand in these files, so each server's room escapes them for its own syntax: a server's
//! settings are as good as a program. Nothing that a page says stands there.

mod apache;
mod iis;
mod netlify;
mod nginx;

use std::collections::{BTreeMap, BTreeSet};

use crate::media;
use crate::model::Site;
use crate::parse::front::{Packing, Server};
use crate::source::{OutputPath, percent_encode};

use super::policy::{self, content_security_policy};
use super::recorder::Recorder;
use super::{RenderError, Theme};

/// Of files whose name carries the hash of their content: they never change (RFC 8246).
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Of all others: kept, and asked for again before each use (RFC 9111, section 5.2.2.4).
const ASK_AGAIN: &str = "no-cache";

/// Files whose name carries a hash, below the site's folder, as a pattern.
const LASTING: &str = r"(?:theme/.+\.[0-9a-f]{10}\.(?:css|js)|tim-kiem/[0-9a-f]{10}/.+)";

/// Files in which a script could stand that a browser runs when the file itself is opened.
const ACTIVE: [&str; 10] = ["svg", "svgz", "xml", "xsl", "xslt", "xht", "xhtml", "mml", "atom", "rss"];

/// Older versions of nginx count the bytes of such an address in one byte. The page at a longer one leads on by itself.
const LONGEST: usize = 250;

/// What no page of a site asks a browser for. A name that a browser does not know only fills its log, so all are of the
/// standard features (w3.org, Permissions Policy).
const NOT_ASKED_FOR: [&str; 12] = [
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
];

/// What a reader of the settings should know, at the head of each file: Vietnamese, then English.
const NO_HSTS: [&str; 2] = [
    "Không có Strict-Transport-Security: chỉ người quản trị biết cả tên miền đã dùng HTTPS chưa; nếu rồi, hãy tự thêm.",
    "No Strict-Transport-Security: only you know whether the whole domain has HTTPS; if it does, add it yourself.",
];

/// What every server is told.
struct Rules<'a> {
    /// Where the site lies on its server, decoded: `/`, `/a/b/`.
    folder: String,
    /// The content security policy of pages.
    policy: String,
    /// Addresses that moved, decoded and whole, and where they lead, percent-encoded and whole.
    moved: BTreeMap<String, String>,
    /// Theme files with a hash in their names.
    lasting: Vec<&'a OutputPath>,
    /// Files of the content with a policy of their own.
    apart: Vec<(&'a OutputPath, &'static str)>,
    packings: &'a BTreeSet<Packing>,
}

/// Writes the settings of every server that the site names.
///
/// # Errors
/// Where the output refuses a file.
pub fn write(site: &Site, theme: &Theme, output: &Recorder) -> Result<(), RenderError> {
    let rules = Rules::new(site, theme);
    for server in &site.settings.hosting.servers {
        let texts = match server {
            Server::Nginx => vec![nginx::text(&rules)],
            Server::Apache => vec![apache::text(&rules)],
            Server::Iis => vec![iis::text(&rules)],
            Server::Netlify => vec![netlify::headers(&rules), netlify::redirects(&rules)],
        };
        for (name, text) in server.files().iter().zip(texts) {
            output.write(&OutputPath::new(name), text.into_bytes())?;
        }
    }
    Ok(())
}

/// Files of the content that get a policy of their own, with it.
pub fn apart(site: &Site) -> impl Iterator<Item = (&OutputPath, &'static str)> {
    site.copies.keys().filter_map(|path| {
        let extension = path.extension().to_ascii_lowercase();
        match extension.as_str() {
            "pdf" => Some((path, policy::VIEWED)),
            active if ACTIVE.contains(&active) => Some((path, policy::SANDBOX)),
            _ => None,
        }
    })
}

impl<'a> Rules<'a> {
    fn new(site: &'a Site, theme: &'a Theme) -> Self {
        let folder = site.folder().expect("the model refuses an address that servers cannot be told");
        let root = percent_encode(&folder);
        let mut moved = BTreeMap::new();
        for (from, redirect) in &site.redirects {
            for address in asked_as(&folder, from.as_str()).into_iter().filter(|address| address.len() <= LONGEST) {
                moved.entry(address).or_insert_with(|| format!("{root}{}", percent_encode(redirect.to.as_str())));
            }
        }
        let lasting = theme.scripts.values().chain([&theme.stylesheet]).collect();
        Self {
            policy: content_security_policy(site),
            moved,
            lasting,
            apart: apart(site).collect(),
            packings: &site.settings.hosting.precompress,
            folder,
        }
    }

    /// The headers of every answer, and the policy apart.
    fn headers(&self) -> [(&'static str, String); 4] {
        let denied: Vec<String> = NOT_ASKED_FOR.iter().map(|feature| format!("{feature}=()")).collect();
        [
            ("X-Content-Type-Options", "nosniff".to_owned()),
            ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
            ("Permissions-Policy", denied.join(", ")),
            ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
        ]
    }

    /// The address of a file of the site, percent-encoded.
    fn address(&self, path: &str) -> String {
        percent_encode(&format!("{}{path}", self.folder))
    }
}

/// The addresses under which browsers ask for the page that an alias names: a folder with and without its slash, too.
fn asked_as(folder: &str, from: &str) -> Vec<String> {
    let whole = format!("{folder}{from}");
    let mut addresses = Vec::new();
    if let Some(above) = whole.strip_suffix("/index.html").filter(|above| !above.is_empty()) {
        // With a dot in it, it could be the name of a page.
        let is_folder = !above.rsplit('/').next().unwrap_or_default().contains('.');
        addresses.extend(is_folder.then(|| above.to_owned()));
        addresses.push(format!("{above}/"));
    }
    addresses.push(whole);
    addresses
}

/// Extensions by their media types, in the order of the table.
fn types() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut types: Vec<(&str, Vec<&str>)> = Vec::new();
    for (extension, media_type) in media::TYPES {
        match types.iter_mut().find(|(known, _)| *known == media_type) {
            Some((_, extensions)) => extensions.push(extension),
            None => types.push((media_type, vec![extension])),
        }
    }
    types
}

/// The extensions of files that have packed forms.
fn packed_extensions() -> String {
    let texts = media::TYPES.iter().filter(|(_, media_type)| media::is_text(media_type));
    texts.map(|(extension, _)| *extension).collect::<Vec<_>>().join("|")
}

/// The names of all settings, also of servers that this site does not name: what is no page is not shown.
fn made() -> impl Iterator<Item = &'static str> {
    Server::ALL.into_iter().flat_map(|server| server.files()).copied()
}

/// A text as it stands in a regular expression of PCRE: ASCII signs are escaped, letters of any script stand for
/// themselves.
fn literal(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if letter.is_ascii() && !letter.is_ascii_alphanumeric() && !matches!(letter, '/' | '-' | '_') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern
}

/// One word of a setting of Apache or nginx: in quotes a backslash escapes a quote and itself (Apache's
/// `ap_getword_conf`, nginx's `ngx_conf_read_token`). A `$` would name a variable to nginx: addresses that are followed are
/// percent-encoded, the site's folder has none, and the name of a location is taken as it stands.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\""))
}

/// Lines of a comment, each after `#`.
fn comment(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{}\n", format!("# {line}").trim_end())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_asked_for_in_three_ways() {
        let cases = [
            ("/", "cu.html", vec!["/cu.html"]),
            ("/", "cu/index.html", vec!["/cu", "/cu/", "/cu/index.html"]),
            ("/a/b/", "x y/index.html", vec!["/a/b/x y", "/a/b/x y/", "/a/b/x y/index.html"]),
            ("/", "cu.html/index.html", vec!["/cu.html/", "/cu.html/index.html"]),
            ("/", "cu/index.htm", vec!["/cu/index.htm"]),
        ];
        for (folder, from, expected) in cases {
            assert_eq!(asked_as(folder, from), expected, "{folder} {from}");
        }
    }

    #[test]
    fn nothing_ends_a_word_early() {
        assert_eq!(quoted(r#"^a\.b" x"#), r#""^a\\.b\" x""#);
        assert_eq!(quoted(r#"a"; return 200 "\"#), r#""a\"; return 200 \"\\""#);
        assert_eq!(quoted(r"^/a\.b/"), r#""^/a\\.b/""#);
    }

    #[test]
    fn patterns_mean_the_text_itself() {
        let cases = [("/a.b/", r"/a\.b/"), ("cũ (1)$", r"cũ\ \(1\)\$"), ("${x}%{y}", r"\$\{x\}\%\{y\}")];
        for (text, expected) in cases {
            assert_eq!(literal(text), expected);
        }
    }
}
