//! Lets events go when their term is over.

use crate::store::{Store, Term};
use std::time::Duration;
use tokio::sync::watch;

/// How often the log is looked through. Terms are days; an hour is close enough.
const LOOK_EVERY: Duration = Duration::from_secs(60 * 60);

/// Runs until the program stops; at once for the first time.
pub(crate) async fn run(store: Store, terms: Vec<Term>, mut stopping: watch::Receiver<bool>) {
    if terms.is_empty() {
        return;
    }
    let mut hours = tokio::time::interval(LOOK_EVERY);
    loop {
        tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => return,
            _ = hours.tick() => {}
        }
        let now = jiff::Timestamp::now().as_millisecond();
        match store.retire(terms.clone(), now).await {
            Ok(0) => {}
            Ok(events) => tracing::info!(events, "events whose term is over were let go"),
            Err(error) => {
                tracing::error!(%error, "old events could not be let go; trying again in an hour")
            }
        }
    }
}
