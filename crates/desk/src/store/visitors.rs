//! Visitors: whom a play was meant for, what came of it, and how clients are doing.
//!
//! Where personalisation was allowed a visitor is the `subject` over all visits;
//! elsewhere nobody can know more than one visit, and that visit stands for a visitor.

use super::counts::{Counts, Measure, Slot, day_of};
use super::patience;
use super::projections::Told;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;
use usher_engine::{Millis, Timestamp, rhythm};

/// A visit this long after a play counts as coming back.
const RETURN_AFTER_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// Most orders that are remembered of one visitor: as many as their own device does.
const MAX_ORDERS: usize = 12;

/// What the engine says when it cannot tell a phase any more.
const UNKNOWN: &str = "unknown";

/// The name under which all unasked plays together are counted.
pub(super) const ALL_PLAYS: &str = "";

/// What is known of one visitor.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Visitor {
    is_example: bool,
    /// Whether it is a `subject`, so that a later visit can be seen.
    is_known: bool,
    last_time: i64,
    last_purchase: Option<i64>,
    last_contact: Option<i64>,
    /// Times of orders, oldest first.
    orders: Vec<i64>,
    phase: Option<(i64, i64, String)>,
}

/// A play that was meant for a visitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Exposure {
    first_time: i64,
    /// It was held back at least once: the visitor is in the holdout.
    is_withheld: bool,
}

impl Exposure {
    fn with(self, other: Self) -> Self {
        Self {
            first_time: self.first_time.min(other.first_time),
            is_withheld: self.is_withheld || other.is_withheld,
        }
    }
}

impl Visitor {
    fn begun_by(told: &Told) -> Self {
        Self {
            is_example: false,
            is_known: told.subject.is_some(),
            last_time: told.time,
            last_purchase: None,
            last_contact: None,
            orders: Vec::new(),
            phase: None,
        }
    }

    fn take(&mut self, told: &Told) {
        self.is_example |= told.is_example();
        self.last_time = self.last_time.max(told.time);
        if told.is("touchpoint", "purchase") {
            self.last_purchase = self.last_purchase.max(Some(told.time));
            self.take_order(told.time);
        }
        if told.is("lead", "handed_off") {
            self.last_contact = self.last_contact.max(Some(told.time));
        }
        if told.is("journey", "phase_changed")
            && let Some(phase) = told.fact("phase")
        {
            let phase = (told.time, told.sequence.unwrap_or(-1), phase.to_owned());
            self.phase = self.phase.take().max(Some(phase));
        }
    }

    fn take_order(&mut self, time: i64) {
        if let Err(place) = self.orders.binary_search(&time) {
            self.orders.insert(place, time);
        }
        if self.orders.len() > MAX_ORDERS {
            self.orders.remove(0);
        }
    }

    /// When this client counts as at risk, and when as lapsed, by the engine's own rule;
    /// unknown with one order.
    fn risk(&self, patience: [Millis; 2]) -> Option<(i64, i64)> {
        let orders: Vec<Timestamp> = self.orders.iter().copied().map(Timestamp).collect();
        let (risk, lapse) = rhythm::late_from(&orders, patience)?;
        Some((risk.0, lapse.0))
    }

    fn count_phase(&self, counts: &mut Counts, number: i64) {
        let known = self.phase.as_ref().filter(|(_, _, phase)| self.is_known && phase != UNKNOWN);
        if let Some((_, _, phase)) = known {
            let slot = Slot { day: 0, is_example: self.is_example };
            counts.add(Measure::Phase, slot, (phase, ""), number);
        }
    }

    /// Adds what came of a play to the totals, or takes it out again.
    fn count(&self, counts: &mut Counts, (play, exposure): (&str, Exposure), number: i64) {
        let slot = Slot { day: day_of(exposure.first_time), is_example: self.is_example };
        let arm = if exposure.is_withheld { "withheld" } else { "shown" };
        let since = |time: Option<i64>| time.is_some_and(|time| time >= exposure.first_time);
        let came_back = self.last_time >= exposure.first_time.saturating_add(RETURN_AFTER_MILLIS);
        for (outcome, is_so) in [
            ("visitors", true),
            ("purchase", since(self.last_purchase)),
            ("contact", since(self.last_contact)),
            ("known", self.is_known),
            ("return", self.is_known && came_back),
        ] {
            if is_so {
                let b = format!("{arm} {outcome}");
                counts.add(Measure::Effect, slot, (play, &b), number);
            }
        }
    }
}

/// The visitors a commit changes.
#[derive(Debug, Default)]
pub(super) struct Visitors {
    moved: BTreeMap<String, (Option<Visitor>, Visitor)>,
    exposures: BTreeMap<String, BTreeMap<String, Exposure>>,
}

