//! `bantin new`: a bulletin with commented fields, in the right folder under the right name. On a terminal it asks for
//! what was not given.

use std::io::{self, BufRead, IsTerminal, Write};

use anyhow::{Result, anyhow, bail};

use crate::import::draft::yaml;
use crate::source::{Lang, Slug};
use crate::text;
use crate::value::{parse_decision_text, parse_moment};

use super::args::NewArgs;
use super::build::{shown, today};
use super::init::write_new;
use super::phrases::phrase;
use super::report::Terminal;
use super::units::Units;
use super::{Outcome, print};

/// What goes into the new bulletin.
struct Answers {
    title: String,
    date: String,
    unit: Option<String>,
    decision: Option<String>,
}

pub fn new(arguments: &NewArgs, terminal: &Terminal) -> Result<Outcome> {
    let units = Units::of(&arguments.site.join("content"))?;
    let answers = answers(arguments, terminal.lang, &units)?;
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

fn answers(arguments: &NewArgs, lang: Lang, units: &Units) -> Result<Answers> {
    let date = arguments.date.map(text::format_date);
    let unit = arguments.unit.as_ref().map(|unit| units.id(unit, lang)).transpose()?;
    let decision = arguments.decision.as_ref().map(|text| read_decision(text, lang)).transpose();
    let decision = decision.map_err(|problem| anyhow!("--decision: {problem}"))?;
    let today = text::format_date(today());
    if let Some(title) = &arguments.title {
        return Ok(Answers { title: title.clone(), date: date.unwrap_or(today), unit, decision });
    }
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        bail!(phrase(lang, "thiếu tiêu đề: bantin new \"Tiêu đề bài\"", "the title is missing: bantin new \"Title\""));
    }
    let mut lines = io::stdin().lock().lines();
    let mut asking = Asking { lang, lines: &mut lines, out: &mut io::stderr() };
    asking.all(Given { date, unit, decision }, &today, units)
}

/// What options answer already.
struct Given {
    date: Option<String>,
    unit: Option<String>,
    decision: Option<String>,
}

/// The questions, one after another, until each answer is good.
struct Asking<'a> {
    lang: Lang,
    lines: &'a mut dyn Iterator<Item = io::Result<String>>,
    out: &'a mut dyn Write,
}

impl Asking<'_> {
    fn all(&mut self, given: Given, today: &str, units: &Units) -> Result<Answers> {
        let lang = self.lang;
        let title = self.ask(phrase(lang, "Tiêu đề bài", "Title"), |text| match Slug::fold(text) {
            Some(_) => Ok(text.to_owned()),
            None => Err(phrase(lang, "tiêu đề phải có chữ hoặc số", "the title needs letters or digits").to_owned()),
        })?;
        let date = match given.date {
            Some(date) => date,
            None => {
                let label = phrase(lang, "Ngày đăng (Enter: {})", "Date (Enter: {})").replace("{}", today);
                self.ask(&label, |text| match parse_moment(text) {
                    _ if text.is_empty() => Ok(today.to_owned()),
                    Ok(_) => Ok(text.to_owned()),
                    Err(_) => {
                        Err(phrase(lang, "ngày viết như 22/11/2026", "write the date like 22/11/2026").to_owned())
                    }
                })?
            }
        };
        let unit = match given.unit {
            None if !units.is_empty() => self.unit(units)?,
            unit => unit,
        };
        let decision = match given.decision {
            Some(decision) => Some(decision),
            None => {
                let label = phrase(
                    lang,
                    "Quyết định, ví dụ 1954/QĐ-UBND ngày 06/10/2021 (Enter: không có)",
                    "Decision, as in 1954/QĐ-UBND ngày 06/10/2021 (Enter: none)",
                );
                self.ask(label, |text| if text.is_empty() { Ok(None) } else { read_decision(text, lang).map(Some) })?
            }
        };
        Ok(Answers { title, date, unit, decision })
    }

    /// A unit by its id or some words of its name; where several have them, they are listed and chosen by number.
    fn unit(&mut self, units: &Units) -> Result<Option<String>> {
        let lang = self.lang;
        let label = phrase(
            lang,
            "Đơn vị: mã hoặc vài chữ của tên, có dấu hay không đều được (Enter: bỏ qua)",
            "Unit: its id or some words of its name (Enter: none)",
        );
        let mut listed: Vec<(&str, &str)> = Vec::new();
        let chosen = self.ask(label, |text| {
            if text.is_empty() {
                return Ok(None);
            }
            let by_number = text.parse::<usize>().ok().and_then(|number| listed.get(number.wrapping_sub(1)).copied());
            let found = by_number.map_or_else(|| units.find(text), |unit| vec![unit]);
            match found.as_slice() {
                [] => Err(units.unknown(text, lang)),
                [unit] => Ok(Some(*unit)),
                many => {
                    let shown = many.iter().take(MOST_UNITS).enumerate();
                    let mut list: String =
                        shown.map(|(index, (id, name))| format!("  {}. {name} ({id})\n", index + 1)).collect();
                    let advice = match many.len() > MOST_UNITS {
                        true => phrase(
                            lang,
                            "còn nữa: viết thêm chữ, hoặc gõ số",
                            "there are more: write more words, or a number",
                        ),
                        false => phrase(lang, "gõ số, hoặc viết thêm chữ", "write a number, or more words"),
                    };
                    list.push_str(advice);
                    listed = many.iter().take(MOST_UNITS).copied().collect();
                    Err(list)
                }
            }
        })?;
        if let Some((id, name)) = chosen {
            writeln!(self.out, "  → {name} ({id})")?;
        }
        Ok(chosen.map(|(id, _)| id.to_owned()))
    }

    /// Asks until `read` takes the answer, and says why it did not; the end of input is an error, not an answer.
    fn ask<T>(&mut self, label: &str, mut read: impl FnMut(&str) -> Result<T, String>) -> Result<T> {
        loop {
            write!(self.out, "{label}: ")?;
            self.out.flush()?;
            let Some(line) = self.lines.next() else { bail!("{label}: …") };
            match read(&text::squeeze(&text::normalize(&line?))) {
                Ok(answer) => return Ok(answer),
                Err(problem) => writeln!(self.out, "{problem}")?,
            }
        }
    }
}

