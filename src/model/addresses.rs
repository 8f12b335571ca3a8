//! Who claims which address: two sources for one address is an error that names both.

use crate::diagnostics::{self, At, Diagnostic};
use crate::hash::Map;
use crate::source::{Lang, OutputPath, percent_decode};
use crate::text;

/// Addresses that bantin itself writes; content may not take them.
const RESERVED_FILES: [&str; 10] = [
    "index.html",
    "404.html",
    "tim-kiem.html",
    "sitemap.xml",
    "robots.txt",
    "feed.atom",
    "feed.rss",
    "feed.json",
    "manifest.json",
    "manifest.json.minisig",
];

/// Folders that bantin fills.
const RESERVED_FOLDERS: [&str; 12] = [
    "tin/",
    "van-ban/",
    "chi-tieu/",
    "chi-so/",
    "don-vi/",
    "nhiem-vu/",
    "chuyen-muc/",
    "linh-vuc/",
    "the/",
    "du-lieu/",
    "trang/",
    "theme/",
];

/// Every address that content has claimed so far.
#[derive(Default)]
pub struct Claims {
    /// By lower-case address: servers and disks may not tell case apart.
    by_address: Map<String, At>,
}

impl Claims {
    /// Claims `address` for the content at `at`; `false`, and a diagnostic, where somebody has it.
    pub fn claim(&mut self, address: &OutputPath, at: At, diagnostics: &mut Vec<Diagnostic>) -> bool {
        let key = address.as_str().to_lowercase();
        if let Some(first) = self.by_address.get(&key) {
            diagnostics.push(diagnostics::duplicate_address(at, address.as_str(), first.clone()));
            return false;
        }
        self.by_address.insert(key, at);
        true
    }

    /// Claims an address outside the folders and files that bantin fills itself.
    pub fn claim_free(&mut self, address: &OutputPath, at: At, diagnostics: &mut Vec<Diagnostic>) -> bool {
        if is_reserved(address.as_str()) {
            diagnostics.push(diagnostics::reserved_address(at, address.as_str()));
            return false;
        }
        self.claim(address, at, diagnostics)
    }
}

/// Whether a bulletin of this name would take the address of an archive page: `tin/2021/10/index.html`, `…/06.html`.
pub fn is_archive_name(stem: &str) -> bool {
    stem == "index" || (stem.len() <= 2 && stem.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether an alias would take the address of a page that bantin makes.
pub fn is_reserved_alias(address: &OutputPath) -> bool {
    let lower = address.as_str().to_lowercase();
    let is_list =
        |rest: &str| rest.rsplit('/').next().is_some_and(|name| is_archive_name(name.trim_end_matches(".html")));
    if let Some(rest) = lower.strip_prefix("tin/") {
        return is_list(rest);
    }
    // A decision whose number was misprinted had an address, too, and so had an entry of a register whose id was changed.
    let was = |folder: &str, depth: usize| {
        lower.strip_prefix(folder).is_some_and(|rest| rest.matches('/').count() == depth && !is_list(rest))
    };
    !was("van-ban/", 2) && !was("don-vi/", 0) && !was("chi-so/", 0) && is_reserved(&lower)
}

fn is_reserved(address: &str) -> bool {
    let address = address.to_lowercase();
    RESERVED_FILES.contains(&address.as_str())
        || address == "data.json"
        || Lang::ALL.iter().any(|lang| is_language_page(&address, lang.tag()))
        || RESERVED_FOLDERS.iter().any(|folder| address.starts_with(folder) || address == folder.trim_end_matches('/'))
}

/// `en/index.html`, `en/trang/2.html`, `en/feed.atom`: the home page of another language and what belongs to it.
fn is_language_page(address: &str, lang: &str) -> bool {
    let rest = address.strip_prefix(lang).and_then(|rest| rest.strip_prefix('/'));
    rest.is_some_and(|rest| rest == "index.html" || rest.starts_with("trang/") || rest.starts_with("feed."))
}

/// Reads an address as staff write it in `aliases`: with or without a slash in front, a folder or a file, also copied
/// from a browser, which percent-encodes it. `None` where it is no plain path of this site.
pub fn read_alias(text: &str) -> Option<OutputPath> {
    let path = percent_decode(text.trim());
    let path = path.trim_start_matches('/');
    let is_plain = !path.is_empty()
        && path.split('/').all(|part| !matches!(part, "." | ".."))
        && !path.contains("//")
        && !path.contains(['\\', '?', '#', ':', '<', '>', '"', '|', '*'])
        // What was encoded twice means one thing here and another to a server that decodes twice.
        && percent_decode(path) == path
        && !path.chars().any(|letter| letter.is_control() || text::is_invisible(letter))
        && !text::is_disguised(path)
        // What servers keep to themselves.
        && !path.split('/').any(|part| part.starts_with('.') && part != ".well-known")
        && !path.split('/').any(|part| text::is_reserved_name(part.split('.').next().unwrap_or(part)));
    if !is_plain {
        return None;
    }
    let file = match path {
        // `cu.html/` is a page with a slash too many, not a folder.
        page if page.ends_with(".html/") || page.ends_with(".htm/") => page.trim_end_matches('/').to_owned(),
        folder if folder.ends_with('/') => format!("{folder}index.html"),
        page if page.rsplit('/').next().is_some_and(|name| name.contains('.')) => page.to_owned(),
        page => format!("{page}/index.html"),
    };
    let is_page = file.ends_with(".html") || file.ends_with(".htm");
    is_page.then(|| OutputPath::new(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_plain_paths() {
        let cases = [
            ("tin/cu.html", Some("tin/cu.html")),
            ("/tin/cu/", Some("tin/cu/index.html")),
            ("cu", Some("cu/index.html")),
            ("/b%C3%A0i%20c%C5%A9.html", Some("bài cũ.html")),
            ("50%.html", Some("50%.html")),
            ("a%2F%2e%2e/b.html", None),
            ("a%0Ab.html", None),
            ("a%22b.html", None),
            ("../x.html", None),
            ("a//b.html", None),
            ("https://a.vn/x", None),
            ("a.php?id=1", None),
            ("a.pdf", None),
            ("/", None),
            ("%2e%2e/x.html", None),
            ("%252e%252e/x.html", None),
            ("con.html", None),
            ("a/aux/", None),
            ("c\u{430}o.html", None),
            ("a\u{200b}.html", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read_alias(text).as_ref().map(OutputPath::as_str), expected, "{text}");
        }
    }
}
