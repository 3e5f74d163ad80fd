//! Events passed on to others.

use crate::fixture::{Bench, event, view, with};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use usher_desk::forward::{ForwardSettings, Forwarder, What};

const PATIENCE: Duration = Duration::from_secs(20);

/// A receiver on this machine, and what it was sent: head and body.
struct Receiver {
    addr: SocketAddr,
    heard: Arc<Mutex<Vec<(String, Value)>>>,
    connections: Arc<AtomicUsize>,
}

impl Receiver {
    /// `answer` is given the number of the request and says status and further headers.
    fn open(addr: &str, answer: impl Fn(usize) -> String + Send + 'static) -> Self {
        let listener = TcpListener::bind(addr).unwrap();
        let addr = listener.local_addr().unwrap();
        let (heard, connections) = (Arc::default(), Arc::new(AtomicUsize::new(0)));
        let receiver = Self { addr, heard, connections };
        let (heard, connections) = (receiver.heard.clone(), receiver.connections.clone());
        std::thread::spawn(move || {
            for (number, socket) in listener.incoming().enumerate() {
                connections.fetch_add(1, Ordering::SeqCst);
                let mut socket = BufReader::new(socket.unwrap());
                let (mut head, mut length) = (String::new(), 0);
                loop {
                    let mut line = String::new();
                    if socket.read_line(&mut line).unwrap() <= 2 {
                        break;
                    }
                    let line = line.to_lowercase();
                    if let Some(bytes) = line.strip_prefix("content-length: ") {
                        length = bytes.trim().parse().unwrap();
                    }
                    head.push_str(&line);
                }
                let mut body = vec![0; length];
                socket.read_exact(&mut body).unwrap();
                let said = answer(number);
                if said.starts_with('2') {
                    let body = serde_json::from_slice(&body).unwrap();
                    heard.lock().unwrap().push((head, body));
                }
                let end = "Content-Length: 0\r\nConnection: close\r\n\r\n";
                drop(write!(socket.get_mut(), "HTTP/1.1 {said}\r\n{end}"));
            }
        });
        receiver
    }

    fn taking() -> Self {
        Self::open("127.0.0.1:0", |_| "202 Accepted".to_owned())
    }

    /// Answers the first request with this status, and takes everything after it.
    fn taking_after(status: &'static str) -> Self {
        Self::open("127.0.0.1:0", move |number| match number {
            0 => status.to_owned(),
            _ => "200 OK".to_owned(),
        })
    }

