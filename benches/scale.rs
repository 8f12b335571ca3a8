//! How bantin behaves as a site grows: `cargo bench --bench scale`. Generates a site of each size, runs the real
//! program on it and prints what each step cost, beside the time that merely writing the same files takes. README.md
//! in this folder explains the columns. It measures and never fails on a slow machine.

// Cargo sets `test` for a benchmark without a harness, too, although nothing then runs its tests; they run where an
// integration test takes these modules in by path.
#![cfg_attr(test, allow(dead_code, unused_imports))]

mod edits;
mod generate;
mod measure;
mod peers;
mod report;
mod runs;
mod tree;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io, thread};

use clap::{Parser, ValueEnum};
use peers::{Peer, Peers};
use report::Measured;
use runs::Folders;

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
    /// Put outputs into this folder, for example below `/dev/shm`; it must be new or empty
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Leave these out
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PART,PART…")]
    skip: Vec<Part>,
    /// Measure Hugo and Pagefind beside it, where they are on this machine
    #[arg(long)]
    peers: bool,
    /// Hugo's program, instead of `hugo` on the path
    #[arg(long, value_name = "FILE", requires = "peers")]
    hugo: Option<PathBuf>,
    /// Pagefind's program, instead of `pagefind` on the path
    #[arg(long, value_name = "FILE", requires = "peers")]
    pagefind: Option<PathBuf>,
    /// Servers and other programs are measured on sites of at most so many bulletins
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    most: usize,
    /// Edits that every server is shown after one to warm up
    #[arg(long, value_name = "N", default_value_t = 15)]
    saves: u32,
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

/// What may be left out of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    Edits,
    Check,
    Serve,
}

impl Options {
    fn does(&self, part: Part) -> bool {
        !self.skip.contains(&part)
    }

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
    let is_kept = options.keep.is_some();
    // Cargo's own folder for such files lies on the disk of the target folder; `/tmp` may be memory.
    let temporary = || Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("scale-{}", std::process::id()));
    let place = Place::new(options.keep.clone().unwrap_or_else(temporary), is_kept)?;
    let output = options.output.clone().map(|folder| Place::new(folder, is_kept)).transpose()?;
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
    let peers = options.peers.then(|| Peers::find(options.hugo.as_deref(), options.pagefind.as_deref()));
    if let Some(peers) = &peers {
        let said =
            |peer: &Option<Peer>| peer.as_ref().map_or("not on this machine".to_owned(), |it| it.version.clone());
        println!("Hugo: {}; Pagefind: {}", said(&peers.hugo), said(&peers.pagefind));
    }
    println!("each figure is the median, in brackets the least and the most; MB are millions of bytes");
    let mut sizes = Vec::new();
    for &bulletins in &options.bulletins {
        let name = bulletins.to_string();
        let folder = place.folder.join(&name);
        let outputs = output.as_ref().map_or(folder.clone(), |output| output.folder.join(&name));
        let measured = measure_size(Folders::new(folder, outputs)?, bulletins, peers.as_ref(), options)?;
        print!("{}", report::table(&measured));
        sizes.push(report::json(&measured));
    }
    if let Some(file) = &options.json {
        let version = |peer: fn(&Peers) -> &Option<Peer>| Some(peer(peers.as_ref()?).as_ref()?.version.clone());
        let all = serde_json::json!({
            "bantin": env!("CARGO_PKG_VERSION"),
            "hugo": version(|peers| &peers.hugo),
            "pagefind": version(|peers| &peers.pagefind),
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
    fn new(folder: PathBuf, is_kept: bool) -> io::Result<Self> {
        fs::create_dir_all(&folder)?;
        // What lies there already would be measured with the site, or be deleted between runs.
        if fs::read_dir(&folder)?.next().is_some() {
            return Err(io::Error::other(format!("{} is not empty", folder.display())));
        }
        Ok(Self { folder: folder.canonicalize()?, is_kept })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if !self.is_kept {
            // Nothing can be done about a failure here.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

fn measure_size(folders: Folders, bulletins: usize, peers: Option<&Peers>, options: &Options) -> io::Result<Measured> {
    eprintln!("{bulletins} bulletins: generating");
    let content = generate::generate(&folders.site, bulletins, options.seed)?;
    edits::add_theme(&folders.site)?;
    let peers = peers.filter(|_| bulletins <= options.most);
    if peers.is_some_and(|peers| peers.hugo.is_some()) {
        peers::hugo::write(&folders.site, &folders.hugo)?;
    }
    let mut runs = Vec::new();
    for number in 1..=options.runs {
        eprintln!("{bulletins} bulletins: run {number} of {}", options.runs);
        runs.push(runs::measure(&folders, bulletins, peers, options)?);
    }
    Ok(Measured { bulletins, content, file_system: tree::file_system(&folders.output), runs })
}
