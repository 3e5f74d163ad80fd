//! A device whose every answer is looked at.

use usher_engine::{
    BeforeConsent, Config, Effect, Grants, Input, Json, Purpose, Snapshot, Timestamp,
};
use usher_testkit::World;

/// Most bytes that may be kept: the bounds of the lists with texts of some length. A
/// page's own texts are cut by the shell; here they are as long as the fuzzer makes them.
const MOST_KEPT: usize = 2_000_000;

/// A device, and what is on its screen.
pub struct Checked {
    /// The device.
    pub world: World,
    before_consent: BeforeConsent,
    is_on_screen: bool,
}

impl Checked {
    /// A device that never saw the shop.
    pub fn new(config: Config) -> Self {
        let before_consent = config.before_consent;
        let mut world = World::new(config);
        world.start();
        Self { world, before_consent, is_on_screen: false }
    }

    /// Loads the page anew.
    pub fn load(&mut self) {
        self.is_on_screen = false;
        let effects = self.world.load();
        self.look(&effects);
    }

    /// Gives one input.
    pub fn give(&mut self, input: Input) {
        let effects = self.world.give(input);
        self.look(&effects);
        let world = &self.world;
        let trace = world.engine().explain(world.now());
        assert_eq!(trace.shown.is_some(), world.showing.is_some());
        drop(world.engine().panel(world.now()));
        drop(world.engine().card(world.now()));
        drop(trace.to_text());
    }

    /// Lets time pass, backwards too.
    pub fn pass_until(&mut self, until: Timestamp) {
        // Each look at the time of its step: grants end by time alone.
        for _ in 0..10_000 {
            let Some((_, effects)) = self.world.wake_before(until) else { break };
            self.look(&effects);
        }
        drop(self.world.pass_until(until));
    }

    fn look(&mut self, effects: &[Effect]) {
        let grants = self.world.engine().grants(self.world.now());
        for effect in effects {
            match effect {
                Effect::Show { .. } => {
                    assert!(!self.is_on_screen, "two cards at once");
                    self.is_on_screen = true;
                    let is_page_mode = self.before_consent == BeforeConsent::Page
                        && grants == Grants { share: grants.share, ..Grants::default() };
                    assert!(grants.allows(Purpose::Help) || is_page_mode, "a card without a grant");
                }
                Effect::Hide => self.is_on_screen = false,
                Effect::Send(batch) => {
                    assert!(grants.allows(Purpose::Analytics), "a batch without a grant");
                    assert!(batch.body.len() < 60_000, "a body that keepalive refuses");
                    assert!(Json::read(&batch.body).is_ok(), "a body that is no JSON");
                }
                Effect::Persist(saved) => look_at_kept(&saved.to_snapshot(), grants),
                _ => {}
            }
        }
    }
}

fn look_at_kept(snapshot: &Snapshot, grants: Grants) {
    let may_session = grants.allows(Purpose::Help) || grants.allows(Purpose::Analytics);
    assert!(snapshot.session.is_none() || may_session, "a visit kept without a grant");
    let may_lasting = grants.allows(Purpose::Personalise);
    assert!(snapshot.lasting.is_none() || may_lasting, "memory kept without a grant");
    for part in [&snapshot.preferences, &snapshot.session, &snapshot.lasting] {
        let part = part.as_deref().unwrap_or("{}");
        assert!(part.len() < MOST_KEPT, "what is kept grows without bound");
        assert!(Json::read(part).is_ok(), "what is kept is no JSON");
    }
}
