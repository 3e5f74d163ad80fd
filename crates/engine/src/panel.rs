//! What the panel shows when the visitor opens it.

use crate::compose::answers;
use crate::consent::{ConsentView, Purpose};
use crate::engine::Engine;
use crate::sign::read_stage;
use crate::time::Timestamp;
use crate::view::{PanelView, Text};

impl Engine {
    /// The panel as it is now; asking for it changes nothing.
    #[must_use]
    pub fn panel(&self, now: Timestamp) -> PanelView {
        let page = self.page.as_deref();
        PanelView {
            answers: page.map(answers).unwrap_or_default(),
            links: page.map(|page| page.links.clone()).unwrap_or_default(),
            are_tips_on: !self.preferences.are_tips_stopped,
            stage: read_stage(self.memories(), now).map(|stage| Text::key(stage.text_key())),
            consent: self.consent.view(now),
            kept: self.kept(now),
        }
    }

    /// Consent as it stands, for the prompt.
    #[must_use]
    pub fn consent(&self, now: Timestamp) -> ConsentView {
        self.consent.view(now)
    }

    fn kept(&self, now: Timestamp) -> Vec<Text> {
        let has = |purpose| self.grants.allows(purpose);
        let parts = [
            ("kept.receipt", self.consent.view(now).is_chosen),
            ("kept.preferences", !self.preferences.is_empty()),
            ("kept.session", has(Purpose::Help) || has(Purpose::Analytics)),
            ("kept.lasting", has(Purpose::Personalise)),
        ];
        let mut kept = Vec::new();
        for (key, is_kept) in &parts {
            if *is_kept {
                kept.push(Text::key(key));
            }
        }
        kept
    }
}
