//! What the pages have in common that a command writes for people without a terminal: head, style, escaping.
//!
//! Such a page needs no other file, no script and no network: it is sent by mail, opened from a folder, printed.

use std::fmt::{self, Display, Write};

use crate::source::Lang;
use crate::text;

const STYLE: &str = include_str!("report.css");

/// How a page begins.
pub struct Head<'a> {
    pub lang: Lang,
    /// The second line, a comment by which the page is known again.
    pub mark: &'a str,
    pub heading: &'a str,
    /// What the page is about, for its title.
    pub about: &'a str,
}

impl Head<'_> {
    /// Everything up to the heading.
    ///
    /// # Errors
    /// Where `out` takes no more.
    pub fn write(&self, out: &mut String) -> fmt::Result {
        let Self { mark, heading, about, .. } = self;
        let (lang, about) = (self.lang.tag(), Escaped(about));
        write!(
            out,
            "<!DOCTYPE html>\n{mark}\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"robots\" content=\"noindex\">\n<title>{heading} – {about}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{heading}</h1>\n"
        )
    }
}

/// How every page ends.
pub const END: &str = "</main>\n</body>\n</html>\n";

/// Text as HTML shows it.
pub struct Escaped<'a>(pub &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let mut escaped = String::with_capacity(self.0.len());
        text::escape_html(self.0, &mut escaped);
        out.write_str(&escaped)
    }
}
