//! A configuration of any text: what is wrong is named, no number is past its hard
//! limit, and the engine runs with it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use usher_engine::{Config, Json, Limit, Purpose, Timestamp};
use usher_fuzz::{Checked, Feed, input};

const VISIT: &[u8] = include_bytes!("config.rs");

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(json) = Json::read(text) else { return };
    let (config, issues) = Config::read_whole(&json);
    assert_eq!((&config, &issues), (&Config::read_whole(&json).0, &Config::read_whole(&json).1));
    for limit in Limit::ALL {
        let (of, bounds) = (config.manners.of(*limit), limit.bounds());
        assert!(bounds.least <= of && of <= bounds.most, "{limit:?} is past its hard limit");
    }
    let mut device = Checked::new(config);
    device.world.choose(&Purpose::CHOOSABLE);
    // Any visit, the same each time.
    let mut feed = Feed::new(&VISIT[..200]);
    while !feed.is_empty() {
        let showing = device.world.showing.unwrap_or_default();
        device.give(input(&mut feed, showing));
        device.pass_until(Timestamp(device.world.now().0 + 20_000));
    }
});
