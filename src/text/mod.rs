//! Pure functions on Vietnamese text: normal forms, folding for search and addresses, sorting, spelling help,
//! printing of dates and numbers, non-breaking spaces, and the slips that staff overlook.
//!
//! Takes and gives strings only. It knows nothing of bulletins, files or diagnostics: what a finding means for a site,
//! and how it is worded, is left to the rooms above.

mod collate;
mod disguise;
mod format;
mod html;
pub mod lint;
mod nearest;
mod normal;
mod printable;
mod typeset;

pub use collate::{compare, sort_key};
pub use disguise::{compatible, is_disguised, is_invisible, is_reserved_name, is_vietnamese};
pub use format::{format_bytes, format_count, format_date, format_date_long};
pub use html::escape_html;
pub use nearest::did_you_mean;
pub use normal::{capital, fold, headline, nfc, normalize, slug, squeeze};
pub(crate) use normal::{fold_char, is_alphabetic, is_alphanumeric};
pub use printable::{printable, steers};
pub use typeset::{kept_together, unbroken, words};
