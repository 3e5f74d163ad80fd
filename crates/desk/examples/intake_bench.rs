//! What durable intake over HTTP costs beside raw inserts; run by `cargo xtask bench`.
//!
//! All ways put the same events on the same disk with the same durability (WAL,
//! `synchronous=FULL`). Prints, in events a second:
//! `raw: N`, inserts with a commit for each request's events, as a sender would write
//! them itself; `large: N`, with a commit for as many as all senders have under way, which
//! is the most the desk can put into one of its own; `http: N`, what the desk takes.
//! Then `p99: N`, the milliseconds within which 99 of 100 requests were answered at half
//! of that load, and `rebuild: N`, events a second that projections are drawn from the log.
//! `ratio: N` is `raw` by `http`, and `wait: N` is `p99` by that of a raw commit at the same
//! pace: each of the quietest pair that ran one after the other, because a machine that is
//! busy with something else is busy for both.
#![expect(clippy::unwrap_used, reason = "a measurement may stop at the first surprise")]

#[path = "bench/open.rs"]
mod open;
#[path = "bench/view.rs"]
mod view;

use axum::body::Body;
use http_body_util::BodyExt;
use hyper::Request;
use open::{connect, open};
use rusqlite::{Connection, params};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};
use view::view;

/// Events of one request.
const BATCH: usize = 100;

/// Requests of one run.
const BATCHES: usize = 400;

/// Senders at the same time; each waits for its answer.
const SENDERS: usize = 16;

/// Runs of each way; the better one counts, since a machine is never quiet.
const RUNS: usize = 3;

/// A raw commit that is quicker than this says more about the clock than about the disk.
const LEAST_MILLIS: f64 = 1.0;

fn event(batch: usize, number: usize) -> Value {
    let id = format!("{batch:06}{number:06}");
    view((&id, batch as u64 / 4), number as u64, "2026-11-21T20:00:00.123Z")
}

/// Plain inserts of the same columns, as fast as one thread can.
fn raw(path: &Path, requests_per_commit: usize) -> f64 {
    let mut db = plain(path);
    let batches: Vec<Vec<Value>> = batches();
    let began = Instant::now();
    for events in batches.chunks(requests_per_commit) {
        insert_all(&mut db, events);
    }
    rate(BATCHES * BATCH, began.elapsed())
}

/// The 99th percentile of a raw commit in milliseconds, at so many events a second.
fn raw_p99(path: &Path, rate: f64) -> f64 {
    let mut db = plain(path);
    let pause = Duration::from_secs_f64(BATCH as f64 / rate);
    let mut next = Instant::now();
    let mut took = Vec::with_capacity(BATCHES);
    for events in batches() {
        next += pause;
        std::thread::sleep(next.saturating_duration_since(Instant::now()));
        let began = Instant::now();
        insert_all(&mut db, &[events]);
        took.push(began.elapsed());
    }
    percentile_99(took)
}

fn plain(path: &Path) -> Connection {
    let db = Connection::open(path).unwrap();
    db.pragma_update(None, "journal_mode", "WAL").unwrap();
    db.pragma_update(None, "synchronous", "FULL").unwrap();
    db.execute_batch(
        "CREATE TABLE events (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL,
             source TEXT NOT NULL, type TEXT NOT NULL, time INTEGER NOT NULL,
             received INTEGER NOT NULL, session TEXT, sequence INTEGER, purpose TEXT,
             data TEXT, UNIQUE (source, id)) STRICT",
    )
    .unwrap();
    db
}

fn insert_all(db: &mut Connection, events: &[Vec<Value>]) {
    let transaction = db.transaction().unwrap();
    for event in events.iter().flatten() {
        insert(&transaction, event);
    }
    transaction.commit().unwrap();
}

fn insert(db: &Connection, event: &Value) {
    let text = |name: &str| event.get(name).and_then(Value::as_str);
    db.prepare_cached(
        "INSERT INTO events (id, source, type, time, received, session, sequence, purpose, data)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING",
    )
    .unwrap()
    .execute(params![
        text("id"),
        text("source"),
        text("type"),
        1_795_291_200_123_i64,
        1_795_291_200_456_i64,
        text("ushersession"),
        event.get("usherseq").and_then(Value::as_i64),
        text("usherpurpose"),
        event.get("data").map(Value::to_string),
    ])
    .unwrap();
}

