//! Global Privacy Control.

use js_sys::Reflect;
use usher_engine::ConsentSignal;
use wasm_bindgen::JsValue;

/// Whether the visitor's browser asks not to sell or share.
///
/// When to call: at each navigation. Shape: only `true` counts as on; a page
/// can set it for everybody, which only ever protects.
/// Source: <https://w3c.github.io/gpc/>, `navigator.globalPrivacyControl`.
#[must_use]
pub fn read() -> ConsentSignal {
    let stated = web_sys::window().and_then(|window| {
        let name = JsValue::from_str("globalPrivacyControl");
        Reflect::get(&window.navigator(), &name).ok()
    });
    ConsentSignal::PrivacyControl { is_on: stated.is_some_and(|stated| stated == JsValue::TRUE) }
}
