//! What pages cost the server; run by `cargo xtask bench` with 100,000 generated events,
//! and by hand with as many as it is told: `pages_bench 5000000`.
//!
//! Prints for each page the milliseconds of the best of five requests, over all time and with
//! filters, and last `slowest: N`.
#![expect(clippy::unwrap_used, reason = "a measurement may stop at the first surprise")]

#[path = "bench/open.rs"]
mod open;

use axum::body::Body;
use http_body_util::BodyExt;
use hyper::Request;
use hyper::client::conn::http1::SendRequest;
use open::{connect, open};
use std::time::Instant;
use usher_desk::example::{self, Examples};

/// Events when it is told nothing.
const EVENTS: usize = 100_000;

/// Requests of each page.
const REQUESTS: usize = 5;

const PAGES: [&str; 14] = [
    "/",
    "/live",
    "/live?family=play&stage=desire&play=compare",
    "/map?days=all",
    "/map?days=all&stage=consideration",
    "/plays?days=all",
    "/voice?days=all",
    "/leads",
    "/customers?days=all",
    "/customers?days=all&show=at-risk",
    "/return?days=all",
    "/charts/map/journey-map.svg?days=all",
    "/charts/voice/comments.csv?days=all",
    "/bundle.json",
];

/// Milliseconds of one request, until all of its answer is there.
async fn ask(sender: &mut SendRequest<Body>, path: &str) -> f64 {
    let request = Request::get(path).header("host", "localhost").body(Body::empty()).unwrap();
    sender.ready().await.unwrap();
    let began = Instant::now();
    let answer = sender.send_request(request).await.unwrap();
    assert!(answer.status().is_success(), "{path}: {}", answer.status());
    answer.into_body().collect().await.unwrap();
    began.elapsed().as_secs_f64() * 1_000.0
}

async fn run(events: usize) {
    let folder = tempfile::tempdir().unwrap();
    let open = open(&folder.path().join("desk.db")).await;
    let examples = Examples { events, ..Examples::default() };
    let now = jiff::Timestamp::now().as_millisecond();
    example::fill(&open.store, examples, now).await.unwrap();
    let mut sender = connect(open.addr).await;
    let mut slowest = 0_f64;
    for page in PAGES {
        let mut best = f64::INFINITY;
        for _ in 0..REQUESTS {
            best = best.min(ask(&mut sender, page).await);
        }
        println!("{best:7.1} {page}");
        slowest = slowest.max(best);
    }
    println!("slowest: {slowest:.1}");
    open.close().await;
}

fn main() {
    let events = std::env::args().nth(1).and_then(|events| events.parse().ok());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(run(events.unwrap_or(EVENTS)));
}
