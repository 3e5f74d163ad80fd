//! Everything that is ever kept on the device: what it is called, where it lies, and what
//! has to be granted for it.
//!
//! One table: the vault writes under these names and no other, a permit is for one of these
//! entries, and the table in docs/privacy.md is made from it (crates/schema).

use crate::consent::Purpose;
use crate::name::named;

named! {
    /// An entry of the browser's storage, or where the word ends with a colon, all entries
    /// whose names begin so.
    pub enum Entry {
        /// The consent receipt; the one thing kept whatever was chosen.
        Receipt = "usher:receipt",
        /// What the visitor asked to be remembered, such as "stop tips".
        Preferences = "usher:preferences",
        /// The journey of this tab.
        Session = "usher:session",
        /// Memory across visits.
        Lasting = "usher:lasting",
        /// What a page that was left before the widget was there had said.
        Early = "usher:early",
        /// Events that wait to be sent, one entry each.
        Event = "usher:event:",
        /// The same for each further endpoint of the owner.
        Further = "usher:to:",
    }
}

impl Entry {
    /// The entries that are rewritten as a whole; the others are one for each event.
    pub const WHOLE: [Self; 4] = [Self::Receipt, Self::Preferences, Self::Session, Self::Lasting];

    /// Whether it ends with the tab; otherwise it stays on the device.
    #[must_use]
    pub const fn is_of_tab(self) -> bool {
        matches!(self, Self::Session)
    }

    /// One of these has to be granted for it.
    #[must_use]
    pub const fn purposes(self) -> &'static [Purpose] {
        match self {
            Self::Receipt | Self::Preferences => &[Purpose::Necessary],
            Self::Session => &[Purpose::Help, Purpose::Analytics],
            Self::Lasting => &[Purpose::Personalise],
            Self::Early | Self::Event | Self::Further => &[Purpose::Analytics],
        }
    }
}
