//! The log on stderr: nothing of a visitor in it, and no line a stranger could forge.

use crate::fixture::{Bench, SINGLE, event, with};
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;
use usher_desk::gate::Peer;

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Written {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Written {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

/// What a stranger may put into every place of a request.
const NASTY: &str =
    "anna@example.com\r\n{\"level\":\"INFO\"}\n\u{1b}[31mred\u{202e}evil 4111111111111111";

async fn visit_with_everything_nasty() {
    let bench = Bench::new();
    let peer: SocketAddr = "203.0.113.77:9".parse().unwrap();
    let events = [
        event("a", "voice.commented", json!({"text": NASTY})),
        with(event("b", "play.shown", json!({"play": NASTY})), "time", NASTY),
        with(event("c", "play.shown", json!({})), "ushersession", NASTY),
    ];
    for sent in events {
        for media_type in [SINGLE, "application/x-ndjson", "text/html"] {
            let request = Request::post("/events?key=anna-secret")
                .header("content-type", media_type)
                .header("user-agent", "anna-agent")
                .header("x-forwarded-for", "198.51.100.77")
                .extension(Peer(peer))
                .body(Body::from(sent.to_string()))
                .unwrap();
            bench.send(request).await;
        }
    }
    for path in ["/anna-secret%0d%0a", "/journeys/anna-secret", "/api/events?after=anna-secret"] {
        bench.get(path).await;
    }
    bench.desk.store.close().await.unwrap();
    bench.post(SINGLE, event("d", "play.shown", json!({"play": NASTY})).to_string()).await;
}

fn assert_clean(log: &str) {
    assert!(log.lines().count() > 10, "{log}");
    for secret in ["anna", "203.0.113", "198.51.100", "4111", "[31m", "evil", "\u{1b}", "\r"] {
        assert!(!log.contains(secret), "{secret:?} is in\n{log}");
    }
}

#[tokio::test]
async fn a_json_log_is_one_object_a_line_with_nothing_of_a_visitor() {
    let written = Written::default();
    let log = tracing_subscriber::fmt()
        .json()
        .with_writer(written.clone())
        .with_max_level(tracing::Level::TRACE)
        .finish();
    let guard = tracing::subscriber::set_default(log);
    visit_with_everything_nasty().await;
    drop(guard);
    let text = written.text();
    assert_clean(&text);
    for line in text.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        assert!(line["fields"]["message"].is_string(), "{line}");
    }
}

#[tokio::test]
async fn a_text_log_has_nothing_of_a_visitor_either() {
    let written = Written::default();
    let log = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(written.clone())
        .with_max_level(tracing::Level::TRACE)
        .finish();
    let guard = tracing::subscriber::set_default(log);
    visit_with_everything_nasty().await;
    drop(guard);
    assert_clean(&written.text());
}
