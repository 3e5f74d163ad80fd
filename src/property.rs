//! Properties and methods of the browser's objects, by name.
//!
//! A few imports serve them all; a getter of web-sys is an import each, with its
//! own wrapper on both sides. None of these throws into the wasm.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/property.js")]
extern "C" {
    /// A property; `undefined` where there is none, and where reading it fails.
    #[must_use]
    pub fn get(object: &JsValue, name: &str) -> JsValue;

    /// An own property; `undefined` where there is none.
    #[must_use]
    pub fn own(object: &JsValue, name: &str) -> JsValue;

    /// A property of the window, which no element of the page can replace.
    #[must_use]
    #[wasm_bindgen(js_name = ofWindow)]
    pub fn of_window(name: &str) -> JsValue;

    /// A property that is a string; empty for everything else.
    #[must_use]
    pub fn text(object: &JsValue, name: &str) -> String;

    /// Sets a property; whether that could be done.
    pub fn set(object: &JsValue, name: &str, value: &JsValue) -> bool;

    /// The same with a text.
    #[wasm_bindgen(js_name = set)]
    pub fn write(object: &JsValue, name: &str, value: &str) -> bool;

    /// Calls a method; `null` where there is none, and where it throws.
    pub fn call(object: &JsValue, name: &str, first: &JsValue, second: &JsValue) -> JsValue;

    /// The same with texts. A method that takes fewer does not mind an empty one.
    #[wasm_bindgen(js_name = call)]
    pub fn say(object: &JsValue, name: &str, first: &str, second: &str) -> JsValue;

    /// A value as JSON; empty for what has no such form.
    #[must_use]
    pub fn json(value: &JsValue) -> String;

    /// An object from its JSON; for the options that browser interfaces take.
    #[must_use]
    pub fn object(json: &str) -> JsValue;

    /// A new object of one of the browser's types; `undefined` where that cannot be made.
    #[must_use]
    pub fn make(kind: &str, first: &str, second: &str) -> JsValue;
}

/// What the browser calls later: a listener, a timer, an answer.
///
/// One shape for all of them, because each shape costs its own code on both
/// sides. What there is nothing to say about comes as `undefined`. An `Fn`,
/// because what it does can lead to its being called again.
pub type Callback = Closure<dyn Fn(JsValue)>;

/// A callback; the browser may call it until it is dropped.
#[must_use]
pub fn callback(run: Box<dyn Fn(JsValue)>) -> Callback {
    Closure::wrap(run)
}

/// Calls a method that takes nothing and whose failure means nothing.
pub fn tell(object: &JsValue, name: &str) {
    call(object, name, &JsValue::UNDEFINED, &JsValue::UNDEFINED);
}

/// Whether a property is `true` itself.
#[must_use]
pub fn is_true(object: &JsValue, name: &str) -> bool {
    get(object, name) == JsValue::TRUE
}

/// The window itself.
#[must_use]
pub fn window() -> JsValue {
    of_window("window")
}

/// A property of the address of the page, such as `pathname`.
#[must_use]
pub fn of_location(name: &str) -> String {
    text(&of_window("location"), name)
}

/// An address relative to the page, taken apart; none where it is not one.
#[must_use]
pub fn url(address: &str) -> Option<JsValue> {
    let url = make("URL", address, &of_location("href"));
    Some(url).filter(JsValue::is_object)
}
