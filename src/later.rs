//! A moment later: what every timer of the widget is.

use std::cell::Cell;

use wasm_bindgen::JsValue;

use crate::property::{self, Callback};

/// Something to do later. Asking again replaces the earlier request, and dropping it
/// ends it.
pub struct Later {
    run: Callback,
    waiting: Cell<JsValue>,
}

impl Later {
    /// Calls `run` each time it runs out; nothing waits yet.
    #[must_use]
    pub fn new(run: Box<dyn Fn(JsValue)>) -> Self {
        Self { run: property::callback(run), waiting: Cell::default() }
    }

    /// Runs it after so many milliseconds.
    pub fn after(&self, millis: i32) {
        self.stop();
        self.waiting.set(tell_window("setTimeout", self.run.as_ref(), &JsValue::from(millis)));
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

impl Drop for Later {
    fn drop(&mut self) {
        self.stop();
    }
}
