//! What the desk reads at a glance, drawn from the log one event at a time.
//!
//! Every rule here gives the same result in whatever order events arrive, because
//! retries and closing pages reorder them: counts, smallest, largest.

use crate::event::Event;
use crate::stage::Stage;
use rusqlite::{Connection, Row, params};
use serde_json::Value;

/// How a journey came out so far; the larger number wins.
pub(super) mod outcome {
    pub(crate) const OPEN: i64 = 0;
    pub(crate) const HANDED_OFF: i64 = 1;
    pub(crate) const PURCHASED: i64 = 2;
}

const JOURNEY: &str = "
INSERT INTO journeys (session, subject, first_time, last_time, last_received, events, stages,
                      furthest, last_stage, stage_time, stage_sequence, outcome)
VALUES (?1, ?2, ?3, ?3, ?4, 1, ?5, ?6, ?6, ?7, ?8, ?9)
ON CONFLICT (session) DO UPDATE SET
    subject        = COALESCE(MAX(subject, excluded.subject), subject, excluded.subject),
    first_time     = MIN(first_time, excluded.first_time),
    last_time      = MAX(last_time, excluded.last_time),
    last_received  = MAX(last_received, excluded.last_received),
    events         = events + 1,
    stages         = stages | excluded.stages,
    furthest       = COALESCE(MAX(furthest, excluded.furthest), furthest, excluded.furthest),
    outcome        = MAX(outcome, excluded.outcome)";

/// The stage a journey is in is the one it entered last, by the visitor's clock.
const LAST_STAGE: &str = "
UPDATE journeys SET last_stage = ?2, stage_time = ?3, stage_sequence = ?4
WHERE session = ?1
  AND (stage_time IS NULL OR (?3, ?4, ?2) > (stage_time, stage_sequence, last_stage))";

const TALLY: &str = "
INSERT INTO tallies (family, name, events) VALUES (?1, ?2, 1)
ON CONFLICT (family, name) DO UPDATE SET events = events + 1";

const PLAY: &str = "
INSERT INTO plays (play, format, shown, accepted, completed, dismissed, ignored)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (play) DO UPDATE SET
    format    = COALESCE(MAX(format, excluded.format), format, excluded.format),
    shown     = shown + excluded.shown,
    accepted  = accepted + excluded.accepted,
    completed = completed + excluded.completed,
    dismissed = dismissed + excluded.dismissed,
    ignored   = ignored + excluded.ignored";

const PURCHASE: &str = "
INSERT INTO purchases (source, transaction_id) VALUES (?1, ?2)
ON CONFLICT (source, transaction_id) DO NOTHING";

/// The parts of an event that projections are drawn from.
pub(super) struct Told {
    id: String,
    source: String,
    family: String,
    name: String,
    time: i64,
    received: i64,
    session: Option<String>,
    subject: Option<String>,
    sequence: Option<i64>,
    facts: Value,
}

impl Told {
    /// Takes the event apart: a copy of its facts cost more than its insert.
    pub(super) fn from_event(event: Event, received: i64) -> Self {
        Self {
            id: event.id,
            source: event.source,
            family: event.kind.family.to_owned(),
            name: event.kind.name,
            time: event.time_millis,
            received,
            session: event.session,
            subject: event.subject,
            sequence: event.sequence,
            facts: event.facts,
        }
    }

    fn from_log(row: &Row<'_>) -> rusqlite::Result<Self> {
        let data: Option<String> = row.get("data")?;
        Ok(Self {
            id: row.get("id")?,
            source: row.get("source")?,
            family: row.get("family")?,
            name: row.get("name")?,
            time: row.get("time")?,
            received: row.get("received")?,
            session: row.get("session")?,
            subject: row.get("subject")?,
            sequence: row.get("sequence")?,
            facts: data.and_then(|data| serde_json::from_str(&data).ok()).unwrap_or_default(),
        })
    }

    fn fact(&self, name: &str) -> Option<&str> {
        self.facts.get(name)?.as_str()
    }

    fn is(&self, family: &str, name: &str) -> bool {
        self.family == family && self.name == name
    }
}

/// Moves every projection on by one event that is new to the log.
pub(super) fn apply(db: &Connection, told: &Told) -> rusqlite::Result<()> {
    db.prepare_cached(TALLY)?.execute(params![told.family, told.name])?;
    if told.session.is_some() {
        apply_to_journey(db, told)?;
    }
    if told.family == "play" {
        apply_to_play(db, told)?;
    }
    if told.is("touchpoint", "purchase") {
        // A reloaded confirmation page tells the same purchase again.
        let transaction = told.fact("transaction_id").unwrap_or(&told.id);
        db.prepare_cached(PURCHASE)?.execute(params![told.source, transaction])?;
    }
    Ok(())
}

/// Empties every projection and draws it from the log again.
pub(super) fn rebuild(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(
        "DELETE FROM journeys; DELETE FROM tallies; DELETE FROM plays; DELETE FROM purchases;",
    )?;
    let mut log = db.prepare(
        "SELECT id, source, family, name, time, received, session, subject, sequence, data
         FROM events ORDER BY seq",
    )?;
    let mut rows = log.query([])?;
    while let Some(row) = rows.next()? {
        apply(db, &Told::from_log(row)?)?;
    }
    Ok(())
}

fn apply_to_journey(db: &Connection, told: &Told) -> rusqlite::Result<()> {
    let stage = told
        .is("journey", "stage_entered")
        .then(|| told.fact("stage").and_then(Stage::named))
        .flatten();
    let place = stage.map(Stage::place);
    let stage_time = stage.map(|_| told.time);
    let stage_sequence = stage.map(|_| told.sequence.unwrap_or(-1));
    db.prepare_cached(JOURNEY)?.execute(params![
        told.session,
        told.subject,
        told.time,
        told.received,
        place.map_or(0, |place| 1_i64 << place),
        place,
        stage_time,
        stage_sequence,
        outcome_of(told),
    ])?;
    if stage.is_some() {
        db.prepare_cached(LAST_STAGE)?.execute(params![
            told.session,
            place,
            stage_time,
            stage_sequence
        ])?;
    }
    Ok(())
}

fn outcome_of(told: &Told) -> i64 {
    if told.is("touchpoint", "purchase") {
        outcome::PURCHASED
    } else if told.is("lead", "handed_off") {
        outcome::HANDED_OFF
    } else {
        outcome::OPEN
    }
}

fn apply_to_play(db: &Connection, told: &Told) -> rusqlite::Result<()> {
    let Some(play) = told.fact("play") else {
        return Ok(());
    };
    let is = |name: &str| i64::from(told.name == name);
    db.prepare_cached(PLAY)?.execute(params![
        play,
        told.fact("format"),
        is("shown"),
        is("accepted"),
        is("completed"),
        is("dismissed"),
        is("ignored"),
    ])?;
    Ok(())
}
