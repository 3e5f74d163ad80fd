//! An event: one fact in the stream, ready for its envelope.

use crate::consent::Purpose;
use crate::id::Uuid;
use crate::json::{push_integer, push_string};
use crate::time::Timestamp;
use crate::wire::wire_struct;

/// One fact, as it waits in the outbox.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// Unique for good; the receiver counts it once by this.
    pub id: Uuid,
    /// `family.name`, such as `play.shown`.
    pub name: String,
    /// When it was observed.
    pub at: Timestamp,
    /// Place within its session, from 1.
    pub sequence: u32,
    /// The purpose it was collected under.
    pub purpose: Purpose,
    /// The session it belongs to.
    pub session: Uuid,
    /// The visitor, where memory across visits is granted.
    pub subject: Option<Uuid>,
    /// The payload, a JSON object.
    pub data: String,
}

impl Event {
    /// The event in a CloudEvents 1.0 JSON envelope.
    ///
    /// Shape: extension attributes are lower case letters only, as the
    /// specification asks. Units: `usherage` in milliseconds between observing
    /// and sending, so that a receiver needs no device clock.
    #[must_use]
    pub fn envelope(&self, source: &str, now: Timestamp) -> String {
        let mut text = String::with_capacity(self.data.len() + 420);
        text.push_str("{\"specversion\":\"1.0\"");
        push_field(&mut text, "id", &self.id.0);
        push_field(&mut text, "source", source);
        push_prefixed(&mut text, "type", "usher.", &self.name);
        push_field(&mut text, "time", &self.at.to_rfc3339());
        if let Some(subject) = &self.subject {
            push_field(&mut text, "subject", &subject.0);
        }
        push_field(&mut text, "datacontenttype", "application/json");
        text.push_str(",\"dataschema\":\"urn:usher:schema:");
        text.push_str(&self.name);
        text.push_str(":1\"");
        push_field(&mut text, "ushersession", &self.session.0);
        push_number(&mut text, "usherseq", i64::from(self.sequence));
        push_number(&mut text, "usherage", now.since(self.at).0);
        push_field(&mut text, "usherpurpose", self.purpose.as_str());
        text.push_str(",\"data\":");
        text.push_str(&self.data);
        text.push('}');
        text
    }
}

fn push_field(text: &mut String, key: &str, value: &str) {
    push_prefixed(text, key, "", value);
}

fn push_prefixed(text: &mut String, key: &str, prefix: &str, value: &str) {
    text.push(',');
    push_string(text, key);
    text.push(':');
    let mut whole = String::with_capacity(prefix.len() + value.len());
    whole.push_str(prefix);
    whole.push_str(value);
    push_string(text, &whole);
}

fn push_number(text: &mut String, key: &str, value: i64) {
    text.push(',');
    push_string(text, key);
    text.push(':');
    push_integer(text, value);
}

wire_struct!(Event { sequence, subject; id, name, at, purpose, session, data });
