//! The front matter of a made-up bulletin: short forms and long forms by turns, as different authors write them.

use std::fmt::Write;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::bulletin::{Facts, day_first};
use super::random::Random;
use super::registers::decimal;
use super::words::{AGENCIES, PRODUCTS, SOLUTIONS, TAGS, TASK_OBJECTS, TASK_VERBS};

/// The name of the file that lies beside a bulletin in a folder of its own.
pub const ATTACHMENT: &str = "quyet-dinh.txt";

/// The last year whose deadlines have passed when the site is built.
const LAST_YEAR_DUE: i16 = 2026;

/// The YAML between the two lines of `---`.
pub fn front(facts: &Facts, random: &mut Random) -> String {
    let mut text = String::with_capacity(2_000);
    let date = if random.chance(50) { facts.published.to_string() } else { day_first(facts.published) };
    let unit = &facts.context.country.units[facts.unit].id;
    let _ = write!(text, "title: {}\ndate: {date}\nunit: {unit}\ncategory: {}\n", facts.title, facts.topic.category);
    let _ = writeln!(text, "tags: [{}]", tags(facts, random).join(", "));
    if random.chance(60) {
        let _ =
            writeln!(text, "summary: Kế hoạch {} với chỉ tiêu, thời hạn và nơi chịu trách nhiệm.", facts.topic.phrase);
    }
    decision(&mut text, facts, random);
    plan(&mut text, facts, random);
    targets(&mut text, facts, random);
    if let Some((year, score)) = facts.result {
        let (points, rank, of) = (decimal(score.hundredths), score.rank, score.of);
        let _ = writeln!(
            text,
            "results:\n  - {{indicator: par-index, year: {year}, score: \"{points}\", rank: {rank}, of: {of}}}"
        );
    }
    if facts.has_folder {
        let _ = writeln!(
            text,
            "attachments:\n  - {{file: {ATTACHMENT}, title: Toàn văn, pages: {}}}",
            random.between(2, 40)
        );
    }
    text
}

/// One to three different tags, quoted because some hold a comma.
fn tags(facts: &Facts, random: &mut Random) -> Vec<String> {
    let start = random.below(TAGS.len());
    let own =
        std::iter::once(facts.topic.tag).chain((0..random.below(3)).map(|step| TAGS[(start + step * 5) % TAGS.len()]));
    own.map(|tag| format!("\"{tag}\"")).collect()
}

fn decision(text: &mut String, facts: &Facts, random: &mut Random) {
    let Some(decision) = &facts.decision else { return };
    let number = format!("{}/{}", decision.number, decision.symbol);
    if random.chance(40) {
        let _ = writeln!(text, "decision: {number} ngày {}", day_first(decision.date));
        return;
    }
    let _ = writeln!(text, "decision:\n  number: {number}\n  date: {}", day_first(decision.date));
    let _ = writeln!(text, "  title: về việc ban hành kế hoạch {}", facts.topic.phrase);
    if random.chance(40) {
        let effective = decision.date.saturating_add((random.between(0, 15) as i64).days());
        let _ = writeln!(text, "  effective: {effective}");
    }
    if random.chance(50) {
        text.push_str("  issuer: Chủ tịch UBND ");
        text.push_str(facts.unit_name());
        text.push_str("\n  signer: {role: Chủ tịch}\n");
    }
    let basis: Vec<String> = facts
        .links
        .iter()
        .filter_map(|link| link.decision.as_ref())
        .map(|decision| format!("    - {}\n", decision.reference(facts.context.country)))
        .collect();
    if !basis.is_empty() {
        let _ = write!(text, "  legal_basis:\n{}", basis.concat());
    }
}

fn plan(text: &mut String, facts: &Facts, random: &mut Random) {
    let (first, last) = facts.years;
    let (kind, period) =
        if first == last { ("annual", first.to_string()) } else { ("period", format!("{first} – {last}")) };
    let _ = writeln!(text, "plan:\n  kind: {kind}\n  title: Kế hoạch {}\n  period: {period}", facts.topic.phrase);
    let tasks = random.below(9);
    if tasks > 0 {
        let _ = writeln!(text, "  stated_counts: {{tasks: {tasks}}}\n  tasks:");
        (0..tasks).for_each(|_| task(text, facts, random));
    }
    let solutions = random.below(3);
    if solutions > 0 {
        text.push_str("  solutions:\n");
        let start = random.below(SOLUTIONS.len());
        for step in 0..solutions {
            let _ = writeln!(text, "    - {}", SOLUTIONS[(start + step) % SOLUTIONS.len()]);
        }
    }
    if random.chance(40) {
        text.push_str("  review: {frequency: hằng quý, by: Văn phòng, to: UBND}\n");
    }
}

