//! What decides: the plays, their conditions, the manners and the gate.
//!
//! A card cannot come in the first seconds of a visit, nor while something is in the
//! way, so a shell may load this part when the engine asks for it
//! (docs/decisions/0014-what-decides-loads-late.md). Nothing here is a rule of its
//! own: it only says where the rules are entered, so that they are referred to by
//! nothing else.

use crate::config::ConfigIssue;
use crate::custom::note_custom;
use crate::design::moment;
use crate::effect::{Effect, emit};
use crate::engine::{Engine, earliest};
use crate::json::Json;
use crate::page::PageKind;
use crate::play::Play;
use crate::starter::STARTER_PACK;
use crate::time::{Millis, Timestamp};

/// Most touchpoints of the owner's own that wait until their declaration is read.
pub(crate) const MAX_EARLY: usize = 20;

/// The least that can be configured before the first card (P3), and the most cards a
/// visit (P1); held against the table of limits by a test.
const EARLIEST: Millis = Millis::seconds(10);
const MOST_CARDS: u32 = 2;

/// Where what decides is entered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mind {
    /// Shows a play, or makes a pill of one; says when to look again.
    pub(crate) decide: fn(&mut Engine, Timestamp, &mut Vec<Effect>) -> Option<Timestamp>,
    /// Finds the plays that can be offered on a page at all.
    pub(crate) prepare: fn(&mut Engine),
}

/// Where what follows the owner's own words is entered; a part of its own, which only a shop
/// with a configuration loads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Own {
    /// Takes note of a touchpoint of the owner's own.
    pub(crate) note: fn(&mut Engine, &str, &Json, Timestamp),
    /// A play is shown, or without one the page ends.
    pub(crate) moment: fn(&mut Engine, Option<&'static Play>, Timestamp),
}

fn decide(engine: &mut Engine, now: Timestamp, list: &mut Vec<Effect>) -> Option<Timestamp> {
    let ignored_at = engine.watch_card(now, list);
    earliest(ignored_at, engine.decide(now, list))
}

fn prepare(engine: &mut Engine) {
    if let Some(page) = &engine.page {
        let plays = engine.config.plays.iter().copied();
        engine.candidates = plays.filter(|play| play.when.may_hold_on(page)).collect();
    }
}

impl Engine {
    /// Whether the site owner wrote something that is to be followed from the first
    /// moment on, and was not read yet.
    #[must_use]
    pub fn has_unread(&self) -> bool {
        let has = |key| self.config.unread.as_ref().is_some_and(|json| json.get(key).is_some());
        has("touchpoints") || has("plays") || has("journey")
    }

    /// Reads what the site owner wrote, and begins to follow it; returns what was not taken
    /// as written.
    ///
    /// When to call: before [`Engine::take_mind`], where there is a configuration. The code
    /// for it is reached from here only, so that it can load by itself.
    #[must_use]
    pub fn take_written(&mut self, now: Timestamp) -> Vec<ConfigIssue> {
        let issues = self.config.finish();
        self.own = Some(Own { note: note_custom, moment });
        for (name, facts) in core::mem::take(&mut self.early) {
            note_custom(self, &name, &facts, now);
        }
        issues
    }

    /// Begins to decide; to be called by what draws, with which the code for it loads. The
    /// next input is decided upon.
    ///
    /// Shape: what was not read by then counts as not written.
    pub fn take_mind(&mut self, now: Timestamp) {
        if self.config.unread.take().is_some() {
            self.config.plays = STARTER_PACK.iter().collect();
        }
        self.early.clear();
        self.forget_wishes(now);
        self.mind = Some(Mind { decide, prepare });
        prepare(self);
    }

    /// Asks for what decides once a card could come; says when to look again.
    pub(crate) fn call_mind(
        &mut self,
        now: Timestamp,
        list: &mut Vec<Effect>,
    ) -> Option<Timestamp> {
        let is_checkout = |kind| matches!(kind, PageKind::Checkout | PageKind::Payment);
        let kind = self.page.as_ref()?.kind;
        // What is configured may not have been read yet: what can be at most counts.
        let is_over = self.session.cards >= MOST_CARDS;
        if self.is_mind_called || self.preferences.are_tips_stopped || is_over || is_checkout(kind)
        {
            return None;
        }
        if let Some(withheld) = self.held(now) {
            return withheld.again_at;
        }
        let missing = EARLIEST.0.saturating_sub(self.visible_in_visit(now));
        if missing > 0 {
            return Some(now.plus(Millis(missing)));
        }
        self.is_mind_called = true;
        emit(list, Effect::Think);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limit::Limit;

    #[test]
    fn what_decides_is_asked_for_as_soon_as_any_configuration_could_need_it() {
        assert_eq!(Limit::Earliest.bounds().least, 10);
        assert_eq!(EARLIEST, Millis::seconds(10));
        assert_eq!(Limit::PerSession.bounds().most, MOST_CARDS);
    }
}
