//! The desk and the visitor's own panel say the same.

use crate::fixture::{BATCH, Bench};
use proptest::prelude::{ProptestConfig, Strategy, prop, prop_assert, prop_oneof, proptest};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;
use usher_desk::bundle::{Bundle, Words};
use usher_desk::store::{JourneyRecord, Whose};
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

/// What a shop that sells more often than most writes.
const PATIENT: &str = "late_days = 20\nlapsed_days = 60\n";

/// A client orders twice, and looks at a page so many days later.
fn twice(days: u32, config: &str) -> String {
    format!(
        "{config}item matt kind=emulsion price=34.90\n00:00 open home /\n\
         00:01 consent granted help analytics personalise\n\
         00:10 purchase matt order=A-1 total=34.90\n00:58 leave\n\
         2d 00:00 new tab\n2d 00:02 open home /\n\
         2d 00:10 purchase matt order=A-2 total=34.90\n2d 00:58 leave\n\
         {0}d 00:00 new tab\n{0}d 00:10 open home /\n{0}d 00:10 readings\n",
        days + 2,
    )
}

#[tokio::test]
async fn a_client_is_late_at_the_desk_when_the_shops_configuration_says_so_on_the_device() {
    let mut bench = Bench::new();
    for moment in play_moments(&twice(1, ""), None).unwrap() {
        for effect in moment.effects {
            let Effect::Send(batch) = effect else { continue };
            bench.keep(&serde_json::from_str::<Vec<Value>>(&batch.body).unwrap()).await;
        }
    }
    let purchases: Vec<Timestamp> = bench.log().await.iter().filter_map(ordered_at).collect();
    let last = purchases.last().unwrap().0;
    let path = bench.folder.path().join("widget.toml");
    std::fs::write(&path, PATIENT).unwrap();
    let json = "config {\"late_days\":20,\"lapsed_days\":60}\n";
    let patient = Bundle::open(Some(&path), Words::default()).unwrap();
    for (bundle, config, late_days, lapsed_days) in [
        (Bundle::default(), "", 180, 365),
        (patient, json, 20, 60),
        (Bundle::default(), "", 180, 365),
    ] {
        bench.desk.store.be_patient(bundle.patience()).await.unwrap();
        bench.desk.bundle = Arc::new(bundle);
        let page = bench.get("/customers").await.text;
        assert!(page.contains(&format!("than {late_days} days")), "{page}");
        assert!(page.contains(&format!("than {lapsed_days} days")), "{page}");
        for (days, is_late, is_lapsed) in [
            (late_days - 1, false, false),
            (late_days + 1, true, false),
            (lapsed_days - 1, true, false),
            (lapsed_days + 1, false, true),
        ] {
            let late =
                bench.desk.store.late(Whose::Everyone, last + Millis::days(days).0).await.unwrap();
            assert_eq!((late.at_risk > 0, late.lapsed > 0), (is_late, is_lapsed), "{days} days");
            // After 180 days the device asks for the choice anew, and knows nothing.
            if days < 170 {
                let script = twice(u32::try_from(days).unwrap(), config);
                let device = word(&play_script(&script).unwrap(), "phase");
                let phase = if is_late || is_lapsed { "decline" } else { "introduction" };
                assert_eq!(device.as_deref(), Some(phase), "{days} days after, {config}");
            }
        }
        // What is drawn anew from the log says the same.
        let before =
            bench.desk.store.late(Whose::Everyone, last + Millis::days(90).0).await.unwrap();
        bench.desk.store.rebuild().await.unwrap();
        let after =
            bench.desk.store.late(Whose::Everyone, last + Millis::days(90).0).await.unwrap();
        assert_eq!(before, after);
    }
}

fn ordered_at(event: &Value) -> Option<Timestamp> {
    let time = event["time"].as_str().filter(|_| event["type"] == "usher.touchpoint.purchase")?;
    Some(Timestamp(time.parse::<jiff::Timestamp>().unwrap().as_millisecond()))
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