/// A task with its deadline; what is due already is done, now and then too late.
fn task(text: &mut String, facts: &Facts, random: &mut Random) {
    let (first, last) = facts.years;
    let year = first + random.below((last - first + 1) as usize) as i16;
    let title = format!("{} {}", random.pick(&TASK_VERBS), random.pick(&TASK_OBJECTS));
    let _ = write!(text, "    - {{title: \"{title}\", area: {}, lead: {}", facts.topic.area, random.pick(&AGENCIES));
    if random.chance(30) {
        let _ = write!(text, ", product: {}", random.pick(&PRODUCTS));
    }
    let quarter = random.between(1, 4);
    // The days of all months up to the 28th exist.
    let day = Date::new(year, random.between(1, 12) as i8, random.between(1, 28) as i8).unwrap_or(date(2026, 1, 1));
    let (due, end) = match random.below(4) {
        0 => (day_first(day), day),
        1 => (year.to_string(), date(year, 12, 31)),
        2 => (format!("quý {quarter}/{year}"), date(year, 3 * quarter as i8, 28)),
        _ => ("hằng quý".to_owned(), Date::MAX),
    };
    let _ = write!(text, ", due: {due}");
    // One in five hundred stays open, so that the check for overdue tasks has something to say.
    if end.year() <= LAST_YEAR_DUE && random.below(500) > 0 {
        let late = random.between(0, 40) as i64 - 30;
        let done = end.saturating_add(late.days()).min(date(LAST_YEAR_DUE, 12, 31));
        let _ = write!(text, ", done: {done}");
    }
    text.push_str("}\n");
}

/// An indicator of targets: its id, what the statement counts, its area, and the lowest goal in percent.
type Rate = (&'static str, &'static str, &'static str, usize);

const RATES: [Rate; 4] = [
    ("on-time-rate", "hồ sơ được giải quyết đúng hạn", "tthc", 88),
    ("online-rate", "hồ sơ được nộp trực tuyến", "so", 45),
    ("digitised-rate", "hồ sơ được số hóa khi tiếp nhận", "so", 60),
    ("satisfaction-rate", "người dân hài lòng về cách phục vụ", "tac-dong", 82),
];

const INDICES: [&str; 4] = ["par-index", "sipas", "dti", "pci"];

fn targets(text: &mut String, facts: &Facts, random: &mut Random) {
    text.push_str("targets:\n");
    let (rates, indices) = (random.below(RATES.len()), random.below(INDICES.len()));
    for number in 1..=random.between(2, 6) {
        // By turns, so that one bulletin rarely sets two goals for the same thing.
        let rate = &RATES[(rates + number) % RATES.len()];
        let index = INDICES[(indices + number) % INDICES.len()];
        let percent = rate.3 + random.below(11);
        match random.below(6) {
            0 => drop(writeln!(text, "  - {}: \"> {percent}% hằng năm\"", rate.0)),
            1 => drop(writeln!(text, "  - {index}: \"tốp {} hằng năm\"", random.between(3, 15))),
            2 => drop(writeln!(text, "  - Hằng năm có từ {percent}% {} trở lên", rate.1)),
            3 => {
                let _ = writeln!(
                    text,
                    "  - {{indicator: {index}, frequency: hằng năm, strength: strive, all_of: [\"> {percent}%\", tốp 20]}}"
                );
            }
            4 => milestones(text, rate, percent),
            _ => long_target(text, facts, random, number, rate, percent),
        }
    }
}

/// A target whose end lies in the future, with a step on the way.
fn milestones(text: &mut String, rate: &Rate, percent: usize) {
    let step = percent - 5;
    let _ = writeln!(
        text,
        "  - {{indicator: {}, by: 2030, goal: \"> {percent}%\", milestones: [{{by: 2028, goal: \"> {step}%\"}}]}}",
        rate.0
    );
}

/// A target in the long form, with the result of the year in which it was due.
fn long_target(text: &mut String, facts: &Facts, random: &mut Random, number: usize, rate: &Rate, percent: usize) {
    let year = facts.years.1;
    let _ = write!(
        text,
        "  - id: {}-{number}\n    statement: Từ {percent}% {} trở lên vào cuối năm {year}\n",
        rate.0, rate.1
    );
    let _ = write!(text, "    indicator: {}\n    area: {}\n    by: 31/12/{year}\n", rate.0, rate.2);
    let _ = writeln!(text, "    goal: {{comparator: \">=\", value: {percent}, unit: \"%\"}}");
    if random.chance(40) {
        let before = decimal((percent * 100 - random.between(100, 900)) as i32);
        let _ = writeln!(text, "    baseline: {{year: {}, value: \"{before}\"}}", facts.years.0 - 1);
    }
    if year <= LAST_YEAR_DUE {
        let reached = (percent * 100 + 300).saturating_sub(random.below(600)).min(10_000);
        let _ = writeln!(text, "    results: [{{year: {year}, value: \"{}\"}}]", decimal(reached as i32));
    }
}
