//! The engine: one input in, one list of effects out. It only routes; the
//! parts hold the rules.

use std::sync::Arc;

use crate::attention::{Attention, Moment};
use crate::config::{BeforeConsent, Config};
use crate::consent::{Consent, Grants, Purpose};
use crate::effect::{Effect, Effects, Fault, emit};
use crate::id::{IdSource, Seed};
use crate::input::{Input, Response};
use crate::journey::Memories;
use crate::json::Json;
use crate::memory::{LastingMemory, Preferences, SessionMemory};
use crate::mind::{MAX_EARLY, Mind, Own};
use crate::outbox::Outbox;
use crate::page::{PageFacts, PageKind, Question, Understood};
use crate::play::Play;
use crate::sign::REAL_LOOK;
use crate::signal::Signals;
use crate::surroundings::Surroundings;
use crate::time::{Millis, Timestamp};
use crate::touchpoint::TouchpointName;
use crate::view::Showing;

/// The state machine behind everything: the same in the browser and in tests.
#[derive(Clone, Debug)]
pub struct Engine {
    pub(crate) config: Config,
    /// The origin of the site, the `source` of its events.
    pub(crate) source: String,
    pub(crate) ids: IdSource,
    pub(crate) consent: Consent,
    /// What counted after the last input; a change of it has consequences.
    pub(crate) grants: Grants,
    pub(crate) is_asking: bool,
    pub(crate) page: Option<Arc<PageFacts>>,
    pub(crate) moment: Moment,
    pub(crate) signals: Signals,
    pub(crate) session: SessionMemory,
    pub(crate) lasting: LastingMemory,
    pub(crate) preferences: Preferences,
    pub(crate) outbox: Outbox,
    pub(crate) on_screen: Option<OnScreen>,
    pub(crate) showings: u32,
    pub(crate) is_help_open: bool,
    /// The plays that can be offered on this page, whatever happens on it.
    pub(crate) candidates: Vec<&'static Play>,
    pub(crate) answering: Option<Answering>,
    /// Whether what was kept of this visit was taken up.
    pub(crate) is_recalled: bool,
    /// Whether something to be kept has changed.
    pub(crate) is_dirty: bool,
    /// When what may wait is to be kept too.
    pub(crate) persist_at: Option<Timestamp>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) surroundings: Surroundings,
    /// What decides, once it is there.
    pub(crate) mind: Option<Mind>,
    pub(crate) own: Option<Own>,
    /// Whether it was asked for on this page.
    pub(crate) is_mind_called: bool,
    /// Touchpoints of the site owner's own whose declaration was not read yet.
    pub(crate) early: Vec<(String, Json)>,
}

/// The play on screen.
#[derive(Clone, Debug)]
pub(crate) struct OnScreen {
    pub(crate) showing: Showing,
    pub(crate) play: &'static Play,
    /// The page it was shown on.
    pub(crate) page: Option<Arc<PageFacts>>,
    pub(crate) is_accepted: bool,
    /// Whether it is a pill now.
    pub(crate) is_collapsed: bool,
    /// From when in the page's visible time it is ignored; none once the visitor
    /// did something with it.
    pub(crate) ignored_at: Option<Millis>,
}

/// What follows from an answer to a card.
pub(crate) type Answering = fn(&mut Engine, Response, Timestamp, &mut Vec<Effect>);

impl Engine {
    /// An engine at the start of a page.
    ///
    /// Shape: `source` is the origin of the site; the seed is fresh for every
    /// page load. What was kept comes in with [`Input::Recalled`].
    #[must_use]
    pub fn new(config: Config, source: String, seed: Seed) -> Self {
        let mut consent = Consent::default();
        consent.managers.are_expected = config.expects_manager;
        consent.is_not_to_track = config.refuses_tracking;
        Self {
            config,
            source,
            ids: IdSource::new(seed),
            consent,
            grants: Grants::default(),
            is_asking: false,
            page: None,
            moment: Moment::default(),
            signals: Signals::default(),
            session: SessionMemory::default(),
            lasting: LastingMemory::default(),
            preferences: Preferences::default(),
            outbox: Outbox::default(),
            on_screen: None,
            showings: 0,
            is_help_open: false,
            candidates: Vec::new(),
            answering: None,
            is_recalled: false,
            is_dirty: false,
            persist_at: None,
            faults: Vec::new(),
            surroundings: Surroundings::default(),
            mind: None,
            own: None,
            is_mind_called: false,
            early: Vec::new(),
        }
    }

