//! How far a reader of a log has come.

use rusqlite::{Connection, OptionalExtension};

/// This file, on the shared log it is drawn from.
pub(super) const SHARED_LOG: &str = "shared log";

pub(super) fn read(db: &Connection, name: &str) -> rusqlite::Result<i64> {
    Ok(find(db, name)?.unwrap_or_default())
}

pub(super) fn find(db: &Connection, name: &str) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT place FROM places WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()
}

pub(super) fn write(db: &Connection, name: &str, place: i64) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO places VALUES (?1, ?2)")?.execute((name, place))?;
    Ok(())
}
