//! The desk's addresses, put together.

use crate::error::AppError;
use crate::gate::{self, HostList};
use crate::rules::Rules;
use crate::store::Store;
use crate::{export, health, intake, pages, stream, visitor};
use axum::Router;
use axum::middleware;
use axum::routing::get;
use std::sync::Arc;
use tokio::sync::watch;
use tower_http::catch_panic::CatchPanicLayer;

/// What every request handler shares. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Where events are kept.
    pub store: Store,
    /// The names the desk answers to.
    pub hosts: Arc<HostList>,
    /// The line a site owner pastes, with the address events are posted to.
    pub snippet: Arc<str>,
    /// Who may post how much, and the count of it.
    pub rules: Arc<Rules>,
    /// Turns true when the program is asked to stop; streams end then.
    pub stopping: watch::Receiver<bool>,
}

/// Every address of the desk: intake for all, pages for this machine.
pub fn desk_router(desk: Desk) -> Router {
    let gated = Router::new()
        .route("/", get(pages::overview))
        .route("/journeys/{session}", get(pages::story))
        .route("/stream", get(stream::open))
        .route("/api/events", get(export::events))
        .route("/metrics", get(health::metrics))
        .route("/desk.css", get(pages::style_sheet))
        .route("/desk.js", get(pages::script))
        .route("/icon.svg", get(pages::icon))
        .fallback(|| async { AppError::NotFound("there is nothing at this address") })
        .method_not_allowed_fallback(|| async { AppError::Method("GET, HEAD") })
        .layer(middleware::from_fn_with_state(desk.clone(), gate::admit));
    gated
        .route("/health", get(health::ready))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/visitor/erase", visitor::erase_route())
        .route("/visitor/export", visitor::export_route())
        .merge(intake_router())
        .layer(middleware::map_response(gate::seal))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(desk.clone(), health::observe))
        .with_state(desk)
}

/// Intake alone, for the demo's shop, which posts to its own origin.
pub(crate) fn intake_router() -> Router<Desk> {
    Router::new().route("/events", intake::route())
}
