//! The law of delivery: whatever tabs, crashes, endpoint and answers do, every event is
//! accepted once by its id, or its loss is counted with a reason.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod act;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use proptest::prelude::*;
use proptest::test_runner::{Config as Cases, RngAlgorithm, TestRng, TestRunner};
use usher_engine::{
    Attention, Batch, Config, ConsentSignal, ConsentSource, Effect, Engine, Fault, Grants, Input,
    Item, Json, Millis, Navigation, PageKind, Product, Purpose, Record, Seed, SendOutcome,
    Snapshot, Timestamp, Touchpoint, TouchpointName,
};
use usher_testkit::Shop;

use act::{Act, Answer, act};

/// How many tabs there are.
const TABS: usize = 3;

/// One tab: its engine, when it wants to be woken, and its requests.
struct Tab {
    engine: Engine,
    wake_at: Option<Timestamp>,
    requests: VecDeque<Batch>,
    session: Option<String>,
    /// Which page is in it; another one has nothing to do with what this one began.
    load: u128,
}

/// A device with some tabs, and a receiver that counts by source and id.
struct Device {
    now: Timestamp,
    tabs: Vec<Tab>,
    loads: u128,
    store: BTreeMap<String, String>,
    /// The tab whose turn it is, and those that wait for theirs.
    holder: Option<usize>,
    queue: VecDeque<usize>,
    accepted: BTreeSet<String>,
    /// Everything that was ever kept on the device, by id.
    emitted: BTreeSet<String>,
    /// Losses as the reports that came say it, and as faults.
    faults: usize,
    lost: BTreeSet<String>,
    settling: BTreeMap<usize, Vec<String>>,
    /// The tab that is about to end, and after how many effects.
    fuse: Option<(usize, u8)>,
    /// Whether one did; then a count may have ended with it before it was told.
    has_burnt: bool,
    /// Whether the endpoint refuses each batch that one event in sixteen is in.
    is_picky: bool,
    /// Before this the endpoint wants to hear nothing, as it last said.
    paused_until: Timestamp,
}

fn new_engine(loads: u128) -> Engine {
    Engine::new(Config::default(), String::from("https://shop.example"), Seed(loads))
}

impl Device {
    fn new() -> Self {
        let mut device = Self {
            now: Timestamp(1_795_255_200_000),
            tabs: Vec::new(),
            loads: 0,
            store: BTreeMap::new(),
            holder: None,
            queue: VecDeque::new(),
            accepted: BTreeSet::new(),
            emitted: BTreeSet::new(),
            faults: 0,
            lost: BTreeSet::new(),
            settling: BTreeMap::new(),
            fuse: None,
            has_burnt: false,
            is_picky: false,
            paused_until: Timestamp(0),
        };
        for place in 0..TABS {
            let engine = new_engine(0);
            let requests = VecDeque::new();
            device.tabs.push(Tab { engine, wake_at: None, requests, session: None, load: 0 });
            device.load(place);
        }
        device
    }

    /// A new page in a tab: a new engine, and no request of it is answered any more.
    fn load(&mut self, place: usize) {
        self.loads += 1;
        self.give_up(place);
        self.next_turn();
        let tab = &mut self.tabs[place];
        tab.engine = new_engine(self.loads);
        tab.requests.clear();
        tab.load = self.loads;
        tab.wake_at = None;
        let purposes = Grants::granting(&[Purpose::Analytics]);
        let source = ConsentSource::Site;
        self.give(place, Input::Consent(ConsentSignal::Chosen { purposes, source }));
        self.give(place, Input::Attention(Attention::Visible));
        let path = [String::from("/")];
        let page = Shop::default().page(PageKind::Home, &path, Navigation::Load);
        self.give(place, Input::Page(Box::new(page)));
    }

    fn give_up(&mut self, place: usize) {
        self.queue.retain(|waiting| *waiting != place);
        if self.holder == Some(place) {
            self.holder = None;
        }
    }

    fn next_turn(&mut self) {
        while self.holder.is_none()
            && let Some(next) = self.queue.pop_front()
        {
            self.holder = Some(next);
            self.turn(next, false);
        }
    }

    fn turn(&mut self, place: usize, is_leaving: bool) {
        let record =
            |(name, text): (&String, &String)| Record { name: name.clone(), text: text.clone() };
        let records = self.store.iter().map(record).collect();
        self.give(place, Input::Turn { records, is_leaving });
    }

