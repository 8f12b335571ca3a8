//! Tables of tasks, as plans have them in their annex: number, task, product, who leads, who supports, when it is due.

use super::{Row, Table, column};
use crate::extract::facts::FoundTask;
use crate::extract::scene::Scene;
use crate::text::{fold, squeeze};

/// The columns of a table of tasks.
struct Columns {
    no: Option<usize>,
    title: usize,
    product: Option<usize>,
    lead: Option<usize>,
    support: Option<usize>,
    due: Option<usize>,
}

/// The tasks of all tables that have a column of tasks and one of who or when.
pub(in crate::extract) fn find(scene: &Scene, tables: &[Table]) -> Vec<FoundTask> {
    let mut tasks = Vec::new();
    for table in tables {
        let Some(columns) = columns(scene, &table.head) else { continue };
        let mut group: Option<String> = None;
        for row in &table.rows {
            let Some(title) = row.text(scene, columns.title) else {
                group = lone_text(scene, row).or(group);
                continue;
            };
            let task = task(scene, row, &columns, &title, group.as_deref());
            if is_group(scene, row, &columns, &task) {
                group = Some(title);
            } else {
                tasks.push(task);
            }
        }
    }
    tasks
}

fn columns(scene: &Scene, head: &Row) -> Option<Columns> {
    let title = column(scene, head, &["nhiệm vụ", "nội dung", "công việc", "hoạt động", "giải pháp", "tên mô hình"])?;
    let other = |names: &[&str]| column(scene, head, names).filter(|found| *found != title);
    let columns = Columns {
        no: other(&["stt", "tt", "số tt"]).filter(|column| *column < title),
        title,
        product: other(&["sản phẩm", "kết quả", "đầu ra"]),
        lead: other(&["chủ trì", "thực hiện chính", "đơn vị thực hiện", "cơ quan thực hiện", "đầu mối"]),
        support: other(&["phối hợp"]),
        due: other(&["thời gian", "thời hạn", "tiến độ", "hoàn thành"]),
    };
    // Without who or when, a table of contents or of figures would become tasks.
    (columns.lead.is_some() || columns.due.is_some()).then_some(columns)
}

fn task(scene: &Scene, row: &Row, columns: &Columns, title: &str, group: Option<&str>) -> FoundTask {
    let text = |column: Option<usize>| column.and_then(|column| row.text(scene, column));
    let support = text(columns.support).map(|names| split_names(&names)).unwrap_or_default();
    let place = &scene.tokens.text[row.place.clone()];
    let shown = row.place.start + (place.len() - place.trim_start().len())..row.place.end;
    FoundTask {
        no: text(columns.no).map(|no| no.trim_end_matches(['.', ')']).to_owned()),
        group: group.map(str::to_owned),
        title: title.to_owned(),
        product: text(columns.product),
        lead: text(columns.lead),
        support,
        due: text(columns.due),
        span: scene.view.span(shown),
    }
}

/// Names are parted by semicolons; by commas only where there is no semicolon, because names hold commas: "các phòng, ban",
/// "UBND các xã, phường".
fn split_names(names: &str) -> Vec<String> {
    const KINDS: [&str; 9] = ["ban", "ngành", "xã", "phường", "thị trấn", "đoàn thể", "đơn vị", "tổ chức", "đặc khu"];
    let separator = if names.contains(';') { ';' } else { ',' };
    let mut split: Vec<String> = Vec::new();
    for name in names.split(separator).map(|name| squeeze(name.trim_matches(['.', ' ']))) {
        let goes_on = |kind: &str| name.strip_prefix(kind).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        match split
            .last_mut()
            .filter(|last| last.to_lowercase().contains("các") && KINDS.iter().any(|kind| goes_on(kind)))
        {
            Some(last) => last.extend([", ", &name]),
            None if name.is_empty() => {}
            None => split.push(name),
        }
    }
    split
}

/// A row with a title and nothing else names a group.
fn is_group(scene: &Scene, row: &Row, columns: &Columns, task: &FoundTask) -> bool {
    let has_facts = task.product.is_some() || task.lead.is_some() || task.due.is_some() || !task.support.is_empty();
    let is_ruler = fold(&task.title).chars().all(|letter| !letter.is_alphanumeric());
    let repeats_head = row
        .text(scene, columns.title)
        .is_some_and(|title| title.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '(' | ')')));
    !has_facts || is_ruler || repeats_head
}

/// The only text of a row whose title cell is empty: Word joins the cells of a group's row into its first one.
fn lone_text(scene: &Scene, row: &Row) -> Option<String> {
    let mut texts = (0..row.cells.len()).filter_map(|column| row.text(scene, column));
    let only = texts.next()?;
    texts.next().is_none().then_some(only).filter(|text| text.chars().any(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_commas_stay_whole() {
        for (names, expected) in [
            ("Các phòng, ban; UBND các phường, xã", &["Các phòng, ban", "UBND các phường, xã"][..]),
            ("UBND các xã, phường, thị trấn", &["UBND các xã, phường, thị trấn"]),
            ("Phòng Nội vụ, Văn phòng", &["Phòng Nội vụ", "Văn phòng"]),
            ("Các sở, ban, ngành, Văn phòng", &["Các sở, ban, ngành", "Văn phòng"]),
        ] {
            assert_eq!(split_names(names), expected, "{names}");
        }
    }
}
