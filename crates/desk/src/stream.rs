//! `GET /stream`: events as they happen, as server-sent events.
//!
//! A stream keeps a place in the log, not a queue: it reads on from there whenever
//! something new was committed. A reader that falls behind is told what it missed
//! and goes on at the end, so nobody's slowness costs memory.

use crate::app::Desk;
use crate::error::AppError;
use crate::pages::{Figures, LiveFilter, LiveRow};
use crate::store::Narrow;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use serde::Deserialize;
use serde_json::json;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;
use tokio_stream::Stream;
use tokio_stream::wrappers::ReceiverStream;

/// Most rows sent at once; more than anyone reads in [`PACE`].
const MAX_ROWS: usize = 100;

/// Shortest time between two readings of the log by one stream.
const PACE: Duration = Duration::from_millis(200);

/// Shortest time between two sets of figures.
const FIGURES_EVERY: Duration = Duration::from_secs(2);

/// A reader that takes nothing for this long is dropped; its browser comes back by
/// itself with the number of the last event it saw.
const READER_PATIENCE: Duration = Duration::from_secs(20);

/// Between two comments that keep proxies from closing a quiet stream.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// What a reader asks for.
#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    #[serde(flatten)]
    filter: LiveFilter,
    after: Option<String>,
}

type Sender = mpsc::Sender<Result<Event, Infallible>>;

/// Opens a stream after `Last-Event-ID`, else after `?after=`, else from now on.
pub(crate) async fn open(
    State(desk): State<Desk>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, AppError> {
    let narrow = wanted.filter.narrow()?;
    let after = wanted.after.and_then(|seq| seq.parse().ok());
    let resumed = headers.get("last-event-id").and_then(|seq| seq.to_str().ok()?.parse().ok());
    let latest = desk.store.latest();
    let after = resumed.or(after).unwrap_or(*latest.borrow());
    let (sender, receiver) = mpsc::channel(1);
    let reader = Reader { sender, narrow, after, figures_at: None, figures: Figures::default() };
    tokio::spawn(reader.run(desk, latest));
    let keep_alive = KeepAlive::new().interval(KEEP_ALIVE);
    Ok(Sse::new(ReceiverStream::new(receiver)).keep_alive(keep_alive))
}

/// One open stream.
struct Reader {
    sender: Sender,
    narrow: Narrow,
    after: i64,
    figures_at: Option<Instant>,
    figures: Figures,
}

/// The reader went away or was dropped for taking nothing.
struct Gone;

impl Reader {
    async fn run(mut self, desk: Desk, mut latest: watch::Receiver<i64>) {
        let mut stopping = desk.stopping.clone();
        let hello = Event::default().comment("usher").retry(FIGURES_EVERY);
        if self.send(hello).await.is_err() {
            return;
        }
        loop {
            let newest = *latest.borrow_and_update();
            if self.tell(&desk, newest).await.is_err() {
                return;
            }
            let is_stopping = tokio::select! {
                () = self.sender.closed() => true,
                _ = stopping.wait_for(|stop| *stop) => true,
                changed = self.next_change(&mut latest) => changed.is_err(),
            };
            if is_stopping {
                return;
            }
        }
    }

    /// Waits for a new event, at a readable pace; or for figures that are due.
    async fn next_change(
        &self,
        latest: &mut watch::Receiver<i64>,
    ) -> Result<(), watch::error::RecvError> {
        tokio::time::sleep(PACE).await;
        let due = self.figures_at.filter(|_| self.figures.is_stale());
        match due {
            None => latest.changed().await,
            Some(at) => {
                let wait = tokio::time::timeout_at(at + FIGURES_EVERY, latest.changed()).await;
                wait.unwrap_or(Ok(()))
            }
        }
    }

    /// Sends what is new since the last time.
    async fn tell(&mut self, desk: &Desk, newest: i64) -> Result<(), Gone> {
        if newest > self.after {
            self.figures.mark_stale();
            self.tell_rows(desk, newest).await?;
        }
        let is_due = self.figures_at.is_none_or(|sent| sent.elapsed() >= FIGURES_EVERY);
        if is_due && self.figures.is_stale() {
            self.tell_figures(desk).await?;
        }
        Ok(())
    }

    async fn tell_rows(&mut self, desk: &Desk, newest: i64) -> Result<(), Gone> {
        let wanted = desk.store.newest_wanted(self.after, MAX_ROWS as u32 + 1, self.narrow.clone());
        let mut rows = wanted.await.map_err(log)?;
        if rows.len() > MAX_ROWS {
            rows.truncate(MAX_ROWS);
            let first = rows.last().map_or(newest, |row| row.seq);
            self.send(notice(first - self.after - 1)).await?;
        }
        for row in rows.iter().rev() {
            let live = LiveRow::of(row);
            let event = Event::default().id(row.seq.to_string());
            // A row holds text only, so it always becomes JSON.
            let Ok(event) = event.json_data(&live) else {
                continue;
            };
            self.send(event).await?;
        }
        self.after = newest.max(self.after);
        Ok(())
    }

    async fn tell_figures(&mut self, desk: &Desk) -> Result<(), Gone> {
        let fresh = Figures::read(&desk.store).await.map_err(log)?;
        let event = Event::default().event("figures").json_data(fresh.patch());
        self.figures = fresh;
        self.figures_at = Some(Instant::now());
        match event {
            Ok(event) => self.send(event).await,
            Err(_) => Ok(()),
        }
    }

    async fn send(&self, event: Event) -> Result<(), Gone> {
        let sent = self.sender.send_timeout(Ok(event), READER_PATIENCE).await;
        sent.map_err(|_| Gone)
    }
}

/// Tells a reader that the log is longer than what it is shown.
fn notice(passed_over: i64) -> Event {
    let words = json!({ "passed_over": passed_over }).to_string();
    Event::default().event("notice").data(words)
}

/// Nobody is left to answer: the stream ends and the browser asks again.
fn log(error: AppError) -> Gone {
    tracing::warn!(%error, "a stream ended");
    Gone
}
