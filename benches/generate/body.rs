//! The body of a made-up bulletin: headings, paragraphs, a list, a table with its caption and links to earlier
//! bulletins, about half of its three kilobytes.

use std::fmt::Write;

use super::bulletin::Facts;
use super::random::Random;
use super::words::{AGENCIES, Filling, SENTENCES, fill};

/// The Markdown below the front matter.
pub fn body(facts: &Facts, random: &mut Random) -> String {
    let mut text = String::with_capacity(2_000);
    let (unit, topic) = (facts.unit_name(), facts.topic.phrase);
    let _ = write!(text, "{unit} vừa có kế hoạch **{topic}**. ");
    let count = random.between(1, 2);
    paragraph(&mut text, facts, random, count);
    text.push_str("## Nội dung chính\n\n");
    for sentence in sentences(facts, random, 2) {
        let _ = writeln!(text, "- {sentence}");
    }
    text.push_str("\n## Kết quả theo quý\n\n");
    table(&mut text, facts, random);
    let heading = if random.chance(30) { "### Nơi chịu trách nhiệm" } else { "## Tổ chức thực hiện" };
    let _ = write!(text, "{heading}\n\n");
    let count = random.between(1, 2);
    paragraph(&mut text, facts, random, count);
    links(&mut text, facts, random);
    text
}

/// Different sentences, filled in.
fn sentences(facts: &Facts, random: &mut Random, count: usize) -> Vec<String> {
    let filling = Filling { topic: facts.topic.phrase, year: facts.years.0 };
    let start = random.below(SENTENCES.len());
    // Seven has no factor in common with the number of sentences, so that none comes twice.
    (0..count).map(|step| fill(SENTENCES[(start + step * 7) % SENTENCES.len()], &filling, random)).collect()
}

fn paragraph(text: &mut String, facts: &Facts, random: &mut Random, count: usize) {
    let _ = write!(text, "{}\n\n", sentences(facts, random, count).join(" "));
}

fn table(text: &mut String, facts: &Facts, random: &mut Random) {
    let (year, start) = (facts.years.0, random.below(AGENCIES.len()));
    let _ = write!(
        text,
        "Bảng 1: Hồ sơ đã giải quyết năm {year}\n\n| Quý | Nơi giải quyết | Số hồ sơ |\n| --- | --- | ---: |\n"
    );
    for quarter in 1..=random.between(2, 4) {
        let agency = AGENCIES[(start + quarter) % AGENCIES.len()];
        let _ = writeln!(text, "| {quarter} | {agency} | {} |", random.between(100, 999));
    }
    text.push('\n');
}

/// Links by source path, from the top of the content or from the bulletin's own place.
fn links(text: &mut String, facts: &Facts, random: &mut Random) {
    if facts.links.is_empty() {
        return;
    }
    // A bulletin in a folder of its own stands one level deeper below the years.
    let up = if facts.has_folder { "../../" } else { "../" };
    text.push_str("Các bài liên quan:\n\n");
    for link in &facts.links {
        let prefix = if random.chance(50) { "/bulletins/" } else { up };
        let _ = writeln!(text, "- [{}]({prefix}{})", link.title, link.path);
    }
}
