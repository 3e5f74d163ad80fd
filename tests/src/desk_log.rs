//! What arrived at the desk, read through its own API.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;

use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use serde_json::Value;
use tower::ServiceExt;
use usher_desk::desk_router;
use usher_desk::gate::Peer;

use crate::site::Site;

/// One event of the desk's log.
#[derive(Clone, Debug)]
pub struct Kept(pub Value);

/// The whole log, in the order of arrival.
#[derive(Clone, Debug)]
pub struct DeskLog(pub Vec<Kept>);

impl Kept {
    /// A text attribute; empty when it is missing.
    #[must_use]
    pub fn text(&self, attribute: &str) -> &str {
        self.0[attribute].as_str().unwrap_or_default()
    }

    /// The type without `usher.`.
    #[must_use]
    pub fn what(&self) -> &str {
        let whole = self.text("type");
        whole.strip_prefix("usher.").unwrap_or(whole)
    }

    /// The place within its session.
    #[must_use]
    pub fn sequence(&self) -> i64 {
        self.0["usherseq"].as_i64().unwrap_or_default()
    }

    /// The payload.
    #[must_use]
    pub fn data(&self) -> &Value {
        &self.0["data"]
    }
}

impl DeskLog {
    /// Reads it.
    pub async fn read(site: &Site) -> Self {
        let mut request = Request::get("/api/events").header(header::HOST, "localhost");
        if let Some(extensions) = request.extensions_mut() {
            extensions.insert(Peer(SocketAddr::from(([127, 0, 0, 1], 1))));
        }
        let request = request.body(Body::empty()).expect("a request without a body");
        let router = desk_router(site.desk.clone());
        let answer = router.oneshot(request).await.expect("the desk answers");
        let body = to_bytes(answer.into_body(), usize::MAX).await.expect("the log is read");
        let lines = String::from_utf8(body.to_vec()).expect("the log is text");
        let read = |line| Kept(serde_json::from_str(line).expect("each line is JSON"));
        Self(lines.lines().map(read).collect())
    }

    /// The types in the order of the visit, one list for each session.
    ///
    /// Shape: sessions by their first event's time.
    #[must_use]
    pub fn visits(&self) -> Vec<Vec<&Kept>> {
        let mut visits: BTreeMap<&str, Vec<&Kept>> = BTreeMap::new();
        for event in &self.0 {
            visits.entry(event.text("ushersession")).or_default().push(event);
        }
        let mut visits: Vec<Vec<&Kept>> = visits.into_values().collect();
        for visit in &mut visits {
            visit.sort_by_key(|event| event.sequence());
        }
        visits.sort_by_key(|visit| visit.first().map(|event| event.text("time").to_owned()));
        visits
    }

    /// Panics unless every event is a valid CloudEvent of ours, is there once, and
    /// the sequence of each session has no gap.
    pub fn assert_sound(&self, origin: &str) {
        let ids: BTreeSet<&str> = self.0.iter().map(|event| event.text("id")).collect();
        assert_eq!(ids.len(), self.0.len(), "an event is there twice");
        for event in &self.0 {
            assert_eq!(event.text("specversion"), "1.0", "{event:?}");
            assert_eq!(event.text("source"), origin, "{event:?}");
            assert_eq!(event.text("usherpurpose"), "analytics", "{event:?}");
            assert_eq!(event.text("datacontenttype"), "application/json", "{event:?}");
            let schema = format!("urn:usher:schema:{}:1", event.what());
            assert_eq!(event.text("dataschema"), schema, "{event:?}");
            assert!(event.text("type").starts_with("usher."), "{event:?}");
            assert!(
                event.0["known"].as_bool().unwrap_or_default(),
                "not in the catalogue: {event:?}"
            );
            assert!(event.data().is_object(), "{event:?}");
            assert!(event.text("id").len() == 36, "{event:?}");
        }
        for visit in self.visits() {
            let sequence: Vec<i64> = visit.iter().map(|event| event.sequence()).collect();
            let last = i64::try_from(sequence.len()).expect("a visit is short");
            assert_eq!(sequence, (1..=last).collect::<Vec<i64>>(), "the sequence has a gap");
        }
    }
}
