//! What `hosting` asks of the rest of the site: that nothing takes the names of its files, that the site's address can
//! stand in servers' settings, and that this program can pack as it says.

use crate::diagnostics::{self, At, Diagnostic};
use crate::media;
use crate::parse::front::Hosting;
use crate::source::{FieldPath, SourcePath, above, percent_decode};

use super::site::*;

/// Longer than any real address, and short enough for the line that a server reads at once.
const LONGEST_FOLDER: usize = 200;

impl Site {
    /// The path under which the site lies on its server, decoded, between slashes: `/`, `/a/b/`. `None` where it holds
    /// what one of the servers would take for its own language.
    pub fn folder(&self) -> Option<String> {
        self.base_url().map_or(Some("/".to_owned()), folder)
    }
}

fn folder(base_url: &str) -> Option<String> {
    let address = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    let path = address.split_once('/').map_or("", |(_, path)| path).trim_matches('/');
    if path.is_empty() {
        return Some("/".to_owned());
    }
    let path = percent_decode(path);
    let means_something = |letter: char| letter.is_control() || "\\?#%:<>\"|*$&{};'`^[]".contains(letter);
    let is_plain = path.len() <= LONGEST_FOLDER
        && !path.contains(means_something)
        && path.split('/').all(|part| !matches!(part.trim(), "" | "." | ".."));
    is_plain.then(|| format!("/{path}/"))
}

/// Holds the site against its `hosting`.
pub(super) fn check(site: &Site, diags: &mut Vec<Diagnostic>) {
    let hosting = &site.settings.hosting;
    if hosting.servers.is_empty() {
        return;
    }
    let path = SourcePath::new("content/site.yaml");
    let at = At::value(&path, FieldPath::root().then("hosting"));
    if site.folder().is_none() {
        diags.push(diagnostics::folder_not_for_servers(at.clone(), site.base_url().unwrap_or_default()));
    }
    for packing in hosting.precompress.iter().filter(|packing| !packing.is_built()) {
        diags.push(diagnostics::packing_not_built(at.clone(), packing.key()));
    }
    for (target, copy) in &site.copies {
        if let Some(name) = taken(hosting, target.as_str()) {
            diags.push(diagnostics::made_by_hosting(At::file(&copy.source), name, at.clone()));
        }
    }
    for name in site.redirects.keys().filter_map(|from| taken(hosting, from.as_str())) {
        diags.push(diagnostics::made_by_hosting(at.clone(), name, at.clone()));
    }
}

/// The part of an address that `hosting` itself makes: the file, or a folder above it.
fn taken<'a>(hosting: &Hosting, address: &'a str) -> Option<&'a str> {
    let is_taken = |name: &&str| {
        let name = name.to_lowercase();
        let mut settings = hosting.servers.iter().flat_map(|server| server.files());
        let is_packed = |ending| name.strip_suffix(ending).is_some_and(|file| media::is_text(media::media_type(file)));
        settings.any(|file| *file == name) || hosting.precompress.iter().any(|packing| is_packed(packing.ending()))
    };
    above(address).chain([address]).find(is_taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::front::{Packing, Server};

    #[test]
    fn the_folder_is_the_path_of_the_address() {
        let cases = [
            ("https://example.org/", Some("/")),
            ("https://example.org", Some("/")),
            ("http://example.org:8080/a/b/", Some("/a/b/")),
            ("https://example.org/c%E1%BA%A3i%20c%C3%A1ch/", Some("/cải cách/")),
            ("https://example.org/50%/", None),
            ("https://example.org/a//b/", None),
            ("https://example.org/a/../b/", None),
            ("https://example.org/a%2F..%2Fb/", None),
            ("https://example.org/a%0Ab/", None),
            ("https://example.org/$host/", None),
            ("https://example.org/a\";return 200/", None),
            ("https://example.org/{}/", None),
        ];
        for (address, expected) in cases {
            assert_eq!(folder(address).as_deref(), expected, "{address}");
        }
        assert_eq!(folder(&format!("https://example.org/{}/", "a".repeat(201))), None);
    }

    #[test]
    fn names_are_taken_whatever_their_case_and_whatever_lies_below() {
        let hosting = Hosting { servers: [Server::Nginx, Server::Netlify].into(), precompress: [Packing::Gzip].into() };
        let cases = [
            ("nginx.conf", Some("nginx.conf")),
            ("NGINX.conf", Some("NGINX.conf")),
            ("nginx.conf/a.html", Some("nginx.conf")),
            ("_headers", Some("_headers")),
            ("a/nginx.conf", None),
            (".htaccess", None),
            ("a/B.CSS.gz", Some("a/B.CSS.gz")),
            ("a/b.css.gz/c.html", Some("a/b.css.gz")),
            ("a/b.css.br", None),
            ("a/b.tar.gz", None),
        ];
        for (address, expected) in cases {
            assert_eq!(taken(&hosting, address), expected, "{address}");
        }
    }
}
