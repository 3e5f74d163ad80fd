//! Whether a store is whole: the file, the projections, the chain of receipts.

use super::receipts::{self, Chain};
use super::{backup, projections, schema};
use crate::error::AppError;
use rusqlite::Connection;
use std::path::Path;

/// Most problems of one kind that are listed.
const MAX_LISTED: usize = 20;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Events in the log.
    pub events: u64,
    /// The chain of consent receipts.
    pub chain: Chain,
    /// What is wrong; empty for a whole store.
    pub problems: Vec<String>,
}

/// Looks through the whole store without changing it; it may be in use.
///
/// When to call: by hand, after a crash of the disk, and on every backup. It reads
/// everything and needs as much room as the file takes, beside it, for a while.
/// Errors: the file cannot be read at all.
pub fn verify(path: &Path) -> Result<Findings, AppError> {
    let unusable = |source| AppError::OpenStore { path: path.to_owned(), source };
    let db = schema::open_reader(path).map_err(unusable)?;
    // Before anything else is asked of it: the damage may be in the names of the tables.
    let problems = integrity(&db).map_err(unusable)?;
    if !problems.is_empty() {
        // What is read from a damaged file means nothing.
        return Ok(Findings { problems, ..Findings::default() });
    }
    schema::check(&db, path)?;
    drop(db);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = tempfile::Builder::new()
        .prefix(".usher-verify-")
        .tempdir_in(folder.unwrap_or(Path::new(".")))
        .map_err(AppError::Start)?;
    let copy = folder.path().join("copy.db");
    backup::copy(path, &copy)?;
    let copied = Connection::open(&copy).and_then(|db| compare(&db, folder.path()));
    copied.map_err(AppError::from)
}

/// Works on a copy: one moment of a store that may go on changing.
fn compare(copy: &Connection, folder: &Path) -> rusqlite::Result<Findings> {
    let chain = receipts::check(copy)?;
    let mut problems = chain.problems.clone();
    let before = folder.join("before.db");
    copy.execute("VACUUM INTO ?1", [before.to_string_lossy().as_ref()])?;
    copy.execute("ATTACH ?1 AS before", [before.to_string_lossy().as_ref()])?;
    copy.execute_batch("BEGIN")?;
    projections::rebuild(copy)?;
    for table in tables(copy)? {
        if differs(copy, &table)? {
            problems
                .push(format!("{table} is not what the log says; `usher rebuild` draws it anew"));
        }
    }
    copy.execute_batch("COMMIT")?;
    let events = copy.query_row("SELECT COUNT(*) FROM events", [], |row| row.get(0))?;
    Ok(Findings { events, chain, problems })
}

/// Every table of ours. Those that are not drawn from the log stay as they are.
fn tables(db: &Connection) -> rusqlite::Result<Vec<String>> {
    db.prepare(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'
           AND name <> 'events' ORDER BY name",
    )?
    .query_map([], |row| row.get(0))?
    .collect()
}

fn differs(db: &Connection, table: &str) -> rusqlite::Result<bool> {
    db.query_row(
        &format!(
            "SELECT EXISTS (SELECT * FROM main.{table} EXCEPT SELECT * FROM before.{table})
                 OR EXISTS (SELECT * FROM before.{table} EXCEPT SELECT * FROM main.{table})"
        ),
        [],
        |row| row.get(0),
    )
}

fn integrity(db: &Connection) -> rusqlite::Result<Vec<String>> {
    let said: rusqlite::Result<Vec<String>> = db
        .prepare("PRAGMA integrity_check(20)")
        .and_then(|mut check| check.query_map([], |row| row.get(0))?.take(MAX_LISTED).collect());
    match said {
        Ok(said) => Ok(said.into_iter().filter(|line| line != "ok").collect()),
        // Some damage is so large that the check itself cannot be read.
        Err(error) => Ok(vec![error.to_string()]),
    }
}
