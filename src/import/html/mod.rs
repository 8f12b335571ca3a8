//! Saved pages of portals (.html): the article among menus, counters and lists of other news.

mod article;
mod walk;

use super::reading::Reading;
use super::remarks::Refusal;
use crate::dom::Dom;

/// Reads a page. `beside` gives files that lie below the page's folder.
///
/// # Errors
/// Where the page nests deeper than any page does.
pub fn read(text: &str, beside: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<Reading, Refusal> {
    let dom = Dom::parse(text).map_err(|_| Refusal::TooDeep)?;
    walk::read(&dom, &article::find(&dom, text), beside)
}
