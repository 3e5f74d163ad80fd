//! The one codec at the border: serde in both directions.
//!
//! Reading goes through the browser's `JSON.parse` and serde-wasm-bindgen;
//! writing through the engine's own writer, which no page can bend.

use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

/// A value from JavaScript as one of ours; none when it does not fit.
pub(crate) fn read<T: DeserializeOwned>(value: JsValue) -> Option<T> {
    serde_wasm_bindgen::from_value(value).ok()
}

/// A JSON text as one of ours; none when it is broken or does not fit.
pub(crate) fn read_json<T: DeserializeOwned>(json: &str) -> Option<T> {
    js_sys::JSON::parse(json).ok().and_then(read)
}
