//! The world around an engine: a clock, a device, an endpoint.

use std::collections::BTreeMap;

use usher_engine::{
    Attention, Batch, Config, ConsentSignal, ConsentSource, Effect, Effects, Engine, Grants, Input,
    PlayView, Purpose, Receipt, Record, Seed, SendOutcome, Showing, Snapshot, Statement, Timestamp,
    from_json,
};

use crate::shop::touchpoints_of;

/// When every script begins: 2026-11-21T10:00:00Z.
pub(crate) const START: Timestamp = Timestamp(1_795_255_200_000);

/// The golden ratio in 128 bits, made odd: what is multiplied with it looks like chance.
const APART: u128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;

/// A device with one tab, and an endpoint that takes everything at once.
#[derive(Clone, Debug)]
pub struct World {
    engine: Engine,
    config: Config,
    now: Timestamp,
    loads: u128,
    wake_at: Option<Timestamp>,
    /// The kept receipt.
    pub receipt: Option<Receipt>,
    /// What is kept, each part as JSON, as in a real device.
    pub store: Snapshot,
    /// Events that wait on the device, by name.
    pub events: BTreeMap<String, String>,
    /// Batches that wait for an answer.
    pub unanswered: Vec<Batch>,
    /// Whether the endpoint answers by itself.
    pub is_endpoint_silent: bool,
    /// The showing on screen.
    pub showing: Option<Showing>,
    /// What is on it, as a shell draws it: taken once, when it is shown.
    pub card: Option<PlayView>,
    is_privacy_control_on: bool,
}

impl World {
    /// A device that never saw the shop.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self {
            engine: engine(&config, 1),
            config,
            now: START,
            loads: 1,
            wake_at: None,
            receipt: None,
            store: Snapshot::default(),
            events: BTreeMap::new(),
            unanswered: Vec::new(),
            is_endpoint_silent: false,
            showing: None,
            card: None,
            is_privacy_control_on: false,
        }
    }

    /// The engine, to look at.
    #[must_use]
    pub const fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The time.
    #[must_use]
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// Loads the page anew: what the device keeps stays, the engine is new.
    pub fn load(&mut self) -> Vec<Effect> {
        self.load_with(&[])
    }

    /// The same on a page with a manager, see [`World::start_with`].
    pub fn load_with(&mut self, statements: &[Statement]) -> Vec<Effect> {
        self.loads += 1;
        self.engine = engine(&self.config, self.loads);
        self.wake_at = None;
        self.showing = None;
        self.unanswered.clear();
        self.start_with(statements)
    }

    /// From the next page on the browser asks for privacy, or does not.
    pub const fn want_privacy(&mut self, is_on: bool) {
        self.is_privacy_control_on = is_on;
    }

    /// What a driver does first: consent, then attention.
    pub fn start(&mut self) -> Vec<Effect> {
        self.start_with(&[])
    }

    /// The same on a page with a manager, whose place is held before anything else is read.
    pub fn start_with(&mut self, statements: &[Statement]) -> Vec<Effect> {
        let is_on = self.is_privacy_control_on;
        let mut effects = self.give(Input::Consent(ConsentSignal::PrivacyControl { is_on }));
        for statement in statements {
            effects.extend(self.give(Input::Consent(ConsentSignal::Managed(statement.clone()))));
        }
        effects.extend(self.give(Input::Consent(ConsentSignal::Kept(self.receipt.clone()))));
        effects.extend(self.give(Input::Attention(Attention::Visible)));
        effects
    }

    /// Sets the privacy control of the browser.
    pub fn set_privacy_control(&mut self, is_on: bool) -> Vec<Effect> {
        self.is_privacy_control_on = is_on;
        self.give(Input::Consent(ConsentSignal::PrivacyControl { is_on }))
    }

    /// Makes a choice about consent.
    pub fn choose(&mut self, purposes: &[Purpose]) -> Vec<Effect> {
        let purposes = Grants::granting(purposes);
        let source = ConsentSource::Visitor;
        self.give(Input::Consent(ConsentSignal::Chosen { purposes, source }))
    }

    /// Lets time pass up to an instant; each wake-up that did something is
    /// returned with its time.
    pub fn pass_until(&mut self, until: Timestamp) -> Vec<(Timestamp, Vec<Effect>)> {
        let mut woken = Vec::new();
        // A wake-up that asks for the same instant again would never end.
        for _ in 0..10_000 {
            let Some(one) = self.wake_before(until) else { break };
            woken.extend(Some(one).filter(|(_, effects)| !effects.is_empty()));
        }
        self.now = until;
        woken
    }

    /// The clock jumps, to either side; who waited for an instant in between is late.
    pub fn jump_to(&mut self, to: Timestamp) -> Vec<Effect> {
        self.now = to;
        let is_late = self.wake_at.is_some_and(|wake_at| wake_at <= to);
        if is_late { self.give(Input::Wake) } else { Vec::new() }
    }

    /// Lets time pass up to the next wake-up, if there is one until then.
    pub fn wake_before(&mut self, until: Timestamp) -> Option<(Timestamp, Vec<Effect>)> {
        let wake_at = self.wake_at.filter(|wake_at| *wake_at <= until)?;
        self.now = self.now.max(wake_at);
        self.wake_at = None;
        let effects = self.give(Input::Wake);
        Some((self.now, effects))
    }

    /// Gives one input, carries out the effects, and returns them.
    pub fn give(&mut self, input: Input) -> Vec<Effect> {
        let Effects { list, wake_at } = self.engine.step(input, self.now);
        self.wake_at = wake_at;
        let mut all = Vec::new();
        for effect in list {
            let follow_up = self.carry_out(&effect);
            if !is_housekeeping(&effect) {
                all.push(effect);
            }
            for input in follow_up {
                all.extend(self.give(input));
            }
        }
        all
    }

    fn carry_out(&mut self, effect: &Effect) -> Vec<Input> {
        match effect {
            Effect::Show { showing, .. } => {
                self.showing = Some(*showing);
                self.card = self.engine.card(self.now);
            }
            Effect::Think => {
                let _issues = self.engine.take_written(self.now);
                self.engine.take_mind(self.now);
                return vec![Input::Wake];
            }
            Effect::Hide => self.showing = None,
            Effect::Keep(receipt) => self.receipt = from_json(&receipt.text),
            Effect::Persist(saved) => self.store = saved.to_snapshot(),
            Effect::Erase(purposes) => {
                erase(&mut self.store, purposes);
                if purposes.contains(&Purpose::Analytics) {
                    self.events.clear();
                } else if purposes.contains(&Purpose::Personalise) {
                    self.events.retain(|name, _| !name.ends_with('p'));
                }
            }
            Effect::Store(Record { name, text }, _) => {
                self.events.insert(name.clone(), text.clone());
            }
            Effect::Discard(names) => self.events.retain(|name, _| !names.contains(name)),
            Effect::Claim { is_leaving } => {
                let record = |(name, text): (&String, &String)| Record {
                    name: name.clone(),
                    text: text.clone(),
                };
                let records = self.events.iter().map(record).collect();
                return vec![Input::Turn { records, is_leaving: *is_leaving }];
            }
            Effect::Recall(grants) => {
                return vec![Input::Recalled(Box::new(read(&self.store, *grants)))];
            }
            Effect::Send(batch) if self.is_endpoint_silent => self.unanswered.push(batch.clone()),
            Effect::Send(batch) => {
                return vec![Input::Sent { batch: batch.id, outcome: SendOutcome::Delivered }];
            }
            Effect::Reopen => {
                let Some(page) = self.engine.page().cloned() else { return Vec::new() };
                let mut inputs = vec![Input::Page(Box::new(page.clone()))];
                let touchpoints = touchpoints_of(&page).into_iter();
                inputs.extend(touchpoints.map(|one| Input::Touchpoint(Box::new(one))));
                return inputs;
            }
            Effect::Ask
            | Effect::StopAsking
            | Effect::Collapse
            | Effect::Expand
            | Effect::Release
            | Effect::Report(_) => {}
        }
        Vec::new()
    }
}

