//! Names for the columns that a format needs besides those of a table.

use super::super::table::Table;

/// The wanted name, with underscores after it until no column of the table has it; formats do not
/// tell upper from lower case.
pub(super) fn free_name(wanted: &str, table: &Table) -> String {
    let mut name = wanted.to_owned();
    while table.columns.iter().any(|column| column.name.eq_ignore_ascii_case(&name)) {
        name.push('_');
    }
    name
}
