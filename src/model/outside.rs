//! Links to other sites: every one of them in one list, and what is odd about them. Sites of offices are broken into to
//! plant links to gambling, and staff paste addresses that lead elsewhere than they say.

use std::collections::BTreeMap;

use crate::diagnostics::{self, At, Diagnostic};
use crate::source::{Disguise, FieldPath, SourcePath, WebAddress, is_below};
use crate::text;

use super::gambling;
use super::site::*;

/// A link to another site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutsideLink {
    /// As written.
    pub address: String,
    pub web: WebAddress,
    /// What readers see of it; empty where the address is all.
    pub text: String,
    pub at: At,
}

/// Every link to another site, in the order of the files: in bodies, raw HTML, front matter, settings and results.
pub fn outside_links(site: &Site) -> Vec<OutsideLink> {
    let mut links = Vec::new();
    let mut push = |address: &str, text: &str, at: At| {
        if let Some(web) = WebAddress::parse(address) {
            links.push(OutsideLink { address: address.trim().to_owned(), web, text: text.to_owned(), at });
        }
    };
    let bodies = site.bulletins.iter().map(|bulletin| (&bulletin.path, &bulletin.outline, bulletin.body.start));
    let bodies = bodies.chain(site.pages.iter().map(|page| (&page.path, &page.outline, page.body.start)));
    for (path, outline, offset) in bodies {
        for link in &outline.links {
            push(&link.destination, &link.text, At::span(path, link.span.start + offset..link.span.end + offset));
        }
    }
    for bulletin in &site.bulletins {
        let field = |name: &str, inner: &str| At::value(&bulletin.path, FieldPath::root().then(name).then(inner));
        if let Some(source) = &bulletin.source {
            source.url.iter().for_each(|url| push(url, &source.name, field("source", "url")));
        }
        if let Some(consultation) = &bulletin.consultation {
            let contact = consultation.contact.iter();
            contact.for_each(|contact| push(contact, "", field("consultation", "contact")));
        }
    }
    for result in &site.results {
        result.source.iter().for_each(|source| push(source, "", result.at.clone()));
    }
    let settings = &site.settings;
    let path = SourcePath::new("content/site.yaml");
    let field =
        |steps: &[&str]| At::value(&path, steps.iter().fold(FieldPath::root(), |field, step| field.then(*step)));
    for (name, entries) in [("main", &settings.menus.main), ("footer", &settings.menus.footer)] {
        for (index, entry) in entries.iter().enumerate() {
            let field = FieldPath::root().then("menus").then(name).then(index).then("link");
            push(&entry.link, &entry.title, At::value(&path, field));
        }
    }
    settings.organisation.url.iter().for_each(|url| push(url, "", field(&["organisation", "url"])));
    settings.feedback.form.iter().for_each(|url| push(url, "", field(&["feedback", "form"])));
    if let Some(licence) = &settings.licence {
        licence.url.iter().for_each(|url| push(url, &licence.name, field(&["licence", "url"])));
    }
    links.sort_by(|a, b| a.at.cmp(&b.at));
    links
}

/// How many links lead to each host, by host.
pub fn outside_hosts(links: &[OutsideLink]) -> BTreeMap<&str, usize> {
    let mut hosts = BTreeMap::new();
    for link in links {
        *hosts.entry(link.web.host.as_str()).or_insert(0) += 1;
    }
    hosts
}

/// Looks at every link to another site.
pub(super) fn check(site: &Site, diags: &mut Vec<Diagnostic>) {
    let policy = &site.settings.links;
    for link in outside_links(site) {
        let (web, at) = (&link.web, || link.at.clone());
        if let Some(sign) = gambling::sign(web, &link.text) {
            diags.push(diagnostics::gambling_link(at(), &link.address, &sign));
        }
        if let Some(reason) = disguise(&link) {
            diags.push(diagnostics::disguised_link(at(), &link.address, &web.host, reason));
        }
        if web.is_private() {
            diags.push(diagnostics::private_link(at(), &link.address));
        } else if policy.deny.iter().any(|domain| web.is_below(domain)) {
            diags.push(diagnostics::link_denied(at(), &web.host));
        } else if !policy.allow.is_empty() && !policy.allow.iter().any(|domain| web.is_below(domain)) {
            diags.push(diagnostics::link_not_allowed(at(), &web.host));
        }
    }
}

fn disguise(link: &OutsideLink) -> Option<Disguise> {
    let host = link.web.host.as_str();
    if link.web.has_user {
        return Some(Disguise::User);
    }
    let is_coded = host.split('.').any(|label| label.starts_with("xn--"));
    // Nothing else stands in a host; a sign that does hides where the host ends.
    let is_odd = |letter: char| match letter.is_ascii() {
        true => !(letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '_' | ':')),
        false => !text::is_vietnamese(letter),
    };
    // One label in another script under a Latin ending is a look-alike, too: `аррle.com`, all of it Cyrillic.
    let is_mixed = !host.is_ascii() && text::is_disguised(&host.replace(['.', '-'], ""));
    if link.web.is_mapped || is_coded || is_mixed || host.contains(is_odd) {
        return Some(Disguise::Letters);
    }
    let bare = |host: &str| host.trim_start_matches("www.").to_owned();
    let real = bare(host);
    let shown: Vec<String> = shown_hosts(&link.text).iter().map(|shown| bare(shown)).collect();
    let is_same = |shown: &String| is_below(&real, shown) || is_below(shown, &real);
    if shown.iter().any(is_same) { None } else { shown.into_iter().next().map(Disguise::Text) }
}

