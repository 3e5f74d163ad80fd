//! Laws that hold for every sequence of inputs, clock jumps and reloads included.
#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod happening;
mod reload;
mod run;
#[path = "../validator/mod.rs"]
mod validator;
mod watch;

use proptest::prelude::*;
use usher_engine::{
    BeforeConsent, Config, Effect, LIMITS, Limit, Millis, Purpose, from_json, to_json,
};
use usher_testkit::World;

use crate::happening::{Event, event, happen, is_load, is_silent, shop, written};
use crate::run::hold;
use crate::watch::{Watch, assert_bounded, assert_explained, assert_honest};

/// How many configurations there are.
const CONFIGS: u8 = 5;

/// A configuration: the default, or with what may happen before a choice, or with every
/// number as far as it can be set to one side; the last one with what an owner writes.
fn config(number: u8) -> Config {
    if number + 1 == CONFIGS {
        return written();
    }
    let mut config = Config::default();
    if number == 1 {
        config.before_consent = BeforeConsent::Page;
        config.asks_consent = false;
    }
    for (limit, bounds) in Limit::ALL.iter().zip(&LIMITS).filter(|_| number > 1) {
        config.manners.set(*limit, if number == 2 { bounds.least } else { bounds.most });
    }
    config
}

#[test]
fn no_sequence_breaks_a_law() {
    let sequence =
        || (0..CONFIGS, prop::bool::weighted(0.02), prop::collection::vec(event(), 1..60));
    let shop = shop();
    hold(1, sequence, |(number, is_strict, events)| {
        let config = config(number);
        let mut watch = Watch::new(config.before_consent, is_strict);
        let mut world = World::new(config);
        world.is_endpoint_silent = true;
        world.start();
        for event in &events {
            if is_load(event) {
                watch.begin_page();
            }
            for (at, effects) in happen(&mut world, &shop, event) {
                effects.iter().for_each(|effect| watch.look((&world, at), effect));
            }
            if !is_silent(event) {
                assert_explained(&world);
                assert_honest(&world);
            }
        }
    });
}

#[test]
fn one_visit_never_shows_more_than_the_hard_limit() {
    let gaps = || prop::collection::vec(0..20_000_i64, 1..200);
    hold(100, gaps, |gaps| {
        let shop = shop();
        let mut world = World::new(Config::default());
        world.start();
        world.choose(&Purpose::CHOOSABLE);
        let mut shown = 0;
        for (place, gap) in gaps.iter().enumerate() {
            let open = Event::Open(place % 3, u8::try_from(place % 6).unwrap_or(0));
            let all = [open, Event::Pass(*gap)].map(|event| happen(&mut world, &shop, &event));
            let effects = all.iter().flatten().flat_map(|(_, effects)| effects);
            shown += effects.filter(|effect| matches!(effect, Effect::Show { .. })).count();
        }
        assert!(shown <= Limit::PerSession.bounds().most as usize);
    });
}

#[test]
fn the_same_inputs_have_the_same_effects() {
    hold(
        10,
        || (0..CONFIGS, prop::collection::vec(event(), 1..40)),
        |(number, events)| {
            let shop = shop();
            let play = || {
                let mut world = World::new(config(number));
                world.start();
                events.iter().map(|event| happen(&mut world, &shop, event)).collect::<Vec<_>>()
            };
            assert_eq!(play(), play());
        },
    );
}

#[test]
fn nothing_grows_without_bound_however_long_it_goes_on() {
    // Three thousand events of one visit, from a few that come again and again.
    let few = || (prop::collection::vec(event(), 1..30), any::<bool>());
    hold(1_000, few, |(events, is_endpoint_silent)| {
        let shop = shop();
        let mut world = World::new(Config::default());
        world.is_endpoint_silent = is_endpoint_silent;
        world.start();
        world.choose(&Purpose::CHOOSABLE);
        for event in events.iter().cycle().take(3_000) {
            happen(&mut world, &shop, event);
            world.unanswered.clear();
        }
        assert_bounded(&world.store);
        let engine = format!("{:?}", world.engine());
        assert!(engine.len() < 3_000_000, "the engine grows without bound");
    });
}

#[test]
fn an_event_that_was_broken_where_it_was_kept_is_not_sent() {
    let mut world = World::new(Config::default());
    world.start();
    world.choose(&Purpose::CHOOSABLE);
    let long = format!("{{\"id\":\"{}\"}}", "x".repeat(60_000));
    let broken = ["", "[]", "{\"id\":", long.as_str()];
    world.pass_until(world.now().plus(Millis::minutes(1)));
    world.load();
    for (place, text) in broken.into_iter().enumerate() {
        world.events.insert(format!("{place}.broken.1a"), text.to_owned());
    }
    let sent = world.pass_until(world.now().plus(Millis::minutes(1)));
    let is_sent = |effect: &Effect| matches!(effect, Effect::Send(_));
    assert!(!sent.iter().flat_map(|(_, effects)| effects).any(is_sent));
    assert!(world.events.is_empty(), "what is broken is not kept for ever");
}

#[test]
fn any_text_survives_writing_and_reading() {
    hold(50, any::<String>, |text| {
        let written = to_json(&text);
        assert_eq!(from_json::<String>(&written), Some(text.clone()));
        let oracle: String = serde_json::from_str(&written).expect("our JSON is JSON");
        assert_eq!(oracle, text);
    });
}

#[test]
fn reading_any_bytes_never_panics() {
    hold(50, any::<String>, |text| {
        assert!(from_json::<Vec<u32>>(&text).is_none_or(|list| list.len() <= text.len()));
    });
}
