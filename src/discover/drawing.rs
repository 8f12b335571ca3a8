//! SVG: whether a drawing only draws. Opened by itself it is a page of the site with all a page may do, so one that
//! runs, loads or leads anywhere is not let in. What is refused is not repaired: a drawing program saves it as PNG.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// Elements that run something, hold HTML, or change other elements' addresses (SVG 2, chapters 14, 16 and 19).
const ACTIVE: [&str; 16] = [
    "script",
    "foreignobject",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "canvas",
    "handler",
    "listener",
    "set",
    "animate",
    "animatetransform",
    "animatemotion",
    "discard",
    "link",
];
/// The namespace in which any element is HTML.
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// Whether nothing in the drawing acts, and it needs no other file. What is no XML is not quiet.
pub fn is_quiet(text: &str) -> bool {
    let mut reader = Reader::from_str(text);
    // The text of a style, which may come in pieces.
    let mut style: Option<String> = None;
    let mut depth = 0_usize;
    let mut has_drawing = false;
    loop {
        match reader.read_event() {
            // Nothing but text stands in a style; a comment or an element in it could hide what is spelt.
            Ok(Event::Start(_) | Event::Empty(_) | Event::Comment(_)) if style.is_some() => return false,
            Ok(Event::Start(element)) => {
                depth += 1;
                has_drawing = true;
                style = (name(&element) == "style").then(String::new);
                if !is_quiet_element(&element) {
                    return false;
                }
            }
            Ok(Event::Empty(element)) => {
                has_drawing = true;
                if !is_quiet_element(&element) {
                    return false;
                }
            }
            Ok(Event::End(_)) => {
                depth = depth.saturating_sub(1);
                if style.take().is_some_and(|style| !is_quiet_style(&style)) {
                    return false;
                }
            }
            Ok(Event::Text(text)) => style.iter_mut().for_each(|style| style.push_str(&text)),
            Ok(Event::CData(text)) => style.iter_mut().for_each(|style| style.push_str(&text)),
            // A style may be pieced together from references.
            Ok(Event::GeneralRef(_)) if style.is_some() => return false,
            // Entities of the drawing's own could spell anything, and other instructions name style sheets.
            Ok(Event::DocType(kind)) if kind.contains('[') => return false,
            Ok(Event::PI(_)) => return false,
            Ok(Event::Decl(declaration)) => {
                let is_utf8 = declaration
                    .encoding()
                    .is_none_or(|encoding| encoding.is_ok_and(|encoding| encoding.eq_ignore_ascii_case("utf-8")));
                if !is_utf8 {
                    return false;
                }
            }
            Ok(Event::Eof) => return has_drawing && depth == 0,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

fn name(element: &BytesStart) -> String {
    element.local_name().as_ref().to_ascii_lowercase()
}

fn is_quiet_element(element: &BytesStart) -> bool {
    !ACTIVE.contains(&name(element).as_str())
        && element.attributes().all(|attribute| {
            let Ok(attribute) = attribute else { return false };
            // What is no name is no XML, and other readers may see other elements in it.
            if !attribute.key.as_ref().chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':')) {
                return false;
            }
            let name = attribute.key.local_name().as_ref().to_ascii_lowercase();
            let Ok(value) = attribute.normalized_value(XmlVersion::Explicit1_0) else { return false };
            let is_namespace = attribute.key.as_ref().starts_with("xmlns");
            let plain: String = value.chars().filter(|letter| *letter > ' ').collect::<String>().to_ascii_lowercase();
            match name.as_str() {
                _ if is_namespace => plain != XHTML,
                _ if name.starts_with("on") => false,
                "href" | "src" => plain.starts_with('#') || is_pixels(&plain),
                // Marks of drawing programs, which browsers do not read, hold paths and addresses.
                _ if attribute.key.prefix().is_some_and(|prefix| prefix.as_ref() != "xml") => true,
                "base" | "srcdoc" | "action" | "formaction" => false,
                _ => is_quiet_style(&value),
            }
        })
}

/// An image that lies inside the address itself; another drawing there could act again.
fn is_pixels(address: &str) -> bool {
    ["png", "jpeg", "jpg", "gif", "webp"].iter().any(|kind| {
        address.strip_prefix("data:image/").is_some_and(|rest| rest.starts_with(&format!("{kind};base64,")))
    })
}

/// Whether a style or an attribute refers to the drawing itself only. Escapes could spell what is looked for.
fn is_quiet_style(style: &str) -> bool {
    let plain: String = style.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let refers_out = plain.match_indices("url(").any(|(at, _)| {
        let inside = plain[at + 4..].trim_start_matches(['"', '\'']);
        !inside.starts_with('#') && !is_pixels(inside)
    });
    let forbidden = ["\\", "@import", "javascript:", "expression(", "image-set(", "-moz-binding", "behavior:"];
    !refers_out && forbidden.iter().all(|word| !plain.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_that_only_draw_are_quiet() {
        let inside = |inside: &str| {
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:i=\"urn:i\">{inside}</svg>"
            )
        };
        for quiet in [
            "<path d=\"M0 0\" style=\"fill:#fff\"/>",
            "<defs><linearGradient id=\"a\"/></defs><rect fill=\"url(#a)\"/>",
            "<use xlink:href=\"#a\"/><use href=\" #a \"/>",
            "<style>.a{fill:url('#b')}</style>",
            "<image href=\"data:image/png;base64,AAAA\"/>",
            "<i:view i:path=\"C:\\x(1)\"/><title>Sơ đồ &amp; bảng</title>",
            "<text>onload=1 javascript:x</text>",
        ] {
            assert!(is_quiet(&inside(quiet)), "{quiet}");
        }
        for active in [
            "<script>x</script>",
            "<i:script xmlns:i=\"http://www.w3.org/2000/svg\">x</i:script>",
            "<SCRIPT/>",
            "<g onload=\"x\"/>",
            "<g ONCLICK=\"x\"/>",
            "<foreignObject/>",
            "<b xmlns=\"http://www.w3.org/1999/xhtml\"/>",
            "<a href=\"javascript:x\"/>",
            "<a xlink:href=\"java&#x09;script:x\"/>",
            "<a href=\"https://example.org/\"/>",
            "<image href=\"anh.png\"/>",
            "<image href=\"data:image/svg+xml;base64,AAAA\"/>",
            "<use href=\"b.svg#a\"/>",
            "<animate attributeName=\"href\" to=\"javascript:x\"/>",
            "<set attributeName=\"onload\" to=\"x\"/>",
            "<style>@import 'x'</style>",
            "<style>@\\69mport 'x'</style>",
            "<style>a{fill:u\\72l(x)}</style>",
            "<style>&#64;import 'x'</style>",
            "<style><![CDATA[a{fill:url(//evil.example)}]]></style>",
            "<style>@imp<!-- -->ort u<!-- -->rl(//evil.example)</style>",
            "<style>a{fill:u<![CDATA[rl(//evil.example)]]>}</style>",
            "<style><g></g>@import url(//evil.example)</style>",
            "<a b\"/><script>x</script><g\"onload=\"x\"/>",
            "<rect fill=\"url(https://example.org/a)\"/>",
            "<g",
            "<g>",
            "</g>",
        ] {
            assert!(!is_quiet(&inside(active)), "{active}");
        }
        for text in [
            "",
            "x",
            "<!DOCTYPE svg [<!ENTITY a \"<script/>\">]><svg>&a;</svg>",
            "<?xml-stylesheet href=\"a.xsl\"?><svg/>",
            "<?xml version=\"1.0\" encoding=\"utf-7\"?><svg/>",
        ] {
            assert!(!is_quiet(text), "{text}");
        }
        assert!(is_quiet(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- a --><!DOCTYPE svg PUBLIC \"a\" \"b\">\n<svg/>\n"
        ));
    }
}
