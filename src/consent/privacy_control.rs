//! Global Privacy Control.

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
