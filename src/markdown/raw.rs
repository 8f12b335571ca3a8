//! Raw HTML as authors write it: its tokens, what of it is let in, and what to say about the rest.
//!
//! The scanner follows the states of the HTML tokenizer closely enough to know where a tag, a quoted value or a
//! comment ends. It is used for findings, for links inside raw HTML, and to tell which blocks belong together; the
//! safety of the page does not rest on it but on the sanitiser in `sanitise`.

use std::borrow::Cow;
use std::ops::Range;

/// One token of raw HTML, with its place in the scanned text.
#[derive(Debug, PartialEq)]
pub(super) struct Token<'a> {
    pub kind: TokenKind<'a>,
    pub range: Range<usize>,
}

#[derive(Debug, PartialEq)]
pub(super) enum TokenKind<'a> {
    Open { name: String, attributes: Vec<(String, Cow<'a, str>)> },
    Close { name: String },
    Text,
}

impl Token<'_> {
    fn opens(&self, element: &str) -> bool {
        matches!(&self.kind, TokenKind::Open { name, .. } if name == element)
    }
}

/// The tokens of a piece of raw HTML.
pub(super) struct Scan<'a> {
    pub tokens: Vec<Token<'a>>,
    /// Whether a tokenizer is back in its first state at the end, so that what follows cannot be swallowed.
    pub complete: bool,
}

/// Elements whose content is not markup, or (svg, math) is read by other rules.
const OPAQUE: [&str; 12] = [
    "script",
    "style",
    "textarea",
    "title",
    "xmp",
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "svg",
    "math",
];
/// Elements that may stand inside a line of text. What HTML has given up (`font`, `center`, `tt`) is not among them:
/// every page has to be valid.
pub(super) const INLINE: [&str; 28] = [
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q",
    "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];
/// Elements that may stand beside text in a table cell or a list item.
pub(super) const FLOW: [&str; 15] = [
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "hr",
    "details",
    "summary",
    "figure",
    "figcaption",
];
/// Elements that may stand by themselves, outside every paragraph.
pub(super) const BLOCK: [&str; 18] = [
    "section", "article", "aside", "h2", "h3", "h4", "h5", "h6", "table", "caption", "colgroup", "col", "thead",
    "tbody", "tfoot", "tr", "td", "th",
];
/// Attributes that every element may carry; ids get the prefix `user-`.
pub(super) const GENERIC_ATTRIBUTES: [&str; 4] = ["id", "lang", "dir", "title"];
/// Attributes of single elements.
pub(super) const ATTRIBUTES: [(&str, &[&str]); 12] = [
    ("a", &["href"]),
    ("img", &["src", "alt", "width", "height"]),
    ("td", &["colspan", "rowspan", "headers"]),
    ("th", &["colspan", "rowspan", "headers", "scope", "abbr"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("ol", &["start", "reversed"]),
    ("li", &["value"]),
    ("details", &["open"]),
    ("time", &["datetime"]),
    ("del", &["datetime"]),
    ("ins", &["datetime"]),
];

/// Which elements a place in the body lets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Policy {
    /// Inside a paragraph or heading: an element that would end it is dropped.
    Inline,
    /// Inside a cell or a list item without paragraphs.
    Flow,
    /// Between the blocks of the body.
    Block,
}

impl Policy {
    /// Whether an element stays.
    pub(super) fn allows(self, name: &str) -> bool {
        INLINE.contains(&name)
            || (self != Policy::Inline && FLOW.contains(&name))
            || (self == Policy::Block && BLOCK.contains(&name))
    }

    /// Names of elements and attributes in `tokens` that the sanitiser will drop, each once, in order.
    pub(super) fn removed(self, tokens: &[Token]) -> Vec<String> {
        let mut removed = Vec::new();
        for token in tokens {
            match &token.kind {
                TokenKind::Open { name, .. } | TokenKind::Close { name } if !self.allows(name) => {
                    push_once(&mut removed, name);
                }
                TokenKind::Open { name, attributes } => {
                    let dropped = attributes.iter().filter(|(attribute, value)| !keeps(name, attribute, value));
                    dropped.for_each(|(attribute, _)| push_once(&mut removed, attribute));
                }
                TokenKind::Close { .. } | TokenKind::Text => {}
            }
        }
        removed
    }
}

/// How many names one finding lists; a pasted page would otherwise fill the screen, and make this quadratic.
const NAMES: usize = 12;

fn push_once(names: &mut Vec<String>, name: &str) {
    if names.len() < NAMES && !names.iter().any(|known| known == name) {
        names.push(name.to_string());
    }
}

/// Adds names to a list, each once.
pub(super) fn merge_names(names: &mut Vec<String>, more: Vec<String>) {
    more.iter().for_each(|name| push_once(names, name));
}

/// Names of all elements, for raw HTML of which none is let in.
pub(super) fn all_names(tokens: &[Token]) -> Vec<String> {
    let mut names = Vec::new();
    for token in tokens {
        if let TokenKind::Open { name, .. } | TokenKind::Close { name } = &token.kind {
            push_once(&mut names, name);
        }
    }
    names
}

fn keeps(name: &str, attribute: &str, value: &str) -> bool {
    let own = ATTRIBUTES.iter().find(|(element, _)| *element == name).map_or(&[][..], |(_, attributes)| attributes);
    match attribute {
        "href" if own.contains(&attribute) => super::url::unsafe_link_scheme(value).is_none(),
        "src" if own.contains(&attribute) => super::url::unsafe_image_scheme(value).is_none(),
        _ => GENERIC_ATTRIBUTES.contains(&attribute) || own.contains(&attribute),
    }
}

/// Splits raw HTML into tokens, in one pass.
pub(super) fn scan(html: &str) -> Scan<'_> {
    let mut scan = Scan { tokens: Vec::new(), complete: true };
    let mut position = 0;
    while let Some(offset) = html[position..].find('<') {
        let start = position + offset;
        push_text(&mut scan.tokens, position..start);
        match markup(html, start, &mut scan.tokens) {
            Some(end) => position = end,
            None => {
                scan.complete = false;
                return scan;
            }
        }
    }
    push_text(&mut scan.tokens, position..html.len());
    scan.complete = !scan.tokens.iter().any(|token| token.opens("svg") || token.opens("math"));
    scan
}

fn push_text(tokens: &mut Vec<Token>, range: Range<usize>) {
    if !range.is_empty() {
        tokens.push(Token { kind: TokenKind::Text, range });
    }
}

/// Reads what begins with `<` at `start`; gives its end, `None` where the text ends inside it.
fn markup<'a>(html: &'a str, start: usize, tokens: &mut Vec<Token<'a>>) -> Option<usize> {
    let rest = &html[start..];
    let second = rest.as_bytes().get(1).copied().unwrap_or(b' ');
    if rest.starts_with("<!--") {
        return comment_end(rest).map(|length| start + length);
    }
    let third = rest.as_bytes().get(2).copied().unwrap_or(b' ');
    match second {
        b'/' if third.is_ascii_alphabetic() => {
            let (name, _, end) = tag(html, start + 2)?;
            tokens.push(Token { kind: TokenKind::Close { name }, range: start..end });
            Some(end)
        }
        b'!' | b'?' | b'/' => rest.find('>').map(|offset| start + offset + 1),
        _ if second.is_ascii_alphabetic() => {
            let (name, attributes, end) = tag(html, start + 1)?;
            let opaque = OPAQUE.contains(&name.as_str());
            let content_end = if opaque { after_content(html, end, &name) } else { Some(end) };
            tokens.push(Token { kind: TokenKind::Open { name, attributes }, range: start..end });
            content_end
        }
        _ => {
            push_text(tokens, start..start + 1);
            Some(start + 1)
        }
    }
}

