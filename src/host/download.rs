//! Hands the visitor a file.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/host/download.js")]
extern "C" {
    /// Offers a text as a download; does nothing where the browser refuses.
    pub fn offer(name: &str, text: &str);
}
