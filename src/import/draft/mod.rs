//! The draft of a bulletin: front matter with what was found, each value under the words that it came from, and the body.
//!
//! Takes what a file says and the facts in its text, gives the text of a Markdown file and its slug. Nothing is invented:
//! what is uncertain is a comment that begins with `xem lại`, what is missing is a comment that says what to write. The
//! comments are Vietnamese, as those of `bantin new`, because they stay in the file.

mod plan;
mod targets;
mod title;
pub(crate) mod yaml;

use super::{Imported, Kind};
use crate::extract::{Effect, Extraction, FoundDecision, Role, Span};
use crate::source::Slug;
use crate::text::{fold, format_date, squeeze};
use crate::value::{DocumentNumber, parse_document_number};

pub use title::{title_lines, titles, without_title};

/// What a draft may name: the registers of the site.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The unit for which the file is imported.
    pub unit: Option<String>,
    /// The ids of indicators; `None` without a site, where the six that every new site has are taken.
    pub indicators: Option<Vec<String>>,
}

impl Context {
    fn has_indicator(&self, key: &str) -> bool {
        const COMMON: [&str; 6] = ["par-index", "sipas", "papi", "pci", "dti", "ict-index"];
        match &self.indicators {
            Some(known) => known.iter().any(|known| known == key),
            None => COMMON.contains(&key),
        }
    }
}

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub text: String,
    pub slug: Slug,
    /// The targets and the results that stand in it: several figures of one sentence are one of them.
    pub targets: Tally,
    pub results: Tally,
}

/// How many entries a list of a draft has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub entries: usize,
    /// Those that are comments until an officer has looked at them.
    pub doubts: usize,
}

/// A field at the top of the front matter, with the lines around it.
struct Field {
    key: &'static str,
    lines: Vec<String>,
}

/// Joins a file and its facts to a draft. `stem` is the name of the file without its extension.
pub fn draft(imported: &Imported, found: &Extraction, context: &Context, stem: &str) -> Draft {
    let title = title(imported, found, stem);
    let (fields, [targets, results]) = fields(imported, found, context, &title);
    let written = imported.front.as_deref().unwrap_or_default();
    let mut text = String::from("---\n");
    text.push_str(written);
    if !written.is_empty() && !written.ends_with('\n') {
        text.push('\n');
    }
    let is_flow = written.trim_start().starts_with(['{', '[']);
    let is_own = |key: &str| is_flow || has_key(written, key);
    // What the author has written already is not taken from the text.
    let [targets, results] = [("targets", targets), ("results", results)]
        .map(|(key, tally)| if is_own(key) { Tally::default() } else { tally });
    for field in fields.iter().filter(|field| !is_own(field.key)) {
        for line in &field.lines {
            text.push_str(line);
            text.push('\n');
        }
    }
    text.push_str("---\n\n");
    text.push_str(imported.body.trim_start_matches('\n'));
    if !text.ends_with('\n') {
        text.push('\n');
    }
    // A file in Markdown keeps its name, under which others may link to it.
    let own = if imported.kind == Kind::Markdown { Slug::fold(stem) } else { None };
    let slug = own.or_else(|| Slug::fold(&title)).or_else(|| Slug::fold(stem));
    let slug = slug.unwrap_or_else(|| Slug::fold("ban-nhap").expect("these are letters"));
    Draft { text, slug, targets, results }
}

/// Whether the author's front matter has a field at its top.
fn has_key(yaml: &str, key: &str) -> bool {
    yaml.lines().any(|line| {
        let name = line.split(':').next().unwrap_or_default();
        line.contains(':') && name.trim_end().trim_matches(['"', '\'']) == key
    })
}

/// The words that name the bulletin: those of the page, of the text, of the decision, else the name of the file.
fn title(imported: &Imported, found: &Extraction, stem: &str) -> String {
    let decision = main(found).and_then(|decision| decision.title.clone());
    let chosen = imported.about.title.clone().or_else(|| imported.titles.first().cloned()).or(decision);
    let title = yaml::shown(&chosen.unwrap_or_default());
    if title.chars().any(char::is_alphanumeric) { title } else { yaml::shown(stem) }
}

