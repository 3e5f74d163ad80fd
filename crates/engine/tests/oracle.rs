//! The consent oracle against the engine alone: timelines of managers, choices, tabs,
//! pages and clocks, of which a reference that knows nothing of the engine says what was
//! allowed. The same timelines are played in a browser (`tests/stories/oracle.rs`).

use usher_engine::{
    Config, ConsentSignal, ConsentSource, Effect, Grant, Grants, Input, Navigation, PageKind,
    Purpose, Standing, Statement, Timestamp, Touchpoint, TouchpointName,
};
use usher_testkit::{Allowed, Bits, Saying, Shop, Step, TABS, Timeline, World};

/// Timelines, unless `USHER_ORACLE_CASES` says otherwise.
const CASES: u64 = if cfg!(target_family = "wasm") { 300 } else { 100_000 };

#[derive(Default)]
struct Tally {
    requests: usize,
    writes: usize,
    /// Touches that were told and that might.
    touches: usize,
}

/// A device with some tabs, which share what is kept but for the session.
struct Device {
    tabs: Vec<World>,
    is_open: [bool; TABS],
    here: usize,
    now: Timestamp,
}

fn grants(bits: Bits, otherwise: Grant) -> Grants {
    let mut grants = Grants::default();
    for (place, purpose) in Purpose::CHOOSABLE.into_iter().enumerate() {
        grants.set(purpose, if bits & (1 << place) == 0 { otherwise } else { Grant::Granted });
    }
    grants
}

fn statement(saying: &Saying) -> Statement {
    let source = ConsentSource::from_name(saying.kind.name()).unwrap_or_default();
    let Saying { kind, standing, chosen } = *saying;
    Statement { source, standing, grants: grants(kind.says(chosen), Grant::Denied) }
}

/// As the part that follows managers tells of a page: the place is held until all of
/// them are known, and those that are not ready come first.
fn statements(sayings: &[Saying]) -> Vec<Statement> {
    let mut sayings = sayings.to_vec();
    sayings.sort_by_key(|saying| saying.standing == Standing::Ready);
    let mut list: Vec<Statement> = sayings.iter().map(statement).collect();
    let holder = |standing| Statement {
        source: ConsentSource::Manager,
        standing,
        grants: Grants::default(),
    };
    if !list.is_empty() {
        list.insert(0, holder(Standing::Loading));
        list.push(holder(Standing::Absent));
    }
    list
}

impl Device {
    fn new(is_expecting: bool) -> Self {
        let asks_consent = !is_expecting;
        let config = Config { expects_manager: is_expecting, asks_consent, ..Config::default() };
        let tabs: Vec<World> = (0..TABS).map(|_| World::new(config.clone())).collect();
        let now = tabs.first().map_or(Timestamp(0), World::now);
        Self { tabs, is_open: [false; TABS], here: 0, now }
    }

    /// Lets the tab in front do something; the others hear of a changed receipt.
    fn act(&mut self, act: impl FnOnce(&mut World) -> Vec<Effect>) -> Vec<(usize, Effect)> {
        let here = self.here;
        let Some(world) = self.tabs.get_mut(here) else { return Vec::new() };
        let before = world.receipt.clone();
        let mut all: Vec<(usize, Effect)> =
            act(world).into_iter().map(|effect| (here, effect)).collect();
        let (receipt, store) = (world.receipt.clone(), world.store.clone());
        for (place, other) in self.tabs.iter_mut().enumerate().filter(|(place, _)| *place != here) {
            other.store.lasting.clone_from(&store.lasting);
            other.store.preferences.clone_from(&store.preferences);
            other.receipt.clone_from(&receipt);
            if before != receipt && self.is_open.get(place) == Some(&true) {
                let kept = ConsentSignal::Kept(receipt.clone());
                all.extend(
                    other.give(Input::Consent(kept)).into_iter().map(|effect| (place, effect)),
                );
            }
        }
        all
    }

