//! When a play fits: conditions as data, checked one after the other.
//!
//! Three kinds of leaf do for all of them: a word that is one of some, a number
//! within bounds, and a touchpoint that happened. A further thing to ask about is
//! a word more in `fact.rs`.

use crate::attention::Moment;
use crate::fact::{Fact, Measure};
use crate::journey::{Memories, Stage};
use crate::page::PageFacts;
use crate::sign::{READINGS, Sign, stage_of};
use crate::surroundings::Surroundings;
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
    /// A word is one of these; one that is not known is none of them.
    Is(Fact, &'static [&'static str]),
    /// A fact of the product of the page, by its name, is one of these.
    Attribute(&'static str, &'static [&'static str]),
    /// A number is at least the first and at most the second.
    Number(Measure, i64, i64),
    /// A touchpoint happened at least so often in this visit.
    Seen {
        /// Which touchpoint.
        touchpoint: TouchpointName,
        /// Which one of the site owner's own; empty for ours.
        of: &'static str,
        /// How often at least.
        at_least: u32,
        /// Only within the last so many minutes.
        within_minutes: Option<u32>,
    },
}

/// What conditions are checked against.
pub(crate) struct Situation<'a> {
    pub(crate) page: &'a PageFacts,
    pub(crate) memories: Memories<'a>,
    /// What counts of each reading, in the order of `READINGS`; read once for all
    /// plays.
    pub(crate) signs: [Option<&'static Sign>; READINGS.len()],
    /// Products of the kind looked at last; counted once for all plays.
    pub(crate) items_of_one_kind: usize,
    pub(crate) moment: &'a Moment,
    pub(crate) surroundings: &'a Surroundings,
    pub(crate) now: Timestamp,
}

impl Situation<'_> {
    /// The stage of the journey.
    pub(crate) fn stage(&self) -> Option<Stage> {
        stage_of(self.signs.first().copied().flatten())
    }
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
        Self::Seen { touchpoint, of: "", at_least: 1, within_minutes: None }
    }

    /// A number is at least this.
    #[must_use]
    pub const fn least(measure: Measure, least: i64) -> Self {
        Self::Number(measure, least, i64::MAX)
    }

    /// Whether it could hold on this page, whatever else happens there.
    ///
    /// Asked once a page: a play that cannot be offered on it is not looked at
    /// again before the next one.
    pub(crate) fn may_hold_on(&self, page: &PageFacts) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.may_hold_on(page)),
            Self::Any(parts) => parts.iter().any(|part| part.may_hold_on(page)),
            Self::Is(fact @ (Fact::Page | Fact::Language), words) => {
                words.contains(&fact.word_of_page(page))
            }
            Self::Attribute(name, words) => words.contains(&attribute(page, name)),
            Self::Number(Measure::OfferTerms, least, _) => *least < 1 || page.has_terms(),
            _ => true,
        }
    }

    /// Whether a number is asked for anywhere in it.
    pub(crate) fn asks_for(&self, measure: Measure) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|one| one.asks_for(measure)),
            Self::Not(part) => part.asks_for(measure),
            Self::Number(asked, ..) => *asked == measure,
            _ => false,
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
            Self::Number(Measure::DwellSeconds, seconds, _) if situation.moment.is_visible() => {
                let missing =
                    Millis::seconds(*seconds).0 - situation.moment.visible(situation.now).0;
                (missing > 0).then(|| situation.now.plus(Millis(missing)))
            }
            _ => None,
        }
    }

    /// The value seen now.
    fn measure(&self, situation: &Situation<'_>) -> i64 {
        match self {
            Self::Is(fact, words) => i64::from(words.contains(&fact.word(situation))),
            Self::Attribute(name, words) => {
                i64::from(words.contains(&attribute(situation.page, name)))
            }
            Self::Number(measure, ..) => measure.of(situation),
            Self::Seen { touchpoint, of, within_minutes, .. } => {
                let session = situation.memories.session;
                i64::from(match within_minutes {
                    None => session.count_of(*touchpoint, of),
                    Some(minutes) => {
                        let window = Millis::minutes(i64::from(*minutes));
                        session.count_within((*touchpoint, of), window, situation.now)
                    }
                })
            }
            Self::All(_) | Self::Any(_) | Self::Not(_) => 0,
        }
    }

    /// The least and the most of what is measured with which it holds.
    pub(crate) fn bounds(&self) -> (i64, i64) {
        match self {
            Self::Number(_, least, most) => (*least, *most),
            Self::Seen { at_least, .. } => (i64::from(*at_least), i64::MAX),
            Self::Not(_) => (0, 0),
            _ => (1, 1),
        }
    }
}

/// What the page says of its product; empty where it does not.
fn attribute<'a>(page: &'a PageFacts, name: &str) -> &'a str {
    let Some(product) = &page.product else { return "" };
    match name {
        "item_id" => &product.id,
        "category" => &product.category,
        "brand" => &product.brand,
        _ => {
            let known = product.attributes.iter().find(|(known, _)| known == name);
            known.map_or("", |(_, value)| value)
        }
    }
}
