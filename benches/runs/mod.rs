//! One run on one site: every step after the other, each from the same start. Takes the folders, the programs and the
//! options, gives what each step cost. Nothing of one run is left for the next.

use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{fs, io};

use super::edits::{Edit, Subject, mark, save, with_paragraph};
use super::measure::serve::{Server, free_port};
use super::measure::{self, Usage};
use super::peers::{self, Peer, Peers};
use super::report::{FULL, PLAIN, Run, Served, Step};
use super::tree::{self, Size, Tree};
use super::{Options, PROGRAM, Part, generate};

/// Where everything lies.
pub struct Folders {
    /// The site that bantin builds.
    pub site: PathBuf,
    /// The same bulletins for Hugo.
    pub hugo: PathBuf,
    /// What programs write.
    pub output: PathBuf,
    /// What programs say.
    log: PathBuf,
}

impl Folders {
    pub fn new(folder: PathBuf, output: PathBuf) -> io::Result<Self> {
        let output = output.join("output");
        fs::create_dir_all(&folder)?;
        fs::create_dir_all(&output)?;
        Ok(Self { site: folder.join("site"), hugo: folder.join("hugo"), output, log: folder.join("messages.txt") })
    }
}

/// Measures everything once.
///
/// # Errors
/// Where a program fails or a folder cannot be used.
pub fn measure(folders: &Folders, bulletins: usize, peers: Option<&Peers>, options: &Options) -> io::Result<Run> {
    let mut run = Run::default();
    let subject = Subject::choose(&folders.site)?;
    let measured = steps(folders, &subject, bulletins, peers, options, &mut run);
    // Also after a failure: a site that is kept should be the one that the report names.
    subject.restore()?;
    measured.map(|()| run)
}

fn steps(
    folders: &Folders,
    subject: &Subject,
    bulletins: usize,
    peers: Option<&Peers>,
    options: &Options,
    run: &mut Run,
) -> io::Result<()> {
    let bench = Bench { folders, options };
    bench.bantin(subject, run)?;
    // Builds of bantin must work. Where a server or another program fails, the rest still has its figures.
    if options.does(Part::Serve) && bulletins <= options.most {
        match bench.bantin_served(subject) {
            Ok(served) => run.served.push(served),
            Err(error) => run.missing.push(format!("bantin serve: {error}")),
        }
    }
    if let Some(hugo) = peers.and_then(|peers| peers.hugo.as_ref()) {
        for set in peers::hugo::SETS {
            let pagefind = peers.and_then(|peers| peers.pagefind.as_ref());
            if let Err(error) = bench.peers(set, hugo, pagefind, subject, run) {
                run.missing.push(format!("Hugo {set}: {error}"));
            }
        }
    }
    Ok(())
}

struct Bench<'a> {
    folders: &'a Folders,
    options: &'a Options,
}

