//! What survives a page, partitioned by the purpose that allows it.

use crate::event::Event;
use crate::memory::{LastingMemory, Preferences, SessionMemory};
use crate::wire::wire_struct;

/// Version of the parts below; a part of another version is forgotten.
pub const SNAPSHOT_VERSION: u32 = 1;

/// What the shell keeps between pages.
///
/// Shape: each part has a store of its own, named by who allows it. A part
/// that is none is to be removed from its store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// Explicit wishes: kept on the device, under `necessary`.
    pub preferences: Option<Preferences>,
    /// This visit: kept for the tab, under `help` or `analytics`.
    pub session: Option<SessionPart>,
    /// Across visits: kept on the device, under `personalise`.
    pub lasting: Option<LastingMemory>,
}

/// The part that lives as long as the tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionPart {
    /// Version of its shape.
    pub version: u32,
    /// The memory of the visit.
    pub memory: SessionMemory,
    /// Events the receiver has not accepted yet; only under `analytics`.
    pub outbox: Vec<Event>,
    /// The stage last reported, so that it is not reported again.
    pub stage: Option<crate::journey::Stage>,
}

wire_struct!(SessionPart { version, memory, outbox, stage });
