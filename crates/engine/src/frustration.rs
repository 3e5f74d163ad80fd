//! How hard the shop makes it, as a number that can be explained.

use crate::memory::SessionMemory;
use crate::time::Millis;
use crate::touchpoint::TouchpointName;

/// What each signal weighs. Source: reference/guidance.md 5.4.
pub(crate) static WEIGHTS: [(TouchpointName, i64); 4] = [
    (TouchpointName::RageClick, 3),
    (TouchpointName::DeadClick, 2),
    (TouchpointName::ErrorClick, 2),
    (TouchpointName::QuickBack, 1),
];

/// From here on help is offered, in hundredths. Source: reference/guidance.md 5.4.
pub(crate) const HELP_AT: i64 = 300;

/// The signals of this visit by their weights, in hundredths per active minute.
///
/// Units: `active` is the time pages were in view in this visit; the first minute
/// counts as a whole one, so that one slip at the beginning is not a storm. When
/// buying did not work, that alone is enough.
pub(crate) fn frustration(session: &SessionMemory, active: Millis) -> i64 {
    let mut weight = 0;
    for (name, each) in &WEIGHTS {
        weight += each * i64::from(session.count(*name));
    }
    let minute = Millis::minutes(1).0;
    let index = weight.saturating_mul(100 * minute) / active.0.max(minute);
    if session.trail.is_stuck { index.max(HELP_AT) } else { index }
}
