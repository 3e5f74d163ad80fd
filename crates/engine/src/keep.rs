//! What is kept between pages, and taken up again.

use crate::consent::Purpose;
use crate::effect::Effect;
use crate::engine::Engine;
use crate::snapshot::{SNAPSHOT_VERSION, SessionPart, Snapshot};
use crate::time::Timestamp;

impl Engine {
    /// Takes up what was kept, as far as it is still allowed.
    pub(crate) fn recall(&mut self, snapshot: Snapshot, now: Timestamp) {
        if let Some(preferences) = snapshot.preferences {
            self.preferences = preferences;
        }
        let mut is_same_visit = false;
        if let Some(part) = snapshot.session.filter(|part| part.version == SNAPSHOT_VERSION) {
            is_same_visit = !part.memory.is_over(now);
            self.recall_session(part, is_same_visit, now);
        }
        let is_personal = self.grants.allows(Purpose::Personalise);
        if let Some(mut lasting) = snapshot.lasting.filter(|_| is_personal) {
            lasting.visitor = lasting.visitor.or_else(|| self.lasting.visitor.take());
            if !is_same_visit {
                lasting.last_visit = lasting.last_seen;
            }
            self.lasting = lasting;
        }
    }

    fn recall_session(&mut self, part: SessionPart, is_same_visit: bool, now: Timestamp) {
        let may_send = self.grants.allows(Purpose::Analytics);
        if may_send {
            self.outbox.restore(part.outbox, now);
        }
        if !is_same_visit || !self.may_remember() {
            return;
        }
        let fresh_id = self.session.id.take();
        self.session = part.memory;
        self.session.id = if may_send { self.session.id.take().or(fresh_id) } else { None };
        self.stage = part.stage;
    }

    /// Keeps what changed. Parts without a grant are none, so that nothing
    /// is ever written that consent does not allow.
    pub(crate) fn persist(&mut self, _now: Timestamp, list: &mut Vec<Effect>) {
        if !core::mem::take(&mut self.is_dirty) {
            return;
        }
        let snapshot = self.snapshot();
        if snapshot != Snapshot::default() {
            list.push(Effect::Persist(Box::new(snapshot)));
        }
    }

    /// What is to be kept now.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        let may_send = self.grants.allows(Purpose::Analytics);
        let session = (may_send || self.grants.allows(Purpose::Help)).then(|| SessionPart {
            version: SNAPSHOT_VERSION,
            memory: self.session.clone(),
            outbox: if may_send { self.outbox.unsent().cloned().collect() } else { Vec::new() },
            stage: self.stage,
        });
        Snapshot {
            preferences: (!self.preferences.is_empty()).then(|| self.preferences.clone()),
            session,
            lasting: self.grants.allows(Purpose::Personalise).then(|| self.lasting.clone()),
        }
    }
}