    /// Takes one input and says what to do.
    ///
    /// Never fails, blocks or panics. The same inputs at the same times give
    /// the same effects, byte for byte.
    pub fn step(&mut self, input: Input, now: Timestamp) -> Effects {
        let mut list = Vec::new();
        self.renew_grants(now, &mut list);
        let is_leaving = matches!(input, Input::Leaving);
        match input {
            Input::Page(page) => self.open_page(*page, now, &mut list),
            Input::Understood(understood) => self.understand(*understood, now, &mut list),
            Input::Touchpoint(touchpoint) => self.note(*touchpoint, now),
            Input::Custom { name, facts } => self.note_own(name, facts, now),
            Input::Surroundings(surroundings) => self.surroundings = surroundings,
            Input::Identify(identity) => self.identify(identity, now),
            Input::Consent(signal) => self.consider(signal, now, &mut list),
            Input::Attention(attention) => self.attend(attention, now, &mut list),
            Input::Observed(observation) => self.observe(observation, now),
            Input::Response(response) => self.respond(response, now, &mut list),
            Input::Recalled(snapshot) => self.recall(*snapshot, now),
            Input::Turn { records, is_leaving } => {
                self.take_turn(records, is_leaving, (now, &mut list));
            }
            Input::Sent { batch, outcome } => self.settle(batch, outcome, (now, &mut list)),
            Input::Wake => self.is_dirty |= self.persist_at.is_some_and(|due| due <= now),
            Input::Leaving => self.leave(now),
        }
        let ripe_at = self.ripen(now);
        let again_at = match self.mind {
            Some(mind) => (mind.decide)(self, now, &mut list),
            None => self.call_mind(now, &mut list),
        };
        self.persist(&mut list);
        if let Some(permit) = self.grants.permit() {
            let may_send = !self.consent.managers.are_asking();
            self.outbox.flush(permit, (may_send, is_leaving), (now, &mut list));
        }
        for fault in core::mem::take(&mut self.faults) {
            emit(&mut list, Effect::Report(fault));
        }
        // While a consent manager asks, nothing leaves, so nothing is due.
        let send_at = self.outbox.due_at().filter(|_| !self.consent.managers.are_asking());
        let due_at = earliest(earliest(send_at, self.persist_at), ripe_at);
        Effects { list, wake_at: earliest(again_at, due_at) }
    }

    /// The page as last reported.
    #[must_use]
    pub fn page(&self) -> Option<&PageFacts> {
        self.page.as_deref()
    }

    /// Adds to the open page what only cards and the panel ask for.
    ///
    /// When to call: before [`Engine::take_mind`], after which pages come complete.
    pub fn complete_page(&mut self, complete: fn(&mut PageFacts)) {
        if let Some(page) = self.page.as_mut().and_then(Arc::get_mut) {
            complete(page);
        }
    }

    /// What counts now.
    #[must_use]
    pub fn grants(&self, now: Timestamp) -> Grants {
        self.consent.grants(now)
    }

    /// Whether the configuration declares a touchpoint of this name, or may do so.
    #[must_use]
    pub fn declares(&self, name: &str) -> bool {
        self.has_unread() || self.config.touchpoints.iter().any(|custom| custom.name == name)
    }

