//! The signs of the readings: what has to have happened, and for how long it counts.
//!
//! Source: reference/guidance.md 5.1 to 5.3; the thresholds are its defaults.

use crate::journey::{Confidence, Evidence, Memories, Phase, Relationship, Stage};
use crate::memory::SessionMemory;
use crate::play::Need;
use crate::rhythm::RENEWED;
use crate::time::{Millis, Timestamp};
use crate::touchpoint::TouchpointName as Name;

/// One reading of the journey.
pub(crate) struct Reading {
    /// Its name, a key of its event.
    pub(crate) key: &'static str,
    /// The words for what it can say.
    pub(crate) words: &'static [&'static str],
    /// The event that tells a change; empty when none does.
    pub(crate) event: &'static str,
    /// Whether of several signs the one with the latest evidence counts; else the
    /// first one does.
    pub(crate) latest_counts: bool,
    pub(crate) signs: &'static [Sign],
}

/// One way to tell what a reading says.
///
/// Shape: a row of a table. A further sign is a row more.
pub(crate) struct Sign {
    /// What it says, by its place among the words.
    pub(crate) value: u8,
    /// How sure it is.
    pub(crate) confidence: Confidence,
    /// How long touchpoints count: the decay.
    pub(crate) within: Millis,
    /// From when on touchpoints count; none when the sign does not apply.
    since: Since,
    /// Whether orders are evidence too.
    rests_on_orders: bool,
    /// Of how many groups something has to have happened.
    least: usize,
    groups: &'static [&'static [Name]],
}