    /// The ids of all that came, in their order.
    fn ids(&self) -> Vec<String> {
        let id = |event: &Value| event["id"].as_str().unwrap().to_owned();
        let heard = self.heard.lock().unwrap();
        let bodies = heard.iter().map(|(_, body)| body);
        bodies
            .flat_map(|body| match body.as_array() {
                Some(events) => events.iter().map(id).collect(),
                None => vec![id(body)],
            })
            .collect()
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

fn to(receiver: &Receiver) -> ForwardSettings {
    ForwardSettings {
        name: "receiver".to_owned(),
        url: format!("http://{}/events", receiver.addr),
        what: What::Shared(Vec::new()),
        secret_file: None,
        allow: vec!["127.0.0.1/32".parse().unwrap()],
    }
}

/// Forwards until it is dropped. The first events are posted after it has found its place.
async fn forward(bench: &Bench, settings: ForwardSettings) -> watch::Sender<bool> {
    forward_with(bench, settings, DefaultResolver::default()).await
}

async fn forward_with(
    bench: &Bench,
    settings: ForwardSettings,
    names: impl Resolver,
) -> watch::Sender<bool> {
    let (stop, stopping) = watch::channel(false);
    let (store, rules) = (bench.desk.store.clone(), bench.desk.rules.clone());
    let cursor = format!("forward {}", settings.name);
    let forwarder = Forwarder::with_names(settings, store, rules, names).unwrap();
    tokio::spawn(forwarder.run(stopping));
    let db = rusqlite::Connection::open(bench.folder.path().join("desk.db")).unwrap();
    let count = "SELECT COUNT(*) FROM places WHERE name = ?1";
    until("its place", || db.query_row(count, [&cursor], |row| row.get::<_, u32>(0)) == Ok(1))
        .await;
    stop
}

async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "waited for {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn shared(id: &str) -> Value {
    with(with(view(id), "usherpurpose", "analytics share"), "ushersession", id)
}

#[tokio::test]
async fn only_what_a_visitor_lets_be_shared_leaves() {
    let bench = Bench::new();
    bench.keep(&[shared("before")]).await;
    let receiver = Receiver::taking();
    let _stop = forward(&bench, to(&receiver)).await;
    let receipt = |id: &str, share: &str| {
        let receipt = event(id, "consent.receipt", json!({"purposes": {"share": share}}));
        with(with(receipt, "ushersession", id.trim_end_matches('!')), "usherpurpose", "necessary")
    };
    let of = |session: &str, id: &str| with(shared(id), "ushersession", session);
    bench
        .keep(&[
            view("analytics-only"),
            with(view("unshared"), "usherpurpose", "unshared"),
            receipt("took-back!", "denied"),
            of("took-back", "took-back-1"),
            receipt("granted!", "granted"),
            of("granted", "granted-1"),
            shared("plain"),
        ])
        .await;
    until("the last one", || receiver.ids().contains(&"plain".to_owned())).await;
    assert_eq!(receiver.ids(), ["granted-1", "plain"]);
    let (head, body) = receiver.heard.lock().unwrap()[0].clone();
    assert!(head.contains("content-type: application/cloudevents-batch+json"), "{head}");
    assert!(!head.contains("authorization"), "{head}");
    assert_eq!(body[1]["ushersession"], "plain");
    assert!(body[1].get("seq").is_none(), "what the desk notes stays here: {body}");
}

#[tokio::test]
async fn a_receiver_that_is_away_gets_everything_later_and_once() {
    let bench = Bench::new();
    let receiver = Receiver::taking_after("503 Service Unavailable");
    let stop = forward(&bench, to(&receiver)).await;
    let many: Vec<Value> = (0..250).map(|number| shared(&format!("e{number}"))).collect();
    bench.keep(&many).await;
    until("all of them", || receiver.ids().len() >= 250).await;
    // Stopped before it has noted that, it would post the last batch once more.
    let db = rusqlite::Connection::open(bench.folder.path().join("desk.db")).unwrap();
    let place = || db.query_row("SELECT place FROM places", [], |row| row.get::<_, u32>(0));
    until("its place", || place() == Ok(250)).await;
    stop.send_replace(true);
    let _stop = forward(&bench, to(&receiver)).await;
    bench.keep(&[shared("last")]).await;
    until("the last one", || receiver.ids().last().is_some_and(|id| id == "last")).await;
    let wanted: Vec<String> =
        (0..250).map(|number| format!("e{number}")).chain(["last".to_owned()]).collect();
    assert_eq!(receiver.ids(), wanted);
    // The receiver has the last one a moment before it is counted.
    let line = r#"usher_forwarded_events_total{to="receiver",is_taken="true"} 251"#;
    let began = Instant::now();
    while !bench.get("/metrics").await.text.contains(line) {
        assert!(began.elapsed() < PATIENCE, "waited for {line}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn events_a_receiver_refuses_for_good_do_not_hold_up_the_next() {
    let bench = Bench::new();
    let receiver = Receiver::taking_after("422 Unprocessable Content");
    let _stop = forward(&bench, to(&receiver)).await;
    bench.keep(&[shared("odd")]).await;
    until("the refusal", || receiver.connections() == 1).await;
    bench.keep(&[shared("good")]).await;
    until("the good one", || receiver.ids() == ["good"]).await;
}

#[tokio::test]
async fn leads_go_to_the_owners_system_when_the_visitor_asked_for_it() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    let receiver = Receiver::taking();
    let secret_file = bench.folder.path().join("token");
    std::fs::write(&secret_file, "crm-token").unwrap();
    std::fs::set_permissions(&secret_file, std::fs::Permissions::from_mode(0o600)).unwrap();
    let settings =
        ForwardSettings { what: What::Leads, secret_file: Some(secret_file), ..to(&receiver) };
    assert!(!format!("{settings:?}").contains("crm-token"));
    let _stop = forward(&bench, settings).await;
    let lead = |id: &str, what: &str| event(id, what, json!({"goal": "a quiet green"}));
    bench
        .keep(&[
            lead("only-qualified", "lead.qualified"),
            with(lead("shared", "lead.qualified"), "usherpurpose", "share"),
            shared("no-lead"),
            lead("asked", "lead.handed_off"),
        ])
        .await;
    until("the hand-off", || receiver.ids().contains(&"asked".to_owned())).await;
    assert_eq!(receiver.ids(), ["shared", "asked"]);
    let (head, body) = receiver.heard.lock().unwrap()[1].clone();
    assert!(head.contains("authorization: bearer crm-token"), "{head}");
    assert_eq!(body["data"]["goal"], "a quiet green");
}

/// Looks names up as the system does, and counts.
#[derive(Debug)]
struct Counting(Arc<AtomicUsize>);

impl Resolver for Counting {
    fn resolve(
        &self,
        uri: &ureq::http::Uri,
        config: &ureq::config::Config,
        timeout: ureq::unversioned::transport::NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        self.0.fetch_add(1, Ordering::SeqCst);
        DefaultResolver::default().resolve(uri, config, timeout)
    }
}

#[tokio::test]
async fn nothing_is_posted_into_a_network_the_owner_did_not_allow() {
    let bench = Bench::new();
    let inside = Receiver::taking();
    let port = inside.addr.port();
    let hosts = [
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0x7f000001",
        "017700000001",
        "0",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::1]",
        "0.0.0.0",
    ];
    let mut running = Vec::new();
    for (number, host) in hosts.into_iter().enumerate() {
        let looked_up = Arc::new(AtomicUsize::new(0));
        let settings = ForwardSettings {
            name: format!("attack {number}"),
            url: format!("http://{host}:{port}/"),
            allow: Vec::new(),
            ..to(&inside)
        };
        let names = Counting(Arc::clone(&looked_up));
        running.push((host, looked_up, forward_with(&bench, settings, names).await));
    }
    bench.keep(&[shared("secret")]).await;
    for (host, looked_up, _stop) in &running {
        // A second try means that the first one came to its end.
        until(host, || looked_up.load(Ordering::SeqCst) >= 2).await;
    }
    assert_eq!(inside.connections(), 0);
}

/// A name that leads somewhere else each time it is looked up.
#[derive(Debug)]
struct Rebinding {
    answers: Mutex<Vec<SocketAddr>>,
    looked_up: Arc<AtomicUsize>,
}

impl Resolver for Rebinding {
    fn resolve(
        &self,
        _: &ureq::http::Uri,
        _: &ureq::config::Config,
        _: ureq::unversioned::transport::NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        self.looked_up.fetch_add(1, Ordering::SeqCst);
        let mut answers = self.answers.lock().unwrap();
        let mut found = self.empty();
        found.push(if answers.len() > 1 { answers.remove(0) } else { answers[0] });
        Ok(found)
    }
}

#[tokio::test]
async fn a_name_that_turns_inwards_is_refused_at_the_moment_of_the_request() {
    let bench = Bench::new();
    let outside = Receiver::taking();
    let inside = Receiver::open("127.0.0.2:0", |_| "200 OK".to_owned());
    let looked_up = Arc::new(AtomicUsize::new(0));
    let names = Rebinding {
        answers: Mutex::new(vec![outside.addr, inside.addr]),
        looked_up: Arc::clone(&looked_up),
    };
    let settings = ForwardSettings { url: "http://collector.example/".to_owned(), ..to(&outside) };
    let _stop = forward_with(&bench, settings, names).await;
    bench.keep(&[shared("first")]).await;
    until("the first", || outside.ids() == ["first"]).await;
    assert_eq!(looked_up.load(Ordering::SeqCst), 1, "what was checked is what is connected to");
    bench.keep(&[shared("second")]).await;
    until("two tries", || looked_up.load(Ordering::SeqCst) >= 3).await;
    assert_eq!((inside.connections(), outside.connections()), (0, 1));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let bench = Bench::new();
    let inside = Receiver::taking();
    let location = format!("307 Temporary Redirect\r\nLocation: http://{}/", inside.addr);
    let outside = Receiver::open("127.0.0.1:0", move |_| location.clone());
    let _stop = forward(&bench, to(&outside)).await;
    bench.keep(&[shared("a")]).await;
    until("two tries", || outside.connections() >= 2).await;
    assert_eq!(inside.connections(), 0);
}
