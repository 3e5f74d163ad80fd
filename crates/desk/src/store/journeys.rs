//! Journeys one by one: what is known of each, and what each adds to the totals.

use super::counts::{Counts, Measure, Slot, Span, day_of};
use super::projections::{Told, outcome};
use super::readings::Readings;
use crate::stage::{self, OnTheMap, Stage};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;

/// A journey silent for this long has stopped; guidance.md §5 ends a session there.
pub(super) const STOPPED_AFTER_MILLIS: i64 = 30 * 60 * 1000;

/// Most other journeys of the same visitor that one journey lists.
const MAX_OTHERS: u32 = 12;

/// What went wrong for a visitor, in the catalogue's names; the place is the bit.
pub const SIGNALS: [&str; 8] = [
    "form_error",
    "rage_click",
    "dead_click",
    "zero_result_search",
    "error_click",
    "quick_back",
    "page_loop",
    "coupon_hesitation",
];

/// Plays a journey was shown are told apart up to here.
const MOST_SHOWN: u32 = 9;

/// What is known of one journey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JourneyRecord {
    /// Its session.
    pub session: String,
    /// The visitor, when `personalise` was granted.
    pub subject: Option<String>,
    /// Whether it was generated.
    pub is_example: bool,
    /// First event, milliseconds since 1970 UTC by the visitor's clock.
    pub first_millis: i64,
    /// Last event, milliseconds since 1970 UTC by the visitor's clock.
    pub last_millis: i64,
    /// How many events it has.
    pub events: u64,
    /// The stages it entered, as bits by their place.
    pub stages: u32,
    /// The furthest stage it entered.
    pub furthest: Option<Stage>,
    /// The stage it entered last: where it is, or was before it faded.
    pub last_stage: Option<Stage>,
    /// Whether something was bought.
    pub is_purchased: bool,
    /// Whether it was handed to a person.
    pub is_handed_off: bool,
    /// What went wrong, as bits by the place in [`SIGNALS`].
    pub felt: u32,
    /// Plays it was shown.
    pub shown: u32,
    /// What the visitor's own device says of it.
    pub readings: Readings,
    /// Other sessions of the same visitor, newest first.
    pub others: Vec<String>,
    last_active: i64,
    stage_at: Option<(i64, i64)>,
    outcome: i64,
}

impl JourneyRecord {
    /// Whether it entered a stage.
    #[must_use]
    pub fn has_entered(&self, stage: Stage) -> bool {
        self.stages & (1 << stage.place()) != 0
    }

