//! The outputs: files in memory, files staged on disk and swapped in, and an export in a folder of others. The first two
//! keep what has not changed since the last build; the ledger of an output folder tells what that is.

mod apply;
mod bundle;
mod disk;
mod ledger;
mod memory;

#[cfg(test)]
mod tests;

pub use bundle::Bundle;
pub use disk::{Disk, Published, WriteError};
pub use ledger::{Files, Ledger, Shelf, Stamp};
pub use memory::{Kept, Memory, MemoryFiles, MemoryNotes, Stored};

/// Writes a single file beside its place and renames it.
pub(crate) use crate::images::cache::write as replace;
