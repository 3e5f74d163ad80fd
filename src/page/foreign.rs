//! Values that a stranger wrote: JSON-LD and data layer entries.
//!
//! They are read as JSON, so a polluted `Object.prototype` says nothing
//! (reference/privacy.md M8). Every text and every list is bounded. Names to
//! choose from are given as one text, separated by spaces.

use usher_engine::{Json, Money, to_json};

use super::money;
use super::plain::{cut, plain_text};

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
    keys.split(' ').find_map(|key| own(object, key))
}

/// The first of these properties that says something.
pub(super) fn own_text(object: &Json, keys: &str) -> Option<String> {
    keys.split(' ').find_map(|key| text(own(object, key)?))
}

/// The same, empty where none does.
pub(super) fn text_or_empty(object: &Json, keys: &str) -> String {
    own_text(object, keys).unwrap_or_default()
}

/// The same for people to read: without markup.
pub(super) fn own_words(object: &Json, keys: &str) -> String {
    plain_text(&text_or_empty(object, keys), MAX_TEXT_CHARS)
}

/// What a value says in words: a string, a number, the first of a list, or
/// what an object has as `@value`, `name` or `value`.
pub(super) fn text(value: &Json) -> Option<String> {
    text_within(value, 3)
}

fn text_within(value: &Json, depth: u8) -> Option<String> {
    let deeper = depth.checked_sub(1);
    match value {
        Json::Text(text) => bounded(text, MAX_TEXT_CHARS),
        Json::Number(number) => Some(to_json(number)),
        Json::Decimal(number) => Some(number.clone()),
        Json::List(list) => text_within(list.first()?, deeper?),
        Json::Object(_) => {
            let deeper = deeper?;
            "@value name value".split(' ').find_map(|key| text_within(own(value, key)?, deeper))
        }
        Json::Null | Json::Bool(_) => None,
    }
}

/// A string cut to so many characters and trimmed; none when nothing is left.
pub(super) fn bounded(text: &str, chars: usize) -> Option<String> {
    let text = cut(text, chars).trim_ascii();
    (!text.is_empty()).then(|| text.to_owned())
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
    until(&text(value)?, b".").parse().ok()
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
    let mut price = money::money(&text(value)?, currency)?;
    if matches!(value, Json::Decimal(_)) {
        money::round(&mut price.amount);
    }
    Some(price)
}

/// What stands before the first of these signs.
pub(super) fn until<'a>(text: &'a str, signs: &[u8]) -> &'a str {
    let end = text.bytes().position(|byte| signs.contains(&byte));
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// What stands after the last of these signs.
pub(super) fn after<'a>(text: &'a str, signs: &[u8]) -> &'a str {
    let place = text.bytes().rposition(|byte| signs.contains(&byte));
    place.and_then(|place| text.get(place + 1..)).unwrap_or(text)
}
