//! The live stream narrowed to what a reader wants to see.

use super::row::{self, Page, Row};
use crate::stage::{OnTheMap, Stage};
use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

/// Events looked at for one answer. A rare thing further back is found on other pages;
/// here nobody waits for a walk through the log.
pub const LOOKED_AT: u32 = 2_000;

/// What a reader wants to see of the stream. Empty texts and `None` want everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrow {
    /// One family of events.
    pub family: Option<&'static str>,
    /// Journeys that are at this stage now.
    pub stage: Option<Stage>,
    /// A part of the page's path.
    pub page: String,
    /// The id of a play.
    pub play: String,
}

impl Narrow {
    /// Whether more than the family is asked for, which no index answers.
    #[must_use]
    pub fn is_deep(&self) -> bool {
        self.stage.is_some() || !self.page.is_empty() || !self.play.is_empty()
    }

    fn admits(&self, db: &Connection, row: &Row) -> rusqlite::Result<bool> {
        let facts = row.facts();
        let text = |path: &str| facts.pointer(path).and_then(Value::as_str).unwrap_or_default();
        if !self.page.is_empty() && !text("/page/path").contains(&self.page) {
            return Ok(false);
        }
        if !self.play.is_empty() && text("/play") != self.play {
            return Ok(false);
        }
        match (self.stage, &row.session) {
            (None, _) => Ok(true),
            (Some(_), None) => Ok(false),
            (Some(stage), Some(session)) => Ok(last_stage(db, session)? == Some(stage.place())),
        }
    }
}

fn last_stage(db: &Connection, session: &str) -> rusqlite::Result<Option<usize>> {
    let found: Option<Option<usize>> = db
        .prepare_cached("SELECT last_stage FROM journeys WHERE session = ?1")?
        .query_row([session], |row| row.get(0))
        .optional()?;
    Ok(found.flatten())
}

/// The newest events after a place that are wanted, newest first.
pub(super) fn newest(
    db: &Connection,
    (after, limit): (i64, u32),
    narrow: &Narrow,
) -> rusqlite::Result<Vec<Row>> {
    if !narrow.is_deep() {
        return row::newest(db, Page { after, limit, family: narrow.family });
    }
    let mut wanted = Vec::new();
    for row in row::newest(db, Page { after, limit: LOOKED_AT, family: narrow.family })? {
        if wanted.len() >= limit as usize {
            break;
        }
        if narrow.admits(db, &row)? {
            wanted.push(row);
        }
    }
    Ok(wanted)
}
