//! What observations mean: signals of frustration and of hesitation.
//!
//! Each is a touchpoint like every other. Source of all definitions:
//! reference/guidance.md 5.4.

use crate::attention::{Attention, Busy};
use crate::engine::{Engine, earliest};
use crate::observation::{Click, Observation, Target};
use crate::page::{PageKind, PolicyKind};
use crate::time::{Millis, Timestamp};
use crate::touchpoint::{Touchpoint, TouchpointName};
use crate::trail::WAYS;

/// A press belongs to the last one if it comes so soon.
const CHAIN_GAP: Millis = Millis::seconds(1);
/// And so near, in pixels: a mouse, a finger.
const CHAIN_REACH: [i32; 2] = [30, 48];
const RAGE_CLICKS: u32 = 3;
/// A page that has not responded by then does not.
const ANSWER_TIME: Millis = Millis(2_500);
/// Scrolling or selecting answers a press only at once.
const MOTION_TIME: Millis = Millis(100);
/// A change of the focus or of the tab explains a press around it.
const SHIFT_TIME: Millis = Millis::seconds(1);
/// An error so soon after a press is its consequence.
const ERROR_TIME: Millis = Millis::seconds(1);
/// Invalid fields within this are trouble with one form.
const FORM_WINDOW: Millis = Millis::seconds(60);
const INVALID_FIELDS: u32 = 3;
/// Invalid fields kept; three already mean something.
const MAX_INVALID: usize = 8;
const COUPON_WAIT: Millis = Millis::seconds(8);
/// So long away is long enough to look for a code elsewhere.
const COUPON_AWAY: Millis = Millis::seconds(5);
const VARIANT_WINDOW: Millis = Millis::seconds(60);
const VARIANT_CHANGES: u32 = 2;
const POLICY_LOOK: Millis = Millis::seconds(20);
const POLICY_PERCENT: u8 = 50;
const CART_WAIT: Millis = Millis::seconds(60);
/// A signal that is due for longer was slept through, and says nothing.
const LATEST: Millis = Millis::seconds(30);

/// What was observed on this page and is not understood yet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Signals {
    /// The last press and how many belong to it.
    last: Option<(Click, u32)>,
    /// Whether the page responded since the first of them.
    is_answered: bool,
    /// When something was pressed; an error may belong to it. Long ago if nothing was,
    /// like the other times here: in 1970.
    pressed: Timestamp,
    /// A press that waits for an answer, and its target.
    waiting: Option<(Timestamp, u32)>,
    /// When the focus or the tab last changed.
    shifted: Timestamp,
    /// Invalid fields, by their numbers.
    invalid: Vec<(u32, Timestamp)>,
    /// Since when the coupon field has the focus.
    coupon: Option<Timestamp>,
    /// When the coupon field was left; since when the visitor is away from it.
    coupon_left: Timestamp,
    away: Option<Timestamp>,
    /// When the first variant was chosen, and how many were.
    variants: Option<(Timestamp, u32)>,
    /// What was told on this page, one bit each: some things are told once.
    told: u64,
}

/// A signal that comes by time alone: a row of [`TIMED`].
struct Timed {
    name: TouchpointName,
    how: &'static str,
    /// When it comes, as things are.
    due: fn(&Engine, Timestamp) -> Option<Timestamp>,
    /// Whether it is told once a page.
    is_once: bool,
}

static TIMED: [Timed; 5] = [
    Timed {
        name: TouchpointName::DeadClick,
        how: "",
        due: |engine, _| engine.signals.waiting.map(|(at, _)| at.plus(ANSWER_TIME)),
        is_once: false,
    },
    Timed {
        name: TouchpointName::CouponHesitation,
        how: "waited",
        due: |engine, _| engine.signals.coupon.map(|since| since.plus(COUPON_WAIT)),
        is_once: true,
    },
    Timed {
        name: TouchpointName::SizeHesitation,
        how: "",
        due: |engine, _| {
            let (first, count) = engine.signals.variants?;
            (count >= VARIANT_CHANGES).then(|| first.plus(VARIANT_WINDOW))
        },
        is_once: true,
    },
    Timed {
        name: TouchpointName::PolicyIdle,
        how: "",
        due: |engine, now| {
            let policy = engine.page.as_ref()?.policy?;
            let session = &engine.session;
            let is_buying = session.count(TouchpointName::ViewItem) > 0
                || session.count(TouchpointName::AddToCart) > 0;
            let is_read = matches!(policy, PolicyKind::Delivery | PolicyKind::Returns)
                && is_buying
                && engine.moment.is_visible()
                && engine.moment.scrolled() >= POLICY_PERCENT;
            is_read.then(|| now.plus(Millis((POLICY_LOOK.0 - engine.moment.visible(now).0).max(0))))
        },
        is_once: true,
    },
    Timed {
        name: TouchpointName::CartIdle,
        how: "",
        due: |engine, _| {
            let is_cart = engine.page.as_ref()?.kind == PageKind::Cart;
            engine.moment.idle_since().filter(|_| is_cart).map(|since| since.plus(CART_WAIT))
        },
        is_once: true,
    },
];

