//! What is kept between pages, and taken up again.

use crate::consent::Purpose;
use crate::effect::{Effect, emit};
use crate::engine::Engine;
use crate::limit::Limit;
use crate::permit::{Part, Permit, Personalise, Session};
use crate::snapshot::{SNAPSHOT_VERSION, Saved, SessionPart, Snapshot};
use crate::time::Timestamp;
use crate::wire::{Codec, Wire, read_into, write};

impl Engine {
    /// Forgets refusals that are old, by the numbers that are configured. P25.
    pub(crate) fn forget_wishes(&mut self, now: Timestamp) {
        // Without that grant a wish is all that is kept, and not for ever.
        if !self.grants.allows(Purpose::Personalise) {
            let manners = &self.config.manners;
            let life = manners.length(Limit::Preference);
            self.preferences.forget(life, manners.of(Limit::Closings), now);
        }
    }

    /// Takes up what was kept, as far as it is still allowed.
    pub(crate) fn recall(&mut self, snapshot: Snapshot, now: Timestamp) {
        let is_kept_so = is_kept(&snapshot.preferences, &mut self.preferences);
        if is_kept_so && self.config.unread.is_none() {
            self.forget_wishes(now);
        }
        // What this page knows is newer than what was kept of it: who allows more in the
        // middle of a visit would lose its last second, and send twice what waits.
        let may_remember = self.may_remember();
        let mut is_same_visit = core::mem::replace(&mut self.is_recalled, may_remember);
        if !is_same_visit
            && let Some(part) = snapshot.session.as_deref().and_then(SessionPart::read)
        {
            is_same_visit = !part.memory.is_over(now);
            self.recall_session(part, is_same_visit);
        }
        if self.grants.allows(Purpose::Analytics) {
            // What earlier pages and other tabs could not send.
            self.outbox.gather(now);
        }
        if !self.grants.allows(Purpose::Personalise) {
            return;
        }
        let fresh_id = self.lasting.visitor.take();
        if is_kept(&snapshot.lasting, &mut self.lasting) && !is_same_visit {
            self.lasting.last_visit = self.lasting.last_seen;
        }
        self.lasting.visitor = self.lasting.visitor.take().or(fresh_id);
    }

    fn recall_session(&mut self, part: SessionPart, is_same_visit: bool) {
        let may_send = self.grants.allows(Purpose::Analytics);
        if !is_same_visit || !self.may_remember() {
            return;
        }
        let fresh_id = self.session.id.take();
        self.session = part.memory;
        self.session.id = if may_send { self.session.id.take().or(fresh_id) } else { None };
    }

    /// Keeps what changed. Parts without a grant are none, so that nothing
    /// is ever written that consent does not allow.
    pub(crate) fn persist(&mut self, list: &mut Vec<Effect>) {
        // What is still to be recalled must not be overwritten: then the step that
        // takes it up keeps it.
        let is_recalling = list.iter().any(|effect| matches!(effect, Effect::Recall(_)));
        if is_recalling || !core::mem::take(&mut self.is_dirty) {
            return;
        }
        self.persist_at = None;
        let saved = self.saved();
        if saved.preferences.is_some() || saved.session.is_some() || saved.lasting.is_some() {
            emit(list, Effect::Persist(Box::new(saved)));
        }
    }

    /// What is to be kept now.
    pub(crate) fn saved(&mut self) -> Saved {
        let grants = self.grants;
        let preferences = &mut self.preferences;
        let wish = grants.permit().filter(|_| !preferences.is_empty());
        Saved {
            preferences: wish.map(|permit| Part::new(write(preferences), permit)),
            session: grants.permit().map(|permit| self.session_part(permit)),
            lasting: grants.permit().map(|permit| self.lasting_part(permit)),
        }
    }

    fn lasting_part(&mut self, permit: Permit<Personalise>) -> Part<Personalise> {
        Part::new(write(&mut self.lasting), permit)
    }

    fn session_part(&mut self, permit: Permit<Session>) -> Part<Session> {
        let mut codec = Codec::default();
        codec.begin();
        codec.field("version", &mut SNAPSHOT_VERSION.clone());
        codec.field("memory", &mut self.session);
        codec.end();
        Part::new(codec.into_text(), permit)
    }
}

/// Whether a part was kept and could be read into its place.
fn is_kept(part: &Option<String>, place: &mut dyn Wire) -> bool {
    part.as_ref().is_some_and(|text| read_into(text, place))
}