    /// Lets time pass for every tab.
    fn pass(&mut self, until: Timestamp) -> Vec<(usize, Effect)> {
        self.now = until;
        self.act_in_all(|world| {
            world.pass_until(until).into_iter().flat_map(|(_, effects)| effects).collect()
        })
    }

    fn jump(&mut self, to: Timestamp) -> Vec<(usize, Effect)> {
        self.now = to;
        self.act_in_all(|world| world.jump_to(to))
    }

    fn act_in_all(&mut self, act: impl Fn(&mut World) -> Vec<Effect>) -> Vec<(usize, Effect)> {
        let front = self.here;
        let mut all = Vec::new();
        for tab in 0..TABS {
            self.here = tab;
            all.extend(self.act(&act));
        }
        self.here = front;
        all
    }

    fn take(&mut self, place: usize, step: &Step) -> Vec<(usize, Effect)> {
        match step {
            Step::Says(saying) => {
                let said = ConsentSignal::Managed(statement(saying));
                self.act(|world| world.give(Input::Consent(said)))
            }
            Step::Chooses(bits) => {
                let purposes = grants(*bits, Grant::Denied);
                let source = ConsentSource::Visitor;
                let chosen = ConsentSignal::Chosen { purposes, source };
                self.act(|world| world.give(Input::Consent(chosen)))
            }
            Step::Lowers(bits) => self.act(|world| lower(world, *bits)),
            Step::PrivacyControl(is_on) => {
                self.tabs.iter_mut().for_each(|world| world.want_privacy(*is_on));
                Vec::new()
            }
            Step::Touches => {
                let mut touchpoint = Touchpoint::named(TouchpointName::Search);
                touchpoint.results = u32::try_from(place).ok();
                self.act(|world| world.give(Input::Touchpoint(Box::new(touchpoint))))
            }
            Step::Waits(millis) => self.pass(Timestamp(self.now.0 + millis)),
            Step::Jumps(millis) => self.jump(Timestamp(self.now.0 + millis)),
            Step::Loads(sayings) => self.load(&statements(sayings)),
            Step::Restores => self.act(|world| {
                let mut effects = world.give(Input::Leaving);
                let kept = world.receipt.clone();
                effects.extend(world.give(Input::Consent(ConsentSignal::Kept(kept))));
                effects
            }),
            Step::Turns(tab) => {
                self.here = *tab;
                if self.is_open.get(*tab) == Some(&false) { self.load(&[]) } else { Vec::new() }
            }
        }
    }

    fn load(&mut self, statements: &[Statement]) -> Vec<(usize, Effect)> {
        let is_first = self.is_open.get(self.here) == Some(&false);
        if let Some(is_open) = self.is_open.get_mut(self.here) {
            *is_open = true;
        }
        let mut all = Vec::new();
        if !is_first {
            all.extend(self.act(|world| world.give(Input::Leaving)));
        }
        // As the driver: who holds the place, the receipt, the page, and then the managers.
        let holder = statements.get(..1).unwrap_or_default();
        all.extend(self.act(|world| world.load_with(holder)));
        all.extend(self.act(|world| {
            let path = [String::from("/")];
            let page = Shop::default().page(PageKind::Home, &path, Navigation::Load);
            let mut effects = world.give(Input::Page(Box::new(page)));
            let view = Touchpoint::named(TouchpointName::PageView);
            effects.extend(world.give(Input::Touchpoint(Box::new(view))));
            effects
        }));
        for statement in statements.get(1..).unwrap_or_default() {
            let said = ConsentSignal::Managed(statement.clone());
            all.extend(self.act(|world| world.give(Input::Consent(said))));
        }
        all
    }
}

/// What the page's own command does with purposes that are `false`.
fn lower(world: &mut World, bits: Bits) -> Vec<Effect> {
    let before = world.engine().grants(world.now());
    let mut purposes = before;
    for (place, purpose) in Purpose::CHOOSABLE.into_iter().enumerate() {
        if bits & (1 << place) != 0 {
            purposes.set(purpose, Grant::Denied);
        }
    }
    if purposes == before {
        return Vec::new();
    }
    let source = ConsentSource::Site;
    world.give(Input::Consent(ConsentSignal::Chosen { purposes, source }))
}

