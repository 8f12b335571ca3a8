//! Builds between builds: after any edit, a build over what the last one left gives what a clean build gives, byte for
//! byte and word for word; a cache may be damaged, foreign, old or shared, and a build may be killed.
//!
//! `BANTIN_EDITS=2000 cargo test incremental` makes more edits than the few that fit into everyday tests, and
//! `BANTIN_SEED=7` others. With `BANTIN_KEEP=1` the folders of a failure stay.

mod bulletins;
mod damage;
mod kinds;
mod pair;
mod settings;
mod state;

use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::{Duration, Instant};

use kinds::{Effect, How, Kind};
use pair::{Clean, Live, leftovers, tree};
use state::State;

use crate::support::*;

/// How many sites are edited side by side; each sees its share of the kinds first.
const SITES: usize = 2;

/// A kind of edit whose turn came this often without doing its work is no edit.
const MOST_TRIES: usize = 8;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is a number, not {text}")))
}

#[test]
fn after_any_edits_a_build_equals_a_clean_one() {
    let seed = number("BANTIN_SEED").unwrap_or(20_261_122);
    let least = number("BANTIN_EDITS").unwrap_or(40) as usize;
    let mut kinds = kinds::all();
    shuffle(&mut kinds, &mut Random(seed));
    let tallies: Vec<Tally> = std::thread::scope(|scope| {
        let kinds = &kinds;
        let threads: Vec<_> = (0..SITES)
            .map(|site| {
                let own: Vec<Kind> = kinds.iter().skip(site).step_by(SITES).copied().collect();
                scope.spawn(move || edit_and_build(seed + site as u64, own, least.div_ceil(SITES)))
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    for (name, more) in tallies.into_iter().flatten() {
        let counts = counts.entry(name).or_default();
        counts.made += more.made;
        counts.worked += more.worked;
    }
    let idle: Vec<&str> = kinds
        .iter()
        .filter(|kind| counts.get(kind.name).is_none_or(|counts| counts.worked == 0))
        .map(|kind| kind.name)
        .collect();
    assert_eq!(idle, Vec::<&str>::new(), "kinds of edits that were not made or did nothing");
    let made: usize = counts.values().map(|counts| counts.made).sum();
    assert!(made >= least, "{made} edits");
    println!("{made} edits of {} kinds: {counts:?}", counts.len());
}

/// How often edits of a kind were made, and how often they did what the kind is for.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    made: usize,
    worked: usize,
}

type Tally = BTreeMap<&'static str, Counts>;

fn shuffle<T>(items: &mut [T], random: &mut Random) {
    for last in (1..items.len()).rev() {
        items.swap(last, random.below(last as u64 + 1) as usize);
    }
}

/// Edits one site: first every kind of `own` until it has done its work once, then any, at least `least` edits.
fn edit_and_build(seed: u64, own: Vec<Kind>, least: usize) -> Tally {
    let all = kinds::all();
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut state = State::new();
    let (mut live, mut clean) = (Live::new(&state), Clean::new());
    // In the short run edits are made together, so that all kinds have their turn within half a minute.
    let group = if number("BANTIN_EDITS").is_some() { 1 } else { 4 };
    let mut deck: Vec<(Kind, usize)> = own.into_iter().map(|kind| (kind, 0)).collect();
    let mut tally = Tally::new();
    let mut history = vec!["new".to_owned()];
    let (mut good, mut last) = (state.clone(), clean.build(&state));
    build(&mut live, &last, None, seed, &history);
    let mut is_good = true;
    while history.len() <= least || !deck.is_empty() {
        // A repair comes at once or later, and by itself or with the next edit.
        if !is_good && random.below(3) != 0 {
            state = good.clone();
            live.edit(&state, false);
            is_good = true;
            if random.below(2) == 0 {
                history.push("repair".to_owned());
                build(&mut live, &clean.build(&state), None, seed, &history);
                continue;
            }
        }
        let turn = if is_good { draw(&mut deck, 1 + random.below(group) as usize) } else { Vec::new() };
        if turn.iter().any(|(_, tries)| *tries > 2) {
            // What was edited before is in the way: a bulletin that is gone, a link that only today's date allows.
            state = State::new();
            live.edit(&state, false);
            history.push("everything as it was at first".to_owned());
            (good, last) = (state.clone(), clean.build(&state));
            build(&mut live, &last, None, seed, &history);
        }
        let kinds: Vec<Kind> =
            if turn.is_empty() { vec![*random.pick(&all)] } else { turn.iter().map(|(kind, _)| *kind).collect() };
        let made: Vec<bool> = kinds.iter().map(|kind| make(*kind, &mut state, &mut live, &mut random)).collect();
        let names = kinds.iter().zip(&made).filter(|(_, made)| **made).map(|(kind, _)| kind.name);
        let names = names.collect::<Vec<_>>().join(" + ");
        let mut is_other = false;
        let was_good = is_good;
        if !names.is_empty() {
            history.push(names);
            let jobs = *random.pick(&[None, None, Some("1"), Some("2"), Some("5")]);
            let built = clean.build(&state);
            build(&mut live, &built, jobs, seed, &history);
            is_good = built.code == Some(0);
            is_other = is_good && built.files != last.files;
            let outcome = if !is_good {
                " (errors)"
            } else if is_other {
                ""
            } else {
                " (same site)"
            };
            history.last_mut().expect("it was just pushed").push_str(outcome);
            if is_good {
                (good, last) = (state.clone(), built);
            }
        }
        for (at, (kind, is_made)) in kinds.into_iter().zip(made).enumerate() {
            let worked = is_made
                && match kind.effect {
                    Effect::Changes => was_good && is_other,
                    Effect::Breaks => was_good && !is_good,
                    Effect::Any => true,
                };
            let counts = tally.entry(kind.name).or_default();
            counts.made += usize::from(is_made);
            counts.worked += usize::from(worked);
            if let Some((_, tries)) = turn.get(at).filter(|_| !worked) {
                assert!(
                    *tries < MOST_TRIES,
                    "seed {seed}: edits `{}` never do their work\n{}",
                    kind.name,
                    history.join("\n")
                );
                deck.insert(0, (kind, tries + 1));
            }
        }
        if random.below(9) == 0 {
            live.remember();
        }
    }
    tally
}

/// The next kinds of the deck: one that breaks the content, or up to `group` others.
fn draw(deck: &mut Vec<(Kind, usize)>, group: usize) -> Vec<(Kind, usize)> {
    let mut turn: Vec<(Kind, usize)> = deck.pop().into_iter().collect();
    while !turn.is_empty() && turn.len() < group && turn[0].0.effect != Effect::Breaks {
        let Some(next) = deck.iter().rposition(|(kind, tries)| kind.effect != Effect::Breaks && *tries == 0) else {
            break;
        };
        turn.push(deck.remove(next));
    }
    turn
}

/// Makes an edit; gives whether there was something to edit.
fn make(kind: Kind, state: &mut State, live: &mut Live, random: &mut Random) -> bool {
    let (edit, old_times) = match kind.how {
        How::Content(edit) => (edit, false),
        How::ContentWithOldTimes(edit) => (edit, true),
        How::Disk(edit) => return edit(live, random),
    };
    let before = state.clone();
    edit(state, random);
    live.edit(state, old_times);
    *state != before
}

fn build(live: &mut Live, clean: &pair::Built, jobs: Option<&str>, seed: u64, history: &[String]) {
    let faults = live.build(clean, jobs);
    if faults.is_empty() {
        return;
    }
    if std::env::var_os("BANTIN_KEEP").is_some() {
        let kept = std::env::temp_dir().join(format!("bantin-edits-{seed}-{}", history.len()));
        copy_folder(live.site.folder(), &kept);
        eprintln!("kept: {}", kept.display());
    }
    let recent = &history[history.len().saturating_sub(8)..];
    panic!(
        "seed {seed}, step {}, edit `{}` (before it: {recent:?}): {} fault(s)\n{}",
        history.len() - 1,
        recent.last().map_or("", String::as_str),
        faults.len(),
        faults[..faults.len().min(12)].join("\n")
    );
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    for (name, bytes) in read_tree(from) {
        let path = to.join(name);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
        std::fs::write(path, bytes).expect("a file can be written");
    }
}

/// States of a smaller site that differ in what many pages show.
fn some_states() -> Vec<State> {
    let mut first = State::new();
    for name in ["plan", "nam-2025/sua-doi", "nam-2025/xa-cu-ke-hoach", "mai-sau", "hop-bao", "tap-huan"] {
        first.files.remove(&format!("content/bulletins/{name}.md"));
    }
    let mut body = first.clone();
    let path = "content/bulletins/xa-hai-tin.md";
    body.put(path, first.text(path) + "\nMột đoạn nữa.\n");
    let mut unit = first.clone();
    unit.put("content/units.yaml", first.text("content/units.yaml").replace("xã Hai", "xã Ba"));
    let mut title = unit.clone();
    title.set("content/site.yaml", "title", Some("Tên khác"));
    let mut gone = body.clone();
    gone.files.remove("content/bulletins/tin-ngan.md");
    vec![first, body, unit, title, gone]
}

/// Builds the site as it lies, once over what the last build left and once from nothing; both must be the same.
fn build_both_ways(site: &SiteTest) {
    site.build().expect_code(0).done();
    site.run(&["build", "--date", TODAY, "--no-cache", "--output", "sach"]).expect_code(0).done();
    let found = differences(&tree(&site.path("sach")), &tree(&site.path("public")));
    assert!(found.is_empty(), "{}", found.join("\n"));
    std::fs::remove_dir_all(site.path("sach")).expect("the folder can be removed");
}

fn decided(number: &str, more: &str) -> String {
    format!(
        "---\ntitle: Tin về {number}\ndate: 11/10/2021\ndecision: {{number: {number}, date: 06/10/2021{more}}}\n---\nX\n"
    )
}

#[test]
fn a_page_tells_at_once_what_became_of_a_decision_that_it_only_links() {
    let site = SiteTest::small(&format!(
        "//- content/bulletins/a.md\n{}//- content/bulletins/b.md\n{}",
        decided("10/KH-UBND", ", implements: 76/NQ-CP ngày 15/07/2021"),
        decided("12/KH-UBND", "")
    ));
    build_both_ways(&site);
    let before = site.output_file("tin/2021/10/a.json");
    // The bulletin on 10/KH-UBND shows 76/NQ-CP among its relations, which another bulletin now has replaced.
    site.write("content/bulletins/b.md", decided("12/KH-UBND", ", replaces: 76/NQ-CP ngày 15/07/2021").as_bytes());
    build_both_ways(&site);
    assert_ne!(site.output_file("tin/2021/10/a.json"), before);
    // One more bulletin on it, in another language.
    let english = decided("76/NQ-CP", "").replace("06/10/2021", "15/07/2021").replace("date: 11", "lang: en\ndate: 11");
    site.write("content/bulletins/c.md", english.as_bytes());
    build_both_ways(&site);
}

#[test]
fn files_that_have_rested_are_known_and_the_pages_stay_those_of_a_clean_build() {
    let site = SiteTest::small(
        "//- content/bulletins/a.md\n---\ntitle: A\ndate: 11/10/2021\nattachments: [phu-luc.csv, tep.pdf]\n---\nMột.\n\n\
         //- content/bulletins/b.md\n---\ntitle: B\ndate: 12/10/2021\n---\nHai, xem [A](a.md).\n\n\
         //- content/bulletins/phu-luc.csv\na,b\n1,2\n//- content/bulletins/tep.pdf\n%PDF-1.7\n",
    );
    site.build().expect_code(0).done();
    // Longer than a file must have rested, so that all are known and nothing is read.
    std::thread::sleep(Duration::from_millis(4200));
    site.build().expect_code(0).done();
    let known = std::fs::read(site.path(".bantin-cache/files/known")).expect("what is known");
    for name in ["a.md", "b.md", "phu-luc.csv", "tep.pdf"] {
        let name = format!("content/bulletins/{name}");
        assert!(known.windows(name.len()).any(|part| part == name.as_bytes()), "{name} is not known");
    }
    build_both_ways(&site);
    for (path, text) in [
        ("content/bulletins/a.md", "---\ntitle: A\ndate: 11/10/2021\nattachments: [phu-luc.csv]\n---\nKhác.\n"),
        ("content/bulletins/phu-luc.csv", "a,b\n3,4\n"),
        ("content/bulletins/tep.pdf", "%PDF-1.4\n"),
    ] {
        site.write(path, text.as_bytes());
        build_both_ways(&site);
    }
    // A mistake is shown with the line that it stands in, although nobody had to read the file for anything else.
    site.write("content/bulletins/b.md", b"---\ntitle: B\ndate: 12/10/2021\n---\nHai, xem [A](mat.md).\n");
    let run = site.build().expect_code(1);
    std::thread::sleep(Duration::from_millis(4200));
    for _ in 0..2 {
        let again = site.build().expect_code(1);
        assert_eq!(again.stderr, run.stderr);
        assert!(again.stderr.contains("[A](mat.md)"), "{}", again.stderr);
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes_over_any_cache() {
    let states = some_states();
    let mut clean = Clean::new();
    for jobs in ["1", "2", "8"] {
        let mut live = Live::new(&states[0]);
        for state in [&states[0], &states[1], &states[3]] {
            live.edit(state, false);
            let faults = live.build(&clean.build(state), Some(jobs));
            assert!(faults.is_empty(), "--jobs {jobs}:\n{}", faults.join("\n"));
        }
        let run = live.site.run(&["build", "--date", TODAY, "--jobs", jobs, "--no-cache"]).expect_code(0);
        let found = differences(&clean.build(&states[3]).files, &tree(&live.public()));
        assert!(found.is_empty(), "--jobs {jobs} --no-cache: {}\n{}", found.join("\n"), run.stderr);
    }
}

#[test]
fn builds_at_once_into_two_folders_share_a_cache() {
    let states = some_states();
    let mut clean = Clean::new();
    let mut live = Live::new(&states[0]);
    for (round, state) in states.iter().cycle().take(6).enumerate() {
        live.edit(state, false);
        let other = State { drafts: true, ..state.clone() };
        let start = |state: &State, output: &str| {
            let mut arguments = state.arguments("build");
            arguments.extend(["--quiet".to_owned(), "--output".to_owned(), output.to_owned()]);
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let mut command = live.site.command(&arguments);
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts")
        };
        let children = [(start(state, "public"), state, "public"), (start(&other, "nhap"), &other, "nhap")];
        for (child, state, output) in children {
            let ended = child.wait_with_output().expect("the program ends");
            assert!(ended.status.success(), "round {round}: {}", String::from_utf8_lossy(&ended.stderr));
            let found = differences(&clean.build(state).files, &tree(&live.site.path(output)));
            assert!(found.is_empty(), "round {round}, {output}:\n{}", found.join("\n"));
        }
        // What the two left must do for a third.
        let faults = live.build(&clean.build(state), None);
        assert!(faults.is_empty(), "round {round}:\n{}", faults.join("\n"));
    }
}

/// Builds that must be hit while they run, and how many are started for it at most.
const KILLS: usize = 30;
const MOST_BUILDS: usize = 120;

#[test]
fn after_killed_builds_a_build_equals_a_clean_one() {
    let states = some_states();
    let mut clean = Clean::new();
    let mut live = Live::new(&states[0]);
    let mut random = Random(20_261_122);
    let start = Instant::now();
    let faults = live.build(&clean.build(&states[0]), None);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let mut usual = start.elapsed();
    let (mut round, mut killed) = (0, 0);
    while killed < KILLS {
        round += 1;
        assert!(round <= MOST_BUILDS, "only {killed} of {MOST_BUILDS} builds were hit while they ran");
        live.edit(random.pick(&states), false);
        let percent = random.below(110) as u32;
        killed += usize::from(build_and_kill(&live.site, &mut usual, percent));
        let public = tree(&live.public());
        assert_eq!(manifest_faults(&public), Vec::<String>::new(), "round {round}: the site is not whole");
        let state = random.pick(&states);
        live.edit(state, false);
        let faults = live.build(&clean.build(state), None);
        assert!(faults.is_empty(), "round {round}, killed after {percent} %:\n{}", faults.join("\n"));
    }
    assert_eq!(leftovers(&live.site), Vec::<String>::new());
}

/// Starts a build and kills it after `percent` of the usual time. Says whether the build was still running.
fn build_and_kill(site: &SiteTest, usual: &mut Duration, percent: u32) -> bool {
    let mut command = site.command(&["build", "--quiet", "--date", TODAY]);
    let mut child = command.stderr(Stdio::null()).spawn().expect("the program starts");
    let start = Instant::now();
    let moment = *usual * percent / 100;
    while start.elapsed() < moment {
        if let Some(status) = child.try_wait().expect("its state is known") {
            assert!(status.success(), "a build after a killed one must work");
            // Builds over a cache take from little to everything; the longest half is aimed at.
            *usual = (*usual + start.elapsed()) / 2;
            return false;
        }
        std::thread::sleep(Duration::from_micros(500));
    }
    child.kill().expect("the program can be killed");
    !child.wait().expect("the program ends").success()
}
