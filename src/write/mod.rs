//! The two outputs: files in memory, and files staged on disk and swapped in as a whole.

mod disk;
mod memory;

pub use disk::{Disk, WriteError};
pub use memory::{Memory, Stored};
