//! The outputs: files in memory, a site staged on disk and swapped in as a whole, and an export in a folder of others.

mod bundle;
mod disk;
mod memory;

pub use bundle::Bundle;
pub use disk::{Disk, WriteError};
pub use memory::{Memory, Stored};
