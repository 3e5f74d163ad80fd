//! What a request's headers promise about its body.

use super::binary;
use crate::error::AppError;
use axum::http::{HeaderMap, header};

/// How a body is cut into events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// One event.
    Structured,
    /// An array of events.
    Batched,
    /// Either, or Segment's batch; for senders that cannot set a CloudEvents type,
    /// such as `sendBeacon`.
    Simple,
    /// One event a line.
    Lines,
    /// The attributes are headers, and the body is `data`.
    Binary(binary::Data),
}

impl Mode {
    /// Reads the headers that say how the body is to be read.
    ///
    /// Source: CloudEvents 1.0.2, HTTP protocol binding, "3. HTTP Message Mapping":
    /// a media type of CloudEvents wins over `ce-` headers.
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, AppError> {
        let media_type = headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .map(str::to_ascii_lowercase);
        let mut parts = media_type.as_deref().unwrap_or_default().split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let mode = match name {
            "application/cloudevents+json" => Self::Structured,
            "application/cloudevents-batch+json" => Self::Batched,
            _ if binary::is_meant(headers) => Self::Binary(binary::Data::of(name)?),
            "application/json" | "text/plain" => Self::Simple,
            "application/x-ndjson" | "application/jsonl" | "application/json-lines" => Self::Lines,
            _ => return Err(AppError::MediaType),
        };
        let other_charset = parts
            .filter_map(|part| part.strip_prefix("charset="))
            .any(|charset| charset.trim_matches('"') != "utf-8");
        match other_charset {
            true => Err(AppError::MediaType),
            false => Ok(mode),
        }
    }

    /// Whether the body itself may show a write key.
    pub(super) fn may_hold_key(self) -> bool {
        self == Self::Simple
    }
}
