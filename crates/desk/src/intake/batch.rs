//! One request's body, taken apart into events.

use crate::error::AppError;
use crate::event::{self, Event, Refusal};
use axum::http::{HeaderMap, header};
use serde_json::value::RawValue;

/// Most events of one request; the widget sends at most 200 at once.
pub const MAX_EVENTS: usize = 500;

/// What a media type promises about the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// One event.
    Structured,
    /// An array of events.
    Batched,
    /// Either; for senders that cannot set a CloudEvents type, such as `sendBeacon`.
    Simple,
}

impl Mode {
    /// Reads the headers that say how the body is to be read.
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, AppError> {
        let encoding = headers.get(header::CONTENT_ENCODING);
        if encoding.is_some_and(|encoding| encoding != "identity") {
            return Err(AppError::Encoding);
        }
        let media_type = headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .ok_or(AppError::MediaType)?
            .to_ascii_lowercase();
        let mut parts = media_type.split(';').map(str::trim);
        let mode = match parts.next() {
            Some("application/cloudevents+json") => Self::Structured,
            Some("application/cloudevents-batch+json") => Self::Batched,
            Some("application/json" | "text/plain") => Self::Simple,
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
}

/// The events of a request: those that may be kept, and why the others may not.
pub(super) struct Batch {
    pub(super) events: Vec<Event>,
    pub(super) rejected: Vec<Refusal>,
}

impl Batch {
    /// Takes a body apart. A bad event is rejected alone; the others are kept.
    pub(super) fn read(mode: Mode, body: &[u8]) -> Result<Self, AppError> {
        let body = std::str::from_utf8(body)
            .map_err(|_| AppError::BadBody("the body is not UTF-8 text"))?;
        // A byte order mark, which some servers put before JSON.
        let body = body.trim_start_matches('\u{feff}').trim_ascii();
        let is_array = body.starts_with('[');
        let pieces = match mode {
            Mode::Structured if is_array => {
                return Err(AppError::BadBody(
                    "an array was sent as application/cloudevents+json, which holds one event",
                ));
            }
            Mode::Batched if !is_array => {
                return Err(AppError::BadBody(
                    "application/cloudevents-batch+json must hold an array of events",
                ));
            }
            _ if is_array => split(body)?,
            _ => vec![parse(body)?],
        };
        match pieces.len() {
            0 => Err(AppError::BadBody("the array holds no event")),
            1..=MAX_EVENTS => Ok(Self::of(&pieces)),
            count => Err(AppError::TooManyEvents(count)),
        }
    }

    fn of(pieces: &[&RawValue]) -> Self {
        let mut batch = Self { events: Vec::with_capacity(pieces.len()), rejected: Vec::new() };
        for (index, piece) in pieces.iter().enumerate() {
            match event::read(piece.get()) {
                Ok(event) => batch.events.push(event),
                Err((id, reason)) => {
                    batch.rejected.push(Refusal { index, id, reason: reason.to_string() })
                }
            }
        }
        batch
    }
}

fn split(body: &str) -> Result<Vec<&RawValue>, AppError> {
    serde_json::from_str(body).map_err(|_| AppError::BadBody("the body is not valid JSON"))
}

fn parse(body: &str) -> Result<&RawValue, AppError> {
    serde_json::from_str(body).map_err(|_| AppError::BadBody("the body is not valid JSON"))
}