    fn give(&mut self, place: usize, input: Input) {
        let load = self.tabs[place].load;
        let effects = self.tabs[place].engine.step(input, self.now);
        self.tabs[place].wake_at = effects.wake_at;
        for effect in effects.list {
            if self.burns(place) {
                self.load(place);
            }
            // What it began ends with the page.
            if self.tabs[place].load != load {
                return;
            }
            self.carry_out(place, effect);
        }
        self.next_turn();
    }

    /// Whether the tab's process ends here.
    fn burns(&mut self, place: usize) -> bool {
        let Some((_, left)) = self.fuse.filter(|(doomed, _)| *doomed == place) else {
            return false;
        };
        self.fuse = left.checked_sub(1).map(|left| (place, left));
        if left == 0 {
            self.has_burnt = true;
            // Nobody else has heard of a pause it did not get to keep.
            self.paused_until = Timestamp(0);
        }
        left == 0
    }

    fn carry_out(&mut self, place: usize, effect: Effect) {
        match effect {
            Effect::Store(Record { name, text }, _) => {
                if !is_pause(&name) {
                    self.emitted.insert(id(&text));
                }
                self.store.insert(name, text);
            }
            Effect::Discard(names) => self.discard(place, &names),
            Effect::Claim { is_leaving: true } => self.turn(place, true),
            Effect::Claim { is_leaving: false } => self.queue.push_back(place),
            Effect::Release => self.give_up(place),
            Effect::Send(batch) => {
                assert!(batch.body.len() < 60_000, "a body that keepalive refuses");
                assert!(self.now >= self.paused_until, "sent although asked to wait");
                self.tabs[place].requests.push_back(batch);
            }
            Effect::Report(fault) => {
                let is_loss =
                    matches!(fault, Fault::OutboxFull | Fault::EventTooLarge | Fault::Refused);
                self.faults += usize::from(is_loss);
            }
            Effect::Persist(saved) => self.tabs[place].session = saved.to_snapshot().session,
            Effect::Recall(_) => {
                let session = self.tabs[place].session.clone();
                let snapshot = Snapshot { session, ..Snapshot::default() };
                self.give(place, Input::Recalled(Box::new(snapshot)));
            }
            _ => {}
        }
    }

    /// What is removed was accepted, or was refused or pushed out, which is a loss.
    fn discard(&mut self, place: usize, names: &[String]) {
        for name in names {
            let Some(text) = self.store.remove(name).filter(|_| !is_pause(name)) else { continue };
            let id = id(&text);
            let is_known = self.settling.get(&place).is_some_and(|ids| ids.contains(&id));
            if !self.accepted.contains(&id) || is_known {
                self.lost.insert(id);
            }
        }
    }

    fn tell(&mut self, place: usize, count: u8, name: &str) {
        for number in 0..count {
            let product = Product {
                id: format!("{}-{number}", self.loads),
                name: name.to_owned(),
                ..Product::default()
            };
            let item = Item { product, quantity: 1 };
            let touchpoint =
                Touchpoint { items: vec![item], ..Touchpoint::named(TouchpointName::AddToCart) };
            self.give(place, Input::Touchpoint(Box::new(touchpoint)));
        }
    }

    fn answer(&mut self, place: usize, answer: Answer) {
        let Some(batch) = self.tabs[place].requests.pop_front() else { return };
        let ids = ids(&batch.body);
        let outcome = match answer {
            Answer::Accepted if self.is_picky && ids.iter().any(|id| is_refused(id)) => {
                SendOutcome::Unreadable
            }
            Answer::Accepted => {
                self.accepted.extend(ids);
                SendOutcome::Delivered
            }
            Answer::LostOnTheWayBack => {
                self.accepted.extend(ids);
                SendOutcome::Retry { after: None }
            }
            Answer::Busy(after) => {
                let after = after.map(|it| Millis::seconds(it.into()));
                self.paused_until = after.map_or(self.paused_until, |it| self.now.plus(it));
                SendOutcome::Retry { after }
            }
            Answer::TooLarge => SendOutcome::TooLarge,
            Answer::Unreadable => SendOutcome::Unreadable,
            Answer::Refused => SendOutcome::Refused,
        };
        self.give(place, Input::Sent { batch: batch.id, outcome });
    }

