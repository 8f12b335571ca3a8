//! Schemes of addresses: which may stand in a page. Leaves to the resolver what an address leads to.

/// Schemes that a link may use. An allow-list, because browsers keep gaining schemes that run something.
pub(super) const LINK_SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "sms"];
/// Schemes that an image may use.
const IMAGE_SCHEMES: [&str; 2] = ["http", "https"];

/// The scheme of a link that must not be followed, `None` where the link is relative or safe.
pub(super) fn unsafe_link_scheme(destination: &str) -> Option<String> {
    scheme(destination).filter(|scheme| !LINK_SCHEMES.contains(&scheme.as_str()))
}

/// The same for images.
pub(super) fn unsafe_image_scheme(destination: &str) -> Option<String> {
    scheme(destination).filter(|scheme| !IMAGE_SCHEMES.contains(&scheme.as_str()))
}

/// The scheme as a browser reads it: white space and control characters in front and line breaks and tabs anywhere
/// are ignored (WHATWG URL, "basic URL parser"), letters are compared in lower case.
fn scheme(destination: &str) -> Option<String> {
    let mut scheme = String::new();
    let visible = destination.trim_start_matches(|letter: char| letter <= ' ');
    for letter in visible.chars().filter(|letter| !letter.is_ascii_control()) {
        match letter {
            ':' if !scheme.is_empty() => return Some(scheme),
            'a'..='z' | 'A'..='Z' => scheme.push(letter.to_ascii_lowercase()),
            '0'..='9' | '+' | '-' | '.' if !scheme.is_empty() => scheme.push(letter),
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes() {
        for (destination, expected) in [
            ("https://example.gov.vn/a:b", None),
            ("a/b:c", None),
            ("#javascript:x", None),
            ("?a:b", None),
            ("Luật: sửa đổi.pdf", None),
            ("1:2", None),
            (":x", None),
            ("", None),
            ("MAILTO:x@example.vn", None),
            ("tel:+842773851431", None),
            ("javascript:alert(1)", Some("javascript")),
            ("\u{1} JaVa\tScRi\npt:alert(1)", Some("javascript")),
            ("data:text/html,x", Some("data")),
            ("file:///etc/passwd", Some("file")),
            ("vbscript:x", Some("vbscript")),
            (r"C:\van-ban\a.pdf", Some("c")),
        ] {
            assert_eq!(unsafe_link_scheme(destination).as_deref(), expected, "{destination:?}");
        }
        assert_eq!(unsafe_image_scheme("mailto:x").as_deref(), Some("mailto"));
        assert_eq!(unsafe_image_scheme("images/a.png"), None);
    }
}
