//! Tables: a region that scrolls by itself, caption, header cells with their scope, classes of columns.

use super::Writer;
use crate::markdown::Word;
use crate::markdown::document::Role;
use crate::markdown::html::attribute;
use crate::markdown::table::TableRole;
use pulldown_cmark::{Alignment, Event, TagEnd};

/// The table that is open; tables do not nest.
pub(super) struct Table<'w> {
    role: &'w TableRole,
    alignments: &'w [Alignment],
    in_head: bool,
    has_body: bool,
    column: usize,
    cell: &'static str,
}

impl<'w> Writer<'w, '_, '_> {
    pub(super) fn start_table(&mut self, alignments: &'w [Alignment], index: usize) {
        let document = self.document;
        let Some(Role::Table(role)) = document.roles.get(&index) else { return };
        let label = format!("{} {}", self.links.resolver.word(Word::Table), role.number);
        let caption_id = format!("table-{}", role.number);
        self.html.open("section", |out| {
            attribute("class", "table-scroll", out);
            attribute("tabindex", "0", out);
            match role.caption {
                Some(_) => attribute("aria-labelledby", &caption_id, out),
                None => attribute("aria-label", &label, out),
            }
        });
        self.html.push("<table>\n");
        if let Some(caption) = &role.caption {
            self.html.open("caption", |out| attribute("id", &caption_id, out));
            self.events(caption.clone());
            self.html.push("</caption>\n");
        }
        self.table = Some(Table { role, alignments, in_head: false, has_body: false, column: 0, cell: "td" });
    }

    pub(super) fn start_head(&mut self) {
        if let Some(table) = &mut self.table {
            table.in_head = true;
            table.column = 0;
        }
        self.html.push("<thead>\n<tr>");
    }

    pub(super) fn end_head(&mut self) {
        if let Some(table) = &mut self.table {
            table.in_head = false;
        }
        self.html.push("</tr>\n</thead>\n");
    }

    pub(super) fn start_row(&mut self) {
        if let Some(table) = &mut self.table {
            table.column = 0;
            if !std::mem::replace(&mut table.has_body, true) {
                self.html.push("<tbody>\n");
            }
        }
        self.html.push("<tr>");
    }

    pub(super) fn end_table(&mut self) {
        if self.table.take().is_some_and(|table| table.has_body) {
            self.html.push("</tbody>\n");
        }
        self.html.push("</table></section>\n");
    }

    pub(super) fn start_cell(&mut self, index: usize) {
        let is_empty = matches!(self.document.events[index + 1].0, Event::End(TagEnd::TableCell));
        let Some(table) = &mut self.table else { return };
        let column = table.column;
        table.column += 1;
        let scope = match table.in_head {
            // An empty header cell names nothing, so it is no header.
            _ if is_empty => None,
            true => Some("col"),
            false => (table.role.row_header == Some(column)).then_some("row"),
        };
        table.cell = if scope.is_some() { "th" } else { "td" };
        let alignment = match table.alignments.get(column) {
            Some(Alignment::Left) => "align-left",
            Some(Alignment::Center) => "align-center",
            Some(Alignment::Right) => "align-right",
            Some(Alignment::None) | None => "",
        };
        let numeric = table.role.numeric.get(column).copied().unwrap_or(false);
        let class = match (numeric, alignment) {
            (true, "") => "number".to_string(),
            (true, alignment) => format!("number {alignment}"),
            (false, alignment) => alignment.to_string(),
        };
        if scope.is_none() && class.is_empty() {
            return self.html.push("<td>");
        }
        let name = table.cell;
        self.html.open(name, |out| {
            scope.into_iter().for_each(|scope| attribute("scope", scope, out));
            if !class.is_empty() {
                attribute("class", &class, out);
            }
        });
    }

    pub(super) fn end_cell(&mut self) {
        let is_header = self.table.as_ref().is_some_and(|table| table.cell == "th");
        self.html.push(if is_header { "</th>" } else { "</td>" });
    }
}
