//! The program: hands the arguments to the library and its answer to the system.

use std::process::ExitCode;

/// Rendering makes and drops many small template values on every thread.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    bantin::cli::main()
}
