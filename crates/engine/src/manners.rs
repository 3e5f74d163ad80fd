//! Manners: when an unasked card may be shown at all.
//!
//! One attention budget over all formats. Defaults and hard limits are P1 to
//! P11 of reference/guidance.md 4.2; configuration cannot pass a hard limit.

use crate::condition::Situation;
use crate::engine::Engine;
use crate::memory::{MarkKind, Preferences};
use crate::page::PageKind;
use crate::play::PlayId;
use crate::time::{Millis, Timestamp};

/// The limits, as configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manners {
    /// Unasked cards a visit; one more if it is support.
    pub per_session: u32,
    /// Unasked cards a day.
    pub per_day: u32,
    /// Unasked cards in seven days.
    pub per_week: u32,
    /// Least minutes between two.
    pub gap_minutes: u32,
    /// Least seconds in view before the first.
    pub earliest_seconds: u32,
}

impl Default for Manners {
    fn default() -> Self {
        Self { per_session: 1, per_day: 2, per_week: 4, gap_minutes: 10, earliest_seconds: 30 }
    }
}

impl Manners {
    /// What configuration cannot pass: the most cards and the least waits.
    pub const HARD: Self =
        Self { per_session: 2, per_day: 3, per_week: 8, gap_minutes: 3, earliest_seconds: 10 };
}

/// Closing a card silences its play for so long. P7.
const CLOSED_PLAY: Millis = Millis::days(14);
/// Closing a card silences everything for so long. P7.
const CLOSED_ALL: Millis = Millis::hours(24);
/// "Not now" silences the play for so long, the first time. P8.
const NOT_NOW_PLAY: Millis = Millis::hours(24);
/// Three refusals within this are silence for this. P9.
const SILENCE: Millis = Millis::days(30);
const REFUSALS_TO_SILENCE: usize = 3;
/// Two closings of one play are for good. P9.
const CLOSINGS_FOR_GOOD: usize = 2;
/// Half a page scrolled is looking around. P3.
const LOOKED_AROUND_PERCENT: u8 = 50;
const LOOKED_AROUND_PAGES: u32 = 2;

/// Why a card is held back, and when to look again if time alone could change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Withheld {
    /// The policy, or what is in the way; for traces.
    pub(crate) by: &'static str,
    pub(crate) again_at: Option<Timestamp>,
}

impl Withheld {
    pub(crate) const fn by(by: &'static str) -> Self {
        Self { by, again_at: None }
    }

    pub(crate) const fn until(by: &'static str, again_at: Timestamp) -> Self {
        Self { by, again_at: Some(again_at) }
    }
}

impl Engine {
    /// Whether an unasked card may be shown now; `more` of them a visit than
    /// configured, if it is support.
    pub(crate) fn allow_card(&self, situation: &Situation<'_>, more: u32) -> Result<(), Withheld> {
        let now = situation.now;
        self.preferences.allow_any(now)?;
        // Nothing unasked from checkout to payment.
        if matches!(situation.page.kind, PageKind::Checkout | PageKind::Payment) {
            return Err(Withheld::by("P6 checkout"));
        }
        self.allow_budget(more, now)?;
        self.allow_timing(now)
    }

    fn allow_budget(&self, more: u32, now: Timestamp) -> Result<(), Withheld> {
        let (session, lasting, manners) = (&self.session, &self.lasting, &self.config.manners);
        let most = manners.per_session + more;
        let policy = if session.cards > 0 && session.card_page_view == session.page_views {
            "P1 one a page view"
        } else if session.cards >= most.min(Manners::HARD.per_session) {
            "P1 visit"
        } else if lasting.shown_within(Millis::days(1), now) >= manners.per_day {
            "P1 day"
        } else if lasting.shown_within(Millis::days(7), now) >= manners.per_week {
            "P1 week"
        } else {
            return Ok(());
        };
        Err(Withheld::by(policy))
    }

    fn allow_timing(&self, now: Timestamp) -> Result<(), Withheld> {
        let manners = &self.config.manners;
        if let Some(last) = self.lasting.shown.last() {
            let rested = last.at.plus(Millis::minutes(i64::from(manners.gap_minutes)));
            if now < rested {
                return Err(Withheld::until("P2 gap", rested));
            }
        }
        // Time in view in this visit, the current page included.
        let visible = self.session.visible.0.saturating_add(self.moment.untaken(now).0);
        let missing = Millis::seconds(i64::from(manners.earliest_seconds)).0 - visible;
        if missing > 0 {
            return Err(Withheld::until("P3 earliest", now.plus(Millis(missing))));
        }
        let has_looked = self.session.page_views >= LOOKED_AROUND_PAGES
            || self.moment.scrolled() >= LOOKED_AROUND_PERCENT;
        if has_looked { Ok(()) } else { Err(Withheld::by("P3 looking around")) }
    }
}

impl Preferences {
    /// What the visitor said outranks everything. P7, P9, P11.
    fn allow_any(&self, now: Timestamp) -> Result<(), Withheld> {
        let (mut recent, mut is_closed) = (0, false);
        for refusal in &self.refusals {
            let age = now.since(refusal.at);
            recent += usize::from(age < SILENCE);
            is_closed |= refusal.kind == MarkKind::Closed && age < CLOSED_ALL;
        }
        let policy = if self.are_tips_stopped {
            "P11 stopped"
        } else if recent >= REFUSALS_TO_SILENCE {
            "P9 silence"
        } else if is_closed {
            "P7 closed"
        } else {
            return Ok(());
        };
        Err(Withheld::by(policy))
    }

    /// Whether this play was refused in a way that still counts. P7 to P9.
    pub(crate) fn allow_play(&self, play: PlayId, now: Timestamp) -> Result<(), Withheld> {
        let (mut closings, mut later, mut last) = (0, 0_usize, None);
        for refusal in &self.refusals {
            if refusal.of == play.0 {
                let is_closing = refusal.kind == MarkKind::Closed;
                closings += usize::from(is_closing);
                later += usize::from(!is_closing);
                last = Some(refusal);
            }
        }
        // The second "not now" is treated as a closing.
        if closings + later.saturating_sub(1) >= CLOSINGS_FOR_GOOD {
            return Err(Withheld::by("P9 refused twice"));
        }
        let Some(last) = last else { return Ok(()) };
        let is_closing = last.kind == MarkKind::Closed || later > 1;
        let rested = last.at.plus(if is_closing { CLOSED_PLAY } else { NOT_NOW_PLAY });
        if now < rested { Err(Withheld::until("P7 refused", rested)) } else { Ok(()) }
    }
}
