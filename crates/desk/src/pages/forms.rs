//! The few things a reader can change: what is done, and whether example data stays.

use crate::app::Desk;
use crate::error::AppError;
use crate::store::MarkKind;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Redirect;
use serde::Deserialize;

/// Longest key of a mark; a session has at most 64 letters.
const MAX_KEY: usize = 64;

/// A mark as a form sends it.
#[derive(Debug, Deserialize)]
pub(crate) struct Mark {
    kind: String,
    key: String,
    done: String,
}

/// `POST /marks`: a comment was answered, a lead was taken on, or not after all.
pub(crate) async fn mark(
    State(desk): State<Desk>,
    headers: HeaderMap,
    Form(mark): Form<Mark>,
) -> Result<Redirect, AppError> {
    refuse_foreign(&headers)?;
    let (kind, back) = match mark.kind.as_str() {
        "comment" => (MarkKind::Comment, "/voice"),
        "lead" => (MarkKind::Lead, "/leads"),
        _ => return Err(AppError::NotFound("there is nothing of this kind to mark")),
    };
    if mark.key.len() > MAX_KEY {
        return Err(AppError::NotFound("there is nothing of this name to mark"));
    }
    let now = jiff::Timestamp::now().as_millisecond();
    desk.store.mark(kind, mark.key, (mark.done == "yes").then_some(now)).await?;
    Ok(Redirect::to(back))
}

/// `POST /examples/forget`: takes generated example data out.
pub(crate) async fn forget_examples(
    State(desk): State<Desk>,
    headers: HeaderMap,
) -> Result<Redirect, AppError> {
    refuse_foreign(&headers)?;
    desk.store.forget_examples().await?;
    Ok(Redirect::to("/"))
}

/// Takes forms of the desk's own pages only (CSRF). A browser says where a form comes
/// from and a page cannot change what it says; without a word of it, nothing is done.
fn refuse_foreign(headers: &HeaderMap) -> Result<(), AppError> {
    let text = |value: &HeaderValue| value.to_str().map(str::to_owned).unwrap_or_default();
    if let Some(site) = headers.get("sec-fetch-site").map(text) {
        return if site == "same-origin" { Ok(()) } else { Err(AppError::ForeignForm) };
    }
    let origin = headers.get(header::ORIGIN).map(text).unwrap_or_default();
    let host = headers.get(header::HOST).map(text).unwrap_or_default();
    let is_own = origin.split_once("://").is_some_and(|(_, from)| !host.is_empty() && from == host);
    if is_own { Ok(()) } else { Err(AppError::ForeignForm) }
}
