//! The clock and the one timer.

use std::cell::Cell;

use usher_engine::{Millis, Timestamp};
use wasm_bindgen::prelude::*;

/// Longest pause `setTimeout` takes; a longer one would fire at once.
const MAX_PAUSE: i64 = i32::MAX as i64;

/// Now, by the visitor's clock.
#[must_use]
pub fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as i64)
}

/// The one timer of the driver; dropping it stops it.
pub struct Timer {
    ring: Closure<dyn Fn()>,
    waiting: Cell<Option<i32>>,
}

impl Timer {
    /// A timer that calls `ring` each time it runs out.
    #[must_use]
    pub fn new(ring: impl Fn() + 'static) -> Self {
        Self { ring: Closure::<dyn Fn()>::new(ring), waiting: Cell::new(None) }
    }

    /// Rings at `moment`, or at once when it has passed; replaces any earlier request.
    ///
    /// Shape: may ring early, after 24 days at the latest, and a sleeping
    /// computer makes it ring late. The engine looks at the clock itself.
    pub fn wake_at(&self, moment: Timestamp) {
        self.stop();
        let Millis(pause) = moment.since(now());
        let pause = i32::try_from(pause.min(MAX_PAUSE)).unwrap_or(i32::MAX);
        let Some(window) = web_sys::window() else { return };
        let ring = self.ring.as_ref().unchecked_ref();
        let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(ring, pause);
        self.waiting.set(timer.ok());
    }

    /// Forgets the request.
    pub fn stop(&self) {
        if let (Some(timer), Some(window)) = (self.waiting.take(), web_sys::window()) {
            window.clear_timeout_with_handle(timer);
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        self.stop();
    }
}
