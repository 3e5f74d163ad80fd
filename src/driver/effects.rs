//! Effects, carried out.

use std::rc::Rc;

use usher_engine::{Batch, Effect, Entry, Fault, Grants, Input, Purpose, Saved, Snapshot};

use super::Driver;
use crate::host::log;
use crate::host::outbox;

impl Driver {
    pub(super) fn carry_out(&self, effect: Effect) {
        match effect {
            Effect::Think => self.screen.load(),
            Effect::Show { showing, .. } => self.screen.show(showing),
            Effect::Hide => self.screen.hide(),
            Effect::Collapse => self.screen.collapse(true),
            Effect::Expand => self.screen.collapse(false),
            Effect::Ask => self.screen.ask(true),
            Effect::StopAsking => self.screen.ask(false),
            Effect::Store(record, permit) => outbox::keep(&record, permit),
            Effect::Discard(names) => {
                for name in names {
                    outbox::discard(&name);
                }
            }
            Effect::Claim { is_leaving: true } => self.take_turn(true),
            Effect::Claim { is_leaving: false } => outbox::claim(&self.turn),
            Effect::Release => outbox::release(),
            Effect::Send(batch) => self.send(batch),
            Effect::Reopen => self.open_again(),
            Effect::Keep(receipt) => self.vault.write(Some(&receipt)),
            Effect::Recall(grants) => {
                let snapshot = Box::new(self.recall(grants));
                self.handle(Input::Recalled(snapshot));
            }
            Effect::Persist(saved) => self.persist(&saved),
            Effect::Erase(purposes) => self.erase(&purposes),
            Effect::Report(fault) => report(fault),
        }
    }

    fn send(&self, batch: Batch) {
        let Batch { id, body, permit } = batch;
        let Some(transport) = &self.transport else { return };
        let driver = self.screen.driver();
        let done = move |outcome| {
            super::with(&driver, |driver| driver.handle(Input::Sent { batch: id, outcome }));
        };
        transport.send(&body, permit, Box::new(done));
    }

    /// It is this tab's turn to send.
    pub(super) fn take_turn(&self, is_leaving: bool) {
        self.handle(Input::Turn { records: outbox::records(), is_leaving });
    }

    fn recall(&self, grants: Grants) -> Snapshot {
        let may_session = grants.allows(Purpose::Help) || grants.allows(Purpose::Analytics);
        let read = |entry, is_allowed| if is_allowed { self.vault.read(entry) } else { None };
        Snapshot {
            preferences: read(Entry::Preferences, true),
            session: read(Entry::Session, may_session),
            lasting: read(Entry::Lasting, grants.allows(Purpose::Personalise)),
        }
    }

    fn persist(&self, saved: &Saved) {
        self.vault.write(saved.preferences.as_ref());
        self.vault.write(saved.session.as_ref());
        self.vault.write(saved.lasting.as_ref());
    }

    fn erase(&self, purposes: &[Purpose]) {
        let has = |purpose| purposes.contains(&purpose);
        if has(Purpose::Necessary) {
            self.vault.remove(Entry::Preferences);
        }
        if has(Purpose::Help) || has(Purpose::Analytics) {
            self.vault.remove(Entry::Session);
        }
        if has(Purpose::Personalise) {
            self.vault.remove(Entry::Lasting);
        }
        if has(Purpose::Analytics) {
            self.vault.remove(Entry::Early);
        }
        if has(Purpose::Analytics) || has(Purpose::Personalise) {
            outbox::erase(!has(Purpose::Analytics));
        }
        if let Some(transport) = self.transport.as_ref().filter(|_| has(Purpose::Analytics)) {
            transport.abort_all();
            outbox::release();
        }
    }
}

/// Tells the site owner what was lost. An answer that came too late is nobody's
/// concern.
fn report(fault: Fault) {
    if !matches!(fault, Fault::StaleResponse | Fault::UnknownBatch) {
        let mut words = String::from("events were lost: ");
        words.push_str(fault.as_str());
        words.push_str("; see docs/events.md");
        log::warn(&words);
    }
}

/// Everything kept on this device, as one JSON text for the visitor.
pub(super) fn export(driver: &Rc<Driver>) -> String {
    let mut text = String::from("{");
    for entry in Entry::WHOLE {
        let Some(json) = driver.vault.read(entry) else { continue };
        if text.len() > 1 {
            text.push(',');
        }
        text.push_str("\n  \"");
        text.push_str(entry.as_str());
        text.push_str("\": ");
        text.push_str(&json);
    }
    text.push_str("\n}\n");
    text
}
