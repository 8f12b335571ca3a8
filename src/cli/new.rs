//! `bantin new`: a bulletin with commented fields, in the right folder under the right name. On a terminal it asks for
//! what was not given.

use std::io::{self, BufRead, IsTerminal, Write};

use anyhow::{Result, bail};

use crate::discover::discover;
use crate::parse;
use crate::source::{Lang, Slug, SourcePath};
use crate::text;
use crate::value::parse_decision_text;

use super::args::NewArgs;
use super::build::{shown, today};
use super::init::write_new;
use super::phrases::phrase;
use super::report::Terminal;
use super::{Outcome, print};

/// What goes into the new bulletin.
struct Answers {
    title: String,
    date: String,
    unit: Option<String>,
    decision: Option<String>,
}

pub fn new(arguments: &NewArgs, terminal: &Terminal) -> Result<Outcome> {
    let units = unit_ids(arguments)?;
    let answers = answers(arguments, terminal.lang, &units)?;
    if let Some(unit) = &answers.unit
        && !units.contains(unit)
    {
        let near = text::did_you_mean(unit, units.iter().map(String::as_str));
        let text = phrase(
            terminal.lang,
            "không có đơn vị `{}` trong content/units.yaml",
            "there is no unit `{}` in content/units.yaml",
        );
        let hint = near
            .map(|near| format!(" ({} `{near}`?)", phrase(terminal.lang, "có phải là", "did you mean")))
            .unwrap_or_default();
        bail!("{}{hint}", text.replace("{}", unit));
    }
    let Some(slug) = Slug::fold(&answers.title) else {
        bail!(phrase(terminal.lang, "tiêu đề phải có chữ hoặc số", "the title needs letters or digits"));
    };
    let path = arguments.site.join("content/bulletins").join(format!("{slug}.md"));
    if path.exists() {
        let text = phrase(terminal.lang, "{} đã có; hãy đổi tiêu đề", "{} exists already; change the title");
        bail!(text.replace("{}", &shown(&path)));
    }
    write_new(&path, &bulletin(&answers))?;
    let text = phrase(
        terminal.lang,
        "Điền các trường, viết nội dung, rồi chạy `bantin check` để kiểm tra.",
        "Fill in the fields, write the text, then run `bantin check`.",
    );
    terminal.say(text);
    print(&format!("{}\n", shown(&path)))
}

fn unit_ids(arguments: &NewArgs) -> Result<Vec<String>> {
    let (sources, _) = discover(&arguments.site)?;
    let path = SourcePath::new("content/units.yaml");
    let units = sources.texts.get(&path).and_then(|source| parse::units(&path, &source.text).value);
    Ok(units.unwrap_or_default().into_iter().map(|(id, _)| id).collect())
}

fn answers(arguments: &NewArgs, lang: Lang, units: &[String]) -> Result<Answers> {
    let asks = arguments.title.is_none() && io::stdin().is_terminal() && io::stderr().is_terminal();
    let given_date = arguments.date.map(text::format_date);
    let default_date = given_date.clone().unwrap_or_else(|| text::format_date(today()));
    if !asks {
        let Some(title) = arguments.title.clone() else {
            bail!(phrase(
                lang,
                "thiếu tiêu đề: bantin new \"Tiêu đề bài\"",
                "the title is missing: bantin new \"Title\""
            ));
        };
        if let Some(decision) = &arguments.decision
            && parse_decision_text(decision).is_err()
        {
            bail!(
                "--decision: {}",
                phrase(lang, "viết như `1954/QĐ-UBND ngày 06/10/2021`", "write it like `1954/QĐ-UBND ngày 06/10/2021`")
            );
        }
        return Ok(Answers {
            title,
            date: default_date,
            unit: arguments.unit.clone(),
            decision: arguments.decision.clone(),
        });
    }
    let title = ask(phrase(lang, "Tiêu đề", "Title"), |text| !text.is_empty())?;
    let date = match given_date {
        Some(date) => date,
        None => {
            let label = format!("{} [{default_date}]", phrase(lang, "Ngày đăng", "Date"));
            let answer = ask(&label, |text| text.is_empty() || crate::value::parse_moment(text).is_ok())?;
            if answer.is_empty() { default_date } else { answer }
        }
    };
    let unit = match &arguments.unit {
        Some(unit) => Some(unit.clone()),
        None => {
            let shown: Vec<&str> = units.iter().take(8).map(String::as_str).collect();
            let label = format!("{} ({}…)", phrase(lang, "Đơn vị", "Unit"), shown.join(", "));
            Some(ask(&label, |text| text.is_empty() || units.iter().any(|unit| unit == text))?)
                .filter(|unit| !unit.is_empty())
        }
    };
    let label = phrase(lang, "Quyết định (1954/QĐ-UBND ngày 06/10/2021)", "Decision (1954/QĐ-UBND ngày 06/10/2021)");
    let decision = match &arguments.decision {
        Some(decision) => Some(decision.clone()),
        None => Some(ask(label, |text| text.is_empty() || parse_decision_text(text).is_ok())?)
            .filter(|text| !text.is_empty()),
    };
    Ok(Answers { title, date, unit, decision })
}

