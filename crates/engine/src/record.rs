//! From touchpoints to memory, readings and events.

use crate::consent::Purpose;
use crate::engine::Engine;
use crate::event::{Fact, joined};
use crate::id::{Uuid, derived_uuid};
use crate::memory::Tally;
use crate::payload;
use crate::sign::CHECKOUT_LIFE;
use crate::time::{Millis, Timestamp};
use crate::touchpoint::{Touchpoint, TouchpointName};

/// How long changes gather before they are kept. Writing the memory of a full
/// visit costs ten times what a touchpoint costs otherwise (`cargo xtask bench`).
pub(crate) const PERSISTING: Millis = Millis::seconds(1);

impl Engine {
    /// Takes note of what the visitor did, as far as consent allows.
    pub(crate) fn note(&mut self, touchpoint: Touchpoint, now: Timestamp) {
        if !self.may_remember() || touchpoint.name.is_noticed() {
            return;
        }
        self.renew_session(now);
        let name = touchpoint.name;
        if name == TouchpointName::BeginCheckout && self.is_checking_out(now) {
            // Each step of one checkout says that it has begun.
            return;
        }
        let mut id = None;
        let is_purchase = name == TouchpointName::Purchase;
        if let Some(order) = &touchpoint.order
            && (is_purchase || name == TouchpointName::Refund)
            && !order.id.is_empty()
        {
            // The same order page loaded again is not another order.
            if is_purchase && !self.lasting.add_order(&order.id, now) {
                return;
            }
            // An order may be refunded in parts.
            let total = order.total.as_ref().filter(|_| !is_purchase);
            let amount = total.map_or("", |total| total.amount.as_str());
            let key = joined(&[&order.id, amount]);
            id = Some(derived_uuid(&[&self.source, name.as_str(), &key]));
        }
        let may_send = self.grants.allows(Purpose::Analytics);
        let page = self.page.as_deref().filter(|_| may_send);
        let data = page.map(|page| payload::touchpoint(&touchpoint, page));
        let results = touchpoint.results;
        self.note_across_visits(&touchpoint, now);
        self.session.note_cart(&touchpoint);
        self.session.note(touchpoint, now);
        self.lasting.last_seen = Some(now);
        // An order is kept at once. Everything else may wait a moment, so that a
        // touchpoint costs the page nothing; leaving the page keeps it in any case. What
        // is told when it was left already has no moment to wait.
        self.is_dirty |= name == TouchpointName::Purchase || self.moment.has_left;
        self.persist_soon(now);
        if let Some(data) = data {
            self.record_as(id, &joined(&["touchpoint.", name.as_str()]), &data, now);
        }
        self.read_journey(now);
        self.follow(name, results, now);
    }

    pub(crate) fn persist_soon(&mut self, now: Timestamp) {
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
        self.begin_session(now);
    }

    /// Puts an event into the outbox, if analytics is granted.
    pub(crate) fn record(&mut self, name: &str, data: &str, now: Timestamp) {
        self.record_as(None, name, data, now);
    }

    /// The same under an id of its own: what is told twice under one id counts once.
    pub(crate) fn record_as(&mut self, id: Option<Uuid>, name: &str, data: &str, now: Timestamp) {
        let Some(permit) = self.grants.permit() else { return };
        let Some(session) = &self.session.id else { return };
        self.session.sequence = self.session.sequence.saturating_add(1);
        let is_personal = self.grants.allows(Purpose::Personalise);
        let subject = self.lasting.visitor.as_ref().filter(|_| is_personal);
        let id = id.unwrap_or_else(|| self.ids.uuid());
        let fact = Fact {
            id: &id.0,
            source: &self.source,
            name,
            subject: subject.map_or("", |visitor| visitor.0.as_str()),
            session,
            sequence: self.session.sequence,
            data,
        };
        let fault = self.outbox.push(permit, &fact, now);
        self.persist_soon(now);
        self.count_fault(fault);
    }
}
