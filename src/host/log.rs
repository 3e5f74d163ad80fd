//! The one place that writes to the console.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/host/log.js")]
extern "C" {
    /// Writes through the loader: it too may have something to say, and there is
    /// one warning per page load for both.
    ///
    /// When to call: at start, with `warn` from the options.
    pub fn through(loader: JsValue);

    /// Tells the site owner what is wrong and how to fix it, once per page load.
    ///
    /// Shape: one sentence without the `[usher]` prefix. The loader swallows and
    /// counts everything after the first: a shop's console is not ours to fill.
    pub fn warn(text: &str);
}
