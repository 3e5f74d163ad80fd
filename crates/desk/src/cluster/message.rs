//! What stands on the shared log: events as CloudEvents, and changes.

use crate::error::AppError;
use crate::event::{self, Event};
use crate::export::Envelope;
use crate::store::{MarkKind, Thanks};
use async_nats::header::{HeaderMap, NATS_MESSAGE_ID};
use axum::body::Bytes;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// The name of the write key an event came under.
const KEY: &str = "Usher-Key";

/// The last part of the subject of changes; no family of events has this name.
const CHANGE: &str = "change";

/// Something that happens to what was kept, at every desk at the same place of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Change {
    /// A visitor's events are taken out, by their erase hash or subject.
    Erase(String),
    /// A comment was answered or a lead taken on, at a time; or not after all.
    Mark { kind: MarkKind, key: String, time_millis: Option<i64> },
    /// What became of a comment was published.
    Publish(Thanks),
    /// What was published about a comment was taken back.
    TakeBack(i64),
    /// Generated example data is taken out.
    ForgetExamples,
}

/// What a message of the log says.
#[derive(Debug)]
pub(super) enum Said {
    Event(Box<Event>),
    Change(Change),
}

/// Something on its way to the log.
#[derive(Debug)]
pub(super) struct Letter {
    subject: String,
    headers: HeaderMap,
    body: Bytes,
    pub(super) is_duplicate: bool,
    /// Where it is on the log; `None` until the log says so.
    pub(super) place: Option<u64>,
}

/// Events of a family have a subject of their own, so that their term can be over.
pub(super) fn subject(log: &str, family: &str) -> String {
    format!("{log}.{family}")
}

/// Every subject of the log.
pub(super) fn subjects(log: &str) -> Vec<String> {
    vec![format!("{log}.*")]
}

impl Letter {
    pub(super) fn of_event(log: &str, event: &Event) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(NATS_MESSAGE_ID, identity(event).as_str());
        if let Some(key) = &event.write_key {
            headers.insert(KEY, key.as_ref());
        }
        // An event was read from JSON, so it becomes JSON again.
        let body = serde_json::to_vec(&Envelope::of_event(event)).unwrap_or_default();
        Self::new(subject(log, event.kind.family), headers, body)
    }

    /// Errors: there is no chance to be had for its id.
    pub(super) fn of_change(log: &str, change: &Change) -> Result<Self, AppError> {
        let mut id = [0_u8; 16];
        getrandom::fill(&mut id).map_err(|error| AppError::Start(error.into()))?;
        let mut headers = HeaderMap::new();
        headers.insert(NATS_MESSAGE_ID, hex(&id).as_str());
        let body = serde_json::to_vec(change).unwrap_or_default();
        Ok(Self::new(subject(log, CHANGE), headers, body))
    }

    fn new(subject: String, headers: HeaderMap, body: Vec<u8>) -> Self {
        let body = Bytes::from(body);
        Self { subject, headers, body, is_duplicate: false, place: None }
    }

    pub(super) fn parts(&self) -> (String, HeaderMap, Bytes) {
        (self.subject.clone(), self.headers.clone(), self.body.clone())
    }

    pub(super) fn settle(&mut self, place: u64, is_duplicate: bool) {
        self.place = Some(place);
        self.is_duplicate = is_duplicate;
    }
}

/// What the log knows an event by: SHA-256 of `source` and `id`, which together are its
/// identity. The id alone would let one sender keep another's event out.
fn identity(event: &Event) -> String {
    let mut hash = Sha256::new();
    hash.update(event.source.as_bytes());
    // Neither holds control characters, so no other pair reads the same.
    hash.update([0]);
    hash.update(event.id.as_bytes());
    hex(&hash.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a message; `None` when no program of ours wrote it.
pub(super) fn read(message: &async_nats::Message) -> Option<Said> {
    let text = std::str::from_utf8(&message.payload).ok()?;
    if message.subject.as_str().ends_with(".change") {
        return serde_json::from_str(text).ok().map(Said::Change);
    }
    // Whoever may write to the log may write anything: it is read as from a stranger.
    let mut event = event::read(text).ok()?;
    let key = message.headers.as_ref().and_then(|headers| headers.get(KEY));
    event.write_key = key.map(|key| Arc::from(key.as_str()));
    Some(Said::Event(Box::new(event)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(more: &str) -> Event {
        let json = format!(
            r#"{{"specversion":"1.0","id":"a","source":"https://shop.example","type":"usher.play.shown","time":"2026-11-21T20:00:00.123Z"{more}}}"#
        );
        event::read(&json).unwrap()
    }

    #[test]
    fn an_event_comes_off_the_log_as_it_went_on() {
        let went = event(
            r#","subject":"5d0c8d0c-43a5-4ab5-8a51-0f5f1f0a9c02","ushersession":"s","usherseq":3,
                "usherpurpose":"share","usherage":7,"data":{"play":"fit","price":1.50}"#,
        );
        let letter = Letter::of_event("usher", &went);
        let came = event::read(std::str::from_utf8(&letter.body).unwrap()).unwrap();
        assert_eq!(format!("{went:?}"), format!("{came:?}"));
        assert_eq!(letter.subject, "usher.play");
    }

    #[test]
    fn an_event_is_known_by_its_source_and_id_together() {
        let one = event("");
        let (mut source, mut id) = (one.clone(), one.clone());
        source.source.push('x');
        id.id.push('x');
        assert_ne!(identity(&one), identity(&source));
        assert_ne!(identity(&one), identity(&id));
        assert_ne!(identity(&source), identity(&id));
        assert_eq!(identity(&one), identity(&event(r#","usherage":9"#)));
    }
}
