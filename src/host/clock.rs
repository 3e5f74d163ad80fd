//! The clock and the one timer.

use usher_engine::{Millis, Timestamp};
use wasm_bindgen::prelude::*;

use crate::later::Later;

#[wasm_bindgen(module = "/src/host/clock.js")]
extern "C" {
    #[wasm_bindgen(js_name = now)]
    fn read() -> f64;

    /// How far UTC is ahead of the local time, in minutes.
    pub(super) fn behind() -> i32;

    /// Stops the clock at a moment, in milliseconds since 1970; `undefined` lets it go on.
    #[wasm_bindgen(js_name = goTo)]
    pub fn go_to(moment: &JsValue);
}

/// Now, by the visitor's clock when the page was opened, or as far as that was put forward
/// since.
#[must_use]
pub fn now() -> Timestamp {
    Timestamp(read() as i64)
}

/// The one timer of the driver; dropping it stops it.
pub struct Timer {
    ring: Later,
}

impl Timer {
    /// A timer that calls `ring` each time it runs out.
    #[must_use]
    pub fn new(ring: Box<dyn Fn(JsValue)>) -> Self {
        Self { ring: Later::new(ring) }
    }

    /// Rings at `moment`, or at once when it has passed; replaces any earlier request.
    ///
    /// Shape: may ring early, after 24 days at the latest, and a sleeping
    /// computer makes it ring late. The engine looks at the clock itself.
    pub fn wake_at(&self, moment: Timestamp) {
        let Millis(pause) = moment.since(now());
        // The longest pause `setTimeout` takes; a longer one would ring at once.
        let longest = i64::from(i32::MAX);
        self.ring.after(pause.clamp(0, longest) as i32);
    }

    /// Forgets the request.
    pub fn stop(&self) {
        self.ring.stop();
    }
}
