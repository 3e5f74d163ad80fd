//! What the engine asks the shell to do.

use crate::batch::Batch;
use crate::consent::{Grants, Purpose};
use crate::event::Record;
use crate::name::named;
use crate::permit::{Analytics, Choosing, Part, Permit};
use crate::play::PlayId;
use crate::snapshot::Saved;
use crate::time::Timestamp;
use crate::view::Showing;

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A card could come: load what decides, call [`crate::Engine::take_mind`] and give
    /// [`crate::Input::Wake`].
    Think,
    /// Put a play on screen; [`crate::Engine::card`] says what is on it.
    Show {
        /// Which showing.
        showing: Showing,
        /// Which play.
        play: PlayId,
    },
    /// Take the play off the screen.
    Hide,
    /// Make a pill of the card on screen.
    Collapse,
    /// Make a card of the pill.
    Expand,
    /// Ask the visitor for consent.
    Ask,
    /// Take the consent prompt off the screen.
    StopAsking,
    /// Keep an event on the device until it is accepted, before anything else happens.
    Store(Record, Permit<Analytics>),
    /// Remove the events of these names from the device.
    Discard(Vec<String>),
    /// Ask for the turn to send, which one tab has at a time, and report it with
    /// [`crate::Input::Turn`]; at once where the page is being left.
    Claim {
        /// Whether there is no time to wait for the other tabs.
        is_leaving: bool,
    },
    /// Give the turn back, or ask for it no longer.
    Release,
    /// Post a batch of events.
    Send(Batch),
    /// Read the page again and report it as if it had just been opened.
    Reopen,
    /// Keep the receipt, a JSON text of [`crate::Receipt`].
    Keep(Part<Choosing>),
    /// Read what these grants allow to be read, and report it with
    /// [`crate::Input::Recalled`].
    Recall(Grants),
    /// Keep what is to be remembered.
    Persist(Box<Saved>),
    /// Forget what was kept under these purposes, and abort what is being sent
    /// if `analytics` is among them.
    Erase(Vec<Purpose>),
    /// Count a fault.
    Report(Fault),
}

/// Everything to do after one input, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Effects {
    /// What to do.
    pub list: Vec<Effect>,
    /// When to send [`crate::Input::Wake`]; replaces every earlier request.
    pub wake_at: Option<Timestamp>,
}

named! {
    /// Something that went wrong, as a code: its words are in the documentation.
    pub enum Fault {
        /// An answer came for a play that is not on screen.
        StaleResponse = "stale_response",
        /// An answer came for a batch that is not under way.
        UnknownBatch = "unknown_batch",
        /// Events were dropped because too many were waiting.
        OutboxFull = "outbox_full",
        /// An event was too large to send.
        EventTooLarge = "event_too_large",
        /// The endpoint refused events for good.
        Refused = "refused",
        /// A touchpoint was reported that the configuration does not declare.
        UnknownTouchpoint = "unknown_touchpoint",
    }
}

/// Adds an effect. One place for all: each push that is inlined weighs some eighty bytes on
/// every page.
#[inline(never)]
pub(crate) fn emit(list: &mut Vec<Effect>, effect: Effect) {
    list.push(effect);
}
