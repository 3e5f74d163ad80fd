//! Events read back from the log.

use rusqlite::{Connection, named_params};
use serde_json::Value;

/// One event of the log.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number in the log; grows, never reused.
    pub seq: i64,
    /// The CloudEvents id.
    pub id: String,
    /// Who sent it.
    pub source: String,
    /// The full CloudEvents type.
    pub event_type: String,
    /// A family of the catalogue, or "other".
    pub family: String,
    /// The name within the family.
    pub name: String,
    /// Whether the catalogue listed the type when it arrived.
    pub is_known: bool,
    /// When it was observed, milliseconds since 1970 UTC.
    pub time_millis: i64,
    /// When it was kept, milliseconds since 1970 UTC.
    pub received_millis: i64,
    /// The journey.
    pub session: Option<String>,
    /// The visitor.
    pub subject: Option<String>,
    /// Place within the journey.
    pub sequence: Option<i64>,
    /// The purpose it was collected under.
    pub purpose: Option<String>,
    /// The remaining attributes, the text of a JSON object.
    pub extensions: String,
    /// `data`, JSON text as it was sent.
    pub data: Option<String>,
    /// The part of `data` that did not fit the catalogue when it arrived.
    pub misfit: Option<String>,
    /// The name of the write key it came under.
    pub write_key: Option<String>,
}

impl Row {
    /// `data` parsed; `Null` when there is none.
    #[must_use]
    pub fn facts(&self) -> Value {
        self.data.as_deref().and_then(|data| serde_json::from_str(data).ok()).unwrap_or_default()
    }
}

/// A stretch of the log.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Only events with a larger number.
    pub after: i64,
    /// At most this many.
    pub limit: u32,
    /// Only this family.
    pub family: Option<&'static str>,
}

pub(super) fn after(db: &Connection, page: Page) -> rusqlite::Result<Vec<Row>> {
    let mut query = match page.family {
        None => db.prepare_cached(
            "SELECT * FROM events WHERE seq > :after AND :family IS NULL ORDER BY seq LIMIT :limit",
        ),
        Some(_) => db.prepare_cached(
            "SELECT * FROM events WHERE seq > :after AND family = :family
             ORDER BY seq LIMIT :limit",
        ),
    }?;
    let wanted = named_params! {
        ":after": page.after, ":family": page.family, ":limit": page.limit
    };
    query.query_map(wanted, read)?.collect()
}

/// The newest events of a stretch, newest first.
pub(super) fn newest(db: &Connection, page: Page) -> rusqlite::Result<Vec<Row>> {
    let mut query = match page.family {
        None => db.prepare_cached(
            "SELECT * FROM events WHERE seq > :after AND :family IS NULL
             ORDER BY seq DESC LIMIT :limit",
        ),
        Some(_) => db.prepare_cached(
            "SELECT * FROM events WHERE seq > :after AND family = :family
             ORDER BY seq DESC LIMIT :limit",
        ),
    }?;
    let wanted = named_params! {
        ":after": page.after, ":family": page.family, ":limit": page.limit
    };
    query.query_map(wanted, read)?.collect()
}

pub(super) fn of_session(db: &Connection, session: &str, limit: u32) -> rusqlite::Result<Vec<Row>> {
    let mut query = db.prepare_cached(
        "SELECT * FROM events WHERE session = ?1 ORDER BY time, sequence, seq LIMIT ?2",
    )?;
    query.query_map((session, limit), read)?.collect()
}

/// Events of a visitor after a place in the log, by the hash of the erase token.
pub(super) fn of_visitor(db: &Connection, hash: &str, page: Page) -> rusqlite::Result<Vec<Row>> {
    let mut query = db.prepare_cached(
        "SELECT * FROM events WHERE (erase_hash = ?1 OR subject = ?1) AND seq > ?2
         ORDER BY seq LIMIT ?3",
    )?;
    query.query_map((hash, page.after, page.limit), read)?.collect()
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        seq: row.get("seq")?,
        id: row.get("id")?,
        source: row.get("source")?,
        event_type: row.get("type")?,
        family: row.get("family")?,
        name: row.get("name")?,
        is_known: row.get("is_known")?,
        time_millis: row.get("time")?,
        received_millis: row.get("received")?,
        session: row.get("session")?,
        subject: row.get("subject")?,
        sequence: row.get("sequence")?,
        purpose: row.get("purpose")?,
        extensions: row.get("extensions")?,
        data: row.get("data")?,
        misfit: row.get("misfit")?,
        write_key: row.get("write_key")?,
    })
}
