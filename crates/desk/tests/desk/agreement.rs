//! The desk and the visitor's own panel say the same.

use crate::fixture::{BATCH, Bench};
use serde_json::Value;
use usher_desk::store::JourneyRecord;
use usher_engine::{
    Attention, Config, ConsentSignal, ConsentSource, Effect, Engine, Grants, Input, Item, Millis,
    Order, PageFacts, Product, Purpose, Record, Seed, SendOutcome, Text, Timestamp, Touchpoint,
    TouchpointName,
};

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
                Effect::Store(record) => self.events.push(record),
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