    fn pass(&mut self, millis: u32) {
        let until = self.now.plus(Millis(millis.into()));
        for _ in 0..1_000 {
            let due = (0..TABS).filter_map(|place| Some((self.tabs[place].wake_at?, place))).min();
            let Some((at, place)) = due.filter(|(at, _)| *at <= until) else { break };
            self.now = self.now.max(at);
            self.tabs[place].wake_at = None;
            self.give(place, Input::Wake);
        }
        self.now = until;
    }

    fn happen(&mut self, place: usize, act: &Act) {
        match act {
            Act::Tell(count) => self.tell(place, *count, "Known"),
            Act::TellMuch => self.tell(place, 1, &"x".repeat(9_000)),
            Act::Pass(millis) => self.pass(*millis),
            Act::Hide => {
                self.give(place, Input::Attention(Attention::Hidden));
                self.give(place, Input::Leaving);
                self.give(place, Input::Attention(Attention::Visible));
            }
            Act::Leave => {
                self.give(place, Input::Leaving);
                self.load(place);
            }
            Act::Crash => self.load(place),
            Act::CrashSoon(effects) => self.fuse = Some((place, *effects)),
            Act::Answer(answer) => self.answer(place, *answer),
        }
    }

    /// The endpoint is well from now on, and everybody waits.
    fn settle(&mut self) {
        for _ in 0..200 {
            for place in 0..TABS {
                while !self.tabs[place].requests.is_empty() {
                    self.answer(place, Answer::Accepted);
                }
            }
            self.pass(30_000);
        }
    }
}

/// What a picky endpoint does not like.
fn is_refused(id: &str) -> bool {
    id.ends_with('0')
}

/// Whether what is kept is a pause and no event: those begin with their instant.
fn is_pause(name: &str) -> bool {
    name.starts_with('0')
}

fn id(text: &str) -> String {
    let json = Json::read(text).expect("an envelope");
    json.get("id").and_then(Json::as_text).expect("an id").to_owned()
}

fn ids(body: &str) -> Vec<String> {
    let Ok(Json::List(events)) = Json::read(body) else { return Vec::new() };
    events
        .iter()
        .map(|event| event.get("id").and_then(Json::as_text).expect("an id").to_owned())
        .collect()
}

#[test]
fn every_event_is_accepted_once_or_its_loss_is_counted() {
    let cases = if cfg!(target_arch = "wasm32") { 20 } else { 400 };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let config = Cases { cases, failure_persistence: None, ..Cases::default() };
    let mut runner = TestRunner::new_with_rng(config, rng);
    let law = runner.run(&prop::collection::vec(act(), 1..60), |acts| {
        let mut device = Device::new();
        for (place, act) in &acts {
            device.happen(*place, act);
        }
        device.settle();
        prop_assert!(device.store.is_empty(), "{} wait for ever", device.store.len());
        for id in &device.emitted {
            let is_safe = device.accepted.contains(id) || device.lost.contains(id);
            prop_assert!(is_safe, "{id} is gone without a word");
        }
        let is_told = device.faults > 0 || device.has_burnt;
        prop_assert!(device.lost.is_empty() || is_told, "a loss nobody heard of");
        Ok(())
    });
    law.expect("the law holds");
}

#[test]
fn of_a_refused_batch_only_what_is_meant_is_lost() {
    let cases = if cfg!(target_arch = "wasm32") { 10 } else { 100 };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let config = Cases { cases, failure_persistence: None, ..Cases::default() };
    let mut runner = TestRunner::new_with_rng(config, rng);
    let happens = prop_oneof![
        3 => (1_u8..60).prop_map(Act::Tell),
        2 => (100_u32..10_000).prop_map(Act::Pass),
        3 => Just(Act::Answer(Answer::Accepted)),
        1 => Just(Act::Leave),
    ];
    let law = runner.run(&prop::collection::vec((0..TABS, happens), 1..8), |acts| {
        let mut device = Device::new();
        device.is_picky = true;
        for (place, act) in &acts {
            device.happen(*place, act);
        }
        device.settle();
        for id in &device.emitted {
            prop_assert_eq!(device.lost.contains(id), is_refused(id), "{}", id);
            prop_assert_eq!(device.accepted.contains(id), !is_refused(id), "{}", id);
        }
        Ok(())
    });
    law.expect("the law holds");
}
