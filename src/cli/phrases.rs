//! What the program says of itself (not of content), in the language of messages.

use crate::source::Lang;

/// One sentence in both languages; `{}` places are filled by the caller.
pub fn phrase(lang: Lang, vi: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}
