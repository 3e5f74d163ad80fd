//! A receiver of events that can be told to misbehave, on a port of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use flate2::read::MultiGzDecoder;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::validator;

/// Longest request that is read.
const MAX_REQUEST: usize = 4 * 1024 * 1024;

/// How the receiver answers from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answering {
    /// Takes the events and says so with this status and no body.
    Accept(u16),
    /// Takes them and answers `200 {"ok":true}`.
    AcceptInJson,
    /// Takes none: the log-in page of a hotel, with status 200.
    LogInPage,
    /// Takes none and says this status.
    Refuse(u16),
    /// Takes none and answers 429 with this many seconds of `Retry-After`.
    TooMany(u32),
    /// Takes the events, but resets each third connection before that.
    ResetEveryThird,
    /// Takes the events of so many requests without an answer: the connection breaks.
    LoseAnswers(u32),
    /// Takes the events and answers so many milliseconds later; a preflight too.
    Late(u64),
    /// Takes none and never answers.
    Hang,
    /// Takes at most this many events at once, and answers 413 to more.
    AtMost(usize),
    /// Does not understand the event of this mark, and answers 400 to what it is in.
    Dislikes(&'static str),
}

/// One event that was taken.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    /// The event.
    pub(crate) event: Value,
}

/// What came in so far.
#[derive(Debug, Default)]
pub(crate) struct Log {
    /// Every event that was taken, again and again if it came so.
    pub(crate) taken: Vec<Taken>,
    /// Posts, whatever was answered, with when they came.
    pub(crate) posts: Vec<Instant>,
    /// Bytes of all bodies.
    pub(crate) bytes: usize,
    /// What was no batch of events.
    pub(crate) unreadable: usize,
    /// Posts that were answered with `Retry-After`.
    pub(crate) asked_to_wait: usize,
    /// When an event was last taken.
    pub(crate) last_taken: Option<Instant>,
    answering: Option<Answering>,
    /// Requests since the answering was chosen.
    since: u32,
}

/// A running receiver. Dropping it closes its port.
pub(crate) struct Receiver {
    /// Where it listens.
    pub(crate) addr: SocketAddr,
    log: Arc<Mutex<Log>>,
    serving: Option<JoinHandle<()>>,
}

impl Receiver {
    /// A receiver on a free port that takes everything with 200.
    pub(crate) async fn open() -> Self {
        let listener = listen(SocketAddr::from(([127, 0, 0, 1], 0))).await;
        let addr = listener.local_addr().expect("a listener has an address");
        let log = Arc::new(Mutex::new(Log::default()));
        let serving = Some(tokio::spawn(serve(listener, Arc::clone(&log))));
        Self { addr, log, serving }
    }

    /// What came in so far.
    pub(crate) fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().expect("nobody panics while writing down")
    }

    /// Answers differently from now on.
    pub(crate) fn set(&self, answering: Answering) {
        let mut log = self.log();
        log.answering = Some(answering);
        log.since = 0;
    }

    /// Closes the port: connections are refused, and open ones end.
    pub(crate) async fn close(&mut self) {
        if let Some(serving) = self.serving.take() {
            serving.abort();
            drop(serving.await);
        }
    }

    /// Opens the same port again.
    pub(crate) async fn open_again(&mut self) {
        let listener = listen(self.addr).await;
        self.serving = Some(tokio::spawn(serve(listener, Arc::clone(&self.log))));
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        if let Some(serving) = self.serving.take() {
            serving.abort();
        }
    }
}