/// The hosts that a link's text names.
fn shown_hosts(text: &str) -> Vec<String> {
    if text.len() > 300 {
        return Vec::new();
    }
    // As it looks: one dot is like the other, and what nobody sees separates nothing.
    let text: String = text::compatible(text).chars().filter(|letter| !text::is_invisible(*letter)).collect();
    let is_alone = text.split_whitespace().count() == 1;
    text.split_whitespace().filter_map(|word| shown_host(word, is_alone)).collect()
}

/// The host that a word names, where it is an address and not the name of a file. Among other words only the usual
/// endings are one: `TP.HCM` is none.
fn shown_host(word: &str, is_alone: bool) -> Option<String> {
    const FILES: [&str; 16] = [
        "csv", "doc", "docx", "htm", "html", "jpg", "json", "md", "mp4", "odt", "pdf", "png", "rar", "xls", "xlsx",
        "zip",
    ];
    const ENDINGS: [&str; 12] =
        ["biz", "com", "edu", "gov", "info", "net", "online", "org", "site", "top", "vn", "xyz"];
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '/');
    if word.split('/').next().is_some_and(|start| start.contains('@')) {
        return None;
    }
    if word.contains("://") {
        return WebAddress::parse(word).map(|web| web.host);
    }
    let host = word.split(['/', '?', '#', ':']).next()?.to_lowercase();
    let (name, ending) = host.rsplit_once('.')?;
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-');
    let is_host = name.split('.').all(is_label)
        && ending.len() >= 2
        && ending.bytes().all(|byte| byte.is_ascii_lowercase())
        && !FILES.contains(&ending)
        && (is_alone || ENDINGS.contains(&ending));
    is_host.then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, address: &str) -> Option<Disguise> {
        let at = At::file(&SourcePath::new("a.md"));
        let web = WebAddress::parse(address).expect("an address");
        disguise(&OutsideLink { address: address.to_owned(), web, text: text.to_owned(), at })
    }

    #[test]
    fn disguised_links_are_seen() {
        let other = |host: &str| Some(Disguise::Text(host.to_owned()));
        for (text, address, expected) in [
            ("Cổng dịch vụ công", "https://dichvucong.gov.vn/a", None),
            ("dichvucong.gov.vn", "https://dichvucong.gov.vn/a", None),
            ("www.gov.vn", "https://dichvucong.gov.vn/", None),
            ("https://dongthap.gov.vn/tin", "http://www.dongthap.gov.vn", None),
            ("ke-hoach.pdf", "https://example.org/ke-hoach.pdf", None),
            ("Điều 1.Phạm vi", "https://example.org/", None),
            ("1.2", "https://example.org/", None),
            ("a@example.org", "https://example.net/", None),
            ("dichvucong.gov.vn", "https://dichvucong-gov.example/", other("dichvucong.gov.vn")),
            ("https://dichvucong.gov.vn/x", "https://evil.example/", other("dichvucong.gov.vn")),
            ("gov.vn", "https://evilgov.vn/", other("gov.vn")),
            ("x", "https://gov.vn@evil.example/", Some(Disguise::User)),
            ("x", "https://xn--gov-8ka.vn/", Some(Disguise::Letters)),
            ("x", "https://g\u{43e}v.vn/", Some(Disguise::Letters)),
            ("x", "https://\u{430}\u{440}\u{440}\u{435}.com/", Some(Disguise::Letters)),
            ("x", "https://go%76.vn/", Some(Disguise::Letters)),
            ("x", "https://gov\u{200b}.vn/", Some(Disguise::Letters)),
            ("x", "https://đồngtháp.vn/", None),
            ("x", "https://www.evil\u{3002}example/", Some(Disguise::Letters)),
            ("x", "https://www.\u{1d49}vil.example/", Some(Disguise::Letters)),
            ("x", "https://\u{261}ov.vn/", Some(Disguise::Letters)),
            ("x", "https://d\u{131}chvucong.gov.vn/", Some(Disguise::Letters)),
            ("x", "https://evil.example&foo;.gov.vn/", Some(Disguise::Letters)),
            ("dichvucong.gov.vn/@x", "https://evil.example/", other("dichvucong.gov.vn")),
            ("“dichvucong.gov.vn”.", "https://evil.example/", other("dichvucong.gov.vn")),
            ("dichvucong\u{2024}gov\u{2024}vn", "https://evil.example/", other("dichvucong.gov.vn")),
            ("dichvucong.gov.vn\u{200b}", "https://evil.example/", other("dichvucong.gov.vn")),
            ("Cổng dichvucong.gov.vn", "https://evil.example/", other("dichvucong.gov.vn")),
            ("https://dichvucong.gov.vn/ (xem)", "https://evil.example/", other("dichvucong.gov.vn")),
            ("UBND TP.HCM họp", "https://example.org/", None),
            ("Theo dongthap.gov.vn và gov.vn", "https://dongthap.gov.vn/", None),
        ] {
            assert_eq!(found(text, address), expected, "{text} {address}");
        }
    }
}
