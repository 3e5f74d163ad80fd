//! A request to the endpoint, and what became of it.

use crate::permit::{Analytics, Permit};
use crate::time::Millis;

/// Names one batch; its answer comes back with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct BatchId(pub u32);

/// A request to be made: the body, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Which batch.
    pub id: BatchId,
    /// A JSON array of CloudEvents.
    pub body: String,
    /// Proof that it may be sent.
    pub permit: Permit<Analytics>,
}

/// What became of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendOutcome {
    /// The receiver has it.
    Delivered,
    /// Not now; the receiver may have said when.
    Retry {
        /// How long the receiver asked to wait.
        after: Option<Millis>,
    },
    /// Too much at once: the batch is halved, and an event that is too large alone is lost.
    TooLarge,
    /// Something in it is not as the receiver wants it: the batch is halved until the event
    /// that is meant is alone, and that one is lost.
    Unreadable,
    /// Refused for good, whatever is in it.
    Refused,
}