impl Log {
    /// Takes the request and says what is answered; none where the connection breaks.
    fn take(&mut self, body: &[u8]) -> Option<Reply> {
        self.posts.push(Instant::now());
        self.bytes += body.len();
        let body = &unpacked(body);
        let answering = self.answering.unwrap_or(Answering::Accept(200));
        self.since += 1;
        match answering {
            Answering::Accept(status) => Some(self.accept(body, status)),
            Answering::AcceptInJson => {
                let reply = self.accept(body, 200);
                Some(Reply { kind: "application/json", text: "{\"ok\":true}", ..reply })
            }
            Answering::LogInPage => {
                let text = "<!doctype html><title>Welcome to the hotel</title>";
                Some(Reply { kind: "text/html", text, ..Reply::bare(200) })
            }
            Answering::Refuse(status) => Some(Reply::bare(status)),
            Answering::TooMany(seconds) => {
                self.asked_to_wait += 1;
                Some(Reply { retry_after: Some(seconds), ..Reply::bare(429) })
            }
            Answering::ResetEveryThird if self.since.is_multiple_of(3) => None,
            Answering::ResetEveryThird => Some(self.accept(body, 200)),
            Answering::LoseAnswers(count) => {
                let reply = self.accept(body, 200);
                (self.since > count).then_some(reply)
            }
            Answering::Late(millis) => {
                let reply = self.accept(body, 200);
                Some(Reply { after: Duration::from_millis(millis), ..reply })
            }
            Answering::Hang => Some(Reply { after: Duration::from_secs(600), ..Reply::bare(200) }),
            Answering::AtMost(most) if events(body).is_some_and(|list| list.len() > most) => {
                Some(Reply::bare(413))
            }
            Answering::Dislikes(mark)
                if events(body).is_some_and(|list| {
                    list.into_iter().any(|event| Taken { event }.mark() == Some(mark))
                }) =>
            {
                Some(Reply::bare(400))
            }
            Answering::AtMost(_) | Answering::Dislikes(_) => Some(self.accept(body, 200)),
        }
    }

    fn accept(&mut self, body: &[u8], status: u16) -> Reply {
        match events(body) {
            Some(list) => {
                self.last_taken = Some(Instant::now());
                self.taken.extend(list.into_iter().map(|event| Taken { event }));
            }
            None => self.unreadable += 1,
        }
        Reply::bare(status)
    }

    /// Events that were taken more than once, by source and id.
    pub(crate) fn resent(&self) -> usize {
        let ids: BTreeSet<String> = self.taken.iter().map(Taken::id).collect();
        self.taken.len() - ids.len()
    }

    /// Known events that came under more than one id: what no receiver can tell.
    pub(crate) fn doubled(&self) -> usize {
        let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for taken in &self.taken {
            if let Some(mark) = taken.mark() {
                ids.entry(mark).or_default().insert(taken.id());
            }
        }
        ids.values().map(|ids| ids.len() - 1).sum()
    }

    /// What of the events is not as their schemas have it.
    pub(crate) fn misfits(&self) -> BTreeSet<String> {
        let check = |taken: &Taken| validator::check(&format!("[{}]", taken.event)).err();
        self.taken.iter().filter_map(check).collect()
    }

    /// The marks of all known events, again and again if they came so.
    pub(crate) fn known(&self) -> impl Iterator<Item = &str> {
        self.taken.iter().filter_map(Taken::mark)
    }

    /// The ages of all events as they first came, in milliseconds.
    pub(crate) fn ages(&self) -> impl Iterator<Item = i64> {
        let mut seen = BTreeSet::new();
        let first = self.taken.iter().filter(move |taken| seen.insert(taken.id()));
        first.filter_map(|taken| taken.event["usherage"].as_i64())
    }

    /// Page views of an address, each id once.
    pub(crate) fn views(&self, path: &str) -> usize {
        let is_view = |taken: &&Taken| {
            taken.event["type"] == "usher.touchpoint.page_view"
                && taken.event["data"]["page"]["path"] == path
        };
        self.taken.iter().filter(is_view).map(Taken::id).collect::<BTreeSet<_>>().len()
    }

    /// Events that say what was lost; each once.
    pub(crate) fn reports(&self) -> impl Iterator<Item = &Value> {
        let mut seen = BTreeSet::new();
        let events = self.taken.iter().filter(|it| it.event["type"] == "usher.outbox.dropped");
        events.filter(move |it| seen.insert(it.id())).map(|taken| &taken.event["data"])
    }

    /// Events whose loss was reported, whatever the reason.
    pub(crate) fn stated(&self) -> usize {
        let counts = self.reports().filter_map(Value::as_object).flatten();
        let stated: u64 = counts.filter_map(|(_, count)| count.as_u64()).sum();
        usize::try_from(stated).unwrap_or(usize::MAX)
    }
}

