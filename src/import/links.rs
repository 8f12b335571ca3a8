//! Addresses of links, as far as a public page may lead there.

/// The address where a link leads: on the web or to a mailbox. Relative ones are completed with the address of the page
/// that they stand in; without it they lead nowhere.
pub fn outside(target: &str, base: Option<&str>) -> Option<String> {
    let target = target.trim();
    let lower = target.to_ascii_lowercase();
    let has_host =
        ["http://", "https://"].iter().any(|scheme| lower.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
    let is_mail = lower.strip_prefix("mailto:").is_some_and(|rest| rest.contains('@'));
    if has_host || is_mail {
        return Some(target.to_owned());
    }
    if !is_relative(target) {
        return None;
    }
    complete(target, base?)
}

/// Whether an address leads to another file of the place that it stands in.
pub fn is_relative(target: &str) -> bool {
    let target = target.trim();
    let has_scheme = target.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'));
    !target.is_empty() && !target.starts_with('#') && !has_scheme
}

/// A relative address beside `base`.
fn complete(target: &str, base: &str) -> Option<String> {
    let scheme_end = base.find("://")? + 3;
    if let Some(rest) = target.strip_prefix("//") {
        return Some(format!("{}//{rest}", &base[..scheme_end - 2]));
    }
    let base = base.split(['?', '#']).next().unwrap_or(base);
    let host_end = base[scheme_end..].find('/').map_or(base.len(), |at| scheme_end + at);
    let (host, path) = base.split_at(host_end);
    if let Some(query) = target.strip_prefix('?') {
        return Some(format!("{host}{path}?{query}"));
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (way, tail) = target.split_at(target.find(['?', '#']).unwrap_or(target.len()));
    let start = if way.starts_with('/') { String::new() } else { folder.to_owned() };
    let joined = format!("{start}/{way}");
    let mut parts: Vec<&str> = Vec::new();
    for part in joined.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let end = if way.ends_with('/') && !parts.is_empty() { "/" } else { "" };
    Some(format!("{host}/{}{end}{tail}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_web_or_to_a_mailbox() {
        let base = Some("https://example.org/tin/a.html?x=1");
        for (target, base, expected) in [
            ("https://example.org/a b", None, Some("https://example.org/a b")),
            ("mailto:gopy@example.org", None, Some("mailto:gopy@example.org")),
            ("javascript:alert(1)", base, None),
            ("file:///C:/a.doc", base, None),
            ("#muc-1", base, None),
            ("b.html", None, None),
            ("b.html#c", base, Some("https://example.org/tin/b.html#c")),
            ("../b/", base, Some("https://example.org/b/")),
            ("/b", base, Some("https://example.org/b")),
            ("//cdn.example.org/b", base, Some("https://cdn.example.org/b")),
            ("?y=2", base, Some("https://example.org/tin/a.html?y=2")),
            ("../../../../b", base, Some("https://example.org/b")),
            ("http://", base, None),
        ] {
            assert_eq!(outside(target, base).as_deref(), expected, "{target}");
        }
    }
}
