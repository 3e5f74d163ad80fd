//! The decision: at most one play, and why, or why not.

use std::sync::Arc;

use crate::compose::{Composed, compose};
use crate::condition::Situation;
use crate::consent::Purpose;
use crate::effect::Effect;
use crate::engine::{Engine, OnScreen, earliest};
use crate::journey::{Stage, read_stage};
use crate::manners::{Occasion, Withheld, allow_play};
use crate::page::PageFacts;
use crate::payload;
use crate::play::Play;
use crate::time::{Millis, Timestamp};
use crate::trace::{Check, Checks, PlayTrace, Trace};
use crate::view::{PlayView, Showing, Text, Why};

impl Engine {
    /// Shows a play if this is the moment for one; says when to look again if
    /// time alone could change the answer.
    pub(crate) fn decide(&mut self, now: Timestamp, list: &mut Vec<Effect>) -> Option<Timestamp> {
        let page = self.page.clone()?;
        if let Some(reason) = self.is_held() {
            self.trace = Trace { not_now: Some(reason), ..Trace::default() };
            return None;
        }
        if let Err(not_now) = self.moment.is_free(now) {
            self.trace = Trace { not_now: Some(not_now.reason), ..Trace::default() };
            return not_now.again_at;
        }
        let choice = self.choose(&page, now);
        self.trace = choice.trace;
        if let Some((play, composed)) = choice.best {
            self.show(play, composed, now, list);
        }
        choice.again_at
    }

    /// What forbids any unasked card, whatever the moment.
    fn is_held(&self) -> Option<&'static str> {
        if !self.grants.allows(Purpose::Help) && !self.is_page_mode() {
            return Some("help is not granted");
        }
        if self.is_asking {
            return Some("consent is being asked");
        }
        if self.is_help_open {
            return Some("help is open");
        }
        self.on_screen.as_ref().map(|_| "a card is on screen")
    }

    fn choose(&self, page: &PageFacts, now: Timestamp) -> Choice {
        let situation = Situation {
            page,
            memories: self.memories(),
            stage: read_stage(self.memories(), now).map(|reading| reading.stage),
            items_of_one_kind: self.session.items_of_latest_kind().len(),
            moment: &self.moment,
            now,
        };
        let mut choice = Choice::default();
        let manners = self.manners(&situation);
        if let [Err(withheld), Err(_)] = manners {
            // Nothing may be shown: no play need be looked at.
            choice.trace.not_now = Some(withheld.policy);
            choice.again_at = manners.into_iter().filter_map(again_at).min();
            return choice;
        }
        for play in &self.config.plays {
            self.consider_play(play, (&situation, &manners), &mut choice);
        }
        choice.trace.shown = choice.best.as_ref().map(|(play, _)| play.id.clone());
        choice
    }

    fn consider_play(
        &self,
        play: &Arc<Play>,
        (situation, manners): (&Situation<'_>, &[Result<(), Withheld>; 2]),
        choice: &mut Choice,
    ) {
        let mut checks = Checks::default();
        let fits = play.when.holds(situation, &mut checks);
        let mut withheld_by = None;
        if fits {
            match self.allow(play, manners, situation.now) {
                Ok(()) => self.compare_with_best(play, situation, (&mut checks, choice)),
                Err(withheld) => {
                    withheld_by = Some(withheld.policy);
                    choice.look_again(withheld.again_at);
                }
            }
        } else {
            choice.look_again(play.when.opens_at(situation));
        }
        choice.trace.plays.push(PlayTrace { play: Arc::clone(play), checks, withheld_by });
    }

    fn compare_with_best(
        &self,
        play: &Arc<Play>,
        situation: &Situation<'_>,
        (checks, choice): (&mut Checks, &mut Choice),
    ) {
        let is_better = choice.best.as_ref().is_none_or(|(best, _)| play.benefit > best.benefit);
        if !is_better {
            return;
        }
        let composed = compose(play.subject, situation);
        let holds = composed.is_some();
        checks.note(Check { rule: "content", seen: i64::from(holds), wanted: 1, holds });
        if let Some(composed) = composed {
            choice.best = Some((Arc::clone(play), composed));
        }
    }

    fn allow(
        &self,
        play: &Play,
        [general, support]: &[Result<(), Withheld>; 2],
        now: Timestamp,
    ) -> Result<(), Withheld> {
        let allowed = if play.stage == Stage::Support { support } else { general };
        (*allowed)?;
        allow_play(&play.id, &self.preferences, now)
    }

    /// What the manners say to any card now, and to one that is support.
    fn manners(&self, situation: &Situation<'_>) -> [Result<(), Withheld>; 2] {
        let now = situation.now;
        let visible = self.session.visible.0.saturating_add(self.moment.untaken(now).0);
        let occasion = Occasion {
            session: &self.session,
            lasting: &self.lasting,
            preferences: &self.preferences,
            page: situation.page.kind,
            visible: Millis(visible),
            scrolled: self.moment.scrolled(),
            now,
        };
        let manners = &self.config.manners;
        [manners.allow(&occasion, false), manners.allow(&occasion, true)]
    }

    fn show(
        &mut self,
        play: Arc<Play>,
        composed: Composed,
        now: Timestamp,
        list: &mut Vec<Effect>,
    ) {
        self.showings = self.showings.wrapping_add(1);
        let showing = Showing(self.showings);
        // Counted before it is painted: a card that was seen and then lost by
        // a reload must not come again (guidance §3, 5).
        self.session.cards = self.session.cards.saturating_add(1);
        self.session.card_page_view = self.session.page_views;
        self.lasting.add_shown(&play.id, now);
        self.is_dirty = true;
        let why = self.why(composed.reason, now);
        self.report_play("play.shown", &play, None, now);
        list.push(Effect::Show(Arc::new(PlayView {
            showing,
            play: play.id.clone(),
            format: play.format,
            need: play.need,
            title: composed.title,
            summary: composed.summary,
            accept: Some(composed.accept),
            content: composed.content,
            why,
        })));
        self.on_screen = Some(OnScreen { showing, play, is_accepted: false });
    }

    fn why(&self, reason: Text, now: Timestamp) -> Why {
        let is_sent = self.grants.allows(Purpose::Analytics);
        let privacy = if is_sent { "why.privacy.sent" } else { "why.privacy.device" };
        Why {
            reason,
            privacy: Text::key(privacy),
            shown_today: self.lasting.shown_within(Millis::days(1), now),
            most_a_day: self.config.manners.per_day,
        }
    }

    pub(crate) fn report_play(
        &mut self,
        name: &str,
        play: &Play,
        how: Option<&'static str>,
        now: Timestamp,
    ) {
        if let Some(page) = self.page.clone() {
            self.record(name, payload::play(play, how, &page), now);
        }
    }
}

/// When a policy may let go, by time alone.
fn again_at(manners: Result<(), Withheld>) -> Option<Timestamp> {
    manners.err().and_then(|withheld| withheld.again_at)
}

/// The best play so far, and what was looked at on the way.
#[derive(Default)]
struct Choice {
    best: Option<(Arc<Play>, Composed)>,
    again_at: Option<Timestamp>,
    trace: Trace,
}

impl Choice {
    fn look_again(&mut self, at: Option<Timestamp>) {
        self.again_at = earliest(self.again_at, at);
    }
}
