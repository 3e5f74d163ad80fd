//! What marketers said they have done. Not drawn from the log, so never drawn anew.

use super::counts::Whose;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

/// What a mark is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A comment was answered; the key is its number in the log.
    Comment,
    /// A lead was taken on; the key is its session.
    Lead,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Lead => "lead",
        }
    }
}

/// What waits for somebody, and after it what is done, at most so many together. Each
/// query has `?1` for whose they are and `?2` for how many.
pub(super) fn waiting_first<T>(
    db: &Connection,
    [waiting, done]: [&str; 2],
    (whose, most): (Whose, u32),
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    let some = |query: &str, most: u32| -> rusqlite::Result<Vec<T>> {
        db.prepare_cached(query)?.query_map(params![whose.is_example(), most], read)?.collect()
    };
    let mut listed = some(waiting, most)?;
    let left = most.saturating_sub(u32::try_from(listed.len()).unwrap_or(most));
    listed.extend(some(done, left)?);
    Ok(listed)
}

/// How many wait for somebody, and how many are done.
pub(super) fn counted(db: &Connection, kind: Kind, whose: Whose) -> rusqlite::Result<(u64, u64)> {
    let (table, done) = match kind {
        Kind::Comment => ("comments", "replied"),
        Kind::Lead => ("leads", "claimed"),
    };
    let count = |is: &str| -> rusqlite::Result<u64> {
        db.prepare_cached(&format!(
            "SELECT COUNT(*) FROM {table}
             WHERE {done} {is} AND (?1 IS NULL OR is_example = ?1)"
        ))?
        .query_row([whose.is_example()], |row| row.get(0))
    };
    Ok((count("IS NULL")?, count("IS NOT NULL")?))
}

pub(super) fn time_of(db: &Connection, kind: Kind, key: &str) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT time FROM marks WHERE kind = ?1 AND key = ?2")?
        .query_row((kind.name(), key), |row| row.get(0))
        .optional()
}

/// Marks four in five of the example comments and leads as done, a few hours after they
/// came, so that an example desk has been worked at.
pub(super) fn work_at_examples(db: &Connection, before_millis: i64) -> rusqlite::Result<()> {
    for query in [
        "INSERT OR IGNORE INTO marks SELECT 'comment', CAST(seq AS TEXT),
             time + 1800000 + (seq * 7919000) % 130000000
         FROM comments WHERE is_example AND time < ?1 AND seq % 5 > 0",
        "INSERT OR IGNORE INTO marks SELECT 'lead', session,
             time + 1200000 + (time * 31) % 40000000
         FROM leads WHERE is_example AND time < ?1 AND time % 5 > 0",
    ] {
        db.execute(query, [before_millis])?;
    }
    db.execute_batch(
        "UPDATE comments SET replied = (SELECT time FROM marks WHERE kind = 'comment'
             AND key = CAST(seq AS TEXT)) WHERE is_example;
         UPDATE leads SET claimed = (SELECT time FROM marks WHERE kind = 'lead'
             AND key = session) WHERE is_example;",
    )
}

/// Marks one as done at a time, or as not done after all. One that is not there is left.
pub(super) fn set(
    db: &Connection,
    kind: Kind,
    key: &str,
    time_millis: Option<i64>,
) -> rusqlite::Result<()> {
    let update = match kind {
        Kind::Comment => "UPDATE comments SET replied = ?2 WHERE seq = CAST(?1 AS INTEGER)",
        Kind::Lead => "UPDATE leads SET claimed = ?2 WHERE session = ?1",
    };
    if db.prepare_cached(update)?.execute(params![key, time_millis])? == 0 {
        return Ok(());
    }
    match time_millis {
        Some(time) => db
            .prepare_cached("INSERT OR REPLACE INTO marks (kind, key, time) VALUES (?1, ?2, ?3)")?
            .execute(params![kind.name(), key, time])?,
        None => db
            .prepare_cached("DELETE FROM marks WHERE kind = ?1 AND key = ?2")?
            .execute(params![kind.name(), key])?,
    };
    Ok(())
}
