//! The counts at the top of the desk.

use rusqlite::Connection;

/// Most plays listed on the first page; the rest follow with the plays page.
const MAX_PLAYS: u32 = 8;

/// What happened to one play, or to all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlayCount {
    /// Its id, chosen by the site owner.
    pub play: String,
    /// Its format, when an event named it.
    pub format: Option<String>,
    /// Times it was put before a visitor.
    pub shown: u64,
    /// Times a visitor took it up.
    pub accepted: u64,
    /// Times a visitor closed it.
    pub dismissed: u64,
    /// Times it went away unanswered.
    pub ignored: u64,
}

/// Counts over everything kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Events in the log.
    pub events: u64,
    /// Journeys they belong to.
    pub journeys: u64,
    /// Purchases, each transaction once.
    pub purchases: u64,
    /// All plays together.
    pub plays: PlayCount,
    /// The plays shown most often.
    pub by_play: Vec<PlayCount>,
}

pub(super) fn all(db: &Connection) -> rusqlite::Result<Totals> {
    Ok(Totals {
        events: number(db, "SELECT COALESCE(SUM(events), 0) FROM tallies")?,
        journeys: number(db, "SELECT COUNT(*) FROM journeys")?,
        purchases: number(db, "SELECT COUNT(*) FROM purchases")?,
        plays: plays(
            db,
            "SELECT '', NULL, COALESCE(SUM(shown), 0), COALESCE(SUM(accepted), 0),
                    COALESCE(SUM(dismissed), 0), COALESCE(SUM(ignored), 0)
             FROM plays WHERE ?1 > 0",
        )?
        .pop()
        .unwrap_or_default(),
        by_play: plays(
            db,
            "SELECT play, format, shown, accepted, dismissed, ignored FROM plays
             ORDER BY shown DESC, play LIMIT ?1",
        )?,
    })
}

fn number(db: &Connection, query: &str) -> rusqlite::Result<u64> {
    db.prepare_cached(query)?.query_row([], |row| row.get(0))
}

fn plays(db: &Connection, query: &str) -> rusqlite::Result<Vec<PlayCount>> {
    db.prepare_cached(query)?
        .query_map([MAX_PLAYS], |row| {
            Ok(PlayCount {
                play: row.get(0)?,
                format: row.get(1)?,
                shown: row.get(2)?,
                accepted: row.get(3)?,
                dismissed: row.get(4)?,
                ignored: row.get(5)?,
            })
        })?
        .collect()
}