type Since = fn(Memories<'_>, Timestamp) -> Option<Timestamp>;

/// Places among [`READINGS`].
pub(crate) const STAGE: usize = 0;
pub(crate) const NEED: usize = 3;
pub(crate) const RELATIONSHIP: &str = "relationship";

pub(crate) static READINGS: [Reading; 4] = [
    Reading {
        key: "stage",
        words: Stage::WORDS,
        event: "journey.stage_entered",
        latest_counts: false,
        signs: &STAGES,
    },
    Reading {
        key: RELATIONSHIP,
        words: Relationship::WORDS,
        event: "journey.relationship_changed",
        latest_counts: false,
        signs: &RELATIONSHIPS,
    },
    Reading {
        key: "phase",
        words: Phase::WORDS,
        event: "journey.phase_changed",
        latest_counts: false,
        signs: &PHASES,
    },
    Reading { key: "need", words: Need::WORDS, event: "", latest_counts: true, signs: &NEEDS },
];

/// A checkout that led nowhere is over after this.
pub(crate) const CHECKOUT_LIFE: Millis = Millis::minutes(30);
/// An order can need support for this long.
const SUPPORT_WINDOW: Millis = Millis::days(30);
/// A look this long is a look at the product, not past it.
pub(crate) const REAL_LOOK: Millis = Millis::seconds(20);
/// So many products of one kind are a comparison in the making.
const ITEMS_OF_ONE_KIND: usize = 3;
const MUCH_FILTERING: u32 = 2;
/// Support and consideration are quiet after this.
const FORTNIGHT: Millis = Millis::days(14);
/// Desire is quiet after this.
const WEEK: Millis = Millis::days(7);
/// Advocacy is quiet after this.
const HALF_YEAR: Millis = Millis::days(180);
/// A prospect is forgotten after this.
const SEASON: Millis = Millis::days(90);
/// A need is one of the moment.
const MOMENT: Millis = Millis::minutes(10);
/// Length of all there is.
const ALWAYS: Millis = Millis(i64::MAX);
const EVER: Timestamp = Timestamp(i64::MIN);

/// Support need outranks everything, then the highest stage that has evidence.
static STAGES: [Sign; 13] = [
    Sign {
        within: FORTNIGHT,
        since: |memories, now| {
            memories.last_order().filter(|order| now.since(*order) <= SUPPORT_WINDOW)
        },
        ..sign(
            (Stage::Support as u8, Confidence::Medium),
            &[&[Name::ViewOrder, Name::OpenHelp, Name::ReadPolicy, Name::Contact]],
        )
    },
    Sign {
        within: CHECKOUT_LIFE,
        ..sign((Stage::Purchase as u8, Confidence::High), &[&[Name::Purchase, Name::BeginCheckout]])
    },
    Sign {
        within: HALF_YEAR,
        ..loyal(Stage::Advocacy, &[&[Name::Share, Name::WriteReview, Name::AnswerSurvey]])
    },
    loyal(Stage::Loyalty, &[]),
    desire(Confidence::High, &[&[Name::AddToCart, Name::AddToWishlist, Name::StockAlert]]),
    desire(Confidence::Medium, &[&[Name::ReturnToItem]]),
    desire(Confidence::Medium, &[&[Name::SelectVariant], &[Name::ReadPolicy]]),
    desire(Confidence::Low, &[&[Name::ViewItem], &[Name::ReadPolicy]]),
    Sign {
        since: |memories, _| is_comparing(memories.session).then_some(EVER),
        ..sign((Stage::Consideration as u8, Confidence::Medium), &[&[Name::ViewItem]])
    },
    Sign {
        since: |memories, _| {
            (memories.session.count(Name::FilterItems) >= MUCH_FILTERING).then_some(EVER)
        },
        ..sign((Stage::Consideration as u8, Confidence::Medium), &[&[Name::FilterItems]])
    },
    Sign {
        within: FORTNIGHT,
        since: after_order,
        ..sign(
            (Stage::Consideration as u8, Confidence::Medium),
            &[&[Name::CompareItems, Name::ReadGuide]],
        )
    },
    Sign {
        within: FORTNIGHT,
        ..sign((Stage::Consideration as u8, Confidence::Low), &[&[Name::ReturnVisit]])
    },
    sign((Stage::Awareness as u8, Confidence::Low), &[&[Name::PageView]]),
];

/// A lead is two independent kinds of intent within a fortnight, never a bare score.
static RELATIONSHIPS: [Sign; 3] = [
    ordered(Relationship::Client as u8, Confidence::High, |memories, _| {
        (memories.order_count() > 0).then_some(EVER)
    }),
    Sign {
        within: FORTNIGHT,
        least: 2,
        ..sign(
            (Relationship::Lead as u8, Confidence::Medium),
            &[
                &[Name::AddToCart, Name::AddToWishlist, Name::SelectVariant],
                &[Name::StudyPolicy, Name::PolicyIdle],
                &[Name::Contact, Name::Subscribe, Name::StockAlert],
                &[Name::FrequentVisit],
            ],
        )
    },
    Sign {
        within: SEASON,
        ..sign((Relationship::Prospect as u8, Confidence::Low), &[&[Name::EngagedVisit]])
    },
];

/// With fewer than two orders that are dated nothing is said.
static PHASES: [Sign; 9] = [
    ordered(Phase::Renewal as u8, Confidence::High, |memories, now| {
        (memories.has_come_back(now) && has_rhythm(memories)).then_some(EVER)
    }),
    ordered(Phase::Decline as u8, Confidence::High, |memories, now| {
        (memories.has_lapsed(now) && has_rhythm(memories)).then_some(EVER)
    }),
    Sign {
        within: RENEWED,
        least: 1,
        groups: &[&[Name::Reorder]],
        ..ordered(Phase::Renewal as u8, Confidence::Medium, with_rhythm)
    },
    Sign {
        groups: &[&[Name::Refund, Name::OpenHelp]],
        ..ordered(Phase::Decline as u8, Confidence::Medium, |memories, now| {
            (memories.decline_signs(now) > 1 && has_rhythm(memories)).then_some(now.back(SEASON))
        })
    },
    Sign {
        within: WEEK,
        least: 1,
        groups: &[&[Name::ViewItem]],
        ..ordered(Phase::Renewal as u8, Confidence::Low, |memories, now| {
            (memories.is_due(now) && has_rhythm(memories)).then_some(EVER)
        })
    },
    ordered(Phase::Decline as u8, Confidence::Low, |memories, now| {
        (memories.is_at_risk(now) && has_rhythm(memories)).then_some(EVER)
    }),
    ordered(Phase::Maturity as u8, Confidence::Medium, |memories, now| {
        with_rhythm(memories, now).filter(|_| memories.order_count() >= 5)
    }),
    ordered(Phase::Growth as u8, Confidence::Medium, |memories, now| {
        with_rhythm(memories, now).filter(|_| memories.order_count() >= 3)
    }),
    ordered(Phase::Introduction as u8, Confidence::Medium, with_rhythm),
];

/// Which need the moment speaks for, where it speaks for one.
static NEEDS: [Sign; 4] = [
    need(
        Need::Functional,
        Confidence::Medium,
        &[&[Name::SizeHesitation, Name::PolicyIdle, Name::ReadPolicy, Name::Contact]],
    ),
    need(Need::Functional, Confidence::Low, &[&[Name::CompareItems, Name::FilterItems]]),
    need(Need::Social, Confidence::Medium, &[&[Name::ReadReviews]]),
    need(Need::Emotional, Confidence::Medium, &[&[Name::ReturnToWish]]),
];

const fn sign((value, confidence): (u8, Confidence), groups: &'static [&'static [Name]]) -> Sign {
    let since = |_: Memories<'_>, _| Some(EVER);
    let least = groups.len();
    Sign { value, confidence, within: ALWAYS, since, rests_on_orders: false, least, groups }
}

