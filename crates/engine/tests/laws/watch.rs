//! What is looked at while a sequence is played, from outside.

use usher_engine::{BeforeConsent, Effect, Grants, Purpose, Snapshot, Timestamp};
use usher_testkit::World;

use crate::validator;

/// What the laws watch while a sequence is played.
pub(crate) struct Watch {
    is_on_screen: bool,
    /// What may happen before a choice.
    before_consent: BeforeConsent,
    /// Whether events are held against their schemas, which takes longer than all else.
    is_strict: bool,
}

impl Watch {
    pub(crate) fn new(before_consent: BeforeConsent, is_strict: bool) -> Self {
        Self { is_on_screen: false, before_consent, is_strict }
    }

    /// A new page: nothing is on it.
    pub(crate) fn begin_page(&mut self) {
        self.is_on_screen = false;
    }

    /// Looks at one effect, once all of its step were carried out; what was granted when it
    /// happened is what counts, and the clock may have gone on since.
    pub(crate) fn look(&mut self, (world, at): (&World, Timestamp), effect: &Effect) {
        let grants = world.engine().grants(at);
        match effect {
            Effect::Show { showing, play } => {
                let card = world.card.as_ref().expect("a card without words");
                assert_eq!((card.showing, card.play), (*showing, *play));
                assert!(!self.is_on_screen, "two cards at once");
                self.is_on_screen = true;
                let is_page_mode = self.before_consent == BeforeConsent::Page
                    && grants == Grants { share: grants.share, ..Grants::default() };
                assert!(grants.allows(Purpose::Help) || is_page_mode, "a card without a grant");
            }
            Effect::Hide => self.is_on_screen = false,
            Effect::Send(batch) => {
                assert!(grants.allows(Purpose::Analytics), "a batch without analytics granted");
                assert!(batch.body.contains("\"id\""), "a batch without events");
                if self.is_strict {
                    let checked = validator::check(&batch.body);
                    assert!(checked.as_ref().is_ok_and(|count| *count > 0), "{checked:?}");
                }
                assert!(batch.body.len() < 60_000, "a body that keepalive refuses");
                let is_named = batch.body.contains("\"subject\":");
                assert!(!is_named || grants.allows(Purpose::Personalise), "a visitor named");
            }
            Effect::Store(record, _) => {
                assert!(grants.allows(Purpose::Analytics), "an event kept without a grant");
                let is_named = record.text.contains("\"subject\":");
                assert!(!is_named || grants.allows(Purpose::Personalise), "a visitor named");
            }
            Effect::Persist(saved) => {
                let snapshot = &saved.to_snapshot();
                let may_session = grants.allows(Purpose::Help) || grants.allows(Purpose::Analytics);
                assert!(snapshot.session.is_none() || may_session, "a visit kept without a grant");
                let may_lasting = grants.allows(Purpose::Personalise);
                assert!(snapshot.lasting.is_none() || may_lasting, "memory kept without a grant");
                assert_bounded(snapshot);
            }
            _ => {}
        }
    }
}

/// Most bytes of each part that is kept; many times what a visit makes, and far under
/// what a browser's storage holds (5 MB for all of a site).
const MOST_SESSION: usize = 500_000;
const MOST_LASTING: usize = 50_000;
const MOST_PREFERENCES: usize = 10_000;

/// What is kept has an end, however long it goes on.
pub(crate) fn assert_bounded(snapshot: &Snapshot) {
    let length = |part: &Option<String>| part.as_ref().map_or(0, String::len);
    let (session, lasting) = (length(&snapshot.session), length(&snapshot.lasting));
    assert!(session < MOST_SESSION, "the visit grows without bound: {session} bytes");
    assert!(lasting < MOST_LASTING, "the memory grows without bound: {lasting} bytes");
    let preferences = length(&snapshot.preferences);
    assert!(preferences < MOST_PREFERENCES, "the wishes grow without bound: {preferences} bytes");
}

/// What is not known says so, what is known says why.
pub(crate) fn assert_honest(world: &World) {
    let findings = world.engine().findings(world.now());
    assert_eq!(findings.len(), 5, "five readings");
    for finding in findings {
        assert_eq!(finding.word.is_none(), finding.evidence.is_empty(), "{finding:?}");
        assert!(finding.evidence.iter().all(|evidence| evidence.count > 0), "{finding:?}");
    }
}

/// The rules that are looked at to explain are those that decided.
///
/// When to call: right after a step. Time that has passed since may change what is
/// explained, and nothing is shown before the engine is asked again.
pub(crate) fn assert_explained(world: &World) {
    let trace = world.engine().explain(world.now());
    assert_eq!(trace.shown.is_some(), world.showing.is_some());
    for play in trace.plays.iter().filter(|_| trace.shown.is_none()) {
        let fits = play.checks.last().is_none_or(|check| check.holds);
        assert!(!fits || play.withheld_by.is_some(), "explained as shown, and not shown");
    }
}
