//! Values that a stranger wrote: JSON-LD and data layer entries.
//!
//! They are read as JSON, so a polluted `Object.prototype` says nothing
//! (reference/privacy.md M8). Every text and every list is bounded. Names to
//! choose from are given as one text, separated by spaces.

use usher_engine::{Json, Money, to_json};

use super::money;
use super::plain::plain_text;
use crate::pieces::{cut, number, until, words};

/// Most characters of a name, a value or a label.
pub(super) const MAX_TEXT_CHARS: usize = 300;

/// Most entries of a list that are looked at.
const MAX_LIST: usize = 200;

/// A property of an object; `null` counts as none.
pub(super) fn own<'a>(object: &'a Json, key: &str) -> Option<&'a Json> {
    object.get(key).filter(|value| !matches!(value, Json::Null))
}

/// The first of these properties that is there.
pub(super) fn own_any<'a>(object: &'a Json, keys: &str) -> Option<&'a Json> {
    for key in words(keys) {
        let value = own(object, key);
        if value.is_some() {
            return value;
        }
    }
    None
}

/// The first of these properties that says something.
pub(super) fn own_text(object: &Json, keys: &str) -> Option<String> {
    let text = text_or_empty(object, keys);
    (!text.is_empty()).then_some(text)
}

/// The same, empty where none does.
#[inline(never)]
pub(super) fn text_or_empty(object: &Json, keys: &str) -> String {
    text_within(object, keys, 3)
}

fn text_within(object: &Json, keys: &str, depth: u8) -> String {
    for key in words(keys) {
        let text = object.get(key).map_or_else(String::new, |value| said(value, depth));
        if !text.is_empty() {
            return text;
        }
    }
    String::new()
}

/// The same for people to read: without markup.
pub(super) fn own_words(object: &Json, keys: &str) -> String {
    plain_text(&text_or_empty(object, keys), MAX_TEXT_CHARS)
}

/// What a value says in words: a string, a number, the first of a list, or
/// what an object has as `@value`, `name` or `value`; empty where it says nothing.
pub(super) fn text(value: &Json) -> String {
    said(value, 3)
}

#[inline(never)]
fn said(value: &Json, depth: u8) -> String {
    let deeper = depth.saturating_sub(1);
    match value {
        Json::Text(text) => cut(text, MAX_TEXT_CHARS).trim_ascii().to_owned(),
        Json::Number(number) => to_json(number),
        Json::Decimal(number) => number.clone(),
        Json::List(list) if depth > 0 => {
            list.first().map_or_else(String::new, |first| said(first, deeper))
        }
        Json::Object(_) if depth > 0 => text_within(value, "@value name value", deeper),
        _ => String::new(),
    }
}

/// A list as it is, anything else as a list of one; bounded.
pub(super) fn list(value: &Json) -> &[Json] {
    match value {
        Json::List(list) => list.get(..MAX_LIST).unwrap_or(list),
        Json::Null => &[],
        other => std::slice::from_ref(other),
    }
}

/// A property as a list; empty when it is missing.
pub(super) fn own_list<'a>(object: &'a Json, key: &str) -> &'a [Json] {
    object.get(key).map_or(&[], list)
}

/// A whole number, written as number or string; a fraction is left off.
pub(super) fn whole(value: &Json) -> Option<u32> {
    number(until(&text(value), "."), 10)
}

/// A property that is a whole number.
pub(super) fn own_whole(object: &Json, keys: &str) -> Option<u32> {
    whole(own_any(object, keys)?)
}

/// An amount with its currency.
///
/// A number is rounded to cents: sums that a page computed come with the
/// fractions of a float, such as 179.94000000000003.
pub(super) fn price(value: &Json, currency: &str) -> Option<Money> {
    let mut price = money::money(&text(value), currency)?;
    if matches!(value, Json::Decimal(_)) {
        money::round(&mut price.amount);
    }
    Some(price)
}
