//! What the site knows of the visitor and says so: facts, which outrank inference.

use crate::engine::Engine;
use crate::journey::Memories;
use crate::time::Timestamp;
use crate::touchpoint::TouchpointName;
use crate::wire::wire_struct;

/// What the site said, for instance to somebody who signed in on a new phone.
///
/// Shape: what is none is not known to the site, and what this device saw counts.
/// Kept with the visit; the site says it again in the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// How many orders there were, on all devices.
    pub orders: Option<u32>,
    /// When the last one was placed.
    pub last_order: Option<Timestamp>,
    /// When the site said so; set by the engine.
    pub at: Timestamp,
}

impl Engine {
    /// Takes note of what the site knows, as far as anything may be remembered.
    pub(crate) fn identify(&mut self, identity: Identity, now: Timestamp) {
        if !self.may_remember() {
            return;
        }
        self.renew_session(now);
        self.session.stated = Identity { at: now, ..identity };
        self.notice(TouchpointName::Identify, now);
        self.persist_soon(now);
        self.read_journey(now);
    }
}

impl Memories<'_> {
    /// How many orders there were: what the site said and what came after it, else
    /// what this device saw.
    pub(crate) fn order_count(self) -> usize {
        let (orders, stated) = (&self.lasting.orders, &self.session.stated);
        match stated.orders {
            None => orders.len(),
            Some(count) => {
                let later = orders.iter().filter(|order| order.at > stated.at).count();
                usize::try_from(count).unwrap_or(usize::MAX).saturating_add(later)
            }
        }
    }

    /// When the last order was placed, if that is known.
    pub(crate) fn last_order(self) -> Option<Timestamp> {
        let stated = &self.session.stated;
        let seen = self.lasting.orders.last().map(|order| order.at);
        match (stated.orders, stated.last_order) {
            (None, None) => seen,
            (_, said) => seen.filter(|seen| *seen > stated.at).or(said),
        }
    }
}

wire_struct!(Identity { orders, last_order, at });
