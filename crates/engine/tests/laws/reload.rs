//! What is kept and taken up again changes no later answer.

use proptest::prelude::*;
use usher_engine::{Attention, Config, Effect, Input, Purpose, Response};
use usher_testkit::World;

use crate::happening::{Event, event, happen, is_erasing, shop};
use crate::run::hold;

/// What a visitor sees of effects; ids and batches are new with every page.
fn seen(effects: &[Effect]) -> Vec<String> {
    let word = |effect: &Effect| match effect {
        Effect::Show { play, .. } => Some(format!("show {}", play.0)),
        Effect::Hide => Some(String::from("hide")),
        Effect::Collapse => Some(String::from("collapse")),
        Effect::Expand => Some(String::from("expand")),
        _ => None,
    };
    effects.iter().filter_map(word).collect()
}

/// Whether it can be compared: what is chosen stays; who erased everything is somebody
/// else afterwards, by chance in the holdout; and the clock does not go back, because a
/// page that is open may remember a choice that one just opened finds in the future.
fn is_comparable(event: &Event) -> bool {
    match event {
        Event::Pass(length) => *length >= 0,
        Event::Answer(number) => !is_erasing(*number),
        Event::Consent(_) | Event::PrivacyControl(_) | Event::Reload | Event::NewTab => false,
        _ => true,
    }
}

#[test]
fn a_reload_changes_no_later_answer() {
    let events = |most| prop::collection::vec(event().prop_filter("", is_comparable), 1..most);
    hold(
        10,
        || (events(30), events(20)),
        |(before, after)| {
            let shop = shop();
            let mut stayed = World::new(Config::default());
            stayed.start();
            stayed.choose(&Purpose::CHOOSABLE);
            for event in &before {
                happen(&mut stayed, &shop, event);
            }
            // A route within the page closes nothing that was opened: let it be closed.
            settle(&mut stayed);
            let mut reloaded = stayed.clone();
            reloaded.load();
            let open = Event::Open(2, 0);
            for event in [open].iter().chain(&after) {
                let there = happen(&mut stayed, &shop, event);
                let here = happen(&mut reloaded, &shop, event);
                let seen = |all: &[(_, Vec<Effect>)]| {
                    all.iter().flat_map(|(_, effects)| seen(effects)).collect::<Vec<_>>()
                };
                assert_eq!(seen(&there), seen(&here), "after {event:?}");
                let explained = |world: &World| world.engine().explain(world.now()).to_text();
                assert_eq!(explained(&stayed), explained(&reloaded), "after {event:?}");
            }
        },
    );
}

/// Comes back to the page, closes what is open, and lets it be kept.
fn settle(world: &mut World) {
    world.give(Input::Attention(Attention::Visible));
    world.give(Input::Response(Response::ClosedHelp));
    if let Some(showing) = world.showing {
        world.give(Input::Response(Response::Unavailable(showing)));
    }
    world.give(Input::Leaving);
}
