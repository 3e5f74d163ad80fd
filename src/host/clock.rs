//! The clock and the one timer.

use std::cell::Cell;

use usher_engine::{Millis, Timestamp};
use wasm_bindgen::JsValue;

use crate::property::{self, Callback};

/// Longest pause `setTimeout` takes; a longer one would fire at once.
const MAX_PAUSE: i64 = i32::MAX as i64;

/// Now, by the visitor's clock.
#[must_use]
pub fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as i64)
}

/// The one timer of the driver; dropping it stops it.
pub struct Timer {
    ring: Callback,
    waiting: Cell<JsValue>,
}

impl Timer {
    /// A timer that calls `ring` each time it runs out.
    #[must_use]
    pub fn new(ring: Box<dyn Fn(JsValue)>) -> Self {
        Self { ring: property::callback(ring), waiting: Cell::default() }
    }

    /// Rings at `moment`, or at once when it has passed; replaces any earlier request.
    ///
    /// Shape: may ring early, after 24 days at the latest, and a sleeping
    /// computer makes it ring late. The engine looks at the clock itself.
    pub fn wake_at(&self, moment: Timestamp) {
        self.stop();
        let Millis(pause) = moment.since(now());
        let pause = JsValue::from_f64(pause.min(MAX_PAUSE) as f64);
        self.waiting.set(tell_window("setTimeout", self.ring.as_ref(), &pause));
    }

    /// Forgets the request.
    pub fn stop(&self) {
        // Without a request there is nothing to forget, which the browser accepts.
        tell_window("clearTimeout", &self.waiting.take(), &JsValue::UNDEFINED);
    }
}

fn tell_window(method: &str, first: &JsValue, second: &JsValue) -> JsValue {
    property::call(&property::window(), method, first, second)
}

impl Drop for Timer {
    fn drop(&mut self) {
        self.stop();
    }
}
