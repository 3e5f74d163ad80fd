//! What a visitor may ask of the desk about themselves, without saying who they are.
//!
//! A visitor's device holds a random erase token; events carry its hash only. Whoever
//! shows the token owns the events, and nobody needs a name for it (GDPR articles 11,
//! 15, 17 and 20).

use crate::app::Desk;
use crate::error::AppError;
use crate::export;
use crate::intake;
use crate::store::{Page, token_hash};
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Request, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, post};
use http_body_util::{BodyExt, Limited};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use utoipa::ToSchema;

/// Shortest token: 128 bits in base64 have 22 characters, in hexadecimal 32.
const MIN_TOKEN_BYTES: usize = 22;

/// Most bytes of the request.
const MAX_BODY_BYTES: usize = 4 * 1024;

/// A body arrives within this time.
const BODY_DEADLINE: Duration = Duration::from_secs(10);

/// Lines of one answer to a visitor who wants to see.
const LINES: u32 = 1_000;

/// What a visitor's device sends.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Asked {
    /// The erase token of the device.
    token: String,
    /// Where an export goes on.
    #[serde(default)]
    after: i64,
}

/// What became of a visitor's events.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Erased {
    /// Events that were taken out.
    erased: usize,
    /// Events that were found when it was looked for them again; 0.
    left: u64,
}

/// The route for `/visitor/erase`.
pub(crate) fn erase_route() -> MethodRouter<Desk> {
    post(erase).options(intake::preflight).fallback(intake::other_method)
}

/// The route for `/visitor/export`.
pub(crate) fn export_route() -> MethodRouter<Desk> {
    post(export).options(intake::preflight).fallback(intake::other_method)
}

/// Takes everything of the visitor who shows the token out of the desk.
#[utoipa::path(
    post, path = "/visitor/erase", tag = "visitor", request_body = Asked,
    responses(
        (status = 200, description = "It is done, and was looked for again", body = Erased),
        (status = 400, description = "There is no token in it", body = crate::error::Refused),
    ),
)]
pub(crate) async fn erase(State(desk): State<Desk>, request: Request<Body>) -> Response {
    let erased = erase_all(&desk, request).await;
    intake::with_cors(
        erased.map_or_else(IntoResponse::into_response, |erased| Json(erased).into_response()),
    )
}

async fn erase_all(desk: &Desk, request: Request<Body>) -> Result<Erased, AppError> {
    let hash = token_hash(&asked(desk, request).await?.token);
    // Erasing draws every page anew; a token that nobody has must not cost that.
    if desk.store.count_of_visitor(hash.clone()).await? == 0 {
        return Ok(Erased { erased: 0, left: 0 });
    }
    let erased = desk.store.erase(hash.clone()).await?;
    let left = desk.store.count_of_visitor(hash).await?;
    tracing::info!(events = erased, left, "a visitor's events were erased");
    Ok(Erased { erased, left })
}

/// Gives everything of the visitor who shows the token.
#[utoipa::path(
    post, path = "/visitor/export", tag = "visitor", request_body = Asked,
    responses(
        (status = 200, description = "One event a line, at most 1,000",
            content_type = "application/x-ndjson", body = String,
            headers(("usher-after" = i64, description = "The cursor: `after` of the next request"))),
        (status = 400, description = "There is no token in it", body = crate::error::Refused),
    ),
)]
pub(crate) async fn export(State(desk): State<Desk>, request: Request<Body>) -> Response {
    intake::with_cors(export_all(&desk, request).await.unwrap_or_else(IntoResponse::into_response))
}

async fn export_all(desk: &Desk, request: Request<Body>) -> Result<Response, AppError> {
    let asked = asked(desk, request).await?;
    let page = Page { after: asked.after, limit: LINES, family: None };
    let rows = desk.store.rows_of_visitor(token_hash(&asked.token), page).await?;
    Ok(export::lines(&rows))
}

async fn asked(desk: &Desk, request: Request<Body>) -> Result<Asked, AppError> {
    let rules = &desk.rules;
    if let Some(client) = rules.proxies.client(request.headers(), request.extensions()) {
        rules.rates.check(client)?;
    }
    let plain = request.headers().get(header::CONTENT_ENCODING).is_none();
    if !plain {
        return Err(AppError::Encoding);
    }
    let limited = Limited::new(request.into_body(), MAX_BODY_BYTES).collect();
    let body = tokio::time::timeout(BODY_DEADLINE, limited).await;
    let body = body.map_err(|_| AppError::BodyTooSlow)?;
    let body = body.map_err(|_| AppError::BodyBroken)?.to_bytes();
    let asked: Asked = serde_json::from_slice(&body).map_err(|_| AppError::BadToken)?;
    match asked.token.len() >= MIN_TOKEN_BYTES {
        true => Ok(asked),
        false => Err(AppError::BadToken),
    }
}
