//! Takes out of an event what could name a person, whoever sent it.
//!
//! The widget has done so already; a shop that posts by itself, an old widget or
//! a stranger may not have. What is taken out is replaced, and the event is kept:
//! a purchase must not be lost because of a telephone number in a comment.

use serde_json::Value;
use usher_engine::redact;

/// How a field is read, by its name.
type Rule = (&'static [&'static str], fn(&str) -> String);

/// What is known by name; any other text is free text.
const RULES: [Rule; 4] = [
    (
        &[
            "id",
            "item_id",
            "item_variant",
            "transaction_id",
            "order",
            "order_id",
            "play",
            "question",
            "choice",
            "price",
            "value",
            "currency",
            "at",
            "time",
            "coupon",
        ],
        redact::identifier,
    ),
    (&["path"], redact::path),
    (
        &["url", "href", "page_location", "page_url", "location", "link", "link_url", "image"],
        redact::url,
    ),
    (&["referrer", "page_referrer"], redact::origin),
];

/// Names of fields whose whole value is about a person, as shops write them.
const PERSONAL: [&str; 38] = [
    "address",
    "birthday",
    "birth_date",
    "birthdate",
    "bsn",
    "card",
    "card_number",
    "cvc",
    "cvv",
    "date_of_birth",
    "dob",
    "e_mail",
    "email",
    "email_address",
    "first_name",
    "firstname",
    "full_name",
    "iban",
    "ip",
    "ip_address",
    "last_name",
    "lastname",
    "mail",
    "mobile",
    "msisdn",
    "passport",
    "password",
    "phone",
    "phone_number",
    "postal_code",
    "postcode",
    "ssn",
    "street",
    "surname",
    "tel",
    "telephone",
    "zip",
    "zip_code",
];

/// What stands in the place of a personal field.
const GONE: &str = "[redacted]";

/// Most digits of a number that may be a card.
const MIN_CARD: usize = 14;

/// Cleans the payload of an event; says whether anything was found.
pub(super) fn clean(facts: &mut Value) -> bool {
    clean_field("", facts)
}

/// Cleans an attribute of the envelope. Trace ids are random by design; an erase hash is
/// read strictly elsewhere, and without it nobody could be erased from what is exported.
pub(super) fn clean_attribute(name: &str, value: &mut Value) {
    if !name.starts_with("trace") && name != "ushererase" {
        clean_field(name, value);
    }
}

/// Whether an id may stand for a visitor: one that names a person may not.
pub(super) fn is_nameless(id: &str) -> bool {
    redact::identifier(id) == id
}

fn clean_field(name: &str, value: &mut Value) -> bool {
    let is_personal = PERSONAL.iter().any(|known| known.eq_ignore_ascii_case(name));
    match value {
        Value::Null | Value::Bool(_) => false,
        Value::Array(list) if !is_personal => {
            list.iter_mut().fold(false, |found, value| clean_field(name, value) | found)
        }
        Value::Object(fields) if !is_personal => {
            fields.iter_mut().fold(false, |found, (name, value)| clean_field(name, value) | found)
        }
        Value::String(text) if !is_personal => {
            let clean = rule(name)(text);
            let is_found = clean != *text;
            *text = clean;
            is_found
        }
        Value::Number(number) if !is_personal => {
            let text = number.to_string();
            let is_card = text.len() >= MIN_CARD && redact::identifier(&text) != text;
            if is_card {
                *value = Value::from(GONE);
            }
            is_card
        }
        _ => {
            let is_found = *value != GONE;
            *value = Value::from(GONE);
            is_found
        }
    }
}

fn rule(name: &str) -> fn(&str) -> String {
    RULES
        .iter()
        .find(|(names, _)| names.iter().any(|known| known.eq_ignore_ascii_case(name)))
        .map_or(redact::text as fn(&str) -> String, |(_, rule)| *rule)
}
