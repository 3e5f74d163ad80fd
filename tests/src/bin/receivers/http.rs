//! The few words of HTTP that are spoken to receivers.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// How long a receiver may take to start: ClickHouse takes seconds.
const PATIENCE: Duration = Duration::from_secs(40);

/// What was answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) kind: String,
    pub(crate) body: String,
}

/// Waits until somebody listens.
pub(crate) fn wait_for(at: SocketAddr) -> Result<(), String> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if TcpStream::connect(at).is_ok() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Err(String::from("it did not start"))
}

/// Posts a body.
pub(crate) fn post(at: SocketAddr, path: &str, kind: &str, body: &str) -> Result<Answer, String> {
    post_with(at, path, kind, &[], body)
}

/// Posts a body with further headers.
pub(crate) fn post_with(
    at: SocketAddr,
    path: &str,
    kind: &str,
    headers: &[(String, String)],
    body: &str,
) -> Result<Answer, String> {
    let length = body.len();
    let headers: String =
        headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    speak(
        at,
        &format!(
            "POST {path} HTTP/1.0\r\nHost: {at}\r\nContent-Type: {kind}\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
        ),
    )
}

/// Asks for an address.
pub(crate) fn get(at: SocketAddr, path: &str) -> Result<Answer, String> {
    speak(at, &format!("GET {path} HTTP/1.0\r\nHost: {at}\r\n\r\n"))
}

/// Version 1.0, so that the answer ends with the connection and comes in one piece.
fn speak(at: SocketAddr, request: &str) -> Result<Answer, String> {
    let fault = |error: std::io::Error| error.to_string();
    let mut stream = TcpStream::connect(at).map_err(fault)?;
    stream.set_read_timeout(Some(PATIENCE)).map_err(fault)?;
    stream.write_all(request.as_bytes()).map_err(fault)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).map_err(fault)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").ok_or("no answer")?;
    let status =
        head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or("no status")?;
    let kind = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-type").then(|| value.trim().to_owned())
    });
    Ok(Answer { status, kind: kind.unwrap_or_default(), body: body.to_owned() })
}
