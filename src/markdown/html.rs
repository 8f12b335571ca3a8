//! Writing HTML: escaping, elements, and the fragments that go through the sanitiser on their way.

use crate::text::escape_html as escape;

use super::raw::Policy;
use super::sanitise::{MARK, Rewrite, Saved, forges_mark, sanitise};

/// Appends ` name="value"`.
pub(super) fn attribute(name: &str, value: &str, out: &mut String) {
    out.extend([" ", name, "=\""]);
    escape(value, out);
    out.push('"');
}

/// The page under way, with the fragments that are open, the innermost last.
pub(super) struct Html<'o> {
    out: &'o mut String,
    guards: Vec<Guard>,
}

struct Guard {
    start: usize,
    last: usize,
    policy: Policy,
    saved: Vec<Saved>,
}

impl<'o> Html<'o> {
    pub(super) fn new(out: &'o mut String) -> Self {
        Self { out, guards: Vec::new() }
    }

    /// Appends markup of ours without attributes, as it is.
    pub(super) fn push(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Appends text, escaped.
    pub(super) fn text(&mut self, text: &str) {
        escape(text, self.out);
    }

    /// Opens an element with attributes of ours; `write` writes them, each with a space in front.
    pub(super) fn open(&mut self, name: &str, write: impl FnOnce(&mut String)) {
        self.out.extend(["<", name]);
        match self.guards.last_mut() {
            None => write(self.out),
            Some(guard) => {
                let mut attributes = String::new();
                write(&mut attributes);
                attribute(MARK, &guard.saved.len().to_string(), self.out);
                guard.saved.push(Saved::Attributes(attributes));
            }
        }
        self.out.push('>');
    }

    /// Appends whole block elements that the sanitiser need not see.
    pub(super) fn whole(&mut self, write: impl FnOnce(&mut String)) {
        if self.guards.is_empty() {
            return write(self.out);
        }
        let mut content = String::new();
        write(&mut content);
        self.put("div", content);
    }

    /// Inside a fragment an empty element keeps the place of content that is already clean.
    fn put(&mut self, place: &str, content: String) {
        match self.guards.last_mut() {
            None => self.out.push_str(&content),
            Some(guard) => {
                self.out.extend(["<", place]);
                attribute(MARK, &guard.saved.len().to_string(), self.out);
                self.out.extend(["></", place, ">"]);
                guard.saved.push(Saved::Content(content));
            }
        }
    }

    /// Appends raw HTML. Inside a fragment it is cleaned with the fragment; anywhere else by itself, here and now,
    /// so that no path into the page goes around the sanitiser.
    pub(super) fn raw(&mut self, html: &str, alone: bool, policy: Policy, rewrite: &dyn Rewrite) {
        if forges_mark(html) {
            self.text(html);
        } else if alone || self.guards.is_empty() {
            let mut clean = String::new();
            sanitise(html, policy, Vec::new(), rewrite, &mut clean);
            self.put("div", clean);
        } else {
            self.out.push_str(html);
        }
    }

    /// Begins a fragment that ends with event `last`. It may lie inside another one, and ends before that.
    pub(super) fn begin_fragment(&mut self, last: usize, policy: Policy) {
        self.guards.push(Guard { start: self.out.len(), last, policy, saved: Vec::new() });
    }

    /// Ends the fragment when `event` was its last one: what was written since its beginning is cleaned.
    pub(super) fn end_fragment(&mut self, event: usize, rewrite: &dyn Rewrite) {
        while let Some(guard) = self.guards.pop_if(|guard| guard.last <= event) {
            let fragment = self.out.split_off(guard.start);
            let mut clean = String::with_capacity(fragment.len());
            sanitise(&fragment, guard.policy, guard.saved, rewrite, &mut clean);
            self.put(if guard.policy == Policy::Inline { "span" } else { "div" }, clean);
        }
    }

    /// The text written so far.
    pub(super) fn written(&mut self) -> &mut String {
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaping() {
        for (text, expected) in [
            ("Kế hoạch", "Kế hoạch"),
            ("a<b>&\"'", "a&lt;b&gt;&amp;&quot;'"),
            ("{{ 7*7 }}", "{{ 7*7 }}"),
            ("a\u{0}b\u{1b}c\u{7f}d\te\n", "abcd\te\n"),
        ] {
            let mut out = String::new();
            escape(text, &mut out);
            assert_eq!(out, expected);
        }
    }
}
