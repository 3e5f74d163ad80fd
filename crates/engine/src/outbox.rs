//! Events waiting to be sent, and the batches under way.

use crate::effect::Fault;
use crate::event::Event;
use crate::id::IdSource;
use crate::time::{Millis, Timestamp};
use crate::wire::Codec;

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
    /// `family.name` of each event, in order; for scripts and the inspector.
    pub names: Vec<String>,
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

/// Largest body in bytes. Fetch keepalive takes 64 KiB over all requests
/// (reference/privacy.md M7); what the page itself sends needs room too.
const MAX_BODY_BYTES: usize = 50_000;

/// Largest payload of one event in bytes.
const MAX_DATA_BYTES: usize = 8_000;

/// How long events gather before they are sent.
const GATHERING: Millis = Millis::seconds(1);

const FIRST_BACKOFF: Millis = Millis::seconds(1);
const MAX_BACKOFF: Millis = Millis::minutes(5);
const MAX_ASKED_WAIT: Millis = Millis::hours(1);

/// Events that wait, and at most one batch under way while the page lives.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outbox {
    waiting: Vec<Event>,
    under_way: Vec<(BatchId, Vec<Event>)>,
    due_at: Option<Timestamp>,
    failures: u32,
    halvings: u32,
    last_batch: u32,
}

impl Outbox {
    pub(crate) fn push(&mut self, event: Event, now: Timestamp) -> Option<Fault> {
        if event.data.len() > MAX_DATA_BYTES {
            return Some(Fault::EventTooLarge);
        }
        self.waiting.push(event);
        self.due_at = self.due_at.or(Some(now.plus(GATHERING)));
        self.drop_oldest()
    }

    fn drop_oldest(&mut self) -> Option<Fault> {
        let excess = self.waiting.len().saturating_sub(MAX_WAITING);
        if excess == 0 {
            return None;
        }
        self.waiting = self.waiting.split_off(excess);
        Some(Fault::OutboxFull)
    }

    /// Puts events back that were kept from an earlier page; the receiver
    /// knows by their ids which it already has.
    pub(crate) fn restore(&mut self, events: Vec<Event>, now: Timestamp) {
        self.put_back(events);
        self.drop_oldest();
        if !self.waiting.is_empty() {
            self.due_at = self.due_at.or(Some(now.plus(GATHERING)));
        }
    }

    /// Writes everything the receiver has not accepted yet, oldest first.
    pub(crate) fn write_unsent(&mut self, codec: &mut Codec<'_>) {
        codec.mark('[');
        for (_, events) in &mut self.under_way {
            for event in events {
                codec.element(event);
            }
        }
        for event in &mut self.waiting {
            codec.element(event);
        }
        codec.mark(']');
    }

    /// Forgets every event, what is under way included.
    pub(crate) fn clear(&mut self) {
        let last_batch = self.last_batch;
        *self = Self { last_batch, ..Self::default() };
    }

    /// When the next batch is due; none while one is under way.
    pub(crate) fn due_at(&self) -> Option<Timestamp> {
        if self.under_way.is_empty() { self.due_at } else { None }
    }

    /// The next batch, when it is due.
    pub(crate) fn take_due(&mut self, source: &str, now: Timestamp) -> Option<Batch> {
        let is_due = self.due_at().is_some_and(|due| due <= now);
        if is_due { self.take(source, now, false) } else { None }
    }

    /// A batch of what waits, because the page is being left; called until there
    /// is none. What is under way stays so: an unanswered batch must not hold
    /// back the rest.
    pub(crate) fn take_leaving(&mut self, source: &str, now: Timestamp) -> Option<Batch> {
        self.take(source, now, true)
    }

    fn take(&mut self, source: &str, now: Timestamp, is_leaving: bool) -> Option<Batch> {
        let (body, count) = self.body(source, now)?;
        let rest = self.waiting.split_off(count);
        let events = core::mem::replace(&mut self.waiting, rest);
        self.last_batch = self.last_batch.wrapping_add(1);
        let id = BatchId(self.last_batch);
        let mut names = Vec::new();
        for event in &events {
            names.push(event.name.clone());
        }
        self.under_way.push((id, events));
        self.due_at = if self.waiting.is_empty() { None } else { Some(now) };
        Some(Batch { id, body, names, is_leaving })
    }

    /// As many of the waiting events as fit one body.
    fn body(&self, source: &str, now: Timestamp) -> Option<(String, usize)> {
        let most = (MAX_WAITING >> self.halvings.min(7)).max(1);
        let mut body = String::from("[");
        let mut count = 0;
        for event in self.waiting.iter().take(most) {
            let envelope = event.envelope(source, now);
            if count > 0 && body.len() + envelope.len() > MAX_BODY_BYTES {
                break;
            }
            if count > 0 {
                body.push(',');
            }
            body.push_str(&envelope);
            count += 1;
        }
        body.push(']');
        if count == 0 { None } else { Some((body, count)) }
    }

    /// Takes the answer to a batch.
    pub(crate) fn settle(
        &mut self,
        batch: BatchId,
        outcome: SendOutcome,
        (now, ids): (Timestamp, &mut IdSource),
    ) -> Option<Fault> {
        let Some(place) = self.under_way.iter().position(|(id, _)| *id == batch) else {
            return Some(Fault::UnknownBatch);
        };
        let (_, events) = self.under_way.remove(place);
        match outcome {
            SendOutcome::Delivered => {
                self.failures = 0;
                self.halvings = 0;
                None
            }
            SendOutcome::Retry { after } => {
                self.put_back(events);
                self.failures = self.failures.saturating_add(1);
                self.due_at = Some(now.plus(self.backoff(after, ids)));
                None
            }
            SendOutcome::TooLarge if events.len() > 1 => {
                self.put_back(events);
                self.halvings = self.halvings.saturating_add(1);
                self.due_at = Some(now);
                None
            }
            SendOutcome::TooLarge => Some(Fault::EventTooLarge),
            SendOutcome::Refused => Some(Fault::Refused),
        }
    }

    fn put_back(&mut self, mut events: Vec<Event>) {
        events.append(&mut self.waiting);
        self.waiting = events;
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
