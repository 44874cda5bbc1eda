//! Tables, as text, Markdown or CSV.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::{Error, Result};

/// Spaces between two columns of a text table.
const APART: usize = 2;

/// Rows under headings.
#[derive(Debug, Clone, Default)]
pub(in crate::cli) struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

#[derive(Debug, Clone)]
struct Column {
    heading: String,
    is_number: bool,
}

impl Table {
    /// A column of words, from the left.
    #[must_use]
    pub fn words(self, heading: impl Into<String>) -> Self {
        self.column(heading, false)
    }

    /// A column of numbers, from the right.
    #[must_use]
    pub fn numbers(self, heading: impl Into<String>) -> Self {
        self.column(heading, true)
    }

    fn column(mut self, heading: impl Into<String>, is_number: bool) -> Self {
        self.columns.push(Column { heading: heading.into(), is_number });
        self
    }

    /// Adds a row of as many cells as there are columns.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// In columns of as many characters as the widest cell has.
    pub fn text(&self) -> String {
        let headings: Vec<String> =
            self.columns.iter().map(|column| column.heading.clone()).collect();
        let lines: Vec<&Vec<String>> = std::iter::once(&headings).chain(&self.rows).collect();
        let widest = |column: usize| {
            lines.iter().filter_map(|line| line.get(column)).map(|cell| width(cell)).max()
        };
        let widths: Vec<usize> =
            (0..self.columns.len()).map(|column| widest(column).unwrap_or(0)).collect();
        let has_headings = headings.iter().any(|heading| !heading.is_empty());
        let mut text = String::new();
        for line in lines.iter().skip(usize::from(!has_headings)) {
            let mut written = String::new();
            for ((cell, column), wide) in line.iter().zip(&self.columns).zip(&widths) {
                let padding = " ".repeat(wide - width(cell));
                let apart = if written.is_empty() { "" } else { &" ".repeat(APART) };
                written += apart;
                written += &if column.is_number { padding + cell } else { cell.clone() + &padding };
            }
            text += written.trim_end();
            text.push('\n');
        }
        text
    }

    /// As a table of GitHub-flavoured Markdown.
    pub fn markdown(&self) -> String {
        let escape = |cell: &String| cell.replace('|', "\\|");
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let rule = |column: &Column| if column.is_number { "---:" } else { "---" }.to_owned();
        let mut text = line(self.columns.iter().map(|column| escape(&column.heading)).collect());
        text += &line(self.columns.iter().map(rule).collect());
        for row in &self.rows {
            text += &line(row.iter().map(escape).collect());
        }
        text
    }

    /// As comma-separated values with a line of headings (RFC 4180, but lines end as they do on Unix).
    pub fn csv(&self) -> Result<String> {
        let unwritable =
            |cause: String| Error::input(format!("the table can't be written: {cause}"));
        let mut writer = csv::Writer::from_writer(Vec::new());
        let headings = self.columns.iter().map(|column| column.heading.as_str());
        writer.write_record(headings).map_err(|cause| unwritable(cause.to_string()))?;
        for row in &self.rows {
            writer.write_record(row).map_err(|cause| unwritable(cause.to_string()))?;
        }
        let bytes = writer.into_inner().map_err(|cause| unwritable(cause.to_string()))?;
        String::from_utf8(bytes).map_err(|cause| unwritable(cause.to_string()))
    }
}

/// The columns of a terminal that text takes: marks stand over the letter before them.
fn width(text: &str) -> usize {
    text.nfc().filter(|char| !is_combining_mark(*char)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::default().words("side").numbers("km²");
        table.row(["Süd | West".to_owned(), "1,200.5".to_owned()]);
        table.row(["Ost".to_owned(), "3.0".to_owned()]);
        table
    }

    #[test]
    fn numbers_end_and_words_begin_in_one_column() {
        assert_eq!(
            table().text(),
            "side            km²\nSüd | West  1,200.5\nOst             3.0\n"
        );
    }

    #[test]
    fn markdown_keeps_its_bars_apart_from_those_of_names() {
        let text = table().markdown();
        assert!(text.starts_with("| side | km² |\n| --- | ---: |\n| Süd \\| West |"));
    }

    #[test]
    fn cells_with_commas_are_quoted() {
        assert_eq!(table().csv().unwrap(), "side,km²\nSüd | West,\"1,200.5\"\nOst,3.0\n");
    }

    #[test]
    fn a_table_without_headings_is_text_without_a_first_line() {
        let mut table = Table::default().words("").numbers("");
        table.row(["a".to_owned(), "1".to_owned()]);
        assert_eq!(table.text(), "a  1\n");
    }
}
