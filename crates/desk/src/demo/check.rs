//! `usher demo --check`: one event through everything, over real HTTP.

use super::Addresses;
use crate::error::AppError;
use crate::export::rfc3339;
use axum::body::Body;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper::{Method, Request, Response, StatusCode, header};
use hyper_util::rt::TokioIo;
use serde_json::json;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;

/// Everything is on this machine; what takes longer does not work.
const PATIENCE: Duration = Duration::from_secs(10);

const ID: &str = "usher-demo-check";

/// Sends one event through the shop and looks for it at the desk.
pub(super) async fn check(addresses: Addresses) -> Result<(), AppError> {
    let story = tokio::time::timeout(PATIENCE, tell(addresses)).await;
    story.map_err(|_| failed("something did not answer within 10 seconds"))?
}

async fn tell(addresses: Addresses) -> Result<(), AppError> {
    must_answer(get(addresses.shop, "/").await?, "the shop's first page, /")?;
    must_answer(
        get(addresses.shop, "/usher/usher.js").await?,
        "the widget, /usher/usher.js (build it with `cargo xtask build`, or name its folder with --pkg)",
    )?;
    let mut stream = get(addresses.desk, "/stream").await?;
    // The stream's greeting: from here on it follows the log.
    wait_for(&mut stream, "usher").await?;
    post_event(addresses.shop).await?;
    wait_for(&mut stream, "\"says\"").await?;
    let mut log = get(addresses.desk, "/api/events?after=0").await?;
    wait_for(&mut log, ID).await?;
    must_answer(get(addresses.desk, "/").await?, "the desk's first page, /")
}

async fn post_event(shop: SocketAddr) -> Result<(), AppError> {
    let now = jiff::Timestamp::now().as_millisecond();
    let event = json!({
        "specversion": "1.0",
        "id": ID,
        "source": format!("http://{shop}/"),
        "type": "usher.touchpoint.page_view",
        "time": rfc3339(now),
        "ushersession": "demo-check",
        "usherpurpose": "analytics",
        "data": {"page": {"kind": "home", "path": "/"}},
    });
    let request = Request::post("/events")
        .header(header::CONTENT_TYPE, "application/cloudevents+json")
        .body(Body::from(event.to_string()));
    let answer = send(shop, request).await?;
    match answer.status() {
        StatusCode::ACCEPTED => Ok(()),
        status => Err(failed(&format!("POST /events answered {status}, not 202"))),
    }
}

fn must_answer(answer: Response<Incoming>, what: &str) -> Result<(), AppError> {
    match answer.status() {
        StatusCode::OK => Ok(()),
        status => Err(failed(&format!("{what} answered {status}, not 200"))),
    }
}

/// Reads an answer until it holds some text.
async fn wait_for(answer: &mut Response<Incoming>, text: &str) -> Result<(), AppError> {
    let mut read = String::new();
    while let Some(frame) = answer.body_mut().frame().await {
        let frame = frame.map_err(|error| failed(&format!("an answer broke off: {error}")))?;
        if let Some(bytes) = frame.data_ref() {
            read.push_str(&String::from_utf8_lossy(bytes));
        }
        if read.contains(text) {
            return Ok(());
        }
    }
    Err(failed(&format!("an answer of the desk ended without {text}")))
}

async fn get(addr: SocketAddr, path: &str) -> Result<Response<Incoming>, AppError> {
    let request = Request::builder().method(Method::GET).uri(path).body(Body::empty());
    send(addr, request).await
}

async fn send(
    addr: SocketAddr,
    request: hyper::http::Result<Request<Body>>,
) -> Result<Response<Incoming>, AppError> {
    let broken = |error: &dyn std::fmt::Display| failed(&format!("no answer from {addr}: {error}"));
    let mut request = request.map_err(|error| broken(&error))?;
    let host = addr.to_string().parse().map_err(|error| broken(&error))?;
    request.headers_mut().insert(header::HOST, host);
    let stream = TcpStream::connect(addr).await.map_err(|error| broken(&error))?;
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(|error| broken(&error))?;
    tokio::spawn(connection);
    let answer = sender.send_request(request).await;
    answer.map_err(|error| broken(&error))
}

fn failed(why: &str) -> AppError {
    AppError::Check(why.to_owned())
}
