//! Values that a stranger wrote: JSON-LD and data layer entries.
//!
//! Only own properties count, so that a polluted `Object.prototype` says
//! nothing (reference/privacy.md M8). Every text is bounded.

use js_sys::{Array, JsString, Object, Reflect};
use usher_engine::Money;
use wasm_bindgen::prelude::*;

use super::money;
use super::plain::plain_text;

/// Most characters of a name, a value or a label.
pub(super) const MAX_TEXT_CHARS: usize = 300;

/// Most entries of a list that are looked at.
const MAX_LIST: u32 = 200;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["Number", "prototype", "toFixed"], js_name = call)]
    fn to_fixed(number: &JsValue, places: u8) -> Result<String, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["Number", "prototype", "toString"], js_name = call)]
    fn number_text(number: &JsValue) -> Result<String, JsValue>;
}

/// An own property of an object; none for everything inherited.
pub(super) fn own(object: &JsValue, key: &str) -> Option<JsValue> {
    if !object.is_object() {
        return None;
    }
    let key = JsValue::from_str(key);
    let object: &Object = object.unchecked_ref();
    let descriptor = Reflect::get_own_property_descriptor(object, &key).ok()?;
    if descriptor.is_undefined() {
        return None;
    }
    let value = Reflect::get(object, &key).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// The first own property of these that says something.
pub(super) fn own_text(object: &JsValue, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| text(&own(object, key)?))
}

/// The same for people to read: without markup.
pub(super) fn own_words(object: &JsValue, keys: &[&str]) -> Option<String> {
    own_text(object, keys).map(|text| plain_text(&text, MAX_TEXT_CHARS))
}

/// What a value says in words: a string, a number, the first of a list, or
/// what an object has as `@value`, `name` or `value`.
pub(super) fn text(value: &JsValue) -> Option<String> {
    text_within(value, 3)
}

fn text_within(value: &JsValue, depth: u8) -> Option<String> {
    if let Some(string) = value.dyn_ref::<JsString>() {
        return bounded(string, MAX_TEXT_CHARS);
    }
    if value.as_f64().is_some() {
        return number_text(value).ok();
    }
    let depth = depth.checked_sub(1)?;
    if let Some(list) = value.dyn_ref::<Array>() {
        return text_within(&list.get(0), depth);
    }
    ["@value", "name", "value"].iter().find_map(|key| text_within(&own(value, key)?, depth))
}

/// A string cut to so many characters and trimmed; none when nothing is left.
///
/// Cut in JavaScript, so that a megabyte never enters the wasm memory.
pub(super) fn bounded(string: &JsString, chars: usize) -> Option<String> {
    let end = u32::try_from(chars).unwrap_or(u32::MAX);
    let text = String::from(string.substring(0, end));
    let trimmed = text.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// A list as it is, anything else as a list of one; bounded.
pub(super) fn list(value: &JsValue) -> impl Iterator<Item = JsValue> + use<> {
    let array = match value.dyn_ref::<Array>() {
        Some(array) => array.clone(),
        None => Array::of1(value),
    };
    (0..array.length().min(MAX_LIST)).map(move |place| array.get(place))
}

/// An own property as a list; empty when it is missing.
pub(super) fn own_list(object: &JsValue, key: &str) -> impl Iterator<Item = JsValue> + use<> {
    list(&own(object, key).unwrap_or_else(|| Array::new().into()))
}

/// A whole number, written as number or string.
pub(super) fn whole(value: &JsValue) -> Option<u32> {
    let number = match value.as_f64() {
        Some(number) => number,
        None => text(value)?.parse::<u32>().ok()?.into(),
    };
    // A cast from a float saturates, and "not a number" becomes 0.
    (number >= 0.0).then_some(number as u32)
}

/// An amount, where the number is printed by JavaScript: float printing in
/// wasm costs 6.9 KB (reference/style.md 6).
pub(super) fn amount(value: &JsValue) -> Option<String> {
    if value.as_f64().is_some() {
        return money::decimal(&to_fixed(value, 2).ok()?);
    }
    money::decimal(&text(value)?)
}

/// An amount with its currency.
pub(super) fn price(value: &JsValue, currency: &str) -> Option<Money> {
    money::money(&amount(value)?, currency)
}
