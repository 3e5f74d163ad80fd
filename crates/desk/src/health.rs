//! Whether the desk is well, and what it does: for those who keep it running.

use crate::app::Desk;
use crate::error::AppError;
use crate::metrics::{Levels, MEDIA_TYPE};
use axum::extract::{MatchedPath, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Instant;

/// What a request that fits no route is counted under; its own address is a stranger's.
const NO_ROUTE: &str = "none";

/// `GET /healthz`: the program runs.
pub(crate) async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: events can be kept and pages be read.
pub(crate) async fn ready(State(desk): State<Desk>) -> Result<&'static str, AppError> {
    if *desk.stopping.borrow() {
        return Err(AppError::Stopping);
    }
    desk.store.probe().await?;
    Ok("ok\n")
}

/// `GET /metrics`
pub(crate) async fn metrics(State(desk): State<Desk>) -> Response {
    let (store_bytes, free_bytes) = desk.store.room();
    let levels = Levels {
        newest: *desk.store.latest().borrow(),
        store_bytes,
        free_bytes,
        places: desk.rules.rates.places(),
    };
    // Writing text into memory does not fail.
    let text = desk.rules.metrics.write(levels).unwrap_or_default();
    ([(header::CONTENT_TYPE, MEDIA_TYPE)], text).into_response()
}

/// Counts a request and logs it: the route, never the address asked for or who asked.
pub(crate) async fn observe(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    let response = next.run(request).await;
    let route = route.as_ref().map_or(NO_ROUTE, MatchedPath::as_str);
    let (status, took) = (response.status().as_u16(), began.elapsed());
    desk.rules.metrics.count_request(route, status, took);
    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(%method, route, status, millis, "answered");
    response
}
