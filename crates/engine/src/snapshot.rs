//! What survives a page, partitioned by the purpose that allows it.

use crate::event::Event;
use crate::journey::Stage;
use crate::json::Json;
use crate::memory::SessionMemory;
use crate::wire::{Wire, field};

/// Version of the parts below; a part of another version is forgotten.
pub const SNAPSHOT_VERSION: u32 = 1;

/// What the shell keeps between pages: JSON texts it need not understand.
///
/// Shape: each part has a store of its own, named by who allows it. A part
/// that is none is to be removed from its store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// Explicit wishes: kept on the device, under `necessary`.
    pub preferences: Option<String>,
    /// This visit: kept for the tab, under `help` or `analytics`.
    pub session: Option<String>,
    /// Across visits: kept on the device, under `personalise`.
    pub lasting: Option<String>,
}

/// The part that lives as long as the tab, as it is read.
pub(crate) struct SessionPart {
    pub(crate) memory: SessionMemory,
    /// Events the receiver has not accepted yet; only under `analytics`.
    pub(crate) outbox: Vec<Event>,
    /// The stage last reported, so that it is not reported again.
    pub(crate) stage: Option<Stage>,
}

impl SessionPart {
    /// Reads the part; none when it is broken or of another version.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let json = Json::read(text).ok()?;
        let version: u32 = field(&json, "version");
        if version != SNAPSHOT_VERSION {
            return None;
        }
        Some(Self {
            memory: json.get("memory").and_then(Wire::take)?,
            outbox: field(&json, "outbox"),
            stage: field(&json, "stage"),
        })
    }
}
