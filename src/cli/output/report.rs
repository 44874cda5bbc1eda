//! A report of sections, as text or Markdown.

use crate::cli::output::table::Table;

/// What a report says, section by section.
#[derive(Debug, Default)]
pub(in crate::cli) struct Report {
    sections: Vec<Section>,
}

#[derive(Debug)]
struct Section {
    heading: String,
    /// Paragraphs before the table, and after it.
    before: Vec<String>,
    table: Table,
    after: Vec<String>,
}

impl Report {
    /// Adds a paragraph.
    pub fn say(&mut self, paragraph: impl Into<String>) {
        let before = vec![paragraph.into()];
        self.push(Section {
            heading: String::new(),
            before,
            table: Table::default(),
            after: Vec::new(),
        });
    }

    /// Adds a table under a heading, unless it is empty, with what is to be said below it.
    pub fn table(&mut self, heading: impl Into<String>, table: Table, after: Vec<String>) {
        if !table.is_empty() || !after.is_empty() {
            self.push(Section { heading: heading.into(), before: Vec::new(), table, after });
        }
    }

    fn push(&mut self, section: Section) {
        self.sections.push(section);
    }

    /// For a terminal.
    pub fn text(&self) -> String {
        self.write(|heading| format!("{heading}\n"), Table::text)
    }

    /// For a page.
    pub fn markdown(&self) -> String {
        self.write(|heading| format!("## {heading}\n\n"), Table::markdown)
    }

    fn write(&self, heading: impl Fn(&str) -> String, table: impl Fn(&Table) -> String) -> String {
        let section = |section: &Section| {
            let mut parts = Vec::new();
            let mut body = String::new();
            if !section.heading.is_empty() {
                body += &heading(&section.heading);
            }
            if !section.table.is_empty() {
                body += &table(&section.table);
            }
            parts.extend(section.before.iter().map(|it| format!("{it}\n")));
            if !body.is_empty() {
                parts.push(body);
            }
            parts.extend(section.after.iter().map(|it| format!("{it}\n")));
            parts.join(if section.table.is_empty() { "" } else { "\n" })
        };
        self.sections.iter().map(section).collect::<Vec<String>>().join("\n")
    }
}