/// The decision that the text reports: the first that is sure.
fn main(found: &Extraction) -> Option<&FoundDecision> {
    let mut mains = found.decisions.iter().filter(|decision| decision.role == Role::Main);
    mains.clone().find(|decision| !decision.uncertain).or_else(|| mains.next())
}

fn fields(imported: &Imported, found: &Extraction, context: &Context, title: &str) -> (Vec<Field>, [Tally; 2]) {
    let text = imported.text.as_str();
    let unit = unit(found, context, text, title);
    let has_unit = unit.iter().any(|line| line.starts_with("unit:"));
    let field = |key, lines| Field { key, lines };
    let targets = targets::targets(&found.targets, text, context);
    let results = targets::results(&found.results, text, context, has_unit);
    let tallies = [targets.tally, results.tally];
    let fields = vec![
        field("title", vec![format!("title: {}", yaml::text(title))]),
        field(
            "draft",
            vec!["draft: true                      # bản nháp: chưa đăng; đọc lại xong thì xóa dòng này".to_owned()],
        ),
        field("date", date(imported, found, text)),
        field("unit", unit),
        field("summary", vec!["# summary: Một, hai câu nói điều gì thay đổi với người dân.".to_owned()]),
        field("category", vec!["# category: ke-hoach             # mã chuyên mục trong content/site.yaml".to_owned()]),
        field("author", author(imported, found, text)),
        field("source", source(imported, found, text)),
        field("decision", decision(found, text)),
        field("plan", plan::plan(found, main(found), text)),
        field("targets", targets.lines),
        field("results", results.lines),
        field("attachments", vec!["# attachments: [quyet-dinh.pdf]  # tệp văn bản đặt cạnh bài".to_owned()]),
    ];
    (fields, tallies)
}

fn date(imported: &Imported, found: &Extraction, text: &str) -> Vec<String> {
    if let Some(published) = &found.published {
        return vec![quote(text, &published.span), format!("date: {}", format_date(published.date))];
    }
    match imported.about.published {
        Some(date) => vec!["# từ thông tin của trang đã lưu".to_owned(), format!("date: {}", format_date(date))],
        None => vec!["# date: 22/11/2026               # ngày đăng: tệp không ghi; viết ngày/tháng/năm".to_owned()],
    }
}

/// The unit for which the file is imported; else the one that the title or the issuer names. Another one that the text
/// mentions may be the one above it, or a neighbour.
fn unit(found: &Extraction, context: &Context, text: &str, title: &str) -> Vec<String> {
    let named = found.unit.as_ref();
    if let Some(id) = &context.unit {
        let mut lines = vec![format!("unit: {}", yaml::text(id))];
        if let Some(other) = named.filter(|unit| unit.span.is_some() && unit.id.as_ref() != Some(id)) {
            lines.insert(
                0,
                format!("# xem lại: tệp nêu \"{}\"; đơn vị dưới đây là của --unit", yaml::shown(&other.name)),
            );
        }
        return lines;
    }
    let Some(unit) = named else {
        return vec!["# unit: phuong-cao-lanh          # mã đơn vị trong content/units.yaml".to_owned()];
    };
    let mut lines: Vec<String> = unit.span.iter().map(|span| quote(text, span)).collect();
    let Some(id) = &unit.id else {
        lines.push(format!(
            "# xem lại: chưa có mã của \"{}\" trong content/units.yaml; thêm vào đó, rồi viết mã ở đây\n# unit: ma-don-vi",
            yaml::shown(&unit.name)
        ));
        return lines;
    };
    let issuer = main(found).and_then(|main| main.issuer.as_deref()).unwrap_or_default();
    let words = unit.span.as_ref().and_then(|span| text.get(span.clone())).unwrap_or(&unit.name);
    let holds = |place: &str| [words, &unit.name].iter().any(|name| fold(place).contains(&fold(name)));
    match holds(title) || holds(issuer) || opens(text, unit.span.as_ref()) {
        true => lines.push(format!("unit: {}", yaml::text(id))),
        false => {
            lines.push(format!("# xem lại: tệp chỉ nhắc đến đơn vị này; đúng thì bỏ dấu #\n# unit: {}", yaml::text(id)))
        }
    }
    lines
}

