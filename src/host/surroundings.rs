//! The class of the device and the local time, read once when the widget starts.

use usher_engine::{DeviceClass, Surroundings};

use super::clock;
use crate::property;

/// A window narrower than this is that of a phone, in CSS pixels.
const TABLET_WIDTH: f64 = 600.0;
/// A window at least this wide is that of a desk.
const DESKTOP_WIDTH: f64 = 1_024.0;

/// What the browser says now.
#[must_use]
pub fn read() -> Surroundings {
    let width = property::of_window("innerWidth").as_f64();
    let device = width.map(|width| {
        if width < TABLET_WIDTH {
            DeviceClass::Phone
        } else if width < DESKTOP_WIDTH {
            DeviceClass::Tablet
        } else {
            DeviceClass::Desktop
        }
    });
    // The browser says how far UTC is ahead of the local time.
    Surroundings { device, utc_offset_minutes: Some(-clock::behind()) }
}
