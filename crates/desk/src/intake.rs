//! `POST /events`: takes events in from shops anywhere.

mod batch;

pub use batch::MAX_EVENTS;

use crate::app::Desk;
use crate::error::AppError;
use crate::event::Refusal;
use crate::store::Outcome;
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, post};
use batch::{Batch, Mode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::Serialize;
use std::time::Duration;

/// Most bytes of one request. Browsers end `fetch` keepalive at 64 KiB; 1 MiB is for
/// servers that forward many visitors' events at once.
pub const MAX_BODY_BYTES: usize = 1024 * 1024;

/// A body arrives within this time or is given up (threat model, row 23).
const BODY_DEADLINE: Duration = Duration::from_secs(10);

/// Any shop may post, none may read: no credentials, and only on this address.
/// Two hours is the longest Chromium remembers a preflight.
const CORS: [(HeaderName, &str); 4] = [
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (header::ACCESS_CONTROL_ALLOW_METHODS, "POST"),
    (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
    (header::ACCESS_CONTROL_MAX_AGE, "7200"),
];

/// What became of a request's events.
#[derive(Debug, Serialize)]
struct Receipt {
    /// Events that are on disk now, duplicates included.
    accepted: usize,
    /// Those of them that had been there before.
    duplicate: usize,
    /// Events that were not taken, each with the reason.
    rejected: Vec<Refusal>,
}

/// The route for `/events`.
pub(crate) fn route() -> MethodRouter<Desk> {
    post(take)
        .options(preflight)
        .fallback(|| async { with_cors(AppError::Method("POST, OPTIONS").into_response()) })
}

async fn preflight() -> Response {
    with_cors(StatusCode::NO_CONTENT.into_response())
}

async fn take(State(desk): State<Desk>, request: Request<Body>) -> Response {
    let taken = take_request(&desk, request).await;
    with_cors(taken.unwrap_or_else(IntoResponse::into_response))
}

async fn take_request(desk: &Desk, request: Request<Body>) -> Result<Response, AppError> {
    let mode = Mode::of(request.headers())?;
    let body = read_body(request).await?;
    let Batch { events, rejected } = Batch::read(mode, &body)?;
    let outcomes = match events.is_empty() {
        true => Vec::new(),
        false => desk.store.keep(events).await?,
    };
    let receipt = Receipt {
        accepted: outcomes.len(),
        duplicate: count(&outcomes, Outcome::Duplicate),
        rejected,
    };
    if !receipt.rejected.is_empty() {
        tracing::debug!(
            accepted = receipt.accepted,
            rejected = receipt.rejected.len(),
            "some events were not taken"
        );
    }
    Ok((receipt.status(), Json(receipt)).into_response())
}

impl Receipt {
    /// 202 when everything is on disk, 207 for a part of it, 400 for nothing.
    fn status(&self) -> StatusCode {
        match (self.accepted, self.rejected.is_empty()) {
            (_, true) => StatusCode::ACCEPTED,
            (0, false) => StatusCode::BAD_REQUEST,
            (_, false) => StatusCode::MULTI_STATUS,
        }
    }
}

fn count(outcomes: &[Outcome], wanted: Outcome) -> usize {
    outcomes.iter().filter(|outcome| **outcome == wanted).count()
}

async fn read_body(request: Request<Body>) -> Result<Vec<u8>, AppError> {
    refuse_large(request.headers())?;
    let limited = Limited::new(request.into_body(), MAX_BODY_BYTES);
    let collected = tokio::time::timeout(BODY_DEADLINE, limited.collect()).await;
    match collected.map_err(|_| AppError::BodyTooSlow)? {
        Ok(body) => Ok(body.to_bytes().to_vec()),
        Err(error) if error.is::<LengthLimitError>() => Err(AppError::BodyTooLarge),
        Err(_) => Err(AppError::BodyBroken),
    }
}

/// Refuses by the length that was announced, before a byte of it is read.
fn refuse_large(headers: &HeaderMap) -> Result<(), AppError> {
    let length = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    match length {
        Some(length) if length > MAX_BODY_BYTES => Err(AppError::BodyTooLarge),
        _ => Ok(()),
    }
}

fn with_cors(mut response: Response) -> Response {
    for (name, value) in CORS {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    response
}
