//! Taking events out of the log for good: for a visitor who asks, and by age.
//!
//! The log is append-only but for this. What is taken out is overwritten in the file
//! (`secure_delete`), the log of writes is cut, and everything drawn from the log is
//! drawn anew in the same transaction, so that no page ever shows the half of it.

use super::{projections, receipts};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

/// Events of a visitor: by the hash of their erase token, which is also accepted as
/// the `subject` itself.
const OF_VISITOR: &str = "erase_hash = ?1 OR subject = ?1";

/// Events come in by the clock of this machine, so the first young one ends the search:
/// what is looked at is what goes, and no index on the age has to be kept up.
const EXPIRED: &str = "
DELETE FROM events WHERE family = ?1 AND received < ?2 AND seq < COALESCE(
    (SELECT seq FROM events WHERE received >= ?2 ORDER BY seq LIMIT 1), 9223372036854775807)";

/// How long events of a family are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The family, one of [`crate::catalogue::family_names`] or "other".
    pub family: &'static str,
    /// Days after they were received.
    pub days: u32,
}

impl Term {
    /// Events received before this, in milliseconds since 1970, are let go.
    pub(super) fn ends(&self, now_millis: i64) -> i64 {
        now_millis.saturating_sub(i64::from(self.days) * 24 * 60 * 60 * 1000)
    }
}

/// The hash a visitor's events carry, of the token that stays on the visitor's device.
///
/// Shape: SHA-256 of the token's UTF-8, in lower-case hexadecimal.
#[must_use]
pub fn token_hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How many events of a visitor there are.
pub(super) fn count(db: &Connection, hash: &str) -> rusqlite::Result<u64> {
    let query = format!("SELECT COUNT(*) FROM events WHERE {OF_VISITOR}");
    db.prepare_cached(&query)?.query_row([hash], |row| row.get(0))
}

/// Their numbers.
pub(super) fn places(db: &Connection, hash: &str) -> rusqlite::Result<Vec<u64>> {
    let query = format!("SELECT seq FROM events WHERE {OF_VISITOR} ORDER BY seq");
    db.prepare_cached(&query)?.query_map([hash], |row| row.get(0))?.collect()
}

/// The number of the first event that was received since a moment.
pub(super) fn first_since(db: &Connection, millis: i64) -> rusqlite::Result<Option<u64>> {
    db.prepare_cached("SELECT seq FROM events WHERE received >= ?1 ORDER BY seq LIMIT 1")?
        .query_row([millis], |row| row.get(0))
        .optional()
}

/// Takes out all events of some visitors. Returns how many there were.
pub(super) fn of_visitor(db: &mut Connection, hash: &str) -> rusqlite::Result<usize> {
    let query = format!("DELETE FROM events WHERE {OF_VISITOR}");
    take_out(db, "visitor", |db| db.execute(&query, [hash]))
}

/// Takes out what is older than its term. Returns how many events that were.
pub(super) fn by_age(
    db: &mut Connection,
    terms: &[Term],
    now_millis: i64,
) -> rusqlite::Result<usize> {
    take_out(db, "age", |db| {
        let mut taken = 0;
        for term in terms {
            taken +=
                db.prepare_cached(EXPIRED)?.execute(params![term.family, term.ends(now_millis)])?;
        }
        Ok(taken)
    })
}

fn take_out(
    db: &mut Connection,
    reason: &str,
    delete: impl FnOnce(&Connection) -> rusqlite::Result<usize>,
) -> rusqlite::Result<usize> {
    let transaction = db.transaction()?;
    let taken = delete(&transaction)?;
    if taken == 0 {
        return Ok(0);
    }
    receipts::forget(&transaction)?;
    projections::rebuild(&transaction)?;
    let now = jiff::Timestamp::now().as_millisecond();
    transaction.execute("INSERT INTO erasures VALUES (?1, ?2, ?3)", params![now, reason, taken])?;
    transaction.commit()?;
    cut(db)?;
    Ok(taken)
}

/// Folds the log of writes into the file and empties it: the older pages in it still
/// hold what was taken out. A reader in the middle of a query delays that until the
/// next time, which the program's end is at the latest.
fn cut(db: &Connection) -> rusqlite::Result<()> {
    let is_busy: bool = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if is_busy {
        tracing::warn!(
            "the log of writes could not be cut yet; it is cut at the latest at the end"
        );
    }
    Ok(())
}
