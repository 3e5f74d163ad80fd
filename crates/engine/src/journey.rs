//! What the readings of a journey can say, and what they are made from.
//!
//! Every reading carries its evidence and can say that it does not know.
//! The rules are rows of `sign.rs`.

use crate::memory::{LastingMemory, Preferences, SessionMemory, Tally, tally_of};
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
    /// What the visitor is to the shop; a visitor of whom nothing is known is neither.
    pub enum Relationship {
        /// Finds out what there is, alone.
        Prospect = "prospect",
        /// Knows enough and means it: the moment for a person.
        Lead = "lead",
        /// Has ordered.
        Client = "client",
    }
}

named! {
    /// How the relationship with a client grows, or does not.
    pub enum Phase {
        /// The second order was placed.
        Introduction = "introduction",
        /// Some more were.
        Growth = "growth",
        /// Many were; easily taken for granted.
        Maturity = "maturity",
        /// Came back after a silence, or is about to order again.
        Renewal = "renewal",
        /// Is late, or shows signs of leaving.
        Decline = "decline",
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
    /// Which touchpoint, by its name; for the balance which play.
    pub touchpoint: &'static str,
    /// How often.
    pub count: u32,
    /// When last.
    pub at: Timestamp,
}

/// What the readings are made from.
#[derive(Clone, Copy)]
pub(crate) struct Memories<'a> {
    pub(crate) session: &'a SessionMemory,
    pub(crate) lasting: &'a LastingMemory,
    pub(crate) preferences: &'a Preferences,
    /// [`crate::Config::patience`].
    pub(crate) patience: &'a [Millis; 2],
}

impl<'a> Memories<'a> {
    /// What happened of a touchpoint after a moment, in this visit or before it.
    ///
    /// Both memories are asked: only one of them may have been kept.
    pub(crate) fn happened(self, name: TouchpointName, since: Timestamp) -> Option<&'a Tally> {
        let lasting = tally_of(&self.lasting.tallies, name);
        let visit = self.session.tally_of(name);
        let tally = lasting.filter(|all| visit.is_none_or(|visit| all.count >= visit.count));
        tally.or(visit).filter(|tally| tally.last() > since)
    }

    /// Whether the site said how many orders there were.
    pub(crate) fn is_stated(self) -> bool {
        self.session.stated.orders.is_some()
    }
}
