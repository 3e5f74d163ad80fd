//! The desk and the visitor's own panel say the same.

use crate::fixture::{BATCH, Bench};
use proptest::prelude::{ProptestConfig, Strategy, prop, prop_assert, prop_oneof, proptest};
use serde_json::Value;
use std::collections::BTreeSet;
use usher_desk::store::JourneyRecord;
use usher_engine::{
    Attention, Config, ConsentSignal, ConsentSource, Effect, Engine, Grants, Input, Item, Millis,
    Order, PageFacts, Product, Purpose, Record, Seed, SendOutcome, Text, Timestamp, Touchpoint,
    TouchpointName,
};
use usher_testkit::{play_moments, play_script};

/// A device whose engine posts to the desk.
struct Device {
    engine: Engine,
    now: Timestamp,
    events: Vec<Record>,
    bodies: Vec<String>,
}

impl Device {
    fn new() -> Self {
        let engine = Engine::new(Config::default(), "https://shop.example".to_owned(), Seed(7));
        let mut device = Self {
            engine,
            now: Timestamp(1_795_255_200_000),
            events: Vec::new(),
            bodies: Vec::new(),
        };
        let purposes = Grants::granting(&[Purpose::Help, Purpose::Analytics, Purpose::Personalise]);
        let source = ConsentSource::Visitor;
        device.give(Input::Attention(Attention::Visible));
        device.give(Input::Page(PageFacts::default().into()));
        device.give(Input::Consent(ConsentSignal::Chosen { purposes, source }));
        device
    }

    fn give(&mut self, input: Input) {
        for effect in self.engine.step(input, self.now).list {
            match effect {
                Effect::Store(record, _) => self.events.push(record),
                Effect::Discard(names) => {
                    self.events.retain(|record| !names.contains(&record.name));
                }
                Effect::Claim { is_leaving } => {
                    let records = self.events.clone();
                    self.give(Input::Turn { records, is_leaving });
                }
                Effect::Send(batch) => {
                    self.bodies.push(batch.body.clone());
                    let outcome = SendOutcome::Delivered;
                    self.give(Input::Sent { batch: batch.id, outcome });
                }
                Effect::Recall(_) => self.give(Input::Recalled(Box::default())),
                _ => {}
            }
        }
    }

    /// Does something, and waits until it was sent.
    fn does(&mut self, name: TouchpointName, order: Option<&str>) {
        let product = Product { id: "LD-1003".to_owned(), ..Product::default() };
        let order = order.map(|id| Order { id: id.to_owned(), total: None });
        let items = vec![Item { product, quantity: 1 }];
        self.give(Input::Touchpoint(Touchpoint { items, order, ..Touchpoint::named(name) }.into()));
        for _ in 0..6 {
            self.now = self.now.plus(Millis::seconds(10));
            self.give(Input::Wake);
        }
    }

    /// The stage as the panel names it.
    fn stage(&self) -> Option<String> {
        match self.engine.panel(self.now).stage? {
            Text::Key(key, _) => key.strip_prefix("stage.").map(str::to_owned),
            Text::Literal(text) => Some(text),
        }
    }
}

/// The journey of the last batch, as the desk knows it.
async fn posted(bench: &Bench, device: &mut Device) -> JourneyRecord {
    let mut session = None;
    for body in device.bodies.drain(..) {
        let events: Vec<Value> = serde_json::from_str(&body).unwrap();
        session = events.last().map(|event| event["ushersession"].as_str().unwrap().to_owned());
        assert_eq!(bench.post(BATCH, body).await.status, 202);
    }
    bench.desk.store.journey(session.unwrap(), 1).await.unwrap().unwrap().0
}

#[tokio::test]
async fn the_desk_and_the_visitors_panel_name_the_same_stage() {
    let bench = Bench::new();
    let mut device = Device::new();
    let steps = [
        (TouchpointName::PageView, None, "awareness"),
        (TouchpointName::ViewItem, None, "awareness"),
        (TouchpointName::AddToCart, None, "desire"),
        (TouchpointName::BeginCheckout, None, "purchase"),
        (TouchpointName::Purchase, Some("LD-1"), "purchase"),
        (TouchpointName::ViewOrder, None, "support"),
    ];
    for (name, order, expected) in steps {
        device.does(name, order);
        let journey = posted(&bench, &mut device).await;
        let panel = device.stage();
        assert_eq!(panel.as_deref(), Some(expected), "the panel after {}", name.as_str());
        let desk = journey.last_stage.map(|stage| stage.as_str().to_owned());
        assert_eq!(desk, panel, "the desk after {}", name.as_str());
    }
}