/// The touches that a batch tells of.
fn told(body: &str) -> impl Iterator<Item = usize> + '_ {
    body.split("\"results\":").skip(1).filter_map(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    })
}

/// What one wants to know of a moment.
type Question<'a> = &'a dyn Fn(&Allowed) -> bool;

/// What is wrong with one effect of a tab; `may` asks what was allowed when it happened.
fn wrong(
    (tab, effect): &(usize, Effect),
    may: &dyn Fn(Question<'_>) -> bool,
    tally: &mut Tally,
) -> Option<String> {
    let may_keep = |entry: &str| may(&|allowed| allowed.may_keep(*tab, entry));
    match effect {
        Effect::Send(batch) => {
            tally.requests += 1;
            if !may(&|allowed| allowed.may_send(*tab)) {
                return Some(String::from("a request"));
            }
            tally.touches += told(&batch.body).count();
            let late =
                told(&batch.body).find(|step| !may(&|allowed| allowed.may_tell(*tab, *step)));
            late.map(|step| format!("the touch of step {step} was told"))
        }
        Effect::Keep(_) => {
            tally.writes += 1;
            (!may_keep("usher:receipt")).then(|| String::from("a receipt"))
        }
        Effect::Store(record, _) => {
            tally.writes += 1;
            let entry = format!("usher:event:{}", record.name);
            (!may_keep(&entry)).then(|| format!("{entry} was written"))
        }
        Effect::Persist(snapshot) => {
            tally.writes += 1;
            let parts = [
                ("usher:session", snapshot.session.is_some()),
                ("usher:lasting", snapshot.lasting.is_some()),
                ("usher:preferences", snapshot.preferences.is_some()),
            ];
            let wrong = parts.iter().find(|(entry, is_there)| *is_there && !may_keep(entry));
            wrong.map(|(entry, _)| format!("{entry} was written"))
        }
        _ => None,
    }
}

/// What is wrong with a timeline; nothing if all of it was allowed.
fn violation(timeline: &Timeline, tally: &mut Tally) -> Option<String> {
    let mut device = Device::new(timeline.is_expecting);
    let mut allowed = Allowed::begin(timeline, device.now.0);
    for (place, step) in timeline.steps.iter().enumerate() {
        let before = allowed.clone();
        let effects = device.take(place, step);
        let elapsed = if let Step::Waits(millis) = step { *millis } else { 0 };
        allowed.take(step, elapsed);
        // A page that is left may write and send what it still may; so may one whose time
        // passes, up to the moment at which something ran out.
        let is_passing = matches!(step, Step::Loads(_) | Step::Waits(_) | Step::Jumps(_));
        let may = |look: Question<'_>| look(&allowed) || (is_passing && look(&before));
        for effect in &effects {
            if let Some(wrong) = wrong(effect, &may, tally) {
                return Some(format!("step {place}, tab {}: {wrong}", effect.0));
            }
        }
    }
    None
}

#[test]
fn nothing_is_sent_or_kept_outside_of_what_is_allowed() {
    let wanted = std::env::var("USHER_ORACLE_CASES").ok().and_then(|number| number.parse().ok());
    let cases = wanted.unwrap_or(CASES);
    let mut tally = Tally::default();
    for seed in 0..cases {
        let timeline = Timeline::of(seed);
        if violation(&timeline, &mut tally).is_none() {
            continue;
        }
        let fails = |timeline: &Timeline| violation(timeline, &mut Tally::default()).is_some();
        let shrunk = timeline.shrunk(fails);
        let wrong = violation(&shrunk, &mut tally).unwrap_or_default();
        panic!("{wrong} outside of what was allowed, from seed {seed}\n{shrunk:?}");
    }
    let Tally { requests, writes, touches } = tally;
    assert!(requests > 0 && writes > 0 && touches > 0, "nothing was checked");
    println!(
        "timelines {cases}, requests checked {requests}, storage writes checked {writes}, violations 0"
    );
}
