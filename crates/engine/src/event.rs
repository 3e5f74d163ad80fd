//! An event: one fact in the stream, in its envelope.

use crate::consent::Purpose;
use crate::id::Uuid;
use crate::json::{Json, Object, push_integer, push_key};
use crate::outbox::BatchId;
use crate::time::Timestamp;
use crate::wire::wire_struct;

/// One fact, as it waits in the outbox.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// When it was observed.
    pub at: Timestamp,
    /// The event in a CloudEvents 1.0 JSON envelope; only its age is missing,
    /// which is known when it is sent.
    pub text: String,
    /// The batch it is under way in; none while it waits.
    pub(crate) batch: Option<BatchId>,
}

/// What an event is made of.
pub(crate) struct Fact<'a> {
    /// Unique for good; the receiver counts it once by this.
    pub(crate) id: &'a str,
    /// The origin of the site.
    pub(crate) source: &'a str,
    /// `family.name`, such as `play.shown`.
    pub(crate) name: &'a str,
    /// The visitor; empty where memory across visits is not granted.
    pub(crate) subject: &'a str,
    pub(crate) session: &'a Uuid,
    /// Place within its session, from 1.
    pub(crate) sequence: u32,
    /// The payload, a JSON object.
    pub(crate) data: &'a str,
}

/// Largest envelope taken up again: twice the largest payload.
const MOST_BYTES: usize = 16_000;

/// How an envelope begins to name the visitor; within the texts of an event each quote
/// is escaped.
const NAMED: &[u8] = b"\"subject\":";

impl Event {
    /// Shape: extension attributes are lower case letters only, as the
    /// specification asks.
    pub(crate) fn of(fact: &Fact<'_>, at: Timestamp) -> Self {
        let mut envelope = Object::new();
        envelope.text("specversion", "1.0");
        envelope.text("id", fact.id);
        envelope.text("source", fact.source);
        envelope.text("type", &joined(&["usher.", fact.name]));
        envelope.text("time", &at.to_rfc3339());
        envelope.text("subject", fact.subject);
        envelope.text("datacontenttype", "application/json");
        envelope.text("dataschema", &joined(&["urn:usher:schema:", fact.name, ":1"]));
        envelope.text("ushersession", &fact.session.0);
        envelope.number("usherseq", fact.sequence);
        envelope.text("usherpurpose", Purpose::Analytics.as_str());
        envelope.json("data", fact.data);
        Self { at, text: envelope.finish(), batch: None }
    }

    /// Whether it is an envelope of ours and not too large: what was kept on a device may
    /// have been changed there, and one broken event would take its batch with it.
    pub(crate) fn is_whole(&self) -> bool {
        self.text.len() <= MOST_BYTES && matches!(Json::read(&self.text), Ok(Json::Object(_)))
    }

    /// Whether it says who the visitor is. Looked for by the byte: the search of the
    /// standard library is ten times the code.
    pub(crate) fn is_named(&self) -> bool {
        self.text.as_bytes().windows(NAMED.len()).any(|part| part == NAMED)
    }

    /// Appends the whole envelope. Units: `usherage` in milliseconds between
    /// observing and sending, so that a receiver needs no device clock.
    pub(crate) fn push_to(&self, body: &mut String, now: Timestamp) {
        let open = self.text.len().saturating_sub(1);
        body.push_str(self.text.get(..open).unwrap_or_default());
        push_key(body, "usherage");
        push_integer(body, now.since(self.at).0);
        body.push('}');
    }
}

/// Several texts as one.
pub(crate) fn joined(parts: &[&str]) -> String {
    let mut whole = String::new();
    for part in parts {
        whole.push_str(part);
    }
    whole
}

wire_struct!(Event { ; at, text });
