//! A crowd of generated visitors, for tests, measurements and the demo.
//!
//! Everything is drawn from a seed: the same plan gives the same events, byte for
//! byte, on every machine.

use usher_engine::{Millis, Timestamp};

use crate::chance::Chance;
use crate::happening::Happening;
use crate::visit::{Visitor, returning, shopping};

/// A crowd to be generated.
#[derive(Clone, Copy, Debug)]
pub struct CrowdPlan {
    /// Where all draws come from.
    pub seed: u64,
    /// How many days it is spread over.
    pub days: u32,
    /// Nothing happens after this.
    pub until: Timestamp,
    /// Visitors who are shown no unasked play, in a hundred.
    pub held_out_percent: u64,
}

/// The generated visits, visitor after visitor, without end.
///
/// Shape: each item is one journey, its events in the order they happened, with
/// consent given in it or, for a visitor who came before, earlier. Visitors who allow
/// personalisation have a subject and come back; of the others nobody can know.
#[derive(Debug)]
pub struct Crowd {
    plan: CrowdPlan,
    chance: Chance,
    visits: std::vec::IntoIter<Vec<Happening>>,
}

impl CrowdPlan {
    /// The crowd of this plan.
    #[must_use]
    pub fn crowd(self) -> Crowd {
        Crowd { plan: self, chance: Chance::new(self.seed), visits: Vec::new().into_iter() }
    }
}

impl Iterator for Crowd {
    type Item = Vec<Happening>;

    fn next(&mut self) -> Option<Vec<Happening>> {
        loop {
            if let Some(visit) = self.visits.next() {
                return Some(visit);
            }
            self.visits = visits_of_one(self.plan, self.chance.fork()).into_iter();
        }
    }
}

/// All visits of one visitor.
fn visits_of_one(plan: CrowdPlan, mut chance: Chance) -> Vec<Vec<Happening>> {
    let all = Millis::days(i64::from(plan.days)).0.max(1);
    let mut at = Timestamp(plan.until.0 - chance.between(0, all - 1));
    let is_known = chance.in_thousand(380);
    let mut visitor = Visitor {
        subject: is_known.then(|| chance.uuid()),
        is_held_out: chance.below(100) < plan.held_out_percent,
        orders: 0,
        lateness: 0,
    };
    let mut visits = Vec::new();
    // More visits than this in one window would be a machine.
    for _ in 0..24 {
        visitor.lateness = lateness(plan, at, all);
        let part = chance.fork();
        let visit = match visitor.orders {
            0 => shopping(part, &mut visitor, at),
            _ => returning(part, &mut visitor, at),
        };
        let before_the_end = |event: &Happening| event.at <= plan.until;
        visits.push(visit.events.into_iter().filter(before_the_end).collect::<Vec<_>>());
        at = visit.now.plus(Millis::hours(chance.between(20, 24 * 9)));
        let comes_back = if visitor.orders > 0 { 780 } else { 310 };
        if at > plan.until || !is_known || !chance.in_thousand(comes_back) {
            break;
        }
    }
    visits.retain(|visit| !visit.is_empty());
    visits
}

fn lateness(plan: CrowdPlan, at: Timestamp, all: i64) -> u64 {
    let left = plan.until.since(at).0;
    u64::try_from((all - left) * 1_000 / all).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(seed: u64) -> CrowdPlan {
        let until = Timestamp(1_795_000_000_000);
        CrowdPlan { seed, days: 56, until, held_out_percent: 20 }
    }

    #[test]
    fn the_same_seed_gives_the_same_journeys() {
        let one: Vec<_> = plan(3).crowd().take(200).collect();
        assert_eq!(one, plan(3).crowd().take(200).collect::<Vec<_>>());
        assert_ne!(one, plan(4).crowd().take(200).collect::<Vec<_>>());
    }

    #[test]
    fn every_kind_of_thing_happens_within_the_days() {
        let events: Vec<Happening> = plan(1).crowd().take(20_000).flatten().collect();
        let begin = plan(1).until.0 - Millis::days(56).0;
        assert!(events.iter().all(|event| event.at.0 >= begin && event.at <= plan(1).until));
        for name in [
            "consent.receipt",
            "touchpoint.purchase",
            "touchpoint.rage_click",
            "touchpoint.dead_click",
            "touchpoint.form_error",
            "touchpoint.zero_result_search",
            "touchpoint.share",
            "journey.stage_entered",
            "journey.relationship_changed",
            "journey.phase_changed",
            "play.shown",
            "play.accepted",
            "play.completed",
            "play.dismissed",
            "play.ignored",
            "play.unavailable",
            "play.withheld",
            "voice.answered",
            "voice.commented",
            "lead.qualified",
            "lead.handed_off",
        ] {
            assert!(events.iter().any(|event| event.name == name), "{name}");
        }
        for phase in ["introduction", "growth", "maturity", "decline", "renewal"] {
            assert!(events.iter().any(|event| event.data.contains(phase)), "{phase}");
        }
    }

    #[test]
    fn who_is_held_out_is_shown_nothing_unasked() {
        let all = CrowdPlan { held_out_percent: 100, ..plan(5) };
        let names: Vec<String> =
            all.crowd().take(400).flatten().map(|event| event.name + &event.data).collect();
        let is_shown = |name: &String| name.starts_with("play.shown");
        assert!(!names.iter().any(is_shown));
        assert!(names.iter().any(|name| name.starts_with("play.withheld")));
    }
}
