//! Properties of the browser's objects, read by name.
//!
//! One import serves them all; a getter of web-sys is an import each, with its
//! own wrapper on both sides.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// A property; `undefined` where there is none, and where reading it fails.
#[must_use]
pub fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// A property that is a string; empty for everything else.
#[must_use]
pub fn text(object: &JsValue, name: &str) -> String {
    get(object, name).as_string().unwrap_or_default()
}

/// Whether a property is `true` itself.
#[must_use]
pub fn is_true(object: &JsValue, name: &str) -> bool {
    get(object, name) == JsValue::TRUE
}

/// An object from its JSON; for the options that browser interfaces take.
#[must_use]
pub fn object(json: &str) -> Option<JsValue> {
    js_sys::JSON::parse(json).ok()
}

/// A property of the window, which no element of the page can replace.
#[must_use]
pub fn of_window(name: &str) -> JsValue {
    get(&js_sys::global(), name)
}

/// A property of the address of the page, such as `pathname`.
#[must_use]
pub fn of_location(name: &str) -> String {
    text(&of_window("location"), name)
}

/// An address relative to the page, taken apart; none where it is not one.
#[must_use]
pub fn url(address: &str) -> Option<JsValue> {
    web_sys::Url::new_with_base(address, &of_location("href")).ok().map(JsValue::from)
}
