//! `GET /api/stream`: every event as it is kept, as server-sent events.
//!
//! For programs, which want all of them: nothing is passed over, and a reader that is
//! slow is slow alone. The desk's own page has `/stream`, which shows what a person
//! can read.

use crate::app::Desk;
use crate::catalogue;
use crate::error::AppError;
use crate::export;
use crate::store::{Page, Row};
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use serde::Deserialize;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio_stream::Stream;
use tokio_stream::wrappers::ReceiverStream;

/// Events read from the log at once.
const STEP: u32 = 500;

/// A reader that takes nothing for this long is dropped; it comes back with the number
/// of the last event it saw.
const READER_PATIENCE: Duration = Duration::from_secs(20);

/// Between two comments that keep proxies from closing a quiet stream.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// What a reader asks for.
#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    family: Option<String>,
    after: Option<i64>,
}

type Sender = mpsc::Sender<Result<Event, Infallible>>;

/// Opens a stream after `Last-Event-ID`, else after `?after=`, else from now on.
#[utoipa::path(
    get, path = "/api/stream", tag = "events",
    params(
        ("after" = Option<i64>, Query, description = "Begin after this number; without it, now"),
        ("family" = Option<String>, Query, description = "Only this family of events"),
        ("Last-Event-ID" = Option<i64>, Header, description = "Go on after this number"),
    ),
    responses(
        (status = 200, description = "Each event as `data`, its number as `id`",
            content_type = "text/event-stream", body = String),
        (status = 404, description = "There is no such family"),
    ),
    security(("token" = ["read"])),
)]
pub(crate) async fn open(
    State(desk): State<Desk>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, AppError> {
    let family = match wanted.family.as_deref() {
        None | Some("") => None,
        Some(name) => Some(
            catalogue::family_named(name)
                .ok_or(AppError::NotFound("there is no such family of events"))?,
        ),
    };
    let resumed = headers.get("last-event-id").and_then(|seq| seq.to_str().ok()?.parse().ok());
    let latest = desk.store.latest();
    let after = resumed.or(wanted.after).unwrap_or(*latest.borrow());
    let (sender, receiver) = mpsc::channel(64);
    let page = Page { after, limit: STEP, family };
    tokio::spawn(tell(desk, sender, page, latest));
    Ok(Sse::new(ReceiverStream::new(receiver)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}

async fn tell(desk: Desk, sender: Sender, mut page: Page, mut latest: watch::Receiver<i64>) {
    let mut stopping = desk.stopping.clone();
    loop {
        let newest = *latest.borrow_and_update();
        while page.after < newest {
            let Ok(rows) = desk.store.rows_after(page).await else {
                return;
            };
            if send(&sender, &rows).await.is_none() {
                return;
            }
            // A page of one family may be short though the log goes on.
            let is_full = rows.len() == STEP as usize;
            page.after = rows.last().filter(|_| is_full).map_or(newest, |row| row.seq);
        }
        let is_over = tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => true,
            () = sender.closed() => true,
            changed = latest.changed() => changed.is_err(),
        };
        if is_over {
            return;
        }
    }
}

/// `None` when the reader is gone or takes nothing.
async fn send(sender: &Sender, rows: &[Row]) -> Option<()> {
    for row in rows {
        let Some(line) = export::line(row) else {
            continue;
        };
        let event = Event::default().id(row.seq.to_string()).data(line.trim_end());
        sender.send_timeout(Ok(event), READER_PATIENCE).await.ok()?;
    }
    Some(())
}
