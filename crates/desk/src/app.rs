//! The desk's addresses, put together.

use crate::bundle::{self, Bundle};
use crate::error::AppError;
use crate::gate::{self, HostList};
use crate::intake::Intake;
use crate::intended::Intended;
use crate::keeper::Keeper;
use crate::rules::Rules;
use crate::store::Store;
use crate::{export, feed, health, intake, openapi, pages, stream, visitor};
use axum::Router;
use axum::extract::FromRef;
use axum::middleware;
use axum::routing::{get, post};
use std::sync::Arc;
use tokio::sync::watch;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;

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
    /// The widget's configuration.
    pub bundle: Arc<Bundle>,
    /// Who may post how much, and the count of it.
    pub rules: Arc<Rules>,
    /// Turns true when the program is asked to stop; streams end then.
    pub stopping: watch::Receiver<bool>,
}

impl From<Desk> for Intake {
    fn from(desk: Desk) -> Self {
        Self { keeper: Keeper::Store(desk.store), rules: desk.rules, stopping: desk.stopping }
    }
}

impl FromRef<Desk> for Intake {
    fn from_ref(desk: &Desk) -> Self {
        desk.clone().into()
    }
}

/// Every address of the desk: intake and health for all, files and the sign-in under
/// its own names, the rest for those who may read.
pub fn desk_router(desk: Desk) -> Router {
    let read = Router::new()
        .merge(pages::routes())
        .route("/stream", get(stream::open))
        .route("/api/events", get(export::events))
        .route("/api/stream", get(feed::open))
        .route("/api/openapi.json", get(openapi::document))
        .route("/metrics", get(health::metrics))
        .fallback(|| async { AppError::NotFound("there is nothing at this address") })
        .method_not_allowed_fallback(|| async { AppError::Method("GET, HEAD") })
        .layer(middleware::from_fn_with_state(desk.clone(), gate::admit));
    let signing_in = Router::new()
        .route("/sign-in", get(pages::sign_in).post(pages::signed_in))
        .route("/sign-out", post(pages::signed_out))
        .route("/desk.css", get(pages::style_sheet))
        .route("/desk.js", get(pages::script))
        .route("/icon.svg", get(pages::icon));
    let named = signing_in
        .merge(read)
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn_with_state(desk.clone(), gate::admit_host));
    named
        .merge(open_router())
        .merge(intake_router())
        .layer(middleware::map_response(gate::seal))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(desk.clone(), health::observe))
        .with_state(desk)
}

/// What anyone may ask, under any name.
fn open_router() -> Router<Desk> {
    Router::new()
        .merge(health_router())
        .route("/v1/batch", intake::batch_route())
        .route("/bundle.json", get(bundle::get))
        .route("/visitor/erase", visitor::erase_route())
        .route("/visitor/export", visitor::export_route())
}

/// Whether the program is well.
fn health_router<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    Intake: FromRef<S>,
{
    Router::new()
        .route("/health", get(health::health))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
}

/// A node that takes events in and shows nothing. Its figures are for this machine
/// alone: it has no tokens.
pub fn node_router(intake: Intake) -> Router {
    let figures = Router::new()
        .route("/metrics", get(health::metrics))
        .layer(middleware::from_fn_with_state(intake.clone(), gate::admit_machine));
    Router::new()
        .merge(figures)
        .merge(health_router())
        .merge(intake_router())
        .route("/v1/batch", intake::batch_route())
        .fallback(|| async { AppError::NotFound("this node only takes events in") })
        .layer(middleware::map_response(gate::seal))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(intake.clone(), health::observe))
        .with_state(intake)
}

/// Intake alone, for the demo's shop, which posts to its own origin.
pub(crate) fn intake_router<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    Intake: FromRef<S>,
{
    Router::new().route("/events", intake::route())
}
