//! Example data: generated journeys, marked as such, for a desk nobody has sent to yet.

use crate::error::AppError;
use crate::event::{self, Event};
use crate::store::Store;
use usher_engine::Timestamp;
use usher_testkit::{CrowdPlan, Happening};

/// The `source` of every generated event. Pages call it "example data"; it can be
/// hidden, shown alone, and taken out again.
pub const SOURCE: &str = "urn:usher:example";

/// Events handed to the store at once; more would only wait in memory.
const EVENTS_AT_ONCE: usize = 2_000;

/// What came in the last three days nobody has answered yet.
const WORKED_UNTIL_MILLIS: i64 = 3 * 24 * 60 * 60 * 1000;

/// How much example data is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Examples {
    /// Where all draws come from; the same seed gives the same journeys.
    pub seed: u64,
    /// About how many events.
    pub events: usize,
    /// Over how many days before now.
    pub days: u32,
}

impl Default for Examples {
    /// As much as the demo shows: enough for most numbers to mean something.
    fn default() -> Self {
        Self { seed: 7, events: 120_000, days: 56 }
    }
}

/// Fills a store through its own writer, so that everything holds that holds for
/// events from shops.
///
/// Shape: whole journeys, so a few events more than asked for. Returns how many.
/// Errors: the store cannot write.
pub async fn fill(store: &Store, wanted: Examples, now_millis: i64) -> Result<usize, AppError> {
    let until = Timestamp(now_millis);
    let plan = CrowdPlan { seed: wanted.seed, days: wanted.days, until, held_out_percent: 25 };
    let mut waiting = Vec::with_capacity(EVENTS_AT_ONCE);
    let mut filled = 0;
    for journey in plan.crowd() {
        if filled >= wanted.events {
            break;
        }
        filled += journey.len();
        let read = |event: &Happening| event::read(&event.envelope(SOURCE)).ok();
        waiting.extend(journey.iter().filter_map(read));
        if waiting.len() >= EVENTS_AT_ONCE {
            hand_over(store, &mut waiting).await?;
        }
    }
    hand_over(store, &mut waiting).await?;
    store.work_at_examples(now_millis - WORKED_UNTIL_MILLIS).await?;
    Ok(filled)
}

async fn hand_over(store: &Store, waiting: &mut Vec<Event>) -> Result<(), AppError> {
    store.keep(std::mem::take(waiting)).await.map(drop)
}
