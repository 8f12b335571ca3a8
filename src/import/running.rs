//! Blocks as running text, in which facts are looked for: one line for each line that a reader sees, rows of tables with
//! bars, blank lines where something new begins. What is quoted from a Word file or a page is quoted from this text.

use super::blocks::{Block, Item, Line, Table};
use crate::text::squeeze;

/// The running text of some blocks.
pub(super) fn text(blocks: &[Block]) -> String {
    let mut text = String::new();
    let mut before: Option<&Block> = None;
    for block in blocks.iter().filter(|block| !block.is_blank()) {
        if let Some(before) = before {
            let is_list = matches!((before, block), (Block::Item(_), Block::Item(_)));
            text.push_str(if is_list { "\n" } else { "\n\n" });
        }
        push(&mut text, block);
        before = Some(block);
    }
    text.push('\n');
    text
}

fn push(text: &mut String, block: &Block) {
    match block {
        Block::Heading { text: line, .. } => text.push_str(&squeeze(&line.text())),
        Block::Paragraph(line) | Block::Quote(line) => text.push_str(&lines(line)),
        Block::Lines(all) => text.push_str(&all.iter().map(lines).collect::<Vec<_>>().join("\n")),
        Block::Item(Item { number, text: line, .. }) => {
            text.push_str(number.as_deref().unwrap_or("-"));
            text.push(' ');
            text.push_str(&lines(line));
        }
        Block::Table(table) => text.push_str(&rows(table)),
    }
}

fn lines(line: &Line) -> String {
    line.text().lines().map(squeeze).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn rows(table: &Table) -> String {
    let row = |cells: &Vec<Line>| {
        let cells: Vec<String> = cells.iter().map(|cell| squeeze(&cell.text()).replace('|', "/")).collect();
        format!("| {} |", cells.join(" | "))
    };
    table.rows.iter().map(row).collect::<Vec<_>>().join("\n")
}
