//! Global Privacy Control, and Do Not Track before it.

use usher_engine::ConsentSignal;

use crate::property;

/// Whether the visitor's browser asks not to sell or share.
///
/// When to call: at each navigation. Shape: only `true` counts as on; a page
/// can set it for everybody, which only ever protects.
/// Source: <https://w3c.github.io/gpc/>, `navigator.globalPrivacyControl`.
#[must_use]
pub fn read() -> ConsentSignal {
    let is_on = property::is_true(&property::of_window("navigator"), "globalPrivacyControl");
    ConsentSignal::PrivacyControl { is_on }
}

/// Whether the browser says what came before it.
///
/// Source: the expired Tracking Preference Expression, `navigator.doNotTrack`.
#[must_use]
pub fn is_not_to_track() -> bool {
    property::text(&property::of_window("navigator"), "doNotTrack") == "1"
}
