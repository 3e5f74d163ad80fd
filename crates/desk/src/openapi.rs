//! `GET /api/openapi.json`: what the desk answers, for programs.

use crate::{bundle, export, feed, health, intake, visitor};
use axum::Json;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

/// The document, made from the functions that answer.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Usher's desk",
        description = "Takes events in, keeps them, and gives them out again. \
                       Events are CloudEvents 1.0; docs/desk.md explains each address."
    ),
    paths(
        intake::take,
        intake::take_batch,
        visitor::erase,
        visitor::export,
        export::events,
        bundle::get,
        feed::open,
        document,
        health::alive,
        health::ready,
        health::health,
        health::metrics,
    ),
    components(schemas(intake::Receipt, crate::error::Refused)),
    modifiers(&Secrets)
)]
struct Document;

/// How a request shows who it is from.
struct Secrets;

impl Modify for Secrets {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let parts = document.components.get_or_insert_default();
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        parts.add_security_scheme("token", SecurityScheme::Http(bearer));
        let key = ApiKeyValue::new(intake::HEADER);
        parts.add_security_scheme("write_key", SecurityScheme::ApiKey(ApiKey::Header(key)));
    }
}

/// This document.
#[utoipa::path(
    get, path = "/api/openapi.json", tag = "operation",
    responses((status = 200, description = "OpenAPI 3.1", content_type = "application/json", body = String)),
    security(("token" = ["read"])),
)]
pub(crate) async fn document() -> Json<utoipa::openapi::OpenApi> {
    Json(Document::openapi())
}
