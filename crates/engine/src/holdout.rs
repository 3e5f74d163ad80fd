//! Who is shown nothing, so that it can be known what showing does.
//!
//! The hash is version 2 of GrowthBook's, so that a marketer can find out the arm
//! of a visitor with tools that exist. A visitor is a place between 0 and 9,999;
//! the holdout is the first so many places, so widening it keeps its members.

use crate::condition::Situation;
use crate::consent::Purpose;
use crate::engine::Engine;
use crate::event::joined;
use crate::limit::Limit;
use crate::play::Play;

/// Places on the ring; one is 0.01 %.
const PLACES: u32 = 10_000;
/// Places in a hundredth.
const PERCENT: u32 = PLACES / 100;

/// 32 bits of FNV-1a.
fn fnv32a(text: &str) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for byte in text.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash
}

/// The place of a value on the ring of a seed, 0 to 9,999.
///
/// Source: GrowthBook's hash version 2, `fnv32a(fnv32a(seed + value) + "") % 10000`.
/// It hashes UTF-16 units and this hashes bytes, so both agree on what is ASCII,
/// as our seeds and ids are.
#[must_use]
pub fn place(seed: &str, value: &str) -> u32 {
    let mut digits = String::new();
    crate::json::push_integer(&mut digits, i64::from(fnv32a(&joined(&[seed, value]))));
    fnv32a(&digits) % PLACES
}

/// To whom a play is not shown, by its word in events; "shown" to the others.
/// Empty where there is no id, or nobody could count: unassigned.
pub(crate) type Arm = &'static str;

pub(crate) const SHOWN: Arm = "shown";

impl Engine {
    /// The arm of this visitor for a play.
    ///
    /// Without memory across visits there is no id, and none is drawn per page:
    /// who cannot be held out for good is not held out at all. Without analytics
    /// nobody would learn from it.
    pub(crate) fn arm(&self, play: &Play) -> Arm {
        let visitor = match &self.lasting.visitor {
            Some(visitor) if self.grants.allows(Purpose::Analytics) => visitor,
            _ => return "",
        };
        let is_in = |seed, limit| place(seed, &visitor.0) < PERCENT * self.config.manners.of(limit);
        if is_in("usher", Limit::Holdout) {
            "holdout"
        } else if is_in(play.id.0, Limit::Control) {
            "control"
        } else {
            SHOWN
        }
    }
}

/// Whether this visitor is one of those who are asked for a score; nobody without
/// an id is. P18.
pub(crate) fn is_sampled(situation: &Situation<'_>, percent: u32) -> bool {
    let visitor = situation.memories.lasting.visitor.as_ref();
    visitor.is_some_and(|visitor| place("usher.nps", &visitor.0) < PERCENT * percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What GrowthBook's own tests state of version 2 (seed, value, place of 10,000):
    /// the list "hash" of packages/sdk-js/test/cases.json at commit 0cf0a65, and the
    /// bucket of its case "creates experiments properly".
    const STATED: [(&str, &str, u32); 8] = [
        ("seed", "a", 505),
        ("seed", "b", 2_696),
        ("foo", "ab", 2_575),
        ("foo", "def", 2_019),
        ("89123klj", "8952klfjas09ujkasdf", 1_240),
        ("90850943850283058242805", "123", 7_516),
        ("()**(%$##$%#$#", "___)((*\":&", 128),
        ("feature", "123", 5_231),
    ];

    #[test]
    fn the_hash_is_the_one_of_growthbook() {
        for (seed, value, expected) in STATED {
            assert_eq!(place(seed, value), expected, "{seed} {value}");
        }
        // Two of its cases state a range: "Force rule, hash version 2", and "use
        // seed with range".
        assert!((9_600..9_700).contains(&place("feature", "1")));
        assert!(place("fjdslafdsa", "1") < 5_000);
    }

    #[test]
    fn the_holdout_is_about_as_large_as_configured_and_independent_of_controls() {
        let ids: Vec<String> = (0..10_000).map(|number| format!("visitor-{number}")).collect();
        let held = |seed: &str| ids.iter().filter(|id| place(seed, id) < 1_000).count();
        assert!((900..1_100).contains(&held("usher")), "{}", held("usher"));
        assert!((900..1_100).contains(&held("compare")), "{}", held("compare"));
        let both = |id: &&String| place("usher", id) < 1_000 && place("compare", id) < 1_000;
        let both = ids.iter().filter(both).count();
        assert!((60..140).contains(&both), "{both}");
    }
}
