//! When a play fits: conditions as data, checked with a trace.

use crate::attention::Moment;
use crate::journey::{Memories, Stage};
use crate::page::{PageFacts, PageKind};
use crate::time::{Millis, Timestamp};
use crate::touchpoint::TouchpointName;
use crate::trace::{Check, Checks};

/// One condition, or several put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Every one holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// The page is of one of these kinds.
    Page(Vec<PageKind>),
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
    Stage(Vec<Stage>),
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

impl Condition {
    /// Whether it holds, noting each thing looked at.
    pub(crate) fn holds(&self, situation: &Situation<'_>, checks: &mut Checks) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(situation, checks)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(situation, checks)),
            Self::Not(part) => {
                let mut inner = Checks::default();
                let holds = !part.holds(situation, &mut inner);
                checks.note(Check { rule: "not", seen: i64::from(!holds), wanted: 0, holds })
            }
            leaf => {
                let (rule, seen, wanted) = leaf.measure(situation);
                checks.note(Check { rule, seen, wanted, holds: leaf.is_met(seen, wanted) })
            }
        }
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

    /// The rule's name, the value seen, and the value wanted.
    fn measure(&self, situation: &Situation<'_>) -> (&'static str, i64, i64) {
        let session = situation.memories.session;
        match self {
            Self::Page(kinds) => ("page", i64::from(kinds.contains(&situation.page.kind)), 1),
            Self::OfferTerms => {
                let page = situation.page;
                let has_terms = page.delivery.is_some() || page.returns.is_some();
                ("offer_terms", i64::from(has_terms), 1)
            }
            Self::Seen { touchpoint, at_least, within_minutes } => {
                let seen = match within_minutes {
                    None => session.count(*touchpoint),
                    Some(minutes) => session.count_within(
                        *touchpoint,
                        Millis::minutes(i64::from(*minutes)),
                        situation.now,
                    ),
                };
                (touchpoint.as_str(), i64::from(seen), i64::from(*at_least))
            }
            Self::ItemsOfOneKind(wanted) => {
                let seen = i64::try_from(situation.items_of_one_kind).unwrap_or(0);
                ("items_of_one_kind", seen, i64::from(*wanted))
            }
            Self::Stage(stages) => {
                let is_in = situation.stage.is_some_and(|stage| stages.contains(&stage));
                ("stage", i64::from(is_in), 1)
            }
            Self::DwellSeconds(wanted) => {
                let seen = situation.moment.visible(situation.now).whole_seconds();
                ("dwell_seconds", seen, i64::from(*wanted))
            }
            Self::DaysSinceOrder { from, .. } => {
                ("days_since_order", self.days_since_order(situation), i64::from(*from))
            }
            Self::All(_) | Self::Any(_) | Self::Not(_) => ("group", 0, 0),
        }
    }

    fn is_met(&self, seen: i64, wanted: i64) -> bool {
        match self {
            Self::DaysSinceOrder { to, .. } => seen >= wanted && seen <= i64::from(*to),
            _ => seen >= wanted,
        }
    }

    /// Whole days since the last order that was not asked about; -1 without one.
    fn days_since_order(&self, situation: &Situation<'_>) -> i64 {
        let orders = &situation.memories.lasting.orders;
        match orders.last().filter(|order| !order.is_checked_in) {
            Some(order) => situation.now.since(order.at).0 / Millis::days(1).0,
            None => -1,
        }
    }
}
