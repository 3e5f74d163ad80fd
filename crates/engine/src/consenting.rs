//! What follows from consent: what is remembered, sent and forgotten.

use crate::consent::{ConsentSignal, Grants, Purpose};
use crate::effect::Effect;
use crate::engine::Engine;
use crate::memory::LastingMemory;
use crate::payload;
use crate::time::Timestamp;
use crate::wire::write;

impl Engine {
    /// Takes a signal about consent.
    pub(crate) fn consider(
        &mut self,
        signal: ConsentSignal,
        now: Timestamp,
        list: &mut Vec<Effect>,
    ) {
        match signal {
            ConsentSignal::PrivacyControl { is_on } => {
                self.consent.set_privacy_control(is_on);
                self.renew_grants(now, list);
            }
            ConsentSignal::Kept(receipt) => {
                self.consent.recall(receipt, now);
                self.renew_grants(now, list);
                if !list.iter().any(|effect| matches!(effect, Effect::Recall(_))) {
                    // What the visitor asked to be remembered counts in any case.
                    list.push(Effect::Recall(self.grants));
                }
                self.stop_asking(now, list);
            }
            ConsentSignal::Chosen { purposes, source } => {
                let made = (self.ids.uuid(), now);
                let receipt = self.consent.choose(purposes, source, made);
                let data = payload::receipt(receipt);
                list.push(Effect::Keep(write(receipt)));
                self.renew_grants(now, list);
                self.stop_asking(now, list);
                self.record("consent.receipt", &data, now);
            }
        }
    }

    /// Compares what counts now with what counted before, and acts on it in
    /// the same task.
    pub(crate) fn renew_grants(&mut self, now: Timestamp, list: &mut Vec<Effect>) {
        let before = core::mem::replace(&mut self.grants, self.consent.grants(now));
        let after = self.grants;
        if before == after {
            return;
        }
        self.withdraw(before, now, list);
        let is_new = |purpose| after.allows(purpose) && !before.allows(purpose);
        let could_remember = before.allows(Purpose::Help) || before.allows(Purpose::Analytics);
        if !could_remember {
            // Nothing observed before consent may have an effect after it.
            self.forget_journey(now);
        } else {
            self.name_journey();
        }
        if Purpose::CHOOSABLE.into_iter().any(is_new) {
            list.push(Effect::Recall(after));
        }
        self.is_dirty = true;
    }

    fn withdraw(&mut self, before: Grants, now: Timestamp, list: &mut Vec<Effect>) {
        let after = self.grants;
        let mut lost = Vec::new();
        for purpose in &Purpose::CHOOSABLE {
            if before.allows(*purpose) && !after.allows(*purpose) {
                lost.push(*purpose);
            }
        }
        if lost.is_empty() {
            return;
        }
        if lost.contains(&Purpose::Analytics) {
            self.outbox.clear();
            self.session.id = None;
        }
        if lost.contains(&Purpose::Personalise) {
            // What waits to be sent would still say who it was.
            self.outbox.drop_named();
            self.lasting = LastingMemory::default();
        }
        if !after.allows(Purpose::Help) && !after.allows(Purpose::Analytics) {
            self.forget_journey(now);
        }
        if lost.contains(&Purpose::Help) {
            self.hide(list);
        }
        list.push(Effect::Erase(lost));
    }

    fn stop_asking(&mut self, now: Timestamp, list: &mut Vec<Effect>) {
        if self.is_asking && !self.consent.is_open(now) {
            self.is_asking = false;
            list.push(Effect::StopAsking);
        }
    }
}
