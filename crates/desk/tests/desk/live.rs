//! The live stream, and the listener under it.

use crate::fixture::{Answer, Bench, event, view};
use axum::body::Body;
use axum::http::Request;
use axum::response::Response;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

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

async fn listening(bench: &Bench) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let stopping = bench.desk.stopping.clone();
    tokio::spawn(usher_desk::listener::run(listener, bench.router(), stopping));
    addr
}

#[tokio::test]
async fn a_socket_that_sends_its_headers_too_slowly_is_closed() {
    let bench = Bench::new();
    let addr = listening(&bench).await;
    let mut slow = TcpStream::connect(addr).await.unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ").await.unwrap();
    let mut said = Vec::new();
    let closed = tokio::time::timeout(Duration::from_secs(9), slow.read_to_end(&mut said)).await;
    assert!(closed.is_ok(), "still open after 9 seconds");
}

#[tokio::test]
async fn a_real_connection_is_known_as_local_and_answered() {
    let bench = Bench::new();
    let addr = listening(&bench).await;
    let mut socket = TcpStream::connect(addr).await.unwrap();
    let request = b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n\
        ";
    socket.write_all(request).await.unwrap();
    let mut said = String::new();
    socket.read_to_string(&mut said).await.unwrap();
    assert!(said.starts_with("HTTP/1.1 200"), "{said}");
    let page: Answer = bench.get("/").await;
    assert_eq!(page.status, 200);
}
