//! What of sending the whole engine decides: whether anything may go, and what is told of
//! what was lost. Order, batches and bounds are the outbox's.

use crate::batch::{BatchId, SendOutcome};
use crate::consent::Purpose;
use crate::effect::{Effect, Fault, emit};
use crate::engine::Engine;
use crate::event::Record;
use crate::time::Timestamp;

impl Engine {
    /// The turn to send has come, with what lies on the device.
    pub(crate) fn take_turn(
        &mut self,
        records: Vec<Record>,
        is_leaving: bool,
        with: (Timestamp, &mut Vec<Effect>),
    ) {
        if let Some(permit) = self.grants.permit()
            && !self.consent.managers.are_asking()
        {
            let may_name = self.grants.allows(Purpose::Personalise);
            let fault = self.outbox.take_turn(permit, (records, may_name), is_leaving, with);
            self.count_fault(fault);
        } else {
            self.outbox.pass_turn();
            emit(with.1, Effect::Release);
        }
    }

    /// A batch was answered.
    pub(crate) fn settle(
        &mut self,
        batch: BatchId,
        outcome: SendOutcome,
        (now, list): (Timestamp, &mut Vec<Effect>),
    ) {
        // After a withdrawal nothing waits any more.
        let fault = match self.grants.permit() {
            Some(permit) => {
                self.outbox.settle(permit, (batch, outcome), (now, &mut self.ids, list))
            }
            None => Some(Fault::UnknownBatch),
        };
        self.count_fault(fault);
        if outcome == SendOutcome::Delivered {
            self.report_losses(now);
        }
    }

    /// Tells what was lost, once the endpoint listens or the page ends.
    pub(crate) fn report_losses(&mut self, now: Timestamp) {
        if let Some(data) = self.outbox.take_losses() {
            self.record("outbox.dropped", &data, now);
        }
    }
}
