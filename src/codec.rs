//! The codec at the border: values of the page become JSON text, and JSON text
//! becomes one of ours.
//!
//! serde with serde-wasm-bindgen was measured here and cost 25.7 KB brotli, 43 %
//! of what may load on each page (docs/decisions/0003-codec.md).

use usher_engine::{Json, Wire, from_json, from_value};
use wasm_bindgen::JsValue;

use crate::property;

/// A value of the page as one of ours; none when it does not fit.
pub(crate) fn read<T: Wire + Default>(value: &JsValue) -> Option<T> {
    from_value(&json_of(value)?)
}

/// A value of the page as JSON; none when it cannot be written so.
pub(crate) fn json_of(value: &JsValue) -> Option<Json> {
    Json::read(&property::json(value)).ok()
}

/// A JSON text as one of ours; none when it is broken or does not fit.
pub(crate) fn read_json<T: Wire + Default>(json: &str) -> Option<T> {
    from_json(json)
}