/// The length of a comment. `<!-->` and `<!--->` are whole comments and `--!>` ends one too, so one search through
/// the double hyphens finds what a search for each ending would look for again and again.
fn comment_end(text: &str) -> Option<usize> {
    let mut position = 2;
    loop {
        position += text[position..].find("--")?;
        let after = &text[position + 2..];
        if after.starts_with('>') {
            return Some(position + 3);
        }
        if position >= 4 && after.starts_with("!>") {
            return Some(position + 4);
        }
        position += 1;
    }
}

/// Where the end tag of an opaque element begins. The content is skipped: none of them is ever let in.
fn after_content(html: &str, start: usize, name: &str) -> Option<usize> {
    let mut position = start;
    while let Some(offset) = html[position..].find("</") {
        let candidate = position + offset + 2;
        if html.as_bytes()[candidate..].get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes())) {
            return Some(candidate - 2);
        }
        position = candidate;
    }
    None
}

type Attributes<'a> = Vec<(String, Cow<'a, str>)>;

/// Reads name and attributes of a tag whose name begins at `start`; gives them with the place after `>`.
fn tag(html: &str, start: usize) -> Option<(String, Attributes<'_>, usize)> {
    let bytes = html.as_bytes();
    let is_space = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c');
    let take = |from: usize, stop: &dyn Fn(u8) -> bool| {
        bytes[from..].iter().position(|byte| stop(*byte)).map(|offset| from + offset)
    };
    let name_end = take(start, &|byte| is_space(byte) || byte == b'/' || byte == b'>')?;
    let name = html[start..name_end].to_ascii_lowercase();
    let mut attributes = Vec::new();
    let mut position = name_end;
    loop {
        position = take(position, &|byte| !is_space(byte) && byte != b'/')?;
        if bytes[position] == b'>' {
            return Some((name, attributes, position + 1));
        }
        // A `=` in first place belongs to the name, as in the tokenizer.
        let key_end = take(position + 1, &|byte| is_space(byte) || matches!(byte, b'/' | b'>' | b'='))?;
        let key = html.get(position..key_end)?.to_ascii_lowercase();
        let after_key = take(key_end, &|byte| !is_space(byte))?;
        let mut value = "";
        position = key_end;
        if bytes[after_key] == b'=' {
            let value_start = take(after_key + 1, &|byte| !is_space(byte))?;
            let (range, end) = match bytes[value_start] {
                quote @ (b'"' | b'\'') => {
                    let end = take(value_start + 1, &|byte| byte == quote)?;
                    (value_start + 1..end, end + 1)
                }
                _ => {
                    let end = take(value_start, &|byte| is_space(byte) || byte == b'>')?;
                    (value_start..end, end)
                }
            };
            (value, position) = (&html[range], end);
        }
        attributes.push((key, decode(value)));
    }
}

