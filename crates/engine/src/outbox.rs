//! What waits to be sent: in which order it goes, what is under way, and what has to go
//! when there is no more room.
//!
//! The events themselves lie on the device, one record each, for all tabs of the site
//! together (docs/decisions/0060-outbox.md). One tab at a time has the turn to send; what
//! lies there when its turn comes is what waits.

use crate::batch::{Batch, BatchId, SendOutcome};
use crate::effect::{Effect, Fault, emit};
use crate::event::{Fact, Record};
use crate::id::IdSource;
use crate::json::{Object, push_separator};
use crate::permit::{Analytics, Permit};
use crate::time::{Millis, Timestamp};

/// Most events kept until they are accepted. A visit makes some hundred; half a megabyte
/// is a tenth of what a browser gives a site, and the shop needs the rest.
const MAX_KEPT: usize = 500;

/// Most bytes of them.
const MAX_KEPT_BYTES: usize = 400_000;

/// Most events of one request, before it was too large: more than bytes allow anyway.
const MAX_BATCH: usize = 256;

/// Largest body in bytes, and all bodies under way together when the page is left. Fetch
/// keepalive takes 64 KiB over all requests (reference/privacy.md M7); what the page
/// itself sends needs room too.
const MAX_BODY_BYTES: usize = 50_000;

/// Largest payload of one event in bytes.
const MAX_DATA_BYTES: usize = 8_000;

/// Room for the age that each envelope is given when it is sent.
const AGE_BYTES: usize = 40;

/// How long events gather before they are sent.
const GATHERING: Millis = Millis::seconds(1);

/// Doubled three times: a short outage is over soon, and nobody has to wait long then.
const FIRST_BACKOFF: Millis = Millis::seconds(1);
/// Failures in a row after which the endpoint is taken as gone, about half a minute: it is
/// only looked at from time to time then.
const MAX_FAILURES: u32 = 10;
const MAX_BACKOFF: Millis = Millis::minutes(5);
const MAX_ASKED_WAIT: Millis = Millis::hours(1);

/// What a pause is kept under among the events, for the next page and the other tabs: its
/// text is the moment it ends. A page that is left tries once more in spite of it.
const PAUSE: &str = "0";
/// The same where the endpoint asked for it: then nothing goes before.
const ASKED_PAUSE: &str = "00";

/// What waits, as far as this page knows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outbox {
    /// Everything that lies on the device, oldest first, and what is new in this step.
    waiting: Vec<Waiting>,
    /// To be removed from the device at the end of the step.
    gone: Vec<String>,
    due_at: Option<Timestamp>,
    /// Whether the turn to send was asked for and has not come.
    is_asking: bool,
    failures: u32,
    /// How many events the receiver takes at once, as far as it said.
    limit: Portion,
    /// How many go at once now: fewer than that while one is looked for that it refuses.
    portion: Portion,
    last_batch: u32,
    /// Events lost since it was last reported, by reason.
    lost: [u32; Fault::ALL.len()],
}

/// A number of events.
#[derive(Clone, Copy, Debug)]
struct Portion(usize);

impl Default for Portion {
    fn default() -> Self {
        Self(MAX_BATCH)
    }
}

/// One event that waits.
#[derive(Clone, Debug)]
struct Waiting {
    record: Record,
    /// Whether it has still to be kept on the device.
    is_new: bool,
    /// The batch it is under way in.
    batch: Option<BatchId>,
}

impl Outbox {
    pub(crate) fn push(
        &mut self,
        _: Permit<Analytics>,
        fact: &Fact<'_>,
        now: Timestamp,
    ) -> Option<Fault> {
        if fact.data.len() > MAX_DATA_BYTES {
            return self.lose(Fault::EventTooLarge, 1);
        }
        let record = Record::of(fact, now);
        self.waiting.push(Waiting { record, is_new: true, batch: None });
        self.gather(now);
        self.make_room()
    }

    /// Lets what waits gather a moment.
    pub(crate) fn gather(&mut self, now: Timestamp) {
        self.due_at = self.due_at.or(Some(now.plus(GATHERING)));
    }

    /// Drops the least valuable of too many; of equal ones the newest, so that what is
    /// left of a visit is its beginning and not a hole in it.
    fn make_room(&mut self) -> Option<Fault> {
        let mut count = 0;
        let mut bytes: usize = self.waiting.iter().map(Waiting::bytes).sum();
        while self.waiting.len() > MAX_KEPT || bytes > MAX_KEPT_BYTES {
            let (mut least, mut worth) = (None, u8::MAX);
            for (place, waiting) in self.waiting.iter().enumerate() {
                if waiting.batch.is_none() && waiting.worth() <= worth {
                    (least, worth) = (Some(place), waiting.worth());
                }
            }
            let Some(place) = least else { break };
            let dropped = self.waiting.remove(place);
            bytes -= dropped.bytes();
            count += 1;
            // What is new does not lie on the device yet.
            if !dropped.is_new {
                self.gone.push(dropped.record.name);
            }
        }
        self.lose(Fault::OutboxFull, count)
    }

