//! The plan of a draft: its title, period, the counts that it announces, groups of tasks and tasks.

use std::collections::BTreeMap;

use super::yaml;
use crate::extract::{Extraction, FoundCount, FoundDecision, FoundPeriod, FoundTask};
use crate::text::{fold, format_date};
use crate::value::{parse_deadline, parse_frequency, parse_period};

/// The lines of `plan`; none where the text has nothing of one.
pub fn plan(found: &Extraction, main: Option<&FoundDecision>, text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(title) = main.and_then(|decision| plan_title(decision.title.as_deref()?)) {
        lines.push(format!("  title: {}", yaml::text(title)));
    }
    if let Some(period) = &found.period {
        lines.push(format!("  {}", yaml::quotation(text.get(period.span.clone()).unwrap_or_default())));
        lines.push(self::period(period));
    }
    lines.extend(counts(&found.counts, text));
    lines.extend(tasks(&found.tasks, text));
    if lines.is_empty() {
        return vec![
            "# plan:".to_owned(),
            "#   title: Kế hoạch …            # tên kế hoạch".to_owned(),
            "#   period: 2021 – 2030          # giai đoạn, hoặc một năm".to_owned(),
        ];
    }
    let has_field = lines.iter().any(|line| !line.trim_start().starts_with('#'));
    lines.insert(0, if has_field { "plan:" } else { "# plan:" }.to_owned());
    lines
}

/// The plan that a decision issues, by the words of its abstract.
fn plan_title(title: &str) -> Option<&str> {
    const NAMES: [&str; 5] = ["Kế hoạch", "Chương trình", "Đề án", "Chiến lược", "Phương án"];
    let at = NAMES.iter().filter_map(|name| title.find(name)).min()?;
    let lead = fold(title[..at].trim());
    let issues =
        ["", "ban hanh", "ve viec ban hanh", "v/v ban hanh", "ve ban hanh", "phe duyet", "ve viec phe duyet", "ve"];
    issues.contains(&lead.as_str()).then(|| title[at..].trim_end_matches(['.', ';', ',']))
}

/// The period in the words that the content format reads; a comment where it would not.
fn period(found: &FoundPeriod) -> String {
    let printed = match found.years {
        true if found.from.year() == found.to.year() => format!("năm {}", found.from.year()),
        true => format!("{} – {}", found.from.year(), found.to.year()),
        false => format!("từ {} đến {}", format_date(found.from), format_date(found.to)),
    };
    let is_read = parse_period(&printed).is_ok_and(|read| (read.from, read.to) == (found.from, found.to));
    format!("  {}period: {printed}", if is_read { "" } else { "# xem lại: " })
}

/// What the text announces, by the fields of `stated_counts`. Two numbers for one field are for a reader to decide.
fn counts(found: &[FoundCount], text: &str) -> Vec<String> {
    let mut fields: BTreeMap<&str, Vec<&FoundCount>> = BTreeMap::new();
    for count in found.iter().filter(|count| !count.value.is_negative() && count.value.decimals() == 0) {
        fields.extend(field(&count.noun).filter(|name| !fields.contains_key(name)).map(|name| (name, Vec::new())));
        if let Some(counts) = field(&count.noun).and_then(|name| fields.get_mut(name))
            && counts.iter().all(|known| known.value != count.value)
        {
            counts.push(count);
        }
    }
    let mut lines = Vec::new();
    let mut has_sure = false;
    for (name, counts) in fields {
        let is_sure = counts.len() == 1 && counts[0].value.to_f64() <= 1_000_000.0;
        has_sure |= is_sure;
        for count in counts {
            let doubt = if is_sure { "" } else { "# xem lại: " };
            lines.push(format!("    {}", yaml::quotation(text.get(count.span.clone()).unwrap_or_default())));
            lines.push(format!("    {doubt}{name}: {}", count.value.plain()));
        }
    }
    if !lines.is_empty() {
        lines.insert(0, format!("  {}stated_counts:", if has_sure { "" } else { "# " }));
    }
    lines
}

/// The field that counts what a noun names.
fn field(noun: &str) -> Option<&'static str> {
    Some(match noun {
        "chỉ tiêu" => "targets",
        "nhiệm vụ" | "nhiệm vụ trọng tâm" => "tasks",
        "nhóm nhiệm vụ" | "nội dung" | "nhóm nội dung" => "task_groups",
        "giải pháp" | "nhóm giải pháp" => "solutions",
        "mô hình" => "models",
        _ => return None,
    })
}

/// Groups that are named alone, and the tasks of tables under the groups that their rows name.
fn tasks(found: &[FoundTask], text: &str) -> Vec<String> {
    let is_group = |task: &FoundTask| {
        task.group.is_none()
            && task.product.is_none()
            && task.lead.is_none()
            && task.due.is_none()
            && task.support.is_empty()
    };
    let mut groups: Vec<(&str, &FoundTask)> = Vec::new();
    for task in found {
        let name = if is_group(task) { Some(task.title.as_str()) } else { task.group.as_deref() };
        if let Some(name) = name.filter(|name| groups.iter().all(|(known, _)| known != name)) {
            groups.push((name, task));
        }
    }
    let mut lines = Vec::new();
    if !groups.is_empty() {
        lines.push("  task_groups:".to_owned());
    }
    for (index, (name, task)) in groups.iter().enumerate() {
        if is_group(task) {
            lines.push(format!("    {}", yaml::quotation(text.get(task.span.clone()).unwrap_or_default())));
        }
        lines.push(format!("    - number: {}", index + 1));
        lines.push(format!("      title: {}", yaml::text(name)));
    }
    let rows: Vec<&FoundTask> = found.iter().filter(|task| !is_group(task)).collect();
    if !rows.is_empty() {
        lines.push("  tasks:".to_owned());
    }
    for task in rows {
        let group = groups.iter().position(|(name, _)| task.group.as_deref() == Some(name));
        lines.extend(row(task, group.map(|index| index + 1), text));
    }
    lines
}

fn row(task: &FoundTask, group: Option<usize>, text: &str) -> Vec<String> {
    let mut lines = vec![
        format!("    {}", yaml::quotation(text.get(task.span.clone()).unwrap_or_default())),
        format!("    - title: {}", yaml::text(&task.title)),
    ];
    let number = task.no.as_deref().and_then(|no| no.trim_matches(['(', ')', '.', ' ']).parse::<u32>().ok());
    lines.extend(number.filter(|number| *number <= 1_000_000).map(|number| format!("      number: {number}")));
    lines.extend(group.map(|group| format!("      group: {group}")));
    lines.extend(task.product.as_deref().map(|product| format!("      product: {}", yaml::text(product))));
    lines.extend(task.lead.as_deref().map(|lead| format!("      lead: {}", yaml::text(lead))));
    if !task.support.is_empty() {
        lines.push("      support:".to_owned());
        lines.extend(task.support.iter().map(|who| format!("        - {}", yaml::text(who))));
    }
    if let Some(due) = &task.due {
        let due = yaml::shown(due);
        let is_read = parse_frequency(&due).is_some() || parse_deadline(&due).is_ok();
        let doubt = if is_read { "" } else { "# xem lại, thời hạn ghi trong văn bản: " };
        lines.push(format!("      {doubt}due: {}", yaml::text(&due)));
    }
    lines
}
