//! The decision: at most one play.

use crate::condition::Situation;
use crate::consent::Purpose;
use crate::effect::Effect;
use crate::engine::{Engine, OnScreen, earliest};
use crate::gate::Worth;
use crate::journey::Stage;
use crate::manners::Withheld;
use crate::memory::{MAX_SHOWN, MarkKind, remember};
use crate::page::PageFacts;
use crate::payload;
use crate::play::{Play, Subject};
use crate::sign::READINGS;
use crate::time::Timestamp;
use crate::view::Showing;

/// What the manners say to any card now, and to one that is support.
pub(crate) type Allowed = [Result<(), Withheld>; 2];

/// A comparison of fewer says nothing.
pub(crate) const LEAST_COMPARED: usize = 2;

impl Engine {
    /// Shows a play if this is the moment for one; says when to look again if
    /// time alone could change the answer.
    pub(crate) fn decide(&mut self, now: Timestamp, list: &mut Vec<Effect>) -> Option<Timestamp> {
        let page = self.page.clone()?;
        if let Some(withheld) = self.held(now) {
            return withheld.again_at;
        }
        let situation = self.situation(&page, now);
        let manners = self.manners(&situation);
        if let [Err(one), Err(other)] = manners {
            // Nothing may be shown: no play need be looked at.
            return earliest(one.again_at, other.again_at);
        }
        let mut best: Option<(&'static Play, i64)> = None;
        let mut again_at = None;
        for play in &self.candidates {
            if !play.when.holds(&situation, &mut |_, _, _| {}) {
                again_at = earliest(again_at, play.when.opens_at(&situation));
                continue;
            }
            match self.allow(play, &situation, &manners) {
                Ok(()) => {
                    let worth = Worth::of(play, &situation).value();
                    if worth > best.map_or(0, |(_, best)| best) {
                        best = Some((play, worth));
                    }
                }
                Err(withheld) => again_at = earliest(again_at, withheld.again_at),
            }
        }
        if let Some((play, _)) = best {
            if let Some(following) = self.following {
                (following.moment)(self, Some(play), now);
            }
            self.show(play, now, list);
        }
        again_at
    }

    /// What forbids any unasked card, whatever the play.
    pub(crate) fn held(&self, now: Timestamp) -> Option<Withheld> {
        let reason = if !self.grants.allows(Purpose::Help) && !self.is_page_mode() {
            "help is not granted"
        } else if self.is_asking {
            "consent is being asked"
        } else if self.is_help_open {
            "help is open"
        } else if self.on_screen.is_some() {
            "a card is on screen"
        } else {
            return self.moment.is_free(now).err();
        };
        Some(Withheld::by(reason))
    }

    pub(crate) fn situation<'a>(&'a self, page: &'a PageFacts, now: Timestamp) -> Situation<'a> {
        let memories = self.memories();
        Situation {
            page,
            memories,
            signs: READINGS.each_ref().map(|reading| reading.read(memories, now)),
            items_of_one_kind: self.session.items_of_latest_kind().count(),
            moment: &self.moment,
            surroundings: &self.surroundings,
            now,
        }
    }

    pub(crate) fn manners(&self, situation: &Situation<'_>) -> Allowed {
        [self.allow_card(situation, 0), self.allow_card(situation, 1)]
    }

    /// Whether a play that fits may be shown, and has something to say.
    pub(crate) fn allow(
        &self,
        play: &Play,
        situation: &Situation<'_>,
        [general, support]: &Allowed,
    ) -> Result<(), Withheld> {
        let allowed = if play.stage == Stage::Support { support } else { general };
        (*allowed)?;
        self.preferences.allow_play(play.id, situation.now)?;
        if has_content(play.subject, situation) { Ok(()) } else { Err(Withheld::by("no content")) }
    }

    fn show(&mut self, play: &'static Play, now: Timestamp, list: &mut Vec<Effect>) {
        self.showings = self.showings.wrapping_add(1);
        let showing = Showing(self.showings);
        // Counted before it is painted: a card that was seen and then lost by
        // a reload must not come again (guidance §3, 5).
        self.session.cards = self.session.cards.saturating_add(1);
        self.session.card_page_view = self.session.page_views;
        remember(&mut self.lasting.shown, (play.id.0, MarkKind::Plain, now), MAX_SHOWN);
        self.is_dirty = true;
        self.report_play("play.shown", play, "", now);
        list.push(Effect::Show { showing, play: play.id });
        self.on_screen =
            Some(OnScreen { showing, play, page: self.page.clone(), is_accepted: false });
    }

    pub(crate) fn report_play(&mut self, name: &str, play: &Play, how: &str, now: Timestamp) {
        if let Some(page) = &self.page {
            let data = payload::play(play, how, page);
            self.record(name, &data, now);
        }
    }
}

/// Whether there is anything to say; the words are found when it is drawn
/// (`compose.rs`), because most visits draw nothing.
fn has_content(subject: Subject, situation: &Situation<'_>) -> bool {
    match subject {
        Subject::LookedAt => situation.items_of_one_kind >= LEAST_COMPARED,
        Subject::OfferTerms => situation.page.has_terms(),
        Subject::Written(_) => true,
        Subject::LastOrder => !situation.memories.lasting.orders.is_empty(),
    }
}
