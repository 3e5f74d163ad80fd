//! Events waiting to be sent, and the batches under way.

use crate::effect::Fault;
use crate::event::{Event, Fact};
use crate::id::IdSource;
use crate::json::push_separator;
use crate::permit::{Analytics, Permit};
use crate::time::{Millis, Timestamp};

/// Names one batch; its answer comes back with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct BatchId(pub u32);

/// A request to be made: the body, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Which batch.
    pub id: BatchId,
    /// A JSON array of CloudEvents.
    pub body: String,
    /// Whether the page is being left: nothing may wait any more.
    pub is_leaving: bool,
}

/// What became of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendOutcome {
    /// The receiver has it.
    Delivered,
    /// Not now; the receiver may have said when.
    Retry {
        /// How long the receiver asked to wait.
        after: Option<Millis>,
    },
    /// Too much at once: the batch is halved.
    TooLarge,
    /// Refused for good.
    Refused,
}

/// Most events kept while waiting; beyond it the oldest are dropped and counted.
///
/// 200 × ~450 bytes is under 100 KB of memory, and two keepalive bodies
/// (64 KiB together, Fetch standard) carry what was made since the last flush.
const MAX_WAITING: usize = 200;

/// Most events kept with those under way: a tab that is hidden again and again sends
/// what it has each time, and an endpoint may never answer.
const MAX_UNSENT: usize = 2 * MAX_WAITING;

/// Largest body in bytes. Fetch keepalive takes 64 KiB over all requests
/// (reference/privacy.md M7); what the page itself sends needs room too.
const MAX_BODY_BYTES: usize = 50_000;

/// Largest payload of one event in bytes.
const MAX_DATA_BYTES: usize = 8_000;

/// Room for the age that each envelope is given when it is sent.
const AGE_BYTES: usize = 40;

/// How long events gather before they are sent.
const GATHERING: Millis = Millis::seconds(1);

const FIRST_BACKOFF: Millis = Millis::seconds(1);
const MAX_BACKOFF: Millis = Millis::minutes(5);
const MAX_ASKED_WAIT: Millis = Millis::hours(1);

/// Events that wait, and at most one batch under way while the page lives.
///
/// Shape: one list, oldest first; each event knows the batch it is under way in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outbox {
    /// Everything the receiver has not accepted yet.
    pub(crate) unsent: Vec<Event>,
    due_at: Option<Timestamp>,
    failures: u32,
    halvings: u32,
    last_batch: u32,
}

impl Outbox {
    pub(crate) fn push(
        &mut self,
        _: Permit<Analytics>,
        fact: &Fact<'_>,
        now: Timestamp,
    ) -> Option<Fault> {
        if fact.data.len() > MAX_DATA_BYTES {
            return Some(Fault::EventTooLarge);
        }
        self.unsent.push(Event::of(fact, now));
        self.gather(now)
    }

    /// Puts events back that were kept from an earlier page; the receiver
    /// knows by their ids which it already has.
    pub(crate) fn restore(&mut self, mut events: Vec<Event>, now: Timestamp) {
        events.retain(Event::is_whole);
        events.append(&mut self.unsent);
        self.unsent = events;
        self.gather(now);
    }

    /// Lets what waits gather a moment, and drops the oldest of too many.
    fn gather(&mut self, now: Timestamp) -> Option<Fault> {
        let waiting = self.unsent.iter().filter(|event| event.batch.is_none()).count();
        if waiting > 0 {
            self.due_at = self.due_at.or(Some(now.plus(GATHERING)));
        }
        let excess = waiting.saturating_sub(MAX_WAITING);
        self.drop_of(None, excess);
        let forgotten = self.unsent.len().saturating_sub(MAX_UNSENT);
        self.unsent.drain(..forgotten);
        if excess + forgotten == 0 { None } else { Some(Fault::OutboxFull) }
    }

    /// Forgets every event, what is under way included.
    pub(crate) fn clear(&mut self) {
        let last_batch = self.last_batch;
        *self = Self { last_batch, ..Self::default() };
    }

