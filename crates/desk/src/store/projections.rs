//! What the desk reads at a glance, drawn from the log one event at a time.
//!
//! Every rule here gives the same result in whatever order events arrive, because
//! retries and closing pages reorder them: counts, smallest, largest, latest. What a
//! commit changes is gathered in memory and written once, because fifty events of one
//! journey would otherwise write its row fifty times.

use super::counts::{Counts, Measure, Slot, day_of};
use super::journeys::Journeys;
use super::visitors::Visitors;
use super::{leads, tables, voice};
use crate::event::Event;
use crate::example;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::Value;

/// How a journey came out so far; the larger number wins.
pub(super) mod outcome {
    pub(crate) const OPEN: i64 = 0;
    pub(crate) const HANDED_OFF: i64 = 1;
    pub(crate) const PURCHASED: i64 = 2;
}

/// Events whose changes are written together when everything is drawn anew.
const EVENTS_PER_WRITE: usize = 5_000;

const PLAY: &str = "
INSERT INTO plays (play, format, stage, need) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (play) DO UPDATE SET
    format = COALESCE(MAX(format, excluded.format), format, excluded.format),
    stage  = COALESCE(MAX(stage, excluded.stage), stage, excluded.stage),
    need   = COALESCE(MAX(need, excluded.need), need, excluded.need)
WHERE format IS NOT excluded.format OR stage IS NOT excluded.stage OR need IS NOT excluded.need";

/// The parts of an event that projections are drawn from.
pub(super) struct Told {
    pub(super) seq: i64,
    pub(super) id: String,
    pub(super) source: String,
    pub(super) family: String,
    pub(super) name: String,
    pub(super) time: i64,
    pub(super) received: i64,
    pub(super) session: Option<String>,
    pub(super) subject: Option<String>,
    pub(super) sequence: Option<i64>,
    pub(super) facts: Value,
}

impl Told {
    /// Takes the event apart: a copy of its facts cost more than its insert.
    pub(super) fn from_event(event: Event, seq: i64, received: i64) -> Self {
        Self {
            seq,
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
            seq: row.get("seq")?,
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

    pub(super) fn fact(&self, name: &str) -> Option<&str> {
        self.facts.get(name)?.as_str()
    }

    /// A fact that is a text or a number, as text.
    pub(super) fn fact_or_number(&self, name: &str) -> Option<String> {
        match self.facts.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    pub(super) fn is(&self, family: &str, name: &str) -> bool {
        self.family == family && self.name == name
    }

    pub(super) fn is_example(&self) -> bool {
        self.source == example::SOURCE
    }

    /// Where counts of this event alone belong.
    pub(super) fn slot(&self) -> Slot {
        Slot { day: day_of(self.time), is_example: self.is_example() }
    }
}

/// What a commit changes, until it is written.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) counts: Counts,
    journeys: Journeys,
    visitors: Visitors,
}

impl Changes {
    /// Moves every projection on by one event that is new to the log.
    pub(super) fn apply(&mut self, db: &Connection, told: &Told) -> rusqlite::Result<()> {
        self.counts.add(Measure::Event, told.slot(), (&told.family, &told.name), 1);
        self.journeys.apply(db, told)?;
        match told.family.as_str() {
            "play" => self.apply_play(db, told)?,
            "voice" => voice::apply(&mut self.counts, db, told)?,
            "lead" => leads::apply(&mut self.counts, db, told)?,
            "touchpoint" => self.apply_touchpoint(db, told)?,
            _ => {}
        }
        self.visitors.apply(db, told)
    }

    /// Writes what has gathered.
    pub(super) fn write(mut self, db: &Connection) -> rusqlite::Result<()> {
        self.journeys.write(db, &mut self.counts)?;
        self.visitors.write(db, &mut self.counts)?;
        self.counts.write(db)
    }

    fn apply_play(&mut self, db: &Connection, told: &Told) -> rusqlite::Result<()> {
        let Some(play) = told.fact("play").filter(|play| !play.is_empty()) else {
            return Ok(());
        };
        self.counts.add(Measure::Play, told.slot(), (play, &told.name), 1);
        let (format, stage, need) = (told.fact("format"), told.fact("stage"), told.fact("need"));
        db.prepare_cached(PLAY)?.execute(params![play, format, stage, need])?;
        let measure = match told.name.as_str() {
            "shown" => Measure::Delivered,
            "accepted" => Measure::TakenUp,
            _ => return Ok(()),
        };
        if let (Some(stage), Some(need)) = (stage, need) {
            self.counts.add(measure, told.slot(), (stage, need), 1);
        }
        Ok(())
    }

    fn apply_touchpoint(&mut self, db: &Connection, told: &Told) -> rusqlite::Result<()> {
        match told.name.as_str() {
            "purchase" => self.apply_purchase(db, told),
            "zero_result_search" => {
                let words = ["search_term", "term", "query"].into_iter();
                let words = words.filter_map(|name| told.fact(name)).next().unwrap_or_default();
                let page = told.facts.pointer("/page/path").and_then(Value::as_str);
                let asked = (words.trim(), page.unwrap_or_default());
                self.counts.add(Measure::Unanswered, told.slot(), asked, 1);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// A reloaded confirmation page tells the same purchase again; it counts once, on
    /// the first day it was told of.
    fn apply_purchase(&mut self, db: &Connection, told: &Told) -> rusqlite::Result<()> {
        let transaction = told.fact("transaction_id").unwrap_or(&told.id);
        let slot = told.slot();
        let known: Option<i64> = db
            .prepare_cached("SELECT day FROM purchases WHERE source = ?1 AND transaction_id = ?2")?
            .query_row((&told.source, transaction), |row| row.get(0))
            .optional()?;
        if known.is_some_and(|day| day <= slot.day) {
            return Ok(());
        }
        if let Some(day) = known {
            self.counts.add(Measure::Purchase, Slot { day, ..slot }, ("", ""), -1);
        }
        self.counts.add(Measure::Purchase, slot, ("", ""), 1);
        db.prepare_cached("INSERT OR REPLACE INTO purchases VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![told.source, transaction, slot.is_example, slot.day])?;
        Ok(())
    }
}

/// Empties every projection and draws it from the log again.
pub(super) fn rebuild(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(tables::EMPTY)?;
    let mut log = db.prepare(
        "SELECT seq, id, source, family, name, time, received, session, subject, sequence, data
         FROM events ORDER BY seq",
    )?;
    let mut rows = log.query([])?;
    let mut changes = Changes::default();
    let mut gathered = 0;
    while let Some(row) = rows.next()? {
        changes.apply(db, &Told::from_log(row)?)?;
        gathered += 1;
        if gathered == EVENTS_PER_WRITE {
            std::mem::take(&mut changes).write(db)?;
            gathered = 0;
        }
    }
    changes.write(db)?;
    // What was erased leaves no mark behind.
    db.execute_batch(tables::FORGET_MARKS)
}
