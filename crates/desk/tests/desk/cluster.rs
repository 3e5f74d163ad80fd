//! Several programs on one log: nodes that take events in, and desks, on real servers of
//! NATS, some of which die.

use crate::fixture::{BATCH, event, view, with};
use crate::nats::Servers;
use crate::process::{Running, ids, send};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tokio::sync::watch;
use usher_desk::Store;
use usher_desk::cluster::{LogSettings, SharedLog};
use usher_desk::store::{Outcome, Term, token_hash, verify};

/// Senders at the same time.
const SENDERS: usize = 4;

/// Events of one request.
const EVENTS: usize = 20;

/// Patience with servers that have to find each other.
const PATIENCE: Duration = Duration::from_secs(60);

/// Everything that is drawn from the log; the salts of receipts are each desk's own.
const TABLES: [&str; 9] = [
    "events",
    "counts",
    "journeys",
    "plays",
    "purchases",
    "visitors",
    "exposures",
    "comments",
    "leads",
];

/// What the senders share.
#[derive(Default)]
struct Load {
    doors: Mutex<Vec<SocketAddr>>,
    kept: Mutex<Vec<String>>,
    repeated: AtomicUsize,
    is_over: AtomicBool,
}

impl Load {
    fn door(&self, number: usize) -> SocketAddr {
        let doors = self.doors.lock().unwrap();
        doors[number % doors.len()]
    }

    fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Relaxed)
    }

    /// Posts batch after batch, each until it is acknowledged, as the widget does. Some
    /// are posted once more through another door, as if the answer had been lost.
    fn post(&self, sender: usize) {
        let headers = format!("Content-Type: {BATCH}\r\n");
        for batch in 0.. {
            let ids: Vec<String> = (0..EVENTS).map(|n| format!("{sender}-{batch}-{n}")).collect();
            let session = format!("s-{sender}-{}", batch / 5);
            let events: Vec<Value> =
                ids.iter().map(|id| with(view(id), "ushersession", session.as_str())).collect();
            let body = json!(events).to_string();
            let post = |door| send(self.door(door), "POST /events", &headers, &body);
            let mut tries = 0;
            while !matches!(post(sender + tries), Ok((202, _))) {
                if self.is_over() {
                    return;
                }
                tries += 1;
                sleep(Duration::from_millis(20));
            }
            self.kept.lock().unwrap().extend(ids);
            if batch % 7 == 0 && matches!(post(sender + 1), Ok((202, _))) {
                self.repeated.fetch_add(1, Ordering::Relaxed);
            }
            if self.is_over() {
                return;
            }
        }
    }
}

fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "waited for {what}");
        sleep(Duration::from_millis(100));
    }
}

/// The server that leads the log, and how many events are on it.
fn state_of_log(servers: &Servers) -> (String, u64) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let addresses = servers.addresses();
        let addresses = addresses.split(',').map(|address| address.parse().unwrap());
        let addresses: Vec<async_nats::ServerAddr> = addresses.collect();
        let client = async_nats::connect(addresses).await.unwrap();
        let context = async_nats::jetstream::new(client);
        let stream = context.get_stream("usher").await.unwrap();
        let info = stream.cached_info();
        let leader = info.cluster.as_ref().and_then(|cluster| cluster.leader.clone());
        (leader.unwrap_or_default(), info.state.last_sequence)
    })
}

fn newest(desk: SocketAddr) -> u64 {
    let (_, figures) = send(desk, "GET /metrics", "", "").unwrap_or_default();
    let line = figures.lines().find_map(|line| line.strip_prefix("usher_newest_event "));
    line.and_then(|number| number.trim().parse().ok()).unwrap_or_default()
}

fn difference(one: &Path, other: &Path) -> Vec<&'static str> {
    let db = Connection::open(one).unwrap();
    db.execute("ATTACH ?1 AS other", [other.to_str().unwrap()]).unwrap();
    let differs = |table: &&str| {
        let query = format!(
            "SELECT EXISTS (SELECT * FROM main.{table} EXCEPT SELECT * FROM other.{table})
                 OR EXISTS (SELECT * FROM other.{table} EXCEPT SELECT * FROM main.{table})"
        );
        db.query_row(&query, [], |row| row.get::<_, bool>(0)).unwrap()
    };
    TABLES.into_iter().filter(differs).collect()
}