    /// Forgets the events that name the visitor, what is under way included.
    pub(crate) fn drop_named(&mut self) {
        self.unsent.retain(|event| !event.is_named());
    }

    /// When the next batch is due; none while one is under way.
    pub(crate) fn due_at(&self) -> Option<Timestamp> {
        let is_under_way = self.unsent.iter().any(|event| event.batch.is_some());
        self.due_at.filter(|_| !is_under_way)
    }

    /// A batch of what waits, when it is due; when the page is being left, until
    /// there is none. What is under way stays so: an unanswered batch must not
    /// hold back the rest.
    pub(crate) fn take(
        &mut self,
        _: Permit<Analytics>,
        now: Timestamp,
        is_leaving: bool,
    ) -> Option<Batch> {
        if !is_leaving && self.due_at().is_none_or(|due| now < due) {
            return None;
        }
        let most = (MAX_WAITING >> self.halvings.min(7)).max(1);
        let id = BatchId(self.last_batch.wrapping_add(1));
        let mut body = String::from("[");
        let mut count = 0;
        self.due_at = None;
        for event in self.unsent.iter_mut().filter(|event| event.batch.is_none()) {
            let is_full = body.len() + event.text.len() + AGE_BYTES > MAX_BODY_BYTES;
            if count >= most || (count > 0 && is_full) {
                // The rest follows at once.
                self.due_at = Some(now);
                break;
            }
            push_separator(&mut body);
            event.push_to(&mut body, now);
            event.batch = Some(id);
            count += 1;
        }
        if count == 0 {
            return None;
        }
        self.last_batch = id.0;
        body.push(']');
        Some(Batch { id, body, is_leaving })
    }

    /// Takes the answer to a batch.
    pub(crate) fn settle(
        &mut self,
        batch: BatchId,
        outcome: SendOutcome,
        (now, ids): (Timestamp, &mut IdSource),
    ) -> Option<Fault> {
        let batch = Some(batch);
        let count = self.unsent.iter().filter(|event| event.batch == batch).count();
        let mut fault = None;
        match outcome {
            _ if count == 0 => return Some(Fault::UnknownBatch),
            SendOutcome::Delivered => {
                self.failures = 0;
                self.halvings = 0;
            }
            SendOutcome::Refused => fault = Some(Fault::Refused),
            SendOutcome::Retry { after } => {
                self.put_back(batch);
                self.failures = self.failures.saturating_add(1);
                self.due_at = Some(now.plus(self.backoff(after, ids)));
            }
            SendOutcome::TooLarge => {
                if count > 1 {
                    self.put_back(batch);
                    self.halvings = self.halvings.saturating_add(1);
                    self.due_at = Some(now);
                } else {
                    fault = Some(Fault::EventTooLarge);
                }
            }
        }
        // What was not put back is done with.
        self.drop_of(batch, count);
        fault
    }

    /// Drops the oldest so many of the events of a batch, or of those that wait.
    fn drop_of(&mut self, batch: Option<BatchId>, mut count: usize) {
        self.unsent.retain(|event| {
            let is_dropped = event.batch == batch && count > 0;
            count -= usize::from(is_dropped);
            !is_dropped
        });
    }

    fn put_back(&mut self, batch: Option<BatchId>) {
        for event in self.unsent.iter_mut().filter(|event| event.batch == batch) {
            event.batch = None;
        }
    }

    /// Exponential with full jitter; never shorter than the receiver asked for.
    fn backoff(&self, asked: Option<Millis>, ids: &mut IdSource) -> Millis {
        let doubled = FIRST_BACKOFF.0 << self.failures.saturating_sub(1).min(9);
        let ceiling = doubled.min(MAX_BACKOFF.0);
        let jitter = ids.below(u64::try_from(ceiling).unwrap_or(0));
        let own = i64::try_from(jitter).unwrap_or(0).max(250);
        Millis(asked.map_or(own, |asked| asked.min(MAX_ASKED_WAIT).0.max(own)))
    }
}
