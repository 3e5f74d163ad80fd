//! One event as it arrived: a CloudEvents 1.0 envelope, read strictly.

mod envelope;
mod refusal;

pub(crate) use envelope::check_size;
pub use envelope::{MAX_EVENT_BYTES, read};
pub use refusal::{Reason, Refusal};

use crate::catalogue::Kind;
use serde_json::Value;
use std::sync::Arc;

/// An event that may be stored: every attribute is present, bounded and valid.
///
/// Made only by [`read`], so a bad one cannot exist.
#[derive(Clone, Debug)]
pub struct Event {
    /// Unique within [`Event::source`].
    pub id: String,
    /// Who sent it: the shop's address.
    pub source: String,
    /// The full CloudEvents type.
    pub event_type: String,
    /// The type taken apart.
    pub kind: Kind,
    /// When it was observed, in milliseconds since 1970 UTC.
    pub time_millis: i64,
    /// The visitor, only sent under `personalise`.
    pub subject: Option<String>,
    /// The journey it belongs to (`ushersession`).
    pub session: Option<String>,
    /// Place within its session (`usherseq`).
    pub sequence: Option<i64>,
    /// SHA-256 of the visitor's erase token (`ushererase`), lower-case hexadecimal.
    pub erase_hash: Option<String>,
    /// The purpose it was collected under (`usherpurpose`).
    pub purpose: Option<String>,
    /// The remaining attributes, as the text of one JSON object.
    pub extensions: String,
    /// `data` as the JSON text that was sent.
    pub data: Option<String>,
    /// The first part of `data` that is not as the catalogue says, such as
    /// `data.stage`; the event is kept and marked.
    pub misfit: Option<&'static str>,
    /// The name of the write key it came under.
    pub write_key: Option<Arc<str>>,
    /// [`Event::data`] parsed; `Null` when there is none.
    pub facts: Value,
}
