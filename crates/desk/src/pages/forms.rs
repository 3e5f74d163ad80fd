//! The few things a reader can change: what is done, and whether example data stays.

use super::numbers::span_of;
use crate::app::Desk;
use crate::error::AppError;
use crate::store::{MarkKind, Thanks};
use axum::extract::{Form, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;
use usher_engine::redact;

/// Longest key of a mark; a session has at most 64 letters.
const MAX_KEY: usize = 64;

/// Most characters of what was said: it stands on a card, where two lines are the most.
pub(super) const MOST_SAID: usize = 160;

/// Most characters of what was done: a paragraph of the card that opened.
pub(super) const MOST_DONE: usize = 400;

/// A mark as a form sends it.
#[derive(Debug, Deserialize)]
pub(crate) struct Mark {
    kind: String,
    key: String,
    done: String,
}

/// What a mark is called on its page.
pub(super) struct MarkWords {
    /// What the form is about, for who cannot see where it stands: "lead 5182d866".
    pub(super) about: String,
    /// On the button: "Take it on".
    pub(super) todo: &'static str,
    /// Once it is done, before how long it took: "taken on".
    pub(super) done: &'static str,
}

/// The form that marks one as done, or as not done after all.
///
/// `done_after`: how long after it came it was done, in milliseconds.
pub(super) fn mark_form(
    (kind, key): (&str, &str),
    done_after: Option<i64>,
    words: &MarkWords,
) -> Markup {
    html! {
        form method="post" action="/marks" {
            input type="hidden" name="kind" value=(kind);
            input type="hidden" name="key" value=(key);
            @match done_after {
                None => {
                    button.quiet type="submit" name="done" value="yes" {
                        (words.todo) span.unseen { ", " (words.about) }
                    }
                }
                Some(millis) => {
                    span.done { (words.done) " " (span_of(millis)) " later" }
                    button.plain type="submit" name="done" value="no" {
                        "Undo" span.unseen { " for " (words.about) }
                    }
                }
            }
        }
    }
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

/// What is published about a comment, as a form sends it; without words it is taken back.
#[derive(Debug, Deserialize)]
pub(crate) struct Published {
    comment: i64,
    #[serde(default)]
    said: String,
    #[serde(default)]
    did: String,
}

/// `POST /thanks`: what became of a comment is published, or taken back.
pub(crate) async fn thank(
    State(desk): State<Desk>,
    headers: HeaderMap,
    Form(form): Form<Published>,
) -> Result<Redirect, AppError> {
    refuse_foreign(&headers)?;
    let (said, did) = (form.said.trim(), form.did.trim());
    if said.is_empty() && did.is_empty() {
        desk.store.take_back(form.comment).await?;
        return Ok(Redirect::to("/voice#published"));
    }
    let is_fit = |text: &str, most: usize| !text.is_empty() && text.chars().count() <= most;
    if !is_fit(said, MOST_SAID) || !is_fit(did, MOST_DONE) {
        return Err(AppError::Words);
    }
    let thanks = Thanks {
        comment: form.comment,
        time_millis: jiff::Timestamp::now().as_millisecond(),
        // It may be a visitor's own words, and every visitor will read it.
        said: redact::text(&plain(said)),
        did: plain(did),
    };
    desk.store.publish(thanks).await?;
    Ok(Redirect::to("/voice#published"))
}

/// One line: a form sends line breaks, and what steers a screen has no place on a card.
fn plain(text: &str) -> String {
    let words = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
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
