//! Takes what could name a person out of what visitors write, before anybody keeps it.

use std::mem::ManuallyDrop;

use wasm_bindgen::prelude::*;

use crate::property;

// Of the glue itself: www/loader/chunk.js.
#[wasm_bindgen]
extern "C" {
    /// Loads the program that redacts; to be called when somebody begins to write.
    pub fn prepare();

    #[wasm_bindgen(js_name = redact)]
    fn begin(text: &str, tell: &JsValue);
}

/// Hands over what is left of a text, or nothing where the program could not be loaded.
pub fn redact(text: &str, take: Box<dyn Fn(Option<String>)>) {
    let tell = property::callback(Box::new(move |clean| take(clean.as_string())));
    // It may be called as long as the page lives; a visitor writes once or twice.
    begin(text, ManuallyDrop::new(tell).as_ref());
}
