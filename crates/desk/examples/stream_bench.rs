//! How soon a live stream tells what was posted, and whether memory stays flat; run by
//! `cargo xtask bench`, for ten minutes with `--soak`.
//!
//! Posts 2,000 events a second for as many seconds as it is told, while a program's stream
//! and a page's are read. Prints, in milliseconds from the beginning of a request to the
//! arrival of its events, `feed: N` and `page: N`, within which 99 of 100 came; then
//! `rate: N`, the events a second that were kept, and `growth: N`, the most memory of the
//! last quarter as a multiple of that of the second.
#![expect(clippy::unwrap_used, reason = "a measurement may stop at the first surprise")]

#[path = "bench/open.rs"]
mod open;
#[path = "bench/view.rs"]
mod view;

use axum::body::Body;
use http_body_util::BodyExt;
use hyper::Request;
use open::{connect, open};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use view::view;

/// Events a second.
const RATE: u64 = 2_000;

/// Events of one request.
const BATCH: u64 = 100;

/// How long one run takes by itself.
const SECONDS: u64 = 5;

/// Runs by itself; the better one counts, since a machine is never quiet.
const RUNS: usize = 3;

/// Milliseconds that are told apart; anything slower counts as this.
const SLOWEST: usize = 10_000;

/// When each request began. One sender posts one after the other, so the number of an
/// event says which request it came with.
type Began = Arc<Mutex<Vec<Instant>>>;

fn event(number: u64) -> Value {
    let now = jiff::Timestamp::now().to_string();
    view((&format!("{number:012}"), number / 20), number % 20, &now)
}

async fn post(addr: SocketAddr, seconds: u64, began: &Began) {
    let mut sender = connect(addr).await;
    let pause = Duration::from_micros(1_000_000 * BATCH / RATE);
    let mut next = tokio::time::Instant::now();
    for request in 0..seconds * RATE / BATCH {
        next += pause;
        tokio::time::sleep_until(next).await;
        let events: Vec<Value> = (0..BATCH).map(|place| event(request * BATCH + place)).collect();
        let body = json!(events).to_string();
        began.lock().unwrap().push(Instant::now());
        let request = Request::post("/events")
            .header("host", "localhost")
            .header("content-type", "application/cloudevents-batch+json")
            .body(Body::from(body));
        sender.ready().await.unwrap();
        let answer = sender.send_request(request.unwrap()).await.unwrap();
        assert_eq!(answer.status(), 202);
        answer.into_body().collect().await.unwrap();
    }
}

/// Reads a stream for good. What counts is how many events took each number of
/// milliseconds: a list of them all would itself make memory grow.
async fn listen(addr: SocketAddr, path: &str, began: Began, took: Arc<Mutex<Vec<u64>>>) {
    let mut socket = TcpStream::connect(addr).await.unwrap();
    let ask = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    socket.write_all(ask.as_bytes()).await.unwrap();
    let mut lines = BufReader::new(socket).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        let Some(number) = line.strip_prefix("id: ").and_then(|id| id.parse::<u64>().ok()) else {
            continue;
        };
        let request = usize::try_from((number - 1) / BATCH).unwrap();
        let since = began.lock().unwrap().get(request).map(Instant::elapsed).unwrap();
        let millis = usize::try_from(since.as_millis()).unwrap().min(SLOWEST);
        if let Some(count) = took.lock().unwrap().get_mut(millis) {
            *count += 1;
        }
    }
}

/// The 99th percentile in milliseconds.
fn p99(took: &[u64]) -> usize {
    let wanted = took.iter().sum::<u64>() * 99 / 100;
    let mut seen = 0;
    let reached = took.iter().position(|count| {
        seen += count;
        seen > wanted
    });
    reached.unwrap_or(SLOWEST)
}

/// Pages of memory this process has now; 0 where the system does not say.
fn memory() -> u64 {
    let said = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    said.split(' ').nth(1).and_then(|pages| pages.parse().ok()).unwrap_or_default()
}

/// Looks at the memory ten times a second; the most of each quarter of the run.
async fn watch_memory(seconds: u64) -> [u64; 4] {
    let mut most = [0; 4];
    for look in 0..seconds * 10 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let quarter = usize::try_from(look * 4 / (seconds * 10)).unwrap();
        if let Some(most) = most.get_mut(quarter) {
            *most = memory().max(*most);
        }
    }
    most
}

/// What one run came to.
struct Measured {
    feed: usize,
    page: usize,
    rate: f64,
    growth: f64,
}

async fn run(seconds: u64) -> Measured {
    let folder = tempfile::tempdir().unwrap();
    let open = open(&folder.path().join("desk.db")).await;
    let began = Began::default();
    let streams = ["/api/stream?after=0", "/stream?after=0"];
    let took = streams.map(|path| {
        let took = Arc::new(Mutex::new(vec![0; SLOWEST + 1]));
        tokio::spawn(listen(open.addr, path, Arc::clone(&began), Arc::clone(&took)));
        took
    });
    let watching = tokio::spawn(watch_memory(seconds));
    let start = Instant::now();
    post(open.addr, seconds, &began).await;
    let kept = open.store.totals().await.unwrap().events as f64 / start.elapsed().as_secs_f64();
    let [_, second, _, last] = watching.await.unwrap();
    let [feed, page] = took.map(|took| p99(&took.lock().unwrap()));
    open.close().await;
    Measured { feed, page, rate: kept, growth: last as f64 / second as f64 }
}

fn main() {
    let seconds = std::env::args().nth(1).and_then(|seconds| seconds.parse().ok());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let runs: Vec<Measured> = match seconds {
        Some(seconds) => vec![runtime.block_on(run(seconds))],
        None => (0..RUNS).map(|_| runtime.block_on(run(SECONDS))).collect(),
    };
    println!("feed: {}", runs.iter().map(|run| run.feed).min().unwrap());
    println!("page: {}", runs.iter().map(|run| run.page).min().unwrap());
    println!("rate: {:.0}", runs.iter().map(|run| run.rate).fold(0.0, f64::max));
    println!("growth: {:.3}", runs.iter().map(|run| run.growth).fold(f64::INFINITY, f64::min));
}
