//! The command line: arguments become calls, results become text and an exit code. Nothing imports this room.
//!
//! Exit codes: 0 done; 1 the content has errors; 2 bantin could not run.

mod args;
mod build;
mod check;
mod diff;
mod export;
mod failures;
mod import;
mod init;
mod keys;
mod links;
mod migrate;
mod new;
mod phrases;
mod report;
mod saved;
mod serve;
mod timings;
mod units;
mod usage;
mod verify;

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;
use clap::FromArgMatches;

use crate::schema;
use crate::source::Lang;

use args::{Command, Program};
use report::Terminal;

/// What a command ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    ContentErrors,
    /// The machine failed at a part of the work; the reason has been said.
    Failed,
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let arguments: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let lang = args::message_lang(&arguments);
    let matches = match args::command(lang).try_get_matches_from(&arguments) {
        Ok(matches) => matches,
        Err(error) => {
            // Help and version are results; a wrong argument means that bantin could not run.
            match usage::vietnamese(&error).filter(|_| lang == Lang::Vi) {
                Some(text) => drop(writeln!(io::stderr(), "bantin: {text}")),
                None => drop(error.print()),
            }
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let program = match Program::from_arg_matches(&matches) {
        Ok(program) => program,
        Err(error) => error.exit(),
    };
    let terminal = Terminal::new(lang, program.quiet);
    match run(program, &terminal) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::ContentErrors) => ExitCode::from(1),
        Ok(Outcome::Failed) => ExitCode::from(2),
        // Whoever reads the output may stop early, as `head` does.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal.failure(&error);
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn run(program: Program, terminal: &Terminal) -> Result<Outcome> {
    match program.command {
        Command::Build(arguments) => build::build(&arguments, terminal),
        Command::Serve(arguments) => serve::serve(&arguments, terminal),
        Command::Check(arguments) => check::check(&arguments, terminal),
        Command::Export(arguments) => export::export(&arguments.what, terminal),
        Command::New(arguments) => new::new(&arguments, terminal),
        Command::Import(arguments) => import::import(&arguments, terminal),
        Command::Migrate(arguments) => migrate::migrate(&arguments, terminal),
        Command::Init(arguments) => init::init(&arguments, terminal),
        Command::Diff(arguments) => diff::diff(&arguments, terminal),
        Command::Keygen(arguments) => keys::keygen(&arguments, terminal),
        Command::Sign(arguments) => keys::sign(&arguments, terminal),
        Command::Verify(arguments) => verify::verify(&arguments, terminal),
        Command::Schema(arguments) => {
            let schema = schema::schema(arguments.kind);
            print(&format!("{}\n", serde_json::to_string_pretty(&schema)?))
        }
        Command::Completions(arguments) => {
            let mut script = Vec::new();
            clap_complete::generate(arguments.shell, &mut args::command(Lang::En), "bantin", &mut script);
            print(&String::from_utf8(script)?)
        }
    }
}

/// Writes a result to standard output.
fn print(text: &str) -> Result<Outcome> {
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    Ok(Outcome::Done)
}
