//! What can happen to a widget: the events that laws are tried with.

use proptest::prelude::*;
use usher_engine::{
    Attention, BatchId, Busy, Click, Config, DeviceClass, Effect, Identity, Input, Json, Millis,
    Navigation, Observation, PageKind, Purpose, Response, SendOutcome, Surroundings, Target,
    Timestamp, Touchpoint, TouchpointName, Understood,
};
use usher_testkit::{Shop, World};

/// One thing that can happen.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    Pass(i64),
    Open(usize, u8),
    Touchpoint(usize, u8),
    Consent(u8),
    PrivacyControl(bool),
    Attention(Attention),
    Observed(Observation),
    Answer(u8),
    Identify(Option<u32>, Option<u32>),
    Custom(u8),
    Surroundings(u8, i32),
    Sent(u8),
    Leave,
    Reload,
    NewTab,
}

const KINDS: [PageKind; 8] = [
    PageKind::Home,
    PageKind::Category,
    PageKind::Product,
    PageKind::Cart,
    PageKind::Checkout,
    PageKind::Payment,
    PageKind::Confirmation,
    PageKind::OrderStatus,
];

fn attention() -> impl Strategy<Value = Attention> {
    prop_oneof![
        Just(Attention::Visible),
        Just(Attention::Hidden),
        Just(Attention::Pointer),
        Just(Attention::Key),
        (0..=120_u8).prop_map(Attention::Scrolled),
        Just(Attention::Covered),
        Just(Attention::LeftAtTop),
        busy().prop_map(Attention::Began),
        busy().prop_map(Attention::Ended),
    ]
}

fn observation() -> impl Strategy<Value = Observation> {
    let kind = (0..Target::ALL.len()).prop_map(|kind| Target::ALL.get(kind).copied());
    let place = prop_oneof![4 => 0..60_i32, 1 => any::<i32>()];
    let at = prop_oneof![4 => 0..3_000_i64, 1 => any::<i64>()];
    let click = (at, place, kind, 0..3_u32, any::<[bool; 2]>());
    let click = click.prop_map(|(at, x, kind, target, [is_touch, is_native])| {
        let kind = kind.unwrap_or_default();
        Observation::Click(Click { at: Millis(at), x, y: x, is_touch, target, kind, is_native })
    });
    prop_oneof![
        6 => click,
        1 => Just(Observation::Responded),
        1 => Just(Observation::Failed),
        2 => (0..3_u32).prop_map(Observation::Invalid),
        1 => Just(Observation::CouponFocused),
        1 => Just(Observation::CouponLeft),
        1 => Just(Observation::CouponRejected),
        2 => Just(Observation::Chosen),
    ]
}

fn busy() -> impl Strategy<Value = Busy> {
    (0..Busy::ALL.len()).prop_map(|place| Busy::ALL.get(place).copied().unwrap_or(Busy::Typing))
}

pub(crate) fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        6 => (0..60_000_i64).prop_map(Event::Pass),
        1 => (-90_000_000..400_000_000_i64).prop_map(Event::Pass),
        4 => (0..KINDS.len(), 0..6_u8).prop_map(|(kind, item)| Event::Open(kind, item)),
        3 => (0..TouchpointName::ALL.len(), 0..6_u8)
            .prop_map(|(name, item)| Event::Touchpoint(name, item)),
        2 => (0..16_u8).prop_map(Event::Consent),
        1 => any::<bool>().prop_map(Event::PrivacyControl),
        3 => attention().prop_map(Event::Attention),
        6 => observation().prop_map(Event::Observed),
        3 => (0..14_u8).prop_map(Event::Answer),
        1 => (0..3_u8).prop_map(Event::Custom),
        1 => (0..4_u8, -900..900_i32)
            .prop_map(|(device, offset)| Event::Surroundings(device, offset)),
        1 => (prop::option::of(0..9_u32), prop::option::of(0..800_u32))
            .prop_map(|(orders, days)| Event::Identify(orders, days)),
        1 => (0..5_u8).prop_map(Event::Sent),
        1 => Just(Event::Leave),
        1 => Just(Event::Reload),
        1 => Just(Event::NewTab),
    ]
}

fn purposes(bits: u8) -> Vec<Purpose> {
    let chosen = |(place, _): &(usize, Purpose)| bits & (1 << place) != 0;
    Purpose::CHOOSABLE.into_iter().enumerate().filter(chosen).map(|(_, purpose)| purpose).collect()
}

/// Whether the engine is asked for nothing when it happens: time passes, and nobody
/// looks before it was asked to.
pub(crate) const fn is_silent(event: &Event) -> bool {
    matches!(event, Event::Pass(_))
}

/// Whether the page is a new one, on which nothing is shown yet.
pub(crate) const fn is_load(event: &Event) -> bool {
    matches!(event, Event::Reload | Event::NewTab)
}

/// Whether the answer with this number erases everything.
pub(crate) const fn is_erasing(number: u8) -> bool {
    number > 12
}

fn response(number: u8, world: &World) -> Response {
    let showing = world.showing.unwrap_or_default();
    match number {
        0 => Response::Accepted(showing),
        1 => Response::Completed(showing),
        2 => Response::Closed(showing),
        3 => Response::NotNow(showing),
        4 => Response::OpenedHelp,
        5 => Response::ClosedHelp,
        6 => Response::Unavailable(showing),
        7 => Response::Commented { showing, question: "improve".into(), text: "x\"\u{1}".into() },
        8 => Response::Engaged(showing),
        9 => Response::Reopened(showing),
        10 => Response::StopTips,
        11 => Response::AllowTips,
        12 => Response::Answered { showing, question: "q".into(), choice: "1".into() },
        _ => Response::Erase,
    }
}

