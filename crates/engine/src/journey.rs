//! Where the visitor is on the journey, read from the touchpoints.
//!
//! Every reading carries its evidence and can say that it does not know.
//! Source: reference/guidance.md 5.1; the thresholds are its defaults.

use crate::memory::{LastingMemory, SessionMemory, Tally};
use crate::name::named;
use crate::time::{Millis, Timestamp};
use crate::touchpoint::TouchpointName;

named! {
    /// The seven lifecycle stages; the sale is in the middle, not at the end.
    #[derive(Default)]
    pub enum Stage {
        /// Looking around.
        #[default]
        Awareness = "awareness",
        /// Finding out what fits.
        Consideration = "consideration",
        /// Wanting one.
        Desire = "desire",
        /// Buying.
        Purchase = "purchase",
        /// Needing help with what was bought.
        Support = "support",
        /// Coming back.
        Loyalty = "loyalty",
        /// Telling others.
        Advocacy = "advocacy",
    }
}

impl Stage {
    /// Key of the words for the visitor.
    pub(crate) const fn text_key(self) -> &'static str {
        match self {
            Self::Awareness => "stage.awareness",
            Self::Consideration => "stage.consideration",
            Self::Desire => "stage.desire",
            Self::Purchase => "stage.purchase",
            Self::Support => "stage.support",
            Self::Loyalty => "stage.loyalty",
            Self::Advocacy => "stage.advocacy",
        }
    }
}

named! {
    /// How sure a reading is.
    pub enum Confidence {
        /// One weak sign.
        Low = "low",
        /// One clear sign.
        Medium = "medium",
        /// The thing itself happened.
        High = "high",
    }
}

/// One touchpoint a reading rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Which touchpoint.
    pub touchpoint: TouchpointName,
    /// How often.
    pub count: u32,
    /// When last.
    pub at: Timestamp,
}

/// One way to tell a stage: what has to be so, and what shows it.
///
/// Shape: a row of [`SIGNS`]. A reading more is a row more.
pub(crate) struct Sign {
    /// The stage it speaks for.
    pub(crate) stage: Stage,
    /// How sure it is.
    pub(crate) confidence: Confidence,
    /// From when on touchpoints count; none when the sign does not apply.
    since: fn(Memories<'_>, Timestamp) -> Option<Timestamp>,
    /// Whether the orders of earlier visits are evidence too.
    rests_on_orders: bool,
    /// Whether every touchpoint is needed, or one is enough.
    needs_all: bool,
    touchpoints: &'static [TouchpointName],
}

/// What the readings are made from.
#[derive(Clone, Copy)]
pub(crate) struct Memories<'a> {
    pub(crate) session: &'a SessionMemory,
    pub(crate) lasting: &'a LastingMemory,
}

/// A checkout that led nowhere is over after this.
pub(crate) const CHECKOUT_LIFE: Millis = Millis::minutes(30);
/// An order can need support for this long.
const SUPPORT_WINDOW: Millis = Millis::days(30);
/// A visit this long after the last one still counts as coming back.
const RETURN_WINDOW: Millis = Millis::days(14);
/// A look this long is a look at the product, not past it.
const REAL_LOOK: Millis = Millis::seconds(20);
/// So many products of one kind are a comparison in the making.
const ITEMS_OF_ONE_KIND: usize = 3;

