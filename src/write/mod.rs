//! The two outputs: files in memory, and files staged on disk and swapped in. Both keep what has not changed since the
//! last build; the ledger of an output folder tells what that is.

mod apply;
mod disk;
mod ledger;
mod memory;

#[cfg(test)]
mod tests;

pub use disk::{Disk, WriteError};
pub use ledger::{Files, Known, Ledger, Shelf, Stamp, known};
pub use memory::{Kept, Memory, Stored};
