//! Why an event was not taken, in words for the person who sends it.

use serde::Serialize;
use std::fmt;
use utoipa::ToSchema;

/// What is wrong with one event. The words say how to put it right and never
/// repeat a value of the event, so they may be logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Not a JSON object.
    NotAnObject,
    /// Larger than one event may be.
    TooLarge,
    /// Nested deeper than data may be.
    TooDeep,
    /// A required attribute is missing or empty.
    Missing(&'static str),
    /// An attribute is not what it must be.
    Malformed(&'static str, &'static str),
    /// A message of a Segment batch lacks something.
    Message(&'static str),
    /// `data` is not valid JSON text.
    BadData,
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnObject => {
                write!(out, "an event must be a JSON object: {{\"specversion\":\"1.0\", …}}")
            }
            Self::TooLarge => write!(
                out,
                "the event is larger than {} KiB; send less in `data`",
                super::MAX_EVENT_BYTES / 1024
            ),
            Self::TooDeep => write!(
                out,
                "`data` is nested more than {} levels deep; flatten it",
                super::envelope::MAX_DEPTH
            ),
            Self::Missing(attribute) => {
                write!(out, "`{attribute}` is missing or empty; every event needs it")
            }
            Self::Malformed(attribute, must) => write!(out, "`{attribute}` must be {must}"),
            Self::Message(must) => write!(out, "a message of a batch must have {must}"),
            Self::BadData => write!(
                out,
                "`data` holds text that is not valid JSON, for example half of a surrogate pair"
            ),
        }
    }
}

/// One event of a request that was not taken.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Refusal {
    /// Its place in the request, from 0.
    pub index: usize,
    /// Its id, when that could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Why, and what to change.
    pub reason: String,
}
