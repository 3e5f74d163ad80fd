//! JSON being written.

use usher_engine::{Json, to_json};

/// Appends a value as JSON.
pub(crate) fn push_json(text: &mut String, value: &Json) {
    match value {
        Json::Null => text.push_str("null"),
        Json::Bool(is_so) => text.push_str(if *is_so { "true" } else { "false" }),
        Json::Number(number) => text.push_str(&to_json(number)),
        Json::Decimal(number) => text.push_str(number),
        Json::Text(value) => push_text(text, value),
        Json::List(values) => {
            text.push('[');
            for (place, value) in values.iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                push_json(text, value);
            }
            text.push(']');
        }
        Json::Object(fields) => {
            text.push('{');
            for (place, (key, value)) in fields.iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                push_text(text, key);
                text.push(':');
                push_json(text, value);
            }
            text.push('}');
        }
    }
}

/// Appends a text in quotes.
pub(crate) fn push_text(text: &mut String, value: &str) {
    text.push_str(&to_json(&value.to_owned()));
}

/// A text in quotes.
pub(crate) fn quoted(value: &str) -> String {
    to_json(&value.to_owned())
}

/// A value as JSON.
pub(crate) fn json(value: &Json) -> String {
    let mut text = String::new();
    push_json(&mut text, value);
    text
}

/// Appends a text as part of an address: everything but letters, digits, `-`, `.`, `_`
/// and `~` as `%` and two digits.
pub(crate) fn push_encoded(text: &mut String, value: &str) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            text.push(char::from(byte));
        } else {
            text.push('%');
            for nibble in [byte >> 4, byte & 15] {
                let digit = char::from_digit(nibble.into(), 16).unwrap_or('0');
                text.push(digit.to_ascii_uppercase());
            }
        }
    }
}

/// The bytes of a text in the alphabet of RFC 4648, section 4.
pub(crate) fn base64(value: &str) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in value.as_bytes().chunks(3) {
        let byte = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4_usize {
            let sign = SIGNS.get((bits >> (18 - 6 * place) & 63) as usize);
            let is_there = place <= three.len();
            text.push(sign.filter(|_| is_there).map_or('=', |sign| char::from(*sign)));
        }
    }
    text
}
