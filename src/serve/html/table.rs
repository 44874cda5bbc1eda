//! Objects that are alike, as a table.

use std::fmt::Write;

use super::label::Names;
use super::tree::Tree;
use super::value::{MOST_ROWS, anchor, folded, left_out, member, plain};

/// Bytes of a text that is not broken into lines, such as a date.
pub(super) const SHORT: usize = 12;
/// Rows that stand open where there are more of them; and so many more that it is not worth folding them.
const OPEN_ROWS: usize = 10;
const FEW_MORE: usize = 5;

/// A table of objects: a column for each member that any of them has.
pub(super) struct Table<'a> {
    /// What it is called, as HTML; nothing where that is said above it.
    pub caption: &'a str,
    pub names: Names,
}

impl Table<'_> {
    /// The table. `link` says where the name of an object, its first cell, leads.
    pub fn of(&self, rows: &[Tree], link: impl Fn(&Tree) -> Option<String>) -> String {
        let columns = self.columns(rows);
        let shown = rows.get(..MOST_ROWS).unwrap_or(rows);
        let is_long = self.names.are_folded() && shown.len() > OPEN_ROWS + FEW_MORE;
        let (open, more) = shown.split_at(if is_long { OPEN_ROWS } else { shown.len() });
        let mut html = self.part(open, &columns, self.caption, &link);
        if !more.is_empty() {
            html.push_str(&folded(
                &format!("{} more", more.len()),
                &self.part(more, &columns, "", &link),
            ));
        }
        html.push_str(&left_out(rows.len(), MOST_ROWS));
        html
    }

    fn part(
        &self,
        rows: &[Tree],
        columns: &[&str],
        caption: &str,
        link: impl Fn(&Tree) -> Option<String>,
    ) -> String {
        let mut html = String::from("<div class=\"wide\"><table>");
        if !caption.is_empty() {
            let _ = write!(html, "<caption>{caption}</caption>");
        }
        html.push_str("<thead><tr>");
        let is_number =
            |column: &&str| rows.iter().any(|row| matches!(row.get(column), Some(Tree::Number(_))));
        let columns: Vec<(&str, bool)> =
            columns.iter().map(|column| (*column, is_number(column))).collect();
        for (column, is_number) in &columns {
            let class = if *is_number { " class=\"number\"" } else { "" };
            let _ = write!(html, "<th scope=\"col\"{class}>{}</th>", self.names.label(column));
        }
        html.push_str("</tr></thead><tbody>");
        for row in rows {
            html.push_str("<tr>");
            let mut link = link(row);
            for (column, is_number) in &columns {
                let cell = row.get(column).unwrap_or(&Tree::Nothing);
                let (class, shown) = match (link.take(), cell) {
                    (Some(to), _) => (" class=\"short\"", anchor(&to, &plain(cell))),
                    (None, Tree::Number(_) | Tree::Nothing) if *is_number => {
                        (" class=\"number\"", member(self.names, column, cell, 1))
                    }
                    (None, Tree::Text(text)) if text.len() <= SHORT => {
                        (" class=\"short\"", member(self.names, column, cell, 1))
                    }
                    (None, _) => ("", member(self.names, column, cell, 1)),
                };
                let _ = write!(html, "<td{class} dir=\"auto\">{shown}</td>");
            }
            html.push_str("</tr>");
        }
        html.push_str("</tbody></table></div>");
        html
    }

    /// The names of all members, in the order in which they come first; where names are put into words,
    /// without those that say nothing in any row.
    fn columns<'t>(&self, rows: &'t [Tree]) -> Vec<&'t str> {
        let is_empty = |value: &Tree| match value {
            Tree::Nothing => true,
            Tree::List(items) => items.is_empty(),
            _ => false,
        };
        let mut columns: Vec<&str> = Vec::new();
        for (name, value) in rows.iter().flat_map(Tree::members) {
            let is_told = self.names == Names::AsTheyStand || !is_empty(value);
            if is_told && name != "links" && !columns.contains(&name.as_str()) {
                columns.push(name);
            }
        }
        columns
    }
}
