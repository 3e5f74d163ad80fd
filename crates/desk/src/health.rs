//! Whether the desk is well, and what it does: for those who keep it running.

use crate::error::AppError;
use crate::intake::Intake;
use crate::metrics::{Levels, MEDIA_TYPE};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Instant;

/// What a request that fits no route is counted under; its own address is a stranger's.
const NO_ROUTE: &str = "none";

/// The program runs.
#[utoipa::path(get, path = "/healthz", tag = "operation",
    responses((status = 200, description = "It runs", body = String)))]
pub(crate) async fn alive() -> &'static str {
    "ok\n"
}

/// Events can be kept and pages be read.
#[utoipa::path(get, path = "/readyz", tag = "operation",
    responses((status = 200, description = "It is ready", body = String),
        (status = 503, description = "It is stopping or busy", body = crate::error::Refused),
        (status = 507, description = "Its disk is full", body = crate::error::Refused)))]
pub(crate) async fn ready(State(intake): State<Intake>) -> Result<&'static str, AppError> {
    if *intake.stopping.borrow() {
        return Err(AppError::Stopping);
    }
    intake.keeper.probe().await?;
    Ok("ok\n")
}

/// The same as `/readyz`, under the name it had first.
#[utoipa::path(get, path = "/health", tag = "operation",
    responses((status = 200, description = "It is ready", body = String)))]
pub(crate) async fn health(state: State<Intake>) -> Result<&'static str, AppError> {
    ready(state).await
}

/// Figures about the desk itself, for Prometheus.
#[utoipa::path(get, path = "/metrics", tag = "operation",
    responses((status = 200, description = "OpenMetrics text", body = String,
        content_type = "application/openmetrics-text")),
    security(("token" = ["metrics"])))]
pub(crate) async fn metrics(State(intake): State<Intake>) -> Response {
    let levels = Levels { places: intake.rules.rates.places(), ..intake.keeper.levels() };
    // Writing text into memory does not fail.
    let text = intake.rules.metrics.write(levels).unwrap_or_default();
    ([(header::CONTENT_TYPE, MEDIA_TYPE)], text).into_response()
}

/// Counts a request and logs it: the route, never the address asked for or who asked.
pub(crate) async fn observe(
    State(intake): State<Intake>,
    request: Request,
    next: Next,
) -> Response {
    let began = Instant::now();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = known(request.method());
    let response = next.run(request).await;
    let route = route.as_ref().map_or(NO_ROUTE, MatchedPath::as_str);
    let (status, took) = (response.status().as_u16(), began.elapsed());
    intake.rules.metrics.count_request(route, status, took);
    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(method, route, status, millis, "answered");
    response
}

/// A method may be any word a stranger likes.
fn known(method: &Method) -> &'static str {
    let names = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"];
    names.into_iter().find(|name| method == name).unwrap_or("other")
}
