//! Journeys: one by one, and all of them as a map.

use super::projections::outcome;
use crate::stage::Stage;
use rusqlite::{Connection, OptionalExtension, Row};

/// A journey silent for this long has stopped; guidance.md §5 ends a session there.
const STOPPED_AFTER_MILLIS: i64 = 30 * 60 * 1000;

/// Most other journeys of the same visitor that one journey lists.
const MAX_OTHERS: u32 = 12;

/// What is known of one journey.
#[derive(Clone, Debug)]
pub struct JourneyRecord {
    /// Its session.
    pub session: String,
    /// The visitor, when `personalise` was granted.
    pub subject: Option<String>,
    /// First event, milliseconds since 1970 UTC by the visitor's clock.
    pub first_millis: i64,
    /// Last event, milliseconds since 1970 UTC by the visitor's clock.
    pub last_millis: i64,
    /// How many events it has.
    pub events: u64,
    /// The stages it entered, as bits by [`Stage::place`].
    pub stages: u32,
    /// The furthest stage it entered.
    pub furthest: Option<Stage>,
    /// The stage it is in.
    pub last_stage: Option<Stage>,
    /// Whether something was bought.
    pub is_purchased: bool,
    /// Whether it was handed to a person.
    pub is_handed_off: bool,
    /// Other sessions of the same visitor, newest first.
    pub others: Vec<String>,
}

impl JourneyRecord {
    /// Whether it entered a stage.
    #[must_use]
    pub fn has_entered(&self, stage: Stage) -> bool {
        self.stages & (1 << stage.place()) != 0
    }
}

/// One stage of the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StageCount {
    /// Journeys that entered it.
    pub reached: u64,
    /// Journeys whose last stage it is and which have been silent for 30 minutes.
    pub stopped: u64,
    /// Journeys whose last stage it is and which are still going.
    pub here: u64,
}

/// How many journeys reached each stage and where they stopped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JourneyMap {
    /// By [`Stage::place`].
    pub stages: [StageCount; 7],
    /// Journeys whose stage nobody told us.
    pub unknown: u64,
}

impl JourneyMap {
    /// The counts of one stage.
    #[must_use]
    pub fn of(&self, stage: Stage) -> StageCount {
        self.stages.get(stage.place()).copied().unwrap_or_default()
    }

    /// The largest count of any stage.
    #[must_use]
    pub fn most_reached(&self) -> u64 {
        self.stages.iter().map(|count| count.reached).max().unwrap_or(0)
    }
}

pub(super) fn one(db: &Connection, session: &str) -> rusqlite::Result<Option<JourneyRecord>> {
    let found = db
        .prepare_cached("SELECT * FROM journeys WHERE session = ?1")?
        .query_row([session], read)
        .optional()?;
    let Some(mut journey) = found else {
        return Ok(None);
    };
    if let Some(subject) = &journey.subject {
        journey.others = db
            .prepare_cached(
                "SELECT session FROM journeys WHERE subject = ?1 AND session <> ?2
                 ORDER BY last_time DESC LIMIT ?3",
            )?
            .query_map((subject, session, MAX_OTHERS), |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
    }
    Ok(Some(journey))
}

pub(super) fn map(db: &Connection, now_millis: i64) -> rusqlite::Result<JourneyMap> {
    let mut map = JourneyMap::default();
    let mut query = db.prepare_cached(
        "SELECT stages, last_stage, last_received > ?1, COUNT(*) FROM journeys GROUP BY 1, 2, 3",
    )?;
    let mut rows = query.query([now_millis - STOPPED_AFTER_MILLIS])?;
    while let Some(row) = rows.next()? {
        count(&mut map, row)?;
    }
    Ok(map)
}

fn count(map: &mut JourneyMap, row: &Row<'_>) -> rusqlite::Result<()> {
    let (stages, last): (u32, Option<usize>) = (row.get(0)?, row.get(1)?);
    let (is_here, journeys): (bool, u64) = (row.get(2)?, row.get(3)?);
    for (place, stage) in map.stages.iter_mut().enumerate() {
        if stages & (1 << place) != 0 {
            stage.reached += journeys;
        }
    }
    match last.and_then(|place| map.stages.get_mut(place)) {
        Some(stage) if is_here => stage.here += journeys,
        Some(stage) => stage.stopped += journeys,
        None => map.unknown += journeys,
    }
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<JourneyRecord> {
    let furthest: Option<usize> = row.get("furthest")?;
    let last_stage: Option<usize> = row.get("last_stage")?;
    let came_to: i64 = row.get("outcome")?;
    Ok(JourneyRecord {
        session: row.get("session")?,
        subject: row.get("subject")?,
        first_millis: row.get("first_time")?,
        last_millis: row.get("last_time")?,
        events: row.get("events")?,
        stages: row.get("stages")?,
        furthest: furthest.and_then(Stage::at),
        last_stage: last_stage.and_then(Stage::at),
        is_purchased: came_to == outcome::PURCHASED,
        is_handed_off: came_to == outcome::HANDED_OFF,
        others: Vec::new(),
    })
}
