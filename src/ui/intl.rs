//! The browser's own `Intl`: numbers, money and plurals in the visitor's language.
//!
//! Every call may throw (an unknown locale or currency comes from the page), so
//! everything goes through `Reflect`, which returns what was thrown.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// An amount with its currency; `34.90 EUR` where the browser refuses.
///
/// Shape: the amount is a decimal string and is handed on as one.
pub(super) fn money(locale: &str, amount: &str, currency: &str) -> String {
    let options = Object::new();
    let is_set = set(&options, "style", "currency") && set(&options, "currency", currency);
    let formatter = if is_set { formatter("NumberFormat", locale, &options) } else { None };
    formatter.and_then(|it| call(&it, "format", &amount.into())).unwrap_or_else(|| {
        let mut plain = String::from(amount);
        plain.push(' ');
        plain.push_str(currency);
        plain
    })
}

/// A whole number.
pub(super) fn count(locale: &str, count: u32) -> String {
    formatter("NumberFormat", locale, &Object::new())
        .and_then(|it| call(&it, "format", &count.into()))
        .unwrap_or_default()
}

/// The plural category of a number: `one`, `few`, `other`, …
pub(super) fn plural(locale: &str, count: u32) -> String {
    formatter("PluralRules", locale, &Object::new())
        .and_then(|it| call(&it, "select", &count.into()))
        .unwrap_or_default()
}

/// A formatter for the locale, or for the browser's own where the locale is unknown.
fn formatter(kind: &str, locale: &str, options: &Object) -> Option<JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &kind.into()).ok()?.dyn_into().ok()?;
    [JsValue::from(locale), JsValue::UNDEFINED]
        .into_iter()
        .find_map(|locale| Reflect::construct(&constructor, &Array::of2(&locale, options)).ok())
}

fn call(formatter: &JsValue, method: &str, value: &JsValue) -> Option<String> {
    let method: Function = Reflect::get(formatter, &method.into()).ok()?.dyn_into().ok()?;
    method.call1(formatter, value).ok()?.as_string()
}

fn set(options: &Object, name: &str, value: &str) -> bool {
    Reflect::set(options, &name.into(), &value.into()).unwrap_or_default()
}
