//! Segment's batch, which many shops and tag managers can already send.
//!
//! `{"batch": [{"type": "track", "event": …, "messageId": …, "timestamp": …,
//! "properties": {…}}], "writeKey": …}`. A name of Segment's e-commerce vocabulary
//! becomes ours; another one is kept as the owner's own touchpoint. What identifies a
//! person (`userId`, `traits`, `context.ip`) is never kept.

use crate::event::Reason;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// Segment's names and ours. Source: Segment, "Spec: V2 E-Commerce Events".
const NAMES: [(&str, &str); 12] = [
    ("Product Viewed", "view_item"),
    ("Product List Viewed", "view_item_list"),
    ("Products Searched", "search"),
    ("Product Added", "add_to_cart"),
    ("Product Removed", "remove_from_cart"),
    ("Product Added to Wishlist", "add_to_wishlist"),
    ("Cart Viewed", "view_cart"),
    ("Checkout Started", "begin_checkout"),
    ("Order Completed", "purchase"),
    ("Order Refunded", "refund"),
    ("Product Shared", "share"),
    ("Cart Shared", "share"),
];

/// The whole request.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Wrapper<'a> {
    /// The messages.
    #[serde(borrow)]
    pub(super) batch: Vec<&'a RawValue>,
    /// The key, for senders that set no header.
    pub(super) write_key: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message<'a> {
    #[serde(borrow)]
    r#type: Cow<'a, str>,
    event: Option<Cow<'a, str>>,
    message_id: Option<Cow<'a, str>>,
    timestamp: Option<Cow<'a, str>>,
    anonymous_id: Option<Cow<'a, str>>,
    properties: Option<&'a RawValue>,
    context: Option<Context<'a>>,
}

#[derive(Deserialize)]
struct Context<'a> {
    #[serde(borrow)]
    page: Option<ContextPage<'a>>,
}

#[derive(Deserialize)]
struct ContextPage<'a> {
    #[serde(borrow)]
    url: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
struct Envelope<'a> {
    specversion: &'static str,
    id: &'a str,
    source: String,
    r#type: String,
    time: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ushersession: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a RawValue>,
}

/// The wrapper, when a body is one; CloudEvents have no `batch`.
pub(super) fn wrapper(body: &str) -> Option<Wrapper<'_>> {
    // Cheap words first: nearly every body is a CloudEvent.
    let is_likely = body.contains("\"batch\"") && !body.contains("\"specversion\"");
    is_likely.then(|| serde_json::from_str(body).ok()).flatten()
}

/// One message as a CloudEvent.
pub(super) fn to_json(message: &str) -> Result<String, Reason> {
    let message: Message<'_> =
        serde_json::from_str(message).map_err(|_| Reason::Message("a `type` and text fields"))?;
    let id = message.message_id.as_deref().ok_or(Reason::Message("a `messageId`"))?;
    let time = message.timestamp.as_deref().ok_or(Reason::Message("a `timestamp`"))?;
    let url = message.context.and_then(|context| context.page?.url);
    let envelope = Envelope {
        specversion: "1.0",
        id,
        source: url.as_deref().and_then(origin).unwrap_or("urn:segment").to_owned(),
        r#type: event_type(&message.r#type, message.event.as_deref())?,
        time,
        ushersession: message.anonymous_id.as_deref().map(session),
        data: message.properties,
    };
    serde_json::to_string(&envelope).map_err(|_| Reason::BadData)
}

fn event_type(kind: &str, event: Option<&str>) -> Result<String, Reason> {
    match (kind, event) {
        ("page" | "screen", _) => Ok("usher.touchpoint.page_view".to_owned()),
        ("track", Some(event)) if event.starts_with("usher.") => Ok(event.to_owned()),
        ("track", Some(event)) => Ok(format!("usher.touchpoint.{}", name(event))),
        ("track", None) => Err(Reason::Message("an `event`")),
        _ => Err(Reason::Message("type \"track\" or \"page\"; others are not kept")),
    }
}

/// Our name for an event, else its own in our style: "Colour Mixed" is `colour_mixed`.
fn name(event: &str) -> String {
    match NAMES.iter().find(|(theirs, _)| *theirs == event) {
        Some((_, ours)) => (*ours).to_owned(),
        None => event
            .chars()
            .map(|letter| if letter.is_alphanumeric() { letter } else { '_' })
            .flat_map(char::to_lowercase)
            .collect(),
    }
}

/// `https://shop.example` of a URL; what follows may identify a person.
fn origin(url: &str) -> Option<&str> {
    let start = url.find("://")? + 3;
    let length = url.get(start..)?.find(['/', '?', '#']).unwrap_or(url.len() - start);
    let origin = url.get(..start + length)?;
    (url.starts_with("http") && !origin.contains('@')).then_some(origin)
}

/// A session has few letters; the rest becomes `-`.
fn session(id: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    id.chars().map(|letter| if plain(letter) { letter } else { '-' }).collect()
}
