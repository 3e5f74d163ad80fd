//! The one place that writes to the console.

use std::cell::{Cell, RefCell};

use js_sys::Function;
use wasm_bindgen::JsValue;

thread_local! {
    static WARNINGS: Cell<u32> = const { Cell::new(0) };
    static LOADER: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Writes through the loader from now on: it too may have had something to
/// say, and there is one warning for both.
///
/// When to call: at start, with `warn` from the options.
pub fn through(loader: Function) {
    LOADER.set(Some(loader));
}

/// Tells the site owner what is wrong and how to fix it, once per page load.
///
/// Shape: one sentence without the `[usher]` prefix. Everything after the first
/// is swallowed and counted: a shop's console is not ours to fill.
#[expect(clippy::disallowed_methods, reason = "the one place that may")]
pub fn warn(text: &str) {
    let before = WARNINGS.get();
    WARNINGS.set(before.saturating_add(1));
    if before > 0 {
        return;
    }
    if let Some(loader) = LOADER.take() {
        drop(loader.call1(&JsValue::UNDEFINED, &JsValue::from_str(text)));
    } else {
        let mut line = String::from("[usher] ");
        line.push_str(text);
        web_sys::console::warn_1(&JsValue::from_str(&line));
    }
}

/// How many warnings there were, the swallowed ones included.
#[must_use]
pub fn count() -> u32 {
    WARNINGS.get()
}