impl Taken {
    /// What a receiver counts by.
    pub(crate) fn id(&self) -> String {
        format!("{} {}", self.event["source"], self.event["id"])
    }

    /// What a known event is known by.
    pub(crate) fn mark(&self) -> Option<&str> {
        let data = &self.event["data"];
        let mark = data["items"][0]["item_id"].as_str().or(data["transaction_id"].as_str());
        mark.filter(|mark| mark.starts_with("known-"))
    }
}

/// The body, whether it was compressed or not.
fn unpacked(body: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    match body {
        [0x1f, 0x8b, ..] if MultiGzDecoder::new(body).read_to_end(&mut text).is_ok() => text,
        _ => body.to_vec(),
    }
}

fn events(body: &[u8]) -> Option<Vec<Value>> {
    let lines = || {
        let text = str::from_utf8(body).ok()?;
        text.lines().map(|line| serde_json::from_str(line).ok()).collect()
    };
    serde_json::from_slice::<Vec<Value>>(body).ok().or_else(lines)
}

struct Reply {
    status: u16,
    kind: &'static str,
    text: &'static str,
    retry_after: Option<u32>,
    after: Duration,
}

impl Reply {
    const fn bare(status: u16) -> Self {
        Self { status, kind: "", text: "", retry_after: None, after: Duration::ZERO }
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut head = format!(
            "HTTP/1.1 {} Said\r\naccess-control-allow-origin: *\r\n\
             access-control-allow-headers: *\r\naccess-control-expose-headers: retry-after\r\n\
             access-control-max-age: 600\r\n",
            self.status
        );
        if !self.kind.is_empty() {
            head += &format!("content-type: {}\r\n", self.kind);
        }
        if let Some(seconds) = self.retry_after {
            head += &format!("retry-after: {seconds}\r\n");
        }
        if self.status != 204 {
            head += &format!("content-length: {}\r\n", self.text.len());
        }
        (head + "\r\n" + self.text).into_bytes()
    }
}

async fn listen(addr: SocketAddr) -> TcpListener {
    // A port that was just closed may be held by connections that are ending.
    for _ in 0..50 {
        if let Ok(listener) = TcpListener::bind(addr).await {
            return listener;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    TcpListener::bind(addr).await.expect("the port can be listened at again")
}

async fn serve(listener: TcpListener, log: Arc<Mutex<Log>>) {
    // They end with the port.
    let mut connections = tokio::task::JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        connections.spawn(converse(stream, Arc::clone(&log)));
    }
}

async fn converse(mut stream: TcpStream, log: Arc<Mutex<Log>>) {
    while let Some((method, body)) = read_request(&mut stream).await {
        let reply = {
            let mut log = log.lock().expect("nobody panics while writing down");
            match (method.as_str(), log.answering) {
                ("POST", _) => log.take(&body),
                (_, Some(Answering::Late(millis))) => {
                    Some(Reply { after: Duration::from_millis(millis), ..Reply::bare(204) })
                }
                _ => Some(Reply::bare(204)),
            }
        };
        let Some(reply) = reply else {
            // With nothing to linger for, the end of the connection is a reset.
            drop(stream.set_zero_linger());
            return;
        };
        tokio::time::sleep(reply.after).await;
        if stream.write_all(&reply.to_bytes()).await.is_err() {
            return;
        }
    }
}

/// The method and the body; none at the end of the connection.
async fn read_request(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 16 * 1024];
    loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
            let length: usize = length.and_then(|it| it.trim().parse().ok()).unwrap_or(0);
            let start = end + 4;
            if bytes.len() >= start + length {
                let method = head.split(' ').next().unwrap_or_default().to_ascii_uppercase();
                return Some((method, bytes[start..start + length].to_vec()));
            }
        }
        let read = stream.read(&mut buffer).await.ok()?;
        if read == 0 || bytes.len() > MAX_REQUEST {
            return None;
        }
        bytes.extend_from_slice(&buffer[..read]);
    }
}
