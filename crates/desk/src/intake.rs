//! `POST /events`: takes events in from shops anywhere.

mod batch;
mod binary;
mod body;
mod keys;
mod mode;
mod rates;
mod room;
mod segment;

pub use batch::MAX_EVENTS;
pub use body::MAX_BODY_BYTES;
pub use keys::{HEADER, KeyRule, Keys, WriteKey};
pub use rates::{MAX_PLACES, REQUESTS_PER_SECOND, Rates};
pub use room::Room;

use crate::error::AppError;
use crate::event::Refusal;
use crate::keeper::Keeper;
use crate::metrics::Fate;
use crate::rules::Rules;
use crate::store::Outcome;
use axum::Json;
use axum::body::Body;
use axum::extract::{FromRef, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, post};
use batch::Batch;
use body::Packing;
use mode::Mode;
use serde::Serialize;
use std::sync::Arc;
use tokio::sync::watch;
use utoipa::ToSchema;

/// Any shop may post, none may read: no credentials, and only on this address.
/// Two hours is the longest Chromium remembers a preflight.
const CORS: [(HeaderName, &str); 4] = [
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (header::ACCESS_CONTROL_ALLOW_METHODS, "POST"),
    (header::ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED_HEADERS),
    (header::ACCESS_CONTROL_MAX_AGE, "7200"),
];

/// Headers a page may set: those of the body, the write key, and the attributes of
/// binary mode that our events have; there is no way to allow all that begin `ce-`.
const ALLOWED_HEADERS: &str = "content-type, content-encoding, usher-key, ce-specversion, ce-id, \
    ce-source, ce-type, ce-time, ce-subject, ce-dataschema, ce-ushersession, ce-usherseq, \
    ce-usherage, ce-usherpurpose";

/// What taking events in needs: less than a desk, for nodes that do nothing else.
#[derive(Clone, Debug)]
pub struct Intake {
    /// Where events go.
    pub keeper: Keeper,
    /// Who may post how much, and the count of it.
    pub rules: Arc<Rules>,
    /// Turns true when the program is asked to stop.
    pub stopping: watch::Receiver<bool>,
}

/// What became of a request's events.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Receipt {
    /// Events that are on disk now, duplicates included.
    accepted: usize,
    /// Those of them that had been there before.
    duplicate: usize,
    /// Events that were not taken, each with the reason.
    rejected: Vec<Refusal>,
}

/// The route for `/events`.
pub(crate) fn route<S>() -> MethodRouter<S>
where
    S: Clone + Send + Sync + 'static,
    Intake: FromRef<S>,
{
    post(take).options(preflight).fallback(other_method)
}

/// The route for `/v1/batch`.
pub(crate) fn batch_route<S>() -> MethodRouter<S>
where
    S: Clone + Send + Sync + 'static,
    Intake: FromRef<S>,
{
    post(take_batch).options(preflight).fallback(other_method)
}

/// The answer to a method that an address for pages of shops does not know.
pub(crate) async fn other_method() -> Response {
    with_cors(AppError::Method("POST, OPTIONS").into_response())
}

pub(crate) async fn preflight() -> Response {
    with_cors(StatusCode::NO_CONTENT.into_response())
}

