//! The tags of a page, as a browser would find them: enough to follow links and to look for what may not be there. No
//! tree is built; the W3C checker judges the rest.

/// A start tag with its attributes, entities undone.
#[derive(Debug)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// The text up to the next tag.
    pub text: String,
}

impl Tag {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// Every start tag of a page in order. What stands inside `script` and `style` is text.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            rest = &rest[1..];
            continue;
        }
        let (mut tag, end) = tag(rest);
        rest = &rest[end..];
        if tag.name == "script" || tag.name == "style" {
            let end = rest.find(&format!("</{}", tag.name)).unwrap_or(rest.len());
            tag.text = rest[..end].to_owned();
            rest = &rest[end..];
        } else {
            tag.text = unescaped(&rest[..rest.find('<').unwrap_or(rest.len())]);
        }
        tags.push(tag);
    }
    tags
}

/// The tag at the start of `html` and where it ends.
fn tag(html: &str) -> (Tag, usize) {
    let name_end =
        html[1..].find(|c: char| c.is_whitespace() || c == '>' || c == '/').map_or(html.len(), |end| end + 1);
    let mut attributes = Vec::new();
    let mut at = name_end;
    loop {
        at += html[at..].len() - html[at..].trim_start_matches(|c: char| c.is_whitespace() || c == '/').len();
        if at >= html.len() || html[at..].starts_with('>') {
            let tag = Tag { name: html[1..name_end].to_ascii_lowercase(), attributes, text: String::new() };
            return (tag, (at + 1).min(html.len()));
        }
        let end = html[at..].find(|c: char| c.is_whitespace() || "=>/".contains(c)).map_or(html.len(), |end| at + end);
        let name = html[at..end].to_ascii_lowercase();
        at = end.max(at + 1);
        let mut value = String::new();
        if html[end..].starts_with('=') {
            let rest = &html[end + 1..];
            let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (text, length) = match quote {
                Some(quote) => {
                    let text = rest[1..].split(quote).next().unwrap_or_default();
                    (text, text.len() + 2)
                }
                None => {
                    let text = rest.split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or_default();
                    (text, text.len())
                }
            };
            value = unescaped(text);
            at = (end + 1 + length).min(html.len());
        }
        attributes.push((name, value));
    }
}

/// Undoes the entities that the templates write.
fn unescaped(text: &str) -> String {
    let pairs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#x2F;", "/"),
        ("&amp;", "&"),
    ];
    pairs.iter().fold(text.to_owned(), |text, (entity, plain)| text.replace(entity, plain))
}

#[test]
fn tags_are_found_with_their_attributes() {
    let found = tags(
        "<!-- <a> --><a href='x?a=1&amp;b=2' hidden class=\"b c\">Chữ <b>đậm</b></a><script>if (a<b) {}</script><br/>",
    );
    let shown: Vec<String> = found.iter().map(|tag| format!("{}{:?} {}", tag.name, tag.attributes, tag.text)).collect();
    let expected = [
        "a[(\"href\", \"x?a=1&b=2\"), (\"hidden\", \"\"), (\"class\", \"b c\")] Chữ ",
        "b[] đậm",
        "script[] if (a<b) {}",
        "br[] ",
    ];
    assert_eq!(shown, expected);
}