/// Whether the words stand in the head of the text, where letters name who writes them.
fn opens(text: &str, span: Option<&Span>) -> bool {
    const HEAD: usize = 300;
    span.is_some_and(|span| text.get(..span.start).is_some_and(|before| before.chars().count() < HEAD))
}

fn author(imported: &Imported, found: &Extraction, text: &str) -> Vec<String> {
    match (&found.author, &imported.about.author) {
        (Some(author), _) => vec![quote(text, &author.span), format!("author: {}", byline(&author.text))],
        (None, Some(author)) => {
            vec!["# từ thông tin của trang đã lưu".to_owned(), format!("author: {}", byline(author))]
        }
        (None, None) => vec!["# author: {name: Họ và tên, office: Cơ quan}".to_owned()],
    }
}

/// A name with its office where one follows it: "A B, Trung tâm VHTT&TT thành phố Cao Lãnh".
fn byline(words: &str) -> String {
    const OFFICES: [&str; 16] = [
        "trung tam",
        "phong",
        "so",
        "ban",
        "ubnd",
        "uy ban",
        "van phong",
        "bao",
        "dai",
        "cong",
        "chi cuc",
        "cuc",
        "hoi",
        "vien",
        "vp",
        "to",
    ];
    let parts = words.split_once([',', '–']).map(|(name, office)| (name.trim(), office.trim()));
    let is_office = |office: &str| {
        let folded = fold(office);
        OFFICES.iter().any(|word| folded.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')))
    };
    match parts.filter(|(name, office)| !name.is_empty() && is_office(office)) {
        Some((name, office)) => format!("{{name: {}, office: {}}}", yaml::quoted(name), yaml::quoted(office)),
        None => yaml::text(words),
    }
}

fn source(imported: &Imported, found: &Extraction, text: &str) -> Vec<String> {
    let url = imported.about.url.as_deref();
    let (mut lines, name) = match (&found.source, &imported.about.source) {
        (Some(source), _) => (vec![quote(text, &source.span)], Some(source.text.as_str())),
        (None, Some(name)) => (vec!["# từ thông tin của trang đã lưu".to_owned()], Some(name.as_str())),
        (None, None) => (Vec::new(), None),
    };
    // A source without a name is named by its host.
    let host = url.and_then(|url| url.split("://").nth(1)?.split('/').next());
    match name.or(host) {
        Some(name) => {
            lines.push("source:".to_owned());
            lines.push(format!("  name: {}", yaml::text(name)));
            lines.extend(url.map(|url| format!("  url: {}", yaml::quoted(url))));
        }
        None => lines.push("# source: {name: Tên nguồn, url: \"https://…\"}".to_owned()),
    }
    lines
}

fn decision(found: &Extraction, text: &str) -> Vec<String> {
    let Some(main) = main(found) else {
        return vec![
            "# decision: 1954/QĐ-UBND ngày 06/10/2021   # tệp không ghi số văn bản; viết số, ký hiệu và ngày"
                .to_owned(),
        ];
    };
    let mut lines = vec!["decision:".to_owned()];
    lines.extend(document(main, text, "  "));
    lines.extend(effective(found, main, text));
    lines.extend(signer(found, text));
    if main.uncertain {
        lines = yaml::commented(&lines, 2);
        lines.insert(0, "# xem lại: số hoặc ngày đọc chưa chắc; đối chiếu với văn bản rồi bỏ dấu #".to_owned());
        return lines;
    }
    const RELATIONS: [(&str, Role); 6] = [
        ("implements", Role::Implements),
        ("legal_basis", Role::LegalBasis),
        ("amends", Role::Amends),
        ("replaces", Role::Replaces),
        ("repeals", Role::Repeals),
        ("related", Role::Related),
    ];
    for (key, role) in RELATIONS {
        let others = found.decisions.iter().filter(|decision| {
            let is_other = !std::ptr::eq(*decision, main) && decision.number != main.number;
            // A second document that the text reports is related to the first.
            let own = if decision.role == Role::Main { Role::Related } else { decision.role };
            is_other && own == role
        });
        lines.extend(references(key, others, text));
    }
    lines
}

/// The day from which the decision holds; one that is counted from a day that the file does not give is a comment.
fn effective(found: &Extraction, main: &FoundDecision, text: &str) -> Vec<String> {
    let Some(found) = &found.effect else { return Vec::new() };
    let day = match found.effect {
        Effect::Signed => main.date,
        Effect::On(date) => Some(date),
    };
    let line = match day {
        Some(day) => format!("  effective: {}", format_date(day)),
        None => "  # effective: 06/10/2021   # có hiệu lực từ ngày ký; viết ngày ấy".to_owned(),
    };
    vec![format!("  {}", quote(text, &found.span)), line]
}

fn signer(found: &Extraction, text: &str) -> Vec<String> {
    let Some(signer) = &found.signer else {
        return vec!["  # signer: {name: Họ và tên, role: Chức vụ}   # người ký, chép từ văn bản".to_owned()];
    };
    let mut lines = vec![format!("  {}", quote(text, &signer.span))];
    lines.extend(signer.capacity.map(|capacity| format!("  capacity: {capacity}")));
    let (name, role) = (yaml::quoted(&signer.name), yaml::quoted(&signer.role));
    lines.push(format!("  signer: {{name: {name}, role: {role}}}"));
    if signer.uncertain {
        lines = yaml::commented(&lines, 2);
        lines.insert(0, "  # xem lại: có thể không phải người ký văn bản này; đúng thì bỏ dấu #".to_owned());
    }
    lines
}

fn references<'a>(key: &str, decisions: impl Iterator<Item = &'a FoundDecision>, text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut has_sure = false;
    let mut known: Vec<&DocumentNumber> = Vec::new();
    for decision in decisions {
        if known.contains(&&decision.number) {
            continue;
        }
        known.push(&decision.number);
        let mut item = document(decision, text, "      ");
        // The first line is the quotation, which stands above the item.
        item[0] = item[0].trim_start().to_owned();
        item[0].insert_str(0, "    ");
        item[1] = format!("    - {}", item[1].trim_start());
        if decision.uncertain {
            lines.push("    # xem lại: đối chiếu với văn bản rồi bỏ dấu #".to_owned());
            item = yaml::commented(&item, 4);
        }
        has_sure |= !decision.uncertain;
        lines.extend(item);
    }
    if !lines.is_empty() {
        lines.insert(0, format!("  {}{key}:", if has_sure { "" } else { "# " }));
    }
    lines
}

