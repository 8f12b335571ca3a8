//! The program: hands the arguments to the library and its answer to the system.

use std::process::ExitCode;

/// Rendering makes and drops many small template values on every thread.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Clearing pages of two megabytes of which a few kilobytes are used took a quarter of a small build.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
    bantin::cli::main()
}
