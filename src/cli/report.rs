//! The terminal: standard error carries diagnostics and progress, standard output results. Pipes, `--quiet` and
//! `NO_COLOR` (no-color.org) are honoured.

use std::io::{IsTerminal, Write};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::diagnostics::{Located, Severity, Texts, human};
use crate::model::Hidden;
use crate::source::Lang;

use super::failures;
use super::phrases::phrase;

/// Work shorter than this shows no progress bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A build prints this many warnings; `check` prints all.
const SHOWN_WARNINGS: usize = 20;

/// How the program speaks to who started it.
pub struct Terminal {
    pub lang: Lang,
    pub quiet: bool,
    color: OnceLock<bool>,
}

impl Terminal {
    pub fn new(lang: Lang, quiet: bool) -> Self {
        Self { lang, quiet, color: OnceLock::new() }
    }

    pub fn color(&self) -> bool {
        *self.color.get_or_init(|| {
            let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            !refused && std::env::var_os("TERM").is_none_or(|term| term != "dumb") && std::io::stderr().is_terminal()
        })
    }

    /// A line on standard error, unless quiet.
    pub fn say(&self, line: &str) {
        if !self.quiet {
            self.write(&format!("{line}\n"));
        }
    }

    /// The failing machine's reason, with its chain.
    pub fn failure(&self, error: &anyhow::Error) {
        let label = phrase(self.lang, "không chạy được", "cannot run");
        let reason = match self.lang {
            Lang::Vi => failures::vietnamese(error).unwrap_or_else(|| format!("{error:#}")),
            Lang::En => format!("{error:#}"),
        };
        self.write(&format!("bantin: {label}: {reason}\n"));
    }

    /// A mistake that is no diagnostic of content: a file that cannot be imported.
    pub fn error(&self, line: &str) {
        self.write(&format!("bantin: {line}\n"));
    }

    fn write(&self, text: &str) {
        // Nobody can be told that standard error is gone.
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }

    /// Prints what was found. `all` is for `check`; a build keeps long lists of warnings short.
    pub fn diagnostics(&self, found: &[Located], texts: &dyn Texts, all: bool) {
        let mut warnings = 0;
        let mut hidden = 0;
        let shown = found.iter().filter(|item| {
            if item.diagnostic.severity == Severity::Error {
                return true;
            }
            warnings += 1;
            let show = !self.quiet && (all || warnings <= SHOWN_WARNINGS);
            hidden += usize::from(!show && !self.quiet);
            show
        });
        // Errors come last: what must be mended stands where a terminal stops.
        let (errors, mut shown): (Vec<_>, Vec<_>) =
            shown.cloned().partition(|item| item.diagnostic.severity == Severity::Error);
        shown.extend(errors);
        self.write(&human::render(&shown, texts, self.lang, self.color()));
        if hidden > 0 {
            let text = phrase(
                self.lang,
                "… và {} cảnh báo nữa; xem hết bằng `bantin check`",
                "… and {} more warnings; see them all with `bantin check`",
            );
            self.say(&format!("\n{}", text.replace("{}", &hidden.to_string())));
        }
    }

    /// Says which bulletins wait, and how to see them; nothing where none does.
    pub fn hidden(&self, hidden: Hidden) {
        let drafts = match self.lang {
            Lang::Vi => format!("{} bản nháp (xem bằng --drafts)", hidden.drafts),
            Lang::En => format!("{} drafts (see them with --drafts)", hidden.drafts),
        };
        let future = match self.lang {
            Lang::Vi => format!("{} bài ghi ngày trong tương lai (xem bằng --future)", hidden.future),
            Lang::En => format!("{} with a date in the future (see them with --future)", hidden.future),
        };
        let parts = [(hidden.drafts, drafts), (hidden.future, future)];
        let parts: Vec<String> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, text)| text).collect();
        if !parts.is_empty() {
            self.say(&format!("{}: {}", phrase(self.lang, "Chưa đăng", "Not published"), parts.join(", ")));
        }
    }

    /// "2 lỗi, 5 cảnh báo".
    pub fn totals(&self, found: &[Located]) -> String {
        let count = |severity| found.iter().filter(|located| located.diagnostic.severity == severity).count();
        human::summary(count(Severity::Error), count(Severity::Warning), self.lang)
    }

    /// A bar that appears when the work takes longer than half a second on a terminal.
    pub fn progress(&self) -> Progress {
        let shows = !self.quiet && std::io::stderr().is_terminal();
        Progress { start: Instant::now(), shows, bar: Mutex::new(None), label: phrase(self.lang, "trang", "pages") }
    }
}

/// Progress of rendering, from any thread.
pub struct Progress {
    start: Instant,
    shows: bool,
    bar: Mutex<Option<ProgressBar>>,
    label: &'static str,
}

impl Progress {
    pub fn step(&self, done: usize, total: usize) {
        // Asking the clock and the lock for every page would cost more than the bar is worth.
        if !self.shows || !done.is_multiple_of(64) || self.start.elapsed() < PATIENCE {
            return;
        }
        let Ok(mut bar) = self.bar.try_lock() else { return };
        let bar = bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.set_message(self.label);
            bar
        });
        bar.set_position(done as u64);
    }

    pub fn finish(&self) {
        if let Ok(mut bar) = self.bar.lock()
            && let Some(bar) = bar.take()
        {
            bar.finish_and_clear();
        }
    }
}
