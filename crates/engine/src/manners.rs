//! Manners: when an unasked card may be shown at all.
//!
//! One attention budget over all formats. Defaults and hard limits are P1 to
//! P11 of reference/guidance.md 4.2; configuration cannot pass a hard limit.

use crate::memory::{LastingMemory, Preferences, RefusalKind, SessionMemory};
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
    /// Least time between two.
    pub gap: Millis,
    /// Least time in view before the first.
    pub earliest: Millis,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            per_session: 1,
            per_day: 2,
            per_week: 4,
            gap: Millis::minutes(10),
            earliest: Millis::seconds(30),
        }
    }
}

impl Manners {
    /// What configuration cannot pass: the most cards and the least waits.
    pub const HARD: Self = Self {
        per_session: 2,
        per_day: 3,
        per_week: 8,
        gap: Millis::minutes(3),
        earliest: Millis::seconds(10),
    };
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

/// What the manners look at.
pub(crate) struct Occasion<'a> {
    pub(crate) session: &'a SessionMemory,
    pub(crate) lasting: &'a LastingMemory,
    pub(crate) preferences: &'a Preferences,
    pub(crate) page: PageKind,
    /// Time in view in this visit, the current page included.
    pub(crate) visible: Millis,
    pub(crate) scrolled: u8,
    pub(crate) now: Timestamp,
}

/// A policy that holds a card back, and when it may let go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Withheld {
    pub(crate) policy: &'static str,
    pub(crate) again_at: Option<Timestamp>,
}

impl Withheld {
    const fn by(policy: &'static str) -> Self {
        Self { policy, again_at: None }
    }

    const fn until(policy: &'static str, again_at: Timestamp) -> Self {
        Self { policy, again_at: Some(again_at) }
    }
}

impl Manners {
    /// Whether any unasked card may be shown now; `is_support` has one more a visit.
    pub(crate) fn allow(&self, occasion: &Occasion<'_>, is_support: bool) -> Result<(), Withheld> {
        allow_wishes(occasion)?;
        allow_page(occasion.page)?;
        self.allow_budget(occasion, is_support)?;
        self.allow_timing(occasion)
    }

    fn allow_budget(&self, occasion: &Occasion<'_>, is_support: bool) -> Result<(), Withheld> {
        let session = occasion.session;
        if session.cards > 0 && session.card_page_view == session.page_views {
            return Err(Withheld::by("P1 one a page view"));
        }
        let most = self.per_session + u32::from(is_support);
        if session.cards >= most.min(Self::HARD.per_session) {
            return Err(Withheld::by("P1 visit"));
        }
        let (now, lasting) = (occasion.now, occasion.lasting);
        if lasting.shown_within(Millis::days(1), now) >= self.per_day {
            return Err(Withheld::by("P1 day"));
        }
        if lasting.shown_within(Millis::days(7), now) >= self.per_week {
            return Err(Withheld::by("P1 week"));
        }
        Ok(())
    }

    fn allow_timing(&self, occasion: &Occasion<'_>) -> Result<(), Withheld> {
        let now = occasion.now;
        if let Some(last) = occasion.lasting.shown.last() {
            let rested = last.at.plus(self.gap);
            if now < rested {
                return Err(Withheld::until("P2 gap", rested));
            }
        }
        let missing = self.earliest.0 - occasion.visible.0;
        if missing > 0 {
            return Err(Withheld::until("P3 earliest", now.plus(Millis(missing))));
        }
        let has_looked = occasion.session.page_views >= LOOKED_AROUND_PAGES
            || occasion.scrolled >= LOOKED_AROUND_PERCENT;
        if has_looked { Ok(()) } else { Err(Withheld::by("P3 looking around")) }
    }
}

/// What the visitor said outranks everything. P7, P9, P11.
fn allow_wishes(occasion: &Occasion<'_>) -> Result<(), Withheld> {
    if occasion.preferences.are_tips_stopped {
        return Err(Withheld::by("P11 stopped"));
    }
    let refusals = &occasion.preferences.refusals;
    let (mut recent, mut is_closed) = (0, false);
    for refusal in refusals {
        let age = occasion.now.since(refusal.at);
        recent += usize::from(age < SILENCE);
        is_closed |= refusal.kind == RefusalKind::Closed && age < CLOSED_ALL;
    }
    if recent >= REFUSALS_TO_SILENCE {
        return Err(Withheld::by("P9 silence"));
    }
    if is_closed { Err(Withheld::by("P7 closed")) } else { Ok(()) }
}

/// Nothing unasked from checkout to payment. P6.
const fn allow_page(page: PageKind) -> Result<(), Withheld> {
    match page {
        PageKind::Checkout | PageKind::Payment => Err(Withheld::by("P6 checkout")),
        _ => Ok(()),
    }
}

/// Whether this play was refused in a way that still counts. P7 to P9.
pub(crate) fn allow_play(
    play: &PlayId,
    preferences: &Preferences,
    now: Timestamp,
) -> Result<(), Withheld> {
    let (mut closings, mut later, mut last) = (0, 0_usize, None);
    for refusal in &preferences.refusals {
        if refusal.play == *play {
            let is_closing = refusal.kind == RefusalKind::Closed;
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
    let is_closing = last.kind == RefusalKind::Closed || later > 1;
    let rested = last.at.plus(if is_closing { CLOSED_PLAY } else { NOT_NOW_PLAY });
    if now < rested { Err(Withheld::until("P7 refused", rested)) } else { Ok(()) }
}