/// Whether it is how things are done here, and no rule of the product.
fn is_housekeeping(effect: &Effect) -> bool {
    matches!(effect, Effect::Think | Effect::Discard(_) | Effect::Claim { .. } | Effect::Release)
}

/// A fresh engine with everything a shell gives it.
fn engine(config: &Config, seed: u128) -> Engine {
    let source = String::from("https://shop.example");
    // Far apart, as seeds from chance are: ids of neighbours would repeat.
    let mut engine = Engine::new(config.clone(), source, Seed(seed.wrapping_mul(APART)));
    engine.take_answers();
    // As in a shell: what the owner wrote is followed from the start, the rest waits
    // until a card could come.
    if !config.touchpoints.is_empty() || !config.designs.is_empty() {
        let _issues = engine.take_written(START);
        engine.take_mind(START);
    }
    engine
}

fn erase(store: &mut Snapshot, purposes: &[Purpose]) {
    let has = |purpose| purposes.contains(&purpose);
    if has(Purpose::Necessary) {
        store.preferences = None;
    }
    if has(Purpose::Help) || has(Purpose::Analytics) {
        store.session = None;
    }
    if has(Purpose::Personalise) {
        store.lasting = None;
    }
}

/// What the grants allow to be read, as the widget's driver reads it.
fn read(store: &Snapshot, grants: Grants) -> Snapshot {
    let may_session = grants.allows(Purpose::Help) || grants.allows(Purpose::Analytics);
    let may_lasting = grants.allows(Purpose::Personalise);
    Snapshot {
        preferences: store.preferences.clone(),
        session: store.session.clone().filter(|_| may_session),
        lasting: store.lasting.clone().filter(|_| may_lasting),
    }
}