const fn bit(name: TouchpointName) -> u64 {
    1_u64.wrapping_shl(name as u32)
}

impl Signals {
    /// Counts a press, and says whether the visitor has now pressed in vain too often.
    fn press(&mut self, click: Click) -> bool {
        let count = match self.last {
            Some((last, count)) if self.is_next(last, click) => count.saturating_add(1),
            _ => {
                self.is_answered = false;
                1
            }
        };
        self.last = (click.kind != Target::Repeat).then_some((click, count));
        count == RAGE_CLICKS && self.last.is_some()
    }

    /// Whether a press belongs to the one before.
    fn is_next(&self, last: Click, click: Click) -> bool {
        let gap = click.at.0.saturating_sub(last.at.0);
        let [mouse, finger] = CHAIN_REACH;
        let reach = if click.is_touch { finger } else { mouse };
        let is_near = |one: i32, other: i32| one.saturating_sub(other).saturating_abs() <= reach;
        (0..=CHAIN_GAP.0).contains(&gap)
            && is_near(click.x, last.x)
            && is_near(click.y, last.y)
            && (click.target == last.target || !self.is_answered)
    }

    /// Waits for an answer to a press that looks as if it had one.
    fn expect_answer(&mut self, click: Click, now: Timestamp) {
        let is_excused = now.since(self.shifted) <= SHIFT_TIME;
        if click.is_native || is_excused || matches!(click.kind, Target::Plain | Target::Repeat) {
            return;
        }
        // Pressed again, it is still the first press that was not answered.
        if self.waiting.is_none_or(|(_, target)| target != click.target) {
            self.waiting = Some((now, click.target));
        }
    }

    /// Takes what happened as the answer, if it came within this time.
    fn answer_within(&mut self, time: Millis, now: Timestamp) {
        self.waiting = self.waiting.filter(|(at, _)| now.since(*at) > time);
    }

    /// Counts an invalid field; says how and how often when it is trouble.
    fn count_invalid(&mut self, field: u32, now: Timestamp) -> Option<(&'static str, u32)> {
        let known = self.invalid.iter().rev().find(|(known, _)| *known == field);
        let before = known.map(|(_, at)| now.since(*at));
        if before.is_some_and(|before| before < CHAIN_GAP) {
            // Said twice about one attempt: by the browser and by the page.
            return None;
        }
        self.invalid.push((field, now));
        if self.invalid.len() > MAX_INVALID {
            self.invalid.remove(0);
        }
        let mut recent = 0;
        for (_, at) in &self.invalid {
            recent += u32::from(now.since(*at) <= FORM_WINDOW);
        }
        let trouble = if before.is_some() {
            ("same_field", 2)
        } else if recent >= INVALID_FIELDS {
            ("many_fields", recent)
        } else {
            return None;
        };
        self.invalid.clear();
        Some(trouble)
    }

    /// What the visitor's attention says about presses and the coupon field.
    fn attend(&mut self, attention: Attention, now: Timestamp) -> bool {
        match attention {
            Attention::Pointer | Attention::Key => {}
            Attention::Scrolled(_) | Attention::Began(Busy::Selection) => {
                self.last = None;
                self.answer_within(MOTION_TIME, now);
            }
            shift => {
                self.shifted = now;
                self.answer_within(SHIFT_TIME, now);
                let is_left = now.since(self.coupon_left) <= SHIFT_TIME;
                if shift == Attention::Hidden {
                    let is_at_coupon = self.coupon.take().is_some() || is_left;
                    self.away = is_at_coupon.then_some(now);
                } else if shift == Attention::Visible {
                    let away = self.away.take();
                    return away.is_some_and(|since| now.since(since) >= COUPON_AWAY);
                }
            }
        }
        false
    }
}

impl Engine {
    /// Takes an observation, as far as consent allows.
    pub(crate) fn observe(&mut self, observation: Observation, now: Timestamp) {
        if !self.may_remember() {
            return;
        }
        let since_press = now.since(self.signals.pressed);
        match observation {
            Observation::Click(click) => self.press(click, now),
            Observation::Responded => {
                self.signals.waiting = None;
                self.signals.is_answered = true;
            }
            Observation::Failed => {
                if since_press <= ERROR_TIME {
                    self.signals.pressed = Timestamp::default();
                    self.tell(TouchpointName::ErrorClick, "", 1, now);
                }
            }
            Observation::Invalid(field) => {
                // Only as an answer to a press: pages check fields while one types too.
                if since_press <= ANSWER_TIME
                    && let Some((how, count)) = self.signals.count_invalid(field, now)
                {
                    self.tell(TouchpointName::FormError, how, count, now);
                }
            }
            Observation::CouponFocused => self.signals.coupon = Some(now),
            Observation::CouponLeft => {
                self.signals.coupon = None;
                self.signals.coupon_left = now;
            }
            Observation::CouponRejected => self.hesitate_over_coupon("rejected", now),
            Observation::Chosen => self.choose_one(now),
        }
    }