/// How many units are listed at once.
const MOST_UNITS: usize = 9;

fn read_decision(text: &str, lang: Lang) -> Result<String, String> {
    match parse_decision_text(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err(phrase(
            lang,
            "viết số, ký hiệu và ngày như `1954/QĐ-UBND ngày 06/10/2021`",
            "write number, symbol and date like `1954/QĐ-UBND ngày 06/10/2021`",
        )
        .to_owned()),
    }
}

fn bulletin(answers: &Answers) -> String {
    let title = yaml::text(&answers.title);
    let unit = match &answers.unit {
        Some(unit) => format!("unit: {unit}"),
        None => "# unit: phuong-cao-lanh          # mã đơn vị trong content/units.yaml".to_owned(),
    };
    let decision = match &answers.decision {
        Some(decision) => format!("decision: {}", yaml::text(decision)),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;
    use crate::source::SourcePath;

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

    fn units() -> Units {
        let path = SourcePath::new("content/units.yaml");
        let text = "tp-cao-lanh: {name: thành phố Cao Lãnh, kind: provincial-city, aliases: [TP. Cao Lãnh]}\n\
                    phuong-cao-lanh: {name: phường Cao Lãnh, kind: ward}\nphuong-my-tra: {name: phường Mỹ Trà, kind: ward}\n";
        Units(parse::units(&path, text).value.expect("units"))
    }

    /// What is answered to these lines, and what was said meanwhile.
    fn asked(lines: &[&str]) -> (Result<Answers>, String) {
        let mut lines = lines.iter().map(|line| Ok((*line).to_owned()));
        let mut out = Vec::new();
        let mut asking = Asking { lang: Lang::Vi, lines: &mut lines, out: &mut out };
        let given = Given { date: None, unit: None, decision: None };
        let answers = asking.all(given, "22/11/2026", &units());
        (answers, String::from_utf8(out).expect("words"))
    }

    #[test]
    fn questions_go_on_until_the_answers_are_good() {
        let (answers, said) = asked(&["…", "Kế hoạch", "32/13/2026", "", "", "QĐ 12", "12/KH-UBND ngày 01/10/2021"]);
        let answers = answers.expect("all is answered");
        assert_eq!((answers.title.as_str(), answers.date.as_str()), ("Kế hoạch", "22/11/2026"));
        assert_eq!((answers.unit, answers.decision.as_deref()), (None, Some("12/KH-UBND ngày 01/10/2021")));
        for words in ["tiêu đề phải có chữ", "ngày viết như", "viết số, ký hiệu và ngày như"] {
            assert!(said.contains(words), "{words} in {said}");
        }
    }

    #[test]
    fn a_unit_is_found_by_some_words_of_its_name() {
        for (line, expected) in
            [("my tra", "phuong-my-tra"), ("TP. cao lãnh", "tp-cao-lanh"), ("phuong-cao-lanh", "phuong-cao-lanh")]
        {
            let (answers, _) = asked(&["A", "", line, ""]);
            assert_eq!(answers.expect("answered").unit.as_deref(), Some(expected), "{line}");
        }
        let (answers, said) = asked(&["A", "", "cao lanh", "2", ""]);
        assert_eq!(answers.expect("answered").unit.as_deref(), Some("phuong-cao-lanh"), "{said}");
        assert!(said.contains("  1. thành phố Cao Lãnh (tp-cao-lanh)\n  2. phường Cao Lãnh"), "{said}");
        let (answers, said) = asked(&["A", "", "sa đéc"]);
        assert!(answers.is_err() && said.contains("không có đơn vị `sa đéc`"), "the end of input ends it: {said}");
    }
}
