//! What visitors are told became of their comments: "you said, we did".

use super::marks::{self, Kind};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

/// Most that are kept in sight; visitors are told the newest few of them.
const MAX_LISTED: u32 = 40;

/// What became of one comment, in a marketer's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thanks {
    /// The comment's number in the log.
    pub comment: i64,
    /// When it was published, milliseconds since 1970.
    pub time_millis: i64,
    /// What was said.
    pub said: String,
    /// What was done about it.
    pub did: String,
}

/// Publishes one, in place of an earlier one about the same comment. Who is told what was
/// done has an answer, so the comment counts as answered. One that is not there is left.
pub(super) fn publish(db: &Connection, thanks: &Thanks) -> rusqlite::Result<()> {
    let key = thanks.comment.to_string();
    let is_there =
        db.prepare_cached("SELECT 1 FROM comments WHERE seq = ?1")?.exists([thanks.comment])?;
    if !is_there {
        return Ok(());
    }
    db.prepare_cached(
        "INSERT OR REPLACE INTO thanks (comment, time, said, did) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![thanks.comment, thanks.time_millis, thanks.said, thanks.did])?;
    match marks::time_of(db, Kind::Comment, &key)? {
        Some(_) => Ok(()),
        None => marks::set(db, Kind::Comment, &key, Some(thanks.time_millis)),
    }
}

/// Takes one back; visitors who were not told yet will not be.
pub(super) fn take_back(db: &Connection, comment: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM thanks WHERE comment = ?1")?.execute([comment])?;
    Ok(())
}

/// Those that are published, the newest first.
pub(super) fn listed(db: &Connection) -> rusqlite::Result<Vec<Thanks>> {
    db.prepare_cached(
        "SELECT comment, time, said, did FROM thanks ORDER BY time DESC, comment DESC LIMIT ?1",
    )?
    .query_map([MAX_LISTED], |row| {
        Ok(Thanks {
            comment: row.get(0)?,
            time_millis: row.get(1)?,
            said: row.get(2)?,
            did: row.get(3)?,
        })
    })?
    .collect()
}