    /// The names of what went wrong in it.
    pub fn signals(&self) -> impl Iterator<Item = &'static str> {
        let felt = self.felt;
        SIGNALS
            .into_iter()
            .enumerate()
            .filter(move |(bit, _)| felt & (1 << bit) != 0)
            .map(|(_, signal)| signal)
    }

    fn begun_by(told: &Told, session: &str) -> Self {
        Self {
            session: session.to_owned(),
            subject: None,
            is_example: false,
            first_millis: i64::MAX,
            last_millis: i64::MIN,
            events: 0,
            stages: 0,
            furthest: None,
            last_stage: None,
            is_purchased: false,
            is_handed_off: false,
            felt: 0,
            shown: 0,
            readings: Readings::default(),
            others: Vec::new(),
            last_active: told.time.min(told.received),
            stage_at: None,
            outcome: outcome::OPEN,
        }
    }

    fn take(&mut self, told: &Told) {
        self.subject = told.subject.clone().max(self.subject.take());
        self.is_example |= told.is_example();
        self.first_millis = self.first_millis.min(told.time);
        self.last_millis = self.last_millis.max(told.time);
        self.last_active = self.last_active.max(told.time.min(told.received));
        self.events += 1;
        self.outcome = self.outcome.max(outcome_of(told));
        self.is_purchased = self.outcome == outcome::PURCHASED;
        self.is_handed_off = self.outcome == outcome::HANDED_OFF;
        self.shown += u32::from(told.is("play", "shown"));
        if told.family == "touchpoint"
            && let Some(bit) = SIGNALS.iter().position(|signal| *signal == told.name)
        {
            self.felt |= 1 << bit;
        }
        self.readings.take(told);
        self.take_stage(told);
    }

    /// The stage a journey is in is the one it entered last, by the visitor's clock.
    fn take_stage(&mut self, told: &Told) {
        let is_stage = told.is("journey", "stage_entered");
        let Some(stage) = told.fact("stage").filter(|_| is_stage).and_then(stage::named) else {
            return;
        };
        self.stages |= 1 << stage.place();
        self.furthest = self.furthest.max(Some(stage));
        let at = (told.time, told.sequence.unwrap_or(-1));
        if self.stage_at.is_none_or(|last| (at, Some(stage)) > (last, self.last_stage)) {
            self.stage_at = Some(at);
            self.last_stage = Some(stage);
        }
    }

    /// Adds to the totals what this journey is worth, or takes it out again.
    fn count(&self, counts: &mut Counts, number: i64) {
        let slot = Slot { day: day_of(self.first_millis), is_example: self.is_example };
        let last = self.last_stage.map_or("", Stage::as_str);
        counts.add(Measure::Journey, slot, ("", ""), number);
        let bought = if self.is_purchased { "bought" } else { "" };
        counts.add(Measure::Last, slot, (last, bought), number);
        for stage in Stage::EVERY.into_iter().filter(|stage| self.has_entered(*stage)) {
            counts.add(Measure::Reached, slot, (stage.as_str(), ""), number);
        }
        // Who bought in spite of it did not stop there.
        for signal in self.signals().filter(|_| !self.is_purchased) {
            counts.add(Measure::Felt, slot, (last, signal), number);
        }
        let shown = self.shown.min(MOST_SHOWN).to_string();
        counts.add(Measure::Attention, slot, (&shown, ""), number);
        let outcome = match self.outcome {
            outcome::PURCHASED => "purchased",
            outcome::HANDED_OFF => "handed_off",
            _ => "open",
        };
        counts.add(Measure::Outcome, slot, (outcome, ""), number);
    }
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

/// The journeys a commit changes: as they were, and as they are.
#[derive(Debug, Default)]
pub(super) struct Journeys {
    moved: BTreeMap<String, (Option<JourneyRecord>, JourneyRecord)>,
}

const WRITE: &str = "
INSERT OR REPLACE INTO journeys (session, subject, is_example, first_time, last_time, last_active,
    events, stages, furthest, last_stage, stage_time, stage_sequence, outcome, felt, shown, readings)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";

impl Journeys {
    pub(super) fn apply(&mut self, db: &Connection, told: &Told) -> rusqlite::Result<()> {
        let Some(session) = &told.session else { return Ok(()) };
        if let Some((_, journey)) = self.moved.get_mut(session) {
            journey.take(told);
            return Ok(());
        }
        let before = bare(db, session)?;
        let mut journey = before.clone().unwrap_or_else(|| JourneyRecord::begun_by(told, session));
        journey.take(told);
        self.moved.insert(session.clone(), (before, journey));
        Ok(())
    }

    pub(super) fn write(&mut self, db: &Connection, counts: &mut Counts) -> rusqlite::Result<()> {
        let mut write = db.prepare_cached(WRITE)?;
        for (before, journey) in std::mem::take(&mut self.moved).into_values() {
            if let Some(before) = before {
                before.count(counts, -1);
            }
            journey.count(counts, 1);
            write.execute(params![
                journey.session,
                journey.subject,
                journey.is_example,
                journey.first_millis,
                journey.last_millis,
                journey.last_active,
                journey.events,
                journey.stages,
                journey.furthest.map(OnTheMap::place),
                journey.last_stage.map(OnTheMap::place),
                journey.stage_at.map(|at| at.0),
                journey.stage_at.map(|at| at.1),
                journey.outcome,
                journey.felt,
                journey.shown,
                journey.readings.to_text(),
            ])?;
        }
        Ok(())
    }
}

