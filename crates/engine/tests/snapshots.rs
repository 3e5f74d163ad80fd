//! What an earlier version kept is taken up by this one.

use usher_engine::{
    Attention, Config, Effect, Input, Purpose, Snapshot, Touchpoint, TouchpointName,
};
use usher_testkit::World;

/// Written by the version of 2026-11-21, before there were readings but the stage.
const LASTING: &str = r#"{"visitor":null,"last_seen":1795255100000,"last_visit":null,
    "orders":[{"of":"A-1","at":1790000000000,"kind":"plain"}],
    "shown":[{"of":"compare","at":1790000000000,"kind":"plain"}]}"#;
const SESSION: &str = r#"{"version":1,"memory":{"id":null,"started":1795255100000,
    "last_active":1795255190000,"sequence":3,"visible":1000,"page_views":2,"card_page_view":0,
    "cards":0,"stage":"desire","tallies":[{"count":1,"times":[1795255150000],
    "name":"add_to_cart"}],"items":[]},"outbox":[]}"#;

#[test]
fn an_older_snapshot_restores() {
    let mut world = World::new(Config::default());
    world.start();
    world.choose(&Purpose::CHOOSABLE);
    world.store = Snapshot {
        preferences: None,
        session: Some(String::from(SESSION)),
        lasting: Some(String::from(LASTING)),
    };
    world.load();
    world.give(Input::Attention(Attention::Visible));
    world.give(Input::Page(Box::default()));
    let view = Touchpoint::named(TouchpointName::PageView);
    world.give(Input::Touchpoint(Box::new(view)));
    let words: Vec<_> =
        world.engine().findings(world.now()).iter().map(|finding| finding.word).collect();
    assert_eq!(words.first(), Some(&Some("desire")), "the cart of the same visit is forgotten");
    assert_eq!(words.get(1), Some(&Some("client")), "the order is forgotten");
}

#[test]
fn what_is_kept_says_the_same_after_it_is_read() {
    let mut world = World::new(Config::default());
    world.start();
    world.choose(&Purpose::CHOOSABLE);
    world.give(Input::Page(Box::default()));
    for name in [
        TouchpointName::PageView,
        TouchpointName::PageView,
        TouchpointName::AddToCart,
        TouchpointName::Subscribe,
        TouchpointName::ReadReviews,
    ] {
        world.give(Input::Touchpoint(Box::new(Touchpoint::named(name))));
    }
    let effects = world.give(Input::Leaving);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Persist(_))));
    let before = world.engine().findings(world.now());
    assert_eq!(before.get(1).and_then(|finding| finding.word), Some("lead"));
    world.load();
    let after = world.engine().findings(world.now());
    assert_eq!(before, after);
    world.store.session = None;
    world.load();
    assert_eq!(world.engine().findings(world.now()).get(1), before.get(1));
}
