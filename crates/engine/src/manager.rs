//! What the site's consent managers say, and what that comes to together.
//!
//! A shell reads a manager and hands over a plain statement; whether it counts is
//! decided here. Strictest wins: one manager that cannot be asked, or that was not
//! answered yet, leaves every purpose unknown. Source: reference/privacy.md 1.2.

use crate::consent::{ConsentSource, Grant, Grants, Purpose};
use crate::name::named;
use crate::wire::wire_struct;

named! {
    /// How far a consent manager is.
    #[derive(Default)]
    pub enum Standing {
        /// It is not there.
        #[default]
        Absent = "absent",
        /// Something holds its place until it has loaded.
        Stub = "stub",
        /// It is there and knows nothing yet.
        Loading = "loading",
        /// It knows the visitor's choice.
        Ready = "ready",
        /// It is asking the visitor, for the first time or again.
        Updating = "updating",
        /// It failed, or what it says cannot be understood.
        Error = "error",
    }
}

/// What one consent manager says, as a shell has read it.
///
/// Shape: `grants` count with [`Standing::Ready`] alone; `unknown` is a purpose about
/// which the manager says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// Which one.
    pub source: ConsentSource,
    /// How far it is.
    pub standing: Standing,
    /// What the visitor chose in it.
    pub grants: Grants,
}

wire_struct!(Statement { grants; source, standing });

/// The managers of this page.
///
/// Bounded by the number of sources: each has one statement.
#[derive(Clone, Debug, Default)]
pub(crate) struct Managers {
    voices: Vec<Voice>,
    /// Whether the configuration says that there is one.
    pub(crate) are_expected: bool,
    /// Whether the shell has looked and found none.
    are_missing: bool,
    /// Whether the last statement was a new choice of the visitor's.
    is_new: bool,
}

#[derive(Clone, Copy, Debug)]
struct Voice {
    source: ConsentSource,
    standing: Standing,
    /// The visitor's last choice that still counts; none before there is one.
    words: Option<Grants>,
}

impl Managers {
    /// Whether one of them is the authority, so that the widget does not ask.
    pub(crate) fn are_there(&self) -> bool {
        self.are_expected || self.managing().next().is_some()
    }

    /// Whether the page was searched in vain.
    pub(crate) const fn are_missing(&self) -> bool {
        self.are_missing
    }

    /// Whether the visitor is being asked, so that nothing may leave meanwhile.
    pub(crate) fn are_asking(&self) -> bool {
        self.voices.iter().any(|voice| voice.standing == Standing::Updating)
    }

    /// Whether the visitor has just chosen in a manager.
    pub(crate) const fn is_new(&self) -> bool {
        self.is_new
    }

    /// Takes a statement.
    ///
    /// What is read when a page opens is what was chosen before. A choice is new when it
    /// comes after the manager has asked, or differs from what it said on this page.
    pub(crate) fn take(&mut self, statement: &Statement) {
        let Statement { source, standing, grants } = *statement;
        let place = self.voices.iter().position(|voice| voice.source == source);
        let before = place.map(|place| self.voices.remove(place));
        self.are_missing = standing == Standing::Absent && self.voices.is_empty();
        self.is_new = false;
        if standing == Standing::Absent {
            return;
        }
        let said = before.and_then(|before| before.words);
        let words = match standing {
            Standing::Ready => Some(grants),
            // What was chosen counts until something else is.
            Standing::Updating => said,
            _ => None,
        };
        self.voices.push(Voice { source, standing, words });
        let was_asking = before.is_some_and(|before| before.standing == Standing::Updating);
        let is_other = said.is_some_and(|said| said != grants);
        // A signal never asks anybody.
        let is_choice = standing == Standing::Ready && source != ConsentSource::Signal;
        self.is_new = is_choice && (was_asking || is_other);
    }

    /// What all of them allow; none before each of them knows.
    pub(crate) fn words(&self) -> Option<Grants> {
        let mut folded = Grants::default();
        self.managing().next()?;
        for voice in self.managing() {
            let words = voice.words?;
            for purpose in Purpose::CHOOSABLE {
                let word = words.of(purpose);
                if word == Grant::Denied || folded.of(purpose) == Grant::Unknown {
                    folded.set(purpose, word);
                }
            }
        }
        Some(folded)
    }

    /// The one that is named as the source of what they say.
    pub(crate) fn source(&self) -> Option<ConsentSource> {
        Some(self.managing().next()?.source)
    }

    /// Takes away what a signal of the site refuses. It never allows anything.
    pub(crate) fn lower(&self, grants: &mut Grants) {
        for voice in self.voices.iter().filter(|voice| voice.source == ConsentSource::Signal) {
            grants.lower_to(&voice.words.unwrap_or_default());
        }
    }

    fn managing(&self) -> impl Iterator<Item = &Voice> {
        self.voices.iter().filter(|voice| voice.source != ConsentSource::Signal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(source: ConsentSource, standing: Standing, granted: &[Purpose]) -> Statement {
        Statement { source, standing, grants: Grants::granting(granted) }
    }

    #[test]
    fn one_that_is_not_ready_leaves_everything_unknown() {
        let mut managers = Managers::default();
        managers.take(&state(ConsentSource::Klaro, Standing::Ready, &Purpose::CHOOSABLE));
        assert_eq!(managers.words(), Some(Grants::granting(&Purpose::CHOOSABLE)));
        for standing in [Standing::Stub, Standing::Loading, Standing::Error, Standing::Updating] {
            managers.take(&state(ConsentSource::Tcf, standing, &Purpose::CHOOSABLE));
            assert_eq!(managers.words(), None, "{standing:?}");
        }
        managers.take(&state(ConsentSource::Tcf, Standing::Absent, &[]));
        assert_eq!(managers.words(), Some(Grants::granting(&Purpose::CHOOSABLE)));
    }

    #[test]
    fn of_two_that_disagree_the_stricter_counts() {
        let mut managers = Managers::default();
        let both = [Purpose::Help, Purpose::Analytics];
        managers.take(&state(ConsentSource::Klaro, Standing::Ready, &both));
        managers.take(&state(ConsentSource::Tcf, Standing::Ready, &[Purpose::Help]));
        assert_eq!(managers.words(), Some(Grants::granting(&[Purpose::Help])));
    }

    #[test]
    fn a_choice_is_new_after_asking_or_when_it_differs() {
        let mut managers = Managers::default();
        let mut take = |standing, granted: &[Purpose]| {
            managers.take(&state(ConsentSource::Klaro, standing, granted));
            managers.is_new()
        };
        assert!(!take(Standing::Loading, &[]));
        assert!(!take(Standing::Ready, &[Purpose::Help]));
        assert!(!take(Standing::Ready, &[Purpose::Help]));
        assert!(take(Standing::Ready, &[]));
        assert!(!take(Standing::Updating, &[]));
        assert!(take(Standing::Ready, &[]));
    }
}
