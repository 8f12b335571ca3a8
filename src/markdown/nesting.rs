//! How raw HTML nests: which tags meet, and where a piece nests deeper than any honest text.
//!
//! Parsing HTML walks up the open elements at many tags, and repeats unclosed formatting elements in every block
//! that follows. Both make time and output grow with the square of hostile input, so depth is bounded beforehand.

use super::raw::{Token, TokenKind};

/// Elements without an end tag.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements that a sibling ends by itself, so that many open ones are not deep nesting.
const SELF_ENDING: [&str; 14] =
    ["p", "li", "td", "th", "tr", "dt", "dd", "tbody", "thead", "tfoot", "option", "colgroup", "caption", "optgroup"];
/// Elements that the HTML parser opens again after the block in which they were left open.
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Most elements open at once.
const OPEN: usize = 200;
/// Most formatting elements open, or left open, at once.
const OPEN_FORMATTING: usize = 16;

/// Elements that are open after the tokens seen so far, each with the place that opened it.
#[derive(Default)]
pub(super) struct Nesting {
    open: Vec<(String, usize)>,
    /// How many of them are formatting elements.
    formatting: usize,
    /// Formatting elements whose parent was closed before them.
    leaked: Vec<String>,
}

impl Nesting {
    /// Follows one token; gives the place that opened what it closes.
    pub(super) fn follow(&mut self, token: &Token, place: usize) -> Option<usize> {
        match &token.kind {
            TokenKind::Open { name, .. } if !VOID.contains(&name.as_str()) && !SELF_ENDING.contains(&name.as_str()) => {
                self.formatting += usize::from(is_formatting(name));
                self.open.push((name.clone(), place));
                None
            }
            TokenKind::Close { name } => self.close(name),
            _ => None,
        }
    }

    fn close(&mut self, name: &str) -> Option<usize> {
        let Some(opened) = self.open.iter().rposition(|(open, _)| open == name) else {
            self.leaked.retain(|leaked| leaked != name);
            return None;
        };
        let closed = self.open.split_off(opened);
        let inner = closed[1..].iter().map(|(name, _)| name).filter(|name| is_formatting(name));
        self.leaked.extend(inner.cloned());
        self.formatting -= closed.iter().filter(|(name, _)| is_formatting(name)).count();
        closed.first().map(|(_, place)| *place)
    }

    /// Whether to stop: callers do, so the searches above stay short.
    pub(super) fn is_too_deep(&self) -> bool {
        self.open.len() > OPEN || self.formatting + self.leaked.len() > OPEN_FORMATTING
    }
}

fn is_formatting(name: &str) -> bool {
    FORMATTING.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::raw::scan;

    #[test]
    fn depth() {
        for (html, expected) in [
            ("<b>x</b>".repeat(100), false),
            ("<b>".repeat(20), true),
            ("<div>".repeat(150), false),
            ("<div>".repeat(300), true),
            ("<tr><td>x".repeat(1000), false),
            ("x<br>".repeat(1000), false),
            ("<div><b id=1></div>".repeat(20), true),
            ("<b><i>x</b></i>".repeat(100), false),
        ] {
            let mut nesting = Nesting::default();
            let mut too_deep = false;
            for token in scan(&html).tokens {
                nesting.follow(&token, 0);
                too_deep |= nesting.is_too_deep();
            }
            assert_eq!(too_deep, expected, "{}", &html[..20.min(html.len())]);
        }
    }
}
