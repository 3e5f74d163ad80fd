//! The one place that writes to the console.

use std::cell::Cell;

use wasm_bindgen::JsValue;

use crate::property;

thread_local! {
    static LOADER: Cell<JsValue> = const { Cell::new(JsValue::UNDEFINED) };
}

/// Writes through the loader: it too may have something to say, and there is
/// one warning per page load for both.
///
/// When to call: at start, with `warn` from the options.
pub fn through(loader: JsValue) {
    LOADER.set(loader);
}

/// Tells the site owner what is wrong and how to fix it, once per page load.
///
/// Shape: one sentence without the `[usher]` prefix. The loader swallows and
/// counts everything after the first: a shop's console is not ours to fill.
pub fn warn(text: &str) {
    let loader = LOADER.take();
    property::call(&loader, "call", &JsValue::UNDEFINED, &JsValue::from_str(text));
    LOADER.set(loader);
}
