//! The browser's own `Intl`: numbers, money and plurals in the visitor's language.

use usher_engine::to_json;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/ui/intl.js")]
extern "C" {
    fn write(kind: &str, method: &str, locale: &str, value: &str, currency: &str) -> String;
}

/// An amount with its currency; `34.90 EUR` where the browser refuses.
///
/// Shape: the amount is a decimal string and is handed on as one.
pub(super) fn money(locale: &str, amount: &str, currency: &str) -> String {
    let mut written = write("NumberFormat", "format", locale, amount, currency);
    if written.is_empty() {
        written.push_str(amount);
        written.push(' ');
        written.push_str(currency);
    }
    written
}

/// A whole number.
pub(super) fn count(locale: &str, count: u32) -> String {
    write("NumberFormat", "format", locale, &to_json(&count), "")
}

/// The plural category of a number: `one`, `few`, `other`, …
pub(super) fn plural(locale: &str, count: u32) -> String {
    write("PluralRules", "select", locale, &to_json(&count), "")
}