#[test]
fn nothing_acknowledged_is_lost_or_doubled_when_nodes_die_under_load() {
    let mut servers = Servers::start(3);
    let addresses = servers.addresses();
    let log = ["--log", addresses.as_str()];
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (folder.path().join("one.db"), folder.path().join("other.db"));
    let take_in = || Running::serve(&[&log[..], &["--intake-only"]].concat());
    let (first_door, second_door) = (take_in(), take_in());
    let first = Running::start(&one, &log);
    let mut second = Running::start(&other, &log);
    let load = Arc::new(Load::default());
    *load.doors.lock().unwrap() = vec![first_door.addr, second_door.addr, first.addr];
    let senders: Vec<_> = (0..SENDERS)
        .map(|sender| {
            let load = Arc::clone(&load);
            std::thread::spawn(move || load.post(sender))
        })
        .collect();
    let so_far = || load.kept.lock().unwrap().len();
    let more_than = |count: usize| wait_until("events to be kept", || so_far() > count);
    more_than(500);
    // The server that leads is the one whose end hurts most.
    let leader = servers.number(&state_of_log(&servers).0);
    servers.kill(leader);
    more_than(so_far() + 500);
    first_door.kill();
    second.kill();
    more_than(so_far() + 500);
    second = Running::start(&other, &log);
    servers.start_one(leader);
    more_than(so_far() + 500);
    load.is_over.store(true, Ordering::Relaxed);
    senders.into_iter().for_each(|sender| sender.join().unwrap());
    let last = state_of_log(&servers).1;
    for desk in [&first, &second] {
        wait_until("a desk to read the log", || newest(desk.addr) >= last);
    }
    let kept = load.kept.lock().unwrap().clone();
    for desk in [&first, &second] {
        let mut there: BTreeMap<String, usize> = BTreeMap::new();
        ids(desk.addr).into_iter().for_each(|id| *there.entry(id).or_default() += 1);
        let lost = kept.iter().filter(|id| !there.contains_key(*id)).count();
        let doubled = there.values().filter(|count| **count > 1).count();
        assert_eq!((lost, doubled), (0, 0), "of {}", kept.len());
    }
    assert!(load.repeated.load(Ordering::Relaxed) > 5);
    first.stop();
    second.stop();
    assert_eq!(difference(&one, &other), [""; 0]);
    assert!(verify(&one).unwrap().problems.is_empty());
}

/// One server and two desks on it.
struct Pair {
    desks: [Running; 2],
    files: [std::path::PathBuf; 2],
    config: std::path::PathBuf,
    _servers: Servers,
    folder: tempfile::TempDir,
}

impl Pair {
    fn start() -> Self {
        let servers = Servers::start(1);
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("usher.toml");
        let settings = format!("[log]\nservers = [\"{}\"]\nreplicas = 1", servers.addresses());
        std::fs::write(&config, settings).unwrap();
        let files = ["one.db", "other.db"].map(|name| folder.path().join(name));
        let start = |file| Running::start(file, &["--config", config.to_str().unwrap()]);
        let desks = [start(&files[0]), start(&files[1])];
        Self { desks, files, config, _servers: servers, folder }
    }

    fn post(&self, events: Value) {
        let headers = format!("Content-Type: {BATCH}\r\n");
        let sent = send(self.desks[0].addr, "POST /events", &headers, &events.to_string());
        assert_eq!(sent.unwrap().0, 202);
    }

    fn both(&self, what: &str, is_so: impl Fn(SocketAddr) -> bool) {
        self.desks.iter().for_each(|desk| wait_until(what, || is_so(desk.addr)));
    }
}

