//! Leads: qualified, handed to a person, and claimed by one.

use super::counts::{Counts, Measure, Whose};
use super::marks::{self, Kind};
use super::projections::Told;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

/// Most leads one page shows.
const MAX_LISTED: u32 = 40;

/// One lead.
#[derive(Clone, Debug, PartialEq)]
pub struct Lead {
    /// Its journey.
    pub session: String,
    /// Whether it was generated.
    pub is_example: bool,
    /// The latest of both moments, milliseconds since 1970.
    pub time_millis: i64,
    /// When it became one.
    pub qualified_millis: Option<i64>,
    /// When the visitor asked for a person.
    pub handed_off_millis: Option<i64>,
    /// What the event said: evidence, products, and what the visitor let go with it.
    pub facts: Value,
    /// When somebody took it on.
    pub claimed_millis: Option<i64>,
}

/// What is kept of a lead: its time, both moments, and its facts.
type Known = (i64, Option<i64>, Option<i64>, Option<String>);

/// Leads, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeadCounts {
    /// Nobody has taken them on.
    pub open: u64,
    /// Somebody has.
    pub claimed: u64,
}

pub(super) fn apply(counts: &mut Counts, db: &Connection, told: &Told) -> rusqlite::Result<()> {
    counts.add(Measure::Lead, told.slot(), (&told.name, ""), 1);
    let Some(session) = &told.session else { return Ok(()) };
    let known: Option<Known> = db
        .prepare_cached("SELECT time, qualified, handed_off, facts FROM leads WHERE session = ?1")?
        .query_row([session], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .optional()?;
    let (time, mut qualified, mut handed_off, facts) =
        known.unwrap_or((told.time, None, None, None));
    let moment = match told.name.as_str() {
        "qualified" => &mut qualified,
        "handed_off" => &mut handed_off,
        _ => return Ok(()),
    };
    *moment = Some(moment.map_or(told.time, |before| before.min(told.time)));
    // What was handed over says more than what qualified, whichever came first.
    let says_more = facts.is_none() || told.name == "handed_off";
    let facts = if says_more { Some(told.facts.to_string()) } else { facts };
    db.prepare_cached(
        "INSERT OR REPLACE INTO leads
             (session, is_example, time, qualified, handed_off, facts, claimed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        session,
        told.is_example(),
        time.max(told.time),
        qualified,
        handed_off,
        facts,
        marks::time_of(db, Kind::Lead, session)?,
    ])?;
    Ok(())
}

/// Leads: open ones first, those who asked for a person before the others.
pub(super) fn listed(db: &Connection, whose: Whose) -> rusqlite::Result<Vec<Lead>> {
    let queries = [
        "SELECT * FROM (SELECT * FROM leads WHERE claimed IS NULL
                        AND (?1 IS NULL OR is_example = ?1) ORDER BY time DESC LIMIT 1000)
         ORDER BY handed_off IS NULL, time DESC LIMIT ?2",
        "SELECT * FROM leads WHERE claimed IS NOT NULL AND (?1 IS NULL OR is_example = ?1)
         ORDER BY claimed DESC LIMIT ?2",
    ];
    marks::waiting_first(db, queries, (whose, MAX_LISTED), |row| {
        let facts: Option<String> = row.get("facts")?;
        Ok(Lead {
            session: row.get("session")?,
            is_example: row.get("is_example")?,
            time_millis: row.get("time")?,
            qualified_millis: row.get("qualified")?,
            handed_off_millis: row.get("handed_off")?,
            facts: facts.and_then(|facts| serde_json::from_str(&facts).ok()).unwrap_or_default(),
            claimed_millis: row.get("claimed")?,
        })
    })
}

pub(super) fn counted(db: &Connection, whose: Whose) -> rusqlite::Result<LeadCounts> {
    let (open, claimed) = marks::counted(db, Kind::Lead, whose)?;
    Ok(LeadCounts { open, claimed })
}
