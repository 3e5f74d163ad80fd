//! The interface for programs, and the document that describes it.

use crate::fixture::{Bench, event, view};
use axum::body::Body;
use axum::http::{Method, Request};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

/// Addresses for people; the document is for programs.
const FOR_PEOPLE: [&str; 8] = [
    "/",
    "/journeys/{session}",
    "/stream",
    "/sign-in",
    "/sign-out",
    "/desk.css",
    "/desk.js",
    "/icon.svg",
];

/// Every address the source gives to the router.
fn routes() -> BTreeSet<&'static str> {
    let source = include_str!("../../src/app.rs");
    source.split(".route(").skip(1).filter_map(|rest| rest.split('"').nth(1)).collect()
}

async fn document(bench: &Bench) -> Value {
    bench.get("/api/openapi.json").await.json()
}

#[tokio::test]
async fn every_route_for_programs_is_in_the_document_and_nothing_else() {
    let bench = Bench::new();
    let document = document(&bench).await;
    let written: BTreeSet<&str> =
        document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    let routes = routes();
    assert!(routes.len() > 12, "{routes:?}");
    let mut expected = routes.clone();
    expected.retain(|route| !FOR_PEOPLE.contains(route));
    assert_eq!(written, expected);
}

#[tokio::test]
async fn what_the_document_describes_is_answered_with_a_status_it_names() {
    let bench = Bench::new();
    let document = document(&bench).await;
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            assert!(operation["summary"].is_string() || operation["description"].is_string());
            let method: Method = method.to_ascii_uppercase().parse().unwrap();
            let request = Request::builder()
                .method(&method)
                .uri(path)
                .header("content-type", "application/json")
                .body(Body::from(if method == Method::POST { "{}" } else { "" }))
                .unwrap();
            let answer = bench.open(request).await;
            let status = answer.status().as_u16();
            assert!(![404, 405, 500].contains(&status), "{method} {path}: {status}");
        }
    }
    let parts = &document["components"]["schemas"];
    for name in ["Receipt", "Refusal", "Refused", "Asked", "Erased"] {
        assert!(parts[name].is_object(), "{name} is not described");
    }
}

#[tokio::test]
async fn the_cursor_leads_through_the_whole_log() {
    let bench = Bench::new();
    let events: Vec<Value> = (0..5).map(|number| view(&number.to_string())).collect();
    bench.keep(&events).await;
    let (mut after, mut seen) = ("0".to_owned(), Vec::new());
    loop {
        let answer = bench.get(&format!("/api/events?after={after}&limit=2")).await;
        if answer.text.is_empty() {
            assert_eq!(answer.header("usher-after"), "");
            break;
        }
        after = answer.header("usher-after").to_owned();
        seen.extend(answer.text.lines().map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            line["id"].as_str().unwrap().to_owned()
        }));
    }
    assert_eq!(seen, ["0", "1", "2", "3", "4"]);
}

#[tokio::test]
async fn the_stream_for_programs_gives_every_event_once_and_whole() {
    let bench = Bench::new();
    let first: Vec<Value> = (0..450).map(|number| view(&number.to_string())).collect();
    bench.keep(&first).await;
    bench.keep(&(450..700).map(|number| view(&number.to_string())).collect::<Vec<_>>()).await;
    let request = Request::get("/api/stream?after=0").header("last-event-id", "10");
    let response = bench.open(request.body(Body::empty()).unwrap()).await;
    let mut body = response.into_body();
    let mut read = String::new();
    let wait = async {
        let mut is_later_sent = false;
        while !read.contains("id: 701\n") {
            let frame = body.frame().await.unwrap().unwrap();
            read.push_str(std::str::from_utf8(frame.data_ref().unwrap()).unwrap());
            if !is_later_sent && read.contains("id: 700\n") {
                is_later_sent = true;
                bench.keep(&[event("later", "play.shown", json!({"play": "fit"}))]).await;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), wait).await.unwrap();
    let ids: Vec<u32> = read
        .lines()
        .filter_map(|line| line.strip_prefix("id: "))
        .map(|id| id.parse().unwrap())
        .collect();
    assert_eq!(ids, (11..=701).collect::<Vec<u32>>());
    let last = read.lines().rfind(|line| line.starts_with("data: ")).unwrap();
    let last: Value = serde_json::from_str(last.strip_prefix("data: ").unwrap()).unwrap();
    assert_eq!((&last["id"], &last["data"]["play"]), (&json!("later"), &json!("fit")));
}

#[tokio::test]
async fn the_stream_for_programs_can_be_narrowed_and_ends_with_the_program() {
    let bench = Bench::new();
    let mixed: Vec<Value> = (0..30)
        .map(|number| match number % 3 {
            0 => event(&number.to_string(), "play.shown", json!({"play": "fit"})),
            _ => view(&number.to_string()),
        })
        .collect();
    bench.keep(&mixed).await;
    let request = Request::get("/api/stream?after=0&family=play").body(Body::empty()).unwrap();
    let response = bench.open(request).await;
    let stop = bench.stop.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(500)).await;
        stop.send_replace(true);
    });
    let whole = tokio::time::timeout(Duration::from_secs(20), response.into_body().collect());
    let read = whole.await.unwrap().unwrap().to_bytes();
    let read = std::str::from_utf8(&read).unwrap();
    assert_eq!(read.matches("id: ").count(), 10, "{read}");
    let none = Request::get("/api/stream?family=mood").body(Body::empty()).unwrap();
    assert_eq!(bench.open(none).await.status(), 404);
}
