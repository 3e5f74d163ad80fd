//! How often one kind of motion is reported.

use std::cell::Cell;

use super::listener::Heard;

/// Least time between two reports of one kind of motion.
///
/// The engine asks for a pause of 1.5 s with a hard limit of 0.8 s (guidance
/// P4); a quarter of a second of doubt stays well inside.
const PAUSE_MILLIS: f64 = 250.0;

/// Lets one event through per pause, by the time of the events themselves.
#[derive(Debug)]
pub(super) struct Throttle {
    last: Cell<f64>,
}

impl Throttle {
    /// Lets the first event through, whenever it comes.
    pub(super) const fn new() -> Self {
        Self { last: Cell::new(f64::NEG_INFINITY) }
    }

    /// Whether enough time has passed since the last one that was let through.
    pub(super) fn is_due(&self, heard: Heard) -> bool {
        let is_due = heard.at - self.last.get() >= PAUSE_MILLIS;
        if is_due {
            self.last.set(heard.at);
        }
        is_due
    }
}
