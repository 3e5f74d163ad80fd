//! All journeys as a map: who reached a stage, who stopped there, what was felt.

use super::counts::{self, Measure, Span};
use super::journeys::{SIGNALS, STOPPED_AFTER_MILLIS};
use crate::stage::{self, OnTheMap, Stage};
use rusqlite::{Connection, params};

/// The three kinds of needs, in the engine's words.
pub const NEEDS: [&str; 3] = ["functional", "social", "emotional"];

/// One stage of the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StageCount {
    /// Journeys that entered it.
    pub reached: u64,
    /// Journeys that ended there: nothing was bought, and they have been silent for 30
    /// minutes.
    pub stopped: u64,
    /// Journeys whose last stage it is and which led to a purchase.
    pub bought: u64,
    /// Journeys whose last stage it is and which are still going, nothing bought so far.
    pub here: u64,
    /// Journeys whose last stage it is and in which something went wrong, by the place
    /// in [`SIGNALS`].
    pub felt: [u64; SIGNALS.len()],
    /// Plays shown for it, by the place in [`NEEDS`].
    pub delivered: [u64; 3],
    /// Those of them that were taken up.
    pub taken_up: [u64; 3],
}

/// How many journeys reached each stage and where they stopped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JourneyMap {
    /// By the place of the stage.
    pub stages: [StageCount; 7],
    /// All journeys.
    pub journeys: u64,
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

    fn at(&mut self, name: &str) -> Option<&mut StageCount> {
        self.stages.get_mut(stage::named(name)?.place())
    }
}

pub(super) fn of(db: &Connection, span: Span, now_millis: i64) -> rusqlite::Result<JourneyMap> {
    let mut map = JourneyMap::default();
    for count in counts::sums(db, Measure::Reached, span)? {
        if let Some(stage) = map.at(&count.a) {
            stage.reached = count.number;
        }
    }
    for count in counts::sums(db, Measure::Last, span)? {
        map.journeys += count.number;
        match map.at(&count.a) {
            Some(stage) if count.b == "bought" => stage.bought = count.number,
            Some(stage) => stage.stopped = count.number,
            None => map.unknown += count.number,
        }
    }
    for (place, here) in here(db, span, now_millis)? {
        if let Some(stage) = map.stages.get_mut(place) {
            stage.here = here.min(stage.stopped);
            stage.stopped -= stage.here;
        }
    }
    fill(&mut map, &counts::sums(db, Measure::Felt, span)?, &SIGNALS, |stage| &mut stage.felt);
    let delivered = counts::sums(db, Measure::Delivered, span)?;
    fill(&mut map, &delivered, &NEEDS, |stage| &mut stage.delivered);
    let taken_up = counts::sums(db, Measure::TakenUp, span)?;
    fill(&mut map, &taken_up, &NEEDS, |stage| &mut stage.taken_up);
    Ok(map)
}

/// Puts counts by stage and word where they belong; words of strangers have no place.
fn fill(
    map: &mut JourneyMap,
    counts: &[counts::Count],
    words: &[&str],
    list: impl Fn(&mut StageCount) -> &mut [u64],
) {
    for count in counts {
        let place = words.iter().position(|word| *word == count.b);
        if let (Some(stage), Some(place)) = (map.at(&count.a), place)
            && let Some(number) = list(stage).get_mut(place)
        {
            *number = count.number;
        }
    }
}

/// Journeys that are still going, by the place of their stage. The index is named: left
/// alone, SQLite walks through all journeys in the order of stages (1.8 s with 400,000
/// journeys), where the last half hour has a handful.
fn here(db: &Connection, span: Span, now_millis: i64) -> rusqlite::Result<Vec<(usize, u64)>> {
    let (from, to) = span.millis();
    db.prepare_cached(
        "SELECT last_stage, COUNT(*) FROM journeys INDEXED BY journeys_by_active
         WHERE last_active > ?1 AND last_stage IS NOT NULL AND outcome <> 2 AND first_time >= ?2
           AND first_time < ?3 AND (?4 IS NULL OR is_example = ?4)
         GROUP BY last_stage",
    )?
    .query_map(
        params![now_millis - STOPPED_AFTER_MILLIS, from, to, span.whose.is_example()],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?
    .collect()
}