const WRITE: &str = "
INSERT OR REPLACE INTO visitors (visitor, is_example, is_known, last_time, last_purchase,
    last_contact, orders, phase, phase_time, phase_sequence, risk_at, lapse_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";

impl Visitors {
    pub(super) fn apply(&mut self, db: &Connection, told: &Told) -> rusqlite::Result<()> {
        let exposure = exposure_of(told);
        let matters = told.subject.is_some()
            || exposure.is_some()
            || told.is("touchpoint", "purchase")
            || told.is("lead", "handed_off");
        let visitor = told.subject.as_ref().or(told.session.as_ref());
        let Some(visitor) = visitor.filter(|_| matters) else { return Ok(()) };
        if let Some((play, exposure)) = exposure {
            let plays = self.exposures.entry(visitor.clone()).or_default();
            for play in [play, ALL_PLAYS] {
                let known = plays.entry(play.to_owned()).or_insert(exposure);
                *known = known.with(exposure);
            }
        }
        if let Some((_, known)) = self.moved.get_mut(visitor) {
            known.take(told);
            return Ok(());
        }
        let before = one(db, visitor)?;
        let mut now = before.clone().unwrap_or_else(|| Visitor::begun_by(told));
        now.take(told);
        self.moved.insert(visitor.clone(), (before, now));
        Ok(())
    }

    pub(super) fn write(&mut self, db: &Connection, counts: &mut Counts) -> rusqlite::Result<()> {
        let mut exposures = std::mem::take(&mut self.exposures);
        let patience = patience::read(db)?;
        for (name, (before, visitor)) in std::mem::take(&mut self.moved) {
            if let Some(before) = &before {
                before.count_phase(counts, -1);
            }
            visitor.count_phase(counts, 1);
            let new = exposures.remove(&name).unwrap_or_default();
            let mut plays =
                if before.is_some() { exposures_of(db, &name)? } else { BTreeMap::new() };
            for (play, exposure) in &plays {
                before.as_ref().unwrap_or(&visitor).count(counts, (play, *exposure), -1);
            }
            for (play, exposure) in new {
                let whole = plays.get(&play).map_or(exposure, |known| known.with(exposure));
                if plays.insert(play.clone(), whole) != Some(whole) {
                    db.prepare_cached("INSERT OR REPLACE INTO exposures VALUES (?1, ?2, ?3, ?4)")?
                        .execute(params![name, play, whole.first_time, whole.is_withheld])?;
                }
            }
            for (play, exposure) in &plays {
                visitor.count(counts, (play, *exposure), 1);
            }
            if before.as_ref() != Some(&visitor) {
                write(db, (&name, &visitor), patience)?;
            }
        }
        Ok(())
    }
}

/// The play that was shown or, in the holdout, would have been.
fn exposure_of(told: &Told) -> Option<(&str, Exposure)> {
    let is_withheld = told.is("play", "withheld");
    if !is_withheld && !told.is("play", "shown") {
        return None;
    }
    let play = told.fact("play").filter(|play| !play.is_empty())?;
    Some((play, Exposure { first_time: told.time, is_withheld }))
}

fn write(
    db: &Connection,
    (name, visitor): (&str, &Visitor),
    patience: [Millis; 2],
) -> rusqlite::Result<()> {
    let orders: Vec<String> = visitor.orders.iter().map(i64::to_string).collect();
    let phase = visitor.phase.as_ref();
    let risk = visitor.risk(patience).filter(|_| visitor.is_known);
    db.prepare_cached(WRITE)?.execute(params![
        name,
        visitor.is_example,
        visitor.is_known,
        visitor.last_time,
        visitor.last_purchase,
        visitor.last_contact,
        orders.join(" "),
        phase.map(|phase| &phase.2),
        phase.map(|phase| phase.0),
        phase.map(|phase| phase.1),
        risk.map(|risk| risk.0),
        risk.map(|risk| risk.1),
    ])?;
    Ok(())
}

/// Says of every client anew when they are late.
pub(super) fn judge_anew(db: &Connection) -> rusqlite::Result<()> {
    let patience = patience::read(db)?;
    let judged: Vec<(String, Visitor)> = db
        .prepare("SELECT * FROM visitors WHERE risk_at IS NOT NULL")?
        .query_map([], |row| Ok((row.get("visitor")?, read(row)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (name, visitor) in &judged {
        write(db, (name, visitor), patience)?;
    }
    Ok(())
}

fn one(db: &Connection, visitor: &str) -> rusqlite::Result<Option<Visitor>> {
    db.prepare_cached("SELECT * FROM visitors WHERE visitor = ?1")?
        .query_row([visitor], read)
        .optional()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Visitor> {
    let orders: String = row.get("orders")?;
    let phase: Option<String> = row.get("phase")?;
    let phase_time: Option<i64> = row.get("phase_time")?;
    let phase_sequence: Option<i64> = row.get("phase_sequence")?;
    Ok(Visitor {
        is_example: row.get("is_example")?,
        is_known: row.get("is_known")?,
        last_time: row.get("last_time")?,
        last_purchase: row.get("last_purchase")?,
        last_contact: row.get("last_contact")?,
        orders: orders.split(' ').filter_map(|time| time.parse().ok()).collect(),
        phase: phase
            .zip(phase_time)
            .zip(phase_sequence)
            .map(|((phase, time), sequence)| (time, sequence, phase)),
    })
}

fn exposures_of(db: &Connection, visitor: &str) -> rusqlite::Result<BTreeMap<String, Exposure>> {
    db.prepare_cached("SELECT play, first_time, is_withheld FROM exposures WHERE visitor = ?1")?
        .query_map([visitor], |row| {
            let exposure = Exposure { first_time: row.get(1)?, is_withheld: row.get(2)? };
            Ok((row.get(0)?, exposure))
        })?
        .collect()
}
