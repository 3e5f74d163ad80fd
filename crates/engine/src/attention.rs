//! Whether this is a good moment: what the visitor is busy with.

use crate::limit::{Limit, Manners};
use crate::manners::Withheld;
use crate::name::named;
use crate::reason::Reason;
use crate::time::{Millis, Timestamp};

named! {
    /// Something that occupies the visitor, or the page, for a while.
    pub enum Busy {
        /// A field that can be typed in has the focus.
        Typing = "typing",
        /// An iframe has the focus; payment fields are iframes.
        Frame = "frame",
        /// A dialog of the page is open.
        Dialog = "dialog",
        /// Text is selected.
        Selection = "selection",
        /// Sound or video plays.
        Media = "media",
        /// Another vendor's consent banner is on screen.
        Banner = "banner",
        /// The page is being printed.
        Printing = "printing",
    }
}

impl Busy {
    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// What the shell reports about the visitor's attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attention {
    /// The page is visible and has the focus.
    Visible,
    /// The page is hidden or another window has the focus.
    Hidden,
    /// A pointer moved or pressed.
    Pointer,
    /// A key was pressed; which one is not asked.
    Key,
    /// The page was scrolled, to this depth in percent.
    Scrolled(u8),
    /// Something began to occupy the visitor.
    Began(Busy),
    /// It ended.
    Ended(Busy),
    /// The pointer, a mouse, left the page at its top.
    LeftAtTop,
    /// The visitor's focus went under the card: it must yield (WCAG 2.4.11).
    Covered,
}

/// So far down is the end of the page.
const END_PERCENT: u8 = 90;

/// What the visitor is doing on this page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Moment {
    page_since: Timestamp,
    visible_since: Option<Timestamp>,
    visible_before: Millis,
    /// How much of the visible time was moved into the memory already.
    taken: Millis,
    last_motion: Timestamp,
    last_key: Option<Timestamp>,
    last_scroll: Option<Timestamp>,
    /// Whether this page had its card, or would have had it. P1.
    pub(crate) had_card: bool,
    /// Whether the pointer is beyond the top of the page. P14.
    pub(crate) is_leaving: bool,
    /// Whether it was left, and not come back to.
    pub(crate) has_left: bool,
    busy: u8,
    scrolled: u8,
}

impl Moment {
    /// A new page was opened. What occupied the visitor on the last one is over.
    pub(crate) fn begin_page(&mut self, now: Timestamp) {
        let visible_since = self.visible_since.map(|_| now);
        *self = Self { visible_since, page_since: now, last_motion: now, ..Self::default() };
    }

    pub(crate) fn note(&mut self, attention: Attention, now: Timestamp) {
        // Whatever the visitor does next, it is not leaving.
        self.is_leaving = attention == Attention::LeftAtTop;
        match attention {
            Attention::Visible => {
                self.visible_since = self.visible_since.or(Some(now));
                self.has_left = false;
            }
            Attention::Hidden => {
                self.visible_before = self.visible(now);
                self.visible_since = None;
            }
            Attention::Pointer | Attention::LeftAtTop => self.last_motion = now,
            Attention::Key => {
                self.last_motion = now;
                self.last_key = Some(now);
            }
            Attention::Scrolled(depth) => {
                self.last_motion = now;
                self.last_scroll = Some(now);
                self.scrolled = self.scrolled.max(depth.min(100));
            }
            Attention::Began(busy) => self.busy |= busy.bit(),
            Attention::Ended(busy) => {
                self.busy &= !busy.bit();
                self.last_motion = now;
            }
            Attention::Covered => {}
        }
    }

    /// How long this page has been visible.
    pub(crate) fn visible(&self, now: Timestamp) -> Millis {
        let current = self.visible_since.map_or(Millis(0), |since| now.since(since));
        Millis(self.visible_before.0.saturating_add(current.0))
    }

    /// The visible time that was not taken before; for the memory.
    pub(crate) fn take_visible(&mut self, now: Timestamp) -> Millis {
        let visible = self.visible(now);
        let fresh = Millis(visible.0.saturating_sub(self.taken.0).max(0));
        self.taken = visible;
        fresh
    }

    /// The visible time of this page that is not in the memory yet.
    pub(crate) fn untaken(&self, now: Timestamp) -> Millis {
        Millis(self.visible(now).0.saturating_sub(self.taken.0).max(0))
    }

    pub(crate) const fn is_visible(&self) -> bool {
        self.visible_since.is_some()
    }

    /// Since when the page is in view and the visitor does nothing.
    pub(crate) fn idle_since(&self) -> Option<Timestamp> {
        self.visible_since.map(|since| since.max(self.last_motion))
    }

    /// Deepest scroll on this page in percent.
    pub(crate) const fn scrolled(&self) -> u8 {
        self.scrolled
    }

    /// Whether nothing occupies the visitor now. Source: guidance P4 and P5.
    pub(crate) fn is_free(&self, manners: &Manners, now: Timestamp) -> Result<(), Withheld> {
        if !self.is_visible() {
            return Err(Withheld::by(Reason::ThePageIsNotVisible));
        }
        let first = usize::try_from(self.busy.trailing_zeros()).ok();
        if let Some(reason) = first.and_then(|place| BUSY_REASONS.get(place)) {
            return Err(Withheld::by(*reason));
        }
        let waits = [
            (Reason::ThePageHasJustOpened, Some(self.page_since), Limit::Settling),
            (Reason::AKeyWasPressedAMomentAgo, self.last_key, Limit::KeyPause),
            (Reason::ThePageWasScrolledAMomentAgo, self.last_scroll, Limit::ScrollPause),
            (Reason::TheVisitorIsInTheMiddleOfSomething, Some(self.last_motion), Limit::Pause),
            (Reason::TheVisitorIsBetweenTwoBreaks, self.away_from_break(manners), Limit::Pause),
        ];
        for (reason, since, limit) in waits {
            let Some(since) = since else { continue };
            let until = since.plus(manners.length(limit));
            if now < until {
                return Err(Withheld::until(reason, until));
            }
        }
        Ok(())
    }

    /// When the pause would have to begin where it is no break in what the visitor
    /// does: nothing was begun on the page yet, or its end was reached. P4 prefers
    /// those, so elsewhere the pause is twice as long.
    fn away_from_break(&self, manners: &Manners) -> Option<Timestamp> {
        let is_break = self.last_motion == self.page_since || self.scrolled >= END_PERCENT;
        (!is_break).then(|| self.last_motion.plus(manners.length(Limit::Pause)))
    }
}

/// Why it is not a good moment, in the order of [`Busy`].
const BUSY_REASONS: [Reason; 7] = [
    Reason::TheVisitorIsTyping,
    Reason::AnEmbeddedFrameHasTheFocus,
    Reason::ADialogIsOpen,
    Reason::TextIsSelected,
    Reason::MediaIsPlaying,
    Reason::AnotherConsentBannerIsOpen,
    Reason::ThePageIsBeingPrinted,
];
