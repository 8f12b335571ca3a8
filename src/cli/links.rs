//! `bantin check --links`: which other sites are linked to, and whether the pages there still stand.

use anyhow::Result;

use crate::compile::{self, Checked};
use crate::diagnostics::{self, Text, Texts, line_column};
use crate::discover::Sources;
use crate::model::{OutsideLink, outside_hosts, outside_links};
use crate::parse::Places;
use crate::probe::{self, Findings, Pace, Verdict};
use crate::source::Lang;

use super::args::CheckArgs;
use super::build::options;
use super::phrases::phrase;
use super::report::Terminal;

/// Hosts with the number of links to each.
pub type Hosts = Vec<(String, usize)>;

/// The other sites that a checked site links to.
pub fn hosts(checked: &Checked) -> Hosts {
    let links = outside_links(&checked.site);
    outside_hosts(&links).into_iter().map(|(host, count)| (host.to_owned(), count)).collect()
}

/// Asks the network about every link to another site. What is gone becomes a warning among the others; the rest of what
/// was found out comes back as lines for people.
///
/// # Errors
/// Where there is no `curl`.
pub fn verify(
    arguments: &CheckArgs,
    checked: &mut Checked,
    sources: &Sources,
    terminal: &Terminal,
) -> Result<Vec<String>> {
    let links = outside_links(&checked.site);
    // An address of an inner network may answer here and tells nothing of what readers see, but that is warned of.
    let memory = arguments.site.site.join(".bantin-cache/links.json");
    let today = options(&arguments.site).today;
    let asked = links.iter().map(|link| link.address.as_str());
    let findings = probe::probe(asked, &memory, today, Pace::default())?;
    let dead = links.iter().filter_map(|link| {
        let Verdict::Dead(status) = findings.verdicts.get(probe::page(&link.address))? else { return None };
        Some(diagnostics::dead_link(link.at.clone(), &link.address, &reason(*status)))
    });
    let mut dead = compile::graded(&checked.site, sources, dead.collect(), arguments.strict);
    checked.diagnostics.append(&mut dead);
    diagnostics::sort(&mut checked.diagnostics);
    Ok(lines(&links, &findings, sources, terminal.lang))
}

fn reason(status: u16) -> Text {
    match status {
        0 => Text::new("không còn máy chủ nào có tên này", "no server has this name any more"),
        404 => Text::new("trang không còn (404)", "the page is gone (404)"),
        status => Text::new(format!("trang đã bị gỡ ({status})"), format!("the page was taken away ({status})")),
    }
}

fn lines(links: &[OutsideLink], findings: &Findings, sources: &Sources, lang: Lang) -> Vec<String> {
    if findings.is_offline {
        let offline = phrase(
            lang,
            "Không máy chủ nào trả lời: máy này có lẽ chưa nối mạng, nên chưa kiểm tra được liên kết ra ngoài.",
            "No server answered: this machine is most likely offline, so links to other sites were not checked.",
        );
        return vec![offline.to_owned()];
    }
    let mut moved = Vec::new();
    let mut unknown = Vec::new();
    let mut alive = 0;
    for link in links {
        let place = place(link, sources);
        match findings.verdicts.get(probe::page(&link.address)) {
            Some(Verdict::Alive) => alive += 1,
            Some(Verdict::Moved(to)) => moved.push(format!("  {place}: {} → {to}", link.address)),
            Some(Verdict::Unknown(0)) => {
                let silent = phrase(lang, "không trả lời", "no answer");
                unknown.push(format!("  {place}: {} ({silent})", link.address));
            }
            Some(Verdict::Unknown(status)) => unknown.push(format!("  {place}: {} ({status})", link.address)),
            Some(Verdict::Dead(_)) | None => {}
        }
    }
    let mut lines = vec![
        phrase(lang, "Liên kết ra ngoài còn mở được: {}", "Links to other sites that open: {}")
            .replace("{}", &alive.to_string()),
    ];
    for (heading, items) in [
        (phrase(lang, "Đã chuyển hẳn sang địa chỉ mới, nên sửa", "Moved for good, better mended"), moved),
        (phrase(lang, "Không kết luận được, nên mở thử bằng trình duyệt", "Could not tell, try in a browser"), unknown),
    ] {
        if !items.is_empty() {
            lines.push(format!("{heading} ({}):", items.len()));
            lines.extend(items);
        }
    }
    lines
}

/// `content/bulletins/a.md:12`.
fn place(link: &OutsideLink, sources: &Sources) -> String {
    let path = &link.at.path;
    let line = sources.text(path).and_then(|text| {
        let span = Places::new(path, text).locate(&link.at.place)?;
        Some(line_column(text, span.start).0)
    });
    line.map_or_else(|| path.to_string(), |line| format!("{path}:{line}"))
}

/// The other sites as a list for people.
pub fn table(hosts: &Hosts, lang: Lang) -> Vec<String> {
    let links: usize = hosts.iter().map(|(_, count)| count).sum();
    let heading = match lang {
        Lang::Vi => format!("Dẫn tới {} trang khác, {links} liên kết:", hosts.len()),
        Lang::En => format!("Links to {} other sites, {links} links:", hosts.len()),
    };
    let rows = hosts.iter().map(|(host, count)| format!("  {host} {count}"));
    std::iter::once(heading).chain(rows).collect()
}