/// What a generated visitor does next.
#[derive(Clone, Copy, Debug)]
enum Act {
    /// So many seconds go by.
    Wait(u32),
    /// The visitor goes, and comes back so many days later.
    ComesBack(u32),
    /// A line of a script.
    Does(&'static str),
}

const ACTS: [&str; 23] = [
    "open home /",
    "open category /paint",
    "open product /matt matt returns=30",
    "open product /silk silk returns=30",
    "open cart /cart",
    "open order_status /order",
    "open help /help",
    "search results=0",
    "add_to_wishlist matt",
    "add_to_cart silk",
    "remove_from_cart silk",
    "begin_checkout",
    "purchase silk order=ORDER total=39.90",
    "refund silk",
    "read_policy returns",
    "read_reviews",
    "write_review",
    "share",
    "contact",
    "reorder",
    "identify 3 orders",
    "consent granted help analytics",
    "consent granted help analytics personalise",
];

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        2 => (1_u32..2_000).prop_map(Act::Wait),
        1 => (1_u32..60).prop_map(Act::ComesBack),
        8 => prop::sample::select(&ACTS[..]).prop_map(Act::Does),
    ];
    prop::collection::vec(act, 1..40)
}

/// The script of a visitor, who allowed analytics all along: what was read before that is
/// never told. At last the visitor looks at one more page; what the device reads of
/// the journey then stands below the line `readings`.
fn script(acts: &[Act]) -> String {
    let mut text = String::from(
        "item matt kind=emulsion price=34.90\nitem silk kind=emulsion price=39.90\n\
         00:00 open home /\n00:01 consent granted help analytics personalise\n",
    );
    let (mut day, mut second) = (0, 5);
    let mut orders = 0;
    let mut line = |day: u32, second: u32, act: &str| {
        let (hours, minutes, seconds) = (second / 3_600, second / 60 % 60, second % 60);
        text.push_str(&format!("{day}d {hours:02}:{minutes:02}:{seconds:02} {act}\n"));
    };
    for act in acts {
        match act {
            Act::Wait(seconds) => second += seconds,
            // After 180 days the choice is asked for anew, and the device knows nothing.
            Act::ComesBack(days) if day + days > 170 => {}
            Act::ComesBack(days) => {
                line(day, second + 1, "leave");
                (day, second) = (day + 1 + days, 0);
                line(day, second, "new tab");
            }
            Act::Does(act) => {
                orders += 1;
                second += 2;
                line(day, second, &act.replace("ORDER", &format!("A-{orders}")));
            }
        }
    }
    line(day, second + 10, "open other /end");
    // At that moment: a reading can fade a second later, and nobody tells before the next.
    line(day, second + 10, "readings");
    // What is told leaves a second after.
    line(day, second + 13, "pointer");
    text
}

/// The word of one reading of the device, as it stands in a played script.
fn word(played: &str, reading: &str) -> Option<String> {
    let line = played
        .lines()
        .rev()
        .find_map(|line| line.trim().strip_prefix("| ")?.strip_prefix(reading)?.strip_prefix(": "));
    let word = line.unwrap().split([' ', ',']).next().unwrap();
    (word != "unknown").then(|| word.to_owned())
}

/// Plays a visitor, gives the desk all that was sent, and compares.
async fn agree(acts: &[Act]) -> Result<(), String> {
    let script = script(acts);
    let bench = Bench::new();
    let (mut session, mut visits) = (None, BTreeSet::new());
    for moment in play_moments(&script, None).map_err(|mistake| mistake.reason)? {
        for effect in moment.effects {
            let Effect::Send(batch) = effect else { continue };
            let events: Vec<Value> = serde_json::from_str(&batch.body).unwrap();
            session = events.last().unwrap()["ushersession"].as_str().map(str::to_owned);
            visits.insert(session.clone());
            bench.keep(&events).await;
        }
    }
    let misfits = bench.log().await.into_iter().find(|event| event.get("misfit").is_some());
    if let Some(event) = misfits {
        return Err(format!("the desk says of an event of the widget that it misfits: {event}"));
    }
    let played = play_script(&script).map_err(|mistake| mistake.reason)?;
    let journey = bench.desk.store.journey(session.unwrap(), 1).await.unwrap().unwrap().0;
    let desk = [
        ("stage", journey.readings.stage().map(|stage| stage.as_str())),
        ("relationship", journey.readings.relationship()),
        ("phase", journey.readings.phase()),
    ];
    // What lasts is told once. Without personalisation nobody can know that a visit follows
    // another one; the page that is still open does.
    let without = |act: &Act| matches!(act, Act::Does("consent granted help analytics"));
    let is_linked = visits.len() < 2 || !acts.iter().any(without);
    for (reading, said) in desk.into_iter().filter(|(name, _)| is_linked || *name == "stage") {
        let device = word(&played, reading);
        if device.as_deref() != said {
            let told = bench.log().await.into_iter().rfind(|event| {
                event["type"].as_str().is_some_and(|name| name.starts_with("usher.journey."))
            });
            return Err(format!(
                "{reading}: the desk says {said:?}, the device {device:?}; told last {told:?}\n{played}"
            ));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whatever_visitors_do_desk_and_device_read_the_same(acts in acts()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let agreed = runtime.block_on(agree(&acts));
        prop_assert!(agreed.is_ok(), "{}", agreed.unwrap_err());
    }
}
