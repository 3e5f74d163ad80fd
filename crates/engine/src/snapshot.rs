//! What survives a page, partitioned by the purpose that allows it.

use crate::memory::SessionMemory;
use crate::wire::{from_json, wire_struct};

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
#[derive(Default)]
pub(crate) struct SessionPart {
    version: u32,
    pub(crate) memory: SessionMemory,
}

impl SessionPart {
    /// Reads the part; none when it is broken or of another version.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let part: Option<Self> = from_json(text);
        part.filter(|part| part.version == SNAPSHOT_VERSION)
    }
}

wire_struct!(SessionPart { version; memory });