fn bare(db: &Connection, session: &str) -> rusqlite::Result<Option<JourneyRecord>> {
    db.prepare_cached("SELECT * FROM journeys WHERE session = ?1")?
        .query_row([session], read)
        .optional()
}

pub(super) fn one(db: &Connection, session: &str) -> rusqlite::Result<Option<JourneyRecord>> {
    let Some(mut journey) = bare(db, session)? else {
        return Ok(None);
    };
    if let Some(subject) = &journey.subject {
        let others: Vec<(String, String)> = db
            .prepare_cached(
                "SELECT session, readings FROM journeys WHERE subject = ?1 AND session <> ?2
                 ORDER BY last_time DESC LIMIT ?3",
            )?
            .query_map((subject, session, MAX_OTHERS), |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        for (other, readings) in others {
            journey.readings.take_lasting(&Readings::from_text(&readings));
            journey.others.push(other);
        }
    }
    Ok(Some(journey))
}

/// Journeys to look at: which, how many at most, and the present.
#[derive(Clone, Copy, Debug)]
pub struct Examples {
    /// The days they began on, and whose they are.
    pub span: Span,
    /// The stage they stopped at.
    pub stage: Stage,
    /// The place in [`SIGNALS`] of what went wrong in them, if that is asked for.
    pub signal: Option<usize>,
    /// The present, in milliseconds since 1970.
    pub now_millis: i64,
    /// Most of them.
    pub limit: u32,
}

/// Journeys that stopped at a stage, the newest first. Looks at the newest 5,000 of the
/// stage only, so that a rare signal does not cost a walk through all of them.
pub(super) fn stopped_at(
    db: &Connection,
    wanted: Examples,
) -> rusqlite::Result<Vec<JourneyRecord>> {
    let mask = wanted.signal.map_or(0, |bit| 1_i64 << bit);
    let (from, to) = wanted.span.millis();
    db.prepare_cached(
        "SELECT * FROM (SELECT * FROM journeys WHERE last_stage = ?1 AND last_active <= ?2
                        AND outcome <> 2
                        ORDER BY last_active DESC LIMIT 5000)
         WHERE first_time >= ?3 AND first_time < ?4 AND (?5 = 0 OR felt & ?5 <> 0)
           AND (?6 IS NULL OR is_example = ?6)
         LIMIT ?7",
    )?
    .query_map(
        params![
            wanted.stage.place(),
            wanted.now_millis - STOPPED_AFTER_MILLIS,
            from,
            to,
            mask,
            wanted.span.whose.is_example(),
            wanted.limit
        ],
        read,
    )?
    .collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<JourneyRecord> {
    let furthest: Option<usize> = row.get("furthest")?;
    let last_stage: Option<usize> = row.get("last_stage")?;
    let came_to: i64 = row.get("outcome")?;
    let stage_time: Option<i64> = row.get("stage_time")?;
    let stage_sequence: Option<i64> = row.get("stage_sequence")?;
    let readings: String = row.get("readings")?;
    Ok(JourneyRecord {
        session: row.get("session")?,
        subject: row.get("subject")?,
        is_example: row.get("is_example")?,
        first_millis: row.get("first_time")?,
        last_millis: row.get("last_time")?,
        events: row.get("events")?,
        stages: row.get("stages")?,
        furthest: furthest.and_then(stage::at),
        last_stage: last_stage.and_then(stage::at),
        is_purchased: came_to == outcome::PURCHASED,
        is_handed_off: came_to == outcome::HANDED_OFF,
        felt: row.get("felt")?,
        shown: row.get("shown")?,
        readings: Readings::from_text(&readings),
        others: Vec::new(),
        last_active: row.get("last_active")?,
        stage_at: stage_time.zip(stage_sequence),
        outcome: came_to,
    })
}
