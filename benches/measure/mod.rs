//! One run of the real program: how long it took, how much processor time and how much memory. Takes a program and its
//! arguments, gives [`Usage`]. Memory and processor time come from Linux's `/proc`, as the standard library knows
//! neither; on another system they are left out, and the rest works. Programs that serve are measured in `serve`.

pub mod serve;

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use std::{fs, io, thread};

/// How often the memory of the running program is looked at. The kernel keeps the high-water mark itself, so only what
/// grows in the very last milliseconds can be missed.
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// Ticks a second in `/proc`; the kernel converts its own clock to this rate on every architecture that bantin is
/// measured on (`USER_HZ`).
const TICKS: u64 = 100;

/// What one run cost.
#[derive(Clone, Copy, Debug)]
pub struct Usage {
    pub wall: Duration,
    /// User and system time of the program and its threads, in steps of 10 ms.
    pub cpu: Option<Duration>,
    /// The largest resident memory, in bytes.
    pub peak: Option<u64>,
}

/// Runs a program to its end. Its messages go to `log`, because a terminal would slow them down.
///
/// # Errors
/// Where it cannot be run, or ends with another code than 0; the end of its messages is then part of the error.
pub fn run(program: &Path, arguments: &[&str], log: &Path) -> io::Result<Usage> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(fs::File::create(log)?);
    let cpu_before = cpu_of_children();
    let start = Instant::now();
    let mut child = command.spawn()?;
    let status_file = format!("/proc/{}/status", child.id());
    let ended = AtomicBool::new(false);
    let (status, wall, peak) = thread::scope(|scope| {
        let watcher = scope.spawn(|| watch(&status_file, &ended));
        let status = child.wait();
        let wall = start.elapsed();
        ended.store(true, Ordering::Relaxed);
        (status, wall, watcher.join().unwrap_or(None))
    });
    let status = status?;
    if !status.success() {
        let messages = fs::read_to_string(log).unwrap_or_default();
        let first: Vec<&str> = messages.lines().take(20).collect();
        return Err(io::Error::other(format!("{arguments:?} ended with {status}:\n{}", first.join("\n"))));
    }
    let cpu = cpu_before.zip(cpu_of_children()).map(|(before, after)| after.saturating_sub(before));
    Ok(Usage { wall, cpu, peak })
}

/// The last high-water mark seen before the end.
fn watch(status_file: &str, ended: &AtomicBool) -> Option<u64> {
    let mut peak = None;
    while !ended.load(Ordering::Relaxed) {
        let seen = fs::read_to_string(status_file).ok().and_then(|text| high_water_mark(&text));
        peak = peak.max(seen);
        thread::sleep(LOOK_EVERY);
    }
    peak
}

/// `VmHWM:     1234 kB` in bytes.
fn high_water_mark(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

/// Processor time of all children that have ended and were waited for.
fn cpu_of_children() -> Option<Duration> {
    children_ticks(&fs::read_to_string("/proc/self/stat").ok()?)
}

/// The fields 16 and 17 of `stat`. The second field is a name in brackets that may itself hold spaces and brackets, so
/// fields are counted from the last closing one.
fn children_ticks(stat: &str) -> Option<Duration> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(13);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(Duration::from_millis((user + system) * 1000 / TICKS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_proc() {
        for (status, expected) in [
            ("Name:\tbantin\nVmHWM:\t    2048 kB\nVmRSS:\t 1 kB\n", Some(2_097_152)),
            ("Name:\tbantin\n", None),
            ("VmHWM:\tmany\n", None),
        ] {
            assert_eq!(high_water_mark(status), expected, "{status}");
        }
        let stat = "12 (a) b (c) S 1 2 3 4 5 6 7 8 9 10 11 12 150 50 20 0";
        assert_eq!(children_ticks(stat), Some(Duration::from_secs(2)));
        assert_eq!(children_ticks("12 (short) S 1"), None);
    }
}
