//! What survives a page, partitioned by the purpose that allows it.

use crate::memory::SessionMemory;
use crate::permit::{Part, Personalise, Session, Wishing};
use crate::wire::{from_json, wire_struct};

/// Version of the parts below; a part of another version is forgotten.
pub const SNAPSHOT_VERSION: u32 = 1;

/// What the shell kept between pages and reads again: JSON texts it need not understand.
///
/// Shape: each part has a store of its own, named by who allows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// Explicit wishes: kept on the device, under `necessary`.
    pub preferences: Option<String>,
    /// This visit: kept for the tab, under `help` or `analytics`.
    pub session: Option<String>,
    /// Across visits: kept on the device, under `personalise`.
    pub lasting: Option<String>,
}

/// The same as it is to be kept: each part with the proof that it may be. One that is none
/// is to be removed from its store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Explicit wishes.
    pub preferences: Option<Part<Wishing>>,
    /// This visit.
    pub session: Option<Part<Session>>,
    /// Across visits.
    pub lasting: Option<Part<Personalise>>,
}

impl Saved {
    /// What a device that kept it gives back.
    #[must_use]
    pub fn to_snapshot(&self) -> Snapshot {
        fn text<P>(part: &Option<Part<P>>) -> Option<String> {
            part.as_ref().map(|part| part.text.clone())
        }
        Snapshot {
            preferences: text(&self.preferences),
            session: text(&self.session),
            lasting: text(&self.lasting),
        }
    }
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