/// Character references in a text, resolved: the numeric ones and the few names that addresses and prose use. The
/// names of all 2,231 would only make a finding's quotation prettier.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(offset) = rest.find('&') {
        decoded.push_str(&rest[..offset]);
        rest = &rest[offset..];
        let (letter, length) = reference(rest).unwrap_or(('&', 1));
        decoded.push(letter);
        rest = &rest[length..];
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// The character that a reference at the start of `text` stands for, and the reference's length.
fn reference(text: &str) -> Option<(char, usize)> {
    const NAMES: [(&str, char); 18] = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&apos;", '\''),
        ("&nbsp;", '\u{a0}'),
        ("&colon;", ':'),
        ("&sol;", '/'),
        ("&num;", '#'),
        ("&quest;", '?'),
        ("&bsol;", '\\'),
        ("&period;", '.'),
        ("&commat;", '@'),
        ("&percnt;", '%'),
        ("&lpar;", '('),
        ("&rpar;", ')'),
        ("&Tab;", '\t'),
        ("&NewLine;", '\n'),
    ];
    if let Some((name, letter)) = NAMES.iter().find(|(name, _)| text.starts_with(name)) {
        return Some((*letter, name.len()));
    }
    let digits = text.strip_prefix("&#")?;
    let (digits, radix) = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (digits, 10),
    };
    let count = digits.bytes().take(8).take_while(|byte| char::from(*byte).is_digit(radix)).count();
    let letter = u32::from_str_radix(&digits[..count], radix).ok().and_then(char::from_u32)?;
    let digits_start = text.len() - digits.len();
    let semicolon = usize::from(digits[count..].starts_with(';'));
    Some((letter, digits_start + count + semicolon))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(html: &str) -> String {
        let describe = |token: &Token| match &token.kind {
            TokenKind::Open { name, attributes } => {
                let list: Vec<String> = attributes.iter().map(|(key, value)| format!("{key}={value}")).collect();
                format!("<{name} {}>", list.join(" ")).replace(" >", ">")
            }
            TokenKind::Close { name } => format!("</{name}>"),
            TokenKind::Text => html[token.range.clone()].to_string(),
        };
        let found = scan(html);
        let tail = if found.complete { "" } else { "!" };
        found.tokens.iter().map(describe).collect::<Vec<_>>().join("|") + tail
    }

    #[test]
    fn tokens() {
        for (html, expected) in [
            ("a<b>c</b>", "a|<b>|c|</b>"),
            ("<svg></svg>", "<svg>|</svg>!"),
            ("<!-- a --!>x<!--!>-->y", "x|y"),
            ("<A HREF='x>y' b=1 c>", "<a href=x>y b=1 c=>"),
            ("<a href=&#106;avascript&colon;x>", "<a href=javascript:x>"),
            ("<br/><img src=a/>", "<br>|<img src=a/>"),
            ("a < b", "a |<| b"),
            ("<!-- <b> -->x<!-->y<!--->z", "x|y|z"),
            ("<!-- x", "!"),
            ("<!DOCTYPE x><?php ?>z", "z"),
            ("</ x>y", "y"),
            ("<script>if (a<b) </scrip></script>x", "<script>|</script>|x"),
            ("<script>a", "<script>!"),
            ("<div title=\"x", "!"),
            ("<div", "!"),
            ("<", "<"),
            ("<b =x=1>", "<b =x=1>"),
            ("<b Đ=1>", "<b Đ=1>"),
        ] {
            assert_eq!(names(html), expected, "{html:?}");
        }
    }

    #[test]
    fn references() {
        for (text, expected) in [
            ("a&amp;b&lt;&#65;&#x42;&#67", "a&b<ABC"),
            ("&unknown;&", "&unknown;&"),
            ("&#;&#x;&#99999999;&#xD800;", "&#;&#x;&#99999999;&#xD800;"),
        ] {
            assert_eq!(decode(text), expected);
        }
    }

    #[test]
    fn removed_names() {
        for (policy, html, expected) in [
            (Policy::Inline, "<b>x</b>", ""),
            (Policy::Inline, "<div style=x onclick=y>", "div"),
            (Policy::Block, "<div style=x onclick=y id=z>", "style,onclick"),
            (Policy::Block, "<a href='javascript:x'><script></script><img src=data:x>", "href,script,src"),
            (Policy::Flow, "<ul><td>", "td"),
        ] {
            assert_eq!(policy.removed(&scan(html).tokens).join(","), expected, "{html}");
        }
    }
}
