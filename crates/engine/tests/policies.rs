//! No policy is broken by any sequence of visits, answers and clock jumps, with
//! every number set as far towards disturbing as configuration can set it.
#![expect(clippy::panic, reason = "a test may fail loudly")]

#[path = "laws/run.rs"]
mod run;

use proptest::prelude::*;
use usher_engine::{
    Attention, Condition, Config, DeviceClass, Effect, Format, Input, LIMITS, Limit, Measure,
    Millis, Navigation, Need, PageKind, Play, PlayId, Purpose, Response, Showing, Stage, Subject,
    Surroundings, Timestamp, Touchpoint, TouchpointName,
};
use usher_testkit::{Shop, World};

use crate::run::hold;

const DAY: i64 = 86_400_000;

static PLAYS: [Play; 10] = [
    Play {
        when: Condition::least(Measure::Leaving, 1),
        ..play("before-you-go", Format::Answer, Stage::Consideration, 100)
    },
    play("tip", Format::Tip, Stage::Desire, 50),
    play("other-tip", Format::Tip, Stage::Purchase, 49),
    play("fit", Format::Fit, Stage::Consideration, 40),
    play("order-help", Format::Help, Stage::Support, 30),
    play("score", Format::Nps, Stage::Loyalty, 90),
    play("happy", Format::Csat, Stage::Support, 80),
    play("effort", Format::Ces, Stage::Support, 70),
    play("recommend", Format::Referral, Stage::Advocacy, 85),
    play("thanks", Format::Thanks, Stage::Loyalty, 60),
];

const fn play(id: &'static str, format: Format, stage: Stage, benefit: u32) -> Play {
    let (subject, need) = (Subject::OfferTerms, Need::Functional);
    Play { id: PlayId(id), format, subject, stage, need, when: Condition::All(&[]), benefit }
}

/// Every number as far towards disturbing as it can be set.
fn loosest() -> Config {
    let mut config = Config { plays: PLAYS.iter().collect(), ..Config::default() };
    let more_is_calmer = [Limit::Helping, Limit::Holdout, Limit::Control, Limit::Preference];
    for (limit, bounds) in Limit::ALL.iter().zip(&LIMITS) {
        let is_open = bounds.most == u32::MAX || more_is_calmer.contains(limit);
        let wanted = if is_open { 0 } else { u32::MAX };
        config.manners.set(*limit, wanted);
    }
    config
}

#[derive(Clone, Debug)]
enum Step {
    /// A page is looked at for a minute.
    Look(usize, bool),
    /// The visitor answers what is on screen.
    Answer(u8),
    /// An order.
    Order(u8),
    /// Time passes, or the clock is set back.
    Pass(i64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..4_usize, any::<bool>()).prop_map(|(kind, is_new)| Step::Look(kind, is_new)),
        4 => (0..8_u8).prop_map(Step::Answer),
        1 => (0..5_u8).prop_map(Step::Order),
        3 => (0..3 * DAY).prop_map(Step::Pass),
        1 => (-2 * DAY..30 * DAY).prop_map(Step::Pass),
    ]
}

