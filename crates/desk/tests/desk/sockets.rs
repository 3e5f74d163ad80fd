//! The listener, over real sockets: slow clients, many clients, and the end.

use crate::fixture::{Bench, SINGLE, event, view};
use serde_json::json;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Slow sockets of one test; both ends of each are in this process, whose file
/// handles may be 1,024.
const SLOW: usize = 300;

async fn listening(bench: &Bench) -> (SocketAddr, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let run = usher_desk::listener::run(listener, bench.router(), bench.desk.clone());
    (addr, tokio::spawn(run))
}

fn post(id: &str) -> String {
    let body = view(id).to_string();
    format!(
        "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Type: {SINGLE}\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

async fn say(addr: SocketAddr, words: &str) -> TcpStream {
    let mut socket = TcpStream::connect(addr).await.unwrap();
    socket.write_all(words.as_bytes()).await.unwrap();
    socket
}

/// All that is answered until the other end hangs up.
async fn hear(mut socket: TcpStream, patience: Duration) -> String {
    let mut said = String::new();
    let read = tokio::time::timeout(patience, socket.read_to_string(&mut said)).await;
    assert!(read.is_ok(), "still open after {patience:?}");
    said
}

#[tokio::test]
async fn a_real_connection_is_known_as_local_and_answered() {
    let bench = Bench::new();
    let (addr, _run) = listening(&bench).await;
    let socket = say(addr, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await;
    let said = hear(socket, Duration::from_secs(20)).await;
    assert!(said.starts_with("HTTP/1.1 200"), "{said}");
}

#[tokio::test]
async fn hundreds_of_slow_sockets_are_closed_and_do_not_hold_up_a_good_client() {
    let bench = Bench::new();
    let (addr, _run) = listening(&bench).await;
    let mut slow = Vec::new();
    for _ in 0..SLOW {
        slow.push(say(addr, "POST /events HTTP/1.1\r\nHost: localhost\r\nX: ").await);
    }
    let began = Instant::now();
    let said = hear(say(addr, &post("good")).await, Duration::from_secs(20)).await;
    assert!(said.starts_with("HTTP/1.1 202"), "{said}");
    assert!(began.elapsed() < Duration::from_secs(2), "took {:?}", began.elapsed());
    for socket in slow {
        hear(socket, Duration::from_secs(9)).await;
    }
}

#[tokio::test]
async fn a_body_that_drips_is_given_up_after_ten_seconds() {
    let bench = Bench::new();
    let (addr, _run) = listening(&bench).await;
    let head = "POST /events HTTP/1.1\r\nHost: localhost\r\n\
        Content-Type: application/json\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n{";
    let (mut reader, mut writer) = say(addr, head).await.into_split();
    let drip = tokio::spawn(async move {
        while writer.write_all(b" ").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    });
    let mut said = String::new();
    let read = reader.read_to_string(&mut said);
    let read = tokio::time::timeout(Duration::from_secs(14), read).await;
    assert!(read.is_ok(), "still open after 14 seconds");
    assert!(said.starts_with("HTTP/1.1 408"), "{said}");
    drip.abort();
}

#[tokio::test]
async fn what_is_under_way_when_the_program_stops_is_still_answered() {
    let bench = Bench::new();
    let (addr, run) = listening(&bench).await;
    let whole = post("last");
    let (first, second) = whole.split_at(whole.len() - 5);
    let mut socket = say(addr, first).await;
    // The head is with the desk before it stops.
    tokio::time::sleep(Duration::from_millis(200)).await;
    bench.stop.send_replace(true);
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(TcpStream::connect(addr).await.is_err(), "nobody new comes in");
    socket.write_all(second.as_bytes()).await.unwrap();
    let said = hear(socket, Duration::from_secs(10)).await;
    assert!(said.starts_with("HTTP/1.1 202"), "{said}");
    assert!(tokio::time::timeout(Duration::from_secs(10), run).await.is_ok());
    assert_eq!(bench.log().await.len(), 1);
}

/// More than the buffers of both ends hold.
const MUCH: usize = 24;

#[tokio::test]
async fn a_stream_whose_reader_takes_nothing_ends_and_holds_up_nobody() {
    let bench = Bench::new();
    let (addr, _run) = listening(&bench).await;
    let ask = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    let feed = say(addr, &ask("/api/stream?after=0")).await;
    let text = "x".repeat(30_000);
    for request in 0..MUCH {
        let one = |place: usize| {
            let data = json!({"play": "check-in", "question": "improve", "text": text});
            event(&format!("{request}-{place}"), "voice.commented", data)
        };
        bench.keep(&(0..30).map(one).collect::<Vec<_>>()).await;
    }
    // 20 seconds for what waits for the reader, 30 for what is on its way.
    tokio::time::sleep(Duration::from_secs(32)).await;
    assert!(bench.get("/readyz").await.status.is_success());
    let mut feed = feed;
    let mut heard = Vec::new();
    let rest = tokio::time::timeout(Duration::from_secs(20), feed.read_to_end(&mut heard)).await;
    // Cut off or ended: what does not happen is that it goes on.
    assert!(rest.is_ok(), "still open after {} bytes", heard.len());
    let all = MUCH * 30 * text.len();
    assert!(heard.len() < all, "{} of {all} bytes were waiting for a reader", heard.len());
}