    fn press(&mut self, click: Click, now: Timestamp) {
        // Nothing is offered in the middle of pressing.
        self.moment.note(Attention::Pointer, now);
        self.session.trail.pressed = Some(now);
        self.signals.pressed = now;
        if click.kind == Target::SizeGuide {
            self.signals.variants = None;
        }
        self.signals.expect_answer(click, now);
        if self.signals.press(click) {
            self.session.trail.is_stuck |= click.kind == Target::Buy;
            self.tell(TouchpointName::RageClick, click.kind.as_str(), RAGE_CLICKS, now);
        }
    }

    /// On a product it is a variant, in a list a filter or an order.
    fn choose_one(&mut self, now: Timestamp) {
        match self.page.as_ref().map(|page| page.kind) {
            Some(PageKind::Product) => {
                let variants = self.signals.variants;
                let (first, count) = variants
                    .filter(|(first, _)| now.since(*first) <= VARIANT_WINDOW)
                    .unwrap_or((now, 0));
                self.signals.variants = Some((first, count.saturating_add(1)));
                self.note(Touchpoint::named(TouchpointName::SelectVariant), now);
            }
            Some(PageKind::Category | PageKind::Search) => {
                self.note(Touchpoint::named(TouchpointName::FilterItems), now);
            }
            _ => {}
        }
    }

    fn hesitate_over_coupon(&mut self, how: &'static str, now: Timestamp) {
        if self.signals.told & bit(TouchpointName::CouponHesitation) == 0 {
            self.tell(TouchpointName::CouponHesitation, how, 1, now);
        }
    }

    /// What attention says about presses and fields.
    pub(crate) fn attend_signals(&mut self, attention: Attention, now: Timestamp) {
        if self.signals.attend(attention, now) && self.may_remember() {
            self.hesitate_over_coupon("away", now);
        }
    }

    /// Another page, or nothing observed may count any more.
    #[inline(never)]
    pub(crate) fn forget_signals(&mut self) {
        self.signals = Signals::default();
    }

    /// The page is left: where it goes, nothing more will respond.
    pub(crate) fn leave_signals(&mut self) {
        self.signals.waiting = None;
    }

    /// What a touchpoint that was noted means for signals.
    pub(crate) fn follow(&mut self, name: TouchpointName, results: Option<u32>, now: Timestamp) {
        match name {
            TouchpointName::PageView => {
                let page = self.page.as_ref().map(|page| (page.kind, page.place));
                let Some((kind, place)) = page else { return };
                self.session.trail.walk(kind, place, now);
                for way in &WAYS {
                    let count = way.read(&self.session, now);
                    if count > 0 {
                        self.tell(way.name, way.how, count, now);
                    }
                }
            }
            TouchpointName::Search
                if results == Some(0) && self.session.trail.search_in_vain(now) =>
            {
                self.tell(TouchpointName::ZeroResultSearch, "no_results", 2, now);
            }
            TouchpointName::AddToCart
            | TouchpointName::BeginCheckout
            | TouchpointName::Purchase => {
                self.signals.variants = None;
                self.session.trail.is_stuck = false;
            }
            _ => {}
        }
    }

    /// Tells the signals whose time has come, and says when the next one could.
    pub(crate) fn ripen(&mut self, now: Timestamp) -> Option<Timestamp> {
        if !self.may_remember() {
            return None;
        }
        let mut next = None;
        for timed in &TIMED {
            if timed.is_once && self.signals.told & bit(timed.name) != 0 {
                continue;
            }
            let Some(due) = (timed.due)(self, now) else { continue };
            if now < due {
                next = earliest(next, Some(due));
                continue;
            }
            if !timed.is_once {
                self.signals.waiting = None;
            }
            self.signals.told |= bit(timed.name);
            if now.since(due) <= LATEST {
                self.tell(timed.name, timed.how, 1, now);
            }
        }
        next
    }

    /// Notes a signal. One copy of it: a touchpoint is many fields to fill.
    #[inline(never)]
    fn tell(&mut self, name: TouchpointName, how: &'static str, count: u32, now: Timestamp) {
        self.signals.told |= bit(name);
        self.note(Touchpoint { how, count, ..Touchpoint::named(name) }, now);
    }
}