/// What was seen from outside: the law knows nothing of the engine's memory.
#[derive(Default)]
struct Watch {
    shown: Vec<(Timestamp, &'static Play)>,
    refused: Vec<(Timestamp, &'static str, bool)>,
    begun: Timestamp,
    on_screen: Option<(Showing, &'static Play)>,
    is_accepted: bool,
    is_at_a_desktop: bool,
}

impl Watch {
    fn look(&mut self, at: Timestamp, effects: &[Effect]) {
        for effect in effects {
            match effect {
                Effect::Show { showing, play } => {
                    let play = PLAYS.iter().find(|one| one.id == *play);
                    let play = play.unwrap_or(&PLAYS[0]);
                    assert!(self.on_screen.is_none(), "two at once");
                    self.assert_allowed(at, play);
                    self.shown.push((at, play));
                    self.on_screen = Some((*showing, play));
                    self.is_accepted = false;
                }
                Effect::Hide => self.on_screen = None,
                Effect::Collapse => assert!(!self.is_accepted, "what was opened became a pill"),
                _ => {}
            }
        }
    }

    fn shows(&self, at: Timestamp, window: i64, is: impl Fn(&Play) -> bool) -> usize {
        let is_recent = |shown: &Timestamp| shown.0 > at.0 - window;
        self.shown.iter().filter(|(shown, play)| is_recent(shown) && is(play)).count()
    }

    fn assert_allowed(&self, at: Timestamp, play: &Play) {
        assert!(self.shows(at, DAY, |_| true) < 3, "P1 day");
        assert!(self.shows(at, 7 * DAY, |_| true) < 8, "P1 week");
        assert_eq!(self.shows(at, 3 * 60_000, |_| true), 0, "P2");
        let refusals = |window: i64, is: &dyn Fn(&str, bool) -> bool| {
            let all = self.refused.iter();
            all.filter(|(on, of, is_closed)| on.0 > at.0 - window && is(of, *is_closed)).count()
        };
        assert_eq!(refusals(DAY / 2, &|_, is_closed| is_closed), 0, "P7 all");
        assert_eq!(refusals(7 * DAY, &|of, closed| closed && of == play.id.0), 0, "P7 play");
        assert_eq!(refusals(DAY, &|of, _| of == play.id.0), 0, "P8");
        assert!(refusals(30 * DAY, &|_, _| true) < 3, "P9 silence");
        assert!(refusals(10_000 * DAY, &|of, closed| closed && of == play.id.0) < 2, "P9 for good");
        let same = |other: &Play| other.format == play.format;
        if matches!(play.when, Condition::Number(Measure::Leaving, ..)) {
            assert!(self.is_at_a_desktop, "P14 desktop");
            assert_eq!(self.shows(at, 30 * DAY, |other| other.id == play.id), 0, "P14 month");
        }
        match play.format {
            Format::Nps => assert_eq!(self.shows(at, 60 * DAY, same), 0, "P18"),
            Format::Ces => assert_eq!(self.shows(at, 7 * DAY, same), 0, "P19"),
            Format::Referral => {
                assert_eq!(self.shows(at, 90 * DAY, same), 0, "P21");
                assert!(self.shows(at, 365 * DAY, same) < 3, "P21 year");
            }
            // Both tips of this test promote before the sale.
            Format::Tip => assert_eq!(self.shows(at, 7 * DAY, same), 0, "P22"),
            _ => {}
        }
        if matches!(play.format, Format::Nps | Format::Csat) {
            let survey = |other: &Play| matches!(other.format, Format::Nps | Format::Csat);
            assert_eq!(self.shows(at, 7 * DAY, survey), 0, "P17");
        }
    }

    fn answer(&mut self, world: &World, number: u8) -> Option<Response> {
        let (showing, play) = self.on_screen?;
        let is_open = self.is_accepted;
        self.is_accepted |= number == 0;
        Some(match number {
            0 => Response::Accepted(showing),
            1 if is_open => Response::Completed(showing),
            2 | 3 => {
                if !is_open {
                    self.refused.push((world.now(), play.id.0, number == 2));
                }
                if number == 2 { Response::Closed(showing) } else { Response::NotNow(showing) }
            }
            4 => Response::Reopened(showing),
            5 => Response::Engaged(showing),
            6 => Response::Answered { showing, question: "q".into(), choice: "1".into() },
            _ => Response::Unavailable(showing),
        })
    }
}

fn happen(world: &mut World, shop: &Shop, watch: &mut Watch, step: &Step) {
    let effects = match step {
        Step::Pass(length) => return pass(world, watch, *length),
        Step::Look(kind, is_new) => {
            let mut effects = Vec::new();
            if *is_new {
                watch.on_screen = None;
                world.store.session = None;
                effects = world.load();
            }
            let leaves = *kind == 3;
            let kinds = [PageKind::Product, PageKind::Home, PageKind::Payment, PageKind::Product];
            let kind = kinds.get(*kind).copied().unwrap_or_default();
            let words = [String::from("/p"), String::from("returns=30")];
            let page = shop.page(kind, &words, Navigation::Load);
            effects.extend(world.give(Input::Page(Box::new(page))));
            let view = Touchpoint::named(TouchpointName::PageView);
            effects.extend(world.give(Input::Touchpoint(Box::new(view))));
            effects.extend(world.give(Input::Attention(Attention::Scrolled(95))));
            if leaves {
                // Every other one of them on a phone.
                watch.is_at_a_desktop = *is_new;
                let device = if *is_new { DeviceClass::Desktop } else { DeviceClass::Phone };
                let surroundings = Surroundings { device: Some(device), utc_offset_minutes: None };
                effects.extend(world.give(Input::Surroundings(surroundings)));
                effects.extend(world.give(Input::Attention(Attention::LeftAtTop)));
            }
            watch.look(world.now(), &effects);
            return pass(world, watch, 36_000);
        }
        Step::Answer(number) => match watch.answer(world, *number) {
            Some(response) => world.give(Input::Response(response)),
            None => return,
        },
        Step::Order(number) => {
            let words = [format!("order=O-{number}")];
            let order = shop.touchpoint(TouchpointName::Purchase, &words);
            world.give(Input::Touchpoint(Box::new(order)))
        }
    };
    watch.look(world.now(), &effects);
    assert_eq!(watch.on_screen.map(|(showing, _)| showing), world.showing);
}

fn pass(world: &mut World, watch: &mut Watch, length: i64) {
    // A clock before the choice takes the choice back, and with it what was remembered.
    let until = world.now().plus(Millis(length)).max(watch.begun);
    for (at, effects) in world.pass_until(until) {
        watch.look(at, &effects);
    }
}

#[test]
fn no_hard_limit_is_ever_exceeded() {
    hold(
        2,
        || prop::collection::vec(step(), 1..80),
        |steps| {
            let shop = Shop::default();
            let mut world = World::new(loosest());
            world.start();
            world.choose(&Purpose::CHOOSABLE);
            let mut watch = Watch { begun: world.now(), ..Watch::default() };
            for step in &steps {
                happen(&mut world, &shop, &mut watch, step);
            }
        },
    );
}
