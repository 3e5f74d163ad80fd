//! The world the widget acts on: clock, chance, storage, network, console.
//!
//! Each part is a thin shell over one browser interface. Nothing here decides
//! anything, and nothing here may throw into the page.

pub mod clock;
pub mod download;
pub mod log;
pub mod outbox;
pub mod random;
pub mod redaction;
pub mod surroundings;
pub mod transport;
pub mod vault;