    pub(crate) const fn memories(&self) -> Memories<'_> {
        Memories {
            session: &self.session,
            lasting: &self.lasting,
            preferences: &self.preferences,
            patience: &self.config.patience,
        }
    }

    /// Whether touchpoints may be remembered at all, in memory at least.
    pub(crate) fn may_remember(&self) -> bool {
        self.grants.allows(Purpose::Help)
            || self.grants.allows(Purpose::Analytics)
            || self.is_page_mode()
    }

    /// Whether help from the current page's own facts is allowed before a choice.
    pub(crate) fn is_page_mode(&self) -> bool {
        self.config.before_consent == BeforeConsent::Page && self.grants == undecided(self.grants)
    }

    fn open_page(&mut self, page: PageFacts, now: Timestamp, list: &mut Vec<Effect>) {
        self.end_page(now);
        self.add_dwell(now);
        if self.is_page_mode() {
            self.begin_session(now);
        }
        self.moment.begin_page(now);
        self.forget_signals();
        self.turn_to(page);
        self.is_mind_called = false;
        self.hide_unaccepted(list);
        let is_open = self.config.asks_consent && self.consent.is_open(now);
        if is_open && !self.is_asking {
            self.is_asking = true;
            emit(list, Effect::Ask);
        }
    }

    /// Takes what is now understood of the open page. The visitor has not moved, unless the
    /// page is of another kind than it was taken for.
    fn understand(&mut self, understood: Understood, now: Timestamp, list: &mut Vec<Effect>) {
        let Some(page) = self.page.take() else { return };
        let mut page = match Arc::try_unwrap(page) {
            Ok(page) => page,
            Err(page) => {
                // A card is on screen that was made from it.
                self.page = Some(page);
                return;
            }
        };
        let is_same_kind = page.kind == understood.kind;
        page.kind = understood.kind;
        page.product = understood.product;
        page.questions.clear();
        for (question, answer) in understood.questions {
            page.questions.push(Question { question, answer });
        }
        if is_same_kind {
            self.turn_to(page);
        } else {
            self.open_page(page, now, list);
        }
    }

    fn turn_to(&mut self, page: PageFacts) {
        self.page = Some(Arc::new(page));
        if let Some(mind) = self.mind {
            (mind.prepare)(self);
        }
    }

    fn end_page(&mut self, now: Timestamp) {
        if let Some(own) = self.own {
            (own.moment)(self, None, now);
        }
    }

    /// What comes before its declaration was read waits for that.
    fn note_own(&mut self, name: String, facts: Json, now: Timestamp) {
        if let Some(own) = self.own {
            (own.note)(self, &name, &facts, now);
        } else if self.mind.is_none() && self.may_remember() && self.early.len() < MAX_EARLY {
            self.early.push((name, facts));
        }
    }

    /// A new visit, with an id if its events may be sent.
    pub(crate) fn begin_session(&mut self, now: Timestamp) {
        self.session = SessionMemory::begin(now);
        self.name_journey();
    }

    /// Forgets everything the visitor did.
    pub(crate) fn forget_journey(&mut self, now: Timestamp) {
        self.lasting = LastingMemory::default();
        self.forget_signals();
        self.early.clear();
        self.is_recalled = false;
        self.begin_session(now);
    }

    /// Gives visit and visitor the ids that are granted and not there yet.
    pub(crate) fn name_journey(&mut self) {
        if self.grants.allows(Purpose::Analytics) && self.session.id.is_none() {
            self.session.id = Some(self.ids.uuid());
        }
        if self.grants.allows(Purpose::Personalise) && self.lasting.visitor.is_none() {
            self.lasting.visitor = Some(self.ids.uuid());
        }
    }

    fn attend(&mut self, attention: Attention, now: Timestamp, list: &mut Vec<Effect>) {
        if attention == Attention::Hidden {
            self.add_dwell(now);
        }
        if attention == Attention::Covered {
            self.collapse(list);
        }
        self.moment.note(attention, now);
        self.attend_signals(attention, now);
    }

    fn leave(&mut self, now: Timestamp) {
        self.end_page(now);
        self.add_dwell(now);
        self.leave_signals();
        self.moment.has_left = true;
        self.report_losses(now);
        self.is_dirty |= self.may_remember();
    }

    /// Moves the time this page was in view into the memory.
    fn add_dwell(&mut self, now: Timestamp) {
        if !self.may_remember() {
            return;
        }
        let dwell = self.moment.take_visible(now);
        self.session.visible = Millis(self.session.visible.0.saturating_add(dwell.0));
        let is_policy = self.page.as_ref().is_some_and(|page| page.kind == PageKind::Policy);
        if is_policy && dwell >= REAL_LOOK {
            self.notice(TouchpointName::StudyPolicy, now);
        }
        let product = self.page.as_ref().and_then(|page| page.product.as_ref());
        if let Some(product) = product {
            self.session.add_dwell(&product.id, dwell);
        }
    }

    pub(crate) fn count_fault(&mut self, fault: Option<Fault>) {
        if let Some(fault) = fault {
            self.faults.push(fault);
        }
    }

    pub(crate) fn hide(&mut self, list: &mut Vec<Effect>) {
        if self.on_screen.take().is_some() {
            emit(list, Effect::Hide);
        }
    }

    pub(crate) fn hide_unaccepted(&mut self, list: &mut Vec<Effect>) {
        if self.on_screen.as_ref().is_some_and(|shown| !shown.is_accepted) {
            self.hide(list);
        }
    }
}

/// The same grants if nothing was chosen about help and analytics.
fn undecided(grants: Grants) -> Grants {
    Grants { share: grants.share, ..Grants::default() }
}

pub(crate) fn earliest(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
