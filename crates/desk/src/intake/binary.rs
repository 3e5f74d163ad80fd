//! CloudEvents in binary mode: attributes as headers, `data` as the body.

use crate::error::AppError;
use axum::http::HeaderMap;
use percent_encoding::percent_decode_str;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// What begins the name of a header that holds an attribute.
const PREFIX: &str = "ce-";

/// Attributes that are numbers in JSON but text in a header.
const NUMBERS: [&str; 2] = ["usherseq", "usherage"];

/// What a body is as `data`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Data {
    /// JSON, taken as it is; an empty body is no data.
    Json,
    /// Text, which becomes a JSON string.
    Text,
}

impl Data {
    /// Reads a media type without its parameters.
    pub(super) fn of(media_type: &str) -> Result<Self, AppError> {
        match media_type {
            "" | "application/json" | "text/json" => Ok(Self::Json),
            name if name.ends_with("+json") => Ok(Self::Json),
            "text/plain" => Ok(Self::Text),
            _ => Err(AppError::MediaType),
        }
    }
}

/// Whether a request is in binary mode.
pub(super) fn is_meant(headers: &HeaderMap) -> bool {
    headers.contains_key("ce-specversion")
}

/// The event as one JSON object, for the same strict reading as every other event.
pub(super) fn to_json(data: Data, headers: &HeaderMap, body: &str) -> Result<String, AppError> {
    let mut event: Map<String, Value> = headers.iter().filter_map(attribute).collect();
    if let Some(media_type) = headers.get("content-type").and_then(|value| value.to_str().ok()) {
        event.insert("datacontenttype".to_owned(), media_type.into());
    }
    if body.is_empty() {
        return Ok(Value::Object(event).to_string());
    }
    if data == Data::Text {
        event.insert("data".to_owned(), body.into());
        return Ok(Value::Object(event).to_string());
    }
    // As it was sent: numbers keep their digits.
    let data: &RawValue = serde_json::from_str(body)
        .map_err(|_| AppError::BadBody("the body is not valid JSON, as its media type says"))?;
    let attributes = Value::Object(event).to_string();
    let open = attributes.strip_suffix('}').unwrap_or(&attributes);
    Ok(format!("{open},\"data\":{data}}}"))
}

fn attribute(
    (name, value): (&axum::http::HeaderName, &axum::http::HeaderValue),
) -> Option<(String, Value)> {
    let name = name.as_str().strip_prefix(PREFIX)?;
    // The body alone is `data`; names of attributes are letters and digits.
    if name == "data" || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    // Source: HTTP protocol binding, "3.1.3.2 HTTP header values": percent-encoded UTF-8.
    let text = percent_decode_str(value.to_str().ok()?).decode_utf8().ok()?;
    let number = NUMBERS.contains(&name).then(|| text.parse::<i64>().ok()).flatten();
    Some((name.to_owned(), number.map_or_else(|| text.into_owned().into(), Value::from)))
}
