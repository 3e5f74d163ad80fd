//! The rhythm of orders and visits: who is late, who is leaving, who comes back.
//!
//! Source: reference/guidance.md 5.3. Whole numbers only: a factor of 1.5 is three
//! halves.

use crate::journey::Memories;
use crate::mark::{Mark, MarkKind};
use crate::memory::{LastingMemory, Preferences, SessionMemory};
use crate::time::{Millis, Timestamp};
use crate::touchpoint::TouchpointName;

/// A rhythm needs two intervals; with fewer orders the site's days count.
const LEAST_INTERVALS: usize = 2;
/// Late, and gone, without a rhythm of one's own and unless it is configured otherwise.
pub const PATIENCE: [Millis; 2] = [Millis::days(180), Millis::days(365)];
/// A refund, refusals and a return to buying count for so long.
const RECENT: Millis = Millis::days(90);
const REFUSAL_WINDOW: Millis = Millis::days(30);
const MANY_REFUSALS: usize = 3;
/// An order this fresh can be the one a client came back with.
pub(crate) const RENEWED: Millis = Millis::days(30);
/// Visits closer together than this say nothing about a rhythm.
const LEAST_INTERVAL: Millis = Millis::days(1);

/// When a client with these orders, oldest first, begins to count as at risk, and when as
/// lapsed, if no other order comes; none with fewer than two.
///
/// For a desk, which sees clients who are away; the visitor's own device asks the same.
#[must_use]
pub fn late_from(
    orders: &[Timestamp],
    [late, lapsed]: [Millis; 2],
) -> Option<(Timestamp, Timestamp)> {
    let (last, _) = orders.split_last().filter(|(_, before)| !before.is_empty())?;
    let usual = interval(orders);
    let from = |halves: i64, length: Millis| {
        let quiet = usual.map_or(length, |usual| Millis(usual.0.saturating_mul(halves) / 2));
        // More than that: a millisecond later.
        Timestamp(last.0.saturating_add(quiet.0).saturating_add(1))
    };
    Some((from(3, late), from(5, lapsed)))
}

/// The usual time between these orders, oldest first; none with fewer than three.
#[must_use]
pub fn interval(orders: &[Timestamp]) -> Option<Millis> {
    of_orders(orders, |memories| memories.median_interval(0))
}

