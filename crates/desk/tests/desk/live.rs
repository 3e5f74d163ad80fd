//! The live stream.

use crate::fixture::{Bench, event, view};
use axum::body::Body;
use axum::http::Request;
use axum::response::Response;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(20);

struct Listening {
    response: Response,
    read: String,
}

impl Listening {
    async fn to(bench: &Bench, path: &str, last_event_id: Option<&str>) -> Self {
        let mut request = Request::get(path);
        if let Some(id) = last_event_id {
            request = request.header("last-event-id", id);
        }
        let response = bench.open(request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), 200);
        let read = String::new();
        let mut listening = Self { response, read };
        listening.until(": usher").await;
        listening
    }

    async fn until(&mut self, text: &str) {
        let wait = async {
            while !self.read.contains(text) {
                let frame = self.response.body_mut().frame().await.unwrap().unwrap();
                self.read.push_str(std::str::from_utf8(frame.data_ref().unwrap()).unwrap());
            }
        };
        let waited = tokio::time::timeout(PATIENCE, wait).await;
        assert!(waited.is_ok(), "waited for {text}, read {}", self.read);
    }

    fn seqs(&self) -> Vec<u32> {
        let ids = self.read.lines().filter_map(|line| line.strip_prefix("id: "));
        ids.map(|id| id.parse().unwrap()).collect()
    }
}

fn views(range: std::ops::Range<u32>) -> Vec<Value> {
    range.map(|number| view(&number.to_string())).collect()
}

#[tokio::test]
async fn a_stream_tells_what_happens_from_now_on() {
    let bench = Bench::new();
    bench.keep(&[view("before")]).await;
    let mut stream = Listening::to(&bench, "/stream", None).await;
    bench.keep(&[event("a", "touchpoint.search", json!({"search_term": "<b>sage"}))]).await;
    stream.until("event: figures").await;
    assert_eq!(stream.seqs(), [2]);
    assert!(stream.read.contains(r#""says":"Searched for","about":"<b>sage""#));
    assert!(stream.read.contains(r#""total-events":"2""#));
}

#[tokio::test]
async fn a_stream_goes_on_after_the_last_event_its_reader_saw() {
    let bench = Bench::new();
    bench.keep(&views(0..5)).await;
    let mut stream = Listening::to(&bench, "/stream?after=0", Some("3")).await;
    stream.until("id: 5").await;
    assert_eq!(stream.seqs(), [4, 5]);
}

#[tokio::test]
async fn a_stream_can_be_narrowed_to_one_family() {
    let bench = Bench::new();
    let mut stream = Listening::to(&bench, "/stream?after=0&family=play", None).await;
    let shown = event("p", "play.shown", json!({"play": "compare"}));
    bench.keep(&[view("a"), shown, view("b")]).await;
    stream.until("id: 2").await;
    assert_eq!(stream.seqs(), [2]);
}

#[tokio::test]
async fn a_reader_far_behind_is_told_what_was_passed_over() {
    let bench = Bench::new();
    bench.keep(&views(0..300)).await;
    let mut stream = Listening::to(&bench, "/stream?after=0", None).await;
    stream.until("id: 300").await;
    assert!(stream.read.contains(r#"{"passed_over":200}"#));
    assert_eq!(stream.seqs(), (201..=300).collect::<Vec<u32>>());
}

#[tokio::test]
async fn streams_end_when_the_program_stops() {
    let bench = Bench::new();
    let stream = Listening::to(&bench, "/stream", None).await;
    bench.stop.send_replace(true);
    let rest = tokio::time::timeout(PATIENCE, stream.response.into_body().collect()).await;
    assert!(rest.unwrap().is_ok());
}
