//! When a play fits: conditions as data, checked one after the other.

use crate::attention::Moment;
use crate::frustration::{HELP_AT, frustration};
use crate::journey::{Memories, Stage};
use crate::memory::MarkKind;
use crate::page::{PageFacts, PageKind};
use crate::time::{Millis, Timestamp};
use crate::touchpoint::TouchpointName;

/// One condition, or several put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Every one holds.
    All(&'static [Condition]),
    /// At least one holds.
    Any(&'static [Condition]),
    /// It does not hold.
    Not(&'static Condition),
    /// The page is of one of these kinds.
    Page(&'static [PageKind]),
    /// The page says what delivery or returning takes.
    OfferTerms,
    /// A touchpoint happened at least so often in this visit.
    Seen {
        /// Which touchpoint.
        touchpoint: TouchpointName,
        /// How often at least.
        at_least: u32,
        /// Only within the last so many minutes.
        within_minutes: Option<u32>,
    },
    /// So many different products of one kind were looked at in this visit.
    ItemsOfOneKind(u32),
    /// The journey is in one of these stages.
    Stage(&'static [Stage]),
    /// The shop makes it hard, so that help is in place (guidance 5.4).
    Frustrated,
    /// This page has been visible for so many seconds.
    DwellSeconds(u32),
    /// The last order is so many days old, and was not asked about yet.
    DaysSinceOrder {
        /// At least so many.
        from: u32,
        /// At most so many.
        to: u32,
    },
}

/// What conditions are checked against.
pub(crate) struct Situation<'a> {
    pub(crate) page: &'a PageFacts,
    pub(crate) memories: Memories<'a>,
    pub(crate) stage: Option<Stage>,
    /// Products of the kind looked at last; counted once for all plays.
    pub(crate) items_of_one_kind: usize,
    pub(crate) moment: &'a Moment,
    pub(crate) now: Timestamp,
}

/// Is told each condition that was looked at, the value seen, and whether it held.
///
/// A decision tells nobody: rules are named only where one is explained, so the
/// names cost neither time nor bytes on a page where nobody asks.
pub(crate) type Witness<'a> = &'a mut dyn FnMut(&Condition, i64, bool);

impl Condition {
    /// A touchpoint happened in this visit.
    #[must_use]
    pub const fn seen(touchpoint: TouchpointName) -> Self {
        Self::Seen { touchpoint, at_least: 1, within_minutes: None }
    }

    /// Whether it could hold on this page, whatever else happens there.
    ///
    /// Asked once a page: a play that cannot be offered on it is not looked at
    /// again before the next one.
    pub(crate) fn may_hold_on(&self, page: &PageFacts) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.may_hold_on(page)),
            Self::Any(parts) => parts.iter().any(|part| part.may_hold_on(page)),
            Self::Page(kinds) => kinds.contains(&page.kind),
            Self::OfferTerms => page.has_terms(),
            _ => true,
        }
    }

    /// Whether it holds, telling the witness each thing looked at.
    pub(crate) fn holds(&self, situation: &Situation<'_>, witness: Witness<'_>) -> bool {
        let (seen, holds) = match self {
            Self::All(parts) => return parts.iter().all(|part| part.holds(situation, witness)),
            Self::Any(parts) => return parts.iter().any(|part| part.holds(situation, witness)),
            Self::Not(part) => {
                let holds = part.holds(situation, &mut |_, _, _| {});
                (i64::from(holds), !holds)
            }
            leaf => {
                let seen = leaf.measure(situation);
                let (least, most) = leaf.bounds();
                (seen, seen >= least && seen <= most)
            }
        };
        witness(self, seen, holds);
        holds
    }

    /// When it could begin to hold by time alone, if it does not hold now.
    pub(crate) fn opens_at(&self, situation: &Situation<'_>) -> Option<Timestamp> {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().filter_map(|part| part.opens_at(situation)).min()
            }
            Self::DwellSeconds(seconds) if situation.moment.is_visible() => {
                let wanted = Millis::seconds(i64::from(*seconds));
                let missing = wanted.0 - situation.moment.visible(situation.now).0;
                (missing > 0).then(|| situation.now.plus(Millis(missing)))
            }
            _ => None,
        }
    }

    /// The value seen now.
    fn measure(&self, situation: &Situation<'_>) -> i64 {
        let session = situation.memories.session;
        match self {
            Self::Page(kinds) => i64::from(kinds.contains(&situation.page.kind)),
            Self::OfferTerms => i64::from(situation.page.has_terms()),
            Self::Seen { touchpoint, within_minutes: None, .. } => {
                i64::from(session.count(*touchpoint))
            }
            Self::Seen { touchpoint, within_minutes: Some(minutes), .. } => {
                let window = Millis::minutes(i64::from(*minutes));
                i64::from(session.count_within(*touchpoint, window, situation.now))
            }
            Self::ItemsOfOneKind(_) => i64::try_from(situation.items_of_one_kind).unwrap_or(0),
            Self::Stage(stages) => {
                i64::from(situation.stage.is_some_and(|stage| stages.contains(&stage)))
            }
            Self::Frustrated => {
                let fresh = situation.moment.untaken(situation.now).0;
                frustration(session, Millis(session.visible.0.saturating_add(fresh)))
            }
            Self::DwellSeconds(_) => situation.moment.visible(situation.now).whole_seconds(),
            Self::DaysSinceOrder { .. } => days_since_order(situation),
            Self::All(_) | Self::Any(_) | Self::Not(_) => 0,
        }
    }

    /// The least and the most of what is measured with which it holds.
    pub(crate) fn bounds(&self) -> (i64, i64) {
        let least = match self {
            Self::Frustrated => return (HELP_AT, i64::MAX),
            Self::DaysSinceOrder { from, to } => return (i64::from(*from), i64::from(*to)),
            Self::Seen { at_least: least, .. }
            | Self::ItemsOfOneKind(least)
            | Self::DwellSeconds(least) => *least,
            Self::Not(_) => 0,
            _ => 1,
        };
        (i64::from(least), i64::MAX)
    }
}

/// Whole days since the last order that was not asked about; -1 without one.
fn days_since_order(situation: &Situation<'_>) -> i64 {
    let last = situation.memories.lasting.orders.last();
    match last.filter(|order| order.kind != MarkKind::CheckedIn) {
        Some(order) => situation.now.since(order.at).whole_days(),
        None => -1,
    }
}