const fn ordered(value: u8, confidence: Confidence, since: Since) -> Sign {
    Sign { since, rests_on_orders: true, ..sign((value, confidence), &[]) }
}

const fn loyal(stage: Stage, groups: &'static [&'static [Name]]) -> Sign {
    let since: Since =
        |memories, now| (memories.order_count() > 1 && !memories.has_lapsed(now)).then_some(EVER);
    let reading = (stage as u8, Confidence::Medium);
    Sign { since, rests_on_orders: true, ..sign(reading, groups) }
}

const fn desire(confidence: Confidence, groups: &'static [&'static [Name]]) -> Sign {
    let reading = (Stage::Desire as u8, confidence);
    Sign { within: WEEK, since: after_order, ..sign(reading, groups) }
}

const fn need(need: Need, confidence: Confidence, groups: &'static [&'static [Name]]) -> Sign {
    Sign { within: MOMENT, ..sign((need as u8, confidence), groups) }
}

/// The stage as it is read now.
pub(crate) fn read_stage(memories: Memories<'_>, now: Timestamp) -> Option<Stage> {
    stage_of(READINGS.first()?.read(memories, now))
}

/// The stage a sign speaks for.
pub(crate) fn stage_of(sign: Option<&Sign>) -> Option<Stage> {
    Stage::ALL.get(usize::from(sign?.value)).copied()
}

/// What was bought is no longer wanted.
fn after_order(memories: Memories<'_>, _: Timestamp) -> Option<Timestamp> {
    Some(memories.last_order().unwrap_or(EVER))
}

fn has_rhythm(memories: Memories<'_>) -> bool {
    memories.order_count() > 1 && memories.last_order().is_some()
}

fn with_rhythm(memories: Memories<'_>, _: Timestamp) -> Option<Timestamp> {
    has_rhythm(memories).then_some(EVER)
}

fn is_comparing(session: &SessionMemory) -> bool {
    let looks = session.items.iter().filter(|item| item.dwell >= REAL_LOOK).count();
    looks >= 2 || session.items_of_latest_kind().count() >= ITEMS_OF_ONE_KIND
}

impl Sign {
    /// When something last spoke for it; none when too little did.
    pub(crate) fn last(&self, memories: Memories<'_>, now: Timestamp) -> Option<Timestamp> {
        let since = (self.since)(memories, now)?.max(now.back(self.within));
        let (mut found, mut latest) = (0, EVER);
        for group in self.groups {
            let mut is_there = false;
            for name in *group {
                if let Some(tally) = memories.happened(*name, since) {
                    latest = latest.max(tally.last());
                    is_there = true;
                }
            }
            found += usize::from(is_there);
        }
        (found >= self.least).then_some(latest)
    }

    /// What the reading rests on.
    pub(crate) fn evidence(&self, memories: Memories<'_>, now: Timestamp) -> Vec<Evidence> {
        let mut list = Vec::new();
        if self.rests_on_orders {
            let touchpoint = if memories.is_stated() { Name::Identify } else { Name::Purchase };
            let count = u32::try_from(memories.order_count()).unwrap_or(u32::MAX);
            list.push(Evidence {
                touchpoint: touchpoint.as_str(),
                count,
                at: memories.last_order().unwrap_or(now),
            });
        }
        let since = (self.since)(memories, now).unwrap_or(EVER).max(now.back(self.within));
        for name in self.groups.iter().copied().flatten() {
            if let Some(tally) = memories.happened(*name, since) {
                list.push(Evidence {
                    touchpoint: name.as_str(),
                    count: tally.count,
                    at: tally.last(),
                });
            }
        }
        list
    }
}
