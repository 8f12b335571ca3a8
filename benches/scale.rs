//! How bantin behaves as a site grows: `cargo bench --bench scale`. Generates a site of each size, runs the real
//! program on it and prints what each step cost, beside the time that merely writing the same files takes. README.md
//! in this folder explains the columns. It measures and never fails on a slow machine.

// Cargo sets `test` for a benchmark without a harness, too, although nothing then runs its tests; they run where an
// integration test takes these modules in by path.
#![cfg_attr(test, allow(dead_code, unused_imports))]

mod generate;
mod measure;
mod report;
mod tree;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io, thread};

use clap::Parser;
use measure::Usage;
use report::{Measured, Run, Step};
use tree::{Size, Tree};

/// Generates sites and measures bantin on them.
#[derive(Parser)]
#[command(name = "scale")]
struct Options {
    /// Sizes of the generated sites
    #[arg(long, value_delimiter = ',', default_values_t = [1_000, 10_000])]
    bulletins: Vec<usize>,
    /// How often everything is measured
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
    runs: u32,
    /// Generate into this folder and keep it; it must be new or empty
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// Threads of the plain writer, and `--jobs` of bantin [default: 2, and bantin's own choice]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    threads: Option<u32>,
    /// The seed of the generated sites
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Write every figure to this file, too
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Cargo says so when it is asked to measure
    #[arg(long, hide = true)]
    bench: bool,
}

impl Options {
    fn writers(&self) -> usize {
        self.threads.unwrap_or(2) as usize
    }
}

/// The program under measure, built by Cargo with the same profile.
const PROGRAM: &str = env!("CARGO_BIN_EXE_bantin");

fn main() -> ExitCode {
    let options = Options::parse();
    if !options.bench {
        // `cargo test --all-targets` starts benchmarks as well, and nobody who tests wants to wait for one.
        println!("nothing is measured outside of `cargo bench --bench scale`");
        return ExitCode::SUCCESS;
    }
    match measure_all(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("scale: {error}");
            ExitCode::from(2)
        }
    }
}

fn measure_all(options: &Options) -> io::Result<()> {
    let place = Place::new(options.keep.as_deref())?;
    let cores = thread::available_parallelism().map_or(1, usize::from);
    println!(
        "bantin {}, {} {}, {cores} cores, {} run(s), {} thread(s) in the plain write, seed {}",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        options.runs,
        options.writers(),
        options.seed
    );
    println!("each figure is the median, in brackets the least and the most; MB are millions of bytes");
    let mut sizes = Vec::new();
    for &bulletins in &options.bulletins {
        let measured = measure_size(&place.folder.join(bulletins.to_string()), bulletins, options)?;
        print!("{}", report::table(&measured));
        sizes.push(report::json(&measured));
    }
    if let Some(file) = &options.json {
        let all = serde_json::json!({
            "bantin": env!("CARGO_PKG_VERSION"),
            "system": format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            "cores": cores,
            "plain_write_threads": options.writers(),
            "jobs": options.threads,
            "seed": options.seed,
            "sizes": sizes,
        });
        fs::write(file, format!("{all:#}\n"))?;
    }
    Ok(())
}

/// Where sites are generated; removed at the end unless it is to be kept.
struct Place {
    folder: PathBuf,
    is_kept: bool,
}

impl Place {
    fn new(keep: Option<&Path>) -> io::Result<Self> {
        // Cargo's own folder for such files lies on the disk of the target folder; `/tmp` may be memory.
        let temporary = || Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("scale-{}", std::process::id()));
        let folder = keep.map_or_else(temporary, Path::to_owned);
        fs::create_dir_all(&folder)?;
        // What lies there already would be measured with the site, or be deleted between runs.
        if fs::read_dir(&folder)?.next().is_some() {
            return Err(io::Error::other(format!("{} is not empty", folder.display())));
        }
        Ok(Self { folder: folder.canonicalize()?, is_kept: keep.is_some() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if !self.is_kept {
            // Nothing can be done about a failure here, and the folder lies below `target`.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

fn measure_size(folder: &Path, bulletins: usize, options: &Options) -> io::Result<Measured> {
    let site = folder.join("site");
    eprintln!("{bulletins} bulletins: generating");
    let content = generate::generate(&site, bulletins, options.seed)?;
    let mut runs = Vec::new();
    for number in 1..=options.runs {
        eprintln!("{bulletins} bulletins: run {number} of {}", options.runs);
        runs.push(measure_run(folder, &site, options)?);
    }
    Ok(Measured { bulletins, content, runs })
}

fn measure_run(folder: &Path, site: &Path, options: &Options) -> io::Result<Run> {
    let (output, copy, log) = (site.join("public"), folder.join("plain"), folder.join("messages.txt"));
    let site_name = site.to_str().ok_or_else(|| io::Error::other("the path of the folder is not UTF-8"))?;
    let jobs = options.threads.map(|threads| threads.to_string());
    let mut build = vec!["build", "--site", site_name, "--date", generate::TODAY];
    build.extend(jobs.iter().flat_map(|jobs| ["--jobs", jobs.as_str()]));
    let program = Path::new(PROGRAM);

    only_content(site)?;
    settle();
    let cold = measure::run(program, &build, &log)?;
    let first = Tree::read(&output)?;
    if first.size().files == 0 {
        return Err(io::Error::other(format!("the build wrote nothing into {}", output.display())));
    }
    settle();
    let again = measure::run(program, &build, &log)?;
    let second = Tree::read(&output)?;
    settle();
    let check = measure::run(program, &["check", "--site", site_name], &log)?;
    settle();
    let wall = tree::plain_write(&first, &output, &copy, options.writers())?;
    fs::remove_dir_all(&copy)?;
    Ok(Run {
        cold: Step { usage: cold, written: first.size() },
        again: Step { usage: again, written: second.written_since(&first) },
        check: Step { usage: check, written: Size { files: 0, bytes: 0 } },
        plain: Step { usage: Usage { wall, cpu: None, peak: None }, written: first.size() },
    })
}

/// Removes the output and whatever else bantin keeps beside the content, so that the next build starts from nothing.
fn only_content(site: &Path) -> io::Result<()> {
    for entry in fs::read_dir(site)? {
        let entry = entry?;
        if entry.file_name() == "content" {
            continue;
        }
        match entry.file_type()?.is_dir() {
            true => fs::remove_dir_all(entry.path())?,
            false => fs::remove_file(entry.path())?,
        }
    }
    Ok(())
}

/// Lets the disk finish what the step before left to it; deleting a tree costs more than writing one, and would be
/// counted against the next step.
fn settle() {
    #[cfg(target_os = "linux")]
    rustix::fs::sync();
}
