//! A database in memory from bytes that may be hostile: nothing in it can write, reach files, grow
//! without bound or run without end.

use std::io::Read;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, MAIN_DB};

use super::super::super::limits::Limits;
use crate::{Error, Result};

/// Where a database's header says how it is journalled, and what it says where that is not ahead of
/// writing. With `2` there, as most programs leave a GeoPackage that they have open, SQLite looks
/// for a second file.
const JOURNAL: usize = 18;
const ROLLBACK_JOURNAL: [u8; 2] = [1, 1];
/// Steps of SQLite's machine between two looks at how many there were.
const STEPS_BETWEEN_LOOKS: i32 = 100_000;
/// Steps for any database, and more for each byte of it: tables read once take less than one.
const STEPS: u64 = 20_000_000;
const STEPS_A_BYTE: u64 = 4;

/// Opens a database for reading.
///
/// # Errors
///
/// When the bytes are no database.
pub(super) fn open(bytes: &[u8], limits: &Limits) -> Result<Connection> {
    let (head, tail) = match (bytes.get(..JOURNAL), bytes.get(JOURNAL + ROLLBACK_JOURNAL.len()..)) {
        (Some(head), Some(tail)) => (head, tail),
        _ => return Err(Error::input("the file is too short for an SQLite database")),
    };
    let mut connection = Connection::open_in_memory().map_err(unreadable)?;
    connection
        .deserialize_read_exact(
            MAIN_DB,
            head.chain(&ROLLBACK_JOURNAL[..]).chain(tail),
            bytes.len(),
            true,
        )
        .map_err(unreadable)?;
    restrain(&mut connection, bytes.len(), limits).map_err(unreadable)?;
    Ok(connection)
}

fn restrain(connection: &mut Connection, length: usize, limits: &Limits) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    // No value is longer than the file that it stands in.
    let longest = (length as u64).min(limits.bytes);
    let longest = i32::try_from(longest).unwrap_or(i32::MAX);
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, longest)?;
    connection.execute_batch("PRAGMA cell_size_check = ON; PRAGMA query_only = ON;")?;
    let looks = (STEPS + STEPS_A_BYTE * length as u64) / STEPS_BETWEEN_LOOKS.unsigned_abs() as u64;
    let mut looked = 0;
    connection.progress_handler(
        STEPS_BETWEEN_LOOKS,
        Some(move || {
            looked += 1;
            looked > looks
        }),
    )
}

/// What SQLite says of the database.
pub(super) fn unreadable(cause: rusqlite::Error) -> Error {
    if cause.sqlite_error_code() == Some(rusqlite::ErrorCode::OperationInterrupted) {
        return Error::limit(
            "reading the database takes more steps than a file of its size should",
        )
        .hint("does it have views that compute without end? Convert its tables with ogr2ogr");
    }
    Error::input("the GeoPackage can't be read as a database").found(cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes of a database made by some SQL.
    fn made_by(sql: &str) -> Vec<u8> {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(sql).unwrap();
        connection.serialize(MAIN_DB).unwrap().to_vec()
    }

    fn number(bytes: &[u8], query: &str) -> Result<i64> {
        let connection = open(bytes, &Limits::default())?;
        connection.query_row(query, [], |row| row.get(0)).map_err(unreadable)
    }

    #[test]
    fn what_computes_without_end_is_stopped() {
        let bytes = made_by(
            "CREATE VIEW endless AS WITH RECURSIVE counted(n) AS \
             (SELECT 1 UNION ALL SELECT n + 1 FROM counted) SELECT max(n) AS n FROM counted",
        );
        let error = number(&bytes, "SELECT n FROM endless").unwrap_err();
        assert_eq!(error.exit_code(), 4, "{error}");
    }

    #[test]
    fn values_larger_than_the_file_are_refused() {
        let bytes = made_by("CREATE VIEW large AS SELECT length(randomblob(1000000000)) AS n");
        assert!(number(&bytes, "SELECT n FROM large").is_err());
    }

    #[test]
    fn a_database_that_another_program_has_open_can_be_read() {
        let mut bytes = made_by("CREATE TABLE one (n); INSERT INTO one VALUES (7)");
        bytes[JOURNAL] = 2;
        bytes[JOURNAL + 1] = 2;
        assert_eq!(number(&bytes, "SELECT n FROM one"), Ok(7));
    }

    #[test]
    fn nothing_can_be_written() {
        let bytes = made_by("CREATE TABLE one (n)");
        let connection = open(&bytes, &Limits::default()).unwrap();
        assert!(connection.execute("INSERT INTO one VALUES (1)", []).is_err());
        assert!(connection.execute("ATTACH 'elsewhere.db' AS elsewhere", []).is_err());
    }
}