/// Quotation, number and what else is known of a document.
fn document(decision: &FoundDecision, text: &str, indent: &str) -> Vec<String> {
    let start = decision.span.start.min(decision.date_span.as_ref().map_or(usize::MAX, |span| span.start));
    let end = decision.span.end.max(decision.date_span.as_ref().map_or(0, |span| span.end));
    // Number and date are quoted together where they stand together.
    let span = if end - start <= 160 { start..end } else { decision.span.clone() };
    let number = decision.number.canonical();
    let is_read = parse_document_number(&number).is_ok_and(|read| read.canonical() == number);
    let doubt = if is_read { "" } else { "# xem lại: " };
    let mut lines =
        vec![format!("{indent}{}", quote(text, &span)), format!("{indent}{doubt}number: {}", yaml::text(&number))];
    match (decision.date, &decision.date_span) {
        (Some(date), _) => lines.push(format!("{indent}date: {}", format_date(date))),
        (None, Some(span)) => {
            let printed = yaml::shown(text.get(span.clone()).unwrap_or_default());
            lines.push(format!(
                "{indent}# xem lại: tệp ghi \"{printed}\", ngày này không có trong lịch; đối chiếu với văn bản"
            ));
            lines.push(format!("{indent}# date: 06/10/2021"));
        }
        (None, None) => lines.push(format!("{indent}# date: 06/10/2021   # tệp không ghi ngày của văn bản này")),
    }
    lines.extend(decision.issuer.as_deref().map(|issuer| format!("{indent}issuer: {}", yaml::text(issuer))));
    lines.extend(decision.title.as_deref().map(|title| format!("{indent}title: {}", yaml::text(title))));
    lines
}

fn quote(text: &str, span: &Span) -> String {
    yaml::quotation(&squeeze(text.get(span.clone()).unwrap_or_default()))
}
