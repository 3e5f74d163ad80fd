//! Passing events on to others: only those a visitor allowed to be shared, only to
//! addresses on the open internet, and leads to the owner's own system for customers.
//!
//! A forwarder reads the log from a place of its own, so it neither slows intake nor
//! misses anything while its receiver is away.

mod address;
mod choice;
mod post;
mod settings;

pub use address::may_connect;
pub use settings::{ForwardSettings, What};
pub(crate) use settings::{WrittenForward, WrittenWebhook};

use crate::error::AppError;
use crate::export;
use crate::metrics::Metrics;
use crate::rules::Rules;
use crate::store::{Page, Row, Store};
use post::{Fate, Receiver};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::sleep;
use ureq::unversioned::resolver::{DefaultResolver, Resolver};

/// Events read from the log at once, and most of one request.
const STEP: u32 = 100;

/// After a first failure; each further one doubles it.
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);

/// A receiver that comes back is noticed within this.
const LONGEST_PAUSE: Duration = Duration::from_secs(5 * 60);

/// One receiver, and how far it has got.
#[derive(Debug)]
pub struct Forwarder {
    name: String,
    what: What,
    store: Store,
    rules: Arc<Rules>,
    receiver: Arc<Receiver>,
}

impl Forwarder {
    /// Makes a forwarder that looks names up as the system does.
    ///
    /// Errors: the file with its secret cannot be read.
    pub fn new(
        settings: ForwardSettings,
        store: Store,
        rules: Arc<Rules>,
    ) -> Result<Self, AppError> {
        Self::with_names(settings, store, rules, DefaultResolver::default())
    }

    /// The same with another way to look names up.
    ///
    /// Errors: the file with its secret cannot be read.
    pub fn with_names(
        settings: ForwardSettings,
        store: Store,
        rules: Arc<Rules>,
        names: impl Resolver,
    ) -> Result<Self, AppError> {
        let receiver = Arc::new(Receiver::new(&settings, names)?);
        let ForwardSettings { name, what, .. } = settings;
        Ok(Self { name, what, store, rules, receiver })
    }

    /// Forwards until the program stops. What happened before a forwarder was first there
    /// stays here.
    pub async fn run(self, mut stopping: watch::Receiver<bool>) {
        let forward = async {
            let mut latest = self.store.latest();
            let mut pause = SHORTEST_PAUSE;
            loop {
                latest.mark_unchanged();
                match self.pass_on().await {
                    Ok(()) => pause = SHORTEST_PAUSE,
                    Err(why) => {
                        tracing::warn!(forwarder = self.name, %why, "events wait");
                        sleep(pause).await;
                        pause = LONGEST_PAUSE.min(pause * 2);
                        continue;
                    }
                }
                if latest.changed().await.is_err() {
                    return;
                }
            }
        };
        tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => {}
            () = forward => {}
        }
    }

    /// Passes on what is new. Errors: why it could not; it is tried again.
    async fn pass_on(&self) -> Result<(), String> {
        let words = |error: AppError| error.to_string();
        let place = self.store.place_of(self.cursor()).await.map_err(words)?;
        let Some(mut after) = place else {
            let newest = *self.store.latest().borrow();
            return self.store.set_place(self.cursor(), newest).await.map_err(words);
        };
        loop {
            let page = Page { after, limit: STEP, family: None };
            let rows = self.store.rows_after(page).await.map_err(words)?;
            let Some(last) = rows.last().map(|row| row.seq) else {
                return Ok(());
            };
            let allowed = choice::allowed(&self.store, &self.what, rows).await.map_err(words)?;
            for rows in allowed.chunks(self.what.per_request()) {
                self.post(rows).await?;
            }
            after = last;
            self.store.set_place(self.cursor(), after).await.map_err(words)?;
        }
    }

    async fn post(&self, rows: &[Row]) -> Result<(), String> {
        let lines: Vec<String> = rows.iter().filter_map(export::event).collect();
        let body = self.what.body(&lines);
        let receiver = Arc::clone(&self.receiver);
        let media_type = self.what.media_type();
        let posted = tokio::task::spawn_blocking(move || receiver.post(media_type, &body)).await;
        let fate = posted.map_err(|error| error.to_string())??;
        let metrics: &Metrics = &self.rules.metrics;
        metrics.count_forwarded(&self.name, fate == Fate::Taken, lines.len());
        if let Fate::Refused(status) = fate {
            let events = lines.len();
            tracing::error!(forwarder = self.name, status, events, "events were refused for good");
        }
        Ok(())
    }

    fn cursor(&self) -> String {
        format!("forward {}", self.name)
    }
}
