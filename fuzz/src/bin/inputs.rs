//! Any inputs at any times: nothing panics, and what the grants do not allow does not
//! come out.
#![no_main]

use libfuzzer_sys::fuzz_target;
use usher_engine::{Config, Purpose, Timestamp};
use usher_fuzz::{Checked, Feed, input};

fuzz_target!(|bytes: &[u8]| {
    let mut feed = Feed::new(bytes);
    let mut device = Checked::new(Config::default());
    device.world.is_endpoint_silent = feed.flag();
    if feed.flag() {
        device.world.choose(&Purpose::CHOOSABLE);
    }
    while !feed.is_empty() {
        match feed.byte() % 8 {
            0 => {
                let until = device.world.now().0.saturating_add(feed.number());
                device.pass_until(Timestamp(until));
            }
            1 if feed.byte() % 8 == 0 => device.load(),
            1 if feed.byte() % 16 == 0 => device.pass_until(Timestamp(feed.number())),
            _ => {
                let showing = device.world.showing.unwrap_or_default();
                device.give(input(&mut feed, showing));
            }
        }
    }
});