#[test]
fn what_happens_at_one_desk_happens_at_all_and_at_those_that_come_later() {
    let token = "q8Jc0Fh3kM2Lr7VxTgYzWw";
    let pair = Pair::start();
    let mine = with(view("mine"), "ushererase", token_hash(token));
    let asked = event("asked", "voice.commented", json!({"question": "nps", "text": "hello"}));
    pair.post(json!([mine, asked, view("theirs")]));
    pair.both("three events", |desk| ids(desk) == ["mine", "asked", "theirs"]);
    let form = "kind=comment&key=2&done=yes";
    let own = "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n";
    assert_eq!(send(pair.desks[1].addr, "POST /marks", own, form).unwrap().0, 303);
    pair.both("the comment to be answered", |desk| {
        send(desk, "GET /voice?days=all", "", "").unwrap().1.contains("value=\"no\"")
    });
    let body = json!({"token": token}).to_string();
    let json = "Content-Type: application/json\r\n";
    let erased = send(pair.desks[1].addr, "POST /visitor/erase", json, &body).unwrap();
    assert_eq!(erased.1, r#"{"erased":1,"left":0}"#);
    pair.both("the visitor to be gone", |desk| ids(desk) == ["asked", "theirs"]);
    let late_file = pair.folder.path().join("late.db");
    let late = Running::start(&late_file, &["--config", pair.config.to_str().unwrap()]);
    wait_until("the late desk", || ids(late.addr) == ["asked", "theirs"]);
    pair.post(json!([view("more")]));
    wait_until("the late desk", || ids(late.addr).len() == 3);
    late.stop();
    let Pair { desks, files, .. } = pair;
    desks.into_iter().for_each(|desk| drop(desk.stop()));
    assert_eq!(difference(&files[0], &files[1]), [""; 0]);
    assert_eq!(difference(&files[0], &late_file), [""; 0]);
}

#[test]
fn a_live_stream_at_one_desk_tells_what_came_in_at_another() {
    use std::io::{Read, Write};
    let pair = Pair::start();
    let mut stream = std::net::TcpStream::connect(pair.desks[1].addr).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(b"GET /api/stream?after=0 HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    pair.post(json!([view("from-afar")]));
    let (mut said, mut piece) = (String::new(), [0; 4_096]);
    while !said.contains("from-afar") {
        let read = stream.read(&mut piece).unwrap();
        assert!(read > 0, "the stream ended: {said}");
        said.push_str(std::str::from_utf8(&piece[..read]).unwrap());
    }
    assert!(said.contains("id: 1"), "its number is its place on the log: {said}");
}

#[test]
fn a_file_with_events_of_its_own_is_not_mixed_with_a_shared_log() {
    let servers = Servers::start(1);
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("own.db");
    let own = Running::start(&data, &[]);
    let sent = send(
        own.addr,
        "POST /events",
        &format!("Content-Type: {BATCH}\r\n"),
        &json!([view("a")]).to_string(),
    );
    assert_eq!(sent.unwrap().0, 202);
    own.stop();
    let config = folder.path().join("usher.toml");
    std::fs::write(&config, "[log]\nreplicas = 1").unwrap();
    let said = crate::process::run(
        &[
            "serve",
            "--data",
            data.to_str().unwrap(),
            "--config",
            config.to_str().unwrap(),
            "--log",
            &servers.addresses(),
        ],
        "",
    );
    assert!(!said.status.success());
    assert!(String::from_utf8_lossy(&said.stderr).contains("events of its own"));
}

/// A store of this process on a log.
async fn join(servers: &Servers, file: &Path) -> (Store, watch::Sender<bool>) {
    let settings =
        LogSettings { servers: vec![servers.addresses()], replicas: 1, ..LogSettings::default() };
    let log = SharedLog::open(&settings).await.unwrap();
    let (store, projector) = Store::join(file, log).await.unwrap();
    let (stop, stopping) = watch::channel(false);
    tokio::spawn(projector.run(stopping));
    (store, stop)
}

/// The stream itself, with a memory for ids as short as said.
async fn stream(servers: &Servers, remembers: Duration) -> async_nats::jetstream::stream::Stream {
    let began = Instant::now();
    loop {
        let config = async_nats::jetstream::stream::Config {
            name: "usher".to_owned(),
            subjects: vec!["usher.*".to_owned()],
            duplicate_window: remembers,
            ..Default::default()
        };
        if let Ok(client) = async_nats::connect(servers.addresses()).await {
            let made = async_nats::jetstream::new(client).get_or_create_stream(config).await;
            if let Ok(stream) = made {
                return stream;
            }
        }
        assert!(began.elapsed() < PATIENCE, "the server does not begin");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn read(what: &str) -> usher_desk::event::Event {
    usher_desk::event::read(&view(what).to_string()).unwrap()
}

#[tokio::test]
async fn an_event_that_comes_again_after_the_log_forgot_its_id_is_kept_once() {
    let servers = Servers::start(1);
    let folder = tempfile::tempdir().unwrap();
    let mut log = stream(&servers, Duration::from_millis(100)).await;
    let (store, _stop) = join(&servers, &folder.path().join("one.db")).await;
    let mut newest = store.latest();
    for id in ["a", "b"] {
        assert_eq!(store.keep(vec![read(id)]).await.unwrap(), [Outcome::Kept]);
    }
    newest.wait_for(|seq| *seq == 2).await.unwrap();
    // The log forgets when it is told of something new; until then `a` is a duplicate.
    while store.keep(vec![read("a")]).await.unwrap() == [Outcome::Duplicate] {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    store.keep(vec![read("c")]).await.unwrap();
    newest.wait_for(|seq| *seq == 4).await.unwrap();
    assert_eq!(store.totals().await.unwrap().events, 3);
    // The second `a` left the log: whoever is erased has to be gone from there too.
    let began = Instant::now();
    while log.info().await.unwrap().state.messages != 3 {
        assert!(began.elapsed() < PATIENCE);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(log.get_raw_message(3).await.is_err());
}

#[tokio::test]
async fn a_term_that_is_over_is_over_on_the_shared_log_too() {
    let servers = Servers::start(1);
    let folder = tempfile::tempdir().unwrap();
    let mut log = stream(&servers, Duration::from_secs(60)).await;
    let (store, _stop) = join(&servers, &folder.path().join("one.db")).await;
    let mut newest = store.latest();
    let said = event("said", "voice.commented", json!({"text": "hello"})).to_string();
    let said = usher_desk::event::read(&said).unwrap();
    store.keep(vec![read("a"), said, read("b")]).await.unwrap();
    newest.wait_for(|seq| *seq == 3).await.unwrap();
    let (now, day) = (jiff::Timestamp::now().as_millisecond(), 24 * 60 * 60 * 1000);
    let terms = vec![Term { family: "touchpoint", days: 90 }];
    assert_eq!(store.retire(terms.clone(), now + 89 * day).await.unwrap(), 0);
    assert_eq!(log.info().await.unwrap().state.messages, 3);
    assert_eq!(store.retire(terms, now + 91 * day).await.unwrap(), 2);
    assert_eq!(log.info().await.unwrap().state.messages, 1);
    let left = log.get_raw_message(2).await.unwrap();
    assert!(String::from_utf8_lossy(&left.payload).contains("hello"));
}