/// Support need outranks everything, then the highest stage that has evidence.
static SIGNS: [Sign; 9] = [
    Sign {
        since: |memories, now| {
            let order = memories.lasting.orders.last()?;
            (now.since(order.at) <= SUPPORT_WINDOW).then_some(order.at)
        },
        ..any(
            (Stage::Support, Confidence::Medium),
            &[TouchpointName::ViewOrder, TouchpointName::OpenHelp, TouchpointName::ReadPolicy],
        )
    },
    Sign {
        since: |_, now| Some(Timestamp(now.0.saturating_sub(CHECKOUT_LIFE.0))),
        ..any(
            (Stage::Purchase, Confidence::High),
            &[TouchpointName::Purchase, TouchpointName::BeginCheckout],
        )
    },
    Sign {
        since: came_again,
        rests_on_orders: true,
        ..all((Stage::Advocacy, Confidence::Medium), &[TouchpointName::Share])
    },
    Sign {
        since: came_again,
        rests_on_orders: true,
        ..all((Stage::Loyalty, Confidence::Medium), &[])
    },
    any(
        (Stage::Desire, Confidence::High),
        &[TouchpointName::AddToCart, TouchpointName::AddToWishlist],
    ),
    all((Stage::Desire, Confidence::Low), &[TouchpointName::ViewItem, TouchpointName::ReadPolicy]),
    Sign {
        since: |memories, _| is_comparing(memories.session).then_some(EVER),
        ..all((Stage::Consideration, Confidence::Medium), &[TouchpointName::ViewItem])
    },
    Sign {
        since: |memories, now| {
            let before = memories.lasting.last_visit?;
            (now.since(before) <= RETURN_WINDOW).then_some(EVER)
        },
        ..all((Stage::Consideration, Confidence::Low), &[TouchpointName::PageView])
    },
    all((Stage::Awareness, Confidence::Low), &[TouchpointName::PageView]),
];

const EVER: Timestamp = Timestamp(i64::MIN);

const fn all(
    (stage, confidence): (Stage, Confidence),
    touchpoints: &'static [TouchpointName],
) -> Sign {
    let since = |_: Memories<'_>, _| Some(EVER);
    Sign { stage, confidence, since, rests_on_orders: false, needs_all: true, touchpoints }
}

const fn any(reading: (Stage, Confidence), touchpoints: &'static [TouchpointName]) -> Sign {
    Sign { needs_all: false, ..all(reading, touchpoints) }
}

fn came_again(memories: Memories<'_>, _: Timestamp) -> Option<Timestamp> {
    (memories.lasting.orders.len() > 1).then_some(EVER)
}

fn is_comparing(session: &SessionMemory) -> bool {
    let looks = session.items.iter().filter(|item| item.dwell >= REAL_LOOK).count();
    looks >= 2 || session.items_of_latest_kind().count() >= ITEMS_OF_ONE_KIND
}

/// The first sign that is there; none when nothing happened yet.
pub(crate) fn read_stage(memories: Memories<'_>, now: Timestamp) -> Option<&'static Sign> {
    SIGNS.iter().find(|sign| sign.is_there(memories, now))
}

impl Sign {
    fn is_there(&self, memories: Memories<'_>, now: Timestamp) -> bool {
        let Some(since) = (self.since)(memories, now) else { return false };
        let mut touchpoints = self.touchpoints.iter();
        let mut happened = |name: &TouchpointName| happened(memories, *name, since).is_some();
        if self.needs_all { touchpoints.all(happened) } else { touchpoints.any(&mut happened) }
    }

    /// What the reading rests on.
    pub(crate) fn evidence(&self, memories: Memories<'_>, now: Timestamp) -> Vec<Evidence> {
        let mut list = Vec::new();
        let orders = &memories.lasting.orders;
        if let Some(last) = orders.last().filter(|_| self.rests_on_orders) {
            let count = u32::try_from(orders.len()).unwrap_or(u32::MAX);
            list.push(Evidence { touchpoint: TouchpointName::Purchase, count, at: last.at });
        }
        let since = (self.since)(memories, now).unwrap_or(EVER);
        for name in self.touchpoints {
            if let Some(tally) = happened(memories, *name, since) {
                list.push(Evidence { touchpoint: *name, count: tally.count, at: tally.last() });
            }
        }
        list
    }
}

/// What happened of a touchpoint after a moment.
fn happened(memories: Memories<'_>, name: TouchpointName, since: Timestamp) -> Option<&Tally> {
    memories.session.tally_of(name).filter(|tally| tally.last() > since)
}
