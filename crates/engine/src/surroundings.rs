//! Where the widget runs: the class of the device and the local time.

use crate::name::named;
use crate::time::{Millis, Timestamp};

named! {
    /// What the visitor holds in the hand.
    pub enum DeviceClass {
        /// Narrow.
        Phone = "phone",
        /// In between.
        Tablet = "tablet",
        /// Wide.
        Desktop = "desktop",
    }
}

/// The days of the week, as conditions name them.
pub(crate) static WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What the shell knows of the device; told once, and kept by nobody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The class of the device; none when it was not told.
    pub device: Option<DeviceClass>,
    /// Minutes the local time is ahead of UTC; the engine has no clock and no zone.
    pub utc_offset_minutes: Option<i32>,
}

impl Surroundings {
    /// Milliseconds of local time since the epoch.
    fn local(&self, now: Timestamp) -> Option<i64> {
        let offset = Millis::minutes(i64::from(self.utc_offset_minutes?));
        Some(now.0.saturating_add(offset.0))
    }

    /// The hour of the day; -1 when it is not known.
    pub(crate) fn hour(&self, now: Timestamp) -> i64 {
        self.local(now).map_or(-1, |local| local.div_euclid(3_600_000).rem_euclid(24))
    }

    /// The day of the week; empty when it is not known.
    pub(crate) fn weekday(&self, now: Timestamp) -> &'static str {
        let Some(local) = self.local(now) else { return "" };
        // The epoch was a Thursday.
        let place = local.div_euclid(86_400_000).saturating_add(3).rem_euclid(7);
        let day = usize::try_from(place).ok().and_then(|place| WEEKDAYS.get(place));
        day.copied().unwrap_or_default()
    }
}
