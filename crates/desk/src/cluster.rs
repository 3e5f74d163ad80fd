//! A log that several programs share: a stream of NATS JetStream.
//!
//! Nodes that take events in put them on the log and keep nothing. Every desk reads the
//! log from its beginning, in its order, into a file of its own; the number of an event is
//! its place on the log, so all of them draw the same and a reader may change between
//! them. What is changed later (a visitor erased, a comment answered) goes through the log
//! as well, so that it happens at every desk at the same place.

mod connect;
mod message;
mod projector;

pub use connect::LogSettings;
pub(crate) use message::Change;
pub use projector::Projector;

use crate::error::AppError;
use crate::event::Event;
use crate::store::{Outcome, Outcomes};
use async_nats::jetstream;
use async_nats::jetstream::context::PublishAckFuture;
use message::Letter;
use std::time::Duration;
use tokio::time::Instant;

/// How long a request may try to get its events onto the log. A log that has lost a node
/// chooses a new leader within about four seconds (measured with NATS 2.9); a sender that
/// is told to come back tries again, and nothing is doubled.
const PATIENCE: Duration = Duration::from_secs(10);

/// Between two tries.
const PAUSE: Duration = Duration::from_millis(200);

/// The shared log. Cheap to clone; all clones are one connection.
#[derive(Clone, Debug)]
pub struct SharedLog {
    context: jetstream::Context,
    name: String,
}

impl SharedLog {
    /// Connects, and makes the stream when it is not there.
    ///
    /// Errors: nobody answers, or the stream cannot be made; the message says what to do.
    pub async fn open(settings: &LogSettings) -> Result<Self, AppError> {
        let context = connect::open(settings).await?;
        Ok(Self { context, name: settings.stream.clone() })
    }

    /// Puts events on the log, and returns when most of its nodes have them.
    ///
    /// Shape: one outcome per event, in order.
    /// Errors: not all of them are known to be there; the sender may try again.
    pub async fn keep(&self, events: &[Event]) -> Result<Outcomes, AppError> {
        let mut letters: Vec<Letter> =
            events.iter().map(|event| Letter::of_event(&self.name, event)).collect();
        self.put(&mut letters).await?;
        Ok(letters.iter().map(Letter::outcome).collect())
    }

    /// Puts a change on the log. Shape: its place there.
    pub(crate) async fn say(&self, change: &Change) -> Result<u64, AppError> {
        let mut letters = [Letter::of_change(&self.name, change)?];
        self.put(&mut letters).await?;
        Ok(letters.first().and_then(|letter| letter.place).unwrap_or_default())
    }

    /// Whether the log answers.
    ///
    /// Errors: it does not.
    pub async fn probe(&self) -> Result<(), AppError> {
        let asked = self.context.get_stream(&self.name);
        let answered = tokio::time::timeout(PATIENCE, asked).await;
        answered.map_err(|_| AppError::Busy)?.map(drop).map_err(|_| AppError::Busy)
    }

    /// Lets the events of a family go that lie before a place, where their term is over.
    pub(crate) async fn let_go(&self, family: &str, before: u64) -> Result<(), AppError> {
        // The server takes "before the first" for "all of them" (NATS 2.9).
        if before <= 1 {
            return Ok(());
        }
        let stream = self.context.get_stream_no_info(&self.name).await.map_err(busy)?;
        let purge = stream.purge().filter(message::subject(&self.name, family)).sequence(before);
        purge.await.map(drop).map_err(busy)
    }

    /// Tries until everything was acknowledged. Each has an id of its own, by which the log
    /// knows it again, so trying twice puts it there once.
    async fn put(&self, letters: &mut [Letter]) -> Result<(), AppError> {
        let until = Instant::now() + PATIENCE;
        for attempt in 0_u32.. {
            if self.put_once(letters, attempt > 0).await {
                return Ok(());
            }
            if Instant::now() > until {
                break;
            }
            tokio::time::sleep(PAUSE).await;
        }
        Err(AppError::Busy)
    }

    /// Sends all that have no acknowledgement, then waits for theirs.
    async fn put_once(&self, letters: &mut [Letter], is_again: bool) -> bool {
        let mut sent: Vec<Option<PublishAckFuture>> = Vec::with_capacity(letters.len());
        for letter in letters.iter().filter(|letter| letter.place.is_none()) {
            let (subject, headers, body) = letter.parts();
            let sending = self.context.publish_with_headers(subject, headers, body);
            sent.push(sending.await.ok());
        }
        let waiting = letters.iter_mut().filter(|letter| letter.place.is_none());
        let mut is_complete = true;
        for (letter, sent) in waiting.zip(sent) {
            let acknowledged = match sent {
                Some(sent) => sent.await.ok(),
                None => None,
            };
            match acknowledged {
                // What was sent before and is known now may be our own first try.
                Some(there) => letter.settle(there.sequence, there.duplicate && !is_again),
                None => is_complete = false,
            }
        }
        is_complete
    }
}

/// What the log does not do now, it may do later.
fn busy(error: impl std::fmt::Display) -> AppError {
    tracing::warn!(%error, "the shared log did not do what it was asked");
    AppError::Busy
}

impl Letter {
    fn outcome(&self) -> Outcome {
        match self.is_duplicate {
            true => Outcome::Duplicate,
            false => Outcome::Kept,
        }
    }
}
