//! Other people's journeys, so that a picture of the desk shows something.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use tower::ServiceExt;
use usher_desk::desk_router;
use usher_desk::gate::Peer;

use crate::site::Site;

/// How many events floods were made of so far: each has an id of its own.
static FLOODED: AtomicU64 = AtomicU64::new(0);

/// How many of 100 journeys reach each stage.
const REACHED: [(&str, u32); 7] = [
    ("awareness", 100),
    ("consideration", 71),
    ("desire", 44),
    ("purchase", 27),
    ("support", 15),
    ("loyalty", 9),
    ("advocacy", 4),
];

impl Site {
    /// Fills the desk with a hundred journeys; `time` is RFC 3339.
    pub async fn fill_desk(&self, time: &str) {
        for journey in 0..100 {
            self.post(journey_of(journey, time)).await;
        }
    }

    /// Posts so many page views at once, by the most a request may carry.
    pub async fn flood(&self, events: usize) {
        const MOST: usize = 500;
        for _ in 0..events.div_ceil(MOST) {
            let views = (0..MOST).map(|_| {
                let mut view = event("touchpoint.page_view", json!({}));
                view["id"] = json!(format!("flood-{}", FLOODED.fetch_add(1, Ordering::Relaxed)));
                view["time"] = json!("2026-11-21T20:00:00Z");
                view
            });
            self.post(views.collect()).await;
        }
    }

    async fn post(&self, events: Vec<Value>) {
        let request = Request::post("/events")
            .header(header::HOST, "localhost")
            .header(header::CONTENT_TYPE, "application/cloudevents-batch+json")
            .extension(Peer(SocketAddr::from(([127, 0, 0, 1], 1))))
            .body(Body::from(Value::from(events).to_string()))
            .expect("a request with a body");
        let answer = desk_router(self.desk.clone()).oneshot(request).await;
        assert_eq!(answer.expect("the desk answers").status(), StatusCode::ACCEPTED);
    }
}

fn journey_of(journey: u32, time: &str) -> Vec<Value> {
    let mut told = vec![event("touchpoint.page_view", json!({}))];
    for (stage, _) in REACHED.into_iter().filter(|(_, reached)| journey < *reached) {
        let data = json!({ "stage": stage, "confidence": "medium", "evidence": [] });
        told.push(event("journey.stage_entered", data));
    }
    let play = ["compare", "answer", "check-in"][journey as usize % 3];
    if journey < 60 {
        told.push(event("play.shown", json!({ "play": play })));
    }
    if journey < 60 && journey.is_multiple_of(2) {
        told.push(event("play.accepted", json!({ "play": play })));
    }
    if journey < 27 {
        let data = json!({ "transaction_id": format!("LD-{journey}") });
        told.push(event("touchpoint.purchase", data));
    }
    for (place, event) in told.iter_mut().enumerate() {
        event["id"] = json!(format!("crowd-{journey}-{place}"));
        event["time"] = json!(time);
        event["ushersession"] = json!(format!("crowd-{journey}"));
        event["usherseq"] = json!(place + 1);
    }
    told
}

fn event(what: &str, mut data: Value) -> Value {
    data["page"] = json!({ "kind": "product", "path": "/paint/juniper.html" });
    json!({
        "specversion": "1.0",
        "source": "https://lindqvist.example",
        "type": format!("usher.{what}"),
        "usherpurpose": "analytics",
        "data": data,
    })
}