fn open(world: &mut World, shop: &Shop, kind: usize, item: u8) -> Vec<Effect> {
    let words = vec![String::from("/p"), format!("item-{item}"), String::from("returns=30")];
    let kind = KINDS.get(kind).copied().unwrap_or_default();
    let page = shop.page(kind, &words, Navigation::Load);
    if item == 5 {
        let understood = Understood { kind, product: page.product, ..Understood::default() };
        return world.give(Input::Understood(Box::new(understood)));
    }
    let mut effects = world.give(Input::Page(Box::new(page)));
    let view = Touchpoint::named(TouchpointName::PageView);
    effects.extend(world.give(Input::Touchpoint(Box::new(view))));
    effects
}

fn settle(world: &mut World, number: u8) -> Vec<Effect> {
    let outcome = match number {
        0 => SendOutcome::Delivered,
        1 => SendOutcome::Retry { after: None },
        2 => SendOutcome::TooLarge,
        3 => SendOutcome::Unreadable,
        _ => SendOutcome::Refused,
    };
    // An answer to nothing is an input too.
    let batch = world.unanswered.pop().map_or(BatchId(u32::MAX), |batch| batch.id);
    world.give(Input::Sent { batch, outcome })
}

fn custom(number: u8) -> Input {
    let name = match number {
        0 => "quiz_done",
        1 => "quiz_begun",
        _ => "page_view",
    };
    let facts = Json::read(r#"{"score":3,"result":"x\u0000","sure":1.5}"#).expect("facts");
    Input::Custom { name: name.to_owned(), facts }
}

fn touchpoint(shop: &Shop, name: usize, item: u8) -> Input {
    let name = TouchpointName::ALL.get(name).copied().unwrap_or(TouchpointName::PageView);
    let words = vec![format!("item-{item}"), format!("order=O-{item}")];
    Input::Touchpoint(Box::new(shop.touchpoint(name, &words)))
}

/// Lets it happen; what came out, and when.
pub(crate) fn happen(
    world: &mut World,
    shop: &Shop,
    event: &Event,
) -> Vec<(Timestamp, Vec<Effect>)> {
    let mut all = Vec::new();
    if let Event::Pass(length) = event {
        let until = world.now().plus(Millis(*length));
        return world.pass_until(until);
    }
    let effects = match event {
        Event::Open(kind, item) => open(world, shop, *kind, *item),
        Event::Touchpoint(name, item) => world.give(touchpoint(shop, *name, *item)),
        Event::Consent(bits) => world.choose(&purposes(*bits)),
        Event::PrivacyControl(is_on) => world.set_privacy_control(*is_on),
        Event::Attention(attention) => world.give(Input::Attention(*attention)),
        Event::Observed(observation) => world.give(Input::Observed(*observation)),
        Event::Answer(number) => {
            let response = response(*number, world);
            world.give(Input::Response(response))
        }
        Event::Custom(number) => world.give(custom(*number)),
        Event::Surroundings(device, offset) => world.give(Input::Surroundings(Surroundings {
            device: DeviceClass::ALL.get(usize::from(*device)).copied(),
            utc_offset_minutes: (*device < 3).then_some(*offset),
        })),
        Event::Identify(orders, days) => {
            let last_order = days.map(|days| world.now().back(Millis::days(i64::from(days))));
            let orders = *orders;
            world.give(Input::Identify(Identity { orders, last_order, ..Identity::default() }))
        }
        Event::Sent(number) => settle(world, *number),
        Event::Leave => world.give(Input::Leaving),
        Event::Reload => world.load(),
        Event::NewTab => {
            world.store.session = None;
            world.load()
        }
        Event::Pass(_) => Vec::new(),
    };
    all.push((world.now(), effects));
    all
}

pub(crate) fn shop() -> Shop {
    let mut shop = Shop::default();
    for number in 0..6 {
        shop.add(&[format!("item-{number}"), format!("kind=k{}", number % 2), "price=9.90".into()]);
    }
    shop
}

/// Every kind of condition, and a journey that is designed.
pub(crate) fn written() -> Config {
    let text = r#"{
        "touchpoints": {"quiz_done": {"score": "number", "result": "text", "sure": "flag"}},
        "journey": {
            "awareness": {"plays": ["late"]},
            "consideration": {"need": "functional", "plays": ["compare", "quiz"]},
            "support": {"plays": ["check-in"], "promise": "We stay."}
        },
        "plays": [
            {"id": "late", "stage": "awareness", "need": "emotional", "title": "Good evening",
             "when": {"hour": {"at_least": 18}, "not": {"weekday": ["sunday", "monday"]}}},
            {"id": "quiz", "stage": "consideration", "need": "social", "title": "Your result",
             "when": {"any": [{"seen": "quiz_done"}, {"cart_value": {"at_least": 9}}]}},
            {"id": "again", "format": "guide", "stage": "loyalty", "need": "emotional",
             "title": "Time for more", "content": ["A", "B"], "benefit": 70,
             "when": {"relationship": ["client", "lead"], "phase": ["decline", "renewal"],
                      "device": "phone", "language": "en", "orders": 2}}
        ]
    }"#;
    let (config, issues) = Config::read_whole(&Json::read(text).expect("JSON"));
    assert_eq!(issues, [], "what is written can be read");
    config
}
