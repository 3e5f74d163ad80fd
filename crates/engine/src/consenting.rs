//! What follows from consent: what is remembered, sent and forgotten.

use crate::consent::{Choice, ConsentSignal, Grants, Purpose};
use crate::effect::{Effect, emit};
use crate::engine::Engine;
use crate::manager::Statement;
use crate::memory::LastingMemory;
use crate::payload;
use crate::permit::Part;
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
                self.consent.denied_from = is_on.then_some(self.config.control_denies);
                self.renew_grants(now, list);
            }
            ConsentSignal::Kept(receipt) => {
                self.consent.recall(receipt);
                self.renew_grants(now, list);
                if !list.iter().any(|effect| matches!(effect, Effect::Recall(_))) {
                    // What the visitor asked to be remembered counts in any case.
                    emit(list, Effect::Recall(self.grants));
                }
                self.stop_asking(now, list);
            }
            ConsentSignal::Managed(statement) => self.hear(&statement, now, list),
            ConsentSignal::Chosen { mut purposes, source } => {
                if self.consent.managers.are_there() {
                    // It can only be lowered here.
                    for purpose in Purpose::CHOOSABLE {
                        if purposes.allows(purpose) && !self.grants.allows(purpose) {
                            purposes.set(purpose, self.grants.of(purpose));
                        }
                    }
                    if purposes == self.grants {
                        return;
                    }
                }
                self.take_choice((purposes, source), now, list);
            }
        }
    }

    /// Takes what a manager says.
    fn hear(&mut self, statement: &Statement, now: Timestamp, list: &mut Vec<Effect>) {
        let could_remember = self.may_remember();
        match self.consent.hear(statement, now) {
            Some(choice) => self.take_choice(choice, now, list),
            None => {
                self.renew_grants(now, list);
                self.stop_asking(now, list);
            }
        }
        // Managers come after the page was opened. What was chosen on another page was
        // chosen before this one, so it is read now, and only now.
        let is_old_choice = !self.consent.managers.is_new();
        if is_old_choice && !could_remember && self.may_remember() && self.page.is_some() {
            emit(list, Effect::Reopen);
        }
    }

    /// Keeps the receipt of a choice, and acts on it.
    fn take_choice(&mut self, choice: Choice, now: Timestamp, list: &mut Vec<Effect>) {
        let made = (self.ids.uuid(), now);
        let receipt = self.consent.choose(choice, made);
        let data = payload::receipt(receipt);
        // A choice is kept whatever it was.
        if let Some(permit) = self.grants.permit() {
            emit(list, Effect::Keep(Part::new(write(receipt), permit)));
        }
        self.renew_grants(now, list);
        self.stop_asking(now, list);
        self.record("consent.receipt", &data, now);
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
            emit(list, Effect::Recall(after));
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
        emit(list, Effect::Erase(lost));
    }

    fn stop_asking(&mut self, now: Timestamp, list: &mut Vec<Effect>) {
        if self.is_asking && !self.consent.is_open(now) {
            self.is_asking = false;
            emit(list, Effect::StopAsking);
        }
    }
}