    /// Counts lost events by reason, to be reported as an event too.
    fn lose(&mut self, fault: Fault, count: u32) -> Option<Fault> {
        if let Some(lost) = self.lost.get_mut(fault as usize) {
            *lost = lost.saturating_add(count);
        }
        (count > 0).then_some(fault)
    }

    /// What was lost since this was last asked, as the payload of `outbox.dropped`.
    pub(crate) fn take_losses(&mut self) -> Option<String> {
        let lost = core::mem::take(&mut self.lost);
        let mut object = Object::new();
        for (reason, count) in Fault::ALL.iter().zip(lost) {
            if count > 0 {
                object.number(reason.as_str(), count);
            }
        }
        (lost != self.lost).then(|| object.finish())
    }

    /// Forgets every event, what is under way included.
    pub(crate) fn clear(&mut self) {
        let last_batch = self.last_batch;
        *self = Self { last_batch, ..Self::default() };
    }

    /// Forgets the events that name the visitor; on the device [`Effect::Erase`] does.
    pub(crate) fn drop_named(&mut self) {
        self.waiting.retain(|waiting| !waiting.record.is_named());
    }

    fn is_under_way(&self) -> bool {
        self.waiting.iter().any(|waiting| waiting.batch.is_some())
    }

    /// When to ask for the turn; none while it is asked for, and while a batch is under way.
    pub(crate) fn due_at(&self) -> Option<Timestamp> {
        self.due_at.filter(|_| !self.is_asking && !self.is_under_way())
    }

    /// The turn came when nothing may be sent; it is asked for again when that is over.
    pub(crate) const fn pass_turn(&mut self) {
        self.is_asking = false;
    }

    /// Keeps what is new, removes what is done with, and asks for the turn when it is due
    /// or the page is being left, if anything may be sent now.
    pub(crate) fn flush(
        &mut self,
        permit: Permit<Analytics>,
        (may_send, is_leaving): (bool, bool),
        (now, list): (Timestamp, &mut Vec<Effect>),
    ) {
        for waiting in &mut self.waiting {
            if core::mem::take(&mut waiting.is_new) {
                emit(list, Effect::Store(waiting.record.clone(), permit.clone()));
            }
        }
        if !self.gone.is_empty() {
            emit(list, Effect::Discard(core::mem::take(&mut self.gone)));
        }
        if may_send && (is_leaving || self.due_at().is_some_and(|due| due <= now)) {
            self.is_asking = true;
            emit(list, Effect::Claim { is_leaving });
        }
    }

    /// Takes the turn, with everything that lies on the device: makes the batch that goes
    /// now, and when the page is being left, as many as may. What is under way stays so: an
    /// unanswered batch must not hold back the rest.
    pub(crate) fn take_turn(
        &mut self,
        permit: Permit<Analytics>,
        (records, may_name): (Vec<Record>, bool),
        is_leaving: bool,
        (now, list): (Timestamp, &mut Vec<Effect>),
    ) -> Option<Fault> {
        if core::mem::take(&mut self.is_asking) {
            self.due_at = None;
            let mut may_go = self.take_up(records, (may_name, is_leaving), now);
            while may_go && let Some(batch) = self.take(permit.clone(), is_leaving, now) {
                emit(list, Effect::Send(batch));
                may_go = is_leaving;
            }
        }
        if is_leaving || !self.is_under_way() {
            emit(list, Effect::Release);
        }
        self.make_room()
    }

    /// What lies on the device is what waits: the rest another tab has sent. Returns whether
    /// something may go now.
    fn take_up(
        &mut self,
        records: Vec<Record>,
        (may_name, is_leaving): (bool, bool),
        now: Timestamp,
    ) -> bool {
        let known = core::mem::take(&mut self.waiting);
        for record in records {
            let until = record.pause();
            // One that is longer than any was kept by a clock that was ahead.
            if until > now && until <= now.plus(MAX_ASKED_WAIT) {
                if !is_leaving || record.name == ASKED_PAUSE {
                    self.due_at = self.due_at.max(Some(until));
                }
                continue;
            }
            // What was kept on a device may have been changed there, and one broken event
            // would take its batch with it. What names the visitor may be from before that
            // was no longer granted.
            if record.is_whole() && (may_name || !record.is_named()) {
                let before = known.iter().find(|known| known.record.name == record.name);
                let batch = before.and_then(|known| known.batch);
                self.waiting.push(Waiting { record, is_new: false, batch });
            } else {
                self.gone.push(record.name);
            }
        }
        let may_go = self.due_at.is_none();
        if self.waiting.len() < known.len() {
            // Or the list is older than the last event.
            self.gather(now);
        }
        may_go
    }