fn batches() -> Vec<Vec<Value>> {
    (0..BATCHES).map(|batch| (0..BATCH).map(|number| event(batch, number)).collect()).collect()
}

/// Posts a share of the bodies, one after the other, `pause` apart; how long each took.
async fn post(addr: SocketAddr, bodies: Vec<String>, pause: Duration) -> Vec<Duration> {
    let mut sender = connect(addr).await;
    let mut took = Vec::with_capacity(bodies.len());
    let mut next = tokio::time::Instant::now();
    for body in bodies {
        next += pause;
        tokio::time::sleep_until(next).await;
        let began = Instant::now();
        let request = Request::post("/events")
            .header("host", "localhost")
            .header("content-type", "application/cloudevents-batch+json")
            .body(Body::from(body));
        let answer = sender.send_request(request.unwrap()).await.unwrap();
        assert_eq!(answer.status(), 202);
        answer.into_body().collect().await.unwrap();
        took.push(began.elapsed());
    }
    took
}

/// Posts everything over all senders; the time of each request, and of all.
async fn post_all(addr: SocketAddr, pause: Duration) -> (Vec<Duration>, Duration) {
    let mut shares: Vec<Vec<String>> = vec![Vec::new(); SENDERS];
    for (number, events) in batches().into_iter().enumerate() {
        if let Some(share) = shares.get_mut(number % SENDERS) {
            share.push(json!(events).to_string());
        }
    }
    let began = Instant::now();
    let senders: Vec<_> =
        shares.into_iter().map(|share| tokio::spawn(post(addr, share, pause))).collect();
    let mut took = Vec::new();
    for sender in senders {
        took.extend(sender.await.unwrap());
    }
    (took, began.elapsed())
}

async fn http(path: &Path) -> (f64, f64) {
    let open = open(path).await;
    let (_, all) = post_all(open.addr, Duration::ZERO).await;
    let began = Instant::now();
    open.store.rebuild().await.unwrap();
    let rebuild = rate(BATCHES * BATCH, began.elapsed());
    open.close().await;
    (rate(BATCHES * BATCH, all), rebuild)
}

/// The 99th percentile in milliseconds at so many events a second.
async fn p99(path: &Path, rate: f64) -> f64 {
    let open = open(path).await;
    let pause = Duration::from_secs_f64((BATCH * SENDERS) as f64 / rate);
    let (took, _) = post_all(open.addr, pause).await;
    open.close().await;
    percentile_99(took)
}

fn percentile_99(mut took: Vec<Duration>) -> f64 {
    took.sort();
    let place = took.len().saturating_sub(1) * 99 / 100;
    took.get(place).map_or(f64::NAN, |took| took.as_secs_f64() * 1000.0)
}

fn rate(events: usize, took: Duration) -> f64 {
    events as f64 / took.as_secs_f64()
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, run: usize| folder.path().join(format!("{name}-{run}.db"));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (mut best_raw, mut best_large) = (0_f64, 0_f64);
    let (mut best_http, mut best_rebuild, mut ratio) = (0_f64, 0_f64, f64::INFINITY);
    // By turns, so that a busy minute of the machine does not fall on one of them.
    for run in 0..RUNS {
        best_large = best_large.max(raw(&file("large", run), SENDERS));
        let raw = raw(&file("raw", run), 1);
        let (http, rebuild) = runtime.block_on(http(&file("http", run)));
        ratio = ratio.min(raw / http);
        best_raw = best_raw.max(raw);
        best_http = best_http.max(http);
        best_rebuild = best_rebuild.max(rebuild);
    }
    let (mut best_p99, mut wait) = (f64::INFINITY, f64::INFINITY);
    for run in 0..RUNS {
        let raw = raw_p99(&file("raw-p99", run), best_http / 2.0).max(LEAST_MILLIS);
        let http = runtime.block_on(p99(&file("p99", run), best_http / 2.0));
        best_p99 = best_p99.min(http);
        wait = wait.min(http / raw);
    }
    println!("raw: {best_raw:.0}");
    println!("large: {best_large:.0}");
    println!("http: {best_http:.0}");
    println!("p99: {best_p99:.1}");
    println!("rebuild: {best_rebuild:.0}");
    println!("ratio: {ratio:.2}");
    println!("wait: {wait:.1}");
}