impl Bench<'_> {
    fn bantin(&self, subject: &Subject, run: &mut Run) -> io::Result<()> {
        let Folders { site, output, .. } = self.folders;
        let public = output.join("public");
        let jobs = self.options.threads.map(|threads| threads.to_string());
        let mut build = vec![
            "build",
            "--site",
            text(site)?,
            "--output",
            text(&public)?,
            "--date",
            generate::TODAY,
            "--accept-removals",
        ];
        build.extend(jobs.iter().flat_map(|jobs| ["--jobs", jobs.as_str()]));
        let program = Path::new(PROGRAM);

        remove(&public)?;
        remove(&site.join(CACHE))?;
        let usage = self.timed(program, &build)?;
        let mut before = Tree::read(&public)?;
        if before.size().files == 0 {
            return Err(io::Error::other(format!("the build wrote nothing into {}", public.display())));
        }
        run.steps.push(Step::new(FULL, usage, before.size()));
        run.steps.push(self.plain_write(&before, &public)?);
        // What edits published and withdrew was never published once they are put back.
        let lock = site.join("addresses.lock");
        let addresses = fs::read_to_string(&lock)?;
        if self.options.does(Part::Edits) {
            for edit in Edit::ALL {
                subject.make(edit)?;
                let usage = self.timed(program, &build)?;
                let after = Tree::read(&public)?;
                run.steps.push(Step::new(edit.name(), usage, after.written_since(&before)));
                before = after;
            }
            subject.restore()?;
            save(&lock, &addresses)?;
        }
        if self.options.does(Part::Check) {
            let usage = self.timed(program, &["check", "--site", text(site)?, "--date", generate::TODAY])?;
            run.steps.push(Step::new("check", usage, Size { files: 0, bytes: 0 }));
        }
        Ok(())
    }

    fn plain_write(&self, tree: &Tree, from: &Path) -> io::Result<Step> {
        let copy = self.folders.output.join("plain");
        settle();
        let wall = tree::plain_write(tree, from, &copy, self.options.writers())?;
        fs::remove_dir_all(&copy)?;
        Ok(Step::new(PLAIN, Usage { wall, cpu: None, peak: None }, tree.size()))
    }

    fn bantin_served(&self, subject: &Subject) -> io::Result<Served> {
        let port = free_port()?;
        let address = format!("127.0.0.1:{port}");
        let site = text(&self.folders.site)?;
        let arguments = ["serve", "--site", site, "--addr", &address, "--date", generate::TODAY];
        let (year, month, stem) = published(&subject.bulletin)?;
        let page = format!("tin/{year}/{month}/{stem}.html");
        let server = Server::start(Path::new(PROGRAM), &arguments, port, &self.folders.log)?;
        self.served("bantin serve", server, &subject.bulletin, &page, Some("/_bantin/events"))
    }

    /// Shows a running server one edit after the other. The text is put back in the end.
    fn served(
        &self,
        name: &str,
        mut server: Server,
        bulletin: &Path,
        page: &str,
        events: Option<&str>,
    ) -> io::Result<Served> {
        let text = fs::read_to_string(bulletin)?;
        let served = self.shown(name, &mut server, (bulletin, &text), page, events);
        drop(server);
        save(bulletin, &text)?;
        served
    }

    fn shown(
        &self,
        name: &str,
        server: &mut Server,
        (bulletin, text): (&Path, &str),
        page: &str,
        events: Option<&str>,
    ) -> io::Result<Served> {
        let start = server.ready(page)?;
        let reloads = events.map(|events| server.reloads(events)).transpose()?;
        let mut edits = Vec::new();
        for number in 0..=self.options.saves {
            // Each edit finds a server at rest, and the last one's events are over.
            std::thread::sleep(REST);
            reloads.iter().for_each(|reloads| reloads.try_iter().for_each(drop));
            let saved = Instant::now();
            save(bulletin, &with_paragraph(text, number))?;
            let mut shown = server.wait_for(page, &mark(number), saved)?;
            if let Some(reloads) = &reloads {
                // A page that changed and tells nobody is not shown.
                let told = reloads.recv_timeout(EVENT_PATIENCE).map_err(io::Error::other)?;
                shown = shown.max(told.duration_since(saved));
            }
            if number > 0 {
                edits.push(shown);
            }
        }
        Ok(Served { name: name.to_owned(), start, edits, peak: server.peak() })
    }

    fn peers(
        &self,
        set: &str,
        hugo: &Peer,
        pagefind: Option<&Peer>,
        subject: &Subject,
        run: &mut Run,
    ) -> io::Result<()> {
        let Folders { site, hugo: source, output, log } = self.folders;
        let (cache, pages) = (output.join("hugo-cache"), output.join(format!("hugo-{set}")));
        let settings = source.join(format!("{set}.yaml"));
        let bulletin = source.join(subject.bulletin.strip_prefix(site).map_err(io::Error::other)?);
        let build = peers::hugo_build(text(source)?, text(&settings)?, text(&pages)?, text(&cache)?);
        for made in [&pages, &cache, &source.join("resources")] {
            remove(made)?;
        }
        let usage = self.timed(&hugo.program, &build)?;
        let full = Tree::read(&pages)?;
        let built = Step::new(format!("Hugo {set}"), usage, full.size());
        run.steps.push(built.clone());
        if self.options.does(Part::Edits) {
            let before = fs::read_to_string(&bulletin)?;
            save(&bulletin, &with_paragraph(&before, 0))?;
            let usage = self.timed(&hugo.program, &build);
            save(&bulletin, &before)?;
            let written = Tree::read(&pages)?.written_since(&full);
            run.steps.push(Step::new(format!("Hugo {set}, a body edited"), usage?, written));
        }
        if let Some(pagefind) = pagefind {
            let index = output.join(format!("pagefind-{set}"));
            remove(&index)?;
            let usage = self.timed(&pagefind.program, &peers::pagefind(text(&pages)?, text(&index)?))?;
            let indexed = Step::new("Pagefind", usage, Tree::read(&index)?.size());
            run.steps.push(Step { name: format!("Pagefind over Hugo {set}"), ..indexed.clone() });
            run.steps.push(built.then(&indexed));
        }
        if self.options.does(Part::Serve) {
            let port = free_port()?;
            let named = port.to_string();
            let arguments = peers::hugo_serve(text(source)?, text(&settings)?, &named, text(&cache)?);
            let (year, month, stem) = published(&subject.bulletin)?;
            let page = peers::hugo::page(set, &year, &month, &stem);
            let server = Server::start(&hugo.program, &arguments, port, log)?;
            run.served.push(self.served(&format!("hugo server, {set}"), server, &bulletin, &page, None)?);
        }
        Ok(())
    }

    fn timed(&self, program: &Path, arguments: &[&str]) -> io::Result<Usage> {
        settle();
        measure::run(program, arguments, &self.folders.log)
    }
}

/// What bantin keeps between builds, in the site's folder.
const CACHE: &str = ".bantin-cache";
/// Between two edits of a served site.
const REST: std::time::Duration = std::time::Duration::from_millis(500);
const EVENT_PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

/// Year, month and name in the address of a bulletin.
fn published(bulletin: &Path) -> io::Result<(String, String, String)> {
    let text = fs::read_to_string(bulletin)?;
    let date = text.lines().find_map(|line| line.strip_prefix("date: ")).unwrap_or_default();
    let date = peers::front::day(date);
    let mut parts = date.split('-').map(str::to_owned);
    let own = bulletin.file_stem().filter(|stem| *stem != "index");
    let stem = own.or_else(|| bulletin.parent()?.file_name()).map(|stem| stem.to_string_lossy().into_owned());
    match (parts.next(), parts.next(), stem) {
        (Some(year), Some(month), Some(stem)) => Ok((year, month, stem)),
        _ => Err(io::Error::other(format!("no date in {}", bulletin.display()))),
    }
}

fn text(path: &Path) -> io::Result<&str> {
    path.to_str().ok_or_else(|| io::Error::other("the path of the folder is not UTF-8"))
}

/// Removes a folder that may not be there.
fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// Lets the disk finish what the step before left to it; deleting a tree costs more than writing one, and would be
/// counted against the next step.
fn settle() {
    #[cfg(target_os = "linux")]
    rustix::fs::sync();
}
