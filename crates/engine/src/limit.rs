//! Every number of the policies with its default and its hard limit: one table,
//! read by the rules, the configuration, the documents and the tests.

use crate::name::named;
use crate::time::Millis;

/// What counts without configuration, and how
/// far configuration can set it.
///
/// Source: P1 to P26 of the guidance. Where a policy has no number of its own for
/// "not past", the default is the limit on the side that would disturb more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Milliseconds of one, 1 for what is counted.
    pub unit: u32,
    /// What counts without configuration.
    pub default: u32,
    /// The least it can be set to.
    pub least: u32,
    /// The most it can be set to.
    pub most: u32,
}

const ONE: u32 = 1;
const SECONDS: u32 = 1_000;
const MINUTES: u32 = 60_000;
const HOURS: u32 = 3_600_000;
const DAYS: u32 = 86_400_000;
/// There is no most.
const ANY: u32 = u32::MAX;

macro_rules! limits {
    ($($(#[$about:meta])* $variant:ident = $key:literal: P $policy:literal,
        $unit:ident, $default:literal in $least:literal to $most:tt;)+) => {
        named! {
            /// A number of a policy; its word is its key in the configuration.
            pub enum Limit { $($(#[$about])* $variant = $key),+ }
        }

        /// The table, in the order of [`Limit`].
        pub static LIMITS: [Bounds; Limit::ALL.len()] = [$(Bounds {
            unit: $unit,
            default: $default,
            least: $least,
            most: $most,
        }),+];

        /// The policy each belongs to, apart, because no decision asks for it.
        pub static POLICIES: [u8; Limit::ALL.len()] = [$($policy),+];
    };
}

limits! {
    /// Unasked cards a visit; one more if it is support.
    PerSession = "per_session": P 1, ONE, 1 in 0 to 2;
    /// Unasked cards a day.
    PerDay = "per_day": P 1, ONE, 2 in 0 to 3;
    /// Unasked cards in seven days.
    PerWeek = "per_week": P 1, ONE, 4 in 0 to 8;
    /// Between two, of active time in a visit.
    Gap = "gap_minutes": P 2, MINUTES, 10 in 3 to ANY;
    /// In view before the first.
    Earliest = "earliest_seconds": P 3, SECONDS, 30 in 10 to ANY;
    /// In view before a person is offered.
    Person = "person_seconds": P 3, SECONDS, 120 in 10 to ANY;
    /// Without pointer, key or scroll.
    Pause = "pause_millis": P 4, ONE, 1500 in 800 to ANY;
    /// After a page was opened.
    Settling = "settling_seconds": P 5, SECONDS, 5 in 5 to ANY;
    /// After a key.
    KeyPause = "key_seconds": P 5, SECONDS, 10 in 10 to ANY;
    /// After scrolling.
    ScrollPause = "scroll_millis": P 5, ONE, 1000 in 1000 to ANY;
    /// A play is silent after it was closed.
    ClosedPlay = "closed_play_days": P 7, DAYS, 14 in 7 to ANY;
    /// Everything is silent after a card was closed.
    ClosedAll = "closed_hours": P 7, HOURS, 24 in 12 to ANY;
    /// A play is silent after "Not now".
    NotNow = "not_now_hours": P 8, HOURS, 24 in 24 to ANY;
    /// Everything is silent for, and refusals count within.
    Silence = "silence_days": P 9, DAYS, 30 in 30 to ANY;
    /// So many refusals mean silence.
    Refusals = "refusals": P 9, ONE, 3 in 1 to 3;
    /// So many closings of one play are for good.
    Closings = "closings": P 9, ONE, 2 in 1 to 2;
    /// In view without an interaction before a card becomes a pill.
    Ignored = "ignored_seconds": P 10, SECONDS, 20 in 5 to ANY;
    /// So many ignored cards are one refusal.
    Ignores = "ignores": P 10, ONE, 2 in 1 to 2;
    /// Cards in 30 days that come because the visitor is leaving.
    Exits = "exits_a_month": P 14, ONE, 0 in 0 to 1;
    /// After an order before anything is asked about it.
    AskFrom = "ask_from_days": P 16, DAYS, 3 in 2 to ANY;
    /// After an order as long as it may be asked about.
    AskUntil = "ask_until_days": P 16, DAYS, 30 in 0 to 30;
    /// Between two surveys, whichever.
    Survey = "survey_days": P 17, DAYS, 30 in 7 to ANY;
    /// After the first order before a client is asked for a score.
    NpsFrom = "nps_from_days": P 18, DAYS, 30 in 30 to ANY;
    /// Clients in a hundred who are asked for a score.
    NpsSample = "nps_percent": P 18, ONE, 15 in 0 to 100;
    /// After a score was asked for.
    NpsShown = "nps_shown_days": P 18, DAYS, 90 in 60 to ANY;
    /// After a score was given.
    NpsAnswered = "nps_answered_days": P 18, DAYS, 180 in 60 to ANY;
    /// After it was refused.
    NpsRefused = "nps_refused_days": P 18, DAYS, 90 in 60 to ANY;
    /// After it was refused again.
    NpsRefusedAgain = "nps_refused_again_days": P 18, DAYS, 365 in 60 to ANY;
    /// Between two questions about effort.
    Ces = "ces_days": P 19, DAYS, 7 in 7 to ANY;
    /// Between two offers to recommend.
    Referral = "referral_days": P 21, DAYS, 90 in 90 to ANY;
    /// Offers to recommend in 365 days.
    Referrals = "referrals_a_year": P 21, ONE, 3 in 0 to 3;
    /// Orders after which one may be offered.
    ReferralOrders = "referral_orders": P 21, ONE, 2 in 2 to ANY;
    /// Cards in a hundred shown to clients that must help.
    Helping = "helping_percent": P 22, ONE, 40 in 40 to 100;
    /// Between two that promote, before the sale and after it.
    Promotion = "promotion_days": P 22, DAYS, 7 in 7 to ANY;
    /// Visitors in a hundred to whom nothing unasked is shown.
    Holdout = "holdout_percent": P 24, ONE, 10 in 1 to 50;
    /// Visitors in a hundred to whom a play is not shown, for each play others.
    Control = "control_percent": P 24, ONE, 0 in 0 to 50;
    /// A refusal that is not for good is kept without the grant to remember.
    Preference = "preference_days": P 25, DAYS, 180 in 30 to 180;
    /// So many showings without a click are for good.
    Tries = "tries": P 26, ONE, 3 in 1 to 3;
}

impl Limit {
    /// Its row in the table.
    #[must_use]
    pub fn bounds(self) -> Bounds {
        LIMITS.get(self as usize).copied().unwrap_or(Bounds {
            unit: ONE,
            default: 0,
            least: 0,
            most: 0,
        })
    }
}

/// The numbers, as configured; none is past its hard limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manners([u32; Limit::ALL.len()]);

impl Default for Manners {
    fn default() -> Self {
        Self(LIMITS.each_ref().map(|bounds| bounds.default))
    }
}

impl Manners {
    /// The number.
    #[must_use]
    pub fn of(&self, limit: Limit) -> u32 {
        self.0.get(limit as usize).copied().unwrap_or_default()
    }

    /// The number as a length of time.
    pub(crate) fn length(&self, limit: Limit) -> Millis {
        Millis(i64::from(self.of(limit)).saturating_mul(i64::from(limit.bounds().unit)))
    }

    /// Sets a number as far as its hard limit; false when it is past it.
    pub fn set(&mut self, limit: Limit, wanted: u32) -> bool {
        let Bounds { least, most, .. } = limit.bounds();
        let allowed = wanted.min(most).max(least);
        if let Some(number) = self.0.get_mut(limit as usize) {
            *number = allowed;
        }
        allowed == wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_within_its_hard_limit() {
        for limit in Limit::ALL {
            let bounds = limit.bounds();
            assert!(bounds.least <= bounds.default && bounds.default <= bounds.most, "{limit:?}");
        }
    }

    #[test]
    fn no_number_can_be_set_past_its_hard_limit() {
        for limit in Limit::ALL {
            for wanted in [0, 1, 7, 100, u32::MAX] {
                let mut manners = Manners::default();
                let is_taken = manners.set(*limit, wanted);
                let (of, bounds) = (manners.of(*limit), limit.bounds());
                assert!(of >= bounds.least && of <= bounds.most, "{limit:?}");
                assert_eq!(is_taken, of == wanted, "{limit:?}");
            }
        }
    }

    #[test]
    fn the_documents_state_every_number() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/configuration.md");
        let text = std::fs::read_to_string(path).unwrap_or_default();
        for (limit, policy) in Limit::ALL.iter().zip(POLICIES) {
            let Bounds { default, least, most, .. } = limit.bounds();
            let allowed = if most == ANY { "and more".into() } else { format!("to {most}") };
            let key = limit.as_str();
            let begin = format!("| `manners.{key}` | `{default}` | {least} {allowed} | ");
            let row = text.lines().find(|line| line.starts_with(&begin));
            let is_there = row.is_some_and(|row| row.ends_with(&format!("(P{policy}) |")));
            assert!(is_there, "docs/configuration.md has no row {begin}… (P{policy})");
        }
    }
}
