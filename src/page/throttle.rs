//! How often one kind of motion is reported.

use std::cell::Cell;

use web_sys::Event;

/// Least time between two reports of one kind of motion.
///
/// The engine asks for a pause of 1.5 s with a hard limit of 0.8 s (guidance
/// P4); a quarter of a second of doubt stays well inside.
const PAUSE_MILLIS: f64 = 250.0;

/// Lets one event through per pause, by the time of the events themselves.
#[derive(Debug, Default)]
pub(super) struct Throttle {
    last: Cell<Option<f64>>,
}

impl Throttle {
    /// Whether enough time has passed since the last one that was let through.
    pub(super) fn is_due(&self, event: &Event) -> bool {
        let now = event.time_stamp();
        let is_due = self.last.get().is_none_or(|last| now - last >= PAUSE_MILLIS);
        if is_due {
            self.last.set(Some(now));
        }
        is_due
    }
}
