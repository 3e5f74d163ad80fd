//! How long a client without a rhythm may be away before they count as late, and as lapsed.
//!
//! The shop's configuration says so, and the visitor's own device reads it there.

use super::visitors;
use rusqlite::{Connection, OptionalExtension};
use usher_engine::{Millis, rhythm};

pub(super) fn read(db: &Connection) -> rusqlite::Result<[Millis; 2]> {
    let said = db
        .prepare_cached("SELECT late, lapsed FROM patience")?
        .query_row([], |row| Ok([Millis(row.get(0)?), Millis(row.get(1)?)]))
        .optional()?;
    Ok(said.unwrap_or(rhythm::PATIENCE))
}

/// Who is late is told anew, if it is another one than before.
pub(super) fn set(db: &Connection, patience: [Millis; 2]) -> rusqlite::Result<()> {
    if read(db)? == patience {
        return Ok(());
    }
    let [late, lapsed] = patience;
    db.execute("INSERT OR REPLACE INTO patience VALUES (1, ?1, ?2)", (late.0, lapsed.0))?;
    visitors::judge_anew(db)
}
