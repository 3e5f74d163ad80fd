//! Reads the shared log into a desk's own file.

use super::message::{self, Change, Said};
use super::{SharedLog, busy};
use crate::error::AppError;
use crate::store::{Entry, Store};
use async_nats::jetstream::consumer::pull;
use async_nats::jetstream::consumer::{AckPolicy, DeliverPolicy, ReplayPolicy};
use async_nats::jetstream::stream::{DeleteMessageErrorKind, Stream};
use futures_util::StreamExt;
use std::time::Duration;
use tokio::sync::watch;

/// Most messages kept in one commit; see the writer.
const AT_ONCE: usize = 1_000;

/// Most messages on their way to one desk. Two commits, so that one fills while the other
/// is written.
const ON_THE_WAY: usize = 2 * AT_ONCE;

/// The log says that it is there this often while nothing happens.
const HEARTBEAT: Duration = Duration::from_secs(1);

/// A reader that is gone is forgotten by the log after this.
const FORGOTTEN: Duration = Duration::from_secs(30);

/// Before the log is asked again.
const PAUSE: Duration = Duration::from_millis(300);

/// Follows the log for one desk.
#[derive(Debug)]
pub struct Projector {
    log: SharedLog,
    tables: Store,
}

impl Projector {
    pub(crate) fn new(log: SharedLog, tables: Store) -> Self {
        Self { log, tables }
    }

    /// Follows the log until the program stops; through failures of its servers too.
    ///
    /// When to call: once, beside the desk.
    pub async fn run(self, mut stopping: watch::Receiver<bool>) {
        loop {
            let followed = tokio::select! {
                _ = stopping.wait_for(|stop| *stop) => return,
                followed = self.follow() => followed,
            };
            if let Err(error) = followed {
                tracing::warn!(%error, "the shared log was lost from sight; looking again");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Reads on from where the file is, until the log is lost from sight.
    async fn follow(&self) -> Result<(), AppError> {
        let stream = self.log.context.get_stream(&self.log.name).await.map_err(busy)?;
        let mut place = self.tables.place().await?;
        if stream.cached_info().state.last_sequence < place {
            let why = "it ends before what this file has from it; is it another log?";
            return Err(AppError::Unreadable("the shared log".to_owned(), why.to_owned()));
        }
        let consumer = stream.create_consumer(reader(place)).await.map_err(busy)?;
        let messages = consumer
            .stream()
            .max_messages_per_batch(ON_THE_WAY)
            .heartbeat(HEARTBEAT)
            .messages()
            .await
            .map_err(busy)?;
        let mut messages = messages.ready_chunks(AT_ONCE);
        let mut seen = 0;
        while let Some(chunk) = messages.next().await {
            let mut entries = Vec::with_capacity(chunk.len());
            for message in chunk {
                let message = message.map_err(busy)?;
                let about = message.info().map_err(busy)?;
                seen += 1;
                if about.consumer_sequence != seen {
                    // Nothing of the gap is kept yet: it is asked for again.
                    self.keep(&stream, entries, place).await?;
                    return Err(busy("something was lost on the way"));
                }
                let (seq, received) = (about.stream_sequence, millis(&about));
                match message::read(&message) {
                    Some(Said::Event(event)) => entries.push(Entry::at(*event, seq, received)),
                    Some(Said::Change(change)) => {
                        self.keep(&stream, std::mem::take(&mut entries), place).await?;
                        self.change(&stream, change).await?;
                    }
                    None => tracing::warn!(seq, "a message on the log is none of ours"),
                }
                place = seq;
            }
            self.keep(&stream, entries, place).await?;
        }
        Ok(())
    }

    /// Keeps events. One that came before under another number leaves the log, or it would
    /// outlive an erasure there.
    async fn keep(&self, stream: &Stream, entries: Vec<Entry>, place: u64) -> Result<(), AppError> {
        for repeated in self.tables.take(entries, place).await? {
            delete(stream, repeated).await?;
        }
        Ok(())
    }

    async fn change(&self, stream: &Stream, change: Change) -> Result<(), AppError> {
        match change {
            Change::Erase(hash) => {
                // From the log as well. Each desk does it: the first one may have died.
                let places = self.tables.places_of_visitor(hash.clone()).await?;
                for place in places {
                    delete(stream, place).await?;
                }
                self.tables.erase(hash).await.map(drop)
            }
            Change::Mark { kind, key, time_millis } => {
                self.tables.mark(kind, key, time_millis).await
            }
            Change::Publish(thanks) => self.tables.publish(thanks).await,
            Change::TakeBack(comment) => self.tables.take_back(comment).await,
            Change::ForgetExamples => self.tables.forget_examples().await,
        }
    }
}

/// Overwrites a message of the log. Another desk may have done it: one that is not there
/// is as it should be.
async fn delete(stream: &Stream, place: u64) -> Result<(), AppError> {
    match stream.delete_message(place).await {
        Ok(_) => Ok(()),
        Err(error) if matches!(error.kind(), DeleteMessageErrorKind::JetStream(_)) => Ok(()),
        Err(error) => Err(busy(error)),
    }
}

/// A reader of its own each time, without a memory: what was read is known by the file.
fn reader(place: u64) -> pull::Config {
    pull::Config {
        deliver_policy: DeliverPolicy::ByStartSequence { start_sequence: place + 1 },
        ack_policy: AckPolicy::None,
        replay_policy: ReplayPolicy::Instant,
        inactive_threshold: FORGOTTEN,
        num_replicas: 1,
        memory_storage: true,
        ..pull::Config::default()
    }
}

/// When the log took it, which is the same for all desks.
fn millis(about: &async_nats::jetstream::message::Info<'_>) -> i64 {
    i64::try_from(about.published.unix_timestamp_nanos() / 1_000_000).unwrap_or_default()
}
