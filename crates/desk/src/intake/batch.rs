//! One request's body, taken apart into events.

use super::mode::Mode;
use super::{binary, segment};
use crate::error::AppError;
use crate::event::{self, Event, Reason, Refusal};
use axum::http::HeaderMap;
use serde_json::value::RawValue;

/// Most events of one request; the widget sends at most 200 at once.
pub const MAX_EVENTS: usize = 500;

/// The events of a request: those that may be kept, and why the others may not.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) events: Vec<Event>,
    pub(super) rejected: Vec<Refusal>,
    /// A write key that was found in the body.
    pub(super) write_key: Option<String>,
}

impl Batch {
    /// Takes a body apart. A bad event is rejected alone; the others are kept.
    pub(super) fn read(mode: Mode, headers: &HeaderMap, body: &[u8]) -> Result<Self, AppError> {
        let body = std::str::from_utf8(body)
            .map_err(|_| AppError::BadBody("the body is not UTF-8 text"))?;
        // A byte order mark, which some servers put before JSON.
        let body = body.trim_start_matches('\u{feff}').trim_ascii();
        let is_array = body.starts_with('[');
        match mode {
            Mode::Structured if is_array => Err(AppError::BadBody(
                "an array was sent as application/cloudevents+json, which holds one event",
            )),
            Mode::Batched if !is_array => Err(AppError::BadBody(
                "application/cloudevents-batch+json must hold an array of events",
            )),
            Mode::Binary(data) => {
                let event = binary::to_json(data, headers, body)?;
                Ok(Self::of([event::read(&event)].into_iter()))
            }
            Mode::Lines => Self::of_lines(body),
            Mode::Simple if !is_array => match segment::wrapper(body) {
                Some(wrapper) => Self::of_messages(wrapper),
                None => Self::of_texts(&[parse(body)?]),
            },
            _ if is_array => Self::of_texts(&split(body)?),
            _ => Self::of_texts(&[parse(body)?]),
        }
    }

    fn of_texts(texts: &[&RawValue]) -> Result<Self, AppError> {
        check_count(texts.len())?;
        Ok(Self::of(texts.iter().map(|text| event::read(text.get()))))
    }

    /// An empty line is no event; one that is no JSON is rejected alone.
    fn of_lines(body: &str) -> Result<Self, AppError> {
        let lines = || body.lines().map(str::trim_ascii).filter(|line| !line.is_empty());
        check_count(lines().count())?;
        Ok(Self::of(lines().map(event::read)))
    }

    fn of_messages(wrapper: segment::Wrapper<'_>) -> Result<Self, AppError> {
        check_count(wrapper.batch.len())?;
        let events = wrapper.batch.iter().map(|message| {
            // Before it is parsed: what follows recurses.
            event::check_size(message.get()).map_err(|reason| (None, reason))?;
            let event = segment::to_json(message.get()).map_err(|reason| (None, reason))?;
            event::read(&event)
        });
        Ok(Self { write_key: wrapper.write_key, ..Self::of(events) })
    }

    fn of(events: impl Iterator<Item = Result<Event, (Option<String>, Reason)>>) -> Self {
        let mut batch = Self::default();
        for (index, event) in events.enumerate() {
            match event {
                Ok(event) => batch.events.push(event),
                Err((id, reason)) => {
                    batch.rejected.push(Refusal { index, id, reason: reason.to_string() });
                }
            }
        }
        batch
    }
}

fn check_count(count: usize) -> Result<(), AppError> {
    match count {
        0 => Err(AppError::BadBody("the body holds no event")),
        1..=MAX_EVENTS => Ok(()),
        count => Err(AppError::TooManyEvents(count)),
    }
}

fn split(body: &str) -> Result<Vec<&RawValue>, AppError> {
    serde_json::from_str(body).map_err(|_| AppError::BadBody("the body is not valid JSON"))
}

fn parse(body: &str) -> Result<&RawValue, AppError> {
    serde_json::from_str(body).map_err(|_| AppError::BadBody("the body is not valid JSON"))
}
