//! What the site and the browser say about consent, as [`usher_engine::ConsentSignal`].
//!
//! One file per source, one shape: `fn read() -> ConsentSignal`.

pub mod privacy_control;
