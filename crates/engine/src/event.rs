//! An event: one fact in the stream, in its envelope, as it is kept until it is accepted.

use crate::consent::Purpose;
use crate::id::Uuid;
use crate::json::{Json, Object, push_integer, push_key};
use crate::time::Timestamp;

/// One event as the device keeps it until the receiver has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// What it is kept under; sorted by name, the earlier event comes first.
    ///
    /// Shape: `<instant>.<id>.<worth><subject>`: milliseconds and place within the visit
    /// as one number, the event's id, a digit that says how long it is kept when room is
    /// short, and `p` if it says who the visitor is, otherwise `a`.
    pub name: String,
    /// The event in a CloudEvents 1.0 JSON envelope; only its age is missing, which is
    /// known when it is sent.
    pub text: String,
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

/// How long something is kept when room is short, by how its name begins: the first that
/// fits counts. A page view is followed by the next one; what the shop earns by is never
/// told again.
const WORTHS: [(&str, char); 8] = [
    ("touchpoint.page_view", '0'),
    ("touchpoint.purchase", '3'),
    ("touchpoint.refund", '3'),
    ("touchpoint.add", '2'),
    ("touchpoint.begin", '2'),
    ("touchpoint", '1'),
    ("journey", '1'),
    ("play", '2'),
];
/// What everything else is worth: consent, leads, and what was lost.
const PRECIOUS: char = '3';

impl Record {
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
        let mut name = String::new();
        let place = i64::from(fact.sequence % 1_000);
        push_integer(&mut name, at.0.saturating_mul(1_000).saturating_add(place));
        name.push('.');
        name.push_str(fact.id);
        name.push('.');
        let worth = WORTHS.iter().find(|(start, _)| fact.name.starts_with(start));
        name.push(worth.map_or(PRECIOUS, |(_, worth)| *worth));
        name.push(if fact.subject.is_empty() { 'a' } else { 'p' });
        Self { name, text: envelope.finish() }
    }

    /// No event, but the moment a pause ends, for whoever sends next.
    ///
    /// Shape: the text is a number, as no envelope is.
    pub(crate) fn of_pause(name: &str, until: Timestamp) -> Self {
        let mut text = String::new();
        push_integer(&mut text, until.0);
        Self { name: name.to_owned(), text }
    }

    /// When the pause ends that this is; 0 for an event.
    pub(crate) fn pause(&self) -> Timestamp {
        Timestamp(number(&self.text))
    }

    /// When it was observed.
    fn at(&self) -> Timestamp {
        Timestamp(number(&self.name) / 1_000)
    }

    /// Whether it is an envelope of ours and not too large: what was kept on a device may
    /// have been changed there, and one broken event would take its batch with it.
    pub(crate) fn is_whole(&self) -> bool {
        self.text.len() <= MOST_BYTES && matches!(Json::read(&self.text), Ok(Json::Object(_)))
    }

    /// Whether it says who the visitor is.
    pub(crate) fn is_named(&self) -> bool {
        self.name.ends_with('p')
    }

    /// Appends the whole envelope. Units: `usherage` in milliseconds between
    /// observing and sending, so that a receiver needs no device clock.
    pub(crate) fn push_to(&self, body: &mut String, now: Timestamp) {
        let open = self.text.len().saturating_sub(1);
        body.push_str(self.text.get(..open).unwrap_or_default());
        push_key(body, "usherage");
        push_integer(body, now.since(self.at()).0);
        body.push('}');
    }
}

/// The number a text begins with.
fn number(text: &str) -> i64 {
    let digits = text.bytes().take_while(u8::is_ascii_digit);
    digits.fold(0, |number, digit| number.wrapping_mul(10).wrapping_add(i64::from(digit - b'0')))
}

/// Several texts as one.
pub(crate) fn joined(parts: &[&str]) -> String {
    let mut whole = String::new();
    for part in parts {
        whole.push_str(part);
    }
    whole
}