/// Takes events in.
///
/// One CloudEvent, an array or lines of them, one in binary mode, or a batch of
/// Segment's libraries; plain or compressed once with gzip.
#[utoipa::path(
    post, path = "/events", tag = "intake",
    params(("key" = Option<String>, Query, description = "The write key, where no header can be set")),
    request_body(
        description = "At most 1 MiB and 500 events, 32 KiB each",
        content(
            (serde_json::Value = "application/cloudevents+json"),
            (Vec<serde_json::Value> = "application/cloudevents-batch+json"),
            (String = "application/x-ndjson"),
            (serde_json::Value = "application/json"),
            (String = "text/plain"),
        ),
    ),
    responses(
        (status = 202, description = "Everything is safe on disk", body = Receipt),
        (status = 207, description = "Some events were not taken, the others are safe", body = Receipt),
        (status = 400, description = "Nothing was kept: no event was good", body = Receipt),
        (status = 401, description = "A write key is needed", body = crate::error::Refused),
        (status = 403, description = "The write key may not be used from this origin", body = crate::error::Refused),
        (status = 408, description = "The body came too slowly", body = crate::error::Refused),
        (status = 413, description = "Too large, or too many events", body = crate::error::Refused),
        (status = 415, description = "A media type or encoding that is not taken", body = crate::error::Refused),
        (status = 429, description = "Too much at once; `Retry-After` says how long to wait", body = crate::error::Refused),
        (status = 503, description = "Busy; nothing was kept", body = crate::error::Refused),
        (status = 507, description = "The disk is full; nothing was kept", body = crate::error::Refused),
    ),
    security((), ("write_key" = [])),
)]
pub(crate) async fn take(State(intake): State<Intake>, request: Request<Body>) -> Response {
    let taken = take_request(&intake, request).await;
    with_cors(taken.unwrap_or_else(IntoResponse::into_response))
}

/// The same, where Segment's libraries post their batches.
#[utoipa::path(
    post, path = "/v1/batch", tag = "intake", request_body = serde_json::Value,
    responses((status = 202, description = "Everything is safe on disk", body = Receipt)),
    security((), ("write_key" = [])),
)]
pub(crate) async fn take_batch(state: State<Intake>, request: Request<Body>) -> Response {
    take(state, request).await
}

async fn take_request(intake: &Intake, request: Request<Body>) -> Result<Response, AppError> {
    let rules = &intake.rules;
    if let Some(client) = rules.proxies.client(request.headers(), request.extensions()) {
        rules.rates.check(client)?;
    }
    let mode = Mode::of(request.headers())?;
    let packing = Packing::of(request.headers())?;
    let shown = keys::shown(request.headers(), request.uri());
    let origin = text_of(request.headers(), header::ORIGIN);
    if shown.is_some() || !mode.may_hold_key() {
        // Before the body: a stranger's megabyte is not read for nothing.
        rules.keys.admit(shown.as_deref(), origin.as_deref())?;
    }
    let headers = request.headers().clone();
    let (body, _room) = body::read(packing, &rules.room, request).await?;
    let batch = Batch::read(mode, &headers, &body)?;
    let shown = shown.or_else(|| batch.write_key.clone());
    let key = rules.keys.admit(shown.as_deref(), origin.as_deref())?;
    let receipt = keep(intake, key.as_deref(), batch).await?;
    Ok((receipt.status(), Json(receipt)).into_response())
}

async fn keep(intake: &Intake, key: Option<&WriteKey>, batch: Batch) -> Result<Receipt, AppError> {
    let Batch { mut events, rejected, .. } = batch;
    let metrics = &intake.rules.metrics;
    if let Some(key) = key {
        key.spend(events.len(), jiff::Timestamp::now().as_millisecond())?;
        metrics.count_of_key(&key.name(), events.len());
        events.iter_mut().for_each(|event| event.write_key = Some(key.name()));
    }
    let unknown = events.iter().filter(|event| !event.kind.is_known).count();
    let misfit = events.iter().filter(|event| event.misfit.is_some()).count();
    let redacted = events.iter().filter(|event| event.is_redacted).count();
    let outcomes = match events.is_empty() {
        true => Vec::new(),
        false => intake.keeper.keep(events).await?,
    };
    let receipt = Receipt {
        accepted: outcomes.len(),
        duplicate: count(&outcomes, Outcome::Duplicate),
        rejected,
    };
    metrics.count_events(Fate::Kept, receipt.accepted - receipt.duplicate);
    metrics.count_events(Fate::Duplicate, receipt.duplicate);
    metrics.count_events(Fate::Rejected, receipt.rejected.len());
    metrics.count_events(Fate::Unknown, unknown);
    metrics.count_events(Fate::Misfit, misfit);
    metrics.count_events(Fate::Redacted, redacted);
    Ok(receipt)
}

fn text_of(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
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

pub(crate) fn with_cors(mut response: Response) -> Response {
    for (name, value) in CORS {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    response
}
