//! From touchpoints to memory, readings and events.

use crate::consent::Purpose;
use crate::engine::Engine;
use crate::event::Event;
use crate::id::{Uuid, derived_uuid};
use crate::journey::{CHECKOUT_LIFE, read_stage};
use crate::memory::{SessionMemory, Tally};
use crate::payload;
use crate::time::{Millis, Timestamp};
use crate::touchpoint::{Touchpoint, TouchpointName};

/// How long changes gather before they are kept. Writing the memory of a full
/// visit costs ten times what a touchpoint costs otherwise (`cargo xtask bench`).
pub(crate) const PERSISTING: Millis = Millis::seconds(1);

impl Engine {
    /// Takes note of what the visitor did, as far as consent allows.
    pub(crate) fn note(&mut self, touchpoint: &Touchpoint, now: Timestamp) {
        if !self.may_remember() {
            return;
        }
        self.renew_session(now);
        if touchpoint.name == TouchpointName::BeginCheckout && self.is_checking_out(now) {
            // Each step of one checkout says that it has begun.
            return;
        }
        let order = touchpoint.order.as_ref().filter(|order| !order.id.is_empty());
        let mut id = None;
        if let (TouchpointName::Purchase, Some(order)) = (touchpoint.name, order) {
            // The same order page loaded again is not another order.
            if !self.lasting.add_order(&order.id, now) {
                return;
            }
            id = Some(derived_uuid(&[&self.source, "purchase", &order.id]));
        }
        self.session.note(touchpoint, now);
        self.lasting.last_seen = Some(now);
        self.keep_soon(touchpoint.name, now);
        if let Some(page) = self.page.clone() {
            let name = event_name("touchpoint.", touchpoint.name.as_str());
            self.record_as(id, &name, payload::touchpoint(touchpoint, &page), now);
        }
        self.read_journey(now);
    }

    /// An order is kept at once. Everything else may wait a moment, so that a
    /// touchpoint costs the page nothing; leaving the page keeps it in any case.
    fn keep_soon(&mut self, name: TouchpointName, now: Timestamp) {
        self.is_dirty |= name == TouchpointName::Purchase;
        self.persist_at = self.persist_at.or(Some(now.plus(PERSISTING)));
    }

    /// Whether a checkout was begun a moment ago and is not finished.
    fn is_checking_out(&self, now: Timestamp) -> bool {
        let last = |name| self.session.tally_of(name).map(Tally::last);
        let begun = last(TouchpointName::BeginCheckout);
        begun.is_some_and(|begun| {
            let is_open = last(TouchpointName::Purchase).is_none_or(|bought| bought < begun);
            is_open && now.since(begun) < CHECKOUT_LIFE
        })
    }

    /// Begins a new visit when the last one is over.
    pub(crate) fn renew_session(&mut self, now: Timestamp) {
        if !self.session.is_over(now) {
            return;
        }
        if self.session.page_views > 0 {
            self.lasting.last_visit = self.lasting.last_seen;
        }
        self.session = SessionMemory::begin(now);
        self.stage = None;
        if self.grants.allows(Purpose::Analytics) {
            self.session.id = Some(self.ids.uuid());
        }
    }

    fn read_journey(&mut self, now: Timestamp) {
        let Some(reading) = read_stage(self.memories(), now) else { return };
        if self.stage == Some(reading.stage) {
            return;
        }
        let from = self.stage.replace(reading.stage);
        if let Some(page) = self.page.clone() {
            self.record("journey.stage_entered", payload::stage(&reading, from, &page), now);
        }
    }

    /// Puts an event into the outbox, if analytics is granted.
    pub(crate) fn record(&mut self, name: &str, data: String, now: Timestamp) {
        self.record_as(None, name, data, now);
    }

    fn record_as(&mut self, id: Option<Uuid>, name: &str, data: String, now: Timestamp) {
        if !self.grants.allows(Purpose::Analytics) {
            return;
        }
        let Some(session) = self.session.id.clone() else { return };
        self.session.sequence = self.session.sequence.saturating_add(1);
        let subject = if self.grants.allows(Purpose::Personalise) {
            self.lasting.visitor.clone()
        } else {
            None
        };
        let event = Event {
            id: id.unwrap_or_else(|| self.ids.uuid()),
            name: name.to_owned(),
            at: now,
            sequence: self.session.sequence,
            purpose: Purpose::Analytics,
            session,
            subject,
            data,
        };
        self.persist_at = self.persist_at.or(Some(now.plus(PERSISTING)));
        let fault = self.outbox.push(event, now);
        self.count_fault(fault);
    }
}

fn event_name(family: &str, name: &str) -> String {
    let mut whole = String::with_capacity(family.len() + name.len());
    whole.push_str(family);
    whole.push_str(name);
    whole
}
