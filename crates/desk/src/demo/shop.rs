//! The demo's shop: static files, the widget, and intake on the same origin.

use crate::app::{Desk, intake_router};
use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware;
use axum::response::Response;
use std::path::Path;
use tower_http::services::{ServeDir, ServeFile};

/// Any shop may load the widget from here, as it may from a CDN.
const FOR_EVERY_ORIGIN: [(HeaderName, &str); 2] = [
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
];

/// The shop's addresses: its files at `/`, the widget at `/usher/`, and `/events`.
pub fn shop_router(desk: Desk, shop: &Path, pkg: &Path) -> Router {
    let missing = ServeFile::new(shop.join("404.html"));
    let files = ServeDir::new(shop).not_found_service(missing);
    let widget = Router::new()
        .fallback_service(ServeDir::new(pkg))
        .layer(middleware::map_response(for_every_origin));
    Router::new()
        .nest("/usher", widget)
        .merge(intake_router())
        .fallback_service(files)
        .layer(middleware::map_response(for_development))
        .with_state(desk)
}

async fn for_every_origin(mut response: Response) -> Response {
    for (name, value) in FOR_EVERY_ORIGIN {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    response
}

/// A browser asks again each time, so that a rebuilt file is seen at once.
async fn for_development(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let nosniff = HeaderValue::from_static("nosniff");
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, nosniff);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
