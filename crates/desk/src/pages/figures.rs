//! The numbers of the first page, drawn once and then kept up to date.

use super::map;
use super::numbers::figure;
use crate::error::AppError;
use crate::store::{JourneyMap, Store, Totals};
use serde::Serialize;
use std::collections::BTreeMap;

/// Counts and map as they were at one moment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Figures {
    /// The counts.
    pub(super) totals: Totals,
    /// The journey map.
    pub(super) map: JourneyMap,
    is_stale: bool,
}

/// New text and new shapes for elements of the page, by their ids.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Patch {
    text: BTreeMap<String, String>,
    shape: BTreeMap<String, String>,
}

impl Figures {
    /// Reads them from the store.
    pub(crate) async fn read(store: &Store) -> Result<Self, AppError> {
        let now_millis = jiff::Timestamp::now().as_millisecond();
        Ok(Self {
            totals: store.totals().await?,
            map: store.journey_map(now_millis).await?,
            is_stale: false,
        })
    }

    /// Something happened since they were read.
    pub(crate) fn mark_stale(&mut self) {
        self.is_stale = true;
    }

    /// Whether something happened since they were read.
    pub(crate) fn is_stale(&self) -> bool {
        self.is_stale
    }

    /// What a page that is already open has to change.
    pub(crate) fn patch(&self) -> Patch {
        let mut patch = Patch::default();
        for (id, count) in self.counts() {
            patch.text.insert(id.to_owned(), figure(count));
        }
        patch.text.insert("map-summary".to_owned(), map::summary(&self.map));
        for (id, text) in map::labels(&self.map) {
            patch.text.insert(id, text);
        }
        patch.shape.extend(map::shapes(&self.map));
        patch
    }

    fn counts(&self) -> [(&'static str, u64); 7] {
        let Totals { plays, .. } = &self.totals;
        [
            ("total-events", self.totals.events),
            ("total-journeys", self.totals.journeys),
            ("total-shown", plays.shown),
            ("total-purchases", self.totals.purchases),
            ("plays-shown", plays.shown),
            ("plays-accepted", plays.accepted),
            ("plays-dismissed", plays.dismissed),
        ]
    }
}