    fn take(
        &mut self,
        permit: Permit<Analytics>,
        is_leaving: bool,
        now: Timestamp,
    ) -> Option<Batch> {
        let id = BatchId(self.last_batch.wrapping_add(1));
        let mut used = 0;
        if is_leaving {
            let under_way = self.waiting.iter().filter(|waiting| waiting.batch.is_some());
            used = under_way.map(Waiting::bytes).sum();
        }
        let mut body = String::from("[");
        let mut count = 0;
        for waiting in self.waiting.iter_mut().filter(|waiting| waiting.batch.is_none()) {
            if count >= self.portion.0 || used + body.len() + waiting.bytes() > MAX_BODY_BYTES {
                // The rest follows at once.
                self.due_at = Some(now);
                break;
            }
            push_separator(&mut body);
            waiting.record.push_to(&mut body, now);
            waiting.batch = Some(id);
            count += 1;
        }
        if count == 0 {
            return None;
        }
        self.last_batch = id.0;
        body.push(']');
        Some(Batch { id, body, permit })
    }

    /// Takes the answer to a batch.
    pub(crate) fn settle(
        &mut self,
        permit: Permit<Analytics>,
        (batch, outcome): (BatchId, SendOutcome),
        (now, ids, list): (Timestamp, &mut IdSource, &mut Vec<Effect>),
    ) -> Option<Fault> {
        let batch = Some(batch);
        let mut count = 0;
        for waiting in &self.waiting {
            count += u32::from(waiting.batch == batch);
        }
        if count == 0 {
            return Some(Fault::UnknownBatch);
        }
        let mut fault = None;
        let mut is_done = true;
        match outcome {
            SendOutcome::Delivered => {
                self.failures = 0;
                self.portion.0 = self.limit.0.min(self.portion.0 * 2);
            }
            SendOutcome::TooLarge | SendOutcome::Unreadable if count > 1 => {
                is_done = false;
                self.portion.0 = (count >> 1) as usize;
                if outcome == SendOutcome::TooLarge {
                    self.limit = self.portion;
                }
            }
            SendOutcome::TooLarge => fault = self.lose(Fault::EventTooLarge, 1),
            SendOutcome::Refused => fault = self.lose(Fault::Refused, count),
            SendOutcome::Unreadable => {
                fault = self.lose(Fault::Refused, 1);
                // An endpoint that refuses everything is asked less and less often.
                self.pause(permit, None, (now, ids, list));
            }
            SendOutcome::Retry { after } => {
                is_done = false;
                self.pause(permit, after, (now, ids, list));
            }
        }
        self.put_back(batch, is_done);
        if !self.waiting.is_empty() {
            self.due_at = self.due_at.or(Some(now));
        }
        // Each batch has a turn of its own, so that every tab has one.
        emit(list, Effect::Release);
        fault
    }

    /// Ends a batch: its events are done with, or wait again.
    fn put_back(&mut self, batch: Option<BatchId>, is_done: bool) {
        let gone = &mut self.gone;
        self.waiting.retain_mut(|waiting| {
            let is_of_batch = waiting.batch == batch;
            if is_of_batch {
                waiting.batch = None;
                if is_done {
                    gone.push(core::mem::take(&mut waiting.record.name));
                }
            }
            !(is_of_batch && is_done)
        });
    }

    /// After a failure: nothing goes for a while, from this page or the next.
    fn pause(
        &mut self,
        permit: Permit<Analytics>,
        asked: Option<Millis>,
        (now, ids, list): (Timestamp, &mut IdSource, &mut Vec<Effect>),
    ) {
        self.failures = self.failures.saturating_add(1);
        let until = now.plus(self.backoff(asked, ids));
        self.due_at = Some(until);
        let name = if asked.is_some() { ASKED_PAUSE } else { PAUSE };
        emit(list, Effect::Store(Record::of_pause(name, until), permit));
    }

    /// Exponential with full jitter; never shorter than the receiver asked for.
    fn backoff(&self, asked: Option<Millis>, ids: &mut IdSource) -> Millis {
        let doubled = FIRST_BACKOFF.0 << self.failures.saturating_sub(1).min(3);
        let ceiling = if self.failures > MAX_FAILURES { MAX_BACKOFF.0 } else { doubled };
        let jitter = ids.below(u64::try_from(ceiling).unwrap_or(0));
        let own = i64::try_from(jitter).unwrap_or(0).max(250);
        Millis(asked.map_or(own, |asked| asked.min(MAX_ASKED_WAIT).0.max(own)))
    }
}

impl Waiting {
    fn bytes(&self) -> usize {
        self.record.text.len() + AGE_BYTES
    }

    /// The last sign but one of its name.
    fn worth(&self) -> u8 {
        let name = self.record.name.as_bytes();
        name.get(name.len().wrapping_sub(2)).copied().unwrap_or(0)
    }
}
