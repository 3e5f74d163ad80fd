//! What the engine knows of a visitor once consent is gone.

use usher_engine::{Config, Input, Navigation, PageKind, Purpose, Touchpoint, TouchpointName};
use usher_testkit::{Shop, World};

fn visit(purposes: &[Purpose]) -> World {
    let mut world = World::new(Config::default());
    world.start();
    world.choose(purposes);
    let page = Shop::default().page(PageKind::Home, &[String::from("/")], Navigation::Load);
    world.give(Input::Page(Box::new(page)));
    let view = Touchpoint::named(TouchpointName::PageView);
    world.give(Input::Touchpoint(Box::new(view)));
    world
}

#[test]
fn who_withdraws_everything_is_not_known_any_more() {
    for kept in [Purpose::Help, Purpose::Analytics] {
        let mut world = visit(&[Purpose::Help, Purpose::Analytics]);
        world.choose(&[kept]);
        assert!(world.engine().stage().is_some(), "{kept:?} still allows it");
        world.choose(&[]);
        assert_eq!(world.engine().stage(), None);
        assert_eq!(world.engine().panel(world.now()).stage, None);
    }
}

#[test]
fn the_panel_says_what_counts() {
    let mut world = World::new(Config::default());
    world.start();
    assert!(!world.engine().consent(world.now()).is_chosen);
    world.set_privacy_control(true);
    world.choose(&[Purpose::Help, Purpose::Share]);
    let view = world.engine().consent(world.now());
    assert!(view.is_chosen && view.denied_from.is_some());
    assert!(view.grants.allows(Purpose::Help) && !view.grants.allows(Purpose::Share));
}
