//! The decision: at most one play.

use crate::condition::Situation;
use crate::consent::Purpose;
use crate::effect::{Effect, emit};
use crate::engine::{Engine, OnScreen, earliest};
use crate::gate::Worth;
use crate::holdout::SHOWN;
use crate::journey::Stage;
use crate::limit::Limit;
use crate::manners::Withheld;
use crate::mark::{MAX_REFUSALS, MAX_SHOWN, MAX_TRIES, MarkKind, remember, remember_each};
use crate::page::{Link, LinkKind, PageFacts};
use crate::payload;
use crate::play::{Format, Play, Subject};
use crate::reason::Reason;
use crate::sign::READINGS;
use crate::time::{Millis, Timestamp};
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
            if let Some(own) = self.own {
                (own.moment)(self, Some(play), now);
            }
            self.show(play, now, list);
        }
        again_at
    }

    /// What forbids any unasked card, whatever the play.
    pub(crate) fn held(&self, now: Timestamp) -> Option<Withheld> {
        let reason = if !self.grants.allows(Purpose::Help) && !self.is_page_mode() {
            Reason::HelpIsNotGranted
        } else if self.is_asking {
            Reason::ConsentIsBeingAsked
        } else if self.is_help_open {
            Reason::HelpIsOpen
        } else if self.on_screen.is_some() {
            Reason::ACardIsOnScreen
        } else {
            return self.moment.is_free(&self.config.manners, now).err();
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
        self.allow_play(play, situation)?;
        if has_content(play.subject, situation) {
            Ok(())
        } else {
            Err(Withheld::by(Reason::NoContent))
        }
    }

    fn show(&mut self, play: &'static Play, now: Timestamp, list: &mut Vec<Effect>) {
        // Counted before it is painted: a card that was seen and then lost by
        // a reload must not come again (guidance §3, 5).
        self.session.cards = self.session.cards.saturating_add(1);
        self.session.card_visible = Millis(self.visible_in_visit(now));
        self.moment.had_card = true;
        self.is_dirty = true;
        let arm = self.arm(play);
        if !matches!(arm, "" | SHOWN) {
            // It uses up the budget as if it had been shown, or those in the
            // holdout would come to more moments than those it is compared with.
            remember(&mut self.lasting.shown, ("", MarkKind::Plain, now), MAX_SHOWN);
            self.report_play("play.withheld", play, ("arm", arm), now);
            return;
        }
        self.showings = self.showings.wrapping_add(1);
        let showing = Showing(self.showings);
        remember(&mut self.lasting.shown, (play.id.0, kind_of(play), now), MAX_SHOWN);
        remember(&mut self.lasting.tries, (play.id.0, MarkKind::Plain, now), MAX_TRIES);
        if matches!(play.format, Format::Nps | Format::Csat | Format::Ces | Format::Referral) {
            let asked = (play.format.as_str(), MarkKind::Plain, now);
            remember_each(&mut self.lasting.asked, asked);
        }
        self.report_play("play.shown", play, ("arm", arm), now);
        emit(list, Effect::Show { showing, play: play.id });
        let patience = self.config.manners.length(Limit::Ignored);
        self.on_screen = Some(OnScreen {
            showing,
            play,
            page: self.page.clone(),
            is_accepted: false,
            is_collapsed: false,
            ignored_at: Some(Millis(self.moment.visible(now).0.saturating_add(patience.0))),
        });
    }

    /// Makes a pill of a card that is ignored, and says when it would be. P10.
    pub(crate) fn watch_card(
        &mut self,
        now: Timestamp,
        list: &mut Vec<Effect>,
    ) -> Option<Timestamp> {
        let on_screen = self.on_screen.as_mut().filter(|_| self.moment.is_visible())?;
        let missing = on_screen.ignored_at?.0.saturating_sub(self.moment.visible(now).0);
        if missing > 0 {
            return Some(now.plus(Millis(missing)));
        }
        on_screen.ignored_at = None;
        let play = on_screen.play;
        self.report_play("play.ignored", play, ("", ""), now);
        self.lasting.ignores = self.lasting.ignores.saturating_add(1);
        if self.lasting.ignores >= self.config.manners.of(Limit::Ignores) {
            self.lasting.ignores = 0;
            let refusal = (play.id.0, MarkKind::Ignored, now);
            remember(&mut self.lasting.refusals, refusal, MAX_REFUSALS);
        }
        self.is_dirty = true;
        self.collapse(list);
        None
    }

    /// Makes a pill of a card that was not opened yet.
    pub(crate) fn collapse(&mut self, list: &mut Vec<Effect>) {
        if let Some(on_screen) = &mut self.on_screen
            && !on_screen.is_accepted
            && !core::mem::replace(&mut on_screen.is_collapsed, true)
        {
            on_screen.ignored_at = None;
            emit(list, Effect::Collapse);
        }
    }

    pub(crate) fn report_play(
        &mut self,
        name: &str,
        play: &Play,
        detail: (&str, &str),
        now: Timestamp,
    ) {
        if let Some(page) = &self.page {
            let data = payload::play(play, detail, page);
            self.record(name, &data, now);
        }
    }
}

/// The link of a page that leads to help: to its answers, else to a person.
pub(crate) fn help_link(page: &PageFacts) -> Option<&Link> {
    let link_of = |kind| page.links.iter().find(|link| link.kind == kind);
    link_of(LinkKind::Help).or_else(|| link_of(LinkKind::Contact))
}

/// Whether there is anything to say; the words are found when it is drawn
/// (`compose.rs`), because most visits draw nothing.
fn has_content(subject: Subject, situation: &Situation<'_>) -> bool {
    match subject {
        Subject::LookedAt => situation.items_of_one_kind >= LEAST_COMPARED,
        Subject::OfferTerms => situation.page.has_terms(),
        Subject::Help => help_link(situation.page).is_some(),
        Subject::Written(_) => true,
        Subject::LastOrder => !situation.memories.lasting.orders.is_empty(),
    }
}

/// What a card is to a client: help, a promotion before or after the sale, or
/// neither. P22.
pub(crate) fn kind_of(play: &Play) -> MarkKind {
    match play.format {
        Format::Referral => MarkKind::PromotedAfter,
        _ if play.stage == Stage::Support => MarkKind::Helped,
        Format::Nps | Format::Csat | Format::Ces | Format::Thanks => MarkKind::Plain,
        Format::Tip if play.stage > Stage::Support => MarkKind::PromotedAfter,
        Format::Tip if play.stage > Stage::Consideration => MarkKind::Promoted,
        _ => MarkKind::Helped,
    }
}