/// Asks until the answer is good; the end of input is an error, not an answer.
fn ask(label: &str, good: impl Fn(&str) -> bool) -> Result<String> {
    let mut lines = io::stdin().lock().lines();
    loop {
        eprint!("{label}: ");
        io::stderr().flush()?;
        let Some(line) = lines.next() else { bail!("{label}: …") };
        let answer = text::squeeze(&text::normalize(&line?));
        if good(&answer) {
            return Ok(answer);
        }
    }
}

fn bulletin(answers: &Answers) -> String {
    let title = yaml_text(&answers.title);
    let unit = match &answers.unit {
        Some(unit) => format!("unit: {unit}"),
        None => "# unit: phuong-cao-lanh          # mã đơn vị trong content/units.yaml".to_owned(),
    };
    let decision = match &answers.decision {
        Some(decision) => format!("decision: {}", yaml_text(decision)),
        None => "# decision: 1954/QĐ-UBND ngày 06/10/2021   # số, ký hiệu và ngày của văn bản".to_owned(),
    };
    format!(
        "---\n\
         title: {title}\n\
         date: {date}\n\
         {unit}\n\
         {decision}\n\
         draft: true                      # xóa dòng này khi bài đã xong\n\
         # summary: Một, hai câu nói điều gì thay đổi với người dân.\n\
         # category: ke-hoach             # mã chuyên mục trong content/site.yaml\n\
         # author: {{name: Họ và tên, office: Cơ quan}}\n\
         # plan:\n\
         #   title: Kế hoạch cải cách hành chính …\n\
         #   period: 2021 – 2030\n\
         #   goal: Mục tiêu chung, một câu.\n\
         # targets:                       # mỗi chỉ tiêu một dòng: mã chỉ số và điều kiện\n\
         #   - sipas: \"> 90% hằng năm\"\n\
         #   - dti: \"tốp 5 đến năm 2025\"\n\
         # attachments: [quyet-dinh.pdf]  # tệp để cạnh bài\n\
         ---\n\n\
         Viết nội dung ở đây.\n",
        date = answers.date,
    )
}

/// A text that YAML reads back as it is.
fn yaml_text(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap_or_default();
    let is_plain = text.chars().next().is_some_and(char::is_alphanumeric)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && text.parse::<f64>().is_err()
        && !["true", "false", "null", "yes", "no"].contains(&text.to_lowercase().as_str());
    if is_plain { text.to_owned() } else { quoted }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_bulletin_is_read_back_as_it_was_asked_for() {
        let path = SourcePath::new("content/bulletins/a.md");
        for title in ["Kế hoạch: giai đoạn 2021 – 2030", "\"Cà phê\" doanh nhân", "- gạch", "2021", "có # dấu"]
        {
            let answers = Answers {
                title: title.to_owned(),
                date: "11/10/2021".to_owned(),
                unit: Some("tp-cao-lanh".to_owned()),
                decision: Some("1954/QĐ-UBND ngày 06/10/2021".to_owned()),
            };
            let parsed = parse::bulletin(&path, &bulletin(&answers));
            assert_eq!(parsed.diagnostics, [], "{title}");
            let front = parsed.value.expect("a bulletin").front;
            assert_eq!(front.title, title);
            assert!(front.draft);
            assert!(front.decision.is_some_and(|decision| decision.number.is_some()));
        }
    }
}