/// Looks at what is remembered of somebody of whom only orders are known.
fn of_orders<T>(orders: &[Timestamp], look: impl FnOnce(Memories<'_>) -> T) -> T {
    let mark = |at: &Timestamp| Mark { of: String::new(), at: *at, kind: MarkKind::Plain };
    let orders = orders.iter().map(mark).collect();
    let lasting = LastingMemory { orders, ..LastingMemory::default() };
    let (session, preferences) = (SessionMemory::default(), Preferences::default());
    look(Memories {
        session: &session,
        lasting: &lasting,
        preferences: &preferences,
        patience: &PATIENCE,
    })
}

impl Memories<'_> {
    /// Whether more than so many half intervals went by without an order; without a
    /// rhythm of one's own, more than so long.
    fn is_quiet(self, (halves, length): (i64, Millis), now: Timestamp) -> bool {
        let Some(last) = self.last_order() else { return false };
        let quiet = now.since(last);
        match self.median_interval(0) {
            Some(median) => quiet.0.saturating_mul(2) > median.0.saturating_mul(halves),
            None => quiet > length,
        }
    }

    /// More than one and a half intervals without an order.
    pub(crate) fn is_at_risk(self, now: Timestamp) -> bool {
        self.is_quiet((3, self.patience[0]), now)
    }

    /// More than two and a half intervals without an order.
    pub(crate) fn has_lapsed(self, now: Timestamp) -> bool {
        self.is_quiet((5, self.patience[1]), now)
    }

    /// Whether the next order is about due: within a fifth of the usual interval.
    pub(crate) fn is_due(self, now: Timestamp) -> bool {
        let (Some(last), Some(median)) = (self.last_order(), self.median_interval(0)) else {
            return false;
        };
        let quiet = now.since(last).0.saturating_mul(5);
        quiet >= median.0.saturating_mul(4) && quiet <= median.0.saturating_mul(6)
    }

    /// Whether the last order came after a silence that was one of decline.
    pub(crate) fn has_come_back(self, now: Timestamp) -> bool {
        let mut latest = self.lasting.orders.iter().rev();
        let (Some(last), Some(before)) = (latest.next(), latest.next()) else { return false };
        let silence = last.at.since(before.at);
        let is_long = match self.median_interval(1) {
            Some(usual) => silence.0.saturating_mul(2) > usual.0.saturating_mul(3),
            None => silence > self.patience[0],
        };
        is_long && now.since(last.at) <= RENEWED
    }

    /// The median time between orders, the latest `without` intervals left out;
    /// none when there are too few.
    ///
    /// By counting instead of sorting: there are eleven at most.
    fn median_interval(self, without: usize) -> Option<Millis> {
        let orders = &self.lasting.orders;
        let pairs = orders.iter().zip(orders.iter().skip(1));
        let most = orders.len().saturating_sub(1 + without);
        if most < LEAST_INTERVALS {
            return None;
        }
        let intervals = pairs.take(most).map(|(one, next)| next.at.since(one.at));
        intervals.clone().find(|middle| {
            let below = intervals.clone().filter(|other| other < middle).count();
            let up_to = intervals.clone().filter(|other| other <= middle).count();
            below <= most / 2 && most / 2 < up_to
        })
    }

    /// How many of the five signs of decline are there.
    pub(crate) fn decline_signs(self, now: Timestamp) -> usize {
        let refunded = self.happened(TouchpointName::Refund, now.back(RECENT)).is_some();
        let refusals = self.preferences.refusals.iter().filter(|refusal| {
            refusal.kind != MarkKind::Plain && now.since(refusal.at) < REFUSAL_WINDOW
        });
        [
            refunded,
            refusals.count() >= MANY_REFUSALS,
            self.comes_less_often(),
            self.looks_less(),
            self.comes_for_help_only(),
        ]
        .into_iter()
        .filter(|sign| *sign)
        .count()
    }

    /// The interval between visits doubled over the last three.
    fn comes_less_often(self) -> bool {
        let mut latest = self.lasting.visits.iter().rev();
        let (Some(last), Some(middle), Some(first)) = (latest.next(), latest.next(), latest.next())
        else {
            return false;
        };
        let before = middle.at.since(first.at);
        before >= LEAST_INTERVAL && last.at.since(middle.at).0 / 2 >= before.0
    }

    /// The last whole visit was half as deep as those before it, or less.
    fn looks_less(self) -> bool {
        let mut whole = self.lasting.visits.iter().rev().skip(1);
        let Some(last) = whole.next() else { return false };
        let (mut pages, mut count) = (0_u32, 0_u32);
        for visit in whole {
            pages = pages.saturating_add(visit.pages);
            count += 1;
        }
        count >= 2 && last.pages.saturating_mul(count).saturating_mul(2) <= pages
    }

    /// The last two visits saw pages of help and nothing else.
    fn comes_for_help_only(self) -> bool {
        let mut latest = self.lasting.visits.iter().rev();
        let mut is_help = || {
            latest.next().is_some_and(|visit| visit.pages > 0 && visit.pages == visit.help_pages)
        };
        is_help() && is_help()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(days: &[i64]) -> Vec<Timestamp> {
        days.iter().map(|day| Timestamp(Millis::days(*day).0)).collect()
    }

    #[test]
    fn a_desk_and_a_device_call_a_client_late_at_the_same_moment() {
        for orders in [&[0, 30][..], &[0, 30, 61], &[0, 7, 30, 33, 90]] {
            let orders = days(orders);
            let (risk, lapse) = late_from(&orders, PATIENCE).expect("two orders");
            let before = |at: Timestamp| Timestamp(at.0 - 1);
            of_orders(&orders, |memories| {
                assert!(memories.is_at_risk(risk) && !memories.is_at_risk(before(risk)));
                assert!(memories.has_lapsed(lapse) && !memories.has_lapsed(before(lapse)));
            });
        }
        assert_eq!(late_from(&days(&[3]), PATIENCE), None);
        assert_eq!(late_from(&[], PATIENCE), None);
    }
}
