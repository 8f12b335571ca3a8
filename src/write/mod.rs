//! The two outputs: files in memory, and files staged on disk and swapped in as a whole.

mod apply;
mod disk;
mod ledger;
mod memory;

#[cfg(test)]
mod tests;

pub use disk::{Disk, WriteError};
pub use ledger::{Files, Known, Ledger, Shelf, Stamp, known};
pub use memory::{Kept, Memory, Stored};
