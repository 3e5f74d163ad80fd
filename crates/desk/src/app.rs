//! The desk's addresses, put together.

use crate::error::AppError;
use crate::gate::{self, HostList};
use crate::intended::Intended;
use crate::store::{Page, Store};
use crate::{export, intake, pages, stream};
use axum::Router;
use axum::extract::State;
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
    /// The journey as the owner means it.
    pub intended: Arc<Intended>,
    /// Turns true when the program is asked to stop; streams end then.
    pub stopping: watch::Receiver<bool>,
}

/// Every address of the desk: intake for all, pages for this machine.
pub fn desk_router(desk: Desk) -> Router {
    let gated = Router::new()
        .merge(pages::routes())
        .route("/stream", get(stream::open))
        .route("/api/events", get(export::events))
        .fallback(|| async { AppError::NotFound("there is nothing at this address") })
        .method_not_allowed_fallback(|| async { AppError::Method("GET, HEAD") })
        .layer(middleware::from_fn_with_state(desk.clone(), gate::admit));
    gated
        .route("/health", get(health))
        .merge(intake_router())
        .layer(middleware::map_response(gate::seal))
        .layer(CatchPanicLayer::new())
        .with_state(desk)
}

/// Intake alone, for the demo's shop, which posts to its own origin.
pub(crate) fn intake_router() -> Router<Desk> {
    Router::new().route("/events", intake::route())
}

/// Says that the program runs and its store answers.
async fn health(State(desk): State<Desk>) -> Result<&'static str, AppError> {
    let page = Page { after: 0, limit: 1, family: None };
    desk.store.newest_rows(page).await?;
    Ok("ok\n")
}
